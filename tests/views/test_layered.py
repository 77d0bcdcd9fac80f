"""Things in columns stand apart, near what they are joined to, and no line goes through them."""

from itertools import combinations, pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from prepkit.views.layered import layered

GAP = 8


@st.composite
def graphs(draw):
    """Draw the column and the height of each thing, and links from left to right."""
    columns = draw(st.lists(st.integers(0, 5), max_size=14))
    heights = draw(st.lists(st.sampled_from([10.0, 20.0, 40.0]), min_size=len(columns),
                            max_size=len(columns)))  # fmt: skip
    pairs = [(a, b) for a in range(len(columns)) for b in range(len(columns))
             if columns[a] < columns[b]]  # fmt: skip
    links = draw(st.lists(st.sampled_from(pairs), unique=True, max_size=20)) if pairs else []
    return columns, heights, links


@given(graphs())
def test_things_in_one_column_never_cover_each_other(graph):
    columns, heights, links = graph
    found = layered(columns, heights, links, gap=GAP)
    for a, b in combinations(range(len(columns)), 2):
        if columns[a] == columns[b]:
            apart = abs(found.middles[a] - found.middles[b])
            assert apart >= (heights[a] + heights[b]) / 2 + GAP - 1e-6


@given(graphs())
def test_a_line_passes_each_column_in_between_beside_what_stands_there(graph):
    columns, heights, links = graph
    found = layered(columns, heights, links, gap=GAP)
    for (one, other), lanes in zip(links, found.lanes, strict=True):
        passed = range(columns[one] + 1, columns[other])
        for column, lane in zip(passed, lanes, strict=True):
            for place, middle in enumerate(found.middles):
                if columns[place] == column:
                    assert abs(lane - middle) >= heights[place] / 2 + GAP - 1e-6


@given(graphs())
def test_everything_stands_inside_the_height_that_is_told(graph):
    columns, heights, links = graph
    found = layered(columns, heights, links, gap=GAP)
    for middle, high in zip(found.middles, heights, strict=True):
        assert middle - high / 2 >= -1e-6
        assert middle + high / 2 <= found.height + 1e-6


@given(graphs())
def test_the_same_things_stand_in_the_same_places_again(graph):
    assert layered(*graph, gap=GAP) == layered(*graph, gap=GAP)


def test_nothing_has_no_height():
    assert layered([], [], [], gap=GAP).height == 0


def test_a_chain_is_a_straight_line():
    found = layered([0, 1, 2, 3], [10, 30, 10, 20], [(0, 1), (1, 2), (2, 3)], gap=GAP)
    assert found.middles == pytest.approx([found.middles[0]] * 4)


def test_what_two_lead_to_stands_between_them():
    found = layered([0, 0, 1], [10, 10, 10], [(0, 2), (1, 2)], gap=GAP)
    assert found.middles[2] == pytest.approx((found.middles[0] + found.middles[1]) / 2)


def test_lines_that_need_not_cross_do_not():
    # Two chains, whose second things are told in the other order.
    found = layered([0, 0, 1, 1, 2, 2], [10] * 6, [(0, 3), (1, 2), (3, 4), (2, 5)], gap=GAP)
    first, second = (found.middles[0], found.middles[3], found.middles[4]), (
        found.middles[1], found.middles[2], found.middles[5])  # fmt: skip
    assert len({one < other for one, other in zip(first, second, strict=True)}) == 1


def test_without_lines_things_stand_in_the_order_told():
    found = layered([0, 0, 0], [10, 20, 10], [], gap=GAP)
    assert all(above < below for above, below in pairwise(found.middles))
