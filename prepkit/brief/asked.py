"""Questions asked: in order, with the story told, and how often across companies."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from prepkit.block import (
    Block,
    Cell,
    Column,
    Note,
    Table,
    cell,
    column,
    counted,
    day_in_words,
    in_quotes,
    shortened,
)
from prepkit.brief.records import LANDED, Asked, Debrief
from prepkit.compass.wording import folded, listed
from prepkit.content import options
from prepkit.deep_dive.records import Target
from prepkit.retrospective.records import Story
from prepkit.section import Answers

_MOST, _LONGEST = 3, 120  # wordings, and characters of each
_WIDTH = 8.3  # of a question with all that became of it
_HOW = {"followed": "followed up", "moved_on": "moved on", "pushed": "pushed back"}


@dataclass(frozen=True, slots=True)
class AskedCount:
    """How often something was asked about.

    Attributes:
        times: how many questions were about it.
        companies: the ids of the companies that asked, the last one first.
        last: the date of the last round in which it was asked; ``""`` when no round has one.
        questions: the questions as they were put, each wording once, the last one first.
    """

    times: int
    companies: tuple[str, ...]
    last: str
    questions: tuple[str, ...]


def asked_counts(answers: Answers) -> Mapping[str, AskedCount]:
    """Return what was asked about at all companies, by competency, the most frequent first.

    Questions with no competency chosen are in none of them. Empty where something may have been
    left out: nothing is said of how often then.
    """
    if not answers.complete:
        return {}
    found: dict[str, list[Asked]] = {}
    for item in _latest_first(answers):
        if item.competency:
            found.setdefault(item.competency, []).append(item)
    days = round_days(answers)
    return {
        key: AskedCount(
            len(items),
            tuple(dict.fromkeys(item.origin.company for item in items)),
            days.get(items[0].debrief, ""),
            _wordings(items),
        )
        for key, items in sorted(found.items(), key=lambda one: -len(one[1]))
    }


def questions_of(answers: Answers) -> list[Asked]:
    """Return the questions asked at the company of the page, in the order written down."""
    return [item for item in answers.of_company(Asked) if item.filled("question")]


def in_time(debriefs: Iterable[Debrief]) -> list[Debrief]:
    """Return debriefs by the day of the interview; those without one at the end."""
    return sorted(debriefs, key=lambda debrief: (debrief.on == "", debrief.on))


def landings(items: Iterable[Asked]) -> str:
    """Return how many answers were followed up, passed over and pushed back on, in words."""
    how = Counter(item.landed for item in items)
    return ", ".join(
        f"{how[option.key]} {_HOW[option.key]}" for option in LANDED if how[option.key]
    )


def summarise_asked(answers: Answers) -> list[Block]:
    """Return this company's questions by round, and what was asked and told at all of them."""
    found = questions_of(answers)
    if not found:
        return []
    blocks = _by_round(found, answers)
    if answers.complete:
        blocks += [*_frequency(answers), *_told(answers)]
    return blocks


def _by_round(found: Sequence[Asked], answers: Answers) -> list[Block]:
    """Return the questions of each round in their order, those of no round at the end."""
    blocks: list[Block] = []
    rounds = in_time(answers.of_company(Debrief))
    by_round: dict[str, list[Asked]] = {debrief.id: [] for debrief in rounds}
    told = _titles(found, answers)
    loose = [item for item in found if item.debrief not in by_round]
    for item in found:
        by_round.setdefault(item.debrief, []).append(item)
    for debrief in rounds:
        if items := by_round[debrief.id]:
            day = f", {day_in_words(debrief.on)}" if debrief.on else ""
            caption = f"Questions they asked, in order: {debrief.heading}{day}"
            blocks.append(_in_order(items, caption, told))
    if loose:
        further = blocks and answers.complete
        caption = "Questions not put into a round yet" if further else "Questions they asked"
        blocks.append(_in_order(loose, caption, told))
    return blocks


def _in_order(items: Sequence[Asked], caption: str, told: Mapping[str, str]) -> Table:
    """Return questions with what became of each; a column nobody has filled is left out.

    Args:
        told: what the stories are called, by id.
    """
    shown: list[tuple[Column, Callable[[Asked], str]]] = [
        (column("Asked by", 0.85), lambda item: item.by),
        (column("About", 1.35), lambda item: item.show("competency")),
        (column("Story I told", 1.15), lambda item: told[item.story]),
        (column("How it landed", 0.95), lambda item: _HOW.get(item.landed, "")),
        (column("How they went on", 1.55), lambda item: item.probes),
    ]
    kept = [(head, words) for head, words in shown if any(words(item).strip() for item in items)]
    rows = tuple(
        (cell(place), cell(item.question, tone="strong"), *(cell(words(item)) for _, words in kept))
        for place, item in enumerate(items, 1)
    )
    room = _WIDTH - sum(head.width for head, _ in kept)
    heads = (column("", 0.25), column("Question", room), *(head for head, _ in kept))
    return Table(caption=caption, columns=heads, rows=rows)


