"""The question bank: what is in it, in which order it is suggested, and what is kept of it."""

from __future__ import annotations

import datetime
import itertools
import json
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from prepkit.block import Block, Card, Note
from prepkit.content import options, prompts
from prepkit.record import Record
from prepkit.retrospective import CHAPTER
from prepkit.retrospective.bank import BANK, questions_for, seeds_of_the_bank, summarise_bank
from prepkit.retrospective.records import Practice, Project, Story
from prepkit.section import Answers
from prepkit.slots import Slots
from prepkit.workbook import Workbook
from prepkit.workspace import Audience, Workspace

DAY = datetime.date(2026, 11, 23)
COMPETENCIES = [option.key for option in options("competencies")]

# Records are named by these keys: whoever has kept one must find it again.
KEYS = {
    "ownership": "between went_back first_charge let_drop other_hands end_of_shift",
    "initiative": "unasked how_big first_weeks stopped_short quiet_hour room_for_others",
    "ambiguity": "half_a_brief missing_fact no_pattern false_certainty two_masters fog_for_others",
    "resilience": "third_try long_stretch first_no kept_informed stopped setback_of_team",
    "conflict": "fair_to_them hard_company spoke_first let_fester two_colleagues between_teams",
    "collaboration": "without_whom changed_habit group_work far_trade poor_partner joined_up",
    "communication": "two_versions not_arrived bad_news asked_again on_paper room_against",
    "influence": "no_power came_round you_gave_way small_trial newcomer_idea lost_argument",
    "leading": """chosen_way followed_you small_group unpopular let_go_of lost_them
        without_title honest_picture""",
    "developing_others": "one_person taught_skill hard_word did_not_grow quiet_talent outgrew_you",
    "customer_focus": "face_to_face wrong_wish angry_caller said_no let_down against_the_figure",
    "analysis": "true_cause first_hour numbers_lied school_puzzle much_to_read cause_of_causes",
    "judgement": """second_best right_but_wrong quick_call asked_or_not little_money
        changed_mind_late""",
    "delivery": "cut_open late_warning full_plate two_lives slow_part many_things",
    "adaptability": "own_idea new_rules other_place dropped_habit half_an_hour too_much_change",
    "learning": "from_nothing explain_it first_trade from_below unfinished team_learns",
    "self_awareness": "told_twice wrong_day effect not_my_work asked_for_help power_of_place",
    "handling_failure": "what_it_cost second_time first_mistake bad_bet tomorrow team_failed",
    "improvement": "still_used small_annoyance made_worse stolen left_alone whole_flow",
    "integrity": "price said_upwards grey_favour kept_quiet own_error_found pressure_from_above",
    "inclusion": "shut_out very_different did_not_fit quiet_one got_wrong fair_rules",
    "wider_view": "why_it_mattered worth_the_money first_look against_own_corner tide stopped_good",
}


def answers(workspace: Workspace, audience: Audience = "me") -> Answers:
    return workspace.answers(as_of=DAY, audience=audience)


def asked(found: Answers) -> list[tuple[str, str]]:
    """Return competency and level of what is suggested, in order."""
    levels = {question.question: question.level for question in BANK}
    return [
        (seed.values["competency"], levels[seed.values["question"]])
        for seed in seeds_of_the_bank(found)
    ]


def cards(blocks: list[Block]) -> list[Card]:
    return [block for block in blocks if isinstance(block, Card)]


# What is in it


def test_every_competency_has_six_questions_or_more_and_most_suit_anybody() -> None:
    assert len(BANK) >= 132
    for competency in COMPETENCIES:
        found = questions_for(competency)
        assert len(found) >= 6, competency
        assert sum(question.level == "any" for question in found) >= 2, competency
        assert {question.level for question in found} & {"senior", "manager"}, competency
    assert questions_for("unheard_of") == ()


def test_no_key_is_ever_taken_away() -> None:
    known = {question.key for question in BANK}
    assert len(known) == len(BANK)
    for competency, names in KEYS.items():
        assert {f"{competency}_{name}" for name in names.split()} <= known, competency


