"""What the library holds, where it came from, and how far courses are."""

import pytest

from prepkit.block import Note, Table
from prepkit.deep_dive.reading import summarise_library, summarise_reading
from prepkit.deep_dive.records import Reading, Watch
from prepkit.library.entry import Entry


def rows(blocks, caption):
    (table,) = [b for b in blocks if isinstance(b, Table) and b.caption == caption]
    return [[cell.text for cell in row] for row in table.rows]


def shelve(workspace, file, *entries, company=""):
    workspace.shelves.add(entries, file=file, format="BibTeX", company=company)


def test_works_are_counted_by_kind_and_by_the_file_they_first_came_in(workspace):
    work = Entry("paper", "On tides and on their turning", year=2020)
    shelve(workspace, "one.bib", work)
    assert summarise_library(workspace.answers())[0] == Note(text="1 work in the library.")
    shelve(workspace, "two.bib", work, Entry("book", "Tides", year=1999), Entry("book", "Ebbs"))
    blocks = summarise_library(workspace.answers())
    assert blocks[0].text == "3 works in the library. By kind: book 2, paper 1."
    assert rows(blocks, "Where the library came from") == [
        ["two.bib", "2", "1999"], ["one.bib", "1", "2020"],
    ]  # fmt: skip


def test_many_files_are_added_up_in_the_last_row(workspace):
    for number in range(15):
        works = [Entry("news", f"{number} {n}", year=2000 + n) for n in range(20 - number)]
        shelve(workspace, f"{number}.xml", *works)
    found = rows(summarise_library(workspace.answers()), "Where the library came from")
    assert found[0] == ["0.xml", "20", "2000–2019"]
    assert found[-1] == ["3 others", "21", "2000–2007"]
    assert len(found) == 13


@pytest.fixture
def two(workspace):
    """Return a workspace with two companies, a work of both and some of one or of none."""
    for name in ("Acme", "Globex"):
        workspace.add_company(name)
    joint = Entry("paper", "A work of both of the companies", year=2020)
    shelve(workspace, "acme-internal.bib", joint, Entry("book", "Ebbs"), company="acme")
    shelve(workspace, "globex.bib", joint, Entry("book", "Tides", year=1999), company="globex")
    return workspace


@pytest.mark.parametrize(
    ("company", "named"),
    [
        ("", [["acme-internal.bib", "2", "2020"], ["globex.bib", "1", "1999"]]),
        ("acme", [["acme-internal.bib", "2", "2020"], ["1 other", "1", "1999"]]),
        ("globex", [["globex.bib", "1", "1999"], ["1 other", "2", "2020"]]),
    ],
)
def test_on_the_page_of_a_company_no_file_of_another_is_named(two, company, named):
    note, table = summarise_library(two.answers(company=company))
    assert note.text.startswith("3 works in the library.")
    assert rows([table], "Where the library came from") == named


def test_a_file_with_works_of_another_company_is_named_when_it_has_others_as_well(two):
    shelve(two, "field.bib", Entry("book", "Floods"), Entry("book", "Droughts"))
    shelve(two, "acme-internal.bib", Entry("book", "Floods"), company="acme")
    found = rows(summarise_library(two.answers(company="globex")), "Where the library came from")
    assert [file for file, _, _ in found] == ["field.bib", "globex.bib", "1 other"]


def test_a_feed_that_was_said_later_to_be_anothers_is_not_named(two):
    shelve(two, "globex-blog.xml", Entry("news", "An old post"), Entry("news", "A new post"))
    shelve(two, "globex-blog.xml", Entry("news", "A new post"), company="globex")
    found = rows(summarise_library(two.answers(company="acme")), "Where the library came from")
    assert [file for file, _, _ in found] == ["acme-internal.bib", "2 others"]


def test_where_no_file_can_be_named_the_works_are_only_counted(workspace):
    for name in ("Acme", "Globex"):
        workspace.add_company(name)
    shelve(workspace, "acme-internal.bib", Entry("book", "Ebbs"), company="acme")
    found = summarise_library(workspace.answers(company="globex"))
    assert found == [Note(text="1 work in the library.")]


def test_what_is_watched_is_listed_with_whose_it_is(workspace):
    workspace.add_company("Acme")
    workspace.save(Watch, {"sort": "feed", "where": "https://a.example", "company": "target-acme"})
    workspace.save(Watch, {"sort": "file", "where": " "})
    workspace.save(Watch, {"sort": "file", "where": '"C:\\Users\\Ada\\my library.bib"'})
    found = rows(summarise_library(workspace.answers()), "Places that are watched")
    assert found == [
        ["A feed (RSS or Atom)", "https://a.example", "Acme"],
        ["A file on this computer", "my library.bib", ""],
    ]


@pytest.mark.parametrize(
    ("values", "said"),
    [
        ({"parts": 9, "parts_done": 4}, "Course, Reading, 4 of 9 parts"),
        ({"parts_done": 4}, "Course, Reading, 4 parts"),
        ({"parts_done": 0, "parts": 9}, "Course, Reading, 0 of 9 parts"),
        ({"parts": 9}, "Course, Reading"),
        ({"parts_done": 1}, "Course, Reading, 1 part"),
        ({"parts_done": 1, "parts": 1}, "Course, Reading, 1 of 1 part"),
    ],
)
def test_a_course_says_how_far_one_is(workspace, values, said):
    workspace.save(Reading, {"title": "A", "form": "course", "status": "reading", **values})
    ((_, _, kind, _),) = rows(summarise_reading(workspace.answers()), "Reading list")
    assert kind == said


@pytest.mark.parametrize(
    ("values", "said"),
    [({"parts_done": 1}, "Reading"), ({"parts_done": 0}, "Want to read"), ({}, "Want to read"),
     ({"parts_done": 9, "status": "dropped"}, "Set aside")],
)  # fmt: skip
def test_what_is_begun_is_being_read_unless_somebody_says_otherwise(workspace, values, said):
    workspace.save(Reading, {"title": "A", "year": 2020, **values})
    workspace.save(Reading, {"title": "B", "year": 2021, "status": "done"})
    chart, *blocks = summarise_reading(workspace.answers())
    kinds = {title: kind for title, _, kind, _ in rows(blocks, "Reading list")}
    assert kinds["A"].startswith(said)
    assert {row["series"] for row in chart.spec["data"]["values"]} == {said, "Read"}


def test_themes_met_more_than_once_are_said_without_a_time_too(workspace):
    for title in "AB":
        workspace.save(Reading, {"title": title, "themes": ["tides"]})
    (note,) = [b for b in summarise_reading(workspace.answers()) if isinstance(b, Note)]
    assert note.text == "Themes met more than once: tides (2)"


@pytest.mark.parametrize(
    ("minutes", "said"),
    [(60, "1 hour"), (90, "1.5 hours"), (120, "2 hours"), (59, "59 minutes"), (1, "1 minute")],
)
def test_one_item_and_one_hour_are_said_as_such(workspace, minutes, said):
    workspace.save(Reading, {"title": "A", "minutes": minutes})
    (note,) = [b for b in summarise_reading(workspace.answers()) if isinstance(b, Note)]
    assert note.text == f"1 item, {said} so far."
