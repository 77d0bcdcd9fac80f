"""One company against the compass, and the companies side by side."""

from __future__ import annotations

import datetime
from collections.abc import Mapping

import pytest

from prepkit.block import Block, Card, Chart, Note, Table
from prepkit.compass.contest import contest, reach
from prepkit.compass.criteria import ratings_of
from prepkit.compass.fit import summarise_fit
from prepkit.compass.records import Criterion, Fit
from prepkit.deep_dive.records import Claim
from prepkit.workspace import Audience, Workspace

DAY = datetime.date(2026, 11, 23)
NBSP = "\u00a0"
KNOWN: dict[str, object] = {"sure": "known"}


class Case:
    """A person with criteria and companies."""

    def __init__(self, workspace: Workspace, *criteria: str, **musts: str) -> None:
        self.workspace = workspace
        self.ids = {
            name: workspace.save(
                Criterion, {"criterion": name, "must": musts.get(name, "weighs")}
            ).id
            for name in criteria
        }

    def rate(self, company: str, **ratings: int | Mapping[str, object] | None) -> None:
        id = company.lower()
        if id not in {known.id for known in self.workspace.companies()}:
            self.workspace.add_company(company)
        for name, given in ratings.items():
            values = dict(given) if isinstance(given, Mapping) else {"rating": given}
            self.workspace.save(Fit, {"criterion": name, **values}, company=id,
                                id=f"fit-{id}-{self.ids[name]}")  # fmt: skip

    def page(self, company: str, audience: Audience = "me") -> list[Block]:
        answers = self.workspace.answers(company=company, as_of=DAY, audience=audience)
        return summarise_fit(answers)


def notes(blocks: list[Block]) -> str:
    return "\n".join(block.text for block in blocks if isinstance(block, Note)).replace(NBSP, " ")


def verdict(blocks: list[Block]) -> str:
    card = blocks[0]
    assert isinstance(card, Card)
    said = "\n".join([card.title, *(text for _, text in card.texts)])
    return said.replace(NBSP, " ")


def table(blocks: list[Block], caption: str) -> list[list[str]]:
    (found,) = [b for b in blocks if isinstance(b, Table) and b.caption.startswith(caption)]
    return [[cell.text.replace(NBSP, " ") for cell in row] for row in found.rows]


@pytest.fixture
def case(workspace: Workspace) -> Case:
    return Case(workspace, "Pay", "Place", "People")


def test_without_a_company_or_a_rating_there_is_nothing(case: Case) -> None:
    assert case.page("") == []
    case.workspace.add_company("Acme")
    assert case.page("acme") == []


def test_one_company_alone_is_shown_with_what_comparing_would_need(case: Case) -> None:
    case.rate("Acme", Pay={"rating": 4, "sure": "known", "evidence": "They said so."})
    blocks = case.page("acme")
    assert table(blocks, "How this company does") == [
        ["Pay", "61 %", "4", "I have seen it", "", "They said so."]
    ]
    assert "Rate a second company" in notes(blocks)


def test_claims_of_the_ledger_stand_beside_the_rating_they_speak_for(case: Case) -> None:
    case.rate("Acme", Pay=3)
    claims = [
        case.workspace.save(Claim, said, company="acme").id
        for said in (
            {"statement": "Bands are public", "grade": "B", "dated": "2026-03"},
            {"statement": "They are old", "grade": "D"},
            {"statement": "What is the band?", "grade": "U"},
            {"statement": "Who decides?"},
        )
    ]
    case.rate("Acme", Pay={"rating": 3, "claims": claims})
    assert table(case.page("acme"), "How this company does")[0][4].split("\n") == [
        "B · March 2026: Bands are public", "D: They are old",
        "open: What is the band?", "open: Who decides?",
    ]  # fmt: skip
    assert "says: B · the company itself; D · employee or anonymous." in notes(case.page("acme"))


