"""Blocks as HTML: built as a tree of elements, so that no text is ever escaped by hand."""

from __future__ import annotations

import base64
from collections.abc import Iterable, Mapping, Sequence
from xml.etree.ElementTree import Element, SubElement, tostring

from prepkit.block import (
    Block,
    Card,
    Cell,
    Chart,
    Empty,
    Head,
    Note,
    Prose,
    Source,
    Sources,
    Table,
)
from prepkit.views.words import Node, is_safe_link, plain, typed, unlinked

TABLE_STYLE = "border-collapse:collapse;width:100%;table-layout:auto;text-align:left"
CELL_STYLE = "text-align:left;vertical-align:top;padding:4px 8px;border-bottom:1px solid #8885"

LONG_WORD = 30
"""Letters of a word from which on it may be broken anywhere; others make a column as wide."""


def fragment(blocks: Iterable[Block], *, pictures: Mapping[str, str] | None = None) -> str:
    """Return blocks as one ``div`` of plain HTML that needs no script and no style sheet.

    Args:
        pictures: SVG text by chart caption; a chart without one shows its words.
    """
    root = Element("div", {"class": "prepkit"})
    for block in blocks:
        draw(root, block, pictures or {}, None)
    return tostring(root, encoding="unicode", method="html")


def page(
    title: str, parts: Sequence[tuple[str, Sequence[Block | Node]]], *, style: str,
    pictures: Mapping[str, str], lang: str = "en",
) -> str:  # fmt: skip
    """Return one self-contained HTML page: nothing is loaded, nothing can run.

    Args:
        title: of the window; the first part brings the visible one.
        parts: an anchor and its content, in order; content is blocks or word trees.
        style: CSS.
        pictures: SVG text by chart caption.
    """
    numbers: dict[Source, int] = {}
    html = Element("html", {"lang": lang})
    head = SubElement(html, "head")
    SubElement(head, "meta", {"charset": "utf-8"})
    policy = "default-src 'none'; style-src 'unsafe-inline'; img-src data:"
    SubElement(head, "meta", {"http-equiv": "Content-Security-Policy", "content": policy})
    SubElement(head, "meta", {"name": "viewport", "content": "width=device-width"})
    SubElement(head, "title").text = title
    SubElement(head, "style").text = style
    main = SubElement(SubElement(html, "body"), "main")
    for place, (anchor, contents) in enumerate(parts):
        if place == 1:
            _contents(main, parts)
        section = SubElement(main, "section", {"id": anchor} if anchor else {})
        for content in contents:
            if isinstance(content, dict):
                _nodes(section, [content])
            else:
                draw(section, content, pictures, numbers)
    if numbers:
        _sources(SubElement(main, "section", {"id": "sources"}), numbers)
    return "<!DOCTYPE html>\n" + tostring(html, encoding="unicode", method="html")


def _contents(parent: Element, parts: Sequence[tuple[str, Sequence[Block | Node]]]) -> None:
    """Append links to the chapters, each named by its first heading."""
    listed = SubElement(SubElement(parent, "nav", {"aria-label": "Contents"}), "ul")
    for anchor, contents in parts[1:]:
        heading = next((c for c in contents if isinstance(c, dict) and c["t"] == "h"), None)
        link = SubElement(SubElement(listed, "li"), "a", {"href": f"#{anchor}"})
        link.text = plain(heading["c"]) if heading else anchor


def draw(
    parent: Element,
    block: Block,
    pictures: Mapping[str, str],
    numbers: dict[Source, int] | None,
) -> None:
    """Append one block to an element.

    Args:
        numbers: sources met so far and their numbers; new ones are added. ``None`` where there is
            no list of sources for a number to point to.
    """
    match block:
        case Prose():
            _nodes(SubElement(parent, "div"), typed(block.text))
        case Note() | Empty():
            kind = "empty" if isinstance(block, Empty) else f"note {block.tone}"
            SubElement(parent, "p", {"class": kind, "style": "opacity:.8"}).text = block.text
        case Table():
            _table(parent, block, numbers)
        case Chart():
            _chart(parent, block, pictures.get(block.caption, ""))
        case Card():
            _card(parent, block)
        case Sources():
            if numbers is not None:
                for source in block.items:
                    numbers.setdefault(source, len(numbers) + 1)
        case Head():
            _head(parent, block)


def _sources(parent: Element, numbers: Mapping[Source, int]) -> None:
    SubElement(parent, "h1").text = "Sources"
    for source, number in numbers.items():
        line = SubElement(parent, "p")
        said = " · ".join(part for part in (source.label, source.grade, source.dated) if part)
        line.text = f"[{number}] {said} "
        if source.link and is_safe_link(source.link):
            SubElement(line, "a", {"href": source.link, "rel": "noreferrer"}).text = source.link
        elif source.link:
            line.text += source.link


