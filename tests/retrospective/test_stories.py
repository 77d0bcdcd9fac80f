"""Stories: what they cover, their cue cards and outlines, and what a follow-up would find."""

from __future__ import annotations

import dataclasses
import datetime
from typing import Any

import pytest

from prepkit.block import Block, Card, Note, Table
from prepkit.content import options
from prepkit.record import Origin, Visibility
from prepkit.retrospective import cues, depth, kinds
from prepkit.retrospective.records import Drill, Project, Story
from prepkit.retrospective.stories import summarise_stories
from prepkit.retrospective.telling import Telling
from prepkit.section import Answers
from prepkit.workspace import Audience, Workspace

DAY = datetime.date(2026, 11, 23)
ACTION = (
    "I rang Aoife, because she had built the old till and the whole of the wiring behind it. "
    "I read the log with her and swapped the cable."
)
UNREAD = "These checks read English: of this story only what is filled in"


def answers(workspace: Workspace, audience: Audience = "me") -> Answers:
    return workspace.answers(as_of=DAY, audience=audience)


def told(
    workspace: Workspace, audience: Audience = "me", visibility: Visibility = "coach", **values: Any
) -> list[Block]:
    """Return the blocks of one story, without the table of all of them."""
    workspace.save(Story, {"title": "Till", **values}, visibility=visibility)
    return summarise_stories(answers(workspace, audience))[1:]


def notes(blocks: list[Block]) -> list[str]:
    return [block.text for block in blocks if isinstance(block, Note)]


def card(blocks: list[Block]) -> dict[str, str]:
    """Return what stands beside each part in the first table of cues."""
    (found,) = [b for b in blocks if isinstance(b, Table) and "ninety seconds" in b.caption]
    return {row[1].text: row[2].text for row in found.rows}


def followed(blocks: list[Block]) -> dict[str, tuple[str, str]]:
    """Return how each story is told and what a follow-up would find; empty without the table."""
    tables = [b for b in blocks if isinstance(b, Table) and b.caption.startswith("If they ask")]
    return {row[0].text: (row[1].text, row[2].text) for b in tables for row in b.rows}


def test_stories_at_hand_say_where_they_are_from_and_how_they_ended(workspace: Workspace) -> None:
    project = workspace.save(Project, {"title": "The move"})
    values = {"title": "Storm", "project": project.id, "when": "2024-02-09", "scope": "team",
              "competencies": ["ownership"], "ended": "partly"}  # fmt: skip
    workspace.save(Story, values)
    at_hand = summarise_stories(answers(workspace))[0]
    assert isinstance(at_hand, Table)
    assert [[cell.text for cell in row] for row in at_hand.rows] == [
        ["Storm", "The move", "9 February 2024", "Ownership", "My team", "It partly worked"]
    ]


def test_competencies_without_a_story_are_named(workspace: Workspace) -> None:
    known = options("competencies")
    workspace.save(Story, {"title": "a", "competencies": [o.key for o in known[2:]]})
    assert notes(summarise_stories(answers(workspace))) == [
        f"20 of 22 competencies have a story. Not yet: {known[0].label}, {known[1].label}."
    ]
    workspace.save(Story, {"title": "b", "competencies": [known[0].key, known[1].key]})
    assert notes(summarise_stories(answers(workspace))) == ["All 22 competencies have a story."]


def test_a_story_of_a_title_alone_is_listed_and_not_picked_apart(workspace: Workspace) -> None:
    assert [block.type for block in told(workspace)] == ["card"]


def test_a_story_without_a_title_is_shown_as_well(workspace: Workspace) -> None:
    workspace.save(Story, {"action": ACTION})
    head = summarise_stories(answers(workspace))[1]
    assert isinstance(head, Card)
    assert head.title == "(untitled story)"


def test_a_story_prints_as_facts_and_one_table_of_cues_and_never_in_full(
    workspace: Workspace,
) -> None:
    head, *rest = told(
        workspace, when="2024-02", place="Cork", who="Aoife", action=ACTION, felt="Sick."
    )
    assert isinstance(head, Card)
    assert head.facts == (("When", "2024-02"), ("Where", "Cork"), ("Who else was there", "Aoife"))
    assert card(rest) == {
        "Action": "I rang Aoife, because she had built the old till…\n"
        "I read the log with her and swapped the cable.",
        "How it felt": "Sick.",
    }
    assert ACTION not in str(rest)


