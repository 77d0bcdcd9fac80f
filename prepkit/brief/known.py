"""What is known now that was not known before: in industry, direction and story, by date.

Only what stands in dated records, in the words it was written in.
"""

from __future__ import annotations

import datetime
import itertools
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Literal

from prepkit.block import in_quotes, shortened, spelled
from prepkit.brief.records import Debrief
from prepkit.compass.records import Goal, Mirror, Sitting
from prepkit.compass.timeline import looks
from prepkit.compass.weighing import kept
from prepkit.dates import date_span, full_date
from prepkit.deep_dive.corrections import corrections
from prepkit.deep_dive.ledger import all_claims
from prepkit.deep_dive.reading import is_for_company
from prepkit.deep_dive.records import After, Before, Dot, Heard, Reading
from prepkit.record import Record
from prepkit.retrospective.probes import BY_KEY
from prepkit.retrospective.records import Drill, Lead, Story, Stumble
from prepkit.section import Answers
from prepkit.sittings import BREAK

Part = Literal["industry", "direction", "story"]

PARTS: dict[Part, str] = {
    "industry": "The industry and the company",
    "direction": "My direction",
    "story": "My story",
}
DAYS = 90
"""How far back it goes where nothing was written about a company, or not all of it is here."""

LEAST = BREAK.days
"""How far back it goes at least: what was saved without a longer break was one time of work."""

_LONGEST, _SHORT = 120, 60  # characters of what was written, and of what it is only named by
_NO_NEWS = "confirms"


@dataclass(frozen=True, slots=True)
class Known:
    """One thing that is known now.

    Attributes:
        weight: 0 for what changed a view, 1 for what adds to it, 2 for the rest.
        on: the day it was written, or on which it was heard.
        what: what kind of thing it is, and what it is about.
        words: what was written, shortened; may be empty.
    """

    part: Part
    weight: int
    on: datetime.date
    what: str
    words: str


def since_when(answers: Answers) -> datetime.date:
    """Return the first day from which something counts as known now and not before.

    It is that of the first thing about the company that can still be told, yet :data:`LEAST` days
    back in any case: a record tells only when it was saved last, so one that was touched again no
    longer says when somebody began. A talk, and what was heard in it, counts with its own day as
    well. The last :data:`DAYS` days where nothing is written about the company, and where things
    may be left out.
    """
    about = [
        record
        for records in answers.records.values()
        for record in records
        if answers.company and record.layer == "company"
        if record.origin.company == answers.company
    ]
    if not about or not answers.complete:
        return _back(answers.as_of, DAYS)
    days = [_day(record) for record in about]
    days += [day for one in about if isinstance(one, Debrief | Heard) if (day := full_date(one.on))]
    return min(*days, _back(answers.as_of, LEAST))


def _back(day: datetime.date, days: int) -> datetime.date:
    return datetime.date.fromordinal(max(day.toordinal() - days, 1))


def known_now(answers: Answers) -> list[Known]:
    """Return what is known since the period began, part by part, in order of time; or nothing.

    A record tells no more than the day it was saved last. So a story and a stumble are told only
    where their own date lies in the period, and a lead as what was written down in it.
    """
    since = since_when(answers)
    found = [
        *(one for source in _SOURCES for one in source(answers)),
        *_corrected(answers, since), *_heard(answers, since), *_lived(answers, since),
    ]  # fmt: skip
    order = list(PARTS)
    return sorted(
        (one for one in found if one.on >= since),
        key=lambda one: (order.index(one.part), one.on, one.weight),
    )


def _day(record: Record) -> datetime.date:
    return record.origin.saved_at.date()


def _in_short(text: str) -> str:
    return in_quotes(shortened(text, _LONGEST)) if text.strip() else ""


def _named(record: Record) -> str:
    return in_quotes(shortened(record.heading, _SHORT))


def _views(answers: Answers) -> Iterator[Known]:
    """Yield where the field is heading, as it is seen now beside then."""
    then = next((b for b in answers.of_company(Before) if b.filled("view")), None)
    for now in answers.of_company(After):
        if now.filled("view") and then:
            before = f"Before ({spelled(_day(then))}): {_in_short(then.view)}"
            lines = [_in_short(now.view), before]
            if now.filled("changed"):
                lines.append(f"What changed it: {_in_short(now.changed)}")
            yield Known("industry", 0, _day(now), "Where the field is heading", "\n".join(lines))


def _corrected(answers: Answers, since: datetime.date) -> Iterator[Known]:
    """Yield what stands in the place of other claims, by the day of its source if it is since."""
    claims = {claim.id: claim for claim in all_claims(answers)}
    instead = corrections(list(claims.values())).values()
    standing = {claim.id: claim for found in instead for claim in found}
    for claim in standing.values():
        old = claims[claim.corrects]
        words = f"{_in_short(claim.statement)}\nBefore: {_in_short(old.statement)}"
        dated = full_date(claim.dated)
        # An old source that was found now is news of now.
        day = dated if dated and since <= dated <= _day(claim) else _day(claim)
        yield Known("industry", 0, day, "A claim corrected", words)


