"""Themes: which there are, what they are called, who has them, and what a person changes."""

from __future__ import annotations

import runpy
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from prepkit.industry.corpus import Corpus, Decision
from prepkit.industry.themes import read_themes
from prepkit.library.entry import Entry


def works(*titles: str, keywords: Sequence[str] = ()) -> list[Entry]:
    return [Entry("paper", title, year=2020, keywords=tuple(keywords)) for title in titles]


def who(corpus: Corpus) -> dict[str, set[int]]:
    """Return the works of each theme, by its name."""
    row = np.repeat(np.arange(len(corpus.years)), np.diff(corpus.starts))
    return {name: set(row[corpus.themes == n].tolist()) for n, name in enumerate(corpus.names)}


def named(entries: Sequence[Entry], *decisions: Decision, least: int = 2) -> dict[str, set[int]]:
    return who(read_themes(entries, decisions, least=least))


LEARNING = works(
    "Deep Reinforcement Learning for Robots",
    "A survey of reinforcement learning",
    "Generative Adversarial Networks (GANs) in Medicine",
    "Improved GANs via reinforcement learning",
    "Deep reinforcement learning without rewards",
    "GAN training, and why it fails",
    "Towards efficient Thompson sampling",
    "On the regret of Thompson Sampling in bandits",
)


def test_titles_alone_give_readable_themes() -> None:
    assert named(LEARNING) == {
        "reinforcement learning": {0, 1, 3, 4},
        "generative adversarial networks": {2, 3, 5},
        "deep reinforcement learning": {0, 4},
        "Thompson sampling": {6, 7},
    }


@pytest.mark.parametrize(
    "titles",
    [
        ("Meta-Learning for All", "What is meta learning?", "Towards metalearning"),
        ("Batteries for Cars", "A better battery", "The battery"),
        ("Labour markets", "Towards a labor market", "The Labour-Market"),
        ("Tumour modelling", "On Tumor Modeling", "Tumor Modelling"),
        ("The Nyström method", "On the Nystrom Method", "A Nyström method"),
        ("Parkinson’s disease", "The Parkinson disease", "On Parkinson's Disease"),
        ("Randomised trials", "A randomized trial", "On randomised trials"),
    ],
)
def test_ways_of_writing_one_thing_are_one_theme(titles: tuple[str, ...]) -> None:
    assert list(named(works(*titles), least=3).values()) == [{0, 1, 2}]


def test_what_says_nothing_about_a_subject_is_no_theme() -> None:
    entries = works(*("A novel approach to large systems: theory and application",) * 3)
    assert named(entries) == {}


def test_a_part_of_a_longer_phrase_counts_only_where_it_stands_alone() -> None:
    entries = works(
        "Hidden Markov Models", "On hidden Markov models", "A hidden Markov model",
        "Hidden Markov models in speech", "The Markov model in speech",
    )  # fmt: skip
    assert "Markov model" not in named(entries)
    more = entries + works("Towards Markov models")
    assert named(more)["Markov model"] == {4, 5}


def test_a_small_word_may_stand_in_the_middle_of_a_theme() -> None:
    entries = works("Quality of life after stroke", "Stroke and Quality of Life", "Life and Death")
    assert named(entries) == {"quality of life": {0, 1}, "stroke": {0, 1}}


def test_a_hyphen_makes_another_thing_but_for_what_is_based_on_it() -> None:
    entries = works(
        "Convex optimization", "On convex optimization", "Non-convex optimization",
        "A non-convex optimization", "GAN", "The GAN", "GAN-based optimization",
    )  # fmt: skip
    found = named(entries)
    assert found["convex optimization"] == {0, 1}
    assert found["non-convex optimization"] == {2, 3}
    assert found["GAN"] == {4, 5, 6}


def test_keywords_are_themes_and_looked_for_in_other_titles() -> None:
    entries = works("One", keywords=["Graph Rewriting", "graph-rewriting", "theory"])
    entries += works("A Graph Rewriting Story", "Theory", "Theory of graphs")
    found = named(entries, least=1)
    assert found["graph rewriting"] == {0, 1}
    assert found["theory"] == {0}


def test_titles_count_for_works_with_keywords_too() -> None:
    entries = works("Thermal storage", keywords=["pumps"]) + works("On thermal storage")
    assert named(entries) == {"thermal storage": {0, 1}}
    assert read_themes(entries).with_keywords == 1


