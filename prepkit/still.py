"""Still true? What was answered in an earlier sitting, asked about anew in this one."""

from __future__ import annotations

import datetime
import functools
from collections.abc import Mapping
from typing import Any, NamedTuple

from prepkit.block import spelled
from prepkit.dates import full_date
from prepkit.record import Record
from prepkit.section import Answers

LOOKED = "looked"
"""The field that keeps the day on which a record was last looked at again."""


class Again(NamedTuple):
    """How a form asks about a record anew.

    Attributes:
        values: of the fields that are asked again, where they differ from what is stored: what
            was said in an earlier sitting is not said in this one.
        lines: to read before answering, with what was said the last time.
        is_open: whether nothing was said yet in this sitting.
    """

    values: Mapping[str, Any]
    lines: tuple[str, ...]
    is_open: bool


@functools.cache
def again_fields(kind: type[Record]) -> tuple[str, ...]:
    """Return the names of the fields that are asked anew in each sitting; empty for most."""
    return tuple(spec.name for spec in kind.specs() if spec.again)


def look_again(record: Record, answers: Answers) -> Again | None:
    """Return how to ask anew about a record; ``None`` while there is nothing to look back on."""
    fields = again_fields(type(record))
    before = record if answers.due else answers.last(record)
    if not fields or before is None:
        return None
    if not any(before.filled(spec.name) for spec in before.specs() if spec.core):
        return None
    looked = full_date(str(getattr(record, LOOKED)))
    when = f"Saved last on {spelled(before.origin.saved_at.date())}. Is it still true?"
    if looked and not _is_old(looked, answers):
        return Again({}, (when,), not any(record.filled(name) for name in fields))
    said = [
        record.show(name) if record.spec(name).options else f"“{record.show(name)}”"
        for name in fields
        if record.filled(name)
    ]
    then = [f"On {spelled(looked)} you said: {', '.join(said)}"] if said and looked else []
    return Again(dict.fromkeys(fields, ""), (*then, when), True)


def said_now(
    values: dict[str, Any], record: Record, base: str, answers: Answers
) -> tuple[dict[str, Any], str]:
    """Return values to save and the version they go onto, when they say what is still true.

    They get the day, and what was said of it in an earlier sitting is not kept beside them. What
    another window emptied for this sitting is nothing that was typed over here.

    Args:
        values: by field.
        record: as it stands.
        base: id of the version they were typed over.
    """
    said = values.keys() & set(again_fields(type(record)))
    again = look_again(record, answers) if said else None
    if again is None:
        return values, base
    if said == values.keys() and not any(record.filled(name) for name in said):
        base = record.origin.revision
    return {**again.values, **values, LOOKED: answers.today.isoformat()}, base


def _is_old(looked: datetime.date, answers: Answers) -> bool:
    """Whether a look belongs to an earlier sitting than the one that goes on, or is due."""
    if answers.due:
        return looked < answers.today
    # Looks are dated in UTC, and the first day of a sitting may be the person's own.
    return looked < answers.began[-1] - datetime.timedelta(days=1)
