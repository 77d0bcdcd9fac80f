"""Wear: stories told often or long over, and which of them did not end well."""

from __future__ import annotations

from collections.abc import Sequence

from prepkit.block import counted
from prepkit.brief.cue_words import LABELS
from prepkit.brief.material import nearest_stumble
from prepkit.brief.plan import OLD, Step, is_old, stories_of, told_of
from prepkit.compass.wording import ended, folded, in_words, listed, quoted
from prepkit.retrospective.records import Story
from prepkit.section import Answers

OFTEN, TWICE = 3, 2
"""Interviews from which on a story counts as told often: anywhere, and at one company."""

_FAILURE = "handling_failure"
_ENDED = {"partly": "partly worked", "badly": "did not work"}
_MOST = 3  # stories that are named


def wear_of(steps: Sequence[Step], answers: Answers) -> list[str]:
    """Return what to look out for, a sentence each; says what is not there, too."""
    stories = stories_of(answers)
    return [
        *_told_often(stories, answers),
        *_to_several(steps),
        *_ageing(stories, answers),
        *_counter_example(steps, stories, answers),
        *_unmarked(stories),
    ]


def _told_often(stories: Sequence[Story], answers: Answers) -> list[str]:
    said, told = [], told_of(answers)
    for story in stories:
        asked = told.get(story.id, [])
        rounds = {item.debrief or f"at {item.origin.company}" for item in asked}
        here = sum(item.origin.company == answers.company for item in asked)
        parts = [f"in {counted(len(rounds), 'interview')}"] if len(rounds) >= OFTEN else []
        if here >= TWICE:
            parts.append(f"{'twice' if here == TWICE else f'{here} times'} at this company")
        if parts:
            said.append(f"{quoted([story.heading])} was told {', and '.join(parts)}")
    if not said:
        return []
    one = "It is known by now; another one would show more."
    return [f"{listed(said, between='; ')}. {one if len(said) == 1 else _SEVERAL_KNOWN}"]


_SEVERAL_KNOWN = "They are known by now; others would show more."


def _to_several(steps: Sequence[Step]) -> list[str]:
    """Name the stories the plan has for several people, who may compare notes."""
    listeners: dict[str, set[str]] = {}
    names: dict[str, str] = {}
    for step in steps:
        if step.story and step.asked.by:
            listeners.setdefault(step.story.id, set()).add(folded(step.asked.by))
            names[step.story.id] = step.story.heading
    several = [names[id] for id, heard in listeners.items() if len(heard) > 1]
    if not several:
        return []
    return [f"For more than one person in the plan: {quoted(several)}. They may compare notes."]


def _ageing(stories: Sequence[Story], answers: Answers) -> list[str]:
    old = [story for story in stories if is_old(story, answers.as_of)]
    if not old:
        return []
    named = quoted([story.heading for story in old])
    return [ended(f"Over for {in_words(OLD)} years or more: {named}")]


def _counter_example(
    steps: Sequence[Step], stories: Sequence[Story], answers: Answers
) -> list[str]:
    """Say which stories did not end well and whether they are told, or what is nearest to one."""
    found = [story for story in stories if story.ended in _ENDED]
    if found:
        said = listed([_used(story, steps) for story in found], _MOST, "; ")
        return [ended(f"Ended otherwise than well: {said}")]
    if failures := [story for story in stories if _FAILURE in story.competencies]:
        said = listed([_used(story, steps) for story in failures], _MOST, "; ")
        return [ended(f"No story is marked as ending otherwise than well; of a failure: {said}")]
    said = "No story yet that ended badly or only partly worked; interviewers like to ask for one."
    if stumble := nearest_stumble(answers):
        return [f"{said} Nearest: {ended(f'the stumble {quoted([stumble.heading])}')}"]
    return [said]


def _used(story: Story, steps: Sequence[Step]) -> str:
    """Return a story, how it ended, and what is asked about where it is told."""
    how = f" ({_ENDED[story.ended]})" if story.ended in _ENDED else ""
    named = f"{quoted([story.heading])}{how}"
    told = dict.fromkeys(
        LABELS.get(step.asked.competency) or quoted([step.asked.question])
        for step in steps
        if step.story and step.story.id == story.id
    )
    return f"{named}, in the plan for {listed([*told])}" if told else f"{named}, not in the plan"


def _unmarked(stories: Sequence[Story]) -> list[str]:
    bare = [story.heading for story in stories if not story.competencies]
    if not bare:
        return []
    return [ended(f"Not said yet what they show, so they are not proposed: {quoted(bare)}")]
