"""The workspace file: one SQLite database of revisions that are only ever added.

Each call opens its own connection, so a store may be used from any thread and after a fork, and
a file that was moved away is noticed. Settings: a rollback journal with ``synchronous=EXTRA``
is what loses no acknowledged commit on power loss and leaves one file to copy.
"""

from __future__ import annotations

import contextlib
import functools
import os
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from importlib.resources import files
from json import JSONDecodeError, loads
from pathlib import Path
from typing import Any

from prepkit.errors import (
    DamagedWorkspaceError,
    DiskFullError,
    NewerWorkspaceError,
    NotAWorkspaceError,
    UnknownRecordError,
    WorkspaceError,
    WorkspaceExistsError,
    WorkspaceLockedError,
    WorkspaceNotFoundError,
    WorkspaceReadOnlyError,
    WorkspaceReplacedError,
)
from prepkit.record import is_safe_id
from prepkit.storage.files import from_os
from prepkit.storage.revision import Revision, canonical

APPLICATION_ID = 0x70726570  # "prep"
SCHEMA_VERSION = 1
BUSY_SECONDS = 5.0

_COLUMNS = "id, record, kind, company, visibility, author, saved_at, deleted, nonce, body"
_SUPER_JOURNAL_MAGIC = bytes.fromhex("d9d505f920a163d7")


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
        with self._connection() as connection:
            damage = connection.execute("PRAGMA integrity_check(1)").fetchone()[0]
            if damage != "ok":
                raise _damaged(path, damage)

    @classmethod
    def create(cls, path: Path) -> Store:
        """Make an empty workspace file that only its owner may read.

        Raises:
            WorkspaceExistsError: when there is a file of that name already.
            WorkspaceError: when it cannot be written.
        """
        try:
            os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o600))
        except FileExistsError as error:
            raise WorkspaceExistsError(
                f"there is a workspace already: {str(path)!r}: use it, or choose another folder"
            ) from error
        except OSError as error:
            raise from_os(error, path) from error
        schema = (files(__package__) / "schema.sql").read_text("utf-8")
        try:
            with translated(path), contextlib.closing(_connect(path)) as connection:
                connection.executescript(
                    f"PRAGMA application_id={APPLICATION_ID}; PRAGMA user_version={SCHEMA_VERSION};"
                    f"BEGIN IMMEDIATE; {schema} COMMIT;"
                )
        except WorkspaceError:
            path.unlink()
            raise
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
        with self._connection() as connection:
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
        with self._connection() as connection:
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
        with self._connection() as connection:
            return [row[0] for row in connection.execute(query, kinds)]

    def count_before(self, kinds: Sequence[str], day: str) -> tuple[int, int]:
        """Return how many versions :meth:`before` returns, and the place of the one added last.

        Both stay the same as long as it returns the same.
        """
        marks = ",".join("?" * len(kinds))
        query = f"""
            SELECT count(*), coalesce(max(rowid), 0) FROM revision
            WHERE kind IN ({marks}) AND saved_at < ?"""
        with self._connection() as connection:
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
        with self._connection() as connection:
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
        with self._connection() as connection:
            found = [
                " ".join(str(row[0]).split())
                # The quick check does not compare indexes with what they point to.
                for row in connection.execute("PRAGMA integrity_check(20)")
                if row[0] != "ok"
            ]
        return found + self.intact()[1]

    def _select(self, query: str, values: Sequence[str]) -> list[Revision]:
        with self._connection() as connection:
            rows = connection.execute(query, values).fetchall()
            parents = _parents(connection, [row[0] for row in rows])
        # A shelf is long, and is read once into a library: it need not be remembered as well.
        return [
            (_read if row[2] == "shelf" else _revision)(row, parents.get(row[0], ()))
            for row in rows
        ]

    @contextlib.contextmanager
    def _connection(self) -> Iterator[sqlite3.Connection]:
        # Looked at every time: another program may have put another file in its place.
        with translated(self.path):
            if not self.path.exists():
                raise WorkspaceReplacedError(
                    f"the workspace was moved or deleted: {str(self.path)!r}: "
                    "put it back, then try again; nothing on screen is lost"
                )
            _check_companions(self.path)
            with contextlib.closing(_connect(self.path)) as connection:
                self._check_is_ours(connection)
                yield connection

    def _check_is_ours(self, connection: sqlite3.Connection) -> None:
        if self.path.stat().st_size == 0:
            raise NotAWorkspaceError(
                f"not a prepkit workspace (empty file): {str(self.path)!r}: "
                "move it away and run 'prepkit init'"
            )
        application = connection.execute("PRAGMA application_id").fetchone()[0]
        version = connection.execute("PRAGMA user_version").fetchone()[0]
        if application != APPLICATION_ID:
            raise NotAWorkspaceError(
                f"not a prepkit workspace, but another program's database: {str(self.path)!r}: "
                "choose another folder"
            )
        if version > SCHEMA_VERSION:
            raise NewerWorkspaceError(
                f"made by a newer prepkit: {str(self.path)!r} has version {version}, this one "
                f"knows {SCHEMA_VERSION}: run 'pip install --upgrade prepkit'; nothing was changed"
            )
        if _schema_of(connection) != _own_schema():
            raise NotAWorkspaceError(
                f"not as prepkit made it: {str(self.path)!r} holds tables, views or triggers of "
                "another program: use a copy you trust"
            )


