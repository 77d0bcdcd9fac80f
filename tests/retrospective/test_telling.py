from __future__ import annotations

import re
from collections import Counter

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from prepkit.content import load
from prepkit.retrospective import markers
from prepkit.retrospective.telling import firsts, is_english, read, sentences

OTHERS = {
    "German": "Im März war ich auf der Station allein, und die Ärztin war in einer Besprechung. "
    "Ich habe die Angehörigen angerufen. Das war nicht leicht, so spät in der Nacht.",
    "Dutch": "In maart was ik alleen op de afdeling en de arts zat in een vergadering. Of we nu "
    "wilden of niet, het had beter gekund.",
    "Afrikaans": "In Maart was ek alleen in die saal. Ek het die familie gebel en om geduld gevra. "
    "My hand het gebewe by die deur, dit is so.",
    "Danish": "I marts var jeg alene på afdelingen, og lægen sad i møde. Jeg ringede til familien. "
    "Det var ikke let for dem at vente.",
    "Polish": "W marcu byłam sama na oddziale. I zadzwoniłam do rodziny. To nie było łatwe, by to "
    "powiedzieć tak późno.",
    "Italian": "A marzo ero sola in reparto. I familiari e i medici non erano contenti.",
    "French": "En mars, j’étais seule dans le service. J’ai appelé la famille et j’ai demandé.",
    "Japanese": "三月、私は病棟で一人でした。家族に電話しました。",
    "Arabic": "في مارس كنت وحدي في القسم. اتصلت بالعائلة.",
}


def kinds(text: str) -> list[str]:
    return [part.kind for sentence in read(text).parts for part in sentence]


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("I rang the driver.", ["mine"]),
        ("The phones rang and I took the list.", ["situation", "mine"]),
        ("I rang her, let her talk and wrote a list of the boxes.", ["mine"] * 3),
        ("I did not ask them, because of the queue.", ["mine", "mine"]),
        ("I had already told the ward.", ["mine"]),
        ("I was tired after the shift.", ["situation"]),
        ("I knew the way there.", ["situation"]),
        ("I could not reach the clinic.", ["situation"]),
        ("I would have lost the weekend.", ["situation"]),
        ("We moved the beds, and they counted them.", ["ours", "situation"]),
        ("I always start with the hardest thing.", ["self"]),
        ("I am someone who listens to the others.", ["self", "self"]),
        ("I usually put the list on the door.", ["self"]),
        ("Since then I ask the quiet ones first.", ["situation"]),
        ("I asked Ann, who knew the tap.", ["mine", "situation"]),
    ],
)
def test_each_part_of_a_sentence_is_what_its_subject_and_its_verb_say(
    text: str, parts: list[str]
) -> None:
    assert kinds(text) == parts


def test_a_cue_that_begins_with_a_verb_is_what_i_did() -> None:
    assert kinds("- Rang the three loudest complainers\n- Then fixed the printer") == ["mine"] * 2


def test_a_cue_without_a_subject_is_ours_where_only_we_is_said() -> None:
    assert kinds("- we found the crack\n- closed the lane") == ["ours", "ours"]


def test_a_noun_at_the_beginning_of_a_cue_is_no_deed() -> None:
    assert kinds("- Bank nervous, owner away with the flu") == ["situation"] * 2


def test_bullets_and_lines_are_sentences_and_titles_do_not_end_one() -> None:
    text = "1. Asked Dr. Pillai. He agreed!\n\n- no full stop\n  • “Well?” she said. 三月。四月"
    assert sentences(text) == (
        "Asked Dr. Pillai.", "He agreed!", "no full stop", "“Well?”", "she said.", "三月。", "四月",
    )  # fmt: skip


@pytest.mark.parametrize("language", OTHERS)
def test_other_languages_are_not_taken_for_english(language: str) -> None:
    assert not is_english(OTHERS[language])
    assert read(OTHERS[language]).parts == ()
    assert read(OTHERS[language]).sentences


def test_a_few_words_of_english_are_enough() -> None:
    assert is_english("Rang the three loudest complainers.")
    assert not is_english("")
    assert not is_english("Ring. Ring.")


def test_i_and_we_are_counted_with_my_and_our_whatever_the_apostrophe() -> None:
    assert firsts("I’d told my team that we’re late; our I is not iron. US firms use us.") == (3, 3)


@given(st.text(max_size=300))
@example("I rang her, let her talk and wrote - a list. We left.")
@example("**a** ** b\n1. - x")
def test_every_text_can_be_read_and_its_shares_add_up(text: str) -> None:
    told = read(text)
    shares = [told.share(kind) for kind in ("mine", "ours", "self", "situation")]
    assert sum(shares) == pytest.approx(1) or not any(shares)
    assert len(told.parts) in (0, len(told.sentences))
    flat = "".join(text.split())
    assert all("".join(said.split()) in flat for said in told.sentences)


@pytest.mark.parametrize(
    ("text", "time", "place", "person", "number"),
    [
        ("In March 2020 the clinic in Leeds had Mrs Adeyemi and 12 nurses.",
         "In March", "in Leeds", "Mrs Adeyemi", "12"),
        ("On the Friday I asked Declan in the warehouse, twice.",
         "Friday", "warehouse", "Declan", "twice"),
        ("At 3.10 I wrote it in Python, in English, in June 2022.", "At 3.10", "", "", ""),
        ("it may march on in 4,000 steps", "", "", "", "4,000"),
        ("Huw says that he was first.", "", "", "Huw", ""),
        ("It rained.\nEverything went better. Then Somebody asked.", "", "", "", ""),
    ],
)  # fmt: skip
def test_what_places_a_telling_is_quoted_as_written(
    text: str, time: str, place: str, person: str, number: str
) -> None:
    assert markers.time_in(text) == time
    assert markers.place_in(text) == place
    assert markers.person_in(text) == person
    assert markers.number_in(text) == number


@given(st.text(max_size=200))
def test_what_is_found_stands_in_the_text(text: str) -> None:
    for find in (markers.time_in, markers.place_in, markers.person_in, markers.number_in):
        assert find(text) in text
    assert markers.found("near_miss", text) in text


LISTS = [(group, name) for group, lists in load("telling").items() for name in lists]


@pytest.mark.parametrize(("group", "name"), LISTS)
def test_every_list_of_words_is_in_small_letters_without_gaps_or_repetition(
    group: str, name: str
) -> None:
    text = load("telling")[group][name].strip()
    words = re.split(r"[|\n]", text) if "|" in text else text.split()
    assert all(words) and words == [word.strip() for word in words]
    assert text == text.lower() and "’" not in text
    assert [word for word, times in Counter(words).items() if times > 1] == []
