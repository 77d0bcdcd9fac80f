from __future__ import annotations

import datetime
from typing import Any

import pytest

from prepkit.block import Block, Card, Chart, Note, Sources, Table
from prepkit.deep_dive import CHAPTER
from prepkit.deep_dive.asking import summarise_questions
from prepkit.deep_dive.ledger import claims_of, summarise_claims
from prepkit.deep_dive.reading import summarise_reading
from prepkit.deep_dive.records import (
    After,
    Before,
    Claim,
    Dot,
    Question,
    Reading,
    Requirement,
    Target,
)
from prepkit.deep_dive.sections import summarise_map
from prepkit.deep_dive.target import summarise_target
from prepkit.library.entry import Entry
from prepkit.section import Answers
from prepkit.workspace import Audience, Workspace

DAY = datetime.date(2026, 11, 23)
NOTHING = Answers({}, DAY, "acme")


def answers(workspace: Workspace, company: str = "acme", audience: Audience = "me") -> Answers:
    return workspace.answers(company=company, as_of=DAY, audience=audience)


@pytest.fixture
def acme(workspace: Workspace) -> Workspace:
    workspace.add_company("Acme")
    workspace.add_company("Bolt")
    return workspace


def claim(workspace: Workspace, company: str = "acme", **values: Any) -> Claim:
    return workspace.save(Claim, values, company=company)


def only(blocks: list[Block], kind: type[Any]) -> Any:
    """Return the one block of a kind."""
    (found,) = [block for block in blocks if isinstance(block, kind)]
    return found


def ledger(blocks: list[Block]) -> Any:
    """Return the table of claims."""
    (found,) = [b for b in blocks if isinstance(b, Table) and b.caption == "Claim ledger"]
    return found


def column_of(table: Table, title: str) -> list[str]:
    place = [column.title for column in table.columns].index(title)
    return [row[place].text for row in table.rows]


@pytest.mark.parametrize("section", [section.id for section in CHAPTER.sections])
def test_a_section_without_answers_adds_up_to_nothing(section: str) -> None:
    assert CHAPTER.section(section).summary(NOTHING) == []


@pytest.mark.parametrize("section", [section.id for section in CHAPTER.sections])
def test_a_section_of_untouched_records_adds_up_to_nothing(acme: Workspace, section: str) -> None:
    found = CHAPTER.section(section)
    company = "acme" if found.record.layer == "company" else ""
    id = found.record_id(company) if found.shape == "one" else ""
    acme.save(found.record, {found.record.title_field: ""} if id else {}, id=id, company=company)
    assert found.summary(answers(acme)) == []


@pytest.mark.parametrize(
    ("section", "kinds"),
    [
        ("target", ["card"]),
        ("before", ["card"]),
        ("requirements", ["table", "note"]),
        ("claims", ["chart", "table", "note", "note", "table", "note", "table"]),
        ("library", ["note", "table", "table"]),
        ("dots", ["chart", *["card"] * 5]),
        ("after", ["table", "note"]),
        ("reading", ["chart", "table", *["card"] * 16, "note", "sources"]),
        ("questions", ["table", "note", "table"]),
    ],
)
def test_the_sample_gives_the_blocks_expected(
    sample: Workspace, section: str, kinds: list[str]
) -> None:
    found = CHAPTER.section(section).summary(answers(sample, "skerry-grid-data"))
    assert [block.type for block in found] == kinds


@pytest.mark.parametrize(
    ("section", "said"),
    [
        ("target", "They publish how wrong their model is."),
        ("claims", "“Every feeder known by 2030” is the stated mission."),
        ("claims", "So what, for me"),
        ("reading", "My whole taste comes from this paper."),
    ],
)
def test_the_samples_words_are_quoted(sample: Workspace, section: str, said: str) -> None:
    found = CHAPTER.section(section).summary(answers(sample, "skerry-grid-data"))
    assert said in "".join(block.model_dump_json() for block in found)


def test_every_question_of_the_sample_is_quoted(sample: Workspace) -> None:
    asked = sample.records(Question, company="skerry-grid-data")
    tables = [b for b in summarise_questions(answers(sample, "skerry-grid-data"))
              if isinstance(b, Table)]  # fmt: skip
    assert asked
    shown = {words for table in tables for words in column_of(table, "Question")}
    assert {question.question for question in asked} < shown


