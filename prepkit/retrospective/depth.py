"""Depth checks: what a story has for an interviewer who goes on asking, and what not.

Rules, each with the words or the figures it rests on, and no score. What is filled in is looked at
in any language; what is read out of the wording is English only, and says so where it cannot read.

That it is one episode, and how much of it is action, is what real answers lack most: Bangerter,
Corvalan & Cavin, "Storytelling in the selection interview?", Journal of Business and Psychology 29
(2014). The shares that count as thin are rules of thumb, from the forty of ninety seconds that the
outline gives to what one did.
"""

from __future__ import annotations

import datetime
import functools
from dataclasses import dataclass
from typing import Literal

from prepkit.block import counted, day_in_words, shortened
from prepkit.dates import date_span, years_since
from prepkit.retrospective.kinds import NOT_TAKEN, Reading, beyond, reading
from prepkit.retrospective.markers import found, number_in, person_in, place_in, time_in
from prepkit.retrospective.probes import BY_KEY
from prepkit.retrospective.records import Story
from prepkit.retrospective.telling import firsts, read

State = Literal["ok", "thin", "missing", "unread"]

SPOKEN = ("situation", "task", "action", "result", "reflection")
"""What is told without being asked, in the order of telling."""

PACE, SLOW, FAST = 140, 130, 150
"""Words a minute: an ordinary pace of speaking, and its range."""

MOST, LEAST = 150, 30
"""Seconds: a longer answer loses people, a shorter one leaves nothing to ask about."""

ACTION, THIN_ACTION = 0.4, 0.2
"""Shares of the telling: from the first on there is enough about what one did, below the other
hardly anything."""

LONG_AGO = 5
"""Years from which on the age of a story is said."""

_UNREAD = "Not read: these checks read English."


@dataclass(frozen=True, slots=True)
class Finding:
    """What one rule found.

    Attributes:
        key: which rule, or the key of the probe it belongs to.
        label: what was looked at.
        state: ``ok``, ``thin`` (some of it), ``missing``, or ``unread``: another language.
        seen: what is there, in figures or in the person's words.
        follow: what an interviewer would do or find; ``""`` where there is nothing to say.
    """

    key: str
    label: str
    state: State
    seen: str
    follow: str = ""


@dataclass(frozen=True, slots=True)
class Depth:
    """What all rules found about one story.

    Attributes:
        reading: what the telling reads as.
        is_read: whether the wording could be read; only what is filled in was looked at otherwise.
        words: how many are spoken.
        findings: one a rule, always the same rules in the same order.
    """

    reading: Reading
    is_read: bool
    words: int
    findings: tuple[Finding, ...]

    @property
    def open(self) -> tuple[Finding, ...]:
        """What is thin or missing, in order."""
        return tuple(found for found in self.findings if found.state in ("thin", "missing"))


def told(story: Story) -> str:
    """Return what is spoken of a story without being asked, one part after the other."""
    return "\n".join(story.show(name) for name in SPOKEN if story.filled(name))


@functools.lru_cache(maxsize=2048)
def check(story: Story, as_of: datetime.date) -> Depth:
    """Return what the rules find about a story, seen from a day."""
    text = told(story)
    told_ = read(text)
    findings = (
        _episode(story, text),
        _action(story, text),
        _voice(text),
        _decision(story, text),
        _number(story, text),
        _asked(story, text, "near_miss"),
        _asked(story, text, "other_view"),
        _asked(story, text, "felt"),
        _asked(story, text, "after"),
        *(_filled(story, text, key) for key in ("silence", "part", "scale")),
        _age(story, text, as_of),
        _length(text),
    )
    filled = sum(story.filled(name) for name in ("when", "place", "who", "number"))
    return Depth(reading(text, filled), told_.is_english, told_.words, findings)


def seconds(words: int, pace: int = PACE) -> int:
    """Return how long so many words take to say, at so many a minute."""
    return round(60 * words / pace)


