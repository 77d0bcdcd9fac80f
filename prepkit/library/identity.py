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
from collections.abc import Callable, Collection, Iterator
from operator import attrgetter
from typing import Any, NamedTuple

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
_YEAR, _DOI, _LINK, _DATE = map(attrgetter, ("year", "doi", "link", "date"))
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


class Facts(NamedTuple):
    """Under which names a work is known, and what tells works of one name apart.

    Attributes:
        names: the surest first; there is at least one.
        year, doi, link, date: empty where they are not known.
    """

    names: tuple[str, ...]
    year: int | None
    doi: str
    link: str
    date: str
    is_news: bool
    is_preprint: bool

    @property
    def is_identified(self) -> bool:
        """Whether it has a DOI, and is no other work than those that have it."""
        return bool(self.doi) and not self.is_preprint


def facts_of(entry: Entry) -> Facts:
    """Return what an entry may be told by."""
    return Facts(
        tuple(_names(entry)), entry.year, entry.doi, entry.link, entry.date, entry.form == "news",
        is_preprint(entry),
    )  # fmt: skip


def _names(entry: Entry) -> Iterator[str]:
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


def is_same(name: str, entry: Facts, said: Collection[Facts]) -> bool:
    """Whether an entry is the work of which all this is said; they share a name.

    It has to go with all of it, or one without a year would join works of two years. What somebody
    has said already contradicts nobody: a paper online in one year and printed in the next has two.
    """
    return _is_sure(name) or all(_agree(name, entry, known, said) for known in said)


def may_correct(name: str, old: Facts, entry: Facts) -> bool:
    """Whether an entry may be one that shares a name with it, its year or its DOI corrected."""
    if not name.startswith("long ") or old.is_preprint != entry.is_preprint:
        return False
    both = _differ(old.doi, entry.doi) and _differ(old.year, entry.year)
    return not both and not _differ(old.link, entry.link)


def is_preprint(entry: Entry) -> bool:
    """Whether an entry describes a work before it came out, on a preprint server."""
    where = f"{entry.venue} {entry.publisher} {entry.doi} {entry.link if not entry.venue else ''}"
    return bool(_PREPRINT.search(where))


def _agree(name: str, entry: Facts, known: Facts, said: Collection[Facts]) -> bool:
    """Whether an entry contradicts none of the facts known, of all that is said."""

    def is_new(fact: Callable[[Facts], Any]) -> bool:
        mine = fact(entry)
        return _differ(mine, fact(known)) and all(fact(other) != mine for other in said)

    is_passing = name.startswith("short ") or (entry.is_news and known.is_news)
    # Ten posts called "Release notes" are ten; a paper may lie at two addresses.
    if is_passing and (is_new(_LINK) or is_new(_DATE)):
        return False
    if not is_new(_YEAR) and not is_new(_DOI):
        return True
    years_apart = abs((entry.year or 0) - (known.year or 0)) if is_new(_YEAR) else 0
    return years_apart <= _PREPRINT_YEARS and entry.is_preprint != known.is_preprint


def _differ(one: object, other: object) -> bool:
    """Whether two facts contradict each other; what is empty contradicts nothing."""
    return bool(one and other) and one != other


def _is_sure(name: str) -> bool:
    return name.startswith(("doi ", "isbn "))


class Names:
    """Works under the names they are known by.

    Attributes:
        facts: what is said of each work, by key, each once.
    """

    def __init__(self) -> None:
        self.facts: dict[str, tuple[Facts, ...]] = {}
        self._keys: dict[str, list[str]] = {}
        self._at: dict[tuple[str, str], list[str]] = {}
        self._open: dict[str, list[str]] = {}

    def put(self, facts: Facts, key: str) -> None:
        """Take in what is said of the work of a key."""
        said = self.facts.get(key, ())
        if facts not in said:
            self.facts[key] = (*said, facts)
        for name in facts.names:
            _put_last(self._keys.setdefault(name, []), key)
            if _is_sure(name):
                continue
            _put_last(self._at.setdefault((name, _place(name, facts)), []), key)
            if not facts.is_identified:
                _put_last(self._open.setdefault(name, []), key)

    def like(self, facts: Facts, *, other_dois: bool = False) -> Iterator[tuple[str, str]]:
        """Give those works that may be the same: the name they share, and the key.

        Args:
            other_dois: whether those with another DOI may be, too.
        """
        for name in facts.names:
            is_sure = _is_sure(name)
            # Of thousands called "Editorial" few need a look.
            if not is_sure and (place := _place(name, facts)):
                found = [*self._at.get((name, place), ()), *self._at.get((name, ""), ())]
            elif is_sure or other_dois or not facts.is_identified:
                found = self._keys.get(name, [])
            else:
                found = self._open.get(name, [])
            for key in dict.fromkeys(found):
                yield name, key


def _place(name: str, facts: Facts) -> str:
    """Return where something of this name lies, when that tells it from others of the name."""
    return facts.link if name.startswith("short ") or facts.is_news else ""


def _put_last(keys: list[str], key: str) -> None:
    """Put a key at the end, unless it is there."""
    if not keys or keys[-1] != key:
        keys.append(key)


def key_of(entry: Entry) -> str:
    """Return the key of a work that is known by this entry first."""
    name = next(_names(entry))
    if not entry.doi:
        name += f" {entry.year or ''} {entry.link} {entry.date}"
    return hashed(name)


def hashed(text: str) -> str:
    """Return 16 hexadecimal digits made of a text."""
    return hashlib.sha256(text.encode("utf-8", "replace")).hexdigest()[:16]
