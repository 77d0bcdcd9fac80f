"""The three chapters, in the order a person works through them."""

from __future__ import annotations

from dataclasses import replace

from prepkit import brief, compass, deep_dive, retrospective
from prepkit.errors import UnknownSectionError, suggest
from prepkit.record import Record
from prepkit.section import Chapter

CHAPTERS: tuple[Chapter, ...] = (
    deep_dive.CHAPTER,
    compass.CHAPTER,
    replace(retrospective.CHAPTER, sections=(*retrospective.CHAPTER.sections, *brief.SECTIONS)),
)


def chapter(id: str) -> Chapter:
    """Return a chapter by its id.

    Raises:
        UnknownSectionError: when there is none of that name.
    """
    known = {item.id: item for item in CHAPTERS}
    if id not in known:
        raise UnknownSectionError(f"no chapter {id!r}: {suggest(id, known)}")
    return known[id]


def record_classes() -> dict[str, type[Record]]:
    """Return every class of record a section writes, by kind, in the order of the chapters."""
    return {
        record.kind: record
        for item in CHAPTERS
        for section in item.sections
        for record in (section.record, *section.also)
    }


def remembered() -> tuple[str, ...]:
    """Return the kinds of record that are held against earlier sittings, in order."""
    return tuple(
        record.kind
        for item in CHAPTERS
        for section in item.sections
        if section.remembers
        for record in (section.record, *section.also)
    )
