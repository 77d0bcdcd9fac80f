"""Values: those kept, how much each weighs as far as that can be told, and which may be two."""

from __future__ import annotations

from prepkit.block import Block, Note, Table, cell, column, counted, spelled
from prepkit.compass.comparing import consistency
from prepkit.compass.triads import suspects, triads
from prepkit.compass.weighing import Weighing, by_weight, kept, weighing
from prepkit.section import Answers
from prepkit.views.weighing_charts import strengths

ABOUT = 10
"""Values at the heart of it, about; with more of them nothing much is said by keeping one."""

_MANY = 14


def summarise_values(answers: Answers) -> list[Block]:
    """Return the values kept, strongest first, with their top band, and what may be two ideas."""
    if not kept(answers):
        return []
    values, weighed = by_weight(answers), weighing(answers)
    heads = (
        column("Value", 1.6), column("What it means to me", 2.2),
        column("How it showed in the last year", 2.4), column("How it could show more", 2),
    )  # fmt: skip
    rows = tuple(
        (
            cell(value.heading, tone="strong"),
            *(cell(getattr(value, name)) for name in ("meaning", "showed", "more")),
        )
        for value in values
    )
    names = {value.id: value.heading for value in values}
    return [
        *(_weights(weighed, names, answers) if weighed else _not_weighed(answers)),
        Table(caption="Values kept", columns=heads, rows=rows),
        *(_two_ideas(weighed, names) if weighed else []),
        *_too_many(answers),
    ]


def _weights(weighed: Weighing, names: dict[str, str], answers: Answers) -> list[Block]:
    """Return the strengths as a picture, the top band in words, and how sure all of that is."""
    found = weighed.strengths
    band = found.band() if found.stands_out else ()
    asked = consistency(weighed.choices)
    same = ""
    if asked.repeated:
        same = (
            f" {counted(asked.repeated, 'pair').capitalize()} came twice on one day; "
            f"{_otherwise(asked.otherwise)} answered otherwise the second time."
        )
    days = spelled(weighed.first)
    if weighed.last != weighed.first:
        days += f" to {spelled(weighed.last)}"
    chart = strengths(
        [
            (names[id], float(found.means[found.items.index(id)]), *found.interval(id), id in band)
            for id in found.order
        ],
        band="top band", axis="weighs more →",
        caption="How much each value weighs beside the others",
        alt=f"{counted(len(names), 'value')}, strongest first, each with its interval.",
    )  # fmt: skip
    return [chart, Note(text=_said(band, names)), Note(
        text=f"From {counted(weighed.decided, 'choice')} between two values, {days}.{same} "
        "Strengths after Bradley and Terry (1952), with intervals of 80 %. What cannot be told "
        "from the strongest is in its band; who is first, second and third there is not known."
    )]  # fmt: skip


def _said(band: tuple[str, ...], names: dict[str, str]) -> str:
    if not band:
        return (
            "Nothing stands out: each of these may be the one that weighs most. "
            "That is an answer too, and a few more choices may show more."
        )
    if len(band) == 1:
        return f"One value stands out from all others: {names[band[0]]}."
    return f"Top band, in no order: {', '.join(names[id] for id in band)}."


def _otherwise(count: float) -> str:
    if count == 0:
        return "none was"
    whole = f"{count:g}".replace(".5", "½").replace("0½", "½")
    return f"{whole} {'was' if count <= 1 else 'were'}"


def _not_weighed(answers: Answers) -> list[Block]:
    if not answers.complete or len(kept(answers)) < 3:
        return []
    return [Note(text="Not yet compared two at a time, so they stand in the order of the form.")]


def _two_ideas(weighed: Weighing, names: dict[str, str]) -> list[Block]:
    """Return what goes round in circles: the value, not the person, may be two things in one."""
    found = triads(list(names), weighed.choices)
    mixed = suspects(found)
    if not found.circular:
        return []
    first = found.circular[0]
    circle = " over ".join(f"“{names[id]}”" for id in (*first, first[0]))
    text = (
        f"{counted(len(found.circular), 'circle')} among {found.complete} threes that were "
        f"compared in full, for example {circle}."
    )
    if mixed:
        which = ", ".join(f"“{names[id]}”" for id in mixed)
        text += f" Most of them pass through {which}: this may mix two ideas. Split or reword?"
    else:
        text += " Such circles are common. If one of the words means two things to you, split or "
        text += "reword it."
    return [Note(text=text)]


def _too_many(answers: Answers) -> list[Block]:
    count = len(kept(answers))
    if count <= _MANY or not answers.complete:
        return []
    return [
        Note(
            text=f"{count} values are at the heart of it. With about {ABOUT} it is easier to say "
            "what you would decide by: sort once more, and move what you could do without."
        )
    ]
