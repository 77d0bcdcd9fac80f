"""Questions asked: in the order in which they came, and how often across companies."""

from __future__ import annotations

from typing import Any

import pytest

from prepkit.block import Block, Note, Table
from prepkit.brief.asked import AskedCount, asked_counts, landings, summarise_asked
from prepkit.brief.records import Asked, Debrief
from prepkit.retrospective.records import Story
from prepkit.workspace import Audience, Workspace


@pytest.fixture
def acme(workspace: Workspace) -> Workspace:
    workspace.add_company("Acme")
    workspace.add_company("Bolt")
    return workspace


def debrief(workspace: Workspace, round: str, on: str = "", company: str = "acme") -> str:
    return workspace.save(Debrief, {"round": round, "on": on}, company=company).id


def ask(workspace: Workspace, question: str, company: str = "acme", **values: Any) -> Asked:
    return workspace.save(Asked, {"question": question, **values}, company=company)


def page(workspace: Workspace, audience: Audience = "me") -> list[Block]:
    return summarise_asked(workspace.answers(company="acme", audience=audience))


def tables(blocks: list[Block]) -> dict[str, list[list[str]]]:
    return {
        block.caption: [[cell.text for cell in row] for row in block.rows]
        for block in blocks
        if isinstance(block, Table)
    }


def counts(workspace: Workspace, audience: Audience = "me") -> dict[str, AskedCount]:
    return dict(asked_counts(workspace.answers(company="acme", audience=audience)))


def test_without_a_question_of_this_company_there_is_nothing_to_show(acme: Workspace) -> None:
    ask(acme, " ", landed="pushed")
    ask(acme, "Why?", "bolt", competency="conflict")
    assert page(acme) == []


def test_questions_stand_by_round_in_time_and_in_the_order_written_down(acme: Workspace) -> None:
    panel, talk = debrief(acme, "Panel", "2026-11-20"), debrief(acme, "Talk", "2026-10-02")
    for question, id in (("p1", panel), ("t1", talk), ("p2", panel), ("t2", talk)):
        ask(acme, question, debrief=id)
    ids = [item.id for item in acme.records(Asked) if item.debrief == panel]
    acme.reorder(Asked, ids[::-1], company="acme")
    assert tables(page(acme)) == {
        "Questions they asked, in order: Talk, 2 October 2026": [["1", "t1"], ["2", "t2"]],
        "Questions they asked, in order: Panel, 20 November 2026": [["1", "p2"], ["2", "p1"]],
    }


def test_a_question_shows_what_became_of_it_and_no_empty_column(acme: Workspace) -> None:
    kite = acme.save(Story, {"title": "Kite"}).id
    ask(acme, "A time you disagreed?", competency="conflict", story=kite, landed="pushed",
        probes="And then?\nWho else?")  # fmt: skip
    ask(acme, "Why us?")
    table = page(acme)[0]
    assert isinstance(table, Table)
    assert [head.title for head in table.columns] == [
        "", "Question", "About", "Story I told", "How it landed", "How they went on",
    ]  # fmt: skip
    assert tables([table])["Questions they asked"] == [
        ["1", "A time you disagreed?", "Conflict", "Kite", "pushed back", "And then?\nWho else?"],
        ["2", "Why us?", "", "", "", ""],
    ]  # fmt: skip


def test_questions_of_no_round_stand_at_the_end(acme: Workspace) -> None:
    gone = debrief(acme, "Phone")
    ask(acme, "Lost?", debrief=gone)
    ask(acme, "Loose?")
    acme.delete(gone)
    assert list(tables(page(acme))) == ["Questions they asked"]
    ask(acme, "Why?", debrief=debrief(acme, "Panel"))
    found = tables(page(acme))
    assert found["Questions they asked, in order: Panel"] == [["1", "Why?"]]
    assert [row[1] for row in found["Questions not put into a round yet"]] == ["Lost?", "Loose?"]


def test_what_is_asked_about_is_counted_over_all_companies(acme: Workspace) -> None:
    old, new = debrief(acme, "Talk", "2026-03"), debrief(acme, "Call", "2026-11-20", "bolt")
    ask(acme, "Alone?", competency="ownership", debrief=debrief(acme, "Panel", "2026-11-22"))
    ask(acme, "Undated?", competency="ambiguity")
    ask(acme, "A quarrel?", competency="conflict", debrief=old)
    ask(acme, "Disagreed?", competency="conflict", debrief=old)
    ask(acme, "a quarrel", "bolt", competency="conflict", debrief=new)
    ask(acme, "And yet?")
    assert counts(acme) == {
        "conflict": AskedCount(3, ("bolt", "acme"), "2026-11-20", ("a quarrel", "Disagreed?")),
        "ownership": AskedCount(1, ("acme",), "2026-11-22", ("Alone?",)),
        "ambiguity": AskedCount(1, ("acme",), "", ("Undated?",)),
    }
    assert list(counts(acme)) == ["conflict", "ownership", "ambiguity"]
    blocks = page(acme)
    assert tables(blocks)["What I was asked about, over all companies"] == [
        ["Conflict", "3", "Bolt, Acme", "20 November 2026", "“a quarrel”, “Disagreed?”"],
        ["Ownership", "1", "Acme", "22 November 2026", "“Alone?”"],
        ["Ambiguity", "1", "Acme", "", "“Undated?”"],
    ]
    assert [block.text for block in blocks if isinstance(block, Note)] == [
        "1 question has no competency chosen, and is not counted here."
    ]


