"""Marks drawn where they are told to be, in pixels, y downwards, as layers of Vega-Lite.

There is no scale that words could be looked up in: words are only ever drawn.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from prepkit.block import Chart
from prepkit.views.charts import GREY, SCHEMA

Layer = dict[str, Any]

SAYS: Layer = {"description": {"field": "says"}, "tooltip": {"field": "says"}}
"""The encoding of a mark that says something when one points at it; others are ``SILENT``."""

SILENT: Layer = {"aria": False}

# Vega takes legends below a picture for less high than they are.
_PADDING = {"left": 5, "right": 5, "top": 5, "bottom": 14}


def picture(caption: str, alt: str, size: tuple[float, float], layers: list[Layer]) -> Chart:
    """Return a chart of layers.

    Args:
        size: width and height; what stands outside makes the picture larger.
    """
    wide, high = size
    return Chart(caption=caption, alt=alt, spec={
        "$schema": SCHEMA, "width": wide, "height": high, "padding": _PADDING, "layer": layers,
    })  # fmt: skip


def at(*names: str) -> Layer:
    """Return an encoding that takes pixels as they are."""
    pixel = {"type": "quantitative", "scale": None, "axis": None}
    return {
        name: {"field": name} if name.endswith("2") else {"field": name} | pixel for name in names
    }


def rules(rules: Iterable[tuple[float, ...]], **look: Any) -> Layer:
    """Return straight lines: from x and y to x and y, and how wide."""
    names = ("x", "y", "x2", "y2", "wide")
    return {
        "data": {"values": [dict(zip(names, rule, strict=True)) for rule in rules]},
        "mark": {"type": "rule", "color": GREY, **SILENT, **look},
        "encoding": at("x", "y", "x2", "y2")
        | {"strokeWidth": {"field": "wide", "type": "quantitative", "scale": None}},
    }


def texts(texts: Iterable[tuple[float, float, str, str]], **look: Any) -> Layer:
    """Return words, each around its place unless `look` says otherwise.

    Args:
        texts: x, y, the words, and what they say in full when one points at them.
    """
    # In this style words follow the theme, like those of an axis.
    mark = {"type": "text", "style": "guide-label", "baseline": "middle", "align": "center"}
    names = ("x", "y", "words", "says")
    return {
        "data": {"values": [dict(zip(names, text, strict=True)) for text in texts]},
        "mark": mark | look,
        "encoding": at("x", "y") | {"text": {"field": "words"}, **SAYS},
    }


def curves(points: Sequence[Mapping[str, Any]]) -> Layer:
    """Return soft lines through points.

    Args:
        points: ``x`` and ``y``, the ``line`` each is on, its place in that ``order``, and how
            ``wide`` the line is, in pixels.
    """
    return {
        "data": {"values": list(points)},
        "mark": SILENT | {"type": "line", "interpolate": "monotone", "color": GREY, "opacity": 0.8},
        "encoding": at("x", "y")
        | {"detail": {"field": "line"}, "order": {"field": "order"},
           "strokeWidth": {"field": "wide", "type": "quantitative", "scale": None}},
    }  # fmt: skip
