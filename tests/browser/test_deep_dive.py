"""The deep dive in `prepkit lab`: what one part of it brings is seen in the others, at once."""

import re

import pytest
from playwright.sync_api import expect

from prepkit.deep_dive.records import Before, Claim, Requirement
from prepkit.workspace import Workspace
from widget_page import box

SAVED = re.compile("^✓ Saved")
WORKS, BROKEN_AT = 40, 103
AD = """Supply chain analyst

What you will do
- Forecast demand for forty warehouses

What you bring
- Three years with Python and SQL
- You work well in a team
"""


@pytest.fixture(scope="module")
def lab(start_lab):
    """One `prepkit lab` for all tests; the workspaces are in folders below."""
    return start_lab()


class Desk:
    """A deep dive for a new company, in a workspace with nothing else in it."""

    def __init__(self, lab, page, name):
        self.lab, self.page = lab, page
        self.workspace = Workspace.create(lab.folder / name)
        self.path = f"{name}/workbooks/deep_dive.ipynb"
        lab.open(page, self.path)
        heading = page.locator(".pk-heading")
        box(heading, "Company").fill("Acme")
        heading.get_by_role("button", name="Add", exact=True).click()
        box(self.form("target"), "Role").wait_for()

    def form(self, section):
        return self.page.locator(f"[data-prepkit-section={section}]:visible")

    def summary(self, title):
        return self.page.locator(f".pk-summary[aria-label='{title}']")

    def add(self, section, what, **texts):
        """Add a record and say something in it; return its editor."""
        form = self.form(section)
        form.get_by_role("button", name=f"Add {what}", exact=True).click()
        editor = form.locator(".pk-editor")
        for label, text in texts.items():
            box(editor, label).fill(text)
        return editor

    def suggestions(self, section):
        return self.form(section).locator(".pk-seed")

    def choose_file(self, data):
        with self.page.expect_file_chooser() as chooser:
            self.page.get_by_role("button", name="Choose files…").click()
        chooser.value.set_files([{"name": "field.bib", "mimeType": "", "buffer": data}])

    @property
    def files(self):
        return self.page.locator(".pk-file")


@pytest.fixture(scope="module")
def shared(lab, browser):
    """A deep dive for the tests that keep to sections of their own: opening one takes seconds."""
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    context.set_default_timeout(60_000)
    page, errors = context.new_page(), []
    page.on("pageerror", lambda error: errors.append(str(error)))
    yield Desk(lab, page, "shared")
    context.close()
    assert not errors


@pytest.fixture
def desk(lab, page, request):
    """A deep dive of the test's own; its Python ends with it."""
    desk = Desk(lab, page, re.sub(r"\W+", "-", request.node.name)[-60:])
    yield desk
    for session in lab.ask("GET", "sessions"):
        if session["path"] == desk.path:
            lab.ask("DELETE", f"sessions/{session['id']}")


def press(form, label):
    """Press a button with a key: a click right after the lines have moved is passed over."""
    form.get_by_role("button", name=label).press("Enter")


def bibtex():
    """Return a library file with two fields that seldom meet, and one entry without an end."""
    themes = ("demand forecasting, time series", "warehouse robotics, path planning")
    entries = [
        f"@article{{work{n},\n  title = {{Study {n}}},\n  author = {{Byron, Ada}},\n"
        f"  year = {2014 + n // 4},\n"
        f"  keywords = {{{themes[n % 2]}{', digital twins' if n % 5 == 0 else ''}}}\n}}\n"
        for n in range(WORKS)
    ]
    entries.insert(17, "@article{endless,\n  title = {No end of it,\n  year = 2016\n\n")
    return "".join(entries).encode()


def test_what_a_job_ad_asks_for_is_suggested_at_once_kept_and_taken_off(shared):
    asked, seeds = shared.form("requirements"), shared.suggestions("requirements")
    expect(seeds).to_have_count(0)
    box(shared.form("target"), "Job ad").fill(AD)
    expect(seeds).to_have_count(3)
    press(asked, "Keep: Three years with Python and SQL")
    expect(shared.summary("Requirements").locator("table")).to_contain_text("Three years with")
    press(asked, "Not this: You work well in a team")
    expect(seeds).to_contain_text(["Forecast demand", "was taken off."])
    assert [found.words for found in shared.workspace.records(Requirement)] == [
        "Three years with Python and SQL"]  # fmt: skip


