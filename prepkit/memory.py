"""Memory: what stood written at the end of each earlier sitting, out of the revisions kept."""

from __future__ import annotations

import datetime
import itertools
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from prepkit.record import VISIBILITIES, Record, Visibility
from prepkit.sittings import Snapshot, beginnings, is_due
from prepkit.storage.revision import Revision
from prepkit.storage.store import Store

_Stood = list[list[Revision]]
"""The versions that stood of each record: one, or several where two places had changed it."""


class Recalled(NamedTuple):
    """What is remembered, as :class:`~prepkit.section.Answers` has it."""

    began: tuple[datetime.date, ...] = ()
    past: tuple[Snapshot, ...] = ()
    due: bool = False


class Memory:
    """The earlier sittings of a workspace.

    Args:
        store: where the revisions are.
        kinds: the classes of record that are remembered, by kind.
        read: makes a record of what a revision says.
    """

    def __init__(
        self, store: Store, kinds: Mapping[str, type[Record]],
        read: Callable[[type[Record], Revision], Record],
    ) -> None:  # fmt: skip
        self._store, self._kinds, self._read = store, kinds, read
        self._stood: tuple[object, list[_Stood]] = (None, [])

    def recall(
        self, marked: Iterable[datetime.date], today: datetime.date,
        heads: Iterable[Revision], seen: Sequence[Visibility],
    ) -> Recalled:  # fmt: skip
        """Return the sittings so far, and what stood at the end of all but the last.

        Args:
            marked: days on which somebody said that a sitting began.
            today: the day it is. What a wrong clock dated later begins no sitting.
            heads: the current versions of everything that is remembered.
            seen: the visibilities that may be seen. Of what a record says now and said then the
                more private counts, and what is gone by now is seen only where all is.
        """
        saved = map(datetime.date.fromisoformat, self._store.days(list(self._kinds)))
        days = [day for day in saved if day <= today + datetime.timedelta(days=1)]
        marked = sorted(set(marked))
        began = tuple(beginnings(days, marked))
        past = tuple(self._snapshots(began, days, list(heads), seen))
        return Recalled(began, past, is_due(days, marked, today))

    def _snapshots(
        self, began: Sequence[datetime.date], days: Sequence[datetime.date],
        heads: Sequence[Revision], seen: Sequence[Visibility],
    ) -> Iterator[Snapshot]:  # fmt: skip
        complete = len(seen) == len(VISIBILITIES)
        barred = {head.record for head in heads if head.visibility not in seen}
        here = {head.record for head in heads if not head.deleted}
        ends = zip(itertools.pairwise(began), self._all_stood(began), strict=True)
        for (first, end), stood in ends:
            records: dict[str, list[Record]] = {}
            for versions in stood:
                version = max(versions, key=lambda v: (v.time, v.id))
                # Of two versions the more private one counts: it may have taken words back.
                hidden = any(v.visibility not in seen for v in versions)
                if version.record in barred or hidden:
                    continue
                if complete or version.record in here:
                    found = self._read(self._kinds[version.kind], version)
                    records.setdefault(version.kind, []).append(found)
            if records or complete:
                yield Snapshot(first, max(day for day in days if first <= day < end), records)

    def _all_stood(self, began: Sequence[datetime.date]) -> list[_Stood]:
        """Return what stood at the end of each sitting but the last; read again only if need be."""
        if len(began) < 2:
            return []
        kinds, before = list(self._kinds), began[-1].isoformat()
        key = (tuple(began), self._store.count_before(kinds, before))
        if self._stood[0] != key:
            versions = self._store.before(kinds, before)
            ends = [_standing([v for v in versions if v.time.date() < end]) for end in began[1:]]
            self._stood = (key, ends)
        return self._stood[1]


def _standing(versions: Sequence[Revision]) -> _Stood:
    """Return the versions that stood of each record, in the order they were first written.

    Several of one that two places had changed; none of one that was gone.
    """
    replaced = {parent for version in versions for parent in version.parents}
    standing: dict[str, list[Revision]] = {}
    for version in versions:
        heads = standing.setdefault(version.record, [])
        if version.id not in replaced and not version.deleted:
            heads.append(version)
    return [heads for heads in standing.values() if heads]
