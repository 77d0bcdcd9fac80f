"""A real browser, with a real JupyterLab in it or with one form on a page of its own.

Nothing here sleeps: a sleeping test hears nothing from the browser. Waits are long, because CI is
slow; a test that passes never waits that long.
"""

import contextlib
import datetime
import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from dataclasses import dataclass
from pathlib import Path

import psutil
import pytest
from playwright.sync_api import expect, sync_playwright

from prepkit.sample import make_sample
from prepkit.workbook import Workbook
from prepkit.workspace import Workspace
from widget_page import FormPage, serve

WAIT_MS = 60_000
TOKEN = "t"
CHROMIUM = [
    "--headless=new", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync",
]  # fmt: skip

# What a console may say on a good day, and why.
KNOWN_ERRORS = (
    # anywidget gives a widget two seconds to load; on a busy machine that is too short.
    "[anywidget] Failed to initialize model.",
)


# Not for the session: while Playwright is there an event loop runs, and notebooks run elsewhere
# in this process would trip over it.
@pytest.fixture(scope="module")
def browser():
    """A headless Chromium."""
    names = ("chromium", "chromium-browser", "google-chrome")
    found = next(filter(None, map(shutil.which, names)), None)
    if found is None:
        said = f"none of {', '.join(names)} is installed: no test in a browser can run"
        (pytest.fail if os.environ.get("CI") else pytest.skip)(said)
    expect.set_options(timeout=WAIT_MS)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=found, args=CHROMIUM)
        yield browser
        browser.close()


@pytest.fixture
def page(browser):
    """A fresh page; `page.errors` holds the errors the console was told, and must end empty."""
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    context.set_default_timeout(WAIT_MS)
    page = context.new_page()
    page.errors = []
    page.on("console", lambda said: said.type == "error" and page.errors.append(said.text))
    page.on("pageerror", lambda error: page.errors.append(str(error)))
    yield page
    errors = [error for error in page.errors if error not in KNOWN_ERRORS]
    context.close()
    assert not errors


@pytest.fixture
def show_form(workspace, browser):
    """Return a function that shows the form of a section on a page of its own, in a new notebook.

    Pages of one section share an address, so they know of each other as two windows do.
    """
    acme = workspace.add_company("Acme", role="Analyst")
    context = browser.new_context(viewport={"width": 1000, "height": 900})
    context.set_default_timeout(WAIT_MS)
    servers, errors = {}, []

    def show(chapter, section):
        form = Workbook(workspace, chapter, acme, None, "me").make_form(section)
        if section not in servers:
            server = serve(form)
            servers[section] = (server, server.__enter__())
        shown = FormPage(form, context)
        shown.page.on("pageerror", lambda error: errors.append(str(error)))
        shown.open(servers[section][1])
        return shown

    yield show
    context.close()
    for server, _ in servers.values():
        server.__exit__(None, None, None)
    assert not errors


@dataclass
class Lab:
    """A JupyterLab that is running, and what a test does with it."""

    url: str
    folder: Path
    home: Path
    process: subprocess.Popen
    log: Path

    def open(self, page, path="", *, reset=True):
        """Open a notebook, or what JupyterLab opens by itself; return its panel."""
        where = f"/lab/tree/{path}?reset&" if path else "/lab?"
        page.goto(f"{self.url}{where}token={TOKEN}")
        page.locator("#jupyterlab-splash").wait_for(state="detached")
        panel = page.locator(".jp-NotebookPanel:not(.lm-mod-hidden)")
        panel.locator(".jp-Cell").first.wait_for()
        return panel

    def ask(self, method, path):
        """Return what its API answers."""
        request = urllib.request.Request(
            f"{self.url}/api/{path}", method=method, headers={"Authorization": f"token {TOKEN}"}
        )
        with urllib.request.urlopen(request, timeout=60) as answer:
            return json.loads(answer.read() or "null")

    def kernel(self, path):
        """Return the id and the process of the kernel of a notebook."""
        sessions = self.ask("GET", "sessions")
        (id,) = (session["kernel"]["id"] for session in sessions if session["path"] == path)
        for process in psutil.Process(self.process.pid).children(recursive=True):
            if any(id in word for word in process.cmdline()):
                return id, process
        raise LookupError(id)


