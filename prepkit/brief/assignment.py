"""Which story for which question: as few repeats to one listener as there can be."""

from __future__ import annotations

import functools
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

_EXACT = 2**53  # up to here every whole number is a float


@dataclass(frozen=True, slots=True)
class Ask:
    """One question to find a story for.

    Attributes:
        by: who asks; all of one name hear all stories told to that name.
        fits: places of the stories that may be told, each with how badly it fits, from 0.
        fixed: the place of the story somebody has chosen; it is told whether it fits or not.
    """

    by: str
    fits: tuple[tuple[int, int], ...] = ()
    fixed: int | None = None


@functools.lru_cache(maxsize=64)  # asked for whenever anything is saved
def assign(
    asks: tuple[Ask, ...], told: frozenset[tuple[str, int]] = frozenset()
) -> tuple[int | None, ...]:
    """Return the place of a story for each question, ``None`` where no story may be told.

    Of all ways to do it one that leaves fewest questions without a story; of those, one that
    tells fewest stories again to somebody who has heard them; of those, one that spreads what is
    told again most evenly; of those, the best fit all in all; of those, the one in which the first
    question has the story of the lowest place, then the second, and so on. Stories told to several
    people are no worse than others. A linear assignment for each listener (Kuhn 1955, solved as by
    Crouse 2016). Telling a story once more costs one more each time: what is cheapest that way is
    spread evenly and has the fewest repeats as well (Frank and Murota 2022).

    Args:
        told: who has heard which story already.
    """
    found = [ask.fixed for ask in asks]
    for by in dict.fromkeys(ask.by for ask in asks):
        heard = Counter(story for name, story in told if name == by)
        heard.update(ask.fixed for ask in asks if ask.by == by and ask.fixed is not None)
        free = [place for place, ask in enumerate(asks) if ask.by == by and ask.fixed is None]
        fits = [dict(asks[place].fits) for place in free]
        for place, story in zip(free, _to_one_listener(fits, heard), strict=True):
            found[place] = story
    return tuple(found)


def _to_one_listener(
    fits: Sequence[Mapping[int, int]], heard: Mapping[int, int]
) -> list[int | None]:
    """Return a story for each question of one listener, as :func:`assign` says.

    Args:
        heard: how often they hear each story anyway; those never heard may be left out.
    """
    stories = sorted({story for fit in fits for story in fit})
    if not stories:
        return [None] * len(fits)
    task = _task(fits, stories, heard)
    chosen = _Ties(task, _best(task)).broken()
    return [stories[place] if place < len(stories) else None for place in chosen]


@dataclass(frozen=True, slots=True)
class _Task:
    """The questions and the stories of one listener.

    Attributes:
        costs: a row for each question, a column for each story and a last one for none; infinite
            where a story may not be told.
        heard: how often each column is heard anyway.
        again: what each column costs more each time it is heard again; nothing in the last one.
    """

    costs: NDArray[np.float64]
    heard: NDArray[np.int64]
    again: NDArray[np.float64]


def _task(
    fits: Sequence[Mapping[int, int]], stories: Sequence[int], heard: Mapping[int, int]
) -> _Task:
    """Return what everything costs, whole numbers all of them.

    Once more costs more than all the fits together may make a difference of, and no story more
    than telling them all again.
    """
    count = len(fits)
    times = np.array([*(heard.get(story, 0) for story in stories), 0], dtype=np.int64)
    again = 1 + count * max((cost for fit in fits for cost in fit.values()), default=0)
    without = again * (count + int(times.max()) + 1) * (count + 1)
    assert without * (count + 1) < _EXACT, "too many questions to be told apart exactly"
    costs = np.full((count, len(stories) + 1), np.inf)
    costs[:, -1] = without
    columns = {story: column for column, story in enumerate(stories)}
    for row, fit in enumerate(fits):
        for story, cost in fit.items():
            costs[row, columns[story]] = cost
    return _Task(costs, times, np.array([float(again)] * len(stories) + [0.0]))


