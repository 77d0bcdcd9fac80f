"""What the shelves show, as plain data: the language between a library and the page."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol


@dataclass(frozen=True, slots=True)
class Taken:
    """What came of one file.

    Attributes:
        name: of the file, as given.
        format: what it turned out to be ("BibTeX").
        new: works that were not in the library before.
        changed: works that were, and are now known better.
        known: works that were there already.
        troubles: line, counted from 1 (0 for the file as a whole), and what is wrong there.
        feeds: addresses of feeds it names.
        listed: works put on the reading list.
        notes: further sentences to show ("Watched from now on: 3 feeds.").
    """

    name: str
    format: str
    new: int = 0
    changed: int = 0
    known: int = 0
    troubles: tuple[tuple[int, str], ...] = ()
    feeds: int = 0
    listed: int = 0
    notes: tuple[str, ...] = ()

    @property
    def works(self) -> int:
        """How many works it has."""
        return self.new + self.changed + self.known


@dataclass(frozen=True, slots=True)
class Item:
    """One work of the library, as it is shown; only ``key`` and ``title`` are never empty.

    Attributes:
        key: what :meth:`Source.put` knows it by.
        title: as published.
        by: its authors, in one line.
        year: of publication.
        venue: what it appeared in.
        form: ``paper``, ``talk`` and the like.
        link: shown as a link when it is an http or https address.
        listed: whether it is on the reading list.
    """

    key: str
    title: str
    by: str = ""
    year: str = ""
    venue: str = ""
    form: str = ""
    link: str = ""
    listed: bool = False


@dataclass(frozen=True, slots=True)
class Shelf:
    """What is shown of a library as a whole.

    Attributes:
        place: which library of which workspace this is; files that could not be sent wait under
            that name while the widget is made anew.
        works: how many there are.
        years: the first and the last year of publication, when any is known.
        last_import: when a file last came in, with its time zone.
        company: id of the company of the page, or ``""``.
        company_name: its name.
        watched: files and feeds that :meth:`Source.refresh` reads again.
        folded: whether the section is not on the path that was chosen.
    """

    place: str
    works: int = 0
    years: tuple[int, int] | None = None
    last_import: datetime.datetime | None = None
    company: str = ""
    company_name: str = ""
    watched: int = 0
    folded: bool = False


class Source(Protocol):
    """Where a library is. Every method may raise a ``PrepkitError``."""

    def take(self, name: str, data: bytes, *, company: str, to_read: bool) -> Taken:
        """Read a file into the library.

        Args:
            name: of the file, as the person's computer has it: to be shown, never to be opened.
            data: all of it.
            company: id of the company whose own publications these are, or ``""``.
            to_read: whether to put them on the reading list too.
        """

    def refresh(self) -> list[str]:
        """Read the watched files and feeds again; return one line about what came of each."""

    def find(self, words: str) -> list[Item]:
        """Return the works that fit best, best first, at most 50; none for no words."""

    def put(self, keys: Sequence[str]) -> int:
        """Put works on the reading list, those that are not there; return how many that were."""
