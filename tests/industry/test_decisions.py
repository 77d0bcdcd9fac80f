"""Decisions: chains, circles and second thoughts about themes come to one end."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from prepkit.industry.corpus import Decision
from prepkit.industry.decisions import Settled, settle
from prepkit.industry.matches import Key


def key(text: str) -> Key:
    return tuple(text.casefold().split())


def settled(*decisions: Decision, known: dict[str, str] | None = None) -> Settled:
    pairs = {key(short): key(long) for short, long in (known or {}).items()}
    return settle(decisions, pairs, key)


def ends(settled: Settled, *wordings: str) -> list[str]:
    return [" ".join(settled.root(key(wording))) for wording in wordings]


def test_a_chain_leads_to_its_end_whichever_was_said_first() -> None:
    one, other = Decision("B", also=("a",)), Decision("C", also=("b",))
    assert ends(settled(one, other), "a", "b", "c") == ["c", "c", "c"]
    assert ends(settled(other, one), "a", "b", "c") == ["c", "c", "c"]


def test_the_later_of_two_decisions_about_a_wording_holds() -> None:
    assert ends(settled(Decision("B", ("a",)), Decision("C", ("a",))), "a", "b") == ["c", "b"]


def test_a_circle_ends_with_the_name_given_last() -> None:
    back = settled(Decision("B", ("a",)), Decision("A", ("b",)))
    assert ends(back, "a", "b") == ["a", "a"]
    round_about = settled(Decision("B", ("a",)), Decision("C", ("b",)), Decision("A", ("c",)))
    assert ends(round_about, "a", "b", "c") == ["a", "a", "a"]


def test_an_abbreviation_may_be_made_the_name() -> None:
    known = {"gan": "adversarial network"}
    assert ends(settled(known=known), "gan") == ["adversarial network"]
    named = settled(Decision("GAN", ("Adversarial Network",)), known=known)
    assert ends(named, "gan", "adversarial network") == ["gan", "gan"]
    assert named.names[key("gan")] == "GAN"


def test_who_is_hidden_counts_as_nothing_else_until_named_again() -> None:
    merged, hidden = Decision("B", ("a",)), Decision("a", hidden=True)
    gone = settled(merged, hidden)
    assert ends(gone, "a") == ["a"] and key("a") in gone.hidden
    back = settled(merged, hidden, Decision("A"))
    assert ends(back, "a") == ["a"] and not back.hidden


def test_a_decision_without_a_name_changes_nothing() -> None:
    assert settled(Decision("", ("a",)), Decision("  ")) == settled()


letters = st.sampled_from(["a", "b", "c", "d", "e"])
decisions = st.lists(
    st.builds(Decision, letters, st.lists(letters, max_size=3).map(tuple), st.booleans()),
    max_size=8,
)


@given(decisions, st.dictionaries(letters, letters, max_size=1))
def test_every_wording_comes_to_an_end_that_is_its_own(
    said: list[Decision], known: dict[str, str]
) -> None:
    known = {short: long for short, long in known.items() if short != long}
    found = settled(*said, known=known)
    for wording in "abcde":
        root = found.root((wording,))
        assert root == found.root(root)
    for last in said[-1:]:
        assert {found.root((part,)) for part in last.also} <= {found.root((last.name,))}
