"""CVs in the JSON Resume format: the roles, projects and studies in a file that other programs
export (https://jsonresume.org/schema, version 1 and the names older files use).
"""

from __future__ import annotations

import datetime
import functools
import hashlib
import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from prepkit.block import counted, shortened
from prepkit.errors import UnreadableFileError
from prepkit.fields import LONGEST_TEXT
from prepkit.library.clean import plain
from prepkit.library.encoding import decoded
from prepkit.retrospective.records import Resume

MOST_ENTRIES = 200
"""Roles and projects taken from one CV, the newest ones."""

_MOST_NAMED = 4  # things named in a note before it says how many more there are
_MOST_SKILLS_NAMED = 12  # the same for skills, which are named nowhere else
_LONGEST_LINE = 300  # characters of a title or a name
_MOST_SKILLS = 300
_SHORTEST_SKILL = 3  # characters; shorter ones are found in every text
_IDENTITY = ("title", "organisation", "started")
_SILENT = {"$schema", "basics", "meta", "skills"}
_DATE = re.compile(r"(\d{4})(?:[-/.](\d{1,2})(?:[-/.](\d{1,2}))?)?(?:[T ].*)?", re.DOTALL)
_NOW = {"present", "now", "current", "ongoing", "today"}
_EXPORT = "choose the file that your CV program exports as JSON Resume"
_SIGNS = ((b"%PDF-", "a PDF"), (b"PK\x03\x04", "a Word document or packed"), (b"\xd0\xcf\x11", "an "
          "old Word document"), (b"{\\rtf", "a text document"), (b"\x89PNG", "a picture"),
          (b"\xff\xd8\xff", "a picture"))  # fmt: skip


@dataclass(frozen=True, slots=True)
class Entry:
    """One role, project or study of a CV.

    Attributes:
        key: the same whenever the entry comes again with its title, place and start, however its
            text has changed meanwhile: letters, digits and dashes.
        part: where it stands in the file: ``work``, ``volunteer``, ``education``, ``projects``.
        values: fields of a :class:`~prepkit.retrospective.records.Project`, those with an answer.
    """

    key: str
    part: str
    values: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Cv:
    """What is in a CV: its entries, the newest first, and a line about each kind of loss."""

    entries: tuple[Entry, ...]
    notes: tuple[str, ...] = ()


def resume_of(data: bytes, name: str) -> tuple[dict[str, Any], str]:
    """Return a CV as a :class:`~prepkit.retrospective.records.Resume` holds it, and its id.

    The same content has the same id, whatever the file is called.

    Raises:
        UnreadableFileError: when it is no JSON Resume, has no roles or projects, or is too long.
    """
    shown = repr(plain(name, 120))
    for sign, what in _SIGNS:
        if data.startswith(sign):
            raise UnreadableFileError(f"{what}, not JSON Resume: {shown}: {_EXPORT}")
    text, _ = decoded(data)
    if len(text) > LONGEST_TEXT and text.lstrip().startswith("{"):
        raise UnreadableFileError(
            f"too long for a CV: {shown} has {len(text):,} characters: {LONGEST_TEXT:,} are taken: "
            "leave out pictures and what is no role or project"
        )
    read_cv(text, name)
    digest = hashlib.sha256(text.encode()).hexdigest()[:16]
    return {"file": plain(name, 120), "content": text}, f"{Resume.kind}-{digest}"


# Asked again at each save in the notebook.
@functools.lru_cache(maxsize=8)
def read_cv(text: str, name: str = "cv.json") -> Cv:
    """Return what is in the text of a CV; parts that make no sense are skipped and named.

    Args:
        name: of the file, for messages.

    Raises:
        UnreadableFileError: when it is no JSON Resume, or has no roles or projects.
    """
    shown = repr(plain(name, 120))
    whole = _loaded(text, shown)
    found, unread, undated = list[Entry](), list[str](), list[str]()
    for part, make in _PARTS.items():
        listed = whole.get(part)
        if listed in (None, [], ""):
            continue
        if not isinstance(listed, list):
            unread.append(part)
            continue
        for place, item in enumerate(listed, 1):
            values = make(item) if isinstance(item, dict) else {}
            if not values.get("title"):
                unread.append(f"{part} {place}")
                continue
            undated += _dated(values, item)
            kept = {field: value for field, value in values.items() if value}
            found.append(Entry("", part, kept))
    if not found:
        raise UnreadableFileError(
            f"no roles or projects with a name: {shown}: add some in your CV program, then export"
        )
    entries = sorted(_keyed(found), key=lambda entry: entry.values.get("started", ""), reverse=True)
    skills = _skills(whole.get("skills"))
    sought = [skill for skill in skills if len(skill) >= _SHORTEST_SKILL][:_MOST_SKILLS]
    taken = tuple(_skilled(entry, sought) for entry in entries[:MOST_ENTRIES])
    notes = _notes(whole, unread, undated, _homeless(skills, taken), len(entries))
    return Cv(taken, tuple(notes))


