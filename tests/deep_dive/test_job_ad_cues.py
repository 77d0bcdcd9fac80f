"""Cue words: every one of the file finds itself, and only where a word begins."""

from __future__ import annotations

import pytest

from prepkit.content import load
from prepkit.deep_dive.job_ad_cues import cues, fold

FILE = load("job_ad")
LISTS = [
    (group, name) for group, lists in FILE.items() if group != "writing" for name in lists
]  # fmt: skip


def test_every_competency_has_cues_and_nothing_else_has() -> None:
    keys = [item["key"] for item in load("competencies")["competencies"]]
    assert list(FILE["competencies"]) == keys


@pytest.mark.parametrize(("group", "name"), LISTS)
def test_every_cue_finds_itself(group: str, name: str) -> None:
    words = FILE[group][name]
    assert words
    plain = [fold(word).strip("^*").replace("*", "") for word in words]
    assert [word for word in plain if not cues(group)[name].search(word)] == []


@pytest.mark.parametrize(("group", "name"), LISTS)
def test_no_cue_stands_twice_and_all_are_written_small(group: str, name: str) -> None:
    words = FILE[group][name]
    assert len({fold(word) for word in words}) == len(words)
    assert [word for word in words if word != word.lower().strip()] == []


@pytest.mark.parametrize("name", list(FILE["competencies"]))
def test_a_cue_does_not_match_inside_a_word(name: str) -> None:
    inside = [
        f"xx{fold(word).strip('^*')}" for word in FILE["competencies"][name] if word[0] != "*"
    ]
    assert inside
    assert [word for word in inside if cues("competencies")[name].match(word)] == []


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("Größe  &  Wünsche!", "grosse wunsche"),
        ("L’Équipe, d'abord", "l'equipe d'abord"),
        ("mile WIDZIANE: własny", "mile widziane wlasny"),
        ("応募資格・日本語", "応募資格 日本語"),
        ("", ""),
    ],
)
def test_capitals_accents_and_signs_make_no_difference(text: str, folded: str) -> None:
    assert fold(text) == folded
