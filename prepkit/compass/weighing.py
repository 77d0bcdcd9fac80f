"""Weighing: what was said about two values at a time, sitting by sitting."""

from __future__ import annotations

import datetime
import math
from dataclasses import dataclass

from prepkit.compass.records import Comparison, Value
from prepkit.compass.strengths import Choice, Strengths, fit
from prepkit.section import Answers
from prepkit.sittings import sitting_of

EACH = 3
"""Times each value must have been weighed in a sitting, on average, before much is said of it."""

_SAID = ("left", "right", "tie", "skip")


@dataclass(frozen=True, slots=True)
class Weighing:
    """The choices of one sitting among the values kept now, and what they come to.

    It is the last sitting with as many choices as it takes (:func:`choices_needed`); while there is
    none, the one with most of them, and of several such the last.

    Attributes:
        sitting: its place in ``Answers.began``.
        first, last: the days of its first and last choice.
        choices: in the order they were made, skipped ones among them.
        strengths: of the values kept now.
        so_far: how many choices were made in the sitting that goes on, ties among them; as
            :attr:`decided` when it is that one.
    """

    sitting: int
    first: datetime.date
    last: datetime.date
    choices: tuple[Choice, ...]
    strengths: Strengths
    so_far: int

    @property
    def decided(self) -> int:
        """How many choices were made, ties among them."""
        return sum(choice.is_decided for choice in self.choices)

    @property
    def needed(self) -> int:
        """About how many it takes."""
        return choices_needed(len(self.strengths.items))


def choices_needed(values: int) -> int:
    """Return about how many choices it takes to say much of so many values; one a pair at most."""
    return min(math.ceil(EACH * values / 2), math.comb(values, 2))


def kept(answers: Answers) -> list[Value]:
    """Return the values kept, in the order of the form."""
    return [value for value in answers.all(Value) if value.is_listed and value.filled("value")]


def choices_in(answers: Answers, sitting: int) -> list[Choice]:
    """Return what was said in a sitting, in the order it was said; taken back is not said."""
    return _choices(answers).get(sitting, [])


def _choices(answers: Answers) -> dict[int, list[Choice]]:
    """Return what was said in each sitting in which anything was, in the order it was said."""
    said = [(c.origin.saved_at, c) for c in answers.all(Comparison) if c.choice in _SAID]
    found: dict[int, list[Choice]] = {}
    for moment, c in sorted(said, key=lambda one: one[0]):
        choice = Choice(c.left, c.right, c.choice, moment.date())  # type: ignore[arg-type]
        found.setdefault(sitting_of(moment.date(), answers.began), []).append(choice)
    return found


def weighing(answers: Answers) -> Weighing | None:
    """Return the last weighing of the values kept; ``None`` when none of them was compared."""
    items = [value.id for value in kept(answers)]
    now, said, among = max(len(answers.began), 1) - 1, _choices(answers), set(items)
    sittings = {
        sitting: [choice for choice in said.get(sitting, ()) if choice.pair <= among]
        for sitting in reversed(range(now + 1))
    }
    made = {sitting: sum(c.is_decided for c in said) for sitting, said in sittings.items()}
    most = min(choices_needed(len(items)), max(made.values()))
    if not most:
        return None
    sitting = next(sitting for sitting, count in made.items() if count >= most)
    choices = sittings[sitting]
    days = [choice.day for choice in choices if choice.is_decided and choice.day]
    found = fit(items, choices)
    return Weighing(sitting, min(days), max(days), tuple(choices), found, made[now])


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
