"""SMAA-2: who is first how often, when neither weights nor scores are known exactly.

Stochastic multicriteria acceptability analysis (Lahdelma, Hokkanen & Salminen, 1998; Lahdelma &
Salminen, 2001). Weights are drawn uniformly, scores uniformly within their interval, and what is
counted is how often each company comes at each rank.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from prepkit.compass.weights import HIGHEST, LOWEST, Floats

DRAWS = 4000
"""A chance of one half is then out by less than 0.016 in 95 of 100 cases."""


@dataclass(frozen=True, slots=True)
class Acceptability:
    """How often each company comes at each rank, and what weights speak for it.

    Attributes:
        ranks: one row a company, one column a rank, the first first; rows and columns sum to 1.
        central: for each company the mean of the weights that made it first, one a criterion;
            ``None`` when none did.
    """

    ranks: tuple[tuple[float, ...], ...]
    central: tuple[tuple[float, ...] | None, ...]

    @property
    def first(self) -> tuple[float, ...]:
        """For each company the chance of being first."""
        return tuple(row[0] for row in self.ranks)


def smaa(
    low: ArrayLike,
    high: ArrayLike,
    *,
    seed: int,
    order: bool,
    ranks: Sequence[int] | None = None,
    draws: int = DRAWS,
    companies: Sequence[str] | None = None,
) -> Acceptability:
    """Return how often each company comes at each rank; who is level shares the ranks equally.

    Args:
        low, high: m x n, the interval of each score; ``None`` or NaN stands for the end of the
            scale.
        seed: the same one gives the same answer; not negative.
        order: whether only weights count that respect the ranking of the criteria.
        ranks: of each criterion, the lowest number the most important; several may share one.
            Unless given, the criteria stand in their order.
        draws: how many.
        companies: what each is called. Its scores are drawn by its name, so that it does not matter
            where it stands or who else there is. Unless given, its place is its name.
    """
    lowest, highest = _ends(low, LOWEST), _ends(high, HIGHEST)
    across = lowest.shape[1]
    die = np.random.default_rng([seed])
    weights = _simplex(die, draws, across)
    if order:
        weights = _sorted(weights, range(across) if ranks is None else ranks, die)
    names = map(str, range(len(lowest))) if companies is None else companies
    totals = np.empty((draws, len(lowest)))
    for place, (name, least, most) in enumerate(zip(names, lowest, highest, strict=True)):
        # The end keeps apart names that differ by zeros only, and an empty name and the weights.
        die = np.random.default_rng([seed, *name.encode(), 255])
        scores = least + (most - least) * die.random((draws, across))
        totals[:, place] = (scores * weights).sum(axis=1)
    return _counted(totals, weights)


def _ends(ends: ArrayLike, unknown: float) -> Floats:
    found = np.asarray(ends, dtype=np.float64)
    return np.where(np.isnan(found), unknown, found)


def _simplex(die: np.random.Generator, draws: int, across: int) -> Floats:
    """Return weights drawn uniformly of all that sum to 1, one row a draw."""
    drawn = die.standard_exponential((draws, across))
    return np.asarray(drawn / drawn.sum(axis=1, keepdims=True))


def _sorted(weights: Floats, ranks: Sequence[int], die: np.random.Generator) -> Floats:
    """Return each draw put into the order of the ranks: uniform on the part that respects them.

    Within a rank, where any order will do, chance gives one.
    """
    _, group = np.unique(ranks, return_inverse=True)
    places = np.argsort(np.argsort(group + die.random(weights.shape), axis=1), axis=1)
    return np.take_along_axis(np.sort(weights, axis=1)[:, ::-1], places, axis=1)


def _counted(totals: Floats, weights: Floats) -> Acceptability:
    """Count the ranks. `totals` and `weights` have one row a draw."""
    # Rounded, so that sums that differ by rounding only are level, each with each.
    totals = totals.round(9)
    ahead = (totals[:, None, :] > totals[:, :, None]).sum(axis=2)
    level = (totals[:, None, :] == totals[:, :, None]).sum(axis=2)
    ranks = [
        (((ahead <= rank) & (rank < ahead + level)) / level).mean(axis=0)
        for rank in range(totals.shape[1])
    ]
    central = [
        tuple(weights[won].mean(axis=0).tolist()) if won.any() else None for won in (ahead == 0).T
    ]
    return Acceptability(tuple(map(tuple, np.transpose(ranks).tolist())), tuple(central))
