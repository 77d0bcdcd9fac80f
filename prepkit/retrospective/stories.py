"""Stories: what they cover, each as cues for the morning, and what a follow-up would find.

For the person herself a story is one short table of cues and never a script. On pages for others,
who cannot bring it back from cues, what was shared of it stands in full.
"""

from __future__ import annotations

import datetime
import functools
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence

from prepkit.block import (
    Block,
    Cell,
    Note,
    Table,
    cell,
    column,
    counted,
    day_in_words,
    shortened,
)
from prepkit.content import options
from prepkit.fields import is_empty
from prepkit.retrospective.career import card
from prepkit.retrospective.cues import outline
from prepkit.retrospective.depth import SPOKEN, Depth, State, check, told
from prepkit.retrospective.probes import BY_KEY, PROBES, Probe
from prepkit.retrospective.records import Drill, Project, Story
from prepkit.retrospective.telling import ENOUGH
from prepkit.section import Answers

_FACTS = ("when", "place", "who")
_ALL_FACTS = (*_FACTS, "scope", "ended", "number")
_TEXTS = (
    *SPOKEN[:-1], "provenance", "rejected", "near_miss", "other_view", "felt", SPOKEN[-1],
)  # fmt: skip
_READS_AS = {
    "vague": "little one can picture",
    "self-description": "a description of myself, not one occasion",
    "all situation": "mostly situation",
    "all we": "mostly what we did",
    "good": "one episode",
    "excellent": "one episode, with what lies behind it",
}
_RULES = (
    "Looked at: whether it is one episode (when, where, who else), how much of it says what I "
    "did, “I” and “we”, how long it takes to say (at 130 to 150 words a minute), how long ago it "
    "was, and the parts for which an interviewer reaches when they ask further. Rules do that, "
    "and misread at times: what they rest on stands beside it. Nothing is scored."
)
_UNREAD = (
    "These checks read English: of this story only what is filled in and its length were looked at."
)
_OPEN = {"silence": "the outcome", "after": "what is different since", "when": "when exactly"}
"""What is open, where the label of the follow-up says it less plainly."""

_WHOLE = ("action", "voice", "length")
"""The findings about the telling as a whole."""

_SHORT = 20
"""Words: a telling of fewer is an outline so far, and is not judged as a telling."""

_NOTHING = {
    True: "Nothing open was found.", False: "Nothing open was found in what is filled in.",
}  # fmt: skip
"""What is said where nothing is open, by whether the wording could be read."""

_KEPT = 2048
"""Stories of which the lines are kept in memory: far more than anybody writes, for with fewer than
there are each of them would be read anew at every save."""

_SPELLED_OUT = 2
"""Of the follow-ups still open, so many are said in a sentence; all of them are named."""


def summarise_stories(answers: Answers) -> list[Block]:
    """Return what the stories cover, each of them, and what a follow-up would find in them.

    How deep they go, and how the follow-ups went, is only on pages from which nothing is left out.
    """
    stories = [story for story in answers.all(Story) if has_something(story)]
    if not stories:
        return []
    at_hand = _at_hand(stories, answers)
    if not answers.complete:
        return [at_hand, *(card(story, facts=_ALL_FACTS, texts=_TEXTS) for story in stories)]
    return [
        at_hand,
        *_covered(stories, answers),
        *(block for story in stories for block in _cues(story)),
        *_followed(stories, answers),
    ]


@functools.lru_cache(maxsize=_KEPT)
def _cues(story: Story) -> tuple[Block, ...]:
    head, laid = card(story, facts=_FACTS, texts=()), outline(story)
    return (head, laid) if laid else (head,)


def has_something(story: Story) -> bool:
    """Whether anything was written in a story, a title or something else."""
    return any(not is_empty(getattr(story, spec.name)) for spec in story.specs())


def _at_hand(stories: Sequence[Story], answers: Answers) -> Table:
    rows = tuple(
        (
            cell(story.heading, tone="strong"),
            cell(answers.name(Project, story.project)),
            cell(day_in_words(story.when)),
            cell(story.show("competencies")),
            cell(story.show("scope")),
            cell(story.show("ended")),
        )
        for story in stories
    )
    heads = (
        column("Story", 2.0), column("From", 1.5), column("When", 1.0),
        column("Shows", 2.2), column("Reach", 1.1), column("How it ended", 1.1),
    )  # fmt: skip
    return Table(caption="Stories at hand", columns=heads, rows=rows)


def _covered(stories: Sequence[Story], answers: Answers) -> list[Block]:
    """Say which competencies have a story."""
    labels = {option.key: option.label for option in options("competencies")}
    covered = Counter(key for story in stories for key in story.competencies)
    if not covered:
        return []
    missing = [label for key, label in labels.items() if key not in covered]
    if not missing:
        return [Note(text=f"All {len(labels)} competencies have a story.")]
    return [Note(text=(
        f"{len(covered)} of {len(labels)} competencies have a story. Not yet: {', '.join(missing)}."
    ))]  # fmt: skip


