"""Cue words of job ads: how they are read from ``content/job_ad.toml`` and found in a text."""

from __future__ import annotations

import functools
import re
import unicodedata
from collections.abc import Iterable
from typing import Any

from prepkit.content import load

LONGEST = 600
"""Characters of one line that are taken and looked at."""


def fold(text: str) -> str:
    """Return a text as cues are compared: small letters without accents, words one blank apart.

    Only its first `LONGEST` characters: of a longer line no more is taken.
    """
    bare = unicodedata.normalize("NFKD", text[:LONGEST].casefold().translate(_ALIKE))
    bare = "".join(char for char in bare if not unicodedata.combining(char))
    return re.sub(r"[^\w'*^]+", " ", bare).strip()


_ALIKE = str.maketrans("’‘łøđ", "''lod")


def _pattern(words: Iterable[str]) -> re.Pattern[str]:
    """Return what finds any of the cues in a folded text; how cues are written says the file."""
    atoms: dict[str, list[list[str]]] = {"^": [], "*": [], "": []}
    for cue in words:
        inner = [re.escape(char) for char in fold(cue).strip("^*")]
        inner = [r"\w*" if char == r"\*" else char for char in inner]
        start = cue[0] if cue[0] in "^*" else ""
        atoms[start].append(inner if cue[-1] == "*" else [*inner, r"(?!\w)"])
    starts = {"^": r"\A", "*": "", "": r"(?<!\w)"}
    return re.compile("|".join(starts[at] + _branches(some) for at, some in atoms.items() if some))


def _branches(cues: list[list[str]]) -> str:
    """Return a regular expression in which what cues have in common at their start is said once.

    A plain row of alternatives would be tried one after the other at every word of the ad.
    """
    tails: dict[str, list[list[str]]] = {}
    for atom, *tail in filter(None, cues):
        tails.setdefault(atom, []).append(tail)
    inner = "|".join(atom + _branches(tail) for atom, tail in tails.items())
    if [] in cues:
        return f"(?:{inner})?" if tails else ""
    return inner if len(tails) == 1 else f"(?:{inner})"


@functools.cache
def cues(group: str) -> dict[str, re.Pattern[str]]:
    """Return the patterns of one table of the file by name, in its order, for folded texts."""
    lists: dict[str, Any] = load("job_ad")[group]
    return {name: _pattern(words) for name, words in lists.items()}
