from __future__ import annotations

import re
from collections.abc import Sequence
from xml.etree import ElementTree

import pytest

from prepkit.block import Chart
from prepkit.views.pictures import svg
from prepkit.views.row_charts import heat_table, rates, two_shares, year_runs

AWKWARD = [
    "plain", 'says "hello"', "it's", "<b>&amp;", "a & b", "漢字", "naïve ✓", "مرحبا", "🚀", "$x$",
    "a.b", "a[0]", "\\", "datum.label", "{x}", "${x}", "null", "__proto__", "constructor",
    "toString", '{"signal": "1"}', "{{x}}",
]  # fmt: skip
SVG = "{http://www.w3.org/2000/svg}"


def drawn(chart: Chart) -> list[str]:
    """Return the texts in a chart's picture, which must be sound XML."""
    root = ElementTree.fromstring(svg(chart))
    return ["".join(text.itertext()) for text in root.iter(f"{SVG}text")]


def heat(counts: Sequence[int], first: int = 2000, **more: object) -> Chart:
    years = list(range(first, first + len(counts)))
    return heat_table([("x", counts, ())], years=years, caption="C", alt="A", **more)  # type: ignore[arg-type]


@pytest.mark.parametrize("name", AWKWARD)
def test_any_company_is_named_in_the_legend(name: str) -> None:
    chart = two_shares(
        [("x", 1, 0, 2, 3)], first=name, second="others", axis="a", caption="C", alt="A"
    )
    assert {name, "others"} <= set(drawn(chart))


def test_each_year_has_its_count_and_none_where_there_is_none() -> None:
    assert sorted(drawn(heat([7, 0, 9]))) == ["2000", "2001", "2002", "7", "9", "x"]


def test_marked_years_are_outlined_and_bold() -> None:
    chart = heat_table([("x", [1, 2], {2001})], years=[2000, 2001], caption="C", alt="A")
    picture = ElementTree.fromstring(svg(chart))
    bold = [text.text for text in picture.iter(f"{SVG}text") if text.get("font-weight") == "bold"]
    outlines = [path for path in picture.iter(f"{SVG}path") if path.get("stroke") == "#d9822b"]
    assert bold == ["2"]
    assert len(outlines) == 1


def test_the_line_of_all_works_is_not_coloured() -> None:
    chart = heat([1, 2], total="all", totals=[100, 200])
    heats = {c["count"]: c["heat"] for c in chart.spec["layer"][1]["data"]["values"]}
    assert heats == {100: 0, 200: 0, 1: 1, 2: 2}


def test_few_years_stand_one_by_one_and_many_are_taken_together() -> None:
    few, many = drawn(heat([5] * 12)), drawn(heat([5] * 76, first=1948))
    assert [text for text in few if len(text) == 4] == [str(year) for year in range(2000, 2012)]
    assert "1950–52" in many
    assert sum(int(text) for text in many if len(text) <= 2 and text.isdigit()) == 5 * 76


def test_years_are_taken_together_when_their_counts_are_long() -> None:
    assert "2000–01" in drawn(heat([5000] * 25))
    assert "2000–01" not in drawn(heat([5] * 25))


def test_marked_years_stay_marked_when_years_are_taken_together() -> None:
    chart = heat_table([("x", [5] * 76, {1961})], years=range(1948, 2024), caption="C", alt="A")
    outlined = [c["years"] for c in chart.spec["layer"][2]["data"]["values"]]
    assert outlined == ["1959–61"]


@pytest.mark.parametrize(
    ("count", "years", "said"), [(1234, 17, "1234"), (9949, 17, "9949"), (45678, 17, "46k")]
)
def test_a_count_is_written_in_full_where_there_is_room(count: int, years: int, said: str) -> None:
    assert said in drawn(heat([count] + [1] * (years - 1)))


def test_a_run_covers_its_first_and_its_last_year() -> None:
    chart = year_runs([("x", 2019, 2021, "")], years=(2013, 2024), caption="C", alt="A")
    (bar,) = chart.spec["layer"][2]["data"]["values"]
    assert (bar["from"], bar["to"]) == (2018.5, 2021.5)


def test_a_single_year_makes_a_rail_too() -> None:
    assert "2020" in drawn(year_runs([("x", 2020, 2020, "")], years=(2020, 2020),
                                     caption="C", alt="A"))  # fmt: skip


def test_rates_are_said_in_percent_with_their_intervals() -> None:
    chart = rates([("x", 0.23, -0.004, 1.5)], axis="a", caption="C", alt="A")
    assert "+23 % (0 to +150)" in drawn(chart)


def test_what_doubles_stands_as_far_from_zero_as_what_halves() -> None:
    rows = [("up", 1.0, 0.8, 1.2), ("still", 0.0, -0.1, 0.1), ("down", -0.5, -0.6, -0.4)]
    picture = svg(rates(rows, axis="a", caption="C", alt="A"))
    at = dict(re.findall(r'aria-label="(up|still|down)"[^>]*translate\(([\d.]+)', picture))
    up, still, down = (float(at[label]) for label in ("up", "still", "down"))
    assert up - still == pytest.approx(still - down)
    assert up > still


def test_a_very_long_interval_ends_in_an_arrow() -> None:
    short = rates([("x", 0.1, 0.0, 0.2)], axis="a", caption="C", alt="A")
    long = rates([("x", 0.1, -0.95, 40.0)], axis="a", caption="C", alt="A")
    arrows = [
        [bool(layer["data"]["values"]) for layer in chart.spec["layer"]
         if str(layer["mark"].get("shape")).startswith("triangle")]
        for chart in (short, long)
    ]  # fmt: skip
    assert arrows == [[False, False], [True, True]]
    assert "+10 % (−95 to +4000)" in drawn(long)


def test_two_shares_are_told_apart_by_shape_as_well_as_by_colour() -> None:
    chart = two_shares(
        [("x", 10, 5, 20, 12)], first="own", second="others", axis="a", caption="C", alt="A"
    )
    encoding = chart.spec["layer"][2]["encoding"]
    assert len(set(encoding["color"]["scale"]["range"])) == 2
    assert len(set(encoding["shape"]["scale"]["range"])) == 2
