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

    A sitting begins on a day that somebody marked, and otherwise after a break of :data:`BREAK`.
    A break that ends less than that before or after a marked day belongs to the marked sitting.

    Args:
        days: on which something was saved; in any order.
        marked: days on which somebody said that a sitting began. Those up to the first save,
            those after the last, and those after which nothing was saved before the next sitting
            begin none.
    """
    worked = sorted(set(days))
    if not worked:
        return []
    said = {day for day in marked if worked[0] < day <= worked[-1]}
    after_breaks = (day for before, day in itertools.pairwise(worked) if day - before >= BREAK)
    own = {day for day in after_breaks if all(abs(day - other) >= BREAK for other in said)}
    found = sorted({worked[0], *said, *own})
    return sorted({found[sitting_of(day, found)] for day in worked})


def is_due(
    days: Iterable[datetime.date], marked: Iterable[datetime.date], today: datetime.date
) -> bool:
    """Whether what is saved today begins another sitting; not when nothing was ever saved."""
    last = max(days, default=today)
    return today - last >= BREAK or any(last < day <= today for day in marked)


def sitting_of(day: datetime.date, began: Sequence[datetime.date]) -> int:
    """Return the place of the sitting a day belongs to; the first for days before it."""
    return max(bisect.bisect_right(began, day) - 1, 0)
