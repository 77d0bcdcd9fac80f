"""Positions: what a company works on, beside what everybody else does."""

from __future__ import annotations

import math
from statistics import NormalDist

from prepkit.industry.links import Flags
from prepkit.industry.outcome import Position

_Z = NormalDist().inv_cdf(0.975)


def positions(has: Flags, is_own: Flags) -> tuple[Position, ...]:
    """Return the company's themes, those that set it apart most first.

    Apart is what differs from everybody else's share by most standard errors (of two shares, taken
    together), in either direction; equal ones stay in the order of the themes.

    Args:
        has: one row a work, one column a theme.
        is_own: which works are the company's. Without any there are no positions.
    """
    ours, others = int(is_own.sum()), int((~is_own).sum())
    found = []
    for theme, (own, all_) in enumerate(
        zip(has[is_own].sum(axis=0).tolist(), has.sum(axis=0).tolist(), strict=True)
    ):
        if own:
            field = (all_ - own) / others if others else 0.0
            place = Position(theme, own, own / ours, *wilson(own, ours), field)
            found.append((_apart(own, ours, all_ - own, others), place))
    return tuple(place for _, place in sorted(found, key=lambda item: -item[0]))


def wilson(hits: int, of: int) -> tuple[float, float]:
    """Return the 95 % interval of a share of `of` things, 1 at least (Wilson, 1927)."""
    share, square = hits / of, _Z**2
    middle = (share + square / (2 * of)) / (1 + square / of)
    half = _Z * math.sqrt(share * (1 - share) / of + square / (4 * of**2)) / (1 + square / of)
    return max(0.0, middle - half), min(1.0, middle + half)


def _apart(one: int, of_one: int, other: int, of_other: int) -> float:
    """Return by how many standard errors two shares differ; 0 where they cannot."""
    pooled = (one + other) / (of_one + of_other)
    if not of_other or pooled == 1:
        return 0.0
    error = math.sqrt(pooled * (1 - pooled) * (1 / of_one + 1 / of_other))
    return abs(one / of_one - other / of_other) / error
