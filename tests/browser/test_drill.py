"""The probe drill in a browser, over a real workspace and beside the form it writes into."""

import re

import pytest
from ipywidgets.widgets.widget import _instances
from playwright.sync_api import expect

from prepkit.retrospective.probes import BY_KEY
from prepkit.retrospective.records import Drill, Story
from prepkit.workbook import Workbook
from widget_page import FormPage, serve

WIDGET = "application/vnd.jupyter.widget-view+json"
TITLE = "كيف أوقفنا الفيضان"

# What puts the form onto the drill's page, with a model of its own.
FORM = """async () => {
    const state = await window.formState(), listeners = {};
    window.deliverForm = (sent) => sent.forEach((content) =>
        [...listeners["msg:custom"] ?? []].forEach((heard) => heard(content)));
    const model = {
        get: (name) => structuredClone(state[name]), off: () => {},
        on: (name, listener) => (listeners[name] ||= new Set()).add(listener),
        send: (content) => {
            window.formSend(content).then(([form, drill]) => {
                window.deliverForm(form);
                window.deliver(drill);
            });
        },
    };
    const el = document.querySelector("main").appendChild(document.createElement("div"));
    const { default: form } = await import("/form.js");
    form.render({ model, el });
}"""


class DrillPage(FormPage):
    """A page that shows the drill, and the form below it unless that is left out."""

    def __init__(self, drill, form, context):
        super().__init__(drill, context)
        self.form, self._form_sent = form, []
        form.send = lambda content, buffers=None: self._form_sent.append(content)
        script = {"content_type": "text/javascript", "body": str(form._esm)}
        self.page.route("**/form.js", lambda route: route.fulfill(**script))
        self.page.expose_function("formState", form.get_state)
        self.page.expose_function("formSend", self._hear)

    def _hear(self, content):
        """Take what the form said; return what both are told then."""
        self.form._received(None, content, [])
        sent, self._form_sent[:] = list(self._form_sent), []
        return sent, self._take()

    @property
    def question(self):
        return self.page.locator(".pk-probe").inner_text()

    @property
    def status(self):
        return self.page.locator(".pk-drill .pk-status")

    def press(self, *keys):
        for key in keys:
            self.page.keyboard.press(key)

    def focused(self):
        return self.page.evaluate("document.activeElement.textContent")

    def begin(self):
        self.button("Ask me three").click()


@pytest.fixture
def show(browser, workspace, screen):
    """Return a function that shows the stories section of a new notebook on one page."""
    context = browser.new_context(viewport={"width": 900, "height": 900}, reduced_motion="reduce")
    context.set_default_timeout(20_000)
    servers, errors = [], []

    def show(*, clock=False, form=True):
        screen.clear()
        Workbook(workspace, "retrospective", None, None, "me").form("stories")
        drill, below = (_instances[d[WIDGET]["model_id"]] for d in screen if WIDGET in d)
        if not servers:
            server = serve(drill)
            servers.append((server, server.__enter__()))
        shown = DrillPage(drill, below, context)
        shown.page.on("pageerror", lambda error: errors.append(str(error)))
        if clock:
            shown.page.clock.install()
        shown.open(servers[0][1])
        if form:
            shown.page.evaluate(FORM)
            shown.page.locator("[data-prepkit-section=stories]").wait_for()
        return shown

    yield show
    context.close()
    for server, _ in servers:
        server.__exit__(None, None, None)
    assert not errors


@pytest.fixture
def story(workspace):
    return workspace.save(Story, {"title": TITLE, "situation": "Rain."}, id="story-1").id


def said(workspace):
    return [record.came for record in workspace.records(Drill)]