def test_a_full_day_is_printed_in_words_and_a_month_as_typed(workspace: Workspace) -> None:
    (head,) = told(workspace, when="2018-12-01")
    assert isinstance(head, Card)
    assert head.facts == (("When", "1 December 2018"),)
    assert "1 December 2018: 7 years." in str(told(workspace, when="2018-12-01", action=ACTION))


def test_what_a_follow_up_would_find_is_one_line_a_story(workspace: Workspace) -> None:
    found = followed(told(workspace, action=ACTION, felt="Sick.", when="2018"))
    as_told, asked = found["Till"]
    assert "I 2 times, we 0 times" in as_told and as_told.count("what I did") == 1
    assert "How long ago: 2018: 7 years. An interviewer may ask: and more recently?" in asked
    assert "how it felt" not in asked


def test_what_is_open_is_named_once_with_a_sentence_for_the_first_of_it(
    workspace: Workspace,
) -> None:
    blocks = told(workspace, action="I rang Ann about the tills and she came at once.")
    _, asked = followed(blocks)["Till"]
    (still,) = [line for line in asked.split("\n") if line.startswith("Still open")]
    assert still.startswith(
        "Still open for a follow-up: what nearly went wrong; somebody else’s view; what was "
    )
    assert "An interviewer who asks what nearly went wrong would find nothing here." in still
    assert asked.count("would find") <= 3
    assert not any(c.tone == "warn" for b in blocks if isinstance(b, Table) for row in b.rows
                   for c in row)  # fmt: skip


def test_a_first_note_is_called_an_outline_and_not_judged(workspace: Workspace) -> None:
    as_told, asked = followed(told(workspace, action="I rang Ann."))["Till"]
    assert as_told == "an outline so far\n3 words, about 0:01 aloud (0:01 to 0:01)"
    assert "go on" not in asked


def test_a_story_with_nothing_open_says_so(workspace: Workspace) -> None:
    asked = ("near_miss", "other_view", "felt", "reflection", "result", "task")
    full: dict[str, Any] = dict.fromkeys(asked, "Aoife sat with me.") | {
        "when": "2026", "place": "Cork", "who": "Aoife", "scope": "team", "number": "40",
        "provenance": "the log", "rejected": "A till: no money.", "action": f"{ACTION} " * 3,
    }  # fmt: skip
    assert followed(told(workspace, **full))["Till"][1] == "Nothing open was found."


def test_what_the_telling_reads_as_is_said_with_its_reasons(workspace: Workspace) -> None:
    text = "I always listen to the others. I am someone who likes to help."
    assert followed(told(workspace, action=text))["Till"][0].startswith(
        "a description of myself, not one occasion "
        "(100% of the words are what I am like or always do)\n"
    )


def test_rules_are_said_to_misread_once_for_all_stories(workspace: Workspace) -> None:
    told(workspace, action=ACTION)
    said = [note for note in notes(told(workspace, action=ACTION)) if "misread" in note]
    assert len(said) == 1


def test_another_language_is_said_not_to_be_read(workspace: Workspace) -> None:
    german = "Ich habe die Angehörigen angerufen und um Geduld gebeten."
    as_told, asked = followed(told(workspace, action=german))["Till"]
    assert as_told.startswith(UNREAD)
    assert "100% of the words stand under Action" in as_told
    assert "I and we" not in asked and " times" not in as_told


def test_of_words_that_were_not_read_it_is_only_named_what_is_not_filled_in(
    workspace: Workspace,
) -> None:
    german = "Im März 2021 stand in Lyon die Linie, und Anna hatte drei Lieferanten verworfen."
    _, asked = followed(told(workspace, action=german, when="2021", scope="team"))["Till"]
    assert "would find" not in asked
    (named,) = [line for line in asked.split("\n") if line.startswith("Not filled in")]
    assert named.startswith("Not filled in, and perhaps told: what nearly went wrong; somebody")
    assert "when exactly" not in named


def test_english_is_read_without_a_word_about_it(workspace: Workspace) -> None:
    assert UNREAD not in str(told(workspace, action=ACTION))


def test_others_are_shown_in_full_what_is_shared_and_nothing_worked_out(
    workspace: Workspace,
) -> None:
    (head,) = told(workspace, "coach", action=ACTION, near_miss="The log was full.", number="40")
    assert isinstance(head, Card)
    assert head.facts == (("A number", "40"),)
    assert head.texts == (("Action", ACTION), ("What nearly went wrong", "The log was full."))


