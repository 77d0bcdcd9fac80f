"""Values: those kept, how much each weighs as far as that can be told, and which may be two."""

from __future__ import annotations

from prepkit.block import Block, Note, Table, cell, column, counted
from prepkit.compass.comparing import consistency
from prepkit.compass.timeline import Days
from prepkit.compass.triads import Triads, passed, suspects, triads
from prepkit.compass.weighing import Weighing, by_weight, kept, weighing
from prepkit.compass.wording import A_HALF, halves, quoted
from prepkit.section import Answers
from prepkit.views.weighing_charts import strengths

ABOUT = 10
"""Values at the heart of it, about; with more of them nothing much is said by keeping one."""

_MANY, _SHOWN = 14, 3  # values; circles


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
    chart = strengths(
        [
            (names[id], float(found.means[found.items.index(id)]), *found.interval(id), id in band)
            for id in found.order
        ],
        band="top band", axis="weighs more →",
        caption="How much each value weighs beside the others",
        alt=f"{counted(len(names), 'value')}, strongest first, each with its interval.",
    )  # fmt: skip
    return [chart, Note(text=_said(band, names)), Note(text=_how_to_read(bool(band))),
            Note(text=_made_of(weighed, answers))]  # fmt: skip


def _said(band: tuple[str, ...], names: dict[str, str]) -> str:
    if not band:
        return (
            "Nothing stands out: each of these may be the one that weighs most. "
            "That is an answer too, and a few more choices may show more."
        )
    if len(band) == 1:
        return f"One value stands out from all others: {names[band[0]]}."
    return f"Top band, in no order: {', '.join(names[id] for id in band)}."


def _how_to_read(has_band: bool) -> str:
    outside = (
        "Outside the top band is what has less than one chance in ten to weigh more than the "
        "strongest; lines may overlap all the same. "
    )
    return (
        "A line shows where a weight probably lies (four chances in five). "
        f"{outside if has_band else ''}Weights only say how values stand to each other "
        "(Bradley and Terry 1952)."
    )


def _made_of(weighed: Weighing, answers: Answers) -> str:
    """Say from which choices the weights come, and how few or how steady they were."""
    days = str(Days(weighed.first, weighed.last))
    said = [f"From {counted(weighed.decided, 'choice')} between two values, {days}."]
    if not answers.complete:
        return " ".join([*said, "Other values and choices may be left out here."])
    if weighed.decided < weighed.needed:
        said.append(f"That is few: it takes about {weighed.needed} to say much.")
    if weighed.sitting < len(answers.began) - 1:
        so_far = counted(weighed.so_far, "choice") if weighed.so_far else "no choices"
        said.append(
            f"This sitting has {so_far} so far; with about {weighed.needed} its own weights "
            "stand here."
        )
    asked = consistency(weighed.choices)
    if asked.repeated:
        said.append(
            f"{counted(asked.repeated, 'pair').capitalize()} came twice on one day; "
            f"{_otherwise(asked.otherwise)} answered otherwise the second time"
            f"{f' ({A_HALF})' if asked.otherwise % 1 else ''}."
        )
    return " ".join(said)


def _otherwise(count: float) -> str:
    return f"{halves(count)} {'was' if count <= 1 else 'were'}" if count else "none was"


def _not_weighed(answers: Answers) -> list[Block]:
    if not answers.complete or len(kept(answers)) < 3:
        return []
    return [Note(text="Not yet compared two at a time, so they stand in the order of the form.")]


def _two_ideas(weighed: Weighing, names: dict[str, str]) -> list[Block]:
    """Return what goes round in circles: the value, not the person, may be two things in one."""
    found = triads(list(names), weighed.choices)
    circles = len(found.circular)
    if not circles:
        return []
    shown = [
        quoted([names[id] for id in (*circle, circle[0])], between=" over ")
        for circle in found.circular[:_SHOWN]
    ]
    if circles > _SHOWN:
        shown.append(f"and {circles - _SHOWN} more")
    goes = "goes round in a circle" if circles == 1 else "go round in a circle"
    return [Note(
        text=f"{circles} of {counted(found.complete, 'set')} of three {goes}: {'; '.join(shown)}. "
        f"{_mixed(found, names)} Circles are common: most come of hesitating between words that "
        "weigh much the same."
    )]  # fmt: skip


def _mixed(found: Triads, names: dict[str, str]) -> str:
    """Ask which word may be two, the more firmly the more of the circles it is in."""
    circles = len(found.circular)
    firmly, softly = suspects(found), passed(found)
    which = quoted([names[id] for id in firmly or softly], between=" and ")
    many = len(firmly or softly) > 1
    if firmly:
        return (
            f"{which} {'come' if many else 'comes'} up in clearly more of them than the others, "
            f"and may {'each ' if many else ''}well mix two ideas: split or reword?"
        )
    if softly:
        among = "in both" if circles == 2 else f"in most of the {circles}"
        return (
            f"{which} {'are' if many else 'is'} {among}. Does {'one of them' if many else 'it'} "
            "mix two ideas: split or reword it?"
        )
    return "One of these words may mix two ideas: split or reword it?"


def _too_many(answers: Answers) -> list[Block]:
    count = len(kept(answers))
    if count <= _MANY or not answers.complete:
        return []
    return [
        Note(
            text=f"{count} values are at the heart of it. With about {ABOUT} it is easier to say "
            "what decides: sort once more, and move what can be done without."
        )
    ]
