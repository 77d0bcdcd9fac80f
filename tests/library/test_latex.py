"""LaTeX in library files becomes what a reader sees on the page."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from prepkit.library.clean import plain
from prepkit.library.latex import readable, verbatim


def shown(text: str) -> str:
    return plain(readable(text))


@pytest.mark.parametrize(
    ("written", "read"),
    [
        (r"{\"o}d{\'e}n \v{S} {\AA} \c{c} Erd\H{o}s na{\"\i}ve", "ödén Š Å ç Erdős naïve"),
        (r"Stra\ss e, {\O}rsted, \'{E}cole, \~n, \`a", "Straße, Ørsted, École, ñ, à"),
        (r"\&, \%, \_, \#, \{a\}, \$5, \textbackslash x", r"&, %, _, #, {a}, $5, \ x"),
        (r"\~{}x and \^{}y", "~x and ^y"),
        (r"{\LaTeX} and \TeX{}ing", "LaTeX and TeXing"),
    ],
)
def test_accents_and_signs_become_characters(written: str, read: str) -> None:
    assert shown(written) == read


@pytest.mark.parametrize(
    ("written", "read"),
    [
        (r"$\beta$-VAE", "β-VAE"),
        (r"$k$-means in $O(n^2)$ on $\mathbb{R}^d$", "k-means in O(n²) on ℝ^d"),
        (r"$\ell_1$, H$_2$O, 10$^{-3}$, CO\textsubscript{2}", "ℓ₁, H₂O, 10⁻³, CO₂"),
        (r"\(x\) and \[y\] and $$z$$", "x and y and z"),
        ("$ k $-means", "k-means"),
    ],
)
def test_formulas_become_one_line(written: str, read: str) -> None:
    assert shown(written) == read


@pytest.mark.parametrize(
    "price", ["from $5 to $10 billion", "costs $5", "$100M vs $200M", "$5-$10", "100% of it"]
)
def test_prices_and_percents_stay(price: str) -> None:
    assert shown(price) == price


@pytest.mark.parametrize(
    ("written", "read"),
    [
        (r"\emph{Foo} \textbf{bar} {\em baz} \textsc{Qux}", "Foo bar baz Qux"),
        (r"see \href{http://x.org}{here}\footnote{No.} \cite[p.~3]{a,b}", "see here"),
        (r"\url{http://x.org/a_b%20c}", "http://x.org/a_b%20c"),
        (r"Dr.~No, 1--9 --- ``quoted'' and `so'", "Dr. No, 1–9 — “quoted” and ‘so’"),
        (r"\nosuchcommand{kept} \another", "kept"),
        ("{{Deep} {L}earning}", "Deep Learning"),
        ("unbalanced { and }}", "unbalanced and"),
    ],
)
def test_commands_and_braces_go_and_what_they_hold_stays(written: str, read: str) -> None:
    assert shown(written) == read


def test_no_file_is_read_whatever_a_text_asks_for() -> None:
    assert shown(r"\input{/etc/passwd}") == "/etc/passwd"


@pytest.mark.parametrize(
    ("written", "address"),
    [
        (r"\url{http://x.org/a\_b\%20c}", "http://x.org/a_b%20c"),
        (r"http://x.org/{\~{}}me", "http://x.org/~me"),
        (r"http://x.org/$\sim$me", "http://x.org/~me"),
        (r"http://x.org/{\textasciitilde}me--you", "http://x.org/~me--you"),
    ],
)
def test_an_address_comes_out_as_it_was(written: str, address: str) -> None:
    assert verbatim(written).strip() == address


@pytest.mark.parametrize(
    "piece",
    ["{", "\\'", "$", "\\emph{", "$x", "\\[", "\\(", "\\frac", "\\cite ", "\\begin{a}", "\\"],
)
def test_a_hundred_thousand_of_anything_end(piece: str) -> None:
    assert plain(readable(piece * 100_000 + " End")).count("\n") == 0


@given(st.text(st.sampled_from("\\{}^_`'~-%& \n\"abcuHvt1é"), max_size=60))
def test_no_brace_is_left_that_was_not_asked_for(text: str) -> None:
    assert "{" not in readable(text) or "\\{" in text
    assert "}" not in readable(text) or "\\}" in text


@given(st.text(st.characters(exclude_characters="\\{}$~`'-", exclude_categories=["Cs", "Cn"])))
def test_a_text_without_latex_stays_as_it_is(text: str) -> None:
    assert readable(text) == text
