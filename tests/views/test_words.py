from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import urlsplit

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from prepkit.views.words import Node, direction, guide, is_safe_link, plain, typed, verbatim

TOKENS = [
    "// b", '#read("x")', "$x$", "@ref", "<tag>", "\\", "\\*", '"', "'", "**", "***", "*", "_",
    "__init__", "5*3*2", "- ", "* ", "+ ", "1. ", "2) ", "01. ", "> ", "# ", "---", "```\n",
    "`c`", "~~~", "    ", "\t", "\n", "\n\n", "\r\n", "\u2028", "\x00", "\x0b", "\ufeff", "\xa0",
    "|", "|--|\n", "[a](b)", "![a](b)", "[a]: b\n", "&amp;", "&#65;", "–", "•",
    "https://a.example/b_c*d", "https://a.example/%C3%A4", "http://xn--mnchen-3ya.example",
    "mailto:a@b.example", "javascript:alert(1)", "data:text/html,x", "file:///etc/passwd",
    "ftp://a.example", "http://[", "🙂", "👩‍🔬", "漢字", "あ", "한", "مرحبا", "שלום",
    "e\u0301\u0323", "\u200f", "w" * 5000, "a", " ",
]  # fmt: skip
awkward = st.lists(
    st.sampled_from(TOKENS) | st.text(max_size=6), min_size=1, max_size=14
).map("".join)  # fmt: skip
widely = settings(max_examples=150)


def walk(nodes: list[Node]) -> Iterator[Node]:
    """Yield every node of a tree, whatever it hangs on."""
    for node in nodes:
        yield node
        yield from walk(node.get("c", []))
        for item in node.get("items", []):
            yield from walk(item["c"])
        for row in [node.get("head", []), *node.get("rows", [])]:
            for cell in row:
                yield from walk(cell)


def bare(text: str) -> str:
    """Return a text without white space, and with the signs lists are drawn with as typed."""
    return "".join(text.split()).replace("–", "-").replace("•", "*")


def kinds(text: str) -> set[str]:
    return {node["t"] for node in walk(typed(text))}


@widely
@given(awkward)
@example("- a\n  - **b**\n\n1. c\n\n+ d")
def test_every_letter_typed_is_in_the_tree_and_in_its_order(text: str) -> None:
    assert bare(plain(typed(text))).replace("*", "") == bare(text).replace("*", "")


@widely
@given(awkward)
@example("**a** 5*3*2 ***b***\n\n* c")
def test_no_star_goes_but_the_four_of_every_bold(text: str) -> None:
    nodes = typed(text)
    bold = sum(node["t"] == "strong" for node in walk(nodes))
    assert bare(plain(nodes)).count("*") + 4 * bold == bare(text).count("*")


@widely
@given(awkward)
@example("https://a.example javascript:b")
def test_only_the_web_and_mail_become_links(text: str) -> None:
    urls = [node["url"] for nodes in (typed(text), guide(text)) for node in walk(nodes)
            if node["t"] == "link"]  # fmt: skip
    assert {urlsplit(url).scheme.lower() for url in urls} <= {"http", "https", "mailto"}


@widely
@given(awkward)
def test_a_typed_text_has_no_nodes_but_those_a_page_draws(text: str) -> None:
    assert kinds(text) <= {"p", "list", "text", "br", "strong", "link"}


@pytest.mark.parametrize(
    "text",
    [
        "5*3*2", "__init__", "*x* and _y_", r"C:\new\table", "<tag> & </tag>", "`code`", "```py",
        "[a](b)", "![a](b)", "# not a heading", "> not a quote", "---", "&amp;",
        r"\*", "a | b", '#read("x")', "$x$ @ref // b", "node.js", "me@home.example", "//a.example",
        "javascript:alert(1)", "data:text/html,x", "file:///etc/passwd", "http://[::1", "[x]: y",
    ],
)  # fmt: skip
def test_what_means_something_elsewhere_is_one_piece_of_text(text: str) -> None:
    assert typed(text) == [{"t": "p", "c": [{"t": "text", "s": text}], "dir": "ltr"}]


def test_a_blank_line_makes_a_paragraph_and_a_line_end_makes_a_line() -> None:
    first, second = typed("one\ntwo\n\nthree")
    assert [node["t"] for node in first["c"]] == ["text", "br", "text"]
    assert plain([second]) == "three\n"


@pytest.mark.parametrize("end", ["\r\n", "\r", "\u2028"])
def test_every_systems_line_end_is_a_line_end(end: str) -> None:
    assert typed(f"- one{end}- two{end}{end}three") == typed("- one\n- two\n\nthree")


def test_two_stars_on_both_sides_are_bold() -> None:
    assert typed("a **b c** d")[0]["c"][1] == {"t": "strong", "c": [{"t": "text", "s": "b c"}]}


@pytest.mark.parametrize(
    ("text", "marks", "ordered"),
    [
        ("- a\n- b", ["–", "–"], False),
        ("* a", ["•"], False),
        ("+ a", ["+"], False),
        ("3. a\n4. b", ["3.", "4."], True),
        ("1) a\n2) b", ["1)", "2)"], True),
    ],
)
def test_a_list_keeps_its_signs_and_numbers(text: str, marks: list[str], ordered: bool) -> None:
    (listed,) = typed(text)
    assert listed["ordered"] is ordered
    assert [item["mark"] for item in listed["items"]] == marks


