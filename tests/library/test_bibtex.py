"""BibTeX files: what is whole comes in, and what is not costs itself alone."""

from __future__ import annotations

import logging

import pytest
from hypothesis import given
from hypothesis import strategies as st

from prepkit.library.bibtex import LONGEST_BLOCK, read_bibtex
from prepkit.library.clean import plain, untagged
from prepkit.library.entry import Entry, Found

WHOLE = "\n@article{whole, title = {Whole}, author = {Lovelace, Ada}, year = 1843}\n"


def only(text: str) -> Entry:
    found = read_bibtex(text)
    assert found.troubles == ()
    (entry,) = found.entries
    return entry


def titles(found: Found) -> list[str]:
    return [entry.title for entry in found.entries]


def test_an_entry_comes_in_with_all_it_says() -> None:
    entry = only(r"""@inproceedings{key,
        title = {{$\beta$-VAE}: Learning of {B}asic Concepts -- Part~1},
        author = {Higgins, Irina and Lo{\"\i}c Matthey and {Deep Mind, Inc.} and others},
        booktitle = {Int.\ Conf.\ on Learning \& Things}, publisher = {OpenReview},
        year = 2017, month = apr, doi = {https://doi.org/10.1000/ABC\_1},
        url = {\url{https://x.org/forum?id=a\_b}}, isbn = {978-0-13-468599-1},
        keywords = {disentangling, deep
            learning}, abstract = {We find 5\% more.}, affiliation = {DeepMind; UCL},
    }""")
    assert entry == Entry(
        "paper", "β-VAE: Learning of Basic Concepts – Part 1",
        by=("Irina Higgins", "Loïc Matthey", "Deep Mind, Inc."), year=2017, date="2017-04",
        venue="Int. Conf. on Learning & Things", publisher="OpenReview",
        places=("DeepMind", "UCL"), keywords=("disentangling", "deep learning"),
        abstract="We find 5% more.", link="https://x.org/forum?id=a_b", doi="10.1000/abc_1",
        isbn="9780134685991",
    )  # fmt: skip


# What BibTeX needs to be told so that a text comes out as it is.
SIGNS = {
    "\\": r"{\textbackslash}", "{": r"\{", "}": r"\}", "$": r"\$", "~": r"{\textasciitilde}",
    "`": r"{\textasciigrave}", "'": "{'}", "-": "{-}", "^": r"{\textasciicircum}",
}  # fmt: skip
words = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=40).map(plain)
words = words.filter(lambda text: text and untagged(text) == text)


def latex(text: str) -> str:
    return "{" + "".join(SIGNS.get(char, char) for char in text) + "}"


@given(words, st.lists(st.tuples(words, words), max_size=4), st.integers(1400, 2200), st.booleans())
def test_what_is_written_as_bibtex_is_read_as_it_was(
    title: str, people: list[tuple[str, str]], year: int, quoted: bool
) -> None:
    people = [pair for pair in people if " ".join(pair).casefold() not in ("et al", "et al.")]
    authors = " and ".join(f"{latex(family)}, {latex(given)}" for given, family in people)
    held = f'"{latex(title)}"' if quoted and '"' not in title else latex(title)
    text = f"@misc{{k,\n title = {held},\n author = {{{authors}}},\n year = {year}}}"
    found = read_bibtex(text)
    assert found.troubles == ()
    assert titles(found) == [title]
    assert found.entries[0].by == tuple(plain(" ".join(pair)) for pair in people)
    assert (found.entries[0].year, found.entries[0].date) == (year, str(year))


def test_strings_hold_from_where_they_stand_and_months_are_known() -> None:
    found = read_bibtex("""
        @STRING{ml = "Machine Learning"}
        @string(jml = {Journal of } # ml)
        @article{a, title = "A", journal = JML # {, } # 2, year = "2019", month = 9 # "~" # mar}
        @article{b, title = Bare, journal = unknown, year = 2019}""")
    assert [entry.venue for entry in found.entries] == ["Journal of Machine Learning, 2", "unknown"]
    assert found.entries[0].date == "2019-03-09"
    assert titles(found) == ["A", "Bare"]


