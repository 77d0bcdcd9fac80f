"""Patterns: what may go with energy, over few projects, each said no louder than it can be.

One outcome, decided in advance: energy. For each attribute the projects are cut into more and less
of it, from its own ratings alone; the two groups are compared by an exact permutation test
(:mod:`prepkit.retrospective.permutation`) and all p are corrected for the number tested (Benjamini
& Hochberg 1995). Attributes that could not have come out below :data:`RATE` however energy fell, of
which group sizes and energy ratings alone decide, are not tested and not counted (Tarone 1990).

How often chance alone makes one, and how often a true one is found, is in
:data:`prepkit.retrospective.caveats.MEASURED`. Ratings have few steps and p is seldom just below a
bound: so chance makes fewer than are stated.
"""

from __future__ import annotations

import functools
import itertools
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Literal

from prepkit.retrospective.correction import bound_beside, corrected_for_many
from prepkit.retrospective.permutation import (
    Interval,
    least_p,
    least_p_of_sizes,
    lowest_p_of_sizes,
    p_value,
    shift_interval,
)

RATE = Fraction(1, 10)
"""Up to which a corrected p is supported, and a p by itself a lead."""

ALIKE = Fraction(1, 2)
"""Steps of energy, up or down, within which a whole interval lies where two sides are alike."""

LEAST = 6
"""Projects below which nothing is compared and nothing is ranked."""

_MIDDLE = 3  # of the scale from 1 to 5

Label = Literal["supported", "lead", "unclear", "alike", "few", "same"]
LABELS: Mapping[Label, str] = {
    "supported": "supported",
    "lead": "lead worth testing",
    "unclear": "not clear either way",
    "alike": "about the same",
    "few": "not enough projects to tell",
    "same": "rated the same throughout",
}
"""What a finding comes to, in the order in which findings stand."""


@dataclass(frozen=True, slots=True)
class Case:
    """One project as one attribute sees it: its rating of the attribute, and how it felt.

    Attributes:
        project: its id.
        rating, energy: from 1 to 5.
    """

    project: str
    rating: int
    energy: int


@dataclass(frozen=True, slots=True)
class Finding:
    """What the projects say about one attribute.

    Attributes:
        attribute: its key.
        label: what it comes to; see :data:`LABELS`.
        more, less: the projects on either side of the cut, in the order given; all in ``more``
            where there is nothing to cut.
        p: by itself; ``None`` where nothing was compared.
        least: the least p that these sizes and energy ratings allow; ``None`` like `p`.
        corrected: for the number tested; ``None`` where it was not tested.
        further: how many more projects it takes, at least, to be supported beside what else was
            tested; 0 where none are known to be missing.
    """

    attribute: str
    label: Label
    more: tuple[Case, ...]
    less: tuple[Case, ...] = ()
    p: Fraction | None = None
    least: Fraction | None = None
    corrected: Fraction | None = None
    further: int = 0

    @property
    def is_compared(self) -> bool:
        """Whether there are two groups, of enough projects to say how far they lie apart."""
        return self.p is not None

    @property
    def means(self) -> tuple[Fraction, Fraction]:
        """The mean energy with more and with less of it, where they are compared."""
        more, less = ([case.energy for case in side] for side in (self.more, self.less))
        return Fraction(sum(more), len(more)), Fraction(sum(less), len(less))

    @property
    def difference(self) -> Fraction:
        """By how much energy is higher where there is more of it, where they are compared."""
        more, less = self.means
        return more - less

    @property
    def middle(self) -> Fraction:
        """The energy halfway between the two means, where they are compared."""
        more, less = self.means
        return (more + less) / 2

    @property
    def interval(self) -> Interval | None:
        """Where the difference may lie, 90 %, where they are compared.

        ``None`` where each side has the same energy throughout: its interval would have no width,
        a certainty that a few projects do not carry.
        """
        more, less = (tuple(sorted(c.energy for c in side)) for side in (self.more, self.less))
        if more[0] == more[-1] and less[0] == less[-1]:
            return None
        return _interval(more, less)

    @property
    def against(self) -> tuple[Case, ...]:
        """The counter-examples: projects whose energy lies beyond the middle, with the other side.

        In the order given, those with more of it first; none where the means are the same.
        """
        middle, sign = self.middle, (self.difference > 0) - (self.difference < 0)
        return (
            *(case for case in self.more if sign * (case.energy - middle) < 0),
            *(case for case in self.less if sign * (case.energy - middle) > 0),
        )

    def side(self, *, more: bool) -> str:
        """Return a side by the ratings on it: ``more (3 to 5)``, ``less (1)``."""
        ratings = [case.rating for case in (self.more if more else self.less)]
        low, high = min(ratings), max(ratings)
        span = str(low) if low == high else f"{low} to {high}"
        return f"{'more' if more else 'less'} ({span})"


