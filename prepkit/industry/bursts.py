"""Bursts: runs of years in which a theme is met far more often than before and after.

Kleinberg's two-state automaton (Bursty and hierarchical structure in streams, 2002), for works in
batches of one year: a theme is in its base state, where a work has it with chance ``p0``, its
share of all works, or in a burst, with ``p1 = ratio * p0``. A year with ``d`` works, ``r`` of
them with the theme, costs ``-ln(C(d, r) p**r (1 - p)**(d - r))``; going up costs ``cost * ln(n)``
for ``n`` years, going down nothing. Of all ways through the years the cheapest is taken.
"""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray

from prepkit.industry.counts import Counts, Table
from prepkit.industry.outcome import Burst, Settings

Floats = NDArray[np.float64]


def bursts(
    counts: Counts, settings: Settings, *, above: float = 0.0
) -> tuple[tuple[Burst, ...], ...]:
    """Return the bursts of each theme, in order of time.

    Args:
        counts: by theme and year. Years without works have no say: they are part of a burst only
            between two years that are.
        settings: `ratio`, `cost` and `least_burst` count here.
        above: only bursts stronger than this, as chance gives it.
    """
    found: list[list[Burst]] = [[] for _ in counts.table]
    for theme, first, last, strength, works in zip(
        *_runs(counts.table, counts.totals, settings), strict=True
    ):
        if _beyond(strength, above):
            years = int(counts.years[first]), int(counts.years[last])
            found[theme].append(Burst(*years, float(strength), int(works)))
    return tuple(map(tuple, found))


def strongest(table: Table, totals: Table, settings: Settings) -> float:
    """Return the strength of the strongest burst any theme has; 0 without one."""
    return float(_runs(table, totals, settings)[3].max(initial=0.0))


def _beyond(strength: float, above: float) -> bool:
    """Tell whether a strength lies above another by more than rounding."""
    return strength > above * (1 + 1e-9)


def _runs(
    table: Table, totals: Table, settings: Settings
) -> tuple[Table, Table, Table, Floats, Table]:
    """Return theme, first column, last column, strength and works of every burst."""
    saving = _savings(table, totals, settings.ratio)
    high = _cheapest(saving, settings.cost * math.log(max(len(totals), 1)))
    edges = np.diff(np.pad(high, ((0, 0), (1, 1))).astype(np.int8), axis=1)
    themes, firsts = np.nonzero(edges == 1)
    afters = np.nonzero(edges == -1)[1]
    strength = _sums(saving, themes, firsts, afters)
    works = _sums(table, themes, firsts, afters).astype(np.int64)
    kept = works >= settings.least_burst
    return themes[kept], firsts[kept], afters[kept] - 1, strength[kept], works[kept]


def _savings(table: Table, totals: Table, ratio: float) -> Floats:
    """Return what each theme saves each year by being in a burst; mostly less than nothing."""
    base = table.sum(axis=1, keepdims=True) / max(int(totals.sum()), 1)
    # Where the ratio leads to 1 or beyond, a burst stays a chance, just below 1.
    high = np.minimum(ratio * base, 1 - (1 - base) / 100)
    able = (base > 0) & (base < 1)
    base, high = np.where(able, base, 0.5), np.where(able, high, 0.5)
    with_it, without = np.log(high / base), np.log((1 - high) / (1 - base))
    return np.asarray(table * with_it + (totals - table) * without)


def _cheapest(saving: Floats, up: float) -> NDArray[np.bool_]:
    """Return in which years each theme is in a burst (Viterbi; of equal ways the base state)."""
    themes, years = saving.shape
    enters, leaves = np.zeros((2, years + 1, themes), dtype=bool)
    base, burst = np.zeros(themes), np.full(themes, np.inf)
    for year in range(years):
        leaves[year] = burst < base
        enters[year] = base + up <= burst
        base, burst = (
            np.minimum(base, burst),
            np.where(enters[year], base + up, burst) - saving[:, year],
        )
    high = np.zeros((themes, years), dtype=bool)
    now = burst < base
    for year in reversed(range(years)):
        high[:, year] = now
        now = np.where(now, ~enters[year], leaves[year])
    return high


def _sums(table: NDArray[np.generic], rows: Table, starts: Table, stops: Table) -> Floats:
    """Return the sum of each run of columns of a row, `stops` excluded."""
    sums = np.pad(np.cumsum(table, axis=1, dtype=np.float64), ((0, 0), (1, 0)))
    return np.asarray(sums[rows, stops] - sums[rows, starts])
