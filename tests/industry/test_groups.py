"""Groups stand where Callon's centrality and density put them."""

from __future__ import annotations

import numpy as np
import pytest

from prepkit.industry.groups import groups
from prepkit.industry.links import Meetings, meetings

NAMES = "abcdefgh"


def linked(**links: float) -> np.ndarray:
    found = np.zeros((len(NAMES), len(NAMES)))
    for pair, strength in links.items():
        one, other = map(NAMES.index, pair)
        found[one, other] = found[other, one] = strength
    return found


# Four groups: ab and cd held tight, ef and gh loosely; ab and ef have most to do with others.
FOUR = linked(ab=0.9, cd=0.8, ef=0.3, gh=0.25, ae=0.1, ac=0.02, eg=0.02)


def found(strength: np.ndarray, works: np.ndarray | None = None, years: list[int] | None = None):
    has = np.eye(len(NAMES), dtype=bool) if works is None else works
    of = np.array(years or [2020] * len(has))
    met = np.where(strength > 0, 100 * strength, 0).astype(int)
    themes = Meetings(tuple(NAMES), of, has, met, np.zeros_like(strength), strength)
    return {part.name: part for part in groups(themes)}


def test_centrality_and_density_are_as_worked_out_by_hand():
    parts = found(FOUR)
    assert {name: part.centrality for name, part in parts.items()} == pytest.approx(
        {"a": 1.2, "c": 0.2, "e": 1.2, "g": 0.2}
    )
    assert {name: part.density for name, part in parts.items()} == pytest.approx(
        {"a": 45, "c": 40, "e": 15, "g": 12.5}
    )


def test_the_quadrants_are_parted_at_the_medians():
    quadrants = {name: part.quadrant for name, part in found(FOUR).items()}
    assert quadrants == {"a": "motor", "c": "niche", "e": "basic", "g": "edge"}


def test_a_group_linked_to_nothing_is_never_central():
    (part,) = found(linked(ab=0.5)).values()
    assert (part.centrality, part.quadrant) == (0, "niche")


def test_a_theme_without_links_belongs_to_no_group():
    members = [
        theme for part in found(FOUR - linked(gh=0.25, eg=0.02)).values() for theme in part.themes
    ]
    assert sorted(members) == [0, 1, 2, 3, 4, 5]


def test_a_group_is_named_after_its_most_central_theme():
    parts = found(linked(ab=0.3, bc=0.4, ac=0.1))
    assert [NAMES[theme] for theme in parts["b"].themes] == ["b", "c", "a"]


def test_works_and_mean_year_are_those_of_all_its_themes():
    works = np.zeros((4, 8), dtype=bool)
    works[[0, 1, 1, 2, 3], [0, 0, 1, 1, 2]] = True
    part = found(linked(ab=0.5), works, [2010, 2013, 0, 2020])["a"]
    assert part.works == 3
    assert part.mean_year == 2011.5


def test_the_largest_group_comes_first():
    works = np.zeros((9, 8), dtype=bool)
    works[:2, 0] = works[2:, 4] = True
    parts = found(linked(ab=0.9, ef=0.9), works)
    assert [(name, part.works) for name, part in parts.items()] == [("e", 7), ("a", 2)]


def test_without_dated_works_there_is_no_mean_year():
    assert found(linked(ab=0.9), years=[0] * 8)["a"].mean_year is None


def test_without_works_there_are_no_groups(corpus_of):
    assert groups(meetings(corpus_of([]), 60)) == ()
