"""Ladders meet where they say the same, in any script, and never go in circles."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from prepkit.compass.ladders import Ladder, drawable, woven
from prepkit.compass.wording import folded, in_words, listed, quoted, spelled_date

WORDS = st.sampled_from(["to sleep", "To sleep.", "be of use", "家", "ﬁne", "fine", "", " ", "?!"])
LADDERS = st.lists(
    st.builds(
        Ladder, st.sampled_from(["Why?", "What?"]), st.lists(WORDS, max_size=5).map(tuple),
        st.sampled_from(["", "Care", "家", "be of use"]),
    ),
    max_size=15,
)  # fmt: skip


def node(found, text):
    (one,) = [node for node in found.nodes if node.text == text]
    return one


def linked(found):
    return {
        (found.nodes[one].text, found.nodes[other].text): times
        for (one, other), times in found.links.items()
    }


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("To sleep", " to  sleep."), ("“care”", "Care…"), ("ﬁne", "FINE"), ("Straße", "STRASSE"),
        ("ＡＢＣ", "abc"), ("家。", "「家」"), ("العائلة؟", "العائلة"),
        ("\u200fדירה\u200f", "דירה"),
        ("é", "e\u0301"),
    ],
)  # fmt: skip
def test_case_blanks_edges_and_forms_of_letters_make_no_difference(one, other):
    assert folded(one) == folded(other) != ""


@pytest.mark.parametrize(("one", "other"), [("C", "C++"), ("a b", "ab"), ("sch", "sh"), ("?", "!")])
def test_other_words_are_other_words(one, other):
    assert folded(one) != folded(other)


@given(st.text(max_size=30))
def test_folding_again_changes_nothing(text):
    assert folded(folded(text)) == folded(text)
    assert bool(folded(text)) == bool(text.split())


def test_one_ladder_is_one_line_from_question_to_value():
    found = woven([Ladder("Why?", ("a", "b"), "Care")])
    assert [(n.text, n.kind, n.column) for n in found.nodes] == [
        ("Why?", "question", 0), ("a", "reason", 1), ("b", "reason", 2), ("Care", "value", 3),
    ]  # fmt: skip
    assert linked(found) == {("Why?", "a"): 1, ("a", "b"): 1, ("b", "Care"): 1}


def test_no_ladders_make_an_empty_map():
    assert (woven([]).nodes, woven([]).columns, drawable([])) == ((), 0, [])


def test_ladders_meet_where_they_say_the_same():
    found = woven([
        Ladder("Why?", ("a", "To sleep well"), "Care"),
        Ladder("What?", ("b", "to sleep  well."), "Care"),
    ])  # fmt: skip
    assert node(found, "To sleep well").count == 2
    assert linked(found)["To sleep well", "Care"] == 2
    assert (node(found, "Care").ends, node(found, "To sleep well").ends) == (2, 0)


def test_the_same_question_asked_twice_stands_twice():
    found = woven([Ladder("Why?", ("a",)), Ladder("Why?", ("b",))])
    assert [n.count for n in found.nodes if n.kind == "question"] == [1, 1]


def test_a_ladder_stops_turning_when_answers_repeat():
    found = woven([Ladder("Why?", ("a", "b", "A.", "b"))])
    assert linked(found) == {("Why?", "a"): 1, ("a", "b"): 1}


def test_a_last_reason_that_names_a_value_is_that_value():
    found = woven([
        Ladder("Why?", ("a", "care")),
        Ladder("What?", ("b",), "Care"),
        Ladder("Who?", ("c", "CARE"), "Care"),
    ])  # fmt: skip
    assert (node(found, "Care").kind, node(found, "Care").ends) == ("value", 3)
    assert linked(found)["c", "Care"] == 1


def test_a_ladder_without_reasons_leads_straight_to_its_value():
    found = woven([Ladder("Why?", ("", " "), "Care"), Ladder("What?", ("a", "b"), "Care")])
    assert linked(found)["Why?", "Care"] == 1
    assert node(found, "Care").column == 3


def test_a_ladder_that_turns_another_round_is_told_and_not_drawn():
    found = woven([Ladder("Why?", ("a", "b")), Ladder("What?", ("b", "a"))])
    assert linked(found) == {("Why?", "a"): 1, ("a", "b"): 1, ("What?", "b"): 1}
    assert [(found.nodes[i].text, found.nodes[j].text) for i, j in found.turned] == [("b", "a")]


@given(LADDERS)
def test_every_link_leads_to_a_later_column_and_values_stand_at_the_end(ladders):
    found = woven(ladders)
    for one, other in found.links:
        assert found.nodes[one].column < found.nodes[other].column
    for one in found.nodes:
        assert (one.kind == "question") == (one.column == 0)
        assert one.kind != "value" or one.column == found.columns - 1


@given(LADDERS)
def test_every_ladder_is_counted_where_it_leads_and_once_where_it_ends(ladders):
    found = woven(ladders)
    assert len(found.paths) == len(ladders)
    assert sum(one.ends for one in found.nodes) == len(ladders)
    assert [one.count for one in found.nodes] == [
        sum(place in path for path in found.paths) for place in range(len(found.nodes))
    ]
    assert len({(one.kind, folded(one.text)) for one in found.nodes if one.column}) == sum(
        1 for one in found.nodes if one.column
    )


@given(LADDERS)
def test_every_step_of_a_ladder_is_drawn_or_told(ladders):
    found = woven(ladders)
    steps = {step for path in found.paths for step in pairwise(path)}
    assert steps == found.links.keys() | set(found.turned)
    assert not found.links.keys() & set(found.turned)


@given(LADDERS, st.integers(1, 6), st.integers(2, 7))
def test_what_is_drawn_fits_and_stands_in_the_order_asked(ladders, most, widest):
    chosen = drawable(ladders, most, widest)
    assert len(chosen) <= most
    assert woven(chosen).columns <= widest
    rest = iter(ladders)
    assert all(ladder in rest for ladder in chosen)


def test_those_that_share_most_are_drawn():
    alone = [Ladder(f"{n}?", (f"reason {n}",)) for n in range(14)]
    shared = [Ladder(f"Why {n}?", ("to sleep",), "Care") for n in range(3)]
    chosen = drawable([*alone, *shared])
    assert len(chosen) == 12
    assert chosen[-3:] == shared
    assert chosen[:9] == alone[:9]


def test_few_ladders_are_all_drawn_with_five_steps_each():
    ladders = [
        Ladder(f"{n}?", tuple(f"{n} {step}" for step in range(5)), "Care") for n in range(12)
    ]
    assert drawable(ladders) == ladders


def test_names_are_quoted_and_the_rest_counted():
    assert quoted(["a", "b"]) == "“a”, “b”"
    assert quoted(["x" * 99]) == f"“{'x' * 59}…”"
    assert listed([str(n) for n in range(8)], 7).endswith(", 7")
    assert listed([str(n) for n in range(9)], 7).endswith(", 6 and 2 more")


def test_small_numbers_and_dates_are_written_out():
    assert [in_words(n) for n in (1, 12, 13)] == ["one", "twelve", "13"]
    dates = ["2025", "2025-03", "2025-03-09", ""]
    assert [spelled_date(date) for date in dates] == ["2025", "March 2025", "9 March 2025", ""]
