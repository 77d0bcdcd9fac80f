"""What decides nothing, counts twice or must not be is pointed out, and only where it shows."""

from __future__ import annotations

import numpy as np
import pytest

from prepkit.compass.cautions import Doubled, Unmet, doubled, idle_criteria, musts

NO_VALUES = ["", ""]


def columns(*columns):
    return np.array(columns, dtype=float).T


def test_a_criterion_all_have_alike_decides_nothing():
    scores = columns([4, 4, 4], [4, 4.5, 4], [4, 5, 4], [1, 5, 3])
    assert idle_criteria(scores) == (0, 1)
    assert idle_criteria(scores, spread=0) == (0,)
    assert idle_criteria(scores, spread=1) == (0, 1, 2)


def test_an_unknown_score_may_vary_yet():
    assert idle_criteria(columns([4, None], [4, 4])) == (1,)


@pytest.mark.parametrize("scores", [[[4, 4]], np.empty((0, 2))])
def test_without_two_companies_nothing_is_idle(scores):
    assert idle_criteria(scores) == ()


def test_two_criteria_of_one_value_may_count_twice_however_few_the_companies():
    assert doubled([[4, 2, 3, 1]], ["calm", "", "calm", ""]) == (Doubled(0, 2, "calm", None),)


def test_two_criteria_that_go_together_may_count_twice():
    up = [1, 2, 3, 4, 5]
    # About their means: -2 -1 0 1 2 and -2 -1 0 2 1: 4 + 1 + 2 + 2 = 9 of 10.
    assert doubled(columns(up, [2, 2.5, 3, 3.5, 4]), NO_VALUES) == (
        Doubled(0, 1, "", pytest.approx(1)),
    )
    assert doubled(columns(up, [1, 2, 3, 5, 4]), NO_VALUES) == ()
    assert doubled(columns(up, [1, 2, 3, 5, 4]), ["calm", "calm"]) == (
        Doubled(0, 1, "calm", pytest.approx(0.9)),
    )


def test_criteria_that_go_against_each_other_do_not_count_twice():
    assert doubled(columns([1, 2, 3, 4, 5], [5, 4, 3, 2, 1]), NO_VALUES) == ()


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ([1, 2, 3, 4], [1, 2, 3, 4]),
        ([1, 2, 3, 4, None], [1, 2, 3, 4, 5]),
        ([1, 2, 3, 4, 5, None], [None, 2, 3, 4, 5, 5]),
        ([3, 3, 3, 3, 3], [3, 3, 3, 3, 3]),
        ([3, 3, 3, 3, 3.5], [3, 3, 3, 3, 3.5]),
    ],
)
def test_few_companies_and_idle_criteria_show_nothing_that_goes_together(one, other):
    assert doubled(columns(one, other), NO_VALUES) == ()


def test_chance_seldom_shows_a_pair_that_goes_together():
    die, found = np.random.default_rng(5), {}
    for companies in (5, 6, 8):
        scores = np.clip(np.round(3.3 + die.normal(size=(400, companies, 6))), 1, 5)
        found[companies] = np.mean([bool(doubled(table, [""] * 6)) for table in scores])
    # 3,000 tables gave 0.095, 0.025 and 0.003.
    assert 0.05 < found[5] < 0.15
    assert 0.005 < found[6] < 0.06
    assert found[8] < 0.02


def test_a_must_is_failed_at_two_and_asked_after_when_unknown():
    scores = [[2, 1, None], [3, None, 1], [2.5, 5, 5]]
    assert musts(scores, [True, True, False]) == (
        Unmet(0, 0, 2),
        Unmet(0, 1, 1),
        Unmet(1, 1, None),
    )
    assert musts(scores, [False] * 3) == ()


def test_a_must_may_be_failed_where_the_doubt_reaches_down_to_two():
    found = musts([[3, 4, 2, None]], [True] * 4, [[2, 3, 1, None]])
    assert [(one.criterion, one.kind) for one in found] == [
        (0, "unsure"), (2, "failed"), (3, "unknown"),
    ]  # fmt: skip
    assert musts([[3]], [True]) == ()
