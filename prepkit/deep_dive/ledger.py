"""The claim ledger: who says what about a company, how old it is, and what is still unknown."""

from __future__ import annotations

import calendar
import datetime
from collections import Counter
from collections.abc import Sequence

from prepkit.block import Block, Cell, Note, Source, Table, cell, column, counted, day_in_words
from prepkit.content import load, options
from prepkit.dates import date_span
from prepkit.deep_dive.corrections import (
    UNKNOWN,
    circles,
    corrections,
    heard_about,
    named,
    now_instead,
    took_the_place,
)
from prepkit.deep_dive.records import GRADES, Claim
from prepkit.deep_dive.target import target_of
from prepkit.section import Answers
from prepkit.views.charts import stacked_bars

STALE_AFTER = 18
"""Months after which a claim counts as old, unless somebody says otherwise."""

_SHORT_GRADE = {option.key: option.label.split(" · ", 1)[1] for option in GRADES}
_HEADS = (
    column("Facet", 1.1), column("Claim", 2.8), column("Says", 0.6, "center"),
    column("Source", 0.8), column("So what, for me", 2.7),
)  # fmt: skip
_MANY = 7
_NEXT = 3  # facets to look into next; more would be a list of what is lacking


def claims_of(answers: Answers) -> list[Claim]:
    """Return what stands in the ledger of the company of the page, in the order it was put into.

    Claims that a later one took the place of are on record (:func:`all_claims`), and stand for
    nothing any more.
    """
    claims = all_claims(answers)
    corrected = corrections(claims)
    return [claim for claim in claims if claim.id not in corrected]


def all_claims(answers: Answers) -> list[Claim]:
    """Return what was ever claimed about the company of the page, corrected since or not."""
    return [claim for claim in answers.of_company(Claim) if claim.filled("statement")]


def unknowns(answers: Answers) -> list[Claim]:
    """Return the claims that stand in the ledger as unknown."""
    return [claim for claim in claims_of(answers) if claim.grade == "U"]


def question_for(claim: Claim) -> str:
    """Return an unknown as a question: as it stands, if it is one already."""
    if claim.statement.rstrip().endswith(("?", "？", "؟", ";")):
        return claim.statement
    return f"What can you tell me about this: {claim.statement.strip().rstrip('.')}?"


def side_of(claim: Claim) -> str:
    """Return ``said`` for what a company says of itself, ``done`` for what it is seen to do.

    Unless the person says which, the company's own statements are said and everybody else's are
    done. ``""`` for an unknown.
    """
    if claim.side or claim.grade in UNKNOWN:
        return claim.side
    return "said" if claim.grade == "B" else "done"


def is_old(claim: Claim, as_of: datetime.date, months: int) -> bool:
    """Whether a claim's source is older than so many months; one without a date is not."""
    span = date_span(claim.dated)
    if span is None:
        return False
    year, month = divmod(as_of.year * 12 + as_of.month - 1 - months, 12)
    if year < 1:
        return False
    day = min(as_of.day, calendar.monthrange(year, month + 1)[1])
    return span[1] < datetime.date(year, month + 1, day)


def summarise_claims(answers: Answers) -> list[Block]:
    """Return the ledger by facet, who says what, what is old, and what is still not known."""
    claims = claims_of(answers)
    if not claims:
        return []
    facets = {option.key: option.label for option in options("facets")} | {"": "Not yet sorted"}
    claims.sort(key=lambda claim: list(facets).index(claim.facet))
    target = target_of(answers)
    months = (target.stale_after if target else None) or STALE_AFTER
    old = {claim.id for claim in claims if is_old(claim, answers.as_of, months)}
    counts = Counter((facets[claim.facet], _SHORT_GRADE[claim.grade or "U"]) for claim in claims)
    unknown = sum(claim.grade in UNKNOWN for claim in claims)
    blocks: list[Block] = [
        stacked_bars(
            [(facet, grade, count) for (facet, grade), count in counts.items()],
            series=list(_SHORT_GRADE.values()),
            axis="claims",
            caption="How much is known about each facet, and from whom",
            alt=f"{counted(len(claims), 'claim')} by facet and by who says so; {unknown} still "
            "unknown.",
        ),
        Table(caption="Claim ledger", columns=_HEADS, rows=_rows(claims, facets, old, answers)),
        Note(
            text="A regulator, court or filing · B the company itself · C independent press or "
            "customer · D employee or anonymous · E my own inference · U unknown, so far. "
            "On paper, numbers point to the sources at the end."
        ),
        *heard_about(answers, claims),
        *_corrected(answers, facets),
        *_age(claims, old, months),
        *_said_and_done(claims, facets),
    ]
    if answers.complete:
        blocks += _still_open(claims)
    return blocks


def _rows(
    claims: Sequence[Claim], facets: dict[str, str], old: set[str], answers: Answers
) -> tuple[tuple[Cell, ...], ...]:
    """Return a row for each claim; one that corrects another says which."""
    known = {claim.id: claim for claim in answers.of_company(Claim)}
    around = {claim.id for claim in circles(all_claims(answers))}
    more = {
        claim.id: took_the_place(claim, known, complete=answers.complete)
        for claim in claims
        if claim.id not in around
    }
    return tuple(
        _row(claim, facets[claim.facet], is_old=claim.id in old, more=more.get(claim.id, ""))
        for claim in claims
    )


