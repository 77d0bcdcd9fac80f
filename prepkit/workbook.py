"""The workbook: the one object a notebook's cells talk to."""

from __future__ import annotations

import datetime
import hashlib
from collections.abc import Callable
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING, Any

from IPython.display import publish_display_data

from prepkit.block import BLOCK_MIME, PIECE, Block, Chart, Empty, Head, Note, Piece
from prepkit.chapters import chapter as chapter_named
from prepkit.content import Prompt
from prepkit.deep_dive.records import Target
from prepkit.errors import InvalidParameterError
from prepkit.record import Option, Record, full_date
from prepkit.section import Answers, Section
from prepkit.views.charts import VEGA_LITE_MIME
from prepkit.views.form import VISIBILITY, Form, Saved, Slot
from prepkit.views.html import fragment
from prepkit.views.markdown import markdown
from prepkit.views.pictures import svg
from prepkit.workspace import AUDIENCES, Audience, Company, Workspace

if TYPE_CHECKING:
    import pandas


def open_workbook(
    chapter: str, workspace: str | Path = "..", *, company: str = "", as_of: str = "",
    audience: str = "me",
) -> Workbook:  # fmt: skip
    """Open one chapter of a workspace, for a notebook's cells.

    Args:
        chapter: ``deep_dive``, ``compass`` or ``retrospective``.
        workspace: the folder with ``prep.db``.
        company: id or name of the company it is for. Left out, it is the one with the next
            interview, or the only one.
        as_of: the day to work out "days left" for, as ``2026-11-23``; today when left out.
        audience: ``me``, ``coach`` or ``share``: only what they may see is shown.

    Raises:
        PrepkitError: one of its subclasses, for a name that means nothing or a workspace that
            cannot be used.
    """
    day = full_date(as_of) if as_of else datetime.date.today()
    if day is None:
        raise InvalidParameterError(f"not a day: as_of={as_of!r}: write it as 2026-11-23")
    if audience not in AUDIENCES:
        raise InvalidParameterError(f"no audience {audience!r}: known are {', '.join(AUDIENCES)}")
    opened = Workspace(workspace)
    chosen = opened.company(company) if company else _next_company(opened, day)
    return Workbook(opened, chapter, chosen, day, audience)


