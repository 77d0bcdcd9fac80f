"""Likely questions: asked before, kept to practise or of the bank, each with why it is likely."""

from __future__ import annotations

import datetime
from typing import Any

from prepkit.brief.demand import demands_of
from prepkit.brief.likely import MOST, Expected, expected, seeds_of_likely_questions
from prepkit.brief.records import Asked, Debrief, Likely
from prepkit.content import options
from prepkit.deep_dive.records import Requirement
from prepkit.names import is_safe_id
from prepkit.record import Visibility
from prepkit.retrospective.bank import questions_for
from prepkit.retrospective.records import Practice
from prepkit.section import Answers, Seed
from prepkit.workspace import Workspace

DAY = datetime.date(2026, 11, 23)
WHO = "Who was against it?"


def answers_for(workspace: Workspace) -> Answers:
    return workspace.answers(company="acme", as_of=DAY)


def seeds(workspace: Workspace) -> list[Seed]:
    return seeds_of_likely_questions(answers_for(workspace))


def questions(workspace: Workspace) -> list[Expected]:
    answers = answers_for(workspace)
    return expected(answers, demands_of(answers))


def started(workspace: Workspace, **target: Any) -> Workspace:
    for name in ("Acme", "Birch"):
        workspace.add_company(name, **(target if name == "Acme" else {}))
    return workspace


def ask(
    workspace: Workspace, question: str, competency: str = "influence", company: str = "birch",
    visibility: Visibility = "private", **more: Any,
) -> Asked:  # fmt: skip
    said = {"question": question, "competency": competency, **more}
    return workspace.save(Asked, said, company=company, visibility=visibility)


def test_the_bank_gives_a_question_for_each_thing_they_ask_for_with_the_reason(
    workspace: Workspace,
) -> None:
    started(workspace, principles=["Influence", "Mentoring others"])
    found = seeds(workspace)
    assert {seed.values["competency"] for seed in found} == {"influence", "developing_others"}
    assert found[0].values["why"] == "They name the value “Influence”"
    assert (found[0].why, found[0].standing) == ("From the question bank", True)
    assert found[0].visibility == "coach"  # as the target it was made from
    assert all(is_safe_id(f"likely-acme-{seed.key}") for seed in found)


def test_what_two_companies_asked_comes_before_the_bank_the_most_often_asked_first(
    workspace: Workspace,
) -> None:
    started(workspace).add_company("Cedar")
    round_ = workspace.save(Debrief, {"round": "First", "on": "2026-03"}, company="birch")
    for company in ("birch", "cedar"):
        ask(workspace, "Whom did you persuade?", company=company)
    ask(workspace, WHO, debrief=round_.id)
    ask(workspace, "who was against it", company="cedar")
    ask(workspace, WHO, "", company="cedar")
    first, second, *_ = seeds(workspace)
    assert first.values["question"] == WHO
    assert first.values["why"] == "Asked at 2 companies, last at Birch, March 2026"
    assert second.values["question"] == "Whom did you persuade?"
    assert (first.why, first.visibility) == ("Asked before", "private")


def test_what_was_asked_last_counts_however_questions_are_arranged(
    workspace: Workspace,
) -> None:
    started(workspace).add_company("Cedar")

    def about() -> object:
        found = {seed.values["question"]: seed.values for seed in seeds(workspace)}
        return found[WHO]["competency"]

    ask(workspace, WHO, company="cedar")
    early = ask(workspace, WHO)
    late = ask(workspace, WHO, "collaboration")
    assert about() == "collaboration"
    workspace.reorder(Asked, [late.id, early.id], company="birch")
    assert about() == "collaboration"
    day = workspace.save(Debrief, {"round": "First", "on": "2026-03"}, company="birch")
    workspace.save(Asked, {"debrief": day.id}, company="birch", id=early.id)
    assert about() == "influence"


def test_what_one_other_company_asked_brings_a_question_of_the_bank_and_not_its_own(
    workspace: Workspace,
) -> None:
    started(workspace)
    for _ in range(2):
        ask(workspace, "What was yours in that map?", "collaboration")
    found = seeds(workspace)
    assert {seed.values["competency"] for seed in found} == {"collaboration"}
    assert {seed.why for seed in found} == {"From the question bank"}
    assert found[0].values["why"] == "Asked at Birch: “What was yours in that map?”"
    assert {seed.visibility for seed in found} == {"private"}


