"""The companies side by side: who comes first, and how little or how much would change that."""

from __future__ import annotations

import functools
from collections.abc import Sequence
from dataclasses import dataclass

from prepkit.block import Block, Cell, Note, Table, cell, column, counted, shortened
from prepkit.compass.criteria import criteria_of, percent, ratings_of
from prepkit.compass.decision import Decision, Reason, Unsure, decide
from prepkit.compass.flips import CellFlip, WeightFlip
from prepkit.compass.records import Fit
from prepkit.section import Answers
from prepkit.views.weighing_charts import shares_of_ranks

REACH = {"known": 0.0, "roughly": 1.0, "guess": 2.0}
"""Points by which a rating may be off, by how sure one is of it."""

_SEED = 1998  # the same draws every time, so that a page changes only when an answer does
_LONGEST, _MOST_FLIPS = 60, 8
_CENTRE = 3.0

_DISAPPOINTED = (
    "If this result disappoints you, which criterion is missing? Write it down above: the "
    "disappointment knows something that the list does not."
)


@dataclass(frozen=True, slots=True)
class Contest:
    """The companies that were rated, with their names, and what comes of comparing them."""

    names: tuple[str, ...]
    criteria: tuple[str, ...]
    ratings: tuple[tuple[Fit | None, ...], ...]
    decision: Decision


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
        tuple(tuple(_interval(fit) for fit in row) for row in rows),
        tuple(found.value for found in criteria),
        tuple(found.must == "must" for found in criteria),
    )
    return Contest(
        tuple(shortened(names[company], _LONGEST) for company in companies),
        tuple(shortened(found.heading, _LONGEST) for found in criteria),
        rows,
        decision,
    )


def compared(answers: Answers) -> list[Block]:
    """Return the comparison as it stands on a page; what it would need when there is none."""
    found = contest(answers)
    if len(found.names) < 2:
        return [Note(text=(
            "Rate a second company by the same criteria and they are compared here. The place you "
            "are at now may be one: add it at the top like any other."
        ))] if found.names else []  # fmt: skip
    return [
        _matrix(found),
        _standings(found),
        _picture(found),
        *_verdict(found),
        *_flip_weights(found),
        *_cautions(found),
        Note(text=_DISAPPOINTED),
    ]


# Drawing takes longer than all the rest, and most saves change nothing here.
@functools.lru_cache(maxsize=8)
def _decided(
    companies: tuple[str, ...], criteria: tuple[str, ...],
    scores: tuple[tuple[float | None, ...], ...],
    intervals: tuple[tuple[tuple[float, float] | None, ...], ...],
    values: tuple[str, ...], must: tuple[bool, ...],
) -> Decision:  # fmt: skip
    return decide(companies, criteria, scores, intervals, seed=_SEED, values=values, must=must)


def _interval(fit: Fit | None) -> tuple[float, float] | None:
    if fit is None or fit.rating is None:
        return None
    return max(1.0, fit.rating - reach(fit)), min(5.0, fit.rating + reach(fit))


def _matrix(found: Contest) -> Table:
    """Return all ratings, each with how far it may be off."""

    def shown(fit: Fit | None) -> Cell:
        if fit is None or fit.rating is None:
            return cell("?", tone="muted")
        off = reach(fit)
        return cell(f"{fit.rating} ± {off:.0f}" if off else fit.rating)

    heads = (
        column("What I decide by", 1.6), column("Weight", 0.8, "center"),
        *(column(name, 1, "center") for name in found.names),
    )  # fmt: skip
    rows = tuple(
        (cell(name, tone="strong"), cell(percent(found.decision.weights[place])),
         *(shown(row[place]) for row in found.ratings))
        for place, name in enumerate(found.criteria)
    )  # fmt: skip
    return Table(
        caption="Side by side, and how far each rating may be off", columns=heads, rows=rows
    )


def _standings(found: Contest) -> Table:
    """Return the companies in order, and whom each would be first for."""
    decision = found.decision
    assert decision.ordered
    assert decision.free
    heads = (
        column("Company", 1.5), column("Weighted", 1, "center"),
        column("First, in my order", 0.9, "center"), column("First, in any order", 0.9, "center"),
        column("Not known", 0.7, "center"), column("First for who weighs more", 2),
    )  # fmt: skip
    rows = tuple(
        (
            cell(found.names[place], tone="strong"),
            cell(f"{decision.totals[place]:.1f}"),
            cell(percent(decision.ordered.first[place])),
            cell(percent(decision.free.first[place])),
            cell(decision.unknown[place] or ""),
            cell(_leans_on(found, place)),
        )
        for place in decision.order
    )
    return Table(caption="Where that leaves them", columns=heads, rows=rows)


def _leans_on(found: Contest, company: int) -> str:
    """Return what weighs more than in one's own order in the weights that make a company first."""
    assert found.decision.free
    central = found.decision.free.central[company]
    if central is None:
        return "no weights make it first"
    # Held against equal weights, about which all weights are drawn.
    gains = [(share - 1 / len(central), place) for place, share in enumerate(central)]
    most = [place for gain, place in sorted(gains, reverse=True)[:2] if gain > 0.02]
    return ", ".join(found.criteria[place] for place in most) or "nothing in particular"


