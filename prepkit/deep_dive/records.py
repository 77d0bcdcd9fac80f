"""What is written down about a company and its industry."""

from __future__ import annotations

from typing import ClassVar

from prepkit.content import options
from prepkit.record import (
    Layer,
    Option,
    Record,
    Visibility,
    choice,
    date,
    long_text,
    number,
    rating,
    reference,
    tags,
    text,
)

LEVELS = (
    Option("first", "First job or internship"),
    Option("junior", "Junior"),
    Option("experienced", "Experienced"),
    Option("senior", "Senior"),
    Option("lead", "Lead, staff or principal"),
    Option("manager", "Manager of people"),
    Option("executive", "Executive"),
    Option("unknown", "I do not know yet"),
)
FORMATS = (
    Option("site", "On site"),
    Option("video", "Video"),
    Option("phone", "Phone"),
    Option("mixed", "Several of these"),
    Option("unknown", "I do not know yet"),
)
GRADES = (
    Option("A", "A · regulator, court or filing"),
    Option("B", "B · the company itself"),
    Option("C", "C · independent press or customer"),
    Option("D", "D · employee or anonymous"),
    Option("E", "E · my own inference"),
    Option("U", "U · unknown, so far"),
)
AUDIENCES = (
    Option("recruiter", "Recruiter"),
    Option("manager", "Hiring manager"),
    Option("team", "Future colleagues"),
    Option("leader", "Senior leader"),
    Option("anyone", "Whoever is there"),
)
READING_KINDS = (
    Option("paper", "Paper"),
    Option("course", "Course"),
    Option("filing", "Filing or annual report"),
    Option("talk", "Talk or podcast"),
    Option("book", "Book"),
    Option("news", "News or blog post"),
)
READING_STATUS = (
    Option("want", "Want to read"),
    Option("reading", "Reading"),
    Option("done", "Read"),
    Option("dropped", "Set aside"),
)


class Target(Record):
    """The company, the role and the day of the interview; one for each company."""

    kind: ClassVar[str] = "target"
    singular: ClassVar[str] = "target"
    plural: ClassVar[str] = "targets"
    layer: ClassVar[Layer] = "company"
    visibility: ClassVar[Visibility] = "coach"
    title_field: ClassVar[str] = "name"

    name: str = text("Company", "As it is written on the job ad.", core=True)
    role: str = text("Role", "The job title, word for word.", core=True)
    level: str = choice("Level", options=LEVELS)
    interview_on: str = date(
        "Interview date", "The next one. Leave it empty if it is not fixed yet.", core=True
    )
    rounds: int | None = number("Rounds", "How many there will be, if you know.", unit="rounds")
    format: str = choice("Format", options=FORMATS)
    people: tuple[str, ...] = tags("People you will meet", "Names or roles, one at a time.")
    job_ad: str = long_text(
        "Job ad", "Paste it in: ads vanish from the web as soon as they have served."
    )
    why: str = long_text(
        "Why this company, why this role?",
        "Name one thing you could say of them and of nobody else.",
        words=80,
        core=True,
    )
    readiness: int | None = rating(
        "How ready do you feel today?", low="not at all", high="fully", core=True
    )


class Claim(Record):
    """One thing somebody says about the company, with who says it and what follows."""

    kind: ClassVar[str] = "claim"
    singular: ClassVar[str] = "claim"
    plural: ClassVar[str] = "claims"
    layer: ClassVar[Layer] = "company"
    visibility: ClassVar[Visibility] = "coach"
    title_field: ClassVar[str] = "statement"

    facet: str = choice("Facet", "Which side of the company.", options=options("facets"), core=True)
    statement: str = text(
        "Claim", "One statement. If you do not know, write what you would like to know.", core=True
    )
    grade: str = choice("Who says so?", options=GRADES, core=True)
    source: str = text("Source", "Name it so that you can find it again.", core=True)
    link: str = text("Link", "Where it can be read, if it is on the web.")
    dated: str = date("Date of the source")
    so_what: str = long_text(
        "So what, for me?", "What it changes about the role or your answers.", words=40, core=True
    )
    ask: str = choice("If unknown: whom to ask", options=AUDIENCES)


class Reading(Record):
    """One thing to read, hear or take part in, and what was taken from it."""

    kind: ClassVar[str] = "reading"
    singular: ClassVar[str] = "reading item"
    plural: ClassVar[str] = "reading items"
    title_field: ClassVar[str] = "title"

    title: str = text("Title", core=True)
    by: str = text("Authors or speaker")
    form: str = choice("Kind", options=READING_KINDS, core=True)
    year: int | None = number("Year", least=1400, most=2200)
    link: str = text("Link or file")
    company: str = reference(
        "About which company?", "Leave it empty for the industry as a whole.", target="target"
    )
    themes: tuple[str, ...] = tags("Themes", "Two or three words each, one at a time.")
    status: str = choice("Status", options=READING_STATUS, core=True)
    minutes: int | None = number("Time spent", unit="minutes", most=100_000)
    takeaway: str = long_text("Takeaway", "In your own words, as if to a colleague.", words=50)
    so_what: str = long_text("So what?", "Why it matters for the work you want.", words=30)


class Question(Record):
    """One question to ask in the interview."""

    kind: ClassVar[str] = "question"
    singular: ClassVar[str] = "question"
    plural: ClassVar[str] = "questions"
    layer: ClassVar[Layer] = "company"
    visibility: ClassVar[Visibility] = "coach"
    title_field: ClassVar[str] = "question"

    question: str = text("Question", "Open, and not answered on their website.", core=True)
    audience: str = choice("Whom to ask", options=AUDIENCES, core=True)
    why: str = long_text("Why I ask", "What a good answer would tell you.", words=30)
    asked: str = choice(
        "Asked?",
        options=(Option("not_yet", "Not yet"), Option("yes", "Yes"), Option("dropped", "Dropped")),
    )
    answer: str = long_text("What they said")
