"""The ledger says who says what, how old it is, and what is still unknown."""

import datetime

import pytest

from prepkit.block import Note, Table
from prepkit.content import load
from prepkit.deep_dive.ledger import is_old, question_for, side_of, summarise_claims, unknowns
from prepkit.deep_dive.records import Claim, Target

DAY = datetime.date(2026, 11, 23)


@pytest.fixture
def claim(workspace):
    workspace.add_company("Acme")
    return lambda **values: workspace.save(Claim, values, company="acme")


@pytest.fixture
def blocks(workspace):
    return lambda **more: summarise_claims(workspace.answers(company="acme", as_of=DAY, **more))


def table(blocks, caption):
    return next((b for b in blocks if isinstance(b, Table) and b.caption == caption), None)


def words(found):
    return [[cell.text for cell in row] for row in found.rows]


@pytest.mark.parametrize(
    ("dated", "months", "old"),
    [
        ("", 1, False),
        ("2025-05-22", 18, True),
        ("2025-05-23", 18, False),
        ("2025-05", 18, False),
        ("2025-04", 18, True),
        ("2025", 10, True),
        ("2025", 11, False),
        ("2026-11-23", 1, False),
        ("1998", 600, False),
        ("1998", 100_000, False),
    ],
)
def test_a_fact_is_old_when_all_of_its_date_is(claim, dated, months, old):
    assert is_old(claim(statement="x", dated=dated), DAY, months) is old


def test_the_last_day_of_a_long_month_has_a_day_in_a_short_one(claim):
    found = claim(statement="x", dated="2026-02-27")
    assert is_old(found, datetime.date(2026, 3, 31), 1)
    assert not is_old(claim(statement="x", dated="2026-02-28"), datetime.date(2026, 3, 31), 1)


def test_old_facts_are_flagged_by_the_limit_of_the_person(workspace, claim, blocks):
    claim(statement="They grow fast", grade="A", source="Accounts", dated="2025-06")
    claim(statement="They hire", grade="B", source="Blog")
    found = blocks()
    assert words(table(found, "Claim ledger"))[0][2] == "A"
    workspace.save(Target, {"stale_after": 12}, id="target-acme", company="acme")
    found = blocks()
    says = [row[2] for row in table(found, "Claim ledger").rows]
    assert [(cell.text, cell.tone) for cell in says] == [("A\nold", "warn"), ("B", "plain")]
    said = [block.text for block in found if isinstance(block, Note)]
    assert "Older than 12 months, to be looked at again: “They grow fast” (2025-06)." in said
    assert "1 claim has no date, so nothing is said about its age." in said
    claim(statement="They build", grade="B", source="Blog")
    (said,) = [b.text for b in blocks() if isinstance(b, Note) and "no date" in b.text]
    assert said == "2 claims have no date, so nothing is said about their age."


def test_many_old_facts_are_counted_and_long_ones_cut(claim, blocks):
    for number in range(9):
        claim(statement=f"{number} " + "long words " * 20, grade="A", dated="2001")
    (said,) = [b.text for b in blocks() if isinstance(b, Note) and b.tone == "warn"]
    assert said.endswith("…” (2001); and 2 more.")
    assert len(said) < 700


@pytest.mark.parametrize(
    ("grade", "side", "expected"),
    [("B", "", "said"), ("A", "", "done"), ("D", "", "done"), ("U", "", ""), ("", "", ""),
     ("B", "done", "done"), ("C", "said", "said")],
)  # fmt: skip
def test_what_a_company_says_itself_is_said_unless_told_otherwise(claim, grade, side, expected):
    assert side_of(claim(statement="x", grade=grade, side=side)) == expected


def test_what_is_said_stands_beside_what_is_done(claim, blocks):
    claim(facet="mission", statement="Heat for all", grade="B")
    claim(facet="mission", statement="They raised prices", grade="C")
    claim(facet="mission", statement="Who decides?", grade="U")
    claim(facet="culture", statement="They write things down", grade="D")
    claim(facet="product", statement="A box", grade="B")
    assert words(table(blocks(), "Said and done")) == [
        ["Mission", "- Heat for all (B)", "- They raised prices (C)"],
        ["Culture", "nothing yet", "- They write things down (D)"],
    ]


def test_a_ledger_without_mission_strategy_and_culture_has_nothing_to_hold_against_it(
    claim, blocks
):
    claim(facet="product", statement="A box", grade="B")
    assert table(blocks(), "Said and done") is None


def test_the_next_facets_without_a_claim_say_where_to_look_and_what_to_ask(claim, blocks):
    claim(facet="strategy", statement="They stop building dashboards", grade="B")
    facets = [facet for facet in load("facets")["facets"] if facet["key"] != "strategy"]
    assert len(facets) == 12
    expected = [[facet["label"], facet["look"], facet["ask"]] for facet in facets[:3]]
    found = blocks()
    assert words(table(found, "Where to look next")) == expected
    assert [facet["label"] for facet in facets[:2]] == ["Mission", "Culture"]
    later = ", ".join(facet["label"] for facet in facets[3:])
    assert found[-1] == Note(text=f"Nothing yet on these either, when there is time: {later}.")


def test_others_are_not_told_what_is_missing(claim, blocks):
    claim(facet="strategy", statement="They stop building dashboards", grade="B")
    assert table(blocks(audience="coach"), "Claim ledger") is not None
    assert table(blocks(audience="coach"), "Where to look next") is None


def test_an_unknown_is_a_question_in_the_persons_words(workspace, claim):
    mine = claim(facet="risks", statement="Who pays if it rains? ", grade="U")
    theirs = claim(facet="risks", statement="The weather", grade="U")
    free = claim(statement="The weather.", grade="U")
    claim(statement="Known", grade="A")
    claim(statement=" ", grade="U")
    assert unknowns(workspace.answers(company="acme")) == [mine, theirs, free]
    assert question_for(mine) == "Who pays if it rains? "
    assert question_for(theirs) == "What can you tell me about this: The weather?"
    assert question_for(free) == "What can you tell me about this: The weather?"
