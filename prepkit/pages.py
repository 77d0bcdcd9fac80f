"""What the parts of a notebook say, as plain data: from the answers alone."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from prepkit.block import Block, Empty, Note, Table, cell, column, counted, spelled
from prepkit.course import steps, until, where_next
from prepkit.dates import full_date
from prepkit.deep_dive.target import target_of
from prepkit.section import PATHS, Answers, Chapter, Path, Section
from prepkit.still import again_fields, look_again
from prepkit.workspace import Company

NO_COMPANY = (
    "No company yet. Add one at the top of the notebook, or in a terminal with: prepkit company "
    "add NAME. What you write about yourself does not need one."
)
_NOT_SHARED = "Nothing in this section is for you to see."


def _second_look(chapter: Chapter, answers: Answers) -> dict[str, str] | None:
    """Return what is to be looked at again in this sitting, and where; ``None`` for nothing."""
    counts, first = [], None
    for section in chapter.sections:
        if not again_fields(section.record):
            continue
        asked = [again for r in section.own(answers) if (again := look_again(r, answers))]
        done = sum(not again.is_open for again in asked)
        if asked:
            counts.append(f"{done} of {counted(len(asked), section.record.singular)}")
            first = first or (section if done < len(asked) else None)
    if first is None:
        return None
    when = "With what you save now a new sitting begins"
    if not answers.due:
        when = f"In this sitting, since {spelled(answers.began[-1])}"
    why = f"{when}: {' and '.join(counts)} looked at again so far."
    return {"section": first.id, "label": f"Is it still true? {first.title}", "why": why}


def summary(section: Section, answers: Answers) -> list[Block]:
    """Return what a section adds up to; what would fill it when there is nothing."""
    blocks = section.summary(answers)
    if not blocks:
        hint = f"Nothing here yet. {section.hint}" if answers.complete else _NOT_SHARED
        if answers.complete and _lacks_company(section, answers):
            hint = f"{section.title} belongs to a company. {NO_COMPANY}"
        blocks = [Empty(text=hint)]
    doubled = sum(bool(record.origin.others) for record in section.own(answers))
    if doubled:
        text = (
            f"{doubled} of these were changed in two places at once; the version saved last is "
            "shown. The form above has both, to choose from."
        )
        blocks = [Note(text=text, tone="warn"), *blocks]
    return blocks


def _lacks_company(section: Section, answers: Answers) -> bool:
    return section.record.layer == "company" and not answers.company


def plain_tables(section: Section, answers: Answers) -> list[Block]:
    """Return a form as an export shows it: a plain table of the answers for each record."""
    if _lacks_company(section, answers):
        return [Empty(text=f"{section.title} belongs to a company. {NO_COMPANY}")]
    tables: list[Block] = [
        Table(
            caption=answers.words(record, record.title_field) or record.heading,
            columns=(column("", 1), column("Answer", 3)),
            rows=tuple(
                (cell(spec.title, tone="strong"), cell(answers.words(record, spec.name)))
                for spec in record.specs()
                if record.filled(spec.name)
            ),
        )
        for record in section.own(answers)
    ]
    return tables or [Empty(text=f"{section.title}: nothing written yet.")]


def heading(
    chapter: Chapter, answers: Answers, companies: Sequence[Company], path: Path
) -> dict[str, Any]:
    """Return what the top of a notebook shows, as JSON knows it."""
    way = steps(chapter, answers, path)
    ahead = where_next(way, answers)
    target = target_of(answers)
    day = target.interview_on if target else ""
    date = full_date(day)
    return {
        "company": answers.company,
        "companies": [{"id": company.id, "name": company.target.name} for company in companies],
        "when": until((date - answers.as_of).days if date else None, day),
        "path": path,
        "paths": [{"key": key, "label": label} for key, label in PATHS.items()],
        "sections": [
            {"id": step.section.id, "title": step.section.title, "time": step.section.time,
             "on": step.is_on_path, "done": step.progress.done, "wanted": step.progress.wanted}
            for step in way
        ],
        "again": _second_look(chapter, answers),
        "next": {"section": ahead.section, "label": ahead.label, "why": ahead.why}
        if ahead else None,
    }  # fmt: skip
