"""Coverage: what they ask for over the stories, the plan, the gaps and what to look out for."""

from __future__ import annotations

import datetime
from typing import Any

from prepkit.block import Block, Chart, Note, Table
from prepkit.brief.coverage import summarise_coverage
from prepkit.brief.records import Asked, Likely
from prepkit.deep_dive.records import Requirement
from prepkit.retrospective.records import Project, Story
from prepkit.workspace import Workspace

DAY = datetime.date(2026, 11, 23)
ABOUT = "What they may ask about, and what says so"
PLAN = "Which story for which question"


def tell(workspace: Workspace, title: str, *shows: str, **more: Any) -> Story:
    said = {"title": title, "competencies": shows or ("influence",), "ended": "partly", **more}
    return workspace.save(Story, said)


def covered(workspace: Workspace, **more: Any) -> list[Block]:
    return summarise_coverage(workspace.answers(company="acme", as_of=DAY, **more))


def table(blocks: list[Block], caption: str) -> list[list[str]]:
    (found,) = (it for it in blocks if isinstance(it, Table) and it.caption == caption)
    return [[cell.text for cell in row] for row in found.rows]


def captions(blocks: list[Block]) -> list[str]:
    return [it.caption for it in blocks if isinstance(it, Table | Chart)]


def notes(blocks: list[Block]) -> str:
    return "\n".join(it.text for it in blocks if isinstance(it, Note))


def test_nothing_is_said_while_nothing_is_known_of_the_company(workspace: Workspace) -> None:
    workspace.add_company("Acme")
    tell(workspace, "Maps")
    assert covered(workspace) == []
    assert summarise_coverage(workspace.answers(as_of=DAY)) == []


def test_what_they_ask_for_stands_beside_its_words_and_the_stories(workspace: Workspace) -> None:
    workspace.add_company("Acme", principles=["Influence", "Mentoring"])
    tell(workspace, "Maps")
    blocks = covered(workspace)
    assert table(blocks, ABOUT) == [
        ["Influence", "They name the value “Influence”", "Maps"],
        ["Developing others", "They name the value “Mentoring”", "no story yet"],
    ]


def test_two_signs_are_shown_and_the_others_counted(workspace: Workspace) -> None:
    workspace.add_company("Acme", principles=["Influence"])
    for words in ("Persuade one", "Persuade two", "Persuade three"):
        workspace.save(Requirement, {"words": words}, company="acme")
    (row,) = table(covered(workspace), ABOUT)
    first, second, more = row[1].splitlines()
    assert first.startswith("The ad asks: “Persuade one”")
    assert (second, more) == ("They name the value “Influence”", "and 2 more")


def test_where_all_is_from_elsewhere_it_is_said_so(workspace: Workspace) -> None:
    for name in ("Acme", "Birch"):
        workspace.add_company(name)
    asked = {"question": "Who?", "competency": "influence"}
    workspace.save(Asked, asked, company="birch")
    first, *_ = covered(workspace)
    assert isinstance(first, Note)
    assert first.text.startswith("Nothing known yet of what this company asks for")
    assert "Words only point" not in notes(covered(workspace))
    workspace.save(Asked, asked, company="acme")
    assert "Nothing known" not in notes(covered(workspace))
    assert "First what was asked here before" in notes(covered(workspace))


def test_the_picture_has_a_dot_for_what_is_shown_and_a_diamond_for_what_is_not(
    workspace: Workspace,
) -> None:
    workspace.add_company("Acme", principles=["Influence", "Mentoring"])
    tell(workspace, "Maps")
    chart = covered(workspace)[0]
    assert isinstance(chart, Chart)
    assert chart.alt.endswith("Without a story: Developing others.")
    says = [value["says"] for layer in chart.spec["layer"][-4:-1]
            for value in layer["data"]["values"]]  # fmt: skip
    assert "Maps: Influence" in says
    assert "Developing others: no story yet" in says


