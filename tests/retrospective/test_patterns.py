"""Patterns: the cut, the correction, the labels, and how often chance alone makes one."""

from __future__ import annotations

import math
import random
import runpy
from collections.abc import Sequence
from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from prepkit.retrospective.caveats import MEASURED, Measured, power
from prepkit.retrospective.correction import bound_beside, corrected_for_many
from prepkit.retrospective.patterns import (
    ALIKE,
    RATE,
    Case,
    Finding,
    cut,
    find_patterns,
    further_needed,
    projects_needed,
)

BENCH = runpy.run_path(str(Path(__file__).parents[1] / "bench" / "bench_patterns.py"))
TRIES = Measured(1, 1, 10, 10, 1, 1)

ratings_of_projects = st.lists(st.integers(1, 5), min_size=1, max_size=15)


def cases(ratings: Sequence[int], energy: Sequence[int]) -> list[Case]:
    return [Case(f"p{i}", r, e) for i, (r, e) in enumerate(zip(ratings, energy, strict=True))]


def only(ratings: Sequence[int], energy: Sequence[int]) -> Finding:
    (found,) = find_patterns({"a": cases(ratings, energy)}).findings
    return found


@pytest.mark.parametrize(
    ("ratings", "at"),
    [([1, 1, 5, 5], 3), ([1, 2, 2, 2], 1.5), ([1, 2, 3, 4, 5], 2.5), ([2, 3, 4], 2.5),
     ([3, 4, 5], 3.5), ([1, 2, 3], 2.5), ([4, 5, 5, 5, 4], 4.5), ([3, 3, 3], None), ([], None)],
)  # fmt: skip
def test_the_cut_is_the_most_even_one_then_the_nearer_to_the_middle_then_the_lower(
    ratings: list[int], at: float | None
) -> None:
    assert cut(ratings) == at


@given(ratings_of_projects, st.randoms(use_true_random=False))
def test_the_cut_does_not_look_at_energy(ratings: list[int], rng: random.Random) -> None:
    energies = [[rng.randint(1, 5) for _ in ratings] for _ in range(2)]
    sides = [
        [case.project for case in only(ratings, energy).more] for energy in energies
    ]  # fmt: skip
    assert sides[0] == sides[1]


def test_correction_is_that_of_benjamini_and_hochberg() -> None:
    ps = [Fraction(n, 1000) for n in (10, 300, 20, 30, 1000)]
    # 0.01 x 5 / 1, 0.02 x 5 / 2, 0.03 x 5 / 3 come to the same.
    assert corrected_for_many(ps) == [Fraction(n, 1000) for n in (50, 375, 50, 50, 1000)]
    assert corrected_for_many([]) == []


@given(st.lists(st.fractions(0, 1), max_size=12))
def test_correction_makes_nothing_smaller_and_keeps_the_order(ps: list[Fraction]) -> None:
    found = corrected_for_many(ps)
    assert all(p <= q <= 1 for p, q in zip(ps, found, strict=True))
    order = sorted(range(len(ps)), key=ps.__getitem__)
    assert [found[i] for i in order] == sorted(found)


@given(st.fractions(0, 1), st.lists(st.fractions(0, 1), max_size=6))
def test_what_is_supported_beside_others_is_what_lies_at_the_bound_or_below(
    p: Fraction, others: list[Fraction]
) -> None:
    bound = bound_beside(others, RATE)
    for one in (p, bound, bound + Fraction(1, 10**6)):
        assert (corrected_for_many([one, *others])[0] <= RATE) is (one <= bound)


@pytest.mark.parametrize(("attributes", "projects"), [(1, 6), (3, 7), (12, 9), (46, 11), (171, 13)])
def test_projects_needed_are_those_of_the_table_for_small_samples(
    attributes: int, projects: int
) -> None:
    assert projects_needed(attributes) == projects
    assert projects_needed(attributes + 1) > projects


@pytest.mark.parametrize(
    ("more", "less", "attributes", "further"),
    [(5, 5, 10, 0), (5, 5, 13, 1), (2, 2, 1, 2), (11, 1, 10, 2), (4, 0, 1, 2), (1, 6, 10, 3)],
)
def test_further_projects_are_put_where_there_are_fewer(
    more: int, less: int, attributes: int, further: int
) -> None:
    assert further_needed(more, less, RATE / attributes) == further
    assert further_needed(less, more, RATE / attributes) == further


def test_a_perfect_pattern_of_six_is_supported_when_nothing_else_is_looked_at() -> None:
    found = only([1, 1, 2, 4, 5, 5], [1, 2, 2, 4, 4, 5])
    assert (found.label, found.p, found.corrected) == ("supported", RATE, RATE)
    assert found.difference == Fraction(8, 3)


