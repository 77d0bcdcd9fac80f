"""Cleaning: what files of every kind write down in many ways, as :class:`Entry` wants it."""

from __future__ import annotations

import contextlib
import datetime
import functools
import html
import itertools
import re
import unicodedata
from collections.abc import Callable, Iterable
from urllib.parse import unquote, urlsplit

LONGEST_LINE = 1_000
"""Characters of a title, a name, a venue; what is longer is cut."""

LONGEST_ABSTRACT = 20_000
"""Characters of an abstract."""

MOST = 5_000
"""Names or keywords of one entry; the longest author lists there are have about as many."""

_LONGEST_ADDRESS = 2_000

# Control characters, halves of characters, noncharacters, and signs nobody sees that hide or
# reverse what stands around them; joiners and direction marks, which some scripts need, stay.
_UNSEEN = re.compile(
    "[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\xad\u200b\u202a-\u202e\u2060-\u206f\ufdd0-\ufdef"
    "\ufeff\ufff9-\ufffb\ufffe\uffff\ud800-\udfff]"
)
# Composing accents takes quadratic time in their number: thirty on one letter are enough.
_PILED = re.compile(r"([^\w\s!-~]{30})[^\w\s!-~]+")
_TAG = re.compile(
    r"</?(?:jats:|mml:)?(?:abstract|b|bold|br|div|em|i|inf|italic|li|math|m[inors]|mrow|msu[bp]|ol|"
    r"p|sc|scp|sec|span|strong|su[bp]|title|tt|u|ul)(?:\s[^<>]{0,500})?/?>",
    re.IGNORECASE,
)
_ENTITY = re.compile(r"&(?:[A-Za-z]\w{1,30}|#\d{1,7}|#[xX][\da-fA-F]{1,6});")
_DOI = re.compile(r"10\.\d{1,9}(?:\.\d{1,9}){0,3}/\S{1,500}")
_JUNIOR = re.compile(r"(?:jr|sr|[ivx]{1,4})\.?", re.IGNORECASE)
_NAMED = re.compile(r"(family|given|prefix|suffix)(?:-i)?\s*=\s*(.*)", re.IGNORECASE)
_NUMBER = re.compile(r"\s?\(\d{1,20}\)")
_NOBODY = {"others", "et al", "et al.", "and others"}


def plain(text: str, longest: int = LONGEST_LINE) -> str:
    """Return a text as one line: NFC, single blanks, nothing unseen, cut with an ellipsis.

    Args:
        text: any text at all.
        longest: how many characters it may have, the ellipsis included; at least 1.
    """
    if len(text) > 4 * longest:
        text = text.strip()[: 4 * longest]
    if not (text.isascii() and text.isprintable()):
        text = _PILED.sub(r"\1", _UNSEEN.sub("", text))
        text = unicodedata.normalize("NFC", " ".join(text.split()))
    elif "  " in text or text[:1] == " " or text[-1:] == " ":
        text = " ".join(text.split())
    return text if len(text) <= longest else text[: longest - 1].rstrip() + "…"


def untagged(text: str) -> str:
    """Return a text without the HTML or JATS publishers leave in titles and abstracts.

    Only tags that are known go, so that "a < b > c" stays as it is.
    """
    if "<" in text:
        text = _TAG.sub("", text)
    if "&" in text:
        text = _TAG.sub("", _ENTITY.sub(lambda found: html.unescape(found[0]), text))
    return text


def address(text: str) -> str:
    """Return an http or https address; ``""`` for anything else, however it looks.

    Blanks or unseen characters inside, a name or password, and a missing host make it nothing.
    """
    text = text.strip()
    seen = text.isascii() or not _UNSEEN.search(text)
    if len(text) > _LONGEST_ADDRESS or not (text.isprintable() and seen) or "\\" in text:
        return ""
    try:
        parts = urlsplit(text)
        whole = parts.hostname and parts.port != 0 and "@" not in parts.netloc
    except ValueError:
        return ""
    web = parts.scheme in ("http", "https") and not any(map(str.isspace, text))
    return text if web and whole else ""


