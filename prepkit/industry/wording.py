"""Wording: words as they are compared, so that one thing written in several ways is one thing."""

from __future__ import annotations

import functools
import re
import tomllib
import unicodedata
from collections.abc import Sequence
from importlib.resources import files
from itertools import chain
from typing import Any

from prepkit.library.identity import UNSPACED

# What belongs to the letter before it, without being a letter to \w; Indic scripts as a whole.
_MARKS = (
    "\u00ad\u0300-\u036f\u0483-\u0489\u0591-\u05c7\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06ed"
    "\u0900-\u0963\u0966-\u0dff\u200c\u200d"
)
_LETTER = rf"[^\W_{UNSPACED}]"
_ENGLISH = r"(?:['’](?:s|re|t|ve)\b)?"
_ASCII = re.compile(rf"([\W_]*)([^\W_](?:\+\+|\#)(?!\w)|[^\W_]+{_ENGLISH})", re.ASCII)
_ANY = re.compile(
    rf"([\W_]*)({_LETTER}(?:{_LETTER}|[{_MARKS}])*{_ENGLISH}|[{UNSPACED}]+)"
)  # fmt: skip
_ACCENTS = re.compile("[\u0300-\u036f]")
_TRANSCRIBED = str.maketrans({
    "ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "ı": "i",
    "Ø": "O", "Ł": "L", "Đ": "D", "Ð": "D", "Þ": "Th", "Æ": "Ae", "Œ": "Oe",
})  # fmt: skip

# British to American, one way.
_SPELLINGS = tuple(
    (re.compile(pattern), to)
    for pattern, to in (
        (r"(?<=\w{3})is(?=(?:e|ed|er|ers|es|ing|ation|ations)$)", "iz"),
        (r"(?<=[aeo]l)ys(?=(?:e|ed|er|ers|ing)$)", "yz"),
        (r"(arm|behavi|col|endeav|fav|flav|harb|hon|hum|lab|neighb|od|rum|sav|tum|vap|vig)our",
         r"\1or"),
        (r"(cance|channe|dia|fue|initia|labe|leve|marsha|mode|signa|tota|trave|tunne)ll"
         r"(?=(?:ed|er|ers|ing)$)", r"\1l"),
        (r"(calib|cent|fib|lit|met)re(?=s?$)", r"\1er"),
        (r"(?<=[aio])logue(?=s?$)", "log"),
        (r"(def|lic|off)ence(?=s?$)", r"\1ense"),
        (r"programme(?=s?$)", "program"),
        (r"^(h|an|leuk|p|arch)ae(?=[mdo])", r"\1e"),
        (r"^oestr", "estr"), (r"sulph", "sulf"), (r"artefact", "artifact"), (r"grey", "gray"),
        (r"aluminium", "aluminum"), (r"^ageing", "aging"),
    )
)  # fmt: skip
_BRITISH = re.compile("|".join(pattern.pattern for pattern, _ in _SPELLINGS))
_BRACKETED = re.compile(r"\(([A-Za-z][A-Za-z-]{1,11})\)")


@functools.cache
def lists() -> dict[str, Any]:
    """Return the lists of words, as they stand in the file."""
    return tomllib.loads((files(__package__) / "stopwords.toml").read_text("utf-8"))


@functools.cache
def words_of(part: str, name: str = "words") -> frozenset[str]:
    """Return one list of words, folded."""
    return frozenset(map(fold, lists()[part][name].split()))


def is_stop(word: str) -> bool:
    """Whether a word is a stop word of any language."""
    folded = fold(word)
    return any(folded in words_of("stop", language) for language in lists()["stop"])


def pieces(text: str) -> list[tuple[str, str]]:
    """Return the words of a text as written, each with what stands before it.

    Scripts without blanks come out in one piece up to the next blank or sign.
    """
    return (_ASCII if text.isascii() else _ANY).findall(text)


def squeezed(text: str) -> str:
    """Return a text in a script without blanks as it is compared: no blanks, no case, no width."""
    return "".join(unicodedata.normalize("NFKC", text).casefold().split())


def spelled_out(text: str) -> list[tuple[str, str]]:
    """Return the abbreviations a text explains, each with the words it stands for.

    An abbreviation is explained where it follows them in brackets, and its letters are their
    initials, all of them or all but those of small words: "quality of life (QoL)".
    """
    found = []
    for match in _BRACKETED.finditer(text):
        short, before = match[1], pieces(text[max(0, match.start() - 120) : match.start()])
        if short[1:].islower():
            continue
        wanted = (short.removesuffix("s") if short[-2:-1].isupper() else short).casefold()
        for many in range(len(wanted), min(len(wanted) + 3, len(before) + 1)):
            words = before[-many:]
            if wanted in initials([word for _, word in words]):
                found.append((short, "".join(chain(*words))[len(words[0][0]) :]))
                break
    return found


def without_abbreviation(text: str) -> str:
    """Return a keyword without the abbreviation it explains in brackets."""
    for short, _ in spelled_out(text) if "(" in text else ():
        text = text.replace(f"({short})", " ")
    return text


def initials(words: Sequence[str]) -> set[str]:
    """Return what words may be abbreviated to: their initials, with and without small words."""
    small = words_of("stop", "en")
    return {
        "".join(word[0] for word in words).casefold(),
        "".join(word[0] for word in words if word.casefold() not in small).casefold(),
    }


def fold(word: str) -> str:
    """Return a word as it is compared.

    Without case, accents on Latin letters, possessives; American spelling; singular, by the rules
    of English, which do little to words of other languages. Scripts other than Latin only lose
    case. ``AIDS`` is no plural, ``GANs`` is; ``IT`` is not "it".
    """
    if not word.isascii():
        word = _plain(word)
    word = word.removesuffix("'s")
    lower = word.casefold()
    if len(word) > 1 and word.isupper() and lower in words_of("stop", "en"):
        return word
    if len(lower) < 4 or not lower.isascii():
        return lower
    if word[:-1].isupper():
        return lower if word[-1] == "S" else lower.removesuffix("s")
    if _BRITISH.search(lower):
        for pattern, to in _SPELLINGS:
            lower = pattern.sub(to, lower)
    return _singular(lower)


def _plain(word: str) -> str:
    """Return a word in NFKC without invisible signs, its Latin letters without accents."""
    word = unicodedata.normalize("NFKC", word).replace("’", "'").replace("\u00ad", "")
    if word and (word[0] < "\u0250" or "\u1e00" <= word[0] < "\u1f00"):
        word = _ACCENTS.sub("", unicodedata.normalize("NFD", word)).translate(_TRANSCRIBED)
    return word


def _singular(word: str) -> str:
    irregular = lists()["plurals"].get(word)
    if irregular:
        return str(irregular)
    if word[-1] != "s" or word.endswith(("ss", "us", "is", "ics")) or word in _no_plurals():
        return word
    if word.endswith("ies") and len(word) > 4:
        return f"{word[:-3]}y"
    if word.endswith(("sses", "shes", "ches", "xes", "zzes", "oes")):
        return word[:-2]
    return word[:-1]


@functools.cache
def _no_plurals() -> frozenset[str]:
    return frozenset(lists()["singulars"]["words"].split())
