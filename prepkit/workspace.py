"""A workspace: one person's records in one folder, read and written as what they are."""

from __future__ import annotations

import datetime
import functools
import itertools
import math
import secrets
import unicodedata
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal, TypeVar, get_args

from prepkit.chapters import record_classes, remembered
from prepkit.compass.records import Sitting
from prepkit.copies import bring_up_to_date
from prepkit.dates import full_date
from prepkit.deep_dive.records import Target
from prepkit.desk import Desk, Order, Person
from prepkit.errors import (
    InvalidParameterError,
    InvalidRecordError,
    UnknownCompanyError,
    UnknownRecordError,
    WorkspaceExistsError,
    WorkspaceNotFoundError,
    suggest,
)
from prepkit.library.library import Library
from prepkit.memory import Memory
from prepkit.names import slug
from prepkit.record import VISIBILITIES, Origin, Record, Visibility
from prepkit.section import Answers, Section
from prepkit.storage.database import translated
from prepkit.storage.joining import most_private, newest_of, typed_over
from prepkit.storage.revision import Revision
from prepkit.storage.shelves import KIND as SHELF
from prepkit.storage.shelves import Shelves
from prepkit.storage.store import Store

Audience = Literal["me", "coach", "share"]
"""Whom a page is for: oneself, one's coach, or anybody it is handed to."""

AUDIENCES: tuple[Audience, ...] = get_args(Audience)

_SEEN_BY: Mapping[str, tuple[Visibility, ...]] = {
    "me": VISIBILITIES, "coach": ("coach", "share"), "share": ("share",)
}  # fmt: skip

MOST_REMEMBERED = 8192
"""Records a workspace keeps in memory, so that each save need not make all of them again."""

R = TypeVar("R", bound=Record)


@dataclass(frozen=True, slots=True)
class Company:
    """A company one prepares for.

    Attributes:
        id: short, stable, safe as a file name ("northwind-energy").
        target: what is written down of it.
    """

    id: str
    target: Target

    def days_left(self, as_of: datetime.date) -> int | None:
        """Return the days to the interview, negative after it; ``None`` without a full date."""
        day = full_date(self.target.interview_on)
        return (day - as_of).days if day else None


