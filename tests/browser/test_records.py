"""What people do with the records of a form, and what is on the disk then; without JupyterLab."""

import datetime
import json
import re

import pytest
from playwright.sync_api import expect

from prepkit.compass.records import Goal, Value
from prepkit.retrospective.records import Energy, Lens, Project, Setting, Story
from prepkit.workspace import Workspace


@pytest.fixture
def stories(show_form):
    """Return a function that shows the stories."""
    return lambda: show_form("retrospective", "stories")


@pytest.fixture
def one(workspace):
    """A story."""
    return workspace.save(Story, {"title": "One", "task": "Something"})


@pytest.fixture
def doubled(workspace, one):
    """A story that was changed in two places."""
    for task in ("Mine", "Yours"):
        workspace.save(Story, {"task": task}, id=one.id, base=one.origin.revision)


def fill_tags(shown, label, *words):
    for word in words:
        shown.box(label).fill(word)
        shown.box(label).press("Enter")


def texts(workspace, kind, name):
    """Return what one field says in each record, on the disk."""
    return [getattr(record, name) for record in workspace.records(kind)]


def test_each_thing_chosen_is_rated_on_a_line_of_its_own_and_another_window_follows(
    show_form, workspace
):
    project = workspace.save(Project, {"title": "Bridge"}).id
    workspace.save(Lens, {"attributes": ["goal_clarity"], "own": ["night shifts"]}, id="lens")
    workspace.save(Setting, {"ratings": [["own:dropped since", 2]]}, id=f"setting-{project}")
    shown = show_form("retrospective", "environments")
    shown.row("Bridge").click()
    lines = shown.page.locator(".pk-scale-row")
    assert lines.count() == 2
    lines.nth(1).get_by_text("5", exact=True).click()
    lines.nth(0).get_by_text("2", exact=True).click()
    lines.nth(0).get_by_text("3", exact=True).click()
    shown.wait_saved()
    rated = (("own:dropped since", 2), ("own:night shifts", 5), ("goal_clarity", 3))
    assert texts(workspace, Setting, "ratings") == [rated]
    lines.nth(1).get_by_role("button", name="Clear: night shifts").click()
    shown.wait_saved()
    assert texts(workspace, Setting, "ratings") == [(rated[0], rated[2])]
    again = show_form("retrospective", "environments")
    again.row("Bridge").click()
    expect(again.page.get_by_role("radio", name="3", exact=True).first).to_be_checked()


def test_what_the_option_at_hand_means_is_told_by_keyboard_and_by_mouse(show_form, workspace):
    shown = show_form("retrospective", "lens")
    meaning = shown.page.locator(".pk-meaning").first
    shown.page.get_by_role("checkbox", name="Goal clarity", exact=True).focus()
    expect(meaning).to_contain_text("From 1, vague, to 5, explicit.")
    shown.page.get_by_text("Pace", exact=True).hover()
    expect(meaning).to_contain_text("From 1, slow, to 5, fast.")


def test_ratings_of_two_windows_are_shown_side_by_side_and_can_be_joined(show_form, workspace):
    setting = f"setting-{workspace.save(Project, {'title': 'Bridge'}).id}"
    workspace.save(Lens, {"attributes": ["goal_clarity"], "own": ["tides"]}, id="lens")
    base = workspace.save(Setting, {"best": "people"}, id=setting).origin.revision
    for rated in ([["goal_clarity", 2]], [["own:tides", 4], ["goal_clarity", 5]]):
        workspace.save(Setting, {"ratings": rated}, id=setting, base=base)
    shown = show_form("retrospective", "environments")
    shown.row("Bridge").click()
    left, right = shown.page.locator(".pk-side").all_text_contents()
    assert {left, right} == {"Goal clarity 2", "tides 4, Goal clarity 5"}
    shown.page.get_by_text("Keep both; where they differ, the left one").click()
    shown.button("Keep what I chose").click()
    shown.page.locator(".pk-side").first.wait_for(state="detached")
    (kept,) = workspace.records(Setting)
    assert dict(kept.ratings) == {"own:tides": 4, "goal_clarity": int(left[-1])}


