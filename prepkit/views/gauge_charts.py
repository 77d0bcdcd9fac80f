"""Charts of ratings from 1 to 5: bars to two sides, and gauges beside one another.

Drawn in pixels, as in :mod:`prepkit.views.pixels`: names are only ever drawn.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from prepkit.block import Chart
from prepkit.views import places
from prepkit.views.charts import BLUE, GREY, ORANGE
from prepkit.views.dots import LINE
from prepkit.views.pixels import SAYS, SILENT, Layer, at, picture, rules, texts

_STEPS = 5
_LABEL, _STEP, _FIGURE, _ROW = 232, 34, 18, 29  # pixels: name, step of a bar, figure, row
_WIDE, _ASKED, _GAUGE = 628, 178, 34  # of a page, of a question, of a row of gauges
_HEAD, _FOOT = 24, 20


@dataclass(frozen=True, slots=True)
class Both:
    """One row of bars to two sides; ``None`` where it was not rated.

    Attributes:
        label: what was rated.
        left, right: ratings from 1 to 5.
        left_before, right_before: what they were, to be marked; ``None`` for no mark.
    """

    label: str
    left: int | None
    right: int | None
    left_before: int | None = None
    right_before: int | None = None


def two_sided(
    rows: Sequence[Both], *, left: str, right: str, before: str = "", caption: str, alt: str
) -> Chart:
    """Return a bar to the left and one to the right for each row, in the order given.

    Args:
        left, right: what the bars of a side say.
        before: what the marks of earlier ratings mean, where there are any.
    """
    zero, far = _LABEL + 8 + _FIGURE + _STEPS * _STEP, _HEAD + _ROW * len(rows)
    bars: dict[str, list[Layer]] = {BLUE: [], ORANGE: []}
    figures, marks = [], []
    for number, row in enumerate(rows):
        y = _HEAD + (number + 0.5) * _ROW
        for side, colour, rating, then, name in (
            (-_STEP, ORANGE, row.left, row.left_before, left),
            (_STEP, BLUE, row.right, row.right_before, right),
        ):
            says = f"{row.label}, {name}: {rating}"
            if rating is not None:
                low, high = sorted((zero, zero + side * rating))
                bars[colour].append(_block(low, high, y, 14, says))
                x = zero + side * rating + math.copysign(_FIGURE / 2, side)
                figures.append((x, y, str(rating), says))
            if then is not None:
                marks.append(_mark(zero + side * then, y))
    grid = [
        (zero + step * _STEP, _HEAD, zero + step * _STEP, far, 0.5 if step else 1.6)
        for step in range(-_STEPS, _STEPS + 1)
    ]
    drawn = [
        rules(grid, opacity=0.6),
        *(_blocks(values, colour) for colour, values in bars.items()),
        rules(marks, color="currentColor"),
        texts(figures),
        texts([(zero - 8, 8, left, left)], align="right", fontWeight="bold"),
        texts([(zero + 8, 8, right, right)], align="left", fontWeight="bold"),
        texts(_names([row.label for row in rows], _LABEL, _HEAD, _ROW), align="right"),
        *(_foot(before, zero - _STEPS * _STEP, far + _FOOT / 2 + 4) if marks else ()),
    ]
    below = _FOOT if marks and before else 0
    return picture(caption, alt, (zero + _STEPS * _STEP + _FIGURE, far + below), drawn)


def gauges(
    columns: Sequence[str], rows: Sequence[tuple[str, Sequence[int | None]]], *,
    befores: Sequence[Sequence[int | None]] = (), before: str = "", caption: str, alt: str,
) -> Chart:  # fmt: skip
    """Return a gauge of five parts for each row in each column; what was not rated says so.

    Three or four columns fit on a page.

    Args:
        columns: their heads.
        rows: what was rated, and one rating from 1 to 5 for each column.
        befores: what the ratings were, row by row, to be marked; ``None`` for no mark.
        before: what these marks mean.
    """
    across = (_WIDE - _ASKED - 14) / max(1, len(columns))
    lefts = [_ASKED + 14 + number * across for number in range(len(columns))]
    heads = [places.wrapped(name, room=across - 12, lines=3) or [""] for name in columns]
    top = 10 + LINE * max(map(len, heads), default=1)
    far = top + _GAUGE * len(rows)
    found = [
        _Gauge(left, top + (number + 0.5) * _GAUGE, min(26.0, (across - 22) / _STEPS), rating,
               befores[number][place] if befores else None, f"{columns[place]}, {asked}")
        for number, (asked, ratings) in enumerate(rows)
        for place, (left, rating) in enumerate(zip(lefts, ratings, strict=True))
    ]  # fmt: skip
    marks = [
        _mark(gauge.x + gauge.before * gauge.part - 1, gauge.y)
        for gauge in found
        if gauge.before is not None
    ]
    titles = (
        (left, 6 + row * LINE, line, name)
        for left, name, said in zip(lefts, columns, heads, strict=True)
        for row, line in enumerate(said)
    )
    drawn = [
        _blocks([part for gauge in found for part in gauge.parts(filled=False)], GREY, opacity=0.2),
        _blocks([part for gauge in found for part in gauge.parts(filled=True)], BLUE),
        rules(marks, color="currentColor"),
        texts([gauge.words for gauge in found if gauge.rating is None], fontStyle="italic"),
        texts(titles, align="left", fontWeight="bold"),
        texts(_names([asked for asked, _ in rows], _ASKED, top, _GAUGE), align="right"),
        *(_foot(before, _ASKED + 14, far + _FOOT / 2) if marks else ()),
    ]
    return picture(caption, alt, (_WIDE, far + (_FOOT if marks and before else 0)), drawn)


@dataclass(frozen=True, slots=True)
class _Gauge:
    x: float
    y: float
    part: float
    rating: int | None
    before: int | None
    name: str

    @property
    def words(self) -> tuple[float, float, str, str]:
        return self.x + _STEPS * self.part / 2, self.y, "not rated", f"{self.name}: not rated"

    def parts(self, *, filled: bool) -> Iterator[Layer]:
        """Yield the parts that are filled, or those that are not."""
        for step in range(_STEPS):
            if (step < (self.rating or 0)) is filled:
                left = self.x + step * self.part
                yield _block(left, left + self.part - 2, self.y, 11, f"{self.name}: {self.rating}")


def _names(
    names: Sequence[str], room: float, top: float, high: float
) -> Iterator[tuple[float, float, str, str]]:
    """Yield the lines of each row's name, two at most, to the right of their room."""
    for number, name in enumerate(names):
        said = places.wrapped(name, room=room)
        for row, line in enumerate(said):
            shift = (row - (len(said) - 1) / 2) * LINE
            yield room, top + (number + 0.5) * high + shift, line, name


def _block(left: float, right: float, y: float, high: float, says: str) -> Layer:
    return {"x": left, "x2": right, "y": y - high / 2, "y2": y + high / 2, "says": says}


def _mark(x: float, y: float) -> tuple[float, ...]:
    return x, y - 11, x, y + 11, 2.0


def _blocks(values: Sequence[Layer], colour: str, *, opacity: float = 1) -> Layer:
    return {
        "data": {"values": list(values)},
        "mark": {"type": "rect", "color": colour, "opacity": opacity, "cornerRadius": 1.5,
                 **(SILENT if opacity < 1 else {})},
        "encoding": at("x", "y", "x2", "y2") | ({} if opacity < 1 else SAYS),
    }  # fmt: skip


def _foot(words: str, x: float, y: float) -> Iterator[Layer]:
    """Yield what a mark means, where there is one."""
    if words:
        yield rules([(x + 1, y - 6, x + 1, y + 6, 2.0)], color="currentColor")
        yield texts([(x + 9, y, words, words)], align="left")
