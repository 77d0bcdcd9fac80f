"""Tellings: what is told sentence by sentence, and how much of it one did oneself.

English, by rules. Each sentence is parted at commas and conjunctions; each part is what I did
(``mine``), what we did (``ours``), what I am like or always do (``self``) or ``situation``. A part
without a subject goes on with the one before it, and a cue that begins with a verb in the past
("Rang the three loudest complainers.") is what I did. The rules err in both directions, which is
why a share is a rough figure and what it rests on is shown.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from prepkit.retrospective.markers import found, plain, words_of

Kind = Literal["mine", "ours", "self", "situation"]

ENGLISH, TOGETHER, ENOUGH = 0.08, 0.22, 8
"""Shares of common English words from which on a text is read: of those that are English alone, and
of those with the ones other languages have as well. Of fewer words than the last, one will do."""

_BULLET = re.compile(r"\s*(?:[-*•–·+]|\d{1,2}[.)])\s+")
_ENDS = re.compile(
    r"(?=[.!?…。！？])(?<!\b[A-Z])(?<!\bMr)(?<!\bMrs)(?<!\bMs)(?<!\bDr)(?<!\bSt)(?<!\bProf)(?<!\be\.g)(?<!\bi\.e)"
    r"([.!?…]+[\"'”’)\]]*)\s+(?=\S)|([。！？]+)\s*"
)
_WORDS = re.compile(r"\w[\w'-]*")
_PARTS = re.compile(r"[,;:()]\s*|\s[–—]\s|\s+(?=(?:and|but|so|which|because|since|who)\b)")


@dataclass(frozen=True, slots=True)
class Part:
    """One stretch of a sentence, and what it is.

    Attributes:
        verb: the verb of what was done, small letters; ``""`` where nothing was.
    """

    words: int
    kind: Kind
    verb: str = ""


@dataclass(frozen=True, slots=True)
class Telling:
    """A text as it is told.

    Attributes:
        text: as typed.
        sentences: in order, without bullets; lines without a full stop are sentences.
        parts: those of each sentence.
        is_english: whether the rules can read it; nothing is in `parts` when they cannot.
        words: how many words there are.
    """

    text: str
    sentences: tuple[str, ...]
    parts: tuple[tuple[Part, ...], ...]
    is_english: bool
    words: int

    def share(self, *kinds: Kind) -> float:
        """Return the share of the words in parts of these kinds, from 0 to 1; 0 of nothing."""
        some = sum(part.words for part in self._all() if part.kind in kinds)
        return some / max(1, sum(part.words for part in self._all()))

    def verbs(self, kind: Kind) -> list[str]:
        """Return the verbs of what was done, in order."""
        return [part.verb for part in self._all() if part.kind == kind and part.verb]

    def is_mine(self, place: int) -> bool:
        """Whether one did something oneself in the sentence at a place."""
        return bool(self.parts) and any(part.kind == "mine" for part in self.parts[place])

    def _all(self) -> Iterator[Part]:
        return (part for sentence in self.parts for part in sentence)


@functools.lru_cache(maxsize=512)
def read(text: str) -> Telling:
    """Return a text as it is told; one in another language without what its parts are."""
    said = sentences(text)
    english = is_english(text)
    one, many = firsts(text)
    implied: Kind = "ours" if many and not one else "mine"
    parts = tuple(_read(sentence, implied) for sentence in said) if english else ()
    return Telling(text, said, parts, english, len(re.findall(r"\w[\w’'-]*", text)))


def sentences(text: str) -> tuple[str, ...]:
    """Return the sentences and lines of a text as typed, without bullets; empty ones are none."""
    found_: list[str] = []
    for line in text.splitlines():
        rest = _BULLET.sub("", line, count=1) if _BULLET.match(line) else line
        ended = _ENDS.sub(lambda end: f"{end[1] or end[2]}\n", rest)
        found_ += filter(None, (piece.strip() for piece in ended.split("\n")))
    return tuple(found_)


def is_english(text: str) -> bool:
    """Whether a text has as many of the commonest English words as an English one has."""
    words = re.findall(r"[^\W\d_]+", text.casefold())
    latin = sum(word.isascii() for word in words)
    if not words or latin < len(words) / 2:
        return False
    known = sum(word in words_of("language", "english") for word in words)
    shared = sum(word in words_of("language", "also_elsewhere") for word in words)
    if len(words) < ENOUGH:
        return known >= 1
    # "I" is a word of Italian and Polish as well, "we" of Dutch, "for" of Danish.
    alone = known + (words.count("i") if known else 0)
    return alone / len(words) >= ENGLISH or (known + shared) / len(words) >= TOGETHER


def firsts(text: str) -> tuple[int, int]:
    """Return how often a text says I and my, and how often we and our."""
    said = plain(text)
    mine = re.findall(r"(?<!\w)(?:I|I'\w+|[Mm]y|[Mm]e|[Mm]yself|[Mm]ine)(?!\w)", said)
    ours = re.findall(r"(?<!\w)(?:[Ww]e|[Ww]e'\w+|[Oo]urs?|[Uu]s|[Oo]urselves)(?!\w)", said)
    return len(mine), len(ours)


@functools.lru_cache(maxsize=4096)
def _read(sentence: str, implied: Kind) -> tuple[Part, ...]:
    """Return the parts of one sentence; `implied` is what a verb without a subject is."""
    pieces = [piece for piece in _PARTS.split(plain(sentence)) if piece and piece.strip()]
    habitual = bool(found("habit", sentence))
    # "Since then I always ask": what is different since describes nobody.
    is_since = bool(found("since", sentence))
    parts: list[Part] = []
    for piece in pieces:
        part = _part(piece, parts[-1].kind if parts else None, implied, habitual=habitual)
        if is_since and part.kind == "self":
            part = Part(part.words, "situation")
        parts.append(part)
    return tuple(parts)


def _part(piece: str, before: Kind | None, implied: Kind, *, habitual: bool) -> Part:
    words = _WORDS.findall(piece)
    size = len(words)
    if not words:
        return Part(0, before or "situation")
    if found("self", piece):
        return Part(size, "self")
    for place, word in enumerate(words):
        if word == "I" or word.casefold() == "we" or re.fullmatch(r"(?:I|[Ww]e)'\w+", word):
            return _with_subject(word, words[place + 1 :], size, habitual=habitual)
    low = [word.casefold() for word in words]
    while low and low[0] in words_of("grammar", "links"):
        low = low[1:]
    if not low:
        return Part(size, before or "situation")
    if low[0] in words_of("grammar", "somebody") and (low[0], before) != ("who", "self"):
        return Part(size, "situation")
    verb = next((word for word in low[:3] if word not in words_of("grammar", "between")), "")
    if is_past(verb) and verb not in words_of("verbs", "states"):
        carried: Kind = before if before in ("mine", "ours") else implied
        if before in (None, "mine", "ours"):
            return Part(size, carried, verb)
    return Part(size, before or "situation")


def _with_subject(subject: str, rest: list[str], size: int, *, habitual: bool) -> Part:
    """Return a part in which "I" or "we" is the subject, by the verb that follows."""
    low = [word.casefold() for word in rest]
    kind: Kind = "mine" if subject[0] == "I" else "ours"
    perfect = subject.casefold() in ("i've", "we've")
    if subject.casefold().endswith(("'m", "'re", "'ll")):
        return Part(size, "self")
    for word in low[:4]:
        if word in ("have", "had", "did", "didn't", "hadn't", "haven't"):
            perfect = True
        elif word in words_of("grammar", "between") or word.endswith("ly"):
            continue
        else:
            break
    else:
        word = ""
    if word in ("was", "were", "wasn't", "weren't", "been", ""):
        return Part(size, "situation")
    if perfect and word in words_of("verbs", "states"):
        return Part(size, "situation")
    if perfect and (is_past(word) or word in words_of("verbs", "done") or "did" in low[:2]
                    or "didn't" in low[:2]):  # fmt: skip
        return Part(size, kind, word)
    if perfect:
        return Part(size, "situation")
    if word == "thought" and {"about", "of"} & set(low[:4]):
        return Part(size, kind, word)
    if is_past(word) and not (habitual and word in words_of("verbs", "same")):
        return Part(size, "situation" if word in words_of("verbs", "states") else kind, word)
    if word in ("would", "wouldn't") and "have" in low:
        return Part(size, "situation")
    if word in ("could", "couldn't", "might", "must", "should", "needn't", "cannot"):
        return Part(size, "situation")
    return Part(size, "self" if kind == "mine" else "situation")


def is_past(word: str) -> bool:
    """Whether a word, in small letters, is the past form of an English verb."""
    if word in words_of("verbs", "past"):
        return True
    return word.endswith("ed") and len(word) > 3 and word not in words_of("verbs", "not_verbs")
