"""What a run notebook says on paper: its guide texts and its blocks, in order. Never its code."""

from __future__ import annotations

from typing import Any, TypeAlias

from nbformat import NotebookNode
from pydantic import ValidationError

from prepkit.block import BLOCK_MIME, PIECE, Block, Head
from prepkit.errors import NotebookRunError
from prepkit.views.words import Node, guide

SCREEN_TAG = "screen-only"
"""Cells with this tag are for working, not for the page."""

Content: TypeAlias = Block | Node
"""One thing on a page: a block, or a node of a guide text."""


def collect(notebook: NotebookNode, name: str) -> list[Content]:
    """Return what a run notebook says on paper.

    Args:
        notebook: as it is after running; it is not changed.
        name: what to call it in a message.

    Raises:
        NotebookRunError: when it was not run to its end, or carries a block that is none.
    """
    contents: list[Content] = []
    for number, cell in enumerate(notebook.cells, 1):
        if cell.cell_type == "code" and cell.source.strip():
            _check_was_run(cell, f"{name}, cell {number}")
            contents += [
                _block(piece, f"{name}, cell {number}")
                for output in cell.outputs
                if BLOCK_MIME in output.get("data", {})
                for piece in _pieces(output["data"][BLOCK_MIME])
            ]
        elif cell.cell_type == "markdown" and SCREEN_TAG not in cell.metadata.get("tags", []):
            contents += guide(cell.source)
    return contents


def head_of(contents: list[Content]) -> Head | None:
    """Return what a chapter is about, or ``None`` for a notebook that is not prepkit's."""
    return next((content for content in contents if isinstance(content, Head)), None)


def _pieces(data: Any) -> list[Any]:
    """Return the pieces an output carries: one, or those of a whole live summary."""
    return data if isinstance(data, list) else [data]


def _block(data: Any, where: str) -> Block:
    try:
        return PIECE.validate_python(data).block
    except ValidationError as error:
        raise NotebookRunError(
            f"not a block of this prepkit: {where}: run the notebook again"
        ) from error


def _check_was_run(cell: NotebookNode, where: str) -> None:
    for output in cell.outputs:
        if output.output_type == "error":
            raise NotebookRunError(f"stopped: {where}: {output.evalue or output.ename}")
    if cell.execution_count is None:
        raise NotebookRunError(f"not run: {where}: run the whole notebook, then try again")
