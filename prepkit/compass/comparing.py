"""Comparing: which two values to put side by side next, and when to stop.

Every value is shown equally often and on either side, and no pair comes twice before all have come,
but for a few repeats that tell how a person answers the same question on the same day. What was
answered does not matter for it, so the pairs ahead stay as they are while answers come in. Choosing
pairs that tell most (D-optimal ones) was tried on simulated people: it ranks no better, and leaves
fewer triples to find circles in.
"""

from __future__ import annotations

import datetime
import hashlib
import itertools
import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np

from prepkit.compass.strengths import Choice, covariance, in_band, likeliest, wins

AHEAD = 5
"""Pairs to keep ready, so that the next one is there when one is answered."""

REPEAT_AFTER = 6
"""Other answers between a pair and its repeat, at least."""

_REPEAT_EVERY = 3  # from twice as many answers as items on: about one in six of all there will be
_MOST_REPEATS, _LEAST_REPEATS, _LEAST_FOR_REPEATS = 6, 4, 5
_LEAST_STEADY = 4
_LEAST_SHOWN = 3  # times each item must have come before there are repeats or steadiness

Pair = frozenset[str]
Reason = Literal["", "few", "steady", "all", "enough"]


@dataclass(frozen=True, slots=True)
class Plan:
    """What to ask next.

    Attributes:
        queue: the pairs to come, left and right, up to :data:`AHEAD`; empty when finished.
        done: how many answers there are, repeats and ties among them, skipped ones not.
        wanted: about how many it will be in the end.
        finished: whether that is enough.
        reason: why: ``steady`` when the top band has stopped moving, ``all`` when there is no pair
            left, ``enough`` when there are four answers an item; ``few`` when there are no two
            items, which is not finished; ``""`` while there is more to ask.
    """

    queue: tuple[tuple[str, str], ...]
    done: int
    wanted: int
    finished: bool
    reason: Reason


@dataclass(frozen=True, slots=True)
class Consistency:
    """How often the same question got the same answer on the same day.

    Attributes:
        repeated: pairs asked again on the day they were answered.
        otherwise: how many of them were answered otherwise; a tie against a side counts half.
    """

    repeated: int
    otherwise: float

    def __add__(self, other: Consistency) -> Consistency:
        return Consistency(self.repeated + other.repeated, self.otherwise + other.otherwise)


def plan(items: Sequence[str], choices: Sequence[Choice], *, seed: str) -> Plan:
    """Return what to ask next, the same for the same seed, items and choices.

    Finished from about two answers an item on, once the repeats are in and the top band is the same
    after each of the last answers, half as many as there are items (:data:`_LEAST_STEADY` at
    least); at the latest with four answers an item or when all pairs and repeats are in.

    Args:
        items: what is on the table now; the order does not matter.
        choices: the answers so far, oldest first, without those taken back. Those about items no
            longer on the table are ignored. A skipped pair comes again once, after all others.
        seed: any text; stands for chance in the order of pairs.
    """
    items = tuple(sorted(set(items)))
    known = set(items)
    choices = [c for c in choices if c.left != c.right and c.pair <= known]
    if len(items) < 2:
        return Plan((), 0, 0, finished=False, reason="few")
    schedule = _Schedule(items, choices, seed)
    decided = [choice for choice in choices if choice.is_decided]
    done, wanted = len(decided), schedule.wanted()
    if reason := _reason(schedule, decided):
        return Plan((), done, done, finished=True, reason=reason)
    queue = []
    for _ in range(min(AHEAD, 4 * len(items) - done)):
        if (ahead := schedule.next()) is None:
            break
        queue.append(ahead)
        schedule.note(Choice(*ahead, "tie", schedule.day))
    return Plan(tuple(queue), done, max(wanted, done + 1), finished=False, reason="")


def finished_text(plan: Plan, band: Sequence[str]) -> str:
    """Return the sentence that ends the exercise; ``""`` while there is more to ask.

    Args:
        band: the top band, which the sentence points to; empty when nothing stands out.
    """
    if plan.reason == "few":
        return "It takes two cards or more to compare."
    if not plan.finished:
        return ""
    choices = f"{plan.done} choice{'' if plan.done == 1 else 's'}"
    if not band:
        return f"After {choices} nothing stands out from the rest, and that is an answer too."
    return {
        "steady": f"Your top band has stopped moving after {choices}. It is below.",
        "all": f"That was every pair, {choices} in all. Your top band is below.",
        "enough": f"That is {choices}, enough for one sitting. Your top band is below.",
    }[plan.reason]


def consistency(choices: Iterable[Choice]) -> Consistency:
    """Return how many pairs were asked again on one day, and how many were answered otherwise.

    Of a pair asked three times on a day each time counts against the one before.
    """
    told: dict[tuple[Pair, datetime.date | None], list[float]] = defaultdict(list)
    for choice in choices:
        if choice.is_decided and choice.left != choice.right:
            side = {"left": 1.0, "tie": 0.5, "right": 0.0}[choice.choice]
            told[choice.pair, choice.day].append(side if choice.left < choice.right else 1.0 - side)
    away = [abs(a - b) for times in told.values() for a, b in itertools.pairwise(times)]
    return Consistency(len(away), math.fsum(away))


