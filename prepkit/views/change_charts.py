"""Charts of then and now: ratings of two sittings, and weights held against chance.

As in :mod:`prepkit.views.row_charts`, rows stand by their number and names are only ever drawn.
What has shifted is told apart by colour and by shape.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from prepkit.block import Chart
from prepkit.views.charts import BLUE, GREY, ORANGE
from prepkit.views.pixels import SAYS, SILENT, Layer
from prepkit.views.rows import at_the_end, by_row, labels, rows_chart, words

Pair = tuple[int | None, int | None]

SHIFTED = "this time, shifted"
"""What the legend says of what has moved far enough."""

_WIDTH, _STEP, _FAR = 440, 22, 2
_ASIDE = 5.5  # from a rating in the first panel to the same one in the second
_WEIGHTS_WIDTH = 330


def ratings_moved(
    rows: Sequence[tuple[str, Pair, Pair]], *, heads: tuple[str, str], then: str, now: str,
    caption: str, alt: str,
) -> Chart:  # fmt: skip
    """Return two ratings a row, from 1 to 5, side by side, each then and now.

    Args:
        rows: label, and of each rating what it was and what it is; ``None`` is not rated.
        heads: what the two ratings are.
        then, now: when they were given; not the same.
    """
    dots: list[dict[str, Any]] = []
    lines: list[dict[str, Any]] = []
    for row, (label, *pairs) in enumerate(rows):
        for panel, (before, after) in enumerate(pairs):
            says = f"{label}, {heads[panel]}: {before or 'not rated'} → {after or 'not rated'}"
            aside, steps = panel * _ASIDE, 0
            if before is not None and after is not None:
                steps = abs(after - before)
                lines.append({"row": row, "from": before + aside, "to": after + aside})
            if before is not None and before != after:
                dots.append({"row": row, "x": before + aside, "kind": then, "says": says})
            if after is not None:
                kind = SHIFTED if steps >= _FAR else now
                dots.append({"row": row, "x": after + aside, "kind": kind, "says": says})
    place = by_row(len(rows))
    marks = [mark + panel * _ASIDE for panel in (0, 1) for mark in range(1, 6)]
    across = {"type": "quantitative", "title": "1 little, 5 a great deal",
              "scale": {"domain": [0.6, 10.9], "nice": False},
              "axis": {"values": marks, "grid": True, "labelExpr":
                       f"datum.value > {_ASIDE + 0.25} ? datum.value - {_ASIDE} : datum.value"},
              }  # fmt: skip
    return rows_chart(caption, alt, _WIDTH, _STEP, [
        labels([row[0] for row in rows]),
        _heads(heads, across),
        {"data": {"values": lines}, "mark": SILENT | {"type": "rule", "strokeWidth": 2,
                                                      "color": GREY, "opacity": 0.8},
         "encoding": place | {"x": across | {"field": "from"}, "x2": {"field": "to"}}},
        *_dots(dots, then, now, place, across),
    ])  # fmt: skip


def weights_moved(
    rows: Sequence[tuple[str, float, float, float, bool]], *, then: str, now: str, axis: str,
    caption: str, alt: str,
) -> Chart:  # fmt: skip
    """Return one weight a row, then and now, on a bar as wide as chance may move it.

    Args:
        rows: label, the weight then and now, how far it may lie from what it was without having
            shifted, and whether it has.
        then, now: when it was weighed; not the same.
        axis: what grows to the right; the scale has no figures, since they mean nothing by
            themselves.
    """
    dots: list[dict[str, Any]] = []
    bars: list[dict[str, Any]] = []
    for row, (label, before, after, reach, shifted) in enumerate(rows):
        goes = f"{'more' if after > before else 'less'} than last time"
        says = f"{label}: {goes}" if shifted else f"{label}: no shift"
        bars.append({"row": row, "from": before - reach, "to": before + reach,
                     "words": goes if shifted else ""})  # fmt: skip
        for kind, weight in ((then, before), (SHIFTED if shifted else now, after)):
            dots.append({"row": row, "x": weight, "kind": kind, "says": says})
    place = by_row(len(rows))
    across = {"type": "quantitative", "title": axis, "scale": {"nice": False, "zero": False},
              "axis": {"labels": False, "ticks": False, "grid": False}}  # fmt: skip
    return rows_chart(caption, alt, _WEIGHTS_WIDTH, _STEP, [
        labels([row[0] for row in rows]),
        {"data": {"values": bars},
         "mark": SILENT | {"type": "bar", "height": 9, "cornerRadius": 4, "color": GREY,
                           "opacity": 0.28},
         "encoding": place | {"x": across | {"field": "from"}, "x2": {"field": "to"}}},
        *_dots(dots, then, now, place, across),
        at_the_end(bars, place),
    ])  # fmt: skip


def _dots(
    dots: Sequence[dict[str, Any]], then: str, now: str, place: Layer, across: Layer
) -> list[Layer]:
    """Return a mark for then and, above it, one for now; with one legend."""
    known = [then, now, *([SHIFTED] if any(dot["kind"] == SHIFTED for dot in dots) else [])]
    legend = {"orient": "bottom", "title": None, "labelLimit": 260, "direction": "horizontal"}
    return [{
        "data": {"values": dots},
        "mark": {"type": "point", "filled": True, "opacity": 1, "strokeWidth": 1.6},
        "encoding": place | {
            "x": across | {"field": "x"},
            "color": {"field": "kind", "type": "nominal", "legend": legend,
                      "scale": {"domain": known, "range": [GREY, BLUE, ORANGE][:len(known)]}},
            "shape": {"field": "kind", "type": "nominal", "legend": legend,
                      "scale": {"domain": known,
                                "range": ["square", "circle", "diamond"][:len(known)]}},
            "size": {"field": "kind", "type": "nominal", "legend": None,
                     "scale": {"domain": known, "range": [42, 80, 110][:len(known)]}},
            **SAYS,
        },
    }]  # fmt: skip


def _heads(heads: tuple[str, str], across: Layer) -> Layer:
    """Return the names of the two panels, above their middles."""
    values = [{"x": 3 + panel * _ASIDE, "head": head} for panel, head in enumerate(heads)]
    return {
        "data": {"values": values}, "mark": words("center", dy=-10),
        "encoding": {"x": across | {"field": "x"}, "y": {"value": 0},
                     "text": {"field": "head"}, "description": {"field": "head"}},
    }  # fmt: skip
