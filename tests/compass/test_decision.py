"""A comparison says who is first, how easily that changes, and when it cannot tell."""

from __future__ import annotations

import dataclasses

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from prepkit.compass.cautions import Doubled, Unmet
from prepkit.compass.decision import Decision, Unsure, decide, verdict
from prepkit.compass.flips import CellFlip, WeightFlip
from prepkit.compass.weights import rank_order_centroid

SOME = settings(max_examples=20, deadline=None)
TWO = [0.75, 0.25]


@st.composite
def tables(draw: st.DrawFn) -> list[list[float | None]]:
    """Return the scores of two to four companies in one to four criteria."""
    n = draw(st.integers(1, 4))
    row = st.lists(st.integers(1, 5) | st.none(), min_size=n, max_size=n)
    return draw(st.lists(row, min_size=2, max_size=4))


def names(letter, many):
    return [f"{letter}{number}" for number in range(many)]


def compared(scores, intervals=None, **more):
    companies = more.pop("companies", names("c", len(scores)))
    criteria = names("k", len(scores[0]))
    return decide(companies, criteria, scores, intervals, seed=1, **{"draws": 400, **more})


def test_who_is_far_ahead_in_what_counts_is_first_robustly():
    # 5*.75 + 3*.25 = 4.5 against 2*.75 + 4*.25 = 2.5: a point is worth .75 at most, and the first
    # weight would have to fall to 1/4.
    found = verdict([[5, 3], [2, 4]], TWO, [1, 0])
    assert (found.kind, found.winner, found.level, found.reasons) == ("robust", 0, (0,), ())


def test_a_weight_that_flips_within_half_makes_it_fragile():
    # 5*.75 + 1*.25 = 4 against 3*.75 + 4*.25 = 3.25. Level at 2w = 3(1 - w), w = .6, for the first;
    # .4 for the second is 60 % more, too far. A point in the first is worth .75: just level.
    found = verdict([[5, 1], [3, 4]], TWO, [1, 0])
    assert (found.kind, found.winner) == ("fragile", 0)
    assert found.reasons == (
        WeightFlip(0, 0.75, pytest.approx(0.6), 1),
        CellFlip(0, 0, 5, 4, 1),
        CellFlip(1, 0, 3, 4, 1),
    )


def test_a_single_score_makes_it_fragile():
    # Better in both, so no weight flips it; 4.25 against 3.5 is .75, a point in the first.
    found = verdict([[4, 5], [3.5, 3.5]], TWO, [1, 0])
    assert found.kind == "fragile"
    assert found.reasons == (CellFlip(0, 0, 4, 3, 1), CellFlip(1, 0, 3.5, 4.5, 1))


def test_an_unknown_score_makes_it_fragile_where_it_could_decide():
    # 5*.75 + 5*.25 = 5 against 3*.75 + 5*.25 = 3.5, the 3 for an unknown: it would have to be a 5.
    found = verdict([[5, 5], [None, 5]], TWO, [1, 0])
    assert found.reasons == (CellFlip(1, 0, None, 5, 1),)
    assert verdict([[5, 5], [3, 5]], TWO, [1, 0]).kind == "robust"


def test_a_chance_below_four_in_five_makes_it_fragile():
    scores = [[5, 3], [2, 4], [1, 1]]
    assert verdict(scores, TWO, [0.79, 0.2, 0.01]).reasons == (Unsure(0, 0.79, 1),)
    assert verdict(scores, TWO, [0.79, 0.01, 0.2]).reasons == (Unsure(0, 0.79, 2),)
    assert verdict(scores, TWO, [0.8, 0.2, 0]).kind == "robust"


def test_weighted_scores_within_a_tenth_of_a_point_are_a_tie():
    # Third: 3.1 against 3 and 3; a little more, and it is first.
    found = verdict([[3, 3], [1, 1], [3.1, 3.1], [3, 3]], TWO, [0, 0, 1, 0])
    assert (found.kind, found.winner, found.level, found.reasons) == ("tie", None, (0, 2, 3), ())
    assert verdict([[3, 3], [3.11, 3.11]], TWO, [0, 1]).winner == 1


