"""Sides: what is said, and the signs of it in moves and in scenes."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from typing import Any

from prepkit.brief.sides import Said, Sides, moves_in, sides
from prepkit.compass.motivators import PAIRS
from prepkit.compass.records import Motivator, Value
from prepkit.retrospective.records import Energy
from prepkit.section import Answers
from prepkit.workspace import Audience, Workspace

DAY = datetime.date(2026, 11, 23)

Make = Callable[..., Any]


def found(workspace: Workspace, audience: Audience = "me") -> Sides:
    return sides(workspace.answers(as_of=DAY, audience=audience))


def signs(sides: Sides, reason: str) -> list[tuple[str, tuple[str, ...], int | None]]:
    return [(s.project.title, s.words, s.energy) for s in sides.signs.get(reason, ())]


def test_without_answers_both_sides_are_empty() -> None:
    assert sides(Answers({}, DAY)) == Sides((), {}, {}, (), (), ())


def test_the_top_band_is_said_first_and_motivators_that_give_much_last(
    workspace: Workspace, keep: Make
) -> None:
    keep("humour", "rest", "place", top=("family",))
    pairs = {prompt.key: prompt for prompt in PAIRS}
    for key, gives in (("team", 4), ("autonomy", 5), ("load", 3)):
        values = {"pair": pairs[key].title, "gives": gives}
        workspace.save(Motivator, values, id=f"motivator-{key}")
    said = found(workspace).said
    assert said[0] == Said("family", "Family", None, True, ("family",))
    assert {one.name for one in said[1:4]} == {"Humour", "Rest", "Place"}
    assert [(one.name, one.gives) for one in said[4:]] == [
        ("Room to decide", 5), ("A team I trust", 4),
    ]  # fmt: skip


def test_a_card_renamed_is_still_known_by_its_key(workspace: Workspace) -> None:
    workspace.save(Value, {"value": "Going my way", "pile": "keep"}, id="value-autonomy")
    (said,) = found(workspace).said
    assert (said.name, said.reasons) == ("Going my way", ("freedom",))


def test_moves_are_read_and_scenes_are_not(workspace: Workspace, lived: Make) -> None:
    lived("Mill", "For the money, and to learn.", 2, "My colleague asked and asked.")
    lived("Ward", "", 5, "Evenings for my father. I stayed because of the team, for the pay.")
    both = found(workspace)
    assert signs(both, "pay") == [("Mill", ("For the money",), 2)]
    assert signs(both, "learning") == [("Mill", ("to learn",), 2)]
    assert both.signs.keys() == {"pay", "learning"}
    assert moves_in(both.signs["pay"]) == 1


def test_moves_stand_in_time_and_what_was_not_read_is_kept_apart(
    workspace: Workspace, lived: Make
) -> None:
    lived("Later", "Because of Zoë.", started="2020")
    lived("Sooner", "For the money.", started="2012")
    lived("Silent", started="2001")
    both = found(workspace)
    assert [project.title for project in both.moves] == ["Sooner", "Later"]
    assert [project.title for project in both.unread] == ["Later"]


def test_of_several_ratings_of_a_project_the_last_counts(workspace: Workspace, lived: Make) -> None:
    project = lived("Mill", energy=5, moment="Then.")
    workspace.save(Energy, {"project": project.id, "energy": 2, "moment": "Now."})
    workspace.save(Energy, {"project": project.id, "moment": "No rating."})
    workspace.save(Energy, {"project": "project-gone", "energy": 5})
    assert [(p.title, e.moment) for p, e in found(workspace).felt] == [("Mill", "Now.")]


def test_a_value_of_ones_own_is_looked_for_by_its_name(workspace: Workspace, lived: Make) -> None:
    workspace.save(Value, {"value": "Sundays (mine)", "pile": "keep"}, id="value-own-sundays")
    lived("Mill", "They took my sundays (mine) away.", 2)
    lived("Ward", "It was never about Sundays (mine).", 5, "Sundays (mine), at last.")
    both = found(workspace)
    (said,) = both.said
    assert [sign.words for sign in both.speaking_for(said)] == [("sundays (mine)",)]


def test_others_are_told_of_no_top_band(workspace: Workspace, keep: Make) -> None:
    keep("humour", "rest", top=("family",))
    for key in ("family", "humour", "rest"):
        workspace.save(Value, {}, id=f"value-{key}", visibility="coach")
    assert [one.is_top for one in found(workspace, "coach").said] == [False] * 3
