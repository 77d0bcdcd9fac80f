"""Pages from contents: one JSON document for one fixed Typst template."""

from __future__ import annotations

import datetime
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from prepkit.block import Card, Cell, Chart, Head, Source, shortened
from prepkit.dates import full_date
from prepkit.errors import TypesetError
from prepkit.jupyter import fonts
from prepkit.jupyter.collect import Content
from prepkit.jupyter.press import compiled, is_mark, is_shaped
from prepkit.views import faces
from prepkit.views.pictures import svg
from prepkit.views.words import direction, is_safe_link, plain, typed, unlinked

_MADE_FOR = {
    "me": "", "coach": "for my coach, without what is private",
    "share": "to hand on, without what is private or for my coach",
}  # fmt: skip
_LONG_CELL = 900  # characters; a longer row may go on over the page's end
_LONGEST_STRING = 8000  # characters; a PDF takes twice as many in a bookmark or a description
_TEXT_WIDTH = 470  # points between the margins
_LONGEST_CLUSTER = 32  # marks on one letter; the PDF writer gives up at about a thousand
_UNDISPLAYED = re.compile(r'the text `"(.*?)"` could not be displayed', re.DOTALL)


@dataclass(frozen=True, slots=True)
class Pages:
    """A finished PDF.

    Attributes:
        pdf: its bytes.
        missing: how often each character was met that no font could print; on the page its
            number stands in its place, as in ``[U+6F22]``.
    """

    pdf: bytes
    missing: Counter[str] = field(default_factory=Counter)


def cover(heads: Sequence[Head], kind: str) -> dict[str, Any]:
    """Return what stands on the cover and in the footer of a report with these chapters."""
    head = heads[0]
    day = full_date(head.interview_on)
    return {
        "kind": kind,
        "company": head.company or "Prep report",
        "role": head.role,
        "interview": f"Interview on {long_date(day)}" if day else
                     head.interview_on and f"Interview in {head.interview_on}",
        "countdown": countdown(head),
        "person": head.person,
        "chapters": [
            {"title": h.title, "sections": [list(item) for item in h.progress]} for h in heads
        ],
        "colophon": " · ".join(
            part
            for part in (f"Made for {long_date(head.as_of)}", _MADE_FOR[head.audience], head.state)
            if part
        ),
    }  # fmt: skip


def countdown(head: Head) -> str:
    """Return the days left in words; ``""`` when the day is not known."""
    day = full_date(head.interview_on)
    if day is None:
        return ""
    left = (day - head.as_of).days
    if left in (-1, 0, 1):
        return {-1: "It was yesterday", 0: "It is today", 1: "1 day left"}[left]
    return f"{left} days left" if left > 0 else f"It was {-left} days ago"


def long_date(day: datetime.date) -> str:
    """Return a day as in ``Friday 4 December 2026``, the same on every computer."""
    weekdays = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"]
    months = [
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
    ]
    return f"{weekdays[day.weekday()]} {day.day} {months[day.month - 1]} {day.year}"


def typeset(
    chapters: Sequence[Sequence[Content]], *, title: str, cover: dict[str, Any] | None,
    as_of: datetime.date, author: str = "", footer: str = "",
) -> Pages:  # fmt: skip
    """Return the PDF of a report: tagged, PDF/UA-1 and PDF/A-2a.

    The same contents and date give the same bytes on the same computer.

    Args:
        chapters: the contents of each chapter; each begins on a new page.
        title: of the document.
        cover: what :func:`cover` returns; ``None`` for neither cover nor contents.
        as_of: the date the document carries.

    Raises:
        TypesetError: when the pages cannot be set.
    """
    numbers: dict[Source, int] = {}
    document: dict[str, Any] = {
        "title": title, "author": author, "lang": "en", "footer": footer or title,
        "description": f"{title}. Made with prepkit for {as_of.isoformat()}.",
        "day": {"year": as_of.year, "month": as_of.month, "day": as_of.day},
        "contents": "Contents", "sources-title": "Sources", "cover": cover,
        "chapters": [_chapter(contents, numbers) for contents in chapters],
        "sources": [_source(source, number) for source, number in numbers.items()],
    }  # fmt: skip
    every_character = "".join(_strings(document))
    chosen, unprintable = fonts.needed(every_character)
    document["fonts"] = {
        "body": fonts.families(faces.BODY, every_character),
        "head": fonts.families(faces.HEAD, every_character),
        "code": fonts.families(faces.CODE, every_character),
    }
    drawn = [block for chapter in document["chapters"] for block in chapter if is_shaped(block)]
    for _ in range(50):
        printed = _replaced(document, unprintable)
        try:
            pdf = compiled(printed, chosen, as_of)
        except TypesetError as error:
            if drawn:
                # Where letters take shape together, a drawing has no way to say which they are.
                for place, block in enumerate(drawn):
                    block["pixels"] = f"{place}.png"
                drawn = []
                continue
            # Marks that no one font can put on their letter show only now.
            found = _UNDISPLAYED.search(str(error))
            met = set(_unescaped(found[1])) - unprintable if found else set()
            more = {char for char in met if is_mark(char)} or met
            if not more:
                raise TypesetError(f"the pages could not be set: {error}") from error
            unprintable |= more
            continue
        missing = Counter(char for char in every_character if char in unprintable)
        return Pages(pdf, missing)
    raise TypesetError("the pages could not be set: too many characters that no font can print")


