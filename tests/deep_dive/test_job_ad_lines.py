"""Lines and sentences of a job ad: what mail, web and word processors did to them is undone."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from prepkit.deep_dive.job_ad_lines import lines, parts, sentences


def shown(ad: str) -> list[tuple[str, str]]:
    return [(line.mark, line.text) for line in lines(ad)]


@pytest.mark.parametrize(
    "bullet",
    ["-", "*", "•", "–", "—", "‣", "·", "▪", "◦", "●", "➤", "✓", "✅", "\uf0b7", "1.", "12)", "(3)",
     "a)", "(b)", "iv.", "1️⃣", "👩‍💻", "[ ]", "[x]", "o\t", "- ✔", "•\u00a0"],
)  # fmt: skip
def test_a_bullet_is_taken_off(bullet: str) -> None:
    (line,) = lines(f"   {bullet} Peel onions")
    assert line.text == "Peel onions"
    assert line.mark


@pytest.mark.parametrize("text", ["A clean licence", "5 years", "2.5 days", "I peel", "C# or Java"])
def test_what_is_no_bullet_stays(text: str) -> None:
    assert shown(text) == [("", text)]


def test_html_left_over_becomes_lines_and_other_angle_brackets_stay() -> None:
    ad = "<h2>Task</h2><ul class='x'><li>Sort a List&lt;T&gt;</li><li>Fish&nbsp;&amp; chips</ul>End"
    assert shown(ad) == [
        ("", "Task"), ("•", "Sort a List<T>"), ("•", "Fish & chips"), ("", "End"),
    ]  # fmt: skip


def test_lines_broken_by_a_mail_program_are_put_together() -> None:
    ad = """
> We also want somebody who can find a bus in the dark and
> who does not mind that the last one leaves at six in the
> evening.
>
> - Patience with the timetable and with the people who have
>   to live by it
> - A coat
"""
    assert shown(ad) == [
        ("", "We also want somebody who can find a bus in the dark and who does not mind that the "
             "last one leaves at six in the evening."),
        ("-", "Patience with the timetable and with the people who have to live by it"),
        ("-", "A coat"),
    ]  # fmt: skip


def test_a_list_without_bullets_is_not_put_together() -> None:
    ad = "Open the shop and count the till every morning\nPlan shifts\nTalk to suppliers\nClose"
    assert len(lines(ad)) == 4


def test_a_bullet_on_a_line_of_its_own_belongs_to_the_next() -> None:
    assert shown("•\nPeel onions\n\n•\n\nFry them") == [("•", "Peel onions"), ("•", "Fry them")]


@pytest.mark.parametrize("text", ["# Tasks", "**Tasks**", "__Tasks__", "TASKS", "<h3>Tasks</h3>"])
def test_a_heading_is_known_by_its_looks(text: str) -> None:
    (line,) = lines(text)
    assert line.titled
    assert line.text.casefold() == "tasks"


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Cook. Clean! Sing?", ["Cook.", "Clean!", "Sing?"]),
        (
            "Tell people, e.g. a tenant, why. Then go.",
            ["Tell people, e.g. a tenant, why.", "Then go."],
        ),
        ("Bau von Teilen, z. B. Gurten. Ende.", ["Bau von Teilen, z. B. Gurten.", "Ende."]),
        ("Klasse B. Sie fahren 35 h. Immer.", ["Klasse B.", "Sie fahren 35 h.", "Immer."]),
        ("Ask Dr. Okwu. She knows.", ["Ask Dr. Okwu.", "She knows."]),
        ("料理する。掃除する。", ["料理する。", "掃除する。"]),
        ("", []),
    ],
)
def test_a_full_stop_ends_a_sentence_but_not_a_shortened_word(text: str, found: list[str]) -> None:
    assert list(sentences(text)) == found


@given(st.text("ab. Z!?…;()\n", max_size=80))
def test_sentences_and_parts_lose_nothing(text: str) -> None:
    assert "".join("".join(sentences(text)).split()) == "".join(text.split())
    assert ";".join(parts(text)) == text


def test_brackets_hold_parts_together() -> None:
    assert list(parts("a van (red; blue); a map")) == ["a van (red; blue)", " a map"]


def test_underscores_inside_a_line_are_the_ads_own() -> None:
    assert [line.text for line in lines("- You read __init__ and snake__case")] == [
        "You read __init__ and snake__case"
    ]
