"""Charts of strengths and of ranks: what they say, and that they can be drawn."""

from __future__ import annotations

from typing import Any

from prepkit.block import Chart
from prepkit.views.pictures import svg
from prepkit.views.weighing_charts import shares_of_ranks, strengths

ROWS = [("Candour", 1.2, 0.6, 1.8, True), ("constructor", 0.1, -0.5, 0.7, False),
        ("Candour", -1.3, -2.0, -0.6, False)]  # fmt: skip


def values(chart: Chart, layer: int) -> list[dict[str, Any]]:
    return list(chart.spec["layer"][layer]["data"]["values"])


def weigh(rows: list[tuple[str, float, float, float, bool]]) -> Chart:
    return strengths(rows, band="top band", axis="weighs more →", caption="c", alt="a")


def test_each_strength_has_a_row_of_its_own_even_under_the_same_name() -> None:
    chart = weigh(ROWS)
    assert [v["label"] for v in values(chart, 0)] == ["Candour", "constructor", "Candour"]
    assert [(v["row"], v["from"], v["to"]) for v in values(chart, 1)] == [
        (0, 0.6, 1.8), (1, -0.5, 0.7), (2, -2.0, -0.6),
    ]  # fmt: skip


def test_the_band_is_told_by_words_and_shape_too() -> None:
    chart = weigh(ROWS)
    assert [v["words"] for v in values(chart, 3)] == ["top band", "", ""]
    assert [v["kind"] for v in values(chart, 2)] == ["in", "out", "out"]
    assert "shape" in chart.spec["layer"][2]["encoding"]


def test_a_bar_is_made_of_its_ranks_from_the_first_on() -> None:
    rows = [("Acme", (0.75, 0.25)), ("Birch", (0.25, 0.75))]
    chart = shares_of_ranks(rows, says="{:.0%}".format, axis="%", caption="c", alt="a")
    parts = [(v["row"], v["rank"], v["from"], v["to"]) for v in values(chart, 1)]
    assert parts == [(0, "first", 0, 75), (0, "second", 75, 100),
                     (1, "first", 0, 25), (1, "second", 25, 100)]  # fmt: skip
    assert [v["words"] for v in values(chart, 2)] == ["first in 75%", "first in 25%"]


def test_ranks_from_the_fifth_on_are_one_part() -> None:
    rows = [("Acme", (0.5, 0.1, 0.1, 0.1, 0.1, 0.1)), ("Birch", (0, 0, 0, 0, 0, 1))]
    chart = shares_of_ranks(rows, says="{:.0%}".format, axis="%", caption="c", alt="a")
    last = [v for v in values(chart, 1) if v["rank"] == "lower"]
    assert [(v["row"], round(v["from"]), round(v["to"])) for v in last] == [
        (0, 80, 100), (1, 0, 100),
    ]  # fmt: skip
    assert last[0]["says"] == "Acme, lower: 20%"
    five = shares_of_ranks([("A", [0.2] * 5)], says=str, axis="%", caption="c", alt="a")
    assert [v["rank"] for v in values(five, 1)][-1] == "fifth"


def test_the_name_of_a_company_is_drawn_whole_where_there_is_room() -> None:
    name = "Wharfside Public Health Laboratory"
    chart = shares_of_ranks([(name, [1])], says=str, axis="%", caption="c", alt="a")
    assert f">{name}<" in svg(chart)