def test_a_list_within_a_list_is_one() -> None:
    (outer,) = typed("- a\n  1. b")
    assert [node["t"] for node in outer["items"][0]["c"]] == ["p", "list"]


@pytest.mark.parametrize("mark", ["- ", "1. ", "+ "])
def test_lists_too_deep_to_draw_come_out_as_typed(mark: str) -> None:
    assert typed(mark * 3 + "x")[0]["t"] == "list"
    assert typed(mark * 40 + "x") == verbatim(mark * 40 + "x")
    assert typed(mark * 5000 + "x") == verbatim(mark * 5000 + "x")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("שלום hello", "rtl"),
        ("مرحبا", "rtl"),
        ("2026: مرحبا", "rtl"),
        ("hello שלום", "ltr"),
        ("漢字", "ltr"),
        ("1, 2, 3", "ltr"),
        ("", "ltr"),
    ],
)
def test_the_first_letter_says_which_way_a_paragraph_runs(text: str, expected: str) -> None:
    assert direction(text) == expected


def test_every_paragraph_has_its_own_direction() -> None:
    assert [node["dir"] for node in typed("hello\n\nשלום\n\n**مرحبا** x")] == ["ltr", "rtl", "rtl"]


def test_a_very_long_word_stays_one_piece() -> None:
    assert typed("w" * 5000)[0]["c"] == [{"t": "text", "s": "w" * 5000}]


def test_an_address_is_a_link_that_shows_what_was_typed() -> None:
    (link,) = typed("https://a.example/ä?b=1&c=2")[0]["c"]
    assert plain([link]) == "https://a.example/ä?b=1&c=2"
    assert link["url"] == "https://a.example/%C3%A4?b=1&c=2"


@pytest.mark.parametrize(
    "url", ["https://a.example/wiki/M%C3%BCnchen", "https://a.example/a%20b", "http://xn--mnchen-3ya.example/"]
)  # fmt: skip
def test_an_address_as_browsers_copy_it_is_a_link_and_leaves_the_list_a_list(url: str) -> None:
    (listed,) = typed(f"- see {url}\n- **b**")
    (link,) = (node for node in walk([listed]) if node["t"] == "link")
    assert (link["url"], plain(link["c"])) == (url, url)


def test_nothing_written_is_nothing() -> None:
    assert typed("") == typed(" \n\t\n ") == []


@pytest.mark.parametrize(
    "url", ["https://a.example", "HTTP://A.example", " mailto:a@b.example", "http://a.example/%22"]
)
def test_links_to_the_web_and_mail_are_safe(url: str) -> None:
    assert is_safe_link(url)


@pytest.mark.parametrize(
    "url",
    [
        "javascript:alert(1)", "JaVaScRiPt:alert(1)", " javascript:x", "java\nscript:x",
        "vbscript:x", "data:text/html,x", "file:///etc/passwd", "ftp://a.example", "//a.example",
        "/a", "a", "", "\x01javascript:x", "blob:https://a.example", "http://[", "https",
    ],
)  # fmt: skip
def test_links_to_anything_else_are_not(url: str) -> None:
    assert not is_safe_link(url)


def test_a_guide_text_is_commonmark() -> None:
    nodes = guide(
        "# H\n\na *b* **c** `d`\ne\n\n1. f\n\n> g\n\n```\nh\n```\n\n[i](https://j.example)"
    )
    assert [node["t"] for node in nodes] == ["h", "p", "list", "quote", "code", "p"]
    assert {"em", "strong", "code", "link"} <= {node["t"] for node in walk(nodes)}
    assert plain(nodes[1:2]) == "a b c d e\n"


def test_a_guide_text_may_have_a_table() -> None:
    (table,) = guide("| a | b |\n|---|---|\n| 1 | **2** |\n| 3 | |")
    assert [plain(cell) for cell in table["head"]] == ["a", "b"]
    assert [[plain(cell) for cell in row] for row in table["rows"]] == [["1", "2"], ["3", ""]]


@pytest.mark.parametrize(
    "text", ["<b>x</b>", "<script>alert(1)</script>", "a <img src=x onerror=y>"]
)
def test_html_in_a_guide_text_stays_text(text: str) -> None:
    assert guide(text) == [{"t": "p", "c": [{"t": "text", "s": text}], "dir": "ltr"}]


def test_a_picture_in_a_guide_text_is_replaced_by_words() -> None:
    nodes = guide("![a map](https://a.example/map.png) and ![](https://b.example)")
    assert plain(nodes).strip() == (
        "[picture not included: a map] and [picture not included: no description]"
    )
    assert "a.example" not in repr(nodes)


@pytest.mark.parametrize(
    "url", ["javascript:x", "//a.example", "/b", "data:text/html,x", "file:///x"]
)
def test_an_unsafe_link_in_a_guide_text_keeps_its_words_and_goes(url: str) -> None:
    nodes = guide(f"see [this]({url})")
    assert "link" not in {node["t"] for node in walk(nodes)}
    assert "this" in plain(nodes)
