"""Moves: ratings that are not what they were in the sitting before."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from prepkit.block import counted
from prepkit.compass.drift import Step, steps
from prepkit.record import Record
from prepkit.section import Answers


def is_rated_again(answers: Answers, kind: type[Record]) -> bool:
    """Whether anything of a kind was saved in the sitting that goes on, and there was one before.

    Whoever looks at a rating and leaves it as it is saves nothing, so this is about all of them.
    """
    now = len(answers.began) - 1
    return bool(answers.past) and any(
        answers.sitting(record) == now for record in answers.all(kind)
    )


def rating_before(record: Record, name: str, answers: Answers) -> int | None:
    """Return what a rating was in the sitting before, where it was another; ``None`` otherwise."""
    then = answers.last(record)
    before: int | None = getattr(then, name) if then else None
    return None if before == getattr(record, name) else before


def moves(answers: Answers, kind: type[Record], asked: Mapping[str, str]) -> list[Step]:
    """Return the ratings given in both sittings that differ, in the order of the form.

    Args:
        asked: a few words for what each rating asks, by field.

    Returns:
        Each with what was rated, and in what respect, for its ``item``.
    """
    names: dict[str, str] = {}
    before, after = dict[str, int | None](), dict[str, int | None]()
    for record in answers.all(kind):
        then = answers.last(record)
        for name, words in asked.items():
            key = f"{record.id} {name}"
            names[key] = f"{record.heading}: {words}"
            before[key] = getattr(then, name) if then else None
            after[key] = getattr(record, name)
    return [replace(step, item=names[step.item]) for step in steps(before, after)]


def moves_told(found: Sequence[Step], *, complete: bool) -> str:
    """Return what has moved: shifts by name, steps of one as a number; ``""`` for nothing to say.

    Args:
        complete: whether all there is was looked at; else nothing is counted, nor said not to be.
    """
    shifts = [f"{step.item} ({step.before} → {step.after})" for step in found if step.shifted]
    small = len(found) - len(shifts)
    said = []
    if shifts:
        said.append(f"Moved by two steps or more: {'; '.join(shifts)}.")
    elif complete:
        said.append("No rating has moved by two steps or more.")
    if small and complete:
        said.append(
            f"By one step: {counted(small, 'rating')}, within what one rates differently on "
            "another day, and so not called a shift."
        )
    return " ".join(said)
