"""What every test may ask for: real workspaces in temporary folders, a clock and a die of ours."""

from __future__ import annotations

import datetime
import io
import itertools
import json
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pypdf
import pytest
from hypothesis import settings

from prepkit.block import Block
from prepkit.copies import installed_workbook
from prepkit.jupyter.collect import PAGE_TAG
from prepkit.jupyter.typeset import typeset
from prepkit.sample import make_sample
from prepkit.storage.revision import Revision
from prepkit.storage.store import Store
from prepkit.views.words import guide
from prepkit.workspace import Workspace

# No deadline: what is slow on a shared machine is not wrong.
settings.register_profile("prepkit", deadline=None, database=None, print_blob=True)
settings.load_profile("prepkit")

SAMPLE_DAY = datetime.date(2026, 11, 23)


class TickingClock:
    """A clock that moves on by a minute each time it is read, and can be set."""

    def __init__(self, start: datetime.datetime) -> None:
        self.next = start

    def __call__(self) -> datetime.datetime:
        shown = self.next
        self.next += datetime.timedelta(minutes=1)
        return shown


def counted_token() -> Callable[[int], str]:
    """Return what stands in for `secrets.token_hex`: 1, 2, 3, as hexadecimal digits."""
    count = itertools.count(1)
    return lambda n: format(next(count), f"0{2 * n}x")


@pytest.fixture
def clock() -> TickingClock:
    """The clock of `workspace`: starts on 20 November 2026 at nine, UTC."""
    return TickingClock(datetime.datetime(2026, 11, 20, 9, tzinfo=datetime.UTC))


@pytest.fixture
def workspace(tmp_path: Path, clock: TickingClock) -> Workspace:
    """A fresh workspace with nothing in it."""
    return Workspace.create(tmp_path / "workspace", now=clock, token=counted_token())


@pytest.fixture(scope="session")
def sample_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the sample workspace for 23 November 2026: only to be read."""
    folder = tmp_path_factory.mktemp("sample") / "workspace"
    make_sample(folder, SAMPLE_DAY)
    return folder


@pytest.fixture
def sample(sample_folder: Path, tmp_path: Path) -> Workspace:
    """A copy of the sample workspace, to be written to; its clock starts on the sample's day."""
    folder = tmp_path / "sample"
    shutil.copytree(sample_folder, folder)
    start = datetime.datetime.combine(SAMPLE_DAY, datetime.time(9), datetime.UTC)
    return Workspace(folder, now=TickingClock(start), token=counted_token())


@pytest.fixture
def put(workspace: Workspace) -> Callable[..., None]:
    """Return what adds versions to `workspace` as another machine, or another prepkit, would."""
    usual = {
        "kind": "story", "company": "", "visibility": "private", "author": "me", "parents": (),
        "saved_at": datetime.datetime(2026, 11, 20, 9, tzinfo=datetime.UTC),
    }  # fmt: skip
    nonce = itertools.count(0xF000)

    def add(*given: dict[str, Any]) -> None:
        made = [Revision.made(**usual | {"nonce": f"{next(nonce):032x}"} | item) for item in given]
        Store(workspace.folder / "prep.db").append(made)

    return add


