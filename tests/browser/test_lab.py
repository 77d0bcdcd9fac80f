"""What `prepkit lab` shows and starts, and what it does not."""

import json
import re

import pytest
from playwright.sync_api import expect

FOREIGN = "This notebook is not exactly as prepkit made it."
STOPPED = "Python has stopped."
NOTEBOOK = "workbooks/compass.ipynb"


@pytest.fixture(scope="module")
def lab(start_lab):
    """One `prepkit lab` on the sample, for every test that needs no new one."""
    return start_lab(sample=True)


def banner(page):
    return page.get_by_role("region", name="About this notebook")


def changed(lab, name, change):
    """Write a changed copy of a notebook into the workspace; return its path there."""
    notebook = json.loads((lab.folder / NOTEBOOK).read_text("utf-8"))
    change(notebook)
    path = f"workbooks/{name}.ipynb"
    (lab.folder / path).write_text(json.dumps(notebook), "utf-8")
    return path


def code_cells(notebook):
    return [cell for cell in notebook["cells"] if cell["cell_type"] == "code"]


def add_line(notebook):
    code_cells(notebook)[-1]["source"] += ["\n# and a line more"]


def add_cell(notebook):
    cell = {"cell_type": "code", "id": "more", "metadata": {}, "source": "1"}
    notebook["cells"].append(cell | {"outputs": [], "execution_count": None})


def name_no_chapter(notebook):
    notebook["metadata"]["prepkit"]["chapter"] = "constructor"


def click_menu(page, *names):
    page.locator(".lm-MenuBar-itemLabel", has_text=re.compile(f"^{names[0]}$")).click()
    for name in names[1:]:
        page.locator(".lm-Menu-itemLabel", has_text=re.compile(f"^{name}$")).click()


def save(page):
    page.locator("[data-jp-item-name='save']").click()
    page.wait_for_function("() => !jupyterapp.shell.currentWidget.context.model.dirty")


def test_a_first_start_shows_the_forms_and_the_contents_and_no_code(start_lab, page, jupyter):
    lab = start_lab()
    panel = lab.open(page)
    jupyter.wait_until_run()
    expect(panel.locator(".jp-OutputArea-output").first).to_be_visible()
    expect(page.locator(".jp-TableOfContents").get_by_text("Target")).to_be_visible()
    expect(page.locator(".jp-Dialog, .Toastify__toast")).to_have_count(0)
    expect(banner(page)).to_have_count(0)
    expect(panel.locator(".jp-Cell-inputWrapper:has(.jp-InputPlaceholder) >> visible=true"
                         )).to_have_count(0)  # fmt: skip
    assert page.locator(".jp-WindowedPanel-outer").evaluate("node => node.scrollTop") == 0
    jupyter.picture("lab-first")
    click_menu(page, "View", "Expand All Code")
    expect(panel.locator(".jp-CodeCell .cm-content").first).to_be_visible()
    assert not (lab.home / ".jupyter").exists()
    assert "Traceback" not in lab.log.read_text("utf-8")


def test_a_changed_notebook_waits_for_one_button(lab, page, jupyter):
    lab.open(page, changed(lab, "changed", add_line))
    expect(banner(page)).to_contain_text(FOREIGN)
    assert set(jupyter.counts()) == {None}
    jupyter.picture("lab-changed")
    expect(banner(page).get_by_role("button")).to_have_count(1)
    banner(page).get_by_role("button", name="Start this notebook").click()
    jupyter.wait_until_run()
    expect(banner(page)).to_have_count(0)


@pytest.mark.parametrize("change", [add_cell, name_no_chapter])
def test_so_does_any_other_that_is_not_quite_ours(lab, page, jupyter, change):
    lab.open(page, changed(lab, change.__name__, change))
    expect(banner(page)).to_contain_text(FOREIGN)
    assert set(jupyter.counts()) == {None}


def test_a_browser_that_cannot_compare_starts_nothing(lab, page, jupyter):
    page.add_init_script("Object.defineProperty(crypto, 'subtle', { value: undefined })")
    lab.open(page, NOTEBOOK)
    expect(banner(page)).to_contain_text(FOREIGN)
    assert set(jupyter.counts()) == {None}


def test_a_notebook_without_our_name_is_left_alone(lab, page, jupyter):
    path = changed(lab, "other", lambda notebook: notebook["metadata"].pop("prepkit"))
    lab.open(page, path)
    jupyter.wait_until_idle()
    expect(banner(page)).to_have_count(0)
    assert set(jupyter.counts()) == {None}


