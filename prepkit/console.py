"""What all commands have in common: the workspace they are about, and lines safe to print."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from prepkit.workspace import Workspace

workspace_option = click.option(
    "--workspace", "folder", type=click.Path(path_type=Path), default=None, metavar="DIR",
    help="The workspace; the nearest one from here upwards when left out.",
)  # fmt: skip


def find_workspace(folder: Path | None) -> Workspace:
    """Return the workspace in a folder, or the nearest one from here upwards.

    Raises:
        WorkspaceError: one of its subclasses, when there is none or it cannot be used.
    """
    from prepkit.workspace import Workspace

    return Workspace(folder) if folder is not None else Workspace.find()


def one_line(text: str, longest: int) -> str:
    """Return a text on one line of a console, without what would move its cursor."""
    line = " ".join("".join(char if char.isprintable() else " " for char in text).split())
    return line if len(line) <= longest else line[: longest - 1] + "…"
