"""What prepkit suggests in a form, and the words it offers while one types; without JupyterLab."""

import re
from typing import ClassVar

import pytest
from playwright.sync_api import expect

from prepkit.fields import Option, choice, long_text, reference, tags, text
from prepkit.record import Layer, Record
from prepkit.section import Chapter, Section, Seed
from prepkit.workbook import Workbook
from widget_page import WidgetPage, serve

LONG = "Zusammenarbeitsfähigkeit über Abteilungs- und Landesgrenzen hinweg, unter Zeitdruck"
ARABIC = "القدرة على اتخاذ القرار تحت الضغط"
COUNT = 12


class Finding(Record):
    kind: ClassVar[str] = "finding"
    singular: ClassVar[str] = "finding"
    plural: ClassVar[str] = "findings"
    layer: ClassVar[Layer] = "company"
    title_field: ClassVar[str] = "statement"

    statement: str = text("Statement", core=True, suggest=True)
    sort: str = choice("Sort", options=(Option("said", "Said"), Option("done", "Done")))
    themes: tuple[str, ...] = tags("Themes", suggest=True)
    why: str = long_text("Why", words=30)
    about: str = reference("About", target="finding")


class Ad:
    """A job ad: what is picked out of it, and the words in it."""

    def __init__(self):
        self.seeds = [seed(n) for n in range(COUNT)]
        self.words = {"themes": ["Kafka", "stream processing", "Lamport, Leslie", "漢字", "نظام"]}
        self.section = Section(
            id="findings", title="Findings", minutes=10, record=Finding, path="short",
            summary=lambda answers: [], hint="Write one.", seeds=lambda answers: self.seeds,
            seeds_title="Picked out of the job ad", words=lambda answers: self.words,
        )  # fmt: skip


def seed(n, **values):
    values = {"statement": f"Number {n}", "sort": "done", "themes": ["Kafka"]} | values
    return Seed(f"n{n}", values, f"Job ad, line {n}", standing=n == 1)


@pytest.fixture
def ad():
    return Ad()


@pytest.fixture
def workbook(workspace, ad, monkeypatch):
    """A notebook with one section, for the first of two companies."""
    classes = {"finding": Finding}
    monkeypatch.setattr("prepkit.workspace.record_classes", lambda: classes)
    acme = workspace.add_company("Acme")
    workspace.add_company("Zenith")
    workbook = Workbook(workspace, "deep_dive", acme, None, "me")
    workbook.chapter = Chapter("deep_dive", "Deep dive", (ad.section,))
    return workbook


@pytest.fixture
def show(browser, workbook):
    """Return a function that shows the form on a page; nothing may end up in the console."""
    contexts, servers, errors = [], [], []

    def show(**options):
        form = workbook.make_form("findings")
        context = browser.new_context(**{"viewport": {"width": 1000, "height": 900}} | options)
        context.set_default_timeout(20_000)
        contexts.append(context)
        servers.append(serve(form))
        shown = WidgetPage(form, context)
        shown.page.on("pageerror", lambda error: errors.append(str(error)))
        shown.open(servers[-1].__enter__())
        return shown

    yield show
    for context in contexts:
        context.close()
    for server in servers:
        server.__exit__(None, None, None)
    assert not errors


@pytest.fixture
def shown(show):
    """The form on a page: nothing written, and more suggestions than are shown at once."""
    return show()


def press(shown, *keys):
    for key in keys:
        shown.page.keyboard.press(key)


def named(shown, name):
    return shown.page.get_by_role("button", name=name, exact=True)


def focus(shown, name):
    named(shown, name).focus()


def box(shown, label):
    return shown.page.get_by_label(label, exact=True)


def said(shown, words):
    shown.page.locator(".pk-unseen", has_text=words).wait_for(state="attached")


def suggested(shown):
    return shown.page.locator(".pk-seed .pk-name").all_inner_texts()


def listed(shown):
    return shown.page.locator(".pk-row .pk-name").all_inner_texts()


