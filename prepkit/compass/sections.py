"""The compass's table of contents."""

from __future__ import annotations

from dataclasses import replace

from prepkit.compass.criteria import asked_of_a_company, seeds_of_criteria, summarise_criteria
from prepkit.compass.directions import summarise_directions
from prepkit.compass.fit import summarise_fit
from prepkit.compass.goals import summarise_goals
from prepkit.compass.mirrors import summarise_mirrors
from prepkit.compass.motivators import summarise_motivators
from prepkit.compass.priorities import summarise_priorities
from prepkit.compass.records import (
    Comparison,
    Criterion,
    Direction,
    Fit,
    Goal,
    Mirror,
    Motivator,
    Priority,
    Sentence,
    Sitting,
    Value,
)
from prepkit.compass.shifted import summarise_shifted
from prepkit.compass.statement import seeds_of_sentences, summarise_statement
from prepkit.compass.timeline import seeds_of_sittings
from prepkit.compass.values import summarise_values
from prepkit.content import prompts
from prepkit.section import Chapter, Section

MIRRORS = tuple(
    replace(prompt, help=f"The mirror question, for yourself: {prompt.help}")
    for prompt in prompts("mirrors")
)
PAIRS = prompts("motivators")
AREAS = prompts("areas")
LIVES = prompts("directions")

CHAPTER = Chapter(
    "compass",
    "Compass",
    (
        Section(
            "mirrors", "Mirrors", 45, Mirror, summarise_mirrors, "short",
            "Answer one classic question, first for the interviewer, then for yourself.",
            shape="prompts", prompts=MIRRORS, adds=True, quick=20, remembers=True,
        ),
        Section(
            "values", "Values", 25, Value, summarise_values, "medium",
            "Sort the cards above, or choose one value you would not give up, and say what you "
            "mean by it.",
            goal=7, also=(Comparison,), exercises=("sort", "pairs"), remembers=True,
        ),
        Section(
            "motivators", "Motivators and drains", 10, Motivator, summarise_motivators, "medium",
            "Rate one pair: how much energy the first gives you, and how much the second takes.",
            shape="prompts", prompts=PAIRS, remembers=True,
        ),
        Section(
            "priorities", "Priorities", 10, Priority, summarise_priorities, "medium",
            "Rate one area of life: how much it matters, and how content you are with it.",
            shape="prompts", prompts=AREAS, remembers=True,
        ),
        Section(
            "directions", "Directions", 40, Direction, summarise_directions, "full",
            "Give one of three lives a title, and write down an ordinary Tuesday in it.",
            shape="prompts", prompts=LIVES, remembers=True,
        ),
        Section(
            "goals", "Goals", 30, Goal, summarise_goals, "full",
            "Write one goal and the next step towards it.", goal=3, remembers=True,
        ),
        Section(
            "shifted", "What has shifted", 10, Sitting, summarise_shifted, "full",
            "Write down what brought you here today, and what you notice.",
            seeds=seeds_of_sittings, seeds_title="Times at which you worked on your compass",
        ),
        Section(
            "criteria", "What I decide by", 10, Criterion, summarise_criteria, "medium",
            "Write down one thing a place can have more or less of, and what a 1 and a 5 would "
            "look like.",
            goal=5, seeds=seeds_of_criteria, seeds_title="From the values you kept",
        ),
        Section(
            "fit", "This company against my compass", 10, Fit, summarise_fit, "medium",
            "Write down what you decide by, in the section above; each line of it can then be "
            "rated here.",
            shape="prompts", prompts=asked_of_a_company,
        ),
        Section(
            "statement", "Compass statement", 10, Sentence, summarise_statement, "short",
            "Keep one sentence you wrote in this chapter, or write one here.",
            goal=5, quick=5, seeds=seeds_of_sentences, seeds_title="Sentences of your own",
        ),
    ),
)  # fmt: skip