class Jupyter:
    """The notebook a page shows."""

    COUNTS = """() => [...jupyterapp.shell.currentWidget.content.model.cells]
        .filter((cell) => cell.type === "code").map((cell) => cell.executionCount)"""
    FORMS = """() => [...jupyterapp.shell.currentWidget.content.model.cells]
        .flatMap((cell) => cell.outputs?.toJSON() ?? [])
        .map(({ data }) => data?.["application/vnd.jupyter.widget-view+json"]?.model_id)
        .filter((form) => form)"""

    def __init__(self, page):
        self.page = page

    def counts(self):
        """Return the execution counts of the code cells, ``None`` where one has not run."""
        return self.page.evaluate(self.COUNTS)

    def wait_until_run(self, *, beyond=0):
        """Wait until every code cell has run, later than the run number `beyond`."""
        done = f"() => ({self.COUNTS})().every((count) => count > {beyond})"
        self.page.wait_for_function(done, timeout=WAIT_MS)

    def forms(self):
        """Return the ids of the forms and summaries the notebook shows when it has run."""
        self.wait_until_run()
        self.wait_until_idle()
        return self.page.evaluate(self.FORMS)

    def wait_until_new(self, before):
        """Wait until each of the forms there were `before` has given way to another."""
        every = """(before) => now.length === before.length &&
            now.every((form) => !before.includes(form))"""
        self.page.wait_for_function(every.replace("now", f"({self.FORMS})()"), arg=before)

    def wait_until_idle(self):
        """Wait until Python is there and has nothing to do."""
        kernel = "jupyterapp.shell.currentWidget.context.sessionContext.session?.kernel"
        self.page.wait_for_function(f"() => {kernel}?.status === 'idle'", timeout=WAIT_MS)

    def picture(self, name):
        """Take pictures of the page, light and dark, when a folder for them is named."""
        folder = os.environ.get("PREPKIT_PICTURES")
        for scheme in ("dark", "light") if folder else ():
            self.page.emulate_media(color_scheme=scheme)
            theme = str(scheme == "light").lower()
            self.page.locator(f"body[data-jp-theme-light='{theme}']").wait_for(state="attached")
            self.page.locator("#jupyterlab-splash").wait_for(state="detached")
            self.page.screenshot(path=f"{folder}/{name}-{scheme}.png")


@pytest.fixture
def jupyter(page):
    """What a test asks the JupyterLab of its page."""
    return Jupyter(page)


def free_port():
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return found.getsockname()[1]


@pytest.fixture(scope="module")
def start_lab(tmp_path_factory):
    """Return a function that starts `prepkit lab`, or plain JupyterLab, on a new workspace."""
    started = []

    def start(*, sample=False, plain=False):
        base = tmp_path_factory.mktemp("lab")
        folder, home, log, port = base / "workspace", base / "home", base / "log", free_port()
        home.mkdir()
        if sample:
            make_sample(folder, datetime.date.today())
        else:
            Workspace.create(folder)
        options = [
            "--no-browser", f"--IdentityProvider.token={TOKEN}",
            "--LabApp.expose_app_in_browser=True",
            *(["--allow-root"] if hasattr(os, "geteuid") and os.geteuid() == 0 else []),
        ]  # fmt: skip
        command = [sys.executable, "-m", "prepkit", "lab", "--port", str(port), *options]
        if plain:
            command = [sys.executable, "-m", "jupyterlab", f"--ServerApp.port={port}", *options]
        environment = {
            name: value
            for name, value in os.environ.items()
            if not name.startswith(("JUPYTER", "XDG_", "IPYTHON"))
        }
        with log.open("w") as out:
            process = subprocess.Popen(
                command, cwd=folder, env=environment | {"HOME": str(home)}, stdout=out,
                stderr=subprocess.STDOUT, start_new_session=True,
            )  # fmt: skip
        lab = Lab(f"http://127.0.0.1:{port}", folder, home, process, log)
        started.append(lab)
        until = time.monotonic() + WAIT_MS / 1000
        while True:
            try:
                urllib.request.urlopen(f"{lab.url}/api/status?token={TOKEN}", timeout=5).close()
            except OSError:
                assert process.poll() is None, log.read_text()
                assert time.monotonic() < until, log.read_text()
                time.sleep(0.1)
            else:
                return lab

    yield start
    stop(started)


def stop(labs):
    """End them all at once, with everything they started."""
    below = [p for lab in labs for p in psutil.Process(lab.process.pid).children(recursive=True)]
    for lab in labs:
        os.killpg(lab.process.pid, signal.SIGTERM)
    for lab in labs:
        with contextlib.suppress(subprocess.TimeoutExpired):
            lab.process.wait(20)
    _, alive = psutil.wait_procs(below, timeout=5)
    for process in alive:
        process.kill()
    for lab in labs:
        lab.process.kill()
        lab.process.wait()
