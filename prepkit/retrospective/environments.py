"""Team environments: what is looked at, and how each role or project was."""

from __future__ import annotations

import functools
import itertools
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

from prepkit.block import Block, Card, Note, Table, cell, column, counted, shortened
from prepkit.content import Prompt, load
from prepkit.fields import OWN
from prepkit.retrospective.career import in_time, when
from prepkit.retrospective.patterns import projects_needed
from prepkit.retrospective.records import Lens, Project, Setting
from prepkit.section import Answers
from prepkit.views.pattern_charts import heat_grid

T = TypeVar("T")

FEWEST, MOST = 8, 12
"""How many attributes it is good to look at."""

_LONGEST = 60  # characters of words of one's own, where they are only named
_ROWS, _COLUMNS = 30, 14  # of one picture, so that it fits on a page


@dataclass(frozen=True, slots=True)
class Attribute:
    """Something a team can have more or less of; one's own has no ends and no help.

    Attributes:
        key: what its ratings are stored under; for one's own the words behind a mark, so that the
            same words as those of a key stay one's own.
        low, high: what a 1 and what a 5 stand for.
        ask: a question about it to a team one may join.
        values: keys of values that it may stand for.
    """

    key: str
    label: str
    help: str = ""
    low: str = ""
    high: str = ""
    ask: str = ""
    values: tuple[str, ...] = ()

    @property
    def is_own(self) -> bool:
        """Whether somebody added it in their own words."""
        return self.key not in attributes()

    @property
    def words(self) -> str:
        """The words of one's own, all of them; for others its key."""
        return self.key.removeprefix(OWN)

    @property
    def scale(self) -> str:
        """The words of its ends, the low one first: ``none … daily``."""
        return f"{self.low or 'little'} … {self.high or 'a lot'}"


@functools.cache
def attributes() -> Mapping[str, Attribute]:
    """Return the attributes prepkit brings along by their keys, in order."""
    return {
        item["key"]: Attribute(**item | {"values": tuple(item["values"])})
        for item in load("environments")["environments"]
    }


def attribute(key: str) -> Attribute:
    """Return an attribute by its key."""
    known = attributes().get(key)
    if known:
        return known
    words = shortened(key.removeprefix(OWN), _LONGEST)
    ask = f"How much “{words}” is there in an ordinary week?"
    return Attribute(key, words, ask=ask)


def summarise_lens(answers: Answers) -> list[Block]:
    """Return what is looked at, with the ends of its scale, and what is expected."""
    chosen = [attribute(key) for key in looked_at(answers)["ratings"]]
    expected = [lens.why for lens in answers.all(Lens) if lens.filled("why")]
    blocks: list[Block] = []
    if chosen:
        blocks.append(_scales(chosen))
    blocks += [Card(title="What I expect to find", texts=(("", text),)) for text in expected]
    said = _how_many(len(chosen))
    return [*blocks, *([Note(text=said)] if said else [])]


def summarise_environments(answers: Answers) -> list[Block]:
    """Return all ratings as a picture, projects by when they began, and what brought out the best.

    What is no longer looked at stands at the end.
    """
    found = settings_of(answers)
    columns = rated_attributes(answers)
    rows = [(project.heading, ratings_of(setting)) for project, setting in found]
    rows = [(name, ratings) for name, ratings in rows if ratings]
    blocks: list[Block] = [
        heat_grid(
            [attribute(key).label for key in across],
            [(name, [ratings.get(key) for key in across]) for name, ratings in down],
            caption="My team environments from 1 to 5, in the order of time; empty: left open",
            alt=f"Ratings of {counted(len(down), 'role or project', 'roles and projects')} for "
            f"{counted(len(across), 'attribute')}.",
        )
        for across in _parts(columns, _COLUMNS)
        for down in _parts(rows, _ROWS)
    ]
    chosen = looked_at(answers)["ratings"]
    before = [attribute(key).label for key in columns if key not in chosen]
    if before and chosen and answers.complete:
        blocks.append(Note(text=f"Rated before, and not looked at any more: {'; '.join(before)}."))
    told = [(project, setting.best) for project, setting in found if setting.filled("best")]
    if told:
        heads = (column("Role or project", 1.4), column("What did, or did not", 4))
        lines = tuple((cell(project.heading, tone="strong"), cell(best)) for project, best in told)
        blocks.append(Table(caption="What brought out my best there", columns=heads, rows=lines))
    return blocks


