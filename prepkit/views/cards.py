"""Cards: put on piles (a card sort), and two at a time (pairwise comparison).

The page keeps each move until it has heard that it is on the disk (``outbox.js``); this end checks
it, has it saved, answers, and tells every page what has changed. Where things are stored is the
business of the functions it is given.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from typing import Any, ClassVar

import traitlets

from prepkit.errors import InvalidRecordError, UnknownRecordError, suggest
from prepkit.record import Option, is_safe_id
from prepkit.views.live import LOCK, STYLE, Live, Message, source

OWN = "own-"
"""How the key of a card begins that a person has added."""

LONGEST_LABEL = 300
"""Letters on a card of one's own."""

CHOICES = ("left", "right", "tie", "skip", "undone")
"""What can be said about a pair; ``undone`` takes back what was said before."""

_LOOKING_BACK = 20  # answers that can still be undone after the page was loaded again


@dataclass(frozen=True, slots=True)
class Saved:
    """What came of saving: the record's id, the id of its new revision, and when."""

    id: str
    revision: str
    at: datetime.datetime


Save = Callable[[str, dict[str, Any], str, str], Saved]
"""Takes a record's id, values, the id of the revision they were chosen over, empty for none, and
the nonce that names this save: asked for again with the same one, it does nothing. The record may
not have been written yet. May raise a ``PrepkitError``."""


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


class Cards(Live):
    """A widget with cards.

    Attributes:
        deck: what stays as it is: title, cards and the like.
        state: what changes as somebody goes on.
    """

    _css = STYLE + source("cards.css")
    acts: ClassVar[Mapping[str, str]] = {"save": "_save"}
    deck: Any = traitlets.Dict().tag(sync=True)
    state: Any = traitlets.Dict().tag(sync=True)
    _saved_at = ""
    _save_values: Save

    def _tell(self, **deck: Any) -> None:
        """Tell every page what is so now, and what is different about the deck."""
        state = self._current()
        # Pages take the message, which keeps its place among the answers; the rest is for pages
        # that are yet to come.
        self.send({"type": "changed", **state, **deck})
        self.state = state
        if deck:
            self.deck = self.deck | deck

    def _current(self) -> dict[str, Any]:
        raise NotImplementedError

    def _store(self, id: str, values: dict[str, Any], message: Message) -> Saved:
        """Have values saved, under the name the page gave to this save."""
        base, nonce = str(message.get("base", "")), str(message.get("nonce", ""))
        return self._save_values(id, values, base, nonce)

    def _accept(self, record: str, values: Mapping[str, Any], saved: Saved | None, revision: str,
                problems: Mapping[str, str]) -> dict[str, Any]:  # fmt: skip
        """Return the answer to values that are on the disk, whether just now or before."""
        if saved:
            self._saved_at = saved.at.isoformat()
        sent = {
            "id": record, "revision": revision, "savedAt": self._saved_at, "values": dict(values),
        }  # fmt: skip
        return {"record": sent, "problems": dict(problems)}


