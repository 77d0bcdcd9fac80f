"""What a company asks for: every sign with its words, counted by kind."""

from __future__ import annotations

import datetime
from typing import Any

from prepkit.brief.demand import Demand, demands_of, unplaced_values
from prepkit.brief.records import Asked, Debrief
from prepkit.deep_dive.records import Claim, Requirement
from prepkit.section import Answers
from prepkit.workspace import Workspace

DAY = datetime.date(2026, 11, 23)
AD = "Requirements:\n- You persuade engineers who do not report to you\n- Five years of Python"


def answers_for(workspace: Workspace, company: str = "acme") -> Answers:
    return workspace.answers(company=company, as_of=DAY)


def demanded(workspace: Workspace, company: str = "acme") -> dict[str, Demand]:
    return {it.competency: it for it in demands_of(answers_for(workspace, company))}


def lines(workspace: Workspace, competency: str) -> list[str]:
    return [sign.line for sign in demanded(workspace)[competency].signs]


def ask(workspace: Workspace, company: str, question: str, **more: Any) -> Asked:
    return workspace.save(Asked, {"question": question, **more}, company=company)


def test_lines_of_the_ad_count_before_they_are_kept(workspace: Workspace) -> None:
    workspace.add_company("Acme", job_ad=AD)
    said = "The ad asks: “You persuade engineers who do not report to you” (the word “persuade”)"
    assert said in lines(workspace, "influence")


def test_a_line_taken_off_is_asked_for_no_more(workspace: Workspace) -> None:
    from prepkit.deep_dive.target import requirement_seeds

    workspace.add_company("Acme", job_ad=AD)
    for seed in requirement_seeds(answers_for(workspace)):
        made = workspace.save(Requirement, seed.values, company="acme",
                              id=f"requirement-acme-{seed.key}")  # fmt: skip
        workspace.delete(made.id)
    assert demanded(workspace) == {}


def test_competencies_chosen_for_a_requirement_take_the_place_of_its_words(
    workspace: Workspace,
) -> None:
    workspace.add_company("Acme")
    words = {"words": "Persuade engineers", "competencies": ["conflict"]}
    workspace.save(Requirement, words, company="acme")
    assert list(demanded(workspace)) == ["conflict"]
    assert lines(workspace, "conflict") == ["The ad asks: “Persuade engineers”"]


def test_a_requirement_without_competencies_is_read_by_its_words(workspace: Workspace) -> None:
    workspace.add_company("Acme")
    workspace.save(Requirement, {"words": "Mentoring"}, company="acme")
    # The word is all there is: it is not said twice.
    assert lines(workspace, "developing_others") == ["The ad asks: “Mentoring”"]


def test_values_they_name_count_and_those_that_point_nowhere_are_known(
    workspace: Workspace,
) -> None:
    workspace.add_company("Acme", principles=["Own it: accountability", "Moonlight", " "])
    said = "They name the value “Own it: accountability” (the word “accountability”)"
    assert lines(workspace, "ownership") == [said]
    assert unplaced_values(answers_for(workspace)) == ["Moonlight"]


def test_claims_count_where_they_are_about_mission_or_culture_and_known(
    workspace: Workspace,
) -> None:
    workspace.add_company("Acme")
    for facet, statement, grade in (
        ("culture", "They mentor everybody", "D"),
        ("culture", "Do they resolve conflict?", "U"),
        ("business_model", "Customers pay", "A"),
        ("mission", "Their mission is light", "B"),
    ):
        said = {"facet": facet, "statement": statement, "grade": grade}
        workspace.save(Claim, said, company="acme")
    # That a claim is about their mission is no sign of what they look for.
    assert list(demanded(workspace)) == ["developing_others"]


def test_a_claim_that_was_corrected_counts_no_more(workspace: Workspace) -> None:
    workspace.add_company("Acme")
    old = {"facet": "culture", "statement": "They mentor everybody", "grade": "D"}
    first = workspace.save(Claim, old, company="acme")
    new = old | {"statement": "Disputes are public", "corrects": first.id}
    workspace.save(Claim, new, company="acme")
    assert list(demanded(workspace)) == ["conflict"]


