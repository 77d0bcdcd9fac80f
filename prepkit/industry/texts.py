"""Texts: the titles and keywords of a library as one long run of words, in arrays."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from prepkit.industry.wording import (
    fold,
    is_stop,
    lists,
    pieces,
    squeezed,
    without_abbreviation,
    words_of,
)
from prepkit.library.entry import Entry
from prepkit.library.identity import is_unspaced

Ints = NDArray[np.int64]
Flags = NDArray[np.bool_]

BLANK, HYPHEN, BREAK = range(3)
_HYPHENS = frozenset("-\u2010\u2011\u2013\u2212")


@dataclass(frozen=True, slots=True, eq=False)
class Written:
    """Texts as they were written, word by word; each title is followed by the work's keywords.

    Attributes:
        works: how many works there are.
        forms: all different words.
        form: of each word, its place in `forms`.
        kind: of each word, what stands before it: ``BLANK``, ``HYPHEN`` or ``BREAK``.
        text: of each word, the text it stands in.
        work: of each text, its work.
        is_keyword: of each text, whether it is a keyword.
        unspaced: texts in a script without blanks: work, text, and whether it is a keyword.
    """

    works: int
    forms: tuple[str, ...]
    form: Ints
    kind: Ints
    text: Ints
    work: Ints
    is_keyword: Flags
    unspaced: tuple[tuple[int, str, bool], ...]


@dataclass(frozen=True, slots=True, eq=False)
class Run:
    """The words of all texts, folded; what some write in one word and some in two is one.

    Attributes:
        words: all different words, folded.
        split: words that are taken as two, as most of the library writes them.
        word: of each place, its place in `words`.
        work: of each place, its work.
        starts: whether a text, or a part of it between signs, starts there.
        tied: whether it belongs to the place before, as after a hyphen.
        ends: whether a wording may end before it.
        stop: whether no wording goes over it: stop words, numbers, scripts without blanks.
        keyword: of each place, the text if that is a keyword, else -1.
        first, last: of each place, where it stands in what was written, both ends included.
        of_form: of each written form, its place in `words`.
        is_english: of each work, whether its title is, or is in no language known here.

    `starts`, `tied` and `ends` have one more, for the end.
    """

    words: dict[str, int]
    split: dict[str, tuple[str, str]]
    word: Ints
    work: Ints
    starts: Flags
    tied: Flags
    ends: Flags
    stop: Flags
    keyword: Ints
    first: Ints
    last: Ints
    of_form: Ints
    is_english: Flags

    def key(self, text: str) -> tuple[str, ...]:
        """Return a wording as it is compared: its words, as this library has them."""
        if is_unspaced(text):
            return (squeezed(text),)
        text = without_abbreviation(text)
        found: list[str] = []
        before = ""
        for sign, written in pieces(text):
            word = fold(written)
            solid = before + word if before else ""
            if (
                solid in self.words
                and solid not in self.split
                and (sign in _HYPHENS or (_joinable(before) and _joinable(word)))
            ):
                found[-1], before = solid, ""
            else:
                found.append(word)
                before = word
        halves = [half for word in found for half in self.split.get(word, (word,))]
        return tuple(halves) or tuple(filter(None, ["".join(text.casefold().split())]))


class _Numbers(dict[str, int]):
    """Numbers of words: 0, 1, 2, in the order they are asked for."""

    def __missing__(self, word: str) -> int:
        self[word] = number = len(self)
        return number


class _Kinds(dict[str, int]):
    """What the signs between two words amount to."""

    def __missing__(self, sign: str) -> int:
        self[sign] = kind = _kind(sign)
        return kind


def _kind(sign: str) -> int:
    if sign in _HYPHENS:
        return HYPHEN
    return BLANK if sign.strip("'’").isspace() else BREAK


def read_texts(entries: Sequence[Entry]) -> Written:
    """Return the words of all titles and keywords, as they are written."""
    forms, kinds = _Numbers(), _Kinds()
    form: list[int] = []
    kind: list[int] = []
    lengths: list[int] = []
    work: list[int] = []
    is_keyword: list[bool] = []
    unspaced = []
    for number, entry in enumerate(entries):
        for place, text in enumerate((entry.title, *entry.keywords)):
            if is_unspaced(text):
                unspaced.append((number, text, place > 0))
                if place:
                    continue
            if place:
                text = without_abbreviation(text)
            elif text.isupper() and text.count(" ") > 1:
                text = text.title()
            found = pieces(text)
            form += [forms[word] for _, word in found]
            kind += [kinds[sign] for sign, _ in found]
            lengths.append(len(found))
            work.append(number)
            is_keyword.append(place > 0)
    text_of = np.repeat(np.arange(len(lengths)), lengths)
    kind_of = np.array(kind, np.int64)
    inside = np.array(is_keyword, bool)[text_of]
    kind_of[inside & (kind_of == BREAK)] = BLANK
    kind_of[np.flatnonzero(np.diff(text_of, prepend=-1))] = BREAK
    return Written(
        len(entries), tuple(forms), np.array(form, np.int64), kind_of, text_of,
        np.array(work, np.int64), np.array(is_keyword, bool), tuple(unspaced),
    )  # fmt: skip


def fold_texts(written: Written, asked: Iterable[str] = ()) -> Run:
    """Return the words as they are compared.

    Args:
        written: the texts.
        asked: further wordings that will be looked for.
    """
    words = _Numbers()
    of_form = np.array([words[fold(form)] for form in written.forms], np.int64)
    plain = of_form[written.form]
    stop, tied, language = _stops(written, plain, words)
    wanted = {fold(piece) for text in asked for _, piece in pieces(text)} - words.keys()
    joined, split = _compounds(plain, written.kind, words, wanted)

    first = np.flatnonzero(joined < 0)
    solid = np.append(joined, -1)[first + 1]
    last = first + (solid >= 0)
    at, word = _halves(np.where(solid >= 0, solid, plain[first]), words, split)
    first, last, second = first[at], last[at], np.diff(at, prepend=-1) == 0
    text = written.text[first]
    tied = np.append(tied[first] | second, False)
    suffixes = [words[name] for name in words_of("suffixes") if name in words]
    return Run(
        words=dict(words), split=split, word=word, work=written.work[text],
        starts=np.append((written.kind[first] == BREAK) & ~second, True),
        tied=tied, ends=~tied | np.append(np.isin(word, suffixes), True),
        stop=stop[first] & (first == last) & ~second,
        keyword=np.where(written.is_keyword[text], text, -1),
        first=first, last=last, of_form=of_form, is_english=language == 0,
    )  # fmt: skip


def _halves(
    word: Ints, words: dict[str, int], split: dict[str, tuple[str, str]]
) -> tuple[Ints, Ints]:
    """Return a run of words with some split in two, and which word before each came from."""
    head, tail = np.arange(len(words)), np.full(len(words), -1)
    for name in split.keys() & words.keys():
        head[words[name]], tail[words[name]] = (words[half] for half in split[name])
    at = np.repeat(np.arange(len(word)), np.where(tail[word] >= 0, 2, 1))
    second = np.diff(at, prepend=-1) == 0
    return at, np.where(second, tail[word[at]], head[word[at]])


def _stops(written: Written, word: Ints, words: dict[str, int]) -> tuple[Flags, Flags, Ints]:
    """Say of each word whether it ends a phrase, and whether it is tied to the one before.

    Returns:
        Both, and the language of each work: the one it has most stop words of; of equals, the
        first listed, which is English.
    """
    prefixes = np.array([name in words_of("prefixes") for name in words], bool)
    after = np.append(False, prefixes[word])[:-1]
    tied = (written.kind == HYPHEN) | ((written.kind == BLANK) & after)
    in_language = [
        np.array([name in words_of("stop", language) for name in words], bool)
        for language in lists()["stop"]
    ]
    work = written.work[written.text]
    alone = ~(tied | np.append(tied, False)[1:])
    votes = [np.bincount(work, known[word] & alone, written.works) for known in in_language]
    language = np.argmax(votes, axis=0)
    number = np.array([name.isdecimal() for name in words], bool)
    unspaced = np.array([is_unspaced(name) for name in words], bool)
    stop = np.array(in_language)[language[work], word] | number[word]
    return stop & alone | unspaced[word], tied, language


def _compounds(
    word: Ints, kind: Ints, words: dict[str, int], asked: set[str]
) -> tuple[Ints, dict[str, tuple[str, str]]]:
    """Find what some write as one word and some as two, and take it as most do.

    Returns:
        For each word, the compound it completes together with the word before it, or -1; and the
        compounds that are to be split instead.
    """
    names = list(words)
    joinable = np.array([_joinable(name) for name in names], bool)
    near = (kind == BLANK) & joinable[word]
    near[1:] &= joinable[word[:-1]]
    places = np.flatnonzero(near | (kind == HYPHEN))
    pairs, which, counts = np.unique(
        word[places - 1].astype(np.int64) * len(names) + word[places],
        return_inverse=True, return_counts=True,
    )  # fmt: skip
    often = np.bincount(word, minlength=len(names))
    solid = np.full(len(pairs), -1, np.int64)
    rivals: dict[str, list[tuple[int, str, str]]] = defaultdict(list)
    for place, (pair, count) in enumerate(zip(pairs.tolist(), counts.tolist(), strict=True)):
        one, other = names[pair // len(names)], names[pair % len(names)]
        name = one + other
        if name in words:
            solid[place] = words[name]
        if (name in words and count > often[words[name]]) or name in asked:
            rivals[name].append((count, one, other))
    split = {name: max(found)[1:] for name, found in rivals.items()}
    gone = [words[name] for name in split if name in words]
    solid[np.isin(solid, gone)] = -1
    joined = np.full(len(word), -1, np.int64)
    joined[places] = solid[which]
    for place in np.flatnonzero(joined >= 0).tolist():
        if joined[place - 1] >= 0:
            joined[place] = -1
    return joined, split


def _joinable(word: str) -> bool:
    """Whether a word may be half of a compound that is written with a blank."""
    return len(word) > 2 and not is_stop(word)