class CardSort(Cards):
    """A card sort: every card is put on one of a few piles.

    What is saved are values by the key of a card, and only of the cards that were moved:

    - for a card of the deck the key of its pile, ``""`` when it went back to those to sort;
    - for a card of the person's own, whose key begins with :data:`OWN`,
      ``{"pile": key or "", "label": words}``, always both; ``None`` when it was taken away.

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
        hint: one sentence on what to do, shown above the cards.

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
        limits: Mapping[str, int] | None = None, hint: str = "",
    ) -> None:  # fmt: skip
        assert 0 < len(piles) < 10, "piles are chosen with the digits 1 to 9"
        self._save_values, self._id, self._revision = save, id, revision
        self._cards = {card.key: card for card in cards}
        self._piles = [pile.key for pile in piles]
        self._placed = dict(placed)
        deck = {
            "title": title, "hint": hint, "place": place, "session": session, "record": id,
            "longest": LONGEST_LABEL,
            "cards": [asdict(card) for card in cards if not card.key.startswith(OWN)],
            "piles": [asdict(pile) | {"limit": (limits or {}).get(pile.key, 0)} for pile in piles],
        }  # fmt: skip
        super().__init__(deck=deck, state=self._current(), placed=dict(placed), cards=tuple(cards))

    def show(
        self, placed: Mapping[str, str], revision: str, cards: Sequence[Option] | None = None
    ) -> None:
        """Show what another window has saved; moves that are not saved yet stay on top of it."""
        with LOCK:
            self._placed, self._revision = dict(placed), revision
            if cards is not None:
                self._cards = {card.key: card for card in cards}
            given = [asdict(card) for card in cards or () if not card.key.startswith(OWN)]
            self._tell(**{"cards": given} if cards is not None else {})
            self._publish()

    def answered(self, message: Message) -> None:
        """Let those who observe know, now that the page has its answer."""
        self._publish()

    def _publish(self) -> None:
        self.set_trait("cards", tuple(self._cards.values()))
        self.set_trait("placed", dict(self._placed))

    def _current(self) -> dict[str, Any]:
        own = [asdict(card) for key, card in self._cards.items() if key.startswith(OWN)]
        return {"placed": dict(self._placed), "own": own, "revision": self._revision}

    def _save(self, message: Message) -> dict[str, Any]:
        if message["record"] != self._id:
            raise UnknownRecordError(f"these moves belong to another card sort: {self._id!r}")
        values = dict(message["values"])
        problems = {key: said for key, value in values.items() if (said := self._wrong(key, value))}
        wanted = {key: value for key, value in values.items() if key not in problems}
        # The page sends again what it has had no answer to: done once is enough.
        wanted = {key: value for key, value in wanted.items() if value != self._value(key)}
        saved = None
        while wanted and saved is None:
            try:
                saved = self._store(self._id, wanted, message)
            except InvalidRecordError as error:
                wrong = {key: said for key, said in error.problems.items() if key in wanted}
                if not wrong:
                    raise
                problems |= wrong
                wanted = {key: value for key, value in wanted.items() if key not in wrong}
        if saved:
            self._take(wanted)
            self._revision = saved.revision
            self._tell()
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
        if not isinstance(value, Mapping) or set(value) != {"pile", "label"}:
            return "a card of one's own has a pile and a label"
        pile, label = value["pile"], value["label"]
        if pile not in piles:
            return f"no pile {pile!r}: {suggest(str(pile), piles[1:])}"
        if not isinstance(label, str) or not label.strip():
            return "a card needs some words"
        if len(label) > LONGEST_LABEL:
            return f"more than {LONGEST_LABEL} letters: a card is a few words"
        return ""

    def _value(self, key: str) -> Any:
        """Return what is saved of a card, as :meth:`_save` is sent it."""
        pile = self._placed.get(key, "")
        if not key.startswith(OWN):
            return pile
        return {"pile": pile, "label": self._cards[key].label} if key in self._cards else None

    def _take(self, values: Mapping[str, Any]) -> None:
        for key, value in values.items():
            before = self._placed.get(key, "")
            pile = value
            if key.startswith(OWN):
                pile = value["pile"] if value else ""
                if value:
                    self._cards[key] = Option(key, value["label"])
                else:
                    self._cards.pop(key, None)
            if pile != before:
                self._placed.pop(key, None)
                if pile:
                    self._placed[key] = pile


class Pairs(Cards):
    """Pairwise comparison: two cards at a time, and which of them weighs more.

    Each pair shown is a record of its own, ``{"left": key, "right": key, "choice": …}`` with one
    of :data:`CHOICES`. Taking a choice back saves the same record as ``undone``; when the pair is
    then answered again, it is that record again.

    Args:
        title: of the exercise.
        cards: those that are compared.
        save: saves one answer; the page makes up the ids, which begin with `id` and a dash.
        id: what the ids of its records begin with.
        place: which exercise of which workspace this is; answers that are not saved yet are kept
            in the browser under that name.
        session: names the workbook that saves, so that its own forms need not read again.
        question: what is asked about each pair.
        answers: those given before, the last one at the end.
        queue: the pairs to come, left and right. A few more than one, so that somebody can go on
            while Python is busy.
        done: how many pairs are decided.
        wanted: about how many that will be in the end.
        finished_text: what is said when the queue is empty because no more is needed.

    Attributes:
        answers: those accepted so far, the last one at the end; to be observed. An observer may
            call :meth:`ask`.
    """

    _esm = source("dom.js", "outbox.js", "cards.js", "pairs.js")
    answers: Any = traitlets.Tuple()

    def __init__(
        self, title: str, cards: Sequence[Option], save: Save, *,
        id: str, place: str, session: str = "",
        question: str = "Which of the two weighs more for you?",
        answers: Sequence[Answer] = (), queue: Sequence[tuple[str, str]] = (),
        done: int = 0, wanted: int = 0, finished_text: str = "",
    ) -> None:  # fmt: skip
        self._save_values, self._id = save, id
        self._keys = {card.key for card in cards}
        self._answers = {answer.id: answer for answer in answers}
        self._fresh: set[str] = set()
        self._plan: dict[str, Any] = {}
        self._set_plan(queue, done, wanted, finished_text)
        deck = {
            "title": title, "question": question, "place": place, "session": session, "record": id,
            "cards": [asdict(card) for card in cards],
        }  # fmt: skip
        super().__init__(deck=deck, state=self._current(), answers=tuple(answers))

    def ask(
        self, queue: Sequence[tuple[str, str]], done: int, wanted: int, finished_text: str = "",
        *, cards: Sequence[Option] | None = None,
    ) -> None:  # fmt: skip
        """Ask other pairs from now on, in the light of all `answers` so far.

        The pair that somebody is looking at stays where it is.

        Args:
            queue: the pairs to come, none of those in `answers` unless it is to be asked again.
            done: how many pairs are decided.
            wanted: about how many that will be in the end.
            finished_text: what is said when the queue is empty because no more is needed.
            cards: those that are compared, when they are others than before.
        """
        with LOCK:
            self._fresh.clear()
            self._set_plan(queue, done, wanted, finished_text)
            if cards is None:
                self._tell()
            else:
                # An answer about a card that has just gone may still be on its way.
                self._keys |= {card.key for card in cards}
                self._tell(cards=[asdict(card) for card in cards])

    def answered(self, message: Message) -> None:
        """Let those who observe know, now that the page has its answer."""
        self.set_trait("answers", tuple(self._answers.values()))

    def _set_plan(
        self, queue: Sequence[tuple[str, str]], done: int, wanted: int, finished: str
    ) -> None:
        pairs = [list(pair) for pair in queue]
        self._plan = {"queue": pairs, "done": done, "wanted": wanted, "finished": finished}

    def _current(self) -> dict[str, Any]:
        last = list(self._answers.values())
        shown = [
            answer
            for n, answer in enumerate(last)
            if answer.id in self._fresh or n >= len(last) - _LOOKING_BACK
            if {answer.left, answer.right} <= self._keys
        ]
        recent = [asdict(answer) | {"fresh": answer.id in self._fresh} for answer in shown]
        return self._plan | {"recent": recent}

    def _save(self, message: Message) -> dict[str, Any]:
        id, values = str(message["record"]), dict(message["values"])
        if not (id.startswith(f"{self._id}-") and is_safe_id(id)):
            raise UnknownRecordError(f"this answer belongs to another exercise: {id!r}")
        known = self._answers.get(id)
        if known:
            values = {"left": known.left, "right": known.right, "choice": known.choice} | values
        problems = self._wrong(values)
        if problems:
            return {"record": None, "problems": problems}
        answer = Answer(id, values["left"], values["right"], values["choice"])
        # The page sends again what it has had no answer to: done once is enough.
        if known and replace(answer, revision=known.revision) == known:
            return self._accept(id, values, None, known.revision, {})
        saved = self._store(id, values, message)
        self._answers.pop(id, None)
        self._answers[id] = replace(answer, revision=saved.revision)
        self._fresh.add(id)
        self._tell()
        return self._accept(id, values, saved, saved.revision, {})

    def _wrong(self, values: Mapping[str, Any]) -> dict[str, str]:
        problems = {
            side: f"no card {values.get(side)!r}: it is no longer one of those compared"
            for side in ("left", "right")
            if values.get(side) not in self._keys
        }
        if not problems and values["left"] == values["right"]:
            problems["right"] = "a card is not compared with itself"
        if values.get("choice") not in CHOICES:
            problems["choice"] = f"no choice {values.get('choice')!r}: {suggest('', CHOICES)}"
        return problems
