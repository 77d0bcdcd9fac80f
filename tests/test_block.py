"""Words of blocks: the beginning of a text in whole words, quotation marks, days."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from prepkit.block import day_in_words, in_quotes, shortened

TEXTS = st.text(max_size=60) | st.text(alphabet="ab ,:“\n漢", max_size=90)


@pytest.mark.parametrize(
    ("text", "longest", "cut"),
    [
        ("", 10, ""),
        ("Just so", 7, "Just so"),
        ("Two\nlines, no more", 12, "Two lines…"),
        ("one twothreefour", 12, "one twothre…"),
        ("The register was mine. I left", 24, "The register was mine…"),
        ("Unverhältnismäßigkeiten", 10, "Unverhält…"),
        ("想换个地方想换个地方", 5, "想换个地…"),
    ],
)
def test_a_shortened_text_ends_at_a_word_where_one_ends_within_reach(
    text: str, longest: int, cut: str
) -> None:
    assert shortened(text, longest) == cut


@given(TEXTS, st.integers(1, 80))
def test_a_shortened_text_is_never_longer_and_begins_as_the_text_does(
    text: str, longest: int
) -> None:
    line, short = " ".join(text.split()), shortened(text, longest)
    assert len(short) <= longest
    assert short == line if len(line) <= longest else short.endswith("…")
    assert line.startswith(short.removesuffix("…"))


def test_words_in_quotation_marks_have_single_ones_inside() -> None:
    assert in_quotes("“Tuesday noon” means\nnow") == "“‘Tuesday noon’ means now”"


@pytest.mark.parametrize(
    ("date", "words"), [("2025-03-09", "9 March 2025"), ("2025-03", "2025-03"), ("soon", "soon")]
)
def test_a_full_day_is_in_words_and_all_else_as_typed(date: str, words: str) -> None:
    assert day_in_words(date) == words
