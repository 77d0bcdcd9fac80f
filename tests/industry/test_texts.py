"""Texts: words in arrays, compounds taken one way, and keys that agree with what was read."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from prepkit.industry.texts import Run, fold_texts, read_texts
from prepkit.library.entry import Entry


def run_of(*titles: str, keywords: tuple[str, ...] = (), asked: tuple[str, ...] = ()) -> Run:
    entries = [Entry("paper", title, keywords=keywords) for title in titles]
    return fold_texts(read_texts(entries), asked)


def words(run: Run) -> list[str]:
    names = list(run.words)
    return [names[word] for word in run.word.tolist()]


def test_compounds_are_written_as_most_of_the_library_does() -> None:
    mostly_one = run_of("Autoencoders", "An autoencoder", "Auto-encoders")
    mostly_two = run_of("Meta-learning", "On meta learning", "Metalearning")
    assert words(mostly_one) == ["autoencoder", "an", "autoencoder", "autoencoder"]
    assert words(mostly_two) == ["meta", "learning", "on", "meta", "learning", "meta", "learning"]
    assert mostly_one.key("auto encoder") == mostly_one.key("Autoencoder") == ("autoencoder",)
    assert mostly_two.key("Metalearning") == ("meta", "learning")


def test_small_words_are_no_halves_of_compounds_but_after_a_hyphen() -> None:
    run = run_of("Online work", "work on line one", "On-line work")
    assert words(run) == ["online", "work", "work", "on", "line", "one", "online", "work"]


def test_what_is_asked_for_in_one_word_is_found_in_two() -> None:
    run = run_of("Super-conductors", asked=("superconductors",))
    assert run.key("superconductors") == ("super", "conductor")
    assert "superconductor" not in run.words


def test_signs_start_a_new_part_and_hyphens_tie() -> None:
    run = run_of("A test: semi-supervised, semi supervised")
    assert run.starts.tolist() == [True, False, True, False, True, False, True]
    assert run.tied.tolist() == [False, False, False, True, False, True, False]


def test_small_words_and_numbers_end_phrases_unless_tied() -> None:
    run = run_of("State-of-the-art cells of 2020 for COVID-19")
    stops = [word for word, stop in zip(words(run), run.stop.tolist(), strict=True) if stop]
    assert stops == ["of", "2020", "for"]


def test_each_title_has_the_small_words_of_its_language() -> None:
    run = run_of("Der Krieg war in der Stadt", "The war in the city of Die")
    stops = [word for word, stop in zip(words(run), run.stop.tolist(), strict=True) if stop]
    assert stops == ["der", "in", "der", "the", "in", "the", "of"]
    assert run.is_english.tolist() == [False, True]


def test_an_empty_library_is_an_empty_run() -> None:
    run = run_of()
    assert len(run.word) == 0 and run.starts.tolist() == [True]
    assert run.key("Deep Learning") == ("deep", "learning")


def test_a_wording_of_signs_alone_is_itself() -> None:
    assert run_of("x").key(" ★ ★ ") == ("★★",)
    assert run_of("x").key(" ") == ()


PARTS = ["meta", "learning", "metalearning", "-", " ", " ", ": ", "non", "linear", "nonlinear",
         "data", "base", "database", "of", "s", "k"]  # fmt: skip
wordings = st.lists(st.sampled_from(PARTS), max_size=6).map("".join)


@given(st.lists(wordings, max_size=6), st.lists(wordings, max_size=4), st.lists(wordings))
def test_a_keyword_reads_the_same_in_the_library_and_by_itself(
    titles: list[str], keywords: list[str], asked: list[str]
) -> None:
    run = run_of(*titles, keywords=tuple(keywords), asked=tuple(asked))
    names = np.array([*run.words, ""])
    read = {
        tuple(names[run.word[run.keyword == text]].tolist())
        for text in np.unique(run.keyword[run.keyword >= 0])
    }
    given = {run.key(keyword) for keyword in keywords} if titles else set()
    assert read == {key for key in given if key and any(part.isalnum() for part in key)}
