"""Where a company stands on the industry map: what sets its own works apart from all others."""

from __future__ import annotations

from collections.abc import Sequence

from prepkit.block import Block, Note, counted
from prepkit.deep_dive import map_tables
from prepkit.deep_dive.map_words import percent
from prepkit.industry.outcome import IndustryMap, Position
from prepkit.views.row_charts import two_shares

_MOST_NAMES = 20


def position(found: IndustryMap, company: str, most: int, complete: bool) -> list[Block]:
    """Return the company's own works by theme beside all others'; one line without any.

    When the map is not complete, nothing is said of works it may have withheld.
    """
    name = company or "the company"
    if not found.own:
        text = (
            f"Where {name} stands among all this is not known yet: none of the works is marked as "
            "its own. Write the names it publishes under into the target, or tick that files are "
            "its own publications when you bring them in."
        )
        return [Note(text=text)] if company and complete else []
    if not found.positions:
        text = f"None of the themes is met in the {counted(found.own, 'work')} of {name}."
        return [Note(text=text)]
    if found.works == found.own:
        text = (
            f"Shares of {counted(found.own, 'work')} of {name}, with 95\u00a0% intervals (Wilson "
            "1927). There are no other works here to set them beside."
        )
        return [map_tables.positions(found, name, found.positions[:most]), Note(text=text)]
    return [*_apart(found, name, clear(found)[:most]), *_unclear(found)]


def clear(found: IndustryMap) -> list[Position]:
    """Return where the company stands apart from the field; nowhere when nobody else is in it."""
    return [place for place in found.positions if place.is_clear and found.works > found.own]


def _unclear(found: IndustryMap) -> list[Block]:
    rest = [place for place in found.positions if not place.is_clear]
    names = [f"{found.themes[place.theme].name} ({place.own})" for place in rest]
    more = f" and {len(names) - _MOST_NAMES} more" if len(names) > _MOST_NAMES else ""
    text = f"One work or no clear difference: {', '.join(names[:_MOST_NAMES])}{more}."
    return [Note(text=text)] if names else []


def _apart(found: IndustryMap, name: str, shown: Sequence[Position]) -> list[Block]:
    text = (
        f"Shares of {counted(found.own, 'work')} of {name} and of "
        f"{counted(found.works - found.own, 'other')}, with 95\u00a0% intervals (Wilson 1927); "
        "what sets it apart most comes first. Publications are what a company chooses to show, "
        "not all that it does."
    )
    if not shown:
        return []
    numbers = map_tables.positions(found, name, shown[:8])
    if found.is_small:
        return [numbers, Note(text=text)]
    rows = [
        (found.themes[p.theme].name, 100 * p.share, 100 * p.low, 100 * p.high, 100 * p.field_share)
        for p in shown
    ]
    return [
        two_shares(
            rows, first=f"{name}’s own works", second="everybody else’s works",
            axis="percent of works with the theme",
            caption=f"Where {name} stands: its share beside the field’s",
            alt=f"Shares of {counted(len(rows), 'theme')} in the works of {name} and of "
            f"everybody else; first {rows[0][0]}, {percent(shown[0].share)} beside "
            f"{percent(shown[0].field_share)}.",
        ),
        numbers,
        Note(text=text),
    ]  # fmt: skip
