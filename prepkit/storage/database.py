"""The workspace file: one SQLite database, made here, opened warily, its errors put into words.

Settings: a rollback journal with ``synchronous=EXTRA`` is what loses no acknowledged commit on
power loss and leaves one file to copy.
"""

from __future__ import annotations

import contextlib
import functools
import os
import sqlite3
from collections.abc import Iterator
from importlib.resources import files
from pathlib import Path

from prepkit.errors import (
    DamagedWorkspaceError,
    DiskFullError,
    NewerWorkspaceError,
    NotAWorkspaceError,
    WorkspaceError,
    WorkspaceExistsError,
    WorkspaceLockedError,
    WorkspaceReadOnlyError,
    WorkspaceReplacedError,
)
from prepkit.storage.files import from_os

Connection = sqlite3.Connection

APPLICATION_ID = 0x70726570  # "prep"
SCHEMA_VERSION = 1
BUSY_SECONDS = 5.0

_SUPER_JOURNAL_MAGIC = bytes.fromhex("d9d505f920a163d7")


def create(path: Path) -> None:
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


@contextlib.contextmanager
def opened(path: Path) -> Iterator[Connection]:
    """Open a workspace file that is there and is prepkit's, for as long as the block lasts.

    Raises:
        WorkspaceError: one of its subclasses, when it cannot be trusted or used.
    """
    # Looked at every time: another program may have put another file in its place.
    with translated(path):
        if not path.exists():
            raise WorkspaceReplacedError(
                f"the workspace was moved or deleted: {str(path)!r}: "
                "put it back, then try again; nothing on screen is lost"
            )
        _check_companions(path)
        with contextlib.closing(_connect(path)) as connection:
            _check_is_ours(path, connection)
            yield connection


def _connect(path: Path) -> Connection:
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


def _check_is_ours(path: Path, connection: Connection) -> None:
    if path.stat().st_size == 0:
        raise NotAWorkspaceError(
            f"not a prepkit workspace (empty file): {str(path)!r}: "
            "move it away and run 'prepkit init'"
        )
    application = connection.execute("PRAGMA application_id").fetchone()[0]
    version = connection.execute("PRAGMA user_version").fetchone()[0]
    if application != APPLICATION_ID:
        raise NotAWorkspaceError(
            f"not a prepkit workspace, but another program's database: {str(path)!r}: "
            "choose another folder"
        )
    if version > SCHEMA_VERSION:
        raise NewerWorkspaceError(
            f"made by a newer prepkit: {str(path)!r} has version {version}, this one "
            f"knows {SCHEMA_VERSION}: run 'pip install --upgrade prepkit'; nothing was changed"
        )
    if _schema_of(connection) != _own_schema():
        raise NotAWorkspaceError(
            f"not as prepkit made it: {str(path)!r} holds tables, views or triggers of "
            "another program: use a copy you trust"
        )


def _schema_of(connection: Connection) -> set[tuple[str, str]]:
    """Return every object's name and text, blanks evened out."""
    rows = connection.execute("SELECT name, sql FROM sqlite_schema WHERE sql IS NOT NULL")
    return {(name, " ".join(sql.split())) for name, sql in rows}


@functools.cache
def _own_schema() -> set[tuple[str, str]]:
    with contextlib.closing(sqlite3.connect(":memory:")) as connection:
        connection.executescript((files(__package__) / "schema.sql").read_text("utf-8"))
        return _schema_of(connection)


def damaged(path: Path, detail: object) -> DamagedWorkspaceError:
    """Return the error that says what is wrong with a file."""
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
        raise damaged(path, "text that is none") from error
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
        return damaged(path, error)
    return WorkspaceError(f"the workspace could not be used: {where}: {error}")
