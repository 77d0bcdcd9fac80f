"""Identity: which two entries are one work, and the words they are compared by.

Two entries are the same work when they have the same DOI; the same ISBN, for books; or the same
title, first author and year. A preprint is also the same as what it became within two years, and
an entry without a year the same as one with, when title and first author agree and the title is
long enough to be nobody else's.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Iterator

from prepkit.library.entry import Entry

_LONG_TITLE = 24  # letters and digits
_PREPRINT = re.compile(r"rxiv|\bcorr\b|\bssrn\b|preprint", re.IGNORECASE)
_PREPRINT_YEARS = 2
_NOT_WORD = re.compile(r"[\W_]+")


def folded(text: str) -> str:
    """Return a text with nothing but its letters and digits, without accents and case."""
    return words_of(text).replace(" ", "")


def words_of(text: str) -> str:
    """Return the words of a text without accents, case and signs, one blank between them."""
    if not text.isascii():
        parts = unicodedata.normalize("NFKD", text)
        text = "".join(part for part in parts if not unicodedata.combining(part))
    return _NOT_WORD.sub(" ", text.casefold()).strip()


def identities(entry: Entry) -> Iterator[str]:
    """Give the names under which a work is known, the surest first; there is at least one."""
    if entry.doi:
        yield f"doi {entry.doi}"
    if entry.isbn and entry.form == "book":
        yield f"isbn {entry.isbn}"
    title = folded(entry.title) or entry.title
    first = folded(entry.by[0].split()[-1]) if entry.by and entry.by[0].split() else ""
    if len(title) >= _LONG_TITLE:
        yield f"long {title} {first}"
    else:
        where = folded(entry.venue or entry.publisher)
        yield f"short {title} {first} {entry.year or ''} {where}"


def is_same(name: str, one: Entry, other: Entry) -> bool:
    """Whether two entries that share a name are one work."""
    if name.startswith(("doi ", "isbn ")):
        return True
    # Ten posts called "Release notes" are ten; a paper may lie at two addresses.
    passing = name.startswith("short ") or one.form == other.form == "news"
    if passing and (differ(one.link, other.link) or differ(one.date, other.date)):
        return False
    if one.year and other.year and one.year != other.year:
        near = abs(one.year - other.year) <= _PREPRINT_YEARS
        return near and _is_preprint(one) != _is_preprint(other)
    if differ(one.doi, other.doi):
        return _is_preprint(one) != _is_preprint(other)
    return True


def differ(one: str, other: str) -> bool:
    """Whether two facts contradict each other; what is empty contradicts nothing."""
    return bool(one and other) and one != other


def _is_preprint(entry: Entry) -> bool:
    where = f"{entry.venue} {entry.publisher} {entry.doi} {entry.link if not entry.venue else ''}"
    return bool(_PREPRINT.search(where))


def key_of(entry: Entry) -> str:
    """Return the key of a work that is known by this entry first."""
    name = next(identities(entry))
    if not entry.doi:
        name += f" {entry.year or ''} {entry.link} {entry.date}"
    return hashed(name)


def hashed(text: str) -> str:
    """Return 16 hexadecimal digits made of a text."""
    return hashlib.sha256(text.encode("utf-8", "replace")).hexdigest()[:16]
