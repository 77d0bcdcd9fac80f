"""Names: ids in every script that every system takes as the name of a file."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from prepkit.names import is_safe_id, slug


@pytest.mark.parametrize(
    ("name", "id"),
    [
        ("Northwind Energy", "northwind-energy"),
        ("  R&D / Ltd.  ", "r-d-ltd"),
        ("../../evil", "evil"),
        ("a:b\\c", "a-b-c"),
        ("CON", "con-company"),
        ("nul", "nul-company"),
        ("COM1", "com1-company"),
        ("lpt9.", "lpt9-company"),
        ("com", "com"),
        ("Console", "console"),
        ("Straße", "strasse"),
        ("Cafe\u0301", "café"),
        ("東京電力", "東京電力"),
        ("شركة", "شركة"),
        ("हिन्दी", "हिन्दी"),
        ("x.", "x"),
        ("🎉", ""),
        ("--", ""),
        ("", ""),
    ],
)
def test_a_slug_keeps_the_letters_of_every_script(name: str, id: str) -> None:
    assert slug(name) == id


@given(st.text(max_size=60))
def test_a_slug_is_safe_as_a_file_name_and_stays_itself(name: str) -> None:
    short = slug(name)
    assert len(short) <= 48
    assert not re.search(r'[\\/:*?"<>|.\s\x00-\x1f]', short)
    assert short == short.strip("-. ")
    assert slug(short) == short


def test_a_slug_of_300_characters_is_cut() -> None:
    assert slug("x" * 300) == "x" * 40
    assert slug("ab " * 100) == ("ab-" * 13) + "a"


@pytest.mark.parametrize("id", ["story-1", "цель_2", "會社", "हिन्दी", "x" * 120])
def test_an_id_may_have_the_letters_of_every_script(id: str) -> None:
    assert is_safe_id(id)


@pytest.mark.parametrize("id", ["", "../x", "a b", "a.b", "a/b", "a\\b", "a\x00", "x" * 121, "🎉"])
def test_what_could_lead_out_of_a_folder_or_is_too_long_is_no_id(id: str) -> None:
    assert not is_safe_id(id)
