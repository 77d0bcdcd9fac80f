from __future__ import annotations

import datetime
from typing import Any

import pytest

from prepkit.block import Block, Card, Note, Table
from prepkit.retrospective import CHAPTER
from prepkit.retrospective.records import Energy, Project, Stumble
from prepkit.section import Answers
from prepkit.workspace import Audience, Workspace

DAY = datetime.date(2026, 11, 23)


def answers(workspace: Workspace, audience: Audience = "me") -> Answers:
    return workspace.answers(as_of=DAY, audience=audience)


def only(blocks: list[Block], kind: type[Any]) -> Any:
    """Return the one block of a kind."""
    (found,) = [block for block in blocks if isinstance(block, kind)]
    return found


def notes(blocks: list[Block]) -> list[str]:
    return [block.text for block in blocks if isinstance(block, Note)]


def column_of(table: Table, title: str) -> list[str]:
    place = [column.title for column in table.columns].index(title)
    return [row[place].text for row in table.rows]


@pytest.mark.parametrize("section", [section.id for section in CHAPTER.sections])
def test_a_section_without_answers_adds_up_to_nothing(section: str) -> None:
    assert CHAPTER.section(section).summary(Answers({}, DAY)) == []


@pytest.mark.parametrize("section", [section.id for section in CHAPTER.sections])
def test_a_section_of_untouched_records_adds_up_to_nothing(
    workspace: Workspace, section: str
) -> None:
    workspace.save(CHAPTER.section(section).record, {})
    assert CHAPTER.section(section).summary(answers(workspace)) == []


@pytest.mark.parametrize(
    ("section", "kinds"),
    [
        ("projects", ["chart", "table", "table"]),
        ("energy", ["chart", "table", "note", "note"]),
        ("stumbles", [*["card"] * 4, "table", "note"]),
    ],
)
def test_the_sample_gives_the_blocks_expected(
    sample: Workspace, section: str, kinds: list[str]
) -> None:
    found = CHAPTER.section(section).summary(answers(sample))
    assert [block.type for block in found] == kinds


# Stories print as cues, never in full: see test_stories.
@pytest.mark.parametrize("section", [s.id for s in CHAPTER.sections if s.id != "stories"])
def test_every_long_answer_of_the_sample_is_quoted_as_written(
    sample: Workspace, section: str
) -> None:
    found = CHAPTER.section(section)
    blocks = found.summary(answers(sample))
    quoted = {text for card in blocks if isinstance(card, Card) for _, text in card.texts}
    quoted |= {c.text for t in blocks if isinstance(t, Table) for row in t.rows for c in row}
    written = {getattr(record, spec.name) for record in sample.records(found.record)
               for spec in found.record.specs() if spec.kind == "long_text"}  # fmt: skip
    assert written - {""}
    assert written - {""} <= quoted


@pytest.mark.parametrize("kind", [Project, Energy, Stumble])
def test_a_coach_sees_nothing_private_of_the_sample(
    sample: Workspace, kind: type[Project | Energy | Stumble]
) -> None:
    private = [record for record in sample.records(kind) if record.origin.visibility == "private"]
    long = [spec.name for spec in kind.specs() if spec.kind == "long_text"]
    written = {getattr(record, name) for record in private for name in long} - {""}
    for audience, expected in (("me", True), ("coach", False)):
        found = answers(sample, audience)  # type: ignore[arg-type]  # both are audiences
        shown = "".join(str(section.summary(found)) for section in CHAPTER.sections)
        assert {repr(text) in shown for text in written} == {expected}


@pytest.mark.parametrize("company", ["skerry-grid-data", "tinderbox-heat", ""])
def test_the_past_is_the_same_whichever_company_the_page_is_for(
    sample: Workspace, company: str
) -> None:
    found = sample.answers(company=company, as_of=DAY)
    for section in CHAPTER.sections:
        assert section.summary(found) == section.summary(answers(sample))
