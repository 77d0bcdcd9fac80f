"""What the probe drill shows, as plain data: the language between records and the page.

A round is three follow-ups about one story; its name is the middle part of the ids of its records,
``drill-<round>-<follow-up>``.
"""

from __future__ import annotations

from dataclasses import dataclass

UNDONE = "undone"
"""What is said of a follow-up whose answer was taken back."""


@dataclass(frozen=True, slots=True)
class FollowUp:
    """A question an interviewer may go on with.

    Attributes:
        key: its name.
        label: what it is after, in a few words.
        question: as it is asked.
        field: the name of the part of a story that answers it.
        part: what the form calls that part.
    """

    key: str
    label: str
    question: str
    field: str
    part: str


@dataclass(frozen=True, slots=True)
class Turn:
    """A follow-up that was answered.

    Attributes:
        probe: key of the follow-up.
        came: key of what came.
        seconds: how long it took; ``None`` when that is not known.
    """

    probe: str
    came: str
    seconds: int | None = None


@dataclass(frozen=True, slots=True)
class Told:
    """A story to be asked about, with the round that comes next or goes on.

    Attributes:
        id: of the story.
        title: what it is called, cut where it is long.
        tried: how many follow-ups were answered so far.
        at_once: how many of them at once.
        missing: keys of the follow-ups whose part of the story is empty.
        owed: those of them that did not come when they were asked last, the latest first.
        rounds: how many rounds there were before this one.
        round: the name of the round that goes on; ``""`` when none was begun.
        done: what was answered in it, in that order.
        ahead: keys of the follow-ups still to come in it, in that order.
    """

    id: str
    title: str
    tried: int = 0
    at_once: int = 0
    missing: tuple[str, ...] = ()
    owed: tuple[str, ...] = ()
    rounds: int = 0
    round: str = ""
    done: tuple[Turn, ...] = ()
    ahead: tuple[str, ...] = ()
