"""A section's form: what a page says to it, what it answers, and that no word is ever lost."""

from __future__ import annotations

import contextlib
import datetime
import itertools
import json
import os
import sqlite3
import tempfile
import threading
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any, ClassVar

import ipywidgets
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from ipywidgets.widgets.widget import _instances

from prepkit.compass.records import Goal, Mirror, Priority, Value
from prepkit.deep_dive.records import Claim, Target
from prepkit.fields import reference, tags, text
from prepkit.pages import plain_tables
from prepkit.record import Record
from prepkit.retrospective.records import Energy, Project, Story
from prepkit.section import Answers, Seed
from prepkit.slots import Slots
from prepkit.views.form import schema
from prepkit.views.live import LOCK
from prepkit.workbook import Workbook
from prepkit.workspace import Workspace

DAY = datetime.date(2026, 11, 23)
WIDGET = "application/vnd.jupyter.widget-view+json"
Open = Callable[..., Any]


def workbook_of(workspace: Workspace, chapter: str, company: str = "acme") -> Workbook:
    known = {found.id: found for found in workspace.companies()}
    return Workbook(workspace, chapter, known.get(company), DAY, "me")


@pytest.fixture
def open_form(workspace: Workspace, screen: list[Any], look: Open) -> Open:
    """Return what opens a form ("compass.goals") on a page, each in a notebook of its own."""
    workspace.add_company("Acme")

    def opened(name: str, workbook: Workbook | None = None) -> Any:
        chapter, _, section = name.partition(".")
        (workbook or workbook_of(workspace, chapter)).form(section)
        return look(_instances[screen[-1][WIDGET]["model_id"]])

    return opened


