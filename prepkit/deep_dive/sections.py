"""The deep dive's table of contents, and what each of its sections adds up to."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from prepkit.block import Block, Card, Cell, Note, Source, Sources, Table, cell, column
from prepkit.content import load, options
from prepkit.deep_dive.records import (
    AUDIENCES,
    GRADES,
    READING_STATUS,
    Claim,
    Question,
    Reading,
    Target,
)
from prepkit.record import Record
from prepkit.section import Answers, Chapter, R, Section
from prepkit.views.charts import columns_by_year, stacked_bars

_SHORT_GRADE = {option.key: option.label.split(" · ", 1)[1] for option in GRADES}


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


def summarise_claims(answers: Answers) -> list[Block]:
    """Return the ledger by facet, who says what, and what is still not known."""
    claims = [c for c in _of_company(answers, answers.all(Claim)) if c.filled("statement")]
    if not claims:
        return []
    facets = {option.key: option.label for option in options("facets")} | {"": "Not yet sorted"}
    claims.sort(key=lambda claim: list(facets).index(claim.facet))
    counts = Counter((facets[claim.facet], _SHORT_GRADE[claim.grade or "U"]) for claim in claims)
    unknown = sum(claim.grade in ("", "U") for claim in claims)
    missing = [
        label
        for key, label in facets.items()
        if key and not any(claim.facet == key for claim in claims)
    ]
    rows = [
        (
            cell(facets[claim.facet], tone="strong"),
            cell(claim.statement, tone="muted" if claim.grade in ("", "U") else "plain"),
            cell(claim.grade or "U"),
            _source_cell(claim),
            cell(claim.so_what),
        )
        for claim in claims
    ]
    heads = (
        column("Facet", 1.3), column("Claim", 3.1), column("Says", 0.6, "center"),
        column("Source", 0.9), column("So what, for me", 2.4),
    )  # fmt: skip
    blocks: list[Block] = [
        stacked_bars(
            [(facet, grade, count) for (facet, grade), count in counts.items()],
            series=list(_SHORT_GRADE.values()),
            axis="claims",
            caption="How much is known about each facet, and from whom",
            alt=f"{len(claims)} claims by facet and by who says so; {unknown} still unknown.",
        ),
        Table(caption="Claim ledger", columns=heads, rows=tuple(rows)),
        Note(
            text="A regulator, court or filing · B the company itself · C independent press or "
            "customer · D employee or anonymous · E my own inference · U unknown, so far. "
            "On paper, numbers point to the sources at the end."
        ),
    ]
    if missing and answers.complete:
        blocks.append(Note(text=f"Nothing yet on: {', '.join(missing)}."))
    return blocks


def summarise_reading(answers: Answers) -> list[Block]:
    """Return what was read, year by year, and what was taken from it."""
    items = [i for i in answers.all(Reading) if i.filled("title") and _is_for_company(i, answers)]
    if not items:
        return []
    status = {option.key: option.label for option in READING_STATUS} | {"": "Want to read"}
    dated = Counter((item.year, status[item.status]) for item in items if item.year)
    blocks: list[Block] = []
    if len({year for year, _ in dated}) > 1:
        blocks.append(
            columns_by_year(
                [(year, name, count) for (year, name), count in dated.items() if year],
                series=list(dict.fromkeys(status.values())),
                axis="items",
                caption="The reading list by year of publication",
                alt=f"{len(items)} reading items by year and status.",
            )
        )
    items.sort(key=lambda item: (list(status).index(item.status or "want"), -(item.year or 0)))
    rows = [
        (
            cell(item.title, link=item.link, tone="strong"),
            cell(", ".join(part for part in (item.by, item.show("year")) if part)),
            cell(", ".join(part for part in (item.show("form"), status[item.status]) if part)),
            cell(", ".join(item.themes)),
        )
        for item in items
    ]
    heads = (column("Title", 2.8), column("By", 1.7), column("Kind", 1.2), column("Themes", 1.9))
    blocks.append(Table(caption="Reading list", columns=heads, rows=tuple(rows)))
    blocks += [
        Card(title=item.title, facts=(("By", item.by),) if item.by else (), texts=texts)
        for item in items
        if (texts := _texts(item, "takeaway", "so_what"))
    ]
    minutes = sum(item.minutes or 0 for item in items)
    themes = Counter(theme for item in items for theme in item.themes).most_common(6)
    said = f"{len(items)} items, {minutes / 60:.1f} hours so far." if minutes else ""
    often = ", ".join(f"{theme} ({count})" for theme, count in themes if count > 1)
    if said or often:
        blocks.append(Note(text=f"{said} {'Themes met more than once: ' + often if often else ''}"))
    blocks.append(Sources(items=tuple(Source(label=i.title, link=i.link) for i in items if i.link)))
    return blocks


def summarise_questions(answers: Answers) -> list[Block]:
    """Return the questions to ask, by whom to ask, those from unknown claims among them."""
    audience = {option.key: option.label for option in AUDIENCES} | {"": "Whoever is there"}
    asked: list[tuple[str, Sequence[Cell]]] = [
        (
            item.audience,
            (
                cell(item.question, tone="strong"),
                cell(item.why),
                cell("\n".join(t for t in (item.show("asked"), item.answer) if t) or "Not yet"),
            ),
        )
        for item in _of_company(answers, answers.all(Question))
        if item.filled("question")
    ]
    asked += [
        (
            claim.ask,
            (
                cell(_facet_question(claim), tone="strong"),
                cell(f"Unknown in the ledger: {claim.statement}"),
                cell("Not yet"),
            ),
        )
        for claim in _of_company(answers, answers.all(Claim))
        if claim.grade == "U" and claim.filled("statement")
    ]
    if not asked:
        return []
    asked.sort(key=lambda item: list(audience).index(item[0]))
    rows = [(cell(audience[whom]), *cells) for whom, cells in asked]
    heads = (
        column("Whom", 1), column("Question", 2.5), column("Why", 2.2), column("Asked", 2),
    )  # fmt: skip
    return [Table(caption="Questions to ask", columns=heads, rows=tuple(rows))]


def _is_for_company(item: Record, answers: Answers) -> bool:
    """Whether a reading item is about the company of the page, or about the industry."""
    about = item.company if isinstance(item, Reading) else ""
    return not answers.company or about in ("", f"target-{answers.company}")


def _facet_question(claim: Claim) -> str:
    if claim.statement.rstrip().endswith("?"):
        return claim.statement
    facets = {facet["key"]: facet["ask"] for facet in load("facets")["facets"]}
    return str(facets.get(claim.facet, f"What about this: {claim.statement.strip().rstrip('.')}?"))


def _of_company(answers: Answers, records: list[R]) -> list[R]:
    return [record for record in records if record.origin.company == answers.company]


def _source_cell(claim: Claim) -> Cell:
    if not claim.filled("source") and not claim.filled("link"):
        return cell("unknown" if claim.grade in ("", "U") else "unverified", tone="warn")
    source = Source(
        label=claim.source or claim.link, link=claim.link, dated=claim.dated, grade=claim.grade
    )
    return cell(claim.source or claim.link, link=claim.link, source=source)


def _texts(item: Reading, *names: str) -> tuple[tuple[str, str], ...]:
    return tuple((item.spec(name).title, item.show(name)) for name in names if item.filled(name))


CHAPTER = Chapter(
    "deep_dive",
    "Deep dive",
    (
        Section(
            "target", "Target", 10, Target, summarise_target, "short",
            "Name the company, the role and the day, and say why it is this one.", shape="one",
            quick=8,
        ),
        Section(
            "claims", "Claims", 30, Claim, summarise_claims, "short",
            "Write down one thing somebody says about the company, and who says it.", goal=13,
            quick=12,
        ),
        Section(
            "reading", "Reading", 60, Reading, summarise_reading, "medium",
            "Add one paper, course, filing or talk, and what you took from it.", goal=10,
            belongs=_is_for_company,
        ),
        Section(
            "questions", "Questions to ask", 15, Question, summarise_questions, "short",
            "Write one question you would really like answered.", goal=5,
            quick=10,
        ),
    ),
)  # fmt: skip
