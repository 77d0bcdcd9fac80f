"""Phrases: what stands by itself is a subject, what only ever goes on is not."""

from __future__ import annotations

from prepkit.industry.matches import Key, find
from prepkit.industry.phrases import absorb, choose, is_general, without_tails
from prepkit.industry.texts import Run, fold_texts, read_texts
from prepkit.library.entry import Entry


def run_of(*titles: str) -> Run:
    return fold_texts(read_texts([Entry("paper", title) for title in titles]))


def chosen(*titles: str, least: int = 2) -> set[Key]:
    return set(choose(run_of(*titles), len(titles), least))


def counted(run: Run, *wordings: Key, least: int = 2) -> dict[Key, set[int]]:
    """Return the works in which wordings count."""
    matches = find(run, wordings)
    matches = matches.only(absorb(run, list(wordings), matches, least))
    works = run.work[matches.place]
    return {
        wording: set(works[matches.wording == number].tolist())
        for number, wording in enumerate(wordings)
    }


def test_a_phrase_that_always_goes_on_is_not_whole() -> None:
    found = chosen(
        "Stochastic gradient descent", "On stochastic gradient descent",
        "Stochastic gradient flow", "Stochastic gradient flow in fluids",
    )  # fmt: skip
    assert ("stochastic", "gradient", "descent") in found
    assert ("stochastic", "gradient") not in found and ("stochastic",) not in found


def test_a_word_met_mostly_in_longer_phrases_is_no_theme() -> None:
    titles = ["Robot arms", "On robot arms", "Arms"]
    assert chosen(*titles) == {("robot", "arm")}
    assert ("arm",) in chosen(*titles, "The arm", "Arms!")


def test_a_part_of_one_longer_phrase_counts_outside_of_it() -> None:
    titles = ["Solar cell arrays", "A solar cell array", "Solar cell arrays", "The solar cell"]
    long, part = ("solar", "cell", "array"), ("solar", "cell")
    assert counted(run_of(*titles), long, part) == {long: {0, 1, 2}, part: set()}
    run = run_of(*titles, "Solar cells")
    assert counted(run, long, part, least=3)[part] == {0, 1, 2, 3, 4}
    assert counted(run_of(*titles, "Solar cell arrays", "Solar cells"), long, part)[part] == {3, 5}


def test_a_part_of_many_longer_phrases_has_them_all() -> None:
    titles = [f"{kind} neural networks" for kind in ("Deep", "Graph", "Recurrent", "Deep")]
    part, deep = ("neural", "network"), ("deep", "neural", "network")
    assert counted(run_of(*titles), part, deep) == {part: {0, 1, 2, 3}, deep: {0, 3}}


def test_words_such_as_method_are_left_off_where_the_rest_is_a_theme() -> None:
    phrases = {("bandit",), ("bandit", "algorithm"), ("kernel", "method")}
    assert without_tails(phrases) == {("bandit",), ("kernel", "method")}


def test_general_words_are_no_theme_by_themselves_only() -> None:
    assert is_general(("theory",)) and is_general(("novel",)) and is_general(("based",))
    assert not is_general(("game", "theory")) and not is_general(("bandit",))


def test_openings_and_endings_are_cut_off() -> None:
    found = chosen(*("A novel wind turbine framework",) * 3, *("Improving wind turbine",) * 3)
    assert found == {("wind", "turbine")}


def test_phrases_do_not_go_over_signs_and_small_words() -> None:
    found = chosen(*("Wind: turbines and towers",) * 3)
    assert found == {("wind",), ("turbine",), ("tower",)}


def test_words_that_meet_by_chance_are_no_phrase() -> None:
    apart = ["Pumps in wells", "Wells and pumps"] * 40
    assert ("pump", "well") not in chosen(*apart, *["Pump wells"] * 3)
    assert ("heat", "pump") in chosen(*apart, *["Heat pumps"] * 3)


def test_no_phrase_is_longer_than_four_words_but_hyphens_do_not_count() -> None:
    found = chosen(*("One-two-three-stage gas turbine blade",) * 3)
    assert max(map(len, found)) == 7
    assert max(map(len, chosen(*("Big old gas turbine blade coating",) * 3))) == 4


def test_a_title_of_endless_hyphens_ends() -> None:
    assert chosen(*("-".join("ab" for _ in range(3000)),) * 3) == set()
