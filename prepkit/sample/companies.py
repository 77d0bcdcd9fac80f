"""The companies of the sample, its library, and what became of the interviews."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any

from prepkit.brief.records import Asked, Debrief, Likely, Ninety
from prepkit.content import content, load
from prepkit.deep_dive.records import (
    Before,
    Claim,
    Dot,
    Heard,
    Question,
    Reading,
    Requirement,
    Target,
    Theme,
    Watch,
)
from prepkit.library.files import read_file
from prepkit.record import Record
from prepkit.sample.saving import claim, dated, save, told
from prepkit.workspace import Workspace

_OF_A_COMPANY: tuple[type[Record], ...] = (Requirement, Claim, Dot, Question)
_OF_INTERVIEWS = ("debrief", "asked", "heard", "corrected", "likely", "ninety")


def add_companies(workspace: Workspace, as_of: datetime.date) -> None:
    """Add the companies, with what is known of each and asked for by it."""
    for item in load("sample/companies")["company"]:
        item = dict(item)
        records = {kind: item.pop(kind.kind, []) for kind in _OF_A_COMPANY}
        before, _ = item.pop("before", None), item.pop("after", None)
        for name in _OF_INTERVIEWS:
            item.pop(name, None)
        days = item.pop("interview_in_days", None)
        if days is not None:
            item["interview_on"] = (as_of + datetime.timedelta(days=days)).isoformat()
        company = workspace.add_company(item.pop("name")).id
        assert company == item.pop("key")
        save(workspace, Target, item, id=f"target-{company}", company=company)
        for kind, found in records.items():
            for record in found:
                save(workspace, kind, record, company=company)
        if before:
            save(workspace, Before, before, id=f"before-{company}", company=company)


def add_library(workspace: Workspace) -> None:
    """Add what was collected to read, and what was taken from it."""
    found = read_file(content("sample/library.bib"), "low-voltage.bib")
    workspace.shelves.add(found.entries, file="low-voltage.bib", format=found.format)
    library = load("sample/library")
    for kind in (Watch, Theme):
        for item in library[kind.kind]:
            save(workspace, kind, item)
    for item in library["reading"]:
        about = {"company": f"target-{item['company']}"} if "company" in item else {}
        save(workspace, Reading, item | about)


def add_interviews(
    workspace: Workspace, item: Mapping[str, Any], stories: dict[str, str], as_of: datetime.date
) -> None:
    """Add what is expected of a company's interviews, and what was written down after them."""
    company, rounds = item["key"], {}
    for found in item.get("likely", ()):
        save(workspace, Likely, told(found, stories), company=company)
    for found in item.get("debrief", ()):
        found = dated(found, as_of)
        key = found.pop("key")
        rounds[key] = save(workspace, Debrief, found, company=company).id
    for found in item.get("asked", ()):
        named = {"debrief": rounds[found["debrief"]]}
        save(workspace, Asked, told(found, stories) | named, company=company)
    for kind, name in ((Heard, "heard"), (Claim, "corrected")):
        for found in item.get(name, ()):
            found = dated(found, as_of, "dated" if kind is Claim else "on")
            for about in {"claim", "corrects"} & found.keys():
                found[about] = claim(workspace, company, found[about])
            save(workspace, kind, found, company=company)
    if "ninety" in item:
        save(workspace, Ninety, item["ninety"], id=f"ninety-{company}", company=company)
