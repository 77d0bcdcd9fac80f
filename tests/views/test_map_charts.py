from __future__ import annotations

import json
import random
import re
from collections.abc import Callable, Iterator, Sequence
from itertools import combinations
from xml.etree import ElementTree

import pytest

from prepkit.block import Chart
from prepkit.views.dots import YEARS, Dot
from prepkit.views.map_charts import dots_and_lines, network, quadrants
from prepkit.views.pictures import svg
from prepkit.views.places import width

AWKWARD = [
    "plain", 'says "hello"', "it's", "<b>&amp;", "a & b", "漢字", "naïve ✓", "مرحبا", "🚀", "$x$",
    "a.b", "a[0]", "\\", "datum.label", "{x}", "${x}", "null", "__proto__", "constructor",
    "toString", '{"signal": "1"}', "{{x}}",
]  # fmt: skip
SVG = "{http://www.w3.org/2000/svg}"


def a_network(dots: Sequence[Dot], lines: Sequence[tuple[int, int, float]] = ()) -> Chart:
    return network(dots, lines, counted="works", colour="mean year", caption="C", alt="A")


def a_diagram(dots: Sequence[Dot]) -> Chart:
    return quadrants(
        dots, corners=("niche", "motor", "edge", "basic"), across="centrality", up="density",
        counted="works", colour="mean year", caption="C", alt="A",
    )  # fmt: skip


def some_dots(labels: Sequence[str]) -> list[Dot]:
    """Return dots spread over the map, the same ones each time."""
    chance = random.Random(7)
    return [
        Dot(label, chance.uniform(0, 1), chance.uniform(0, 1), 100 // (place + 1) + 3,
            2012 + chance.uniform(0, 8), ringed=place % 5 == 0)
        for place, label in enumerate(labels)
    ]  # fmt: skip


Made = Callable[[Sequence[str]], Chart]
BY_LABEL: dict[str, Made] = {
    "network": lambda labels: a_network(
        some_dots(labels), [(0, place, 0.5) for place in range(1, len(labels))]
    ),
    "quadrants": lambda labels: a_diagram(some_dots(labels)),
    "dots and lines": lambda labels: dots_and_lines(
        [(label, f"fact {label}", "so") for label in labels], caption="C", alt="A"
    ),
}


def drawn(chart: Chart) -> list[str]:
    """Return the texts in a chart's picture, which must be sound XML."""
    root = ElementTree.fromstring(svg(chart))
    return ["".join(text.itertext()) for text in root.iter(f"{SVG}text")]


def placed_texts(
    node: ElementTree.Element, x: float = 0, y: float = 0
) -> Iterator[tuple[str, str, float, float]]:
    """Yield each upright text with its anchor and where it stands in the picture."""
    moved = re.match(r"translate\(([-\d.e]+),\s*([-\d.e]+)\)(.*)", node.get("transform", ""))
    if moved:
        x, y = x + float(moved[1]), y + float(moved[2])
    if node.tag == f"{SVG}text" and not (moved and moved[3]):
        yield "".join(node.itertext()), node.get("text-anchor", "start"), x, y
    for child in node:
        yield from placed_texts(child, x, y)


def outside(picture: str) -> list[str]:
    """Return the texts that reach out of a picture by more than the measure is off."""
    root = ElementTree.fromstring(picture)
    _, _, wide, high = map(float, root.attrib["viewBox"].split())
    found = []
    for text, anchor, x, y in placed_texts(root):
        long = 0.85 * width(text)
        left = x - {"start": 0, "middle": long / 2, "end": long}[anchor]
        if left < -1 or left + long > wide + 1 or not 4 <= y <= high:
            found.append(text)
    return found


@pytest.mark.parametrize("kind", BY_LABEL)
def test_a_chart_is_vega_lite_5_in_plain_data_and_the_same_whenever_it_is_made(kind: str) -> None:
    chart, again = BY_LABEL[kind](["one", "two"]), BY_LABEL[kind](["one", "two"])
    assert chart.spec["$schema"] == "https://vega.github.io/schema/vega-lite/v5.json"
    assert json.loads(json.dumps(chart.spec)) == chart.spec
    assert svg(chart) == svg(again)