def test_what_is_made_of_questions_shared_is_no_more_open_than_what_names_the_company(
    workspace: Workspace,
) -> None:
    started(workspace).add_company("Cedar")
    for company in ("birch", "cedar"):
        ask(workspace, WHO, company=company, visibility="share")
    first, second, *_ = seeds(workspace)
    assert (first.why, first.visibility) == ("Asked before", "coach")
    assert (second.why, second.visibility) == ("From the question bank", "coach")


def test_what_only_this_company_has_asked_is_not_proposed_to_it_again(
    workspace: Workspace,
) -> None:
    started(workspace)
    workspace.save(Asked, {"question": WHO, "competency": "influence"}, company="acme")
    found = [seed.values for seed in seeds(workspace)]
    assert WHO not in [values["question"] for values in found]
    # It stays what they ask about.
    assert {values["competency"] for values in found} == {"influence"}
    ask(workspace, WHO)
    assert seeds(workspace)[0].values["question"] == WHO


def test_a_question_to_practise_comes_before_those_of_the_bank(workspace: Workspace) -> None:
    started(workspace, principles=["Influence"])
    kept = {"question": "How do you get your way?", "competency": "influence"}
    workspace.save(Practice, kept, visibility="private")
    first, second, *_ = seeds(workspace)
    assert first.values["question"] == "How do you get your way?"
    assert (first.why, first.visibility) == ("One you practise", "private")
    assert second.values["question"] == questions_for("influence")[0].question


def test_each_thing_asked_for_has_its_turn_and_there_are_not_too_many(
    workspace: Workspace,
) -> None:
    started(workspace)
    keys = [option.key for option in options("competencies")][:15]
    workspace.save(Requirement, {"words": "All", "competencies": keys}, company="acme")
    found = seeds(workspace)
    assert [seed.values["competency"] for seed in found] == keys[:MOST]
    assert len({seed.key for seed in found}) == MOST


def test_a_second_question_of_the_bank_comes_only_where_there_are_few(
    workspace: Workspace,
) -> None:
    started(workspace)
    keys = [option.key for option in options("competencies")]
    for count, wanted in ((2, 4), (4, 6), (7, 7)):
        said = {"words": "All", "competencies": keys[:count]}
        workspace.save(Requirement, said, company="acme", id="requirement-all")
        assert len(seeds(workspace)) == wanted


def test_questions_suit_the_level_of_the_role(workspace: Workspace) -> None:
    started(workspace, principles=["Leadership"], level="junior")
    level = {question.question: question.level for question in questions_for("leading")}
    found = [level[str(seed.values["question"])] for seed in seeds(workspace)]
    assert found
    assert set(found) <= {"any", "early"}


def test_keys_stay_and_what_was_kept_or_taken_off_does_not_come_again(
    workspace: Workspace,
) -> None:
    started(workspace, principles=["Influence"])
    one, other = seeds(workspace)[:2]
    saved = workspace.save(Likely, one.values, company="acme", id=f"likely-acme-{one.key}")
    gone = workspace.save(Likely, other.values, company="acme", id=f"likely-acme-{other.key}")
    workspace.delete(gone.id)
    assert [seed.key for seed in seeds(workspace)][:2] == [one.key, other.key]
    assert [item.question for item in questions(workspace)] == [saved.question]


def test_a_question_somebody_typed_is_not_proposed_again(workspace: Workspace) -> None:
    started(workspace).add_company("Cedar")
    for company in ("birch", "cedar"):
        ask(workspace, WHO, company=company)
    workspace.save(Likely, {"question": "Who was against it"}, company="acme")
    assert WHO not in [seed.values["question"] for seed in seeds(workspace)]
    first, *_ = questions(workspace)
    assert first.question == "Who was against it"


def test_a_question_without_a_competency_is_read_by_its_words(workspace: Workspace) -> None:
    started(workspace)
    said = {"question": "Whom did you persuade?", "interviewer": " Ana  B "}
    workspace.save(Likely, said, company="acme")
    workspace.save(Likely, {"question": "Why?"}, company="acme")
    found = questions(workspace)
    assert [(item.competency, item.by) for item in found] == [("influence", "Ana B"), ("", "")]


def test_nothing_known_makes_no_questions(workspace: Workspace) -> None:
    assert seeds(started(workspace)) == []
    assert seeds_of_likely_questions(workspace.answers(as_of=DAY)) == []
