"""Records: what a person writes down, and all a form, a table and a page need to know of it.

A record class is a pydantic model whose fields are made by the functions below. The title and
the help of a field are typed once, here, and appear in the form, in tables and on paper.
Every field has an empty default: half-filled is normal.
"""

from __future__ import annotations

import datetime
import functools
import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, ClassVar, Literal, Self, get_args

from pydantic import BaseModel, ConfigDict, Field, PrivateAttr, ValidationError, field_validator
from pydantic.fields import FieldInfo
from pydantic_core import PydanticCustomError

from prepkit.dates import date_problem
from prepkit.errors import InvalidRecordError, suggest

FieldKind = Literal[
    "text",
    "long_text",
    "choice",
    "choices",
    "tags",
    "ladder",
    "date",
    "number",
    "rating",
    "scales",
    "reference",
]
Visibility = Literal["private", "coach", "share"]
"""Who may see a record: only the person, also their coach, or anybody it is handed to."""

VISIBILITIES: tuple[Visibility, ...] = get_args(Visibility)
Layer = Literal["person", "company"]

LONGEST_TEXT = 200_000
"""Characters in one answer; what is longer belongs in a file of its own."""

OWN = "own:"
"""What the key of something to be rated begins with, where it is words of one's own."""

_LINE, _RIGHTWARD, _LEFTWARD, _END = "\u200e", "\u2066", "\u2067", "\u2069"
"""Marks nobody sees: a line read from the left, and the ends of a text that is read its own way."""

_LONE = re.compile("[\ud800-\udfff]")


@dataclass(frozen=True, slots=True)
class Option:
    """One thing to choose: the key that is stored and the words that are shown.

    Attributes:
        low, high: the words at its ends, where it is rated from 1 to 5.
    """

    key: str
    label: str
    help: str = ""
    low: str = ""
    high: str = ""

    def told(self) -> dict[str, str]:
        """Return it as a page needs it: the words at the ends only where there are some."""
        ends = {"low": self.low, "high": self.high} if self.low or self.high else {}
        return {"key": self.key, "label": self.label, "help": self.help} | ends


@dataclass(frozen=True, slots=True)
class FieldSpec:
    """One field as a form, a table and a page see it.

    Attributes:
        name: the name in the record's body.
        kind: which control draws it and how its value is shown.
        title: the label.
        help: one sentence under the label; may be empty.
        options: what can be chosen, for ``choice`` and ``choices``.
        open: whether other words than the options are taken as well.
        unit: what a number counts, for ``number`` ("minutes").
        low, high: the words at the ends of a ``rating`` from 1 to 5.
        words: how many words a good long answer has, about; 0 for no hint.
        ask: what is asked before each further step of a ``ladder``.
        longest: how many steps a ``ladder`` has at most.
        target: the kind of record a ``reference`` points to.
        many: whether a ``reference`` points to several.
        least, most: the range of a ``number`` and of ``scales``, both ends included.
        core: whether the field counts towards "filled in".
        suggest: whether a ``text`` or ``tags`` offers words while one types; others are free.
        again: whether it is asked anew in each sitting, of what was answered in an earlier one.
        hidden: whether no form has it, because something else fills it in.
    """

    name: str
    kind: FieldKind
    title: str
    help: str = ""
    options: tuple[Option, ...] = ()
    open: bool = False
    unit: str = ""
    low: str = ""
    high: str = ""
    words: int = 0
    target: str = ""
    many: bool = False
    least: int = 0
    most: int = 1_000_000_000
    core: bool = False
    suggest: bool = False
    ask: str = ""
    longest: int = 0
    again: bool = False
    hidden: bool = False

    def label(self, key: str) -> str:
        """Return the words shown for a stored key; a key that is not an option is its own words."""
        words = key.removeprefix(OWN) if self.kind == "scales" else key
        return next((option.label for option in self.options if option.key == key), words)


def _field(default: Any, kind: FieldKind, title: str, help: str, **details: Any) -> Any:
    return Field(
        default=default, title=title, description=help or None,
        json_schema_extra={"prepkit": {"kind": kind, **details}},
    )  # fmt: skip


def text(title: str, help: str = "", *, core: bool = False, suggest: bool = False) -> Any:
    """A short text, one line. Empty: ``""``."""
    return _field("", "text", title, help, core=core, suggest=suggest)


