from __future__ import annotations

import datetime
from collections.abc import Callable
from typing import Any

import pytest

from prepkit.block import Block, Card, Chart, Note, Table
from prepkit.compass.priorities import summarise_priorities
from prepkit.compass.records import Mirror, Priority
from prepkit.content import prompts
from prepkit.section import Answers
from prepkit.workspace import Audience, Workspace

DAY = datetime.date(2026, 11, 23)

Rate = Callable[..., None]


@pytest.fixture
def rate(workspace: Workspace) -> Rate:
    """What rates areas: how much each matters, how content with it, and what to do about it."""

    def rated(visibility: Any = "private", **areas: tuple[Any, ...]) -> None:
        names = ("importance", "satisfaction", "action")
        for area, given in areas.items():
            values = {"area": area, **dict(zip(names, given, strict=False))}
            workspace.save(Priority, values, id=f"priority-{area}", visibility=visibility)

    return rated


def last_year(clock: Any) -> None:
    clock.next = datetime.datetime(2025, 11, 9, 9, tzinfo=datetime.UTC)


def this_year(clock: Any) -> None:
    clock.next = datetime.datetime(2026, 11, 20, 9, tzinfo=datetime.UTC)


def answers(workspace: Workspace, audience: Audience = "me") -> Answers:
    return workspace.answers(as_of=DAY, audience=audience)


def found(workspace: Workspace, audience: Audience = "me") -> list[Block]:
    return summarise_priorities(answers(workspace, audience))


def of(blocks: list[Block], kind: type[Any]) -> list[Any]:
    return [block for block in blocks if isinstance(block, kind)]


def notes(blocks: list[Block]) -> list[str]:
    return [note.text for note in of(blocks, Note)]


def test_nothing_rated_adds_up_to_nothing(workspace: Workspace) -> None:
    workspace.save(Priority, {"area": "Money", "action": "call"})
    assert found(workspace) == []
    assert summarise_priorities(Answers({}, DAY)) == []


def test_the_widest_gap_is_named_with_the_one_thing_written_for_it(
    workspace: Workspace, rate: Rate
) -> None:
    rate(Money=(5, 3, "ask"), Health=(4, 1, "*Walk* <home>"), Place=(1, 5))
    blocks = found(workspace)
    assert notes(blocks) == ["Widest gap: Health, 3 points apart."]
    (card,) = of(blocks, Card)
    assert card.title == "The widest gap: Health"
    assert card.texts == (("One small thing to do about it", "*Walk* <home>"),)


def test_where_nothing_is_written_for_the_widest_gap_that_is_said(
    workspace: Workspace, rate: Rate
) -> None:
    rate(Money=(5, 3, "ask"), Health=(4, 1))
    (said,) = notes(found(workspace))
    assert said.startswith("Widest gap: Health, 3 points apart. ")
    assert said.endswith("No small thing to do about it is written yet.")
    assert of(found(workspace), Card) == []


def test_of_several_widest_gaps_all_are_named_and_one_action_given(
    workspace: Workspace, rate: Rate
) -> None:
    rate(Place=(3, 1, "move"), Money=(5, 3, "ask"), Health=(4, 2), Self=(2, 2))
    blocks = found(workspace)
    assert notes(blocks) == ["Widest gaps: Money, Health and Place, each 2 points apart."]
    assert [card.title for card in of(blocks, Card)] == ["The widest gap: Money"]


def test_where_nothing_matters_more_than_it_goes_well_no_gap_is_claimed(
    workspace: Workspace, rate: Rate
) -> None:
    rate(Money=(3, 3, "ask"), Health=(1, 5))
    assert notes(found(workspace)) == ["No area matters more than it goes well."]
    assert of(found(workspace), Card) == []


def test_an_area_rated_by_half_is_in_the_table_but_not_in_the_picture(
    workspace: Workspace, rate: Rate
) -> None:
    rate(Money=(5, None), Health=(None, 2), Place=(1, 5))
    (chart,), (table,) = of(found(workspace), Chart), of(found(workspace), Table)
    assert {value["label"] for value in chart.spec["data"]["values"]} == {"Place"}
    assert [row[1].text + row[2].text for row in table.rows] == ["5–", "–2", "15"]


def test_areas_rated_by_half_alone_have_no_picture(workspace: Workspace, rate: Rate) -> None:
    rate(Money=(5, None))
    assert [block.type for block in found(workspace)] == ["table"]


def test_areas_come_in_the_order_of_the_form(workspace: Workspace, rate: Rate) -> None:
    areas = [prompt.title for prompt in prompts("areas")]
    for place, area in enumerate(("An old area", areas[3], areas[0])):
        workspace.save(Priority, {"area": area, "importance": 1}, id=f"priority-{place}")
    (table,) = of(found(workspace), Table)
    assert [row[0].text for row in table.rows] == [areas[0], areas[3], "An old area"]


