"""The workspace file: what is acknowledged stays, what is damaged or foreign is never shown."""

from __future__ import annotations

import contextlib
import datetime
import itertools
import os
import random
import shutil
import signal
import sqlite3
import subprocess
import sys
import threading
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from prepkit.errors import (
    DamagedWorkspaceError,
    DiskFullError,
    NewerWorkspaceError,
    NotAWorkspaceError,
    PrepkitError,
    UnknownRecordError,
    WorkspaceError,
    WorkspaceExistsError,
    WorkspaceLockedError,
    WorkspaceNotFoundError,
    WorkspaceReadOnlyError,
    WorkspaceReplacedError,
)
from prepkit.storage.database import APPLICATION_ID, SCHEMA_VERSION
from prepkit.storage.revision import Revision
from prepkit.storage.store import Store

NINE = datetime.datetime(2026, 11, 20, 9, tzinfo=datetime.UTC)
SUPER_JOURNAL_MAGIC = bytes.fromhex("d9d505f920a163d7")
_count = itertools.count(1)

posix = pytest.mark.skipif(os.name != "posix", reason="POSIX only")


def made(record: str = "story-1", *parents: Revision, minute: int = 0, **more: Any) -> Revision:
    """Return a revision that replaces `parents`, saved `minute` minutes after nine."""
    values: dict[str, Any] = {
        "kind": "story", "company": "", "visibility": "private", "author": "me",
        "body": {"title": f"{record} at {minute}"},
    }  # fmt: skip
    return Revision.made(
        record=record, parents=tuple(parent.id for parent in parents), nonce=f"{next(_count):032x}",
        saved_at=NINE + datetime.timedelta(minutes=minute), **values | more,
    )  # fmt: skip


@pytest.fixture
def store(tmp_path: Path) -> Store:
    (tmp_path / "w").mkdir()
    return Store.create(tmp_path / "w" / "prep.db")


def heads(store: Store, **wanted: str) -> list[Revision]:
    return store.heads(**wanted)


def run_sql(path: Path, *statements: str) -> None:
    with contextlib.closing(sqlite3.connect(path)) as connection, connection:
        for statement in statements:
            connection.execute(statement)


def quick_check(path: Path) -> str:
    with contextlib.closing(sqlite3.connect(path)) as connection:
        return str(connection.execute("PRAGMA quick_check").fetchone()[0])


def refused(path: Path, error: type[PrepkitError], said: str | None = None) -> None:
    """Assert that opening says in one line which file and what is wrong with it."""
    with pytest.raises(PrepkitError, match=said) as caught:
        Store(path)
    assert type(caught.value) is error
    assert path.name in str(caught.value)
    assert "\n" not in str(caught.value)


# Only ever added


@pytest.mark.parametrize("table", ["revision", "parent"])
@pytest.mark.parametrize("statement", ["UPDATE {} SET rowid = 9", "DELETE FROM {}"])
def test_what_was_saved_cannot_be_changed_or_deleted_even_by_sql(
    store: Store, table: str, statement: str
) -> None:
    first = made()
    second = made("story-1", first, minute=1)
    store.append([first, second])
    if table == "parent":
        statement = statement.replace("rowid = 9", "parent = 'x'")
    with pytest.raises(sqlite3.IntegrityError, match="revisions are never"):
        run_sql(store.path, statement.format(table))
    assert store.everything() == [first, second]


def test_a_batch_is_added_whole_or_not_at_all(store: Store) -> None:
    with pytest.raises(WorkspaceError):
        store.append([made("story-1"), made("story-2", visibility="everybody")])
    assert store.everything() == []


def test_a_revision_that_was_tampered_with_is_not_added(store: Store) -> None:
    good = made()
    bad = Revision(**{name: getattr(good, name) for name in good.__slots__} | {"author": "eve"})
    with pytest.raises(DamagedWorkspaceError, match="not added"):
        store.append([made("story-2"), bad])
    assert store.everything() == []


def test_adding_the_same_revision_again_changes_nothing(store: Store) -> None:
    first = made()
    store.append([first, first])
    store.append([first])
    assert store.everything() == [first]
    assert store.problems() == []