def test_a_story_with_few_follow_ups_open_is_drawn_filled(workspace: Workspace) -> None:
    workspace.add_company("Acme", principles=["Influence"])
    texts = ("near_miss", "other_view", "rejected", "felt", "number", "provenance", "result",
             "action", "task", "reflection", "place", "who")  # fmt: skip
    tell(workspace, "Maps", **dict.fromkeys(texts, "Yes."))
    tell(workspace, "Rain")
    chart = covered(workspace)[0]
    assert isinstance(chart, Chart)
    strong, thin = ([v["says"] for v in layer["data"]["values"]]
                    for layer in chart.spec["layer"][-4:-2])  # fmt: skip
    assert ("Maps: Influence" in strong, "Rain: Influence" in thin) == (True, True)


def test_the_plan_names_who_asks_and_marks_what_is_told_again(workspace: Workspace) -> None:
    workspace.add_company("Acme")
    maps = tell(workspace, "Maps")
    for question, by, story in (
        ("One?", "Ana", ""),
        ("Two?", "Bo", maps.id),
        ("Three?", "ana", ""),
    ):
        said = {"question": question, "competency": "influence", "interviewer": by, "story": story}
        workspace.save(Likely, said, company="acme")
    blocks = covered(workspace)
    assert table(blocks, PLAN) == [
        ["Ana", "One?", "Influence", "Maps\nproposed"],
        ["ana", "Three?", "Influence", "Maps\nproposed; once more to the same person"],
        ["Bo", "Two?", "Influence", "Maps\nchosen"],
    ]
    assert "1 question would get a story the same person has heard" in notes(blocks)


def test_where_nobody_is_named_it_is_counted_and_no_question_is_marked(
    workspace: Workspace,
) -> None:
    workspace.add_company("Acme")
    tell(workspace, "Maps")
    for question in ("One?", "Two?"):
        workspace.save(Likely, {"question": question, "competency": "influence"}, company="acme")
    blocks = covered(workspace)
    assert [row[-1] for row in table(blocks, PLAN)] == ["Maps\nproposed"] * 2
    assert "1 story over 2 questions: 1 is told twice." in notes(blocks)
    assert "has heard" not in notes(blocks)


def test_a_question_that_does_not_say_what_it_asks_about_is_asked_back(
    workspace: Workspace,
) -> None:
    workspace.add_company("Acme")
    workspace.save(Likely, {"question": "Why?"}, company="acme")
    assert table(covered(workspace), PLAN) == [["Why?", "", "what does it ask about?"]]


def test_a_gap_names_the_nearest_material_or_a_question_to_search_memory_with(
    workspace: Workspace,
) -> None:
    workspace.add_company("Acme", principles=["Influence", "Mentoring"])
    workspace.save(Project, {"title": "Leak maps", "part": "I persuaded Derek."})
    near, search = table(covered(workspace), "Gaps, and the raw material for them")
    assert near == ["Influence", "Closest: “Leak maps”, because it says “I persuaded Derek.” "
                    "(by “persuaded”)"]  # fmt: skip
    assert search[1].startswith("Nothing written points there yet. To search memory with: ")


def test_without_a_story_it_says_where_to_begin(workspace: Workspace) -> None:
    workspace.add_company("Acme", principles=["Influence"])
    blocks = covered(workspace)
    assert "No story yet" in notes(blocks)
    assert not [it for it in blocks if isinstance(it, Chart)]
    assert table(blocks, PLAN)[0][-1] == "no story yet"


def test_values_that_point_nowhere_are_named(workspace: Workspace) -> None:
    workspace.add_company("Acme", principles=["Influence", "Moonlight"])
    assert "No competency found for: “Moonlight”." in notes(covered(workspace))


def test_how_often_things_were_asked_is_said_over_all_companies(workspace: Workspace) -> None:
    for name in ("Acme", "Birch", "Cedar"):
        workspace.add_company(name)
    for company in ("birch", "cedar", "cedar"):
        asked = {"question": f"Who at {company}?", "competency": "influence"}
        workspace.save(Asked, asked, company=company)
    workspace.save(Asked, {"question": "And?", "competency": "learning"}, company="acme")
    said = "Asked about more than once, over all companies: Influence (3 times, at 2 companies)."
    assert said in notes(covered(workspace))


