"""Gaps: two themes that hardly ever meet, although much leads from one to the other.

Open discovery as Swanson did it (Fish oil, Raynaud's syndrome, and undiscovered public knowledge,
1986): A is met with B, B with C, but A not with C. A gap is a question to ask, not a finding: the
two may well be known to have nothing to say to each other, or be two words for one thing.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np

from prepkit.industry.links import Flags, Floats, Meetings
from prepkit.industry.outcome import Gap

LEAST_EXPECTED = 2.0
"""Works that chance would give both: of 2 expected none come in 1 of 7 cases, of 3 in 1 of 20."""

HARDLY = 0.25
"""Hardly ever is up to this share of what is expected."""

MOST, MOST_OF_ONE_THEME, MOST_THROUGH = 12, 3, 5


def gaps(themes: Meetings) -> tuple[Gap, ...]:
    """Return the gaps, the best first; no theme is part of more than three, none comes twice.

    The score adds up over all linking themes the weaker of the two links, times ``ln(works / works
    with it)``: what nearly all works have links nothing. Themes whose names say they are kinds of
    each other do not count, neither as ends nor as links, nor as another gap.
    """
    kin = _kin(themes.names)
    found: list[Gap] = []
    # The places of themes decide between equal scores.
    for _, one, other, ways in sorted(_candidates(themes, kin), key=lambda item: item[:3]):
        if len(found) < MOST and _is_new(one, other, found, kin):
            best = np.argsort(-ways, kind="stable")[:MOST_THROUGH].tolist()
            through = tuple(theme for theme in best if ways[theme] > 0)
            works = tuple(
                (themes.best_work(one, theme), themes.best_work(theme, other)) for theme in through
            )
            met, expected = themes.met[one, other], themes.by_chance[one, other]
            found.append(Gap(one, other, int(met), float(expected), through, works))
    return tuple(found)


def _candidates(themes: Meetings, kin: Flags) -> Iterator[tuple[float, int, int, Floats]]:
    """Yield the score turned round, both themes and what each theme between them adds."""
    rare = np.log(len(themes.has) / np.maximum(np.diag(themes.met), 1))
    leads = np.where(kin, 0.0, themes.strength)
    is_wanted = themes.by_chance >= LEAST_EXPECTED
    is_open = is_wanted & (themes.met <= HARDLY * themes.by_chance) & ~kin
    for one, other in zip(*np.nonzero(np.triu(is_open, 1)), strict=True):
        ways = np.minimum(leads[one], leads[other]) * rare
        if ways.any():
            yield -float(ways.sum()), int(one), int(other), ways


def _is_new(one: int, other: int, found: Sequence[Gap], kin: Flags) -> bool:
    ends = [end for gap in found for end in (gap.one, gap.other)]
    return max(ends.count(one), ends.count(other)) < MOST_OF_ONE_THEME and not any(
        (kin[one, gap.one] and kin[other, gap.other])
        or (kin[one, gap.other] and kin[other, gap.one])
        for gap in found
    )


def _kin(names: Sequence[str]) -> Flags:
    """Tell which names hold all words of another."""
    words = [frozenset(name.casefold().split()) for name in names]
    kin = [[one <= other or other <= one for other in words] for one in words]
    return np.array(kin, dtype=bool).reshape(len(names), len(names))
