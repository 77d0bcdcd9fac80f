from __future__ import annotations

import datetime
import io
import json
import random
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import pypdf
import pytest

from prepkit.block import Block, Chart, Note, Table
from prepkit.deep_dive.figures import map_blocks
from prepkit.deep_dive.map_words import counted, percent, strength, strengths, sureness
from prepkit.industry.outcome import (
    Bridge,
    Burst,
    Gap,
    Group,
    Growth,
    IndustryMap,
    Link,
    Position,
    Quadrant,
    Settings,
    Theme,
)
from prepkit.jupyter.typeset import typeset
from prepkit.views.pictures import svg

DAY = datetime.date(2026, 11, 23)
YEARS = tuple(range(2012, 2021))
QUADRANTS: tuple[Quadrant, ...] = ("motor", "basic", "niche", "edge")
AWKWARD = [
    "{x}",
    "constructor",
    "__proto__",
    '"x"',
    "漢字",
    "مرحبا",
    "🚀",
    "<b>&amp;",
    "${x}",
    "\\",
]
NOTHING = IndustryMap(
    settings=Settings(), works=0, dated=0, with_keywords=0, years=(), totals=(), themes=(),
    earlier=0, later=0, rising=(), links=(), groups=(), bridges=(), gaps=(), positions=(), own=0,
    modularity=None,
)  # fmt: skip


def a_theme(place: int, name: str, chance: random.Random) -> Theme:
    """Return a theme; every fourth bursts, every third is the company's."""
    counts = tuple(chance.randint(0, 40) for _ in YEARS)
    return Theme(
        name=name, wordings=(name,), works=max(3, sum(counts)), counts=counts,
        mean_year=2013 + 6 * chance.random(),
        bursts=(Burst(2014, 2016, 3 + place, sum(counts[2:5])),) if place % 4 == 0 else (),
        growth=Growth(0.1 - place / 100, 0.05 - place / 100, 0.4 - place / 100),
        group=place % 8, betweenness=1 / (place + 2), own=4 if place % 3 == 0 else 0,
        at=(2 * chance.random() - 1, 2 * chance.random() - 1),
    )  # fmt: skip


