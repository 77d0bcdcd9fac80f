"""Links: which themes of the map are met together, how often, and how often by chance."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from prepkit.industry.corpus import Corpus, Places
from prepkit.industry.counts import Table
from prepkit.industry.outcome import Link

LEAST_TOGETHER = 2
"""Works that must have both themes for a link: one alone says nothing."""

Floats = NDArray[np.float64]
Flags = NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Meetings:
    """Where the themes of the map meet. Tables have one row and one column a theme.

    Attributes:
        names: of the themes.
        years: of each work; 0 when not known.
        has: one row a work, one column a theme.
        met: works that have both themes; on the diagonal those that have the one.
        by_chance: how many would by chance, see :func:`expected`.
        strength: of the link between each two, 0 for none, see :func:`strengths`.
    """

    names: tuple[str, ...]
    years: Places
    has: Flags
    met: Table
    by_chance: Floats
    strength: Floats

    def best_work(self, one: int, other: int) -> int:
        """Return the work that shows two themes together best: the newest, then the most specific.

        Specific is what has few themes besides; of equals the first is taken. There must be one.
        """
        works = np.flatnonzero(self.has[:, one] & self.has[:, other])
        return int(works[np.lexsort((self.has[works].sum(axis=1), -self.years[works]))[0]])


def meetings(corpus: Corpus, most: int) -> Meetings:
    """Return where the `most` most frequent themes meet."""
    names = corpus.names[:most]
    has = np.zeros((len(corpus.years), len(names)), dtype=bool)
    sizes = np.diff(corpus.starts)
    kept = corpus.themes < len(names)
    has[np.repeat(np.arange(len(has)), sizes)[kept], corpus.themes[kept]] = True
    # Floats of 32 bits count exactly up to 16 million and are multiplied many times faster.
    table = has.astype(np.float32)
    met = (table.T @ table).astype(np.int64)
    by_chance = expected(sizes, met)
    return Meetings(names, corpus.years, has, met, by_chance, strengths(met, by_chance))


def expected(sizes: NDArray[np.integer], met: Table) -> Floats:
    """Return how many works would have both of two themes by chance.

    By chance: all themes are dealt out again over the works, each work keeping how many it has and
    each theme how often it is met. A title holds few themes, so this is less than frequency alone
    (works times share times share) leads to expect.

    Args:
        sizes: how many themes each work has.
        met: works that have both of two themes; on the diagonal those that have the one.
    """
    sizes = sizes.astype(np.float64)
    often = np.diag(met).astype(np.float64)
    pairs = (sizes * (sizes - 1)).sum() / max(sizes.sum() ** 2, 1.0)
    return np.asarray(np.outer(often, often) * pairs)


def strengths(met: Table, by_chance: Floats) -> Floats:
    """Return the equivalence index of each two themes that are linked, 0 for others.

    Works with both, squared, by works with the one times works with the other (Callon, Courtial &
    Laville, 1991). Linked are themes met together at least :data:`LEAST_TOGETHER` times and more
    often than by chance.
    """
    often = np.diag(met).astype(np.float64)
    index = met.astype(np.float64) ** 2 / np.maximum(np.outer(often, often), 1.0)
    index[(met < LEAST_TOGETHER) | (met <= by_chance)] = 0
    np.fill_diagonal(index, 0)
    return index


def links(themes: Meetings) -> tuple[Link, ...]:
    """Return the links, the strongest first."""
    ones, others = np.nonzero(np.triu(themes.strength, 1))
    found = [
        Link(one, other, int(themes.met[one, other]), float(themes.strength[one, other]))
        for one, other in zip(ones.tolist(), others.tolist(), strict=True)
    ]
    return tuple(sorted(found, key=lambda link: (-link.strength, link.one, link.other)))
