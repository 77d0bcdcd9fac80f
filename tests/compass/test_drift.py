"""Nothing is called a shift that a person's own inconsistency would show; great changes are found.

Simulated people sit twice, until they are told to stop. How often *anything* is called a shift when
nothing has changed (one in twenty is promised), and how often a value that has gone from the bottom
to the top, or has moved by so many log-odds, is *found*:

    values  spread  false when unchanged  bottom to top found  anything else then
         8     0.7                   .06                  .18                 .04
         8     1.5                   .04                  .55                 .05
         8     3.0                   .00                  .87                 .02
        10     0.7                   .04                  .17                 .04
        10     1.5                   .03                  .62                 .07
        10     3.0                   .02                  .90                 .03
        12     0.7                   .06                  .16                 .06
        12     1.5                   .02                  .61                 .04
        12     3.0                   .01                  .93                 .02

    10 values, spread 1.5, the weakest moved up by   1    2    3    4    5    6
    found                                          .00  .07  .22  .43  .71  .80

    10 values, spread 1.5, careless in so many answers  .0   .2   .4
    bottom to top found                                .62  .27  .11
    false when unchanged                               .03  .03  .05

The greater the spread of strengths the more consistent the person. Measured once with 300 people
and 199 draws each; the tests here take 40 people and 99 draws.
"""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from prepkit.compass.comparing import Consistency, consistency
from prepkit.compass.drift import Drift, Step, drift, steps
from prepkit.compass.strengths import Choice, fit

SOME = settings(max_examples=15, deadline=None)
NEVER_ASKED_TWICE = Consistency(0, 0)
PEOPLE = 40

sittings = st.lists(
    st.builds(
        Choice, st.sampled_from("abcd"), st.sampled_from("abcd"),
        st.sampled_from(["left", "right", "tie"]),
    ),
    min_size=1, max_size=30,
)  # fmt: skip


def between(items: str, before: list[Choice], after: list[Choice], **more) -> Drift:
    more = {"consistency": NEVER_ASKED_TWICE, "seed": 1, "draws": 99} | more
    return drift(list(items), before, after, **more)


def over(winner: str, losers: str, times: int = 1) -> list[Choice]:
    return [Choice(winner, loser, "left") for loser in losers] * times


@pytest.fixture
def two() -> tuple[list[Choice], list[Choice]]:
    """Return two sittings: ``d`` has gone from the bottom to the top, the others stay."""
    rest = over("a", "bc", 3) + over("b", "c", 3)
    return rest + [c for i in "abc" for c in over(i, "d", 3)], rest + over("d", "abc", 3)


def test_a_value_gone_from_the_bottom_to_the_top_has_shifted_and_no_other(two):
    found = between("abcd", *two, draws=500)
    assert [shift.item for shift in found.shifts if shift.shifted] == ["d"]
    (shift,) = (shift for shift in found.shifts if shift.item == "d")
    assert shift.before == pytest.approx(fit("abcd", two[0]).means[3], abs=1e-6)
    assert shift.after == pytest.approx(fit("abcd", two[1]).means[3], abs=1e-6)
    assert shift.difference == pytest.approx(shift.after - shift.before)
    assert shift.difference > shift.threshold > 0


@SOME
@given(before=sittings, after=sittings)
def test_what_has_shifted_exceeds_its_threshold_and_chance_is_never_nil(before, after):
    for shift in between("abcd", before, after).shifts:
        assert shift.shifted == (abs(shift.difference) > shift.threshold) == (shift.p <= 0.05)
        assert 1 / 100 <= shift.p <= 1


@SOME
@given(before=sittings, after=sittings)
def test_the_other_way_round_all_differences_are_turned(before, after):
    there, back = between("abcd", before, after), between("abcd", after, before)
    assert [shift.difference for shift in back.shifts] == pytest.approx(
        [-shift.difference for shift in there.shifts], abs=1e-6
    )
    assert back.expected == pytest.approx(there.expected)


@SOME
@given(sitting=sittings)
def test_the_same_answers_twice_are_no_shift(sitting):
    for shift in between("abcd", sitting, sitting).shifts:
        assert (shift.difference, shift.p, shift.shifted) == (pytest.approx(0, abs=1e-9), 1, False)


