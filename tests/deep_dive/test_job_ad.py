"""Job ads: which lines are found, of what kind they are, and that their words are the ad's own."""

from __future__ import annotations

import string
import tomllib
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from prepkit.content import load
from prepkit.deep_dive.job_ad import MOST, Wanted, requirements
from prepkit.deep_dive.job_ad_cues import LONGEST

ADS = tomllib.loads((Path(__file__).parent / "job_ads.toml").read_text("utf-8"))["ad"]
KEYS = [item["key"] for item in load("competencies")["competencies"]]


class Score(NamedTuple):
    found: int
    wanted: int
    right: int
    right_kind: int


def score(ad: dict[str, Any], found: list[Wanted]) -> Score:
    """Compare what was found with what a reader wrote down, word for word."""
    wanted = {words: kind for kind, _, words in (line.partition("|") for line in ad["wanted"])}
    right = [line for line in found if line.words in wanted]
    kinds = sum(line.kind == wanted[line.words] for line in right)
    return Score(len(found), len(wanted), len(right), kinds)


def total(scores: list[Score]) -> Score:
    return Score(*map(sum, zip(*scores, strict=True)))


def words_of(ad: str) -> list[str]:
    return [line.words for line in requirements(ad)]


def kinds_of(ad: str) -> list[str]:
    return [line.kind for line in requirements(ad)]


@pytest.mark.parametrize("ad", ADS, ids=lambda ad: ad["name"])
def test_what_a_careful_reader_takes_from_an_ad_is_found(ad: dict[str, Any]) -> None:
    found, wanted, right, _ = score(ad, requirements(ad["text"]))
    assert right >= 0.8 * found
    assert right >= 0.8 * wanted


@pytest.mark.parametrize("last", [False, True])
def test_nine_lines_in_ten_are_right_over_all_the_ads(last: bool) -> None:
    ads = [ad for ad in ADS if ad.get("last", False) == last]
    found, wanted, right, kinds = total([score(ad, requirements(ad["text"])) for ad in ads])
    assert len(ads) >= 5 and wanted >= 35
    assert right >= 0.9 * found
    assert right >= 0.9 * wanted
    assert kinds >= 0.85 * right


def test_the_score_notices_lines_of_another_ad() -> None:
    swapped = zip(ADS, ADS[1:] + ADS[:1], strict=True)
    assert total([score(ad, requirements(other["text"])) for ad, other in swapped]).right == 0


def test_the_sample_ads_give_their_essentials() -> None:
    ads = [company.get("job_ad", "") for company in load("sample/companies")["company"]]
    skerry, wharfside, *_ = [requirements(ad) for ad in ads if ad]
    assert [line.kind for line in skerry] == ["task"] * 6 + ["must"] * 3 + ["plus"]
    assert skerry[8].words == "evidence that you have told a customer an unwelcome number"
    assert [line.words for line in wharfside if line.kind == "plus"] == [
        "knowledge of laboratory data",
        "experience of public procurement",
        "a calm manner on the telephone.",
    ]


@pytest.mark.parametrize("ad", ["", " \n\t", "•\n-\n", "<ul><li></li></ul>", "We bake. It rains."])
def test_an_ad_that_asks_for_nothing_gives_nothing(ad: str) -> None:
    assert requirements(ad) == []


@pytest.mark.parametrize(
    ("heading", "kind"),
    [
        ("What we look for", "must"), ("REQUIREMENTS:", "must"), ("**About you**", "must"),
        ("Dein Profil", "must"), ("Votre profil :", "must"), ("Requisitos", "must"),
        ("Wat vragen wij?", "must"), ("Wymagania", "must"), ("2. Essential criteria", "must"),
        ("Nice to have", "plus"), ("Desirable:", "plus"), ("Von Vorteil:", "plus"),
        ("You will", "task"), ("Responsibilities", "task"), ("Ihre Aufgaben", "task"),
        ("Vos missions", "task"), ("Was du bei uns bewegst", "task"), ("Mansioni", "task"),
        ("Things to come", ""),
    ],
)  # fmt: skip
def test_a_heading_says_what_the_list_below_it_is(heading: str, kind: str) -> None:
    assert requirements(f"{heading}\n\n- Plum jam\n- Quince") == [
        Wanted(found.key, words, kind)
        for found, words in zip(
            requirements("- Plum jam\n- Quince"), ["Plum jam", "Quince"], strict=True
        )
    ]


@pytest.mark.parametrize(
    "heading",
    ["What we offer", "Benefits:", "Wir bieten", "Nous vous proposons", "Se ofrece", "How to apply",
     "About us", "Über uns", "Qui sommes-nous ?", "Why join us?", "Kontakt"],
)  # fmt: skip
def test_what_is_offered_and_who_they_are_is_left_out(heading: str) -> None:
    assert words_of(f"Requirements\n- a van\n\n{heading}\n- a kettle\n- a garden") == ["a van"]


def test_a_list_of_benefits_is_left_out_without_a_heading() -> None:
    assert requirements("- 30 days of holiday\n- a pension\n- dogs") == []


def test_money_in_a_list_without_a_heading_gives_it_away() -> None:
    assert requirements("- 40,000 €\n- 12 % on top\n- dogs") == []


def test_behind_the_requirements_one_benefit_in_three_gives_a_list_away() -> None:
    unclear = "Things to come\n- a pension\n- dogs\n- a view"
    assert words_of(unclear) == ["a pension", "dogs", "a view"]
    assert words_of(f"Requirements\n- a van\n\n{unclear}") == ["a van"]