def _best(task: _Task) -> list[int]:
    """Return the column of each question in one of the best ways.

    A linear assignment in which a column stands as often as it may be needed, each time at what
    it costs once more. Few times do at first. Where one is taken as often as it stands there, it
    stands there twice as often and all is solved again: as each time costs no less than the one
    before, a best way that comes up against no such end stays one of the best without them.
    """
    # Takes a while to load, and only where there is something to assign.
    from scipy.optimize import linear_sum_assignment

    count, columns = task.costs.shape
    may = np.isfinite(task.costs).sum(axis=0)
    there = np.minimum(may, -(-count // (columns - 1)) + 2)
    there[-1] = count
    while True:
        column = np.repeat(np.arange(columns), there)
        nth = np.arange(len(column)) - np.repeat(np.cumsum(there) - there, there)
        extra = task.again[column] * (task.heard[column] + nth)
        chosen = column[linear_sum_assignment(task.costs[:, column] + extra)[1]]
        at_the_end = (np.bincount(chosen, minlength=columns) == there) & (there < may)
        if not at_the_end.any():
            return [int(place) for place in chosen]
        there = np.where(at_the_end, np.minimum(may, 2 * there), there)


class _Ties:
    """A best way, and what leads from it to all others as good.

    Columns are the nodes of a graph. An edge moves a question from one to another; one more node,
    the last, lets a column be heard once more and another once less. Ways as good are a cycle
    apart that costs nothing, and such a cycle has only edges that are tight: whose cost is just
    the difference of the potentials of its ends (Ahuja, Magnanti and Orlin 1993, ch. 9 and 14).
    """

    def __init__(self, task: _Task, chosen: list[int]) -> None:
        self._chosen, self._again = chosen, task.again
        count = task.costs.shape[1]
        self._outside = count
        self._heard = task.heard + np.bincount(chosen, minlength=count)
        self._movable: list[set[int]] = [set() for _ in range(count)]
        for row, column in enumerate(chosen):
            self._movable[column].add(row)
        self._potential = self._potentials(task)
        # The tight edges of each question, a bit for each column.
        left = task.costs - self._potential[:-1]
        tight = left == left.min(axis=1, keepdims=True)
        self._tight = [sum(1 << int(at) for at in np.flatnonzero(row)) for row in tight]

    def broken(self) -> list[int]:
        """Return the columns of the one in which each question in turn has the lowest it can."""
        for row, column in enumerate(self._chosen):
            self._movable[column].discard(row)  # stays where it comes to be now
            if lower := self._tight[row] & ((1 << column) - 1):
                self._lower(row, lower)
        return self._chosen

    def _lower(self, row: int, lower: int) -> None:
        """Move a question to the first of some columns from which a cycle comes back."""
        start = self._chosen[row]
        came: dict[int, tuple[int, int]] = {}  # the node before, and the question that moves
        seen = 0
        for column in _bits(lower):
            # What was seen from a column before did not come back, and would not now.
            waiting = [] if seen >> column & 1 else [column]
            seen |= 1 << column
            while waiting:
                node = waiting.pop()
                for mover, ends in self._edges(node):
                    for end in _bits(ends & ~seen):
                        came[end] = node, mover
                        waiting.append(end)
                    seen |= ends
                if start in came:
                    self._turn(row, column, came)
                    return

    def _edges(self, node: int) -> list[tuple[int, int]]:
        """Return the tight edges of a node: who moves, -1 for nobody, and where to, in bits."""
        high = self._potential
        if node == self._outside:
            free = high[-1] - self._again * (self._heard - 1) == high[:-1]
            # Where none may move the way ends, so it does no harm that there is one.
            return [(-1, sum(1 << int(at) for at in np.flatnonzero(free)))]
        edges = [(row, self._tight[row]) for row in self._movable[node]]
        if high[node] + self._again[node] * self._heard[node] == high[-1]:
            edges.append((-1, 1 << self._outside))
        return edges

    def _turn(self, row: int, column: int, came: Mapping[int, tuple[int, int]]) -> None:
        """Go once round a cycle: move all its questions."""
        end = start = self._chosen[row]
        while end != column:
            node, mover = came[end]
            if mover >= 0:
                self._movable[node].discard(mover)
                self._movable[end].add(mover)
                self._chosen[mover] = end
            elif node == self._outside:
                self._heard[end] -= 1
            else:
                self._heard[node] += 1
            end = node
        assert self._chosen[row] == start
        self._chosen[row] = column

    def _potentials(self, task: _Task) -> NDArray[np.float64]:
        """Return a potential for each node: no edge costs less than from its start to its end.

        Lengths of shortest paths (Bellman 1958); in a best way no cycle costs less than nothing.
        """
        count = self._outside
        edges = np.full((count + 1, count + 1), np.inf)
        for row, column in enumerate(self._chosen):
            moved = task.costs[row] - task.costs[row, column]
            edges[column, :count] = np.minimum(edges[column, :count], moved)
        edges[:count, count] = self._again * self._heard
        taken = np.unique(self._chosen)
        edges[count, taken] = -(self._again * (self._heard - 1))[taken]
        found = np.zeros(count + 1)
        while True:
            shorter = np.minimum(found, (found[:, None] + edges).min(axis=0))
            if (shorter == found).all():
                return found
            found = shorter


def _bits(number: int) -> Iterator[int]:
    """Yield the places of the bits of a number, the lowest first."""
    while number:
        low = number & -number
        yield low.bit_length() - 1
        number ^= low
