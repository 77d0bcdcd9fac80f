"""Parts of a feed: those that are whole, and short enough to be read in good time."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from xml.sax import ContentHandler
from xml.sax.xmlreader import AttributesNSImpl

from prepkit.errors import UnreadableFileError
from prepkit.library.entry import Trouble
from prepkit.library.markup import look, mended

LONGEST_ENTRY = 500_000
"""Bytes of one entry, with everything in it."""

LONGEST_KEPT = 24_000_000
"""Bytes of all entries together."""

_MOST_BROKEN = 1_000
_LONGEST_ROOT = 20_000

_ENTRY = re.compile(rb"<((?:[\w.-]{1,100}:)?(?:item|entry))(?=[\s>/])", re.IGNORECASE)
_ROOT = re.compile(rb"<((?:[\w.-]{1,100}:)?(rss|rdf|feed))\b[^<>]*(?<!/)>", re.IGNORECASE)
_PREFIX = re.compile(rb"</?([A-Za-z][\w.-]{0,99}):|\s([A-Za-z][\w.-]{0,99}):[\w.-]+\s*=\s*[\"']")
_DECLARED = re.compile(rb"\bxmlns:([\w.-]+)")
_TEXTS = (b"description", b"content:encoded", b"summary", b"content", b"title")
# feedparser takes quadratic time to look for the "@" of an address in a name without blanks.
_ENDLESS = re.compile(rb"([\w.+-]{300})[\w.+-]+")
_NAMESPACES = {
    b"atom": b"http://www.w3.org/2005/Atom",
    b"content": b"http://purl.org/rss/1.0/modules/content/",
    b"dc": b"http://purl.org/dc/elements/1.1/",
    b"itunes": b"http://www.itunes.com/DTDs/PodCast-1.0.dtd",
    b"media": b"http://search.yahoo.com/mrss/",
    b"prism": b"http://prismstandard.org/namespaces/1.2/basic/",
    b"rdf": b"http://www.w3.org/1999/02/22-rdf-syntax-ns#",
}


@dataclass(frozen=True, slots=True)
class Sound:
    """A feed that is well-formed and may be given to feedparser.

    Attributes:
        data: in UTF-8, without a declaration.
        lines: where each entry stood in the file.
        troubles: what was put right or left out.
    """

    data: bytes
    lines: tuple[int, ...]
    troubles: tuple[Trouble, ...]

    def alone(self) -> Iterator[bytes]:
        """Give a feed without entries, and then, for each entry, one that has only that one."""
        first = _ENTRY.search(self.data)
        root, channel, end = _frame(self.data)
        yield self.data[: first.start() if first else 0] + end
        for _, name, entry in _entries(self.data):
            close = b"</" + name
            yield root + channel + entry[: entry.rfind(close)] + close + b">" + end


def sound(data: bytes) -> Sound:
    """Return what is sound of a feed, given as :func:`prepkit.library.markup.utf8` returns it.

    A document that is not well-formed is mended; where that does not help, it is taken apart
    and each broken entry left out.

    Raises:
        UnreadableFileError: when nothing is, or it is made to do harm.
    """
    entries = list(_entries(data))
    short = _ENDLESS.sub(rb"\1", data)
    broken = look(short, _Shape(), named=True)
    troubles: list[Trouble] = []
    if broken:
        data = _declared(mended(data))
        short = _ENDLESS.sub(rb"\1", data)
        if not look(short, _Shape(), named=True):
            troubles = [Trouble(broken.line, f"{broken.says}: put right")]
            broken = None
    lengths = [len(entry) for _, _, entry in entries]
    longest = max((*lengths, len(data) - sum(lengths)))
    if not broken and longest <= LONGEST_ENTRY and len(data) <= LONGEST_KEPT:
        return Sound(short, tuple(line for line, _, _ in entries), tuple(troubles))
    short, lines, left_out = _apart(data)
    still = look(short, _Shape(), named=True)
    if still:
        raise UnreadableFileError(f"not read: {(broken or still).says}: get the feed again")
    if broken and not left_out:
        troubles = [Trouble(broken.line, f"{broken.says}: read as far as it goes")]
    return Sound(short, lines, (*troubles, *left_out))


def _frame(data: bytes) -> tuple[bytes, bytes, bytes]:
    """Return the first tag of a feed, the one entries stand in besides, and the last ones."""
    root = _ROOT.search(data)
    if not root or len(root[0]) > _LONGEST_ROOT:
        return b"", b"", b""
    inner = root[2].lower() == b"rss"
    return root[0], b"<channel>" * inner, b"</channel>" * inner + b"</%s>" % root[1]


def _entries(data: bytes) -> Iterator[tuple[int, bytes, bytes]]:
    """Give line, name and bytes of each entry, up to where the next one begins."""
    found = list(_ENTRY.finditer(data))
    starts = [0, *(entry.start() for entry in found), len(data)]
    line = 1
    for entry, (before, start), end in zip(found, pairwise(starts), starts[2:], strict=False):
        line += data.count(b"\n", before, start)
        yield line, entry[1], data[start:end]


def _apart(data: bytes) -> tuple[bytes, tuple[int, ...], tuple[Trouble, ...]]:
    """Return a feed of the entries that can be read, their lines, and what was left out."""
    root, channel, end = _frame(data)
    first = _ENTRY.search(data)
    head = data[data.find(root) : first.start() if first else len(data)]
    if len(head) > LONGEST_ENTRY or look(head + end, named=True):
        head = root + channel
    kept, size = [_ENDLESS.sub(rb"\1", head)], 0
    lines: list[int] = []
    troubles: list[Trouble] = []
    for line, name, entry in _entries(data):
        entry, wrong = _readable(entry, name, root + channel, end)
        size += len(entry)
        if size > LONGEST_KEPT or len(troubles) >= _MOST_BROKEN:
            over = f"a feed of more than {LONGEST_KEPT:,} bytes"
            what = over if size > LONGEST_KEPT else "too many broken entries"
            troubles.append(Trouble(line, f"{what}: this and what follows was left out"))
            break
        if wrong:
            troubles.append(Trouble(line, wrong))
        else:
            kept.append(entry)
            lines.append(line)
    return b"".join((*kept, end)), tuple(lines), tuple(troubles)


def _readable(entry: bytes, name: bytes, start: bytes, end: bytes) -> tuple[bytes, str]:
    """Return an entry as it can be read, or what is wrong with it.

    Args:
        entry: up to where the next one begins, or up to the end of the feed.
        name: what its tags are called.
        start: the first tags of the feed, which say what prefixes mean.
        end: its last ones.
    """
    # As a rule the first end is the end; in CDATA there may be more that look like it.
    ends = [found.end() for found in re.finditer(rb"</%s\s*>" % re.escape(name), entry)]
    if min(ends, default=len(entry)) > LONGEST_ENTRY:
        return b"", f"an entry of {len(entry):,} bytes: {LONGEST_ENTRY:,} is the most: left out"
    says = "broken XML: it has no end"
    for length in dict.fromkeys(at for at in (*ends[:1], *ends[-1:]) if at <= LONGEST_ENTRY):
        for whole in (entry[:length], _quoted(entry[:length])):
            short = _ENDLESS.sub(rb"\1", whole)
            broken = look(start + short + end, named=True)
            if not broken:
                return short, ""
            says = broken.says
    return b"", f"{says}: this entry was left out"


def _quoted(entry: bytes) -> bytes:
    """Return an entry with its texts in CDATA: HTML was written into it as if it were XML."""
    for text in _TEXTS:
        start = re.search(rb"<%s\b[^<>]*(?<!/)>" % text, entry)
        end = entry.rfind(b"</%s>" % text)
        if start and start.end() < end and b"<![CDATA[" not in entry[start.end() : end]:
            inner = entry[start.end() : end].replace(b"]]>", b"]]&gt;")
            entry = b"%s<![CDATA[%s]]>%s" % (entry[: start.end()], inner, entry[end:])
    return entry


def _declared(data: bytes) -> bytes:
    """Return a feed whose root declares every prefix that is used and nowhere declared."""
    opening = _ROOT.search(data)
    used = {found[1] or found[2] for found in _PREFIX.finditer(data)} - {b"xml", b"xmlns"}
    missing = sorted(used.difference(_DECLARED.findall(data)))[:100]
    if not opening or not missing:
        return data
    extra = b"".join(
        b' xmlns:%s="%s"' % (prefix, _NAMESPACES.get(prefix, b"urn:unknown:" + prefix))
        for prefix in missing
    )
    place = opening.end() - 1
    return data[:place] + extra + data[place:]


class _Shape(ContentHandler):
    """Refuses a feed whose shape no feed has, but which would keep feedparser busy for hours."""

    _labels = frozenset(("category", "keywords", "subject", "tags"))

    def __init__(self) -> None:
        super().__init__()
        self.elements = self.labels = 0
        self.prefixes: set[str | None] = set()

    def startPrefixMapping(self, prefix: str | None, uri: str) -> None:  # noqa: N802 (SAX's)
        self.prefixes.add(prefix)
        self._at_most(len(self.prefixes), 100, "namespaces")

    def startElementNS(  # noqa: N802 (SAX's)
        self, name: tuple[str | None, str], qname: str | None, attrs: AttributesNSImpl
    ) -> None:
        self.elements += 1
        self._at_most(self.elements, 1_000_000, "elements")
        local = name[1].lower()
        if local in ("item", "entry"):
            self.labels = 0
        elif local in self._labels:
            self.labels += 1
            self._at_most(self.labels, 1_000, "keywords of one entry")
        if len(attrs):
            self._at_most(len(attrs), 100, "attributes of one element")
            base = next((value for (_, key), value in attrs.items() if key == "base"), "")
            self._at_most(len(base), 2_000, "characters of an address")

    def _at_most(self, count: int, most: int, what: str) -> None:
        if count > most:
            line = self._locator.getLineNumber()  # type: ignore[attr-defined]
            raise UnreadableFileError(
                f"not read: line {line}: {most:,} {what} is the most: this is no feed"
            )
