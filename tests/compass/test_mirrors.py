"""Mirrors show both answers, what they rest on, and what is no longer true of them."""

import datetime

import pytest

from prepkit.block import Card, Chart, Note
from prepkit.compass.mirrors import MIRRORS, ladders_of, mirrors_of, summarise_mirrors
from prepkit.compass.records import Mirror, Value
from prepkit.section import Answers

DAY = datetime.date(2026, 11, 23)
FIRST, SECOND, THIRD = (
    datetime.datetime(year, 3, 9, 9, tzinfo=datetime.UTC) for year in (2024, 2025, 2026)
)
ASKED = [prompt.title for prompt in MIRRORS]


@pytest.fixture
def mirror(workspace):
    def save(place, **values):
        more = {"question": ASKED[place]} if place >= 0 else {}
        visibility = values.pop("visibility", None)
        return workspace.save(Mirror, more | values, id=f"mirror-{place}", visibility=visibility)

    return save


@pytest.fixture
def value(workspace):
    return lambda word, **more: workspace.save(Value, {"value": word}, id=f"value-{word}", **more)


@pytest.fixture
def blocks(workspace):
    return lambda **more: summarise_mirrors(workspace.answers(as_of=DAY, **more))


def of(blocks, kind):
    return [block for block in blocks if isinstance(block, kind)]


def notes(blocks):
    return [block.text for block in of(blocks, Note)]


def drawn(blocks):
    """Return the texts of the value map, line by line."""
    (chart,) = of(blocks, Chart)
    return " ".join(value["words"] for value in chart.spec["layer"][-1]["data"]["values"])


def test_nothing_adds_up_to_nothing(mirror, blocks):
    assert summarise_mirrors(Answers({}, DAY)) == []
    mirror(0, ladder=["", " "])
    assert blocks() == []


def test_answers_come_in_the_order_asked_with_ones_own_at_the_end(mirror, blocks):
    mirror(-1, question="My own question?", answer="a")
    mirror(2, answer="a")
    mirror(0, mirror="b")
    assert [card.title for card in blocks()] == [ASKED[0], ASKED[2], "My own question?"]


def test_a_card_has_what_is_written_and_nothing_that_is_not(mirror, value, blocks):
    value("family")
    mirror(0, answer="**a**", mirror="b", ladder=["to be home", "", "in time"],
           value="value-family")  # fmt: skip
    mirror(1, mirror="only this")
    full, half = of(blocks(), Card)
    assert full.facts == half.facts == ()
    assert full.texts == (
        ("What I would say", "**a**"),
        ("What I tell myself", "b"),
        ("Why that matters to me", "to be home → in time → value: Family"),
    )
    assert half.texts == (("What I tell myself", "only this"),)


def test_an_answer_that_is_a_ladder_alone_has_a_card_and_a_map(mirror, blocks):
    mirror(0, ladder=["to be home"])
    found = blocks()
    assert [block.type for block in found] == ["card", "chart"]
    assert found[1].alt == "1 ladder from questions at the left over 1 reason to 0 values at the " \
                           "right."  # fmt: skip


def test_a_second_look_shows_the_day_what_was_said_and_the_words_of_before(mirror, clock, blocks):
    clock.next = SECOND
    mirror(0, answer="never again", mirror="honest")
    clock.next = THIRD
    mirror(0, answer="now and then", still="partly", looked="2026-03-09", shifted="I was tired")
    found = blocks()
    (card,) = of(found, Card)
    assert card.facts == (("Looked at again on 9 March 2026", "partly true"),)
    assert card.texts == (
        ("What I would say", "now and then"),
        ("What I said on 9 March 2025", "never again"),
        ("What I tell myself", "honest"),
        ("What has changed?", "I was tired"),
    )
    assert notes(found) == ["Of the answers above, one is only partly true now."]


def test_how_many_answers_are_still_true_is_counted_and_none_is_named_again(mirror, clock, blocks):
    clock.next = SECOND
    for place in range(4):
        mirror(place, answer="a")
    clock.next = THIRD
    for place, still in enumerate(["partly", "no", "partly", "still"]):
        mirror(place, still=still, looked="2026-03-09")
    assert notes(blocks()) == [
        "Of the answers above, two are only partly true now and one is no longer true."
    ]