def test_every_kind_of_field_is_saved_as_it_is_filled(show_form, workspace):
    workspace.save(Project, {"title": "Bridge"})
    shown = show_form("retrospective", "projects")
    shown.button("Add a role or project").click()
    shown.box("Role or project").fill("Quay")
    shown.page.get_by_text("Study or training").click()
    shown.box("Started").fill("2019-05")
    shown.box("Team").fill("12")
    fill_tags(shown, "Skills used", "welding", "漢字, العربية")
    shown.box("My own part").fill("Two\n\nparagraphs <b>\\n 🚀")
    shown.wait_saved()
    _, project = workspace.records(Project)
    assert project.model_dump(exclude_defaults=True) == {
        "title": "Quay", "form": "study", "started": "2019-05", "team_size": 12,
        "skills": ("welding", "漢字", "العربية"), "part": "Two\n\nparagraphs <b>\\n 🚀",
    }  # fmt: skip


def test_a_story_knows_its_project_its_competencies_and_who_may_see_it(stories, workspace):
    workspace.save(Project, {"title": "Bridge"})
    project = workspace.save(Project, {"title": "Quay"})
    shown = stories()
    shown.button("Add a story").click()
    shown.box("How far it reached").select_option("Several teams")
    shown.box("Ownership").check()
    shown.box("Initiative").check()
    shown.box("From which role or project").select_option("Quay")
    shown.box("Who may see this:").select_option("my coach too")
    shown.wait_saved()
    (story,) = workspace.records(Story)
    assert (story.scope, story.project) == ("teams", project.id)
    assert story.competencies == ("ownership", "initiative")
    assert story.origin.visibility == "coach"


def test_an_open_choice_takes_what_is_on_offer_and_any_other_word(show_form, workspace):
    workspace.save(Value, {"value": "autonomy"})
    shown = show_form("compass", "values")
    shown.button("Add a value").click()
    shown.box("Value").fill("Stubbornness")
    shown.box("What it means to me").fill("Not letting go")
    shown.wait_saved()
    (_, own) = workspace.records(Value)
    assert (own.value, own.meaning) == ("Stubbornness", "Not letting go")
    shown.row("Autonomy").click()
    shown.box("Value").fill("Mastery")
    shown.wait_saved()
    assert texts(workspace, Value, "value") == ["mastery", "Stubbornness"]


def test_several_references_are_saved(show_form, workspace):
    values = [workspace.save(Value, {"value": value}) for value in ("autonomy", "Stubbornness")]
    shown = show_form("compass", "goals")
    shown.button("Add a goal").click()
    shown.page.get_by_text("Three years").click()
    shown.box("Autonomy").check()
    shown.box("Stubbornness").check()
    shown.wait_saved()
    (goal,) = workspace.answers().all(Goal)
    assert (goal.horizon, goal.serves) == ("3", tuple(value.id for value in values))


def test_a_wrong_date_or_number_is_marked_and_kept_and_the_rest_is_saved(show_form, workspace):
    shown = show_form("retrospective", "projects")
    shown.button("Add a role or project").click()
    shown.box("Role or project").fill("Quay")
    shown.box("Started").fill("next week")
    shown.box("Team").fill("a dozen")
    expect(shown.status).to_have_text("Saved, but for what is marked below")
    for label, complaint in (("Started", "not a date"), ("Team", "a whole number")):
        expect(shown.box(label)).to_have_attribute("aria-invalid", "true")
        expect(shown.box(label)).to_have_accessible_description(re.compile(complaint))
    assert texts(workspace, Project, "title") == ["Quay"]
    shown.open(shown.page.url)
    shown.row("Quay").click()
    expect(shown.box("Started")).to_have_value("next week")
    expect(shown.box("Team")).to_have_value("a dozen")
    shown.box("Started").fill("2026-02-30")
    expect(shown.page.locator(".pk-wrong", has_text="no such day")).to_be_visible()
    shown.box("Started").fill("2026-02")
    shown.box("Team").fill("")
    shown.wait_saved()
    assert texts(workspace, Project, "started") == ["2026-02"]


def test_a_scale_that_is_not_touched_is_no_answer_and_one_that_is_can_be_cleared(
    show_form, workspace
):
    shown = show_form("retrospective", "energy")
    shown.button("Add an energy check").click()
    expect(shown.page.locator(".pk-editor input:checked")).to_have_count(0)
    shown.box("The moment behind the rating").fill("A lab at night")
    shown.wait_saved()
    (energy,) = workspace.records(Energy)
    assert (energy.energy, energy.engagement) == (None, None)
    shown.page.get_by_role("radiogroup", name="Engagement").get_by_text("2").click()
    shown.wait_saved()
    assert texts(workspace, Energy, "engagement") == [2]
    shown.button("Clear: Engagement").click()
    shown.wait_saved()
    assert texts(workspace, Energy, "engagement") == [None]


