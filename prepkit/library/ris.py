"""RIS files: what reference managers and publishers' sites hand out.

rispy, whose home is here, makes fields of lines. It knows no line numbers, loses an entry whose
``TY`` or ``ER`` is missing together with the next one, and takes quadratic time for a text of
many lines; so entries are parted here and given to it one at a time, each field in one line.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from rispy import RisParser
from rispy.config import LIST_TYPE_TAGS, TAG_KEY_MAPPING

from prepkit.library import clean
from prepkit.library.entry import Entry, Found, Trouble
from prepkit.library.forms import RIS, WORDS, form

LONGEST = 1_000_000
"""Characters of one entry; what goes beyond is left out."""

_TAGS = {tag: tag for tag in (*TAG_KEY_MAPPING, "BT", "ED")}
_LISTS = [*LIST_TYPE_TAGS, "AD", "DO", "ED", "SN"]
_PARSER = RisParser(
    mapping=_TAGS, list_tags=_LISTS, delimiter_tags_mapping={}, skip_unknown_tags=True
)
_LINE = re.compile(r"[\ufeff\s]{0,9}([A-Za-z][A-Za-z\d])( {1,2})-(?:\s|(?=[^-]|$))(.*)", re.DOTALL)
_SITES = {"ELEC", "WEB", "INTERNET"}

Fields = dict[str, list[str]]
"""What stands in an entry, by tag, in the order of the lines."""


@dataclass(slots=True)
class _Lines:
    """The lines of one entry: a tag and its texts each, the first of them in the tag's line."""

    start: int
    tagged: list[tuple[str, list[str]]] = field(default_factory=list)
    length: int = 0
    begun: bool = True
    ended: bool = False

    def add(self, tag: str, text: str) -> None:
        room = LONGEST - self.length
        self.length += len(text) + 1
        if room > 0 and tag:
            self.tagged.append((tag, [text[:room]]))
        elif room > 0 and text and self.tagged:
            self.tagged[-1][1].append(text[:room])

    def fields(self) -> Fields:
        """Return the fields as rispy finds them."""
        lines = [] if self.begun else ["TY  - "]
        # Keywords often stand one a line under a single tag.
        lines += [
            f"{tag}  - {text}"
            for tag, texts in self.tagged
            for text in (texts if tag == "KW" else (" ".join(texts),))
        ]
        (found,) = _PARSER.parse_lines(iter([*lines, "ER  - "]))
        return {tag: said if isinstance(said, list) else [said] for tag, said in found.items()}


def read_ris(text: str) -> Found:
    """Return the entries of a RIS file, and a line on each that is damaged.

    An entry without its ``TY`` or its ``ER`` line comes in all the same, and so does one that is
    too long, without what is too much. Time and room grow with the length of the text.
    """
    if "\r" in text:
        text = re.sub(r"\r\n?", "\n", text)
    entries, troubles = [], []
    lines = None
    for lines in _entries(text):
        fields = lines.fields()
        made = _entry(fields)
        entries += [made] if made else []
        called = repr(made.title[:60] if made else clean.plain("; ".join(_any(fields)), 60))
        troubles += [Trouble(lines.start, says) for says in _faults(lines, made, called)]
    if lines and not lines.ended:
        says = "the file may be cut short: its last entry has no ER line: look that entry through"
        troubles.append(Trouble(lines.start, says))
    if not lines and clean.plain(text):
        says = "no entries: no line here begins with 'TY  - ': choose another file"
        troubles.append(Trouble(0, says))
    return Found("RIS", tuple(entries), tuple(troubles))


def _entries(text: str) -> Iterator[_Lines]:
    """Yield the lines of each entry; ``TY`` begins one, and so does a tag that is in none."""
    lines = None
    for number, line in enumerate(_lines(text), 1):
        found = _LINE.match(line)
        tag = found[1].upper() if found else ""
        # Two blanks make a tag; one is left of it now and then, and may be a word and a dash.
        if not found or (found[2] == " " and found[1] not in _TAGS):
            if lines:
                lines.add("", line.strip())
        elif tag == "ER":
            if lines:
                lines.ended = True
                yield lines
            lines = None
        else:
            if tag == "TY" and lines:
                yield lines
            if tag == "TY" or not lines:
                lines = _Lines(number, begun=tag == "TY")
            lines.add(tag, found[3].strip())
    if lines:
        yield lines


def _lines(text: str) -> Iterator[str]:
    """Yield the lines one by one: a list of all of them takes more room than the text."""
    start = 0
    while start <= len(text):
        end = text.find("\n", start)
        end = len(text) if end < 0 else end
        yield text[start:end]
        start = end + 1


def _faults(lines: _Lines, made: Entry | None, called: str) -> Iterator[str]:
    if not made:
        yield f"entry without a title: {called}: not brought in: give it a TI line"
    elif not lines.begun:
        yield f"entry without its TY line: {called}: came in as a paper: look it through"
    if lines.length > LONGEST:
        yield f"entry too long: {called}: came in without what follows {LONGEST:,} characters"


def _entry(fields: Fields) -> Entry | None:
    """Return what an entry says; ``None`` when it has no title."""
    title = _words(fields, "TI", "T1", "BT", "CT", "TT", "ST")
    if not title:
        return None
    kind = _words(fields, "TY").upper()
    year, date = _when(fields)
    people = fields.get("AU") or fields.get("A1") or fields.get("ED") or fields.get("A2") or []
    links = [clean.address(link) for said in fields.get("UR", ()) for link in said.split()]
    return Entry(
        form=form(kind, _words(fields, "M3"), "website" if kind in _SITES else "",
                  tables=(RIS, WORDS)),
        title=title,
        by=clean.people(people),
        year=year,
        date=date,
        venue=_words(fields, "JF", "T2", "JO", "BT", "JA", "J2", "T3"),
        publisher=_words(fields, "PB"),
        places=clean.once(part for said in fields.get("AD", ()) for part in said.split(";")),
        keywords=_keywords(fields.get("KW", [])),
        abstract=_words(fields, "AB", "N2", longest=clean.LONGEST_ABSTRACT),
        link=next(filter(None, links), ""),
        doi=next(filter(None, map(clean.doi, _any(fields, "DO", "M3", "UR", "L3"))), ""),
        isbn=next(filter(None, map(clean.isbn, _any(fields, "SN"))), ""),
    )  # fmt: skip


def _any(fields: Fields, *tags: str) -> list[str]:
    """Return what some tags say, or all of them."""
    return [said for tag in tags or fields for said in fields.get(tag, ())]


def _words(fields: Fields, *tags: str, longest: int = clean.LONGEST_LINE) -> str:
    """Return the first of some tags that says anything, as plain words."""
    shown = (clean.plain(clean.untagged(said), longest) for said in _any(fields, *tags))
    return next(filter(None, shown), "")


def _when(fields: Fields) -> tuple[int | None, str]:
    """Return the year of publication, and the most exact date that is in it."""
    year, date = None, ""
    for tag in ("PY", "Y1", "DA"):
        for said in fields.get(tag, ()):
            other, exact = clean.when(said[:200], _words(fields, "DA"))
            if other and (year is None or (other == year and len(exact) > len(date))):
                year, date = other, exact
    return year, date


def _keywords(said: list[str]) -> tuple[str, ...]:
    words = [clean.untagged(each).lstrip("*") for each in said]
    if len(words) == 1:
        return clean.keywords(words[0])
    return clean.once(word for each in words for word in each.split(";"))
