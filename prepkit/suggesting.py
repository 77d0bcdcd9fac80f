"""What a section suggests to be kept, as its form shows it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from prepkit.block import shortened
from prepkit.errors import InvalidRecordError
from prepkit.names import is_safe_id
from prepkit.record import Record
from prepkit.section import Answers, Section, Seed
from prepkit.views.slot import Suggestion

LONGEST_TITLE, LONGEST_MORE = 240, 80
"""Letters a form shows of a seed's title and its reason, and of each further value."""


def suggested(section: Section, answers: Answers, company: str) -> dict[str, Seed]:
    """Return the seeds to choose from, by key, without values that do not fit."""
    record = section.record
    elsewhere = record.layer == "company" and (not company or company != answers.company)
    # What to keep is for the person alone to say.
    if section.shape != "many" or elsewhere or not answers.complete:
        return {}
    fitting = {
        seed.key: replace(seed, values=_fitting(record, seed.values))
        for seed in answers.untouched(record, section.seeds(answers), company)
        if is_safe_id(section.record_id(company, seed.key))
    }
    return {key: seed for key, seed in fitting.items() if seed.values}


def suggestion(kind: type[Record], seed: Seed, answers: Answers) -> Suggestion:
    """Return what a form shows of a seed: a title, why, and of long texts two."""
    record = kind.checked(seed.values)
    title = record.title_field
    named = answers.words(record, title)
    long = [name for name in seed.values if record.spec(name).kind == "long_text"]
    # Of long texts two are enough to tell it from the others.
    names = [name for name in seed.values if name not in (title, *long[2:])]
    words = (answers.words(record, name) for name in names)
    return Suggestion(
        key=seed.key,
        # What has no title yet is called by what it comes from.
        title=shortened(named or seed.why, LONGEST_TITLE),
        more=tuple(shortened(text, LONGEST_MORE) for text in words if text and text != named),
        why=shortened(seed.why, LONGEST_TITLE) if named else "",
        standing=seed.standing,
    )


def _fitting(record: type[Record], values: Mapping[str, Any]) -> dict[str, Any]:
    """Return the values that fit: what seeds are picked out of may hold anything."""
    try:
        record.checked(values)
    except InvalidRecordError as error:
        return {name: value for name, value in values.items() if name not in error.problems}
    return dict(values)