def doi(text: str) -> str:
    """Return the DOI in a text, lower case and without a resolver; ``""`` when there is none."""
    if "10." not in text:
        return ""
    text = text[:_LONGEST_ADDRESS]
    found = _DOI.search(unquote(text) if "%2" in text or "%3" in text else text)
    if found is None:
        return ""
    name = re.split(r"[;,](?=10\.)", plain(found[0].lower()))[0].rstrip(".,;:'\"“”’")
    for opening, closing in ("()", "[]", "{}", "<>"):
        while name.endswith(closing) and name.count(closing) > name.count(opening):
            name = name[:-1].rstrip(".,;:")
    return "" if name.endswith("/") else name


def isbn(text: str) -> str:
    """Return the first ISBN in a text, 10 or 13 characters; ``""`` when there is none."""
    for piece in re.findall(r"[\dXx][\dXx \-‐‑–]{8,}", text[:LONGEST_LINE]):
        digits = re.sub(r"[^\dX]", "", piece.upper())
        for long in (13, 10):
            head = digits[:long]
            if re.fullmatch(r"97[89][0-9]{10}" if long == 13 else r"[0-9]{9}[0-9X]", head):
                return head
    return ""


def keywords(text: str) -> tuple[str, ...]:
    """Return the keywords of a list, each once, in order.

    Semicolons, bars and line breaks part them; commas do where there is nothing else.
    """
    parts = re.split(r"[;|\n\r]| [·•] ", text)
    return once(parts if len(parts) > 1 else text.split(","))


def once(words: Iterable[str]) -> tuple[str, ...]:
    """Return the words that are not empty, cleaned, each once whatever its case, in order."""
    kept: dict[str, str] = {}
    for word in words:
        word = plain(word)
        if word and len(kept) < MOST:
            kept.setdefault(word.casefold(), word)
    return tuple(kept.values())


def name(text: str, read: Callable[[str], str] = plain) -> str:
    """Return one person as "Given Family", with a von before and a Jr. behind the family name.

    Commas mean what they do in BibTeX (``von Family, Jr., Given``) and in RIS
    (``Family, Given, Jr.``); the parts may be named as well (``family=..., given=...``).

    Args:
        text: the name; braces keep what is in them whole.
        read: makes plain text of a part, whose braces are still there.
    """
    if "," not in text:
        return read(text)
    parts = [part.strip() for part in _outside(text, ",")][:4]
    named = [_NAMED.fullmatch(part) for part in parts]
    if all(named):
        by = {found[1].lower(): found[2] for found in named if found}
        parts = [by.get(key, "") for key in ("given", "prefix", "family", "suffix")]
    elif len(parts) > 2:
        junior = 2 if _JUNIOR.fullmatch(parts[2]) else 1
        parts = [parts[3 - junior], parts[0], parts[junior]]
    else:
        parts.reverse()
    return plain(" ".join(read(part) for part in parts if part))


def names(text: str, one: Callable[[str], str] = name) -> tuple[str, ...]:
    """Return the people in a list joined by "and", each "Given Family", in order.

    Braces keep an organisation whole; "others" and "et al." are nobody.

    Args:
        text: as BibTeX writes it: ``Family, Given and Given Family and {Some Institute}``.
        one: makes one person of one part of the list.
    """
    parts = _outside(" ".join(text.split()), " and ")[:MOST]
    people = (one(part[: 4 * LONGEST_LINE]) for part in parts)
    return tuple(each for each in people if each and each.casefold() not in _NOBODY)


def people(listed: Iterable[str]) -> tuple[str, ...]:
    """Return the people in lists without braces, each "Given Family", in order.

    Args:
        listed: one person or several each, parted by semicolons or bars; numbers in brackets,
            which tell people apart elsewhere, go.
    """
    parts = (part for each in listed for part in re.split(r"[;|]", _NUMBER.sub("", each)))
    found = [name(part.strip()[: 4 * LONGEST_LINE]) for part in itertools.islice(parts, MOST)]
    return tuple(each for each in found if each and each.casefold() not in _NOBODY)


def _outside(text: str, separator: str) -> list[str]:
    """Return the parts of a text between separators that stand outside of braces."""
    if "{" not in text:
        return re.split(separator, text, flags=re.IGNORECASE)
    parts, start, depth = [], 0, 0
    for mark in re.finditer(rf"\\.|[{{}}]|{separator}", text, re.IGNORECASE):
        if mark[0] in "{}":
            depth = max(depth + (1 if mark[0] == "{" else -1), 0)
        elif not depth and not mark[0].startswith("\\"):
            parts.append(text[start : mark.start()])
            start = mark.end()
    # A brace too many or too few protects nothing.
    whole = [*parts, text[start:]]
    return re.split(separator, text, flags=re.IGNORECASE) if depth else whole


