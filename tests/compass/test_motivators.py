"""Motivators and drains: strongest first, with the last time of each, and what has moved."""

import datetime

import pytest

from prepkit.block import Chart, Note, Table
from prepkit.compass.motivators import (
    PAIRS,
    SIDES,
    motivators_of,
    side,
    summarise_motivators,
)
from prepkit.compass.records import Motivator
from prepkit.section import Answers

DAY = datetime.date(2026, 11, 23)
BEFORE, NOW = (datetime.datetime(year, 11, 9, 9, tzinfo=datetime.UTC) for year in (2025, 2026))
ASKED = [prompt.title for prompt in PAIRS]
GIVES, DRAINS = zip(*(SIDES[title] for title in ASKED), strict=True)


@pytest.fixture
def pair(workspace):
    def save(place, **values):
        visibility = values.pop("visibility", None)
        values = {"pair": ASKED[place]} | values
        return workspace.save(Motivator, values, id=f"motivator-{place}", visibility=visibility)

    return save


@pytest.fixture
def blocks(workspace):
    return lambda **more: summarise_motivators(workspace.answers(**{"as_of": DAY} | more))


def of(blocks, kind):
    return [block for block in blocks if isinstance(block, kind)]


def notes(blocks):
    return [block.text for block in of(blocks, Note)]


def rows(blocks):
    (table,) = of(blocks, Table)
    return [[cell.text for cell in row] for row in table.rows]


def marks(blocks):
    """Return how many earlier ratings are marked in the chart."""
    return len(of(blocks, Chart)[0].spec["layer"][3]["data"]["values"])


def test_nothing_adds_up_to_nothing(pair, blocks):
    assert summarise_motivators(Answers({}, DAY)) == []
    pair(0)
    assert blocks() == []


def test_the_strongest_pairs_come_first_else_they_stand_as_asked(pair, workspace):
    pair(3, gives=2, drains=2)
    pair(2, gives=4, drains=1)
    pair(1, gives=1, drains=5)
    pair(4, gives=4, drains=3)
    pair(0, gives=2, drains=2)
    pair(5, gave="x")
    found = motivators_of(workspace.answers(as_of=DAY))
    assert [one.heading for one in found] == [ASKED[n] for n in (1, 4, 2, 0, 3, 5)]


def test_what_is_rated_stands_in_the_chart_and_everything_in_the_table(pair, blocks):
    pair(0, gives=5, gave="the parser", gave_on="2026-11-09", drains=2, drained_on="2026-10")
    pair(1, drains=3)
    pair(2, drained="Mondays")
    found = blocks()
    assert [block.type for block in found] == ["chart", "table"]
    assert rows(found) == [
        [ASKED[0], "5", "the parser\n9 November 2026", "2", "October 2026"],
        [ASKED[1], "–", "", "3", ""],
        [ASKED[2], "–", "", "–", "Mondays"],
    ]
    assert found[0].alt == f"Two ratings for 2 pairs. 4 or 5 for energy: “{GIVES[0]}”."


def test_pairs_without_a_rating_have_a_table_and_no_chart(pair, blocks):
    pair(0, gave="the parser")
    assert [block.type for block in blocks()] == ["table"]


@pytest.mark.parametrize(
    ("gives", "gave_on", "as_of", "told"),
    [
        (5, "2024", DAY, "2024"),
        (4, "2025-10", DAY, "October 2025"),
        (4, "2025-11-23", DAY, "23 November 2025"),
        (4, "2025-11-24", DAY, ""),
        (4, "2025-11", DAY, ""),
        (5, "2025", DAY, ""),
        (3, "2019", DAY, ""),
        (5, "2023-02-28", datetime.date(2024, 2, 29), "28 February 2023"),
    ],
)
def test_a_strong_motivator_is_named_when_all_of_its_date_is_a_year_ago(
    pair, blocks, gives, gave_on, as_of, told
):
    pair(0, gives=gives, gave="x", gave_on=gave_on)
    text = "Gives a great deal of energy, and last did a year or more ago: “{}” ({})."
    assert notes(blocks(as_of=as_of)) == ([text.format(GIVES[0], told)] if told else [])


def test_a_strong_motivator_without_a_last_time_is_named_to_the_person_alone(pair, blocks):
    pair(0, gives=5, visibility="coach")
    pair(1, gives=4, gave="last week", visibility="coach")
    pair(2, gives=3, visibility="coach")
    assert notes(blocks()) == [
        f"Gives a great deal of energy, with no last time named yet: “{GIVES[0]}”."
    ]
    assert notes(blocks(audience="coach")) == []


