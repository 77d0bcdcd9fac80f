"""Types of other programs stand for one of prepkit's forms."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from prepkit.library.forms import BIBTEX, FORMS, RIS, WORDS, form


@pytest.mark.parametrize("table", [BIBTEX, RIS, WORDS])
def test_every_table_leads_to_forms_there_are(table: dict[str, str]) -> None:
    assert set(table.values()) <= set(FORMS)
    assert len(table) > 20


@pytest.mark.parametrize(
    ("kind", "expected"),
    [("journalArticle", "paper"), ("Blog_Post", "news"), ("e-book", "book"), ("10-K", "filing"),
     ("Geschäftsbericht", "filing"), ("Online course", "course"), ("KEYNOTE", "talk")],
)  # fmt: skip
def test_the_way_a_type_is_written_does_not_count(kind: str, expected: str) -> None:
    assert form(kind) == expected


def test_the_most_telling_description_decides_and_the_first_table_before_the_second() -> None:
    assert form("misc", "Annual report", tables=(BIBTEX, WORDS)) == "filing"
    assert form("review", tables=({"review": "news"}, WORDS)) == "news"


@given(st.lists(st.text(), max_size=3))
def test_what_says_nothing_is_a_paper(kinds: list[str]) -> None:
    assert form(*kinds) in FORMS
    assert form(*("?" + kind for kind in kinds), tables=({},)) == "paper"
