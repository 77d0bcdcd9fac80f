"""Bringing works into the library: from files, from what is watched, and onto the reading list."""

from __future__ import annotations

import contextlib
import hashlib
import os
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from urllib.parse import urlsplit

from prepkit.block import counted, shortened
from prepkit.deep_dive.field import field_of
from prepkit.deep_dive.reading import authors, is_listed, reading_values
from prepkit.deep_dive.records import Reading, Target, Watch
from prepkit.deep_dive.target import target_of
from prepkit.desk import Seen
from prepkit.errors import OnlineError, PrepkitError, UnknownRecordError
from prepkit.library.entry import Found
from prepkit.library.files import bytes_of, place_of, read_file
from prepkit.library.work import Work
from prepkit.section import Answers
from prepkit.views.shelf import Item, Shelf, Taken
from prepkit.workspace import Workspace

MOST_LISTED = 200
"""Works of one file that are put on the reading list; more is no list but a library."""

KEY_FILE = "openalex.key"
KEY_NAME = "OPENALEX_API_KEY"
"""Where the key for OpenAlex is looked for: the environment, then a file beside ``prep.db``."""

_WATCHED = "It is read again from now on, whenever it has changed."


@dataclass(frozen=True, slots=True)
class Look:
    """What came of reading one watched place again.

    Attributes:
        line: which place, and what came of it.
        is_news: whether that is more than that nothing is new.
        failed: whether it could not be read.
    """

    line: str
    is_news: bool = True
    failed: bool = False


