"""Strengths: how much each value weighs, as far as a person's choices between two of them tell.

The model of Bradley and Terry (1952): of two values the one is chosen with the chance
``1 / (1 + exp(other - one))``, where each value has a strength. Before anything is known strengths
are taken to be normal about 0 with a standard deviation of :data:`PRIOR_SD`, so that a value that
was always chosen is strong and not infinitely so. A tie counts as half a choice each way: in the
model of Davidson (1970), which has ties, choices plus half the ties are all that tells of strength.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from statistics import NormalDist
from typing import Literal

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Answer = Literal["left", "right", "tie", "skip"]

PRIOR_SD = 1.5
"""Standard deviation of log-strengths among the values one person puts on the table."""

BAND_LEVEL = 0.10
"""A value whose chance to weigh more than the leader is smaller is not in the top band."""

_WINS = {"left": (1.0, 0.0), "right": (0.0, 1.0), "tie": (0.5, 0.5)}
_CLOSE, _MOST_STEPS = 1e-9, 100


@dataclass(frozen=True, slots=True)
class Choice:
    """One answer: two items side by side, and which of them matters more.

    Attributes:
        choice: ``skip`` is no answer and counts for nothing.
        day: when it was made; choices without one count as made on one and the same day.
    """

    left: str
    right: str
    choice: Answer
    day: datetime.date | None = None

    @property
    def pair(self) -> frozenset[str]:
        """The two items, whichever side they were on."""
        return frozenset((self.left, self.right))

    @property
    def is_decided(self) -> bool:
        """Whether it was answered, if only by a tie."""
        return self.choice != "skip"


@dataclass(frozen=True, slots=True, eq=False)
class Strengths:
    """The likeliest strengths and how sure they are.

    Attributes:
        items: as they were given.
        means: one an item; log-odds, about 0 on the whole.
        cov: their covariance by Laplace's method, one row and one column an item.
    """

    items: tuple[str, ...]
    means: Floats
    cov: Floats

    @property
    def order(self) -> tuple[str, ...]:
        """The items from the strongest; equals as they were given."""
        return tuple(self.items[place] for place in np.argsort(-self.means, kind="stable"))

    def interval(self, item: str, level: float = 0.8) -> tuple[float, float]:
        """Return the bounds between which the strength lies with the given chance."""
        place = self.items.index(item)
        reach = NormalDist().inv_cdf((1 + level) / 2) * float(self.cov[place, place]) ** 0.5
        return float(self.means[place]) - reach, float(self.means[place]) + reach

    def chance_above(self, a: str, b: str) -> float:
        """Return the chance that ``a`` weighs more than ``b`` (normal approximation)."""
        i, j = self.items.index(a), self.items.index(b)
        if i == j:
            return 0.5
        spread = float(self.cov[i, i] + self.cov[j, j] - 2 * self.cov[i, j]) ** 0.5
        return NormalDist().cdf(float(self.means[i] - self.means[j]) / spread)

    def band(self, level: float = BAND_LEVEL) -> tuple[str, ...]:
        """Return the top band from the strongest: the leader, and what cannot be told from it.

        An item is in it when its chance to weigh more than the leader is at least ``level``.
        """
        if not self.items:
            return ()
        among = in_band(self.means, self.cov, level)
        return tuple(item for item in self.order if among[self.items.index(item)])

    @property
    def stands_out(self) -> bool:
        """Whether the top band leaves anything out; else nothing stands out yet."""
        return len(self.band()) < len(self.items)


def fit(items: Sequence[str], choices: Iterable[Choice]) -> Strengths:
    """Return the strengths of items; choices about others, or skipped, count for nothing."""
    items = tuple(dict.fromkeys(items))
    means = likeliest(won := wins(items, choices))
    return Strengths(items, means, covariance(means, won))


def wins(items: Sequence[str], choices: Iterable[Choice]) -> Floats:
    """Return how often the item of the row was chosen over that of the column."""
    places = {item: place for place, item in enumerate(items)}
    table = np.zeros((len(places), len(places)))
    for choice in choices:
        i, j = places.get(choice.left), places.get(choice.right)
        if choice.is_decided and i is not None and j is not None and i != j:
            left, right = _WINS[choice.choice]
            table[i, j] += left
            table[j, i] += right
    return table


def likeliest(won: Floats, start: Floats | None = None) -> Floats:
    """Return the likeliest strengths for any number of tables at once, by Newton's method.

    Args:
        won: as :func:`wins` has it in the last two axes.
        start: where to begin, one an item; 0 unless given.

    Returns:
        One an item in the last axis; they add up to 0.
    """
    asked, got = won + np.swapaxes(won, -1, -2), won.sum(axis=-1)
    means = np.zeros(got.shape) if start is None else np.broadcast_to(start, got.shape)
    for _ in range(_MOST_STEPS):
        chances = _chances(means)
        rise = got - (asked * chances).sum(axis=-1) - means / PRIOR_SD**2
        if np.abs(rise).max(initial=0.0) < _CLOSE:
            break
        step = np.linalg.solve(_curvature(asked, chances), rise[..., None])[..., 0]
        # A full step can overshoot, one so damped never does (Sun & Tran-Dinh, 2019, for functions
        # like the logistic, whose third derivative is at most their second).
        reach = np.maximum(np.ptp(step, axis=-1, keepdims=True), 1e-12)
        means = means + step * np.log1p(reach) / reach
    return np.asarray(means)


def covariance(means: Floats, won: Floats) -> Floats:
    """Return the covariance of the likeliest strengths by Laplace's method."""
    asked = won + np.swapaxes(won, -1, -2)
    return np.asarray(np.linalg.inv(_curvature(asked, _chances(means))))


def in_band(means: Floats, cov: Floats, level: float = BAND_LEVEL) -> NDArray[np.bool_]:
    """Tell which items are in the top band, for any number of fits of at least one item."""
    leader = means.argmax(axis=-1)[..., None]
    own = np.diagonal(cov, axis1=-2, axis2=-1)
    shared = np.take_along_axis(cov, leader[..., None], axis=-2)[..., 0, :]
    spread = own + np.take_along_axis(own, leader, axis=-1) - 2 * shared
    behind = np.take_along_axis(means, leader, axis=-1) - means
    reach = -NormalDist().inv_cdf(level)
    return np.asarray(behind <= reach * np.sqrt(np.maximum(spread, 0.0)) + 1e-12)


def _chances(means: Floats) -> Floats:
    """Return the chance that the item of the row is chosen over that of the column."""
    return np.asarray(0.5 * (1 + np.tanh((means[..., :, None] - means[..., None, :]) / 2)))


def _curvature(asked: Floats, chances: Floats) -> Floats:
    """Return how steeply the log-posterior bends at the strengths that give the chances."""
    told = asked * chances * (1 - chances)
    own = told.sum(axis=-1) + 1 / PRIOR_SD**2
    return np.asarray(np.eye(asked.shape[-1]) * own[..., None, :] - told)
