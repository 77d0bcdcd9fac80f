"""Pairwise comparison: two cards at a time."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, replace
from typing import Any

import traitlets

from prepkit.errors import InvalidRecordError, UnknownRecordError, suggest
from prepkit.fields import Option
from prepkit.names import is_safe_id
from prepkit.views.cards import Cards
from prepkit.views.deck import CHOICES, Answer, Save
from prepkit.views.live import LOCK, Message, source

_LOOKING_BACK = 20  # answers that can still be undone after the page was loaded again


class Pairs(Cards):
    """Pairwise comparison: two cards at a time, and which of them weighs more.

    Each pair shown is a record of its own, ``{"left": key, "right": key, "choice": …}`` with one
    of :data:`~prepkit.views.deck.CHOICES`. Taking a choice back saves the same record as
    ``undone``; when the pair is then answered again, it is that record again.

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
        hint: one or two sentences to read above the pair.
        folded: whether it is not shown, for now.
        on_change: called with ``"saved"`` after an answer was saved.

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
        done: int = 0, wanted: int = 0, finished_text: str = "", hint: str = "",
        folded: bool = False, on_change: Callable[[str], None] = lambda what: None,
    ) -> None:  # fmt: skip
        self._save_values, self._on_change, self._id = save, on_change, id
        self._keys = {card.key for card in cards}
        self._answers = {answer.id: answer for answer in answers}
        self._fresh: set[str] = set()
        self._plan: dict[str, Any] = {}
        self._set_plan(queue, done, wanted, finished_text, hint=hint, folded=folded)
        deck = {
            "title": title, "question": question, "place": place, "session": session, "record": id,
            "cards": [card.told() for card in cards],
        }  # fmt: skip
        super().__init__(deck=deck, state=self._current(), answers=tuple(answers))

    def ask(
        self, queue: Sequence[tuple[str, str]], done: int, wanted: int, finished_text: str = "",
        *, cards: Sequence[Option] | None = None, answers: Sequence[Answer] | None = None,
        hint: str = "", folded: bool = False,
    ) -> None:  # fmt: skip
        """Ask other pairs from now on, in the light of all `answers` so far.

        The pair that somebody is looking at stays where it is, unless one of its cards is gone.

        Args:
            queue: the pairs to come, none of those in `answers` unless it is to be asked again.
            done: how many pairs are decided.
            wanted: about how many that will be in the end.
            finished_text: what is said when the queue is empty because no more is needed.
            cards: those that are compared, when they are others than before.
            answers: those given so far, when another window may have given some.
            hint: one or two sentences to read above the pair.
            folded: whether it is not shown, for now.
        """
        with LOCK:
            self._fresh.clear()
            self._set_plan(queue, done, wanted, finished_text, hint=hint, folded=folded)
            if answers is not None:
                self._answers = {answer.id: answer for answer in answers}
            # An answer about a card that has just gone may still be on its way.
            self._keys |= {card.key for card in cards or ()}
            given = [card.told() for card in cards or ()]
            self._tell(self._current(), **{"cards": given} if cards is not None else {})
            self._publish()

    def _publish(self) -> None:
        self.set_trait("answers", tuple(self._answers.values()))

    def _set_plan(
        self, queue: Sequence[tuple[str, str]], done: int, wanted: int, finished: str, *,
        hint: str, folded: bool,
    ) -> None:  # fmt: skip
        self._plan = {
            "queue": [list(pair) for pair in queue], "done": done, "wanted": wanted,
            "finished": finished, "hint": hint, "folded": folded,
        }  # fmt: skip

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
        try:
            saved = self._store(id, values, message)
        except InvalidRecordError as error:
            return {"record": None, "problems": error.problems}
        self._answers.pop(id, None)
        self._answers[id] = replace(answer, revision=saved.revision)
        self._fresh.add(id)
        self._tell(self._current())
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
