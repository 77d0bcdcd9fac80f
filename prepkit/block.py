"""Blocks: what a summary looks like on paper and on screen, as plain data.

A person's words travel in blocks exactly as typed. What draws a block decides how they look;
nothing here is markup.
"""

from __future__ import annotations

import datetime
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, TypeAdapter

from prepkit.dates import full_date

# Not the system's: a report is the same wherever it is made.
_MONTHS = ("January", "February", "March", "April", "May", "June", "July", "August", "September",
           "October", "November", "December")  # fmt: skip

_REACH = 3
"""A word longer than a third of the room is cut into, as in writing without blanks."""

BLOCK_MIME = "application/vnd.prepkit.block+json"
"""The MIME type under which a notebook's output carries one block for paper."""


class _Data(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Source(_Data):
    """Where something was found; printed once, with a number, at the end of a report."""

    label: str
    link: str = ""
    dated: str = ""
    grade: str = ""


class Cell(_Data):
    """One cell of a table: words as typed, perhaps a link or a source, perhaps set apart."""

    text: str = ""
    link: str = ""
    source: Source | None = None
    tone: Literal["plain", "strong", "muted", "warn"] = "plain"


class Column(_Data):
    """One column: its head, its share of the width, and which way figures are set."""

    title: str
    width: float = 1.0
    align: Literal["start", "end", "center"] = "start"


class Prose(_Data):
    """A person's text: paragraphs, line breaks, lists and ``**bold**`` are understood."""

    type: Literal["prose"] = "prose"
    text: str


class Note(_Data):
    """A line of prepkit's own: a caution, a method, what is left out."""

    type: Literal["note"] = "note"
    text: str
    tone: Literal["plain", "warn"] = "plain"


class Empty(_Data):
    """What would stand here if something had been written, and what would fill it."""

    type: Literal["empty"] = "empty"
    text: str


class Table(_Data):
    """Rows under a head that is repeated on every page."""

    type: Literal["table"] = "table"
    caption: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]


class Chart(_Data):
    """A Vega-Lite v5 picture, with the words that stand in for it."""

    type: Literal["chart"] = "chart"
    caption: str
    alt: str
    spec: dict[str, Any]


class Card(_Data):
    """One record in full: a title, short facts in a row, and texts below, titled or not."""

    type: Literal["card"] = "card"
    title: str
    facts: tuple[tuple[str, str], ...] = ()
    texts: tuple[tuple[str, str], ...] = ()


class Sources(_Data):
    """Sources that are read but not cited from a table."""

    type: Literal["sources"] = "sources"
    items: tuple[Source, ...]


class Head(_Data):
    """What a chapter is about; the first output of every notebook.

    Attributes:
        chapter: id of the chapter.
        title: its title.
        company, role, person: as typed; empty when not known.
        interview_on: a day, month or year, or empty.
        as_of: the day the page is made for.
        audience: whom it is made for: ``me``, ``coach`` or ``share``.
        state: what it was made from: program, answers and their digest.
        progress: done and wanted by section title, in order.
    """

    type: Literal["head"] = "head"
    chapter: str
    title: str
    company: str = ""
    role: str = ""
    person: str = ""
    interview_on: str = ""
    as_of: datetime.date
    audience: Literal["me", "coach", "share"] = "me"
    state: str = ""
    progress: tuple[tuple[str, int, int], ...] = ()


Block = Annotated[
    Prose | Note | Empty | Table | Chart | Card | Sources | Head, Field(discriminator="type")
]


class Piece(_Data):
    """One block of one section, as it travels in a notebook's output."""

    section: str
    block: Block


PIECE: TypeAdapter[Piece] = TypeAdapter(Piece)


def column(title: str, width: float = 1.0, align: Literal["start", "end", "center"] = "start",
           ) -> Column:  # fmt: skip
    """Return a column."""
    return Column(title=title, width=width, align=align)


def cell(
    text: object, *, link: str = "", source: Source | None = None,
    tone: Literal["plain", "strong", "muted", "warn"] = "plain",
) -> Cell:  # fmt: skip
    """Return a cell; `text` is shown as ``str`` gives it, and ``None`` as nothing."""
    return Cell(text="" if text is None else str(text), link=link, source=source, tone=tone)


def counted(number: int, one: str, many: str = "") -> str:
    """Return a number of things in words: "1 work", "3,214 works"."""
    return f"{number:,} {one if number == 1 else many or one + 's'}"


def shortened(text: str, longest: int) -> str:
    """Return the beginning of a text on one line, `longest` characters at most, in whole words.

    A word is cut into where no other ends within the last third of the room.
    """
    line = " ".join(text.split())
    if len(line) <= longest:
        return line
    words = line[:longest].rpartition(" ")[0].rstrip(" .,;:–—-")
    if len(words) < longest - longest // _REACH:
        words = line[: longest - 1].rstrip()
    return f"{words}…"


def in_quotes(text: str) -> str:
    """Return words as typed, on one line, in quotation marks; those inside become single ones."""
    inner = " ".join(text.split()).translate({ord("“"): "‘", ord("”"): "’"})
    return f"“{inner}”"


def spelled(day: datetime.date) -> str:
    """Return a day in words: ``9 March 2025``."""
    return f"{day.day} {_MONTHS[day.month - 1]} {day.year}"


def day_in_words(date: str) -> str:
    """Return a day in words, ``9 March 2025``; a month, a year and what is no date as typed."""
    day = full_date(date)
    return spelled(day) if day else date
