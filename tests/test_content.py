from __future__ import annotations

import itertools
import re
from collections.abc import Iterator
from importlib.resources import files
from typing import Any

import pytest

from prepkit import content
from prepkit.chapters import CHAPTERS
from prepkit.content import load, options, prompts
from prepkit.deep_dive.records import AUDIENCES, GRADES, LEVELS

FOLDER = files(content)
LISTS = sorted(
    f.name.removesuffix(".toml")
    for f in FOLDER.iterdir()
    if f.name.endswith(".toml")
    if f.name not in ("job_ad.toml", "telling.toml")  # words to read by: test_job_ad_cues, _telling
)
SAMPLES = sorted(
    "sample/" + f.name.removesuffix(".toml")
    for f in (FOLDER / "sample").iterdir()
    if f.name.endswith(".toml")
)
SITTINGS = [name for name in SAMPLES if "compass" in name]
SIDES = ("gives", "drains")
SENTENCES = {
    "help", "strong", "red_flag", "probe", "look", "ask", "question", "forecast", "probes",
    "red_flags", "missing",
}  # fmt: skip

# Records are named by these keys: whoever has answered one must find the answer again.
NAMED_BY = {
    "mirrors": """five_years motivation challenge about_yourself why_us leaving weakness failure
        disagreement proudest learning your_questions""",
    "motivators": """progress autonomy competence challenge user learning team goal recognition
        quality load meaning""",
    "areas": "work learning people standing money health home friends place self",
    "directions": "road turn free",
    "environments": """goal_clarity decision_rights feedback pace stability variety stretch
        ownership user_contact effect team_size overlap seniority safety conflict manager_closeness
        manager_skill remote meetings deep_work process technical_freedom quality recognition
        fairness""",
    "probes": """near_miss other_view rejected felt measure provenance silence middle part scale
        after when place names""",
    "reasons": """pay learning craft challenge boredom people manager freedom meaning right
        recognition security place family health ended asked""",
    "values": """autonomy mastery creativity curiosity challenge variety craftsmanship discovery
        growth meaning impact truthfulness focus experiment beauty security income predictability
        flexibility place health rest comfort fair_reward simplicity belonging friendship
        collaboration care mentoring service loyalty trust respect inclusion harmony candour family
        community humour achievement recognition influence leadership advancement competition
        prestige entrepreneurship legacy responsibility integrity justice sustainability tradition
        spirituality openness courage humility privacy independence_of_mind""",
}


def texts(value: Any, path: str = "") -> Iterator[tuple[str, str]]:
    """Yield the name and the text of every text in a file."""
    if isinstance(value, dict):
        for name, inner in value.items():
            yield from texts(inner, f"{path}.{name}")
    elif isinstance(value, list):
        for place, inner in enumerate(value):
            yield from texts(inner, f"{path}[{place}]")
    elif isinstance(value, str):
        yield path, value


def test_the_lists_are_the_ones_the_sections_use() -> None:
    assert LISTS == [
        "areas", "bank", "competencies", "directions", "environments", "facets", "mirrors",
        "motivators", "probes", "reasons", "values",
    ]  # fmt: skip
    names = "companies compass compass_before library person retrospective"
    assert [f"sample/{name}" for name in names.split()] == SAMPLES


@pytest.mark.parametrize(
    ("name", "least", "most"),
    [
        ("competencies", 22, 22),
        ("bank", 132, 300),
        ("values", 50, 80),
        ("environments", 25, 25),
        ("facets", 13, 13),
        ("mirrors", 12, 16),
        ("motivators", 12, 12),
        ("probes", 10, 20),
        ("reasons", 12, 20),
        ("directions", 3, 3),
        ("areas", 10, 10),
    ],
)
def test_there_is_enough_to_choose_from(name: str, least: int, most: int) -> None:
    assert least <= len(load(name)[name]) <= most


@pytest.mark.parametrize("name", LISTS)
def test_every_key_is_there_once_and_fit_for_an_id(name: str) -> None:
    keys = [item["key"] for item in load(name)[name]]
    assert len(set(keys)) == len(keys)
    assert all(re.fullmatch(r"[a-z][a-z_]*", key) for key in keys)


@pytest.mark.parametrize("name", NAMED_BY)
def test_no_key_that_a_record_is_named_by_is_ever_taken_away(name: str) -> None:
    assert set(NAMED_BY[name].split()) <= {item["key"] for item in load(name)[name]}


@pytest.mark.parametrize("name", LISTS)
def test_every_label_is_there_once(name: str) -> None:
    labels = [
        next(item[word] for word in ("label", "title", "question") if word in item)
        for item in load(name)[name]
    ]
    assert all(labels)
    assert len({label.casefold() for label in labels}) == len(labels)


@pytest.mark.parametrize("name", LISTS)
def test_every_item_of_a_list_answers_the_same(name: str) -> None:
    assert len({tuple(key for key in item if key != "shortest") for item in load(name)[name]}) == 1
    assert all(text for _, text in texts(load(name)))


