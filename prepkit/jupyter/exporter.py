"""The nbconvert exporter: ``jupyter nbconvert --to prepkit-pdf executed.ipynb``."""

from __future__ import annotations

import datetime
from typing import Any

from nbconvert.exporters import Exporter
from nbconvert.utils.exceptions import ConversionException
from nbformat import NotebookNode
from traitlets import default

from prepkit.errors import ReportError
from prepkit.jupyter.collect import collect, head_of
from prepkit.jupyter.report import missing_line
from prepkit.jupyter.typeset import cover, typeset


class PrepkitPDFExporter(Exporter):  # type: ignore[misc]  # its types are not read
    """Sets one run notebook as a tagged PDF, with guide texts and answers and without code.

    Any notebook can be exported; one of prepkit's gets its cover too.
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
        name = resources.get("metadata", {}).get("name", "notebook")
        try:
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
