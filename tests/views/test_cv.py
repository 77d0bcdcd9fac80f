"""The door for a CV: what comes in, what pages are told, and what is refused."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from prepkit.errors import UnreadableFileError
from prepkit.views import cv
from prepkit.views.brought import Arrivals, Brought
from prepkit.views.cv import CvDoor


class Drawer:
    """A drawer of CVs: as many roles as lines, a file beginning with "%" is none."""

    def __init__(self) -> None:
        self.files: dict[str, tuple[str, bytes]] = {}

    def take(self, name: str, data: bytes) -> Brought:
        if data.startswith(b"%"):
            raise UnreadableFileError(f"a PDF, not JSON Resume: {name!r}: choose another file")
        again = name in self.files
        self.files[name] = (name, data)
        return Brought(name, name, data.count(b"\n"), data.count(b"\n"), again=again)

    def take_off(self, id: str) -> None:
        del self.files[id]

    def arrivals(self) -> Arrivals:
        return Arrivals(tuple(Brought(name, name, 1, 1) for name in self.files))


@pytest.fixture
def drawer() -> Drawer:
    return Drawer()


@pytest.fixture
def widget(drawer: Drawer) -> CvDoor:
    made = CvDoor(drawer, Arrivals(), lambda what: made.show(drawer.arrivals()))
    return made


@pytest.fixture
def page(widget: CvDoor, look: Callable[[Any], Any]) -> Any:
    return look(widget)


def send(page: Any, name: str, data: bytes) -> dict[str, Any]:
    """Send a file as a page does; return the answer."""
    before = len(page.told)
    message = {"do": "take", "client": page.client, "seq": before, "name": name}
    page.widget._received(page.widget, message, [memoryview(data)])
    return next(told for told in page.told[before:] if told["type"] == "answer")


def test_a_file_arrives_as_it_was_sent_and_every_page_is_told(
    page: Any, widget: CvDoor, drawer: Drawer, look: Callable[[Any], Any]
) -> None:
    other = look(widget)
    answer = send(page, "cv.json", b"a\nb\n")
    assert drawer.files == {"cv.json": ("cv.json", b"a\nb\n")}
    assert answer["brought"]["says"] == "2 roles and projects found: they wait to be kept."
    assert [one["file"] for one in other.told[-1]["brought"]] == ["cv.json"]


def test_a_page_is_told_that_a_cv_was_here_already(page: Any) -> None:
    assert not send(page, "cv.json", b"a\n")["brought"]["again"]
    brought = send(page, "cv.json", b"a\n")["brought"]
    assert brought["again"] and brought["says"].startswith("This CV is here already. 1 role")


def test_what_is_refused_is_said_in_one_line_and_changes_nothing(page: Any) -> None:
    answer = send(page, "cv.pdf", b"%PDF")
    assert answer["error"] == "a PDF, not JSON Resume: 'cv.pdf': choose another file"
    assert page.told[-1] == answer


def test_a_file_that_is_too_large_never_reaches_the_drawer(
    page: Any, drawer: Drawer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(cv, "LARGEST", 3)
    assert "a CV is text alone" in send(page, "cv.json", b"1234")["error"]
    assert drawer.files == {}


def test_a_cv_is_taken_off_by_its_id(page: Any, drawer: Drawer) -> None:
    send(page, "cv.json", b"a\n")
    assert "error" not in page.say("off", id="cv.json")
    assert drawer.files == {}
    assert page.told[-1]["brought"] == []


def test_a_page_that_comes_later_is_told_what_there_is(
    page: Any, widget: CvDoor, look: Callable[[Any], Any]
) -> None:
    send(page, "cv.json", b"a\n")
    assert look(widget).told[-1]["brought"][0]["file"] == "cv.json"
    assert widget.get_state()["view"]["brought"][0]["found"] == 1


def test_nothing_is_sent_when_nothing_is_new(page: Any, widget: CvDoor) -> None:
    before = len(page.told)
    widget.show(Arrivals())
    assert len(page.told) == before
    widget.show(Arrivals(folded=True))
    assert page.told[-1] == {"type": "changed", "brought": [], "closed": False, "folded": True}
