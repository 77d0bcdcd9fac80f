"""The companies side by side: all ratings, who comes first, and how often."""

from __future__ import annotations

import functools
from collections.abc import Sequence
from dataclasses import dataclass

from prepkit.block import Block, Cell, Note, Table, cell, column, shortened
from prepkit.compass.cautions import Unmet
from prepkit.compass.criteria import criteria_of, percent, ratings_of
from prepkit.compass.decision import Decision, decide
from prepkit.compass.records import Fit
from prepkit.section import Answers
from prepkit.views.weighing_charts import shares_of_ranks

REACH = {"known": 0.0, "roughly": 1.0, "guess": 2.0}
"""Points by which a rating may be off, by how sure one is of it."""

_SEED = 1998  # the same draws every time, so that a page changes only when an answer does
_LONGEST = 60  # characters of a name
_MOST = 5  # companies side by side; more columns cannot be read on paper


@dataclass(frozen=True, slots=True)
class Contest:
    """The companies that were rated, with their names, and what comes of comparing them.

    Attributes:
        mine: place of the company of the page; ``None`` when it is not among them.
    """

    names: tuple[str, ...]
    criteria: tuple[str, ...]
    ratings: tuple[tuple[Fit | None, ...], ...]
    decision: Decision
    mine: int | None = None

    @property
    def shown(self) -> tuple[int, ...]:
        """Places of those that stand side by side: the best, in order, and that of the page."""
        best, rest = self.decision.order[:_MOST], self.decision.order[_MOST:]
        return (*best[:-1], self.mine) if self.mine in rest else best


def reach(rating: Fit) -> float:
    """Return by how many points a rating may be off.

    Where nobody said how sure it is: one with a claim or a reason behind it may be off by one, one
    with neither by two.
    """
    if rating.sure:
        return REACH[rating.sure]
    return REACH["roughly" if rating.claims or rating.filled("evidence") else "guess"]


def contest(answers: Answers) -> Contest:
    """Return the comparison of all companies that have at least one rating."""
    criteria = criteria_of(answers)
    names = {found.origin.company: found.heading for found in answers.records.get("target", ())}
    rated = {company: ratings_of(answers, company) for company in names}
    ids = [found.id for found in criteria]
    companies = tuple(
        company for company, own in rated.items()
        if any(own[id].rating is not None for id in ids if id in own)
    )  # fmt: skip
    rows = tuple(tuple(rated[company].get(id) for id in ids) for company in companies)
    decision = _decided(
        companies,
        tuple(ids),
        tuple(tuple(fit.rating if fit else None for fit in row) for row in rows),
        tuple(tuple(interval(fit) for fit in row) for row in rows),
        tuple(found.value for found in criteria),
        tuple(found.must == "must" for found in criteria),
    )
    return Contest(
        tuple(shortened(names[company], _LONGEST) for company in companies),
        tuple(shortened(found.heading, _LONGEST) for found in criteria),
        rows,
        decision,
        companies.index(answers.company) if answers.company in companies else None,
    )


def interval(rating: Fit | None) -> tuple[float, float] | None:
    """Return within which points a rating lies, as sure as one is of it; ``None`` for none."""
    if rating is None or rating.rating is None:
        return None
    return max(1.0, rating.rating - reach(rating)), min(5.0, rating.rating + reach(rating))


def musts_of(unmet: Sequence[Unmet], criteria: Sequence[str]) -> dict[str, str]:
    """Return the names of the musts of one company that it fails, may fail, or nobody knows of.

    By the kind of :class:`~prepkit.compass.cautions.Unmet`, worst first; without those that have
    none.
    """
    found = {
        kind: "; ".join(criteria[one.criterion] for one in unmet if one.kind == kind)
        for kind in ("failed", "unsure", "unknown")
    }
    return {kind: names for kind, names in found.items() if names}


# Drawing takes longer than all the rest, and most saves change nothing here.
@functools.lru_cache(maxsize=8)
def _decided(
    companies: tuple[str, ...], criteria: tuple[str, ...],
    scores: tuple[tuple[float | None, ...], ...],
    intervals: tuple[tuple[tuple[float, float] | None, ...], ...],
    values: tuple[str, ...], must: tuple[bool, ...],
) -> Decision:  # fmt: skip
    return decide(companies, criteria, scores, intervals, seed=_SEED, values=values, must=must)


