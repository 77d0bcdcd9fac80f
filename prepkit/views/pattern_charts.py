"""Charts of patterns: projects by what they were like, and differences with their intervals.

As in :mod:`prepkit.views.pixels` and :mod:`prepkit.views.rows`: names are only ever drawn.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from prepkit.block import Chart
from prepkit.views import places
from prepkit.views.charts import BLUE, GREY, ORANGE
from prepkit.views.dots import LINE
from prepkit.views.pixels import SAYS, SILENT, Layer, at, picture, texts
from prepkit.views.rows import by_row, labels, rows_chart

_WIDE, _LABEL, _CELL, _ROW = 628, 196, 44, 25  # pixels: page, name of a row, widest cell, row
_HEAD = 104  # pixels: of a column's name, upwards
_FAR = 4  # steps between the ends of the scale
_WIDTH, _STEP = 420, 20
_LOOKS = ((BLUE, "circle"), (ORANGE, "diamond"), (GREY, "square"))


@dataclass(frozen=True, slots=True)
class Shift:
    """One row: a difference between two means of ratings from 1 to 5, from -4 to 4.

    Attributes:
        interval: its ends, the low one first; ``None`` is no bound: it is drawn to the end of the
            scale, with an arrow. ``None`` for no interval at all: nothing is drawn of it.
        kind: which of the kinds it is.
        words: the difference in words, said when one points at it.
    """

    label: str
    difference: float
    interval: tuple[float | None, float | None] | None
    kind: str
    words: str


def heat_grid(
    columns: Sequence[str], rows: Sequence[tuple[str, Sequence[int | None]]], *,
    caption: str, alt: str,
) -> Chart:  # fmt: skip
    """Return ratings from 1 to 5 by row and column, figures on a colour the stronger the more.

    What was not rated stays empty. Some fourteen columns fit on a page.

    Args:
        columns: their names, which are set upwards.
        rows: name, and one rating for each column.
    """
    wide = min(_CELL, (_WIDE - _LABEL) / max(1, len(columns)))
    lines = [line for name in columns for line in places.wrapped(name, room=_HEAD)]
    top = 6 + max(map(places.width, lines), default=0)
    lefts = [_LABEL + 8 + wide * place for place in range(len(columns))]
    cells: list[Layer] = [
        {"x": left, "x2": left + wide - 2, "y": top + row * _ROW, "y2": top + (row + 1) * _ROW - 2,
         "rating": rating, "heat": rating / 8, "says": f"{name}, {of}: {rating}"}
        for row, (name, ratings) in enumerate(rows)
        for left, of, rating in zip(lefts, columns, ratings, strict=True)
        if rating is not None
    ]  # fmt: skip
    heat = {"fillOpacity": {"field": "heat", "type": "quantitative", "scale": None}}
    figures = (
        ((one["x"] + one["x2"]) / 2, (one["y"] + one["y2"]) / 2, str(one["rating"]), one["says"])
        for one in cells
    )
    drawn = [
        {"data": {"values": cells}, "mark": {"type": "rect", "fill": BLUE, "cornerRadius": 1.5},
         "encoding": at("x", "y", "x2", "y2") | heat | SAYS},
        texts(figures, aria=False),
        texts(_heads(columns, lefts, top - 4, wide), angle=270, align="left"),
        texts(_names([name for name, _ in rows], top), align="right"),
    ]  # fmt: skip
    return picture(caption, alt, (_LABEL + 8 + wide * len(columns), top + _ROW * len(rows)), drawn)


def differences(
    rows: Sequence[Shift], *, kinds: Sequence[str], axis: str, caption: str, alt: str
) -> Chart:
    """Return one mark a row with its interval, beside a line at zero, on the whole scale.

    Args:
        kinds: three at most, those to be seen first at the beginning.
        axis: what the difference is.
    """
    values = [_drawn(row, shift) for row, shift in enumerate(rows)]
    place = by_row(len(rows))
    marks = list(range(-_FAR, _FAR + 1))
    across = {"type": "quantitative", "title": axis,
              "scale": {"domain": [-_FAR - 0.2, _FAR + 0.2], "nice": False},
              "axis": {"values": marks, "labelExpr": "replace(format(datum.value, '+d'), '+0', '0')"
                       }}  # fmt: skip
    line = SILENT | {"type": "rule", "color": GREY}
    return rows_chart(caption, alt, _WIDTH, _STEP, [
        labels([shift.label for shift in rows], _LABEL - 8),
        {"data": {"values": values[:1]}, "mark": line | {"strokeWidth": 1.5},
         "encoding": {"x": across | {"field": "zero"}}},
        {"data": {"values": [value for value in values if "from" in value]},
         "mark": line | {"strokeWidth": 2, "opacity": 0.75},
         "encoding": place | {"x": across | {"field": "from"}, "x2": {"field": "to"}}},
        *[
            {"data": {"values": [value for value in values if side in str(value["goes"])]},
             "mark": SILENT | {"type": "point", "filled": True, "opacity": 1, "color": GREY,
                               "shape": f"triangle-{side}", "size": 50},
             "encoding": place | {"x": across | {"field": end}}}
            for side, end in (("left", "from"), ("right", "to"))
        ],
        {"data": {"values": values},
         "mark": {"type": "point", "filled": True, "opacity": 1, "size": 80},
         "encoding": place | _looks(kinds) | {"x": across | {"field": "difference"}, **SAYS}},
    ])  # fmt: skip


def _drawn(row: int, shift: Shift) -> Layer:
    """Return a row with the ends of its interval, and to which sides it has none."""
    drawn = {
        "row": row, "difference": shift.difference, "kind": shift.kind,
        "says": f"{shift.label}: {shift.words}", "zero": 0, "goes": "",
    }  # fmt: skip
    if shift.interval is None:
        return drawn
    low, high = shift.interval
    open_ = [side for side, end in (("left", low), ("right", high)) if end is None]
    ends = {"from": -_FAR if low is None else low, "to": _FAR if high is None else high}
    return drawn | ends | {"goes": " ".join(open_)}


def _looks(kinds: Sequence[str]) -> Layer:
    """Return how kinds are told apart: by colour and by shape."""
    legend = {"orient": "bottom", "title": None, "labelLimit": 240}
    return {
        name: {"field": "kind", "type": "nominal", "legend": legend,
               "scale": {"domain": list(kinds), "range": list(looks)}}
        for name, looks in zip(("color", "shape"), zip(*_LOOKS[-len(kinds) :], strict=True),
                               strict=True)
    }  # fmt: skip


def _heads(
    columns: Sequence[str], lefts: Sequence[float], y: float, wide: float
) -> Iterator[tuple[float, float, str, str]]:
    """Yield the lines of each column's name, two at most, from where its words begin."""
    for left, name in zip(lefts, columns, strict=True):
        lines = places.wrapped(name, room=_HEAD)
        for line, words in enumerate(lines):
            yield left + wide / 2 - 1 + (line - (len(lines) - 1) / 2) * LINE, y, words, name


def _names(names: Sequence[str], top: float) -> Iterator[tuple[float, float, str, str]]:
    """Yield the lines of each row's name, two at most, to the left of its cells."""
    for row, name in enumerate(names):
        lines = places.wrapped(name, room=_LABEL)
        for line, words in enumerate(lines):
            shift = (line - (len(lines) - 1) / 2) * LINE
            yield _LABEL, top + (row + 0.5) * _ROW - 1 + shift, words, name