@functools.lru_cache(8192)
def when(text: str, month: str = "", day: str = "") -> tuple[int | None, str]:
    """Return the year and the date a text names, as exactly as it says.

    Args:
        text: a year or a date in words or figures: "2019", "March 2019", "2019/03/09/".
        month: the month, where it stands apart: "3", "mar", "10--15 July".
        day: the day of the month, where it stands apart.

    Returns:
        The year, from 1400 to 2200, and the date as ``2019``, ``2019-03`` or ``2019-03-09``;
        ``None`` and ``""`` when no such year is named. Of a span, its beginning. A date in
        figures that could mean two days names its year only.
    """
    text = _bare(text)
    year, *rest = _figures(text)
    if not year:
        years = [int(digits) for digits in re.findall(r"(?<!\d)\d{4}(?!\d)", text)]
        year = next((each for each in years if 1400 <= each <= 2200), 0)
        rest = list(_words(text))
    if not 1400 <= year <= 2200:
        return None, ""
    if not rest[0] and month:
        month, day = _bare(month), _bare(day)
        rest = [int(month), 0] if re.fullmatch(r"\d{1,2}", month) else list(_words(month))
        if re.fullmatch(r"\d{1,2}", day):
            rest[1] = int(day)
    return year, _date(year, *rest)


def _bare(text: str) -> str:
    """Return a text lower case and without accents, its first hundred characters."""
    apart = unicodedata.normalize("NFD", plain(text, 100).replace("~", " ").casefold())
    return re.sub("[\u0300-\u036f]", "", apart)


def _figures(text: str) -> tuple[int, int, int]:
    """Return year, month and day of a date in figures; zeros for what is not there."""
    found = re.search(r"(?<!\d)(\d{4})[-/.](\d{1,2})(?:[-/.](\d{1,2}))?(?!\d)", text)
    found = found or re.fullmatch(r"(\d{4})(\d\d)(\d\d)", text)
    if found:
        year, month, day = (int(part or 0) for part in found.groups())
        return year, month, day
    found = re.search(r"(?<!\d)(?:(\d{1,2})([./-]))?(\d{1,2})[./-](\d{4})(?!\d)", text)
    if not found:
        return 0, 0, 0
    first, second, year = int(found[1] or 0), int(found[3]), int(found[4])
    if not first or found[2] == "." or first > 12:
        return year, second, first
    # 3/9/2019 is March to some readers and September to others.
    return (year, first, second) if second > 12 or first == second else (year, 0, 0)


def _words(text: str) -> tuple[int, int]:
    """Return month and day of a date in words; zeros for what is not there."""
    text = re.sub(r"\s*(?:--?|–|/)\s*", "-", text)
    words = [word for word in re.finditer(r"[^\W\d_]{3,}", text) if word[0] in _MONTHS]
    if not words:
        return 0, 0
    month, first = _MONTHS[words[0][0]], words[0]
    found = (
        re.search(r"(?<![\d-])(\d{1,2})(?:st|nd|rd|th|\.)?\s+(?:of |de )?$", text[: first.start()])
        or re.match(r"\.?\s+(\d{1,2})(?:st|nd|rd|th)?(?![\d-])", text[first.end() :])
    )  # fmt: skip
    several = any(_MONTHS[word[0]] != month for word in words)
    return month, int(found[1]) if found and not several else 0


def _date(year: int, month: int, day: int) -> str:
    """Return a date as exactly as there is such a day or such a month."""
    for parts in ((year, month, day), (year, month)):
        with contextlib.suppress(ValueError):
            datetime.date(*(*parts, 1)[:3])
            return "-".join((f"{year:04}", *(f"{part:02}" for part in parts[1:])))
    return f"{year:04}"


def _months() -> dict[str, int]:
    """Return the number of every month by its name and its abbreviations, in four languages."""
    listed = (
        "january february march april may june july august september october november december",
        "januar februar marz april mai juni juli august september oktober november dezember",
        "janvier fevrier mars avril mai juin juillet aout septembre octobre novembre decembre",
        "enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre",
    )
    return {
        name[:end]: number
        for names in listed
        for number, name in enumerate(names.split(), 1)
        for end in range(4 if name.startswith("jui") else 3, len(name) + 1)
    }


_MONTHS = _months()