class Page:
    """A page that shows a widget: it says things, and remembers what it is told.

    Of a form it keeps the records as they are shown, of a summary the parts, as its script does.
    """

    def __init__(self, widget: Any, client: str) -> None:
        self.widget, self.client = widget, client
        self.told: list[dict[str, Any]] = []
        self.last: dict[str, Any] = {}
        self._seq = itertools.count(1)
        self.load(json.loads(json.dumps(widget.get_state().get("view", {}))))

    def load(self, view: dict[str, Any]) -> None:
        """Show everything anew."""
        self.place, self.company = view.get("place"), view.get("company", "")
        self.blocked = view.get("blocked", "")
        self.items: dict[str, dict[str, Any]] = {}
        self.parts: list[dict[str, Any]] = []
        self.change(view)

    def change(self, message: dict[str, Any]) -> None:
        """Show what a message says is other than before."""
        for id in message.get("gone", ()):
            self.items.pop(id, None)
        self.items |= {item["id"]: item for item in message.get("records", ())}
        self.options = getattr(self, "options", {}) | message.get("options", {})
        for name in ("order", "progress", "folded"):
            if name in message:
                setattr(self, name, message[name])
        if "count" in message:
            known = {str(place): part for place, part in enumerate(self.parts)} | message["parts"]
            self.parts = [known[str(place)] for place in range(message["count"])]

    def hear(self, message: dict[str, Any]) -> None:
        """Take what Python says."""
        self.told.append(message)
        if message["type"] == "changed":
            self.load(message) if message.get("place") not in (None, self.place) else self.change(
                message
            )
        elif message.get("client") == self.client and message.get("record"):
            self.items[message["record"]["id"]] = message["record"]

    def say(self, do: str, **more: Any) -> dict[str, Any]:
        """Ask Python for something and return its answer; empty when there is none."""
        return self.send({"do": do, "client": self.client, "seq": next(self._seq), **more})

    def send(self, message: dict[str, Any]) -> dict[str, Any]:
        """Send a message, also one sent before, and return its answer."""
        self.last, before = message, len(self.told)
        self.widget._received(self.widget, json.loads(json.dumps(message)), [])
        mine = [
            told for told in self.told[before:]
            if told["type"] == "answer"
            and (told["client"], told["seq"]) == (self.client, message.get("seq"))
        ]  # fmt: skip
        return mine[0] if mine else {}

    def write(self, record: str, **values: Any) -> dict[str, Any]:
        """Save what is typed into a record as it is shown."""
        nonce = f"{int(self.client, 16):016x}{next(self._seq):016x}"
        return self.say("save", company=self.company, record=record, base=self.revision(record),
                        values=values, nonce=nonce)  # fmt: skip

    def revision(self, record: str) -> str:
        """Return the version of a record that is shown; empty when there is none yet."""
        return str(self.items.get(record, {}).get("revision", ""))

    def shown(self, record: str, name: str) -> Any:
        """Return what a field shows."""
        return self.items[record]["values"][name]


class Look:
    """Opens pages that show widgets; all pages of a widget are told what it sends."""

    def __init__(self) -> None:
        self._pages: dict[Any, list[Page]] = {}
        self._clients = itertools.count(10)

    def __call__(self, widget: Any) -> Page:
        """Open a page that shows a widget."""
        if widget not in self._pages:
            self._pages[widget] = pages = []
            widget.send = lambda content, buffers=None: [
                page.hear(json.loads(json.dumps(content))) for page in pages
            ]
        page = Page(widget, f"{next(self._clients):x}")
        self._pages[widget].append(page)
        page.say("hello")
        return page

    def close(self) -> None:
        """Let the widgets go."""
        for widget in self._pages:
            widget.close()


@pytest.fixture(scope="session")
def pages_with_guide() -> Callable[[str, str, list[Block]], int]:
    """Return what counts the pages of a section that begins one, with its guide text."""

    def count(chapter: str, title: str, blocks: list[Block]) -> int:
        notebook = json.loads(installed_workbook(chapter).read_text("utf-8"))
        texts = ["".join(cell["source"]) for cell in notebook["cells"] if PAGE_TAG in
                 cell["metadata"].get("tags", ())]  # fmt: skip
        (text,) = (text for text in texts if text.startswith(f"## {title}"))
        typeset_pages = typeset([[*guide(text), *blocks]], title="T", cover=None, as_of=SAMPLE_DAY)
        return len(pypdf.PdfReader(io.BytesIO(typeset_pages.pdf)).pages)

    return count


@pytest.fixture(scope="session")
def looks() -> type[Look]:
    """What `look` is made of, for tests that need several."""
    return Look


@pytest.fixture
def look(looks: type[Look]) -> Iterator[Look]:
    """What opens a page that shows a widget."""
    made = looks()
    yield made
    made.close()


@pytest.fixture
def screen(monkeypatch: pytest.MonkeyPatch) -> list[dict[str, Any]]:
    """Somebody looks on: what cells show, output by output, as data by MIME type."""
    outputs: list[dict[str, Any]] = []
    monkeypatch.setattr("prepkit.workbook.has_screen", lambda: True)
    monkeypatch.setattr("prepkit.screen.publish_display_data", outputs.append)
    monkeypatch.setattr("prepkit.screen._shown", {})
    return outputs