def test_an_answer_without_a_day_or_without_a_word_on_its_truth_says_what_there_is(mirror, blocks):
    mirror(0, answer="a", still="still")
    mirror(1, answer="a", shifted="less", looked="2026-03-09")
    mirror(2, answer="a", looked="2026-03-09")
    assert [card.facts for card in blocks()] == [
        (("Looked at again", "still true"),), (("Looked at again on", "9 March 2026"),), (),
    ]  # fmt: skip


def test_a_ladder_written_from_right_to_left_keeps_its_order(mirror, workspace, blocks):
    workspace.save(Value, {"value": "יושר"}, id="value-own-1")
    mirror(0, ladder=["I was tired"], value="value-own-1")
    (card,) = of(blocks(), Card)
    assert card.texts[0][1] == "\u200e\u2066I was tired\u2069 → \u2066value: יושר\u2069"


def test_both_answers_of_before_stand_beside_those_of_now(mirror, clock, blocks):
    clock.next = SECOND
    mirror(0, answer="a", mirror="b")
    clock.next = THIRD
    mirror(0, answer="c", mirror="", still="no", looked="2026-03-09")
    (card,) = of(blocks(), Card)
    assert card.texts == (
        ("What I would say", "c"),
        ("What I said on 9 March 2025", "a"),
        ("What I told myself on 9 March 2025", "b"),
    )


@pytest.mark.parametrize("still", ["still", ""])
def test_words_of_before_are_not_shown_where_nobody_said_they_no_longer_hold(
    mirror, clock, blocks, still
):
    clock.next = SECOND
    mirror(0, answer="a")
    clock.next = THIRD
    mirror(0, answer="b", still=still, looked="2026-03-09" if still else "")
    assert "What I said" not in str(blocks())
    assert not [note for note in notes(blocks()) if "longer" in note or "partly" in note]


def test_what_was_said_two_sittings_ago_is_not_said_of_this_one(mirror, clock, blocks):
    clock.next = FIRST
    mirror(0, answer="a")
    clock.next = SECOND
    mirror(0, answer="b", still="no", looked="2025-03-09")
    clock.next = THIRD
    mirror(0, answer="c")
    found = blocks()
    assert of(found, Card)[0].facts == (("Looked at again on 9 March 2025", "no longer true"),)
    assert notes(found) == [
        f"Not looked at again yet in the sitting that began on 9 March 2026: “{ASKED[0]}”"
    ]
    assert "What I said on" not in str(found)


def test_what_was_not_looked_at_again_is_named_once_there_is_a_second_sitting(
    mirror, clock, blocks
):
    clock.next = SECOND
    for place in range(12):
        mirror(place, answer="a")
    assert notes(blocks()) == []
    clock.next = THIRD
    mirror(0, still="still", looked="2026-03-09")
    mirror(-1, question="New?", answer="not there before")
    (note,) = notes(blocks())
    assert note.startswith("Not looked at again yet in the sitting that began on 9 March 2026: “")
    assert note.endswith(" and 4 more.")
    assert ASKED[0] not in note
    assert "New?" not in note


def test_a_coach_is_not_told_what_was_not_looked_at(mirror, clock, blocks):
    clock.next = SECOND
    mirror(0, answer="a", visibility="coach")
    mirror(1, answer="b", visibility="coach")
    clock.next = THIRD
    mirror(0, still="still", looked="2026-03-09")
    assert len(notes(blocks())) == 1
    assert notes(blocks(audience="coach")) == []


def test_an_earlier_answer_that_was_private_is_not_shown_to_a_coach(mirror, clock, blocks):
    clock.next = SECOND
    mirror(0, answer="a secret", visibility="private")
    clock.next = THIRD
    mirror(0, answer="b", still="no", looked="2026-03-09", visibility="coach")
    assert "a secret" in str(blocks())
    assert "a secret" not in str(blocks(audience="coach"))
    assert of(blocks(audience="coach"), Card)[0].texts == (("What I would say", "b"),)


