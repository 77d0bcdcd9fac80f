"""Matches: where wordings are met in the texts of a library."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from prepkit.industry.texts import Flags, Ints, Run
from prepkit.industry.wording import words_of

Key = tuple[str, ...]


@dataclass(frozen=True, slots=True, eq=False)
class Matches:
    """Where wordings are met, one row a match.

    Attributes:
        wording: which one, its place in the list asked for.
        place: where it begins.
        length: how many places it goes over.
    """

    wording: Ints
    place: Ints
    length: Ints

    def only(self, which: Flags) -> Matches:
        """Return some of the matches."""
        return Matches(self.wording[which], self.place[which], self.length[which])


def find(run: Run, wordings: Sequence[Key]) -> Matches:
    """Return all places where wordings are met as whole words, in one part of a text.

    "Convex optimization" is not met in "non-convex optimization", "GAN" is in "GAN-based".

    Args:
        run: the texts.
        wordings: all different.
    """
    step, whole = _tree(run, wordings)
    known = np.array(sorted(step), np.int64)
    nodes = np.array([step[key] for key in known.tolist()], np.int64)
    place = np.flatnonzero(~run.tied[:-1])
    node = np.zeros(len(place), np.int64)
    found = [(whole[:0], place[:0], place[:0])]
    length = 0
    while len(place) and len(known):
        key = node * len(run.words) + run.word[place + length]
        at = np.minimum(np.searchsorted(known, key), len(known) - 1)
        goes = known[at] == key
        place, node = place[goes], nodes[at[goes]]
        length += 1
        hit = (whole[node] >= 0) & run.ends[place + length]
        found.append((whole[node[hit]], place[hit], np.full(np.sum(hit), length)))
        goes = ~run.starts[place + length]
        place, node = place[goes], node[goes]
    return Matches(*(np.concatenate(part).astype(np.int64) for part in zip(*found, strict=True)))


def _tree(run: Run, wordings: Sequence[Key]) -> tuple[dict[int, int], Ints]:
    """Return a tree of words: from a node with a word to a node, and which wording ends there."""
    step: dict[int, int] = {}
    whole = [-1]
    for number, wording in enumerate(wordings):
        if any(word not in run.words for word in wording):
            continue
        node = 0
        for word in wording:
            node = step.setdefault(node * len(run.words) + run.words[word], len(whole))
            if node == len(whole):
                whole.append(-1)
        whole[node] = number
    return step, np.array(whole, np.int64)


def stands_alone(run: Run, matches: Matches) -> Flags:
    """Say of each match whether it stands by itself: between signs, stop words and openings."""
    left, right = boundaries(run)
    alone: Flags = left[matches.place] & right[matches.place + matches.length]
    return alone


def boundaries(run: Run) -> tuple[Flags, Flags]:
    """Say of each place whether a phrase is free to begin there, and to end before it."""
    right = run.starts | np.append(run.stop, True)
    opening = np.array([word in words_of("general", "first") for word in run.words], bool)
    left = run.starts[:-1].copy()
    left[1:] |= run.stop[:-1] | opening[run.word[:-1]]
    return left, right
