"""Questions to ask: the person's own, those from unknowns, and those from connections."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from prepkit.block import Block, Cell, Note, Table, cell, column, counted
from prepkit.deep_dive.ledger import question_for, unknowns
from prepkit.deep_dive.records import AUDIENCES, Dot, Question
from prepkit.deep_dive.target import target_of
from prepkit.section import Answers, Seed

MINUTES_EACH = 3
"""What a question takes with its answer and one follow-up, about; a rule of thumb of ours."""

MINUTES = 10
"""Left for the candidate's questions in one interview, unless somebody says otherwise."""

_WHOM = {option.key: option.label for option in AUDIENCES}


@dataclass(frozen=True, slots=True)
class Asked:
    """One question, wherever it comes from.

    Attributes:
        words: the question.
        audience: a key of the audiences; ``anyone`` where none was chosen.
        why: what a good answer would tell, or where the question comes from.
        state: ``not_yet``, ``yes`` or ``dropped``.
        answer: what they said.
    """

    words: str
    audience: str
    why: str
    state: str = "not_yet"
    answer: str = ""


def seeds(answers: Answers) -> list[Seed]:
    """Return a question for each unknown of the ledger and each connection that ends in one.

    They count without being kept; keeping one makes it possible to change it and to tick it off.
    """
    found = [
        Seed(
            claim.id,
            {"question": question, "audience": claim.ask, "why": claim.so_what},
            "Unknown in the ledger"
            + ("" if question == claim.statement else f": {claim.statement}"),
            standing=True,
            visibility=claim.origin.visibility,
        )
        for claim in unknowns(answers)
        for question in [question_for(claim)]
    ]
    found += [
        Seed(
            dot.id,
            {"question": dot.ask, "audience": dot.audience, "why": dot.therefore},
            f"From a connection: {dot.theme}" if dot.theme else "From a connection",
            standing=True,
            visibility=dot.origin.visibility,
        )
        for dot in answers.of_company(Dot)
        if dot.filled("ask")
    ]
    return found


def waiting(answers: Answers) -> list[Seed]:
    """Return those seeds that were neither kept nor taken off."""
    return answers.untouched(Question, seeds(answers), answers.company)


def gathered(answers: Answers) -> list[Asked]:
    """Return every question for the company of the page, by whom to ask.

    For each audience the person's own come first, in their order, then those that stand by
    themselves; what was kept or taken off among these is not there twice.
    """
    found = [
        Asked(
            item.question, item.audience or "anyone", item.why, item.asked or "not_yet", item.answer
        )
        for item in answers.of_company(Question)
        if item.filled("question")
    ]
    found += [
        Asked(
            str(seed.values["question"]),
            str(seed.values["audience"] or "anyone"),
            "\n".join(part for part in (str(seed.values["why"]), seed.why) if part.strip()),
        )
        for seed in waiting(answers)
    ]
    return sorted(found, key=lambda item: list(_WHOM).index(item.audience))


def summarise_questions(answers: Answers) -> list[Block]:
    """Return the questions to take along, those in reserve, and what became of the others."""
    found = gathered(answers)
    if not found:
        return []
    target = target_of(answers)
    given = target.question_minutes if target else None
    minutes = MINUTES if given is None else given
    fit = max(1, minutes // MINUTES_EACH) if minutes else 0
    along, reserve = [], []
    for whom in _WHOM:
        waiting = [item for item in found if (item.audience, item.state) == (whom, "not_yet")]
        along += waiting[:fit]
        reserve += waiting[fit:]
    done = [item for item in found if item.state != "not_yet"]
    blocks: list[Block] = []
    if along:
        blocks += [
            _table("Questions to take along", along),
            Note(
                text=f"With {counted(minutes, 'minute')} for questions, at about {MINUTES_EACH} "
                f"minutes each, {fit} {'fits' if fit == 1 else 'fit'} into a conversation. The "
                "order in the form decides which; the target has the minutes."
            ),
        ]
    if reserve:
        blocks.append(_table("In reserve", reserve))
    if done:
        said = {"yes": "Asked", "dropped": "Dropped"}
        rows = tuple(
            (
                *_cells(item)[:2],
                cell("\n".join(part for part in (said[item.state], item.answer) if part)),
            )
            for item in done
        )
        heads = (column("Whom", 1), column("Question", 2.5), column("What came of it", 3))
        blocks.append(Table(caption="Ticked off", columns=heads, rows=rows))
    return blocks


def _table(caption: str, items: Sequence[Asked]) -> Table:
    heads = (column("Whom", 1), column("Question", 2.8), column("Why", 2.6))
    return Table(caption=caption, columns=heads, rows=tuple(_cells(item) for item in items))


def _cells(item: Asked) -> tuple[Cell, Cell, Cell]:
    return cell(_WHOM[item.audience]), cell(item.words, tone="strong"), cell(item.why)
