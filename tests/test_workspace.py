"""The workspace: saving, history, companies, and who may see what."""

from __future__ import annotations

import datetime
import sqlite3
import threading
from contextlib import closing, suppress
from pathlib import Path
from typing import Any

import pytest

from prepkit.chapters import CHAPTERS, record_classes
from prepkit.deep_dive.records import Claim, Target
from prepkit.errors import (
    InvalidParameterError,
    InvalidRecordError,
    PrepkitError,
    UnknownCompanyError,
    UnknownRecordError,
    WorkspaceError,
    WorkspaceExistsError,
    WorkspaceNotFoundError,
)
from prepkit.record import Visibility
from prepkit.retrospective.records import Project, Story
from prepkit.storage.revision import Revision
from prepkit.storage.store import Store
from prepkit.workspace import Person, Workspace, is_inside_repository

NINE = datetime.datetime(2026, 11, 20, 9, tzinfo=datetime.UTC)
DAY = datetime.date(2026, 11, 23)


def append(workspace: Workspace, **changes: Any) -> Revision:
    """Add a revision as another version of prepkit, or another machine, would."""
    given: dict[str, Any] = {
        "record": "story-1", "kind": "story", "company": "", "visibility": "private",
        "author": "me", "saved_at": NINE, "parents": (), "nonce": "f" * 32, "body": {},
    }  # fmt: skip
    revision = Revision.made(**given | changes)
    Store(workspace.folder / "prep.db").append([revision])
    return revision


# Saving


def test_a_saved_record_comes_back_with_where_it_came_from(workspace: Workspace) -> None:
    saved = workspace.save(Story, {"title": "Kite"})
    (found,) = workspace.records(Story)
    assert found == saved
    assert found.title == "Kite"
    origin = found.origin
    assert (origin.company, origin.author, origin.visibility) == ("", "me", "private")
    assert origin.saved_at == NINE
    assert (origin.others, origin.unread) == ((), None)


def test_what_was_saved_is_there_when_the_folder_is_opened_again(workspace: Workspace) -> None:
    saved = workspace.save(Story, {"title": "Kite"})
    assert Workspace(workspace.folder).records(Story) == [saved]


def test_fields_not_named_stay_as_they_are(workspace: Workspace) -> None:
    story = workspace.save(Story, {"title": "Kite", "task": "Build it"})
    later = workspace.save(Story, {"task": "Fly it"}, id=story.id)
    assert (later.title, later.task) == ("Kite", "Fly it")
    assert later.origin.saved_at == NINE + datetime.timedelta(minutes=1)


def test_saving_what_is_there_already_adds_no_revision(workspace: Workspace) -> None:
    story = workspace.save(Story, {"title": "Kite"})
    again = workspace.save(Story, {"title": "Kite"}, id=story.id)
    assert again == story
    assert len(workspace.history(story.id)) == 1


def test_a_change_of_visibility_alone_is_saved(workspace: Workspace) -> None:
    story = workspace.save(Story, {"title": "Kite"})
    workspace.save(Story, {}, id=story.id, visibility="coach")
    shown = [revision.visibility for revision in workspace.history(story.id)]
    assert shown == ["coach", "private"]
    assert workspace.save(Story, {"title": "Boat"}, id=story.id).origin.visibility == "coach"


def test_values_that_do_not_fit_are_told_all_at_once_and_nothing_is_saved(
    workspace: Workspace,
) -> None:
    story = workspace.save(Story, {"title": "Kite"})
    with pytest.raises(InvalidRecordError) as caught:
        workspace.save(Story, {"title": 5, "when": "soon", "tasc": ""}, id=story.id)
    assert set(caught.value.problems) == {"title", "when", "tasc"}
    assert len(workspace.revisions()) == 1


def test_fields_unknown_to_this_version_survive_a_save(workspace: Workspace) -> None:
    append(workspace, body={"title": "Kite", "mood": {"from": ["prepkit", 9]}})
    workspace.save(Story, {"task": "Fly it"}, id="story-1")
    assert workspace.history("story-1")[0].body == {
        "title": "Kite", "task": "Fly it", "mood": {"from": ["prepkit", 9]},
    }  # fmt: skip


def test_an_old_value_that_no_longer_fits_is_kept_and_blocks_no_other_field(
    workspace: Workspace,
) -> None:
    append(workspace, body={"title": "Kite", "scope": "galaxy", "competencies": "all"})
    (story,) = workspace.records(Story)
    assert (story.title, story.scope, story.competencies) == ("Kite", "", ())
    assert story.origin.unread == {"scope": "galaxy", "competencies": "all"}
    later = workspace.save(Story, {"task": "Fly it"}, id="story-1")
    assert later.origin.unread == {"scope": "galaxy", "competencies": "all"}
    last = workspace.save(Story, {"scope": "team"}, id="story-1")
    assert (last.scope, last.origin.unread) == ("team", {"competencies": "all"})