def _table(parent: Element, block: Table, numbers: dict[Source, int] | None) -> None:
    # Where a page is too narrow for the words of a table, the table moves sideways on it.
    room = SubElement(parent, "div", {"style": "overflow-x:auto"})
    table = SubElement(room, "table", {"style": TABLE_STYLE})
    caption = SubElement(table, "caption", {"style": "text-align:left;font-weight:bold"})
    caption.text = block.caption
    widths, whole = SubElement(table, "colgroup"), sum(column.width for column in block.columns)
    for column in block.columns:
        SubElement(widths, "col", {"style": f"width:{100 * column.width / whole:.1f}%"})
    row = SubElement(SubElement(table, "thead"), "tr")
    for column in block.columns:
        style = f"{CELL_STYLE};text-align:{column.align};{_breaks(column.title)}"
        SubElement(row, "th", {"scope": "col", "style": style}).text = column.title
    body = SubElement(table, "tbody")
    for cells in block.rows:
        row = SubElement(body, "tr")
        for column, cell in zip(block.columns, cells, strict=True):
            style = f"{CELL_STYLE};text-align:{column.align};{_breaks(cell.text)}"
            _cell(SubElement(row, "td", {"style": style, "class": cell.tone}), cell, numbers)


def _breaks(text: str) -> str:
    longest = max(map(len, text.split()), default=0)
    return f"overflow-wrap:{'anywhere' if longest > LONG_WORD else 'break-word'}"


def _cell(parent: Element, cell: Cell, numbers: dict[Source, int] | None) -> None:
    if cell.source is not None and numbers is not None:
        number = numbers.setdefault(cell.source, len(numbers) + 1)
        SubElement(parent, "span").text = f"[{number}] "
    target, words = parent, typed(cell.text)
    if cell.link and is_safe_link(cell.link):
        target = SubElement(parent, "a", {"href": cell.link, "rel": "noreferrer"})
        words = unlinked(words)
    if cell.tone == "strong":
        target = SubElement(target, "strong")
    _inlines_of(target, words)


def _inlines_of(parent: Element, nodes: list[Node]) -> None:
    """Set a single paragraph without a paragraph's space around it."""
    if len(nodes) == 1 and nodes[0]["t"] == "p":
        parent.set("dir", nodes[0]["dir"])
        _nodes(parent, nodes[0]["c"])
    else:
        _nodes(parent, nodes)


def _chart(parent: Element, block: Chart, svg: str) -> None:
    figure = SubElement(parent, "figure", {"style": "margin:1em 0"})
    if svg:
        data = base64.b64encode(svg.encode("utf-8")).decode("ascii")
        source = f"data:image/svg+xml;base64,{data}"
        SubElement(figure, "img", {"src": source, "alt": block.alt, "style": "max-width:100%"})
    else:
        SubElement(figure, "p").text = block.alt
    SubElement(figure, "figcaption").text = block.caption


def _card(parent: Element, block: Card) -> None:
    article = SubElement(parent, "article", {"style": "margin:1em 0"})
    SubElement(article, "h4", {"dir": "auto"}).text = block.title
    if block.facts:
        facts = SubElement(article, "p", {"style": "opacity:.8"})
        facts.text = " · ".join(
            # A question brings its own mark.
            f"{label} {value}" if label.endswith("?") else f"{label}: {value}"
            for label, value in block.facts
        )
    for label, value in block.texts:
        if label:
            head = SubElement(article, "p", {"style": "margin-bottom:0"})
            SubElement(head, "strong").text = label
        _nodes(SubElement(article, "div"), typed(value))


def _head(parent: Element, block: Head) -> None:
    header = SubElement(parent, "header")
    SubElement(header, "p").text = " · ".join(
        part for part in (block.company, block.role, block.interview_on and
                          f"interview on {block.interview_on}") if part
    )  # fmt: skip
    listed = [
        f"{title} {done}" if done > wanted else f"{title} {done} of {wanted}"
        for title, done, wanted in block.progress
    ]
    SubElement(header, "p", {"style": "opacity:.8"}).text = " · ".join(listed)


def _nodes(parent: Element, nodes: list[Node]) -> None:
    for node in nodes:
        match node["t"]:
            case "text":
                _append_text(parent, node["s"])
            case "br":
                SubElement(parent, "br")
            case "p":
                _nodes(SubElement(parent, "p", {"dir": node["dir"]}), node["c"])
            case "h":
                _nodes(SubElement(parent, f"h{min(node['level'], 6)}"), node["c"])
            case "strong" | "em" | "quote" as kind:
                tag = "blockquote" if kind == "quote" else str(kind)
                _nodes(SubElement(parent, tag), node["c"])
            case "code":
                SubElement(parent, "code").text = node["s"]
            case "link":
                link = SubElement(parent, "a", {"href": node["url"], "rel": "noreferrer"})
                _nodes(link, node["c"])
            case "list":
                _list(parent, node)
            case "table":
                _word_table(parent, node)


def _list(parent: Element, node: Node) -> None:
    listed = SubElement(parent, "ul", {"style": "list-style:none;padding-left:1.2em"})
    for item in node["items"]:
        entry = SubElement(listed, "li", {"dir": "auto"})
        entry.text = f"{item['mark']} "
        _inlines_of(entry, item["c"])


def _word_table(parent: Element, node: Node) -> None:
    table = SubElement(parent, "table", {"style": TABLE_STYLE})
    for row, tag in [(node["head"], "th"), *((row, "td") for row in node["rows"])]:
        line = SubElement(table, "tr")
        for cell in row:
            _nodes(SubElement(line, tag, {"style": CELL_STYLE}), cell)


def _append_text(parent: Element, text: str) -> None:
    if len(parent):
        parent[-1].tail = (parent[-1].tail or "") + text
    else:
        parent.text = (parent.text or "") + text
