from __future__ import annotations

import math
from itertools import combinations, pairwise
from statistics import median

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from prepkit.views.places import Box, along, apart, is_wide, placed, width, wrapped, year_marks

PICTURE = Box(300, 200, 600, 400)
TEXTS = st.text(max_size=80).filter(lambda text: "…" not in text)


def squeezed(text: str) -> str:
    return "".join(text.split())


@given(TEXTS, st.integers(20, 300))
def test_lines_keep_within_their_room_and_hold_the_text_or_its_beginning(
    text: str, room: int
) -> None:
    lines = wrapped(text, room=room)
    assert len(lines) <= 2
    assert all(width(line) <= room for line in lines)
    said = squeezed("".join(lines))
    if said.endswith("…"):
        assert squeezed(text).startswith(said[:-1])
    else:
        assert said == squeezed(text)


def test_a_text_breaks_at_blanks_first() -> None:
    assert wrapped("generative adversarial networks", room=120) == [
        "generative adversarial", "networks"]  # fmt: skip


def test_what_is_longer_than_its_lines_ends_in_an_ellipsis() -> None:
    assert wrapped("one two three four five six", room=50)[-1].endswith("…")


@pytest.mark.parametrize("sign", ["👩‍🔬", "👍🏽", "e\u0301", "हि"])
def test_a_sign_made_of_several_characters_is_never_cut_in_two(sign: str) -> None:
    lines = wrapped(sign * 40, room=50)
    assert all(not squeezed(line.replace(sign, "")).strip("…") for line in lines)


def test_wide_letters_are_counted_as_wide() -> None:
    assert width("il.,") < width("abcd") < width("MWMW") < width("漢字漢字")
    assert width("e\u0301") == width("e")


def test_overlap_is_the_area_two_boxes_share() -> None:
    assert Box(0, 0, 4, 4).overlap(Box(3, 3, 4, 4)) == 1
    assert Box(0, 0, 10, 10).overlap(Box(1, 1, 2, 2)) == 4
    assert Box(0, 0, 2, 2).overlap(Box(2, 0, 2, 2)) == 0


def test_labels_keep_off_each_other_and_off_the_dots_where_there_is_room() -> None:
    dots = [Box(60 + 70 * (i % 8), 25 + 50 * (i // 8), 14, 14) for i in range(56)]
    labels = placed(dots, [(62, 11)] * len(dots), within=PICTURE)
    assert not [pair for pair in combinations(labels, 2) if pair[0].overlap(pair[1]) > 0.01]
    assert not [1 for label in labels for dot in dots if label.overlap(dot) > 0.01]
    assert all(label.overlap(PICTURE) == pytest.approx(62 * 11) for label in labels)


def test_a_label_at_the_edge_stands_on_the_inner_side() -> None:
    (label,) = placed([Box(590, 200, 10, 10)], [(100, 11)], within=PICTURE)
    assert label.x < 590


def test_a_label_makes_way_for_what_is_there_already() -> None:
    taken = Box(350, 200, 90, 12)
    (free,) = placed([Box(300, 200, 10, 10)], [(80, 11)], within=PICTURE)
    (moved,) = placed([Box(300, 200, 10, 10)], [(80, 11)], within=PICTURE, taken=[taken])
    assert free.overlap(taken) > 0
    assert moved.overlap(taken) == 0


def test_labels_stay_as_many_as_dots_however_crowded() -> None:
    dots = [Box(300, 200, 20, 20)] * 40
    assert len(placed(dots, [(120, 23)] * 40, within=PICTURE)) == 40
    assert placed([], [], within=PICTURE) == []


POINTS = st.lists(st.tuples(st.floats(0, 600), st.floats(0, 400)), max_size=12)


@given(POINTS)
def test_dots_moved_apart_hardly_cover_each_other(points: list[tuple[float, float]]) -> None:
    moved = apart(points, [6.0] * len(points))
    assert all(math.dist(one, other) > 11 for one, other in combinations(moved, 2))


@given(POINTS)
def test_dots_that_are_apart_stay_where_they_are(points: list[tuple[float, float]]) -> None:
    assume(all(math.dist(one, other) > 15 for one, other in combinations(points, 2)))
    assert apart(points, [6.0] * len(points)) == points


VALUES = st.lists(st.floats(0, 1e6, allow_subnormal=False), min_size=1, max_size=20)


@given(VALUES)
def test_places_along_a_line_keep_the_order_and_part_at_the_median(values: list[float]) -> None:
    found, middle = along(values, 10, 90)
    assert all(9.999 <= place <= 90.001 for place in found)
    by_value = [place for _, place in sorted(zip(values, found, strict=True))]
    assert all(one <= other + 1e-9 for one, other in pairwise(by_value))
    for value, place in zip(values, found, strict=True):
        if value >= median(values):
            assert place >= middle - 1e-6


def test_values_far_apart_stand_on_a_scale_of_logarithms() -> None:
    assert along([1, 10, 100], 0, 100)[0] == pytest.approx([0, 50, 100])
    assert along([1, 2, 3], 0, 100)[0] == pytest.approx([0, 50, 100])
    assert is_wide([1, 10, 100]) and not is_wide([1, 2, 3]) and not is_wide([0, 0])


def test_a_line_may_run_downwards_and_hold_nothing() -> None:
    assert along([1, 3], 90, 10)[0] == [90, 10]
    assert along([], 0, 100) == ([], 50)


@pytest.mark.parametrize(
    ("low", "high", "most", "marks"),
    [(2013, 2020, 10, [*range(2013, 2021)]), (2012.5, 2020.5, 5, [2014, 2016, 2018, 2020]),
     (1948, 2023, 4, [1960, 1980, 2000, 2020]), (2020, 2020, 1, [2020]), (2020.2, 2020.8, 5, [])],
)  # fmt: skip
def test_years_are_marked_evenly_and_only_so_many(
    low: float, high: float, most: int, marks: list[int]
) -> None:
    assert year_marks(low, high, most) == marks
