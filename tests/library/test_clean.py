"""Whatever files write down comes out as an entry wants it."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from prepkit.dates import date_span
from prepkit.library.clean import (
    address,
    doi,
    isbn,
    keywords,
    name,
    names,
    people,
    plain,
    untagged,
    when,
)

everything = st.text(st.characters(categories=None))


@given(everything, st.integers(1, 40))
def test_plain_text_is_one_line_nfc_without_control_characters_and_short(
    text: str, longest: int
) -> None:
    shown = plain(text, longest)
    assert len(shown) <= longest
    assert shown == unicodedata.normalize("NFC", shown) == plain(shown, longest)
    assert not {unicodedata.category(char) for char in shown} & {"Cc", "Cs", "Zl", "Zp"}
    assert "  " not in shown


def test_plain_text_cut_short_says_so_and_hides_nothing() -> None:
    assert plain("a b c d e", 5) == "a b…"
    assert plain("a\u202eb\u2066c\ufeff\x00\ud800d") == "abcd"
    assert plain("नमस्ते \u200d می\u200cخواهم") == "नमस्ते \u200d می\u200cخواهم"


def test_a_hundred_thousand_accents_on_one_letter_are_cut() -> None:
    assert len(plain("a" + "\u0301\u0323" * 100_000)) < 40


def test_tags_of_publishers_go_and_a_comparison_stays() -> None:
    assert (
        untagged("<i>E. coli</i> &lt;b&gt;x&lt;/b&gt; &amp; a < b > c") == "E. coli x & a < b > c"
    )
    assert untagged("<jats:p>R&D &notes</jats:p>") == "R&D &notes"


@pytest.mark.parametrize("good", ["http://x.org", "https://x.org/a?b=c#d", "http://x.org:80/ä"])
def test_an_address_of_the_web_is_kept(good: str) -> None:
    assert address(f" {good}\n") == good


@pytest.mark.parametrize(
    "bad",
    ["", "x.org", "javascript:alert(1)", "ftp://x.org", "http://", "http:///x", "http://a b.org",
     "http://me:secret@x.org", "http://x.org@y.org", "http://x.org/\x07", "http://x.org\\@y.org",
     "http://[::1", "http://x.org:99999", "http://x.org/\u202egnp", "http://x/" + "a" * 3000],
)  # fmt: skip
def test_anything_else_is_no_address(bad: str) -> None:
    assert address(bad) == ""


@given(everything)
def test_no_text_breaks_what_looks_for_an_address_a_doi_an_isbn_or_a_date(text: str) -> None:
    assert address(text) in ("", text.strip())
    assert doi(text) == "" or doi(text).startswith("10.")
    assert len(isbn(text)) in (0, 10, 13)
    assert when(text)[1] == "" or date_span(when(text)[1])


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("https://doi.org/10.1/X", "10.1/x"),
        ("doi:10.1016/S0140-6736(05)12345-6).", "10.1016/s0140-6736(05)12345-6"),
        ("http://dx.doi.org/10.1002/%28SICI%291097", "10.1002/(sici)1097"),
        ("10.1/a; 10.2/b", "10.1/a"),
        ("10.1/a,10.2/b", "10.1/a"),
        ("10.1000/", ""),
        ("arXiv:1901.00001", ""),
    ],
)
def test_a_doi_is_found_without_what_stands_around_it(text: str, found: str) -> None:
    assert doi(text) == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("978-0-13-468599-1", "9780134685991"),
        ("ISBN 0-13-468599-x (pbk)", "013468599X"),
        ("0134685997 978-0-13-468599-1", "0134685997"),
        ("1234-5678", ""),
    ],
)
def test_an_isbn_is_found_and_an_issn_is_none(text: str, found: str) -> None:
    assert isbn(text) == found


def test_keywords_are_parted_by_commas_only_where_nothing_else_parts_them() -> None:
    assert keywords("a, b,, A") == ("a", "b")
    assert keywords("Models, Theoretical; b\nc|d") == ("Models, Theoretical", "b", "c", "d")
    assert keywords("Zürich · Genève") == ("Zürich", "Genève")
    assert keywords(" ") == ()


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("Lovelace, Ada", "Ada Lovelace"),
        ("Ada Lovelace", "Ada Lovelace"),
        ("van Beethoven, Ludwig", "Ludwig van Beethoven"),
        ("de la Vallée Poussin, Jr., Charles", "Charles de la Vallée Poussin Jr."),
        ("King, Martin Luther, Jr.", "Martin Luther King Jr."),
        ("family=Harman, given=Hans, prefix=von", "Hans von Harman"),
        ("Plato,", "Plato"),
        ("", ""),
    ],
)
def test_a_name_is_given_then_family(written: str, shown: str) -> None:
    assert name(written) == shown


def test_names_are_joined_by_and_outside_of_braces() -> None:
    listed = "Lovelace, Ada AND\n {Barnes and Noble, Inc.} and others"
    assert names(listed) == ("Ada Lovelace", "{Barnes and Noble, Inc.}")
    assert names("{Broken and Ada Lovelace") == ("{Broken", "Ada Lovelace")


def test_people_are_parted_by_semicolons_and_bars_and_lose_their_numbers() -> None:
    listed = ["Lovelace, Ada (5720); Babbage, Charles", "Mary Somerville|et al."]
    assert people(listed) == ("Ada Lovelace", "Charles Babbage", "Mary Somerville")


@pytest.mark.parametrize(
    ("text", "date"),
    [
        ("2019", "2019"), ("2019-03", "2019-03"), ("March 2019", "2019-03"),
        ("2019/03/09/", "2019-03-09"), ("2019-03-09T12:00Z", "2019-03-09"),
        ("2019-3-9", "2019-03-09"), ("20190309", "2019-03-09"), ("9. März 2019", "2019-03-09"),
        ("9.3.2019", "2019-03-09"), ("1er août 2020", "2020-08"), ("Mar 9, 2019", "2019-03-09"),
        ("3 de mayo de 2020", "2020-05-03"), ("13/09/2019", "2019-09-13"),
        ("09/13/2019", "2019-09-13"), ("03/09/2019", "2019"), ("03/2019", "2019-03"),
        ("2019.0", "2019"), ("1998--1999", "1998"), ("c. 1850", "1850"), ("Spring 2019", "2019"),
        ("2019-03/2019-05", "2019-03"), ("2019-13", "2019"), ("2019-02-30", "2019-02"),
        ("30 June - 2 July 2019", "2019-06"), ("July 10-12, 2019", "2019-07"),
    ],
)  # fmt: skip
def test_a_date_is_as_exact_as_it_is_written(text: str, date: str) -> None:
    assert when(text) == (int(date[:4]), date)


@pytest.mark.parametrize("text", ["", "forthcoming", "n.d.", "1399", "2201", "12345", "May 5"])
def test_no_year_from_1400_to_2200_is_no_date(text: str) -> None:
    assert when(text) == (None, "")


@pytest.mark.parametrize(
    ("month", "day", "date"),
    [("3", "", "2019-03"), ("mar", "9", "2019-03-09"), ("10--15 Jul", "", "2019-07"),
     ("mar~9", "", "2019-03-09"), ("9 mar", "", "2019-03-09"), ("soon", "9", "2019")],
)  # fmt: skip
def test_a_month_may_stand_apart(month: str, day: str, date: str) -> None:
    assert when("2019", month, day) == (2019, date)
