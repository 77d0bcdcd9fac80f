"""Two groups are compared exactly: the same as going through all arrangements one by one."""

from __future__ import annotations

import math
import random
from collections import Counter
from collections.abc import Sequence
from fractions import Fraction
from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from prepkit.retrospective.permutation import (
    CONFIDENCE,
    difference,
    least_p,
    least_p_of_sizes,
    lowest_p_of_sizes,
    p_value,
    shift_interval,
)

group = st.lists(st.integers(1, 5), min_size=1, max_size=5)
Groups = tuple[list[Fraction], list[Fraction]]


def arrangements(ratings: Sequence[Fraction | int], size: int) -> list[Groups]:
    """Return all ways to deal ratings out to two groups."""
    places = range(len(ratings))
    return [
        (
            [Fraction(ratings[i]) for i in taken],
            [Fraction(ratings[i]) for i in places if i not in taken],
        )
        for taken in combinations(places, size)
    ]


def apart(groups: Groups) -> Fraction:
    first, second = groups
    return sum(first) / len(first) - sum(second) / len(second)


def one_sided(more: list[int], less: list[int], shift: Fraction, sign: int) -> Fraction:
    """Return the p of the arrangements at least as far to one side, once `more` is shifted back."""
    moved = [rating - shift for rating in more]
    observed = sign * apart((moved, [Fraction(rating) for rating in less]))
    found = [sign * apart(groups) for groups in arrangements([*moved, *less], len(more))]
    return Fraction(sum(one >= observed for one in found), len(found))


@given(group, group)
@settings(max_examples=60)
def test_p_is_the_share_of_all_arrangements_as_far_apart(more: list[int], less: list[int]) -> None:
    found = [abs(apart(groups)) for groups in arrangements([*more, *less], len(more))]
    observed = abs(difference(more, less))
    assert p_value(more, less) == Fraction(sum(one >= observed for one in found), len(found))


@given(group, group)
@settings(max_examples=60)
def test_p_is_never_zero_nor_below_the_least_there_can_be(more: list[int], less: list[int]) -> None:
    assert 0 < least_p(more, less) <= p_value(more, less) <= 1
    assert p_value(more, less) == p_value(less, more)
    assert p_value(more, less) == p_value([6 - r for r in more], [6 - r for r in less])


@given(group, group)
@settings(max_examples=25)
def test_the_least_p_is_that_of_the_best_arrangement(more: list[int], less: list[int]) -> None:
    every = arrangements([*more, *less], len(more))
    best = min(p_value([int(r) for r in one], [int(r) for r in two]) for one, two in every)
    assert least_p(more, less) == best


@pytest.mark.parametrize(
    ("more", "less", "p"),
    [(3, 3, 0.1), (4, 4, 0.029), (5, 5, 0.0079), (6, 5, 0.0043), (6, 6, 0.0022), (7, 7, 0.0006)],
)
def test_perfect_patterns_have_the_p_of_the_table_for_small_samples(
    more: int, less: int, p: float
) -> None:
    # Symmetric ratings, so that the other direction can be as far apart.
    low, high = [1, 1, *[2] * (less - 2)], [*[4] * (more - 2 - (more > less)), 5, 5]
    middle = [3] * (more - len(high))
    assert p_value([*middle, *high], low) == least_p_of_sizes(more, less)
    assert float(least_p_of_sizes(more, less)) == pytest.approx(p, rel=0.06)


def test_groups_of_two_sizes_may_do_with_half_of_it() -> None:
    assert least_p([5] * 5, [1] * 6) == lowest_p_of_sizes(5, 6) == Fraction(1, 462)
    assert least_p_of_sizes(5, 6) == Fraction(2, 462)


@given(group, group)
@settings(max_examples=60)
def test_no_ratings_have_a_p_below_the_lowest_of_their_sizes(
    more: list[int], less: list[int]
) -> None:
    assert lowest_p_of_sizes(len(more), len(less)) <= least_p(more, less)


def test_energy_that_never_differs_can_show_nothing() -> None:
    assert least_p([4] * 6, [4] * 6) == p_value([4] * 6, [4] * 6) == 1


@given(group, group)
@settings(max_examples=40)
def test_the_interval_has_all_shifts_that_neither_tail_rejects(
    more: list[int], less: list[int]
) -> None:
    low, high = shift_interval(more, less)
    tail = (1 - CONFIDENCE) / 2
    little = Fraction(1, 1000)
    for end, sign in ((low, 1), (high, -1)):
        far = Fraction(-9 * sign) if end is None else end
        assert one_sided(more, less, far, sign) > tail
        if end is not None:
            assert one_sided(more, less, far - sign * little, sign) <= tail


@given(group, group, st.integers(1, 49))
def test_an_interval_has_an_order_and_lies_on_the_scale(
    more: list[int], less: list[int], percent: int
) -> None:
    low, high = shift_interval(more, less, 1 - 2 * Fraction(percent, 100))
    assert (low is None) == (high is None)
    assert -4 <= (-4 if low is None else low) <= (4 if high is None else high) <= 4


@given(group, group)
def test_an_interval_the_other_way_round_is_its_mirror(more: list[int], less: list[int]) -> None:
    low, high = shift_interval(more, less)
    mirrored = shift_interval(less, more)
    assert mirrored == (None if high is None else -high, None if low is None else -low)


@pytest.mark.parametrize(("more", "less", "bound"), [(1, 18, False), (1, 19, True), (3, 3, True),
                                                     (2, 4, False), (2, 5, True)])  # fmt: skip
def test_groups_too_small_for_a_tail_have_no_bounds(more: int, less: int, bound: bool) -> None:
    assert (math.comb(more + less, more) >= 20) is bound
    low, high = shift_interval([5] * more, [1] * less)
    assert (low is not None, high is not None) == (bound, bound)


def test_many_projects_are_counted_without_drawing_any() -> None:
    more, less = [1, 2, 3, 4, 5] * 6, [1, 2, 3] * 10
    assert math.comb(60, 30) > 10**17
    assert 0 < p_value(more, less) < Fraction(1, 100)


@pytest.mark.parametrize(("more", "less"), [(31, 29), (40, 9), (1, 60)])
def test_many_ratings_are_counted_as_one_by_one_sums_are(more: int, less: int) -> None:
    rng = random.Random(more)
    high, low = ([rng.randint(1, 5) for _ in range(many)] for many in (more, less))
    ways: Counter[tuple[int, int]] = Counter({(0, 0): 1})
    for rating in (*high, *low):
        for (size, total), found in list(ways.items()):
            ways[size + 1, total + rating] += found
    every = {
        total: found for (size, total), found in ways.items() if size == more
    }  # fmt: skip
    far = {
        total: abs(Fraction(total, more) - Fraction(sum(high) + sum(low) - total, less))
        for total in every
    }
    beyond = sum(found for total, found in every.items() if far[total] >= far[sum(high)])
    assert p_value(high, low) == Fraction(beyond, math.comb(more + less, more))
