"""The map holds what was planted, whatever order the library comes in, and stands any library."""

from __future__ import annotations

import random
import runpy
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from prepkit.industry.corpus import Decision
from prepkit.industry.map import MOST_RISING, industry_map
from prepkit.industry.outcome import IndustryMap, Settings
from prepkit.library.entry import Entry

SYNTHETIC = runpy.run_path(str(Path(__file__).parents[1] / "bench" / "synthetic.py"))
make_library: Callable[..., list[Entry]] = SYNTHETIC["library"]
QUICK = Settings(shuffles=39)

works = st.builds(
    Entry,
    form=st.just("paper"),
    title=st.lists(
        st.sampled_from(["deep sea mining", "coral reefs", "tidal power", "sonar"]), min_size=1
    ).map(" and ".join),
    year=st.none() | st.integers(2015, 2022),
    keywords=st.lists(st.sampled_from(["Deep-Sea Mining", "coral reef", "sonars"])).map(tuple),
)


@pytest.fixture(scope="module")
def library() -> list[Entry]:
    return make_library(4000, with_keywords=1.0)


@pytest.fixture(scope="module")
def found(library) -> IndustryMap:
    return industry_map(library)


def at_home(found: IndustryMap, entries: list[Entry]) -> IndustryMap:
    """Return a map with the works it shows by what they are, not by where they stood."""
    named = {place: entry.link or repr(entry) for place, entry in enumerate(entries)}
    return replace(
        found,
        bridges=tuple(replace(bridge, work=named[bridge.work]) for bridge in found.bridges),
        gaps=tuple(
            replace(gap, works=tuple((named[one], named[other]) for one, other in gap.works))
            for gap in found.gaps
        ),
    )


def test_planted_bursts_are_found_in_their_years(found):
    for name, (first, last) in SYNTHETIC["BURSTS"].items():
        (theme,) = (t for t in (*found.themes, *found.rising) if t.name.startswith(name))
        assert [(burst.first, burst.last) for burst in theme.bursts] == [(first, last)]


def test_planted_growth_lies_in_its_interval(found):
    for name, odds in SYNTHETIC["GROWTH"].items():
        (theme,) = (theme for theme in found.themes if theme.name.startswith(name))
        # Words of a title are not always read as planted: what is said is a little less steep.
        assert theme.growth.low - 0.05 < odds - 1 < theme.growth.high + 0.05


def test_shuffled_years_show_no_bursts_and_hardly_anything_that_rises(library):
    years = [entry.year for entry in library]
    random.Random(1).shuffle(years)
    dealt = [replace(entry, year=year) for entry, year in zip(library, years, strict=True)]
    shuffled = industry_map(dealt)
    assert not any(theme.bursts for theme in (*shuffled.themes, *shuffled.rising))
    assert len(shuffled.rising) <= 1


def test_what_rises_is_beyond_the_map_and_the_most_frequent_first(library):
    rising = industry_map(library, settings=replace(QUICK, most_themes=5)).rising
    assert 0 < len(rising) <= MOST_RISING
    assert [theme.works for theme in rising] == sorted((t.works for t in rising), reverse=True)
    for theme in rising:
        assert theme.bursts or theme.growth is None or theme.growth.low > 0
        assert (theme.group, theme.betweenness, theme.at) == (None, 0.0, (0.0, 0.0))


def test_groups_links_and_themes_agree_with_each_other(found):
    for place, group in enumerate(found.groups):
        assert all(found.themes[theme].group == place for theme in group.themes)
        assert group.name == found.themes[group.themes[0]].name
    for link in found.links:
        assert link.one < link.other
        assert link.works <= min(found.themes[link.one].works, found.themes[link.other].works)
    assert len(found.groups) > 1
    assert found.modularity > 0.3


def test_every_work_shown_has_the_themes_it_is_shown_for(library, found):
    def has(place: int, theme: int) -> bool:
        said = " ".join((library[place].title, *library[place].keywords)).casefold()
        words = {word for wording in found.themes[theme].wordings for word in wording.split()}
        return any(word.casefold() in said for word in words)

    assert found.bridges
    for bridge in found.bridges:
        assert has(bridge.work, bridge.one)
        assert has(bridge.work, bridge.other)
    for gap in found.gaps:
        for theme, (one, other) in zip(gap.through, gap.works, strict=True):
            assert has(one, gap.one) and has(one, theme)
            assert has(other, gap.other) and has(other, theme)


def test_counts_add_up(library, found):
    assert found.years == tuple(range(2013, 2023))
    assert sum(found.totals) == found.dated == found.works == len(library)
    for theme in found.themes:
        assert sum(theme.counts) == theme.works
        assert found.years[0] <= theme.mean_year <= found.years[-1]


