"""After an interview: how it went, and what the rating was worth."""

from __future__ import annotations

from collections.abc import Sequence

from prepkit.block import Block, Card, Note, Table, cell, column, counted, day_in_words
from prepkit.brief.asked import in_time, landings, questions_of
from prepkit.brief.calibration import CERTAINTY, SMALL, Band, Calibration, calibrate
from prepkit.brief.records import Asked, Debrief
from prepkit.compass.criteria import percent
from prepkit.deep_dive.records import Question
from prepkit.section import Answers

_TEXTS = ("stressed", "avoided", "change", "next_round", "one_change")
_RATED = {
    "before": ", rated before the outcome was known",
    "after": ", rated after the outcome was known",
}


def summarise_debriefs(answers: Answers) -> list[Block]:
    """Return each round at this company in time, and all ratings so far against their outcomes."""
    found = in_time(item for item in answers.of_company(Debrief) if _is_written(item))
    if not found:
        return []
    asked: dict[str, list[Asked]] = {}
    # Which of the questions are here is for whoever looks at all of them.
    for item in questions_of(answers) if answers.complete else ():
        asked.setdefault(item.debrief, []).append(item)
    blocks: list[Block] = [_card(debrief, asked.get(debrief.id, ())) for debrief in found]
    if answers.complete:
        blocks += _answered(answers)
        blocks += _calibration(calibrate(answers.all(Debrief)))
    return blocks


def _is_written(debrief: Debrief) -> bool:
    return any(debrief.filled(spec.name) for spec in debrief.specs() if not spec.hidden)


def _card(debrief: Debrief, items: Sequence[Asked]) -> Card:
    """Return a round as a card, with how many questions were asked in it."""
    rating = debrief.show("went") + (_RATED.get(debrief.when_rated, "") if debrief.went else "")
    heard = day_in_words(debrief.heard_on)
    outcome = f"{debrief.show('outcome')} ({heard})" if heard else debrief.show("outcome")
    asked, landed = counted(len(items), "question") if items else "", landings(items)
    facts = (
        ("Date", day_in_words(debrief.on)),
        ("How it was held", debrief.show("held")),
        ("Length", debrief.show("minutes")),
        ("Who was there", debrief.show("people")),
        ("Energy before", debrief.show("energy_before")),
        ("Energy after", debrief.show("energy_after")),
        ("How I thought it went", rating),
        ("They asked", f"{asked}: {landed}" if landed else asked),
        ("What came of it", outcome if debrief.outcome else heard and f"heard: {heard}"),
    )
    return Card(
        title=debrief.heading,
        facts=tuple(fact for fact in facts if fact[1]),
        texts=tuple(
            (debrief.spec(name).title, debrief.show(name))
            for name in _TEXTS
            if debrief.filled(name)
        ),
    )


def _answered(answers: Answers) -> list[Block]:
    """Say where the answers to one's own questions are."""
    count = sum(item.filled("answer") for item in answers.of_company(Question))
    if not count:
        return []
    have = "has its answer" if count == 1 else "have their answers"
    text = f"{counted(count, 'question')} asked in return {have} in the deep dive"
    return [Note(text=f"{text}, with the questions to ask.")]


def _calibration(found: Calibration) -> list[Block]:
    """Return ratings against outcomes at all companies; nothing where there is no rating yet."""
    left = _left_out(found)
    if not found.rounds:
        if not (found.waiting or found.after or found.undated):
            return []
        return [Note(text=f"No rating can be held against an outcome yet: {left}.")]
    rows = tuple(
        (
            cell(f"Rated {band.name}", tone="strong"),
            cell(f"{band.went_on} of {band.rounds}" if band.rounds else "none yet",
                 tone="plain" if band.rounds else "muted"),
            cell(_range(band) if band.rounds else ""),
        )
        for band in found.bands
    )  # fmt: skip
    heads = (
        column("How I thought it went", 1.6), column("Went on", 1, "center"),
        column(f"{percent(CERTAINTY)} interval for such rounds", 2, "center"),
    )  # fmt: skip
    caption = "What my ratings were worth so far, over all companies"
    said = [
        _told(found),
        "A round went on when the next one or an offer followed. The intervals are Wilson’s "
        "(1927), as if rounds had nothing to do with one another.",
    ]
    if left:
        said.append(f"Left out: {left}.")
    return [Table(caption=caption, columns=heads, rows=rows), Note(text=" ".join(said))]


def _told(found: Calibration) -> str:
    """Say in numbers how low and high ratings went on, and that a few rounds are a few."""
    low, _, high = found.bands
    if not (low.rounds and high.rounds):
        rated = [band for band in found.bands if band.rounds]
        many = " and ".join(f"{band.went_on} of {band.rounds} rated {band.name}" for band in rated)
        few = " So far this is a small sample." if found.rounds < SMALL else ""
        return f"{many} went on; without both low and high ratings nothing can be compared.{few}"
    after = f"{high.went_on} of {high.rounds} went on after a {high.name}, "
    after += f"{low.went_on} of {low.rounds} after a {low.name}"
    if found.rounds < SMALL:
        few = counted(found.rounds, "round")
        return f"{after}. With {few} that is a small sample: a lead, not a finding."
    return f"{after}."


def _range(band: Band) -> str:
    least, most = band.interval
    return f"{percent(least)} to {percent(most)}"


def _left_out(found: Calibration) -> str:
    """Return how many rounds do not count, and why."""
    why = (
        (found.after, "rated after the outcome was known"),
        (found.undated, "with no note of when the rating was given"),
        (found.waiting, "whose outcome is not known yet"),
        (found.withdrawn, "withdrawn from"),
        (found.unrated, "with an outcome and no rating"),
    )
    return ", ".join(f"{count} {words}" for count, words in why if count)