def _picture(found: Contest) -> Block:
    decision = found.decision
    assert decision.ordered
    return shares_of_ranks(
        [(found.names[place], decision.ordered.ranks[place]) for place in decision.order],
        axis="% of what was drawn",
        caption="How often each comes first, when nobody knows the weights to the point",
        alt="; ".join(
            f"{found.names[place]} is first in {percent(decision.ordered.first[place])}"
            for place in decision.order
        ) + ".",
    )  # fmt: skip


def _verdict(found: Contest) -> list[Block]:
    """Return robust, fragile or tie, with what it would take."""
    decision = found.decision
    assert decision.verdict
    assert decision.ordered
    verdict, method = decision.verdict, Note(text=(
        "Drawn 4,000 times: weights that keep your order, ratings within how sure you are of them, "
        "what is not known anywhere from 1 to 5 (SMAA-2, Lahdelma and Salminen 2001)."
    ))  # fmt: skip
    if verdict.winner is None:
        names = " and ".join(found.names[place] for place in verdict.level)
        return [Note(text=(
            f"A tie: {names} are within a tenth of a point. What you decide by does not decide "
            "here, and that is worth knowing."
        )), method]  # fmt: skip
    best = found.names[verdict.winner]
    if verdict.kind == "robust":
        return [Note(text=(
            f"Robust: {best} comes first, and stays first when any one weight changes by half, "
            "when any one rating changes by a point, and in "
            f"{percent(decision.ordered.first[verdict.winner])} of what was drawn."
        )), method]  # fmt: skip
    shares = decision.ordered.first
    rival = max(decision.order[1:], key=lambda place: shares[place])
    return [
        Note(text=(
            f"Fragile: {best} comes first, in {percent(shares[verdict.winner])} of what was drawn "
            f"({found.names[rival]} in {percent(shares[rival])}), and little would change that."
        )),
        *_what_would_change_it(found, verdict.reasons),
        method,
    ]  # fmt: skip


def _what_would_change_it(found: Contest, reasons: Sequence[Reason]) -> list[Block]:
    """Return the weights and the single ratings that let another company draw level."""
    rows = [
        tuple(cell(text) for text in _flip(found, reason))
        for reason in reasons
        if not isinstance(reason, Unsure)
    ]
    heads = (
        column("If this were otherwise", 2.4), column("It is", 0.6, "center"),
        column("Level at", 0.9, "center"), column("With", 1.4),
    )  # fmt: skip
    if not rows:
        return []
    caption = "What would let another draw level, the smallest changes first"
    blocks: list[Block] = [Table(caption=caption, columns=heads, rows=tuple(rows[:_MOST_FLIPS]))]
    if len(rows) > _MOST_FLIPS:
        more = counted(len(rows) - _MOST_FLIPS, "more change")
        blocks.append(Note(text=f"And {more} of the kind, each by itself enough."))
    return blocks


def _flip(found: Contest, reason: WeightFlip | CellFlip) -> tuple[str, str, str, str]:
    """Return what would have to be otherwise, how it is, where it is level, and with whom."""
    what, whom = found.criteria[reason.criterion], found.names[reason.first]
    if isinstance(reason, WeightFlip):
        return f"The weight of “{what}”", percent(reason.weight), percent(reason.to), whom
    where = f"{found.names[reason.company]} in “{what}”"
    if reason.score is None:
        side = "more" if reason.to > _CENTRE else "less"
        return where, "?", f"{reason.to:.1f} or {side}", whom
    return where, f"{reason.score:.0f}", f"{reason.to:.1f}", whom


def _flip_weights(found: Contest) -> list[Block]:
    """Return the weight of each criterion at which another company is level with the best."""
    decision = found.decision
    best, *others = decision.order
    rows = tuple(
        (
            cell(name, tone="strong"),
            cell(percent(decision.weights[place])),
            *(cell(_level(decision.level_at[other][place])) for other in others),
        )
        for place, name in enumerate(found.criteria)
    )
    heads = (
        column("What I decide by", 1.6), column("Weight", 0.8, "center"),
        *(column(found.names[other], 1, "center") for other in others),
    )  # fmt: skip
    caption = f"The weight at which each draws level with {found.names[best]}"
    return [Table(caption=caption, columns=heads, rows=rows)]


def _level(weight: float | None) -> str:
    return "at none" if weight is None else percent(weight)


def _cautions(found: Contest) -> list[Block]:
    decision, names = found.decision, found.criteria
    notes = []
    if decision.idle:
        which = "; ".join(names[place] for place in decision.idle)
        notes.append(f"Decides nothing here, since all do about as well by it: {which}.")
    for pair in decision.doubled:
        both = f"“{names[pair.one]}” and “{names[pair.other]}”"
        why = "stand for the same value" if pair.value else "go up and down together"
        notes.append(f"{both} {why}: they may count one thing twice.")
    return [Note(text=text) for text in notes]
