"""One work: what files say of it, put together, and written as lines."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, fields, replace
from typing import Any

from prepkit.library.entry import Entry
from prepkit.library.identity import is_preprint

_FACTS = tuple(field.name for field in fields(Entry))
_EMPTY: Mapping[str, Any] = {field.name: field.default for field in fields(Entry)}


@dataclass(frozen=True, slots=True)
class Work:
    """One work of the library, or what one file says of it.

    Attributes:
        key: 16 hexadecimal digits, the same whenever the same file is imported.
        entry: what is known of it.
        file: name of the file that says so; of a work, the file it first came in.
        of: ids of the companies whose own publication it is, as was said when it was imported.
    """

    key: str
    entry: Entry
    file: str = ""
    of: frozenset[str] = frozenset()


def written(work: Work) -> str:
    """Return a work as one line of JSON, empty facts left out."""
    facts = {name: value for name in _FACTS if (value := getattr(work.entry, name)) != _EMPTY[name]}
    return json.dumps(
        {"key": work.key, "file": work.file, "of": sorted(work.of), **facts}, ensure_ascii=False
    )


def read(lines: str) -> Iterator[Work]:
    """Give back the works in lines that :func:`written` wrote; unknown facts are ignored."""
    for line in lines.split("\n"):
        if not line:
            continue
        facts = json.loads(line)
        known: dict[str, Any] = {
            name: tuple(value) if isinstance(value, list) else value
            for name, value in facts.items()
            if name in _EMPTY
        }
        yield Work(facts["key"], Entry(**known), facts["file"], frozenset(facts["of"]))


def joined(key: str, said: Sequence[Work]) -> Work:
    """Return the work of a key, of which all this is said, the first first."""
    if len(said) == 1 and said[0].key == key:
        return said[0]
    of = frozenset[str]().union(*(work.of for work in said))
    return Work(key, _gathered([work.entry for work in said]), said[0].file, of)


def _gathered(entries: Sequence[Entry]) -> Entry:
    """Return what entries say of one work: what the first says, and what the others add.

    Once it has come out, a preprint of it no longer says where it appeared and on which day.
    """
    out = [entry for entry in entries if not is_preprint(entry)]
    if any(entry.venue or entry.publisher or entry.doi for entry in out):
        is_found = any(entry.address for entry in out)
        drafts = [
            replace(draft, venue="", publisher="", date="", doi="", isbn="",
                    link="" if is_found else draft.address)
            for draft in entries
            if is_preprint(draft)
        ]  # fmt: skip
        entries = [*out, *drafts]
    facts: dict[str, Any] = {
        name: value
        for entry in reversed(entries)
        for name in _FACTS
        if (value := getattr(entry, name)) != _EMPTY[name]
    }
    return Entry(**facts)
