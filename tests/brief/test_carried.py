"""What is carried forward: keep, stop and try, what is due, and what is known now."""

from __future__ import annotations

import datetime
from typing import Any

import pytest

from prepkit.block import Block, Note, Table
from prepkit.brief.carried import summarise_carried, to_stop
from prepkit.brief.records import Carry
from prepkit.deep_dive.records import Dot
from prepkit.retrospective.records import Lead
from prepkit.section import Answers
from prepkit.workspace import Audience, Workspace

DAY = datetime.date(2026, 11, 23)


def page(workspace: Workspace, company: str = "", audience: Audience = "me") -> list[Block]:
    answers = workspace.answers(company=company, as_of=DAY, audience=audience)
    return summarise_carried(answers)


def rows(block: Block) -> list[list[str]]:
    assert isinstance(block, Table)
    return [[cell.text for cell in row] for row in block.rows]


def notes(blocks: list[Block]) -> list[str]:
    return [block.text for block in blocks if isinstance(block, Note)]


def carry(workspace: Workspace, what: str, sort: str = "", **values: Any) -> None:
    workspace.save(Carry, {"what": what, "sort": sort} | values)


def test_nothing_carried_and_nothing_known_is_nothing(workspace: Workspace) -> None:
    assert summarise_carried(Answers({}, DAY)) == []
    workspace.save(Carry, {"sort": "keep"})
    assert page(workspace) == []


def test_it_is_sorted_into_keep_stop_and_try_each_named_once(workspace: Workspace) -> None:
    carry(workspace, "Asking first", "try", why="Worked *once*", first="Monday")
    carry(workspace, "Saying yes", "stop")
    carry(workspace, "Not sure where")
    carry(workspace, "Night work", "stop")
    carry(workspace, "Fridays at ten", "keep")
    (table,) = page(workspace)
    assert [row[:2] for row in rows(table)] == [
        ["Keep", "Fridays at ten"], ["Stop", "Saying yes"], ["", "Night work"],
        ["Try", "Asking first"], ["Not sorted yet", "Not sure where"],
    ]  # fmt: skip
    assert rows(table)[3][2:] == ["Worked *once*", "Monday", ""]
    assert to_stop(workspace.answers(as_of=DAY)) == ["Saying yes", "Night work"]


@pytest.mark.parametrize(
    ("look_on", "shown"),
    [
        ("2026-11-23", "23 November 2026\ndue"),
        ("2026-11", "November 2026\ndue"),
        ("2025", "2025\ndue"),
        ("2026-11-24", "24 November 2026"),
        ("2027", "2027"),
        ("", ""),
    ],
)
def test_what_is_due_is_said(workspace: Workspace, look_on: str, shown: str) -> None:
    carry(workspace, "Saying yes", "stop", look_on=look_on)
    blocks = page(workspace)
    assert rows(blocks[0])[0][-1] == shown
    due = ["To be looked at again now: “Saying yes”."] if shown.endswith("due") else []
    assert notes(blocks) == due


def test_what_is_known_now_stands_below_with_since_when(workspace: Workspace) -> None:
    workspace.add_company("Acme")
    dot = {"theme": "Heat", "therefore": "Maps."}
    workspace.save(Dot, dot, company="acme")
    workspace.save(Lead, {"lead": "Users", "because": "Every Friday."})
    (table,) = page(workspace, "acme")
    assert rows(table) == [
        ["The industry and the company", "20 November 2026", "Connected: “Heat”", "“Maps.”"],
        ["My story", "20 November 2026", "Lead written down since: “Users”", "“Every Friday.”"],
    ]
    assert isinstance(table, Table)
    assert (
        table.caption
        == "What I know now and did not know before: since 26 October 2026, in the last 28 days"
    )
    workspace.save(Lead, {"lead": "Seen"}, visibility="coach")
    for (table,) in (page(workspace), page(workspace, "acme", "coach")):
        assert isinstance(table, Table)
        assert table.caption.endswith("since 25 August 2026, in the last 90 days")


def test_of_very_much_a_few_are_told_and_others_are_not_told_how_many_more(
    workspace: Workspace,
) -> None:
    for place in range(8):
        workspace.save(Lead, {"lead": f"Lead {place}"}, visibility="coach")
    (table,) = page(workspace)
    assert [row[0] for row in rows(table)] == ["My story\n3 of 8", "", ""]
    (table,) = page(workspace, audience="coach")
    assert [row[0] for row in rows(table)] == ["My story", "", ""]