def test_the_last_time_stands_beside_this_time_with_the_dates_of_both(
    workspace: Workspace, rate: Rate, clock: Any
) -> None:
    last_year(clock)
    rate(Money=(2, 3), Health=(4, 4), Place=(3, 3))
    this_year(clock)
    rate(Money=(5, 3), Health=(4, 3), Place=(3, 3))
    _, chart = of(found(workspace), Chart)
    assert "9 November 2025 and on 20 November 2026" in chart.alt
    (table,) = of(found(workspace), Table)
    cells = {row[0].text: (row[1].text, row[2].text) for row in table.rows}
    assert cells == {"Money": ("2 → 5", "3"), "Health": ("4", "4 → 3"), "Place": ("3", "3")}


def test_a_change_of_one_step_is_counted_and_not_called_a_shift(
    workspace: Workspace, rate: Rate, clock: Any
) -> None:
    last_year(clock)
    rate(Money=(2, 3), Health=(4, 4))
    this_year(clock)
    rate(Money=(5, 3), Health=(4, 3))
    assert notes(found(workspace))[-1] == (
        "Moved by two steps or more: Money, how much it matters 2 → 5. By one step: 1 rating; so "
        "small a step is not called a shift here."
    )


def test_when_only_single_steps_were_made_nothing_is_said_to_have_shifted(
    workspace: Workspace, rate: Rate, clock: Any
) -> None:
    last_year(clock)
    rate(Money=(2, 3))
    this_year(clock)
    rate(Money=(3, 3))
    assert notes(found(workspace))[-1].startswith(
        "No rating has moved by two steps or more. By one"
    )


def test_an_area_rated_for_the_first_time_has_not_moved(
    workspace: Workspace, rate: Rate, clock: Any
) -> None:
    last_year(clock)
    rate(Money=(2, None))
    this_year(clock)
    rate(Money=(2, 5), Health=(1, 5))
    (table,) = of(found(workspace), Table)
    assert [(row[1].text, row[2].text) for row in table.rows] == [("2", "– → 5"), ("1", "5")]
    assert notes(found(workspace))[-1] == "No rating has moved by two steps or more."


def test_ratings_nobody_touched_since_are_said_to_be_those_of_the_last_time(
    workspace: Workspace, rate: Rate, clock: Any
) -> None:
    last_year(clock)
    rate(Money=(2, 3))
    this_year(clock)
    workspace.save(Mirror, {"question": "Why?", "answer": "a"})
    blocks = found(workspace)
    assert len(of(blocks, Chart)) == 1
    assert notes(blocks)[-1] == "None of these ratings has been changed since 9 November 2025."


def test_a_coach_is_told_of_the_areas_shown_and_of_no_others(
    workspace: Workspace, rate: Rate, clock: Any
) -> None:
    last_year(clock)
    rate("coach", Money=(5, 3, "ask"), Place=(3, 3))
    rate(Health=(5, 1, "walk"))
    this_year(clock)
    rate("coach", Money=(5, 4, "ask"), Place=(3, 1, "move"))
    rate(Health=(1, 5, "rest"))
    blocks = found(workspace, "coach")
    assert notes(blocks) == [
        "Moved by two steps or more: Place, how content with it 3 → 1.",
        "Other areas may be left out here.",
    ]
    assert of(blocks, Card) == []
    assert "Widest" not in str(blocks)
    assert "Health" not in str(blocks) and "rest" not in str(blocks)
    assert notes(found(workspace))[0] == "Widest gap: Place, 2 points apart."


def test_a_coach_is_not_told_that_there_is_no_gap(workspace: Workspace, rate: Rate) -> None:
    rate("coach", Money=(3, 3))
    rate(Health=(5, 1))
    assert notes(found(workspace, "coach")) == ["Other areas may be left out here."]


@pytest.mark.parametrize("before", ["coach", "private"])
def test_a_rating_that_was_private_then_is_not_held_against_this_one_for_a_coach(
    workspace: Workspace, rate: Rate, clock: Any, before: str
) -> None:
    last_year(clock)
    rate(before, Money=(1, 3))
    this_year(clock)
    rate("coach", Money=(5, 3))
    assert ("1 → 5" in str(found(workspace, "coach"))) == (before == "coach")


def test_arrows_are_explained_only_where_there_are_any(
    workspace: Workspace, rate: Rate, clock: Any
) -> None:
    last_year(clock)
    rate(Money=(2, 3))
    this_year(clock)
    rate(Money=(2, 3, "ask → act"))
    (table,) = of(found(workspace), Table)
    assert table.caption == "Priorities"
    assert [column.title for column in table.columns[1:3]] == ["Matters", "Content with it"]
    rate(Money=(2, 4))
    (table,) = of(found(workspace), Table)
    assert table.caption.endswith("last time → this time")
