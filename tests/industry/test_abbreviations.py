"""Abbreviations: what is explained, what initials say, and what stays open."""

from __future__ import annotations

from collections import Counter

from prepkit.industry.abbreviations import explained, in_capitals, stand_for
from prepkit.industry.matches import Key
from prepkit.industry.texts import fold_texts, read_texts
from prepkit.library.entry import Entry

GAN, LONG, OTHER = ("gan",), ("generative", "adversarial", "network"), ("gas", "and", "nitrogen")
NETS = ("generative", "adversarial", "net")


def meant(
    said: dict[Key, Counter[Key]], works: dict[Key, int], shorts: tuple[str, ...] = ("gan",)
) -> dict[Key, Key]:
    ways = {wording: [" ".join(wording)] for wording in works}
    return stand_for(shorts, said, {LONG: 0, OTHER: 0, NETS: 0} | works, ways)


def test_words_in_capitals_are_abbreviations_unless_that_is_one_way_among_others() -> None:
    titles = ["GANs and LASSO", "GAN", "Lasso", "DEEP LEARNING FOR ALL", "Q-learning"]
    written = read_texts([Entry("paper", title) for title in titles])
    assert in_capitals(written, fold_texts(written)) == {"gan"}


def test_titles_keywords_and_abstracts_explain_abbreviations_that_are_used() -> None:
    entries = [
        Entry("paper", "A heat pump (HP)"),
        Entry("paper", "HP", keywords=("heat pumps (HP)",), abstract="The solar cell (SC)."),
        Entry("paper", "More", abstract="Our heat pump (HP) and a hot plate (HP)."),
    ]
    run = fold_texts(read_texts(entries))
    assert explained(entries, run) == {("hp",): {("heat", "pump"): 3, ("hot", "plate"): 1}}


def test_initials_of_one_theme_are_enough_from_three_letters_on() -> None:
    assert meant({}, {LONG: 5}) == {GAN: LONG}
    assert meant({}, {("heat", "pump"): 5}, shorts=("hp",)) == {}


def test_initials_of_two_themes_say_nothing_unless_they_begin_alike() -> None:
    assert meant({}, {LONG: 5, OTHER: 4}) == {}
    assert meant({}, {LONG: 50, OTHER: 4}) == {GAN: LONG}
    assert meant({}, {LONG: 5, NETS: 4}) == {GAN: LONG}


def test_what_is_said_counts_more_than_initials() -> None:
    said = {GAN: Counter({LONG: 3})}
    assert meant(said, {LONG: 3}) == {GAN: LONG}
    assert meant({GAN: Counter({LONG: 3, OTHER: 3})}, {LONG: 9}) == {}


def test_what_is_said_once_does_not_outdo_a_frequent_theme() -> None:
    assert meant({GAN: Counter({OTHER: 1})}, {LONG: 50, OTHER: 1}) == {}


def test_of_two_that_begin_alike_the_frequent_one_is_meant() -> None:
    assert meant({GAN: Counter({NETS: 2})}, {LONG: 16, NETS: 5}) == {GAN: LONG}
