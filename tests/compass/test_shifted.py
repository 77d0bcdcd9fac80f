from __future__ import annotations

import datetime
import itertools
from typing import Any

import pytest

from prepkit.block import Block, Card, Chart, Note, Table
from prepkit.compass.records import (
    Comparison,
    Goal,
    Mirror,
    Motivator,
    Priority,
    Sitting,
    Value,
)
from prepkit.compass.shifted import summarise_shifted
from prepkit.section import Answers
from prepkit.workspace import Audience, Workspace

DAY = datetime.date(2026, 11, 23)
WORDS = ("truthfulness", "craftsmanship", "family", "autonomy", "mentoring", "place")
FIRST = ("2025-11-09", "2025-11-10")


def on(clock: Any, day: str) -> None:
    clock.next = datetime.datetime.fromisoformat(f"{day}T09:00:00+00:00")


def answers(workspace: Workspace, audience: Audience = "me") -> Answers:
    return workspace.answers(as_of=DAY, audience=audience)


def found(workspace: Workspace, audience: Audience = "me") -> list[Block]:
    return summarise_shifted(answers(workspace, audience))


def notes(blocks: list[Block]) -> list[str]:
    return [block.text for block in blocks if isinstance(block, Note)]


def moved(blocks: list[Block]) -> dict[str, list[str]]:
    """Return what the table says has moved, line by line, by section."""
    (table,) = [block for block in blocks if isinstance(block, Table)] or [None]
    return {row[0].text: row[1].text.split("\n") for row in table.rows} if table else {}


def keep(workspace: Workspace, *words: str, pile: str = "keep", visibility: Any = None) -> None:
    for word in words:
        workspace.save(Value, {"value": word, "pile": pile}, id=f"value-{word}",
                       visibility=visibility)  # fmt: skip


def choose(
    workspace: Workspace, order: tuple[str, ...], *, again: int = 0, otherwise: int = 0,
    most: int = 100, visibility: Any = None,
) -> None:  # fmt: skip
    """Choose between all pairs as an order has it, then between some of them once more."""
    pairs = list(itertools.combinations(order, 2))[:most]
    said = [*((pair, "left") for pair in pairs), *((pair, "left") for pair in pairs[:again])]
    for number in range(otherwise):
        said[-1 - number] = (said[-1 - number][0], "right")
    for (left, right), side in said:
        values = {"left": f"value-{left}", "right": f"value-{right}", "choice": side}
        workspace.save(Comparison, values, visibility=visibility)


def test_nothing_at_all_adds_up_to_nothing(workspace: Workspace) -> None:
    workspace.save(Sitting, {})
    workspace.save(Goal, {})
    assert found(workspace) == []
    assert summarise_shifted(Answers({}, DAY)) == []


def test_after_one_sitting_it_is_said_what_will_be_compared(
    workspace: Workspace, clock: Any
) -> None:
    on(clock, FIRST[0])
    keep(workspace, *WORDS)
    keep(workspace, "humour", pile="less")
    workspace.save(Goal, {"goal": "Rust"})
    workspace.save(Goal, {"why": "Rust"})
    on(clock, FIRST[1])
    choose(workspace, WORDS)
    workspace.save(Comparison, {"left": "value-place", "right": "value-family", "choice": "skip"})
    assert notes(found(workspace)) == [
        "One sitting so far: 9–10 November 2025. After four weeks or more, new answers stand "
        "beside what is here now: 6 values, 15 choices between two of them, 1 goal."
    ]


def test_after_one_sitting_its_words_are_shown(workspace: Workspace) -> None:
    workspace.save(Goal, {"goal": "Rust"})
    workspace.save(Sitting, {"on": "2026-11-20", "noticed": "So far"})
    note, card = found(workspace)
    assert isinstance(note, Note) and isinstance(card, Card)
    assert "1 goal." in note.text


def test_a_coach_is_not_told_how_much_there_is(workspace: Workspace) -> None:
    workspace.save(Goal, {"goal": "Rust"}, visibility="coach")
    assert found(workspace, "coach") == []


