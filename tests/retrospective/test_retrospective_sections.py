from __future__ import annotations

import datetime
from typing import Any

import pytest

from prepkit.block import Block, Card, Chart, Note, Table
from prepkit.content import options
from prepkit.retrospective import CHAPTER
from prepkit.retrospective.records import Energy, Project, Story, Stumble
from prepkit.retrospective.sections import (
    summarise_energy,
    summarise_projects,
    summarise_stories,
    summarise_stumbles,
)
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


def column_of(table: Table, title: str) -> list[str]:
    place = [column.title for column in table.columns].index(title)
    return [row[place].text for row in table.rows]


def drawn(blocks: list[Block]) -> list[dict[str, Any]]:
    values: list[dict[str, Any]] = only(blocks, Chart).spec["data"]["values"]
    return values


def check(workspace: Workspace, started: str, energy: int | None, engagement: int | None) -> Energy:
    project = workspace.save(Project, {"title": f"from {started}", "started": started})
    values = {"project": project.id, "energy": energy, "engagement": engagement}
    return workspace.save(Energy, values)


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
    ("section", "kinds"),
    [
        ("projects", ["chart", "table", *["card"] * 10]),
        ("energy", ["chart", "table", "note", "note"]),
        ("stories", ["table", "note", *["card"] * 7]),
        ("stumbles", [*["card"] * 4, "note"]),
    ],
)
def test_the_sample_gives_the_blocks_expected(
    sample: Workspace, section: str, kinds: list[str]
) -> None:
    found = CHAPTER.section(section).summary(answers(sample))
    assert [block.type for block in found] == kinds


@pytest.mark.parametrize("section", [section.id for section in CHAPTER.sections])
def test_every_long_answer_of_the_sample_is_quoted_as_written(
    sample: Workspace, section: str
) -> None:
    found = CHAPTER.section(section)
    blocks = found.summary(answers(sample))
    quoted = {text for card in blocks if isinstance(card, Card) for _, text in card.texts}
    quoted |= {c.text for t in blocks if isinstance(t, Table) for row in t.rows for c in row}
    written = {getattr(record, spec.name) for record in sample.records(found.record)
               for spec in found.record.specs() if spec.kind == "long_text"}  # fmt: skip
    assert len(written) > 5
    assert written - {""} <= quoted


def test_projects_stand_in_the_order_they_began_with_the_undated_last(workspace: Workspace) -> None:
    for title, started in (("c", ""), ("b", "2020-05"), ("a", "2019"), ("d", "2021-01-02")):
        workspace.save(Project, {"title": title, "started": started})
    blocks = summarise_projects(answers(workspace))
    assert column_of(only(blocks, Table), "Role or project") == ["a", "b", "d", "c"]
    assert [value["label"] for value in drawn(blocks)] == ["a", "b", "d"]


@pytest.mark.parametrize(
    ("started", "ended", "first", "last", "when"),
    [
        ("2019", "2020", "2019-01-01", "2020-12-31", "2019 to 2020"),
        ("2019-05", "2020-02", "2019-05-01", "2020-02-29", "2019-05 to 2020-02"),
        ("2019-05", "", "2019-05-01", "2026-11-23", "2019-05 to now"),
        ("2027", "", "2027-01-01", "2027-12-31", "2027 to now"),
    ],
)
def test_a_span_covers_what_its_dates_name_and_goes_on_until_today(
    workspace: Workspace, started: str, ended: str, first: str, last: str, when: str
) -> None:
    workspace.save(Project, {"title": "x", "started": started, "ended": ended})
    blocks = summarise_projects(answers(workspace))
    assert [(value["from"], value["to"]) for value in drawn(blocks)] == [(first, last)]
    assert column_of(only(blocks, Table), "When") == [when]


def test_projects_without_a_date_have_a_table_and_no_picture(workspace: Workspace) -> None:
    workspace.save(Project, {"title": "x", "ended": "2020"})
    (table,) = summarise_projects(answers(workspace))
    assert isinstance(table, Table)
    assert column_of(table, "When") == ["until 2020"]


def test_only_projects_with_something_told_have_a_card(workspace: Workspace) -> None:
    workspace.save(Project, {"title": "a", "started": "2020"})
    workspace.save(Project, {"title": "b", "part": "all **of** it", "move": "bored"})
    card = only(summarise_projects(answers(workspace)), Card)
    assert card.title == "b"
    assert card.texts == (
        ("My own part", "all **of** it"),
        ("Why I started, why I moved on", "bored"),
    )


def test_energy_is_drawn_by_when_the_projects_began(workspace: Workspace) -> None:
    check(workspace, "2020", 2, 5)
    check(workspace, "2018", 4, 4)
    blocks = summarise_energy(answers(workspace))
    assert column_of(only(blocks, Table), "Role or project") == ["from 2018", "from 2020"]
    assert [(v["day"], v["kind"], v["rating"]) for v in drawn(blocks)] == [
        ("2018-01-01", "energy", 4), ("2018-01-01", "engagement", 4),
        ("2020-01-01", "energy", 2), ("2020-01-01", "engagement", 5),
    ]  # fmt: skip


def test_energy_of_a_single_project_is_not_drawn(workspace: Workspace) -> None:
    check(workspace, "2020", 2, 3)
    check(workspace, "2021", None, 3)
    assert [block.type for block in summarise_energy(answers(workspace))] == ["table", "note"]