def test_questions_without_a_competency_are_not_counted(acme: Workspace) -> None:
    for question in ("Why?", "Who?"):
        ask(acme, question)
    assert counts(acme) == {}
    assert len(page(acme)) == 1
    for company in ("acme", "bolt"):
        ask(acme, "A quarrel?", company, competency="conflict")
    note = page(acme)[-1]
    assert isinstance(note, Note)
    assert note.text == "2 questions have no competency chosen, and are not counted here."


def test_counts_that_say_no_more_than_the_questions_are_left_out(acme: Workspace) -> None:
    kite, boat = (acme.save(Story, {"title": title}).id for title in ("Kite", "Boat"))
    ask(acme, "A quarrel?", competency="conflict", story=kite)
    ask(acme, "Alone?", competency="ownership", story=boat)
    assert list(tables(page(acme))) == ["Questions they asked"]
    ask(acme, "Unsure?", "bolt", competency="ambiguity")
    assert list(tables(page(acme))) == [
        "Questions they asked", "What I was asked about, over all companies",
    ]  # fmt: skip
    ask(acme, "Again?", story=kite)
    assert "Stories I told, over all companies" in tables(page(acme))


def test_quotes_in_a_question_become_single_ones_and_a_long_one_ends_with_a_word(
    acme: Workspace,
) -> None:
    for company, question in (("acme", "“Soon” is when?"), ("bolt", "Tell me more. " * 20)):
        ask(acme, question, company, competency="ambiguity")
    ((*_, put),) = tables(page(acme))["What I was asked about, over all companies"]
    assert "“‘Soon’ is when?”" in put
    assert "Tell me more. Tell me…”" in put


def test_the_words_of_a_competency_have_room_beside_all_that_is_said(acme: Workspace) -> None:
    kite = acme.save(Story, {"title": "Kite"}).id
    ask(acme, "Why?", by="Bo", competency="collaboration", story=kite, landed="pushed", probes="?")
    table = page(acme)[0]
    assert isinstance(table, Table)
    widths = {head.title: head.width for head in table.columns}
    assert len(widths) == 7
    assert widths["About"] >= 0.15 * sum(widths.values())
    assert widths["Question"] == max(widths.values())


def test_stories_told_are_counted_with_how_they_landed(acme: Workspace) -> None:
    kite, boat = (acme.save(Story, {"title": title}).id for title in ("Kite", "Boat"))
    call = debrief(acme, "Call", "2026-05", "bolt")
    ask(acme, "One?", story=boat)
    ask(acme, "Two?", story=kite, landed="followed")
    ask(acme, "Three?", "bolt", story=kite, landed="moved_on", debrief=call)
    ask(acme, "Four?", "bolt", story=kite, debrief=call)
    assert tables(page(acme))["Stories I told, over all companies"] == [
        ["Kite", "3", "Bolt, Acme", "2026-05", "1 followed up, 1 moved on"],
        ["Boat", "1", "Acme", "", ""],
    ]
    acme.delete(boat)
    assert "(story no longer there)" in str(tables(page(acme)))


def test_what_was_asked_last_goes_by_day_and_then_by_when_it_was_saved(acme: Workspace) -> None:
    rounds = [debrief(acme, day, day) for day in ("2026-10-02", "2026-11-20")]
    put = [ask(acme, f"{n}?", competency="conflict", debrief=rounds[n < 2]) for n in range(3)]
    ask(acme, "bolt?", "bolt", competency="ownership")
    ask(acme, "acme?", competency="ownership")
    for order in (put, put[::-1]):
        acme.reorder(Asked, [item.id for item in order], company="acme")
        found = counts(acme)
        assert found["conflict"] == AskedCount(3, ("acme",), "2026-11-20", ("1?", "0?", "2?"))
        assert found["ownership"].companies == ("acme", "bolt")


def test_titles_of_stories_are_looked_up_once_however_many_questions_there_are(
    acme: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    ids = [acme.save(Story, {"title": f"s{n}"}).id for n in range(4)]
    for n in range(12):
        ask(acme, f"{n}?", story=ids[n % 4])
    answers = acme.answers(company="acme")
    seen: list[str] = []

    def heading(story: Story) -> str:
        seen.append(story.id)
        return story.title

    monkeypatch.setattr(Story, "heading", property(heading))
    assert "s3" in str(summarise_asked(answers))
    assert len(seen) == 2 * len(ids)  # once for the rounds, once for the stories told


def test_landings_are_named_in_the_order_of_the_form_and_only_where_there_are_any() -> None:
    keys = ("pushed", "moved_on", "", "pushed", "followed")
    items = [Asked(question="Why?", landed=key) for key in keys]
    assert landings(items) == "1 followed up, 1 moved on, 2 pushed back"
    assert landings(items[2:3]) == landings([]) == ""


def test_others_are_told_nothing_of_how_often_nor_of_rounds_they_may_not_see(
    acme: Workspace,
) -> None:
    kite = acme.save(Story, {"title": "Kite"}).id
    panel = debrief(acme, "Panel")
    shown = ask(acme, "Why?", debrief=panel, competency="conflict", story=kite)
    assert page(acme, "coach") == []
    acme.save(Asked, {}, id=shown.id, company="acme", visibility="coach")
    assert tables(page(acme, "coach")) == {
        "Questions they asked": [["1", "Why?", "Conflict", "(not shown here)"]]
    }
    assert counts(acme, "coach") == {}
    acme.save(Debrief, {}, id=panel, company="acme", visibility="coach")
    loose = ask(acme, "Who?")
    acme.save(Asked, {}, id=loose.id, company="acme", visibility="coach")
    captions = list(tables(page(acme, "coach")))
    assert captions == ["Questions they asked, in order: Panel", "Questions they asked"]
