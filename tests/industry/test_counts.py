"""Works are counted by theme and year, and shuffling moves nothing but the years."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from prepkit.industry.counts import count, shuffled

libraries = st.lists(
    st.tuples(st.sampled_from([0, 2001, 2002, 2005]), st.frozensets(st.sampled_from("abc"))),
    max_size=30,
)


@given(works=libraries)
def test_every_dated_work_is_counted_once_for_each_of_its_themes(corpus_of, works):
    corpus = corpus_of(works)
    counts = count(corpus, 3)
    for name, row in zip(corpus.names, counts.table.tolist(), strict=True):
        for year, found in zip(counts.years.tolist(), row, strict=True):
            assert found == sum(when == year and name in themes for when, themes in works)
    assert counts.totals.sum() == sum(year > 0 for year, _ in works)


def test_years_without_works_and_works_without_a_year_are_left_out(corpus_of):
    counts = count(corpus_of([(2001, "a"), (2005, "ab"), (0, "a")]), 2)
    assert counts.years.tolist() == [2001, 2005]
    assert counts.totals.tolist() == [1, 1]
    assert counts.table.tolist() == [[1, 1], [0, 1]]


def test_only_the_most_frequent_themes_are_counted_when_so_asked(corpus_of):
    assert len(count(corpus_of([(2001, "a"), (2005, "ab")]), 1).table) == 1


@given(works=libraries)
def test_a_shuffle_keeps_the_works_of_every_theme_and_of_every_year(corpus_of, works):
    corpus = corpus_of([(year, (*themes, "all")) for year, themes in works])
    counts = count(corpus, 4)
    for table in shuffled(corpus, 4, 3):
        assert table.sum(axis=1).tolist() == counts.table.sum(axis=1).tolist()
        if works:
            assert table[corpus.names.index("all")].tolist() == counts.totals.tolist()


def test_a_shuffle_keeps_together_what_is_in_one_work(corpus_of):
    works = [(2000 + place % 5, ("a", "b") if place % 3 else ("c",)) for place in range(60)]
    for table in shuffled(corpus_of(works), 3, 20):
        assert table[0].tolist() == table[1].tolist()


def test_shuffles_differ_from_each_other_and_are_the_same_every_time(corpus_of):
    works = [(2000 + place % 5, "ab"[place % 2]) for place in range(60)]
    once, again = ([t.tolist() for t in shuffled(corpus_of(works), 2, 5)] for _ in range(2))
    assert once == again
    assert len({str(table) for table in once}) > 1
