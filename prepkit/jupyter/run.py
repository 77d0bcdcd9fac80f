"""Notebooks run by papermill, and nothing but what was installed is run."""

from __future__ import annotations

import os
from collections.abc import Mapping
from importlib.resources.abc import Traversable
from pathlib import Path

import nbformat
import papermill
from jupyter_core.utils import ensure_event_loop
from nbclient.exceptions import CellTimeoutError, DeadKernelError
from nbformat import NotebookNode
from papermill.exceptions import PapermillException, PapermillExecutionError

from prepkit.errors import InvalidParameterError, NotebookRunError

CELL_SECONDS = 120
START_SECONDS = 60
_WIDGET_VIEW = "application/vnd.jupyter.widget-view+json"


def workbook_to_run(own: Path, installed: Traversable) -> tuple[NotebookNode, bool]:
    """Return the workbook a report is made from, and whether it is the person's own copy.

    Guide texts may be edited and translated freely, so a copy in the workspace is used as long as
    its code is the installed code, cell by cell. Any other code came from somewhere else and is
    not run: the installed workbook stands in.
    """
    ours = nbformat.reads(installed.read_text("utf-8"), as_version=4)
    if not own.is_file():
        return ours, False
    try:
        theirs = nbformat.reads(own.read_text("utf-8"), as_version=4)
    except (ValueError, TypeError, KeyError, AttributeError, nbformat.ValidationError):
        return ours, False
    return (theirs, True) if has_installed_code(theirs, ours) else (ours, False)


def has_installed_code(theirs: NotebookNode, ours: NotebookNode) -> bool:
    """Whether a notebook's code is an installed workbook's; its parameters are made so."""
    if _code(theirs) != _code(ours):
        return False
    # Values somebody left among the parameters are code too, and a run is given all of them.
    _parameters(theirs).source = _parameters(ours).source
    return True


def _code(notebook: NotebookNode) -> list[str]:
    """Return the code in order, but for what stands in the parameters cell."""
    return [
        "parameters" if _is_parameters(cell) else cell.source.strip()
        for cell in notebook.cells
        if cell.cell_type == "code" and (cell.source.strip() or _is_parameters(cell))
    ]


def _is_parameters(cell: NotebookNode) -> bool:
    return cell.cell_type == "code" and "parameters" in cell.metadata.get("tags", [])


def _parameters(notebook: NotebookNode) -> NotebookNode:
    return next(cell for cell in notebook.cells if _is_parameters(cell))


def run_workbook(
    notebook: NotebookNode, name: str, parameters: Mapping[str, str], folder: Path
) -> NotebookNode:
    """Run a workbook in a kernel of its own and return it with its outputs.

    Args:
        notebook: what to run; it is not changed.
        name: what to call it in a message.
        parameters: texts by name; a text can never become code.
        folder: the working folder of the run.

    Raises:
        InvalidParameterError: for a parameter that is no text or has no name Python could use.
        NotebookRunError: when it stops, dies or takes too long.
    """
    for key, value in parameters.items():
        if not key.isidentifier() or not isinstance(value, str):
            raise InvalidParameterError(f"not a parameter: {key!r}: texts by name are wanted")
    # A kernel of the same name in the person's own folder may belong to another Python.
    os.environ.setdefault("JUPYTER_PREFER_ENV_PATH", "1")
    try:
        run = papermill.execute_notebook(
            nbformat.from_dict(notebook), None, parameters=dict(parameters), kernel_name="python3",
            language="python", progress_bar=False, start_timeout=START_SECONDS,
            execution_timeout=CELL_SECONDS,
            # Papermill's own `cwd` moves this whole process, every thread of it; this, the kernel.
            resources={"metadata": {"path": str(folder)}},
            extra_arguments=["--IPKernelApp.log_level=CRITICAL"],
        )  # fmt: skip
    except PapermillExecutionError as error:
        raise NotebookRunError(f"stopped: {name}: {error.evalue or error.ename}") from error
    except DeadKernelError as error:
        raise NotebookRunError(f"its Python died: {name}: close programs and try again") from error
    except CellTimeoutError as error:
        raise NotebookRunError(
            f"took longer than {CELL_SECONDS} seconds: {name}: try again"
        ) from error
    except (PapermillException, RuntimeError, OSError) as error:
        raise NotebookRunError(f"could not be run: {name}: {error}") from error
    finally:
        # The thread's own loop, which Jupyter makes and leaves open.
        loop = ensure_event_loop()
        if not loop.is_running():
            loop.close()
    assert isinstance(run, NotebookNode)
    return run


def for_reading(notebook: NotebookNode) -> NotebookNode:
    """Return a run notebook made for reading anywhere: no live widgets, no trace of the machine."""
    copy = nbformat.from_dict(notebook)
    _keep(copy.metadata, {"kernelspec", "language_info"})
    for cell in copy.cells:
        _keep(cell.metadata, {"tags", "jupyter"})
        cell.pop("attachments", None)
        if cell.cell_type == "code":
            cell.outputs = [_without_widget(output) for output in cell.outputs]
    copy.cells = [
        cell for cell in copy.cells if "injected-parameters" not in cell.metadata.get("tags", [])
    ]
    return copy


def _keep(metadata: NotebookNode, names: set[str]) -> None:
    for name in set(metadata) - names:
        del metadata[name]


def _without_widget(output: NotebookNode) -> NotebookNode:
    if _WIDGET_VIEW in output.get("data", {}):
        output = nbformat.from_dict(output)
        del output["data"][_WIDGET_VIEW]
    return output
