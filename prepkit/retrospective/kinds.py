"""Kinds of telling: what a text reads as to an interviewer, by rules, with what speaks for it.

The rules, in order; the first that fits decides. They were written for English texts of some
twenty to two hundred words. ``tests/retrospective/test_depth.py`` prints how often they agree with
a label given by hand, on passages made to be clear cases; many a real text lies between two.

1. Self-description: more words about what one is like or always does than about what was done,
   and two fifths of all; or hardly a sentence in the past and next to nothing one can picture.
2. Vague: fewer than three details (days, names, numbers, places), or fewer than four and no two
   steps one can picture.
3. All we: half as many words again about what "we" did as about what "I" did, and an eighth of
   all or three steps one can picture.
4. All situation: no two steps of one's own, or less than a seventh of the words about them.
5. Excellent: two at least of an option not taken with a reason, a number with where it comes
   from, what nearly went wrong, how somebody else tells it, and what is different since.
6. Good: everything else.
"""

from __future__ import annotations

import functools
import re
from dataclasses import dataclass
from typing import Literal

from prepkit.block import counted
from prepkit.retrospective.markers import details, found, number_in, words_of
from prepkit.retrospective.telling import Telling, firsts, is_past, read

NOT_TAKEN = "another way, not taken"
"""What `beyond` names an option that was decided against."""

Kind = Literal["vague", "self-description", "all situation", "all we", "good", "excellent"]


@dataclass(frozen=True, slots=True)
class Reading:
    """What a text reads as.

    Attributes:
        kind: ``None`` for a text the rules cannot read, or without words.
        because: what speaks for it, one line each.
    """

    kind: Kind | None
    because: tuple[str, ...] = ()


@functools.lru_cache(maxsize=512)
def reading(text: str, known: int = 0) -> Reading:
    """Return what a text reads as, with what speaks for it.

    Args:
        known: details that are known besides and need not be told, such as a date filled in.
    """
    told = read(text)
    if not told.words or not told.is_english:
        return Reading(None)
    mine, ours, self = told.share("mine"), told.share("ours"), told.share("self")
    steps = _steps(told, "mine")
    seen = details(text) + known
    if (self >= 0.4 and self > mine + ours) or (_present(told) and seen < 3):
        return Reading("self-description", (_percent(self, "are what I am like or always do"),))
    steps_of_ours = _steps(told, "ours")
    if seen < 3 or (seen < 4 and steps + steps_of_ours < 2):
        return Reading("vague", (f"{counted(seen, 'detail')} of day, name, number or place",))
    if (ours >= 0.12 or steps_of_ours >= 3) and ours > 1.5 * mine:
        return Reading("all we", (_percent(ours, "are what we did"),))
    if steps < 2 or mine < 1 / 7:
        return Reading("all situation", (f"{counted(steps, 'step')} of my own",))
    extras = beyond(text)
    if len(extras) >= 2:
        return Reading("excellent", tuple(f"{name}: “{words}”" for name, words in extras.items()))
    return Reading("good", (f"{steps} steps of my own",))


def kind(text: str) -> Kind | None:
    """Return what a text reads as; ``None`` for one the rules cannot read, or without words."""
    return reading(text).kind


def beyond(text: str) -> dict[str, str]:
    """Return what a telling has beyond what was done, with the words that say so."""
    return dict(_beyond(text))


@functools.lru_cache(maxsize=512)
def _beyond(text: str) -> tuple[tuple[str, str], ...]:
    told = read(text)
    found_ = {
        NOT_TAKEN: _with_reason(told.sentences),
        "where a number comes from": _with_source(told.sentences),
        "what nearly went wrong": found("near_miss", text),
        "somebody else’s view": found("other_view", text),
        "what is different since": found("since", text),
    }
    return tuple((name, words) for name, words in found_.items() if words)


def _with_reason(sentences: tuple[str, ...]) -> str:
    """Return the words for an option not taken that has a reason in its sentence or the next."""
    for place, sentence in enumerate(sentences):
        said = found("rejected", sentence)
        if said and found("reason", " ".join(sentences[place : place + 2])):
            return said
    return ""


def _with_source(sentences: tuple[str, ...]) -> str:
    """Return the words that say where a number of their sentence comes from."""
    sources = (found("provenance", said) for said in sentences if number_in(said))
    return next(filter(None, sources), "")


def _steps(told: Telling, whose: Literal["mine", "ours"]) -> int:
    """Return how many different steps a telling has that one can picture."""
    return len(set(told.verbs(whose)) - words_of("verbs", "vague"))


def _present(told: Telling) -> bool:
    """Whether hardly a sentence is in the past, and the text is about oneself."""
    past = sum(
        any(is_past(w) or w in ("was", "were", "had") for w in re.findall(r"\w+", said.casefold()))
        for said in told.sentences
    )
    return past <= 0.34 * len(told.sentences) and firsts(told.text)[0] > 0


def _percent(share: float, what: str) -> str:
    return f"{share:.0%} of the words {what}"
