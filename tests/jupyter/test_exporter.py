"""The exporter, as nbconvert and JupyterLab find it."""

import subprocess
import sys
from importlib.metadata import entry_points

import nbformat
import pypdf
import pytest
from nbconvert.exporters import get_export_names, get_exporter

from prepkit.compass.records import Mirror
from prepkit.jupyter.exporter import PrepkitPDFExporter
from prepkit.workspace import Workspace


def nbconvert(*arguments):
    return subprocess.run(
        [sys.executable, "-m", "nbconvert", *map(str, arguments)],
        capture_output=True, text=True, encoding="utf-8",
    )  # fmt: skip


def test_nbconvert_and_the_export_menu_find_it():
    assert get_exporter("prepkit-pdf") is PrepkitPDFExporter
    assert "prepkit-pdf" in get_export_names()
    # JupyterLab offers exporters that say what they make.
    assert PrepkitPDFExporter.export_from_notebook == "Prep report (PDF)"
    assert entry_points(group="nbconvert.exporters", name="prepkit-pdf")


@pytest.fixture
def folder(tmp_path):
    """A workspace with one company and one answered question."""
    workspace = Workspace.create(tmp_path / "ws")
    workspace.add_company("Kelp & Co")
    question = "Where do you see yourself in five years?"
    said = {"question": question, "answer": "Nearer the sea"}
    workspace.save(Mirror, said, id="mirror-five_years")
    return workspace.folder


def test_a_run_notebook_becomes_a_pdf(make, folder, tmp_path):
    made, _ = make(folder, "kelp-co", "notebook")
    compass = next(p for p in made.written if p.name == "compass.ipynb")
    done = nbconvert("--to", "prepkit-pdf", compass, "--output-dir", tmp_path)
    assert done.returncode == 0, done.stderr
    text = "".join(p.extract_text() for p in pypdf.PdfReader(tmp_path / "compass.pdf").pages)
    for said in ("Kelp & Co", "Where do you see yourself in five years?", "Nearer the sea"):
        assert said in text
    assert "Roles and projects" not in text


def test_a_workbook_of_ours_that_was_not_run_is_run_first(folder, tmp_path):
    own = folder / "workbooks" / "compass.ipynb"
    done = nbconvert("--to", "prepkit-pdf", own, "--output-dir", tmp_path)
    assert done.returncode == 0, done.stderr
    text = "".join(p.extract_text() for p in pypdf.PdfReader(tmp_path / "compass.pdf").pages)
    assert "Nearer the sea" in text


def test_changed_code_that_was_not_run_is_refused_and_the_last_line_says_why(folder, tmp_path):
    book = nbformat.read(folder / "workbooks" / "compass.ipynb", as_version=4)
    book.cells[-1].source += "  # mine"
    own = tmp_path / "in" / "compass.ipynb"
    own.parent.mkdir()
    nbformat.write(book, own)
    tmp_path = tmp_path / "out"
    tmp_path.mkdir()
    done = nbconvert("--to", "prepkit-pdf", own, "--output-dir", tmp_path)
    assert done.returncode != 0
    last = done.stderr.strip().splitlines()[-1]
    assert "not run: compass, cell 3: run the whole notebook" in last
    assert not list(tmp_path.iterdir())


def test_any_notebook_can_be_exported(tmp_path):
    book = nbformat.v4.new_notebook()
    book.cells = [
        nbformat.v4.new_markdown_cell("# Plain\n\n- one\n- two\n\n| a | b |\n|-|-|\n| 1 | 2 |")
    ]
    pdf, resources = PrepkitPDFExporter().from_notebook_node(book)
    assert pdf.startswith(b"%PDF")
    assert resources["output_extension"] == ".pdf"


@pytest.mark.parametrize("data", [{}, {"section": "x", "block": {"type": "other"}}, "text", 3])
def test_a_block_that_is_none_is_refused(data):
    from nbconvert.utils.exceptions import ConversionException

    from prepkit.block import BLOCK_MIME

    book = nbformat.v4.new_notebook()
    output = nbformat.v4.new_output("display_data", data={BLOCK_MIME: data})
    book.cells = [nbformat.v4.new_code_cell("x", outputs=[output], execution_count=1)]
    with pytest.raises(ConversionException, match="not a block of this prepkit"):
        PrepkitPDFExporter().from_notebook_node(book)
