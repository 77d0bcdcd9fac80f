"""What the person of the sample looked back on."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any

from prepkit.brief.records import Carry, Tension
from prepkit.content import load
from prepkit.fields import OWN
from prepkit.record import Record
from prepkit.retrospective.bank import seeds_of_the_bank
from prepkit.retrospective.records import (
    Drill,
    Energy,
    Lead,
    Lens,
    Practice,
    Project,
    Setting,
    Story,
    Stumble,
    Sweep,
)
from prepkit.sample.saving import WRITTEN_FOR, later, save, told
from prepkit.section import record_id
from prepkit.workspace import Workspace


def add_retrospective(workspace: Workspace, as_of: datetime.date) -> dict[str, str]:
    """Add what she looked back on; return the ids of the stories by title."""
    past = load("sample/retrospective")
    for year, item in past["sweep"].items():
        save(workspace, Sweep, item | {"year": year}, id=record_id(Sweep, "", year))
    projects: dict[str, Record] = {}
    for item in past["project"]:
        item = dict(item)
        key = item.pop("key")
        projects[key] = save(workspace, Project, item)
    stories: dict[str, str] = {}
    for kind in (Energy, Story, Stumble):
        for item in past[kind.kind]:
            named = {"project": projects[item["project"]].id} if item.get("project") else {}
            saved = save(workspace, kind, item | named)
            if kind is Story:
                stories[saved.heading] = saved.id
    _add_environments(workspace, past, projects)
    _add_practice(workspace, past, stories)
    for item in past["carry"]:
        if "look_on" in item:
            item = item | {"look_on": later(item["look_on"], as_of - WRITTEN_FOR)}
        save(workspace, Carry, item)
    for item in past["tension"]:
        save(workspace, Tension, item)
    return stories


def _add_environments(
    workspace: Workspace, past: Mapping[str, Any], projects: Mapping[str, Record]
) -> None:
    """Add what she looked at in teams, how it was in each, and what she makes of it."""
    save(workspace, Lens, past["lens"], id=record_id(Lens, "", ""))
    for item in past["setting"]:
        item, about = dict(item), projects[item["project"]]
        said = {"project": about.heading} | ({"best": item["best"]} if "best" in item else {})
        rated = [
            (f"{OWN}{key}" if key in past["lens"]["own"] else key, step)
            for key, step in item.items()
            if key not in ("project", "best")
        ]
        save(workspace, Setting, said | {"ratings": rated}, id=record_id(Setting, "", about.id))
    for item in past["lead"]:
        save(workspace, Lead, item)


def _add_practice(
    workspace: Workspace, past: Mapping[str, Any], stories: Mapping[str, str]
) -> None:
    """Add the follow-ups she tried aloud, and the questions she kept of the bank."""
    for line in past["drills"]["said"].strip().split("\n"):
        title, probe, came, seconds = line.rsplit(", ", 3)
        drill = {"probe": probe, "came": came, "seconds": int(seconds)}
        save(workspace, Drill, drill | {"story": stories[title]})
    bank = {seed.key: seed.values for seed in seeds_of_the_bank(workspace.answers())}
    for item in past["practice"]:
        item = told(item, stories)
        key = item.pop("key")
        save(workspace, Practice, {**bank[key], **item}, id=record_id(Practice, "", key))
