"""Motivators and drains: what gives energy and what takes it, and when each last did."""

from __future__ import annotations

import calendar
import datetime
from collections.abc import Sequence

from prepkit.block import Block, Cell, Chart, Note, Table, cell, column, counted
from prepkit.compass.drift import Step
from prepkit.compass.moves import is_rated_again, moves, moves_told, rating_before
from prepkit.compass.records import Motivator
from prepkit.compass.timeline import Days
from prepkit.compass.wording import listed, quoted, spelled_date
from prepkit.content import load, prompts
from prepkit.dates import date_span
from prepkit.section import Answers
from prepkit.views.gauge_charts import Both, two_sided

PAIRS = prompts("motivators")
ASKED = {"gives": "gives energy", "drains": "wears down"}
"""The two ratings of a pair, as they are named beside one another."""

SIDES: dict[str, tuple[str, str]] = {
    item["title"]: (item["gives"], item["drains"]) for item in load("motivators")["motivators"]
}
"""What gives energy and what wears down, by the title of their pair."""

STRONG = 4
"""The rating from which on something gives or takes a great deal."""

_LONG_AGO, _RECENT = 12, 3  # months
_WRITTEN = ("gives", "gave", "gave_on", "drains", "drained", "drained_on")


def summarise_motivators(answers: Answers) -> list[Block]:
    """Return what each pair gives and takes, strongest first, and when it last did."""
    pairs = motivators_of(answers)
    if not pairs:
        return []
    again = is_rated_again(answers, Motivator)
    rated = [pair for pair in pairs if pair.gives is not None or pair.drains is not None]
    said = moves_told(motivators_moved(answers), complete=answers.complete) if again else ""
    return [
        *([_chart(rated, answers, again=again)] if rated else []),
        *([Note(text=said)] if said else []),
        *(Note(text=text) for text in _last_times(pairs, answers)),
        _table(pairs, answers, again=again),
    ]


def motivators_of(answers: Answers) -> list[Motivator]:
    """Return the pairs about which something is written, strongest first, else as they are asked.

    The strength of a pair is the greater of its two ratings, then both together.
    """
    order = [prompt.title for prompt in PAIRS]
    pairs = [pair for pair in answers.all(Motivator) if any(map(pair.filled, _WRITTEN))]

    def weakness(pair: Motivator) -> tuple[int, int, int]:
        ratings = (pair.gives or 0, pair.drains or 0)
        place = order.index(pair.pair) if pair.pair in order else len(order)
        return -max(ratings), -sum(ratings), place

    return sorted(pairs, key=weakness)


def motivators_moved(answers: Answers) -> list[Step]:
    """Return the ratings that moved since the last sitting, named by the side that was rated."""

    def named(pair: Motivator, name: str) -> str:
        one = side(pair, name)
        return f"{one}, {ASKED[name]}" if one == pair.heading else one

    return moves(answers, Motivator, ASKED, named)


def side(pair: Motivator, rating: str) -> str:
    """Return what gives, or what drains; the pair itself where it is not one that prepkit asks."""
    gives, drains = SIDES.get(pair.pair, (pair.heading, pair.heading))
    return gives if rating == "gives" else drains


def _chart(pairs: Sequence[Motivator], answers: Answers, *, again: bool) -> Chart:
    rows = [
        Both(pair.heading, pair.drains, pair.gives, rating_before(pair, "drains", answers),
             rating_before(pair, "gives", answers))
        if again else Both(pair.heading, pair.drains, pair.gives)
        for pair in pairs
    ]  # fmt: skip
    strong = [side(pair, "gives") for pair in pairs if (pair.gives or 0) >= STRONG]
    weary = [side(pair, "drains") for pair in pairs if (pair.drains or 0) >= STRONG]
    said = [
        f"{STRONG} or 5 for {what}: {quoted(names)}."
        for what, names in (("energy", strong), ("wear", weary))
        if names
    ]
    then = Days(answers.past[-1].began, answers.past[-1].ended) if again else ""
    return two_sided(
        rows, left="← wears me down", right="gives me energy →", before=f"as it was on {then}",
        caption="What gives me energy and what wears me down: 1 little, 5 a great deal",
        alt=" ".join((f"Two ratings for {counted(len(pairs), 'pair')}.", *said)),
    )  # fmt: skip


def _table(pairs: Sequence[Motivator], answers: Answers, *, again: bool) -> Table:
    heads = (
        column("", 1.6), column("Gives", 0.6, "center"), column("The last time it did", 2.2),
        column("Takes", 0.6, "center"), column("The last time it did", 2.2),
    )  # fmt: skip
    rows = tuple(
        (
            cell(pair.heading, tone="strong"),
            _then_and_now(pair, "gives", answers, again=again),
            _last_time(pair.gave, pair.gave_on),
            _then_and_now(pair, "drains", answers, again=again),
            _last_time(pair.drained, pair.drained_on),
        )
        for pair in pairs
    )
    caption = "Motivators and drains, with the last time of each"
    if again and any(rating_before(pair, name, answers) for pair in pairs for name in ASKED):
        caption += "; where a rating has moved: last time → this time"
    return Table(caption=caption, columns=heads, rows=rows)


def _then_and_now(pair: Motivator, name: str, answers: Answers, *, again: bool) -> Cell:
    now = getattr(pair, name)
    before = rating_before(pair, name, answers) if again else None
    return cell(f"{before} → {now or '–'}" if before else now or "–")


def _last_time(words: str, date: str) -> Cell:
    return cell("\n".join(part for part in (words, spelled_date(date)) if part.strip()))


def _last_times(pairs: Sequence[Motivator], answers: Answers) -> list[str]:
    """Say which strong ones last gave energy long ago, and which took it lately."""
    giving = [pair for pair in pairs if (pair.gives or 0) >= STRONG]
    taking = [pair for pair in pairs if (pair.drains or 0) >= STRONG]
    long_ago, recent = (_months_before(answers.as_of, months) for months in (_LONG_AGO, _RECENT))
    old = [
        (side(pair, "gives"), pair.gave_on)
        for pair in giving
        if (span := date_span(pair.gave_on)) and span[1] <= long_ago
    ]
    new = [
        (side(pair, "drains"), pair.drained_on)
        for pair in taking
        if (span := date_span(pair.drained_on)) and recent <= span[0] <= answers.as_of
    ]
    open_ = [
        side(pair, "gives") for pair in giving if not pair.filled("gave") | pair.filled("gave_on")
    ]
    said = []
    if old:
        said.append(f"Gives a great deal of energy, and last did a year or more ago: {_dated(old)}")
    if open_ and answers.complete:
        said.append(f"Gives a great deal of energy, with no last time named yet: {quoted(open_)}")
    if new:
        said.append(f"Wears down a great deal, and did in the last three months: {_dated(new)}")
    return [f"{text}." for text in said]


def _dated(named: Sequence[tuple[str, str]]) -> str:
    return listed([f"{quoted([name])} ({spelled_date(date)})" for name, date in named], 12, "; ")


def _months_before(day: datetime.date, months: int) -> datetime.date:
    """Return the day so many months earlier; the first there is where it would be before that."""
    year, month = divmod(day.year * 12 + day.month - 1 - months, 12)
    if year < 1:
        return datetime.date.min
    return datetime.date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))
