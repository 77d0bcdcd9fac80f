"""A library has each work once, whatever files it came in and however often."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from prepkit.library import identity
from prepkit.library.entry import Entry
from prepkit.library.identity import folded, words_of
from prepkit.library.library import Library

PAPER = Entry(
    "paper", "Which phase am I on? Finding it from voltage", by=("Bjørn Eskeland", "A. Tamm"),
    year=2022, venue="Grid Letters", doi="10.5555/phase",
)  # fmt: skip


def filled(*entries, file="one.bib", of=""):
    return Library([Library().arrive(entries, file=file, of=of).works])


def other(**facts):
    return Entry(**{name: getattr(PAPER, name) for name in PAPER.__slots__} | facts)


ARXIV = other(
    year=2021, venue="", publisher="arXiv", doi="10.48550/arxiv.2104.1",
    link="https://arxiv.org/abs/2104.1", keywords=("phase",),
)  # fmt: skip


@pytest.mark.parametrize(
    "again",
    [
        PAPER,
        other(title="which phase am i on - finding it from Voltage", doi=""),
        other(title="A quite different title", doi="10.5555/phase"),
        other(by=("Eskeland",), doi="", venue=""),
        other(year=None, doi=""),
        other(year=2021, doi="10.48550/arxiv.2104.1", venue="arXiv"),
        other(title="Which phase am I on? Finding it from völtage", doi=""),
    ],
    ids=["twice", "case", "doi", "surname", "no year", "preprint", "accents"],
)
def test_a_work_that_comes_again_is_the_same(again):
    assert len(filled(PAPER, again)) == 1
    assert len(filled(again, PAPER)) == 1


@pytest.mark.parametrize(
    "another",
    [
        other(doi="10.5555/other"),
        other(year=2025, doi=""),
        other(year=2021, doi=""),
        other(by=("C. Other",), doi=""),
        other(title="Which phase am I on? Finding it from current", doi=""),
        other(year=2015, doi="", venue="arXiv"),
    ],
    ids=["doi", "year", "yearly report", "author", "title", "old preprint"],
)
def test_a_work_that_differs_is_another(another):
    assert len(filled(PAPER, another)) == 2


def test_short_titles_need_the_same_place_and_year():
    editorial = Entry("paper", "Editorial", year=2020, venue="Grid Letters")
    assert len(filled(editorial, Entry("paper", "Editorial", year=2021, venue="Grid Letters"))) == 2
    assert len(filled(editorial, Entry("paper", "Editorial", year=2020, venue="Other"))) == 2
    assert len(filled(editorial, Entry("paper", "EDITORIAL", year=2020, venue="Grid letters"))) == 1


def test_chapters_of_one_book_are_works_of_their_own():
    chapters = [Entry("paper", f"Chapter about {n} of them", isbn="9780306406157") for n in "ab"]
    assert len(filled(*chapters)) == 2
    books = [Entry("book", title, isbn="9780306406157") for title in ("Grids", "Grids, revised")]
    assert len(filled(*books)) == 1


def test_the_same_file_corrects_a_work_and_another_only_adds_to_it():
    library = filled(PAPER, file="mine.bib")
    corrected = other(venue="Grid Letters 12", abstract="")
    (changed,) = library.arrive([corrected], file="mine.bib").library
    assert changed.entry.venue == "Grid Letters 12"
    fuller = other(venue="Wrong Letters", abstract="What it says.")
    (changed,) = library.arrive([fuller], file="theirs.ris").library
    assert (changed.entry.venue, changed.entry.abstract) == ("Grid Letters", "What it says.")


@pytest.mark.parametrize(
    ("before", "corrected"),
    [
        (other(doi=""), other(doi="", year=2019)),
        (PAPER, other(doi="10.5555/phase-2")),
        (PAPER, other(doi="", year=2019)),
    ],
)
def test_a_year_or_a_doi_that_the_file_corrects_makes_no_second_work(before, corrected):
    library = filled(before, file="mine.bib")
    arrived = library.arrive([corrected], file="mine.bib")
    assert (arrived.new, arrived.changed) == (0, 1)
    (work,) = arrived.library
    assert work.entry.year == corrected.year
    assert len(library.arrive([corrected], file="theirs.bib").library) == 2
    assert len(library.arrive([before, corrected], file="mine.bib").library) == 2


def test_an_entry_of_another_year_with_another_doi_corrects_nothing():
    library = filled(PAPER, file="export.bib")
    journal = other(year=2024, doi="10.7777/journal")
    arrived = library.arrive([journal], file="export.bib")
    assert (arrived.new, arrived.changed, len(arrived.library)) == (1, 0, 2)
    assert arrived.library.arrive([PAPER], file="export.bib").known == 1


@pytest.mark.parametrize("order", [(0, 1, 2), (1, 2, 0), (2, 1, 0)])
def test_a_paper_online_in_one_year_and_in_print_in_the_next_is_one(order):
    said = other(doi=""), PAPER, other(year=2023)
    library = Library()
    for place in order:
        library = library.arrive([said[place]], file=f"{place}.bib").library
    again = library.arrive([said[0]], file="again.bib")
    assert (again.new, len(again.library)) == (0, 1)
    assert library.same(said[0]) is library.works[0]
    assert len(library.arrive([other(doi="", year=2024)], file="again.bib").library) == 2


@pytest.mark.parametrize("corrected", [other(year=2023), other(doi="10.5555/phase-2")])
def test_a_corrected_paper_is_not_taken_for_its_preprint_that_is_gone(corrected):
    library = filled(ARXIV, PAPER, file="mine.bib")
    arrived = library.arrive([corrected], file="mine.bib")
    assert (arrived.new, arrived.changed, len(arrived.library)) == (0, 1, 1)
    (work,) = arrived.library
    assert (work.entry.year, work.entry.doi) == (corrected.year, corrected.doi)


def test_a_preprint_that_has_come_out_is_replaced_by_its_paper():
    arrived = filled(ARXIV, file="mine.bib").arrive([PAPER], file="mine.bib")
    assert (arrived.new, arrived.changed) == (0, 1)
    assert [work.entry for work in Library([arrived.works])] == [PAPER]


def test_a_correction_that_parts_two_works_counts_one_as_new():
    library = filled(PAPER, file="first.bib").arrive([other(venue="")], file="second.bib").library
    arrived = library.arrive([other(venue="", doi="10.5555/right")], file="second.bib")
    assert (arrived.new, arrived.changed, len(arrived.library)) == (1, 0, 2)


def test_of_a_thousand_works_of_one_name_few_are_looked_at(monkeypatch):
    looks = []
    agree = identity._agree
    monkeypatch.setattr(identity, "_agree", lambda *told: looks.append(0) or agree(*told))
    for found in (
        [Entry("paper", "Editorial", doi=f"10.1/{n}") for n in range(1000)],
        [Entry("paper", "Editorial", link=f"https://a.example/{n}") for n in range(1000)],
        [other(doi=f"10.1/{n}", year=None) for n in range(1000)],
        [Entry("paper", "Editorial", abstract=str(n)) for n in range(1000)],
        [other(abstract=str(n)) for n in range(1000)],
    ):
        Library().arrive(found, file="a.bib").library.arrive(found, file="b.bib")
    assert len(looks) < 10_000


def test_a_doi_that_was_corrected_away_is_free_again():
    library = filled(PAPER, file="mine.bib")
    library = library.arrive([other(doi="10.5555/right")], file="mine.bib").library
    another = Entry("paper", "A quite different work about houses", doi=PAPER.doi)
    assert library.arrive([another], file="b.bib").new == 1


def test_a_work_without_a_year_does_not_swallow_two_with_one():
    library = filled(other(doi="", year=None), file="a.bib")
    years = [other(doi="", year=2010), other(doi="", year=2020)]
    arrived = library.arrive(years, file="b.bib")
    assert (arrived.new, arrived.changed) == (1, 1)
    assert {work.entry.year for work in arrived.library} == {2010, 2020}
    again = arrived.library.arrive(years, file="b.bib")
    assert (again.new, again.changed, again.known) == (0, 0, 2)


@pytest.mark.parametrize("title", ["Release notes", "Weekly update of the grid and its prices"])
def test_posts_of_one_name_are_as_many_as_their_addresses(title):
    posts = [
        Entry("news", title, year=2026, venue="Blog", link=f"https://blog.example/{n}")
        for n in range(10)
    ]
    library = filled(*posts, file="https://blog.example/feed")
    assert len(library) == 10
    later = [*posts[5:], Entry("news", title, year=2026, venue="Blog", link="https://x.example")]
    arrived = library.arrive(later, file="https://blog.example/feed")
    assert (arrived.new, arrived.changed, arrived.known) == (1, 0, 5)


@pytest.mark.parametrize("found", [(PAPER, ARXIV), (ARXIV, PAPER)])
def test_a_preprint_says_nothing_of_where_its_paper_appeared(found):
    library = filled(*found)
    (work,) = library
    entry = work.entry
    assert (entry.venue, entry.publisher, entry.year) == ("Grid Letters", "", 2022)
    assert (entry.doi, entry.link, entry.keywords) == ("10.5555/phase", "", ("phase",))
    for _ in range(2):
        again = library.arrive(found, file="one.bib")
        assert (again.new, again.changed, again.known) == (0, 0, 1)


def test_a_preprint_tells_where_to_find_a_paper_of_which_nobody_else_does():
    (work,) = filled(other(doi=""), ARXIV)
    assert (work.entry.venue, work.entry.link) == ("Grid Letters", ARXIV.link)
    (work,) = filled(other(doi="", venue="", year=None), ARXIV)
    assert (work.entry.publisher, work.entry.doi, work.entry.year) == ("arXiv", ARXIV.doi, 2021)


def test_every_file_corrects_what_it_said_itself():
    first = filled(other(doi=""), file="first.bib")
    wrong = other(doi="10.1/wrong", abstract="Wrong.", keywords=("wrong", "phase"))
    second = first.arrive([wrong], file="second.bib")
    assert (second.new, second.changed) == (0, 1)
    right = other(doi="10.1/right", abstract="Right.", keywords=("phase",))
    third = second.library.arrive([right], file="second.bib")
    assert (third.new, third.changed) == (0, 1)
    (work,) = third.library
    assert (work.entry.doi, work.entry.abstract) == ("10.1/right", "Right.")
    assert work.entry.keywords == ("phase",)
    assert work.file == "first.bib"


def test_what_a_second_file_says_is_left_when_the_first_is_taken_away():
    first = Library().arrive([PAPER], file="first.bib")
    second = first.library.arrive([PAPER], file="second.bib")
    assert (second.new, second.changed, second.known) == (0, 0, 1)
    assert [work.entry for work in Library([second.works])] == [PAPER]
    assert second.library.files == {"first.bib": frozenset(), "second.bib": frozenset()}


def test_copies_brought_together_keep_what_each_knew():
    mine = Library().arrive([other(doi="", abstract="What it says.")], file="a.bib", of="skerry")
    theirs = Library().arrive([PAPER], file="b.bib")
    for shelves in ([mine.works, theirs.works], [theirs.works, mine.works]):
        (work,) = Library(shelves)
        assert (work.entry.doi, work.entry.abstract) == (PAPER.doi, "What it says.")
        assert work.of == {"skerry"}


def test_whose_publication_it_is_adds_up():
    library = filled(PAPER, of="skerry")
    (changed,) = library.arrive([PAPER], file="one.bib", of="tinderbox").library
    assert changed.of == {"skerry", "tinderbox"}
    assert library.arrive([PAPER], file="one.bib").known == 1


def test_a_key_is_the_same_in_every_copy_and_finds_a_joined_work():
    one, other_copy = filled(PAPER), filled(PAPER)
    (work,) = one.works
    assert other_copy.works[0].key == work.key
    without_doi = filled(other(doi=""), file="two.bib")
    (twin,) = without_doi.works
    assert twin.key != work.key
    both = Library([one.works, without_doi.works])
    assert len(both) == 1
    assert both.get(twin.key) is both.get(work.key)
    assert both.get("0" * 16) is None


words = st.text(st.characters(codec="utf-8", exclude_characters="\n\r"), min_size=1, max_size=12)
entries = st.builds(
    Entry,
    form=st.sampled_from(["paper", "book", "news"]),
    title=words,
    by=st.lists(words, max_size=2).map(tuple),
    year=st.none() | st.integers(1990, 1993),
    venue=st.sampled_from(["", "arXiv", "Letters"]),
    keywords=st.lists(words, max_size=2).map(tuple),
    doi=st.sampled_from(["", "10.1/a", "10.1/b", "10.48550/arxiv.1"]),
)
files = st.lists(st.tuples(st.sampled_from("ab"), st.lists(entries, max_size=5)), max_size=4)


@given(files)
def test_importing_a_file_again_brings_nothing(imports):
    shelves = []
    for name, found in imports:
        arrived = Library(shelves).arrive(found, file=name)
        shelves.append(arrived.works)
        library = Library(shelves)
        assert library.works == arrived.library.works
        again = library.arrive(found, file=name)
        assert (again.new, again.changed, again.works) == (0, 0, ())


@given(files)
def test_importing_all_files_again_brings_nothing(imports):
    latest = dict(imports)
    library = Library()
    for name, found in latest.items():
        library = library.arrive(found, file=name).library
    for name, found in latest.items():
        assert library.arrive(found, file=name).works == ()


@given(files)
def test_what_an_import_says_it_brings_is_what_it_brings(imports):
    library = Library()
    for number, (name, found) in enumerate(imports):
        arrived = library.arrive(found, file=f"{name}{number}")
        assert arrived.new == len(arrived.library) - len(library)
        assert arrived.new + arrived.changed == len(set(arrived.library.works) - set(library.works))
        assert arrived.new + arrived.changed + arrived.known <= len(set(found))
        library = arrived.library


@given(st.lists(entries, max_size=6), st.lists(entries, max_size=6))
def test_without_a_doi_no_title_is_lost_by_joining(first, second):
    first, second = ([replace(entry, doi="") for entry in found] for found in (first, second))
    library = filled(*first, *second)
    here = {folded(entry.title) or entry.title for entry in library.entries}
    for entry in (*first, *second):
        assert (folded(entry.title) or entry.title) in here


def test_works_are_found_by_beginnings_of_words_best_first():
    library = filled(
        Entry("paper", "Voltages of the north", year=2001),
        Entry("paper", "Voltage of the south", by=("Ö. Ågren",), year=1999),
        Entry("paper", "Something else", keywords=("voltage",), year=2020),
        Entry("paper", "Nothing of the kind"),
    )
    found = [work.entry.title for work in library.find("VOLTAGE")]
    assert found == ["Voltage of the south", "Something else", "Voltages of the north"]
    assert [work.entry.year for work in library.find("agren volt")] == [1999]
    assert library.find("oltage") == library.find("  ") == []
    assert len(library.find("volt", most=2)) == 2


def test_words_inside_a_title_without_blanks_are_found():
    library = filled(Entry("paper", "深度学习在电网中的应用"), Entry("paper", "한국의 전력망"))
    assert [work.entry.title for work in library.find("电网")] == ["深度学习在电网中的应用"]
    assert [work.entry.title for work in library.find("전력")] == ["한국의 전력망"]
    assert library.find("电车") == []


def test_words_are_folded_alike_in_every_script():
    assert words_of("  Straße—ÉTUDE, C++ ") == "strasse etude c"
    assert words_of("電力 ネットワーク") != ""
    assert folded("β-VAE") == "βvae"
