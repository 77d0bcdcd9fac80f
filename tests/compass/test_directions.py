"""Three lives stand beside one another, and where they are one life that is asked about."""

import datetime

import pytest

from prepkit.block import Card, Chart, Note, Table
from prepkit.compass.directions import LIVES, directions_of, summarise_directions
from prepkit.compass.records import Direction
from prepkit.section import Answers

DAY = datetime.date(2026, 11, 23)
BEFORE, NOW = (datetime.datetime(year, 11, 9, 9, tzinfo=datetime.UTC) for year in (2025, 2026))
ASKED = [prompt.title for prompt in LIVES]


@pytest.fixture
def life(workspace):
    def save(nth, /, **values):
        visibility = values.pop("visibility", None)
        named = {"life": ASKED[nth] if nth < len(ASKED) else f"Life {nth}"}
        return workspace.save(
            Direction, named | values, id=f"direction-{nth}", visibility=visibility
        )

    return save


@pytest.fixture
def blocks(workspace):
    return lambda **more: summarise_directions(workspace.answers(as_of=DAY, **more))


def of(blocks, kind):
    return [block for block in blocks if isinstance(block, kind)]


def notes(blocks):
    return [block.text for block in of(blocks, Note)]


def table(blocks, caption):
    (found,) = [block for block in of(blocks, Table) if block.caption == caption]
    return [[cell.text for cell in row] for row in found.rows]


def test_nothing_adds_up_to_nothing(life, blocks):
    assert summarise_directions(Answers({}, DAY)) == []
    life(0, story=" ")
    assert blocks() == []


def test_lives_stand_beside_one_another_in_the_order_asked(life, blocks):
    life(2, name="The boat", place="Hull")
    life(0, name="Numbers", work="measure", people="Ilse", money="a salary")
    found = blocks()[0]
    assert [column.title for column in found.columns] == ["", ASKED[0], ASKED[2]]
    assert table(blocks(), "Lives beside one another") == [
        ["A title for it", "Numbers", "The boat"],
        ["What I do all day", "measure", ""],
        ["Where I live", "", "Hull"],
        ["Whom I spend it with", "Ilse", ""],
        ["What pays for it", "a salary", ""],
    ]


def test_what_nobody_answered_has_no_row_and_what_nobody_rated_no_gauges(life, blocks):
    life(0, name="Numbers")
    assert table(blocks(), "Lives beside one another") == [["A title for it", "Numbers"]]
    assert [block.type for block in blocks()] == ["table"]


def test_ratings_are_gauges_and_what_is_not_rated_says_so(life, blocks):
    life(0, pull=5, fit=3)
    life(1, able=1)
    (chart,) = blocks()
    assert chart.alt.startswith(
        f"Four ratings from 1 to 5. “{ASKED[0]}”: how much it draws me 5 of 5, goes with my "
        "values 3 of 5, believe I could not rated"
    )
    filled, words = (chart.spec["layer"][place]["data"]["values"] for place in (1, 3))
    assert len(filled) == 5 + 3 + 1
    assert len(words) == 5


def test_stories_are_cards_with_their_title_and_words_as_typed(life, blocks):
    life(0, name="Numbers", story="I wake at *six*.\n\n- tea")
    life(1, story="然后我去上班")
    assert [(card.title, card.texts) for card in of(blocks(), Card)] == [
        (f"{ASKED[0]}: Numbers",
         (("An ordinary Tuesday in it, five years from now", "I wake at *six*.\n\n- tea"),)),
        (ASKED[1], (("An ordinary Tuesday in it, five years from now", "然后我去上班"),)),
    ]  # fmt: skip


def test_questions_stand_with_their_tests_and_those_without_one_are_named(life, blocks):
    life(0, question_1="Can I teach?", test_1="one lesson", question_3="Would we move?")
    life(1, test_2="ask Zoë", question_2=" ")
    assert table(blocks(), "Questions, and cheap tests") == [
        [ASKED[0], "Can I teach?", "one lesson"],
        [ASKED[0], "Would we move?", "–"],
        [ASKED[1], "–", "ask Zoë"],
    ]
    assert notes(blocks()) == ["No test yet for “Would we move?”."]


def test_questions_that_all_have_a_test_need_no_note(life, blocks):
    life(0, question_1="Can I teach?", test_1="one lesson")
    assert notes(blocks()) == []


@pytest.mark.parametrize(
    ("one", "other"),
    [("Hull", " hull."), ("Ｈｕｌｌ", "HULL"), ("赫尔。", "赫尔"), ("«العائلة»", "العائلة؟")],
)
def test_two_lives_with_the_same_words_are_asked_about(life, blocks, one, other):
    life(0, place=one)
    life(1, place=other)
    assert notes(blocks()) == [
        f"“{ASKED[0]}” and “{ASKED[1]}” say the same under “Where I live”: are they really two "
        "lives?"
    ]


def test_all_that_two_lives_have_in_common_is_one_question(life, blocks):
    life(0, work="measure", place="Hull", people="Ilse", money="a salary")
    life(1, work="teach", place="Leith", people="Ilse", money="Rent")
    life(2, work="sail", place="Hull", people="Ilse", money="a salary")
    assert notes(blocks()) == [
        f"“{ASKED[0]}” and “{ASKED[2]}” say the same under “Where I live” and “What pays for it”: "
        "are they really two lives?",
        f"“{ASKED[0]}” and “{ASKED[1]}” and “{ASKED[2]}” say the same under “Whom I spend it "
        "with”: are they really three lives?",
    ]


def test_nothing_said_twice_is_nothing_in_common(life, blocks):
    life(0, name="The same", story="The same", place="", pull=5)
    life(1, name="The same", story="The same", place=" ", pull=5)
    assert notes(blocks()) == []


def test_words_in_two_different_places_are_nothing_in_common(life, blocks):
    life(0, place="Ilse")
    life(1, people="Ilse")
    assert notes(blocks()) == []


def test_a_coach_is_not_told_what_has_no_test_but_sees_what_two_lives_share(life, blocks):
    life(0, place="Hull", question_1="Can I?", visibility="coach")
    life(1, place="Hull", visibility="coach")
    life(2, place="Hull", story="private")
    assert len(notes(blocks())) == 2
    (note,) = notes(blocks(audience="coach"))
    assert note.endswith("are they really two lives?")
    assert "private" not in str(blocks(audience="coach"))
    assert blocks(audience="share") == []


def test_in_a_second_sitting_gauges_are_marked_and_shifts_named(life, clock, blocks):
    clock.next = BEFORE
    life(0, pull=2, fit=3)
    assert notes(blocks()) == []
    clock.next = NOW
    life(0, pull=5, fit=4)
    life(1, pull=1)
    found = blocks()
    (chart,) = of(found, Chart)
    assert len(chart.spec["layer"][2]["data"]["values"]) == 2
    assert "as it was on 9 November 2025" in str(chart.spec)
    assert notes(found)[0].startswith(
        f"Moved by two steps or more: {ASKED[0]}, how much it draws me 2 → 5. By one step: 1 "
    )


def test_more_lives_than_fit_beside_one_another_stand_below(life, blocks, workspace):
    for place in range(5):
        life(place, name=f"Title {place}", pull=place + 1, question_1="a" * 200)
    found = blocks()
    assert [block.type for block in found] == [
        "table", "chart", "table", "chart", "table", "note"]  # fmt: skip
    assert [len(block.columns) for block in of(found, Table)[:2]] == [4, 3]
    assert len(directions_of(workspace.answers(as_of=DAY))) == 5
    assert notes(found)[0].count("a" * 59 + "…") == 5
