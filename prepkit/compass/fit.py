"""This company against the compass: ratings with their evidence, and an honest comparison."""

from __future__ import annotations

from collections.abc import Sequence

from prepkit.block import Block, Note, Table, cell, column
from prepkit.compass.contest import compared
from prepkit.compass.criteria import criteria_of, percent, ratings_of, weights_of
from prepkit.compass.records import SURENESS, Criterion, Fit
from prepkit.section import Answers


def summarise_fit(answers: Answers) -> list[Block]:
    """Return the company's ratings with what they rest on, and how it compares with others."""
    criteria = criteria_of(answers)
    mine = ratings_of(answers, answers.company) if answers.company else {}
    mine = {found.id: mine[found.id] for found in criteria if found.id in mine}
    if not mine:
        return []
    return [
        _ratings(answers, criteria, mine),
        *_unmet(criteria, mine),
        *(compared(answers) if answers.complete else []),
        *_questions(criteria, mine),
    ]


def _ratings(answers: Answers, criteria: Sequence[Criterion], mine: dict[str, Fit]) -> Table:
    weights = weights_of(list(criteria)) if answers.complete else {}
    sure = {option.key: option.label for option in SURENESS}
    heads = (
        column("What I decide by", 1.4),
        *((column("Weight", 0.8, "center"),) if weights else ()),
        column("Rating", 0.75, "center"), column("How sure", 0.9),
        column("What the ledger says", 2), column("What else makes me think so", 2),
    )  # fmt: skip
    rows = tuple(
        (
            cell(found.heading, tone="strong"),
            *((cell(percent(weights[found.id])),) if weights else ()),
            cell(mine[found.id].rating or "?"),
            cell(sure.get(mine[found.id].sure, "")),
            cell(_claims(answers, mine[found.id])),
            cell(mine[found.id].evidence),
        )
        for found in criteria
        if found.id in mine
    )  # fmt: skip
    return Table(caption="How this company does by it", columns=heads, rows=rows)


def _claims(answers: Answers, rating: Fit) -> str:
    """Return the claims a rating leans on, one a line; those not here are passed over."""
    names = {claim.id: claim.heading for claim in answers.records.get("claim", ())}
    return "\n".join(names[id] for id in rating.claims if id in names)


def _unmet(criteria: Sequence[Criterion], mine: dict[str, Fit]) -> list[Block]:
    """Return what one would decline without and does not find, or does not know."""
    musts = [found for found in criteria if found.must == "must" and found.id in mine]
    low = [f.heading for f in musts if (mine[f.id].rating or 5) <= 2]
    open_ = [f.heading for f in musts if mine[f.id].rating is None]
    notes: list[Block] = []
    if low:
        text = f"You would decline without this, and rated it 1 or 2: {'; '.join(low)}."
        notes.append(Note(text=text, tone="warn"))
    if open_:
        text = f"You would decline without this, and do not know it yet: {'; '.join(open_)}."
        notes.append(Note(text=text, tone="warn"))
    return notes


def _questions(criteria: Sequence[Criterion], mine: dict[str, Fit]) -> list[Block]:
    rows = tuple(
        (cell(found.heading, tone="strong"), cell(mine[found.id].ask))
        for found in criteria
        if found.id in mine and mine[found.id].filled("ask")
    )
    heads = (column("To find out", 1.2), column("What I would ask", 3))
    return [Table(caption="What I would ask here", columns=heads, rows=rows)] if rows else []
