"""The compass statement: the person's own sentences, word for word, and nothing else."""

from __future__ import annotations

import datetime
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from prepkit.block import Block, Card
from prepkit.compass.records import PARTS, Criterion, Goal, Mirror, Motivator, Sentence, Value
from prepkit.compass.statement import (
    LONGEST,
    STANDING,
    first_sentences,
    seeds_of_sentences,
    summarise_statement,
)
from prepkit.section import Answers, Seed, record_id
from prepkit.workspace import Workspace

DAY = datetime.date(2026, 11, 23)


def shown(answers: Answers) -> dict[str, list[str]]:
    blocks = summarise_statement(answers)
    cards = [block for block in blocks if isinstance(block, Card)]
    assert len(cards) == len(blocks)
    return {card.title: [text for _, text in card.texts] for card in cards}


def seeds(workspace: Workspace) -> list[Seed]:
    return seeds_of_sentences(workspace.answers(as_of=DAY))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", ""),
        ("  \n ", ""),
        ("Bad news reaches me.", "Bad news reaches me."),
        ("no full stop at all", "no full stop at all"),
        ("First line\nsecond line", "First line"),
        ("One. Two! Three?", "One. Two! Three?"),
        ("She said “no.” Then she left.\n\nAfter that, nothing.", "She said “no.” Then she left."),
        ("第一句。第二句。", "第一句。第二句。"),
        ("ماذا؟ نعم.", "ماذا؟ نعم."),
        ("Version 3.5 came out at 9.30. Fine.", "Version 3.5 came out at 9.30. Fine."),
    ],
)
def test_the_first_paragraph_of_a_short_answer_is_taken_whole(text: str, expected: str) -> None:
    assert first_sentences(text) == expected


def test_of_a_long_answer_the_sentences_that_fit_are_taken() -> None:
    assert first_sentences("One two. Three four. Five six.", 22) == "One two. Three four."
    assert first_sentences("第一句。第二句很長很長。", 6) == "第一句。"


def test_a_sentence_too_long_by_itself_is_cut_with_an_ellipsis() -> None:
    assert first_sentences("one two three four five", 12) == "one two…"
    assert first_sentences("x" * 400) == "x" * LONGEST + "…"


@given(st.text(max_size=500))
def test_no_word_is_taken_that_was_not_written(text: str) -> None:
    taken = first_sentences(text, 60)
    assert taken.removesuffix("…") in text
    assert len(taken) <= 61
    assert bool(taken) == bool(text.strip())


def test_each_suggestion_is_a_quotation_and_says_where_it_stands(workspace: Workspace) -> None:
    workspace.save(Value, {"value": "candour", "meaning": "Bad news early. The rest can wait."})
    workspace.save(Goal, {"goal": "Lead a small team"})
    workspace.save(Motivator, {"pair": "Progress", "gives": 5, "gave": "A Sunday with the sheets"})
    workspace.save(Criterion, {"criterion": "Four days a week", "must": "must"})
    found = [(s.values["part"], s.values["words"], s.values["source"]) for s in seeds(workspace)]
    assert found == [
        ("matters", "Bad news early. The rest can wait.", "Values: Candour"),
        ("moves", "A Sunday with the sheets", "Motivators: Progress"),
        ("heading", "Lead a small team", "Goals"),
        ("asks", "Four days a week", "What I decide by"),
    ]  # fmt: skip


def test_what_is_no_longer_true_or_hardly_moves_is_not_suggested(workspace: Workspace) -> None:
    workspace.save(Goal, {"goal": "Chartered status", "still": "no"})
    workspace.save(Motivator, {"pair": "Progress", "gives": 3, "gave": "Once"})
    workspace.save(Criterion, {"criterion": "A canteen", "must": "weighs"})
    assert seeds(workspace) == []


def test_a_mirror_answered_for_oneself_is_suggested_with_its_question(workspace: Workspace) -> None:
    asked = {"question": "What motivates you?", "answer": "for them", "mirror": "For me. Really."}
    workspace.save(Mirror, asked, id="mirror-motivation")
    (seed,) = seeds(workspace)
    assert seed.values["words"] == "For me. Really."
    assert seed.values["source"] == "Mirrors: What motivates you?"


