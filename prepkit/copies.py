"""The workbooks as they were installed, and the copies of them in a workspace."""

from __future__ import annotations

import hashlib
import json
from importlib.resources import files
from pathlib import Path
from typing import Any

from prepkit.chapters import CHAPTERS
from prepkit.storage.database import translated
from prepkit.storage.files import write_whole


def installed_workbook(chapter: str) -> Any:
    """Return the workbook of a chapter as it was installed, a resource that can be read."""
    packaged = files("prepkit") / "workbooks" / f"{chapter}.ipynb"
    if packaged.is_file():
        return packaged
    # A source tree: the workbooks lie beside the package and are packed into it by the build.
    return Path(__file__).parent.parent / "workbooks" / f"{chapter}.ipynb"


def bring_up_to_date(folder: Path) -> list[Path]:
    """Copy the installed workbooks into a folder; return what was added or replaced.

    A copy that nobody has changed since it was made is replaced by a newer workbook. One with words
    or code of somebody's own is left as it is.

    Raises:
        WorkspaceError: when the folder cannot be written.
    """
    done = []
    with translated(folder):
        folder.mkdir(exist_ok=True)
        for chapter in CHAPTERS:
            path, text = folder / f"{chapter.id}.ipynb", installed_workbook(chapter.id).read_bytes()
            if not path.exists() or _is_older(path.read_bytes(), text):
                done.append(write_whole(path, text))
    return done


def digest(notebook: dict[str, Any]) -> str:
    """Return the SHA-256 of what a notebook's cells say, whatever their outputs.

    A workbook carries its own under ``metadata.prepkit.digest``, so that a copy knows whether it
    was changed, also when it was made by another prepkit.
    """
    said = [[cell["cell_type"], "".join(cell["source"])] for cell in notebook["cells"]]
    return hashlib.sha256(json.dumps(said).encode("ascii")).hexdigest()


def _is_older(copy: bytes, installed: bytes) -> bool:
    """Whether a copy was never changed and is not what is installed now."""
    try:
        theirs, ours = json.loads(copy), json.loads(installed)
        says = digest(theirs)
        return says != digest(ours) and says == theirs["metadata"]["prepkit"]["digest"]
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError):
        return False
