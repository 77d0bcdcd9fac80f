"""How far a rating may be off, by how sure one is of it and what stands behind it."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from prepkit.compass.contest import contest, interval, reach
from prepkit.compass.records import Criterion, Fit
from prepkit.workspace import Workspace


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


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ({"rating": 3, "sure": "roughly"}, (2, 4)), ({"rating": 5, "sure": "guess"}, (3, 5)),
        ({"rating": 1, "sure": "roughly"}, (1, 2)), ({"rating": 4, "sure": "known"}, (4, 4)),
        ({"sure": "guess"}, None),
    ],
)  # fmt: skip
def test_a_rating_lies_within_its_doubt_and_on_the_scale(
    said: Mapping[str, object], expected: tuple[float, float] | None
) -> None:
    assert interval(Fit.model_validate(said)) == expected


def test_what_was_not_rated_lies_nowhere() -> None:
    assert interval(None) is None


def test_names_of_companies_are_shortened_in_sentences(workspace: Workspace) -> None:
    criterion = workspace.save(Criterion, {"criterion": "Pay"})
    company = workspace.add_company("Gesellschaft für " + "sehr " * 20 + "lange Namen").id
    workspace.save(Fit, {"criterion": "Pay", "rating": 5}, company=company,
                   id=f"fit-{company}-{criterion.id}")  # fmt: skip
    found = contest(workspace.answers(company=company))
    (name,) = found.names
    assert len(name) <= 60
    assert name.endswith("sehr…")
    assert found.mine == 0
