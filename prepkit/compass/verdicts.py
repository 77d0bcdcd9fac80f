"""What a comparison comes to, in sentences, and how little or how much would change that."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from prepkit.block import Block, Card, Cell, Column, Note, Table, cell, column, counted
from prepkit.compass.contest import Contest, musts_of
from prepkit.compass.criteria import percent
from prepkit.compass.decision import Unsure
from prepkit.compass.flips import CellFlip, WeightFlip
from prepkit.compass.weights import UNKNOWN_STANDS_AT, standing
from prepkit.compass.wording import listed

_MOST = 6  # changes of a kind, and pairs of criteria, that are listed

_WITHOUT = "what I would decline without"

DISAPPOINTED = (
    "If this result disappoints me, which criterion is missing? The disappointment knows something "
    "that the list does not: write it down under “What I decide by”."
)


def verdict_on(found: Contest) -> Card:
    """Return robust, fragile or a tie, with what is missing there, and the question after it."""
    said = found.decision.verdict
    assert said
    title, sentence = {"tie": _tie, "robust": _robust, "fragile": _fragile}[said.kind](found)
    musts = [text for company in said.level for text in _musts(found, company)]
    return Card(title=title, texts=(("", " ".join([sentence, *musts])), ("", DISAPPOINTED)))


def _tie(found: Contest) -> tuple[str, str]:
    assert found.decision.verdict
    level = [found.names[place] for place in found.decision.verdict.level]
    first, last = level[:-1], level[-1]
    names = listed(level, _MOST) if len(level) > _MOST else f"{', '.join(first)} and {last}"
    return "A tie", (
        f"{names} are within a tenth of a point. This list does not tell them apart, and that is "
        "worth knowing."
    )


def _robust(found: Contest) -> tuple[str, str]:
    decision = found.decision
    assert decision.ordered
    best = decision.order[0]
    unknown = (
        ", when any one that is not known turns out otherwise" if any(decision.unknown) else ""
    )
    return f"Robust: {found.names[best]} comes first", (
        f"{found.names[best]} stays first when any one weight changes by half, when any one rating "
        f"changes by a point{unknown}, and in {percent(decision.ordered.first[best])} of what was "
        "drawn (at least four in five)."
    )


def _fragile(found: Contest) -> tuple[str, str]:
    decision = found.decision
    assert decision.ordered
    assert decision.verdict
    best, *others = decision.order
    shares = decision.ordered.first
    rival = max(others, key=lambda place: shares[place])
    # Drawn, another may even come first more often than the one with the highest rating.
    behind = shares[rival] > shares[best]
    alone = any(not isinstance(reason, Unsure) for reason in decision.verdict.reasons)
    one, other = found.names[best], found.names[rival]
    return f"Fragile: {one} or {other}" if behind else f"Fragile: {one} comes first", (
        f"{one} has the highest weighted rating and is first in {percent(shares[best])} of what "
        f"was drawn ({other}{' more often,' if behind else ''} in {percent(shares[rival])}), "
        + ("and a small change would be enough to put another first." if alone else
           "which is less than four in five. No small change alone would put another first; "
           "several together may.")
    )  # fmt: skip


def _musts(found: Contest, company: int) -> list[str]:
    """Return what is to be said of the musts of one company, a sentence a kind."""
    name = found.names[company]
    unmet = [one for one in found.decision.musts if one.company == company]
    said = musts_of(unmet, found.criteria)
    start = {
        "failed": f"But {name} fails {_WITHOUT}",
        "unsure": f"{name} may fail {_WITHOUT}",
        "unknown": f"Whether {name} meets {_WITHOUT} is not known",
    }
    return [f"{start[kind]}: {names}." for kind, names in said.items()]


def what_would_change_it(found: Contest) -> list[Block]:
    """Return the weights and the single ratings that let another company draw level.

    Nothing unless it is fragile.
    """
    assert found.decision.verdict
    reasons = found.decision.verdict.reasons
    weights = [
        (f"The weight of “{found.criteria[one.criterion]}”", percent(one.weight), percent(one.to),
         found.names[one.first])
        for one in reasons if isinstance(one, WeightFlip)
    ]  # fmt: skip
    # What is not known does not change: it may turn out to be anything.
    cells = sorted(
        (one for one in reasons if isinstance(one, CellFlip)), key=lambda one: one.score is None
    )
    return [
        *_changes("A weight that would let another draw level, the smallest change first", weights),
        *_changes(
            "A rating that would let another draw level, the smallest change first, what is not "
            "known last", [_rating(found, one) for one in cells],
        ),
    ]  # fmt: skip


def _rating(found: Contest, flip: CellFlip) -> tuple[str, str, str, str]:
    """Return which rating would be otherwise, how it is, where it is level, and with whom."""
    what, whom = found.criteria[flip.criterion], found.names[flip.first]
    where = f"{found.names[flip.company]} in “{what}”"
    if flip.score is None:
        side = "more" if flip.to > UNKNOWN_STANDS_AT else "less"
        return where, "?", f"{flip.to:.1f} or {side}", whom
    return where, f"{flip.score:.0f}", f"{flip.to:.1f}", whom


def _changes(caption: str, changes: Sequence[tuple[str, ...]]) -> list[Block]:
    if not changes:
        return []
    heads = (
        column("If this were otherwise", 2.4), column("It is", 0.6, "center"),
        column("Level at", 0.9, "center"), column("With", 1.4),
    )  # fmt: skip
    rows = tuple(tuple(cell(text) for text in change) for change in changes[:_MOST])
    blocks: list[Block] = [Table(caption=caption, columns=heads, rows=rows)]
    if len(changes) > _MOST:
        more = counted(len(changes) - _MOST, "more change")
        blocks.append(Note(text=f"And {more} of the kind, each by itself enough."))
    return blocks


def level_weights(found: Contest) -> list[Block]:
    """Return the weight of each criterion at which another company is level with the best."""
    decision = found.decision
    best = decision.order[0]
    others = [place for place in found.shown if place != best]
    stands = standing(np.array(decision.scores, dtype=np.float64))

    def level(other: int, criterion: int) -> Cell:
        if stands[other, criterion] == stands[best, criterion]:
            return cell("–", tone="muted")
        at = decision.level_at[other][criterion]
        return cell("never", tone="muted") if at is None else cell(percent(at))

    heads: list[Column] = [
        column("What I decide by", 1.6), column("Weight", 0.8, "center"),
        *(column(found.names[other], 1, "center") for other in others),
    ]  # fmt: skip
    rows = tuple(
        (cell(name, tone="strong"), cell(percent(decision.weights[place])),
         *(level(other, place) for other in others))
        for place, name in enumerate(found.criteria)
    )  # fmt: skip
    return [
        Table(caption=f"The weight at which each draws level with {found.names[best]}",
              columns=tuple(heads), rows=rows),
        Note(text=(
            "When one weight changes, the others share the rest as they do now. “–”: both "
            "count the same there. “never”: level at no weight of it."
        )),
    ]  # fmt: skip


def cautions_about(found: Contest) -> list[Block]:
    """Return what decides nothing here, and what may count one thing twice."""
    decision, names = found.decision, found.criteria
    notes = []
    if decision.idle:
        which = "; ".join(names[place] for place in decision.idle)
        notes.append(f"Decides nothing here, since all do about as well by it: {which}.")
    for pair in decision.doubled[:_MOST]:
        both = f"“{names[pair.one]}” and “{names[pair.other]}”"
        why = "stand for the same value" if pair.value else "go up and down together"
        notes.append(f"{both} {why}: they may count one thing twice.")
    if len(decision.doubled) > _MOST:
        notes.append(f"And {counted(len(decision.doubled) - _MOST, 'more pair')} of the kind.")
    return [Note(text=text) for text in notes]


def method(found: Contest) -> Note:
    """Return how all of this was found."""
    unknown = ", what is not known anywhere from 1 to 5 (in a weighted rating it counts as a 3)"
    return Note(text=(
        "Drawn 4,000 times: weights that keep my order, ratings as far off as they may be"
        f"{unknown if any(found.decision.unknown) else ''} (SMAA-2, Lahdelma and Salminen 2001)."
    ))  # fmt: skip
