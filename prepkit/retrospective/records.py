"""What is written down about what one did, and how it was."""

from __future__ import annotations

from typing import ClassVar

from prepkit.content import options
from prepkit.record import (
    Option,
    Record,
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

SCOPES = (
    Option("self", "Myself"),
    Option("task", "One task"),
    Option("team", "My team"),
    Option("teams", "Several teams"),
    Option("organisation", "The organisation"),
    Option("outside", "Beyond the organisation"),
)


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


class Story(Record):
    """One episode, with what an experienced interviewer will ask about it."""

    kind: ClassVar[str] = "story"
    singular: ClassVar[str] = "story"
    plural: ClassVar[str] = "stories"
    title_field: ClassVar[str] = "title"

    title: str = text("Title", "As you would name it to a friend.", core=True)
    project: str = reference("From which role or project", target="project")
    when: str = date("When", core=True)
    who: str = text("Who else was there")
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
    number: str = text("A number", "One figure that shows the result.")
    provenance: str = text("Where the number comes from")
    rejected: str = long_text("What I decided against", "The other options, and why not.", words=40)
    near_miss: str = long_text("What nearly went wrong", words=40)
    other_view: str = long_text("How somebody else would tell it", words=40)
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