def _frequency(answers: Answers) -> list[Block]:
    """Return what was asked about, how often and where, over all companies.

    Nothing where that says no more than the questions themselves.
    """
    counts, names = asked_counts(answers), company_names(answers)
    if not _says_more((count.times, count.companies) for count in counts.values()):
        return []
    labels = {option.key: option.label for option in options("competencies")}
    rows = tuple(
        (
            cell(labels.get(key, key), tone="strong"),
            cell(count.times),
            _where(count.companies, names),
            cell(day_in_words(count.last)),
            cell(listed([in_quotes(shortened(one, _LONGEST)) for one in count.questions], _MOST)),
        )
        for key, count in counts.items()
    )
    heads = (
        column("About", 1.2), column("Times", 0.5, "center"), column("Where", 1.2),
        column("Last", 1.4), column("As they put it", 2.45),
    )  # fmt: skip
    caption = "What I was asked about, over all companies"
    blocks: list[Block] = [Table(caption=caption, columns=heads, rows=rows)]
    if unsorted := sum(not item.competency for item in _latest_first(answers)):
        have = "has" if unsorted == 1 else "have"
        text = f"{counted(unsorted, 'question')} {have} no competency chosen"
        blocks.append(Note(text=f"{text}, and {'are' if unsorted > 1 else 'is'} not counted here."))
    return blocks


def _told(answers: Answers) -> list[Block]:
    """Return the stories told, how often and where, and how they landed, where that says more."""
    told: dict[str, list[Asked]] = {}
    for item in _latest_first(answers):
        if item.story:
            told.setdefault(item.story, []).append(item)
    where = {id: tuple(item.origin.company for item in items) for id, items in told.items()}
    if not _says_more((len(companies), companies) for companies in where.values()):
        return []
    names, days = company_names(answers), round_days(answers)
    titles = _titles((items[0] for items in told.values()), answers)
    rows = tuple(
        (
            cell(titles[id], tone="strong"),
            cell(len(items)),
            _where(dict.fromkeys(where[id]), names),
            cell(day_in_words(days.get(items[0].debrief, ""))),
            cell(landings(items)),
        )
        for id, items in sorted(told.items(), key=lambda one: -len(one[1]))
    )
    heads = (
        column("Story", 1.9), column("Times", 0.5, "center"), column("Where", 1.2),
        column("Last", 1.4), column("How it landed", 1.75),
    )  # fmt: skip
    caption = "Stories I told, over all companies"
    return [Table(caption=caption, columns=heads, rows=rows)]


def _titles(items: Iterable[Asked], answers: Answers) -> dict[str, str]:
    """Return what the stories told are called, by id, one that is not here too; ``""`` of none."""
    here = {story.id: story for story in answers.all(Story)}
    ids = {item.story for item in items}
    return {id: here[id].heading if id in here else answers.name(Story, id) for id in ids}


def _says_more(counts: Iterable[tuple[int, Sequence[str]]]) -> bool:
    """Whether counts say more than a list of what was counted: one above 1, or two companies."""
    found = list(counts)
    many = any(times > 1 for times, _ in found)
    return many or len({company for _, companies in found for company in companies}) > 1


def _wordings(items: Iterable[Asked]) -> tuple[str, ...]:
    """Return the questions in order; of those in the same words only the first."""
    found: dict[str, str] = {}
    for item in items:
        found.setdefault(folded(item.question), item.question)
    return tuple(found.values())


def _where(companies: Iterable[str], names: Mapping[str, str]) -> Cell:
    return cell(listed([names.get(id, id) for id in companies]))


def company_names(answers: Answers) -> dict[str, str]:
    """Return what each company is called, by its id."""
    return {target.origin.company: target.heading for target in answers.all(Target)}


def round_days(answers: Answers) -> dict[str, str]:
    """Return the day of each round that has one, by the id of its debrief."""
    return {debrief.id: debrief.on for debrief in answers.all(Debrief) if debrief.on}


def _latest_first(answers: Answers) -> list[Asked]:
    """Return the questions of all companies, those of the last round first, undated ones last.

    Of one day, or without a day, what was saved last is first: a list can be put in any order.
    """
    days = round_days(answers)
    found = [item for item in answers.all(Asked) if item.filled("question")]
    return sorted(
        found,
        key=lambda item: (days.get(item.debrief, ""), item.origin.saved_at, item.id),
        reverse=True,
    )
