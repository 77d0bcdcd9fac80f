from __future__ import annotations

import asyncio
import contextlib
import datetime
import sqlite3
from collections.abc import Callable, Iterator
from typing import Any

import ipywidgets as widgets
import pytest

from prepkit.compass.records import Goal, Mirror, Priority, Value
from prepkit.deep_dive.records import Target
from prepkit.record import Record
from prepkit.retrospective.records import Energy, Project, Story
from prepkit.views.form import Form, Saved
from prepkit.workbook import Workbook, _Slots
from prepkit.workspace import Workspace

DAY = datetime.date(2026, 11, 23)
MakeForm = Callable[[str], Form]


@pytest.fixture
def make_form(workspace: Workspace) -> MakeForm:
    """Return what makes a section's form ("compass.goals") just as a notebook's cell does."""
    acme = workspace.add_company("Acme")

    def make(name: str) -> Form:
        chapter, _, section = name.partition(".")
        workbook = Workbook(workspace, chapter, acme, DAY, "me")
        found = workbook.chapter.section(section)
        slots = _Slots(workbook, found)
        return Form(
            found.title, found.record, slots.load, slots.save,
            remove=slots.remove if found.shape == "many" else None, choose=workbook._choices,
        )  # fmt: skip

    return make


@contextlib.contextmanager
def locked(workspace: Workspace, how: str, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Be another program that holds the file: IMMEDIATE lets others read, EXCLUSIVE does not."""
    monkeypatch.setattr("prepkit.storage.store.BUSY_SECONDS", 0.01)
    other = sqlite3.connect(workspace.folder / "prep.db", isolation_level=None)
    with contextlib.closing(other):
        other.execute(f"BEGIN {how}")
        yield
        other.execute("ROLLBACK")


def walk(widget: Any) -> Iterator[Any]:
    yield widget
    for child in getattr(widget, "children", ()):
        yield from walk(child)


def shown(form: Form) -> list[str]:
    return [widget.value for widget in walk(form) if isinstance(widget, widgets.Label)]


def press(form: Form, button: str) -> None:
    found = [w for w in walk(form) if isinstance(w, widgets.Button)]
    next(w for w in found if w.description == button).click()


def listed(form: Form) -> Any:
    """Return the list of records above the fields."""
    row = next(w for w in walk(form) if isinstance(w, widgets.HBox) and w is not form.children[0])
    return row.children[0]


def beside(form: Form, name: str) -> list[str]:
    """Return the lines that stand around a field's control."""
    control = form.control(name)
    row = next(w for w in walk(form) if control in getattr(w, "children", ()))
    return [line.value for line in row.children if isinstance(line, widgets.Label) and line.value]


def write(form: Form, **values: Any) -> None:
    for name, value in values.items():
        form.control(name).value = value


def titles(workspace: Workspace) -> list[str]:
    return [story.title for story in workspace.records(Story)]


def one(workspace: Workspace, kind: type[Record]) -> Any:
    (record,) = workspace.records(kind)
    return record


def test_what_is_typed_is_saved_when_flushed(workspace: Workspace, make_form: MakeForm) -> None:
    async def typing() -> list[str]:
        form = make_form("deep_dive.target")
        said = [form.status]
        write(form, why="Because of\n\n- the sea")
        said += [form.status, one(workspace, Target).why]
        form.flush()
        return [*said, form.status]

    said = asyncio.run(typing())
    assert said[:3] == ["Saves as you type", "Saving…", ""]
    assert said[3].startswith("✓ Saved")
    assert one(workspace, Target).why == "Because of\n\n- the sea"


def test_what_is_typed_is_saved_by_itself_once_it_is_quiet(
    workspace: Workspace, make_form: MakeForm, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def typing() -> None:
        form = make_form("deep_dive.target")
        for text in ("B", "Be", "Because"):
            write(form, why=text)
        while form.status == "Saving…":
            await asyncio.sleep(0.001)

    monkeypatch.setattr("prepkit.views.form.QUIET_SECONDS", 0.001)
    before = len(workspace.history("target-acme"))
    asyncio.run(asyncio.wait_for(typing(), 20))
    assert one(workspace, Target).why == "Because"
    assert len(workspace.history("target-acme")) == before + 1


def test_what_was_saved_comes_back_in_a_new_form(make_form: MakeForm) -> None:
    write(make_form("deep_dive.target"), why="The sea", readiness=2)
    again = make_form("deep_dive.target")
    assert again.control("name").value == "Acme"
    assert again.control("why").value == "The sea"
    assert again.control("readiness").value == 2


@pytest.mark.parametrize(
    ("section", "name", "typed", "kept"),
    [
        ("retrospective.stories", "title", "5*3*2 <b>", "5*3*2 <b>"),
        ("retrospective.stories", "situation", "a\n\nb ", "a\n\nb "),
        ("retrospective.stories", "scope", "team", "team"),
        ("retrospective.stories", "competencies", ("initiative", "ownership"), None),
        ("retrospective.stories", "when", "2024-03", "2024-03"),
        ("compass.values", "value", "Autonomy", "autonomy"),
        ("compass.values", "value", "Being left alone", "Being left alone"),
        ("compass.values", "weight", 4, 4),
        ("compass.priorities", "hours", "0", 0),
        ("retrospective.projects", "skills", ["SQL", "patience"], ("SQL", "patience")),
        ("retrospective.projects", "team_size", " 12 ", 12),
    ],
)
def test_every_kind_of_field_saves_and_comes_back(
    workspace: Workspace, make_form: MakeForm, section: str, name: str, typed: Any, kept: Any
) -> None:
    form = make_form(section)
    write(form, **{name: typed})
    assert form.status.startswith("✓")
    record = one(workspace, form._record)
    assert getattr(record, name) == (typed if kept is None else kept)
    again = make_form(section).control(name).value
    assert again == (str(kept) if isinstance(kept, int) and name != "weight" else typed)


def test_a_reference_saves_and_comes_back(workspace: Workspace, make_form: MakeForm) -> None:
    project = workspace.save(Project, {"title": "The move"})
    form = make_form("retrospective.energy")
    assert ("The move", project.id) in form.control("project").options
    write(form, project=project.id)
    assert one(workspace, Energy).project == project.id
    assert make_form("retrospective.energy").control("project").value == project.id


def test_several_references_save_and_come_back(workspace: Workspace, make_form: MakeForm) -> None:
    kept = [workspace.save(Value, {"value": word}).id for word in ("Calm", "Care", "Craft")]
    write(make_form("compass.goals"), serves=(kept[0], kept[2]))
    assert one(workspace, Goal).serves == (kept[0], kept[2])
    assert make_form("compass.goals").control("serves").value == (kept[0], kept[2])


def test_a_field_can_be_emptied_again(workspace: Workspace, make_form: MakeForm) -> None:
    form = make_form("retrospective.projects")
    write(form, title="x", what="y", team_size="3", skills=["a"], started="2024")
    write(form, what=" ", team_size="", skills=[], started="")
    project = one(workspace, Project)
    assert [name for name in project.body() if project.filled(name)] == ["title"]


def test_a_rating_and_a_number_are_empty_until_touched(
    workspace: Workspace, make_form: MakeForm
) -> None:
    form = make_form("compass.priorities")
    assert form.control("importance").value is None
    assert form.control("hours").value == ""
    write(form, action="Sleep more")
    area = one(workspace, Priority)
    assert (area.importance, area.satisfaction, area.hours) == (None, None, None)


def test_opening_a_form_writes_nothing(workspace: Workspace, make_form: MakeForm) -> None:
    before = len(workspace.revisions())
    for section in ("deep_dive.target", "compass.mirrors", "retrospective.stories"):
        make_form(section).flush()
    assert len(workspace.revisions()) == before


def test_a_wrong_date_is_named_beside_its_field_and_the_rest_is_saved(
    workspace: Workspace, make_form: MakeForm
) -> None:
    async def typing() -> Form:
        form = make_form("retrospective.stories")
        write(form, title="The outage", when="last spring", who="Ada")
        form.flush()
        return form

    form = asyncio.run(typing())
    assert any("not a date: 'last spring'" in line for line in beside(form, "when"))
    assert form.status == "⚠ Not saved: When"
    assert form.control("when").value == "last spring"
    story = one(workspace, Story)
    assert (story.title, story.when, story.who) == ("The outage", "", "Ada")


def test_a_wrong_date_is_saved_as_soon_as_it_is_right(
    workspace: Workspace, make_form: MakeForm
) -> None:
    form = make_form("retrospective.stories")
    write(form, title="The outage", when="soon")
    write(form, when="2024-05")
    assert one(workspace, Story).when == "2024-05"
    assert form.status.startswith("✓")
    assert not any(line.startswith("⚠") for line in beside(form, "when"))


@pytest.mark.parametrize("typed", ["many", "1.5", "-3"])
def test_a_wrong_number_is_named_beside_its_field(make_form: MakeForm, typed: str) -> None:
    form = make_form("retrospective.projects")
    write(form, team_size=typed)
    assert form.status == "⚠ Not saved: Team"
    assert any(line.startswith("⚠") for line in beside(form, "team_size"))


@pytest.mark.parametrize("how", ["IMMEDIATE", "EXCLUSIVE"])
def test_what_cannot_be_saved_stays_in_its_field_and_is_saved_later(
    workspace: Workspace, make_form: MakeForm, monkeypatch: pytest.MonkeyPatch, how: str
) -> None:
    form = make_form("deep_dive.target")
    with locked(workspace, how, monkeypatch):
        write(form, why="The sea")
        assert form.status.startswith("⚠ Not saved; what you typed is still here: another window")
        assert form.control("why").value == "The sea"
    assert one(workspace, Target).why == ""
    form.flush()
    assert one(workspace, Target).why == "The sea"
    assert form.status.startswith("✓ Saved")


@pytest.mark.parametrize("how", ["IMMEDIATE", "EXCLUSIVE"])
@pytest.mark.parametrize("button", ["Add a story", "Delete"])
def test_a_button_pressed_while_the_file_is_locked_says_so_and_changes_nothing(
    workspace: Workspace,
    make_form: MakeForm,
    monkeypatch: pytest.MonkeyPatch,
    button: str,
    how: str,
) -> None:
    form = make_form("retrospective.stories")
    write(form, title="One")
    with locked(workspace, how, monkeypatch):
        write(form, situation="text of one")
        press(form, button)
        assert form.status.startswith("⚠ Not")
    form.flush()
    assert [(story.title, story.situation) for story in workspace.records(Story)] == [
        ("One", "text of one")]  # fmt: skip


def test_a_wrong_date_and_a_locked_file_together_lose_nothing(
    workspace: Workspace, make_form: MakeForm, monkeypatch: pytest.MonkeyPatch
) -> None:
    form = make_form("retrospective.stories")
    write(form, title="One", when="soon")
    with locked(workspace, "IMMEDIATE", monkeypatch):
        write(form, who="Ada")
        assert form.status.startswith("⚠ Not saved")
    form.flush()
    assert one(workspace, Story).who == "Ada"


def test_a_problem_with_no_field_of_its_own_loses_nothing(workspace: Workspace) -> None:
    project = workspace.save(Project, {"title": "In the way"})
    ids = [project.id, "story-1"]

    def save(id: str, values: dict[str, Any], base: str) -> Saved:
        saved = workspace.save(Story, values, id=ids.pop(0))
        return Saved(saved.id, saved.origin.revision, saved.origin.saved_at)

    form = Form(
        "Stories", Story, list, save, remove=lambda id: lambda: None, choose=lambda kind: [],
    )  # fmt: skip
    write(form, title="Kept")
    assert form.status.startswith("⚠ Not saved: ")
    form.flush()
    assert titles(workspace) == ["Kept"]


def test_text_that_could_not_be_saved_never_moves_to_another_record(
    workspace: Workspace, make_form: MakeForm, monkeypatch: pytest.MonkeyPatch
) -> None:
    first, second = (workspace.save(Story, {"title": title}) for title in ("One", "Two"))
    form = make_form("retrospective.stories")
    listed(form).value = second.id
    with locked(workspace, "IMMEDIATE", monkeypatch):
        write(form, situation="text of two")
        listed(form).value = first.id
    form.flush()
    assert [(story.title, story.situation) for story in workspace.records(Story)] == [
        ("One", ""), ("Two", "text of two")]  # fmt: skip


def test_a_record_with_a_wrong_date_is_not_left_until_the_date_is_mended(
    workspace: Workspace, make_form: MakeForm
) -> None:
    first, second = (workspace.save(Story, {"title": title}) for title in ("One", "Two"))
    form = make_form("retrospective.stories")
    listed(form).value = first.id
    write(form, when="soon")
    listed(form).value = second.id
    assert listed(form).value == first.id
    assert form.status.startswith("⚠ Not saved: When")
    write(form, when="2026-11", who="Ada")
    listed(form).value = second.id
    assert form.control("title").value == "Two"
    assert [(s.when, s.who) for s in workspace.records(Story)] == [("2026-11", "Ada"), ("", "")]


def test_adding_begins_an_empty_record_and_typing_makes_it(
    workspace: Workspace, make_form: MakeForm
) -> None:
    form = make_form("retrospective.stories")
    write(form, title="One", situation="a")
    press(form, "Add a story")
    assert form.status == "A new story: saved as soon as you type"
    assert form.control("situation").value == ""
    assert titles(workspace) == ["One"]
    write(form, title="Two")
    assert [(story.title, story.situation) for story in workspace.records(Story)] == [
        ("One", "a"), ("Two", "")]  # fmt: skip
    assert [label for label, _ in listed(form).options] == ["1. One", "2. Two", "(new story)"]


def test_choosing_a_record_shows_it_and_later_typing_goes_there(
    workspace: Workspace, make_form: MakeForm
) -> None:
    stories = [workspace.save(Story, {"title": title}) for title in ("One", "Two")]
    form = make_form("retrospective.stories")
    assert form.control("title").value == "One"
    write(form, task="of one")
    listed(form).value = stories[1].id
    assert (form.control("title").value, form.control("task").value) == ("Two", "")
    write(form, who="Ada")
    kept = [(story.task, story.who) for story in workspace.records(Story)]
    assert kept == [("of one", ""), ("", "Ada")]


def test_choosing_another_record_first_saves_what_was_typed(
    workspace: Workspace, make_form: MakeForm
) -> None:
    first, second = (workspace.save(Story, {"title": title}) for title in ("One", "Two"))

    async def typing() -> None:
        form = make_form("retrospective.stories")
        write(form, who="Ada")
        listed(form).value = second.id

    asyncio.run(typing())
    assert [story.who for story in workspace.records(Story)] == ["Ada", ""]
    assert first.id != second.id


def test_a_deleted_record_is_gone_and_undo_brings_it_back_to_the_form(
    workspace: Workspace, make_form: MakeForm
) -> None:
    for title in ("One", "Two", "Three"):
        workspace.save(Story, {"title": title})
    form = make_form("retrospective.stories")
    press(form, "Delete")
    assert titles(workspace) == ["Two", "Three"]
    assert form.control("title").value == "Two"
    press(form, "Undo delete")
    assert titles(workspace) == ["One", "Two", "Three"]
    assert form.status == "Brought back"
    assert form.control("title").value == "One"


def test_deleting_the_only_record_leaves_an_empty_form(
    workspace: Workspace, make_form: MakeForm
) -> None:
    form = make_form("retrospective.stories")
    write(form, title="One")
    press(form, "Delete")
    assert (titles(workspace), form.control("title").value) == ([], "")
    write(form, title="Another")
    assert titles(workspace) == ["Another"]


def test_there_is_nothing_to_delete_or_to_bring_back_in_an_empty_form(
    workspace: Workspace, make_form: MakeForm
) -> None:
    form = make_form("retrospective.stories")
    press(form, "Delete")
    press(form, "Undo delete")
    assert form.status == "Nothing to bring back"
    assert titles(workspace) == []


@pytest.mark.parametrize("section", ["compass.mirrors", "compass.priorities", "deep_dive.target"])
def test_what_is_answered_one_by_one_has_nothing_to_add_or_delete(
    make_form: MakeForm, section: str
) -> None:
    assert not [w for w in walk(make_form(section)) if isinstance(w, widgets.Button)]


def test_a_question_is_answered_under_its_own_id_with_the_question_in_it(
    workspace: Workspace, make_form: MakeForm
) -> None:
    form = make_form("compass.mirrors")
    listed(form).value = "mirror-motivation"
    assert any(line.startswith("What they want to find out: ") for line in shown(form))
    write(form, answer="Awkward data")
    mirror = one(workspace, Mirror)
    assert (mirror.id, mirror.question) == ("mirror-motivation", "What motivates you?")
    assert mirror.answer == "Awkward data"


def test_an_area_is_rated_under_its_own_id_with_its_name_in_it(
    workspace: Workspace, make_form: MakeForm
) -> None:
    form = make_form("compass.priorities")
    write(form, importance=5)
    listed(form).value = "priority-money"
    write(form, importance=1)
    rated = [(area.id, area.area, area.importance) for area in workspace.records(Priority)]
    assert rated == [("priority-work", "The work itself", 5), ("priority-money", "Money", 1)]


def test_a_question_that_is_no_longer_asked_can_still_be_read_and_changed(
    workspace: Workspace, make_form: MakeForm
) -> None:
    old = workspace.save(Mirror, {"question": "Why us?", "answer": "a"}, id="mirror-old")
    form = make_form("compass.mirrors")
    listed(form).value = old.id
    assert form.control("answer").value == "a"
    write(form, answer="b")
    assert one(workspace, Mirror).body() == old.body() | {"answer": "b"}


def test_two_windows_on_one_record_each_save_their_own_field(
    workspace: Workspace, make_form: MakeForm
) -> None:
    left, right = make_form("deep_dive.target"), make_form("deep_dive.target")
    write(left, role="Analyst")
    write(right, why="The sea")
    target = one(workspace, Target)
    assert (target.role, target.why) == ("Analyst", "The sea")


def test_after_saving_a_window_shows_what_another_changed_and_does_not_type_over_it(
    workspace: Workspace, make_form: MakeForm
) -> None:
    left, right = make_form("deep_dive.target"), make_form("deep_dive.target")
    write(left, why="The sea")
    write(right, role="Analyst")
    assert right.control("why").value == "The sea"
    assert right.control("role").value == "Analyst"


def test_a_reference_to_what_is_gone_is_shown_empty_and_left_alone(
    workspace: Workspace, make_form: MakeForm
) -> None:
    project = workspace.save(Project, {"title": "The move"})
    workspace.save(Energy, {"project": project.id, "energy": 2})
    workspace.delete(project.id)
    form = make_form("retrospective.energy")
    assert form.control("project").value == ""
    write(form, moment="A Tuesday")
    assert one(workspace, Energy).project == project.id


@pytest.mark.parametrize("section", ["deep_dive.claims", "compass.goals", "retrospective.stories"])
def test_every_field_has_its_title_and_its_help_beside_it(
    make_form: MakeForm, section: str
) -> None:
    form = make_form(section)
    for spec in form._record.specs():
        lines = beside(form, spec.name)
        assert lines == [line for line in (spec.title, spec.help) if line]


def test_the_ends_of_a_rating_say_what_they_mean(make_form: MakeForm) -> None:
    labels = [label for label, _ in make_form("compass.priorities").control("importance").options]
    assert labels == ["–", "1 little", "2", "3", "4", "5 a great deal"]


def test_who_may_see_a_record_is_chosen_in_the_form(
    workspace: Workspace, make_form: MakeForm
) -> None:
    form = make_form("retrospective.stories")
    write(form, title="Kite")
    assert form.seen_by.value == "private"
    form.seen_by.value = "coach"
    form.flush()
    assert one(workspace, Story).origin.visibility == "coach"
    assert make_form("retrospective.stories").seen_by.value == "coach"
