"""Lives in a few lines: values kept and weighed, projects with their reasons and their energy."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from typing import Any

import pytest

from prepkit.compass.records import Comparison, Value
from prepkit.names import slug
from prepkit.record import Origin, Record
from prepkit.retrospective.records import Energy, Project
from prepkit.workspace import Workspace


@pytest.fixture(scope="session")
def read() -> Callable[..., Any]:
    """Return what makes a record as it is read from a workspace, without one to save it in."""

    def made(kind: type[Record], values: dict[str, Any], id: str, company: str = "") -> Record:
        saved_at = datetime.datetime(2026, 11, 20, 9, tzinfo=datetime.UTC)
        return kind.read(values, Origin(id, company, id, saved_at, "me", "private"))

    return made


@pytest.fixture
def lived(workspace: Workspace) -> Callable[..., Project]:
    """Return what saves a project with why it was begun and left, and how it felt."""

    def save(
        title: str, move: str = "", energy: int | None = None, moment: str = "",
        engagement: int | None = None, started: str = "",
    ) -> Project:  # fmt: skip
        values = {"title": title, "move": move, "started": started}
        project = workspace.save(Project, values, id=f"project-{slug(title)}")
        if energy:
            felt = {"project": project.id, "energy": energy, "moment": moment,
                    "engagement": engagement}  # fmt: skip
            workspace.save(Energy, felt)
        return project

    return save


@pytest.fixture
def keep(workspace: Workspace) -> Callable[..., None]:
    """Return what keeps values by their keys; those in `top` are weighed above the others."""

    def save(*keys: str, top: tuple[str, ...] = ()) -> None:
        for key in (*top, *keys):
            workspace.save(Value, {"value": key, "pile": "keep"}, id=f"value-{key}")
        for _ in range(4):
            for best in top:
                for other in keys:
                    said = {"left": f"value-{best}", "right": f"value-{other}", "choice": "left"}
                    workspace.save(Comparison, said)

    return save
