"""Forms in `prepkit lab`: nothing typed is lost, nothing outside the form is touched."""

import datetime
import re
import time

import pytest
from playwright.sync_api import expect

from prepkit.deep_dive.records import Claim, Target
from prepkit.retrospective.records import Project, Story
from prepkit.workspace import Workspace
from widget_page import box, hold

SAVED = re.compile("^✓ Saved")


@pytest.fixture(scope="module")
def lab(start_lab):
    """One `prepkit lab` for all tests; each has a workspace of its own in a folder below."""
    return start_lab()


class Desk:
    """A new workspace with its notebooks, as somebody sits at it."""

    def __init__(self, lab, page, name):
        self.lab, self.page, self.name = lab, page, name
        self.workspace = Workspace.create(lab.folder / name)

    def path(self, chapter):
        return f"{self.name}/workbooks/{chapter}.ipynb"

    def open(self, chapter, page=None):
        """Open a notebook and wait for its forms; they come by themselves."""
        page = page or self.page
        self.lab.open(page, self.path(chapter))
        page.locator("[data-prepkit-section]").last.wait_for()
        return page

    def tab(self, chapter):
        """Open a notebook in a second tab of the same browser."""
        page = self.page.context.new_page()
        page.on("pageerror", lambda error: self.page.errors.append(str(error)))
        return self.open(chapter, page)

    def kernel(self, chapter):
        return self.lab.kernel(self.path(chapter))[1]

    def texts(self, kind, name):
        """Return what one field says in each record, on the disk."""
        return [getattr(record, name) for record in self.workspace.records(kind)]

    def save(self, kind, **values):
        return self.workspace.save(kind, values)


@pytest.fixture
def desk(lab, page, request):
    """A new workspace; its Pythons end with the test."""
    desk = Desk(lab, page, re.sub(r"\W+", "-", request.node.name)[-60:])
    yield desk
    # anywidget's complaint about models of a window that is gone, ended before they had begun. A
    # form that does not start fails its test without it.
    known = "[anywidget] Failed to initialize model."
    page.errors[:] = [error for error in page.errors if known not in error]
    for session in lab.ask("GET", "sessions"):
        if session["path"].startswith(desk.name + "/"):
            lab.ask("DELETE", f"sessions/{session['id']}")


def form(page, section):
    return page.locator(f"[data-prepkit-section={section}]:visible")


def status(form):
    return form.locator(".pk-status")


def wait_saved(form):
    expect(status(form)).to_have_text(SAVED)


def add(form, what):
    form.get_by_role("button", name=f"Add {what}", exact=True).click()
    return form.locator(".pk-editor")


def row(form, title):
    """Return the button that opens a record."""
    return form.locator(".pk-opener", has_text=re.compile(f"^{re.escape(title)}"))


def until(page, told, wanted):
    """Wait until what is told is what is wanted, with the browser alive meanwhile."""
    deadline = time.monotonic() + 60
    while told() != wanted:
        assert time.monotonic() < deadline, f"{told()!r}, not {wanted!r}"
        page.wait_for_timeout(50)


def leave(page):
    """Leave the field."""
    page.evaluate("() => document.activeElement.blur()")


@pytest.mark.parametrize("wait", [0, 300])
def test_text_typed_just_before_python_dies_is_saved_when_it_is_back(desk, wait):
    page = desk.open("retrospective")
    stories = form(page, "stories")
    editor = add(stories, "a story")
    python = desk.kernel("retrospective")
    box(editor, "Title").fill("Last words")
    page.wait_for_timeout(wait)
    python.kill()
    until(page, lambda: desk.texts(Story, "title"), ["Last words"])
    expect(row(stories, "Last words")).to_be_visible()
    wait_saved(stories)


def test_text_typed_while_python_is_dead_is_kept_and_saved_when_it_is_back(desk):
    page = desk.open("retrospective")
    stories = form(page, "stories")
    editor = add(stories, "a story")
    box(editor, "Title").fill("Alive")
    wait_saved(stories)
    id, _ = desk.lab.kernel(desk.path("retrospective"))
    desk.lab.ask("DELETE", f"kernels/{id}")
    box(editor, "Title").fill("Typed to nobody")
    expect(status(stories)).to_contain_text("Not saved yet, because Python is busy or has stopped")
    assert desk.texts(Story, "title") == ["Alive"]
    page.evaluate("() => void jupyterapp.serviceManager.sessions.refreshRunning()")
    page.get_by_role("button", name="Bring the forms back").click()
    until(page, lambda: desk.texts(Story, "title"), ["Typed to nobody"])
    expect(row(stories, "Typed to nobody")).to_be_visible()
    wait_saved(stories)


