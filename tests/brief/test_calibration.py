"""Calibration: ratings given in time against what came of it."""

from __future__ import annotations

from statistics import NormalDist

import pytest
from hypothesis import given
from hypothesis import strategies as st

from prepkit.brief.calibration import BANDS, calibrate, wilson
from prepkit.brief.records import FORWARD, OUTCOMES, RATED, Debrief

KEYS = ["", *(option.key for option in OUTCOMES)]
DEBRIEFS = st.lists(
    st.builds(
        Debrief,
        went=st.none() | st.integers(1, 5),
        rated=st.sampled_from(["", *(option.key for option in RATED)]),
        outcome=st.sampled_from(KEYS),
    )
)


def debrief(went: int | None, outcome: str, rated: str = "before") -> Debrief:
    return Debrief(went=went, outcome=outcome, rated=rated)


def test_rounds_are_counted_by_how_they_were_rated_and_whether_they_went_on() -> None:
    found = calibrate([
        debrief(5, "offer"), debrief(4, "no"), debrief(4, "next"), debrief(3, "no"),
        debrief(1, "no"), debrief(2, "next"),
    ])  # fmt: skip
    assert [(band.name, band.went_on, band.rounds) for band in found.bands] == [
        ("1 or 2", 1, 2), ("3", 0, 1), ("4 or 5", 2, 3),
    ]  # fmt: skip
    assert found.rounds == 6


@pytest.mark.parametrize(
    ("left_out", "why"),
    [
        (debrief(4, "offer", "after"), "after"),
        (debrief(4, "offer", ""), "undated"),
        (debrief(4, ""), "waiting"),
        (debrief(4, "", "after"), "after"),
        (debrief(4, "withdrew"), "withdrawn"),
        (debrief(None, "withdrew", ""), "withdrawn"),
        (debrief(None, "no", ""), "unrated"),
    ],
)
def test_what_says_nothing_about_a_rating_is_left_out_and_counted(
    left_out: Debrief, why: str
) -> None:
    found = calibrate([left_out])
    assert found.rounds == 0
    names = ("after", "undated", "withdrawn", "waiting", "unrated")
    assert [name for name in names if getattr(found, name)] == [why]


def test_a_debrief_with_neither_rating_nor_outcome_is_no_round_yet() -> None:
    assert calibrate([debrief(None, "", "")]) == calibrate([])


@given(DEBRIEFS)
def test_every_round_is_counted_once_or_not_rated_at_all(debriefs: list[Debrief]) -> None:
    found = calibrate(debriefs)
    left = (found.after, found.undated, found.withdrawn, found.waiting, found.unrated)
    blank = sum(item.went is None and not item.outcome for item in debriefs)
    assert found.rounds + sum(left) + blank == len(debriefs)
    assert found == calibrate(debriefs[::-1])
    assert sum(band.went_on for band in found.bands) <= sum(
        item.outcome in FORWARD for item in debriefs
    )


def test_every_rating_belongs_to_one_band() -> None:
    for went in range(1, 6):
        assert sum(least <= went <= most for _, least, most in BANDS) == 1
        assert calibrate([debrief(went, "next")]).rounds == 1


@given(st.data(), st.integers(1, 60), st.sampled_from([0.5, 0.8, 0.95]))
def test_the_ends_of_an_interval_are_where_the_score_test_just_holds(
    data: st.DataObject, trials: int, certainty: float
) -> None:
    successes = data.draw(st.integers(0, trials))
    low, high = wilson(successes, trials, certainty)
    share, z = successes / trials, NormalDist().inv_cdf((1 + certainty) / 2)
    assert 0 <= low <= share <= high <= 1
    for end in (low, high):
        # Wilson 1927: |share - p| = z √(p (1 - p) / n), but where p is an end of all shares.
        if 0 < end < 1:
            assert abs(share - end) == pytest.approx(z * (end * (1 - end) / trials) ** 0.5)


@given(st.integers(0, 40), st.integers(0, 40))
def test_an_interval_is_the_same_seen_from_either_side(one: int, other: int) -> None:
    low, high = wilson(one, one + other)
    assert wilson(other, one + other) == pytest.approx((1 - high, 1 - low))


@given(st.integers(1, 500))
def test_all_and_none_reach_the_very_ends(trials: int) -> None:
    assert wilson(0, trials)[0] == 0
    assert wilson(trials, trials)[1] == 1


def test_no_round_leaves_every_share_open() -> None:
    assert wilson(0, 0) == (0, 1)
    assert calibrate([]).bands[0].interval == (0, 1)


def test_three_of_four_leave_a_wide_range() -> None:
    # By hand: (0.75 + z²/8 ± z √(0.1875/4 + z²/64)) / (1 + z²/4) with z = 1.2816.
    assert wilson(3, 4) == pytest.approx((0.4325, 0.9219), abs=1e-4)
