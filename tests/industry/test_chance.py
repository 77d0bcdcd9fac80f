"""What chance alone gives is not shown; what was planted is."""

from __future__ import annotations

import math
import random

import pytest

from prepkit.industry.bursts import bursts, strongest
from prepkit.industry.chance import Limits, limits
from prepkit.industry.counts import Counts, count, shuffled
from prepkit.industry.growth import trends
from prepkit.industry.outcome import Settings

QUICK = Settings(shuffles=39)
LIBRARIES = 120


def by_chance(seed: int, *, planted: float = 0.05) -> list[tuple[int, list[str]]]:
    """Return works of eight years with themes that have nothing to do with them, but for one."""
    die = random.Random(seed)
    works = []
    for _ in range(240):
        year = die.randint(2013, 2020)
        themes = [name for name in "bcdefgh" if die.random() < 0.05]
        works.append((year, themes + ["a"] * (die.random() < (planted if year > 2018 else 0.05))))
    return works


@pytest.fixture(scope="module")
def many(corpus_of) -> list[tuple[Counts, Limits]]:
    """Return what is counted, and its limits, in libraries made by chance."""
    corpora = [corpus_of(by_chance(seed)) for seed in range(LIBRARIES)]
    counted = [count(corpus, 100) for corpus in corpora]
    return [(n, limits(corpus, n, QUICK)) for corpus, n in zip(corpora, counted, strict=True)]


# 6 of 120 are expected at a level of 0.05; 13 or more come in 1 of 140 cases (binomial).


def test_hardly_any_library_of_chance_shows_a_burst(many):
    shows = [any(bursts(counts, QUICK, above=beyond.burst)) for counts, beyond in many]
    assert sum(shows) <= 12


def test_without_a_limit_many_libraries_of_chance_show_one(many):
    assert sum(any(bursts(counts, QUICK)) for counts, _ in many) > 40


# Without anything true all that is found is false: in 12 of 120 at a false share of 0.1.


def test_hardly_any_library_of_chance_shows_a_trend(many):
    shows = [
        (trends(counts.table, counts.totals, counts.years) > beyond.trend).any()
        for counts, beyond in many
    ]
    assert sum(shows) <= 21


def test_trends_that_are_there_are_found_and_hardly_any_others(corpus_of):
    true, false = 0, 0
    for seed in range(20):
        corpus = corpus_of(by_chance(seed, planted=0.3))
        counts = count(corpus, 100)
        beyond = limits(corpus, counts, QUICK)
        found = trends(counts.table, counts.totals, counts.years) > beyond.trend
        true += found[corpus.names.index("a")]
        false += found.sum() - found[corpus.names.index("a")]
    assert true >= 18
    assert false <= 6


def test_what_is_planted_is_found_in_most_libraries(corpus_of):
    found = 0
    for seed in range(20):
        corpus = corpus_of(by_chance(seed, planted=0.4))
        counts = count(corpus, 100)
        beyond = limits(corpus, counts, QUICK)
        found += any(bursts(counts, QUICK, above=beyond.burst)[corpus.names.index("a")])
    assert found >= 18


@pytest.mark.parametrize(("shuffles", "level"), [(0, 0.05), (18, 0.05), (199, 0.0)])
def test_too_few_shuffles_can_show_nothing(corpus_of, shuffles, level):
    corpus = corpus_of(by_chance(1, planted=0.9))
    settings = Settings(shuffles=shuffles, level=level)
    beyond = limits(corpus, count(corpus, 100), settings)
    assert beyond.burst == math.inf
    assert (beyond.trend == math.inf) == (not shuffles)


def test_the_limit_is_one_that_few_enough_shuffled_libraries_reach(corpus_of):
    corpus = corpus_of(by_chance(3))
    counts, settings = count(corpus, 100), Settings(shuffles=99, level=0.1)
    limit = limits(corpus, counts, settings).burst
    peaks = [strongest(table, counts.totals, settings) for table in shuffled(corpus, 100, 99)]
    assert (sum(peak > limit for peak in peaks) + 1) / 100 <= 0.1
    assert sum(peak >= limit for peak in peaks) + 1 > 0.1 * 100
    assert limit > 0


def test_a_library_of_nothing_has_no_limits_to_speak_of(corpus_of):
    corpus = corpus_of([])
    assert limits(corpus, count(corpus, 100), QUICK).burst == 0
