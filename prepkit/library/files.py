"""Files: what a file is, and the reader that knows how to read it.

The content says what a file is; its name only counts where the content leaves it open. Readers
are imported when one is wanted, as two of them take a while.
"""

from __future__ import annotations

import contextlib
import os
import re
from dataclasses import replace
from pathlib import Path, PurePosixPath
from typing import Literal

from prepkit.errors import UnreadableFileError
from prepkit.library.clean import plain
from prepkit.library.encoding import decoded
from prepkit.library.entry import Found, Trouble

LONGEST = 200_000_000
"""Bytes of a file."""

_HEAD = 100_000  # bytes in which a file says what it is

Format = Literal["bibtex", "ris", "csl", "feed", "opml", "table"]

_ENDINGS: dict[str, Format] = {
    ".bib": "bibtex", ".bibtex": "bibtex", ".biblatex": "bibtex", ".ris": "ris", ".json": "csl",
    ".csljson": "csl", ".rss": "feed", ".atom": "feed", ".rdf": "feed", ".xml": "feed",
    ".opml": "opml", ".csv": "table", ".tsv": "table", ".tab": "table",
}  # fmt: skip

_BIBTEX = re.compile(r"^[ \t]*@[A-Za-z]{1,30}[ \t]*[{(]", re.MULTILINE)
_RIS = re.compile(r"^(?:TY|ER)  ?-", re.MULTILINE)
_NOTEBOOK = re.compile(r'"(?:cell_type|nbformat)"\s*:\s*["\d]')
_JSON = re.compile(r"[\[{]\s*[\[{\"\]}]")
_PUBMED = re.compile(r"^PMID- ?\d", re.MULTILINE)
_TITLE = re.compile(r"title|titel|titre|t[ií]tulo|titolo|name", re.IGNORECASE)
_HTML = {"html", "head", "body", "div", "script", "meta", "title", "p"}

_LIBRARY = "in Zotero choose File, Export Library, and BibTeX or CSL JSON"
_SIGNS: tuple[tuple[bytes, str, str], ...] = (
    (b"%PDF-", "a PDF", f"put it into Zotero, which finds out what it is, then {_LIBRARY}"),
    (b"SQLite format 3\0", "the database of a program", _LIBRARY),
    (b"\xd0\xcf\x11\xe0", "an old Word or Excel file", "save a table as CSV UTF-8"),
    (b"{\\rtf", "a text document (RTF)", f"a list of references cannot be read: {_LIBRARY}"),
    (b"\x1f\x8b", "packed", "unpack it first, and choose what is in it"),
    (b"7z\xbc\xaf", "packed", "unpack it first, and choose what is in it"),
    (b"Rar!", "packed", "unpack it first, and choose what is in it"),
    (b"\x89PNG", "a picture", _LIBRARY),
    (b"\xff\xd8\xff", "a picture", _LIBRARY),
    (b"GIF8", "a picture", _LIBRARY),
)
_PACKED: tuple[tuple[bytes, str, str], ...] = (
    (b"word/document.xml", "a Word document", _LIBRARY),
    (b"xl/workbook.xml", "an Excel file", "save the table as CSV UTF-8"),
    (b"ppt/presentation.xml", "a PowerPoint file", _LIBRARY),
    (b"opendocument", "a LibreOffice document", "save a table as CSV"),
    (b"epub+zip", "an e-book", _LIBRARY),
    (b"", "packed (a zip file)", "unpack it first, and choose what is in it"),
)


def place_of(typed: str, base: Path = Path()) -> Path:
    """Return the path somebody typed: with quotes, as Windows copies it, or a "~" in front.

    Args:
        base: the folder a relative path begins in.
    """
    typed = typed.strip()
    typed = typed[1:-1] if typed[:1] in ("'", '"') and typed[-1:] == typed[:1] else typed
    path = Path(typed)
    with contextlib.suppress(RuntimeError, ValueError):  # nobody of that name
        path = path.expanduser()
    return base / path


def bytes_of(place: Path) -> bytes:
    """Return the bytes of a file, all from the same moment.

    Raises:
        UnreadableFileError: when there is no such file or it may not be read, when it is a
            folder, too big, or was written to meanwhile.
    """
    shown = repr(plain(str(place), 300))
    try:
        if place.is_dir():
            raise UnreadableFileError(f"a folder, not a file: {shown}: name a file in it")
        # A pipe or a device has no end, and may not even have a beginning.
        if place.exists() and not place.is_file():
            raise UnreadableFileError(f"no ordinary file: {shown}: copy it into one")
        with place.open("rb") as file:
            before = os.fstat(file.fileno())
            data = file.read(LONGEST + 1)
            after = os.fstat(file.fileno())
    except FileNotFoundError as error:
        raise UnreadableFileError(
            f"no such file: {shown}: check the name, or drag the file onto the page"
        ) from error
    except PermissionError as error:
        raise UnreadableFileError(
            f"may not be read: {shown}: close it where it is open, or copy it to your own folder"
        ) from error
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", "") or "no name a file can have"
        raise UnreadableFileError(f"cannot be read: {shown}: {reason}") from error
    moments = [(state.st_size, state.st_mtime_ns) for state in (before, after)]
    if moments[0] != moments[1] or len(data) != min(before.st_size, LONGEST + 1):
        raise UnreadableFileError(f"it changed while it was read: {shown}: try again")
    return data


