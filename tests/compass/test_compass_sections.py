"""The compass as a whole: every section, on an empty workspace, on the sample, and for others."""

from __future__ import annotations

import datetime

import pytest

from prepkit.block import Block, Card, Prose, Table
from prepkit.compass import CHAPTER
from prepkit.compass.records import Comparison
from prepkit.section import Answers
from prepkit.workspace import Audience, Workspace

DAY = datetime.date(2026, 11, 23)
SECTIONS = [section.id for section in CHAPTER.sections]


def answers(workspace: Workspace, audience: Audience = "me", company: str = "skerry") -> Answers:
    return workspace.answers(company=company, as_of=DAY, audience=audience)


def texts_of(block: Block) -> list[str]:
    if isinstance(block, Table):
        return [cell.text for row in block.rows for cell in row]
    if isinstance(block, Prose):
        return [block.text]
    return [text for _, text in block.texts] if isinstance(block, Card) else []


@pytest.mark.parametrize("section", SECTIONS)
def test_a_section_without_answers_adds_up_to_nothing(section: str) -> None:
    assert CHAPTER.section(section).summary(Answers({}, DAY)) == []


@pytest.mark.parametrize("section", SECTIONS)
def test_a_section_of_untouched_records_adds_up_to_nothing(
    workspace: Workspace, section: str
) -> None:
    record = CHAPTER.section(section).record
    company = workspace.add_company("Skerry").id
    workspace.save(record, {}, company=company if record.layer == "company" else "")
    assert CHAPTER.section(section).summary(answers(workspace)) == []


@pytest.mark.parametrize("section", SECTIONS)
def test_every_section_of_the_sample_has_something_to_show(sample: Workspace, section: str) -> None:
    company = sample.companies()[0].id
    assert CHAPTER.section(section).summary(answers(sample, company=company))


@pytest.mark.parametrize("section", SECTIONS)
def test_every_long_answer_of_the_sample_is_quoted_as_written(
    sample: Workspace, section: str
) -> None:
    found, company = CHAPTER.section(section), sample.companies()[0].id
    blocks = found.summary(answers(sample, company=company))
    quoted = "\n".join(text for block in blocks for text in texts_of(block))
    for record in found.own(answers(sample, company=company)):
        for spec in record.specs():
            if spec.kind == "long_text":
                assert getattr(record, spec.name) in quoted


@pytest.mark.parametrize("section", SECTIONS)
def test_a_coach_sees_nothing_private_of_the_sample(sample: Workspace, section: str) -> None:
    found, company = CHAPTER.section(section), sample.companies()[0].id
    asked = {prompt.title for prompt in found.asked(answers(sample))}
    written = {
        text
        for record in sample.records(found.record)
        if record.origin.visibility == "private"
        for text in record.body().values()
        if isinstance(text, str) and len(text) > 20 and text not in asked
    }
    open_ = str(found.summary(answers(sample, "coach", company)))
    assert {text for text in written if repr(text)[1:-1] in open_} == set()


@pytest.mark.parametrize("audience", ["coach", "share"])
def test_what_others_may_not_see_changes_nothing_of_what_they_are_shown(
    sample: Workspace, audience: Audience
) -> None:
    company = sample.companies()[0].id
    before = [s.summary(answers(sample, audience, company)) for s in CHAPTER.sections]
    for comparison in sample.records(Comparison)[:10]:
        assert comparison.origin.visibility == "private"
        sample.delete(comparison.id)
    after = [s.summary(answers(sample, audience, company)) for s in CHAPTER.sections]
    assert after == before
