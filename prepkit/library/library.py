"""A library: each published work once, whatever files it came in and however often."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Container, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from prepkit.library.entry import Entry
from prepkit.library.identity import (
    Facts,
    Names,
    facts_of,
    hashed,
    is_same,
    is_unspaced,
    key_of,
    may_correct,
    words_of,
)
from prepkit.library.work import Work, joined

_IsIt = Callable[[str, Facts, Facts], bool]


@dataclass(frozen=True, slots=True)
class Arrived:
    """What an import brings to a library.

    Attributes:
        new, changed: how many works were not there, and how many are now known better.
        known: how many were there already and are what they were.
        works: what the file says of works and had not said before; this has to be kept.
        library: what the library is with them.
    """

    new: int
    changed: int
    known: int
    works: tuple[Work, ...]
    library: Library


class Library:
    """Works, each once, in the order they came.

    What each file says of a work is kept apart, and the library is made of that: the file that
    came first counts, and the others fill what it leaves empty.

    Args:
        shelves: what the files say of works, in the order of the imports. What a file says under
            a key replaces what it said under that key before, and keeps its place.
    """

    def __init__(self, shelves: Iterable[Iterable[Work]] = ()) -> None:
        self._said = {(work.file, work.key): work for shelf in shelves for work in shelf}
        self._names = Names()
        self._of_one: dict[str, list[Work]] = {}
        self._home: dict[tuple[str, str], str] = {}
        self._also: dict[str, str] = {}
        self._exact: dict[Entry, str] = {}
        for place, said in self._said.items():
            facts = facts_of(said.entry)
            key = self._known(said.entry, facts) or _free(said.key, said.entry, self._of_one)
            self._of_one.setdefault(key, []).append(said)
            self._home[place] = key
            self._also.setdefault(said.key, key)
            self._names.put(facts, key)
            self._exact.setdefault(said.entry, key)
        self._works = {key: joined(key, said) for key, said in self._of_one.items()}

    def __len__(self) -> int:
        return len(self._works)

    def __iter__(self) -> Iterator[Work]:
        return iter(self._works.values())

    def __bool__(self) -> bool:
        return bool(self._works)

    def get(self, key: str) -> Work | None:
        """Return the work of a key, or ``None``; a work that was joined has several."""
        return self._works.get(key) or self._works.get(self._also.get(key, ""))

    @cached_property
    def works(self) -> tuple[Work, ...]:
        """All works, in the order they came."""
        return tuple(self._works.values())

    @cached_property
    def entries(self) -> tuple[Entry, ...]:
        """What is known of each work, in the same order."""
        return tuple(work.entry for work in self.works)

    @cached_property
    def files(self) -> Mapping[str, frozenset[str]]:
        """The files that say something of the works, each with the ids of the companies whose own
        publications it was said to hold.
        """
        marked: dict[str, frozenset[str]] = {}
        for (file, _), work in self._said.items():
            marked[file] = marked.get(file, frozenset()) | work.of
        return marked

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
        key = self._known(entry, facts_of(entry))
        return self._works[key] if key else None

    def arrive(self, entries: Iterable[Entry], *, file: str, of: str = "") -> Arrived:
        """Return what entries from one file bring; the library itself stays as it is.

        What the file says otherwise than before, it corrects; what it says no longer stays, since
        a feed forgets. An entry for a work that is not here is one of the file's own with its year
        or its DOI corrected, when it can be no other.

        Args:
            file: the file's name.
            of: id of the company whose own publications they are, or ``""``.
        """
        mine = {work.key: work for work in self._said.values() if work.file == file}
        own = frozenset({of} if of else ())
        said = {
            key: Work(key, entry, file, own | mine[key].of if key in mine else own)
            for key, entry in self._matched(entries, mine).items()
        }
        after = Library([self._said.values(), said.values()])
        spoken = {after._home[file, key] for key in said}
        new = sum(key not in self._works for key in spoken)
        known = sum(self.get(key) == after.get(key) for key in spoken)
        kept = tuple(work for key, work in said.items() if mine.get(key) != work)
        return Arrived(new, len(spoken) - new - known, known, kept, after)

    def find(self, words: str, *, most: int = 50) -> list[Work]:
        """Return works that have all these words in title, names, venue or keywords, best first.

        Words may be beginnings of words, of any case, with or without accents; in a script
        without blanks any part of a text. Whole words of the title come first, then newer works.
        Empty for no words.
        """
        wanted = words_of(words).split()
        begun = [word if is_unspaced(word) else f" {word}" for word in wanted]
        if not wanted:
            return []
        found = [
            (-sum(f" {word} " in title for word in wanted), -(work.entry.year or 0), place)
            for place, (work, (title, text)) in enumerate(zip(self.works, self._texts, strict=True))
            if all(word in text for word in begun)
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

    def _matched(self, entries: Iterable[Entry], mine: Mapping[str, Work]) -> dict[str, Entry]:
        """Return entries of a file by key: that of what the file said before, or a new one.

        Args:
            entries: what the file says now.
            mine: what it said before, by key.
        """
        as_it_was = {work.entry: key for key, work in mine.items()}
        names, said = Names(), dict[str, Entry]()

        def befores(facts: Facts, is_it: _IsIt, corrects: bool) -> list[str]:
            found = dict.fromkeys(
                key
                for name, key in names.like(facts, other_dois=corrects)
                if key not in said and all(is_it(name, old, facts) for old in names.facts[key])
            )
            return [] if corrects and len(found) > 1 else list(found)

        other = list[tuple[Entry, Facts]]()
        for entry in dict.fromkeys(entries):
            if entry in as_it_was:
                said[as_it_was[entry]] = entry
            else:
                other.append((entry, facts_of(entry)))
        for key, work in mine.items() if other else ():
            if key not in said:
                names.put(facts_of(work.entry), key)
        # A preprint is corrected as a preprint, unless it has come out meanwhile.
        for is_it, corrects in ((_is_same_version, False), (may_correct, True), (_is_it, False)):
            unknown = list[tuple[Entry, Facts]]()
            for entry, facts in other:
                is_here = corrects and self._known(entry, facts)
                if found := [] if is_here else befores(facts, is_it, corrects):
                    said[found[0]] = entry
                else:
                    unknown.append((entry, facts))
            other = unknown
        for entry, _ in other:
            said[_free(key_of(entry), entry, mine, said)] = entry
        return said

    def _known(self, entry: Entry, facts: Facts) -> str:
        """Return the key of the work an entry describes, or ``""`` when it is not here."""
        if found := self._exact.get(entry):
            return found
        for name, key in self._names.like(facts):
            if is_same(name, facts, self._names.facts[key]):
                return key
        return ""


def _is_it(name: str, old: Facts, entry: Facts) -> bool:
    return is_same(name, entry, (old,))


def _is_same_version(name: str, old: Facts, entry: Facts) -> bool:
    return old.is_preprint == entry.is_preprint and is_same(name, entry, (old,))


def _free(key: str, entry: Entry, *taken: Container[str]) -> str:
    """Return a key that is not taken: another work may have had the DOI it is made from."""
    while any(key in keys for keys in taken):
        key = hashed(f"{key} {entry}")
    return key
