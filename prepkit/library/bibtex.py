"""BibTeX and BibLaTeX files, also those no program wrote.

bibtexparser parts an entry into its fields; its home is here. What it makes of a file takes fifty
times the room of the file, and a damaged entry can take its neighbours along. So it is given one
block at a time: a block begins where ``@type{`` begins a line or follows a closing brace. What
it cannot part is read field by field, and of the fields what is damaged is left out.
"""

from __future__ import annotations

import logging
import re
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from bibtexparser import model
from bibtexparser.splitter import Splitter

from prepkit.library.bibfields import USED, Fields, entry, inherited
from prepkit.library.clean import plain
from prepkit.library.entry import Entry, Found, Trouble

# Every damaged block is told to the person; no log needs to be told as well.
logging.getLogger("bibtexparser").setLevel(logging.CRITICAL)

LONGEST_BLOCK = 1_000_000
"""Characters of one entry; what is longer has lost its end."""

_LONGEST_RESCUE = 200_000
_LONGEST_STRING = 10_000
_GENERATIONS = 5
_SILENT = {"preamble", "string", "xdata", "set", "control", "ieeetranbstctl"}

_BLOCK = re.compile(r"(?:^|\})[ \t]*(@([A-Za-z]\w*)[ \t]*[{(])", re.MULTILINE)
_HIDDEN = re.compile(r"@comment[ \t]*[{(]\s*(?=@[A-Za-z]\w*[ \t]*[{(]|\Z)", re.IGNORECASE)
_KEY = re.compile(r"@(\w+)[ \t]*[{(]\s*+(?:([^\s,={}\"]{0,200})\s*+([,}=]))?")
_TITLE = re.compile(r"(?<![\w-])title\s{0,40}=\s{0,40}[{\"]*[^}\"\s]", re.IGNORECASE)
_FIELD = re.compile(
    rf"(?:^[ \t,}}\"]*([A-Za-z][\w-]{{0,40}})|[,}}\"]\s{{0,99}}({'|'.join(sorted(USED))}))"
    r"\s{0,40}=\s{0,40}(?=[{\"\d]|\w{1,40}\s{0,9}[,#}\n])",
    re.MULTILINE | re.IGNORECASE,
)
_PARENTS = re.compile(
    r"\b(?:crossref|xdata)\s{0,40}=\s{0,40}[{\"]([^{}\"\n]{1,500})", re.IGNORECASE
)
_MARK = re.compile(r"(?<!\\)[{}\"]")
_JOINT = re.compile(r"\s*+(?:#\s*+|\Z)")
_REST = re.compile(r"[\s,})]*+(?:%[^\n]*+\s*+)*+")
_WORD = re.compile(r"[^\s#{}\",]{1,200}")


class _Raw(NamedTuple):
    """An entry as it stands in the file."""

    line: int
    kind: str
    key: str
    fields: Fields


def read_bibtex(text: str) -> Found:
    """Return the entries of a BibTeX or BibLaTeX file, and a line on each that is damaged.

    An entry takes over what it lacks from its ``crossref`` and its ``xdata``, up to five
    generations up. A ``@string`` counts from where it stands. An entry inside ``@comment`` comes
    in, as it does in BibTeX, and a line says so. Time and room grow with the length of the text.
    """
    if "\r" in text and re.search(r"\r(?!\n)", text):
        text = re.sub(r"\r\n?", "\n", text)
    reading = _Reading(text)
    for line, kind, block in _blocks(text):
        reading.take(line, kind, block)
    found = reading.found()
    if not (found.entries or found.troubles) and plain(text):
        says = "no entries: nothing here looks like @article{key, title = {…}}: choose another file"
        return Found("BibTeX", (), (Trouble(0, says),))
    return found


def _blocks(text: str) -> Iterator[tuple[int, str, str]]:
    """Yield line, type and text of each block, up to where the next one begins."""
    line, start, kind = 1, 0, ""
    for found in _BLOCK.finditer(text):
        # What stands above the first block is one if it looks like one.
        if kind or "@" in text[: found.start(1)]:
            yield line, kind, text[start : found.start(1)]
        line += text.count("\n", start, found.start(1))
        start, kind = found.start(1), found[2].lower()
    if kind or "@" in text:
        yield line, kind, text[start:]


