"""The plan: the story that fits a question best, and nobody hears one twice without need."""

from __future__ import annotations

import datetime
from typing import Any

from prepkit.brief.demand import demands_of
from prepkit.brief.likely import expected
from prepkit.brief.plan import Step, is_old, plan_of, repeats_of
from prepkit.brief.records import Asked, Likely
from prepkit.dates import years_since
from prepkit.retrospective.records import Drill, Story
from prepkit.workspace import Workspace

DAY = datetime.date(2026, 11, 23)


def tell(workspace: Workspace, title: str, *shows: str, **more: Any) -> Story:
    said = {"title": title, "competencies": shows or ("influence",), **more}
    return workspace.save(Story, said)


def likely(workspace: Workspace, question: str, by: str = "", **more: Any) -> Likely:
    said = {"question": question, "competency": "influence", "interviewer": by, **more}
    return workspace.save(Likely, said, company="acme")


def plan(workspace: Workspace) -> list[Step]:
    """Return the plan for questions that were typed, without those proposed."""
    answers = workspace.answers(company="acme", as_of=DAY)
    return plan_of(
        [item for item in expected(answers, demands_of(answers)) if item.question.startswith("Q")],
        answers,
    )


def told(steps: list[Step]) -> list[str]:
    return [step.story.heading if step.story else "" for step in steps]


def test_only_a_story_that_shows_it_is_proposed(workspace: Workspace) -> None:
    workspace.add_company("Acme")
    likely(workspace, "Q1")
    tell(workspace, "Rain", "learning", near_miss="Much.")
    assert told(plan(workspace)) == [""]
    tell(workspace, "Maps")
    assert told(plan(workspace)) == ["Maps"]


def test_fewer_open_follow_ups_weigh_more_than_anything_else(workspace: Workspace) -> None:
    workspace.add_company("Acme")
    likely(workspace, "Q1")
    tell(workspace, "New", when="2026", ended="well")
    tell(workspace, "Deep", when="2009", ended="badly", near_miss="Much.")
    assert told(plan(workspace)) == ["Deep"]


def test_of_stories_as_deep_the_more_recent_then_the_ending_then_practice_decides(
    workspace: Workspace,
) -> None:
    workspace.add_company("Acme")
    likely(workspace, "Q1")
    tell(workspace, "Old", when="2010", ended="well")
    assert told(plan(workspace)) == ["Old"]
    tell(workspace, "Partly", when="2026-01", ended="partly")
    assert told(plan(workspace)) == ["Partly"]
    tell(workspace, "Well", when="2026-02", ended="well")
    assert told(plan(workspace)) == ["Well"]
    practised = tell(workspace, "Practised", when="2026-03", ended="well")
    drill = {"story": practised.id, "probe": "near_miss", "came": "came"}
    first = workspace.save(Drill, drill)
    workspace.save(Drill, drill | {"came": "undone"})
    assert told(plan(workspace)) == ["Practised"]
    workspace.save(Drill, {"came": "undone"}, id=first.id)
    assert told(plan(workspace)) == ["Well"]


def test_what_came_last_counts_however_follow_ups_are_arranged(workspace: Workspace) -> None:
    workspace.add_company("Acme")
    likely(workspace, "Q1")
    tell(workspace, "Fresh")
    practised = tell(workspace, "Practised")
    drill = {"story": practised.id, "probe": "near_miss"}
    first = workspace.save(Drill, drill | {"came": "nothing"})
    second = workspace.save(Drill, drill | {"came": "came"})
    assert told(plan(workspace)) == ["Practised"]
    workspace.reorder(Drill, [second.id, first.id])
    assert told(plan(workspace)) == ["Practised"]


def test_a_failure_is_what_is_told_where_one_is_asked_about(workspace: Workspace) -> None:
    workspace.add_company("Acme")
    likely(workspace, "Q1", competency="handling_failure")
    for title, ended in (("Well", "well"), ("Badly", "badly")):
        tell(workspace, title, "handling_failure", ended=ended, when="2026")
    assert told(plan(workspace)) == ["Badly"]


def test_one_person_hears_two_stories_and_who_is_not_known_counts_as_one_person(
    workspace: Workspace,
) -> None:
    workspace.add_company("Acme")
    for question, by in (("Q1", "Ana"), ("Q2", " ana"), ("Q3", ""), ("Q4", "")):
        likely(workspace, question, by)
    tell(workspace, "Maps")
    tell(workspace, "Rain")
    steps = plan(workspace)
    assert told(steps) == ["Maps", "Rain", "Maps", "Rain"]
    assert {step.again for step in steps} == {""}


def test_it_is_said_how_often_stories_come_where_nobody_is_named(workspace: Workspace) -> None:
    workspace.add_company("Acme")
    tell(workspace, "Maps")
    tell(workspace, "Rain", "learning")
    likely(workspace, "Q1")
    assert repeats_of(plan(workspace)) == ""
    likely(workspace, "Q2")
    for question in ("Q3", "Q4", "Q5"):
        likely(workspace, question, competency="learning")
    over = "2 stories over 5 questions: 1 is told twice, 1 is told three times"
    assert repeats_of(plan(workspace)) == over
    likely(workspace, "Q6", "Ana")
    assert repeats_of(plan(workspace)) == f"Where nobody is named, {over}"


def test_a_story_told_again_for_want_of_another_is_marked(workspace: Workspace) -> None:
    workspace.add_company("Acme")
    likely(workspace, "Q1", "Ana")
    likely(workspace, "Q2", "Ana")
    tell(workspace, "Maps")
    assert [step.again for step in plan(workspace)] == ["", "planned"]


def test_what_somebody_was_told_in_an_earlier_round_is_not_proposed_to_them(
    workspace: Workspace,
) -> None:
    workspace.add_company("Acme")
    workspace.add_company("Birch")
    maps = tell(workspace, "Maps", near_miss="Much.")
    likely(workspace, "Q1", "Ana")
    asked = {"question": "Any?", "by": "ANA", "story": maps.id, "competency": "learning"}
    workspace.save(Asked, asked, company="birch")
    assert [(step.again, *told([step])) for step in plan(workspace)] == [("", "Maps")]
    workspace.save(Asked, asked, company="acme")
    assert [step.again for step in plan(workspace)] == ["told"]
    tell(workspace, "Rain")
    assert told(plan(workspace)) == ["Rain"]


def test_a_story_somebody_chose_is_told_and_one_that_is_gone_is_not(workspace: Workspace) -> None:
    workspace.add_company("Acme")
    maps = tell(workspace, "Maps", "learning")
    tell(workspace, "Rain", near_miss="Much.")
    likely(workspace, "Q1", story=maps.id)
    assert [(step.is_chosen, *told([step])) for step in plan(workspace)] == [(True, "Maps")]
    workspace.delete(maps.id)
    assert [(step.is_chosen, *told([step])) for step in plan(workspace)] == [(False, "Rain")]


def test_a_year_is_over_at_its_end_and_a_story_ages_five_years_later(
    workspace: Workspace,
) -> None:
    dates = {"2021": 4, "2020": 5, "2021-11": 4, "2021-10": 5, "2021-11-23": 5, "2021-11-24": 4}
    assert {when: years_since(when, DAY) for when in dates} == dates
    assert years_since("", DAY) is None
    assert not is_old(tell(workspace, "Maps"), DAY)
    assert is_old(tell(workspace, "Maps", when="2020"), DAY)
