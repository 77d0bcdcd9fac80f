"""Energy and engagement: two scales, the moments, and what so few can carry."""

from __future__ import annotations

import datetime
from typing import Any

import pytest

from prepkit.block import Block, Chart, Note, Table
from prepkit.retrospective.energy import last_checks, summarise_energy
from prepkit.retrospective.records import Energy, Project
from prepkit.section import Answers
from prepkit.workspace import Audience, Workspace

DAY = datetime.date(2026, 11, 23)


def answers(workspace: Workspace, audience: Audience = "me") -> Answers:
    return workspace.answers(as_of=DAY, audience=audience)


def only(blocks: list[Block], kind: type[Any]) -> Any:
    (found,) = [block for block in blocks if isinstance(block, kind)]
    return found


def notes(blocks: list[Block]) -> list[str]:
    return [block.text for block in blocks if isinstance(block, Note)]


def rows(blocks: list[Block]) -> list[list[str]]:
    return [[cell.text for cell in row] for row in only(blocks, Table).rows]


def check(workspace: Workspace, started: str, energy: int | None, engagement: int | None) -> Energy:
    project = workspace.save(Project, {"title": f"from {started}", "started": started})
    values = {"project": project.id, "energy": energy, "engagement": engagement}
    return workspace.save(Energy, values)


def drawn(blocks: list[Block]) -> list[str]:
    """Return what is said of each bar, those of the first scale first."""
    layers = only(blocks, Chart).spec["layer"]
    return [bar["says"] for layer in layers if layer["mark"]["type"] == "rect"
            for bar in layer["data"]["values"]]  # fmt: skip


def test_a_project_is_drawn_on_both_scales_for_as_long_as_it_lasted(
    workspace: Workspace,
) -> None:
    check(workspace, "2020", 2, 5)
    check(workspace, "2018", 4, None)
    blocks = summarise_energy(answers(workspace))
    assert [row[0] for row in rows(blocks)] == ["from 2018", "from 2020"]
    assert drawn(blocks) == [
        "from 2018: 2018 to now, energy 4", "from 2020: 2020 to now, energy 2",
        "from 2020: 2020 to now, engagement 5",
    ]  # fmt: skip


def test_energy_of_a_single_project_is_not_drawn(workspace: Workspace) -> None:
    check(workspace, "2020", 2, 3)
    workspace.save(Energy, {"energy": 3})
    assert [block.type for block in summarise_energy(answers(workspace))] == ["table", "note"]


def test_a_moment_without_a_rating_is_quoted_and_counts_for_nothing(workspace: Workspace) -> None:
    project = workspace.save(Project, {"title": "x", "started": "2020"})
    workspace.save(Energy, {"project": project.id, "moment": "The clock ran fast."})
    (table,) = summarise_energy(answers(workspace))
    assert rows([table]) == [["x", "–", "–", "The clock ran fast."]]


def test_of_several_checks_of_a_project_the_last_counts_and_all_are_shown(
    workspace: Workspace,
) -> None:
    first = check(workspace, "2020", 1, 1)
    check(workspace, "2021", 3, 3)
    workspace.save(Energy, {"project": first.project, "energy": 5, "engagement": 5})
    blocks = summarise_energy(answers(workspace))
    assert [row[1] for row in rows(blocks)] == ["1", "5", "3"]
    assert "from 2020: 2020 to now, energy 5" in drawn(blocks)
    assert len(drawn(blocks)) == 4
    assert notes(blocks)[0].startswith("2 projects with energy rated so far")


def test_a_later_check_of_one_scale_leaves_the_other_as_it_was_rated(workspace: Workspace) -> None:
    first = check(workspace, "2020", 5, 5)
    check(workspace, "2018", 4, None)
    workspace.save(Energy, {"project": first.project, "engagement": 2})
    found = answers(workspace)
    assert drawn(summarise_energy(found)) == [
        "from 2020: 2020 to now, energy 5", "from 2018: 2018 to now, energy 4",
        "from 2020: 2020 to now, engagement 2",
    ]  # fmt: skip
    counted = {check.project: check for check in last_checks(found.all(Energy))}[first.project]
    assert (counted.energy, counted.engagement) == (5, 2)


@pytest.mark.parametrize(
    ("many", "said"),
    [
        (1, "1 project with energy rated so far: from six on, it is worth looking for what they "
            "have in common."),
        (5, "5 projects with energy rated so far: from six on, it is worth looking for what they "
            "have in common."),
        (6, "6 projects with energy rated: enough to give leads worth testing, too few to prove a "
            "pattern."),
    ],
)  # fmt: skip
def test_a_few_projects_are_said_to_prove_nothing(
    workspace: Workspace, many: int, said: str
) -> None:
    for year in range(2010, 2010 + many):
        check(workspace, str(year), 3, 3)
    assert notes(summarise_energy(answers(workspace))) == [said]


def test_only_projects_that_are_there_with_their_energy_rated_count(workspace: Workspace) -> None:
    gone = [check(workspace, str(year), 3, 3).project for year in range(2010, 2016)]
    for id in gone:
        workspace.delete(id)
    for _ in range(6):
        workspace.save(Energy, {"energy": 3})
    untitled = workspace.save(Project, {"title": " ", "started": "2024"}).id
    workspace.save(Energy, {"project": untitled, "energy": 3})
    check(workspace, "2018", None, 3)
    assert notes(summarise_energy(answers(workspace))) == []
    made = check(workspace, "2020", 3, 3)
    workspace.save(Energy, {"project": made.project, "engagement": 4})
    (said,) = notes(summarise_energy(answers(workspace)))
    assert said.startswith("1 project with energy rated so far")


def test_how_many_there_are_is_not_said_where_some_may_be_left_out(workspace: Workspace) -> None:
    made = check(workspace, "2020", 2, 3)
    workspace.save(Energy, {}, id=made.id, visibility="coach")
    assert notes(summarise_energy(answers(workspace, "coach"))) == []


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
    assert rows(summarise_energy(answers(workspace)))[0][0] == (
        "(role or project no longer there)"
    )  # fmt: skip


def test_a_coach_is_not_told_that_a_private_project_was_deleted(workspace: Workspace) -> None:
    made = check(workspace, "2020", 2, 5)
    workspace.save(Energy, {}, id=made.id, visibility="coach")
    assert "no longer there" not in str(summarise_energy(answers(workspace, "coach")))


def test_of_very_many_projects_each_scale_has_a_picture_of_its_own(workspace: Workspace) -> None:
    for year in range(2006, 2026):
        check(workspace, str(year), 3, 4)
    first, second = [b for b in summarise_energy(answers(workspace)) if isinstance(b, Chart)]
    assert first.alt == "Energy from 1 to 5, for 20 roles and projects."
    assert second.caption == "Engagement, for as long as each role or project lasted"
