from __future__ import annotations

import datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from prepkit.block import Card
from prepkit.compass.records import Goal, Mirror, Sitting
from prepkit.compass.timeline import (
    Days,
    apart,
    looks,
    seeds_of_sittings,
    sitting_days,
    timeline,
)
from prepkit.section import Answers, record_id
from prepkit.workspace import Audience, Workspace

DAY = datetime.date(2026, 11, 23)


def on(clock: Any, day: str) -> None:
    clock.next = datetime.datetime.fromisoformat(f"{day}T09:00:00+00:00")


def answers(workspace: Workspace, audience: Audience = "me") -> Answers:
    return workspace.answers(as_of=DAY, audience=audience)


def work(workspace: Workspace, clock: Any, *days: str) -> None:
    """Save something that is remembered on each of the days."""
    for day in days:
        on(clock, day)
        workspace.save(Goal, {"goal": f"goal of {day}"}, id="goal-1")


def titles(cards: list[Card]) -> list[str]:
    return [card.title for card in cards]


@pytest.mark.parametrize(
    ("first", "last", "said"),
    [
        ("2025-11-09", "2025-11-09", "9 November 2025"),
        ("2025-11-09", "2025-11-10", "9–10 November 2025"),
        ("2025-10-30", "2025-11-02", "30 October to 2 November 2025"),
        ("2025-12-30", "2026-01-02", "30 December 2025 to 2 January 2026"),
    ],
)
def test_the_days_of_a_sitting_are_said_without_saying_anything_twice(
    first: str, last: str, said: str
) -> None:
    assert str(Days(datetime.date.fromisoformat(first), datetime.date.fromisoformat(last))) == said


@pytest.mark.parametrize(
    ("end", "said"),
    [
        ("2025-11-10", "0 days"), ("2025-11-11", "1 day"), ("2025-11-23", "13 days"),
        ("2025-11-24", "2 weeks"), ("2026-01-09", "8 weeks"), ("2026-01-10", "2 months"),
        ("2026-11-10", "12 months"), ("2027-11-09", "23 months"), ("2027-11-10", "2 years"),
        ("2027-12-10", "25 months"), ("2028-11-10", "3 years"),
    ],
)  # fmt: skip
def test_the_time_between_is_said_in_whole_steps(end: str, said: str) -> None:
    assert apart(datetime.date(2025, 11, 10), datetime.date.fromisoformat(end)) == said


@given(st.dates(), st.integers(0, 4000))
def test_the_time_between_is_never_said_to_be_longer_than_it_is(
    start: datetime.date, days: int
) -> None:
    if days > (datetime.date.max - start).days:
        days = 0
    number, unit = apart(start, start + datetime.timedelta(days)).split()
    shortest = {"day": 1, "days": 1, "weeks": 7, "months": 28, "years": 365}[unit]
    assert int(number) * shortest <= days


def test_each_sitting_has_its_first_and_its_last_day(workspace: Workspace, clock: Any) -> None:
    work(workspace, clock, "2025-11-09", "2025-11-10", "2026-11-20", "2026-11-22")
    assert list(map(str, sitting_days(answers(workspace)))) == [
        "9–10 November 2025", "20–22 November 2026"]  # fmt: skip
    assert sitting_days(Answers({}, DAY)) == []


def test_a_sitting_has_its_words_in_the_order_of_time(workspace: Workspace, clock: Any) -> None:
    work(workspace, clock, "2025-11-09", "2026-11-20")
    for day, occasion, noticed in (
        ("2026-11-20", "Leith", "It *is* <truth>"), ("2025-11-09", "A bad week", "")
    ):  # fmt: skip
        workspace.save(Sitting, {"on": day, "occasion": occasion, "noticed": noticed})
    first, second = timeline(answers(workspace))
    assert titles([first, second]) == ["9 November 2025", "20 November 2026"]
    assert first.facts == (("What brought me here", "A bad week"),)
    assert second.texts == (("What I notice, in my own words", "It *is* <truth>"),)


