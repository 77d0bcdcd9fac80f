"""Simulated people: they know how much each value weighs for them, and choose by chance."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterable, Mapping

import numpy as np
import pytest

from prepkit.compass.comparing import Plan, plan
from prepkit.compass.strengths import Choice

SPREAD = 1.5
"""Standard deviation of strengths, in log-odds, as `prepkit.compass.strengths` takes it to be."""


class Person:
    """Somebody with a strength for each value.

    Attributes:
        weights: by value, in log-odds.
        mixed: a value that is two ideas in one, strong beside half of the others and weak beside
            the other half; ``""`` when there is none.
    """

    def __init__(
        self,
        weights: Mapping[str, float],
        rng: np.random.Generator,
        *,
        mixed: str = "",
        careless: float = 0.0,
    ) -> None:
        self.weights = dict(weights)
        self.mixed, self._careless, self._rng = mixed, careless, rng
        others = [value for value in self.weights if value != mixed]
        self._above = set(rng.permutation(others)[: len(others) // 2]) if mixed else set()

    @property
    def order(self) -> list[str]:
        """The values from the strongest."""
        return sorted(self.weights, key=lambda value: -self.weights[value])

    def choose(self, left: str, right: str) -> Choice:
        """Choose by chance: by their strengths, but for carelessness."""
        ahead = self._beside(left, right) - self._beside(right, left)
        if self._rng.random() < self._careless:
            ahead = 0.0
        chosen = "left" if self._rng.random() < 1 / (1 + np.exp(-ahead)) else "right"
        return Choice(left, right, chosen)

    def sit(self, seed: str) -> tuple[list[Choice], Plan]:
        """Answer what is planned until it is finished."""
        choices: list[Choice] = []
        while (ahead := plan(list(self.weights), choices, seed=seed)).queue:
            # What is planned does not depend on answers, but for when to stop.
            far = len(choices) + len(ahead.queue) <= 2 * len(self.weights)
            choices += [self.choose(*pair) for pair in ahead.queue[: None if far else 1]]
        return choices, ahead

    def answer_all(self, but_for: Iterable[Choice] = ()) -> list[Choice]:
        """Answer every pair once, but for those answered already."""
        known = {choice.pair for choice in but_for}
        pairs = itertools.combinations(sorted(self.weights), 2)
        return [self.choose(*pair) for pair in pairs if frozenset(pair) not in known]

    def changed(self, value: str, weight: float) -> Person:
        """Return the same person for whom a value has got another weight."""
        return Person({**self.weights, value: weight}, self._rng, careless=self._careless)

    def _beside(self, value: str, other: str) -> float:
        if value == self.mixed:
            return 3.0 if other in self._above else -3.0
        return self.weights[value]


@pytest.fixture(scope="session")
def people() -> Callable[..., list[Person]]:
    """Return so many people with so many values, the same for the same seed."""

    def made(
        count: int, values: int, seed: int = 1, spread: float = SPREAD, **more
    ) -> list[Person]:
        rng = np.random.default_rng(seed)
        names = [f"value {place:02}" for place in range(values)]
        return [
            Person(dict(zip(names, rng.normal(0, spread, values), strict=True)), rng, **more)
            for _ in range(count)
        ]

    return made
