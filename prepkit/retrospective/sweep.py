"""The evidence, year by year: what was looked through, and what it brought to light."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from prepkit.block import Block, Note, Table, cell, column
from prepkit.content import Prompt
from prepkit.dates import date_span
from prepkit.retrospective.career import in_time, years
from prepkit.retrospective.records import Project, Story, Sweep
from prepkit.section import Answers

MOST_YEARS = 40
_USUAL_YEARS = 10
_RECENT = 5  # years for which calendar and mail are mostly still there
_MOST_NAMED = 6

_YEAR = re.compile("[12][0-9]{3}")
_STILL_THERE = "Go through the calendar, meeting by meeting, then mail, repositories and reviews."
_LONG_AGO = (
    "Where calendar and mail are gone: repositories, reviews, certificates, photos, and one person "
    "who was there."
)


def summarise_sweep(answers: Answers) -> list[Block]:
    """Return what was looked through and found, year by year, the first year first."""
    looked = [s for s in answers.all(Sweep) if s.filled("looked") or s.filled("found")]
    if not looked:
        return []
    looked.sort(key=lambda sweep: sweep.year)
    rows = tuple(
        (cell(sweep.heading, tone="strong"), cell(sweep.show("looked")), cell(sweep.found))
        for sweep in looked
    )
    heads = (column("Year", 0.6), column("Where I looked", 1.6), column("What I found", 4))
    blocks: list[Block] = [Table(caption="Evidence, year by year", columns=heads, rows=rows)]
    if answers.complete:
        blocks.append(_note(looked, _years(answers)))
    return blocks


def years_asked(answers: Answers) -> list[Prompt]:
    """Return the years to look through, the last one first, at most 40.

    They begin with the first year of anything written down, else ten years back. Each says what is
    known of it so far, and where to look.
    """
    projects = in_time([p for p in answers.all(Project) if p.filled("title")])
    asked = _years(answers)
    known = _known(projects, range(asked[-1], asked[0] + 1), answers)
    return [
        Prompt(
            str(year), str(year),
            f"That year, as far as is written: {_few(known[year])}." if year in known else "",
            (("Where to look", _where(year, projects, answers)),),
        )
        for year in asked
    ]  # fmt: skip


def _years(answers: Answers) -> list[int]:
    """Return the years there are, the last one first."""
    begun = [
        *(project.started for project in answers.all(Project)),
        *(story.when for story in answers.all(Story)),
        *(sweep.year for sweep in answers.all(Sweep) if _YEAR.fullmatch(sweep.year)),
    ]
    now = answers.as_of.year
    first = min((days[0].year for text in begun if (days := date_span(text))),
                default=now - _USUAL_YEARS + 1)  # fmt: skip
    return list(range(now, max(min(first, now), now - MOST_YEARS + 1) - 1, -1))


def _known(projects: Sequence[Project], asked: range, answers: Answers) -> dict[int, list[str]]:
    """Return what is written, by year: roles and projects that went on, then stories."""
    known: dict[int, list[str]] = {}
    for project in projects:
        for year in years(project, answers.as_of, asked):
            known.setdefault(year, []).append(project.heading)
    for story in answers.all(Story):
        if story.filled("title") and story.when:
            known.setdefault(int(story.when[:4]), []).append(story.heading)
    return known


def _where(year: int, projects: Sequence[Project], answers: Answers) -> str:
    """Return where to look for what happened in a year."""
    lines = []
    began = [project for project in projects if project.started[:4] == str(year)]
    ended = [p for p in projects if p.ended[:4] == str(year) and p not in began]
    if began:
        lines.append(f"The contract and the first weeks of {_few([p.heading for p in began])}.")
    if ended:
        lines.append(f"The last weeks and the farewells of {_few([p.heading for p in ended])}.")
    return " ".join([*lines, _STILL_THERE if answers.as_of.year - year < _RECENT else _LONG_AGO])


def _note(looked: Sequence[Sweep], years: Sequence[int]) -> Note:
    """Return how many years are looked through, and which are not or brought nothing."""
    seen = {int(sweep.year) for sweep in looked if sweep.year in set(map(str, years))}
    said = f"{len(seen)} of {len(years)} years looked through."
    if left := [year for year in years if year not in seen]:
        said += f" Not yet: {_runs(left)}."
    empty = [int(s.year) for s in looked if not s.filled("found") and s.year in map(str, years)]
    if empty:
        said += f" Nothing noted for {_runs(empty)}."
    return Note(text=said)


def _runs(years: Iterable[int]) -> str:
    """Return years in words, those that follow each other as one: ``2012, 2014 to 2017``."""
    runs: list[list[int]] = []
    for year in sorted(set(years)):
        if runs and year == runs[-1][-1] + 1:
            runs[-1].append(year)
        else:
            runs.append([year])
    parts = (str(r[0]) if len(r) == 1 else f"{r[0]} to {r[-1]}" for r in runs)
    return ", ".join(parts)


def _few(names: Sequence[str]) -> str:
    more = len(names) - _MOST_NAMED
    return "; ".join(names[:_MOST_NAMED]) + (f"; and {more} more" if more > 0 else "")
