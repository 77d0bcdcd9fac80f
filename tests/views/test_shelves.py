"""The library in a notebook: files that come in pieces, what is told of them, and what is found."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Sequence
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from prepkit.errors import DiskFullError, PrepkitError
from prepkit.views import shelves
from prepkit.views.shelf import Item, Shelf, Taken
from prepkit.views.shelves import REMEMBERED, TROUBLES, Shelves, Transfers

NOON = datetime.datetime(2026, 11, 20, 12, tzinfo=datetime.UTC)
SHELF = Shelf("w/library", company="acme", company_name="Acme")


class Library:
    """A library of lines: one work a line, a line with a "?" cannot be read."""

    def __init__(self) -> None:
        self.titles: dict[str, str] = {}
        self.list: set[str] = set()
        self.files: list[tuple[str, bytes, str, bool]] = []
        self.error: Exception | None = None

    def take(self, name: str, data: bytes, *, company: str, to_read: bool) -> Taken:
        self.refuse()
        self.files.append((name, data, company, to_read))
        lines = list(enumerate(data.decode().splitlines(), 1))
        troubles = tuple((n, f"no title: {line!r}") for n, line in lines if "?" in line)
        fine = [line for _, line in lines if "?" not in line]
        new = [line for line in fine if line not in self.titles]
        self.titles |= dict.fromkeys(fine, company)
        self.list |= set(fine) if to_read else set()
        return Taken(name, "lines", len(new), 0, len(fine) - len(new), troubles,
                     listed=len(fine) if to_read else 0)  # fmt: skip

    def refresh(self) -> list[str]:
        self.refuse()
        self.titles["News"] = ""
        return ["feed.xml: 1 new work"]

    def find(self, words: str) -> list[Item]:
        fitting = [title for title in self.titles if words and words in title]
        return [Item(title, title, listed=title in self.list) for title in fitting]

    def put(self, keys: Sequence[str]) -> int:
        self.refuse()
        new = set(keys) - self.list
        self.list |= new
        return len(new)

    def refuse(self) -> None:
        if self.error:
            raise self.error


@pytest.fixture
def library() -> Library:
    return Library()


@pytest.fixture
def changes() -> list[str]:
    return []


@pytest.fixture
def widget(library: Library, changes: list[str]) -> Shelves:
    return Shelves(library, SHELF, changes.append)


@pytest.fixture
def page(widget: Shelves, look: Callable[..., Any]) -> Any:
    return look(widget)


def send_piece(page: Any, nonce: str, at: int, piece: bytes) -> dict[str, Any]:
    """Send a piece as a page does: in bytes, beside the message."""
    message = {"do": "piece", "client": page.client, "seq": at, "nonce": nonce, "at": at}
    page.widget._received(page.widget, message, [memoryview(piece)])
    answer: dict[str, Any] = page.told[-1]
    assert (answer["type"], answer["client"]) == ("answer", page.client)
    return answer


def ask_to_read(
    page: Any, nonce: str, size: int, name: str = "a.txt", company: str = "", to_read: bool = False
) -> dict[str, Any]:
    answer: dict[str, Any] = page.say(
        "take", nonce=nonce, size=size, name=name, company=company, to_read=to_read
    )
    return answer


def send(page: Any, data: bytes, nonce: str = "n1", piece: int = 4, **more: Any) -> dict[str, Any]:
    """Send a file as a page does; return the last answer."""
    have = 0
    while have < len(data):
        answer = send_piece(page, nonce, have, data[have : have + piece])
        if "error" in answer:
            return answer
        have = answer["have"]
    return ask_to_read(page, nonce, len(data), **more)


def told(page: Any, what: str) -> Any:
    """Return what all pages were told last about something."""
    changes = [message for message in page.told if message["type"] == "changed"]
    return [change[what] for change in changes if what in change][-1]


def test_a_file_arrives_as_it_was_sent_with_what_was_said_of_it(
    page: Any, library: Library
) -> None:
    answer = send(page, b"one\ntwo?\nthree", name="مكتبة/../a.txt", company="acme", to_read=True)
    assert library.files == [("مكتبة/../a.txt", b"one\ntwo?\nthree", "acme", True)]
    taken = answer["taken"]
    assert (taken["format"], taken["new"], taken["known"], taken["listed"]) == ("lines", 2, 0, 2)
    assert (taken["unread"], taken["troubles"]) == (1, [[2, "no title: 'two?'"]])


def test_an_empty_file_is_read_like_any_other(page: Any, library: Library) -> None:
    assert ask_to_read(page, "n1", 0)["taken"]["new"] == 0
    assert library.files == [("a.txt", b"", "", False)]


def test_a_file_asked_for_again_is_not_read_again(page: Any, library: Library) -> None:
    first = send(page, b"one\ntwo")
    again = ask_to_read(page, "n1", 7)
    assert again["taken"] == first["taken"]
    assert len(library.files) == 1


def test_a_file_that_is_not_all_here_is_not_read_but_said_to_end_early(
    page: Any, library: Library
) -> None:
    send_piece(page, "n1", 0, b"one\n")
    assert ask_to_read(page, "n1", 7)["have"] == 4
    assert ask_to_read(page, "never sent", 7)["have"] == 0
    assert library.files == []


def test_a_file_that_cannot_be_read_says_why_and_can_be_sent_again(
    page: Any, library: Library
) -> None:
    library.error = DiskFullError("the disk is full: make room")
    assert send(page, b"one")["error"] == "the disk is full: make room"
    library.error = None
    assert ask_to_read(page, "n1", 3)["have"] == 0
    assert send(page, b"one")["taken"]["new"] == 1


def test_a_mistake_of_ours_is_one_line_and_the_next_file_is_read(
    page: Any, library: Library
) -> None:
    assert "prepkit made a mistake (UnicodeDecodeError" in send(page, b"\xff")["error"]
    assert send(page, b"one", nonce="n2")["taken"]["new"] == 1


def test_a_file_that_is_too_large_is_refused_and_nothing_of_it_is_kept(
    page: Any, widget: Shelves, library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(shelves, "LARGEST", 7)
    assert send(page, b"1234567")["taken"]["new"] == 1
    assert "prepkit import" in send(page, b"12345678", nonce="n2")["error"]
    assert (widget._transfers.size, len(library.files)) == (0, 1)


@given(data=st.binary(max_size=60), sendings=st.lists(st.integers(0, 20)))
def test_whatever_is_lost_or_comes_twice_a_file_is_whole_or_not_here(
    data: bytes, sendings: list[int]
) -> None:
    transfers = Transfers(1000)
    places = [at % (len(data) + 1) for at in sendings]
    have = 0
    for at in places:
        have = transfers.add("page", "n", at, data[at : at + 5]) if data[at : at + 5] else have
    assert have == transfers.have("page", "n")
    assert transfers.pop("page", "n", len(data)) == (data if have == len(data) else None)
    while have < len(data):
        have = transfers.add("page", "n", have, data[have : have + 5])
        assert transfers.have("page", "n") == have
    if transfers.size or not data:
        assert transfers.pop("page", "n", len(data)) == data
    assert transfers.size == 0


@given(st.lists(st.tuples(st.sampled_from("abcd"), st.sampled_from("12"), st.integers(1, 10))))
def test_memory_stays_within_its_room_whoever_sends(sent: list[tuple[str, str, int]]) -> None:
    transfers = Transfers(25)
    for client, nonce, length in sent:
        before = transfers.have(client, nonce)
        if before + length <= 25:
            assert transfers.add(client, nonce, before, bytes(length)) == before + length
        assert transfers.size <= 25


def test_the_page_that_has_sent_nothing_for_the_longest_gives_way() -> None:
    transfers = Transfers(10)
    for client in ("first", "second", "first"):
        transfers.add(client, "n", transfers.have(client, "n"), b"123")
    transfers.add("third", "n", 0, b"123")
    assert [transfers.have(client, "n") for client in ("first", "second", "third")] == [6, 0, 3]


def test_a_cancelled_file_and_the_one_before_the_next_are_let_go_of(
    page: Any, widget: Shelves
) -> None:
    send_piece(page, "n1", 0, bytes(100))
    send_piece(page, "n2", 0, bytes(10))
    assert widget._transfers.size == 10
    page.say("drop")
    assert widget._transfers.size == 0


def test_dropping_on_one_page_leaves_what_another_is_sending(
    widget: Shelves, look: Callable[..., Any]
) -> None:
    one, other = look(widget), look(widget)
    send_piece(one, "n1", 0, b"one")
    send_piece(other, "n2", 0, b"other")
    one.say("drop")
    assert ask_to_read(other, "n2", 5)["taken"]["new"] == 1
    assert ask_to_read(one, "n1", 3)["have"] == 0


def test_every_page_is_told_what_came_of_a_file_and_so_is_the_next_one(
    widget: Shelves, page: Any, look: Callable[..., Any]
) -> None:
    other = look(widget)
    taken = send(page, b"one")["taken"]
    assert told(other, "taken") == [taken]
    assert widget.get_state()["view"]["taken"] == [taken]
    assert told(look(widget), "taken") == [taken]


def test_only_the_last_files_and_the_first_troubles_are_told(widget: Shelves, page: Any) -> None:
    for n in range(REMEMBERED + 2):
        send(page, b"?\n" * (TROUBLES + 1), nonce=str(n), piece=9999)
    kept = widget.get_state()["view"]["taken"]
    assert [taken["nonce"] for taken in kept] == [str(n) for n in range(2, REMEMBERED + 2)]
    assert (len(kept[0]["troubles"]), kept[0]["unread"]) == (TROUBLES, TROUBLES + 1)


def test_the_list_of_files_is_cleared_on_every_page(widget: Shelves, page: Any) -> None:
    send(page, b"one")
    page.say("clear")
    assert told(page, "cleared") is True
    assert widget.get_state()["view"]["taken"] == []


def test_works_are_found_and_put_on_the_list_on_every_page(
    widget: Shelves, page: Any, library: Library, look: Callable[..., Any]
) -> None:
    send(page, b"One work\nAnother")
    other = look(widget)
    (item,) = page.say("find", words="One")["items"]
    assert (item["key"], item["listed"], item["link"]) == ("One work", False, "")
    assert page.say("put", keys=["One work"])["count"] == 1
    assert told(other, "listed") == ["One work"]
    assert page.say("put", keys=["One work"])["count"] == 0
    assert page.say("find", words="One")["items"][0]["listed"] is True
    assert page.say("find", words="")["items"] == []


def test_what_could_not_be_put_on_the_list_is_not_said_to_be_on_it(
    page: Any, library: Library, changes: list[str]
) -> None:
    library.error = PrepkitError("prep.db is in use: close the other program")
    assert "in use" in page.say("put", keys=["One"])["error"]
    assert [message["type"] for message in page.told] == ["answer"]
    assert changes == []


def test_news_is_told_to_every_page_and_kept_for_the_next(widget: Shelves, page: Any) -> None:
    assert "error" not in page.say("news")
    assert told(page, "news") == ["feed.xml: 1 new work"]
    assert widget.get_state()["view"]["news"] == ["feed.xml: 1 new work"]


def test_the_rest_of_the_notebook_follows_once_for_files_chosen_together(
    page: Any, library: Library, changes: list[str]
) -> None:
    send(page, b"one", nonce="n1")
    send(page, b"two", nonce="n2")
    library.error = PrepkitError("no")
    send(page, b"three", nonce="n3")
    library.error = None
    assert changes == []
    page.say("done")
    assert changes == ["saved"]
    page.say("done")
    page.say("find", words="one")
    assert changes == ["saved"]


@pytest.mark.parametrize(("do", "more"), [("drop", {}), ("put", {"keys": []}), ("news", {})])
def test_the_rest_of_the_notebook_follows_a_page_that_left_early_and_what_else_was_done(
    page: Any, changes: list[str], do: str, more: dict[str, Any]
) -> None:
    send(page, b"one")
    page.say(do, **more)
    assert changes == ["saved"]


def test_pages_are_told_what_is_on_the_shelf_and_nothing_when_that_is_the_same(
    widget: Shelves, page: Any, look: Callable[..., Any]
) -> None:
    before = len(page.told)
    widget.show(Shelf("w/library", company="acme", company_name="Acme"))
    assert len(page.told) == before
    widget.show(Shelf("w/library", 4096, (2013, 2020), NOON, watched=2, folded=True))
    now = page.told[-1]
    assert (now["works"], now["years"], now["company"]) == (4096, [2013, 2020], "")
    assert now["last_import"] == "2026-11-20T12:00:00+00:00"
    assert (widget.shelf.works, told(look(widget), "watched")) == (4096, 2)


def test_the_first_page_is_told_nothing_it_has_already(page: Any) -> None:
    assert page.told == []
    limits = page.widget.get_state()["view"]["limits"]
    assert limits == {"largest": 100_000_000, "piece": 512_000}


def test_a_page_that_comes_late_is_told_what_has_changed_since_the_widget_was_made(
    widget: Shelves, look: Callable[..., Any]
) -> None:
    widget.show(Shelf("w/library", 12))
    assert told(look(widget), "works") == 12


def test_asking_for_what_is_not_there_is_one_line(page: Any) -> None:
    assert "does not know 'open'" in page.say("open", path="/etc/passwd")["error"]
    assert "made a mistake" in page.say("piece", nonce="n", at=0)["error"]