def test_a_question_names_its_competency_forecasts_and_goes_on() -> None:
    for question in BANK:
        assert question.competency in COMPETENCIES
        assert question.key.startswith(f"{question.competency}_")
        assert question.level in ("any", "early", "senior", "manager")
        # The form shows 80 characters of it.
        assert question.forecast.startswith(("Whether ", "How ", "What ")), question.key
        assert len(question.forecast) <= 80, question.key
        assert len(set(question.probes)) == len(question.probes) in (2, 3), question.key
        assert all(probe.endswith("?") for probe in question.probes), question.key
        for sentence in (question.forecast, question.red_flags):
            assert len(re.findall(r"[.?](?=”?(?: |$))", sentence)) == 1, question.key


def test_what_prints_beside_a_question_speaks_of_nobody_who_reads_it() -> None:
    for question in BANK:
        for sentence in (question.forecast, question.red_flags):
            assert not re.search(r"\byou(r|rs|rself)?\b", sentence, re.IGNORECASE), question.key
        # What others did is told as an answer tells it, or described: never as it was.
        bare = ("They ", "It ", "There ", "Nobody ", "Everything ")
        assert not question.red_flags.startswith(bare), question.key


def test_no_two_questions_are_alike_nor_like_a_mirror() -> None:
    texts = [question.question for question in BANK]
    words = {
        text: frozenset(re.findall(r"\w+", text.casefold()))
        for text in [*texts, *(mirror.title for mirror in prompts("mirrors"))]
    }
    assert len(words) == len(texts) + len(prompts("mirrors"))
    assert [
        pair for pair in itertools.combinations(words, 2)
        if not {*pair}.isdisjoint(texts)
        if len(words[pair[0]] & words[pair[1]]) > len(words[pair[0]] | words[pair[1]]) * 0.45
    ] == []  # fmt: skip


def test_questions_do_not_all_begin_alike() -> None:
    begins = [" ".join(question.question.split()[:2]) for question in BANK]
    assert max(map(begins.count, begins)) <= len(BANK) / 6


@pytest.mark.parametrize("name", ["forecast", "red_flags"])
def test_nothing_is_said_of_two_questions(name: str) -> None:
    said = [getattr(question, name) for question in BANK]
    assert len(set(said)) == len(said)


# In which order it is suggested


def test_all_of_the_bank_is_suggested_one_competency_after_the_other() -> None:
    found = asked(Answers({}, DAY))
    assert len(found) == len(BANK)
    assert [competency for competency, _ in found[:22]] == COMPETENCIES
    levels = [level for _, level in found]
    assert levels == sorted(levels, key=["any", "early", "senior", "manager"].index)


@given(
    shown=st.lists(st.sampled_from(COMPETENCIES), max_size=22),
    started=st.sampled_from(["", "2026", "2015-03", "2030"]),
)
def test_whatever_is_written_the_first_differ_and_what_has_no_story_goes_first(
    shown: list[str], started: str
) -> None:
    story = Story(title="a", competencies=tuple(shown))
    records: dict[str, list[Record]] = {
        "story": [story], "project": [Project(title="b", started=started)],
    }  # fmt: skip
    first = [competency for competency, _ in asked(Answers(records, DAY))[:22]]
    without = [competency for competency in COMPETENCIES if competency not in shown]
    assert first[: len(without)] == without
    assert sorted(first) == sorted(COMPETENCIES)


@pytest.mark.parametrize(
    ("form", "started", "first", "last"),
    [
        ("role", "2024", "early", "manager"),
        ("project", "2023-11-24", "early", "manager"),
        ("role", "2023-11-22", "any", "manager"),
        ("study", "2015", "any", "manager"),
        ("role", "", "any", "manager"),
    ],
)
def test_beginners_are_asked_first_what_beginners_are(
    workspace: Workspace, form: str, started: str, first: str, last: str
) -> None:
    workspace.save(Project, {"title": "a", "form": form, "started": started})
    found = asked(answers(workspace))
    assert (found[0][1], found[-1][1]) == (first, last)