class _Reading:
    """What has been read so far, and what later entries need of it."""

    def __init__(self, text: str) -> None:
        named = (key for found in _PARENTS.findall(text) for key in found.split(","))
        self._wanted = {key.strip().lower() for key in named}
        self._parents: dict[str, Fields] = {}
        self._strings: dict[str, str] = {}
        self._made: list[Entry | _Raw] = []
        self._troubles: list[Trouble] = []

    def found(self) -> Found:
        made = (self._entry(raw) if isinstance(raw, _Raw) else raw for raw in self._made)
        entries = tuple(each for each in made if each)
        troubles = sorted(self._troubles, key=lambda trouble: trouble.line)
        return Found("BibTeX", entries, tuple(troubles))

    def take(self, line: int, kind: str, block: str) -> None:
        """Read one block."""
        hidden = _HIDDEN.match(block) if kind == "comment" else None
        if kind == "preamble" or (kind == "comment" and not hidden):
            return
        if hidden:
            line += block.count("\n", 0, hidden.end())
            block = block[hidden.end() :]
        parted = self._parted(line, block) if len(block) <= LONGEST_BLOCK else None
        for raw in self._rescued(line, block) if parted is None else parted:
            self._add(raw)
        if hidden and parted is not None:
            what = repr(plain(parted[0].key, 60)) if parted else "what follows"
            self._say(
                line, f"inside @comment: {what}: came in, as it does in BibTeX: delete it there"
            )

    def _parted(self, line: int, block: str) -> list[_Raw] | None:
        """Return the entries of a block, as a rule one; ``None`` when something is damaged."""
        entries: list[_Raw] = []
        above = ""
        for piece in Splitter(block).split().blocks:
            # A name that comes twice, of a field or of an entry, is no damage.
            piece = getattr(piece, "ignore_error_block", None) or piece
            if isinstance(piece, model.ParsingFailedBlock):
                if not above.startswith("%"):
                    return None
            elif isinstance(piece, model.ImplicitComment):
                # What stands behind the end of an entry was meant to be in it.
                if not piece.comment.startswith("%") and _FIELD.search(piece.comment):
                    return None
                above = piece.comment.rpartition("\n")[2].lstrip()
            elif isinstance(piece, model.String):
                value = _value(piece.value, self._strings)
                if value is None:
                    return None
                self._strings[piece.key.lower()] = value[:_LONGEST_STRING]
            elif isinstance(piece, model.Entry) and not above.startswith("%"):
                fields = self._fields(piece)
                if fields is None or (not fields.get("title") and _TITLE.search(piece.raw or "")):
                    return None
                at = line + (piece.start_line or 0)
                entries.append(_Raw(at, piece.entry_type, piece.key, fields))
        return entries

    def _fields(self, piece: model.Entry) -> Fields | None:
        """Return the fields of an entry that are used; ``None`` when one is damaged."""
        fields: dict[str, str] = {}
        for field in piece.fields:
            name = field.key.lower()
            if name in USED and not fields.get(name):
                value = _value(field.value, self._strings)
                if value is None:
                    return None
                fields[name] = value
        return fields

    def _rescued(self, line: int, block: str) -> list[_Raw]:
        """Return what can be read of a damaged block, and say what cannot."""
        head = _KEY.search(block)
        if not head:
            return []
        kind, key = head[1].lower(), head[2] or ""
        if kind == "string":
            self._say(line, f"damaged @string: {plain(key, 60)!r}: mend its braces and quotes")
            return []
        key = "" if head[3] == "=" else key
        fields, left = _readable_fields(block[:_LONGEST_RESCUE], self._strings)
        what = "a brace, a quote or a comma is missing or one too many"
        if len(block) > LONGEST_BLOCK:
            what = f"it goes on for {len(block):,} characters"
        came = f"came in without {', '.join(left)}" if left else "came in, but look it through"
        if not entry(kind, fields):
            came, fields = "not brought in: mend it in the file", {}
        name = plain(key or fields.get("title", ""), 60)
        self._say(line, f"damaged entry: {name!r}: {what}: {came}")
        return [_Raw(line, kind, key, fields)] if fields else []

    def _add(self, raw: _Raw) -> None:
        """Keep an entry, the fields alone when another that comes later may have a say in it."""
        key = raw.key.lower()
        if key in self._wanted:
            self._parents.setdefault(key, raw.fields)
        if raw.kind in _SILENT:
            return
        made = raw if "crossref" in raw.fields or "xdata" in raw.fields else self._entry(raw)
        if made:
            self._made.append(made)

    def _entry(self, raw: _Raw) -> Entry | None:
        made = entry(raw.kind, self._heir(raw.fields))
        if not made:
            key = plain(raw.key, 60)
            self._say(raw.line, f"entry without a title: {key!r}: not brought in: give it one")
        return made

    def _heir(self, fields: Fields) -> Fields:
        """Return the fields of an entry and what it takes over, its own first."""
        for _ in range(_GENERATIONS):
            named = [(name, fields[name]) for name in ("xdata", "crossref") if name in fields]
            if not named:
                break
            fields = {name: value for name, value in fields.items() if (name, value) not in named}
            for name, keys in named:
                for key in keys.lower().split(","):
                    parent = self._parents.get(key.strip())
                    if parent:
                        fields = inherited(fields, parent, whole=name == "xdata")
        return fields

    def _say(self, line: int, says: str) -> None:
        self._troubles.append(Trouble(line, says))


