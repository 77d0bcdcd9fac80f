"""Ladders: what an answer rests on, found by asking again and again why it matters.

Laddering leads from an answer over its reasons to a value. Laid over each other where they say
the same, the ladders of several answers make one map, from means to ends (Reynolds & Gutman,
Laddering theory, method, analysis, and interpretation, Journal of Advertising Research 28, 1988).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Literal

from prepkit.compass.wording import folded

MOST, WIDEST = 12, 7
"""Ladders, and columns, of a map that can still be read on paper."""

Kind = Literal["question", "reason", "value"]
_Key = tuple[Kind, str]


@dataclass(frozen=True, slots=True)
class Ladder:
    """One answer's way down: its question, each reason for the one before it, a value's name.

    Reasons that are empty or said before count as not there; without a value it ends where the
    reasons do.
    """

    question: str
    steps: tuple[str, ...] = ()
    value: str = ""


@dataclass(frozen=True, slots=True)
class Node:
    """What one or several ladders lead over.

    Attributes:
        text: as it was typed first.
        kind: what it is.
        column: how far from the questions, by the longest way; they are at 0, all values at the
            far end.
        count: how many ladders lead over it or end in it.
        ends: how many end in it; a question without reasons ends in itself.
    """

    text: str
    kind: Kind
    column: int
    count: int
    ends: int


@dataclass(frozen=True, slots=True)
class ValueMap:
    """Ladders laid over each other.

    Attributes:
        nodes: in the order met.
        links: how many ladders go from one node to the next, by the places of both; each leads to
            a later column.
        turned: pairs of nodes, by their places, that one ladder has in this order and others the
            other way round. They are no links: with them the map would go in circles.
        paths: the places of the nodes each ladder leads over, in its order.
    """

    nodes: tuple[Node, ...] = ()
    links: Mapping[tuple[int, int], int] = field(default_factory=dict)
    turned: tuple[tuple[int, int], ...] = ()
    paths: tuple[tuple[int, ...], ...] = ()

    @property
    def columns(self) -> int:
        """How many columns the nodes stand in; 0 for no nodes."""
        return max((node.column for node in self.nodes), default=-1) + 1


def woven(ladders: Sequence[Ladder]) -> ValueMap:
    """Return ladders laid over each other where they say the same, whatever the script.

    Each ladder has a question of its own. Where its last reason is the name of a value at the end
    of any of them, it ends in that value.
    """
    texts: dict[_Key, str] = {}
    names = {folded(ladder.value): ladder.value for ladder in reversed(ladders) if ladder.value}
    paths = [_path(place, ladder, names, texts) for place, ladder in enumerate(ladders)]
    links, turned = _joined(paths)
    columns = _columns(list(texts), links)
    places = {key: place for place, key in enumerate(texts)}
    count = Counter(key for path in paths for key in path)
    ends = Counter(path[-1] for path in paths)
    return ValueMap(
        tuple(Node(t, key[0], columns[key], count[key], ends[key]) for key, t in texts.items()),
        {(places[one], places[other]): times for (one, other), times in links.items()},
        tuple((places[one], places[other]) for one, other in turned),
        tuple(tuple(places[key] for key in path) for path in paths),
    )


def drawable(ladders: Sequence[Ladder], most: int = MOST, widest: int = WIDEST) -> list[Ladder]:
    """Return the ladders that share most with others, as many as can be drawn, in their order.

    Args:
        most: how many there may be.
        widest: how many columns their map may have; a ladder that needs more is left out.
    """
    whole = woven(ladders)
    shared = [sum(whole.nodes[place].count - 1 for place in path) for path in whole.paths]
    chosen: list[int] = []
    for place in sorted(range(len(ladders)), key=lambda place: -shared[place]):
        tried = sorted([*chosen, place])
        if len(tried) <= most and woven([ladders[i] for i in tried]).columns <= widest:
            chosen = tried
    return [ladders[place] for place in chosen]


def _path(
    place: int, ladder: Ladder, names: Mapping[str, str], texts: dict[_Key, str]
) -> list[_Key]:
    """Return the keys a ladder leads over, and note the text of each that is new."""
    found: dict[_Key, str] = {("question", str(place)): ladder.question}
    steps = {folded(step): step for step in reversed(ladder.steps) if folded(step)}
    steps = {key: steps[key] for key in map(folded, ladder.steps) if key}
    value = folded(ladder.value)
    if not value and steps and [*steps][-1] in names:
        value = [*steps][-1]
    steps.pop(value, None)
    found |= {("reason", key): step for key, step in steps.items()}
    if value:
        found["value", value] = names[value]
    for key, text in found.items():
        texts.setdefault(key, text)
    return list(found)


def _joined(
    paths: Sequence[Sequence[_Key]],
) -> tuple[Counter[tuple[_Key, _Key]], list[tuple[_Key, _Key]]]:
    """Return how often each link is gone, and those left out since they close a circle."""
    links, after = Counter[tuple[_Key, _Key]](), dict[_Key, set[_Key]]()
    turned: dict[tuple[_Key, _Key], None] = {}
    for path in paths:
        for one, other in pairwise(path):
            if _leads(after, other, one):
                turned[one, other] = None
            else:
                links[one, other] += 1
                after.setdefault(one, set()).add(other)
    return links, list(turned)


def _leads(after: Mapping[_Key, set[_Key]], start: _Key, goal: _Key) -> bool:
    """Whether one comes from a node to another along the links there are."""
    seen, ahead = {start}, [start]
    while ahead:
        here = ahead.pop()
        if here == goal:
            return True
        new = after.get(here, set()) - seen
        seen |= new
        ahead.extend(new)
    return False


def _columns(keys: Sequence[_Key], links: Mapping[tuple[_Key, _Key], int]) -> dict[_Key, int]:
    """Return how far each node is from the questions by the longest way, values at the end."""
    columns = dict.fromkeys(keys, 0)
    is_moving = True
    while is_moving:
        is_moving = False
        for one, other in links:
            if columns[other] <= columns[one]:
                columns[other], is_moving = columns[one] + 1, True
    last = 1 + max((at for (kind, _), at in columns.items() if kind != "value"), default=0)
    return {key: last if key[0] == "value" else at for key, at in columns.items()}
