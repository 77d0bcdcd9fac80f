"""Debriefs: each round as it was, rated before the outcome, and what ratings were worth."""

from __future__ import annotations

from typing import Any

import pytest

from prepkit.block import Block, Card, Note, Table
from prepkit.brief.calibration import calibrate
from prepkit.brief.debriefs import summarise_debriefs
from prepkit.brief.records import Asked, Debrief
from prepkit.chapters import CHAPTERS
from prepkit.deep_dive.records import Question
from prepkit.slots import Slots
from prepkit.workspace import Audience, Workspace

NBSP = "\u00a0"


@pytest.fixture
def acme(workspace: Workspace) -> Workspace:
    workspace.add_company("Acme")
    workspace.add_company("Bolt")
    return workspace


@pytest.fixture
def form(acme: Workspace) -> Slots:
    section = next(s for c in CHAPTERS for s in c.sections if s.id == "debrief")
    return Slots(acme, section, lambda: acme.answers(company="acme"))


def write(workspace: Workspace, company: str = "acme", **values: Any) -> Debrief:
    return workspace.save(Debrief, values, company=company)


def rate(workspace: Workspace, *given: tuple[int | None, str, str], company: str = "acme") -> None:
    for went, rated, outcome in given:
        write(workspace, company, round="One", went=went, rated=rated, outcome=outcome)


def page(workspace: Workspace, audience: Audience = "me") -> list[Block]:
    return summarise_debriefs(workspace.answers(company="acme", audience=audience))


def cards(blocks: list[Block]) -> list[Card]:
    return [block for block in blocks if isinstance(block, Card)]


def notes(blocks: list[Block]) -> str:
    found = [block.text for block in blocks if isinstance(block, Note)]
    return "\n".join(found).replace(NBSP, " ")


def typed(form: Slots, **values: Any) -> str:
    """Type into the form of one debrief; return when it counts as rated."""
    slots = form.load(form._answers(), "acme")
    base = slots[0].revision if slots else ""
    return str(form.save("acme", "debrief-1", values, base).values["rated"])


def test_a_rating_without_an_outcome_is_noted_as_given_before_it(form: Slots) -> None:
    assert typed(form, round="Panel") == ""
    assert typed(form, went=4) == "before"
    assert typed(form, outcome="no", heard_on="2026-11-22") == "before"
    assert typed(form, change="The second one.") == "before"


def test_a_rating_next_to_an_outcome_is_noted_as_given_after_it(form: Slots) -> None:
    assert typed(form, outcome="next") == ""
    assert typed(form, went=4) == "after"


def test_a_rating_given_when_they_had_been_heard_from_is_noted_as_given_after_it(
    form: Slots,
) -> None:
    typed(form, round="Panel", heard_on="2026-11-18")
    assert typed(form, went=1) == "after"


@pytest.mark.parametrize(
    ("heard_on", "counts"),
    [("2026-11-18", "after"), ("2026-10", "after"), ("2026-11-20", "before"),
     ("2026-11-21", "before"), ("2026-11", "before"), ("", "before")],
)  # fmt: skip
def test_who_writes_later_that_they_had_heard_before_they_rated_had_heard(
    form: Slots, acme: Workspace, heard_on: str, counts: str
) -> None:
    typed(form, round="Panel", went=4)
    typed(form, outcome="no", heard_on=heard_on)
    (debrief,) = acme.records(Debrief)
    assert (debrief.rated, debrief.rated_on) == ("before", "2026-11-20")
    assert debrief.when_rated == counts
    counted = calibrate([debrief])
    assert (counted.rounds, counted.after) == ((1, 0) if counts == "before" else (0, 1))
    (card,) = cards(page(acme))
    assert f"rated {counts} the outcome" in dict(card.facts)["How I thought it went"]


def test_a_rating_saved_together_with_the_outcome_is_not_taken_for_an_earlier_one(
    form: Slots,
) -> None:
    assert typed(form, went=4, outcome="next") == "after"