@settings(max_examples=25)
@given(entries=st.lists(works, max_size=40), seed=st.integers(0, 9))
def test_the_order_of_the_library_changes_nothing(entries, seed):
    entries = [replace(entry, link=f"https://x.org/{n}") for n, entry in enumerate(entries)]
    mixed = random.Random(seed).sample(entries, len(entries))
    own = [place for place, entry in enumerate(entries) if "sonar" in entry.title]
    moved = [place for place, entry in enumerate(mixed) if "sonar" in entry.title]
    one, other = (
        industry_map(library, own=mine, settings=QUICK)
        for library, mine in ((entries, own), (mixed, moved))
    )
    assert at_home(one, entries) == at_home(other, mixed)


def test_a_large_library_in_another_order_gives_the_same_map(library, found):
    mixed = random.Random(7).sample(library, len(library))
    assert at_home(industry_map(mixed), mixed) == at_home(found, library)


def test_an_empty_library_gives_an_empty_map():
    found = industry_map([])
    assert (found.works, found.dated, found.years, found.totals) == (0, 0, (), ())
    assert not any((found.themes, found.rising, found.links, found.groups, found.bridges))
    assert (found.gaps, found.positions, found.modularity) == ((), (), None)
    assert found.is_small


SAME = Entry("paper", "Tidal power in practice", keywords=("tidal power",), year=2020)


@pytest.mark.parametrize(
    "entries",
    [
        [SAME],
        [SAME] * 30,
        [replace(SAME, year=None)] * 30,
        [replace(SAME, year=1990 + place) for place in range(30)],
        [replace(SAME, year=year) for year in (1, 2000, 2000, 9999)],
        [Entry("news", "?", keywords=("a", "b", "c"))] * 5,
        [Entry("news", "…")] * 5,
    ],
    ids=["one", "the same year", "no years", "one a year", "odd years", "no words", "nothing"],
)
@pytest.mark.parametrize("own", [(), (0,), range(40)], ids=["others'", "one's own", "all own"])
def test_any_library_has_a_map(entries, own):
    found = industry_map(entries, own=own, settings=QUICK)
    assert found.works == len(entries)
    assert found.own == len(set(own) & set(range(len(entries))))
    assert not any(theme.bursts for theme in found.themes)
    assert len(found.totals) == len(found.years)
    assert all(len(theme.counts) == len(found.years) for theme in found.themes)


def dated(*years: int | None) -> IndustryMap:
    return industry_map([replace(SAME, year=year) for year in years], settings=QUICK)


def test_an_old_or_mistyped_year_does_not_stretch_the_years():
    found = dated(1500, *range(2010, 2020), *range(2010, 2020), 9999, None)
    assert found.years == tuple(range(2010, 2020))
    assert (found.works, found.dated, found.earlier, found.later) == (23, 20, 1, 1)
    assert found.totals == found.themes[0].counts == (2,) * 10
    assert found.themes[0].works == 23


@given(years=st.lists(st.none() | st.integers(1990, 2024), max_size=300))
@settings(max_examples=25)
def test_hardly_any_works_are_left_out_of_the_years(years):
    found = dated(*years)
    known = [year for year in years if year]
    assert found.dated + found.earlier + found.later == len(known)
    assert found.earlier <= max(1, len(known) / 100)
    assert found.later <= max(1, len(known) / 200)
    assert sum(found.totals) == found.dated


def test_one_in_a_hundred_may_be_early_but_not_more():
    assert dated(*[2001, 2002, 2003] + [2010, 2011] * 149).earlier == 3
    assert dated(*[2001] * 4 + [2010, 2011] * 149).earlier == 0


def test_the_companys_own_works_are_set_beside_the_others(library, found):
    own = [place for place, entry in enumerate(library) if "Northwind Labs" in entry.places]
    mine = industry_map(library, own=own, settings=QUICK)
    assert mine.own == len(own)
    for position in mine.positions:
        assert position.own == mine.themes[position.theme].own
        assert position.low <= position.share == position.own / len(own) <= position.high
    assert found.positions == ()


def test_decisions_of_the_person_count(library, found):
    first, second = (theme.name for theme in found.themes[:2])
    hidden = industry_map(library, [Decision(first, hidden=True)], settings=QUICK)
    assert first not in [theme.name for theme in hidden.themes]
    named = industry_map(library, [Decision("One thing", also=(first, second))], settings=QUICK)
    assert named.themes[0].name == "One thing"
    assert named.themes[0].works > found.themes[0].works