class Workspace:
    """One person's records, read and written as what they are.

    Args:
        folder: the folder that holds ``prep.db``.
        now: the clock, UTC.
        token: returns `n` bytes of chance as hexadecimal digits.

    Raises:
        WorkspaceError: one of its subclasses, when there is none or it cannot be used.
    """

    def __init__(
        self, folder: Path | str, *, now: Callable[[], datetime.datetime] | None = None,
        token: Callable[[int], str] = secrets.token_hex,
    ) -> None:  # fmt: skip
        self.folder = Path(folder)
        self._store = Store(self.folder / "prep.db")
        self._now = now or (lambda: datetime.datetime.now(datetime.UTC))
        self._token = token
        self._shelves = Shelves(self._store, self._revision, token, self._now)
        self._made: dict[tuple[type[Record], Origin], Record] = {}
        classes = record_classes()
        kinds = {kind: classes[kind] for kind in remembered()}
        self._memory = Memory(self._store, kinds, self._version)

    @classmethod
    def create(
        cls, folder: Path | str, *, name: str = "",
        now: Callable[[], datetime.datetime] | None = None,
        token: Callable[[int], str] = secrets.token_hex,
    ) -> Workspace:  # fmt: skip
        """Make a workspace in `folder`, which is made too, and put the workbooks into it.

        Args:
            name: the person's name; may be empty.

        Raises:
            WorkspaceExistsError: when there is one already; it is left as it is.
            WorkspaceError: when the folder cannot be written.
        """
        folder = Path(folder)
        if (folder / "prep.db").exists():
            raise WorkspaceExistsError(
                f"there is a workspace already: {str(folder)!r}: use it, or choose another folder"
            )
        with translated(folder):
            folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        Store.create(folder / "prep.db")
        workspace = cls(folder, now=now, token=token)
        workspace.add_workbooks()
        if name:
            workspace.rename(name)
        return workspace

    @classmethod
    def find(cls, start: Path | str = ".") -> Workspace:
        """Return the workspace in `start` or in the nearest folder above it.

        Raises:
            WorkspaceNotFoundError: when there is none.
            WorkspaceError: when it cannot be used.
        """
        start = Path(start).resolve()
        for folder in (start, *start.parents):
            if (folder / "prep.db").exists():
                return cls(folder)
        raise WorkspaceNotFoundError(
            f"no workspace in {str(start)!r} or above it: run 'prepkit init' to make one here, "
            "or name one with --workspace"
        )

    def add_workbooks(self) -> list[Path]:
        """Copy the installed workbooks in, over copies nobody has changed; return what was done."""
        return bring_up_to_date(self.folder / "workbooks")

    @property
    def person(self) -> str:
        """The person's name, or ``""``."""
        return next((person.name for person in self.records(Person)), "")

    def rename(self, name: str) -> None:
        """Change the person's name, which stands on reports and on what is saved from now on."""
        self.save(Person, {"name": name}, id="person")

    def companies(self) -> list[Company]:
        """Return the companies in the order they were added."""
        return [Company(target.origin.company, target) for target in self.records(Target)]

    def company(self, name: str) -> Company:
        """Return a company by its id, its name, or the beginning of either.

        Raises:
            UnknownCompanyError: when none or more than one fits.
        """
        companies = self.companies()
        for company in companies:
            if company.id == name:
                return company
        wanted = slug(name)
        names = {company.id: (company.id, slug(company.target.name)) for company in companies}
        found: list[Company] = []
        if wanted:
            found = (
                [c for c in companies if c.id == wanted]
                or [c for c in companies if wanted in names[c.id]]
                or [c for c in companies if any(n.startswith(wanted) for n in names[c.id])]
            )
        if len(found) != 1:
            known = [c.id for c in found or companies]
            problem = "more than one company fits" if found else "no company"
            advice = suggest(wanted, known) if known else "run 'prepkit company add NAME'"
            raise UnknownCompanyError(f"{problem} {name!r}: {advice}")
        return found[0]

    def add_company(self, name: str, **target: Any) -> Company:
        """Add a company to prepare for.

        Args:
            name: as on the job ad; its id is made from it.
            target: further fields of the target: ``role``, ``interview_on``, ...

        Raises:
            InvalidParameterError: when the name has no letter or digit, or is there already.
            InvalidRecordError: when a field does not fit.
        """
        short = slug(name)
        if not short:
            raise InvalidParameterError(f"no letter or digit in the company's name: {name!r}")
        companies = self.companies()
        for company in companies:
            if _folded(company.target.name) == _folded(name):
                raise InvalidParameterError(
                    f"the company is there already: {company.target.name!r} ({company.id}): "
                    "see 'prepkit company list'"
                )
        # "C" and "C++" are two companies with one short name.
        taken = {company.id for company in companies}
        numbered = (f"{short[:36]}-{number}" for number in itertools.count(2))
        id = next(i for i in itertools.chain((short,), numbered) if i not in taken)
        target = {"name": name, **target}
        return Company(id, self.save(Target, target, id=f"target-{id}", company=id))

    def records(self, kind: type[R], *, company: str | None = None, audience: Audience = "me",
                ) -> list[R]:  # fmt: skip
        """Return the current records of a kind, oldest first; deleted ones are left out.

        Where two places changed a record, the version saved last is returned and the others are
        named in ``origin.others``.

        Args:
            company: only those of this company.
            audience: only what they may see.
        """
        return self._current(kind, self._store.heads(kind=kind.kind, company=company), audience)

    def answers(self, *, company: str = "", as_of: datetime.date | None = None,
                audience: Audience = "me") -> Answers:  # fmt: skip
        """Return everything a page for a company may look at, in the order somebody gave it.

        Args:
            company: id of the company; ``""`` for none.
            as_of: the day the page is for; today when left out.
            audience: only what they may see.

        Raises:
            InvalidParameterError: when the audience is none of prepkit's.
        """
        heads: dict[str, list[Revision]] = {}
        known: set[str] = set()
        for head in self._store.heads(but=SHELF):
            heads.setdefault(head.kind, []).append(head)
            known.add(head.record)
        classes = record_classes() | {Person.kind: Person}
        orders = {
            order.id: {id: place for place, id in enumerate(order.ids)}
            for order in self._current(Order, heads.pop(Order.kind, []), "me")
        }
        records = {
            kind: self._current(classes[kind], found, audience)
            for kind, found in heads.items()
            if kind in classes
        }
        for kind, found in records.items():
            found.sort(key=functools.partial(_place, orders=orders, kind=kind))
        here = {record.id for found in records.values() for record in found}
        mine = audience == "me"
        library = self._shelves.library() if mine else Library()
        today = self._now().date()
        recalled = self._memory.recall(
            self._marked(heads.get(Sitting.kind, [])), today,
            [head for kind in remembered() for head in heads.get(kind, ())], _SEEN_BY[audience],
        )  # fmt: skip
        return Answers(
            records, as_of or datetime.date.today(), company, mine, library,
            frozenset(known - here), *recalled, today,
        )  # fmt: skip

    def save(
        self, kind: type[R], values: Mapping[str, Any], *, id: str = "", company: str = "",
        visibility: Visibility | None = None, base: str | Sequence[str] | None = None,
        nonce: str = "",
    ) -> R:  # fmt: skip
        """Save some fields of a record, or a new record; return it as it now stands.

        When this returns it is on the disk. Fields not named stay as they are, also fields this
        version of prepkit does not know. Nothing is written when nothing changed.

        Args:
            values: by field name, as JSON knows them.
            id: the record; a new one gets an id of its own.
            company: id of the company, for a kind that belongs to one.
            visibility: who may see it; as before, or the kind's own, when left out.
            base: id of the revision the values were typed over; ``""`` for a record that was not
                there yet. When other fields have changed since, the values join them; when the
                same have, both versions are kept. Several ids settle a conflict between them, the
                first one giving what `values` leave open. When left out, the values go onto the
                newest version and settle any conflict.
            nonce: 32 hexadecimal digits of chance that name this save, so that asking for it again
                does nothing; made here when left out.

        Raises:
            InvalidRecordError: with every value that does not fit; nothing is saved then.
            InvalidParameterError: for a company where none belongs, or none where one does.
            UnknownCompanyError: for a company that was never added.
            UnknownRecordError: for a `base` that is no version of the record, or for several that
                are not all current.
            WorkspaceError: when the file cannot be written; nothing is saved then.
        """
        if (kind.layer == "company") != bool(company):
            needed = "needs a company" if kind.layer == "company" else "belongs to no company"
            raise InvalidParameterError(f"a {kind.singular} {needed}: got {company!r}")
        if visibility not in (None, *VISIBILITIES):
            raise InvalidParameterError(
                f"no visibility {visibility!r}: {suggest(str(visibility), VISIBILITIES)}"
            )
        if company and kind is not Target and not self._store.heads(record=f"target-{company}"):
            raise UnknownCompanyError(f"no company {company!r}: add it first")
        heads = self._store.heads(record=id) if id else []
        if any((head.kind, head.company) != (kind.kind, company) for head in heads):
            raise InvalidRecordError(kind.singular, {"id": f"{id!r} is another record"})
        # Only what is given is checked: an old value that no longer fits must not block a new one.
        checked = kind.checked(values).body()
        if nonce and (done := self._store.named(id, nonce)):
            current = self._current(kind, heads, "me", newest=done.id)
            return (current or self._current(kind, [done], "me"))[0]
        given = {name: checked[name] for name in values}
        before, parents = newest_of(heads), tuple(head.id for head in heads)
        if base is not None:
            before, parents = typed_over(base, heads, given, self._store.history)
        body = (dict(before.body) if before else {}) | given
        shown = visibility or (before.visibility if before else kind.visibility)
        if before and isinstance(base, str) and before.id != base:
            # Chosen without having seen what was chosen since: the more private one counts.
            shown = most_private([shown, before.visibility])
        id = id or f"{kind.kind}-{self._token(8)}"
        unchanged = before and (dict(before.body), before.visibility, before.deleted) == (
            body, shown, False,
        )  # fmt: skip
        saved = before
        if not unchanged or len(parents) > 1 or all(head.deleted for head in heads):
            saved = self._append(kind.kind, id, company, shown, body, parents, nonce=nonce)
        assert saved is not None
        return self._current(kind, self._store.heads(record=id), "me", newest=saved.id)[0]

    def delete(self, id: str) -> None:
        """Take a record off every page; its history stays and can be restored.

        Raises:
            UnknownRecordError: when there is no such record.
        """
        heads = self._heads(id)
        newest = newest_of(heads)
        assert newest is not None
        if all(head.deleted for head in heads):
            return
        parents = tuple(head.id for head in heads)
        shown = most_private(head.visibility for head in heads)
        self._append(newest.kind, id, newest.company, shown, newest.body, parents, deleted=True)

    def history(self, id: str) -> list[Revision]:
        """Return all saved versions of a record, newest first.

        Raises:
            UnknownRecordError: when there is no such record.
        """
        return self._store.history(id)

    def revisions(self) -> list[Revision]:
        """Return every saved version of everything, in the order they were saved here.

        Raises:
            DamagedWorkspaceError: when one of them is not what was written.
        """
        return self._store.everything()

    def intact(self) -> tuple[list[Revision], list[str]]:
        """Return every saved version that is what was written, and a line about each that is not.

        For getting out what can be got out of a damaged file.
        """
        return self._store.intact()

    def heads(self) -> list[Revision]:
        """Return the current versions of everything, deleted records and conflicts included."""
        return self._store.heads()

    def named(self, id: str, nonce: str) -> Revision | None:
        """Return the version of a record that the save named `nonce` made; ``None`` for none."""
        return self._store.named(id, nonce) if nonce else None

    def revision(self, prefix: str) -> Revision:
        """Return the saved version whose id begins with `prefix`.

        Raises:
            UnknownRecordError: when none or more than one does.
        """
        return self._store.revision(prefix)

    def restore(self, revision: str) -> Revision:
        """Go back to what an earlier version says, as a new version; nothing is lost on the way.

        Of who may see the record now and who might see it then, the more private one counts: words
        once shared and since made private are not shared again, nor words that never were.

        Args:
            revision: the id of a revision, or its beginning.

        Returns:
            The new revision, or the current one when it says the same already.

        Raises:
            UnknownRecordError: when there is no such revision.
        """
        old = self._store.revision(revision)
        heads = self._heads(old.record)
        newest = newest_of(heads)
        assert newest is not None
        shown = most_private(version.visibility for version in (old, *heads))
        says = (newest.body, newest.visibility)
        if len(heads) == 1 and not newest.deleted and says == (old.body, shown):
            return newest
        parents = tuple(head.id for head in heads)
        return self._append(old.kind, old.record, old.company, shown, old.body, parents)

    def reorder(self, kind: type[Record], ids: Sequence[str], *, company: str = "") -> None:
        """Put the records of a kind into an order; those not named come last, oldest first.

        Raises:
            WorkspaceError: when the file cannot be written.
        """
        self.save(Order, {"ids": list(ids)}, id=_order_id(kind.kind, company))

    def deleted(self, kind: type[Record], *, company: str | None = None) -> list[Revision]:
        """Return the records of a kind that were deleted, as they last were, newest first."""
        together: dict[str, list[Revision]] = {}
        for head in self._store.heads(kind=kind.kind, company=company):
            together.setdefault(head.record, []).append(head)
        gone = [newest_of(heads) for heads in together.values() if all(h.deleted for h in heads)]
        return sorted(filter(None, gone), key=lambda head: head.saved_at, reverse=True)

    @property
    def shelves(self) -> Shelves:
        """What was imported to read."""
        return self._shelves

    @property
    def desk(self) -> Desk:
        """What was chosen last at the top of a notebook."""
        return next(iter(self.records(Desk)), Desk())

    def choose(self, **chosen: str) -> None:
        """Remember what was chosen at the top of a notebook: ``company``, ``path``."""
        self.save(Desk, chosen, id=Desk.kind)

    def problems(self) -> list[str]:
        """Read the whole file and return what is wrong with it; empty when sound."""
        return self._store.problems()

    def prompt_values(
        self, section: Section, prompt: str, answers: Answers | None = None
    ) -> dict[str, str]:
        """Return what the record of a prompt holds before it is answered: the question itself.

        Args:
            answers: what the prompts are made from; read anew when left out.
        """
        prompts = section.asked(answers or self.answers())
        title = next((p.title for p in prompts if p.key == prompt), None)
        if title is None:
            known = [p.key for p in prompts]
            raise UnknownRecordError(
                f"no question {prompt!r} in {section.id}: {suggest(prompt, known)}"
            )
        return {section.record.title_field: title}

    def _heads(self, id: str) -> list[Revision]:
        heads = self._store.heads(record=id)
        if not heads:
            raise UnknownRecordError(f"no record {id!r}: see 'prepkit history'")
        return heads

    def _current(
        self, kind: type[R], heads: list[Revision], audience: Audience, *, newest: str = ""
    ) -> list[R]:
        if audience not in AUDIENCES:
            raise InvalidParameterError(f"no audience {audience!r}: {suggest(audience, AUDIENCES)}")
        together: dict[str, list[Revision]] = {}
        for head in heads:
            if not head.deleted:
                together.setdefault(head.record, []).append(head)
        records = []
        for versions in together.values():
            # Of two versions the more private one counts: it may be the one that took words back.
            if any(version.visibility not in _SEEN_BY[audience] for version in versions):
                continue
            revision = max(versions, key=lambda v: (v.id == newest, v.saved_at, v.id))
            origin = Origin(
                id=revision.record,
                company=revision.company,
                revision=revision.id,
                saved_at=revision.time,
                author=revision.author,
                visibility=revision.visibility,
                others=tuple(version.id for version in versions if version is not revision),
            )
            records.append(self._record(kind, revision, origin))
        return records

    def _marked(self, heads: list[Revision]) -> list[datetime.date]:
        """Return the days on which somebody said that a sitting began."""
        # A year or a month, which may be half a date being typed, names no day.
        days = (full_date(sitting.on) for sitting in self._current(Sitting, heads, "me"))
        return [day for day in days if day]

    def _version(self, kind: type[Record], revision: Revision) -> Record:
        """Return what a version says, whether it is the current one or not."""
        origin = Origin(revision.record, revision.company, revision.id, revision.time,
                        revision.author, revision.visibility)  # fmt: skip
        return self._record(kind, revision, origin)

    def _record(self, kind: type[R], revision: Revision, origin: Origin) -> R:
        """Return a version as a record; neither ever changes, so it is made only once."""
        if len(self._made) > MOST_REMEMBERED:
            self._made.clear()
        known = self._made.get((kind, origin))
        if known is None:
            known = self._made[kind, origin] = kind.read(revision.body, origin)
        assert isinstance(known, kind)
        return known

    def _append(self, *says: Any, **more: Any) -> Revision:
        revision = self._revision(*says, **more)
        self._store.append([revision])
        return revision

    def _revision(
        self, kind: str, id: str, company: str, visibility: Visibility, body: Mapping[str, Any],
        parents: tuple[str, ...], *, deleted: bool = False, nonce: str = "",
    ) -> Revision:  # fmt: skip
        author = self.person if kind != Person.kind else str(body.get("name", ""))
        return Revision.made(
            record=id, kind=kind, company=company, visibility=visibility, author=author or "me",
            saved_at=self._now(), parents=parents, nonce=nonce or self._token(16), body=body,
            deleted=deleted,
        )  # fmt: skip


def _place(record: Record, orders: Mapping[str, Mapping[str, int]], kind: str) -> float:
    """Return a record's place in the order somebody gave it; behind all others when none did."""
    return orders.get(_order_id(kind, record.origin.company), {}).get(record.id, math.inf)


def _order_id(kind: str, company: str) -> str:
    return "-".join(part for part in (Order.kind, kind, company) if part)


def _folded(name: str) -> str:
    return " ".join(unicodedata.normalize("NFKC", name).casefold().split())


def is_inside_repository(folder: Path) -> Path | None:
    """Return the version-controlled folder that `folder` is in, or ``None``.

    What is written here is private, and a repository is where things get published by accident.
    """
    folder = folder.absolute()
    return next((f for f in (folder, *folder.parents) if (f / ".git").exists()), None)
