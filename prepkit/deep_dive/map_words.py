"""What the figures and tables of the industry map say in words, said the same way everywhere."""

from __future__ import annotations

import math
from collections.abc import Iterable

from prepkit.block import counted
from prepkit.industry.outcome import Burst, Growth, IndustryMap, Quadrant, Theme

QUADRANTS: dict[Quadrant, tuple[str, str]] = {
    "motor": ("Motor", "central and tightly knit: what drives the field"),
    "basic": ("Basic", "central, loosely knit: what many others build on"),
    "niche": ("Niche", "tightly knit, off to one side: specialists’ ground"),
    "edge": ("Emerging or declining", "neither: what comes or what goes"),
}
"""What each quadrant is called, and what it means."""

_STRENGTHS = ((20.0, "very strong"), (10.0, "strong"), (5.0, "clear"), (0.0, "slight"))


def caption(found: IndustryMap, text: str) -> str:
    """Return a caption that calls a small corpus one."""
    return f"{text} (small corpus)" if found.is_small else text


def basis(found: IndustryMap, *, dated: bool = False) -> str:
    """Return how many works something rests on."""
    return f"n = {found.dated:,} dated works" if dated else f"n = {found.works:,} works"


def period(found: IndustryMap) -> str:
    """Return the years of a map, which has some."""
    first, last = found.years[0], found.years[-1]
    return str(first) if first == last else f"{first} to {last}"


def made_from(found: IndustryMap, complete: bool) -> str:
    """Return what a map was made from: works and their years, and whether these are all."""
    dated = found.dated + found.earlier + found.later
    many = {found.works: "all of them ", 0: "none of them "}.get(dated, f"{dated:,} of them ")
    has = "without a year" if found.works == 1 and not dated else "with a year"
    years = f", {period(found)}" if found.years else ""
    outside = [
        f"{counted(number, 'work')} {side} {year} {'is' if number == 1 else 'are'} left out of the "
        "years"
        for number, side, year in (
            (found.earlier, "before", found.years[0] if found.years else 0),
            (found.later, "after", found.years[-1] if found.years else 0),
        )
        if number
    ]
    here = "" if complete else " of the reading list, as far as it is shown here"
    text = f"Made from {counted(found.works, 'work')}{here}, {many if found.works > 1 else ''}{has}"
    return "; ".join([text + years, *outside]) + "."


def origin(found: IndustryMap) -> str:
    """Return where the themes come from."""
    few = " Abstracts are not read." if 2 * found.with_keywords < found.works else ""
    if not found.with_keywords:
        return f"They come from all titles; none of the works has keywords.{few}"
    some = "all works" if found.with_keywords == found.works else f"{found.with_keywords:,}"
    return f"They come from all titles, and the keywords of {some}.{few}"


def strength(burst: Burst) -> str:
    """Return how strong a burst is, in words."""
    return next(word for least, word in _STRENGTHS if burst.strength >= least)


def strengths() -> str:
    """Return what the words for strength stand for."""
    *above, (_, slight) = _STRENGTHS
    return f"{slight}, " + ", ".join(f"{word} from {least:g}" for least, word in reversed(above))


def years_of(burst: Burst) -> str:
    """Return the years of a burst."""
    return str(burst.first) if burst.first == burst.last else f"{burst.first}–{burst.last}"


def mean_year(found: IndustryMap) -> float:
    """Return the mean year of all dated works; there must be some."""
    dated = zip(found.years, found.totals, strict=True)
    return sum(year * works for year, works in dated) / sum(found.totals)


def strongest_bursts(found: IndustryMap, most: int) -> list[tuple[Theme, Burst]]:
    """Return the strongest bursts of all themes, in order of time."""
    every = [(theme, burst) for theme in (*found.themes, *found.rising) for burst in theme.bursts]
    every.sort(key=lambda item: -item[1].strength)
    return sorted(every[:most], key=lambda item: (item[1].first, item[1].last))


def told_growth(themes: Iterable[Theme]) -> list[tuple[str, Growth]]:
    """Return the growth of the themes of which it can be told, by name and dated works."""
    return [
        (f"{theme.name} ({sum(theme.counts):,})", theme.growth)
        for theme in themes
        if theme.growth is not None
    ]


def sureness(growth: Growth) -> float:
    """Return how far from standing still a growth is, in lengths of its interval."""
    length = math.log1p(growth.high) - math.log1p(growth.low)
    return abs(math.log1p(growth.rate)) / max(length, 1e-9)


def percent(share: float) -> str:
    """Return a share in percent, with one decimal where it is small."""
    return f"{100 * share:.0f}\u00a0%" if share >= 0.1 else f"{100 * share:.1f}\u00a0%"
