"""What is written down about oneself and where one is heading."""

from __future__ import annotations

from typing import ClassVar

from prepkit.content import options
from prepkit.fields import Option, choice, date, ladder, long_text, number, rating, reference, text
from prepkit.record import Layer, Record

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
PILES = (
    Option("keep", "At the heart of it", "I would notice within a week if it were missing."),
    Option("matters", "It matters", "Good to have, and I can do without it for a while."),
    Option("less", "Less so, for now", "It may matter to others, or to me in other years."),
)
BACK = Option("back", "Not sorted")
"""The pile of a card that was taken off the others again."""
CHOICES = (
    Option("left", "The left one"),
    Option("right", "The right one"),
    Option("tie", "The same"),
    Option("skip", "Skipped"),
    Option("undone", "Taken back"),
)
MUSTS = (
    Option("weighs", "It weighs"),
    Option("must", "I would decline without it"),
)
SURENESS = (
    Option("known", "I have seen it", "One to one: the rating stands as it is."),
    Option("roughly", "I have good reason", "It may be one step better or worse."),
    Option("guess", "A guess", "It may be two steps better or worse."),
)
PARTS = (
    Option("matters", "What matters to me"),
    Option("moves", "What gives me energy"),
    Option("heading", "Where I am heading"),
    Option("asks", "What I will ask of a place"),
)


class Mirror(Record):
    """A classic interview question, answered for the interviewer and for oneself."""

    kind: ClassVar[str] = "mirror"
    singular: ClassVar[str] = "question"
    plural: ClassVar[str] = "questions"
    title_field: ClassVar[str] = "question"

    question: str = text("Question")
    still: str = choice(
        "Is it still true?", "What you answered last time stands below.",
        options=STILL_TRUE, again=True,
    )  # fmt: skip
    shifted: str = long_text("What has changed?", words=30, again=True)
    looked: str = date("Looked at again on", hidden=True)
    answer: str = long_text(
        "What I would say", "Cues rather than sentences to recite.", words=90, core=True
    )
    mirror: str = long_text(
        "What I tell myself", "The honest answer to the mirror question.", words=60, core=True
    )
    ladder: tuple[str, ...] = ladder(
        "Why does that matter to you?",
        "A few words a step. Stop when you hear yourself say the same thing again.",
        ask="And why does that matter to you?",
    )
    value: str = reference(
        "Which of your values is at the end of it?", "Leave it open if none is.", target="value"
    )


class Value(Record):
    """Something that matters in work, in one's own meaning of the word.

    Its id is the key of its card: ``value-`` and the key of one of prepkit's, or of one's own.
    """

    kind: ClassVar[str] = "value"
    singular: ClassVar[str] = "value"
    plural: ClassVar[str] = "values"
    title_field: ClassVar[str] = "value"

    value: str = choice(
        "Value", "The card's word, or your own for the same thing.",
        options=options("values"), open=True, core=True,
    )  # fmt: skip
    pile: str = choice("Pile", options=(*PILES, BACK), hidden=True)
    meaning: str = long_text("What it means to me", words=30, core=True)
    showed: str = long_text("How it showed in the last year", "One moment is enough.", words=40)
    more: str = long_text("How it could show more", words=30)

    @property
    def is_listed(self) -> bool:
        """Whether it is one of those kept; the others are cards on other piles."""
        return self.pile in ("keep", "")


class Comparison(Record):
    """Which of two values weighs more, as it was said once."""

    kind: ClassVar[str] = "comparison"
    singular: ClassVar[str] = "comparison"
    plural: ClassVar[str] = "comparisons"
    title_field: ClassVar[str] = "choice"

    left: str = reference("On the left", target="value")
    right: str = reference("On the right", target="value")
    choice: str = choice("Which weighs more?", options=CHOICES)


class Motivator(Record):
    """What gives energy at work, and the other side of it, each with the last time."""

    kind: ClassVar[str] = "motivator"
    singular: ClassVar[str] = "motivator"
    plural: ClassVar[str] = "motivators"
    title_field: ClassVar[str] = "pair"

    pair: str = text("Motivator and drain")
    gives: int | None = rating(
        "How much energy does the first give you?", low="little", high="a great deal", core=True
    )
    gave_on: str = date("When it last gave you energy", "A month or a year will do.")
    gave: str = long_text("What you were doing then", words=15)
    drains: int | None = rating(
        "How much does the second wear you down?", low="little", high="a great deal", core=True
    )
    drained_on: str = date("When it last wore you down", "A month or a year will do.")
    drained: str = long_text("What happened then", words=15)


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