def test_nothing_is_said_of_how_often_where_all_was_asked_once(workspace: Workspace) -> None:
    workspace.add_company("Acme")
    asked = {"question": "And?", "competency": "learning"}
    workspace.save(Asked, asked, company="acme")
    assert "over all companies" not in notes(covered(workspace))


def test_others_see_what_was_chosen_and_nothing_that_hangs_on_what_is_left_out(
    workspace: Workspace,
) -> None:
    workspace.add_company("Acme", principles=["Influence", "Mentoring", "Moonlight"])
    shown = workspace.save(Story, {"title": "Maps", "competencies": ["influence"]},
                           visibility="coach")  # fmt: skip
    hidden = tell(workspace, "Secret", "developing_others")
    for question, story in (("One?", shown.id), ("Two?", hidden.id)):
        said = {"question": question, "competency": "influence", "story": story}
        workspace.save(Likely, said, company="acme")
    blocks = covered(workspace, audience="coach")
    assert captions(blocks)[1:] == [ABOUT, "Questions they may ask"]
    rows = table(blocks, "Questions they may ask")
    assert [row[2] for row in rows][:3] == ["Maps", "(not shown here)", ""]  # nobody is named
    assert [row[2] for row in table(blocks, captions(blocks)[1])] == ["Maps", ""]
    words = f"{blocks}"
    for told in ("Secret", "no story", "No story", "Moonlight”.", "proposed", "Without a story"):
        assert told not in words


def test_others_get_no_column_in_which_nothing_stands(workspace: Workspace) -> None:
    workspace.add_company("Acme", principles=["Influence"])
    tell(workspace, "Secret")
    about, questions = (
        block for block in covered(workspace, audience="coach") if isinstance(block, Table)
    )
    assert [head.title for head in about.columns] == ["About", "What says so"]
    assert [head.title for head in questions.columns] == ["Question", "About"]


def test_the_picture_says_what_it_has_no_room_for(workspace: Workspace) -> None:
    workspace.add_company("Acme")
    asked = {"words": "All", "competencies": ["influence", "learning"]}
    workspace.save(Requirement, asked, company="acme")
    for number in range(21):
        tell(workspace, f"Story {number}", *(["learning", "influence"] if number == 20 else []))
    chart, note, *_ = covered(workspace)
    assert isinstance(note, Note)
    assert "room for 20 stories" in note.text
    assert isinstance(chart, Chart)
    assert "Story 20" in f"{chart.spec}"  # it shows most
    assert "Story 19" not in f"{chart.spec}"


def test_no_room_in_the_picture_is_no_gap(workspace: Workspace) -> None:
    workspace.add_company("Acme", principles=["Ownership", "Initiative", "Conflict"])
    for number in range(25):
        tell(workspace, f"Story {number}", "ownership", "initiative")
    tell(workspace, "The quarrel", "conflict")
    blocks = covered(workspace)
    (chart,) = (block for block in blocks if isinstance(block, Chart))
    assert "Without a story" not in chart.alt
    assert "no story yet" not in str(chart.spec)
    assert ["Conflict", "The quarrel"] in [[row[0], row[2]] for row in table(blocks, ABOUT)]


def test_a_story_without_a_title_is_there_and_is_told_where_it_was_chosen(
    workspace: Workspace,
) -> None:
    workspace.add_company("Acme", principles=["Conflict"])
    untitled = tell(workspace, "", "conflict", action="I asked them both.")
    assert "no story yet" not in str(table(covered(workspace), ABOUT))
    tell(workspace, "Other", "conflict")
    chosen = {"question": "Q?", "competency": "conflict", "story": untitled.id}
    workspace.save(Likely, chosen, company="acme")
    told = {row[0]: row[-1] for row in table(covered(workspace), PLAN)}
    assert told["Q?"] == "(untitled story)\nchosen"
