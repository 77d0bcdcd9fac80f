"""Sittings: the times at which a person looked at it all, told apart by the breaks between them."""

from __future__ import annotations

import bisect
import datetime
import itertools
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TypeVar

from prepkit.record import Record

BREAK = datetime.timedelta(days=28)
"""Nothing saved for so long, and the next time is another sitting."""

APART = datetime.timedelta(days=14)
"""A day marked within this of the beginning of a sitting is about that sitting."""

R = TypeVar("R", bound=Record)


@dataclass(frozen=True, slots=True)
class Snapshot:
    """What stood written when an earlier sitting was over.

    Attributes:
        began: its first day.
        ended: the last day on which something was saved in it.
        records: by kind, oldest first; only those that may be seen on the page this is for.
    """

    began: datetime.date
    ended: datetime.date
    records: Mapping[str, Sequence[Record]] = field(repr=False)

    def all(self, kind: type[R]) -> list[R]:
        """Return the records of a kind as they were then, oldest first."""
        return [record for record in self.records.get(kind.kind, ()) if isinstance(record, kind)]

    def find(self, kind: type[R], id: str) -> R | None:
        """Return a record as it was then, or ``None`` when it was not there or is not shown."""
        return next((record for record in self.all(kind) if record.id == id), None)


def beginnings(
    days: Iterable[datetime.date], marked: Iterable[datetime.date]
) -> list[datetime.date]:
    """Return the first day of each sitting, in order; empty when nothing was ever saved.

    A sitting begins after a break of :data:`BREAK`, and on a day that somebody marked. A day marked
    less than :data:`APART` after a sitting began is about that sitting; a break that ends less than
    :data:`BREAK` after a marked day belongs to the sitting marked. Where nothing was saved before
    the next one there is no sitting.

    Args:
        days: on which something was saved; in any order.
        marked: days on which somebody said that a sitting began.
    """
    worked = sorted(set(days))
    starts = _starts(worked, marked)
    return sorted({starts[sitting_of(day, starts)] for day in worked})


def is_due(
    days: Iterable[datetime.date], marked: Iterable[datetime.date], today: datetime.date
) -> bool:
    """Whether what is saved today begins another sitting; not when nothing was ever saved."""
    worked = sorted(set(days))
    if not worked:
        return False
    starts = _starts(sorted({*worked, today}), marked)
    # Saves are dated in UTC: where it is tomorrow already, tomorrow may be marked.
    now = max(today, worked[-1]) + datetime.timedelta(days=1)
    return sitting_of(now, starts) > sitting_of(worked[-1], starts)


def _starts(
    worked: Sequence[datetime.date], marked: Iterable[datetime.date]
) -> list[datetime.date]:
    """Return the days on which a sitting would begin if something was saved in it."""
    starts = list(worked[:1])
    breaks = {day for before, day in itertools.pairwise(worked) if day - before >= BREAK}
    for day in sorted({*breaks, *marked}):
        if starts and day - starts[-1] >= (APART if day not in breaks else BREAK):
            starts.append(day)
    return starts


def sitting_of(day: datetime.date, began: Sequence[datetime.date]) -> int:
    """Return the place of the sitting a day belongs to; the first for days before it."""
    return max(bisect.bisect_right(began, day) - 1, 0)