def two_sittings(workspace: Workspace, clock: Any, order: tuple[str, ...], **more: Any) -> None:
    for day, chosen in ((FIRST[0], WORDS), ("2026-11-20", order)):
        on(clock, day)
        keep(workspace, *WORDS)
        choose(workspace, chosen, **more)


def test_two_sittings_are_named_by_their_days_and_earlier_ones_after_them(
    workspace: Workspace, clock: Any
) -> None:
    on(clock, "2024-05-01")
    workspace.save(Goal, {"goal": "a"})
    for day in (*FIRST, "2026-11-20", "2026-11-22"):
        on(clock, day)
        workspace.save(Goal, {"goal": f"on {day}"}, id="goal-1")
    assert notes(found(workspace))[0].startswith(
        "9–10 November 2025 beside 20–22 November 2026. Before that: 1 May 2024. A rating"
    )
    assert "people vary more than within a day, and only within" in notes(found(workspace))[0]


def test_where_nothing_has_changed_it_is_plainly_said(workspace: Workspace, clock: Any) -> None:
    two_sittings(workspace, clock, WORDS, again=4, otherwise=1)
    said = notes(found(workspace))
    assert said[1] == "Nothing lies outside its grey bar."
    assert said[2].startswith(
        "From 19 and 19 choices between values kept both times. The grey bars come from the number "
        "of choices and how clear they were; they get wider when the same pair was answered "
        "otherwise within a day more often than that explains. Of 8 pairs asked twice within a day "
        "2 were answered otherwise; about "
    )


def test_the_bars_stay_as_they_are_for_whoever_answers_no_less_steadily_than_expected(
    workspace: Workspace, clock: Any
) -> None:
    two_sittings(workspace, clock, WORDS, again=6)
    said = notes(found(workspace))[2]
    assert "Of 12 pairs asked twice within a day none were answered otherwise; about 2" in said
    assert "would be expected from the weights alone, so the bars stay as they are." in said


def test_the_bars_are_said_to_be_wider_by_as_much_as_they_are(
    workspace: Workspace, clock: Any
) -> None:
    two_sittings(workspace, clock, WORDS, again=6, otherwise=5)
    said = notes(found(workspace))[2]
    assert "Of 12 pairs asked twice within a day 10 were answered otherwise; about " in said
    assert "so the bars are 1.3 times as wide." in said


def test_bars_that_are_wider_are_never_said_to_be_so_for_as_many_as_expected(
    workspace: Workspace, clock: Any
) -> None:
    # 5.94 would be expected, which is nearer to 6.
    two_sittings(workspace, clock, WORDS, again=10, otherwise=3)
    assert (
        "6 were answered otherwise; about 5½ would be expected from the weights alone, so the bars "
        "are a little wider."
    ) in notes(found(workspace))[2]


def test_a_value_that_has_turned_round_is_named_and_set_apart(
    workspace: Workspace, clock: Any
) -> None:
    two_sittings(workspace, clock, ("place", *WORDS[:-1]), again=4)
    blocks = found(workspace)
    assert notes(blocks)[1] == ("Outside the grey bar: Place weighs more than last time.")
    (chart,) = [block for block in blocks if isinstance(block, Chart)]
    assert "6 values" in chart.alt and "Place weighs more" in chart.alt
    assert str(chart.spec).count("Place: more than last time") == 2


def test_a_person_who_differs_more_from_themself_is_told_less(
    workspace: Workspace, clock: Any
) -> None:
    two_sittings(workspace, clock, ("place", *WORDS[:-1]), again=6, otherwise=6)
    assert notes(found(workspace))[1].startswith("Nothing lies outside")


def test_without_repeats_it_is_said_that_nothing_is_known_of_them(
    workspace: Workspace, clock: Any
) -> None:
    two_sittings(workspace, clock, WORDS)
    assert (
        "No pair was asked twice within a day, so that is not known." in notes(found(workspace))[2]
    )


def test_a_tie_against_a_side_counts_half(workspace: Workspace, clock: Any) -> None:
    two_sittings(workspace, clock, WORDS, again=2)
    values = {"left": "value-truthfulness", "right": "value-craftsmanship", "choice": "tie"}
    workspace.save(Comparison, values)
    assert (
        "Of 5 pairs asked twice within a day ½ was answered otherwise (a tie against a choice "
        "counts half); about 1"
    ) in notes(found(workspace))[2]


