"""Leads: what the page says of patterns, and how little it says where there is little."""

from __future__ import annotations

import datetime
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from prepkit.block import Block, Card, Chart, Note, Table
from prepkit.retrospective.environments import attributes
from prepkit.retrospective.figures import chance, one_digit, signed, spread
from prepkit.retrospective.leads import patterns_of, seeds_of_leads, summarise_patterns
from prepkit.retrospective.permutation import Interval
from prepkit.retrospective.records import Energy, Lead, Lens, Project, Setting
from prepkit.section import Answers
from prepkit.workspace import Audience, Workspace

ENERGY = [1, 2, 2, 1, 2, 4, 5, 4, 5, 4]
LOWER = [1, 1, 2, 1, 2, 4, 5, 5, 4, 4]


def answers(workspace: Workspace, audience: Audience = "me") -> Answers:
    return workspace.answers(as_of=datetime.date(2026, 11, 23), audience=audience)


def worked(workspace: Workspace, energy: list[int], **ratings: list[int]) -> list[Project]:
    """Write down projects with their energy, and one list of ratings an attribute."""
    made = []
    for place, felt in enumerate(energy):
        project = workspace.save(Project, {"title": f"P{place}", "started": str(2000 + place)})
        workspace.save(Energy, {"project": project.id, "energy": felt, "engagement": 3})
        rated = [(key, row[place]) for key, row in ratings.items()]
        workspace.save(Setting, {"ratings": rated}, id=f"setting-{project.id}")
        made.append(project)
    known = [key for key in ratings if key in attributes()]
    own = [key for key in ratings if key not in known]
    workspace.save(Lens, {"attributes": known, "own": own}, id="lens")
    return made


def of(blocks: list[Block], kind: type[Any]) -> list[Any]:
    return [block for block in blocks if isinstance(block, kind)]


def column_of(table: Table, title: str) -> list[str]:
    place = [column.title for column in table.columns].index(title)
    return [row[place].text for row in table.rows]


def test_below_six_projects_there_is_no_difference_and_a_kind_note(workspace: Workspace) -> None:
    worked(workspace, ENERGY[3:8], pace=LOWER[3:8], feedback=[1, 2, 3, 4, 5])
    table, note = summarise_patterns(answers(workspace))
    assert column_of(table, "") == ["Pace", "Feedback"]
    assert column_of(table, "My ratings from 1 to 5")[1] == "1, 2, 3, 4, 5"
    assert column_of(table, "Projects rated") == ["5", "5"]
    assert note.text.startswith("5 roles and projects have a rating of energy")
    assert "at least 7 projects to be supported, 2 more than there are" in note.text
    assert seeds_of_leads(answers(workspace)) == []


def test_a_pattern_names_its_projects_its_counter_examples_and_a_question(
    workspace: Workspace,
) -> None:
    worked(workspace, [*ENERGY, 1, 4], user_contact=[*LOWER, 5, 1])
    blocks = summarise_patterns(answers(workspace))
    assert [block.type for block in blocks] == ["chart", "card", "table", "note", "note"]
    card = of(blocks, Card)[0]
    assert card.title == "User contact"
    assert card.facts == (("Comes to", "supported"), ("From 1 to 5", "none … daily"))
    told = dict(card.texts)
    assert (
        told["More (4 to 5): my energy 3.8 in 6 projects"]
        == "energy 5: P6; P8\nenergy 4: P5; P7; P9\nenergy 1: P10"
    )
    assert told["Less (1 to 2): my energy 2.0 in 6 projects"] == (
        "energy 4: P11\nenergy 2: P1; P2; P4\nenergy 1: P0; P3"
    )
    assert told["Counter-examples"] == "More, energy 1: P10\nLess, energy 4: P11"
    assert told["What I would ask a prospective team"].endswith("?")


def test_less_of_something_may_go_with_energy_and_comes_first_then(workspace: Workspace) -> None:
    worked(workspace, ENERGY, meetings=[6 - rating for rating in LOWER])
    card = of(summarise_patterns(answers(workspace)), Card)[0]
    assert card.texts[0][0] == "Less (1 to 2): my energy 4.4 in 5 projects"
    assert (
        dict(card.texts)["Counter-examples"]
        == "None: nothing lies beyond 3.0, the middle between the two."
    )
    (seed,) = seeds_of_leads(answers(workspace))
    assert seed.values["lead"] == (
        "Meeting load, less (1 to 2): energy 4.4 in 5 projects; "
        "more (4 to 5): energy 1.6 in 5 projects"
    )


