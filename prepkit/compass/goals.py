"""Goals: by horizon, the values each serves, and whether they are still true."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import dataclass

from prepkit.block import Block, Cell, Note, Table, cell, column, spelled
from prepkit.compass.records import HORIZONS, Goal, Value
from prepkit.compass.timeline import Days, looks
from prepkit.compass.weighing import by_weight
from prepkit.compass.wording import ended, spelled_date
from prepkit.section import Answers

_ROOM = 6.0  # shares of the width for the columns of goals, and for nothing beside a few
_COLUMN = 0.5

_READS = {"goal": "Goal", "horizon": "Horizon", "why": "Why", "measure": "How I will know"}
_STILL = {"still": "Yes", "partly": "Partly", "no": "No longer"}


@dataclass(frozen=True, slots=True)
class Alignment:
    """Which goals serve which values, both in the order given.

    Attributes:
        links: one row a value, one column a goal.
        lonely: the goals that serve none of the values.
        unserved: the values that none of the goals serves.
    """

    goals: tuple[Goal, ...]
    values: tuple[Value, ...]
    links: tuple[tuple[bool, ...], ...]
    lonely: tuple[Goal, ...]
    unserved: tuple[Value, ...]


@dataclass(frozen=True, slots=True)
class Turnover:
    """What has come and gone among the goals since the sitting before.

    Attributes:
        new: written since.
        gone: there then and taken off since, as they were then.
        changed: of which the goal itself, its horizon, its reason or its measure reads otherwise.
    """

    new: tuple[Goal, ...] = ()
    gone: tuple[Goal, ...] = ()
    changed: tuple[Goal, ...] = ()


def summarise_goals(answers: Answers) -> list[Block]:
    """Return the goals by horizon, what they serve, what was said of them later, and orphans."""
    goals = goals_of(answers)
    if not goals:
        return []
    standing = [goal for goal in goals if goal.still != "no"]
    over = [goal for goal in goals if goal.still == "no"]
    kept = by_weight(answers)
    return [
        *([_table(standing)] if standing else []),
        *(_alignment(aligned(standing, kept), answers) if standing and kept else []),
        *_over(over),
        *_looked_at(goals, answers),
        *_reworded(goals, answers),
        *_come_and_gone(answers),
        *([] if answers.complete else [Note(text="Other goals and values may be left out here.")]),
    ]


def goals_of(answers: Answers) -> list[Goal]:
    """Return the goals that say what is to be reached, the nearest first."""
    horizons = [option.key for option in HORIZONS]
    goals = [goal for goal in answers.all(Goal) if goal.filled("goal")]
    return sorted(goals, key=lambda g: horizons.index(g.horizon) if g.horizon in horizons else 9)


def aligned(goals: list[Goal], values: list[Value]) -> Alignment:
    """Return which goals serve which values, and those without one another on both sides.

    What a goal serves beyond these values counts for nothing.
    """
    links = tuple(tuple(value.id in goal.serves for goal in goals) for value in values)
    return Alignment(
        tuple(goals), tuple(values), links,
        tuple(goal for place, goal in enumerate(goals) if not any(row[place] for row in links)),
        tuple(value for value, row in zip(values, links, strict=True) if not any(row)),
    )  # fmt: skip


def turnover(answers: Answers) -> Turnover:
    """Return what has come and gone since the sitting before; empty without one.

    New and gone is only what nothing may be hidden of: for others than the person, neither.
    """
    if not answers.past:
        return Turnover()
    now = goals_of(answers)
    changed = tuple(goal for goal in now if _reads_otherwise(goal, answers.last(goal)))
    if not answers.complete:
        return Turnover(changed=changed)
    ever = {goal.id for snapshot in answers.past for goal in snapshot.all(Goal)}
    here = {goal.id for goal in now}
    last = [goal for goal in answers.past[-1].all(Goal) if goal.filled("goal")]
    return Turnover(
        tuple(goal for goal in now if goal.id not in ever),
        tuple(goal for goal in last if goal.id not in here),
        changed,
    )


def _reads_otherwise(goal: Goal, then: Goal | None) -> bool:
    return then is not None and bool(_differences(then, goal))


def _differences(then: Goal, now: Goal) -> list[str]:
    """Return the fields that read otherwise, whatever the blanks between words."""
    return [n for n in _READS if getattr(then, n).split() != getattr(now, n).split()]


def _table(goals: list[Goal]) -> Table:
    heads = (
        column("", 0.25), column("Horizon", 1.1), column("Goal", 2.1),
        column("Why it matters", 2.3), column("How I will know", 1.7), column("Next step", 1.8),
    )  # fmt: skip
    rows = tuple(
        (
            cell(number),
            cell(goal.show("horizon") or "–"),
            cell(goal.goal, tone="strong"),
            cell(goal.why),
            cell(goal.measure),
            cell(_next_step(goal)),
        )
        for number, goal in enumerate(goals, 1)
    )
    return Table(caption="Goals", columns=heads, rows=rows)


def _next_step(goal: Goal) -> str:
    return "\n".join(part for part in (goal.next_step, spelled_date(goal.by)) if part)


def _alignment(found: Alignment, answers: Answers) -> list[Block]:
    """Return which goal serves which value; for others than the person only what serves one.

    Where something may be left out, nobody can say what serves nothing.
    """
    if answers.complete:
        return [_matrix(found, range(len(found.goals)), is_complete=True), *_orphans(found)]
    served = [place for place, goal in enumerate(found.goals) if goal not in found.lonely]
    return [_matrix(found, served, is_complete=False)] if served else []


def _matrix(found: Alignment, places: Sequence[int], *, is_complete: bool) -> Table:
    """Return one row a value, one column a goal; a few goals stand close, for the eye.

    Args:
        places: of the goals that have a column.
        is_complete: whether values that none of the goals serves have a row.
    """
    numbers = [column(str(place + 1), _COLUMN, "center") for place in places]
    rest = _ROOM - _COLUMN * len(numbers)
    filler = [column("", rest)] if rest > 0 else []
    rows = tuple(
        (
            cell(value.heading, tone="strong"),
            *(cell("●" if row[place] else "") for place in places),
            *(cell("") for _ in filler),
        )
        for value, row in zip(found.values, found.links, strict=True)
        if is_complete or any(row)
    )
    return Table(
        caption="Which goal, by its number, serves which value",
        columns=(column("Value", 2.2), *numbers, *filler), rows=rows,
    )  # fmt: skip


def _orphans(found: Alignment) -> list[Block]:
    notes: list[Block] = []
    if found.lonely:
        names = "; ".join(goal.heading for goal in found.lonely)
        notes.append(Note(text=ended(f"Serves no value kept above: {names}")))
    if found.unserved:
        names = ", ".join(value.heading for value in found.unserved)
        notes.append(Note(text=f"Served by no goal: {names}."))
    return notes


def _over(goals: list[Goal]) -> list[Block]:
    if not goals:
        return []
    heads = (
        column("Horizon", 1.1), column("Goal", 2.1), column("Why it mattered", 2.6),
        column("How I would have known", 1.7), column("Next step", 1.8),
    )  # fmt: skip
    rows = tuple(
        (
            cell(goal.show("horizon") or "–"),
            cell(goal.goal),
            cell(goal.why),
            cell(goal.measure),
            cell(_next_step(goal)),
        )
        for goal in goals
    )
    caption = "No longer true: set apart, and not counted as serving a value"
    return [Table(caption=caption, columns=heads, rows=rows)]


def _looked_at(goals: list[Goal], answers: Answers) -> list[Block]:
    """Return when each goal was looked at again and what was said of it, goal by goal."""
    places = {goal.id: place for place, goal in enumerate(goals)}
    found = [look for look in looks(answers, Goal) if look.record in places]
    found.sort(key=lambda look: places[look.record])
    heads = (
        column("Goal", 2.2), column("Looked at on", 1.2), column("Still true?", 0.9),
        column("What has changed", 3),
    )  # fmt: skip
    rows = tuple(
        (
            cell(look.heading, tone="strong"), cell(spelled(look.on)),
            cell(_STILL.get(look.still, "–")), cell(look.shifted),
        )
        for look in found
    )  # fmt: skip
    caption = "Goals looked at again"
    blocks: list[Block] = [Table(caption=caption, columns=heads, rows=rows)] if rows else []
    if answers.past and answers.complete:
        seen = {look.record for look in found if look.on >= answers.began[-1]}
        left = [g.heading for g in goals if answers.last(g) and g.id not in seen]
        if left:
            names = "; ".join(left)
            blocks.append(Note(text=ended(f"Not looked at again in this sitting yet: {names}")))
    return blocks


def _reworded(goals: list[Goal], answers: Answers) -> list[Block]:
    """Return what goals said before, sitting by sitting, beside what they said from then on."""
    sittings = [(snapshot.began, snapshot.find) for snapshot in answers.past]
    rows = []
    for goal in goals:
        then: Goal | None = None
        for began, find in sittings:
            now = find(Goal, goal.id)
            rows += _change(then, now, began)
            then = now or then
        rows += _change(then, goal, answers.began[-1]) if answers.past else []
    heads = (
        column("Goal", 1.8), column("Since", 1.1), column("Before", 2.6),
        column("From then on", 2.6),
    )  # fmt: skip
    caption = "Goals that read otherwise than in an earlier sitting"
    return [Table(caption=caption, columns=heads, rows=tuple(rows))] if rows else []


def _change(then: Goal | None, now: Goal | None, since: datetime.date) -> list[tuple[Cell, ...]]:
    """Return a row where a goal reads otherwise; none where it does not, or was not there."""
    names = _differences(then, now) if then and now else []
    if not then or not now or not names:
        return []
    sides = ("\n".join(f"{_READS[n]}: {g.show(n) or '–'}" for n in names) for g in (then, now))
    return [(cell(now.heading, tone="strong"), cell(spelled(since)), *map(cell, sides))]


def _come_and_gone(answers: Answers) -> list[Block]:
    if not answers.past:
        return []
    then, found = Days(answers.past[-1].began, answers.past[-1].ended), turnover(answers)
    blocks: list[Block] = []
    if found.new:
        names = "; ".join(goal.heading for goal in found.new)
        blocks.append(Note(text=ended(f"New since {then}: {names}")))
    if found.gone:
        heads = column("Horizon", 1.1), column("Goal", 2.4), column("Why it mattered", 3.8)
        rows = tuple(
            (cell(goal.show("horizon") or "–"), cell(goal.goal), cell(goal.why))
            for goal in found.gone
        )
        caption = f"There on {then}, and taken off since"
        blocks.append(Table(caption=caption, columns=heads, rows=rows))
    return blocks
