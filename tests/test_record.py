"""Records: what fits a field, what is kept of what does not, and how values are shown."""

from __future__ import annotations

import datetime
from typing import Any, ClassVar

import pytest
from hypothesis import given
from hypothesis import strategies as st

from prepkit.chapters import record_classes
from prepkit.compass.records import Priority, Value
from prepkit.dates import date_span, full_date
from prepkit.errors import InvalidRecordError
from prepkit.fields import (
    LONGEST_TEXT,
    Option,
    choice,
    choices,
    date,
    is_empty,
    ladder,
    long_text,
    number,
    rating,
    reference,
    scales,
    tags,
    text,
)
from prepkit.record import Layer, Origin, Record
from prepkit.retrospective.records import Project

COLOURS = (Option("r", "Red"), Option("g", "Green"))


class Thing(Record):
    """One field of every sort."""

    kind: ClassVar[str] = "thing"
    singular: ClassVar[str] = "thing"
    plural: ClassVar[str] = "things"
    layer: ClassVar[Layer] = "person"
    title_field: ClassVar[str] = "name"

    name: str = text("Name", "What it is called.", core=True)
    story: str = long_text("Story", words=40)
    colour: str = choice("Colour", options=COLOURS)
    mood: str = choice("Mood", options=COLOURS, open=True)
    colours: tuple[str, ...] = choices("Colours", options=COLOURS)
    words: tuple[str, ...] = tags("Words")
    day: str = date("Day")
    minutes: int | None = number("Minutes", unit="minutes", most=100)
    feeling: int | None = rating("Feeling", low="bad", high="good")
    friend: str = reference("Friend", target="thing")
    friends: tuple[str, ...] = reference("Friends", target="thing", many=True)
    steps: tuple[str, ...] = ladder("Why?", "A few words.", ask="And why?", longest=3)
    gauges: tuple[tuple[str, int], ...] = scales("Gauges", "One by one.", options=COLOURS)
    still: str = choice("Still?", options=COLOURS, again=True)
    since: str = date("Since", hidden=True)


NINE = datetime.datetime(2026, 11, 20, 9, tzinfo=datetime.UTC)
ORIGIN = Origin("thing-1", "", "f" * 64, NINE, "me", "private")

typed = st.text(st.characters(exclude_categories=["Cs"]), max_size=30)
days = st.dates(datetime.date(1, 1, 1)).map(datetime.date.isoformat)
bodies = st.fixed_dictionaries(
    {},
    optional={
        "name": typed,
        "story": typed,
        "colour": st.sampled_from(["", "r", "g"]),
        "mood": typed,
        "colours": st.lists(st.sampled_from("rg")),
        "words": st.lists(typed, max_size=4),
        "day": days | days.map(lambda day: day[:7]) | days.map(lambda day: day[:4]),
        "minutes": st.none() | st.integers(0, 100),
        "feeling": st.none() | st.integers(1, 5),
        "friend": typed,
        "friends": st.lists(typed, max_size=4),
        "steps": st.lists(typed, max_size=3),
        "gauges": st.lists(
            st.tuples(typed, st.integers(1, 5)).map(list),
            max_size=3,
            unique_by=lambda pair: pair[0],
        ),
    },
)
json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | typed,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(typed, inner, max_size=3),
    max_leaves=6,
)


def problems(**values: Any) -> dict[str, str]:
    with pytest.raises(InvalidRecordError) as caught:
        Thing.checked(values)
    assert "\n" not in str(caught.value)
    return caught.value.problems


def test_a_record_with_nothing_in_it_is_fine_and_every_field_is_empty() -> None:
    thing = Thing.checked({})
    assert [name for name in thing.body() if thing.filled(name)] == []


def test_every_record_class_of_the_chapters_may_be_empty_and_has_a_title_field() -> None:
    classes = record_classes()
    assert len(classes) >= 10
    for kind in classes.values():
        empty = kind.checked({})
        assert empty.heading == f"(untitled {kind.singular})"
        assert kind.title_field in kind.model_fields


@given(bodies)
def test_what_fits_comes_back_as_it_was_given(body: dict[str, Any]) -> None:
    # Nothing but blanks is no choice.
    body |= {name: "" for name in ("mood", "friend") if not body.get(name, "x").strip()}
    if not any(map(str.strip, body.get("friends", ["x"]))):
        body["friends"] = []
    stored = Thing.checked(body).body()
    assert {name: stored[name] for name in body} == body


@given(st.dictionaries(st.sampled_from(list(Thing.model_fields)), json_values))
def test_checked_accepts_whatever_read_gives_back(body: dict[str, Any]) -> None:
    record = Thing.read(body, ORIGIN)
    assert Thing.checked(record.body()).body() == record.body()


