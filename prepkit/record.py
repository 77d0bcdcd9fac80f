"""Records: what a person writes down.

A record class is a pydantic model whose fields are made by the functions of
:mod:`prepkit.fields`. The title and the help of a field are typed once, there, and appear in the
form, in tables and on paper.
"""

from __future__ import annotations

import datetime
import functools
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, ClassVar, Literal, Self, get_args

from pydantic import BaseModel, ConfigDict, PrivateAttr, ValidationError, field_validator
from pydantic_core import PydanticCustomError

from prepkit.errors import InvalidRecordError, suggest
from prepkit.fields import FieldSpec, is_empty, spec_of
from prepkit.shown import shown

Visibility = Literal["private", "coach", "share"]
"""Who may see a record: only the person, also their coach, or anybody it is handed to."""

VISIBILITIES: tuple[Visibility, ...] = get_args(Visibility)
Layer = Literal["person", "company"]


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a record read from a workspace came from.

    Attributes:
        id: the record's id, the same in all its revisions.
        company: the company's id, or ``""`` for the person layer.
        revision: the id of the revision read.
        saved_at: when it was saved, UTC.
        author: who saved it.
        visibility: who may see it.
        others: ids of further heads, when two places changed the record; empty otherwise.
        unread: stored values that no longer fit their fields, by field name, as stored.
    """

    id: str
    company: str
    revision: str
    saved_at: datetime.datetime
    author: str
    visibility: Visibility
    others: tuple[str, ...] = ()
    unread: Mapping[str, Any] | None = None


class Record(BaseModel):
    """One thing written down: a story, a goal, a claim. Immutable; saving makes a revision."""

    model_config = ConfigDict(frozen=True, extra="ignore")

    kind: ClassVar[str]
    singular: ClassVar[str]
    plural: ClassVar[str]
    layer: ClassVar[Layer] = "person"
    visibility: ClassVar[Visibility] = "private"
    title_field: ClassVar[str]

    _origin: Origin | None = PrivateAttr(default=None)

    @property
    def origin(self) -> Origin:
        """Where the record came from.

        Raises:
            AttributeError: when it was made in memory and never saved.
        """
        if self._origin is None:
            raise AttributeError(f"this {self.singular} was never saved")
        return self._origin

    @property
    def id(self) -> str:
        """The record's id, the same in all its revisions."""
        return self.origin.id

    @property
    def is_listed(self) -> bool:
        """Whether lists and choices of its kind have it; what refers to it finds it anyway."""
        return True

    @property
    def heading(self) -> str:
        """What the record is called in lists and references; never empty."""
        shown = self.show(self.title_field)
        return shown or f"(untitled {self.singular})"

    @classmethod
    def specs(cls) -> tuple[FieldSpec, ...]:
        """Return the fields in the order of the form."""
        return tuple(_specs(cls).values())

    @classmethod
    def spec(cls, name: str) -> FieldSpec:
        """Return one field.

        Raises:
            InvalidRecordError: when there is no such field.
        """
        if name not in cls.model_fields:
            raise InvalidRecordError(
                cls.singular, {name: f"no such field: {suggest(name, cls.model_fields)}"}
            )
        return _specs(cls)[name]

    @classmethod
    def checked(cls, body: Mapping[str, Any]) -> Self:
        """Return the record a body describes, refusing what does not fit.

        Raises:
            InvalidRecordError: with every problem at once, by field.
        """
        problems = {
            name: f"no such field: {suggest(name, cls.model_fields)}"
            for name in body
            if name not in cls.model_fields
        }
        record = None
        try:
            record = cls.model_validate(dict(body))
        except ValidationError as error:
            problems |= _problems(error)
        if record is None or problems:
            raise InvalidRecordError(cls.singular, problems)
        return record

    @classmethod
    def read(cls, body: Mapping[str, Any], origin: Origin) -> Self:
        """Return the record a stored body describes, however old; never refuses.

        A value that no longer fits its field is left at the empty default and kept, as it was
        stored, in ``origin.unread``. Fields the class no longer has are ignored.
        """
        values = dict(body)
        unread: dict[str, Any] = {}
        try:
            record = cls.model_validate(values)
        except ValidationError as error:
            unread = {name: values.pop(name, None) for name in _problems(error)}
            record = cls.model_validate(values)
        fields = {name: getattr(origin, name) for name in origin.__slots__}
        record._origin = Origin(**fields | {"unread": unread or None})
        return record

    @classmethod
    def noted(
        cls, values: Mapping[str, Any], before: Self | None, day: datetime.date
    ) -> dict[str, Any]:
        """Return what a form's save notes beside what was typed, by field; nothing for most.

        Args:
            values: what is saved, by field.
            before: the record as it stands; ``None`` for a new one.
            day: the day it is.
        """
        return {}

    def body(self) -> dict[str, Any]:
        """Return the values as JSON knows them, every field, in the order of the form."""
        return self.model_dump(mode="json")

    def filled(self, name: str) -> bool:
        """Whether a field has an answer; zero is one, an empty text is not."""
        return not is_empty(getattr(self, name))

    def show(self, name: str) -> str:
        """Return a field's value as plain words; ``""`` when it is empty.

        References come out as ids: whoever knows the other records replaces them.
        """
        return shown(self.spec(name), getattr(self, name))

    @field_validator("*", mode="after")
    @classmethod
    def _fits(cls, value: Any, info: Any) -> Any:
        spec = _specs(cls)[info.field_name]
        if spec.kind in ("choice", "date", "reference") and is_empty(value):
            return () if isinstance(value, tuple) else ""
        if spec.kind == "scales":
            value = tuple(dict(value).items())
        if problem := spec.problem(value):
            raise PydanticCustomError("prepkit", "{problem}", {"problem": problem})
        return value


@functools.cache
def _specs(record: type[Record]) -> dict[str, FieldSpec]:
    return {name: spec_of(name, info) for name, info in record.model_fields.items()}


def _problems(error: ValidationError) -> dict[str, str]:
    """Return one sentence per field of a pydantic error, recognised by its type."""
    expected = {
        "string_type": "a text is wanted",
        "tuple_type": "a list is wanted",
        "int_type": "a whole number is wanted",
        "int_parsing": "a whole number is wanted",
        "int_from_float": "a whole number is wanted",
        "string_unicode": "holds half a character (a lone surrogate): delete it and type it again",
    }
    problems: dict[str, str] = {}
    for item in error.errors(include_url=False):
        name = str(item["loc"][0])
        problems.setdefault(name, expected.get(item["type"], item["msg"]))
    return problems
