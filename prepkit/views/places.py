"""Places inside a picture: of dots, and of labels that neither cover each other nor the dots.

Vega-Lite has no way to keep labels apart, so places are found here and drawn as they are. All
sizes are in pixels, y downwards.
"""

from __future__ import annotations

import math
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations
from statistics import median

_NARROW, _SLIM, _WIDE = set("ijlI|.,:;'’!` t"), set('fr1-()[]{}/\\"'), set("mwMW@%—…→")
_JOINER = "\u200d"
_LARGE_SPREAD = 20


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle: its middle and its size."""

    x: float
    y: float
    width: float
    height: float

    def overlap(self, other: Box) -> float:
        """Return the area both cover."""
        wide = _shared(self.x, self.width, other.x, other.width)
        return wide and wide * _shared(self.y, self.height, other.y, other.height)


def _shared(one: float, length: float, other: float, width: float) -> float:
    """Return how much two stretches have in common, given their middles and lengths."""
    return max(0.0, min((length + width) / 2 - abs(one - other), length, width))


def width(text: str, size: float = 10) -> float:
    """Return about how wide a line is set in the face of labels, in pixels, rather too much."""
    return size * sum(map(_share, text))


def _share(char: str) -> float:
    """Return a character's width as a share of the size of the type."""
    if unicodedata.combining(char) or unicodedata.category(char) in ("Mn", "Me", "Cf"):
        return 0.0
    if unicodedata.east_asian_width(char) in "WF":
        return 1.05
    if char in _NARROW:
        return 0.31
    if char in _SLIM:
        return 0.43
    if char in _WIDE:
        return 0.97
    return 0.76 if char.isupper() else 0.63


def wrapped(text: str, *, room: float, size: float = 10, lines: int = 2) -> list[str]:
    """Return a text in so many lines at most, broken at blanks, the rest cut with "…".

    Args:
        room: the width of a line in pixels.
        size: of the type, in pixels.
    """
    found: list[str] = []
    for word in text.split():
        for piece in _pieces(word, room=room, size=size):
            longer = f"{found[-1]} {piece}" if found else piece
            if found and width(longer, size) <= room:
                found[-1] = longer
            else:
                found.append(piece)
    if len(found) > lines:
        *found, last = found[:lines]
        letters = list(_letters(last))
        while letters and width("".join(letters) + "…", size) > room:
            letters.pop()
        found.append("".join(letters).rstrip() + "…")
    return found


def _pieces(word: str, *, room: float, size: float) -> Iterator[str]:
    """Yield a word, in parts where it is wider than a line."""
    piece = ""
    for letter in _letters(word):
        if piece and width(piece + letter, size) > room:
            yield piece
            piece = ""
        piece += letter
    yield piece


def _letters(text: str) -> Iterator[str]:
    """Yield what is one letter or sign to the eye, marks and all."""
    letter = ""
    for char in text:
        is_mark = unicodedata.category(char)[0] == "M" or char == _JOINER
        is_tone = "\U0001f3fb" <= char <= "\U0001f3ff"
        if letter and not (is_mark or is_tone or letter.endswith(_JOINER)):
            yield letter
            letter = ""
        letter += char
    if letter:
        yield letter


def placed(
    dots: Sequence[Box], labels: Sequence[tuple[float, float]], *, within: Box,
    taken: Sequence[Box] = (),
) -> list[Box]:  # fmt: skip
    """Return a place beside its dot for each label, so that as little as possible overlaps.

    Each label in turn moves to the place where it covers least of the others, until none moves:
    discrete gradient descent (Christensen, Marks & Shieber 1995).

    Args:
        dots: one for each label; those that matter most first, they are placed first.
        labels: width and height of each.
        within: where they must stand, as far as there is room.
        taken: what else they should not cover.
    """
    choices = [list(_beside(dot, *size)) for dot, size in zip(dots, labels, strict=True)]
    chosen: list[Box | None] = [None] * len(dots)
    for _ in range(6):
        before = list(chosen)
        for place, options in enumerate(choices):
            others = [*dots, *taken, *(box for i, box in enumerate(chosen) if box and i != place)]
            chosen[place] = _best(options, others, within)
        if chosen == before:
            break
    return [box for box in chosen if box]


def _beside(dot: Box, wide: float, high: float) -> Iterator[Box]:
    """Yield the places a label may have, the best to read first."""
    for gap in (2.0, 9.0, 18.0):
        across, down = (dot.width + wide) / 2 + gap, (dot.height + high) / 2 + gap - 1
        for right, below in ((1, 0), (-1, 0), (0, -1), (0, 1), (0.8, -0.8), (0.8, 0.8),
                             (-0.8, -0.8), (-0.8, 0.8), (0.5, -1), (0.5, 1), (-0.5, -1),
                             (-0.5, 1)):  # fmt: skip
            yield Box(dot.x + right * across, dot.y + below * down, wide, high)


def _best(options: Sequence[Box], others: Sequence[Box], within: Box) -> Box:
    costs = []
    for rank, box in enumerate(options):
        outside = box.width * box.height - box.overlap(within)
        covered = 10 * outside + sum(map(box.overlap, others))
        if covered < 0.01:
            return box
        costs.append((covered + rank, rank))
    return options[min(costs)[1]]


def apart(
    middles: Sequence[tuple[float, float]], radii: Sequence[float], *, gap: float = 3
) -> list[tuple[float, float]]:
    """Return the middles of dots, moved as little as it takes for none to cover another.

    Where there is no room for that, they still cover each other, but less.
    """
    moved = [list(middle) for middle in middles]
    for _ in range(60):
        is_still = True
        for one, other in combinations(range(len(moved)), 2):
            across, down = (moved[other][axis] - moved[one][axis] for axis in (0, 1))
            far, wanted = math.hypot(across, down), radii[one] + radii[other] + gap
            if far < wanted - 0.01:
                is_still = False
                # On the same spot: each pair goes another way.
                turn = math.atan2(down, across) if far > 0 else one + 2.4 * other
                push = (wanted - far) / 2
                for place, sign in ((one, -1), (other, 1)):
                    moved[place][0] += sign * push * math.cos(turn)
                    moved[place][1] += sign * push * math.sin(turn)
        if is_still:
            break
    return [(x, y) for x, y in moved]


def is_wide(values: Sequence[float]) -> bool:
    """Whether values lie so far apart that a plain scale would press most of them together."""
    positive = [value for value in values if value > 0]
    return bool(positive) and max(positive) > _LARGE_SPREAD * min(positive)


def along(values: Sequence[float], start: float, end: float) -> tuple[list[float], float]:
    """Return where values stand between two ends, and where their median does.

    On a scale of logarithms when :func:`is_wide`; 0 then stands at the start.

    Args:
        values: from 0.
        start, end: where the least and the greatest stand.
    """
    scaled = [*values, median(values)] if values else [0.0]
    if is_wide(values):
        least = min(value for value in values if value > 0) / 2
        scaled = [math.log(max(value, least)) for value in scaled]
    low, high = min(scaled), max(scaled)
    shares = [(value - low) / (high - low) if high > low else 0.5 for value in scaled]
    *places, middle = (start + share * (end - start) for share in shares)
    return places, middle


def year_marks(low: float, high: float, most: int) -> list[int]:
    """Return whole years between two, both included, evenly apart and `most` at most."""
    first, last = math.ceil(low), math.floor(high)
    steps = (step * 10**power for power in range(9) for step in (1, 2, 5))
    step = next(step for step in steps if last // step - (first - 1) // step <= most)
    return [year for year in range(first, last + 1) if year % step == 0]
