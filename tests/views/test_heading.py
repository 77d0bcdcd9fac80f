"""The top of a notebook: choosing and adding a company, the path, and where to go on."""

from __future__ import annotations

import datetime
import sqlite3
from collections.abc import Callable
from contextlib import closing
from typing import Any

import pytest
from ipywidgets.widgets.widget import _instances

from prepkit.deep_dive.records import Claim
from prepkit.workbook import Workbook
from prepkit.workspace import Workspace

DAY = datetime.date(2026, 11, 23)
WIDGET = "application/vnd.jupyter.widget-view+json"
Open = Callable[..., Any]


@pytest.fixture
def open_heading(workspace: Workspace, screen: list[Any], look: Open) -> Open:
    """Return what opens the top of a notebook on a page; each notebook has a Python of its own."""

    def opened(chapter: str = "deep_dive", company: str = "") -> Any:
        known = {found.id: found for found in workspace.companies()}
        workbook = Workbook(workspace, chapter, known.get(company), DAY, "me")
        before = len(screen)
        workbook.header()
        (shown,) = [data[WIDGET]["model_id"] for data in screen[before:] if WIDGET in data]
        page = look(_instances[shown])
        page.workbook = workbook
        return page

    return opened


def test_the_heading_names_the_companies_the_time_and_the_sections(
    workspace: Workspace, open_heading: Open
) -> None:
    workspace.add_company("Acme", interview_on="2026-12-04")
    workspace.add_company("Zenith")
    state = open_heading(company="acme").widget.state
    assert (state["company"], state["when"]) == ("acme", "Interview in 11 days, on 2026-12-04")
    assert [company["name"] for company in state["companies"]] == ["Acme", "Zenith"]
    assert [section["id"] for section in state["sections"]] == [
        "target", "before", "requirements", "claims", "library", "reading", "map", "dots",
        "questions", "after"]  # fmt: skip
    first = state["sections"][0]
    assert (first["done"], first["wanted"], first["on"]) == (2, 5, True)
    assert first["time"].startswith("about 10 minutes")
    assert state["next"]["section"] == "target"


def test_without_a_company_there_is_none_to_choose(open_heading: Open) -> None:
    state = open_heading().widget.state
    assert (state["company"], state["companies"]) == ("", [])
    assert state["when"] == "No interview date yet"


def test_choosing_a_company_works_for_it_and_is_remembered(
    workspace: Workspace, open_heading: Open
) -> None:
    for name in ("Acme", "Zenith"):
        workspace.add_company(name, interview_on="2026-11-24" if name == "Zenith" else "")
    page = open_heading(company="acme")
    assert "error" not in page.say("choose", company="zenith")
    assert page.widget.state["company"] == page.workbook.company == workspace.desk.company
    assert page.widget.state["when"] == "Interview tomorrow"


def test_choosing_a_company_that_is_not_there_says_so_and_changes_nothing(
    workspace: Workspace, open_heading: Open
) -> None:
    workspace.add_company("Acme")
    page = open_heading(company="acme")
    assert "no company 'zenith'" in page.say("choose", company="zenith")["error"]
    assert (page.widget.state["company"], workspace.desk.company) == ("acme", "")


def test_a_company_that_is_added_is_worked_for(workspace: Workspace, open_heading: Open) -> None:
    page = open_heading()
    answer = page.say("add", name=" Acme ", role="Baker", interview_on="2026-11-23")
    assert not answer.get("error") and not answer.get("problems")
    (company,) = workspace.companies()
    assert (company.target.name, company.target.role) == ("Acme", "Baker")
    assert (page.widget.state["company"], page.widget.state["when"]) == ("acme", "Interview today")
    assert workspace.desk.company == "acme"


def test_a_company_needs_no_more_than_a_name(workspace: Workspace, open_heading: Open) -> None:
    assert "error" not in open_heading().say("add", name="Acme")
    assert [company.id for company in workspace.companies()] == ["acme"]


def test_a_wrong_date_is_named_by_its_field_and_nothing_is_added(
    workspace: Workspace, open_heading: Open
) -> None:
    page = open_heading()
    answer = page.say("add", name="Acme", role="Baker", interview_on="next week")
    assert set(answer["problems"]) == {"interview_on"}
    assert answer["problems"]["interview_on"].startswith("not a date: 'next week'")
    assert (workspace.companies(), page.widget.state["company"]) == ([], "")


@pytest.mark.parametrize("name", ["", "   ", None, "---"])
def test_a_company_without_a_name_is_not_added(
    workspace: Workspace, open_heading: Open, name: str | None
) -> None:
    answer = open_heading().say("add", name=name, role="Baker")
    assert "no letter or digit" in str(answer.get("error") or answer.get("problems"))
    assert workspace.companies() == []


def test_a_company_that_is_there_already_is_not_added_again(
    workspace: Workspace, open_heading: Open
) -> None:
    workspace.add_company("Acme")
    answer = open_heading().say("add", name="acme")
    assert "there already: 'Acme'" in str(answer.get("error") or answer.get("problems"))
    assert len(workspace.companies()) == 1


def test_a_path_that_is_taken_holds_for_every_notebook(
    workspace: Workspace, open_heading: Open
) -> None:
    page, other = open_heading(), open_heading("compass")
    assert page.widget.state["path"] == "full"
    assert "error" not in page.say("path", path="short")
    on = [section["id"] for section in page.widget.state["sections"] if section["on"]]
    assert on == ["target", "before", "claims", "questions", "after"]
    assert open_heading("compass").widget.state["path"] == workspace.desk.path == "short"
    other.say("refresh")
    assert other.widget.state["path"] == "short"


def test_a_path_there_is_none_of_is_refused(workspace: Workspace, open_heading: Open) -> None:
    page = open_heading()
    answer = page.say("path", path="scenic")
    assert "scenic" in str(answer.get("error"))
    assert (page.widget.state["path"], workspace.desk.path) == ("full", "")


def test_the_heading_follows_what_another_window_saved_when_it_is_looked_at_again(
    workspace: Workspace, open_heading: Open
) -> None:
    workspace.add_company("Acme")
    page = open_heading(company="acme")
    workspace.save(Claim, {"statement": "big"}, company="acme")
    workspace.add_company("Zenith")
    page.say("refresh")
    done = {section["id"]: section["done"] for section in page.widget.state["sections"]}
    assert done["claims"] == 1
    assert [company["id"] for company in page.widget.state["companies"]] == ["acme", "zenith"]


def test_what_cannot_be_saved_is_said_in_one_line_and_can_be_done_again(
    workspace: Workspace, open_heading: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("prepkit.storage.database.BUSY_SECONDS", 0.01)
    page = open_heading()
    with closing(sqlite3.connect(workspace.folder / "prep.db", isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        for answer in (page.say("add", name="Acme"), page.say("path", path="short")):
            assert "another window" in answer["error"] and "\n" not in answer["error"]
        other.execute("ROLLBACK")
    assert "error" not in page.say("add", name="Acme")
    assert page.widget.state["company"] == "acme"


def test_a_heading_that_cannot_read_the_workspace_goes_on_showing_what_it_shows(
    workspace: Workspace, open_heading: Open
) -> None:
    page = open_heading()
    path = workspace.folder / "prep.db"
    path.rename(path.with_suffix(".away"))
    page.say("refresh")
    assert page.widget.state["path"] == "full"
    path.with_suffix(".away").rename(path)