@pytest.mark.parametrize("kind", BY_LABEL)
def test_any_label_is_drawn_as_it_is(kind: str) -> None:
    assert {" ".join(label.split()) for label in AWKWARD} <= set(drawn(BY_LABEL[kind](AWKWARD)))


@pytest.mark.parametrize("kind", BY_LABEL)
def test_sixty_labels_are_all_drawn_inside_a_picture_as_wide_as_a_page(kind: str) -> None:
    labels = [f"theme number {place}" for place in range(60)]
    picture = svg(BY_LABEL[kind](labels))
    assert set(labels) <= set(drawn(BY_LABEL[kind](labels)))
    assert outside(picture) == []
    assert float(re.findall(r'<svg[^>]*\bwidth="([\d.]+)"', picture)[0]) <= 650


def test_what_stands_outside_is_noticed() -> None:
    picture = svg(BY_LABEL["network"](["one", "two"]))
    assert outside(re.sub(r'viewBox="0 0 \d+ (\d+)"', r'viewBox="0 0 100 \1"', picture))


@pytest.mark.parametrize("kind", BY_LABEL)
def test_a_chart_of_nothing_is_still_a_picture(kind: str) -> None:
    assert "<svg" in svg(BY_LABEL[kind]([]))


def test_dots_on_one_spot_are_drawn_beside_each_other() -> None:
    picture = svg(a_network([Dot(f"d{i}", 0, 0, 10, 2020) for i in range(6)]))
    at = re.findall(r'<path aria-label="d\d: 10[^>]*translate\(([\d.]+),([\d.]+)', picture)
    assert len(at) == 6
    assert all(
        abs(float(x) - float(x2)) + abs(float(y) - float(y2)) > 20
        for (x, y), (x2, y2) in combinations(at, 2)
    )


def test_the_strongest_line_is_the_widest() -> None:
    chart = a_network(some_dots(["a", "b", "c"]), [(0, 1, 0.2), (1, 2, 0.8)])
    weak, strong = (line["wide"] for line in chart.spec["layer"][0]["data"]["values"])
    assert weak < strong


def test_a_dot_set_apart_has_a_ring_in_the_colour_of_the_words() -> None:
    rings = [
        svg(a_network([Dot("a", 0, 0, 9, 2020, ringed)])).count('stroke="currentColor"')
        for ringed in (False, True)
    ]
    assert rings == [0, 1]


def test_a_dot_without_a_year_is_not_filled() -> None:
    known, unknown = (svg(a_network([Dot("a", 0, 0, 9, year)])) for year in (2020, None))
    assert 'fill="rgb(' in known
    assert 'fill="rgb(' not in unknown


@pytest.mark.parametrize(
    ("years", "said"),
    [((2012.2, 2019.7), ["2013", "2014"]), ((2016.4, 2017.1), ["2016.4", "2017.1"]),
     ((2018, 2018), ["2018"]), ((2018.3, 2018.3), ["2018.3"]), ((1950, 2020), ["1960", "1980"])],
)  # fmt: skip
def test_the_legend_says_which_years_the_colours_are(
    years: tuple[float, float], said: list[str]
) -> None:
    dots = [Dot(f"d{place}", place, place, 9, year) for place, year in enumerate(years)]
    assert {*said, "mean year", "works"} <= set(drawn(a_network(dots)))


def test_later_is_lighter_for_who_does_not_see_the_colours() -> None:
    def light(colour: str) -> float:
        red, green, blue = (int(colour[at : at + 2], 16) for at in (1, 3, 5))
        return 0.2126 * red + 0.7152 * green + 0.0722 * blue

    assert [light(colour) for colour in YEARS] == sorted(map(light, YEARS))


def test_the_four_corners_are_named_and_the_axes_said() -> None:
    texts = drawn(a_diagram(some_dots(["a", "b", "c", "d"])))
    assert {"niche", "motor", "edge", "basic", "centrality →", "density →"} <= set(texts)


