"""Revisions: one text for one content, and an id that stands for all of it."""

from __future__ import annotations

import datetime
import json
from dataclasses import asdict, fields, replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from prepkit.errors import DamagedWorkspaceError
from prepkit.storage.revision import Revision, canonical
from prepkit.storage.store import Store

NINE = datetime.datetime(2026, 11, 20, 9, tzinfo=datetime.UTC)

texts = st.text(st.characters(exclude_categories=["Cs"]), max_size=40)
whole = st.none() | st.booleans() | st.integers(-(10**18), 10**18) | texts
json_like = st.recursive(
    whole,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(texts, inner, max_size=4),
    max_leaves=8,
)
ids = st.text(
    st.characters(categories=["L", "M", "N"], include_characters="-_"), min_size=1, max_size=40
)
bodies = st.dictionaries(texts, json_like, max_size=5)


def made(**changes: Any) -> Revision:
    given: dict[str, Any] = {
        "record": "story-1", "kind": "story", "company": "", "visibility": "private",
        "author": "me", "saved_at": NINE, "parents": (), "nonce": "0" * 32,
        "body": {"title": "Kite"},
    }  # fmt: skip
    return Revision.made(**given | changes)


@given(bodies)
def test_canonical_text_says_the_same_and_does_not_depend_on_order(body: dict[str, Any]) -> None:
    text = canonical(body)
    assert json.loads(text) == body
    assert canonical(json.loads(text)) == text
    assert canonical(dict(reversed(body.items()))) == text


def test_canonical_text_is_as_typed_without_blanks_and_sorted() -> None:
    assert canonical({"b": ["é", "漢"], "a": None}) == '{"a":null,"b":["é","漢"]}'


@pytest.mark.parametrize("value", [1.0, float("nan"), [1, 2.5], {"a": {"b": (0.1,)}}])
def test_canonical_refuses_what_has_more_than_one_spelling(value: Any) -> None:
    with pytest.raises(ValueError, match="no floats in a revision"):
        canonical(value)


@given(bodies, ids, texts)
def test_a_revision_comes_back_from_the_store_as_it_went_in(
    tmp_path_factory: pytest.TempPathFactory, body: dict[str, Any], record: str, author: str
) -> None:
    store = Store.create(tmp_path_factory.mktemp("store") / "prep.db")
    revision = made(record=record, author=author, body=body, parents=("b" * 64, "a" * 64))
    store.append([revision])
    assert store.everything() == [revision]
    assert store.problems() == []


CHANGES: dict[str, Any] = {
    "record": "story-2", "kind": "goal", "company": "acme", "visibility": "share",
    "author": "you", "saved_at": "2026-11-20T09:00:00.001+00:00", "deleted": True,
    "parents": ("a" * 64,), "nonce": "1" * 32, "body": {"title": "kite"},
}  # fmt: skip


@pytest.mark.parametrize("name", [field.name for field in fields(Revision) if field.name != "id"])
def test_the_id_changes_when_any_field_changes(name: str) -> None:
    changed = replace(made(), **{name: CHANGES[name]})
    assert changed.digest() != made().id
    assert not changed.is_intact()


@given(bodies, bodies)
def test_two_bodies_have_one_id_only_when_they_are_the_same(
    one: dict[str, Any], other: dict[str, Any]
) -> None:
    assert (made(body=one).id == made(body=other).id) == (canonical(one) == canonical(other))


def test_the_id_is_64_hexadecimal_digits_and_stays_the_same_for_ever() -> None:
    # Ids are in files people keep: should this one change, no workspace would be intact.
    assert made().id == "aa3251d83e8b1fbbd10bbfc13d2c068d026f74a27c434baa556cffefb64deb18"
    assert made().is_intact()


def test_text_cannot_wander_from_one_field_to_the_next_under_the_same_id() -> None:
    assert made(record="a", kind="bc").id != made(record="ab", kind="c").id


def test_time_is_kept_in_utc_to_the_millisecond_whatever_the_clock_says() -> None:
    east = datetime.timezone(datetime.timedelta(hours=9))
    revision = made(saved_at=datetime.datetime(2026, 11, 20, 18, 0, 0, 123999, tzinfo=east))
    assert revision.saved_at == "2026-11-20T09:00:00.123+00:00"
    assert revision.time == NINE.replace(microsecond=123000)


def test_parents_are_sorted_so_that_their_order_does_not_matter() -> None:
    assert made(parents=("b", "a")) == made(parents=("a", "b"))
    assert made(parents=("b", "a")).parents == ("a", "b")


def test_changing_the_values_given_afterwards_does_not_change_the_revision() -> None:
    values = {"title": "Kite"}
    revision = made(body=values)
    values["title"] = "Boat"
    assert revision.is_intact()


def test_everything_but_the_id_is_in_the_id() -> None:
    assert set(CHANGES) == set(asdict(made())) - {"id"}


@pytest.mark.parametrize("name", ["../evil", "/etc/x", "", "a b", "a\x00", "C:", "x" * 121, "."])
def test_a_name_that_could_leave_its_folder_never_enters_the_store(
    tmp_path: Path, name: str
) -> None:
    store = Store.create(tmp_path / "prep.db")
    with pytest.raises(DamagedWorkspaceError, match="not added"):
        store.append([made(record=name)])
    with pytest.raises(DamagedWorkspaceError, match="not added"):
        store.append([made(company=name or " ")])
    assert store.heads() == []
