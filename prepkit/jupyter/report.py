"""One report for one company: three notebooks run, their contents gathered, pages made."""

from __future__ import annotations

import datetime
import os
import tempfile
import unicodedata
from collections import Counter
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal, get_args

import nbformat
from nbformat import NotebookNode

from prepkit.block import Chart
from prepkit.chapters import CHAPTERS
from prepkit.copies import installed_workbook
from prepkit.errors import ReportError
from prepkit.jupyter.collect import Content, collect, head_of
from prepkit.jupyter.run import for_reading, run_workbook, workbook_to_run
from prepkit.jupyter.typeset import countdown, cover, typeset
from prepkit.section import Chapter
from prepkit.storage.files import write_whole
from prepkit.views.html import page
from prepkit.views.pictures import svg
from prepkit.workspace import Audience, Company, Workspace

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
    workspace: Workspace, company: Company, *, out: Path, formats: Sequence[Format],
    audience: Audience = "me", as_of: datetime.date, on_step: Callable[[str], None],
) -> Made:  # fmt: skip
    """Run the three workbooks for a company and write one report in each format asked for.

    Files appear whole or not at all, in a folder for the company, with the audience in their
    names, so that a report for somebody else never takes the place of one's own.

    Args:
        out: the folder to write into; it is made.
        audience: only what they may see is in it; for others than oneself the installed guide
            texts are used, since one's own may say anything.
        as_of: the day the report is made for.
        on_step: called with a few words as each step ends, from this thread.

    Returns:
        What was written and what the person should know.

    Raises:
        ReportError: when a notebook does not run to its end or the pages cannot be set.
        WorkspaceError: when a file cannot be written.
    """
    notes: list[str] = []
    chosen = [(c.title, _chosen(workspace, c, audience, notes)) for c in CHAPTERS]
    parameters = {
        "company": company.id, "workspace": str(workspace.folder.resolve()),
        "as_of": as_of.isoformat(), "audience": audience,
    }  # fmt: skip
    runs: list[NotebookNode] = []
    with (
        tempfile.TemporaryDirectory(prefix="prepkit-") as folder,
        ThreadPoolExecutor(max_workers=max(2, os.cpu_count() or 1)) as pool,
    ):
        futures = [
            pool.submit(run_workbook, notebook, title, parameters, Path(folder))
            for title, notebook in chosen
        ]
        for (title, _), future in zip(chosen, futures, strict=True):
            runs.append(future.result())
            on_step(title)
    chapters = [collect(run, title) for (title, _), run in zip(chosen, runs, strict=True)]
    target, suffix = out / company.id, "" if audience == "me" else f"-for-{audience}"
    name = f"{company.id}-prep{suffix}"
    written: list[Path] = []
    missing: Counter[str] = Counter()
    for format in formats:
        if format == "pdf":
            pdf, missing = _pdf(chapters, as_of)
            written.append(write_whole(target / f"{name}.pdf", pdf))
        elif format == "html":
            written.append(write_whole(target / f"{name}.html", _html(chapters).encode("utf-8")))
        else:
            for chapter, run in zip(CHAPTERS, runs, strict=True):
                text = nbformat.writes(for_reading(run))
                path = target / f"notebooks{suffix}" / f"{chapter.id}.ipynb"
                written.append(write_whole(path, text.encode("utf-8")))
        on_step(format)
    return Made(written, missing, notes)


def _chosen(
    workspace: Workspace, chapter: Chapter, audience: Audience, notes: list[str]
) -> NotebookNode:
    """Return the workbook to run for a chapter; say so where the person's own is not used."""
    installed = installed_workbook(chapter.id)
    own = workspace.folder / "workbooks" / f"{chapter.id}.ipynb"
    notebook, is_own = workbook_to_run(own, installed)
    if own.is_file() and not is_own:
        notes.append(
            f"{own} has other code in it than prepkit installed; it was not run, and the installed "
            "workbook was used instead"
        )
    return notebook if audience == "me" else workbook_to_run(Path(), installed)[0]


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