def _episode(story: Story, text: str) -> Finding:
    """Whether a time, a place and somebody else are there, filled in or told."""
    label, is_read = "One episode", read(text).is_english
    told_ = {"when": time_in(text), "where": place_in(text), "who": person_in(text)}
    seen = {"when": day_in_words(story.when), "where": story.place, "who": story.who}
    for what, words in told_.items():
        seen[what] = seen[what].strip() or (f"“{words}”" if is_read and words else "")
    named = "; ".join(f"{what}: {shortened(words, 40)}" for what, words in seen.items() if words)
    lacking = [what for what, words in seen.items() if not words]
    if reading(text).kind == "self-description":
        return Finding("episode", label, "missing", reading(text).because[0], (
            "An interviewer would say: tell me about one time you did that."
        ))  # fmt: skip
    if not lacking or _is_foreign(text):
        return Finding("episode", label, "unread" if lacking else "ok", named)
    state: State = "missing" if len(lacking) == 3 else "thin"
    follow = f"An interviewer who asks {_either(lacking)} would find nothing here."
    return Finding("episode", label, state, named, follow)


def _either(asked: list[str]) -> str:
    """Return questions in one line: "when, where or who else"."""
    words = ["who else was there" if what == "who" else f"{what} it was" for what in asked]
    return " or ".join([", ".join(words[:-1]), words[-1]]) if len(words) > 1 else words[0]


def _action(story: Story, text: str) -> Finding:
    """How much of the telling is what one did: by its part of the form, and by its wording."""
    label, whole = "Share of action", read(text)
    if _is_foreign(text) and not story.filled("action"):
        return _unread("action", label, text)
    if not whole.words:
        return Finding("action", label, "missing", "", BY_KEY["middle"].missing)
    share = read(story.action).words / whole.words
    seen = f"{share:.0%} of the words stand under {story.spec('action').title}"
    if whole.is_english:
        mine = whole.share("mine")
        seen = f"about {mine:.0%} of the words say what I did"
        # A long part of the form that tells what others did is no action of one's own.
        share = min(max(share, mine), 2 * mine)
    if share >= ACTION:
        return Finding("action", label, "ok", seen)
    state: State = "thin" if share >= THIN_ACTION else "missing"
    follow = "An interviewer would interrupt: and what did you do?"
    return Finding("action", label, state, seen, follow)


def _voice(text: str) -> Finding:
    """How often "I" and "we" are said."""
    label, whole = "I and we", read(text)
    if not whole.is_english:
        return _unread("voice", label, text)
    one, many = firsts(text)
    bare = sum(
        whole.is_mine(place) and firsts(sentence) == (0, 0)
        for place, sentence in enumerate(whole.sentences)
    )
    cues = f"; {counted(bare, 'step')} without either" if bare else ""
    seen = f"I {counted(one, 'time')}, we {counted(many, 'time')}{cues}"
    if many <= one + bare:
        return Finding("voice", label, "ok", seen)
    state: State = "thin" if one + bare else "missing"
    return Finding("voice", label, state, seen, (
        "An interviewer who asks which part was whose would find mostly “we” here."
    ))  # fmt: skip


def _decision(story: Story, text: str) -> Finding:
    """Whether an option was decided against, and a reason for it given."""
    probe = BY_KEY["rejected"]
    if story.filled("rejected"):
        said = story.rejected
        if not read(f"{text}\n{said}").is_english or _has_reason(said):
            return Finding("rejected", probe.label, "ok", said)
        return Finding("rejected", probe.label, "thin", said, "An interviewer would ask: why not?")
    return _mentioned(text, "rejected", beyond(text).get(NOT_TAKEN) or found("decided", text))


def _has_reason(said: str) -> bool:
    # "Tablets: no budget, and gloves." gives a reason without a word for it.
    return bool(found("reason", said)) or ":" in said or len(said.split()) >= 10


