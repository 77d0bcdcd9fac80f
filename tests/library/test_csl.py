"""CSL-JSON is read item by item: what is damaged is said, the rest comes in."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from prepkit.library.clean import LONGEST_LINE
from prepkit.library.csl import read_csl
from prepkit.library.entry import Entry

ITEM = {
    "id": "tamm2022",
    "type": "article-journal",
    "title": "Which <i>phase</i> am I on?",
    "author": [
        {"family": "Gogh", "given": "Vera", "non-dropping-particle": "van"},
        {"family": "Tamm", "given": "Anu", "suffix": "Jr."},
        {"literal": "Grid Institute"},
    ],
    "issued": {"date-parts": [[2022, 3, 9]]},
    "container-title": "Grid Letters",
    "publisher": "Northwind Press",
    "keyword": "voltage; phase",
    "abstract": "<jats:p>We look.</jats:p>",
    "URL": "https://example.org/phase",
    "DOI": "https://doi.org/10.5555/Phase",
    "ISBN": "978-3-16-148410-0",
}
ENTRY = Entry(
    form="paper", title="Which phase am I on?",
    by=("Vera van Gogh", "Anu Tamm Jr.", "Grid Institute"), year=2022, date="2022-03-09",
    venue="Grid Letters", publisher="Northwind Press",
    keywords=("voltage", "phase"), abstract="We look.", link="https://example.org/phase",
    doi="10.5555/phase", isbn="9783161484100",
)  # fmt: skip


def one(**values):
    found = read_csl(json.dumps([{"title": "T"} | values]))
    assert found.troubles == ()
    return found.entries[0]


def titles(text):
    found = read_csl(text)
    return [entry.title for entry in found.entries], [t.says for t in found.troubles]


def said(text):
    return [(trouble.line, trouble.says) for trouble in read_csl(text).troubles]


@pytest.mark.parametrize(
    "text",
    [
        json.dumps([ITEM]),
        json.dumps([ITEM], indent=2),
        json.dumps({"items": [ITEM]}),
        json.dumps({"status": "ok", "message": {"total-results": 1, "items": [ITEM]}}),
        json.dumps(ITEM),
        " \n" + json.dumps([ITEM]),
    ],
    ids=["list", "indented", "items", "crossref", "single", "blanks"],
)
def test_an_item_is_read_with_all_it_says(text):
    found = read_csl(text)
    assert (found.format, found.entries, found.troubles) == ("CSL-JSON", (ENTRY,), ())


@pytest.mark.parametrize(
    ("kind", "form"),
    [
        ("article-journal", "paper"), ("paper-conference", "paper"), ("thesis", "paper"),
        ("chapter", "paper"), ("journal-article", "paper"), ("book", "book"),
        ("speech", "talk"), ("motion_picture", "talk"), ("patent", "filing"),
        ("legal_case", "filing"), ("post-weblog", "news"), ("article-newspaper", "news"),
        ("webpage", "news"), ("report", "paper"), ("unheard-of", "paper"), ("", "paper"),
    ],
)  # fmt: skip
def test_a_type_stands_for_a_form(kind, form):
    assert one(type=kind).form == form


def test_a_genre_says_more_where_the_type_says_little():
    assert one(type="report", genre="Annual report").form == "filing"
    assert one(type="document", genre="Online course").form == "course"
    assert one(type="book", genre="Annual report").form == "book"


@pytest.mark.parametrize(
    ("issued", "date"),
    [
        ({"date-parts": [[2022, 3, 9]]}, "2022-03-09"),
        ({"date-parts": [["2022", "3"]]}, "2022-03"),
        ({"date-parts": [[2022], [2024]]}, "2022"),
        ({"date-parts": [2022, 3]}, "2022-03"),
        ({"date-parts": [[2022, 13, 40]]}, "2022"),
        ({"raw": "9 March 2022"}, "2022-03-09"),
        ({"literal": "ca. 2022"}, "2022"),
        ({"date-parts": [[None]], "literal": "2022"}, "2022"),
        ("2022-03-09", "2022-03-09"),
        ({"date-parts": [[]]}, ""), ({"date-parts": [[-500]]}, ""), ({"date-parts": []}, ""),
        ({"literal": "n.d."}, ""), ({"season": 2}, ""), ({}, ""), (None, ""), ([], ""),
        (2022, "2022"),
    ],
)  # fmt: skip
def test_a_date_is_read_as_exactly_as_it_is_given(issued, date):
    entry = one(issued=issued)
    assert (entry.date, entry.year) == (date, 2022 if date else None)


def test_another_date_stands_in_for_a_missing_one_but_not_the_day_it_was_looked_at():
    assert one(**{"event-date": {"raw": "2021"}, "accessed": {"raw": "2026"}}).date == "2021"
    assert one(accessed={"raw": "2026"}).date == ""


@pytest.mark.parametrize(
    ("author", "by"),
    [
        ([{"family": "Евсеева", "given": "Анна"}], ("Анна Евсеева",)),
        ([{"family": "王", "given": "芳"}], ("芳 王",)),
        ([{"given": "Ana", "dropping-particle": "de", "family": "la Cruz"}], ("Ana de la Cruz",)),
        (["Tamm, Anu"], ("Anu Tamm",)),
        ([{"name": "WHO"}, {}, None, True, {"family": 3}], ("WHO", "3")),
        ("Anu Tamm", ()),
        ({"family": "x"}, ()),
    ],
)  # fmt: skip
def test_names_are_put_in_the_order_they_are_read(author, by):
    assert one(author=author).by == by


def test_editors_stand_in_for_missing_authors():
    assert one(editor=[{"family": "Tamm"}]).by == ("Tamm",)
    assert one(editor=[{"family": "Tamm"}], author=[{"family": "Gogh"}]).by == ("Gogh",)


def test_what_crossref_writes_as_lists_is_read_too():
    people = [{"family": "Tamm", "affiliation": [{"name": "Grid Institute"}, {"x": 1}]}, {}]
    entry = one(
        title=["A", "B"], **{"container-title": ["Grid"]}, author=people, subject=["x", None]
    )
    assert (entry.title, entry.venue, entry.places) == ("A", "Grid", ("Grid Institute",))
    assert entry.keywords == ("x",)


@pytest.mark.parametrize("link", ["javascript:alert(1)", "data:text/html,x", "file:///etc/passwd"])
def test_a_link_that_is_none_is_left_out(link):
    assert one(URL=link).link == ""


def test_a_doi_is_found_in_the_link():
    assert one(URL="https://doi.org/10.5555/A").doi == "10.5555/a"
    assert one(URL="https://example.org/10.5555/A").doi == ""


def test_control_characters_and_directions_do_no_harm():
    entry = one(title="a\u0000b\u202ec\ud800 שלום\nعالم")
    assert entry.title == "abc שלום عالم"


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ('[{"title": "A", "title": "T"}]', "item 1: 'title' twice: the last one counts"),
        ('[{"title": "T", "x": NaN}]', "item 1: NaN is no value: taken as empty"),
        ('[{"title": "T", "x": -Infinity}]', "item 1: -Infinity is no value: taken as empty"),
        ('[{"title": "T", "issued": {"date-parts": [[1e400]]}}]',
         "item 1: 1e400 is no number: taken as empty"),
        ('[{"title": "T"}, 7]', "item 2 is no object: '7': left out"),
        ('[["x"], {"title": "T"}]', "item 1 is no object: \"['x']\": left out"),
        ('[{"id": 1}, {"title": "T"}]', "item 1: it has no title: left out"),
        ('[{"title": ""}, {"title": "T"}]', "item 1: it has no title: left out"),
    ],
)  # fmt: skip
def test_what_is_odd_is_said_in_one_line_and_the_rest_comes_in(text, says):
    assert titles(text) == (["T"], [says])


@pytest.mark.parametrize(
    "broken",
    [
        '{"title": "B" "x": 1}',
        '{"title": "B", }',
        '{"title": B}',
        '{"title": "B", "author": [{"family": "x"}, {"family": "y"} {"family": "z"}]}',
        '{"id": "b", "x": ' + '{"a": ' * 10_000 + "1" + "}" * 10_001,
        '{"id": "b", "x": ' + "[" * 10_000 + "]" * 10_000 + "}",
    ],
    ids=["comma", "trailing", "quotes", "author", "deep objects", "deep lists"],
)
def test_a_broken_item_costs_no_other(broken):
    text = f'[{{"title": "A"}},\n{broken},\n{{"title": "C"}}]'
    came, (says,) = titles(text)
    assert came == ["A", "C"]
    assert says.startswith("item 2 is broken: ")
    assert said(text)[0][0] == 2


def test_a_broken_item_at_the_end_is_left_out_like_any_other():
    assert titles('[{"title": "A"}, {"title": "B" "x"}]') == (
        ["A"], ["item 2 is broken: Expecting ',' delimiter: left out"],
    )  # fmt: skip


@given(st.integers(0, len(json.dumps([ITEM] * 3, indent=1)) - 1))
def test_of_a_file_that_was_cut_off_all_whole_items_come_in(length):
    text = json.dumps([ITEM] * 3, indent=1)
    whole = text[:length].count("\n }")
    found = read_csl(text[:length])
    assert found.entries == (ENTRY,) * whole
    assert len(found.troubles) == 1


def test_where_a_file_breaks_off_is_said():
    assert said('[{"title": "A"},\n{"title": "B"},\n') == [
        (3, "the file breaks off after item 2: export it again")
    ]
    ((line, says),) = said('[{"title": "A"},\n{"title": "B')
    assert (line, says) == (
        2, "item 2 is broken: Unterminated string: no item after it could be read: export it again"
    )  # fmt: skip


def test_a_text_without_end_is_cut_and_that_is_said():
    found = read_csl(json.dumps([{"title": "x" * 2_000_000}, {"title": "T"}]))
    assert [len(entry.title) for entry in found.entries] == [LONGEST_LINE, 1]
    assert [t.says for t in found.troubles] == ["item 1: 'title' has 2,000,000 characters: cut"]


@pytest.mark.parametrize("text", ["", "x", '"x"', "7", "{}", '{"a": [1]}', "[" * 10_000, "{" * 9])
def test_what_is_no_list_of_items_is_said_in_one_line(text):
    found = read_csl(text)
    assert (found.entries, len(found.troubles)) == ((), 1)
    assert "\n" not in found.troubles[0].says


def test_an_empty_list_is_nothing_and_no_trouble():
    assert read_csl("[]").troubles == ()


def test_commas_too_many_do_no_harm():
    assert titles('[,{"title": "A"},,{"title": "B"},]') == (["A", "B"], [])


def test_so_many_broken_items_that_reading_on_would_take_ages_end_it():
    came, says = titles("[" + '{"title": "A" "x"},\n' * 1_000 + '{"title": "Z"}]')
    assert came == []
    assert says[-1].endswith("no item after it could be read: export it again")


values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(
        st.sampled_from([*ITEM, "date-parts", "family", "literal", "name", "affiliation"]), inner,
        max_size=4,
    ),
)  # fmt: skip


@given(st.lists(st.dictionaries(st.sampled_from(list(ITEM)), values, max_size=6), max_size=4))
def test_whatever_items_hold_each_comes_in_or_is_told(items):
    found = read_csl(json.dumps(items))
    told = {trouble.says.split(":")[0] for trouble in found.troubles}
    assert len(found.entries) <= len(items) <= len(found.entries) + len(told)
    assert all(entry.title for entry in found.entries)


@given(st.text('[]{}",:title 1e\\\n', max_size=60))
def test_any_text_is_read(text):
    assert all("\n" not in trouble.says for trouble in read_csl(text).troubles)
