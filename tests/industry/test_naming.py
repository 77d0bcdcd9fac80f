"""Naming: capitals where the library has them for a reason."""

from __future__ import annotations

import pytest

from prepkit.industry.matches import find
from prepkit.industry.naming import Naming
from prepkit.industry.texts import fold_texts, read_texts
from prepkit.library.entry import Entry


def ways(wording: str, *titles: str) -> dict[str, int]:
    written = read_texts([Entry("paper", title) for title in titles])
    run = fold_texts(written)
    return dict(Naming(written, run).variants(find(run, [run.key(wording)]), 1)[0])


@pytest.mark.parametrize(
    ("titles", "name"),
    [
        (("Deep Learning for All", "Deep Learning"), "deep learning"),
        (("The use of the Kalman filter in cars", "Kalman Filters for Cars"), "Kalman filter"),
        (("Towards ImageNet at scale", "Imagenet", "ImageNet"), "ImageNet"),
        (("Gaussian Process Regression for Us", "Gaussian Process Tools"), "Gaussian process"),
        (("NEW PERSPECTIVES ON LEARNING", "All about learning"), "learning"),
        (("Was ist künstliche Intelligenz?", "Die Intelligenz der Tiere"), "Intelligenz"),
        (("C++ for all", "Learning C++"), "C++"),
        (("Meta\u2010Learning  for all", "On meta-learning"), "meta-learning"),
    ],
)
def test_names_are_small_but_for_what_is_written_large(titles: tuple[str, ...], name: str) -> None:
    assert name in ways(name, *titles)


def test_one_capital_among_many_places_is_a_slip() -> None:
    titles = ["The support vector Machine is a thing to learn"] + ["Vector Machine Now"] * 6
    assert set(ways("machine", *titles)) == {"machine"}


def test_ways_of_writing_are_counted() -> None:
    titles = ["Heat pumps", "The heat pump", "A heat-pump", "Heat Pump Heat Pumps"]
    assert ways("heat pump", *titles) == {"heat pump": 2, "heat pumps": 2, "heat-pump": 1}
