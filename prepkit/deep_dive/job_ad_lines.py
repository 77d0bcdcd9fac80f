"""The lines and sentences of a job ad, as they were before mail, web and word processor."""

from __future__ import annotations

import html
import itertools
import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from prepkit.content import load


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the ad, what was broken over several put together again.

    Attributes:
        text: without bullet and emphasis.
        mark: the bullet: itself when it is a sign, ``"1"`` for a number or letter, or ``""``.
        apart: whether an empty line stands before it.
        titled: whether it is marked up as a heading.
    """

    text: str
    mark: str = ""
    apart: bool = False
    titled: bool = False


_ENTITY = re.compile(r"&(?:#\d{1,7}|#x[0-9a-f]{1,6}|[a-z][a-z0-9]{1,30});", re.IGNORECASE)
_TAG = re.compile(
    r"<(/?)(a|b|br|dd|div|dl|dt|em|font|h[1-6]|hr|i|img|li|ol|p|section|span|strong|table|tbody|td"
    r"|th|tr|u|ul)\b[^<>]{0,500}>",
    re.IGNORECASE,
)
_INVISIBLE = dict.fromkeys(map(ord, "\xad\u200b\u200e\u200f\u2060\ufeff"))
_QUOTED = re.compile(r"\A(?:>[ \t]?)+")
_MARK = re.compile(
    r"(?P<number>\(?(?:\d{1,2}|[a-z]|[ivx]{2,4})[.)](?:\s+|(?=[^\W\d_]))|\d\ufe0f?\u20e3\s*)"
    r"|(?P<sign>o(?:\t|\s{2})\s*|\[[ xX]?\]\s+|[*+−—–-]\s+|[-–](?=[^\W\d_])|[•‣⁃·∙・※»›→⇒§]\s*)"
)


def _untagged(tag: re.Match[str]) -> str:
    closing, name = tag[1], tag[2].lower()
    if name in ("b", "strong"):
        return "**"
    if name in ("a", "em", "font", "i", "img", "span", "u"):
        return ""
    if closing or name in ("br", "div", "td", "th", "tr"):
        return "\n"
    return {"li": "\n• ", "p": "\n\n", "ul": "\n\n", "ol": "\n\n"}.get(
        name, "\n\n# " if name[1:].isdigit() else "\n"
    )


def _marked(text: str) -> tuple[str, str]:
    """Return the bullets at the beginning of a line and what comes after them."""
    mark = ""
    for _ in range(3):
        if found := _MARK.match(text):
            mark, text = mark or ("1" if found["number"] else found[0].strip()), text[found.end() :]
        elif text and unicodedata.category(text[0]) in ("So", "Co"):
            mark, text = mark or text[0], text[1:].lstrip("\ufe0e\ufe0f\u200d🏻🏼🏽🏾🏿 \t\xa0")
        else:
            break
    return mark, text


def lines(ad: str) -> list[Line]:
    """Return the lines that say something."""
    text = _TAG.sub(_untagged, _ENTITY.sub(lambda entity: html.unescape(entity[0]), ad))
    text = unicodedata.normalize("NFC", text.translate(_INVISIBLE))
    raws = [_QUOTED.sub("", raw) for raw in text.splitlines()]
    return [line for line in _joined(raws) if any(map(str.isalnum, line.text))]


def _joined(raws: Sequence[str]) -> Iterator[Line]:
    """Yield the lines, what was broken over several as one."""
    width = _width(raws)
    pieces: list[str] = []
    head = Line("")
    apart, before, lone = True, "", ""
    for raw in (raw.rstrip() for raw in raws):
        mark, text = _marked(raw.lstrip())
        text = " ".join(text.split())
        if not text:
            apart, lone = not mark, mark or lone
            continue
        mark = mark or lone
        if pieces and not mark and not apart and _goes_on(pieces[-1], before, text, head, width):
            pieces.append(text)
        else:
            if pieces:
                yield _line(pieces, head)
            pieces, head = [text], Line("", mark, apart)
        apart, before, lone = False, raw, ""
    if pieces:
        yield _line(pieces, head)


def _line(pieces: Sequence[str], head: Line) -> Line:
    text = " ".join(pieces)
    # Inside a line two underscores may be somebody's own, as in __init__.
    whole = re.fullmatch(r"__(.+)__(:?)", text)
    bare = re.sub(r"\A#{1,6}\s+|\*\*", "", "".join(whole.groups()) if whole else text)
    bare = " ".join(bare.split())
    bold = bool(whole) or (text[:2] == "**" and "**" in text[-3:])
    titled = not head.mark and (bold or bare.isupper() or text.startswith(("# ", "##")))
    return Line(bare, head.mark, head.apart, titled and len(bare) <= 80)


def _width(raws: Sequence[str]) -> int:
    """Return the width an ad was broken to, as e-mails are; 0 when its lines are as written."""
    width = max(map(len, raws), default=0)
    pairs = [
        len(one) + 1 + len(other.split()[0]) > width
        for one, other in itertools.pairwise(raws)
        if one.strip() and other.strip() and not _marked(other.lstrip())[0]
    ]
    return width if 45 <= width <= 100 and len(pairs) >= 3 and sum(pairs) >= 0.6 * len(pairs) else 0


def _goes_on(last: str, before: str, text: str, head: Line, width: int) -> bool:
    """Whether a line only carries on the one before."""
    if width:
        return last[-1] != ":" and len(before) + 1 + len(text.split()[0]) > width
    return bool(head.mark) and text[0].islower() and last[-1] not in ".:;!?"


_END = re.compile(r"(?<![.!?…])[.!?…]+[\"'”’»)\]]*\s+|[。！？]+[」』）]*\s*")


def sentences(text: str) -> Iterator[str]:
    """Yield the sentences of a paragraph, with their full stops."""
    start = 0
    for end in _END.finditer(text):
        following = text[end.end() : end.end() + 1]
        if following and not following.islower() and not _is_short(text, start, end.start()):
            yield text[start : end.end()].strip()
            start = end.end()
    if text[start:]:
        yield text[start:]


def _is_short(text: str, start: int, stop: int) -> bool:
    """Whether the full stop at `stop` belongs to a shortened word, as in "z. B." and "e.g."."""
    before, _, word = text[max(start, stop - 30) : stop].rpartition(" ")
    word = word.strip("(").casefold()
    if len(word) == 1 and (before.endswith(".") or _LETTER.match(text, stop)):
        return True
    return "." in word or word in load("job_ad")["writing"]["abbreviations"]


_LETTER = re.compile(r"\.\s\w\.")


def parts(text: str) -> Iterator[str]:
    """Yield what semicolons part, those in brackets left alone."""
    depth, start = 0, 0
    for place, char in enumerate(text):
        depth = max(0, depth + (char in "([") - (char in ")]"))
        if char in ";；" and not depth:
            yield text[start:place]
            start = place + 1
    yield text[start:]
