"""What has shifted: this sitting beside the one before, and the sittings in a person's own words.

A weight has shifted when it moved by more than the person answers the same question differently
on one day (:mod:`prepkit.compass.drift`), a rating when it moved by two steps or more.
"""

from __future__ import annotations

import functools
import math
from collections.abc import Sequence

from prepkit.block import Block, Chart, Note, Table, cell, column, counted
from prepkit.compass.comparing import Consistency, consistency
from prepkit.compass.drift import Drift, Shift, drift
from prepkit.compass.goals import goals_of, turnover
from prepkit.compass.moves import is_rated_again, moves, moves_told
from prepkit.compass.priorities import ASKED
from prepkit.compass.records import Goal, Mirror, Motivator, Priority, Value
from prepkit.compass.strengths import Choice
from prepkit.compass.timeline import Days, looks, seeds_of_sittings, sitting_days, timeline
from prepkit.compass.weighing import choices_in, kept
from prepkit.compass.wording import in_words, quoted
from prepkit.record import Record
from prepkit.section import Answers
from prepkit.sittings import BREAK
from prepkit.views.change_charts import weights_moved

__all__ = ["seeds_of_sittings", "summarise_shifted"]

FEWEST, EACH = 3, 3
"""Values there must be in both sittings, and times each must have been weighed in each of them on
average, before anything is said of what has moved."""

_SEED = 1
_WEARS = {"gives": "the energy it gives", "drains": "how much it wears down"}


def summarise_shifted(answers: Answers) -> list[Block]:
    """Return what has moved since the sitting before, and what was written about each sitting."""
    if not answers.past:
        return [*_first_time(answers), *timeline(answers)]
    then, now = Days(answers.past[-1].began, answers.past[-1].ended), sitting_days(answers)[-1]
    rows = [(head, said) for head, said in _told(answers) if said]
    heads = (column("", 1), column("What has moved", 4.4))
    table = Table(
        caption="Beside the last time", columns=heads,
        rows=tuple((cell(head, tone="strong"), cell(said)) for head, said in rows),
    )  # fmt: skip
    found = [*_weights(answers, then, now), *([table] if rows else []), *timeline(answers)]
    return [_method(answers, then, now), *found] if found else []


def _method(answers: Answers, then: Days, now: Days) -> Note:
    """Return what is held against what, and what is called a shift."""
    earlier = [str(Days(snapshot.began, snapshot.ended)) for snapshot in answers.past[:-1]]
    before = f" Before that: {'; '.join(earlier)}." if earlier else ""
    return Note(
        text=f"{then} beside {now}.{before} A change is called a shift only where it is more than "
        "what one answers differently on another day. These are leads, not findings."
    )


def _first_time(answers: Answers) -> list[Block]:
    """Return what there will be to compare the next time; nothing where something may be hidden."""
    if not answers.began or not answers.complete:
        return []
    choices = sum(choice.is_decided for choice in choices_in(answers, len(answers.began) - 1))
    counts = (
        (_answered(answers, Mirror), "question", ""),
        (len(kept(answers)), "value", ""),
        (choices, "choice between two of them", "choices between two of them"),
        (_answered(answers, Motivator, "gives", "drains"), "motivator", ""),
        (_answered(answers, Priority, "importance", "satisfaction"), "area", ""),
        (len(goals_of(answers)), "goal", ""),
    )
    said = [counted(*found) for found in counts if found[0]]
    if not said:
        return []
    return [
        Note(
            text=f"One sitting so far: {sitting_days(answers)[-1]}. When you come back after "
            f"{in_words(BREAK.days // 7)} weeks or more, what you answer then stands beside what "
            f"is here now: {', '.join(said)}."
        )
    ]


def _answered(answers: Answers, kind: type[Record], *names: str) -> int:
    asked = names or tuple(spec.name for spec in kind.specs() if spec.core)
    return sum(any(record.filled(name) for name in asked) for record in answers.all(kind))


def _weights(answers: Answers, then: Days, now: Days) -> list[Block]:
    """Return how the values kept both times weighed then and weigh now.

    Nothing for others than the person: they see some of the choices only, which would say
    something else than all of them.
    """
    if not answers.complete:
        return []
    place = len(answers.began) - 1
    before, after = (_decided(answers, sitting) for sitting in (place - 1, place))
    values = {value.id: value.heading for value in kept(answers)}
    both = [id for id in values if id in _kept_then(answers)]
    if not before or len(both) < FEWEST:
        return []
    said = _too_few(both, before, after)
    if said:
        return [Note(text=said)]
    noise = consistency(before) + consistency(after)
    found = _drift(tuple(both), tuple(before), tuple(after), noise)
    if len(found.shifts) < FEWEST:
        return []
    return [_picture(found, values, then, now), Note(text=_weights_told(found, values)),
            Note(text=_how_weighed(found, len(before), len(after)))]  # fmt: skip


@functools.lru_cache(maxsize=8)
def _drift(
    items: tuple[str, ...], before: tuple[Choice, ...], after: tuple[Choice, ...],
    noise: Consistency,
) -> Drift:  # fmt: skip
    # Asked for again with each letter typed anywhere in the chapter.
    return drift(items, before, after, consistency=noise, seed=_SEED)


