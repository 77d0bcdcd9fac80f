"""A sample workspace: one person, three companies, every section filled in.

Everything goes through the public face, as a person's own answers do. Interview dates count from
the day the sample is made for, so that they are always ahead.
"""

from __future__ import annotations

import datetime
import hashlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from prepkit.chapters import CHAPTERS
from prepkit.compass.records import Goal, Value
from prepkit.content import content, load
from prepkit.deep_dive.records import (
    After,
    Before,
    Claim,
    Dot,
    Question,
    Reading,
    Requirement,
    Target,
    Theme,
    Watch,
)
from prepkit.library.files import read_file
from prepkit.record import Record
from prepkit.retrospective.records import Energy, Project, Story, Stumble
from prepkit.workspace import Workspace

_OF_A_COMPANY: tuple[type[Record], ...] = (Requirement, Claim, Dot, Question)


def make_sample(folder: Path | str, as_of: datetime.date) -> Workspace:
    """Make a workspace in `folder` and fill it with the sample.

    The same folder and day give the same answers under the same ids.

    Args:
        as_of: the day the interviews lie ahead of.

    Raises:
        WorkspaceExistsError: when there is a workspace there already.
    """
    start = datetime.datetime.combine(as_of, datetime.time(9), datetime.UTC)
    chance, clock = _chance(), _clock(start - datetime.timedelta(days=3))
    person = load("sample/person")
    workspace = Workspace.create(
        folder, name=person["name"], now=lambda: next(clock), token=lambda n: next(chance)[: 2 * n]
    )
    _add_companies(workspace, as_of)
    _add_library(workspace)
    _add_compass(workspace)
    _add_retrospective(workspace)
    for item in load("sample/companies")["company"]:
        if "after" in item:
            company = item["key"]
            _save(workspace, After, item["after"], id=f"after-{company}", company=company)
    return workspace


def _add_companies(workspace: Workspace, as_of: datetime.date) -> None:
    for item in load("sample/companies")["company"]:
        item = dict(item)
        records = {kind: item.pop(kind.kind, []) for kind in _OF_A_COMPANY}
        before, _ = item.pop("before", None), item.pop("after", None)
        days = item.pop("interview_in_days", None)
        if days is not None:
            item["interview_on"] = (as_of + datetime.timedelta(days=days)).isoformat()
        company = workspace.add_company(item.pop("name")).id
        assert company == item.pop("key")
        _save(workspace, Target, item, id=f"target-{company}", company=company)
        for kind, found in records.items():
            for record in found:
                _save(workspace, kind, record, company=company)
        if before:
            _save(workspace, Before, before, id=f"before-{company}", company=company)


def _add_library(workspace: Workspace) -> None:
    found = read_file(content("sample/library.bib"), "low-voltage.bib")
    workspace.shelves.add(found.entries, file="low-voltage.bib", format=found.format)
    library = load("sample/library")
    for kind in (Watch, Theme):
        for item in library[kind.kind]:
            _save(workspace, kind, item)
    for item in library["reading"]:
        about = {"company": f"target-{item['company']}"} if "company" in item else {}
        _save(workspace, Reading, item | about)


def _add_compass(workspace: Workspace) -> None:
    compass = load("sample/compass")
    values = {item["value"]: _save(workspace, Value, item).id for item in compass["value"]}
    for item in compass["goal"]:
        _save(workspace, Goal, item | {"serves": [values[key] for key in item.get("serves", [])]})
    for section in next(c for c in CHAPTERS if c.id == "compass").sections:
        for key, item in compass.get(section.record.kind, {}).items() if section.prompts else ():
            asked = workspace.prompt_values(section, key)
            _save(workspace, section.record, item | asked, id=section.record_id("", key))


def _add_retrospective(workspace: Workspace) -> None:
    past = load("sample/retrospective")
    projects: dict[str, str] = {}
    for item in past["project"]:
        item = dict(item)
        key = item.pop("key")
        projects[key] = _save(workspace, Project, item).id
    for kind in (Energy, Story, Stumble):
        for item in past[kind.kind]:
            named = {"project": projects[item["project"]]} if item.get("project") else {}
            _save(workspace, kind, item | named)


def _save(
    workspace: Workspace, kind: type[Record], item: dict[str, Any], *, id: str = "",
    company: str = "",
) -> Record:  # fmt: skip
    values = dict(item)
    visibility = values.pop("visibility", None)
    return workspace.save(kind, values, id=id, company=company, visibility=visibility)


def _clock(start: datetime.datetime) -> Iterator[datetime.datetime]:
    while True:
        start += datetime.timedelta(minutes=7)
        yield start


def _chance() -> Iterator[str]:
    """Yield hexadecimal digits that look like chance and are the same every time."""
    count = 0
    while True:
        count += 1
        yield hashlib.sha256(f"sample {count}".encode("ascii")).hexdigest()
