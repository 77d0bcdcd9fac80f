"""How a value is said in plain words, in lists, tables and on paper."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from typing import Any

from prepkit.fields import FieldSpec, is_empty

_LINE, _RIGHTWARD, _LEFTWARD, _END = "\u200e", "\u2066", "\u2067", "\u2069"
"""Marks nobody sees: a line read from the left, and the ends of a text that is read its own way."""


def shown(spec: FieldSpec, value: Any) -> str:
    """Return the value of a field as plain words; ``""`` when it is empty.

    References come out as ids: whoever knows the other records replaces them.
    """
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


def _listed(parts: Sequence[str]) -> str:
    """Return parts one after the other, told apart also where there are commas in them."""
    return ("; " if any("," in part for part in parts) else ", ").join(parts)
