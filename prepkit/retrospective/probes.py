"""Probes: the follow-up questions a story has to stand up to, and the part that answers each."""

from __future__ import annotations

from dataclasses import dataclass

from prepkit.content import load
from prepkit.retrospective.records import Story


@dataclass(frozen=True, slots=True)
class Probe:
    """One follow-up question of an experienced interviewer.

    Attributes:
        key: what a drill remembers it by.
        label: what it is after, in a few words.
        question: as an interviewer would say it.
        field: the name of the part of a story that answers it.
        missing: what an interviewer finds where that part is empty, one sentence.
    """

    key: str
    label: str
    question: str
    field: str
    missing: str


PROBES = tuple(Probe(**item) for item in load("probes")["probes"])
"""Every follow-up, those that rehearsed stories fail most often first."""

BY_KEY = {probe.key: probe for probe in PROBES}


def missing(story: Story) -> tuple[Probe, ...]:
    """Return the follow-ups whose part of the story is empty, in the order of `PROBES`.

    Where the number comes from is missing only once there is a number.
    """
    return tuple(
        probe
        for probe in PROBES
        if not story.filled(probe.field)
        if probe.key != "provenance" or story.filled("number")
    )
