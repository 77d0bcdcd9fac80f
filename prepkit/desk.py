"""What a workspace keeps besides answers: whose it is, what lies open, in which order."""

from __future__ import annotations

from typing import ClassVar

from prepkit.fields import Option, choice, tags, text
from prepkit.record import Record, Visibility
from prepkit.section import PATHS


class Person(Record):
    """Who the workspace belongs to."""

    kind: ClassVar[str] = "person"
    singular: ClassVar[str] = "person"
    plural: ClassVar[str] = "persons"
    visibility: ClassVar[Visibility] = "coach"
    title_field: ClassVar[str] = "name"

    name: str = text("Name", "As it should stand on a report.", core=True)


class Desk(Record):
    """What was chosen last at the top of a notebook; it holds for all three."""

    kind: ClassVar[str] = "desk"
    singular: ClassVar[str] = "desk"
    plural: ClassVar[str] = "desks"
    title_field: ClassVar[str] = "company"

    company: str = text("Company", "Its id; empty for the one with the next interview.")
    path: str = choice(
        "Time you have", options=tuple(Option(key, label) for key, label in PATHS.items())
    )


class Order(Record):
    """The order somebody gave to the records of one kind, by their ids; new ones come last."""

    kind: ClassVar[str] = "order"
    singular: ClassVar[str] = "order"
    plural: ClassVar[str] = "orders"
    title_field: ClassVar[str] = "ids"

    ids: tuple[str, ...] = tags("Ids")


class Seen(Record):
    """A file or feed that is watched, as it was when it was last read."""

    kind: ClassVar[str] = "seen"
    singular: ClassVar[str] = "look"
    plural: ClassVar[str] = "looks"
    title_field: ClassVar[str] = "where"

    where: str = text("Where", "A path, an address, or words to search for.")
    digest: str = text("Digest", "Of what was read; the same as long as nothing has changed.")
