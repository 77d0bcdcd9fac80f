"""Bridges: works that join two groups which have little to do with each other otherwise."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import combinations, product

import numpy as np

from prepkit.industry.links import Meetings
from prepkit.industry.outcome import Bridge, Group

MOST, MOST_OF_TWO_GROUPS = 12, 2


def bridges(groups: Sequence[Group], themes: Meetings) -> tuple[Bridge, ...]:
    """Return the works that join what is hardly ever joined, the rarest first; few of each kind.

    The score adds up how rare the meeting of the two groups is, and how rare that of the two
    themes: each ``ln((expected + 1/2) / (met + 1/2))``, the half keeping small numbers small.
    Only groups met less often than by chance count. Each two themes and each work come once.
    """
    found: list[Bridge] = []
    of_groups: Counter[tuple[int, int]] = Counter()
    for score, one, other, pair in sorted(_candidates(groups, themes)):
        work = themes.best_work(one, other)
        if of_groups[pair] < MOST_OF_TWO_GROUPS and all(work != bridge.work for bridge in found):
            of_groups[pair] += 1
            found.append(Bridge(work, one, other, int(themes.met[one, other]), -score))
        if len(found) == MOST:
            break
    return tuple(found)


def _candidates(
    groups: Sequence[Group], themes: Meetings
) -> Iterator[tuple[float, int, int, tuple[int, int]]]:
    """Yield the score turned round, both themes and the places of their groups."""
    for pair in combinations(range(len(groups)), 2):
        ones, others = (groups[place].themes for place in pair)
        expected = float(themes.by_chance[np.ix_(ones, others)].sum())
        met = int(themes.met[np.ix_(ones, others)].sum())
        if 0 < met < expected:
            for one, other in product(ones, others):
                if themes.met[one, other]:
                    score = _rarity(expected, met)
                    score += _rarity(themes.by_chance[one, other], themes.met[one, other])
                    yield -score, min(one, other), max(one, other), pair


def _rarity(expected: float, met: int) -> float:
    return math.log((expected + 0.5) / (met + 0.5))