@pytest.mark.parametrize("scores", [[[3, 4]], np.empty((0, 2))])
def test_without_a_second_company_there_is_no_verdict(scores):
    assert verdict(scores, TWO, [1.0] * len(scores)) is None


def test_a_whole_comparison_by_hand():
    # Weights 11/18, 5/18, 2/18. First 5, 2, 3: (55 + 10 + 6)/18 = 71/18. Second 2, 5, 3:
    # (22 + 25 + 6)/18 = 53/18. Third unknown, 4, 3: (33 + 20 + 6)/18 = 59/18.
    found = compared([[5, 2, 3], [2, 5, 3], [None, 4, 3]],
                     values=["calm", "craft", "calm"], must=[True, False, False])  # fmt: skip
    assert found.weights == pytest.approx((11 / 18, 5 / 18, 2 / 18))
    assert found.totals == pytest.approx((71 / 18, 53 / 18, 59 / 18))
    assert (found.unknown, found.order) == ((0, 0, 1), (0, 2, 1))
    assert found.scores == ((5, 2, 3), (2, 5, 3), (None, 4, 3))
    # First against second: 3, -3, 0. First: the others give (5*-3 + 0)/7, so 3t = 15/7 (1 - t) at
    # 15/36. Second: the others give 33/13, so 33/13 (1 - t) = 3t at 33/72. Third: level without
    # any of the others only, which is all of the weight: 1.
    assert found.level_at[1] == pytest.approx((15 / 36, 33 / 72, 1))
    assert found.level_at[0] == (None, None, None)
    assert (found.idle, found.doubled) == ((2,), (Doubled(0, 2, "calm", None),))
    assert found.musts == (Unmet(1, 0, 2), Unmet(2, 0, None))
    # The unknown draws level with (71 - 26)/11 = 45/11.
    assert found.verdict.kind == "fragile"
    assert CellFlip(2, 0, None, pytest.approx(45 / 11), 2) in found.verdict.reasons


def test_an_unknown_rating_may_be_anything_and_an_interval_holds_its_score():
    assert compared([[3], [3.5]]).ordered.first == (0, 1)
    # From 3 up to 4 beats 3.5 half of the time, also where it says 4 to 4 of a 3, or 3 to 3 of a 4.
    for score, interval in [(3, (3, 4)), (3, (4, 4)), (4, (3, 3))]:
        found = compared([[score], [3.5]], [[interval], [None]], draws=4000)
        assert found.ordered.first[0] == pytest.approx(0.5, abs=0.03)
    # Anything from 1 to 5 beats 3.5 with 1.5 of 4, whatever is said of an unknown.
    for interval in [None, (4, 5)]:
        found = compared([[None], [3.5]], [[interval], [None]], draws=4000)
        assert found.ordered.first[0] == pytest.approx(1.5 / 4, abs=0.03)


@pytest.mark.parametrize(("sides", "other"), [((4, 9), 4.5), ((-3, 2), 1.5)])
def test_an_interval_stays_on_the_scale(sides, other):
    found = compared([[sides[0] if sides[0] > 0 else 2], [other]], [[sides], [None]], draws=4000)
    assert found.ordered.first[0] == pytest.approx(0.5, abs=0.03)


def test_the_order_of_the_criteria_counts_in_one_of_the_two_simulations():
    # w > 2/3: 2/3 of the weights that respect the ranking, 1/3 of all.
    found = compared([[4, 1], [2, 5]], draws=4000)
    assert found.ordered.first[0] == pytest.approx(2 / 3, abs=0.03)
    assert found.free.first[0] == pytest.approx(1 / 3, abs=0.03)
    shared = compared([[4, 1], [2, 5]], draws=4000, ranks=[1, 1])
    assert shared.ordered.first[0] == pytest.approx(1 / 3, abs=0.03)
    assert shared.weights == (0.5, 0.5)


def test_a_verdict_is_sure_by_the_weights_that_respect_the_ranking():
    # w > 1/4: always when it is 1/2 at least, 3/4 of the time otherwise.
    found = compared([[5, 3], [2, 4]], draws=4000)
    assert found.ordered.first[0] == 1
    assert found.free.first[0] == pytest.approx(0.75, abs=0.03)
    assert found.verdict.kind == "robust"