@given(st.dictionaries(st.sampled_from(list(Thing.model_fields)), json_values))
def test_read_keeps_what_no_longer_fits_as_it_was_stored(body: dict[str, Any]) -> None:
    unread = Thing.read(body, ORIGIN).origin.unread or {}
    assert unread == {name: body[name] for name in unread}
    read = Thing.checked({name: body[name] for name in body if name not in unread})
    assert read.body() == Thing.read(body, ORIGIN).body()


def test_every_problem_is_told_at_once_by_field() -> None:
    found = problems(colour="blue", day="soon", minutes=101, feeling=0, nmae="x")
    assert found == {
        "nmae": "no such field: did you mean 'name'?",
        "colour": "no option 'blue': known are r, g",
        "day": "not a date: 'soon': write 2026, 2026-11 or 2026-11-23",
        "minutes": "101 is not between 0 and 100",
        "feeling": "0 is not between 1 and 5",
    }


@pytest.mark.parametrize(
    ("field", "value", "said"),
    [
        ("name", 7, "a text is wanted"),
        ("words", "one", "a list is wanted"),
        ("minutes", "many", "a whole number is wanted"),
        ("minutes", 1.5, "a whole number is wanted"),
        ("name", "half \ud83d", "holds half a character"),
        ("words", ["half \ud83d"], "holds half a character"),
        ("steps", ["half \ud83d"], "holds half a character"),
        ("steps", "one", "a list is wanted"),
        ("steps", ["1", "2", "3", "4"], "4 steps: 3 at most"),
        ("steps", [""] * 4, "4 steps: 3 at most"),
        ("colours", ["r", "blue"], "no option 'blue'"),
        ("story", "x" * (LONGEST_TEXT + 1), "longer than 200,000 characters (200,001)"),
        ("words", ["x" * (LONGEST_TEXT + 1)], "longer than 200,000 characters (200,001)"),
    ],
)
def test_a_value_of_the_wrong_sort_is_told_in_words(field: str, value: Any, said: str) -> None:
    assert problems(**{field: value})[field].startswith(said)


def test_a_text_of_nothing_but_blanks_may_not_be_endless_either() -> None:
    assert "longer than" in problems(story="\n" * (LONGEST_TEXT + 1))["story"]


@pytest.mark.parametrize("field", ["colour", "day"])
def test_blanks_are_no_option_and_no_date(field: str) -> None:
    assert Thing.checked({field: "  "}).body()[field] == ""


def test_the_longest_text_fits() -> None:
    assert len(Thing.checked({"story": "é" * LONGEST_TEXT}).story) == LONGEST_TEXT


def test_an_open_choice_takes_words_of_ones_own() -> None:
    thing = Thing.checked({"mood": "like a Monday"})
    assert thing.show("mood") == "like a Monday"


@pytest.mark.parametrize("value", ["", "2026", "2026-11", "2026-11-23", "2024-02-29", "0001"])
def test_a_date_is_a_year_a_month_or_a_day(value: str) -> None:
    assert Thing.checked({"day": value}).day == value


@pytest.mark.parametrize(
    "value",
    ["0000", "26", "2026-13", "2026-00", "2026-02-29", "2026-11-31", "2026-1", "2026-11-23 ",
     "2026\n", "20261123", "2026-W47", "23.11.2026", "२०२६", "２０２６-11-23", "-2026", "next May"],
)  # fmt: skip
def test_what_is_no_date_is_refused(value: str) -> None:
    assert repr(value) in problems(day=value)["day"]


@given(typed | st.text("0123456789-W", max_size=10))
def test_what_date_functions_make_of_a_stored_value_never_fails(value: str) -> None:
    day = Thing.read({"day": value}, ORIGIN).day
    assert (date_span(day) is None) == is_empty(day)
    assert full_date(day) in (None, *(date_span(day) or ()))


def test_values_are_shown_as_words_not_keys() -> None:
    thing = Thing.checked(
        {"name": "Kite", "colour": "r", "colours": ["g", "r"], "words": ["up", "away"],
         "minutes": 0, "feeling": 4}
    )  # fmt: skip
    shown = [thing.show(name) for name in ("colour", "colours", "words", "minutes", "feeling")]
    assert shown == ["Red", "Green, Red", "up, away", "0 minutes", "4 of 5"]
    assert thing.heading == "Kite"
    assert Thing.checked({"words": ["Mara Lind, head", "Jo"]}).show("words") == (
        "Mara Lind, head; Jo"
    )


