"""The shares of draws are those that geometry gives.

With 4,000 draws a share of one half has a standard deviation of 0.008: NEAR is 3.8 of them.
"""

from __future__ import annotations

import itertools

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from prepkit.compass.smaa import smaa
from prepkit.compass.weights import centroid_of_ranks, rank_order_centroid

NEAR = 0.03
SOME = settings(max_examples=25, deadline=None)


def exact(scores, **more):
    return smaa(scores, scores, seed=more.pop("seed", 1), order=more.pop("order", False), **more)


@st.composite
def intervals(draw: st.DrawFn) -> tuple[np.ndarray, np.ndarray]:
    """Return the lowest and highest scores of one to four companies in one to four criteria."""
    m, n = draw(st.integers(1, 4)), draw(st.integers(1, 4))
    ends = st.lists(st.integers(1, 5), min_size=m * n, max_size=m * n)
    two = np.sort(np.array([draw(ends), draw(ends)], dtype=float), axis=0)
    return two[0].reshape(m, n), two[1].reshape(m, n)


def test_with_two_criteria_the_chance_is_the_length_of_a_segment():
    # One is ahead while 2w > 4(1 - w): w > 2/3. Of all w in [0, 1] that is 1/3; of those that
    # respect the ranking, w in [1/2, 1], it is (1 - 2/3)/(1/2) = 2/3.
    scores = [[4, 1], [2, 5]]
    assert exact(scores).first == pytest.approx((1 / 3, 2 / 3), abs=NEAR)
    assert exact(scores, order=True).first == pytest.approx((2 / 3, 1 / 3), abs=NEAR)


def test_central_weights_are_the_middle_of_the_segment():
    # w in [2/3, 1] has its middle at 5/6, w in [0, 2/3] at 1/3; ordered, [1/2, 2/3] at 7/12.
    one, other = exact([[4, 1], [2, 5]]).central
    assert one == pytest.approx((5 / 6, 1 / 6), abs=NEAR)
    assert other == pytest.approx((1 / 3, 2 / 3), abs=NEAR)
    _, other = exact([[4, 1], [2, 5]], order=True).central
    assert other == pytest.approx((7 / 12, 5 / 12), abs=NEAR)


def test_with_three_criteria_the_chance_is_an_area():
    # Differences 2, -1, -1: ahead while 2w > 1 - w, w > 1/3, a triangle of sides 2/3: 4/9.
    assert exact([[4, 2, 2], [2, 3, 3]]).first[0] == pytest.approx(4 / 9, abs=NEAR)
    # Differences 1, -1, -1: ahead while w > 1/2: 1/4. Ordered, w is the largest of three, which is
    # over one half when any of them is, and no two can be: 3 * 1/4.
    scores = [[4, 2, 2], [3, 3, 3]]
    assert exact(scores).first[0] == pytest.approx(1 / 4, abs=NEAR)
    assert exact(scores, order=True).first[0] == pytest.approx(3 / 4, abs=NEAR)


def test_each_rank_has_its_own_chance():
    # With w on the first: 1 + 4w, 5 - 4w and 4. The first company leads from w = 3/4 on and is
    # before the second from 1/2 on; the third is never last.
    found = exact([[5, 1], [1, 5], [4, 4]]).ranks
    expected = [(1 / 4, 1 / 4, 1 / 2), (1 / 4, 1 / 4, 1 / 2), (1 / 2, 1 / 2, 0)]
    for row, hand in zip(found, expected, strict=True):
        assert row == pytest.approx(hand, abs=NEAR)


def test_with_one_criterion_the_chance_is_that_of_the_intervals():
    # Anything from 2 to 4 beats 3 half of the time.
    assert smaa([[2], [3]], [[4], [3]], seed=1, order=False).first[0] == pytest.approx(
        0.5, abs=NEAR
    )
    # Unknown, from 1 to 5, against b from 3 to 5: the mean of (5 - b)/4 is (5 - 4)/4.
    found = smaa([[None], [3]], [[None], [5]], seed=1, order=False)
    assert found.first[0] == pytest.approx(0.25, abs=NEAR)


