"""Shelves: what was imported to read, in the workspace file beside the answers.

An import is kept as a few revisions that hold many works each, as lines of JSON: a hundred
thousand works would be slow as a hundred thousand records, and they are facts, not answers. Only
what a file has not said before is written, and a shelf is like every other revision never changed.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from prepkit.errors import UnknownCompanyError, UnknownRecordError
from prepkit.library.entry import Entry
from prepkit.library.library import Arrived, Library
from prepkit.library.work import read, written
from prepkit.storage.revision import Revision
from prepkit.storage.store import Store

KIND = "shelf"
"""The kind of record a shelf is."""

WORKS_A_SHELF = 1000
LETTERS_A_SHELF = 2_000_000


@dataclass(frozen=True, slots=True)
class Import:
    """One import, as it stands in the list of imports.

    Attributes:
        id: what it is taken back by.
        file: name of the file, address of the feed, or what was searched for.
        format: what kind of file it was.
        of: id of the company whose own publications they are, or ``""``.
        works: how many entries of its file it holds; works others brought may be among them.
        at: when, UTC.
    """

    id: str
    file: str
    format: str
    of: str
    works: int
    at: datetime.datetime


class Shelves:
    """The imports of one workspace file, and the library they make together.

    Args:
        revise: makes a revision: kind, record id, company, visibility, body, parents, deleted.
        token: returns `n` bytes of chance as hexadecimal digits.
        now: the clock, UTC.
    """

    def __init__(
        self, store: Store, revise: Callable[..., Revision], token: Callable[[int], str],
        now: Callable[[], datetime.datetime],
    ) -> None:  # fmt: skip
        self._store, self._revise, self._token, self._now = store, revise, token, now
        self._known: tuple[str, ...] = ()
        self._library = Library()
        self._last: datetime.datetime | None = None

    def library(self) -> Library:
        """Return everything that was imported, read again only after an import.

        Raises:
            DamagedWorkspaceError: when a shelf is not what was written.
        """
        now = self._store.ids(KIND)
        if now != self._known:
            heads = self._heads()
            self._library = Library(read(head.body["works"]) for head in heads)
            self._last = max((head.time for head in heads), default=None)
            self._known = now
        return self._library

    @property
    def last_import(self) -> datetime.datetime | None:
        """When something was last imported, UTC; ``None`` when nothing was."""
        self.library()
        return self._last

    def imports(self) -> list[Import]:
        """Return what was imported, oldest first."""
        found: dict[str, Import] = {}
        for head in self._heads():
            id, works = _import_of(head), head.body["works"].count("\n") + 1
            before = found[id].works if id in found else 0
            body = head.body
            found[id] = Import(
                id, body["file"], body["format"], body["of"], before + works, head.time
            )
        return list(found.values())

    def add(self, found: Iterable[Entry], *, file: str, format: str, company: str = "") -> Arrived:
        """Put what a file holds into the library; return what it brought.

        When this returns it is on the disk. Nothing is written when the file has said all of it
        before.

        Args:
            file: the file's name; the same file corrects what it said before.
            format: what kind of file it is, for the list of imports.
            company: id of the company whose own publications they are.

        Raises:
            UnknownCompanyError: for a company that was never added.
            WorkspaceError: when the workspace cannot be written; nothing was imported then.
        """
        if company and not self._store.heads(record=f"target-{company}"):
            raise UnknownCompanyError(f"no company {company!r}: add it first")
        arrived = self.library().arrive(found, file=file, of=company)
        import_id = f"{KIND}-{self._token(8)}"
        # When it came in, so that an import that was taken back and restored keeps its place.
        at = self._now().isoformat(timespec="milliseconds")
        about = {"at": at, "file": file, "format": format, "of": company}
        added = [
            self._revise(KIND, f"{import_id}-{number:05}", "", "private",
                         {**about, "works": "\n".join(lines)}, ())
            for number, lines in enumerate(_pieces(map(written, arrived.works)))
        ]  # fmt: skip
        self._store.append(added)
        if added and (ids := self._store.ids(KIND)) == tuple(
            sorted((*self._known, *(revision.id for revision in added)))
        ):
            # Nobody else imported in between: all of it need not be read again.
            self._library, self._known, self._last = arrived.library, ids, added[-1].time
        return arrived

    def take_back(self, id: str) -> Import:
        """Take an import off the shelves; its history stays and can be restored.

        Works that another import has too stay, with what that one says of them.

        Raises:
            UnknownRecordError: when there is no such import.
        """
        found = next((item for item in self.imports() if item.id == id), None)
        if found is None:
            raise UnknownRecordError(f"no import {id!r}: see 'prepkit library'")
        parts = [head for head in self._heads() if _import_of(head) == id]
        self._store.append(
            self._revise(KIND, part.record, "", part.visibility, part.body, (part.id,),
                         deleted=True)
            for part in parts
        )  # fmt: skip
        return found

    def _heads(self) -> list[Revision]:
        """Return the shelves that were not taken back, in the same order in every copy."""
        heads = [head for head in self._store.heads(kind=KIND) if not head.deleted]
        return sorted(heads, key=lambda head: (head.body.get("at", head.saved_at), head.record))


def _import_of(shelf: Revision) -> str:
    return shelf.record.rsplit("-", 1)[0]


def _pieces(lines: Iterable[str]) -> Iterator[list[str]]:
    """Give the lines in pieces a database is at ease with."""
    piece: list[str] = []
    size = 0
    for line in lines:
        if piece and (len(piece) == WORKS_A_SHELF or size + len(line) > LETTERS_A_SHELF):
            yield piece
            piece, size = [], 0
        piece.append(line)
        size += len(line)
    if piece:
        yield piece