def _loaded(text: str, shown: str) -> Mapping[str, Any]:
    """Return the object a text holds.

    Raises:
        UnreadableFileError: when it is none, or nothing in it is called as in JSON Resume.
    """
    first = text.lstrip()[:1]
    if not first:
        raise UnreadableFileError(f"the file is empty: {shown}: {_EXPORT}")
    if first not in "{[":
        what = "a web page or XML" if first == "<" else "plain text"
        raise UnreadableFileError(f"{what}, not JSON Resume: {shown}: {_EXPORT}")
    try:
        whole = json.loads(text)
    except json.JSONDecodeError as error:
        says = f"damaged or cut short: {shown} makes no sense at line {error.lineno}"
        raise UnreadableFileError(f"{says}: export it again from your CV program") from error
    except (ValueError, RecursionError) as error:  # numbers or lists beyond measure
        raise UnreadableFileError(f"no JSON Resume: {shown}: {_EXPORT}") from error
    if not isinstance(whole, dict) or not {*_PARTS, "basics", "skills"} & set(whole):
        raise UnreadableFileError(f"JSON, but no CV in it: {shown}: {_EXPORT}")
    return whole


def _work(item: Mapping[str, Any]) -> dict[str, Any]:
    name = _line(item, "name", "company", "organization")
    place = _line(item, "location")
    position = _line(item, "position")
    where = ", ".join(part for part in (name, place) if part)
    return {
        "title": position or name,
        "form": "role",
        "organisation": where if position else place,
        "what": _lines(item, ("description", "summary"), "highlights"),
    }


def _education(item: Mapping[str, Any]) -> dict[str, Any]:
    school = _line(item, "institution")
    subject = ", ".join(filter(None, (_line(item, "studyType"), _line(item, "area"))))
    return {
        "title": subject or school,
        "form": "study",
        "organisation": school if subject else "",
        "what": _lines(item, ("summary",), "courses"),
    }


def _project(item: Mapping[str, Any]) -> dict[str, Any]:
    roles = ", ".join(_words(item.get("roles")))
    texts = _lines(item, ("description", "summary"), "highlights")
    return {
        "title": _line(item, "name"),
        "form": "project",
        "organisation": _line(item, "entity"),
        "skills": _words(item.get("keywords")),
        "what": "\n".join(filter(None, (roles, texts))),
    }


_PARTS: Mapping[str, Callable[[Mapping[str, Any]], dict[str, Any]]] = {
    "work": _work, "volunteer": lambda item: _work(item) | {"form": "other"},
    "education": _education, "projects": _project,
}  # fmt: skip


def _line(item: Mapping[str, Any], *names: str) -> str:
    """Return the first of some members that is a text with something in it, as one line."""
    texts = (plain(item[n], _LONGEST_LINE) for n in names if isinstance(item.get(n), str))
    return next(filter(None, texts), "")


def _words(value: Any) -> list[str]:
    """Return the texts of a list, each once, as one line each; a single text is a list of one."""
    listed = value if isinstance(value, list) else [value]
    lines = (plain(item, _LONGEST_LINE) for item in listed if isinstance(item, str))
    return list(dict.fromkeys(filter(None, lines)))


def _lines(item: Mapping[str, Any], texts: tuple[str, ...], listed: str) -> str:
    """Return the texts of an entry, its paragraphs kept, and then what it lists, a line each."""
    said = [item[name] for name in texts if isinstance(item.get(name), str)]
    kept = [plain(line, LONGEST_TEXT) for text in said for line in text.strip().splitlines()]
    return "\n".join([*kept, *(f"- {line}" for line in _words(item.get(listed)))])


