"""prepkit: a guided workbook for people who prepare for interviews, and for their coaches.

In a notebook::

    from prepkit import open_workbook

    wb = open_workbook("deep_dive", "..", company="northwind-energy")
    wb.form("claims")
    wb.show("claims")

In a program::

    from prepkit import Workspace

    workspace = Workspace.find()
    workspace.add_company("Northwind Energy", role="Data analyst")
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from prepkit.errors import PrepkitError
    from prepkit.record import Record
    from prepkit.workbook import Workbook, open_workbook
    from prepkit.workspace import Workspace

__all__ = ["PrepkitError", "Record", "Workbook", "Workspace", "open_workbook"]

_HOMES = {
    "PrepkitError": "errors", "Record": "record", "Workbook": "workbook",
    "Workspace": "workspace", "open_workbook": "workbook",
}  # fmt: skip


def __getattr__(name: str) -> Any:
    # Loaded when first asked for: the command's help must not wait for widgets and notebooks.
    if name not in _HOMES:
        raise AttributeError(f"module 'prepkit' has no attribute {name!r}")
    from importlib import import_module

    return getattr(import_module(f"prepkit.{_HOMES[name]}"), name)


def __dir__() -> list[str]:
    return sorted(__all__)
