"""Roles and projects: the career as a picture, in a table and in words, and what a CV suggests."""

from __future__ import annotations

import datetime
from collections.abc import Sequence

from prepkit.block import Block, Chart, Note, Table, cell, column, counted, shortened
from prepkit.dates import date_span
from prepkit.errors import UnreadableFileError
from prepkit.retrospective.career import card, in_time, stretch, what_came_next, when
from prepkit.retrospective.records import Project, Resume
from prepkit.retrospective.resume import Cv, read_cv
from prepkit.section import Answers, Seed
from prepkit.views.career_charts import Stretch, career, is_too_tall

_TOLD = ("what", "part")
_WIDTHS = {"what": 3.3, "part": 3.0, "skills": 1.35}
_LONGEST = 600  # characters of a text that stands in a table; longer ones are cards


def summarise_projects(answers: Answers) -> list[Block]:
    """Return the career as a picture, a table with the moves, and what was done, in words."""
    projects = in_time([p for p in answers.all(Project) if p.filled("title")])
    if not projects:
        return []
    return [
        *_pictures(projects, answers.as_of),
        _overview(projects, answers.as_of, complete=answers.complete),
        *_turned_round(projects),
        *_in_words(projects),
    ]


def seeds_of_projects(answers: Answers) -> list[Seed]:
    """Return the roles and projects of the CVs that were brought in, the newest first.

    What was written down by hand under the same title, in the same place and year, is left out.
    """
    cvs = sorted(answers.all(Resume), key=lambda resume: resume.origin.saved_at, reverse=True)
    known = {_called(p.title, p.organisation, p.started) for p in answers.all(Project)
             if not p.id.startswith(f"{Project.kind}-cv-")}  # fmt: skip
    seeds: dict[str, Seed] = {}
    for cv in cvs:
        for entry in cv_of(cv).entries:
            said = entry.values
            names = (str(said.get(name, "")) for name in ("title", "organisation", "started"))
            if _called(*names) not in known:
                why = f"From {cv.heading}: {entry.part}"
                seeds.setdefault(entry.key, Seed(entry.key, said, why, visibility="private"))
    return sorted(seeds.values(), key=lambda seed: str(seed.values.get("started", "")),
                  reverse=True)  # fmt: skip


def cv_of(resume: Resume) -> Cv:
    """Return what is in a CV that was brought in; where it cannot be read any more, why not."""
    try:
        return read_cv(resume.content, resume.file)
    except UnreadableFileError as error:
        return Cv((), (str(error),))


def _called(title: str, organisation: str, started: str) -> tuple[str, ...]:
    return (
        " ".join(title.casefold().split()),
        " ".join(organisation.casefold().split()),
        started[:4],
    )


def _pictures(projects: list[Project], as_of: datetime.date) -> list[Chart]:
    """Return the career as a picture, or as one a kind where it is too tall for a page.

    Nothing while nothing has a date, and of a kind of which there are too many to be drawn.
    """
    spec = Project.spec("form")
    drawn = [
        (project.form or spec.options[-1].key, found)
        for project in projects
        if (found := stretch(project, as_of))
    ]
    kinds = [
        (option.label, tuple(found for form, found in drawn if form == option.key))
        for option in spec.options
    ]
    if not drawn:
        return []
    chart = _picture(kinds)
    if not is_too_tall(chart):
        return [chart]
    apart = [[(n, found if n == name else ()) for n, found in kinds] for name, own in kinds if own]
    return [chart for chart in map(_picture, apart) if not is_too_tall(chart)]


def _picture(kinds: Sequence[tuple[str, Sequence[Stretch]]]) -> Chart:
    drawn = [found for _, listed in kinds for found in listed]
    said = "; ".join(f"{name}: {len(found)}" for name, found in kinds if found)
    years = f"{min(d.first for d in drawn).year} to {max(d.last for d in drawn).year}"
    going = sum(found.goes_on for found in drawn)
    alt = f"{counted(len(drawn), 'role or project', 'roles and projects')} from {years}. {said}."
    alt += f" {going} of them {'goes' if going == 1 else 'go'} on." if going else ""
    return career(kinds, caption="Roles and projects over time", alt=alt)


def _overview(projects: Sequence[Project], as_of: datetime.date, *, complete: bool) -> Table:
    """Return when, what and where each one was, and why it was started and left, in time.

    What came next is said only where nothing was left out.
    """
    next_ones = {p.id: what_came_next(p, projects) if complete else [] for p in projects}
    follows = any(next_ones.values())
    moved = any(project.filled("move") for project in projects)
    rows = tuple(
        (
            cell(project.heading, tone="strong"),
            cell(_lines(when(project, as_of), _then(next_ones[project.id]))),
            cell(_lines(_listed(project.show("form"), project.show("team_size")),
                        project.organisation)),
            *([cell(project.move)] if moved else []),
        )
        for project in projects
    )  # fmt: skip
    heads = (
        column("Role or project", 1.5),
        column("When, and next within a year" if follows else "When", 1.75),
        column("Kind, team and place", 1.65),
        *([column(Project.spec("move").title, 3.6)] if moved else []),
    )
    return Table(caption="Roles and projects", columns=heads, rows=rows)


def _turned_round(projects: Sequence[Project]) -> list[Note]:
    """Return a line about those that end before they start; nothing without any."""
    said = []
    for project in projects:
        start, end = date_span(project.started), date_span(project.ended)
        if start and end and end[1] < start[0]:
            said.append(f"{shortened(project.heading, 60)} ({when(project)})")
    return [Note(text=f"Ends before it starts: {', '.join(said)}.")] if said else []


def _in_words(projects: Sequence[Project]) -> list[Block]:
    """Return what was said of each one: in a table what is short, in cards what is long."""
    told = [p for p in projects if p.skills or any(map(p.filled, _TOLD))]
    long = [p for p in told if max(len(getattr(p, name)) for name in _TOLD) > _LONGEST]
    short = [project for project in told if project not in long]
    names = [name for name in (*_TOLD, "skills") if any(p.filled(name) for p in short)]
    rows = tuple(
        (cell(project.heading, tone="strong"), *(cell(project.show(name)) for name in names))
        for project in short
    )
    heads = (
        column("Role or project", 1.35),
        *(column(Project.spec(name).title, _WIDTHS[name]) for name in names),
    )
    table = [Table(caption="What I did in them", columns=heads, rows=rows)] if rows else []
    return [*table, *(card(project, facts=("skills",), texts=_TOLD) for project in long)]


def _then(found: Sequence[Project]) -> str:
    return f"then {' and '.join(project.heading for project in found)}" if found else ""


def _listed(*parts: str) -> str:
    return ", ".join(part for part in parts if part)


def _lines(*parts: str) -> str:
    return "\n".join(part for part in parts if part)
