"""What holds of every chart with one row a thing, whatever the things are called."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Sequence
from xml.etree import ElementTree

import pytest

from prepkit.block import Chart
from prepkit.views.change_charts import ratings_moved, weights_moved
from prepkit.views.pictures import svg
from prepkit.views.row_charts import heat_table, rates, two_shares, year_runs
from prepkit.views.weighing_charts import shares_of_ranks, strengths

AWKWARD = [
    "plain", 'says "hello"', "it's", "<b>&amp;", "a & b", "漢字", "naïve ✓", "مرحبا", "🚀", "$x$",
    "a.b", "a[0]", "\\", "datum.label", "{x}", "${x}", "null", "__proto__", "constructor",
    "toString", '{"signal": "1"}', "{{x}}",
]  # fmt: skip
SVG = "{http://www.w3.org/2000/svg}"

BY_LABEL: dict[str, Callable[[Sequence[str]], Chart]] = {
    "heat table": lambda labels: heat_table(
        [(label, [3, 4], {2024}) for label in labels], years=[2023, 2024],
        total="all works", totals=[30, 40], caption="C", alt="A",
    ),
    "year runs": lambda labels: year_runs(
        [(label, 2019, 2021, f"{label} strong") for label in labels],
        years=(2013, 2024), caption="C", alt="A",
    ),
    "rates": lambda labels: rates(
        [(label, 0.2, -0.1, 0.5) for label in labels], axis="a year", caption="C", alt="A"
    ),
    "two shares": lambda labels: two_shares(
        [(label, 10, 5, 20, 12) for label in labels],
        first="own", second="others", axis="percent", caption="C", alt="A",
    ),
    "ratings moved": lambda labels: ratings_moved(
        [(label, (1, 4), (2, 2)) for label in labels],
        heads=("matters", "content"), then="2025", now="2026", caption="C", alt="A",
    ),
    "weights moved": lambda labels: weights_moved(
        [(label, -1.0, 1.5, 1.2, True) for label in labels],
        then="2025", now="2026", axis="more →", caption="C", alt="A",
    ),
    "strengths": lambda labels: strengths(
        [(label, 0.1, -0.5, 0.7, True) for label in labels],
        band="top band", axis="more →", caption="C", alt="A",
    ),
    "shares of ranks": lambda labels: shares_of_ranks(
        [(label, [1 / 6] * 6) for label in labels], says="{:.0%}".format, axis="%", caption="C",
        alt="A",
    ),
}  # fmt: skip


def drawn(chart: Chart) -> list[str]:
    """Return the texts in a chart's picture, which must be sound XML."""
    root = ElementTree.fromstring(svg(chart))
    return ["".join(text.itertext()) for text in root.iter(f"{SVG}text")]


@pytest.mark.parametrize("kind", BY_LABEL)
def test_a_chart_is_vega_lite_5_in_plain_data_and_the_same_whenever_it_is_made(kind: str) -> None:
    chart, again = BY_LABEL[kind](["one"]), BY_LABEL[kind](["one"])
    assert chart.spec["$schema"] == "https://vega.github.io/schema/vega-lite/v5.json"
    assert json.loads(json.dumps(chart.spec)) == chart.spec
    assert svg(chart) == svg(again)


@pytest.mark.parametrize("kind", BY_LABEL)
def test_any_label_is_drawn_as_it_is(kind: str) -> None:
    assert set(AWKWARD) <= set(drawn(BY_LABEL[kind](AWKWARD)))


@pytest.mark.parametrize("kind", BY_LABEL)
def test_rows_come_in_the_order_given_and_may_be_called_the_same(kind: str) -> None:
    texts = drawn(BY_LABEL[kind](["zebra", "ant", "zebra"]))
    assert [text for text in texts if text in ("zebra", "ant")] == ["zebra", "ant", "zebra"]


@pytest.mark.parametrize("kind", BY_LABEL)
def test_a_very_long_label_is_cut_and_the_picture_still_fits_the_page(kind: str) -> None:
    chart = BY_LABEL[kind](["very " * 60 + "long", "short"])
    assert any(text.startswith("very") and text.endswith("…") for text in drawn(chart))
    width = re.search(r'<svg[^>]*\bwidth="([\d.]+)"', svg(chart))
    assert width and float(width[1]) <= 660


@pytest.mark.parametrize("kind", BY_LABEL)
def test_a_chart_without_rows_is_still_a_picture(kind: str) -> None:
    assert "<svg" in svg(BY_LABEL[kind]([]))


@pytest.mark.parametrize("kind", BY_LABEL)
def test_pointing_at_a_cut_label_shows_all_of_it(kind: str) -> None:
    label = "very " * 60 + "long"
    assert f'aria-label="{label}"' in svg(BY_LABEL[kind]([label]))
