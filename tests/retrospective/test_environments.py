"""What is looked at in a team, and how each role or project was."""

from __future__ import annotations

import datetime
from typing import Any
from xml.etree import ElementTree

import pytest

from prepkit.block import Block, Chart, Note, Table
from prepkit.content import load, options
from prepkit.retrospective.environments import (
    asked_of_projects,
    attribute,
    looked_at,
    rated_attributes,
    ratings_of,
    settings_of,
    summarise_environments,
    summarise_lens,
)
from prepkit.retrospective.records import Lens, Project, Setting
from prepkit.retrospective.sections import CHAPTER
from prepkit.section import Answers
from prepkit.views.pictures import svg
from prepkit.workspace import Audience, Workspace

KEYS = [option.key for option in options("environments")]
SVG = "{http://www.w3.org/2000/svg}"


def answers(workspace: Workspace, audience: Audience = "me") -> Answers:
    return workspace.answers(as_of=datetime.date(2026, 11, 23), audience=audience)


def look_at(workspace: Workspace, *keys: str, **more: Any) -> None:
    workspace.save(Lens, {"attributes": keys, **more}, id="lens")


def rate(
    workspace: Workspace, title: str, started: str = "", best: str = "", **ratings: int
) -> Project:
    project = workspace.save(Project, {"title": title, "started": started})
    values = {"ratings": list(ratings.items()), "best": best}
    workspace.save(Setting, values, id=f"setting-{project.id}")
    return project


def charts(blocks: list[Block]) -> list[Chart]:
    return [block for block in blocks if isinstance(block, Chart)]


def notes(blocks: list[Block]) -> list[str]:
    return [block.text for block in blocks if isinstance(block, Note)]


def words(chart: Chart) -> list[str]:
    root = ElementTree.fromstring(svg(chart))
    return ["".join(text.itertext()) for text in root.iter(f"{SVG}text")]


def test_every_attribute_may_stand_for_values_that_exist() -> None:
    values = {option.key for option in options("values")}
    used = [key for item in load("environments")["environments"] for key in item["values"]]
    assert used
    assert set(used) <= values


def test_every_attribute_asks_an_open_question_and_names_both_ends() -> None:
    for item in load("environments")["environments"]:
        assert item["ask"].endswith("?"), item["key"]
        assert item["ask"].split()[0] not in {"Is", "Are", "Do", "Does", "Can"}, item["key"]
        assert item["low"] != item["high"], item["key"]
        assert max(len(item["low"]), len(item["high"]), len(item["label"])) <= 24, item["key"]


def test_what_is_looked_at_stands_with_the_ends_of_its_scale(workspace: Workspace) -> None:
    look_at(workspace, "pace", own=["Music"], why="calm *helps*")
    table, card, note = summarise_lens(answers(workspace))
    assert isinstance(table, Table)
    assert [[c.text for c in row] for row in table.rows] == [
        ["Pace", "slow … fast", "Music", "little … a lot"],
    ]  # fmt: skip
    assert card.texts == (("", "calm *helps*"),)
    assert isinstance(note, Note)


@pytest.mark.parametrize(("many", "rows", "wide"), [(1, 1, 2), (2, 1, 4), (9, 5, 4), (10, 5, 4)])
def test_scales_stand_two_a_row(workspace: Workspace, many: int, rows: int, wide: int) -> None:
    look_at(workspace, *KEYS[:many])
    table = summarise_lens(answers(workspace))[0]
    assert isinstance(table, Table)
    assert len(table.rows) == rows
    assert {len(row) for row in (table.columns, *table.rows)} == {wide}


@pytest.mark.parametrize(
    ("many", "said"), [(7, "7 so far."), (8, ""), (12, ""), (13, "13 in all.")]
)
def test_too_few_and_too_many_are_told_kindly_why(
    workspace: Workspace, many: int, said: str
) -> None:
    look_at(workspace, *KEYS[:many])
    found = notes(summarise_lens(answers(workspace)))
    assert [text[: len(said)] for text in found] == ([said] if said else [])


def test_looking_at_everything_is_told_how_many_projects_it_takes(workspace: Workspace) -> None:
    look_at(workspace, *KEYS)
    (note,) = notes(summarise_lens(answers(workspace)))
    assert "with 25 at least 11, with 8 at least 9" in note


def test_an_expectation_alone_is_shown_without_a_table(workspace: Workspace) -> None:
    look_at(workspace, why="calm")
    assert [block.type for block in summarise_lens(answers(workspace))] == ["card"]


def test_words_of_ones_own_have_a_neutral_question_with_them() -> None:
    own = attribute("music * in the office " * 9)
    assert own.is_own
    assert own.label.endswith("…")
    assert own.label in own.ask
    assert attribute("Music").ask == "How much “Music” is there in an ordinary week?"


