"""What one decides by: criteria in the order that gives them their weight."""

from __future__ import annotations

from prepkit.block import Block, Note, Table, cell, column, shortened
from prepkit.compass.records import Criterion, Fit
from prepkit.compass.weighing import by_weight, top_band
from prepkit.compass.weights import rank_order_centroid
from prepkit.content import Prompt
from prepkit.section import Answers, Seed

_NOTHING = 1e-9
_LONGEST = 60  # characters of a name
_MOST = 9  # with more, the last ones weigh next to nothing


def criteria_of(answers: Answers) -> list[Criterion]:
    """Return what is decided by, in the order given."""
    return [found for found in answers.all(Criterion) if found.filled("criterion")]


def weights_of(criteria: list[Criterion]) -> dict[str, float]:
    """Return the weight of each criterion by its id; they sum to 1, and follow from the order."""
    shares = rank_order_centroid(len(criteria)).tolist()
    return dict(zip((found.id for found in criteria), shares, strict=True))


def ratings_of(answers: Answers, company: str) -> dict[str, Fit]:
    """Return what was written about a company, by the id of the criterion.

    Claims that are not here any more are not what a rating leans on.
    """
    prefix = f"{Fit.kind}-{company}-"
    here = {claim.id for claim in answers.records.get("claim", ())}
    return {
        found.id.removeprefix(prefix): found.model_copy(
            update={"claims": tuple(id for id in found.claims if id in here)}
        )
        for found in answers.all(Fit)
        if found.origin.company == company and found.id.startswith(prefix)
        if any(found.filled(name) for name in ("rating", "sure", "claims", "evidence", "ask"))
    }


def asked_of_a_company(answers: Answers) -> list[Prompt]:
    """Return the criteria as questions about one company, with what a 1 and a 5 would be."""
    named = (
        target.heading
        for target in answers.records.get("target", ())
        if target.origin.company == answers.company
    )
    whom = f"About {shortened(name, _LONGEST)}." if (name := next(named, "")) else ""
    return [
        Prompt(
            found.id,
            found.heading,
            whom,
            more=tuple(
                (label, text)
                for label, text in (("A 1", found.least), ("A 5", found.most))
                if text.strip()
            ),
        )
        for found in criteria_of(answers)
    ]


def seeds_of_criteria(answers: Answers) -> list[Seed]:
    """Return a criterion for each value kept, those that weigh most first."""
    band, used = top_band(answers), {found.value for found in criteria_of(answers)}
    return [
        Seed(
            key=value.id,
            values={"criterion": value.heading, "must": "weighs", "value": value.id},
            why="In the top band of your values." if value.id in band else "A value you kept.",
            visibility=value.origin.visibility,
        )
        for value in by_weight(answers)
        if value.id not in used
    ]


def summarise_criteria(answers: Answers) -> list[Block]:
    """Return the criteria in order, with the weight that follows from it."""
    criteria = criteria_of(answers)
    if not criteria:
        return []
    weights = weights_of(criteria)
    # Place and weight of one follow from all the others, which may not be here.
    shown = answers.complete
    musts = any(found.must == "must" for found in criteria)
    heads = (
        *((column("", 0.25),) if shown else ()),
        column("What I decide by", 1.6),
        *((column("Weight", 0.8, "center"),) if shown else ()),
        *((column("How it counts", 1),) if musts else ()),
        column("A 1 would be", 1.7), column("A 5 would be", 1.7), column("Value behind it", 1.4),
    )  # fmt: skip
    rows = tuple(
        (
            *((cell(place),) if shown else ()),
            cell(found.heading, tone="strong"),
            *((cell(percent(weights[found.id])),) if shown else ()),
            *((cell(found.show("must") if found.must == "must" else ""),) if musts else ()),
            cell(found.least), cell(found.most), cell(answers.words(found, "value")),
        )
        for place, found in enumerate(criteria, 1)
    )  # fmt: skip
    blocks: list[Block] = [Table(caption="What I decide by", columns=heads, rows=rows)]
    if shown and len(criteria) > 1:
        blocks.append(Note(text=(
            "The weights come from the order alone (rank-order centroids, Edwards and Barron "
            "1994): move a line up or down, and they follow."
            + (f" With {len(criteria)} lines the last ones weigh next to nothing." if len(criteria)
               > _MOST else "")
        )))  # fmt: skip
    if not shown:
        blocks.append(Note(text="Other criteria may be left out here."))
    return blocks


def percent(share: float) -> str:
    """Return a share from 0 to 1 in whole percent; 0 and 100 stand for none and all alone."""
    if _NOTHING < share < 0.01:
        return "under 1\u00a0%"
    if 0.99 < share < 1 - _NOTHING:
        return "over 99\u00a0%"
    return f"{round(100 * share)}\u00a0%"
