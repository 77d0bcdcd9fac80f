"""Two small groups of ratings compared exactly: permutation test, least possible p, interval.

Nothing is sampled. Ratings are whole numbers of a short scale, so that all arrangements into two
groups can be counted by their sum instead of being drawn, and p is a true share of them: never
zero, since what was observed is one of them. Sampled permutations would need a correction for that
(Phipson & Smyth 2010); here there is none to make. Shares are exact too, so that a p of 0.1 is not
above 0.1.
"""

from __future__ import annotations

import functools
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from fractions import Fraction
from math import comb, lcm
from typing import NamedTuple

CONFIDENCE = Fraction(9, 10)
"""Of an interval, where nothing else is said."""


class Interval(NamedTuple):
    """From where to where a shift may lie, both ends included; ``None`` is no bound."""

    low: Fraction | None
    high: Fraction | None


def difference(more: Sequence[int], less: Sequence[int]) -> Fraction:
    """Return the mean of the first group minus that of the second; neither is empty."""
    return Fraction(sum(more), len(more)) - Fraction(sum(less), len(less))


def p_value(more: Sequence[int], less: Sequence[int]) -> Fraction:
    """Return the exact two-sided p for a difference of the means of two groups.

    The share of all arrangements of the ratings into groups of these sizes whose means lie at least
    as far apart, in either direction. Neither group is empty.
    """
    ways = _by_distance(tuple(sorted((*more, *less))), len(more))
    observed = abs(sum(more) * len(less) - sum(less) * len(more))
    return Fraction(sum(n for apart, n in ways.items() if apart >= observed), sum(ways.values()))


def least_p(more: Sequence[int], less: Sequence[int]) -> Fraction:
    """Return the least p that any arrangement of these ratings into these sizes could have."""
    ways = _by_distance(tuple(sorted((*more, *less))), len(more))
    return Fraction(ways[max(ways)], sum(ways.values()))


def least_p_of_sizes(more: int, less: int) -> Fraction:
    """Return the p of a perfect pattern: each rating of one group above all those of the other.

    Exact for groups of one size. For others it may be as little as :func:`lowest_p_of_sizes`.
    """
    return min(Fraction(1), Fraction(2, comb(more + less, more)))


def lowest_p_of_sizes(more: int, less: int) -> Fraction:
    """Return the p below which that of groups of these sizes cannot be, whatever the ratings.

    Groups of two sizes reach half of :func:`least_p_of_sizes` where no other arrangement has its
    means as far apart in the other direction.
    """
    return least_p_of_sizes(more, less) if more == less else Fraction(1, comb(more + less, more))


def shift_interval(
    more: Sequence[int], less: Sequence[int], confidence: Fraction = CONFIDENCE
) -> Interval:
    """Return the exact permutation interval of a shift: what to take off `more` to make them alike.

    The shifts that neither one-sided permutation test rejects, with equal tails (Lehmann 1963). A
    test changes its mind only where swapping j ratings of each group leaves the sums as they are,
    at a shift of the difference of these sums divided by j; those are counted, all of them. They
    are means of differences, so that an end lies within the scale, or there is no bound because
    the groups are too small for one. Neither group is empty.
    """
    # The observed arrangement is one of them, and is always on the side that is counted.
    beyond = int((1 - confidence) / 2 * comb(len(more) + len(less), len(more)))
    if not beyond:
        return Interval(None, None)
    swaps, unit = _swaps(more, less)
    shifts = sorted(swaps)
    low, high = (_reached(swaps, order, beyond) for order in (shifts, reversed(shifts)))
    return Interval(Fraction(low, unit), Fraction(high, unit))


def _swaps(more: Sequence[int], less: Sequence[int]) -> tuple[Mapping[int, int], int]:
    """Return how many ways to swap ratings leave the sums alike, by shift, and the unit of these.

    Shifts are whole numbers of one over the unit.
    """
    low, high, most = min(*more, *less), max(*more, *less), min(len(more), len(less))
    room = _room(len(more) + len(less))
    taken = _packed([rating - low for rating in more], most, room)
    given = _packed([high - rating for rating in less], most, room)
    unit, found = lcm(*range(1, most + 1)), Counter[int]()
    for size in range(1, most + 1):
        for sum_, ways in enumerate(_unpacked(taken[size] * given[size], room)):
            if ways:
                found[(sum_ - size * (high - low)) * (unit // size)] += ways
    return found, unit


def _reached(swaps: Mapping[int, int], order: Iterable[int], count: int) -> int:
    """Return the shift at which so many swaps, counted in an order of shifts, are reached."""
    for shift in order:
        count -= swaps[shift]
        if count <= 0:
            return shift
    raise AssertionError("there are more swaps than a tail can hold")


@functools.lru_cache(maxsize=1024)
def _by_distance(ratings: tuple[int, ...], size: int) -> Mapping[int, int]:
    """Return how many arrangements there are by how far the means lie apart, times both sizes."""
    low, room, found = min(ratings), _room(len(ratings)), Counter[int]()
    steps = [rating - low for rating in ratings]
    for sum_, ways in enumerate(_unpacked(_packed(steps, size, room)[size], room)):
        if ways:
            found[abs(sum_ * len(steps) - sum(steps) * size)] += ways
    return found


def _room(ratings: int) -> int:
    """Return a number of bytes that holds any number of ways to choose among so many ratings."""
    return ratings // 8 + 1


def _packed(steps: Sequence[int], most: int, room: int) -> list[int]:
    """Return in how many ways 0, 1, up to `most` of the steps can be taken, by their sum.

    All sums of one size are packed into one number, `room` bytes each from the sum 0 on, so that
    adding and multiplying such numbers does so for all sums at once (Kronecker substitution).
    """
    ways = [1] + [0] * most
    for taken, step in enumerate(steps):
        for size in range(min(taken, most - 1), -1, -1):
            ways[size + 1] += ways[size] << (8 * room * step)
    return ways


def _unpacked(packed: int, room: int) -> list[int]:
    """Return the numbers of ways that are packed into one, from the sum 0 on."""
    length = -(-packed.bit_length() // (8 * room)) * room
    data = packed.to_bytes(length, "little")
    return [int.from_bytes(data[at : at + room], "little") for at in range(0, length, room)]
