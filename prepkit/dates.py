"""Dates as people give them: a day, a month or only a year."""

from __future__ import annotations

import calendar
import datetime
import re

_PARTIAL_DATE = re.compile(r"\d{4}(-\d{2}(-\d{2})?)?")


def date_problem(value: str) -> str:
    """Return what is wrong with a date that was typed; ``""`` for a good one."""
    if _PARTIAL_DATE.fullmatch(value):
        try:
            datetime.date.fromisoformat((value + "-01-01")[:10])
        except ValueError:
            return f"no such day: {value!r}"
        return ""
    return f"not a date: {value!r}: write 2026, 2026-11 or 2026-11-23"


def full_date(value: str) -> datetime.date | None:
    """Return the day a date names, or ``None`` when it is empty or only a year or a month."""
    try:
        return datetime.date.fromisoformat(value) if len(value) == 10 else None
    except ValueError:
        return None


def date_span(value: str) -> tuple[datetime.date, datetime.date] | None:
    """Return the first and the last day a year, a month or a day covers; ``None`` when empty."""
    if not _PARTIAL_DATE.fullmatch(value):
        return None
    first = datetime.date.fromisoformat((value + "-01-01")[:10])
    if len(value) == 10:
        return first, first
    if len(value) == 4:
        return first, first.replace(month=12, day=31)
    return first, first.replace(day=calendar.monthrange(first.year, first.month)[1])


def years_since(when: str, as_of: datetime.date) -> int | None:
    """Return how many whole years ago a year, month or day was over; ``None`` when not known."""
    span = date_span(when)
    if span is None:
        return None
    last = span[1]
    return as_of.year - last.year - ((as_of.month, as_of.day) < (last.month, last.day))
