"""Hand-made corpora: works as a year and the names of their themes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence

import numpy as np
import pytest

from prepkit.industry.corpus import Corpus
from prepkit.industry.counts import Counts

Works = Sequence[tuple[int, Iterable[str]]]


def made_of(works: Works) -> Corpus:
    often = Counter(name for _, themes in works for name in set(themes))
    names = sorted(often, key=lambda name: (-often[name], name))
    rows = [sorted(names.index(name) for name in set(themes)) for _, themes in works]
    return Corpus(
        names=tuple(names),
        wordings=tuple((name,) for name in names),
        years=np.array([year for year, _ in works], dtype=np.int32),
        starts=np.cumsum([0, *map(len, rows)]).astype(np.int32),
        themes=np.array([place for row in rows for place in row], dtype=np.int32),
        with_keywords=0,
    )


@pytest.fixture(scope="session")
def corpus_of() -> Callable[[Works], Corpus]:
    """Return a corpus made of years (0: not known) and themes of works."""
    return made_of


@pytest.fixture(scope="session")
def counts_of() -> Callable[..., Counts]:
    """Return counts made of rows of works with each theme, and the totals; years count from 1."""

    def made(table: Sequence[Sequence[int]], totals: Sequence[int]) -> Counts:
        years = np.arange(1, len(totals) + 1)
        return Counts(years, np.array(totals), np.array(table).reshape(len(table), len(totals)))

    return made
