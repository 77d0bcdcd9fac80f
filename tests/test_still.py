"""Still true? What is asked anew of what was answered in an earlier sitting."""

from __future__ import annotations

import datetime
from typing import Any

import pytest

from prepkit.compass.records import Goal, Mirror, Value
from prepkit.still import Again, again_fields, look_again, spelled
from prepkit.workspace import Workspace

ANEW = {"still": "", "shifted": ""}
WROTE = "Saved last on 20 November 2026. Is it still true?"


class Years:
    """One goal, looked at now and then."""

    def __init__(self, workspace: Workspace, clock: Any) -> None:
        self.workspace, self.clock = workspace, clock

    def save(self, **values: Any) -> None:
        self.workspace.save(Goal, values, id="goal-1")

    def wait(self, days: int = 40) -> None:
        self.clock.next += datetime.timedelta(days=days)

    def asked(self) -> Again | None:
        (goal,) = self.workspace.records(Goal)
        return look_again(goal, self.workspace.answers())


@pytest.fixture
def years(workspace: Workspace, clock: Any) -> Years:
    return Years(workspace, clock)


def test_what_is_asked_anew_is_what_the_fields_say() -> None:
    assert again_fields(Goal) == again_fields(Mirror) == ("still", "shifted")
    assert again_fields(Value) == ()


def test_nothing_is_asked_anew_in_the_sitting_in_which_it_was_written(years: Years) -> None:
    years.save(goal="Sail")
    assert years.asked() is None
    years.wait(27)
    assert years.asked() is None


def test_it_is_asked_anew_as_soon_as_the_next_save_begins_a_sitting_and_all_through_it(
    years: Years,
) -> None:
    years.save(goal="Sail")
    years.wait()
    assert years.asked() == Again(ANEW, (WROTE,), True)
    years.save(why="The sea")
    assert years.asked() == Again(ANEW, (WROTE,), True)


def test_what_was_said_the_last_time_is_shown_with_its_day_and_not_taken_for_an_answer(
    years: Years,
) -> None:
    years.save(goal="Sail")
    years.wait()
    years.save(still="partly", shifted="Rivers  do", looked="2026-12-30")
    assert years.asked() == Again({}, (WROTE,), False)
    years.wait()
    when = "Saved last on 30 December 2026. Is it still true?"
    said = "On 30 December 2026 you said: Partly, “Rivers  do”"
    assert years.asked() == Again(ANEW, (said, when), True)


@pytest.mark.parametrize("looked", ["", "2026"])
def test_an_answer_without_a_day_is_asked_for_anew(years: Years, looked: str) -> None:
    years.save(goal="Sail", still="still", looked=looked)
    years.wait()
    assert years.asked() == Again(ANEW, (WROTE,), True)


def test_of_a_record_with_nothing_to_look_back_on_nothing_is_asked(years: Years) -> None:
    years.save(by="2027")
    years.wait()
    assert years.asked() is None
    years.save(goal="Sail")
    assert years.asked() is None


def test_of_a_kind_that_has_no_such_fields_nothing_is_asked(
    workspace: Workspace, clock: Any
) -> None:
    value = workspace.save(Value, {"value": "calm"})
    clock.next += datetime.timedelta(days=40)
    assert look_again(value, workspace.answers()) is None


def test_a_day_is_spelled_without_a_nought_before_it() -> None:
    assert spelled(datetime.date(2025, 3, 9)) == "9 March 2025"
