"""A work is read as OpenAlex describes it, and as far as it goes where that has another shape."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from prepkit.library.clean import LONGEST_ABSTRACT
from prepkit.library.entry import Entry
from prepkit.library.openalex import FIELDS, work_of

# Made up, in the shape OpenAlex documents for a work.
WORK = {
    "id": "https://openalex.org/W1",
    "doi": "https://doi.org/10.5555/Phase",
    "display_name": "Which <i>phase</i> am I on?",
    "type": "article",
    "publication_year": 2022,
    "publication_date": "2022-03-09",
    "authorships": [
        {
            "author_position": "first",
            "author": {"id": "https://openalex.org/A1", "display_name": "Anu Tamm"},
            "institutions": [{"id": "https://openalex.org/I1", "display_name": "Grid Institute"}],
        },
        {
            "author": {"display_name": "Vera van Gogh"},
            "institutions": [{"display_name": "Grid Institute"}, {"display_name": "Sun Lab"}],
        },
    ],
    "primary_location": {
        "landing_page_url": "https://example.org/phase",
        "source": {"display_name": "Grid Letters", "host_organization_name": "Northwind Press"},
    },
    "keywords": [{"id": "https://openalex.org/keywords/voltage", "display_name": "Voltage"}],
    "topics": [{"display_name": "Power Systems", "field": {"display_name": "Engineering"}}],
    "abstract_inverted_index": {"the": [1, 3], "Of": [0], "grid": [4], "phases": [2]},
}
ENTRY = Entry(
    form="paper", title="Which phase am I on?", by=("Anu Tamm", "Vera van Gogh"), year=2022,
    date="2022-03-09", venue="Grid Letters", publisher="Northwind Press",
    places=("Grid Institute", "Sun Lab"), keywords=("Voltage", "Power Systems"),
    abstract="Of the phases the grid", link="https://example.org/phase", doi="10.5555/phase",
)  # fmt: skip


def test_a_work_is_read_with_all_openalex_says():
    assert work_of(WORK) == ENTRY


def test_what_is_asked_for_is_what_is_read():
    assert sorted(FIELDS.split(",")) == sorted(WORK)


@pytest.mark.parametrize("title", [None, "", " ", 7, ["x"]])
def test_a_work_without_a_title_is_none(title):
    assert work_of(WORK | {"display_name": title}) is None


@pytest.mark.parametrize("name", sorted(set(WORK) - {"display_name"}))
@pytest.mark.parametrize("odd", [None, [], {}, "x", 7, [None], {"x": 10**30}, {"x": ["y", {}]}])
def test_a_work_of_another_shape_is_read_as_far_as_it_goes(name, odd):
    entry = work_of(WORK | {name: odd})
    assert entry.title == ENTRY.title
    assert entry.venue == ("" if name == "primary_location" else ENTRY.venue)


def test_what_is_missing_is_found_elsewhere():
    assert work_of(WORK | {"publication_date": None}).date == "2022"
    assert work_of(WORK | {"primary_location": None}).link == WORK["doi"]
    assert work_of(WORK | {"primary_location": None, "doi": None}).link == WORK["id"]
    assert work_of(WORK | {"primary_location": {"landing_page_url": "javascript:1"}}).link != ""


@pytest.mark.parametrize(
    ("kind", "form"),
    [("article", "paper"), ("preprint", "paper"), ("book", "book"), ("book-chapter", "paper"),
     ("dissertation", "paper"), ("standard", "filing"), ("report", "paper"), ("other", "paper")],
)  # fmt: skip
def test_a_type_stands_for_a_form(kind, form):
    assert work_of(WORK | {"type": kind}).form == form


@given(st.lists(st.text("abcé", min_size=1), min_size=1, max_size=30))
def test_an_abstract_is_put_together_as_it_was(words):
    places = {word: [n for n, each in enumerate(words) if each == word] for word in words}
    assert work_of(WORK | {"abstract_inverted_index": places}).abstract == " ".join(words)


def test_an_endless_abstract_is_cut():
    places = {"word": list(range(100_000)), "far": [10**18]}
    assert len(work_of(WORK | {"abstract_inverted_index": places}).abstract) == LONGEST_ABSTRACT