def test_text_typed_while_python_is_busy_is_saved_when_it_is_done(desk, tmp_path):
    page = desk.open("retrospective")
    stories = form(page, "stories")
    editor = add(stories, "a story")
    done = tmp_path / "done"
    code = f"import os, time\nwhile not os.path.exists({str(done)!r}): time.sleep(0.05)"
    page.evaluate(
        """(code) => void jupyterapp.shell.currentWidget.context.sessionContext.session
        .kernel.requestExecute({ code })""",
        code,
    )
    box(editor, "Title").fill("Patience")
    expect(status(stories)).to_have_text("Saving…")
    expect(status(stories)).to_contain_text("Not saved yet, because Python is busy or has stopped")
    expect(stories.locator(".pk-head")).to_have_class(re.compile("pk-alarm"))
    assert desk.texts(Story, "title") == []
    done.touch()
    wait_saved(stories)
    assert desk.texts(Story, "title") == ["Patience"]


@pytest.mark.parametrize("answers", [True, False])
def test_text_typed_right_before_a_reload_is_not_lost(desk, answers):
    page = desk.open("retrospective")
    stories = form(page, "stories")
    add(stories, "a story")
    python = desk.kernel("retrospective")
    hold(page)
    if not answers:
        python.suspend()
    box(stories, "Title").press_sequentially("Just typed")
    page.reload()
    python.resume()
    expect(row(stories, "Just typed")).to_be_visible()
    until(page, lambda: desk.texts(Story, "title"), ["Just typed"])
    wait_saved(stories)


def test_one_field_typed_in_two_tabs_is_shown_twice_until_somebody_chooses(desk):
    desk.save(Story, title="One")
    one, two = desk.open("retrospective"), desk.tab("retrospective")
    for page, text in ((one, "Mine"), (two, "Yours")):
        row(form(page, "stories"), "One").click()
        hold(page)
        box(form(page, "stories"), "Task").fill(text)
    for page in (one, two):
        leave(page)
        wait_saved(form(page, "stories"))
    conflict = form(two, "stories").locator(".pk-conflict")
    expect(conflict.locator(".pk-side")).to_have_text(["Yours", "Mine"])
    expect(form(one, "stories").locator(".pk-side")).to_have_count(2)
    (story,) = desk.workspace.records(Story)
    assert len(story.origin.others) == 1
    conflict.get_by_text("Keep the right one").click()
    conflict.get_by_role("button", name="Keep what I chose").click()
    expect(conflict).to_have_count(0)
    (story,) = desk.workspace.records(Story)
    assert (story.origin.others, story.task) == ((), "Mine")
    expect(form(one, "stories").locator(".pk-conflict")).to_have_count(0)
    expect(box(form(one, "stories"), "Task")).to_have_value("Mine")


def test_two_tabs_save_one_notebook_without_asking_which_of_them_is_right(desk):
    tabs = desk.open("retrospective"), desk.tab("retrospective")
    notebook = desk.workspace.folder / "workbooks" / "retrospective.ipynb"
    before = notebook.read_bytes()
    for page, title in zip(tabs, ("Mine", "Yours"), strict=True):
        box(add(form(page, "stories"), "a story"), "Title").fill(title)
        page.keyboard.press("Control+s")
        page.wait_for_function("() => !jupyterapp.shell.currentWidget.context.model.dirty")
        wait_saved(form(page, "stories"))
        expect(page.locator(".jp-Dialog")).to_have_count(0)
    assert notebook.read_bytes() == before
    until(tabs[0], lambda: sorted(desk.texts(Story, "title")), ["Mine", "Yours"])


@pytest.fixture(scope="module")
def plain(start_lab):
    """JupyterLab as it comes, with all its shortcuts."""
    return start_lab(plain=True)


ALL = """() => {
    const { content, context } = jupyterapp.shell.currentWidget;
    return JSON.stringify([content.activeCellIndex, content.mode,
        ...[...context.model.cells].map((cell) => [cell.type, cell.executionCount])]);
}"""
KEYS = (
    "b", "a", "d", "d", "m", "y", "x", "c", "v", "r", "z", "1", "ArrowDown", "ArrowUp", "Escape",
    "Shift+m", "Shift+Enter", "Control+Enter", "Alt+Enter", "ArrowDown", "i", "i", "0", "0",
)  # fmt: skip
CONTROLS = (
    "Title", "Situation", "From which role or project", "When", "Ownership", "Who may see this:",
)  # fmt: skip


