"""Goals: by horizon, the values each serves, and whether they are still true."""

from __future__ import annotations

from dataclasses import dataclass

from prepkit.block import Block, Note, Table, cell, column, spelled
from prepkit.compass.records import HORIZONS, Goal, Value
from prepkit.compass.timeline import Days, looks
from prepkit.compass.weighing import by_weight
from prepkit.section import Answers

_ROOM = 6.0  # shares of the width for the columns of goals, and for nothing beside a few
_COLUMN = 0.5


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
    blocks: list[Block] = [_table(standing)] if standing else []
    if standing and kept:
        found = aligned(standing, kept)
        blocks.append(_matrix(found))
        # Where something may be left out, nobody can say what serves nothing.
        blocks += _orphans(found) if answers.complete else []
    return [*blocks, *_over(over), *_looked_at(goals, answers), *_come_and_gone(answers)]


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
    names = ("goal", "horizon", "why", "measure")
    return then is not None and any(getattr(goal, n) != getattr(then, n) for n in names)


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
            cell("\n".join(part for part in (goal.next_step, goal.show("by")) if part)),
        )
        for number, goal in enumerate(goals, 1)
    )
    return Table(caption="Goals", columns=heads, rows=rows)


def _matrix(found: Alignment) -> Table:
    """Return one row a value, one column a goal; a few goals stand close, for the eye."""
    numbers = [column(str(n), _COLUMN, "center") for n in range(1, len(found.goals) + 1)]
    rest = _ROOM - _COLUMN * len(numbers)
    filler = [column("", rest)] if rest > 0 else []
    rows = tuple(
        (
            cell(value.heading, tone="strong"),
            *(cell("●" if linked else "") for linked in row),
            *(cell("") for _ in filler),
        )
        for value, row in zip(found.values, found.links, strict=True)
    )
    return Table(
        caption="Which goal, by its number, serves which value",
        columns=(column("Value", 2.2), *numbers, *filler), rows=rows,
    )  # fmt: skip


def _orphans(found: Alignment) -> list[Block]:
    notes: list[Block] = []
    if found.lonely:
        names = "; ".join(goal.heading for goal in found.lonely)
        notes.append(Note(text=f"Serves no value kept above: {names}."))
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
            cell("\n".join(part for part in (goal.next_step, goal.show("by")) if part)),
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
            cell(look.heading, tone="strong"), cell(spelled(look.on)), cell(look.said or "–"),
            cell(look.shifted),
        )
        for look in found
    )  # fmt: skip
    blocks: list[Block] = [Table(caption="Still true?", columns=heads, rows=rows)] if rows else []
    if answers.past and answers.complete:
        seen = {look.record for look in found if look.on >= answers.began[-1]}
        left = [g.heading for g in goals if answers.last(g) and g.id not in seen]
        if left:
            blocks.append(Note(text=f"Not looked at again in this sitting yet: {'; '.join(left)}."))
    return blocks


def _come_and_gone(answers: Answers) -> list[Block]:
    if not answers.past:
        return []
    then, found = Days(answers.past[-1].began, answers.past[-1].ended), turnover(answers)
    said = (
        (f"New since {then}", [goal.heading for goal in found.new]),
        (f"There on {then}, and taken off since", [goal.heading for goal in found.gone]),
    )
    return [Note(text=f"{head}: {'; '.join(names)}.") for head, names in said if names]
