"""Markers: words that place an English telling in time, in a place and among people, and others.

The lists are in ``content/telling.toml``. Words are found whole, whatever their case; a list of
phrases is parted by ``|`` and ends of lines.
"""

from __future__ import annotations

import functools
import re

from prepkit.content import load

_NAME = r"[A-ZÀ-ÖØ-ÞĀ-Ž][\w’'-]*\w"
_BEFORE_A_PLACE = r"(?:in|at|near|from|outside|around|across|to|on|of|for|through|with)"
_PLACE = re.compile(rf"(?<!\w){_BEFORE_A_PLACE} (?:the )?({_NAME})")
_LEADS = re.compile(_BEFORE_A_PLACE + "|the|a|an", re.IGNORECASE)
_WITHIN = re.compile(rf"(?<=[\w,;:] )({_NAME})")


@functools.cache
def words_of(group: str, name: str) -> frozenset[str]:
    """Return one list of single words."""
    return frozenset(load("telling")[group][name].split())


@functools.cache
def _phrases(name: str) -> re.Pattern[str]:
    listed = re.split(r"[|\n]", load("telling")["phrases"][name].strip())
    longest = sorted((phrase.strip() for phrase in listed), key=len, reverse=True)
    each = "|".join(re.escape(phrase).replace(r"\*", r"\w*") for phrase in longest)
    # Most places of a text are ruled out by one letter, before any phrase is tried.
    first = re.escape("".join(sorted({phrase[:1] for phrase in longest})))
    return re.compile(rf"(?=[{first}])(?<!\w)(?:{each})(?!\w)", re.IGNORECASE)


def plain(text: str) -> str:
    """Return a text as the lists are written: straight apostrophes, one for one."""
    return text.replace("’", "'").replace("‘", "'")


def found(name: str, text: str) -> str:
    """Return the first words of a text that are in a list of phrases; ``""`` for none."""
    hit = _phrases(name).search(plain(text))
    return text[hit.start() : hit.end()] if hit else ""


def count(name: str, text: str) -> int:
    """Return how often words of a list of phrases are in a text."""
    return sum(1 for _ in _phrases(name).finditer(plain(text)))


@functools.cache
def _time() -> re.Pattern[str]:
    phrases = load("telling")["phrases"]
    months, days, seasons = ("|".join(phrases[n].split()) for n in ("months", "days", "seasons"))
    before = r"(?:in|by|last|since|until|early|late|mid|on|of|that|next|this|every)"
    ordinals = "first|second|third|fourth|fifth|sixth|seventh|last"
    spans = "day|night|week|month|year|morning|evening|term|shift"
    alternatives = (
        rf"(?:(?:{months}|{seasons})\s+(?:of\s+)?)?(?<![\d.,])(?:19|20)\d\d(?![\d.,]*\d)",
        rf"{before}\s+(?:the\s+)?(?:{months}|{seasons})",
        rf"\d{{1,2}}(?:st|nd|rd|th)?\s+(?:{months})",
        rf"(?:{days})s?",
        rf"(?:on|in|by) (?:the |my |our |her |his )?(?:{ordinals}) (?:{spans})",
        rf"my (?:{ordinals}) (?:{spans})",
        rf"(?:day|week|month|year) (?:\d+|{'|'.join(load('telling')['numbers']['words'].split())})",
        r"at \w+(?:\.\d\d)? (?:in the (?:morning|afternoon|evening)|at night|o'clock)",
        r"at \d{1,2}[.:]\d\d",
    )
    return re.compile(rf"(?<!\w)(?:{'|'.join(alternatives)})(?!\w)", re.IGNORECASE)


def time_in(text: str) -> str:
    """Return the first words that say when something was; ``""`` for none."""
    hit = _time().search(plain(text))
    return text[hit.start() : hit.end()] if hit else found("time", text)


@functools.cache
def _calendar() -> frozenset[str]:
    phrases = load("telling")["phrases"]
    return frozenset(" ".join(phrases[name] for name in ("months", "days", "seasons")).split())


def _is_name(word: str) -> bool:
    bare = re.sub(r"['’]s$", "", word)
    return not (bare.isupper() or bare.casefold() in _calendar() | words_of("numbers", "no_names"))


def place_in(text: str) -> str:
    """Return the first words that say where something was; ``""`` for none."""
    for hit in _PLACE.finditer(text):
        if hit[0].startswith(("in ", "at ", "near ", "outside ")) and _is_name(hit[1]):
            return hit[0]
    return found("place", text)


def person_in(text: str) -> str:
    """Return the first name of somebody else in a text; ``""`` for none.

    A name after a title, or with a capital letter within a sentence and not after a word that
    goes before a place.
    """
    if hit := _titled().search(text):
        return hit[0]
    for hit in _WITHIN.finditer(text):
        before = text[max(0, hit.start() - 40) : hit.start()].rsplit(None, 1)[-1]
        if _LEADS.fullmatch(before):
            if before.casefold() not in ("with", "from", "to", "for", "of"):
                continue
            if not re.match(r" (?:from|who|in)\b|,", text[hit.end() :]) and before != "with":
                continue
        if _is_name(hit[0]) and not hit[0].startswith(("I'", "I’")):
            return hit[0]
    subject = _saying().search(text)
    if (
        subject
        and _is_name(subject[1])
        and subject[1].casefold() not in words_of("grammar", "pronouns")
    ):
        return subject[1]
    return ""


@functools.cache
def _titled() -> re.Pattern[str]:
    titles = load("telling")["phrases"]["titled"].strip()
    return re.compile(rf"(?<!\w)(?i:{titles})\.? ({_NAME})")


@functools.cache
def _saying() -> re.Pattern[str]:
    verbs = "|".join(sorted(words_of("grammar", "saying")))
    return re.compile(rf"(?:^|[.!?] )({_NAME}) ({verbs})\b", re.MULTILINE)


_CLOCKS = re.compile(
    r"(?<![\d.,])(?:19|20)\d\d(?![\d.,]*\d)(?:-\d\d){0,2}|\b[Aa]t \d{1,2}\.\d\d\b"
    r"|\b\d{1,2}:\d\d\b|\b(?:[Yy]ear|[Bb]ed|[Nn]umber|[Pp]age|[Dd]ay) \d+"
)


@functools.lru_cache(maxsize=512)
def details(text: str) -> int:
    """Return how many things a text names that one can picture or look up: days, names, numbers.

    Each word counts once; a name at the beginning of a sentence does not count.
    """
    named = {hit[1] for hit in _WITHIN.finditer(text) if _is_name(hit[1])}
    times = {hit[0].casefold() for hit in _time().finditer(plain(text))}
    bare = _CLOCKS.sub(" ", text)
    numbers = set(re.findall(r"\d[\d.,]*", bare))
    numbers |= {
        word for word in re.findall(r"\w+", bare.casefold()) if word in words_of("numbers", "words")
    }
    places = {hit[0].casefold() for hit in _phrases("place").finditer(text)}
    roles = {hit[0].casefold() for hit in _phrases("role").finditer(plain(text))}
    return len(named) + len(times) + len(numbers) + len(places) + len(roles)


def number_in(text: str) -> str:
    """Return the first number of a text that is no date, written in digits or out; ``""``."""
    if re.search(r"\d", text):
        bare = _CLOCKS.sub(lambda clock: " " * len(clock[0]), text)
        if hit := re.search(r"[$€£]?\d[\d.,]*(?:\s?%| per cent)?", bare):
            return hit[0].rstrip(".,")
    return next(
        (w for w in re.findall(r"\w+", text) if w.casefold() in words_of("numbers", "words")), ""
    )
