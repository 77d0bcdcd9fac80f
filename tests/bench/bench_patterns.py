"""How often patterns are found where there are none, and where there is one.

Run by hand: ``python tests/bench/bench_patterns.py [WORLDS]``. It prints the rows of
:data:`prepkit.retrospective.caveats.MEASURED`, which is what a page quotes, and says which of them
are not there as they came out. Each world has some projects, ten attributes and an energy, all from
1 to 5; the seed is fixed. Three kinds of world:

* chance: every rating by chance;
* together: energy by chance; the attributes of a project all lean to one side (a good place is
  good in everything), as they may do when they are rated in one sitting;
* a gap: as by chance, and half the projects have more of the first attribute and two steps more
  energy: 3 plus or minus one, with noise of SD 1, rounded and kept within 1 to 5.
"""

import random
import sys
from collections.abc import Sequence

from prepkit.retrospective.caveats import MEASURED, Measured
from prepkit.retrospective.patterns import Case, Patterns, find_patterns

WORLDS, ATTRIBUTES, SEED, GAP = 1000, 10, 7, 2
PROJECTS = (6, 8, 10, 12, 14, 17, 20)

World = tuple[list[int], list[list[int]]]


def step(value: float) -> int:
    """Return the rating from 1 to 5 that lies nearest."""
    return min(5, max(1, round(value)))


def world(rng: random.Random, projects: int, *, together: bool = False, gap: float = 0) -> World:
    """Return the energy of each project, and the ratings of each attribute."""
    energy = [rng.randint(1, 5) for _ in range(projects)]
    places = [rng.gauss(0, 1) if together else 0.0 for _ in range(projects)]
    ratings = [
        [step(3 + place + rng.gauss(0, 1)) if together else rng.randint(1, 5) for place in places]
        for _ in range(ATTRIBUTES)
    ]
    if gap:
        sides = [place % 2 for place in range(projects)]
        ratings[0] = [rng.choice((4, 5) if side else (1, 2)) for side in sides]
        energy = [step(3 + gap * (side - 0.5) + rng.gauss(0, 1)) for side in sides]
    return energy, ratings


def patterns(energy: Sequence[int], ratings: Sequence[Sequence[int]]) -> Patterns:
    """Return what is found in a world; attributes are called by their place."""
    return find_patterns({
        str(place): [Case(str(at), r, e) for at, (r, e) in enumerate(zip(row, energy, strict=True))]
        for place, row in enumerate(ratings)
    })  # fmt: skip


def rates(found: Sequence[Patterns]) -> tuple[float, float]:
    """Return the share of worlds with anything supported, and of attributes that are leads."""
    some = sum(bool(one.labelled("supported")) for one in found)
    leads = sum(len(one.labelled("lead")) for one in found)
    return some / len(found), leads / (ATTRIBUTES * len(found))


def measured(projects: int, worlds: int = WORLDS) -> Measured:
    """Return what became of so many worlds of each kind."""
    rng = random.Random(SEED)
    chance, together, gap = (
        [patterns(*world(rng, projects, **kind)) for _ in range(worlds)]
        for kind in ({}, {"together": True}, {"gap": GAP})
    )
    first = [one.label for each in gap for one in each.findings if one.attribute == "0"]
    supported = first.count("supported")
    (some, leads), (some_together, leads_together) = rates(chance), rates(together)
    shares = (some, some_together, leads, leads_together, supported / worlds,
              (supported + first.count("lead")) / worlds)  # fmt: skip
    return Measured(*(round(share, 3) for share in shares))


if __name__ == "__main__":
    worlds = int(sys.argv[1]) if len(sys.argv) > 1 else WORLDS
    for projects in PROJECTS:
        row = measured(projects, worlds)
        told = "" if MEASURED.get(projects) == row else "  # not as told"
        print(f"    {projects}: Measured({', '.join(map(str, row))}),{told}", flush=True)
