"""What a form's page does while Python is slow, silent or at odds; without JupyterLab."""

import runpy
import sqlite3
from pathlib import Path

import pytest
from playwright.sync_api import expect

from prepkit.deep_dive.records import Target
from prepkit.retrospective.records import Project, Story
from prepkit.workbook import Workbook

_helpers = runpy.run_path(str(Path(__file__).with_name("widget_page.py")))
WidgetPage, serve = _helpers["WidgetPage"], _helpers["serve"]

STORED = "() => Object.keys(localStorage).filter((key) => key.startsWith('prepkit:')).length"


@pytest.fixture
def context(browser):
    context = browser.new_context(viewport={"width": 1000, "height": 900})
    context.set_default_timeout(20_000)
    yield context
    context.close()


@pytest.fixture
def show(workspace, context):
    """Return a function that shows the form of a section; pages of one section share an address."""
    acme = workspace.add_company("Acme", role="Analyst")
    servers, errors = {}, []

    def show(chapter, section):
        form = Workbook(workspace, chapter, acme, None, "me").make_form(section)
        if section not in servers:
            server = serve(form)
            servers[section] = (server, server.__enter__())
        shown = WidgetPage(form, context)
        shown.page.on("pageerror", lambda error: errors.append(str(error)))
        shown.open(servers[section][1])
        return shown

    yield show
    for server, _ in servers.values():
        server.__exit__(None, None, None)
    assert not errors


def box(shown, label):
    return shown.page.get_by_label(label, exact=True)


def status(shown):
    return shown.page.locator(".pk-status")


def target(workspace):
    return workspace.records(Target)[0]


def versions(workspace):
    return len(workspace.history("target-acme"))


def hear(shown, place):
    """Let Python hear now what the page said while it did not listen."""
    shown.widget._received(None, shown.heard[place], [])
    shown.deliver()


def test_an_answer_that_got_lost_is_asked_for_again_and_saves_nothing_twice(show, workspace):
    shown = show("deep_dive", "target")
    shown.mute = True
    box(shown, "Role").fill("Engineer")
    shown.page.wait_for_function("() => document.querySelector('.pk-alarm')")
    shown.widget._received(None, shown.heard[shown.wait_heard("save")], [])
    assert target(workspace).role == "Engineer"
    shown.mute = False
    expect(status(shown)).to_contain_text("✓ Saved")
    assert versions(workspace) == 2
    assert shown.page.evaluate(STORED) == 0


def test_words_typed_during_a_save_do_not_replace_what_somebody_else_wrote(show, workspace):
    shown = show("deep_dive", "target")
    shown.mute = True
    box(shown, "Role").fill("Engineer")
    first = shown.wait_heard("save")
    why = "Why this company, why this role?"
    box(shown, why).fill("Mine")
    seen = target(workspace).origin.revision
    workspace.save(Target, {"why": "Theirs"}, id="target-acme", company="acme", base=seen)
    shown.mute = False
    hear(shown, first)
    expect(shown.page.locator(".pk-conflict")).to_be_visible()
    found = target(workspace)
    other = workspace.revision(found.origin.others[0])
    assert {found.why, other.body["why"]} == {"Mine", "Theirs"}
    assert found.role == other.body["role"] == "Engineer"


def test_a_copy_stays_where_it_is_while_its_place_is_on_its_way(show, workspace):
    for title in ("One", "Two"):
        workspace.save(Story, {"title": title})
    shown = show("retrospective", "stories")
    shown.mute = True
    shown.page.get_by_role("button", name="Duplicate: One").click()
    saved, ordered = shown.wait_heard("save"), shown.wait_heard("order")
    shown.mute = False
    for place in (saved, ordered):
        hear(shown, place)
        titles = shown.page.locator(".pk-name").all_text_contents()
        assert titles == ["One", "One (copy)", "Two"]
    stories = workspace.answers().all(Story)
    assert [story.title for story in stories] == ["One", "One (copy)", "Two"]


def seen_by(shown):
    return shown.page.get_by_label("Who may see this:")


@pytest.fixture
def private(show):
    """A form whose record nobody else may see."""
    shown = show("deep_dive", "target")
    seen_by(shown).select_option("only me")
    expect(status(shown)).to_contain_text("✓ Saved")
    return shown


def save_while(shown, begin, meanwhile):
    """Begin a save, do something before Python hears of it, and wait until all is saved."""
    shown.mute, before = True, len(shown.heard)
    begin()
    first = shown.wait_heard("save", after=before)
    meanwhile()
    shown.mute = False
    hear(shown, first)
    expect(status(shown)).to_contain_text("✓ Saved")


