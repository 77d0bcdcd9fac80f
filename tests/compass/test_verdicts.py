"""What a comparison comes to is said as firmly as the numbers allow, and no more."""

from __future__ import annotations

from collections.abc import Sequence

from prepkit.compass.contest import Contest
from prepkit.compass.decision import decide
from prepkit.compass.verdicts import cautions_about, verdict_on, what_would_change_it

Row = Sequence[float | None]
Doubt = Sequence[Sequence[tuple[float, float] | None]]


def held(scores: Sequence[Row], doubt: Doubt | None = None, values: str = "") -> Contest:
    """Return companies A, B, C held against criteria k1, k2 and so on."""
    names = tuple("ABCDEFGHIJ"[: len(scores)])
    criteria = tuple(f"k{place}" for place in range(1, len(scores[0]) + 1))
    found = decide(names, criteria, scores, doubt, seed=1, values=[values] * len(criteria))
    return Contest(names, criteria, ((),) * len(names), found)


def said(found: Contest) -> str:
    card = verdict_on(found)
    return f"{card.title}\n{card.texts[0][1]}".replace("\u00a0", " ")


def test_who_is_first_more_often_than_the_best_is_named_with_it() -> None:
    # A 5 at a guess is drawn from 3 to 5: 4 on average, as much as a 4 that is known.
    text = said(held([[5, 3], [4, 4]], [[(3, 5), None], [None, None]]))
    assert text.startswith("Fragile: A or B\nA has the highest weighted rating")
    assert "(B more often, in " in text


def test_where_no_change_alone_is_enough_none_is_said_to_be() -> None:
    found = held([[5, 3], [2, 4]], [[(2, 5), (1, 5)], [(1, 5), (1, 5)]])
    text = said(found)
    assert text.startswith("Fragile: A comes first")
    assert "No small change alone would put another first; several together may." in text
    assert "enough" not in text
    assert what_would_change_it(found) == []


def test_of_many_that_are_level_some_are_named() -> None:
    assert "\nA, B and C are within" in said(held([[3, 3]] * 3))
    assert "\nA, B, C, D, E, F and 4 more are within" in said(held([[3, 3]] * 10))


def test_pairs_that_count_twice_are_named_up_to_six() -> None:
    texts = [str(block) for block in cautions_about(held([[3] * 5, [4] * 5], values="calm"))]
    assert sum("count one thing twice" in text for text in texts) == 6
    assert "And 4 more pairs of the kind." in texts[-1]