def statements(workspace):
    return [finding.statement for finding in workspace.records(Finding)]


def numbers(*wanted):
    return [f"Number {n}" for n in wanted]


def caret(shown):
    return shown.page.evaluate(
        "() => [document.activeElement.id, document.activeElement.selectionStart]"
    )


def follow(shown, workbook):
    """Have the page follow what has changed outside of it."""
    workbook._changed("refresh")
    shown.deliver()


# Seeds


def test_a_suggestion_says_what_it_would_say_and_where_it_comes_from(shown):
    region = shown.page.get_by_role("region", name="Picked out of the job ad")
    expect(region).to_contain_text("12 suggestions")
    first, second = (region.get_by_role("listitem").nth(n) for n in (0, 1))
    expect(first).to_have_text(re.compile("^Number 0Done · KafkaJob ad, line 0Keep"))
    expect(second).to_contain_text("Job ad, line 1 · counts and prints as it is")
    expect(shown.page.locator(".pk-progress")).to_have_text("0 of 1")


def test_a_suggestion_that_is_kept_is_saved_and_opens_to_be_changed(shown, workspace):
    focus(shown, "Keep: Number 2")
    press(shown, "Enter")
    expect(box(shown, "Statement")).to_be_focused()
    said(shown, "“Number 2” is kept.")
    assert statements(workspace) == ["Number 2"]
    assert (listed(shown), suggested(shown)[:3]) == (["Number 2"], numbers(0, 1, 3))
    box(shown, "Statement").fill("In my own words")
    expect(shown.page.locator(".pk-status")).to_have_text(re.compile("^✓ Saved"))
    (finding,) = workspace.records(Finding)
    assert (finding.id, finding.statement) == ("finding-acme-n2", "In my own words")
    assert finding.themes == ("Kafka",)


def test_not_this_goes_on_to_the_next_one_and_undo_brings_it_back(shown, ad, workspace):
    focus(shown, "Not this: Number 0")
    press(shown, "Enter")
    expect(named(shown, "Not this: Number 1")).to_be_focused()
    said(shown, "“Number 0” was taken off.")
    press(shown, "Enter")
    expect(named(shown, "Not this: Number 2")).to_be_focused()
    assert statements(workspace) == []
    focus(shown, "Undo")
    press(shown, "Enter")
    expect(shown.page.locator(".pk-opener")).to_be_focused()
    assert (listed(shown), suggested(shown)[0]) == (["Number 1"], "Number 2")
    named(shown, "Deleted findings…").click()
    named(shown, "Bring back: Number 0").click()
    expect(shown.page.locator(".pk-row .pk-name")).to_have_text(numbers(0, 1))


def test_the_line_to_undo_stands_where_the_suggestion_stood_until_something_else_is_done(shown):
    lines = shown.page.locator(".pk-seed")
    for place, number in ((2, 2), (3, 4)):
        focus(shown, f"Not this: Number {number}")
        press(shown, "Enter")
        expect(lines.nth(place)).to_have_text(f"“Number {number}” was taken off.Undo")
    press(shown, "Shift+Tab", "Shift+Tab")
    expect(named(shown, "Undo")).to_be_focused()
    focus(shown, "Keep: Number 0")
    press(shown, "Enter")
    expect(named(shown, "Undo")).to_have_count(0)


def test_after_the_last_suggestion_the_focus_is_on_the_button_that_adds(show, ad):
    ad.seeds = ad.seeds[:2]
    shown = show()
    focus(shown, "Not this: Number 1")
    press(shown, "Enter")
    expect(named(shown, "Not this: Number 0")).to_be_focused()
    press(shown, "Enter")
    expect(named(shown, "Add a finding")).to_be_focused()
    region = shown.page.locator(".pk-seeds")
    expect(region).to_contain_text("no more suggestions")
    focus(shown, "Undo")
    press(shown, "Enter")
    expect(region).to_be_hidden()


