"""Tables: the columns of many programs and of people, and rows that are not quite right."""

from __future__ import annotations

import csv
import io
import re

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from prepkit.library.clean import plain, untagged
from prepkit.library.columns import NAMES, bare
from prepkit.library.entry import Entry, Found
from prepkit.library.table import read_table


def only(text: str) -> Entry:
    found = read_table(text)
    assert found.troubles == ()
    (entry,) = found.entries
    return entry


def titles(found: Found) -> list[str]:
    return [entry.title for entry in found.entries]


ADA = Entry(
    "paper", "Notes, on an Engine", by=("Ada Lovelace", "Charles Babbage"), year=1843,
    date="1843", venue="Memoirs", keywords=("engines", "numbers"), doi="10.1000/abc",
)  # fmt: skip


@pytest.mark.parametrize(
    "text",
    [
        '"Item Type","Publication Year","Author","Title","Publication Title","DOI","Manual Tags"\n'
        '"journalArticle","1843","Lovelace, Ada; Babbage, Charles","Notes, on an Engine",'
        '"Memoirs","10.1000/ABC","engines; numbers"',
        "id,doi,display_name,publication_year,type,authorships.author.display_name,"
        "primary_location.source.display_name,keywords.display_name\n"
        'W1,https://doi.org/10.1000/abc,"Notes, on an Engine",1843,article,'
        "Ada Lovelace|Charles Babbage,Memoirs,engines|numbers",
        'Authors,"Author full names",Title,Year,Source title,DOI,Author Keywords,Document Type\n'
        'Lovelace A.; Babbage C.,"Lovelace, Ada (57200000000); Babbage, Charles (123)",'
        '"Notes, on an Engine",1843,Memoirs,10.1000/abc,engines; numbers,Article',
        "PT\tAU\tAF\tTI\tSO\tDE\tID\tPY\tDI\n"
        "J\tLovelace, A; Babbage, C\tLovelace, Ada; Babbage, Charles\tNotes, on an Engine\t"
        "Memoirs\tengines; numbers\tPLUS\t1843\t10.1000/ABC",
        '"About the data: Exported on Jan 1, 2024."\n'
        '"Rank","DOI","Title","Source title","PubYear","Authors","MeSH terms"\n'
        '1,10.1000/abc,"Notes, on an Engine",Memoirs,1843,'
        '"Lovelace, Ada; Babbage, Charles",engines; numbers',
        'TITLE , Authors (all),Author(s), year,Journal,Tags,doi\n"Notes, on an Engine",,'
        'Ada Lovelace and Charles Babbage,1843,Memoirs,"engines, numbers",doi:10.1000/abc',
        "Titel;Autor(en);Jahr;Zeitschrift;Schlagwörter;DOI\n"
        "Notes, on an Engine;Ada Lovelace, Charles Babbage;1843;Memoirs;engines, numbers;"
        "10.1000/abc",
        'Titre,Auteurs,Année,Revue,Mots-clés,DOI\n"Notes, on an Engine",'
        '"Ada Lovelace, Charles Babbage",1843,Memoirs,"engines, numbers",10.1000/abc',
        'Título,Autores,Año,Revista,Palabras clave,DOI\n"Notes, on an Engine",'
        '"Ada Lovelace, Charles Babbage",1843.0,Memoirs,"engines, numbers",10.1000/abc',
    ],
    ids=["Zotero", "OpenAlex", "Scopus", "Web of Science", "Dimensions", "own", "de", "fr", "es"],
)
def test_the_columns_of_many_programs_and_languages_are_known(text: str) -> None:
    assert only(text) == ADA


def test_no_name_of_a_column_means_two_things_but_a_link_that_is_a_doi() -> None:
    listed = [name for names in NAMES.values() for name in names]
    assert all(bare(name) == name for name in listed)
    assert {name for name in listed if listed.count(name) > 1} == {"doi link"}


words = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=40).map(plain)
words = words.filter(lambda text: text and untagged(text) == text)
parts = words.map(lambda text: text.translate(dict.fromkeys(map(ord, ",;|=(){}"))).strip())
parts = parts.filter(lambda text: text and text.casefold() not in ("et al", "et al."))


@given(
    words, st.lists(st.tuples(parts, parts), min_size=2, max_size=4), st.integers(1400, 2200),
    st.sampled_from(",;\t"),
)  # fmt: skip
def test_what_is_written_as_csv_is_read_as_it_was(
    title: str, people: list[tuple[str, str]], year: int, delimiter: str
) -> None:
    authors = "; ".join(f"{family}, {given}" for given, family in people)
    assume(
        title != "Title" and not re.match(r"'[=+@-]", title) and not re.match("'[=+@-]", authors)
    )
    text = io.StringIO(newline="")
    # As prepkit's own export has it.
    inert = [f"'{cell}" if cell[0] in "=+-@" else cell for cell in (title, authors)]
    writer = csv.writer(text, delimiter=delimiter, quoting=csv.QUOTE_ALL)
    writer.writerows([["Title", "Authors", "Year"], [*inert, year]])
    entry = only(text.getvalue())
    assert entry.title == title
    assert entry.by == tuple(plain(f"{given} {family}") for given, family in people)
    assert (entry.year, entry.date) == (year, str(year))


def test_a_cell_kept_from_running_as_a_formula_loses_only_what_kept_it() -> None:
    found = read_table("Title\n'=1+1\n'@home\n'Tis so\nA '=1+1\n")
    assert titles(found) == ["=1+1", "@home", "'Tis so", "A '=1+1"]


