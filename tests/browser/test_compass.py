"""What the compass asks of a form: ladders, what is asked anew, questions of one's own."""

import datetime
from dataclasses import replace

import pytest
from playwright.sync_api import expect

from prepkit.compass.records import Goal, Mirror, Sentence, Value

ASK = "And why does that matter to you?"
FIRST = "Step 1: Why does that matter to you?"
GROUND = "You have said this before: that is probably the ground you stand on."
OWN = "mirror-0001"
ARABIC = "لأنني أريد أن أقرر بنفسي"


def step(n):
    return f"Step {n}: {ASK}" if n > 1 else FIRST


@pytest.fixture
def mirror(workspace):
    """Return a function that writes a question of one's own, with a ladder."""

    def write(*steps, **values):
        return workspace.save(Mirror, {"question": "Why?", "ladder": steps, **values}, id=OWN)

    return write


@pytest.fixture
def opened(show_form):
    """Return a function that shows the mirrors, with the question of one's own open."""

    def open_it():
        shown = show_form("compass", "mirrors")
        shown.page.locator(f"[data-record={OWN}] .pk-opener").click()
        return shown

    return open_it


def rungs(shown):
    """Return what stands in the steps that are shown."""
    return [step.input_value() for step in shown.page.locator(".pk-ladder input").all()]


def said(shown):
    return shown.page.locator("[data-field=ladder] [role=status]")


def stored(workspace):
    (mirror,) = workspace.records(Mirror)
    return mirror.ladder


def test_a_further_step_is_offered_once_the_one_before_has_words(opened, mirror, workspace):
    mirror()
    shown = opened()
    assert rungs(shown) == [""]
    shown.box(step(1)).fill("A say in it")
    expect(shown.box(step(2))).to_have_accessible_description(
        "A few words a step. Stop when you hear yourself say the same thing again."
    )
    shown.box(step(2)).fill("  ")
    assert rungs(shown) == ["A say in it", "  "]
    for n in range(2, 6):
        shown.box(step(n)).fill(f"Reason {n}")
    expect(said(shown)).to_have_text("Five steps are enough.")
    assert len(rungs(shown)) == 5
    shown.box(step(3)).fill("")
    shown.box(step(5)).fill("")
    shown.wait_saved()
    assert stored(workspace) == ("A say in it", "Reason 2", "", "Reason 4")
    assert rungs(shown) == ["A say in it", "Reason 2", "", "Reason 4", ""]
    assert rungs(opened()) == rungs(shown)
    shown.box(step(4)).fill("")
    expect(shown.box(step(4))).to_be_focused()
    assert rungs(shown) == ["A say in it", "Reason 2", "", ""]


SAME = [
    ("Being  trusted.", "«being\u00a0TRUSTED»"),
    ("Straße", "STRASSE…"),
    ("自由、自分で決める", "自由 自分で決める。"),
    (ARABIC, f"{ARABIC}؟ "),
    ("🚀", "🚀 "),
]
ALIKE = [("काम", "कम"), ("❤️", "✔️"), ("C++", "C"), ("résumé", "resume"), ("?", "!")]


def test_where_a_step_says_again_what_an_earlier_one_said_the_ladder_ends(opened, mirror):
    mirror("One", "Something else", "Three")
    shown = opened()
    for one, again in SAME:
        shown.box(step(1)).fill(one)
        shown.box(step(3)).fill(again)
        expect(said(shown)).to_have_text(GROUND)
        assert rungs(shown) == [one, "Something else", again]
        shown.box(step(3)).press_sequentially("x")
        expect(said(shown)).to_have_text("")
        assert rungs(shown) == [one, "Something else", f"{again}x", ""]


def test_what_only_looks_alike_is_not_said_again(opened, mirror):
    mirror("One", "Two")
    shown = opened()
    for one, other in ALIKE:
        shown.box(step(1)).fill(one)
        shown.box(step(2)).fill(other)
        assert rungs(shown) == [one, other, ""]


def test_a_ladder_is_climbed_by_enter_and_backspace(opened, mirror, workspace):
    mirror()
    shown = opened()
    keys = shown.page.keyboard
    shown.box(step(1)).focus()
    keys.press("Enter")
    expect(shown.box(step(1))).to_be_focused()
    for words in ("One", "Two"):
        keys.type(words)
        keys.press("Enter")
    expect(shown.box(step(3))).to_be_focused()
    keys.press("Backspace")
    keys.press("Backspace")
    keys.type("ice")
    shown.wait_saved()
    assert stored(workspace) == ("One", "Twice")
    assert rungs(shown) == ["One", "Twice", ""]
    # A key held down stops where the words end.
    keys.press("Control+a")
    keys.down("Backspace")
    keys.down("Backspace")
    keys.up("Backspace")
    expect(shown.box(step(2))).to_be_focused()
    keys.press("Control+z")
    assert rungs(shown) == ["One", "Twice", ""]
    assert shown.leaked() == []