def test_all_are_kept_in_order_the_folded_ones_too(shown, workspace):
    named(shown, "Keep all 12").click()
    expect(shown.page.locator(".pk-row")).to_have_count(COUNT)
    expect(shown.page.locator(".pk-opener").first).to_be_focused()
    said(shown, "12 findings kept.")
    assert listed(shown) == statements(workspace) == numbers(*range(COUNT))
    expect(shown.page.locator(".pk-seeds")).to_be_hidden()


@pytest.mark.parametrize(("count", "is_there"), [(3, False), (4, True)])
def test_three_need_no_button_for_all_of_them(show, ad, count, is_there):
    ad.seeds = ad.seeds[:count]
    expect(named(show(), f"Keep all {count}")).to_be_visible(visible=is_there)


def test_more_than_eight_are_folded_until_somebody_asks(shown):
    assert suggested(shown) == numbers(*range(8))
    focus(shown, "Show all 12")
    press(shown, "Enter")
    expect(named(shown, "Keep: Number 8")).to_be_focused()
    assert suggested(shown) == numbers(*range(COUNT))
    named(shown, "Show fewer").click()
    assert suggested(shown) == numbers(*range(8))


def test_among_many_suggestions_one_is_found_by_its_words(show, ad, workspace):
    ad.seeds += [seed(n, themes=["Überblick"]) for n in range(COUNT, 41)]
    shown = show()
    expect(named(shown, "Keep all 41")).to_be_hidden()
    find = shown.page.get_by_role("searchbox", name="Find in suggestions")
    count = shown.page.locator(".pk-seeds .pk-count")
    find.press_sequentially("ÜBER  numb")
    expect(count).to_have_text("29 of 41")
    said(shown, "29 of 41")
    assert suggested(shown) == numbers(*range(COUNT, COUNT + 8))
    named(shown, "Show all 29").click()
    assert suggested(shown) == numbers(*range(COUNT, 41))
    find.fill("uber line 40")
    assert suggested(shown) == ["Number 40"]
    press(shown, "Tab", "Tab", "Enter")  # past Keep to Not this
    expect(find).to_be_focused()
    expect(count).to_have_text("none of 40")
    assert shown.violations() == []
    press(shown, "Escape")
    expect(find).to_be_focused()
    assert (find.input_value(), suggested(shown)) == ("", numbers(*range(40)))
    find.fill("number 3")
    named(shown, "Keep all 13").click()
    said(shown, "13 findings kept.")
    assert statements(workspace) == numbers(3, 13, 23, *range(30, 40))


def test_everything_is_reached_with_the_tab_key_and_no_key_gets_out(shown):
    shown.page.locator("#before").focus()
    for name in ("Add a finding", "Deleted findings…", "Keep all 12", "Keep: Number 0",
                 "Not this: Number 0", "Keep: Number 1"):  # fmt: skip
        press(shown, "Tab")
        expect(named(shown, name)).to_be_focused()
    press(shown, "Space")
    expect(box(shown, "Statement")).to_have_value("Number 1")
    assert shown.leaked() == ["Tab"]  # before the focus came in


def test_a_click_right_after_the_lines_have_moved_does_nothing(shown):
    spot = named(shown, "Not this: Number 0").bounding_box()

    def click(now):
        shown.page.evaluate("(now) => { performance.now = () => now; }", now)
        shown.page.mouse.click(spot["x"] + 20, spot["y"] + 10)

    click(1000)
    expect(named(shown, "Not this: Number 1")).to_be_focused()
    click(1100)
    expect(named(shown, "Undo")).to_be_focused()
    click(2000)
    expect(shown.page.locator(".pk-row .pk-name")).to_have_text(["Number 0"])
    assert [said["do"] for said in shown.heard if "keys" in said or "revision" in said] == [
        "dismiss", "restore"]  # fmt: skip


def test_a_double_click_takes_off_one(shown, workspace):
    named(shown, "Not this: Number 0").dblclick()
    expect(shown.page.locator(".pk-seed").first).to_have_text("“Number 0” was taken off.Undo")
    expect(shown.page.locator(".pk-note")).to_be_hidden()
    assert suggested(shown)[0] == "Number 1"
    assert len(workspace.deleted(Finding)) == 1