@pytest.mark.parametrize(
    "ranks", [[0, 1, 2, 3], [0, 0, 0, 0], [1, 2, 2, 3], [2, 1, 1, 1], [3, 1, 2, 0]]
)
def test_drawn_weights_respect_the_ranking_and_lie_about_its_centroid(ranks):
    (central,) = exact([[3] * 4], order=True, ranks=ranks).central
    assert central == pytest.approx(centroid_of_ranks(ranks), abs=0.01)
    # Whoever is good only where a higher rank is never loses to who is good only where a lower is.
    for one, other in itertools.combinations(range(4), 2):
        first = exact(np.eye(4)[[one, other]], order=True, ranks=ranks).first[0]
        sooner = ranks[one] - ranks[other]
        assert first == pytest.approx(0.5 if sooner == 0 else float(sooner < 0), abs=NEAR)


def test_any_weights_lie_about_equal_ones_and_an_order_about_its_centroid():
    (free,) = exact([[3] * 5]).central
    (ordered,) = exact([[3] * 5], order=True).central
    assert free == pytest.approx([0.2] * 5, abs=0.01)
    assert ordered == pytest.approx(rank_order_centroid(5), abs=0.01)


@SOME
@given(ends=intervals(), order=st.booleans(), seed=st.integers(0, 99))
def test_ranks_and_companies_sum_to_one(ends, order, seed):
    found = smaa(*ends, seed=seed, order=order, draws=200)
    table = np.array(found.ranks)
    assert table.shape == (len(ends[0]), len(ends[0]))
    assert table.min() >= 0
    assert table.sum(axis=0) == pytest.approx(1)
    assert table.sum(axis=1) == pytest.approx(1)
    for chance, central in zip(found.first, found.central, strict=True):
        assert (central is None) == (chance == 0)
        assert central is None or sum(central) == pytest.approx(1)


@SOME
@given(ends=intervals(), order=st.booleans())
def test_who_is_better_in_everything_is_always_first(ends, order):
    low, high = (np.vstack([side, np.full(side.shape[1], 5.5)]) for side in ends)
    found = smaa(low, high, seed=1, order=order, draws=200)
    assert found.ranks[-1] == (1, *[0] * len(ends[0]))
    assert found.central[:-1] == (None,) * len(ends[0])


@SOME
@given(ends=intervals(), order=st.booleans(), data=st.data())
def test_it_matters_neither_where_a_company_stands_nor_who_is_worse(ends, order, data):
    low, high = (np.vstack([side, np.full(side.shape[1], 0.5)]) for side in ends)
    names = ["", "a", "b", "c", "worst"][: len(ends[0])]
    places = data.draw(st.permutations(range(len(names))))
    before = smaa(*ends, seed=1, order=order, draws=200, companies=names)
    after = smaa(
        low[[*places, -1]], high[[*places, -1]], seed=1, order=order, draws=200,
        companies=[*(names[place] for place in places), "worst"],
    )  # fmt: skip
    for place, row in zip(places, after.ranks[:-1], strict=True):
        assert row == pytest.approx((*before.ranks[place], 0))


def test_who_is_level_shares_the_ranks():
    found = exact([[4, 2], [4, 2], [1, 1]])
    assert found.ranks == ((0.5, 0.5, 0), (0.5, 0.5, 0), (0, 0, 1))
    assert found.central[0] == pytest.approx(found.central[1])
    assert sum(found.central[0]) == pytest.approx(1)
    assert found.central[2] is None


def test_points_given_to_all_alike_change_no_rank():
    scores = np.array([[4, 2, 3], [2, 5, 1], [3, 3, 4]], dtype=float)
    assert exact(np.add(scores, [1, 0, -1])).ranks == exact(scores).ranks


def test_the_same_seed_says_the_same_and_another_nearly():
    low, high = [[1, 2], [2, 2]], [[4, 5], [3, 5]]
    one, again, other = (smaa(low, high, seed=seed, order=True) for seed in (1, 1, 2))
    assert one == again
    assert one != other
    assert one.first == pytest.approx(other.first, abs=2 * NEAR)


def test_companies_of_the_same_interval_are_drawn_apart():
    names = ["0", "a", "a\0", "b"]
    found = smaa([[1]] * 4, [[5]] * 4, seed=1, order=False, companies=names)
    assert found.first == pytest.approx([0.25] * 4, abs=NEAR)
    assert len(set(found.first)) > 1
