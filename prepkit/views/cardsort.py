"""A card sort: every card is put on one of a few piles."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import traitlets

from prepkit.errors import UnknownRecordError, suggest
from prepkit.fields import Option
from prepkit.names import is_safe_id
from prepkit.views.cards import Cards
from prepkit.views.deck import Save
from prepkit.views.live import LOCK, Message, save_what_fits, source

OWN = "own-"
"""How the key of a card begins that a person has added."""

LONGEST_LABEL = 300
"""Letters on a card of one's own."""


class CardSort(Cards):
    """A card sort: every card is put on one of a few piles.

    What is saved are values by the key of a card, and only of the cards that were moved:

    - for a card of the deck the key of its pile, ``""`` when it went back to those to sort;
    - for a card of the person's own, whose key begins with :data:`OWN`,
      ``{"pile": key or "", "label": words}``, the words only when they were written just now;
      ``None`` when it was taken away.

    Args:
        title: of the exercise.
        cards: in the order they are offered, those of the person's own among them.
        piles: from the one that matters most to the one that matters least; at most nine.
        placed: keys of piles by the key of a card, the card moved last at the end. Cards and piles
            that are not there are passed over.
        save: saves some of these values.
        id: of the record they belong to.
        place: which sort of which workspace this is ("<workspace>/compass.values"); moves that are
            not saved yet are kept in the browser under that name.
        session: names the workbook that saves, so that its own forms need not read again.
        revision: id of the record's revision; empty when it has not been written yet.
        limits: about how many cards a pile should have, by its key: said, never enforced.
        hint: a sentence or two on what to do, shown above the cards.
        folded: whether it is not shown, for now.
        on_change: called with ``"saved"`` after moves were saved.

    Attributes:
        placed: keys of piles by the key of a card, as saved; to be observed.
        cards: the cards as saved, with those of the person's own; to be observed.
    """

    _esm = source("dom.js", "outbox.js", "cards.js", "cardsort.js")
    placed: Any = traitlets.Dict()
    cards: Any = traitlets.Tuple()

    def __init__(
        self, title: str, cards: Sequence[Option], piles: Sequence[Option],
        placed: Mapping[str, str], save: Save, *,
        id: str, place: str, session: str = "", revision: str = "",
        limits: Mapping[str, int] | None = None, hint: str = "", folded: bool = False,
        on_change: Callable[[str], None] = lambda what: None,
    ) -> None:  # fmt: skip
        assert 0 < len(piles) < 10, "piles are chosen with the digits 1 to 9"
        self._save_values, self._on_change, self._id = save, on_change, id
        self._revision, self._folded = revision, folded
        self._cards = {card.key: card for card in cards}
        self._piles = [pile.key for pile in piles]
        self._placed = dict(placed)
        deck = {
            "title": title, "hint": hint, "place": place, "session": session, "record": id,
            "longest": LONGEST_LABEL,
            "cards": [card.told() for card in cards if not card.key.startswith(OWN)],
            "piles": [pile.told() | {"limit": (limits or {}).get(pile.key, 0)} for pile in piles],
        }  # fmt: skip
        super().__init__(deck=deck, state=self._current(), placed=dict(placed), cards=tuple(cards))

    def show(
        self, placed: Mapping[str, str], revision: str, cards: Sequence[Option] | None = None, *,
        folded: bool = False,
    ) -> None:  # fmt: skip
        """Show what another window has saved; moves that are not saved yet stay on top of it.

        A card that is still on its pile stays where it lies there.
        """
        with LOCK:
            same = {key: pile for key, pile in self._placed.items() if placed.get(key) == pile}
            self._placed, self._revision, self._folded = same | dict(placed), revision, folded
            if cards is not None:
                self._cards = {card.key: card for card in cards}
            given = [card.told() for card in cards or () if not card.key.startswith(OWN)]
            self._tell(self._current(), **{"cards": given} if cards is not None else {})
            self._publish()

    def _publish(self) -> None:
        self.set_trait("cards", tuple(self._cards.values()))
        self.set_trait("placed", dict(self._placed))

    def _current(self) -> dict[str, Any]:
        own = [card.told() for key, card in self._cards.items() if key.startswith(OWN)]
        return {
            "placed": dict(self._placed), "own": own, "revision": self._revision,
            "folded": self._folded,
        }  # fmt: skip

    def _save(self, message: Message) -> dict[str, Any]:
        if message["record"] != self._id:
            raise UnknownRecordError(f"these moves belong to another card sort: {self._id!r}")
        values = dict(message["values"])
        problems = {key: said for key, value in values.items() if (said := self._wrong(key, value))}
        wanted = {key: value for key, value in values.items() if key not in problems}
        # The page sends again what it has had no answer to: done once is enough.
        wanted = {key: value for key, value in wanted.items() if not self._says(key, value)}
        saved, wanted, more = save_what_fits(
            lambda fitting: self._store(self._id, fitting, message), wanted
        )
        problems |= more
        if saved:
            self._take(wanted)
            self._revision = saved.revision
            self._tell(self._current())
        kept = {key: value for key, value in values.items() if key not in problems}
        return self._accept(self._id, kept, saved, self._revision, problems)

    def _wrong(self, key: str, value: Any) -> str:
        """Say why a value cannot be saved, or return ``""``."""
        piles = ("", *self._piles)
        if not key.startswith(OWN):
            if key not in self._cards:
                return f"no card {key!r}: it is no longer part of this sort"
            return "" if value in piles else f"no pile {value!r}: {suggest(str(value), piles[1:])}"
        if not is_safe_id(key):
            return f"not the key of a card: {key[:60]!r}"
        if value is None:
            return ""
        if not isinstance(value, Mapping) or set(value) not in ({"pile"}, {"pile", "label"}):
            return "a card of one's own has a pile and a label"
        pile, label = value["pile"], value.get("label", "")
        if pile not in piles:
            return f"no pile {pile!r}: {suggest(str(pile), piles[1:])}"
        if "label" not in value:
            known = key in self._cards
            return "" if known else f"no card {key!r}: it is no longer part of this sort"
        if not isinstance(label, str) or not label.strip():
            return "a card needs some words"
        if len(label) > LONGEST_LABEL:
            return f"more than {LONGEST_LABEL} letters: a card is a few words"
        return ""

    def _says(self, key: str, value: Any) -> bool:
        """Whether that is what is saved of a card."""
        pile = self._placed.get(key, "")
        if not key.startswith(OWN):
            return bool(value == pile)
        if value is None or key not in self._cards:
            return value is None and key not in self._cards
        is_so = {"pile": pile, "label": self._cards[key].label}
        return all(is_so[name] == said for name, said in value.items())

    def _take(self, values: Mapping[str, Any]) -> None:
        for key, value in values.items():
            before = self._placed.get(key, "")
            pile = value
            if key.startswith(OWN):
                pile = value["pile"] if value else ""
                if not value:
                    self._cards.pop(key, None)
                elif "label" in value:
                    self._cards[key] = Option(key, value["label"])
            if pile != before:
                self._placed.pop(key, None)
                if pile:
                    self._placed[key] = pile
