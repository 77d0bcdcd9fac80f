"""Words about words: what was said the same, what somebody typed, in quotes, dates and numbers."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence

from prepkit.block import shortened, spelled
from prepkit.dates import date_span

_NUMBERS = (
    "no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven",
    "twelve",
)  # fmt: skip
A_HALF = "a tie against a choice counts half"
"""What is said where a number of choices answered otherwise has a half."""

_LONGEST = 60  # characters of a text that is only named


def folded(text: str) -> str:
    """Return what two texts have in common that say the same; ``""`` for nothing but blanks.

    Case, blanks, punctuation, and the width and form of letters make no difference, as in the
    ladder of a form. A text of nothing but punctuation stays as it is.
    """
    plain = unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", text).casefold())
    # These only choose between two looks of one sign.
    plain = "".join(char for char in plain if not "\ufe00" <= char <= "\ufe0f")
    words = (char if unicodedata.category(char)[0] not in "PZC" else " " for char in plain)
    return " ".join("".join(words).split()) or plain.strip()


def quoted(texts: Sequence[str], most: int = 7, between: str = ", ") -> str:
    """Return texts as somebody typed them, in quotation marks; long ones are shortened.

    Args:
        most: how many are named; the others are counted, where there are at least two of them.
    """
    named = [f"“{shortened(text, _LONGEST)}”" for text in texts]
    return listed(named, most, between)


def listed(named: Sequence[str], most: int = 7, between: str = ", ") -> str:
    """Return names in one line; where there are more than `most` and one, the rest is counted."""
    if len(named) <= most + 1:
        return between.join(named)
    return f"{between.join(named[:most])} and {len(named) - most} more"


def ended(text: str) -> str:
    """Return a sentence with its full stop; one that ends in a quotation's own mark has it."""
    return text if text.rstrip("”’»").endswith((".", "!", "?", "…")) else f"{text}."


def in_words(number: int) -> str:
    """Return a number as it is written out, from 0 to 12; the others in figures."""
    return _NUMBERS[number] if 0 <= number < len(_NUMBERS) else f"{number:,}"


def halves(number: float) -> str:
    """Return a number of things in figures, to the nearest half: ``0``, ``½``, ``10½``."""
    whole, half = divmod(round(2 * number), 2)
    return (f"{whole:,}" if whole or not half else "") + "½" * half


def spelled_date(value: str) -> str:
    """Return a day, a month or a year in words: ``March 2025``; ``""`` when it is empty."""
    span = date_span(value)
    if span is None:
        return value
    day = spelled(span[0])
    return value if len(value) == 4 else day.split(" ", 1)[1] if len(value) == 7 else day
