"""Questions a company is likely to ask: those kept, and those that stand by themselves."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import zip_longest

from prepkit.block import shortened
from prepkit.brief.asked import company_names, round_days
from prepkit.brief.cue_words import LABELS, pointed_to
from prepkit.brief.demand import Demand, demands_of, fewest, seen_with
from prepkit.brief.records import Asked, Likely
from prepkit.compass.wording import folded, spelled_date
from prepkit.deep_dive.target import target_of
from prepkit.record import Visibility
from prepkit.retrospective.bank import questions_for
from prepkit.retrospective.records import Practice
from prepkit.section import Answers, Seed

MOST = 12
"""Questions that are proposed."""

_FEW = 6
_BANK = "From the question bank"
_OF_THE_BANK = 2  # for one competency
_LEVELS = {
    "first": ("early",), "junior": ("early",), "senior": ("senior",), "lead": ("senior",),
    "manager": ("manager", "senior"), "executive": ("manager", "senior"),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Expected:
    """One question to be ready for.

    Attributes:
        question: as typed, or as it is proposed.
        competency: what it asks about, as chosen or by its words; ``""`` when neither says.
        by: who may ask it; ``""`` when it is not known.
        story: the id of the story somebody has chosen for it; ``""`` for none.
    """

    question: str
    competency: str
    by: str = ""
    story: str = ""


@dataclass(frozen=True, slots=True)
class _Found:
    """A question that may be proposed: from where, why, and who may see that."""

    question: str
    competency: str
    source: str
    why: str
    visibility: Visibility

    @property
    def is_from_bank(self) -> bool:
        """Whether nobody asked or kept it."""
        return self.source == _BANK


def expected(answers: Answers, demands: Sequence[Demand]) -> list[Expected]:
    """Return the questions for the company of the page: those kept, then those proposed.

    Args:
        demands: what the company asks for.
    """
    found = [
        Expected(
            item.question, item.competency or next(iter(pointed_to(item.question)), ""),
            " ".join(item.interviewer.split()), item.story,
        )
        for item in answers.of_company(Likely)
        if item.filled("question")
    ]  # fmt: skip
    waiting = answers.untouched(Likely, proposed(answers, demands), answers.company)
    return found + [
        Expected(*map(str, (seed.values["question"], seed.values["competency"])))
        for seed in waiting
    ]


def seeds_of_likely_questions(answers: Answers) -> list[Seed]:
    """Return questions for what the company asks for; see :func:`proposed`."""
    return proposed(answers, demands_of(answers))


def proposed(answers: Answers, demands: Sequence[Demand]) -> list[Seed]:
    """Return questions for what is asked for, :data:`MOST` at most, to be kept or taken off.

    One for each competency first, what weighs most at the top; then a second for each, and so on:
    questions that were asked at two companies or more, those kept to practise, then those of the
    bank, of which a second one comes only where there are few. What only one company asked may
    make sense there alone: it is a reason for its competency, in the words of the others. What
    somebody typed already is not proposed.
    """
    before = _asked_before(answers) if demands else {}
    each = [list(_for(demand, before, answers)) for demand in demands]
    once: dict[str, _Found] = {}
    for number, turn in enumerate(zip_longest(*each)):
        for found in filter(None, turn):
            if not number or not found.is_from_bank or len(once) < _FEW:
                once.setdefault(folded(found.question), found)
    known = {record.id for record in answers.all(Likely)} | answers.gone
    typed = {folded(item.question) for item in answers.of_company(Likely)}
    return [
        Seed(
            key,
            {"question": found.question, "competency": found.competency, "why": found.why},
            found.source,
            standing=True,
            visibility=found.visibility,
        )
        for found in list(once.values())[:MOST]
        for key in [_key(found.question)]
        if f"{Likely.kind}-{answers.company}-{key}" in known or folded(found.question) not in typed
    ]


def _for(
    demand: Demand, before: Mapping[str, Sequence[_Found]], answers: Answers
) -> Iterator[_Found]:
    """Yield the questions for one competency, the likeliest first."""
    yield from before.get(demand.competency, ())
    shown = demand.leading[:2]
    why = "\n".join(sign.line for sign in shown)
    seen = [sign.visibility for sign in shown]
    for item in answers.all(Practice):
        if item.competency == demand.competency and item.filled("question"):
            seen_by = fewest(*seen, item.origin.visibility)
            yield _Found(item.question, item.competency, "One you practise", why, seen_by)
    target = target_of(answers)
    levels = _LEVELS.get(target.level if target else "", ())
    bank = [it for it in questions_for(demand.competency) if it.level in ("any", *levels)]
    bank.sort(key=lambda it: it.level == "any")
    for question in bank[:_OF_THE_BANK]:
        yield _Found(question.question, demand.competency, _BANK, why, fewest(*seen))


def _asked_before(answers: Answers) -> dict[str, list[_Found]]:
    """Return what two companies or more asked in the same words, by competency.

    The most often asked first. What a question is about is what was chosen for those words in the
    last round; of one day, or where no round has a day, in what was saved last.
    """
    same: dict[str, list[Asked]] = {}
    for asked in answers.all(Asked):
        if words := folded(asked.question):
            same.setdefault(words, []).append(asked)
    names, days, seen = company_names(answers), round_days(answers), seen_with(answers)
    found: dict[str, list[_Found]] = {}
    for times in sorted(same.values(), key=lambda it: -len(it)):
        times.sort(key=lambda it: (days.get(it.debrief, ""), it.origin.saved_at, it.id))
        about = [asked.competency for asked in times if asked.competency in LABELS]
        companies = {asked.origin.company for asked in times}
        if about and len(companies) > 1:
            last = times[-1]
            where = names.get(last.origin.company, "another company")
            day = spelled_date(days.get(last.debrief, ""))
            why = f"Asked at {len(companies)} companies, last at {shortened(where, 60)}"
            made = _Found(
                last.heading, about[-1], "Asked before", f"{why}, {day}" if day else why,
                fewest(*map(seen, times)),
            )  # fmt: skip
            found.setdefault(about[-1], []).append(made)
    return found


def _key(question: str) -> str:
    same = folded(question).encode("utf-8", "surrogatepass")
    return hashlib.blake2b(same, digest_size=8).hexdigest()