@pytest.mark.parametrize(
    ("many", "said"),
    [
        (1, "1 so far: from six on, it is worth looking for what they have in common."),
        (5, "5 so far: from six on, it is worth looking for what they have in common."),
        (6, "6 projects: enough to give leads worth testing, too few to prove a pattern."),
    ],
)
def test_a_few_projects_are_said_to_prove_nothing(
    workspace: Workspace, many: int, said: str
) -> None:
    for year in range(2010, 2010 + many):
        check(workspace, str(year), 3, 3)
    assert notes(summarise_energy(answers(workspace))) == [said]


def test_projects_where_energy_and_engagement_lie_apart_are_named(workspace: Workspace) -> None:
    for year, energy, engagement in (
        ("2018", 1, 3),
        ("2019", 5, 4),
        ("2020", 5, 1),
        ("2021", 5, None),
    ):
        check(workspace, year, energy, engagement)
    assert notes(summarise_energy(answers(workspace)))[0] == (
        "Energy and engagement lie two or more steps apart in: from 2018; from 2020."
    )


def test_energy_of_a_deleted_project_is_kept_and_says_so(workspace: Workspace) -> None:
    made = check(workspace, "2020", 2, 5)
    workspace.delete(made.project)
    table = only(summarise_energy(answers(workspace)), Table)
    assert column_of(table, "Role or project") == ["(role or project no longer there)"]


def test_a_coach_is_not_told_that_a_private_project_was_deleted(workspace: Workspace) -> None:
    made = check(workspace, "2020", 2, 5)
    workspace.save(Energy, {}, id=made.id, visibility="coach")
    assert "no longer there" not in str(summarise_energy(answers(workspace, "coach")))


def test_competencies_without_a_story_are_named(workspace: Workspace) -> None:
    known = options("competencies")
    workspace.save(Story, {"title": "a", "competencies": [o.key for o in known[2:]]})
    assert notes(summarise_stories(answers(workspace))) == [
        f"20 of 22 competencies have a story. Not yet: {known[0].label}, {known[1].label}."
    ]
    workspace.save(Story, {"title": "b", "competencies": [known[0].key, known[1].key]})
    assert notes(summarise_stories(answers(workspace))) == ["All 22 competencies have a story."]


def test_stories_that_show_nothing_yet_are_listed_without_a_count(workspace: Workspace) -> None:
    workspace.save(Story, {"title": "a"})
    assert [block.type for block in summarise_stories(answers(workspace))] == ["table", "card"]


def test_a_story_is_told_in_order_with_what_lies_behind(workspace: Workspace) -> None:
    project = workspace.save(Project, {"title": "The move"})
    values = {
        "title": "Storm",
        "project": project.id,
        "when": "2024-02",
        "scope": "team",
        "situation": "s",
        "action": "a\n\nb",
        "number": "11 days",
        "reflection": "r",
    }
    workspace.save(Story, values)
    table, card = summarise_stories(answers(workspace))
    assert isinstance(table, Table)
    assert column_of(table, "From") == ["The move"]
    assert isinstance(card, Card)
    assert card.facts == (("When", "2024-02"), ("How far it reached", "My team"))
    assert [text for _, text in card.texts] == ["s", "a\n\nb", "11 days", "r"]


def test_stumbles_say_how_many_changes_are_proven(workspace: Workspace) -> None:
    workspace.save(Stumble, {"title": "a", "again": "In 2024"})
    workspace.save(Stumble, {"title": "b", "again": " "})
    assert notes(summarise_stumbles(answers(workspace))) == [
        "1 of 2 with proof that the change lasted."]  # fmt: skip


def test_a_stumble_names_the_project_it_happened_in(workspace: Workspace) -> None:
    project = workspace.save(Project, {"title": "The move"})
    workspace.save(Stumble, {"title": "a", "when": "2020", "project": project.id, "cost": "sleep"})
    card = only(summarise_stumbles(answers(workspace)), Card)
    assert card.facts == (("When", "2020"), ("In which role or project", "The move"))
    assert card.texts == (("What it cost", "sleep"),)


@pytest.mark.parametrize("kind", [Project, Energy, Story, Stumble])
def test_a_coach_sees_nothing_private_of_the_sample(
    sample: Workspace, kind: type[Project | Energy | Story | Stumble]
) -> None:
    private = [record for record in sample.records(kind) if record.origin.visibility == "private"]
    long = [spec.name for spec in kind.specs() if spec.kind == "long_text"]
    written = {getattr(record, name) for record in private for name in long} - {""}
    for audience, expected in (("me", True), ("coach", False)):
        found = answers(sample, audience)  # type: ignore[arg-type]  # both are audiences
        shown = "".join(str(section.summary(found)) for section in CHAPTER.sections)
        assert {repr(text) in shown for text in written} == {expected}


def test_what_is_given_to_the_coach_is_what_the_coach_sees(workspace: Workspace) -> None:
    workspace.save(Story, {"title": "Open", "reflection": "r"}, visibility="coach")
    workspace.save(Story, {"title": "Hidden", "reflection": "h"})
    table = only(summarise_stories(answers(workspace, "coach")), Table)
    assert column_of(table, "Story") == ["Open"]


@pytest.mark.parametrize("company", ["skerry-grid-data", "tinderbox-heat", ""])
def test_the_past_is_the_same_whichever_company_the_page_is_for(
    sample: Workspace, company: str
) -> None:
    found = sample.answers(company=company, as_of=DAY)
    for section in CHAPTER.sections:
        assert section.summary(found) == section.summary(answers(sample))