def test_the_target_is_a_card_of_facts_and_texts(acme: Workspace) -> None:
    values = {"role": "Analyst", "readiness": 2, "people": ["Ada", "Bo"], "why": "5*3*2 **x**",
              "principles": ["Candour", "Care, first"]}  # fmt: skip
    acme.save(Target, values, id="target-acme", company="acme")
    (card,) = summarise_target(answers(acme))
    assert isinstance(card, Card)
    assert card.title == "Acme"
    assert card.facts == (
        ("Role", "Analyst"), ("People you will meet", "Ada, Bo"),
        ("Values they name", "Candour; Care, first"), ("How ready do you feel today?", "2 of 5"),
    )  # fmt: skip
    assert card.texts == (("Why this company, why this role?", "5*3*2 **x**"),)


def test_claims_are_in_the_order_of_the_facets_with_the_unsorted_last(acme: Workspace) -> None:
    for facet in ("", "risks", "mission"):
        claim(acme, facet=facet, statement=f"about {facet}")
    table = ledger(summarise_claims(answers(acme)))
    assert column_of(table, "Facet") == ["Mission", "Risks", "Not yet sorted"]


def test_a_claim_nobody_is_named_for_is_marked_unverified(acme: Workspace) -> None:
    claim(acme, facet="mission", statement="They care", grade="B", source=" ")
    (row,) = ledger(summarise_claims(answers(acme))).rows
    assert (row[3].text, row[3].tone, row[3].source) == ("unverified", "warn", None)


@pytest.mark.parametrize("grade", ["U", ""])
def test_a_claim_not_graded_or_unknown_is_marked_unknown(acme: Workspace, grade: str) -> None:
    claim(acme, facet="mission", statement="Who pays?", grade=grade)
    blocks = summarise_claims(answers(acme))
    (row,) = ledger(blocks).rows
    assert (row[1].tone, row[2].text, row[3].text) == ("muted", "U", "unknown")
    assert only(blocks, Chart).alt == "1 claim by facet and by who says so; 1 still unknown."


def test_a_claims_source_travels_with_its_link_its_date_and_its_grade(acme: Workspace) -> None:
    claim(acme, statement="x", grade="A", source="Accounts", link="https://a.example", dated="2026")
    source = ledger(summarise_claims(answers(acme))).rows[0][3].source
    assert source.model_dump() == {
        "label": "Accounts",
        "link": "https://a.example",
        "dated": "2026",
        "grade": "A",
    }


def test_a_claim_with_a_link_alone_is_sourced_by_it(acme: Workspace) -> None:
    claim(acme, statement="x", grade="B", link="https://a.example")
    cell = ledger(summarise_claims(answers(acme))).rows[0][3]
    assert (cell.text, cell.source.label) == ("https://a.example", "https://a.example")


def test_the_chart_counts_every_claim_once(sample: Workspace) -> None:
    found = answers(sample, "skerry-grid-data")
    values = only(summarise_claims(found), Chart).spec["data"]["values"]
    assert sum(value["count"] for value in values) == len(claims_of(found)) == 20


def test_a_known_claim_is_no_question(acme: Workspace) -> None:
    claim(acme, facet="strategy", statement="They stopped selling boxes", grade="B")
    assert summarise_questions(answers(acme)) == []


def test_reading_about_another_company_is_left_out(acme: Workspace) -> None:
    for title, target in (("Ours", "target-acme"), ("Theirs", "target-bolt"), ("Of all", "")):
        acme.save(Reading, {"title": title, "company": target})
    assert set(column_of(only(summarise_reading(answers(acme)), Table), "Title")) == {
        "Ours",
        "Of all",
    }
    everything = only(summarise_reading(answers(acme, "")), Table)
    assert set(column_of(everything, "Title")) == {"Ours", "Theirs", "Of all"}


def test_reading_is_listed_by_status_and_then_newest_first(acme: Workspace) -> None:
    for title, status, year in (("a", "done", 2020), ("b", "want", 1999), ("c", "done", 2024),
                                ("d", "", 2025)):  # fmt: skip
        acme.save(Reading, {"title": title, "status": status, "year": year})
    table = only(summarise_reading(answers(acme)), Table)
    assert column_of(table, "Title") == ["d", "b", "c", "a"]


def test_reading_of_a_single_year_has_no_chart_of_years(acme: Workspace) -> None:
    acme.save(Reading, {"title": "a", "year": 2020})
    acme.save(Reading, {"title": "b", "year": 2020})
    assert [block.type for block in summarise_reading(answers(acme))] == ["table", "sources"]
    acme.save(Reading, {"title": "c", "year": 2021})
    assert summarise_reading(answers(acme))[0].type == "chart"


