"""Bringing in a CV: by the command, and as a notebook's cell shows it."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from prepkit.cli import cli
from prepkit.errors import UnknownRecordError, UnreadableFileError
from prepkit.intake import Intake
from prepkit.retrospective.records import Project, Resume
from prepkit.views.brought import Brought
from prepkit.views.cv import CvDoor
from prepkit.views.form import Form
from prepkit.workbook import Workbook
from prepkit.workspace import Workspace

DATA = json.dumps(
    {
        "work": [
            {"position": "Analyst", "name": "Tidewater", "startDate": "2014", "endDate": "soon"},
            {"position": "Lead", "name": "Kelp", "startDate": "2016"},
        ]
    }
).encode()


@pytest.fixture
def intake(workspace: Workspace) -> Intake:
    return Intake(workspace)


def test_a_cv_is_kept_privately_as_it_came(intake: Intake, workspace: Workspace) -> None:
    brought = intake.take("cv.json", DATA)
    assert (brought.found, brought.left) == (2, 2)
    assert brought.notes == ("No dates, left open: “soon” (Analyst).",)
    (kept,) = workspace.records(Resume)
    assert kept.content.encode() == DATA
    assert kept.origin.visibility == "private"


def test_the_same_file_twice_is_one_cv(intake: Intake, workspace: Workspace) -> None:
    first = intake.take("cv.json", DATA)
    for name in ("cv.json", "copy of cv.json"):
        again = intake.take(name, DATA)
        assert again == replace(first, again=True)
        assert again.says == (
            "This CV is here already. 2 roles and projects found: they wait to be kept."
        )
    assert len(workspace.history(first.id)) == 1
    assert intake.arrivals(workspace.answers()).brought == (first,)


def test_what_is_no_cv_leaves_nothing_behind(intake: Intake, workspace: Workspace) -> None:
    with pytest.raises(UnreadableFileError):
        intake.take("cv.pdf", b"%PDF-1.7")
    assert workspace.revisions() == []


def test_a_cv_that_was_taken_off_suggests_nothing_until_it_comes_again(
    intake: Intake, workspace: Workspace
) -> None:
    brought = intake.take("cv.json", DATA)
    intake.take_off(brought.id)
    assert intake.arrivals(workspace.answers()).brought == ()
    with pytest.raises(UnknownRecordError):
        intake.take_off(brought.id)
    assert intake.take("cv.json", DATA) == brought


def test_only_a_cv_can_be_taken_off(intake: Intake, workspace: Workspace) -> None:
    project = workspace.save(Project, {"title": "Leak maps"})
    with pytest.raises(UnknownRecordError):
        intake.take_off(project.id)
    assert workspace.records(Project)


@pytest.mark.parametrize(
    ("found", "left", "says"),
    [
        (2, 2, "2 roles and projects found: they wait to be kept."),
        (1, 1, "1 role or project found: it waits to be kept."),
        (3, 1, "3 roles and projects found: 1 waits to be kept."),
        (3, 0, "3 roles and projects found: none waits to be kept any more."),
    ],
)
def test_what_came_of_a_cv_is_said_in_words(found: int, left: int, says: str) -> None:
    assert Brought("resume-1", "cv.json", found, left).says == says


def test_the_door_is_closed_once_there_are_projects_and_nothing_waits(
    intake: Intake, workspace: Workspace
) -> None:
    assert not intake.arrivals(workspace.answers()).closed
    workspace.save(Project, {"title": "Leak maps"})
    assert intake.arrivals(workspace.answers()).closed
    intake.take("cv.json", DATA)
    assert not intake.arrivals(workspace.answers()).closed


def test_the_cell_of_projects_has_the_door_and_its_form_suggests_what_came_in(
    workspace: Workspace, screen: list[dict[str, Any]], look: Callable[[Any], Any]
) -> None:
    book = Workbook(workspace, "retrospective", None, None, "me")
    book.form("projects")
    door, form = (widget for _, widget in book._live)
    assert isinstance(door, CvDoor) and isinstance(form, Form)
    page, shown = look(door), look(form)
    door._received(None, {"do": "take", "client": page.client, "seq": 1, "name": "cv"}, [DATA])
    assert page.told[-2]["brought"]["found"] == 2
    assert [seed["title"] for seed in shown.told[-1]["seeds"]] == ["Lead", "Analyst"]
    assert page.told[-1]["brought"][0]["file"] == "cv"


def test_the_command_says_what_was_found_and_what_was_not(
    workspace: Workspace, tmp_path: Path
) -> None:
    file = tmp_path / "cv \x1b[31m.json"
    file.write_bytes(DATA)
    command = ["cv", str(file), "--workspace", str(workspace.folder)]
    done = CliRunner().invoke(cli, command)
    assert done.exit_code == 0
    assert done.output.splitlines()[:2] == [
        "cv [31m.json: 2 roles and projects found: they wait to be kept.",
        "  No dates, left open: “soon” (Analyst).",
    ]
    file.write_bytes(b"%PDF-1.7")
    failed = CliRunner().invoke(cli, command)
    assert failed.exit_code == 1
    assert failed.output.startswith("Error: a PDF, not JSON Resume: ")
