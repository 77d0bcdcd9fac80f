"""Cue words: found where a word begins, and quoted as they were typed."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from prepkit.brief.cue_words import LABELS, around, cues_in, pointed_to
from prepkit.content import load

PIECES = ["persuad", "Convinced", "buy-in", "buy\nin", "Mentoring", "İ", "ﬁ", "—", "x", " ", "’"]
texts = st.lists(st.sampled_from(PIECES) | st.text(max_size=4), max_size=12).map(" ".join)


def test_every_cue_of_the_list_points_to_its_competency() -> None:
    listed = [(item["key"], cue) for item in load("competencies")["competencies"]
              for cue in item["cues"]]  # fmt: skip
    assert len(listed) > 200
    lost = [cue for key, cue in listed if key not in pointed_to(f"So: {cue.upper()}, I think.")]
    assert lost == []


@given(texts)
def test_a_cue_is_quoted_as_it_stands_in_the_text(text: str) -> None:
    for cue in cues_in(text):
        assert text[cue.start : cue.end] == cue.word
        assert cue.competency in LABELS
        assert " ".join(cue.word.split()) in around(text, cue)


@given(texts, texts)
def test_what_stands_before_a_text_moves_its_cues_and_no_more(before: str, text: str) -> None:
    shift = len(before) + 3
    moved = [(it.competency, it.word, it.start - shift) for it in cues_in(f"{before} . {text}")]
    for cue in cues_in(text):
        assert (cue.competency, cue.word, cue.start) in moved


def test_a_cue_is_the_beginning_of_a_word_and_never_its_middle() -> None:
    assert pointed_to("I PERSUADED them")["influence"] == "PERSUADED"
    assert pointed_to("unpersuaded")  == {}  # fmt: skip
    assert pointed_to("") == {}


def test_hyphens_blanks_and_line_ends_between_words_make_no_difference() -> None:
    said = [pointed_to(text)["influence"] for text in ("buy-in", "Buy‑in", "buy\n in")]
    assert said == ["buy-in", "Buy‑in", "buy\n in"]


def test_the_words_around_a_cue_are_cut_at_words_on_one_line() -> None:
    long = "It took most of a year, and " * 4
    text = f"{long}then I persuaded\nthe three plumbers, {long}"
    (cue,) = (it for it in cues_in(text) if it.competency == "influence")
    quote = around(text, cue)
    assert quote.startswith("…")
    assert quote.endswith("…")
    assert len(quote) < 120
    assert quote.strip("…") in " ".join(text.split())
    assert "persuaded the three plumbers" in quote
    assert around("persuaded", cues_in("persuaded")[0]) == "persuaded"
