"""What a form shows, as plain data: the language between records and the page."""

from __future__ import annotations

import datetime
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Protocol

from prepkit.fields import Option

VISIBILITY = "visibility"
"""The name under which a form sends who may see a record, among the values of its fields."""


@dataclass(frozen=True, slots=True)
class Version:
    """Another current version of a record that was changed in two places."""

    revision: str
    author: str
    saved_at: datetime.datetime
    visibility: str
    values: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Slot:
    """One record a form shows, or the place for one.

    Attributes:
        id: of the record, also when it has not been written yet.
        title: what it is called in the list.
        values: by field; empty when it has not been written yet.
        help: lines to read before answering.
        visibility: who may see it, or will when it is written.
        revision: id of the revision shown; empty when it has not been written yet.
        author: who saved that.
        saved_at: when, UTC.
        others: further current versions, when it was changed in two places.
        unread: stored values that no longer fit their fields, as text.
        fixed: whether its title is a question of prepkit's, which is not for typing.
        hidden: names of fields that are not asked for now.
        look: ``open`` while it is to be looked at again in this sitting, ``done`` when it was;
            ``""`` for what there is nothing to look back on.
        own: of the answer to a save, whether it is the version that was typed over, with what was
            saved, and nothing that somebody else has written meanwhile.
        made: of the answer to a save, id of the revision it made; empty when it changed nothing.
    """

    id: str
    title: str
    values: Mapping[str, Any]
    help: tuple[str, ...] = ()
    visibility: str = ""
    revision: str = ""
    author: str = ""
    saved_at: datetime.datetime | None = None
    others: tuple[Version, ...] = ()
    unread: Mapping[str, str] = field(default_factory=dict)
    fixed: bool = False
    hidden: tuple[str, ...] = ()
    look: str = ""
    own: bool = False
    made: str = ""


@dataclass(frozen=True, slots=True)
class Past:
    """An earlier version of a record, or a record that was deleted.

    Attributes:
        id: of the record.
        title: what it was called.
        revision: id of the version; going back to it is :meth:`Source.restore`.
        saved_at: when it was saved, UTC.
        author: who saved it.
        changed: titles of the fields that differ from the version before.
        lines: title, words then and words now of each field that differs from now.
        current: whether it is what stands now.
        deleted: whether it took the record away.
    """

    id: str
    title: str
    revision: str
    saved_at: datetime.datetime
    author: str = ""
    changed: tuple[str, ...] = ()
    lines: tuple[tuple[str, str, str], ...] = ()
    current: bool = False
    deleted: bool = False


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A seed as a form shows it.

    Attributes:
        key: of the seed.
        title: what the record would be called.
        more: what else it would say, in short words.
        why: where it comes from.
        standing: whether it counts and prints without being kept.
    """

    key: str
    title: str
    more: tuple[str, ...] = ()
    why: str = ""
    standing: bool = False


@dataclass(frozen=True, slots=True)
class View:
    """What a form shows.

    Attributes:
        place: which form of which workspace this is; unsaved words are kept under that name.
        session: the name of what shows it, one for each time a notebook is opened.
        company: id of the company its records belong to, or ``""``.
        slots: the records, in order.
        options: what its references may point to and the words it offers, by field.
        progress: how much is done, of how much.
        folded: whether the section is not on the path that was chosen.
        blocked: why there is nothing to fill in, or ``""``.
        seeds: the records it suggests, in order.
        seeds_title: what they are headed by.
    """

    place: str
    session: str
    company: str
    slots: tuple[Slot, ...]
    options: Mapping[str, Sequence[Option]] = field(default_factory=dict)
    progress: tuple[int, int] = (0, 0)
    folded: bool = False
    blocked: str = ""
    seeds: tuple[Suggestion, ...] = ()
    seeds_title: str = ""


class Source(Protocol):
    """Where a form's records are. Every method may raise a ``PrepkitError``."""

    def save(
        self, company: str, id: str, values: dict[str, Any], base: str, nonce: str
    ) -> Slot:  # fmt: skip
        """Save some fields, typed over the revision `base`; return the record as it now stands.

        Asked for again with the same `nonce`, it does nothing.
        """

    def remove(self, company: str, id: str) -> str:
        """Delete a record; return the revision to go back to."""

    def restore(self, id: str, revision: str) -> None:
        """Go back to an earlier version, also of a deleted record."""

    def settle(self, company: str, id: str, values: dict[str, Any], seen: Sequence[str]) -> None:
        """Make one version of those in `seen`, with these values where they differ."""

    def reorder(self, company: str, ids: Sequence[str]) -> None:
        """Put the records into this order."""

    def history(self, id: str, *, every: bool) -> tuple[list[Past], bool]:
        """Return earlier versions, newest first, and whether there are more: one for each sitting,
        or `every` single one.
        """

    def deleted(self, company: str) -> list[Past]:
        """Return the records that were deleted, the last one first."""

    def keep(self, company: str, keys: Sequence[str]) -> list[Slot]:
        """Make records of the seeds of these keys; return them in this order."""

    def dismiss(self, company: str, keys: Sequence[str]) -> dict[str, str]:
        """Take seeds off, as records that were deleted; return the revisions to go back to, by
        record.
        """
