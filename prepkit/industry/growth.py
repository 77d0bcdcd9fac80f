"""Growth: how the share of a theme in all works changes from year to year, and how sure that is.

A binomial regression with the logit link: the odds that a work of a year has the theme are
multiplied by ``exp(slope)`` from year to year. The interval is that of the profile likelihood; when
the years scatter more than a coin would, it is widened by their dispersion (McCullagh & Nelder,
Generalized Linear Models, 1989, 4.5 and 7.2.6).
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from statistics import NormalDist

import numpy as np
from numpy.typing import NDArray

from prepkit.industry.counts import Counts, Table
from prepkit.industry.outcome import Growth

LEAST_WORKS, LEAST_YEARS, LEAST_MET = 5, 5, 2
"""Fewer works with the theme, fewer years with any work, or fewer years with the theme, and nothing
is said."""

_STEEPEST = 10.0
_HALVINGS = 40

Floats = NDArray[np.float64]


def growth(counts: Counts) -> tuple[Growth | None, ...]:
    """Return the growth of each theme; ``None`` when there is too little to tell.

    Too little is fewer than the least numbers above, or counts that any steepness would fit: a
    theme that nobody had before some year and everybody since.
    """
    told = _can_be_told(counts)
    fits = iter(_fits(_Fit(counts.table[told], counts.totals, counts.years)) if told.any() else ())
    return tuple(next(fits) if tells else None for tells in told)


def trends(table: Table, totals: Table, years: Table) -> Floats:
    """Return how strongly each theme leans to later years, in standard deviations of chance.

    The statistic of Cochran and Armitage (1955) with the variance that shuffling the years over
    the works gives. Themes that all works or none have, or fewer than :data:`LEAST_WORKS`, get 0.
    """
    works = int(totals.sum())
    if works < 2:
        return np.zeros(len(table))
    away = years - (years @ totals) / works
    met = table.sum(axis=1)
    spread = (away**2 @ totals) / works * met * (works - met) / (works - 1)
    able = (spread > 0) & (met >= LEAST_WORKS)
    return np.where(able, table @ away / np.sqrt(np.where(able, spread, 1.0)), 0.0)


def _can_be_told(counts: Counts) -> NDArray[np.bool_]:
    """Tell for each theme whether a steepness can be fitted (Albert & Anderson, 1984)."""
    met, missed = counts.table > 0, counts.table < counts.totals
    across = len(counts.totals)
    if across < LEAST_YEARS:
        return np.zeros(len(met), dtype=bool)
    first_met, last_met = met.argmax(axis=1), across - 1 - met[:, ::-1].argmax(axis=1)
    first_missed, last_missed = missed.argmax(axis=1), across - 1 - missed[:, ::-1].argmax(axis=1)
    return np.asarray(
        (counts.table.sum(axis=1) >= LEAST_WORKS)
        & (met.sum(axis=1) >= LEAST_MET)
        & missed.any(axis=1)
        & (first_met < last_missed)
        & (first_missed < last_met)
    )


class _Fit:
    """The regression of several themes at once, one row a theme."""

    def __init__(self, table: Table, totals: Table, years: Table) -> None:
        self.table, self.totals = table, totals
        self._met = table.sum(axis=1)
        self._away = years - (years @ totals) / totals.sum()

    def chances(self, slope: Floats) -> Floats:
        """Return the likeliest chance of each theme in each year, given its slope."""
        leaning = slope[:, None] * self._away

        def excess(level: Floats) -> Floats:
            return np.asarray(self._met - _logistic(level[:, None] + leaning) @ self.totals)

        bound = 40 + np.abs(leaning).max(axis=1)
        return _logistic(_root(excess, -bound, bound)[:, None] + leaning)

    def slope(self) -> Floats:
        """Return the likeliest slope of each theme."""
        steepest = np.full(len(self.table), _STEEPEST)
        return _root(self._rise, -steepest, steepest)

    def _rise(self, slope: Floats) -> Floats:
        """Return how much the log-likelihood rises with the slope; less and less."""
        return np.asarray((self.table - self.totals * self.chances(slope)) @ self._away)

    def likelihood(self, slope: Floats) -> Floats:
        """Return the log-likelihood of each theme, but for a constant."""
        chances = np.clip(self.chances(slope), 1e-300, 1 - 1e-16)
        missed = self.totals - self.table
        return np.asarray((self.table * np.log(chances) + missed * np.log1p(-chances)).sum(axis=1))

    def dispersion(self, slope: Floats) -> Floats:
        """Return how much more the years scatter than a coin would (Pearson); 1 at least."""
        chances = self.chances(slope)
        off = (self.table - self.totals * chances) ** 2
        scatter = (off / np.maximum(self.totals * chances * (1 - chances), 1e-300)).sum(axis=1)
        return np.asarray(np.maximum(scatter / (len(self.totals) - 2), 1.0))


def _fits(fit: _Fit) -> Sequence[Growth]:
    best = fit.slope()
    dispersion = fit.dispersion(best)
    reach = np.where(dispersion > 1, _t_quantile(len(fit.totals) - 2), NormalDist().inv_cdf(0.975))
    least = fit.likelihood(best) - dispersion * reach**2 / 2
    steepest = np.full(len(best), _STEEPEST)
    low = _root(lambda slope: least - fit.likelihood(slope), -steepest, best)
    high = _root(lambda slope: fit.likelihood(slope) - least, best, steepest)
    return [Growth(*map(float, row)) for row in np.expm1(np.column_stack([best, low, high]))]


def _root(falls: Callable[[Floats], Floats], low: Floats, high: Floats) -> Floats:
    """Return where a falling function of each row goes through zero, by halving."""
    for _ in range(_HALVINGS):
        middle = (low + high) / 2
        above = falls(middle) > 0
        low, high = np.where(above, middle, low), np.where(above, high, middle)
    return np.asarray((low + high) / 2)


def _logistic(x: Floats) -> Floats:
    return np.asarray(0.5 * (1 + np.tanh(x / 2)))


def _t_quantile(freedom: int) -> float:
    """Return the 0.975 quantile of Student's t (Abramowitz & Stegun, 26.7.5), from 3 on."""
    z = NormalDist().inv_cdf(0.975)
    terms = (
        z,
        (z**3 + z) / 4,
        (5 * z**5 + 16 * z**3 + 3 * z) / 96,
        (3 * z**7 + 19 * z**5 + 17 * z**3 - 15 * z) / 384,
        (79 * z**9 + 776 * z**7 + 1482 * z**5 - 1920 * z**3 - 945 * z) / 92160,
    )
    return math.fsum(term / freedom**power for power, term in enumerate(terms))