def test_it_is_the_same_for_the_same_seed(two):
    assert between("abcd", *two, seed=5) == between("abcd", *two, seed=5)
    assert between("abcd", *two, seed=5) != between("abcd", *two, seed=6)


def test_only_items_of_both_sittings_are_compared(two):
    before, after = two
    found = between("abcdxy", before + over("x", "ab"), after + over("y", "ab"))
    assert [shift.item for shift in found.shifts] == list("abcd")
    assert found == between("abcd", before, after)
    # x and y were compared with nothing else, so with z gone nothing is left of them.
    assert between("xyz", over("x", "z"), over("y", "z")).shifts == ()


def test_without_answers_there_is_nothing_to_compare(two):
    skipped = [Choice("a", "b", "skip")]
    for before, after in (([], two[1]), (two[0], []), (skipped, skipped), ([], [])):
        assert between("abcd", before, after) == Drift((), NEVER_ASKED_TWICE, 0.0, 1.0)


def test_the_less_consistent_somebody_was_the_more_it_takes_to_call_it_a_shift(two):
    noises = [Consistency(10, times) for times in (0, 2, 5, 8, 10)]
    found = [between("abcd", *two, consistency=noise) for noise in noises]
    thresholds = [drifted.shifts[3].threshold for drifted in found]
    assert thresholds == sorted(thresholds)
    assert thresholds[-1] > 1.3 * thresholds[0]
    assert [drifted.noise for drifted in found] == noises
    assert found[0].widened == 1


def test_too_few_people_made_up_find_nothing(two):
    for draws in (0, 18):
        assert not any(shift.shifted for shift in between("abcd", *two, draws=draws).shifts)
    assert any(shift.shifted for shift in between("abcd", *two, draws=39).shifts)


def test_a_rating_has_shifted_when_it_moved_by_two_and_a_step_of_one_is_only_listed():
    before = {"pace": 2, "pay": 3, "people": 5, "place": None, "rest": 4, "gone": 1}
    after = {"people": 3, "pay": 4, "pace": 5, "place": 2, "rest": 4, "new": 5}
    moved = steps(before, after)
    assert moved == (Step("people", 5, 3), Step("pay", 3, 4), Step("pace", 2, 5))
    assert [step.step for step in moved] == [-2, 1, 3]
    assert [step.shifted for step in moved] == [True, False, True]


def rates(people, values: int, count: int, to: str | float = "", draws: int = 99, **more) -> tuple:
    """Return how often what was changed is found, and how often anything else is.

    Args:
        to: ``top`` for the weakest value gone above all others, or how far it moves up.
    """
    hits = others = 0
    for place, person in enumerate(people(count, values, **more)):
        item, top = person.order[-1], person.weights[person.order[0]]
        later = person
        if to:
            later = person.changed(item, top if to == "top" else person.weights[item] + to)
        before, after = person.sit(f"{place}")[0], later.sit(f"again {place}")[0]
        noise = consistency(before) + consistency(after)
        found = drift(
            list(person.weights), before, after, consistency=noise, seed=place, draws=draws
        )
        named = {shift.item for shift in found.shifts if shift.shifted}
        hits += bool(to) and item in named
        others += bool(named - ({item} if to else set()))
    return hits / count, others / count


# With a rate of 0.05, 7 or more of 40 come in 1 of 300 cases (binomial).


@pytest.mark.parametrize(("values", "spread"), [(8, 1.5), (10, 0.7), (10, 1.5)])
def test_when_nothing_has_changed_hardly_anybody_is_told_of_a_shift(people, values, spread):
    assert rates(people, values, PEOPLE, spread=spread)[1] <= 6 / 40


def test_from_the_bottom_to_the_top_is_found_in_about_half_and_little_changes_are_not(people):
    found, others = rates(people, 10, PEOPLE, "top")
    assert 0.35 <= found <= 0.75
    assert others <= 6 / 40
    assert rates(people, 10, PEOPLE, 1.0)[0] <= 0.1


def test_the_more_consistent_the_person_the_more_is_found(people):
    found = [
        rates(people, 10, PEOPLE, "top", **more)[0]
        for more in ({"careless": 0.4}, {}, {"spread": 3.0})
    ]
    assert np.all(np.diff(found) > 0.1)
    assert found[2] >= 0.75
