"""What a cell shows, and whether somebody looks on."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest

from prepkit.block import BLOCK_MIME, PIECE, Note
from prepkit.screen import display, has_screen, publish
from prepkit.views.summary import Summary


class Kernel:
    """A kernel that was asked to run a cell by somebody."""

    def __init__(self, request: dict[str, Any]) -> None:
        self.request = request

    def get_parent(self, channel: str) -> dict[str, Any]:
        return self.request if channel == "shell" else {}


@pytest.mark.parametrize(
    ("request_", "seen"),
    [
        # JupyterLab, VS Code and classic pages ask for input, or name the cell, or both.
        ({"content": {"allow_stdin": True}, "metadata": {"cellId": "a"}}, True),
        ({"content": {"allow_stdin": True}, "metadata": {}}, True),
        ({"content": {"allow_stdin": False}, "metadata": {"cellId": "a"}}, True),
        # nbclient and papermill do neither.
        ({"content": {"allow_stdin": False}, "metadata": {}}, False),
        ({"content": {}}, False),
        ({}, False),
    ],
)
def test_somebody_looks_on_where_input_is_taken_or_the_cell_is_named(
    monkeypatch: pytest.MonkeyPatch, request_: dict[str, Any], seen: bool
) -> None:
    shell = SimpleNamespace(kernel=Kernel(request_))
    monkeypatch.setattr("prepkit.screen.get_ipython", lambda: shell)
    assert has_screen() is seen


@pytest.mark.parametrize("shell", [None, SimpleNamespace()], ids=["python", "ipython"])
def test_in_a_terminal_nobody_looks_on(monkeypatch: pytest.MonkeyPatch, shell: Any) -> None:
    monkeypatch.setattr("prepkit.screen.get_ipython", lambda: shell)
    assert has_screen() is False


def test_blocks_print_in_the_section_they_are_shown_for_and_else_not(screen: list[Any]) -> None:
    display([Note(text="one"), Note(text="two")], section="claims")
    display([Note(text="three")])
    printed, silent = screen
    found = [PIECE.validate_python(piece) for piece in printed[BLOCK_MIME]]
    assert [(piece.section, piece.block.text) for piece in found] == [
        ("claims", "one"), ("claims", "two")]  # fmt: skip
    assert BLOCK_MIME not in silent
    assert "three" in silent["text/plain"]


def test_what_nobody_looks_at_is_let_go_when_the_same_is_shown_again(
    screen: list[Any], look: Any
) -> None:
    unseen, seen, other, last = (Summary(name, []) for name in ("a", "b", "c", "d"))
    look(seen)
    assert publish(("claims",), unseen, [Note(text="x")]) == []
    assert publish(("stories",), other, [Note(text="x")]) == []
    assert publish(("claims",), seen, [Note(text="x")]) == [unseen]
    assert publish(("claims",), last, [Note(text="x")]) == []
    assert [bool(widget.comm) for widget in (unseen, seen, other, last)] == [
        False, True, True, True]  # fmt: skip
    for widget in (other, last):
        widget.close()
