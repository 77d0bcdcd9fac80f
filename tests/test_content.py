from __future__ import annotations

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
    if f.name.endswith(".toml") and f.name != "job_ad.toml"  # cue words: see test_job_ad_cues
)
SAMPLES = sorted(
    "sample/" + f.name.removesuffix(".toml")
    for f in (FOLDER / "sample").iterdir()
    if f.name.endswith(".toml")
)
SENTENCES = {"help", "strong", "red_flag", "probe", "look", "ask"}


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
    assert LISTS == ["areas", "competencies", "facets", "mirrors", "values"]
    assert [
        f"sample/{name}" for name in ("companies", "compass", "library", "person", "retrospective")
    ] == SAMPLES


@pytest.mark.parametrize(
    ("name", "least", "most"),
    [
        ("competencies", 22, 22),
        ("values", 52, 80),
        ("facets", 13, 13),
        ("mirrors", 12, 12),
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


@pytest.mark.parametrize("name", LISTS)
def test_every_label_is_there_once(name: str) -> None:
    labels = [item.get("label") or item["title"] for item in load(name)[name]]
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


@pytest.mark.parametrize("name", [name for name in LISTS if name != "values"])
def test_every_sentence_ends_as_one(name: str) -> None:
    found = [
        (p, t) for p, t in texts(load(name)) if p.rpartition(".")[2] in SENTENCES or ".more." in p
    ]
    assert found
    assert [path for path, text in found if not text.endswith((".", "?", "!", ".”", "?”"))] == []


def test_the_gloss_of_a_value_is_no_sentence() -> None:
    glosses = [item["help"] for item in load("values")["values"]]
    assert [
        gloss for gloss in glosses if gloss.endswith((".", "!", "?")) or gloss[0].isupper()
    ] == []


def test_every_facet_says_where_to_look_and_what_to_ask() -> None:
    for facet in load("facets")["facets"]:
        assert facet["ask"].endswith("?"), facet["key"]
        assert facet["look"], facet["key"]


def test_every_mirror_asks_twice_and_says_what_may_follow() -> None:
    for mirror in prompts("mirrors"):
        assert mirror.title[-1] in "?.", mirror.key
        assert "?" in mirror.help, mirror.key
        assert [name for name, _ in mirror.more] == [
            "What they want to find out", "An experienced interviewer may ask next"]  # fmt: skip


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
    companies, compass = load("sample/companies")["company"], load("sample/compass")
    keys = {company["key"] for company in companies}
    assert {company["level"] for company in companies} <= {option.key for option in LEVELS}
    assert {item.get("company", "") for item in load("sample/library")["reading"]} <= keys | {""}
    assert set(compass["mirror"]) <= {prompt.key for prompt in prompts("mirrors")}
    assert set(compass["priority"]) <= {prompt.key for prompt in prompts("areas")}
    shows = {
        key for story in load("sample/retrospective")["story"] for key in story["competencies"]
    }
    assert shows <= {option.key for option in options("competencies")}


def test_the_samples_references_point_to_something() -> None:
    compass, past = load("sample/compass"), load("sample/retrospective")
    values = {item["value"] for item in compass["value"]}
    projects = {item["key"] for item in past["project"]}
    assert {key for goal in compass["goal"] for key in goal.get("serves", [])} <= values
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
