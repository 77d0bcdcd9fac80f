"""Words as a tree: what a person typed, or a guide text, ready for any page.

Nodes are plain data::

    {"t": "p", "c": [inline, ...], "dir": "ltr"}       {"t": "h", "level": 2, "c": [...]}
    {"t": "list", "ordered": False, "items": [{"mark": "–", "c": [node, ...]}, ...]}
    {"t": "quote", "c": [node, ...]}                   {"t": "code", "s": "..."}
    {"t": "table", "head": [[...], ...], "rows": [[[...], ...], ...]}
    {"t": "text", "s": "..."}  {"t": "br"}             {"t": "code", "s": "..."}
    {"t": "strong", "c": [...]}  {"t": "em", "c": [...]}  {"t": "link", "url": "...", "c": [...]}

What people type is taken as typed: only paragraphs, line breaks, lists, ``**bold**`` and web
addresses are understood, so that ``5*3*2``, ``__init__``, ``C:\\new`` and ``<tag>`` come out
letter for letter. Guide texts are CommonMark with tables; HTML in them stays text.
"""

from __future__ import annotations

import functools
import re
import unicodedata
from collections import Counter
from typing import Any
from urllib.parse import urlsplit

from markdown_it import MarkdownIt
from markdown_it.tree import SyntaxTreeNode

Node = dict[str, Any]

_SAFE_SCHEMES = {"http", "https", "mailto"}
_DEEPEST = 12
_MOST_LINKS = 300
_MARKS = {"-": "–", "*": "•", "+": "+"}  # a list of pros and cons keeps its signs


def typed(text: str) -> list[Node]:
    """Return what a person typed as a tree; every letter of it is in the tree."""
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\u2028", "\n")
    # Looking for addresses takes long where there are very many; then they are just words.
    tree = _nodes(_answers(text.count("://") <= _MOST_LINKS).parse(text), literal=True)
    if _depth(tree) > _DEEPEST or _lost(text, tree):
        return verbatim(text)
    return tree


def guide(text: str) -> list[Node]:
    """Return a guide text, CommonMark with tables, as a tree."""
    return _nodes(_guides().parse(text), literal=False)


def verbatim(text: str) -> list[Node]:
    """Return a text as paragraphs and line breaks and nothing else."""
    return [
        _paragraph([part for line in block.split("\n") for part in (_text(line), {"t": "br"})][:-1])
        for block in re.split(r"\n{2,}", text)
        if block.strip()
    ]


def is_safe_link(url: str) -> bool:
    """Whether a page may carry a link: the web and mail, never a file or a script."""
    try:
        return urlsplit(url.strip()).scheme.lower() in _SAFE_SCHEMES
    except ValueError:
        return False


def unlinked(nodes: list[Node]) -> list[Node]:
    """Return words without links in them, for a place that is a link as a whole."""
    text = plain(nodes).strip()
    return [_paragraph([_text(text)])] if text else []


def direction(text: str) -> str:
    """Return ``"rtl"`` when the first strong letter is written right to left, else ``"ltr"``."""
    for char in text:
        kind = unicodedata.bidirectional(char)
        if kind in ("R", "AL"):
            return "rtl"
        if kind == "L":
            return "ltr"
    return "ltr"


def plain(nodes: list[Node]) -> str:
    """Return all text in a tree, list marks included, pieces apart by blanks where blocks end."""
    parts: list[str] = []
    for node in nodes:
        if node["t"] in ("text", "code"):
            parts.append(node["s"])
        elif node["t"] == "list":
            parts += [f"\n{item['mark']} {plain(item['c'])}" for item in node["items"]]
        elif node["t"] == "table":
            cells = [cell for row in [node["head"], *node["rows"]] for cell in row]
            parts += [plain(cell) + "\n" for cell in cells]
        elif node["t"] == "br":
            parts.append("\n")
        else:
            parts.append(plain(node.get("c", [])))
        if node["t"] in ("p", "h", "quote"):
            parts.append("\n")
    return "".join(parts)


@functools.cache
def _answers(linkify: bool) -> MarkdownIt:
    parser = MarkdownIt("zero", {"linkify": linkify, "maxNesting": 60})
    parser.enable(["list", "newline", "emphasis", "linkify"])
    # An address is shown as it was typed, not as browsers show it.
    parser.normalizeLinkText = lambda url: url  # type: ignore[assignment]
    # Only what is spelt out as an address is one: "node.js" is not.
    parser.linkify.set({"fuzzy_link": False, "fuzzy_email": False, "fuzzy_ip": False})  # type: ignore[union-attr]
    return parser


