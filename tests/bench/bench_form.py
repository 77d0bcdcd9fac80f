"""How fast a form is in a real browser: a keystroke until it is saved, and opening a notebook.

Run by hand: ``python tests/bench/bench_form.py [ROUNDS]``; it needs Chromium. A save is counted
from the last keystroke to the word "Saved" on the page, which comes after the commit; the half
second of quiet that the form waits for is part of it. Messages are those the page sends to Python
and gets from it about its widgets, counted on the web socket. Times are seconds of this machine,
with the ratio to one empty round trip to Python, so that machines can be compared.
"""

import datetime
import json
import os
import platform
import shutil
import socket
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.request
from pathlib import Path

import psutil
from playwright.sync_api import sync_playwright

from prepkit.retrospective.records import Story
from prepkit.sample import make_sample
from prepkit.workspace import Workspace

QUIET = 0.5
WORDS = "What I did was listen for a week before I said a word about it. "

WATCH = """() => {
  const status = document.querySelector("[data-prepkit-section=stories] .pk-status");
  window.saves = [];
  document.addEventListener("input", () => {
    window.typed = performance.now();
    window.open_ = true;
  }, true);
  new MutationObserver(() => {
    if (!window.open_ || status.dataset.state !== "saved") return;
    window.open_ = false;
    window.saves.push((performance.now() - window.typed) / 1000);
  }).observe(status, { childList: true, characterData: true, subtree: true, attributes: true });
}"""

ROUND_TRIP = """async () => {
  const kernel = jupyterapp.shell.currentWidget.context.sessionContext.session.kernel;
  const start = performance.now();
  await kernel.requestExecute({ code: "pass", silent: true }).done;
  return (performance.now() - start) / 1000;
}"""


class Traffic:
    """What goes over a page's web sockets about widgets."""

    def __init__(self, page) -> None:
        self.sent = self.got = self.letters = 0
        page.on("websocket", self._listen)

    def _listen(self, socket) -> None:
        socket.on("framesent", lambda frame: self._count("sent", frame))
        socket.on("framereceived", lambda frame: self._count("got", frame))

    def _count(self, way: str, frame) -> None:
        data = frame if isinstance(frame, bytes) else frame.encode()
        if b"comm_msg" in data:
            setattr(self, way, getattr(self, way) + 1)
            self.letters += len(data)

    def reset(self) -> None:
        self.sent = self.got = self.letters = 0


def serve(folder: Path, home: Path) -> tuple[subprocess.Popen, str]:
    """Start `prepkit lab` and return it with its address."""
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        port = found.getsockname()[1]
    command = [sys.executable, "-m", "prepkit", "lab", "--port", str(port), "--no-browser",
               "--IdentityProvider.token=t", "--LabApp.expose_app_in_browser=True"]  # fmt: skip
    if hasattr(os, "geteuid") and os.geteuid() == 0:
        command.append("--allow-root")
    kept = {k: v for k, v in os.environ.items() if k != "PYTHONDONTWRITEBYTECODE"}
    process = subprocess.Popen(command, cwd=folder, env=kept | {"HOME": str(home)},
                               stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)  # fmt: skip
    for _ in range(300):
        try:
            urllib.request.urlopen(f"http://127.0.0.1:{port}/api/status?token=t", timeout=5).close()
            break
        except OSError:
            time.sleep(0.1)
    return process, f"http://127.0.0.1:{port}"


def usable(page, address: str) -> float:
    """Open the retrospective; return the seconds until its last form is there."""
    start = time.perf_counter()
    page.goto(f"{address}/lab/tree/workbooks/retrospective.ipynb?reset&token=t")
    page.locator("[data-prepkit-section=stumbles] .pk-main").wait_for(timeout=120_000)
    return time.perf_counter() - start


def line(name: str, seconds: float, base: float) -> None:
    """Print one number with its ratio."""
    print(f"  {name:<46} {seconds:7.3f} s  {seconds / base:7.1f} x")


def measure(name: str, folder: Path, rounds: int, browser, home: Path) -> None:
    """Measure one workspace and print what came out."""
    process, address = serve(folder, home)
    try:
        page = browser.new_page(viewport={"width": 1280, "height": 900})
        traffic = Traffic(page)
        first = usable(page, address)
        page.wait_for_timeout(3000)
        base = statistics.median(page.evaluate(ROUND_TRIP) for _ in range(15))
        print(f"{name}; an empty round trip to Python: {base * 1000:.1f} ms")
        line("from opening a notebook to usable forms", first, base)
        line("the same again, with Python running", usable(page, address), base)
        form = page.locator("[data-prepkit-section=stories]")
        form.locator(".pk-opener").first.click()
        form.get_by_label("Action", exact=True).click()
        page.evaluate(WATCH)
        for _ in range(rounds):
            page.keyboard.type("a", delay=0)
            page.wait_for_function("() => !window.open_")
            page.wait_for_timeout(100)
        saves = sorted(page.evaluate("window.saves"))
        line("keystroke to saved, median", statistics.median(saves), base)
        line("keystroke to saved, p99", saves[min(len(saves) - 1, int(len(saves) * 0.99))], base)
        line(
            "  of the median, beyond the half second of quiet",
            statistics.median(saves) - QUIET,
            base,
        )
        page.wait_for_timeout(2000)
        traffic.reset()
        text = (WORDS * 3)[:150]
        page.keyboard.type(text, delay=40)
        page.wait_for_timeout(3000)
        print(f"  {len(text)} keystrokes: {traffic.sent} messages sent, {traffic.got} received "
              f"({traffic.sent / len(text):.3f} and {traffic.got / len(text):.3f} per keystroke), "
              f"{traffic.letters / 1000:.0f} kB")  # fmt: skip
        page.close()
    finally:
        children = psutil.Process(process.pid).children(recursive=True)
        process.terminate()
        process.wait(20)
        for child in children:
            if child.is_running():
                child.kill()


def main() -> None:
    """Measure a sample workspace, and the same with 200 stories."""
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else 100
    chromium = shutil.which("chromium") or shutil.which("google-chrome")
    flags = ["--headless=new", "--no-sandbox", "--disable-gpu"]
    print(f"{platform.platform()}, {os.cpu_count()} cores, Python {platform.python_version()}")
    with tempfile.TemporaryDirectory() as scratch, sync_playwright() as playwright:
        home = Path(scratch) / "home"
        home.mkdir()
        browser = playwright.chromium.launch(executable_path=chromium, args=flags)
        folder = Path(scratch) / "sample"
        make_sample(folder, datetime.date.today())
        many = Path(scratch) / "many"
        shutil.copytree(folder, many)
        workspace = Workspace(many)
        like = json.loads(json.dumps(workspace.records(Story)[0].body()))
        for number in range(200 - len(workspace.records(Story))):
            workspace.save(Story, like | {"title": f"Story {number}"})
        measure("sample workspace", folder, rounds, browser, home)
        measure("with 200 stories", many, rounds, browser, home)
        browser.close()


if __name__ == "__main__":
    main()