# Heads follow from parents


def test_a_newer_child_with_an_older_clock_is_the_head(store: Store) -> None:
    first = made(minute=10)
    second = made("story-1", first, minute=-600)
    store.append([first, second])
    assert heads(store) == [second]


def test_two_children_of_one_parent_are_two_heads_until_a_third_joins_them(store: Store) -> None:
    first = made()
    left, right = made("story-1", first, minute=1), made("story-1", first, minute=2)
    store.append([first, left, right])
    assert {head.id for head in heads(store)} == {left.id, right.id}
    joined = made("story-1", left, right, minute=3)
    store.append([joined])
    assert heads(store) == [joined]


def test_a_child_may_come_before_its_parent(store: Store) -> None:
    first = made()
    second = made("story-1", first, minute=1)
    store.append([second])
    assert heads(store) == [second]
    store.append([first])
    assert heads(store) == [second]


def test_heads_come_in_the_order_the_records_were_first_added(store: Store) -> None:
    first, second = made("b", minute=5), made("a", minute=1)
    changed = made("b", first, minute=9)
    store.append([first, second, changed])
    assert store.heads() == [changed, second]


def test_heads_are_found_by_kind_company_and_record(store: Store) -> None:
    story = made("a")
    claim = made("b", kind="claim", company="acme", minute=1)
    other = made("c", kind="claim", company="zenith", minute=2)
    store.append([story, claim, other])
    assert heads(store, kind="claim") == [claim, other]
    assert heads(store, kind="claim", company="acme") == [claim]
    assert heads(store, record="a") == [story]
    assert heads(store, record="nothing") == []


def test_heads_stay_right_through_two_thousand_versions(store: Store) -> None:
    chain = [made("long", minute=0)]
    for minute in range(1, 2000):
        # Every tenth clock is wrong by years, as clocks are.
        chain.append(made("long", chain[-1], minute=minute - 10**6 * (minute % 10 == 0)))
    other = made("other")
    store.append([*chain, other])
    assert heads(store, record="long") == [chain[-1]]
    assert {head.id for head in heads(store)} == {chain[-1].id, other.id}
    assert len(store.history("long")) == 2000
    assert store.problems() == []


def test_history_is_newest_first_and_the_same_moment_in_the_order_of_saving(store: Store) -> None:
    first = made()
    second = made("story-1", first, minute=1)
    third = made("story-1", second, minute=1)
    store.append([first, second, third])
    assert store.history("story-1") == [third, second, first]


def test_the_days_on_which_something_was_saved_come_once_each_in_order(store: Store) -> None:
    day = 24 * 60
    first = made("a", minute=2 * day)
    store.append([
        first, made("a", first, minute=2 * day + 5), made("b", kind="goal", minute=0),
        made("c", kind="claim", minute=day), made("d", minute=15 * 60 - 1),
        made("e", minute=15 * 60), made("f", minute=9 * day, deleted=True),
    ])  # fmt: skip
    assert store.days(["story", "goal"]) == ["2026-11-20", "2026-11-21", "2026-11-22", "2026-11-29"]
    assert store.days(["claim"]) == ["2026-11-21"]
    assert store.days(["watch"]) == store.days([]) == []


def test_all_versions_saved_before_a_day_come_in_the_order_they_were_added(store: Store) -> None:
    day = 24 * 60
    first, late = made("a", minute=day), made("a", minute=2 * day)
    last = made("b", minute=15 * 60 - 1)
    claim = made("c", kind="claim")
    gone = made("a", first, minute=day, deleted=True)
    store.append([late, first, last, claim, gone])
    assert store.before(["story"], "2026-11-22") == [first, last, gone]
    assert store.before(["story"], "2026-11-21") == [last]
    assert store.before(["claim", "story"], "2026-11-21") == [last, claim]
    assert store.before(["story"], "2026-11-20") == store.before([], "2026-11-22") == []