def test_a_must_is_held_against_the_lowest_a_rating_may_be():
    found = compared([[3, 5], [4, 5]], [[(2, 4), None], [(3, 5), None]], must=[True, False])
    assert found.musts == (Unmet(0, 0, 3),)


def test_one_company_has_scores_and_nothing_to_be_compared_with():
    found = compared([[4, None]], must=[False, True], values=["calm", "calm"])
    assert found.totals == (4 * 0.75 + 3 * 0.25,)
    assert (found.verdict, found.ordered, found.free) == (None, None, None)
    assert (found.order, found.unknown, found.level_at) == ((0,), (1,), ((None, None),))
    assert (found.idle, len(found.doubled), len(found.musts)) == ((), 1, 1)


def test_without_companies_or_criteria_there_are_only_names():
    assert decide([], ["k"], [], seed=1) == Decision((), ("k",))
    assert decide(["c"], [], [[]], seed=1) == Decision(("c",), ())
    assert decide([], [], [], seed=1).verdict is None


def test_nothing_known_is_a_tie():
    found = compared([[None, None]] * 3)
    assert (found.verdict.kind, found.verdict.level) == ("tie", (0, 1, 2))
    assert found.totals == (3, 3, 3)
    assert found.unknown == (2, 2, 2)


@SOME
@given(scores=tables(), data=st.data())
def test_the_order_of_the_companies_changes_nothing(scores, data):
    places = data.draw(st.permutations(range(len(scores))))
    companies = names("c", len(scores))
    one = compared(scores)
    other = compared([scores[at] for at in places], companies=[companies[at] for at in places])
    ids = [[found.companies[at] for at in found.order] for found in (one, other)]
    assert ids[0] == ids[1]
    assert one.verdict.kind == other.verdict.kind
    for at, place in enumerate(places):
        assert other.totals[at] == one.totals[place]
        assert other.level_at[at] == pytest.approx(one.level_at[place])
        assert other.ordered.ranks[at] == pytest.approx(one.ordered.ranks[place])
        assert (at == other.verdict.winner) == (place == one.verdict.winner)
        assert (at in other.verdict.level) == (place in one.verdict.level)
    kinds = [sorted(type(why).__name__ for why in d.verdict.reasons) for d in (one, other)]
    assert kinds[0] == kinds[1]


@SOME
@given(scores=tables())
def test_a_company_worse_in_everything_changes_no_verdict(scores):
    above = [[None if s is None else max(s, 3) for s in row] for row in scores]
    best = [[5.0] * len(scores[0])]
    one, other = compared(above + best), compared([*above, *best, [1.0] * len(scores[0])])
    assert one.verdict == _without_reasons_about(other.verdict, len(scores) + 1)


def _without_reasons_about(found, company):
    kept = tuple(why for why in found.reasons if getattr(why, "company", None) != company)
    return dataclasses.replace(found, reasons=kept)


@SOME
@given(scores=tables())
def test_the_winner_is_the_best_and_is_never_called_robust_for_nothing(scores):
    found = compared(scores)
    said = found.verdict
    best = max(found.totals)
    assert said.level == tuple(
        at for at, total in enumerate(found.totals) if best - total <= 0.1 + 1e-9
    )
    assert (said.kind == "tie") == (len(said.level) > 1) == (said.winner is None)
    assert (said.kind == "fragile") == bool(said.reasons)
    if said.kind == "robust":
        assert found.ordered.first[said.winner] >= 0.8
        assert said.winner == found.order[0]


def test_points_given_to_all_alike_change_neither_order_nor_chances():
    scores = np.array([[4, 2, 3], [2, 4, 1], [3, 3, 4]], dtype=float)
    one, other = compared(scores.tolist()), compared(np.add(scores, [1, 0, -0.5]).tolist())
    assert other.order == one.order
    assert other.ordered == one.ordered
    assert other.level_at[1] == pytest.approx(one.level_at[1])


def test_the_same_seed_decides_the_same():
    scores, intervals = [[4, None], [3, 4]], [[(2, 5), None], [(1, 4), (3, 5)]]
    assert compared(scores, intervals) == compared(scores, intervals)
    assert compared(scores, intervals).weights == tuple(rank_order_centroid(2))
