"""What a form's page does while Python is slow, silent or at odds; without JupyterLab."""

import sqlite3

import pytest
from playwright.sync_api import expect

from prepkit.deep_dive.records import Target
from prepkit.retrospective.records import Project, Story

STORED = "() => Object.keys(localStorage).filter((key) => key.startsWith('prepkit:')).length"


def target(workspace):
    return workspace.records(Target)[0]


def both_say(shown, workspace, name):
    """Wait until two versions are shown, and return what they say in one field."""
    expect(shown.page.locator(".pk-conflict")).to_be_visible()
    found = target(workspace)
    return {getattr(found, name)} | {
        workspace.revision(other).body[name] for other in found.origin.others
    }


def versions(workspace):
    return len(workspace.history("target-acme"))


def test_an_answer_that_got_lost_is_asked_for_again_and_saves_nothing_twice(show_form, workspace):
    shown = show_form("deep_dive", "target")
    shown.mute = True
    shown.box("Role").fill("Engineer")
    shown.page.wait_for_function("() => document.querySelector('.pk-alarm')")
    shown.widget._received(None, shown.heard[shown.wait_heard("save")], [])
    assert target(workspace).role == "Engineer"
    shown.mute = False
    shown.wait_saved()
    assert versions(workspace) == 2
    assert shown.page.evaluate(STORED) == 0


def save_while(shown, begin, meanwhile):
    """Begin a save, do something before Python hears of it, and wait until all is saved."""
    shown.mute, before = True, len(shown.heard)
    begin()
    first = shown.wait_heard("save", after=before)
    meanwhile()
    shown.mute = False
    shown.hear(first)
    shown.wait_saved()


def test_words_typed_during_a_save_do_not_replace_what_somebody_else_wrote(show_form, workspace):
    shown = show_form("deep_dive", "target")
    seen = target(workspace).origin.revision

    def meanwhile():
        shown.box("Why this company, why this role?").fill("Mine")
        workspace.save(Target, {"why": "Theirs"}, id="target-acme", company="acme", base=seen)

    save_while(shown, lambda: shown.box("Role").fill("Engineer"), meanwhile)
    assert both_say(shown, workspace, "why") == {"Mine", "Theirs"}
    assert both_say(shown, workspace, "role") == {"Engineer"}


def test_a_copy_stays_where_it_is_while_its_place_is_on_its_way(show_form, workspace):
    for title in ("One", "Two"):
        workspace.save(Story, {"title": title})
    shown = show_form("retrospective", "stories")
    shown.mute = True
    shown.page.get_by_role("button", name="Duplicate: One").click()
    saved, ordered = shown.wait_heard("save"), shown.wait_heard("order")
    shown.mute = False
    for place in (saved, ordered):
        shown.hear(place)
        assert shown.titles() == ["One", "One (copy)", "Two"]
    stories = workspace.answers().all(Story)
    assert [story.title for story in stories] == ["One", "One (copy)", "Two"]


def seen_by(shown):
    return shown.page.get_by_label("Who may see this:")


@pytest.fixture
def private(show_form):
    """A form whose record nobody else may see."""
    shown = show_form("deep_dive", "target")
    seen_by(shown).select_option("only me")
    shown.wait_saved()
    return shown


def test_who_may_see_it_can_be_chosen_during_a_save(private, workspace):
    save_while(
        private,
        lambda: private.box("Role").fill("Engineer"),
        lambda: seen_by(private).select_option("anybody I hand it to"),
    )
    assert (target(workspace).role, target(workspace).origin.visibility) == ("Engineer", "share")
    assert seen_by(private).input_value() == "share"


def test_a_choice_of_who_may_see_it_does_not_hold_for_words_it_was_made_without(private, workspace):
    def meanwhile():
        seen_by(private).select_option("anybody I hand it to")
        workspace.save(Target, {"why": "A secret"}, id="target-acme", company="acme")

    save_while(private, lambda: private.box("Role").fill("Engineer"), meanwhile)
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
    show_form, workspace
):
    shown = show_form("deep_dive", "target")
    shown.mute = True
    shown.box("Role").fill("Eng")
    first = shown.wait_heard("save")
    shown.widget._received(None, shown.heard[first], [])
    shown.box("Role").fill("Engineer")
    workspace.save(Target, {"role": "Analyst"}, id="target-acme", company="acme")
    shown.mute = False
    shown.hear(first)
    assert both_say(shown, workspace, "role") == {"Engineer", "Analyst"}


def test_words_typed_on_in_the_same_field_during_a_save_are_one_text(show_form, workspace):
    shown = show_form("deep_dive", "target")
    role = shown.box("Role")
    save_while(shown, lambda: role.fill("Eng"), lambda: role.fill("Engineer"))
    assert target(workspace).role == "Engineer"
    assert target(workspace).origin.others == ()


def test_a_locked_file_is_named_and_the_words_are_saved_when_it_is_free(
    show_form, workspace, monkeypatch
):
    monkeypatch.setattr("prepkit.storage.database.BUSY_SECONDS", 0.01)
    shown = show_form("deep_dive", "target")
    other = sqlite3.connect(workspace.folder / "prep.db", isolation_level=None)
    other.execute("BEGIN EXCLUSIVE")
    shown.box("Role").fill("Engineer")
    expect(shown.status).to_contain_text("Not saved, because of this:")
    assert shown.page.evaluate(STORED) == 1
    other.execute("ROLLBACK")
    other.close()
    shown.wait_saved()
    assert target(workspace).role == "Engineer"
    assert versions(workspace) == 2


