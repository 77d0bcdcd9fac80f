"""Stories for questions: few repeats to one listener, spread evenly, against trying all ways."""

from __future__ import annotations

import itertools
from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from prepkit.brief.assignment import Ask, assign

STORIES = 3
Told = frozenset[tuple[str, int]]

# Mostly small, so that there are many ways as good.
fit = st.integers(0, 1) | st.integers(0, 4)
costs = st.dictionaries(st.integers(0, STORIES - 1), fit)
asks = st.builds(
    Ask,
    by=st.sampled_from(["", "ana", "bo"]),
    fits=costs.map(lambda found: tuple(sorted(found.items()))),
    fixed=st.sampled_from([None, None, None, *range(STORIES)]),
)
several = st.lists(asks, max_size=6).map(tuple)
heard = st.frozensets(
    st.tuples(st.sampled_from(["", "ana", "bo"]), st.integers(0, STORIES - 1)), max_size=3
)


def price(asked: tuple[Ask, ...], told: Told, chosen: tuple[int | None, ...]) -> tuple[object, ...]:
    """Return what makes one way better than another, the weightiest first."""
    again, spread, fit = 0, 0, 0
    uses = Counter(told)
    # What is fixed is told whatever else is.
    for ask in asked:
        uses[ask.by, ask.fixed] += ask.fixed is not None  # type: ignore[index]
    for ask, story in zip(asked, chosen, strict=True):
        if ask.fixed is None and story is not None:
            again += uses[ask.by, story] > 0
            spread += uses[ask.by, story]
            uses[ask.by, story] += 1
            fit += dict(ask.fits)[story]
    places = sum(
        _places(asked, ask.by).index(story)
        for ask, story in zip(asked, chosen, strict=True)
        if ask.fixed is None and story is not None
    )
    return chosen.count(None), again, spread, fit, places


def _places(asked: tuple[Ask, ...], by: str) -> list[int]:
    """Return the stories that may be told to somebody, in order."""
    free = (ask for ask in asked if ask.by == by and ask.fixed is None)
    return sorted({story for ask in free for story, _ in ask.fits})


def brute_force(asked: tuple[Ask, ...], told: Told) -> tuple[int | None, ...]:
    """Return the best of all ways there are."""
    ways = itertools.product(*(
        [ask.fixed] if ask.fixed is not None else [None, *dict(ask.fits)] for ask in asked
    ))  # fmt: skip
    return min(ways, key=lambda chosen: price(asked, told, chosen))


@given(several, heard)
def test_it_is_the_best_of_all_ways_there_are(asked: tuple[Ask, ...], told: Told) -> None:
    best = brute_force(asked, told)
    assert price(asked, told, assign(asked, told)) == price(asked, told, best)


@given(several, heard)
def test_a_story_somebody_chose_stays_whether_it_fits_or_not(
    asked: tuple[Ask, ...], told: Told
) -> None:
    found = assign(asked, told)
    assert len(found) == len(asked)
    for ask, story in zip(asked, found, strict=True):
        assert story == ask.fixed if ask.fixed is not None else story in (None, *dict(ask.fits))


def test_no_story_comes_twice_to_one_person_while_there_is_another() -> None:
    better, worse = (0, 0), (1, 900)
    assert assign((Ask("ana", (better, worse)), Ask("ana", (better,)))) == (1, 0)
    # To two people the same story is no worse.
    assert assign((Ask("ana", (better, worse)), Ask("bo", (better,)))) == (0, 0)


def test_a_story_told_again_is_better_than_none() -> None:
    assert assign((Ask("ana", ((0, 5),)), Ask("ana", ((0, 5),)))) == (0, 0)
    assert assign((Ask("ana"),)) == (None,)
    assert assign(()) == ()


def test_no_story_comes_three_times_while_another_that_fits_stands_once() -> None:
    better, worse = (0, 0), (1, 900)
    only = Ask("", (better,))
    assert assign((only, only, Ask("", (worse,)), Ask("", (better, worse)))) == (0, 0, 1, 1)
    # What was chosen for them is heard as well.
    chosen = Ask("", (), fixed=0)
    assert assign((chosen, chosen, Ask("", (better, worse)), Ask("", (better, worse)))) == (
        0, 0, 1, 1,
    )  # fmt: skip


def test_what_somebody_heard_in_an_earlier_round_is_not_proposed_while_there_is_another() -> None:
    asked = (Ask("ana", ((0, 0), (1, 7))),)
    assert assign(asked, frozenset({("ana", 0)})) == (1,)
    assert assign(asked, frozenset({("bo", 0)})) == (0,)


def test_of_ways_as_good_the_first_stories_are_told() -> None:
    level = tuple((place, 1) for place in range(6))
    assert sorted(assign((Ask("", level),) * 3)) == [0, 1, 2]


def test_a_later_question_gives_way_where_that_costs_nothing() -> None:
    asked = (Ask("", ((2, 1),)), Ask("", ((0, 1), (1, 1), (2, 0))))
    assert assign(asked) == (2, 0)


@pytest.mark.parametrize("stories", [1, 2, 5])
def test_a_story_is_told_as_often_as_it_has_to_be(stories: int) -> None:
    only, any_ = Ask("", ((0, 0),)), Ask("", tuple((place, 0) for place in range(stories)))
    found = assign((only,) * 40 + (any_,) * stories)
    assert found[:40] == (0,) * 40
    others = [*range(1, stories), *range(1, stories), 0]
    assert sorted(found[40:]) == sorted(others[:stories])


def test_many_questions_and_stories_are_assigned_exactly() -> None:
    # The only way without a repeat: each question has its own story, and one it shares.
    asked = tuple(Ask("", tuple({0: 0, place: 10_000}.items())) for place in range(40))
    assert assign(asked) == tuple(range(40))


def test_very_many_questions_of_one_person_each_have_a_story() -> None:
    asked = tuple(Ask("", ((n % 7, n % 50), (n % 11, 3))) for n in range(400))
    found = assign(asked)
    assert all(story in dict(ask.fits) for ask, story in zip(asked, found, strict=True))
