"""What is said to flip does flip, and what is not said does not."""

from __future__ import annotations

import itertools

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from prepkit.compass.flips import (
    CellFlip,
    WeightFlip,
    flip_weights,
    flipping_cells,
    flipping_weights,
    leader,
)
from prepkit.compass.weights import rank_order_centroid, rescaled, weighted

SOME = settings(max_examples=60, deadline=None)


@st.composite
def tables(draw: st.DrawFn, *, unknown: bool = False) -> tuple[np.ndarray, np.ndarray]:
    """Return the scores of two to four companies in two to five criteria, and their weights."""
    m, n = draw(st.integers(2, 4)), draw(st.integers(2, 5))
    score = st.integers(1, 5) | st.none() if unknown else st.integers(1, 5)
    rows = draw(st.lists(st.lists(score, min_size=n, max_size=n), min_size=m, max_size=m))
    return np.array(rows, dtype=float), rank_order_centroid(n)


def test_the_weights_at_which_two_are_level_by_hand():
    # Differences: 2, -1, -2. With weights .5, .3, .2 one is ahead by 1 - .3 - .4 = .3.
    # First: the others give (.3*-1 + .2*-2)/.5 = -1.4, so 2t - 1.4(1 - t) = 0 at t = 1.4/3.4.
    # Second: the others give (1 - .4)/.7 = 6/7, so -t + 6/7 (1 - t) = 0 at t = (6/7)/(13/7) = 6/13.
    # Third: the others give (1 - .3)/.8 = 7/8, so -2t + 7/8 (1 - t) = 0 at t = (7/8)/(23/8) = 7/23.
    found = flip_weights([[5, 2, 1], [3, 3, 3]], [0.5, 0.3, 0.2], 0, 1)
    assert found == pytest.approx((1.4 / 3.4, 6 / 13, 7 / 23))


@pytest.mark.parametrize(
    ("scores", "weights", "expected"),
    [
        ([[4], [2]], [1], (None,)),
        ([[4, 3], [4, 3]], [0.75, 0.25], (None, None)),
        ([[4, 4], [3, 2]], [0.75, 0.25], (None, None)),
        # Level in the second: with all the weight there they are level.
        ([[4, 3], [3, 3]], [0.75, 0.25], (0, 1)),
        # All weight on one: what it leaves is shared equally. 2t - 4/2 (1 - t) = 0 at t = 1/2;
        # 2(1 - t) - 4t = 0 at t = 1/3; 2(1 - t) = 0 at t = 1.
        ([[5, 1, 3], [3, 5, 3]], [1, 0, 0], (1 / 2, 1 / 3, 1)),
        # Unknown stands at 3: differences 2 and -1, level at 2t = 1 - t.
        ([[5, 2], [None, 3]], [0.75, 0.25], (1 / 3, 2 / 3)),
    ],
)
def test_there_is_not_always_a_weight_at_which_two_are_level(scores, weights, expected):
    assert flip_weights(scores, weights, 0, 1) == pytest.approx(expected)


@SOME
@given(table=tables(unknown=True))
def test_a_flip_weight_put_in_leaves_no_difference(table):
    scores, weights = table
    for criterion, at in enumerate(flip_weights(scores, weights, 0, 1)):
        if at is None:
            ends = [weighted(scores, rescaled(weights, criterion, to)) for to in (0, 1)]
            one, other = (found[0] - found[1] for found in ends)
            assert one * other > 0 or one == pytest.approx(other, abs=1e-9)
        else:
            one, other, *_ = weighted(scores, rescaled(weights, criterion, at))
            assert one == pytest.approx(other)


@SOME
@given(table=tables(), shift=st.floats(-2, 2), column=st.integers(0, 1))
def test_points_given_to_all_alike_change_no_flip_weight(table, shift, column):
    scores, weights = table
    shifted = scores + shift * (np.arange(scores.shape[1]) == column)
    before, after = (flip_weights(s, weights, 0, 1) for s in (scores, shifted))
    assert after == pytest.approx(before)


def test_weights_that_flip_within_half_by_hand():
    # Ahead by .3. The first weight flips at 1.4/3.4 = .412 (-18 %), the second at 6/13 = .462
    # (+54 %, too far), the third at 7/23 = .304 (+52 %, too far).
    scores, weights = [[5, 2, 1], [3, 3, 3]], [0.5, 0.3, 0.2]
    (found,) = flipping_weights(scores, weights)
    assert found == WeightFlip(0, 0.5, pytest.approx(1.4 / 3.4), 1)
    assert [flip.criterion for flip in flipping_weights(scores, weights, by=0.55)] == [0, 2, 1]


