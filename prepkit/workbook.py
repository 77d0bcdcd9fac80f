"""The workbook: the one object a notebook's cells talk to."""

from __future__ import annotations

import datetime
import functools
import hashlib
import secrets
from collections.abc import Callable
from importlib.metadata import version
from pathlib import Path as Folder
from typing import TYPE_CHECKING, Any, Protocol

from prepkit.block import (
    Block,
    Empty,
    Head,
    Note,
)
from prepkit.chapters import chapter as chapter_named
from prepkit.collecting import Collection
from prepkit.course import is_on_path
from prepkit.dates import full_date
from prepkit.deep_dive.target import target_of
from prepkit.drilling import Drills
from prepkit.errors import InvalidParameterError
from prepkit.exercises import Exercises
from prepkit.intake import Intake
from prepkit.pages import NO_COMPANY, heading, plain_tables, summary
from prepkit.record import Record
from prepkit.screen import display, has_screen, publish
from prepkit.section import PATHS, Answers, Path, Section
from prepkit.slots import Slots
from prepkit.views.shelf import Shelf
from prepkit.views.slot import View
from prepkit.workspace import AUDIENCES, Audience, Company, Workspace

if TYPE_CHECKING:
    import pandas

    # Not imported where a program runs the notebook: without a page there are no widgets.
    from prepkit.views.form import Form
    from prepkit.views.live import Live
    from prepkit.views.shelves import Shelves

_HOW_TO_GO_ON = (
    "To write, press Start at the top, or choose Run, then Run All Cells in the menu. Your answers "
    "are safe in prep.db. What this notebook shows is a copy of them: clear its outputs before you "
    "pass it on."
)


def open_workbook(
    chapter: str, workspace: str | Folder = "..", *, company: str = "", as_of: str = "",
    audience: str = "me",
) -> Workbook:  # fmt: skip
    """Open one chapter of a workspace, for a notebook's cells.

    Args:
        chapter: ``deep_dive``, ``compass`` or ``retrospective``.
        workspace: the folder with ``prep.db``.
        company: id or name of the company it is for. Left out, it is the one chosen last at the
            top of a notebook, else the one with the next interview.
        as_of: the day to work out "days left" for, as ``2026-11-23``; today when left out.
        audience: ``me``, ``coach`` or ``share``: only what they may see is shown.

    Raises:
        PrepkitError: one of its subclasses, for a name that means nothing or a workspace that
            cannot be used.
    """
    day = full_date(as_of) if as_of else None
    if as_of and day is None:
        raise InvalidParameterError(f"not a day: as_of={as_of!r}: write it as 2026-11-23")
    if audience not in AUDIENCES:
        raise InvalidParameterError(f"no audience {audience!r}: known are {', '.join(AUDIENCES)}")
    opened = Workspace(workspace)
    chosen = opened.company(company) if company else _company_at_hand(opened, day)
    return Workbook(opened, chapter, chosen, day, audience)


