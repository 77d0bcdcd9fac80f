"""The field as a person's library shows it: which works count, whose they are, and their map."""

from __future__ import annotations

import functools
import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from prepkit.deep_dive.reading import is_for_company
from prepkit.deep_dive.records import Claim, Reading, Target, Theme
from prepkit.library.entry import Entry
from prepkit.library.identity import folded, words_of
from prepkit.library.library import Library, Work
from prepkit.section import Answers, Seed

if TYPE_CHECKING:
    from prepkit.industry.corpus import Decision
    from prepkit.industry.outcome import IndustryMap

_MOST_HINTS = 300
_MOST_AUTHORS = 8
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

    What was read about another company stays with that company.
    """
    library, company = answers.library, answers.company
    given: dict[str, tuple[str, ...]] = {}
    further: dict[Entry, None] = {}
    about: set[str | Entry] = set()
    for item in answers.all(Reading):
        if not item.filled("title") or not is_for_company(item, answers):
            continue
        entry = _as_entry(item)
        work = library.get(item.id.removeprefix(f"{Reading.kind}-")) or library.same(entry)
        if work and item.themes:
            given[work.key] = item.themes
        elif not work:
            further[entry] = None
        if company and item.company:
            about.add(work.key if work else entry)
    works = _works(library, tuple(given.items()), tuple(further))
    target = next((t for t in answers.all(Target) if t.origin.company == company), None)
    names = (target.name, *target.published_as) if target else ()
    own = _own(library, company, names) | {
        works.places[name] for name in about if name in works.places
    }
    own |= {
        works.places[entry] for entry in further if _is_published_as(entry, _wanted(names))
    }  # fmt: skip
    return _field(works, frozenset(own))


def map_of(answers: Answers) -> IndustryMap:
    """Return the map of the field, worked out again only when something of it has changed."""
    decided = tuple(
        (item.name, item.also, item.on_map == "hidden")
        for item in answers.all(Theme)
        if item.filled("name") or item.also
    )
    return _map(field_of(answers), decided)


def hints(answers: Answers, *names: str) -> Mapping[str, Sequence[str]]:
    """Return the names of the map's themes, the most frequent first, for fields of these names."""
    themes = [theme.name for theme in map_of(answers).themes][:_MOST_HINTS]
    return dict.fromkeys(names, themes)


def theme_hints(answers: Answers) -> Mapping[str, Sequence[str]]:
    """Return names and wordings for what is decided about themes."""
    found = map_of(answers)
    themes = (*found.themes, *found.rising)
    words = dict.fromkeys(word for theme in themes for word in (theme.name, *theme.wordings))
    return {"name": [theme.name for theme in themes], "also": list(words)[:_MOST_HINTS]}


def reading_hints(answers: Answers) -> Mapping[str, Sequence[str]]:
    """Return the map's themes and those already given on the reading list."""
    items = [item for item in answers.all(Reading) if is_for_company(item, answers)]
    given = [theme for item in items for theme in item.themes]
    known = hints(answers, "themes")["themes"]
    return {"themes": list(dict.fromkeys((*given, *known)))[:_MOST_HINTS]}


def dot_hints(answers: Answers) -> Mapping[str, Sequence[str]]:
    """Return themes, and the claims and takeaways a connection may rest on."""
    claims = [c.statement for c in answers.all(Claim) if c.origin.company == answers.company]
    titles = [item.title for item in answers.all(Reading) if is_for_company(item, answers)]
    facts = [text for text in (*claims, *titles) if text.strip()]
    return {**hints(answers, "theme"), "fact": facts[:_MOST_HINTS]}


def work_of(field: Field, place: int) -> tuple[str, str]:
    """Return title and address of a work of the field."""
    entry = field.entries[place]
    return entry.title, entry.link or (f"https://doi.org/{entry.doi}" if entry.doi else "")


def named(entry: Entry) -> str:
    """Return a work as one mentions it: title, first author and year."""
    by = entry.by[0] + (" and others" if len(entry.by) > 1 else "") if entry.by else ""
    facts = ", ".join(part for part in (by, str(entry.year or "")) if part)
    return f"“{entry.title}”" + (f" ({facts})" if facts else "")