def _dated(values: dict[str, Any], item: Mapping[str, Any]) -> Iterator[str]:
    """Add the dates of an entry to its values; give those that are none, in words."""
    for field, name in (("started", "startDate"), ("ended", "endDate")):
        given = item.get(name)
        text = "" if given is None else str(given).strip()
        values[field] = _date(text)
        if text and not values[field] and not (field == "ended" and text.casefold() in _NOW):
            yield f"“{plain(text, 30)}” ({shortened(values['title'], 40)})"


def _date(text: str) -> str:
    """Return a date as prepkit writes it, to the day, the month or the year; ``""`` for none."""
    found = _DATE.fullmatch(text)
    parts = [int(part) for part in found.groups() if part] if found else []
    try:
        datetime.date(*(*parts, 1, 1)[:3]) if parts else None
    except ValueError:
        return ""
    return "-".join(f"{part:0{4 if not place else 2}}" for place, part in enumerate(parts))


def _skills(value: Any) -> list[str]:
    """Return the names and keywords of a CV's own list of skills, each once."""
    words = list[str]()
    for item in value if isinstance(value, list) else [value]:
        said = (item.get("name"), item.get("keywords")) if isinstance(item, dict) else (item,)
        words += [word for part in said for word in _words(part)]
    return list(dict.fromkeys(words))


def _skilled(entry: Entry, skills: Sequence[str]) -> Entry:
    """Return an entry with the skills its own text names, where it lists none."""
    text = entry.values.get("what", "").casefold()
    named = [skill for skill in skills if _is_in(skill.casefold(), text)]
    own = "skills" in entry.values
    return entry if own or not named else replace(entry, values={**entry.values, "skills": named})


def _homeless(skills: Sequence[str], entries: Iterable[Entry]) -> list[str]:
    """Return the skills that no entry has."""
    used = {word.casefold() for entry in entries for word in entry.values.get("skills", ())}
    return [shortened(skill, 40) for skill in skills if skill.casefold() not in used]


def _is_in(words: str, text: str) -> bool:
    """Whether a text has some words in it, not as part of longer ones."""
    return words in text and bool(re.search(rf"(?<!\w){re.escape(words)}(?![\w+#])", text))


def _keyed(entries: Iterable[Entry]) -> Iterator[Entry]:
    """Give entries their keys; one that stands there twice is given once."""
    known: dict[str, Mapping[str, Any]] = {}
    for entry in entries:
        said = [entry.part, *(entry.values.get(name, "") for name in _IDENTITY)]
        key = _digest(said)
        if key in known and known[key] != entry.values:
            # Called the same and begun the same day, and yet another one.
            key = _digest([*said, json.dumps(entry.values, sort_keys=True)])
        if key not in known:
            known[key] = entry.values
            yield Entry(key, entry.part, entry.values)


def _digest(said: Sequence[str]) -> str:
    return f"cv-{hashlib.sha256(json.dumps(said).casefold().encode()).hexdigest()[:16]}"


def _notes(
    whole: Mapping[str, Any], unread: Sequence[str], undated: Sequence[str],
    homeless: Sequence[str], count: int,
) -> Iterator[str]:  # fmt: skip
    """Give a line about each kind of thing that was not taken over."""
    others = [plain(str(k), 40) for k, v in whole.items() if v and k not in {*_PARTS, *_SILENT}]
    losses = (
        ("No dates, left open", undated, _MOST_NAMED), ("Not understood", unread, _MOST_NAMED),
        ("Not brought in, as they are no roles or projects", others, _MOST_NAMED),
        ("Skills that found no role or project, left out", homeless, _MOST_SKILLS_NAMED),
    )  # fmt: skip
    yield from (f"{what}: {_few(things, most)}." for what, things, most in losses if things)
    if count > MOST_ENTRIES:
        yield f"Only the newest {MOST_ENTRIES} of {counted(count, 'entry', 'entries')}."


def _few(things: Sequence[str], most: int) -> str:
    more = len(things) - most
    return ", ".join(things[:most]) + (f" and {more} more" if more > 0 else "")