@dataclass(frozen=True, slots=True)
class Patterns:
    """All findings.

    Attributes:
        findings: strongest label first, then by p, else in the order given; with fewer than
            :data:`LEAST` projects all as given, and nothing is compared.
        projects: how many have a rating of energy and of an attribute.
        tested: how many attributes were tested.
    """

    findings: tuple[Finding, ...] = ()
    projects: int = 0
    tested: int = 0

    @property
    def needed(self) -> int:
        """Below how many projects nothing is supported, all that differs being tested."""
        return projects_needed(self.differing)

    @property
    def differing(self) -> int:
        """How many attributes were not rated the same throughout."""
        return sum(bool(finding.less) for finding in self.findings)

    def labelled(self, *labels: Label) -> list[Finding]:
        """Return the findings with one of these labels, in their order."""
        return [finding for finding in self.findings if finding.label in labels]


def find_patterns(cases: Mapping[str, Sequence[Case]]) -> Patterns:
    """Return what the projects say about each attribute.

    Args:
        cases: those of each attribute by its key; every attribute that was ever rated, since what
            was looked at counts, whether or not it is looked at now. Those without one are left
            out.
    """
    return _found(tuple((attribute, tuple(found)) for attribute, found in cases.items() if found))


def cut(ratings: Sequence[int]) -> Fraction | None:
    """Return what divides ratings into more and less, most evenly; ``None`` if all are the same.

    It lies between two ratings that occur. Of two that are as even the one nearer to the middle of
    the scale is taken, then the lower.
    """
    levels = sorted(set(ratings))
    cuts = [Fraction(low + high, 2) for low, high in itertools.pairwise(levels)]

    def unevenness(at: Fraction) -> tuple[int, Fraction, Fraction]:
        above = sum(rating > at for rating in ratings)
        return abs(2 * above - len(ratings)), abs(at - _MIDDLE), at

    return min(cuts, key=unevenness, default=None)


def projects_needed(attributes: int) -> int:
    """Return below how many projects no pattern can be supported, whatever the ratings.

    Args:
        attributes: how many are tested, the others of them without a pattern.
    """
    return LEAST + further_needed(LEAST // 2, LEAST - LEAST // 2, RATE / max(1, attributes))


def further_needed(more: int, less: int, bound: Fraction) -> int:
    """Return how many more projects it takes, at least, for a p that is no higher than a bound.

    At least: when the new ones fall on the side that has fewer, and fit.

    Args:
        more, less: how many there are on either side.
    """
    small, large = sorted((more, less))
    for added in itertools.count():
        total = small + large + added
        part = min(small + added, total // 2)
        if total >= LEAST and lowest_p_of_sizes(part, total - part) <= bound:
            return added
    raise AssertionError("each project makes it likelier")


# A page asks more than once, and most saves change nothing here.
@functools.lru_cache(maxsize=8)
def _found(cases: tuple[tuple[str, tuple[Case, ...]], ...]) -> Patterns:
    projects = len({case.project for _, found in cases for case in found})
    compared = [_compared(*each, compare=projects >= LEAST) for each in cases]
    tested = [place for place, one in enumerate(compared) if one.label == "unclear"]
    ps = [compared[place].p or Fraction(1) for place in tested]
    for place, p in zip(tested, corrected_for_many(ps), strict=True):
        compared[place] = _labelled(compared[place], p)
    for place, one in enumerate(compared):
        others = [p for other, p in zip(tested, ps, strict=True) if other != place]
        if one.label in ("lead", "unclear", "few"):
            compared[place] = replace(one, further=_further(one, bound_beside(others, RATE)))
    if projects >= LEAST:
        order = list(LABELS)
        compared.sort(key=lambda one: (order.index(one.label), one.p is None, one.p or 1))
    return Patterns(tuple(compared), projects, len(tested))


def _compared(attribute: str, cases: Sequence[Case], *, compare: bool) -> Finding:
    """Return what one attribute's projects say before it is known how many were tested."""
    at = cut([case.rating for case in cases])
    enough = compare and len(cases) >= LEAST
    if at is None:
        return Finding(attribute, "same" if enough else "few", tuple(cases))
    more = tuple(case for case in cases if case.rating > at)
    less = tuple(case for case in cases if case.rating < at)
    if not enough:
        return Finding(attribute, "few", more, less)
    energy = [case.energy for case in more], [case.energy for case in less]
    least = least_p(*energy)
    return Finding(
        attribute, "unclear" if least <= RATE else "few", more, less, p_value(*energy), least
    )


def _labelled(found: Finding, corrected: Fraction) -> Finding:
    """Return a tested finding with its label."""
    assert found.p is not None
    low, high = found.interval or (None, None)
    label: Label = "unclear"
    if corrected <= RATE:
        label = "supported"
    elif found.p <= RATE:
        label = "lead"
    elif low is not None and high is not None and low >= -ALIKE and high <= ALIKE:
        label = "alike"
    return replace(found, label=label, corrected=corrected)


def _further(found: Finding, bound: Fraction) -> int:
    """Return how many more projects a finding takes, at least, for a p no higher than a bound."""
    if found.least is not None and found.least <= bound:
        return 0
    more, less = len(found.more), len(found.less)
    # Sizes that could do are held up by energies that are too much alike, not by their number.
    short = found.label != "few" or least_p_of_sizes(more, less) > RATE
    return max(int(short), further_needed(more, less, bound))


@functools.lru_cache(maxsize=1024)
def _interval(more: tuple[int, ...], less: tuple[int, ...]) -> Interval:
    return shift_interval(more, less)
