"""Charts of what weighs more: strengths with their intervals, and who comes first how often.

As in :mod:`prepkit.views.row_charts`, rows stand by their number and names are only ever drawn.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from prepkit.block import Chart
from prepkit.views.charts import BLUE, GREY, SCALE
from prepkit.views.pixels import SAYS, SILENT
from prepkit.views.rows import at_the_end, by_row, labels, rows_chart, words

_WIDTH, _STEP = 330, 22
_NARROW, _WIDE_LABELS = 300, 240  # of bars and of what companies are called
_RANKS = ("first", "second", "third", "fourth")


def strengths(
    rows: Sequence[tuple[str, float, float, float, bool]], *, band: str, axis: str,
    caption: str, alt: str,
) -> Chart:  # fmt: skip
    """Return one dot a row with its interval; those of the band are darker and said to be in it.

    Args:
        rows: label, strength, the low and high end of its interval, and whether it is in the band.
        band: what a row of the band says at its end.
        axis: what grows to the right; the scale has no figures, since they mean nothing by
            themselves.
    """
    values = [
        {"row": row, "strength": middle, "from": low, "to": high, "kind": "in" if among else "out",
         "says": label, "words": band if among else ""}
        for row, (label, middle, low, high, among) in enumerate(rows)
    ]  # fmt: skip
    place = by_row(len(rows))
    across = {"type": "quantitative", "title": axis, "scale": {"nice": False, "zero": False},
              "axis": {"labels": False, "ticks": False, "grid": False}}  # fmt: skip
    colour = {"color": {"field": "kind", "type": "nominal", "legend": None,
                        "scale": {"domain": ["in", "out"], "range": [BLUE, GREY]}}}  # fmt: skip
    shape = {
        "shape": {
            "field": "kind",
            "type": "nominal",
            "legend": None,
            "scale": {"domain": ["in", "out"], "range": ["circle", "diamond"]},
        }
    }
    return rows_chart(caption, alt, _WIDTH, _STEP, [
        labels([row[0] for row in rows]),
        {"data": {"values": values}, "mark": SILENT | {"type": "rule", "strokeWidth": 2},
         "encoding": place | colour | {"x": across | {"field": "from"}, "x2": {"field": "to"}}},
        {"data": {"values": values},
         "mark": {"type": "point", "filled": True, "size": 80, "opacity": 1},
         "encoding": place | colour | shape | {"x": across | {"field": "strength"}, **SAYS}},
        at_the_end(values, place),
    ])  # fmt: skip


def shares_of_ranks(
    rows: Sequence[tuple[str, Sequence[float]]], *, says: Callable[[float], str], axis: str,
    caption: str, alt: str,
) -> Chart:  # fmt: skip
    """Return one bar a row, made of how often it comes first, second and so on, in that order.

    From the fifth rank on, all lower ones are one part.

    Args:
        rows: label and the share of each rank, from 0 to 1; the shares of a row add up to 1.
        says: a share in words.
        axis: what they are shares of.
    """
    ranks = max((len(shares) for _, shares in rows), default=0)
    names = [*_RANKS[: min(ranks, 4)], *(["fifth" if ranks == 5 else "lower"] if ranks > 4 else [])]
    parts = [
        {"row": row, "rank": names[place], "from": 100 * sum(shares[:place]),
         "to": 100 * sum(shares[: place + 1]), "says": f"{label}, {names[place]}: {says(share)}"}
        for row, (label, shares) in enumerate((label, _five(shares)) for label, shares in rows)
        for place, share in enumerate(shares)
        if share > 0
    ]  # fmt: skip
    ends = [{"row": row, "words": f"first in {says(shares[0])}"}
            for row, (_, shares) in enumerate(rows)]  # fmt: skip
    place = by_row(len(rows))
    across = {"type": "quantitative", "title": axis, "scale": {"domain": [0, 100]},
              "axis": {"values": [0, 25, 50, 75, 100]}}  # fmt: skip
    return rows_chart(caption, alt, _NARROW, _STEP + 6, [
        labels([label for label, _ in rows], _WIDE_LABELS),
        {"data": {"values": parts}, "mark": {"type": "bar", "height": 14},
         "encoding": place | {
             "x": across | {"field": "from"}, "x2": {"field": "to"},
             "color": {"field": "rank", "type": "nominal", "title": None,
                       "legend": {"orient": "bottom"},
                       "scale": {"domain": names, "range": [*SCALE[:4], SCALE[5]][: len(names)]}},
             **SAYS,
         }},
        {"data": {"values": ends}, "mark": words("left", dx=8),
         "encoding": place | {"x": {"value": "width"}, "text": {"field": "words"}}},
    ])  # fmt: skip


def _five(shares: Sequence[float]) -> list[float]:
    """Return the shares of four ranks and of all lower ones together."""
    return [*shares[:4], *([sum(shares[4:])] if shares[4:] else [])]
