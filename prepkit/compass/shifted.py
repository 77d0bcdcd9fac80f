"""What has shifted: this sitting beside the one before, and the sittings in a person's own words.

A weight has shifted when it moved by more than so few choices would move it by chance, and by more
than the person's own inconsistency within a day where that is greater than chance has it
(:mod:`prepkit.compass.drift`); a rating when it moved by two steps or more.
"""

from __future__ import annotations

import functools
import math
from collections.abc import Callable, Sequence

from prepkit.block import Block, Chart, Note, Table, cell, column, counted
from prepkit.compass.comparing import Consistency, consistency
from prepkit.compass.drift import Drift, Shift, Step, drift, of_both
from prepkit.compass.goals import goals_of, turnover
from prepkit.compass.motivators import motivators_moved
from prepkit.compass.moves import is_rated_again, shifts_named
from prepkit.compass.priorities import priorities_moved
from prepkit.compass.records import Goal, Mirror, Motivator, Priority, Value
from prepkit.compass.strengths import Choice
from prepkit.compass.timeline import Days, looks, seeds_of_sittings, sitting_days, timeline
from prepkit.compass.weighing import choices_in, choices_needed, kept
from prepkit.compass.wording import A_HALF, ended, halves, in_words, quoted
from prepkit.record import Record
from prepkit.section import Answers
from prepkit.sittings import BREAK
from prepkit.views.change_charts import weights_moved

__all__ = ["seeds_of_sittings", "summarise_shifted"]

FEWEST = 3
"""Values there must be in both sittings before anything is said of what has moved."""

_SEED = 1


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
        text=f"{then} beside {now}.{before} A rating is said to have shifted when it moved by two "
        "steps or more. From day to day people vary more than within a day, and only within a day "
        "can be measured here: these are leads, not findings."
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
            text=f"One sitting so far: {sitting_days(answers)[-1]}. After "
            f"{in_words(BREAK.days // 7)} weeks or more, new answers stand beside what is here "
            f"now: {', '.join(said)}."
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
    values = {value.id: value.heading for value in kept(answers)}
    both = [id for id in values if id in _kept_then(answers)]
    before, after = _of_both(both, answers)
    if not _decided(answers, len(answers.began) - 2) or len(both) < FEWEST:
        return []
    said = _too_few(len(both), len(before), len(after))
    if said:
        return [Note(text=said)]
    items = of_both(both, before, after)
    before, after = _of_both(items, answers)
    if len(items) < FEWEST:
        return []
    found = _drift(items, tuple(before), tuple(after), consistency(before) + consistency(after))
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


def _of_both(items: Sequence[str], answers: Answers) -> tuple[list[Choice], list[Choice]]:
    """Return what was decided between two of the items, in the sitting before and in this one."""
    place = len(answers.began) - 1
    before, after = (
        [choice for choice in _decided(answers, sitting) if choice.pair <= set(items)]
        for sitting in (place - 1, place)
    )
    return before, after


def _too_few(values: int, were: int, are: int) -> str:
    """Say how many choices it takes, where there are not enough; else ``""``."""
    needed = choices_needed(values)
    if min(were, are) >= needed:
        return ""
    now = f"{are} so far this time" if are else "none yet this time"
    return (
        f"It takes about {needed} choices each time to tell what has moved among the {values} "
        f"values kept both times. There were {were} the last time, and {now}."
    )


def _picture(found: Drift, names: dict[str, str], then: Days, now: Days) -> Chart:
    rows = sorted(found.shifts, key=lambda shift: -shift.after)
    return weights_moved(
        [(names[s.item], s.before, s.after, s.threshold, s.shifted) for s in rows],
        then=str(then), now=str(now), axis="weighs more →",
        caption="How much each value weighed and weighs, beside how far chance may move it",
        alt=f"{len(rows)} values, those that weigh most now first, as they weighed on {then} and "
        f"on {now}. {_weights_told(found, names)}",
    )  # fmt: skip


