"""What a section's form reads and writes: its records as slots, with their history."""

from __future__ import annotations

import datetime
import itertools
import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from typing import Any

from prepkit.chapters import record_classes
from prepkit.content import Prompt
from prepkit.deep_dive.records import Target
from prepkit.errors import InvalidParameterError, UnknownRecordError
from prepkit.fields import FieldSpec, Option
from prepkit.names import is_safe_id
from prepkit.record import Origin, Record
from prepkit.section import Answers, Section
from prepkit.still import again_fields, look_again, said_now
from prepkit.storage.joining import most_private
from prepkit.storage.revision import Revision
from prepkit.suggesting import suggested, suggestion
from prepkit.views.slot import VISIBILITY, Past, Slot, Suggestion, Version
from prepkit.workspace import Workspace

SITTING = datetime.timedelta(minutes=10)
"""Saves closer together than this, by one person, are one sitting in a list of versions."""

MOST_VERSIONS = 300
MOST_WORDS = 300
"""Words offered for one field."""


class Slots:
    """The records of one section of a workspace, as its form needs them.

    Args:
        answers: returns everything there is, for the names of what is referred to.
    """

    def __init__(
        self, workspace: Workspace, section: Section, answers: Callable[[], Answers]
    ) -> None:
        self._workspace, self._section, self._answers = workspace, section, answers

    def load(self, answers: Answers, company: str) -> list[Slot]:
        """Return a slot for each prompt and each record, in order."""
        section = self._section
        records = {record.id: record for record in section.own(answers)}
        slots = []
        for id, prompt in self._prompts(answers, company).items():
            if id in records:
                slots.append(self._slot(records.pop(id), answers, prompt))
            else:
                values = {section.record.title_field: prompt.title} if prompt.key else {}
                slots.append(
                    Slot(id, prompt.title, values, _lines(prompt), section.record.visibility,
                         fixed=bool(prompt.key), hidden=again_fields(section.record))
                )  # fmt: skip
        if callable(section.prompts):
            # What answers a question that is no longer asked waits until it is asked again.
            return slots
        return slots + [self._slot(record, answers) for record in records.values()]

    def options(self, answers: Answers) -> dict[str, list[Option]]:
        """Return what references may point to, and the words to offer while one types, by field."""
        specs = self._section.record.specs()
        offers = any(spec.suggest or spec.kind == "scales" for spec in specs)
        words = self._section.words(answers) if offers else {}
        # What is said of one company leans on what is known of that company.
        about = answers.company if self._section.record.layer == "company" else ""
        found = {
            s.name: answers.options(s.target, about if _is_about_companies(s.target) else "")
            for s in specs
            if s.kind == "reference"
        }
        found |= {s.name: _rated(s, words.get(s.name, ())) for s in specs if s.kind == "scales"}
        return found | {s.name: _offered(words.get(s.name, ())) for s in specs if s.suggest}

    def seeds(self, answers: Answers, company: str) -> list[Suggestion]:
        """Return what is suggested and was neither kept nor taken off before, in order."""
        seeds = suggested(self._section, answers, company)
        return [suggestion(self._section.record, seed, answers) for seed in seeds.values()]

    def keep(self, company: str, keys: Sequence[str]) -> list[Slot]:
        """Make records of seeds; one that was kept in a copy of the workspace is joined with it.

        Raises:
            UnknownRecordError: when one is no longer suggested; none is kept then.
        """
        seeds = suggested(self._section, self._answers(), company)
        if lost := [key for key in keys if key not in seeds]:
            raise UnknownRecordError(
                f"no longer suggested: {', '.join(lost)[:80]!r}: look at the list once more"
            )
        id, usual = self._section.record_id, self._section.record.visibility
        return [
            self.save(company, id(company, key), {**seed.values, VISIBILITY: shown}, "")
            for key, seed in ((key, seeds[key]) for key in keys)
            # Words that were private stay private wherever they are put.
            for shown in [most_private([usual, seed.visibility])]
        ]

    def dismiss(self, company: str, keys: Sequence[str]) -> dict[str, str]:
        """Make deleted records of seeds; return the revisions to go back to, by record.

        Raises:
            UnknownRecordError: when one is no longer suggested; none is taken off then.
        """
        return {slot.id: self.remove(company, slot.id) for slot in self.keep(company, keys)}

    def save(
        self, company: str, id: str, values: dict[str, Any], base: str, nonce: str = ""
    ) -> Slot:  # fmt: skip
        """Save some fields of a record, or a new record under the id its page gave it.

        Raises:
            PrepkitError: one of its subclasses, when it is not saved.
        """
        section, workspace = self._section, self._workspace
        if not is_safe_id(id) or id.split("-")[0] != section.record.kind:
            raise InvalidParameterError(f"not an id of a {section.record.singular}: {id[:80]!r}")
        if section.shape == "one" and id != section.record_id(company):
            raise InvalidParameterError(f"not the {section.record.singular} of {company!r}: {id!r}")
        if nonce and not re.fullmatch("[0-9a-f]{32}", nonce):
            raise InvalidParameterError("not the name of a save: reload the page")
        values = dict(values)
        visibility = values.pop(VISIBILITY, None)
        answers = self._answers()
        prompt = self._prompts(answers, company).get(id)
        if prompt and prompt.key:
            values = {section.record.title_field: prompt.title} | values
        values, base = self._said_now(values, id, base, answers)
        saved = workspace.save(
            section.record, values, id=id, company=company, visibility=visibility, base=base,
            nonce=nonce,
        )  # fmt: skip
        if answers.due:
            answers = self._answers()
        made, now = workspace.named(id, nonce), saved.origin.revision
        alone = made is not None and (made.id, made.parents) == (now, (base,) if base else ())
        return replace(
            self._slot(saved, answers, prompt),
            own=alone or now == base,
            made=made.id if made else "",
        )

    def remove(self, company: str, id: str) -> str:
        """Delete a record and return the revision to go back to."""
        before = self._own_history(id)[0].id
        self._workspace.delete(id)
        return before

    def restore(self, id: str, revision: str) -> None:
        """Go back to an earlier version of a record."""
        if revision not in {version.id for version in self._own_history(id)}:
            raise UnknownRecordError(f"no version {revision[:12]!r} of this record")
        self._workspace.restore(revision)

    def settle(self, company: str, id: str, values: dict[str, Any], seen: Sequence[str]) -> None:
        """Make one version of those in `seen`."""
        values = dict(values)
        visibility = values.pop(VISIBILITY, None)
        values, _ = self._said_now(values, id, "", self._answers())
        self._workspace.save(
            self._section.record, values, id=id, company=company, visibility=visibility,
            base=tuple(seen),
        )  # fmt: skip

    def reorder(self, company: str, ids: Sequence[str]) -> None:
        """Put the records into this order."""
        self._workspace.reorder(self._section.record, ids, company=company)

    def history(self, id: str, *, every: bool) -> tuple[list[Past], bool]:
        """Return earlier versions, newest first, and whether there are more of them."""
        versions = self._own_history(id)
        current = {head.id for head in self._workspace.heads() if head.record == id}
        kept = versions if every else _sittings(versions, current)
        older = {newer.id: version for newer, version in itertools.pairwise(kept)}
        now, answers = self._read(versions[0]), self._answers()
        past = [
            self._past(version, older.get(version.id), now, answers, version.id in current)
            for version in kept[:MOST_VERSIONS]
        ]
        return past, len(past) < len(versions)

    def deleted(self, company: str) -> list[Past]:
        """Return the records that were deleted, the last one first."""
        found = self._workspace.deleted(self._section.record, company=company)
        return [
            Past(head.record, self._title(self._read(head)), head.id, head.time) for head in found
        ]

    def _own_history(self, id: str) -> list[Revision]:
        versions = self._workspace.history(id)
        if versions[0].kind != self._section.record.kind:
            raise UnknownRecordError(f"no {self._section.record.singular} {id!r}")
        return versions

    def _prompts(self, answers: Answers, company: str) -> dict[str, Prompt]:
        """Return the questions of the list by the id of the record that answers each."""
        section = self._section
        asked = (Prompt("", section.title),) if section.shape == "one" else section.asked(answers)
        return {section.record_id(company, prompt.key): prompt for prompt in asked}

    def _slot(self, record: Record, answers: Answers, prompt: Prompt | None = None) -> Slot:
        origin = record.origin
        again = look_again(record, answers)
        return Slot(
            id=record.id,
            title=prompt.title if prompt else self._title(record),
            values=record.body() | dict(again.values if again else {}),
            help=(*(_lines(prompt) if prompt else ()), *(again.lines if again else ())),
            visibility=origin.visibility,
            revision=origin.revision,
            author=origin.author,
            saved_at=origin.saved_at,
            others=tuple(self._version(id, answers) for id in origin.others),
            unread={name: str(value) for name, value in (origin.unread or {}).items()},
            fixed=bool(prompt and prompt.key),
            hidden=() if again else again_fields(type(record)),
            look="" if again is None else "open" if again.is_open else "done",
        )

    def _said_now(
        self, values: dict[str, Any], id: str, base: str, answers: Answers
    ) -> tuple[dict[str, Any], str]:
        """Return values to save, with what is noted beside them, and what they go onto.

        See :meth:`~prepkit.record.Record.noted` and :func:`~prepkit.still.said_now`.
        """
        record = next((r for r in answers.all(self._section.record) if r.id == id), None)
        values = values | self._section.record.noted(values, record, answers.today)
        return said_now(values, record, base, answers) if record else (values, base)

    def _version(self, id: str, answers: Answers) -> Version:
        revision = self._workspace.revision(id)
        record = self._read(revision)
        again = look_again(record, answers)
        return Version(
            revision.id, revision.author, revision.time, revision.visibility,
            record.body() | dict(again.values if again else {}),
        )  # fmt: skip

    def _read(self, revision: Revision) -> Record:
        origin = Origin(revision.record, revision.company, revision.id, revision.time,
                        revision.author, revision.visibility)  # fmt: skip
        return self._section.record.read(revision.body, origin)

    def _past(
        self, version: Revision, older: Revision | None, now: Record, answers: Answers,
        current: bool,
    ) -> Past:  # fmt: skip
        record = self._read(version)
        before = self._read(older) if older else None
        specs = record.specs()
        words = answers.words
        lines = [(s.title, words(record, s.name), words(now, s.name)) for s in specs]
        return Past(
            id=version.record,
            title=self._title(record),
            revision=version.id,
            saved_at=version.time,
            author=version.author,
            changed=tuple(
                s.title for s in specs
                if before and getattr(record, s.name) != getattr(before, s.name)
            ),
            lines=tuple(line for line in lines if line[1] != line[2]),
            current=current,
            deleted=version.deleted,
        )  # fmt: skip

    def _title(self, record: Record) -> str:
        spec = record.spec(record.title_field)
        if not (spec.target and record.filled(spec.name)):
            return record.heading
        return self._answers().words(record, spec.name)


def _lines(prompt: Prompt) -> tuple[str, ...]:
    """Return what is to be read before answering."""
    return tuple(line for line in (prompt.help, *map(": ".join, prompt.more)) if line)


def _is_about_companies(kind: str) -> bool:
    return kind != Target.kind and record_classes().get(kind, Record).layer == "company"


def _sittings(versions: list[Revision], current: set[str]) -> list[Revision]:
    """Return the last version of each sitting, newest first, and every current one."""
    kept = versions[:1]
    for newer, version in itertools.pairwise(versions):
        apart = newer.time - version.time >= SITTING or newer.author != version.author
        if apart or newer.deleted != version.deleted or version.id in current:
            kept.append(version)
    return kept


def _rated(spec: FieldSpec, keys: Sequence[str]) -> list[Option]:
    """Return what is to be rated, with the words at both ends where they are known."""
    known = {option.key: option for option in spec.options}
    return [known.get(key, Option(key, spec.label(key))) for key in keys]


def _offered(words: Iterable[str]) -> list[Option]:
    """Return words to offer, each of them once."""
    lines = dict.fromkeys(filter(None, (" ".join(word.split()) for word in words)))
    return [Option(word, word) for word in itertools.islice(lines, MOST_WORDS)]