def test_a_library_file_draws_the_map_and_offers_its_themes(desk, jupyter):
    before, themes = jupyter.counts(), desk.summary("Industry map")
    expect(themes).to_contain_text("Nothing here yet")
    desk.choose_file(bibtex())
    expect(desk.files).to_contain_text(f"{WORKS + 1} works: {WORKS + 1} new, 0 changed, 0 already")
    expect(desk.files).to_contain_text(f"line {BROKEN_AT}: damaged entry: 'endless'")
    expect(themes.locator("svg").filter(has_text="demand forecasting").first).to_be_visible()
    expect(desk.summary("Your library")).to_contain_text(f"{WORKS + 1} works in the library.")
    assert jupyter.counts() == before
    desk.add("reading", "a reading item", Title="Robots at night")
    offered = box(desk.form("reading"), "Themes").evaluate(
        "(input) => [...input.list.options].map((option) => option.value)"
    )
    assert {"demand forecasting", "path planning", "digital twins"} <= set(offered)
    themes.locator("svg").first.evaluate("(map) => map.scrollIntoView()")
    jupyter.picture("deep-dive-map")
    desk.choose_file(bibtex())
    expect(desk.files.first).to_contain_text(f"0 new, 0 changed, {WORKS + 1} already here")
    expect(desk.summary("Your library")).to_contain_text(f"{WORKS + 1} works in the library.")


def test_a_theme_renamed_is_renamed_on_the_map_and_one_hidden_is_gone(shared):
    themes = shared.summary("Industry map").locator("svg").first
    shared.choose_file(bibtex())
    expect(themes).to_contain_text("path planning")
    editor = shared.add("map", "a theme", Theme="Knowing what sells")
    box(editor, "Also counts as this").fill("demand forecasting")
    box(editor, "Also counts as this").press("Enter")
    expect(themes).to_contain_text("Knowing what sells")
    expect(themes).not_to_contain_text("demand forecasting")
    editor = shared.add("map", "a theme", Theme="path planning")
    editor.get_by_text("Hide it", exact=True).click()
    expect(themes).not_to_contain_text("path planning")
    expect(themes).to_contain_text("Knowing what sells")


def test_an_unknown_and_a_connection_become_questions_and_the_connection_a_picture(shared):
    editor = shared.add("claims", "a claim", Claim="Who decides what is built?")
    box(editor, "Who says so?").select_option("U")
    shared.add("dots", "a connection", **{
        "This theme": "Robotics", "That fact": "A new hub", "Therefore I would ask": "Who runs it?",
    })  # fmt: skip
    asked, suggested = shared.summary("Questions to ask"), shared.suggestions("questions")
    for question in ("Who decides what is built?", "Who runs it?"):
        expect(asked.locator("table")).to_contain_text(question)
        expect(suggested.filter(has_text=question)).to_contain_text("counts and prints as it is")
    picture = shared.summary("Connect the dots").get_by_role("img", name="1 connection between")
    for words in ("Robotics", "A new hub"):
        expect(picture).to_contain_text(words)
    assert [claim.grade for claim in shared.workspace.records(Claim)] == ["U"]


def test_the_first_view_and_the_view_now_stand_side_by_side(shared):
    box(shared.form("before"), "Where is this field heading?").fill("Bigger sheds.")
    box(shared.form("after"), "Where is this field heading?").fill("Fewer, smarter sheds.")
    row = shared.summary("View now").get_by_role("row", name="Where is this field heading?")
    expect(row.get_by_role("cell")).to_have_text(
        ["Where is this field heading?", "Bigger sheds.", "Fewer, smarter sheds."]
    )


def test_a_file_that_was_on_its_way_when_python_died_comes_in_when_tried_again(desk):
    _, python = desk.lab.kernel(desk.path)
    python.suspend()
    desk.choose_file(bibtex())
    expect(desk.files).to_contain_text("0 bytes of")
    box(desk.form("before"), "Where is this field heading?").fill("Bigger sheds.")
    python.kill()
    expect(desk.files).to_contain_text("Not read yet: it was on its way when this was started")
    desk.page.locator(".jp-Dialog").get_by_role("button").first.click()
    desk.files.get_by_role("button", name="Try again").click()
    expect(desk.files).to_contain_text(f"{WORKS + 1} works: {WORKS + 1} new")
    expect(box(desk.form("before"), "Where is this field heading?")).to_have_value("Bigger sheds.")
    expect(desk.form("before").locator(".pk-status")).to_have_text(SAVED)
    assert [before.view for before in desk.workspace.records(Before)] == ["Bigger sheds."]
