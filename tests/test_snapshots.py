"""Laws of what is remembered of earlier sittings, whatever was saved when and by whom."""

from __future__ import annotations

import contextlib
import datetime
import functools
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from hypothesis import example, given, settings
from hypothesis import strategies as st

from prepkit.compass.records import Goal, Priority
from prepkit.memory import Memory, Recalled
from prepkit.record import VISIBILITIES, Origin, Record, Visibility
from prepkit.sittings import Snapshot
from prepkit.storage.revision import Revision
from prepkit.storage.store import Store
from prepkit.workspace import Audience, Workspace

KINDS: dict[str, type[Record]] = {"goal": Goal, "priority": Priority}
FIELD = {"goal": "goal", "priority": "area"}
START = datetime.datetime(2024, 1, 1, 9, tzinfo=datetime.UTC)
COACH: tuple[Visibility, ...] = ("coach", "share")


class Save(NamedTuple):
    """One save: how many days after the one before, of what, saying what, and for whom."""

    later: int
    record: str
    words: str
    visibility: Visibility
    deleted: bool


saves = st.lists(
    st.builds(
        Save,
        st.sampled_from([0, 0, 1, 3, 27, 28, 40, 365]),
        st.sampled_from(["goal-a", "goal-b", "priority-a"]),
        st.text(st.sampled_from("ab漢"), max_size=3),
        st.sampled_from(VISIBILITIES),
        st.sampled_from([False, False, False, True]),
    ),
    min_size=1, max_size=14,
)  # fmt: skip


def revisions(
    saves: Sequence[Save], *, after: Sequence[Revision] = (), author: str = "me"
) -> list[Revision]:
    """Return the versions these saves make, each of a record replacing all that stood of it.

    Args:
        after: what the copy had before the first of them.
    """
    heads: dict[str, set[str]] = {}
    for revision in after:
        own = heads.setdefault(revision.record, set())
        own -= set(revision.parents)
        own.add(revision.id)
    made, moment = [], max((revision.time for revision in after), default=START)
    for number, save in enumerate(saves):
        moment += datetime.timedelta(days=save.later, seconds=1)
        kind = save.record.split("-")[0]
        made.append(Revision.made(
            record=save.record, kind=kind, company="", visibility=save.visibility, author=author,
            saved_at=moment, parents=tuple(heads.get(save.record, ())), deleted=save.deleted,
            nonce=f"{number:031x}{len(author) % 16:x}", body={FIELD[kind]: save.words},
        ))  # fmt: skip
        heads[save.record] = {made[-1].id}
    return made


def read(kind: type[Record], revision: Revision) -> Record:
    origin = Origin(revision.record, "", revision.id, revision.time, revision.author,
                    revision.visibility)  # fmt: skip
    return kind.read(revision.body, origin)


@contextlib.contextmanager
def arrived(revisions: Iterable[Revision]) -> Iterator[Path]:
    """The folder of a workspace in which these versions have arrived, in this order."""
    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / "prep.db").write_bytes(empty())
        Store(Path(folder) / "prep.db").append(revisions)
        yield Path(folder)


@functools.cache
def empty() -> bytes:
    """Return the file of a workspace with nothing in it."""
    with tempfile.TemporaryDirectory() as folder:
        return Store.create(Path(folder) / "prep.db").path.read_bytes()


def recalled(
    revisions: Iterable[Revision], seen: Sequence[Visibility] = VISIBILITIES
) -> tuple[Recalled, list[Revision]]:
    """Return what a workspace with these versions remembers, and its heads."""
    revisions = list(revisions)
    today = max(revision.time for revision in revisions).date()
    with arrived(revisions) as folder:
        store = Store(folder / "prep.db")
        heads = store.heads()
        return Memory(store, KINDS, read).recall((), today, heads, seen), heads


def shown(revisions: Iterable[Revision], audience: Audience) -> list[Record]:
    """Return the records a workspace with these versions shows."""
    with arrived(revisions) as folder:
        workspace = Workspace(folder)
        return [r for kind in KINDS.values() for r in workspace.records(kind, audience=audience)]


def says(snapshot: Snapshot) -> dict[str, dict[str, Any]]:
    """Return what every record of a snapshot says, by its id."""
    return {
        record.id: {name: value for name, value in record.body().items() if value}
        for kind in KINDS.values()
        for record in snapshot.all(kind)
    }


@settings(max_examples=25)
@given(saves)
def test_a_snapshot_is_what_replaying_the_saves_up_to_its_end_gives(saves: list[Save]) -> None:
    made = revisions(saves)
    found, _ = recalled(made)
    assert len(found.past) == len(found.began) - 1
    for snapshot, end in zip(found.past, found.began[1:], strict=True):
        standing: dict[str, dict[str, Any]] = {}
        for save, revision in zip(saves, made, strict=True):
            if revision.time.date() < end:
                standing.pop(save.record, None)
                if not save.deleted:
                    name = FIELD[revision.kind]
                    standing[save.record] = {name: save.words} if save.words else {}
        assert says(snapshot) == standing


