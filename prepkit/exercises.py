"""The exercises above a section's form: cards on piles, and two of them at a time.

What is done in them are records like any other. Each card is a ``value``, of which a move changes
the pile and nothing else; each answer to a pair is a ``comparison``. What they show is made from
the answers there are, so that they follow the form below them, and every other window.
"""

from __future__ import annotations

import datetime
import functools
import hashlib
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from prepkit.block import spelled
from prepkit.compass.comparing import Plan, finished_text, plan
from prepkit.compass.records import BACK, PILES, Comparison, Value
from prepkit.compass.strengths import Choice, fit
from prepkit.compass.wording import folded
from prepkit.content import options
from prepkit.errors import InvalidParameterError, InvalidRecordError, UnknownRecordError
from prepkit.fields import Option
from prepkit.section import Answers
from prepkit.storage.revision import Revision
from prepkit.views.deck import Answer, Pairing, Saved, Sorting
from prepkit.workspace import Workspace

if TYPE_CHECKING:
    # Not imported where a program runs the notebook: without a page there are no widgets.
    from prepkit.views.cards import Cards
    from prepkit.views.live import Live

KEPT = PILES[0].key
ABOUT = 10
"""Cards on the first pile that are enough, about."""

FEWEST = 3
"""Cards it takes to compare them."""

_SORT_HINT = (
    "Put each card where it belongs for you now, quickly: you can change your mind. "
    f"About {ABOUT} at the heart of it are plenty: you can keep more, and fewer make it clearer."
)
_TOO_FEW = "Keep at least three cards above, then two at a time come here."
_DECIDED = ("left", "right", "tie")