@SOME
@given(table=tables(), by=st.sampled_from([0.25, 0.5, 1.0]))
def test_weights_flip_in_a_direction_when_any_step_there_does(table, by):
    scores, weights = table
    first = leader(scores, weights)
    assume(first is not None)
    found = {(f.criterion, f.to > f.weight): f for f in flipping_weights(scores, weights, by)}
    for criterion, up in itertools.product(range(len(weights)), (False, True)):
        weight = weights[criterion]
        end = min(weight * (1 + by), 1) if up else weight * (1 - by)
        kept = leader(scores, rescaled(weights, criterion, end)) == first
        assert kept == ((criterion, up) not in found)
        if flip := found.get((criterion, up)):
            totals = weighted(scores, rescaled(weights, criterion, flip.to))
            assert totals[flip.first] == pytest.approx(totals[first])
            assert totals[flip.first] == pytest.approx(totals.max())


def test_scores_that_flip_within_a_point_by_hand():
    # 3.3 against 3.0: .3 must be won. One loses it with .3/.5 = .6 in the first, 1 in the second;
    # 1.5 in the third is too far. The other wins it with as much.
    found = flipping_cells([[5, 2, 1], [3, 3, 3]], [0.5, 0.3, 0.2])
    assert found == (
        CellFlip(0, 0, 5, pytest.approx(4.4), 1),
        CellFlip(1, 0, 3, pytest.approx(3.6), 1),
        CellFlip(0, 1, 2, pytest.approx(1), 1),
        CellFlip(1, 1, 3, pytest.approx(4), 1),
    )


def test_a_score_does_not_leave_the_scale():
    # 5*.75 + 3*.25 = 4.5 against 5*.75 + 1*.25 = 4: .5 needs .67 in the first or 2 in the second.
    scores, weights = [[5, 3], [5, 1]], [0.75, 0.25]
    assert [(f.company, f.criterion) for f in flipping_cells(scores, weights)] == [(0, 0)]
    wider = flipping_cells(scores, weights, high=6)
    assert [(f.company, f.criterion) for f in wider] == [(0, 0), (1, 0)]


def test_an_unknown_score_may_turn_out_to_be_anything():
    # 4*.75 + 3*.25 = 3.75 against 3*.75 + 3*.25 = 3: the unknown draws level at 3 + .75/.75 = 4;
    # the unknown in the second would need 3 + .75/.25 = 6.
    found = flipping_cells([[4, 3], [None, None]], [0.75, 0.25], by=0.5)
    assert found == (CellFlip(1, 0, None, pytest.approx(4), 1),)


@SOME
@given(table=tables(unknown=True), by=st.sampled_from([0.5, 1.0, 2.0]))
def test_a_score_flips_when_its_furthest_change_does(table, by):
    scores, weights = table
    first = leader(scores, weights)
    assume(first is not None)
    found = {(f.company, f.criterion): f for f in flipping_cells(scores, weights, by)}
    for cell in np.ndindex(scores.shape):
        unknown = np.isnan(scores[cell])
        reach = (1, 5) if unknown else np.clip([scores[cell] - by, scores[cell] + by], 1, 5)
        kept = all(leader(_with(scores, cell, to), weights) == first for to in reach)
        assert kept == (cell not in found)
        if flip := found.get(cell):
            assert flip.score == (None if unknown else scores[cell])
            totals = weighted(_with(scores, cell, flip.to), weights)
            assert totals[flip.first] == pytest.approx(totals[first], abs=1e-6)
            assert totals[flip.first] == pytest.approx(totals.max(), abs=1e-6)


def _with(scores: np.ndarray, cell: tuple[int, ...], to: float) -> np.ndarray:
    changed = scores.copy()
    changed[cell] = to
    return changed


def test_a_score_that_weighs_nothing_flips_nothing():
    assert {f.criterion for f in flipping_cells([[4, 1], [3, 5]], [1, 0])} == {0}


def test_the_smallest_change_comes_first():
    scores, weights = [[5, 4, 2], [4, 4, 3], [3, 4, 5]], [0.4, 0.35, 0.25]
    cells, steps = flipping_cells(scores, weights, by=4), flipping_weights(scores, weights, by=3)
    assert len(cells) > 2
    assert len(steps) > 2
    changes = [round(abs(flip.to - flip.score), 9) for flip in cells]
    shares = [abs(flip.to - flip.weight) / flip.weight for flip in steps]
    assert changes == sorted(changes)
    assert shares == sorted(shares)


@pytest.mark.parametrize("scores", [np.empty((0, 2)), [[4, 4]], [[3, 4], [3, 4]]])
def test_nothing_flips_where_nobody_is_first_alone_or_there_is_no_other(scores):
    assert flipping_weights(scores, [0.75, 0.25]) == ()
    assert flipping_cells(scores, [0.75, 0.25]) == ()


def test_who_is_first_alone_leads():
    weights = [0.75, 0.25]
    assert leader([[3, 4], [4, 3], [1, 1]], weights) == 1
    # 3*.75 + 4*.25 = 3.25 = 2.5*.75 + 5.5*.25
    assert leader([[3, 4], [2.5, 5.5]], weights) is None
    assert leader(np.empty((0, 2)), weights) is None
