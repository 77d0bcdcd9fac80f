"""The value map: answers at the left, what each rests on, and the values at the right."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

from prepkit.block import Chart
from prepkit.views import places
from prepkit.views.charts import BLUE, GREY, ORANGE
from prepkit.views.dots import LINE
from prepkit.views.layered import Places, layered
from prepkit.views.pixels import SILENT, Layer, at, curves, picture, texts

_WIDE, _WIDEST_CARD = 628, 150  # pixels: of a page, of one text
_HEAD, _GAP, _LINES, _SIDE = 24, 9, 4, 3
_COLOURS = {"start": GREY, "way": BLUE, "end": ORANGE}


@dataclass(frozen=True, slots=True)
class Stop:
    """One text of the map.

    Attributes:
        text: as typed.
        column: from 0, at the left.
        count: how many answers lead over it; those that several lead over are set apart.
        look: where the way starts, over what it goes, where it ends.
    """

    text: str
    column: int
    count: int = 1
    look: Literal["start", "way", "end"] = "way"


def value_map(
    stops: Sequence[Stop], links: Mapping[tuple[int, int], int], *,
    heads: Sequence[tuple[int, str]], caption: str, alt: str,
) -> Chart:  # fmt: skip
    """Return texts in columns, and lines from left to right; all of it as wide as a page at most.

    Twelve ladders of seven columns fit on a page; a text stands in four lines and is cut.

    Args:
        stops: those of a column in the order in which they should stand, all else the same.
        links: by the places of two stops, how many answers lead from one to the other; the second
            stands in a later column.
        heads: columns, and what stands above them.
    """
    columns = max((stop.column for stop in stops), default=0) + 1
    between = 44 if columns < 4 else 30 if columns < 6 else 16
    card = min(_WIDEST_CARD, (_WIDE - between * (columns - 1)) / columns)
    lefts = [column * (card + between) for column in range(columns)]
    size = 10 if columns < 7 else 9  # so that long words fit into narrow cards
    room = card - 2 * _SIDE
    lines = [
        places.wrapped(stop.text, room=room, size=size, lines=_LINES) or [""] for stop in stops
    ]
    found = layered(
        [stop.column for stop in stops], [len(said) * LINE + 9 for said in lines], list(links),
        gap=_GAP,
    )  # fmt: skip
    ys = [_HEAD + middle for middle in found.middles]
    words = [
        (lefts[stop.column] + card / 2, y + (row - (len(said) - 1) / 2) * LINE, line, _says(stop))
        for stop, y, said in zip(stops, ys, lines, strict=True)
        for row, line in enumerate(said)
    ]
    drawn = [
        _lines(stops, links, found, lefts, card),
        *(_cards(stops, ys, lines, lefts, card, look=look) for look in _COLOURS),
        texts([(lefts[column], 8.0, head, head) for column, head in heads], align="left",
              fontWeight="bold"),
        texts(words, fontSize=size),
    ]  # fmt: skip
    return picture(caption, alt, (lefts[-1] + card, _HEAD + found.height), drawn)


def _says(stop: Stop) -> str:
    return stop.text if stop.count == 1 else f"{stop.text}: {stop.count} times"


def _cards(
    stops: Sequence[Stop], ys: Sequence[float], lines: Sequence[Sequence[str]],
    lefts: Sequence[float], card: float, *, look: str,
) -> Layer:  # fmt: skip
    """Return the cards of one look; the more answers lead over one, the heavier it is."""
    values = []
    for stop, y, said in zip(stops, ys, lines, strict=True):
        left, half = lefts[stop.column], (len(said) * LINE + 9) / 2
        shared = min(stop.count, 5) - 1
        values.append({"x": left, "y": y - half, "x2": left + card, "y2": y + half,
                       "edge": 1 + 0.7 * shared if shared else 0,
                       "filled": 0.13 + 0.05 * shared, "look": stop.look})  # fmt: skip
    plain = {"type": "quantitative", "scale": None}
    return {
        "data": {"values": [value for value in values if value["look"] == look]},
        "mark": SILENT | {"type": "rect", "cornerRadius": 4, "fill": _COLOURS[look],
                          "stroke": _COLOURS[look]},
        "encoding": at("x", "y", "x2", "y2")
        | {"strokeWidth": {"field": "edge"} | plain, "fillOpacity": {"field": "filled"} | plain},
    }  # fmt: skip


def _lines(
    stops: Sequence[Stop], links: Mapping[tuple[int, int], int], found: Places,
    lefts: Sequence[float], card: float,
) -> Layer:  # fmt: skip
    """Return a line for each link, around what stands between, the wider the more go over it."""
    bend = (lefts[1] - card) / 4 if len(lefts) > 1 else 0
    values = []
    for line, ((one, other), lanes) in enumerate(zip(links, found.lanes, strict=True)):
        heights = [found.middles[one], *lanes, found.middles[other]]
        columns = range(stops[one].column, stops[other].column + 1)
        points: list[tuple[float, float]] = []
        for (column, y), (after, y2) in pairwise(zip(columns, heights, strict=True)):
            right, left = lefts[column] + card, lefts[after]
            points += [(right, y), (right + bend, y), (left - bend, y2), (left, y2)]
        wide = 1 + 0.8 * (min(links[one, other], 5) - 1)
        values += [
            {"line": line, "order": order, "x": x, "y": _HEAD + y, "wide": wide}
            for order, (x, y) in enumerate(points)
        ]
    return curves(values)
