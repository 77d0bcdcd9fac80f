"""Matches: wordings are found as whole words, in one part of a text."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from prepkit.industry.matches import Key, find
from prepkit.industry.texts import fold_texts, read_texts
from prepkit.library.entry import Entry


def found(title: str, *wordings: Key) -> list[tuple[Key, int]]:
    run = fold_texts(read_texts([Entry("paper", title)]))
    matches = find(run, wordings)
    rows = zip(matches.wording.tolist(), matches.place.tolist(), strict=True)
    return [(wordings[wording], place) for wording, place in rows]


def test_wordings_are_found_in_all_their_ways() -> None:
    assert found("Heat-Pumps and a HEAT pump", ("heat", "pump")) == [
        (("heat", "pump"), 0),
        (("heat", "pump"), 4),
    ]


def test_nothing_is_found_over_signs_and_in_parts_of_tied_words() -> None:
    assert found("Heat: pumps", ("heat", "pump")) == []
    assert found("Non-convex sets", ("convex", "set")) == []
    assert found("GAN-based GAN-LSTM", ("gan",)) == [(("gan",), 0)]


def test_unknown_words_and_no_wordings_are_found_nowhere() -> None:
    assert found("Heat pumps", ("cold",), ("heat", "cold")) == []
    assert found("Heat pumps") == []


sentences = st.lists(st.sampled_from("abc"), min_size=1, max_size=12)


@given(sentences, st.sets(st.lists(st.sampled_from("abcd"), min_size=1, max_size=3).map(tuple)))
def test_all_places_are_found(sentence: list[str], wordings: set[Key]) -> None:
    sure = {
        (wording, place)
        for wording in wordings
        for place in range(len(sentence))
        if tuple(sentence[place : place + len(wording)]) == wording
    }
    assert set(found(" ".join(f"{word}" for word in sentence), *sorted(wordings))) == sure
