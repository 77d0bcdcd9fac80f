"""The first ninety days: one page in thirds, in the person's own words."""

from __future__ import annotations

import datetime

import pytest

from prepkit.block import Card
from prepkit.brief.ninety import summarise_ninety
from prepkit.brief.records import Carry, Ninety
from prepkit.deep_dive.records import Target
from prepkit.retrospective.records import Lead
from prepkit.section import Answers
from prepkit.workspace import Workspace

DAY = datetime.date(2026, 11, 23)


@pytest.fixture
def acme(workspace: Workspace) -> Workspace:
    workspace.add_company("Acme")
    return workspace


def page(workspace: Workspace, **values: object) -> list[Card]:
    workspace.save(Ninety, values, company="acme", id="ninety-acme")
    blocks = summarise_ninety(workspace.answers(company="acme", as_of=DAY))
    assert all(isinstance(block, Card) for block in blocks)
    return blocks  # type: ignore[return-value]


def test_nothing_written_is_nothing_whatever_stands_elsewhere(acme: Workspace) -> None:
    assert summarise_ninety(Answers({}, DAY)) == []
    acme.save(Lead, {"lead": "x", "ask": "Who decides?"})
    acme.save(Carry, {"what": "Saying yes", "sort": "stop"})
    assert page(acme) == []


def test_each_third_is_a_card_of_its_own_and_what_is_open_is_left_out(acme: Workspace) -> None:
    cards = page(acme, succeeded="They ring me.", learn="Whom *they* call", stand="Grey")
    assert [(card.title, card.texts) for card in cards[1:]] == [
        ("Days 1 to 30", (("What I want to understand", "Whom *they* call"),)),
        ("Days 61 to 90", (("What I would like to stand for by then", "Grey"),)),
    ]
    assert cards[0].texts == (("After ninety days it has gone well when", "They ring me."),)


def test_the_role_and_the_interview_are_named_and_no_first_day_is_made_up(acme: Workspace) -> None:
    values = {"name": "Acme Ltd", "role": "Engineer", "interview_on": "2026-12-07"}
    acme.save(Target, values, company="acme", id="target-acme")
    (card,) = page(acme, succeeded="x", people=["Ada", "Noor"])
    assert card.title == "The first ninety days at Acme Ltd"
    assert card.facts == (
        ("Role", "Engineer"), ("Interview", "7 December 2026"), ("People to meet first",
        "Ada; Noor"),
    )  # fmt: skip


def test_what_is_needed_stands_beside_what_was_said_of_it_elsewhere(acme: Workspace) -> None:
    acme.save(Lead, {"lead": "Users", "ask": "Who  uses\nit?"})
    acme.save(Lead, {"lead": "No question yet"})
    acme.save(Carry, {"what": "Saying yes in calls", "sort": "stop"})
    acme.save(Carry, {"what": "Fridays at ten", "sort": "keep"})
    (card,) = page(acme, best="A user to ring", old_habit="Working at night")
    assert card.texts == (
        ("What I need, so that my best comes out", "A user to ring"),
        ("The old habit that may come back", "Working at night"),
        ("From my leads: what I would ask early", "- Who uses it?"),
        ("From what I carry forward: to stop", "- Saying yes in calls"),
    )


def test_another_company_has_a_page_of_its_own(acme: Workspace) -> None:
    acme.add_company("Zenith")
    page(acme, succeeded="x")
    assert summarise_ninety(acme.answers(company="zenith", as_of=DAY)) == []


def test_many_people_and_leads_are_cut_short(acme: Workspace) -> None:
    for place in range(6):
        acme.save(Lead, {"lead": "x", "ask": f"Question {place}?"})
    aim, *_, conditions = page(acme, people=[f"Person {place}" for place in range(30)])
    assert aim.facts[-1][1].endswith("and 18 more")
    assert len(conditions.texts[0][1].splitlines()) == 3
