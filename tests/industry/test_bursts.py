"""Bursts are Kleinberg's, to the letter, and as strong as what was planted."""

from __future__ import annotations

import itertools
import math
from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from prepkit.industry.bursts import bursts, strongest
from prepkit.industry.outcome import Burst, Settings

EVERY = Settings(least_burst=0)

series = st.lists(
    st.integers(1, 30).flatmap(lambda total: st.tuples(st.integers(0, total), st.just(total))),
    min_size=1,
    max_size=7,
)


def kleinbergs_cost(
    states: Sequence[int], works: Sequence[tuple[int, int]], ratio: float, cost: float
) -> float:
    """Return what a sequence of states costs, word by word as the paper has it."""
    base = sum(r for r, _ in works) / sum(d for _, d in works)
    chances = (base, ratio * base)
    fits = (
        -math.log(math.comb(d, r) * chances[q] ** r * (1 - chances[q]) ** (d - r))
        for q, (r, d) in zip(states, works, strict=True)
    )
    ups = sum(now > before for before, now in itertools.pairwise((0, *states)))
    return sum(fits) + ups * cost * math.log(len(works))


@given(works=series, ratio=st.sampled_from([1.5, 2, 3]), cost=st.sampled_from([0.3, 1.0, 2.0]))
def test_no_other_way_through_the_years_costs_less(counts_of, works, ratio, cost):
    base = sum(r for r, _ in works) / sum(d for _, d in works)
    if not 0 < ratio * base < 1:
        return
    counts = counts_of([[r for r, _ in works]], [d for _, d in works])
    found = bursts(counts, Settings(ratio=ratio, cost=cost, least_burst=0))[0]
    states = [int(any(b.first <= year <= b.last for b in found)) for year in counts.years]
    every = itertools.product((0, 1), repeat=len(works))
    least = min(kleinbergs_cost(way, works, ratio, cost) for way in every)
    assert kleinbergs_cost(states, works, ratio, cost) == pytest.approx(least, rel=1e-9)


def test_a_published_example_comes_out_as_published(counts_of):
    # The example of the package burst_detection 0.1. Its steps are greedy: it gives years 5 (2.686)
    # and 7 to 8 (5.342). The cheapest way of all goes into the first burst a year earlier.
    with_it, of = (0, 2, 1, 6, 7, 2, 8, 7, 2, 1), (9, 11, 12, 10, 10, 8, 12, 10, 13, 11)
    base = 36 / 106
    up, stay = math.log(2), math.log((1 - 2 * base) / (1 - base))
    first, second = bursts(counts_of([with_it], of), EVERY)[0]
    assert first == Burst(4, 5, pytest.approx(6 * up + 4 * stay + 2.68563, abs=1e-5), 13)
    assert second == Burst(7, 8, pytest.approx(5.34226, abs=1e-5), 15)


def test_the_strength_is_what_the_burst_saves_over_the_base_state(counts_of):
    counts = counts_of([[1, 1, 9, 1, 1]], [50] * 5)
    (found,) = bursts(counts, EVERY)[0]
    base = 13 / 250
    saved = 9 * math.log(2) + 41 * math.log((1 - 2 * base) / (1 - base))
    assert (found.first, found.last) == (3, 3)
    assert found.strength == pytest.approx(saved)


@given(planted=st.lists(st.integers(4, 20), min_size=2, max_size=2, unique=True).map(sorted))
def test_the_more_is_planted_the_stronger_the_burst(counts_of, planted):
    made = [counts_of([[2, 2, n, n, 2, 2, 2, 2]], [100] * 8) for n in planted]
    weak, strong = (strongest(counts.table, counts.totals, EVERY) for counts in made)
    assert weak < strong or weak == strong == 0


def test_a_theme_as_frequent_as_ever_has_no_burst(counts_of):
    assert bursts(counts_of([[2, 4, 8, 16]], [20, 40, 80, 160]), EVERY) == ((),)


def test_growth_of_the_whole_field_is_no_burst_of_its_themes(counts_of):
    plain = bursts(counts_of([[1, 1, 9, 1, 1]], [50] * 5), EVERY)[0][0]
    field = bursts(counts_of([[1, 1, 90, 1, 1]], [50, 50, 5000, 50, 50]), EVERY)[0]
    assert plain.strength > 1
    assert not field


def test_bursts_of_too_few_works_are_left_out(counts_of):
    counts = counts_of([[0, 0, 4, 0, 0], [0, 0, 5, 0, 0]], [50] * 5)
    assert [len(found) for found in bursts(counts, Settings(least_burst=5))] == [0, 1]
    assert [len(found) for found in bursts(counts, Settings(least_burst=4))] == [1, 1]


def test_only_what_is_stronger_than_chance_counts(counts_of):
    counts = counts_of([[1, 1, 9, 1, 1]], [50] * 5)
    strength = strongest(counts.table, counts.totals, EVERY)
    assert bursts(counts, EVERY, above=strength) == ((),)
    assert len(bursts(counts, EVERY, above=strength * 0.99)[0]) == 1


@pytest.mark.parametrize("row", [[0, 0, 0, 0], [9, 9, 9, 9], [0, 0, 9, 9], [9, 9, 9, 8]])
def test_themes_of_none_all_or_nearly_all_works_do_no_harm(counts_of, row):
    for burst in bursts(counts_of([row], [9] * 4), EVERY)[0]:
        assert math.isfinite(burst.strength)


def test_two_bursts_with_quiet_between_them_stay_two(counts_of):
    counts = counts_of([[0, 9, 0, 0, 0, 9, 0, 0]], [50] * 8)
    assert [(b.first, b.last) for b in bursts(counts, EVERY)[0]] == [(2, 2), (6, 6)]


def test_without_years_or_themes_there_is_nothing(counts_of):
    assert bursts(counts_of([], []), EVERY) == ()
    assert bursts(counts_of([[]], []), EVERY) == ((),)
