"""The revisions of a workspace, which are only ever added: what is asked of its file.

Each call opens its own connection, so a store may be used from any thread and after a fork, and
a file that was moved away is noticed.
"""

from __future__ import annotations

import functools
from collections.abc import Iterable, Sequence
from json import JSONDecodeError, loads
from pathlib import Path
from typing import Any

from prepkit.errors import DamagedWorkspaceError, UnknownRecordError, WorkspaceNotFoundError
from prepkit.names import is_safe_id
from prepkit.storage.database import Connection, create, damaged, opened
from prepkit.storage.revision import Revision, canonical

_COLUMNS = "id, record, kind, company, visibility, author, saved_at, deleted, nonce, body"


class Store:
    """The revisions of one workspace.

    Args:
        path: the existing ``prep.db``.

    Raises:
        WorkspaceError: one of its subclasses, when the file is missing or cannot be trusted.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        if not path.is_file():
            raise WorkspaceNotFoundError(f"no workspace file: {str(path)!r}: run 'prepkit init'")
        with opened(self.path) as connection:
            damage = connection.execute("PRAGMA integrity_check(1)").fetchone()[0]
            if damage != "ok":
                raise damaged(path, damage)

    @classmethod
    def create(cls, path: Path) -> Store:
        """Make an empty workspace file that only its owner may read.

        Raises:
            WorkspaceExistsError: when there is a file of that name already.
            WorkspaceError: when it cannot be written.
        """
        create(path)
        return cls(path)

    def append(self, revisions: Iterable[Revision]) -> None:
        """Add revisions, all of them or none; those already there are left as they are.

        When this returns they are on the disk.

        Raises:
            DamagedWorkspaceError: when one does not say what its id was made from.
            WorkspaceError: when the file cannot be written; nothing was added then.
        """
        added = list(revisions)
        for revision in added:
            if not _is_sound(revision):
                raise DamagedWorkspaceError(f"revision damaged, not added: {revision.id[:12]}")
        with opened(self.path) as connection:
            connection.execute("BEGIN IMMEDIATE")
            connection.executemany(
                f"INSERT INTO revision ({_COLUMNS}) VALUES (?,?,?,?,?,?,?,?,?,?)"
                " ON CONFLICT (id) DO NOTHING",
                [
                    (r.id, r.record, r.kind, r.company, r.visibility, r.author, r.saved_at,
                     int(r.deleted), r.nonce, canonical(r.body))
                    for r in added
                ],
            )  # fmt: skip
            connection.executemany(
                "INSERT INTO parent (revision, parent) VALUES (?,?) ON CONFLICT DO NOTHING",
                [(r.id, parent) for r in added for parent in r.parents],
            )
            connection.execute("COMMIT")

    def ids(self, kind: str) -> tuple[str, ...]:
        """Return the ids of the current versions of a kind that are not gone, sorted."""
        query = "SELECT id FROM head WHERE kind = ? AND deleted = 0 ORDER BY id"
        with opened(self.path) as connection:
            return tuple(row[0] for row in connection.execute(query, (kind,)))

    def heads(
        self, *, kind: str | None = None, company: str | None = None, record: str | None = None,
        but: str = "",
    ) -> list[Revision]:  # fmt: skip
        """Return current versions, of everything or of what is asked for, without the kind `but`.

        They come in the order in which their records were first added here. A record changed in
        two places has several. Versions that say a record is gone are among them.

        Raises:
            DamagedWorkspaceError: when one of them is not what was written.
        """
        wanted = {"kind": kind, "company": company, "record": record}
        terms = [f"h.{name} = ?" for name, value in wanted.items() if value is not None]
        where = " AND ".join([*terms, "h.kind != ?"])
        query = f"""
            SELECT {_COLUMNS} FROM head AS h WHERE {where} ORDER BY
                (SELECT min(rowid) FROM revision AS f WHERE f.record = h.record),
                h.saved_at DESC, h.id"""
        values = [value for value in wanted.values() if value is not None]
        return self._select(query, [*values, but])

    def history(self, record: str) -> list[Revision]:
        """Return all versions of a record, newest first.

        Raises:
            UnknownRecordError: when there is no such record.
            DamagedWorkspaceError: when one of them is not what was written.
        """
        query = f"SELECT {_COLUMNS} FROM revision WHERE record = ? ORDER BY rowid DESC"
        found = self._select(query, (record,))
        if not found:
            raise UnknownRecordError(f"no record {record!r}: see 'prepkit history'")
        return found

    def days(self, kinds: Sequence[str]) -> list[str]:
        """Return the days, UTC, on which something of these kinds was written, in order.

        A version that says the same as one it replaces, to other eyes, is nothing written.
        """
        marks = ",".join("?" * len(kinds))
        query = f"""
            SELECT DISTINCT substr(saved_at, 1, 10) AS day FROM revision AS r
            WHERE kind IN ({marks}) AND NOT EXISTS (
                SELECT 1 FROM parent AS p JOIN revision AS b ON b.id = p.parent
                WHERE p.revision = r.id AND b.body = r.body AND b.deleted = r.deleted
            ) ORDER BY day"""
        with opened(self.path) as connection:
            return [row[0] for row in connection.execute(query, kinds)]

    def count_before(self, kinds: Sequence[str], day: str) -> tuple[int, int]:
        """Return how many versions :meth:`before` returns, and the place of the one added last.

        Both stay the same as long as it returns the same.
        """
        marks = ",".join("?" * len(kinds))
        query = f"""
            SELECT count(*), coalesce(max(rowid), 0) FROM revision
            WHERE kind IN ({marks}) AND saved_at < ?"""
        with opened(self.path) as connection:
            count, last = connection.execute(query, [*kinds, day]).fetchone()
            return count, last

    def before(self, kinds: Sequence[str], day: str) -> list[Revision]:
        """Return all versions of these kinds saved before a day, in the order they were added.

        Args:
            day: as ``2026-11-23``, UTC.

        Raises:
            DamagedWorkspaceError: when one of them is not what was written.
        """
        marks = ",".join("?" * len(kinds))
        query = f"SELECT {_COLUMNS} FROM revision WHERE kind IN ({marks}) AND saved_at < ?"
        return self._select(f"{query} ORDER BY rowid", [*kinds, day])

    def named(self, record: str, nonce: str) -> Revision | None:
        """Return the version of a record that was saved under a nonce, or ``None``.

        Raises:
            DamagedWorkspaceError: when it is not what was written.
        """
        query = f"SELECT {_COLUMNS} FROM revision WHERE record = ? AND nonce = ?"
        return next(iter(self._select(query, [record, nonce])), None)

    def everything(self) -> list[Revision]:
        """Return every revision in the order they were added.

        Raises:
            DamagedWorkspaceError: when one of them is not what was written.
        """
        return self._select(f"SELECT {_COLUMNS} FROM revision ORDER BY rowid", ())

    def revision(self, prefix: str) -> Revision:
        """Return the one revision whose id begins with `prefix`.

        Raises:
            UnknownRecordError: when none or more than one does.
        """
        wanted = prefix.lower().replace("%", "").replace("_", "")
        query = f"SELECT {_COLUMNS} FROM revision WHERE id LIKE ? LIMIT 2"
        found = self._select(query, (wanted + "%",)) if wanted else []
        if len(found) != 1:
            problem = "more than one revision begins with" if found else "no revision"
            raise UnknownRecordError(f"{problem} {prefix!r}: see 'prepkit history RECORD'")
        return found[0]

    def intact(self) -> tuple[list[Revision], list[str]]:
        """Return every revision that is what was written, and a line about each that is not."""
        with opened(self.path) as connection:
            rows = connection.execute(f"SELECT {_COLUMNS} FROM revision ORDER BY rowid").fetchall()
            parents = _parents(connection, None)
        sound, damaged = [], []
        for row in rows:
            try:
                sound.append(_revision(row, parents.get(row[0], ())))
            except DamagedWorkspaceError as error:
                damaged.append(str(error))
        return sound, damaged

    def problems(self) -> list[str]:
        """Read the whole file and return what is wrong with it, one line each; empty when sound."""
        with opened(self.path) as connection:
            found = [
                " ".join(str(row[0]).split())
                # The quick check does not compare indexes with what they point to.
                for row in connection.execute("PRAGMA integrity_check(20)")
                if row[0] != "ok"
            ]
        return found + self.intact()[1]

    def _select(self, query: str, values: Sequence[str]) -> list[Revision]:
        with opened(self.path) as connection:
            rows = connection.execute(query, values).fetchall()
            parents = _parents(connection, [row[0] for row in rows])
        # A shelf is long, and is read once into a library: it need not be remembered as well.
        return [
            (_read if row[2] == "shelf" else _revision)(row, parents.get(row[0], ()))
            for row in rows
        ]


def _parents(connection: Connection, ids: list[str] | None) -> dict[str, tuple[str, ...]]:
    query, found = "SELECT revision, parent FROM parent", dict[str, tuple[str, ...]]()
    batches: list[list[str]] = [[]]
    if ids is not None:
        batches = [ids[start : start + 500] for start in range(0, len(ids), 500)]
        query += " WHERE revision IN ({})"
    for batch in batches:
        for revision, parent in connection.execute(
            query.format(",".join("?" * len(batch))) + " ORDER BY parent", batch
        ):
            found[revision] = (*found.get(revision, ()), parent)
    return found


# By all that is in the row: what was read before and is still the same needs no second look.
@functools.lru_cache(maxsize=8192)
def _revision(row: tuple[Any, ...], parents: tuple[str, ...]) -> Revision:
    return _read(row, parents)


def _read(row: tuple[Any, ...], parents: tuple[str, ...]) -> Revision:
    """Return the revision in a row, checked against its id."""
    id_, record, kind, company, visibility, author, saved_at, deleted, nonce, body = row[:10]
    try:
        revision = Revision(
            record=record, kind=kind, company=company, visibility=visibility,
            author=author, saved_at=saved_at, deleted=bool(deleted), parents=parents, nonce=nonce,
            body=loads(body), id=id_,
        )  # fmt: skip
        intact = _is_sound(revision)
    except (JSONDecodeError, TypeError, ValueError, RecursionError):
        intact = False
    if not intact:
        raise DamagedWorkspaceError(
            f"a saved version of {record!r} is damaged: {str(id_)[:12]}: "
            "restore prep.db from a backup; 'prepkit export' still writes out the rest"
        )
    return revision


def _is_sound(revision: Revision) -> bool:
    """Whether it says what its id was made from, under names prepkit could have given.

    Names become the names of files: one from somebody else's workspace may be ``../../x``.
    """
    names = (revision.record, revision.kind, *([revision.company] if revision.company else []))
    return revision.is_intact() and all(is_safe_id(name) for name in names)