@contextlib.contextmanager
def locked(workspace: Workspace, how: str, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Be another program that holds the file: IMMEDIATE lets others read, EXCLUSIVE does not."""
    monkeypatch.setattr("prepkit.storage.database.BUSY_SECONDS", 0.01)
    other = sqlite3.connect(workspace.folder / "prep.db", isolation_level=None)
    with contextlib.closing(other):
        other.execute(f"BEGIN {how}")
        yield
        other.execute("ROLLBACK")


@contextlib.contextmanager
def moved(path: Path) -> Iterator[None]:
    path.rename(path.with_suffix(".away"))
    yield
    path.with_suffix(".away").rename(path)


@contextlib.contextmanager
def damaged(path: Path) -> Iterator[None]:
    whole = path.read_bytes()
    path.write_bytes(b"no database at all" * 1000)
    yield
    path.write_bytes(whole)


@contextlib.contextmanager
def full(path: Path) -> Iterator[None]:
    """Let the system refuse to make any file longer than the workspace is, as a full disk does."""
    resource = pytest.importorskip("resource")
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (path.stat().st_size, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)


@contextlib.contextmanager
def read_only(path: Path) -> Iterator[None]:
    path.chmod(0o400)
    try:
        if os.access(path, os.W_OK):
            pytest.skip("root may always write")
        yield
    finally:
        path.chmod(0o600)


def one(workspace: Workspace, kind: type[Record]) -> Any:
    (record,) = workspace.records(kind)
    return record


def titles(workspace: Workspace) -> list[str]:
    return [story.title for story in workspace.records(Story)]


def changes(page: Any) -> list[dict[str, Any]]:
    return [told for told in page.told if told["type"] == "changed"]


# Saving


def test_the_answer_comes_when_what_was_typed_is_on_the_disk(
    workspace: Workspace, open_form: Open
) -> None:
    page = open_form("deep_dive.target")
    heard, on_disk = page.hear, []

    def hear(message: dict[str, Any]) -> None:
        on_disk.append(Workspace(workspace.folder).records(Target)[0])
        heard(message)

    page.hear = hear
    answer = page.write("target-acme", why="Because of\n\n- the sea")
    assert on_disk[0].why == "Because of\n\n- the sea"
    assert page.told[0] == answer
    assert answer["record"]["revision"] == on_disk[0].origin.revision
    assert answer["record"]["savedAt"] == on_disk[0].origin.saved_at.isoformat()


def test_fields_are_saved_one_by_one_and_join(workspace: Workspace, open_form: Open) -> None:
    page = open_form("deep_dive.target")
    page.write("target-acme", role="Analyst")
    answer = page.write("target-acme", why="The sea")
    target = one(workspace, Target)
    assert (target.name, target.role, target.why) == ("Acme", "Analyst", "The sea")
    assert answer["record"]["values"] == target.body()
    assert len(workspace.heads()) == 1


@pytest.mark.parametrize(
    ("section", "id", "name", "typed"),
    [
        ("deep_dive.target", "target-acme", "role", "Staff Engineer, “Grid” ☀️"),
        ("deep_dive.target", "target-acme", "level", "lead"),
        ("deep_dive.target", "target-acme", "interview_on", "2026-12-04"),
        ("deep_dive.target", "target-acme", "people", ["Ada", "Grace"]),
        ("retrospective.stories", "story-1", "situation", "a\n\n- b\n\n\n  c  "),
        ("retrospective.stories", "story-1", "when", "2024"),
        ("retrospective.stories", "story-1", "scope", "team"),
        ("compass.values", "value-1", "value", "a word of my own"),
        ("compass.priorities", "priority-money", "importance", 4),
        ("compass.priorities", "priority-money", "hours", 0),
        ("compass.mirrors", "mirror-motivation", "ladder", ["A say in it", "", "漢字"]),
    ],
)
def test_every_kind_of_field_is_saved_and_comes_back(
    workspace: Workspace, open_form: Open, section: str, id: str, name: str, typed: Any
) -> None:
    open_form(section).write(id, **{name: typed})
    assert open_form(section).shown(id, name) == typed
    assert workspace.history(id)[0].body[name] == typed


def test_references_are_saved_and_named_by_what_they_point_to(
    workspace: Workspace, open_form: Open
) -> None:
    kept = [workspace.save(Value, {"value": word}).id for word in ("Calm", "Care")]
    page = open_form("compass.goals")
    assert page.options["serves"] == [
        {"key": kept[0], "label": "Calm", "help": ""},
        {"key": kept[1], "label": "Care", "help": ""},
    ]
    page.write("goal-1", serves=kept)
    assert one(workspace, Goal).serves == tuple(kept)


def test_a_field_can_be_emptied_again(workspace: Workspace, open_form: Open) -> None:
    page = open_form("retrospective.projects")
    page.write("project-1", title="x", what="y", team_size=3, skills=["a"], started="2024")
    page.write("project-1", what="", team_size=None, skills=[], started="")
    project = one(workspace, Project)
    assert [name for name in project.body() if project.filled(name)] == ["title"]


def test_looking_at_a_form_writes_nothing(workspace: Workspace, open_form: Open) -> None:
    before = len(workspace.revisions())
    for section in ("deep_dive.target", "compass.mirrors", "retrospective.stories"):
        page = open_form(section)
        for do in ("refresh", "unfold", "deleted", "bye"):
            assert "error" not in page.say(do, company=page.company)
    assert len(workspace.revisions()) == before


def test_wrong_fields_are_named_and_the_others_are_saved(
    workspace: Workspace, open_form: Open
) -> None:
    page = open_form("retrospective.stories")
    answer = page.write(
        "story-1", title="The outage", when="last spring", scope="galaxy", who="Ada", mood="good"
    )
    assert set(answer["problems"]) == {"when", "scope", "mood"}
    assert answer["problems"]["when"].startswith("not a date: 'last spring'")
    story = one(workspace, Story)
    assert (story.title, story.who, story.when, story.scope) == ("The outage", "Ada", "", "")


def test_when_all_that_was_typed_is_wrong_nothing_is_written(
    workspace: Workspace, open_form: Open
) -> None:
    page = open_form("retrospective.projects")
    answer = page.write("project-1", team_size=-3, started="soon")
    assert set(answer["problems"]) == {"team_size", "started"}
    assert (answer["record"], workspace.records(Project)) == (None, [])


def test_a_text_that_is_longer_than_allowed_is_named_and_not_cut(
    workspace: Workspace, open_form: Open
) -> None:
    page = open_form("retrospective.stories")
    answer = page.write("story-1", title="Kite", action="x" * 200_001)
    assert answer["problems"]["action"].startswith("longer than 200,000 characters")
    assert one(workspace, Story).action == ""


def test_who_may_see_a_record_is_saved_with_it_and_shown(
    workspace: Workspace, open_form: Open
) -> None:
    page = open_form("retrospective.stories")
    assert page.write("story-1", title="Kite")["record"]["visibility"] == "private"
    assert page.write("story-1", visibility="coach")["record"]["visibility"] == "coach"
    assert one(workspace, Story).origin.visibility == "coach"
    assert open_form("retrospective.stories").items["story-1"]["visibility"] == "coach"
    assert "no visibility 'all'" in page.write("story-1", visibility="all")["error"]


def test_what_is_answered_is_what_the_form_shows_from_then_on(open_form: Open) -> None:
    for section, id, name in (
        ("deep_dive.target", "target-acme", "why"),
        ("compass.mirrors", "mirror-motivation", "answer"),
        ("retrospective.stories", "story-1", "task"),
    ):
        page = open_form(section)
        answer = page.write(id, **{name: "words"})
        assert answer["record"] == open_form(section).items[id]


# Saying it twice


@pytest.mark.parametrize("begun", [True, False])
@pytest.mark.parametrize("between", ["nothing", "another field", "the same field"])
def test_a_message_that_comes_twice_is_saved_once(
    workspace: Workspace, open_form: Open, begun: bool, between: str
) -> None:
    if begun:
        workspace.save(Story, {"title": "Kite"}, id="story-1")
    page = open_form("retrospective.stories")
    page.write("story-1", task="Build it")
    if between != "nothing":
        field = {"another field": "action", "the same field": "task"}[between]
        open_form("retrospective.stories").write("story-1", **{field: "Fly it"})
    before = len(workspace.revisions())
    answer = page.send(page.last)
    assert "error" not in answer
    assert len(workspace.revisions()) == before
    assert one(workspace, Story).origin.others == ()
    assert answer["record"]["values"] == one(workspace, Story).body()


def test_a_message_that_comes_twice_names_what_is_wrong_twice(open_form: Open) -> None:
    page = open_form("retrospective.stories")
    first = page.write("story-1", title="Kite", when="soon")
    assert set(first["problems"]) == {"when"}
    assert page.send(page.last)["problems"] == first["problems"]


def test_a_message_that_comes_again_does_not_bring_back_what_was_deleted(
    workspace: Workspace, open_form: Open
) -> None:
    page = open_form("retrospective.stories")
    page.write("story-1", title="Kite")
    late = page.last
    page.say("remove", company="", record="story-1")
    assert "error" not in page.send(late)
    assert workspace.records(Story) == []


def test_a_message_that_comes_again_is_answered_with_what_it_saved_and_not_with_anothers_words(
    open_form: Open,
) -> None:
    left, right = open_form("deep_dive.target"), open_form("deep_dive.target")
    first = left.write("target-acme", why="The sea")
    right.write("target-acme", why="The pay")
    again = left.send(left.last)["record"]
    assert (again["revision"], again["values"]["why"]) == (first["record"]["revision"], "The sea")
    assert [other["values"]["why"] for other in again["others"]] == ["The pay"]


@pytest.mark.parametrize("nonce", ["0" * 31, "../" * 11, "g" * 32, "A" * 32])
def test_a_save_whose_name_is_none_is_refused(
    workspace: Workspace, open_form: Open, nonce: str
) -> None:
    page = open_form("retrospective.stories")
    answer = page.say("save", company="", record="story-1", base="", values={"title": "Kite"},
                      nonce=nonce)  # fmt: skip
    assert answer["error"].startswith("not the name of a save")
    assert workspace.records(Story) == []


# Two pages at once


def test_two_pages_that_change_different_fields_lose_nothing(
    workspace: Workspace, open_form: Open
) -> None:
    left, right = open_form("deep_dive.target"), open_form("deep_dive.target")
    left.write("target-acme", role="Analyst")
    answer = right.write("target-acme", why="The sea")
    target = one(workspace, Target)
    assert (target.role, target.why, target.origin.others) == ("Analyst", "The sea", ())
    assert answer["record"]["values"]["role"] == "Analyst"


def test_a_field_changed_in_two_places_is_kept_twice_and_both_are_shown(
    workspace: Workspace, open_form: Open
) -> None:
    left, right = open_form("deep_dive.target"), open_form("deep_dive.target")
    left.write("target-acme", why="The sea")
    answer = right.write("target-acme", why="The pay")
    (other,) = answer["record"]["others"]
    assert (answer["record"]["values"]["why"], other["values"]["why"]) == ("The pay", "The sea")
    assert (other["revision"], other["visibility"]) == (left.revision("target-acme"), "coach")
    left.say("refresh")
    assert left.items["target-acme"] == right.items["target-acme"]


def test_settling_leaves_one_version_with_what_was_chosen_and_both_in_the_history(
    workspace: Workspace, open_form: Open
) -> None:
    left, right = open_form("deep_dive.target"), open_form("deep_dive.target")
    left.write("target-acme", why="The sea", role="Analyst")
    right.write("target-acme", why="The pay")
    item = right.items["target-acme"]
    seen = [item["revision"], item["others"][0]["revision"]]
    answer = right.say("settle", company="acme", record="target-acme", seen=seen,
                       values={"why": "The sea and the pay", "role": "Analyst"})  # fmt: skip
    assert "error" not in answer
    (head,) = workspace.heads()
    assert (head.body["why"], head.body["role"]) == ("The sea and the pay", "Analyst")
    assert set(head.parents) == set(seen)
    assert {"The sea", "The pay"} <= {v.body.get("why") for v in workspace.history("target-acme")}
    assert right.items["target-acme"]["others"] == []


def test_settling_what_has_changed_again_is_refused(workspace: Workspace, open_form: Open) -> None:
    left, right = open_form("deep_dive.target"), open_form("deep_dive.target")
    left.write("target-acme", why="The sea")
    right.write("target-acme", why="The pay")
    seen = [right.revision("target-acme"), left.revision("target-acme")]
    left.write("target-acme", why="The sea at night")
    for stale in (seen, [], ["f" * 64]):
        answer = right.say("settle", company="acme", record="target-acme", seen=stale,
                           values={"why": "The pay"})  # fmt: skip
        assert "prepkit made a mistake" not in answer["error"]
    assert {head.body["why"] for head in workspace.heads()} == {"The pay", "The sea at night"}


@pytest.mark.parametrize(
    ("section", "id", "name"),
    [
        ("compass.mirrors", "mirror-motivation", "answer"),
        ("deep_dive.target", "target-acme", "why"),
        ("retrospective.stories", "story-1", "action"),
    ],
)
def test_what_two_pages_write_where_nothing_was_is_kept_twice(
    workspace: Workspace, open_form: Open, section: str, id: str, name: str
) -> None:
    left, right = open_form(section), open_form(section)
    left.write(id, **{name: "from the left"})
    answer = right.write(id, **{name: "from the right"})
    assert answer["record"]["values"][name] == "from the right"
    assert [other["values"][name] for other in answer["record"]["others"]] == ["from the left"]


def test_what_two_pages_write_into_different_fields_of_one_question_joins(
    workspace: Workspace, open_form: Open
) -> None:
    left, right = open_form("compass.mirrors"), open_form("compass.mirrors")
    left.write("mirror-motivation", answer="Awkward data")
    right.write("mirror-motivation", mirror="Praise")
    mirror = one(workspace, Mirror)
    assert (mirror.answer, mirror.mirror, mirror.origin.others) == ("Awkward data", "Praise", ())


@pytest.mark.parametrize("typed", [{"action": "Fly it"}, {"title": "Kite"}])
def test_what_is_typed_into_a_record_deleted_elsewhere_is_saved_and_shown(
    workspace: Workspace, open_form: Open, typed: dict[str, str]
) -> None:
    left, right = open_form("retrospective.stories"), open_form("retrospective.stories")
    left.write("story-1", title="Kite")
    right.say("refresh")
    left.say("remove", company="", record="story-1")
    assert "error" not in right.write("story-1", **typed)
    story = one(workspace, Story)
    assert {"title": story.title} | typed == {"title": "Kite"} | typed
    assert story.action == typed.get("action", "")


def test_a_page_is_told_what_another_page_of_the_same_form_saved(
    open_form: Open, look: Open
) -> None:
    left = open_form("retrospective.stories")
    right = look(left.widget)
    left.write("story-1", title="Kite")
    assert right.shown("story-1", "title") == "Kite"
    assert right.order == ["story-1"]
    right.write("story-1", title="Boat")
    assert left.items == right.items
    assert left.items["story-1"]["others"] == []


# New records


def test_a_new_record_is_saved_under_the_id_its_page_gave_it(
    workspace: Workspace, open_form: Open
) -> None:
    page = open_form("retrospective.stories")
    answer = page.write("story-0a1b2c3d4e5f6071", title="Kite")
    assert answer["record"]["id"] == one(workspace, Story).id == "story-0a1b2c3d4e5f6071"


@pytest.mark.parametrize(
    "id", ["goal-1", "storyx-1", "../x", "story-../x", "story-a/b", "", "story-" + "x" * 200,
           "story-\u0000", "desk", "person"],
)  # fmt: skip
def test_an_id_that_is_none_of_the_forms_is_refused_in_one_line(
    workspace: Workspace, open_form: Open, id: str
) -> None:
    before = workspace.revisions()
    page = open_form("retrospective.stories")
    for answer in (
        page.write(id, title="Kite"),
        page.say("settle", company="", record=id, seen=["f" * 64], values={}),
        page.say("remove", company="", record=id),
    ):
        assert answer["error"] and "\n" not in answer["error"]
        assert "prepkit made a mistake" not in answer["error"]
    assert workspace.revisions() == before


def test_a_record_of_another_company_or_kind_is_not_touched(
    workspace: Workspace, open_form: Open
) -> None:
    zenith = workspace.add_company("Zenith").id
    claim = workspace.save(Claim, {"statement": "big"}, company=zenith)
    page = open_form("deep_dive.claims")
    assert "is another record" in page.write(claim.id, statement="small")["error"]
    assert "no claim 'target-acme'" in page.say("history", record="target-acme")["error"]
    answer = page.say("remove", company="acme", record="target-acme")
    assert "no claim 'target-acme'" in answer["error"]
    assert len(workspace.records(Target)) == 2
    assert workspace.records(Claim) == [claim]


def test_a_question_is_answered_under_its_own_id_with_the_question_in_it(
    workspace: Workspace, open_form: Open
) -> None:
    page = open_form("compass.mirrors")
    item = page.items["mirror-motivation"]
    assert (item["title"], item["fixed"]) == ("What motivates you?", True)
    assert item["help"] and item["revision"] == ""
    page.write("mirror-motivation", answer="Awkward data")
    assert one(workspace, Mirror).question == "What motivates you?"
    assert page.items["mirror-motivation"]["fixed"]
    assert page.order == [prompt["id"] for prompt in page.widget.get_state()["view"]["records"]]


def test_an_area_is_rated_under_its_own_id_with_its_name_in_it(
    workspace: Workspace, open_form: Open
) -> None:
    page = open_form("compass.priorities")
    assert page.shown("priority-work", "area") == "The work itself"
    page.write("priority-work", importance=5)
    page.write("priority-money", importance=1)
    rated = [(area.id, area.area, area.importance) for area in workspace.records(Priority)]
    assert rated == [("priority-work", "The work itself", 5), ("priority-money", "Money", 1)]


def test_a_question_that_is_no_longer_asked_can_still_be_read_and_changed(
    workspace: Workspace, open_form: Open
) -> None:
    old = workspace.save(Mirror, {"question": "Why us?", "answer": "a"}, id="mirror-old")
    page = open_form("compass.mirrors")
    assert page.order[-1] == "mirror-old"
    assert (page.items["mirror-old"]["title"], page.items["mirror-old"]["fixed"]) == (
        "Why us?", False)  # fmt: skip
    page.write("mirror-old", answer="b")
    assert one(workspace, Mirror).body() == old.body() | {"answer": "b"}


# When it cannot be saved


@pytest.mark.parametrize("how", ["IMMEDIATE", "EXCLUSIVE", "moved", "damaged", "full", "read-only"])
def test_what_cannot_be_saved_is_said_in_one_line_and_saved_when_it_is_said_again(
    workspace: Workspace, open_form: Open, monkeypatch: pytest.MonkeyPatch, how: str
) -> None:
    page = open_form("deep_dive.target")
    path = workspace.folder / "prep.db"
    words = "The sea, " * (10_000 if how == "full" else 1)
    ways: dict[str, Callable[[], Any]] = {
        "moved": lambda: moved(path), "damaged": lambda: damaged(path), "full": lambda: full(path),
        "read-only": lambda: read_only(path),
    }  # fmt: skip
    with ways.get(how, lambda: locked(workspace, how, monkeypatch))():
        answer = page.write("target-acme", why=words)
        assert answer["error"] and "\n" not in answer["error"]
        assert "prepkit made a mistake" not in answer["error"]
    assert one(workspace, Target).why == ""
    assert "error" not in page.send(page.last)
    assert one(workspace, Target).why == words


@pytest.mark.parametrize("do", ["refresh", "unfold", "hello", "bye"])
def test_looking_again_at_a_workspace_that_is_away_raises_nothing(
    workspace: Workspace, open_form: Open, do: str
) -> None:
    page = open_form("retrospective.stories")
    page.write("story-1", title="Kite")
    with moved(workspace.folder / "prep.db"):
        page.say(do)
    troubles = [told["error"] for told in page.told if told["type"] == "trouble"]
    assert len(troubles) == (do in ("refresh", "unfold"))
    assert all("put it back" in said and "\n" not in said for said in troubles)
    page.say("refresh")
    assert page.shown("story-1", "title") == "Kite"


@pytest.mark.parametrize("how", ["IMMEDIATE", "EXCLUSIVE"])
@pytest.mark.parametrize("do", ["remove", "order", "restore", "settle"])
def test_what_cannot_be_done_while_the_file_is_locked_is_said_and_changes_nothing(
    workspace: Workspace, open_form: Open, monkeypatch: pytest.MonkeyPatch, do: str, how: str
) -> None:
    page = open_form("retrospective.stories")
    first = page.write("story-1", title="Kite")["record"]["revision"]
    second = page.write("story-1", title="Boat")["record"]["revision"]
    before = workspace.revisions()
    with locked(workspace, how, monkeypatch):
        answer = page.say(do, company="", record="story-1", ids=["story-1"], revision=first,
                          seen=[second], values={"title": "Ship"})  # fmt: skip
        assert "another window" in answer["error"]
    assert workspace.revisions() == before


def test_a_wrong_date_and_a_locked_file_together_lose_nothing(
    workspace: Workspace, open_form: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = open_form("retrospective.stories")
    with locked(workspace, "IMMEDIATE", monkeypatch):
        assert "error" in page.write("story-1", title="Kite", when="soon")
    answer = page.send(page.last)
    assert set(answer["problems"]) == {"when"}
    assert one(workspace, Story).title == "Kite"


def test_a_fault_of_prepkits_is_said_in_one_line_and_the_next_save_works(
    workspace: Workspace, open_form: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = open_form("retrospective.stories")
    with monkeypatch.context() as broken:
        broken.setattr(Slots, "save", lambda *args: {}["nothing"])
        answer = page.write("story-1", title="Kite")
    assert answer["error"] == "prepkit made a mistake (KeyError: 'nothing')"
    free = threading.Thread(target=lambda: LOCK.acquire(timeout=5) and LOCK.release())
    free.start()
    free.join(2)
    assert not free.is_alive()
    page.send(page.last)
    assert titles(workspace) == ["Kite"]


@pytest.mark.parametrize("missing", ["record", "company", "values", "base"])
def test_a_message_with_a_part_left_out_is_answered_with_an_error(
    workspace: Workspace, open_form: Open, missing: str
) -> None:
    page = open_form("retrospective.stories")
    message = {"do": "save", "client": page.client, "seq": 99, "company": "", "record": "story-1",
               "base": "", "values": {"title": "Kite"}}  # fmt: skip
    del message[missing]
    assert missing in page.send(message)["error"]
    assert workspace.records(Story) == []


@pytest.mark.parametrize("do", ["explode", "_save", "", None])
def test_what_the_form_does_not_know_is_answered_with_an_error(open_form: Open, do: Any) -> None:
    answer = open_form("compass.goals").say(do)
    assert answer["error"] == f"this prepkit does not know {do!r}: press Start again"


# Deleting, putting back, the order


def test_a_deleted_record_is_gone_and_undo_brings_it_back(
    workspace: Workspace, open_form: Open
) -> None:
    page = open_form("retrospective.stories")
    for number, title in enumerate(("One", "Two", "Three")):
        page.write(f"story-{number}", title=title)
    undo = page.say("remove", company="", record="story-1")["undo"]
    assert (titles(workspace), list(page.items)) == (["One", "Three"], ["story-0", "story-2"])
    assert changes(page)[-1]["gone"] == ["story-1"]
    page.say("restore", record="story-1", revision=undo)
    assert titles(workspace) == ["One", "Two", "Three"]
    assert page.shown("story-1", "title") == "Two"
    assert page.order == ["story-0", "story-1", "story-2"]


def test_deleted_records_are_listed_the_last_one_first_and_can_be_put_back(
    workspace: Workspace, open_form: Open
) -> None:
    page = open_form("retrospective.stories")
    for number, title in enumerate(("One", "Two", "Three")):
        page.write(f"story-{number}", title=title)
    for id in ("story-2", "story-0"):
        page.say("remove", company="", record=id)
    listed = page.say("deleted", company="")["deleted"]
    assert [past["title"] for past in listed] == ["One", "Three"]
    page.say("restore", record=listed[1]["id"], revision=listed[1]["revision"])
    assert titles(workspace) == ["Two", "Three"]
    assert [past["title"] for past in page.say("deleted", company="")["deleted"]] == ["One"]


def test_deleted_records_of_another_company_are_not_listed(
    workspace: Workspace, open_form: Open
) -> None:
    for name in ("acme", workspace.add_company("Zenith").id):
        workspace.save(Claim, {"statement": name}, id=f"claim-{name}", company=name)
        workspace.delete(f"claim-{name}")
    listed = open_form("deep_dive.claims").say("deleted", company="acme")["deleted"]
    assert [past["title"] for past in listed] == ["acme"]


def test_only_a_version_of_the_record_itself_can_be_gone_back_to(
    workspace: Workspace, open_form: Open
) -> None:
    page = open_form("retrospective.stories")
    foreign = workspace.save(Goal, {"goal": "secret"}).origin.revision
    other = page.write("story-2", title="Two")["record"]["revision"]
    first = page.write("story-1", title="One")["record"]["revision"]
    page.write("story-1", title="Uno")
    for revision in (foreign, other, first[:8], "f" * 64, ""):
        assert page.say("restore", record="story-1", revision=revision)["error"]
    assert "error" not in page.say("restore", record="story-1", revision=first)
    assert titles(workspace) == ["Two", "One"]


def test_an_order_is_kept_and_what_is_new_comes_last(workspace: Workspace, open_form: Open) -> None:
    page = open_form("retrospective.stories")
    for id in ("story-a", "story-b", "story-c"):
        page.write(id, title=id)
    assert "error" not in page.say("order", company="", ids=["story-c", "story-a", "story-b"])
    page.write("story-d", title="new")
    assert page.order == ["story-c", "story-a", "story-b", "story-d"]
    assert open_form("retrospective.stories").order == page.order
    assert Workspace(workspace.folder).answers().all(Story)[0].id == "story-c"


def test_the_order_of_one_companys_records_is_its_own(
    workspace: Workspace, open_form: Open
) -> None:
    for company in ("acme", workspace.add_company("Zenith").id):
        for letter in "ab":
            workspace.save(
                Claim, {"statement": letter}, id=f"claim-{company}-{letter}", company=company
            )
    page = open_form("deep_dive.claims")
    page.say("order", company="acme", ids=["claim-acme-b", "claim-acme-a"])
    assert page.order == ["claim-acme-b", "claim-acme-a"]
    other = open_form("deep_dive.claims", workbook_of(workspace, "deep_dive", "zenith"))
    assert other.order == ["claim-zenith-a", "claim-zenith-b"]


# History


def test_the_history_shows_the_last_version_of_each_sitting_or_every_one(
    workspace: Workspace, clock: Any, open_form: Open
) -> None:
    page = open_form("retrospective.stories")
    for hour, words in ((10, ("a", "ab", "abc")), (14, ("abcd", "abcde"))):
        clock.next = datetime.datetime(2026, 11, 20, hour, tzinfo=datetime.UTC)
        for word in words:
            page.write("story-1", title=word)
    answer = page.say("history", record="story-1")
    assert [past["title"] for past in answer["versions"]] == ["abcde", "abc"]
    assert [past["current"] for past in answer["versions"]] == [True, False]
    assert answer["more"]
    answer = page.say("history", record="story-1", all=True)
    assert [past["title"] for past in answer["versions"]] == ["abcde", "abcd", "abc", "ab", "a"]
    assert not answer["more"]


def test_an_earlier_version_says_what_was_written_then_and_now_by_name(
    workspace: Workspace, clock: Any, open_form: Open
) -> None:
    kite, boat = (workspace.save(Project, {"title": title}).id for title in ("Kite", "Boat"))
    page = open_form("retrospective.stories")
    page.write("story-1", title="Storm", project=kite, scope="team")
    clock.next += datetime.timedelta(hours=1)
    page.write("story-1", project=boat, scope="")
    now, then = page.say("history", record="story-1")["versions"]
    assert (now["lines"], now["changed"]) == ([], "From which role or project, How far it reached")
    assert [(line["then"], line["now"]) for line in then["lines"]] == [
        ("Kite", "Boat"), ("My team", "")]  # fmt: skip
    assert kite not in json.dumps(then["lines"])


def test_a_reference_to_what_is_gone_is_said_in_the_history_and_left_alone(
    workspace: Workspace, clock: Any, open_form: Open
) -> None:
    kite = workspace.save(Project, {"title": "Kite"}).id
    page = open_form("retrospective.energy")
    page.write("energy-1", project=kite)
    clock.next += datetime.timedelta(hours=1)
    page.write("energy-1", project="")
    workspace.delete(kite)
    _, then = page.say("history", record="energy-1")["versions"]
    assert "no longer there" in then["lines"][0]["then"]
    page.say("restore", record="energy-1", revision=then["revision"])
    assert one(workspace, Energy).project == kite


def test_versions_of_different_people_and_a_deletion_are_sittings_of_their_own(
    workspace: Workspace, open_form: Open
) -> None:
    page = open_form("retrospective.stories")
    page.write("story-1", title="mine")
    workspace.rename("Ada")
    page.write("story-1", title="Ada's")
    page.say("remove", company="", record="story-1")
    versions = page.say("history", record="story-1")["versions"]
    assert [(past["author"], past["deleted"]) for past in versions] == [
        ("Ada", True), ("Ada", False), ("", False)]  # fmt: skip


def test_looking_at_the_history_tells_no_page_to_draw_anything(
    workspace: Workspace, open_form: Open
) -> None:
    page = open_form("retrospective.stories")
    page.write("story-1", title="Kite")
    workspace.save(Story, {"title": "elsewhere"})
    before = len(changes(page))
    page.say("history", record="story-1")
    page.say("deleted", company="")
    assert len(changes(page)) == before


# What pages are told


def test_saving_one_of_many_records_sends_that_one_alone(
    workspace: Workspace, put: Callable[..., None], open_form: Open
) -> None:
    put(*({"record": f"story-{n}", "body": {"title": f"{n}"}} for n in range(200)))
    page = open_form("retrospective.stories")
    assert len(page.items) == 200
    page.told.clear()
    page.write("story-77", title="Kite")
    (told,) = changes(page)
    assert set(told) == {"type", "place", "records"}
    assert [record["id"] for record in told["records"]] == ["story-77"]
    page.told.clear()
    page.say("refresh")
    assert changes(page) == []


def test_a_new_record_comes_with_the_order_and_the_progress(open_form: Open) -> None:
    page = open_form("retrospective.stories")
    page.told.clear()
    page.write("story-1", title="Kite")
    (told,) = changes(page)
    assert (told["order"], told["progress"]) == (["story-1"], [1, 6])
    assert "options" not in told


def test_what_references_may_point_to_follows_what_other_forms_save(
    workspace: Workspace, open_form: Open
) -> None:
    workbook = workbook_of(workspace, "retrospective")
    projects = open_form("retrospective.projects", workbook)
    stories = open_form("retrospective.stories", workbook)
    projects.write("project-1", title="Kite")
    assert stories.options["project"] == [{"key": "project-1", "label": "Kite", "help": ""}]


def test_another_company_is_shown_as_a_whole(workspace: Workspace, open_form: Open) -> None:
    workspace.add_company("Zenith", role="Baker")
    workbook = workbook_of(workspace, "deep_dive")
    page = open_form("deep_dive.target", workbook)
    workbook.choose("zenith")
    page.say("refresh")
    assert (page.company, list(page.items)) == ("zenith", ["target-zenith"])
    assert page.shown("target-zenith", "role") == "Baker"
    assert set(changes(page)[-1]) - {"type"} == set(page.widget.get_state()["view"])


def test_what_was_typed_for_one_company_is_saved_for_it_after_another_was_chosen(
    workspace: Workspace, open_form: Open
) -> None:
    workspace.add_company("Zenith")
    workbook = workbook_of(workspace, "deep_dive")
    page = open_form("deep_dive.target", workbook)
    workbook.choose("zenith")
    assert "error" not in page.write("target-acme", why="The sea")
    assert [target.why for target in workspace.records(Target)] == ["The sea", ""]


def test_without_a_company_its_form_says_so_until_there_is_one(
    workspace: Workspace, screen: list[Any], look: Open
) -> None:
    workbook = workbook_of(workspace, "deep_dive")
    workbook.form("target")
    page = look(_instances[screen[-1][WIDGET]["model_id"]])
    assert "add one at the top" in page.blocked
    assert page.items == {}
    workbook.add("Acme")
    page.say("refresh")
    assert (page.blocked, page.company, list(page.items)) == ("", "acme", ["target-acme"])


def test_a_value_that_no_longer_fits_is_shown_as_it_was_and_kept(
    workspace: Workspace, put: Callable[..., None], open_form: Open
) -> None:
    put({"record": "story-1", "body": {"title": "Kite", "scope": "galaxy"}})
    page = open_form("retrospective.stories")
    assert page.items["story-1"]["unread"] == {"scope": "galaxy"}
    assert page.write("story-1", task="Fly it")["record"]["unread"] == {"scope": "galaxy"}
    assert page.write("story-1", scope="team")["record"]["unread"] == {}


def test_a_page_that_comes_second_is_brought_up_to_date(open_form: Open, look: Open) -> None:
    first = open_form("retrospective.stories")
    stale = first.widget.get_state()["view"]
    first.write("story-1", title="Kite")
    second = look(first.widget)
    second.load(stale)
    second.say("hello")
    assert second.shown("story-1", "title") == "Kite"


def test_a_page_that_comes_back_is_brought_up_to_date(open_form: Open) -> None:
    page = open_form("retrospective.stories")
    stale = page.widget.get_state()["view"]
    page.write("story-1", title="Kite")
    page.say("bye")
    page.load(stale)
    page.say("hello")
    assert page.shown("story-1", "title") == "Kite"


def test_the_first_page_is_not_told_again_what_it_has(open_form: Open) -> None:
    assert open_form("retrospective.stories").told == []


def test_whether_somebody_looks_is_what_pages_have_said(open_form: Open, look: Open) -> None:
    first = open_form("compass.goals")
    second = look(first.widget)
    first.say("bye")
    assert first.widget.is_watched
    second.say("bye")
    assert not first.widget.is_watched


def test_a_section_off_the_path_is_folded_until_it_is_opened(
    workspace: Workspace, open_form: Open
) -> None:
    workbook = workbook_of(workspace, "compass")
    workbook.take("short")
    page = open_form("compass.goals", workbook)
    assert page.folded
    page.say("unfold")
    assert not page.folded
    assert not open_form("compass.mirrors", workbook).folded


def test_the_state_and_the_value_are_what_is_shown_now(open_form: Open) -> None:
    page = open_form("retrospective.stories")
    seen: list[Any] = []
    page.widget.observe(lambda change: seen.append(change["new"]), "value")
    page.write("story-1", title="Kite")
    assert [slot.title for slot in seen[-1]] == ["Kite"]
    assert page.widget.value == page.widget.view.slots == seen[-1]
    state = page.widget.get_state()
    assert [record["title"] for record in state["view"]["records"]] == ["Kite"]
    assert set(page.widget.get_state("schema")) == {"schema"}


# Seeds


def seed_of(project: Project) -> Seed:
    values = {"title": f"The launch of {project.title}", "scope": "team"}
    return Seed(project.id.removeprefix("project-"), values, f"From “{project.title}”")


def seeds_of_projects(answers: Answers) -> list[Seed]:
    return [seed_of(project) for project in answers.all(Project)]


def suggesting(workspace: Workspace, **changes: Any) -> Workbook:
    """Return a workbook whose stories suggest one for each project, or what is said."""
    workbook = workbook_of(workspace, "retrospective")
    sections = tuple(
        replace(s, **{"seeds": seeds_of_projects, "seeds_title": "From your projects"} | changes)
        if s.id == "stories" else s
        for s in workbook.chapter.sections
    )  # fmt: skip
    workbook.chapter = replace(workbook.chapter, sections=sections)
    return workbook


@pytest.fixture
def open_suggesting(workspace: Workspace, open_form: Open) -> Open:
    """Return what opens the stories, with this many projects to suggest stories from."""

    def opened(count: int) -> Any:
        for n in range(count):
            workspace.save(Project, {"title": f"Project {n}"}, id=f"project-p{n}")
        return open_form("retrospective.stories", suggesting(workspace))

    return opened


def test_a_page_is_told_what_is_suggested_and_what_it_is_headed_by(open_suggesting: Open) -> None:
    view = open_suggesting(2).widget.get_state()["view"]
    assert (view["seedsTitle"], view["suggested"]) == ("From your projects", ["p0", "p1"])
    assert view["seeds"][1] == {
        "key": "p1", "title": "The launch of Project 1", "more": ["My team"],
        "why": "From “Project 1”", "standing": False,
    }  # fmt: skip
    assert (view["records"], view["progress"][0]) == ([], 0)


def test_keeping_a_seed_answers_with_the_record_and_takes_it_off_the_list(
    workspace: Workspace, open_suggesting: Open
) -> None:
    page = open_suggesting(2)
    answer = page.say("keep", company="", keys=["p1"])
    (record,) = answer["records"]
    assert (record["id"], record["title"]) == ("story-p1", "The launch of Project 1")
    assert record["revision"] == one(workspace, Story).origin.revision
    (told,) = changes(page)
    assert (told["suggested"], told["order"], told["progress"][0]) == (["p0"], ["story-p1"], 1)
    assert told["records"] == [record]
    assert page.write("story-p1", title="My own words")["record"]["title"] == "My own words"


def test_a_seed_taken_off_leaves_no_record_and_says_how_to_bring_it_back(
    workspace: Workspace, open_suggesting: Open
) -> None:
    page = open_suggesting(2)
    undo = page.say("dismiss", company="", keys=["p0"])["undo"]
    (told,) = changes(page)
    assert set(told) == {"type", "place", "suggested"}
    assert (told["suggested"], titles(workspace)) == (["p1"], [])
    page.say("restore", record="story-p0", revision=undo["story-p0"])
    assert titles(workspace) == ["The launch of Project 0"]
    assert page.items["story-p0"]["title"] == "The launch of Project 0"


def test_all_seeds_are_kept_in_their_order(workspace: Workspace, open_suggesting: Open) -> None:
    page = open_suggesting(5)
    page.say("keep", company="", keys=[f"p{n}" for n in range(5)])
    assert titles(workspace) == [f"The launch of Project {n}" for n in range(5)]
    assert page.order == [f"story-p{n}" for n in range(5)]


@pytest.mark.parametrize("act", ["keep", "dismiss"])
def test_a_seed_that_is_no_longer_suggested_is_answered_with_one_line(
    workspace: Workspace, open_suggesting: Open, act: str
) -> None:
    page = open_suggesting(2)
    page.say("keep", company="", keys=["p0"])
    answer = page.say(act, company="", keys=["p0"])
    assert answer["error"] == "no longer suggested: 'p0': look at the list once more"
    assert len(workspace.history("story-p0")) == 1


def test_what_a_seed_says_comes_from_python_and_not_from_the_page(
    workspace: Workspace, open_suggesting: Open
) -> None:
    open_suggesting(1).say("keep", company="", keys=["p0"], values={"title": "Mine"}, seeds=[])
    assert titles(workspace) == ["The launch of Project 0"]


def test_seeds_follow_what_other_forms_save_and_only_the_new_one_is_sent(
    workspace: Workspace, open_form: Open
) -> None:
    workbook = suggesting(workspace)
    projects = open_form("retrospective.projects", workbook)
    stories = open_form("retrospective.stories", workbook)
    projects.write("project-p0", title="Kite")
    stories.told.clear()
    projects.write("project-p1", title="Boat")
    (told,) = changes(stories)
    assert [seed["title"] for seed in told["seeds"]] == ["The launch of Boat"]
    assert told["suggested"] == ["p0", "p1"]


def test_of_sixty_seeds_none_is_sent_again_when_one_is_kept_or_something_else_is_saved(
    open_suggesting: Open,
) -> None:
    page = open_suggesting(60)
    page.say("keep", company="", keys=["p7"])
    (told,) = changes(page)
    assert "seeds" not in told and len(told["suggested"]) == 59
    assert len(json.dumps(told)) < 2500
    page.told.clear()
    page.write("story-p7", title="My own words")
    assert [set(told) for told in changes(page)] == [{"type", "place", "records"}]


def test_where_seeds_cannot_be_worked_out_the_page_is_told_and_what_was_typed_is_saved(
    workspace: Workspace, open_form: Open
) -> None:
    workable = [[]]
    workbook = suggesting(workspace, seeds=lambda answers: workable.pop())
    page = open_form("retrospective.stories", workbook)
    assert "error" not in page.write("story-1", title="Kite")
    assert page.told[-1]["type"] == "trouble"
    assert titles(workspace) == ["Kite"]


def test_on_paper_nothing_is_suggested(workspace: Workspace) -> None:
    workspace.save(Project, {"title": "Kite"})
    stories = suggesting(workspace).chapter.section("stories")
    assert "Kite" not in str(plain_tables(stories, workspace.answers()))


# Words to offer


class Clue(Record):
    kind: ClassVar[str] = "clue"
    singular: ClassVar[str] = "clue"
    plural: ClassVar[str] = "clues"
    title_field: ClassVar[str] = "title"

    title: str = text("Title", suggest=True)
    themes: tuple[str, ...] = tags("Themes", suggest=True)
    project: str = reference("Project", target="project")


@pytest.fixture
def open_clues(
    workspace: Workspace, open_form: Open, monkeypatch: pytest.MonkeyPatch
) -> Callable[..., tuple[Any, Any]]:
    """Return what opens a form that offers words, and one of projects beside it."""
    kinds = {"clue": Clue, "project": Project}
    monkeypatch.setattr("prepkit.workspace.record_classes", lambda: kinds)

    def opened(words: dict[str, list[str]]) -> tuple[Any, Any]:
        workbook = suggesting(
            workspace, record=Clue, words=lambda answers: words, seeds=lambda _: ()
        )
        clues = open_form("retrospective.stories", workbook)
        return clues, open_form("retrospective.projects", workbook)

    return opened


def test_a_page_gets_the_words_once_and_not_with_every_save(open_clues: Open) -> None:
    clues, projects = open_clues({"themes": [f"word {n}" for n in range(300)]})
    assert clues.options["themes"][299] == {"key": "word 299", "label": "word 299", "help": ""}
    assert clues.options["title"] == []
    clues.write("clue-1", title="A clue", themes=["word 3", "a word of my own"])
    assert [told for told in changes(clues) if "options" in told] == []
    projects.write("project-1", title="Kite")
    (told,) = [told for told in changes(clues) if "options" in told]
    assert set(told["options"]) == {"project"}
    assert len(json.dumps(clues.told)) < 5000


def test_words_that_have_changed_are_sent(open_clues: Open) -> None:
    words = {"themes": ["Kafka"]}
    clues, _ = open_clues(words)
    words["themes"] = ["Kafka", "漢字"]
    clues.write("clue-1", title="A clue")
    (told,) = [told for told in changes(clues) if "options" in told]
    assert [option["key"] for option in told["options"]["themes"]] == ["Kafka", "漢字"]


def test_a_page_is_told_where_words_are_offered() -> None:
    found = schema(Clue, id="x", title="X", shape="many")
    assert [field["suggest"] for field in found["fields"]] == [True, True, False]


# As a widget


def test_a_form_of_ones_own_layout_follows_what_is_saved(
    workspace: Workspace, screen: list[Any], look: Open
) -> None:
    form = workbook_of(workspace, "retrospective").make_form("stories")
    seen: list[Any] = []
    form.observe(lambda change: seen.append(change["new"]), "value")
    page = look(form)
    page.write("story-1", title="Kite")
    assert [record["title"] for record in form.get_state()["view"]["records"]] == ["Kite"]
    assert len(seen) == 1


@pytest.mark.parametrize("layout", [ipywidgets.VBox, ipywidgets.Tab, ipywidgets.Accordion])
def test_a_form_can_be_put_into_a_layout_and_laid_out_itself(
    workspace: Workspace, screen: list[Any], look: Open, layout: Any
) -> None:
    form = workbook_of(workspace, "retrospective").make_form("stories")
    box = layout([ipywidgets.Text(), form])
    form.layout.width = "50%"
    assert box.get_state("children")["children"][1] == f"IPY_MODEL_{form.model_id}"
    assert look(form).write("story-1", title="Kite")["record"]["title"] == "Kite"
    box.close()


@pytest.mark.parametrize("record", [Claim, Goal, Mirror, Priority, Story, Energy, Value])
def test_a_page_is_told_every_field_with_its_title_its_help_and_its_options(
    record: type[Record],
) -> None:
    found = json.loads(json.dumps(schema(record, id="x", title="X", shape="many")))
    specs = [spec for spec in record.specs() if spec.name not in ("looked", "pile")]
    assert [(f["name"], f["title"], f["help"]) for f in found["fields"]] == [
        (spec.name, spec.title, spec.help) for spec in specs]  # fmt: skip
    for told, spec in zip(found["fields"], specs, strict=True):
        assert [option["label"] for option in told["options"]] == [o.label for o in spec.options]
        assert (told["low"], told["high"], told["unit"]) == (spec.low, spec.high, spec.unit)
        assert (told["ask"], told["longest"], told["again"]) == (
            spec.ask, spec.longest, spec.again)  # fmt: skip
    assert [item["key"] for item in found["visibilities"]] == ["private", "coach", "share"]


def test_a_page_is_told_whether_questions_of_ones_own_may_be_added() -> None:
    told = [
        schema(Mirror, id="x", title="X", shape="prompts", adds=adds)["adds"]
        for adds in (True, False)
    ]
    assert told == [True, False]


def test_a_ladder_of_too_many_steps_is_named_and_the_rest_is_saved(
    workspace: Workspace, open_form: Open
) -> None:
    page = open_form("compass.mirrors")
    answer = page.write("mirror-motivation", ladder=["why"] * 6, answer="data")
    assert answer["problems"] == {"ladder": "6 steps: 5 at most"}
    mirror = one(workspace, Mirror)
    assert (mirror.answer, mirror.ladder) == ("data", ())


def test_a_page_is_told_what_is_asked_anew_when_another_sitting_begins(
    workspace: Workspace, open_form: Open, clock: Any
) -> None:
    page = open_form("compass.goals")
    page.write("goal-1", goal="Sail", why="The sea")
    assert page.items["goal-1"]["hidden"] == ["still", "shifted"]
    clock.next += datetime.timedelta(days=40)
    page.say("refresh")
    told = changes(page)[-1]["records"]
    assert [(item["id"], item["hidden"], len(item["help"])) for item in told] == [("goal-1", [], 1)]
    answer = page.write("goal-1", still="partly")
    assert (answer["own"], answer["record"]["hidden"]) == (True, [])
    assert one(workspace, Goal).looked == "2026-12-30"


# Threads


def test_two_forms_of_one_notebook_in_two_threads_lose_nothing_and_do_not_wait_for_ever(
    workspace: Workspace, open_form: Open
) -> None:
    workbook = workbook_of(workspace, "retrospective")
    stories = open_form("retrospective.stories", workbook)
    projects = open_form("retrospective.projects", workbook)
    failed: list[Any] = []

    def type_ten(page: Any, kind: str) -> None:
        for number in range(10):
            answer = page.write(f"{kind}-{number % 2}", title=f"{kind} {number}")
            failed.extend([answer["error"]] if "error" in answer else [])

    threads = [
        threading.Thread(target=type_ten, args=given, daemon=True)
        for given in ((stories, "story"), (projects, "project"))
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert not any(thread.is_alive() for thread in threads)
    assert failed == []
    assert [record.heading for record in workspace.records(Story)] == ["story 8", "story 9"]
    assert len(workspace.revisions()) == 21
    assert [o["label"] for o in stories.options["project"]] == ["project 8", "project 9"]


# The law: whatever two pages do, no word is lost


FIELDS = ("title", "task", "action")
STEPS = st.lists(
    st.tuples(
        st.sampled_from(["type", "type", "type", "type, unheard", "again", "look"]),
        st.integers(0, 1),
        st.sampled_from(FIELDS),
    ),
    max_size=14,
)


class Typist:
    """Somebody at a page, and what they know: what they typed, and what they saw as they did."""

    def __init__(self, page: Any) -> None:
        self.page = page
        self.last: dict[str, str] = {}
        self.waiting = False

    def seen(self, name: str) -> str:
        item = self.page.items.get("story-1")
        return str(item["values"][name]) if item else ""

    def say_again(self) -> None:
        """Send what was not answered, or was answered long ago, once more."""
        if self.page.last["do"] == "save":
            self.page.send(self.page.last)
        self.waiting = False

    def type(self, name: str, text: str, *, heard: bool) -> None:
        """Save a text; when the answer is not heard, the page goes on showing what it showed."""
        if self.waiting:
            self.say_again()
        before = dict(self.page.items)
        answer = self.page.write("story-1", **{name: text})
        assert "error" not in answer
        self.last[name] = text
        if not heard:
            self.page.items, self.waiting = before, True


def shown_forms(workspace: Workspace, count: int) -> list[Any]:
    """Return the form of the stories, as that many notebooks show it."""
    shown: list[Any] = []
    forms: list[Any] = []
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("prepkit.workbook.has_screen", lambda: True)
        patch.setattr("prepkit.screen.publish_display_data", shown.append)
        for _ in range(count):
            workbook_of(workspace, "retrospective").form("stories")
            # What stands above the form comes before it.
            forms.append(_instances[shown[-1][WIDGET]["model_id"]])
            forms[-1]._received(forms[-1], {"do": "hello", "client": "nobody"}, [])
    return forms


@pytest.mark.parametrize("together", [True, False], ids=["one form", "two notebooks"])
@settings(max_examples=30)
@given(begun=st.booleans(), steps=STEPS)
def test_however_two_pages_save_every_text_is_kept_and_what_was_not_seen_is_not_replaced(
    looks: Open, together: bool, begun: bool, steps: list[tuple[str, int, str]]
) -> None:
    with tempfile.TemporaryDirectory() as folder, contextlib.closing(looks()) as look:
        workspace = Workspace.create(Path(folder) / "w")
        if begun:
            workspace.save(Story, {"title": "at first"}, id="story-1")
        forms = shown_forms(workspace, 1 if together else 2)
        typists = [Typist(look(form)) for form in (forms[0], forms[-1])]
        acknowledged, replaced = set(), set()
        for (do, who, name), number in zip(steps, itertools.count(1), strict=False):
            typist = typists[who]
            if do.startswith("type"):
                text = f"text {number}"
                if typist.waiting:
                    typist.say_again()
                replaced.add(typist.seen(name))
                typist.type(name, text, heard=do == "type")
                acknowledged.add(text)
            elif do == "again":
                typist.say_again()
            elif not typist.waiting:
                typist.page.say("refresh")
        for typist in typists:
            if typist.waiting:
                typist.say_again()
        if not acknowledged:
            return
        kept = {text for v in workspace.history("story-1") for text in v.body.values()}
        assert acknowledged <= kept
        heads = [head for head in workspace.heads() if head.record == "story-1"]
        for typist in typists:
            for name, text in typist.last.items():
                assert text in replaced or text in {head.body.get(name) for head in heads}
        assert workspace.problems() == []
