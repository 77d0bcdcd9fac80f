"""A section's summary on screen: redrawn part by part, and only when something changed."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from prepkit.block import Block, Note, Table, cell, column
from prepkit.views.charts import stacked_bars
from prepkit.views.summary import Summary

HOSTILE = "<script>alert(1)</script> & <b>bold</b>"


def chart() -> Block:
    return stacked_bars(
        [("facet", "grade", 2)], series=["grade"], axis="claims", caption="What is known",
        alt="Two claims.",
    )  # fmt: skip


def table(text: str) -> Block:
    return Table(caption="Ledger", columns=(column("Claim", 1),), rows=((cell(text),),))


@pytest.fixture
def page(look: Callable[..., Any]) -> Any:
    return look(Summary("Claims", [chart(), table("big"), table("small")]))


def test_a_chart_is_a_picture_with_words_and_everything_else_is_html(page: Any) -> None:
    picture, words, _ = page.parts
    assert picture["svg"].startswith("<svg")
    assert (picture["alt"], picture["caption"]) == ("Two claims.", "What is known")
    assert set(words) == {"html"}
    assert "big" in words["html"]


def test_what_people_typed_is_text_in_it(page: Any) -> None:
    page.widget.show([table(HOSTILE), Note(text=HOSTILE)])
    assert len(page.parts) == 2
    for part in page.parts:
        assert "<script" not in part["html"] and "<b>bold" not in part["html"]
        assert "&lt;script&gt;" in part["html"]


def test_of_other_blocks_only_those_that_differ_are_sent(page: Any) -> None:
    page.widget.show([chart(), table("bigger"), table("small")])
    (told,) = page.told
    assert set(told["parts"]) == {"1"}
    assert "bigger" in page.parts[1]["html"] and "small" in page.parts[2]["html"]


def test_showing_the_same_blocks_again_sends_nothing(page: Any) -> None:
    page.widget.show([chart(), table("big"), table("small")])
    assert page.told == []


def test_fewer_and_more_blocks_are_followed(page: Any) -> None:
    page.widget.show([table("one")])
    assert len(page.parts) == 1
    page.widget.show([table("one"), table("two"), chart()])
    assert [next(iter(part)) for part in page.parts] == ["html", "html", "svg"]
    assert page.parts == page.widget.parts


def test_folding_sends_that_and_no_part(page: Any) -> None:
    assert not page.folded
    page.widget.show([chart(), table("big"), table("small")], folded=True)
    assert page.folded
    assert [told["parts"] for told in page.told] == [{}]
    assert len(page.parts) == 3


def test_a_page_that_comes_later_or_comes_back_is_brought_up_to_date(
    page: Any, look: Callable[..., Any]
) -> None:
    second = look(page.widget)
    for returns in (False, True):
        if returns:
            page.say("bye")
            second.say("bye")
        second.parts = []
        second.say("hello")
        assert second.parts == page.widget.parts


def test_its_state_is_what_is_shown_now(page: Any) -> None:
    page.widget.show([table("bigger")], folded=True)
    view = page.widget.get_state()["view"]
    assert (view["count"], view["folded"]) == (1, True)
    assert "bigger" in view["parts"]["0"]["html"]


def test_a_summary_is_asked_for_nothing_and_says_so(look: Callable[..., Any]) -> None:
    page = look(Summary("Claims", [table("big")]))
    assert "does not know 'save'" in page.say("save", values={})["error"]
    assert page.widget.is_watched
    page.say("bye")
    assert not page.widget.is_watched