@functools.cache
def _guides() -> MarkdownIt:
    return MarkdownIt("commonmark", {"html": False, "maxNesting": 60}).enable(["table"])


def _nodes(tokens: Any, *, literal: bool) -> list[Node]:
    return _blocks(SyntaxTreeNode(tokens).children, literal=literal)


def _blocks(children: list[SyntaxTreeNode], *, literal: bool) -> list[Node]:
    nodes: list[Node] = []
    for child in children:
        inner = functools.partial(_blocks, child.children, literal=literal)
        if child.type == "paragraph":
            nodes.append(_paragraph(_inlines(child.children[0].children, literal=literal)))
        elif child.type == "heading":
            inlines = _inlines(child.children[0].children, literal=literal)
            nodes.append({"t": "h", "level": int(child.tag[1:]), "c": inlines})
        elif child.type in ("bullet_list", "ordered_list"):
            nodes.append({
                "t": "list", "ordered": child.type == "ordered_list",
                "items": [
                    {"mark": f"{item.info}{item.markup}" if item.info else _MARKS[item.markup],
                     "c": _blocks(item.children, literal=literal)}
                    for item in child.children
                ],
            })  # fmt: skip
        elif child.type == "blockquote":
            nodes.append({"t": "quote", "c": inner()})
        elif child.type in ("code_block", "fence"):
            nodes.append({"t": "code", "s": child.content.rstrip("\n")})
        elif child.type == "table":
            rows = [
                [_inlines(cell.children[0].children, literal=literal) for cell in row.children]
                for part in child.children
                for row in part.children
            ]
            nodes.append({"t": "table", "head": rows[0], "rows": rows[1:]})
    return nodes


def _inlines(children: list[SyntaxTreeNode], *, literal: bool) -> list[Node]:
    nodes: list[Node] = []
    for child in children:
        inner = _inlines(child.children, literal=literal) if child.children else []
        if child.type == "text":
            nodes.append(_text(child.content))
        elif child.type == "softbreak":
            nodes.append({"t": "br"} if literal else _text(" "))
        elif child.type == "hardbreak":
            # In an answer two blanks or a backslash before the line's end are just typed.
            nodes.append({"t": "br"})
        elif child.type == "code_inline":
            nodes.append({"t": "code", "s": child.content})
        elif child.type in ("strong", "em"):
            if literal and child.markup != "**":
                nodes += [_text(child.markup), *inner, _text(child.markup)]
            else:
                nodes.append({"t": child.type, "c": inner})
        elif child.type == "link":
            url = str(child.attrs.get("href", ""))
            # Browsers' spelling of an address is for the link; the page shows what was typed.
            nodes += [{"t": "link", "url": url, "c": inner}] if is_safe_link(url) else inner
        elif child.type == "image":
            nodes.append(_text(f"[picture not included: {child.content or 'no description'}]"))
    return _joined(nodes)


def _joined(nodes: list[Node]) -> list[Node]:
    """Join neighbouring texts, so that a word is one piece and shaped as one."""
    joined: list[Node] = []
    for node in nodes:
        if joined and node["t"] == "text" and joined[-1]["t"] == "text":
            joined[-1] = _text(joined[-1]["s"] + node["s"])
        elif node != _text(""):
            joined.append(node)
    return joined


def _text(content: str) -> Node:
    return {"t": "text", "s": content}


def _paragraph(inlines: list[Node]) -> Node:
    return {"t": "p", "c": inlines, "dir": direction(plain(inlines))}


def _lost(text: str, tree: list[Node]) -> bool:
    """Whether a letter typed is not in the tree; a bullet may change, the stars of bold may go."""
    marks = set("*-–•")
    before = Counter(char for char in text if not char.isspace() and char not in marks)
    after = Counter(char for char in plain(tree) if not char.isspace() and char not in marks)
    return before != after


def _depth(nodes: list[Node]) -> int:
    inner = [
        child
        for node in nodes
        for child in ([i["c"] for i in node["items"]] if node["t"] == "list" else [node.get("c")])
        if child
    ]
    return 1 + max((_depth(child) for child in inner), default=0)
