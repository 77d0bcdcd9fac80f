"""The sample workspace: complete where it should be, and the same for everybody."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from datetime import date
from pathlib import Path

import pytest

from prepkit.chapters import CHAPTERS, record_classes
from prepkit.compass.comparing import consistency, plan
from prepkit.compass.decision import decide
from prepkit.compass.drift import drift
from prepkit.compass.flips import WeightFlip
from prepkit.compass.goals import aligned, turnover
from prepkit.compass.records import (
    Comparison,
    Criterion,
    Fit,
    Goal,
    Mirror,
    Motivator,
    Sentence,
    Sitting,
    Value,
)
from prepkit.compass.statement import summarise_statement
from prepkit.compass.triads import triads
from prepkit.compass.weighing import choices_in, kept
from prepkit.dates import date_span
from prepkit.deep_dive.records import Reading
from prepkit.errors import WorkspaceExistsError
from prepkit.record import VISIBILITIES
from prepkit.retrospective.records import Project, Story
from prepkit.sample import make_sample
from prepkit.section import Answers, Progress
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


def test_made_for_another_day_its_interviews_are_ahead_of_that_day_and_its_sittings_behind(
    tmp_path: Path,
) -> None:
    day = date(2031, 2, 27)
    made = make_sample(tmp_path / "w", day)
    left = [company.days_left(day) for company in made.companies()]
    assert len([days for days in left if days is not None]) >= 2
    assert [days for days in left if days is not None and days <= 0] == []
    assert [sitting.on for sitting in made.records(Sitting)] == ["2030-02-13", "2031-02-24"]
    saved = [revision.time.date() for revision in made.revisions()]
    assert (min(saved), max(saved)) == (date(2030, 2, 13), date(2031, 2, 26))


def test_made_for_another_day_its_dates_lie_as_far_from_that_day_as_ever(
    sample_folder: Path, tmp_path: Path
) -> None:
    day = date(2031, 2, 27)
    made = make_sample(tmp_path / "w", day)

    def distances(workspace: Workspace, as_of: date) -> list[int]:
        found = [
            date_span(getattr(record, name))
            for kind, names in ((Motivator, ("gave_on", "drained_on")), (Goal, ("by",)))
            for record in workspace.records(kind)
            for name in names
        ]
        return [(span[0] - as_of).days for span in found if span]

    first, other = distances(Workspace(sample_folder), DAY), distances(made, day)
    assert len(first) > 25
    # A month has no day: it may begin up to a month earlier or later.
    assert all(abs(a - b) <= 31 for a, b in zip(first, other, strict=True))
    ahead = [goal.by for goal in made.records(Goal) if goal.still != "no"]
    assert ahead and all(date.fromisoformat(by) > day for by in ahead)
    assert {len(m.gave_on) for m in made.records(Motivator)} == {7}


def test_its_compass_keeps_to_the_lengths_its_forms_ask_for(sample_folder: Path) -> None:
    workspace, seen = Workspace(sample_folder), 0
    for kind in record_classes().values():
        if kind.__module__ == "prepkit.compass.records":
            for name, words in ((spec.name, spec.words) for spec in kind.specs() if spec.words):
                for record in workspace.records(kind):
                    seen += 1
                    count = len(re.findall(r"\w[\w'’]*", getattr(record, name)))
                    assert count <= words, (kind.kind, record.heading, name, count)
    assert seen > 100


def test_what_it_says_of_goals_has_something_of_everything(sample_folder: Path) -> None:
    answers = compass(sample_folder)
    standing = [goal for goal in answers.all(Goal) if goal.still != "no"]
    found, changes = aligned(standing, kept(answers)), turnover(answers)
    assert found.lonely and found.unserved
    assert changes.new and changes.gone and changes.changed
    assert any(goal.shifted for goal in answers.all(Goal) if goal.still == "no")


def test_what_a_coach_reads_of_its_statement_was_kept(sample_folder: Path) -> None:
    answers = Workspace(sample_folder).answers(as_of=DAY, audience="coach")
    words = [text for card in summarise_statement(answers) for _, text in card.texts]
    assert words and set(words) <= {sentence.words for sentence in answers.all(Sentence)}


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


def test_the_third_company_is_almost_empty_but_for_its_ratings(sample_folder: Path) -> None:
    workspace = Workspace(sample_folder)
    companies = workspace.companies()
    assert len(companies) == 3
    own = [
        record
        for kind in record_classes().values()
        if kind.layer == "company" and kind is not Fit
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


# The compass: two sittings


def compass(folder: Path, company: str = "") -> Answers:
    return Workspace(folder).answers(company=company, as_of=DAY)


def test_its_compass_was_written_in_two_sittings_a_year_apart(sample_folder: Path) -> None:
    answers = compass(sample_folder)
    before, now = answers.began
    assert 360 <= (now - before).days <= 390
    assert 0 < (DAY - now).days <= 3
    (then,) = answers.past
    assert (then.began, (then.ended - then.began).days) == (before, 1)
    remembered = [s.record for c in CHAPTERS for s in c.sections if s.remembers]
    assert Comparison not in remembered
    assert [kind.kind for kind in (*remembered, Comparison) if not then.all(kind)] == []


def test_every_kind_of_record_of_the_compass_is_in_it(sample_folder: Path) -> None:
    workspace = Workspace(sample_folder)
    kinds = [k for k in record_classes().values() if k.__module__ == "prepkit.compass.records"]
    assert len(kinds) == 11
    assert [kind.kind for kind in kinds if not workspace.records(kind)] == []


def test_in_each_sitting_the_values_kept_were_compared_until_it_was_enough(
    sample_folder: Path,
) -> None:
    answers = compass(sample_folder)
    then = [value for value in answers.past[0].all(Value) if value.is_listed]
    for sitting, values in enumerate((then, kept(answers))):
        choices, items = choices_in(answers, sitting), [value.id for value in values]
        assert {id for choice in choices for id in choice.pair} == set(items)
        assert {choice.choice for choice in choices} == {"left", "right", "tie", "skip"}
        assert plan(items, choices, seed="").reason == "steady"
        same_day = consistency(choices)
        assert same_day.repeated == 5 and 0 < same_day.otherwise <= 2
    assert Counter(c.choice for c in answers.all(Comparison))["undone"] == 1


def test_one_value_has_clearly_shifted_and_the_others_have_not(sample_folder: Path) -> None:
    answers = compass(sample_folder)
    before, after = (choices_in(answers, sitting) for sitting in (0, 1))
    items = [value.id for value in kept(answers)]
    same_day = consistency(before) + consistency(after)
    shifts = drift(items, before, after, consistency=same_day, seed=1).shifts
    assert [shift.item for shift in shifts if shift.shifted] == ["value-craftsmanship"]
    (circle,) = triads(items, after).circular
    assert set(circle) == {"value-autonomy", "value-place", "value-fair_reward"}


def test_cards_have_changed_piles_and_a_goal_was_dropped(sample_folder: Path) -> None:
    answers = compass(sample_folder)
    piles = {value.id: value.pile for value in answers.past[0].all(Value)}
    moved = {v.id for v in answers.all(Value) if v.pile != piles[v.id]}
    assert moved == {"value-humour", "value-recognition", "value-advancement"}
    dropped = {goal.id for goal in answers.past[0].all(Goal)} - {g.id for g in answers.all(Goal)}
    assert dropped and dropped <= answers.gone


def test_what_is_looked_at_again_was_so_in_the_last_sitting(sample_folder: Path) -> None:
    answers = compass(sample_folder)
    again = [r for kind in (Mirror, Goal) for r in answers.all(kind) if r.still]
    assert {record.still for record in again} == {"still", "partly", "no"}
    assert all(answers.last(record) for record in again)
    days = {date.fromisoformat(record.looked) for record in again}
    assert all(answers.began[-1] <= day < DAY for day in days)


def test_some_of_the_ladders_come_to_the_same_words(sample_folder: Path) -> None:
    ladders = [m.ladder for m in Workspace(sample_folder).records(Mirror) if m.ladder]
    assert {len(ladder) for ladder in ladders} == {2, 3, 4, 5}
    steps = Counter(step.casefold().strip(".") for ladder in ladders for step in ladder)
    assert len([step for step, times in steps.items() if times > 1]) >= 3


def test_the_decision_between_the_companies_is_close(sample_folder: Path) -> None:
    workspace, reach = Workspace(sample_folder), {"known": 0, "roughly": 1, "guess": 2, "": 4}
    criteria = [criterion.id for criterion in workspace.records(Criterion)]
    companies = [company.id for company in workspace.companies()]
    found = {fit.id: fit for fit in workspace.records(Fit)}
    rows = [[found.get(f"fit-{c}-{id}", Fit()) for id in criteria] for c in companies]
    scores = [[fit.rating for fit in row] for row in rows]
    ends = [[fit.rating and (fit.rating - reach[fit.sure], fit.rating + reach[fit.sure])
             for fit in row] for row in rows]  # fmt: skip
    decision = decide(companies, criteria, scores, ends, seed=1)
    assert decision.verdict and decision.verdict.kind == "fragile"
    assert any(isinstance(reason, WeightFlip) for reason in decision.verdict.reasons)
    assert 0 < decision.unknown[1] < len(criteria)
    assert any(fit.claims for row in rows for fit in row)


def test_its_sentences_are_quoted_as_they_stand_and_seen_by_nobody_else(
    sample_folder: Path,
) -> None:
    workspace = Workspace(sample_folder)
    stand = [
        (record.heading, str(text), VISIBILITIES.index(record.origin.visibility))
        for kind in record_classes().values()
        if kind is not Sentence
        for record in workspace.records(kind)
        for text in record.body().values()
    ]
    quoted = [found for found in workspace.records(Sentence) if found.source]
    assert len(quoted) >= 5
    for found in quoted:
        heading = found.source.partition(": ")[2]
        seen = [shown for name, text, shown in stand if name == heading and found.words in text]
        assert seen and VISIBILITIES.index(found.origin.visibility) <= max(seen), found.words


def test_its_compass_is_long_in_places_and_in_several_scripts(sample_folder: Path) -> None:
    workspace = Workspace(sample_folder)
    kinds = [k for k in record_classes().values() if k.__module__ == "prepkit.compass.records"]
    texts = [str(text) for kind in kinds for record in workspace.records(kind)
             for text in record.body().values()]  # fmt: skip
    assert max(len(text) for text in texts) > 350
    scripts = {unicodedata.name(char, "").split(" ")[0] for text in texts for char in text}
    assert scripts >= {"LATIN", "HEBREW", "GREEK"}


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