def _connect(path: Path) -> sqlite3.Connection:
    connection = sqlite3.connect(
        f"{path.resolve().as_uri()}?mode=rw", uri=True, timeout=BUSY_SECONDS, isolation_level=None
    )
    try:
        # What is no text any more must reach the check against its hash, which names the record.
        connection.text_factory = lambda raw: raw.decode("utf-8", "replace")
        # ATTACHED stays at 1: VACUUM INTO, which backups are made with, needs one.
        connection.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, 20_000_000)
        connection.setlimit(sqlite3.SQLITE_LIMIT_SQL_LENGTH, 100_000)
        connection.setlimit(sqlite3.SQLITE_LIMIT_COLUMN, 50)
        connection.setlimit(sqlite3.SQLITE_LIMIT_EXPR_DEPTH, 100)
        connection.setlimit(sqlite3.SQLITE_LIMIT_ATTACHED, 1)
        # Said before the file is read, so that a hostile schema never acts.
        connection.execute("PRAGMA trusted_schema=OFF")
        connection.execute("PRAGMA cell_size_check=ON")
        connection.execute("PRAGMA mmap_size=0")
        connection.execute("PRAGMA secure_delete=ON")
        connection.execute("PRAGMA foreign_keys=ON")
        connection.execute("PRAGMA journal_mode=DELETE")
        connection.execute("PRAGMA synchronous=EXTRA")
        connection.execute("PRAGMA fullfsync=1")
    except BaseException:
        connection.close()
        raise
    return connection


def _check_companions(path: Path) -> None:
    """Refuse side files prepkit never leaves: a crafted journal can make SQLite delete files."""
    path = path.resolve()  # SQLite looks beside the file itself, not beside a link to it
    for ending in ("-wal", "-shm"):
        if path.with_name(path.name + ending).exists():
            raise NotAWorkspaceError(
                f"unfinished write of another program beside the workspace: {path.name + ending!r}:"
                " move that file away, then try again"
            )
    journal = path.with_name(path.name + "-journal")
    with contextlib.suppress(FileNotFoundError), journal.open("rb") as file:
        file.seek(max(0, journal.stat().st_size - 8))
        if file.read(8) == _SUPER_JOURNAL_MAGIC:
            raise NotAWorkspaceError(
                f"unfinished write of another program beside the workspace: {journal.name!r}: "
                "move that file away, then try again"
            )


def _schema_of(connection: sqlite3.Connection) -> set[tuple[str, str]]:
    """Return every object's name and text, blanks evened out."""
    rows = connection.execute("SELECT name, sql FROM sqlite_schema WHERE sql IS NOT NULL")
    return {(name, " ".join(sql.split())) for name, sql in rows}


@functools.cache
def _own_schema() -> set[tuple[str, str]]:
    with contextlib.closing(sqlite3.connect(":memory:")) as connection:
        connection.executescript((files(__package__) / "schema.sql").read_text("utf-8"))
        return _schema_of(connection)


def _parents(connection: sqlite3.Connection, ids: list[str] | None) -> dict[str, tuple[str, ...]]:
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


def _damaged(path: Path, detail: object) -> DamagedWorkspaceError:
    said = " ".join(str(detail).split())
    return DamagedWorkspaceError(
        f"the workspace is damaged: {str(path)!r} ({said}): restore it from a backup"
    )


@contextlib.contextmanager
def translated(path: Path) -> Iterator[None]:
    """Turn errors of the disk and of SQLite into prepkit's, where they enter."""
    try:
        yield
    except OSError as error:
        raise from_os(error, path) from error
    except UnicodeDecodeError as error:
        raise _damaged(path, "text that is none") from error
    except sqlite3.DatabaseError as error:
        code = getattr(error, "sqlite_errorcode", 0)
        raise _from_sqlite(code, error, path) from error


def _from_sqlite(code: int, error: sqlite3.DatabaseError, path: Path) -> WorkspaceError:
    where, primary = repr(str(path)), code & 0xFF
    if code == sqlite3.SQLITE_READONLY_DBMOVED:
        return WorkspaceReplacedError(
            f"the workspace was replaced by another program while saving: {where}: try again"
        )
    if primary in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
        return WorkspaceLockedError(
            f"another window or program is saving: {where}: try again in a moment"
        )
    if primary in (sqlite3.SQLITE_READONLY, sqlite3.SQLITE_PERM):
        return WorkspaceReadOnlyError(
            f"may be read but not written: {where}: "
            "copy the folder to a place of your own, or ask for the right to write"
        )
    if primary == sqlite3.SQLITE_FULL or code == sqlite3.SQLITE_IOERR_WRITE:
        return DiskFullError(f"the disk is full or refused the write: {where}: make room, "
                             "then save again; what was saved before is safe")  # fmt: skip
    if primary == sqlite3.SQLITE_CANTOPEN:
        return WorkspaceReadOnlyError(
            f"cannot be opened for writing: {where}: check that folder and file are yours"
        )
    if primary == sqlite3.SQLITE_TOOBIG:
        return WorkspaceError(
            f"too long to be saved as one record: {where}: keep part of it in a file of its own"
        )
    if primary == sqlite3.SQLITE_NOTADB:
        return NotAWorkspaceError(f"not a database: {where}: choose another folder")
    if primary == sqlite3.SQLITE_CORRUPT:
        return _damaged(path, error)
    return WorkspaceError(f"the workspace could not be used: {where}: {error}")