def _chapter(contents: Sequence[Content], numbers: dict[Source, int]) -> list[dict[str, Any]]:
    blocks: list[dict[str, Any]] = []
    level = 0
    for content in contents:
        if isinstance(content, dict):
            node = content
            if node["t"] == "h" and not plain(node["c"]).strip():
                continue
            if node["t"] == "h":
                # A page may not skip a level of headings.
                level = min(node["level"], level + 1)
                node = node | {"level": level}
            if blocks and blocks[-1]["type"] == "words":
                blocks[-1]["nodes"].append(node)
            else:
                blocks.append({"type": "words", "nodes": [node]})
        else:
            block = content.model_dump(mode="json")
            if content.type == "prose":
                block = {"type": "prose", "nodes": typed(content.text)}
            elif content.type == "table":
                block["rows"] = [
                    {"cells": [_cell(cell, numbers) for cell in row],
                     "long": max(len(cell.text) for cell in row) > _LONG_CELL}
                    for row in content.rows
                ]  # fmt: skip
            elif content.type == "card":
                block |= _card(content) | {"level": min(3, level + 1)}
            elif content.type == "chart":
                block |= _picture(content) | {"alt": shortened(content.alt, _LONGEST_STRING)}
            elif content.type == "sources":
                for source in content.items:
                    numbers.setdefault(source, len(numbers) + 1)
                continue
            elif content.type == "head":
                continue
            blocks.append(block)
    return blocks


def _card(card: Card) -> dict[str, Any]:
    title, whole = card.title if card.title.strip() else "–", []
    if len(title) > _LONGEST_STRING:
        # Too long for a bookmark: printed below its beginning, in full.
        whole, title = [["", typed(title)]], shortened(title, _LONG_CELL)
    texts = [[head, typed(text)] for head, text in card.texts]
    return {"title": title, "dir": direction(title), "texts": [*whole, *texts]}


def _cell(cell: Cell, numbers: dict[Source, int]) -> dict[str, Any]:
    number = None
    if cell.source is not None:
        number = numbers.setdefault(cell.source, len(numbers) + 1)
    link = cell.link if is_safe_link(cell.link) else ""
    nodes = unlinked(typed(cell.text)) if link else typed(cell.text)
    return {"nodes": nodes, "link": link, "number": number, "tone": cell.tone}


def _picture(chart: Chart) -> dict[str, Any]:
    try:
        drawn = svg(chart)
    except ValueError as error:
        reason = str(error).splitlines()[0]
        raise TypesetError(f"the chart cannot be drawn: {chart.caption!r}: {reason}") from error
    found = re.search(r'<svg[^>]*\bwidth="([\d.]+)"', drawn)
    width = float(found[1]) if found else _TEXT_WIDTH
    return {"svg": drawn, "share": min(100.0, 100 * 0.75 * width / _TEXT_WIDTH), "spec": None}


def _source(source: Source, number: int) -> dict[str, Any]:
    safe = bool(source.link) and is_safe_link(source.link)
    label = "" if source.label == source.link else source.label
    return source.model_dump() | {"number": number, "safe": safe, "label": label}


def _strings(value: Any) -> list[str]:
    if isinstance(value, str):
        return [value]
    if isinstance(value, dict):
        return [text for item in value.values() for text in _strings(item)]
    if isinstance(value, list | tuple):
        return [text for item in value for text in _strings(item)]
    return []


def _replaced(value: Any, unprintable: set[str]) -> Any:
    """Return a document with what cannot be printed named by its number instead."""
    if isinstance(value, str):
        named = "".join(f"[U+{ord(c):04X}]" if c in unprintable else c for c in value)
        return _thinned(named)
    if isinstance(value, dict):
        return {key: _replaced(item, unprintable) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [_replaced(item, unprintable) for item in value]
    return value


_MARKS = r"[\u0300-\u036f\u0483-\u0489\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff]"
_MANY_MARKS = re.compile(f"{_MARKS}{{{_LONGEST_CLUSTER}}}")


def _thinned(text: str) -> str:
    """Give a tower of marks a new foot now and then, so that every mark is still printed."""
    return _MANY_MARKS.sub(lambda found: found[0] + "\u25cc", text)


def _unescaped(text: str) -> str:
    return re.sub(r"\\u\{([0-9a-f]+)\}", lambda found: chr(int(found[1], 16)), text)
