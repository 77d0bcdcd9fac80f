"""Grids show what was rated and differences how sure they are; names are only ever drawn."""

import json
from xml.etree import ElementTree

import pytest

from prepkit.views.pattern_charts import Shift, differences, heat_grid
from prepkit.views.pictures import svg

SVG = "{http://www.w3.org/2000/svg}"
AWKWARD = ["plain", "<b>&amp;", "漢字", "مرحبا", "{x}", "null", "constructor", '{"signal": "1"}']
KINDS = ["supported", "lead", "neither"]


def grid(columns, rows):
    return heat_grid(columns, rows, caption="C", alt="A")


def shifts(*rows):
    return differences(rows, kinds=KINDS, axis="energy", caption="C", alt="A")


def shift(label="a", low=-1.0, high=2.0, kind="lead"):
    return Shift(label, 0.5, (low, high), kind, "+0.5")


def texts(chart):
    root = ElementTree.fromstring(svg(chart))
    return ["".join(text.itertext()) for text in root.iter(f"{SVG}text")]


def with_values(chart, key):
    return [
        value
        for layer in chart.spec["layer"]
        for value in layer.get("data", {}).get("values", ())
        if key in value
    ]


@pytest.mark.parametrize("text", AWKWARD)
def test_any_name_is_drawn_as_it_is(text):
    assert texts(grid([text], [(text, [3])])).count(text) == 2
    assert text in texts(shifts(shift(text)))


@pytest.mark.parametrize("chart", [grid(["a"], [("b", [3])]), shifts(shift())])
def test_a_chart_is_plain_data(chart):
    assert json.loads(json.dumps(chart.spec)) == chart.spec


@pytest.mark.parametrize("chart", [grid([], []), grid(["a"], []), shifts()])
def test_a_chart_of_nothing_is_still_a_picture(chart):
    assert "<svg" in svg(chart)


def test_a_rating_is_a_figure_on_a_stronger_colour_and_a_gap_is_empty():
    chart = grid(["a", "b", "c"], [("x", [1, None, 5])])
    low, high = with_values(chart, "heat")
    assert low["heat"] < high["heat"]
    assert [text for text in texts(chart) if text.isdigit()] == ["1", "5"]
    assert (low["says"], high["says"]) == ("x, a: 1", "x, c: 5")


def test_twelve_by_twelve_fits_a_page():
    names = [f"Something with a rather long name {number}" for number in range(12)]
    chart = grid(names, [(name, [3] * 12) for name in names])
    assert chart.spec["width"] <= 640
    assert chart.spec["height"] <= 500


def test_a_difference_is_said_when_one_points_at_it_and_not_drawn_again():
    chart = shifts(shift())
    assert [value["says"] for value in with_values(chart, "zero")] == ["a: +0.5"] * 3
    assert "+0.5" not in texts(chart)


def test_an_end_without_a_bound_is_drawn_to_the_end_of_the_scale_with_an_arrow():
    drawn = svg(shifts(shift(low=None)))
    (row,) = {
        value["row"]: value for value in with_values(shifts(shift(low=None)), "goes")
    }.values()
    assert (row["from"], row["to"], row["goes"]) == (-4, 2.0, "left")
    assert drawn != svg(shifts(shift(low=-4.0)))


def test_a_difference_without_an_interval_is_a_point_alone():
    chart = shifts(shift(), Shift("b", 4.0, None, "lead", "+4.0"))
    assert {value["says"] for value in with_values(chart, "from")} == {"a: +0.5"}
    assert {value["says"] for value in with_values(chart, "zero")} == {"a: +0.5", "b: +4.0"}
    assert "<svg" in svg(chart)


def test_the_kinds_are_told_apart_by_colour_and_by_shape():
    chart = shifts(*(shift(kind=kind) for kind in KINDS))
    assert set(KINDS) <= set(texts(chart))
    look = chart.spec["layer"][-1]["encoding"]
    for channel in ("color", "shape"):
        assert look[channel]["scale"]["domain"] == KINDS
        assert len(set(look[channel]["scale"]["range"])) == 3
