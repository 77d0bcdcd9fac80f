"""Which story for which question: as few repeats to one listener as there can be."""

from __future__ import annotations

import functools
from collections import Counter
from collections.abc import Mapping, Sequence
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
    told again most evenly; of those, the best fit all in all; of those, one that tells the stories
    of the lowest places. Stories told to several people are no worse than others.

    A linear assignment for each listener (Kuhn 1955, solved as by Crouse 2016). Telling a story
    once more costs one more each time: what is cheapest that way is spread evenly and has the
    fewest repeats as well (Frank and Murota 2022).

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
    chosen = _best(_task(fits, stories, heard))
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

    A step of fit costs more than all the places together may make a difference of, once more costs
    more than all the fits may, and no story more than telling them all again. Of more questions
    than can be told apart exactly that way the places are left out.
    """
    count = len(fits)
    times = np.array([*(heard.get(story, 0) for story in stories), 0], dtype=np.int64)
    again = 1 + count * max((cost for fit in fits for cost in fit.values()), default=0)
    without = again * (count + int(times.max()) + 1) * (count + 1)
    step = 1 + count * len(stories)
    if step * without * (count + 1) >= _EXACT:
        step = 1
    costs = np.full((count, len(stories) + 1), np.inf)
    costs[:, -1] = without * step
    columns = {story: column for column, story in enumerate(stories)}
    for row, fit in enumerate(fits):
        for story, cost in fit.items():
            costs[row, columns[story]] = cost * step + (columns[story] if step > 1 else 0)
    return _Task(costs, times, np.array([float(again * step)] * len(stories) + [0.0]))


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