def test_choices_taken_back_do_not_count(workspace: Workspace, clock: Any) -> None:
    two_sittings(workspace, clock, WORDS)
    values = {"left": "value-place", "right": "value-family", "choice": "undone"}
    workspace.save(Comparison, values)
    assert notes(found(workspace))[2].startswith("From 15 and 15 choices between")


@pytest.mark.parametrize(("chosen", "said"), [(4, "4 so far this time"), (0, "none yet this time")])
def test_too_few_choices_are_said_to_be_too_few_with_the_number_needed(
    workspace: Workspace, clock: Any, chosen: int, said: str
) -> None:
    on(clock, FIRST[0])
    keep(workspace, *WORDS)
    choose(workspace, WORDS)
    on(clock, "2026-11-20")
    workspace.save(Goal, {"goal": "Rust"})
    choose(workspace, WORDS, most=chosen)
    blocks = found(workspace)
    assert notes(blocks)[1] == (
        "It takes about 9 choices each time to tell what has moved among the 6 values kept "
        f"both times. There were 15 the last time, and {said}."
    )
    assert not [block for block in blocks if isinstance(block, Chart)]


def test_where_nobody_compared_values_the_last_time_nothing_is_said_of_it(
    workspace: Workspace, clock: Any
) -> None:
    on(clock, FIRST[0])
    keep(workspace, *WORDS)
    on(clock, "2026-11-20")
    choose(workspace, WORDS)
    assert found(workspace) == []


def test_only_values_kept_both_times_are_held_against_each_other(
    workspace: Workspace, clock: Any
) -> None:
    two_sittings(workspace, clock, WORDS, again=2)
    keep(workspace, "family", pile="matters")
    keep(workspace, "humour")
    blocks = found(workspace)
    (chart,) = [block for block in blocks if isinstance(block, Chart)]
    assert "Family" not in str(chart.spec) and "Humour" not in str(chart.spec)
    # Of 15 choices and 2 repeats, 5 choices and a repeat were about Family.
    assert notes(blocks)[2].startswith("From 11 and 11 choices between values kept both times.")
    assert "Of 2 pairs asked twice" in notes(blocks)[2]
    assert moved(blocks)["Values kept"] == ["Newly kept: Humour.", "No longer kept: Family."]


def test_values_kept_are_the_same_when_only_their_words_were_changed(
    workspace: Workspace, clock: Any
) -> None:
    two_sittings(workspace, clock, WORDS)
    workspace.save(Value, {"value": "Being on time", "meaning": "x"}, id="value-place")
    assert "Values kept" not in moved(found(workspace))


def test_ratings_that_moved_far_are_named_and_steps_of_one_counted(
    workspace: Workspace, clock: Any
) -> None:
    for day, given in ((FIRST[0], (2, 3, 1)), ("2026-11-20", (5, 4, 3))):
        on(clock, day)
        workspace.save(Priority, {"area": "Money", "importance": given[0]}, id="priority-1")
        workspace.save(Priority, {"area": "Place", "importance": given[1]}, id="priority-2")
        workspace.save(Motivator, {"pair": "Progress", "drains": given[2]}, id="motivator-1")
    rows = moved(found(workspace))
    assert rows["Priorities"] == ["Money, how much it matters 2 → 5"]
    assert rows["Motivators and drains"] == ["Progress, wears down 1 → 3"]


def test_ratings_that_moved_by_one_step_alone_are_said_not_to_have_shifted(
    workspace: Workspace, clock: Any
) -> None:
    for day, given in ((FIRST[0], 2), ("2026-11-20", 3)):
        on(clock, day)
        workspace.save(Priority, {"area": "Money", "importance": given}, id="priority-1")
    assert moved(found(workspace)) == {"Priorities": ["None by two steps or more."]}


def test_ratings_nobody_touched_are_said_not_to_have_been(workspace: Workspace, clock: Any) -> None:
    on(clock, FIRST[0])
    workspace.save(Priority, {"area": "Money", "importance": 2})
    on(clock, "2026-11-20")
    workspace.save(Motivator, {"pair": "Progress", "gives": 2})
    assert moved(found(workspace)) == {"Priorities": ["Nothing rated otherwise in this sitting."]}


