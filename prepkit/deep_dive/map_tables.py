"""The tables of the industry map, each with the note that says how it was made."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from prepkit.block import Block, Note, Table, cell, column
from prepkit.deep_dive.map_words import (
    QUADRANTS,
    basis,
    caption,
    mean_year,
    percent,
    strength,
    years_of,
)
from prepkit.industry.outcome import Burst, Gap, Group, IndustryMap, Position, Theme

Work = Callable[[int], tuple[str, str]]
"""Gives title and address of the work at a place."""

_MOST_NAMES, _MOST_YEARS = 9, 12
_FIRST_MET, _FIRST_MET_WORKS, _FIRST_MET_YEARS = 15, 5, 6
_PERCENT = "95\u00a0% interval"


def themes_so_far(found: IndustryMap) -> list[Block]:
    """Return the themes of a library that is too small for a map, by how often they are met."""
    if not found.themes:
        return []
    rows = [
        (cell(theme.name, tone="strong"), cell(theme.works), cell(_met_in(theme, found)))
        for theme in found.themes[:20]
    ]
    heads = (column("Theme", 2.4), column("Works", 0.7, "end"), column("Works by year", 3))
    return [Table(caption=caption(found, "Themes so far"), columns=heads, rows=tuple(rows))]


def bursts(found: IndustryMap, shown: Sequence[tuple[Theme, Burst]]) -> Table:
    """Return the bursts with their counts."""
    start = found.years[0]
    rows = [
        (
            cell(theme.name, tone="strong"),
            cell(years_of(burst)),
            cell(" · ".join(map(str, theme.counts[burst.first - start : burst.last - start + 1]))),
            cell(f"{burst.works} of {theme.works}"),
            cell(f"{strength(burst)} ({burst.strength:.1f})"),
        )
        for theme, burst in shown
    ]
    heads = (
        column("Theme", 2.4), column("Years", 1), column("Works, year by year", 1.9),
        column("Then, of all", 1.1), column("Strength", 1.3),
    )  # fmt: skip
    return Table(caption=caption(found, "Bursts in numbers"), columns=heads, rows=tuple(rows))


def first_met(found: IndustryMap) -> list[Block]:
    """Return the themes that the first third of the years does not know, with their counts."""
    third = len(found.years) // 3
    early = found.totals[:third]
    if len(found.years) < _FIRST_MET_YEARS or sum(map(bool, early)) < 2:
        return []
    new = [
        theme
        for theme in (*found.themes, *found.rising)
        if not any(theme.counts[:third]) and sum(theme.counts) >= _FIRST_MET_WORKS
    ]
    if not new:
        return []
    new.sort(key=lambda theme: -theme.works)
    rows = [
        (
            cell(theme.name, tone="strong"),
            cell(found.years[since]),
            cell(_year_by_year(theme.counts[since:])),
            cell(theme.works),
        )
        for theme in new[:_FIRST_MET]
        for since in [next(place for place, count in enumerate(theme.counts) if count)]
    ]
    heads = (
        column("Theme", 2.4), column("Since", 0.8), column("Works a year, from then on", 3),
        column("Works in all", 1, "end"),
    )  # fmt: skip
    which = f"the {_FIRST_MET} most frequent of {len(new)} themes" if len(new) > _FIRST_MET else (
        "themes")  # fmt: skip
    text = (
        f"Plain counts; {basis(found, dated=True)}: {which} that {_FIRST_MET_WORKS} works or more "
        f"have, and none of the {sum(early):,} from {found.years[0]} to {found.years[third - 1]}. "
        "A rise that stays is not a burst; see also growth."
    )
    return [
        Table(caption=caption(found, "First met in your library"), columns=heads, rows=tuple(rows)),
        Note(text=text),
    ]


def quadrant_lists(found: IndustryMap) -> Table:
    """Return the groups by quadrant, with the terms of each and a hint from their years."""
    order = list(QUADRANTS)
    parts = sorted(found.groups, key=lambda group: order.index(group.quadrant))
    rows, before = [], None
    for group in parts:
        name, meaning = QUADRANTS[group.quadrant]
        rows.append((
            cell("" if group.quadrant == before else f"**{name}**\n{meaning}"),
            cell(_names(found, group)),
            cell(group.works),
            cell(_years_hint(found, group)),
            cell(f"{group.centrality:.2g} · {group.density:.2g}"),
        ))  # fmt: skip
        before = group.quadrant
    heads = (
        column("Quadrant", 1.5), column("Themes of the group, the most central first", 3),
        column("Works", 0.8, "end"), column("Mean year", 1.3), column("Centrality · density", 1.1),
    )  # fmt: skip
    return Table(caption="The four quadrants, in words", columns=heads, rows=tuple(rows))


def groups(found: IndustryMap) -> list[Block]:
    """Return the groups alone, where there are too few works or groups for a diagram."""
    if not found.groups:
        return []
    rows = [
        (
            cell(_names(found, group)),
            cell(group.works),
            cell("" if group.mean_year is None else f"{group.mean_year:.1f}"),
        )
        for group in found.groups
    ]
    heads = (
        column("Themes, the most central first", 4), column("Works", 0.7, "end"),
        column("Mean year", 0.9, "end"),
    )  # fmt: skip
    text = (
        "Groups: themes that are met together more than with others (Louvain method, Blondel et "
        f"al. 2008{modularity(found)}; {basis(found)}). A strategic diagram of them would mean "
        f"something from about {found.settings.small} works and four groups on."
    )
    return [
        Table(caption=caption(found, "Themes that go together"), columns=heads, rows=tuple(rows)),
        Note(text=text),
    ]


def modularity(found: IndustryMap) -> str:
    """Return how clear the groups are, for the end of a list of settings."""
    return "" if found.modularity is None else f", modularity {found.modularity:.2f}"


def bridges(found: IndustryMap, work: Work, most: int) -> list[Block]:
    """Return works that join two groups which seldom meet, with the two sides named."""
    if not found.bridges:
        return []
    rows = []
    for bridge in found.bridges[:most]:
        title, link = work(bridge.work)
        one, other = found.themes[bridge.one], found.themes[bridge.other]
        rows.append((
            cell(title, link=link, tone="strong"),
            cell(f"{_side(found, one)}\n{_side(found, other)}"),
            cell(bridge.together),
        ))  # fmt: skip
    heads = (
        column("Work", 3), column("Joins", 3), column("Works with both", 0.9, "end"),
    )  # fmt: skip
    text = (
        "Works that join themes of two groups which meet in a title or keyword less often than "
        "chance would have them meet; the rarest first, after the idea that news comes over new "
        f"links (structural variation, Chen 2012); {basis(found)}."
    )
    between = sorted(found.themes, key=lambda theme: -theme.betweenness)[:3]
    if between[0].betweenness > 0:
        text += (
            " Most ways from theme to theme lead over "
            + ", ".join(theme.name for theme in between if theme.betweenness > 0)
            + " (betweenness, Freeman 1977)."
        )
    return [
        Table(caption=caption(found, "Bridges: works to read next"), columns=heads,
              rows=tuple(rows)),
        Note(text=text),
    ]  # fmt: skip


def gaps(found: IndustryMap, work: Work, most: int) -> list[Block]:
    """Return pairs of themes that do not meet although a third meets both, with the works."""
    if not found.gaps:
        return []
    rows = [
        (
            cell(found.themes[gap.one].name, tone="strong"),
            cell(found.themes[gap.other].name, tone="strong"),
            cell(f"{gap.together} of {gap.expected:.1f}"),
            cell(_through(found, gap, work)),
        )
        for gap in found.gaps[:most]
    ]
    heads = (
        column("A", 1.4), column("C", 1.4), column("Met, of expected", 0.9, "end"),
        column("Both meet B, as in", 3.8),
    )  # fmt: skip
    text = (
        "A is met with B, B with C, but A hardly ever with C in a title or keyword (the ABC model, "
        "Swanson 1986); "
        "expected is what chance would give, themes keeping how often they are met; "
        f"{basis(found)}."
    )
    careful = (
        "Take these as ideas for a question, not as findings: the two may well be known to have "
        "nothing to say to each other, be two words for one thing, or meet in works that are not "
        "in this library, or in what was not read: this is checked in titles and keywords only."
    )
    return [
        Table(caption=caption(found, "Unlinked pairs worth a thought"), columns=heads,
              rows=tuple(rows)),
        Note(text=careful, tone="warn"),
        Note(text=text),
    ]  # fmt: skip


def positions(found: IndustryMap, company: str, shown: Sequence[Position]) -> Table:
    """Return the company's share of themes beside everybody else's, when there is anybody else."""
    others = found.works > found.own
    rows = [
        (
            cell(found.themes[place.theme].name, tone="strong"),
            cell(f"{place.own} of {found.own}"),
            cell(percent(place.share)),
            cell(f"{percent(place.low)} to {percent(place.high)}"),
            *([cell(percent(place.field_share))] if others else []),
        )
        for place in shown
    ]
    heads = (
        column("Theme", 2.4), column("Own works", 1, "end"), column("Share", 0.8, "end"),
        column(_PERCENT, 1.4, "end"),
        *([column("Everybody else", 1.1, "end")] if others else []),
    )  # fmt: skip
    apart = f"What sets {company}’s own works apart, in numbers"
    text = apart if others else f"{company}’s own works by theme"
    return Table(caption=caption(found, text), columns=heads, rows=tuple(rows))


def _met_in(theme: Theme, found: IndustryMap) -> str:
    years = zip(found.years, theme.counts, strict=True)
    return ", ".join(f"{year}: {count}" for year, count in years if count)


def _year_by_year(counts: Sequence[int]) -> str:
    """Return counts in a row, of many years the last ones."""
    before = "… · " if len(counts) > _MOST_YEARS else ""
    return before + " · ".join(map(str, counts[-_MOST_YEARS:]))


def _names(found: IndustryMap, group: Group) -> str:
    names = [found.themes[place].name for place in group.themes]
    rest = len(names) - _MOST_NAMES
    return ", ".join(names[:_MOST_NAMES]) + (f" and {rest} more" if rest > 0 else "")


def _years_hint(found: IndustryMap, group: Group) -> str:
    """Return a group's mean year; where the diagram leaves it open, which way it may be going."""
    if group.mean_year is None:
        return ""
    year, usual = f"{group.mean_year:.1f}", mean_year(found)
    if group.quadrant != "edge":
        return year
    way = "newer" if group.mean_year > usual + 0.25 else "older"
    if abs(group.mean_year - usual) <= 0.25:
        return f"{year}, like all works"
    return f"{year}, {way} than all works ({usual:.1f})"


def _side(found: IndustryMap, theme: Theme) -> str:
    """Return a theme with the group on whose side it stands."""
    group = "" if theme.group is None else found.groups[theme.group].name
    return theme.name if group in ("", theme.name) else f"{theme.name} (with {group})"


def _through(found: IndustryMap, gap: Gap, work: Work) -> str:
    first, *rest = (found.themes[theme].name for theme in gap.through)
    one, other = (work(place)[0] for place in gap.works[0])
    also = f"\n(also {', '.join(rest)})" if rest else ""
    return f"{first}: “{one}” and “{other}”{also}"
