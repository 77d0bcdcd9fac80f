"""Communities, modularity and betweenness are those of the literature."""

from __future__ import annotations

import numpy as np
import pytest

from prepkit.industry.network import betweenness, communities, modularity, springs


def table(size: int, links: dict[tuple[int, int], float]) -> np.ndarray:
    found = np.zeros((size, size))
    for (one, other), strength in links.items():
        found[one, other] = found[other, one] = strength
    return found


TRIANGLES = {(0, 1): 1, (1, 2): 1, (0, 2): 1, (3, 4): 1, (4, 5): 1, (3, 5): 1, (2, 3): 0.1}


def test_two_triangles_on_a_thread_are_two_communities():
    assert communities(table(6, TRIANGLES)) == [[0, 1, 2], [3, 4, 5]]


def test_their_modularity_is_as_worked_out_by_hand():
    # Each triangle holds 3 of 6.1 of the links and half of the ends.
    assert modularity(table(6, TRIANGLES)) == pytest.approx(2 * (3 / 6.1 - 0.5**2))


def test_a_theme_without_links_is_a_community_of_its_own():
    assert communities(table(3, {(0, 2): 1})) == [[0, 2], [1]]
    assert modularity(table(3, {})) is None
    assert communities(table(0, {})) == []


def test_all_ways_of_a_star_lead_over_its_middle():
    star = table(4, {(0, 1): 0.5, (0, 2): 0.5, (0, 3): 0.5})
    assert betweenness(star).tolist() == [1, 0, 0, 0]


def test_strong_links_are_short_ways():
    around = table(3, {(0, 1): 0.9, (1, 2): 0.9, (0, 2): 0.1})
    straight = table(3, {(0, 1): 0.1, (1, 2): 0.1, (0, 2): 0.9})
    assert betweenness(around).tolist() == [0, 1, 0]
    assert betweenness(straight).tolist() == [0, 0, 0]


def test_few_themes_stand_between_nothing():
    for size in range(3):
        assert betweenness(table(size, {})).tolist() == [0] * size


def test_linked_themes_are_drawn_to_each_other():
    starts = np.array([[0.1, 0.9], [0.9, 0.1], [-0.9, 0.5], [-0.1, -0.9], [0.5, 0.6], [0.2, -0.3]])
    places = springs(table(6, TRIANGLES), starts)
    away = np.linalg.norm(places[:, None] - places[None], axis=2)
    assert away[:3, :3].max() < away[:3, 4:].min()


@pytest.mark.parametrize("size", [0, 1, 2, 600])
def test_very_few_and_very_many_have_places_too(size):
    starts = np.random.default_rng(1).uniform(-1, 1, (size, 2))
    places = springs(table(size, {}), starts)
    assert places.shape == (size, 2)
    assert np.isfinite(places).all()
