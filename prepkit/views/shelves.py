"""Shelves: a person's library in the notebook, where files come in and works are found again.

A page sends each file in pieces, the next when the last was acknowledged, under a name that no
other sending has (its nonce); a piece or a request that comes twice does no harm. This end holds
the pieces in memory, hands a whole file over once, and tells every page what came of it. What a
library is, and how files are read, is the business of its
:class:`~prepkit.views.shelf.Source`.
"""

from __future__ import annotations

import io
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict
from typing import Any, ClassVar

from prepkit.errors import InvalidParameterError
from prepkit.views.live import LOCK, STYLE, Live, Message, source
from prepkit.views.shelf import Shelf, Source, Taken

LARGEST = 100_000_000
"""Bytes of the largest file a notebook takes."""

PIECE = 512_000
"""Bytes of a file that travel in one message, at most."""

ROOM = 2 * LARGEST
"""Bytes of unfinished files held in memory, at most, however many pages send."""

REMEMBERED = 100
"""Files whose results a page is told that comes later, the last ones."""

TROUBLES = 500
"""Troubles of one file that a page is told; of more it is told how many there are."""


class Shelves(Live):
    """The library of a person, in a notebook.

    Args:
        source: where it is.
        shelf: what is shown of it first.
        news: lines to show from the beginning: what came of looking when the notebook was opened.
        on_change: called with ``"saved"`` when files were read, news looked for or works put on
            the list, once for all files that were chosen together.
    """

    _esm = source("dom.js", "files.js", "shelves.js")
    _css = STYLE + source("shelves.css")
    acts: ClassVar[Mapping[str, str]] = {
        "piece": "_piece", "take": "_take", "drop": "_drop", "done": "_nothing",
        "clear": "_clear", "find": "_find", "put": "_put", "news": "_news",
    }  # fmt: skip

    def __init__(
        self, source: Source, shelf: Shelf, on_change: Callable[[str], None],
        news: Sequence[str] = (),
    ) -> None:  # fmt: skip
        self._source, self._on_change = source, on_change
        self._shelf = self._begun = shelf
        self._transfers = Transfers(ROOM)
        self._taken: dict[str, dict[str, Any]] = {}
        self._lines = list(news)
        self._is_due = False
        super().__init__()

    def get_state(self, key: Any = None, drop_defaults: bool = False) -> dict[str, Any]:
        """Return the widget's state; ``view`` in it is always what is shown now."""
        state: dict[str, Any] = super().get_state(key, drop_defaults)
        if key is None:
            state["view"] = self._whole() | {"limits": {"largest": LARGEST, "piece": PIECE}}
        return state

    @property
    def shelf(self) -> Shelf:
        """What is shown of the library as a whole."""
        return self._shelf

    def show(self, shelf: Shelf) -> None:
        """Show something else on every page; nothing is sent when it is the same."""
        with LOCK:
            before, self._shelf = self._shelf, shelf
            if shelf != before:
                self.send({"type": "changed", **_sent_shelf(shelf)})

    def greeted(self, *, first: bool) -> None:
        """Bring a page up to date that began with what there was when the widget was made."""
        if not first or self._shelf is not self._begun:
            self.send({"type": "changed", **self._whole()})

    def answered(self, message: Message) -> None:
        """Tell whoever made the widget, when the last of the chosen files has been answered."""
        if self._is_due and message["do"] in ("done", "drop", "put", "news"):
            self._is_due = False
            self._on_change("saved")

    def _piece(self, message: Message) -> dict[str, Any]:
        (piece,) = message["buffers"]
        return {"have": self._transfers.add(*_sender(message), int(message["at"]), piece)}

    def _take(self, message: Message) -> dict[str, Any]:
        (client, nonce), size = _sender(message), int(message["size"])
        # Asked for again because the answer took long or was lost: it has been read.
        if nonce not in self._taken:
            data = self._transfers.pop(client, nonce, size)
            if data is None:
                return {"have": self._transfers.have(client, nonce)}
            self._remember(nonce, self._source.take(
                str(message["name"]), data,
                company=str(message["company"]), to_read=bool(message["to_read"]),
            ))  # fmt: skip
        return {"taken": self._taken[nonce]}

    def _remember(self, nonce: str, taken: Taken) -> None:
        self._is_due = True
        self._taken[nonce] = _sent_taken(nonce, taken)
        for old in list(self._taken)[:-REMEMBERED]:
            del self._taken[old]
        self.send({"type": "changed", "taken": [self._taken[nonce]]})

    def _drop(self, message: Message) -> None:
        self._transfers.drop(str(message["client"]))

    def _nothing(self, message: Message) -> None:
        """What is asked for happens after the answer."""

    def _clear(self, message: Message) -> None:
        self._taken.clear()
        self.send({"type": "changed", "cleared": True})

    def _find(self, message: Message) -> dict[str, Any]:
        return {"items": [asdict(item) for item in self._source.find(str(message["words"]))]}

    def _put(self, message: Message) -> dict[str, Any]:
        keys = [str(key) for key in message["keys"]]
        count = self._source.put(keys)
        self._is_due = True
        self.send({"type": "changed", "listed": keys})
        return {"count": count}

    def _news(self, message: Message) -> dict[str, Any]:
        self._lines = self._source.refresh()
        self._is_due = True
        self.send({"type": "changed", "news": self._lines})
        return {}

    def _whole(self) -> dict[str, Any]:
        """Return all that a page has to know to begin."""
        taken = list(self._taken.values())
        return _sent_shelf(self._shelf) | {"taken": taken, "news": self._lines}