def long_text(
    title: str, help: str = "", *, words: int = 0, core: bool = False, again: bool = False
) -> Any:
    """A long text with paragraphs and lists. Empty: ``""``."""
    return _field("", "long_text", title, help, words=words, core=core, again=again)


def ladder(title: str, help: str = "", *, ask: str, longest: int = 5) -> Any:
    """Short texts, each the answer to `ask` about the one before it. Empty: ``()``."""
    return _field((), "ladder", title, help, ask=ask, longest=longest)


def choice(
    title: str, help: str = "", *, options: Sequence[Option], open: bool = False,
    core: bool = False, again: bool = False, hidden: bool = False,
) -> Any:  # fmt: skip
    """One of several options, stored by key. Empty: ``""``."""
    return _field("", "choice", title, help, options=tuple(options), open=open, core=core,
                  again=again, hidden=hidden)  # fmt: skip


def choices(
    title: str, help: str = "", *,
    options: Sequence[Option], open: bool = False, core: bool = False,
) -> Any:  # fmt: skip
    """Several of several options, stored by key in the order chosen. Empty: ``()``."""
    return _field((), "choices", title, help, options=tuple(options), open=open, core=core)


def tags(title: str, help: str = "", *, core: bool = False, suggest: bool = False) -> Any:
    """Free words, in the order typed. Empty: ``()``."""
    return _field((), "tags", title, help, core=core, suggest=suggest)


def date(title: str, help: str = "", *, core: bool = False, hidden: bool = False) -> Any:
    """A year, a month or a day: ``2024``, ``2024-03`` or ``2024-03-09``. Empty: ``""``."""
    return _field("", "date", title, help, core=core, hidden=hidden)


def number(
    title: str, help: str = "", *,
    unit: str = "", least: int = 0, most: int = 1_000_000_000, core: bool = False,
) -> Any:  # fmt: skip
    """A whole number of some unit. Empty: ``None``, so that zero is an answer."""
    return _field(None, "number", title, help, unit=unit, least=least, most=most, core=core)


def rating(title: str, help: str = "", *, low: str, high: str, core: bool = False) -> Any:
    """A step from 1 (`low`) to 5 (`high`). Empty: ``None``, never a middle by accident."""
    return _field(None, "rating", title, help, low=low, high=high, least=1, most=5, core=core)


def scales(title: str, help: str = "", *, options: Sequence[Option], core: bool = False) -> Any:
    """Several steps from 1 to 5, each with the key of what is rated; other keys than those of
    `options` are taken as well. What is asked for comes from the section. Empty: ``()``.
    """
    return _field((), "scales", title, help, options=tuple(options), open=True, core=core,
                  least=1, most=5)  # fmt: skip


def reference(
    title: str, help: str = "", *, target: str, many: bool = False, core: bool = False
) -> Any:
    """The id of another record of kind `target`, or several ids. Empty: ``""`` or ``()``."""
    empty: Any = () if many else ""
    return _field(empty, "reference", title, help, target=target, many=many, core=core)


def _spec(name: str, info: FieldInfo) -> FieldSpec:
    extra = info.json_schema_extra
    assert isinstance(extra, dict), f"{name} was not made by a function of prepkit.record"
    details: Any = extra["prepkit"]
    return FieldSpec(name=name, title=info.title or name, help=info.description or "", **details)


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
        value, spec = getattr(self, name), self.spec(name)
        if is_empty(value):
            return ""
        if spec.kind == "scales":
            return ", ".join(f"{spec.label(key)} {step}" for key, step in value)
        if isinstance(value, tuple):
            parts = [spec.label(item) for item in value if not is_empty(item)]
            return led(parts) if spec.kind == "ladder" else _listed(parts)
        if spec.kind == "rating":
            return f"{value} of 5"
        if spec.kind == "number":
            return f"{value} {_single(spec.unit) if value == 1 else spec.unit}".strip()
        return spec.label(value) if spec.kind == "choice" else str(value)

    @field_validator("*", mode="after")
    @classmethod
    def _fits(cls, value: Any, info: Any) -> Any:
        spec = _specs(cls)[info.field_name]
        if spec.kind in ("choice", "date", "reference") and is_empty(value):
            return () if isinstance(value, tuple) else ""
        if spec.kind == "ladder" and len(value) > spec.longest:
            problem = f"{len(value)} steps: {spec.longest} at most"
            raise PydanticCustomError("prepkit", "{problem}", {"problem": problem})
        if spec.kind == "scales":
            value = tuple(dict(value).items())
        for item in _parts(value, spec):
            problem = _problem(spec, item)
            if problem:
                raise PydanticCustomError("prepkit", "{problem}", {"problem": problem})
        return value


