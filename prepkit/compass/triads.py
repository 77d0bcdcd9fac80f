"""Circular triads: one value over another, that over a third, and the third over the first.

Often one of the three mixes two ideas, and is weighed as the one or the other depending on what it
stands beside (Kendall & Babington Smith, 1940, for counting them). They are leads and no more: a
person who hesitates makes them too.
"""

from __future__ import annotations

import itertools
import math
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np

from prepkit.compass.strengths import Choice, wins

LEAST_COMPLETE = 20
"""Complete triples an item must be in before it can be a suspect; all pairs of eight items give 21.
With fewer a suspicion was hardly more often right than wrong, for simulated people."""

_CLEARLY = 1.2
"""How clearly more, in units of the root of the number of triples; found by simulation."""


@dataclass(frozen=True, slots=True)
class Triads:
    """The triples of items that can be judged, and those that go round in a circle.

    Attributes:
        items: as they were given.
        circular: first over second, second over third, third over first; each circle begins with
            its earliest item, and they are in the order of the items.
        complete: how many triples have a winner in each of their pairs; nothing else can be judged.
        zeta: consistency of a whole tournament, 1 without any circle and 0 with as many as there
            can be (Kendall & Babington Smith, 1940); ``None`` when pairs are open or tied, or there
            are fewer than three items.
        judged: in how many complete triples each item is.
    """

    items: tuple[str, ...]
    circular: tuple[tuple[str, str, str], ...]
    complete: int
    zeta: float | None
    judged: tuple[int, ...]


def triads(items: Sequence[str], choices: Iterable[Choice]) -> Triads:
    """Return the circular triads among items; choices about others, or skipped, count for nothing.

    Of a pair asked more than once the majority counts. One that is tied on the whole has no winner.
    """
    items = tuple(dict.fromkeys(items))
    won = wins(items, choices)
    linked = (won != won.T).astype(np.int64)
    judged = np.diagonal(linked @ linked @ linked) // 2
    over = (won > won.T).tolist()
    circular = []
    for i, j, k in itertools.combinations(range(len(items)), 3):
        if over[i][j] and over[j][k] and over[k][i]:
            circular.append((items[i], items[j], items[k]))
        elif over[i][k] and over[k][j] and over[j][i]:
            circular.append((items[i], items[k], items[j]))
    whole = int(linked.sum()) == 2 * math.comb(len(items), 2)
    return Triads(
        items,
        tuple(circular),
        int(judged.sum()) // 3,
        zeta(len(items), len(circular)) if whole else None,
        tuple(judged.tolist()),
    )


def zeta(items: int, circular: int) -> float | None:
    """Return the consistency of a tournament of so many items with so many circular triads.

    ``1 - 24 d / (n³ - n)`` for odd ``n`` and ``1 - 24 d / (n³ - 4 n)`` for even (Kendall &
    Babington Smith, 1940); ``None`` for fewer than three items.
    """
    if items < 3:
        return None
    return 1 - 24 * circular / (items**3 - (items if items % 2 else 4 * items))


def passed(found: Triads) -> tuple[str, ...]:
    """Return the items in more than half of the circular triads and in two at least.

    Those with most circles first. They say where to look and no more: most people have some though
    nothing they weigh is mixed (see the rates in the tests).
    """
    passing = Counter(item for triad in found.circular for item in triad)
    least = max(2, len(found.circular) // 2 + 1)
    return tuple(sorted((i for i in found.items if passing[i] >= least), key=lambda i: -passing[i]))


def suspects(found: Triads) -> tuple[str, ...]:
    """Return the items that may mix two ideas, those with most circles first.

    More than half of all circular triads pass through such an item, and of its own complete triples
    (:data:`LEAST_COMPLETE` at least) clearly more are circular than of the others. A lead, and a
    weak one: see the rates in the tests.
    """
    passing = Counter(item for triad in found.circular for item in triad)
    circles = len(found.circular)
    named = []
    for item, judged in zip(found.items, found.judged, strict=True):
        own, rest = passing[item], max(found.complete - judged, 1)
        if judged < LEAST_COMPLETE or own <= circles / 2:
            continue
        if own / judged - (circles - own) / rest > _CLEARLY / math.sqrt(judged):
            named.append(item)
    return tuple(sorted(named, key=lambda item: -passing[item]))