class Collection:
    """The library of a workspace, as a page and the command use it.

    Args:
        answers: returns everything there is, for the company of the page.
    """

    def __init__(self, workspace: Workspace, answers: Callable[[], Answers]) -> None:
        self._workspace, self._answers = workspace, answers

    def take(self, name: str, data: bytes, *, company: str = "", to_read: bool = False) -> Taken:
        """Read a file into the library; see :class:`~prepkit.views.shelf.Source`.

        Raises:
            UnreadableFileError: when nothing in it can be read.
            UnknownCompanyError: for a company that was never added.
        """
        return self._add(read_file(data, name), name, company=company, to_read=to_read)

    def take_path(
        self, path: Path, *, company: str = "", to_read: bool = False, watch: bool = False
    ) -> Taken:  # fmt: skip
        """Read the file at a path into the library, as :meth:`take` does.

        Args:
            watch: whether to read it again whenever it has changed.
        """
        data = bytes_of(path)
        taken = self.take(path.name, data, company=company, to_read=to_read)
        about = f"{Target.kind}-{company}" if company else ""
        watched = [item for item in self._watched() if self._lies_at(item, path)]
        if watch and not any(item.company == about or not about for item in watched):
            values = {"sort": "file", "where": str(path.resolve()), "company": about}
            watched.append(self._workspace.save(Watch, values))
            taken = replace(taken, notes=(*taken.notes, _WATCHED))
        for item in watched:
            if item.company == about:
                self._saw(item, _digest(data))
        return taken

    def _add(
        self, found: Found, name: str, *, company: str = "", to_read: bool = False
    ) -> Taken:  # fmt: skip
        """Put what was found in a file or feed into the library."""
        shelves = self._workspace.shelves
        arrived = shelves.add(found.entries, file=name, format=found.format, company=company)
        notes = list(self._watch(found))
        listed = 0
        if to_read and len(found.entries) > MOST_LISTED:
            notes.append(
                f"Not put on the reading list, as there are more than {MOST_LISTED}: "
                "find those worth it by searching."
            )
        elif to_read:
            works = [shelves.library().same(entry) for entry in found.entries]
            # What was taken off the list before stays off.
            gone = self._answers().gone
            ids = {work.key: f"{Reading.kind}-{work.key}" for work in works if work}
            listed = self.put([key for key, id in ids.items() if id not in gone])
        return Taken(
            name=name,
            format=found.format,
            new=arrived.new,
            changed=arrived.changed,
            known=arrived.known,
            troubles=tuple((trouble.line, trouble.says) for trouble in found.troubles),
            feeds=len(found.feeds),
            listed=listed,
            notes=tuple(notes),
        )

    def refresh(self) -> list[str]:
        """Read everything that is watched again; return one line about what came of each."""
        return [look.line for look in self.looks()]

    def look_at_files(self) -> list[str]:
        """Read watched files that have changed; return one line about each, none about others."""
        return [look.line for look in self.looks(files_only=True) if look.is_news]

    def looks(self, *, files_only: bool = False) -> list[Look]:
        """Read everything that is watched again, or only files; what fails stops nothing."""
        wanted = [item for item in self._watched() if item.sort == "file" or not files_only]
        return [self._look(item) for item in wanted]

    def watches(self, name: str) -> bool:
        """Whether what came in under a name is watched, and so may come again."""
        return any(_name(item) == name for item in self._watched())

    def find(self, words: str) -> list[Item]:
        """Return the works that fit best, best first, at most 50; none for no words."""
        answers = self._answers()
        return [_item(work, answers) for work in answers.library.find(words)]

    def put(self, keys: Sequence[str]) -> int:
        """Put works on the reading list, those that are not there; return how many that were.

        Raises:
            UnknownRecordError: for a key that is none of the library's; nothing is put then.
        """
        answers = self._answers()
        library = self._workspace.shelves.library()
        works = [library.get(key) for key in keys]
        if None in works:
            raise UnknownRecordError("no such work in the library: search for it again")
        field = field_of(answers)
        own = {field.entries[place] for place in field.own}
        count = 0
        for work in works:
            assert work is not None
            if is_listed(work, answers):
                continue
            about = answers.company if answers.company in work.of or work.entry in own else ""
            self._workspace.save(
                Reading, reading_values(work.entry, about), id=f"{Reading.kind}-{work.key}"
            )
            count += 1
        return count

    def shelf(self, place: str, *, folded: bool = False) -> Shelf:
        """Return what a page shows of the library as a whole."""
        answers = self._answers()
        target = target_of(answers)
        return Shelf(
            place=place,
            works=len(answers.library),
            years=answers.library.years,
            last_import=self._workspace.shelves.last_import,
            company=answers.company,
            company_name=target.heading if target else "",
            watched=len(self._watched()),
            folded=folded,
        )

    def _watched(self) -> list[Watch]:
        return [item for item in self._workspace.records(Watch) if item.filled("where")]

    def _watch(self, found: Found) -> Iterator[str]:
        """Watch the feeds a list of feeds names; give what to say about it."""
        known = {item.where for item in self._watched()}
        gone = self._answers().gone
        new = before = 0
        for _, address in found.feeds:
            id = _listed_id(address)
            if address in known or id in gone:
                before += 1
                continue
            self._workspace.save(Watch, {"sort": "feed", "where": address}, id=id)
            new += 1
        if new:
            yield f"Watched from now on: {counted(new, 'feed')}."
        if before:
            yield f"Not watched anew: {counted(before, 'feed')}, known already or taken off before."

    def _look(self, item: Watch) -> Look:
        shown = shortened(item.where, 80)
        try:
            news = self._news(item)
        except PrepkitError as error:
            return Look(f"{shown}: {error}", failed=True)
        return Look(f"{shown}: {news or 'nothing new'}", is_news=bool(news))

    def _news(self, item: Watch) -> str:
        """Read one watched place again if it has changed; return what came of it, or ``""``.

        What was taken off the shelves stays off until then.

        Raises:
            PrepkitError: when it cannot be read.
        """
        data, read = self._fetched(item)
        digest, seen = _digest(data), _seen_id(item)
        if any((s.id, s.digest) == (seen, digest) for s in self._workspace.records(Seen)):
            return ""
        taken = self._add(read(), _name(item), company=_company(item))
        self._saw(item, digest)
        news = list(taken.notes)
        if taken.new or taken.changed or taken.troubles:
            broken = f", {len(taken.troubles)} to look at" if taken.troubles else ""
            news.insert(0, f"{taken.new} new, {taken.changed} changed{broken}")
        return "; ".join(said.rstrip(".") for said in news)

    def _lies_at(self, item: Watch, path: Path) -> bool:
        if item.sort != "file":
            return False
        with contextlib.suppress(OSError, ValueError):  # no name a file can have
            return place_of(item.where, self._workspace.folder).resolve() == path.resolve()
        return False

    def _saw(self, item: Watch, digest: str) -> None:
        self._workspace.save(Seen, {"where": item.where, "digest": digest}, id=_seen_id(item))

    def _fetched(self, item: Watch) -> tuple[bytes, Callable[[], Found]]:
        """Return what lies at a watched place, and how to make works of it."""
        if item.sort == "feed":
            from prepkit.library.online import fetch, is_private

            where = item.where.strip()
            # A list of feeds may come from anybody; what is typed is meant.
            if item.id == _listed_id(where) and is_private(urlsplit(where).hostname or ""):
                raise OnlineError("on your own network, and from a list: add it by hand if meant")
            data = fetch(where)
            return data, lambda: read_file(data, where)
        if item.sort == "openalex":
            from prepkit.library.online import openalex

            found = openalex(item.where, key=self._key())
            return repr(found.entries).encode("utf-8", "replace"), lambda: found
        path = place_of(item.where, self._workspace.folder)
        data = bytes_of(path)
        return data, lambda: read_file(data, path.name)

    def _key(self) -> str:
        if key := os.environ.get(KEY_NAME, "").strip():
            return key
        with contextlib.suppress(OSError, UnicodeDecodeError):
            return (self._workspace.folder / KEY_FILE).read_text("utf-8").strip()
        return ""


def _item(work: Work, answers: Answers) -> Item:
    entry = work.entry
    return Item(
        key=work.key,
        title=entry.title,
        by=authors(entry),
        year=str(entry.year or ""),
        venue=entry.venue,
        form=entry.form,
        link=entry.address,
        listed=is_listed(work, answers),
    )


def _name(item: Watch) -> str:
    """Return the name under which what a watched place brings is kept."""
    where = item.where.strip()
    if item.sort == "feed":
        return where
    return f"OpenAlex: {where}" if item.sort == "openalex" else place_of(where).name


def _company(item: Watch) -> str:
    return item.company.removeprefix(f"{Target.kind}-")


def _seen_id(item: Watch) -> str:
    named = f"{item.id} {item.sort} {item.where} {_company(item)}"
    return f"{Seen.kind}-{_digest(named.encode())[:16]}"


def _listed_id(address: str) -> str:
    """Return the id of a watched feed that a list named; one added by hand has another."""
    return f"{Watch.kind}-{_digest(address.encode())[:16]}"


def _digest(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()