def _value(raw: str, strings: Mapping[str, str]) -> str | None:
    """Return what a field holds; ``None`` when it is damaged."""
    inner = raw[1:-1]
    if raw[:1] == "{" and raw[-1:] == "}" and "{" not in inner and "}" not in inner:
        return inner
    value, end = _joined(raw, strings)
    return value if end == len(raw) else None


def _joined(raw: str, strings: Mapping[str, str]) -> tuple[str, int]:
    """Return the parts a text begins with, joined and strings put in, and where they end."""
    parts: list[str] = []
    at = end = length = 0
    while at < len(raw) and length < LONGEST_BLOCK:
        if raw[at] in '{"':
            end = _closing(raw, at) + 1
            part = raw[at + 1 : end - 1]
        else:
            word = _WORD.match(raw, at)
            end = word.end() if word else 0
            part = strings.get(word[0].lower(), word[0]) if word else ""
        if not end:
            break
        parts.append(part)
        joint = _JOINT.match(raw, end)
        if not joint:
            break
        at = end = joint.end()
        length += len(part)
    # What is longer than any entry needs no end.
    return "".join(parts), end if length < LONGEST_BLOCK else len(raw)


def _closing(raw: str, at: int) -> int:
    """Return where the brace or the quote that opens at a place closes; -1 when it does not."""
    depth = 0
    for mark in _MARK.finditer(raw, at + (raw[at] == '"')):
        depth += (mark[0] == "{") - (mark[0] == "}")
        if depth == 0 and mark[0] == ("}" if raw[at] == "{" else '"'):
            return mark.start()
    return -1


def _readable_fields(block: str, strings: Mapping[str, str]) -> tuple[Fields, list[str]]:
    """Return the whole fields of a damaged entry, and the names of those that are not.

    Of a title what there is of it is kept: it is what is looked for in the file.
    """
    starts = list(_FIELD.finditer(block))
    ends = [*(found.start() for found in starts), len(block)][1:]
    fields: dict[str, str] = {}
    left: dict[str, None] = {}
    for found, end in zip(starts, ends, strict=False):
        name = (found[1] or found[2]).lower()
        if name in USED and not fields.get(name):
            raw = block[found.end() : end]
            value, stop = _joined(raw, strings)
            if stop and _REST.fullmatch(raw, stop):
                fields[name] = value
            elif name == "title":
                fields[name] = value if stop and raw[stop] == "," else raw.strip('{}", \n')
            else:
                left[name] = None
    return fields, [name for name in left if name not in fields]
