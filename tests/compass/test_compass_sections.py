from __future__ import annotations

import datetime
from typing import Any

import pytest

from prepkit.block import Block, Card, Chart, Note, Table
from prepkit.compass import CHAPTER
from prepkit.compass.records import Goal, Mirror, Priority, Value
from prepkit.compass.sections import (
    summarise_goals,
    summarise_mirrors,
    summarise_priorities,
    summarise_values,
)
from prepkit.content import prompts
from prepkit.section import Answers
from prepkit.workspace import Audience, Workspace

DAY = datetime.date(2026, 11, 23)


def answers(workspace: Workspace, audience: Audience = "me") -> Answers:
    return workspace.answers(as_of=DAY, audience=audience)


def only(blocks: list[Block], kind: type[Any]) -> Any:
    """Return the one block of a kind."""
    (found,) = [block for block in blocks if isinstance(block, kind)]
    return found


def notes(blocks: list[Block]) -> list[str]:
    return [block.text for block in blocks if isinstance(block, Note)]


def first_column(table: Table) -> list[str]:
    return [row[0].text for row in table.rows]


def rate(workspace: Workspace, **areas: tuple[int | None, int | None]) -> None:
    for area, (importance, satisfaction) in areas.items():
        values = {"area": area, "importance": importance, "satisfaction": satisfaction}
        workspace.save(Priority, values)


@pytest.mark.parametrize("section", [section.id for section in CHAPTER.sections])
def test_a_section_without_answers_adds_up_to_nothing(section: str) -> None:
    assert CHAPTER.section(section).summary(Answers({}, DAY)) == []


@pytest.mark.parametrize("section", [section.id for section in CHAPTER.sections])
def test_a_section_of_untouched_records_adds_up_to_nothing(
    workspace: Workspace, section: str
) -> None:
    workspace.save(CHAPTER.section(section).record, {})
    assert CHAPTER.section(section).summary(answers(workspace)) == []


@pytest.mark.parametrize(
    ("section", "kinds", "said"),
    [
        ("mirrors", [*["card"] * 12, "note"], "What motivates you?"),
        ("values", ["table", "note"], "Truthfulness"),
        ("priorities", ["chart", "note", "table"], "The work itself"),
        ("goals", ["table", "table", "note", "note"], "Chartered status"),
    ],
)
def test_the_sample_gives_the_blocks_expected(
    sample: Workspace, section: str, kinds: list[str], said: str
) -> None:
    found = CHAPTER.section(section).summary(answers(sample))
    assert [block.type for block in found] == kinds
    assert said in str(found)


@pytest.mark.parametrize("section", [section.id for section in CHAPTER.sections])
def test_every_answer_of_the_sample_is_quoted_as_written(sample: Workspace, section: str) -> None:
    found = CHAPTER.section(section)
    quoted = [text for block in found.summary(answers(sample)) for text in texts_of(block)]
    written = [getattr(record, spec.name) for record in sample.records(found.record)
               for spec in found.record.specs() if spec.kind == "long_text"]  # fmt: skip
    assert {text for text in written if text} <= set(quoted)


def texts_of(block: Block) -> list[str]:
    if isinstance(block, Table):
        return [cell.text for row in block.rows for cell in row]
    return [text for _, text in block.texts] if isinstance(block, Card) else []


def test_mirrors_come_in_the_order_they_are_asked_with_others_last(workspace: Workspace) -> None:
    asked = [prompt.title for prompt in prompts("mirrors")]
    for question in ("My own question?", asked[2], asked[0]):
        workspace.save(Mirror, {"question": question, "answer": "a"})
    found = summarise_mirrors(answers(workspace))
    assert [card.title for card in found] == [asked[0], asked[2], "My own question?"]


def test_a_mirror_shows_both_answers_and_what_has_shifted(workspace: Workspace) -> None:
    values = {"question": "Why?", "answer": "a", "mirror": "b", "still": "no", "shifted": "c"}
    workspace.save(Mirror, values)
    card, note = summarise_mirrors(answers(workspace))
    assert card.facts == (("Is it still true?", "No longer"),)
    assert card.texts == (
        ("What I would say", "a"),
        ("What I tell myself", "b"),
        ("What has shifted?", "c"),
    )
    assert note.text == "No longer quite what they were: Why?."


