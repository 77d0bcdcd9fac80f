"""Charts of coverage: what each story shows of what is asked for.

As in :mod:`prepkit.views.map_charts`, everything is drawn where it is told to be; names are only
ever drawn: they may be the same, and may mean anything to anybody.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Literal

from prepkit.block import Chart
from prepkit.views import places
from prepkit.views.charts import BLUE, ORANGE
from prepkit.views.pixels import SAYS, Layer, at, picture, rules, texts

Mark = Literal["strong", "thin"]

_NAMES, _STEP, _LINE = 190, 27, 11.5  # pixels
_LEFT = _NAMES + 14  # of the first column
_WIDTH, _WIDEST = 380, 46  # of all columns together, of one column
_SLOPE = 0.72  # of a head at 46 degrees: how far it reaches, up and to the right
_HEAD = 150  # the longest head


def coverage_grid(
    stories: Sequence[str], columns: Sequence[str], marks: Mapping[tuple[int, int], Mark], *,
    strong: str, thin: str, gap: str = "", caption: str, alt: str,
) -> Chart:  # fmt: skip
    """Return one row a story and one column a competency, with a dot where it shows it.

    Twelve by ten stand easily on an upright page; twenty by fourteen still do.

    Args:
        stories, columns: their names, in the order drawn.
        marks: by the places of story and column.
        strong, thin: what a filled dot and a ring mean, said where there are such.
        gap: the name of a row of diamonds, one for each column without any; none are drawn when
            it is empty.
    """
    each = min(_WIDEST, _WIDTH / max(1, len(columns)))
    xs = [_LEFT + each * (place + 0.5) for place in range(len(columns))]
    heads = [" ".join(places.wrapped(name, room=_HEAD, lines=1)) for name in columns]
    reach = [_SLOPE * places.width(head) for head in heads]
    bare = set(range(len(columns))) - {column for _, column in marks} if gap else set()
    rows = [*stories, *([gap] if bare else [])]
    top = max(reach, default=0) + 12
    ys = [top + _STEP * (place + 0.5) for place in range(len(rows))]
    bottom, right = top + _STEP * len(rows), _LEFT + each * len(columns)
    dots = [
        (xs[column], ys[story], str(mark), f"{stories[story]}: {columns[column]}")
        for (story, column), mark in sorted(marks.items())
    ]
    dots += [(xs[at], ys[-1], "gap", f"{columns[at]}: {gap}") for at in sorted(bare)]
    meant = {"strong": strong, "thin": thin}
    key = _key(*(it for it in meant.items() if it[0] in marks.values()), y=bottom + 16)
    size = (max([right, *map(sum, zip(xs, reach, strict=True))]), bottom + 15 * len(key) + 8)
    named = [(x, top - 8, head, name) for x, head, name in zip(xs, heads, columns, strict=True)]
    return picture(caption, alt, size, [
        rules([(_NAMES + 8, y, right, y, 0.5) for y in ys], opacity=0.35),
        rules([(x, top - 2, x, bottom, 0.5) for x in xs], opacity=0.35),
        texts(named, angle=-46, align="left"),
        texts(_names(rows, ys), align="right"),
        *_dots([*dots, *key]),
        texts(((x + 11, y, words, words) for x, y, _, words in key), align="left"),
    ])  # fmt: skip


def _key(*meanings: tuple[str, str], y: float) -> list[tuple[float, float, str, str]]:
    """Return marks with what they mean, one below the other."""
    return [
        (_LEFT + 6.0, y + 15 * place, mark, words) for place, (mark, words) in enumerate(meanings)
    ]


def _names(rows: Sequence[str], ys: Sequence[float]) -> list[tuple[float, float, str, str]]:
    """Return the lines of the names of rows: two at most, beside their row."""
    found = []
    for name, y in zip(rows, ys, strict=True):
        said = places.wrapped(name, room=_NAMES - 4, lines=2)
        for row, line in enumerate(said):
            found.append((float(_NAMES), y + (row - (len(said) - 1) / 2) * _LINE, line, name))
    return found


def _dots(dots: Sequence[tuple[float, float, str, str]]) -> list[Layer]:
    """Return the marks: filled, open, and a diamond, told apart by shape and by colour."""
    looks: dict[str, dict[str, Any]] = {
        "strong": {"filled": True, "color": BLUE, "size": 120},
        "thin": {"filled": False, "color": BLUE, "size": 95, "strokeWidth": 2},
        "gap": {"filled": False, "color": ORANGE, "size": 95, "strokeWidth": 2,
                "shape": "diamond"},
    }  # fmt: skip
    values = [(mark, {"x": x, "y": y, "says": says}) for x, y, mark, says in dots]
    return [
        {
            "data": {"values": [value for kind, value in values if kind == mark]},
            "mark": {"type": "point", "opacity": 1, **look},
            "encoding": at("x", "y") | SAYS,
        }
        for mark, look in looks.items()
    ]  # fmt: skip
