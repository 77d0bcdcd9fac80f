"""Sections and chapters: progress, names, and finding them."""

from __future__ import annotations

import datetime
from dataclasses import replace
from typing import Any

import pytest

from prepkit.chapters import CHAPTERS, chapter, record_classes, remembered
from prepkit.compass.records import Goal, Value
from prepkit.content import Prompt
from prepkit.deep_dive.records import Claim, Target
from prepkit.errors import UnknownRecordError, UnknownSectionError
from prepkit.record import Record
from prepkit.retrospective.records import Project, Story
from prepkit.section import PATHS, Answers, Chapter, Progress, Section, Seed
from prepkit.workspace import AUDIENCES, Workspace

DAY = datetime.date(2026, 11, 23)


def section(record: type[Record], **details: object) -> Section:
    plain = Section(
        id="thing", title="Thing", minutes=5, record=record, summary=lambda answers: [],
        path="short", hint="Write one.",
    )  # fmt: skip
    return replace(plain, **details)


def test_answers_without_records_hold_nothing_of_any_kind() -> None:
    assert Answers({}, DAY).all(Story) == []


def test_a_reference_shows_what_the_record_is_called_or_that_it_is_gone(
    workspace: Workspace,
) -> None:
    project = workspace.save(Project, {"title": "Kite factory"})
    answers = workspace.answers(as_of=DAY)
    assert answers.name(Project, project.id) == "Kite factory"
    assert answers.name(Project, "project-9") == "(role or project no longer there)"
    assert answers.name(Project, "") == ""


def test_records_of_another_class_under_the_same_kind_are_left_out(workspace: Workspace) -> None:
    story = workspace.save(Story, {"title": "Kite"})
    assert Answers({"project": [story], "story": [story]}, DAY).all(Project) == []
    assert Answers({"project": [story], "story": [story]}, DAY).all(Story) == [story]


def test_progress_of_a_section_of_one_record_counts_its_core_fields(workspace: Workspace) -> None:
    company = workspace.add_company("Acme", role="Baker", level="junior").id
    core = [spec.name for spec in Target.specs() if spec.core]
    one = section(Target, shape="one")
    assert one.progress(workspace.answers(company=company)) == Progress(2, len(core))
    assert one.progress(workspace.answers(company="zenith")) == Progress(0, len(core))


def test_progress_of_a_section_of_many_counts_records_begun_against_the_goal(
    workspace: Workspace,
) -> None:
    many = section(Story, goal=2)
    workspace.save(Story, {"who": "not a core field"})
    assert many.progress(workspace.answers()) == Progress(0, 2)
    for title in ("one", "two", "three"):
        workspace.save(Story, {"title": title})
    assert many.progress(workspace.answers()) == Progress(3, 2)


def test_progress_of_prompts_counts_those_answered(workspace: Workspace) -> None:
    prompted = next(s for c in CHAPTERS for s in c.sections if s.shape == "prompts")
    asked = prompted.asked(workspace.answers())
    assert prompted.progress(workspace.answers()) == Progress(0, len(asked))
    key = asked[0].key
    id = prompted.record_id("", key)
    title = workspace.prompt_values(prompted, key)
    workspace.save(prompted.record, title, id=id)
    assert prompted.progress(workspace.answers()).done == 0
    core = next(spec for spec in prompted.record.specs() if spec.core)
    value = 3 if core.kind == "rating" else "an answer"
    workspace.save(prompted.record, {core.name: value}, id=id)
    assert prompted.progress(workspace.answers()).done == 1


def test_a_section_about_a_company_counts_only_that_company(workspace: Workspace) -> None:
    for name in ("acme", "zenith"):
        workspace.add_company(name)
        workspace.save(Claim, {"statement": f"{name} is big"}, company=name)
    own = section(Claim).own(workspace.answers(company="acme"))
    assert [claim.statement for claim in own] == ["acme is big"]
    assert section(Claim).own(workspace.answers()) == []


def test_a_section_about_the_person_is_the_same_for_every_company(workspace: Workspace) -> None:
    story = workspace.save(Story, {"title": "Kite"})
    for company in ("", "acme"):
        assert section(Story).own(workspace.answers(company=company)) == [story]