@pytest.mark.parametrize(
    ("cell", "people"),
    [
        ('"Lovelace, Ada"', ("Ada Lovelace",)),
        ('"Smith J., Doe A.B., van Dyk C."', ("J. Smith", "A.B. Doe", "C. van Dyk")),
        ('"Lovelace, Ada and Babbage, Charles"', ("Ada Lovelace", "Charles Babbage")),
        ("Ada Lovelace", ("Ada Lovelace",)),
        ('"Lovelace, Ada\nBabbage, Charles"', ("Ada Lovelace", "Charles Babbage")),
        ("", ()),
    ],
)
def test_people_are_parted_as_people_part_them(cell: str, people: tuple[str, ...]) -> None:
    assert only(f"Title,Authors,Year\nA,{cell},2019").by == people


@pytest.mark.parametrize(
    ("year", "date", "exact"),
    [("2019", "2019-03-09", "2019-03-09"), ("2019", "MAR 9", "2019-03-09"),
     ("2019", "2018-12-30", "2019"), ("", "March 2019", "2019-03"), ("n.d.", "2019", "")],
)  # fmt: skip
def test_year_and_date_make_one_date_of_the_year(year: str, date: str, exact: str) -> None:
    assert only(f"Title,Year,Date\nA,{year},{date}").date == exact


def test_addresses_of_authors_lose_whose_they_are() -> None:
    cell = '"[Doe, J; Roe, R] MIT, Cambridge, USA; [Poe, E] ETH"'
    assert only(f"Title,Addresses\nA,{cell}").places == ("MIT, Cambridge, USA", "ETH")


def test_where_there_is_no_title_column_the_columns_are_named() -> None:
    found = read_table("Foo;Bar;B\0az\n1;2;3\n")
    (trouble,) = found.troubles
    assert (found.entries, trouble.line) == ((), 1)
    assert trouble.says.startswith("no title column: the columns are 'Foo', 'Bar', 'Baz': ")


def test_a_table_of_titles_alone_may_have_commas() -> None:
    assert titles(read_table('Title\nFoo, bar\n"Baz, ""q"""\n')) == ["Foo, bar", 'Baz, "q"']


def test_cells_of_several_lines_are_one_cell() -> None:
    found = read_table('Title,Abstract\nA,"One\n\ntwo"\nB,\n')
    assert titles(found) == ["A", "B"]
    assert found.entries[0].abstract == "One two"
    assert found.troubles == ()


@pytest.mark.parametrize(
    ("row", "title"),
    [
        ('"Foo,2019,x', "Foo"),
        ('Foo,2019,"x', "Foo"),
        ('"Foo" bar,2019,x', "Foo bar"),
        ('"Foo "bar" baz",2019,x', 'Foo bar" baz"'),
        ("Foo, and bar,2019,x", "Foo"),
        ("Foo " + "x" * 200_000 + ",2019,x", "Foo xxx"),
        ('"Foo ' + "x" * 200_000 + '",2019,x', "Foo xxx"),
    ],
    ids=["open first", "open last", "early end", "inner", "comma", "long", "long quoted"],
)
def test_a_damaged_row_costs_no_other_row_and_is_named_by_its_line(row: str, title: str) -> None:
    found = read_table(f"Title,Year,Note\nAbove,2018,\n{row}\nBelow,2020,\nLast,2021,\n")
    assert titles(found)[0::2] == ["Above", "Below"]
    assert titles(found)[1][: len(title)] == title
    assert titles(found)[3:] == ["Last"]
    (trouble,) = found.troubles
    assert trouble.line == 3
    assert "Foo" in trouble.says
    assert "look it through" in trouble.says


def test_quotes_that_swallow_the_next_row_are_found_out() -> None:
    found = read_table('Title,Year\n"A,2019\nB",2020,2021\nC,2022\n')
    assert titles(found) == ["A", 'B"', "C"]
    assert [trouble.line for trouble in found.troubles] == [2, 3]


def test_quotes_between_tabs_are_just_quotes() -> None:
    found = read_table('Title\tYear\n"So" it goes\t2019\n"Whole"\t2020\n')
    assert (titles(found), found.troubles) == (['"So" it goes', "Whole"], ())


def test_empty_rows_and_the_header_again_are_passed_over_and_no_title_is_named() -> None:
    found = read_table("Title,Year\n\n,\nA,2019\nTitle,Year\n,2020\nB,n.d.\n,,\n")
    assert titles(found) == ["A", "B"]
    assert [(trouble.line, trouble.says.split(": ")[1]) for trouble in found.troubles] == [
        (6, "'2020'")
    ]


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_lines_are_counted_from_one_however_they_end(end: str) -> None:
    found = read_table("\ufeffsep=;\nTitle;Year\nA;2019\n;2020\n".replace("\n", end))
    assert (titles(found), [trouble.line for trouble in found.troubles]) == (["A"], [4])


def test_a_header_with_nothing_below_it_says_so_and_an_empty_file_nothing() -> None:
    assert read_table(" \n") == Found("CSV", ())
    assert read_table("Title,Year\n").troubles[0].line == 0


pieces = st.sampled_from(["Title", ",", ";", "\t", "\n", "\r", '"', "'", "=", "x", " ", "\0", "é"])


@given(st.lists(pieces, max_size=40).map("".join))
def test_any_rows_at_all_are_read_and_every_line_named_is_there(rows: str) -> None:
    found = read_table("Title,Year\n" + rows)
    for trouble in found.troubles:
        assert 0 <= trouble.line <= rows.count("\n") + rows.count("\r") + 2
        assert trouble.says.isprintable()


@given(st.text())
def test_any_text_at_all_is_read_or_said_not_to_be(text: str) -> None:
    found = read_table(text)
    assert found.entries or found.troubles or not plain(text)
