"""Flips: how little must change, in one weight or one score, for another company to be first.

To draw level counts: who shares the first place is not first alone any more. Companies and
criteria are told by their places, rows and columns of the scores.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from prepkit.compass.weights import (
    HIGHEST,
    LOWEST,
    UNKNOWN_STANDS_AT,
    Floats,
    shares_of_others,
    standing,
    weighted,
)

_NOTHING = 1e-9


@dataclass(frozen=True, slots=True)
class WeightFlip:
    """A weight at which another company draws level with the first, the other weights rescaled.

    Attributes:
        criterion: whose weight it is.
        weight, to: as it is, and where they are level; beyond it `first` is ahead.
        first: the company that draws level.
    """

    criterion: int
    weight: float
    to: float
    first: int


@dataclass(frozen=True, slots=True)
class CellFlip:
    """A score at which another company draws level with the first.

    Attributes:
        company, criterion: whose score it is, and in what.
        score, to: as it is, ``None`` when unknown, and where they are level; need not be whole.
        first: the company that draws level: `company` itself, or the next when it is the first
            that loses.
    """

    company: int
    criterion: int
    score: float | None
    to: float
    first: int


def leader(scores: ArrayLike, weights: ArrayLike) -> int | None:
    """Return who is first alone; ``None`` where several are, or where there is nobody."""
    totals = weighted(scores, weights)
    ahead = np.flatnonzero(totals >= totals.max(initial=-np.inf) - _NOTHING)
    return int(ahead[0]) if len(ahead) == 1 else None


def flip_weights(
    scores: ArrayLike, weights: ArrayLike, leader: int, other: int
) -> tuple[float | None, ...]:
    """Return for each criterion the weight at which two companies are level.

    The others are rescaled, keeping their proportions; where they weigh nothing they share equally.
    ``None`` where no weight from 0 to 1 does it, where every weight does, and for a criterion that
    is the only one, whose weight cannot change.
    """
    stands = standing(scores)
    ahead = stands[leader] - stands[other]
    return tuple(_level_at(ahead, weights, criterion) for criterion in range(len(ahead)))


def flipping_weights(
    scores: ArrayLike, weights: ArrayLike, by: float = 0.5
) -> tuple[WeightFlip, ...]:
    """Return the weights of which a small change lets another draw level, the smallest first.

    At most one for each criterion and direction, the one that is met first. Nothing where nobody is
    first alone.

    Args:
        scores: m x n.
        weights: n, of the sum 1.
        by: the change allowed, as a share of the weight; none goes above 1.
    """
    first = leader(scores, weights)
    if first is None:
        return ()
    now = np.asarray(weights, dtype=np.float64)
    levels = {
        other: flip_weights(scores, now, first, other)
        for other in range(len(standing(scores)))
        if other != first
    }
    found = []
    for criterion, weight in enumerate(now.tolist()):
        met = [(at[criterion], other) for other, at in levels.items()]
        near = [
            WeightFlip(criterion, weight, to, other)
            for to, other in met
            if to is not None and abs(to - weight) <= weight * by + _NOTHING
        ]
        for side in ([f for f in near if f.to < weight], [f for f in near if f.to >= weight]):
            found += sorted(side, key=_relative)[:1]
    return tuple(sorted(found, key=_relative))


def flipping_cells(
    scores: ArrayLike,
    weights: ArrayLike,
    by: float = 1.0,
    low: float = LOWEST,
    high: float = HIGHEST,
) -> tuple[CellFlip, ...]:
    """Return the scores of which a small change lets another draw level, the smallest first.

    An unknown score is no small change away from anything: it may turn out to be whatever the scale
    has. Nothing where nobody is first alone.

    Args:
        scores: m x n.
        weights: n, of the sum 1.
        by: the change allowed to a known score, in points.
        low, high: the scale, which no change leaves.
    """
    first = leader(scores, weights)
    if first is None:
        return ()
    found = [
        cell
        for cell in _level_cells(np.asarray(scores, dtype=np.float64), weights, first)
        if low <= cell.to <= high and (cell.score is None or _change(cell) <= by)
    ]
    return tuple(sorted(found, key=_change))


def _level_at(ahead: Floats, weights: ArrayLike, criterion: int) -> float | None:
    """Return the weight of a criterion at which one is no longer `ahead`."""
    if len(ahead) == 1:
        return None
    own, rest = float(ahead[criterion]), float(shares_of_others(weights, criterion) @ ahead)
    if abs(rest - own) < _NOTHING:
        return None
    at = rest / (rest - own)
    return min(max(at, 0.0), 1.0) if -_NOTHING <= at <= 1 + _NOTHING else None


def _level_cells(scores: Floats, weights: ArrayLike, first: int) -> Iterator[CellFlip]:
    """Yield for each score the one that makes two level, on the scale or off it."""
    totals, stands = weighted(scores, weights), standing(scores)
    others = [place for place in range(len(totals)) if place != first]
    if not others:
        return
    second = max(others, key=lambda place: float(totals[place]))
    for criterion, weight in enumerate(np.asarray(weights, dtype=np.float64).tolist()):
        if weight < _NOTHING:
            continue
        for company, now in enumerate(stands[:, criterion].tolist()):
            ahead = second if company == first else company
            change = float(totals[first] - totals[ahead]) / weight
            # Rounded, so that a change of just one point is not missed by a hair.
            to = round(now - change if company == first else now + change, 9)
            score = None if np.isnan(scores[company, criterion]) else now
            yield CellFlip(company, criterion, score, to, ahead)


def _change(flip: CellFlip) -> float:
    return round(abs(flip.to - (UNKNOWN_STANDS_AT if flip.score is None else flip.score)), 9)


def _relative(flip: WeightFlip) -> float:
    return abs(flip.to - flip.weight) / max(flip.weight, _NOTHING)
