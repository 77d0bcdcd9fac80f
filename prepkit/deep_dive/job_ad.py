"""Job ads: what an ad asks for, line by line, in its own words.

Rules and cue words and nothing more: a heading says what comes below it ("Essential:"), lists are
read line by line, prose sentence by sentence. The cues stand in ``content/job_ad.toml``. What is
found is a proposal; the person keeps what counts and takes off the rest.
"""

from __future__ import annotations

import functools
import hashlib
import itertools
import re
import unicodedata
from collections import Counter
from collections.abc import Generator, Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from prepkit.content import load
from prepkit.deep_dive.job_ad_cues import LONGEST, cues, fold
from prepkit.deep_dive.job_ad_lines import Line, lines, parts, sentences

MOST = 40
"""Lines taken from one ad."""

_Reach = Literal["whole", "clear", "any"]
"""Where in a heading its cue may stand: alone; at the start or in several words; anywhere."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """One thing an ad asks for.

    Attributes:
        key: made of the words, so that one line has one key in every copy of a workspace.
        words: the ad's own, on one line, without bullet; beyond `LONGEST` cut, with "…" at its end.
        kind: ``must``, ``plus`` (nice to have), ``task`` (what one will do), ``""`` when not clear.
        competencies: keys of those the words point to, in the order of the words, three at most.
    """

    key: str
    words: str
    kind: str
    competencies: tuple[str, ...] = ()


def requirements(ad: str) -> list[Wanted]:
    """Return what a job ad asks for, in its order, each line once, `MOST` at most.

    Takes time in proportion to the length of the ad. Empty when nothing was recognised.
    """
    return list(_requirements(ad))


@functools.lru_cache(maxsize=4)  # asked for whenever anything is saved
def _requirements(ad: str) -> tuple[Wanted, ...]:
    found: dict[str, Wanted] = {}
    for words, kind in _picked(lines(ad)):
        if len(found) == MOST:
            break
        key = _key(words)
        found.setdefault(key, Wanted(key, words, kind, _competencies(words)))
    return tuple(found.values())


def _has(name: str, folded: str) -> bool:
    return bool(cues("sentences")[name].search(folded))


def _said(folded: str) -> str:
    """Return the kind a sentence says it is, or ``""``."""
    return next((kind for kind in ("plus", "must", "task") if _has(kind, folded)), "")


def _competencies(words: str) -> tuple[str, ...]:
    folded = fold(words)
    met = {key: cue.search(folded) for key, cue in cues("competencies").items()}
    places = {key: hit.start() for key, hit in met.items() if hit}
    return tuple(sorted(places, key=places.__getitem__)[:3])


def _announced(text: str, reach: _Reach) -> str:
    """Return what a heading announces, or ``""``; `reach` is where in it the cue may stand."""
    if len(text) > 80 or text.count(" ") > 8:
        return ""
    folded = fold(text)
    for kind, cue in cues("headings").items():
        if cue.fullmatch(folded) or cues("whole_headings")[kind].fullmatch(folded):
            return kind
    for kind, cue in cues("headings").items():
        met = None if reach == "whole" else cue.search(folded)
        if met and (reach == "any" or met.start() == 0 or " " in met[0]):
            return kind
    return ""


def _reach(line: Line, *, after_list: bool, before_list: bool, airy: bool) -> _Reach:
    """Return how much a line must look like a heading to be one, from how it stands."""
    if line.titled or before_list or line.text[-1] in ":：":
        return "any"
    if line.text[-1] in ".,;!":
        return "whole"
    if after_list or _is_title(line.text) or (line.apart and not airy):
        return "any"
    return "clear" if line.apart else "whole"


def _heading(line: Line, state: str, reach: _Reach, *, before_list: bool) -> str | None:
    """Return what a line announces for those below it, or ``None`` when it is no heading."""
    if kind := _announced(line.text, reach):
        return kind
    if len(line.text) > 200:
        return None
    folded = fold(line.text)
    short = len(line.text) <= 60 and line.text[-1] not in ".,;!"
    if line.text[-1] in ":：":
        if state == "offer" or _has("leave", folded):
            return "offer"
        return _said(folded) or ("" if state == "about" else state)
    if reach == "any" and short and _said(folded) == "task":
        return "task"
    if line.titled or (before_list and short):
        return "offer" if state == "offer" else ""
    return None


def _is_title(text: str) -> bool:
    """Whether A Text Is Written Like This, as English headings are."""
    words = re.findall(r"\w+", text)
    return len(words) >= 4 and all(word[0].isupper() for word in words if len(word) > 3)


def _inline(sentence: str, state: str) -> tuple[str, str]:
    """Return what the words before a colon announce, if it is news, and the words after it."""
    head, colon, rest = sentence.partition(": ")
    kind = _announced(head, "any") if colon else ""
    if not kind or (kind == state and ";" not in rest):
        return "", sentence
    return kind, rest.strip()


def _picked(ad: Sequence[Line]) -> Iterator[tuple[str, str]]:
    """Yield the words that ask for something and their kind.

    What is known on the way: `state` is what the last heading announced, `brief` whether it was
    only one in front of a colon, `listed` whether a list has been read since, `asked` whether
    there was a list of requirements.
    """
    state, brief, listed, asked = "", False, False, False
    airy = 5 * sum(line.apart for line in ad) > 4 * len(ad)
    runs = [list(run) for _, run in itertools.groupby(_settled(ad), lambda it: it.mark != "")]
    for place, run in enumerate(runs):
        if run[0].mark:
            yield from _from_list(run, state, late=asked)
            listed, asked = True, asked or state in ("must", "plus")
            continue
        for line in run:
            if line.apart and brief:
                state, brief = "", False
            after_list = place > 0 and line is run[0]
            before_list = place + 1 < len(runs) and line is run[-1]
            reach = _reach(line, after_list=after_list, before_list=before_list, airy=airy)
            kind = _heading(line, state, reach, before_list=before_list)
            if kind is not None:
                state, brief, listed = kind, False, False
                continue
            if line.apart and listed and state != "offer":
                state = ""
            now = yield from _from_prose(line.text, state)
            if now != state and now not in ("offer", "about"):
                state, brief = now, True


def _settled(ad: Sequence[Line]) -> Iterator[Line]:
    """Yield the lines, headings without the number or the emoji in front of them."""
    signs = Counter(line.mark for line in ad)
    for line in ad:
        lone_emoji = signs[line.mark] == 1 and unicodedata.category(line.mark[:1] or " ") == "So"
        sure = lone_emoji or line.text.endswith(":")
        if line.mark and _announced(line.text, "any" if sure else "whole"):
            yield Line(line.text, "", True, True)
        else:
            yield line


def _from_list(run: Sequence[Line], state: str, *, late: bool) -> Iterator[tuple[str, str]]:
    """Yield what a list asks for; `late` is whether another list before it did so."""
    if state in ("offer", "about") or (not state and _is_dull(run, 3 if late else 2)):
        return
    for line in run:
        folded = fold(line.text)
        if line.text[-1] in ":：" or (not state and _has("leave", folded)):
            continue
        said = _said(folded)
        kind = said if not state or (state, said) == ("must", "plus") else state
        for words in [line.text] if len(line.text) <= LONGEST else sentences(line.text):
            yield from _asked(words, kind)


def _is_dull(run: Sequence[Line], share: int) -> bool:
    """Whether one line in `share`, two at least in a long list, is about pay or applying."""
    dull = 0
    for line in run:
        folded = fold(line.text)
        money = _MONEY.search(line.text)
        dull += bool(money) or _has("leave", folded) or _has("benefits", folded)
    return dull * share >= max(len(run), 3)


_MONEY = re.compile(r"[€£$¥]|\d\s?%")


def _from_prose(text: str, state: str) -> Generator[tuple[str, str], None, str]:
    """Yield what a paragraph asks for; return what its last heading in front of a colon said."""
    said = list(sentences(text))
    alone = len(said) == 1 and text[-1] not in ".!?。"
    for sentence in said:
        announced, words = _inline(sentence, state)
        state = announced or state
        many = words.count(";") > (0 if announced else 1)
        for part in parts(words) if many and state else [words]:
            kind = _kind(fold(part), state, as_list=alone or bool(announced))
            if kind is not None:
                yield from _asked(part, kind)
    return state


def _kind(folded: str, state: str, *, as_list: bool) -> str | None:
    """Return the kind of one sentence or part below a heading, or ``None`` to leave it out."""
    said = _said(folded)
    if state in ("offer", "about") or _has("leave", folded):
        return None
    if not state and not said:
        return "" if _has("address", folded) else None
    if not said and _has("us", folded):
        return None
    if not state:
        return said
    if state == "task":
        return state if said or as_list or _has("you", folded) else None
    return "plus" if said == "plus" else state


def _asked(words: str, kind: str) -> Iterator[tuple[str, str]]:
    """Yield the words trimmed, if they say anything."""
    words = _glue().sub("", words.strip(" ;,"))
    if sum(unicodedata.category(char)[0] == "L" for char in words[:LONGEST]) < 3:
        return
    if len(words) > LONGEST:
        words = words[: LONGEST - 1].rpartition(" ")[0] or words[: LONGEST - 1]
        words += "…"
    yield words, kind


@functools.cache
def _glue() -> re.Pattern[str]:
    """Return what finds the "and" that joins an item of a list to the next."""
    words = "|".join(load("job_ad")["writing"]["conjunctions"])
    return re.compile(rf"^(?:{words})\s+|[;,]\s*(?:{words})$")


def _key(words: str) -> str:
    same = " ".join(words.casefold().split()).rstrip(".,;:! ")
    return hashlib.blake2b(same.encode("utf-8", "surrogatepass"), digest_size=6).hexdigest()
