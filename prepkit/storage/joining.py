"""Where a save goes when a record was changed elsewhere: pure functions over its versions."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from prepkit.errors import UnknownRecordError
from prepkit.record import VISIBILITIES, Visibility
from prepkit.storage.revision import Revision


def typed_over(
    base: str | Sequence[str], heads: list[Revision], given: Mapping[str, Any],
    history: Callable[[str], list[Revision]],
) -> tuple[Revision | None, tuple[str, ...]]:  # fmt: skip
    """Return the version to put values on that were typed over `base`, and its parents' ids.

    Values whose fields nobody has changed since join a current version. Else there will be two,
    which differ in nothing but what was changed in both.

    Args:
        base: id of the revision, ``""`` for none, or those of a conflict that is being settled.
        heads: the current versions of the record.
        given: values by field.
        history: returns all versions of a record by its id.

    Raises:
        UnknownRecordError: when `base` is no version of the record, or names several that are not
            all current.
    """
    if not isinstance(base, str):
        current = {head.id: head for head in heads}
        if not base or not set(base) <= set(current):
            raise UnknownRecordError("changed again in the meantime: look at it once more")
        return current[base[0]], tuple(base)
    seen = next((head for head in heads if head.id == base), None)
    if seen:
        return seen, (seen.id,)
    if base and heads:
        seen = next((old for old in history(heads[0].record) if old.id == base), None)
    if base and seen is None:
        raise UnknownRecordError(f"no version {base[:12]!r} of this record: load it again")
    alive = [head for head in heads if not head.deleted]
    for head in alive:
        if all(_joins(head, seen, *item) for item in given.items()):
            return head, (head.id,)
    return newest_of(alive) or seen, (seen.id,) if seen else ()


def newest_of(revisions: list[Revision]) -> Revision | None:
    """Return the version saved last; ``None`` when there are none."""
    return max(revisions, key=lambda revision: (revision.saved_at, revision.id), default=None)


def most_private(found: Iterable[Visibility]) -> Visibility:
    """Return the visibility that fewest people have; there is at least one."""
    return min(found, key=VISIBILITIES.index)


def _joins(head: Revision, seen: Revision | None, name: str, value: Any) -> bool:
    """Whether a value can go onto `head`: its field says what was seen, or the value already."""
    now = head.body.get(name)
    untouched = now == seen.body.get(name) if seen else now in (None, "", [])
    return untouched or now == value