def test_all_that_was_rated_is_tested_and_told(workspace: Workspace) -> None:
    worked(workspace, ENERGY, user_contact=LOWER, pace=[1, 5] * 5, remote=[3] * 10,
           quality=[1] * 9 + [5])  # fmt: skip
    workspace.save(Lens, {"attributes": ["user_contact"]}, id="lens")
    blocks = summarise_patterns(answers(workspace))
    (table,) = of(blocks, Table)
    assert column_of(table, "What it comes to") == [
        "supported", "not clear either way", "not enough projects to tell: at least 1 more",
        "rated the same throughout",
    ]  # fmt: skip
    assert column_of(table, "p (corrected)")[1:] == ["1.00 (1.00)", "0.40 at best", "–"]
    said = " ".join(note.text for note in of(blocks, Note))
    assert "2 tested (1 not looked at any more)" in said
    (chart,) = of(blocks, Chart)
    assert chart.alt == "Differences in energy for 3 attributes. Supported: User contact."


def test_energies_too_much_alike_are_said_to_be_so(workspace: Workspace) -> None:
    worked(workspace, [4] * 11 + [5], pace=[1] * 6 + [5] * 6)
    (table,) = of(summarise_patterns(answers(workspace)), Table)
    assert column_of(table, "What it comes to") == [
        "not enough projects to tell: too few differ in energy"
    ]
    assert column_of(table, "p (corrected)") == ["1.00 at best"]


def test_a_lead_that_cannot_be_supported_yet_says_what_it_would_take(workspace: Workspace) -> None:
    worked(workspace, [1, 2, 1, 4, 5, 5], pace=[1, 1, 2, 4, 5, 5], remote=[1, 5] * 3)
    blocks = summarise_patterns(answers(workspace))
    (card,) = of(blocks, Card)
    assert card.facts[0][1] == "lead worth testing; supported takes at least 1 more project"
    (table,) = of(blocks, Table)
    assert column_of(table, "What it comes to") == [
        "lead worth testing; supported takes at least 1 more project",
        "not clear either way",
    ]
    assert "with fewer, not even a perfect pattern is supported" in of(blocks, Note)[0].text


def test_nothing_asks_for_more_projects_beside_a_supported_pattern(workspace: Workspace) -> None:
    energy = [1, 1, 2, 2, 4, 4, 5, 5]
    same = dict.fromkeys(
        [key for key in attributes() if key not in ("pace", "remote")][:10], [3] * 8
    )
    worked(workspace, energy, pace=[1] * 4 + [5] * 4, remote=[1, 5] * 4, **same)
    blocks = summarise_patterns(answers(workspace))
    assert of(blocks, Card)[0].facts[0] == ("Comes to", "supported")
    assert "more" not in " ".join(column_of(of(blocks, Table)[0], "What it comes to"))
    assert "perfect" not in " ".join(note.text for note in of(blocks, Note))


def test_words_of_ones_own_are_never_taken_for_an_attribute_of_that_key(
    workspace: Workspace,
) -> None:
    project = workspace.save(Project, {"title": "a"})
    workspace.save(Energy, {"project": project.id, "energy": 4})
    workspace.save(Lens, {"attributes": ["safety"], "own": ["safety"]}, id="lens")
    rated = [["safety", 1], ["own:safety", 5], ["Music", 2]]
    workspace.save(Setting, {"ratings": rated}, id=f"setting-{project.id}")
    table = of(summarise_patterns(answers(workspace)), Table)[0]
    assert column_of(table, "My ratings from 1 to 5") == ["1", "5", "2"]
    assert column_of(table, "")[1:] == ["safety", "Music"]


def test_a_difference_without_an_interval_says_so(workspace: Workspace) -> None:
    worked(workspace, [5, 5, 5, 1, 1, 1], pace=[5, 5, 5, 1, 1, 1], remote=[5, 5, 1, 1, 1, 5])
    blocks = summarise_patterns(answers(workspace))
    flat, other = column_of(of(blocks, Table)[0], "Difference (90\u00a0%)")
    assert flat == "+4.0 (too few different ratings for an interval)"
    assert other == "+1.3 (−4.0 to +4.0)"


def test_stated_and_measured_rates_stand_side_by_side(workspace: Workspace) -> None:
    worked(workspace, ENERGY, pace=LOWER)
    said = " ".join(note.text for note in of(summarise_patterns(answers(workspace)), Note))
    assert "by chance alone in 5 of 100, a true gap of two steps in 23 of 100" in said
    assert "up to 0.1 of 1" in said


def test_notes_are_short_and_say_nothing_of_how_the_person_rated(workspace: Workspace) -> None:
    worked(workspace, ENERGY, **dict.fromkeys(list(attributes())[:12], LOWER))
    first, second = (note.text for note in of(summarise_patterns(answers(workspace)), Note))
    assert len(first) <= 300
    assert len(second) <= 500
    assert "may colour each other" in first
    assert "evening" not in first
    assert "before looking" not in first
    assert "do not rule out; not corrected" in second


