"""What the card sort and the pairs show, as plain data: the language between records and the page.

A card is known by its key, which need not be the id of the record behind it.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from prepkit.fields import Option

CHOICES = ("left", "right", "tie", "skip", "undone")
"""What can be said about a pair; ``undone`` takes back what was said before."""


@dataclass(frozen=True, slots=True)
class Saved:
    """What came of saving: the record's id, the id of its new revision, and when."""

    id: str
    revision: str
    at: datetime.datetime


Save = Callable[[str, dict[str, Any], str, str], Saved]
"""Takes a record's id, values, the revision they were chosen over, empty for none, and the nonce
that names this save: asked for again with the same one, it does nothing. The record may not have
been written yet. May raise a ``PrepkitError``."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What somebody said about a pair of cards.

    Attributes:
        id: of its record.
        left, right: keys of the cards, by the side they were shown on.
        choice: one of :data:`CHOICES`.
        revision: id of the record's revision.
    """

    id: str
    left: str
    right: str
    choice: str
    revision: str = ""


@dataclass(frozen=True, slots=True)
class Sorting:
    """What a card sort shows.

    Attributes:
        cards: in the order they are offered, those of the person's own at the end.
        placed: keys of piles by the key of a card, the card changed last at the end.
        revision: stands for all of it as it is now; empty when nothing was ever sorted.
    """

    cards: tuple[Option, ...]
    placed: Mapping[str, str]
    revision: str


@dataclass(frozen=True, slots=True)
class Pairing:
    """What the pairs show.

    Attributes:
        cards: those that are compared.
        answers: those given so far, the last one at the end.
        queue: the pairs to come, left and right.
        done: how many pairs are decided.
        wanted: about how many that will be in the end.
        finished: what is said when the queue is empty and stays so.
        hint: what is said above the pair, or ``""``.
    """

    cards: tuple[Option, ...]
    answers: tuple[Answer, ...] = ()
    queue: Sequence[tuple[str, str]] = ()
    done: int = 0
    wanted: int = 0
    finished: str = ""
    hint: str = ""
