"""Exports: everything is there, letter for letter, and nothing runs in a spreadsheet."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import example, given
from hypothesis import strategies as st

from prepkit.deep_dive.records import Claim
from prepkit.exporting import EXPORT_FORMATS, ExportFormat, entries, export
from prepkit.library.entry import Entry
from prepkit.retrospective.records import Story
from prepkit.workspace import Workspace

AWKWARD = [
    "NO", "1.10", "0x1F", "1:30", "~", "=", "<<", "- a\n- b", "key: value", "#x", "''", '"\\n"',
    " lead", "trail ", "\ttab", "line\r\nline", "a\rb", "\n\n  indented\n", "x" * 300,
    "words " * 60, "é e\u0301", "漢字", "🎉", "\u2028\u2029\x85", "\ufeff", "\x00\x07\x1b\x7f",
    "\u202e", "\ue000", "---", "...", "%YAML", "!!python/object:os.system", "&a *a", "{x}", "```",
]  # fmt: skip


def all_entries(workspace: Workspace, *, history: bool = False) -> list[dict[str, Any]]:
    heads = workspace.heads()
    current = {head.id for head in heads}
    shown = workspace.revisions() if history else heads
    return entries(shown, current)


def rows(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text, newline="")))


def test_every_record_is_there_with_kind_layer_visibility_and_time(sample_folder: Path) -> None:
    workspace = Workspace(sample_folder)
    found = all_entries(workspace)
    assert len(found) == len({head.record for head in workspace.heads()}) > 50
    assert {entry["layer"] for entry in found} == {"person", "company"}
    for entry in found:
        assert entry["kind"] and entry["visibility"] in ("private", "coach", "share")
        assert entry["saved_at"].startswith(("2025-11-", "2026-11-2"))
        assert (entry["layer"] == "company") == bool(entry["company"])
        assert entry["state"] in ("current", "deleted")


def test_history_says_what_is_current_what_earlier_and_what_deleted(workspace: Workspace) -> None:
    kept = workspace.save(Story, {"title": "one"}).id
    workspace.save(Story, {"title": "two"}, id=kept)
    gone = workspace.save(Story, {"title": "three"}).id
    workspace.delete(gone)
    found = [(entry["record"], entry["state"]) for entry in all_entries(workspace, history=True)]
    assert found == [
        (kept, "earlier"), (kept, "current"), (gone, "earlier"), (gone, "deleted"),
    ]  # fmt: skip


@pytest.mark.parametrize("format", EXPORT_FORMATS)
def test_what_lies_open_and_the_order_given_are_exported_too(
    workspace: Workspace, format: ExportFormat
) -> None:
    workspace.choose(company="acme", path="short")
    workspace.reorder(Story, ["kite", "boat"])
    text = export(all_entries(workspace), format)
    assert "acme" in text and "short" in text
    assert text.index("kite") < text.index("boat")
    if format == "md":
        assert "Time you have" in text and "Ids" in text


@pytest.mark.parametrize(("format", "load"), [("json", json.loads), ("yaml", yaml.safe_load)])
def test_json_and_yaml_hold_the_sample_letter_for_letter(
    sample_folder: Path, format: ExportFormat, load: Any
) -> None:
    found = all_entries(Workspace(sample_folder), history=True)
    text = export(found, format)
    assert load(text) == found
    assert text.endswith("\n")


@pytest.mark.parametrize("typed", AWKWARD)
def test_json_and_yaml_hold_awkward_words_letter_for_letter(
    workspace: Workspace, typed: str
) -> None:
    workspace.save(Story, {"title": typed, "situation": typed, "competencies": []})
    found = all_entries(workspace)
    assert json.loads(export(found, "json")) == found
    assert yaml.safe_load(export(found, "yaml")) == found
    assert found[0]["values"]["title"] == typed


@given(st.lists(st.text(st.characters(exclude_categories=["Cs"])), max_size=3))
@example(["\x85"])
@example(["\u2028 \u2029\x85 "])
def test_json_and_yaml_hold_any_words_letter_for_letter(typed: list[str]) -> None:
    found = [{"values": {"title": "".join(typed), "words": typed, "minutes": None}}]
    assert json.loads(export(found, "json")) == found
    assert yaml.safe_load(export(found, "yaml")) == found


@pytest.mark.parametrize(
    "typed", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", '=HYPERLINK("http://x")']
)
def test_csv_puts_a_quote_before_what_a_spreadsheet_would_run(
    workspace: Workspace, typed: str
) -> None:
    workspace.save(Story, {"title": typed})
    values = [row["value"] for row in rows(export(all_entries(workspace), "csv"))]
    assert f"'{typed}" in values
    assert typed not in values


def test_csv_guards_lists_names_and_companies_as_well(workspace: Workspace) -> None:
    workspace.add_company("Acme", people=["=cmd()", "Bo"])
    found = all_entries(workspace)
    found[0] |= {"author": "=author()", "company": "@acme"}
    row = next(r for r in rows(export(found, "csv")) if r["field"] == "people")
    assert (row["value"], row["author"], row["company"]) == (
        "'=cmd(); Bo", "'=author()", "'@acme",
    )  # fmt: skip


@given(st.text(st.sampled_from("a=+-@\"',;\t\r\n ")))
@example("a\r=1+1")
def test_csv_never_starts_a_cell_with_a_formula_and_loses_no_letter(typed: str) -> None:
    blank = dict.fromkeys(
        ("kind", "record", "layer", "company", "visibility", "saved_at", "author", "revision",
         "state"), "x",
    )  # fmt: skip
    text = export([{**blank, "values": {"title": typed}}], "csv")
    table = list(csv.reader(io.StringIO(text, newline="")))
    assert [len(row) for row in table] == [11, 11]
    assert table[1][-1] in (typed, f"'{typed}")
    assert not [cell for row in table for cell in row if cell.startswith(tuple("=+-@\t\r"))]


def test_csv_has_one_row_a_field_and_keeps_line_breaks(workspace: Workspace) -> None:
    workspace.save(Story, {"title": 'one\r\ntwo, "three"', "competencies": []})
    found = rows(export(all_entries(workspace), "csv"))
    assert [(row["field"], row["value"]) for row in found] == [
        ("competencies", ""), ("title", 'one\r\ntwo, "three"'),
    ]  # fmt: skip


def test_csv_has_one_row_for_each_work_of_a_shelf(workspace: Workspace) -> None:
    works = [
        Entry("paper", f"On tides {n}", ("Ada Moss", "Bo Reed"), 2020 + n, "=cmd()")
        for n in range(3)
    ]
    workspace.shelves.add(works, file="mine.bib", format="BibTeX")
    found = [row for row in rows(export(all_entries(workspace), "csv")) if row["field"] == "works"]
    assert [row["record"][:6] for row in found] == ["shelf-"] * 3
    for number, row in enumerate(found):
        facts = row["value"].split(" · ")
        assert {f"On tides {number}", "Ada Moss, Bo Reed", str(2020 + number)} <= set(facts)


def test_csv_of_a_large_library_is_read_by_other_programs(workspace: Workspace) -> None:
    works = [Entry("paper", f"On tides {n} " + "and tides " * 20) for n in range(1000)]
    workspace.shelves.add(works, file="mine.bib", format="BibTeX")
    found = rows(export(all_entries(workspace), "csv"))
    assert sum(row["field"] == "works" for row in found) == 1000
    assert max(len(row["value"]) for row in found) <= 32_767


def test_markdown_holds_every_word_of_the_answers(sample_folder: Path) -> None:
    found = all_entries(Workspace(sample_folder))
    text = export(found, "md")
    plain = text.replace("\\", "")
    words = {
        word
        for entry in found
        for value in entry["values"].values()
        for word in str(value).split()
        if word.isalpha()
    }
    assert len(words) > 500
    assert [word for word in sorted(words) if word not in plain] == []


def test_markdown_names_fields_by_their_titles(workspace: Workspace) -> None:
    workspace.add_company("Acme")
    workspace.save(Claim, {"so_what": "I would be busy"}, company="acme")
    text = export(all_entries(workspace), "md")
    assert "So what, for me?" in text.replace("\\", "")
    assert "I would be busy" in text


def test_a_record_of_a_kind_this_version_does_not_know_is_exported_too(
    workspace: Workspace,
) -> None:
    workspace.save(Story, {"title": "Kite"})
    found = all_entries(workspace)
    found[0] |= {"kind": "dream", "values": {"wish": "to fly", "height": 3}}
    for format in EXPORT_FORMATS:
        assert "to fly" in export(found, format)


@pytest.mark.parametrize("format", EXPORT_FORMATS)
def test_an_empty_workspace_exports_as_nothing_and_without_an_error(
    workspace: Workspace, format: ExportFormat
) -> None:
    text = export(all_entries(workspace), format)
    assert text.endswith("\n")
    assert {"json": [], "yaml": []}.get(format) == (
        json.loads(text) if format == "json" else yaml.safe_load(text) if format == "yaml" else None
    )