def test_a_mirror_that_is_still_true_is_not_said_to_have_shifted(workspace: Workspace) -> None:
    workspace.save(Mirror, {"question": "Why?", "answer": "a", "still": "still"})
    assert notes(summarise_mirrors(answers(workspace))) == []


def test_values_stand_heaviest_first_with_those_not_weighed_last(workspace: Workspace) -> None:
    for value, weight in (("autonomy", 2), ("My own word", None), ("mastery", 5)):
        workspace.save(Value, {"value": value, "weight": weight})
    table = only(summarise_values(answers(workspace)), Table)
    assert first_column(table) == ["Mastery", "Autonomy", "My own word"]
    assert [row[1].text for row in table.rows] == ["5", "2", "–"]


def test_the_heaviest_values_are_named_as_a_band_and_not_as_a_ranking(workspace: Workspace) -> None:
    for value, weight in (("autonomy", 4), ("mastery", 4), ("impact", 3)):
        workspace.save(Value, {"value": value, "weight": weight})
    (note,) = notes(summarise_values(answers(workspace)))
    assert note.startswith("Top band, weighed 4 of 5, in no order: Autonomy, Mastery. ")
    assert "does not rank" in note


@pytest.mark.parametrize("weights", [[None, None], [3]])
def test_without_weights_to_compare_there_is_no_band(
    workspace: Workspace, weights: list[int | None]
) -> None:
    for weight in weights:
        workspace.save(Value, {"value": "autonomy", "weight": weight})
    assert notes(summarise_values(answers(workspace))) == []


def test_the_widest_gap_is_the_one_between_what_matters_and_how_it_goes(
    workspace: Workspace,
) -> None:
    rate(workspace, Money=(5, 3), Health=(4, 1), Place=(1, 5))
    blocks = summarise_priorities(answers(workspace))
    assert notes(blocks) == ["Widest gap (3 of 4): Health."]
    assert only(blocks, Chart).alt == (
        "Importance and satisfaction for 3 areas. Widest gap (3 of 4): Health."
    )


def test_areas_with_the_same_widest_gap_are_all_named(workspace: Workspace) -> None:
    rate(workspace, Money=(5, 3), Health=(4, 2), Place=(3, 3))
    assert notes(summarise_priorities(answers(workspace))) == [
        "Widest gap (2 of 4): Money, Health."
    ]


def test_where_nothing_matters_more_than_it_goes_well_no_gap_is_claimed(
    workspace: Workspace,
) -> None:
    rate(workspace, Money=(3, 3), Health=(1, 5))
    assert notes(summarise_priorities(answers(workspace))) == [
        "No area matters more than it goes well."]  # fmt: skip


def test_an_area_rated_by_half_is_in_the_table_but_not_in_the_chart(workspace: Workspace) -> None:
    rate(workspace, Money=(5, None), Health=(None, 2), Place=(1, 5))
    blocks = summarise_priorities(answers(workspace))
    assert [block.type for block in blocks] == ["chart", "note", "table"]
    shown = {value["label"] for value in only(blocks, Chart).spec["data"]["values"]}
    assert shown == {"Place"}
    assert [row[1].text + row[2].text for row in only(blocks, Table).rows] == ["5–", "–2", "15"]


def test_areas_rated_by_half_alone_have_no_chart(workspace: Workspace) -> None:
    rate(workspace, Money=(5, None))
    assert [block.type for block in summarise_priorities(answers(workspace))] == ["table"]


def test_areas_come_in_the_order_of_the_form(workspace: Workspace) -> None:
    areas = [prompt.title for prompt in prompts("areas")]
    rate(workspace, **{"An old area": (1, 1), areas[3]: (1, 1), areas[0]: (1, 1)})
    table = only(summarise_priorities(answers(workspace)), Table)
    assert first_column(table) == [areas[0], areas[3], "An old area"]


def test_goals_stand_nearest_first_with_those_without_a_date_last(workspace: Workspace) -> None:
    for goal, horizon in (("a", ""), ("b", "5"), ("c", "1"), ("d", "3")):
        workspace.save(Goal, {"goal": goal, "horizon": horizon})
    table = summarise_goals(answers(workspace))[0]
    assert isinstance(table, Table)
    assert [(row[1].text, row[2].text) for row in table.rows] == [
        ("One year", "c"), ("Three years", "d"), ("Five years", "b"), ("–", "a")]  # fmt: skip


