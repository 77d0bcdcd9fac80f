"""Cue words: the words by which an ad, a value or somebody's own account points to a competency.

They stand in ``content/competencies.toml`` and are looked for where a word begins, so that
``persuad`` finds "persuaded". They point somewhere; they prove nothing.
"""

from __future__ import annotations

import functools
import re
from collections import defaultdict
from dataclasses import dataclass

from prepkit.block import shortened
from prepkit.content import load, options

LABELS = {option.key: option.label for option in options("competencies")}
"""What each competency is called, by its key, in their order."""

_ALIKE = str.maketrans("’‘‐‑‒–—", "''-----")
_WORD = re.compile(r"\w+")
_BETWEEN = re.compile(r"[\s-]+")
_HEAD = 2  # letters by which cues are looked up
_REACH = 44  # letters quoted on either side of a cue


@dataclass(frozen=True, slots=True)
class Cue:
    """A place in a text that points to a competency.

    Attributes:
        competency: its key.
        word: the word or the words, as typed.
        start, end: where they stand in the text.
    """

    competency: str
    word: str
    start: int
    end: int


@functools.lru_cache(maxsize=4096)  # asked for whenever anything is saved
def cues_in(text: str) -> tuple[Cue, ...]:
    """Return the cues of a text, first those that stand first; empty for none.

    Takes time in proportion to the length of the text.
    """
    plain = _plain(text)
    found: dict[tuple[str, int], Cue] = {}
    for begun in _WORD.finditer(plain):
        start = begun.start()
        for competency, cue in _by_head().get(plain[start : start + _HEAD], ()):
            if (match := cue.match(plain, start)) and (competency, start) not in found:
                end = match.end()
                found[competency, start] = Cue(competency, text[start:end], start, end)
    return tuple(found.values())


def pointed_to(text: str) -> dict[str, str]:
    """Return the first word that points to each competency, by its key, first things first."""
    found: dict[str, str] = {}
    for cue in cues_in(text):
        found.setdefault(cue.competency, cue.word)
    return found


def around(text: str, cue: Cue) -> str:
    """Return the words around a cue as they were typed, on one line, cut at words with "…"."""
    start, end = max(0, cue.start - _REACH), min(len(text), cue.end + _REACH)
    while 0 < start < cue.start and not text[start - 1].isspace():
        start += 1
    while cue.end < end < len(text) and not text[end].isspace():
        end -= 1
    words = shortened(text[start:end], 3 * _REACH)
    before, after = text[:start].strip(), text[end:].strip()
    return ("…" if before else "") + words + ("…" if after and not words.endswith("…") else "")


def _plain(text: str) -> str:
    """Return a text in small letters, each where it was."""
    lowered = text.lower()
    if len(lowered) != len(text):
        lowered = "".join(low if len(low := char.lower()) == 1 else char for char in text)
    return lowered.translate(_ALIKE)


@functools.cache
def _by_head() -> dict[str, list[tuple[str, re.Pattern[str]]]]:
    """Return competency and pattern of each cue by its first letters, the longest first."""
    found = defaultdict(list)
    listed = [
        (item["key"], _plain(cue))
        for item in load("competencies")["competencies"]
        for cue in item.get("cues", ())
    ]
    for competency, cue in sorted(listed, key=lambda pair: -len(pair[1])):
        words = map(re.escape, _BETWEEN.split(cue))
        # To the end of the word, so that it is quoted whole.
        pattern = re.compile(r"[\s-]+".join(words) + r"\w*")
        found[cue[:_HEAD]].append((competency, pattern))
    return dict(found)
