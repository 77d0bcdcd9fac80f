"""What is written down about a company and its industry."""

from __future__ import annotations

from typing import ClassVar

from prepkit.content import options
from prepkit.fields import (
    Option,
    choice,
    choices,
    date,
    long_text,
    number,
    rating,
    reference,
    tags,
    text,
)
from prepkit.record import Layer, Record, Visibility

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
FOUND_IN = (
    Option("web", "On the web"),
    Option("file", "In a file or document"),
    Option("person", "A person told me"),
    Option("seen", "I saw it myself"),
)
SIDES = (
    Option("said", "What they say of themselves"),
    Option("done", "What they are seen to do"),
)
SORTS = (
    Option("must", "They ask for it"),
    Option("plus", "It would be a plus"),
    Option("task", "What the work is"),
)
STANDINGS = (
    Option("shown", "I can show it"),
    Option("partly", "I can show some of it"),
    Option("missing", "Not yet"),
)
EFFECTS = (
    Option("new", "New to me"),
    Option("confirms", "It confirms a claim"),
    Option("contradicts", "It contradicts a claim"),
)
WATCHED = (
    Option("file", "A file on this computer"),
    Option("feed", "A feed (RSS or Atom)"),
    Option("openalex", "A search in OpenAlex"),
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
    principles: tuple[str, ...] = tags(
        "Values they name", "In their own words, one at a time: from their site or the job ad."
    )
    published_as: tuple[str, ...] = tags(
        "Names it publishes under",
        "Labs, brands, authors: what they publish in your library is marked as theirs.",
    )
    question_minutes: int | None = number(
        "Time for your questions",
        "In one interview; 10 when you leave it empty.",
        unit="minutes",
        most=600,
    )
    stale_after: int | None = number(
        "Facts count as old after",
        "Claims older than this are flagged; 18 when you leave it empty.",
        unit="months",
        least=1,
        most=600,
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


class Requirement(Record):
    """One thing the job ad asks for, in its own words, and what there is to show for it."""

    kind: ClassVar[str] = "requirement"
    singular: ClassVar[str] = "requirement"
    plural: ClassVar[str] = "requirements"
    layer: ClassVar[Layer] = "company"
    visibility: ClassVar[Visibility] = "coach"
    title_field: ClassVar[str] = "words"

    words: str = text("What they ask for", "In the words of the ad.", core=True)
    sort: str = choice("How they put it", options=SORTS)
    competencies: tuple[str, ...] = choices(
        "Competencies behind it", "None, for a plain skill.", options=options("competencies")
    )
    standing: str = choice("Can you show it?", options=STANDINGS, core=True)
    evidence: str = long_text(
        "What would show it", "A project, a number, a person who saw it.", words=30
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
    source: str = text(
        "Source", "Name it so that you can find it again: a page, a document, a person.", core=True
    )
    found_in: str = choice("Where you found it", options=FOUND_IN)
    link: str = text("Link or file", "Its address, or where the file lies.")
    dated: str = date("Date of the source")
    side: str = choice(
        "Said or done?",
        "For mission, strategy and culture. Left empty, what the company says itself is said.",
        options=SIDES,
    )
    so_what: str = long_text(
        "So what, for me?", "What it changes about the role or your answers.", words=40, core=True
    )
    ask: str = choice("If unknown: whom to ask", options=AUDIENCES)
    corrects: str = reference(
        "Takes the place of", "An earlier claim that turned out otherwise; it stays on record.",
        target="claim",
    )  # fmt: skip


class Heard(Record):
    """One thing learnt about the company in an interview, and what it does to the ledger."""

    kind: ClassVar[str] = "heard"
    singular: ClassVar[str] = "thing heard"
    plural: ClassVar[str] = "things heard"
    layer: ClassVar[Layer] = "company"
    visibility: ClassVar[Visibility] = "coach"
    title_field: ClassVar[str] = "said"

    said: str = text("What I heard", "One statement.", core=True)
    by: str = text("From whom", core=True)
    on: str = date("When", core=True)
    effect: str = choice("What it does to what I knew", options=EFFECTS, core=True)
    facet: str = choice("Facet", "Which side of the company.", options=options("facets"))
    claim: str = reference("The claim it is about", "Leave it open for something new.",
                           target="claim")  # fmt: skip
    so_what: str = long_text("So what, for me?", words=30)


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
    themes: tuple[str, ...] = tags(
        "Themes", "Two or three words each, one at a time.", suggest=True
    )
    status: str = choice("Status", options=READING_STATUS, core=True)
    minutes: int | None = number("Time spent", unit="minutes", most=100_000)
    parts: int | None = number("Parts in all", "Lessons or chapters.", unit="parts", most=10_000)
    parts_done: int | None = number("Parts done", unit="parts", most=10_000)
    takeaway: str = long_text("Takeaway", "In your own words, as if to a colleague.", words=50)
    so_what: str = long_text("So what?", "Why it matters for the work you want.", words=30)


class Watch(Record):
    """One place that what is read comes from, looked at again from time to time."""

    kind: ClassVar[str] = "watch"
    singular: ClassVar[str] = "place to watch"
    plural: ClassVar[str] = "places to watch"
    title_field: ClassVar[str] = "where"

    sort: str = choice("What it is", options=WATCHED, core=True)
    where: str = text(
        "Where", "The path of the file, the address of the feed, or what to search for.", core=True
    )
    company: str = reference(
        "Whose own publications?", "Leave it empty for the industry as a whole.", target="target"
    )


class Theme(Record):
    """What somebody decided about a theme of the map: its name, what counts as it, to hide it."""

    kind: ClassVar[str] = "theme"
    singular: ClassVar[str] = "theme"
    plural: ClassVar[str] = "themes"
    title_field: ClassVar[str] = "name"

    name: str = text("Theme", "What it is to be called on the map.", core=True, suggest=True)
    also: tuple[str, ...] = tags(
        "Also counts as this", "Other wordings or themes, one at a time.", suggest=True
    )
    on_map: str = choice(
        "On the map?", options=(Option("shown", "Show it"), Option("hidden", "Hide it"))
    )
    meaning: str = long_text("What it is", "As you would tell somebody outside the field.")


class Dot(Record):
    """One connection: a theme of the field, a fact, and what follows for the company."""

    kind: ClassVar[str] = "dot"
    singular: ClassVar[str] = "connection"
    plural: ClassVar[str] = "connections"
    layer: ClassVar[Layer] = "company"
    visibility: ClassVar[Visibility] = "coach"
    title_field: ClassVar[str] = "theme"

    theme: str = text("This theme", "Something the field is busy with.", core=True, suggest=True)
    fact: str = text("That fact", "From your ledger or your reading.", core=True, suggest=True)
    therefore: str = long_text(
        "Therefore, for this company", "What follows, if both are so.", words=40, core=True
    )
    ask: str = text("Therefore I would ask", "It becomes one of your questions.")
    audience: str = choice("Whom to ask", options=AUDIENCES)


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


class Before(Record):
    """Where the field is heading, as somebody saw it before they began to read."""

    kind: ClassVar[str] = "before"
    singular: ClassVar[str] = "first view"
    plural: ClassVar[str] = "first views"
    layer: ClassVar[Layer] = "company"
    title_field: ClassVar[str] = "view"

    view: str = long_text(
        "Where is this field heading?", "Two sentences, off the top of your head.", words=40,
        core=True,
    )  # fmt: skip
    sure: int | None = rating("How sure are you?", low="a guess", high="I would bet on it",
                              core=True)  # fmt: skip


class After(Record):
    """The same at the end, and what made the difference."""

    kind: ClassVar[str] = "after"
    singular: ClassVar[str] = "view now"
    plural: ClassVar[str] = "views now"
    layer: ClassVar[Layer] = "company"
    title_field: ClassVar[str] = "view"

    view: str = long_text(
        "Where is this field heading?", "Two sentences, without looking at the first ones.",
        words=40, core=True,
    )  # fmt: skip
    sure: int | None = rating("How sure are you?", low="a guess", high="I would bet on it",
                              core=True)  # fmt: skip
    changed: str = long_text(
        "What changed your mind?", "A paper, a number, a person. Nothing is an answer too.",
        words=30,
    )  # fmt: skip
