"""Directions: three lives beside one another, what speaks for each, and how to find out cheaply."""

from __future__ import annotations

from collections.abc import Sequence

from prepkit.block import Block, Card, Chart, Note, Table, cell, column
from prepkit.compass.moves import is_rated_again, moves, moves_told, rating_before
from prepkit.compass.records import Direction
from prepkit.compass.timeline import Days
from prepkit.compass.wording import folded, in_words, quoted
from prepkit.content import prompts
from prepkit.section import Answers
from prepkit.views.gauge_charts import gauges

LIVES = prompts("directions")
ASKED = {
    "pull": "how much it draws me", "fit": "goes with my values", "able": "believe I could",
    "reach": "what it needs is in reach",
}  # fmt: skip
"""The four ratings of a life, as they are named beside one another."""

_PLAIN = ("work", "place", "people", "money")
_WRITTEN = ("name", "story", *_PLAIN)
_BESIDE = 3  # lives a page has room for


def summarise_directions(answers: Answers) -> list[Block]:
    """Return the lives beside one another, their gauges, their stories, and what to try out."""
    lives = directions_of(answers)
    if not lives:
        return []
    blocks: list[Block] = []
    for first in range(0, len(lives), _BESIDE):
        beside = lives[first : first + _BESIDE]
        blocks += [*_table(beside), *_gauges(beside, answers)]
    if is_rated_again(answers, Direction):
        found = moves(
            answers, Direction, ASKED, lambda life, name: f"{life.heading}, {ASKED[name]}"
        )
        said = moves_told(found, complete=answers.complete)
        blocks += [Note(text=said)] if said else []
    blocks += [
        Card(title=_title(life), texts=((life.spec("story").title, life.story),))
        for life in lives
        if life.filled("story")
    ]
    blocks += [Note(text=text) for text in _same(lives)]
    return [*blocks, *_tests(lives, complete=answers.complete)]


def directions_of(answers: Answers) -> list[Direction]:
    """Return the lives about which something is written, in the order they are asked for."""
    order = [prompt.title for prompt in LIVES]
    lives = [
        life
        for life in answers.all(Direction)
        if life.tests or any(life.filled(name) for name in (*_WRITTEN, *ASKED))
    ]
    lives.sort(key=lambda life: order.index(life.life) if life.life in order else len(order))
    return lives


def _title(life: Direction) -> str:
    return f"{life.heading}: {life.name}" if life.filled("name") else life.heading


def _table(lives: Sequence[Direction]) -> list[Block]:
    """Return one row for each question about the lives that is answered for any of them."""
    rows = tuple(
        (cell(Direction.spec(name).title, tone="muted"),
         *(cell(getattr(life, name), tone="strong" if name == "name" else "plain")
           for life in lives))
        for name in ("name", *_PLAIN)
        if any(life.filled(name) for life in lives)
    )  # fmt: skip
    heads = (column("", 0.7), *(column(life.heading, 1.4) for life in lives))
    return [Table(caption="Lives beside one another", columns=heads, rows=rows)] if rows else []


def _gauges(lives: Sequence[Direction], answers: Answers) -> list[Chart]:
    rows = [(Direction.spec(name).title, [getattr(life, name) for life in lives]) for name in ASKED]
    if all(rating is None for _, ratings in rows for rating in ratings):
        return []
    again = is_rated_again(answers, Direction)
    then = Days(answers.past[-1].began, answers.past[-1].ended) if again else ""
    said = "; ".join(
        f"{quoted([life.heading])}: "
        + ", ".join(f"{words} {life.show(name) or 'not rated'}" for name, words in ASKED.items())
        for life in lives
    )
    return [gauges(
        [life.heading for life in lives], rows,
        befores=[[rating_before(life, name, answers) for life in lives] for name in ASKED]
        if again else (),
        before=f"as it was on {then}", caption="What speaks for each life",
        alt=f"Four ratings from 1 to 5. {said}.",
    )]  # fmt: skip


def _same(lives: Sequence[Direction]) -> list[str]:
    """Say which lives have the same words in the same place."""
    groups: dict[tuple[str, ...], list[str]] = {}
    for name in _PLAIN:
        said: dict[str, list[str]] = {}
        for life in lives:
            if words := folded(getattr(life, name)):
                said.setdefault(words, []).append(life.heading)
        for names in said.values():
            if len(names) > 1:
                groups.setdefault(tuple(names), []).append(Direction.spec(name).title)
    return [
        f"{quoted(names, between=' and ')} say the same under {quoted(fields, between=' and ')}: "
        f"are they really {in_words(len(names))} lives?"
        for names, fields in groups.items()
    ]


def _tests(lives: Sequence[Direction], *, complete: bool) -> list[Block]:
    """Return what each life asks, how to find out, and which questions have no test yet."""
    asked = [(life, question, test) for life in lives for question, test in life.tests]
    if not asked:
        return []
    heads = (column("Life", 1.1), column("A question it asks", 2), column("A cheap test for it", 2))
    rows = tuple(
        (cell(life.heading, tone="strong"), *(cell(text if text.strip() else "–") for text in pair))
        for life, *pair in asked
    )
    blocks: list[Block] = [Table(caption="Questions, and cheap tests", columns=heads, rows=rows)]
    untested = [question for _, question, test in asked if question.strip() and not test.strip()]
    if untested and complete:
        blocks.append(Note(text=f"No test yet for {quoted(untested)}."))
    return blocks
