"""The value map draws every text where it can be read, and what is shared heavier."""

import json
import re
from xml.etree import ElementTree

import pytest

from prepkit.views.pictures import svg
from prepkit.views.places import width
from prepkit.views.value_map import Stop, value_map

SVG = "{http://www.w3.org/2000/svg}"
AWKWARD = [
    "plain", 'says "hello"', "it's", "<b>&amp;", "漢字", "مرحبا", "🚀", "$x$", "a[0]", "\\",
    "datum.label", "{x}", "null", "__proto__", "constructor", '{"signal": "1"}',
]  # fmt: skip
LONG = "understanding what the measurements of other people are worth before anybody uses them"


def draw(stops, links=None, heads=((0, "Question"),)):
    links = links if links is not None else {(0, 1): 1}
    return value_map(stops, links, heads=heads, caption="C", alt="A")


def chains(rows, columns, text="step {} of {}"):
    """Return so many ladders of their own, from the first column to the last."""
    looks = ["start", *["way"] * (columns - 2), "end"]
    stops = [Stop(text.format(c, r), c, 1, looks[c]) for r in range(rows) for c in range(columns)]
    links = {(r * columns + c, r * columns + c + 1): 1
             for r in range(rows) for c in range(columns - 1)}  # fmt: skip
    return stops, links


def texts(chart):
    root = ElementTree.fromstring(svg(chart))
    return ["".join(text.itertext()) for text in root.iter(f"{SVG}text")]


def cards(chart):
    return [v for layer in chart.spec["layer"][1:4] for v in layer["data"]["values"]]


def size(chart):
    return [float(n) for n in re.findall(r'viewBox="0 0 ([\d.]+) ([\d.]+)"', svg(chart))[0]]


@pytest.mark.parametrize("text", AWKWARD)
def test_any_text_is_drawn_as_it_is(text):
    chart = draw([Stop(text, 0, 1, "start"), Stop("so", 1, 1, "end")], heads=((0, text),))
    assert texts(chart).count(text) == 2
    assert json.loads(json.dumps(chart.spec)) == chart.spec


def test_nothing_is_still_a_picture():
    assert "<svg" in svg(draw([], {}))


def test_twelve_full_ladders_of_long_texts_fit_on_a_page():
    stops, links = chains(12, 7, LONG + " {} {}")
    wide, high = size(draw(stops, links))
    assert wide <= 650
    assert high <= 900


def test_a_few_ladders_make_a_small_picture():
    stops, links = chains(2, 3)
    wide, high = size(draw(stops, links))
    assert wide < 560
    assert high < 120


@pytest.mark.parametrize("columns", [2, 4, 6, 7])
def test_every_line_of_text_fits_into_its_card(columns):
    stops, links = chains(3, columns, LONG + " {} {}")
    chart = draw(stops, links)
    shown = chart.spec["layer"][-1]
    for line in shown["data"]["values"]:
        inside = [c for c in cards(chart) if c["x"] < line["x"] < c["x2"]
                  and c["y"] < line["y"] < c["y2"]]  # fmt: skip
        assert len(inside) == 1
        assert width(line["words"], shown["mark"]["fontSize"]) <= inside[0]["x2"] - inside[0]["x"]


@pytest.mark.parametrize("word", ["Truthfulness", "Craftsmanship", "responsibility"])
def test_a_long_word_is_not_broken_in_the_narrowest_card(word):
    stops, links = chains(1, 7)
    assert word in texts(draw([*stops[:-1], Stop(word, 6, 1, "end")], links))


def test_cards_do_not_cover_each_other():
    stops, links = chains(5, 4)
    found = cards(draw(stops, links))
    assert len(found) == 20
    for place, one in enumerate(found):
        for other in found[place + 1 :]:
            assert (one["x2"] <= other["x"] or other["x2"] <= one["x"]
                    or one["y2"] <= other["y"] or other["y2"] <= one["y"])  # fmt: skip


def test_what_several_answers_lead_over_is_drawn_heavier():
    alone, shared = (cards(draw([Stop("a", 0), Stop("b", 1, n)]))[1] for n in (1, 3))
    assert alone["edge"] == 0 < shared["edge"]
    assert alone["filled"] < shared["filled"]


def test_a_line_is_the_wider_the_more_answers_lead_over_it():
    once, thrice = (
        draw([Stop("a", 0), Stop("b", 1)], {(0, 1): n}).spec["layer"][0]["data"]["values"][0]
        for n in (1, 3)
    )
    assert once["wide"] < thrice["wide"]


def test_a_line_that_passes_a_column_goes_around_what_stands_there():
    stops = [Stop("a", 0), Stop("b", 1), Stop("c", 2)]
    chart = draw(stops, {(0, 1): 1, (1, 2): 1, (0, 2): 1})
    (middle,) = [card for card in cards(chart) if card["x"] > 100][:1]
    points = [p for p in chart.spec["layer"][0]["data"]["values"] if p["line"] == 2]
    past = [p["y"] for p in points if middle["x"] <= p["x"] <= middle["x2"]]
    assert len(past) == 2
    assert all(y < middle["y"] or y > middle["y2"] for y in past)


def test_pointing_at_a_cut_text_shows_all_of_it():
    picture = svg(draw([Stop(LONG * 2, 0), Stop("b", 1, 4)]))
    assert f'aria-label="{LONG * 2}"' in picture
    assert 'aria-label="b: 4 times"' in picture