def in_plain(plain, page, jupyter, chapter):
    """Open a notebook in plain JupyterLab and run it."""
    plain.open(page, f"workbooks/{chapter}.ipynb")
    jupyter.wait_until_idle()
    page.evaluate("() => jupyterapp.commands.execute('notebook:run-all-cells')")
    jupyter.wait_until_run()
    jupyter.wait_until_idle()


def test_no_shortcut_of_jupyterlab_reaches_the_notebook_from_inside_a_form(plain, page, jupyter):
    in_plain(plain, page, jupyter, "retrospective")
    stories = form(page, "stories")
    editor = add(stories, "a story")
    projects = form(page, "projects")
    project = add(projects, "a role or project")
    ratings = add(form(page, "energy"), "an energy check")
    controls = [box(editor, label) for label in CONTROLS] + [
        box(project, "Skills used"), box(project, "Team"), project.get_by_role("radio").nth(1),
        project.get_by_role("button", name="Choose a day: Started"),
        ratings.get_by_role("radio").nth(2), stories.locator(".pk-opener"),
        page.locator(".pk-heading").get_by_role("radio").first,
        page.locator(".pk-heading .pk-step").first,
    ]  # fmt: skip
    for control in controls:
        control.focus()
        before = page.evaluate(ALL)
        for key in KEYS:
            control.press(key)
        assert page.evaluate(ALL) == before


def test_shortcuts_do_reach_the_notebook_from_outside_a_form(plain, page, jupyter):
    in_plain(plain, page, jupyter, "compass")
    before = page.evaluate(ALL)
    page.locator(".jp-MarkdownCell").nth(1).click()
    page.keyboard.press("b")
    assert page.evaluate(ALL) != before


def test_saving_the_notebook_from_inside_a_form_saves_the_form_too(desk):
    page = desk.open("retrospective")
    stories = form(page, "stories")
    add(stories, "a story")
    hold(page)
    box(stories, "Title").fill("Kept")
    expect(status(stories)).to_have_text("Saving…")
    assert page.evaluate("() => jupyterapp.shell.currentWidget.context.model.dirty")
    page.keyboard.press("Control+s")
    page.wait_for_function("() => !jupyterapp.shell.currentWidget.context.model.dirty")
    wait_saved(stories)
    assert desk.texts(Story, "title") == ["Kept"]
    expect(box(stories, "Title")).to_be_focused()


def test_a_summary_follows_what_is_saved_without_the_cell_being_run_again(desk, jupyter):
    page = desk.open("retrospective")
    summary = page.locator(".pk-summary[aria-label='Energy']")
    expect(summary).to_contain_text("Nothing here yet. Rate one project")
    projects = form(page, "projects")
    editor = add(projects, "a role or project")
    for label, text in (("Role or project", "Quay"), ("What it was", "A wall"), ("Where", "Hull")):
        box(editor, label).fill(text)
        wait_saved(projects)
    shown = page.locator(".pk-summary[aria-label='Roles and projects']")
    expect(shown.locator("table").first).to_contain_text("Hull")
    before = jupyter.counts()
    kept = "(node) => { node.mark = 'kept'; }"
    for node in (shown, shown.locator("table").first, box(editor, "Where"), row(projects, "Quay")):
        node.evaluate(kept)
    box(editor, "My own part").fill("The long side")
    expect(shown).to_contain_text("The long side")
    for node in (shown, shown.locator("table").first, box(editor, "Where"), row(projects, "Quay")):
        assert node.evaluate("(node) => node.mark") == "kept"
    assert jupyter.counts() == before


def test_a_path_folds_the_other_sections_and_each_can_be_opened_anyway(desk):
    page = desk.open("retrospective")
    heading, stumbles = page.locator(".pk-heading"), form(page, "stumbles")
    guide = page.locator(".jp-MarkdownCell", has_text="Choose something that really went wrong")
    heading.get_by_text("30 minutes", exact=True).click()
    expect(stumbles.get_by_role("button", name="Open it anyway")).to_be_visible()
    expect(stumbles.get_by_role("button", name="Add a stumble")).to_be_hidden()
    expect(guide.locator("p").first).to_be_hidden()
    expect(form(page, "stories").get_by_role("button", name="Add a story")).to_be_visible()
    assert desk.workspace.desk.path == "short"
    page = desk.open("retrospective")
    stumbles.get_by_role("button", name="Open it anyway").click()
    expect(guide.locator("p").first).to_be_visible()
    add(stumbles, "a stumble")
    box(stumbles, "In a few words").fill("A fall")
    wait_saved(stumbles)
    expect(form(page, "energy").get_by_role("button", name="Open it anyway")).to_be_visible()
    heading.get_by_text("All of it", exact=True).click()
    expect(form(page, "energy").get_by_role("button", name="Open it anyway")).to_have_count(0)