def read_file(data: bytes, name: str) -> Found:
    """Return what is in a library file of any kind.

    Args:
        data: the whole file.
        name: its name, or the address it came from.

    Returns:
        The entries, or the feeds, and one trouble for each thing that is wrong; for a file that
        has nothing in it, one that says so.

    Raises:
        UnreadableFileError: when the file is empty, too big, or no library at all: a web page, a
            PDF, a notebook. The message says what it is and what to choose instead.
    """
    shown = repr(plain(name, 100))
    if len(data) > LONGEST:
        raise UnreadableFileError(
            f"too big: {shown}: {len(data):,} bytes, {LONGEST:,} is the most: export it in parts"
        )
    if not data[:_HEAD].strip(b"\0 \t\r\n\xef\xbb\xbf") and not data.strip(
        b"\0 \t\r\n\xef\xbb\xbf"
    ):
        raise UnreadableFileError(f"empty: {shown}: export it again")
    other = _other_kind(data)
    if other:
        what, instead = other
        raise UnreadableFileError(f"no library, but {what}: {shown}: {instead}")
    head = decoded(data[:_HEAD])[0].lstrip()
    format, instead = _format(head, name)
    if not format:
        raise UnreadableFileError(f"no library: {shown}: {instead}")
    found = _read(format, data)
    if found.entries or found.feeds or found.troubles:
        return found
    return replace(found, troubles=(Trouble(0, f"nothing in it: {shown}: export it again"),))


def _read(format: Format, data: bytes) -> Found:
    """Read a file; each reader is imported only when it is wanted."""
    if format == "feed":
        from prepkit.library.feed import read_feed

        return read_feed(data)
    if format == "opml":
        from prepkit.library.opml import read_opml

        return read_opml(data)
    if format == "bibtex":
        from prepkit.library.bibtex import read_bibtex as read
    elif format == "ris":
        from prepkit.library.ris import read_ris as read
    elif format == "csl":
        from prepkit.library.csl import read_csl as read
    else:
        from prepkit.library.table import read_table as read
    text, assumed = decoded(data)
    found = read(text)
    return replace(found, troubles=(*assumed, *found.troubles))


def _other_kind(data: bytes) -> tuple[str, str] | None:
    """Return what a file is that is no text, and what to do; ``None`` for a text."""
    for sign, what, instead in _SIGNS:
        if data.startswith(sign):
            return what, instead
    if data.startswith(b"PK\x03\x04"):
        return next((what, instead) for sign, what, instead in _PACKED if sign in data)
    if "\0" in decoded(data[:_HEAD])[0]:
        return "no text", _LIBRARY
    return None


def _format(head: str, name: str) -> tuple[Format | None, str]:
    """Return the format of a text, or what to do when it has none that is known.

    Args:
        head: how it begins, without blanks in front.
        name: counts only when the text leaves it open.
    """
    if head.startswith("<"):
        return _markup_format(head)
    if _NOTEBOOK.search(head):
        return None, f"it is a notebook: {_LIBRARY}"
    if _BIBTEX.search(head):
        return "bibtex", ""
    if _RIS.search(head):
        return "ris", ""
    if _JSON.match(head):
        return "csl", ""
    if _PUBMED.search(head):
        return None, "it is a list from PubMed: import it into Zotero, and export CSL JSON there"
    if any(_TITLE.search(line) and re.search("[,;\t]", line) for line in head.split("\n")[:20]):
        return "table", ""
    ending = PurePosixPath(name.replace("\\", "/").split("?")[0]).suffix.lower()
    known = _ENDINGS.get(ending)
    return known, "" if known else (
        "BibTeX, RIS, CSL-JSON, RSS, Atom, OPML and CSV can be read: " + _LIBRARY
    )


def _markup_format(head: str) -> tuple[Format | None, str]:
    """Return the format of a text that begins as XML or HTML do."""
    from prepkit.library.markup import root

    kind = root(head.encode(errors="replace"))
    if kind in _HTML:
        return None, f"it is a web page: {_LIBRARY}; of a site with news, take its feed’s address"
    if kind == "opml":
        return "opml", ""
    if kind == "rdf" and not re.search(r"purl\.org/rss|my\.netscape\.com/rdf", head[:10_000]):
        return None, f"it is RDF, but no feed: {_LIBRARY}"
    # Where a grammar stands before the first element, the reader says what is wrong with it.
    if kind in ("rss", "rdf", "feed", ""):
        return "feed", ""
    return None, f"it is XML of another kind, {kind!r}: {_LIBRARY}"
