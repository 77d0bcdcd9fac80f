"""Weighing: what was said about two values at a time, sitting by sitting."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from prepkit.compass.records import Comparison, Value
from prepkit.compass.strengths import Choice, Strengths, fit
from prepkit.section import Answers

_SAID = ("left", "right", "tie", "skip")


@dataclass(frozen=True, slots=True)
class Weighing:
    """The choices of one sitting among the values kept now, and what they come to.

    Attributes:
        sitting: its place in ``Answers.began``.
        first, last: the days of its first and last choice.
        choices: in the order they were made, skipped ones among them.
        strengths: of the values kept now.
    """

    sitting: int
    first: datetime.date
    last: datetime.date
    choices: tuple[Choice, ...]
    strengths: Strengths

    @property
    def decided(self) -> int:
        """How many choices were made, ties among them."""
        return sum(choice.is_decided for choice in self.choices)


def kept(answers: Answers) -> list[Value]:
    """Return the values kept, in the order of the form."""
    return [value for value in answers.all(Value) if value.is_listed and value.filled("value")]


def choices_in(answers: Answers, sitting: int) -> list[Choice]:
    """Return what was said in a sitting, in the order it was said; taken back is not said."""
    said = [
        comparison
        for comparison in answers.all(Comparison)
        if comparison.choice in _SAID and answers.sitting(comparison) == sitting
    ]
    said.sort(key=lambda comparison: comparison.origin.saved_at)
    return [
        Choice(c.left, c.right, c.choice, c.origin.saved_at.date())  # type: ignore[arg-type]
        for c in said
    ]


def weighing(answers: Answers) -> Weighing | None:
    """Return the last weighing of the values kept; ``None`` when none of them was compared."""
    items = [value.id for value in kept(answers)]
    for sitting in reversed(range(max(len(answers.began), 1))):
        choices = [c for c in choices_in(answers, sitting) if c.pair <= set(items)]
        days = [choice.day for choice in choices if choice.is_decided and choice.day]
        if days:
            return Weighing(sitting, min(days), max(days), tuple(choices), fit(items, choices))
    return None


def by_weight(answers: Answers) -> list[Value]:
    """Return the values kept, those that weigh most first; as in the form while nothing says."""
    values = kept(answers)
    weighed = weighing(answers)
    if weighed:
        values.sort(key=lambda value: weighed.strengths.order.index(value.id))
    return values


def top_band(answers: Answers) -> tuple[str, ...]:
    """Return the ids of the values that weigh most; empty when nothing stands out."""
    weighed = weighing(answers)
    return weighed.strengths.band() if weighed and weighed.strengths.stands_out else ()
