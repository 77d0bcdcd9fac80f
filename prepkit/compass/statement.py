"""The compass statement: a page put together from the person's own sentences, word for word."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping

from prepkit.block import Block, Card
from prepkit.compass.criteria import criteria_of
from prepkit.compass.records import PARTS, Direction, Goal, Mirror, Motivator, Sentence
from prepkit.compass.weighing import by_weight, top_band
from prepkit.content import prompts
from prepkit.record import Record
from prepkit.section import Answers, Seed

LONGEST = 320
"""Letters of one answer that are suggested at most: its first sentences, or a part of the first."""

STANDING = 3
"""Sentences of each part that stand on the page before any was kept."""

_STRONG = 4  # ratings from here on

# A full stop ends a sentence where a blank or the end follows; these others always do.
_ENDS = re.compile(r"(?<=[.!?…])[\"'”’»)\]]*\s+|(?<=[。！？])|(?<=[؟۔।])\s*|\n+")


def summarise_statement(answers: Answers) -> list[Block]:
    """Return the sentences kept, part by part; where none was, those that stand by themselves."""
    said: dict[str, list[tuple[str, str]]] = {option.key: [] for option in PARTS}
    for sentence in answers.all(Sentence):
        if sentence.filled("words"):
            said[_part(sentence)].append((sentence.source, sentence.words))
    for seed in answers.untouched(Sentence, seeds_of_sentences(answers), ""):
        if seed.standing:
            said[seed.values["part"]].append((seed.values["source"], seed.values["words"]))
    return [
        Card(
            title=option.label,
            facts=_sources([source for source, _ in said[option.key]]),
            texts=tuple(("", words) for _, words in said[option.key]),
        )
        for option in PARTS
        if said[option.key]
    ]


def _sources(sources: list[str]) -> tuple[tuple[str, str], ...]:
    """Return where sentences were written, each place once; nothing for those written here."""
    places = dict.fromkeys(filter(None, sources))
    return (("From", "; ".join(places)),) if places else ()


def _part(sentence: Sentence) -> str:
    return sentence.part or PARTS[0].key


def seeds_of_sentences(answers: Answers) -> list[Seed]:
    """Return the person's own sentences that belong into a statement, the likeliest first.

    What is suggested are the first sentences of an answer, never a word more or other than that.
    In a part of which nothing was kept the first :data:`STANDING` stand on the page by themselves;
    for others than the person none do, since what was kept may be what they do not see.
    """
    begun = {_part(s) for s in answers.all(Sentence) if s.filled("words")}
    found: list[Seed] = []
    for part, from_part in _FOUND_BY.items():
        room = STANDING if answers.complete and part not in begun else 0
        for record, name, source in from_part(answers):
            words = first_sentences(getattr(record, name))
            if words:
                room -= 1
                found.append(Seed(
                    key=f"{record.id}-{name}",
                    values={"words": words, "part": part, "source": source},
                    why="Word for word as you wrote it.",
                    standing=room >= 0,
                    visibility=record.origin.visibility,
                ))  # fmt: skip
    return found


def first_sentences(text: str, longest: int = LONGEST) -> str:
    """Return the first paragraph's sentences that fit; ``""`` for no words.

    The first sentence is cut short, with an ellipsis, when it does not fit by itself.
    """
    text = text.strip()
    end = 0
    for match in _ENDS.finditer(text):
        if match.start() > longest:
            break
        end = match.start()
        if "\n" in match.group():
            break
    else:
        end = len(text) if len(text) <= longest else end
    if end:
        return text[:end].rstrip()
    return f"{text[:longest].rsplit(' ', 1)[0].rstrip()}…" if len(text) > longest else text


Found = tuple[Record, str, str]
"""A record, one of its fields, and what to call the place."""


def _what_matters(answers: Answers) -> Iterator[Found]:
    band = top_band(answers)
    values = by_weight(answers)
    for value in [v for v in values if v.id in band] or values:
        yield value, "meaning", f"Values: {value.heading}"


def _what_moves(answers: Answers) -> Iterator[Found]:
    yield from _mirror(answers, "motivation")
    strong = [m for m in answers.all(Motivator) if (m.gives or 0) >= _STRONG]
    for motivator in sorted(strong, key=lambda m: -(m.gives or 0)):
        yield motivator, "gave", f"Motivators: {motivator.heading}"
    yield from _mirror(answers, "proudest")


def _where_heading(answers: Answers) -> Iterator[Found]:
    for goal in answers.all(Goal):
        if goal.still != "no":
            yield goal, "goal", "Goals"
    yield from _mirror(answers, "five_years")
    lives = [life for life in answers.all(Direction) if life.pull is not None]
    for life in sorted(lives, key=lambda life: -(life.pull or 0))[:1]:
        yield life, "name", f"Directions: {life.heading}"


def _what_is_asked(answers: Answers) -> Iterator[Found]:
    for criterion in criteria_of(answers):
        if criterion.must == "must":
            yield criterion, "criterion", "What I decide by"
    yield from _mirror(answers, "your_questions")


def _mirror(answers: Answers, key: str) -> Iterator[Found]:
    title = next(prompt.title for prompt in prompts("mirrors") if prompt.key == key)
    for mirror in answers.all(Mirror):
        if mirror.id == f"{Mirror.kind}-{key}" and mirror.still != "no":
            yield mirror, "mirror", f"Mirrors: {title}"


_FOUND_BY: Mapping[str, Callable[[Answers], Iterator[Found]]] = {
    "matters": _what_matters, "moves": _what_moves, "heading": _where_heading,
    "asks": _what_is_asked,
}  # fmt: skip
