"""The press: one document, one fixed template, one PDF."""

from __future__ import annotations

import datetime
import json
import tempfile
import unicodedata
from importlib.resources import files
from pathlib import Path
from typing import Any

import typst

from prepkit.errors import TypesetError

STANDARDS: list[Any] = ["a-2a", "ua-1"]
_DRAWING = b'#set page(width: auto, height: auto, margin: 0pt, fill: none)\n#image("drawing.svg")'
_PIXELS = 288  # an inch of a drawing in its own size; it is printed at three quarters of that


def compiled(document: dict[str, Any], chosen: typst.Fonts, day: datetime.date) -> bytes:
    """Return the PDF of a document, as `report.typ` takes it.

    Args:
        document: its drawings are lines and letters, or pixels where a block has ``pixels``, the
            name of a file.
        chosen: the fonts it may use.
        day: the date it carries.

    Raises:
        TypesetError: when the pages cannot be set, with what Typst says.
    """
    pictures = {
        block["pixels"]: _made(
            {"main.typ": _DRAWING, "drawing.svg": block["svg"].encode()}, chosen,
            format="png", ppi=_PIXELS,
        )
        for chapter in document["chapters"] for block in chapter if "pixels" in block
    }  # fmt: skip
    return _made(
        {"main.typ": (files(__package__) / "report.typ").read_bytes()}, chosen, pictures,
        sys_inputs={"document": json.dumps(document, ensure_ascii=False)},
        pdf_standards=STANDARDS,
        timestamp=datetime.datetime.combine(day, datetime.time(), datetime.UTC),
    )  # fmt: skip


def is_shaped(block: dict[str, Any]) -> bool:
    """Whether it is a drawing with letters or marks that take their shape from their neighbours.

    A PDF of these standards must say which letter each shape stands for. Text of a page can, that
    of a drawing cannot.
    """
    return block["type"] == "chart" and any(
        is_mark(char) or unicodedata.category(char) == "Lo" for char in block["svg"]
    )


def is_mark(char: str) -> bool:
    """Whether it is put on the letter before it."""
    return unicodedata.category(char).startswith("M")


def _made(
    texts: dict[str, bytes], chosen: typst.Fonts, pictures: dict[str, bytes] | None = None,
    **more: Any,
) -> bytes:  # fmt: skip
    """Return what Typst makes of these files, and of nothing else on this computer but fonts."""
    # Without a root of its own Typst may read the folder one happens to be in.
    with tempfile.TemporaryDirectory(prefix="prepkit-") as root:
        for name, data in (pictures or {}).items():
            (Path(root) / name).write_bytes(data)
        # Texts as they are, without a file, are taken since 0.14 and not in its hints.
        make: Any = typst.compile
        try:
            made: bytes = make(
                texts, root=root, font_paths=chosen, ignore_system_fonts=True, **more
            )
        except typst.TypstError as error:
            raise TypesetError(error.message) from error
    return made
