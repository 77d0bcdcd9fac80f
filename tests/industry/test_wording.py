"""Wording: what counts as the same word, and what an abbreviation stands for."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from prepkit.industry.wording import (
    fold,
    initials,
    is_stop,
    lists,
    pieces,
    spelled_out,
    squeezed,
    without_abbreviation,
    words_of,
)
from prepkit.library.identity import is_unspaced

texts = st.text(max_size=40)


@pytest.mark.parametrize(
    "alike",
    [
        "network Networks NETWORK network's network’s",
        "battery batteries Battery",
        "box boxes",
        "process processes Processes",
        "matrix matrices",
        "analysis analyses",
        "database databases",
        "bias biases",
        "virus viruses",
        "optimise optimize",
        "organisations organization",
        "analysed analyzed",
        "behaviour Behaviors",
        "neighbourhood neighborhood",
        "modelling modeling",
        "metamodelling metamodeling",
        "labelled labeled",
        "centre centers",
        "fibre fiber",
        "catalogue catalogs",
        "anaemia anemia",
        "Nyström Nystrom",
        "Ørsted orsted",
        "GAN GANs gan",
        "GPU GPUs gpus",
        "ﬁlter filter",
    ],
)
def test_ways_of_writing_a_word_are_compared_alike(alike: str) -> None:
    assert len({fold(word) for word in alike.split()}) == 1


@pytest.mark.parametrize(
    "different",
    [
        "filing filling", "plan plane", "statistic statistics", "dynamic dynamics",
        "lens len", "AIDS aid", "IT it", "US us", "four for", "red redes", "гора горы",
        "bus bu", "series sery", "news new", "class clas", "cos cosine",
    ],
)  # fmt: skip
def test_words_that_differ_stay_apart(different: str) -> None:
    one, other = different.split()
    assert fold(one) != fold(other)


@given(texts)
def test_every_word_is_something_when_folded(text: str) -> None:
    assert all(fold(word) for _, word in pieces(text))


@given(texts)
def test_all_letters_and_digits_are_in_some_piece(text: str) -> None:
    words = "".join(word for _, word in pieces(text))
    assert [sign for sign in text if sign.isalnum()] == [sign for sign in words if sign.isalnum()]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Meta-learning: AI/ML", ["Meta", "learning", "AI", "ML"]),
        ("l’analyse d'images", ["l", "analyse", "d", "images"]),
        ("Parkinson's and Bayes' C++ or C#", ["Parkinson's", "and", "Bayes", "C++", "or", "C#"]),
        ("snake_case", ["snake", "case"]),
        ("भारतीय भाषाओं", ["भारतीय", "भाषाओं"]),
        ("BERTに基づく", ["BERT", "に基づく"]),
    ],
)
def test_texts_fall_into_words(text: str, words: list[str]) -> None:
    assert [word for _, word in pieces(text)] == words


def test_scripts_without_blanks_are_told_apart_and_compared_without_any() -> None:
    assert all(map(is_unspaced, ["深度学习", "カナ", "강화 학습", "ภาษา", "BERT模型"]))
    assert not any(map(is_unspaced, ["deep", "глубокий", "عميق", "गहन", "Größe", "", "“ ”"]))
    assert squeezed("ＢＥＲＴ 模型") == "bert模型"


def test_abbreviations_are_explained_by_initials_before_brackets() -> None:
    said = "Generative Adversarial Networks (GANs), Long Short-Term Memory (LSTM), QoL (no)"
    assert spelled_out(said) == [
        ("GANs", "Generative Adversarial Networks"),
        ("LSTM", "Long Short-Term Memory"),
    ]
    assert spelled_out("the quality of life (QoL) in care") == [("QoL", "quality of life")]
    assert spelled_out("the internet of things (IoT)") == [("IoT", "internet of things")]
    assert spelled_out("a title (BERT) that only has brackets (GAN") == []


def test_a_keyword_is_taken_without_its_abbreviation() -> None:
    assert without_abbreviation("Life cycle assessment (LCA)").strip() == "Life cycle assessment"
    assert without_abbreviation("Networks (computer)") == "Networks (computer)"


def test_initials_are_with_and_without_small_words() -> None:
    assert initials(["Internet", "of", "Things"]) == {"iot", "it"}


@given(texts)
def test_no_text_is_too_strange_for_abbreviations(text: str) -> None:
    for short, long in spelled_out(f"{text} ({text[:3]}) a b (AB)"):
        assert short and long


def test_small_words_of_nine_languages_are_known() -> None:
    assert list(lists()["stop"]) == ["en", "de", "fr", "es", "it", "pt", "nl", "sv", "pl"]
    for word in ["the", "der", "avec", "desde", "della", "através", "voor", "från", "jako"]:
        assert is_stop(word)
    assert not is_stop("network")


def test_words_that_mean_something_in_english_are_no_small_words_elsewhere() -> None:
    for word in ["war", "man", "bin", "hat", "mode", "art", "gift", "pays", "main", "era"]:
        assert fold(word) not in words_of("stop", "de") | words_of("stop", "fr")