def test_a_round_is_done_with_the_keyboard_and_what_is_missing_is_written_into_the_story(
    show, workspace, story
):
    shown = show()
    shown.page.locator(".pk-drill select").focus()
    shown.press("Tab", "Enter")
    first = shown.question
    assert first in shown.focused()
    shown.press("1")
    assert shown.question != first
    shown.press("3")
    assert shown.focused() == "Write it into the story"
    assert shown.violations() == []
    probe = next(p for p in BY_KEY.values() if p.question == shown.question)
    shown.press("Enter")
    field = shown.page.locator(f"[data-record={story}] [data-field={probe.field}]")
    expect(field.locator(":focus")).to_have_count(1)
    workspace.save(Story, {probe.field: "team" if probe.field == "scope" else "2024"}, id=story)
    shown.page.evaluate("() => window.dispatchEvent(new Event('focus'))")
    expect(shown.page.locator(".pk-goes")).to_contain_text("something in the story already")
    shown.button("Next").focus()
    shown.press("Enter", "2", "Tab", "Enter")
    assert shown.focused().startswith(f"What came about “{TITLE}”")
    assert shown.page.locator(".pk-drill .pk-turns:visible li").count() == 3
    shown.wait_saved()
    assert sorted(said(workspace)) == ["came", "nothing", "thin"]
    assert shown.violations() == []
    shown.press("Backspace")
    shown.press("1")
    shown.wait_saved()
    assert sorted(said(workspace)) == ["came", "came", "nothing"]
    assert shown.leaked() == []


def test_the_clock_counts_can_be_stopped_and_says_once_when_it_is_long(show, story, workspace):
    shown = show(clock=True, form=False)
    shown.begin()
    clock = shown.page.get_by_role("timer")
    shown.page.clock.fast_forward("00:47")
    expect(clock).to_have_text("00:40")
    shown.press("p")
    shown.page.clock.fast_forward("10:00")
    expect(clock).to_have_text(re.compile("^00:4[7-9]$"))
    assert not shown.page.locator(".pk-enough").inner_text()
    shown.button("Go on").click()
    shown.page.clock.fast_forward("00:45")
    expect(shown.page.locator(".pk-enough")).to_contain_text("as long as most answers should be")
    shown.press("1")
    shown.wait_saved()
    (record,) = workspace.records(Drill)
    assert 92 <= record.seconds < 110
    expect(clock).to_have_text("00:00")


def test_answers_wait_for_a_new_python_and_the_round_goes_on_there(show, workspace, story):
    shown = show(form=False)
    shown.begin()
    shown.press("1")
    shown.wait_saved()
    shown.mute = True
    shown.press("1")
    left = shown.question
    shown.press("1")
    expect(shown.button("Three more")).to_be_disabled()
    expect(shown.page.get_by_text("The next three come as soon as")).to_be_visible()
    shown.press("Backspace")
    shown.button("Stop here").click()
    shown.button("Go on: 2 of 3 done").click()
    assert shown.question == left
    shown.page.evaluate("window.leave()")
    again = show(form=False)
    again.wait_saved()
    assert sorted(said(workspace)) == ["came", "came", "undone"]
    again.button("Go on: 2 of 3 done").click()
    assert again.question == left
    again.press("1")
    again.wait_saved()
    again.button("Three more").click()
    assert again.question != left
    assert len(workspace.records(Drill)) == 3


def test_where_the_form_or_the_story_is_not_there_it_is_said_in_words(show, workspace, story):
    shown = show(form=False)
    shown.begin()
    shown.press("3", "Enter")
    part = shown.page.locator(".pk-goes").inner_text().split("“")[1].split("”")[0]
    expect(shown.page.locator(".pk-note")).to_contain_text(f"it goes under “{part}” of “{TITLE}”")
    workspace.delete(story)
    shown.form._received(None, {"do": "refresh", "client": "c"}, [])
    shown.deliver()
    expect(shown.page.locator(".pk-note")).to_contain_text(f"“{TITLE}” is no longer there.")
    assert shown.page.locator(".pk-message").inner_text().startswith("Write one story below")
    assert shown.violations() == []
    assert said(workspace) == ["nothing"]


def test_a_story_hidden_in_a_long_list_is_found_and_one_deleted_here_leaves(show, workspace, story):
    for n in range(2, 10):
        workspace.save(Story, {"title": f"Story {n}"}, id=f"story-{n}")
    shown = show()
    shown.page.get_by_label("Find in stories").fill("Story 9")
    expect(shown.page.locator(f"[data-record={story}]")).to_be_hidden()
    shown.begin()
    shown.press("3", "Enter")
    expect(shown.page.locator(f"[data-record={story}] .pk-editor :focus")).to_have_count(1)
    shown.page.get_by_role("button", name=f"Delete: {TITLE}").click()
    expect(shown.page.locator(f"[data-record={story}]")).to_have_count(0)
    expect(shown.page.locator(".pk-drill select")).to_have_value("story-2")
    shown.button("Undo").click()
    expect(shown.page.locator(f"[data-record={story}]")).to_have_count(1)