def test_seeds_are_untouched_until_kept_or_taken_off_also_where_that_is_not_seen(
    workspace: Workspace,
) -> None:
    workspace.add_company("acme")
    seeds = [Seed(key, {}, "") for key in ("kept", "hidden", "gone", "new")]
    for seed in seeds[:3]:
        visibility = "private" if seed.key == "hidden" else "share"
        workspace.save(Claim, {}, id=f"claim-acme-{seed.key}", company="acme",
                       visibility=visibility)  # fmt: skip
    workspace.delete("claim-acme-gone")
    for audience in AUDIENCES:
        answers = workspace.answers(company="acme", audience=audience)
        assert answers.untouched(Claim, seeds, "acme") == seeds[3:]
    assert answers.untouched(Claim, seeds, "zenith") == seeds


def test_the_id_of_a_fixed_record_is_the_same_in_every_copy() -> None:
    assert section(Target).record_id("acme") == "target-acme"
    assert section(Story).record_id("", "growth") == "story-growth"
    assert section(Story).record_id("") == "story"


@pytest.mark.parametrize(
    ("path", "quick", "said"),
    [
        ("short", 0, "about 5 minutes · 5 on the 30-minute path"),
        ("short", 3, "about 5 minutes · 3 on the 30-minute path"),
        ("medium", 0, "about 5 minutes · from the 2-hour path on"),
        ("full", 0, "about 5 minutes · when you do all of it"),
    ],
)
def test_the_time_a_section_takes_is_said_with_the_path_it_is_on(
    path: str, quick: int, said: str
) -> None:
    assert section(Story, path=path, quick=quick).time == said


def test_what_a_reference_may_point_to_are_the_records_that_are_shown(
    workspace: Workspace,
) -> None:
    kite = workspace.save(Project, {"title": "Kite"}, visibility="coach").id
    workspace.save(Project, {"title": "Secret"})
    assert [o.label for o in workspace.answers().options("project")] == ["Kite", "Secret"]
    seen = workspace.answers(audience="coach").options("project")
    assert [(option.key, option.label) for option in seen] == [(kite, "Kite")]
    assert workspace.answers().options("goal") == []


def test_a_field_in_words_names_what_it_refers_to_and_never_shows_an_id(
    workspace: Workspace,
) -> None:
    kite = workspace.save(Project, {"title": "Kite"}).id
    values = [workspace.save(Value, {"value": word}).id for word in ("Calm", "Care")]
    story = workspace.save(Story, {"project": kite, "scope": "team"}, visibility="coach")
    goal = workspace.save(Goal, {"serves": [values[1], "value-gone", values[0]]})
    mine = workspace.answers()
    assert (mine.words(story, "project"), mine.words(story, "scope")) == ("Kite", "My team")
    assert mine.words(goal, "serves") == "Care, (no longer there), Calm"
    assert mine.words(story, "who") == ""
    assert workspace.answers(audience="coach").words(story, "project") == "(not shown here)"


def test_an_unknown_section_is_an_error_that_suggests_the_nearest() -> None:
    known = Chapter("deep_dive", "Deep dive", (section(Claim, id="claims"),))
    assert known.section("claims").record is Claim
    with pytest.raises(UnknownSectionError) as caught:
        known.section("clams")
    assert str(caught.value) == "no section 'clams' in deep_dive: did you mean 'claims'?"


def test_an_unknown_chapter_is_an_error_that_suggests_the_nearest() -> None:
    assert [chapter(item.id) for item in CHAPTERS] == list(CHAPTERS)
    with pytest.raises(UnknownSectionError, match="no chapter 'compas': did you mean 'compass'"):
        chapter("compas")


def test_every_section_is_complete_in_itself() -> None:
    sections = [item for part in CHAPTERS for item in part.sections]
    assert len(sections) >= 10
    assert len({item.id for item in sections}) == len(sections)
    for item in sections:
        assert item.title and item.hint and item.path in PATHS
        assert item.minutes > 0
        assert [spec for spec in item.record.specs() if spec.core]
        assert (item.shape == "prompts") == bool(item.prompts)
        asked = item.asked(Answers({}, DAY))
        assert len({prompt.key for prompt in asked}) == len(asked)
        assert item.shape == "prompts" or not item.adds


def test_every_reference_points_to_a_kind_there_is() -> None:
    classes = record_classes()
    targets = {s.target for kind in classes.values() for s in kind.specs() if s.target}
    assert targets
    assert targets <= set(classes)


def test_a_prompt_has_a_key_that_is_safe_in_an_id() -> None:
    sections = [section for part in CHAPTERS for section in part.sections]
    prompts = [prompt for section in sections for prompt in section.asked(Answers({}, DAY))]
    assert prompts
    assert [p.key for p in prompts if not p.key.replace("_", "").isalnum()] == []


