"""Themes: what the works of a library are about, by their keywords and titles."""

from __future__ import annotations

import itertools
from collections import Counter, defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from itertools import chain

import numpy as np

from prepkit.industry.abbreviations import explained, in_capitals, stand_for
from prepkit.industry.corpus import Corpus, Decision
from prepkit.industry.decisions import Settled, settle
from prepkit.industry.matches import Key, Matches, find
from prepkit.industry.naming import Naming
from prepkit.industry.phrases import (
    LONGEST_NAME,
    absorb,
    choose,
    count_works,
    is_general,
    without_tails,
)
from prepkit.industry.texts import Flags, Ints, Run, Written, fold_texts, read_texts
from prepkit.industry.wording import squeezed
from prepkit.library.entry import Entry
from prepkit.library.identity import is_unspaced


@dataclass(frozen=True, slots=True, eq=False)
class _Met:
    """Wordings, the works they are met in, and how they are written there.

    Attributes:
        keys: the wordings.
        key, work: one row a place where one is met: place in `keys`, work.
        ways: of each, how often it is written in which way.
    """

    keys: list[Key]
    key: Ints
    work: Ints
    ways: list[Counter[str]]

    def only(self, keys: set[Key]) -> _Met:
        """Return some of the wordings."""
        chosen = np.array([key in keys for key in self.keys], bool)
        rows = chosen[self.key]
        places = np.cumsum(chosen) - 1
        return _Met(
            [key for key in self.keys if key in keys], places[self.key[rows]], self.work[rows],
            [ways for key, ways in zip(self.keys, self.ways, strict=True) if key in keys],
        )  # fmt: skip

    def plus(self, other: _Met) -> _Met:
        """Return these wordings and others."""
        return _Met(
            self.keys + other.keys, np.append(self.key, other.key + len(self.keys)),
            np.append(self.work, other.work), self.ways + other.ways,
        )  # fmt: skip

    def works(self, group: dict[Key, Key]) -> dict[Key, int]:
        """Return how many works have each group of wordings, by the wording it is named after."""
        names = list(dict.fromkeys(group.get(key, key) for key in self.keys))
        places = {name: place for place, name in enumerate(names)}
        number = np.array([places[group.get(key, key)] for key in self.keys], np.int64)
        counts = count_works(number[self.key], self.work, len(names))
        return dict(zip(names, counts.tolist(), strict=True))


def read_themes(
    entries: Sequence[Entry], decisions: Sequence[Decision] = (), *, least: int = 3
) -> Corpus:
    """Return the themes of works; the order of the works changes nothing.

    Themes are the given keywords, and the words and phrases of titles that name a subject by
    where they stand (:mod:`prepkit.industry.phrases`). All of them are looked for in all titles
    and keywords; titles count for works with keywords too, or a library whose keywords begin in
    some year would seem to change in that year. A work has every theme it names: one about deep
    reinforcement learning is about reinforcement learning as well, where both are themes. A
    keyword that is no subject by itself ("theory") counts only where it is given.

    One theme are wordings that differ in case, accents, hyphens, blanks, singular and plural,
    British and American spelling; and an abbreviation with what it stands for, as explained in
    brackets ("generative adversarial networks (GANs)") or as the initials of one theme only. Word
    order and synonyms are left to the person.

    A theme is called what it is called most often, by its abbreviation only when nothing says
    what that stands for; with a small letter at the beginning, as in the middle of a sentence.

    In scripts without blanks only keywords are themes; they are looked for in titles.

    Args:
        entries: the library.
        decisions: of the person, the oldest first; :func:`prepkit.industry.decisions.settle` says
            what comes of them. What they ask for is looked for in all titles and keywords, and is
            a theme from one work on; a theme keeps its works when it is renamed or merged.
        least: works any other theme must have.
    """
    written = read_texts(entries)
    run = fold_texts(written, chain.from_iterable((d.name, *d.also) for d in decisions))
    naming = Naming(written, run)
    own, meant = _of_library(entries, written, run, naming, least)
    settled = settle(decisions, meant, run.key)
    asked = _met(written, run, naming, settled.asked.difference(own.keys))
    return _corpus(entries, own.plus(asked), settled, least)


def _of_library(
    entries: Sequence[Entry], written: Written, run: Run, naming: Naming, least: int
) -> tuple[_Met, dict[Key, Key]]:
    """Return the wordings of themes without any decision, and what abbreviations stand for."""
    chosen, given = choose(run, written.works, least), _keywords(written, run)
    likely = given.union(chosen)
    shorts, said = in_capitals(written, run), explained(entries, run)
    linked = {(word,) for word in shorts}.union(said, *said.values())
    met = _met(written, run, naming, likely | linked, least)
    works = met.works({})
    ways = {
        key: list(ways)
        for key, ways in zip(met.keys, met.ways, strict=True)
        if key in likely and works[key] >= least
    }
    meant = stand_for(shorts, said, works, ways)
    met = met.only(given.union(without_tails(likely), meant, meant.values()))
    works = met.works(meant)
    return met.only({key for key in met.keys if works[meant.get(key, key)] >= least}), meant


