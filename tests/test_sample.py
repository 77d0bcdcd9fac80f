"""The sample workspace: complete where it should be, and the same for everybody."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from prepkit.chapters import CHAPTERS, record_classes
from prepkit.deep_dive.records import Reading
from prepkit.errors import WorkspaceExistsError
from prepkit.retrospective.records import Project, Story
from prepkit.sample import make_sample
from prepkit.section import Progress
from prepkit.workspace import Workspace

DAY = date(2026, 11, 23)


def progress(workspace: Workspace, company: str) -> dict[str, Progress]:
    answers = workspace.answers(company=company, as_of=DAY)
    return {section.id: section.progress(answers) for c in CHAPTERS for section in c.sections}


def test_made_twice_for_the_same_day_it_has_the_same_revisions(
    sample_folder: Path, tmp_path: Path
) -> None:
    again = make_sample(tmp_path / "again", DAY)
    first = [revision.id for revision in Workspace(sample_folder).revisions()]
    assert len(first) > 50
    assert [revision.id for revision in again.revisions()] == first


def test_made_for_another_day_its_interviews_are_ahead_of_that_day(tmp_path: Path) -> None:
    day = date(2031, 2, 27)
    left = [company.days_left(day) for company in make_sample(tmp_path / "w", day).companies()]
    assert len([days for days in left if days is not None]) >= 2
    assert [days for days in left if days is not None and days <= 0] == []


def test_everything_in_it_is_sound_and_fits_its_fields(sample_folder: Path) -> None:
    workspace = Workspace(sample_folder)
    assert workspace.problems() == []
    records = [r for kind in record_classes().values() for r in workspace.records(kind)]
    assert records
    assert [r.id for r in records if r.origin.unread or r.origin.others] == []


def test_every_section_of_every_chapter_has_records(sample_folder: Path) -> None:
    workspace = Workspace(sample_folder)
    first = workspace.companies()[0]
    answers = workspace.answers(company=first.id, as_of=DAY)
    empty = [s.id for c in CHAPTERS for s in c.sections if not s.own(answers)]
    assert empty == []


def test_every_section_adds_up_to_something_to_show(sample_folder: Path) -> None:
    workspace = Workspace(sample_folder)
    answers = workspace.answers(company=workspace.companies()[0].id, as_of=DAY)
    assert [s.id for c in CHAPTERS for s in c.sections if not s.summary(answers)] == []


def test_the_first_company_is_complete(sample_folder: Path) -> None:
    workspace = Workspace(sample_folder)
    found = progress(workspace, workspace.companies()[0].id)
    assert found
    assert {id: p for id, p in found.items() if p.done < p.wanted} == {}


def test_the_third_company_is_almost_empty(sample_folder: Path) -> None:
    workspace = Workspace(sample_folder)
    companies = workspace.companies()
    assert len(companies) == 3
    own = [
        record
        for kind in record_classes().values()
        if kind.layer == "company"
        for record in workspace.records(kind, company=companies[2].id)
    ]
    assert 1 <= len(own) <= 3


def test_it_has_enough_for_a_full_report(sample_folder: Path) -> None:
    workspace = Workspace(sample_folder)
    assert len(workspace.records(Project)) >= 8
    assert len(workspace.records(Story)) >= 6
    assert len(workspace.records(Reading)) >= 15
    assert workspace.person


def test_every_reference_leads_to_a_record(sample_folder: Path) -> None:
    workspace, seen = Workspace(sample_folder), 0
    ids = {kind: {r.id for r in workspace.records(c)} for kind, c in record_classes().items()}
    for kind in record_classes().values():
        for spec in kind.specs():
            for record in workspace.records(kind) if spec.target else ():
                value = getattr(record, spec.name)
                for id in value if spec.many else filter(None, [value]):
                    seen += 1
                    assert id in ids[spec.target], (record.heading, spec.name)
    assert seen > 5


def test_it_is_never_made_over_a_workspace_that_is_there(workspace: Workspace) -> None:
    story = workspace.save(Story, {"title": "my own"})
    with pytest.raises(WorkspaceExistsError):
        make_sample(workspace.folder, DAY)
    assert workspace.records(Story) == [story]


def test_what_is_saved_in_a_copy_does_not_reach_the_sample(
    sample: Workspace, sample_folder: Path
) -> None:
    sample.save(Story, {"title": "mine alone"})
    assert "mine alone" in [story.title for story in sample.records(Story)]
    assert "mine alone" not in [story.title for story in Workspace(sample_folder).records(Story)]