def _row(claim: Claim, facet: str, *, is_old: bool, more: str) -> tuple[Cell, ...]:
    says = claim.grade or "U"
    words = "\n".join(part for part in (claim.statement, more) if part)
    return (
        cell(facet, tone="strong"),
        cell(words, tone="muted" if claim.grade in UNKNOWN else "plain"),
        cell(f"{says}\nold", tone="warn") if is_old else cell(says),
        _source_cell(claim),
        cell(claim.so_what),
    )


def _source_cell(claim: Claim) -> Cell:
    if not claim.filled("source") and not claim.filled("link"):
        return cell("unknown" if claim.grade in UNKNOWN else "unverified", tone="warn")
    source = Source(
        label=claim.source or claim.link, link=claim.link, dated=claim.dated, grade=claim.grade
    )
    return cell(claim.source or claim.link, link=claim.link, source=source)


def _corrected(answers: Answers, facets: dict[str, str]) -> list[Block]:
    """Return the claims that gave way to later ones, and those that go round in a circle."""
    claims = all_claims(answers)
    instead = corrections(claims)
    rows = tuple(
        (
            cell(facets[claim.facet], tone="muted"),
            cell(claim.statement, tone="muted"),
            cell(claim.grade or "U", tone="muted"),
            _source_cell(claim) if claim.filled("source") or claim.filled("link") else cell(""),
            cell(now_instead(claim, instead[claim.id])),
        )
        for claim in sorted(claims, key=lambda claim: list(facets).index(claim.facet))
        if claim.id in instead
    )
    heads = (
        column("Facet", 1.1), column("What was claimed", 2.8), column("Said", 0.6, "center"),
        column("Source", 0.8), column("What became of it", 2.7),
    )  # fmt: skip
    blocks: list[Block] = []
    if rows:
        blocks.append(Table(caption="Claims that were corrected", columns=heads, rows=rows))
    if found := [named(claim) for claim in circles(claims) if claim.id not in instead]:
        blocks.append(
            Note(text="None gives way where claims correct one another in a circle: "
                      f"{', '.join(found)}.")
        )  # fmt: skip
    return blocks


def _age(claims: Sequence[Claim], old: set[str], months: int) -> list[Block]:
    """Say which facts are old, and how many cannot be told."""
    found: list[Block] = []
    if old:
        aged = [
            f"{named(claim)} ({day_in_words(claim.dated)})" for claim in claims if claim.id in old
        ]
        more = f"; and {len(aged) - _MANY} more" if len(aged) > _MANY else ""
        found.append(
            Note(
                text=f"Older than {months} months, to be looked at again: "
                f"{'; '.join(aged[:_MANY])}{more}.",
                tone="warn",
            )
        )
    undated = sum(not claim.dated and claim.grade not in UNKNOWN for claim in claims)
    if undated:
        have, their = ("has", "its") if undated == 1 else ("have", "their")
        text = f"{counted(undated, 'claim')} {have} no date, so nothing is said about {their} age."
        found.append(Note(text=text))
    return found


def _said_and_done(claims: Sequence[Claim], facets: dict[str, str]) -> list[Block]:
    """Return what the company says beside what it is seen to do, facet by facet."""
    rows = []
    for key in _shortest():
        sides = {
            side: [f"- {c.statement} ({c.grade})" for c in claims
                   if c.facet == key and side_of(c) == side]
            for side in ("said", "done")
        }  # fmt: skip
        if any(sides.values()):
            rows.append((
                cell(facets[key], tone="strong"),
                *(cell("\n".join(said) or "nothing yet", tone="plain" if said else "muted")
                  for said in sides.values()),
            ))  # fmt: skip
    if not rows:
        return []
    heads = (column("", 0.8), column("What they say", 2), column("What they are seen to do", 2))
    return [Table(caption="Said and done", columns=heads, rows=tuple(rows))]


def _still_open(claims: Sequence[Claim]) -> list[Block]:
    """Return the facets nothing is known of, the shortest path's first, and where to look."""
    known = {claim.facet for claim in claims}
    missing = [facet for facet in load("facets")["facets"] if facet["key"] not in known]
    rows = tuple(
        (cell(facet["label"], tone="strong"), cell(facet["look"]), cell(facet["ask"]))
        for facet in missing[:_NEXT]
    )
    if not rows:
        return []
    heads = (column("Nothing yet on", 1), column("Where to look", 2.4), column("Or ask", 2))
    blocks: list[Block] = [Table(caption="Where to look next", columns=heads, rows=rows)]
    if later := ", ".join(facet["label"] for facet in missing[_NEXT:]):
        blocks.append(Note(text=f"Nothing yet on these either, when there is time: {later}."))
    return blocks


def _shortest() -> list[str]:
    """Return the facets of the shortest path: mission, strategy and culture."""
    return [facet["key"] for facet in load("facets")["facets"] if facet.get("shortest")]