def _keywords(written: Written, run: Run) -> set[Key]:
    """Return the wordings of all keywords but those that are sentences."""
    names = list(run.words)
    found: set[Key] = {(squeezed(text),) for _, text, is_keyword in written.unspaced if is_keyword}
    places = np.flatnonzero(run.keyword >= 0)
    bounds = np.flatnonzero(np.diff(run.keyword[places], prepend=-1, append=-1))
    words = [names[word] for word in run.word[places].tolist()]
    for start, end in itertools.pairwise(bounds.tolist()):
        found.add(tuple(words[start:end]))
    return {key for key in found if len(" ".join(key)) <= LONGEST_NAME}


def _met(
    written: Written, run: Run, naming: Naming, wanted: Collection[Key], least: int | None = None
) -> _Met:
    """Return where wordings are met: everywhere, or with `least`, where they count as themes."""
    keys = sorted(wanted)
    matches = find(run, keys)
    if least is not None:
        matches = matches.only(_may_count(run, keys, matches))
        matches = matches.only(absorb(run, keys, matches, least))
    ways = naming.variants(matches, len(keys))
    rows = _unspaced(written, {k[0]: place for place, k in enumerate(keys) if len(k) == 1}, ways)
    return _Met(
        keys, np.append(matches.wording, rows[0]).astype(np.int64),
        np.append(run.work[matches.place], rows[1]).astype(np.int64), ways,
    )  # fmt: skip


def _may_count(run: Run, keys: list[Key], matches: Matches) -> Flags:
    """Say which matches are no general words, or keywords by themselves."""
    general = np.array([is_general(key) for key in keys], bool)
    end = matches.place + matches.length
    whole = run.starts[matches.place] & run.starts[end] & (run.keyword[matches.place] >= 0)
    may: Flags = whole | ~general[matches.wording]
    return may


def _unspaced(
    written: Written, wanted: dict[str, int], ways: list[Counter[str]]
) -> tuple[list[int], list[int]]:
    """Return which wordings are met in texts in scripts without blanks, and in which works.

    Keywords are met as they are, and wordings of two signs or more in longer texts. Ways of
    writing them are added to `ways`.
    """
    by_start: dict[str, list[str]] = defaultdict(list)
    for text in wanted:
        if is_unspaced(text) and len(text) > 1:
            by_start[text[:2]].append(text)
    numbers, works = [], []
    for work, text, is_keyword in written.unspaced:
        plain = squeezed(text)
        found = {
            part
            for place in range(len(plain) - 1)
            for part in by_start.get(plain[place : place + 2], ())
            if plain.startswith(part, place)
        }
        if is_keyword and plain in wanted:
            found.add(plain)
            ways[wanted[plain]][" ".join(text.split())] += 1
        numbers += [wanted[part] for part in found]
        works += [work] * len(found)
    return numbers, works


def _corpus(entries: Sequence[Entry], met: _Met, settled: Settled, least: int) -> Corpus:
    """Return the table of works and themes, with names."""
    roots = {key: settled.root(key) for key in met.keys}
    decided = {settled.root(key) for key in settled.asked}
    ways: dict[Key, Counter[str]] = defaultdict(Counter)
    for key, counts in zip(met.keys, met.ways, strict=True):
        ways[roots[key]] += counts
    first = dict(zip(met.keys, met.ways, strict=True))
    names = {}
    works = met.works(roots)
    for root, count in works.items():
        if root not in settled.hidden and count >= (1 if root in decided else least):
            names[root] = settled.names.get(root) or _by_frequency(first[root])[0]
    order = sorted(names, key=lambda root: (-works[root], names[root], root))
    ranks = {root: rank for rank, root in enumerate(order)}
    rank = np.array([ranks.get(roots[key], -1) for key in met.keys], np.int64)[met.key]
    rows = np.unique((met.work * len(order) + rank)[rank >= 0])
    return Corpus(
        names=tuple(names[root] for root in order),
        wordings=tuple(tuple(_by_frequency(ways[root])) for root in order),
        years=np.array([entry.year or 0 for entry in entries], np.int32),
        starts=np.searchsorted(rows, np.arange(len(entries) + 1) * len(order)).astype(np.int32),
        themes=(rows % max(1, len(order))).astype(np.int32),
        with_keywords=sum(any(map(str.strip, entry.keywords)) for entry in entries),
    )


def _by_frequency(ways: Counter[str]) -> list[str]:
    return sorted(ways, key=lambda way: (-ways[way], way))
