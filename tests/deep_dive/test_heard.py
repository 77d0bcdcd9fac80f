"""What was heard in interviews suggests claims, and the ledger keeps what it corrects."""

from __future__ import annotations

from typing import Any

import pytest

from prepkit.block import Block, Note, Table
from prepkit.chapters import CHAPTERS
from prepkit.deep_dive.heard import seeds_of_claims, summarise_heard
from prepkit.deep_dive.ledger import summarise_claims
from prepkit.deep_dive.records import Claim, Heard
from prepkit.section import Answers
from prepkit.slots import Slots
from prepkit.workspace import Audience, Workspace


@pytest.fixture
def acme(workspace: Workspace) -> Workspace:
    workspace.add_company("Acme")
    workspace.add_company("Bolt")
    return workspace


@pytest.fixture
def ledger(acme: Workspace) -> Slots:
    section = next(s for c in CHAPTERS for s in c.sections if s.id == "claims")
    return Slots(acme, section, lambda: answers(acme))


def answers(workspace: Workspace, audience: Audience = "me") -> Answers:
    return workspace.answers(company="acme", audience=audience)


def claim(workspace: Workspace, statement: str, **values: Any) -> str:
    return workspace.save(Claim, {"statement": statement, **values}, company="acme").id


def hear(workspace: Workspace, said: str, effect: str = "new", **values: Any) -> Heard:
    given = {"said": said, "effect": effect, **values}
    return workspace.save(Heard, given, company="acme")


def rows(blocks: list[Block], caption: str) -> list[list[str]]:
    found = [b for b in blocks if isinstance(b, Table) and b.caption == caption]
    return [[cell.text for cell in row] for table in found for row in table.rows]


def notes(blocks: list[Block]) -> list[str]:
    return [block.text for block in blocks if isinstance(block, Note)]


def page(workspace: Workspace, audience: Audience = "me") -> list[Block]:
    return summarise_heard(answers(workspace, audience))


def test_something_new_is_suggested_as_a_claim_of_the_company_with_its_source(
    acme: Workspace,
) -> None:
    heard = hear(acme, "They stop work at four", by="Ada", on="2026-11-20", facet="culture",
                 so_what="Mornings count")  # fmt: skip
    (seed,) = seeds_of_claims(answers(acme))
    assert seed.values == {
        "statement": "They stop work at four", "facet": "culture", "grade": "B",
        "source": "Interview: Ada, 20 November 2026", "found_in": "person", "dated": "2026-11-20",
        "so_what": "Mornings count", "corrects": "",
    }  # fmt: skip
    assert (seed.key, seed.standing) == (heard.id, False)
    assert seed.why == "Heard on 20 November 2026. New to you."


def test_somebody_who_is_not_named_gives_no_grade(acme: Workspace) -> None:
    hear(acme, "They stop work at four")
    (seed,) = seeds_of_claims(answers(acme))
    assert (seed.values["grade"], seed.values["source"]) == ("", "Interview")


def test_what_contradicts_a_claim_is_suggested_in_its_place(acme: Workspace) -> None:
    old = claim(acme, "Nine grades", grade="D", facet="role")
    hear(acme, "Four grades", "contradicts", claim=old, on="2026-11")
    (seed,) = seeds_of_claims(answers(acme))
    assert (seed.values["corrects"], seed.values["facet"]) == (old, "role")
    assert seed.why == "Heard in 2026-11. It contradicts “Nine grades”, which stays on record."


def test_what_answers_an_unknown_takes_its_place(acme: Workspace) -> None:
    unknown, known = claim(acme, "Who pays?", grade="U"), claim(acme, "A box", grade="B")
    hear(acme, "The council pays", claim=unknown)
    hear(acme, "The box is blue", claim=known)
    found = seeds_of_claims(answers(acme))
    assert [seed.values["corrects"] for seed in found] == [unknown, ""]
    assert "It answers “Who pays?”" in found[0].why


@pytest.mark.parametrize("effect", ["confirms", ""])
def test_what_only_confirms_or_says_nothing_of_its_effect_suggests_nothing(
    acme: Workspace, effect: str
) -> None:
    hear(acme, "Nine grades", effect, claim=claim(acme, "Nine grades", grade="D"))
    hear(acme, " ")
    assert seeds_of_claims(answers(acme)) == []


def test_nothing_is_suggested_against_a_claim_that_was_corrected_by_hand(acme: Workspace) -> None:
    old = claim(acme, "Nine grades", grade="D")
    claim(acme, "Five grades", corrects=old)
    hear(acme, "Four grades", "contradicts", claim=old)
    hear(acme, "Grades are public", claim=old)
    assert [seed.values["statement"] for seed in seeds_of_claims(answers(acme))] == [
        "Grades are public"
    ]


def test_a_contradiction_of_a_claim_that_is_gone_is_a_claim_like_any_other(
    acme: Workspace,
) -> None:
    old = claim(acme, "Nine grades", grade="D")
    hear(acme, "Four grades", "contradicts", claim=old)
    acme.delete(old)
    (seed,) = seeds_of_claims(answers(acme))
    assert (seed.values["corrects"], seed.why) == ("", "Heard.")