def test_an_abbreviation_explained_in_an_abstract_is_what_it_stands_for() -> None:
    entries = works("Heat pumps and LCA", "LCA for all", "A life cycle assessment of bread")
    explained = Entry("paper", "Bread", abstract="We make a life cycle assessment (LCA).")
    assert named([*entries, explained])["life cycle assessment"] == {0, 1, 2}


def test_an_abbreviation_that_may_stand_for_two_things_stays_alone() -> None:
    neural = works("A cellular neural network (CNN)", "CNNs for all", "CNN")
    either = works("A convolutional neural network (CNN)")
    assert "CNN" not in named(neural)
    assert named(neural + either)["CNN"] == {0, 1, 2, 3}


def test_names_keep_the_capitals_people_give_them() -> None:
    entries = works(
        "Training on ImageNet", "Faster ImageNet Training", "The Kalman filter",
        "On KALMAN filtering: the Kalman filter", "A Tale of Two Cities", "Two Cities and a Tale",
    )  # fmt: skip
    assert set(named(entries)) >= {"ImageNet", "Kalman filter", "cities"}


def test_other_languages_have_their_own_small_words() -> None:
    german = works("Was ist künstliche Intelligenz?", "Künstliche Intelligenz im Alltag")
    french = works("L’apprentissage par renforcement", "Vers un apprentissage par renforcement")
    war = works("The Art of War", "War and Peace", "The war")
    found = named(german + french + war)
    assert set(found) == {"künstliche Intelligenz", "apprentissage par renforcement", "war"}


def test_in_scripts_without_blanks_keywords_are_looked_for_in_titles() -> None:
    entries = works("基于深度学习的图像分割", "강화학습을 이용한 로봇", "深度学习")
    given = works("医学图像", keywords=["深度 学习"]) + works("로봇", keywords=["강화 학습"])
    assert named(entries + given) == {"深度 学习": {0, 2, 3}, "강화 학습": {1, 4}}


def test_a_theme_may_be_renamed_merged_and_hidden() -> None:
    gathered = Decision("RL", also=("Reinforcement Learning", "bandit", "nothing like it"))
    found = named(LEARNING, gathered, Decision("thompson sampling", hidden=True))
    assert found["RL"] == {0, 1, 3, 4, 7}
    assert "Thompson sampling" not in found and "reinforcement learning" not in found


def test_a_theme_that_was_not_found_may_be_asked_for_by_name() -> None:
    assert named(LEARNING, Decision("Medicine"))["Medicine"] == {2}
    assert named(LEARNING, Decision("Alchemy")).keys() == named(LEARNING).keys()


def test_decisions_may_be_about_wordings_written_in_one_word_or_two() -> None:
    entries = works("Meta-learning", "Superconductors")
    assert named(entries, Decision("Metalearning")) == {"Metalearning": {0}}
    assert named(entries, Decision("super conductors"))["super conductors"] == {1}


def test_an_empty_library_has_no_themes() -> None:
    corpus = read_themes([], [Decision("x", also=("y",))])
    assert (corpus.names, corpus.wordings, corpus.with_keywords) == ((), (), 0)
    assert corpus.starts.tolist() == [0] and corpus.themes.tolist() == []


def test_wordings_are_listed_by_how_often_they_are_met() -> None:
    corpus = read_themes(works("Bandits", "The bandits", "A bandit"))
    assert corpus.wordings == (("bandits", "bandit"),)


WORDS = [
    "deep", "learning", "Graph", "networks", "network", "of", "the", "GAN", "theory", "solar",
    "cells", "cell", "meta-learning", "metalearning", "meta", "non-convex", "LSTM", "(LC)", ":",
    "life", "cycle", "novel", "IT", "it", "AIDS", "aids", "C++", "深度", "2020", "k", "-", "Größe",
]  # fmt: skip
phrases = st.lists(st.sampled_from(WORDS), min_size=1, max_size=7).map(" ".join)
libraries = st.lists(
    st.builds(
        Entry, st.just("paper"), title=phrases, year=st.sampled_from([None, 2019, 2020]),
        keywords=st.lists(phrases, max_size=2).map(tuple),
        abstract=st.sampled_from(["", "life cycle (LC)", "a graph (GAN)"]),
    ),
    max_size=12,
)  # fmt: skip
decided = st.lists(
    st.builds(Decision, phrases, st.lists(phrases, max_size=3).map(tuple), st.booleans()),
    max_size=4,
)


