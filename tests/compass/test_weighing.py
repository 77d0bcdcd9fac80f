"""Weighings: which choices count, sitting by sitting, and how many it takes."""

from __future__ import annotations

import datetime
import itertools
from typing import Any

import pytest

from prepkit.compass.records import Comparison, Value
from prepkit.compass.values import summarise_values
from prepkit.compass.weighing import by_weight, choices_in, choices_needed, weighing
from prepkit.workspace import Workspace

SIX = ("candour", "family", "income", "humour", "rest", "place")


def keep(workspace: Workspace, *keys: str) -> None:
    for key in keys:
        workspace.save(Value, {"value": key, "pile": "keep"}, id=f"value-{key}")


def choose(workspace: Workspace, left: str, right: str, choice: str = "left", id: str = "") -> Any:
    said = {"left": f"value-{left}", "right": f"value-{right}", "choice": choice}
    return workspace.save(Comparison, said, id=id)


def said(workspace: Workspace) -> str:
    blocks = summarise_values(workspace.answers(as_of=datetime.date(2026, 11, 23)))
    return "\n".join(block.text for block in blocks if block.type == "note")


def weigh(workspace: Workspace, *order: str, times: int = 2) -> None:
    """Compare all pairs, always in favour of the one named first."""
    for _ in range(times):
        for stronger, weaker in itertools.combinations(order, 2):
            choose(workspace, stronger, weaker)


def test_what_was_taken_back_or_skipped_is_no_choice(workspace: Workspace) -> None:
    keep(workspace, *SIX)
    choose(workspace, "candour", "family", "left", id="comparison-a")
    choose(workspace, "candour", "family", "undone", id="comparison-a")
    choose(workspace, "rest", "family", "skip")
    assert weighing(workspace.answers()) is None
    assert [c.choice for c in choices_in(workspace.answers(), 0)] == ["skip"]


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
    assert (after.sitting, after.decided, after.so_far, after.needed) == (0, 30, 1, 9)
    assert by_weight(workspace.answers())[0].heading == "Candour"
    for left, right in list(itertools.combinations(reversed(SIX), 2))[:8]:
        choose(workspace, left, right)
    now = weighing(workspace.answers())
    assert now
    assert (now.sitting, now.decided, now.so_far) == (1, 9, 9)


def test_while_no_sitting_has_enough_the_fullest_stands_and_is_said_to_be_small(
    workspace: Workspace, clock: Any
) -> None:
    keep(workspace, *SIX)
    for stronger in SIX[1:4]:
        choose(workspace, stronger, "candour")
    assert "From 3 choices between two values" in said(workspace)
    assert "That is few: it takes about 9 to say much." in said(workspace)
    assert "This sitting" not in said(workspace)
    clock.next += datetime.timedelta(days=200)
    choose(workspace, "rest", "candour")
    found = weighing(workspace.answers())
    assert found
    assert (found.sitting, found.decided, found.so_far) == (0, 3, 1)


@pytest.mark.parametrize(("values", "choices"), [(0, 0), (2, 1), (3, 3), (4, 6), (5, 8), (10, 15)])
def test_it_takes_three_looks_at_each_value_and_no_more_than_there_are_pairs(
    values: int, choices: int
) -> None:
    assert choices_needed(values) == choices


def test_a_value_no_longer_kept_leaves_the_order(workspace: Workspace) -> None:
    keep(workspace, *SIX)
    weigh(workspace, *SIX)
    workspace.save(Value, {"pile": "less"}, id="value-candour")
    found = workspace.answers()
    assert by_weight(found)[0].heading == "Family"
    now = weighing(found)
    assert now
    assert now.decided == 20
