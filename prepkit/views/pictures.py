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


def svg(chart: Chart) -> str:
    """Return a chart as SVG in the colours of paper.

    Nothing is loaded while it is drawn: data travel inside the chart.

    Raises:
        ValueError: when it is not a chart Vega-Lite understands.
    """
    return _svg(json.dumps(chart.spec | {"config": _PAPER}, sort_keys=True))


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
