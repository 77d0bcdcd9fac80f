"""Corrections: which claims gave way to later ones, and what interviews did to the others."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from prepkit.block import Block, Note, day_in_words, in_quotes, shortened
from prepkit.dates import full_date
from prepkit.deep_dive.records import Claim, Heard
from prepkit.section import Answers, record_id

UNKNOWN = ("", "U")
"""The grades of what is not known."""

_LONGEST = 60  # characters of a claim that is only named
_MANY = 7


def corrections(claims: Sequence[Claim]) -> dict[str, tuple[Claim, ...]]:
    """Return what stands now in place of each claim that was corrected, by that claim's id.

    A correction that was corrected itself gives way to what took its place, so that everything
    returned still stands. Claims that correct one another in a circle all stand; what is not among
    `claims` neither corrects nor is corrected.
    """
    ends: dict[str, tuple[Claim, ...]] = {}
    newer = _newer(claims)
    for old in newer:
        found, waiting = [], newer[old][::-1]
        while waiting:
            claim = waiting.pop()
            waiting += newer.get(claim.id, ())[::-1]
            found += [claim] if claim.id not in newer else []
        ends[old] = tuple(found)
    return ends


def circles(claims: Sequence[Claim]) -> list[Claim]:
    """Return the claims that correct one another in a circle, or themselves."""
    older = _older(claims)
    return [claim for claim in claims if claim.id in _before(claim.id, older)]


def corrected_on(claim: Claim) -> str:
    """Return when a correction was made: the day it was heard or seen, else when it was saved."""
    if claim.dated and claim.found_in in ("person", "seen"):
        return claim.dated
    return claim.origin.saved_at.date().isoformat()


def now_instead(old: Claim, instead: Sequence[Claim]) -> str:
    """Say in a line what took the place of a claim, or answered what was not known."""
    day = corrected_on(instead[-1])
    what = "answered" if old.grade in UNKNOWN else "corrected"
    stands = " and ".join(in_quotes(claim.statement) for claim in instead)
    return f"{what} {on_or_in(day)}: now {stands}"


def took_the_place(claim: Claim, claims: Mapping[str, Claim], *, complete: bool) -> str:
    """Say in a line which claim another took the place of; ``""`` when it took none.

    Args:
        claims: those of its company, by id.
        complete: whether a claim that is not among them is there no longer.
    """
    if claim.corrects in claims:
        old = claims[claim.corrects]
        stood = in_quotes(old.statement)
        return f"took the place of {stood}" if old.filled("statement") else ""
    return (
        "took the place of a claim that is no longer there" if claim.corrects and complete else ""
    )


def named(claim: Claim) -> str:
    """Return a claim as one mentions it: in quotes, the beginning of a long one."""
    return in_quotes(shortened(claim.statement, _LONGEST))


def on_or_in(date: str) -> str:
    """Return when something was: ``on 9 March 2025``, ``in 2025-03``, ``in 2025``."""
    return f"{'on' if full_date(date) else 'in'} {day_in_words(date)}"


def heard_of(answers: Answers) -> list[Heard]:
    """Return what was heard at the company of the page, in time; what has no date at the end."""
    found = [item for item in answers.of_company(Heard) if item.filled("said")]
    return sorted(found, key=lambda item: (item.on == "", item.on))


def waiting(answers: Answers) -> set[str]:
    """Return the ids of what was heard here whose claim was neither kept nor taken off."""
    known = {claim.id for claim in answers.all(Claim)} | answers.gone
    heard = (item.id for item in answers.of_company(Heard))
    return {id for id in heard if record_id(Claim, answers.company, id) not in known}


def heard_about(answers: Answers, claims: Sequence[Claim]) -> list[Block]:
    """Say which of these claims were contradicted or confirmed in an interview, and when.

    A page for somebody else does not say that a correction is lacking: it may only be left out.
    """
    here = {claim.id: claim for claim in claims}
    still_open = waiting(answers) if answers.complete else set()
    told: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    for item in heard_of(answers):
        if item.claim in here and item.effect in ("confirms", "contradicts"):
            is_open = item.effect == "contradicts" and item.id in still_open
            when = ", ".join(part for part in (day_in_words(item.on), item.by) if part.strip())
            told["open" if is_open else item.effect][item.claim] += [when] if when else []
    start = {
        "open": "Contradicted in an interview, and not corrected yet",
        "contradicts": "Contradicted in an interview",
        "confirms": "Confirmed in an interview",
    }
    return [
        Note(
            text=f"{said}: {_listed(_dated(here[id], told[kind][id]) for id in told[kind])}.",
            tone="plain" if kind == "confirms" else "warn",
        )
        for kind, said in start.items()
        if told[kind]
    ]


def _dated(claim: Claim, times: Sequence[str]) -> str:
    return named(claim) + (f" ({'; '.join(times)})" if times else "")


def _listed(parts: Iterable[str]) -> str:
    parts = list(parts)
    more = f"; and {len(parts) - _MANY} more" if len(parts) > _MANY else ""
    return f"{'; '.join(parts[:_MANY])}{more}"


def _older(claims: Sequence[Claim]) -> dict[str, str]:
    here = {claim.id for claim in claims}
    return {claim.id: claim.corrects for claim in claims if claim.corrects in here}


def _newer(claims: Sequence[Claim]) -> dict[str, list[Claim]]:
    """Return the claims that correct each one, without what goes round in a circle."""
    older = _older(claims)
    newer: dict[str, list[Claim]] = {}
    for claim in claims:
        if claim.id in older and claim.id not in _before(claim.id, older):
            newer.setdefault(older[claim.id], []).append(claim)
    return newer


def _before(id: str, older: Mapping[str, str]) -> set[str]:
    """Return all that a claim corrects, one after the other; itself where they form a circle."""
    seen: set[str] = set()
    while (id := older.get(id, "")) and id not in seen:
        seen.add(id)
    return seen
