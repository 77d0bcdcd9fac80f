"""A library: each published work once, whatever files it came in and however often.

Two entries are the same work when they have the same DOI; the same ISBN, for books; or the same
title, first author and year. A preprint is also the same as what it became within two years, and
an entry without a year the same as one with, when title and first author agree and the title is
long enough to be nobody else's.
"""

from __future__ import annotations

import hashlib
import json
import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, fields, replace
from functools import cached_property
from typing import Any

from prepkit.library.entry import Entry

_FACTS = tuple(field.name for field in fields(Entry))
_EMPTY: Mapping[str, Any] = {field.name: field.default for field in fields(Entry)}
_LONG_TITLE = 24  # letters and digits
_PREPRINT = re.compile(r"rxiv|\bcorr\b|\bssrn\b|preprint", re.IGNORECASE)
_PREPRINT_YEARS = 2
_NOT_WORD = re.compile(r"[\W_]+")


@dataclass(frozen=True, slots=True)
class Work:
    """One work of the library.

    Attributes:
        key: 16 hexadecimal digits, the same whenever the same file is imported.
        entry: what is known of it.
        file: name of the file it first came in; that file may correct it, others only add to it.
        of: ids of the companies whose own publication it is, as was said when it was imported.
    """

    key: str
    entry: Entry
    file: str = ""
    of: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Arrived:
    """What an import brings to a library.

    Attributes:
        new: works that were not there.
        changed: works that were, as they are now.
        known: how many were there already and say nothing new.
    """

    new: tuple[Work, ...]
    changed: tuple[Work, ...]
    known: int

    @property
    def works(self) -> tuple[Work, ...]:
        """What has to be kept: the new works and the changed ones."""
        return self.new + self.changed


class Library:
    """Works, each once, in the order they came.

    Args:
        shelves: what was kept of each import, in the order of the imports. Of two versions of a
            work the later counts; two works that turn out to be one are joined under the first
            key, and each key still finds it.
    """

    def __init__(self, shelves: Iterable[Iterable[Work]] = ()) -> None:
        self._works: dict[str, Work] = {}
        self._also: dict[str, str] = {}
        self._names: dict[str, list[str]] = {}
        for shelf in shelves:
            for work in shelf:
                self._put(work)

    def __len__(self) -> int:
        return len(self._works)

    def __iter__(self) -> Iterator[Work]:
        return iter(self._works.values())

    def __bool__(self) -> bool:
        return bool(self._works)

    def get(self, key: str) -> Work | None:
        """Return the work of a key, or ``None``."""
        return self._works.get(self._also.get(key, key))

    @cached_property
    def works(self) -> tuple[Work, ...]:
        """All works, in the order they came."""
        return tuple(self._works.values())

    @cached_property
    def entries(self) -> tuple[Entry, ...]:
        """What is known of each work, in the same order."""
        return tuple(work.entry for work in self.works)

    def same(self, entry: Entry) -> Work | None:
        """Return the work an entry describes, or ``None`` when it is not here."""
        for name in _identities(entry):
            for key in self._names.get(name, ()):
                found = self._works[key]
                if _is_same(name, found.entry, entry):
                    return found
        return None

    def arrive(self, entries: Iterable[Entry], *, file: str, of: str = "") -> Arrived:
        """Return what entries from one file bring; the library itself stays as it is.

        The facts of an entry replace those that came in a file of the same name before, and fill
        what is empty in a work that came in another, so that importing all files again, in any
        order that was used before, brings nothing.

        Args:
            file: the file's name.
            of: id of the company whose own publications they are, or ``""``.
        """
        new: dict[str, Work] = {}
        changed: dict[str, Work] = {}
        known = 0
        mark = frozenset((of,) if of else ())
        for entry in Library.of(entries, file).entries:
            before = self.same(entry)
            if before is None:
                work = Work(_key(entry), entry, file, mark)
                new.setdefault(work.key, work)
                continue
            before = changed.get(before.key, before)
            newer = before.file == file
            joined = (
                _joined(before.entry, over=entry) if newer else _joined(entry, over=before.entry)
            )
            work = replace(before, entry=joined, of=before.of | mark)
            if work == before:
                known += 1
            else:
                changed[work.key] = work
        return Arrived(tuple(new.values()), tuple(changed.values()), known)

    @classmethod
    def of(cls, entries: Iterable[Entry], file: str = "") -> Library:
        """Return a library of entries; where several are one work, the first says what it is."""
        library = cls()
        for entry in entries:
            before = library.same(entry)
            if before:
                library._put(replace(before, entry=_joined(entry, before.entry)))
            else:
                library._put(Work(_key(entry), entry, file))
        return library

    def find(self, words: str, *, most: int = 50) -> list[Work]:
        """Return works that have all these words in title, names, venue or keywords, best first.

        Words may be beginnings of words, of any case, with or without accents. Whole words of
        the title come first, then newer works. Empty for no words.
        """
        wanted = words_of(words).split()
        if not wanted:
            return []
        found = [
            (-sum(f" {word} " in title for word in wanted), -(work.entry.year or 0), place)
            for place, (work, (title, text)) in enumerate(zip(self.works, self._texts, strict=True))
            if all(f" {word}" in text for word in wanted)
        ]
        return [self.works[place] for *_, place in sorted(found)[:most]]

    @cached_property
    def _texts(self) -> list[tuple[str, str]]:
        """Title, and everything a work may be found by, folded, with blanks at both ends."""
        texts = []
        for entry in self.entries:
            title = f" {words_of(entry.title)} "
            rest = " ".join((*entry.by, entry.venue, entry.publisher, *entry.keywords))
            texts.append((title, f"{title}{words_of(rest)} "))
        return texts

    def _put(self, work: Work) -> None:
        key = self._also.get(work.key, work.key)
        before = self._works.get(key)
        if before is None and (twin := self.same(work.entry)):
            self._also[work.key] = twin.key
            entry = _joined(work.entry, twin.entry)
            work = Work(twin.key, entry, twin.file, twin.of | work.of)
        elif key != work.key:
            work = replace(work, key=key)
        self._works[work.key] = work
        for name in _identities(work.entry):
            keys = self._names.setdefault(name, [])
            if work.key not in keys:
                keys.append(work.key)


