"""The field as a person's library shows it: which works count, whose they are, and their map."""

from __future__ import annotations

import functools
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from prepkit.deep_dive.reading import is_for_company
from prepkit.deep_dive.records import Reading, Theme
from prepkit.deep_dive.target import target_of
from prepkit.library.entry import Entry
from prepkit.library.identity import words_of
from prepkit.library.library import Library
from prepkit.section import Answers

if TYPE_CHECKING:
    from prepkit.industry.corpus import Decision
    from prepkit.industry.outcome import IndustryMap

_KINDS = frozenset({
    "ab", "ag", "as", "blog", "bv", "co", "company", "corp", "corporation", "engineering", "gmbh",
    "group", "inc", "incorporated", "llc", "llp", "limited", "ltd", "news", "newsroom", "nv", "oy",
    "oyj", "plc", "press", "releases", "research", "sa", "se", "spa", "srl",
})  # fmt: skip
"""What may stand behind the name of a company where it publishes."""


@dataclass(frozen=True, slots=True, eq=False)  # as large as a library: known by being the same one
class Field:
    """The works a map is made from.

    Attributes:
        entries: the library's, each with the themes the reading list gives it, then those that
            are on the reading list only.
        own: places of the company's own publications among them.
    """

    entries: tuple[Entry, ...]
    own: frozenset[int]


def field_of(answers: Answers) -> Field:
    """Return the works of the library and of the reading list, each once.

    What was read about another company stays with that company. What was read about the company
    of the page is its own only when it carries a name the company publishes under.
    """
    library, target = answers.library, target_of(answers)
    names = (target.name, *target.published_as) if target else ()
    wanted = _wanted(names)
    given: dict[str, tuple[str, ...]] = {}
    further: dict[Entry, None] = {}
    named: list[str | Entry] = []
    for item in answers.all(Reading):
        if not item.filled("title") or not is_for_company(item, answers):
            continue
        entry = _as_entry(item)
        work = library.get(item.id.removeprefix(f"{Reading.kind}-")) or library.same(entry)
        if work and item.themes:
            given[work.key] = item.themes
        elif not work:
            further[entry] = None
        if _is_published_as(entry, wanted):
            named.append(work.key if work else entry)
    works = _works(library, tuple(given.items()), tuple(further))
    own = _own(library, answers.company, names) | {works.places[name] for name in named}
    return _field(works, frozenset(own))


def map_of(answers: Answers) -> IndustryMap:
    """Return the map of the field, worked out again only when something of it has changed."""
    decided = tuple(
        (item.name, item.also, item.on_map == "hidden")
        for item in answers.all(Theme)
        if item.filled("name") or item.also
    )
    return _map(field_of(answers), decided)


def work_of(field: Field, place: int) -> tuple[str, str]:
    """Return title and address of a work of the field."""
    entry = field.entries[place]
    return entry.title, entry.address


def _as_entry(item: Reading) -> Entry:
    by = tuple(part.strip() for part in item.by.split(",") if part.strip())
    return Entry(item.form or "paper", item.title, by=by, year=item.year, link=item.link,
                 keywords=item.themes)  # fmt: skip


@dataclass(frozen=True, slots=True, eq=False)
class _Works:
    """All entries, and the place of each by the key of its work, or by itself."""

    entries: tuple[Entry, ...]
    places: Mapping[str | Entry, int]


# What is worked out of a library is kept for two of them: before an import, and after it.
@functools.lru_cache(maxsize=2)
def _works(
    library: Library, given: tuple[tuple[str, tuple[str, ...]], ...], further: tuple[Entry, ...]
) -> _Works:
    entries = list(library.entries)
    places: dict[str | Entry, int] = {work.key: n for n, work in enumerate(library.works)}
    for key, themes in given:
        entry = entries[places[key]]
        keywords = dict.fromkeys((*entry.keywords, *themes))
        entries[places[key]] = replace(entry, keywords=tuple(keywords))
    places |= {entry: len(entries) + n for n, entry in enumerate(further)}
    return _Works((*entries, *further), places)


@functools.lru_cache(maxsize=4)
def _field(works: _Works, own: frozenset[int]) -> Field:
    return Field(works.entries, own)


@functools.lru_cache(maxsize=4)
def _own(library: Library, company: str, names: tuple[str, ...]) -> frozenset[int]:
    """Return the places of works of the library that are the company's own."""
    wanted = _wanted(names)
    return frozenset(
        place
        for place, work in enumerate(library.works)
        if (company and company in work.of) or _is_published_as(work.entry, wanted)
    )


def _wanted(names: Iterable[str]) -> frozenset[str]:
    return frozenset(words for name in names for words in (words_of(name), _stem(name)) if words)


def _is_published_as(entry: Entry, wanted: frozenset[str]) -> bool:
    """Whether an entry carries one of these names as author, publisher, venue or place of work.

    A name may go on with what kind of firm or page it is, so that Meta is found in "Meta Research"
    and not in "Meta-Learning Letters".
    """
    if not wanted:
        return False
    if any(_stem(author) in wanted for author in entry.by):
        return True
    # "Acme Labs, Leith" is at Acme Labs.
    parts = (entry.publisher, entry.venue, *entry.places)
    return any(_stem(part.split(",")[0]) in wanted or words_of(part) in wanted for part in parts)


@functools.lru_cache(maxsize=65_536)
def _stem(text: str) -> str:
    words = words_of(text).split()
    while len(words) > 1 and words[-1] in _KINDS:
        words.pop()
    return " ".join(words)


@functools.lru_cache(maxsize=2)
def _map(field: Field, decided: tuple[tuple[str, tuple[str, ...], bool], ...]) -> IndustryMap:
    # numpy and networkx are not for opening a form.
    from prepkit.industry.corpus import Decision
    from prepkit.industry.map import industry_map

    decisions: list[Decision] = [Decision(*item) for item in decided]
    return industry_map(field.entries, decisions, own=field.own)
