"""The ledger says who says what, how old it is, and what is still unknown."""

import datetime

import pytest

from prepkit.block import Note, Table
from prepkit.content import load
from prepkit.deep_dive.ledger import is_old, question_for, side_of, summarise_claims, unknowns
from prepkit.deep_dive.records import Claim, Heard, Target

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


def test_a_claim_that_was_corrected_counts_no_more_and_stays_on_record(workspace, claim, blocks):
    old = claim(facet="mission", statement="Heat for all", grade="B", dated="2001", source="Site")
    asked = claim(facet="role", statement="Which band?", grade="U")
    claim(facet="mission", statement="Heat for some", grade="C", corrects=old.id, source="Press")
    claim(facet="role", statement="Band four", grade="B", corrects=asked.id, dated="2026-11-20",
          found_in="person")  # fmt: skip
    found = blocks()
    assert [row[1] for row in words(table(found, "Claim ledger"))] == [
        "Heat for some\ntook the place of “Heat for all”",
        "Band four\ntook the place of “Which band?”",
    ]
    corrected = table(found, "Claims that were corrected")
    assert [row[1:] for row in words(corrected)] == [
        ["Heat for all", "B", "Site", "corrected on 20 November 2026: now “Heat for some”"],
        ["Which band?", "U", "", "answered on 20 November 2026: now “Band four”"],
    ]
    assert {cell.tone for row in corrected.rows for cell in row[:3]} == {"muted"}
    assert found[0].alt == "2 claims by facet and by who says so; 0 still unknown."
    assert words(table(found, "Said and done")) == [
        ["Mission", "nothing yet", "- Heat for some (C)"]
    ]
    assert not any("Older than" in b.text for b in found if isinstance(b, Note))
    assert unknowns(workspace.answers(company="acme")) == []


def test_a_ledger_nobody_corrected_says_nothing_of_corrections(claim, blocks):
    claim(statement="Heat for all", grade="B")
    claim(statement=" ", corrects="claim-0")
    assert table(blocks(), "Claims that were corrected") is None
    assert words(table(blocks(), "Claim ledger"))[0][1] == "Heat for all"


def test_a_correction_that_is_withheld_or_deleted_leaves_the_claim_as_it_was(
    workspace, claim, blocks
):
    old = claim(statement="Heat for all", grade="B")
    new = claim(statement="Heat for some", grade="C", corrects=old.id)
    workspace.save(Claim, {}, id=new.id, company="acme", visibility="private")
    for audience, ledger in (("me", ["Heat for some\ntook the place of “Heat for all”"]),
                             ("coach", ["Heat for all"])):  # fmt: skip
        found = blocks(audience=audience)
        assert [row[1] for row in words(table(found, "Claim ledger"))] == ledger
    workspace.delete(new.id)
    assert [row[1] for row in words(table(blocks(), "Claim ledger"))] == ["Heat for all"]


def test_a_correction_outlives_what_it_corrected(workspace, claim, blocks):
    old = claim(statement="Heat for all", grade="B")
    claim(statement="Heat for some", grade="C", corrects=old.id)
    workspace.delete(old.id)
    gone = "Heat for some\ntook the place of a claim that is no longer there"
    assert words(table(blocks(), "Claim ledger"))[0][1] == gone
    assert words(table(blocks(audience="coach"), "Claim ledger"))[0][1] == "Heat for some"


def test_claims_that_correct_one_another_all_count_and_are_named(workspace, claim, blocks):
    one = claim(statement="Heat for all", grade="B")
    other = claim(statement="Heat for some", grade="C", corrects=one.id)
    workspace.save(Claim, {"corrects": other.id}, id=one.id, company="acme")
    found = blocks()
    assert [row[1] for row in words(table(found, "Claim ledger"))] == [
        "Heat for all", "Heat for some",
    ]  # fmt: skip
    said = "None gives way where claims correct one another in a circle: " + (
        "“Heat for all”, “Heat for some”."
    )
    assert said in [block.text for block in found if isinstance(block, Note)]