def test_where_several_ladders_end_is_counted(mirror, value, blocks):
    value("family")
    for place, reason in enumerate(["to be home", "in time", "TO BE HOME."]):
        mirror(place, ladder=[reason], value="value-family")
    mirror(3, ladder=["something else"])
    found = blocks()
    assert notes(found) == [
        "Three of four ladders end in “Family”.",
        "Reasons that several answers come back to: “to be home” (2 ladders).",
    ]
    assert "“Family” (3 ladders), “to be home” (2 ladders)" in of(found, Chart)[0].alt
    assert {"Question", "Why that matters →", "Value"} <= {
        value["words"] for layer in of(found, Chart)[0].spec["layer"][4:]
        for value in layer["data"]["values"]
    }  # fmt: skip


def test_ladders_that_have_nothing_in_common_are_drawn_and_nothing_is_said(mirror, blocks):
    mirror(0, ladder=["a"])
    mirror(1, ladder=["b"])
    assert notes(blocks()) == []
    assert "Several" not in of(blocks(), Chart)[0].alt


def test_for_others_no_total_is_told(mirror, value, blocks):
    value("family", visibility="coach")
    for place in range(3):
        mirror(place, ladder=[f"{place}"], value="value-family",
               visibility="coach" if place else "private")  # fmt: skip
    assert notes(blocks(audience="coach")) == ["Two ladders shown here end in “Family”."]


@pytest.mark.parametrize(("audience", "said"), [("coach", "not shown here"),
                                                ("me", "no longer there")])  # fmt: skip
def test_a_value_that_is_not_there_is_no_end_of_the_map(
    workspace, mirror, value, blocks, audience, said
):
    value("family")
    if audience == "me":
        workspace.delete("value-family")
    mirror(0, ladder=["to be home"], value="value-family", visibility="coach")
    found = blocks(audience=audience)
    assert of(found, Card)[0].texts[-1][1] == f"to be home → value: ({said})"
    assert drawn(found).endswith("to be home")
    assert "Family" not in str(found)


def test_ladders_in_any_script_meet(mirror, workspace, blocks):
    workspace.save(Value, {"value": "الصدق"}, id="value-own-1")
    mirror(0, ladder=["أن يثق الناس بما أقول"], value="value-own-1")
    mirror(1, ladder=["أن يثق الناس بما أقول؟"], value="value-own-1")
    mirror(2, ladder=["别人可以依靠我。"])
    mirror(3, ladder=["「别人可以依靠我」"])
    assert notes(blocks())[0] == ("Two of four ladders end in “الصدق”, two in “别人可以依靠我。”.")


def test_of_many_ladders_twelve_are_drawn_and_the_rest_is_told(mirror, workspace, blocks):
    for place in range(12):
        mirror(place, ladder=[f"reason {place}"])
    assert not [note for note in notes(blocks()) if "room" in note]
    for number in range(2):
        workspace.save(Mirror, {"question": f"Own {number}?", "ladder": ["so it is"]})
    (note,) = [note for note in notes(blocks()) if "room" in note]
    assert note == (
        "The picture has room for 12 ladders, those that share most with others first; "
        "2 more stand in the cards above."
    )
    assert "so it is" in drawn(blocks())


def test_reasons_that_lead_to_each_other_are_told(mirror, blocks):
    mirror(0, ladder=["to earn", "to be free"])
    mirror(1, ladder=["to be free", "to earn"])
    assert notes(blocks())[-1] == (
        "One ladder leads from “to be free” to “to earn” and another the other way round; the "
        "picture has one of the two."
    )


def test_long_words_are_quoted_in_full_in_the_card_and_cut_elsewhere(mirror, blocks):
    long = "word " * 400 + "end"
    mirror(0, answer=long, ladder=[long])
    mirror(1, ladder=[long])
    found = blocks()
    assert of(found, Card)[0].texts[0][1] == long
    assert long in of(found, Card)[0].texts[1][1]
    assert all(len(note) < 200 for note in notes(found))


def test_a_page_made_in_memory_needs_no_sittings(mirror, workspace):
    mirror(0, answer="a", still="no", looked="2026-03-09", ladder=["b"])
    records = {"mirror": workspace.records(Mirror)}
    found = summarise_mirrors(Answers(records, DAY))
    assert notes(found) == ["Of the answers above, one is no longer true."]
    assert mirrors_of(Answers(records, DAY))[0].answer == "a"
    assert len(ladders_of(mirrors_of(Answers(records, DAY)), Answers(records, DAY))) == 1