class Direction(Record):
    """One of three five-year lives, with what it asks and how to find out cheaply."""

    kind: ClassVar[str] = "direction"
    singular: ClassVar[str] = "direction"
    plural: ClassVar[str] = "directions"
    title_field: ClassVar[str] = "life"

    life: str = text("Life")
    name: str = text("A title for it", "As on the spine of a book.", core=True)
    story: str = long_text("An ordinary Tuesday in it, five years from now", words=90, core=True)
    work: str = text("What I do all day")
    place: str = text("Where I live")
    people: str = text("Whom I spend it with")
    money: str = text("What pays for it")
    pull: int | None = rating("How much it draws me", low="little", high="strongly")
    fit: int | None = rating("How well it goes with my values", low="badly", high="well")
    able: int | None = rating("How far I believe I could", low="hardly", high="fully")
    reach: int | None = rating(
        "How much of what it needs is in reach", "Money, time, people, papers.",
        low="nothing yet", high="nearly all",
    )  # fmt: skip
    question_1: str = text("A question it asks", "Something you would have to know first.")
    test_1: str = text("A cheap test for it", "A talk, a day, a small try: weeks, not years.")
    question_2: str = text("A second question")
    test_2: str = text("A cheap test for the second")
    question_3: str = text("A third question")
    test_3: str = text("A cheap test for the third")

    @property
    def tests(self) -> list[tuple[str, str]]:
        """The questions it asks, each with its test; one of the two may be empty."""
        pairs = (
            (self.question_1, self.test_1),
            (self.question_2, self.test_2),
            (self.question_3, self.test_3),
        )
        return [(question, test) for question, test in pairs if question.strip() or test.strip()]


class Goal(Record):
    """Something to reach in one, three or five years, and why."""

    kind: ClassVar[str] = "goal"
    singular: ClassVar[str] = "goal"
    plural: ClassVar[str] = "goals"
    title_field: ClassVar[str] = "goal"

    goal: str = text("Goal", core=True)
    still: str = choice(
        "Is it still true?", "“No longer” is a result too.", options=STILL_TRUE, again=True
    )
    shifted: str = long_text("What has changed?", words=30, again=True)
    looked: str = date("Looked at again on", hidden=True)
    horizon: str = choice("By when, about?", options=HORIZONS, core=True)
    why: str = long_text("Why it matters to me", words=40, core=True)
    measure: str = text("How I will know")
    next_step: str = text("Next step", "Small enough for this week.", core=True)
    by: str = date("Next step by")
    serves: tuple[str, ...] = reference(
        "Values it serves", "Those you kept above.", target="value", many=True
    )


class Sitting(Record):
    """A time at which one looked at all of this, and what one noticed then."""

    kind: ClassVar[str] = "sitting"
    singular: ClassVar[str] = "sitting"
    plural: ClassVar[str] = "sittings"
    title_field: ClassVar[str] = "occasion"

    occasion: str = text("What brought me here", "An interview, a birthday, a bad week.", core=True)
    on: str = date("From which day on", "The day on which you began to look again.", core=True)
    noticed: str = long_text(
        "What I notice, in my own words", "Beside the last time, or beside what I expected.",
        words=60, core=True,
    )  # fmt: skip


class Criterion(Record):
    """Something I decide by when I choose between places."""

    kind: ClassVar[str] = "criterion"
    singular: ClassVar[str] = "criterion"
    plural: ClassVar[str] = "criteria"
    title_field: ClassVar[str] = "criterion"

    criterion: str = text("What I decide by", "Something a place can have more or less of.",
                          core=True)  # fmt: skip
    must: str = choice("How it counts", options=MUSTS, core=True)
    least: str = text("What a 1 would look like")
    most: str = text("What a 5 would look like")
    value: str = reference("The value behind it", target="value")


class Fit(Record):
    """How well one company does by one criterion, and what makes one think so."""

    kind: ClassVar[str] = "fit"
    singular: ClassVar[str] = "rating"
    plural: ClassVar[str] = "ratings"
    layer: ClassVar[Layer] = "company"
    title_field: ClassVar[str] = "criterion"

    criterion: str = text("Criterion")
    rating: int | None = rating(
        "How well do they do by it?", "Leave it open when you do not know.",
        low="as a 1 above", high="as a 5 above", core=True,
    )  # fmt: skip
    sure: str = choice("How sure am I?", options=SURENESS)
    claims: tuple[str, ...] = reference(
        "What the ledger says", "Claims about this company that speak to it.",
        target="claim", many=True,
    )  # fmt: skip
    evidence: str = long_text("What else makes me think so", words=30)
    ask: str = text("What I would ask to find out")


class Sentence(Record):
    """A sentence of one's own that belongs into the compass statement."""

    kind: ClassVar[str] = "sentence"
    singular: ClassVar[str] = "sentence"
    plural: ClassVar[str] = "sentences"
    title_field: ClassVar[str] = "words"

    words: str = long_text("In my words", core=True)
    part: str = choice("Where it belongs", options=PARTS, core=True)
    source: str = text("Where I wrote it", "Empty for a sentence that was written here.")
