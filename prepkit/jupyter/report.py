"""One report for one company: three notebooks run, their contents gathered, pages made."""

from __future__ import annotations

import contextlib
import datetime
import os
import tempfile
import unicodedata
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Literal, get_args

import nbformat
from nbformat import NotebookNode

from prepkit.block import Chart
from prepkit.errors import DiskFullError, ReportError
from prepkit.jupyter.collect import Content, collect, head_of
from prepkit.jupyter.run import for_reading, run_workbook, workbook_to_run
from prepkit.jupyter.typeset import countdown, cover, typeset
from prepkit.views.html import page
from prepkit.views.pictures import svg

Format = Literal["pdf", "html", "notebook"]
FORMATS: tuple[Format, ...] = get_args(Format)

_STYLE = """
:root { color-scheme: light dark }
body { font: 16px/1.5 system-ui, sans-serif; margin: 0 }
main { max-width: 52rem; margin: auto; padding: 2rem 1rem; overflow-wrap: anywhere }
section { border-top: 3px solid #1f4e79; margin-top: 3rem }
h1, h2 { line-height: 1.2 }
h2 { margin-top: 2.5rem }
table { margin: 1rem 0; font-size: .9rem }
td.warn { color: #b35900 }
td.muted { font-style: italic; opacity: .8 }
caption { padding: .3rem 0 }
img { background: #fff }
@media print { section { break-before: page } }
"""


@dataclass(frozen=True, slots=True)
class Workbook:
    """One chapter to run: its id and title, the installed notebook, the person's own copy."""

    id: str
    title: str
    installed: Traversable
    own: Path


@dataclass(frozen=True, slots=True)
class Made:
    """What one report came to.

    Attributes:
        written: the files, in the order asked for.
        missing: characters no font could print, and how often each was met.
        notes: what the person should know, one line each.
    """

    written: list[Path]
    missing: Counter[str] = field(default_factory=Counter)
    notes: list[str] = field(default_factory=list)


def make_report(
    workbooks: Sequence[Workbook], parameters: Mapping[str, str], *, name: str, out: Path,
    formats: Sequence[Format], as_of: datetime.date, on_step: Callable[[str], None],
) -> Made:  # fmt: skip
    """Run the workbooks and write one report in each format asked for.

    Files appear whole or not at all.

    Args:
        workbooks: the chapters in order.
        parameters: what each notebook is given.
        name: short name of the company, safe as a file name.
        out: the folder to write into; it is made.
        as_of: the date the report carries.
        on_step: called with a few words as each step ends, from this thread.

    Returns:
        What was written and what the person should know.

    Raises:
        ReportError: when a notebook does not run to its end or the pages cannot be set.
        DiskFullError: when a file cannot be written for want of room.
    """
    notes = []
    chosen = [(workbook, *workbook_to_run(workbook.own, workbook.installed))
              for workbook in workbooks]  # fmt: skip
    for workbook, _, is_own in chosen:
        if not is_own and workbook.own.is_file():
            notes.append(
                f"{workbook.own} has other code in it than prepkit installed; it was not run, and "
                "the installed workbook was used instead"
            )
    runs: list[NotebookNode] = []
    with (
        tempfile.TemporaryDirectory(prefix="prepkit-") as folder,
        ThreadPoolExecutor(max_workers=max(2, os.cpu_count() or 1)) as pool,
    ):
        futures = [
            pool.submit(run_workbook, notebook, workbook.title, parameters, Path(folder))
            for workbook, notebook, _ in chosen
        ]
        for (workbook, _, _), future in zip(chosen, futures, strict=True):
            runs.append(future.result())
            on_step(workbook.title)
    chapters = [
        collect(run, workbook.title) for (workbook, _, _), run in zip(chosen, runs, strict=True)
    ]
    written: list[Path] = []
    missing: Counter[str] = Counter()
    for format in formats:
        if format == "pdf":
            pages = _pdf(chapters, as_of)
            missing = pages[1]
            written.append(_write(out / f"{name}-prep.pdf", pages[0]))
        elif format == "html":
            written.append(_write(out / f"{name}-prep.html", _html(chapters).encode("utf-8")))
        else:
            for (workbook, _, _), run in zip(chosen, runs, strict=True):
                text = nbformat.writes(for_reading(run))
                path = out / "notebooks" / f"{workbook.id}.ipynb"
                written.append(_write(path, text.encode("utf-8")))
        on_step(format)
    return Made(written, missing, notes)


def missing_line(missing: Counter[str]) -> str:
    """Return one line that names the characters no font could print; ``""`` for none."""
    if not missing:
        return ""
    listed = [f"U+{ord(char):04X} {unicodedata.name(char, 'no name')}" for char in missing]
    more = f" and {len(listed) - 5} more" if len(listed) > 5 else ""
    east = any(unicodedata.name(char, "").startswith(("CJK", "HIRAGANA", "KATAKANA", "HANGUL"))
               for char in missing)  # fmt: skip
    advice = (
        "pip install 'prepkit[cjk]' brings a font for them"
        if east
        else "install a font that has them and make the report again"
    )
    return (
        f"{sum(missing.values())} characters could not be printed and stand as their numbers: "
        f"{', '.join(listed[:5])}{more}: {advice}"
    )


def _pdf(chapters: Sequence[Sequence[Content]], as_of: datetime.date) -> tuple[bytes, Counter[str]]:
    heads = [head for contents in chapters if (head := head_of(list(contents)))]
    if not heads:
        raise ReportError("nothing to print: the notebooks carry no prepkit header")
    front = cover(heads, "Interview preparation")
    title = " · ".join(part for part in (front["company"], front["role"]) if part)
    pages = typeset(chapters, title=title, cover=front, as_of=as_of, author=front["person"])
    return pages.pdf, pages.missing


def _html(chapters: Sequence[Sequence[Content]]) -> str:
    heads = [head for contents in chapters if (head := head_of(list(contents)))]
    front = cover(heads, "Interview preparation")
    lines = (front["role"], front["interview"], countdown(heads[0]), front["person"])
    title: list[Content] = [_heading(front["company"])]
    title += [_line(line) for line in (*lines, front["colophon"]) if line]
    pictures = {
        content.caption: svg(content)
        for contents in chapters
        for content in contents
        if isinstance(content, Chart)
    }
    parts = [("", title)]
    parts += [
        (head.chapter, [content for content in contents if content is not head])
        for head, contents in zip(heads, chapters, strict=True)
    ]
    return page(front["company"], parts, style=_STYLE, pictures=pictures)


def _heading(text: str) -> Content:
    return {"t": "h", "level": 1, "c": [{"t": "text", "s": text}]}


def _line(text: str) -> Content:
    return {"t": "p", "dir": "auto", "c": [{"t": "text", "s": text}]}


def _write(path: Path, content: bytes) -> Path:
    """Write a file whole or not at all, readable by its owner only."""
    temporary = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        descriptor = os.open(temporary, os.O_CREAT | os.O_TRUNC | os.O_WRONLY, 0o600)
        with os.fdopen(descriptor, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        temporary.replace(path)
    except OSError as error:
        with contextlib.suppress(OSError):
            temporary.unlink()
        raise DiskFullError(
            f"could not be written: {str(path)!r}: {error.strerror or error}: "
            "close it where it is open, make room, or choose another folder with --out"
        ) from error
    return path
