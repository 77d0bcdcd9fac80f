"""Circular triads are all found, and point to a value that mixes two ideas, if only weakly.

How often simulated people (strengths normal, chosen by chance) have a value suspected. A mixed one
weighs 3 beside half of the other values and -3 beside the rest, drawn by lot; *right* is that it is
suspected, *wrong* that any other is; *false* is that any is when none is mixed:

    values  pairs  spread  right  wrong  false
         8  all       1.5    .15    .09    .12
        10  all       1.5    .24    .11    .17
        12  all       1.5    .19    .07    .20
        15  all       1.5    .07    .01    .07
         8  all       3.0    .09    .03    .02
        10  all       3.0    .15    .03    .04
        12  all       3.0    .17    .06    .05
        15  all       3.0    .20    .04    .07

Measured once with 400 people each; the tests here take 100. With the pairs asked until the top band
stops moving (ten values or more) there are too few complete triples, and nothing is suspected: with
a least number of 10 triples it was right in .06 and false in .07 of people with 12 values. So it is
a question to ask oneself, and no finding. All the more so for a value that is merely in most of the
circles (:func:`passed`), and for circles as such. With the pairs asked until the band stops moving
(150 people each, spread 1.5; *circle* is that there is any, without a mixed value):

    values  right  wrong  false  circle
         8    .60    .70    .66     .85
        10    .37    .57    .69     .87
        12    .33    .50    .63     .89
"""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from prepkit.compass.strengths import Choice
from prepkit.compass.triads import LEAST_COMPLETE, passed, suspects, triads, zeta

SOME = settings(max_examples=60, deadline=None)
ITEMS = "abcdef"
PEOPLE = 100

answers = st.dictionaries(
    st.sampled_from(list(itertools.combinations(ITEMS, 2))),
    st.sampled_from(["left", "right", "right", "left", "tie", "skip"]),
)


def over(winner: str, loser: str) -> Choice:
    return Choice(winner, loser, "left")


def ladder(items: str, *upset: str) -> list[Choice]:
    """Return all pairs of a ladder, first over later, but for those that are upset."""
    return [
        over(b, a) if a + b in upset else over(a, b) for a, b in itertools.combinations(items, 2)
    ]


@SOME
@given(told=answers)
def test_circles_are_those_found_by_trying_every_order_of_three(told):
    choices = [Choice(*pair, choice) for pair, choice in told.items()]
    above = {(c.left, c.right) if c.choice == "left" else (c.right, c.left)
             for c in choices if c.choice in ("left", "right")}  # fmt: skip
    circles = {
        three for three in itertools.permutations(ITEMS, 3)
        if {(three[0], three[1]), (three[1], three[2]), (three[2], three[0])} <= above
    }  # fmt: skip
    found = triads(ITEMS, choices)
    assert set(found.circular) == {three for three in circles if three[0] == min(three)}
    linked = {frozenset(pair) for pair in above}
    full = [
        three for three in itertools.combinations(ITEMS, 3)
        if all(frozenset(pair) in linked for pair in itertools.combinations(three, 2))
    ]  # fmt: skip
    assert found.complete == len(full)
    assert found.judged == tuple(sum(item in three for three in full) for item in ITEMS)
    assert (found.zeta is None) == (len(linked) < 15)


