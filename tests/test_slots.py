"""Slots: the records of a section as its form needs them."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from dataclasses import replace
from typing import Any, ClassVar

import pytest

from prepkit.chapters import CHAPTERS, chapter
from prepkit.compass.records import Criterion, Goal, Mirror, Value
from prepkit.deep_dive.records import Claim, Dot, Target
from prepkit.errors import InvalidParameterError, InvalidRecordError, UnknownRecordError
from prepkit.fields import Option, reference, tags, text
from prepkit.record import Record
from prepkit.retrospective.records import Energy, Lens, Project, Setting, Story
from prepkit.section import Section
from prepkit.slots import MOST_VERSIONS, MOST_WORDS, SITTING, Slots
from prepkit.views.slot import Past, Slot
from prepkit.workspace import Workspace


def section_of(id: str) -> Section:
    return next(s for c in CHAPTERS for s in c.sections if s.id == id)


def slots_of(workspace: Workspace, id: str, company: str = "") -> Slots:
    return Slots(workspace, section_of(id), lambda: workspace.answers(company=company))


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


def test_a_save_says_whether_its_version_holds_nothing_that_was_not_seen(workspace):
    slots = slots_of(workspace, "stories")
    kite = slots.save("", "story-1", {"title": "Kite"}, "", "1" * 32)
    assert (kite.own, kite.made) == (True, kite.revision)
    assert slots.save("", "story-1", {"title": "Kite"}, "", "1" * 32).own
    assert slots.save("", "story-1", {"title": "Kite"}, kite.revision, "2" * 32).own
    task = slots.save("", "story-1", {"task": "Build"}, kite.revision, "3" * 32)
    assert task.own
    joined = slots.save("", "story-1", {"result": "It flew"}, kite.revision, "4" * 32)
    assert joined.values["task"] == "Build"
    assert (joined.own, joined.made) == (False, joined.revision)
    same = slots.save("", "story-1", {"result": "It flew"}, task.revision, "5" * 32)
    assert (same.own, same.made) == (False, "")
    # Asked for again, when somebody has written since.
    late = slots.save("", "story-1", {"task": "Build"}, kite.revision, "3" * 32)
    assert (late.own, late.made, late.revision) == (False, task.revision, joined.revision)


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


# Asked anew, asked of oneself


class Sittings:
    """A section whose records are looked at again after forty days."""

    def __init__(self, workspace: Workspace, clock: Any, id: str) -> None:
        self.workspace, self.clock, self.id = workspace, clock, id
        self.slots = slots_of(workspace, id)

    def slot(self, id: str) -> Slot:
        return next(slot for slot in loaded(self.workspace, self.id) if slot.id == id)

    def save(self, id: str, **values: Any) -> Slot:
        return self.slots.save("", id, values, self.slot(id).revision)

    def wait(self) -> None:
        self.clock.next += datetime.timedelta(days=40)


@pytest.fixture
def mirrors(workspace: Workspace, clock: Any) -> Sittings:
    return Sittings(workspace, clock, "mirrors")


def test_whether_it_is_still_true_is_asked_only_of_what_was_answered_in_an_earlier_sitting(
    mirrors: Sittings,
) -> None:
    assert mirrors.slot("mirror-motivation").hidden == ("still", "shifted")
    assert mirrors.save("mirror-motivation", answer="data").hidden == ("still", "shifted")
    mirrors.wait()
    slot = mirrors.slot("mirror-motivation")
    assert (slot.hidden, slot.values["answer"]) == ((), "data")
    assert slot.help[-1] == "Saved last on 20 November 2026. Is it still true?"
    other = f"mirror-{section_of('mirrors').asked(mirrors.workspace.answers())[0].key}"
    assert mirrors.slot(other).hidden == ("still", "shifted")
    assert mirrors.save(other, answer="care").hidden == ("still", "shifted")
    assert mirrors.slot("mirror-motivation") == slot


def test_an_answer_to_it_is_dated_and_asked_for_anew_the_next_time(mirrors: Sittings) -> None:
    mirrors.save("mirror-motivation", answer="data")
    mirrors.wait()
    saved = mirrors.save("mirror-motivation", still="partly")
    assert (saved.values["still"], saved.values["looked"]) == ("partly", "2026-12-30")
    assert mirrors.slot("mirror-motivation") == saved
    mirrors.save("mirror-motivation", shifted="Less of it")
    mirrors.wait()
    slot = mirrors.slot("mirror-motivation")
    assert (slot.values["still"], slot.values["shifted"]) == ("", "")
    assert slot.help[-2] == "On 30 December 2026 you said: Partly, “Less of it”"
    assert (saved.look, slot.look) == ("done", "open")


def test_saying_what_has_changed_does_not_repeat_what_was_said_the_last_time(
    mirrors: Sittings,
) -> None:
    mirrors.save("mirror-motivation", answer="data")
    mirrors.wait()
    mirrors.save("mirror-motivation", still="no", shifted="All of it")
    mirrors.wait()
    saved = mirrors.save("mirror-motivation", shifted="Nothing")
    assert (saved.values["still"], saved.values["shifted"]) == ("", "Nothing")
    assert saved.values["looked"] == "2027-02-08"


def test_a_save_of_something_else_does_not_count_as_a_second_look(mirrors: Sittings) -> None:
    mirrors.save("mirror-motivation", answer="data")
    mirrors.wait()
    mirrors.save("mirror-motivation", still="no")
    mirrors.wait()
    mirrors.save("mirror-motivation", mirror="numbers", visibility="coach")
    (record,) = mirrors.workspace.records(Mirror)
    assert (record.still, record.looked) == ("no", "2026-12-30")
    assert mirrors.slot("mirror-motivation").values["still"] == ""


def test_two_versions_of_one_record_do_not_differ_in_what_is_asked_anew(
    workspace: Workspace, clock: Any
) -> None:
    goals = Sittings(workspace, clock, "goals")
    base = workspace.save(Goal, {"goal": "Sail"}, id="goal-1").origin.revision
    for word in ("Row", "Swim"):
        workspace.save(Goal, {"goal": word, "still": "no"}, id="goal-1", base=base)
    goals.wait()
    slot = goals.slot("goal-1")
    (other,) = slot.others
    differ = [name for name in slot.values if slot.values[name] != other.values[name]]
    assert differ == ["goal"]
    goals.slots.settle("", "goal-1", {}, [slot.revision, other.revision])
    assert workspace.records(Goal)[0].still == "no"


def test_questions_of_ones_own_stand_behind_the_fixed_ones_in_the_order_given(
    workspace: Workspace,
) -> None:
    slots = slots_of(workspace, "mirrors")
    for key in ("a", "b"):
        slots.save("", f"mirror-{key}", {"question": key}, "")
    slots.save("", "mirror-motivation", {"answer": "data"}, "")
    slots.reorder("", ["mirror-b", "mirror-a"])
    found = loaded(workspace, "mirrors")
    assert [slot.title for slot in found[-2:]] == ["b", "a"]
    assert [slot.fixed for slot in found] == [True] * (len(found) - 2) + [False] * 2
    slots.remove("", "mirror-a")
    assert [past.title for past in slots.deleted("")] == ["a"]


def test_questions_made_from_what_is_written_elsewhere_come_and_go_with_it(
    workspace: Workspace,
) -> None:
    workspace.add_company("Acme")
    assert loaded(workspace, "fit", "acme") == []
    for id, word in (("criterion-1", "Pay"), ("criterion-2", "Calm")):
        workspace.save(Criterion, {"criterion": word, "least": "none"}, id=id)
    (pay, calm) = loaded(workspace, "fit", "acme")
    assert (pay.title, pay.fixed, pay.help) == ("Pay", True, ("About Acme.", "A 1: none"))
    saved = slots_of(workspace, "fit", "acme").save("acme", calm.id, {"rating": 4}, "")
    assert (saved.title, saved.values["criterion"]) == ("Calm", "Calm")
    workspace.save(Criterion, {"criterion": "Quiet"}, id="criterion-2")
    assert [slot.title for slot in loaded(workspace, "fit", "acme")] == ["Pay", "Quiet"]
    workspace.delete("criterion-1")
    workspace.delete("criterion-2")
    assert loaded(workspace, "fit", "acme") == []
    assert chapter("compass").section("fit").progress(workspace.answers(company="acme")).done == 0
    workspace.restore(workspace.history("criterion-2")[1].id)
    (back,) = loaded(workspace, "fit", "acme")
    assert (back.title, back.values["rating"]) == ("Quiet", 4)


def test_what_is_said_of_one_company_leans_on_the_claims_about_it(workspace: Workspace) -> None:
    for name in ("acme", "zenith"):
        workspace.add_company(name)
        workspace.save(Claim, {"statement": f"{name} is big"}, company=name)
    answers = workspace.answers(company="acme")
    claims = slots_of(workspace, "fit", "acme").options(answers)["claims"]
    assert [option.label for option in claims] == ["acme is big"]


def test_cards_on_other_piles_have_no_place_in_the_form(workspace: Workspace) -> None:
    for pile in ("keep", "matters", "less", "back", ""):
        workspace.save(Value, {"value": pile or "own", "pile": pile}, id=f"value-{pile or 'own'}")
    assert [slot.title for slot in loaded(workspace, "values")] == ["keep", "own"]


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
    workspace.save(Story, {"title": "b"}, id="story-1")
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


# Words to offer


class Clue(Record):
    kind: ClassVar[str] = "clue"
    singular: ClassVar[str] = "clue"
    plural: ClassVar[str] = "clues"
    title_field: ClassVar[str] = "title"

    title: str = text("Title")
    author: str = text("Author", suggest=True)
    themes: tuple[str, ...] = tags("Themes", suggest=True)
    project: str = reference("Project", target="project")


def offered(workspace: Workspace, **words: list[str]) -> dict[str, list[Option]]:
    section = replace(section_of("stories"), record=Clue, words=lambda answers: words)
    return Slots(workspace, section, workspace.answers).options(workspace.answers())


def test_words_are_offered_once_each_as_they_are_and_none_where_none_are_wanted(
    workspace: Workspace,
) -> None:
    words = ["Kafka", " stream\n processing ", "", "Kafka", "漢字", "  ", "نظام"]
    found = offered(workspace, themes=words, title=["not asked for"], mood=["no such field"])
    assert found == {
        "project": [], "author": [],
        "themes": [Option(w, w) for w in ("Kafka", "stream processing", "漢字", "نظام")],
    }  # fmt: skip


def test_no_more_words_are_offered_than_a_page_can_use(workspace: Workspace) -> None:
    found = offered(workspace, author=[f"word {n}" for n in range(MOST_WORDS + 1)])
    assert [option.key for option in found["author"]] == [f"word {n}" for n in range(MOST_WORDS)]


def test_references_are_offered_beside_words(workspace: Workspace) -> None:
    kite = workspace.save(Project, {"title": "Kite"}).id
    assert offered(workspace)["project"] == [Option(kite, "Kite")]


def test_what_is_kept_of_private_words_stays_private(workspace: Workspace) -> None:
    workspace.add_company("Acme")
    secret = {"statement": "Is the CFO leaving?", "grade": "U"}
    workspace.save(Claim, secret, company="acme", visibility="private")
    workspace.save(Dot, {"ask": "Who told you?"}, company="acme", visibility="private")
    workspace.save(Claim, {"statement": "Who pays?", "grade": "U"}, company="acme")
    workspace.save(
        Target, {"job_ad": "You must have:\n- a cat"}, id="target-acme", company="acme",
        visibility="private",
    )  # fmt: skip
    deep_dive = chapter("deep_dive")
    for name in ("questions", "requirements"):
        section = deep_dive.section(name)
        slots = Slots(workspace, section, lambda: workspace.answers(company="acme"))
        keys = [seed.key for seed in slots.seeds(workspace.answers(company="acme"), "acme")]
        slots.keep("acme", keys[1:])
        slots.dismiss("acme", keys[:1])
    assert {r.visibility for r in workspace.revisions() if "CFO" in str(r.body)} == {"private"}
    shared = {str(r.body) for r in workspace.revisions() if r.visibility != "private"}
    assert not [body for body in shared if "told you" in body or "a cat" in body]
    assert [body for body in shared if "Who pays?" in body and "audience" in body]


@pytest.fixture
def second_look(workspace: Workspace, clock: Any) -> Slots:
    """The goals in a second sitting; in the first, one was looked at and found partly true."""
    values = {"goal": "Sail", "still": "partly", "shifted": "old reason", "looked": "2026-11-20"}
    workspace.save(Goal, values, id="goal-1")
    clock.next += datetime.timedelta(days=60)
    workspace.save(Goal, {"goal": "Row"}, id="goal-2")
    return slots_of(workspace, "goals")


def test_two_windows_that_say_what_has_changed_in_one_sitting_do_not_stand_in_each_other_s_way(
    workspace: Workspace, second_look: Slots
) -> None:
    (seen, _) = loaded(workspace, "goals")
    assert (seen.values["still"], seen.values["shifted"]) == ("", "")
    second_look.save("", "goal-1", {"still": "no"}, seen.revision)
    second_look.save("", "goal-1", {"shifted": "new reason"}, seen.revision)
    (now, _) = loaded(workspace, "goals")
    assert (now.values["still"], now.values["shifted"], now.others) == ("no", "new reason", ())


def test_two_windows_that_say_two_things_are_both_kept(
    workspace: Workspace, second_look: Slots
) -> None:
    (seen, _) = loaded(workspace, "goals")
    second_look.save("", "goal-1", {"still": "no"}, seen.revision)
    second_look.save("", "goal-1", {"still": "still"}, seen.revision)
    (now, _) = loaded(workspace, "goals")
    said = {now.values["still"], *(other.values["still"] for other in now.others)}
    assert said == {"no", "still"}


def test_settling_with_what_was_chosen_for_still_true_dates_the_choice(
    workspace: Workspace, second_look: Slots
) -> None:
    (seen, _) = loaded(workspace, "goals")
    second_look.save("", "goal-1", {"still": "no"}, seen.revision)
    second_look.save("", "goal-1", {"still": "still"}, seen.revision)
    (now, _) = loaded(workspace, "goals")
    heads = [now.revision, *(other.revision for other in now.others)]
    second_look.settle("", "goal-1", {"still": "no"}, heads)
    (settled, _) = loaded(workspace, "goals")
    assert (settled.values["still"], settled.others) == ("no", ())
    assert settled.values["looked"] == "2027-01-19"


def test_what_was_chosen_is_to_be_rated_for_each_project_with_the_words_at_its_ends(
    workspace: Workspace,
) -> None:
    section = chapter("retrospective").section("environments")
    slots = Slots(workspace, section, workspace.answers)
    project = workspace.save(Project, {"title": "Kite", "started": "2020"})
    assert slots.load(workspace.answers(), "") == []
    lens = {"attributes": ["goal_clarity"], "own": ["night shifts"]}
    workspace.save(Lens, lens, id="lens")
    (slot,) = slots.load(workspace.answers(), "")
    assert (slot.id, slot.title) == (f"setting-{project.id}", "Kite")
    clarity, own = slots.options(workspace.answers())["ratings"]
    assert (clarity.label, bool(clarity.low and clarity.high)) == ("Goal clarity", True)
    assert own == Option("own:night shifts", "night shifts")
    saved = slots.save("", slot.id, {"ratings": [["own:night shifts", 5], ["goal_clarity", 1]]}, "")
    assert saved.values["ratings"] == [["own:night shifts", 5], ["goal_clarity", 1]]
    assert workspace.records(Setting)[0].project == "Kite"