def test_the_heading_says_where_one_stopped_and_goes_there(desk):
    desk.save(Project, title="Quay")
    page = desk.open("retrospective")
    heading = page.locator(".pk-heading")
    expect(heading).to_contain_text("1 of 10")
    stories = form(page, "stories")
    add(stories, "a story")
    box(stories, "Title").fill("One")
    wait_saved(stories)
    heading.get_by_role("button", name="Continue where you stopped: Stories").click()
    expect(stories).to_be_in_viewport()
    assert stories.evaluate("(form) => form.contains(document.activeElement)")


def test_another_company_brings_its_own_forms_and_takes_no_text_along(desk):
    for name in ("Acme", "Zeta"):
        desk.workspace.add_company(name)
    desk.workspace.choose(company="acme")
    page = desk.open("deep_dive")
    target = form(page, "target")
    hold(page)
    box(target, "Role").fill("Analyst")
    box(target, "Rounds").fill("a few")
    page.locator(".pk-heading").get_by_label("For").select_option("Zeta")
    expect(box(target, "Company")).to_have_value("Zeta")
    expect(box(target, "Role")).to_have_value("")
    until(page, lambda: desk.texts(Target, "role"), ["Analyst", ""])
    box(target, "Role").fill("Baker")
    leave(page)
    wait_saved(target)
    page.locator(".pk-heading").get_by_label("For").select_option("Acme")
    expect(box(target, "Role")).to_have_value("Analyst")
    expect(box(target, "Rounds")).to_have_value("a few")
    assert desk.texts(Target, "role") == ["Analyst", "Baker"]


def test_without_a_company_what_one_types_stays_where_one_types_it(desk):
    page = desk.open("retrospective")
    stories = form(page, "stories")
    for title in ("One", "Two"):
        add(stories, "a story")
        page.keyboard.type(title)
        wait_saved(stories)
        page.keyboard.type(" more")
        wait_saved(stories)
    assert desk.texts(Story, "title") == ["One more", "Two more"]


def test_a_company_half_typed_stays_when_something_else_is_saved(desk):
    page = desk.open("retrospective")
    stories = form(page, "stories")
    add(stories, "a story")
    box(stories, "Title").fill("One")
    company = box(page.locator(".pk-heading"), "Company")
    company.click()
    page.keyboard.type("Ac")
    expect(page.locator(".pk-heading")).to_contain_text("1 of 6")
    page.keyboard.type("me")
    expect(company).to_have_value("Acme")


def test_the_first_minute_ends_with_a_saved_answer_and_no_code(start_lab, page):
    lab = start_lab()
    lab.open(page)
    heading = page.locator(".pk-heading")
    box(heading, "Company").fill("Acme & Söhne")
    box(heading, "Interview date").fill("tomorrow")
    heading.get_by_role("button", name="Add", exact=True).click()
    expect(heading.locator(".pk-wrong", has_text="not a date")).to_be_visible()
    soon = datetime.date.today() + datetime.timedelta(12)
    box(heading, "Interview date").fill(str(soon))
    heading.get_by_role("button", name="Add", exact=True).click()
    expect(heading).to_contain_text(f"Interview in 12 days, on {soon}")
    heading.get_by_role("button", name="Target about").click()
    page.keyboard.press("Tab")
    page.keyboard.type("Analyst")
    wait_saved(form(page, "target"))
    (target,) = Workspace(lab.folder).records(Target)
    assert (target.name, target.role) == ("Acme & Söhne", "Analyst")


def tab_to(page, name, back=False):
    """Press Tab until the element with this accessible name has the focus."""
    named = """() => { const at = document.activeElement; return at.getAttribute("aria-label")
        || at.labels?.[0]?.textContent || at.textContent.trim(); }"""
    for _ in range(60):
        page.keyboard.press("Shift+Tab" if back else "Tab")
        if page.evaluate(named).startswith(name):
            return
    raise AssertionError(f"Tab does not lead to {name!r}")


