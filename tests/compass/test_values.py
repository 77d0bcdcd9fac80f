"""Values: those kept, strongest first, with a band instead of a podium."""

from __future__ import annotations

import datetime
import itertools
from typing import Any

import pytest

from prepkit.block import Block, Chart, Note, Table
from prepkit.compass.records import Comparison, Value
from prepkit.compass.values import summarise_values
from prepkit.compass.weighing import by_weight, choices_in, kept, top_band, weighing
from prepkit.workspace import Workspace

DAY = datetime.date(2026, 11, 23)
SIX = ("candour", "family", "income", "humour", "rest", "place")


def keep(workspace: Workspace, *keys: str) -> None:
    for key in keys:
        workspace.save(Value, {"value": key, "pile": "keep"}, id=f"value-{key}")


def choose(workspace: Workspace, left: str, right: str, choice: str = "left", id: str = "") -> Any:
    said = {"left": f"value-{left}", "right": f"value-{right}", "choice": choice}
    return workspace.save(Comparison, said, id=id)


def weigh(workspace: Workspace, *order: str, times: int = 2) -> None:
    """Compare all pairs, always in favour of the one named first."""
    for _ in range(times):
        for stronger, weaker in itertools.combinations(order, 2):
            choose(workspace, stronger, weaker)


def page(workspace: Workspace) -> list[Block]:
    return summarise_values(workspace.answers(as_of=DAY))


def notes(blocks: list[Block]) -> str:
    return "\n".join(block.text for block in blocks if isinstance(block, Note))


def names(blocks: list[Block]) -> list[str]:
    (found,) = [block for block in blocks if isinstance(block, Table)]
    return [row[0].text for row in found.rows]


def test_cards_on_other_piles_are_not_values_kept(workspace: Workspace) -> None:
    keep(workspace, "candour")
    workspace.save(Value, {"value": "Written in the form"})
    for pile in ("matters", "less", "back"):
        workspace.save(Value, {"value": pile, "pile": pile})
    assert [value.heading for value in kept(workspace.answers())] == [
        "Candour",
        "Written in the form",
    ]
    assert names(page(workspace)) == ["Candour", "Written in the form"]


def test_before_any_comparison_values_stand_as_in_the_form_and_that_is_said(
    workspace: Workspace,
) -> None:
    keep(workspace, *SIX)
    blocks = page(workspace)
    assert [block.type for block in blocks] == ["note", "table"]
    assert "Not yet compared" in notes(blocks)
    assert names(blocks)[:2] == ["Candour", "Family"]


def test_values_stand_strongest_first_with_their_band_in_words(workspace: Workspace) -> None:
    keep(workspace, *SIX)
    weigh(workspace, *reversed(SIX), times=4)
    blocks = page(workspace)
    assert [block.type for block in blocks] == ["chart", "note", "note", "table"]
    assert names(blocks) == ["Place", "Rest", "Humour", "Income", "Family", "Candour"]
    said = notes(blocks)
    assert "Place" in said.split("\n")[0]
    assert "Candour" not in said.split("\n")[0]
    assert "From 60 choices between two values" in said
    for podium in ("winner", "number one", "1st"):
        assert podium not in said


def test_a_handful_of_choices_lets_nothing_stand_out(workspace: Workspace) -> None:
    keep(workspace, *SIX)
    choose(workspace, "candour", "family", "tie")
    assert "Nothing stands out" in notes(page(workspace))
    assert top_band(workspace.answers()) == ()


def test_what_was_taken_back_or_skipped_is_no_choice(workspace: Workspace) -> None:
    keep(workspace, *SIX)
    choose(workspace, "candour", "family", "left", id="comparison-a")
    choose(workspace, "candour", "family", "undone", id="comparison-a")
    choose(workspace, "rest", "family", "skip")
    assert weighing(workspace.answers()) is None
    assert [c.choice for c in choices_in(workspace.answers(), 0)] == ["skip"]


def test_pairs_asked_twice_are_counted_with_how_they_were_answered(workspace: Workspace) -> None:
    keep(workspace, *SIX)
    weigh(workspace, *SIX, times=1)
    choose(workspace, "family", "candour")
    choose(workspace, "income", "humour")
    assert "2 pairs came twice on one day; 1 was answered otherwise" in notes(page(workspace))


def test_a_circle_is_shown_as_two_ideas_in_one_word(workspace: Workspace) -> None:
    keep(workspace, "candour", "family", "income")
    for left, right in (("candour", "family"), ("family", "income"), ("income", "candour")):
        choose(workspace, left, right)
    said = notes(page(workspace))
    assert "“Candour” over “Family” over “Income” over “Candour”" in said
    assert "reword" in said


def test_without_circles_nothing_is_said_of_two_ideas(workspace: Workspace) -> None:
    keep(workspace, *SIX)
    weigh(workspace, *SIX)
    assert "reword" not in notes(page(workspace))


def test_choices_of_the_last_sitting_count_and_older_ones_until_there_are_new(
    workspace: Workspace, clock: Any
) -> None:
    keep(workspace, *SIX)
    weigh(workspace, *SIX)
    clock.next += datetime.timedelta(days=200)
    workspace.save(Value, {"meaning": "now"}, id="value-rest")
    before = weighing(workspace.answers())
    assert before
    assert (before.sitting, before.decided) == (0, 30)
    choose(workspace, "rest", "candour")
    after = weighing(workspace.answers())
    assert after
    assert (after.sitting, after.decided) == (1, 1)


def test_a_value_no_longer_kept_leaves_the_order(workspace: Workspace) -> None:
    keep(workspace, *SIX)
    weigh(workspace, *SIX)
    workspace.save(Value, {"pile": "less"}, id="value-candour")
    found = workspace.answers()
    assert by_weight(found)[0].heading == "Family"
    now = weighing(found)
    assert now
    assert now.decided == 20


def test_one_s_own_word_for_a_card_is_what_it_is_called(workspace: Workspace) -> None:
    keep(workspace, *SIX)
    weigh(workspace, *SIX)
    workspace.save(Value, {"value": "说实话 <b>"}, id="value-candour")
    assert names(page(workspace))[0] == "说实话 <b>"
    chart = page(workspace)[0]
    assert isinstance(chart, Chart)
    assert "说实话 <b>" in str(chart.spec["layer"][0]["data"])


@pytest.mark.parametrize(("count", "said"), [(14, False), (15, True)])
def test_with_very_many_values_kept_one_is_told_what_few_are_good_for(
    workspace: Workspace, count: int, said: bool
) -> None:
    for number in range(count):
        workspace.save(Value, {"value": f"Word {number}"})
    assert (f"{count} values are at the heart of it" in notes(page(workspace))) is said
