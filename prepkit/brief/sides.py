"""Both sides: what somebody says of themselves, and what their moves and their energy show."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from prepkit.brief.reasons import REASONS, named_in, reasons_in
from prepkit.compass.motivators import PAIRS, STRONG, motivators_of, side
from prepkit.compass.records import Motivator, Value
from prepkit.compass.weighing import by_weight, kept, top_band
from prepkit.retrospective.career import in_time
from prepkit.retrospective.energy import last_checks
from prepkit.retrospective.records import Energy, Project
from prepkit.section import Answers

HIGH, LOW = 4, 2
"""The energy from which on a project gave it, and up to which it took it, of 5."""


@dataclass(frozen=True, slots=True)
class Said:
    """A value kept, or a motivator said to give a great deal of energy.

    Attributes:
        key: its card's, or its pair's after ``gives-``; a person's own card has its own.
        gives: how much energy it gives, 4 or 5; ``None`` for a value.
        is_top: whether it is a value of the top band.
        reasons: keys of those that speak for it; empty for what no list of cue words knows.
    """

    key: str
    name: str
    gives: int | None
    is_top: bool
    reasons: tuple[str, ...]

    def is_among(self, keys: Iterable[str]) -> bool:
        """Return whether it is one of those with these keys; one's own may be told by its name."""
        return not {self.key, self.name}.isdisjoint(keys)


@dataclass(frozen=True, slots=True)
class Sign:
    """Words that speak for a reason in why somebody moved.

    Scenes are shown and never read: what stands in one is seldom what it was about.

    Attributes:
        words: as they were typed; at least one.
        energy: of the project, 1 to 5, or ``None`` when it was not rated.
    """

    project: Project
    words: tuple[str, ...]
    energy: int | None


@dataclass(frozen=True, slots=True)
class Sides:
    """What is held against each other.

    Attributes:
        said: values that weigh most first, then motivators, the strongest first.
        signs: by key of the reason; projects in time.
        named: the same by the key of something said that no reason speaks for, found by its name.
        moves: the projects with a reason for starting or leaving, in time.
        unread: those of them in which no reason was read.
        felt: the last rating of each project's energy, most energy first.
    """

    said: tuple[Said, ...]
    signs: Mapping[str, tuple[Sign, ...]]
    named: Mapping[str, tuple[Sign, ...]]
    moves: tuple[Project, ...]
    unread: tuple[Project, ...]
    felt: tuple[tuple[Project, Energy], ...]

    def speaking_for(self, said: Said) -> list[Sign]:
        """Return what in moves speaks for something said; empty when nothing does."""
        signs = [sign for key in said.reasons for sign in self.signs.get(key, ())]
        return [*signs, *self.named.get(said.key, ())]

    def said_about(self, reason: str) -> list[Said]:
        """Return what is said that a reason speaks for, what weighs most first."""
        return [said for said in self.said if reason in said.reasons]


def moves_in(signs: Iterable[Sign]) -> int:
    """Return in how many moves there are signs; one project counts once."""
    return len({sign.project.id for sign in signs})


def sides(answers: Answers) -> Sides:
    """Return both sides; each is empty where nothing is written."""
    said = (*_values(answers), *_motivators(answers))
    projects = in_time([found for found in answers.all(Project) if found.filled("title")])
    felt = energy_of(answers, projects)
    moves = [project for project in projects if project.filled("move")]
    ratings = {project.id: check.energy for project, check in felt}
    signs: dict[str, list[Sign]] = defaultdict(list)
    for project in moves:
        for found in reasons_in(project.move):
            sign = Sign(project, found.words, ratings.get(project.id))
            signs[found.reason].append(sign)
    named = {
        one.key: tuple(
            Sign(project, (word,), ratings.get(project.id))
            for project in moves
            if (word := named_in(one.name, project.move))
        )
        for one in said
        if not one.reasons
    }
    return Sides(
        said, {key: tuple(found) for key, found in signs.items()}, named, tuple(moves),
        tuple(project for project in moves if not reasons_in(project.move)), tuple(felt),
    )  # fmt: skip


def energy_of(answers: Answers, projects: Sequence[Project]) -> list[tuple[Project, Energy]]:
    """Return the projects whose energy was rated, most first; of several ratings the last saved."""
    last = {check.project: check for check in last_checks(answers.all(Energy)) if check.energy}
    felt = [(project, last[project.id]) for project in projects if project.id in last]
    return sorted(felt, key=lambda one: (-(one[1].energy or 0), -(one[1].engagement or 0)))


def _values(answers: Answers) -> list[Said]:
    # Others see some of the choices only, which would say something else than all of them.
    band = top_band(answers) if answers.complete else ()
    values = by_weight(answers) if answers.complete else kept(answers)
    found = []
    for value in sorted(values, key=lambda value: value.id not in band):
        key = value.id.removeprefix(f"{Value.kind}-")
        keys = {key, value.value}
        reasons = tuple(r.key for r in REASONS.values() if keys & set(r.values))
        found.append(Said(key, value.heading, None, value.id in band, reasons))
    return found


def _motivators(answers: Answers) -> list[Said]:
    keys = {prompt.title: prompt.key for prompt in PAIRS}
    found = []
    for pair in motivators_of(answers):
        if pair.gives is not None and pair.gives >= STRONG:
            key = keys.get(pair.pair, pair.id.removeprefix(f"{Motivator.kind}-"))
            reasons = tuple(r.key for r in REASONS.values() if key in r.motivators)
            # A value and a pair may have one key: "autonomy" is both.
            found.append(Said(f"gives-{key}", side(pair, "gives"), pair.gives, False, reasons))
    return sorted(found, key=lambda said: -(said.gives or 0))