def test_time_read_is_added_up_and_themes_met_again_are_named(acme: Workspace) -> None:
    acme.save(Reading, {"title": "a", "minutes": 60, "themes": ["grid", "data"]})
    acme.save(Reading, {"title": "b", "minutes": 30, "themes": ["grid"]})
    note = only(summarise_reading(answers(acme)), Note)
    assert note.text == "2 items, 1.5 hours so far. Themes met more than once: grid (2)"


def test_what_was_taken_from_reading_is_a_card_and_its_link_a_source(acme: Workspace) -> None:
    values = {
        "title": "a",
        "by": "Ada",
        "takeaway": "t",
        "so_what": "s",
        "link": "https://a.example",
    }
    acme.save(Reading, values)
    blocks = summarise_reading(answers(acme))
    assert only(blocks, Card).texts == (("Takeaway", "t"), ("So what?", "s"))
    assert [source.link for source in only(blocks, Sources).items] == ["https://a.example"]


def test_a_link_to_a_file_of_ones_own_is_kept_with_the_title(acme: Workspace) -> None:
    acme.save(Reading, {"title": "a", "link": "papers/a.pdf"})
    assert only(summarise_reading(answers(acme)), Table).rows[0][0].link == "papers/a.pdf"


def test_what_is_written_about_one_company_never_shows_for_another(acme: Workspace) -> None:
    secret = "only of Bolt"
    acme.save(Target, {"why": secret}, id="target-bolt", company="bolt")
    claim(acme, "bolt", statement=secret, grade="U", ask="team")
    acme.save(Question, {"question": secret}, company="bolt")
    acme.save(Reading, {"title": secret, "company": "target-bolt", "takeaway": secret})
    acme.save(Requirement, {"words": secret}, company="bolt")
    acme.save(Dot, {"fact": secret}, company="bolt")
    for kind in (Before, After):
        acme.save(kind, {"view": secret}, id=f"{kind.kind}-bolt", company="bolt")
    for section in CHAPTER.sections:
        shown = str(section.summary(answers(acme, "bolt")))
        assert (secret in shown) == (section.id not in ("library", "map")), section.id
        assert secret not in str(section.summary(answers(acme)))
        assert secret not in str(section.seeds(answers(acme)))


def test_a_coach_sees_no_private_record_of_the_sample(sample: Workspace) -> None:
    private = [r for kind in (Claim, Question, Reading) for r in sample.records(kind)
               if r.origin.visibility == "private"]  # fmt: skip
    assert {record.kind for record in private} == {"claim", "question", "reading"}
    for company in sample.companies():
        found = answers(sample, company.id, "coach")
        shown = "".join(str(section.summary(found)) for section in CHAPTER.sections)
        assert not [record.heading for record in private if repr(record.heading) in shown]
    everything = "".join(
        str(section.summary(answers(sample, company.id)))
        for company in sample.companies() for section in CHAPTER.sections
    )  # fmt: skip
    assert all(repr(record.heading) in everything for record in private)


def test_a_coach_s_map_says_nothing_of_works_that_are_withheld(acme: Workspace) -> None:
    values = {"year": 2020, "themes": ["heat pumps", "smart meters", "load forecasts"]}
    for number in range(35):
        title = f"Heat pumps, smart meters and load forecasts {number}"
        acme.save(Reading, {"title": title, **values}, visibility="coach")
    own = [Entry("paper", f"Heat pumps of our own {n}", publisher="Acme") for n in range(3)]
    acme.shelves.add(own, file="own.bib", format="BibTeX", company="acme")
    said = [
        "".join(str(block) for block in summarise_map(answers(acme, audience=audience)))
        for audience in ("me", "coach")
    ]
    assert ["Made from 38 works, " in page for page in said] == [True, False]
    assert ["as far as it is shown here" in page for page in said] == [False, True]
    assert "its own" not in said[1]


def test_a_claim_made_private_is_gone_from_the_coachs_questions_too(acme: Workspace) -> None:
    made = claim(acme, facet="strategy", statement="The debt", grade="U")
    assert summarise_questions(answers(acme, audience="coach"))
    acme.save(Claim, {}, id=made.id, company="acme", visibility="private")
    assert summarise_questions(answers(acme, audience="coach")) == []
    assert summarise_claims(answers(acme, audience="coach")) == []


def test_starters_from_the_library_are_for_oneself_alone(sample: Workspace) -> None:
    found = CHAPTER.section("dots").seeds(answers(sample, "skerry-grid-data"))
    assert found
    assert {seed.visibility for seed in found} == {"private"}
    assert CHAPTER.section("dots").seeds(answers(sample, "skerry-grid-data", "coach")) == []
