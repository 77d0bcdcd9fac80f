"""The picture of coverage: one dot where a story shows it, and every name only drawn."""

from __future__ import annotations

from typing import Any

import pytest

from prepkit.block import Chart
from prepkit.views.coverage_charts import Mark, coverage_grid
from prepkit.views.pictures import svg

AWKWARD = ['says "hello"', "<b>&amp;", "漢字", "مرحبا", "__proto__", "constructor", "{{x}}", ""]


def grid(
    stories: list[str], columns: list[str], marks: dict[tuple[int, int], Mark], gap: str = "none"
) -> Chart:
    return coverage_grid(stories, columns, marks, strong="deep", thin="thin", gap=gap,
                         caption="c", alt="a")  # fmt: skip


def values(chart: Chart) -> list[dict[str, Any]]:
    return [value for layer in chart.spec["layer"] for value in layer["data"]["values"]]


def test_every_mark_stands_in_its_row_and_column() -> None:
    chart = grid(["Maps", "Rain"], ["Influence", "Learning"], {(0, 1): "strong", (1, 0): "thin"})
    place = {value["says"]: (value["x"], value["y"]) for value in values(chart) if "says" in value}
    one, other = place["Maps: Learning"], place["Rain: Influence"]
    assert one[0] > other[0]
    assert one[1] < other[1]
    assert one[1] == place["Maps"][1]
    assert "none" not in place


def test_a_column_without_a_story_has_a_diamond_in_a_row_of_its_own() -> None:
    chart = grid(["Maps"], ["Influence", "Learning"], {(0, 0): "strong"})
    height = {value["says"]: value["y"] for value in values(chart) if "says" in value}
    assert height["Learning: none"] == height["none"] > height["Maps"]
    quiet = grid(["Maps"], ["Influence", "Learning"], {(0, 0): "strong"}, gap="")
    assert not [value for value in values(quiet) if "none" in str(value.get("says"))]


@pytest.mark.parametrize("name", AWKWARD)
def test_whatever_things_are_called_it_can_be_drawn(name: str) -> None:
    assert svg(grid([name, name], [name], {(0, 0): "strong", (1, 0): "thin"})).startswith("<svg")


def test_many_rows_and_columns_fit_on_an_upright_page() -> None:
    names = ["Delivery and priorities"] * 14
    chart = grid(
        [name * 4 for name in names], names, {(place, place): "thin" for place in range(14)}
    )
    assert chart.spec["width"] < 700
    assert chart.spec["height"] < 700
    columns = {value["x"] for value in values(chart) if str(value.get("says")).count(":") == 1}
    assert len(columns) == 14


def test_a_mark_is_explained_where_there_is_one() -> None:
    for mark, other in (("strong", "thin"), ("thin", "strong")):
        drawn = coverage_grid(["Maps"], ["Influence"], {(0, 0): mark}, strong="means strong",
                              thin="means thin", caption="c", alt="a")  # fmt: skip
        says = [value.get("says") for value in values(drawn)]
        assert f"means {mark}" in says
        assert f"means {other}" not in says


def test_an_empty_picture_can_be_drawn_too() -> None:
    assert svg(grid([], [], {})).startswith("<svg")