def test_a_ladder_that_was_not_saved_is_found_again(opened, mirror, workspace):
    mirror("One")
    shown = opened()
    shown.mute = True
    shown.box(step(2)).fill("Typed to nobody")
    shown.wait_heard("save")
    shown.mute = False
    shown.open(shown.page.url)
    shown.page.locator(f"[data-record={OWN}] .pk-opener").click()
    expect(shown.box(step(2))).to_have_value("Typed to nobody")
    shown.wait_saved()
    assert stored(workspace) == ("One", "Typed to nobody")


def test_a_ladder_follows_other_windows_and_keeps_what_one_types(opened, mirror, workspace):
    mirror("One", "Two")
    shown = opened()
    shown.box(step(2)).focus()
    workspace.save(Mirror, {"ladder": ["One", "Two", "Three"]}, id=OWN)
    shown.look()
    expect(shown.box(step(3))).to_have_value("Three")
    expect(shown.box(step(2))).to_be_focused()
    shown.hold()
    shown.box(step(2)).fill("Mine")
    workspace.save(Mirror, {"ladder": ["Theirs", "", "Three"]}, id=OWN)
    shown.look()
    expect(shown.box(step(2))).to_have_value("Mine")
    shown.box(step(2)).blur()
    expect(shown.page.locator(".pk-side")).to_have_text(["One → Mine → Three", "Theirs → Three"])
    shown.page.get_by_text("Keep the right one").click()
    shown.button("Keep what I chose").click()
    expect(shown.box(step(1))).to_have_value("Theirs")
    assert stored(workspace) == ("Theirs", "", "Three")


def test_an_earlier_ladder_is_shown_as_one_line_and_brought_back(opened, mirror, clock):
    mirror("One", "Two")
    clock.next += datetime.timedelta(hours=1)
    mirror("Three")
    shown = opened()
    shown.button("Earlier versions").click()
    shown.page.get_by_role("group", name="Earlier versions").get_by_role("listitem").nth(1).click()
    row = shown.page.get_by_role("row").filter(has_text="Why does that matter to you?")
    expect(row).to_have_text("Why does that matter to you?One → TwoThree")
    shown.button("Go back to this version").click()
    expect(shown.box(step(2))).to_have_value("Two")


def test_what_is_asked_anew_comes_with_the_next_sitting_and_never_takes_words_away(
    show_form, workspace, clock
):
    workspace.save(Goal, {"goal": "Sail", "why": "The sea"})
    shown = show_form("compass", "goals")
    shown.row("Sail").click()
    expect(shown.page.locator("[data-field=shifted]")).to_be_hidden()
    expect(shown.page.locator("[data-field=looked]")).to_have_count(0)
    clock.next += datetime.timedelta(days=40)
    shown.look()
    expect(shown.page.locator(".pk-editor > div > .pk-help").first).to_have_text(
        "Saved last on 20 November 2026. Is it still true?"
    )
    shown.page.get_by_text("Partly").click()
    shown.box("What has changed?").fill("Rivers do")
    shown.wait_saved()
    (now,) = workspace.records(Goal)
    assert (now.still, now.shifted, now.looked) == ("partly", "Rivers do", "2026-12-30")
    shown.hold()
    shown.box("What has changed?").fill("Lakes too")
    view = shown.widget.view
    hidden = tuple(replace(slot, hidden=("still", "shifted")) for slot in view.slots)
    shown.mute = True
    shown.widget.show(replace(view, slots=hidden))
    shown.deliver()
    expect(shown.page.get_by_text("Is it still true?", exact=True)).to_be_hidden()
    expect(shown.box("What has changed?")).to_be_visible()
    expect(shown.box("What has changed?")).to_have_value("Lakes too")
    shown.mute = False
    shown.box("What has changed?").blur()
    shown.wait_saved()
    assert workspace.records(Goal)[0].shifted == "Lakes too"