def test_what_interviews_did_to_claims_is_said_with_day_and_name(workspace, claim, blocks):
    ids = [claim(statement=f"Claim {n}", grade="C").id for n in range(9)]
    values = {"on": "2026-11-20", "by": "Ada"}
    for id in ids:
        workspace.save(Heard, {"said": "Yes", "effect": "confirms", "claim": id, **values},
                       company="acme")  # fmt: skip
    for more in ({"said": "Once more", "by": "Bo"}, {"said": "No day"}):
        workspace.save(Heard, {"effect": "confirms", "claim": ids[0], **more}, company="acme")
    heard = {"said": "No", "effect": "contradicts", "claim": ids[1]}
    workspace.save(Heard, heard, company="acme")
    workspace.save(Heard, heard | {"claim": "claim-0"}, company="acme")

    def said(**more):
        return [b.text for b in blocks(**more) if isinstance(b, Note) and "interview" in b.text]

    flagged, confirmed = said()
    assert flagged == "Contradicted in an interview, and not corrected yet: “Claim 1”."
    assert confirmed.startswith(
        "Confirmed in an interview: “Claim 0” (20 November 2026, Ada; Bo); "
        "“Claim 1” (20 November 2026, Ada); "
    )
    assert confirmed.endswith("“Claim 6” (20 November 2026, Ada); and 2 more.")
    assert said(audience="coach")[0] == "Contradicted in an interview: “Claim 1”."


def test_what_corrects_one_of_a_circle_leaves_the_other_in_its_place(workspace, claim, blocks):
    one = claim(statement="Heat for all", grade="B")
    other = claim(statement="Heat for some", grade="C", corrects=one.id)
    workspace.save(Claim, {"corrects": other.id}, id=one.id, company="acme")
    claim(statement="Heat for few", grade="C", corrects=one.id)
    found = blocks()
    assert [row[1] for row in words(table(found, "Claim ledger"))] == [
        "Heat for some", "Heat for few\ntook the place of “Heat for all”",
    ]  # fmt: skip
    (said,) = [b.text for b in found if isinstance(b, Note) and "circle" in b.text]
    assert said.endswith("in a circle: “Heat for some”.")


def test_corrected_claims_stand_by_facet_as_the_ledger_does(claim, blocks):
    for facet in ("role", "mission"):
        old = claim(facet=facet, statement=f"Old {facet}", grade="B")
        claim(facet=facet, statement=f"New {facet}", grade="B", corrects=old.id)
    assert [row[1] for row in words(table(blocks(), "Claims that were corrected"))] == [
        "Old mission", "Old role",
    ]  # fmt: skip


def test_a_claim_that_took_the_place_of_another_shows_both_in_full(claim, blocks):
    words_of = "Decisions close “on Tuesday”, whoever is away " + "and whatever is said " * 5
    old = claim(facet="culture", statement=words_of.strip(), grade="D")
    new = claim(facet="culture", statement=f"They reopen: {words_of}".strip(), grade="B",
                corrects=old.id)  # fmt: skip
    found = blocks()
    inner = words_of.strip().replace("“", "‘").replace("”", "’")
    assert words(table(found, "Claim ledger"))[0][1] == (
        f"{new.statement}\ntook the place of “{inner}”"
    )
    became = words(table(found, "Claims that were corrected"))[0][-1]
    assert became.endswith(f": now “They reopen: {inner}”")


def test_the_day_of_an_old_fact_is_in_words(claim, blocks):
    claim(statement="They “grow” fast, " + "each year " * 9, grade="A", dated="2001-02-03")
    (said,) = [b.text for b in blocks() if isinstance(b, Note) and b.tone == "warn"]
    assert "“They ‘grow’ fast, " in said
    assert said.endswith(" each year…” (3 February 2001).")
