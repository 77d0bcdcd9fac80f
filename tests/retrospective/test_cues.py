from __future__ import annotations

import re
import unicodedata

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from prepkit.retrospective.cues import BEHIND, OUTLINE, REACH, WIDEST, cue, cues, lines, outline
from prepkit.retrospective.records import Story
from prepkit.retrospective.telling import sentences


def story(**values: str) -> Story:
    return Story.checked({"title": "Storm", **values})


@pytest.mark.parametrize(
    ("sentence", "short"),
    [
        ("Rang the three loudest complainers.", "Rang the three loudest complainers."),
        ("I rang her, let her talk for ten minutes and wrote a list.",
         "I rang her, let her talk for ten minutes…"),
        ("I compared the two files meter by meter on the floor, sorted by the time of the change.",
         "I compared the two files meter by meter on the floor…"),
        ("Tarn had to move to another supplier within eleven days, with a register of some homes.",
         "Tarn had to move to another supplier within eleven days…"),
        ("Only then did I show it, with one case: a farm in the Wolds that we would have shown.",
         "Only then did I show it, with one case: a farm in the Wolds…"),
        ("**I told Ann** that the van was late in the end and that we had to wait there for it.",
         "I told Ann that the van was late in the end…"),
        ("三月、私は病棟で一人でした", "三月、私は病棟で一人でした"),
        ("", ""),
    ],
)  # fmt: skip
def test_a_cue_is_a_short_sentence_or_its_beginning_cut_where_it_can_be(
    sentence: str, short: str
) -> None:
    assert cue(sentence) == short


@pytest.mark.parametrize(
    ("sentence", "short"),
    [
        ("I'd have told the director at once unless the ward had objected to it in writing by noon",
         "I'd have told the director at once unless the ward had objected…"),
        ("We agreed to close the unit on the Friday of that week only if the second count said so.",
         "We agreed to close the unit on the Friday of that week only if the second count…"),
        ("In the first two nights I wrote down what happened at each alarm and said nothing.",
         "In the first two nights I wrote down what happened at each alarm and said nothing."),
        ("The model: it was more accurate by a hair and nobody on shift could argue with it then.",
         "The model: it was more accurate by a hair and nobody on shift could argue…"),
        ("He backed me, and he was the one who had to answer the leader of the council.",
         "He backed me, and he was the one…"),
        ("I looked at her home and found no heat at all since the night the clocks went back.",
         "I looked at her home and found no heat at all…"),
        ("If he had wanted to make a point it was there for the taking; he rang me instead.",
         "If he had wanted to make a point it was there for the taking; he rang me instead."),
    ],
)  # fmt: skip
def test_a_cut_does_not_make_a_cue_say_the_opposite(sentence: str, short: str) -> None:
    assert cue(sentence) == short


def shown(line: str) -> str:
    """Return a line as a page has it: one blank between words, no marks of bold letters."""
    return " ".join(re.sub(r"\*\*(\S(?:[^*]*\S)?)\*\*", r"\1", line).split())


@given(st.text(max_size=400))
@example("a of the and or but in on at by for " * 4)
@example("x" * 200)
@example("e\u0301" * 100)
@example("\u202eأنا " * 40)
@example("**Bold** words that go on, and on, and on, until there are more of them than a cue has.")
def test_a_cue_is_its_line_or_begins_it_and_then_says_that_it_was_cut(sentence: str) -> None:
    short, line = cue(sentence), shown(sentence)
    assert short == line or (short[-1] == "…" and line.startswith(short[:-1]) and len(short) > 1)
    assert len(short.split()) <= REACH
    assert len(short) <= WIDEST + 1


LEADING_ON = ["if", "unless", "only", "the", "and", "he", "was", "found", "said", "no", "I", "for"]
TURNING = ["if", "unless", "only", "no", "not", "didn't"]
OTHERS = ["Ann", "rota", "40", "list,", "quickly", "evening.", "he'd", "would", "because", "of"]
WORDS = st.sampled_from([*LEADING_ON, *TURNING, *OTHERS])
THINGS = st.sampled_from(["ward", "list", "boiler", "letter", "garden"])