def test_questions_of_ones_own_stand_below_and_can_be_moved_copied_and_deleted(
    show_form, workspace, mirror
):
    mirror(answer="Yes", still="partly")
    shown = show_form("compass", "mirrors")
    fixed = len(shown.titles()) - 1
    expect(shown.page.locator(".pk-grip")).to_have_count(1)
    shown.button("Add a question of your own").click()
    expect(shown.page.locator("[data-field=still]")).to_be_hidden()
    shown.box("Question").fill("Who?")
    shown.wait_saved()
    shown.button("Duplicate: Why?").click()
    shown.wait_saved()
    assert shown.titles()[fixed:] == ["Why?", "Why? (copy)", "Who?"]
    assert [m.still for m in workspace.records(Mirror) if m.question == "Why? (copy)"] == [""]
    shown.row("Who?").focus()
    for _ in range(3):
        shown.page.keyboard.press("Alt+ArrowUp")
    assert shown.titles()[fixed:] == ["Who?", "Why?", "Why? (copy)"]
    expect(shown.button("Move up: Who?")).to_be_disabled()
    assert len(shown.heard[shown.wait_heard("order")]["ids"]) == 3
    shown.button("Delete: Why? (copy)").click()
    shown.button("Undo").click()
    expect(shown.row("Why? (copy)")).to_be_focused()
    shown.button("Delete: Why? (copy)").click()
    expect(shown.row("Why? (copy)")).to_have_count(0)
    shown.button("Deleted questions…").click()
    shown.button("Bring back: Why? (copy)").click()
    expect(shown.row("Why? (copy)")).to_have_count(1)
    again = show_form("compass", "mirrors")
    assert again.titles()[fixed:] == ["Who?", "Why?", "Why? (copy)"]
    assert again.titles()[:fixed] == shown.titles()[:fixed]


def test_a_fixed_question_can_be_neither_moved_nor_deleted(show_form, mirror):
    mirror()
    shown = show_form("compass", "mirrors")
    first, own = shown.page.locator(".pk-row").first, shown.page.locator(f"[data-record={OWN}]")
    expect(first.get_by_role("button")).to_have_count(1)
    before = shown.titles()
    first.get_by_role("button").press("Alt+ArrowDown")
    own.locator(".pk-grip").drag_to(first)
    assert shown.titles() == before
    expect(own.get_by_role("button", name="Move")).to_have_count(2)
    for button in own.get_by_role("button", name="Move").all():
        expect(button).to_be_disabled()


TITLES = {
    "Sentences": "I want decisions to be explained to those who live with them. " * 32,
    "One word": "W" * 2000,
    "Lines": "First line\n\nsecond line\n" * 80,
    "Arabic": f"{ARABIC}. " * 80,
}


@pytest.mark.parametrize("width", [400, 1000])
def test_a_title_as_long_as_a_page_takes_two_lines_and_is_whole_in_its_field(
    show_form, workspace, width
):
    for title in TITLES.values():
        workspace.save(Sentence, {"words": title})
    shown = show_form("compass", "statement")
    shown.page.set_viewport_size({"width": width, "height": 900})
    names = shown.page.locator(".pk-row > .pk-row-head .pk-name")
    heights = names.evaluate_all("(all) => all.map((name) => name.getBoundingClientRect().height)")
    line = names.first.evaluate("(name) => parseFloat(getComputedStyle(name).lineHeight)")
    assert [round(height / line) for height in heights] == [2] * len(TITLES)
    wide = "() => document.documentElement.scrollWidth - document.documentElement.clientWidth"
    assert shown.page.evaluate(wide) == 0
    for place, title in enumerate(TITLES.values()):
        names.nth(place).click()
        expect(shown.box("In my words")).to_have_value(title)
    deletes = shown.page.get_by_role("button", name="Delete: ")
    assert max(len(b.get_attribute("aria-label")) for b in deletes.all()) < 100
    deletes.first.click()
    expect(shown.page.locator(".pk-note")).to_contain_text("…” was deleted.")


def test_a_list_without_questions_says_what_would_fill_it(show_form, workspace):
    shown = show_form("compass", "fit")
    expect(shown.page.locator(".pk-empty")).to_contain_text("Write down what you decide by")
    expect(shown.page.locator(".pk-row, .pk-foot")).to_have_count(0)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_in_a_ladder_and_among_questions_of_ones_own(
    opened, mirror, workspace, clock, scheme
):
    workspace.save(Value, {"value": "autonomy"}, id="value-autonomy")
    mirror(ARABIC, "Two", ARABIC, answer="Yes")
    clock.next += datetime.timedelta(days=40)
    shown = opened()
    shown.page.emulate_media(color_scheme=scheme)
    theme = str(scheme == "light").lower()
    shown.page.evaluate(f"() => {{ document.body.dataset.jpThemeLight = '{theme}'; }}")
    expect(said(shown)).to_have_text(GROUND)
    expect(shown.page.get_by_role("radiogroup", name="Is it still true?")).to_be_visible()
    assert shown.violations() == []
