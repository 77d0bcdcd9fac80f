"""Questions come from unknowns, from connections and from the person; as many as fit go along."""

import pytest

from prepkit.block import Note, Table
from prepkit.deep_dive.asking import gathered, seeds, summarise_questions
from prepkit.deep_dive.records import Claim, Dot, Question, Target


@pytest.fixture
def acme(workspace):
    workspace.add_company("Acme")
    workspace.add_company("Bolt")
    return workspace


def answers(workspace, **more):
    return workspace.answers(company="acme", **more)


def captions(workspace):
    found = summarise_questions(answers(workspace))
    return {
        block.caption: [[cell.text for cell in row] for row in block.rows]
        for block in found
        if isinstance(block, Table)
    }


def asked(workspace, *words, **values):
    for text in words:
        workspace.save(Question, {"question": text, **values}, company="acme")


def test_every_unknown_and_every_connection_that_asks_becomes_a_question(acme):
    unknown = acme.save(
        Claim, {"statement": "Who pays?", "grade": "U", "ask": "team"}, company="acme"
    )
    acme.save(Claim, {"statement": "Who pays?", "grade": "U"}, company="bolt")
    dot = acme.save(
        Dot, {"theme": "Grids", "therefore": "Slow", "ask": "How slow?", "audience": "manager"},
        company="acme",
    )  # fmt: skip
    acme.save(Dot, {"theme": "Grids", "therefore": "No question"}, company="acme")
    found = seeds(answers(acme))
    assert [(seed.key, seed.values["question"], seed.values["audience"]) for seed in found] == [
        (unknown.id, "Who pays?", "team"),
        (dot.id, "How slow?", "manager"),
    ]
    assert all(seed.standing for seed in found)
    assert [(item.words, item.audience) for item in gathered(answers(acme))] == [
        ("How slow?", "manager"),
        ("Who pays?", "team"),
    ]


def test_a_question_that_was_kept_or_taken_off_is_not_there_twice(acme):
    for statement in ("Kept?", "Gone?", "Open?"):
        acme.save(Claim, {"statement": statement, "grade": "U"}, company="acme")
    kept, gone, _ = seeds(answers(acme))
    for seed in (kept, gone):
        id = f"question-acme-{seed.key}"
        acme.save(Question, seed.values | {"question": "In my words?"}, id=id, company="acme")
    acme.delete(f"question-acme-{gone.key}")
    assert [item.words for item in gathered(answers(acme))] == ["In my words?", "Open?"]


@pytest.mark.parametrize("audience", ["me", "coach", "share"])
def test_a_question_taken_off_comes_back_for_nobody(acme, audience):
    claim = acme.save(Claim, {"statement": "Gone?", "grade": "U"}, company="acme",
                      visibility="share")  # fmt: skip
    assert [item.words for item in gathered(answers(acme, audience=audience))] == ["Gone?"]
    id = f"question-acme-{claim.id}"
    acme.save(Question, {"question": "Gone?"}, id=id, company="acme")
    acme.delete(id)
    assert gathered(answers(acme, audience=audience)) == []


@pytest.mark.parametrize(
    ("visibility", "seen"), [("private", []), ("coach", [("Reworded?", "dropped")])]
)
def test_what_a_question_was_made_from_does_not_stand_in_for_one_that_is_withheld(
    acme, visibility, seen
):
    claim = acme.save(Claim, {"statement": "As it was?", "grade": "U"}, company="acme",
                      visibility="share")  # fmt: skip
    acme.save(Question, {"question": "Reworded?", "asked": "dropped"}, company="acme",
              id=f"question-acme-{claim.id}", visibility=visibility)  # fmt: skip
    found = gathered(answers(acme, audience="coach"))
    assert [(item.words, item.state) for item in found] == seen
    assert gathered(answers(acme, audience="share")) == []


def test_own_questions_come_first_and_all_by_whom_to_ask(acme):
    acme.save(Claim, {"statement": "Unknown?", "grade": "U", "ask": "manager"}, company="acme")
    asked(acme, "For anyone?")
    asked(acme, "Second?", "First?", audience="manager")
    asked(acme, "For the recruiter?", audience="recruiter")
    ids = [item.id for item in acme.records(Question) if item.audience == "manager"]
    acme.reorder(Question, ids[::-1], company="acme")
    assert [item.words for item in gathered(answers(acme))] == [
        "For the recruiter?", "First?", "Second?", "Unknown?", "For anyone?",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("minutes", "along", "reserve"), [(None, 3, 2), (6, 2, 3), (1, 1, 4), (0, 0, 5), (60, 5, 0)]
)
def test_as_many_as_fit_the_time_go_along_for_each_conversation(acme, minutes, along, reserve):
    acme.save(Target, {"question_minutes": minutes}, id="target-acme", company="acme")
    asked(acme, *"abcde", audience="team")
    asked(acme, *"vwxyz", audience="leader")
    found = captions(acme)
    taken = [row[1] for row in found.get("Questions to take along", ())]
    assert taken == [*"abcde"[:along], *"vwxyz"[:along]]
    assert len(found.get("In reserve", ())) == 2 * reserve


def test_what_was_asked_or_dropped_takes_no_room_and_keeps_its_answer(acme):
    acme.save(Target, {"question_minutes": 3}, id="target-acme", company="acme")
    asked(acme, "Done?", audience="team", asked="yes", answer="They said yes.")
    asked(acme, "Never mind?", audience="team", asked="dropped")
    asked(acme, "Next?", audience="team", why="To see")
    assert captions(acme) == {
        "Questions to take along": [["Future colleagues", "Next?", "To see"]],
        "Ticked off": [
            ["Future colleagues", "Done?", "Asked\nThey said yes."],
            ["Future colleagues", "Never mind?", "Dropped"],
        ],
    }


def test_the_rule_of_thumb_is_said(acme):
    asked(acme, "Why?")
    (note,) = [b for b in summarise_questions(answers(acme)) if isinstance(b, Note)]
    assert "With 10 minutes for questions, at about 3 minutes each, 3 fit" in note.text


def test_without_any_question_there_is_nothing_to_show(acme):
    asked(acme, " ")
    assert summarise_questions(answers(acme)) == []


def test_one_minute_and_one_question_are_said_as_such(acme):
    acme.save(Target, {"question_minutes": 1}, id="target-acme", company="acme")
    asked(acme, "Why?")
    (note,) = [b for b in summarise_questions(answers(acme)) if isinstance(b, Note)]
    assert "With 1 minute for questions, at about 3 minutes each, 1 fits into" in note.text
