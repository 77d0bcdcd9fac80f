"""Roles and projects in time, as every page of the retrospective looks at them."""

from __future__ import annotations

import datetime
from collections.abc import Sequence

from prepkit.block import Card, day_in_words
from prepkit.dates import date_span
from prepkit.record import Record
from prepkit.retrospective.records import Project
from prepkit.views.career_charts import Stretch

_SOON = datetime.timedelta(days=365)


def card(record: Record, *, facts: tuple[str, ...], texts: tuple[str, ...]) -> Card:
    """Return a record as a card, without what is empty; full days are in words."""

    def shown(names: tuple[str, ...]) -> tuple[tuple[str, str], ...]:
        return tuple(
            (spec.title, day_in_words(said) if spec.kind == "date" else said)
            for spec, said in ((record.spec(n), record.show(n)) for n in names if record.filled(n))
        )

    return Card(title=record.heading, facts=shown(facts), texts=shown(texts))


def in_time(projects: list[Project]) -> list[Project]:
    """Return projects by the day they started; those without one at the end."""
    return sorted(projects, key=lambda project: (project.started == "", project.started))


def span(project: Project, as_of: datetime.date) -> tuple[datetime.date, datetime.date] | None:
    """Return first and last day; one that goes on ends today; ``None`` without a start."""
    start, end = date_span(project.started), date_span(project.ended)
    if not start:
        return None
    last = end[1] if end else as_of
    return start[0], max(last, start[1])


def when(project: Project, as_of: datetime.date = datetime.date.max) -> str:
    """Return from when to when, in words: ``2014-03 to now``, ``from 2030`` of what is to come."""
    started, ended = day_in_words(project.started), day_in_words(project.ended)
    if not started:
        return ended and f"until {ended}"
    begins = date_span(project.started)
    if not ended and begins and begins[0] > as_of:
        return f"from {started}"
    return f"{started} to {ended or 'now'}"


def stretch(project: Project, as_of: datetime.date) -> Stretch | None:
    """Return a role or project as a picture of the career has it; ``None`` without a start."""
    lasted = span(project, as_of)
    if not lasted:
        return None
    goes_on = not project.ended and lasted[0] <= as_of
    return Stretch(project.heading, *lasted, when(project, as_of), goes_on)


def years(project: Project, as_of: datetime.date, asked: range) -> range:
    """Return which of the years asked a role or project went on in; none without a start.

    Args:
        asked: one year after the other, the first one first. A mistyped date may stretch a project
            over thousands of years; no more than these are gone through.
    """
    lasted = span(project, as_of)
    if not lasted:
        return range(0)
    return range(max(lasted[0].year, asked.start), min(lasted[1].year + 1, asked.stop))


def what_came_next(project: Project, projects: Sequence[Project]) -> list[Project]:
    """Return what began first within a year after a role or project had ended, or as it did.

    Several that began on one day are all there. Empty for one that goes on or has no end, and when
    nothing began: what had begun before may have gone on.
    """
    ended, began = date_span(project.ended), date_span(project.started)
    if not ended:
        return []
    later = [
        (start, other)
        for other in projects
        if other is not project and (start := date_span(other.started))
        if ended[0] <= start[1] and start[0] - ended[1] <= _SOON
        if not began or start[0] > began[0]
    ]
    first = min((start[0] for start, _ in later), default=None)
    return [other for start, other in later if start[0] == first]