def test_a_rating_changed_once_the_outcome_is_known_does_not_count_as_given_before(
    form: Slots,
) -> None:
    typed(form, went=4)
    assert typed(form, went=3) == "before"
    typed(form, outcome="no")
    assert typed(form, went=3) == "before"
    assert typed(form, went=2) == "after"


def test_a_rating_taken_back_takes_its_note_with_it(form: Slots) -> None:
    typed(form, went=4)
    assert typed(form, went=None) == ""
    typed(form, outcome="no")
    assert typed(form, went=4) == "after"


def test_an_outcome_that_was_a_slip_leaves_the_rating_to_be_given_in_time(form: Slots) -> None:
    typed(form, outcome="no")
    assert typed(form, went=4, outcome="") == "before"


def test_without_a_debrief_of_this_company_there_is_nothing_to_show(acme: Workspace) -> None:
    write(acme)
    write(acme, outcome="", rated="before")
    write(acme, "bolt", round="Panel", went=4, rated="before", outcome="no")
    assert page(acme) == []


def test_a_round_is_shown_with_its_facts_and_texts_as_typed(acme: Workspace) -> None:
    write(
        acme, round="Panel", on="2026-11-20", held="video", minutes=45, people=["Ada", "a lead"],
        went=4, rated="before", energy_before=2, energy_after=5, stressed="*Rotas*, twice",
        change="The second", next_round="Talk with Bo", one_change="Breathe", outcome="next",
        heard_on="2026-11-22",
    )  # fmt: skip
    (card,) = cards(page(acme))
    assert card.title == "Panel"
    assert dict(card.facts) == {
        "Date": "20 November 2026", "How it was held": "Video", "Length": "45 minutes",
        "Who was there": "Ada, a lead", "Energy before": "2 of 5", "Energy after": "5 of 5",
        "How I thought it went": "4 of 5, rated before the outcome was known",
        "What came of it": "On to the next round (22 November 2026)",
    }  # fmt: skip
    assert [words for _, words in card.texts] == [
        "*Rotas*, twice", "The second", "Talk with Bo", "Breathe",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("rated", "said"), [("after", "3 of 5, rated after the outcome was known"), ("", "3 of 5")]
)
def test_a_rating_says_when_it_was_given_where_that_is_known(
    acme: Workspace, rated: str, said: str
) -> None:
    write(acme, round="Panel", went=3, rated=rated)
    assert dict(cards(page(acme))[0].facts) == {"How I thought it went": said}


def test_the_day_of_an_answer_is_kept_also_where_the_answer_is_not(acme: Workspace) -> None:
    write(acme, heard_on="2026-11")
    (card,) = cards(page(acme))
    assert card.title == "(untitled debrief)"
    assert dict(card.facts) == {"What came of it": "heard: 2026-11"}


def test_rounds_stand_in_time_and_those_without_a_day_at_the_end(acme: Workspace) -> None:
    for name, on in (("c", ""), ("b", "2026-11-20"), ("a", "2026-10"), ("d", "")):
        write(acme, round=name, on=on)
    assert [card.title for card in cards(page(acme))] == ["a", "b", "c", "d"]


def test_a_round_says_how_many_questions_came_and_how_the_answers_landed(acme: Workspace) -> None:
    id = write(acme, round="Panel").id
    for landed in ("pushed", "followed", "followed", ""):
        values = {"question": "Why?", "debrief": id, "landed": landed}
        acme.save(Asked, values, company="acme", visibility="share")
    acme.save(Asked, {"question": "Elsewhere?", "debrief": "debrief-0"}, company="acme")
    (card,) = cards(page(acme))
    assert card.facts == (("They asked", "4 questions: 2 followed up, 1 pushed back"),)