def test_what_a_window_that_is_gone_left_behind_is_taken_over_once(show_form, workspace):
    gone = show_form("deep_dive", "target")
    gone.mute = True
    gone.box("Role").fill("Engineer")
    gone.page.close()
    shown, second = show_form("deep_dive", "target"), show_form("deep_dive", "target")
    expect(shown.page.locator(".pk-note")).to_contain_text("found in this browser and put back")
    expect(shown.box("Role")).to_have_value("Engineer")
    shown.wait_saved()
    assert target(workspace).role == "Engineer"
    assert versions(workspace) == 2
    assert second.page.evaluate(STORED) == 0


def test_what_a_living_window_has_not_saved_yet_is_left_to_it(show_form, workspace):
    first = show_form("deep_dive", "target")
    first.mute = True
    first.box("Role").fill("Engineer")
    second = show_form("deep_dive", "target")
    second.page.wait_for_timeout(1000)
    expect(second.box("Role")).to_have_value("Analyst")
    assert target(workspace).role == "Analyst"
    first.mute = False
    first.wait_saved()
    assert target(workspace).role == "Engineer"


@pytest.mark.parametrize("title", ["", "Quay"])
def test_a_record_with_a_value_that_fits_nowhere_can_be_deleted(show_form, workspace, title):
    shown = show_form("retrospective", "projects")
    shown.page.get_by_role("button", name="Add a role or project").click()
    shown.box("Role or project").fill(title)
    shown.box("Started").fill("soon")
    shown.box("Started").blur()
    expect(shown.page.locator(".pk-wrong", has_text="not a date")).to_be_visible()
    shown.page.get_by_role("button", name="Delete").first.click()
    expect(shown.page.locator(".pk-row")).to_have_count(0)
    assert workspace.records(Project) == []
    assert shown.page.evaluate(STORED) == 0


def test_two_windows_that_are_gone_with_two_texts_leave_both(show_form, workspace):
    first, second = show_form("deep_dive", "target"), show_form("deep_dive", "target")
    for shown, words in ((first, "Engineer"), (second, "Manager")):
        shown.mute = True
        shown.box("Role").fill(words)
    first.page.close()
    second.page.close()
    shown = show_form("deep_dive", "target")
    assert both_say(shown, workspace, "role") == {"Engineer", "Manager"}
    shown.page.wait_for_function(f"() => !({STORED})()")


def test_going_back_waits_for_words_that_are_not_saved_yet(show_form, workspace):
    shown = show_form("deep_dive", "target")
    shown.box("Role").fill("Engineer")
    shown.wait_saved()
    shown.page.get_by_role("button", name="Earlier versions").click()
    shown.page.get_by_role("button", name="Show every save").click()
    shown.page.locator(".pk-versions button").last.click()
    shown.mute = True
    shown.box("Role").fill("Manager")
    shown.page.get_by_role("button", name="Go back to this version").click()
    expect(shown.page.locator(".pk-note")).to_contain_text("Not restored")
    expect(shown.box("Role")).to_have_value("Manager")
    shown.mute = False
    shown.wait_saved()
    assert target(workspace).role == "Manager"


def test_what_does_not_fit_is_still_marked_when_the_record_is_opened_again(show_form, workspace):
    shown = show_form("retrospective", "projects")
    shown.page.get_by_role("button", name="Add a role or project").click()
    shown.box("Role or project").fill("Quay")
    shown.box("Started").fill("soon")
    shown.box("Started").blur()
    opener = shown.page.locator(".pk-opener")
    expect(opener).to_contain_text("something does not fit")
    opener.click()
    opener.click()
    expect(shown.page.locator(".pk-wrong", has_text="not a date")).to_be_visible()
    expect(shown.box("Started")).to_have_value("soon")


def test_words_typed_while_going_back_are_kept(show_form, workspace):
    shown = show_form("deep_dive", "target")
    shown.box("Role").fill("Engineer")
    shown.wait_saved()
    shown.page.get_by_role("button", name="Earlier versions").click()
    shown.page.get_by_role("button", name="Show every save").click()
    shown.page.locator(".pk-versions button").last.click()
    shown.mute = True
    shown.page.get_by_role("button", name="Go back to this version").click()
    asked = shown.wait_heard("restore")
    shown.box("Rounds").fill("3")
    shown.mute = False
    shown.hear(asked)
    expect(shown.page.locator(".pk-note")).to_contain_text("Back to the version")
    shown.wait_saved()
    assert (target(workspace).role, target(workspace).rounds) == ("Analyst", 3)


def test_a_record_deleted_in_another_window_is_said_to_be(show_form, workspace):
    workspace.save(Project, {"title": "Quay"}, id="project-1")
    shown = show_form("retrospective", "projects")
    shown.page.locator(".pk-opener").click()
    workspace.delete("project-1")
    shown.page.evaluate("() => window.dispatchEvent(new Event('focus'))")
    expect(shown.page.locator(".pk-note")).to_contain_text("“Quay” was deleted in another window")
    expect(shown.page.locator(".pk-row")).to_have_count(0)
