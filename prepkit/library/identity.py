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

UNSPACED = (
    "\u0e00-\u0eff\u0f00-\u0fff\u1000-\u109f\u1100-\u11ff\u1780-\u17ff\u2e80-\u2fdf\u3005-\u30ff"
    "\u3100-\u31ff\u3400-\u4dbf\u4e00-\u9fff\ua960-\ua97f\uac00-\ud7ff\uf900-\ufaff\uff66-\uffdc"
    "\U0001b000-\U0001b16f\U00020000-\U0003ffff"
)
"""Signs of scripts without blanks between words, and of Korean, whose words carry their endings."""

_SCRIPT = re.compile(f"[{UNSPACED}]")
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


def is_unspaced(text: str) -> bool:
    """Whether a text has signs of a script without blanks between words, or of Korean."""
    return not text.isascii() and _SCRIPT.search(text) is not None


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
    if _is_sure(name):
        return True
    # Ten posts called "Release notes" are ten; a paper may lie at two addresses.
    passing = _is_passing(name, one) and _is_passing(name, other)
    if passing and (differ(one.link, other.link) or differ(one.date, other.date)):
        return False
    if one.year and other.year and one.year != other.year:
        near = abs(one.year - other.year) <= _PREPRINT_YEARS
        return near and is_preprint(one) != is_preprint(other)
    if differ(one.doi, other.doi):
        return is_preprint(one) != is_preprint(other)
    return True


def may_correct(name: str, old: Entry, entry: Entry) -> bool:
    """Whether an entry may be one that shares a name with it, its year or its DOI corrected."""
    return name.startswith("long ") and not differ(old.link, entry.link)


def differ(one: str, other: str) -> bool:
    """Whether two facts contradict each other; what is empty contradicts nothing."""
    return bool(one and other) and one != other


def _is_sure(name: str) -> bool:
    return name.startswith(("doi ", "isbn "))


def _is_passing(name: str, entry: Entry) -> bool:
    return name.startswith("short ") or entry.form == "news"


def is_preprint(entry: Entry) -> bool:
    """Whether an entry describes a work before it came out, on a preprint server."""
    where = f"{entry.venue} {entry.publisher} {entry.doi} {entry.link if not entry.venue else ''}"
    return bool(_PREPRINT.search(where))


class Names:
    """Entries under the names they are known by."""

    def __init__(self) -> None:
        self._all: dict[str, list[tuple[Entry, str]]] = {}
        self._at: dict[tuple[str, str], list[tuple[Entry, str]]] = {}

    def put(self, entry: Entry, key: str) -> None:
        """Take in an entry, with the key it is to be found by."""
        for name in identities(entry):
            self._all.setdefault(name, []).append((entry, key))
            if not _is_sure(name):
                place = entry.link if _is_passing(name, entry) else ""
                self._at.setdefault((name, place), []).append((entry, key))

    def like(self, entry: Entry) -> Iterator[tuple[str, Entry, str]]:
        """Give those that may be the same: the name they share, the entry, its key."""
        for name in identities(entry):
            if entry.link and not _is_sure(name) and _is_passing(name, entry):
                # Of thousands called "Editorial" only those at one address need a look.
                found = [*self._at.get((name, entry.link), ()), *self._at.get((name, ""), ())]
            else:
                found = self._all.get(name, [])
            for known, key in found:
                yield name, known, key


def key_of(entry: Entry) -> str:
    """Return the key of a work that is known by this entry first."""
    name = next(identities(entry))
    if not entry.doi:
        name += f" {entry.year or ''} {entry.link} {entry.date}"
    return hashed(name)


def hashed(text: str) -> str:
    """Return 16 hexadecimal digits made of a text."""
    return hashlib.sha256(text.encode("utf-8", "replace")).hexdigest()[:16]