class Exercises:
    """The card sort and the pairs of a workspace, as their widgets need them.

    Args:
        place: a name for the workspace that a page may know.
        session: names the workbook that saves, so that its own forms need not read again.
    """

    def __init__(self, workspace: Workspace, place: str, session: str) -> None:
        self._workspace, self._place, self._session = workspace, place, session

    def widget(
        self, name: str, answers: Answers, on_change: Callable[[str], None], *, folded: bool
    ) -> Cards:
        """Return the widget of an exercise: ``sort`` or ``pairs``."""
        from prepkit.views.cardsort import CardSort
        from prepkit.views.pairs import Pairs

        if name == "sort":
            shown = self.sorting(answers)
            return CardSort(
                "Sort your cards", shown.cards, PILES, shown.placed, self.move,
                id=Value.kind, place=f"{self._place}/sort", session=self._session,
                revision=shown.revision, limits={KEPT: ABOUT}, hint=_SORT_HINT, folded=folded,
                on_change=on_change,
            )  # fmt: skip
        pairs = self.pairing(answers)
        return Pairs(
            "Two at a time", pairs.cards, self.choose, id=Comparison.kind,
            place=f"{self._place}/pairs", session=self._session, answers=pairs.answers,
            queue=pairs.queue, done=pairs.done, wanted=pairs.wanted,
            finished_text=pairs.finished, hint=pairs.hint, folded=folded, on_change=on_change,
        )  # fmt: skip

    def show(self, widget: Live, answers: Answers, *, folded: bool) -> None:
        """Have a widget show what is so now."""
        from prepkit.views.cardsort import CardSort
        from prepkit.views.pairs import Pairs

        if isinstance(widget, CardSort):
            shown = self.sorting(answers)
            widget.show(shown.placed, shown.revision, shown.cards, folded=folded)
        elif isinstance(widget, Pairs):
            pairs = self.pairing(answers)
            widget.ask(
                pairs.queue, pairs.done, pairs.wanted, pairs.finished, cards=pairs.cards,
                answers=pairs.answers, hint=pairs.hint, folded=folded,
            )  # fmt: skip

    def sorting(self, answers: Answers) -> Sorting:
        """Return the cards and their piles."""
        values = answers.all(Value)
        cards = _cards(values)
        piles = {
            _key(value.id): _pile(value)
            for value in sorted(values, key=lambda value: value.origin.saved_at)
        }
        placed = {key: pile for key, pile in piles.items() if pile and key in cards}
        revision = _moment(value.origin.saved_at for value in values)
        return Sorting(tuple(cards.values()), placed, revision)

    def pairing(self, answers: Answers) -> Pairing:
        """Return the cards that were kept, and which two of them come next."""
        values = answers.all(Value)
        faces = _cards(values)
        keys = [_key(value.id) for value in values if value.is_listed]
        cards = {key: faces[key] for key in keys if key in faces}
        now = len(answers.began) if answers.due else max(len(answers.began) - 1, 0)
        compared = sorted(answers.all(Comparison), key=lambda c: (c.origin.saved_at, c.id))
        current = [c for c in compared if not answers.due and answers.sitting(c) == now]
        given = tuple(
            Answer(c.id, _key(c.left), _key(c.right), c.choice, c.origin.revision) for c in current
        )
        if len(cards) < FEWEST:
            return Pairing(tuple(cards.values()), given, finished=_TOO_FEW)
        choices = tuple(_choice(c) for c in current if c.choice not in ("", "undone"))
        began = answers.began[now] if now < len(answers.began) else answers.today
        ahead = _planned(tuple(cards), choices, f"{self._place} {began}")
        return Pairing(
            tuple(cards.values()), given, ahead.queue, ahead.done, ahead.wanted,
            _ending(ahead, cards, choices),
            "" if ahead.finished else _last_time(answers, compared, now),
        )  # fmt: skip

    def move(self, id: str, values: Mapping[str, Any], base: str, nonce: str) -> Saved:
        """Save moves of cards, each in a record of its own; see :class:`CardSort`.

        Args:
            id: of the sort; nothing is saved under it.
            values: by the key of a card.
            base: the :attr:`Sorting.revision` the moves were made over.
            nonce: names them all: asked for again with the same one, it does nothing.

        Raises:
            InvalidRecordError: with what does not fit, by the key of its card; those before it are
                saved.
            PrepkitError: one of the others, when they cannot be saved.
        """
        _check(nonce)
        known = {value.id: value for value in self._workspace.records(Value)}
        times = [value.origin.saved_at for value in known.values()]
        for key, value in values.items():
            record = f"{Value.kind}-{key}"
            try:
                times.append(self._move(record, key, value, base, nonce, known.get(record)))
            except InvalidRecordError as error:
                said = "; ".join(error.problems.values())
                raise InvalidRecordError("card", {key: said}) from error
        return Saved(id, _moment(times), times[-1])

    def choose(self, id: str, values: Mapping[str, Any], base: str, nonce: str) -> Saved:
        """Save the answer to a pair; the one given last counts, in whichever window.

        Raises:
            PrepkitError: one of its subclasses, when it is not saved.
        """
        _check(nonce)
        sides = {side: f"{Value.kind}-{values[side]}" for side in ("left", "right")}
        body = sides | {"choice": values["choice"]}
        if not self._workspace.named(id, nonce):
            self._check_is_open(id)
        saved = self._workspace.save(Comparison, body, id=id, nonce=nonce)
        return Saved(id, saved.origin.revision, saved.origin.saved_at)

    def _move(
        self, id: str, key: str, value: Any, base: str, nonce: str, record: Value | None
    ) -> datetime.datetime:
        """Save what became of one card; return when that was."""
        if value is None:
            self._workspace.delete(id)
            return self._workspace.history(id)[0].time
        name = _derived(nonce, key, "pile")
        if done := self._workspace.named(id, name):
            return done.time
        said = value if isinstance(value, Mapping) else {"pile": value}
        words = said.get("label")
        was = record.heading if record else None if self._before(id) is None else words
        if words not in (None, was):
            self._check_is_new(key, words)
        given, over = {"pile": said["pile"] or BACK.key}, None
        if record is None:
            before = self._before(id)
            # Words that were there come back with the card.
            if before is None or words not in (None, _words(before)):
                given["value"] = words or key
        else:
            if words not in (None, record.heading):
                record = self._workspace.save(
                    Value, {"value": words}, id=id, base=self._as_of(id, base),
                    nonce=_derived(nonce, key, "words"),
                )  # fmt: skip
            # Of two windows that move a card the last one counts. What else differs between two
            # versions is for the person to settle, in the form.
            over = record.origin.revision
        saved = self._workspace.save(Value, given, id=id, base=over, nonce=name)
        return saved.origin.saved_at

    def _check_is_new(self, key: str, words: str) -> None:
        """Refuse words for a card that another card has already.

        Raises:
            InvalidRecordError: when one has.
        """
        cards = _cards(self._workspace.records(Value))
        if any(folded(card.label) == folded(words) for card in cards.values() if card.key != key):
            said = f"there is a card “{words.strip()}” already: find it among the others"
            raise InvalidRecordError("card", {key: said})

    def _check_is_open(self, id: str) -> None:
        """Refuse to change what was chosen in an earlier sitting: that is what it is held against.

        Raises:
            InvalidRecordError: when it was.
        """
        if self._before(id) is None:
            return
        answers = self._workspace.answers()
        found = next((c for c in answers.all(Comparison) if c.id == id), None)
        if found and (answers.due or answers.sitting(found) + 1 < len(answers.began)):
            said = "it was made in an earlier sitting, and stays as it was"
            raise InvalidRecordError(Comparison.singular, {"choice": said})

    def _before(self, id: str) -> Revision | None:
        """Return what a card that was taken away said last; ``None`` for one that never was."""
        try:
            return self._workspace.history(id)[0]
        except UnknownRecordError:
            return None

    def _as_of(self, id: str, moment: str) -> str:
        """Return the id of the version that a page had seen; ``""`` for none."""
        versions = self._workspace.history(id)
        return next((version.id for version in versions if version.saved_at <= moment), "")


