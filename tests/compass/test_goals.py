from __future__ import annotations

import datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from prepkit.block import Block, Note, Table
from prepkit.compass.goals import aligned, summarise_goals, turnover
from prepkit.compass.records import Comparison, Goal, Value
from prepkit.record import Origin, Record
from prepkit.section import Answers
from prepkit.workspace import Audience, Workspace

DAY = datetime.date(2026, 11, 23)
SAVED = datetime.datetime(2026, 11, 20, 9, tzinfo=datetime.UTC)


def answers(workspace: Workspace, audience: Audience = "me") -> Answers:
    return workspace.answers(as_of=DAY, audience=audience)


def found(workspace: Workspace, audience: Audience = "me") -> list[Block]:
    return summarise_goals(answers(workspace, audience))


def notes(blocks: list[Block]) -> list[str]:
    return [block.text for block in blocks if isinstance(block, Note)]


def tables(blocks: list[Block]) -> dict[str, list[tuple[str, ...]]]:
    """Return what stands in each table, row by row, by the first words of its caption."""
    return {
        block.caption.split(":")[0].split(",")[0]: [
            tuple(c.text for c in row) for row in block.rows
        ]
        for block in blocks
        if isinstance(block, Table)
    }


def last_year(clock: Any) -> None:
    clock.next = datetime.datetime(2025, 11, 9, 9, tzinfo=datetime.UTC)


def this_year(clock: Any) -> None:
    clock.next = datetime.datetime(2026, 11, 20, 9, tzinfo=datetime.UTC)


def look(workspace: Workspace, goal: Goal, still: str, shifted: str, on: str) -> None:
    workspace.save(Goal, {"still": still, "shifted": shifted, "looked": on}, id=goal.id)


def test_no_goals_add_up_to_nothing(workspace: Workspace) -> None:
    workspace.save(Goal, {"why": "because"})
    assert found(workspace) == []


def test_goals_stand_nearest_first_with_those_without_a_date_last(workspace: Workspace) -> None:
    for goal, horizon in (("a", ""), ("b", "5"), ("c", "1"), ("d", "3")):
        workspace.save(Goal, {"goal": goal, "horizon": horizon, "next_step": "call", "by": "2027"})
    rows = tables(found(workspace))["Goals"]
    assert [(row[1], row[2]) for row in rows] == [
        ("One year", "c"), ("Three years", "d"), ("Five years", "b"), ("–", "a")]  # fmt: skip
    assert {row[-1] for row in rows} == {"call\n2027"}


def test_the_day_of_a_next_step_is_spelled(workspace: Workspace) -> None:
    workspace.save(Goal, {"goal": "a", "next_step": "call", "by": "2026-12-06"})
    workspace.save(Goal, {"goal": "b", "still": "no", "by": "2026-12"})
    shown = tables(found(workspace))
    assert shown["Goals"][0][-1] == "call\n6 December 2026"
    assert shown["No longer true"][0][-1] == "December 2026"


def test_the_matrix_marks_which_goal_serves_which_value(workspace: Workspace) -> None:
    ids = [workspace.save(Value, {"value": word}).id for word in ("autonomy", "mastery")]
    workspace.save(Goal, {"goal": "a", "horizon": "1", "serves": [ids[1]]})
    workspace.save(Goal, {"goal": "b", "horizon": "3", "serves": ids})
    rows = tables(found(workspace))["Which goal"]
    assert [row[:3] for row in rows] == [("Autonomy", "", "●"), ("Mastery", "●", "●")]


def test_goals_and_values_without_one_another_are_named_on_both_sides(workspace: Workspace) -> None:
    ids = {word: workspace.save(Value, {"value": word}).id for word in ("autonomy", "mastery")}
    workspace.save(Goal, {"goal": "Learn Rust", "serves": [ids["mastery"]]})
    workspace.save(Goal, {"goal": "Chartered status"})
    assert notes(found(workspace)) == [
        "Serves no value kept above: Chartered status.",
        "Served by no goal: Autonomy.",
    ]


