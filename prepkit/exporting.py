"""Everything in a workspace in a form other programs read."""

from __future__ import annotations

import csv
import io
import itertools
import json
from collections.abc import Iterable, Iterator
from typing import Any, Literal, get_args

import yaml

from prepkit.block import Card
from prepkit.chapters import record_classes
from prepkit.desk import Desk, Order, Person, Seen
from prepkit.fields import is_empty
from prepkit.storage.revision import Revision
from prepkit.storage.shelves import KIND as SHELF
from prepkit.views.markdown import literal, markdown

ExportFormat = Literal["yaml", "json", "csv", "md"]
EXPORT_FORMATS: tuple[ExportFormat, ...] = get_args(ExportFormat)

_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")
_COLUMNS = ("kind", "record", "layer", "company", "visibility", "saved_at", "author", "revision",
            "state", "field", "value")  # fmt: skip


def entries(revisions: Iterable[Revision], heads: set[str]) -> list[dict[str, Any]]:
    """Return revisions as plain data, one entry each, in the order given.

    Args:
        heads: ids of the current versions; a record with several has a conflict.
    """
    return [
        {
            "kind": revision.kind,
            "record": revision.record,
            "layer": "company" if revision.company else "person",
            "company": revision.company,
            "visibility": revision.visibility,
            "saved_at": revision.saved_at,
            "author": revision.author,
            "revision": revision.id,
            "state": "deleted" if revision.deleted else
                     "current" if revision.id in heads else "earlier",
            "values": _values(revision),
        }
        for revision in revisions
    ]  # fmt: skip


def _values(revision: Revision) -> dict[str, Any]:
    """Return what a revision says, a shelf's works one by one."""
    body = dict(revision.body)
    if revision.kind == SHELF:
        body["works"] = [json.loads(line) for line in body["works"].split("\n")]
    return body


def export(found: list[dict[str, Any]], format: ExportFormat) -> str:
    """Return entries as one text that ends with a line break.

    JSON and YAML hold every value as it was typed. CSV has one row a field, for a shelf one row a
    work, and a value that a spreadsheet would run as a formula gets a ``'`` in front. Markdown is
    for reading.
    """
    if format == "json":
        return json.dumps(found, ensure_ascii=False, indent=2) + "\n"
    if format == "yaml":
        return _yaml(found)
    return _csv(found) if format == "csv" else _markdown(found)


class _Dumper(yaml.SafeDumper):
    """Quotes a text with a line break that is not the usual one, which YAML would make usual."""


class _QuickDumper(getattr(yaml, "CSafeDumper", yaml.SafeDumper)):  # type: ignore[misc]
    """The same for works, of which there are many, though it spells emoji out."""


def _yaml(found: list[dict[str, Any]]) -> str:
    parts = [
        yaml.dump(
            list(some), Dumper=_QuickDumper if are_works else _Dumper, allow_unicode=True,
            sort_keys=False, width=100,
        )
        for are_works, some in itertools.groupby(
            found, key=lambda entry: entry.get("kind") == SHELF
        )
    ]  # fmt: skip
    return "".join(parts) or "[]\n"


def _yaml_text(dumper: yaml.SafeDumper, text: str) -> yaml.Node:
    style = '"' if any(char in text for char in "\x85\u2028\u2029") else None
    return dumper.represent_scalar("tag:yaml.org,2002:str", text, style=style)


_Dumper.add_representer(str, _yaml_text)
_QuickDumper.add_representer(str, _yaml_text)


def _csv(found: list[dict[str, Any]]) -> str:
    text = io.StringIO(newline="")
    # Everything is quoted: a lone carriage return would begin a row of its own.
    writer = csv.writer(text, lineterminator="\n", quoting=csv.QUOTE_ALL)
    writer.writerow(_COLUMNS)
    for entry in found:
        row = [entry[key] for key in _COLUMNS[:-2]]
        for name, shown in _cells(entry):
            writer.writerow([_inert(item) for item in (*row, name, "" if shown is None else shown)])
    return text.getvalue()


def _cells(entry: dict[str, Any]) -> Iterator[tuple[str, Any]]:
    """Give field and value of each row; a thousand works of a shelf fit no spreadsheet's cell."""
    for name, value in entry["values"].items() or [("", "")]:
        if entry["kind"] == SHELF and name == "works":
            yield from ((name, _plain(work)) for work in value)
        else:
            yield name, "; ".join(map(_plain, value)) if isinstance(value, list) else value


def _plain(value: Any) -> str:
    """Return one of several values in words, a work with all that is known of it."""
    if not isinstance(value, dict):
        return str(value)
    facts = (", ".join(fact) if isinstance(fact, list) else str(fact) for fact in value.values())
    return " · ".join(fact for fact in facts if fact)


def _inert(value: Any) -> Any:
    return f"'{value}" if isinstance(value, str) and value.startswith(_FORMULA_STARTS) else value


def _markdown(found: list[dict[str, Any]]) -> str:
    classes = record_classes() | {own.kind: own for own in (Person, Desk, Order, Seen)}
    parts = []
    for entry in found:
        titles = (
            {spec.name: spec.title for spec in classes[entry["kind"]].specs()}
            if entry["kind"] in classes else {}
        )  # fmt: skip
        texts = tuple(
            (titles.get(name, name),
             "\n".join(map(_plain, value)) if isinstance(value, list) else str(value))
            for name, value in entry["values"].items() if not is_empty(value) and value != []
        )  # fmt: skip
        facts = [(key, str(entry[key])) for key in ("company", "visibility", "saved_at", "state")]
        title = f"{entry['kind']} {entry['record']}"
        card = Card(title=title, facts=tuple(f for f in facts if f[1]), texts=texts)
        parts.append(markdown([card]))
    return "\n".join(parts) or literal("(nothing written yet)") + "\n"
