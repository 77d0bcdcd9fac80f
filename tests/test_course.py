"""The way through a chapter: what is on a path, how long it takes, and where to go on."""

from __future__ import annotations

import datetime
from dataclasses import replace

import pytest

from prepkit.chapters import CHAPTERS
from prepkit.course import Next, is_on_path, minutes, steps, until, where_next
from prepkit.deep_dive.records import Claim, Question, Reading, Target
from prepkit.section import PATHS, Chapter, Path, Section
from prepkit.workspace import Workspace


def section(id: str, record: type, path: Path = "short", **more: object) -> Section:
    plain = Section(id, id.title(), 20, record, lambda answers: [], path, f"Write {id}.")
    return replace(plain, **more)


WAY = Chapter("way", "Way", (section("claims", Claim), section("reading", Reading, "medium"),
                             section("questions", Question)))  # fmt: skip


def go_on(workspace: Workspace, path: Path = "full") -> Next | None:
    answers = workspace.answers(company="acme")
    return where_next(steps(WAY, answers, path), answers)


@pytest.fixture
def acme(workspace: Workspace) -> Workspace:
    workspace.add_company("Acme")
    return workspace


@pytest.mark.parametrize(
    ("path", "on"),
    [("short", {"short"}), ("medium", {"short", "medium"}), ("full", {"short", "medium", "full"})],
)
def test_a_longer_path_has_all_that_the_shorter_ones_have(path: Path, on: set[Path]) -> None:
    assert {own for own in PATHS if is_on_path(section("x", Claim, own), path)} == on


@pytest.mark.parametrize(("path", "most"), [("short", 30), ("medium", 120)])
def test_each_chapter_keeps_the_time_its_path_promises(path: Path, most: int) -> None:
    found = {chapter.id: minutes(path, chapter.sections) for chapter in CHAPTERS}
    assert len(found) == 3
    assert {id: spent for id, spent in found.items() if not 0 < spent <= most} == {}


def test_a_section_takes_its_quick_minutes_on_the_shortest_path_alone() -> None:
    sections = (section("a", Claim, quick=8), section("b", Claim), section("c", Claim, "medium"))
    assert minutes("short", sections) == 28
    assert minutes("medium", sections) == minutes("full", sections) == 60


def test_no_section_is_quicker_than_it_is_long_and_only_the_shortest_path_is_quick() -> None:
    sections = [found for chapter in CHAPTERS for found in chapter.sections]
    assert any(found.quick for found in sections)
    for found in sections:
        assert 0 <= found.quick <= found.minutes
        assert found.path == "short" or not found.quick


def test_a_step_says_whether_it_is_on_the_path_and_how_far_it_is(acme: Workspace) -> None:
    acme.save(Claim, {"statement": "big"}, company="acme")
    way = steps(WAY, acme.answers(company="acme"), "short")
    assert [(step.section.id, step.is_on_path, step.is_done) for step in way] == [
        ("claims", True, True), ("reading", False, False), ("questions", True, False),
    ]  # fmt: skip


def test_with_nothing_written_one_begins_with_the_first_section(workspace: Workspace) -> None:
    assert go_on(workspace) == Next("claims", "Begin with: Claims", "Write claims.")


def test_one_goes_on_where_something_was_saved_last_while_that_is_unfinished(
    acme: Workspace,
) -> None:
    acme.save(Claim, {}, company="acme")
    acme.save(Question, {"why": "not the question itself"}, company="acme")
    assert go_on(acme) == Next(
        "questions", "Continue where you stopped: Questions", "Write questions."
    )


def test_after_a_finished_section_one_goes_on_with_the_next_unfinished_one(
    acme: Workspace,
) -> None:
    acme.save(Claim, {"statement": "big"}, company="acme")
    assert go_on(acme) == Next("reading", "Continue with: Reading", "Write reading.")
    assert go_on(acme, "short") == Next("questions", "Continue with: Questions", "Write questions.")


def test_after_the_last_section_one_goes_on_with_what_was_left_out_before(acme: Workspace) -> None:
    acme.save(Question, {"question": "Why?"}, company="acme")
    assert go_on(acme) == Next("claims", "Continue with: Claims", "Write claims.")


def test_what_was_saved_off_the_path_or_for_another_company_does_not_lead_the_way(
    acme: Workspace,
) -> None:
    acme.add_company("Zenith")
    acme.save(Question, {"question": "Why?"}, company="zenith")
    acme.save(Reading, {"by": "Ada"})
    assert go_on(acme, "short") == Next("claims", "Begin with: Claims", "Write claims.")


def test_when_all_of_the_path_is_done_there_is_nowhere_to_go_on(acme: Workspace) -> None:
    acme.save(Claim, {"statement": "big"}, company="acme")
    acme.save(Question, {"question": "Why?"}, company="acme")
    assert go_on(acme, "short") is None
    assert go_on(acme, "medium") is not None


def test_a_section_that_is_finished_and_changed_again_is_not_gone_on_with(
    acme: Workspace,
) -> None:
    acme.save(Claim, {"statement": "big"}, id="claim-1", company="acme")
    acme.save(Reading, {"title": "Grid"})
    acme.save(Claim, {"statement": "bigger"}, id="claim-1", company="acme")
    assert go_on(acme) == Next("questions", "Continue with: Questions", "Write questions.")


@pytest.mark.parametrize(
    ("days", "day", "said"),
    [
        (0, "2026-12-04", "Interview today"),
        (1, "2026-12-04", "Interview tomorrow"),
        (11, "2026-12-04", "Interview in 11 days, on 2026-12-04"),
        (-1, "2026-12-04", "Interview was on 2026-12-04"),
        (None, "2026-12", "Interview 2026-12"),
        (None, "", "No interview date yet"),
    ],
)
def test_how_long_there_is_is_said_in_words(days: int | None, day: str, said: str) -> None:
    assert until(days, day) == said


def test_a_company_that_was_just_added_is_where_one_goes_on(acme: Workspace) -> None:
    chapter = next(found for found in CHAPTERS if found.id == "deep_dive")
    assert chapter.sections[0].record is Target
    answers = acme.answers(company="acme", as_of=datetime.date(2026, 11, 23))
    found = where_next(steps(chapter, answers, "short"), answers)
    assert found is not None and found.section == "target"
