"""What is written down about oneself and where one is heading."""

from __future__ import annotations

from typing import ClassVar

from prepkit.content import options
from prepkit.record import (
    Option,
    Record,
    choice,
    date,
    long_text,
    number,
    rating,
    reference,
    text,
)

STILL_TRUE = (
    Option("still", "Still true"),
    Option("partly", "Partly"),
    Option("no", "No longer"),
)
HORIZONS = (
    Option("1", "One year"),
    Option("3", "Three years"),
    Option("5", "Five years"),
)


class Mirror(Record):
    """A classic interview question, answered for the interviewer and for oneself."""

    kind: ClassVar[str] = "mirror"
    singular: ClassVar[str] = "mirror"
    plural: ClassVar[str] = "mirrors"
    title_field: ClassVar[str] = "question"

    question: str = text("Question")
    answer: str = long_text(
        "What I would say", "Cues rather than sentences to recite.", words=90, core=True
    )
    mirror: str = long_text(
        "What I tell myself", "The honest answer to the mirror question.", words=60, core=True
    )
    still: str = choice("Is it still true?", "Look again before every interview.",
                        options=STILL_TRUE)  # fmt: skip
    shifted: str = long_text("What has shifted?", words=30)


class Value(Record):
    """Something that matters in work, in one's own meaning of the word."""

    kind: ClassVar[str] = "value"
    singular: ClassVar[str] = "value"
    plural: ClassVar[str] = "values"
    title_field: ClassVar[str] = "value"

    value: str = choice(
        "Value", "Choose a card, or write your own word.",
        options=options("values"), open=True, core=True,
    )  # fmt: skip
    weight: int | None = rating(
        "How much does it weigh?", low="nice to have", high="I would leave over it", core=True
    )
    meaning: str = long_text("What it means to me", words=30, core=True)
    showed: str = long_text("How it showed in the last year", "One moment is enough.", words=40)
    more: str = long_text("How it could show more", words=30)


class Priority(Record):
    """One area of life or work: how much it matters beside how well it goes."""

    kind: ClassVar[str] = "priority"
    singular: ClassVar[str] = "priority"
    plural: ClassVar[str] = "priorities"
    title_field: ClassVar[str] = "area"

    area: str = text("Area")
    importance: int | None = rating(
        "How much does it matter now?", low="little", high="a great deal", core=True
    )
    satisfaction: int | None = rating(
        "How content are you with it?", low="not at all", high="fully", core=True
    )
    hours: int | None = number("Time it gets", unit="hours a week", most=168)
    action: str = text("One small thing to do about it")


class Goal(Record):
    """Something to reach in one, three or five years, and why."""

    kind: ClassVar[str] = "goal"
    singular: ClassVar[str] = "goal"
    plural: ClassVar[str] = "goals"
    title_field: ClassVar[str] = "goal"

    goal: str = text("Goal", core=True)
    horizon: str = choice("By when, about?", options=HORIZONS, core=True)
    why: str = long_text("Why it matters to me", words=40, core=True)
    measure: str = text("How I will know")
    next_step: str = text("Next step", "Small enough for this week.", core=True)
    by: str = date("Next step by")
    serves: tuple[str, ...] = reference(
        "Values it serves", "Those you kept above.", target="value", many=True
    )
    still: str = choice("Is it still true?", options=STILL_TRUE)