def test_the_same_pattern_is_a_lead_among_several_and_says_how_many_more_it_takes() -> None:
    energy = [1, 2, 2, 4, 4, 5]
    other = cases([1, 5, 1, 5, 1, 5], energy)
    found = find_patterns({"b": other, "a": cases([1, 1, 2, 4, 5, 5], energy)})
    first, second = found.findings
    assert (first.attribute, first.label, first.corrected) == ("a", "lead", Fraction(1, 5))
    assert first.further == 1
    # As good as the first it would be supported together with it.
    assert (second.label, second.further, found.tested) == ("unclear", 0, 2)


def test_below_six_projects_nothing_is_compared_and_nothing_ranked() -> None:
    strong, weak = cases([1, 1, 5, 5, 5], [1, 1, 5, 5, 5]), cases([1, 5, 1, 5, 1], [1, 1, 5, 5, 5])
    found = find_patterns({"weak": weak, "strong": strong})
    assert [one.attribute for one in found.findings] == ["weak", "strong"]
    assert {one.label for one in found.findings} == {"few"}
    assert not any(one.is_compared for one in found.findings)
    assert (found.tested, found.projects) == (0, 5)


def test_an_attribute_rated_in_a_few_projects_only_is_not_compared() -> None:
    many = cases([1, 1, 1, 5, 5, 5, 5], [1, 1, 2, 4, 5, 5, 4])
    found = find_patterns({"few": many[:5], "many": many, "none": []})
    assert [(one.attribute, one.label) for one in found.findings] == [
        ("many", "supported"), ("few", "few"),
    ]  # fmt: skip
    assert found.tested == 1


def test_groups_or_energies_that_could_show_nothing_are_not_tested() -> None:
    lopsided = only([1, 5, 5, 5, 5, 5], [1, 2, 3, 4, 5, 5])
    assert (lopsided.label, lopsided.corrected) == ("few", None)
    assert lopsided.further == 1
    mirrored = only([1, 1, 5, 5, 5, 5], [1, 2, 3, 3, 4, 5])
    assert (mirrored.label, mirrored.least, mirrored.further) == ("few", Fraction(2, 15), 1)
    level = only([1, 1, 1, 5, 5, 5], [4, 4, 4, 4, 4, 4])
    assert (level.label, level.least, level.further) == ("few", 1, 0)


def test_what_was_rated_the_same_throughout_has_no_two_sides() -> None:
    found = only([3] * 7, [1, 2, 3, 4, 5, 1, 2])
    assert (found.label, found.is_compared, found.less) == ("same", False, ())


def test_forty_projects_are_compared_as_exactly() -> None:
    found = only([1, 2, 4, 5] * 10, [2, 1, 4, 4] * 10)
    assert found.p == Fraction(2, math.comb(40, 20))
    assert found.interval == (Fraction(23, 10), Fraction(27, 10))


def test_no_number_of_projects_is_asked_for_where_a_perfect_pattern_would_do() -> None:
    energy = [1, 1, 1, 4, 5, 5, 5]
    one, two = cases([1, 1, 1, 5, 5, 5, 5], energy), cases([1, 5, 1, 5, 1, 5, 1], energy)
    found = find_patterns({"one": one, "two": two, "three": two})
    assert (found.findings[0].label, found.findings[0].further) == ("supported", 0)
    assert found.needed == 7


def test_what_was_rated_the_same_throughout_is_not_corrected_for_nor_asks_for_more() -> None:
    energy = [1, 1, 2, 2, 4, 4, 5, 5]
    perfect, other = cases([1] * 4 + [5] * 4, energy), cases([1, 5] * 4, energy)
    same = {f"same {number}": cases([3] * 8, energy) for number in range(9)}
    found = find_patterns({"perfect": perfect, "one": other, "two": other, **same})
    assert (found.tested, found.differing, found.findings[0].label) == (3, 3, "supported")
    assert found.findings[0].corrected == Fraction(3 * 2, math.comb(8, 4))
    assert {one.further for one in found.findings} == {0}


def test_a_split_of_two_and_six_can_be_supported_where_no_other_lies_as_far_the_other_way() -> None:
    energy = [1, 1, 4, 4, 4, 5, 5, 5]
    found = find_patterns({
        "a": cases([1, 1, 5, 5, 5, 5, 5, 5], energy), "b": cases([5, 1, 5, 5, 5, 5, 5, 1], energy),
    })  # fmt: skip
    first, second = found.findings
    assert (first.label, first.p, first.further) == ("supported", Fraction(1, 28), 0)
    assert (second.label, second.further) == ("unclear", 0)


@given(st.lists(st.tuples(st.integers(1, 5), st.integers(1, 5), st.integers(1, 2)), min_size=6,
                max_size=9))  # fmt: skip