def _heard(answers: Answers, since: datetime.date) -> Iterator[Known]:
    """Yield what was heard and is no mere confirmation, and what was stressed in the talks."""
    for heard in answers.of_company(Heard):
        if heard.filled("said") and heard.effect != _NO_NEWS:
            by = f"Heard from {shortened(heard.by, _SHORT)}" if heard.filled("by") else "Heard"
            for day in _own_day(heard, answers.as_of, since):
                yield Known("industry", 1, day, by, _in_short(heard.said))
    for talk in answers.of_company(Debrief):
        if talk.filled("stressed"):
            for day in _own_day(talk, answers.as_of, since):
                what = f"What they stressed: {_named(talk)}"
                yield Known("industry", 1, day, what, _in_short(talk.stressed))


def _own_day(
    record: Heard | Debrief, as_of: datetime.date, since: datetime.date
) -> Iterator[datetime.date]:
    """Yield the day of a talk, or the day it was saved where a month or less is known.

    Nothing for what was over before the period began, nor for what is still to come.
    """
    span = date_span(record.on)
    if span is None:
        yield _day(record)
    elif span[1] >= since and span[0] <= as_of:
        yield span[0] if span[0] == span[1] else _day(record)


def _read(answers: Answers) -> Iterator[Known]:
    for item in answers.all(Reading):
        if item.status == "done" and item.filled("takeaway") and is_for_company(item, answers):
            what = f"Read: {_named(item)}"
            yield Known("industry", 2, _day(item), what, _in_short(item.takeaway))


def _connected(answers: Answers) -> Iterator[Known]:
    for dot in answers.of_company(Dot):
        if dot.filled("therefore"):
            what = f"Connected: {_named(dot)}"
            yield Known("industry", 2, _day(dot), what, _in_short(dot.therefore))


def _looked(answers: Answers) -> Iterator[Known]:
    """Yield what was said to be true no longer, or in part, and what has changed."""
    for kind in (Mirror, Goal):
        for look in looks(answers, kind):
            if look.shifted.strip() or look.still in ("partly", "no"):
                weight = 1 if look.still in ("partly", "no") else 2
                said = f": {look.said.lower()}" if look.said else ""
                what = f"{in_quotes(shortened(look.heading, _SHORT))}{said}"
                yield Known("direction", weight, look.on, what, _in_short(look.shifted))


def _noticed(answers: Answers) -> Iterator[Known]:
    """Yield what was noticed: in the sitting that goes on by the day it was saved last."""
    sittings = [sitting for sitting in answers.all(Sitting) if sitting.filled("noticed")]
    last = max(sittings, key=lambda sitting: sitting.on, default=None)
    for sitting in sittings:
        began = None if sitting is last else full_date(sitting.on)
        what = "Noticed, looking back"
        yield Known("direction", 0, began or _day(sitting), what, _in_short(sitting.noticed))


def _cards(answers: Answers) -> Iterator[Known]:
    """Yield the values that were not among those kept in the sitting before.

    Nothing for others than the person, who may not see all that was kept then.
    """
    if not answers.past or not answers.complete:
        return
    sitting = answers.past[-1]
    for value in kept(answers):
        before = sitting.find(type(value), value.id)
        if before is None or not before.is_listed:
            what = f"Kept now, not yet on {spelled(sitting.ended)}: {_named(value)}"
            yield Known("direction", 1, _day(value), what, _in_short(value.meaning))


def _leads(answers: Answers) -> Iterator[Known]:
    for lead in answers.all(Lead):
        if lead.filled("lead"):
            has_more = lead.filled("because")
            what = f"Lead written down since: {_named(lead)}" if has_more else (
                "Lead written down since")  # fmt: skip
            words = _in_short(lead.because if has_more else lead.lead)
            yield Known("story", 0, _day(lead), what, words)


def _lived(answers: Answers, since: datetime.date) -> Iterator[Known]:
    """Yield what came of stumbles and stories of the period itself."""
    told: list[tuple[Story | Stumble, str, str]] = [
        *((stumble, stumble.changed, "Changed after") for stumble in answers.all(Stumble)),
        *((story, story.reflection, "Done differently since") for story in answers.all(Story)),
    ]
    for record, words, what in told:
        span = date_span(record.when)
        is_told = record.filled("title") and words.strip()
        if is_told and span and since <= span[0] and span[1] <= min(_day(record), answers.as_of):
            yield Known("story", 1, span[1], f"{what} {_named(record)}", _in_short(words))


def _drills(answers: Answers) -> Iterator[Known]:
    """Yield the follow-ups that came at once after they once did not, by the first such day."""
    tried: dict[tuple[str, str], list[Drill]] = defaultdict(list)
    for drill in sorted(answers.all(Drill), key=lambda drill: drill.origin.saved_at):
        if drill.came in ("came", "thin", "nothing"):
            tried[drill.story, drill.probe].append(drill)
    stories = {story.id: story for story in answers.all(Story)}
    for (story, probe), drills in tried.items():
        since = list(itertools.takewhile(lambda drill: drill.came == "came", reversed(drills)))
        if story in stories and probe in BY_KEY and 0 < len(since) < len(drills):
            asked = in_quotes(shortened(BY_KEY[probe].question, _SHORT))
            what = f"{asked} now comes at once, about {_named(stories[story])}"
            yield Known("story", 1, _day(since[-1]), what, "")


_SOURCES = (_views, _read, _connected, _looked, _noticed, _cards, _leads, _drills)


def weightiest(found: Iterable[Known], most: int) -> list[Known]:
    """Return so many at most: those that changed a view first, the newest first; as they came."""
    found = list(found)
    chosen = sorted(found, key=lambda one: (one.weight, -one.on.toordinal()))[:most]
    return [one for one in found if any(one is each for each in chosen)]
