"""This company against the compass: ratings with their evidence, and an honest comparison."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np

from prepkit.block import Block, Note, Table, cell, column
from prepkit.compass.cautions import musts
from prepkit.compass.contest import (
    contest,
    interval,
    musts_of,
    picture,
    side_by_side,
    standings,
)
from prepkit.compass.criteria import criteria_of, percent, ratings_of, weights_of
from prepkit.compass.records import SURENESS, Criterion, Fit
from prepkit.compass.verdicts import (
    cautions_about,
    level_weights,
    method,
    verdict_on,
    what_would_change_it,
)
from prepkit.compass.wording import spelled_date
from prepkit.record import Record
from prepkit.section import Answers

_OPEN = ("", "U")  # grades of what the ledger does not know

_ALONE = (
    "Rate a second company by the same criteria and they are compared here. The present place "
    "of work may be one: it can be added at the top like any other."
)
_UNRATED = "With one line rated, this company is compared with the others here."


def summarise_fit(answers: Answers) -> list[Block]:
    """Return how the company compares with others, its own ratings and what they rest on."""
    criteria = criteria_of(answers)
    mine = ratings_of(answers, answers.company) if answers.company else {}
    mine = {found.id: mine[found.id] for found in criteria if found.id in mine}
    if not mine:
        return []
    own: list[Block] = [
        *_ratings(answers, criteria, mine),
        *_unmet(answers, criteria, mine),
        *_questions(criteria, mine),
    ]
    if not answers.complete:
        return own
    found = contest(answers)
    if len(found.names) < 2:
        return [*own, *([Note(text=_ALONE)] if found.names else [])]
    if found.mine is None:
        return [*own, Note(text=_UNRATED)]
    return [
        verdict_on(found),
        *own,
        *standings(found),
        picture(found),
        *side_by_side(found),
        *what_would_change_it(found),
        *level_weights(found),
        *cautions_about(found),
        method(found),
    ]


def _ratings(answers: Answers, criteria: Sequence[Criterion], mine: dict[str, Fit]) -> list[Block]:
    weights = weights_of(list(criteria)) if answers.complete else {}
    sure = {option.key: option.label for option in SURENESS}
    heads = (
        column("What I decide by", 1.4),
        *((column("Weight", 0.8, "center"),) if weights else ()),
        column("Rating", 0.75, "center"), column("How sure", 1.05),
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
    blocks: list[Block] = [Table(caption="How this company does by it", columns=heads, rows=rows)]
    if grades := _grades(answers, mine):
        blocks.append(Note(text=f"The letters in front of what the ledger says: {grades}."))
    return blocks


def _claims(answers: Answers, rating: Fit) -> str:
    """Return the claims a rating leans on, one a line; those not here are passed over."""
    claims = {claim.id: claim for claim in answers.records.get("claim", ())}
    instead = {
        getattr(claim, "corrects", ""): id
        for id, claim in claims.items()
        if claim.filled("statement")
    }
    return "\n".join(
        _claim(claims[id], is_corrected=_is_corrected(id, instead))
        for id in rating.claims
        if id in claims
    )


def _is_corrected(id: str, instead: Mapping[str, str]) -> bool:
    """Whether another claim stands in the place of one; of claims in a circle none gives way."""
    seen, now = {id}, instead.get(id, "")
    while now and now not in seen:
        seen.add(now)
        now = instead.get(now, "")
    return id in instead and now != id


def _claim(claim: Record, *, is_corrected: bool) -> str:
    """Return a claim with who says so and when, or that it is an open question."""
    # The ledger is another chapter's: what it may not have is left out.
    grade = getattr(claim, "grade", "")
    if grade in _OPEN:
        return f"{'answered since' if is_corrected else 'open'}: {claim.heading}"
    dated = spelled_date(getattr(claim, "dated", ""))
    said = f"{' · '.join(part for part in (grade, dated) if part)}: {claim.heading}"
    return f"{said} (corrected since)" if is_corrected else said


def _grades(answers: Answers, mine: dict[str, Fit]) -> str:
    """Return what the letters of the claims that ratings lean on stand for."""
    cited = {id for rating in mine.values() for id in rating.claims}
    found = {
        grade: claim.show("grade")
        for claim in answers.records.get("claim", ())
        if claim.id in cited
        if (grade := getattr(claim, "grade", "")) not in _OPEN
    }
    return "; ".join(found[grade] for grade in sorted(found))


def _unmet(answers: Answers, criteria: Sequence[Criterion], mine: dict[str, Fit]) -> list[Block]:
    """Return what one would decline without and does not find, may not find, or does not know."""
    # What is not here may only have been left out.
    asked = [found for found in criteria if answers.complete or found.id in mine]
    fits = [mine.get(found.id) for found in asked]
    scores = np.array([[fit.rating if fit else None for fit in fits]], dtype=np.float64)
    low = np.array([[(interval(fit) or (None,))[0] for fit in fits]], dtype=np.float64)
    unmet = musts(scores, [found.must == "must" for found in asked], low)
    start = {
        "failed": "Fails what I would decline without (rated 1 or 2)",
        "unsure": "May fail what I would decline without (it may be a 2, as unsure as that is)",
        "unknown": "Not known, and what I would decline without",
    }
    said = musts_of(unmet, [found.heading for found in asked])
    return [Note(text=f"{start[kind]}: {names}.", tone="warn") for kind, names in said.items()]


def _questions(criteria: Sequence[Criterion], mine: dict[str, Fit]) -> list[Block]:
    rows = tuple(
        (cell(found.heading, tone="strong"), cell(mine[found.id].ask))
        for found in criteria
        if found.id in mine and mine[found.id].filled("ask")
    )
    heads = (column("To find out", 1.2), column("What I would ask", 3))
    return [Table(caption="What I would ask here", columns=heads, rows=rows)] if rows else []
