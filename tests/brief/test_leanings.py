"""Leanings: at which end of a team's attribute energy was higher, and the values it stands for."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from typing import Any

import pytest

from prepkit.brief.leanings import LOW_END, MOTIVATORS, leanings
from prepkit.compass.motivators import PAIRS
from prepkit.content import load
from prepkit.retrospective.records import Energy, Project, Setting
from prepkit.section import Answers

DAY = datetime.date(2026, 11, 23)

Make = Callable[..., Any]


@pytest.fixture
def rated(read: Make) -> Make:
    """Return what makes eight projects, energy 5 and 1 by halves, each half rated otherwise."""

    def answers(complete: bool = True, **attributes: tuple[int, int]) -> Answers:
        halves = [(f"p{place}", place // 4) for place in range(8)]
        records = {
            "project": [read(Project, {"title": id}, id) for id, _ in halves],
            "energy": [
                read(Energy, {"project": id, "energy": (5, 1)[half]}, f"energy-{id}")
                for id, half in halves
            ],
            "setting": [
                read(Setting, {"ratings": [[key, pair[half]] for key, pair in attributes.items()]},
                     f"setting-{id}")
                for id, half in halves
            ],
        }  # fmt: skip
        return Answers(records, DAY, complete=complete)

    return answers


@pytest.mark.parametrize(
    ("attribute", "ratings", "gave", "took"),
    [
        ("decision_rights", (5, 1), ("autonomy", "influence", "gives-autonomy"), ()),
        ("decision_rights", (2, 4), (), ("autonomy", "influence", "gives-autonomy")),
        ("manager_closeness", (1, 5), ("trust", "autonomy", "gives-autonomy"), ()),
        ("meetings", (1, 5), ("focus",), ()),
        ("overlap", (5, 1), ("collaboration",), ("independence_of_mind",)),
        ("singing", (5, 1), ("singing",), ()),
        ("singing", (1, 5), (), ("singing",)),
    ],
)
def test_the_end_with_more_energy_stands_for_its_values(
    rated: Make, attribute: str, ratings: tuple[int, int],
    gave: tuple[str, ...], took: tuple[str, ...],
) -> None:  # fmt: skip
    (found,) = leanings(rated(**{attribute: ratings}))
    assert (found.attribute, found.gave, found.took) == (attribute, gave, took)


def test_the_numbers_are_told_with_the_end_that_gave_more_first(rated: Make) -> None:
    (found,) = leanings(rated(meetings=(1, 5)))
    assert found.told == "energy 5.0 with less (1) in 4 projects, 1.0 with more (5) in 4 projects"


def test_a_mean_is_rounded_half_up_as_on_the_page_of_patterns(read: Make) -> None:
    # 17 of 4 are 4.25.
    lived = [(5, 5), (5, 5), (5, 4), (5, 3), (1, 1), (1, 1), (1, 1), (1, 2)]
    records = {
        "project": [read(Project, {"title": "x"}, f"p{n}") for n in range(8)],
        "energy": [
            read(Energy, {"project": f"p{n}", "energy": energy}, f"e{n}")
            for n, (_, energy) in enumerate(lived)
        ],
        "setting": [
            read(Setting, {"ratings": [["pace", pace]]}, f"setting-p{n}")
            for n, (pace, _) in enumerate(lived)
        ],
    }
    (found,) = leanings(Answers(records, DAY))
    assert found.told == "energy 4.3 with more (5) in 4 projects, 1.3 with less (1) in 4 projects"


def test_what_makes_no_difference_leans_nowhere_and_others_are_told_nothing(rated: Make) -> None:
    assert leanings(rated(pace=(3, 3))) == []
    assert leanings(rated(pace=(3, 5)))
    assert leanings(rated(pace=(3, 5), complete=False)) == []


def test_every_end_stands_for_something_that_there_is() -> None:
    values = {item["key"]: item["values"] for item in load("environments")["environments"]}
    assert LOW_END
    for key, low in LOW_END.items():
        assert set(low) <= {*values[key], f"gives-{MOTIVATORS.get(key)}"}, key
    assert MOTIVATORS.keys() <= values.keys()
    assert set(MOTIVATORS.values()) <= {pair.key for pair in PAIRS}
