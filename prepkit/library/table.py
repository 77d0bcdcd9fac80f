"""Tables in CSV: from databases and reference managers, from spreadsheets, made by hand.

The standard library's csv reads them. It takes all that follows a quote which is never closed
for one cell; so each row is read on its own, and where its quotes make no sense, or it runs over
several lines without filling the columns, its first line alone is taken for it.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from prepkit.library import clean
from prepkit.library.columns import meanings
from prepkit.library.entry import Entry, Found, Trouble
from prepkit.library.forms import form

_HEAD = 20  # lines among which the header is looked for
_LONGEST = 100_000  # characters of a line that is read alone; csv takes 131,072 for one cell
_INERT = re.compile(r"\A'(?=[=+\-@\t\r])")
_WHO = re.compile(r"\[[^][]{0,5000}\]")  # Web of Science says whose each address is
_INITIALS = re.compile(r"(\S.*?) ((?:\w\.[ -]?){1,5})")

Meanings = dict[str, tuple[int, ...]]
"""The places of the columns, by what they mean, the best first."""


class _Row(NamedTuple):
    line: int
    cells: list[str]
    wrong: str = ""


def read_table(text: str) -> Found:
    """Return the entries of a table, one a row, and a line on each row that is damaged.

    Commas, semicolons or tabs part the cells, whichever makes sense of the header; lines above
    the header are passed over. A ``'`` that keeps a cell from being run as a formula goes. Time
    and room grow with the length of the text.
    """
    if "\r" in text:
        text = re.sub(r"\r\n?", "\n", text)
    text = text.removeprefix("\ufeff")
    delimiter, header = _header(text)
    if not header:
        return Found("CSV", (), _headless(text))
    columns = meanings(header.cells)
    entries, troubles = [], []
    for row in _rows(text, delimiter, header):
        made = _entry(row.cells, columns)
        entries += [made] if made else []
        says = _fault(row, made, len(header.cells), delimiter)
        troubles += [Trouble(row.line, says)] if says else []
    if not entries and not troubles:
        troubles = [Trouble(0, "no entries: there is a header and nothing below it: fill it in")]
    return Found("CSV", tuple(entries), tuple(troubles))


def _header(text: str) -> tuple[str, _Row | None]:
    """Return what parts the cells, and the row that names more columns than any other."""
    best: tuple[str, _Row | None] = ("", None)
    known = 0
    for number, line in enumerate(text[: _HEAD * _LONGEST].split("\n", _HEAD)[:_HEAD], 1):
        for delimiter in ",;\t":
            cells = _cells(line, delimiter)
            found = meanings(cells)
            if "title" in found and len(found) > known:
                # In a table of one column nothing parts anything: a comma is a comma.
                best = (delimiter if len(cells) > 1 else "\x1f", _Row(number, cells))
                known = len(found)
    return best


def _headless(text: str) -> tuple[Trouble, ...]:
    """Say that there is no title column, and which columns there are."""
    first = next((line for line in text[:_LONGEST].split("\n") if clean.plain(line)), "")
    if not first:
        return ()
    names = max((_cells(first, delimiter) for delimiter in ",;\t"), key=len)
    shown = ", ".join(repr(clean.plain(name, 40)) for name in names[:8])
    more = ", …" if len(names) > 8 else ""
    says = f"no title column: the columns are {shown}{more}: call the one with the titles 'Title'"
    return (Trouble(1, says),)


class _Lines:
    """The lines of a text, one by one, and the way back to one that was there before."""

    def __init__(self, text: str) -> None:
        self._text = text
        self.at = 0
        self.line = 1

    def __iter__(self) -> Iterator[str]:
        return self

    def __next__(self) -> str:
        if self.at >= len(self._text):
            raise StopIteration
        end = self._text.find("\n", self.at)
        end = len(self._text) if end < 0 else end
        line = self._text[self.at : end]
        self.at, self.line = end + 1, self.line + 1
        return line + "\n"

    def back(self, at: int, line: int) -> None:
        self.at, self.line = at, line


def _rows(text: str, delimiter: str, header: _Row) -> Iterator[_Row]:
    """Yield the rows below the header that have something in them."""
    lines = _Lines(text)
    while lines.line <= header.line:
        next(lines)
    while lines.at < len(text):
        at, line, wrong = lines.at, lines.line, ""
        if text[at] == "\n":
            next(lines)
            continue
        try:
            cells = next(csv.reader(lines, delimiter=delimiter, strict=True))
        except csv.Error:
            cells, wrong = [], "a quote is missing or one too many"
        if wrong or (lines.line > line + 1 and len(cells) != len(header.cells)):
            lines.back(at, line)
            alone = next(lines)
            # Where tabs part the cells, quotes are as a rule just quotes.
            wrong = "" if delimiter == "\t" else wrong or "it runs on into the next lines"
            cells, plainly = _cells(alone, delimiter), alone[:_LONGEST].strip().split(delimiter)
            if not wrong:
                cells = plainly
            elif len(cells) < len(plainly) == len(header.cells):
                cells = [cell.strip(' "') for cell in plainly]
            if len(alone) > _LONGEST:
                wrong = f"it goes on for {len(alone):,} characters"
        if any(map(str.strip, cells)) and cells != header.cells:
            yield _Row(line, cells, wrong)


def _cells(line: str, delimiter: str) -> list[str]:
    """Return the cells of one line, however its quotes are."""
    return next(csv.reader([line[:_LONGEST].rstrip("\n")], delimiter=delimiter), [])


def _fault(row: _Row, made: Entry | None, width: int, delimiter: str) -> str:
    """Say what is wrong with a row; ``""`` when nothing is."""
    called = clean.plain(made.title if made else "; ".join(filter(str.strip, row.cells)), 60)
    if row.wrong:
        what = "came in, but look it through" if made else "not brought in: mend it in the file"
        return f"damaged row: {called!r}: {row.wrong}: {what}"
    if not made:
        return f"row without a title: {called!r}: not brought in: give it one"
    if any(map(str.strip, row.cells[width:])):
        return (
            f"row with {len(row.cells)} cells under {width} columns: {called!r}: came in, but look "
            f"it through: a text with {delimiter!r} in it needs quotes around it"
        )
    return ""


def _entry(cells: Sequence[str], columns: Meanings) -> Entry | None:
    """Return what a row says; ``None`` when it has no title."""

    def said(meaning: str) -> list[str]:
        places = (place for place in columns.get(meaning, ()) if place < len(cells))
        found = (_INERT.sub("", cells[place].strip(), count=1) for place in places)
        return [cell for cell in found if cell]

    def words(meaning: str, longest: int = clean.LONGEST_LINE) -> str:
        shown = (clean.plain(clean.untagged(cell), longest) for cell in said(meaning))
        return next(filter(None, shown), "")

    title = words("title")
    if not title:
        return None
    year, date = _when(words("year"), words("date"))
    lists = {name: clean.untagged(next(iter(said(name)), "")) for name in ("keywords", "places")}
    return Entry(
        form=form(*map(clean.plain, said("kind"))),
        title=title,
        by=_people(next(iter(said("by")), "")),
        year=year,
        date=date,
        venue=words("venue"),
        publisher=words("publisher"),
        places=clean.once(re.split(r"[;|\n]", _WHO.sub("", lists["places"]))),
        keywords=clean.keywords(lists["keywords"]),
        abstract=words("abstract", clean.LONGEST_ABSTRACT),
        link=next(filter(None, map(clean.address, said("link"))), ""),
        doi=next(filter(None, map(clean.doi, said("doi") + said("link"))), ""),
        isbn=next(filter(None, map(clean.isbn, said("isbn"))), ""),
    )


def _when(year: str, date: str) -> tuple[int | None, str]:
    """Return the year, and the date as exactly as the two columns have it of that year."""
    plain_year, exact = clean.when(year, date) if year else clean.when(date)
    other, other_exact = clean.when(date)
    return (other, other_exact) if other and other == plain_year else (plain_year, exact)


def _people(cell: str) -> tuple[str, ...]:
    """Return the people of a cell: parted by semicolons, bars or "and", or else by commas.

    Commas part people where each has two words at least ("Smith J., Doe A."), and a family name
    from a given one elsewhere.
    """
    if re.search(r"[;|\n]", cell):
        return clean.people(re.split(r"[;|\n]", cell))
    if re.search(r"\sand\s", cell):
        return clean.names(cell)
    parts = cell.split(",")
    if len(parts) > 1 and all(len(part.split()) > 1 for part in parts):
        found = ((_INITIALS.fullmatch(part.strip()), part) for part in parts)
        return clean.people(f"{each[2]} {each[1]}" if each else part for each, part in found)
    return clean.people([cell])