@pytest.mark.parametrize("name", [s.name for s in Story.specs() if s.kind == "long_text"])
def test_every_text_of_a_story_is_on_the_page_of_a_coach(workspace: Workspace, name: str) -> None:
    written: dict[str, Any] = {name: "word " * 60}
    (head,) = told(workspace, "coach", **written)
    assert isinstance(head, Card)
    assert head.texts == ((Story.spec(name).title, "word " * 60),)


def test_what_is_given_to_the_coach_is_what_the_coach_sees(workspace: Workspace) -> None:
    told(workspace, reflection="I label first.")
    blocks = told(workspace, "coach", "private", title="Hidden", reflection="I keep a spare.")
    assert "Till" in str(blocks) and "label" in str(blocks)
    assert "Hidden" not in str(blocks) and "spare" not in str(blocks)


@pytest.mark.parametrize(
    ("came", "said"),
    [
        ([("felt", "came")], "Follow-ups tried: 1 time, came at once: 1."),
        ([("felt", "thin"), ("felt", "came"), ("near_miss", "nothing"), ("after", "undone")],
         "Follow-ups tried: 3 times, came at once: 1. "
         "Little or nothing last time at: What nearly went wrong."),
    ],
)  # fmt: skip
def test_how_the_follow_ups_went_is_said_of_each_story(
    workspace: Workspace, came: list[tuple[str, str]], said: str
) -> None:
    story = workspace.save(Story, {"title": "Till", "action": ACTION}, visibility="coach")
    for probe, how in came:
        workspace.save(Drill, {"story": story.id, "probe": probe, "came": how})
    assert followed(summarise_stories(answers(workspace)))["Till"][1].endswith(f"\n{said}")
    assert said not in str(summarise_stories(answers(workspace, "coach")))


def test_what_came_last_is_what_was_saved_last_in_whatever_order_it_is_read(
    workspace: Workspace,
) -> None:
    story = workspace.save(Story, {"title": "Till", "action": ACTION})
    for came in ("nothing", "came"):
        workspace.save(Drill, {"story": story.id, "probe": "felt", "came": came})
    found = answers(workspace)
    turned = {kind: tuple(reversed(records)) for kind, records in found.records.items()}
    asked = followed(summarise_stories(dataclasses.replace(found, records=turned)))["Till"][1]
    assert asked.endswith("Follow-ups tried: 2 times, came at once: 1.")


def many(number: int) -> Answers:
    """Return stories as they are after each save: read anew, and the same."""
    saved = datetime.datetime(2026, 3, 9, tzinfo=datetime.UTC)
    return Answers({"story": [
        Story.read({"action": f"I rang the {n} wards."},
                   Origin(f"story-{n}", "", "r", saved, "me", "private"))
        for n in range(number)
    ]}, DAY)  # fmt: skip


def test_no_story_is_read_again_however_many_there_are(monkeypatch: pytest.MonkeyPatch) -> None:
    before = summarise_stories(many(600))

    def not_again(text: str) -> Telling:
        raise AssertionError(text)

    for module in (cues, depth, kinds):
        monkeypatch.setattr(module, "read", not_again)
    assert summarise_stories(many(600)) == before


def test_words_written_from_right_to_left_and_long_ones_stay_whole_words(
    workspace: Workspace,
) -> None:
    arabic = "في مارس كنت وحدي في القسم واتصلت بالعائلة كلها قبل أن يصل الطبيب إلى القسم"
    blocks = told(workspace, title="قصة " * 40, situation=arabic, result="x" * 5000)
    outline = card(blocks)
    assert outline["Situation"] == arabic
    assert len(outline["Result"]) <= 85
    assert all(len(block.caption) <= 120 for block in blocks if isinstance(block, Table))


def test_every_story_of_the_sample_has_its_cues_and_a_line_of_follow_ups(
    sample: Workspace,
) -> None:
    found = summarise_stories(answers(sample))
    stories = sample.records(Story)
    assert [block.type for block in found] == [
        "table", "note", *len(stories) * ["card", "table"], "table", "note"
    ]  # fmt: skip
    assert set(followed(found)) == {story.title for story in stories}
    shown = str(found)
    assert not any(repr(story.action) in shown for story in stories)
