"""What is written down about what one did, and how it was."""

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
    scales,
    tags,
    text,
)
from prepkit.record import Record, Visibility

SCOPES = (
    Option("self", "Myself"),
    Option("task", "One task"),
    Option("team", "My team"),
    Option("teams", "Several teams"),
    Option("organisation", "The organisation"),
    Option("outside", "Beyond the organisation"),
)
LOOKED_THROUGH = (
    Option("calendar", "Calendar", "Leap from meeting to meeting: which ones were yours?"),
    Option("mail", "Mail and messages", "Search for “thank you”, “problem”, “launch”, “sorry”."),
    Option("repositories", "Repositories and documents", "What you made, and when."),
    Option("reviews", "Reviews and certificates", "What others wrote down about you."),
    Option("papers", "Contracts and payslips", "When a role really began, and changed."),
    Option("photos", "Photos", "Teams, places, the day after."),
    Option("notes", "Notebooks and diaries"),
    Option("people", "Somebody who was there", "Ask one person what they remember you for."),
)
ENDINGS = (
    Option("well", "It worked"),
    Option("partly", "It partly worked"),
    Option("badly", "It did not work"),
)
CAME = (
    Option("came", "It came at once"),
    Option("thin", "Something came, thin"),
    Option("nothing", "Nothing came"),
    Option("undone", "Taken back"),
)


class Sweep(Record):
    """One year, looked through for what is easily forgotten: evidence first, memory second."""

    kind: ClassVar[str] = "sweep"
    singular: ClassVar[str] = "year"
    plural: ClassVar[str] = "years"
    title_field: ClassVar[str] = "year"

    year: str = text("Year")
    looked: tuple[str, ...] = choices("Where I looked", options=LOOKED_THROUGH, core=True)
    found: str = long_text(
        "What I found", "Names, numbers, dates, a sentence somebody wrote. No story yet.",
        words=60, core=True,
    )  # fmt: skip


class Resume(Record):
    """A CV as it was brought in: a file in the JSON Resume format, kept as it came."""

    kind: ClassVar[str] = "resume"
    singular: ClassVar[str] = "CV"
    plural: ClassVar[str] = "CVs"
    title_field: ClassVar[str] = "file"

    file: str = text("File")
    content: str = long_text("What is in it")


class Project(Record):
    """A role or a project: a stretch of work one can look back on as one thing."""

    kind: ClassVar[str] = "project"
    singular: ClassVar[str] = "role or project"
    plural: ClassVar[str] = "roles and projects"
    title_field: ClassVar[str] = "title"

    title: str = text("Role or project", core=True)
    form: str = choice(
        "Kind",
        options=(
            Option("role", "Role"),
            Option("project", "Project"),
            Option("study", "Study or training"),
            Option("other", "Something else", "Voluntary work, family, a break"),
        ),
        core=True,
    )
    organisation: str = text("Where")
    started: str = date("Started", "A year or a month is enough.", core=True)
    ended: str = date("Ended", "Leave it empty if it goes on.")
    team_size: int | None = number("Team", unit="people", most=100_000)
    skills: tuple[str, ...] = tags("Skills used", "One at a time.")
    what: str = long_text("What it was", words=60, core=True)
    part: str = long_text("My own part", "What would not have happened without you.", words=60)
    move: str = long_text(
        "Why I started, why I moved on", "The reasons say more than the dates.", words=40
    )


class Energy(Record):
    """How one role or project felt: energy and engagement, kept apart."""

    kind: ClassVar[str] = "energy"
    singular: ClassVar[str] = "energy check"
    plural: ClassVar[str] = "energy checks"
    title_field: ClassVar[str] = "project"

    project: str = reference("Role or project", target="project", core=True)
    energy: int | None = rating(
        "Energy", "How you left on an ordinary evening.", low="drained", high="energised", core=True
    )
    engagement: int | None = rating(
        "Engagement", "How easily you lost track of time.", low="bored", high="absorbed", core=True
    )
    moment: str = long_text(
        "The moment behind the rating", "One scene you still remember.", words=50, core=True
    )


class Lens(Record):
    """What to look at in a team: chosen before looking, and the same for every project."""

    kind: ClassVar[str] = "lens"
    singular: ClassVar[str] = "choice of what to look at"
    plural: ClassVar[str] = "choices of what to look at"
    title_field: ClassVar[str] = "why"

    attributes: tuple[str, ...] = choices(
        "What I want to look at", "Eight to twelve, all in all.",
        options=options("environments"), core=True,
    )  # fmt: skip
    own: tuple[str, ...] = tags("Something of your own", "Two or three words each, one at a time.")
    why: str = long_text("What I expect to find", "Before looking, so that you can be surprised.",
                         words=30)  # fmt: skip


