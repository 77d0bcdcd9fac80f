"""Dots on a map: as large as their counts, as light as their years are late, named beside them."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from prepkit.views import places
from prepkit.views.charts import GREY
from prepkit.views.pixels import SAYS, SILENT, Layer, at, texts
from prepkit.views.places import Box

LINE = 11.5
"""Pixels from one line of a label to the next."""

YEARS = ("#1f4677", "#7d5a9c", "#cf6f86", "#f8bd78")
"""From early to late: each is lighter than the one before, for who does not see the colours."""

_LABEL, _LINES, _RING = 108, 3, 4  # pixels, of them at most, pixels
_SMALLEST, _LARGEST = 40, 700  # area of the square around a dot
_LEGEND = {"orient": "bottom", "direction": "horizontal", "titleFontWeight": "normal",
           "titleLimit": 300}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Dot:
    """One thing on a map.

    Attributes:
        label: what it is called.
        x, y: where it stands; y upwards.
        count: how much of it there is, shown by its area.
        year: shown by its colour; ``None``: not filled.
        ringed: whether it is set apart.
    """

    label: str
    x: float
    y: float
    count: int
    year: float | None
    ringed: bool = False


def radii(dots: Sequence[Dot]) -> list[float]:
    """Return how large each dot is drawn, with its ring, in pixels."""
    most = max((dot.count for dot in dots), default=1) or 1
    spread = _LARGEST - _SMALLEST
    return [
        math.sqrt(_SMALLEST + spread * dot.count / most) / 2 + (_RING if dot.ringed else 0)
        for dot in dots
    ]


def layers(
    dots: Sequence[Dot], middles: Sequence[tuple[float, float]], size: tuple[float, float], *,
    counted: str, colour: str, taken: Sequence[Box] = (), below: float = 12,
) -> list[Layer]:  # fmt: skip
    """Return dots with their labels beside them, and what sizes and colours mean.

    Args:
        middles: where each dot stands, in pixels.
        size: of the picture.
        counted, colour: titles of the legends.
        taken: what labels should not cover.
        below: pixels from the picture to its legends.
    """
    boxes = [Box(x, y, 2 * r, 2 * r) for (x, y), r in zip(middles, radii(dots), strict=True)]
    lines = [places.wrapped(dot.label, room=_LABEL, lines=_LINES) for dot in dots]
    sizes = [(max(map(places.width, named), default=0), len(named) * LINE) for named in lines]
    within = Box(size[0] / 2, size[1] / 2, *size)
    labels = places.placed(boxes, sizes, within=within, taken=taken)
    return [
        *_points(dots, boxes, _LEGEND | {"offset": below}, counted, colour),
        texts(
            (box.x, box.y + (row - (len(named) - 1) / 2) * LINE, line, _says(dot))
            for dot, box, named in zip(dots, labels, lines, strict=True)
            for row, line in enumerate(named)
        ),
    ]


def _points(
    dots: Sequence[Dot], boxes: Sequence[Box], legend: Layer, counted: str, colour: str
) -> Iterator[Layer]:
    values = [
        {"x": box.x, "y": box.y, "count": dot.count, "year": dot.year,
         "ring": (box.width - 2) ** 2, "says": _says(dot)}
        for dot, box in zip(dots, boxes, strict=True)
    ]  # fmt: skip
    counts = [dot.count for dot in dots]
    area = {"field": "count", "type": "quantitative",
            "scale": {"domain": [0, max(counts, default=1)], "range": [_SMALLEST, _LARGEST]},
            "legend": legend | {"title": counted, "symbolFillColor": GREY, "format": "d",
                                "values": _steps(counts)}}  # fmt: skip
    said = at("x", "y") | {"size": area, **SAYS}
    point = {"type": "point", "opacity": 1, "stroke": GREY, "strokeWidth": 0.8}
    years = [dot.year for dot in dots if dot.year is not None]
    if years:
        filled = [value for value in values if value["year"] is not None]
        fill = _year_colours(years, legend | {"title": colour})
        yield {"data": {"values": filled}, "mark": point, "encoding": said | {"fill": fill}}
    unfilled = [value for value in values if value["year"] is None]
    yield {"data": {"values": unfilled}, "mark": point | {"filled": False}, "encoding": said}
    ringed = [value for value, dot in zip(values, dots, strict=True) if dot.ringed]
    # The colour of the words around it, on paper and on any screen.
    ring = point | SILENT | {"filled": False, "stroke": "currentColor", "strokeWidth": 1.6}
    size = {"field": "ring", "type": "quantitative", "scale": None}
    yield {"data": {"values": ringed}, "mark": ring, "encoding": at("x", "y") | {"size": size}}


def _year_colours(years: Sequence[float], legend: Layer) -> Layer:
    """Return the scale of colours, from the least mean year to the greatest."""
    low, high = min(years), max(years)
    marks: list[float] = [*places.year_marks(low, high, 7)]
    if len(marks) < 2:
        marks = sorted({low, high})
    form = "d" if all(mark == int(mark) for mark in marks) else ".1f"
    if high - low < 0.2:
        low, high = low - 0.5, high + 0.5
    return {"field": "year", "type": "quantitative",
            "scale": {"domain": [low, high], "range": list(YEARS), "interpolate": "lab"},
            "legend": legend | {"gradientLength": 200, "format": form, "values": marks}
            }  # fmt: skip


def _steps(counts: Sequence[int]) -> list[int]:
    """Return up to three counts for the legend of sizes: round, and within what there is."""
    least, most = min(counts, default=0), max(counts, default=0)
    steps = [a * 10**b for b in range(7) for a in (1, 2, 5) if least <= a * 10**b <= most] or [most]
    return sorted({steps[0], steps[len(steps) // 2], steps[-1]})


def _says(dot: Dot) -> str:
    return f"{dot.label}: {dot.count}" + ("" if dot.year is None else f", {dot.year:.1f}")
