"""The way through a chapter: which sections are on a path, how far each is, where to go on."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from prepkit.section import PATHS, Answers, Chapter, Path, Progress, Section


@dataclass(frozen=True, slots=True)
class Step:
    """One section on the way: whether it is on the path, and how much of it is there."""

    section: Section
    is_on_path: bool
    progress: Progress

    @property
    def is_done(self) -> bool:
        """Whether all that is wanted is there."""
        return self.progress.done >= self.progress.wanted


@dataclass(frozen=True, slots=True)
class Next:
    """Where to go on: the section, what to call going there, and why there."""

    section: str
    label: str
    why: str


def steps(chapter: Chapter, answers: Answers, path: Path) -> list[Step]:
    """Return a chapter's sections in order, as they stand on a path."""
    return [
        Step(section, is_on_path(section, path), section.progress(answers))
        for section in chapter.sections
    ]


def is_on_path(section: Section, path: Path) -> bool:
    """Whether a section belongs to a path; the longer paths have all of the shorter ones."""
    order = list(PATHS)
    return order.index(section.path) <= order.index(path)


def where_next(way: list[Step], answers: Answers) -> Next | None:
    """Return where to go on; ``None`` when all of the path is done.

    That is the section in which something was saved last, while it is unfinished; then the first
    unfinished one after it on the path, or before it.
    """
    last = _last_saved(way, answers)
    place = way.index(last[0]) if last else 0
    ahead = [step for step in way[place:] + way[:place] if step.is_on_path and not step.is_done]
    if not ahead:
        return None
    step = ahead[0]
    title = step.section.title
    if last is None:
        return Next(step.section.id, f"Begin with: {title}", step.section.hint)
    if step is last[0]:
        return Next(step.section.id, f"Continue where you stopped: {title}", step.section.hint)
    return Next(step.section.id, f"Continue with: {title}", step.section.hint)


def _last_saved(way: list[Step], answers: Answers) -> tuple[Step, datetime.datetime] | None:
    saved = [
        (step, record.origin.saved_at)
        for step in way
        for record in step.section.own(answers)
        if step.is_on_path
    ]
    return max(saved, key=lambda item: item[1], default=None)


def minutes(path: Path, sections: tuple[Section, ...]) -> int:
    """Return how many minutes a chapter takes on a path, about."""
    return sum(
        section.quick or section.minutes if path == "short" else section.minutes
        for section in sections
        if is_on_path(section, path)
    )


def until(days: int | None, day: str) -> str:
    """Say how long there is until the interview: ``Interview in 11 days, on 2026-12-04``."""
    if days is None:
        return f"Interview {day}" if day else "No interview date yet"
    if days < 0:
        return f"Interview was on {day}"
    said = {0: "today", 1: "tomorrow"}.get(days, f"in {days} days")
    return f"Interview {said}, on {day}" if days > 1 else f"Interview {said}"
