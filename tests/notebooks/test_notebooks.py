"""The three notebooks: their shape, and that they run under plain tools."""

import ast
import re
import subprocess
import sys
from pathlib import Path

import nbformat
import pytest

from prepkit.chapters import CHAPTERS, chapter
from prepkit.copies import installed_workbook
from prepkit.workspace import Workspace

WORKBOOKS = sorted((Path(__file__).parents[2] / "workbooks").glob("*.ipynb"))
PARAMETERS = {"company": "", "workspace": "..", "as_of": "", "audience": "me"}


def cells(path, kind):
    return [c for c in nbformat.read(path, as_version=4).cells if c.cell_type == kind]


def run(*arguments, **options):
    return subprocess.run(
        [sys.executable, "-m", *map(str, arguments)],
        capture_output=True, text=True, encoding="utf-8", **options,
    )  # fmt: skip


def test_there_is_a_notebook_for_every_chapter():
    assert sorted(c.id for c in CHAPTERS) == [path.stem for path in WORKBOOKS]


@pytest.mark.parametrize("path", WORKBOOKS, ids=lambda path: path.stem)
class TestShape:
    def test_parameters_are_literals_only(self, path):
        tagged = [c for c in cells(path, "code") if "parameters" in c.metadata.tags]
        assert len(tagged) == 1
        found = {
            node.targets[0].id: ast.literal_eval(node.value)
            for node in ast.parse(tagged[0].source).body
        }
        assert found == PARAMETERS

    def test_every_other_cell_is_one_call(self, path):
        first, second, *rest = cells(path, "code")
        assert "parameters" in first.metadata.tags
        imported, assigned = ast.parse(second.source).body
        assert isinstance(imported, ast.ImportFrom)
        assert ast.unparse(assigned.value.func) == "open_workbook"
        assert ast.literal_eval(assigned.value.args[0]) == path.stem
        for cell in rest:
            (statement,) = ast.parse(cell.source).body
            assert re.fullmatch(r"wb\.(header\(\)|(form|show)\('\w+'\))", ast.unparse(statement))

    def test_forms_and_summaries_are_the_sections_in_order(self, path):
        calls = [c.source for c in cells(path, "code")[3:]]
        expected = [
            f'wb.{verb}("{section.id}")'
            for section in chapter(path.stem).sections
            for verb in ("form", "show")
        ]
        assert calls == expected

    def test_headings_are_the_titles_of_the_sections(self, path):
        found = [
            line.removeprefix("## ")
            for cell in cells(path, "markdown")
            for line in cell.source.splitlines()
            if line.startswith("## ")
        ]
        assert found == [section.title for section in chapter(path.stem).sections]

    def test_code_is_hidden_locked_and_has_no_stored_output(self, path):
        for cell in cells(path, "code"):
            assert cell.metadata.jupyter.source_hidden
            assert cell.metadata.deletable is False
            assert cell.outputs == []
            assert cell.execution_count is None
            assert "nbval-ignore-output" in cell.metadata.tags

    def test_every_guide_has_a_reason_for_paper_and_instructions_for_the_screen(self, path):
        guides = cells(path, "markdown")[2:]
        for reason, how in zip(guides[::2], guides[1::2], strict=True):
            assert "**Why it matters.**" in reason.source
            assert "screen-only" not in reason.metadata.get("tags", [])
            assert "**Do this.**" in how.source
            assert "**A good answer**" in how.source
            assert how.metadata.tags == ["screen-only"]

    def test_it_is_a_valid_notebook_and_is_what_gets_installed(self, path):
        notebook = nbformat.read(path, as_version=4)
        nbformat.validate(notebook)
        assert notebook.metadata.kernelspec.name == "python3"
        assert installed_workbook(path.stem).read_text("utf-8") == path.read_text("utf-8")


@pytest.fixture(scope="module")
def empty_folder(tmp_path_factory):
    return Workspace.create(tmp_path_factory.mktemp("empty") / "workspace").folder


@pytest.mark.parametrize("which", ["empty", "full"])
def test_nbval_passes_on_an_empty_and_on_a_full_workspace(which, request, sample_folder):
    folder = request.getfixturevalue("empty_folder") if which == "empty" else sample_folder
    done = run("pytest", "--nbval", "-q", "-p", "no:cacheprovider", folder / "workbooks",
               cwd=folder)  # fmt: skip
    assert done.returncode == 0, done.stdout
    assert re.search(r"\b81 passed", done.stdout)


def test_plain_papermill_runs_a_notebook_for_a_company(sample_folder, tmp_path):
    out = tmp_path / "out.ipynb"
    source = next(path for path in WORKBOOKS if path.stem == "deep_dive")
    done = run("papermill", source, out, "-p", "company", "wharfside", "-p", "workspace",
               sample_folder, cwd=tmp_path)  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert "Wharfside Public Health Laboratory" in out.read_text("utf-8")


def test_plain_nbconvert_executes_a_notebook_to_html(sample_folder, tmp_path):
    done = run("nbconvert", "--to", "html", "--execute", "--output-dir", tmp_path,
               sample_folder / "workbooks" / "retrospective.ipynb")  # fmt: skip
    assert done.returncode == 0, done.stderr
    page = (tmp_path / "retrospective.html").read_text("utf-8")
    assert "Eleven days, 312 homes" in page
    assert "data:image/svg+xml" in page or "<svg" in page


def test_without_a_workspace_a_notebook_says_so_in_one_line(tmp_path):
    (tmp_path / "workbooks").mkdir()
    copy = tmp_path / "workbooks" / "compass.ipynb"
    copy.write_bytes(WORKBOOKS[0].read_bytes())
    done = run("nbconvert", "--to", "notebook", "--execute", "--allow-errors", copy)
    assert done.returncode == 0, done.stderr
    written = nbformat.read(tmp_path / "workbooks" / "compass.nbconvert.ipynb", as_version=4)
    error = next(o for c in written.cells for o in c.get("outputs", []) if o.output_type == "error")
    assert error.traceback == [error.evalue]
    assert "run 'prepkit init'" in error.evalue
