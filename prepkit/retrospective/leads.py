"""Patterns as leads: what may go with energy, with the projects behind it."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable

from prepkit.block import Block, Card, Cell, Chart, Note, Table, cell, column, counted
from prepkit.retrospective.career import card
from prepkit.retrospective.caveats import method, too_early
from prepkit.retrospective.energy import last_checks
from prepkit.retrospective.environments import (
    attribute,
    looked_at,
    rated_attributes,
    ratings_of,
    settings_of,
)
from prepkit.retrospective.figures import by_energy, chance, one_digit, signed, spread
from prepkit.retrospective.patterns import (
    LABELS,
    LEAST,
    Case,
    Finding,
    Patterns,
    find_patterns,
)
from prepkit.retrospective.permutation import Interval
from prepkit.retrospective.records import Energy, Lead, Project
from prepkit.section import Answers, Seed
from prepkit.storage.joining import most_private
from prepkit.views.pattern_charts import Shift, differences

_WRITTEN = ("lead", "because", "against", "ask")
_OTHERS = "neither"  # of the chart's kinds


def summarise_patterns(answers: Answers) -> list[Block]:
    """Return what may go with energy, said no louder than the projects carry, and the leads kept.

    For others nothing is worked out: of some of the projects alone it would come out differently.
    """
    kept = [lead for lead in answers.all(Lead) if any(map(lead.filled, _WRITTEN))]
    own = [card(lead, facts=(), texts=("because", "against", "ask")) for lead in kept]
    if not answers.complete:
        note = (
            "Patterns are worked out over all roles and projects, and some may be left out here: "
            "shown are the leads that were kept."
        )
        return [*own, Note(text=note)] if own else []
    found = patterns_of(answers)
    if not found.findings:
        return list(own)
    if found.projects < LEAST:
        return [_what_there_is(found), *own, Note(text=too_early(found))]
    names = {project.id: project.heading for project in answers.all(Project)}
    return [
        *_picture(found),
        *(_told(one, names) for one in found.labelled("supported", "lead")),
        _table(found),
        *own,
        *(Note(text=text) for text in method(found, _dropped(found, answers))),
    ]


def seeds_of_leads(answers: Answers) -> list[Seed]:
    """Return what is supported and what is worth testing as leads; none on a page for others."""
    if not answers.complete:
        return []
    found = patterns_of(answers)
    shown = [energy.origin.visibility for energy in answers.all(Energy)]
    shown += [one.origin.visibility for pair in settings_of(answers) for one in pair]
    return [
        Seed(
            key=_key(one.attribute),
            values={"lead": _named(one), "ask": attribute(one.attribute).ask},
            why=f"{LABELS[one.label].capitalize()}: p {chance(one.p)}, and {chance(one.corrected)} "
            f"corrected for {counted(found.tested, 'attribute')} tested.",
            visibility=most_private(shown),
        )
        for one in found.labelled("supported", "lead")
    ]


def patterns_of(answers: Answers) -> Patterns:
    """Return what the projects say about each attribute that was ever rated.

    A project counts for an attribute when it has a title, and a rating of both that and energy.
    """
    felt = {check.project: check for check in last_checks(answers.all(Energy))}
    cases: dict[str, list[Case]] = {key: [] for key in rated_attributes(answers)}
    for project, setting in settings_of(answers):
        how = felt.get(project.id)
        if how is None or how.energy is None:
            continue
        for key, rating in ratings_of(setting).items():
            cases[key].append(Case(project.id, rating, how.energy))
    return find_patterns(cases)


def _what_there_is(found: Patterns) -> Table:
    """Return what there is of each attribute, in the order chosen, and compare nothing."""
    heads = (
        column("", 2), column("Projects rated", 1, "center"), column("My ratings from 1 to 5", 2),
    )  # fmt: skip
    rows = tuple(
        (
            cell(attribute(one.attribute).label, tone="strong"),
            cell(len(one.more) + len(one.less)),
            cell(", ".join(map(str, sorted(case.rating for case in (*one.more, *one.less))))),
        )
        for one in found.findings
    )
    caption = "My projects of which I rated both energy and environment"
    return Table(caption=caption, columns=heads, rows=rows)


def _picture(found: Patterns) -> list[Chart]:
    """Return the differences of what was compared as a picture; none where nothing was."""
    shown = [one for one in found.findings if one.is_compared]
    if not shown:
        return []
    kinds = [LABELS["supported"], LABELS["lead"], _OTHERS]
    rows = [
        Shift(
            attribute(one.attribute).label,
            float(one.difference),
            None if one.interval is None else _ends(one.interval),
            LABELS[one.label] if one.label in ("supported", "lead") else _OTHERS,
            _differs(one),
        )
        for one in shown
    ]
    strong = [
        f"{LABELS[label].capitalize()}: {'; '.join(names)}."
        for label in ("supported", "lead")
        if (names := [attribute(one.attribute).label for one in found.labelled(label)])
    ]  # fmt: skip
    return [
        differences(
            rows, kinds=kinds, axis="my energy with more of it, minus my energy with less",
            caption="By how much my energy differs with what a team was like, with 90 % intervals",
            alt=" ".join((
                f"Differences in energy for {counted(len(rows), 'attribute')}.",
                *(strong or ["None of them stands out."]),
            )),
        )
    ]  # fmt: skip


def _told(found: Finding, names: dict[str, str]) -> Card:
    """Return one pattern with the projects behind it, those against it, and what to ask."""
    one = attribute(found.attribute)
    sides = [(found.more, True), (found.less, False)]
    if found.difference < 0:
        sides.reverse()
    means = dict(zip((True, False), found.means, strict=True))
    texts = [
        (f"{_first_up(found.side(more=more))}: my energy {one_digit(means[more])} in "
         f"{counted(len(cases), 'project')}", by_energy(cases, names))
        for cases, more in sides
    ]  # fmt: skip
    against = "\n".join(
        f"{'More' if more else 'Less'}, {line}"
        for cases, more in sides
        if (line := by_energy([c for c in cases if c in found.against], names).replace("\n", " · "))
    )
    nothing = f"None: nothing lies beyond {one_digit(found.middle)}, the middle between the two."
    texts.append(("Counter-examples", against or nothing))
    texts.append(("What I would ask a prospective team", one.ask))
    facts = (("Comes to", _comes_to(found)), ("From 1 to 5", one.scale))
    return Card(title=one.label, facts=facts, texts=tuple(texts))


def _table(found: Patterns) -> Table:
    heads = (
        column("", 1.25), column("Projects, more / less", 0.75, "center"),
        column("My energy, more / less", 0.8, "center"),
        column("Difference (90\u00a0%)", 1.3, "center"),
        column("p (corrected)", 1, "center"), column("What it comes to", 1.4),
    )  # fmt: skip
    rows = tuple(
        (
            cell(attribute(one.attribute).label, tone="strong"),
            cell(f"{len(one.more)} / {len(one.less)}" if one.less else len(one.more)),
            *_figures(one),
            cell(_comes_to(one), tone="strong" if one.label in ("supported", "lead") else "plain"),
        )
        for one in found.findings
    )
    return Table(caption="What I rated, and what it comes to", columns=heads, rows=rows)


def _figures(found: Finding) -> Iterable[Cell]:
    if not found.is_compared:
        return [cell("–", tone="muted")] * 3
    tested = f"{chance(found.p)} ({chance(found.corrected)})"
    return (
        cell(" / ".join(map(one_digit, found.means))),
        cell(_differs(found)),
        cell(f"{chance(found.least)} at best" if found.corrected is None else tested),
    )


def _comes_to(found: Finding) -> str:
    """Return the label with how many more projects it takes at least, where there are too few."""
    label = LABELS[found.label]
    if found.label == "few":
        more = f"at least {found.further} more" if found.further else "too few differ in energy"
        return f"{label}: {more}"
    more = counted(found.further, "more project") if found.further else ""
    return f"{label}; supported takes at least {more}" if more else label


def _ends(interval: Interval) -> tuple[float | None, float | None]:
    low, high = (None if end is None else float(end) for end in interval)
    return low, high


def _differs(found: Finding) -> str:
    return f"{signed(found.difference)} ({spread(found.interval)})"


def _named(found: Finding) -> str:
    """Return a pattern in one line of figures, the side with more energy first."""
    more, less = (
        f"{found.side(more=more)}: energy {one_digit(mean)} in {counted(len(cases), 'project')}"
        for more, mean, cases in zip(
            (True, False), found.means, (found.more, found.less), strict=True
        )
    )
    first, second = (more, less) if found.difference >= 0 else (less, more)
    return f"{attribute(found.attribute).label}, {first}; {second}"


def _dropped(found: Patterns, answers: Answers) -> int:
    """Return how many of those that were tested are not looked at any more."""
    chosen = looked_at(answers)["ratings"]
    tested = [one.attribute for one in found.findings if one.corrected is not None]
    return len(set(tested) - set(chosen))


def _key(key: str) -> str:
    """Return the key of a seed: the same in every copy of the workspace, and fit for an id."""
    one = attribute(key)
    if not one.is_own:
        return key.replace("_", "-")
    return f"own-{hashlib.sha256(one.words.encode()).hexdigest()[:12]}"


def _first_up(text: str) -> str:
    return text[:1].upper() + text[1:]
