"""Charts with one row a thing: counts by year, runs of years, rates with intervals, two shares.

As in :mod:`prepkit.views.charts`; here rows stand by their number, and their names are only ever
drawn: they may be the same, and may mean anything to anybody.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from itertools import pairwise
from typing import Any

from prepkit.block import Chart
from prepkit.views.charts import BLUE, GREY, ORANGE
from prepkit.views.pixels import SAYS, SILENT
from prepkit.views.places import year_marks
from prepkit.views.rows import at_the_end, by_row, labels, rows_chart, words

HeatRow = tuple[str, Sequence[int], Collection[int]]

_HEAT_WIDTH = 470
_RUN_WIDTH, _RATE_WIDTH, _SHARE_WIDTH = 320, 320, 420
_FACTORS = (0.1, 0.25, 0.5, 0.75, 1, 1.5, 2, 3, 5, 10, 30, 100)
_AS_PERCENT = "datum.value == 1 ? '0' : format(datum.value * 100 - 100, '+d') + ' %'"
_SPANS = (1, 2, 3, 5, 10, 20, 25, 50, 100, 200, 500, 1000)  # years


def heat_table(
    rows: Sequence[HeatRow], *, years: Sequence[int],
    caption: str, alt: str, total: str = "", totals: Sequence[int] = (),
) -> Chart:  # fmt: skip
    """Return counts by row and year: in cells of a colour the stronger the more there are.

    Years are taken together where there are so many that counts could not be read.

    Args:
        rows: label, one count for each year, and the years to be outlined, in the order given.
        years: without holes, rising.
        total: label of a line above the others, not coloured; left out when empty.
        totals: its counts, one for each year.
    """
    listed: list[HeatRow] = [*([(total, totals, ())] if total else []), *rows]
    columns = _columns(years, [counts for _, counts, _ in listed])
    names = [name for name, _ in columns]
    room = _room(len(names))
    cells: list[dict[str, Any]] = [
        {"row": row, "years": name, "count": count, "words": _short(count, room),
         "heat": 0 if total and not row else count,
         "outlined": bool(set(years[part]) & set(marked)), "says": f"{label}, {name}: {count}"}
        for row, (label, counts, marked) in enumerate(listed)
        for name, part in columns
        if (count := sum(counts[part]))
    ]  # fmt: skip
    place = {
        **by_row(len(listed)),
        "x": {"field": "years", "type": "ordinal", "title": None, "sort": None,
              "scale": {"domain": names, "paddingInner": 0.06, "paddingOuter": 0.03},
              "axis": {"orient": "top", "labelAngle": 0 if max(map(len, names)) <= room else -90,
                       "domain": False, "ticks": False, "labelOverlap": False}},
        **SAYS,
    }  # fmt: skip
    most = max((cell["heat"] for cell in cells), default=0)
    return rows_chart(caption, alt, min(_HEAT_WIDTH, 44 * len(names)), 20, [
        labels([label for label, _, _ in listed]),
        {"data": {"values": cells}, "mark": {"type": "rect", "fill": BLUE}, "encoding": {
            **place,
            "fillOpacity": {"field": "heat", "type": "quantitative", "legend": None,
                            "scale": {"type": "sqrt", "domain": [0, max(most, 1)],
                                      "range": [0, 0.65]}},
        }},
        {"data": {"values": [cell for cell in cells if cell["outlined"]]},
         "mark": SILENT | {"type": "rect", "fill": None, "stroke": ORANGE,
                           "strokeWidth": 1.8},
         "encoding": place},
        *[
            {"data": {"values": [cell for cell in cells if cell["outlined"] is outlined]},
             "mark": words("center", fontWeight="bold" if outlined else "normal", fontSize=9.5),
             "encoding": place | {"text": {"field": "words"}}}
            for outlined in (False, True)
        ],
    ])  # fmt: skip


def year_runs(
    rows: Sequence[tuple[str, int, int, str]], *, years: tuple[int, int], caption: str, alt: str
) -> Chart:
    """Return one bar a row from its first to its last year, on a rail of all years.

    Args:
        rows: label, first and last year, and a few words that stand at the end of the row.
        years: the first and the last of the rail.
    """
    start, end = years
    values = [
        {"row": row, "from": first - 0.5, "to": last + 0.5, "words": words,
         "says": f"{label}: {first} to {last}"}
        for row, (label, first, last, words) in enumerate(rows)
    ]  # fmt: skip
    place = by_row(len(rows))
    axis = {"values": year_marks(start, end, 10), "format": "d", "grid": True}
    across = {
        "x": {"field": "from", "type": "quantitative", "title": None, "axis": axis,
              "scale": {"domain": [start - 0.5, end + 0.5], "nice": False, "zero": False}},
        "x2": {"field": "to"},
    }  # fmt: skip
    rails = [{"row": row, "from": start - 0.5, "to": end + 0.5} for row in range(len(rows))]
    return rows_chart(caption, alt, _RUN_WIDTH, 20, [
        labels([row[0] for row in rows]),
        {"data": {"values": rails}, "mark": SILENT | {
            "type": "bar", "height": 1, "color": GREY, "opacity": 0.5}, "encoding": place | across},
        {"data": {"values": values},
         "mark": {"type": "bar", "height": 11, "cornerRadius": 2, "color": BLUE},
         "encoding": place | across | SAYS},
        at_the_end(values, place),
    ])  # fmt: skip


def rates(
    rows: Sequence[tuple[str, float, float, float]], *, axis: str, caption: str, alt: str
) -> Chart:
    """Return one dot a row with its interval, beside a line at zero, and the figures in words.

    On a scale of logarithms: as far to the right for what doubles as to the left for what halves.
    What goes beyond a third of itself, three times itself and all rates ends in an arrow.

    Args:
        rows: label, rate, and the low and high end of its interval; 0.1 stands for 10 % more.
        axis: what the rate is.
    """
    beyond = (min([1 / 3, *(1 + rate for _, rate, _, _ in rows)]) / 1.1,
              max([3.0, *(1 + rate for _, rate, _, _ in rows)]) * 1.1)  # fmt: skip
    left = max(beyond[0], min([0.9, *(1 + low for _, _, low, _ in rows)]) / 1.03)
    right = min(beyond[1], max([1.1, *(1 + high for _, _, _, high in rows)]) * 1.03)
    values = [
        {"row": row, "rate": 1 + rate, "says": label, "zero": 1,
         "from": max(1 + low, left), "to": min(1 + high, right),
         "goes": ("left" if 1 + low < left else "") + ("right" if 1 + high > right else ""),
         "words": f"{_percent(rate)} % ({_percent(low)} to {_percent(high)})"}
        for row, (label, rate, low, high) in enumerate(rows)
    ]  # fmt: skip
    place = by_row(len(rows))
    marks = [mark for mark in _FACTORS if left <= mark <= right]
    across = {"type": "quantitative", "title": axis,
              "scale": {"type": "log", "domain": [left, right], "nice": False},
              "axis": {"values": marks, "labelOverlap": False,
                       "labelExpr": _AS_PERCENT}}  # fmt: skip
    line, dot = (
        SILENT | {"type": "rule", "color": BLUE},
        {"type": "point", "filled": True, "opacity": 1},
    )
    return rows_chart(caption, alt, _RATE_WIDTH, 20, [
        labels([row[0] for row in rows]),
        {"data": {"values": values[:1]}, "mark": line | {"color": GREY, "strokeWidth": 1.5},
         "encoding": {"x": across | {"field": "zero"}}},
        {"data": {"values": values}, "mark": line | {"strokeWidth": 2, "opacity": 0.75},
         "encoding": place | {"x": across | {"field": "from"}, "x2": {"field": "to"}}},
        *[
            {"data": {"values": [value for value in values if side in str(value["goes"])]},
             "mark": dot | SILENT | {"shape": f"triangle-{side}", "size": 60, "color": BLUE},
             "encoding": place | {"x": across | {"field": end}}}
            for side, end in (("left", "from"), ("right", "to"))
        ],
        {"data": {"values": values}, "mark": dot | {"size": 70, "color": BLUE},
         "encoding": place | {"x": across | {"field": "rate"}, **SAYS}},
        at_the_end(values, place),
    ])  # fmt: skip


def two_shares(
    rows: Sequence[tuple[str, float, float, float, float]], *, first: str, second: str,
    axis: str, caption: str, alt: str,
) -> Chart:  # fmt: skip
    """Return two dots a row, the first with its interval, on one scale in percent.

    Args:
        rows: label, the first share, the low and high end of its interval, the second share.
        first, second: what the two dots are.
        axis: what they are shares of.
    """
    names = [first, second]
    values = [
        {"row": row, "kind": name, "share": share, "from": low, "to": high,
         "says": f"{label}, {name}: {share:.1f} %"}
        for row, (label, one, low, high, two) in enumerate(rows)
        for name, share in zip(names, (one, two), strict=True)
    ]  # fmt: skip
    place = by_row(len(rows))
    across = {"type": "quantitative", "title": axis, "scale": {"domainMin": 0},
              "axis": {"tickCount": 7, "grid": True}}  # fmt: skip
    legend = {"orient": "bottom", "title": None, "labelLimit": 260}
    return rows_chart(caption, alt, _SHARE_WIDTH, 22, [
        labels([row[0] for row in rows]),
        {"data": {"values": values[::2]},
         "mark": SILENT | {"type": "rule", "color": BLUE, "strokeWidth": 2,
                           "opacity": 0.75},
         "encoding": place | {"x": across | {"field": "from"}, "x2": {"field": "to"}}},
        {"data": {"values": values},
         "mark": {"type": "point", "filled": True, "size": 100, "opacity": 1},
         "encoding": place | {
             "x": across | {"field": "share"},
             "color": {"field": "kind", "type": "nominal", "legend": legend,
                       "scale": {"domain": names, "range": [BLUE, ORANGE]}},
             "shape": {"field": "kind", "type": "nominal", "legend": legend,
                       "scale": {"domain": names, "range": ["circle", "diamond"]}},
             **SAYS,
         }},
    ])  # fmt: skip


def _columns(years: Sequence[int], counts: Sequence[Sequence[int]]) -> list[tuple[str, slice]]:
    """Return name and place of each column: of as few years as leaves room for all counts."""
    columns: list[tuple[str, slice]] = []
    for span in _SPANS:
        starts = [i for i, year in enumerate(years) if not i or year % span == 0]
        parts = [slice(*ends) for ends in pairwise([*starts, len(years)])]
        columns = [(_span_name(years[part]), part) for part in parts]
        sums = [sum(row[part]) for row in counts for part in parts]
        longest = max((len(_short(count, 0)) for count in sums), default=1)
        if longest <= _room(len(columns)):
            break
    return columns


def _span_name(years: Sequence[int]) -> str:
    first, last = years[0], years[-1]
    short = f"{last % 100:02}" if first // 100 == last // 100 else str(last)
    return str(first) if first == last else f"{first}–{short}"


def _room(columns: int) -> int:
    """Return how many letters a column has room for."""
    return int(_HEAT_WIDTH / columns - 3) // 6


def _short(count: int, room: int) -> str:
    """Return a count in full if there is room, else in thousands from 1000 on."""
    if count < 1000 or len(str(count)) <= room:
        return str(count)
    return f"{count / 1000:.1f}k" if count < 9950 else f"{count / 1000:.0f}k"


def _percent(rate: float) -> str:
    whole = round(100 * rate)
    return f"{whole:+}".replace("-", "−") if whole else "0"
