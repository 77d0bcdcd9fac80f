"""Slots: the records of a section as its form needs them."""

from __future__ import annotations

import datetime
from collections.abc import Callable

import pytest

from prepkit.chapters import CHAPTERS
from prepkit.deep_dive.records import Claim
from prepkit.errors import InvalidParameterError, InvalidRecordError, UnknownRecordError
from prepkit.retrospective.records import Energy, Project, Story
from prepkit.slots import MOST_VERSIONS, SITTING, Slots
from prepkit.views.slot import Past, Slot
from prepkit.workspace import Workspace


def slots_of(workspace: Workspace, id: str, company: str = "") -> Slots:
    section = next(s for c in CHAPTERS for s in c.sections if s.id == id)
    return Slots(workspace, section, lambda: workspace.answers(company=company))


def loaded(workspace: Workspace, id: str, company: str = "") -> list[Slot]:
    slots = slots_of(workspace, id, company)
    return slots.load(workspace.answers(company=company), company)


def versions(slots: Slots, id: str, *, every: bool = False) -> list[Past]:
    return slots.history(id, every=every)[0]


def conflict(workspace: Workspace) -> tuple[str, str]:
    """Change one story in two places; return the ids of both versions."""
    base = workspace.save(Story, {"title": "Kite"}, id="story-1").origin.revision
    left, right = (
        workspace.save(Story, {"task": task}, id="story-1", base=base).origin.revision
        for task in ("Left", "Right")
    )
    return left, right


def test_a_section_of_many_has_a_slot_for_each_record_in_the_order_given(
    workspace: Workspace,
) -> None:
    for title in ("one", "two", "three"):
        workspace.save(Story, {"title": title}, id=f"story-{title}")
    workspace.reorder(Story, ["story-three"])
    assert [slot.title for slot in loaded(workspace, "stories")] == ["three", "one", "two"]


def test_a_section_of_one_has_its_slot_before_anything_is_written(workspace: Workspace) -> None:
    (slot,) = loaded(workspace, "target", "acme")
    assert (slot.id, slot.title, slot.revision, slot.saved_at) == (
        "target-acme", "Target", "", None)  # fmt: skip
    assert (dict(slot.values), slot.visibility, slot.fixed) == ({}, "coach", False)


def test_a_list_of_questions_has_a_slot_for_each_and_for_those_asked_before(
    workspace: Workspace,
) -> None:
    section = next(s for c in CHAPTERS for s in c.sections if s.id == "mirrors")
    slots = slots_of(workspace, "mirrors")
    slots.save("", "mirror-motivation", {"answer": "data"}, "")
    workspace.save(section.record, {"question": "Why us?"}, id="mirror-old")
    found = loaded(workspace, "mirrors")
    assert [slot.title for slot in found] == [p.title for p in section.prompts] + ["Why us?"]
    assert [slot.fixed for slot in found] == [True] * len(section.prompts) + [False]
    assert [slot.id for slot in found if slot.revision] == ["mirror-motivation", "mirror-old"]


def test_what_saving_returns_is_what_loading_finds(workspace: Workspace) -> None:
    workspace.add_company("Acme")
    for id, record, company, values in (
        ("stories", "story-1", "", {"title": "Kite"}),
        ("mirrors", "mirror-motivation", "", {"answer": "data"}),
        ("claims", "claim-1", "acme", {"statement": "big"}),
        ("target", "target-acme", "acme", {"role": "Baker"}),
    ):
        saved = slots_of(workspace, id, company).save(company, record, values, "")
        assert saved in loaded(workspace, id, company)


def test_a_record_changed_in_two_places_shows_the_one_saved_last_and_the_other_beside_it(
    workspace: Workspace,
) -> None:
    left, right = conflict(workspace)
    (slot,) = loaded(workspace, "stories")
    (other,) = slot.others
    assert (slot.revision, slot.values["task"]) == (right, "Right")
    assert (other.revision, other.values["task"]) == (left, "Left")


def test_a_new_slot_is_as_private_as_its_kind_and_visibility_is_saved_among_the_values(
    workspace: Workspace,
) -> None:
    slots = slots_of(workspace, "stories")
    kite = slots.save("", "story-1", {"title": "Kite"}, "")
    assert kite.visibility == "private"
    assert slots.save("", "story-1", {"visibility": "share"}, kite.revision).visibility == "share"
    with pytest.raises(InvalidParameterError, match="no visibility"):
        slots.save("", "story-1", {"visibility": "boss"}, "")


@pytest.mark.parametrize("id", ["goal-1", "storyx-1", "../x", "story/1", "", "story-" + "x" * 115])
def test_an_id_that_is_no_story_is_refused(workspace: Workspace, id: str) -> None:
    with pytest.raises(InvalidParameterError, match="not an id of a story"):
        slots_of(workspace, "stories").save("", id, {"title": "Kite"}, "")
    assert workspace.records(Story) == []


def test_every_wrong_field_is_told_at_once_and_nothing_is_saved(workspace: Workspace) -> None:
    with pytest.raises(InvalidRecordError) as caught:
        slots_of(workspace, "stories").save("", "story-1", {"title": 5, "when": "soon"}, "")
    assert set(caught.value.problems) == {"title", "when"}
    assert workspace.records(Story) == []


def test_removing_says_which_version_to_go_back_to(workspace: Workspace) -> None:
    slots = slots_of(workspace, "stories")
    saved = slots.save("", "story-1", {"title": "Kite"}, "")
    assert slots.remove("", "story-1") == saved.revision
    assert loaded(workspace, "stories") == []
    slots.restore("story-1", saved.revision)
    assert [slot.title for slot in loaded(workspace, "stories")] == ["Kite"]


