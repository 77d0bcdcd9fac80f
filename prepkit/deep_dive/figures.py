"""The industry map as blocks: what a page says about the field, and how each part was found.

Below each figure stand its method, the settings by the names the literature gives them, and how
many works it rests on. A small corpus is called one wherever it matters.
"""

from __future__ import annotations

from prepkit.block import Block, Empty, Note, counted
from prepkit.deep_dive import map_tables
from prepkit.deep_dive.map_position import clear, position
from prepkit.deep_dive.map_tables import Work
from prepkit.deep_dive.map_words import (
    QUADRANTS,
    basis,
    caption,
    made_from,
    origin,
    period,
    strength,
    strengths,
    strongest_bursts,
    sureness,
    told_growth,
)
from prepkit.industry.outcome import IndustryMap
from prepkit.views.dots import Dot
from prepkit.views.map_charts import network, quadrants
from prepkit.views.places import is_wide
from prepkit.views.row_charts import heat_table, rates, year_runs

LEAST_WORKS, LEAST_THEMES, LEAST_GROUPS = 30, 3, 4
"""Fewer works or themes, and only counts are shown; fewer groups, and there is no diagram."""

_MOST_LINES = 120


def map_blocks(
    found: IndustryMap, *, company: str, work: Work, complete: bool = True
) -> list[Block]:  # fmt: skip
    """Return the map as a page shows it, from plain counts to where the company stands.

    Args:
        found: the map.
        company: its name, or "" when the page is for none.
        work: gives title and address of the work at a place among those the map was made from.
        complete: whether it was made from all there is; of what is withheld it says nothing.
    """
    if not found.works:
        text = (
            "No map yet. Give your library some works of the field, from a reference manager, a "
            "database or a feed, and their themes will stand here."
        )
        return [Empty(text=text)]
    if found.works < LEAST_WORKS or len(found.themes) < LEAST_THEMES:
        return _too_small(found, complete)
    few = found.is_small
    return [
        *_made_from(found, complete),
        *_by_year(found, 12 if few else 20),
        *_bursts(found, 8 if few else 20),
        *map_tables.first_met(found),
        *_growth(found, 10 if few else 24),
        *_network(found, company, 40 if few else _MOST_LINES),
        *_diagram(found),
        *map_tables.bridges(found, work, 4 if few else 8),
        *map_tables.gaps(found, work, 4 if few else 8),
        *position(found, company, 8 if few else 15, complete),
    ]


def _too_small(found: IndustryMap, complete: bool) -> list[Block]:
    so_far = ", ".join(f"{theme.name} {theme.works}" for theme in found.themes[:20])
    notes = [Note(text=f"Themes so far: {so_far}.")] if so_far else []
    if not complete:
        return [*_made_from(found, complete), *notes]
    text = (
        f"A map needs a little more: about {LEAST_WORKS} works, and {LEAST_THEMES} themes that "
        f"{found.settings.least_works} works or more have. Add what you read, with a theme or two "
        "each; a search in a database or a colleague’s collection, as BibTeX or RIS, brings many "
        "in one go."
    )
    return [*_made_from(found, complete), *notes, Empty(text=text)]


def _made_from(found: IndustryMap, complete: bool) -> list[Block]:
    text = (
        f"{made_from(found, complete)} Themes that fewer than {found.settings.least_works} works "
        f"have are left out. {origin(found)}"
    )
    if not found.is_small:
        return [Note(text=text)]
    small = (
        f"Small corpus: {counted(found.works, 'work')}. Trust the counts first; with fewer than "
        f"{found.settings.small} works, whatever methods add to them is a hint at most."
    )
    return [Note(text=text), Note(text=small, tone="warn")]