@settings(max_examples=25)
@given(saves)
def test_sittings_follow_each_other_and_all_that_was_written_is_in_one(saves: list[Save]) -> None:
    made = revisions(saves)
    found, _ = recalled(made)
    says = {revision.id: (revision.body, revision.deleted) for revision in made}
    days = {
        revision.time.date()
        for revision in made
        if (revision.body, revision.deleted) not in [says[id] for id in revision.parents]
    }
    ends = [*(snapshot.ended for snapshot in found.past), max(days)]
    assert [snapshot.began for snapshot in found.past] == list(found.began[:-1])
    assert {*found.began, *ends} <= days
    assert all(any(first <= day <= last for first, last in zip(found.began, ends, strict=True))
               for day in days)  # fmt: skip
    for ended, began in zip(ends, found.began[1:], strict=False):
        assert began - ended >= datetime.timedelta(days=28)


@settings(max_examples=25)
@given(
    saves, saves, saves, st.randoms(use_true_random=False), st.sampled_from([COACH, VISIBILITIES])
)
def test_two_copies_remember_the_same_in_whatever_order_their_versions_arrive(
    shared: list[Save], mine: list[Save], yours: list[Save], random: Any,
    seen: tuple[Visibility, ...],
) -> None:  # fmt: skip
    before = revisions(shared)
    here = revisions(mine, after=before)
    there = revisions(yours, after=before, author="you!")
    merged = [*before, *here, *there]
    first, _ = recalled(merged, seen)
    random.shuffle(merged)
    second, _ = recalled(merged, seen)
    assert second.began == first.began
    assert [(s.began, s.ended, says(s)) for s in second.past] == [
        (s.began, s.ended, says(s)) for s in first.past]  # fmt: skip


WRITTEN = Save(0, "goal-a", "a", "coach", deleted=False)
TAKEN_OFF_ELSEWHERE = (
    [WRITTEN], [WRITTEN._replace(words="b"), Save(40, "goal-b", "", "coach", deleted=False)],
    [WRITTEN._replace(later=1, deleted=True)], "me",
)  # fmt: skip
TAKEN_BACK_ELSEWHERE = (
    [WRITTEN], [WRITTEN._replace(visibility="private"), WRITTEN._replace(later=40, words="c")],
    [WRITTEN._replace(later=1, words="b")], "coach",
)  # fmt: skip


@example(*TAKEN_OFF_ELSEWHERE)
@example(*TAKEN_BACK_ELSEWHERE)
@settings(max_examples=25)
@given(saves, saves, saves, st.sampled_from(["me", "coach"]))
def test_a_snapshot_is_what_was_shown_when_its_sitting_was_over(
    shared: list[Save], mine: list[Save], yours: list[Save], audience: Audience
) -> None:
    before = revisions(shared)
    here = revisions(mine, after=before)
    made = [*before, *here, *revisions(yours, after=before, author="you!")]
    found, _ = recalled(made, VISIBILITIES if audience == "me" else COACH)
    for snapshot in found.past:
        end = next(day for day in found.began if day > snapshot.began)
        standing = shown([r for r in made if r.time.date() < end], audience)
        there = {record.origin.revision for record in standing}
        then = {r.origin.revision for kind in KINDS.values() for r in snapshot.all(kind)}
        assert then <= there
        assert audience == "coach" or then == there


@settings(max_examples=25)
@given(saves, saves, saves)
def test_nothing_private_then_or_now_is_in_a_snapshot_for_a_coach(
    shared: list[Save], mine: list[Save], yours: list[Save]
) -> None:
    before = revisions(shared)
    here = revisions(mine, after=before)
    made = [*before, *here, *revisions(yours, after=before, author="you!")]
    found, heads = recalled(made, COACH)
    private = {head.record for head in heads if head.visibility == "private"}
    gone = {head.record for head in heads} - {head.record for head in heads if not head.deleted}
    for snapshot in found.past:
        for record in (record for kind in KINDS.values() for record in snapshot.all(kind)):
            assert record.id not in private | gone
            assert record.origin.visibility in COACH


@settings(max_examples=25)
@given(saves)
def test_a_coach_is_shown_what_the_person_sees_and_less(saves: list[Save]) -> None:
    made = revisions(saves)
    full, _ = recalled(made)
    less, _ = recalled(made, COACH)
    whole = {snapshot.began: says(snapshot) for snapshot in full.past}
    assert less.began == full.began
    for snapshot in less.past:
        assert says(snapshot).items() <= whole[snapshot.began].items()


@settings(max_examples=25)
@given(saves)
def test_what_was_always_shared_is_remembered_for_a_coach_as_well(saves: list[Save]) -> None:
    made = revisions([save._replace(visibility="coach", deleted=False) for save in saves])
    full, _ = recalled(made)
    shown, _ = recalled(made, COACH)
    assert list(map(says, shown.past)) == list(map(says, full.past))


@settings(max_examples=150)
@given(saves, saves)
def test_what_is_saved_later_in_a_sitting_changes_no_earlier_snapshot(
    saves: list[Save], later: list[Save]
) -> None:
    # With something written on its last day, that day's sitting has begun.
    made = revisions([*saves, Save(0, "goal-c", "b", "private", deleted=False)])
    before, _ = recalled(made)
    today = [save._replace(later=0) for save in later]
    after, _ = recalled([*made, *revisions(today, after=made)])
    assert list(map(says, after.past)) == list(map(says, before.past))
