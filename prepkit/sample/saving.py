"""Saving what the sample is made of, with days that count from the one it is made for."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any

from prepkit.deep_dive.records import Claim
from prepkit.record import Record
from prepkit.workspace import Workspace

WRITTEN_FOR = datetime.date(2026, 11, 23)
"""The day as of which dates in the files are written down."""


def save(
    workspace: Workspace, kind: type[Record], item: dict[str, Any], *, id: str = "",
    company: str = "",
) -> Record:  # fmt: skip
    """Save one record as the files have it; who may see it stands among its values."""
    values = dict(item)
    visibility = values.pop("visibility", None)
    return workspace.save(kind, values, id=id, company=company, visibility=visibility)


def later(date: str, by: datetime.timedelta) -> str:
    """Return a date so many days later, as exact as it was."""
    return (datetime.date.fromisoformat((date + "-15")[:10]) + by).isoformat()[: len(date)]


def dated(item: Mapping[str, Any], as_of: datetime.date, name: str = "on") -> dict[str, Any]:
    """Return a record with the days that are so many days before the sample is made for."""
    item = dict(item)
    for days, field in (("days_ago", name), ("heard_days_ago", "heard_on")):
        if days in item:
            item[field] = (as_of - datetime.timedelta(days=item.pop(days))).isoformat()
    return item


def told(item: Mapping[str, Any], stories: Mapping[str, str]) -> dict[str, Any]:
    """Return a record with the id of the story it names by its title."""
    return {**item, **({"story": stories[item["story"]]} if "story" in item else {})}


def claim(workspace: Workspace, company: str, begins: str) -> str:
    """Return the id of the claim about a company that begins with these words."""
    (found,) = [
        found
        for found in workspace.records(Claim, company=company)
        if found.statement.startswith(begins)
    ]
    return found.id