class Setting(Record):
    """What the team and the place were like in one role or project, one rating an attribute."""

    kind: ClassVar[str] = "setting"
    singular: ClassVar[str] = "team environment"
    plural: ClassVar[str] = "team environments"
    title_field: ClassVar[str] = "project"

    project: str = text("Role or project")
    ratings: tuple[tuple[str, int], ...] = scales(
        "What it was like", "Leave open what you no longer know.",
        options=options("environments"), core=True,
    )  # fmt: skip
    best: str = long_text("What brought out my best there, or did not", words=30)


class Lead(Record):
    """Something that may be a pattern: what one makes of it, and how to find out."""

    kind: ClassVar[str] = "lead"
    singular: ClassVar[str] = "lead"
    plural: ClassVar[str] = "leads"
    title_field: ClassVar[str] = "lead"

    lead: str = text("Lead", "What may go with what.", core=True)
    because: str = long_text("What I make of it", words=40, core=True)
    against: str = long_text("What speaks against it", "The project that does not fit.", words=30)
    ask: str = text("What I would ask a prospective team", core=True)


class Story(Record):
    """One episode, with what an experienced interviewer will ask about it."""

    kind: ClassVar[str] = "story"
    singular: ClassVar[str] = "story"
    plural: ClassVar[str] = "stories"
    title_field: ClassVar[str] = "title"

    title: str = text("Title", "As you would name it to a friend.", core=True)
    project: str = reference("From which role or project", target="project")
    when: str = date("When", core=True)
    place: str = text("Where")
    who: str = text("Who else was there", "Names help you to see it again.")
    scope: str = choice("How far it reached", options=SCOPES)
    competencies: tuple[str, ...] = choices(
        "What it shows", options=options("competencies"), core=True
    )
    situation: str = long_text("Situation", "Two sentences; no more.", words=40, core=True)
    task: str = long_text("Task", "What was yours to do.", words=30)
    action: str = long_text(
        "Action", "What you did, step by step. The longest part.", words=120, core=True
    )
    result: str = long_text("Result", "What changed, and for whom.", words=40, core=True)
    ended: str = choice("How it ended", options=ENDINGS)
    number: str = text("A number", "One figure that shows the result.")
    provenance: str = text("Where the number comes from")
    rejected: str = long_text("What I decided against", "The other options, and why not.", words=40)
    near_miss: str = long_text("What nearly went wrong", words=40)
    other_view: str = long_text("How somebody else would tell it", words=40)
    felt: str = long_text("How it felt", "In the middle of it, not afterwards.", words=20)
    reflection: str = long_text(
        "What I do differently since", "A habit, not a moral.", words=40, core=True
    )


class Stumble(Record):
    """Something that went wrong, what it cost, and what grew from it."""

    kind: ClassVar[str] = "stumble"
    singular: ClassVar[str] = "stumble"
    plural: ClassVar[str] = "stumbles"
    title_field: ClassVar[str] = "title"

    title: str = text("In a few words", core=True)
    project: str = reference("In which role or project", target="project")
    when: str = date("When")
    happened: str = long_text("What happened", words=60, core=True)
    part: str = long_text("My own part in it", words=40, core=True)
    cost: str = long_text("What it cost", "You, and others.", words=30)
    changed: str = long_text("What changed afterwards", words=40, core=True)
    again: str = long_text("Where the change showed again", "The proof that it lasted.", words=40)


class Drill(Record):
    """One follow-up question, asked aloud about a story, and what came."""

    kind: ClassVar[str] = "drill"
    singular: ClassVar[str] = "follow-up"
    plural: ClassVar[str] = "follow-ups"
    title_field: ClassVar[str] = "probe"

    story: str = reference("Story", target="story")
    probe: str = text("Which follow-up")
    came: str = choice("What came", options=CAME)
    seconds: int | None = number("How long it took", unit="seconds", most=86_400)


class Practice(Record):
    """One question worth practising, with what it forecasts and how an interviewer goes on."""

    kind: ClassVar[str] = "practice"
    singular: ClassVar[str] = "question to practise"
    plural: ClassVar[str] = "questions to practise"
    visibility: ClassVar[Visibility] = "coach"
    title_field: ClassVar[str] = "question"

    question: str = text("Question", core=True)
    competency: str = choice("What it asks about", options=options("competencies"), core=True)
    forecast: str = long_text("What it forecasts", "What they want to know about the job ahead.",
                              words=25)  # fmt: skip
    probes: str = long_text("How they may go on", "One follow-up a line.", words=40)
    red_flags: str = long_text("What counts against an answer", words=25)
    story: str = reference("Story I would tell", target="story", core=True)
    cues: str = long_text("My cues", "A few words, nothing to recite.", words=20)