def test_a_dot_stands_on_its_side_of_the_medians() -> None:
    dots = [Dot(f"d{i}", x, y, 9, 2020) for i, (x, y) in enumerate([(0, 5), (2, 1), (300, 9)])]
    chart = a_diagram(dots)
    (across, down) = (line for line in chart.spec["layer"][1]["data"]["values"])
    at = {d["says"]: (d["x"], d["y"]) for d in chart.spec["layer"][5]["data"]["values"]}
    xs, ys = zip(*at.values(), strict=True)
    assert xs[0] < xs[1] == across["x"] < xs[2]
    assert ys[1] > ys[0] == down["y"] > ys[2]


def lines_of(chart: Chart) -> int:
    """Return how many lines join two dots."""
    return len({value["line"] for value in chart.spec["layer"][1]["data"]["values"]})


def test_what_is_the_same_stands_once_so_that_lines_meet() -> None:
    chart = dots_and_lines(
        [("grid", "Costs doubled", "Ask why"), ("grid", "They hire", "Ask why"),
         ("trust", "Costs  doubled", "Ask why")],
        caption="C", alt="A",
    )  # fmt: skip
    texts = drawn(chart)
    assert sorted(texts) == sorted(
        ["Theme", "Fact", "Therefore", "grid", "trust", "Costs doubled", "They hire", "Ask why"]
    )
    assert lines_of(chart) == 5


def test_the_picture_grows_with_every_connection() -> None:
    chains = [(f"theme {i}", f"fact {i}", f"therefore {i}") for i in range(50)]
    charts = [dots_and_lines(chains[:count], caption="C", alt="A") for count in (1, 5, 30, 50)]
    assert [lines_of(chart) for chart in charts] == [2, 10, 60, 100]
    assert sorted(c.spec["height"] for c in charts) == [c.spec["height"] for c in charts]
    assert charts[-1].spec["height"] < 900  # a page, with its caption


def test_a_connection_not_yet_finished_is_drawn_as_far_as_it_goes() -> None:
    chart = dots_and_lines([("grid", "Costs doubled", ""), ("trust", " ", "")],
                           caption="C", alt="A")  # fmt: skip
    assert {"grid", "trust", "Costs doubled"} <= set(drawn(chart))
    assert lines_of(chart) == 1


def test_a_long_text_stands_in_two_lines_and_is_cut() -> None:
    chart = dots_and_lines([("grid", "word " * 40, "so")], caption="C", alt="A")
    lines = [text for text in drawn(chart) if text.startswith("word")]
    assert len(lines) == 2
    assert lines[1].endswith("…")


def test_pointing_at_a_cut_text_shows_all_of_it() -> None:
    fact = "word " * 40 + "end"
    assert f'aria-label="{fact}"' in svg(dots_and_lines([("a", fact, "c")], caption="C", alt="A"))
    picture = svg(a_network([Dot("grid", 0, 0, 9, 2020.4)]))
    said = re.findall('aria-label="(.*?)" role="graphics-symbol" aria-roledesc', picture)
    assert {text for text in said if " legend " not in text} == {"grid: 9, 2020.4"}


def test_neighbours_stand_near_each_other_so_that_few_lines_cross() -> None:
    chains = [("a", "1", "x"), ("b", "2", "y"), ("c", "3", "z")]
    mixed = [chains[0], chains[2], ("b", "2", "y"), ("a", "3", "z")]
    texts = [t["words"] for t in dots_and_lines(
        mixed, caption="C", alt="A").spec["layer"][4]["data"]["values"]]  # fmt: skip
    assert texts.index("1") < texts.index("3")
    assert texts == ["a", "c", "b", "1", "3", "2", "x", "z", "y"]


@pytest.mark.parametrize("head", ["{x}", "constructor", "漢字", "مرحبا"])
def test_any_head_is_drawn(head: str) -> None:
    chart = dots_and_lines([("a", "b", "c")], heads=(head, "B", "C"), caption="C", alt="A")
    assert {head, "B", "C"} <= set(drawn(chart))
