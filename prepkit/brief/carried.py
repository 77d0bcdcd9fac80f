"""What is carried forward: keep, stop, try, and what is known now that was not known before."""

from __future__ import annotations

from collections.abc import Sequence

from prepkit.block import Block, Cell, Note, Table, cell, column, spelled
from prepkit.brief.known import DAYS, LEAST, PARTS, Known, known_now, since_when, weightiest
from prepkit.brief.records import SORTS, Carry
from prepkit.compass.wording import ended, quoted, spelled_date
from prepkit.dates import date_span
from prepkit.section import Answers

_MOST = 3
"""Lines of a part: what is on one page can be read again."""

_UNSORTED = "Not sorted yet"


def summarise_carried(answers: Answers) -> list[Block]:
    """Return what to keep, to stop and to try, what of it is due, and what is known now."""
    return [*_carried(answers), *_known(answers)]


def carried(answers: Answers) -> list[Carry]:
    """Return what is carried forward: to keep, to stop, to try, then what is not sorted yet."""
    order = [option.key for option in SORTS]
    found = [carry for carry in answers.all(Carry) if carry.filled("what")]
    return sorted(found, key=lambda c: order.index(c.sort) if c.sort in order else len(order))


def _carried(answers: Answers) -> list[Block]:
    found = carried(answers)
    if not found:
        return []
    due = [carry for carry in found if _is_due(carry, answers)]
    heads = (
        column("", 0.6), column("What", 2), column("What speaks for it", 2.4),
        column("First small step", 1.6), column("Look again", 1.4),
    )  # fmt: skip
    rows = tuple(
        (
            cell(_heading(carry, found[place - 1] if place else None), tone="strong"),
            cell(carry.what, tone="strong"), cell(carry.why), cell(carry.first),
            _again(carry, is_due=carry in due),
        )
        for place, carry in enumerate(found)
    )  # fmt: skip
    blocks: list[Block] = [Table(caption="Keep, stop, try", columns=heads, rows=rows)]
    if due:
        names = quoted([carry.what for carry in due], between="; ")
        blocks.append(Note(text=ended(f"To be looked at again now: {names}"), tone="warn"))
    return blocks


def _heading(carry: Carry, before: Carry | None) -> str:
    """Return what a row is headed by; ``""`` where it goes on as the one before."""
    return "" if before and before.sort == carry.sort else carry.show("sort") or _UNSORTED


def _is_due(carry: Carry, answers: Answers) -> bool:
    span = date_span(carry.look_on)
    return span is not None and span[0] <= answers.as_of


def _again(carry: Carry, *, is_due: bool) -> Cell:
    day = spelled_date(carry.look_on)
    return cell(f"{day}\ndue", tone="warn") if is_due else cell(day)


def _known(answers: Answers) -> list[Block]:
    """Return what is known now, with its day, part by part; nothing where there is nothing."""
    found = known_now(answers)
    if not found:
        return []
    rows: list[tuple[Cell, ...]] = []
    for part, title in PARTS.items():
        those = [one for one in found if one.part == part]
        shown = weightiest(those, _MOST)
        if answers.complete and len(those) > len(shown):
            title = f"{title}\n{len(shown)} of {len(those)}"
        rows += [_row(one, "" if place else title) for place, one in enumerate(shown)]
    heads = (
        column("", 1), column("Day", 1.35), column("What", 2.2), column("In my words", 3.4),
    )  # fmt: skip
    caption = f"What I know now and did not know before: {_since(answers)}"
    return [Table(caption=caption, columns=heads, rows=tuple(rows))]


def _row(one: Known, title: str) -> tuple[Cell, ...]:
    return cell(title, tone="strong"), cell(spelled(one.on)), cell(one.what), cell(one.words)


def _since(answers: Answers) -> str:
    """Say how far back it goes; a thing counts by the day it was written, or was."""
    first = since_when(answers)
    back = (answers.as_of - first).days
    return f"since {spelled(first)}{f', in the last {back} days' if back in (LEAST, DAYS) else ''}"


def to_stop(answers: Answers) -> Sequence[str]:
    """Return what is to be stopped, in somebody's own words, in the order given."""
    return [carry.what for carry in carried(answers) if carry.sort == "stop"]