def test_ratings_are_drawn_by_when_projects_began_and_gaps_stay_empty(workspace: Workspace) -> None:
    look_at(workspace, "pace", "feedback")
    rate(workspace, "later", "2020", feedback=2)
    rate(workspace, "earlier", "2010", pace=4, feedback=5)
    (chart,) = charts(summarise_environments(answers(workspace)))
    drawn = words(chart)
    assert drawn.index("earlier") < drawn.index("later")
    assert sorted(word for word in drawn if word.isdigit()) == ["2", "4", "5"]
    assert chart.alt == "Ratings of 2 roles and projects for 2 attributes."


@pytest.mark.parametrize("name", ["<b>&amp;", "漢字", "مرحبا", "{x}", "null", "constructor"])
def test_any_name_is_drawn_as_it_is(workspace: Workspace, name: str) -> None:
    rate(workspace, name, **{name: 3})
    (chart,) = charts(summarise_environments(answers(workspace)))
    assert words(chart).count(name) == 2


def test_many_projects_and_attributes_are_drawn_on_several_pages(workspace: Workspace) -> None:
    for number in range(31):
        rate(workspace, f"project {number}", **dict.fromkeys(KEYS, 3))
    drawn = charts(summarise_environments(answers(workspace)))
    assert len(drawn) == 4
    assert sum(words(chart).count("3") for chart in drawn) == 31 * 25
    assert max(chart.spec["width"] for chart in drawn) <= 640
    assert max(chart.spec["height"] for chart in drawn) <= 900


def test_what_brought_out_the_best_is_quoted_even_without_a_rating(workspace: Workspace) -> None:
    rate(workspace, "a", best="quiet\n\nrooms")
    (table,) = summarise_environments(answers(workspace))
    assert isinstance(table, Table)
    assert [[c.text for c in row] for row in table.rows] == [["a", "quiet\n\nrooms"]]


def test_what_was_rated_before_is_kept_and_said_to_be_looked_at_no_more(
    workspace: Workspace,
) -> None:
    look_at(workspace, "pace")
    rate(workspace, "a", feedback=2, pace=3)
    found = answers(workspace)
    assert rated_attributes(found) == ["pace", "feedback"]
    said = "Rated before, and not looked at any more: Feedback."
    assert notes(summarise_environments(found)) == [said]


def test_the_environment_of_a_deleted_project_is_left_out(workspace: Workspace) -> None:
    gone = rate(workspace, "gone", pace=1)
    rate(workspace, "here", pace=2)
    workspace.delete(gone.id)
    found = answers(workspace)
    assert [project.heading for project, _ in settings_of(found)] == ["here"]
    assert "gone" not in str(summarise_environments(found))


def test_a_coach_is_not_told_what_is_no_longer_looked_at(workspace: Workspace) -> None:
    look_at(workspace, "pace")
    project = rate(workspace, "a", feedback=2)
    for record in (project, workspace.records(Setting)[0]):
        workspace.save(type(record), {}, id=record.id, visibility="coach")
    blocks = summarise_environments(answers(workspace, "coach"))
    assert [block.type for block in blocks] == ["chart"]


def test_words_of_ones_own_keep_their_place_beside_a_key_that_reads_the_same(
    workspace: Workspace,
) -> None:
    assert (attribute("own:safety").label, attribute("own:safety").is_own) == ("safety", True)
    assert attribute("own:own: desk").label == "own: desk"
    look_at(workspace, own=["safety"])
    rate(workspace, "a", **{"own:safety": 4, "Music": 1, "own:Music": 2})
    found = answers(workspace)
    ((_, setting),) = settings_of(found)
    assert ratings_of(setting) == {"own:safety": 4, "own:Music": 2}
    assert rated_attributes(found) == ["own:safety", "own:Music"]
    assert setting.show("ratings") == "safety 4, Music 1, Music 2"


@pytest.mark.parametrize(
    ("lens", "done"),
    [({"own": ["Music"]}, 1), ({"attributes": ["pace"]}, 1), ({"why": "calm"}, 0),
     ({"attributes": ["pace"], "own": ["Music"]}, 1), ({"own": [" "]}, 0)],
)  # fmt: skip
def test_the_choice_is_made_with_words_of_ones_own_alone_as_well(
    workspace: Workspace, lens: dict[str, Any], done: int
) -> None:
    workspace.save(Lens, lens, id="lens")
    assert CHAPTER.section("lens").progress(answers(workspace)) == (done, 1)


def test_projects_are_asked_about_once_it_was_chosen_what_to_look_at(workspace: Workspace) -> None:
    project = workspace.save(Project, {"title": "a", "started": "2020"})
    assert asked_of_projects(answers(workspace)) == []
    look_at(workspace, "pace", own=["pace", "Music"])
    found = answers(workspace)
    assert looked_at(found) == {"ratings": ["pace", "own:pace", "own:Music"]}
    assert [(prompt.key, prompt.title) for prompt in asked_of_projects(found)] == [
        (project.id, "a")
    ]
