"""Chance: what a library of the same works would show if their years meant nothing.

The years are shuffled over the works again and again. What the real library shows counts for more
than chance when hardly any shuffled one shows as much. One limit for all themes: the promise is
kept for the map as a whole, however many themes are looked at.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from prepkit.industry.bursts import strongest
from prepkit.industry.corpus import Corpus
from prepkit.industry.counts import Counts, shuffled
from prepkit.industry.growth import trends
from prepkit.industry.links import Floats
from prepkit.industry.outcome import Settings

FALSE_SHARE = 0.1
"""Of the themes said to rise so many may do so by chance, on average."""


@dataclass(frozen=True, slots=True)
class Limits:
    """What must be exceeded to count for more than chance; infinite when nothing could.

    Attributes:
        burst: strength of a burst.
        trend: as :func:`prepkit.industry.growth.trends` has it.
    """

    burst: float
    trend: float


def limits(corpus: Corpus, counts: Counts, settings: Settings) -> Limits:
    """Return what shuffled libraries seldom exceed.

    A burst must be stronger than any in all but `level` of the shuffled libraries: one that `b` of
    `m` reach has the chance ``(b + 1) / (m + 1)``, which is never 0 (Phipson & Smyth, 2010). Trends
    are many and weak, so of them :data:`FALSE_SHARE` may be false (Storey & Tibshirani, 2003).
    """
    peaks, steep = [], []
    for table in shuffled(corpus, len(counts.table), settings.shuffles):
        peaks.append(strongest(table, counts.totals, settings))
        steep.append(trends(table, counts.totals, counts.years))
    found = trends(counts.table, counts.totals, counts.years)
    return Limits(
        _seldom_reached(np.array(peaks), settings.level),
        _mostly_true(found, np.array(steep).reshape(len(peaks), -1)) if peaks else np.inf,
    )


def _seldom_reached(peaks: Floats, level: float) -> float:
    """Return the least limit that the given share of shuffled libraries exceeds at most."""
    allowed = min(int(level * (len(peaks) + 1) + 1e-9), len(peaks))
    return float(np.sort(peaks)[-allowed]) if allowed else np.inf


def _mostly_true(found: Floats, by_chance: Floats) -> float:
    """Return the limit above which few enough would lie by chance.

    Args:
        found: one a theme.
        by_chance: one row a shuffled library, one column a theme.
    """
    falling, chance = np.sort(found[found > 0])[::-1], np.sort(by_chance, axis=None)
    reached = len(chance) - np.searchsorted(chance, falling * (1 - 1e-9))
    false = (reached + 1) / (len(by_chance) + 1) / np.arange(1, len(falling) + 1)
    kept = np.flatnonzero(false <= FALSE_SHARE)
    return float(falling[kept[-1]]) * (1 - 1e-9) if len(kept) else np.inf