def _followed(stories: Sequence[Story], answers: Answers) -> list[Block]:
    """Return one line a story: how it is told, and what a follow-up would find or found."""
    tried = _tried(answers)
    lines = (_line(story, answers.as_of, tuple(tried.get(story.id, ()))) for story in stories)
    rows = [line for line in lines if line]
    if not rows:
        return []
    heads = (
        column("Story", 1.5), column("As I tell it so far", 2.9),
        column("What a follow-up would find", 3.4),
    )  # fmt: skip
    caption = "If they ask further: my stories as they stand"
    return [Table(caption=caption, columns=heads, rows=tuple(rows)), Note(text=_RULES)]


@functools.lru_cache(maxsize=_KEPT)
def _line(
    story: Story, as_of: datetime.date, tried: tuple[tuple[str, str], ...]
) -> tuple[Cell, ...]:
    """Return the line of one story; empty where nothing is told and no follow-up was tried.

    Args:
        tried: follow-ups and what came, oldest first.
    """
    found = check(story, as_of) if told(story).strip() else None
    as_told = _as_told(found) if found else ""
    asked = (_asked(found) or [_NOTHING[found.is_read]]) if found else []
    asked += _drilled(tried)
    if not asked:
        return ()
    return (cell(story.heading, tone="strong"), cell(as_told), cell("\n".join(asked)))


def _is_outline(found: Depth) -> bool:
    # Of a few words it cannot be said in which language they are.
    if not found.is_read:
        return found.words < ENOUGH
    return found.words < _SHORT and found.reading.kind in ("vague", "all situation")


def _as_told(found: Depth) -> str:
    """Return what the telling reads as and why, and what was counted, one a line."""
    seen = {finding.key: finding.seen for finding in found.findings if finding.state != "unread"}
    counts = [seen[key] for key in _WHOLE if seen.get(key)]
    if _is_outline(found):
        return "\n".join(["an outline so far", *counts[-1:]])
    if not found.is_read:
        return "\n".join([_UNREAD, "; ".join(counts)])
    reads_as = _READS_AS[found.reading.kind] if found.reading.kind else ""
    because = "; ".join(found.reading.because)
    head = f"{reads_as} ({because})" if because else reads_as
    return "\n".join(filter(None, [head, "; ".join(counts)]))


def _asked(found: Depth) -> list[str]:
    """Return what is thin, one line each, and what is still open in one."""
    said = []
    for finding in found.findings:
        if finding.key in _WHOLE and (_is_outline(found) or finding.state == "ok"):
            continue
        if finding.state == "thin" or (finding.state == "missing" and finding.key not in BY_KEY):
            seen = "" if finding.key in _WHOLE else _ended(shortened(finding.seen, 90))
            said.append(" ".join(filter(None, (f"{finding.label}:", seen, finding.follow))))
        elif finding.state == "ok" and finding.follow:
            said.append(f"{finding.label}: {finding.seen}. {finding.follow}")
    return [*said, *_still_open(found)]


def _ended(seen: str) -> str:
    return seen if not seen or seen.endswith((".", "…", "?", "!")) else f"{seen}."


def _still_open(found: Depth) -> list[str]:
    """Name what is open, with what an interviewer would find for the first of it."""
    unread = _named(found, "unread")
    if unread:
        return [f"Not filled in, and perhaps told: {'; '.join(map(_short, unread))}."]
    still = _named(found, "missing")
    if not still:
        return []
    named = "; ".join(map(_short, still))
    sentences = " ".join(probe.missing for probe in still[:_SPELLED_OUT])
    return [f"Still open for a follow-up: {named}. {sentences}"]


def _named(found: Depth, state: State) -> list[Probe]:
    keys = {finding.key for finding in found.findings if finding.state == state}
    return [probe for probe in PROBES if probe.key in keys]


def _short(probe: Probe) -> str:
    return _OPEN.get(probe.key, probe.label[:1].lower() + probe.label[1:])


def _tried(answers: Answers) -> Mapping[str, Sequence[tuple[str, str]]]:
    """Return the follow-ups that were tried and what came, by the id of their story, oldest first.

    By when they were saved: in another copy of the workspace they may stand in another order.
    """
    found = defaultdict(list)
    for drill in sorted(answers.all(Drill), key=lambda drill: (drill.origin.saved_at, drill.id)):
        if drill.came in ("came", "thin", "nothing"):
            found[drill.story].append((drill.probe, drill.came))
    return found


def _drilled(drills: Sequence[tuple[str, str]]) -> list[str]:
    """Say how the follow-ups went, and at which little came when they were tried last."""
    if not drills:
        return []
    at_once = sum(came == "came" for _, came in drills)
    last = dict(drills)
    little = [BY_KEY[key].label for key, came in last.items() if came != "came" and key in BY_KEY]
    again = f" Little or nothing last time at: {'; '.join(little)}." if little else ""
    return [f"Follow-ups tried: {counted(len(drills), 'time')}, came at once: {at_once}.{again}"]
