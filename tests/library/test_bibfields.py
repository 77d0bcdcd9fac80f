"""What an entry of BibTeX or BibLaTeX says is found in whatever field it stands."""

from __future__ import annotations

import pytest

from prepkit.library.bibtex import read_bibtex
from prepkit.library.entry import Entry


def read(text: str) -> Entry:
    return read_bibtex(text).entries[0]


def test_biblatex_has_names_of_its_own_for_things() -> None:
    entry = read("""@article{a, title={Why?}, subtitle={A Study}, journaltitle={J},
        langid={ngerman}, author={family=Harman, given=Hans, prefix=von}, addendum={x},
        date={2019-03/2019-05}, institution={I}, location={Berlin}, eprint={1901.00001v2},
        eprinttype={arXiv}}""")
    assert (entry.title, entry.by) == ("Why? A Study", ("Hans von Harman",))
    assert (entry.date, entry.venue, entry.publisher) == ("2019-03", "J", "I")
    assert entry.link == "https://arxiv.org/abs/1901.00001v2"


def test_a_preprint_has_arxiv_for_its_venue_unless_it_has_another() -> None:
    arxiv = "archivePrefix={arXiv}, eprint={cs/0001001}"
    assert read(f"@misc{{a, title={{A}}, {arxiv}}}").venue == "arXiv"
    assert read(f"@article{{a, title={{A}}, journal={{J}}, {arxiv}}}").venue == "J"
    assert read("@misc{a, title={A}, eprint={x y}, eprinttype={arXiv}}").link == ""


def test_editors_stand_in_for_authors_and_a_book_may_be_called_by_its_booktitle() -> None:
    entry = read("@proceedings{a, booktitle={Proc.}, author={ }, editor={Doe, A and others}}")
    assert (entry.title, entry.by, entry.form) == ("Proc.", ("A Doe",), "book")


def test_an_entry_takes_over_from_the_book_it_is_in_but_not_what_makes_a_work_itself() -> None:
    found = read_bibtex("""@inproceedings{c, title={Child}, crossref={P}, doi={10.1/c}}
        @proceedings{p, title={Proc.}, editor={Doe, A}, year=2020, publisher={Pub}, crossref={s},
            doi={10.1/p}, isbn={9780134685991}, url={http://x.org/p}, keywords={proc}}
        @mvproceedings{s, title={All Proc.}, month=may}""")
    child = found.entries[0]
    assert (child.title, child.venue, child.publisher) == ("Child", "Proc.", "Pub")
    assert (child.by, child.date) == (("A Doe",), "2020-05")
    assert (child.doi, child.isbn, child.link, child.keywords) == ("10.1/c", "", "", ())


def test_xdata_gives_all_it_has_and_is_no_entry() -> None:
    found = read_bibtex("""@article{c, title={Child}, xdata={n1, n2, nosuch}}
        @xdata{n1, journal={J}, xdata={n3}} @xdata{n2, year=2001} @xdata{n3, url={http://x.org}}""")
    (child,) = found.entries
    assert (child.venue, child.year, child.link) == ("J", 2001, "http://x.org")
    assert found.troubles == ()


@pytest.mark.parametrize(
    "loop",
    ["@misc{a, title={A}, crossref={a}}",
     "@misc{a, title={A}, crossref={b}} @misc{b, title={B}, crossref={a}, xdata={b}}"],
)  # fmt: skip
def test_taking_over_ends_where_it_goes_in_a_circle(loop: str) -> None:
    assert read(loop).title == "A"


def test_a_long_chain_of_crossrefs_takes_over_from_five_generations() -> None:
    chain = "".join(f"@misc{{k{n}, title={{T}}, crossref={{k{n + 1}}}}}\n" for n in range(5_000))
    found = read_bibtex(chain + "@misc{k5000, title={T}, year=2001}")
    assert [entry.year for entry in found.entries[-8:]] == [None, None, *[2001] * 6]


@pytest.mark.parametrize(
    ("text", "form"),
    [
        ("@phdthesis{a, title={A}}", "paper"),
        ("@incollection{a, title={A}}", "paper"),
        ("@book{a, title={A}}", "book"),
        ("@patent{a, title={A}}", "filing"),
        ("@video{a, title={A}}", "talk"),
        ("@techreport{a, title={A}}", "paper"),
        ("@techreport{a, title={A}, type={Annual report}}", "filing"),
        ("@misc{a, title={A}, type={Press release}}", "news"),
        ("@misc{a, title={A}, type={Online Course}}", "course"),
        ("@unpublished{a, title={A}, eventtitle={PyCon}}", "talk"),
        ("@unpublished{a, title={A}}", "paper"),
        ("@online{a, title={A}}", "news"),
        ("@online{a, title={A}, eprint={1901.1}, eprinttype={arxiv}}", "paper"),
        ("@whatever{a, title={A}}", "paper"),
    ],
)
def test_the_type_makes_the_form_and_words_for_it_where_it_says_little(
    text: str, form: str
) -> None:
    assert read(text).form == form


def test_an_address_is_looked_for_in_every_field_that_may_have_one() -> None:
    entry = read(r"@misc{a, title={A}, howpublished={\url{http://x.org/a\_b}, 2019}}")
    assert entry.link == "http://x.org/a_b"
    entry = read("@misc{a, title={A}, url={javascript:x}, note={see https://doi.org/10.1/X now}}")
    assert (entry.link, entry.doi) == ("https://doi.org/10.1/X", "10.1/x")


def test_html_of_publishers_goes_from_titles_and_abstracts() -> None:
    entry = read(r"""@misc{a, title={$<$i$>$E. coli$<$/i$>$ {\&}amp; CO$<$sub$>$2$<$/sub$>$},
        abstract={<jats:p>a < b</jats:p>}}""")
    assert (entry.title, entry.abstract) == ("E. coli & CO2", "a < b")