@SOME
@given(told=st.lists(st.sampled_from(["left", "right"]), min_size=15, max_size=15))
def test_a_whole_tournament_has_the_circles_that_its_scores_tell(told):
    choices = [
        Choice(*pair, side)  # type: ignore[arg-type]
        for pair, side in zip(itertools.combinations(ITEMS, 2), told, strict=True)
    ]
    wins = [sum(getattr(c, c.choice) == item for c in choices) for item in ITEMS]
    # Every triple that is no circle has one item over both others: Kendall & Babington Smith.
    circles = 20 - sum(won * (won - 1) // 2 for won in wins)
    found = triads(ITEMS, choices)
    assert len(found.circular) == circles
    assert found.zeta == pytest.approx(1 - circles / 8)


def test_of_a_repeated_pair_the_majority_counts_and_a_draw_is_no_winner():
    circle = [over("a", "b"), over("b", "c"), over("c", "a")]
    assert triads("abc", circle).circular == (("a", "b", "c"),)
    assert triads("abc", [*circle, over("a", "c")]).complete == 0
    assert triads("abc", [*circle, over("a", "c"), over("a", "c")]).circular == ()
    assert triads("abc", [*circle, over("a", "c"), over("c", "a")]).circular == (("a", "b", "c"),)


def test_circles_are_told_in_the_direction_in_which_they_go():
    assert triads("abc", ladder("abc", "ab", "bc", "ac", "ac")).circular == ()
    assert triads("abc", [over("a", "c"), over("c", "b"), over("b", "a")]).circular == (
        ("a", "c", "b"),
    )  # fmt: skip


def test_choices_about_what_is_no_longer_there_are_left_out():
    circle = [over("a", "b"), over("b", "gone"), over("gone", "a")]
    found = triads("ab", circle)
    assert (found.circular, found.complete, found.judged) == ((), 0, (0, 0))
    assert triads("", circle).complete == 0


@pytest.mark.parametrize(
    ("items", "most"), [(3, 1), (4, 2), (5, 5), (6, 8), (7, 14), (8, 20)]
)  # (n³ - n) / 24 for odd n, (n³ - 4 n) / 24 for even: (125 - 5) / 24 = 5, (216 - 24) / 24 = 8
def test_zeta_goes_from_one_without_circles_to_zero_with_the_most_there_can_be(items, most):
    assert zeta(items, 0) == 1
    assert zeta(items, most) == pytest.approx(0)
    assert zeta(items, 1) == pytest.approx(1 - 1 / most)


def test_zeta_of_one_upset_in_a_ladder_of_five():
    # a > b > c > d > e but e over a: a, e and any of the three between go round. 1 - 24 · 3 / 120.
    found = triads("abcde", ladder("abcde", "ae"))
    assert found.circular == (("a", "b", "e"), ("a", "c", "e"), ("a", "d", "e"))
    assert found.zeta == pytest.approx(0.4)


def test_two_items_have_no_zeta():
    assert zeta(2, 0) is None
    assert triads("ab", [over("a", "b")]).zeta is None


def test_a_value_over_the_strong_and_under_the_weak_is_suspected():
    # x over a, b and c, under d to g: it goes round with each of the three and each of the four.
    choices = (
        ladder("abcdefg")
        + [over("x", item) for item in "abc"]
        + [over(item, "x") for item in "defg"]
    )
    found = triads("abcdefgx", choices)
    assert len(found.circular) == 12
    assert suspects(found) == ("x",)


def test_nothing_is_suspected_when_there_are_few_triples_or_no_circles():
    few = triads("abcde", ladder("abcde", "ae", "ad", "be"))
    assert few.circular
    assert max(few.judged) < LEAST_COMPLETE
    assert suspects(few) == suspects(triads("abcdefgh", ladder("abcdefgh"))) == ()


def test_items_in_most_circles_are_those_in_more_than_half_and_in_two_at_least():
    # a > b > c > d > e but e over a: a and e are in all three circles, the others in one each.
    assert passed(triads("abcde", ladder("abcde", "ae"))) == ("a", "e")
    assert passed(triads("abc", [over("a", "b"), over("b", "c"), over("c", "a")])) == ()
    assert passed(triads("abcd", ladder("abcd"))) == ()
    # Two circles around a and d, two around e and h: each is in half of them and no more.
    halves = ladder("abcdefgh", "ad", "eh")
    assert len(triads("abcdefgh", halves).circular) == 4
    assert passed(triads("abcdefgh", halves)) == ()
    # Two circles that share nothing.
    apart = ladder("abcdef", "ac", "df")
    assert len(triads("abcdef", apart).circular) == 2
    assert passed(triads("abcdef", apart)) == ()


def rates(people, values: int, count: int, **more) -> dict[str, float]:
    """Return how often the mixed value, another one, or any without a mixed one is suspected."""
    right = wrong = false = 0
    whole = more.pop("whole", True)
    for mixed in ("value 00", ""):
        for place, person in enumerate(people(count, values, mixed=mixed, **more)):
            choices = person.answer_all() if whole else person.sit(str(place))[0]
            named = suspects(triads(list(person.weights), choices))
            if mixed:
                right += mixed in named
                wrong += any(name != mixed for name in named)
            else:
                false += bool(named)
    return {"right": right / count, "wrong": wrong / count, "false": false / count}


# With 100 people the standard error of a rate of 0.1 is 0.03.


@pytest.mark.parametrize(("values", "least"), [(8, 0.04), (10, 0.07), (12, 0.08)])
def test_a_mixed_value_is_suspected_sometimes_and_others_seldom(people, values, least):
    found = rates(people, values, PEOPLE, spread=3.0)
    assert found["right"] >= least
    assert found["wrong"] <= 0.12
    assert found["false"] <= 0.12