def _decided(answers: Answers, sitting: int) -> list[Choice]:
    return [choice for choice in choices_in(answers, sitting) if choice.is_decided]


def _kept_then(answers: Answers) -> dict[str, Value]:
    return {
        value.id: value
        for value in answers.past[-1].all(Value)
        if value.is_listed and value.filled("value")
    }


def _too_few(both: Sequence[str], before: Sequence[Choice], after: Sequence[Choice]) -> str:
    """Say how many choices it takes, where there are not enough; else ``""``."""
    needed = math.ceil(EACH * len(both) / 2)
    were, are = (sum(c.pair <= set(both) for c in choices) for choices in (before, after))
    if min(were, are) >= needed:
        return ""
    now = f"{are} so far this time" if are else "none yet this time"
    return (
        f"It takes about {needed} choices each time to tell what has moved among the {len(both)} "
        f"values you kept both times. There were {were} the last time, and {now}."
    )


def _picture(found: Drift, names: dict[str, str], then: Days, now: Days) -> Chart:
    rows = sorted(found.shifts, key=lambda shift: -shift.after)
    return weights_moved(
        [(names[s.item], s.before, s.after, s.threshold, s.shifted) for s in rows],
        then=str(then), now=str(now), axis="weighs more →",
        caption="How much each value weighed and weighs, beside how far you differ from yourself",
        alt=f"{len(rows)} values, those that weigh most now first, as they weighed on {then} and "
        f"on {now}. {_weights_told(found, names)}",
    )  # fmt: skip


def _weights_told(found: Drift, names: dict[str, str]) -> str:
    def those(shifts: list[Shift], goes: str) -> str:
        few = ", ".join(names[shift.item] for shift in shifts)
        return f"{few} weigh{'s' if len(shifts) == 1 else ''} {goes}" if shifts else ""

    shifted = [shift for shift in found.shifts if shift.shifted]
    if not shifted:
        return "Nothing has moved by more than you differ from yourself on one day."
    up = those([shift for shift in shifted if shift.difference > 0], "more")
    down = those([shift for shift in shifted if shift.difference < 0], "less")
    said = "; ".join(part for part in (up, down) if part)
    return f"Moved by more than you differ from yourself on one day: {said}."


def _how_weighed(found: Drift, before: int, after: int) -> str:
    return (
        f"{_noise(found.noise)} From {before} and {counted(after, 'choice')}. A grey bar says how "
        "far a weight may lie from what it was though nothing has changed; in one of twenty such "
        "comparisons something lies outside all the same."
    )


def _noise(noise: Consistency) -> str:
    if not noise.repeated:
        return "No pair came twice on one day, so how far you differ from yourself is a guess."
    otherwise = f"{noise.otherwise:g}".replace("0.5", "½").replace(".5", "½")
    pairs = f"{counted(noise.repeated, 'pair')} asked twice on one day"
    return f"Of {pairs} you answered {otherwise if noise.otherwise else 'none'} otherwise."


def _told(answers: Answers) -> list[tuple[str, str]]:
    """Return what has moved, section by section; ``""`` where there is nothing to say."""
    return [
        ("Mirrors", _looks_told(answers, Mirror, "question")),
        ("Values kept", _cards_told(answers) if answers.complete else ""),
        ("Motivators and drains", _ratings_told(answers, Motivator, _WEARS)),
        ("Priorities", _ratings_told(answers, Priority, ASKED)),
        ("Goals", "\n".join(filter(None, (
            _goals_told(answers), _looks_told(answers, Goal, "goal")
        )))),
    ]  # fmt: skip


def _cards_told(answers: Answers) -> str:
    then = _kept_then(answers)
    now = {value.id: value for value in kept(answers)}
    said = (
        ("Newly kept", [value.heading for id, value in now.items() if id not in then]),
        ("No longer kept", [value.heading for id, value in then.items() if id not in now]),
    )
    return "\n".join(f"{head}: {', '.join(names)}." for head, names in said if names)


def _ratings_told(answers: Answers, kind: type[Record], asked: dict[str, str]) -> str:
    if not any(then.filled(name) for then in answers.past[-1].all(kind) for name in asked):
        return ""
    if not is_rated_again(answers, kind):
        return "Nothing rated otherwise in this sitting." if answers.complete else ""
    return moves_told(moves(answers, kind, asked), complete=answers.complete)


def _goals_told(answers: Answers) -> str:
    found = turnover(answers)
    said = (("New", found.new), ("Taken off", found.gone), ("Written otherwise", found.changed))
    return "\n".join(
        f"{head}: {quoted([goal.heading for goal in goals], between='; ')}."
        for head, goals in said
        if goals
    )


def _looks_told(answers: Answers, kind: type[Mirror] | type[Goal], one: str) -> str:
    """Return what was said to be still true in this sitting; the words for it come below."""
    found = {look.record: look for look in looks(answers, kind) if look.on >= answers.began[-1]}
    lines = []
    still = sum(look.still == "still" for look in found.values())
    if still and answers.complete:
        lines.append(f"Still true: {still} of {counted(len(found), one)} looked at again.")
    for key, head in (("partly", "Partly"), ("no", "No longer")):
        names = [look.heading for look in found.values() if look.still == key]
        if names:
            lines.append(f"{head}: {quoted(names, between='; ')}.")
    return "\n".join(lines)
