"""Sections: one step of a chapter, from which form, summary, progress and page are derived."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal, NamedTuple, TypeVar

from prepkit.block import Block
from prepkit.content import Prompt
from prepkit.errors import UnknownSectionError, suggest
from prepkit.fields import Option
from prepkit.library.library import Library
from prepkit.record import Record, Visibility
from prepkit.sittings import Snapshot, sitting_of

R = TypeVar("R", bound=Record)

Path = Literal["short", "medium", "full"]
"""The shortest path a section is on: 30 minutes, 2 hours, or everything."""

PATHS: Mapping[Path, str] = {
    "short": "30 minutes",
    "medium": "2 hours",
    "full": "All of it",
}


class Progress(NamedTuple):
    """How much of a section is there: `done` of `wanted`; `done` may be more."""

    done: int
    wanted: int


@dataclass(frozen=True, slots=True)
class Answers:
    """Everything a summary may look at: pure data, read once.

    Attributes:
        records: by kind, oldest first.
        company: id of the company the page is for, or ``""``.
        as_of: the day the page is made for.
        complete: whether nothing was left out; what is not there may otherwise be private, and
            nothing may be said of it.
        library: what was imported to read; empty for anybody but the person.
        gone: ids of records that are not here: deleted, or not for whom the page is made. Nothing
            may be said of them; they keep what was kept or taken off from being suggested again.
        began: the first day of each sitting, the one that goes on now at the end; empty when
            nothing was written yet in any section that remembers.
        past: the sittings before the one that goes on now, oldest first.
        due: whether the next save in one of those sections begins another sitting.
        today: the day it is where things are saved, which is not always the day of the page.
    """

    records: Mapping[str, Sequence[Record]]
    as_of: datetime.date
    company: str = ""
    complete: bool = True
    library: Library = field(default_factory=Library, repr=False)
    gone: frozenset[str] = frozenset()
    began: tuple[datetime.date, ...] = ()
    past: tuple[Snapshot, ...] = field(default=(), repr=False)
    due: bool = False
    today: datetime.date = datetime.date.min

    def all(self, kind: type[R]) -> list[R]:
        """Return the records of a kind, oldest first; empty when there are none."""
        return [record for record in self.records.get(kind.kind, ()) if isinstance(record, kind)]

    def of_company(self, kind: type[R]) -> list[R]:
        """Return the records of a kind that are about the company of the page, oldest first."""
        return [record for record in self.all(kind) if record.origin.company == self.company]

    def untouched(self, kind: type[Record], seeds: Iterable[Seed], company: str) -> list[Seed]:
        """Return the seeds of a kind that were neither kept nor taken off, in order."""
        known = {record.id for record in self.all(kind)} | self.gone
        return [seed for seed in seeds if record_id(kind, company, seed.key) not in known]

    def name(self, kind: type[Record], id: str) -> str:
        """Return what a referenced record is called, or that it is not here; ``""`` for no id."""
        if not id:
            return ""
        found = next((record for record in self.all(kind) if record.id == id), None)
        if found:
            return found.heading
        return f"({kind.singular} no longer there)" if self.complete else "(not shown here)"

    def last(self, record: R) -> R | None:
        """Return a record as it stood at the end of the sitting before; ``None`` for none."""
        return self.past[-1].find(type(record), record.id) if self.past else None

    def sitting(self, record: Record) -> int:
        """Return the place in ``began`` of the sitting in which a record was saved last."""
        return sitting_of(record.origin.saved_at.date(), self.began)

    def options(self, kind: str, company: str = "") -> list[Option]:
        """Return the records a reference to a kind may point to; empty when there are none.

        Args:
            company: only those about this company; all of them, when left out.
        """
        return [
            Option(record.id, record.heading)
            for record in self.records.get(kind, ())
            if record.is_listed
            if not company or record.origin.company == company
        ]

    def words(self, record: Record, name: str) -> str:
        """Return a field in plain words, what it refers to by its name; ``""`` when empty."""
        spec = record.spec(name)
        if spec.kind != "reference":
            return record.show(name)
        value = getattr(record, name)
        labels = {found.id: found.heading for found in self.records.get(spec.target, ())}
        lost = "(no longer there)" if self.complete else "(not shown here)"
        ids = value if isinstance(value, tuple) else (value,)
        return ", ".join(labels.get(id, lost) for id in ids if id)


@dataclass(frozen=True, slots=True)
class Seed:
    """A record prepkit suggests; the person keeps it, changes it, or takes it off.

    Attributes:
        key: last part of the record's id, the same in every copy of the workspace: letters,
            digits and dashes.
        values: what it would say, by field.
        why: where it comes from, one line.
        standing: whether it counts and prints without being kept.
        visibility: who may see what it was made from; once kept, nobody else sees it.
    """

    key: str
    values: Mapping[str, Any]
    why: str
    standing: bool = False
    visibility: Visibility = "share"


@dataclass(frozen=True, slots=True)
class Section:
    """One step of a chapter.

    Attributes:
        id: the name a notebook's cells use, and the last part of its address.
        title: its heading.
        minutes: how long it takes, about.
        quick: how many minutes of it will do on the shortest path; 0 for all of them.
        record: what is written down in it.
        summary: what it adds up to; the empty list stands for "nothing to show".
        path: the shortest path it is on.
        shape: one record, many, or one for each of a fixed list of prompts.
        goal: how many records make it complete, for ``many``; of ``prompts`` all of them do, unless
            this is more than one.
        prompts: the list for ``prompts``, or what makes it from the answers.
        adds: whether questions of one's own may be added to the list.
        also: further classes of records that are written in it, without a form of their own.
        remembers: whether what is written in it is held against earlier sittings.
        exercises: names of what stands above the form, in order: ``sort``, ``pairs``, ``cv``,
            ``drill``.
        belongs: whether a record counts for the company of the page; all do, when left out.
        hint: what would fill it, said while it is empty.
        seeds: the records it suggests, for ``many``; none, when left out. What was kept or taken
            off before need not be left out.
        seeds_title: what they are headed by ("Picked out of the job ad").
        imports: whether the library is brought in here, above the form.
        more: how much else counts towards the goal; nothing, when left out.
        words: words to offer while one types, by field, for fields made with ``suggest=True``;
            the keys of what is to be rated, for ``scales``.
    """

    id: str
    title: str
    minutes: int
    record: type[Record]
    summary: Callable[[Answers], list[Block]]
    path: Path
    hint: str
    shape: Literal["one", "many", "prompts"] = "many"
    goal: int = 1
    prompts: tuple[Prompt, ...] | Callable[[Answers], Sequence[Prompt]] = field(
        default=(), repr=False
    )
    adds: bool = False
    also: tuple[type[Record], ...] = ()
    remembers: bool = False
    exercises: tuple[str, ...] = ()
    belongs: Callable[[Record, Answers], bool] = lambda record, answers: True
    quick: int = 0
    seeds: Callable[[Answers], Sequence[Seed]] = lambda answers: ()
    seeds_title: str = ""
    words: Callable[[Answers], Mapping[str, Sequence[str]]] = lambda answers: {}
    imports: bool = False
    more: Callable[[Answers], int] = lambda answers: 0

    def asked(self, answers: Answers) -> tuple[Prompt, ...]:
        """Return the questions of the list; empty for a section without one."""
        return tuple(self.prompts(answers) if callable(self.prompts) else self.prompts)

    @property
    def time(self) -> str:
        """How long it takes, in words, and the shortest path it is on."""
        where = {
            "short": f"{self.quick or self.minutes} on the 30-minute path",
            "medium": "from the 2-hour path on",
            "full": "when you do all of it",
        }
        return f"about {self.minutes} minutes · {where[self.path]}"

    def progress(self, answers: Answers) -> Progress:
        """Return how much of the section is there, for the company of the page."""
        records = [record for record in self.own(answers) if self.belongs(record, answers)]
        if callable(self.prompts):
            about = answers.company if self.record.layer == "company" else ""
            asked = {self.record_id(about, prompt.key) for prompt in self.asked(answers)}
            records = [record for record in records if record.id in asked]
        core = [spec.name for spec in self.record.specs() if spec.core]
        if self.shape == "one":
            filled = sum(record.filled(name) for record in records for name in core)
            return Progress(filled + self.more(answers), len(core))
        begun = sum(any(record.filled(name) for name in core) for record in records)
        begun += self.more(answers)
        if self.shape == "many":
            return Progress(begun, self.goal)
        count = len(self.asked(answers)) or self.goal
        return Progress(begun, count if self.goal == 1 else min(self.goal, count))

    def own(self, answers: Answers) -> list[Record]:
        """Return the section's records: the company's alone where it is about one company."""
        return [
            record
            for record in answers.all(self.record)
            # What two places have changed is shown until somebody has settled it.
            if record.is_listed or record.origin.others
            if self.record.layer == "person" or record.origin.company == answers.company
        ]

    def record_id(self, company: str, prompt: str = "") -> str:
        """Return the id every copy of the workspace gives the record of a prompt or of the one."""
        return record_id(self.record, company, prompt)


def record_id(kind: type[Record], company: str, key: str) -> str:
    """Return the id every copy of the workspace gives the record of a prompt or of a seed."""
    return "-".join(part for part in (kind.kind, company, key) if part)


@dataclass(frozen=True, slots=True)
class Chapter:
    """One notebook: an id, a title and its sections in order."""

    id: str
    title: str
    sections: tuple[Section, ...]

    def section(self, id: str) -> Section:
        """Return a section by its id.

        Raises:
            UnknownSectionError: when there is none of that name.
        """
        known = {section.id: section for section in self.sections}
        if id not in known:
            raise UnknownSectionError(f"no section {id!r} in {self.id}: {suggest(id, known)}")
        return known[id]
