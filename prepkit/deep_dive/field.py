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
from prepkit.library.library import Library, folded, words_of
from prepkit.record import Option
from prepkit.section import Answers, Seed

if TYPE_CHECKING:
    from prepkit.industry.corpus import Decision
    from prepkit.industry.outcome import IndustryMap

_MOST_HINTS = 300


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
    listed = tuple(
        (item.id, _as_entry(item), item.company)
        for item in answers.all(Reading)
        if item.filled("title") and is_for_company(item, answers)
    )
    target = next((t for t in answers.all(Target) if t.origin.company == answers.company), None)
    names = (target.name, *target.published_as) if target else ()
    return _field(answers.library, listed, answers.company, names)


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
    given = [theme for item in answers.all(Reading) for theme in item.themes]
    known = hints(answers, "themes")["themes"]
    return {"themes": list(dict.fromkeys((*given, *known)))[:_MOST_HINTS]}


def dot_hints(answers: Answers) -> Mapping[str, Sequence[str]]:
    """Return themes, and the claims and takeaways a connection may rest on."""
    claims = [c.statement for c in answers.all(Claim) if c.origin.company == answers.company]
    titles = [item.title for item in answers.all(Reading)]
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
                f"{one} and {other}, which seldom meet in your library.",
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
                f"A gap on your map: {one} and {other} {seen} in your library, though both meet "
                f"{through}, as in {both}.",
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
            f"It joins {name[bridge.one]} and {name[bridge.other]}, which seldom meet elsewhere "
            "in your library.",
        )
    newest = sorted(field.own, key=lambda place: (-(field.entries[place].year or 0), place))
    for place in newest[:4]:
        reasons.setdefault(place, "The company’s own, and among its newest in your library.")
    works = answers.library.works
    return [
        Seed(works[place].key, reading_values(works[place].entry, _about(place, field, answers)),
             why)
        for place, why in reasons.items()
        if place < len(works) and not is_listed(works[place].entry, answers)
    ]  # fmt: skip


def reading_values(entry: Entry, company: str = "") -> dict[str, object]:
    """Return what a reading list says of a work before it is read."""
    return {
        "title": entry.title,
        "by": ", ".join(entry.by),
        "form": entry.form,
        "year": entry.year,
        "link": entry.link or (f"https://doi.org/{entry.doi}" if entry.doi else ""),
        "company": f"{Target.kind}-{company}" if company else "",
        "status": "want",
    }


def is_listed(entry: Entry, answers: Answers) -> bool:
    """Whether a work is on the reading list, however it got there."""
    return folded(entry.title) in _titles(tuple(item.title for item in answers.all(Reading)))


def themes_as_options(answers: Answers) -> list[Option]:
    """Return the map's themes, to choose from."""
    return [Option(theme.name, theme.name) for theme in map_of(answers).themes]


@functools.lru_cache(maxsize=4)
def _titles(titles: tuple[str, ...]) -> frozenset[str]:
    return frozenset(map(folded, titles))


def _about(place: int, field: Field, answers: Answers) -> str:
    return answers.company if place in field.own else ""


def _as_entry(item: Reading) -> Entry:
    by = tuple(part.strip() for part in item.by.split(",") if part.strip())
    return Entry(item.form or "paper", item.title, by=by, year=item.year, link=item.link,
                 keywords=item.themes)  # fmt: skip


# Two companies are looked at in turn, and what was typed last is typed again in a moment.
@functools.lru_cache(maxsize=4)
def _field(
    library: Library, listed: tuple[tuple[str, Entry, str], ...], company: str,
    names: tuple[str, ...],
) -> Field:  # fmt: skip
    entries = list(library.entries)
    places = {work.key: place for place, work in enumerate(library.works)}
    own = {place for place, work in enumerate(library.works) if company and company in work.of}
    own |= _published_as(names, entries)
    for id, entry, about in listed:
        key = id.removeprefix(f"{Reading.kind}-")
        work = library.get(key) or library.same(entry)
        if work:
            place = places[work.key]
            keywords = dict.fromkeys((*entries[place].keywords, *entry.keywords))
            entries[place] = replace(entries[place], keywords=tuple(keywords))
        else:
            place = len(entries)
            entries.append(entry)
        if company and about == f"{Target.kind}-{company}":
            own.add(place)
    return Field(tuple(entries), frozenset(own))


def _published_as(names: Iterable[str], entries: Sequence[Entry]) -> set[int]:
    """Return the places of works that carry one of these names as author, publisher or place."""
    wanted = {f" {words_of(name)} " for name in names if words_of(name)}
    if not wanted:
        return set()
    carried = functools.cache(lambda text: any(name in f" {words_of(text)} " for name in wanted))
    return {
        place
        for place, entry in enumerate(entries)
        if any(f" {words_of(author)} " in wanted for author in entry.by)
        or carried(entry.publisher)
        or carried(entry.venue)
        or any(map(carried, entry.places))
    }


@functools.lru_cache(maxsize=4)
def _map(field: Field, decided: tuple[tuple[str, tuple[str, ...], bool], ...]) -> IndustryMap:
    # numpy and networkx are not for opening a form.
    from prepkit.industry.corpus import Decision
    from prepkit.industry.map import industry_map

    decisions: list[Decision] = [Decision(*item) for item in decided]
    return industry_map(field.entries, decisions, own=field.own)


def _key(*words: str) -> str:
    return hashlib.sha256("\n".join(words).encode("utf-8", "replace")).hexdigest()[:16]
