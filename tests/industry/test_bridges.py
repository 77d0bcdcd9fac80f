"""A bridge joins two groups that hardly meet; the rarest comes first."""

from __future__ import annotations

import itertools
from dataclasses import replace

from prepkit.industry.bridges import MOST, MOST_OF_TWO_GROUPS, bridges
from prepkit.industry.groups import groups
from prepkit.industry.links import meetings

AB, CD, EF = ((2015, pair) for pair in ("ab", "cd", "ef"))


def found(corpus_of, works):
    themes = meetings(corpus_of(works), 60)
    return themes, bridges(groups(themes), themes)


def test_the_one_work_between_two_groups_is_the_bridge(corpus_of):
    themes, (bridge,) = found(corpus_of, [AB] * 10 + [CD] * 10 + [(2018, "bc")])
    assert bridge.work == 20
    assert {themes.names[bridge.one], themes.names[bridge.other]} == {"b", "c"}
    assert bridge.together == 1
    assert bridge.score > 0


def test_groups_that_meet_as_often_as_chance_has_it_have_no_bridge(corpus_of):
    mixed = [(2015, pair) for pair in ("ac", "ad", "bc", "bd")]
    themes = meetings(corpus_of([AB] * 10 + [CD] * 10 + mixed * 8), 60)
    part = groups(meetings(corpus_of([AB] * 10), 60))[0]
    two = [replace(part, themes=tuple(map(themes.names.index, pair))) for pair in ("ab", "cd")]
    assert bridges(two, themes) == ()
    hardly = meetings(corpus_of([AB] * 10 + [CD] * 10 + mixed), 60)
    assert len(bridges(two, hardly)) == 2


def test_one_work_between_many_themes_is_one_bridge(corpus_of):
    _, joined = found(corpus_of, [AB] * 10 + [CD] * 10 + [(2018, "abcd")])
    assert [bridge.work for bridge in joined] == [20]


def test_the_rarer_the_meeting_the_higher_the_score(corpus_of):
    rare, common = [(2016, "bc")], [(2016, "de")] * 4
    themes, joined = found(corpus_of, [AB] * 12 + [CD] * 12 + [EF] * 12 + rare + common)
    pairs = [{themes.names[bridge.one], themes.names[bridge.other]} for bridge in joined]
    assert pairs == [{"b", "c"}, {"d", "e"}]
    assert joined[0].score > joined[1].score


def test_the_newest_work_stands_for_its_themes(corpus_of):
    between = [(2016, "bc"), (2019, "bc"), (2018, "bc")]
    _, (bridge,) = found(corpus_of, [AB] * 12 + [CD] * 12 + between)
    assert (bridge.work, bridge.together) == (25, 3)


def test_two_groups_have_two_bridges_at_most_and_no_work_comes_twice(corpus_of):
    one, other = "abcd", "efgh"
    works = [(2015, one)] * 12 + [(2015, other)] * 12
    works += [(2016, pair) for pair in itertools.product(one[:2], other[:2])]
    _, joined = found(corpus_of, works)
    assert len(joined) == MOST_OF_TWO_GROUPS
    assert len({bridge.work for bridge in joined}) == len(joined)


def test_there_are_twelve_bridges_at_most(corpus_of):
    names = ["abc"[i % 3] + str(i // 3) for i in range(30)]
    parts = [names[start : start + 3] for start in range(0, 30, 3)]
    works = [(2015, part) for part in parts for _ in range(8)]
    works += [(2016, (one[0], other[0])) for one, other in itertools.combinations(parts, 2)]
    _, joined = found(corpus_of, works)
    assert len(joined) == MOST


def test_without_groups_there_is_no_bridge(corpus_of):
    assert found(corpus_of, [])[1] == ()
    assert found(corpus_of, [(2015, "a")] * 5)[1] == ()
