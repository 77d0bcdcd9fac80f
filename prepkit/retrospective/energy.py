"""Energy and engagement along the career, with the moments behind them."""

from __future__ import annotations

from collections.abc import Sequence

from prepkit.block import Block, Chart, Note, Table, cell, column, counted
from prepkit.retrospective.career import span, stretch
from prepkit.retrospective.records import Energy, Project
from prepkit.section import Answers
from prepkit.views.career_charts import Scale, is_too_tall, scales
from prepkit.views.charts import BLUE, ORANGE

ENOUGH = 6
"""Projects from which on it is worth looking for what they have in common."""

_APART = 2
_SCALES = ("energy", "engagement")
_SAID = (*_SCALES, "moment")


def summarise_energy(answers: Answers) -> list[Block]:
    """Return energy and engagement along the career, with the moments behind them."""
    checks = [check for check in answers.all(Energy) if any(map(check.filled, _SAID))]
    if not checks:
        return []
    by_id = {project.id: project for project in answers.all(Project)}
    starts = {
        check.id: lasted[0]
        for check in checks
        if check.project in by_id and (lasted := span(by_id[check.project], answers.as_of))
    }
    checks.sort(key=lambda check: (check.id not in starts, starts.get(check.id, answers.as_of)))
    rows = tuple(
        (
            cell(answers.name(Project, check.project) or "–", tone="strong"),
            cell(check.energy or "–"),
            cell(check.engagement or "–"),
            cell(check.moment),
        )
        for check in checks
    )
    heads = (
        column("Role or project", 1.8), column("Energy", 0.7, "center"),
        column("Engagement", 1, "center"), column("The moment behind it", 4),
    )  # fmt: skip
    counting = last_checks(checks)
    return [
        *_pictures(counting, by_id, answers),
        Table(caption="What energised, what drained", columns=heads, rows=rows),
        *_notes(counting, answers),
        *_carries(checks, by_id, complete=answers.complete),
    ]


def last_checks(checks: Sequence[Energy]) -> list[Energy]:
    """Return the checks with a rating that count, in the order given.

    Of several of one project that is the one saved last, with the rating given last on each scale.
    """
    last: dict[str, Energy] = {}
    for check in sorted(checks, key=lambda check: (check.origin.saved_at, check.id)):
        rated = {name: getattr(check, name) for name in _SCALES if check.filled(name)}
        if rated:
            key = check.project or check.id
            before = {name: getattr(last[key], name) for name in _SCALES} if key in last else {}
            last[key] = check.model_copy(update=before | rated)
    counting = {check.id: check for check in last.values()}
    return [counting[check.id] for check in checks if check.id in counting]


def _pictures(
    checks: list[Energy], by_id: dict[str, Project], answers: Answers
) -> list[Chart]:  # fmt: skip
    """Return both scales along the time, in one picture while it has room on a page.

    Nothing for a single project, or without dates.
    """
    drawn = [
        (found, check)
        for check in checks
        if check.project in by_id and (found := stretch(by_id[check.project], answers.as_of))
    ]
    if len(drawn) < 2:
        return []
    made = []
    for name, colour in (("energy", BLUE), ("engagement", ORANGE)):
        spec = Energy.spec(name)
        given = ((found, getattr(check, name)) for found, check in drawn)
        rated = tuple((found, rating) for found, rating in given if rating is not None)
        made += [Scale(spec.title, spec.low, spec.high, rated, colour)] if rated else []
    chart = _picture(made)
    charts = [_picture([scale]) for scale in made] if is_too_tall(chart) else [chart]
    return [chart for chart in charts if not is_too_tall(chart)]


def _picture(made: list[Scale]) -> Chart:
    names = " and ".join(scale.name.lower() for scale in made).capitalize()
    many = len({found for scale in made for found, _ in scale.ratings})
    return scales(
        made,
        caption=f"{names}, for as long as each role or project lasted",
        alt=f"{names} from 1 to 5, for {counted(many, 'role or project', 'roles and projects')}.",
    )


def _notes(checks: list[Energy], answers: Answers) -> list[Note]:
    """Return where the two lie apart."""
    apart = [
        answers.name(Project, check.project) or "–"
        for check in checks
        if check.energy and check.engagement and abs(check.energy - check.engagement) >= _APART
    ]
    if not apart:
        return []
    return [Note(text=f"Energy and engagement lie two or more steps apart in: {'; '.join(apart)}.")]


def _carries(
    checks: list[Energy], by_id: dict[str, Project], *, complete: bool
) -> list[Note]:  # fmt: skip
    """Return what so many projects can carry: those that are there, with their energy rated."""
    rated = {check.project for check in checks if check.filled("energy")}
    count = sum(by_id[id].filled("title") for id in rated & by_id.keys())
    if not count or not complete:
        return []
    if count < ENOUGH:
        few = f"{counted(count, 'project')} with energy rated so far"
        return [Note(text=f"{few}: from six on, it is worth looking for what they have in common.")]
    enough = "enough to give leads worth testing, too few to prove a pattern"
    return [Note(text=f"{count} projects with energy rated: {enough}.")]
