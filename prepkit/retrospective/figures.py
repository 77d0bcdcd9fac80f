"""Figures of patterns in words: means, differences, intervals, p."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from fractions import Fraction

from prepkit.retrospective.patterns import Case
from prepkit.retrospective.permutation import Interval


def one_digit(mean: Fraction) -> str:
    """Return a mean with one digit after the point, rounded half up: ``4.3``."""
    tenths = int(abs(mean) * 10 + Fraction(1, 2))
    return f"{'−' if mean < 0 < tenths else ''}{tenths // 10}.{tenths % 10}"


def signed(difference: Fraction) -> str:
    """Return a difference with its sign: ``+1.4``, ``−0.3``, ``0.0``."""
    figure = one_digit(difference)
    return f"+{figure}" if difference > 0 and figure != "0.0" else figure


def spread(interval: Interval | None) -> str:
    """Return from where to where: ``0.3 to 2.5``; what is not there is said not to be.

    An interval may be missing, or the bound at one or both of its ends.
    """
    if interval is None:
        return "too few different ratings for an interval"
    low, high = interval
    if low is None and high is None:
        return "no bounds"
    if low is None:
        return f"up to {signed(high or Fraction(0))}"
    return f"{signed(low)} and up" if high is None else f"{signed(low)} to {signed(high)}"


def chance(p: Fraction | None) -> str:
    """Return a p, rounded up and never zero: ``0.35``, ``0.024``, ``under 0.001``; ``–`` for none.

    Rounded up, so that what is above 0.1 never reads as 0.1.
    """
    if p is None:
        return "–"
    if p < Fraction(1, 1000):
        return "under 0.001"
    digits = 3 if p < Fraction(1, 5) else 2
    return f"{math.ceil(p * 10**digits) / 10**digits:.{digits}f}"


def by_energy(cases: Sequence[Case], names: Mapping[str, str]) -> str:
    """Return projects by name, one line for each rating of energy, the highest first."""
    return "\n".join(
        f"energy {energy}: "
        + "; ".join(names[case.project] for case in cases if case.energy == energy)
        for energy in sorted({case.energy for case in cases}, reverse=True)
    )
