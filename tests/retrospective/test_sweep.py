"""The evidence, year by year: which years are asked for, and what was found in them."""

from __future__ import annotations

import datetime
from typing import Any

import pytest

from prepkit.block import Note, Table
from prepkit.retrospective.career import years
from prepkit.retrospective.records import Project, Story, Sweep
from prepkit.retrospective.sweep import MOST_YEARS, summarise_sweep, years_asked
from prepkit.section import Answers
from prepkit.workspace import Audience, Workspace

DAY = datetime.date(2026, 11, 23)


def answers(workspace: Workspace, audience: Audience = "me") -> Answers:
    return workspace.answers(as_of=DAY, audience=audience)


def asked(workspace: Workspace) -> list[int]:
    return [int(prompt.key) for prompt in years_asked(answers(workspace))]


def look(workspace: Workspace, year: str, found: str = "", **more: object) -> None:
    workspace.save(Sweep, {"year": year, "found": found} | more, id=f"sweep-{year}")


def note(workspace: Workspace) -> str:
    found = summarise_sweep(answers(workspace))[-1]
    assert isinstance(found, Note)
    return found.text


def test_ten_years_are_asked_for_while_nothing_is_known(workspace: Workspace) -> None:
    assert asked(workspace) == list(range(2026, 2016, -1))


@pytest.mark.parametrize(
    ("started", "when", "last"),
    [("2019-05", "", 2019), ("2019", "2012-01-01", 2012), ("", "2024", 2024), ("2030", "", 2026)],
)
def test_years_go_back_to_the_first_that_is_known(
    workspace: Workspace, started: str, when: str, last: int
) -> None:
    workspace.save(Project, {"title": "a", "started": started})
    workspace.save(Story, {"title": "b", "when": when})
    assert asked(workspace) == list(range(2026, last - 1, -1))


def test_forty_years_are_the_most_that_are_asked_for(workspace: Workspace) -> None:
    workspace.save(Project, {"title": "a", "started": "1961"})
    assert len(asked(workspace)) == MOST_YEARS
    assert asked(workspace)[0] == 2026


def test_a_year_that_was_looked_through_is_always_asked_for(
    workspace: Workspace,
) -> None:
    workspace.save(Project, {"title": "a", "started": "2025"})
    look(workspace, "2020", "x")
    look(workspace, "2014-13", "not a year")
    assert asked(workspace)[-1] == 2020


def test_a_year_says_what_is_known_of_it_and_where_to_look(workspace: Workspace) -> None:
    workspace.save(Project, {"title": "Leak maps", "started": "2014-03", "ended": "2016"})
    workspace.save(Story, {"title": "A wrong map", "when": "2015-05"})
    found = {prompt.key: prompt for prompt in years_asked(answers(workspace))}
    assert found["2015"].help == "That year, as far as is written: Leak maps; A wrong map."
    assert found["2017"].help == ""
    (_, begun), (_, ended), (_, now) = (found[year].more[0] for year in ("2014", "2016", "2026"))
    assert begun.startswith("The contract and the first weeks of Leak maps. Where calendar and")
    assert ended.startswith("The last weeks and the farewells of Leak maps.")
    assert now.startswith("Go through the calendar, meeting by meeting")


def test_only_the_years_asked_are_gone_through(
    workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    for started, ended in (("0001", "2020"), ("2020", "9999"), ("2019", "2020"), ("2030", "")):
        workspace.save(Project, {"title": started, "started": started, "ended": ended})
    gone_through: list[int] = []

    def recorded(*given: Any) -> range:
        gone_through.extend(found := years(*given))
        return found

    monkeypatch.setattr("prepkit.retrospective.sweep.years", recorded)
    helps = {prompt.key: prompt.help for prompt in years_asked(answers(workspace))}
    assert sorted(set(gone_through)) == list(range(1987, 2027))
    assert [helps[year] for year in ("1987", "2019", "2020", "2026")] == [
        "That year, as far as is written: 0001.", "That year, as far as is written: 0001; 2019.",
        "That year, as far as is written: 0001; 2019; 2020.",
        "That year, as far as is written: 2020.",
    ]  # fmt: skip


def test_of_very_many_projects_in_a_year_a_few_are_named(workspace: Workspace) -> None:
    for n in range(9):
        workspace.save(Project, {"title": f"p{n}", "started": "2026"})
    assert years_asked(answers(workspace))[0].help.endswith("p4; p5; and 3 more.")


def test_what_was_found_stands_year_by_year_as_written(workspace: Workspace) -> None:
    look(workspace, "2020", "- **one**\n- two", looked=["mail", "calendar"])
    look(workspace, "2015", "early")
    look(workspace, "2016")
    table = summarise_sweep(answers(workspace))[0]
    assert isinstance(table, Table)
    assert [[cell.text for cell in row] for row in table.rows] == [
        ["2015", "", "early"], ["2020", "Mail and messages, Calendar", "- **one**\n- two"],
    ]  # fmt: skip


def test_the_years_looked_through_are_counted_and_those_to_come_named(workspace: Workspace) -> None:
    workspace.save(Project, {"title": "a", "started": "2020"})
    look(workspace, "2021", looked=["photos"])
    look(workspace, "2026", "x")
    assert note(workspace) == (
        "2 of 7 years looked through. Not yet: 2020, 2022 to 2025. Nothing noted for 2021."
    )


def test_when_every_year_is_done_nothing_is_left_to_name(workspace: Workspace) -> None:
    workspace.save(Project, {"title": "a", "started": "2026"})
    look(workspace, "2026", "x")
    assert note(workspace) == "1 of 1 years looked through."


def test_which_years_are_missing_is_not_said_where_some_may_be_left_out(
    workspace: Workspace,
) -> None:
    workspace.save(Sweep, {"year": "2020", "found": "x"}, visibility="coach")
    assert [block.type for block in summarise_sweep(answers(workspace, "coach"))] == ["table"]
