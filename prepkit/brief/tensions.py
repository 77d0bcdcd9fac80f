"""Tensions: where what somebody says and what they did and felt part, each as a question.

A question counts and quotes; it does not say which of the two is right.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator, Sequence

from prepkit.block import shortened
from prepkit.brief.leanings import Leaning
from prepkit.brief.reasons import REASONS, Reason
from prepkit.brief.sides import HIGH, LOW, Said, Sides, Sign, moves_in
from prepkit.compass.wording import listed, quoted
from prepkit.section import Seed

MOST = 4
"""Questions at a time; more of them would not be answered."""

_OFTEN, _BY_ITSELF = 2, 3  # moves from which on a reason is frequent; one that nobody chose
_READ = 3  # moves that must have been read before anything is called absent
_AWAY = ("boredom", "health")  # the lack of something drove somebody away: no surprise there
_LONGEST = 80  # characters of a scene


def tensions(found: Sides, leanings: Sequence[Leaning] = ()) -> list[Seed]:
    """Return the questions, the strongest first; :data:`MOST` at most, few of a kind.

    Empty while nothing is said, or nothing was done or felt: then there is nothing to part.
    """
    if not found.said or not (found.moves or found.felt):
        return []
    kinds = (
        (_against(found, leanings), 2), (_felt(found, leanings), 1), (_often(found), 1),
        (_unnamed(found), 1), (_moments(found), 1), (_drained(found), 1), (_unchosen(found), 1),
    )  # fmt: skip
    few = [seed for seeds, most in kinds for seed in itertools.islice(seeds, most)]
    return few[:MOST]


def _against(found: Sides, leanings: Sequence[Leaning]) -> Iterator[Seed]:
    """Yield what is said to matter and had less energy where there was more of it."""
    for leaning in leanings:
        said = [said for said in found.said if said.is_among(leaning.took)]
        if said:
            yield _seed(
                f"against-{leaning.key}",
                f"{quoted([said[0].name])} is {_how(said[0])}. “{leaning.name}” may stand for it, "
                f"and there the ratings say: {leaning.told}. What was different in those places, "
                "or is it another thing that is meant?",
                "What is said to matter, beside team environments and energy.",
            )


def _often(found: Sides) -> Iterator[Seed]:
    """Yield the reasons that moves come back to and nothing said speaks for, most often first."""
    for count, reason in _frequent(found, _OFTEN):
        if reason.values and not found.said_about(reason.key):
            nothing = "No value kept speaks for it."
            yield _seed(f"often-{reason.key}", _read_often(found, count, reason, nothing),
                        "Why each move was made, beside values kept.")  # fmt: skip


def _unchosen(found: Sides) -> Iterator[Seed]:
    """Yield what moves came of that nobody chose: an ending, an invitation."""
    for count, reason in _frequent(found, _BY_ITSELF):
        if not reason.values:
            yield _seed(f"often-{reason.key}", _read_often(found, count, reason),
                        "Why each move was made.")  # fmt: skip


def _frequent(found: Sides, least: int) -> list[tuple[int, Reason]]:
    counts = [(moves_in(signs), REASONS[key]) for key, signs in found.signs.items()]
    return [one for one in sorted(counts, key=lambda one: -one[0]) if one[0] >= least]


def _read_often(found: Sides, count: int, reason: Reason, nothing: str = "") -> str:
    total, words = len(found.moves), _words(found.signs[reason.key])
    said = f"“{reason.label}” is read in {count} of {total} reasons for a move: {words}."
    return " ".join(part for part in (said, nothing, reason.ask) if part)


def _unnamed(found: Sides) -> Iterator[Seed]:
    """Yield the values of the top band for which no words were found in a move."""
    read = len(found.moves) - len(found.unread)
    if read < _READ or 3 * read < len(found.moves):
        return  # perhaps not in a language in which words can be read here
    missing = [said for said in found.said if said.is_top and not found.speaking_for(said)]
    of = f"{read} of {len(found.moves)}" if found.unread else f"all {read}"
    for said in missing:
        yield _seed(
            f"unnamed-{said.key}",
            f"{quoted([said.name])} is in the top band. Words were found in {of} reasons for a "
            f"move, and none of them speak for it. Was it there unnamed, or what would have "
            "had to happen for it to decide a move?",
            "The top band of values, beside why each move was made.",
        )


def _drained(found: Sides) -> Iterator[Seed]:
    """Yield what is valued or said to give energy, and was followed to places that took it."""
    for said in found.said:
        those = (found.signs.get(key, ()) for key in said.reasons if key not in _AWAY)
        rated = [sign for signs in those for sign in signs if sign.energy is not None]
        if rated and all((sign.energy or 0) <= LOW for sign in rated):
            felt = listed(
                [f"“{shortened(sign.project.heading, 40)}” ({quoted(sign.words)}; energy "
                 f"{sign.energy} of 5)" for sign in _once(rated)],
                2, "; ",
            )  # fmt: skip
            yield _seed(
                f"drained-{said.key}",
                f"{quoted([said.name])} is {_how(said)}. It comes up in the reasons for starting "
                f"or leaving {felt}. What was missing there, or what took more than it gave?",
                "What is said to matter, beside the energy of the moves it led to.",
            )


def _felt(found: Sides, leanings: Sequence[Leaning]) -> Iterator[Seed]:
    """Yield where there was more energy, and nothing said stands for it."""
    for leaning in leanings:
        if any(said.is_among(leaning.gave) for said in found.said):
            continue
        if leaning.is_own:
            nothing = "It is worded freely, so it is set beside no value."
            ask = "Which value is behind it, one of those kept or one that is missing there?"
        elif leaning.gave:
            nothing = "No value kept and no motivator stands for it."
            ask = "Is there a value behind it, or is it something that any good place has?"
        else:
            continue
        yield _seed(
            f"felt-{leaning.key}", f"“{leaning.name}”: {leaning.told}. {nothing} {ask}",
            "Team environments and energy, beside values kept.",
        )  # fmt: skip


def _moments(found: Sides) -> Iterator[Seed]:
    """Yield the scenes of the projects with most energy."""
    for project, check in found.felt:
        if (check.energy or 0) >= HIGH and check.filled("moment"):
            yield _seed(
                f"moment-{project.id}",
                f"{quoted([project.heading])} gave energy {check.energy} of 5: "
                f"“{shortened(check.moment, _LONGEST)}” Which of the values kept was at work in "
                "it, or which is missing from the list?",
                "The scene behind a high rating, beside values kept.",
            )


def _seed(key: str, question: str, why: str) -> Seed:
    # Keys are letters, digits and dashes.
    return Seed(key.replace("_", "-"), {"question": question}, why, standing=True,
                visibility="private")  # fmt: skip


def _how(said: Said) -> str:
    if said.gives is not None:
        return f"said to give energy, {said.gives} of 5"
    return "in the top band" if said.is_top else "a value kept"


def _once(signs: Iterable[Sign]) -> list[Sign]:
    """Return one sign a project, the first."""
    return list({sign.project.id: sign for sign in reversed(list(signs))}.values())[::-1]


def _words(signs: Iterable[Sign]) -> str:
    named = [f"{quoted(sign.words)} ({shortened(sign.project.heading, 40)})" for sign in signs]
    return listed(named, 2, "; ")