@pytest.mark.parametrize("name", [*LISTS, *SAMPLES])
def test_no_text_has_blanks_at_its_ends_or_two_together(name: str) -> None:
    found = list(texts(load(name)))
    assert found
    for path, text in found:
        assert not re.search(r"\S {2,}\S| $|\t", text, re.MULTILINE), path
        assert name in SAMPLES or text == text.strip(), path


@pytest.mark.parametrize("name", LISTS)
def test_no_text_shouts_or_has_dashes_and_quotes_of_a_typewriter(name: str) -> None:
    found = list(texts(load(name)))
    assert found
    assert [path for path, text in found if re.search("[!—–\"']", text)] == []


@pytest.mark.parametrize("name", [name for name in LISTS if name != "values"])
def test_every_sentence_ends_as_one(name: str) -> None:
    found = [
        (p, t) for p, t in texts(load(name))
        if p.rpartition(".")[2].partition("[")[0] in SENTENCES or ".more." in p
    ]  # fmt: skip
    assert found
    assert [path for path, text in found if not text.endswith((".", "?", "!", ".”", "?”"))] == []


def test_the_gloss_of_a_value_is_no_sentence() -> None:
    glosses = [item["help"] for item in load("values")["values"]]
    assert [
        gloss for gloss in glosses if gloss.endswith((".", "!", "?")) or gloss[0].isupper()
    ] == []


def test_the_gloss_of_a_value_is_short_and_does_without_its_own_word() -> None:
    for value in options("values"):
        assert len(value.help) <= 50, value.key
        words = {word for word in value.label.casefold().split() if len(word) > 2}
        assert not words & set(value.help.casefold().split()), value.key


def test_no_two_glosses_say_the_same() -> None:
    words = {value.key: set(re.findall(r"\w+", value.help)) for value in options("values")}
    assert [
        pair for pair in itertools.combinations(words, 2)
        if len(words[pair[0]] & words[pair[1]]) > len(words[pair[0]] | words[pair[1]]) / 3
    ] == []  # fmt: skip


def test_no_gloss_says_what_ought_to_be() -> None:
    # A card that praises itself is kept for the sound of it.
    loaded = {
        "should",
        "must",
        "ought",
        "better",
        "best",
        "true",
        "truly",
        "real",
        "really",
        "only",
    }
    assert not loaded & {word for value in options("values") for word in value.help.split()}


def test_no_two_competencies_share_a_cue_or_the_beginning_of_one() -> None:
    cues = [(item["key"], cue) for item in load("competencies")["competencies"]
            for cue in item["cues"]]  # fmt: skip
    assert len(cues) >= 22 * 15
    assert [cue for _, cue in cues if cue != cue.casefold()] == []
    assert [
        (one, two) for one, two in itertools.permutations(cues, 2)
        if one[1] in two[1] and re.search(rf"\b{re.escape(one[1])}", two[1])
        if one[0] != two[0] or one[1] == two[1]
    ] == []  # fmt: skip


def test_every_facet_says_where_to_look_and_what_to_ask() -> None:
    for facet in load("facets")["facets"]:
        assert facet["ask"].endswith("?"), facet["key"]
        assert facet["look"], facet["key"]


def test_every_mirror_asks_twice_and_says_what_may_follow() -> None:
    for mirror in prompts("mirrors"):
        assert mirror.title[-1] in "?.", mirror.key
        assert "?" in mirror.help, mirror.key
        forecast, follow = mirror.more
        assert forecast[0] == "What they want to find out"
        assert follow[0] == "An experienced interviewer may ask next"
        assert len(follow[1].split(" / ")) >= 3, mirror.key


def test_a_follow_up_is_a_question_and_is_asked_once() -> None:
    asked = [text for mirror in prompts("mirrors") for text in mirror.more[1][1].split(" / ")]
    # What is done and not said stands in brackets.
    assert [text for text in asked if not text.endswith("?") and text[0] != "("] == []
    assert len(set(asked)) == len(asked)


def test_a_motivator_has_two_sides_and_a_sign_of_each() -> None:
    for pair in prompts("motivators"):
        assert len(pair.title.split(", or ")) == 2, pair.key
        gives, drains = re.split(r"(?<=\.) ", pair.help)
        assert drains.startswith("Or "), pair.key
        assert max(len(gives), len(drains)) <= 110, pair.key


def test_each_side_of_a_motivator_has_a_short_name_of_its_own() -> None:
    sides = [(pair, side) for pair in load("motivators")["motivators"] for side in SIDES]
    names = [pair[side] for pair, side in sides]
    assert len(set(names)) == len(names) == 24
    for pair, side in sides:
        # The title says it with the same words; its second half may leave out what is clear.
        half = pair["title"].split(", or ")[SIDES.index(side)].casefold()
        assert len(pair[side]) <= 32, pair["key"]
        assert ", or " not in pair[side], pair["key"]
        assert set(half.split()) - {"one", "that"} <= set(pair[side].casefold().split()), pair[
            "key"
        ]


