"""The copies of the workbooks in a workspace: renewed while nobody has changed them."""

import json

import pytest

from prepkit.copies import bring_up_to_date, digest, installed_workbook

CHAPTERS = ["deep_dive", "compass", "retrospective"]


def changed(path, how):
    """Change a notebook file by a function of what is in it."""
    notebook = json.loads(path.read_text("utf-8"))
    how(notebook)
    path.write_text(json.dumps(notebook), "utf-8")


def made_by_an_older_prepkit(notebook):
    """Make it an untouched copy of a workbook that said something else."""
    notebook["cells"][0]["source"] = "# As it was"
    notebook["metadata"]["prepkit"]["digest"] = digest(notebook)


@pytest.mark.parametrize("chapter", CHAPTERS)
def test_each_installed_workbook_carries_the_digest_of_its_cells(chapter):
    notebook = json.loads(installed_workbook(chapter).read_text("utf-8"))
    assert notebook["metadata"]["prepkit"]["digest"] == digest(notebook)


def test_what_is_missing_is_copied_in_and_what_is_the_same_is_left(tmp_path):
    added = bring_up_to_date(tmp_path / "workbooks")
    assert sorted(path.stem for path in added) == sorted(CHAPTERS)
    assert bring_up_to_date(tmp_path / "workbooks") == []
    added[0].unlink()
    assert bring_up_to_date(tmp_path / "workbooks") == [added[0]]


def test_a_copy_from_an_older_prepkit_that_nobody_changed_is_replaced(tmp_path):
    path = bring_up_to_date(tmp_path)[1]
    changed(path, made_by_an_older_prepkit)
    assert bring_up_to_date(tmp_path) == [path]
    assert path.read_bytes() == installed_workbook(path.stem).read_bytes()


def test_outputs_do_not_make_an_older_copy_a_changed_one(tmp_path):
    path = bring_up_to_date(tmp_path)[0]
    changed(path, made_by_an_older_prepkit)
    changed(path, lambda notebook: notebook["cells"][-1].update(outputs=[], execution_count=7))
    assert bring_up_to_date(tmp_path) == [path]


def test_a_copy_with_words_of_somebodys_own_is_left_as_it_is(tmp_path):
    path = bring_up_to_date(tmp_path)[2]
    changed(path, made_by_an_older_prepkit)
    changed(path, lambda notebook: notebook["cells"][1].update(source="My own words."))
    before = path.read_bytes()
    assert bring_up_to_date(tmp_path) == []
    assert path.read_bytes() == before


@pytest.mark.parametrize("text", ["", "{}", "[]", "not a notebook", '{"cells": [{}]}', "[" * 9999])
def test_what_is_no_notebook_of_ours_is_left_as_it_is(tmp_path, text):
    path = bring_up_to_date(tmp_path)[0]
    path.write_text(text, "utf-8")
    assert bring_up_to_date(tmp_path) == []
    assert path.read_text("utf-8") == text
