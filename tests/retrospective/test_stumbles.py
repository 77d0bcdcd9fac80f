"""Stumbles: what happened, what it cost, what grew from it."""

from __future__ import annotations

import datetime

from prepkit.block import Card, Note, Table
from prepkit.retrospective.records import Project, Stumble
from prepkit.retrospective.stumbles import summarise_stumbles
from prepkit.section import Answers
from prepkit.workspace import Audience, Workspace

DAY = datetime.date(2026, 11, 23)


def answers(workspace: Workspace, audience: Audience = "me") -> Answers:
    return workspace.answers(as_of=DAY, audience=audience)


def test_stumbles_say_how_many_name_a_later_occasion_and_judge_none(workspace: Workspace) -> None:
    workspace.save(Stumble, {"title": "a", "again": "In 2024"})
    workspace.save(Stumble, {"title": "b", "again": " "})
    note = summarise_stumbles(answers(workspace))[-1]
    assert isinstance(note, Note)
    assert note.text == "1 of 2 names a later occasion."
    workspace.save(Stumble, {"title": "c", "again": "At home"})
    note = summarise_stumbles(answers(workspace))[-1]
    assert isinstance(note, Note) and note.text == "2 of 3 name a later occasion."


def test_a_stumble_names_the_project_it_happened_in(workspace: Workspace) -> None:
    project = workspace.save(Project, {"title": "The move"})
    workspace.save(
        Stumble, {"title": "a", "when": "2020-03-09", "project": project.id, "cost": "sleep"}
    )
    card, note = summarise_stumbles(answers(workspace))
    assert isinstance(card, Card) and isinstance(note, Note)
    assert card.facts == (("When", "9 March 2020"), ("In which role or project", "The move"))
    assert card.texts == (("What it cost", "sleep"),)


def test_what_grew_stands_in_a_table_as_written(workspace: Workspace) -> None:
    workspace.save(Stumble, {"title": "a", "happened": "x", "changed": "- one\n- two"})
    workspace.save(Stumble, {"title": "b", "happened": "y"})
    table = summarise_stumbles(answers(workspace))[2]
    assert isinstance(table, Table)
    heads = [column.title for column in table.columns]
    assert heads == ["Stumble", "What changed afterwards", "Where the change showed again"]
    assert [[cell.text for cell in row] for row in table.rows] == [["a", "- one\n- two", ""]]


def test_how_many_there_are_is_not_said_where_some_may_be_left_out(workspace: Workspace) -> None:
    workspace.save(Stumble, {"title": "a", "again": "b"}, visibility="coach")
    found = summarise_stumbles(answers(workspace, "coach"))
    assert [block.type for block in found] == ["card", "table"]
