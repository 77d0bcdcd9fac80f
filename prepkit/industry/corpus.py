"""A corpus: which work has which theme, and from which year it is."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Places = NDArray[np.int32]


@dataclass(frozen=True, slots=True)
class Decision:
    """What the person decided about a theme: what to call it, what counts as it, or to hide it.

    Attributes:
        name: what it is to be called.
        also: other wordings, or names of themes, that count as it.
        hidden: whether it is to be left out.
    """

    name: str
    also: tuple[str, ...] = ()
    hidden: bool = False


@dataclass(frozen=True, slots=True)
class Corpus:
    """Works and their themes, as one sparse table.

    Attributes:
        names: of the themes, the most frequent first, equal ones by name.
        wordings: for each theme the ways it is written, the most frequent first.
        years: of each work, one row a work; 0 when not known.
        starts: the themes of work ``i`` are ``themes[starts[i]:starts[i + 1]]``; one longer than
            there are works.
        themes: places in `names`, rising within a work, each once.
        with_keywords: how many works have keywords; titles are read of all works.
    """

    names: tuple[str, ...]
    wordings: tuple[tuple[str, ...], ...]
    years: Places
    starts: Places
    themes: Places
    with_keywords: int
