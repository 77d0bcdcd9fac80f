"""The deep dive in `prepkit lab`: what one part of it brings is seen in the others, at once."""

import re

import pytest
from playwright.sync_api import expect

from prepkit.deep_dive.records import Before, Claim, Requirement
from prepkit.workspace import Workspace

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
    """One `prepkit lab` for all tests; each has a workspace of its own in a folder below."""
    return start_lab()


class Desk:
    """A deep dive for a new company, in a workspace with nothing else in it."""

    def __init__(self, lab, page, name):
        self.lab, self.page = lab, page
        self.workspace = Workspace.create(lab.folder / name)
        self.path = f"{name}/workbooks/deep_dive.ipynb"

    def open(self):
        """Open the notebook and add the company; its forms come by themselves."""
        self.lab.open(self.page, self.path)
        heading = self.page.locator(".pk-heading")
        box(heading, "Company").fill("Acme")
        heading.get_by_role("button", name="Add", exact=True).click()
        box(self.form("target"), "Role").wait_for()

    def form(self, section):
        return self.page.locator(f"[data-prepkit-section={section}]:visible")

    def summary(self, title):
        return self.page.locator(f".pk-summary[aria-label='{title}']")

    def add(self, section, what, **texts):
        """Add a record and fill in what it says; return its editor."""
        form = self.form(section)
        form.get_by_role("button", name=f"Add {what}", exact=True).click()
        editor = form.locator(".pk-editor")
        for label, text in texts.items():
            box(editor, label).fill(text)
        wait_saved(form)
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


@pytest.fixture
def desk(lab, page, request):
    """The deep dive, open for a new company; its Python ends with the test."""
    desk = Desk(lab, page, re.sub(r"\W+", "-", request.node.name)[-60:])
    desk.open()
    yield desk
    for session in lab.ask("GET", "sessions"):
        lab.ask("DELETE", f"sessions/{session['id']}")


def box(where, label):
    """Return the input with a label, not a group of that name."""
    return where.get_by_label(label, exact=True).and_(where.locator("input, select, textarea"))


def wait_saved(form):
    expect(form.locator(".pk-status")).to_have_text(SAVED)


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


def test_what_a_job_ad_asks_for_is_suggested_at_once_kept_and_taken_off(desk):
    asked, taken = desk.form("requirements"), desk.suggestions("requirements")
    expect(taken).to_have_count(0)
    box(desk.form("target"), "Job ad").fill(AD)
    expect(taken).to_have_count(3)
    asked.get_by_role("button", name="Keep: Three years with Python and SQL").click()
    expect(desk.summary("Requirements").locator("table")).to_contain_text("Three years with Python")
    asked.get_by_role("button", name="Not this: You work well in a team").click()
    expect(taken).to_contain_text(["Forecast demand", "was taken off."])
    assert [found.words for found in desk.workspace.records(Requirement)] == [
        "Three years with Python and SQL"]  # fmt: skip


def test_a_library_file_draws_the_map_and_offers_its_themes(desk, jupyter):
    before, themes = jupyter.counts(), desk.summary("Industry map")
    expect(themes).to_contain_text("Nothing here yet")
    desk.choose_file(bibtex())
    expect(desk.files).to_contain_text(f"{WORKS + 1} works: {WORKS + 1} new, 0 changed, 0 already")
    expect(desk.files).to_contain_text(f"line {BROKEN_AT}: damaged entry: 'endless'")
    expect(themes.locator("svg").filter(has_text="demand forecasting").first).to_be_visible()
    expect(desk.summary("Your library")).to_contain_text("41 works in the library.")
    assert jupyter.counts() == before
    desk.add("reading", "a reading item", Title="Robots at night")
    offered = box(desk.form("reading"), "Themes").evaluate(
        "(input) => [...input.list.options].map((option) => option.value)"
    )
    assert {"demand forecasting", "path planning", "digital twins"} <= set(offered)
    jupyter.picture("deep-dive-map")
    desk.choose_file(bibtex())
    expect(desk.files.first).to_contain_text(f"0 new, 0 changed, {WORKS + 1} already here")
    expect(desk.summary("Your library")).to_contain_text("41 works in the library.")


def test_a_theme_renamed_is_renamed_on_the_map_and_one_hidden_is_gone(desk):
    themes = desk.summary("Industry map").locator("svg").first
    desk.choose_file(bibtex())
    expect(themes).to_contain_text("path planning")
    editor = desk.add("map", "a theme", Theme="Knowing what sells")
    box(editor, "Also counts as this").fill("demand forecasting")
    box(editor, "Also counts as this").press("Enter")
    expect(themes).to_contain_text("Knowing what sells")
    expect(themes).not_to_contain_text("demand forecasting")
    editor = desk.add("map", "a theme", Theme="path planning")
    box(editor, "On the map?").select_option("hidden")
    expect(themes).not_to_contain_text("path planning")
    expect(themes).to_contain_text("Knowing what sells")


def test_an_unknown_and_a_connection_become_questions_and_the_connection_a_picture(desk):
    editor = desk.add("claims", "a claim", Claim="Who decides what is built?")
    box(editor, "Who says so?").select_option("U")
    desk.add("dots", "a connection", **{
        "This theme": "Robotics", "That fact": "A new hub", "Therefore I would ask": "Who runs it?",
    })  # fmt: skip
    asked, suggested = desk.summary("Questions to ask"), desk.suggestions("questions")
    for question in ("Who decides what is built?", "Who runs it?"):
        expect(asked.locator("table")).to_contain_text(question)
        expect(suggested.filter(has_text=question)).to_contain_text("counts and prints as it is")
    picture = desk.summary("Connect the dots").get_by_role("img", name="1 connections between")
    for words in ("Robotics", "A new hub"):
        expect(picture).to_contain_text(words)
    assert [claim.grade for claim in desk.workspace.records(Claim)] == ["U"]


def test_the_first_view_and_the_view_now_stand_side_by_side(desk):
    box(desk.form("before"), "Where is this field heading?").fill("Bigger sheds.")
    box(desk.form("after"), "Where is this field heading?").fill("Fewer, smarter sheds.")
    row = desk.summary("View now").get_by_role("row", name="Where is this field heading?")
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
    desk.files.get_by_role("button", name="Try again").click()
    expect(desk.files).to_contain_text(f"{WORKS + 1} works: {WORKS + 1} new")
    expect(box(desk.form("before"), "Where is this field heading?")).to_have_value("Bigger sheds.")
    wait_saved(desk.form("before"))
    assert [before.view for before in desk.workspace.records(Before)] == ["Bigger sheds."]
