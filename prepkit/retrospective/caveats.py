"""What is said beside patterns: how they were found, how often by chance, and what is too few."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from prepkit.block import counted
from prepkit.retrospective.patterns import LEAST, RATE, Patterns


class Measured(NamedTuple):
    """What became of made-up careers with ten attributes; all are shares.

    Attributes:
        chance, together: careers without a pattern in which something was supported: each rating by
            chance, and all attributes of a project leaning to one side (good in everything).
        leads, leads_together: the attributes in them that were leads.
        supported, seen: careers in which a true gap of two steps of energy was supported, and was
            supported or a lead.
    """

    chance: float
    together: float
    leads: float
    leads_together: float
    supported: float
    seen: float


MEASURED: Mapping[int, Measured] = {
    6: Measured(0.0, 0.004, 0.054, 0.05, 0.0, 0.422),
    8: Measured(0.005, 0.017, 0.054, 0.052, 0.007, 0.624),
    10: Measured(0.038, 0.053, 0.06, 0.061, 0.229, 0.756),
    12: Measured(0.054, 0.057, 0.065, 0.064, 0.362, 0.857),
    14: Measured(0.066, 0.055, 0.065, 0.066, 0.567, 0.908),
    17: Measured(0.067, 0.074, 0.075, 0.071, 0.781, 0.966),
    20: Measured(0.077, 0.058, 0.072, 0.07, 0.85, 0.982),
}
"""By the number of projects, 1,000 careers of each kind: what ``tests/bench/bench_patterns.py``
gives."""


def too_early(found: Patterns) -> str:
    """Say why nothing is compared yet, and what would be enough; nothing was left undone."""
    has = counted(found.projects, "role or project has", "roles and projects have")
    return (
        f"{has} a rating of energy and of the environment so far. From {LEAST} on it is worth "
        "looking for what goes with what; of fewer, almost anything would look like a pattern. "
        "Roles and projects count alike, and so does a course, a voluntary job or a small thing of "
        f"one’s own.{_enough_for(found)}"
    )


def method(found: Patterns, dropped: int) -> list[str]:
    """Return how patterns are found and what they are worth, a paragraph each.

    Args:
        dropped: how many of the attributes tested are not looked at any more.
    """
    limits = (
        "Leads, not findings: what goes together need not be cause and effect, and ratings made "
        "in one sitting may colour each other. Only energy is compared, at the most even cut of "
        "each attribute."
    )
    if any(one.further for one in found.findings):
        limits += " At least so many more: with fewer, not even a perfect pattern is supported."
    tested = [f"{_tested(found, dropped)} {power(found.projects)}"] if found.tested else []
    return [limits, *tested]


def power(projects: int) -> str:
    """Say how often a pattern is found with about so many projects, by chance alone and true."""
    nearest = min(MEASURED, key=lambda measured: (abs(measured - projects), measured))
    row = MEASURED[nearest]
    return (
        f"Tried on made-up ratings of {nearest} projects, ten attributes: something was supported "
        f"by chance alone in {_of_100(max(row.chance, row.together))}, a true gap of two steps in "
        f"{_of_100(row.supported)}."
    )


def _tested(found: Patterns, dropped: int) -> str:
    by_chance = round(found.tested * float(RATE), 1)
    among = f" ({dropped} not looked at any more)" if dropped else ""
    return (
        "p: the share of all ways to deal out the same energy ratings that lie as far apart; "
        f"corrected for {found.tested} tested{among} (Benjamini and Hochberg). Supported: 0.10 or "
        f"less corrected; lead: 0.10 or less alone, by chance up to {by_chance:g} of "
        f"{found.tested}. 90 % interval: the gaps that these ratings do not rule out; not "
        "corrected."
    )


def _enough_for(found: Patterns) -> str:
    """Say how many projects it takes at least, a blank before it; nothing where none is known.

    At least: when all of them split evenly and fit.
    """
    if not found.differing:
        return ""
    many = counted(found.differing, "attribute that differs", "attributes that differ")
    return (
        f" With {many} so far, even a perfect pattern takes at least {found.needed} projects to be "
        f"supported, {found.needed - found.projects} more than there are; one that is less than "
        "perfect takes more."
    )


def _of_100(share: float) -> str:
    """Return a share in words; what happens never becomes nothing."""
    return f"{share * 100:.0f} of 100" if share >= 0.01 or not share else "under 1 of 100"
