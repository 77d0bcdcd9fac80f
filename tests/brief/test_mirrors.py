"""Two mirrors: both on one page, what only one shows, and the questions between them."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from typing import Any

import pytest

from prepkit.block import Block, Note, Table
from prepkit.brief.mirrors import seeds_of_tensions, summarise_two_mirrors
from prepkit.brief.records import Tension
from prepkit.compass.motivators import PAIRS
from prepkit.compass.records import Motivator, Value
from prepkit.retrospective.records import Energy, Project, Setting
from prepkit.section import Answers
from prepkit.workspace import Audience, Workspace

DAY = datetime.date(2026, 11, 23)

Make = Callable[..., Any]


def page(workspace: Workspace, audience: Audience = "me") -> list[Block]:
    return summarise_two_mirrors(workspace.answers(as_of=DAY, audience=audience))


def rows(blocks: list[Block], caption: str) -> list[tuple[str, ...]]:
    """Return what stands in the table of a caption; empty when there is none."""
    return [
        tuple(cell.text for cell in row)
        for block in blocks
        if isinstance(block, Table) and block.caption == caption
        for row in block.rows
    ]


def tables(blocks: list[Block]) -> list[Table]:
    return [block for block in blocks if isinstance(block, Table)]


def notes(blocks: list[Block]) -> list[str]:
    return [block.text for block in blocks if isinstance(block, Note)]


def test_no_answers_and_empty_records_add_up_to_nothing(workspace: Workspace) -> None:
    assert summarise_two_mirrors(Answers({}, DAY)) == []
    for kind in (Tension, Value, Project, Energy):
        workspace.save(kind, {})
    assert page(workspace) == []


def test_one_mirror_alone_shows_nothing(workspace: Workspace, keep: Make) -> None:
    keep("humour", top=("family",))
    assert page(workspace) == []


def test_what_is_said_stands_beside_what_was_done_and_felt(
    workspace: Workspace, keep: Make, lived: Make
) -> None:
    keep("humour", "rest", top=("family",))
    (team,) = [prompt for prompt in PAIRS if prompt.key == "team"]
    workspace.save(Motivator, {"pair": team.title, "gives": 5}, id="motivator-team")
    lived("Mill", "To be near my father.", 2, "x", started="2010")
    lived("Ward", "For the team.", 5, "My mother, in the team photo.", 4, "2014")
    assert rows(page(workspace), "In both mirrors") == [
        ("Family", "Family (top band)",
         "1 of 2 moves: “father” (Mill, energy 2)"),
        ("People and team", "gives energy: A team I trust 5",
         "1 of 2 moves: “team” (Ward, energy 5)"),
    ]  # fmt: skip
    heads = [column.title for column in tables(page(workspace))[0].columns]
    assert heads == ["", "What I say", "Words found in my reasons, and my energy"]


def test_what_only_one_mirror_shows_is_named_and_what_was_not_read_is_quoted(
    workspace: Workspace, keep: Make, lived: Make
) -> None:
    keep("humour", "rest", top=("family",))
    lived("Mill", "For the money.", started="2010")
    lived("Ward", "Because of Zoë", started="2014")
    first, second, unread = notes(page(workspace))
    assert first == "Only in what I say: Family (top band), Humour, Rest."
    assert second == "Only in what I did and felt: Pay (1 move, “For the money”)."
    assert unread == "Moves in which no word was found: “Because of Zoë” (Ward)."


def test_how_words_are_read_is_said_below_them_and_only_there(
    workspace: Workspace, keep: Make, lived: Make
) -> None:
    keep("family")
    lived("Silent", energy=3)
    assert page(workspace) == [Note(text="Only in what I say: Family.")]
    lived("Mill", "To be near my father.")
    table, method, *_ = page(workspace)
    assert isinstance(table, Table)
    assert isinstance(method, Note)
    assert method.text.startswith("Why each move was made is read by a few English words")


def test_words_in_scenes_are_no_signs(workspace: Workspace, keep: Make, lived: Make) -> None:
    keep("family")
    lived("Tema", "", 4, "Evenings with my father, who was learning to say “Thursday” again.")
    assert rows(page(workspace), "In both mirrors") == []


def test_teams_in_which_energy_was_higher_stand_beside_the_value(read: Make) -> None:
    halves = [(f"p{place}", place // 3) for place in range(6)]
    records = {
        "value": [read(Value, {"value": "autonomy", "pile": "keep"}, "value-autonomy")],
        "project": [read(Project, {"title": id}, id) for id, _ in halves],
        "energy": [
            read(Energy, {"project": id, "energy": (5, 1)[half]}, f"e-{id}") for id, half in halves
        ],
        "setting": [
            read(Setting, {"ratings": [["decision_rights", (5, 1)[half]]]}, f"setting-{id}")
            for id, half in halves
        ],
    }
    assert rows(summarise_two_mirrors(Answers(records, DAY)), "In both mirrors") == [
        ("Autonomy", "Autonomy", "Decision rights: energy 5.0 with more (5) in 3 projects, "
         "1.0 with less (1) in 3 projects"),
    ]  # fmt: skip


def test_where_energy_was_higher_is_named_when_nothing_said_stands_for_it(read: Make) -> None:
    halves = [(f"p{place}", place // 3) for place in range(6)]
    records = {
        "value": [read(Value, {"value": "family", "pile": "keep"}, "value-family")],
        "project": [read(Project, {"title": id}, id) for id, _ in halves],
        "energy": [
            read(Energy, {"project": id, "energy": (5, 1)[half]}, f"e-{id}") for id, half in halves
        ],
        "setting": [
            read(Setting, {"ratings": [["Away from the desk", (5, 1)[half]]]}, f"setting-{id}")
            for id, half in halves
        ],
    }
    answers = Answers(records, DAY)
    only = (
        "Only in what I did and felt: Away from the desk, energy 5.0 with more (5) in 3 projects, "
    )
    assert [note for note in notes(summarise_two_mirrors(answers)) if note.startswith(only)]
    (seed,) = seeds_of_tensions(answers)
    assert seed.values["question"].startswith("“Away from the desk”: energy 5.0")


def test_a_question_stands_until_it_is_kept_or_taken_off(
    workspace: Workspace, keep: Make, lived: Make
) -> None:
    keep("humour")
    lived("Mill", "For the money.", started="2001")
    lived("Shop", "They paid better.", started="2002")
    (seed,) = seeds_of_tensions(workspace.answers(as_of=DAY))
    caption = "Where the two mirrors differ"
    assert rows(page(workspace), caption) == [(seed.values["question"],)]
    said = {"question": "Pay?", "answer": "**Mine**"}
    record = workspace.save(Tension, said, id=f"tension-{seed.key}")
    assert rows(page(workspace), caption) == []
    told = "Where the two mirrors differed, and what I make of it"
    assert rows(page(workspace), told) == [("Pay?", "**Mine**")]
    workspace.delete(record.id)
    assert rows(page(workspace), caption) == rows(page(workspace), told) == []


def test_a_question_of_ones_own_prints_while_a_mirror_is_empty(workspace: Workspace) -> None:
    workspace.save(Tension, {"question": "Why so often?"})
    (table,) = page(workspace)
    assert rows([table], "Where the two mirrors differ") == [("Why so often?",)]


def test_others_are_told_nothing_that_hangs_on_what_they_may_not_see(
    workspace: Workspace, keep: Make, lived: Make
) -> None:
    keep("humour", "family")
    lived("Mill", "For the money, and to be near my father.", 5, "My mother came.")
    lived("Shop", "They paid better.")
    for id in ("value-humour", "value-family"):
        workspace.save(Value, {}, id=id, visibility="coach")
    workspace.save(Project, {}, id="project-mill", visibility="coach")
    workspace.save(Tension, {"question": "Seen?"}, visibility="coach")
    found = page(workspace, "coach")
    assert seeds_of_tensions(workspace.answers(as_of=DAY, audience="coach")) == []
    assert rows(found, "Where the two mirrors differ") == [("Seen?",)]
    assert rows(found, "In both mirrors") == [("Family", "Family", "1 move: “father” (Mill)")]
    assert [note for note in notes(found) if "Only in" in note] == []
    assert notes(found)[0].endswith("Other answers may be left out here.")


LONG = ("family", "income", "growth", "collaboration", "place", "health", "autonomy", "variety",
        "meaning", "challenge", "humour", "security")  # fmt: skip
REASONS = (
    "For the money, and because of the team. ", "To learn, and for my family. ",
    "We moved to Lyon. ", "I was exhausted. ", "For the freedom. ", "It was boring. ",
    "I wanted a challenge. ", "The contract ended. ",
    "Because of Zoë and a rota. ", "I was passed over. ",
)  # fmt: skip


@pytest.fixture
def long_life(read: Make) -> Answers:
    """Many values, forty projects with reasons, ratings that lean, and questions answered."""
    lives = range(40)
    own = [f"Own attribute {n} of some length" for n in range(4)]
    records = {
        "value": [read(Value, {"value": key, "pile": "keep"}, f"value-{key}") for key in LONG],
        "project": [
            read(Project, {"title": "The meter desk of the town " * 4, "move": REASONS[n % 10] * 9},
                 f"p{n}")
            for n in lives
        ],
        "energy": [
            read(Energy, {"project": f"p{n}", "energy": n % 5 + 1, "moment": "x " * 99}, f"e{n}")
            for n in lives
        ],
        "setting": [
            read(Setting, {"ratings": [[key, n % 5 + 1] for key in (*own, "decision_rights")]},
                 f"setting-p{n}")
            for n in lives
        ],
        "tension": [
            read(Tension, {"question": "Why? " * 15, "answer": "In a few words. " * 12}, f"t{n}")
            for n in range(2)
        ],
    }  # fmt: skip
    return Answers(records, DAY)


def test_the_page_of_a_long_life_has_everything_and_few_lines_of_each(long_life: Answers) -> None:
    found = summarise_two_mirrors(long_life)
    assert len(rows(found, "In both mirrors")) == 6
    assert len(rows(found, "Where the two mirrors differed, and what I make of it")) == 2
    assert len(rows(found, "Where the two mirrors differ")) == 3
    assert [note.partition(":")[0] for note in notes(found)] == [
        "In both mirrors too", "Only in what I say", "Only in what I did and felt",
        "Moves in which no word was found",
    ]  # fmt: skip


def test_with_its_guide_it_fits_on_one_page(
    long_life: Answers, pages_with_guide: Callable[[str, str, list[Block]], int]
) -> None:
    blocks = summarise_two_mirrors(long_life)
    assert pages_with_guide("retrospective", "Two mirrors", blocks) == 1
