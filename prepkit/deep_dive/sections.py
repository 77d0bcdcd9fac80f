"""The deep dive's table of contents, and what its smaller sections add up to."""

from __future__ import annotations

import functools
from typing import TYPE_CHECKING

from prepkit.block import Block, Card, counted
from prepkit.deep_dive import asking, field, outlook, starters, target
from prepkit.deep_dive.figures import map_blocks
from prepkit.deep_dive.heard import seeds_of_claims
from prepkit.deep_dive.ledger import summarise_claims
from prepkit.deep_dive.reading import is_for_company, summarise_library, summarise_reading
from prepkit.deep_dive.records import (
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
from prepkit.section import Answers, Chapter, Section
from prepkit.views.map_charts import dots_and_lines

if TYPE_CHECKING:
    from prepkit.industry.outcome import IndustryMap


def summarise_map(answers: Answers) -> list[Block]:
    """Return the industry map of the library, with the company's own place on it."""
    found = field.map_of(answers)
    if not found.works:
        return []
    about = target.target_of(answers)
    name = about.heading if about else ""
    drawn = _drawn(found, name, field.field_of(answers), answers.complete)
    return [*drawn, *_meanings(answers)]


# Drawn again only when it has changed: it is looked at whenever anything is saved.
@functools.lru_cache(maxsize=2)
def _drawn(
    found: IndustryMap, company: str, works: field.Field, complete: bool
) -> tuple[Block, ...]:  # fmt: skip
    return tuple(
        map_blocks(
            found, company=company, work=lambda n: field.work_of(works, n), complete=complete
        )
    )


def _meanings(answers: Answers) -> list[Block]:
    """Return what the person wrote about themes."""
    told = tuple((t.heading, t.meaning) for t in answers.all(Theme) if t.filled("meaning"))
    return [Card(title="Themes, in my words", texts=told)] if told else []


def summarise_dots(answers: Answers) -> list[Block]:
    """Return the picture of dots and lines, and each connection in full."""
    dots = [
        dot
        for dot in answers.of_company(Dot)
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


CHAPTER = Chapter(
    "deep_dive",
    "Deep dive",
    (
        Section(
            "target", "Target", 10, Target, target.summarise_target, "short",
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
            "requirements", "Requirements", 8, Requirement, target.summarise_requirements,
            "medium", "Paste the job ad into the target, then keep what is picked out of it here.",
            goal=6, seeds=target.requirement_seeds, seeds_title="Picked out of the job ad",
        ),
        Section(
            "claims", "Claims", 25, Claim, summarise_claims, "short",
            "Write down one thing somebody says about the company, and who says it.", goal=13,
            quick=10, seeds=seeds_of_claims, seeds_title="From your debriefs",
        ),
        Section(
            "library", "Your library", 10, Watch, summarise_library, "medium",
            "Bring in what you have collected, or name a file or feed to watch.", imports=True,
            more=lambda answers: min(1, len(answers.library)),
        ),
        Section(
            "reading", "Reading", 25, Reading, summarise_reading, "medium",
            "Add one paper, course, filing or talk, and what you took from it.", goal=10,
            belongs=is_for_company, seeds=starters.reading_seeds,
            seeds_title="Worth reading next, from your library", words=starters.reading_hints,
        ),
        Section(
            "map", "Industry map", 10, Theme, summarise_map, "medium",
            "Bring in your library or add to the reading list, and its themes are drawn. Add a "
            "theme only to rename, join or hide one.",
            words=starters.theme_hints,
            more=lambda answers: min(1, len(field.field_of(answers).entries)),
        ),
        Section(
            "dots", "Connect the dots", 10, Dot, summarise_dots, "medium",
            "Take one theme and one fact, and write what follows for this company.", goal=3,
            seeds=starters.dot_seeds, seeds_title="Starters from your map",
            words=starters.dot_hints,
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
