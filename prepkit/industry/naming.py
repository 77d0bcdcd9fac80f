"""Naming: how a library writes its wordings, in small letters where names do not ask for more."""

from __future__ import annotations

from collections import Counter, defaultdict

import numpy as np

from prepkit.industry.matches import Matches
from prepkit.industry.texts import BLANK, BREAK, HYPHEN, Flags, Run, Written
from prepkit.industry.wording import fold, is_stop, words_of

TITLE_CASE = 0.5
"""An English text with so many of its words capitalised does not tell which are names."""

FEW = 5
"""Up to so many places of a word, one that tells is enough."""

_SMALL, _CAPITAL, _MIXED = range(3)


class Naming:
    """Says how wordings are written.

    Words are small but for names and abbreviations. Capitals inside a word ("GAN", "ImageNet") are
    kept when most of its places have them; a capital at its beginning when most places do that
    tell: not in texts that have all words capitalised, not at the beginning of a text. Where no
    place tells, the list of names decides.
    """

    def __init__(self, written: Written, run: Run) -> None:
        self._run, self._written = run, written
        same: dict[tuple[str, int], int] = {}
        number = [
            same.setdefault((form.casefold(), word), len(same))
            for form, word in zip(written.forms, run.of_form.tolist(), strict=True)
        ]
        self._forms: dict[int, list[int]] = defaultdict(list)
        for form, alike in enumerate(number):
            self._forms[alike].append(form)
        # A word and the hyphen before it in one number.
        tied = written.kind == HYPHEN
        self._codes: list[int] = (np.array(number, np.int64)[written.form] * 2 + tied).tolist()
        self._kinds = np.array([_kind_of(form) for form in written.forms], np.int8)
        self._often = np.bincount(written.form, minlength=len(written.forms))
        telling = self._telling()
        self._told = np.bincount(written.form[telling], minlength=len(written.forms))
        self._words: dict[int, str] = {}

    def variants(self, matches: Matches, wordings: int) -> list[Counter[str]]:
        """Return for each of the wordings in how many places it is written in which way."""
        found: list[Counter[tuple[int, ...]]] = [Counter() for _ in range(wordings)]
        starts = self._run.first[matches.place].tolist()
        stops = (self._run.last[matches.place + matches.length - 1] + 1).tolist()
        for wording, start, stop in zip(matches.wording.tolist(), starts, stops, strict=True):
            found[wording][tuple(self._codes[start:stop])] += 1
        shown: list[Counter[str]] = [Counter() for _ in range(wordings)]
        for counts, ways in zip(shown, found, strict=True):
            for codes, often in ways.items():
                counts[self._text(codes)] += often
        return shown

    def _text(self, codes: tuple[int, ...]) -> str:
        parts = []
        for code in codes:
            parts.append("-" if code % 2 else " ")
            parts.append(self._word(code // 2))
        return "".join(parts[1:])

    def _word(self, number: int) -> str:
        if number not in self._words:
            self._words[number] = self._cased(self._by_frequency(self._forms[number]))
        return self._words[number]

    def _cased(self, forms: list[int]) -> str:
        """Return a word with the capitals it is mostly written with; most frequent form first."""
        kinds = {
            kind: [form for form in forms if self._kinds[form] == kind]
            for kind in (_SMALL, _CAPITAL, _MIXED)
        }
        often = {kind: sum(self._often[form] for form in found) for kind, found in kinds.items()}
        told = {kind: sum(self._told[form] for form in found) for kind, found in kinds.items()}
        if 2 * often[_MIXED] > sum(often.values()):
            return self._written.forms[kinds[_MIXED][0]]
        usual = self._written.forms[forms[0]]
        word = usual.capitalize() if self._is_name(usual, often, told) else usual.lower()
        # Some letters become others when they change their size.
        return word if fold(word) == fold(usual) else usual

    def _is_name(self, word: str, often: dict[int, int], told: dict[int, int]) -> bool:
        """Whether a word is a name, by the places that tell; one of many may be a slip."""
        slip = told[_CAPITAL] == 1 and told[_SMALL] == 0 and sum(often.values()) > FEW
        if told[_CAPITAL] != told[_SMALL] and not slip:
            return told[_CAPITAL] > told[_SMALL]
        is_letter = len(word.rstrip("+#")) == 1
        return fold(word) in words_of("names") or (is_letter and often[_CAPITAL] > often[_SMALL])

    def _by_frequency(self, forms: list[int]) -> list[int]:
        return sorted(forms, key=lambda form: (-self._often[form], self._written.forms[form]))

    def _telling(self) -> Flags:
        """Say of each word as written whether its first letter tells if it is a name."""
        written = self._written
        kind = self._kinds[written.form]
        votes = np.array([len(form) > 2 and not is_stop(form) for form in written.forms], bool)
        votes = votes[written.form] & (written.kind == BLANK) & (kind != _MIXED)
        texts = len(written.work)
        total = np.bincount(written.text[votes], minlength=texts)
        capital = np.bincount(written.text[votes & (kind == _CAPITAL)], minlength=texts)
        in_title_case = (total > 0) & (capital >= TITLE_CASE * total)
        in_title_case &= self._run.is_english[written.work]
        tells: Flags = ~in_title_case[written.text] & ((written.kind != BREAK) | (kind == _SMALL))
        return tells


def _kind_of(form: str) -> int:
    if form == form.lower():
        return _SMALL
    return _CAPITAL if form == form.capitalize() else _MIXED