@pytest.mark.parametrize("id", ["project-1", "story-2"])
def test_what_is_no_record_of_the_section_is_not_removed_restored_or_shown(
    workspace: Workspace, id: str
) -> None:
    revision = workspace.save(Project, {"title": "Boat"}, id="project-1").origin.revision
    slots = slots_of(workspace, "stories")
    for action in (
        lambda: slots.remove("", id), lambda: slots.restore(id, revision),
        lambda: slots.history(id, every=True),
    ):  # fmt: skip
        with pytest.raises(UnknownRecordError, match=id):
            action()
    assert [project.title for project in workspace.records(Project)] == ["Boat"]


def test_going_back_does_not_show_again_what_was_made_private(workspace: Workspace) -> None:
    slots = slots_of(workspace, "stories")
    first = slots.save("", "story-1", {"title": "Kite", "visibility": "share"}, "")
    slots.save("", "story-1", {"title": "Secret", "visibility": "private"}, first.revision)
    slots.restore("story-1", first.revision)
    (slot,) = loaded(workspace, "stories")
    assert (slot.title, slot.visibility) == ("Kite", "private")


def test_settling_takes_what_is_left_open_from_the_first_version_seen(
    workspace: Workspace,
) -> None:
    left, right = conflict(workspace)
    slots_of(workspace, "stories").settle("", "story-1", {"visibility": "coach"}, [left, right])
    (slot,) = loaded(workspace, "stories")
    assert (slot.values["task"], slot.visibility, slot.others) == ("Left", "coach", ())


def test_settling_two_of_three_versions_leaves_the_third_to_be_settled(
    workspace: Workspace,
) -> None:
    left, right = conflict(workspace)
    base = workspace.history("story-1")[-1].id
    third = workspace.save(Story, {"task": "Third"}, id="story-1", base=base).origin.revision
    slots_of(workspace, "stories").settle("", "story-1", {}, [right, left])
    assert {head.body["task"] for head in workspace.heads()} == {"Right", "Third"}
    assert third in {head.id for head in workspace.heads()}


# History


@pytest.mark.parametrize(
    ("apart", "shown"),
    [(SITTING - datetime.timedelta(seconds=1), ["b"]), (SITTING, ["b", "a"])],
)
def test_saves_closer_together_than_a_sitting_are_shown_as_one(
    workspace: Workspace, clock: Callable[..., object], apart: datetime.timedelta, shown: list[str]
) -> None:
    slots = slots_of(workspace, "stories")
    first = slots.save("", "story-1", {"title": "a"}, "")
    clock.next = first.saved_at + apart  # type: ignore[attr-defined]  # a TickingClock
    slots.save("", "story-1", {"title": "b"}, first.revision)
    past, more = slots.history("story-1", every=False)
    assert [version.title for version in past] == shown
    assert more == (len(shown) < 2)


def test_every_current_version_is_in_the_history_however_close_together(
    workspace: Workspace,
) -> None:
    left, right = conflict(workspace)
    past = versions(slots_of(workspace, "stories"), "story-1")
    assert [(version.revision, version.current) for version in past] == [
        (right, True), (left, True)]  # fmt: skip


def test_an_earlier_version_says_what_is_other_than_now_and_what_changed_then(
    workspace: Workspace,
) -> None:
    slots = slots_of(workspace, "stories")
    slots.save("", "story-1", {"title": "a", "scope": "team"}, "")
    workspace.save(Story, {"title": "b"}, id="story-1")
    workspace.save(Story, {"task": "c"}, id="story-1")
    past = versions(slots, "story-1", every=True)
    assert [version.lines for version in past] == [
        (), (("Task", "", "c"),), (("Title", "a", "b"), ("Task", "", "c"))]  # fmt: skip
    assert [version.changed for version in past] == [("Task",), ("Title",), ()]


def test_references_are_named_and_those_to_what_is_gone_say_so(workspace: Workspace) -> None:
    kite = workspace.save(Project, {"title": "Kite"}).id
    slots = slots_of(workspace, "energy")
    slots.save("", "energy-1", {"project": kite}, "")
    workspace.save(Energy, {"project": "project-gone"}, id="energy-1")
    now, then = versions(slots, "energy-1", every=True)
    (line,) = then.lines
    assert line[1] == then.title == "Kite"
    assert "no longer there" in line[2]
    assert now.lines == ()


def test_a_deletion_is_a_version_of_its_own(workspace: Workspace) -> None:
    slots = slots_of(workspace, "stories")
    slots.save("", "story-1", {"title": "a"}, "")
    slots.remove("", "story-1")
    past = versions(slots, "story-1")
    assert [(version.title, version.deleted, version.current) for version in past] == [
        ("a", True, True), ("a", False, False)]  # fmt: skip


def test_a_history_without_end_is_cut_and_says_that_there_is_more(
    workspace: Workspace, put: Callable[..., None]
) -> None:
    put(*(
        {"record": "story-1", "body": {"title": f"{n}"}, "parents": (), "nonce": f"{n:032x}"}
        for n in range(MOST_VERSIONS + 5)
    ))  # fmt: skip
    past, more = slots_of(workspace, "stories").history("story-1", every=True)
    assert len(past) == MOST_VERSIONS
    assert more


def test_deleted_records_are_those_of_the_company_the_last_one_first(workspace: Workspace) -> None:
    for company in ("acme", "zenith"):
        workspace.add_company(company)
        for letter in "ab":
            id = f"claim-{company}-{letter}"
            workspace.save(Claim, {"statement": f"{company} {letter}"}, id=id, company=company)
    for id in ("claim-acme-b", "claim-zenith-a", "claim-acme-a"):
        workspace.delete(id)
    found = slots_of(workspace, "claims", "acme").deleted("acme")
    assert [past.title for past in found] == ["acme a", "acme b"]
