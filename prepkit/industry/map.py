"""The industry map: what a library says about a field, put together from its parts."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace

import numpy as np

from prepkit.industry.bridges import bridges
from prepkit.industry.bursts import bursts
from prepkit.industry.chance import Limits, limits
from prepkit.industry.corpus import Corpus, Decision, Places
from prepkit.industry.counts import Counts, Table, count
from prepkit.industry.gaps import gaps
from prepkit.industry.groups import groups
from prepkit.industry.growth import growth, trends
from prepkit.industry.layout import layout
from prepkit.industry.links import Flags, Meetings, links, meetings
from prepkit.industry.network import betweenness, modularity
from prepkit.industry.outcome import Burst, Group, IndustryMap, Settings, Theme
from prepkit.industry.positions import positions
from prepkit.industry.themes import read_themes
from prepkit.library.entry import Entry

MOST_LOOKED_AT = 5000
"""Themes looked at for bursts and growth, the most frequent ones: each further one raises the limit
of chance for all."""

MOST_RISING = 40

_FAR, _ENOUGH = 20, 10
"""One work more than so many years from all others is left out, among so many dated works."""

PLAIN = Settings()
"""What a map is made with unless somebody asks for something else."""


def industry_map(
    entries: Sequence[Entry],
    decisions: Sequence[Decision] = (),
    *,
    own: Collection[int] = (),
    settings: Settings = PLAIN,
) -> IndustryMap:
    """Return what a library says about its field; the order of its entries changes nothing.

    Args:
        entries: the library. An empty one gives an empty map.
        decisions: of the person, about themes.
        own: places of the company's own works among the entries.
        settings: what to make it with.
    """
    # By what they say, so that one order stands for all they may come in.
    order = sorted(range(len(entries)), key=lambda place: _key(entries[place]))
    corpus = read_themes([entries[place] for place in order], decisions, least=settings.least_works)
    ours = set(own)
    is_own = np.array([place in ours for place in order], dtype=bool)
    found = map_corpus(corpus, is_own, settings)
    return replace(
        found,
        bridges=tuple(replace(bridge, work=order[bridge.work]) for bridge in found.bridges),
        gaps=tuple(
            replace(gap, works=tuple((order[one], order[other]) for one, other in gap.works))
            for gap in found.gaps
        ),
    )


def map_corpus(corpus: Corpus, is_own: Flags, settings: Settings) -> IndustryMap:
    """Return the map of works whose themes are known.

    Args:
        corpus: works and themes. Of works that serve equally well the first is shown.
        is_own: which works are the company's.
        settings: what to make it with.
    """
    early, late = _strays(corpus.years)
    corpus = replace(corpus, years=np.where(early | late, 0, corpus.years).astype(np.int32))
    counts = count(corpus, max(MOST_LOOKED_AT, settings.most_themes))
    beyond = limits(corpus, counts, settings)
    found = bursts(counts, settings, above=beyond.burst)
    meet = meetings(corpus, settings.most_themes)
    parts = groups(meet)
    years, shown = _span(counts), range(len(meet.names))
    sure = _themes(corpus, counts, found, is_own, _surest(counts, found, beyond, len(shown)))
    return IndustryMap(
        settings=settings,
        works=len(corpus.years),
        dated=int(counts.totals.sum()),
        with_keywords=corpus.with_keywords,
        earlier=int(early.sum()),
        later=int(late.sum()),
        years=years,
        totals=_filled(counts, counts.totals, years),
        themes=_on_map(_themes(corpus, counts, found, is_own, shown), parts, meet),
        rising=tuple(
            theme for theme in sure if theme.bursts or not theme.growth or theme.growth.low > 0
        ),
        links=links(meet),
        groups=parts,
        bridges=bridges(parts, meet),
        gaps=gaps(meet),
        positions=positions(meet.has, is_own),
        own=int(is_own.sum()),
        modularity=modularity(meet.strength),
    )


def _key(entry: Entry) -> tuple[object, ...]:
    return (
        entry.title, entry.by, entry.year or 0, entry.date, entry.venue, entry.link, entry.doi,
        entry.isbn, entry.form, entry.publisher, entry.places, entry.keywords, entry.abstract,
    )  # fmt: skip


def _strays(years: Places) -> tuple[Flags, Flags]:
    """Tell which works lie too far before, and which too far after, the library's years to count.

    At most one dated work in a hundred lies before; at most one in two hundred lies after, more
    than a year ahead. A single work far from all others counts as one, however few there are.
    """
    dated = np.sort(years[years > 0])
    if len(dated) < _ENOUGH:
        return np.zeros(len(years), dtype=bool), np.zeros(len(years), dtype=bool)
    first, last = dated[len(dated) // 100], dated[-1 - len(dated) // 200] + 1
    if dated[1] - dated[0] > _FAR:
        first = max(first, dated[1])
    if dated[-1] - dated[-2] > _FAR:
        last = min(last, dated[-2] + 1)
    return (years > 0) & (years < first), years > last


def _span(counts: Counts) -> tuple[int, ...]:
    """Return all years from the first to the last."""
    return tuple(range(counts.years[0], counts.years[-1] + 1)) if len(counts.years) else ()


def _filled(counts: Counts, row: Table, years: Sequence[int]) -> tuple[int, ...]:
    """Return a row of counts with zeros in the years that have no works."""
    of_year = dict(zip(counts.years.tolist(), row.tolist(), strict=True))
    return tuple(of_year.get(year, 0) for year in years)


def _themes(
    corpus: Corpus,
    counts: Counts,
    found: Sequence[tuple[Burst, ...]],
    is_own: Flags,
    places: Sequence[int],
) -> tuple[Theme, ...]:
    """Return the themes at `places`, without what only the map gives them."""
    works = np.bincount(corpus.themes, minlength=len(corpus.names))
    own = np.bincount(
        corpus.themes[np.repeat(is_own, np.diff(corpus.starts))], minlength=len(works)
    )
    chosen = replace(counts, table=counts.table[list(places)])
    years = _span(counts)
    return tuple(
        Theme(
            name=corpus.names[place],
            wordings=corpus.wordings[place],
            works=int(works[place]),
            counts=_filled(counts, row, years),
            mean_year=float(row @ counts.years / row.sum()) if row.any() else None,
            bursts=found[place],
            growth=grows,
            group=None,
            betweenness=0.0,
            own=int(own[place]),
            at=(0.0, 0.0),
        )
        for place, row, grows in zip(places, chosen.table, growth(chosen), strict=True)
    )


def _on_map(themes: Sequence[Theme], parts: Sequence[Group], meet: Meetings) -> tuple[Theme, ...]:
    """Return the map's themes with their groups, places and betweenness."""
    group_of = {theme: place for place, part in enumerate(parts) for theme in part.themes}
    between, places = betweenness(meet.strength).tolist(), layout(meet.names, meet.strength)
    return tuple(
        replace(theme, group=group_of.get(number), betweenness=leads, at=at)
        for number, (theme, leads, at) in enumerate(zip(themes, between, places, strict=True))
    )


def _surest(
    counts: Counts, found: Sequence[tuple[Burst, ...]], beyond: Limits, start: int
) -> list[int]:
    """Return places, from `start` on, of themes that burst or grow more than chance has it."""
    leaning = trends(counts.table, counts.totals, counts.years) / max(beyond.trend, 1.0)
    sure = {
        place: max([float(leaning[place]), *(b.strength / max(beyond.burst, 1.0) for b in held)])
        for place, held in enumerate(found)
        if place >= start and (held or leaning[place] > 1)
    }
    surest = sorted(sure, key=lambda place: (-sure[place], place))[:MOST_RISING]
    return sorted(surest)