def _number(story: Story, text: str) -> Finding:
    """Whether there is a number, and where it comes from."""
    said = story.number if story.filled("number") else number_in(f"{story.result}\n{story.action}")
    label = "A number, and its source"
    if said and story.filled("provenance"):
        return Finding("provenance", label, "ok", f"{said}\n{story.provenance}")
    if _is_foreign(text):
        return _unread("provenance" if said else "measure", label, text)
    if not said:
        return Finding("measure", label, "missing", "", BY_KEY["measure"].missing)
    if source := found("provenance", f"{story.number}\n{text}"):
        return Finding("provenance", label, "thin", f"{said}, “{source}”", (
            "An interviewer who asks who counted, and compared with what, would find little here."
        ))  # fmt: skip
    return Finding("provenance", label, "thin", said, BY_KEY["provenance"].missing)


def _asked(story: Story, text: str, key: str) -> Finding:
    """Whether the part that answers a probe is filled in, or there is a word of it in the text."""
    return _filled(story, text, key, found("since" if key == "after" else key, text))


def _mentioned(text: str, key: str, words: str) -> Finding:
    probe = BY_KEY[key]
    if _is_foreign(text):
        return _unread(key, probe.label, text)
    if words:
        return Finding(key, probe.label, "thin", f"only a word of it in the telling: “{words}”", (
            probe.missing.replace("nothing here", "little here")
        ))  # fmt: skip
    return Finding(key, probe.label, "missing", "", probe.missing)


def _filled(story: Story, text: str, key: str, words: str = "") -> Finding:
    """Whether the part that answers a probe is filled in, whatever it says, or else `words`."""
    probe = BY_KEY[key]
    if story.filled(probe.field):
        return Finding(key, probe.label, "ok", story.show(probe.field))
    return _mentioned(text, key, words)


def _age(story: Story, text: str, as_of: datetime.date) -> Finding:
    """How long ago it was; that it is long ago is said and not judged."""
    label, span = "How long ago", date_span(story.when)
    if span is None:
        if _is_foreign(text):
            return _unread("when", label, text)
        if said := time_in(text):
            return Finding("when", label, "thin", f"no date filled in; told: “{said}”", (
                "An interviewer who asks when exactly would find little here."
            ))  # fmt: skip
        return Finding("when", label, "missing", "", BY_KEY["when"].missing)
    if span[0] > as_of:
        return Finding("when", label, "ok", day_in_words(story.when))
    years = years_since(story.when, as_of) or 0
    if years >= LONG_AGO:
        return Finding("when", label, "ok", f"{day_in_words(story.when)}: {years} years", (
            "An interviewer may ask: and more recently?"
        ))  # fmt: skip
    lasted = counted(years, "year") if years >= 1 else "less than a year"
    return Finding("when", label, "ok", f"{day_in_words(story.when)}: {lasted}")


def _length(text: str) -> Finding:
    """How long it takes to tell as it is written."""
    label, words = "Spoken length", read(text).words
    if not words:
        return Finding("length", label, "missing", "", BY_KEY["silence"].missing)
    if len(text) > 15 * words:  # A script without blanks between words.
        return Finding("length", label, "unread", "Not read: no blanks between the words.")
    took = seconds(words)
    seen = (
        f"{counted(words, 'word')}, about {clock(took)} aloud "
        f"({clock(seconds(words, FAST))} to {clock(seconds(words, SLOW))})"
    )
    if took > MOST:
        follow = "An interviewer may well interrupt before the end."
        return Finding("length", label, "thin", seen, follow)
    if took < LEAST:
        return Finding("length", label, "thin", seen, "An interviewer would say: go on.")
    return Finding("length", label, "ok", seen)


def clock(seconds_: int) -> str:
    """Return minutes and seconds: ``1:35``."""
    return f"{seconds_ // 60}:{seconds_ % 60:02}"


def _is_foreign(text: str) -> bool:
    """Whether there are words that cannot be read: what is empty may be told in them."""
    return bool(text.strip()) and not read(text).is_english


def _unread(key: str, label: str, text: str) -> Finding:
    return Finding(key, label, "unread", _UNREAD if text.strip() else "")