def written(work: Work) -> str:
    """Return a work as one line of JSON, empty facts left out."""
    facts = {name: value for name in _FACTS if (value := getattr(work.entry, name)) != _EMPTY[name]}
    return json.dumps(
        {"key": work.key, "file": work.file, "of": sorted(work.of), **facts}, ensure_ascii=False
    )


def read(lines: str) -> Iterator[Work]:
    """Give back the works in lines that :func:`written` wrote; unknown facts are ignored."""
    for line in lines.split("\n"):
        if not line:
            continue
        facts = json.loads(line)
        known: dict[str, Any] = {
            name: tuple(value) if isinstance(value, list) else value
            for name, value in facts.items()
            if name in _EMPTY
        }
        yield Work(facts["key"], Entry(**known), facts["file"], frozenset(facts["of"]))


def folded(text: str) -> str:
    """Return a text with nothing but its letters and digits, without accents and case."""
    return words_of(text).replace(" ", "")


def words_of(text: str) -> str:
    """Return the words of a text without accents, case and signs, one blank between them."""
    if not text.isascii():
        parts = unicodedata.normalize("NFKD", text)
        text = "".join(part for part in parts if not unicodedata.combining(part))
    return _NOT_WORD.sub(" ", text.casefold()).strip()


def _identities(entry: Entry) -> Iterator[str]:
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


def _is_same(name: str, one: Entry, other: Entry) -> bool:
    """Whether two entries that share a name are one work."""
    if not name.startswith("long "):
        return True
    if one.year and other.year and one.year != other.year:
        near = abs(one.year - other.year) <= _PREPRINT_YEARS
        return near and _is_preprint(one) != _is_preprint(other)
    if one.doi and other.doi and one.doi != other.doi:
        return _is_preprint(one) != _is_preprint(other)
    return True


def _is_preprint(entry: Entry) -> bool:
    where = f"{entry.venue} {entry.publisher} {entry.doi} {entry.link if not entry.venue else ''}"
    return bool(_PREPRINT.search(where))


def _joined(entry: Entry, over: Entry) -> Entry:
    """Return what `over` says, and what `entry` says where that is empty."""
    given = {
        name: value for name in _FACTS if (value := getattr(over, name)) != _EMPTY[name]
    }  # fmt: skip
    return replace(entry, **given)


def _key(entry: Entry) -> str:
    name = next(_identities(entry))
    if name.startswith("long "):
        name += f" {entry.year or ''}"
    return hashlib.sha256(name.encode("utf-8", "replace")).hexdigest()[:16]
