"""Starters: what the map and the library offer to begin with, and what stays for the person."""

import pytest

from prepkit.deep_dive import starters
from prepkit.deep_dive.records import Claim, Dot, Reading
from prepkit.library.entry import Entry
from prepkit.workbook import Workbook

PUMPS, STORES = ("heat pumps", "grid load"), ("thermal stores", "night tariffs")
JOINING = Entry(
    "paper", "Loads at night", by=("Ada Moss",), year=2018, keywords=("grid load", "night tariffs")
)


def works(keywords, count, year=2015):
    return [
        Entry("paper", f"{keywords[0][0].upper()}{n}", year=year, keywords=keywords)
        for n in range(count)
    ]


BRIDGED = [*works(PUMPS, 10), *works(STORES, 10), JOINING]
SWANSON = [
    *works(("fish oil", "blood viscosity"), 15, 1985),
    *works(("raynaud syndrome", "blood viscosity"), 15, 1984),
    *works(("fish oil",), 15, 1980), *works(("raynaud syndrome",), 15, 1980),
    *works(("weather",), 40, 2000),
]  # fmt: skip
OWN = [
    Entry("paper", f"State estimation and heat pumps in street {n}", by=("Ada Moss",),
          year=2015 + n, doi=f"10.5555/{n}")
    for n in range(6)
]  # fmt: skip


@pytest.fixture
def acme(workspace):
    workspace.add_company("Acme Labs")
    workspace.add_company("Bolt")
    return workspace


def answers(workspace):
    return workspace.answers(company="acme-labs")


def shelve(workspace, entries, company=""):
    workspace.shelves.add(entries, file="a.bib", format="BibTeX", company=company)


def test_a_bridge_of_the_map_is_offered_to_think_on_and_concludes_nothing(acme):
    shelve(acme, BRIDGED)
    (seed,) = starters.dot_seeds(answers(acme))
    assert set(seed.values) == {"theme", "fact"}
    assert seed.values["theme"] == "grid load"
    assert seed.values["fact"] == "Loads at night joins it with night tariffs"
    assert seed.why.startswith("A bridge on your map: “Loads at night” (Ada Moss, 2018) has both ")
    assert seed.visibility == "private"


def test_a_gap_of_the_map_is_offered_with_the_works_behind_it(acme):
    shelve(acme, SWANSON)
    (seed,) = starters.dot_seeds(answers(acme))
    ends = {"fish oil", "raynaud syndrome"}
    assert seed.values["theme"] in ends
    assert seed.values["fact"].endswith("meet blood viscosity")
    assert seed.why.startswith("A gap on your map: ")
    assert all(end in seed.why for end in ends)
    assert "never meet in a title or keyword of your library" in seed.why
    assert "(1985)" in seed.why
    assert "(1984)" in seed.why


def dots_form(workspace):
    notebook = Workbook(workspace, "deep_dive", workspace.company("acme-labs"), None, "me")
    return notebook.make_form("dots")


@pytest.mark.parametrize(
    ("do", "made"), [("keep", [("grid load", "", "private")]), ("dismiss", [])]
)
def test_a_starter_that_was_kept_or_taken_off_is_not_offered_again(acme, look, do, made):
    shelve(acme, BRIDGED)
    page = look(dots_form(acme))
    (seed,) = page.widget.view.seeds
    assert "error" not in page.say(do, company="acme-labs", keys=[seed.key])
    assert [(dot.theme, dot.therefore, dot.origin.visibility) for dot in acme.records(Dot)] == made
    shelve(acme, [Entry("paper", "One more", year=2019, keywords=PUMPS)])
    assert look(dots_form(acme)).widget.view.seeds == ()


def test_a_bridge_is_worth_reading_and_says_why(acme):
    shelve(acme, BRIDGED)
    (seed,) = starters.reading_seeds(answers(acme))
    assert seed.values["title"] == JOINING.title
    assert "which seldom meet in other titles of your library" in seed.why


def test_an_empty_library_offers_nothing(acme):
    assert starters.dot_seeds(answers(acme)) == starters.reading_seeds(answers(acme)) == []


def test_the_newest_own_works_are_worth_reading_until_they_are_on_the_list(acme):
    shelve(acme, OWN, company="acme-labs")
    found = starters.reading_seeds(answers(acme))
    assert found[0].values["title"] == OWN[5].title
    assert found[0].values["company"] == "target-acme-labs"
    assert found[0].values["link"] == "https://doi.org/10.5555/5"
    acme.save(Reading, {"title": OWN[5].title.upper()})
    assert OWN[5].title not in [
        seed.values["title"] for seed in starters.reading_seeds(answers(acme))
    ]


def test_hints_are_the_map_and_what_was_written(acme):
    shelve(acme, OWN)
    acme.save(Claim, {"statement": "They grow"}, company="acme-labs")
    acme.save(Claim, {"statement": "They do not"}, company="bolt")
    acme.save(Reading, {"title": "A course on grids", "themes": ["my own word"]})
    assert "heat pumps" in starters.hints(answers(acme), "theme")["theme"]
    assert starters.reading_hints(answers(acme))["themes"][0] == "my own word"
    assert starters.dot_hints(answers(acme))["fact"] == ["They grow", "A course on grids"]
    assert "heat pumps" in starters.theme_hints(answers(acme))["name"]


@pytest.mark.parametrize(
    ("entry", "said"),
    [
        (Entry("paper", "T"), "“T”"),
        (Entry("paper", "T", year=2020), "“T” (2020)"),
        (Entry("paper", "T", by=("A B",)), "“T” (A B)"),
        (Entry("paper", "T", by=("A B", "C D"), year=2020), "“T” (A B and others, 2020)"),
    ],
)
def test_a_work_is_mentioned_with_what_is_known_of_it(entry, said):
    assert starters.named(entry) == said


def test_a_fact_that_was_corrected_is_not_offered_for_a_connection(acme):
    old = acme.save(Claim, {"statement": "Nine grades"}, company="acme-labs")
    acme.save(Claim, {"statement": "Four grades", "corrects": old.id}, company="acme-labs")
    assert starters.dot_hints(answers(acme))["fact"] == ["Four grades"]