def test_what_was_asked_elsewhere_changes_what_the_next_company_is_taken_to_ask(
    workspace: Workspace,
) -> None:
    for name in ("Acme", "Birch"):
        workspace.add_company(name)
    round_ = workspace.save(Debrief, {"round": "First", "on": "2026-03-09"}, company="birch")
    ask(workspace, "birch", "Who was against it?", competency="influence", debrief=round_.id)
    assert lines(workspace, "influence") == [
        "Asked at Birch on 9 March 2026: “Who was against it?”"
    ]
    (here,) = demanded(workspace, "birch")["influence"].signs
    assert here.line == "Asked here on 9 March 2026: “Who was against it?”"


def test_a_question_asked_is_about_what_was_chosen_and_never_read_by_its_words(
    workspace: Workspace,
) -> None:
    workspace.add_company("Acme")
    ask(workspace, "acme", "Why would you leave a place where you lead a team?")
    assert demanded(workspace) == {}


def test_what_was_asked_here_comes_first_and_what_only_others_asked_last_of_those_alike(
    workspace: Workspace,
) -> None:
    for name in ("Acme", "Birch"):
        workspace.add_company(name, principles=["Influence", "Mentoring"])
    workspace.save(Requirement, {"words": "Persuade engineers"}, company="acme")
    for question in ("Who?", "What?"):
        ask(workspace, "birch", question, competency="learning")
    ask(workspace, "acme", "When?", competency="integrity")
    assert list(demanded(workspace)) == ["integrity", "influence", "developing_others", "learning"]
    assert [it.is_from_elsewhere for it in demanded(workspace).values()] == [
        False, False, False, True,
    ]  # fmt: skip


def test_where_and_when_something_was_asked_is_for_those_who_may_see_the_company_and_the_round(
    workspace: Workspace,
) -> None:
    for name in ("Acme", "Birch"):
        workspace.add_company(name)
    said = {"question": "Who?", "competency": "influence"}
    asked = workspace.save(Asked, said, company="birch", visibility="share")
    (sign,) = demanded(workspace)["influence"].signs
    assert (sign.company, sign.visibility) == ("Birch", "coach")  # as the target that names it
    (sign,) = demanded(workspace, "birch")["influence"].signs
    assert sign.visibility == "share"
    round_ = workspace.save(Debrief, {"round": "First", "on": "2026"}, company="birch")
    workspace.save(Asked, {"debrief": round_.id}, company="birch", id=asked.id)
    assert demanded(workspace)["influence"].signs[0].visibility == "private"


def test_a_long_text_is_quoted_in_whole_words(workspace: Workspace) -> None:
    workspace.add_company("Acme")
    long = "Persuade engineers " * 9
    workspace.save(Requirement, {"words": long, "competencies": ["influence"]}, company="acme")
    (line,) = lines(workspace, "influence")
    assert line.endswith(("Persuade…” (the word “Persuade”)", "engineers…” (the word “Persuade”)"))


def test_what_most_kinds_of_sign_point_to_comes_first(workspace: Workspace) -> None:
    workspace.add_company("Acme", principles=["Influence"])
    for words in ("Mentor juniors", "Coach pupils", "Teach all", "Persuade engineers"):
        workspace.save(Requirement, {"words": words}, company="acme")
    found = demands_of(answers_for(workspace))
    assert [(it.competency, it.weight, len(it.signs)) for it in found] == [
        ("influence", 2, 2), ("developing_others", 1, 3),
    ]  # fmt: skip
    assert [sign.kind for sign in found[0].leading] == ["ad", "value"]


def test_the_same_said_twice_is_one_sign_and_empty_companies_ask_for_nothing(
    workspace: Workspace,
) -> None:
    for name in ("Acme", "Birch"):
        workspace.add_company(name)
    for _ in range(2):
        ask(workspace, "birch", "Who was against it?", competency="influence")
    assert len(demanded(workspace)["influence"].signs) == 1
    assert demands_of(answers_for(workspace, "")) == []


def test_others_are_told_nothing_of_what_they_may_not_see(workspace: Workspace) -> None:
    workspace.add_company("Acme", job_ad=AD)
    ask(workspace, "acme", "When did you mentor somebody?", competency="developing_others")
    answers = workspace.answers(company="acme", as_of=DAY, audience="coach")
    found = [sign.kind for it in demands_of(answers) for sign in it.signs]
    assert found
    assert set(found) == {"ad"}