def test_of_claims_that_correct_each_other_none_is_said_to_be_corrected(case: Case) -> None:
    case.rate("Acme", Pay=3)
    one = case.workspace.save(Claim, {"statement": "Nine", "grade": "D"}, company="acme").id
    two = case.workspace.save(
        Claim, {"statement": "Ten", "grade": "D", "corrects": one}, company="acme"
    ).id
    case.workspace.save(Claim, {"corrects": two}, id=one, company="acme")
    case.rate("Acme", Pay={"rating": 3, "claims": [one, two]})
    cited = table(case.page("acme"), "How this company does")[0][4]
    assert cited.split("\n") == ["D: Nine", "D: Ten"]


def test_a_claim_that_was_corrected_says_so_beside_the_rating(case: Case) -> None:
    case.rate("Acme", Pay=3)
    old, unknown = [
        case.workspace.save(Claim, said, company="acme").id
        for said in ({"statement": "Nine grades", "grade": "D"}, {"statement": "Pay?"})
    ]
    for id in (old, unknown):
        case.workspace.save(Claim, {"statement": "Now", "corrects": id}, company="acme")
    case.rate("Acme", Pay={"rating": 3, "claims": [old, unknown]})
    assert table(case.page("acme"), "How this company does")[0][4].split("\n") == [
        "D: Nine grades (corrected since)", "answered since: Pay?",
    ]  # fmt: skip


def test_a_company_that_is_better_in_everything_is_a_robust_first(case: Case) -> None:
    for company, rating in (("Acme", 5), ("Birch", 2)):
        known = {"rating": rating, **KNOWN}
        case.rate(company, Pay=known, Place=known, People=known)
    said = verdict(case.page("birch"))
    assert said.startswith("Robust: Acme comes first\n")
    assert "and in 100 % of what was drawn (at least four in five)." in said
    assert "not known" not in said


def test_companies_rated_alike_are_a_tie(case: Case) -> None:
    for company in ("Acme", "Birch"):
        case.rate(company, Pay=3, Place=4, People=2)
    assert verdict(case.page("acme")).startswith("A tie\nAcme and Birch are within")
    assert "Decides nothing here" in notes(case.page("acme"))


def test_what_would_change_a_fragile_result_is_named(case: Case) -> None:
    case.rate("Acme", Pay={"rating": 4, **KNOWN}, Place={"rating": 2, **KNOWN}, People=None)
    case.rate("Birch", Pay={"rating": 3, **KNOWN}, Place={"rating": 4, **KNOWN},
              People={"rating": 2, **KNOWN})  # fmt: skip
    said = verdict(case.page("acme"))
    # Weights 11/18, 5/18, 2/18. Acme: (4*11 + 2*5 + 3*2)/18 = 60/18 (unknown counted as 3);
    # Birch: (3*11 + 4*5 + 2*2)/18 = 57/18.
    rows = table(case.page("acme"), "Where that leaves them")
    assert [row[:2] for row in rows] == [["Acme", "3.3"], ["Birch", "3.2"]]
    assert said.startswith("Fragile: Acme")
    assert "and a small change would be enough to put another first" in said
    # Others rescaled 5:2, level where w = (5*2 - 2*1)/7 * (1 - w), so w = 8/15 = 53 per cent.
    changes = table(case.page("acme"), "A weight that would let another draw level")
    assert changes[0] == ["The weight of “Pay”", "61 %", "53 %", "Birch"]
    # Unknown, it may turn out to be 3 - 3/2 = 1.5; it comes last, being no change.
    changes = table(case.page("acme"), "A rating that would let another draw level")
    assert changes[-1] == ["Acme in “People”", "?", "1.5 or less", "Birch"]
    by = [round(abs(float(row[2]) - float(row[1])), 1) for row in changes[:-1]]
    assert by == sorted(by)
    assert "If this result disappoints me, which criterion is missing?" in said.split("\n")[-1]
    flips = table(case.page("acme"), "The weight at which each draws level with Acme")
    assert flips[0] == ["Pay", "61 %", "53 %"]


def test_all_ratings_stand_side_by_side_with_how_far_they_may_be_off(case: Case) -> None:
    case.rate("Acme", Pay={"rating": 4, "sure": "guess"}, Place={"rating": 5, "sure": "known"})
    case.rate("Birch", Pay={"rating": 2, "evidence": "x"})
    assert table(case.page("acme"), "Side by side") == [
        ["Pay", "61 %", "4 ± 2", "2 ± 1"],
        ["Place", "28 %", "5", "?"],
        ["People", "11 %", "?", "?"],
    ]


