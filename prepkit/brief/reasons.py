"""Reasons: why each move was made, as far as cue words in somebody's own account tell.

Cue words are no more than a first reading: whoever shows one quotes the words it rests on. They
leave many reasons unread, so that few are misread.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from prepkit.brief.clauses import gives_a_reason, is_framed
from prepkit.content import load

_LONGEST = 4_000  # characters of one text that are looked at
_MOST_WORDS = 3  # quoted for one reason in one text


@dataclass(frozen=True, slots=True)
class Reason:
    """A family of reasons for starting something or for leaving it.

    Attributes:
        help: what belongs to it, one sentence.
        ask: what to ask oneself where it comes up often and nothing stated speaks for it.
        cues: how they are written says ``content/reasons.toml``.
        values, motivators: keys of those it speaks for; both may be empty.
    """

    key: str
    label: str
    help: str
    ask: str
    cues: tuple[str, ...]
    values: tuple[str, ...]
    motivators: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Found:
    """A reason that was read in a text.

    Attributes:
        reason: its key.
        words: that it was read by, as they were typed, each once, in order; a few at most.
    """

    reason: str
    words: tuple[str, ...]


def _reason(item: dict[str, Any]) -> Reason:
    lists = {name: tuple(item[name]) for name in ("cues", "values", "motivators")}
    return Reason(**item | lists)


REASONS: dict[str, Reason] = {item["key"]: _reason(item) for item in load("reasons")["reasons"]}
"""Every family of reasons by its key."""


@functools.lru_cache(maxsize=1_000)
def reasons_in(text: str) -> tuple[Found, ...]:
    """Return the reasons read in a text, those named first at the front; empty for none.

    What is denied, refused or quoted does not count; what is in doubt does not either.
    """
    text = text[:_LONGEST]
    found: list[tuple[int, Found]] = []
    for reason, (plain, framed) in _patterns().items():
        places = _places(text, plain, framed)
        if places:
            words: dict[str, str] = {}
            for match in places:
                words.setdefault(match[0].casefold(), " ".join(match[0].split()))
            quoted = tuple(words.values())[:_MOST_WORDS]
            found.append((places[0].start(), Found(reason, quoted)))
    return tuple(one for _, one in sorted(found, key=lambda item: item[0]))


@functools.lru_cache(maxsize=1_000)
def named_in(name: str, text: str) -> str:
    """Return a name as it stands in a text as a reason; ``""`` when it does not.

    One word alone, such as "humour", has to stand where a reason is given.
    """
    pattern = pattern_of([name])
    alone = len(name.split()) == 1
    text = text[:_LONGEST]
    places = _places(text, None, pattern) if alone else _places(text, pattern, None)
    return places[0][0] if places else ""


def pattern_of(cues: Iterable[str]) -> re.Pattern[str]:
    """Return what finds any of the cues in a text as it was typed, whatever its case."""
    # The longer one first, so that all of it is quoted.
    parts = [_part(cue.removeprefix("~")) for cue in sorted(cues, key=len, reverse=True)]
    return re.compile(rf"(?<!\w)(?:{'|'.join(parts)})(?!\w)", re.IGNORECASE)


def _part(cue: str) -> str:
    part = re.escape(cue).replace("’", "['’]").replace(r"\ ", r"[\s,\-‑–]+")
    # A sum of money is quoted with all its figures.
    return part.replace(r"\*", r"\w*(?:[.,]\d+)*")


def _places(
    text: str, plain: re.Pattern[str] | None, framed: re.Pattern[str] | None
) -> list[re.Match[str]]:
    """Return where words give a reason, in order; none of them lies in another."""
    found = list(plain.finditer(text)) if plain else []
    for match in framed.finditer(text) if framed else ():
        inside = any(one.start() < match.end() and match.start() < one.end() for one in found)
        if not inside and is_framed(text, match.start(), match[0]):
            found.append(match)
    found = [match for match in found if gives_a_reason(text, match.start(), match.end())]
    return sorted(found, key=lambda match: match.start())


@functools.cache
def _patterns() -> dict[str, tuple[re.Pattern[str], re.Pattern[str] | None]]:
    found = {}
    for reason in REASONS.values():
        framed = [cue for cue in reason.cues if cue.startswith("~")]
        plain = [cue for cue in reason.cues if not cue.startswith("~")]
        found[reason.key] = (pattern_of(plain), pattern_of(framed) if framed else None)
    return found
