"""A revision: one saved version of a record, named by the hash of all it says."""

from __future__ import annotations

import datetime
import hashlib
import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any, Self

from prepkit.record import Visibility


@dataclass(frozen=True, slots=True)
class Revision:
    """One saved version of a record; its `id` is the SHA-256 of everything else in it.

    Attributes:
        record: id of the record it is a version of.
        kind: the record's kind ("story").
        company: id of the company, or ``""`` for the person layer.
        visibility: who may see this version.
        author: who saved it.
        saved_at: UTC, ISO 8601 with milliseconds.
        deleted: whether this version says that the record is gone.
        parents: ids of the versions it replaces, sorted.
        nonce: 32 hexadecimal digits of chance, so that nothing can be guessed from the id.
        body: the values by field, as JSON knows them; whole numbers only.
        id: 64 hexadecimal digits.
    """

    record: str
    kind: str
    company: str
    visibility: Visibility
    author: str
    saved_at: str
    deleted: bool
    parents: tuple[str, ...]
    nonce: str
    body: Mapping[str, Any]
    id: str

    @classmethod
    def made(
        cls, *, record: str, kind: str, company: str, visibility: Visibility, author: str,
        saved_at: datetime.datetime, parents: tuple[str, ...], nonce: str,
        body: Mapping[str, Any], deleted: bool = False,
    ) -> Self:  # fmt: skip
        """Return a new revision with its id worked out."""
        moment = saved_at.astimezone(datetime.UTC).isoformat(timespec="milliseconds")
        revision = cls(
            record=record, kind=kind, company=company, visibility=visibility, author=author,
            saved_at=moment, deleted=deleted, parents=tuple(sorted(parents)), nonce=nonce,
            body=dict(body), id="",
        )  # fmt: skip
        return cls(**revision._fields() | {"id": revision.digest()})

    @property
    def time(self) -> datetime.datetime:
        """When it was saved, UTC."""
        return datetime.datetime.fromisoformat(self.saved_at)

    def digest(self) -> str:
        """Return the SHA-256 of all fields but the id, over their canonical JSON."""
        fields = self._fields()
        del fields["id"]
        return hashlib.sha256(canonical(fields).encode("utf-8")).hexdigest()

    def is_intact(self) -> bool:
        """Whether it still says what its id was made from."""
        return self.digest() == self.id

    def _fields(self) -> dict[str, Any]:
        return asdict(self)


def canonical(value: Any) -> str:
    """Return the one JSON text of a value: sorted keys, no blanks, text as typed.

    Raises:
        ValueError: for a float or NaN, which have more than one spelling.
    """

    def refuse(item: Any) -> None:
        if isinstance(item, float):
            raise ValueError(f"no floats in a revision: {item!r}")
        for inner in item.values() if isinstance(item, Mapping) else ():
            refuse(inner)
        for inner in item if isinstance(item, list | tuple) else ():
            refuse(inner)

    refuse(value)
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
