"""CSL-JSON, as Zotero, Mendeley and others export it, and what Crossref answers with.

The items are read one at a time, so that one broken item, or a file that was cut off, costs no
other.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from functools import lru_cache
from types import MappingProxyType
from typing import Any

from prepkit.library import clean
from prepkit.library.entry import Entry, Found, Trouble
from prepkit.library.forms import WORDS, form

_TYPES = MappingProxyType(
    {
        kind: stands_for
        for stands_for, kinds in (
            ("paper", "article journal, article, paper conference, chapter, thesis, manuscript, "
             "review, review book, dataset, software, journal article, proceedings article, "
             "posted content, book chapter, book part, book section, dissertation, entry, "
             "entry dictionary, entry encyclopedia, periodical, peer review, reference entry"),
            ("filing", "patent, legal case, legislation, regulation, bill, hearing, treaty, "
             "standard"),
            ("talk", "speech, motion picture, broadcast, performance, song, interview, event"),
            ("book", "book, collection, classic, pamphlet, monograph, edited book, "
             "reference book, proceedings, book series, book set"),
            ("news", "article newspaper, article magazine, post, post weblog, webpage"),
        )
        for kind in kinds.split(", ")
    }
)  # fmt: skip
"""Types of CSL and Crossref whose name is enough; ``report`` or ``document`` say little."""

_BY = ("author", "director", "performer", "host", "guest", "editor", "collection-editor")
_VENUES = ("container-title", "event-title", "event", "collection-title", "archive")
_DATES = ("issued", "published", "event-date", "available-date", "submitted", "original-date")
_PARTICLES = ("given", "dropping-particle", "non-dropping-particle", "family", "suffix")

LONGEST_TEXT = 200_000
"""Characters of one text in an item; a longer one is cut, and a line says so."""

_MOST_TRIES = 300  # each has to find its line, from the beginning of the file

_BETWEEN = re.compile(r"[\s,]*")
_NEXT = re.compile(r"[}\]]\s{0,1000},\s{0,1000}(?=\{)")
_LIST = re.compile(r'\s*\{(?:[^\[]{0,2000}[{,])?\s*"(?:items|references)"\s*:\s*\[')


def read_csl(text: str) -> Found:
    """Return the items of a CSL-JSON file, and a line on each that is damaged.

    Args:
        text: a list of items, an object that has one under "items", or one single item.
    """
    reading = _Reading(text)
    for line, number, item in reading.items():
        reading.take(line, number, item)
    return Found("CSL-JSON", tuple(reading.entries), tuple(reading.troubles))


class _Reading:
    """What has been read so far."""

    def __init__(self, text: str) -> None:
        self.entries: list[Entry] = []
        self.troubles: list[Trouble] = []
        self._text = text
        self._odd: dict[str, None] = {}
        self._tries = 0
        self._decode = json.JSONDecoder(
            object_pairs_hook=self._object, parse_constant=self._constant,
            parse_float=self._number, parse_int=str, strict=False,
        ).raw_decode  # fmt: skip

    def items(self) -> Iterator[tuple[int, int, Any]]:
        """Give line, number and value of each item, as far as they can be read."""
        text, number, line, counted = self._text, 0, 1, 0
        at = self._start()
        while at is not None:
            at = _BETWEEN.match(text, at).end()  # type: ignore[union-attr]
            line, counted = line + text.count("\n", counted, at), at
            if at == len(text):
                self._say(line, f"the file breaks off after item {number}: export it again")
            if text[at : at + 1] in ("]", ""):
                return
            number += 1
            self._odd.clear()
            try:
                item, at = self._decode(text, at)
            except (ValueError, RecursionError) as error:
                at = self._after(line, number, at, error)
            else:
                yield line, number, item

    def take(self, line: int, number: int, item: Any) -> None:
        """Keep what an item says, and say what is wrong with it."""
        if not isinstance(item, dict):
            self._say(line, f"item {number} is no object: {_shown(item)}: left out")
            return
        entry = _entry(item)
        if entry:
            self.entries.append(entry)
        else:
            self._odd["it has no title: left out"] = None
        for key, value in item.items():
            if isinstance(value, str) and len(value) > LONGEST_TEXT:
                self._odd[f"{_shown(key)} has {len(value):,} characters: cut"] = None
        if self._odd:
            self._say(line, f"item {number}: {'; '.join([*self._odd][:5])}")

    def _start(self) -> int | None:
        """Return where the first item is looked for; ``None`` when there is no list of items."""
        text = self._text
        at = _BETWEEN.match(text).end()  # type: ignore[union-attr]
        if text.startswith("[", at):
            return at + 1
        listed = _LIST.match(text)
        if listed:
            return listed.end()
        single = None
        try:
            single, _ = self._decode(text, at)
        except (ValueError, RecursionError) as error:
            self._say(1, f"not read: broken JSON: {_reason(error)}: export it again")
            return None
        if isinstance(single, dict) and "title" in single:
            self.take(1, 1, single)
        else:
            self._say(1, "no list of items: export your library as CSL JSON")
        return None

    def _after(self, line: int, number: int, start: int, error: Exception) -> int | None:
        """Say that an item is broken, and return where the next one begins that is not."""
        at = max(start, getattr(error, "pos", start) - 1)
        if self._tries < _MOST_TRIES:
            for found in _NEXT.finditer(self._text, at):
                self._tries += 1
                if self._is_item(found.end()):
                    line += self._text.count("\n", start, at)
                    self._say(line, f"item {number} is broken: {_reason(error)}: left out")
                    return found.end()
                if self._tries >= _MOST_TRIES:
                    break
        last = self._text[-100:].rstrip().endswith(("]", "}")) and not _NEXT.search(self._text, at)
        lost = "left out" if last else "no item after it could be read: export it again"
        self._say(line, f"item {number} is broken: {_reason(error)}: {lost}")
        return None

    def _is_item(self, at: int) -> bool:
        try:
            item, _ = self._decode(self._text, at)
        except (ValueError, RecursionError):
            return False
        return isinstance(item, dict) and not item.keys().isdisjoint(("title", "type", "id"))

    def _say(self, line: int, says: str) -> None:
        self.troubles.append(Trouble(line, says))

    def _object(self, pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        item = dict(pairs)
        if len(item) < len(pairs):
            seen: set[str] = set()
            twice = next(key for key, _ in pairs if key in seen or seen.add(key))  # type: ignore[func-returns-value]
            self._odd[f"{_shown(twice)} twice: the last one counts"] = None
        return item

    def _constant(self, word: str) -> None:
        self._odd[f"{word} is no value: taken as empty"] = None

    def _number(self, digits: str) -> str | None:
        if float(digits) in (float("inf"), float("-inf")):
            self._odd[f"{digits[:40]} is no number: taken as empty"] = None
            return None
        return digits


def _shown(value: Any) -> str:
    return repr(clean.plain(str(value), 40))


def _reason(error: Exception) -> str:
    """Return in two or three words what JSON has against an item."""
    if isinstance(error, RecursionError):
        return "nested too deep"
    return clean.plain(getattr(error, "msg", "not JSON"), 60).removesuffix(" starting at")


def _entry(item: dict[str, Any]) -> Entry | None:
    """Return what an item says; ``None`` when it has no title."""
    title = clean.plain(clean.untagged(_text(item, "title", "shortTitle", "title-short")))
    if not title:
        return None
    people = [person for key in _BY if (person := item.get(key)) and isinstance(person, list)][:1]
    listed = [person for some in people for person in some[: clean.MOST]]
    year, date = _when(item)
    link = clean.address(_text(item, "URL", "url"))
    kind, genre = _text(item, "type"), _text(item, "genre", "medium")
    site = "doi.org/" in link
    return Entry(
        form=form(kind, genre, tables=(_TYPES, WORDS)), title=title,
        by=tuple(filter(None, map(_person, listed))),
        year=year, date=date, venue=_line(_text(item, *_VENUES)),
        publisher=_line(_text(item, "publisher", "authority")), places=_places(listed),
        keywords=_keywords(item), abstract=_abstract(item), link=link,
        doi=clean.doi(_text(item, "DOI", "doi") or (link if site else "")),
        isbn=clean.isbn(_text(item, "ISBN", "isbn")),
    )  # fmt: skip


def _text(item: dict[str, Any], *keys: str) -> str:
    """Return the first text under some keys; of a list, as Crossref has it, its first one."""
    for key in keys:
        value = item.get(key)
        if isinstance(value, list) and value:
            value = value[0]
        if value and isinstance(value, str):
            return value[:LONGEST_TEXT]
    return ""


@lru_cache(10_000)
def _line(text: str) -> str:
    # The same journals and publishers come again and again.
    return clean.plain(clean.untagged(text))


def _abstract(item: dict[str, Any]) -> str:
    return clean.plain(clean.untagged(_text(item, "abstract")), clean.LONGEST_ABSTRACT)


def _keywords(item: dict[str, Any]) -> tuple[str, ...]:
    for key in ("keyword", "keywords", "subject"):
        value = item.get(key)
        if isinstance(value, list):
            return clean.once(word for word in value[: clean.MOST] if isinstance(word, str))
        if value and isinstance(value, str):
            return clean.keywords(value[:LONGEST_TEXT])
    return ()


def _person(person: Any) -> str:
    """Return one name as "Given Family"; particles and suffixes stand where they are read."""
    if isinstance(person, str):
        return clean.name(person)
    if not isinstance(person, dict):
        return ""
    whole = _text(person, "literal", "name")
    return _line(whole or " ".join(filter(None, (_text(person, part) for part in _PARTICLES))))


def _places(people: list[Any]) -> tuple[str, ...]:
    """Return where people work, as Crossref says it."""
    told = (person.get("affiliation") for person in people if isinstance(person, dict))
    places = (place for some in told if isinstance(some, list) for place in some)
    return clean.once(_text(place, "name") for place in places if isinstance(place, dict))


def _when(item: dict[str, Any]) -> tuple[int | None, str]:
    for key in _DATES:
        said = item.get(key)
        year, date = _date(said) if said else (None, "")
        if year:
            return year, date
    return None, ""


def _date(said: Any) -> tuple[int | None, str]:
    """Return the year and the date of a date variable; of a span, its beginning."""
    if isinstance(said, str):
        return clean.when(said)
    if not isinstance(said, dict):
        return None, ""
    parts = said.get("date-parts")
    while isinstance(parts, list) and parts and isinstance(parts[0], list):
        parts = parts[0]
    if isinstance(parts, list) and parts:
        named = [part if isinstance(part, str) else "" for part in parts[:3]]
        year, date = clean.when(*named)
        if year:
            return year, date
    return clean.when(_text(said, "raw", "literal", "year", "date-time"))