def test_a_suggestion_says_the_same_whatever_is_written_elsewhere(workspace: Workspace) -> None:
    before = seeds_of_the_bank(answers(workspace))
    workspace.save(Story, {"title": "a", "competencies": ["ownership", "analysis"]})
    workspace.save(Project, {"title": "a", "started": "2026"})
    after = seeds_of_the_bank(answers(workspace))
    assert before != after
    assert {seed.key: seed for seed in before} == {seed.key: seed for seed in after}


def test_what_is_suggested_can_be_kept_as_it_is_and_is_for_the_coach_too(
    workspace: Workspace,
) -> None:
    slots = Slots(workspace, CHAPTER.section("bank"), lambda: answers(workspace))
    slots.keep("", ["influence-no-power"])
    (kept,) = workspace.records(Practice)
    question = next(each for each in BANK if each.key == "influence_no_power")
    assert (kept.id, kept.question) == ("practice-influence-no-power", question.question)
    assert kept.competency == "influence"
    assert tuple(kept.probes.splitlines()) == question.probes
    assert (kept.forecast, kept.red_flags) == (question.forecast, question.red_flags)
    assert kept.origin.visibility == "coach"


def test_the_bank_goes_to_the_page_once(
    workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    workbook = Workbook(workspace, "retrospective", None, None, "me")
    form = workbook.make_form("bank")
    assert len(json.dumps(form.get_state()["view"])) < 200_000
    told: list[object] = []
    monkeypatch.setattr(form, "send", lambda content, buffers=None: told.append(content))
    workspace.save(Story, {"title": "a", "competencies": ["ownership"]})
    workbook._changed("refresh")
    assert told
    assert len(json.dumps(told)) < 6_000
    assert BANK[0].question not in json.dumps(told)


# What is kept


def test_what_is_kept_stands_by_competency_with_all_that_is_known(workspace: Workspace) -> None:
    story = workspace.save(Story, {"title": "Leak maps"})
    workspace.save(Practice, {"question": "My own?", "cues": "map **first**"})
    workspace.save(Practice, {"question": "c?", "competency": "integrity", "forecast": "f"})
    workspace.save(Practice, {
        "question": "a?", "competency": "ownership", "probes": "b?\nc?", "red_flags": "d",
        "story": story.id,
    })  # fmt: skip
    found = cards(summarise_bank(answers(workspace)))
    assert [card.title for card in found] == ["a?", "c?", "My own?"]
    assert found[0].facts == (
        ("What it asks about", "Ownership"), ("Story I would tell", "Leak maps"),
    )  # fmt: skip
    assert found[0].texts == (
        ("How they may go on", "b?\nc?"), ("What counts against an answer", "d"),
    )  # fmt: skip
    assert (found[2].facts, found[2].texts) == ((), (("My cues", "map **first**"),))


def test_the_page_says_how_many_more_there_are_and_others_are_not_told(
    workspace: Workspace,
) -> None:
    slots = Slots(workspace, CHAPTER.section("bank"), lambda: answers(workspace))
    slots.dismiss("", ["analysis-first-hour"])
    assert summarise_bank(answers(workspace)) == []
    slots.keep("", ["integrity-price", "conflict-let-fester"])
    found = summarise_bank(answers(workspace))
    assert found[-1] == Note(text=f"{len(BANK) - 3} more in the bank.")
    assert [block.type for block in summarise_bank(answers(workspace, "coach"))] == ["card"] * 2


def test_nothing_written_adds_up_to_nothing(workspace: Workspace) -> None:
    assert summarise_bank(answers(workspace)) == []
    workspace.save(Practice, {"question": " "})
    assert summarise_bank(answers(workspace)) == []


def test_a_story_that_is_not_shown_is_said_to_be_without_its_name(workspace: Workspace) -> None:
    story = workspace.save(Story, {"title": "Hidden"})
    workspace.save(Practice, {"question": "a?", "story": story.id})
    (card,) = cards(summarise_bank(answers(workspace, "coach")))
    assert card.facts == (("Story I would tell", "(not shown here)"),)