def dot_seeds(answers: Answers) -> list[Seed]:
    """Return starters for connections, from the map's bridges and gaps; never a conclusion."""
    found, field = map_of(answers), field_of(answers)
    name = [theme.name for theme in found.themes]
    seeds = []
    for bridge in found.bridges[:4]:
        one, other = name[bridge.one], name[bridge.other]
        seeds.append(
            Seed(
                _key("bridge", one, other),
                {"theme": one, "fact": f"{field.entries[bridge.work].title} joins it with {other}"},
                f"A bridge on your map: {named(field.entries[bridge.work])} has both "
                f"{one} and {other}, which seldom meet in a title or keyword of your library.",
                visibility="private",
            )
        )
    for gap in found.gaps[:4]:
        one, other = name[gap.one], name[gap.other]
        through = name[gap.through[0]]
        seen = "never meet" if not gap.together else "hardly meet"
        both = " and ".join(named(field.entries[place]) for place in gap.works[0])
        seeds.append(
            Seed(
                _key("gap", one, other),
                {"theme": one, "fact": f"Both {one} and {other} meet {through}"},
                f"A gap on your map: {one} and {other} {seen} in a title or keyword of your "
                f"library, though both meet {through}, as in {both}.",
                visibility="private",
            )
        )
    return list({seed.key: seed for seed in seeds}.values())


def reading_seeds(answers: Answers) -> list[Seed]:
    """Return works of the library worth reading next: bridges first, then the company's own."""
    found, field = map_of(answers), field_of(answers)
    name = [theme.name for theme in found.themes]
    reasons: dict[int, str] = {}
    for bridge in found.bridges[:5]:
        reasons.setdefault(
            bridge.work,
            f"It joins {name[bridge.one]} and {name[bridge.other]}, which seldom meet in other "
            "titles of your library.",
        )
    newest = sorted(field.own, key=lambda place: (-(field.entries[place].year or 0), place))
    for place in newest[:4]:
        reasons.setdefault(place, "The company’s own, and among its newest in your library.")
    works = answers.library.works
    return [
        Seed(works[place].key, reading_values(works[place].entry, _about(place, field, answers)),
             why)
        for place, why in reasons.items()
        if place < len(works) and not is_listed(works[place], answers)
    ]  # fmt: skip


def reading_values(entry: Entry, company: str = "") -> dict[str, object]:
    """Return what a reading list says of a work before it is read."""
    return {
        "title": entry.title,
        "by": authors(entry),
        "form": entry.form,
        "year": entry.year,
        "link": entry.link or (f"https://doi.org/{entry.doi}" if entry.doi else ""),
        "company": f"{Target.kind}-{company}" if company else "",
        "status": "want",
    }


def authors(entry: Entry) -> str:
    """Return its authors in one line; of very many the first few and how many more."""
    more = len(entry.by) - _MOST_AUTHORS
    named = ", ".join(entry.by[:_MOST_AUTHORS])
    return f"{named} and {more} others" if more > 1 else ", ".join(entry.by)


def is_listed(work: Work, answers: Answers) -> bool:
    """Whether a work is on the reading list, however it got there."""
    items = answers.all(Reading)
    if any(item.id == f"{Reading.kind}-{work.key}" for item in items):
        return True
    years = _listed(tuple((item.title, item.year) for item in items)).get(folded(work.entry.title))
    return years is not None and (not work.entry.year or bool({None, work.entry.year} & years))


@functools.lru_cache(maxsize=2)
def _listed(items: tuple[tuple[str, int | None], ...]) -> dict[str, set[int | None]]:
    """Return the years of the items on the list by their titles, folded."""
    found: dict[str, set[int | None]] = {}
    for title, year in items:
        found.setdefault(folded(title), set()).add(year)
    return found


def _about(place: int, field: Field, answers: Answers) -> str:
    return answers.company if place in field.own else ""


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
    if any(words_of(author) in wanted for author in entry.by):
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


def _key(*words: str) -> str:
    return hashlib.sha256("\n".join(words).encode("utf-8", "replace")).hexdigest()[:16]