def test_the_first_three_of_a_part_stand_without_being_kept(workspace: Workspace) -> None:
    for number in range(5):
        workspace.save(Goal, {"goal": f"Goal {number}"})
    assert [seed.standing for seed in seeds(workspace)] == [True, True, True, False, False]
    found = shown(workspace.answers(as_of=DAY))
    assert found == {"Where I am heading": ["Goal 0", "Goal 1", "Goal 2"]}


def test_once_one_was_kept_a_part_has_those_kept_alone_as_they_were_changed(
    workspace: Workspace,
) -> None:
    for number in range(2):
        workspace.save(Goal, {"goal": f"Goal {number}"})
    workspace.save(Criterion, {"criterion": "Four days", "must": "must"})
    second = seeds(workspace)[1]
    mine = {"words": "Goal one, in my words", "part": "heading"}
    workspace.save(Sentence, mine, id=record_id(Sentence, "", second.key))
    found = shown(workspace.answers(as_of=DAY))
    assert found == {
        "Where I am heading": ["Goal one, in my words"],
        "What I will ask of a place": ["Four days"],
    }


def test_each_part_names_its_places_once_and_none_for_what_was_written_there(
    workspace: Workspace,
) -> None:
    for source in ("Goals", "", "Goals", "Directions: The road I am on"):
        workspace.save(Sentence, {"words": "x", "part": "heading", "source": source})
    workspace.save(Sentence, {"words": "y", "part": "asks"})
    cards = summarise_statement(workspace.answers(as_of=DAY))
    assert [card.facts for card in cards if isinstance(card, Card)] == [
        (("From", "Goals; Directions: The road I am on"),), (),
    ]  # fmt: skip


def test_three_sentences_of_two_lines_in_each_part_fit_on_one_page_with_the_guide(
    workspace: Workspace, pages_with_guide: Callable[[str, str, list[Block]], int]
) -> None:
    words = (
        "Whoever climbs the ladder on Sunday should know on Friday what the map does not say. "
        "I ask them what they found."
    )
    source = "Mirrors: Where do you see yourself in five years?"
    for option in PARTS * STANDING:
        workspace.save(Sentence, {"words": words, "part": option.key, "source": source})
    blocks = summarise_statement(workspace.answers(as_of=DAY))
    assert pages_with_guide("compass", "Compass statement", blocks) == 1


def test_a_suggestion_taken_off_is_not_on_the_page(workspace: Workspace) -> None:
    workspace.save(Goal, {"goal": "Goal"})
    (seed,) = seeds(workspace)
    id = record_id(Sentence, "", seed.key)
    workspace.save(Sentence, dict(seed.values), id=id)
    workspace.delete(id)
    assert shown(workspace.answers(as_of=DAY)) == {}


def test_a_sentence_of_no_part_stands_first_and_an_empty_one_nowhere(workspace: Workspace) -> None:
    workspace.save(Sentence, {"words": "I count twice."})
    workspace.save(Sentence, {"part": "asks"})
    assert shown(workspace.answers(as_of=DAY)) == {"What matters to me": ["I count twice."]}


def test_others_see_only_what_may_be_seen_and_nothing_made_from_the_rest(
    workspace: Workspace,
) -> None:
    workspace.save(Goal, {"goal": "Secret"}, visibility="private")
    workspace.save(Goal, {"goal": "Open"}, visibility="share")
    assert [seed.visibility for seed in seeds(workspace)] == ["private", "share"]
    workspace.save(Sentence, {"words": "Kept", "part": "asks"}, visibility="share")
    found = shown(workspace.answers(as_of=DAY, audience="share"))
    assert found == {"What I will ask of a place": ["Kept"]}


def test_where_something_may_be_hidden_nothing_stands_that_was_not_kept(
    workspace: Workspace,
) -> None:
    workspace.save(Goal, {"goal": "Open"}, visibility="coach")
    workspace.save(Sentence, {"words": "Mine alone", "part": "heading"})
    answers = workspace.answers(as_of=DAY, audience="coach")
    assert [(s.values["words"], s.standing) for s in seeds_of_sentences(answers)] == [
        ("Open", False)
    ]
    assert shown(answers) == {}
