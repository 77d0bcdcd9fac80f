"""Priorities: how much each area matters beside how well it goes, now and the last time."""

from __future__ import annotations

from prepkit.block import Block, Card, Note, Table, cell, column, counted
from prepkit.compass.drift import Step
from prepkit.compass.moves import is_rated_again, moves, moves_told
from prepkit.compass.records import Priority
from prepkit.compass.timeline import Days, sitting_days
from prepkit.content import prompts
from prepkit.section import Answers
from prepkit.views.change_charts import ratings_moved
from prepkit.views.charts import dumbbells

AREAS = prompts("areas")
ASKED = {"importance": "how much it matters", "satisfaction": "how content with it"}
"""The two ratings of an area, as they are named beside one another."""


def summarise_priorities(answers: Answers) -> list[Block]:
    """Return importance beside satisfaction for every area, the widest gap, and what has moved."""
    order = [prompt.title for prompt in AREAS]
    areas = [p for p in answers.all(Priority) if p.filled("importance") or p.filled("satisfaction")]
    if not areas:
        return []
    areas.sort(key=lambda p: order.index(p.area) if p.area in order else len(order))
    again = is_rated_again(answers, Priority)
    # Of areas that may not be all of them none has the widest gap.
    widest = _widest(areas) if answers.complete else []
    blocks = _gaps(areas, _gap_told(widest) if answers.complete else "")
    if again:
        blocks += _moved(areas, answers)
    elif answers.past and answers.complete:
        then = Days(answers.past[-1].began, answers.past[-1].ended)
        blocks.append(Note(text=f"None of these ratings has been changed since {then}."))
    blocks += [_table(areas, answers, again=again), *_action(widest)]
    return blocks if answers.complete else [*blocks, Note(text="Other areas may be left out here.")]


def priorities_moved(answers: Answers) -> list[Step]:
    """Return the ratings that moved since the last sitting, named by area and what was rated."""
    return moves(answers, Priority, ASKED, lambda area, name: f"{area.heading}, {ASKED[name]}")


def _widest(areas: list[Priority]) -> list[Priority]:
    """Return the areas that matter most beyond how well they go; empty where none does."""
    gap = max(filter(None, map(_gap, areas)), default=0)
    return [area for area in areas if _gap(area) == gap] if gap > 0 else []


def _gap(area: Priority) -> int | None:
    if area.importance is None or area.satisfaction is None:
        return None
    return area.importance - area.satisfaction


def _gaps(areas: list[Priority], said: str) -> list[Block]:
    """Return both ratings of each area as a picture, and where the gap is widest."""
    rated = [
        (area.heading, area.importance, area.satisfaction)
        for area in areas
        if area.importance is not None and area.satisfaction is not None
    ]
    if not rated:
        return []
    chart = dumbbells(
        rated,
        first="matters",
        second="content with it",
        axis="1 little, 5 a great deal",
        caption="How much each area matters, beside how content I am with it",
        alt=f"Importance and satisfaction for {counted(len(rated), 'area')}. {said}".rstrip(),
    )
    return [chart, *([Note(text=said)] if said else [])]


def _gap_told(widest: list[Priority]) -> str:
    if not widest:
        return "No area matters more than it goes well."
    *others, last = (area.heading for area in widest)
    points = counted(_gap(widest[0]) or 0, "point")
    said = (
        f"Widest gaps: {', '.join(others)} and {last}, each {points} apart."
        if others
        else f"Widest gap: {last}, {points} apart."
    )
    if not any(area.filled("action") for area in widest):
        said += " No small thing to do about it is written yet."
    return said


def _action(widest: list[Priority]) -> list[Block]:
    """Return the one thing written for the widest gap: of several the one that matters most."""
    written = [area for area in widest if area.filled("action")]
    if not written:
        return []
    area = max(written, key=lambda area: area.importance or 0)
    title = f"The widest gap: {area.heading}"
    return [Card(title=title, texts=((area.spec("action").title, area.action),))]


def _moved(areas: list[Priority], answers: Answers) -> list[Block]:
    """Return the ratings of both sittings as a picture, and which of them have shifted."""
    rows = [
        (area.heading, (then.importance, area.importance), (then.satisfaction, area.satisfaction))
        for area in areas
        if (then := answers.last(area))
    ]
    rows = [row for row in rows if None not in row[1] or None not in row[2]]
    if not rows:
        return []
    before, now = Days(answers.past[-1].began, answers.past[-1].ended), sitting_days(answers)[-1]
    said = moves_told(priorities_moved(answers), complete=answers.complete)
    chart = ratings_moved(
        rows, heads=("how much it matters", "how content I am with it"),
        then=str(before), now=str(now), caption="Last time beside this time",
        alt=f"Ratings of {counted(len(rows), 'area')} on {before} and on {now}. {said}".rstrip(),
    )  # fmt: skip
    return [chart, *([Note(text=said)] if said else [])]


def _table(areas: list[Priority], answers: Answers, *, again: bool) -> Table:
    heads = (
        column("Area", 1.6), column("Matters", 0.8, "center"),
        column("Content with it", 0.9, "center"), column("Time", 1.1),
        column("One small thing to do", 3),
    )  # fmt: skip
    rows = tuple(
        (
            cell(area.heading, tone="strong"),
            *(cell(_then_and_now(area, answers.last(area) if again else None, n)) for n in ASKED),
            cell(area.show("hours") or "–"),
            cell(area.action),
        )
        for area in areas
    )
    arrows = any("→" in each.text for row in rows for each in row[1:3])
    caption = "Priorities, where a rating has moved: last time → this time"
    return Table(caption=caption if arrows else "Priorities", columns=heads, rows=rows)


def _then_and_now(area: Priority, then: Priority | None, name: str) -> str:
    now = getattr(area, name)
    before = getattr(then, name) if then else now
    return str(now or "–") if before == now else f"{before or '–'} → {now or '–'}"
