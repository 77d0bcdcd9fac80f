"""Blocks as Markdown, for any page that is not ours."""

from __future__ import annotations

import re
from collections.abc import Iterable

from prepkit.block import Block, Card, Chart, Empty, Head, Note, Prose, Source, Sources, Table


def markdown(blocks: Iterable[Block]) -> str:
    """Return blocks as CommonMark with tables; words come out as typed."""
    return "\n\n".join(part for block in blocks if (part := _block(block))) + "\n"


def literal(text: str) -> str:
    """Return text that CommonMark shows as it is, on one line.

    A backslash before any ASCII punctuation stands for that character (CommonMark 0.31, 2.4),
    so every one gets its backslash and none can mean anything.
    """
    return re.sub(r"([!-/:-@\[-`{-~])", r"\\\1", " ".join(text.split()))


def _lines(text: str) -> str:
    """Return text of several lines, each kept a line."""
    return "\\\n".join(literal(line) for line in text.splitlines() if line.strip())


def _block(block: Block) -> str:
    match block:
        case Prose():
            return _lines(block.text)
        case Note() | Empty():
            return f"*{literal(block.text)}*"
        case Chart():
            return f"**{literal(block.caption)}**: {literal(block.alt)}"
        case Table():
            rows = [[column.title for column in block.columns]]
            rows += [[_source(cell.source, cell.text) for cell in row] for row in block.rows]
            lines = ["| " + " | ".join(literal(text) for text in row) + " |" for row in rows]
            lines.insert(1, "|" + " --- |" * len(block.columns))
            return f"**{literal(block.caption)}**\n\n" + "\n".join(lines)
        case Card():
            facts = [" · ".join(f"{literal(k)}: {literal(v)}" for k, v in block.facts)]
            texts = [
                f"**{literal(label)}**\n\n{_lines(text)}" if label else _lines(text)
                for label, text in block.texts
            ]
            return "\n\n".join(part for part in (f"### {literal(block.title)}", *facts, *texts)
                               if part)  # fmt: skip
        case Sources():
            return "\n".join(f"- {literal(_source(source, ''))}" for source in block.items)
        case Head():
            said = (block.company, block.role, block.interview_on)
            return literal(" · ".join(part for part in said if part))


def _source(source: Source | None, text: str) -> str:
    if source is None:
        return text
    return " ".join(part for part in (source.label, source.link, source.dated) if part)