def test_holding_the_key_down_takes_off_one(shown, workspace):
    focus(shown, "Not this: Number 0")
    shown.page.keyboard.down("Enter")
    expect(named(shown, "Not this: Number 1")).to_be_focused()
    shown.page.keyboard.down("Enter")
    shown.page.keyboard.up("Enter")
    shown.page.wait_for_timeout(300)
    assert len(workspace.deleted(Finding)) == 1


def test_what_one_is_typing_stays_as_it_is_while_suggestions_come_and_go(shown, ad, workbook):
    named(shown, "Add a finding").click()
    box(shown, "Why").press_sequentially("Because of the sea")
    press(shown, "ArrowLeft", "ArrowLeft", "ArrowLeft")
    before = caret(shown)
    for seeds in (ad.seeds[3:], [], [seed(50), *ad.seeds], ad.seeds[::-1]):
        ad.seeds = seeds
        follow(shown, workbook)
        assert suggested(shown) == [each.values["statement"] for each in seeds[:8]]
        assert caret(shown) == before
    press(shown, "!")
    expect(box(shown, "Why")).to_have_value("Because of the !sea")


def test_a_suggestion_that_has_the_focus_keeps_it_while_others_come_and_go(shown, ad, workbook):
    focus(shown, "Keep: Number 5")
    ad.seeds = [seed(50), *ad.seeds[4:], seed(51)]
    follow(shown, workbook)
    expect(named(shown, "Keep: Number 5")).to_be_focused()
    ad.seeds = [each for each in ad.seeds if each.key != "n5"]
    follow(shown, workbook)
    expect(named(shown, "Keep: Number 6")).to_be_focused()


def test_who_types_elsewhere_by_the_time_python_answers_is_not_disturbed(shown, workspace):
    named(shown, "Add a finding").click()
    shown.mute = True
    named(shown, "Keep: Number 0").click()
    asked = shown.heard[shown.wait_heard("keep")]
    box(shown, "Why").press_sequentially("Because")
    shown.mute = False
    shown.widget._received(None, asked, [])
    shown.deliver()
    expect(box(shown, "Why")).to_be_focused()
    expect(box(shown, "Why")).to_have_value("Because")
    assert "Number 0" in listed(shown) and "Number 0" not in suggested(shown)


def test_what_was_kept_for_one_company_is_not_shown_for_the_one_chosen_since(
    shown, ad, workbook, workspace
):
    shown.mute = True
    named(shown, "Keep: Number 0").click()
    asked = shown.heard[shown.wait_heard("keep")]
    shown.mute = False
    shown.widget._received(None, asked, [])
    workbook.choose("zenith")
    follow(shown, workbook)
    focus(shown, "Keep: Number 1")
    press(shown, "Enter")
    expect(box(shown, "Statement")).to_have_value("Number 1")
    assert listed(shown) == ["Number 1"]
    assert [finding.id for finding in workspace.records(Finding)] == [
        "finding-acme-n0", "finding-zenith-n1"]  # fmt: skip


def test_what_is_no_longer_suggested_is_said_to_be_and_leaves_the_list(shown, ad):
    ad.seeds = ad.seeds[1:]
    named(shown, "Keep: Number 0").click()
    note = shown.page.locator(".pk-note")
    expect(note).to_have_text("Not kept: no longer suggested: 'n0': look at the list once more")
    expect(named(shown, "Keep: Number 0")).to_have_count(0)


