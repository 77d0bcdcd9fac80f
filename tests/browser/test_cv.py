"""The door for a CV in a browser, without JupyterLab."""

import base64
import json
import re

import pytest
from playwright.sync_api import expect

from prepkit.intake import Intake
from prepkit.retrospective.records import Project, Resume
from prepkit.views.cv import CvDoor
from widget_page import WidgetPage, serve

JOBS = [
    {"position": "Analystin für Netzdaten", "name": "Tidewater", "startDate": "2014"},
    {"position": "مهندس", "name": "Kelp", "startDate": "2016", "endDate": "soon"},
]
CV = json.dumps({"work": JOBS, "awards": [1]}, ensure_ascii=False).encode()
SEND = "send: (content) => { window.prepkitSend(content)"
SEND_WITH_BYTES = """send: (content, _, buffers = []) => {
      const letters = (bytes) => Array.from(new Uint8Array(bytes), (n) => String.fromCharCode(n));
      window.prepkitSend(content, buffers.map((bytes) => btoa(letters(bytes).join(""))))"""


class CvPage(WidgetPage):
    """A page whose messages bring bytes along."""

    def _receive(self, content, buffers=()):
        self.heard.append(content)
        if self.mute:
            return []
        self.widget._received(None, content, [base64.b64decode(letters) for letters in buffers])
        return self._take()

    def choose(self, name, data):
        with self.page.expect_file_chooser() as chooser:
            self.page.get_by_role("button", name="Choose a file…").click()
        chooser.value.set_files([{"name": name, "mimeType": "", "buffer": data}])

    def drop(self, *files):
        """Drop files, each a name and its bytes, all at once."""
        makes = """(files) => {
            const moved = new DataTransfer();
            for (const [name, text] of files) moved.items.add(new File([text], name));
            return moved;
        }"""
        listed = [[name, data.decode()] for name, data in files]
        moved = self.page.evaluate_handle(makes, listed)
        for event in ("dragenter", "dragover", "drop"):
            self.page.locator(".pk-head").dispatch_event(event, {"dataTransfer": moved})

    @property
    def rows(self):
        return self.page.locator(".pk-file")

    def said(self, text):
        self.page.locator(".pk-unseen[role=status]", has_text=text).wait_for(state="attached")


@pytest.fixture
def show(workspace, browser):
    """Return a function that shows the door of `workspace` on a page."""
    contexts, servers, errors = [], [], []

    def show(clock=False):
        intake = Intake(workspace)

        def arrivals():
            return intake.arrivals(workspace.answers())

        widget = CvDoor(intake, arrivals(), lambda what: widget.show(arrivals()))
        context = browser.new_context(viewport={"width": 900, "height": 700})
        context.set_default_timeout(20_000)
        contexts.append(context)
        server = serve(widget)
        servers.append(server)
        shown = CvPage(widget, context)
        shown.page.on("pageerror", lambda error: errors.append(str(error)))
        shown.page.route(re.compile(r":\d+/$"), put_bytes_in)
        if clock:
            shown.page.clock.install()
        shown.open(server.__enter__())
        return shown

    yield show
    for context in contexts:
        context.close()
    for server in servers:
        server.__exit__(None, None, None)
    assert not errors


def put_bytes_in(route):
    """Have the model of a page send bytes."""
    got = route.fetch()
    page = got.text()
    assert SEND in page
    route.fulfill(response=got, body=page.replace(SEND, SEND_WITH_BYTES))


def test_a_cv_is_chosen_told_of_and_taken_off_again(show, workspace):
    shown = show()
    shown.choose("lebenslauf.json", CV)
    expect(shown.rows).to_have_text(re.compile(
        "lebenslauf.json.*2 roles and projects found: they wait to be kept.No dates, left open: "
        "“soon” .*Not brought in, as they are no roles or projects: awards"
    ))  # fmt: skip
    shown.said("lebenslauf.json: 2 roles and projects found")
    assert shown.violations() == []
    (kept,) = workspace.records(Resume)
    assert kept.content.encode() == CV
    shown.page.get_by_role("button", name="Take this CV off: lebenslauf.json").press("Enter")
    expect(shown.rows).to_have_count(0)
    expect(shown.page.get_by_role("button", name="Choose a file…")).to_be_focused()
    shown.said("What you kept from it stays")
    assert workspace.records(Resume) == []
    assert shown.leaked() == []


def test_what_is_no_cv_is_said_and_can_be_cleared(show):
    shown = show()
    shown.drop(("cv.pdf", b"%PDF-1.7"))
    expect(shown.rows).to_have_text(re.compile("Not read: a PDF, not JSON Resume: 'cv.pdf'"))
    assert shown.violations() == []
    shown.page.get_by_role("button", name="Clear: cv.pdf").click()
    expect(shown.rows).to_have_count(0)


def test_the_next_try_clears_what_was_not_read_before(show):
    shown = show()
    shown.drop(("cv.pdf", b"%PDF-1.7"))
    expect(shown.rows).to_have_text(re.compile("Not read: a PDF"))
    shown.drop(("large.json", b" " * 1_300_000))
    expect(shown.rows).to_have_text(re.compile("it has 1.3 MB, and 1 MB are the most"))
    shown.choose("cv.json", CV)
    expect(shown.rows).to_have_text(re.compile("cv.json.*2 roles and projects found"))


def test_of_several_files_dropped_together_those_not_read_stay_in_sight(show):
    shown = show()
    shown.drop(("cv.pdf", b"%PDF-1.7"), ("notes.txt", b"Ada"), ("cv.json", CV))
    expect(shown.rows).to_have_text([
        re.compile("notes.txt.*Not read: plain text"), re.compile("cv.pdf.*Not read: a PDF"),
        re.compile("cv.json.*2 roles"),
    ])  # fmt: skip


def test_the_same_cv_again_is_said_to_be_here_already_until_the_next_try(show):
    shown = show()
    already = shown.page.get_by_text("This CV is here already.", exact=True)
    shown.choose("cv.json", CV)
    expect(shown.rows).to_have_count(1)
    expect(already).to_have_count(0)
    shown.choose("copy.json", CV)
    expect(already).to_be_visible()
    expect(shown.rows).to_have_text(re.compile("cv.json.*here already"))
    shown.said("copy.json: This CV is here already")
    assert shown.violations() == []
    shown.drop(("empty.json", b""))
    expect(shown.rows.first).to_have_text(re.compile("Not read: the file is empty"))
    expect(already).to_have_count(0)


def test_it_is_never_said_to_be_read_while_python_is_silent(show):
    shown = show(clock=True)
    shown.mute = True
    shown.choose("cv.json", CV)
    shown.wait_heard("take")
    shown.page.clock.fast_forward(8_000)
    expect(shown.rows).to_have_text(re.compile("Not read yet: Python is busy or has stopped"))


def test_with_projects_the_door_is_closed_and_opens_by_key(show, workspace):
    workspace.save(Project, {"title": "Leak maps"})
    shown = show()
    choose = shown.page.get_by_role("button", name="Choose a file…")
    expect(choose).to_be_hidden()
    shown.page.locator("summary").press("Enter")
    expect(choose).to_be_visible()