def test_the_values_of_the_matrix_stand_strongest_first(workspace: Workspace) -> None:
    ids = [workspace.save(Value, {"value": word}).id for word in ("autonomy", "mastery", "place")]
    for left, right in ((2, 0), (0, 1)):
        values = {"left": ids[left], "right": ids[right], "choice": "left"}
        workspace.save(Comparison, values)
    workspace.save(Goal, {"goal": "a"})
    rows = tables(found(workspace))["Which goal"]
    assert [row[0] for row in rows] == ["Place", "Autonomy", "Mastery"]


def test_a_card_on_another_pile_is_no_value_to_serve(workspace: Workspace) -> None:
    card = workspace.save(Value, {"value": "mastery", "pile": "matters"})
    workspace.save(Value, {"value": "autonomy", "pile": "keep"})
    workspace.save(Goal, {"goal": "Learn Rust", "serves": [card.id]})
    assert [row[0] for row in tables(found(workspace))["Which goal"]] == ["Autonomy"]
    assert notes(found(workspace))[0] == "Serves no value kept above: Learn Rust."


def test_a_goal_that_serves_only_a_deleted_value_serves_none(workspace: Workspace) -> None:
    workspace.save(Value, {"value": "autonomy"})
    gone = workspace.save(Value, {"value": "mastery"})
    workspace.save(Goal, {"goal": "Learn Rust", "serves": [gone.id]})
    workspace.delete(gone.id)
    assert notes(found(workspace)) == [
        "Serves no value kept above: Learn Rust.", "Served by no goal: Autonomy."]  # fmt: skip


def test_goals_without_values_have_no_matrix_and_no_orphans(workspace: Workspace) -> None:
    workspace.save(Goal, {"goal": "a"})
    assert list(tables(found(workspace))) == ["Goals"]
    assert notes(found(workspace)) == []


def test_a_goal_no_longer_true_is_set_apart_and_serves_nothing(workspace: Workspace) -> None:
    value = workspace.save(Value, {"value": "autonomy"})
    for goal, still in (("old", "no"), ("new", "partly")):
        workspace.save(Goal, {"goal": goal, "still": still, "serves": [value.id] * (still == "no")})
    shown = tables(found(workspace))
    assert [row[2] for row in shown["Goals"]] == ["new"]
    assert [row[1] for row in shown["No longer true"]] == ["old"]
    assert notes(found(workspace)) == [
        "Serves no value kept above: new.", "Served by no goal: Autonomy."]  # fmt: skip


def test_where_no_goal_is_true_any_more_no_orphans_are_counted(workspace: Workspace) -> None:
    workspace.save(Value, {"value": "autonomy"})
    workspace.save(Goal, {"goal": "old", "still": "no"})
    assert list(tables(found(workspace))) == ["No longer true", "Goals looked at again"]
    assert notes(found(workspace)) == []


def test_each_time_a_goal_was_looked_at_is_kept_with_what_was_said(
    workspace: Workspace, clock: Any
) -> None:
    clock.next = datetime.datetime(2024, 5, 1, 9, tzinfo=datetime.UTC)
    goal = workspace.save(Goal, {"goal": "Learn Rust"})
    last_year(clock)
    look(workspace, goal, "still", "", "2025-11-09")
    this_year(clock)
    workspace.save(Goal, {"measure": "a program"}, id=goal.id)
    look(workspace, goal, "partly", "Slower than\n**I** thought", "2026-11-20")
    look(workspace, goal, "partly", "Slower than\n**I** meant", "2026-11-20")
    assert tables(found(workspace))["Goals looked at again"] == [
        ("Learn Rust", "9 November 2025", "Yes", ""),
        ("Learn Rust", "20 November 2026", "Partly", "Slower than\n**I** meant"),
    ]


def test_a_goal_of_the_last_time_that_was_not_looked_at_again_is_named(
    workspace: Workspace, clock: Any
) -> None:
    last_year(clock)
    one, _ = (workspace.save(Goal, {"goal": goal}) for goal in ("one", "two"))
    this_year(clock)
    look(workspace, one, "still", "", "2026-11-20")
    workspace.save(Goal, {"goal": "three"})
    assert "Not looked at again in this sitting yet: two." in notes(found(workspace))


