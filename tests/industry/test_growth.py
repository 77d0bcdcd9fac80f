"""Growth is the likeliest slope, its interval is honest, and too little says nothing."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from prepkit.industry.counts import Counts
from prepkit.industry.growth import growth, trends
from prepkit.industry.outcome import Growth

SOME = settings(max_examples=15)

# Flights of the Space Shuttle by temperature at the start (°F), and those with damaged seals
# (Dalal, Fowlkes & Hoadley, 1989).
FLIGHTS = {53: 1, 57: 1, 58: 1, 63: 1, 66: 1, 67: 3, 68: 1, 69: 1, 70: 4, 72: 1, 73: 1, 75: 2,
           76: 2, 78: 1, 79: 1, 81: 1}  # fmt: skip
DAMAGED = {53: 1, 57: 1, 58: 1, 63: 1, 70: 2, 75: 1}


@st.composite
def tables(draw: st.DrawFn) -> tuple[np.ndarray, np.ndarray]:
    """Return works with each of four themes, and all works, of five to twelve years."""
    totals = draw(st.lists(st.integers(5, 60), min_size=5, max_size=12))
    rows = [[draw(st.integers(0, total)) for total in totals] for _ in range(4)]
    return np.array(rows), np.array(totals)


def told(*found: tuple[Growth | None, ...]) -> list[tuple[Growth, ...]]:
    """Return side by side what is said, where anything is."""
    return [sides for sides in zip(*found, strict=True) if None not in sides]


def test_a_textbook_example_comes_out_as_in_the_textbooks():
    damaged = [[DAMAGED.get(degrees, 0) for degrees in FLIGHTS]]
    flights = Counts(*map(np.array, (list(FLIGHTS), list(FLIGHTS.values()), damaged)))
    (found,) = growth(flights)
    # As R has it: glm(..., family = binomial) and confint() of MASS.
    slopes = [math.log1p(rate) for rate in (found.rate, found.low, found.high)]
    assert slopes == pytest.approx([-0.2322, -0.5155, -0.0608], abs=1e-4)


def likeliest(row: np.ndarray, totals: np.ndarray, years: np.ndarray) -> float:
    """Return the likeliest slope by Newton's method for both coefficients at once."""
    x = np.column_stack([np.ones(len(years)), years - years.mean()])
    found = np.array([math.log(row.sum() / (totals.sum() - row.sum())), 0.0])
    for _ in range(100):
        chances = 1 / (1 + np.exp(-x @ found))
        slope = x.T @ (row - totals * chances)
        step = np.linalg.solve((x.T * (totals * chances * (1 - chances))) @ x, slope)
        found += step * min(1.0, 1.0 / np.abs(step).max(initial=1e-12))
    return float(found[1])


@SOME
@given(table=tables())
def test_the_rate_is_that_of_newtons_method(table):
    rows, totals = table
    years = np.arange(2001, 2001 + len(totals))
    for row, found in zip(rows, growth(Counts(years, totals, rows)), strict=True):
        if found is not None and abs(math.log1p(found.rate)) < 2:
            assert math.log1p(found.rate) == pytest.approx(likeliest(row, totals, years), abs=1e-6)


@SOME
@given(sizes=st.lists(st.integers(1, 40), min_size=5, max_size=5))
def test_odds_that_double_double_however_the_whole_field_grows(counts_of, sizes):
    # Of 17, 9, 5, 3, 2 works one has the theme: odds of 1:16, 1:8, 1:4, 1:2, 1:1.
    of = [17, 9, 5, 3, 2]
    (found,) = growth(counts_of([sizes], [n * size for n, size in zip(of, sizes, strict=True)]))
    assert found.rate == pytest.approx(1.0)
    assert found.low < 1.0 < found.high


@SOME
@given(table=tables(), times=st.integers(2, 9))
def test_more_of_the_same_keeps_the_rate_and_hardly_ever_widens_the_interval(
    counts_of, table, times
):
    rows, totals = table
    once, often = growth(counts_of(rows, totals)), growth(counts_of(rows * times, totals * times))
    for one, more in told(once, often):
        assert more.rate == pytest.approx(one.rate, rel=1e-6, abs=1e-8)
        wide, wider = (math.log1p(g.high) - math.log1p(g.low) for g in (one, more))
        # With more works scatter about the line shows that chance had hidden, and t takes the place
        # of z: 3.182 of 1.960 with five years.
        assert wider <= wide * 3.1825 / 1.9599