def test_keeping_a_suggestion_corrects_the_ledger_and_leaves_the_old_claim_on_record(
    acme: Workspace, ledger: Slots
) -> None:
    old = claim(acme, "Nine grades", grade="D", facet="role", source="A forum")
    heard = hear(acme, "Four grades", "contradicts", claim=old, by="Ada", on="2026-11-20")
    (suggested,) = ledger.seeds(answers(acme), "acme")
    assert suggested.title == "Four grades"
    (kept,) = ledger.keep("acme", [heard.id])
    assert kept.visibility == "coach"
    assert ledger.seeds(answers(acme), "acme") == []
    blocks = summarise_claims(answers(acme))
    assert [row[1] for row in rows(blocks, "Claim ledger")] == [
        "Four grades\ntook the place of “Nine grades”"
    ]
    assert rows(blocks, "Claims that were corrected") == [
        ["Role and process", "Nine grades", "D", "A forum",
         "corrected on 20 November 2026: now “Four grades”"],
    ]  # fmt: skip
    assert rows(page(acme), "What I heard there")[0][3] == (
        "It contradicts a claim\n“Nine grades”\ntook its place in the ledger"
    )
    claim(acme, "Three grades", corrects=kept.id)
    assert rows(page(acme), "What I heard there")[0][3].endswith(": now “Three grades”")


def test_what_was_heard_stands_in_time_with_its_claim_and_its_effect(acme: Workspace) -> None:
    hours = claim(acme, "They stop at four", grade="D")
    hear(acme, "No day", so_what="Ask")
    hear(acme, "Four it is", "confirms", claim=hours, on="2026-11-20", by="Bo")
    hear(acme, "Half past", "contradicts", claim=hours, on="2026-10", by="Ada")
    blocks = page(acme)
    assert rows(blocks, "What I heard there") == [
        ["2026-10", "Ada", "Half past",
         "It contradicts a claim\n“They stop at four”\nnot corrected yet", ""],
        ["20 November 2026", "Bo", "Four it is", "It confirms a claim\n“They stop at four”", ""],
        ["", "", "No day", "New to me", "Ask"],
    ]  # fmt: skip
    assert notes(blocks) == [
        "2 things heard stand among the suggestions of the claim ledger, to be kept or taken off "
        "there."
    ]


def test_a_suggestion_taken_off_is_not_called_for_again(acme: Workspace, ledger: Slots) -> None:
    old = claim(acme, "Nine grades", grade="D")
    heard = hear(acme, "Four grades", "contradicts", claim=old, on="2026-11-20")
    flag = "Contradicted in an interview, and not corrected yet: “Nine grades” (20 November 2026)."
    assert flag in notes(summarise_claims(answers(acme)))
    assert len(notes(page(acme))) == 1
    ledger.dismiss("acme", [heard.id])
    assert "Contradicted in an interview: “Nine grades” (20 November 2026)." in notes(
        summarise_claims(answers(acme))
    )
    assert notes(page(acme)) == []
    assert rows(page(acme), "What I heard there")[0][-1].endswith("“Nine grades”")


def test_nothing_heard_is_nothing_to_show(acme: Workspace) -> None:
    hear(acme, "", by="Ada")
    acme.save(Heard, {"said": "Elsewhere"}, company="bolt")
    assert page(acme) == []


def test_others_are_told_neither_what_is_private_nor_what_is_not_done(acme: Workspace) -> None:
    old = claim(acme, "Nine grades", grade="D")
    hear(acme, "Four grades", "contradicts", claim=old)
    hear(acme, "A secret", "new")
    secret = acme.records(Heard, company="acme")[-1].id
    acme.save(Heard, {}, id=secret, company="acme", visibility="private")
    blocks = page(acme, "coach")
    assert [row[2:] for row in rows(blocks, "What I heard there")] == [
        ["Four grades", "It contradicts a claim\n“Nine grades”"]
    ]
    assert notes(blocks) == []
    acme.save(Claim, {}, id=old, company="acme", visibility="private")
    assert rows(page(acme, "coach"), "What I heard there")[0][-1].endswith("(not shown here)")
    assert page(acme, "share") == []


def test_a_claim_made_of_private_words_stays_private(acme: Workspace, ledger: Slots) -> None:
    heard = hear(acme, "They are for sale")
    acme.save(Heard, {}, id=heard.id, company="acme", visibility="private")
    assert ledger.keep("acme", [heard.id])[0].visibility == "private"


def test_a_claim_and_what_took_its_place_stand_in_full(acme: Workspace) -> None:
    long = "“Noon” means whoever has no children, " + "and somebody else " * 5
    old = claim(acme, long.strip(), grade="D")
    hear(acme, "It was reopened", "contradicts", claim=old)
    claim(acme, f"Now: {long}".strip(), corrects=old)
    _, about, became = rows(page(acme), "What I heard there")[0][3].split("\n")
    inner = long.strip().replace("“Noon”", "‘Noon’")
    assert about == f"“{inner}”"
    assert became.endswith(f": now “Now: {inner}”")
