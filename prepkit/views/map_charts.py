"""Charts of dots: a network, a diagram of four corners, and three columns joined by lines.

Where things stand is worked out here and drawn as it is, in pixels: there is no scale that words
could be looked up in.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Sequence

from prepkit.block import Chart
from prepkit.views import places
from prepkit.views.charts import BLUE
from prepkit.views.dots import LINE, Dot, layers, radii
from prepkit.views.pixels import SILENT, Layer, at, curves, picture, rules, texts
from prepkit.views.places import Box

_NETWORK, _QUADRANTS = (620, 450), (560, 360)  # pixels
_INSET = 16
_CARD, _GAP, _STEP, _HEAD = 176, 50, 38, 26
_TALLEST = 860  # of a picture that is to fit on one page


def network(
    dots: Sequence[Dot], lines: Sequence[tuple[int, int, float]], *, counted: str, colour: str,
    caption: str, alt: str,
) -> Chart:  # fmt: skip
    """Return dots at their places, joined by lines; dots on top of each other are moved apart.

    Args:
        dots: x and y from -1 to 1; those that matter most first.
        lines: places of two dots, and how strong their line is, above 0.
        counted: what the areas of the dots are.
        colour: what their colours are.
    """
    wide, high = _NETWORK
    middles = places.apart(
        [
            (_INSET + (dot.x + 1) / 2 * (wide - 2 * _INSET),
             _INSET + (1 - dot.y) / 2 * (high - 2 * _INSET))
            for dot in dots
        ],
        radii(dots),
    )  # fmt: skip
    strongest = max((strength for _, _, strength in lines), default=1.0)
    joined = [
        (*middles[one], *middles[other], 0.6 + 3.4 * math.sqrt(strength / strongest))
        for one, other, strength in lines
    ]
    drawn = [
        rules(joined, opacity=0.45),
        *layers(dots, middles, _NETWORK, counted=counted, colour=colour),
    ]
    return picture(caption, alt, _NETWORK, drawn)


def quadrants(
    dots: Sequence[Dot], *, corners: tuple[str, str, str, str], across: str, up: str,
    counted: str, colour: str, caption: str, alt: str,
) -> Chart:  # fmt: skip
    """Return dots in four corners, parted at the medians.

    Args:
        dots: x and y from 0, spread as :func:`prepkit.views.places.along` says; those that
            matter most first.
        corners: their names: top left, top right, bottom left, bottom right.
        across, up: what rises to the right, and what upwards.
        counted: what the areas of the dots are.
        colour: what their colours are.
    """
    wide, high = _QUADRANTS
    xs, middle_x = places.along([dot.x for dot in dots], 3 * _INSET, wide - 3 * _INSET)
    ys, middle_y = places.along([dot.y for dot in dots], high - 2.4 * _INSET, 2.4 * _INSET)
    taken = [
        Box(x + side * places.width(name) / 2, y, places.width(name), LINE)
        for name, x, y, side in zip(
            corners, (6, wide - 6, 6, wide - 6), (10, 10, high - 10, high - 10), (1, -1, 1, -1),
            strict=True,
        )
    ]  # fmt: skip
    taken += [Box(middle_x, high / 2, 4, high), Box(wide / 2, middle_y, wide, 4)]
    edges = [(0, 0, wide, 0), (0, high, wide, high), (0, 0, 0, high), (wide, 0, wide, high)]
    middles = list(zip(xs, ys, strict=True))
    drawn = [
        rules([(*edge, 0.7) for edge in edges], opacity=0.7),
        rules([(middle_x, 0, middle_x, high, 1), (0, middle_y, wide, middle_y, 1)],
               strokeDash=[4, 3]),
        texts(((box.x, box.y, name, name) for box, name in zip(taken, corners, strict=False)),
               fontStyle="italic", opacity=0.8),
        texts([(wide / 2, high + 14, f"{across} →", across)]),
        texts([(-12, high / 2, f"{up} →", up)], angle=-90),
        *layers(dots, middles, _QUADRANTS, counted=counted, colour=colour, taken=taken,
                below=32),
    ]  # fmt: skip
    return picture(caption, alt, _QUADRANTS, drawn)


def dots_and_lines(
    connections: Sequence[tuple[str, str, str]], *,
    heads: tuple[str, str, str] = ("Theme", "Fact", "Therefore"), caption: str, alt: str,
) -> Chart:  # fmt: skip
    """Return three columns of texts, and a line from dot to dot for each connection.

    The same text stands once in its column, so that lines meet where connections do. An empty
    text leaves its place empty. Thirty texts in a column fit on a page, with one line each fifty.

    Args:
        connections: one text for each column.
        heads: of the columns.
    """
    chains = [tuple(" ".join(text.split()) for text in chain) for chain in connections]
    columns = _columns(chains)
    most = max(1, *map(len, columns))
    lines = 2 if _TALLEST / most >= 2 * LINE + 5 else 1
    step = min(_STEP, max(_TALLEST / most, lines * LINE + 5))
    wide, high = 3 * _CARD + 2 * _GAP, _HEAD + step * most
    ys = [
        {text: _HEAD + (place + 0.5) * step * most / len(column)
         for place, text in enumerate(column)}
        for column in columns
    ]  # fmt: skip
    lefts = [float(number * (_CARD + _GAP)) for number in range(3)]
    cards = [(left, y) for left, column in zip(lefts, ys, strict=True) for y in column.values()]
    words = [
        (left + 9, y + (row - (len(said) - 1) / 2) * LINE, line, text)
        for left, column in zip(lefts, ys, strict=True)
        for text, y in column.items()
        for said in [places.wrapped(text, room=_CARD - 18, lines=lines)]
        for row, line in enumerate(said)
    ]
    joined = _joined(chains, lefts, ys)
    titles = [(left, 8.0, head, head) for left, head in zip(lefts, heads, strict=True)]
    drawn = [
        _cards(cards, step - 5),
        _curves(joined),
        _ends(joined),
        texts(titles, align="left", fontWeight="bold"),
        texts(words, align="left"),
    ]
    return picture(caption, alt, (wide, high), drawn)


def _joined(
    chains: Sequence[Sequence[str]], lefts: Sequence[float], ys: Sequence[dict[str, float]]
) -> Counter[tuple[float, float, float, float]]:
    """Return how many connections lead over each line, from x and y to x and y."""
    return Counter(
        (lefts[n] + _CARD, ys[n][chain[n]], lefts[n + 1], ys[n + 1][chain[n + 1]])
        for chain in chains
        for n in (0, 1)
        if chain[n] and chain[n + 1]
    )


def _cards(cards: Iterable[tuple[float, float]], high: float) -> Layer:
    return {
        "data": {"values": [{"x": x, "y": y - high / 2, "x2": x + _CARD, "y2": y + high / 2}
                            for x, y in cards]},
        "mark": SILENT | {"type": "rect", "cornerRadius": 4, "color": BLUE, "opacity": 0.12},
        "encoding": at("x", "y", "x2", "y2"),
    }  # fmt: skip


def _curves(joined: Counter[tuple[float, float, float, float]]) -> Layer:
    """Return a line for each connection of two dots, the wider the more lead over it."""
    values = [
        {"line": place, "order": order, "x": across, "y": down, "wide": 1 + min(times, 5) * 0.6}
        for place, ((x, y, x2, y2), times) in enumerate(joined.items())
        for order, (across, down) in enumerate(((x, y), (x + 8, y), (x2 - 8, y2), (x2, y2)))
    ]
    return curves(values)


def _ends(joined: Counter[tuple[float, float, float, float]]) -> Layer:
    """Return a dot at each end of a line, the larger the more lead to it."""
    ends = Counter[tuple[float, float]]()
    for (x, y, x2, y2), times in joined.items():
        ends[x, y] += times
        ends[x2, y2] += times
    values = [{"x": x, "y": y, "area": 25 + 20 * times} for (x, y), times in ends.items()]
    return {
        "data": {"values": values},
        "mark": SILENT | {"type": "point", "filled": True, "color": BLUE, "opacity": 1},
        "encoding": at("x", "y")
        | {"size": {"field": "area", "type": "quantitative", "scale": None}},
    }


def _columns(chains: Sequence[Sequence[str]]) -> list[list[str]]:
    """Return the texts of each column in the order met, each near those it is joined to."""
    columns = [list(dict.fromkeys(chain[n] for chain in chains if chain[n])) for n in range(3)]
    for here, there in ((1, 0), (2, 1), (0, 1), (1, 0), (2, 1)):
        places_there = {text: place / len(columns[there])
                        for place, text in enumerate(columns[there])}  # fmt: skip
        pulled = {
            text: [places_there[c[there]] for c in chains if c[here] == text and c[there]]
            for text in columns[here]
        }
        columns[here].sort(key=lambda text: sum(pulled[text]) / max(1, len(pulled[text])))
    return columns
