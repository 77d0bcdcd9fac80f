"""What takes the place of what: chains, circles, and what is not there."""

from __future__ import annotations

import datetime
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from prepkit.deep_dive.corrections import (
    circles,
    corrected_on,
    corrections,
    named,
    now_instead,
    took_the_place,
)
from prepkit.deep_dive.records import Claim
from prepkit.record import Origin

SAVED = datetime.datetime(2026, 11, 20, 9, tzinfo=datetime.UTC)
GRAPHS = st.dictionaries(st.sampled_from("abcdefgh"), st.sampled_from(["", *"abcdefghz"]))


def claim(id: str, corrects: str = "", **values: str) -> Claim:
    origin = Origin(id, "acme", "1" * 64, SAVED, "me", "coach")
    return Claim.read({"statement": id.upper(), "corrects": corrects, **values}, origin)


def made(**corrects: str) -> list[Claim]:
    return [claim(id, old) for id, old in corrects.items()]


def instead(**corrects: str) -> dict[str, list[str]]:
    found = corrections(made(**corrects))
    return {old: [claim.id for claim in new] for old, new in found.items()}


def test_what_was_corrected_twice_gives_way_to_the_last() -> None:
    assert instead(a="", b="a", c="b") == {"a": ["c"], "b": ["c"]}


def test_a_claim_may_be_corrected_by_several() -> None:
    assert instead(a="", b="a", c="a", d="b") == {"a": ["d", "c"], "b": ["d"]}


@pytest.mark.parametrize(
    ("corrects", "around"), [({"a": "a"}, "a"), ({"a": "b", "b": "a"}, "ab"),
                             ({"a": "c", "b": "a", "c": "b"}, "abc")],
)  # fmt: skip
def test_claims_that_correct_one_another_in_a_circle_all_stand(
    corrects: dict[str, str], around: str
) -> None:
    claims = made(**corrects)
    assert corrections(claims) == {}
    assert [claim.id for claim in circles(claims)] == list(around)


def test_what_corrects_one_of_a_circle_takes_its_place_alone() -> None:
    assert instead(a="b", b="a", c="a") == {"a": ["c"]}


def test_a_claim_that_is_not_here_is_corrected_by_nobody() -> None:
    assert instead(a="z", b="") == {}
    assert circles(made(a="z")) == []


@given(GRAPHS)
def test_something_stands_wherever_something_was_claimed(graph: dict[str, str]) -> None:
    claims = made(**graph)
    found = corrections(claims)
    standing = {claim.id for claim in claims} - set(found)
    assert standing or not claims
    for new in found.values():
        ids = [claim.id for claim in new]
        assert ids
        assert set(ids) <= standing
        assert len(ids) == len(set(ids))


@given(GRAPHS, st.randoms(use_true_random=False))
def test_the_order_of_the_ledger_does_not_change_what_stands(
    graph: dict[str, str], random: Random
) -> None:
    mixed = list(graph.items())
    random.shuffle(mixed)
    assert set(instead(**graph)) == set(instead(**dict(mixed)))


@pytest.mark.parametrize(
    ("values", "day"),
    [
        ({"dated": "2026-03", "found_in": "person"}, "2026-03"),
        ({"dated": "2026-03-01", "found_in": "seen"}, "2026-03-01"),
        ({"dated": "2019", "found_in": "file"}, "2026-11-20"),
        ({"found_in": "person"}, "2026-11-20"),
    ],
)
def test_a_correction_is_as_old_as_the_talk_or_as_what_was_written(
    values: dict[str, str], day: str
) -> None:
    assert corrected_on(claim("b", "a", **values)) == day


def test_a_correction_is_told_with_its_day_and_an_unknown_is_answered() -> None:
    heard = claim("b", "a", dated="2026-03", found_in="person")
    read = claim("c", "a")
    assert now_instead(claim("a", grade="C"), [heard]) == "corrected in 2026-03: now “B”"
    assert now_instead(claim("a", grade="U"), [read]) == "answered on 20 November 2026: now “C”"
    assert now_instead(claim("a", grade="C"), [heard, read]).endswith("now “B” and “C”")


def test_a_claim_says_whose_place_it_took_as_far_as_that_is_here() -> None:
    known = {"a": claim("a"), "b": claim("b", statement=" ")}
    told = [
        took_the_place(claim("x", old), known, complete=complete)
        for old, complete in (("a", True), ("a", False), ("b", True), ("z", True), ("z", False),
                              ("", True))
    ]  # fmt: skip
    gone = "took the place of a claim that is no longer there"
    assert told == ["took the place of “A”", "took the place of “A”", "", gone, "", ""]


def test_a_claim_is_named_in_quotation_marks_with_single_ones_inside() -> None:
    assert named(claim("a", statement="“Tuesday noon” means")) == "“‘Tuesday noon’ means”"