def test_the_history_of_nothing_is_an_error_that_names_it(store: Store) -> None:
    with pytest.raises(UnknownRecordError, match="no record 'storm-1'"):
        store.history("storm-1")


def test_a_revision_is_found_by_the_beginning_of_its_id(store: Store) -> None:
    many = [made(f"story-{n}") for n in range(40)]
    store.append(many)
    assert store.revision(many[7].id[:12].upper()) == many[7]
    for prefix, said in (("zz", "no revision 'zz'"), ("", "no revision"), ("%", "no revision")):
        with pytest.raises(UnknownRecordError, match=said):
            store.revision(prefix)
    digits = [revision.id[0] for revision in many]
    shared = next(digit for digit in digits if digits.count(digit) > 1)
    with pytest.raises(UnknownRecordError, match="more than one revision begins with"):
        store.revision(shared)


# Several threads, processes, windows


def test_eight_threads_that_save_at_once_all_get_through(store: Store) -> None:
    failed: list[BaseException] = []

    def write(thread: int) -> None:
        try:
            for n in range(5):
                store.append([made(f"story-{thread}-{n}")])
        except BaseException as error:
            failed.append(error)

    threads = [threading.Thread(target=write, args=(n,)) for n in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failed == []
    assert {r.record for r in heads(store)} == {
        f"story-{t}-{n}" for t in range(8) for n in range(5)
    }


@posix
@pytest.mark.filterwarnings("ignore:This process .* is multi-threaded:DeprecationWarning")
def test_a_store_opened_before_a_fork_works_in_parent_and_child(store: Store) -> None:
    store.append([made("before")])
    child = os.fork()
    if child == 0:
        try:
            store.append([made("child")])
            os._exit(0 if len(store.everything()) >= 2 else 1)
        finally:
            os._exit(2)
    store.append([made("parent")])
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0
    assert {r.record for r in store.everything()} == {"before", "child", "parent"}


def test_a_file_another_program_is_writing_to_is_locked_and_free_again_afterwards(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("prepkit.storage.database.BUSY_SECONDS", 0.05)
    with contextlib.closing(sqlite3.connect(store.path, isolation_level=None)) as other:
        other.execute("BEGIN EXCLUSIVE")
        with pytest.raises(WorkspaceLockedError, match=r"prep\.db.*try again in a moment"):
            store.append([made()])
        with pytest.raises(WorkspaceLockedError):
            store.heads()
        refused(store.path, WorkspaceLockedError)
        other.execute("ROLLBACK")
    store.append([made()])
    assert len(store.everything()) == 1


WRITER = """
import datetime, sys
from pathlib import Path
from prepkit.storage.revision import Revision
from prepkit.storage.store import Store
store, parents = Store(Path(sys.argv[1])), ()
for n in range(100_000):
    revision = Revision.made(
        record="r", kind="story", company="", visibility="private", author="me", parents=parents,
        saved_at=datetime.datetime.now(datetime.UTC), nonce=f"{sys.argv[2]}{n:020}",
        body={"title": "word " * (n % 700)},
    )
    store.append([revision])
    print(revision.id, flush=True)
    parents = (revision.id,)
"""


@posix
def test_killing_the_writer_at_any_moment_loses_nothing_acknowledged(store: Store) -> None:
    chance, acknowledged = random.Random(20261120), set[str]()
    for round_ in range(15):
        with subprocess.Popen(
            [sys.executable, "-c", WRITER, str(store.path), f"{round_:012}"],
            stdout=subprocess.PIPE, text=True,
        ) as writer:  # fmt: skip
            assert writer.stdout is not None
            acknowledged |= {writer.stdout.readline().strip() for _ in range(chance.randint(1, 12))}
            with contextlib.suppress(subprocess.TimeoutExpired):
                writer.wait(chance.random() * 0.004)
            writer.send_signal(signal.SIGKILL)
            # What is still in the pipe was acknowledged as well, but for a last half line.
            acknowledged |= {line[:-1] for line in writer.stdout if line.endswith("\n")}
        assert writer.returncode == -signal.SIGKILL
        found = Store(store.path)
        assert acknowledged <= {revision.id for revision in found.everything()}
        assert found.problems() == []
    assert len(acknowledged) >= 15


# No room, no right to write


@contextlib.contextmanager
def largest_file(size: int) -> Iterator[None]:
    """Let the system refuse every write beyond `size` bytes, as a full disk does."""
    resource = pytest.importorskip("resource")
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)


def fill(store: Store) -> list[Revision]:
    """Save until the disk refuses; return what was acknowledged."""
    saved: list[Revision] = []
    with pytest.raises(DiskFullError, match=r"prep\.db.*make room") as caught:
        for n in range(1000):
            revision = made(f"story-{n}", body={"title": "word " * 2000})
            store.append([revision])
            saved.append(revision)
    assert "\n" not in str(caught.value)
    return saved


@posix
def test_a_full_disk_leaves_what_was_saved_and_the_next_save_works(store: Store) -> None:
    first = made("first")
    store.append([first])
    with largest_file(120_000):
        saved = fill(store)
        assert store.everything() == [first, *saved]
    store.append([made("after")])
    assert [r.record for r in store.everything()] == [
        "first", *(r.record for r in saved), "after",
    ]  # fmt: skip
    assert saved
    assert store.problems() == []


@contextlib.contextmanager
def small_disk(folder: Path, size: str) -> Iterator[None]:
    folder.mkdir()
    command = ["mount", "-t", "tmpfs", "-o", f"size={size}", "tmpfs", str(folder)]
    if not shutil.which("mount") or subprocess.run(command, capture_output=True).returncode:
        pytest.skip("no right to mount a small disk")
    try:
        yield
    finally:
        subprocess.run(["umount", str(folder)], check=True)


@posix
def test_a_disk_with_no_byte_left_leaves_what_was_saved(tmp_path: Path) -> None:
    with small_disk(tmp_path / "disk", "400k"):
        store = Store.create(tmp_path / "disk" / "prep.db")
        ballast = tmp_path / "disk" / "ballast"
        ballast.write_bytes(bytes(200_000))
        saved = fill(store)
        assert store.everything() == saved
        ballast.unlink()
        store.append([made("after")])
        assert len(store.everything()) == len(saved) + 1
        assert store.problems() == []


@posix
def test_a_workspace_for_which_there_is_no_room_is_not_left_half_made(tmp_path: Path) -> None:
    path = tmp_path / "prep.db"
    with largest_file(5_000), pytest.raises(DiskFullError):
        Store.create(path)
    assert list(tmp_path.iterdir()) == []
    Store.create(path)
    assert Store(path).problems() == []


@contextlib.contextmanager
def unwritable(path: Path) -> Iterator[None]:
    """Take the right to write away: by mode, or where root ignores modes by the immutable flag."""
    mode = path.stat().st_mode
    path.chmod(mode & ~0o222)
    flagged = False
    if os.access(path, os.W_OK):
        command = shutil.which("chattr")
        flagged = (
            bool(command)
            and not subprocess.run([str(command), "+i", str(path)], capture_output=True).returncode
        )
    try:
        if os.access(path, os.W_OK) and not flagged:
            pytest.skip("root, and no immutable files here")
        yield
    finally:
        if flagged:
            subprocess.run(["chattr", "-i", str(path)], check=True)
        path.chmod(mode)


@posix
@pytest.mark.parametrize("which", ["file", "folder"])
def test_what_may_not_be_written_can_be_read_and_says_so_on_saving(
    store: Store, which: str
) -> None:
    first = made()
    store.append([first])
    with unwritable(store.path if which == "file" else store.path.parent):
        assert Store(store.path).everything() == [first]
        with pytest.raises(WorkspaceReadOnlyError, match=r"prep\.db") as caught:
            store.append([made("more")])
        assert "\n" not in str(caught.value)
    store.append([made("more")])
    assert len(store.everything()) == 2


@posix
def test_a_folder_that_may_not_be_written_gets_no_workspace(tmp_path: Path) -> None:
    (tmp_path / "theirs").mkdir()
    with unwritable(tmp_path / "theirs"), pytest.raises(WorkspaceReadOnlyError, match=r"prep\.db"):
        Store.create(tmp_path / "theirs" / "prep.db")


@posix
def test_only_its_owner_may_read_a_new_workspace(store: Store) -> None:
    assert store.path.stat().st_mode & 0o777 == 0o600


def test_a_workspace_is_never_made_over_a_file_that_is_there(tmp_path: Path) -> None:
    path = tmp_path / "prep.db"
    path.write_text("my diary")
    with pytest.raises(WorkspaceExistsError, match="there is a workspace already"):
        Store.create(path)
    assert path.read_text() == "my diary"


# Moved, deleted, replaced


@pytest.mark.parametrize("leave", ["moved", "deleted"])
def test_a_file_that_is_gone_while_open_is_told_and_not_made_anew(store: Store, leave: str) -> None:
    store.append([made()])
    if leave == "moved":
        store.path.rename(store.path.with_name("elsewhere.db"))
    else:
        store.path.unlink()
    with pytest.raises(WorkspaceReplacedError, match=r"moved or deleted.*prep\.db"):
        store.append([made("more")])
    with pytest.raises(WorkspaceReplacedError):
        store.heads()
    assert not store.path.exists()


def test_a_file_that_is_back_can_be_used_again(store: Store) -> None:
    away = store.path.with_name("elsewhere.db")
    store.path.rename(away)
    with pytest.raises(WorkspaceReplacedError):
        store.heads()
    away.rename(store.path)
    store.append([made()])
    assert len(store.everything()) == 1


def test_a_good_copy_put_in_place_while_open_is_read(store: Store, tmp_path: Path) -> None:
    newer = Store.create(tmp_path / "newer.db")
    newer.append([made("from-the-other-machine")])
    newer.path.replace(store.path)
    assert [r.record for r in heads(store)] == ["from-the-other-machine"]


def tampered_copy(path: Path, target: Path) -> None:
    shutil.copyfile(path, target)
    run_sql(
        target,
        "CREATE TABLE stolen (body)",
        "CREATE TRIGGER thief AFTER INSERT ON revision"
        " BEGIN INSERT INTO stolen VALUES (NEW.body); END",
    )


@pytest.mark.parametrize("how", ["renamed", "written over"])
def test_a_tampered_file_put_in_place_while_open_is_refused(
    store: Store, tmp_path: Path, how: str
) -> None:
    tampered_copy(store.path, tmp_path / "evil.db")
    if how == "renamed":
        (tmp_path / "evil.db").replace(store.path)
    else:
        shutil.copyfile(tmp_path / "evil.db", store.path)
    with pytest.raises(NotAWorkspaceError):
        store.append([made(body={"title": "secret"})])
    with contextlib.closing(sqlite3.connect(store.path)) as connection:
        assert connection.execute("SELECT * FROM stolen").fetchall() == []


def test_the_file_of_another_program_written_over_it_while_open_is_told_as_that(
    store: Store, tmp_path: Path
) -> None:
    run_sql(tmp_path / "photos.db", "CREATE TABLE photo (name)")
    shutil.copyfile(tmp_path / "photos.db", store.path)
    with pytest.raises(NotAWorkspaceError, match="another program's database"):
        store.heads()


# Files that are something else


def test_no_file_is_told_as_that(tmp_path: Path) -> None:
    refused(tmp_path / "prep.db", WorkspaceNotFoundError, "no workspace file")


def test_a_newer_version_is_refused_and_left_as_it_is(store: Store) -> None:
    run_sql(store.path, f"PRAGMA user_version={SCHEMA_VERSION + 1}")
    before = store.path.read_bytes()
    refused(store.path, NewerWorkspaceError, "newer prepkit.*pip install --upgrade")
    assert store.path.read_bytes() == before


def test_the_database_of_another_program_is_refused_and_left_as_it_is(tmp_path: Path) -> None:
    path = tmp_path / "prep.db"
    run_sql(path, "CREATE TABLE photo (name)", "INSERT INTO photo VALUES ('cat.jpg')")
    before = path.read_bytes()
    refused(path, NotAWorkspaceError, "another program's database")
    assert path.read_bytes() == before


def zipped(path: Path) -> None:
    with zipfile.ZipFile(path, "w") as file:
        file.writestr("prep.db", "x" * 5000)


@pytest.mark.parametrize(
    "write",
    [
        lambda path: path.write_bytes(b""),
        lambda path: path.write_bytes(b"\n"),
        lambda path: path.write_text("Dear diary,\n" * 500),
        lambda path: path.write_bytes(b"%PDF-1.7\n" + bytes(5000)),
        lambda path: path.write_bytes(b"SQLite format 3\0"),
        lambda path: path.write_bytes(b"SQLite format 2\0" + bytes(5000)),
        lambda path: path.write_bytes(bytes(5000)),
        zipped,
    ],
    ids=["empty", "newline", "text", "pdf", "head alone", "old sqlite", "zeros", "zip"],
)
def test_a_file_that_is_no_database_is_refused_and_left_as_it_is(
    tmp_path: Path, write: Callable[[Path], None]
) -> None:
    path = tmp_path / "prep.db"
    write(path)
    before = path.read_bytes()
    refused(path, NotAWorkspaceError)
    assert path.read_bytes() == before
    assert [item.name for item in tmp_path.iterdir()] == ["prep.db"]


@pytest.mark.skipif(not Path("/proc/self/fd").is_dir(), reason="open files are not listed here")
def test_a_refused_file_is_not_kept_open(tmp_path: Path) -> None:
    path = tmp_path / "prep.db"
    path.write_text("Dear diary,\n" * 500)
    with pytest.raises(NotAWorkspaceError) as caught:
        Store(path)
    opened = [link.resolve() for link in Path("/proc/self/fd").iterdir()]
    assert caught.value.__traceback__ is not None
    assert path not in opened


@pytest.mark.parametrize(
    "statement",
    [
        "CREATE TABLE extra (x)",
        "CREATE VIEW extra AS SELECT * FROM revision",
        "CREATE INDEX extra ON revision (author)",
        "CREATE TRIGGER extra AFTER INSERT ON revision BEGIN SELECT 1; END",
        "CREATE VIRTUAL TABLE extra USING fts5(x)",
        "DROP TRIGGER revision_is_kept",
        "DROP TRIGGER parent_stays",
        "ALTER TABLE revision ADD COLUMN extra TEXT DEFAULT 'x'",
        "ANALYZE",
    ],
)
def test_anything_prepkit_did_not_put_there_is_refused(store: Store, statement: str) -> None:
    run_sql(store.path, statement)
    refused(store.path, NotAWorkspaceError, "not as prepkit made it")


def test_a_weaker_trigger_under_the_old_name_is_refused(store: Store) -> None:
    run_sql(
        store.path,
        "DROP TRIGGER revision_stays",
        "CREATE TRIGGER revision_stays BEFORE DELETE ON revision BEGIN SELECT 1; END",
    )
    refused(store.path, NotAWorkspaceError, "not as prepkit made it")


def test_a_file_with_only_prepkits_number_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "prep.db"
    run_sql(path, f"PRAGMA application_id={APPLICATION_ID}", "CREATE TABLE revision (id)")
    refused(path, NotAWorkspaceError, "not as prepkit made it")


# Side files


@pytest.mark.parametrize("ending", ["-wal", "-shm"])
def test_a_side_file_of_another_mode_is_refused_and_kept(store: Store, ending: str) -> None:
    side = store.path.with_name(store.path.name + ending)
    side.write_bytes(b"who knows")
    refused(store.path, NotAWorkspaceError, "unfinished write of another program")
    assert side.read_bytes() == b"who knows"


def hostile_journal(database: Path, victim: Path) -> None:
    """Put a journal beside `database` that makes SQLite delete `victim` when it is opened."""
    name, size = str(victim).encode(), database.stat().st_size
    numbers = (0, 1, size // 4096, 512, 4096)
    head = SUPER_JOURNAL_MAGIC + b"".join(n.to_bytes(4, "big") for n in numbers)
    tail = b"".join(n.to_bytes(4, "big") for n in (len(name), sum(name)))
    page = (0x40000000 // 4096 + 1).to_bytes(4, "big")
    database.with_name(database.name + "-journal").write_bytes(
        head.ljust(512, b"\0") + page + name + tail + SUPER_JOURNAL_MAGIC
    )


@pytest.fixture
def diary(tmp_path: Path) -> Path:
    path = tmp_path / "diary.txt"
    path.write_text("Dear diary")
    return path


def test_a_hostile_journal_makes_plain_sqlite_delete_a_file(store: Store, diary: Path) -> None:
    # The control of the three tests below: the journal is as bad as they say.
    hostile_journal(store.path, diary)
    with contextlib.closing(sqlite3.connect(store.path)) as connection:
        connection.execute("SELECT * FROM revision").fetchall()
    if diary.exists():
        pytest.skip(f"SQLite {sqlite3.sqlite_version} does not fall for it")


def test_a_hostile_journal_is_refused_and_deletes_nothing(store: Store, diary: Path) -> None:
    hostile_journal(store.path, diary)
    refused(store.path, NotAWorkspaceError, "unfinished write of another program")
    assert diary.read_text() == "Dear diary"


@posix
def test_a_hostile_journal_behind_a_link_is_refused_too(
    store: Store, diary: Path, tmp_path: Path
) -> None:
    hostile_journal(store.path, diary)
    (tmp_path / "prep.db").symlink_to(store.path)
    with contextlib.suppress(NotAWorkspaceError):
        Store(tmp_path / "prep.db").heads()
    assert diary.exists()


def test_a_hostile_journal_that_appears_while_open_deletes_nothing(
    store: Store, diary: Path
) -> None:
    hostile_journal(store.path, diary)
    with contextlib.suppress(NotAWorkspaceError):
        store.heads()
    assert diary.exists()


def test_a_folder_in_the_place_of_the_journal_is_a_readable_error(store: Store) -> None:
    store.path.with_name("prep.db-journal").mkdir()
    with pytest.raises(WorkspaceError, match=r"prep\.db"):
        Store(store.path).append([made()])


# Damage


def rich(folder: Path) -> Store:
    """Make a store in which every table and index has something in it."""
    folder.mkdir()
    store = Store.create(folder / "prep.db")
    for n in range(12):
        first = made(f"story-{n}", minute=n, body={"title": f"T{n}", "situation": "words " * 20})
        claim = made(f"claim-{n}", minute=n, kind="claim", company="acme", visibility="coach")
        store.append([first, made(f"story-{n}", first, minute=n + 30), claim])
    return store


def content(store: Store) -> Any:
    """Return all that can be asked of a store."""
    kinds = {kind: store.heads(kind=kind) for kind in ("story", "claim")}
    single = [store.heads(record=f"story-{n}") for n in range(12)]
    return store.heads(), kinds, store.heads(company="acme"), single, store.everything()


def noticed_or_unchanged(path: Path, original: Any) -> bool:
    """Whether damage is told as an error of prepkit's, or has not changed what is read."""
    try:
        store = Store(path)
        return bool(store.problems()) or content(store) == original
    except WorkspaceError:
        return True


def test_flipped_bytes_are_never_shown_as_what_was_written(tmp_path: Path) -> None:
    store = rich(tmp_path / "good")
    original, whole = content(store), store.path.read_bytes()
    chance, damaged, path = random.Random(7), 0, tmp_path / "prep.db"
    for case in range(300):
        changed = bytearray(whole)
        for _ in range(chance.randint(1, 50)):
            changed[chance.randrange(len(changed))] ^= chance.randint(1, 255)
        path.write_bytes(changed)
        assert noticed_or_unchanged(path, original), f"case {case}"
        with contextlib.suppress(WorkspaceError):
            damaged += content(Store(path)) != original
            continue
        damaged += 1
    assert damaged > 100


def test_a_flipped_byte_in_an_index_hides_nothing_unnoticed(tmp_path: Path) -> None:
    store = rich(tmp_path / "good")
    original, whole = content(store), store.path.read_bytes()
    with contextlib.closing(sqlite3.connect(store.path)) as connection:
        names = "SELECT name, rootpage FROM sqlite_schema WHERE type = 'index' ORDER BY name"
        pages = dict(connection.execute(names).fetchall())
    assert len(pages) == 4
    chance, path, unnoticed = random.Random(7), tmp_path / "prep.db", []
    for name, page in pages.items():
        used = [n for n in range((page - 1) * 4096, page * 4096) if whole[n]]
        for place in chance.sample(used, 60):
            changed = bytearray(whole)
            changed[place] ^= chance.randint(1, 255)
            path.write_bytes(changed)
            if not noticed_or_unchanged(path, original):
                unnoticed.append((name, place))
    assert unnoticed == []


def test_a_changed_letter_is_noticed_where_sqlite_notices_nothing(store: Store) -> None:
    store.append([made(body={"title": "We saved 12 percent"}), made("other")])
    store.path.write_bytes(store.path.read_bytes().replace(b"12 percent", b"72 percent"))
    assert quick_check(store.path) == "ok"
    damaged = Store(store.path)
    with pytest.raises(DamagedWorkspaceError, match=r"'story-1' is damaged.*backup"):
        damaged.heads()
    assert [line for line in damaged.problems() if "'story-1'" in line]
    assert heads(damaged, record="other")[0].body == {"title": "other at 0"}


def test_a_text_that_is_no_text_any_more_is_damage_and_is_not_quoted(store: Store) -> None:
    store.append([made(body={"title": "my salary is secret"}), made("other")])
    store.path.write_bytes(store.path.read_bytes().replace(b"is secret", b"is \xff\xfecret"))
    with pytest.raises(DamagedWorkspaceError) as caught:
        Store(store.path).heads()
    assert "salary" not in str(caught.value)
    problems = Store(store.path).problems()
    assert len(problems) == 1
    assert "salary" not in problems[0]


def test_a_damaged_schema_is_told_as_damage(store: Store) -> None:
    whole = store.path.read_bytes()
    assert b"CREATE TABLE parent" in whole
    store.path.write_bytes(whole.replace(b"CREATE TABLE parent", b"CREA\xeeE TABLE parent"))
    refused(store.path, DamagedWorkspaceError, "the workspace is damaged")


def test_each_damage_sqlite_finds_is_told_in_one_line(store: Store) -> None:
    store.append([made()])
    with contextlib.closing(sqlite3.connect(store.path)) as connection:
        page = connection.execute(
            "SELECT rootpage FROM sqlite_schema WHERE name = 'revision_of_record'"
        ).fetchone()[0]
    with store.path.open("r+b") as file:
        file.seek((page - 1) * 4096 + 8)
        file.write(b"\xff\xff")
    refused(store.path, DamagedWorkspaceError, "the workspace is damaged")
    try:
        problems = store.problems()
    except DamagedWorkspaceError as error:
        problems = [str(error)]
    assert problems
    assert [line for line in problems if "\n" in line] == []


@pytest.mark.parametrize("left", [0.9, 0.5, 0.2])
def test_a_truncated_file_is_told_as_damaged(tmp_path: Path, left: float) -> None:
    path = rich(tmp_path / "good").path
    whole = path.read_bytes()
    path.write_bytes(whole[: int(len(whole) * left)])
    refused(path, DamagedWorkspaceError, "the workspace is damaged.*backup")


@pytest.mark.parametrize("left", [*range(0, 120, 7), 512, 4095, 4096, 4097])
def test_no_length_of_a_truncated_file_opens(tmp_path: Path, left: int) -> None:
    path = rich(tmp_path / "good").path
    path.write_bytes(path.read_bytes()[:left])
    with pytest.raises(WorkspaceError) as caught:
        Store(path)
    assert "prep.db" in str(caught.value)


def test_a_sound_file_has_no_problems(tmp_path: Path) -> None:
    assert rich(tmp_path / "good").problems() == []
