"""Still true? What was answered in an earlier sitting, asked about anew in this one."""

from __future__ import annotations

import functools
from collections.abc import Mapping
from typing import Any, NamedTuple

from prepkit.block import spelled
from prepkit.record import Record, full_date
from prepkit.section import Answers

LOOKED = "looked"
"""The field that keeps the day on which a record was last looked at again."""


class Again(NamedTuple):
    """How a form asks about a record anew.

    Attributes:
        values: of the fields that are asked again, where they differ from what is stored: what
            was said in an earlier sitting is not said in this one.
        lines: to read before answering, with what was said the last time.
    """

    values: Mapping[str, Any]
    lines: tuple[str, ...]


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
    begun = answers.today if answers.due else answers.began[-1]
    looked = full_date(str(getattr(record, LOOKED)))
    when = f"You wrote this on {spelled(before.origin.saved_at.date())}. Is it still true?"
    if looked and looked >= begun:
        return Again({}, (when,))
    said = "; ".join(record.show(name) for name in fields if record.filled(name))
    then = f" On {spelled(looked)} you said: {said}" if said and looked else ""
    return Again(dict.fromkeys(fields, ""), (when + then,))
