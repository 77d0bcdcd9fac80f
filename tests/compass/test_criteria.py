"""What one decides by: the order gives the weights, the values kept make suggestions."""

from __future__ import annotations

import datetime

import pytest

from prepkit.block import Note, Table
from prepkit.compass.criteria import (
    asked_of_a_company,
    percent,
    ratings_of,
    seeds_of_criteria,
    summarise_criteria,
    weights_of,
)
from prepkit.compass.records import Comparison, Criterion, Fit, Value
from prepkit.workspace import Workspace

DAY = datetime.date(2026, 11, 23)


def decide_by(workspace: Workspace, *names: str, **more: str) -> list[Criterion]:
    return [workspace.save(Criterion, {"criterion": name, **more}) for name in names]


def test_weights_follow_from_the_order_and_sum_to_one(workspace: Workspace) -> None:
    made = decide_by(workspace, "a", "b", "c")
    # Rank-order centroids of three: (1 + 1/2 + 1/3)/3, (1/2 + 1/3)/3, (1/3)/3.
    expected = [11 / 18, 5 / 18, 2 / 18]
    assert list(weights_of(made).values()) == pytest.approx(expected)
    assert weights_of([]) == {}


def test_moving_a_line_up_moves_its_weight(workspace: Workspace) -> None:
    first, second = decide_by(workspace, "Pay", "Place")
    workspace.reorder(Criterion, [second.id, first.id])
    table, note = summarise_criteria(workspace.answers(as_of=DAY))
    assert isinstance(table, Table)
    assert [(row[1].text, row[2].text) for row in table.rows] == [
        ("Place", "75 %"),
        ("Pay", "25 %"),
    ]
    assert isinstance(note, Note)
    assert "order alone" in note.text


def test_one_criterion_needs_no_word_about_weights(workspace: Workspace) -> None:
    decide_by(workspace, "Pay")
    (table,) = summarise_criteria(workspace.answers(as_of=DAY))
    assert isinstance(table, Table)
    assert table.rows[0][1].text == "Pay"
    assert "How it counts" not in [head.title for head in table.columns]


def test_what_is_declined_without_is_said_beside_the_criterion(workspace: Workspace) -> None:
    decide_by(workspace, "Pay", must="must")
    decide_by(workspace, "Place")
    table = summarise_criteria(workspace.answers(as_of=DAY))[0]
    assert isinstance(table, Table)
    at = [head.title for head in table.columns].index("How it counts")
    assert [(row[1].text, row[at].text) for row in table.rows] == [
        ("Pay", "I would decline without it"), ("Place", ""),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("share", "said"),
    [(0, "0 %"), (0.004, "under 1 %"), (0.009, "under 1 %"), (0.01, "1 %"), (0.5, "50 %"),
     (0.99, "99 %"), (0.996, "over 99 %"), (1 - 1e-12, "100 %"), (1, "100 %")],
)  # fmt: skip
def test_none_and_all_are_said_of_none_and_all_alone(share: float, said: str) -> None:
    assert percent(share).replace("\u00a0", " ") == said


def test_many_criteria_are_told_what_the_last_ones_weigh(workspace: Workspace) -> None:
    decide_by(workspace, *"abcdefghij")
    note = summarise_criteria(workspace.answers(as_of=DAY))[-1]
    assert isinstance(note, Note)
    assert "With 10 lines" in note.text


def test_others_are_not_told_weights_that_hang_on_what_they_may_not_see(
    workspace: Workspace,
) -> None:
    decide_by(workspace, "Secret")
    workspace.save(Criterion, {"criterion": "Open"}, visibility="coach")
    table, note = summarise_criteria(workspace.answers(as_of=DAY, audience="coach"))
    assert isinstance(table, Table)
    assert "Weight" not in [head.title for head in table.columns]
    # Nor the place, which counts what is not here.
    assert [row[0].text for row in table.rows] == ["Open"]
    assert isinstance(note, Note)
    assert note.text == "Other criteria may be left out here."


def test_values_kept_are_suggested_strongest_first_and_those_used_are_not(
    workspace: Workspace,
) -> None:
    for key in ("income", "family", "humour", "rest"):
        workspace.save(Value, {"value": key, "pile": "keep"}, id=f"value-{key}")
    workspace.save(Value, {"value": "prestige", "pile": "less"}, id="value-prestige")
    for _ in range(4):
        for other in ("income", "humour"):
            said = {"left": "value-family", "right": f"value-{other}", "choice": "left"}
            workspace.save(Comparison, said)
    decide_by(workspace, "Time off", value="value-rest")
    found = seeds_of_criteria(workspace.answers(as_of=DAY))
    assert found[0].values["criterion"] == "Family"
    assert {seed.values["criterion"] for seed in found} == {"Family", "Income", "Humour"}
    assert found[0].why == "In the top band of your values."
    assert found[0].visibility == "private"


def test_each_criterion_is_asked_of_a_company_with_its_ends(workspace: Workspace) -> None:
    made = workspace.save(
        Criterion, {"criterion": "Place", "least": "London", "most": "by bicycle"}
    )
    decide_by(workspace, "")
    (prompt,) = asked_of_a_company(workspace.answers(as_of=DAY))
    assert (prompt.key, prompt.title) == (made.id, "Place")
    assert prompt.more == (("A 1", "London"), ("A 5", "by bicycle"))


def test_ratings_are_found_by_company_and_criterion_and_empty_ones_are_none(
    workspace: Workspace,
) -> None:
    one, other = decide_by(workspace, "Pay", "Place")
    for company in ("Acme", "Acme North"):
        workspace.add_company(company)
    for criterion, company, rating in (
        (one, "acme", 4), (other, "acme", None), (one, "acme-north", 2),
    ):  # fmt: skip
        workspace.save(Fit, {"criterion": "x", "rating": rating}, company=company,
                       id=f"fit-{company}-{criterion.id}")  # fmt: skip
    answers = workspace.answers(as_of=DAY)
    assert {id: fit.rating for id, fit in ratings_of(answers, "acme").items()} == {one.id: 4}
    assert {id: fit.rating for id, fit in ratings_of(answers, "acme-north").items()} == {one.id: 2}
