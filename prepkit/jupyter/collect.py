"""What a run notebook says on paper: its guide texts and its blocks, in order. Never its code."""

from __future__ import annotations

import itertools
from typing import Any, TypeAlias

from nbformat import NotebookNode
from pydantic import ValidationError

from prepkit.block import BLOCK_MIME, PIECE, Block, Empty, Head
from prepkit.errors import NotebookRunError
from prepkit.views.words import Node, guide

SCREEN_TAG = "screen-only"
"""Cells with this tag are for working, not for the page."""

PAGE_TAG = "own-page"
"""What a cell with this tag guides to begins on a page of its own."""

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
            begins = {"page": True} if PAGE_TAG in cell.metadata.get("tags", []) else {}
            guided = guide(cell.source)
            contents += [node | begins if node["t"] == "h" else node for node in guided]
    return [
        {**content, "page": False}
        if isinstance(content, dict) and _leads_to_nothing(contents, place)
        else content
        for place, content in enumerate(contents)
    ]


def _leads_to_nothing(contents: list[Content], place: int) -> bool:
    """Whether what asks for a page of its own has nothing to put on it."""
    asks = contents[place]
    assert isinstance(asks, dict)
    rest = itertools.takewhile(
        lambda found: not isinstance(found, dict) or found["t"] != "h", contents[place + 1 :]
    )
    blocks = [found for found in rest if not isinstance(found, dict)]
    return bool(asks.get("page")) and all(isinstance(block, Empty) for block in blocks)


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