def _by_year(found: IndustryMap, most: int) -> list[Block]:
    shown = found.themes[:most]
    if len(found.years) < 2:
        return map_tables.themes_so_far(found)
    rows = [
        (theme.name, theme.counts,
         {year for burst in theme.bursts for year in range(burst.first, burst.last + 1)})
        for theme in shown
    ]  # fmt: skip
    outlined = " Outlined and bold: the years of a burst, see below." if any(
        marked for *_, marked in rows) else ""  # fmt: skip
    text = (
        f"Plain counts: works with each of the {len(shown)} most frequent themes, year by year; "
        f"{basis(found, dated=True)}. The stronger the colour, the more.{outlined}"
    )
    return [
        heat_table(
            rows, years=found.years, total="all dated works", totals=found.totals,
            caption=caption(found, "Themes by year: how many works have each"),
            alt=f"Works with the {len(shown)} most frequent themes by year, {period(found)}; "
            f"the most frequent is {shown[0].name} with {counted(shown[0].works, 'work')}.",
        ),
        Note(text=text),
    ]  # fmt: skip


def _bursts(found: IndustryMap, most: int) -> list[Block]:
    if len(found.years) < 2:
        why = f"all dated works are of {period(found)}" if found.years else "no work has a year"
        return [Note(text=f"Whether a theme bursts or grows cannot be told: {why}.")]
    settings, shown = found.settings, strongest_bursts(found, most)
    method = (
        f"Kleinberg’s two-state model (2002) with s = {settings.ratio:g}, γ = {settings.cost:g}, "
        f"and {settings.least_burst} works at least, counted by year; {basis(found, dated=True)}. "
        f"A burst counts if at most {100 * settings.level:g}\u00a0% of {settings.shuffles} "
        "libraries with shuffled years show one as strong."
    )
    if not shown:
        return [Note(text=f"No theme bursts by more than chance would give. {method}")]
    rows = [
        (theme.name, burst.first, burst.last,
         f"{strength(burst)} · {counted(burst.works, 'work')}")
        for theme, burst in shown
    ]  # fmt: skip
    return [
        year_runs(
            rows, years=(found.years[0], found.years[-1]),
            caption=caption(found, "Bursts: themes met far more often for some years"),
            alt=f"{counted(len(rows), 'burst')} on a line of years, "
            f"the first {rows[0][0]} from {rows[0][1]} to {rows[0][2]}.",
        ),
        map_tables.bursts(found, shown),
        Note(text=f"{method} Strength is what the burst saves (natural logarithm): {strengths()}."),
    ]  # fmt: skip


def _growth(found: IndustryMap, most: int) -> list[Block]:
    told = told_growth(found.themes)
    beyond = told_growth(found.rising)
    if not told and not beyond:
        return []
    surest = sorted([*told, *beyond], key=lambda item: -sureness(item[1]))[:most]
    shown = sorted(surest, key=lambda item: -item[1].rate)
    sure = sum(growth.low > 0 or growth.high < 0 for _, growth in told)
    count = len(told) + len(beyond)
    which = f"The {most} surest of {count} themes. " if count > most else ""
    if 20 * sure <= len(told) and not beyond:
        text = (
            f"Growth: of the {counted(len(told), 'theme')} of which it can be told, {sure} "
            f"{'keeps' if sure == 1 else 'keep'} clear of standing still. As many would by chance, "
            f"about one in twenty, so there is no figure of it; {basis(found, dated=True)}."
        )
        return [Note(text=text)]
    others = (
        " Rising themes too small for the map are added; about one in ten of them by chance."
        if beyond else ""
    )  # fmt: skip
    text = (
        f"{which}The odds that a work has the theme, from year to year: logistic regression "
        "(McCullagh & Nelder 1989) with 95\u00a0% intervals, wider where the years scatter; "
        f"{basis(found, dated=True)}. They are relative to the whole library, so a library that "
        f"grows does not make its themes grow. Of the {len(told)} on the map "
        f"that can be told, {sure} {'keeps' if sure == 1 else 'keep'} clear of zero; if all stood "
        f"still, about one in twenty would.{others} Behind each name: its dated works. An arrow: "
        "the interval goes on."
    )
    careful = (
        "A source that gained coverage, or a search that was changed, looks like growth. Look "
        "where the newest works came from before you call it a trend."
    )
    return [
        rates(
            [(name, growth.rate, growth.low, growth.high) for name, growth in shown],
            axis="change of the odds, a year",
            caption=caption(found, "Growth: how fast each theme’s share changes"),
            alt=f"Yearly growth of {counted(len(shown), 'theme')} with intervals; the fastest is "
            f"{shown[0][0]}, the slowest {shown[-1][0]}.",
        ),
        Note(text=careful, tone="warn"),
        Note(text=text),
    ]  # fmt: skip


