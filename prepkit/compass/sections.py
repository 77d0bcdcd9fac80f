"""The compass's table of contents, and what each of its sections adds up to."""

from __future__ import annotations

from prepkit.block import Block, Card, Note, Table, cell, column
from prepkit.compass.records import HORIZONS, Goal, Mirror, Priority, Value
from prepkit.content import prompts
from prepkit.section import Answers, Chapter, Section
from prepkit.views.charts import dumbbells

MIRRORS = prompts("mirrors")
AREAS = prompts("areas")


def summarise_mirrors(answers: Answers) -> list[Block]:
    """Return the questions answered, in the order they are asked, with what has shifted."""
    order = [prompt.title for prompt in MIRRORS]
    answered = [m for m in answers.all(Mirror) if m.filled("answer") or m.filled("mirror")]
    answered.sort(key=lambda m: order.index(m.question) if m.question in order else len(order))
    blocks: list[Block] = [
        Card(
            title=mirror.heading,
            facts=((mirror.spec("still").title, mirror.show("still")),) if mirror.still else (),
            texts=tuple(
                (mirror.spec(name).title, mirror.show(name))
                for name in ("answer", "mirror", "shifted")
                if mirror.filled(name)
            ),
        )
        for mirror in answered
    ]
    shifted = [mirror.heading for mirror in answered if mirror.still in ("partly", "no")]
    if shifted:
        blocks.append(Note(text=f"No longer quite what they were: {'; '.join(shifted)}."))
    return blocks


def summarise_values(answers: Answers) -> list[Block]:
    """Return the values kept, heaviest first, and those that weigh most as a band."""
    values = [value for value in answers.all(Value) if value.filled("value")]
    if not values:
        return []
    values.sort(key=lambda value: -(value.weight or 0))
    rows = tuple(
        (
            cell(value.heading, tone="strong"),
            cell(value.weight or "–"),
            cell(value.meaning),
            cell(value.showed),
            cell(value.more),
        )
        for value in values
    )
    heads = (
        column("Value", 1.2), column("Weight", 0.7, "center"), column("What it means to me", 2),
        column("How it showed", 2.2), column("How it could show more", 2),
    )  # fmt: skip
    blocks: list[Block] = [Table(caption="Values kept", columns=heads, rows=rows)]
    most = max((value.weight or 0 for value in values), default=0)
    band = [value.heading for value in values if value.weight == most]
    if most and len(values) > 1:
        blocks.append(
            Note(
                text=f"Top band, weighed {most} of 5, in no order: {', '.join(band)}. "
                "A rating puts values into bands; it does not rank them within one."
            )
        )
    return blocks


def summarise_priorities(answers: Answers) -> list[Block]:
    """Return importance beside satisfaction for every area, and the widest gap."""
    order = [prompt.title for prompt in AREAS]
    areas = [p for p in answers.all(Priority) if p.filled("importance") or p.filled("satisfaction")]
    if not areas:
        return []
    areas.sort(key=lambda p: order.index(p.area) if p.area in order else len(order))
    rated = [
        (area.heading, area.importance, area.satisfaction)
        for area in areas
        if area.importance is not None and area.satisfaction is not None
    ]
    blocks: list[Block] = []
    if rated:
        gap = max(one - two for _, one, two in rated)
        widest = [label for label, one, two in rated if one - two == gap]
        said = (
            f"Widest gap ({gap} of 4): {', '.join(widest)}."
            if gap > 0
            else "No area matters more than it goes well."
        )
        blocks.append(
            dumbbells(
                rated,
                first="matters",
                second="content with it",
                axis="1 little, 5 a great deal",
                caption="How much each area matters, beside how content I am with it",
                alt=f"Importance and satisfaction for {len(rated)} areas. {said}",
            )
        )
        blocks.append(Note(text=said))
    rows = tuple(
        (
            cell(area.heading, tone="strong"),
            cell(area.importance or "–"),
            cell(area.satisfaction or "–"),
            cell(area.show("hours") or "–"),
            cell(area.action),
        )
        for area in areas
    )
    heads = (
        column("Area", 1.6), column("Matters", 0.8, "center"), column("Content", 0.8, "center"),
        column("Time", 1.1), column("One small thing to do", 3),
    )  # fmt: skip
    blocks.append(Table(caption="Priorities", columns=heads, rows=rows))
    return blocks


def summarise_goals(answers: Answers) -> list[Block]:
    """Return the goals by horizon, the values each serves, and orphans on both sides."""
    goals = [goal for goal in answers.all(Goal) if goal.filled("goal")]
    if not goals:
        return []
    horizons = [option.key for option in HORIZONS]
    goals.sort(key=lambda g: horizons.index(g.horizon) if g.horizon in horizons else 9)
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
    heads = (
        column("", 0.25), column("Horizon", 0.9), column("Goal", 2.1),
        column("Why it matters", 2.3), column("How I will know", 1.7), column("Next step", 1.8),
    )  # fmt: skip
    values = [value for value in answers.all(Value) if value.filled("value")]
    blocks: list[Block] = [Table(caption="Goals", columns=heads, rows=rows)]
    if values:
        matrix = tuple(
            (
                cell(value.heading, tone="strong"),
                *(cell("●" if value.id in goal.serves else "") for goal in goals),
            )
            for value in values
        )
        numbers = [column(str(number), 0.4, "center") for number in range(1, len(goals) + 1)]
        blocks.append(
            Table(
                caption="Which goal, by its number, serves which value",
                columns=(column("Value", 1.5), *numbers, column("", 2)),
                rows=tuple((*row, cell("")) for row in matrix),
            )
        )
        # Where something may be left out, nobody can say what serves nothing.
        blocks += _orphans(goals, values) if answers.complete else []
    return blocks


def _orphans(goals: list[Goal], values: list[Value]) -> list[Block]:
    served = {id for goal in goals for id in goal.serves}
    kept = {value.id for value in values}
    lonely = [goal.heading for goal in goals if not kept.intersection(goal.serves)]
    unserved = [value.heading for value in values if value.id not in served]
    notes: list[Block] = []
    if lonely:
        notes.append(Note(text=f"Serves no value kept above: {'; '.join(lonely)}."))
    if unserved:
        notes.append(Note(text=f"Served by no goal: {', '.join(unserved)}."))
    return notes


CHAPTER = Chapter(
    "compass",
    "Compass",
    (
        Section(
            "mirrors", "Mirrors", 45, Mirror, summarise_mirrors, "short",
            "Answer one classic question, first for the interviewer, then for yourself.",
            shape="prompts", prompts=MIRRORS, quick=30,
        ),
        Section(
            "values", "Values", 25, Value, summarise_values, "medium",
            "Choose one value you would not give up, and say what you mean by it.", goal=7,
        ),
        Section(
            "priorities", "Priorities", 15, Priority, summarise_priorities, "medium",
            "Rate one area of life: how much it matters, and how content you are with it.",
            shape="prompts", prompts=AREAS,
        ),
        Section(
            "goals", "Goals", 30, Goal, summarise_goals, "full",
            "Write one goal and the next step towards it.", goal=3,
        ),
    ),
)  # fmt: skip
