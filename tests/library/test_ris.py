"""RIS files: what is whole comes in, and what is not costs itself alone."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from prepkit.library.clean import plain, untagged
from prepkit.library.entry import Entry, Found
from prepkit.library.ris import read_ris

WHOLE = "\nTY  - JOUR\nTI  - Whole\nAU  - Lovelace, Ada\nPY  - 1843\nER  - \n"


def only(text: str) -> Entry:
    found = read_ris(text)
    assert found.troubles == ()
    (entry,) = found.entries
    return entry


def titles(found: Found) -> list[str]:
    return [entry.title for entry in found.entries]


def test_an_entry_comes_in_with_all_it_says() -> None:
    entry = only("""TY  - CPAPER
ID  - key
TI  - A <i>Title</i> &amp; More
AU  - Lovelace, Ada
AU  - King, Martin Luther, Jr.
T2  - Proceedings of Things
PY  - 2019
DA  - 2019/03/09/
PB  - ACM
DO  - https://doi.org/10.1000/ABC
UR  - https://x.org/a;b=1
SN  - 978-0-13-468599-1
KW  - *engines
KW  - Models, Theoretical
AD  - London, UK
AB  - One line
  and another.
ER  - """)
    assert entry == Entry(
        "paper", "A Title & More", by=("Ada Lovelace", "Martin Luther King Jr."), year=2019,
        date="2019-03-09", venue="Proceedings of Things", publisher="ACM",
        places=("London, UK",), keywords=("engines", "Models, Theoretical"),
        abstract="One line and another.", link="https://x.org/a;b=1", doi="10.1000/abc",
        isbn="9780134685991",
    )  # fmt: skip


words = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=40).map(plain)
words = words.filter(lambda text: text and untagged(text) == text)
parts = words.map(lambda text: text.translate(dict.fromkeys(map(ord, ",;|=(){}"))).strip())
parts = parts.filter(lambda text: text and text.casefold() not in ("et al", "et al."))


@given(words, st.lists(st.tuples(parts, parts), max_size=4), st.integers(1400, 2200))
def test_what_is_written_as_ris_is_read_as_it_was(
    title: str, people: list[tuple[str, str]], year: int
) -> None:
    authors = "".join(f"AU  - {family}, {given}\n" for given, family in people)
    entry = only(f"TY  - JOUR\nTI  - {title}\n{authors}PY  - {year}\nER  - \n")
    assert entry.title == title
    assert entry.by == tuple(plain(f"{given} {family}") for given, family in people)
    assert (entry.year, entry.date) == (year, str(year))


@pytest.mark.parametrize(
    ("lines", "date"),
    [
        ("PY  - 2019///", "2019"),
        ("Y1  - 2019/03//", "2019-03"),
        ("PY  - 2019\nDA  - MAR 9", "2019-03-09"),
        ("PY  - 2019\nDA  - 2018/12/30", "2019"),
        ("DA  - 2018-12-30", "2018-12-30"),
        ("PY  - in press", ""),
    ],
)
def test_the_year_is_that_of_publication_and_the_date_the_most_exact_in_it(
    lines: str, date: str
) -> None:
    assert only(f"TY  - JOUR\nTI  - A\n{lines}\nER  - \n").date == date


@pytest.mark.parametrize(
    ("lines", "form"),
    [("TY  - BOOK", "book"), ("TY  - PAT", "filing"), ("TY  - ELEC", "news"),
     ("TY  - RPRT\nM3  - Annual report", "filing"), ("TY  - GEN\nM3  - Presentation", "talk"),
     ("TY  - GEN", "paper"), ("TY  - XYZ", "paper")],
)  # fmt: skip
def test_the_type_makes_the_form(lines: str, form: str) -> None:
    assert only(f"{lines}\nTI  - A\nER  - \n").form == form


def test_keywords_may_stand_one_a_line_or_all_in_one() -> None:
    assert only("TY  - JOUR\nTI  - A\nKW  - a b\nc\nd\nER  - ").keywords == ("a b", "c", "d")
    assert only("TY  - JOUR\nTI  - A\nKW  - a, b\nER  - ").keywords == ("a", "b")


def test_tags_written_loosely_are_tags_and_words_with_a_dash_are_not() -> None:
    loose = "ty  - book\nTI -  Loose\nAB - As\nAI - it\nwas\nUS - not\nA1  -Doe, A\ner  -"
    entry = only(loose)
    assert (entry.title, entry.form, entry.by) == ("Loose", "book", ("A Doe",))
    assert entry.abstract == "As AI - it was US - not"


def test_lines_outside_of_entries_are_passed_over() -> None:
    found = read_ris(
        "\ufeffProvider: x\nContent: y\n" + WHOLE + "between\nER  - \n" + WHOLE + "end"
    )
    assert (titles(found), found.troubles) == (["Whole", "Whole"], ())


def test_an_entry_that_does_not_end_costs_nothing_and_the_last_is_said_to_be_cut() -> None:
    found = read_ris("TY  - JOUR\nTI  - A\nTY  - JOUR\nTI  - B\n")
    assert titles(found) == ["A", "B"]
    assert [trouble.line for trouble in found.troubles] == [3]
    assert "cut short" in found.troubles[0].says


def test_an_entry_without_its_type_comes_in_and_says_so() -> None:
    found = read_ris(WHOLE + "TI  - A\nAU  - Doe, A\nER  - " + WHOLE)
    assert titles(found) == ["Whole", "A", "Whole"]
    (trouble,) = found.troubles
    assert (trouble.line, trouble.says.split(": ")[:2]) == (
        7, ["entry without its TY line", "'A'"],
    )  # fmt: skip


def test_an_entry_without_a_title_is_left_out_and_named_by_its_line() -> None:
    found = read_ris(WHOLE + "TY  - JOUR\nAU  - Doe, A\nER  - " + WHOLE)
    assert titles(found) == ["Whole", "Whole"]
    assert [trouble.line for trouble in found.troubles] == [7]
    assert "'JOUR; Doe, A'" in found.troubles[0].says


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_lines_are_counted_from_one_however_they_end(end: str) -> None:
    found = read_ris((WHOLE + "TY  - JOUR\nER  - \n").replace("\n", end))
    assert (titles(found), found.troubles[0].line) == (["Whole"], 7)


def test_a_file_that_is_no_ris_says_so_and_an_empty_one_nothing() -> None:
    assert read_ris(" \n") == Found("RIS", ())
    assert read_ris("title,year\nA,2019").troubles[0].line == 0


@pytest.mark.parametrize(
    "lines",
    ["TI  - Big" + " x" * 10_000, "TI  - Big\nAB  - a\n" + "b\n" * 10_000,
     "TI  - Big\n" + "AU  - A, B\n" * 10_000],
    ids=["title", "lines", "authors"],
)  # fmt: skip
def test_an_entry_that_is_too_long_comes_in_without_what_is_too_much(
    lines: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("prepkit.library.ris.LONGEST", 10_000)
    found = read_ris(f"TY  - JOUR\n{lines}\nER  - \n" + WHOLE)
    assert [title[:3] for title in titles(found)] == ["Big", "Who"]
    assert found.troubles[0].says.startswith("entry too long: 'Big")


pieces = st.sampled_from(
    [
        "TY  - JOUR",
        "TI  - A",
        "AU  - ",
        "ER  - ",
        "KW  -",
        "ZZ  - ?",
        "\n",
        "\r",
        " ",
        "-",
        "x",
        "\0",
    ]
)


@given(st.lists(pieces, max_size=30).map("".join))
def test_whatever_stands_above_a_whole_entry_comes_in(above: str) -> None:
    found = read_ris(above + WHOLE)
    assert found.entries[-1:] == read_ris(WHOLE).entries
    assert all(trouble.says.isprintable() for trouble in found.troubles)


@given(st.text())
def test_any_text_at_all_is_read_or_said_not_to_be(text: str) -> None:
    found = read_ris(text)
    assert found.entries or found.troubles or not plain(text)