def test_another_company_has_its_own_suggestions(shown, ad, workbook, workspace):
    named(shown, "Show all 12").click()
    ad.seeds = [seed(77)]
    workbook.choose("zenith")
    follow(shown, workbook)
    assert suggested(shown) == ["Number 77"]
    named(shown, "Keep: Number 77").click()
    expect(box(shown, "Statement")).to_be_focused()
    assert [finding.id for finding in workspace.records(Finding)] == ["finding-zenith-n77"]


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [700, 400])
@pytest.mark.parametrize("direction", ["ltr", "rtl"])
def test_long_and_foreign_suggestions_fit_and_axe_finds_nothing(show, ad, scheme, width, direction):
    ad.seeds[:2] = [seed(0, statement=LONG + "_" * 90, why="_" * 90), seed(1, statement=ARABIC)]
    shown = show(color_scheme=scheme, viewport={"width": width, "height": 900})
    shown.page.evaluate("(dir) => { document.documentElement.dir = dir; }", direction)
    named(shown, f"Keep: {ARABIC}").click()
    expect(box(shown, "Statement")).to_be_focused()
    focus(shown, "Not this: Number 2")
    press(shown, "Enter")
    expect(named(shown, "Not this: Number 3")).to_be_focused()
    assert shown.violations() == []
    assert shown.page.evaluate("document.documentElement.scrollWidth") <= width


def test_axe_would_find_a_button_without_a_name(shown):
    shown.page.evaluate(
        "() => document.querySelector('.pk-seed').append(document.createElement('button'))"
    )
    assert ["button-name" in found for found in shown.violations()] == [True]


# Words


def words(shown, label):
    """Return the words a field offers."""
    return box(shown, label).evaluate(
        "(input) => [...input.list.options].map((each) => each.value)"
    )


def choose(shown, label, word):
    """Choose one of the words as a browser does it: it puts the word in and tells the page."""
    assert word in words(shown, label)
    box(shown, label).evaluate(
        """(input, word) => {
            input.value = word;
            for (const what of ["input", "change"])
                input.dispatchEvent(new Event(what, { bubbles: true }));
        }""",
        word,
    )


@pytest.fixture
def opened(show, ad):
    """The form with an empty record open, and nothing suggested."""
    ad.seeds = []
    shown = show()
    named(shown, "Add a finding").click()
    return shown


def wait_saved(shown):
    expect(shown.page.locator(".pk-status")).to_have_text(re.compile("^✓ Saved"))


def test_words_are_offered_and_any_other_is_as_good(opened, ad, workspace):
    assert words(opened, "Themes") == ad.words["themes"]
    expect(opened.page.get_by_role("combobox", name="Themes")).to_be_visible()
    for word in ("漢字", "Lamport, Leslie"):
        choose(opened, "Themes", word)
    box(opened, "Themes").fill("my own; and another")
    press(opened, "Enter")
    wait_saved(opened)
    (finding,) = workspace.records(Finding)
    assert finding.themes == ("漢字", "Lamport, Leslie", "my own", "and another")


def test_a_short_text_takes_a_word_on_offer_or_any_other(show, ad, workspace):
    ad.seeds, ad.words = [], {"statement": ["They stream", "They batch"]}
    shown = show()
    named(shown, "Add a finding").click()
    choose(shown, "Statement", "They batch")
    wait_saved(shown)
    assert (statements(workspace), listed(shown)) == (["They batch"], ["They batch"])
    box(shown, "Statement").fill("They batch, mostly")
    wait_saved(shown)
    expect(shown.page.locator(".pk-row .pk-name")).to_have_text("They batch, mostly")
    assert statements(workspace) == ["They batch, mostly"]


def test_a_word_half_typed_stays_when_the_words_on_offer_change(opened, ad, workbook):
    box(opened, "Themes").press_sequentially("stre")
    before = caret(opened)
    ad.words = {"themes": ["streams", "streets"]}
    follow(opened, workbook)
    assert words(opened, "Themes") == ["streams", "streets"]
    assert caret(opened) == before
    expect(box(opened, "Themes")).to_have_value("stre")


def test_words_stay_the_same_while_other_things_are_saved(opened, ad):
    sent = opened.page.evaluate_handle("() => document.querySelector('datalist option')")
    box(opened, "Why").fill("Because")
    wait_saved(opened)
    assert sent.evaluate("(option) => option.isConnected")
    assert words(opened, "Themes") == ad.words["themes"]
