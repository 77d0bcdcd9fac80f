"""Places are the same every time, near what they are linked to, and off each other's names."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from prepkit.industry.layout import HEIGHT, LETTER, LINE, WIDTH, layout

NAMES = [f"theme {'of some length ' * (place % 2)}{place}" for place in range(60)]


def clustered(size: int = 60, parts: int = 5) -> np.ndarray:
    die = np.random.default_rng(2)
    strength = np.zeros((size, size))
    for one in range(size):
        for other in range(one):
            near = one % parts == other % parts
            if die.random() < (0.6 if near else 0.03):
                strength[one, other] = strength[other, one] = 0.3 if near else 0.02
    return strength


def test_linked_themes_stand_nearer_than_others():
    places = np.array(layout(NAMES, clustered()))
    away = np.linalg.norm(places[:, None] - places[None], axis=2)
    same = np.equal.outer(np.arange(60) % 5, np.arange(60) % 5)
    assert away[same].mean() < 0.6 * away[~same].mean()


def test_hardly_any_name_lies_on_another():
    names = [f"theme number {place}" for place in range(60)]
    places = np.array(layout(names, clustered())) * (WIDTH / 2, HEIGHT / 2)
    away = np.abs(places[:, None] - places[None])
    box = (LETTER * len(names[0]), LINE)
    lies = np.triu((away < box).all(axis=2), 1)
    assert lies.sum() <= 3


def test_the_same_themes_come_to_the_same_places():
    assert layout(NAMES, clustered()) == layout(NAMES, clustered())


def test_a_little_more_moves_things_a_little():
    before = clustered()
    after = before * np.random.default_rng(4).uniform(0.95, 1.05, before.shape)
    moved = np.array(layout(NAMES, before)) - np.array(layout(NAMES, (after + after.T) / 2))
    assert np.median(np.linalg.norm(moved, axis=1)) < 0.3


@settings(max_examples=30)
@given(
    names=st.lists(st.text(min_size=1, max_size=40), max_size=12, unique=True), linked=st.booleans()
)
def test_everything_stands_within_the_picture(names, linked):
    strength = np.full((len(names), len(names)), 0.5 if linked else 0.0)
    np.fill_diagonal(strength, 0)
    places = layout(names, strength)
    assert len(places) == len(names)
    assert all(abs(value) <= 1 for place in places for value in place)
    assert len(set(places)) == len(places)


@pytest.mark.parametrize("names", [[], ["alone"]])
def test_very_few_stand_in_the_middle(names):
    assert layout(names, np.zeros((len(names), len(names)))) == ((0.0, 0.0),) * len(names)