def test_what_changed_in_an_earlier_sitting_stands_below_in_own_words(
    workspace: Workspace, clock: Any
) -> None:
    on(clock, "2025-11-09")
    goal = workspace.save(Goal, {"goal": "Rust"})
    mirror = workspace.save(Mirror, {"question": "Why us?", "answer": "a"})
    on(clock, "2026-11-20")
    workspace.save(Sitting, {"on": "2026-11-20", "noticed": "Less"})
    for kind, id in ((Goal, goal.id), (Mirror, mirror.id)):
        values = {"still": "partly", "shifted": f"of {kind.kind}", "looked": "2026-11-20"}
        workspace.save(kind, values, id=id)
    (card,) = timeline(answers(workspace))
    assert card.facts == (("What has changed", "told under Mirrors and Goals"),)
    assert card.texts == (("What I notice, in my own words", "Less"),)
    work(workspace, clock, "2027-03-01")
    (card,) = timeline(answers(workspace))
    assert card.facts == ()
    assert card.texts == (
        ("What I notice, in my own words", "Less"),
        ("Why us? · Partly", "of mirror"),
        ("Rust · Partly", "of goal"),
    )


def test_what_changed_stays_with_the_sitting_in_which_it_was_said(
    workspace: Workspace, clock: Any
) -> None:
    work(workspace, clock, "2024-05-01")
    for day, words in (("2025-11-09", "first"), ("2026-11-20", "second")):
        on(clock, day)
        values = {"still": "still", "shifted": words, "looked": day}
        workspace.save(Goal, values, id="goal-1")
    first, second = timeline(answers(workspace))
    assert (first.title, first.texts[0][1]) == ("9 November 2025", "first")
    assert (second.title, second.texts) == ("20 November 2026", ())
    assert second.facts == (("What has changed", "told under Goals"),)


def test_a_look_keeps_the_name_that_was_looked_at_whatever_it_is_called_since(
    workspace: Workspace, clock: Any
) -> None:
    on(clock, "2025-01-01")
    said = {"goal": "Become a manager", "still": "still", "looked": "2025-01-01"}
    workspace.save(Goal, said, id="goal-1")
    on(clock, "2026-11-20")
    workspace.save(Goal, {"goal": "Become a gardener"}, id="goal-1")
    (look,) = looks(answers(workspace), Goal)
    assert (look.heading, look.said) == ("Become a manager", "Still true")


def test_a_look_that_was_deleted_with_its_goal_is_remembered(
    workspace: Workspace, clock: Any
) -> None:
    work(workspace, clock, "2024-05-01", "2025-11-09")
    workspace.save(Goal, {"still": "no", "shifted": "gone", "looked": "2025-11-09"}, id="goal-1")
    on(clock, "2026-11-20")
    workspace.delete("goal-1")
    assert [look.shifted for look in looks(answers(workspace), Goal)] == ["gone"]
    assert titles(timeline(answers(workspace))) == ["9 November 2025"]


def test_without_a_day_a_look_counts_for_the_day_it_was_saved(
    workspace: Workspace, clock: Any
) -> None:
    work(workspace, clock, "2025-11-09", "2026-11-20")
    workspace.save(Goal, {"still": "no"}, id="goal-1")
    (look,) = looks(answers(workspace), Goal)
    assert (look.on, look.said) == (datetime.date(2026, 11, 20), "No longer")


@pytest.mark.parametrize(
    ("written", "title"),
    [
        ("2025-11-09", "9–10 November 2025"),
        ("2025-11", "9–10 November 2025"),
        ("2026", "20 November 2026"),
        ("2026-11-27", "20 November 2026"),
        ("", "20 November 2026"),
        ("2019", "2019"),
        ("2019-03", "March 2019"),
        ("2019-03-04", "4 March 2019"),
    ],
)
def test_what_was_written_belongs_to_the_sitting_of_its_day(
    workspace: Workspace, clock: Any, written: str, title: str
) -> None:
    work(workspace, clock, "2025-11-09", "2025-11-10", "2026-11-20")
    workspace.save(Sitting, {"on": written, "noticed": "x"})
    assert titles(timeline(answers(workspace))) == [title]


