"""Feeds: RSS 0.9 to 2.0 and Atom, as feedparser reads them, once they were looked at."""

from __future__ import annotations

import re
from collections.abc import Iterator
from io import BytesIO
from itertools import chain, repeat
from typing import Any
from urllib.parse import urljoin

import feedparser

from prepkit.errors import UnreadableFileError
from prepkit.library.clean import (
    LONGEST_ABSTRACT,
    MOST,
    address,
    doi,
    name,
    once,
    plain,
    untagged,
    when,
)
from prepkit.library.entry import Entry, Found, Trouble
from prepkit.library.feed_parts import Sound, sound
from prepkit.library.markup import look, root, utf8, words

LONGEST = 64_000_000
"""Bytes of a feed; feedparser reads one or two million in a second."""

_FORMATS = {"rss": "RSS", "rdf": "RSS", "feed": "Atom"}
_ARXIV = re.compile(r"https?://(?:[\w-]+\.)*arxiv\.org/", re.IGNORECASE)
_ARXIV_HEAD = re.compile(r"arXiv:\S+ Announce Type: \S+ Abstract: ")
_ARXIV_TAIL = re.compile(r" \(arXiv:[^()]*\)$")
_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:")
_BEGINNING = 100  # characters of a text that stand for a missing title


def read_feed(data: bytes) -> Found:
    """Return the entries of a feed.

    What is broken or endless is left out, with its line; the rest comes in. An entry from arXiv
    or with a DOI is a paper, one with something to hear or see a talk, any other news; one
    without a title is called by the beginning of its text.

    Args:
        data: the feed as it came, in any encoding.

    Raises:
        UnreadableFileError: when it is no feed, is too long, or is made to do harm.
    """
    if len(data) > LONGEST:
        raise UnreadableFileError(
            f"not read: a feed of {len(data):,} bytes: {LONGEST:,} is the most"
        )
    data, assumed = utf8(data)
    kind = root(data)
    if kind not in _FORMATS:
        look(data)  # a grammar in front of the root, if that is why, is told as such
        raise UnreadableFileError(
            f"not a feed: it begins with {kind!r}: look for the address behind “RSS” or “Feed”"
        )
    parts = sound(data)
    feed, listed, stumbled = _parsed(parts)
    troubles = [*assumed, *parts.troubles, *stumbled]
    entries = []
    for line, raw in listed:
        entry, wrong = _entry(raw, feed)
        entries += [entry] if entry else []
        troubles += [Trouble(line, wrong)] if wrong else []
    troubles.sort(key=lambda trouble: trouble.line)
    return Found(_FORMATS[kind], tuple(entries), tuple(troubles))


def _parsed(parts: Sound) -> tuple[Any, list[tuple[int, Any]], list[Trouble]]:
    """Return what feedparser makes of a feed, of each entry with its line, and what it cannot."""
    try:
        whole = _parse(parts.data)
    except Exception:  # feedparser stumbles over a few odd tags, in many ways
        return _parsed_apart(parts)
    # An entry inside an entry is one more for feedparser.
    lines = parts.lines if len(parts.lines) == len(whole.entries) else [0] * len(whole.entries)
    return whole.feed, list(zip(lines, whole.entries, strict=True)), []


def _parsed_apart(parts: Sound) -> tuple[Any, list[tuple[int, Any]], list[Trouble]]:
    """Do the same entry by entry, so that a tag feedparser stumbles over costs one entry."""
    feed: Any = {}
    listed: list[tuple[int, Any]] = []
    troubles: list[Trouble] = []
    # A text in CDATA may look like one more entry, of which nobody knows the line.
    lines = chain((0,), parts.lines, repeat(0))
    for place, (line, document) in enumerate(zip(lines, parts.alone(), strict=False)):
        try:
            parsed = None if look(document, named=True) else _parse(document)
        except Exception:  # as above
            parsed = None
        if not parsed:
            what = "an entry" if place else "what the feed says of itself"
            troubles.append(Trouble(line, f"{what} cannot be read: left out"))
            continue
        feed = feed or parsed.feed
        listed += [(line, raw) for raw in parsed.entries]
    return feed, listed, troubles