class Workbook:
    """One chapter of a workspace, for one company, on one day.

    Made by :func:`open_workbook`. In a notebook, :meth:`header`, :meth:`form` and :meth:`show`
    are the whole of a cell each.
    """

    def __init__(
        self, workspace: Workspace, chapter: str, company: Company | None, as_of: datetime.date,
        audience: Audience,
    ) -> None:  # fmt: skip
        self.workspace = workspace
        self.chapter = chapter_named(chapter)
        self.company = company.id if company else ""
        self.as_of = as_of
        self.audience = audience

    def __repr__(self) -> str:
        return f"<prepkit {self.chapter.id} for {self.company or 'no company'}>"

    def header(self) -> None:
        """Show whom and what this chapter is for, and how much of it is there."""
        answers = self._answers()
        target = next((t for t in answers.all(Target) if t.origin.company == self.company), None)
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
        self._display("header", head)
        if not self.company:
            text = (
                "No company yet. Add one in a terminal with: prepkit company add NAME. "
                "What you write about yourself does not need one."
            )
            self._display("header", Empty(text=text))

    def form(self, section: str) -> None:
        """Show the form of a section; it saves as one types and never prints.

        Raises:
            UnknownSectionError: when there is no such section in the chapter.
        """
        found = self.chapter.section(section)
        if found.record.layer == "company" and not self.company:
            text = f"{found.title} belongs to a company: add one with: prepkit company add NAME."
            self._display(section, Empty(text=text), on_paper=False)
            return
        slots = _Slots(self, found)
        form = Form(
            found.title, found.record, slots.load, slots.save,
            remove=slots.remove if found.shape == "many" else None, choose=self._choices,
        )  # fmt: skip
        blocks = self._summary(found)
        data = form._repr_mimebundle_() | {
            "text/html": fragment(blocks),
            "text/markdown": markdown(blocks),
            "text/plain": f"{found.title}: a form, shown where widgets are",
        }
        publish_display_data(data)

    def show(self, section: str) -> None:
        """Show what a section adds up to; on paper too.

        Raises:
            UnknownSectionError: when there is no such section in the chapter.
        """
        for block in self._summary(self.chapter.section(section)):
            self._display(section, block)

    def records(self, section: str) -> list[Record]:
        """Return the records of a section, oldest first.

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

    def _answers(self) -> Answers:
        return self.workspace.answers(
            company=self.company, as_of=self.as_of, audience=self.audience
        )

    def _summary(self, section: Section) -> list[Block]:
        answers = self._answers()
        blocks = section.summary(answers)
        if not blocks:
            hint = f"Nothing here yet. {section.hint}" if answers.complete else _NOT_SHARED
            blocks = [Empty(text=hint)]
        doubled = sum(bool(record.origin.others) for record in section.own(answers))
        if doubled:
            text = (
                f"{doubled} of these were changed in two places at once; the version saved last is "
                "shown, and 'prepkit history' has them all."
            )
            blocks = [Note(text=text, tone="warn"), *blocks]
        return blocks

    def _choices(self, kind: str) -> list[Option]:
        """Return the records a reference may point to."""
        found = self._answers().records.get(kind, ())
        return [Option(record.id, record.heading) for record in found]

    def _display(self, section: str, block: Block, *, on_paper: bool = True) -> None:
        data: dict[str, Any] = {
            "text/markdown": markdown([block]), "text/plain": markdown([block])
        }  # fmt: skip
        if isinstance(block, Chart):
            # The picture for pages without Vega, which would otherwise show the words only.
            data |= {VEGA_LITE_MIME: block.spec, "image/svg+xml": svg(block)}
        else:
            data["text/html"] = fragment([block])
        if on_paper:
            piece = Piece(section=section, block=block)
            data[BLOCK_MIME] = PIECE.dump_python(piece, mode="json")
        publish_display_data(data)


_NOT_SHARED = "Nothing in this section is for you to see."


class _Slots:
    """What a section's form reads and writes: one slot for each record it may show."""

    def __init__(self, workbook: Workbook, section: Section) -> None:
        self._workbook, self._section = workbook, section
        self._company = workbook.company if section.record.layer == "company" else ""

    def load(self) -> list[Slot]:
        section = self._section
        records = {record.id: record for record in section.own(self._workbook._answers())}
        slots = []
        prompts = section.prompts or (
            () if section.shape == "many" else (Prompt("", section.title),)
        )
        for prompt in prompts:
            id = section.record_id(self._company, prompt.key)
            more = tuple(line for line in (prompt.help, *map(": ".join, prompt.more)) if line)
            if id in records:
                slots.append(self._slot(records.pop(id), prompt.title, more))
            else:
                slots.append(Slot(id, prompt.title, {}, more, section.record.visibility))
        return slots + [self._slot(record, record.heading, ()) for record in records.values()]

    def save(self, id: str, values: dict[str, Any], base: str) -> Saved:
        section, workspace = self._section, self._workbook.workspace
        values = dict(values)
        visibility = values.pop(VISIBILITY, None)
        key = id.removeprefix(section.record_id(self._company) + "-")
        if section.shape == "prompts" and key in {prompt.key for prompt in section.prompts}:
            values = workspace.prompt_values(section, key) | values
        saved = workspace.save(
            section.record, values, id=id, company=self._company, visibility=visibility, base=base
        )
        return Saved(saved.id, saved.origin.revision, saved.origin.saved_at)

    def _slot(self, record: Record, title: str, more: tuple[str, ...]) -> Slot:
        origin = record.origin
        return Slot(record.id, title, record.body(), more, origin.visibility, origin.revision)

    def remove(self, id: str) -> Callable[[], None]:
        workspace = self._workbook.workspace
        before = workspace.history(id)[0].id
        workspace.delete(id)

        def undo() -> None:
            workspace.restore(before)

        return undo


def _next_company(workspace: Workspace, as_of: datetime.date) -> Company | None:
    """Return the company with the next interview, else the one added first."""
    companies = workspace.companies()
    coming = [
        (left, company)
        for company in companies
        if (left := company.days_left(as_of)) is not None and left >= 0
    ]
    if coming:
        return min(coming, key=lambda item: item[0])[1]
    return companies[0] if companies else None


def _digest(answers: Answers) -> str:
    """Return eight digits that change whenever an answer that is shown does."""
    ids = sorted(r.origin.revision for records in answers.records.values() for r in records)
    return hashlib.sha256("".join(ids).encode("ascii")).hexdigest()[:8]
