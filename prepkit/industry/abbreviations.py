"""Abbreviations: what a library abbreviates, and what the abbreviations stand for."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence

import numpy as np

from prepkit.industry.matches import Key
from prepkit.industry.texts import Run, Written
from prepkit.industry.wording import initials, spelled_out
from prepkit.library.entry import Entry

MOSTLY_CAPITALS = 0.8
"""A word is an abbreviation when so many of its places have it in capitals."""

CLEAR = 0.8
"""An abbreviation stands for what has so many of the works of all it may stand for."""

SHORTEST = 3
"""Letters of an abbreviation nothing explains but the initials of a theme."""


def in_capitals(written: Written, run: Run) -> set[str]:
    """Return the words that are written in capitals nearly everywhere, folded: "gan" for GANs."""
    often = np.bincount(written.form, minlength=len(written.forms))
    capitals = np.array([_is_capitals(form) for form in written.forms], bool)
    total = np.bincount(run.of_form, often, len(run.words))
    mine = np.bincount(run.of_form, often * capitals, len(run.words))
    return {
        word
        for word, number in run.words.items()
        if mine[number] and mine[number] >= MOSTLY_CAPITALS * total[number]
    }


def _is_capitals(form: str) -> bool:
    stem = form.removesuffix("s")
    return len(stem) > 1 and stem.isalpha() and stem.isupper()


def explained(entries: Iterable[Entry], run: Run) -> dict[Key, Counter[Key]]:
    """Return what abbreviations are said to stand for, in how many works.

    Titles, keywords and abstracts are looked through; abbreviations count that stand in a title
    or keyword.
    """
    found: dict[Key, Counter[Key]] = defaultdict(Counter)
    for entry in entries:
        texts = (entry.title, entry.abstract, *entry.keywords)
        said = {pair for text in texts if "(" in text for pair in spelled_out(text)}
        for short, long in {(run.key(short), run.key(long)) for short, long in said}:
            if all(word in run.words for word in short) and short != long:
                found[short][long] += 1
    return found


def stand_for(
    shorts: Iterable[str],
    said: Mapping[Key, Counter[Key]],
    works: Mapping[Key, int],
    ways: Mapping[Key, Sequence[str]],
) -> dict[Key, Key]:
    """Return what abbreviations stand for; without those that may stand for several things.

    An abbreviation stands for what it is said to, unless a more frequent wording has the same
    initials. Where nothing is said it stands for the one wording with its initials. What no work
    has in its title or keywords is left to its abbreviation.

    Args:
        shorts: words written in capitals.
        said: what :func:`explained` returns.
        works: how many works have a wording.
        ways: how each wording is written.
    """
    fitting: dict[str, Counter[Key]] = defaultdict(Counter)
    for wording, written in ways.items():
        for letters in set().union(*(initials(re.findall("[^ -]+", way)) for way in written)):
            if len(letters) > 1:
                fitting[letters][wording] = works[wording]
    meant: dict[Key, Key] = {}
    for short, counts in said.items():
        best = _clear(counts)
        if best:
            most = _most(Counter({best: works[best]}) + fitting["".join(short)])
            if most is None or _alike(most, best):
                meant[short] = most or best
    for word in shorts:
        best = _clear(fitting[word])
        if best and len(word) >= SHORTEST and (word,) not in said:
            meant[word,] = best
    return {short: long for short, long in meant.items() if works[long] and long not in meant}


def _most(counts: Counter[Key]) -> Key | None:
    return min(counts, key=lambda wording: (-counts[wording], wording), default=None)


def _clear(counts: Counter[Key]) -> Key | None:
    """Return the most frequent wording if those unlike it are few; ``None`` if they are not."""
    best = _most(counts)
    if best is None:
        return None
    others = sum(count for wording, count in counts.items() if not _alike(wording, best))
    return best if counts[best] >= CLEAR * (counts[best] + others) else None


def _alike(one: Key, other: Key) -> bool:
    """Whether two wordings begin alike, word by word: "network" and "net"."""
    pairs = zip(one, other, strict=False)
    return len(one) == len(other) and all(a[:3] == b[:3] for a, b in pairs)
