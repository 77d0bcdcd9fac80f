"""The nbconvert exporter: ``jupyter nbconvert --to prepkit-pdf executed.ipynb``."""

from __future__ import annotations

import datetime
from pathlib import Path
from typing import Any

import nbformat
from nbconvert.exporters import Exporter
from nbconvert.utils.exceptions import ConversionException
from nbformat import NotebookNode
from traitlets import default

from prepkit.chapters import CHAPTERS
from prepkit.copies import installed_workbook
from prepkit.errors import ReportError
from prepkit.jupyter.collect import collect, head_of
from prepkit.jupyter.report import missing_line
from prepkit.jupyter.run import has_installed_code, run_workbook
from prepkit.jupyter.typeset import cover, typeset


class PrepkitPDFExporter(Exporter):  # type: ignore[misc]  # its types are not read
    """Sets one notebook as a tagged PDF, with guide texts and answers and without code.

    Any notebook that was run can be exported; one of prepkit's gets its cover too, and is run when
    it was not: ``prepkit lab`` keeps answers out of the file.
    """

    export_from_notebook = "Prep report (PDF)"
    output_mimetype = "application/pdf"

    @default("file_extension")
    def _file_extension_default(self) -> str:
        return ".pdf"

    def from_notebook_node(
        self, nb: NotebookNode, resources: Any = None, **kw: Any
    ) -> tuple[bytes, dict[str, Any]]:
        """Return the PDF and the resources, as nbconvert wants them.

        Raises:
            ConversionException: when the notebook was not run, or the pages cannot be set; its
                text is prepkit's one line.
        """
        nb, resources = super().from_notebook_node(nb, resources, **kw)
        place = resources.get("metadata", {})
        name = place.get("name", "notebook")
        try:
            nb = _run(nb, name, Path(place.get("path") or "."))
            return self._pdf(nb, name), resources
        except ReportError as error:
            raise ConversionException(str(error)) from None

    def _pdf(self, nb: NotebookNode, name: str) -> bytes:
        contents = collect(nb, name)
        head = head_of(contents)
        as_of = head.as_of if head else datetime.date.today()
        pages = typeset(
            [contents],
            title=" · ".join(part for part in (head.company, head.title) if part) if head else name,
            cover=cover([head], head.title) if head else None,
            as_of=as_of,
            author=head.person if head else "",
        )
        if pages.missing:
            self.log.warning(missing_line(pages.missing))
        return pages.pdf


def _run(nb: NotebookNode, name: str, folder: Path) -> NotebookNode:
    """Return one of prepkit's own workbooks as it is when run; any other notebook as it is."""
    chapter = nb.metadata.get("prepkit", {}).get("chapter")
    was_run = any(cell.get("outputs") or cell.get("execution_count") for cell in nb.cells)
    if was_run or chapter not in {known.id for known in CHAPTERS}:
        return nb
    ours = nbformat.reads(installed_workbook(chapter).read_text("utf-8"), as_version=4)
    return run_workbook(nb, name, {}, folder) if has_installed_code(nb, ours) else nb
