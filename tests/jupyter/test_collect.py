"""What a run notebook says on paper."""

import nbformat
import pytest

from prepkit.block import BLOCK_MIME, PIECE, Empty, Note, Piece
from prepkit.errors import NotebookRunError
from prepkit.jupyter.collect import PAGE_TAG, collect


def piece(text):
    return PIECE.dump_python(Piece(section="claims", block=Note(text=text)), mode="json")


def ran(*shown):
    """Return a notebook whose cells showed these data for paper."""
    cells = [
        nbformat.v4.new_code_cell(
            "workbook.show('claims')",
            execution_count=1,
            outputs=[nbformat.v4.new_output("display_data", data={BLOCK_MIME: data})],
        )
        for data in shown
    ]
    return nbformat.v4.new_notebook(cells=cells)


def test_an_output_says_one_thing_or_several_in_order():
    notebook = ran(piece("one"), [piece("two"), piece("three")], [])
    assert [block.text for block in collect(notebook, "n")] == ["one", "two", "three"]


@pytest.mark.parametrize("data", [[{"section": "claims"}], {}, "words", [None], 5])
def test_what_is_no_block_is_refused_with_its_cell(data):
    with pytest.raises(NotebookRunError, match="not a block of this prepkit: n, cell 2"):
        collect(ran(piece("one"), data), "n")


@pytest.mark.parametrize(("shown", "begins"), [(Note(text="x"), True), (Empty(text="x"), False)])
def test_a_guide_with_the_tag_begins_on_a_page_of_its_own_unless_nothing_follows(shown, begins):
    notebook = ran(PIECE.dump_python(Piece(section="s", block=shown), mode="json"))
    one = nbformat.v4.new_markdown_cell("## One\n\nText")
    two = nbformat.v4.new_markdown_cell("## Two\n\nText", metadata={"tags": [PAGE_TAG]})
    notebook.cells = [one, two, *notebook.cells]
    heads = [node for node in collect(notebook, "n") if isinstance(node, dict) and node["t"] == "h"]
    assert [node.get("page", False) for node in heads] == [False, begins]