def test_a_must_that_is_failed_or_not_known_is_said_of_this_company(workspace: Workspace) -> None:
    case = Case(workspace, "Pay", "Place", "People", Pay="must", Place="must", People="must")
    case.rate("Acme", Pay=2, Place={"rating": None, "ask": "Where?"}, People=3)
    said = notes(case.page("acme"))
    assert "Fails what I would decline without (rated 1 or 2): Pay." in said
    assert "Not known, and what I would decline without: Place." in said
    # 3, a guess: it may be a 1.
    assert "May fail what I would decline without" in said
    assert ": People." in said
    assert table(case.page("acme"), "What I would ask here") == [["Place", "Where?"]]


def test_a_must_without_any_answer_is_not_known_to_the_person_and_nothing_to_others(
    workspace: Workspace,
) -> None:
    case = Case(workspace, "Pay", "Place", Place="must")
    case.rate("Acme", Pay=4)
    assert "would decline without: Place." in notes(case.page("acme"))
    for kind in (Criterion, Fit):
        for record in workspace.records(kind):
            workspace.save(kind, {}, id=record.id, company=record.origin.company,
                           visibility="coach")  # fmt: skip
    assert "Place" not in str(case.page("acme", "coach"))


def test_musts_stand_beside_every_company_and_in_the_verdict_on_the_first(
    workspace: Workspace,
) -> None:
    case = Case(workspace, "Pay", "Place", "People", Place="must", People="must")
    case.rate("Acme", Pay={"rating": 5, **KNOWN}, Place={"rating": 2, **KNOWN},
              People={"rating": 5, **KNOWN})  # fmt: skip
    case.rate("Birch", Pay={"rating": 1, **KNOWN}, Place={"rating": 4, "sure": "guess"})
    case.rate("Cole", Pay={"rating": 1, **KNOWN}, Place={"rating": 4, **KNOWN},
              People={"rating": 3, **KNOWN})  # fmt: skip
    page = case.page("birch")
    assert {row[0]: row[-1] for row in table(page, "Where that leaves them")} == {
        "Acme": "Fails: Place", "Birch": "May fail: Place\nNot known: People", "Cole": "met",
    }  # fmt: skip
    assert "But Acme fails what I would decline without: Place." in verdict(page)
    assert "Birch may fail" not in verdict(page)


def test_whether_the_first_meets_a_must_may_not_be_known(workspace: Workspace) -> None:
    case = Case(workspace, "Pay", "Place", Place="must")
    case.rate("Acme", Pay={"rating": 5, **KNOWN})
    case.rate("Birch", Pay={"rating": 1, **KNOWN})
    said = verdict(case.page("acme"))
    assert "Whether Acme meets what I would decline without is not known: Place." in said


def test_without_musts_nothing_is_said_of_them(case: Case) -> None:
    for company in ("Acme", "Birch"):
        case.rate(company, Pay=1, Place=1)
    assert "decline" not in str(case.page("acme"))


def test_where_both_are_rated_alike_no_weight_puts_them_level(case: Case) -> None:
    case.rate("Acme", Pay={"rating": 5, **KNOWN}, Place=4, People={"rating": 4, **KNOWN})
    case.rate("Birch", Pay={"rating": 2, **KNOWN}, Place=4, People={"rating": 3, **KNOWN})
    page = case.page("acme")
    rows = table(page, "The weight at which each draws level")
    assert [row[2] for row in rows] == ["never", "–", "never"]
    assert "the others share the rest as they do now" in notes(page)


def test_five_of_many_companies_stand_side_by_side_and_this_one_is_among_them(case: Case) -> None:
    for number, company in enumerate(("Ash", "Birch", "Cole", "Dunlin", "Eider", "Fulmar", "Gull")):
        rating: dict[str, object] = {
            "rating": 5 if number < 3 else 4 if number < 6 else 1, **KNOWN,
        }  # fmt: skip
        case.rate(company, Pay=rating, Place=rating)
    page = case.page("gull")
    (found,) = [b for b in page if isinstance(b, Table) and b.caption.startswith("Side by side")]
    names = [head.title for head in found.columns[2:]]
    assert len(names) == 5
    assert names[-1] == "Gull"
    assert "Of the 7 companies that are compared, 5 stand side by side" in notes(page)
    assert len(table(page, "Where that leaves them")) == 7


