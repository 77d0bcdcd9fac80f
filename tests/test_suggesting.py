"""Suggestions: kept, taken off, and never made twice."""

from __future__ import annotations

import tempfile
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from prepkit.chapters import CHAPTERS
from prepkit.deep_dive.records import Claim
from prepkit.errors import UnknownRecordError
from prepkit.section import Answers, Section, Seed
from prepkit.slots import Slots
from prepkit.suggesting import LONGEST_MORE, LONGEST_TITLE
from prepkit.views.slot import Suggestion
from prepkit.workspace import Workspace


def section_of(id: str) -> Section:
    return next(s for c in CHAPTERS for s in c.sections if s.id == id)


KAFKA = Seed("kafka", {"statement": "They run Kafka", "facet": "product", "grade": "B"}, "Line 3")
TALLY = Seed("tally", {"statement": "Everything is counted"}, "Line 9")


class Planted:
    """The claims of a company with some seeds among them."""

    def __init__(self, workspace: Workspace, *seeds: Seed, company: str = "acme") -> None:
        self.workspace, self.company = workspace, company
        self.section = replace(section_of("claims"), seeds=lambda answers: seeds)
        self.slots = Slots(workspace, self.section, self.answers)

    def answers(self) -> Answers:
        return self.workspace.answers(company=self.company)

    def suggested(self) -> list[Suggestion]:
        return self.slots.seeds(self.answers(), self.company)

    def keys(self) -> list[str]:
        return [seed.key for seed in self.suggested()]

    def claims(self) -> list[str]:
        return [record.heading for record in self.section.own(self.answers())]


@pytest.fixture
def planted(workspace: Workspace) -> Planted:
    workspace.add_company("Acme")
    return Planted(workspace, KAFKA, TALLY)


def test_a_seed_says_in_words_what_it_would_say_and_where_it_comes_from(planted: Planted) -> None:
    facet, grade = (
        Claim.spec(name).label(key) for name, key in (("facet", "product"), ("grade", "B"))
    )
    assert planted.suggested() == [
        Suggestion("kafka", "They run Kafka", (facet, grade), "Line 3"),
        Suggestion("tally", "Everything is counted", (), "Line 9"),
    ]
    assert facet != "product"


def test_seeds_are_kept_in_order_under_the_id_every_copy_gives_them(planted: Planted) -> None:
    kept = planted.slots.keep("acme", ["tally", "kafka"])
    assert [slot.id for slot in kept] == ["claim-acme-tally", "claim-acme-kafka"]
    assert planted.claims() == ["Everything is counted", "They run Kafka"]
    assert kept[1].values["grade"] == "B"
    assert kept == planted.slots.load(planted.answers(), "acme")
    assert planted.keys() == []


def test_a_seed_taken_off_stands_among_the_deleted_and_can_be_brought_back(
    planted: Planted,
) -> None:
    undo = planted.slots.dismiss("acme", ["kafka"])
    assert (planted.keys(), planted.claims()) == (["tally"], [])
    (past,) = planted.slots.deleted("acme")
    assert (past.id, past.title) == ("claim-acme-kafka", "They run Kafka")
    planted.slots.restore(past.id, undo[past.id])
    assert (planted.keys(), planted.claims()) == (["tally"], ["They run Kafka"])


def test_a_seed_that_was_kept_and_deleted_is_not_suggested_again(planted: Planted) -> None:
    planted.slots.keep("acme", ["kafka"])
    planted.slots.remove("acme", "claim-acme-kafka")
    assert planted.keys() == ["tally"]


def test_a_seed_kept_elsewhere_just_now_is_joined_and_not_doubled(planted: Planted) -> None:
    stale = planted.answers()
    workspace = planted.workspace
    workspace.save(Claim, {"source": "Their blog"}, id="claim-acme-kafka", company="acme")
    Slots(workspace, planted.section, lambda: stale).keep("acme", ["kafka"])
    (claim,) = workspace.records(Claim)
    assert (claim.statement, claim.source, claim.origin.others) == (
        "They run Kafka", "Their blog", ())  # fmt: skip


@pytest.mark.parametrize("act", ["keep", "dismiss"])
@pytest.mark.parametrize("keys", [["nothing"], ["tally", "nothing"], ["../x"], ["x" * 500]])
def test_a_key_that_is_not_suggested_is_told_in_one_line_and_nothing_is_done(
    planted: Planted, act: str, keys: list[str]
) -> None:
    before = len(planted.workspace.revisions())
    with pytest.raises(UnknownRecordError, match=r"^no longer suggested: ") as raised:
        getattr(planted.slots, act)("acme", keys)
    assert len(str(raised.value)) < 160
    assert len(planted.workspace.revisions()) == before


@pytest.mark.parametrize("company", ["", "zenith"])
def test_seeds_of_one_company_are_not_kept_for_another(planted: Planted, company: str) -> None:
    planted.workspace.add_company("Zenith")
    assert planted.slots.seeds(planted.answers(), company) == []
    with pytest.raises(UnknownRecordError, match="no longer suggested"):
        planted.slots.keep(company, ["kafka"])


