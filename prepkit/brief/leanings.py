"""Leanings: the end of a team's attribute at which energy was higher, and what it may stand for."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass

from prepkit.block import counted
from prepkit.retrospective.environments import Attribute, attribute
from prepkit.retrospective.figures import one_digit
from prepkit.retrospective.leads import patterns_of
from prepkit.retrospective.patterns import Finding
from prepkit.section import Answers

LOW_END = {
    "pace": ("rest",),
    "overlap": ("independence_of_mind",),
    "conflict": ("harmony",),
    "manager_closeness": ("trust", "autonomy", "gives-autonomy"),
    "remote": ("place",),
    "meetings": ("focus",),
    "process": ("simplicity",),
}
"""What the low end of an attribute stands for, by its key in :class:`prepkit.brief.sides.Said`;
the high end stands for the rest."""

MOTIVATORS = {
    "goal_clarity": "goal", "stability": "goal", "decision_rights": "autonomy",
    "manager_closeness": "autonomy", "technical_freedom": "autonomy", "variety": "learning",
    "stretch": "challenge", "user_contact": "user", "effect": "user", "safety": "team",
    "quality": "quality", "recognition": "recognition", "fairness": "load",
}  # fmt: skip
"""The motivator for which an attribute may stand beside its values."""


@dataclass(frozen=True, slots=True)
class Leaning:
    """An attribute of teams at whose ends energy lay apart, as far as that is worth testing.

    Attributes:
        attribute: its key, or the words of one's own.
        gave, took: keys of what is said for which the end with more and the end with less energy
            may stand; for an attribute of one's own its words, which a value may have as its name.
        is_own: whether somebody added the attribute in their own words.
        told: the numbers, in words.
    """

    attribute: str
    name: str
    gave: tuple[str, ...]
    took: tuple[str, ...]
    told: str
    is_own: bool = False

    @property
    def key(self) -> str:
        """Its attribute's key, of letters, digits and dashes, the same in every copy."""
        if not self.is_own:
            return self.attribute.replace("_", "-")
        return f"own-{hashlib.sha256(self.attribute.encode()).hexdigest()[:12]}"


def leanings(answers: Answers) -> list[Leaning]:
    """Return the attributes labelled as supported or as a lead, the surest first.

    None for others than the person: fewer projects would say something else.
    """
    if not answers.complete:
        return []
    found = patterns_of(answers).labelled("supported", "lead")
    return [_leaning(one, attribute(one.attribute)) for one in found]


def _leaning(found: Finding, about: Attribute) -> Leaning:
    motivator = MOTIVATORS.get(about.key)
    stands_for = (*about.values, *([f"gives-{motivator}"] if motivator else []))
    if about.is_own:
        stands_for = (about.words,)
    low = tuple(key for key in stands_for if key in LOW_END.get(about.key, ()))
    high = tuple(key for key in stands_for if key not in low)
    ends = [
        (mean, f"{one_digit(mean)} with {found.side(more=more)} in "
               f"{counted(len(cases), 'project')}")
        for mean, more, cases in zip(
            found.means, (True, False), (found.more, found.less), strict=True
        )
    ]  # fmt: skip
    (_, most), (_, least) = sorted(ends, key=lambda end: -end[0])
    gave, took = (high, low) if found.difference > 0 else (low, high)
    return Leaning(about.words, about.label, gave, took, f"energy {most}, {least}", about.is_own)
