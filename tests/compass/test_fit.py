"""One company against the compass, and the companies side by side."""

from __future__ import annotations

import datetime
from collections.abc import Mapping

import pytest

from prepkit.block import Block, Chart, Note, Table
from prepkit.compass.contest import contest, reach
from prepkit.compass.fit import summarise_fit
from prepkit.compass.records import Criterion, Fit
from prepkit.deep_dive.records import Claim
from prepkit.workspace import Audience, Workspace

DAY = datetime.date(2026, 11, 23)


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
    return "\n".join(block.text for block in blocks if isinstance(block, Note))


def table(blocks: list[Block], caption: str) -> list[list[str]]:
    (found,) = [b for b in blocks if isinstance(b, Table) and b.caption.startswith(caption)]
    return [[cell.text for cell in row] for row in found.rows]


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
        ["Pay", "61 %", "4", "I have seen it", "", "They said so."]
    ]
    assert "Rate a second company" in notes(blocks)


def test_claims_of_the_ledger_stand_beside_the_rating_they_speak_for(case: Case) -> None:
    case.rate("Acme", Pay=3)
    claim = case.workspace.save(Claim, {"statement": "Bands are public"}, company="acme")
    case.rate("Acme", Pay={"rating": 3, "claims": [claim.id]})
    assert table(case.page("acme"), "How this company does")[0][4] == "Bands are public"


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ({"sure": "known"}, 0.0), ({"sure": "roughly"}, 1.0), ({"sure": "guess"}, 2.0),
        ({"evidence": "heard it"}, 1.0), ({"claims": ["claim-1"]}, 1.0), ({}, 2.0),
    ],
)  # fmt: skip
def test_a_rating_may_be_off_by_what_stands_behind_it(
    said: Mapping[str, object], expected: float
) -> None:
    assert reach(Fit.model_validate({"rating": 3, **said})) == expected


def test_a_company_that_is_better_in_everything_is_a_robust_first(case: Case) -> None:
    for company, rating in (("Acme", 5), ("Birch", 2)):
        known = {"rating": rating, "sure": "known"}
        case.rate(company, Pay=known, Place=known, People=known)
    said = notes(case.page("birch"))
    assert "Robust: Acme comes first" in said
    assert "in 100 % of what was drawn" in said


def test_companies_rated_alike_are_a_tie(case: Case) -> None:
    for company in ("Acme", "Birch"):
        case.rate(company, Pay=3, Place=4, People=2)
    said = notes(case.page("acme"))
    assert "A tie: Acme and Birch" in said
    assert "Decides nothing here" in said


def test_what_would_change_a_fragile_result_is_named(case: Case) -> None:
    known = {"sure": "known"}
    case.rate("Acme", Pay={"rating": 4} | known, Place={"rating": 2} | known, People=None)
    case.rate("Birch", Pay={"rating": 3} | known, Place={"rating": 4} | known,
              People={"rating": 2} | known)  # fmt: skip
    said = notes(case.page("acme"))
    # Weights 11/18, 5/18, 2/18. Acme: (4*11 + 2*5 + 3*2)/18 = 60/18 (unknown counted as 3);
    # Birch: (3*11 + 4*5 + 2*2)/18 = 57/18.
    rows = table(case.page("acme"), "Where that leaves them")
    assert [row[:2] for row in rows] == [["Acme", "3.3"], ["Birch", "3.2"]]
    assert "Fragile: Acme comes first" in said
    # Others rescaled 5:2, level where w = (5*2 - 2*1)/7 * (1 - w), so w = 8/15 = 53 per cent.
    changes = table(case.page("acme"), "What would let another draw level")
    assert ["The weight of “Pay”", "61 %", "53 %", "Birch"] in changes
    # Unknown, it may turn out to be 3 - 3/2 = 1.5.
    assert ["Acme in “People”", "?", "1.5 or less", "Birch"] in changes
    assert "If this result disappoints you, which criterion is missing?" in said
    flips = table(case.page("acme"), "The weight at which each draws level with Acme")
    assert flips[0] == ["Pay", "61 %", "53 %"]


def test_all_ratings_stand_side_by_side_with_how_far_they_may_be_off(case: Case) -> None:
    case.rate("Acme", Pay={"rating": 4, "sure": "guess"}, Place={"rating": 5, "sure": "known"})
    case.rate("Birch", Pay={"rating": 2, "evidence": "x"})
    assert table(case.page("acme"), "Side by side") == [
        ["Pay", "61 %", "4 ± 2", "2 ± 1"],
        ["Place", "28 %", "5", "?"],
        ["People", "11 %", "?", "?"],
    ]


def test_a_must_that_is_failed_or_not_known_is_said_of_this_company(workspace: Workspace) -> None:
    case = Case(workspace, "Pay", "Place", "People", Pay="must", Place="must", People="must")
    case.rate("Acme", Pay=2, Place={"rating": None, "ask": "Where?"}, People=3)
    said = notes(case.page("acme"))
    assert "and rated it 1 or 2: Pay." in said
    assert "and do not know it yet: Place." in said
    assert table(case.page("acme"), "What I would ask here") == [["Place", "Where?"]]


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


def test_names_of_companies_are_shortened_in_sentences_and_shown_as_typed(case: Case) -> None:
    long = "Gesellschaft für " + "sehr " * 20 + "lange Namen"
    company = case.workspace.add_company(long).id
    case.rate("Acme", Pay=3)
    case.workspace.save(Fit, {"criterion": "Pay", "rating": 5}, company=company,
                        id=f"fit-{company}-{case.ids['Pay']}")  # fmt: skip
    found = contest(case.workspace.answers(company="acme"))
    assert max(map(len, found.names)) <= 60
