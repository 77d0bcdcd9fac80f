"""Charts as SVG, for paper and for pages without Vega."""

from __future__ import annotations

import functools
import json
from typing import Any

from prepkit.block import Chart
from prepkit.views.faces import HEAD, folders

VEGA_LITE_VERSION = "5.20"
_PAPER: dict[str, Any] = {
    "font": f"{HEAD}, sans-serif",
    "axis": {"labelFontSize": 10, "titleFontSize": 10, "titleFontWeight": "normal",
             "labelColor": "#1b2733", "titleColor": "#5b6773", "gridColor": "#e3e7eb",
             "domainColor": "#c9d1d9", "tickColor": "#c9d1d9"},
    "legend": {"labelFontSize": 10, "labelColor": "#1b2733"},
    "view": {"stroke": None},
    "background": None,
}  # fmt: skip
_NOT_XML = dict.fromkeys([*range(9), 11, 12, *range(14, 32), 0xFFFE, 0xFFFF], "\ufffd")


def svg(chart: Chart) -> str:
    """Return a chart as SVG in the colours of paper.

    Nothing is loaded while it is drawn: data travel inside the chart.

    Raises:
        ValueError: when it is not a chart Vega-Lite understands.
    """
    return _svg(json.dumps(_printable(chart.spec) | {"config": _PAPER}, sort_keys=True))


def _printable(value: Any) -> Any:
    """Return a value without what XML cannot hold: the converter takes the kernel down with it."""
    if isinstance(value, str):
        return value.translate(_NOT_XML)
    if isinstance(value, dict):
        return {key: _printable(item) for key, item in value.items()}
    return [_printable(item) for item in value] if isinstance(value, list | tuple) else value


@functools.lru_cache(maxsize=64)
def _svg(spec: str) -> str:
    drawn: str = _converter().vegalite_to_svg(
        spec, vl_version=VEGA_LITE_VERSION, allowed_base_urls=[]
    )
    return drawn


@functools.cache
def _converter() -> Any:
    import vl_convert  # V8 starts on the first chart, and not where there is none

    # Only the face labels are set in: registering every script there is takes seconds.
    for folder in folders():
        for file in folder.rglob(f"{HEAD}*.ttf"):
            vl_convert.register_font_directory(str(file.parent))
    return vl_convert
