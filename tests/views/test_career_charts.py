"""Charts of a career: every name is there, and nothing covers anything."""

from __future__ import annotations

import datetime
from itertools import combinations
from typing import Any
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from prepkit.block import Chart
from prepkit.views.career_charts import Scale, Stretch, career, is_too_tall, scales
from prepkit.views.pictures import svg
from prepkit.views.places import width

SVG = "{http://www.w3.org/2000/svg}"
AWKWARD = [
    "plain", 'says "hello"', "<b>&amp;", "漢字", "مرحبا", "🚀", "$x$", "datum.label", "null",
    "__proto__", "constructor", "{{x}}",
]  # fmt: skip


def stretch(label: str, first: str, last: str, *, goes_on: bool = False) -> Stretch:
    days = (datetime.date.fromisoformat(day) for day in (first, last))
    return Stretch(label, *days, f"{first} to {last}", goes_on)


def drawn(chart: Chart) -> list[str]:
    """Return the texts in a chart's picture, which must be sound XML."""
    root = ElementTree.fromstring(svg(chart))
    return ["".join(text.itertext()) for text in root.iter(f"{SVG}text")]


def values(chart: Chart, mark: str) -> list[dict[str, Any]]:
    return [value | {"align": layer["mark"].get("align")} for layer in chart.spec["layer"]
            if layer["mark"]["type"] == mark for value in layer["data"]["values"]]  # fmt: skip


@pytest.mark.parametrize("label", AWKWARD)
def test_any_name_is_drawn_as_it_is(label: str) -> None:
    one = stretch(label, "2020-01-01", "2021-01-01")
    assert label in drawn(career([("Role", [one])], caption="C", alt="A"))
    both = [Scale(name, "low", "high", ((one, 3),)) for name in ("Energy", "Engagement")]
    assert drawn(scales(both, caption="C", alt="A")).count(label) == 2


def test_kinds_are_told_by_their_bands_and_those_without_any_are_left_out() -> None:
    one, other = stretch("a", "2020-01-01", "2020-06-01"), stretch("b", "2020-01-01", "2020-06-01")
    chart = career([("Role", [one]), ("Study", []), ("Else", [other])], caption="C", alt="A")
    assert {"Role", "Else"} <= set(drawn(chart)) and "Study" not in drawn(chart)
    first, second = values(chart, "rect")
    assert first["y2"] < second["y"]


def test_a_single_day_is_wide_enough_to_be_seen_wherever_it_lies() -> None:
    days = [stretch(day, day, day) for day in ("1980-01-01", "1999-05-03", "2026-11-23")]
    chart = career([("Role", days)], caption="C", alt="A")
    bars = values(chart, "rect")
    assert len(bars) == 3
    assert all(bar["x2"] - bar["x"] >= 5 and bar["x"] >= 0 and bar["x2"] <= 520 for bar in bars)


def test_what_goes_on_ends_in_an_arrow() -> None:
    listed = [stretch("a", "2020-01-01", "2026-01-01", goes_on=True),
              stretch("b", "2020-01-01", "2021-01-01")]  # fmt: skip
    (arrow,) = values(career([("Role", listed)], caption="C", alt="A"), "point")
    assert arrow["x"] > 520


def test_the_two_scales_stand_apart_with_five_above_one() -> None:
    up, down = (stretch(name, "2020-01-01", "2021-01-01") for name in ("up", "down"))
    energy = Scale("Energy", "drained", "energised", ((down, 1), (up, 5)))
    engagement = Scale("Engagement", "bored", "absorbed", ((up, 1),))
    chart = scales([energy, engagement], caption="C", alt="A")
    high, low, apart = values(chart, "rect")
    assert [bar["says"][-12:] for bar in (high, low)] == ["01, energy 5", "01, energy 1"]
    assert high["y2"] < low["y"] and low["y2"] < apart["y"]
    assert {"Energy", "energised 5", "drained 1", "Engagement", "bored 1"} <= set(drawn(chart))


def test_names_are_cut_before_a_picture_gets_too_tall_for_a_page() -> None:
    name = "Somebody who does very many things at the same time in several places"
    few, many, most = (
        career(
            [("Role", [stretch(name, f"{1990 + n % 30}-01-01", f"{1990 + n % 30}-06-01")
                       for n in range(count)])],
            caption="C", alt="A",
        )
        for count in (20, 60, 600)
    )  # fmt: skip
    assert len(values(few, "text")[0]["words"]) > len(values(many, "text")[0]["words"]) > 3
    assert not is_too_tall(many) and is_too_tall(most)


DAYS = st.dates(datetime.date(1985, 1, 1), datetime.date(2026, 11, 23))
NAMES = st.text("abc ُم漢W", max_size=60)


@given(st.lists(st.tuples(NAMES, DAYS, DAYS), min_size=1, max_size=25))
def test_no_bar_and_no_name_covers_another(found: list[tuple[str, Any, Any]]) -> None:
    listed = [Stretch(name, *sorted(days), "") for name, *days in found]
    chart = career([("Role", listed)], caption="C", alt="A")
    bars, names = values(chart, "rect"), values(chart, "text")
    boxes = [(bar["x"], bar["x2"], bar["y"], bar["y2"]) for bar in bars]
    for name in names:
        wide = width(name["words"])
        if name["align"] in ("left", "right") and name["x"] >= 0:
            left = name["x"] - (wide if name["align"] == "right" else 0)
            boxes.append((left, left + wide, name["y"] - 5, name["y"] + 5))
    assert len(boxes) == 2 * len(listed)
    for (left, right, top, low), (left2, right2, top2, low2) in combinations(boxes, 2):
        assert right <= left2 or right2 <= left or low <= top2 or low2 <= top