def asked_of_projects(answers: Answers) -> list[Prompt]:
    """Return the roles and projects as questions; none before it was chosen what to look at."""
    if not looked_at(answers)["ratings"]:
        return []
    return [
        Prompt(project.id, project.heading, when(project, answers.as_of))
        for project in in_time(answers.all(Project))
        if project.filled("title")
    ]


def looked_at(answers: Answers) -> dict[str, Sequence[str]]:
    """Return the keys of what was chosen to look at, in order, those of one's own last."""
    keys = [
        key
        for lens in answers.all(Lens)
        for key in (*lens.attributes, *(f"{OWN}{words}" for words in lens.own))
    ]
    return {"ratings": list(dict.fromkeys(keys))}


def own_alone(answers: Answers) -> int:
    """Return 1 where all that was chosen to look at is one's own, else 0."""
    return int(
        any(lens.filled("own") and not lens.filled("attributes") for lens in answers.all(Lens))
    )


def settings_of(answers: Answers) -> list[tuple[Project, Setting]]:
    """Return the projects that have a title with how each was, by when they began.

    Without those about which nothing is written, and without those whose project is not here.
    """
    by_id = {setting.id: setting for setting in answers.all(Setting)}
    return [
        (project, setting)
        for project in in_time(answers.all(Project))
        if project.filled("title")
        if (setting := by_id.get(f"{Setting.kind}-{project.id}"))
        if setting.ratings or setting.filled("best")
    ]


def ratings_of(setting: Setting) -> dict[str, int]:
    """Return how a project was by key; words of one's own that have no mark yet are given it."""
    known = [(key, step) for key, step in setting.ratings if _is_key(key)]
    bare = [(f"{OWN}{key}", step) for key, step in setting.ratings if not _is_key(key)]
    return dict([*bare, *known])


def rated_attributes(answers: Answers) -> list[str]:
    """Return the keys of all that was ever rated: what is looked at first, in the order chosen."""
    rated = dict.fromkeys(key for _, one in settings_of(answers) for key in ratings_of(one))
    order = dict.fromkeys([*looked_at(answers)["ratings"], *attributes(), *rated])
    return [key for key in order if key in rated]


def _is_key(key: str) -> bool:
    return key in attributes() or key.startswith(OWN)


def _scales(chosen: Sequence[Attribute]) -> Table:
    """Return what the ends of each scale are, two attributes a row."""
    heads = (column("What I look at", 1.2), column("From 1 to 5", 1.8)) * min(2, len(chosen))
    cells = [(cell(one.label, tone="strong"), cell(one.scale)) for one in chosen]
    if len(cells) > 1 and len(cells) % 2:
        cells.append((cell(""), cell("")))
    rows = tuple(
        tuple(itertools.chain.from_iterable(cells[start : start + 2]))
        for start in range(0, len(cells), 2)
    )
    return Table(caption="What I look at in a team", columns=heads, rows=rows)


def _how_many(chosen: int) -> str:
    """Say what it means to look at so few, or at so many; nothing in between."""
    if 0 < chosen < FEWEST:
        return (
            f"{chosen} so far. {FEWEST} to {MOST} are a good number: with fewer, what made the "
            "difference may not be among them."
        )
    if chosen > MOST:
        return (
            f"{chosen} in all. The more one looks at, the more turns up by chance, and the more "
            f"projects it takes to tell: with {chosen} at least {projects_needed(chosen)}, with "
            f"{FEWEST} at least {projects_needed(FEWEST)}."
        )
    return ""


def _parts(items: Sequence[T], most: int) -> list[Sequence[T]]:
    """Return items in as few parts as have `most` at most, about as long as each other."""
    count = -(-len(items) // most)
    size = -(-len(items) // max(1, count))
    return [items[start : start + size] for start in range(0, len(items), size or 1)]