def _parts(value: Any, spec: FieldSpec) -> tuple[Any, ...]:
    """Return what has to fit, one by one: both the key and the step of what is rated."""
    if spec.kind == "scales":
        return tuple(part for pair in value for part in pair)
    return value if isinstance(value, tuple) else (value,)


@functools.cache
def _specs(record: type[Record]) -> dict[str, FieldSpec]:
    return {name: _spec(name, info) for name, info in record.model_fields.items()}


def led(steps: Sequence[str]) -> str:
    """Return texts one after the other with arrows between them, the first on the left.

    Where one has letters written from right to left, invisible marks keep each in its place, and
    within each the order in which most of its letters are read (Unicode standard annex 9).
    """
    if not any(_leftward(step) for step in steps):
        return " → ".join(steps)
    kept = (f"{_LEFTWARD if _leftward(s) > _rightward(s) else _RIGHTWARD}{s}{_END}" for s in steps)
    return _LINE + " → ".join(kept)


def _leftward(text: str) -> int:
    return sum(unicodedata.bidirectional(char) in ("R", "AL") for char in text)


def _rightward(text: str) -> int:
    return sum(unicodedata.bidirectional(char) == "L" for char in text)


def _single(unit: str) -> str:
    """Return a unit for one of it: "hour a week" for "hours a week"."""
    first, blank, rest = unit.partition(" ")
    return f"{'person' if first == 'people' else first.removesuffix('s')}{blank}{rest}"


def is_empty(value: Any) -> bool:
    """Whether a value is no answer: ``None``, nothing but blanks, or an empty list."""
    if isinstance(value, tuple):
        return all(is_empty(item) for item in value)
    return value is None or (isinstance(value, str) and not value.strip())


def _problem(spec: FieldSpec, value: Any) -> str:
    """Say what is wrong with one value that has the right type, or return ``""``."""
    if isinstance(value, str):
        if len(value) > LONGEST_TEXT:
            return (
                f"longer than {LONGEST_TEXT:,} characters ({len(value):,}): "
                "keep it in a file and note where"
            )
        if _LONE.search(value):
            return "holds half a character (a lone surrogate): delete it and type it again"
        if is_empty(value):
            return ""
        if spec.kind in ("choice", "choices") and not spec.open:
            known = [option.key for option in spec.options]
            return "" if value in known else f"no option {value!r}: {suggest(value, known)}"
        if spec.kind == "date":
            return date_problem(value)
    elif value is not None and not spec.least <= value <= spec.most:
        return f"{value} is not between {spec.least} and {spec.most}"
    return ""


def _listed(parts: Sequence[str]) -> str:
    """Return parts one after the other, told apart also where there are commas in them."""
    return ("; " if any("," in part for part in parts) else ", ").join(parts)


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


def slug(name: str) -> str:
    """Return a short id for a name, safe as a file name on every system.

    Letters, marks and digits of any script are kept, lower case; everything else becomes a
    dash. Empty when the name has no letter or digit. At most 40 characters.
    """
    folded = unicodedata.normalize("NFKC", name).casefold()
    kept = "".join(char if unicodedata.category(char)[0] in "LMN" else "-" for char in folded)
    short = re.sub("-+", "-", kept).strip("-")[:40].strip("-")
    reserved = short in {"con", "prn", "aux", "nul"} or re.fullmatch(r"(com|lpt)\d", short)
    return f"{short}-company" if reserved else short


def is_safe_id(text: str) -> bool:
    """Whether a text is an id prepkit could have made, and so is safe as a file name.

    Letters, marks and digits of any script, dashes and underscores; at most 120 characters.
    """
    kept = all(unicodedata.category(char)[0] in "LMN" or char in "-_" for char in text)
    return kept and 0 < len(text) <= 120
