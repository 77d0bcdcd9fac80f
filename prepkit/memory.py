"""Memory: what stood written at the end of each earlier sitting, out of the revisions kept."""

from __future__ import annotations

import datetime
import itertools
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import NamedTuple

from prepkit.record import Record, Visibility
from prepkit.sittings import Snapshot, beginnings, is_due
from prepkit.storage.revision import Revision
from prepkit.storage.store import Store


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
        self._recalled: dict[tuple[object, ...], Recalled] = {}

    def recall(
        self, marked: Iterable[datetime.date], today: datetime.date,
        heads: Iterable[Revision], seen: Sequence[Visibility],
    ) -> Recalled:  # fmt: skip
        """Return the sittings so far, and what stood at the end of all but the last.

        Args:
            marked: days on which somebody said that a sitting began.
            today: the day it is.
            heads: the current versions of everything that is remembered.
            seen: the visibilities that may be seen. Of what a record says now and said then the
                more private counts, and what is gone by now is seen only where all is.
        """
        days = [datetime.date.fromisoformat(day) for day in self._store.days(list(self._kinds))]
        marked = tuple(sorted(set(marked)))
        current = list(heads)
        key = (tuple(days), marked, tuple(seen), tuple(head.id for head in current))
        if key not in self._recalled:
            self._recalled.clear()
            began = tuple(beginnings(days, marked))
            past = self._snapshots(began, days, current, seen)
            self._recalled[key] = Recalled(began, past)
        return self._recalled[key]._replace(due=is_due(days, marked, today))

    def _snapshots(
        self, began: Sequence[datetime.date], days: Sequence[datetime.date],
        heads: Sequence[Revision], seen: Sequence[Visibility],
    ) -> tuple[Snapshot, ...]:  # fmt: skip
        if len(began) < 2:
            return ()
        versions = self._store.before(list(self._kinds), began[-1].isoformat())
        complete = len(seen) == len(_ALL)
        barred = {head.record for head in heads if head.visibility not in seen}
        here = {head.record for head in heads if not head.deleted}
        snapshots = []
        for first, end in itertools.pairwise(began):
            then = [v for v in versions if v.time.date() < end]
            records: dict[str, list[Record]] = {}
            for versions_then in _standing(then):
                version = max(versions_then, key=lambda v: (v.time, v.id))
                # Of two versions the more private one counts: it may have taken words back.
                hidden = any(v.visibility not in seen for v in versions_then)
                if version.record in barred or hidden:
                    continue
                if complete or version.record in here:
                    found = self._read(self._kinds[version.kind], version)
                    records.setdefault(version.kind, []).append(found)
            if records or complete:
                last = max(day for day in days if first <= day < end)
                snapshots.append(Snapshot(first, last, records))
        return tuple(snapshots)


_ALL: tuple[Visibility, ...] = ("private", "coach", "share")


def _standing(versions: Sequence[Revision]) -> list[list[Revision]]:
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
