"""Charts as Vega-Lite v5, written out as the plain data it is.

JupyterLab draws version 5 by itself, offline. Colours and fonts for paper are added where the
picture is turned into SVG, so that on screen a chart follows the theme.

What a person typed is never a key Vega looks something up by: rows stand in the order of the data
(``sort`` is ``None``) and bars are stacked here, since a label such as ``constructor`` is found in
every object of JavaScript.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Any

from prepkit.block import Chart

VEGA_LITE_MIME = "application/vnd.vegalite.v5+json"
SCHEMA = "https://vega.github.io/schema/vega-lite/v5.json"

BLUE, ORANGE, GREY = "#2f6f9f", "#d9822b", "#8a8f98"
SCALE = ("#1f4e79", "#2f6f9f", "#6fa3c7", "#b3cde0", "#d9822b", "#c9ccd1")
"""For ordered series, dark to light, then the two that mean "careful" and "not known"."""

_LABELS = {"labelLimit": 260, "labelOverlap": False, "title": None}
_WIDTH = 460
_LONGEST_RUN = 30  # years
_MOST_LABELS = 12  # years that are named side by side


def stacked_bars(
    counts: Sequence[tuple[str, str, int]], *, series: Sequence[str], axis: str,
    caption: str, alt: str,
) -> Chart:  # fmt: skip
    """Return horizontal bars, one for each category in the order given, stacked by series.

    Args:
        counts: category, series and how many, for every bar segment.
        series: all series in the order they are stacked.
        axis: what is counted.
    """
    reached = Counter[str]()
    rows: list[dict[str, Any]] = []
    for category, name, count in sorted(counts, key=lambda item: series.index(item[1])):
        rows.append({
            "category": category, "series": name, "count": count,
            "from": reached[category], "to": reached[category] + count,
        })  # fmt: skip
        reached[category] += count
    order = list(dict.fromkeys(category for category, _, _ in counts))
    rows.sort(key=lambda row: order.index(row["category"]))
    return Chart(caption=caption, alt=alt, spec={
        "$schema": SCHEMA,
        "width": _WIDTH, "height": {"step": 20},
        "data": {"values": rows},
        "mark": {"type": "bar", "tooltip": True},
        "encoding": {
            "y": {"field": "category", "type": "nominal", "sort": None, "axis": _LABELS},
            "x": {"field": "from", "type": "quantitative", "title": axis,
                  "axis": _whole_numbers(counts)},
            "x2": {"field": "to"},
            "color": {"field": "series", "type": "nominal", "title": None,
                      "scale": {"domain": list(series), "range": list(SCALE[-len(series):])},
                      "legend": {"orient": "bottom", "columns": 3, "labelLimit": 220}},
        },
    })  # fmt: skip


def columns_by_year(
    counts: Sequence[tuple[int, str, int]], *, series: Sequence[str], axis: str,
    caption: str, alt: str,
) -> Chart:  # fmt: skip
    """Return upright bars, one a year, stacked by series.

    Years without any stand empty, unless the run is so long that only bars can be shown. Of many
    years some are named, the last always.

    Args:
        counts: year, series and how many, for every bar segment.
        series: all series in the order they are stacked.
        axis: what is counted.
    """
    years = sorted({year for year, _, _ in counts})
    if years[-1] - years[0] < _LONGEST_RUN:
        years = list(range(years[0], years[-1] + 1))
    named = years[::-1][:: -(-len(years) // _MOST_LABELS)][::-1]
    return Chart(caption=caption, alt=alt, spec={
        "$schema": SCHEMA,
        "width": _WIDTH, "height": 150,
        "data": {"values": [
            {"year": str(year), "series": name, "count": count, "place": series.index(name)}
            for year, name, count in counts
        ]},
        "mark": {"type": "bar", "tooltip": True},
        "encoding": {
            "x": {"field": "year", "type": "ordinal", "title": None,
                  "axis": {"labelAngle": 0, "values": [str(year) for year in named]},
                  "scale": {"domain": [str(year) for year in years]}},
            "y": {"field": "count", "type": "quantitative", "title": axis,
                  "axis": _whole_numbers(counts)},
            "color": {"field": "series", "type": "nominal", "title": None,
                      "scale": {"domain": list(series), "range": [*SCALE[1:3], ORANGE, GREY]},
                      "legend": {"orient": "bottom"}},
            "order": {"field": "place"},
        },
    })  # fmt: skip


def dumbbells(
    pairs: Sequence[tuple[str, int, int]], *, first: str, second: str, axis: str,
    caption: str, alt: str,
) -> Chart:  # fmt: skip
    """Return two dots a row on a scale from 1 to 5, joined by a line.

    Args:
        pairs: label and the two ratings, for every row in the order given.
        first, second: what the two dots are.
        axis: what the scale says.
    """
    rows = [
        {"label": label, "kind": kind, "rating": value}
        for label, one, two in pairs
        for kind, value in ((first, one), (second, two))
    ]
    place = {"field": "label", "type": "nominal", "sort": None, "axis": _LABELS}
    scale = {"field": "rating", "type": "quantitative", "title": axis,
             "scale": {"domain": [0.8, 5.2], "nice": False},
             "axis": {"values": [1, 2, 3, 4, 5], "format": "d"}}  # fmt: skip
    return Chart(caption=caption, alt=alt, spec={
        "$schema": SCHEMA,
        "width": _WIDTH, "height": {"step": 24},
        "data": {"values": rows},
        "layer": [
            {"mark": {"type": "line", "color": GREY, "strokeWidth": 2},
             "encoding": {"y": place, "x": scale, "detail": {"field": "label"}}},
            {"mark": {"type": "point", "filled": True, "size": 110, "opacity": 1,
                      "tooltip": True},
             "encoding": {"y": place, "x": scale, **_two_kinds(first, second)}},
        ],
    })  # fmt: skip


def _whole_numbers(counts: Sequence[tuple[Any, str, int]]) -> dict[str, Any]:
    """Return an axis with marks at whole numbers only, ten of them at most."""
    totals = Counter[Any]()
    for category, _, count in counts:
        totals[category] += count
    most = max(totals.values(), default=1)
    return {"values": list(range(0, most + 1, -(-most // 10))), "format": "d"}


def _two_kinds(first: str, second: str) -> dict[str, Any]:
    """Two series told apart by colour and by shape, for who does not see the colours."""
    domain = [first, second]
    legend = {"orient": "bottom", "title": None}
    return {
        "color": {"field": "kind", "type": "nominal", "legend": legend,
                  "scale": {"domain": domain, "range": [BLUE, ORANGE]}},
        "shape": {"field": "kind", "type": "nominal", "legend": legend,
                  "scale": {"domain": domain, "range": ["circle", "diamond"]}},
    }  # fmt: skip