def _network(found: IndustryMap, company: str, most: int) -> list[Block]:
    if not found.links:
        text = "No two themes meet in a title or keyword often enough for a map of them."
        return [Note(text=text)]
    drawn, every = found.links[:most], len(found.links)
    ahead = {place.theme for place in clear(found) if place.share > place.field_share}
    dots = [
        Dot(theme.name, *theme.at, theme.works, theme.mean_year, place in ahead)
        for place, theme in enumerate(found.themes)
    ]
    name = company or "the company"
    ring = f" A ring: a clearly larger share of {name}’s works has it than of all others." if (
        ahead) else ""  # fmt: skip
    which = f"the {most} strongest of {every}" if every > most else counted(every, "line")
    text = (
        f"Lines join themes that are met together more often than by chance: {which}, the wider "
        "the higher their equivalence index (Callon, Courtial & Laville 1991). Linked themes are "
        "drawn near each other (Fruchterman & Reingold 1991); up, down, left and right mean "
        "nothing. Colours: the mean year of a theme’s works (van Eck & Waltman 2010); "
        f"{basis(found, dated=True)}.{ring}"
    )
    return [
        network(
            dots, [(link.one, link.other, link.strength) for link in drawn],
            counted="works", colour=f"mean year of its works ({basis(found, dated=True)})",
            caption=caption(found, "The map: which themes are met together"),
            alt=f"{len(dots)} themes as dots, joined by {counted(len(drawn), 'line')}; the "
            f"strongest joins {dots[drawn[0].one].label} and {dots[drawn[0].other].label}.",
        ),
        Note(text=text),
    ]  # fmt: skip


def _diagram(found: IndustryMap) -> list[Block]:
    if found.is_small or len(found.groups) < LEAST_GROUPS:
        return map_tables.groups(found)
    dots = [
        Dot(group.name, group.centrality, group.density, group.works, group.mean_year)
        for group in found.groups
    ]
    wide = is_wide([dot.x for dot in dots]) or is_wide([dot.y for dot in dots])
    scale = " Far apart as they lie, they stand on a scale of logarithms." if wide else ""
    text = (
        "Groups of themes (Louvain method, Blondel et al. 2008"
        f"{map_tables.modularity(found)}) on the strategic diagram of Callon, Courtial & Laville "
        f"(1991), parted at the medians; {len(dots)} groups, {basis(found)}. Centrality: how "
        "strongly a group is tied to others; density: how strongly its own themes are tied to "
        f"each other.{scale} What is emerging and what is declining, the diagram cannot tell: the "
        "mean year of the works is a hint, no more."
    )
    names = {key: name for key, (name, _) in QUADRANTS.items()}
    return [
        quadrants(
            dots, corners=(names["niche"], names["motor"], names["edge"], names["basic"]),
            across="centrality: tied to other groups", up="density: tied within",
            counted="works", colour=f"mean year of its works ({basis(found, dated=True)})",
            caption="Strategic diagram: what drives the field, and what stands apart",
            alt=f"{len(dots)} groups of themes by centrality and density; "
            f"the largest is {dots[0].label}.",
        ),
        map_tables.quadrant_lists(found),
        Note(text=text),
    ]  # fmt: skip
