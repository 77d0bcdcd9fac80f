"""Running notebooks: parameters are data, deaths are told, nothing is claimed done that is not."""

import nbformat
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from papermill.translators import PythonTranslator

from prepkit.copies import installed_workbook
from prepkit.errors import InvalidParameterError, NotebookRunError
from prepkit.jupyter.collect import collect
from prepkit.jupyter.run import run_workbook, workbook_to_run


def notebook(*sources):
    book = nbformat.v4.new_notebook()
    book.metadata = {"kernelspec": {"name": "python3", "display_name": "p", "language": "python"}}
    book.cells = [nbformat.v4.new_code_cell("word = ''", metadata={"tags": ["parameters"]})]
    book.cells += [nbformat.v4.new_code_cell(source) for source in sources]
    return book


def test_texts_reach_the_notebook_as_typed(tmp_path):
    word = "'; import os; os.abort() # \\ \u2028 {x} \" é 漢"
    run = run_workbook(notebook("print(ascii(word))"), "n", {"word": word}, tmp_path)
    assert run.cells[-1].outputs[0].text.strip() == ascii(word)


@settings(max_examples=300, suppress_health_check=[HealthCheck.too_slow])
@given(st.text(alphabet=st.characters(exclude_categories=["Cs"])))
def test_a_text_never_becomes_code(word):
    assert eval(PythonTranslator.translate(word)) == word


@pytest.mark.parametrize(
    "parameters", [{"x = 1; import os; y": "a"}, {"word": 3}, {"word": None}, {"": "a"}]
)
def test_what_is_no_text_by_name_is_refused_before_anything_runs(parameters, tmp_path):
    with pytest.raises(InvalidParameterError, match="not a parameter"):
        run_workbook(notebook(), "n", parameters, tmp_path)


@pytest.mark.parametrize(
    ("source", "said"),
    [
        ("raise ValueError('what went wrong')", "stopped: n: what went wrong"),
        ("import os, signal; os.kill(os.getpid(), signal.SIGKILL)", "its Python died: n"),
        ("import sys; sys.exit(3)", "stopped: n: 3"),
    ],
)
def test_a_notebook_that_stops_or_dies_is_an_error_in_one_line(source, said, tmp_path):
    with pytest.raises(NotebookRunError, match=f"^{said}") as caught:
        run_workbook(notebook(source), "n", {"word": ""}, tmp_path)
    assert "\n" not in str(caught.value)


def test_a_notebook_that_takes_too_long_is_stopped(tmp_path, monkeypatch):
    monkeypatch.setattr("prepkit.jupyter.run.CELL_SECONDS", 2)
    with pytest.raises(NotebookRunError, match="took longer than 2 seconds: n"):
        run_workbook(notebook("import time; time.sleep(60)"), "n", {"word": ""}, tmp_path)


def test_a_notebook_that_left_early_is_not_taken_for_done(tmp_path):
    run = notebook("wb.show('x')")
    run.cells[0].execution_count = 1
    with pytest.raises(NotebookRunError, match="not run: n, cell 2"):
        collect(run, "n")


def test_a_kernel_starts_in_the_folder_it_is_given(tmp_path):
    run = run_workbook(notebook("import os; print(os.getcwd())"), "n", {"word": ""}, tmp_path)
    assert run.cells[-1].outputs[0].text.strip() == str(tmp_path.resolve())


@pytest.mark.parametrize("content", ["", "no json", "{}", '{"cells": 3}', "[]", "\x00\xff"])
def test_a_broken_copy_of_a_workbook_is_replaced_by_the_installed_one(content, tmp_path):
    own = tmp_path / "compass.ipynb"
    own.write_text(content, "utf-8")
    chosen, is_own = workbook_to_run(own, installed_workbook("compass"))
    assert not is_own
    assert any("wb.show" in cell.source for cell in chosen.cells)