class Workbook:
    """One chapter of a workspace, for one company, on one day.

    Made by :func:`open_workbook`. In a notebook, :meth:`header`, :meth:`form` and :meth:`show`
    are the whole of a cell each. Where somebody looks on they are widgets that follow each other;
    where a program runs the notebook they are what an export can show.
    """

    def __init__(
        self, workspace: Workspace, chapter: str, company: Company | None,
        as_of: datetime.date | None, audience: Audience,
    ) -> None:  # fmt: skip
        self.workspace = workspace
        self.chapter = chapter_named(chapter)
        self.company = company.id if company else ""
        self._as_of = as_of
        self.audience = audience
        self._live: list[tuple[str, Live]] = []
        self._unfolded: set[str] = set()
        self._session = secrets.token_hex(8)
        self._path = self._path_taken()
        self._collection = Collection(workspace, self._answers)
        values = Exercises(workspace, _place(workspace), self._session)
        drills = Drills(workspace, _place(workspace), self._session)
        self._exercises: dict[str, Exercise] = {
            "sort": values, "pairs": values, "drill": drills, "cv": Intake(workspace),
        }  # fmt: skip

    def __repr__(self) -> str:
        return f"<prepkit {self.chapter.id} for {self.company or 'no company'}>"

    @property
    def as_of(self) -> datetime.date:
        """The day it is for: the one it was opened for, else always today."""
        return self._as_of or datetime.date.today()

    def header(self) -> None:
        """Show whom and what this chapter is for, and how much of it is there."""
        answers = self._answers()
        target = target_of(answers)
        head = Head(
            chapter=self.chapter.id,
            title=self.chapter.title,
            company=target.heading if target else self.company,
            role=target.role if target else "",
            interview_on=target.interview_on if target else "",
            person=self.workspace.person,
            as_of=self.as_of,
            audience=self.audience,
            state=f"prepkit {version('prepkit')} · answers {_digest(answers)}",
            # What others do not see is not counted for them either.
            progress=tuple(
                (section.title, *section.progress(answers))
                for section in self.chapter.sections
                if answers.complete
            ),
        )
        if self._is_live():
            from prepkit.views.heading import Heading

            live = Heading(self._state(answers), self, self._changed)
            self._publish("header", live, [head], on_paper=True)
            # Hidden by the live heading: seen in a file that is opened the next day, or elsewhere.
            display([Note(text=_HOW_TO_GO_ON)])
            return
        display([head], section="header")
        if not self.company:
            display([Empty(text=NO_COMPANY)], section="header")

    def form(self, section: str) -> None:
        """Show the form of a section; it saves as one types and never prints.

        Raises:
            UnknownSectionError: when there is no such section in the chapter.
        """
        found = self.chapter.section(section)
        answers = self._answers()
        still = plain_tables(found, answers)
        if not self._is_live():
            display(still)
            return
        if found.imports:
            self._publish(section, self._shelves(found), [])
        for exercise in found.exercises:
            follow = functools.partial(self._changed, section=section)
            folded = self._is_folded(found)
            widget = self._exercises[exercise].widget(exercise, answers, follow, folded=folded)
            self._publish(section, widget, [])
        self._publish(section, self._form(found, answers), still)

    def show(self, section: str) -> None:
        """Show what a section adds up to; on paper too.

        Raises:
            UnknownSectionError: when there is no such section in the chapter.
        """
        found = self.chapter.section(section)
        answers = self._answers()
        blocks = summary(found, answers)
        if self._is_live():
            from prepkit.views.summary import Summary

            live = Summary(found.title, blocks, folded=self._is_folded(found))
            self._publish(section, live, blocks, on_paper=True)
            return
        for block in blocks:
            display([block], section=section)

    def make_form(self, section: str) -> Form:
        """Return the form of a section as a widget, to be put into a layout of one's own.

        Raises:
            UnknownSectionError: when there is no such section in the chapter.
        """
        found = self.chapter.section(section)
        form = self._form(found, self._answers())
        self._live.append((section, form))
        return form

    def choose(self, company: str) -> None:
        """Work for another company, here and in what is opened next.

        Raises:
            UnknownCompanyError: when there is none of that name.
        """
        self.company = self.workspace.company(company).id
        self.workspace.choose(company=self.company)

    def add(self, name: str, role: str = "", interview_on: str = "") -> None:
        """Add a company and work for it.

        Raises:
            InvalidParameterError: when the name has no letter or digit, or is there already.
            InvalidRecordError: when the day is none.
        """
        given = {"role": role.strip(), "interview_on": interview_on.strip()}
        given = {key: value for key, value in given.items() if value}
        self.choose(self.workspace.add_company(name.strip(), **given).id)

    def take(self, path: str) -> None:
        """Take a path through the sections, here and in what is opened next: a key of ``PATHS``.

        Raises:
            InvalidRecordError: when there is no such path.
        """
        self.workspace.choose(path=path)
        self._path = self._path_taken()
        self._unfolded.clear()

    def records(self, section: str) -> list[Record]:
        """Return the records of a section, in the order somebody gave them, else oldest first.

        Raises:
            UnknownSectionError: when there is no such section in the chapter.
        """
        return self.chapter.section(section).own(self._answers())

    def frame(self, section: str) -> pandas.DataFrame:
        """Return the records of a section as a data frame, one row a record, one column a field.

        The index is the record's id. Empty answers are ``None``, ``""`` or ``()``.

        Raises:
            UnknownSectionError: when there is no such section in the chapter.
        """
        import pandas

        found = self.chapter.section(section)
        records = self.records(section)
        return pandas.DataFrame(
            [dict(record) for record in records],
            index=pandas.Index([record.id for record in records], name="id", dtype="object"),
            columns=[spec.name for spec in found.record.specs()],
        )

    def _is_live(self) -> bool:
        # What is shown to others is for looking at: their view must not reach what it leaves out.
        return has_screen() and self.audience == "me"

    def _path_taken(self) -> Path:
        path = self.workspace.desk.path
        return next((known for known in PATHS if known == path), "full")

    def _is_folded(self, section: Section) -> bool:
        return not is_on_path(section, self._path) and section.id not in self._unfolded

    def _answers(self) -> Answers:
        return self.workspace.answers(
            company=self.company, as_of=self.as_of, audience=self.audience
        )

    def _view(self, section: Section, answers: Answers) -> View:
        own = self.company if section.record.layer == "company" else ""
        blocked = section.record.layer == "company" and not own
        slots = Slots(self.workspace, section, lambda: answers)
        return View(
            place=f"{_place(self.workspace)}/{section.id}/{own}",
            session=self._session,
            company=own,
            slots=() if blocked else tuple(slots.load(answers, own)),
            options=slots.options(answers),
            progress=section.progress(answers),
            folded=self._is_folded(section),
            blocked="This belongs to a company: add one at the top." if blocked else "",
            seeds=tuple(slots.seeds(answers, own)),
            seeds_title=section.seeds_title,
        )

    def _state(self, answers: Answers) -> dict[str, Any]:
        companies = self.workspace.companies()
        return {"session": self._session} | heading(self.chapter, answers, companies, self._path)

    def _publish(
        self, section: str, widget: Live, still: list[Block], *, on_paper: bool = False
    ) -> None:
        self._live.append((section, widget))
        name = (_place(self.workspace), self.chapter.id, section, type(widget).__name__)
        gone = publish(name, widget, still, section=section if on_paper else "")
        self._live = [pair for pair in self._live if pair[1] not in gone]

    def _form(self, section: Section, answers: Answers) -> Form:
        from prepkit.views.form import Form, schema

        title = section.record.plural.capitalize() if section.imports else section.title
        looks = schema(
            section.record, id=section.id, title=title, shape=section.shape, hint=section.hint,
            time=section.time, adds=section.adds, sorted="sort" in section.exercises,
        )  # fmt: skip
        slots = Slots(self.workspace, section, self._answers)
        follow = functools.partial(self._changed, section=section.id)
        return Form(looks, slots, self._view(section, answers), follow)

    def _shelves(self, section: Section) -> Shelves:
        from prepkit.views.shelves import Shelves

        follow = functools.partial(self._changed, section=section.id)
        news = self._collection.look_at_files()
        return Shelves(self._collection, self._shelf(section), follow, news)

    def _shelf(self, section: Section) -> Shelf:
        return self._collection.shelf(
            f"{_place(self.workspace)}/library", folded=self._is_folded(section)
        )

    def _changed(self, what: str, section: str = "") -> None:
        """Have everything on the page follow what was saved, chosen or asked for."""
        from prepkit.views.form import Form
        from prepkit.views.heading import Heading
        from prepkit.views.shelves import Shelves
        from prepkit.views.summary import Summary

        if what == "unfold":
            self._unfolded.add(section)
        self._path = self._path_taken()
        answers = self._answers()
        for name, widget in list(self._live):
            if isinstance(widget, Heading):
                widget.show(self._state(answers))
                continue
            found = self.chapter.section(name)
            if isinstance(widget, Form):
                widget.show(self._view(found, answers))
            elif isinstance(widget, Shelves):
                widget.show(self._shelf(found))
            elif isinstance(widget, Summary):
                widget.show(summary(found, answers), folded=self._is_folded(found))
            else:
                for exercise in {id(e): e for e in self._exercises.values()}.values():
                    exercise.show(widget, answers, folded=self._is_folded(found))