def test_a_record_about_another_says_when_that_is_gone(show_form, workspace):
    bridge = workspace.save(Project, {"title": "Bridge"})
    workspace.save(Energy, {"project": bridge.id, "energy": 4})
    shown = show_form("retrospective", "energy")
    assert shown.titles() == ["Bridge"]
    workspace.delete(bridge.id)
    shown.look()
    expect(shown.row("(no longer there)")).to_be_visible()
    workspace.restore(bridge.origin.revision)
    shown.look()
    expect(shown.row("Bridge")).to_be_visible()


SCRIPTS = {
    "Situation": ("اللغة العربية جميلة جدا", "4 of about 40 words"),
    "Task": ("我们都喜欢面试", ""),
    "Result": ('<b>bold</b> & \\n \\ "quoted" $x$ 👩🏽‍🚀', ""),
    "Action": ("word " * 10_000, "10000 of about 120 words"),
}


def test_any_script_and_ten_thousand_words_come_back_as_they_were_typed(stories, workspace):
    shown = stories()
    shown.button("Add a story").click()
    for label, (text, count) in SCRIPTS.items():
        shown.box(label).fill(text)
        counted = shown.page.locator(f"[data-field={label.lower()}] .pk-count")
        expect(counted).to_have_text(count or re.compile(r"^[1-9]\d? of about"))
    shown.wait_saved()
    (story,) = workspace.records(Story)
    shown = stories()
    shown.row("(untitled story)").click()
    for label, (text, _) in SCRIPTS.items():
        assert getattr(story, label.lower()) == text
        expect(shown.box(label)).to_have_value(text)
    expect(shown.page.locator(".pk-form b")).to_have_count(0)


def test_two_windows_that_fill_different_fields_are_joined(stories, workspace, one):
    first, second = stories(), stories()
    for shown, label, text in ((first, "Task", "Mine"), (second, "Result", "Yours")):
        shown.row("One").click()
        shown.hold()
        shown.box(label).fill(text)
    for shown, label in ((first, "Task"), (second, "Result")):
        shown.box(label).blur()
        shown.wait_saved()
    (story,) = workspace.records(Story)
    assert (story.task, story.result, story.origin.others) == ("Mine", "Yours", ())
    expect(first.box("Result")).to_have_value("Yours")
    expect(second.box("Task")).to_have_value("Mine")


def test_two_texts_can_both_be_kept_one_after_the_other(stories, workspace, doubled):
    shown = stories()
    expect(shown.row("One")).to_contain_text("two versions")
    shown.row("One").click()
    shown.box("Situation").fill("Typed while both are there")
    shown.wait_saved()
    shown.page.get_by_text("Keep both, one after the other").click()
    shown.button("Keep what I chose").click()
    expect(shown.box("Task")).to_have_value(re.compile("^(Mine\n\nYours|Yours\n\nMine)$"))
    (story,) = workspace.records(Story)
    assert (story.origin.others, story.situation) == ((), "Typed while both are there")


def test_what_another_program_saved_is_shown_when_one_looks_and_kept_beside_what_one_types(
    stories, workspace, one
):
    shown = stories()
    shown.row("One").click()
    workspace.save(Story, {"result": "From elsewhere"}, id=one.id)
    shown.look()
    expect(shown.box("Result")).to_have_value("From elsewhere")
    shown.hold()
    shown.box("Task").fill("Mine")
    workspace.save(Story, {"task": "Theirs"}, id=one.id)
    shown.look()
    expect(shown.box("Task")).to_have_value("Mine")
    shown.box("Task").blur()
    expect(shown.page.locator(".pk-side")).to_have_text(["Mine", "Theirs"])


