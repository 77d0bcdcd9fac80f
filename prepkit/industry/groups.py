"""Groups of themes, and where each stands on the strategic diagram."""

from __future__ import annotations

from collections.abc import Sequence
from statistics import median

import numpy as np
from numpy.typing import NDArray

from prepkit.industry.links import Meetings
from prepkit.industry.network import communities
from prepkit.industry.outcome import Group, Quadrant


def groups(themes: Meetings) -> tuple[Group, ...]:
    """Return the groups of linked themes, the one with the most works first.

    Centrality is 10 times the strength of all links to themes of other groups, density 100 times
    that of all links inside by the number of themes (Callon, Courtial & Laville, 1991). A quadrant
    is told by the medians: high is what is at least the median, and not nothing. With fewer than
    four groups the halves are too small to mean much.

    The most central theme of a group is the one met most often with those it is linked to there.
    """
    parts = [part for part in communities(themes.strength) if len(part) > 1]
    inside = [themes.strength[np.ix_(part, part)] for part in parts]
    outside = [np.delete(themes.strength[part], part, axis=1) for part in parts]
    densities = [50 * float(table.sum()) / len(table) for table in inside]  # each link is in twice
    centralities = [10 * float(table.sum()) for table in outside]
    found = []
    for part, linked, centrality, density in zip(
        parts, inside, centralities, densities, strict=True
    ):
        works = themes.has[:, part].any(axis=1)
        often = np.where(linked > 0, themes.met[np.ix_(part, part)], 0).sum(axis=1)
        ranked = tuple(part[place] for place in np.argsort(-often, kind="stable"))
        found.append(
            Group(
                name=themes.names[ranked[0]],
                themes=ranked,
                centrality=centrality,
                density=density,
                quadrant=_quadrant(
                    _is_high(centrality, centralities), _is_high(density, densities)
                ),
                mean_year=_mean_year(themes.years[works]),
                works=int(works.sum()),
            )
        )
    return tuple(sorted(found, key=lambda group: (-group.works, group.name)))


def _is_high(value: float, values: Sequence[float]) -> bool:
    return value > 0 and value >= median(values)


def _quadrant(is_central: bool, is_dense: bool) -> Quadrant:
    if is_central:
        return "motor" if is_dense else "basic"
    return "niche" if is_dense else "edge"


def _mean_year(years: NDArray[np.integer]) -> float | None:
    known = years[years > 0]
    return float(known.mean()) if len(known) else None
