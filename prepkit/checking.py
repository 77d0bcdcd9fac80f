"""What is installed, what is missing, what to do: the lines of ``prepkit check``."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, entry_points, version
from pathlib import Path

from prepkit.chapters import CHAPTERS
from prepkit.copies import installed_workbook
from prepkit.desk import Desk, Order, Seen
from prepkit.errors import PrepkitError, WorkspaceNotFoundError
from prepkit.jupyter import fonts
from prepkit.jupyter.run import workbook_to_run
from prepkit.storage.shelves import KIND as SHELF
from prepkit.views import faces
from prepkit.workspace import Workspace, is_inside_repository

_PACKAGES = ("jupyterlab", "ipywidgets", "papermill", "nbconvert", "pandas", "typst",
             "vl-convert-python")  # fmt: skip
_EAST = "漢"
_NOT_ANSWERS = {SHELF, Desk.kind, Order.kind, Seen.kind}


@dataclass(frozen=True, slots=True)
class Line:
    """One thing looked at: whether it is as it should be, and whether it must be."""

    ok: bool
    text: str
    needed: bool = True


def checks(folder: Path | None) -> list[Line]:
    """Return what was found, in the order a person would look.

    Args:
        folder: the workspace to read through; the nearest one from here upwards when ``None``.
    """
    python = ".".join(map(str, sys.version_info[:3]))
    lines = [Line(True, f"prepkit {version('prepkit')} on Python {python}")]
    lines += [_package(name) for name in _PACKAGES]
    exporters = entry_points(group="nbconvert.exporters", name="prepkit-pdf")
    lines.append(
        Line(bool(exporters), "exporter prepkit-pdf" if exporters else
             "exporter prepkit-pdf is not registered: install prepkit again with pip")
    )  # fmt: skip
    families = fonts.shipped().families()
    for family in (faces.BODY, faces.HEAD, faces.CODE):
        here = family in families
        lines.append(
            Line(here, f"font {family}" + ("" if here else " is missing: install prepkit again"))
        )
    east = not fonts.needed(_EAST)[1]
    lines.append(
        Line(east, "font for Chinese, Japanese and Korean" if east else "no font for Chinese, "
             "Japanese and Korean: pip install 'prepkit[cjk]' if you write in them", needed=False)
    )  # fmt: skip
    return lines + _workspace(folder)


def _package(name: str) -> Line:
    try:
        return Line(True, f"{name} {version(name)}")
    except PackageNotFoundError:
        return Line(False, f"{name} is missing: pip install {name}")


def _workspace(folder: Path | None) -> list[Line]:
    try:
        workspace = Workspace(folder) if folder is not None else Workspace.find()
        problems = workspace.problems()
        heads = workspace.heads() if not problems else []
    except WorkspaceNotFoundError as error:
        return [Line(False, str(error), needed=folder is not None)]
    except PrepkitError as error:
        return [Line(False, str(error))]
    where = workspace.folder.resolve()
    lines = [Line(False, problem) for problem in problems]
    if not problems:
        answers = {
            head.record for head in heads if not head.deleted and head.kind not in _NOT_ANSWERS
        }
        lines.append(Line(True, f"workspace {where}: {len(answers)} records, every version intact"))
    records = [head.record for head in heads]
    doubled = len(records) - len(set(records))
    if doubled:
        lines.append(Line(False, f"{doubled} records were changed in two places at once: "
                          "see 'prepkit history RECORD'", needed=False))  # fmt: skip
    repository = is_inside_repository(where)
    if repository:
        lines.append(
            Line(
                False,
                f"the workspace is under version control ({repository}): "
                "make sure that prep.db and outputs/ are ignored",
                needed=False,
            )
        )
    for chapter in CHAPTERS:
        own = workspace.folder / "workbooks" / f"{chapter.id}.ipynb"
        if not own.is_file():
            lines.append(Line(False, f"{own} is missing: 'prepkit init' puts it back",
                              needed=False))  # fmt: skip
        elif not workbook_to_run(own, installed_workbook(chapter.id))[1]:
            lines.append(
                Line(False, f"{own} has other code in it than prepkit installed: reports use the "
                     "installed workbook; move it away and run 'prepkit init' for a fresh one",
                     needed=False)
            )  # fmt: skip
    return lines