def test_the_answer_stands_first_and_the_method_last(case: Case) -> None:
    case.rate("Acme", Pay=5, Place=4, People=4)
    case.rate("Birch", Pay=3, Place=4)
    page = case.page("birch")
    assert isinstance(page[0], Card)
    last = page[-1]
    assert isinstance(last, Note)
    assert last.text.startswith("Drawn 4,000 times: weights that keep my order")
    assert " you" not in notes(page) + verdict(page)


def test_criteria_behind_one_value_are_said_to_count_it_twice(workspace: Workspace) -> None:
    case = Case(workspace, "Pay", "Bonus")
    for id in case.ids.values():
        workspace.save(Criterion, {"value": "value-income"}, id=id)
    case.rate("Acme", Pay=2, Bonus=4)
    case.rate("Birch", Pay=4, Bonus=1)
    assert "“Pay” and “Bonus” stand for the same value" in notes(case.page("acme"))


def test_the_picture_says_who_is_first_how_often(case: Case) -> None:
    case.rate("Acme", Pay=5, Place=4, People=4)
    case.rate("Birch", Pay=1, Place=1, People=1)
    (chart,) = [block for block in case.page("acme") if isinstance(block, Chart)]
    assert chart.alt.startswith("Acme is first in ")


def test_others_see_this_company_alone_and_no_comparison(case: Case) -> None:
    for company in ("Acme", "Birch"):
        case.rate(company, Pay=3, Place=4)
    workspace = case.workspace
    for kind in (Criterion, Fit):
        for record in workspace.records(kind):
            workspace.save(kind, {}, id=record.id, company=record.origin.company,
                           visibility="coach")  # fmt: skip
    (found,) = case.page("acme", "coach")
    assert isinstance(found, Table)
    assert "Weight" not in [head.title for head in found.columns]
    assert "Birch" not in str(found)
    assert case.page("acme", "share") == []


def test_a_rating_whose_criterion_is_gone_counts_for_nothing(case: Case) -> None:
    case.rate("Acme", Pay=3)
    case.workspace.delete(case.ids["Pay"])
    assert case.page("acme") == []
    assert contest(case.workspace.answers(company="acme")).names == ()


def test_what_is_not_known_stands_after_the_changes_however_little_it_would_take(
    case: Case,
) -> None:
    case.rate("Acme", Place={"rating": 5, **KNOWN}, People={"rating": 5, **KNOWN})
    case.rate("Birch", Pay={"rating": 3, **KNOWN}, Place={"rating": 4, **KNOWN},
              People={"rating": 4, **KNOWN})  # fmt: skip
    # A lead of 7/18, of which a point of Pay is worth 11/18: 7/11 for the one as for the other.
    changes = table(case.page("acme"), "A rating that would let another draw level")
    assert [row[:3] for row in changes] == [
        ["Birch in “Pay”", "3", "3.6"], ["Acme in “Pay”", "?", "2.4 or less"],
    ]  # fmt: skip


def test_a_company_of_which_nothing_is_rated_is_not_said_to_be_compared(case: Case) -> None:
    for company in ("Acme", "Birch"):
        case.rate(company, Pay=3)
    case.rate("Cedar", Pay={"evidence": "I met them."})
    blocks = case.page("cedar")
    assert "With one line rated, this company is compared" in notes(blocks)
    assert "Birch" not in str(blocks)


def test_a_claim_that_was_deleted_is_no_evidence(case: Case) -> None:
    case.rate("Acme", Pay=3)
    claim = case.workspace.save(Claim, {"statement": "Bands are public"}, company="acme")
    case.rate("Acme", Pay={"rating": 3, "claims": [claim.id]})
    case.workspace.delete(claim.id)
    answers = case.workspace.answers(company="acme")
    (rating,) = ratings_of(answers, "acme").values()
    assert (rating.claims, reach(rating)) == ((), 2.0)
