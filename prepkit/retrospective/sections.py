"""The retrospective's table of contents, and what each of its sections adds up to."""

from __future__ import annotations

import datetime
from collections import Counter

from prepkit.block import Block, Card, Note, Table, cell, column
from prepkit.content import options
from prepkit.record import Record, date_span
from prepkit.retrospective.records import Energy, Project, Story, Stumble
from prepkit.section import Answers, Chapter, Section
from prepkit.views.charts import ratings_over_time, spans


def summarise_projects(answers: Answers) -> list[Block]:
    """Return the career as a picture, a table, and each role or project in words."""
    projects = _in_time([p for p in answers.all(Project) if p.filled("title")])
    if not projects:
        return []
    kinds = [option.label for option in Project.spec("form").options]
    drawn = [
        (project.heading, *span, project.show("form") or kinds[-1])
        for project in projects
        if (span := _span(project, answers.as_of))
    ]
    blocks: list[Block] = []
    if drawn:
        blocks.append(
            spans(
                drawn,
                series=kinds,
                caption="Roles and projects over time",
                alt=f"{len(drawn)} roles and projects from {drawn[0][1].year} to "
                f"{max(last for _, _, last, _ in drawn).year}.",
            )
        )
    rows = tuple(
        (
            cell(project.heading, tone="strong"),
            cell("\n".join(p for p in (project.show("form"), project.organisation) if p)),
            cell(_when(project)),
            cell(project.show("team_size")),
            cell(", ".join(project.skills)),
        )
        for project in projects
    )
    heads = (
        column("Role or project", 2), column("Kind and place", 1.7), column("When", 1.5),
        column("Team", 0.9), column("Skills", 2),
    )  # fmt: skip
    blocks.append(Table(caption="Roles and projects", columns=heads, rows=rows))
    blocks += [
        _card(project, facts=(), texts=("what", "part", "move"))
        for project in projects
        if any(project.filled(name) for name in ("what", "part", "move"))
    ]
    return blocks


def summarise_energy(answers: Answers) -> list[Block]:
    """Return energy and engagement along the career, with the moments behind them."""
    checks = [e for e in answers.all(Energy) if e.filled("energy") or e.filled("engagement")]
    if not checks:
        return []
    by_id = {project.id: project for project in answers.all(Project)}
    starts = {
        check.id: span[0]
        for check in checks
        if check.project in by_id and (span := _span(by_id[check.project], answers.as_of))
    }
    checks.sort(key=lambda check: (check.id not in starts, starts.get(check.id, answers.as_of)))
    drawn = [
        (answers.name(Project, check.project), starts[check.id], check.energy, check.engagement)
        for check in checks
        if check.id in starts and check.energy is not None and check.engagement is not None
    ]
    blocks: list[Block] = []
    if len(drawn) > 1:
        blocks.append(
            ratings_over_time(
                drawn,
                first="energy",
                second="engagement",
                caption="Energy and engagement along the way, by the start of each project",
                alt=f"Energy and engagement ratings for {len(drawn)} roles and projects.",
            )
        )
    rows = tuple(
        (
            cell(answers.name(Project, check.project) or "–", tone="strong"),
            cell(check.energy or "–"),
            cell(check.engagement or "–"),
            cell(check.moment),
        )
        for check in checks
    )
    heads = (
        column("Role or project", 1.8), column("Energy", 0.7, "center"),
        column("Engagement", 1, "center"), column("The moment behind it", 4),
    )  # fmt: skip
    blocks.append(Table(caption="What energised, what drained", columns=heads, rows=rows))
    apart = [
        answers.name(Project, check.project)
        for check in checks
        if check.energy and check.engagement and abs(check.energy - check.engagement) >= 2
    ]
    if apart:
        blocks.append(
            Note(text=f"Energy and engagement lie two or more steps apart in: {'; '.join(apart)}.")
        )
    blocks.append(
        Note(
            text=f"{len(checks)} projects: enough to give leads worth testing, too few to prove a "
            "pattern." if len(checks) >= 6 else
            f"{len(checks)} so far: from six on, it is worth looking for what they have in common."
        )
    )  # fmt: skip
    return blocks


