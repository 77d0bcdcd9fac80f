"""Fields: what a record is made of, and all a form, a table and a page need to know of each.

A record class makes its fields by the functions below. Every field has an empty default:
half-filled is normal.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Literal

from pydantic import Field
from pydantic.fields import FieldInfo

from prepkit.dates import date_problem
from prepkit.errors import suggest

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

LONGEST_TEXT = 200_000
"""Characters in one answer; what is longer belongs in a file of its own."""

OWN = "own:"
"""What the key of something to be rated begins with, where it is words of one's own."""

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

    def problem(self, value: Any) -> str:
        """Say what is wrong with a value that has the right type, or return ``""``."""
        if self.kind == "ladder" and len(value) > self.longest:
            return f"{len(value)} steps: {self.longest} at most"
        items = value if isinstance(value, tuple) else (value,)
        if self.kind == "scales":  # Both the key and the step of what is rated have to fit.
            items = tuple(part for pair in value for part in pair)
        return next(filter(None, (self._problem_of(item) for item in items)), "")

    def _problem_of(self, value: Any) -> str:
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
            if self.kind in ("choice", "choices") and not self.open:
                known = [option.key for option in self.options]
                return "" if value in known else f"no option {value!r}: {suggest(value, known)}"
            if self.kind == "date":
                return date_problem(value)
        elif value is not None and not self.least <= value <= self.most:
            return f"{value} is not between {self.least} and {self.most}"
        return ""


def is_empty(value: Any) -> bool:
    """Whether a value is no answer: ``None``, nothing but blanks, or an empty list."""
    if isinstance(value, tuple):
        return all(is_empty(item) for item in value)
    return value is None or (isinstance(value, str) and not value.strip())


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


def spec_of(name: str, info: FieldInfo) -> FieldSpec:
    """Return what one of the functions above was told, for a field of this name."""
    extra = info.json_schema_extra
    assert isinstance(extra, dict), f"{name} was not made by a function of prepkit.fields"
    details: Any = extra["prepkit"]
    return FieldSpec(name=name, title=info.title or name, help=info.description or "", **details)
