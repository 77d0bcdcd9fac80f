"""The compass of the sample, filled in twice."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
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
from prepkit.content import load, prompts
from prepkit.record import Record
from prepkit.sample.saving import claim, later, save
from prepkit.section import record_id
from prepkit.workspace import Workspace

_ASKED: Mapping[type[Record], str] = {
    Mirror: "mirrors", Motivator: "motivators", Priority: "areas", Direction: "directions"
}  # fmt: skip
"""Which list of content/ the records of a kind answer."""

_CHOICES = {">": "left", "<": "right", "=": "tie", "/": "skip"}


def add_values(workspace: Workspace, compass: dict[str, Any]) -> None:
    """Sort the cards, compare what is kept, and say what it means, all on one day."""
    own = load("sample/compass_before")["own"]
    for pile, keys in compass["cards"].items():
        for key in keys:
            save(workspace, Value, {"value": own.get(key, key), "pile": pile}, id=_value(key))
    for line in compass["comparisons"]["said"].split("\n"):
        pair, _, then = line.partition(", ")
        if pair:
            left, sign, right = pair.split()
            said = {"left": _value(left), "right": _value(right), "choice": _CHOICES[sign]}
            id = save(workspace, Comparison, said).id
            if then == "taken back":
                save(workspace, Comparison, {"choice": "undone"}, id=id)
    for item in compass["value"]:
        key = item["value"]
        save(workspace, Value, item | {"value": own.get(key, key)}, id=_value(key))


def add_compass(
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
            save(workspace, kind, item, id=record_id(kind, "", key))
    for item in compass.get("question", ()):
        save(workspace, Mirror, item)
    for item in compass["goal"]:
        item = _looked_at(item, today)
        if "serves" in item:
            item["serves"] = [_value(key) for key in item["serves"]]
        key = item.pop("key")
        goals[key] = save(workspace, Goal, item, id=goals.get(key, "")).id
    for key in compass.get("dropped", {}).get("goals", ()):
        workspace.delete(goals.pop(key))
    save(workspace, Sitting, compass["sitting"] | {"on": began})


def add_criteria(workspace: Workspace, compass: dict[str, Any]) -> None:
    """Add what she decides by, how the companies do by it, and what she says of herself."""
    criteria = {}
    for item in compass["criterion"]:
        id, key = _value(item["value"]), item["value"]
        criteria[key] = save(
            workspace, Criterion, item | {"value": id}, id=record_id(Criterion, "", id)
        )
    for company, ratings in compass["fit"].items():
        for key, item in ratings.items():
            claims = [claim(workspace, company, begins) for begins in item.get("claims", ())]
            item = item | {"claims": claims, "criterion": criteria[key].heading}
            id = record_id(Fit, company, criteria[key].id)
            save(workspace, Fit, item, id=id, company=company)
    for item in compass["sentence"]:
        item = dict(item)
        key = item.pop("key", "")
        save(workspace, Sentence, item, id=key and record_id(Sentence, "", key))


def moved(compass: dict[str, Any], by: datetime.timedelta) -> dict[str, Any]:
    """Return a sitting with the dates of its motivators and goals moved by so many days.

    A month stays a month: the one in which its 15th comes to lie.
    """

    def moved(item: dict[str, Any], *names: str) -> dict[str, Any]:
        return item | {name: later(item[name], by) for name in names if item.get(name)}

    motivators = {
        key: moved(item, "gave_on", "drained_on") for key, item in compass["motivator"].items()
    }
    goals = [moved(item, "by") for item in compass["goal"]]
    return compass | {"motivator": motivators, "goal": goals}


def _looked_at(item: dict[str, Any], today: str) -> dict[str, Any]:
    return item | {"looked": today} if "still" in item else dict(item)


def _value(key: str) -> str:
    return record_id(Value, "", key)
