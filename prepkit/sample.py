"""A sample workspace: one person, three companies, every section filled in.

Everything goes through the public face, as a person's own answers do. The compass was filled in
twice, a year apart; the rest is of the last days. Dates in fields count from the day the sample is
made for, so that interviews are always ahead and what was a year ago stays so; texts keep the
months they name.
"""

from __future__ import annotations

import datetime
import hashlib
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from prepkit.compass.records import (
    Comparison,
    Criterion,
    Direction,
    Fit,
    Goal,
    Mirror,
    Motivator,
    Priority,
    Sentence,
    Sitting,
    Value,
)
from prepkit.content import content, load, prompts
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
from prepkit.section import record_id
from prepkit.workspace import Workspace

_OF_A_COMPANY: tuple[type[Record], ...] = (Requirement, Claim, Dot, Question)

_ASKED: Mapping[type[Record], str] = {
    Mirror: "mirrors", Motivator: "motivators", Priority: "areas", Direction: "directions"
}  # fmt: skip
"""Which list of content/ the records of a kind answer."""

_CHOICES = {">": "left", "<": "right", "=": "tie", "/": "skip"}

_WRITTEN_FOR = datetime.date(2026, 11, 23)
"""The day as of which the dates in the compass are written down."""

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
    compass = _moved(load("sample/compass_before"), as_of - _WRITTEN_FOR)
    _add_values(workspace, compass)
    _add_compass(workspace, compass, goals, clock.set(second, 17), began)
    began = clock.set(before_last, 8)
    _add_companies(workspace, as_of)
    _add_library(workspace)
    _add_retrospective(workspace)
    for item in load("sample/companies")["company"]:
        if "after" in item:
            company = item["key"]
            _save(workspace, After, item["after"], id=f"after-{company}", company=company)
    compass = _moved(load("sample/compass"), as_of - _WRITTEN_FOR)
    clock.set(before_last, 17)
    _add_values(workspace, compass)
    _add_compass(workspace, compass, goals, clock.set(last, 17), began)
    _add_criteria(workspace, compass)
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


def _add_values(workspace: Workspace, compass: dict[str, Any]) -> None:
    """Sort the cards, compare what is kept, and say what it means, all on one day."""
    own = load("sample/compass_before")["own"]
    for pile, keys in compass["cards"].items():
        for key in keys:
            _save(workspace, Value, {"value": own.get(key, key), "pile": pile}, id=_value(key))
    for line in compass["comparisons"]["said"].split("\n"):
        pair, _, then = line.partition(", ")
        if pair:
            left, sign, right = pair.split()
            said = {"left": _value(left), "right": _value(right), "choice": _CHOICES[sign]}
            id = _save(workspace, Comparison, said).id
            if then == "taken back":
                _save(workspace, Comparison, {"choice": "undone"}, id=id)
    for item in compass["value"]:
        key = item["value"]
        _save(workspace, Value, item | {"value": own.get(key, key)}, id=_value(key))


def _add_compass(
    workspace: Workspace, compass: dict[str, Any], goals: dict[str, str], today: str, began: str
) -> None:
    """Add what else is written in a sitting.

    Args:
        goals: ids by key, of the sittings before; those of this one are put in.
        today: the day, which is when whatever is asked again was looked at.
        began: the first day of the sitting.
    """
    for kind, name in _ASKED.items():
        titles = {prompt.key: prompt.title for prompt in prompts(name)}
        for key, item in compass[kind.kind].items():
            item = _looked_at(item, today) | {kind.title_field: titles[key]}
            if item.get("value"):
                item["value"] = _value(item["value"])
            _save(workspace, kind, item, id=record_id(kind, "", key))
    for item in compass.get("question", ()):
        _save(workspace, Mirror, item)
    for item in compass["goal"]:
        item = _looked_at(item, today)
        if "serves" in item:
            item["serves"] = [_value(key) for key in item["serves"]]
        key = item.pop("key")
        goals[key] = _save(workspace, Goal, item, id=goals.get(key, "")).id
    for key in compass.get("dropped", {}).get("goals", ()):
        workspace.delete(goals.pop(key))
    _save(workspace, Sitting, compass["sitting"] | {"on": began})


def _add_criteria(workspace: Workspace, compass: dict[str, Any]) -> None:
    """Add what she decides by, how the companies do by it, and what she says of herself."""
    criteria = {}
    for item in compass["criterion"]:
        id, key = _value(item["value"]), item["value"]
        criteria[key] = _save(
            workspace, Criterion, item | {"value": id}, id=record_id(Criterion, "", id)
        )
    for company, ratings in compass["fit"].items():
        for key, item in ratings.items():
            claims = [_claim(workspace, company, begins) for begins in item.get("claims", ())]
            item = item | {"claims": claims, "criterion": criteria[key].heading}
            id = record_id(Fit, company, criteria[key].id)
            _save(workspace, Fit, item, id=id, company=company)
    for item in compass["sentence"]:
        item = dict(item)
        key = item.pop("key", "")
        _save(workspace, Sentence, item, id=key and record_id(Sentence, "", key))


def _moved(compass: dict[str, Any], by: datetime.timedelta) -> dict[str, Any]:
    """Return a sitting with the dates of its motivators and goals moved by so many days.

    A month stays a month: the one in which its 15th comes to lie.
    """

    def moved(item: dict[str, Any], *names: str) -> dict[str, Any]:
        return item | {name: _later(item[name], by) for name in names if item.get(name)}

    motivators = {
        key: moved(item, "gave_on", "drained_on") for key, item in compass["motivator"].items()
    }
    goals = [moved(item, "by") for item in compass["goal"]]
    return compass | {"motivator": motivators, "goal": goals}


def _later(date: str, by: datetime.timedelta) -> str:
    return (datetime.date.fromisoformat((date + "-15")[:10]) + by).isoformat()[: len(date)]


def _looked_at(item: dict[str, Any], today: str) -> dict[str, Any]:
    return item | {"looked": today} if "still" in item else dict(item)


def _value(key: str) -> str:
    return record_id(Value, "", key)


def _claim(workspace: Workspace, company: str, begins: str) -> str:
    (claim,) = [
        claim
        for claim in workspace.records(Claim, company=company)
        if claim.statement.startswith(begins)
    ]
    return claim.id


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


def _chance() -> Iterator[str]:
    """Yield hexadecimal digits that look like chance and are the same every time."""
    count = 0
    while True:
        count += 1
        yield hashlib.sha256(f"sample {count}".encode("ascii")).hexdigest()
