"""The question bank: questions for every competency, and what is kept of them to practise."""

from __future__ import annotations

import functools
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from prepkit.block import Block, Card, Note
from prepkit.content import load, options
from prepkit.dates import date_span
from prepkit.retrospective.career import card
from prepkit.retrospective.records import Practice, Project, Story
from prepkit.section import Answers, Seed

Level = Literal["any", "early", "senior", "manager"]
Stage = Literal["", "early", "later"]

EARLY_YEARS = 3
"""Years since the first role or project within which somebody is asked what beginners are."""

_ASKED: Mapping[Level, str] = {
    "any": "",
    "early": "Asked in the first years of work",
    "senior": "Asked where the work reaches beyond one team",
    "manager": "Asked of managers",
}
_TURNS: Mapping[Stage, Mapping[Level, int]] = {
    "": {"any": 0, "early": 1, "senior": 2, "manager": 3},
    "early": {"early": 0, "any": 1, "senior": 2, "manager": 3},
    "later": {"any": 0, "senior": 0, "early": 1, "manager": 2},
}
"""Which levels come first, by how long somebody has worked; ``""`` where that is not known."""

_TEXTS = ("forecast", "probes", "red_flags", "cues")


@dataclass(frozen=True, slots=True)
class Question:
    """One question of the bank.

    Attributes:
        key: part of the id of the record that is made of it; never changed, never used again.
        forecast: what it forecasts about the job ahead, one sentence.
        probes: two or three follow-ups.
        red_flags: what counts against an answer, one sentence.
        level: whom it suits; ``senior`` is work that reaches beyond one team.
    """

    key: str
    competency: str
    question: str
    forecast: str
    probes: tuple[str, ...]
    red_flags: str
    level: Level


BANK: tuple[Question, ...] = tuple(
    Question(**item | {"probes": tuple(item["probes"])}) for item in load("bank")["bank"]
)
"""Every question, a competency after the other."""


def questions_for(competency: str) -> tuple[Question, ...]:
    """Return the questions about a competency, in the order of the bank; empty for none known."""
    return tuple(question for question in BANK if question.competency == competency)


def seeds_of_the_bank(answers: Answers) -> list[Seed]:
    """Return all of the bank, what suits the person first, one competency after the other.

    In every round each competency has its turn, first those that no story shows yet. A suggestion
    says the same whatever is written elsewhere: only their order changes.
    """
    shown = frozenset(key for story in answers.all(Story) for key in story.competencies)
    return list(_in_turn(shown, _stage(answers)))


def summarise_bank(answers: Answers) -> list[Block]:
    """Return the questions to practise as cards, by competency, and how many more there are."""
    order = [option.key for option in options("competencies")]
    kept = [
        practice for practice in answers.all(Practice)
        if any(map(practice.filled, ("question", "story", *_TEXTS)))
    ]  # fmt: skip
    if not kept:
        return []
    # Those that say nothing of what they ask about stand at the end.
    kept.sort(key=lambda practice: [*order, practice.competency].index(practice.competency))
    blocks: list[Block] = [_card(practice, answers) for practice in kept]
    more = len(answers.untouched(Practice, seeds_of_the_bank(answers), ""))
    if more and answers.complete:
        blocks.append(Note(text=f"{more} more in the bank."))
    return blocks


def _card(practice: Practice, answers: Answers) -> Card:
    made = card(practice, facts=("competency",), texts=_TEXTS)
    story = answers.name(Story, practice.story)
    told = ((practice.spec("story").title, story),) if story else ()
    return made.model_copy(update={"facts": (*made.facts, *told)})


def _stage(answers: Answers) -> Stage:
    """Return how long somebody has worked; time spent studying does not count."""
    starts = [
        span[0]
        for project in answers.all(Project)
        if project.form != "study" and (span := date_span(project.started))
    ]
    if not starts:
        return ""
    return "early" if (answers.as_of - min(starts)).days < EARLY_YEARS * 365.25 else "later"


@functools.lru_cache(maxsize=16)
def _in_turn(shown: frozenset[str], stage: Stage) -> tuple[Seed, ...]:
    """Return the seeds in the order in which they are suggested.

    Args:
        shown: competencies that a story shows.
    """
    turns, had = _TURNS[stage], dict[tuple[str, int], int]()
    placed = []
    for question, seed in zip(BANK, _seeds(), strict=True):
        rank = turns[question.level]
        place = had[question.competency, rank] = had.get((question.competency, rank), 0) + 1
        placed.append(((rank, place, question.competency in shown), seed))
    return tuple(seed for _, seed in sorted(placed, key=lambda each: each[0]))


@functools.cache
def _seeds() -> tuple[Seed, ...]:
    return tuple(
        Seed(
            question.key.replace("_", "-"),
            {
                "question": question.question,
                "competency": question.competency,
                "forecast": question.forecast,
                "probes": "\n".join(question.probes),
                "red_flags": question.red_flags,
            },
            _ASKED[question.level],
        )
        for question in BANK
    )