def a_map(themes: int | Sequence[str] = 60, *, works: int = 3000, **changes: Any) -> IndustryMap:
    """Return a map with so many themes, or with themes of these names, and something of all."""
    names = themes if not isinstance(themes, int) else [f"theme {i}" for i in range(themes)]
    chance = random.Random(5)
    made = tuple(a_theme(place, name, chance) for place, name in enumerate(names))
    count = len(made)
    found = IndustryMap(
        settings=Settings(), works=works, dated=works - 7, with_keywords=works // 3, earlier=0,
        later=0,
        years=YEARS, totals=tuple(works // len(YEARS) for _ in YEARS), themes=made, rising=(),
        links=tuple(
            Link(one, one + 1, 9, 0.9 / (one + 1)) for one in range(count - 1)
        ),
        groups=tuple(
            Group(made[place].name, tuple(range(place, count, 8)), 3.0 ** (place % 5),
                  2.0 * (7 - place), QUADRANTS[place % 4], 2014.0 + place, 900 - place)
            for place in range(min(8, count))
        ),
        bridges=tuple(Bridge(i, i, i + 1, 1, 3.0) for i in range(min(12, count - 1))),
        gaps=tuple(
            Gap(0, place, 0, 4.2, (1, 2, 3), ((10, 11), (12, 13), (14, 15)))
            for place in range(4, min(16, count))
        ),
        positions=tuple(Position(place, 4, 0.2, 0.1, 0.4, 0.05) for place in range(0, count, 3)),
        own=20, modularity=0.41,
    )  # fmt: skip
    return replace(found, **changes)


def work(place: int) -> tuple[str, str]:
    return f"Work {place}", f"https://example.org/{place}"


def blocks_of(found: IndustryMap, company: str = "Acme") -> list[Block]:
    return map_blocks(found, company=company, work=work)


def words(blocks: Sequence[Block]) -> str:
    """Return all that notes, captions and other words of prepkit's own say."""
    return "\n".join(
        str(getattr(block, name))
        for block in blocks
        for name in ("text", "caption", "alt")
        if hasattr(block, name)
    )


def short(caption: str) -> str:
    return caption.split(":")[0].removesuffix(" (small corpus)")


def charts(blocks: Sequence[Block]) -> dict[str, Chart]:
    return {short(block.caption): block for block in blocks if isinstance(block, Chart)}


def tables(blocks: Sequence[Block]) -> dict[str, Table]:
    return {short(block.caption): block for block in blocks if isinstance(block, Table)}


def texts(table: Table) -> list[list[str]]:
    return [[cell.text for cell in row] for row in table.rows]


MEDIUM = blocks_of(a_map())
SMALL = blocks_of(a_map(12, works=120))


def test_a_full_map_has_six_figures_and_five_tables() -> None:
    assert list(charts(MEDIUM)) == [
        "Themes by year", "Bursts", "Growth", "The map", "Strategic diagram",
        "Where Acme stands",
    ]  # fmt: skip
    assert list(tables(MEDIUM)) == [
        "Bursts in numbers", "The four quadrants, in words", "Bridges",
        "Unlinked pairs worth a thought", "What sets Acme’s own works apart, in numbers",
    ]  # fmt: skip


def test_all_figures_can_be_drawn_and_are_the_same_each_time() -> None:
    again = charts(blocks_of(a_map()))
    for name, chart in charts(MEDIUM).items():
        assert json.dumps(chart.spec) == json.dumps(again[name].spec)
        assert svg(chart).startswith("<svg")


@pytest.mark.parametrize(
    "said",
    ["Kleinberg", "s = 2", "γ = 1", "5 works", "499 libraries", "McCullagh & Nelder 1989",
     "Callon, Courtial & Laville", "Fruchterman & Reingold 1991", "van Eck & Waltman 2010",
     "Blondel et al. 2008", "modularity 0.41", "Chen 2012", "Freeman 1977", "Swanson 1986",
     "Wilson 1927", "fewer than 3 works"],
)  # fmt: skip
def test_methods_and_settings_are_named(said: str) -> None:
    assert said in words(MEDIUM)


@pytest.mark.parametrize("blocks", [MEDIUM, SMALL], ids=["medium", "small"])
def test_below_each_figure_stands_how_many_works_it_rests_on(blocks: list[Block]) -> None:
    for place, block in enumerate(blocks):
        if isinstance(block, Chart):
            notes = [b.text for b in blocks[place + 1 : place + 4] if isinstance(b, Note)]
            assert any("n = " in text or "20 works of Acme" in text for text in notes), (
                block.caption
            )


def test_captions_are_all_different() -> None:
    captions = [block.caption for block in MEDIUM if isinstance(block, Chart | Table)]
    assert len(set(captions)) == len(captions) == 11


def test_a_large_corpus_is_not_called_small() -> None:
    assert "mall corpus" not in words(MEDIUM)


def test_a_small_corpus_is_called_one_in_every_caption_and_before_all_else() -> None:
    assert "Small corpus: 120 works" in words(SMALL[:2])
    captions = [block.caption for block in SMALL if isinstance(block, Chart | Table)]
    assert len(captions) > 5
    assert all(caption.endswith("(small corpus)") for caption in captions)


def test_a_small_corpus_gets_less_and_no_diagram() -> None:
    assert list(charts(SMALL)) == ["Themes by year", "Bursts", "Growth", "The map"]
    assert "Themes that go together" in tables(SMALL)
    assert len(tables(SMALL)["Bridges"].rows) == len(
        tables(SMALL)["Unlinked pairs worth a thought"].rows) == 4  # fmt: skip


@pytest.mark.parametrize(
    "found", [a_map(12, works=29), a_map(2, works=500)], ids=["few works", "few themes"]
)
def test_too_little_for_a_map_gives_counts_and_says_what_would_make_one(
    found: IndustryMap,
) -> None:
    blocks = blocks_of(found)
    assert not charts(blocks)
    said = f"Themes so far: theme 0 {found.themes[0].works}, theme 1 {found.themes[1].works}"
    assert said in words(blocks[:-1])
    assert blocks[-1].type == "empty"
    assert "about 30 works, and 3 themes" in words(blocks)


def test_nothing_imported_gives_one_kind_line() -> None:
    assert [block.type for block in blocks_of(NOTHING)] == ["empty"]


def test_works_without_years_still_make_a_map() -> None:
    undated = [
        replace(theme, counts=(), mean_year=None, bursts=(), growth=None)
        for theme in a_map().themes
    ]
    groups = [replace(group, mean_year=None) for group in a_map().groups]
    found = replace(
        a_map(), dated=0, years=(), totals=(), themes=tuple(undated), groups=tuple(groups)
    )
    assert list(charts(blocks_of(found))) == ["The map", "Strategic diagram", "Where Acme stands"]
    assert all(svg(chart) for chart in charts(blocks_of(found)).values())


def test_without_bursts_links_and_groups_it_says_so_or_is_silent() -> None:
    still = tuple(replace(theme, bursts=(), growth=None) for theme in a_map().themes)
    found = replace(a_map(), themes=still, links=(), groups=(), bridges=(), gaps=())
    blocks = blocks_of(found)
    assert list(charts(blocks)) == ["Themes by year", "Where Acme stands"]
    assert "No theme bursts by more than chance" in words(blocks)
    assert "No two themes meet" in words(blocks)


def test_burst_years_are_outlined_in_the_table_of_years() -> None:
    first = charts(MEDIUM)["Themes by year"].spec["layer"][1]["data"]["values"]
    marked = {cell["years"] for cell in first if cell["outlined"] and "theme 0," in cell["says"]}
    assert marked == {"2014", "2015", "2016"}


def test_bursts_come_in_order_of_time_with_their_counts() -> None:
    themes = a_map().themes
    early = replace(themes[4], bursts=(Burst(2012, 2012, 21.0, themes[4].counts[0]),))
    rows = texts(tables(blocks_of(replace(a_map(), themes=(*themes[:4], early, *themes[5:]))))[
        "Bursts in numbers"])  # fmt: skip
    assert rows[0] == ["theme 4", "2012", str(early.counts[0]),
                       f"{early.counts[0]} of {early.works}", "very strong (21.0)"]  # fmt: skip
    assert [row[1] for row in rows[1:]] == ["2014–2016"] * (len(rows) - 1)
    counts = {row[0]: row[2] for row in rows}
    assert counts["theme 0"] == " · ".join(map(str, themes[0].counts[2:5]))


def test_bursts_and_growth_of_themes_beyond_the_map_are_shown() -> None:
    rising = replace(a_map().themes[0], name="rises", growth=Growth(2.0, 1.5, 3.0), group=None)
    drawn = charts(blocks_of(a_map(rising=(rising,))))
    assert "rises" in svg(drawn["Bursts"])
    assert "+200 % (+150 to +300)" in svg(drawn["Growth"])


def test_growth_says_how_many_keep_clear_of_zero() -> None:
    told = (Growth(0.2, 0.1, 0.3), Growth(0.0, -0.1, 0.1), Growth(-0.3, -0.4, -0.1))
    found = a_map(3)
    themes = (
        replace(theme, growth=growth) for theme, growth in zip(found.themes, told, strict=True)
    )
    assert "Of the 3 on the map that can be told, 2 keep clear of zero" in words(
        blocks_of(replace(found, themes=tuple(themes)))
    )


def test_the_surest_growth_is_shown_from_fastest_to_slowest() -> None:
    rows = charts(MEDIUM)["Growth"].spec["layer"][0]["data"]["values"]
    assert len(rows) == 24
    factors = [
        value["rate"] for value in charts(MEDIUM)["Growth"].spec["layer"][2]["data"]["values"]
    ]
    assert factors == sorted(factors, reverse=True)
    assert any(row["label"].startswith("theme 59 (") for row in rows)  # it falls, for sure
    assert "The 24 surest of 60 themes" in words(MEDIUM)


@pytest.mark.parametrize(
    "said", ["gained coverage", "ideas for a question, not as findings",
             "mean year of the works is a hint, no more", "cannot tell"]
)  # fmt: skip
def test_cautions_are_printed(said: str) -> None:
    assert said in words(MEDIUM)


def test_the_map_names_all_sixty_themes_and_rings_the_company_s() -> None:
    chart = charts(MEDIUM)["The map"]
    picture = svg(chart)
    assert all(f">{theme.name}<" in picture for theme in a_map().themes)
    assert picture.count('stroke="currentColor"') == 20
    assert "A ring: a clearly larger share of Acme’s works" in words(MEDIUM)


def test_the_map_draws_the_strongest_lines_only() -> None:
    links = tuple(Link(0, 1, 9, 0.9) for _ in range(300))
    blocks = blocks_of(a_map(links=links))
    assert len(charts(blocks)["The map"].spec["layer"][0]["data"]["values"]) == 120
    assert "the 120 strongest of 300" in words(blocks)


def test_quadrants_come_in_order_with_their_terms_and_a_hint_for_those_left_open() -> None:
    rows = texts(tables(MEDIUM)["The four quadrants, in words"])
    assert [row[0].split("**")[1] for row in rows if row[0]] == [
        "Motor", "Basic", "Niche", "Emerging or declining"]  # fmt: skip
    assert rows[0][1] == ", ".join(f"theme {place}" for place in range(0, 60, 8))
    hints = [row[3] for row in rows]
    assert [hint for hint in hints if "all works" in hint] == [
        "2017.0, newer than all works (2016.0)",
        "2021.0, newer than all works (2016.0)",
    ]


def test_a_bridge_links_to_its_work_and_names_both_sides() -> None:
    first = tables(MEDIUM)["Bridges"].rows[0]
    assert (first[0].text, first[0].link) == work(0)
    assert [cell.text for cell in first[1:]] == ["theme 0\ntheme 1", "1"]
    assert "lead over theme 0, theme 1, theme 2 (betweenness" in words(MEDIUM)


def test_a_gap_names_what_lies_between_with_its_works() -> None:
    first = texts(tables(MEDIUM)["Unlinked pairs worth a thought"])[0]
    assert first == [
        "theme 0", "theme 4", "0 of 4.2",
        "theme 1: “Work 10” and “Work 11”\n(also theme 2, theme 3)",
    ]  # fmt: skip


def test_the_company_s_shares_stand_beside_everybody_else_s() -> None:
    rows = texts(tables(MEDIUM)["What sets Acme’s own works apart, in numbers"])
    assert rows[0] == ["theme 0", "4 of 20", "20\u00a0%", "10\u00a0% to 40\u00a0%", "5.0\u00a0%"]


def test_without_own_works_one_line_says_how_to_mark_them() -> None:
    blocks = blocks_of(a_map(own=0, positions=()))
    assert "none of the works is marked as its own" in words(blocks[-1:])
    assert blocks_of(a_map(own=0, positions=()), company="")[-1] != blocks[-1]
    assert "Where  stands" not in words(blocks_of(a_map(own=0, positions=()), company=""))


def test_what_is_one_work_or_no_clear_difference_stands_in_one_line() -> None:
    one, same, apart = (
        Position(0, 1, 0.9, 0.8, 1.0, 0.1), Position(1, 5, 0.2, 0.1, 0.4, 0.15),
        Position(2, 5, 0.1, 0.05, 0.2, 0.5),
    )  # fmt: skip
    blocks = blocks_of(a_map(positions=(one, same, apart)))
    table = tables(blocks)["What sets Acme’s own works apart, in numbers"]
    assert [row[0] for row in texts(table)] == ["theme 2"]
    assert 'stroke="currentColor"' not in svg(charts(blocks)["The map"])
    assert "One work or no clear difference: theme 0 (1), theme 1 (5)." in words(blocks)
    assert "Where Acme stands" not in charts(blocks_of(a_map(positions=(one, same))))


def test_without_other_works_there_is_nobody_to_stand_beside() -> None:
    blocks = blocks_of(a_map(own=3000))
    heads = [head.title for head in tables(blocks)["Acme’s own works by theme"].columns]
    assert heads == ["Theme", "Own works", "Share", "95\u00a0% interval"]
    assert "Where Acme stands" not in charts(blocks)
    assert 'stroke="currentColor"' not in svg(charts(blocks)["The map"])


def a_newcomer(*counts: int, name: str = "GANs") -> Theme:
    return replace(a_map().themes[1], name=name, counts=counts, works=sum(counts))


def test_a_rise_that_stays_is_listed_with_its_counts() -> None:
    gans, rare, old = (
        a_newcomer(0, 0, 0, 0, 7, 11, 12, 13, 13), a_newcomer(0, 0, 0, 0, 0, 0, 0, 2, 2),
        a_newcomer(0, 0, 1, 0, 7, 11, 12, 13, 13),
    )  # fmt: skip
    blocks = blocks_of(a_map(themes=3, rising=(rare, old, gans)))
    assert texts(tables(blocks)["First met in your library"]) == [
        ["GANs", "2016", "7 · 11 · 12 · 13 · 13", "56"]]  # fmt: skip
    assert "none of the 999 from 2012 to 2014" in words(blocks)
    assert "a rise that stays is not a burst".casefold() in words(blocks).casefold()


def test_the_fifteen_most_frequent_newcomers_are_listed() -> None:
    new = [a_newcomer(0, 0, 0, 5 + i, 0, 0, 0, 0, 0, name=f"new {i}") for i in range(18)]
    blocks = blocks_of(a_map(3, rising=tuple(new)))
    rows = texts(tables(blocks)["First met in your library"])
    assert [row[0] for row in rows] == [f"new {i}" for i in range(17, 2, -1)]
    assert "the 15 most frequent of 18 themes" in words(blocks)


@pytest.mark.parametrize("changes", [
    {"years": YEARS[:5], "totals": (99,) * 5}, {"totals": (0, 9, 0, *[9] * 6)}])  # fmt: skip
def test_where_nothing_came_before_nothing_is_new(changes: dict[str, Any]) -> None:
    across = len(changes.get("years", YEARS))
    new = a_newcomer(*((0,) * 4 + (9,) * 5)[-across:])
    themes = tuple(replace(t, counts=t.counts[:across], bursts=()) for t in a_map(3).themes)
    blocks = blocks_of(replace(a_map(3), themes=themes, rising=(new,), **changes))
    assert "First met in your library" not in tables(blocks)


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"works": 1, "dated": 1, "years": (2019,), "with_keywords": 1},
         "Made from 1 work, with a year, 2019. "),
        ({"works": 1, "dated": 0, "years": ()}, "Made from 1 work, without a year. "),
        ({"works": 40, "dated": 36, "earlier": 3, "later": 1},
         "Made from 40 works, all of them with a year, 2012 to 2020; 3 works before 2012 are left "
         "out of the years; 1 work after 2020 is left out of the years. "),
        ({"works": 40, "with_keywords": 4},
         "from all titles, and the keywords of 4. Abstracts are not read."),
        ({"works": 40, "with_keywords": 0}, "none of the works has keywords. Abstracts are not"),
        ({"works": 40, "with_keywords": 40}, "from all titles, and the keywords of all works."),
    ],
)  # fmt: skip
def test_it_says_what_the_map_was_made_from(changes: dict[str, Any], said: str) -> None:
    assert said in words(blocks_of(a_map(2, **changes)))


