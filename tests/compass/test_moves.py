from __future__ import annotations

import datetime
from typing import Any

import pytest

from prepkit.compass.drift import Step
from prepkit.compass.moves import is_rated_again, moves, moves_told, shifts_named
from prepkit.compass.records import Mirror, Priority
from prepkit.workspace import Workspace

ASKED = ("importance", "satisfaction")


def named(area: Priority, name: str) -> str:
    return f"{area.heading} {name}"


def on(clock: Any, day: str) -> None:
    clock.next = datetime.datetime.fromisoformat(f"{day}T09:00:00+00:00")


def test_moves_are_the_ratings_given_both_times_that_differ(
    workspace: Workspace, clock: Any
) -> None:
    for day, money, place in (("2025-11-09", (1, 4), (2, 2)), ("2026-11-20", (3, 4), (2, None))):
        on(clock, day)
        for area, (importance, satisfaction) in (("Money", money), ("Place", place)):
            values = {"area": area, "importance": importance, "satisfaction": satisfaction}
            workspace.save(Priority, values, id=f"priority-{area}")
    found = moves(workspace.answers(), Priority, ASKED, named)
    assert found == [Step("Money importance", 1, 3)]


def test_areas_of_one_name_are_held_against_themselves(workspace: Workspace, clock: Any) -> None:
    for day, ratings in (("2025-11-09", (1, 5)), ("2026-11-20", (2, 4))):
        on(clock, day)
        for place, importance in enumerate(ratings):
            values = {"area": "Same", "importance": importance}
            workspace.save(Priority, values, id=f"priority-{place}")
    found = moves(workspace.answers(), Priority, ASKED, named)
    assert [(step.before, step.after) for step in found] == [(1, 2), (5, 4)]


def test_something_is_rated_again_when_it_was_saved_in_a_later_sitting(
    workspace: Workspace, clock: Any
) -> None:
    on(clock, "2025-11-09")
    workspace.save(Priority, {"area": "Money", "importance": 1}, id="priority-1")
    assert not is_rated_again(workspace.answers(), Priority)
    on(clock, "2026-11-20")
    workspace.save(Mirror, {"question": "Why?"})
    assert not is_rated_again(workspace.answers(), Priority)
    workspace.save(Priority, {"importance": 2}, id="priority-1")
    assert is_rated_again(workspace.answers(), Priority)


@pytest.mark.parametrize(
    ("found", "complete", "said"),
    [
        ([], True, "No rating has moved by two steps or more."),
        ([], False, ""),
        ([Step("a", 2, 3)], False, ""),
        ([Step("a", 1, 3), Step("b", 5, 2)], False,
         "Moved by two steps or more: a 1 → 3; b 5 → 2."),
        ([Step("a", 2, 3), Step("b", 2, 1)], True,
         "No rating has moved by two steps or more. By one step: 2 ratings; so small a step is "
         "not called a shift here."),
    ],
)  # fmt: skip
def test_shifts_are_named_and_small_steps_are_counted_where_all_is_there(
    found: list[Step], complete: bool, said: str
) -> None:
    assert moves_told(found, complete=complete) == said


def test_shifts_by_name_leave_out_what_moved_by_one_step() -> None:
    found = [Step("a", 2, 3), Step("b", 1, 3), Step("c", 5, 1)]
    assert shifts_named(found) == "b 1 → 3; c 5 → 1"
    assert shifts_named(found[:1]) == ""