def _weights_told(found: Drift, names: dict[str, str]) -> str:
    def those(shifts: list[Shift], goes: str) -> str:
        few = ", ".join(names[shift.item] for shift in shifts)
        return f"{few} weigh{'s' if len(shifts) == 1 else ''} {goes} than last time"

    shifted = [shift for shift in found.shifts if shift.shifted]
    up = [shift for shift in shifted if shift.difference > 0]
    down = [shift for shift in shifted if shift.difference < 0]
    said = [those(shifts, goes) for shifts, goes in ((up, "more"), (down, "less")) if shifts]
    if not said:
        return "Nothing lies outside its grey bar."
    return f"Outside the grey bar: {'; '.join(said)}."


def _how_weighed(found: Drift, before: int, after: int) -> str:
    """Say what the bars come from: how much was chosen, how clearly, and how steadily."""
    return (
        f"From {before} and {counted(after, 'choice')} between values kept both times. The grey "
        "bars come from the number of choices and how clear they were; they get wider when the "
        "same pair was answered otherwise within a day more often than that explains. "
        f"{_widened(found)} In one of twenty such comparisons something lies outside its bar "
        "though nothing has changed."
    )


def _widened(found: Drift) -> str:
    """Return how many repeats were answered otherwise, how many would be, and what comes of it."""
    noise = found.noise
    if not noise.repeated:
        return "No pair was asked twice within a day, so that is not known."
    explained = found.expected * noise.repeated
    if found.widened > 1:  # rounded down, so as not to read as if it were as many as there were
        explained = math.floor(2 * explained) / 2
    wider = round(found.widened, 1)
    bars = "are a little wider" if wider == 1 else f"are {wider:g} times as wide"
    half = f" ({A_HALF})" if noise.otherwise % 1 else ""
    was = "was" if 0 < noise.otherwise <= 1 else "were"
    return (
        f"Of {counted(noise.repeated, 'pair')} asked twice within a day "
        f"{halves(noise.otherwise) if noise.otherwise else 'none'} {was} answered otherwise{half}; "
        f"{f'about {halves(explained)}' if halves(explained) != '0' else 'hardly any'} would be "
        "expected from the weights alone, so the bars "
        f"{'stay as they are' if found.widened == 1 else bars}."
    )


def _told(answers: Answers) -> list[tuple[str, str]]:
    """Return what has moved, section by section; ``""`` where there is nothing to say."""
    return [
        ("Mirrors", _looks_told(answers, Mirror, "question")),
        ("Values kept", _cards_told(answers) if answers.complete else ""),
        ("Motivators and drains", _ratings_told(answers, Motivator, motivators_moved)),
        ("Priorities", _ratings_told(answers, Priority, priorities_moved)),
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


def _ratings_told(
    answers: Answers, kind: type[Record], moved: Callable[[Answers], list[Step]]
) -> str:
    """Return the ratings that have shifted, by name alone; what it means is said in their section.

    Where all of it is there, also that none has.
    """
    asked = [spec.name for spec in kind.specs() if spec.kind == "rating"]
    if not any(then.filled(name) for then in answers.past[-1].all(kind) for name in asked):
        return ""
    again = is_rated_again(answers, kind)
    none = "None by two steps or more." if again else "Nothing rated otherwise in this sitting."
    return shifts_named(moved(answers)) or (none if answers.complete else "")


def _goals_told(answers: Answers) -> str:
    found = turnover(answers)
    said = (("New", found.new), ("Taken off", found.gone), ("Written otherwise", found.changed))
    return "\n".join(
        ended(f"{head}: {quoted([goal.heading for goal in goals], between='; ')}")
        for head, goals in said
        if goals
    )


def _looks_told(answers: Answers, kind: type[Mirror] | type[Goal], one: str) -> str:
    """Return what was said to be still true in this sitting."""
    found = {look.record: look for look in looks(answers, kind) if look.on >= answers.began[-1]}
    lines = []
    still = sum(look.still == "still" for look in found.values())
    if still and answers.complete:
        lines.append(f"Still true: {still} of {counted(len(found), one)} looked at again.")
    for key, head in (("partly", "Partly"), ("no", "No longer")):
        names = [look.heading for look in found.values() if look.still == key]
        if names:
            lines.append(ended(f"{head}: {quoted(names, between='; ')}"))
    return "\n".join(lines)
