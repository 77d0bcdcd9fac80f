"""Calibration: what a rating right after an interview said about its outcome."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass
from statistics import NormalDist

from prepkit.brief.records import FORWARD, Debrief

CERTAINTY = 0.8
"""How much of the time an interval should hold the true share."""

SMALL = 10
"""Fewer rounds than this are called a small sample."""

BANDS = (("1 or 2", 1, 2), ("3", 3, 3), ("4 or 5", 4, 5))
"""The ratings that are counted together: their name, the lowest and the highest of them."""


@dataclass(frozen=True, slots=True)
class Band:
    """The rounds that were rated alike.

    Attributes:
        name: the ratings, in words.
        went_on: how many led to the next round or to an offer.
        rounds: how many there are.
    """

    name: str
    went_on: int
    rounds: int

    @property
    def interval(self) -> tuple[float, float]:
        """The range of shares, from 0 to 1, that these counts speak for; all without a round."""
        return wilson(self.went_on, self.rounds)


@dataclass(frozen=True, slots=True)
class Calibration:
    """Ratings against outcomes, and what is left out of that.

    Attributes:
        bands: from the lowest ratings to the highest; each of them, also without a round.
        after: rounds rated once the outcome was known.
        undated: rounds of which it is not known when they were rated.
        withdrawn: rounds one withdrew after, whenever they were rated.
        waiting: rounds rated in time whose outcome is not known yet.
        unrated: rounds with an outcome and without a rating.
    """

    bands: tuple[Band, ...]
    after: int = 0
    undated: int = 0
    withdrawn: int = 0
    waiting: int = 0
    unrated: int = 0

    @property
    def rounds(self) -> int:
        """How many rounds count."""
        return sum(band.rounds for band in self.bands)


def calibrate(debriefs: Iterable[Debrief]) -> Calibration:
    """Return how rounds went on by how they were rated, of those rated before it was known.

    Every debrief is counted in one place, but for those with neither rating nor outcome.
    """
    counted: list[Debrief] = []
    left = {"after": 0, "undated": 0, "withdrawn": 0, "waiting": 0, "unrated": 0}
    for debrief in debriefs:
        why = _left_out(debrief)
        if why in left:
            left[why] += 1
        elif not why:
            counted.append(debrief)
    return Calibration(tuple(_band(counted, *band) for band in BANDS), **left)


def wilson(successes: int, trials: int, certainty: float = CERTAINTY) -> tuple[float, float]:
    """Return the score interval of a share (Wilson 1927), within 0 and 1; all of it for no trial.

    Args:
        certainty: between 0 and 1, without the ends.
    """
    if not trials:
        return 0.0, 1.0
    z2 = NormalDist().inv_cdf((1 + certainty) / 2) ** 2
    share, scale = successes / trials, 1 + z2 / trials
    middle = (share + z2 / (2 * trials)) / scale
    half = math.sqrt(z2 * (share * (1 - share) / trials + z2 / (4 * trials**2))) / scale
    # Rounding may go past both ends, and miss them where the share is one of them.
    low = max(0.0, middle - half) if successes else 0.0
    high = min(1.0, middle + half) if successes < trials else 1.0
    return low, high


def _left_out(debrief: Debrief) -> str:
    """Return the count that has a debrief instead, or ``nothing``; ``""`` when it is rated."""
    if debrief.outcome == "withdrew":
        return "withdrawn"
    if debrief.went is None:
        return "unrated" if debrief.outcome else "nothing"
    if debrief.when_rated != "before":
        return "after" if debrief.when_rated else "undated"
    return "" if debrief.outcome else "waiting"


def _band(debriefs: Iterable[Debrief], name: str, least: int, most: int) -> Band:
    rated = [debrief for debrief in debriefs if least <= (debrief.went or 0) <= most]
    return Band(name, sum(debrief.outcome in FORWARD for debrief in rated), len(rated))
