"""Wear: stories told often, long over, for several people, or all with a happy end."""

from __future__ import annotations

import datetime
from typing import Any

from prepkit.brief.demand import demands_of
from prepkit.brief.likely import expected
from prepkit.brief.plan import plan_of
from prepkit.brief.records import Asked, Debrief, Likely
from prepkit.brief.wear import wear_of
from prepkit.retrospective.records import Story, Stumble
from prepkit.workspace import Workspace

DAY = datetime.date(2026, 11, 23)
_OF_ENDINGS = ("Ended otherwise", "No story")


def tell(workspace: Workspace, title: str, **more: Any) -> Story:
    usual = {"title": title, "competencies": ["influence"], "ended": "partly", "when": "2026"}
    return workspace.save(Story, usual | more)


def asked(workspace: Workspace, story: Story, company: str, debrief: str = "") -> None:
    said = {"question": "Any?", "story": story.id, "debrief": debrief, "competency": "learning"}
    workspace.save(Asked, said, company=company)


def wear(workspace: Workspace, company: str = "acme") -> list[str]:
    """Return what is said but for how stories ended."""
    return [said for said in everything(workspace, company) if not said.startswith(_OF_ENDINGS)]


def endings(workspace: Workspace) -> str:
    (said,) = (it for it in everything(workspace, "acme") if it.startswith(_OF_ENDINGS))
    return said


def everything(workspace: Workspace, company: str) -> list[str]:
    answers = workspace.answers(company=company, as_of=DAY)
    typed = [
        item for item in expected(answers, demands_of(answers)) if item.question.startswith("Q")
    ]
    return wear_of(plan_of(typed, answers), answers)


def companies(workspace: Workspace, *names: str) -> Workspace:
    for name in names:
        workspace.add_company(name)
    return workspace


def test_a_fresh_story_is_not_worn(workspace: Workspace) -> None:
    tell(companies(workspace, "Acme"), "Maps")
    assert wear(workspace) == []


def test_a_story_told_in_three_interviews_is_known(workspace: Workspace) -> None:
    maps = tell(companies(workspace, "Acme", "Birch"), "Maps")
    rounds = [workspace.save(Debrief, {"round": n}, company="birch").id for n in ("1", "2")]
    for debrief in (*rounds, rounds[0]):
        asked(workspace, maps, "birch", debrief)
    assert wear(workspace) == []  # twice in one round is one interview
    asked(workspace, maps, "birch")
    (said,) = wear(workspace)
    assert said.startswith("“Maps” was told in 3 interviews.")


def test_a_story_told_twice_at_this_company_is_known_here(workspace: Workspace) -> None:
    maps = tell(companies(workspace, "Acme", "Birch"), "Maps")
    for _ in range(2):
        asked(workspace, maps, "acme")
    (said,) = wear(workspace)
    assert said.startswith("“Maps” was told twice at this company.")
    assert wear(workspace, "birch") == []


def test_a_story_planned_for_two_people_is_named_and_one_for_one_person_is_not(
    workspace: Workspace,
) -> None:
    tell(companies(workspace, "Acme"), "Maps")
    for question, by in (("Q1", "Ana"), ("Q2", "ANA"), ("Q3", "")):
        said = {"question": question, "competency": "influence", "interviewer": by}
        workspace.save(Likely, said, company="acme")
    assert wear(workspace) == []
    said = {"question": "Q4", "competency": "influence", "interviewer": "Bo"}
    workspace.save(Likely, said, company="acme")
    assert wear(workspace) == [
        "For more than one person in the plan: “Maps”. They may compare notes."
    ]


def test_stories_long_over_are_named(workspace: Workspace) -> None:
    companies(workspace, "Acme")
    for title, when in (("Maps", "2020"), ("Rain", "2021-12"), ("Snow", "")):
        tell(workspace, title, when=when)
    assert wear(workspace) == ["Over for five years or more: “Maps”."]


def test_without_a_story_that_went_wrong_the_nearest_stumble_is_named(
    workspace: Workspace,
) -> None:
    maps = tell(companies(workspace, "Acme"), "Maps", ended="well")
    assert endings(workspace).endswith("interviewers like to ask for one.")
    workspace.save(Stumble, {"title": "The cold week"})
    assert endings(workspace).endswith("Nearest: the stumble “The cold week”.")
    workspace.save(Story, {"competencies": ["handling_failure"]}, id=maps.id)
    assert endings(workspace).endswith("than well; of a failure: “Maps”, not in the plan.")


def test_stories_that_did_not_go_well_are_named_with_where_the_plan_has_them(
    workspace: Workspace,
) -> None:
    tell(companies(workspace, "Acme"), "Maps", ended="badly")
    tell(workspace, "Rain", ended="well", competencies=["learning"])
    assert endings(workspace) == (
        "Ended otherwise than well: “Maps” (did not work), not in the plan."
    )
    for question in ("Q1", "Q2"):
        said = {"question": question, "competency": "influence"}
        workspace.save(Likely, said, company="acme")
    workspace.save(Likely, {"question": "Q3", "story": tell(workspace, "Snow").id}, company="acme")
    assert endings(workspace) == (
        "Ended otherwise than well: “Maps” (did not work), in the plan for Influence; “Snow” "
        "(partly worked), in the plan for Influence, “Q3”."
    )


def test_stories_that_do_not_say_what_they_show_are_named(workspace: Workspace) -> None:
    tell(companies(workspace, "Acme"), "Maps", competencies=[])
    assert wear(workspace) == ["Not said yet what they show, so they are not proposed: “Maps”."]


def test_two_stories_of_one_name_are_two(workspace: Workspace) -> None:
    companies(workspace, "Acme")
    for by, competency in (("Ann", "conflict"), ("Bob", "ownership")):
        tell(workspace, "The launch", competencies=[competency])
        said = {"question": f"Q {by}?", "competency": competency, "interviewer": by}
        workspace.save(Likely, said, company="acme")
    assert wear(workspace) == []