def test_seeds_of_oneself_are_the_same_whatever_the_company(workspace: Workspace) -> None:
    workspace.add_company("Acme")
    seed = Seed("outage", {"title": "The outage"}, "Line 2")
    section = replace(section_of("stories"), seeds=lambda answers: [seed])
    slots = Slots(workspace, section, lambda: workspace.answers(company="acme"))
    assert [slot.id for slot in slots.keep("", ["outage"])] == ["story-outage"]


def test_to_others_nothing_is_suggested(planted: Planted) -> None:
    planted.slots.save("acme", "claim-acme-kafka", {"visibility": "private"}, "")
    seen = planted.workspace.answers(company="acme", audience="coach")
    assert planted.slots.seeds(seen, "acme") == []


@pytest.mark.parametrize("id", ["target", "mirrors"])
def test_only_a_section_of_many_suggests(workspace: Workspace, id: str) -> None:
    workspace.add_company("Acme")
    section = replace(section_of(id), seeds=lambda answers: [KAFKA])
    own = "acme" if section.record.layer == "company" else ""
    slots = Slots(workspace, section, lambda: workspace.answers(company="acme"))
    assert slots.seeds(workspace.answers(company="acme"), own) == []


def test_of_a_seed_only_what_fits_is_suggested_and_kept(workspace: Workspace) -> None:
    workspace.add_company("Acme")
    odd = {"statement": "Odd", "grade": "Z", "dated": "soon", "mood": 5, "link": 7}
    planted = Planted(workspace, Seed("odd", odd, ""), Seed("none", {"dated": "soon"}, ""))
    (seed,) = planted.suggested()
    assert (seed.key, seed.title, seed.more) == ("odd", "Odd", ())
    (slot,) = planted.slots.keep("acme", ["odd"])
    assert {name: value for name, value in slot.values.items() if value} == {"statement": "Odd"}


@pytest.mark.parametrize("key", ["x" * 120, "../x", "a b"])
def test_a_seed_that_could_not_be_kept_is_not_suggested(workspace: Workspace, key: str) -> None:
    workspace.add_company("Acme")
    assert Planted(workspace, Seed(key, {"statement": "Odd"}, ""), TALLY).keys() == ["tally"]


def test_long_texts_of_a_seed_are_shown_as_one_short_line_and_kept_whole(
    workspace: Workspace,
) -> None:
    workspace.add_company("Acme")
    text = "one line,\nand another " * 100
    more = {"statement": text, "so_what": f"So {text}"}
    planted = Planted(workspace, Seed("long", more, text))
    (seed,) = planted.suggested()
    assert seed.title.startswith("one line, and another one line,")
    lengths = {seed.title: LONGEST_TITLE, seed.why: LONGEST_TITLE, seed.more[0]: LONGEST_MORE}
    for shown, longest in lengths.items():
        assert shown.endswith("…") and len(shown) <= longest + 1
    assert planted.slots.keep("acme", ["long"])[0].values["so_what"] == f"So {text}"


def test_a_seed_without_a_title_is_called_by_what_it_comes_from_and_says_nothing_twice(
    workspace: Workspace,
) -> None:
    workspace.add_company("Acme")
    (untitled,) = Planted(workspace, Seed("x", {"so_what": "Ask."}, "The ad says so.")).suggested()
    assert (untitled.title, untitled.more, untitled.why) == ("The ad says so.", ("Ask.",), "")
    values = {"statement": "Big", "so_what": "Big"}
    (twice,) = Planted(workspace, Seed("x", values, "The ad says so.")).suggested()
    assert (twice.title, twice.more, twice.why) == ("Big", (), "The ad says so.")


def test_seeds_do_not_count_as_progress(planted: Planted) -> None:
    assert planted.section.progress(planted.answers()).done == 0
    planted.slots.keep("acme", ["kafka"])
    assert planted.section.progress(planted.answers()).done == 1


ACTS = st.tuples(st.sampled_from(["keep", "dismiss", "remove", "restore"]), st.sampled_from("abcd"))


@settings(max_examples=40)
@given(acts=st.lists(ACTS, max_size=10))
def test_whatever_is_done_a_seed_is_suggested_until_it_was_kept_or_taken_off_and_never_again(
    acts: list[tuple[str, str]],
) -> None:
    with tempfile.TemporaryDirectory() as folder:
        workspace = Workspace.create(Path(folder) / "w")
        workspace.add_company("Acme")
        seeds = [Seed(key, {"statement": key}, "") for key in "abcd"]
        planted, new, kept = Planted(workspace, *seeds), set("abcd"), set[str]()
        for act, key in acts:
            id = f"claim-acme-{key}"
            if act in ("keep", "dismiss") and key in new:
                getattr(planted.slots, act)("acme", [key])
                new.discard(key)
                kept |= {key} if act == "keep" else set()
            elif act == "remove" and key not in new:
                planted.slots.remove("acme", id)
                kept.discard(key)
            elif act == "restore" and key not in new:
                planted.slots.restore(id, workspace.history(id)[-1].id)
                kept.add(key)
            assert planted.keys() == sorted(new)
            assert sorted(planted.claims()) == sorted(kept)
