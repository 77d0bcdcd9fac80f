"""Cautions: criteria that decide nothing, that count twice, and musts that are not met."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Literal

import numpy as np
from numpy.typing import ArrayLike

HARDLY = 0.5
"""Points between the best and the worst company up to which a criterion tells none from another."""

TOGETHER, LEAST_COMPANIES = 0.95, 5
"""From this correlation on, two criteria go up and down together; of fewer companies nothing is
said. It describes these companies and promises nothing about others: among six criteria that have
nothing to do with each other, chance alone shows such a pair in 1 of 10 decisions between five
companies, 1 of 40 between six, 1 of 300 between eight."""

FAILED = 2
"""Ratings up to this one fail a must."""


@dataclass(frozen=True, slots=True)
class Doubled:
    """Two criteria that may count one thing twice.

    Attributes:
        one, other: places of the criteria, `one` the earlier.
        value: the value both stand for; ``""`` when they only go up and down together.
        correlation: Pearson's, over the companies that have both rated; ``None`` when there are
            too few, or when one of the two does not vary.
    """

    one: int
    other: int
    value: str
    correlation: float | None


@dataclass(frozen=True, slots=True)
class Unmet:
    """A must that a company fails or may fail, or of which nothing is known; places of both.

    Attributes:
        score: ``None`` when it is unknown.
    """

    company: int
    criterion: int
    score: float | None

    @property
    def kind(self) -> Literal["failed", "unsure", "unknown"]:
        """Which of the three it is; ``unsure`` when only the doubt reaches down to a failure."""
        if self.score is None:
            return "unknown"
        return "failed" if self.score <= FAILED else "unsure"


def idle_criteria(scores: ArrayLike, spread: float = HARDLY) -> tuple[int, ...]:
    """Return the criteria that hardly vary and so decide nothing, whatever their weight.

    One with an unknown score may vary yet, and is not among them; nor is any where there are not
    two companies to tell apart.

    Args:
        scores: m x n.
        spread: the largest difference, in points, that counts as hardly any.
    """
    found = np.asarray(scores, dtype=np.float64)
    if len(found) < 2:
        return ()
    return tuple(np.flatnonzero(found.max(axis=0) - found.min(axis=0) <= spread).tolist())


def doubled(scores: ArrayLike, values: Sequence[str]) -> tuple[Doubled, ...]:
    """Return the criteria that may count one thing twice, in the order of the criteria.

    Two that stand for the same value; and, from :data:`LEAST_COMPANIES` on, two that go up and down
    together across the companies that have both rated.

    Args:
        scores: m x n.
        values: the value each criterion stands for, ``""`` for none.
    """
    found = np.asarray(scores, dtype=np.float64)
    pairs = []
    for one, other in combinations(range(len(values)), 2):
        same = values[one] if values[one] == values[other] else ""
        together = _correlation(found[:, one], found[:, other])
        if same or (together is not None and together >= TOGETHER):
            pairs.append(Doubled(one, other, same, together))
    return tuple(pairs)


def musts(
    scores: ArrayLike, must: Sequence[bool], low: ArrayLike | None = None
) -> tuple[Unmet, ...]:
    """Return the musts that a company fails, may fail or nothing is known of, company by company.

    Args:
        scores: m x n.
        must: one a criterion.
        low: m x n, the lowest each score may be; as rated, when left out.
    """
    rated = np.asarray(scores, dtype=np.float64)
    least = rated if low is None else np.asarray(low, dtype=np.float64)
    return tuple(
        Unmet(company, criterion, None if np.isnan(score) else score)
        for company, row in enumerate(rated.tolist())
        for criterion, (score, needed) in enumerate(zip(row, must, strict=True))
        if needed and (np.isnan(score) or min(score, least[company, criterion]) <= FAILED)
    )


def _correlation(one: ArrayLike, other: ArrayLike) -> float | None:
    both = np.array([one, other], dtype=np.float64)
    both = both[:, ~np.isnan(both).any(axis=0)]
    if both.shape[1] < LEAST_COMPANIES or np.ptp(both, axis=1).min() <= HARDLY:
        return None
    return float(np.asarray(np.corrcoef(both))[0, 1])
