from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from xml.etree import ElementTree

import pytest

from prepkit.block import Chart
from prepkit.views.charts import (
    columns_by_year,
    dumbbells,
    stacked_bars,
)
from prepkit.views.pictures import svg

AWKWARD = [
    "plain", 'says "hello"', "it's", "<b>&amp;", "a & b", "漢字", "naïve ✓", "مرحبا", "50 %", "$x$",
    "a.b", "a[0]", "\\", "datum.label", "null", "__proto__",
]  # fmt: skip

Made = Callable[[Sequence[str]], Chart]
BY_LABEL: dict[str, Made] = {
    "stacked bars": lambda labels: stacked_bars(
        [(label, "known", 2) for label in labels],
        series=["known", "unknown"], axis="claims", caption="C", alt="A",
    ),
    "dumbbells": lambda labels: dumbbells(
        [(label, 1, 5) for label in labels],
        first="matters", second="content", axis="1 to 5", caption="C", alt="A",
    ),
}  # fmt: skip
BY_SERIES: dict[str, Made] = {
    "stacked bars": lambda names: stacked_bars(
        [("x", name, 1) for name in names], series=names, axis="n", caption="C", alt="A"
    ),
    "columns by year": lambda names: columns_by_year(
        [(2024, name, 1) for name in names], series=names, axis="n", caption="C", alt="A"
    ),
    "dumbbells": lambda names: dumbbells(
        [("x", 1, 2)], first=names[0], second="s", axis="a", caption="C", alt="A"
    ),
}
EVERY: list[Chart] = [made(["one"]) for made in (*BY_LABEL.values(), *BY_SERIES.values())]


def drawn(chart: Chart) -> list[str]:
    """Return the texts in a chart's picture, which must be sound XML."""
    root = ElementTree.fromstring(svg(chart))
    return ["".join(text.itertext()) for text in root.iter("{http://www.w3.org/2000/svg}text")]


@pytest.mark.parametrize("chart", EVERY)
def test_a_chart_is_vega_lite_5_with_its_data_inside(chart: Chart) -> None:
    assert chart.spec["$schema"] == "https://vega.github.io/schema/vega-lite/v5.json"
    assert chart.spec["data"]["values"]
    assert json.loads(json.dumps(chart.spec)) == chart.spec
    assert chart.caption and chart.alt


@pytest.mark.parametrize("label", AWKWARD)
@pytest.mark.parametrize("kind", BY_LABEL)
def test_any_label_is_drawn_as_it_is(kind: str, label: str) -> None:
    assert label in drawn(BY_LABEL[kind]([label, "another"]))


@pytest.mark.parametrize("kind", BY_LABEL)
def test_a_label_that_means_something_in_javascript_is_drawn_like_any_other(kind: str) -> None:
    assert {"constructor", "toString"} <= set(drawn(BY_LABEL[kind](["constructor", "toString"])))


@pytest.mark.parametrize("name", ['says "x"', "<b>", "漢字", "toString"])
@pytest.mark.parametrize("kind", BY_SERIES)
def test_any_series_is_named_in_the_legend(kind: str, name: str) -> None:
    assert name in drawn(BY_SERIES[kind]([name, "another"]))


@pytest.mark.parametrize("kind", BY_LABEL)
def test_a_very_long_label_is_cut_and_leaves_the_others_alone(kind: str) -> None:
    texts = drawn(BY_LABEL[kind](["How I " + "very " * 60 + "long", "short"]))
    cut = next(text for text in texts if text.startswith("How I very"))
    assert cut.endswith("…")
    assert "short" in texts


@pytest.mark.parametrize("kind", BY_LABEL)
def test_rows_of_the_same_name_share_a_line(kind: str) -> None:
    chart = BY_LABEL[kind](["same", "other", "same"])
    assert sorted(text for text in drawn(chart) if text in ("same", "other")) == ["other", "same"]
    assert len(chart.spec["data"]["values"]) >= 3


@pytest.mark.parametrize("kind", BY_LABEL)
def test_rows_come_in_the_order_given(kind: str) -> None:
    texts = drawn(BY_LABEL[kind](["zebra", "ant", "moose"]))
    assert [text for text in texts if text in ("zebra", "ant", "moose")] == [
        "zebra",
        "ant",
        "moose",
    ]


def test_years_without_anything_still_have_their_place() -> None:
    chart = columns_by_year(
        [(2019, "read", 1), (2023, "read", 2)], series=["read"], axis="items", caption="C", alt="A"
    )
    texts = drawn(chart)
    assert [text for text in texts if text.startswith("20")] == [
        "2019", "2020", "2021", "2022", "2023"]  # fmt: skip


@pytest.mark.parametrize(
    ("years", "named"),
    [
        (range(2015, 2027), list(range(2015, 2027))),
        (range(2001, 2027), [2002, 2005, 2008, 2011, 2014, 2017, 2020, 2023, 2026]),
        (range(1902, 2027, 2), list(range(1906, 2027, 12))),
    ],
)
def test_of_many_years_as_many_are_named_as_fit(years: Sequence[int], named: list[int]) -> None:
    chart = columns_by_year(
        [(year, "read", 1) for year in years], series=["read"], axis="n", caption="C", alt="A"
    )
    assert [text for text in drawn(chart) if len(text) == 4 and text.isdigit()] == [
        str(year) for year in named
    ]


@pytest.mark.parametrize(
    ("most", "marks"), [(1, "0 1"), (3, "0 1 2 3"), (25, "0 3 6 9 12 15 18 21 24")]
)
def test_counts_are_marked_at_whole_numbers(most: int, marks: str) -> None:
    chart = stacked_bars([("x", "a", most)], series=["a"], axis="n", caption="C", alt="A")
    assert [text for text in drawn(chart) if text.isdigit()] == marks.split()


def test_counts_of_one_category_are_added_up_before_they_are_marked() -> None:
    chart = stacked_bars(
        [("x", "a", 2), ("x", "b", 3), ("y", "a", 1)],
        series=["a", "b"], axis="n", caption="C", alt="A",
    )  # fmt: skip
    assert chart.spec["encoding"]["x"]["axis"]["values"] == [0, 1, 2, 3, 4, 5]


def test_two_ratings_are_told_apart_by_shape_as_well_as_by_colour() -> None:
    chart = BY_LABEL["dumbbells"](["x"])
    encoding = chart.spec["layer"][1]["encoding"]
    assert len(set(encoding["color"]["scale"]["range"])) == 2
    assert len(set(encoding["shape"]["scale"]["range"])) == 2


def test_a_chart_is_the_same_whenever_it_is_made() -> None:
    again = [made(["one"]) for made in (*BY_LABEL.values(), *BY_SERIES.values())]
    assert [json.dumps(c.spec) for c in again] == [json.dumps(c.spec) for c in EVERY]
