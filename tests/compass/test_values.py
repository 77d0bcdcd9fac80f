"""Values: those kept, strongest first, with a band instead of a podium."""

from __future__ import annotations

import datetime
import itertools
from typing import Any

import pytest

from prepkit.block import Block, Chart, Note, Table
from prepkit.compass.records import Comparison, Value
from prepkit.compass.values import summarise_values
from prepkit.compass.weighing import (
    kept,
    top_band,
)
from prepkit.compass.wording import halves
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
    assert [block.type for block in blocks] == ["chart", "note", "note", "note", "table"]
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


def test_pairs_asked_twice_are_counted_with_how_they_were_answered(workspace: Workspace) -> None:
    keep(workspace, *SIX)
    weigh(workspace, *SIX, times=1)
    choose(workspace, "family", "candour")
    choose(workspace, "income", "humour")
    assert "2 pairs came twice on one day; 1 was answered otherwise" in notes(page(workspace))
    assert "counts half" not in notes(page(workspace))


@pytest.mark.parametrize(
    ("times", "said"), [(1, "; ½ was answered"), (3, "; 1½ were answered"), (21, "; 10½ were")]
)
def test_halves_are_written_as_halves_and_said_to_come_of_ties(
    workspace: Workspace, times: int, said: str
) -> None:
    keep(workspace, *"abcdefg")
    for left, right in list(itertools.combinations("abcdefg", 2))[:times]:
        choose(workspace, left, right)
        choose(workspace, left, right, "tie")
    found = notes(page(workspace))
    assert said in found
    assert found.count("a tie against a choice counts half") == 1


@pytest.mark.parametrize(
    ("number", "said"),
    [(0, "0"), (0.5, "½"), (1, "1"), (10.5, "10½"), (3.3, "3½"), (0.2, "0"), (1000.5, "1,000½")],
)
def test_a_number_is_written_to_the_nearest_half(number: float, said: str) -> None:
    assert halves(number) == said


def test_a_line_is_explained_in_plain_words_and_the_band_only_where_there_is_one(
    workspace: Workspace,
) -> None:
    keep(workspace, *SIX)
    choose(workspace, "candour", "family", "tie")
    said = notes(page(workspace))
    assert "A line shows where a weight probably lies (four chances in five)." in said
    assert "Outside the top band" not in said
    weigh(workspace, *SIX, times=4)
    assert "less than one chance in ten to weigh more than the strongest" in notes(page(workspace))


def circle(workspace: Workspace, *keys: str) -> None:
    for left, right in itertools.pairwise((*keys, keys[0])):
        choose(workspace, left, right)


def test_a_circle_is_shown_as_two_ideas_in_one_word(workspace: Workspace) -> None:
    keep(workspace, "candour", "family", "income")
    circle(workspace, "candour", "family", "income")
    assert notes(page(workspace)).split("\n")[-1] == (
        "1 of 1 set of three goes round in a circle: “Candour” over “Family” over “Income” over "
        "“Candour”. One of these words may mix two ideas: split or reword it? Circles are common: "
        "most come of hesitating between words that weigh much the same."
    )


def test_a_word_in_most_circles_is_asked_about_by_its_name(workspace: Workspace) -> None:
    keep(workspace, *SIX)
    circle(workspace, "candour", "family", "income")
    circle(workspace, "candour", "humour", "rest")
    said = notes(page(workspace)).split("\n")[-1]
    assert said.startswith("2 of 2 sets of three go round in a circle: “Candour” over “Family” ")
    assert "“Candour” is in both. Does it mix two ideas: split or reword it?" in said


def test_words_that_share_most_circles_are_asked_about_together(workspace: Workspace) -> None:
    keep(workspace, *SIX)
    pairs = set(itertools.combinations(SIX, 2)) - {("candour", "place")}
    for stronger, weaker in [*sorted(pairs), ("place", "candour")]:
        choose(workspace, stronger, weaker)
    said = notes(page(workspace)).split("\n")[-1]
    assert said.startswith("4 of 20 sets of three go round in a circle: ")
    assert "“Candour”; and 1 more. “Candour” and “Place” are in most of the 4." in said
    assert said.count(" over ") == 9


def test_a_word_that_goes_round_clearly_more_often_is_named_more_firmly(
    workspace: Workspace,
) -> None:
    # The last over three and under four that stand in a row.
    *row, mixed = (*SIX, "autonomy", "mastery")
    keep(workspace, *row, mixed)
    for stronger, weaker in itertools.combinations(row, 2):
        choose(workspace, stronger, weaker)
    for place, other in enumerate(row):
        choose(workspace, *((mixed, other) if place < 3 else (other, mixed)))
    assert (
        "“Mastery” comes up in clearly more of them than the others, and may well mix two ideas: "
        "split or reword?"
    ) in notes(page(workspace))


def test_without_circles_nothing_is_said_of_two_ideas(workspace: Workspace) -> None:
    keep(workspace, *SIX)
    weigh(workspace, *SIX)
    assert "reword" not in notes(page(workspace))


@pytest.mark.parametrize(("chosen", "said"), [(0, "no choices"), (1, "1 choice"), (8, "8 choices")])
def test_the_page_says_which_sitting_it_is_from_and_how_far_this_one_is(
    workspace: Workspace, clock: Any, chosen: int, said: str
) -> None:
    keep(workspace, *SIX)
    weigh(workspace, *SIX)
    clock.next = datetime.datetime(2027, 6, 1, 9, tzinfo=datetime.UTC)
    workspace.save(Value, {"meaning": "now"}, id="value-rest")
    for left, right in list(itertools.combinations(SIX, 2))[:chosen]:
        choose(workspace, left, right)
    found = notes(page(workspace))
    assert "From 30 choices between two values" in found and "2027" not in found
    assert f"This sitting has {said} so far; with about 9 its own weights stand here." in found


def test_a_coach_is_told_that_some_may_be_left_out_and_not_how_few_there_are(
    workspace: Workspace, clock: Any
) -> None:
    keep(workspace, *SIX[:3])
    choose(workspace, "candour", "family")
    for record in (*workspace.records(Value), *workspace.records(Comparison)):
        workspace.save(type(record), {}, id=record.id, visibility="coach")
    clock.next += datetime.timedelta(days=200)
    workspace.save(Value, {"meaning": "now"}, id="value-income")
    found = notes(summarise_values(workspace.answers(as_of=DAY, audience="coach")))
    assert "Other values and choices may be left out here." in found
    for word in ("That is few", "This sitting"):
        assert word in notes(page(workspace)) and word not in found


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