class _Schedule:
    """What was asked so far, and what would come next."""

    def __init__(self, items: tuple[str, ...], choices: Sequence[Choice], seed: str) -> None:
        self.day = choices[-1].day if choices else None
        self.shown = dict.fromkeys(items, 0)
        self._chance = {
            frozenset(pair): _hash(seed, *pair) for pair in itertools.combinations(items, 2)
        }
        self._asked: list[Pair] = []
        self._first: dict[Pair, tuple[int, Choice]] = {}
        self._skipped: Counter[Pair] = Counter()
        self._left: Counter[str] = Counter()
        self._repeats: dict[Pair, int] = {}
        for choice in choices:
            self.note(choice)

    def note(self, choice: Choice) -> None:
        """Add an answer."""
        pair, now = choice.pair, len(self._asked)
        if pair in self._first:
            self._repeats[pair] = now
        elif choice.is_decided:
            self._first[pair] = (now, choice)
        else:
            self._skipped[pair] += 1
        self._asked.append(pair)
        for item, side in ((choice.left, 1), (choice.right, -1)):
            self.shown[item] += 1
            self._left[item] += side

    @property
    def repeats_lacking(self) -> int:
        """How many repeats are still to come."""
        n = len(self.shown)
        if n < _LEAST_FOR_REPEATS:
            return 0
        most = min(_MOST_REPEATS, max(_LEAST_REPEATS, (n + 1) // 2))
        return max(most - len(self._repeats), 0)

    def wanted(self) -> int:
        """Return a guess at how many answers it will be: three an item, and the repeats."""
        n = len(self.shown)
        gone = sum(self._skipped[pair] > 1 for pair in self._skipped.keys() - self._first.keys())
        repeats = len(self._repeats) + self.repeats_lacking
        return min(3 * n + repeats, 4 * n, len(self._chance) - gone + repeats)

    def next(self) -> tuple[str, str] | None:
        """Return the pair to ask next, left and right; ``None`` when there is none."""
        again = self._to_repeat()
        if not again or not self._is_time_to_repeat():
            unseen = self._chance.keys() - self._first.keys() - self._skipped.keys()
            if unseen:
                return self._sides(self._best(unseen))
            if skipped := self._to_offer_again():
                return self._sides(skipped[0])
        return self._sides(self._best(again)) if again else None

    def _is_time_to_repeat(self) -> bool:
        if min(self.shown.values()) < _LEAST_SHOWN:
            return False
        answered = len(self._first) + len(self._repeats)
        last = max(self._repeats.values(), default=-_REPEAT_EVERY)
        return answered >= 2 * len(self.shown) and len(self._asked) - last >= _REPEAT_EVERY

    def _to_repeat(self) -> set[Pair]:
        """Return the pairs that can be asked again: answered once, today, and not just now."""
        now = len(self._asked)
        return {
            pair for pair, (place, choice) in self._first.items()
            if choice.day == self.day and now - place > REPEAT_AFTER and pair not in self._repeats
        } if self.repeats_lacking else set()  # fmt: skip

    def _to_offer_again(self) -> list[Pair]:
        """Return the pairs skipped once, in the order they were; not the one just skipped."""
        return [
            pair for pair, times in self._skipped.items()
            if times == 1 and pair not in self._first and pair != self._asked[-1]
        ]  # fmt: skip

    def _best(self, pairs: Iterable[Pair]) -> Pair:
        """Return the pair that keeps the balance and gives its items a rest; else by chance."""
        last = self._asked[-1] if self._asked else frozenset()

        def rank(pair: Pair) -> tuple[int, bool, int]:
            one, other = pair
            shown = self.shown[one] + self.shown[other]
            return shown, one in last or other in last, self._chance[pair]

        return min(pairs, key=rank)

    def _sides(self, pair: Pair) -> tuple[str, str]:
        """Return left and right: swapped in a repeat, else so that each item gets both sides."""
        if pair in self._first:
            first = self._first[pair][1]
            return first.right, first.left
        a, b = sorted(pair, reverse=self._chance[pair] % 2 == 1)
        return (b, a) if self._left[b] < self._left[a] else (a, b)


def _reason(schedule: _Schedule, decided: Sequence[Choice]) -> Reason:
    """Return why it is time to stop; ``""`` when it is not."""
    items = tuple(schedule.shown)
    if schedule.next() is None:
        return "all"
    if len(decided) >= 4 * len(items):
        return "enough"
    if (
        len(decided) >= 2 * len(items)
        and not schedule.repeats_lacking
        and min(schedule.shown.values()) >= _LEAST_SHOWN
        and _is_steady(items, decided)
    ):
        return "steady"
    return ""


def _is_steady(items: Sequence[str], decided: Sequence[Choice]) -> bool:
    """Whether the top band is the same after each of the last answers."""
    last = max(_LEAST_STEADY, (len(items) + 1) // 2)
    now = wins(items, decided)
    later = [wins(items, decided[len(decided) - back :]) for back in range(last + 1)]
    won = np.stack([now - gone for gone in later])
    means = likeliest(won)
    bands = in_band(means, covariance(means, won))
    return bool((bands == bands[0]).all())


def _hash(*words: str) -> int:
    """Return a number that only the words decide."""
    return int.from_bytes(hashlib.blake2b("\n".join(words).encode(), digest_size=8).digest())
