"""A gap is what Swanson found: A leads to B, B to C, and nobody has A with C."""

from __future__ import annotations

import pytest

from prepkit.industry.gaps import MOST_OF_ONE_THEME, gaps
from prepkit.industry.links import meetings

OIL = ("fish oil", "blood viscosity")
RAYNAUD = ("raynaud syndrome", "blood viscosity")
BACKGROUND = [(2000, (f"x{place}", f"y{place}")) for place in range(40)]
SWANSON = [(1985, OIL)] * 15 + [(1984, RAYNAUD)] * 15 + BACKGROUND
ALONE = [
    (1980, (end, f"{end[0]}{place}"))
    for end in ("fish oil", "raynaud syndrome")
    for place in range(15)
]


def found(corpus_of, works):
    themes = meetings(corpus_of(works), 60)
    return themes.names, gaps(themes)


def test_fish_oil_and_raynauds_syndrome_are_found_through_the_blood(corpus_of):
    names, (gap,) = found(corpus_of, SWANSON + ALONE)
    assert {names[gap.one], names[gap.other]} == {"fish oil", "raynaud syndrome"}
    assert [names[theme] for theme in gap.through] == ["blood viscosity"]
    assert gap.together == 0
    assert gap.expected > 2


def test_each_link_is_shown_by_its_newest_work(corpus_of):
    newer = [(1999, OIL), (1998, RAYNAUD)]
    names, (gap,) = found(corpus_of, SWANSON + ALONE + newer)
    places = (len(SWANSON + ALONE), len(SWANSON + ALONE) + 1)
    assert gap.works == (places if names[gap.one] == "fish oil" else places[::-1],)


def test_what_meets_is_no_gap(corpus_of):
    both = [(1986, ("fish oil", "raynaud syndrome"))] * 8
    assert found(corpus_of, SWANSON + ALONE + both)[1] == ()


def test_what_chance_would_not_join_either_is_no_gap(corpus_of):
    few = [(1985, OIL)] * 3 + [(1984, RAYNAUD)] * 3 + BACKGROUND
    assert found(corpus_of, few)[1] == ()


def test_without_anything_between_there_is_no_gap(corpus_of):
    apart = [(1985, ("fish oil", "cod")), (1984, ("raynaud syndrome", "cold"))] * 30
    assert found(corpus_of, apart)[1] == ()


@pytest.mark.parametrize("longer", ["oil", "salted Fish Oil"])
def test_kinds_of_each_other_are_no_gap(corpus_of, longer):
    named = [
        (year, tuple(n.replace("raynaud syndrome", longer) for n in of))
        for year, of in SWANSON + ALONE
    ]
    assert found(corpus_of, named)[1] == ()


def test_a_kind_of_one_end_leads_nowhere(corpus_of):
    named = [(year, {n.replace("blood viscosity", "oil") for n in of}) for year, of in SWANSON]
    assert found(corpus_of, named + ALONE)[1] == ()


def test_what_nearly_all_works_have_leads_nowhere(corpus_of):
    def scores(common):
        works = [(year, {*themes, *common}) for year, themes in SWANSON + ALONE]
        return [gap.through for gap in found(corpus_of, works)[1]]

    names = found(corpus_of, [(y, {*t, "study"}) for y, t in SWANSON + ALONE])[0]
    assert all(names.index("study") not in through for through in scores(["study"]))


def test_no_theme_is_part_of_more_than_three(corpus_of):
    ends = [f"disease {letter}" for letter in "pqrstu"]
    works = [(1985, OIL)] * 40 + [(1984, (end, "blood viscosity")) for end in ends] * 15
    works += [(1980, (end, f"sign of {end[-1]}")) for end in ends] * 5 + ALONE + BACKGROUND
    _, holes = found(corpus_of, works)
    often = [theme for gap in holes for theme in (gap.one, gap.other)]
    assert max(map(often.count, often)) == MOST_OF_ONE_THEME


def test_a_library_of_nothing_has_no_gaps(corpus_of):
    assert found(corpus_of, [])[1] == ()