def test_goals_and_questions_looked_at_again_are_told_apart(
    workspace: Workspace, clock: Any
) -> None:
    on(clock, FIRST[0])
    goals = [workspace.save(Goal, {"goal": goal}).id for goal in ("Rust", "Sail", "Run", "Rest")]
    asked = [workspace.save(Mirror, {"question": q, "answer": "a"}).id for q in ("Why?", "How?")]
    on(clock, "2026-11-20")
    for id, still in zip(goals[:3], ("still", "partly", "no"), strict=True):
        workspace.save(Goal, {"still": still, "looked": "2026-11-20"}, id=id)
    for id in asked:
        workspace.save(Mirror, {"still": "still", "looked": "2026-11-20"}, id=id)
    workspace.save(Goal, {"horizon": "5"}, id=goals[0])
    workspace.delete(goals[3])
    workspace.save(Goal, {"goal": "Norwegian"})
    rows = moved(found(workspace))
    assert rows["Mirrors"] == ["Still true: 2 of 2 questions looked at again."]
    assert rows["Goals"] == [
        "New: “Norwegian”.", "Taken off: “Rest”.", "Written otherwise: “Rust”.",
        "Still true: 1 of 3 goals looked at again.", "Partly: “Sail”.", "No longer: “Run”.",
    ]  # fmt: skip


def test_what_was_said_in_an_earlier_sitting_is_not_said_of_this_one(
    workspace: Workspace, clock: Any
) -> None:
    on(clock, "2024-05-01")
    goal = workspace.save(Goal, {"goal": "Rust"})
    on(clock, FIRST[0])
    workspace.save(Goal, {"still": "no", "looked": FIRST[0]}, id=goal.id)
    on(clock, "2026-11-20")
    workspace.save(Goal, {"goal": "Sail"})
    assert moved(found(workspace)) == {"Goals": ["New: “Sail”."]}


def test_the_words_of_each_sitting_come_last_the_oldest_first(
    workspace: Workspace, clock: Any
) -> None:
    two_sittings(workspace, clock, WORDS)
    for day in ("2026-11-20", FIRST[0]):
        workspace.save(Sitting, {"on": day, "noticed": f"*noticed* on {day}"})
    cards = [block for block in found(workspace) if isinstance(block, Card)]
    assert cards == found(workspace)[-2:]
    assert [card.texts[0][1] for card in cards] == [
        "*noticed* on 2025-11-09", "*noticed* on 2026-11-20"]  # fmt: skip


def test_a_coach_is_told_what_is_shown_and_nothing_that_may_be_hidden(
    workspace: Workspace, clock: Any
) -> None:
    for day, rated in ((FIRST[0], 1), ("2026-11-20", 4)):
        on(clock, day)
        keep(workspace, *WORDS, visibility="coach")
        choose(workspace, WORDS, visibility="coach")
        values = {"area": "Money", "importance": rated, "satisfaction": 1 + rated // 4}
        workspace.save(Priority, values, id="priority-1", visibility="coach")
        workspace.save(Priority, values | {"area": "Health"}, id="priority-2")
    keep(workspace, "humour", visibility="coach")
    workspace.save(Goal, {"goal": "Rust"}, visibility="coach")
    blocks = found(workspace, "coach")
    assert [block.type for block in blocks] == ["note", "table"]
    assert moved(blocks) == {"Priorities": ["Money, how much it matters 1 → 4"]}


def test_somebody_who_may_see_nothing_is_shown_nothing(workspace: Workspace, clock: Any) -> None:
    two_sittings(workspace, clock, WORDS)
    workspace.save(Sitting, {"on": FIRST[0], "noticed": "x"})
    assert found(workspace, "share") == []


def test_the_same_answers_say_the_same_whenever_they_are_asked(
    workspace: Workspace, clock: Any
) -> None:
    two_sittings(workspace, clock, ("place", *WORDS[:-1]), again=4)
    assert found(workspace) == found(workspace)
