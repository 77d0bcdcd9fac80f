from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from xml.etree import ElementTree

import pytest

from prepkit.block import Chart
from prepkit.views.change_charts import SHIFTED, Pair, ratings_moved, weights_moved
from prepkit.views.pictures import svg

AWKWARD = [
    "plain", 'says "hello"', "it's", "<b>&amp;", "a & b", "漢字", "naïve ✓", "مرحبا", "🚀", "$x$",
    "a.b", "a[0]", "\\", "datum.label", "{x}", "null", "__proto__", "constructor", "toString",
]  # fmt: skip
SVG = "{http://www.w3.org/2000/svg}"


def ratings(rows: Sequence[tuple[str, Pair, Pair]]) -> Chart:
    return ratings_moved(
        rows, heads=("matters", "content"), then="2025", now="2026", caption="C", alt="A"
    )


def weights(rows: Sequence[tuple[str, float, float, float, bool]]) -> Chart:
    return weights_moved(rows, then="2025", now="2026", axis="more →", caption="C", alt="A")


def drawn(chart: Chart) -> list[str]:
    """Return the texts in a chart's picture, which must be sound XML."""
    root = ElementTree.fromstring(svg(chart))
    return ["".join(text.itertext()) for text in root.iter(f"{SVG}text")]


def dots(chart: Chart) -> list[tuple[str, float]]:
    """Return the marks of a chart: what each is, and where it stands."""
    (found,) = [
        layer["data"]["values"] for layer in chart.spec["layer"] if layer["mark"]["type"] == "point"
    ]
    return [(dot["kind"], dot["x"]) for dot in found]


def bars(chart: Chart) -> list[dict[str, Any]]:
    return next(
        layer["data"]["values"] for layer in chart.spec["layer"] if layer["mark"]["type"] == "bar"
    )  # type: ignore[no-any-return]  # a specification is plain data


def test_both_scales_of_ratings_run_from_one_to_five() -> None:
    texts = drawn(ratings([("x", (1, 2), (3, 4))]))
    assert [text for text in texts if text.isdigit() and len(text) == 1] == list("1234512345")
    assert {"matters", "content", "2025", "2026"} <= set(texts)


def test_a_rating_stands_where_it_was_and_where_it_is_on_its_own_scale() -> None:
    assert dots(ratings([("x", (1, 2), (3, 4))])) == [
        ("2025", 1), ("2026", 2), ("2025", 8.5), ("2026", 9.5)]  # fmt: skip


def test_a_rating_that_stayed_is_drawn_once() -> None:
    assert dots(ratings([("x", (3, 3), (4, 4))])) == [("2026", 3), ("2026", 9.5)]


def test_a_rating_that_was_or_is_not_given_has_the_other_dot_alone() -> None:
    assert dots(ratings([("x", (None, 3), (4, None))])) == [("2026", 3), ("2025", 9.5)]


@pytest.mark.parametrize(("after", "kind"), [(3, "2026"), (4, SHIFTED), (1, "2026"), (2, "2026")])
def test_only_a_rating_that_moved_by_two_steps_is_set_apart(after: int, kind: str) -> None:
    chart = ratings([("x", (2, after), (None, None))])
    assert dots(chart)[-1] == (kind, after)
    assert (SHIFTED in drawn(chart)) == (kind == SHIFTED)


def test_a_bar_says_how_far_a_weight_may_lie_from_what_it_was() -> None:
    chart = weights([("x", 0.5, 2.0, 1.0, True), ("y", 0.5, 1.0, 1.0, False)])
    assert [(bar["from"], bar["to"]) for bar in bars(chart)] == [(-0.5, 1.5)] * 2
    assert dots(chart) == [("2025", 0.5), (SHIFTED, 2.0), ("2025", 0.5), ("2026", 1.0)]


def test_a_weight_that_shifted_says_which_way_and_others_say_nothing() -> None:
    rows = [("a", 0.0, 2.0, 1.0, True), ("b", 0.0, -2.0, 1.0, True), ("c", 0.0, 0.5, 1.0, False)]
    assert [bar["words"] for bar in bars(weights(rows))] == [
        "more than last time", "less than last time", ""]  # fmt: skip


@pytest.mark.parametrize(
    "chart", [ratings([("x", (1, 4), (2, 2))]), weights([("x", -1.0, 1.5, 1.2, True)])]
)
def test_a_shift_is_told_apart_by_shape_as_well_as_by_colour(chart: Chart) -> None:
    layer = next(part for part in chart.spec["layer"] if part["mark"]["type"] == "point")
    for channel in ("color", "shape"):
        assert len(set(layer["encoding"][channel]["scale"]["range"])) == 3
