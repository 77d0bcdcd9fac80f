"""The sample from its first day to the one it is made for."""

from __future__ import annotations

import datetime
import hashlib
from collections.abc import Iterator
from pathlib import Path

from prepkit.content import load
from prepkit.deep_dive.records import After
from prepkit.sample.companies import add_companies, add_interviews, add_library
from prepkit.sample.compass import add_compass, add_criteria, add_values, moved
from prepkit.sample.past import add_retrospective
from prepkit.sample.saving import WRITTEN_FOR, save
from prepkit.workspace import Workspace

_DAYS_AGO = ((379, 378), (3, 1))
"""The two days of each sitting, before the day the sample is made for."""


class _Clock:
    """A clock that moves on by a minute each time it is read, and can be set to a later time."""

    def __init__(self, as_of: datetime.date) -> None:
        self._as_of = as_of
        self._next = datetime.datetime.min.replace(tzinfo=datetime.UTC)

    def __call__(self) -> datetime.datetime:
        self._next += datetime.timedelta(minutes=1)
        return self._next

    def set(self, days_ago: int, hour: int) -> str:
        """Go on to an hour of a day and return the day."""
        day = self._as_of - datetime.timedelta(days=days_ago)
        then = datetime.datetime.combine(day, datetime.time(hour), datetime.UTC)
        assert self._next <= then, f"{then} is over already: it is {self._next}"
        self._next = then
        return day.isoformat()


def make_sample(folder: Path | str, as_of: datetime.date) -> Workspace:
    """Make a workspace in `folder` and fill it with the sample.

    The same day gives the same answers under the same ids.

    Args:
        as_of: the day the interviews lie ahead of.

    Raises:
        WorkspaceExistsError: when there is a workspace there already.
    """
    chance, clock = _chance(), _Clock(as_of)
    (first, second), (before_last, last) = _DAYS_AGO
    began = clock.set(first, 17)
    workspace = Workspace.create(
        folder, name=load("sample/person")["name"],
        now=clock, token=lambda n: next(chance)[: 2 * n],
    )  # fmt: skip
    goals: dict[str, str] = {}
    compass = moved(load("sample/compass_before"), as_of - WRITTEN_FOR)
    add_values(workspace, compass)
    add_compass(workspace, compass, goals, clock.set(second, 17), began)
    began = clock.set(before_last, 8)
    add_companies(workspace, as_of)
    add_library(workspace)
    stories = add_retrospective(workspace, as_of)
    for item in load("sample/companies")["company"]:
        company = item["key"]
        add_interviews(workspace, item, stories, as_of)
        if "after" in item:
            save(workspace, After, item["after"], id=f"after-{company}", company=company)
    compass = moved(load("sample/compass"), as_of - WRITTEN_FOR)
    clock.set(before_last, 17)
    add_values(workspace, compass)
    add_compass(workspace, compass, goals, clock.set(last, 17), began)
    add_criteria(workspace, compass)
    return workspace


def _chance() -> Iterator[str]:
    """Yield hexadecimal digits that look like chance and are the same every time."""
    count = 0
    while True:
        count += 1
        yield hashlib.sha256(f"sample {count}".encode("ascii")).hexdigest()