@pytest.mark.parametrize(
    ("years", "why"), [((), "no work has a year"), ((2019,), "all dated works are of 2019")]
)
def test_without_years_bursts_cannot_be_told(years: tuple[int, ...], why: str) -> None:
    themes = tuple(replace(t, counts=(9,) * len(years), bursts=(), growth=None)
                   for t in a_map().themes)  # fmt: skip
    found = a_map(groups=(), bridges=())
    said = words(blocks_of(replace(found, themes=themes, years=years, totals=(2993,) * len(years))))
    assert f"cannot be told: {why}." in said
    assert "more than chance would give" not in said


def test_growth_that_chance_would_give_is_said_and_not_drawn() -> None:
    still = tuple(replace(t, growth=Growth(0.1, -0.1, 0.3)) for t in a_map().themes)
    blocks = blocks_of(replace(a_map(), themes=still))
    assert "Growth" not in charts(blocks)
    assert "of the 60 themes of which it can be told, 0 keep clear" in words(blocks)


@pytest.mark.parametrize("found", [a_map(12, works=40, own=0, positions=()), a_map(2, works=9)])
def test_of_what_is_withheld_a_map_says_nothing(found: IndustryMap) -> None:
    said = words(map_blocks(found, company="Acme", work=work, complete=False))
    assert f"Made from {found.works} works of the reading list, as far as it is shown here" in said
    assert "marked as its own" in words(blocks_of(found)) or found.own
    for claim in ("not known yet", "marked as its own", "Add what you read", "needs a little more"):
        assert claim not in said