def test_in_a_list_spread_over_empty_lines_an_item_is_no_heading() -> None:
    items = ["You will", "Write manuals", "Understand customer requirements", "Test pumps"]
    assert words_of("\n\n".join(items)) == items[1:]
    assert set(kinds_of("\n\n".join(items))) == {"task"}


@pytest.mark.parametrize(
    ("sentence", "kind"),
    [
        ("You have five years of practice on the wards.", "must"),
        ("Experience with cranes is required.", "must"),
        ("You must hold a licence.", "must"),
        ("Ideally you have sold bread before.", "plus"),
        ("A little Welsh would be a plus.", "plus"),
        ("You will run the night shift.", "task"),
        ("Sie bringen Geduld mit.", "must"),
        ("Vous serez responsable du rayon.", "task"),
        ("You laugh easily.", ""),
        ("We are three people and a dog.", None),
        ("The salary is fair and you will get a bicycle.", None),
        ("We look forward to your application.", None),
    ],
)
def test_a_sentence_says_itself_what_it_is(sentence: str, kind: str | None) -> None:
    expected = [] if kind is None else [(sentence, kind)]
    assert [(line.words, line.kind) for line in requirements(sentence)] == expected


def test_one_line_of_a_list_may_be_a_plus() -> None:
    ad = "Requirements\n- a van\n- a boat is a plus\n- four wheels, ideally round"
    assert kinds_of(ad) == ["must", "plus", "must"]


def test_a_list_in_one_line_is_split_and_other_semicolons_are_not() -> None:
    ad = "Essential: a van (red; blue); a map; and two hands.\n\nYou will:\n- cook; and clean"
    assert words_of(ad) == ["a van (red; blue)", "a map", "two hands.", "cook; and clean"]


def test_the_same_line_has_the_same_key_wherever_it_stands() -> None:
    (one,) = requirements("Requirements:\n  •   A  clean licence;")
    (other,) = requirements("<p><b>Must have</b></p><ul><li>A clean licence</li></ul>")
    assert one.key == other.key
    assert requirements("Requirements:\n- C#\n- a van\n- C++ ever\n- C# ever")[1].key != one.key


def test_a_line_that_comes_twice_is_found_once() -> None:
    assert words_of("You will:\n- sing\n- dance\n- Sing\n- dance.") == ["sing", "dance"]


def test_there_are_never_more_than_forty() -> None:
    ad = "Requirements\n" + "".join(f"- the {n}th thing\n" for n in range(MOST + 5))
    assert words_of(ad) == [f"the {n}th thing" for n in range(MOST)]


def test_a_very_long_line_is_cut_at_a_blank() -> None:
    (line,) = requirements("Requirements\n- " + "patience " * 200)
    assert len(line.words) <= LONGEST and line.words.endswith("patience…")


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("Comfortable with ambiguity", ["ambiguity"]),
        ("Stakeholder management", ["influence"]),
        ("You mentor and coach juniors", ["developing_others"]),
        ("Able to meet deadlines under pressure", ["delivery", "resilience"]),
        ("Eigenverantwortliches Arbeiten mit unseren Kunden", ["ownership", "customer_focus"]),
        ("Teamfähigkeit, Belastbarkeit, Konfliktfähigkeit und Kommunikationsstärke",
         ["collaboration", "resilience", "conflict"]),
        ("Sens du service et esprit d’équipe", ["customer_focus", "collaboration"]),
        ("Capacidad de liderazgo y de análisis", ["leading", "analysis"]),
        ("Python and SQL", []), ("Machine learning with computer vision", []),
        ("Führerschein Klasse B", []), ("Heart failure nursing", []), ("Diverse Aufgaben", []),
    ],
)  # fmt: skip
def test_a_line_points_to_competencies_and_a_skill_of_the_trade_to_none(
    words: str, expected: list[str]
) -> None:
    (line,) = requirements(f"Requirements\n- {words}")
    assert list(line.competencies) == expected


SCRAPS = st.sampled_from(
    ["Requirements", "You will:", "Wir bieten", "Desirable: ", "- ", "• ", "1. ", "(a) ", "🚀 ",
     "> ", "\n", "\n\n", "; ", ": ", ". ", "must ", "You have ", "z. B. ", "**",
     "# ", "<li>", "&amp;"]
)  # fmt: skip


@given(st.lists(SCRAPS | st.text(max_size=12), max_size=40).map("".join))
@example("Requirements\n- You have ** keys")
def test_nothing_that_can_be_pasted_makes_it_fail(ad: str) -> None:
    found = requirements(ad)
    assert len(found) == len({line.key for line in found}) <= MOST
    for line in found:
        assert line.words == " ".join(line.words.split()) and len(line.words) <= LONGEST
        assert line.kind in ("must", "plus", "task", "")
        assert len(line.competencies) <= 3 and set(line.competencies) <= set(KEYS)


PLAIN = st.lists(
    st.sampled_from(["Requirements", "You will:", "- ", "• ", "\n", "\n\n", "; ", "You have "])
    | st.text(string.ascii_letters + " ,()é", max_size=12),
    max_size=40,
).map("".join)


@given(PLAIN)
def test_words_are_the_ads_own_and_in_its_order(ad: str) -> None:
    letters = iter("".join(filter(str.isalpha, ad)))
    taken = "".join(line.words for line in requirements(ad))
    assert all(letter in letters for letter in filter(str.isalpha, taken))