def summarise_stories(answers: Answers) -> list[Block]:
    """Return what the stories cover, and each of them as cues with what lies behind."""
    stories = [story for story in answers.all(Story) if story.filled("title")]
    if not stories:
        return []
    labels = {option.key: option.label for option in options("competencies")}
    covered = Counter(key for story in stories for key in story.competencies)
    rows = tuple(
        (
            cell(story.heading, tone="strong"),
            cell(answers.name(Project, story.project)),
            cell(story.when),
            cell(story.show("competencies")),
            cell(story.show("scope")),
        )
        for story in stories
    )
    heads = (
        column("Story", 2.1), column("From", 1.6), column("When", 1.2),
        column("Shows", 2.4), column("Reach", 1.1),
    )  # fmt: skip
    blocks: list[Block] = [Table(caption="Stories at hand", columns=heads, rows=rows)]
    if covered and answers.complete:
        missing = [label for key, label in labels.items() if key not in covered]
        blocks.append(
            Note(
                text=f"{len(covered)} of {len(labels)} competencies have a story. "
                f"Not yet: {', '.join(missing)}."
                if missing
                else f"All {len(labels)} competencies have a story."
            )
        )
    shown = (
        "situation", "task", "action", "result", "number", "provenance", "rejected", "near_miss",
        "other_view", "reflection",
    )  # fmt: skip
    blocks += [_card(story, facts=("when", "who", "scope"), texts=shown) for story in stories]
    return blocks


def summarise_stumbles(answers: Answers) -> list[Block]:
    """Return each stumble with its cost and what grew from it."""
    stumbles = [stumble for stumble in answers.all(Stumble) if stumble.filled("title")]
    blocks: list[Block] = []
    for stumble in stumbles:
        place = (Stumble.spec("project").title, answers.name(Project, stumble.project))
        card = _card(
            stumble, facts=("when",), texts=("happened", "part", "cost", "changed", "again")
        )
        blocks.append(
            card.model_copy(update={"facts": (*card.facts, place) if place[1] else card.facts})
        )
    lasting = sum(stumble.filled("again") for stumble in stumbles)
    if stumbles and answers.complete:
        blocks.append(Note(text=f"{lasting} of {len(stumbles)} with proof that the change lasted."))
    return blocks


def _card(record: Record, *, facts: tuple[str, ...], texts: tuple[str, ...]) -> Card:
    def shown(names: tuple[str, ...]) -> tuple[tuple[str, str], ...]:
        return tuple((record.spec(n).title, record.show(n)) for n in names if record.filled(n))

    return Card(title=record.heading, facts=shown(facts), texts=shown(texts))


def _in_time(projects: list[Project]) -> list[Project]:
    return sorted(projects, key=lambda project: (project.started == "", project.started))


def _span(project: Project, as_of: datetime.date) -> tuple[datetime.date, datetime.date] | None:
    """Return first and last day; one that goes on ends today; ``None`` without a start."""
    start, end = date_span(project.started), date_span(project.ended)
    if not start:
        return None
    last = end[1] if end else as_of
    return start[0], max(last, start[1])


def _when(project: Project) -> str:
    if not project.started:
        return project.ended and f"until {project.ended}"
    return f"{project.started} to {project.ended or 'now'}"


CHAPTER = Chapter(
    "retrospective",
    "Retrospective",
    (
        Section(
            "projects", "Roles and projects", 40, Project, summarise_projects, "short",
            "Add the role or project you remember best, with the year it started.", goal=10,
            quick=10,
        ),
        Section(
            "energy", "Energy", 20, Energy, summarise_energy, "medium",
            "Rate one project: how much energy it left you, and how absorbed you were.", goal=6,
        ),
        Section(
            "stories", "Stories", 60, Story, summarise_stories, "short",
            "Write down one episode: when it was, what you did, what changed.", goal=6,
            quick=20,
        ),
        Section(
            "stumbles", "Stumbles and growth", 30, Stumble, summarise_stumbles, "full",
            "Write down one thing that went wrong, and what you do differently since.", goal=3,
        ),
    ),
)  # fmt: skip