def test_progress_counts_what_else_there_is_towards_the_goal(workspace: Workspace) -> None:
    library = section(Story, goal=2, more=lambda answers: 1)
    assert library.progress(workspace.answers()) == Progress(1, 2)
    workspace.save(Story, {"title": "one"})
    assert library.progress(workspace.answers()) == Progress(2, 2)


def asked_about(answers: Answers) -> list[Prompt]:
    """Return a question for each project."""
    return [Prompt(project.id, project.heading) for project in answers.all(Project)]


def test_questions_may_be_made_from_what_is_written_elsewhere(workspace: Workspace) -> None:
    asks = section(Story, shape="prompts", prompts=asked_about)
    assert asks.asked(workspace.answers()) == ()
    assert asks.progress(workspace.answers()) == Progress(0, 1)
    kite, boat = (workspace.save(Project, {"title": title}).id for title in ("Kite", "Boat"))
    asked = asks.asked(workspace.answers())
    assert [(prompt.key, prompt.title) for prompt in asked] == [(kite, "Kite"), (boat, "Boat")]
    workspace.save(Story, {"title": "It flew"}, id=asks.record_id("", kite))
    assert asks.progress(workspace.answers()) == Progress(1, 2)
    workspace.add_company("acme")
    assert asks.progress(workspace.answers(company="acme")) == Progress(1, 2)
    few = replace(asks, goal=5)
    assert few.progress(workspace.answers()) == Progress(1, 2)
    for number in range(7):
        workspace.save(Project, {"title": str(number)})
    assert few.progress(workspace.answers()) == Progress(1, 5)
    assert workspace.prompt_values(asks, boat) == {"title": "Boat"}
    with pytest.raises(UnknownRecordError, match="no question 'car' in thing"):
        workspace.prompt_values(asks, "car")


def test_what_is_not_listed_is_found_by_what_refers_to_it_and_nowhere_else(
    workspace: Workspace,
) -> None:
    workspace.save(Value, {"value": "Calm", "pile": "less"}, id="value-calm")
    workspace.save(Value, {"value": "Care", "pile": "keep"}, id="value-care")
    goal = workspace.save(Goal, {"serves": ["value-calm", "value-care"]})
    answers = workspace.answers()
    assert [option.label for option in answers.options("value")] == ["Care"]
    assert [value.id for value in section(Value).own(answers)] == ["value-care"]
    assert section(Value).progress(answers).done == 1
    assert answers.words(goal, "serves") == "Calm, Care"
    assert len(answers.all(Value)) == 2


def test_what_may_be_pointed_to_can_be_that_of_one_company_alone(workspace: Workspace) -> None:
    for name in ("acme", "zenith"):
        workspace.add_company(name)
        workspace.save(Claim, {"statement": f"{name} is big"}, company=name)
    answers = workspace.answers(company="acme")
    assert [option.label for option in answers.options("claim", "zenith")] == ["zenith is big"]
    assert len(answers.options("claim")) == 2


def test_a_record_belongs_to_the_sitting_it_was_saved_in_last_and_is_known_from_the_one_before(
    workspace: Workspace, clock: Any
) -> None:
    first = workspace.save(Goal, {"goal": "Sail"}, id="goal-1")
    assert workspace.answers().last(first) is None
    clock.next += datetime.timedelta(days=40)
    kept = workspace.save(Goal, {"goal": "Row"}, id="goal-2")
    changed = workspace.save(Goal, {"goal": "Sail far"}, id="goal-1")
    answers = workspace.answers()
    assert [answers.sitting(goal) for goal in (first, kept, changed)] == [0, 1, 1]
    assert (answers.last(changed), answers.last(kept)) == (first, None)


def test_the_kinds_that_are_remembered_are_those_of_the_sections_that_say_so() -> None:
    kinds = remembered()
    assert {"mirror", "value", "comparison", "goal"} <= set(kinds)
    assert not {"sitting", "sentence", "story", "claim"} & set(kinds)
    assert set(kinds) <= set(record_classes())


def test_what_two_places_have_changed_is_listed_until_it_is_settled(
    workspace: Workspace,
) -> None:
    first = workspace.save(Value, {"value": "calm", "pile": "keep"}, id="value-calm")
    workspace.save(Value, {"pile": "less"}, id="value-calm", base=first.origin.revision)
    values = section(Value)
    assert values.own(workspace.answers()) == []
    workspace.save(Value, {"pile": "matters"}, id="value-calm", base=first.origin.revision)
    (record,) = values.own(workspace.answers())
    assert record.origin.others
