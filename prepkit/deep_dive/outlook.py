"""Where the field is heading: what somebody thought before, and what they think now."""

from __future__ import annotations

from prepkit.block import Block, Card, Note, Table, cell, column
from prepkit.deep_dive.field import map_of
from prepkit.deep_dive.records import After, Before
from prepkit.library.identity import words_of
from prepkit.section import Answers

_MOST_NAMED = 12


def summarise_before(answers: Answers) -> list[Block]:
    """Return the first view, on its own."""
    return [
        Card(
            title="At the start",
            facts=((before.spec("sure").title, before.show("sure")),) if before.sure else (),
            texts=((before.spec("view").title, before.view),) if before.filled("view") else (),
        )
        for before in answers.of_company(Before)
        if before.filled("view") or before.sure
    ]


def summarise_after(answers: Answers) -> list[Block]:
    """Return both views side by side, what made the difference, and what is named only now."""
    now = next(iter(answers.of_company(After)), None)
    if now is None or not any(now.filled(name) for name in ("view", "sure", "changed")):
        return []
    then = next(iter(answers.of_company(Before)), None)
    rows = [
        (
            cell(now.spec(name).title, tone="strong"),
            cell(then.show(name) if then else ""),
            cell(now.show(name)),
        )
        for name in ("view", "sure")
        if now.filled(name) or (then and then.filled(name))
    ]
    if now.filled("changed"):
        rows.append((cell(now.spec("changed").title, tone="strong"), cell(""), cell(now.changed)))
    days = [f" ({r.origin.saved_at:%Y-%m-%d})" if r else "" for r in (then, now)]
    if days[0] == days[1]:
        days = ["", ""]
    heads = (column("", 0.8), column(f"Before{days[0]}", 2), column(f"Now{days[1]}", 2))
    blocks: list[Block] = [
        Table(caption="Where this field is heading", columns=heads, rows=tuple(rows))
    ]
    if then and then.filled("view") and (new := _named_only_now(then.view, now.view, answers)):
        blocks.append(Note(text=f"Themes of the map you name now and did not then: {new}."))
    return blocks


def _named_only_now(then: str, now: str, answers: Answers) -> str:
    """Return the names of the map's themes that only the second text has."""
    before, after = (f" {words_of(text)} " for text in (then, now))
    named = [
        theme.name
        for theme in map_of(answers).themes
        if any(f" {words_of(w)} " in after for w in (theme.name, *theme.wordings))
        and not any(f" {words_of(w)} " in before for w in (theme.name, *theme.wordings))
    ]
    return ", ".join(named[:_MOST_NAMED])
