"""The p of several tests corrected for how many there are (Benjamini & Hochberg 1995)."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction


def corrected_for_many(ps: Sequence[Fraction]) -> list[Fraction]:
    """Return each p corrected for their number, in their order."""
    order = sorted(range(len(ps)), key=ps.__getitem__)
    found, least = [Fraction(1)] * len(ps), Fraction(1)
    for rank in range(len(ps), 0, -1):
        place = order[rank - 1]
        least = min(least, ps[place] * len(ps) / rank)
        found[place] = least
    return found


def bound_beside(others: Sequence[Fraction], rate: Fraction) -> Fraction:
    """Return the highest p that is at most `rate` once corrected beside the p of other tests."""
    tested = len(others) + 1
    passed = (rank for rank, p in enumerate(sorted(others), start=2) if p * tested <= rate * rank)
    return rate * max(passed, default=1) / tested