def test_goals_and_values_without_one_another_are_named_both_ways(workspace: Workspace) -> None:
    ids = {word: workspace.save(Value, {"value": word}).id for word in ("autonomy", "mastery")}
    workspace.save(Goal, {"goal": "Learn Rust", "serves": [ids["mastery"]]})
    workspace.save(Goal, {"goal": "Chartered status"})
    assert notes(summarise_goals(answers(workspace))) == [
        "Serves no value kept above: Chartered status.",
        "Served by no goal: Autonomy.",
    ]


def test_a_goal_that_serves_only_a_deleted_value_serves_none(workspace: Workspace) -> None:
    kept = workspace.save(Value, {"value": "autonomy"})
    gone = workspace.save(Value, {"value": "mastery"})
    workspace.save(Goal, {"goal": "Learn Rust", "serves": [gone.id]})
    workspace.delete(gone.id)
    assert kept.heading == "Autonomy"
    assert notes(summarise_goals(answers(workspace))) == [
        "Serves no value kept above: Learn Rust.", "Served by no goal: Autonomy."]  # fmt: skip


def test_the_matrix_marks_which_goal_serves_which_value(workspace: Workspace) -> None:
    ids = [workspace.save(Value, {"value": word}).id for word in ("autonomy", "mastery")]
    workspace.save(Goal, {"goal": "a", "horizon": "1", "serves": [ids[1]]})
    workspace.save(Goal, {"goal": "b", "horizon": "3", "serves": ids})
    table = [block for block in summarise_goals(answers(workspace)) if isinstance(block, Table)][1]
    assert [column.title for column in table.columns] == ["Value", "1", "2", ""]
    assert [[cell.text for cell in row] for row in table.rows] == [
        ["Autonomy", "", "●", ""], ["Mastery", "●", "●", ""]]  # fmt: skip


def test_goals_without_values_have_no_matrix_and_no_orphans(workspace: Workspace) -> None:
    workspace.save(Goal, {"goal": "a", "next_step": "call", "by": "2026-12"})
    (table,) = summarise_goals(answers(workspace))
    assert isinstance(table, Table)
    assert table.rows[0][-1].text == "call\n2026-12"


@pytest.mark.parametrize("kind", [Mirror, Value, Priority, Goal])
def test_a_coach_sees_nothing_private_of_the_sample(
    sample: Workspace, kind: type[Mirror | Value | Priority | Goal]
) -> None:
    private = [record for record in sample.records(kind) if record.origin.visibility == "private"]
    written = {text for record in private for text in record.body().values()
               if isinstance(text, str) and len(text) > 20} - titles()  # fmt: skip
    for audience, expected in (("me", True), ("coach", False)):
        found = answers(sample, audience)  # type: ignore[arg-type]  # both are audiences
        shown = "".join(str(section.summary(found)) for section in CHAPTER.sections)
        assert {repr(text)[1:-1] in shown for text in written} == {expected}


def titles() -> set[str]:
    return {prompt.title for prompt in (*prompts("mirrors"), *prompts("areas"))}


def test_what_is_given_to_the_coach_is_what_the_coach_sees(workspace: Workspace) -> None:
    workspace.save(Value, {"value": "autonomy"}, visibility="coach")
    workspace.save(Value, {"value": "mastery"})
    assert first_column(only(summarise_values(answers(workspace, "coach")), Table)) == ["Autonomy"]
    assert summarise_values(answers(workspace, "share")) == []


def test_a_coach_is_not_told_that_a_goal_serves_nothing_when_its_value_is_hidden(
    workspace: Workspace,
) -> None:
    hidden = workspace.save(Value, {"value": "mastery"})
    workspace.save(Value, {"value": "autonomy"}, visibility="coach")
    workspace.save(Goal, {"goal": "Learn Rust", "serves": [hidden.id]}, visibility="coach")
    assert not [n for n in notes(summarise_goals(answers(workspace, "coach"))) if "Learn Rust" in n]