def test_ratings_of_all_companies_are_held_against_their_outcomes(acme: Workspace) -> None:
    rate(acme, (4, "before", "next"), (5, "before", "no"), (4, "after", "offer"))
    rate(acme, (2, "before", "no"), (3, "before", ""), (4, "before", "withdrew"), company="bolt")
    blocks = page(acme)
    (table,) = [block for block in blocks if isinstance(block, Table)]
    rows = [[cell.text.replace(NBSP, " ") for cell in row] for row in table.rows]
    assert rows == [
        ["Rated 1 or 2", "0 of 1", "0 % to 62 %"],
        ["Rated 3", "none yet", ""],
        ["Rated 4 or 5", "1 of 2", "16 % to 84 %"],
    ]
    said = notes(blocks)
    assert said.startswith(
        "1 of 2 went on after a 4 or 5, 0 of 1 after a 1 or 2. With 3 rounds that is a small "
        "sample: a lead, not a finding. "
    )
    assert said.endswith(
        "Left out: 1 rated after the outcome was known, 1 whose outcome is not known yet, "
        "1 withdrawn from."
    )


@pytest.mark.parametrize("low", ["no", "offer"])
def test_many_rounds_are_counted_and_not_compared_by_their_intervals(
    acme: Workspace, low: str
) -> None:
    rate(acme, *[(5, "before", "offer")] * 5, *[(1, "before", low)] * 5)
    went_on = 0 if low == "no" else 5
    assert notes(page(acme)) == (
        f"5 of 5 went on after a 4 or 5, {went_on} of 5 after a 1 or 2. A round went on when the "
        "next one or an offer followed. The intervals are Wilson’s (1927), as if rounds had "
        "nothing to do with one another."
    )


def test_ratings_of_one_kind_have_nothing_to_be_compared_with(acme: Workspace) -> None:
    rate(acme, (4, "before", "next"), (3, "before", "no"))
    assert notes(page(acme)).startswith(
        "0 of 1 rated 3 and 1 of 1 rated 4 or 5 went on; without both low and high ratings "
        "nothing can be compared. So far this is a small sample."
    )


def test_while_no_outcome_is_known_there_is_no_table_and_what_waits_is_said(
    acme: Workspace,
) -> None:
    rate(acme, (4, "before", ""))
    blocks = page(acme)
    assert [type(block) for block in blocks] == [Card, Note]
    assert notes(blocks) == (
        "No rating can be held against an outcome yet: 1 whose outcome is not known yet."
    )


def test_a_round_without_a_rating_has_nothing_to_hold_against_its_outcome(acme: Workspace) -> None:
    rate(acme, (None, "", "no"), (None, "", "withdrew"))
    assert notes(page(acme)) == ""


def test_answers_to_ones_own_questions_are_pointed_to(acme: Workspace) -> None:
    write(acme, round="Panel")
    acme.save(Question, {"question": "Who decides?", "asked": "yes"}, company="acme")
    assert notes(page(acme)) == ""
    acme.save(Question, {"question": "Who pays?", "answer": "Bo"}, company="acme")
    assert notes(page(acme)) == (
        "1 question asked in return has its answer in the deep dive, with the questions to ask."
    )


def test_others_see_a_round_that_is_theirs_to_see_and_nothing_about_all_of_them(
    acme: Workspace,
) -> None:
    rate(acme, (4, "before", "next"))
    assert page(acme, "coach") == []
    shown = write(acme, round="Panel", went=2, rated="before", outcome="no")
    acme.save(Debrief, {}, id=shown.id, company="acme", visibility="coach")
    acme.save(Asked, {"question": "Why?", "debrief": shown.id}, company="acme",
              visibility="coach")  # fmt: skip
    acme.save(Question, {"question": "Who?", "answer": "Bo"}, company="acme")
    (card,) = page(acme, "coach")
    assert isinstance(card, Card)
    assert (card.title, "They asked" in dict(card.facts)) == ("Panel", False)
    assert page(acme, "share") == []
