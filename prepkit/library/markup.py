"""Markup from strangers: XML that is looked at before anything is made of it, HTML as words."""

from __future__ import annotations

import re
from io import BytesIO
from xml.sax import ContentHandler, SAXParseException
from xml.sax.handler import feature_namespaces
from xml.sax.xmlreader import InputSource

from defusedxml import DefusedXmlException, sax

from prepkit.errors import UnreadableFileError
from prepkit.library.clean import untagged
from prepkit.library.encoding import decoded
from prepkit.library.entry import Trouble

_HEAD = 20_000  # bytes in which a document says what it is
_ENCODING = re.compile(rb"\s*<\?xml\s[^>]{0,200}?encoding\s*=\s*[\"']([\w.:-]{1,40})")
# A DOCTYPE that only names a grammar, as RSS 0.91 has it, goes; one that holds a grammar stays.
_PROLOGUE = re.compile(rb"<\?xml\s[^>]{0,300}\?>|<!DOCTYPE[^>\[]*>", re.IGNORECASE)
_BEFORE_ROOT = re.compile(
    rb"(?:\s|<\?[^>]*>|<!DOCTYPE[^>\[]*>|<!--(?:[^-]|-(?!->))*-->)*", re.IGNORECASE
)
_ROOT = re.compile(rb"<(?:[\w.-]{1,100}:)?([A-Za-z][\w.-]{0,100})")
_BARE = re.compile(rb"&(?!(?:amp|lt|gt|quot|apos|#\d{1,7}|#x[0-9A-Fa-f]{1,6});)")
# Control characters, U+FFFE and U+FFFF: there is no way to write them in XML.
_FORBIDDEN = re.compile(
    rb"[\x00-\x08\x0b\x0c\x0e-\x1f]|\xef\xbf[\xbe\xbf]|"
    rb"&#(?:0*(?:[0-8]|1[124-9]|2\d|3[01])|x0*(?:[0-8bcef]|1[\da-f]));",
    re.IGNORECASE,
)
_UNSHOWN = re.compile(r"(</?(?:script|style)\b[^<>]*>)", re.IGNORECASE)
_TAG = re.compile(r"<[A-Za-z/!?][^<>]*>")


def utf8(data: bytes) -> tuple[bytes, tuple[Trouble, ...]]:
    """Return XML in UTF-8 without what stands before its root, and what had to be assumed.

    The lines stay where they were.
    """
    declared = _ENCODING.match(data)
    text, troubles = decoded(data, declared[1].decode() if declared else "")
    data = text.encode(errors="replace")
    start = _PROLOGUE.sub(lambda found: b"\n" * found[0].count(b"\n"), data[:_HEAD])
    return start + data[_HEAD:], troubles


def root(data: bytes) -> str:
    """Return the name of a document's first element, lower case and without its prefix.

    Empty when it does not begin with one.
    """
    start = data[:_HEAD]
    before = _BEFORE_ROOT.match(start)
    found = _ROOT.match(start, before.end() if before else 0)
    return found[1].decode().lower() if found else ""


def look(
    data: bytes, reader: ContentHandler | None = None, *, named: bool = False
) -> Trouble | None:
    """Go through a document once; nothing it names is fetched or expanded.

    Args:
        data: as :func:`utf8` returns it.
        reader: is told of each element, up to where the document breaks.
        named: whether every prefix has to have a namespace.

    Returns:
        Where the document breaks and why; ``None`` when it is whole.

    Raises:
        UnreadableFileError: when it holds entities or a grammar of its own.
    """
    parser = sax.make_parser()
    parser.forbid_dtd = True
    parser.setFeature(feature_namespaces, named)
    parser.setContentHandler(reader or ContentHandler())
    source = InputSource()
    source.setEncoding("utf-8")
    source.setByteStream(BytesIO(data))
    try:
        parser.parse(source)
    except SAXParseException as error:
        return Trouble(int(error.getLineNumber() or 0), f"broken XML: {error.getMessage()}")
    except DefusedXmlException as error:
        raise UnreadableFileError(
            "not read: it defines entities of its own, which can hang a computer or read its "
            "files: export it again without them"
        ) from error
    return None


def mended(data: bytes) -> bytes:
    """Return a document with the two commonest faults put right, lines as they were.

    A bare "&" becomes "&amp;", so that an entity only HTML knows is kept as it is written;
    characters XML forbids go.
    """
    return _BARE.sub(b"&amp;", _FORBIDDEN.sub(b"", data))


def words(html: str) -> str:
    """Return what a person reads of a piece of HTML; blanks and line breaks stay as they are."""
    if "<" in html:
        # Odd pieces are the tags of scripts and styles; what follows an opening one is unseen.
        pieces = _UNSHOWN.split(html)
        html = "".join(
            piece
            for place, piece in enumerate(pieces)
            if place % 2 == 0 and (place == 0 or pieces[place - 1].startswith("</"))
        )
        html = _TAG.sub(" ", html)
    return untagged(html)
