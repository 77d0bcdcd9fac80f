"""What a company asks for: competencies, each with the words that point to it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from prepkit.block import shortened
from prepkit.brief.asked import company_names, round_days
from prepkit.brief.cue_words import LABELS, cues_in, pointed_to
from prepkit.brief.records import Asked, Debrief
from prepkit.compass.wording import spelled_date
from prepkit.deep_dive.ledger import claims_of
from prepkit.deep_dive.records import Requirement, Target
from prepkit.deep_dive.target import requirement_seeds, target_of
from prepkit.record import VISIBILITIES, Visibility
from prepkit.section import Answers

KINDS = {
    "here": "asked here before",
    "ad": "the job ad",
    "value": "a value they name",
    "claim": "their mission or culture",
    "elsewhere": "asked elsewhere",
}
"""The kinds of sign, by how near they are to what will be asked."""

_STARTS = {
    "ad": "The ad asks:", "value": "They name the value", "claim": "Known of them:",
}  # fmt: skip
_FACETS = ("mission", "culture")
_LONGEST = 110  # characters of a text that is quoted


@dataclass(frozen=True, slots=True)
class Sign:
    """Something that points to a competency being asked about.

    Attributes:
        kind: one of :data:`KINDS`.
        words: as somebody typed them.
        cue: the word among them that points to the competency; ``""`` where it was chosen.
        company, on: where and when it was asked; empty for the other kinds.
        visibility: who may see it.
    """

    kind: str
    words: str
    cue: str = ""
    company: str = ""
    on: str = ""
    visibility: Visibility = "private"

    @property
    def line(self) -> str:
        """What it says, in one line, with the word that points there."""
        said = f"“{shortened(self.words, _LONGEST)}”"
        if self.kind in ("here", "elsewhere"):
            where = "here" if self.kind == "here" else f"at {shortened(self.company, 60)}"
            joined = " on " if len(self.on) == 10 else " in "
            when = joined + spelled_date(self.on) if self.on else ""
            line = f"Asked {where}{when}: {said}"
        else:
            line = f"{_STARTS[self.kind]} {said}"
        is_plain = not self.cue or self.cue.casefold() == self.words.strip().casefold()
        word = "words" if len(self.cue.split()) > 1 else "word"
        return line if is_plain else f"{line} (the {word} “{self.cue}”)"


@dataclass(frozen=True, slots=True)
class Demand:
    """A competency with everything that points to its being asked about, the nearest first."""

    competency: str
    signs: tuple[Sign, ...]

    @property
    def label(self) -> str:
        """What the competency is called."""
        return LABELS[self.competency]

    @property
    def weight(self) -> int:
        """How many kinds of sign there are."""
        return len({sign.kind for sign in self.signs})

    @property
    def is_from_here(self) -> bool:
        """Whether this company has asked about it before."""
        return any(sign.kind == "here" for sign in self.signs)

    @property
    def is_from_elsewhere(self) -> bool:
        """Whether only other companies have asked about it."""
        return all(sign.kind == "elsewhere" for sign in self.signs)

    @property
    def leading(self) -> tuple[Sign, ...]:
        """The first sign of each kind, the nearest first."""
        first: dict[str, Sign] = {}
        for sign in self.signs:
            first.setdefault(sign.kind, sign)
        return tuple(first.values())


def demands_of(answers: Answers) -> list[Demand]:
    """Return what the company may ask about: what was asked here before, then what else is known.

    Of each, what most kinds of sign point to first, then what most signs do, then in the order of
    the competencies; what was only asked elsewhere weighs least. Empty when nothing is known, or
    for no company.
    """
    if not answers.company:
        return []
    found: dict[str, dict[tuple[str, ...], Sign]] = {}
    for competency, sign in _signs(answers):
        known = found.setdefault(competency, {})
        known.setdefault((sign.kind, sign.words, sign.company, sign.on), sign)
    near, order = list(KINDS), list(LABELS)
    demands = [
        Demand(competency, tuple(sorted(signs.values(), key=lambda it: near.index(it.kind))))
        for competency, signs in found.items()
    ]
    return sorted(
        demands,
        key=lambda it: (
            not it.is_from_here, -it.weight, it.is_from_elsewhere, -len(it.signs),
            order.index(it.competency),
        ),
    )  # fmt: skip


def unplaced_values(answers: Answers) -> list[str]:
    """Return the values they name that no cue word places, as typed, in order."""
    target = target_of(answers)
    named = target.principles if target else ()
    return [words for words in named if words.strip() and not pointed_to(words)]


def seen_with(answers: Answers) -> Callable[[Asked], Visibility]:
    """Return what says who may see a question together with where and when it was asked."""
    named = {target.origin.company: target.origin.visibility for target in answers.all(Target)}
    # The company of the page is named on it anyway.
    named.pop(answers.company, None)
    dated = {it.id: it.origin.visibility for it in answers.all(Debrief) if it.on}

    def seen(asked: Asked) -> Visibility:
        own = asked.origin.visibility
        return fewest(own, named.get(asked.origin.company, own), dated.get(asked.debrief, own))

    return seen


def fewest(*seen: Visibility) -> Visibility:
    """Return the visibility that fewest people have; there is at least one."""
    return min(seen, key=VISIBILITIES.index)


def _signs(answers: Answers) -> Iterator[tuple[str, Sign]]:
    """Yield competency and sign, in no order that matters."""
    yield from _from_the_ad(answers)
    if target := target_of(answers):
        for words in target.principles:
            for competency, word in pointed_to(words).items():
                seen = target.origin.visibility
                yield competency, Sign("value", words, word, visibility=seen)
    yield from _from_claims(answers)
    yield from _from_interviews(answers)


def _from_the_ad(answers: Answers) -> Iterator[tuple[str, Sign]]:
    """Yield what the ad asks for: what was kept of it, and what was not looked at yet."""
    kept = [
        (item.words, item.competencies, item.origin.visibility)
        for item in answers.of_company(Requirement)
    ]
    seeds = answers.untouched(Requirement, requirement_seeds(answers), answers.company)
    waiting = [
        (str(seed.values["words"]), tuple(seed.values["competencies"]), seed.visibility)
        for seed in seeds
    ]
    for words, chosen, seen in kept + waiting:
        cues = pointed_to(words)
        for competency in chosen or cues:
            if competency in LABELS:
                yield competency, Sign("ad", words, cues.get(competency, ""), visibility=seen)


def _from_claims(answers: Answers) -> Iterator[tuple[str, Sign]]:
    """Yield what is known of their mission and their culture."""
    for claim in claims_of(answers):
        if claim.facet in _FACETS and claim.grade != "U":
            seen = claim.origin.visibility
            for cue in cues_in(claim.statement):
                # That it is about their mission says nothing about what they look for.
                if cue.word.casefold() != claim.facet:
                    yield cue.competency, Sign("claim", claim.statement, cue.word, visibility=seen)


def _from_interviews(answers: Answers) -> Iterator[tuple[str, Sign]]:
    """Yield what was asked before, here and elsewhere, where somebody said what it was about.

    Words do not say it: "Why would you leave a place where you lead a team?" is not about leading.
    """
    names, days, seen = company_names(answers), round_days(answers), seen_with(answers)
    for asked in answers.all(Asked):
        if asked.competency in LABELS:
            origin = asked.origin
            kind = "here" if origin.company == answers.company else "elsewhere"
            where = names.get(origin.company, "another company")
            on = days.get(asked.debrief, "")
            sign = Sign(kind, asked.heading, "", where, on, seen(asked))
            yield asked.competency, sign
