"""What charts with one row a thing are made of: rows by their number, names beside them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from prepkit.block import Chart
from prepkit.views.charts import SCHEMA
from prepkit.views.pixels import Layer

LABEL_WIDTH, WORDS_WIDTH = 160, 145
"""Pixels for the name of a row, and for what it says at its end."""


def rows_chart(caption: str, alt: str, width: int, step: int, layers: list[Layer]) -> Chart:
    """Return a chart of rows, `step` pixels each."""
    return Chart(caption=caption, alt=alt, spec={
        "$schema": SCHEMA, "width": width, "height": {"step": step}, "layer": layers,
    })  # fmt: skip


def by_row(count: int) -> Layer:
    """Return where a row stands: by its number, whatever it is called."""
    return {"y": {"field": "row", "type": "ordinal", "axis": None,
                  "scale": {"domain": list(range(count))}}}  # fmt: skip


def words(align: str, **more: Any) -> Layer:
    """Return a mark of words."""
    # In this style words follow the theme, like those of an axis.
    return {"type": "text", "style": "guide-label", "align": align, "baseline": "middle", **more}


def labels(names: Sequence[str], width: int = LABEL_WIDTH) -> Layer:
    """Return the names of the rows, to their left, `width` pixels wide at most."""
    return {
        "data": {"values": [{"row": row, "label": label} for row, label in enumerate(names)]},
        "mark": words("right", limit=width),
        "encoding": by_row(len(names)) | {"x": {"value": -8}, "text": {"field": "label"},
                                            "description": {"field": "label"}},
    }  # fmt: skip


def at_the_end(values: Sequence[Layer], place: Layer) -> Layer:
    """Return what each row says to its right: the ``words`` of its value."""
    said = [{"row": value["row"], "words": value["words"]} for value in values]
    return {
        "data": {"values": said}, "mark": words("left", dx=8, limit=WORDS_WIDTH),
        "encoding": place | {"x": {"value": "width"}, "text": {"field": "words"},
                             "description": {"field": "words"}},
    }  # fmt: skip
