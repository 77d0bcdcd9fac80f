"""Sittings: told apart by the breaks between them, and by the days somebody marked."""

from __future__ import annotations

import datetime
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from prepkit.compass.records import Goal, Value
from prepkit.sittings import BREAK, Snapshot, beginnings, is_due, sitting_of

START = datetime.date(2026, 1, 1)


def day(n: int) -> datetime.date:
    return START + datetime.timedelta(days=n)


def numbers(days: list[datetime.date]) -> list[int]:
    return [(found - START).days for found in days]


def begun(days: list[int], marked: list[int] = []) -> list[int]:  # noqa: B006  # only read
    return numbers(beginnings(map(day, days), map(day, marked)))


some_days = st.lists(st.integers(0, 400).map(day), min_size=1, max_size=12)
some_marks = st.lists(st.integers(-50, 450).map(day), max_size=5)


def test_where_nothing_was_saved_there_is_no_sitting() -> None:
    assert begun([], [3]) == []
    assert not is_due([], [START], START)


def test_a_sitting_begins_with_the_first_day_after_a_break() -> None:
    assert begun([27, 0, 55, 55, 81]) == [0, 55]
    assert begun([0, 27]) == [0]
    assert begun([0, 28]) == [0, 28]


def test_a_day_marked_two_weeks_or_more_after_a_sitting_began_begins_another() -> None:
    assert begun([0, 14, 20], [14]) == [0, 14]
    assert begun([0, 5, 20], [17]) == [0, 17]


def test_a_day_marked_soon_after_a_sitting_began_is_about_that_sitting() -> None:
    assert begun([0, 5, 10], [5]) == [0]
    assert begun([0, 60, 70], [65]) == [0, 60]
    assert begun([0, 300, 320], [315]) == [0, 300, 315]


def test_a_break_that_ends_soon_after_a_marked_day_begins_no_sitting_of_its_own() -> None:
    assert begun([0, 60, 70], [50]) == [0, 50]
    assert begun([0, 60, 95], [20]) == [0, 60, 95]


def test_days_marked_before_the_first_save_or_after_the_last_begin_nothing() -> None:
    assert begun([10, 20], [0, 10, 40]) == [10]


def test_a_marked_day_after_which_nothing_was_saved_before_the_next_sitting_begins_nothing() -> (
    None
):
    assert begun([0, 90], [35, 50]) == [0, 90]
    assert begun([0, 50], [14]) == [0, 50]


@given(some_days, some_marks)
def test_every_sitting_has_a_day_in_it_and_every_day_a_sitting(
    days: list[datetime.date], marked: list[datetime.date]
) -> None:
    began = beginnings(days, marked)
    assert began == sorted(set(began))
    assert began[0] == min(days)
    assert {sitting_of(day, began) for day in days} == set(range(len(began)))
    assert set(began) <= {*days, *marked}
    assert beginnings([*reversed(days), *days], reversed(marked)) == began


@given(some_days)
def test_without_marks_sittings_are_a_break_apart_and_have_none_inside(
    days: list[datetime.date],
) -> None:
    began = beginnings(days, [])
    for before, after in pairwise(sorted(set(days))):
        apart = sitting_of(after, began) - sitting_of(before, began)
        assert apart == (after - before >= BREAK)


@given(some_days, some_marks, st.integers(0, 60))
def test_a_sitting_is_due_where_a_save_today_would_begin_one(
    days: list[datetime.date], marked: list[datetime.date], later: int
) -> None:
    today = max(days) + datetime.timedelta(days=later)
    begins = beginnings([*days, today], marked)[-1] > max(days)
    tomorrow = {today + datetime.timedelta(days=1)} & set(marked)
    assert is_due(days, marked, today) == begins or tomorrow


def test_where_it_is_tomorrow_already_tomorrow_may_be_marked() -> None:
    assert is_due([day(0)], [day(21)], day(20))
    assert not is_due([day(0)], [day(22)], day(20))


def test_days_before_the_first_sitting_count_as_its() -> None:
    began = [day(10), day(50)]
    assert [sitting_of(day(n), began) for n in (0, 10, 49, 50, 99)] == [0, 0, 0, 1, 1]


def test_a_snapshot_has_the_records_of_a_kind_and_finds_one_by_its_id() -> None:
    snapshot = Snapshot(day(0), day(1), {"goal": [Goal(goal="Sail")], "value": [Goal()]})
    assert [goal.goal for goal in snapshot.all(Goal)] == ["Sail"]
    assert snapshot.all(Value) == []
    assert Snapshot(day(0), day(1), {}).find(Goal, "goal-1") is None
