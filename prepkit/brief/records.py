"""What is written down across the chapters: before an interview, after it, and to carry on."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any, ClassVar, Self

from prepkit.content import options
from prepkit.dates import date_span
from prepkit.fields import (
    Option,
    choice,
    date,
    is_empty,
    long_text,
    number,
    rating,
    reference,
    tags,
    text,
)
from prepkit.record import Layer, Record, Visibility

LANDED = (
    Option("followed", "They followed it up"),
    Option("moved_on", "They moved on"),
    Option("pushed", "They pushed back"),
)
OUTCOMES = (
    Option("next", "On to the next round"),
    Option("offer", "An offer"),
    Option("no", "A no"),
    Option("withdrew", "I withdrew"),
)
FORWARD = ("next", "offer")
"""The outcomes that went on; what one withdrew from says nothing about how it went."""

RATED = (
    Option("before", "Before the outcome was known"),
    Option("after", "After the outcome was known"),
)
HELD = (
    Option("site", "On site"),
    Option("video", "Video"),
    Option("phone", "Phone"),
    Option("task", "A task or a test"),
    Option("panel", "A panel"),
)
SORTS = (
    Option("keep", "Keep"),
    Option("stop", "Stop"),
    Option("try", "Try"),
)


class Likely(Record):
    """A question this company is likely to ask, who may ask it, and the story for it."""

    kind: ClassVar[str] = "likely"
    singular: ClassVar[str] = "likely question"
    plural: ClassVar[str] = "likely questions"
    layer: ClassVar[Layer] = "company"
    visibility: ClassVar[Visibility] = "coach"
    title_field: ClassVar[str] = "question"

    question: str = text("Question", "As they might put it.", core=True)
    competency: str = choice("What it asks about", options=options("competencies"), core=True)
    interviewer: str = text("Who may ask it", "A name or a role: no story twice to one person.")
    why: str = text("Why it is likely")
    story: str = reference(
        "Story I would tell", "Left open, one is proposed below.", target="story"
    )


class Tension(Record):
    """A question that two mirrors ask: what one says, and what one did and felt."""

    kind: ClassVar[str] = "tension"
    singular: ClassVar[str] = "question of the two mirrors"
    plural: ClassVar[str] = "questions of the two mirrors"
    title_field: ClassVar[str] = "question"

    question: str = text("Question", core=True)
    answer: str = long_text("What I make of it", "Either mirror may be right.", words=50, core=True)


class Debrief(Record):
    """One round of interviews, written down while it is fresh."""

    kind: ClassVar[str] = "debrief"
    singular: ClassVar[str] = "debrief"
    plural: ClassVar[str] = "debriefs"
    layer: ClassVar[Layer] = "company"
    title_field: ClassVar[str] = "round"

    round: str = text("Which round", "First talk, technical round, panel.", core=True)
    on: str = date("Date", core=True)
    held: str = choice("How it was held", options=HELD)
    minutes: int | None = number("Length", unit="minutes", most=1_440)
    people: tuple[str, ...] = tags("Who was there", "Names and roles, one at a time.")
    went: int | None = rating(
        "How did it go, as far as you can tell?", "Now, before you hear from them.",
        low="badly", high="very well", core=True,
    )  # fmt: skip
    rated: str = choice("Rated", options=RATED, hidden=True)
    rated_on: str = date("Rated on", hidden=True)
    energy_before: int | None = rating("Energy before", low="drained", high="energised")
    energy_after: int | None = rating("Energy after", low="drained", high="energised")
    stressed: str = long_text("What they stressed", words=30, core=True)
    avoided: str = long_text("What they avoided, or where they disagreed", words=30)
    change: str = long_text("An answer I would change", "And how it would go now.", words=40)
    next_round: str = text("What comes next, and with whom")
    one_change: str = text("One change before it", "One, not five.")
    outcome: str = choice("What came of it", "When you know.", options=OUTCOMES)
    heard_on: str = date("Heard on")

    @classmethod
    def noted(
        cls, values: Mapping[str, Any], before: Self | None, day: datetime.date
    ) -> dict[str, Any]:
        """Note when the rating was given, and whether the outcome was still unknown then."""
        if "went" not in values:
            return {}
        if before and before.rated and values["went"] == before.went:
            return {}
        if values["went"] is None:
            return {"rated": "", "rated_on": ""}
        stands = {**(before.body() if before else {}), **values}
        known = any(not is_empty(stands.get(name)) for name in ("outcome", "heard_on"))
        return {"rated": "after" if known else "before", "rated_on": day.isoformat()}

    @property
    def when_rated(self) -> str:
        """Whether the rating came ``"before"`` the outcome was known or ``"after"``.

        Who writes down later that they had heard by then had heard; ``""`` when nothing is known.
        """
        heard, rated = date_span(self.heard_on), date_span(self.rated_on)
        if self.rated == "before" and heard and rated and heard[1] < rated[0]:
            return "after"
        return self.rated


class Asked(Record):
    """One question that was asked in an interview, and what became of the answer."""

    kind: ClassVar[str] = "asked"
    singular: ClassVar[str] = "question asked"
    plural: ClassVar[str] = "questions asked"
    layer: ClassVar[Layer] = "company"
    title_field: ClassVar[str] = "question"

    question: str = text("Question", "As they put it, in the order in which they came.", core=True)
    debrief: str = reference("In which round", target="debrief", core=True)
    by: str = text("Asked by")
    competency: str = choice("What it asked about", options=options("competencies"))
    story: str = reference("Story I told", "Leave it open when it was none of them.",
                           target="story")  # fmt: skip
    landed: str = choice("How it landed", options=LANDED, core=True)
    probes: str = long_text("How they went on", "Their follow-ups, one a line.", words=20)


class Carry(Record):
    """Something to keep, to stop or to try: what is carried forward, offer or not."""

    kind: ClassVar[str] = "carry"
    singular: ClassVar[str] = "thing to carry forward"
    plural: ClassVar[str] = "things to carry forward"
    title_field: ClassVar[str] = "what"

    what: str = text("What", "One habit, one way of working, one question.", core=True)
    sort: str = choice("Keep, stop or try?", options=SORTS, core=True)
    why: str = long_text("What speaks for it", "A scene or a pattern from these pages.", words=30,
                         core=True)  # fmt: skip
    first: str = text("The first small step")
    look_on: str = date("When I look at it again")


class Ninety(Record):
    """The first ninety days at one company, as one would like them to be."""

    kind: ClassVar[str] = "ninety"
    singular: ClassVar[str] = "page for the first ninety days"
    plural: ClassVar[str] = "pages for the first ninety days"
    layer: ClassVar[Layer] = "company"
    title_field: ClassVar[str] = "succeeded"

    succeeded: str = text(
        "After ninety days it has gone well when", "What somebody else would see.", core=True
    )
    learn: str = long_text("Days 1 to 30: what I want to understand", "And whom I would ask.",
                           words=50, core=True)  # fmt: skip
    people: tuple[str, ...] = tags("People to meet first", "Names or roles, one at a time.")
    small: str = long_text("Days 31 to 60: a first small thing that helps", words=50, core=True)
    stand: str = long_text("Days 61 to 90: what I would like to stand for by then", words=50,
                           core=True)  # fmt: skip
    best: str = long_text(
        "What I need, so that my best comes out", "From your patterns: ask early.", words=40
    )
    old_habit: str = long_text("The old habit that may come back", "And what I do when it does.",
                               words=30)  # fmt: skip
