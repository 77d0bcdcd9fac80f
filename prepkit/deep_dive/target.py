"""The target: the company, the role and the day, and what the job ad asks for."""

from __future__ import annotations

from collections import Counter

from prepkit.block import Block, Card, Note, Table, cell, column
from prepkit.content import options
from prepkit.deep_dive.job_ad import requirements
from prepkit.deep_dive.records import SORTS, Requirement, Target
from prepkit.library.identity import folded
from prepkit.section import Answers, Seed


def target_of(answers: Answers) -> Target | None:
    """Return the company the page is for, or ``None``."""
    return next(iter(answers.of_company(Target)), None)


def summarise_target(answers: Answers) -> list[Block]:
    """Return the company, the role and the day, and why."""
    for target in answers.of_company(Target):
        shown = (
            "role", "level", "interview_on", "rounds", "format", "people", "principles",
            "readiness",
        )  # fmt: skip
        facts = [(target.spec(name).title, target.show(name)) for name in shown]
        texts = [(target.spec(name).title, target.show(name)) for name in ("why", "job_ad")]
        if any(value for _, value in facts + texts):
            return [
                Card(
                    title=target.heading,
                    facts=tuple(fact for fact in facts if fact[1]),
                    texts=tuple(item for item in texts if item[1]),
                )
            ]
    return []


def requirement_seeds(answers: Answers) -> list[Seed]:
    """Return what the job ad asks for, in its own words, to be kept or taken off."""
    known = {folded(item.words) for item in answers.of_company(Requirement)}
    return [
        Seed(
            wanted.key,
            {"words": wanted.words, "sort": wanted.kind, "competencies": wanted.competencies},
            "",
            visibility=target.origin.visibility,
        )
        for target in answers.of_company(Target)
        for wanted in requirements(target.job_ad)
        if folded(wanted.words) not in known
    ]


def summarise_requirements(answers: Answers) -> list[Block]:
    """Return what is asked for, what there is to show, and the competencies behind it."""
    items = [item for item in answers.of_company(Requirement) if item.filled("words")]
    if not items:
        return []
    order = [option.key for option in SORTS]
    items.sort(key=lambda item: order.index(item.sort) if item.sort else len(order))
    rows = tuple(
        (
            cell(item.words, tone="strong"),
            cell(item.show("sort")),
            cell(item.show("competencies")),
            cell("\n".join(part for part in (item.show("standing"), item.evidence) if part)
                 or "no answer yet", tone="plain" if item.standing or item.evidence else "muted"),
        )
        for item in items
    )  # fmt: skip
    heads = (
        column("They ask for", 2.6), column("How", 1), column("Competencies", 1.4),
        column("What I can show", 2.2),
    )  # fmt: skip
    blocks: list[Block] = [Table(caption="What the job ad asks for", columns=heads, rows=rows)]
    labels = {option.key: option.label for option in options("competencies")}
    often = Counter(labels.get(key, key) for item in items for key in item.competencies)
    behind = ", ".join(f"{label} ({count})" for label, count in often.most_common(6))
    missing = sum(item.standing == "missing" for item in items)
    said = [f"Competencies behind it, by how often: {behind}." if behind else ""]
    said += [f"Not to be shown yet: {missing} of {len(items)}." if missing else ""]
    if any(said):
        blocks.append(Note(text=" ".join(part for part in said if part)))
    return blocks