def test_own_works_without_a_theme_are_said_to_have_none() -> None:
    assert "None of the themes is met in the 20 works of Acme" in words(
        blocks_of(a_map(positions=())))  # fmt: skip


@pytest.mark.parametrize("company", ["{x}", "constructor", "漢字 مرحبا"])
def test_words_that_mean_something_elsewhere_are_only_words(company: str) -> None:
    blocks = blocks_of(a_map([f"{name} {i}" for i in range(4) for name in AWKWARD]), company)
    for chart in charts(blocks).values():
        assert "<svg" in svg(chart)
    assert svg(charts(blocks)["The map"]).count("constructor") >= 4


@pytest.mark.parametrize("found", [a_map(), a_map(12, works=120), a_map(2, works=9), NOTHING],
                         ids=["medium", "small", "tiny", "empty"])  # fmt: skip
def test_a_map_can_be_printed(found: IndustryMap) -> None:
    pdf = typeset([blocks_of(found)], title="T", cover=None, as_of=DAY).pdf
    reader = pypdf.PdfReader(io.BytesIO(pdf))
    assert 1 <= len(reader.pages) <= 8
    said = "".join(page.extract_text() for page in reader.pages)
    assert ("theme 0" in said) == bool(found.themes)


@pytest.mark.parametrize(
    ("least", "word"), [(0.5, "slight"), (5, "clear"), (10, "strong"), (20, "very strong")]
)
def test_the_strength_of_a_burst_has_a_word(least: float, word: str) -> None:
    assert strength(Burst(2014, 2015, least, 9)) == word
    assert word in strengths()


def test_growth_is_surer_the_farther_its_interval_lies_from_zero() -> None:
    steady, wild = Growth(0.2, 0.15, 0.25), Growth(2.0, -0.2, 9.0)
    falling = Growth(1 / 1.2 - 1, 1 / 1.25 - 1, 1 / 1.15 - 1)
    assert sureness(steady) > sureness(wild)
    assert sureness(steady) == pytest.approx(sureness(falling))


def test_numbers_are_said_as_people_say_them() -> None:
    assert (counted(1, "work"), counted(3214, "work")) == ("1 work", "3,214 works")
    assert (percent(0.234), percent(0.0234)) == ("23\u00a0%", "2.3\u00a0%")
