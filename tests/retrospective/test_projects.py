"""The career: picture, table with the moves, words, and what a CV suggests."""

from __future__ import annotations

import datetime
import json
from typing import Any

from prepkit.block import Block, Card, Chart, Note, Table
from prepkit.chapters import chapter
from prepkit.intake import Intake
from prepkit.retrospective.projects import seeds_of_projects, summarise_projects
from prepkit.retrospective.records import Project, Resume
from prepkit.section import Answers
from prepkit.slots import Slots
from prepkit.workspace import Audience, Workspace

DAY = datetime.date(2026, 11, 23)
SECTION = chapter("retrospective").section("projects")
JOBS = [
    {"position": "Analyst", "name": "Tidewater", "startDate": "2014", "endDate": "2016"},
    {"position": "Lead", "name": "Kelp", "startDate": "2016", "summary": "Tides."},
]


def answers(workspace: Workspace, audience: Audience = "me") -> Answers:
    return workspace.answers(as_of=DAY, audience=audience)


def tables(blocks: list[Block]) -> dict[str, Table]:
    return {block.caption: block for block in blocks if isinstance(block, Table)}


def column_of(table: Table, title: str) -> list[str]:
    place = [column.title for column in table.columns].index(title)
    return [row[place].text for row in table.rows]


def bring(workspace: Workspace, *jobs: dict[str, Any], name: str = "cv.json") -> None:
    Intake(workspace).take(name, json.dumps({"work": jobs}).encode())


def slots(workspace: Workspace) -> Slots:
    return Slots(workspace, SECTION, lambda: answers(workspace))


def suggested(workspace: Workspace) -> list[str]:
    return [seed.title for seed in slots(workspace).seeds(answers(workspace), "")]


def test_projects_stand_in_the_order_they_began_with_the_undated_last(workspace: Workspace) -> None:
    for title, started in (("c", ""), ("b", "2020-05"), ("a", "2019"), ("d", "2021-01-02")):
        workspace.save(Project, {"title": title, "started": started})
    chart, table = summarise_projects(answers(workspace))
    assert isinstance(table, Table) and isinstance(chart, Chart)
    assert column_of(table, "Role or project") == ["a", "b", "d", "c"]
    assert chart.alt.startswith("3 roles and projects from 2019 to 2026.")
    assert chart.alt.endswith("Something else: 3. 3 of them go on.")


def test_projects_without_a_date_have_a_table_and_no_picture(workspace: Workspace) -> None:
    workspace.save(Project, {"title": "x", "ended": "2020"})
    (table,) = summarise_projects(answers(workspace))
    assert isinstance(table, Table)
    assert column_of(table, "When") == ["until 2020"]


def test_a_career_too_long_for_a_page_has_one_picture_a_kind(workspace: Workspace) -> None:
    for n in range(40):
        values = {"title": f"p{n}", "started": "2000", "ended": "2001"}
        workspace.save(Project, values | {"form": ("role", "project")[n % 2]})
    charts = [b for b in summarise_projects(answers(workspace)) if isinstance(b, Chart)]
    assert [chart.alt.split(". ")[1] for chart in charts] == ["Role: 20.", "Project: 20."]


def cells(table: Table) -> list[list[str]]:
    return [[cell.text for cell in row] for row in table.rows]


def test_only_what_was_told_of_a_project_has_a_row_and_a_column(workspace: Workspace) -> None:
    workspace.save(Project, {"title": "a", "started": "2020", "move": "bored"})
    workspace.save(Project, {"title": "b", "part": "all **of** it\n\n- twice"})
    workspace.save(Project, {"title": "c", "skills": ["SQL", "boats"]})
    table = tables(summarise_projects(answers(workspace)))["What I did in them"]
    assert [head.title for head in table.columns] == [
        "Role or project", "My own part", "Skills used",
    ]  # fmt: skip
    assert cells(table) == [["b", "all **of** it\n\n- twice", ""], ["c", "", "SQL, boats"]]


def test_a_long_text_has_a_card_with_all_its_words_and_no_row(workspace: Workspace) -> None:
    long = "tides and tables " * 40
    workspace.save(Project, {"title": "a", "what": long, "skills": ["SQL"]})
    workspace.save(Project, {"title": "b", "what": "short"})
    blocks = summarise_projects(answers(workspace))
    (card,) = [block for block in blocks if isinstance(block, Card)]
    assert (card.title, card.facts, card.texts) == (
        "a", (("Skills used", "SQL"),), (("What it was", long),),
    )  # fmt: skip
    assert cells(tables(blocks)["What I did in them"]) == [["b", "short"]]