def test_a_day_in_the_middle_of_a_sitting_begins_another_with_its_own_words(
    workspace: Workspace, clock: Any
) -> None:
    work(workspace, clock, "2025-11-09", "2025-11-26")
    workspace.save(Sitting, {"on": "2025-11-26", "noticed": "x"})
    assert titles(timeline(answers(workspace))) == ["26 November 2025"]
    assert len(answers(workspace).began) == 2


def test_a_day_soon_after_a_sitting_began_is_about_that_sitting(
    workspace: Workspace, clock: Any
) -> None:
    work(workspace, clock, "2025-11-09", "2025-11-10")
    workspace.save(Sitting, {"on": "2025-11-10", "noticed": "x"})
    assert titles(timeline(answers(workspace))) == ["9–10 November 2025"]
    assert len(answers(workspace).began) == 1


def test_what_was_written_before_anything_else_has_a_card_of_its_own(workspace: Workspace) -> None:
    workspace.save(Sitting, {"on": "2019", "occasion": "My first job"})
    workspace.save(Sitting, {"occasion": "Today"})
    workspace.save(Sitting, {"on": "2020"})
    assert titles(timeline(answers(workspace))) == ["2019", "20 November 2026"]


def test_a_coach_reads_only_what_is_given_to_the_coach(workspace: Workspace, clock: Any) -> None:
    work(workspace, clock, "2025-11-09", "2026-11-20")
    workspace.save(Sitting, {"on": "2025-11-09", "noticed": "mine"})
    workspace.save(Sitting, {"on": "2026-11-20", "noticed": "ours"}, visibility="coach")
    workspace.save(Goal, {"shifted": "secret", "looked": "2026-11-20"}, id="goal-1")
    assert titles(timeline(answers(workspace, "coach"))) == ["20 November 2026"]
    work(workspace, clock, "2027-03-01")
    assert "secret" in str(timeline(answers(workspace)))
    assert "secret" not in str(timeline(answers(workspace, "coach")))


def test_each_sitting_nobody_wrote_about_is_offered_with_its_day(
    workspace: Workspace, clock: Any
) -> None:
    work(workspace, clock, "2025-11-09", "2025-11-10", "2026-11-20")
    first, second = seeds_of_sittings(answers(workspace))
    assert (first.key, first.values) == ("on-2025-11-09", {"on": "2025-11-09"})
    assert first.why == "You began your compass on 9 November 2025."
    assert second.key == "on-2026-11-20"
    assert second.why == (
        "You worked on your compass again from 20 November 2026 on, after 12 months."
    )


def test_a_sitting_somebody_wrote_about_is_not_offered(workspace: Workspace, clock: Any) -> None:
    work(workspace, clock, "2025-11-09", "2026-11-20")
    workspace.save(Sitting, {"on": "2025-11"})
    (seed,) = seeds_of_sittings(answers(workspace))
    assert seed.key == "on-2026-11-20"
    workspace.save(Sitting, seed.values, id=record_id(Sitting, "", seed.key))
    assert seeds_of_sittings(answers(workspace)) == []


def test_keeping_what_is_offered_begins_no_other_sitting(workspace: Workspace, clock: Any) -> None:
    work(workspace, clock, "2025-11-09", "2025-11-10", "2026-11-20")
    before = answers(workspace).began
    for seed in seeds_of_sittings(answers(workspace)):
        workspace.save(Sitting, seed.values)
    assert answers(workspace).began == before


def test_nothing_saved_offers_nothing() -> None:
    assert seeds_of_sittings(Answers({}, DAY)) == []
    assert timeline(Answers({}, DAY)) == []