def test_who_may_see_it_can_be_chosen_during_a_save(private, workspace):
    save_while(
        private,
        lambda: box(private, "Role").fill("Engineer"),
        lambda: seen_by(private).select_option("anybody I hand it to"),
    )
    assert (target(workspace).role, target(workspace).origin.visibility) == ("Engineer", "share")
    assert seen_by(private).input_value() == "share"


def test_a_choice_of_who_may_see_it_does_not_hold_for_words_it_was_made_without(private, workspace):
    def meanwhile():
        seen_by(private).select_option("anybody I hand it to")
        workspace.save(Target, {"why": "A secret"}, id="target-acme", company="acme")

    save_while(private, lambda: box(private, "Role").fill("Engineer"), meanwhile)
    found = target(workspace)
    assert (found.role, found.why, found.origin.visibility) == ("Engineer", "A secret", "private")
    assert seen_by(private).input_value() == "private"


def test_a_choice_made_anew_during_its_save_does_not_hold_for_them_either(private, workspace):
    def meanwhile():
        seen_by(private).select_option("my coach too")
        workspace.save(Target, {"why": "A secret"}, id="target-acme", company="acme")

    save_while(private, lambda: seen_by(private).select_option("anybody I hand it to"), meanwhile)
    assert (target(workspace).why, target(workspace).origin.visibility) == ("A secret", "private")


def test_words_typed_on_while_an_answer_is_lost_do_not_replace_what_somebody_else_wrote(
    show, workspace
):
    shown = show("deep_dive", "target")
    shown.mute = True
    box(shown, "Role").fill("Eng")
    first = shown.wait_heard("save")
    shown.widget._received(None, shown.heard[first], [])
    box(shown, "Role").fill("Engineer")
    workspace.save(Target, {"role": "Analyst"}, id="target-acme", company="acme")
    shown.mute = False
    hear(shown, first)
    expect(shown.page.locator(".pk-conflict")).to_be_visible()
    found = target(workspace)
    other = workspace.revision(found.origin.others[0])
    assert {found.role, other.body["role"]} == {"Engineer", "Analyst"}


def test_words_typed_on_in_the_same_field_during_a_save_are_one_text(show, workspace):
    shown = show("deep_dive", "target")
    shown.mute = True
    box(shown, "Role").fill("Eng")
    first = shown.wait_heard("save")
    box(shown, "Role").fill("Engineer")
    shown.mute = False
    hear(shown, first)
    expect(status(shown)).to_contain_text("✓ Saved")
    assert target(workspace).role == "Engineer"
    assert target(workspace).origin.others == ()


def test_a_locked_file_is_named_and_the_words_are_saved_when_it_is_free(
    show, workspace, monkeypatch
):
    monkeypatch.setattr("prepkit.storage.store.BUSY_SECONDS", 0.01)
    shown = show("deep_dive", "target")
    other = sqlite3.connect(workspace.folder / "prep.db", isolation_level=None)
    other.execute("BEGIN EXCLUSIVE")
    box(shown, "Role").fill("Engineer")
    expect(status(shown)).to_contain_text("Not saved, because of this:")
    assert shown.page.evaluate(STORED) == 1
    other.execute("ROLLBACK")
    other.close()
    expect(status(shown)).to_contain_text("✓ Saved")
    assert target(workspace).role == "Engineer"
    assert versions(workspace) == 2


def test_what_a_window_that_is_gone_left_behind_is_taken_over_once(show, workspace):
    gone = show("deep_dive", "target")
    gone.mute = True
    box(gone, "Role").fill("Engineer")
    gone.page.close()
    shown, second = show("deep_dive", "target"), show("deep_dive", "target")
    expect(shown.page.locator(".pk-note")).to_contain_text("found in this browser and put back")
    expect(box(shown, "Role")).to_have_value("Engineer")
    expect(status(shown)).to_contain_text("✓ Saved")
    assert target(workspace).role == "Engineer"
    assert versions(workspace) == 2
    assert second.page.evaluate(STORED) == 0


def test_what_a_living_window_has_not_saved_yet_is_left_to_it(show, workspace):
    first = show("deep_dive", "target")
    first.mute = True
    box(first, "Role").fill("Engineer")
    second = show("deep_dive", "target")
    second.page.wait_for_timeout(1000)
    expect(box(second, "Role")).to_have_value("Analyst")
    assert target(workspace).role == "Analyst"
    first.mute = False
    expect(status(first)).to_contain_text("✓ Saved")
    assert target(workspace).role == "Engineer"