def test_moves_stand_in_order_of_time_with_what_began_next(workspace: Workspace) -> None:
    for title, started, ended, move in (
        ("c", "2020-03", "", "an end date"), ("a", "2012", "2014-03", "the rota"),
        ("b", "2014-03", "2016", ""), ("d", "2014-03", "", ""),
    ):  # fmt: skip
        values = {"title": title, "started": started, "ended": ended, "move": move}
        workspace.save(Project, values | {"form": "role", "team_size": 3, "organisation": "Kelp"})
    table = tables(summarise_projects(answers(workspace)))["Roles and projects"]
    assert table.columns[1].title == "When, and next within a year"
    where = "Role, 3 people\nKelp"
    assert cells(table) == [
        ["a", "2012 to 2014-03\nthen b and d", where, "the rota"],
        ["b", "2014-03 to 2016", where, ""],
        ["d", "2014-03 to now", where, ""],
        ["c", "2020-03 to now", where, "an end date"],
    ]


def test_what_is_still_to_begin_is_not_said_to_go_on(workspace: Workspace) -> None:
    workspace.save(Project, {"title": "a", "started": "2030"})
    chart, table = summarise_projects(answers(workspace))
    assert isinstance(table, Table) and isinstance(chart, Chart)
    assert column_of(table, "When") == ["from 2030"]
    assert "a: from 2030" in str(chart.spec)


def test_a_coach_is_not_told_what_began_next_as_it_may_be_left_out(workspace: Workspace) -> None:
    values = {"title": "a", "started": "2012", "ended": "2014", "move": "m"}
    workspace.save(Project, values, visibility="coach")
    workspace.save(Project, {"title": "b", "started": "2014"}, visibility="coach")
    table = tables(summarise_projects(answers(workspace, "coach")))["Roles and projects"]
    assert table.columns[1].title == "When"
    assert [row[1] for row in cells(table)] == ["2012 to 2014", "2014 to now"]


def test_a_cv_suggests_its_entries_newest_first_and_privately(workspace: Workspace) -> None:
    bring(workspace, *JOBS)
    seeds = seeds_of_projects(answers(workspace))
    assert [(seed.values["title"], seed.why, seed.visibility) for seed in seeds] == [
        ("Lead", "From cv.json: work", "private"), ("Analyst", "From cv.json: work", "private"),
    ]  # fmt: skip
    assert not any(seed.standing for seed in seeds)


def test_what_was_kept_or_taken_off_is_not_suggested_by_the_next_edition_of_a_cv(
    workspace: Workspace,
) -> None:
    bring(workspace, *JOBS)
    lead, analyst = (seed.key for seed in seeds_of_projects(answers(workspace)))
    slots(workspace).keep("", [lead])
    slots(workspace).dismiss("", [analyst])
    new = {"position": "Head", "name": "Kelp", "startDate": "2025"}
    bring(workspace, new, JOBS[1] | {"endDate": "2025", "summary": "More."}, JOBS[0], name="new")
    assert suggested(workspace) == ["Head"]
    (kept,) = workspace.records(Project)
    assert (kept.heading, kept.what, kept.organisation) == ("Lead", "Tides.", "Kelp")


def test_what_was_written_down_by_hand_is_not_suggested_again(workspace: Workspace) -> None:
    workspace.save(Project, {"title": " lead", "organisation": "KELP", "started": "2016-05"})
    bring(workspace, *JOBS)
    assert suggested(workspace) == ["Analyst"]


def test_two_cvs_with_the_same_job_suggest_it_once(workspace: Workspace) -> None:
    bring(workspace, *JOBS)
    bring(workspace, JOBS[0] | {"summary": "Newer words."}, name="new.json")
    seeds = {seed.values["title"]: seed for seed in seeds_of_projects(answers(workspace))}
    assert set(seeds) == {"Lead", "Analyst"}
    assert seeds["Analyst"].values["what"] == "Newer words."
    assert seeds["Analyst"].why == "From new.json: work"


def test_a_cv_that_cannot_be_read_suggests_nothing(workspace: Workspace) -> None:
    workspace.save(Resume, {"file": "cv.json", "content": "{broken"})
    assert seeds_of_projects(answers(workspace)) == []
    assert summarise_projects(answers(workspace)) == []


def test_what_ends_before_it_starts_is_named_below_the_table(workspace: Workspace) -> None:
    for title, started, ended in (
        ("a", "2019-05", "2019-01"), ("b", "2019-05", "2019"), ("c", "2019-05", "2019-05-01"),
        ("d", "2020", "2018-12-09"), ("e", "2020", ""), ("f", "", "2018"),
    ):  # fmt: skip
        workspace.save(Project, {"title": title, "started": started, "ended": ended})
    blocks = summarise_projects(answers(workspace))
    place = next(n for n, block in enumerate(blocks) if isinstance(block, Table))
    assert blocks[place + 1] == Note(
        text="Ends before it starts: a (2019-05 to 2019-01), d (2020 to 9 December 2018)."
    )


def test_dates_at_the_ends_of_the_calendar_do_no_harm(workspace: Workspace) -> None:
    values = {"started": "0001", "ended": "9999-12-31", "move": "m"}
    workspace.save(Project, values | {"title": "a"})
    workspace.save(Project, values | {"title": "b", "started": "9999"})
    kinds = [block.type for block in summarise_projects(answers(workspace))]
    assert kinds == ["chart", "table"]