@given(libraries, decided, st.randoms(use_true_random=False))
def test_the_order_of_works_changes_nothing(
    library: list[Entry], decisions: list[Decision], chance: object
) -> None:
    order = list(range(len(library)))
    chance.shuffle(order)  # type: ignore[attr-defined]
    before = read_themes(library, decisions, least=1)
    after = read_themes([library[place] for place in order], decisions, least=1)
    assert (before.names, before.wordings) == (after.names, after.wordings)
    moved = {name: {order[place] for place in places} for name, places in who(after).items()}
    assert who(before) == moved


@given(libraries, decided, st.integers(1, 3))
def test_the_table_is_well_formed(
    library: list[Entry], decisions: list[Decision], least: int
) -> None:
    corpus = read_themes(library, decisions, least=least)
    found = who(corpus)
    assert len(found) == len(corpus.names) == len(corpus.wordings)
    assert list(found) == sorted(found, key=lambda name: (-len(found[name]), name))
    assert len(corpus.starts) == len(library) + 1 and corpus.starts[-1] == len(corpus.themes)
    for start, end in zip(corpus.starts[:-1], corpus.starts[1:], strict=True):
        assert np.all(np.diff(corpus.themes[start:end]) > 0)
    asked = {wording.casefold() for d in decisions for wording in (d.name, *d.also)}
    assert asked or all(len(places) >= least for places in found.values())


@given(libraries, decided, st.data())
def test_hiding_a_theme_removes_it_and_nothing_else(
    library: list[Entry], decisions: list[Decision], data: st.DataObject
) -> None:
    before = named(library, *decisions, least=1)
    if not before:
        return
    name = data.draw(st.sampled_from(sorted(before)))
    after = named(library, *decisions, Decision(name, hidden=True), least=1)
    assert after == {other: before[other] for other in before if other != name}


@given(libraries, decided, st.data())
def test_merging_two_themes_gives_exactly_their_works_together(
    library: list[Entry], decisions: list[Decision], data: st.DataObject
) -> None:
    before = named(library, *decisions, least=1)
    if len(before) < 2:
        return
    one, other = data.draw(st.permutations(sorted(before)))[:2]
    after = named(library, *decisions, Decision(one, also=(other,)), least=1)
    rest = {name: before[name] for name in before if name not in (one, other)}
    assert after == rest | {one: before[one] | before[other]}


anything = st.text(max_size=12)


@given(st.lists(st.tuples(anything, anything, anything), max_size=4), anything)
def test_no_text_is_too_strange(texts: list[tuple[str, str, str]], wording: str) -> None:
    entries = [Entry("paper", one, keywords=(two,), abstract=three) for one, two, three in texts]
    before = named(entries, Decision(wording, also=(wording[:3],)), least=1)
    for name in sorted(before)[:1]:
        gone = named(entries, Decision(wording, (wording[:3],)), Decision(name, (), True), least=1)
        assert gone == {other: before[other] for other in before if other != name}


@given(libraries, st.data())
def test_a_work_has_the_themes_of_its_keywords(library: list[Entry], data: st.DataObject) -> None:
    given = [(place, word) for place, entry in enumerate(library) for word in entry.keywords]
    if not given:
        return
    place, keyword = data.draw(st.sampled_from(given))
    renamed = named(library, Decision("what was given", also=(keyword,)), least=1)
    assert place in renamed.get("what was given", {place})


def test_bursts_planted_in_a_made_up_library_are_there_to_be_found() -> None:
    synthetic = runpy.run_path(str(Path(__file__).parents[1] / "bench" / "synthetic.py"))
    entries = synthetic["library"](2500, 3)
    corpus = read_themes(entries)
    found = who(corpus)
    for name, (first, last) in synthetic["BURSTS"].items():
        of_theme = next(
            found[theme]
            for theme, ways in zip(corpus.names, corpus.wordings, strict=True)
            if name in ways
        )
        years = [entries[place].year for place in of_theme]
        inside = sum(first <= year <= last for year in years)
        assert inside > len(years) - inside > 0
