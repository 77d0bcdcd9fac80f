"""Weights: how much each criterion counts, from its rank alone, and what the scores come to.

Scores are ratings from :data:`LOWEST` to :data:`HIGHEST`, one row a company, one column a
criterion; ``None`` or NaN is an unknown one. In a weighted score an unknown stands in the middle of
the scale. Leaving it out would say instead that it is as good as the company's other ratings, and
reward whoever is known least. The middle is also where the draws of :mod:`prepkit.compass.smaa` lie
on average, so both say the same of an unknown.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import ArrayLike, NDArray

LOWEST, HIGHEST = 1.0, 5.0
UNKNOWN_STANDS_AT = (LOWEST + HIGHEST) / 2

Floats = NDArray[np.float64]


def rank_order_centroid(n: int) -> Floats:
    """Return the weights of `n` criteria of which only the ranking is known, the highest first.

    ``w_i = (1/n) sum_{k>=i} 1/k``, the centre of all weights that respect the ranking (SMARTER,
    Edwards & Barron, 1994). They sum to 1. Empty for 0.
    """
    return np.asarray(np.cumsum(1 / np.arange(n, 0, -1))[::-1] / max(n, 1))


def centroid_of_ranks(ranks: Sequence[int]) -> Floats:
    """Return the weight of each criterion by its rank, where several may share one.

    Those that share a rank share the mean of the weights of the places they take, which is again
    the centre of all weights that respect the ranking.

    Args:
        ranks: one a criterion, the lowest number the most important; gaps mean nothing.
    """
    in_order = np.empty(len(ranks))
    in_order[np.argsort(ranks, kind="stable")] = rank_order_centroid(len(ranks))
    _, group = np.unique(ranks, return_inverse=True)
    return np.asarray((np.bincount(group, in_order) / np.bincount(group))[group])


def standing(scores: ArrayLike) -> Floats:
    """Return the scores with the middle of the scale where one is unknown."""
    found = np.asarray(scores, dtype=np.float64)
    return np.where(np.isnan(found), UNKNOWN_STANDS_AT, found)


def weighted(scores: ArrayLike, weights: ArrayLike) -> Floats:
    """Return the weighted score of each company, on the scale of the scores.

    Args:
        scores: m x n.
        weights: n, of the sum 1.
    """
    return np.asarray(standing(scores) @ np.asarray(weights, dtype=np.float64))


def shares_of_others(weights: ArrayLike, criterion: int) -> Floats:
    """Return in what proportion the other criteria share what one leaves; 0 for that one.

    Where the others weigh nothing they share equally.
    """
    others = np.array(weights, dtype=np.float64)
    others[criterion] = 0
    if not others.sum() > 0:
        others[:] = 1
        others[criterion] = 0
    return np.asarray(others / max(others.sum(), 1e-300))


def rescaled(weights: ArrayLike, criterion: int, to: float) -> Floats:
    """Return the weights with one set to `to` and the others keeping their proportions.

    They sum to 1 as long as there is another criterion to take up the rest.
    """
    found = shares_of_others(weights, criterion) * (1 - to)
    found[criterion] = to
    return found