class Transfers:
    """Files on their way here, in memory: one of each page, the longest idle gives way.

    Args:
        room: bytes of all of them together.
    """

    def __init__(self, room: int) -> None:
        self._room = room
        self._files: dict[tuple[str, str], io.BytesIO] = {}  # the longest idle first

    @property
    def size(self) -> int:
        """Bytes held now."""
        return sum(file.tell() for file in self._files.values())

    def add(self, client: str, nonce: str, at: int, piece: bytes | memoryview) -> int:
        """Take the piece that begins at byte `at`; return how many bytes are here in a row.

        A piece that came before is passed over, and so is one with a gap in front of it: the page
        goes on from where this end is. The first piece of a page's next file lets go of the last.

        Raises:
            InvalidParameterError: when the file grows larger than :data:`LARGEST`.
        """
        file = self._files.pop((client, nonce), None) or io.BytesIO()
        self.drop(client)
        have = file.tell()
        if at == have:
            if have + len(piece) > LARGEST:
                raise InvalidParameterError(
                    f"larger than {LARGEST // 1_000_000} MB: use prepkit import in a terminal"
                )
            while self._files and self.size + have + len(piece) > self._room:
                del self._files[next(iter(self._files))]
            file.write(piece)
        self._files[client, nonce] = file
        return file.tell()

    def have(self, client: str, nonce: str) -> int:
        """Return how many bytes of a file are here, from its beginning on."""
        file = self._files.get((client, nonce))
        return file.tell() if file else 0

    def pop(self, client: str, nonce: str, size: int) -> bytes | None:
        """Return a file and let go of it; ``None`` when it is not as long as it should be."""
        if self.have(client, nonce) < size:
            return None
        file = self._files.pop((client, nonce), None) or io.BytesIO()
        # The buffer itself: a second copy of a large file would be one too many.
        return file.getvalue()

    def drop(self, client: str) -> None:
        """Let go of what a page was sending."""
        for key in [key for key in self._files if key[0] == client]:
            del self._files[key]


def _sender(message: Message) -> tuple[str, str]:
    return str(message["client"]), str(message["nonce"])


def _sent_shelf(shelf: Shelf) -> dict[str, Any]:
    at = shelf.last_import
    return asdict(shelf) | {"last_import": at.isoformat() if at else ""}


def _sent_taken(nonce: str, taken: Taken) -> dict[str, Any]:
    return {
        "nonce": nonce, "name": taken.name, "format": taken.format, "new": taken.new,
        "changed": taken.changed, "known": taken.known, "feeds": taken.feeds,
        "listed": taken.listed, "notes": list(taken.notes), "unread": len(taken.troubles),
        "troubles": [list(trouble) for trouble in taken.troubles[:TROUBLES]],
    }  # fmt: skip
