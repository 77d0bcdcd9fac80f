"""CVs in the JSON Resume format, whole and broken."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from prepkit.errors import UnreadableFileError
from prepkit.fields import LONGEST_TEXT
from prepkit.retrospective.records import Project
from prepkit.retrospective.resume import MOST_ENTRIES, Cv, read_cv, resume_of

WHOLE: dict[str, Any] = {
    "$schema": "https://example.org/schema.json",
    "basics": {"name": "Ada Moss"},
    "work": [
        {
            "name": "Tidewater", "location": "Hull", "position": "Analyst",
            "description": "Water, mostly", "startDate": "2014-09-01", "endDate": "2016-02",
            "summary": "Leak maps in R and HTML.", "highlights": ["Nineteen mornings", "One list"],
        },
        {"company": "Kelp & Sons", "startDate": "2010", "endDate": ""},
    ],
    "volunteer": [{"organization": "Lifeboat", "position": "Crew", "startDate": "2012-01-01"}],
    "education": [
        {"institution": "Leeds", "area": "Statistics", "studyType": "MSc", "courses": ["Trials"],
         "endDate": "2013"},
    ],
    "projects": [
        {"name": "Sensor club", "entity": "A school", "keywords": ["soldering", "patience"],
         "roles": ["Lead", "Tea"], "description": "Saturdays.", "startDate": "2024"},
    ],
    "skills": [{"name": "Web", "keywords": ["HTML", "R", "CSS"]}],
    "awards": [{"title": "A cup"}],
}  # fmt: skip


def cv(**parts: Any) -> Cv:
    return read_cv(json.dumps(parts))


def only(part: str, **entry: Any) -> dict[str, Any]:
    (found,) = cv(**{part: [entry]}).entries
    return dict(found.values)


def test_entries_come_newest_first_with_the_undated_at_the_end() -> None:
    assert [entry.values["title"] for entry in cv(**WHOLE).entries] == [
        "Sensor club", "Analyst", "Crew", "Kelp & Sons", "MSc, Statistics",
    ]  # fmt: skip


def test_a_job_says_what_where_when_and_with_which_skills() -> None:
    found = next(entry for entry in cv(**WHOLE).entries if entry.values["title"] == "Analyst")
    assert found.part == "work"
    assert found.values == {
        "title": "Analyst", "form": "role", "organisation": "Tidewater, Hull",
        "started": "2014-09-01", "ended": "2016-02", "skills": ["HTML"],
        "what": "Water, mostly\nLeak maps in R and HTML.\n- Nineteen mornings\n- One list",
    }  # fmt: skip


def test_studies_projects_and_voluntary_work_are_told_apart() -> None:
    found = {entry.part: entry.values for entry in cv(**WHOLE).entries}
    assert {part: values["form"] for part, values in found.items()} == {
        "projects": "project", "work": "role", "volunteer": "other", "education": "study",
    }  # fmt: skip
    assert found["education"]["what"] == "- Trials"
    assert found["projects"]["what"] == "Lead, Tea\nSaturdays."
    assert found["projects"]["skills"] == ["soldering", "patience"]


def test_every_entry_of_a_whole_cv_is_a_role_or_project_that_can_be_saved() -> None:
    for entry in cv(**WHOLE).entries:
        assert Project.checked(entry.values).heading == entry.values["title"]


@pytest.mark.parametrize(
    ("given", "read"),
    [
        ("2014", "2014"), ("2014-09", "2014-09"), ("2014-9", "2014-09"), ("2014/9/1", "2014-09-01"),
        ("2014-09-01T12:00:00Z", "2014-09-01"), (2014, "2014"), (None, ""), ("", ""),
    ],
)  # fmt: skip
def test_dates_are_read_to_the_day_the_month_or_the_year(given: Any, read: str) -> None:
    assert only("work", name="x", startDate=given).get("started", "") == read
    assert cv(work=[{"name": "x", "startDate": given}]).notes == ()


@pytest.mark.parametrize("given", ["heute", "2014-13", "0000", "Sept 2014", [2014], True])
def test_what_is_no_date_is_left_open_and_named(given: Any) -> None:
    found = cv(work=[{"name": "x", "startDate": "2012", "endDate": given}])
    assert "ended" not in found.entries[0].values
    assert found.notes[0].startswith("No dates, left open: “")
    assert found.notes[0].endswith("(x).")


def test_an_end_that_is_now_is_an_open_end() -> None:
    assert cv(work=[{"name": "x", "endDate": "Present"}]).notes == ()


def test_parts_that_make_no_sense_are_skipped_and_named() -> None:
    found = cv(work=[{"name": "x"}, 7, {"summary": "no name"}], projects="none", awards=[1], own=2)
    assert [entry.values["title"] for entry in found.entries] == ["x"]
    assert found.notes == (
        "Not understood: work 2, work 3, projects.",
        "Not brought in, as they are no roles or projects: awards, own.",
    )


def test_skills_that_found_no_role_or_project_are_named() -> None:
    job = {"name": "x", "summary": "Leak maps in html."}
    project = {"name": "y", "keywords": ["Soldering"]}
    found = cv(work=[job], projects=[project], skills=[
        {"name": "HTML", "keywords": ["R", "CSS", "soldering"]}, "Boats", {"level": "Master"},
    ])  # fmt: skip
    assert found.notes == ("Skills that found no role or project, left out: R, CSS, Boats.",)
    assert cv(work=[job], skills=[{"name": "HTML"}]).notes == ()
    many = cv(work=[job], skills=[{"keywords": [f"k{n}" for n in range(400)]}]).notes
    assert many[0].endswith("k10, k11 and 388 more.")


def test_wrong_types_inside_an_entry_do_no_harm() -> None:
    values = only("work", name="x", position=["a"], summary={"a": 1}, highlights="one", location={})
    assert values == {"title": "x", "form": "role", "what": "- one"}


def test_half_a_character_and_signs_nobody_sees_are_left_out() -> None:
    assert only("work", name="a\ud800b\u202e\n c")["title"] == "ab c"


def test_only_the_newest_of_very_many_entries_are_taken() -> None:
    many = cv(work=[{"name": f"n{year}", "startDate": str(year)} for year in range(1000, 1500)])
    assert len(many.entries) == MOST_ENTRIES
    assert many.entries[0].values["title"] == "n1499"
    assert many.notes == ("Only the newest 200 of 500 entries.",)


def test_an_entry_keeps_its_key_when_its_text_or_end_changes() -> None:
    job = {"name": "Tidewater", "position": "Analyst", "startDate": "2014"}
    (before,) = cv(work=[job]).entries
    (after,) = cv(work=[job | {"endDate": "2016", "summary": "More."}]).entries
    assert before.key == after.key
    (other,) = cv(work=[job | {"startDate": "2015"}]).entries
    assert other.key != before.key


def test_an_entry_that_stands_there_twice_is_one_and_two_alike_are_two() -> None:
    job = {"name": "Tidewater", "position": "Analyst"}
    assert len(cv(work=[job, job]).entries) == 1
    found = cv(work=[job, job | {"summary": "Again."}, job]).entries
    assert len({entry.key for entry in found}) == len(found) == 2


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("", "the file is empty: 'cv.json': choose the file that"),
        (" \n\t", "the file is empty: 'cv.json': choose the file that"),
        ("Ada Moss\nAnalyst", "plain text, not JSON Resume: 'cv.json': choose the file that"),
        ("3", "plain text, not JSON Resume: 'cv.json'"),
        ("\n<html>", "a web page or XML, not JSON Resume: 'cv.json'"),
        ('{\n"work": [}', "damaged or cut short: 'cv.json' makes no sense at line 2: export it"),
        ("[]", "JSON, but no CV in it: 'cv.json': choose the file that"),
        ('{"hello": 1}', "JSON, but no CV in it: 'cv.json': choose the file that"),
        ("{}", "JSON, but no CV in it: 'cv.json': choose the file that"),
        ("[" * 100_000, "no JSON Resume: 'cv.json'"),
        ('{"basics": {}, "work": []}', "no roles or projects with a name: 'cv.json': add some"),
        ('{"work": [{"summary": "x"}]}', "no roles or projects with a name: 'cv.json': add some"),
    ],
)
def test_what_is_no_cv_is_refused_in_one_line_that_says_what_to_do(text: str, says: str) -> None:
    with pytest.raises(UnreadableFileError) as raised:
        read_cv(text)
    assert str(raised.value).startswith(says)
    assert "\n" not in str(raised.value)
    assert str(raised.value).count(": ") >= 2
    assert "Expecting" not in str(raised.value)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le"])
def test_a_cv_is_read_in_any_of_the_usual_encodings(encoding: str) -> None:
    text = json.dumps({"work": [{"name": "Müller 漢字"}]}, ensure_ascii=False)
    values, _ = resume_of(text.encode(encoding), "cv.json")
    assert values["content"] == text


@pytest.mark.parametrize(
    ("data", "what"),
    [
        (b"%PDF-1.7", "a PDF"), (b"PK\x03\x04", "a Word document or packed"),
        (b"\x89PNG\r\n", "a picture"), (b"\xff\xd8\xff\xe0", "a picture"),
    ],
)  # fmt: skip
def test_other_kinds_of_files_are_called_by_their_name(data: bytes, what: str) -> None:
    with pytest.raises(UnreadableFileError, match=f"^{what}, not JSON Resume: 'my cv'"):
        resume_of(data, "my cv")


def test_a_cv_that_is_too_long_is_refused_with_its_length() -> None:
    text = json.dumps({"work": [{"name": "x", "summary": "y" * LONGEST_TEXT}]})
    with pytest.raises(UnreadableFileError, match="200,040 characters: 200,000 are taken"):
        resume_of(text.encode(), "cv.json")


def test_the_same_content_has_the_same_id_whatever_the_file_is_called() -> None:
    data = json.dumps(WHOLE).encode()
    assert resume_of(data, "a.json")[1] == resume_of(data, "b.json")[1]
    assert resume_of(data, "a.json")[1] != resume_of(data + b" ", "a.json")[1]


ANY = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=8),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.sampled_from([*WHOLE["work"][0], "institution", "name"]), inner)
    ),
    max_leaves=12,
)


@given(st.dictionaries(st.sampled_from([*WHOLE, "other"]), ANY | st.lists(ANY, max_size=3)))
def test_any_object_is_either_read_into_what_can_be_saved_or_refused(parts: dict[str, Any]) -> None:
    try:
        found = read_cv(json.dumps(parts))
    except UnreadableFileError:
        return
    assert found.entries
    for entry in found.entries:
        assert Project.checked(entry.values).filled("title")