def test_what_is_no_entry_is_passed_over() -> None:
    found = read_bibtex(
        """% Encoding: UTF-8, by someone@example.org
        @preamble{"\\newcommand{\\x}{y}"}
        @Comment{jabref-meta: grouping: 0 AllEntriesGroup:;}
        @control{c, year = {1}}
        and then"""
        + WHOLE
    )
    assert found == Found("BibTeX", read_bibtex(WHOLE).entries)


@pytest.mark.parametrize(
    "away", ["% @misc{a, title = {A}}", "%@misc{a,\n% title = {A},\n%}\n% title = {B},"]
)
def test_an_entry_behind_a_percent_sign_is_passed_over(away: str) -> None:
    found = read_bibtex(WHOLE + away + WHOLE)
    assert (titles(found), found.troubles) == (["Whole", "Whole"], ())


def test_an_entry_need_not_begin_its_line() -> None:
    found = read_bibtex("1. @misc{a, title={A}} 2. @misc{b, title={B}}@misc{c, title={C}}")
    assert (titles(found), found.troubles) == (["A", "B", "C"], ())


def test_one_key_for_two_entries_and_one_field_twice_lose_nothing() -> None:
    found = read_bibtex(
        "@misc{a, title={A}, title={B}, year=2019}\n@misc{a, title={C}}@misc{a,title={D}}"
    )
    assert titles(found) == ["A", "C", "D"]
    assert found.troubles == ()


@pytest.mark.parametrize(
    ("damaged", "title", "year", "left"),
    [
        ("@misc{a,\n title = {A {B},\n year = {2019}\n}", "A B", 2019, "look it through"),
        ("@misc{a,\n title = {A}},\n year = {2019}\n}", "A", 2019, "look it through"),
        ("@misc{a,\n title = {A}\n year = {2019}\n}", "A", 2019, "look it through"),
        ("@misc{a,\n pages = {1}\n title = {A},\n year = {2019}\n}", "A", 2019, "look it through"),
        ('@misc{a,\n title = "A,\n year = "2019"\n}', "A", 2019, "look it through"),
        ("@misc{\n title = {A},\n year = {2019}\n}", "A", 2019, "look it through"),
        ("@misc{a, title = {A}, % old, was B\n % note = {x},\n year = 2019}", "A", 2019, "look it"),
        ("@misc{a, title = {A}, file = {C:\\x\\}, year = 2019}", "A", 2019, "look it through"),
        ("@misc{a,\n abstract = {b (C}) d. E, f.},\n title = {A},\n year = 2019}", "A", 2019,
         "came in without abstract"),
        ("@misc{a,\n title = {A},\n author = {Lovelace, A", "A", None, "came in without author"),
        ("@comment{@misc{a,\n title = {A},\n note = {b}},\n year = 2019}}", "A", 2019, "look it"),
    ],
)  # fmt: skip
def test_a_damaged_entry_gives_what_can_be_read_and_says_what_cannot(
    damaged: str, title: str, year: int | None, left: str
) -> None:
    found = read_bibtex(WHOLE + damaged + WHOLE)
    assert titles(found) == ["Whole", title, "Whole"]
    assert found.entries[1].year == year
    (trouble,) = found.troubles
    assert trouble.line == 3
    assert trouble.says.startswith("damaged entry: ")
    assert left in trouble.says


def test_an_entry_without_a_title_is_left_out_and_named_by_its_key_and_line() -> None:
    found = read_bibtex(WHOLE + "@misc{a,\n year = 2019}\n\n@misc{b}\n@misc{c, title = {{}}}")
    assert titles(found) == ["Whole"]
    assert [(trouble.line, trouble.says.split(": ")[1]) for trouble in found.troubles] == [
        (3, "'a'"), (6, "'b'"), (7, "'c'"),
    ]  # fmt: skip


def test_entries_inside_a_comment_come_in_and_a_line_says_so() -> None:
    found = read_bibtex(
        "@comment{@misc{a, title={A}}}\n@comment{\n@misc{b, title={B}}\n}\n@comment{c}"
    )
    assert titles(found) == ["A", "B"]
    assert [trouble.line for trouble in found.troubles] == [1, 3]


