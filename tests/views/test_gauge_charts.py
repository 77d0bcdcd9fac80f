"""Ratings to two sides and gauges show what was rated, and say what was not."""

import json
import re
from xml.etree import ElementTree

import pytest

from prepkit.views.gauge_charts import Both, gauges, two_sided
from prepkit.views.pictures import svg

SVG = "{http://www.w3.org/2000/svg}"
AWKWARD = ["plain", "<b>&amp;", "漢字", "مرحبا", "{x}", "null", "constructor", '{"signal": "1"}']


def sides(*rows, before=""):
    return two_sided(rows, left="takes", right="gives", before=before, caption="C", alt="A")


def lives(columns, rows, **more):
    return gauges(columns, rows, caption="C", alt="A", **more)


def texts(chart):
    root = ElementTree.fromstring(svg(chart))
    return ["".join(text.itertext()) for text in root.iter(f"{SVG}text")]


def values(chart, layer):
    return chart.spec["layer"][layer]["data"]["values"]


def said(chart):
    return re.findall(r'aria-label="([^"]*)" role="graphics-symbol" aria-roledesc', svg(chart))


@pytest.mark.parametrize("text", AWKWARD)
def test_any_name_is_drawn_as_it_is(text):
    assert text in texts(sides(Both(text, 1, 2)))
    assert texts(lives([text], [(text, [3])])).count(text) == 2


@pytest.mark.parametrize("chart", [sides(Both("a", 1, 2)), lives(["a"], [("b", [3])])])
def test_a_chart_is_plain_data(chart):
    assert json.loads(json.dumps(chart.spec)) == chart.spec


@pytest.mark.parametrize("chart", [sides(), lives([], []), lives(["a"], [])])
def test_a_chart_of_nothing_is_still_a_picture(chart):
    assert "<svg" in svg(chart)


def test_what_takes_goes_to_the_left_and_what_gives_to_the_right_of_one_line():
    chart = sides(Both("a", 2, 4))
    (right,), (left,) = values(chart, 1), values(chart, 2)
    assert left["x2"] == right["x"]
    assert right["x2"] - right["x"] == 2 * (left["x2"] - left["x"])
    assert "a, gives: 4" in said(chart)
    assert "a, takes: 2" in said(chart)


def test_what_was_not_rated_has_no_bar():
    chart = sides(Both("a", None, 3))
    assert (len(values(chart, 1)), len(values(chart, 2))) == (1, 0)
    assert "None" not in svg(chart)


def test_an_earlier_rating_is_marked_and_the_mark_explained():
    chart = sides(Both("a", 2, 4, right_before=1), before="in March 2025")
    (mark,) = values(chart, 3)
    (right,) = values(chart, 1)
    assert right["x"] < mark["x"] < right["x2"]
    assert "in March 2025" in texts(chart)


def test_without_an_earlier_rating_nothing_is_explained():
    assert "in March 2025" not in texts(sides(Both("a", 2, 4), before="in March 2025"))
    chart = lives(["a"], [("b", [3])], befores=[[None]], before="in March 2025")
    assert "in March 2025" not in texts(chart)


@pytest.mark.parametrize("rating", [1, 2, 3, 4, 5])
def test_a_gauge_has_as_many_parts_filled_as_it_was_rated(rating):
    chart = lives(["a"], [("b", [rating])])
    assert (len(values(chart, 1)), len(values(chart, 0))) == (rating, 5 - rating)
    assert f"a, b: {rating}" in said(chart)


def test_a_gauge_that_was_not_rated_says_so():
    chart = lives(["a", "b"], [("c", [None, 2])])
    assert texts(chart).count("not rated") == 1
    assert "a, c: not rated" in said(chart)
    assert len(values(chart, 1)) == 2


def test_the_mark_of_an_earlier_rating_stands_in_its_gauge():
    chart = lives(["a", "b"], [("c", [5, 5])], befores=[[None, 2]], before="in March 2025")
    (mark,) = values(chart, 2)
    second = [part for part in values(chart, 1) if part["says"].startswith("b")]
    assert second[1]["x2"] <= mark["x"] <= second[2]["x"]
    assert "in March 2025" in texts(chart)


def test_long_names_stand_in_lines_and_the_picture_stays_as_wide_as_a_page():
    name = "If nobody watched and money were settled for good and all"
    for chart in (lives([name] * 3, [(name, [1, 2, 3])] * 4), sides(*[Both(name, 5, 5)] * 14)):
        wide, high = map(float, re.findall(r'viewBox="0 0 ([\d.]+) ([\d.]+)"', svg(chart))[0])
        assert wide <= 650
        assert high <= 520