def _check(nonce: str) -> None:
    if not re.fullmatch("[0-9a-f]{32}", nonce):
        raise InvalidParameterError("not the name of a save: reload the page")


def _derived(nonce: str, *of: str) -> str:
    """Return the name of one save of those that a page sent under one name."""
    return hashlib.sha256("\n".join((nonce, *of)).encode()).hexdigest()[:32]


def _key(id: str) -> str:
    return id.removeprefix(f"{Value.kind}-")


def _pile(value: Value) -> str:
    """Return the pile a card lies on; ``""`` for none."""
    # What was written straight into the form was kept by that.
    return {"": KEPT, BACK.key: ""}.get(value.pile, value.pile)


def _words(version: Revision) -> str:
    """Return what a card said in a version."""
    return Value.spec("value").label(str(version.body.get("value", "")))


def _moment(times: Iterable[datetime.datetime]) -> str:
    """Return the last of some moments, as versions have it; ``""`` for none."""
    last = max(times, default=None)
    return last.isoformat(timespec="milliseconds") if last else ""


def _cards(values: Iterable[Value]) -> dict[str, Option]:
    """Return the cards by key: those of prepkit in the words of the person, then the others."""
    deck = {card.key: card for card in options("values")}
    made = {_key(value.id): value for value in values}
    # A word that was chosen in the form, for another card or none, is not offered once more.
    chosen = {value.value for key, value in made.items() if value.value != key}
    cards = {key: card for key, card in deck.items() if key in made or key not in chosen}
    for key, value in made.items():
        if value.filled("value"):
            gloss = deck.get(value.value) or deck.get(key)
            cards[key] = Option(key, value.heading, gloss.help if gloss else "")
    return cards


def _choice(comparison: Comparison) -> Choice:
    day = comparison.origin.saved_at.date()
    said: Any = comparison.choice
    return Choice(_key(comparison.left), _key(comparison.right), said, day)


# Asked again at each save in the notebook, most of which change nothing here.
@functools.lru_cache(maxsize=8)
def _planned(keys: tuple[str, ...], choices: tuple[Choice, ...], seed: str) -> Plan:
    return plan(keys, choices, seed=seed)


def _ending(ahead: Plan, cards: Mapping[str, Option], choices: Sequence[Choice]) -> str:
    if not ahead.finished:
        return ""
    strengths = fit(tuple(cards), choices)
    band = strengths.band() if strengths.stands_out else ()
    return finished_text(ahead, [cards[key].label for key in band])


def _last_time(answers: Answers, compared: Sequence[Comparison], now: int) -> str:
    """Return what is said of the last sitting with choices in it before this one."""
    before = [c for c in compared if c.choice in _DECIDED and answers.sitting(c) < now]
    if not before:
        return ""
    last = before[-1]
    count = sum(answers.sitting(c) == answers.sitting(last) for c in before)
    times = "once" if count == 1 else f"{count} times"
    # Only two sittings that follow each other are held against each other.
    shown = answers.sitting(last) == now - 1
    then = ": what has moved is shown below under What has shifted." if shown else "."
    return (
        f"Last time, on {spelled(last.origin.saved_at.date())}, you chose {times}. "
        f"Choose again{then}"
    )
