"""Tensions: where the two mirrors part, as questions with the person's own words and counts."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Sequence
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from prepkit.brief.leanings import Leaning
from prepkit.brief.sides import Said, Sides, Sign, sides
from prepkit.brief.tensions import MOST, tensions
from prepkit.compass.records import Value
from prepkit.names import is_safe_id
from prepkit.record import Origin
from prepkit.retrospective.records import Energy, Project
from prepkit.section import Answers
from prepkit.workspace import Workspace

DAY = datetime.date(2026, 11, 23)
NOW = datetime.datetime(2026, 11, 20, 9, tzinfo=datetime.UTC)

Make = Callable[..., Any]


def asked(workspace: Workspace, leanings: Sequence[Leaning] = ()) -> dict[str, str]:
    """Return the questions by their keys."""
    seeds = tensions(sides(workspace.answers(as_of=DAY)), leanings)
    return {seed.key: seed.values["question"] for seed in seeds}


def test_nothing_parts_while_one_mirror_is_empty(
    workspace: Workspace, keep: Make, lived: Make
) -> None:
    assert tensions(sides(Answers({}, DAY))) == []
    keep("humour", top=("family",))
    assert asked(workspace) == {}


def test_what_is_done_without_being_said_is_asked_about_too(
    workspace: Workspace, lived: Make, keep: Make
) -> None:
    lived("Mill", "For the money.", started="2001")
    lived("Shop", "They paid better.", started="2002")
    assert asked(workspace) == {}
    keep("humour")
    assert asked(workspace)["often-pay"] == (
        "“Pay” is read in 2 of 2 reasons for a move: “For the money” (Mill); “paid better” (Shop). "
        "No value kept speaks for it. What did the money buy each time: safety, time, or being "
        "taken seriously?"
    )


def test_what_a_kept_value_speaks_for_is_no_surprise(
    workspace: Workspace, lived: Make, keep: Make
) -> None:
    lived("Mill", "For the money.")
    lived("Shop", "They paid better.")
    keep("income")
    assert "often-pay" not in asked(workspace)


def test_a_top_value_that_no_move_names_is_asked_about(
    workspace: Workspace, lived: Make, keep: Make
) -> None:
    keep("humour", "rest", top=("family",))
    for place, move in enumerate(("For the money.", "To learn.", "The contract ended.")):
        lived(f"Job {place}", move)
    assert asked(workspace)["unnamed-family"] == (
        "“Family” is in the top band. Words were found in all 3 reasons for a move, and none of "
        "them speak for it. Was it there unnamed, or what would have had to happen for "
        "it to decide a move?"
    )
    lived("Job 3", "My father was ill.")
    assert "unnamed-family" not in asked(workspace)


def test_nothing_is_called_absent_where_the_words_cannot_be_read(
    workspace: Workspace, lived: Make, keep: Make
) -> None:
    keep("humour", "rest", top=("family",))
    for place in range(8):
        lived(f"Stelle {place}", "Ich wollte mehr Zeit für die Kinder.")
    lived("Job 1", "For the money.")
    lived("Job 2", "To learn.")
    lived("Job 3", "The contract ended.")
    assert not [key for key in asked(workspace) if key.startswith("unnamed")]


def test_what_matters_and_led_to_places_that_took_energy_is_asked_about(
    workspace: Workspace, lived: Make, keep: Make
) -> None:
    keep("income")
    lived("Mill", "For the money.", 1)
    assert asked(workspace) == {
        "drained-income": "“Income” is a value kept. It comes up in the reasons for starting or "
        "leaving “Mill” (“For the money”; energy 1 of 5). What was missing there, or what took "
        "more than it gave?"
    }
    lived("Shop", "They paid better.", 4)
    assert "drained-income" not in asked(workspace)


def test_the_lack_that_drove_somebody_away_is_no_contradiction(
    workspace: Workspace, lived: Make, keep: Make
) -> None:
    keep("variety")
    lived("Mill", "I left because it was boring.", 1)
    assert asked(workspace) == {}


def test_the_scene_of_the_highest_energy_is_quoted_and_not_read(
    workspace: Workspace, lived: Make, keep: Make
) -> None:
    keep("family")
    lived("Mill", "", 2, "Rain on the roof.")
    project = lived("Ward", "", 5, "My father on the roof, the belt running, nobody talking.")
    ((key, question),) = asked(workspace).items()
    assert key == f"moment-{project.id}"
    assert "“Ward” gave energy 5 of 5: “My father on the roof" in question


def test_endings_nobody_chose_are_asked_about_from_three_on(
    workspace: Workspace, lived: Make, keep: Make
) -> None:
    keep("place")
    for place in range(3):
        assert "often-ended" not in asked(workspace)
        lived(f"Job {place}", "The contract ran out.")
    question = asked(workspace)["often-ended"]
    assert "in 3 of 3 reasons" in question
    assert "No value kept" not in question


def test_teams_that_lean_the_other_way_are_held_against_values(
    workspace: Workspace, lived: Make, keep: Make
) -> None:
    keep("autonomy")
    lived("Mill", energy=3)
    told = "energy 4.2 with less (1 to 2) in 5 projects, 2.0 with more (4) in 4 projects"
    against = Leaning("decision_rights", "Decision rights", (), ("autonomy",), told)
    felt = Leaning("user_contact", "User contact", ("service", "care"), (), told)
    kept = Leaning("technical_freedom", "Freedom of method", ("autonomy",), (), told)
    found = asked(workspace, [against, felt, kept])
    assert list(found) == ["against-decision-rights", "felt-user-contact"]
    assert all(told in question for question in found.values())


def test_an_attribute_of_ones_own_is_asked_about_unless_a_value_has_its_name(
    workspace: Workspace, lived: Make, keep: Make
) -> None:
    keep("autonomy")
    lived("Mill", energy=3)
    own = Leaning("Singing at work", "Singing at work", ("Singing at work",), (), "told", True)
    ((key, question),) = asked(workspace, [own]).items()
    assert key.startswith("felt-own-")
    assert question == (
        "“Singing at work”: told. It is worded freely, so it is set beside no value. Which value "
        "is behind it, one of those kept or one that is missing there?"
    )
    workspace.save(Value, {"value": "Singing at work", "pile": "keep"}, id="value-own-song")
    assert asked(workspace, [own]) == {}


def saved(kind: type[Any], values: dict[str, Any], id: str) -> Any:
    return kind.read(values, Origin(id, "", id, NOW, "me", "private"))


TEXTS = st.sampled_from([
    "For the money, and to learn.", "The contract ended.", "Пауза", "my father", "bored",
    "they asked me", "a friend, the team, the politics", "passed over; unfair; £400",
])  # fmt: skip
SIGNS = st.builds(
    lambda place, energy, text: (
        saved(Project, {"title": f"Job {place}", "move": text}, f"p{place}"),
        saved(Energy, {"project": f"p{place}", "energy": energy, "moment": text}, f"e{place}"),
    ),
    st.integers(0, 9), st.integers(1, 5), TEXTS,
)  # fmt: skip


@given(
    st.lists(SIGNS, max_size=10, unique_by=lambda one: one[0].id),
    st.sets(st.sampled_from(["family", "income", "fair_reward", "humour", "variety", "growth"])),
)
def test_there_are_few_questions_each_with_a_key_of_its_own_and_addressed_to_nobody(
    lives: list[tuple[Project, Energy]], values: set[str]
) -> None:
    said = tuple(Said(key, key, None, True, ()) for key in sorted(values))
    signs = {"pay": tuple(Sign(p, ("money",), e.energy) for p, e in lives)} if lives else {}
    projects = tuple(p for p, _ in lives)
    seeds = tensions(Sides(said, signs, {}, projects, (), tuple(lives)))
    assert len(seeds) <= MOST
    assert len({seed.key for seed in seeds}) == len(seeds)
    assert all(is_safe_id(seed.key) and "_" not in seed.key for seed in seeds)
    for seed in seeds:
        assert seed.values["question"].endswith("?")
        assert not {"you", "your", "should"} & set(seed.values["question"].split())
        assert (seed.standing, seed.visibility) == (True, "private")
