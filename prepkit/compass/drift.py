"""Drift: which values weigh more or less than they did, beyond a person's own inconsistency.

Both sittings are fitted. How far strengths differ when nothing has changed is learnt from people
made up for it: they have the strengths that fit both sittings together, and answer the very pairs
that were asked. What the real sittings show counts as a shift when it is more than the most that
any value shows in all but one of twenty such people: one false alarm in twenty sittings, however
many values there are. When somebody answers repeated questions otherwise more often than the model
expects, all of it is widened by the dispersion (McCullagh & Nelder, 1989, 4.5).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from prepkit.compass.comparing import Consistency
from prepkit.compass.strengths import Choice, Floats, likeliest, wins

LEVEL = 0.05
"""Chance that anything at all is called a shift though nothing has changed."""

TRUST = 4
"""Repeated pairs that must have been answered before they count for more than the model."""

LEAST_STEP = 2
"""Points on a scale of 1 to 5 that a rating must move to be called a shift."""


@dataclass(frozen=True, slots=True)
class Shift:
    """How much one value weighed before and weighs now.

    Attributes:
        before: log-odds, about 0 on the whole; after: the same; difference: after less before.
        threshold: what the difference must exceed, either way, to be more than inconsistency.
        p: chance of a difference of any value as great as this when nothing has changed; never 0.
        shifted: whether it exceeds the threshold.
    """

    item: str
    before: float
    after: float
    difference: float
    threshold: float
    p: float
    shifted: bool


@dataclass(frozen=True, slots=True)
class Drift:
    """What has shifted between two sittings.

    Attributes:
        shifts: one an item of both sittings, in the order of the items; empty when there is nothing
            to compare.
        noise: the repeated pairs, and how many of them were answered otherwise.
        expected: share of repeats answered otherwise that the model expects, 0 to 0.5.
        widened: factor by which the thresholds are wider because more were answered otherwise than
            the model expects; 1 when that many or fewer were.
    """

    shifts: tuple[Shift, ...]
    noise: Consistency
    expected: float
    widened: float


@dataclass(frozen=True, slots=True)
class Step:
    """A rating of 1 to 5 that is not what it was; a step of one is too small to be a shift."""

    item: str
    before: int
    after: int

    @property
    def step(self) -> int:
        """Points up, or down when negative."""
        return self.after - self.before

    @property
    def shifted(self) -> bool:
        """Whether it moved by :data:`LEAST_STEP` or more."""
        return abs(self.step) >= LEAST_STEP


def drift(
    items: Sequence[str],
    before: Sequence[Choice],
    after: Sequence[Choice],
    *,
    consistency: Consistency,
    seed: int,
    draws: int = 500,
) -> Drift:
    """Return how the items of both sittings have shifted; the same for the same seed.

    Items that were not answered about in both sittings are left out, with all that was answered
    about them. A tie is half a choice each way; made-up people never tie, which makes the
    thresholds rather too wide than too narrow.

    Args:
        before: the answers of the earlier sitting; after: those of the later.
        consistency: of both sittings together.
        draws: how many people to make up; fewer than 19 never find anything.
    """
    items = of_both(items, before, after)
    if not items:
        return Drift((), consistency, 0.0, 1.0)
    won = np.stack([wins(items, before), wins(items, after)])
    strengths, pooled = likeliest(won), likeliest(won.sum(axis=0))
    asked = won + np.swapaxes(won, -1, -2)
    expected = _expected(pooled, asked.sum(axis=0))
    widened = _widened(consistency, expected)
    chance = _by_chance(pooled, asked, np.random.default_rng(seed), draws) * widened
    spread = np.sqrt((chance**2).mean(axis=0)) if draws else np.ones(len(items))
    spread = np.maximum(spread, 1e-9)
    most = np.sort((np.abs(chance) / spread).max(axis=1))[::-1]
    allowed = int(LEVEL * (draws + 1) + 1e-9)
    thresholds = spread * most[allowed - 1] if allowed else np.full(len(items), np.inf)
    differences = strengths[1] - strengths[0]
    reached = (most[:, None] >= np.abs(differences) / spread * (1 - 1e-9)).sum(axis=0)
    chances = (reached + 1) / (draws + 1)  # never 0: Phipson & Smyth (2010)
    columns = np.column_stack((*strengths, differences, thresholds, chances))
    shifts = tuple(
        Shift(item, then, now, difference, threshold, p, p <= LEVEL)
        for item, (then, now, difference, threshold, p) in zip(items, columns.tolist(), strict=True)
    )
    return Drift(shifts, consistency, expected, widened)


def steps(before: Mapping[str, int | None], after: Mapping[str, int | None]) -> tuple[Step, ...]:
    """Return the ratings that moved, in the order of the later ones; ``None`` is not rated."""
    moved = []
    for item, now in after.items():
        then = before.get(item)
        if then is not None and now is not None and then != now:
            moved.append(Step(item, then, now))
    return tuple(moved)


def of_both(items: Iterable[str], *sittings: Sequence[Choice]) -> tuple[str, ...]:
    """Return the items answered about in every sitting, among themselves, in their order."""
    kept = set(items)
    while True:
        met = [
            {item for c in sitting if c.is_decided and len(c.pair & kept) == 2 for item in c.pair}
            for sitting in sittings
        ]
        left = kept.intersection(*met)
        if left == kept:
            return tuple(item for item in dict.fromkeys(items) if item in kept)
        kept = left


def _expected(strengths: Floats, asked: Floats) -> float:
    """Return the share of the pairs asked that would be answered otherwise a second time."""
    chances = 0.5 * (1 + np.tanh((strengths[:, None] - strengths[None, :]) / 2))
    return float((asked * 2 * chances * (1 - chances)).sum() / asked.sum())


def _widened(consistency: Consistency, expected: float) -> float:
    """Return by how much differences scatter more than the model has it; 1 at least."""
    otherwise = consistency.otherwise + TRUST * expected
    share = otherwise / (consistency.repeated + TRUST)
    return float(np.sqrt(max(share / expected, 1.0)))


def _by_chance(strengths: Floats, asked: Floats, rng: np.random.Generator, draws: int) -> Floats:
    """Return differences between sittings of people who have not changed, one row a person."""
    n = len(strengths)
    rows, columns = np.triu_indices(n, 1)
    chances = 0.5 * (1 + np.tanh((strengths[rows] - strengths[columns]) / 2))
    times = asked[:, rows, columns].round().astype(np.int64)
    chosen = rng.binomial(times, chances, size=(draws, *times.shape))
    won = np.zeros((draws, 2, n, n))
    won[..., rows, columns] = chosen
    won[..., columns, rows] = times - chosen
    fitted = likeliest(won, strengths)
    return np.asarray(fitted[:, 1] - fitted[:, 0])
