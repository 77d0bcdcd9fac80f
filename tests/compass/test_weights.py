"""A ranking alone gives weights, and an unknown rating neither helps nor harms."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from prepkit.compass.weights import (
    centroid_of_ranks,
    rank_order_centroid,
    rescaled,
    standing,
    weighted,
)


@pytest.mark.parametrize(
    ("n", "weights"),
    [
        (0, []),
        (1, [1]),
        # 1/2 (1 + 1/2) and 1/2 (1/2)
        (2, [3 / 4, 1 / 4]),
        # 1/3 (1 + 1/2 + 1/3), 1/3 (1/2 + 1/3), 1/3 (1/3)
        (3, [11 / 18, 5 / 18, 2 / 18]),
        # 1/4 (1 + 1/2 + 1/3 + 1/4) = 25/48, then 13/48, 7/48, 3/48
        (4, [25 / 48, 13 / 48, 7 / 48, 3 / 48]),
    ],
)
def test_weights_of_a_ranking_are_its_centroid(n, weights):
    assert rank_order_centroid(n).tolist() == pytest.approx(weights)


@given(n=st.integers(1, 40))
def test_weights_of_a_ranking_fall_and_sum_to_one(n):
    found = rank_order_centroid(n)
    assert found.sum() == pytest.approx(1)
    assert (np.diff(found) < 0).all()
    assert (found > 0).all()


def test_who_shares_a_rank_shares_the_weights_of_its_places():
    # Places 1, then 2 and 3, then 4: 25/48, (13 + 7)/2/48 twice, 3/48.
    assert centroid_of_ranks([1, 2, 2, 4]).tolist() == pytest.approx(
        [25 / 48, 10 / 48, 10 / 48, 3 / 48]
    )
    assert centroid_of_ranks([7, 7, 7]).tolist() == pytest.approx([1 / 3] * 3)
    assert centroid_of_ranks([]).tolist() == []


@given(n=st.integers(1, 9), data=st.data())
def test_a_weight_follows_its_rank_wherever_the_criterion_stands(n, data):
    ranks = data.draw(st.permutations(range(n)))
    assert centroid_of_ranks(ranks).tolist() == pytest.approx(rank_order_centroid(n)[ranks])


def test_a_weighted_score_adds_up_by_hand():
    # 0.5*5 + 0.3*2 + 0.2*1 = 3.3; 0.5*3 + 0.3*4 + 0.2*5 = 3.7
    assert weighted([[5, 2, 1], [3, 4, 5]], [0.5, 0.3, 0.2]).tolist() == pytest.approx([3.3, 3.7])
    assert weighted(np.empty((0, 2)), [0.5, 0.5]).tolist() == []


def test_an_unknown_score_stands_in_the_middle_of_the_scale():
    assert standing([[None, 5], [1, float("nan")]]).tolist() == [[3, 5], [1, 3]]
    # 0.75*3 + 0.25*5 = 3.5: not 5, as it would be if only what is known counted.
    assert weighted([[None, 5]], [0.75, 0.25]).tolist() == [3.5]


def test_a_weight_that_is_set_leaves_the_others_their_proportions():
    # 0.3 : 0.2 share 1 - 0.2 = 0.8 as 0.48 : 0.32.
    assert rescaled([0.5, 0.3, 0.2], 0, 0.2).tolist() == pytest.approx([0.2, 0.48, 0.32])
    assert rescaled([0, 1, 0], 1, 0.4).tolist() == pytest.approx([0.3, 0.4, 0.3])
    assert rescaled([1], 0, 1).tolist() == [1]


@given(n=st.integers(2, 8), data=st.data())
def test_a_weight_set_to_what_it_is_changes_nothing(n, data):
    weights, criterion = rank_order_centroid(n), data.draw(st.integers(0, n - 1))
    assert rescaled(weights, criterion, weights[criterion]) == pytest.approx(weights)