def test_only_projects_with_a_title_and_both_ratings_count(workspace: Workspace) -> None:
    made = worked(workspace, ENERGY, pace=LOWER)
    workspace.save(Project, {"title": ""}, id=made[0].id)
    workspace.delete(made[1].id)
    check = workspace.records(Energy)[2]
    workspace.save(Energy, {"energy": None}, id=check.id)
    found = patterns_of(answers(workspace))
    assert found.projects == 7


def test_the_energy_saved_last_counts(workspace: Workspace) -> None:
    made = worked(workspace, ENERGY, pace=LOWER)
    workspace.save(Energy, {"project": made[0].id, "energy": 5})
    workspace.save(Energy, {"project": made[1].id, "engagement": 5})
    (found,) = patterns_of(answers(workspace)).findings
    felt = {case.project: case.energy for case in (*found.more, *found.less)}
    assert (felt[made[0].id], felt[made[1].id]) == (5, 2)


def test_ratings_without_any_energy_add_up_to_nothing(workspace: Workspace) -> None:
    project = workspace.save(Project, {"title": "a"})
    workspace.save(Setting, {"ratings": [["pace", 3]]}, id=f"setting-{project.id}")
    assert summarise_patterns(answers(workspace)) == []


def test_a_lead_is_suggested_with_its_figures_and_can_be_kept(workspace: Workspace) -> None:
    worked(workspace, ENERGY, user_contact=LOWER, **{"Music / <loud>": LOWER})
    seeds = seeds_of_leads(answers(workspace))
    assert [seed.visibility for seed in seeds] == ["private", "private"]
    assert seeds[0].key == "user-contact"
    assert seeds[1].key.startswith("own-")
    assert "“Music / <loud>”" in seeds[1].values["ask"]
    assert seeds[0].why == "Supported: p 0.008, and 0.008 corrected for 2 attributes tested."
    assert not any(seed.standing for seed in seeds)
    for seed in seeds:
        workspace.save(Lead, dict(seed.values), id=f"lead-{seed.key}")
    kept = answers(workspace)
    assert kept.untouched(Lead, seeds_of_leads(kept), "") == []


def test_a_kept_lead_prints_in_its_own_words(workspace: Workspace) -> None:
    workspace.save(Lead, {"lead": "Users", "because": "I *like* them", "against": "", "ask": "?"})
    (card,) = summarise_patterns(answers(workspace))
    assert isinstance(card, Card)
    assert card.title == "Users"
    assert card.texts == (
        ("What I make of it", "I *like* them"), ("What I would ask a prospective team", "?"),
    )  # fmt: skip


def test_for_others_nothing_is_worked_out_of_what_may_be_a_part(workspace: Workspace) -> None:
    worked(workspace, ENERGY, pace=LOWER)
    for record in (*workspace.records(Project), *workspace.records(Energy),
                   *workspace.records(Setting)):  # fmt: skip
        workspace.save(type(record), {}, id=record.id, visibility="coach")
    assert summarise_patterns(answers(workspace, "coach")) == []
    assert seeds_of_leads(answers(workspace, "coach")) == []
    workspace.save(Lead, {"lead": "Pace"}, visibility="coach")
    card, note = summarise_patterns(answers(workspace, "coach"))
    assert (card.title, note.type) == ("Pace", "note")


@pytest.mark.parametrize(
    ("p", "said"),
    [(None, "–"), (Fraction(1, 10), "0.100"), (Fraction(1001, 10_000), "0.101"),
     (Fraction(1, 3), "0.34"), (Fraction(1, 10**9), "under 0.001"), (Fraction(1), "1.00")],
)  # fmt: skip
def test_p_is_rounded_up_and_never_zero(p: Fraction | None, said: str) -> None:
    assert chance(p) == said


@given(st.fractions(-4, 4))
def test_a_difference_has_a_sign_unless_it_rounds_to_none(value: Fraction) -> None:
    said = signed(value)
    assert abs(float(said.replace("−", "-")) - value) <= Fraction(501, 10_000)
    assert (said[0] in "+−") is (said != "0.0")
    assert one_digit(-value).lstrip("−") == one_digit(value).lstrip("−")


def test_an_end_without_a_bound_is_said_to_have_none() -> None:
    low, high = Fraction(-1, 2), Fraction(5, 2)
    assert spread(Interval(low, high)) == "−0.5 to +2.5"
    assert spread(Interval(None, high)) == "up to +2.5"
    assert spread(Interval(low, None)) == "−0.5 and up"
    assert spread(Interval(None, None)) == "no bounds"
    assert spread(None) == "too few different ratings for an interval"