@settings(max_examples=60)
def test_no_finding_asks_for_projects_that_it_could_do_without(
    rated: list[tuple[int, int, int]],
) -> None:
    energy = [felt for felt, _, _ in rated]
    found = find_patterns({
        key: cases([one[place] for one in rated], energy) for key, place in (("a", 1), ("b", 2))
    })  # fmt: skip
    others = {one.attribute: one.p for one in found.findings if one.corrected is not None}
    for one in found.labelled("lead", "unclear"):
        beside = [p for key, p in others.items() if key != one.attribute and p is not None]
        best = corrected_for_many([one.least or Fraction(1), *beside])[0]
        assert (one.further == 0) is (best <= RATE)


def test_no_interval_is_given_where_neither_side_differs_in_itself() -> None:
    flat = only([5, 5, 5, 1, 1, 1], [5, 5, 5, 1, 1, 1])
    assert (flat.difference, flat.interval) == (4, None)
    assert only([5, 5, 5, 1, 1, 1], [5, 5, 5, 1, 1, 2]).interval == (3, 4)


def test_it_is_only_about_the_same_where_the_whole_interval_says_so() -> None:
    wide = only([1, 5] * 6, [1, 1, 3, 3, 5, 5] * 2)
    assert (wide.difference, wide.label) == (0, "unclear")
    narrow = only([1, 5] * 20, [3, 3, 4, 4] * 10)
    low, high = narrow.interval or (None, None)
    assert (narrow.label, narrow.further) == ("alike", 0)
    assert low is not None
    assert high is not None
    assert -ALIKE <= low <= 0 <= high <= ALIKE


@pytest.mark.parametrize("high", [4, 5])
def test_a_counter_example_lies_beyond_the_middle_of_the_two_means(high: int) -> None:
    found = only([5] * 5 + [1] * 7, [5, 5, 5, 4, high, 4, 3, 3, 2, 2, 2, 1])
    assert found.less[0].energy < found.means[0]
    assert found.against == found.less[:1]


def test_who_is_on_the_middle_is_on_neither_side_and_no_difference_has_no_examples() -> None:
    found = only([5] * 4 + [1] * 4, [5, 5, 3, 3, 3, 1, 2, 2])
    assert found.middle == 3
    assert found.against == ()
    level = only([5] * 3 + [1] * 3, [1, 3, 5, 1, 3, 5])
    assert (level.difference, level.against) == (0, ())


def test_a_side_is_called_by_the_ratings_on_it() -> None:
    found = only([1, 1, 2, 3, 5, 4], [1, 1, 2, 4, 5, 5])
    assert (found.side(more=True), found.side(more=False)) == ("more (3 to 5)", "less (1 to 2)")
    assert only([4] * 3 + [2] * 3, [1, 1, 2, 4, 5, 5]).side(more=True) == "more (4)"


def test_counter_examples_are_named_on_both_sides_and_either_way() -> None:
    ratings, energy = [5, 5, 5, 5, 1, 1, 1, 1], [5, 5, 4, 1, 2, 1, 1, 5]
    found = only(ratings, energy)
    assert [case.project for case in found.against] == ["p3", "p7"]
    mirrored = only(ratings, [6 - e for e in energy])
    assert mirrored.difference == -found.difference
    assert [case.project for case in mirrored.against] == ["p3", "p7"]


@pytest.mark.parametrize("projects", list(MEASURED))
def test_the_rates_that_are_told_are_those_of_the_simulation(projects: int) -> None:
    worlds = 240 // projects
    found = BENCH["measured"](projects, worlds)
    for told, seen, tries in zip(MEASURED[projects], found, TRIES, strict=True):
        spread = math.sqrt(max(told * (1 - told), 0.01) / (tries * worlds))
        assert abs(seen - told) <= 3 * spread


@pytest.mark.parametrize("row", MEASURED.values())
def test_chance_alone_makes_no_more_patterns_than_stated(row: Measured) -> None:
    assert max(row.chance, row.together, row.leads, row.leads_together) <= RATE
    # There are some: a test that never fails would be of no use to anybody.
    assert min(row.leads, row.leads_together) > 0.02


def test_a_true_gap_is_found_more_often_with_more_projects() -> None:
    rows = [MEASURED[projects] for projects in sorted(MEASURED)]
    assert [row.supported for row in rows] == sorted({row.supported for row in rows})
    assert [row.seen for row in rows] == sorted({row.seen for row in rows})


@pytest.mark.parametrize(("projects", "quoted"), [(3, 6), (9, 8), (12, 12), (13, 12), (90, 20)])
def test_the_nearest_row_is_quoted(projects: int, quoted: int) -> None:
    assert power(projects) == power(quoted)
    assert f"{quoted} projects" in power(projects)
