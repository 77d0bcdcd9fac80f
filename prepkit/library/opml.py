"""OPML: the list of feeds a feed reader writes, and the links in an outline.

listparser would follow the same rules; but it copies the names of all folders above for every
feed, and lists nested very deep take all the memory there is.
"""

from __future__ import annotations

from xml.sax import ContentHandler
from xml.sax.xmlreader import AttributesImpl

from prepkit.errors import UnreadableFileError
from prepkit.library.clean import address, keywords, plain, untagged, when
from prepkit.library.entry import Entry, Found, Trouble
from prepkit.library.markup import look, mended, root, utf8

LONGEST = 64_000_000
"""Bytes of a list; the longest have a few thousand feeds and a megabyte."""


def read_opml(data: bytes) -> Found:
    """Return the feeds an OPML file names, each address once, and its links as entries.

    Folders of any depth are gone through and do not count. Where the file breaks, what comes
    before is read.

    Args:
        data: the file as it came, in any encoding.

    Raises:
        UnreadableFileError: when it is no OPML, is too long, or is made to do harm.
    """
    if len(data) > LONGEST:
        raise UnreadableFileError(
            f"not read: a list of {len(data):,} bytes: {LONGEST:,} is the most: export fewer feeds"
        )
    data, assumed = utf8(data)
    if root(data) != "opml":
        look(data)  # a grammar in front of the root, if that is why, is told as such
        raise UnreadableFileError(
            f"not a list of feeds: it begins with {root(data)!r}: export OPML from your feed reader"
        )
    outline = _Outline()
    broken = look(data, outline)
    troubles = [*assumed]
    if broken:
        outline = _Outline()
        rest = "what comes before was read" if look(mended(data), outline) else "put right"
        troubles.append(Trouble(broken.line, f"{broken.says}: {rest}"))
    troubles = sorted((*troubles, *outline.troubles), key=lambda trouble: trouble.line)
    feeds = tuple((title, link) for link, title in outline.feeds.items())
    return Found("OPML", tuple(outline.entries), tuple(troubles), feeds)


class _Outline(ContentHandler):
    """What the outlines told so far stand for."""

    def __init__(self) -> None:
        super().__init__()
        self.feeds: dict[str, str] = {}
        self.entries: list[Entry] = []
        self.troubles: list[Trouble] = []

    def startElement(self, name: str, attrs: AttributesImpl) -> None:  # noqa: N802 (SAX's)
        if name.lower() != "outline":
            return
        said = {key.lower(): value.strip() for key, value in attrs.items()}
        title = plain(untagged(said.get("text") or said.get("title") or ""))
        kind = said.get("type", "").lower()
        if said.get("xmlurl"):
            link = _web(said["xmlurl"])
            if link:
                self.feeds[link] = self.feeds.get(link) or title or link
            else:
                self._say(f"no http or https address: {plain(said['xmlurl'], 80)!r}: left out")
        elif kind == "include":
            link = plain(said.get("url", ""), 80)
            self._say(f"another list: {link!r}: import it by itself")
        elif said.get("url") or said.get("htmlurl"):
            self._link(said, title)

    def _link(self, said: dict[str, str], title: str) -> None:
        given = said.get("url") or said["htmlurl"]
        link = _web(given)
        if not link:
            self._say(f"no http or https address: {plain(given, 80)!r}: left out")
            return
        year, date = when(said.get("created", ""))
        entry = Entry(
            "news", title or link, year=year, date=date, link=link,
            keywords=keywords(said.get("category", "")),
            abstract=plain(untagged(said.get("description", ""))),
        )  # fmt: skip
        self.entries.append(entry)

    def _say(self, says: str) -> None:
        line = self._locator.getLineNumber()  # type: ignore[attr-defined]
        self.troubles.append(Trouble(int(line or 0), says))


def _web(link: str) -> str:
    """Return an http or https address, also of one with "feed:" in front; ``""`` for others."""
    scheme, _, rest = link.partition(":")
    if scheme.lower() == "feed":
        link = f"http:{rest}" if rest.startswith("//") else rest
    return address(link)