def _parse(data: bytes) -> Any:
    return feedparser.parse(BytesIO(data), sanitize_html=False, resolve_relative_uris=False)


def _entry(raw: Any, feed: Any) -> tuple[Entry | None, str]:
    """Return one entry and what is wrong with it; ``None`` when nothing says what it is."""
    text = plain(words(_first(raw, "summary") or _content(raw)), LONGEST_ABSTRACT)
    title = _ARXIV_TAIL.sub("", plain(untagged(_first(raw, "title")))) or plain(text, _BEGINNING)
    if not title:
        return None, "an entry without title and text: left out"
    link, wrong = _link(raw, feed)
    named = doi(_first(raw, "prism_doi", "arxiv_doi", "dc_identifier"))
    named = named or (doi(link) if "doi.org/" in link else "")
    year, date = _date(raw)
    entry = Entry(
        form=_form(raw, link, named), title=title, by=_people(raw), year=year, date=date,
        venue=plain(untagged(_first(raw, "prism_publicationname") or _first(feed, "title"))),
        publisher=plain(_first(raw, "publisher")),
        keywords=once(untagged(tag.get("label") or tag.get("term") or "") for tag in _tags(raw)),
        abstract=_ARXIV_HEAD.sub("", text), link=link, doi=named,
    )  # fmt: skip
    return entry, wrong


def _first(raw: Any, *keys: str) -> str:
    """Return the first text there is under some keys; feedparser's own look-up would guess."""
    for key in keys:
        value = dict.get(raw, key)
        if value and isinstance(value, str):
            return value
    return ""


def _content(raw: Any) -> str:
    return next((_first(part, "value") for part in dict.get(raw, "content") or ()), "")


def _tags(raw: Any) -> list[Any]:
    return (dict.get(raw, "tags") or [])[:MOST]


def _media(raw: Any) -> list[Any]:
    """Return what there is to hear or see; pictures are there only to please."""
    return [
        link
        for link in dict.get(raw, "links") or ()
        if link.get("rel") == "enclosure" and not str(link.get("type", "")).startswith("image/")
    ]


def _form(raw: Any, link: str, named: str) -> str:
    if named or _ARXIV.match(link):
        return "paper"
    return "talk" if _media(raw) or _first(raw, "yt_videoid") else "news"


def _link(raw: Any, feed: Any) -> tuple[str, str]:
    """Return the address of an entry and what is wrong with the one that was given."""
    given = _first(raw, "link").strip()
    if given == _first(raw, "id").strip() and not _SCHEME.match(given):
        given = ""
    given = given or next((_first(media, "href") for media in _media(raw)), "")
    whole = given
    if given and not _SCHEME.match(given):
        try:
            whole = urljoin(address(_first(feed, "link")), given)
        except ValueError:
            whole = ""
    link = address(whole)
    if given and not link:
        return "", f"a link that is no http or https address: {plain(given, 80)!r}: left out"
    return link, ""


def _date(raw: Any) -> tuple[int | None, str]:
    """Return the year and the day an entry names, in its own time zone."""
    year, date = when(_first(raw, "published", "updated", "created"))
    moment = dict.get(raw, "published_parsed") or dict.get(raw, "updated_parsed")
    if year or not moment:
        return year, date
    return when("{:04}-{:02}-{:02}".format(*moment[:3]))


def _people(raw: Any) -> tuple[str, ...]:
    """Return the authors, each "Given Family"; an address alone is nobody's name."""
    listed = (_first(person, "name") for person in dict.get(raw, "authors") or ())
    people = (plain(untagged(each)) for some in listed for each in _apart(some))
    return tuple(dict.fromkeys(each for each in people if each and "@" not in each))[:MOST]


def _apart(people: str) -> Iterator[str]:
    """Give the people one text names; a comma parts them only where both sides are whole names."""
    for some in re.split(r"[;\n]|\s(?:and|&)\s", people):
        each = [part.strip() for part in some.split(",") if part.strip()]
        if len(each) > 1 and all(" " in part for part in each):
            yield from each
        else:
            yield name(some)
