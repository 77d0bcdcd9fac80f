"""Timeline: the sittings one after the other, and what a person wrote about each."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from typing import NamedTuple

from prepkit.block import Card, spelled
from prepkit.compass.records import (
    Comparison,
    Direction,
    Goal,
    Mirror,
    Motivator,
    Priority,
    Sitting,
    Value,
)
from prepkit.compass.wording import spelled_date
from prepkit.dates import date_span, full_date
from prepkit.record import Record
from prepkit.section import Answers, Seed
from prepkit.sittings import sitting_of

REMEMBERED: tuple[type[Record], ...] = (
    Mirror, Value, Comparison, Motivator, Priority, Direction, Goal,
)  # fmt: skip
"""What is written in the sections that are held against earlier sittings."""


class Days(NamedTuple):
    """The first and the last day of a sitting."""

    first: datetime.date
    last: datetime.date

    def __str__(self) -> str:
        first, last = self
        if first == last:
            return spelled(first)
        if first.year != last.year:
            return f"{spelled(first)} to {spelled(last)}"
        if first.month != last.month:
            return f"{spelled(first).rpartition(' ')[0]} to {spelled(last)}"
        return f"{first.day}–{spelled(last)}"


@dataclass(frozen=True, slots=True)
class Look:
    """One time at which something written earlier was looked at again.

    Attributes:
        record: its id.
        heading: what it was called then.
        on: the day; of one that was kept without a day, the day it was saved.
        still: the key of what was said about it, or ``""``.
        said: that in words, or ``""``.
        shifted: what has changed, in the person's words, or ``""``.
    """

    record: str
    heading: str
    on: datetime.date
    still: str
    said: str
    shifted: str


def sitting_days(answers: Answers) -> list[Days]:
    """Return the days of each sitting so far, one for each of ``began``.

    For others than the person a sitting of which they see nothing has its first day alone.
    """
    ended = {snapshot.began: snapshot.ended for snapshot in answers.past}
    days = [Days(first, ended.get(first, first)) for first in answers.began]
    if days:
        saved = (
            record.origin.saved_at.date() for kind in REMEMBERED for record in answers.all(kind)
        )
        first = days[-1].first
        days[-1] = Days(first, max((day for day in saved if day >= first), default=first))
    return days


def looks(answers: Answers, kind: type[Mirror] | type[Goal]) -> list[Look]:
    """Return each time a question or a goal was looked at again, the first time first.

    Of what was said on one day the last counts. What is gone by now is among them.
    """
    then = [record for snapshot in answers.past for record in snapshot.all(kind)]
    found: dict[tuple[str, ...], Look] = {}
    for record in (*then, *answers.all(kind)):
        if record.filled("still") or record.filled("shifted"):
            key = (record.id, record.looked or f"{record.still} {record.shifted}")
            # It is called as it was called in that sitting, whatever became of it since.
            found.setdefault(key, Look(
                record.id, record.heading,
                full_date(record.looked) or record.origin.saved_at.date(),
                record.still, record.show("still"), record.shifted,
            ))  # fmt: skip
    return sorted(found.values(), key=lambda look: look.on)


def timeline(answers: Answers) -> list[Card]:
    """Return one card a sitting about which something was written, the first sitting first.

    What has changed is there in full for the sittings that are over. What was said of it in the
    one that goes on stands in the sections above. What a person wrote about a day before the
    first sitting has a card of its own.
    """
    days = sitting_days(answers)
    cards: list[tuple[datetime.date, Card]] = []
    written = sorted(
        (record for record in answers.all(Sitting) if _has_words(record)),
        key=lambda record: (_day(record), record.origin.saved_at),
    )
    for record in written:
        if _place(record, answers) is None:
            title = spelled_date(record.on) or spelled(_day(record))
            cards.append((_day(record), Card(title=title, **_said([record]))))
    changes = [look for kind in (Mirror, Goal) for look in looks(answers, kind) if look.shifted]
    for place, (first, last) in enumerate(days):
        own = _said([record for record in written if _place(record, answers) == place])
        found = [look for look in changes if sitting_of(look.on, answers.began) == place]
        if place == len(days) - 1:
            own["facts"] += _elsewhere(found, answers)
        else:
            own["texts"] += tuple(
                (" · ".join(filter(None, (look.heading, look.said))), look.shifted)
                for look in found
            )
        if any(own.values()):
            cards.append((first, Card(title=str(Days(first, last)), **own)))
    return [card for _, card in sorted(cards, key=lambda item: item[0])]


def seeds_of_sittings(answers: Answers) -> list[Seed]:
    """Return the sittings about which nothing was begun yet, to be written about."""
    begun = {_place(record, answers) for record in answers.all(Sitting)}
    days = sitting_days(answers)
    seeds = []
    for place, (first, _) in enumerate(days):
        why = f"You began your compass on {spelled(first)}."
        if place:
            between = apart(days[place - 1].last, first)
            why = f"You worked on your compass again from {spelled(first)} on, after {between}."
        if place not in begun:
            seeds.append(Seed(f"on-{first.isoformat()}", {"on": first.isoformat()}, why,
                              visibility="private"))  # fmt: skip
    return seeds


def apart(start: datetime.date, end: datetime.date) -> str:
    """Return the time between two days in words: "9 days", "5 weeks", "12 months", "3 years".

    In whole steps, as long as no less than two of them have passed.
    """
    days = (end - start).days
    months = 12 * (end.year - start.year) + end.month - start.month - (end.day < start.day)
    for number, unit in ((months // 12, "years"), (months, "months"), (days // 7, "weeks")):
        if number >= 2 and (unit != "years" or months % 12 == 0):
            return f"{number} {unit}"
    return f"{days} day{'' if days == 1 else 's'}"


def _has_words(record: Sitting) -> bool:
    return record.filled("occasion") or record.filled("noticed")


def _said(records: list[Sitting]) -> dict[str, tuple[tuple[str, str], ...]]:
    """Return what was written about one sitting, as facts and texts of a card."""
    return {
        name: tuple(
            (record.spec(field).title, getattr(record, field))
            for record in records
            if record.filled(field)
        )
        for name, field in (("facts", "occasion"), ("texts", "noticed"))
    }


def _elsewhere(found: list[Look], answers: Answers) -> tuple[tuple[str, str], ...]:
    """Return where it stands what has changed, as a fact; empty where nothing was said of it."""
    ids = {look.record for look in found}
    kinds = ((Mirror, "Mirrors"), (Goal, "Goals"))
    places = [title for kind, title in kinds if ids & {record.id for record in answers.all(kind)}]
    return (("What has changed", f"told under {' and '.join(places)}"),) if places else ()


def _day(record: Sitting) -> datetime.date:
    """Return the day a record is about; the day it was saved while it names none."""
    span = date_span(record.on)
    return span[0] if span else record.origin.saved_at.date()


def _place(record: Sitting, answers: Answers) -> int | None:
    """Return the place of the sitting a record is about; ``None`` for none of them."""
    if not answers.began:
        return None
    first, last = date_span(record.on) or (_day(record), _day(record))
    if last < answers.began[0]:
        return None
    within = [place for place, day in enumerate(answers.began) if first <= day <= last]
    return within[0] if within else sitting_of(first, answers.began)
