"""OpenAlex: what its answers say, as an :class:`Entry` has it."""

from __future__ import annotations

from typing import Any

from prepkit.library import clean
from prepkit.library.entry import Entry
from prepkit.library.forms import form

FIELDS = (
    "id,doi,display_name,type,publication_year,publication_date,authorships,primary_location,"
    "keywords,topics,abstract_inverted_index"
)
"""What is asked for of each work."""

_MOST_WORDS = 20_000  # of an abstract


def work_of(work: dict[str, Any]) -> Entry | None:
    """Return what OpenAlex says of a work; ``None`` when it has no title."""
    title = _said(work, "display_name")
    if not title:
        return None
    written = _list(work, "authorships")[: clean.MOST]
    people = (_said(part, "author", "display_name") for part in written)
    institutions = (place for part in written for place in _list(part, "institutions"))
    located = _part(work, "primary_location")
    year, date = clean.when(_said(work, "publication_date") or str(work.get("publication_year")))
    links = (_said(located, "landing_page_url"), _said(work, "doi"), _said(work, "id"))
    return Entry(
        form=form(_said(work, "type")), title=title, by=tuple(filter(None, people)),
        year=year, date=date, venue=_said(located, "source", "display_name"),
        publisher=_said(located, "source", "host_organization_name"),
        places=clean.once(_said(place, "display_name") for place in institutions),
        keywords=clean.once(
            _said(each, "display_name")
            for key in ("keywords", "topics") for each in _list(work, key)
        ),
        abstract=_abstract(_part(work, "abstract_inverted_index")),
        link=next(filter(None, map(clean.address, links)), ""), doi=clean.doi(_said(work, "doi")),
    )  # fmt: skip


def _part(thing: Any, key: str) -> dict[str, Any]:
    part = thing.get(key)
    return part if isinstance(part, dict) else {}


def _list(thing: dict[str, Any], key: str) -> list[dict[str, Any]]:
    listed = thing.get(key)
    return [each for each in listed if isinstance(each, dict)] if isinstance(listed, list) else []


def _said(thing: dict[str, Any], *keys: str) -> str:
    """Return the text some keys lead to, one into the other; ``""`` where there is none."""
    *way, last = keys
    for key in way:
        thing = _part(thing, key)
    said = thing.get(last)
    return clean.plain(clean.untagged(said[:100_000])) if isinstance(said, str) else ""


def _abstract(places: dict[str, Any]) -> str:
    """Return the text whose words stand at the places that are listed for each of them."""
    words = [
        (place, word)
        for word, listed in places.items() if isinstance(listed, list)
        for place in listed if isinstance(place, int)
    ]  # fmt: skip
    text = " ".join(word for _, word in sorted(words)[:_MOST_WORDS])
    return clean.plain(clean.untagged(text), clean.LONGEST_ABSTRACT)