def test_an_id_that_belongs_to_another_kind_or_company_is_refused(workspace: Workspace) -> None:
    for name in ("acme", "zenith"):
        workspace.add_company(name)
    story = workspace.save(Story, {"title": "Kite"})
    claim = workspace.save(Claim, {"statement": "big"}, company="acme")
    with pytest.raises(InvalidRecordError, match="is another record"):
        workspace.save(Project, {"title": "Boat"}, id=story.id)
    with pytest.raises(InvalidRecordError, match="is another record"):
        workspace.save(Claim, {"statement": "small"}, id=claim.id, company="zenith")
    assert len(workspace.history(story.id)) == len(workspace.history(claim.id)) == 1


def test_eight_threads_that_save_different_records_at_once_all_get_through(
    workspace: Workspace,
) -> None:
    failed: list[BaseException] = []

    def write(thread: int) -> None:
        try:
            for n in range(3):
                workspace.save(Story, {"title": f"{n}"}, id=f"story-{thread}")
        except BaseException as error:
            failed.append(error)

    threads = [threading.Thread(target=write, args=(n,)) for n in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failed == []
    stories = workspace.records(Story)
    assert {story.id: story.title for story in stories} == {f"story-{n}": "2" for n in range(8)}
    assert [story for story in stories if story.origin.others] == []
    assert len(workspace.revisions()) == 24


def test_history_cannot_be_rewritten_through_the_file(workspace: Workspace) -> None:
    workspace.save(Story, {"title": "Kite"})
    with closing(sqlite3.connect(workspace.folder / "prep.db")) as connection:
        for statement in ("DELETE FROM revision", "UPDATE revision SET body = '{}'"):
            with pytest.raises(sqlite3.IntegrityError, match="revisions are never"):
                connection.execute(statement)


# Two places at once


def test_a_change_made_on_an_older_version_keeps_both_and_names_the_other(
    workspace: Workspace,
) -> None:
    first = workspace.save(Story, {"title": "Kite"})
    base = first.origin.revision
    left = workspace.save(Story, {"task": "Left"}, id=first.id, base=base)
    right = workspace.save(Story, {"task": "Right"}, id=first.id, base=base)
    (found,) = workspace.records(Story)
    assert found.task == "Right"
    assert found.origin.others == (left.origin.revision,)
    assert found == right
    assert {h.body["task"] for h in workspace.heads()} == {"Left", "Right"}


def test_saving_without_a_base_joins_both(workspace: Workspace) -> None:
    first = workspace.save(Story, {"title": "Kite"})
    for task in ("Left", "Right"):
        workspace.save(Story, {"task": task}, id=first.id, base=first.origin.revision)
    joined = workspace.save(Story, {"task": "Both"}, id=first.id)
    assert joined.origin.others == ()
    assert len(workspace.heads()) == 1
    assert len(workspace.history(first.id)[0].parents) == 2
    assert len(workspace.history(first.id)) == 4


def test_saving_on_the_newest_version_makes_no_conflict(workspace: Workspace) -> None:
    story = workspace.save(Story, {"title": "Kite"})
    for task in ("one", "two", "three"):
        story = workspace.save(Story, {"task": task}, id=story.id, base=story.origin.revision)
    assert story.origin.others == ()
    assert len(workspace.heads()) == 1


def test_a_base_that_is_not_there_loses_no_field(workspace: Workspace) -> None:
    story = workspace.save(Story, {"title": "Kite", "situation": "A whole evening of typing"})
    with suppress(PrepkitError):
        workspace.save(Story, {"title": "Boat"}, id=story.id, base="f" * 64)
    (found,) = workspace.records(Story)
    assert found.situation == "A whole evening of typing"


def test_the_version_that_replaces_another_is_shown_whatever_its_clock_says(
    workspace: Workspace, clock: Any
) -> None:
    story = workspace.save(Story, {"title": "Kite"})
    clock.next = datetime.datetime(1970, 1, 1, tzinfo=datetime.UTC)
    workspace.save(Story, {"title": "Boat"}, id=story.id)
    (found,) = workspace.records(Story)
    assert (found.title, found.origin.others) == ("Boat", ())


def test_of_two_versions_the_one_that_is_not_deleted_is_shown(workspace: Workspace) -> None:
    story = workspace.save(Story, {"title": "Kite"})
    workspace.delete(story.id)
    workspace.save(Story, {"title": "Boat"}, id=story.id, base=story.origin.revision)
    assert [found.title for found in workspace.records(Story)] == ["Boat"]


def test_typed_over_nothing_beside_another_record_of_that_id_keeps_both(
    workspace: Workspace,
) -> None:
    for action in ("Left", "Right"):
        saved = workspace.save(Story, {"title": "Kite", "action": action}, id="story-1", base="")
    assert len(saved.origin.others) == 1
    assert {head.body["action"] for head in workspace.heads()} == {"Left", "Right"}
    assert [head.parents for head in workspace.heads()] == [(), ()]


def test_typed_over_nothing_joins_what_is_in_other_fields(workspace: Workspace) -> None:
    workspace.save(Story, {"title": "Kite", "competencies": [], "task": ""}, id="story-1", base="")
    joined = workspace.save(Story, {"task": "Fly it", "title": "Kite"}, id="story-1", base="")
    assert (joined.title, joined.task, joined.origin.others) == ("Kite", "Fly it", ())
    assert len(workspace.history("story-1")) == 2


def test_what_is_typed_over_an_older_version_joins_the_head_it_fits(workspace: Workspace) -> None:
    first = workspace.save(Story, {"title": "Kite"}, id="story-1")
    base = first.origin.revision
    for task in ("Left", "Right"):
        workspace.save(Story, {"task": task}, id="story-1", base=base)
    workspace.save(Story, {"action": "Fly"}, id="story-1", base=base)
    assert sorted(head.body.get("action", "") for head in workspace.heads()) == ["", "Fly"]
    again = workspace.save(Story, {"task": "Left"}, id="story-1", base=base)
    assert len(again.origin.others) == 1
    assert len(workspace.history("story-1")) == 4


def test_what_stands_there_already_is_not_kept_twice(workspace: Workspace) -> None:
    first = workspace.save(Story, {"title": "Kite"}, id="story-1")
    base = first.origin.revision
    for _ in range(2):
        saved = workspace.save(Story, {"task": "Fly it"}, id="story-1", base=base)
        assert (saved.task, saved.origin.others) == ("Fly it", ())
    assert len(workspace.history("story-1")) == 2


def test_several_bases_settle_those_versions_and_the_first_gives_what_is_left_open(
    workspace: Workspace,
) -> None:
    base = workspace.save(Story, {"title": "Kite"}, id="story-1").origin.revision
    left, right, third = (
        workspace.save(Story, {"task": t, "title": t}, id="story-1", base=base).origin.revision
        for t in ("Left", "Right", "Third")
    )
    saved = workspace.save(Story, {"title": "Both"}, id="story-1", base=(right, left))
    assert (saved.title, saved.task, saved.origin.others) == ("Both", "Right", (third,))
    assert set(workspace.history("story-1")[0].parents) == {left, right}


def test_settling_with_nothing_to_change_still_makes_one_of_two(workspace: Workspace) -> None:
    base = workspace.save(Story, {"title": "Kite"}, id="story-1").origin.revision
    left, right = (
        workspace.save(Story, {"task": task}, id="story-1", base=base).origin.revision
        for task in ("Left", "Right")
    )
    saved = workspace.save(Story, {}, id="story-1", base=(left, right))
    assert (saved.task, saved.origin.others) == ("Left", ())


@pytest.mark.parametrize("which", ["none", "unknown", "older", "older and current"])
def test_versions_that_are_not_current_cannot_be_settled(workspace: Workspace, which: str) -> None:
    older = workspace.save(Story, {"title": "Kite"}, id="story-1").origin.revision
    current = workspace.save(Story, {"title": "Boat"}, id="story-1").origin.revision
    base = {"none": (), "unknown": ("f" * 64,), "older": (older,)}.get(which, (current, older))
    with pytest.raises(UnknownRecordError):
        workspace.save(Story, {"title": "x"}, id="story-1", base=base)
    assert [story.title for story in workspace.records(Story)] == ["Boat"]


@pytest.mark.parametrize("begun", [True, False])
def test_a_base_that_is_no_version_of_the_record_is_refused(
    workspace: Workspace, begun: bool
) -> None:
    other = workspace.save(Story, {"title": "Boat"}, id="story-2").origin.revision
    if begun:
        workspace.save(Story, {"title": "Kite"}, id="story-1")
    for base in ("f" * 64, other, other[:8]):
        with pytest.raises(UnknownRecordError, match="of this record: load it again"):
            workspace.save(Story, {"title": "x"}, id="story-1", base=base)
    assert len(workspace.records(Story)) == 1 + begun


def test_a_save_that_is_asked_for_again_by_its_name_does_nothing(workspace: Workspace) -> None:
    name = "a" * 32
    first = workspace.save(Story, {"title": "Kite"}, id="story-1", base="", nonce=name)
    workspace.save(Story, {"title": "Boat"}, id="story-1", base=first.origin.revision)
    again = workspace.save(Story, {"title": "Kite"}, id="story-1", base="", nonce=name)
    assert (again.title, again.origin.others) == ("Boat", ())
    assert len(workspace.history("story-1")) == 2


def test_the_name_of_a_save_of_one_record_means_nothing_to_another(workspace: Workspace) -> None:
    for id in ("story-1", "story-2"):
        workspace.save(Story, {"title": id}, id=id, base="", nonce="a" * 32)
    assert [story.title for story in workspace.records(Story)] == ["story-1", "story-2"]


@pytest.mark.parametrize("values", [{}, {"title": "Kite"}, {"title": "Boat"}])
def test_what_was_typed_over_a_version_that_was_then_deleted_is_there_again(
    workspace: Workspace, values: dict[str, str]
) -> None:
    base = workspace.save(Story, {"title": "Kite"}, id="story-1").origin.revision
    workspace.delete("story-1")
    saved = workspace.save(Story, values, id="story-1", base=base)
    assert saved.title == values.get("title", "Kite")


# History, deleting, restoring


def test_history_is_newest_first(workspace: Workspace) -> None:
    story = workspace.save(Story, {"title": "one"})
    for title in ("two", "three"):
        workspace.save(Story, {"title": title}, id=story.id)
    titles = [revision.body["title"] for revision in workspace.history(story.id)]
    assert titles == ["three", "two", "one"]


def test_restoring_makes_a_new_version_equal_to_the_old(workspace: Workspace) -> None:
    story = workspace.save(Story, {"title": "one"})
    workspace.save(Story, {"title": "two"}, id=story.id)
    made = workspace.restore(story.origin.revision[:10])
    assert made.body == {"title": "one"}
    assert made.id != story.origin.revision
    assert [found.title for found in workspace.records(Story)] == ["one"]
    assert len(workspace.history(story.id)) == 3


def test_restoring_what_is_current_adds_nothing(workspace: Workspace) -> None:
    story = workspace.save(Story, {"title": "one"})
    assert workspace.restore(story.origin.revision).id == story.origin.revision
    assert len(workspace.revisions()) == 1


def test_restoring_one_of_two_versions_settles_the_conflict(workspace: Workspace) -> None:
    first = workspace.save(Story, {"title": "Kite"})
    left, _ = (
        workspace.save(Story, {"task": task}, id=first.id, base=first.origin.revision)
        for task in ("Left", "Right")
    )
    workspace.restore(left.origin.revision)
    (found,) = workspace.records(Story)
    assert (found.task, found.origin.others) == ("Left", ())


def test_a_deleted_record_is_on_no_page_and_its_history_stays(workspace: Workspace) -> None:
    story = workspace.save(Story, {"title": "Kite"})
    workspace.delete(story.id)
    assert workspace.records(Story) == []
    assert workspace.answers().all(Story) == []
    newest, oldest = workspace.history(story.id)
    assert newest.deleted and not oldest.deleted
    assert newest.body == {"title": "Kite"}


def test_a_deleted_record_can_be_restored(workspace: Workspace) -> None:
    story = workspace.save(Story, {"title": "Kite"})
    workspace.delete(story.id)
    workspace.restore(workspace.history(story.id)[0].id)
    assert [found.title for found in workspace.records(Story)] == ["Kite"]


def test_saving_a_deleted_record_brings_it_back(workspace: Workspace) -> None:
    story = workspace.save(Story, {"title": "Kite", "task": "Build"})
    workspace.delete(story.id)
    back = workspace.save(Story, {"title": "Boat"}, id=story.id)
    assert (back.title, back.task) == ("Boat", "Build")


def test_what_is_not_there_cannot_be_deleted_restored_or_looked_up(workspace: Workspace) -> None:
    for call in (workspace.delete, workspace.history, workspace.restore):
        with pytest.raises(UnknownRecordError, match="'feed'"):
            call("feed")


def test_deleted_records_are_told_as_they_last_were_the_last_one_first(
    workspace: Workspace,
) -> None:
    for title in ("one", "two", "three"):
        workspace.save(Story, {"title": title}, id=f"story-{title}")
    workspace.save(Story, {"title": "two again"}, id="story-two")
    for id in ("story-two", "story-one"):
        workspace.delete(id)
    assert [head.body["title"] for head in workspace.deleted(Story)] == ["one", "two again"]
    workspace.restore(workspace.history("story-one")[0].id)
    assert [head.record for head in workspace.deleted(Story)] == ["story-two"]
    assert workspace.deleted(Project) == []


def test_a_record_deleted_in_one_place_and_changed_in_another_is_not_deleted(
    workspace: Workspace,
) -> None:
    base = workspace.save(Story, {"title": "Kite"}, id="story-1").origin.revision
    workspace.delete("story-1")
    workspace.save(Story, {"title": "Boat"}, id="story-1", base=base)
    assert workspace.deleted(Story) == []


# The order, and what lies open


def ids(workspace: Workspace, kind: Any = Story, company: str = "") -> list[str]:
    return [record.id for record in workspace.answers(company=company).all(kind)]


def test_records_come_in_the_order_given_and_those_not_named_last(workspace: Workspace) -> None:
    for letter in "abc":
        workspace.save(Story, {"title": letter}, id=f"story-{letter}")
    workspace.reorder(Story, ["story-c", "story-gone", "story-b"])
    workspace.save(Story, {"title": "d"}, id="story-d")
    assert ids(workspace) == ["story-c", "story-b", "story-a", "story-d"]
    assert ids(Workspace(workspace.folder)) == ids(workspace)


def test_an_order_holds_for_one_kind_and_one_company(workspace: Workspace) -> None:
    for company in ("acme", "zenith"):
        workspace.add_company(company)
        for letter in "ab":
            workspace.save(Claim, {}, id=f"claim-{company}-{letter}", company=company)
    workspace.save(Story, {}, id="story-a")
    workspace.reorder(Claim, ["claim-zenith-b", "claim-zenith-a"], company="zenith")
    found = ids(workspace, Claim)
    assert [id for id in found if "acme" in id] == ["claim-acme-a", "claim-acme-b"]
    assert [id for id in found if "zenith" in id] == ["claim-zenith-b", "claim-zenith-a"]
    assert ids(workspace) == ["story-a"]


def test_the_order_given_last_holds_and_going_back_is_in_the_history(
    workspace: Workspace,
) -> None:
    for letter in "ab":
        workspace.save(Story, {"title": letter}, id=f"story-{letter}")
    workspace.reorder(Story, ["story-b", "story-a"])
    workspace.reorder(Story, ["story-a", "story-b"])
    assert ids(workspace) == ["story-a", "story-b"]
    assert len(workspace.history("order-story")) == 2


@pytest.mark.parametrize("broken", [5, None, "story-b", [["story-b"]], [5]])
def test_an_order_that_is_none_breaks_no_page(workspace: Workspace, broken: Any) -> None:
    workspace.save(Story, {"title": "a"}, id="story-a")
    append(workspace, record="order-story", kind="order", body={"ids": broken})
    assert ids(workspace) == ["story-a"]


def test_what_was_chosen_last_is_remembered_one_by_one(workspace: Workspace) -> None:
    assert (workspace.desk.company, workspace.desk.path) == ("", "")
    workspace.choose(company="acme")
    workspace.choose(path="short")
    desk = Workspace(workspace.folder).desk
    assert (desk.company, desk.path) == ("acme", "short")


def test_choosing_what_is_chosen_already_writes_nothing(workspace: Workspace) -> None:
    workspace.choose(path="short")
    before = len(workspace.revisions())
    workspace.choose(path="short")
    assert len(workspace.revisions()) == before


@pytest.mark.parametrize("chosen", [{"path": "scenic"}, {"compny": "acme"}])
def test_a_choice_there_is_none_of_is_refused(workspace: Workspace, chosen: Any) -> None:
    with pytest.raises(InvalidRecordError):
        workspace.choose(**chosen)
    assert workspace.revisions() == []


# Who may see what


@pytest.fixture
def three(workspace: Workspace) -> Workspace:
    for visibility in ("private", "coach", "share"):
        workspace.save(Story, {"title": visibility}, visibility=visibility)
    return workspace


@pytest.mark.parametrize(
    ("audience", "seen"),
    [("me", ["private", "coach", "share"]), ("coach", ["coach", "share"]), ("share", ["share"])],
)
def test_an_audience_sees_only_what_is_meant_for_it(
    three: Workspace, audience: Any, seen: list[str]
) -> None:
    assert [story.title for story in three.records(Story, audience=audience)] == seen
    answers = three.answers(audience=audience)
    assert [story.title for story in answers.all(Story)] == seen


def test_a_record_made_private_is_gone_from_every_other_page(three: Workspace) -> None:
    shared = three.records(Story, audience="share")[0]
    three.save(Story, {}, id=shared.id, visibility="private")
    assert three.records(Story, audience="share") == []
    assert "share" not in [story.title for story in three.records(Story, audience="coach")]


@pytest.mark.parametrize(
    ("audience", "gone"),
    [("me", {"gone"}), ("coach", {"gone", "private"}), ("share", {"gone", "private", "coach"})],
)
def test_answers_know_which_records_are_not_on_the_page(
    workspace: Workspace, audience: Any, gone: set[str]
) -> None:
    for visibility in ("private", "coach", "share"):
        workspace.save(Story, {}, id=f"story-{visibility}", visibility=visibility)
    workspace.save(Story, {"title": "x"}, id="story-gone", visibility="private")
    workspace.delete("story-gone")
    assert workspace.answers(audience=audience).gone == {f"story-{name}" for name in gone}


def test_a_private_version_beside_a_shared_one_is_not_even_named(workspace: Workspace) -> None:
    story = workspace.save(Story, {"title": "Kite"}, visibility="share")
    base = story.origin.revision
    workspace.save(Story, {"title": "open"}, id=story.id, base=base)
    workspace.save(Story, {"title": "secret"}, id=story.id, base=base, visibility="private")
    assert len(workspace.heads()) == 2
    assert workspace.records(Story, audience="share") == []


def test_values_typed_over_an_older_version_join_what_changed_in_other_fields(
    workspace: Workspace,
) -> None:
    story = workspace.save(Story, {"title": "Kite"})
    base = story.origin.revision
    workspace.save(Story, {"task": "Left"}, id=story.id, base=base)
    joined = workspace.save(Story, {"action": "Right"}, id=story.id, base=base)
    assert (joined.title, joined.task, joined.action) == ("Kite", "Left", "Right")
    assert len(workspace.heads()) == 1


def test_one_keystroke_does_not_settle_a_conflict(workspace: Workspace) -> None:
    story = workspace.save(Story, {"title": "Kite"})
    base = story.origin.revision
    workspace.save(Story, {"action": "laptop"}, id=story.id, base=base)
    other = workspace.save(Story, {"action": "desktop"}, id=story.id, base=base)
    workspace.save(Story, {"title": "Kites"}, id=story.id, base=other.origin.revision)
    assert {head.body["action"] for head in workspace.heads()} == {"laptop", "desktop"}


@pytest.mark.parametrize("name", ["boss", "", "Coach"])
def test_an_audience_or_visibility_that_is_none_is_refused(three: Workspace, name: Any) -> None:
    with pytest.raises(InvalidParameterError, match="no audience"):
        three.answers(audience=name)
    with pytest.raises(InvalidParameterError, match="no audience"):
        three.records(Story, audience=name)
    with pytest.raises(InvalidParameterError, match="no visibility"):
        three.save(Story, {"title": "x"}, visibility=name)


def test_a_new_record_is_as_private_as_its_kind_says(workspace: Workspace) -> None:
    workspace.add_company("Acme")
    classes = record_classes()
    assert len({kind.visibility for kind in classes.values()}) == 2
    for kind in classes.values():
        company = "acme" if kind.layer == "company" else ""
        saved = workspace.save(kind, {}, id=f"{kind.kind}-x", company=company)
        assert saved.origin.visibility == kind.visibility


def test_a_record_belongs_to_the_layer_of_its_kind(workspace: Workspace) -> None:
    workspace.add_company("Acme")
    with pytest.raises(InvalidParameterError, match="a claim needs a company"):
        workspace.save(Claim, {"statement": "big"})
    with pytest.raises(InvalidParameterError, match="a story belongs to no company: got 'acme'"):
        workspace.save(Story, {"title": "Kite"}, company="acme")
    assert workspace.records(Claim) == workspace.records(Story) == []


def test_records_of_one_company_are_told_apart(workspace: Workspace) -> None:
    for name in ("acme", "zenith"):
        workspace.add_company(name)
        workspace.save(Claim, {"statement": name}, company=name)
    assert [c.statement for c in workspace.records(Claim)] == ["acme", "zenith"]
    assert [c.statement for c in workspace.records(Claim, company="zenith")] == ["zenith"]


def test_answers_leave_out_kinds_this_version_does_not_know(workspace: Workspace) -> None:
    append(workspace, record="dream-1", kind="dream", body={"wish": "to fly"})
    workspace.save(Story, {"title": "Kite"})
    assert set(workspace.answers().records) == {"story"}


# Companies


def test_companies_come_in_the_order_they_were_added(workspace: Workspace) -> None:
    for name in ("Zenith", "Acme", "Mid & Co."):
        workspace.add_company(name, role="Baker")
    found = workspace.companies()
    assert [company.id for company in found] == ["zenith", "acme", "mid-co"]
    assert [company.target.role for company in found] == ["Baker"] * 3


@pytest.mark.parametrize(
    ("name", "id"),
    [
        ("CON", "con-company"), ("lpt1", "lpt1-company"), ("東京電力", "東京電力"),
        ("हिन्दी कंपनी", "हिन्दी-कंपनी"), ("Ünïted", "ünïted"), ("../../evil", "evil"),
        ("x" * 300, "x" * 40), ("{x.__class__}", "x-class"),
    ],
)  # fmt: skip
def test_a_company_of_any_name_is_found_under_it(workspace: Workspace, name: str, id: str) -> None:
    added = workspace.add_company(name)
    assert (added.id, added.target.name) == (id, name)
    assert workspace.company(name).id == workspace.company(id).id == id


@pytest.mark.parametrize("name", ["", "   ", "🎉", "---", "\u0000", "\u202e"])
def test_a_company_needs_a_letter_or_a_digit(workspace: Workspace, name: str) -> None:
    with pytest.raises(InvalidParameterError, match="no letter or digit"):
        workspace.add_company(name)
    assert workspace.companies() == []


@pytest.mark.parametrize("again", ["Acme Works", "acme works", "Ａｃｍｅ works"])
def test_a_company_is_not_added_twice(workspace: Workspace, again: str) -> None:
    workspace.add_company("Acme Works")
    with pytest.raises(InvalidParameterError, match=r"there already: 'Acme Works' \(acme-works\)"):
        workspace.add_company(again)
    assert len(workspace.revisions()) == 1


def test_a_company_whose_details_do_not_fit_is_not_added(workspace: Workspace) -> None:
    with pytest.raises(InvalidRecordError, match="interview_on: not a date"):
        workspace.add_company("Acme", interview_on="next week")
    assert workspace.companies() == []


@pytest.mark.parametrize(
    "name", ["northwind-energy", "Northwind Energy", "north", "NORTHWIND", "northwind-e"]
)
def test_a_company_is_found_by_id_name_and_beginning(workspace: Workspace, name: str) -> None:
    workspace.add_company("Northwind Energy")
    workspace.add_company("Southwind")
    assert workspace.company(name).id == "northwind-energy"


def test_a_whole_name_wins_over_the_beginning_of_another(workspace: Workspace) -> None:
    workspace.add_company("Acme Works")
    workspace.add_company("Acme")
    assert workspace.company("acme").id == "acme"


def test_a_beginning_of_two_companies_names_both(workspace: Workspace) -> None:
    for name in ("Northwind", "Northstar", "Acme"):
        workspace.add_company(name)
    with pytest.raises(UnknownCompanyError) as caught:
        workspace.company("nort")
    assert "more than one company fits 'nort'" in str(caught.value)
    assert "acme" not in str(caught.value)


def test_an_unknown_company_suggests_the_nearest(workspace: Workspace) -> None:
    with pytest.raises(UnknownCompanyError, match=r"no company 'acme': .*prepkit company add"):
        workspace.company("acme")
    workspace.add_company("Acme")
    with pytest.raises(UnknownCompanyError, match="no company 'amce': did you mean 'acme'"):
        workspace.company("amce")
    with pytest.raises(UnknownCompanyError, match="no company '🎉'"):
        workspace.company("🎉")


def test_a_renamed_company_keeps_its_id_and_is_found_by_its_new_name(workspace: Workspace) -> None:
    workspace.add_company("Acme")
    workspace.save(Target, {"name": "Zenith Works"}, id="target-acme", company="acme")
    for name in ("acme", "Zenith Works", "zen"):
        assert workspace.company(name).id == "acme"


def test_a_company_is_always_found_by_its_id(workspace: Workspace) -> None:
    workspace.add_company("Acme")
    workspace.add_company("Zenith")
    workspace.save(Target, {"name": "Zenith"}, id="target-acme", company="acme")
    assert workspace.company("zenith").id == "zenith"
    assert workspace.company("acme").id == "acme"


@pytest.mark.parametrize(
    ("day", "left"),
    [("2026-11-30", 7), ("2026-11-23", 0), ("2026-11-20", -3), ("2026-12", None), ("", None)],
)
def test_days_are_counted_to_a_full_date_alone(
    workspace: Workspace, day: str, left: int | None
) -> None:
    assert workspace.add_company("Acme", interview_on=day).days_left(DAY) == left


# Making and finding


def test_a_new_workspace_has_the_workbooks_and_the_persons_name(tmp_path: Path) -> None:
    workspace = Workspace.create(tmp_path / "a" / "b", name="Ada")
    names = {path.name for path in (tmp_path / "a" / "b" / "workbooks").iterdir()}
    assert names == {f"{chapter.id}.ipynb" for chapter in CHAPTERS}
    assert workspace.person == "Ada"
    assert workspace.save(Story, {"title": "Kite"}).origin.author == "Ada"
    assert workspace.records(Person, audience="share") == []


def test_workbooks_already_there_are_left_alone_and_missing_ones_put_back(
    workspace: Workspace,
) -> None:
    own = workspace.folder / "workbooks" / f"{CHAPTERS[0].id}.ipynb"
    own.write_text("my own notes")
    lost = workspace.folder / "workbooks" / f"{CHAPTERS[1].id}.ipynb"
    lost.unlink()
    assert workspace.add_workbooks() == [lost]
    assert own.read_text() == "my own notes"


def test_a_workspace_is_not_made_twice_in_a_folder(workspace: Workspace) -> None:
    story = workspace.save(Story, {"title": "Kite"})
    with pytest.raises(WorkspaceExistsError, match="there is a workspace already"):
        Workspace.create(workspace.folder)
    assert workspace.records(Story) == [story]


@pytest.mark.parametrize("below", [".", "deeper"])
def test_a_folder_that_cannot_be_one_is_a_readable_error(tmp_path: Path, below: str) -> None:
    (tmp_path / "file").write_text("no folder")
    with pytest.raises(WorkspaceError, match="file"):
        Workspace.create(tmp_path / "file" / below)


def test_a_workspace_is_found_from_the_folders_inside_it(workspace: Workspace) -> None:
    deep = workspace.folder / "outputs" / "acme"
    deep.mkdir(parents=True)
    assert Workspace.find(deep).folder == workspace.folder.resolve()
    with pytest.raises(WorkspaceNotFoundError, match="run 'prepkit init'"):
        Workspace.find(workspace.folder.parent)


def test_a_folder_under_version_control_is_told(tmp_path: Path) -> None:
    (tmp_path / "repo" / ".git").mkdir(parents=True)
    (tmp_path / "repo" / "prep").mkdir()
    assert is_inside_repository(tmp_path / "repo" / "prep") == tmp_path / "repo"


def test_the_question_of_a_prompt_is_what_its_record_is_called(workspace: Workspace) -> None:
    section = next(s for c in CHAPTERS for s in c.sections if s.shape == "prompts")
    prompt = section.prompts[0]
    values = workspace.prompt_values(section, prompt.key)
    assert workspace.save(section.record, values).heading == prompt.title
    with pytest.raises(UnknownRecordError, match="no question 'nonsense'"):
        workspace.prompt_values(section, "nonsense")


# What reaches a page


def test_a_choice_of_blanks_does_not_break_the_page(workspace: Workspace) -> None:
    workspace.add_company("Acme")
    claim = workspace.save(Claim, {"statement": "big", "facet": " "}, company="acme")
    assert not claim.filled("facet")
    answers = workspace.answers(company="acme")
    section = next(s for c in CHAPTERS for s in c.sections if s.record is Claim)
    assert section.summary(answers)


@pytest.mark.parametrize(
    "changed", [b"1026-1x-20T09:00", b"2126-11-20T09:00", b"1\xff26-11-20T09:00"]
)
def test_a_damaged_older_version_is_a_readable_error_or_changes_nothing(
    workspace: Workspace, changed: bytes
) -> None:
    story = workspace.save(Story, {"title": "one"})
    workspace.save(Story, {"title": "two"}, id=story.id)
    path = workspace.folder / "prep.db"
    whole = path.read_bytes()
    assert whole.count(b"2026-11-20T09:00") == 1
    path.write_bytes(whole.replace(b"2026-11-20T09:00", changed))
    damaged = Workspace(workspace.folder)
    assert [found.title for found in damaged.records(Story)] == ["two"]
    with pytest.raises(WorkspaceError, match="damaged"):
        damaged.history(story.id)
    assert damaged.problems()


def test_who_may_see_a_record_chosen_unseen_is_the_more_private_of_the_two(
    workspace: Workspace,
) -> None:
    first = workspace.save(Story, {"title": "Kite"}, visibility="coach").origin
    workspace.save(Story, {}, id=first.id, visibility="private", base=first.revision)
    late = workspace.save(Story, {}, id=first.id, visibility="share", base=first.revision)
    assert late.origin.visibility == "private"
    seen = workspace.save(
        Story, {}, id=first.id, visibility="share", base=late.origin.revision
    )  # fmt: skip
    assert seen.origin.visibility == "share"


@pytest.mark.parametrize("then", ["private", "coach", "share"])
@pytest.mark.parametrize("now", ["private", "coach", "share"])
def test_going_back_shares_neither_what_was_private_then_nor_what_is_now(
    workspace: Workspace, then: Visibility, now: Visibility
) -> None:
    old = workspace.save(Story, {"title": "Candid"}, visibility=then).origin
    workspace.save(Story, {"title": "Clean"}, id=old.id, visibility=now)
    workspace.restore(old.revision)
    (story,) = workspace.records(Story)
    assert story.title == "Candid"
    order = ("private", "coach", "share")
    assert story.origin.visibility == order[min(order.index(then), order.index(now))]
