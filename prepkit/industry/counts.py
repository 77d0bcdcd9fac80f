"""Counts: how many works with each theme fall in each year, as it is and with the years shuffled.

Shuffling deals the years of all works out again. Each work keeps its themes, each year its number
of works, each theme its number of works and its company: only *when* is left to chance.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from prepkit.industry.corpus import Corpus

Table = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Counts:
    """Works by theme and year. Years without any work are left out.

    Attributes:
        years: those that have works, rising.
        totals: dated works in each of them.
        table: one row a theme, one column a year: works with the theme.
    """

    years: Table
    totals: Table
    table: Table


def count(corpus: Corpus, most: int) -> Counts:
    """Return the counts of the `most` most frequent themes, fewer when there are not so many."""
    years, totals = np.unique(corpus.years[corpus.years > 0], return_counts=True)
    table = _Pairs(corpus, most).count(_columns(corpus), len(years))
    return Counts(years.astype(np.int64), totals.astype(np.int64), table)


def shuffled(corpus: Corpus, most: int, times: int) -> Iterator[Table]:
    """Yield the table of :func:`count` again and again, each time with the years shuffled.

    The same corpus gives the same shuffles; so does one whose works of the same year come in
    another order only if the caller has put them in one order before.
    """
    pairs, columns = _Pairs(corpus, most), _columns(corpus)
    across = int(columns.max(initial=-1)) + 1
    chance = np.random.default_rng(zlib.crc32(corpus.years.tobytes() + corpus.themes.tobytes()))
    for _ in range(times):
        yield pairs.count(chance.permutation(columns), across)


def _columns(corpus: Corpus) -> Table:
    """Return the column of each dated work."""
    return np.unique(corpus.years[corpus.years > 0], return_inverse=True)[1].astype(np.int64)


class _Pairs:
    """Which dated work has which theme, one row a pair."""

    def __init__(self, corpus: Corpus, most: int) -> None:
        self._rows = min(most, len(corpus.names))
        works = np.repeat(np.arange(len(corpus.years)), np.diff(corpus.starts))
        kept = (corpus.themes < self._rows) & (corpus.years[works] > 0)
        self._themes = corpus.themes[kept].astype(np.int64)
        self._works = (np.cumsum(corpus.years > 0) - 1)[works[kept]]

    def count(self, columns: Table, across: int) -> Table:
        """Return works by theme and column, given the column of each dated work."""
        places = self._themes * across + columns[self._works]
        return np.bincount(places, minlength=self._rows * across).reshape(self._rows, across)
