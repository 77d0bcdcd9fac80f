"""Decisions: companies held against what matters, who comes first, and how easily that changes.

The weights come from the ranking of the criteria alone. Because that is little to know, each result
stands beside what would change it. Companies and criteria are told by their places.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import ArrayLike

from prepkit.compass.cautions import Doubled, Unmet, doubled, idle_criteria, musts
from prepkit.compass.flips import (
    CellFlip,
    WeightFlip,
    flip_weights,
    flipping_cells,
    flipping_weights,
)
from prepkit.compass.smaa import DRAWS, Acceptability, smaa
from prepkit.compass.weights import HIGHEST, LOWEST, Floats, centroid_of_ranks, weighted

LEVEL = 0.1
"""Points between two weighted scores up to which they cannot be told apart."""

SURE = 0.8
"""A chance of being first below this one is no sure thing."""

Kind = Literal["robust", "fragile", "tie"]
Score = float | None
Interval = tuple[float, float] | None


@dataclass(frozen=True, slots=True)
class Unsure:
    """The best company is first too seldom when weights and scores are drawn.

    Attributes:
        company: the best by weighted score.
        chance: of its being first.
        rival: the other that is first most often.
    """

    company: int
    chance: float
    rival: int


Reason = WeightFlip | CellFlip | Unsure


@dataclass(frozen=True, slots=True)
class Verdict:
    """What the comparison comes to.

    Attributes:
        kind: ``tie`` when the best cannot be told apart, ``fragile`` when little lets another win,
            ``robust`` otherwise.
        winner: ``None`` for a tie.
        level: those that cannot be told from the best, itself among them, in their order.
        reasons: what lets another win: weights first, then scores, the smallest change of each
            first, then the chance. Empty unless fragile.
    """

    kind: Kind
    winner: int | None
    level: tuple[int, ...]
    reasons: tuple[Reason, ...] = ()


@dataclass(frozen=True, slots=True)
class Decision:
    """All that can be said of a comparison, one entry a company or a criterion in their order.

    Without companies or criteria all but their names is empty; with one company there is nothing to
    compare: no verdict, no ranks.

    Attributes:
        companies, criteria: their ids.
        weights: of the criteria; they sum to 1.
        scores: one row a company; ``None`` is unknown.
        totals: the weighted scores, unknown ones taken as the middle of the scale.
        unknown: how many scores of each company are unknown.
        order: the companies' places, the best first; those that are level by their ids.
        ordered: how often each is at each rank with any weights that respect the ranking.
        free: the same with any weights at all.
        level_at: for each company, and each criterion, the weight at which it is level with the
            best; ``None`` where there is none.
        idle, doubled, musts: see :mod:`prepkit.compass.cautions`.
    """

    companies: tuple[str, ...]
    criteria: tuple[str, ...]
    weights: tuple[float, ...] = ()
    scores: tuple[tuple[Score, ...], ...] = ()
    totals: tuple[float, ...] = ()
    unknown: tuple[int, ...] = ()
    order: tuple[int, ...] = ()
    verdict: Verdict | None = None
    ordered: Acceptability | None = None
    free: Acceptability | None = None
    level_at: tuple[tuple[float | None, ...], ...] = ()
    idle: tuple[int, ...] = ()
    doubled: tuple[Doubled, ...] = ()
    musts: tuple[Unmet, ...] = ()


def verdict(scores: ArrayLike, weights: ArrayLike, chances: Sequence[float]) -> Verdict | None:
    """Return whether a company is first, and whether it stays first when little changes.

    A tie when another's weighted score is within :data:`LEVEL` of the best. Fragile when a change
    of any one weight by half of it, of one known score by a point, of one unknown score to whatever
    it may turn out to be, lets another draw level, or when the chance of being first is below
    :data:`SURE`. ``None`` unless there are two companies to tell apart.

    Args:
        scores: m x n, ``None`` or NaN for unknown.
        weights: n, of the sum 1.
        chances: of each company, to be first with weights that respect the ranking.
    """
    totals = weighted(scores, weights)
    if len(totals) < 2:
        return None
    order = np.argsort(-totals, kind="stable").tolist()
    best = order[0]
    level = tuple(np.flatnonzero(totals[best] - totals <= LEVEL + 1e-9).tolist())
    if len(level) > 1:
        return Verdict("tie", None, level)
    reasons: list[Reason] = [*flipping_weights(scores, weights), *flipping_cells(scores, weights)]
    if chances[best] < SURE:
        rival = max(order[1:], key=lambda place: chances[place])
        reasons.append(Unsure(best, chances[best], rival))
    return Verdict("fragile" if reasons else "robust", best, level, tuple(reasons))


def decide(
    companies: Sequence[str],
    criteria: Sequence[str],
    scores: Sequence[Sequence[Score]],
    intervals: Sequence[Sequence[Interval]] | None = None,
    *,
    seed: int,
    ranks: Sequence[int] | None = None,
    values: Sequence[str] | None = None,
    must: Sequence[bool] | None = None,
    draws: int = DRAWS,
) -> Decision:
    """Hold companies against criteria.

    Args:
        companies, criteria: ids, each once; the criteria in order of rank, the first first.
        scores: one row a company, one column a criterion, from 1 to 5; ``None`` is unknown.
        intervals: within which each score may lie. ``None`` says that it is as rated; an unknown
            one may lie anywhere whatever is said; one that leaves the score out is stretched to it.
        seed: of what is drawn; not negative.
        ranks: of the criteria, where some share one; see
            :func:`prepkit.compass.weights.centroid_of_ranks`.
        values: the value each criterion stands for, ``""`` for none.
        must: whether each criterion is one.
        draws: how many.
    """
    found = Decision(tuple(companies), tuple(criteria))
    if not companies or not criteria:
        return found
    places = range(len(criteria)) if ranks is None else ranks
    rated = np.asarray(scores, dtype=np.float64).reshape(len(companies), len(criteria))
    weights = centroid_of_ranks(places)
    totals = weighted(rated, weights).round(9).tolist()
    order = sorted(range(len(companies)), key=lambda at: (-totals[at], companies[at]))
    several = len(companies) > 1
    low, high = _ends(rated, intervals)
    drawn = [
        smaa(low, high, seed=seed, order=kept, ranks=places, draws=draws, companies=companies)
        for kept in (True, False)
        if several
    ]
    return Decision(
        *(found.companies, found.criteria),
        weights=tuple(weights.tolist()),
        scores=tuple(tuple(row) for row in scores),
        totals=tuple(totals),
        unknown=tuple(np.isnan(rated).sum(axis=1).tolist()),
        order=tuple(order),
        verdict=verdict(rated, weights, drawn[0].first) if several else None,
        ordered=drawn[0] if several else None,
        free=drawn[1] if several else None,
        level_at=tuple(flip_weights(rated, weights, order[0], at) for at in range(len(rated))),
        idle=idle_criteria(rated),
        doubled=doubled(rated, values or [""] * len(criteria)),
        musts=musts(rated, must or [False] * len(criteria), low),
    )


def _ends(scores: Floats, intervals: Sequence[Sequence[Interval]] | None) -> tuple[Floats, Floats]:
    """Return the lowest and the highest each score may be; NaN for an unknown one."""
    low, high = scores.copy(), scores.copy()
    for at, row in enumerate(intervals or ()):
        for of, interval in enumerate(row):
            if interval is not None and not np.isnan(scores[at, of]):
                low[at, of] = max(LOWEST, min(scores[at, of], interval[0]))
                high[at, of] = min(HIGHEST, max(scores[at, of], interval[1]))
    return low, high