def test_a_damaged_string_is_named_and_what_uses_it_keeps_its_name() -> None:
    found = read_bibtex("@string{jml = {Journal}\n@misc{a, title = {A}, journal = jml}")
    assert found.entries[0].venue == "jml"
    assert [(trouble.line, trouble.says[:24]) for trouble in found.troubles] == [
        (1, "damaged @string: 'jml': ")
    ]


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_lines_are_counted_from_one_however_they_end(end: str) -> None:
    text = "\ufeff@misc{a,\n title={A}}\n\n@misc{b,\n year=1}\n@misc{c, title={C}}"
    found = read_bibtex(text.replace("\n", end))
    assert titles(found) == ["A", "C"]
    assert [trouble.line for trouble in found.troubles] == [4]


def test_a_file_that_is_no_bibtex_says_so_and_an_empty_one_nothing() -> None:
    assert read_bibtex(" \n") == Found("BibTeX", ())
    assert read_bibtex("title,year\nA,2019").troubles[0].line == 0


deep = "{" * 10_000 + "Deep" + "}" * 10_000
bomb = "".join(f"@string{{a{n + 1} = a{n} # a{n} # a{n}}}\n" for n in range(60))


@pytest.mark.parametrize(
    ("text", "title"),
    [
        (f"@misc{{a, title = {{{deep}}}, author = {{{deep}}}}}", "Deep"),
        ("@string{a0 = {Lol}}\n" + bomb + "@misc{a, title = a60}", "Lol"),
        ("@string{a = {Lol}}\n@misc{a, title = " + "a # " * 100_000 + "a}", "Lol"),
        ("@misc{a, title = {Big " + "x " * LONGEST_BLOCK + "}}", "Big"),
        ("@misc{a, title = {Nul\0\0}}", "Nul"),
        ("@misc{a, title = {Half\ud800}}", "Half"),
        ("@misc{a, title = {Many}, author = {" + "A B and " * 100_000 + "C}}", "Many"),
        ("@misc{a, title = {Loop}, crossref = {b}}@xdata{b, crossref = {a}}", "Loop"),
    ],
    ids=["deep", "bomb", "joined", "big", "nul", "surrogate", "authors", "loop"],
)
def test_what_is_made_to_do_harm_ends_and_leaves_the_rest_alone(text: str, title: str) -> None:
    found = read_bibtex(text + WHOLE)
    assert found.entries[0].title.startswith(title)
    assert len(found.entries[0].title) <= 1_000
    assert titles(found)[1:] == ["Whole"]


def test_an_entry_too_long_to_be_one_is_said_to_be() -> None:
    found = read_bibtex("@misc{a, title = {Big}, note = {" + "x" * LONGEST_BLOCK + "}}" + WHOLE)
    assert titles(found) == ["Big", "Whole"]
    assert found.troubles[0].says.endswith(
        "it goes on for 1,000,035 characters: came in without note"
    )


pieces = st.sampled_from(
    ["@misc{", "@string{", "@comment{", "@", "k,", "title", "author", " = ", "{", "}", '"', ",",
     "#", "\n", "\\", "$", "%", "(", ")", "x", "and", "1", "crossref"]
)  # fmt: skip


@given(st.lists(pieces, max_size=40).map("".join))
def test_whatever_stands_above_a_whole_entry_comes_in(above: str) -> None:
    found = read_bibtex(above + WHOLE)
    assert found.entries[-1:] == read_bibtex(WHOLE).entries
    for trouble in found.troubles:
        assert 0 < trouble.line <= above.count("\n") + 3
        assert trouble.says.isprintable()


@given(st.text())
def test_any_text_at_all_is_read_or_said_not_to_be(text: str) -> None:
    found = read_bibtex(text)
    assert found.entries or found.troubles or not plain(text)


def test_nothing_is_logged_or_printed(
    caplog: pytest.LogCaptureFixture, capsys: pytest.CaptureFixture[str]
) -> None:
    with caplog.at_level(logging.DEBUG):
        found = read_bibtex("@misc{a, title = {\\frac{, \\href{x}\n@misc{b" + WHOLE)
    assert len(found.troubles) == 2
    assert caplog.text == "".join(capsys.readouterr()) == ""


def test_a_thousand_damaged_entries_are_a_thousand_lines() -> None:
    text = "".join(f"@misc{{k{n}, title = {{T {n}, year = 2019\n" for n in range(1000))
    found = read_bibtex(text)
    assert [trouble.line for trouble in found.troubles] == list(range(1, 1001))
    assert titles(found)[:2] == ["T 0", "T 1"]