def test_a_reason_asks_one_thing_and_speaks_for_what_there_is() -> None:
    values, motivators = ({item["key"] for item in load(n)[n]} for n in ("values", "motivators"))
    for reason in load("reasons")["reasons"]:
        assert reason["ask"].count("?") == 1, reason["key"]
        assert not {"you", "your"} & set(reason["ask"].split()), reason["key"]
        assert set(reason["values"]) <= values, reason["key"]
        assert set(reason["motivators"]) <= motivators, reason["key"]
        assert len(set(reason["cues"])) == len(reason["cues"]) >= 15, reason["key"]
        assert all(cue == cue.strip().lower() for cue in reason["cues"]), reason["key"]


def test_every_direction_asks_something_and_says_what_sets_it_apart() -> None:
    for life in prompts("directions"):
        assert len(life.title) <= 45, life.key
        assert life.help.endswith("?"), life.key
        assert [name for name, _ in life.more] == ["What makes it a life of its own"]


def test_options_and_prompts_are_the_lists_in_their_order() -> None:
    assert [o.key for o in options("facets")] == [f["key"] for f in load("facets")["facets"]]
    assert [p.key for p in prompts("areas")] == [a["key"] for a in load("areas")["areas"]]
    assert options("values")[0].help


@pytest.mark.parametrize(
    ("name", "field", "known"),
    [
        ("claim", "facet", {option.key for option in options("facets")}),
        ("claim", "grade", {option.key for option in GRADES}),
        ("claim", "ask", {option.key for option in AUDIENCES}),
        ("question", "audience", {option.key for option in AUDIENCES}),
    ],
)
def test_the_samples_claims_and_questions_use_keys_that_exist(
    name: str, field: str, known: set[str]
) -> None:
    companies = load("sample/companies")["company"]
    used = {item[field] for company in companies for item in company.get(name, []) if field in item}
    assert used
    assert used <= known


def test_the_samples_claims_cover_every_facet_and_every_grade() -> None:
    claims = [
        claim for company in load("sample/companies")["company"] for claim in company["claim"]
    ]
    assert {claim["facet"] for claim in claims} == {option.key for option in options("facets")}
    assert {claim["grade"] for claim in claims} == {option.key for option in GRADES}


def test_the_samples_other_keys_exist() -> None:
    companies = load("sample/companies")["company"]
    keys = {company["key"] for company in companies}
    assert {company["level"] for company in companies} <= {option.key for option in LEVELS}
    assert {item.get("company", "") for item in load("sample/library")["reading"]} <= keys | {""}
    shows = {
        key for story in load("sample/retrospective")["story"] for key in story["competencies"]
    }
    assert shows <= {option.key for option in options("competencies")}


@pytest.mark.parametrize("sitting", SITTINGS)
def test_the_sample_answers_only_what_is_asked_in_the_compass(sitting: str) -> None:
    asked = {
        "mirror": "mirrors", "motivator": "motivators", "priority": "areas",
        "direction": "directions",
    }  # fmt: skip
    compass = load(sitting)
    assert compass["mirror"]
    for kind, name in asked.items():
        assert set(compass.get(kind, ())) <= {prompt.key for prompt in prompts(name)}, kind


def test_the_sample_sorts_each_card_once_and_only_cards_there_are() -> None:
    sorts = [compass for compass in map(load, SITTINGS) if "cards" in compass]
    assert sorts
    own = {key for compass in sorts for key in compass.get("own", ())}
    for compass in sorts:
        cards = [key for pile in compass["cards"].values() for key in pile]
        assert len(set(cards)) == len(cards)
        assert set(cards) <= {option.key for option in options("values")} | own


@pytest.mark.parametrize("sitting", SITTINGS)
def test_the_samples_goals_serve_values_that_were_kept(sitting: str) -> None:
    compass = load(sitting)
    values = {item["value"] for item in compass["value"]}
    assert {key for goal in compass["goal"] for key in goal.get("serves", [])} <= values


def test_the_samples_stories_belong_to_something() -> None:
    past = load("sample/retrospective")
    projects = {item["key"] for item in past["project"]}
    assert {item["project"] for kind in ("energy", "story", "stumble") for item in past[kind]
            if item.get("project")} <= projects  # fmt: skip


def test_every_title_and_help_in_the_forms_is_written_with_care() -> None:
    specs = [spec for chapter in CHAPTERS for section in chapter.sections
             for spec in section.record.specs()]  # fmt: skip
    assert len(specs) > 50
    for spec in specs:
        assert spec.title and spec.title == spec.title.strip(), spec.name
        assert "  " not in spec.title + spec.help, spec.name
        assert not spec.help or spec.help.endswith((".", "?", "!")), spec.name
