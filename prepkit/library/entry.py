"""Entries: published things as library files describe them; facts, never a person's words."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Entry:
    """One published thing: a paper, a course, a filing, a talk, a book, a piece of news.

    Everything is plain text in NFC, without markup, LaTeX commands or line breaks. Empty: ``""``,
    ``()`` or ``None``.

    Attributes:
        form: ``paper``, ``course``, ``filing``, ``talk``, ``book`` or ``news``.
        title: as published; never empty.
        by: authors or speakers, "Given Family", in order; editors when there are no authors.
        year: of publication.
        date: a year, a month or a day, as :func:`prepkit.fields.date` has it.
        venue: what it appeared in: journal, conference, series, feed.
        publisher: who brought it out: publisher, institution, school, organisation.
        places: where its authors work, where the file says so.
        keywords: as given.
        abstract: as given.
        link: an http or https address.
        doi: without a resolver in front, lower case ("10.1000/182").
        isbn: digits only (and a final X).
    """

    form: str
    title: str
    by: tuple[str, ...] = ()
    year: int | None = None
    date: str = ""
    venue: str = ""
    publisher: str = ""
    places: tuple[str, ...] = ()
    keywords: tuple[str, ...] = ()
    abstract: str = ""
    link: str = ""
    doi: str = ""
    isbn: str = ""

    @property
    def address(self) -> str:
        """Where it can be found: its link, else where its DOI leads; ``""`` for neither."""
        return self.link or (f"https://doi.org/{self.doi}" if self.doi else "")


@dataclass(frozen=True, slots=True)
class Trouble:
    """What is wrong with one part of a file, in one line.

    Attributes:
        line: where, counted from 1; 0 for the file as a whole.
        says: *what: which: what to do*.
    """

    line: int
    says: str


@dataclass(frozen=True, slots=True)
class Found:
    """What was found in one file.

    Attributes:
        format: ``BibTeX``, ``RIS``, ``CSL-JSON``, ``RSS``, ``Atom``, ``OPML``, ``CSV`` or
            ``OpenAlex``.
        entries: all that could be read, in the order of the file.
        troubles: what could not, in the order of the file.
        feeds: title and address of each feed an OPML file names; empty for other formats.
    """

    format: str
    entries: tuple[Entry, ...]
    troubles: tuple[Trouble, ...] = ()
    feeds: tuple[tuple[str, str], ...] = ()
