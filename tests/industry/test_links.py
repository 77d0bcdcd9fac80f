"""Themes are linked when they meet more than by chance, by Callon's index."""

from __future__ import annotations

import random
from itertools import combinations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from prepkit.industry.links import expected, links, meetings, strengths
from prepkit.industry.outcome import Link

libraries = st.lists(
    st.tuples(st.sampled_from([0, 2001, 2002]), st.frozensets(st.sampled_from("abcd"))),
    max_size=30,
)


@given(works=libraries)
def test_works_with_both_themes_are_counted(corpus_of, works):
    corpus = corpus_of(works)
    met = meetings(corpus, 4).met
    for one, other in combinations(range(len(corpus.names)), 2):
        pair = {corpus.names[one], corpus.names[other]}
        assert met[one, other] == met[other, one] == sum(pair <= themes for _, themes in works)
    assert np.diag(met).tolist() == np.bincount(corpus.themes, minlength=len(met)).tolist()


def test_what_chance_expects_is_what_dealing_out_again_gives():
    die, sizes = random.Random(5), [1, 1, 1, 2, 2, 2, 3, 3, 4, 5]
    cards = [
        name for name, often in zip("abcdef", (9, 5, 4, 3, 2, 1), strict=True) for _ in range(often)
    ]
    both = 0.0
    for _ in range(4000):
        die.shuffle(cards)
        dealt, start = [], 0
        for size in sizes:
            dealt.append(cards[start : start + size])
            start += size
        both += sum(hand.count("b") * hand.count("c") for hand in dealt)
    works = np.array([[9, 0, 0], [0, 5, 0], [0, 0, 4]])
    assert both / 4000 == pytest.approx(expected(np.array(sizes), works)[1, 2], rel=0.08)


def test_the_index_is_that_of_callon(corpus_of):
    works = [(0, "ab")] * 3 + [(0, "a")] * 3 + [(0, "bc")] + [(0, "c")] * 9
    themes = meetings(corpus_of(works), 9)
    one, other = sorted(map(themes.names.index, "ab"))
    assert links(themes) == (Link(one, other, 3, pytest.approx(9 / (6 * 4))),)


def test_what_meets_once_or_no_more_than_by_chance_is_not_linked():
    met = np.array([[100, 30, 1], [30, 90, 2], [1, 2, 5]])
    by_chance = np.array([[0, 30.0, 0.1], [30.0, 0, 0.2], [0.1, 0.2, 0]])
    strength = strengths(met, by_chance)
    assert np.argwhere(strength).tolist() == [[1, 2], [2, 1]]
    assert strength[1, 2] == strength[2, 1]


def test_the_work_shown_is_the_newest_and_then_the_most_specific(corpus_of):
    works = [(2001, "ab"), (2005, "abc"), (2005, "ab"), (2005, "ab"), (0, "ab")]
    themes = meetings(corpus_of(works), 3)
    assert themes.best_work(0, 1) == 2
    assert themes.best_work(0, 2) == 1


def test_themes_beyond_the_map_count_only_towards_chance(corpus_of):
    works = [(0, "ab"), (0, "abc"), (0, "a")]
    themes = meetings(corpus_of(works), 2)
    assert (themes.names, themes.has.shape) == (("a", "b"), (3, 2))
    assert themes.by_chance[0, 1] == pytest.approx(3 * 2 * (2 + 6) / 36)


def test_an_empty_library_has_no_links(corpus_of):
    assert links(meetings(corpus_of([]), 60)) == ()