def test_goals_that_came_and_went_since_the_last_time_are_named(
    workspace: Workspace, clock: Any
) -> None:
    last_year(clock)
    values = {"goal": "Marathon", "horizon": "1", "why": "My **father** ran"}
    gone = workspace.save(Goal, values)
    workspace.save(Goal, {"goal": "Rust"})
    this_year(clock)
    workspace.delete(gone.id)
    workspace.save(Goal, {"goal": "Norwegian"})
    assert notes(found(workspace))[-1] == "New since 9 November 2025: Norwegian."
    assert tables(found(workspace))["There on 9 November 2025"] == [
        ("One year", "Marathon", "My **father** ran")
    ]


def test_a_reason_that_reads_otherwise_stands_beside_what_it_was_sitting_by_sitting(
    workspace: Workspace, clock: Any
) -> None:
    clock.next = datetime.datetime(2024, 5, 1, 9, tzinfo=datetime.UTC)
    goal = workspace.save(Goal, {"goal": "Sail", "horizon": "5", "why": "the sea", "measure": "a"})
    workspace.save(Goal, {"goal": "Stays", "why": "the same"})
    last_year(clock)
    workspace.save(Goal, {"why": "my *father*"}, id=goal.id)
    this_year(clock)
    workspace.save(Goal, {"goal": "Sail far", "horizon": "", "measure": " a "}, id=goal.id)
    assert tables(found(workspace))["Goals that read otherwise than in an earlier sitting"] == [
        ("Sail", "9 November 2025", "Why: the sea", "Why: my *father*"),
        ("Sail far", "20 November 2026", "Goal: Sail\nHorizon: Five years",
         "Goal: Sail far\nHorizon: –"),
    ]  # fmt: skip


def test_a_goal_taken_off_and_restored_two_sittings_later_is_not_new(
    workspace: Workspace, clock: Any
) -> None:
    clock.next = datetime.datetime(2024, 5, 1, 9, tzinfo=datetime.UTC)
    goal = workspace.save(Goal, {"goal": "Rust"})
    last_year(clock)
    workspace.delete(goal.id)
    this_year(clock)
    workspace.restore(goal.origin.revision)
    assert turnover(answers(workspace)).new == ()


def test_a_goal_written_otherwise_has_changed_and_one_looked_at_has_not(
    workspace: Workspace, clock: Any
) -> None:
    last_year(clock)
    one, two = (workspace.save(Goal, {"goal": goal}) for goal in ("one", "two"))
    this_year(clock)
    look(workspace, one, "still", "", "2026-11-20")
    workspace.save(Goal, {"horizon": "5"}, id=two.id)
    assert [goal.heading for goal in turnover(answers(workspace)).changed] == ["two"]


def test_a_coach_is_told_nothing_that_depends_on_what_is_hidden(
    workspace: Workspace, clock: Any
) -> None:
    last_year(clock)
    workspace.save(Goal, {"goal": "Marathon"}, visibility="coach")
    hidden = workspace.save(Value, {"value": "mastery"})
    workspace.save(Value, {"value": "autonomy"}, visibility="coach")
    goal = workspace.save(Goal, {"goal": "Rust", "serves": [hidden.id]})
    this_year(clock)
    workspace.save(Goal, {"why": "because"}, id=goal.id, visibility="coach")
    blocks = found(workspace, "coach")
    assert notes(blocks) == ["Other goals and values may be left out here."]
    assert "Which goal" not in tables(blocks)
    assert "Mastery" not in str(blocks)


def test_a_coach_sees_in_the_matrix_only_what_serves_something(workspace: Workspace) -> None:
    ids = [
        workspace.save(Value, {"value": word}, visibility="coach").id
        for word in ("autonomy", "mastery")
    ]
    for goal, serves in (("a", []), ("b", ids[:1])):
        workspace.save(Goal, {"goal": goal, "serves": serves}, visibility="coach")
    (matrix,) = [b for b in found(workspace, "coach") if b.type == "table" and b.caption != "Goals"]
    assert [column.title for column in matrix.columns] == ["Value", "2", ""]
    assert [[c.text for c in row] for row in matrix.rows] == [["Autonomy", "●", ""]]


def test_the_columns_of_a_matrix_stay_apart_however_many_goals_there_are(
    workspace: Workspace,
) -> None:
    workspace.save(Value, {"value": "autonomy"})
    for count in range(1, 21):
        workspace.save(Goal, {"goal": f"goal {count}"})
        matrix = next(b for b in found(workspace) if b.type == "table" and b.caption != "Goals")
        whole = sum(column.width for column in matrix.columns)
        least = min(column.width for column in matrix.columns if column.title.isdigit())
        # 166 mm is what the paper has room for; two figures of a number are 3 mm wide.
        assert least / whole * 166 > 6


