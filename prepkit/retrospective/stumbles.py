"""Stumbles, with their cost and what grew from them."""

from __future__ import annotations

from prepkit.block import Block, Card, Note, Table, cell, column
from prepkit.retrospective.career import card
from prepkit.retrospective.records import Project, Stumble
from prepkit.section import Answers

_TOLD = ("happened", "part", "cost")
_GREW = ("changed", "again")


def summarise_stumbles(answers: Answers) -> list[Block]:
    """Return each stumble with its cost, and what grew from them."""
    stumbles = [stumble for stumble in answers.all(Stumble) if stumble.filled("title")]
    if not stumbles:
        return []
    blocks: list[Block] = [_card(stumble, answers) for stumble in stumbles]
    grown = [stumble for stumble in stumbles if any(map(stumble.filled, _GREW))]
    if grown:
        heads = (
            column("Stumble", 1.4),
            *(column(Stumble.spec(name).title, 2.5) for name in _GREW),
        )
        rows = tuple(
            (cell(s.heading, tone="strong"), *(cell(getattr(s, name)) for name in _GREW))
            for s in grown
        )
        blocks.append(Table(caption="What grew from them", columns=heads, rows=rows))
    if answers.complete:
        named = sum(stumble.filled("again") for stumble in stumbles)
        verb = "names" if named == 1 else "name"
        blocks.append(Note(text=f"{named} of {len(stumbles)} {verb} a later occasion."))
    return blocks


def _card(stumble: Stumble, answers: Answers) -> Card:
    shown = card(stumble, facts=("when",), texts=_TOLD)
    place = (Stumble.spec("project").title, answers.name(Project, stumble.project))
    return shown.model_copy(update={"facts": (*shown.facts, place) if place[1] else shown.facts})