def test_without_the_extension_the_start_button_shows_the_forms(lab, page, jupyter):
    broken = {"body": "throw new Error('on purpose')", "content_type": "text/javascript"}
    page.route("**/prepkit-lab/static/remoteEntry.js*", lambda route: route.fulfill(**broken))
    lab.open(page, NOTEBOOK)
    jupyter.wait_until_idle()
    assert set(jupyter.counts()) == {None}
    assert page.errors
    page.errors.clear()
    page.locator("[data-jp-item-name='prepkit-start']").click()
    jupyter.wait_until_run()


def test_python_is_asked_for_again_when_nothing_is_heard_of_it(lab, page, jupyter):
    asked = []

    def listen(socket):
        asked.append(socket)
        if len(asked) > 1:
            socket.connect_to_server()

    page.route_web_socket(re.compile("/api/kernels/.*/channels"), listen)
    lab.open(page, "workbooks/deep_dive.ipynb")
    jupyter.wait_until_run()
    page.locator("[data-prepkit-section]").last.wait_for()
    assert len(asked) == 2


def test_forms_come_back_by_themselves_when_python_has_crashed(lab, page, jupyter):
    lab.open(page, NOTEBOOK)
    forms = jupyter.forms()
    assert forms
    lab.kernel(NOTEBOOK)[1].kill()
    page.locator(".jp-Dialog").get_by_role("button").first.click()
    jupyter.wait_until_new(forms)
    expect(banner(page)).to_have_count(0)


def test_a_notebook_that_crashes_again_and_again_waits_for_one_button(lab, page, jupyter):
    lab.open(page, NOTEBOOK)
    jupyter.wait_until_run()
    context = "jupyterapp.shell.currentWidget.context.sessionContext"
    for crash in range(3):
        ran = max(jupyter.counts())
        # What JupyterLab says of a crash, without the wait for a real one.
        page.evaluate(f"() => {context}.statusChanged.emit('autorestarting')")
        page.evaluate(f"() => {context}.statusChanged.emit('idle')")
        page.locator(".jp-Dialog").get_by_role("button").first.click()
        if crash < 2:
            jupyter.wait_until_run(beyond=ran)
    expect(banner(page)).to_contain_text(STOPPED)
    assert max(jupyter.counts()) == ran
    banner(page).get_by_role("button", name="Bring the forms back").click()
    jupyter.wait_until_run(beyond=ran)


def test_when_python_has_ended_one_button_brings_the_forms_back(lab, page, jupyter):
    lab.open(page, NOTEBOOK)
    forms = jupyter.forms()
    assert forms
    id, _ = lab.kernel(NOTEBOOK)
    lab.ask("DELETE", f"kernels/{id}")
    # It would look by itself, every ten seconds.
    page.evaluate("() => void jupyterapp.serviceManager.sessions.refreshRunning()")
    expect(banner(page)).to_contain_text(STOPPED)
    jupyter.picture("lab-stopped")
    banner(page).get_by_role("button", name="Bring the forms back").click()
    jupyter.wait_until_new(forms)
    expect(banner(page)).to_have_count(0)
    assert lab.kernel(NOTEBOOK)[0] != id


def test_a_notebook_is_saved_without_what_running_it_left_there(lab, page, jupyter):
    lab.open(page, NOTEBOOK)
    forms = jupyter.forms()
    save(page)
    page.locator("[data-jp-item-name='prepkit-start']").click()
    jupyter.wait_until_new(forms)
    save(page)
    expect(page.locator(".jp-Dialog")).to_have_count(0)
    saved = json.loads((lab.folder / NOTEBOOK).read_text("utf-8"))
    assert code_cells(saved)
    assert all(cell["outputs"] == [] for cell in code_cells(saved))
    assert all(cell["execution_count"] is None for cell in code_cells(saved))
    assert "widgets" not in saved["metadata"]


def test_plain_jupyterlab_runs_the_same_notebooks(start_lab, page, jupyter):
    plain = start_lab(plain=True)
    panel = plain.open(page, NOTEBOOK)
    jupyter.wait_until_idle()
    assert set(jupyter.counts()) == {None}
    click_menu(page, "Run", "Run All Cells")
    jupyter.wait_until_run()
    expect(panel.locator(".jp-OutputArea-output").first).to_be_visible()