@pytest.mark.parametrize("title", ["", "Quay"])
def test_a_record_with_a_value_that_fits_nowhere_can_be_deleted(show, workspace, title):
    shown = show("retrospective", "projects")
    shown.page.get_by_role("button", name="Add a role or project").click()
    box(shown, "Role or project").fill(title)
    box(shown, "Started").fill("soon")
    box(shown, "Started").blur()
    expect(shown.page.locator(".pk-wrong", has_text="not a date")).to_be_visible()
    shown.page.get_by_role("button", name="Delete").first.click()
    expect(shown.page.locator(".pk-row")).to_have_count(0)
    assert workspace.records(Project) == []
    assert shown.page.evaluate(STORED) == 0


def test_two_windows_that_are_gone_with_two_texts_leave_both(show, workspace):
    first, second = show("deep_dive", "target"), show("deep_dive", "target")
    for shown, words in ((first, "Engineer"), (second, "Manager")):
        shown.mute = True
        box(shown, "Role").fill(words)
    first.page.close()
    second.page.close()
    shown = show("deep_dive", "target")
    expect(shown.page.locator(".pk-conflict")).to_be_visible()
    found = target(workspace)
    other = workspace.revision(found.origin.others[0])
    assert {found.role, other.body["role"]} == {"Engineer", "Manager"}
    shown.page.wait_for_function(f"() => !({STORED})()")


def test_going_back_waits_for_words_that_are_not_saved_yet(show, workspace):
    shown = show("deep_dive", "target")
    box(shown, "Role").fill("Engineer")
    expect(status(shown)).to_contain_text("✓ Saved")
    shown.page.get_by_role("button", name="Earlier versions").click()
    shown.page.get_by_role("button", name="Show every save").click()
    shown.page.locator(".pk-versions button").last.click()
    shown.mute = True
    box(shown, "Role").fill("Manager")
    shown.page.get_by_role("button", name="Go back to this version").click()
    expect(shown.page.locator(".pk-note")).to_contain_text("Not restored")
    expect(box(shown, "Role")).to_have_value("Manager")
    shown.mute = False
    expect(status(shown)).to_contain_text("✓ Saved")
    assert target(workspace).role == "Manager"


def test_what_does_not_fit_is_still_marked_when_the_record_is_opened_again(show, workspace):
    shown = show("retrospective", "projects")
    shown.page.get_by_role("button", name="Add a role or project").click()
    box(shown, "Role or project").fill("Quay")
    box(shown, "Started").fill("soon")
    box(shown, "Started").blur()
    opener = shown.page.locator(".pk-opener")
    expect(opener).to_contain_text("something does not fit")
    opener.click()
    opener.click()
    expect(shown.page.locator(".pk-wrong", has_text="not a date")).to_be_visible()
    expect(box(shown, "Started")).to_have_value("soon")


def test_words_typed_while_going_back_are_kept(show, workspace):
    shown = show("deep_dive", "target")
    box(shown, "Role").fill("Engineer")
    expect(status(shown)).to_contain_text("✓ Saved")
    shown.page.get_by_role("button", name="Earlier versions").click()
    shown.page.get_by_role("button", name="Show every save").click()
    shown.page.locator(".pk-versions button").last.click()
    shown.mute = True
    shown.page.get_by_role("button", name="Go back to this version").click()
    asked = shown.wait_heard("restore")
    box(shown, "Rounds").fill("3")
    shown.mute = False
    hear(shown, asked)
    expect(shown.page.locator(".pk-note")).to_contain_text("Back to the version")
    expect(status(shown)).to_contain_text("✓ Saved")
    assert (target(workspace).role, target(workspace).rounds) == ("Analyst", 3)


def test_a_record_deleted_in_another_window_is_said_to_be(show, workspace):
    workspace.save(Project, {"title": "Quay"}, id="project-1")
    shown = show("retrospective", "projects")
    shown.page.locator(".pk-opener").click()
    workspace.delete("project-1")
    shown.page.evaluate("() => window.dispatchEvent(new Event('focus'))")
    expect(shown.page.locator(".pk-note")).to_contain_text("“Quay” was deleted in another window")
    expect(shown.page.locator(".pk-row")).to_have_count(0)