@pytest.mark.parametrize(
    ("drains", "on", "is_told"),
    [
        (4, "2026-11-23", True),
        (5, "2026-08-23", True),
        (5, "2026-08-22", False),
        (5, "2026-09", True),
        (5, "2026", False),
        (5, "2026-12", False),
        (3, "2026-11", False),
    ],
)
def test_a_strong_drain_is_named_when_all_of_its_date_is_in_the_last_months(
    pair, blocks, drains, on, is_told
):
    pair(0, drains=drains, drained_on=on)
    start = f"Wears down a great deal, and did in the last three months: “{DRAINS[0]}” ("
    assert [note.startswith(start) for note in notes(blocks())] == ([True] if is_told else [])


def test_the_first_days_of_all_time_have_no_year_before_them(pair, blocks):
    pair(0, gives=5, gave="x", gave_on="0001-01", drains=5, drained_on="0001-01-01")
    assert [note[:10] for note in notes(blocks(as_of=datetime.date(1, 1, 2)))] == ["Wears down"]


def test_in_a_second_sitting_what_moved_stands_beside_what_it_was(pair, clock, blocks):
    clock.next = BEFORE
    pair(0, gives=2, drains=3)
    pair(1, gives=3, drains=3)
    assert "→" not in str(rows(blocks()))
    clock.next = NOW
    pair(0, gives=5, gave="x", drains=4)
    found = blocks()
    assert [row[:4:3] + row[1:2] for row in rows(found)] == [
        [ASKED[0], "3 → 4", "2 → 5"], [ASKED[1], "3", "3"]]  # fmt: skip
    assert marks(found) == 2
    assert "as it was on 9 November 2025" in str(of(found, Chart)[0].spec)


def test_a_step_of_one_is_counted_and_not_called_a_shift(pair, clock, blocks):
    clock.next = BEFORE
    pair(0, gives=2, drains=3)
    pair(1, gives=2)
    clock.next = NOW
    pair(0, gives=4, gave="x", drains=2)
    (note,) = notes(blocks())
    assert note.startswith(f"Moved by two steps or more: {GIVES[0]} 2 → 4. By one step: 1 rating;")
    pair(0, gives=3)
    assert notes(blocks())[0].startswith("No rating has moved by two steps or more.")


def test_nothing_is_said_to_have_moved_before_anything_is_rated_again(pair, clock, blocks):
    clock.next = BEFORE
    pair(0, gives=2)
    before = blocks()
    clock.next = NOW
    assert blocks() == before
    assert notes(before) == []


def test_what_was_private_the_last_time_is_not_held_against_for_a_coach(pair, clock, blocks):
    clock.next = BEFORE
    pair(0, gives=1)
    clock.next = NOW
    pair(0, gives=5, gave="x", visibility="coach")
    assert "1 → 5" in str(blocks())
    found = blocks(audience="coach")
    assert rows(found)[0][1] == "5"
    assert "two steps" not in str(found)


def test_any_script_and_any_length_is_shown_as_typed(pair, blocks):
    long = "word " * 300 + "end"
    pair(0, pair="别人可以依靠我，或者不能", gives=5, gave=long)
    pair(1, pair="ثقة أو سياسة", drains=5, drained="<b>", drained_on="2026-11")
    found = blocks()
    assert rows(found)[0] == ["别人可以依靠我，或者不能", "5", long, "–", ""]
    assert rows(found)[1][4] == "<b>\nNovember 2026"
    assert "“ثقة أو سياسة” (November 2026)" in notes(found)[0]


def test_twelve_pairs_fit_into_one_picture(pair, blocks):
    for place in range(12):
        pair(place, gives=place % 5 + 1, drains=5 - place % 5)
    found = blocks()
    assert len(rows(found)) == 12
    assert of(found, Chart)[0].spec["height"] < 450


def test_a_side_is_called_by_itself_and_a_pair_of_one_s_own_by_its_title(pair):
    known, own = pair(8, gives=1), pair(0, pair="Tea, or no tea", gives=1)
    assert (side(known, "gives"), side(known, "drains")) == (
        "Recognition that fits", "Recognition that does not fit")  # fmt: skip
    assert side(own, "gives") == side(own, "drains") == "Tea, or no tea"


def test_a_shift_of_a_pair_of_one_s_own_says_which_side_it_is(pair, clock, blocks):
    clock.next = BEFORE
    pair(0, pair="Tea, or no tea", gives=1, drains=1)
    clock.next = NOW
    pair(0, pair="Tea, or no tea", gives=3, drains=4)
    assert notes(blocks())[0].startswith(
        "Moved by two steps or more: Tea, or no tea, gives energy 1 → 3; "
        "Tea, or no tea, wears down 1 → 4."
    )


def test_arrows_are_explained_only_where_there_are_any(pair, clock, blocks):
    clock.next = BEFORE
    pair(0, gives=2)
    clock.next = NOW
    pair(0, gives=2, gave="x → y")
    assert "→" not in of(blocks(), Table)[0].caption
    pair(0, gives=3)
    assert of(blocks(), Table)[0].caption.endswith("last time → this time")
