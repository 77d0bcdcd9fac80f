"""Memory: what stood at the end of each earlier sitting, and who may know of it."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from typing import Any

import pytest

from prepkit.compass.records import Goal, Mirror, Sentence, Sitting, Value
from prepkit.retrospective.records import Story
from prepkit.section import Answers
from prepkit.storage.store import Store
from prepkit.workspace import Workspace

FIRST = datetime.date(2026, 11, 20)
LATER = datetime.timedelta(days=40)

Put = Callable[..., None]


def goals(answers: Answers) -> list[list[str]]:
    """Return the goals at the end of each earlier sitting."""
    return [[goal.goal for goal in snapshot.all(Goal)] for snapshot in answers.past]


@pytest.fixture
def wait(clock: Any) -> Callable[..., None]:
    """Return what lets days go by."""

    def wait(days: int = LATER.days) -> None:
        clock.next += datetime.timedelta(days=days)

    return wait


def test_a_workspace_without_a_compass_remembers_nothing(workspace: Workspace) -> None:
    workspace.save(Story, {"title": "Kite"})
    workspace.save(Sentence, {"words": "Onward"})
    answers = workspace.answers()
    assert (answers.began, answers.past, answers.due, answers.today) == ((), (), False, FIRST)


def test_what_goes_on_now_is_the_only_sitting_until_there_was_a_break(
    workspace: Workspace, wait: Callable[..., None]
) -> None:
    workspace.save(Goal, {"goal": "Sail"})
    wait(27)
    assert not workspace.answers().due
    wait(1)
    answers = workspace.answers()
    assert (answers.began, answers.past, answers.due) == ((FIRST,), (), True)


def test_each_earlier_sitting_holds_what_stood_at_its_end(
    workspace: Workspace, wait: Callable[..., None]
) -> None:
    sail = workspace.save(Goal, {"goal": "Sail"})
    row = workspace.save(Goal, {"goal": "Row"})
    wait(3)
    workspace.save(Goal, {"goal": "Sail far"}, id=sail.id)
    wait()
    workspace.delete(row.id)
    workspace.save(Value, {"value": "calm"})
    wait()
    workspace.save(Goal, {"goal": "Stay"}, id=sail.id)
    answers = workspace.answers()
    assert goals(answers) == [["Sail far", "Row"], ["Sail far"]]
    assert [len(snapshot.all(Value)) for snapshot in answers.past] == [0, 1]
    first, second = answers.past
    assert (first.began, first.ended) == (FIRST, FIRST + datetime.timedelta(days=3))
    assert (second.began, second.ended) == answers.began[1:2] * 2
    assert len(answers.began) == 3
    assert [goal.goal for goal in answers.all(Goal)] == ["Stay"]


def test_a_version_that_was_brought_back_stands_again(
    workspace: Workspace, wait: Callable[..., None]
) -> None:
    goal = workspace.save(Goal, {"goal": "Sail"})
    workspace.save(Goal, {"goal": "Row"}, id=goal.id)
    workspace.restore(goal.origin.revision)
    wait()
    workspace.delete(goal.id)
    assert goals(workspace.answers()) == [["Sail"]]


def test_of_two_versions_that_stood_side_by_side_the_newer_one_is_remembered(
    workspace: Workspace, wait: Callable[..., None]
) -> None:
    base = workspace.save(Goal, {"goal": "Sail"}, id="goal-1").origin.revision
    for word in ("Row", "Swim"):
        workspace.save(Goal, {"goal": word}, id="goal-1", base=base)
    wait()
    workspace.save(Value, {"value": "calm"})
    assert goals(workspace.answers()) == [["Swim"]]


def test_a_version_with_a_clock_that_is_wrong_replaces_the_one_before_all_the_same(
    workspace: Workspace, put: Put, wait: Callable[..., None]
) -> None:
    goal = {"record": "goal-1", "kind": "goal"}
    put({**goal, "body": {"goal": "Sail"}})
    (parent,) = workspace.history("goal-1")
    early = parent.time - datetime.timedelta(days=2)
    put({**goal, "body": {"goal": "Row"}, "parents": (parent.id,), "saved_at": early})
    wait()
    workspace.save(Value, {"value": "calm"})
    assert goals(workspace.answers()) == [["Row"]]


def test_a_day_somebody_marked_parts_two_sittings(
    workspace: Workspace, wait: Callable[..., None]
) -> None:
    goal = workspace.save(Goal, {"goal": "Sail"})
    wait(20)
    workspace.save(Sitting, {"on": "2026-12-10"})
    assert workspace.answers().due
    workspace.save(Goal, {"goal": "Row"}, id=goal.id)
    answers = workspace.answers()
    assert (goals(answers), answers.due) == ([["Sail"]], False)
    assert answers.began == (FIRST, datetime.date(2026, 12, 10))


@pytest.mark.parametrize("on", ["", "soon", "2027", "2026-10"])
def test_a_mark_that_names_no_day_in_between_changes_nothing(
    workspace: Workspace, put: Put, wait: Callable[..., None], on: str
) -> None:
    workspace.save(Goal, {"goal": "Sail"})
    wait(5)
    workspace.save(Goal, {"goal": "Row"})
    put({"record": "sitting-1", "kind": "sitting", "body": {"on": on}})
    assert workspace.answers().began == (FIRST,)


def test_marks_without_anything_saved_between_them_are_one(
    workspace: Workspace, wait: Callable[..., None]
) -> None:
    workspace.save(Goal, {"goal": "Sail"})
    wait()
    for on in ("2026-12-10", "2026-12-20"):
        workspace.save(Sitting, {"on": on})
    workspace.save(Goal, {"goal": "Row"})
    answers = workspace.answers()
    assert (goals(answers), len(answers.began)) == ([["Sail"]], 2)


def test_others_are_shown_of_an_earlier_sitting_what_they_might_see_then_and_now(
    workspace: Workspace, wait: Callable[..., None]
) -> None:
    shown = {}
    for then in ("private", "coach"):
        for now in ("private", "coach", "gone"):
            goal = workspace.save(Goal, {"goal": f"{then}, {now}"}, visibility=then)  # type: ignore[arg-type]
            shown[goal.id] = now
    wait()
    for id, now in shown.items():
        if now == "gone":
            workspace.delete(id)
        else:
            workspace.save(Goal, {"why": "Because"}, id=id, visibility=now)  # type: ignore[arg-type]
    assert goals(workspace.answers(audience="coach")) == [["coach, coach"]]
    assert goals(workspace.answers(audience="share")) == []
    assert len(goals(workspace.answers())[0]) == 6
    # What one of them was told is not what the next one is.
    assert goals(workspace.answers(audience="coach")) == [["coach, coach"]]


def test_words_that_are_private_in_one_of_two_places_are_not_shown_as_they_were(
    workspace: Workspace, wait: Callable[..., None]
) -> None:
    goal = workspace.save(Goal, {"goal": "Sail"}, visibility="coach")
    wait()
    for word in ("Row", "Swim"):
        workspace.save(Goal, {"goal": word}, id=goal.id, base=goal.origin.revision,
                       visibility="private" if word == "Row" else "coach")  # fmt: skip
    assert goals(workspace.answers(audience="coach")) == []


def test_what_no_longer_fits_its_field_is_left_open_in_the_past_too(
    workspace: Workspace, put: Put, wait: Callable[..., None]
) -> None:
    put({"record": "goal-1", "kind": "goal", "body": {"goal": "Sail", "horizon": "9"}})
    wait()
    workspace.save(Mirror, {"answer": "data"})
    (snapshot,) = workspace.answers().past
    (goal,) = snapshot.all(Goal)
    assert (goal.goal, goal.horizon, goal.origin.unread) == ("Sail", "", {"horizon": "9"})
    assert snapshot.find(Goal, "goal-1") == goal


def test_the_past_is_read_once_whatever_is_saved_now(
    workspace: Workspace, wait: Callable[..., None], monkeypatch: pytest.MonkeyPatch
) -> None:
    goal = workspace.save(Goal, {"goal": "Sail"})
    wait()
    workspace.save(Goal, {"goal": "Row"}, id=goal.id)
    assert goals(workspace.answers()) == [["Sail"]]
    monkeypatch.setattr(Store, "before", None)
    workspace.save(Story, {"title": "Kite"})
    workspace.save(Goal, {"goal": "Swim"}, id=goal.id)
    assert goals(workspace.answers()) == [["Sail"]]


def test_what_arrives_late_from_another_copy_is_part_of_the_past(
    workspace: Workspace, put: Put, wait: Callable[..., None]
) -> None:
    workspace.save(Goal, {"goal": "Sail"})
    wait()
    workspace.save(Goal, {"goal": "Row"})
    assert goals(workspace.answers()) == [["Sail"]]
    put({"record": "goal-x", "kind": "goal", "body": {"goal": "Elsewhere"}})
    assert goals(workspace.answers()) == [["Sail", "Elsewhere"]]


def test_what_a_wrong_clock_dated_years_ahead_begins_no_sitting(
    workspace: Workspace, put: Put, wait: Callable[..., None]
) -> None:
    ahead = datetime.datetime(2031, 1, 1, tzinfo=datetime.UTC)
    put({"record": "goal-x", "kind": "goal", "body": {"goal": "x"}, "saved_at": ahead})
    goal = workspace.save(Goal, {"goal": "Sail"})
    assert (workspace.answers().began, workspace.answers().due) == ((FIRST,), False)
    wait()
    assert workspace.answers().due
    workspace.save(Goal, {"goal": "Row"}, id=goal.id)
    assert goals(workspace.answers()) == [["Sail"]]


def test_showing_something_to_others_begins_no_sitting(
    workspace: Workspace, wait: Callable[..., None]
) -> None:
    goal = workspace.save(Goal, {"goal": "Sail"})
    wait()
    workspace.save(Goal, {}, id=goal.id, visibility="coach")
    assert workspace.answers().began == (FIRST,)
