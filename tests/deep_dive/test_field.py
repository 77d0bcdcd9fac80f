"""The field is the library and the reading list together, with the company's own works known."""

import pytest

from prepkit.deep_dive import field
from prepkit.deep_dive.records import Claim, Reading, Target, Theme
from prepkit.library.entry import Entry

GRIDS = [
    Entry("paper", f"State estimation and heat pumps in street {n}", by=("Ada Moss", f"B. {n}"),
          year=2015 + n, doi=f"10.5555/{n}")
    for n in range(6)
]  # fmt: skip


@pytest.fixture
def acme(workspace):
    workspace.add_company("Acme Labs")
    workspace.add_company("Bolt")
    return workspace


def answers(workspace, company="acme-labs", **more):
    return workspace.answers(company=company, **more)


def shelve(workspace, *entries, company="", file="a.bib"):
    workspace.shelves.add(entries, file=file, format="BibTeX", company=company)


def own(workspace, company="acme-labs"):
    found = field.field_of(answers(workspace, company))
    return sorted(found.entries[place].title for place in found.own)


def test_a_work_on_the_reading_list_counts_once_with_the_themes_given_to_it(acme):
    shelve(acme, *GRIDS)
    acme.save(Reading, {"title": GRIDS[0].title, "by": "Ada Moss", "themes": ["heat pumps"]})
    acme.save(Reading, {"title": "A course on grids", "form": "course", "themes": ["grids"]})
    acme.save(Reading, {"title": " "})
    found = field.field_of(answers(acme))
    assert len(found.entries) == 7
    assert found.entries[0].keywords == ("heat pumps",)
    assert (found.entries[6].form, found.entries[6].keywords) == ("course", ("grids",))


def test_own_works_are_known_by_the_import_and_by_name(acme):
    shelve(acme, GRIDS[0], file="own.bib", company="acme-labs")
    by_lab = Entry("paper", "By the lab, as its publisher has it", publisher="ACME Labs Ltd")
    by_place = Entry("paper", "By somebody who works there in fact", places=("Acme Labs, Leith",))
    by_name = Entry("paper", "By somebody the person has named", by=("Zoë Ruud", "B. Else"))
    near = Entry("paper", "By somebody with a name much like it", by=("Zoë Ruudsen",))
    shelve(acme, by_lab, by_place, by_name, near)
    acme.save(Target, {"published_as": ["zoe ruud", ""]}, id="target-acme-labs",
              company="acme-labs")  # fmt: skip
    assert own(acme) == sorted([GRIDS[0].title, by_lab.title, by_place.title, by_name.title])
    assert own(acme, "bolt") == []


def test_what_was_read_about_a_company_is_not_its_own(acme):
    shelve(acme, Entry("news", "Regulator fines Acme Labs over meters", by=("Jane Reporter",)))
    about = {"by": "Jane Reporter", "company": "target-acme-labs"}
    acme.save(Reading, {"title": "Regulator fines Acme Labs over meters", **about})
    acme.save(Reading, {"title": "Acme Labs fined once more", **about})
    acme.save(Reading, {"title": "Our year", "by": "Acme Labs Ltd"})
    assert own(acme) == ["Our year"]


def test_a_work_of_the_library_is_known_by_the_names_the_reading_list_gives_it(acme):
    shelve(acme, Entry("filing", "Annual report"))
    (work,) = answers(acme).library.works
    acme.save(Reading, {"title": "Annual report", "by": "Acme Labs"}, id=f"reading-{work.key}")
    assert own(acme) == ["Annual report"]


def test_the_map_is_worked_out_again_only_when_something_of_it_changes(acme):
    shelve(acme, *GRIDS)
    item = acme.save(Reading, {"title": GRIDS[0].title, "by": "Ada Moss"})
    first = field.map_of(answers(acme))
    acme.save(Reading, {"takeaway": "Much."}, id=item.id)
    acme.save(Claim, {"statement": "x"}, company="acme-labs")
    assert field.map_of(answers(acme)) is first
    acme.save(Theme, {"name": "Pumps", "also": ["heat pumps"]})
    second = field.map_of(answers(acme))
    assert "Pumps" in [theme.name for theme in second.themes]
    assert "Pumps" not in [theme.name for theme in first.themes]


def test_a_hidden_theme_is_not_on_the_map(acme):
    shelve(acme, *GRIDS)
    before = [theme.name for theme in field.map_of(answers(acme)).themes]
    assert "heat pumps" in before
    acme.save(Theme, {"name": "heat pumps", "on_map": "hidden"})
    after = [theme.name for theme in field.map_of(answers(acme)).themes]
    assert "heat pumps" not in after


def test_others_are_shown_a_map_of_what_they_may_see(acme):
    shelve(acme, *GRIDS)
    acme.save(Reading, {"title": "Shared"}, visibility="coach")
    acme.save(Reading, {"title": "Mine alone"})
    assert field.map_of(answers(acme)).works == 8
    assert field.map_of(answers(acme, audience="coach")).works == 1


def test_without_anything_to_read_there_is_an_empty_map(acme):
    found = field.map_of(answers(acme))
    assert (found.works, found.themes) == (0, ())