@given(st.lists(st.tuples(WORDS, THINGS, THINGS), min_size=7, max_size=9))
def test_a_cut_cue_neither_ends_on_a_word_that_leads_on_nor_before_one_that_turns_it(
    triples: list[tuple[str, str, str]],
) -> None:
    words = [word for triple in triples for word in triple]
    kept = cue(" ".join(words)).removesuffix("…").split()
    assert len(kept) < len(words)
    assert kept[-1] not in [*LEADING_ON, *TURNING, "he'd", "would", "because", "of"]
    assert words[len(kept)] not in TURNING


@given(st.text(alphabet="e\u0301\u200d👩", min_size=90, max_size=300))
def test_a_cue_cuts_no_letter_off_its_accents(sentence: str) -> None:
    short = cue(sentence)
    assert short.endswith("…")
    rest = sentence[len(short) - 1 :]
    assert len(short) < 3 or not (rest and unicodedata.combining(rest[0]))


def test_of_a_long_text_what_one_did_is_kept_from_beginning_to_end() -> None:
    text = "The hall was cold. " * 5 + "".join(f"I rang number {n} of the list. " for n in range(9))
    kept = cues(text, 3)
    assert kept == (
        "I rang number 0 of the list.", "I rang number 4 of the list.",
        "I rang number 8 of the list.",
    )  # fmt: skip


def test_where_little_was_done_the_rest_is_spread() -> None:
    text = (
        "The first was cold.\nThe second was.\nI rang the third.\nThe fourth was.\nThe fifth was."
    )
    assert cues(text, 3) == ("The first was cold.", "I rang the third.", "The fifth was.")


def test_of_many_sentences_those_with_a_number_a_name_or_a_decision_are_kept() -> None:
    text = ("I sent it. I rang Ann about the van. She changed one line. I swapped 312 of them. "
            "I did that. I chose the card, because they could argue with it.")  # fmt: skip
    assert cues(text, 3) == (
        "I rang Ann about the van.", "I swapped 312 of them.",
        "I chose the card, because they could argue with it.",
    )  # fmt: skip


def test_a_sentence_with_the_figure_of_the_story_is_kept() -> None:
    text = "".join("I rang Ann. " for _ in range(9)) + "All 2.7 of it was warm."
    assert "All 2.7 of it was warm." not in cues(text, 2)
    assert cues(text, 2, "2.1 corrected to 2.7")[-1] == "All 2.7 of it was warm."


@given(st.text(max_size=300), st.integers(1, 6))
def test_cues_stand_in_the_order_of_the_text(text: str, most: int) -> None:
    found = cues(text, most)
    whole = iter([cue(sentence) for sentence in sentences(text)])
    assert len(found) <= most
    assert all(one in whole for one in found)  # Each is looked for after the one before it.
    assert lines(text, most) == "\n".join(found)


def test_the_outline_is_ninety_seconds_over_the_parts_and_then_what_they_may_ask() -> None:
    assert sum(seconds for _, seconds in OUTLINE) == 90
    names = [*(name for name, _ in OUTLINE), *BEHIND]
    table = outline(story(**{name: f"{name} it was" for name in names}))
    assert table
    assert [row[0].text for row in table.rows] == ["15", "10", "40", "15", "10", *[""] * 5]
    assert [row[2].text for row in table.rows] == [f"{name} it was" for name in names]


def test_an_empty_part_has_no_line_and_a_story_without_any_no_outline() -> None:
    table = outline(story(action="I rang.", felt="Sick."))
    assert table
    assert [row[1].text for row in table.rows] == ["Action", "How it felt"]
    assert outline(story(when="2024")) is None


def test_the_result_begins_with_its_figure() -> None:
    table = outline(story(result="They asked more. In June they ordered.", number="2.1 to 2.7"))
    assert table
    assert table.rows[0][2].text == "2.1 to 2.7 · They asked more. · In June they ordered."


def test_a_card_is_short_and_no_script_however_much_is_written() -> None:
    long = "I rang the woman at the desk of the other company and told her all that I knew. " * 20
    table = outline(story(**dict.fromkeys((*(name for name, _ in OUTLINE), *BEHIND), long)))
    assert table
    told, asked = table.rows[:5], table.rows[5:]
    said = [len(re.split(r" · |\n", row[2].text)) for row in told]
    assert said == [2, 1, 5, 2, 2]  # Twelve lines.
    assert len(asked) == 5
    assert (
        max(len(cue.split()) for row in table.rows for cue in row[2].text.split("·")) <= 5 * REACH
    )
