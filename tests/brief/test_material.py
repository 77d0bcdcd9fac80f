"""Raw material: what comes nearest to a story not yet there, quoted as it was typed."""

from __future__ import annotations

import datetime

from prepkit.brief.cue_words import LABELS, cues_in
from prepkit.brief.material import Nearest, material_of, nearest, nearest_stumble
from prepkit.compass.records import Mirror
from prepkit.retrospective.records import Energy, Project, Story, Stumble, Sweep
from prepkit.workspace import Workspace

DAY = datetime.date(2026, 11, 23)


def found(workspace: Workspace, competency: str = "influence") -> Nearest | None:
    return nearest([competency], material_of(workspace.answers(as_of=DAY))).get(competency)


def test_nothing_written_is_nothing_near(workspace: Workspace) -> None:
    assert material_of(workspace.answers(as_of=DAY)) == []
    workspace.save(Project, {"title": "Maps", "what": "Streets."})
    assert found(workspace) is None


def test_a_project_is_quoted_with_the_word_that_points_there(workspace: Workspace) -> None:
    workspace.save(Project, {"title": "Maps", "part": "I persuaded\nDerek, who trusted none."})
    assert found(workspace) == Nearest(
        "“Maps”", "I persuaded Derek, who trusted none.", "persuaded"
    )


def test_what_has_more_different_words_is_nearer(workspace: Workspace) -> None:
    workspace.save(Project, {"title": "Maps", "what": "Persuaded, persuaded."})
    said = {"title": "Rain", "happened": "I convinced nobody: resistance."}
    workspace.save(Stumble, said)
    near = found(workspace)
    assert near
    assert near.name == "the stumble “Rain”"


def test_of_those_as_near_a_story_comes_first_then_the_latest_project(
    workspace: Workspace,
) -> None:
    workspace.save(Project, {"title": "Early", "started": "2010", "what": "Persuaded."})
    workspace.save(Project, {"title": "Late", "started": "2020-03", "what": "Persuaded."})
    assert (near := found(workspace))
    assert near.name == "“Late”"
    workspace.save(Story, {"title": "Told", "action": "I persuaded them."})
    assert (near := found(workspace))
    assert near.name == "the story “Told”"


def test_the_moment_behind_a_rating_is_a_part_of_its_project(workspace: Workspace) -> None:
    project = workspace.save(Project, {"title": "Maps"})
    workspace.save(Energy, {"project": project.id, "moment": "When I had persuaded Derek."})
    assert (near := found(workspace))
    assert near.name == "“Maps”"
    workspace.delete(project.id)
    assert (near := found(workspace))
    assert near.name == "the moment behind an energy rating"


def test_years_looked_through_and_mirrors_are_looked_at_too(workspace: Workspace) -> None:
    workspace.save(Mirror, {"question": "What matters?", "answer": "To teach"})
    workspace.save(Sweep, {"year": "2019", "found": "Mail: “you convinced us”"})
    assert found(workspace) == Nearest("the year “2019”", "Mail: “you convinced us”", "convinced")
    assert (near := found(workspace, "developing_others"))
    assert (near.name, near.word) == ("the answer to “What matters?”", "teach")


def test_each_text_is_looked_through_once_whatever_is_looked_for(workspace: Workspace) -> None:
    workspace.save(Project, {"title": "Maps", "what": "I persuaded Derek to teach."})
    material = material_of(workspace.answers(as_of=DAY))
    before = cues_in.cache_info()
    near = nearest([*LABELS, "influence"], material)
    after = cues_in.cache_info()
    assert (near["influence"].word, near["developing_others"].word) == ("persuaded", "teach")
    assert "learning" not in near
    assert after.hits + after.misses == before.hits + before.misses + 2  # the title, the text


def test_a_long_text_from_right_to_left_is_quoted_as_typed_and_cut_at_words(
    workspace: Workspace,
) -> None:
    text = "كان الطريق طويلا جدا " * 20 + "persuaded " + "ثم عدنا إلى البيت " * 20
    workspace.save(Project, {"title": "رحلة", "what": text})
    assert (near := found(workspace))
    assert near.quote.strip("…") in " ".join(text.split())
    assert len(near.quote) < 120


def test_the_nearest_stumble_is_the_one_most_is_written_about(workspace: Workspace) -> None:
    assert nearest_stumble(workspace.answers(as_of=DAY)) is None
    workspace.save(Stumble, {"title": "Rain", "happened": "It rained.", "cost": "A week."})
    workspace.save(Stumble, {"title": "Snow", "when": "2020"})
    near = nearest_stumble(workspace.answers(as_of=DAY))
    assert near
    assert near.heading == "Rain"