@pytest.mark.parametrize(
    ("steps", "shown"),
    [((), ""), (("", " "), ""), (("one",), "one"), (("one", "", "a, b"), "one → a, b")],
)
def test_a_ladder_is_shown_as_one_line_without_the_steps_that_are_empty(
    steps: tuple[str, ...], shown: str
) -> None:
    thing = Thing.checked({"steps": steps})
    assert thing.show("steps") == shown
    assert (thing.filled("steps"), thing.steps) == (bool(shown), steps)


def test_steps_written_from_right_to_left_are_each_kept_apart_and_others_stay_plain() -> None:
    shown = Thing.checked({"steps": ("תכלס: I was tired", "", "מספיק, so")}).show("steps")
    assert shown == "\u200e\u2066תכלס: I was tired\u2069 → \u2067מספיק, so\u2069"
    assert Thing.checked({"steps": ("别人", "tired")}).show("steps") == "别人 → tired"


@pytest.mark.parametrize(
    ("count", "shown"), [(0, "0 hours a week"), (1, "1 hour a week"), (2, "2 hours a week")]
)
def test_one_of_a_unit_is_shown_as_one(count: int, shown: str) -> None:
    assert Priority.checked({"hours": count}).show("hours") == shown
    people = Project.checked({"team_size": count}).show("team_size")
    assert people == f"{count} {'person' if count == 1 else 'people'}"


def test_what_is_rated_one_by_one_is_shown_with_its_words_and_steps() -> None:
    thing = Thing.checked({"gauges": [["g", 4], ["night shifts", 1]]})
    assert thing.gauges == (("g", 4), ("night shifts", 1))
    assert thing.show("gauges") == "Green 4, night shifts 1"
    assert not Thing.checked({"gauges": []}).filled("gauges")


def test_of_two_ratings_of_one_thing_the_last_one_counts() -> None:
    assert Thing.checked({"gauges": [["r", 2], ["g", 3], ["r", 5]]}).gauges == (("r", 5), ("g", 3))


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ([["r", 6]], "6 is not between 1 and 5"),
        ([["r", 0]], "0 is not between 1 and 5"),
        ([["\ud800", 2]], "holds half a character"),
        ([["r", None]], "a whole number is wanted"),
        ([["r"]], "Field required"),
        (["r"], "a list is wanted"),
    ],
)
def test_a_rating_that_does_not_fit_is_told_in_words(given: list[Any], said: str) -> None:
    assert problems(gauges=given)["gauges"].startswith(said)


def test_most_records_note_nothing_beside_what_was_typed() -> None:
    assert Thing.noted({"name": "a"}, None, datetime.date(2026, 11, 23)) == {}


def test_a_field_says_what_is_asked_for_each_step_whether_anew_and_whether_at_all() -> None:
    steps = Thing.spec("steps")
    assert (steps.kind, steps.title, steps.help) == ("ladder", "Why?", "A few words.")
    assert (steps.ask, steps.longest) == ("And why?", 3)
    assert [spec.name for spec in Thing.specs() if spec.again] == ["still"]
    assert [spec.name for spec in Thing.specs() if spec.hidden] == ["since"]


def test_a_record_is_listed_unless_its_class_says_otherwise() -> None:
    assert Thing().is_listed
    listed = [
        pile for pile in ("", "keep", "matters", "less", "back") if Value(pile=pile).is_listed
    ]
    assert listed == ["", "keep"]


@pytest.mark.parametrize("value", [None, (), "", "  \n\t", ("",), ("", " ")])
def test_nothing_and_blanks_are_no_answer(value: Any) -> None:
    assert is_empty(value)


@pytest.mark.parametrize("value", [0, False, "0", ("", "0")])
def test_zero_is_an_answer(value: Any) -> None:
    assert not is_empty(value)


def test_title_and_help_of_a_field_are_what_was_typed_once() -> None:
    spec = Thing.spec("name")
    assert (spec.title, spec.help, spec.kind, spec.core) == (
        "Name", "What it is called.", "text", True,
    )  # fmt: skip
    assert [spec.name for spec in Thing.specs()] == list(Thing.model_fields)


def test_asking_for_a_field_that_is_not_there_suggests_the_nearest() -> None:
    with pytest.raises(InvalidRecordError, match="no such field: did you mean 'story'"):
        Thing.spec("storry")


def test_a_record_never_saved_has_no_origin() -> None:
    with pytest.raises(AttributeError, match="this thing was never saved"):
        _ = Thing().id


def test_a_record_cannot_be_changed_in_place() -> None:
    with pytest.raises(ValueError, match="frozen"):
        Thing(name="a").name = "b"  # type: ignore[misc]
