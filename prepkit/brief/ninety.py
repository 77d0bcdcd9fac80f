"""The first ninety days at one company."""

from __future__ import annotations

from collections.abc import Sequence

from prepkit.block import Block, Card
from prepkit.brief.carried import to_stop
from prepkit.brief.records import Ninety
from prepkit.compass.wording import listed, spelled_date
from prepkit.deep_dive.target import target_of
from prepkit.retrospective.records import Lead
from prepkit.section import Answers

THIRDS = ("learn", "small", "stand")
_WRITTEN = ("succeeded", "learn", "people", "small", "stand", "best", "old_habit")
_MOST = 3
_MOST_PEOPLE = 12


def summarise_ninety(answers: Answers) -> list[Block]:
    """Return what success looks like, the ninety days in thirds, and what is needed for it."""
    page = next(iter(answers.of_company(Ninety)), None)
    if page is None or not any(map(page.filled, _WRITTEN)):
        return []
    return [
        *_aim(page, answers),
        *(_third(page, name) for name in THIRDS if page.filled(name)),
        *_conditions(page, answers),
    ]


def _aim(page: Ninety, answers: Answers) -> list[Block]:
    """Return what success looks like and whom to meet, with role and day where they are known."""
    target = target_of(answers)
    facts = [("Role", target.role), ("Interview", spelled_date(target.interview_on))] if (
        target) else []  # fmt: skip
    facts.append(("People to meet first", listed(page.people, _MOST_PEOPLE, "; ")))
    spec = page.spec("succeeded")
    texts = ((spec.title, page.succeeded),) if page.filled("succeeded") else ()
    if not texts and not page.filled("people"):
        return []
    title = "The first ninety days" + (f" at {target.heading}" if target else "")
    return [Card(title=title, facts=tuple(fact for fact in facts if fact[1].strip()), texts=texts)]


def _third(page: Ninety, name: str) -> Card:
    """Return a third of the ninety days; its days are the first half of the field's title."""
    days, _, asked = page.spec(name).title.partition(": ")
    return Card(title=days, texts=((asked[:1].upper() + asked[1:], page.show(name)),))


def _conditions(page: Ninety, answers: Answers) -> list[Block]:
    """Return what is needed and what may come back, beside what was said of it elsewhere."""
    asks = [lead.ask for lead in answers.all(Lead) if lead.filled("ask")]
    texts = [(page.spec(n).title, page.show(n)) for n in ("best", "old_habit") if page.filled(n)]
    texts += _listed("From my leads: what I would ask early", asks)
    texts += _listed("From what I carry forward: to stop", to_stop(answers))
    return [Card(title="So that it can go well", texts=tuple(texts))] if texts else []


def _listed(title: str, lines: Sequence[str]) -> list[tuple[str, str]]:
    """Return a text of one line each, the first few; nothing for none."""
    shown = [" ".join(line.split()) for line in lines[:_MOST]]
    return [(title, "\n".join(f"- {line}" for line in shown))] if shown else []