def side_by_side(found: Contest) -> list[Block]:
    """Return all ratings, each with how far it may be off."""

    def shown(fit: Fit | None) -> Cell:
        if fit is None or fit.rating is None:
            return cell("?", tone="muted")
        off = reach(fit)
        return cell(f"{fit.rating} ± {off:.0f}" if off else fit.rating)

    heads = (
        column("What I decide by", 1.6), column("Weight", 0.8, "center"),
        *(column(found.names[company], 1, "center") for company in found.shown),
    )  # fmt: skip
    rows = tuple(
        (cell(name, tone="strong"), cell(percent(found.decision.weights[place])),
         *(shown(found.ratings[company][place]) for company in found.shown))
        for place, name in enumerate(found.criteria)
    )  # fmt: skip
    caption = "Side by side, and how far each rating may be off"
    blocks: list[Block] = [Table(caption=caption, columns=heads, rows=rows)]
    if len(found.shown) < len(found.names):
        blocks.append(Note(text=(
            f"Of the {len(found.names)} companies that are compared, {len(found.shown)} stand side "
            "by side: those with the highest weighted ratings, and this one."
        )))  # fmt: skip
    return blocks


def standings(found: Contest) -> list[Block]:
    """Return the companies in order, what each lacks, and which weights speak for it."""
    decision = found.decision
    assert decision.ordered
    assert decision.free
    musts, unknown = bool(decision.musts), any(decision.unknown)
    heads = (
        column("Company", 1.5), column("Weighted", 0.95, "center"),
        column("First, in my order", 0.9, "center"), column("First, in any order", 0.9, "center"),
        *((column("Not known", 0.75, "center"),) if unknown else ()),
        column("Comes first when this counts more", 1.7),
        *((column("What I would decline without", 1.7),) if musts else ()),
    )  # fmt: skip
    rows = tuple(
        (
            cell(found.names[place], tone="strong"),
            cell(f"{decision.totals[place]:.1f}"),
            cell(percent(decision.ordered.first[place])),
            cell(percent(decision.free.first[place])),
            *((cell(decision.unknown[place] or ""),) if unknown else ()),
            cell(_leans_on(found, place)),
            *((_musts_cell(found, place),) if musts else ()),
        )
        for place in decision.order
    )
    blocks: list[Block] = [Table(caption="Where that leaves them", columns=heads, rows=rows)]
    if musts:
        blocks.append(Note(text=(
            "“Fails” is rated 1 or 2; “may fail” is rated higher, but may be a 2 when it is off by "
            "as much as it may be."
        )))  # fmt: skip
    return blocks


def _musts_cell(found: Contest, company: int) -> Cell:
    unmet = [one for one in found.decision.musts if one.company == company]
    said = musts_of(unmet, found.criteria)
    heads = {"failed": "Fails", "unsure": "May fail", "unknown": "Not known"}
    lines = "\n".join(f"{heads[kind]}: {names}" for kind, names in said.items())
    return cell(lines or "met", tone="warn" if "failed" in said else "plain")


def _leans_on(found: Contest, company: int) -> str:
    """Return what counts more than the rest in the weights that make a company first."""
    assert found.decision.free
    central = found.decision.free.central[company]
    if central is None:
        return "first with no weights"
    # Held against equal weights, about which all weights are drawn.
    gains = [(share - 1 / len(central), place) for place, share in enumerate(central)]
    most = [place for gain, place in sorted(gains, reverse=True)[:2] if gain > 0.02]
    return ", ".join(found.criteria[place] for place in most) or "nothing in particular"


def picture(found: Contest) -> Block:
    """Return how often each company comes at each rank."""
    decision = found.decision
    assert decision.ordered
    return shares_of_ranks(
        [(found.names[place], decision.ordered.ranks[place]) for place in decision.order],
        says=percent,
        axis="% of what was drawn",
        caption="How often each comes first, with weights in my order and ratings as far off as "
        "they may be",
        alt="; ".join(
            f"{found.names[place]} is first in {percent(decision.ordered.first[place])}"
            for place in decision.order
        ) + ".",
    )  # fmt: skip
