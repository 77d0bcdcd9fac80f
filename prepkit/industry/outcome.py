"""What the industry map says, as plain data. How each part is found stands where it is found."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Quadrant = Literal["motor", "basic", "niche", "edge"]
"""Where a group stands on the strategic diagram; ``edge`` is emerging or declining, which the
diagram cannot tell apart."""


@dataclass(frozen=True, slots=True)
class Burst:
    """A run of years in which a theme was met far more often than before and after.

    Attributes:
        first, last: years, both included.
        strength: cost saved over the base state, natural logarithm (Kleinberg's weight).
        works: how many works with the theme fall in those years.
    """

    first: int
    last: int
    strength: float
    works: int


@dataclass(frozen=True, slots=True)
class Growth:
    """How the share of a theme in the whole library changes from year to year.

    Attributes:
        rate: 0.1 stands for odds that grow by 10 % a year.
        low, high: the 95 % interval of the rate.
    """

    rate: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Theme:
    """One theme.

    Attributes:
        name: what it is called.
        wordings: the ways it is written in the library, the most frequent first.
        works: how many works have it.
        counts: how many in each of the map's years, in their order.
        mean_year: of the dated works that have it.
        bursts: in order of time; only those beyond what chance gives.
        growth: ``None`` when there is too little to tell.
        group: place of its group among the map's groups, or ``None``.
        betweenness: of all shortest ways between two other themes, the share that leads over it.
        own: how many works of the company have it.
        at: where it stands on the map, across and up, both from -1 to 1.
    """

    name: str
    wordings: tuple[str, ...]
    works: int
    counts: tuple[int, ...]
    mean_year: float | None
    bursts: tuple[Burst, ...]
    growth: Growth | None
    group: int | None
    betweenness: float
    own: int
    at: tuple[float, float]


@dataclass(frozen=True, slots=True)
class Link:
    """Two themes that are met together. `one` < `other`, places among the map's themes.

    Attributes:
        works: how many works have both.
        strength: the equivalence index, from 0 to 1.
    """

    one: int
    other: int
    works: int
    strength: float


@dataclass(frozen=True, slots=True)
class Group:
    """Themes that are met together more than with others.

    Attributes:
        name: that of its most central theme.
        themes: places among the map's themes, the most central first.
        centrality, density: Callon's, as they are.
        quadrant: by the medians of all groups.
        mean_year: of the dated works that have one of its themes.
        works: how many works have one of its themes.
    """

    name: str
    themes: tuple[int, ...]
    centrality: float
    density: float
    quadrant: Quadrant
    mean_year: float | None
    works: int


@dataclass(frozen=True, slots=True)
class Bridge:
    """One work that joins two groups which have little to do with each other otherwise.

    Attributes:
        work: place among the entries the map was made from.
        one, other: the themes, one of each group, places among the map's themes.
        together: how many works join these two themes.
        score: for putting bridges in order; the higher, the rarer the connection.
    """

    work: int
    one: int
    other: int
    together: int
    score: float


@dataclass(frozen=True, slots=True)
class Gap:
    """Two themes that are hardly ever met together, although much leads from one to the other.

    Attributes:
        one, other: places among the map's themes.
        together: how many works have both; mostly none.
        expected: how many would, if themes were spread by chance.
        through: themes met with both, the strongest first.
        works: for each theme in `through`, one work that has it with `one` and one that has it
            with `other`: places among the entries.
    """

    one: int
    other: int
    together: int
    expected: float
    through: tuple[int, ...]
    works: tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class Position:
    """How much of a company's own work a theme is, beside its share of everybody else's.

    Attributes:
        theme: place among the map's themes.
        own, share: the company's works with it, and what share of the company's works that is.
        low, high: the 95 % interval of that share.
        field_share: its share of all works that are not the company's.
    """

    theme: int
    own: int
    share: float
    low: float
    high: float
    field_share: float

    @property
    def is_clear(self) -> bool:
        """Whether two works or more say that the share is not that of the field."""
        return self.own > 1 and not self.low <= self.field_share <= self.high


@dataclass(frozen=True, slots=True)
class Settings:
    """What the map is made with.

    Attributes:
        least_works: works a theme must be met in.
        most_themes: themes on the map; bursts and growth look at many more.
        ratio: how much more frequent a theme is in a burst than overall (Kleinberg's s).
        cost: of going into a burst (Kleinberg's gamma).
        least_burst: works a burst must have.
        shuffles: how often the years are shuffled, to see what chance does.
        level: the share of shuffled libraries that may show any burst at all.
        small: fewer works than this are called a small corpus.
    """

    least_works: int = 3
    most_themes: int = 60
    ratio: float = 2.0
    cost: float = 1.0
    least_burst: int = 5
    shuffles: int = 499
    level: float = 0.05
    small: int = 300


@dataclass(frozen=True, slots=True)
class IndustryMap:
    """What a library says about a field.

    Attributes:
        settings: what it was made with.
        works: how many entries it was made from.
        dated: how many of them have one of the map's years.
        with_keywords: how many of them have keywords; titles are read of all works.
        earlier, later: works with a year so far before or after all others that the map's years
            leave it out: it is old, or mistyped.
        years: from the first to the last, without holes.
        totals: dated works in each of them.
        themes: the most frequent first, `most_themes` at most.
        rising: further themes, beyond the map, that burst or grow more than chance has it, 40 at
            most; the most frequent first. They have no group, no place and no betweenness.
        links: between themes, the strongest first.
        groups: the largest first.
        bridges, gaps: the best first.
        positions: the company's themes, those that set it apart most first; empty without works
            of its own.
        own: how many works are the company's.
        modularity: how clear the groups are, from -0.5 to 1; ``None`` without links.
    """

    settings: Settings
    works: int
    dated: int
    with_keywords: int
    earlier: int
    later: int
    years: tuple[int, ...]
    totals: tuple[int, ...]
    themes: tuple[Theme, ...]
    rising: tuple[Theme, ...]
    links: tuple[Link, ...]
    groups: tuple[Group, ...]
    bridges: tuple[Bridge, ...]
    gaps: tuple[Gap, ...]
    positions: tuple[Position, ...]
    own: int
    modularity: float | None

    @property
    def is_small(self) -> bool:
        """Whether there is so little that counts say more than methods."""
        return self.works < self.settings.small
