"""Places for things in columns that are joined by lines: few crossings, and lines nearly straight.

The steps of Sugiyama, Tagawa and Toda (1981): a line that passes columns has a place of its own
in each; in each column the order follows the mean place of the neighbours; and everything stands as
near to its neighbours as the order and its height allow, by least squares (Barlow and others, 1972:
pool adjacent violators).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations, pairwise
from statistics import fmean

_SWEEPS = 12


@dataclass(frozen=True, slots=True)
class Places:
    """Where things stand, in the unit of their heights, from the top.

    Attributes:
        middles: of each thing.
        lanes: for each link the heights at which it passes the columns in between, in their order.
        height: of all of it.
    """

    middles: tuple[float, ...]
    lanes: tuple[tuple[float, ...], ...]
    height: float


def layered(
    columns: Sequence[int], heights: Sequence[float], links: Sequence[tuple[int, int]], *,
    gap: float,
) -> Places:  # fmt: skip
    """Return places for things, so that none covers another and few lines cross.

    Args:
        columns: of each thing, from 0; in the order in which they should stand, all else the same.
        heights: of each thing.
        links: places of two things; the second stands in a later column.
        gap: least room between two in one column.
    """
    high, column = list(heights), list(columns)
    routes: list[list[int]] = []
    for one, other in links:
        passed = range(columns[one] + 1, columns[other])
        routes.append([one, *range(len(column), len(column) + len(passed)), other])
        column += passed
        high += [0.0] * len(passed)
    steps = [step for route in routes for step in pairwise(route)]
    beside = _beside(len(column), steps)
    ranks = _ordered(column, beside, steps)
    tops = _settled(ranks, beside, high, gap)
    least = min((y - h / 2 for y, h in zip(tops, high, strict=True)), default=0.0)
    most = max((y + h / 2 for y, h in zip(tops, high, strict=True)), default=0.0)
    return Places(
        tuple(tops[place] - least for place in range(len(columns))),
        tuple(tuple(tops[place] - least for place in route[1:-1]) for route in routes),
        most - least,
    )


def _beside(
    count: int, steps: Sequence[tuple[int, int]]
) -> tuple[dict[int, list[int]], dict[int, list[int]]]:
    """Return the neighbours of each in the column before, and in the column after."""
    before: dict[int, list[int]] = {place: [] for place in range(count)}
    after: dict[int, list[int]] = {place: [] for place in range(count)}
    for one, other in steps:
        before[other].append(one)
        after[one].append(other)
    return before, after


def _ordered(
    column: Sequence[int], beside: Sequence[Mapping[int, list[int]]],
    steps: Sequence[tuple[int, int]],
) -> list[list[int]]:  # fmt: skip
    """Return what stands in each column, from the top, in the sweep with the fewest crossings."""
    ranks = [
        [place for place, at in enumerate(column) if at == here]
        for here in range(max(column, default=-1) + 1)
    ]
    best, fewest = [list(rank) for rank in ranks], _crossings(ranks, column, steps)
    for sweep in range(_SWEEPS):
        neighbours = beside[sweep % 2]
        for rank in ranks if sweep % 2 == 0 else reversed(ranks):
            at = {place: float(row) for some in ranks for row, place in enumerate(some)}
            wanted = {
                place: fmean(at[n] for n in neighbours[place]) if neighbours[place] else at[place]
                for place in rank
            }
            rank.sort(key=wanted.__getitem__)
        found = _crossings(ranks, column, steps)
        if found < fewest:
            best, fewest = [list(rank) for rank in ranks], found
    return best


def _crossings(
    ranks: Sequence[Sequence[int]], column: Sequence[int], steps: Sequence[tuple[int, int]]
) -> int:
    """Return how many pairs of lines between the same two columns cross."""
    at = {place: row for rank in ranks for row, place in enumerate(rank)}
    between: dict[int, list[tuple[int, int]]] = {}
    for one, other in steps:
        between.setdefault(column[one], []).append((at[one], at[other]))
    return sum(
        (a - c) * (b - d) < 0
        for lines in between.values()
        for (a, b), (c, d) in combinations(lines, 2)
    )


def _settled(
    ranks: Sequence[Sequence[int]], beside: Sequence[Mapping[int, list[int]]],
    heights: Sequence[float], gap: float,
) -> list[float]:  # fmt: skip
    """Return the middle of each, in its order, near its neighbours on both sides."""
    before, after = beside
    at = [0.0] * len(heights)
    for sweep in range(2 * _SWEEPS):
        for rank in ranks if sweep % 2 == 0 else reversed(ranks):
            around = ([*before[place], *after[place]] for place in rank)
            wanted = [
                fmean(at[other] for other in others) if others else at[place]
                for place, others in zip(rank, around, strict=True)
            ]
            spread = _spread(wanted, [heights[place] for place in rank], gap)
            for place, y in zip(rank, spread, strict=True):
                at[place] = y
    return at


def _spread(wanted: Sequence[float], heights: Sequence[float], gap: float) -> list[float]:
    """Return the middles nearest to those wanted that leave room for all, in their order."""
    room = [0.0]
    for above, below in pairwise(heights):
        room.append(room[-1] + (above + below) / 2 + gap)
    pools: list[tuple[float, int]] = []
    for place, offset in zip(wanted, room, strict=False):
        mean, count = place - offset, 1
        while pools and pools[-1][0] > mean:
            other, size = pools.pop()
            mean, count = (mean * count + other * size) / (count + size), count + size
        pools.append((mean, count))
    means = [mean for mean, count in pools for _ in range(count)]
    return [mean + offset for mean, offset in zip(means, room, strict=False)]
