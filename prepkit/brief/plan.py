"""The plan: which story for which likely question, and who has heard which story."""

from __future__ import annotations

import datetime
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from prepkit.block import counted
from prepkit.brief.assignment import Ask, assign
from prepkit.brief.likely import Expected
from prepkit.brief.records import Asked
from prepkit.compass.wording import folded, in_words
from prepkit.dates import years_since
from prepkit.retrospective.probes import missing
from prepkit.retrospective.records import Drill, Story
from prepkit.retrospective.stories import has_something
from prepkit.section import Answers

OLD = 5
"""Whole years from which on a story counts as ageing."""

_RECENT = 2  # years
_ENDINGS = ("well", "partly", "", "badly")
_OF_A_FAILURE = ("badly", "partly", "", "well")


@dataclass(frozen=True, slots=True)
class Step:
    """One question and the story for it.

    Attributes:
        story: ``None`` where none shows what is asked about.
        is_chosen: whether somebody chose it; it is proposed otherwise.
        again: why the listener has heard it: ``"planned"`` for an earlier question of this plan,
            ``"told"`` in an earlier round, ``""`` when it is new to them.
    """

    asked: Expected
    story: Story | None
    is_chosen: bool
    again: str = ""


def stories_of(answers: Answers) -> list[Story]:
    """Return the stories in which something was written, in the order given."""
    return [story for story in answers.all(Story) if has_something(story)]


def plan_of(expected: Sequence[Expected], answers: Answers) -> list[Step]:
    """Return a story for each question, in their order; see :func:`assign` for which.

    A story may be told where it shows what is asked about. It fits the better, the fewer
    follow-ups it leaves open; of as many, the more recent it is; then by how it ended, a failure
    first where that is asked about; then by how many follow-ups came when they were practised.
    """
    stories = stories_of(answers)
    places = {story.id: place for place, story in enumerate(stories)}
    unfit = _unfit(stories, answers)
    asks = tuple(
        Ask(
            folded(item.by),
            tuple(
                (place, unfit(place, item.competency))
                for place, story in enumerate(stories)
                if item.competency in story.competencies
            ),
            places.get(item.story),
        )
        for item in expected
    )
    told = {(by, places[id]) for by, id in _heard(answers) if id in places}
    heard = set(told)
    steps = []
    for item, ask, place in zip(expected, asks, assign(asks, frozenset(told)), strict=True):
        again = ""
        if place is not None:
            pair = (ask.by, place)
            again = "told" if pair in told else "planned" if pair in heard else ""
            heard.add(pair)
        story = None if place is None else stories[place]
        steps.append(Step(item, story, ask.fixed is not None, again))
    return steps


def repeats_of(steps: Sequence[Step]) -> str:
    """Say how often stories come where it is not known who asks; ``""`` when none comes again."""
    times = Counter(step.story.id for step in steps if step.story and not step.asked.by)
    often = Counter(times.values())
    again = [
        f"{often[count]} {'is' if often[count] == 1 else 'are'} told "
        f"{'twice' if count == 2 else f'{in_words(count)} times'}"
        for count in sorted(often)
        if count > 1
    ]
    if not again:
        return ""
    stories = counted(len(times), "story", "stories")
    over = f"{stories} over {counted(times.total(), 'question')}: {', '.join(again)}"
    return over if all(not step.asked.by for step in steps) else f"Where nobody is named, {over}"


def told_of(answers: Answers) -> dict[str, list[Asked]]:
    """Return the questions each story was told for, by its id, in their order."""
    found: dict[str, list[Asked]] = {}
    for asked in answers.all(Asked):
        if asked.story:
            found.setdefault(asked.story, []).append(asked)
    return found


def is_old(story: Story, as_of: datetime.date) -> bool:
    """Whether a story was over :data:`OLD` years ago or more."""
    years = years_since(story.when, as_of)
    return years is not None and years >= OLD


def _heard(answers: Answers) -> set[tuple[str, str]]:
    """Return who of this company was told which story, where it was written down who asked."""
    return {
        (folded(asked.by), asked.story)
        for asked in answers.of_company(Asked)
        if asked.story and asked.filled("by")
    }


def _practised(answers: Answers) -> Mapping[str, set[str]]:
    """Return the follow-ups that came at once, by story; what was saved last counts."""
    # In the order of time: their own order may be changed, by hand or by a merge.
    in_time = sorted(answers.all(Drill), key=lambda drill: (drill.origin.saved_at, drill.id))
    last = {
        (drill.story, drill.probe): drill.came
        for drill in in_time
        if drill.came and drill.came != "undone"
    }
    found: dict[str, set[str]] = {}
    for (story, probe), came in last.items():
        if came == "came":
            found.setdefault(story, set()).add(probe)
    return found


def _unfit(stories: Sequence[Story], answers: Answers) -> Callable[[int, str], int]:
    """Return what says how badly a story fits a competency, given its place and the competency.

    Each part weighs more than all those after it.
    """
    practised = _practised(answers)
    deep = [len(missing(story)) for story in stories]
    years = [years_since(story.when, answers.as_of) for story in stories]
    ages = [1 if it is None else 0 if it < _RECENT else 1 if it < OLD else 2 for it in years]
    came = [min(3, len(practised.get(story.id, ()))) for story in stories]

    def unfit(place: int, competency: str) -> int:
        order = _OF_A_FAILURE if competency == "handling_failure" else _ENDINGS
        ending = order.index(stories[place].ended)
        return ((deep[place] * 4 + ages[place]) * 4 + ending) * 4 + (3 - came[place])

    return unfit