def made(kind: type[Record], id: str, **values: Any) -> Any:
    return kind.read(values, Origin(id, "", "r", SAVED, "me", "private"))


@st.composite
def linked(draw: st.DrawFn) -> tuple[list[Goal], list[Value]]:
    """Goals and values; goals may serve values that are not among them."""
    words = st.text(min_size=1, max_size=12).filter(str.strip)
    labels = draw(st.lists(words, max_size=6))
    values = [made(Value, f"value-{n}", value=word) for n, word in enumerate(labels)]
    known = st.sampled_from([*(value.id for value in values), "value-gone"])
    goals = [
        made(Goal, f"goal-{n}", goal=word, serves=draw(st.lists(known, unique=True, max_size=4)))
        for n, word in enumerate(draw(st.lists(words, max_size=6)))
    ]
    return goals, values


@given(linked())
def test_orphans_are_exactly_those_without_a_link_on_either_side(
    given: tuple[list[Goal], list[Value]],
) -> None:
    goals, values = given
    result, ids = aligned(goals, values), {value.id for value in values}
    assert {g.id for g in result.lonely} == {g.id for g in goals if not ids & set(g.serves)}
    served = {id for goal in goals for id in goal.serves}
    assert {value.id for value in result.unserved} == ids - served


@given(linked())
def test_every_goal_and_every_value_stands_in_the_matrix_once(
    given: tuple[list[Goal], list[Value]],
) -> None:
    goals, values = given
    result = aligned(goals, values)
    assert (list(result.goals), list(result.values)) == (goals, values)
    assert len(result.links) == len(values)
    for value, row in zip(values, result.links, strict=True):
        assert [value.id in goal.serves for goal in goals] == list(row)


@given(linked().filter(lambda given: all(given)))
def test_the_page_has_every_goal_and_every_value_once(
    given: tuple[list[Goal], list[Value]],
) -> None:
    goals, values = given
    blocks = summarise_goals(Answers({"goal": goals, "value": values}, DAY))
    table, matrix = (block for block in blocks if isinstance(block, Table))
    assert [row[2].text for row in table.rows] == [goal.goal for goal in goals]
    assert [row[0].text for row in matrix.rows] == [value.heading for value in values]
    numbers = [column.title for column in matrix.columns if column.title.isdigit()]
    assert numbers == [row[0].text for row in table.rows]


@given(linked().filter(lambda given: all(given)), st.data())
def test_deleting_links_makes_orphans_and_never_takes_a_text_away(
    given: tuple[list[Goal], list[Value]], data: st.DataObject
) -> None:
    goals, values = given
    fewer = [
        made(Goal, goal.id, goal=goal.goal,
             serves=[id for id in goal.serves if data.draw(st.booleans())])
        for goal in goals
    ]  # fmt: skip
    before, after = aligned(goals, values), aligned(fewer, values)
    assert {g.id for g in before.lonely} <= {g.id for g in after.lonely}
    assert {v.id for v in before.unserved} <= {v.id for v in after.unserved}
    pages = [summarise_goals(Answers({"goal": g, "value": values}, DAY)) for g in (goals, fewer)]
    texts = [
        [c.text for b in page if isinstance(b, Table) for row in b.rows for c in row
         if c.text not in ("●", "")]
        for page in pages
    ]  # fmt: skip
    assert texts[0] == texts[1]


@pytest.mark.parametrize("audience", ["me", "coach"])
def test_a_private_goal_of_the_last_time_is_shown_to_nobody_else(
    workspace: Workspace, clock: Any, audience: Audience
) -> None:
    last_year(clock)
    goal = workspace.save(Goal, {"goal": "Rust"}, visibility="coach")
    look(workspace, goal, "partly", "secret words", "2025-11-09")
    workspace.save(Goal, {}, id=goal.id, visibility="private")
    this_year(clock)
    workspace.save(Goal, {"shifted": "", "still": ""}, id=goal.id, visibility="coach")
    assert ("secret words" in str(found(workspace, audience))) == (audience == "me")
