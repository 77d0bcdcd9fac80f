"""What somebody thought before stands beside what they think now."""

import pytest

from prepkit.block import Card, Note, Table
from prepkit.deep_dive.outlook import summarise_after, summarise_before
from prepkit.deep_dive.records import After, Before
from prepkit.library.entry import Entry


@pytest.fixture
def acme(workspace):
    workspace.add_company("Acme")
    return workspace


def save(workspace, kind, **values):
    workspace.save(kind, values, id=f"{kind.kind}-acme", company="acme")


def after(workspace):
    return summarise_after(workspace.answers(company="acme"))


def test_the_first_view_is_a_card(acme):
    assert summarise_before(acme.answers(company="acme")) == []
    save(acme, Before, view="Up.", sure=4)
    (card,) = summarise_before(acme.answers(company="acme"))
    assert isinstance(card, Card)
    assert card.facts == (("How sure are you?", "4 of 5"),)
    assert card.texts == (("Where is this field heading?", "Up."),)


def test_both_views_stand_side_by_side_with_their_days(acme, clock):
    save(acme, Before, view="Up.", sure=4)
    clock.next = clock.next.replace(month=12, day=3)
    save(acme, After, view="Up, and then down.", sure=2, changed="One paper.")
    (table,) = after(acme)
    assert isinstance(table, Table)
    assert [head.title for head in table.columns] == [
        "", "Before (2026-11-20)", "Now (2026-12-03)",
    ]  # fmt: skip
    assert [[cell.text for cell in row] for row in table.rows] == [
        ["Where is this field heading?", "Up.", "Up, and then down."],
        ["How sure are you?", "4 of 5", "2 of 5"],
        ["What changed your mind?", "", "One paper."],
    ]


def test_the_days_are_left_out_when_they_are_the_same(acme):
    save(acme, Before, view="Up.")
    save(acme, After, view="Down.")
    assert [head.title for head in after(acme)[0].columns] == ["", "Before", "Now"]


def test_a_view_now_without_one_before_stands_alone(acme):
    save(acme, After, view="Down.")
    (table,) = after(acme)
    assert [cell.text for cell in table.rows[0]] == ["Where is this field heading?", "", "Down."]


def test_themes_named_now_and_not_then_are_said(acme):
    acme.shelves.add(
        [Entry("paper", f"State estimation and heat pumps in street {n}") for n in range(5)],
        file="a.bib", format="BibTeX",
    )  # fmt: skip
    save(acme, Before, view="It is all about heat pumps.")
    save(acme, After, view="State-estimation for HEAT PUMPS.")
    (note,) = [block for block in after(acme) if isinstance(block, Note)]
    assert note.text == "Themes of the map you name now and did not then: state estimation."
    save(acme, Before, view="State estimation, heat pumps.")
    assert not [block for block in after(acme) if isinstance(block, Note)]


def test_nothing_written_now_is_nothing_to_show(acme):
    save(acme, Before, view="Up.")
    assert after(acme) == []
    save(acme, After, view=" ")
    assert after(acme) == []
