"""What the parts of a notebook say of what is to be looked at again."""

from __future__ import annotations

import datetime
from typing import Any

from prepkit.chapters import chapter
from prepkit.compass.records import Goal, Mirror
from prepkit.pages import heading
from prepkit.workspace import Workspace


def again(workspace: Workspace) -> Any:
    return heading(chapter("compass"), workspace.answers(), [], "full")["again"]


def test_a_new_sitting_is_pointed_out_with_what_is_to_be_looked_at_again(
    workspace: Workspace, clock: Any
) -> None:
    assert again(workspace) is None
    workspace.save(Mirror, {"question": "Why?", "answer": "Because."}, id="mirror-own")
    for name in ("Sail", "Row"):
        workspace.save(Goal, {"goal": name}, id=f"goal-{name}")
    assert again(workspace) is None
    clock.next += datetime.timedelta(days=60)
    assert again(workspace) == {
        "section": "mirrors",
        "label": "Is it still true? Mirrors",
        "why": "With what you save now a new sitting begins: "
        "0 of 1 question and 0 of 2 goals looked at again so far.",
    }


def test_it_is_pointed_out_until_all_was_looked_at(workspace: Workspace, clock: Any) -> None:
    workspace.save(Mirror, {"question": "Why?", "answer": "Because."}, id="mirror-own")
    workspace.save(Goal, {"goal": "Sail"}, id="goal-1")
    clock.next += datetime.timedelta(days=60)
    day = clock.next.date().isoformat()
    workspace.save(Mirror, {"still": "still", "looked": day}, id="mirror-own")
    told = again(workspace)
    assert (told["section"], told["label"]) == ("goals", "Is it still true? Goals")
    assert told["why"].startswith("In this sitting, since 19 January 2027: 1 of 1 question and 0")
    workspace.save(Goal, {"still": "no", "looked": day}, id="goal-1")
    assert again(workspace) is None


def test_a_chapter_in_which_nothing_is_asked_anew_points_out_nothing(
    workspace: Workspace, clock: Any
) -> None:
    workspace.save(Goal, {"goal": "Sail"})
    clock.next += datetime.timedelta(days=60)
    for id in ("deep_dive", "retrospective"):
        assert heading(chapter(id), workspace.answers(), [], "full")["again"] is None