def test_everything_can_be_done_with_the_keyboard_alone(desk):
    page = desk.open("deep_dive")
    keys = page.keyboard
    page.locator(".pk-heading").get_by_role("button", name="Add a company…").focus()
    tab_to(page, "Company")
    keys.type("Acme")
    keys.press("Enter")
    expect(box(page.locator(".pk-heading"), "For")).to_have_value("acme")
    tab_to(page, "All of it")
    keys.press("ArrowLeft")
    until(page, lambda: desk.workspace.desk.path, "medium")
    tab_to(page, "Target")
    keys.press("Enter")
    tab_to(page, "Level")
    keys.type("Senior")
    tab_to(page, "1, not at all")
    keys.press("Space")
    keys.press("ArrowRight")
    claims = form(page, "claims")
    for statement in ("First", "Second"):
        tab_to(page, "Add a claim")
        keys.press("Enter")
        tab_to(page, "Claim")
        keys.type(statement)
        wait_saved(claims)
    tab_to(page, "Second", back=True)
    keys.press("Alt+ArrowUp")
    keys.press("Enter")
    tab_to(page, "Delete: Second")
    keys.press("Enter")
    expect(row(claims, "Second")).to_have_count(0)
    assert desk.texts(Claim, "statement") == ["First"]
    expect(claims.get_by_role("button", name="Undo")).to_be_focused()
    keys.press("Enter")
    expect(row(claims, "Second")).to_be_visible()
    (target,) = desk.workspace.records(Target)
    assert (target.level, target.readiness) == ("senior", 2)
    answers = desk.workspace.answers(company="acme")
    assert [claim.statement for claim in answers.all(Claim)] == ["Second", "First"]


def violations(page):
    """Return what axe-core finds seriously wrong inside the forms, in words."""
    from axe_playwright_python.sync_playwright import Axe

    found = Axe().run(page, ".pk").response["violations"]
    return [
        f"{rule['id']}: {node['html'][:200]}"
        for rule in found if rule["impact"] in ("serious", "critical")
        for node in rule["nodes"]
    ]  # fmt: skip


def test_axe_finds_nothing_serious_in_any_part_of_a_form(desk, jupyter):
    story = desk.save(Story, title="One")
    for task in ("Mine", "Yours"):
        desk.workspace.save(Story, {"task": task}, id=story.id, base=story.origin.revision)
    page = desk.open("retrospective")
    stories = form(page, "stories")
    row(stories, "One").click()
    stories.get_by_role("button", name="Earlier versions").click()
    history = stories.get_by_role("group", name="Earlier versions")
    history.get_by_role("button", name="Show every save").click()
    history.get_by_role("listitem").last.get_by_role("button").click()
    expect(stories.locator(".pk-conflict")).to_be_attached()
    editor = add(form(page, "projects"), "a role or project")
    box(editor, "Role or project").fill("Quay")
    box(editor, "Started").fill("soon")
    expect(status(form(page, "projects"))).to_contain_text("Saved, but")
    add(form(page, "energy"), "an energy check")
    page.locator(".pk-heading").get_by_text("2 hours", exact=True).click()
    expect(form(page, "stumbles").get_by_role("button", name="Open it anyway")).to_be_visible()
    jupyter.picture("forms")
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme)
        is_light = str(scheme == "light").lower()
        page.locator(f"body[data-jp-theme-light='{is_light}']").wait_for(state="attached")
        page.locator("#jupyterlab-splash").wait_for(state="detached")
        assert violations(page) == []


def test_a_notebook_somebody_else_ran_says_in_plain_words_what_to_do(plain, page, jupyter):
    in_plain(plain, page, jupyter, "deep_dive")
    page.evaluate("() => jupyterapp.commands.execute('docmanager:save')")
    page.wait_for_function("() => !jupyterapp.shell.currentWidget.context.model.dirty")
    page.close()
    text = (plain.folder / "workbooks" / "deep_dive.ipynb").read_text("utf-8")
    # A letter changed, and it is no longer one that was run here.
    (plain.folder / "sent.ipynb").write_text(text.replace("# Deep dive", "# Deep Dive"), "utf-8")
    page = page.context.new_page()
    panel = plain.open(page, "sent.ipynb")
    expect(panel).to_contain_text("If you see no forms below, or an error in their place, press")
    for text in ("To write, press Start at the top, or choose Run", "Target belongs to a company"):
        expect(panel.locator(".jp-OutputArea-output", has_text=text).first).to_be_visible()
    expect(panel.get_by_text("Error displaying widget")).to_have_count(0)
