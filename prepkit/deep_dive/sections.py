"""The deep dive's table of contents, and what its smaller sections add up to."""

from __future__ import annotations

import functools
from collections import Counter
from typing import TYPE_CHECKING

from prepkit.block import Block, Card, Note, Table, cell, column
from prepkit.content import options
from prepkit.deep_dive import asking, field, outlook
from prepkit.deep_dive.figures import map_blocks
from prepkit.deep_dive.job_ad import requirements
from prepkit.deep_dive.ledger import summarise_claims
from prepkit.deep_dive.map_words import counted
from prepkit.deep_dive.reading import is_for_company, summarise_library, summarise_reading
from prepkit.deep_dive.records import (
    SORTS,
    After,
    Before,
    Claim,
    Dot,
    Question,
    Reading,
    Requirement,
    Target,
    Theme,
    Watch,
)
from prepkit.library.identity import folded
from prepkit.section import Answers, Chapter, R, Section, Seed
from prepkit.views.map_charts import dots_and_lines

if TYPE_CHECKING:
    from prepkit.industry.outcome import IndustryMap


def summarise_target(answers: Answers) -> list[Block]:
    """Return the company, the role and the day, and why."""
    for target in _of_company(answers, answers.all(Target)):
        shown = ("role", "level", "interview_on", "rounds", "format", "people", "readiness")
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
    known = {folded(item.words) for item in _of_company(answers, answers.all(Requirement))}
    return [
        Seed(
            wanted.key,
            {"words": wanted.words, "sort": wanted.kind, "competencies": wanted.competencies},
            "",
            visibility=target.origin.visibility,
        )
        for target in _of_company(answers, answers.all(Target))
        for wanted in requirements(target.job_ad)
        if folded(wanted.words) not in known
    ]


def summarise_requirements(answers: Answers) -> list[Block]:
    """Return what is asked for, what there is to show, and the competencies behind it."""
    items = [
        item for item in _of_company(answers, answers.all(Requirement)) if item.filled("words")
    ]
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


def summarise_map(answers: Answers) -> list[Block]:
    """Return the industry map of the library, with the company's own place on it."""
    found = field.map_of(answers)
    if not found.works:
        return []
    target = next(iter(_of_company(answers, answers.all(Target))), None)
    name = target.heading if target else ""
    return [*_drawn(found, name, field.field_of(answers)), *_meanings(answers)]


# Drawn again only when it has changed: it is looked at whenever anything is saved.
@functools.lru_cache(maxsize=2)
def _drawn(found: IndustryMap, company: str, works: field.Field) -> tuple[Block, ...]:
    return tuple(map_blocks(found, company=company, work=lambda n: field.work_of(works, n)))


def _meanings(answers: Answers) -> list[Block]:
    """Return what the person wrote about themes."""
    told = tuple((t.heading, t.meaning) for t in answers.all(Theme) if t.filled("meaning"))
    return [Card(title="Themes, in my words", texts=told)] if told else []


def summarise_dots(answers: Answers) -> list[Block]:
    """Return the picture of dots and lines, and each connection in full."""
    dots = [
        dot
        for dot in _of_company(answers, answers.all(Dot))
        if any(dot.filled(name) for name in ("theme", "fact", "therefore"))
    ]
    if not dots:
        return []
    blocks: list[Block] = [
        dots_and_lines(
            [(dot.theme, dot.fact, dot.therefore) for dot in dots],
            caption="Dots and lines",
            alt=f"{counted(len(dots), 'connection')} between themes, facts and what follows "
            "from them.",
        )
    ]
    blocks += [
        Card(
            title=" · ".join(part for part in (dot.theme, dot.fact) if part) or dot.heading,
            texts=tuple(
                (dot.spec(name).title, dot.show(name))
                for name in ("therefore", "ask")
                if dot.filled(name)
            ),
        )
        for dot in dots
        if dot.filled("therefore") or dot.filled("ask")
    ]
    return blocks


def _of_company(answers: Answers, records: list[R]) -> list[R]:
    return [record for record in records if record.origin.company == answers.company]


CHAPTER = Chapter(
    "deep_dive",
    "Deep dive",
    (
        Section(
            "target", "Target", 10, Target, summarise_target, "short",
            "Name the company, the role and the day, and say why it is this one.", shape="one",
            quick=7,
        ),
        Section(
            "before", "First view", 5, Before, outlook.summarise_before,
            "short",
            "Write two sentences about where the field is heading, before you read anything.",
            shape="one", quick=3,
        ),
        Section(
            "requirements", "Requirements", 8, Requirement, summarise_requirements,
            "medium", "Paste the job ad into the target; what it asks for is picked out here.",
            goal=6, seeds=requirement_seeds, seeds_title="Picked out of the job ad",
        ),
        Section(
            "claims", "Claims", 25, Claim, summarise_claims, "short",
            "Write down one thing somebody says about the company, and who says it.", goal=13,
            quick=10,
        ),
        Section(
            "library", "Your library", 10, Watch, summarise_library, "medium",
            "Bring in what you have collected, or name a file or feed to watch.", imports=True,
            more=lambda answers: min(1, len(answers.library)),
        ),
        Section(
            "reading", "Reading", 25, Reading, summarise_reading, "medium",
            "Add one paper, course, filing or talk, and what you took from it.", goal=10,
            belongs=is_for_company, seeds=field.reading_seeds,
            seeds_title="Worth reading next, from your library", words=field.reading_hints,
        ),
        Section(
            "map", "Industry map", 10, Theme, summarise_map, "medium",
            "Bring in your library or add to the reading list, and its themes are drawn. Add a "
            "theme only to rename, join or hide one.",
            words=field.theme_hints,
            more=lambda answers: min(1, len(field.field_of(answers).entries)),
        ),
        Section(
            "dots", "Connect the dots", 10, Dot, summarise_dots, "medium",
            "Take one theme and one fact, and write what follows for this company.", goal=3,
            seeds=field.dot_seeds, seeds_title="Starters from your map", words=field.dot_hints,
        ),
        Section(
            "questions", "Questions to ask", 12, Question, asking.summarise_questions, "short",
            "Write one question you would really like answered.", goal=5, quick=7,
            seeds=asking.seeds, seeds_title="From your unknowns and connections",
            more=lambda answers: len(asking.waiting(answers)),
        ),
        Section(
            "after", "View now", 5, After, outlook.summarise_after,
            "short", "Write the two sentences again, and see what has become sharper.",
            shape="one", quick=3,
        ),
    ),
)  # fmt: skip
