from __future__ import annotations

import datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt

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
from prepkit.views.markdown import literal, markdown

TOKENS = [
    "*", "**", "_", "`", "```", "#", "# ", "- ", "+ ", "1. ", "1) ", "> ", "|", "|-|", "---",
    "===", "\\", "<b>", "<!--", "<https://a.example>", "[a](b)", "![a](b)", "[a]: b", "&amp;",
    "&#65;", "~", "$x$", "    ", "\t", "\n", "\n\n", "  \n", "\\\n", "🙂", "漢", "مرحبا",
    "e\u0301", "https://a.example/_b_",
]  # fmt: skip
# CommonMark turns the null character into another one: nothing can be done about that one.
letters = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=5)
awkward = st.lists(st.sampled_from(TOKENS) | letters, min_size=1, max_size=12).map("".join)
DAY = datetime.date(2026, 11, 23)


def tokens_of(text: str) -> list[tuple[str, str]]:
    """Return what CommonMark with tables makes of a text: kind and content of every token."""
    parsed = MarkdownIt("commonmark").enable("table").parse(text)
    return [(t.type, t.content) for token in parsed for t in (token, *(token.children or ()))
            if t.type != "inline"]  # fmt: skip


@settings(max_examples=300)
@given(awkward)
def test_literal_text_is_shown_as_one_paragraph_of_the_words_typed(text: str) -> None:
    found = [token for token in tokens_of(literal(text)) if token != ("text", "")]
    words = " ".join(text.split())
    assert [kind for kind, _ in found if kind not in ("text", "text_special")] == (
        ["paragraph_open", "paragraph_close"] if words else []
    )
    assert "".join(content for _, content in found) == words


def every_block(text: str) -> list[Block]:
    """Return one block of every kind with `text` wherever a text can be."""
    source = Source(label=text, link=text, dated=text, grade=text)
    return [
        Prose(text=text),
        Note(text=text),
        Empty(text=text),
        Table(caption=text, columns=(Column(title=text), Column(title=text)),
              rows=((Cell(text=text, link=text), Cell(text=text, source=source)),)),
        Chart(caption=text, alt=text, spec={}),
        Card(title=text, facts=((text, text),), texts=((text, text),)),
        Sources(items=(source,)),
        Head(chapter="c", title=text, company=text, role=text, interview_on=text, as_of=DAY,
             person=text, state=text, progress=((text, 1, 2),)),
    ]  # fmt: skip


@settings(max_examples=60)
@given(awkward.filter(str.strip))
def test_what_was_typed_never_becomes_a_link_a_picture_or_html(text: str) -> None:
    kinds = {kind for kind, _ in tokens_of(markdown(every_block(text)))}
    assert not kinds & {"html_inline", "html_block", "link_open", "image", "code_inline", "fence",
                        "code_block", "blockquote_open", "hr"}  # fmt: skip


@settings(max_examples=60)
@given(awkward.filter(str.strip))
def test_a_table_has_as_many_cells_as_the_block_whatever_was_typed(text: str) -> None:
    table = next(block for block in every_block(text) if isinstance(block, Table))
    kinds = [kind for kind, _ in tokens_of(markdown([table]))]
    assert (kinds.count("th_open"), kinds.count("td_open")) == (2, 2)


@pytest.mark.parametrize("place", range(8))
def test_every_kind_of_block_shows_what_was_typed(place: int) -> None:
    text = "5*3*2 <b> | __init__"
    assert text in "".join(
        content for _, content in tokens_of(markdown([every_block(text)[place]]))
    )


def test_a_note_is_set_apart_whatever_it_begins_and_ends_with() -> None:
    for text in ("plain", "(brackets)", "**", "ends with a star*", "“quoted”"):
        assert ("em_open", "") in tokens_of(markdown([Note(text=text)])), text


def test_the_lines_of_an_answer_stay_lines() -> None:
    kinds = [kind for kind, _ in tokens_of(markdown([Prose(text="- one\n- two\n\nthree")]))]
    assert kinds.count("hardbreak") == 2
    assert "bullet_list_open" not in kinds


def test_a_card_has_a_heading_its_facts_and_its_texts() -> None:
    card = Card(title="T", facts=(("When", "2024"), ("Who", "me")), texts=(("What", "this"),))
    assert markdown([card]) == "### T\n\nWhen: 2024 · Who: me\n\n**What**\n\nthis\n"


def test_a_text_of_a_card_without_a_title_has_no_line_for_it() -> None:
    card = Card(title="T", texts=(("", "this"), ("", "that")))
    assert markdown([card]) == "### T\n\nthis\n\nthat\n"


def test_a_cell_with_a_source_says_where_it_is_from() -> None:
    source = Source(label="Annual letter", link="https://a.example", dated="2026")
    table = Table(
        caption="C", columns=(Column(title="S"),), rows=((Cell(text="x", source=source),),)
    )
    assert "Annual letter https://a.example 2026" in markdown([table]).replace("\\", "")


def test_blocks_with_nothing_to_say_leave_no_gap() -> None:
    blocks = [Prose(text="a"), Sources(items=()), Prose(text=" "), Prose(text="b")]
    assert markdown(blocks) == "a\n\nb\n"


@pytest.mark.parametrize("text", ["", "  ", "\n"])
def test_nothing_is_nothing(text: str) -> None:
    assert literal(text) == ""
