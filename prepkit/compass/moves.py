"""Moves: ratings that are not what they were in the sitting before."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from typing import TypeVar

from prepkit.block import counted
from prepkit.compass.drift import Step, steps
from prepkit.record import Record
from prepkit.section import Answers

R = TypeVar("R", bound=Record)


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


def moves(
    answers: Answers, kind: type[R], asked: Iterable[str], named: Callable[[R, str], str]
) -> list[Step]:
    """Return the ratings given in both sittings that differ, in the order of the form.

    Args:
        asked: the fields that hold ratings.
        named: gives a few words for what was rated, and in what respect, by record and field.

    Returns:
        Each with these words for its ``item``.
    """
    names: dict[str, str] = {}
    before, after = dict[str, int | None](), dict[str, int | None]()
    for record in answers.all(kind):
        then = answers.last(record)
        for name in asked:
            key = f"{record.id} {name}"
            names[key] = named(record, name)
            before[key] = getattr(then, name) if then else None
            after[key] = getattr(record, name)
    return [replace(step, item=names[step.item]) for step in steps(before, after)]


def moves_told(found: Sequence[Step], *, complete: bool) -> str:
    """Return what has moved: shifts by name, steps of one as a number; ``""`` for nothing to say.

    Args:
        complete: whether all there is was looked at; else nothing is counted, nor said not to be.
    """
    small = sum(not step.shifted for step in found)
    said = []
    if shifts := shifts_named(found):
        said.append(f"Moved by two steps or more: {shifts}.")
    elif complete:
        said.append("No rating has moved by two steps or more.")
    if small and complete:
        ratings = counted(small, "rating")
        said.append(f"By one step: {ratings}; so small a step is not called a shift here.")
    return " ".join(said)


def shifts_named(found: Sequence[Step]) -> str:
    """Return the ratings that have shifted, each with what it was and is; ``""`` for none."""
    return "; ".join(f"{step.item} {step.before} → {step.after}" for step in found if step.shifted)