class Exercise(Protocol):
    """What stands above a form: the widgets of it, and having them show what is so now."""

    def widget(
        self, name: str, answers: Answers, on_change: Callable[[str], None], *, folded: bool
    ) -> Live:
        """Return the widget of an exercise."""

    def show(self, widget: Live, answers: Answers, *, folded: bool) -> None:
        """Have a widget show what is so now; do nothing with one of another exercise."""


def _place(workspace: Workspace) -> str:
    """Return a name for a workspace that a page may know."""
    return hashlib.sha256(str(workspace.folder.resolve()).encode()).hexdigest()[:12]


def _company_at_hand(workspace: Workspace, as_of: datetime.date | None) -> Company | None:
    """Return the company chosen last, else the one with the next interview, else the first."""
    companies = workspace.companies()
    chosen = next((c for c in companies if c.id == workspace.desk.company), None)
    today = as_of or datetime.date.today()
    coming = [
        (left, company)
        for company in companies
        if (left := company.days_left(today)) is not None and left >= 0
    ]
    if coming and not chosen:
        return min(coming, key=lambda item: item[0])[1]
    return chosen or next(iter(companies), None)


def _digest(answers: Answers) -> str:
    """Return eight digits that change whenever an answer that is shown does."""
    ids = sorted(r.origin.revision for records in answers.records.values() for r in records)
    ids += [answers.library.digest] if answers.library else []
    return hashlib.sha256("".join(ids).encode("ascii")).hexdigest()[:8]
