"""Phrases: which runs of words in titles name a subject.

The idea is the C-value of Frantzi, Ananiadou & Mima (2000): how often a phrase is met says less
than how often it stands by itself, outside of longer phrases. Here that is counted place by place.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass

import numpy as np

from prepkit.industry.matches import Key, Matches, boundaries, find, stands_alone
from prepkit.industry.texts import Flags, Ints, Run
from prepkit.industry.wording import lists, words_of

LONGEST = 4
"""Words of a phrase; what is tied by hyphens is one."""

LONGEST_NAME = 100
"""Signs of a wording; what is longer is no name of a theme."""

ENDS = 0.4
"""A phrase ends in so many of the places it is met in: "stochastic gradient" mostly goes on."""

LIFT = 0.5
"""So many times as often as chance would have it its parts must share a title."""

LIFT_ACROSS = 8.0
"""The same for phrases with a small word in the middle: "mixture of experts"."""

OWN = 0.35
"""A single word is met outside of longer phrases in so many of its places."""

ABSORBED = 2 / 3
"""A phrase with so many of its works in one longer phrase counts only outside of that."""


@dataclass(frozen=True, slots=True)
class _Met:
    """How a run of words is met: in how many works, and where it ends, from 0 to 1."""

    works: int
    ends: float


def choose(run: Run, works: int, least: int) -> list[Key]:
    """Return the words and phrases that may name a subject, judged by where they are met.

    Args:
        run: the texts.
        works: how many works there are.
        least: how many of them a phrase must be met in.
    """
    met = dict(_runs(run, least))
    fit = {phrase for phrase, how in met.items() if how.ends >= ENDS and _names_something(phrase)}
    long = [phrase for phrase in fit if len(phrase) > 1 and _holds_together(phrase, met, works)]
    short: list[Key] = [phrase for phrase in fit if len(phrase) == 1]
    return [*_on_its_own(run, short, [phrase for phrase in long if not _has_tail(phrase)]), *long]


def without_tails(phrases: Collection[Key]) -> set[Key]:
    """Return phrases but those that only add a word such as "method" to another one."""
    return {phrase for phrase in phrases if not (_has_tail(phrase) and phrase[:-1] in phrases)}


def _has_tail(phrase: Key) -> bool:
    return phrase[-1] in words_of("general", "tails")


def absorb(run: Run, wordings: list[Key], matches: Matches, least: int) -> Flags:
    """Say which matches count, given which wordings are mostly part of one longer wording.

    "Adversarial network" counts outside of "generative adversarial network" only, and not at all
    when `least` works do not have it standing by itself there.
    """
    numbers = {wording: number for number, wording in enumerate(wordings)}
    works = count_works(matches.wording, run.work[matches.place], len(wordings))
    order = np.argsort(matches.wording, kind="stable")
    bounds = np.searchsorted(matches.wording[order], np.arange(len(wordings) + 1))
    counts = np.ones(len(matches.place), bool)
    absorbed = set()
    for number, wording in enumerate(wordings):
        for at, part in _parts(wording, numbers):
            if works[number] < ABSORBED * works[part]:
                continue
            inner = order[bounds[part] : bounds[part + 1]]
            outer = matches.place[order[bounds[number] : bounds[number + 1]]]
            inside = inner[np.isin(matches.place[inner], outer + at)]
            if len(np.unique(run.work[matches.place[inside]])) >= ABSORBED * works[part]:
                counts[inside] = False
                absorbed.add(part)
    alone = counts & stands_alone(run, matches)
    left = count_works(matches.wording[alone], run.work[matches.place[alone]], len(wordings))
    gone = [part for part in absorbed if left[part] < least]
    return counts & ~np.isin(matches.wording, gone)


def _parts(wording: Key, numbers: dict[Key, int]) -> Iterator[tuple[int, int]]:
    """Yield where shorter wordings begin in a wording, and their numbers."""
    for length in range(1, len(wording)):
        for at in range(len(wording) - length + 1):
            part = numbers.get(wording[at : at + length])
            if part is not None:
                yield at, part


def count_works(number: Ints, work: Ints, numbers: int) -> Ints:
    """Count the different works of each number."""
    size = int(work.max(initial=0)) + 1
    rows = np.sort(number * size + work)  # many times faster than np.unique
    return np.bincount(rows[np.diff(rows, prepend=-1) > 0] // size, minlength=numbers)


def _runs(run: Run, least: int) -> Iterator[tuple[Key, _Met]]:
    """Yield all runs of words met in `least` works that may be phrases by where they stand.

    Longer runs are put together from shorter ones that are frequent enough (the Apriori idea of
    Agrawal & Srikant, 1994), so that time and memory go with the number of words.
    """
    names = list(run.words)
    small = np.array([name in words_of("inner") for name in names], bool)
    wall = run.stop & ~small[run.word]
    _, right = boundaries(run)
    stops, units = (np.append(0, np.cumsum(flags)) for flags in (run.stop, ~run.tied[:-1]))
    number = np.append(np.where(wall, -1, run.word), -1)
    place, length = np.flatnonzero(~wall), 1
    while len(place) and length <= 2 * LONGEST:
        _, which = np.unique(number[place], return_inverse=True)
        works = count_works(which, run.work[place], 0)
        often = works[which] >= least
        place, which = place[often], which[often]
        end = place + length
        may = ~run.tied[place] & run.ends[end] & ~run.stop[place] & ~run.stop[end - 1]
        for at, how in _judged(place[may], which[may], right[end[may]], run.work[place[may]]):
            if how.works >= least:
                yield tuple(names[word] for word in run.word[at : at + length].tolist()), how
        number[:] = -1
        number[place] = which
        goes = (number[place + 1] >= 0) & ~run.starts[end]
        goes &= (stops[end] - stops[place] <= 1) & (units[end] - units[place] <= LONGEST)
        place, which = place[goes], which[goes]
        number[place] = which * len(works) + number[place + 1]
        length += 1


def _judged(place: Ints, which: Ints, ends: Flags, work: Ints) -> Iterator[tuple[int, _Met]]:
    """Yield for each run of words one place where it begins, and how it is met."""
    kinds, one, which = np.unique(which, return_index=True, return_inverse=True)
    works = count_works(which, work, len(kinds))
    share = np.bincount(which, ends, len(kinds)) / np.bincount(which, minlength=len(kinds))
    rows = zip(place[one].tolist(), works.tolist(), share.tolist(), strict=True)
    yield from ((at, _Met(many, often)) for at, many, often in rows)


def is_general(wording: Key) -> bool:
    """Whether a wording is a single word that says nothing about a subject: "theory"."""
    if len(wording) > 1:
        return False
    general = any(wording[0] in words_of("general", name) for name in lists()["general"])
    return general or wording[0] in words_of("suffixes")


def _names_something(phrase: Key) -> bool:
    """Whether a phrase may name a subject by its words."""
    return (
        not is_general(phrase[-1:] if phrase[0] in words_of("general", "qualities") else phrase)
        and phrase[0] not in words_of("general", "first")
        and phrase[-1] not in words_of("general", "last")
        and any(len(word) > 1 and not word.isdecimal() for word in phrase)
        and len(" ".join(phrase)) <= LONGEST_NAME
    )


def _holds_together(phrase: Key, met: dict[Key, _Met], works: int) -> bool:
    """Whether the parts of a phrase are neighbours more often than by chance."""
    for at in range(1, len(phrase)):
        one, other, least = phrase[:at], phrase[at:], LIFT
        if other[0] in words_of("inner") and len(other) > 1:
            other, least = other[1:], LIFT_ACROSS
        if one in met and other in met:
            mine, parts = met[phrase].works, (met[one].works, met[other].works)
            across = least == LIFT_ACROSS and 2 * mine >= min(parts)
            if not across and mine * works < least * parts[0] * parts[1]:
                return False
    return True


def _on_its_own(run: Run, short: list[Key], long: list[Key]) -> set[Key]:
    """Return the single words that are met outside of longer phrases often enough."""
    covers = find(run, long)
    edges = np.zeros(len(run.word) + 1, np.int64)
    np.add.at(edges, covers.place, 1)
    np.add.at(edges, covers.place + covers.length, -1)
    matches = find(run, short)
    free = np.cumsum(edges)[matches.place] == 0
    all_places = np.bincount(matches.wording, minlength=len(short))
    own = np.bincount(matches.wording, free, len(short))
    return {word for number, word in enumerate(short) if own[number] >= OWN * all_places[number]}
