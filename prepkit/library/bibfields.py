"""What the fields of a BibTeX or BibLaTeX entry say, as an :class:`Entry` has it."""

from __future__ import annotations

import functools
import re
from collections.abc import Mapping

from prepkit.library import clean
from prepkit.library.entry import Entry
from prepkit.library.forms import BIBTEX, WORDS, form
from prepkit.library.latex import readable, verbatim

Fields = Mapping[str, str]
"""What stands in an entry, in LaTeX, by the field's name in lower case."""

_VENUES = ("journaltitle", "journal", "booktitle", "maintitle", "eventtitle", "series")
_PUBLISHERS = ("publisher", "institution", "school", "organization")
_PLACES = ("affiliation", "affiliations", "author_affiliation")
_KEYWORDS = ("keywords", "keyword", "author_keywords", "tags")
_LINKS = ("url", "howpublished", "link", "bdsk-url-1", "ee", "note")
_SITES = {"online", "electronic", "www", "webpage"}

# What tells one work from another is never taken over: two talks are not one for their book's.
_OWN = {"title", "subtitle", "abstract", "doi", "isbn", "eprint", *_KEYWORDS, *_LINKS}

USED = frozenset(
    {"author", "editor", "date", "year", "month", "day", "eventdate", "type", "entrysubtype",
     "crossref", "xdata", "eprinttype", "archiveprefix", *_OWN, *_VENUES, *_PUBLISHERS, *_PLACES}
)  # fmt: skip
"""Names of the fields an entry is made of; the others need not be looked at."""

_LONGEST_LIST = 200_000  # characters of the authors or the keywords of one entry


def inherited(fields: Fields, parent: Fields, *, whole: bool) -> Fields:
    """Return the fields of an entry and those it takes over from another.

    Args:
        fields: its own, which come first.
        parent: those of the other; its title becomes the ``booktitle``.
        whole: whether it takes over all of them: so with ``xdata``, not so with ``crossref``.
    """
    if whole:
        return {**parent, **fields}
    given = {name: value for name, value in parent.items() if name not in _OWN}
    title = parent.get("title") or parent.get("booktitle")
    return {**({"booktitle": title} if title else {}), **given, **fields}


def entry(kind: str, fields: Fields) -> Entry | None:
    """Return what an entry says; ``None`` when it has no title.

    Args:
        kind: its type, lower case and without the "@".
        fields: those of :data:`USED` count.
    """
    title = _read(fields.get("title", ""))
    if not title and BIBTEX.get(kind) == "book":
        title = _words(fields, "booktitle")
    if not title:
        return None
    subtitle = _words(fields, "subtitle")
    if subtitle:
        title = clean.plain(f"{title}{' ' if title[-1] in '?!:.' else ': '}{subtitle}")
    year, date = _when(fields)
    people = fields.get("author", "").strip() or fields.get("editor", "")
    arxiv = _arxiv(fields)
    site = "website" if kind in _SITES and not arxiv else ""
    talk = "talk" if kind == "unpublished" and fields.get("eventtitle") else ""
    kinds = (talk, kind, *(_words(fields, name) for name in ("type", "entrysubtype")), site)
    return Entry(
        form=form(*kinds, tables=(BIBTEX, WORDS)),
        title=title,
        by=clean.names(people[:_LONGEST_LIST], _person),
        year=year,
        date=date,
        venue=_words(fields, *_VENUES) or (arxiv and "arXiv"),
        publisher=_words(fields, *_PUBLISHERS),
        places=clean.once(_list(fields, *_PLACES).split(";")),
        keywords=clean.keywords(_list(fields, *_KEYWORDS)),
        abstract=_read(fields.get("abstract", ""), clean.LONGEST_ABSTRACT),
        link=_link(fields) or arxiv,
        doi=_doi(fields),
        isbn=clean.isbn(verbatim(fields.get("isbn", ""))),
    )


def _words(fields: Fields, *names: str) -> str:
    """Return the first of some fields that says anything, as plain words."""
    shown = (_known(fields[name][: 4 * clean.LONGEST_LINE]) for name in names if fields.get(name))
    return next(filter(None, shown), "")


def _read(value: str, longest: int = clean.LONGEST_LINE) -> str:
    if len(value) > 4 * longest:
        value = value.strip("{} \t\r\n")[: 4 * longest]
    return clean.plain(clean.untagged(readable(value)), longest)


# The same venues, publishers, months and people come again and again.
_known = functools.lru_cache(10_000)(_read)


@functools.lru_cache(20_000)
def _person(text: str) -> str:
    return clean.name(text, _read)


def _list(fields: Fields, *names: str) -> str:
    """Return a list as it is written, in one line: files break lines where they are full."""
    value = next((fields[name] for name in names if fields.get(name)), "")
    return " ".join(clean.untagged(readable(value[:_LONGEST_LIST])).split())


def _when(fields: Fields) -> tuple[int | None, str]:
    for name in ("date", "year", "eventdate"):
        said, month, day = (fields.get(key, "") for key in (name, "month", "day"))
        if said:
            year, date = clean.when(*(_known(each[:200]) for each in (said, month, day)))
            if year:
                return year, date
    return None, ""


def _arxiv(fields: Fields) -> str:
    """Return the address of a preprint in arXiv; ``""`` for any other work."""
    kind = fields.get("eprinttype") or fields.get("archiveprefix", "")
    number = re.sub(r"^arxiv:", "", verbatim(fields.get("eprint", "")).strip(), flags=re.IGNORECASE)
    if kind.strip().lower() != "arxiv" or not re.fullmatch(r"[\w.-]+(/\d+)?(v\d+)?", number):
        return ""
    return clean.address(f"https://arxiv.org/abs/{number}")


def _link(fields: Fields) -> str:
    for name in _LINKS:
        value = fields.get(name, "")
        if "://" in value:
            for piece in verbatim(value[:10_000]).split():
                found = clean.address(piece.strip("<>").rstrip(".,;"))
                if found:
                    return found
    return ""


def _doi(fields: Fields) -> str:
    said = fields.get("doi", "")
    if not said:
        said = next((fields[name] for name in _LINKS if "doi.org/" in fields.get(name, "")), "")
    return clean.doi(verbatim(said[:10_000]))