def test_an_earlier_version_is_shown_beside_what_is_there_and_brought_back(stories, workspace):
    days = iter(range(30))
    start = datetime.datetime(2026, 1, 1, 12, tzinfo=datetime.UTC)
    then = Workspace(workspace.folder, now=lambda: start + datetime.timedelta(next(days)))
    story = then.save(Story, {"title": "One", "task": "First"})
    then.save(Story, {"task": "Second", "who": "Ana"}, id=story.id)
    shown = stories()
    shown.row("One").click()
    shown.button("Earlier versions").click()
    history = shown.page.get_by_role("group", name="Earlier versions")
    expect(history.get_by_role("listitem")).to_have_count(2)
    history.get_by_role("button", name="2026-01-01").click()
    expect(history.get_by_role("row")).to_have_text([
        re.compile("Now"), "Who else was there–Ana", "TaskFirstSecond",
    ])  # fmt: skip
    shown.button("Go back to this version").click()
    expect(shown.box("Task")).to_have_value("First")
    expect(shown.box("Who else was there")).to_have_value("")
    assert texts(workspace, Story, "task") == ["First"]
    assert len(workspace.history(story.id)) == 3


def test_a_deleted_record_comes_back_by_undo_and_from_the_list_of_deleted_ones(
    stories, workspace, one
):
    workspace.save(Story, {"title": "Two"})
    shown = stories()
    shown.button("Delete: One").click()
    expect(shown.row("One")).to_have_count(0)
    assert texts(workspace, Story, "title") == ["Two"]
    expect(shown.button("Undo")).to_be_focused()
    shown.page.keyboard.press("Enter")
    expect(shown.row("One")).to_be_focused()
    assert texts(workspace, Story, "task") == ["Something", ""]
    shown.button("Delete: One").click()
    expect(shown.row("One")).to_have_count(0)
    shown.button("Deleted stories…").click()
    shown.button("Bring back: One").click()
    expect(shown.row("One")).to_be_visible()
    assert texts(workspace, Story, "task") == ["Something", ""]
    assert one.id in texts(workspace, Story, "id")


def test_a_copy_stands_below_and_has_what_the_first_one_has(stories, workspace, one):
    workspace.save(Story, {"competencies": ["ownership"]}, id=one.id)
    workspace.save(Story, {"title": "Two"})
    shown = stories()
    shown.button("Duplicate: One").click()
    shown.wait_saved()
    assert shown.titles() == ["One", "One (copy)", "Two"]
    shown.box("Task").fill("Else")
    shown.wait_saved()
    one, _, copy = workspace.records(Story)
    assert (one.task, copy.task, copy.competencies) == ("Something", "Else", ("ownership",))
    assert stories().titles() == ["One", "One (copy)", "Two"]


def test_records_are_put_into_order_by_mouse_by_keys_and_by_buttons(stories, workspace):
    one, two, three, four = (
        workspace.save(Story, {"title": title}).id for title in ("One", "Two", "Three", "Four")
    )
    shown = stories()
    rows = shown.page.locator(".pk-row")
    rows.nth(3).locator(".pk-grip").drag_to(rows.nth(1))
    assert shown.titles() == ["One", "Four", "Two", "Three"]
    shown.wait_heard("order", ids=[one, four, two, three])
    shown.row("Three").focus()
    shown.page.keyboard.press("Alt+ArrowUp")
    shown.page.keyboard.press("Alt+ArrowUp")
    expect(shown.row("Three")).to_be_focused()
    shown.button("Move down: One").click()
    assert shown.titles() == ["Three", "One", "Four", "Two"]
    shown.wait_heard("order", ids=[three, one, four, two])
    assert [story.id for story in workspace.answers().all(Story)] == [three, one, four, two]
    assert stories().titles() == ["Three", "One", "Four", "Two"]


def test_of_two_hundred_records_the_one_that_changed_is_sent_alone(stories, workspace):
    text = "A paragraph of some length, as people write it when they have time. " * 4
    fields = ("situation", "task", "action", "result", "reflection")
    for n in range(200):
        workspace.save(Story, {"title": f"Story {n:03}", **dict.fromkeys(fields, text)})
    shown = stories()
    expect(shown.row("Story 199")).to_be_attached()
    shown.box("Find in stories").fill("stóry 17")
    expect(shown.page.locator(".pk-row:visible")).to_have_count(12)
    shown.row("Story 177").click()
    shown.told.clear()
    shown.box("Title").press_sequentially(" and more")
    shown.wait_saved()
    assert texts(workspace, Story, "title")[177] == "Story 177 and more"
    told = json.dumps(shown.told)
    assert "Story 177 and more" in told
    assert len(told) < 20_000
    shown.button("Add a story").click()
    shown.box("Title").fill("One more")
    shown.wait_saved()
    assert len(workspace.records(Story)) == 201
