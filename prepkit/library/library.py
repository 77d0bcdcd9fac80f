"""A library: each published work once, whatever files it came in and however often."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, fields, replace
from functools import cached_property
from typing import Any

from prepkit.library.entry import Entry
from prepkit.library.identity import differ, hashed, identities, is_same, key_of, words_of

_FACTS = tuple(field.name for field in fields(Entry))
_EMPTY: Mapping[str, Any] = {field.name: field.default for field in fields(Entry)}


@dataclass(frozen=True, slots=True)
class Work:
    """One work of the library, or what one file says of it.

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
        new, changed: how many works were not there, and how many are now known better.
        known: how many were there already and say nothing new.
        works: what the file says of the new and the changed ones; this has to be kept.
        library: what the library is with them.
    """

    new: int
    changed: int
    known: int
    works: tuple[Work, ...]
    library: Library


class Library:
    """Works, each once, in the order they came.

    Args:
        shelves: what the files say of works, in the order of the imports. A file corrects what it
            said before and adds to what others say. Two works that turn out to be one are joined
            under the first key, and each key still finds it.
    """

    def __init__(self, shelves: Iterable[Iterable[Work]] = ()) -> None:
        self._works: dict[str, Work] = {}
        self._also: dict[str, str] = {}
        self._names: dict[str, tuple[str, ...]] = {}
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

    @cached_property
    def files(self) -> frozenset[str]:
        """The names of the files the works first came in."""
        return frozenset(work.file for work in self.works)

    @cached_property
    def years(self) -> tuple[int, int] | None:
        """The first and the last year of publication; ``None`` when none is known."""
        years = [entry.year for entry in self.entries if entry.year]
        return (min(years), max(years)) if years else None

    @cached_property
    def digest(self) -> str:
        """64 hexadecimal digits that change when a work or what a map is made from does."""
        said = hashlib.sha256()
        for key, entry in sorted(((w.key, w.entry) for w in self.works), key=lambda w: w[0]):
            line = repr((key, entry.title, entry.year, entry.keywords, entry.by))
            said.update(line.encode("utf-8", "replace"))
        return said.hexdigest()

    def same(self, entry: Entry) -> Work | None:
        """Return the work an entry describes, or ``None`` when it is not here."""
        for name in identities(entry):
            for key in self._names.get(name, ()):
                found = self._works[key]
                if is_same(name, found.entry, entry):
                    return found
        return None

    def arrive(self, entries: Iterable[Entry], *, file: str, of: str = "") -> Arrived:
        """Return what entries from one file bring; the library itself stays as it is.

        The facts of an entry replace those that came in a file of the same name before, and fill
        what is empty in a work that came in another, so that importing all files again brings
        nothing. Of two entries of the file for one work the first counts, and the other fills.

        Args:
            file: the file's name.
            of: id of the company whose own publications they are, or ``""``.
        """
        mark = frozenset((of,) if of else ())
        after, said = self._copy(), dict[str, Work]()

        def say(key: str, entry: Entry) -> None:
            if key in said:
                entry = _joined(entry, over=said[key].entry)
            said[key] = Work(key, entry, file, mark)
            after._put(said[key])

        unmatched = []
        for entry in entries:
            match = after.same(entry)
            if match is None and self._corrects(entry, file):
                unmatched.append(entry)
            else:
                say(match.key if match else after._free_key(entry), entry)
        for entry in unmatched:
            match = after.same(entry) or self._corrected(entry, file, said)
            say(match.key if match else after._free_key(entry), entry)
        new = [key for key in said if self.get(key) is None]
        changed = [key for key in said if self.get(key) not in (None, after.get(key))]
        kept = tuple(said[key] for key in (*new, *changed))
        return Arrived(len(new), len(changed), len(said) - len(kept), kept, after)

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

    def _copy(self) -> Library:
        copy = Library()
        copy._works, copy._also = dict(self._works), dict(self._also)
        copy._names = dict(self._names)
        return copy

    def _free_key(self, entry: Entry) -> str:
        """Return a key for a work that is not here; another may have the DOI it was named by."""
        key = key_of(entry)
        while self.get(key):
            key = hashed(f"{key}+")
        return key

    def _corrects(self, entry: Entry, file: str) -> bool:
        """Whether an entry may be a work of the same file with its year or its DOI corrected."""
        return any(True for _ in self._like(entry, file))

    def _corrected(self, entry: Entry, file: str, said: Mapping[str, Work]) -> Work | None:
        """Return the one work of a file that an entry corrects: the file has it no longer."""
        left = [work for work in self._like(entry, file) if work.key not in said]
        return left[0] if len(left) == 1 else None

    def _like(self, entry: Entry, file: str) -> Iterator[Work]:
        for name in identities(entry):
            for key in self._names.get(name, ()) if name.startswith("long ") else ():
                found = self._works[key]
                if found.file == file and not differ(found.entry.link, entry.link):
                    yield found

    def _put(self, work: Work) -> None:
        """Take in what a file says of a work, known already or not."""
        before = self.get(work.key) or self.same(work.entry)
        now = work
        if before:
            under, over = (before, work) if before.file == work.file else (work, before)
            entry = _joined(under.entry, over=over.entry)
            now = Work(before.key, entry, before.file, before.of | work.of)
            if work.key != before.key:
                self._also[work.key] = before.key
            if now.entry == before.entry:
                self._works[now.key] = now
                return
            for name in identities(before.entry):
                self._names[name] = tuple(key for key in self._names[name] if key != now.key)
        self._works[now.key] = now
        for name in identities(now.entry):
            self._names[name] = (*self._names.get(name, ()), now.key)


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


def _joined(entry: Entry, over: Entry) -> Entry:
    """Return what `over` says, and what `entry` says where that is empty."""
    given = {
        name: value for name in _FACTS if (value := getattr(over, name)) != _EMPTY[name]
    }  # fmt: skip
    return replace(entry, **given)