def test_more_of_what_lies_on_the_line_narrows_the_interval(counts_of):
    row, totals = np.array([[2, 3, 4, 5, 6, 7]]), np.array([100] * 6)
    (once,), (more,) = growth(counts_of(row, totals)), growth(counts_of(row * 4, totals * 4))
    assert more.high - more.low < 0.6 * (once.high - once.low)


@SOME
@given(table=tables())
def test_time_turned_round_turns_growth_round(counts_of, table):
    rows, totals = table
    back = growth(counts_of(rows[:, ::-1], totals[::-1]))
    for one, other in told(growth(counts_of(rows, totals)), back):
        turned = [1 / (1 + rate) - 1 for rate in (other.rate, other.high, other.low)]
        assert turned == pytest.approx([one.rate, one.low, one.high], rel=1e-5, abs=1e-7)


@pytest.mark.parametrize(
    ("slope", "scatter"), [(0.0, 0.0), (0.3, 0.0), (-0.2, 0.0), (0.0, 0.03), (0.3, 0.03)]
)
def test_the_interval_holds_the_truth_in_about_95_of_100_cases(slope, scatter):
    die, cases, years = np.random.default_rng(7), 1500, np.arange(2013, 2021)
    totals = np.round(60 * 1.1 ** np.arange(8)).astype(np.int64)
    chances = np.broadcast_to(0.08 / (0.08 + 0.92 * np.exp(-slope * (years - 2016.5))), (cases, 8))
    if scatter:
        spread = 1 / scatter - 1
        chances = die.beta(chances * spread, (1 - chances) * spread)
    found = growth(Counts(years, totals, die.binomial(totals, chances)))
    said = [one for (one,) in told(found)]
    assert len(said) > 0.98 * cases
    held = sum(one.low <= math.expm1(slope) <= one.high for one in said)
    assert 0.92 < held / len(said) < 0.98


def test_scatter_beyond_a_coins_widens_the_interval(counts_of):
    smooth, rough = growth(counts_of([[10] * 8, [1, 19] * 4], [100] * 8))
    assert smooth.rate == pytest.approx(0, abs=1e-9)
    assert rough.high - rough.low > 2 * (smooth.high - smooth.low)


@pytest.mark.parametrize(
    "row",
    [
        [0, 0, 0, 0, 0, 0],
        [0, 0, 9, 0, 0, 0],
        [0, 0, 0, 0, 0, 9],
        [1, 0, 1, 0, 1, 1],
        [20, 20, 20, 20, 20, 20],
        [0, 0, 0, 20, 20, 20],
        [0, 0, 0, 7, 20, 20],
        [20, 20, 20, 7, 0, 0],
    ],
)  # fmt: skip
def test_too_little_to_tell_says_nothing(counts_of, row):
    assert growth(counts_of([row], [20] * 6)) == (None,)


def test_fewer_than_five_years_say_nothing(counts_of):
    assert growth(counts_of([[1, 2, 4, 8]], [20] * 4)) == (None,)
    assert growth(counts_of([[1, 2, 4, 8, 9]], [20] * 5)) != (None,)


def test_a_trend_has_the_spread_of_its_shuffles():
    die, years = np.random.default_rng(3), np.repeat(np.arange(6), [10, 20, 30, 30, 20, 40])
    found = []
    for _ in range(2000):
        having = die.permutation(years)[:25]
        table = np.bincount(having, minlength=6)[None]
        found.append(trends(table, np.bincount(years), np.arange(2013, 2019))[0])
    assert np.mean(found) == pytest.approx(0, abs=0.1)
    assert np.std(found) == pytest.approx(1, abs=0.06)


def test_no_works_and_one_year_have_no_trend(counts_of):
    for counts in (counts_of([[]], []), counts_of([[7]], [9]), counts_of([[9, 9]], [9, 9])):
        assert trends(counts.table, counts.totals, counts.years).tolist() == [0]
        assert growth(counts) == (None,)
