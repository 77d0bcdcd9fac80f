"""A company's share stands beside everybody else's, with Wilson's interval."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from prepkit.industry.positions import positions, wilson


def has(*shares: tuple[int, int], of: tuple[int, int] = (10, 90)) -> tuple[np.ndarray, np.ndarray]:
    """Return works with themes, so many of the company's and so many of the others'."""
    table = np.zeros((sum(of), len(shares)), dtype=bool)
    for theme, (own, others) in enumerate(shares):
        table[:own, theme] = table[of[0] : of[0] + others, theme] = True
    return table, np.arange(sum(of)) < of[0]


def test_shares_are_the_companys_and_everybody_elses():
    (place,) = positions(*has((4, 9)))
    assert (place.theme, place.own, place.share, place.field_share) == (0, 4, 0.4, 0.1)


def test_wilsons_interval_is_that_of_the_textbooks():
    # Newcombe (1998), table I: 81 of 263, and 0 of 20.
    assert wilson(81, 263) == pytest.approx((0.2553, 0.3662), abs=1e-4)
    assert wilson(0, 20) == pytest.approx((0, 0.1611), abs=1e-4)


@given(of=st.integers(1, 500), share=st.floats(0, 1))
def test_the_interval_holds_the_share_and_stays_within_0_and_1(of, share):
    hits = round(share * of)
    low, high = wilson(hits, of)
    assert 0 <= low <= hits / of + 1e-12
    assert hits / of - 1e-12 <= high <= 1
    assert wilson(of - hits, of) == pytest.approx((1 - high, 1 - low), abs=1e-12)


def test_what_sets_the_company_apart_most_comes_first_in_either_direction():
    found = positions(*has((1, 9), (6, 9), (1, 80), (2, 10)))
    assert [place.theme for place in found] == [2, 1, 3, 0]


def test_themes_the_company_does_not_have_are_left_out():
    assert [place.theme for place in positions(*has((0, 50), (1, 2)))] == [1]


def test_without_works_of_its_own_there_are_no_positions():
    table, _ = has((4, 9))
    assert positions(table, np.zeros(100, dtype=bool)) == ()


def test_a_library_of_only_its_own_works_has_nobody_to_compare_with():
    (place,) = positions(*has((4, 0), of=(10, 0)))
    assert (place.share, place.field_share) == (0.4, 0)
