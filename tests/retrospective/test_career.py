"""Roles and projects in time."""

from __future__ import annotations

import datetime

import pytest

from prepkit.retrospective.career import in_time, span, stretch, what_came_next, when, years
from prepkit.retrospective.records import Project

DAY = datetime.date(2026, 11, 23)


def project(started: str = "", ended: str = "", title: str = "x") -> Project:
    return Project(title=title, started=started, ended=ended)


@pytest.mark.parametrize(
    ("started", "ended", "first", "last", "words"),
    [
        ("2019", "2020", "2019-01-01", "2020-12-31", "2019 to 2020"),
        ("2019-05", "2020-02", "2019-05-01", "2020-02-29", "2019-05 to 2020-02"),
        ("2019-05", "", "2019-05-01", "2026-11-23", "2019-05 to now"),
        ("2019-05-06", "2019-06", "2019-05-06", "2019-06-30", "6 May 2019 to 2019-06"),
        ("2027", "", "2027-01-01", "2027-12-31", "from 2027"),
        ("2026-12-03", "", "2026-12-03", "2026-12-03", "from 3 December 2026"),
        ("2026", "", "2026-01-01", "2026-12-31", "2026 to now"),
        ("2027", "2028", "2027-01-01", "2028-12-31", "2027 to 2028"),
        ("2020", "2019", "2020-01-01", "2020-12-31", "2020 to 2019"),
    ],
)
def test_a_span_covers_what_its_dates_name_and_goes_on_until_today(
    started: str, ended: str, first: str, last: str, words: str
) -> None:
    lasted = span(project(started, ended), DAY)
    assert lasted and tuple(day.isoformat() for day in lasted) == (first, last)
    assert when(project(started, ended), DAY) == words


def test_without_a_start_there_is_no_span_and_no_stretch() -> None:
    assert span(project("", "2020"), DAY) is None
    assert stretch(project("", "2020"), DAY) is None
    assert when(project("", "2020")) == "until 2020"
    assert when(project("", "2020-12-03")) == "until 3 December 2020"
    assert when(project()) == ""


@pytest.mark.parametrize(
    ("started", "ended", "goes_on"),
    [("2020", "", True), ("2020", "2021", False), ("2027", "", False)],
)
def test_only_what_has_begun_and_not_ended_goes_on(
    started: str, ended: str, goes_on: bool
) -> None:  # fmt: skip
    found = stretch(project(started, ended), DAY)
    assert found and found.goes_on is goes_on
    assert found.when.endswith("to now") is goes_on


def test_a_project_is_in_every_year_it_touches() -> None:
    asked = range(1987, 2027)
    assert list(years(project("2019-12", "2021-01"), DAY, asked)) == [2019, 2020, 2021]
    assert list(years(project("2025-12"), DAY, asked)) == [2025, 2026]
    assert list(years(project("", "2021"), DAY, asked)) == []


def test_of_the_years_of_a_project_only_those_asked_are_gone_through() -> None:
    asked = range(2018, 2021)
    assert years(project("0001", "9999"), DAY, asked) == asked
    assert list(years(project("0001", "2018"), DAY, asked)) == [2018]
    assert list(years(project("2020", "9999"), DAY, asked)) == [2020]
    assert not years(project("2030"), DAY, asked) and not years(project("0001", "2017"), DAY, asked)


def test_those_without_a_start_come_last() -> None:
    listed = [project("", title="c"), project("2020-05", title="b"), project("2019", title="a")]
    assert [item.title for item in in_time(listed)] == ["a", "b", "c"]


@pytest.mark.parametrize(
    ("others", "next"),
    [
        (["2014-03"], ["2014-03"]),
        (["2014"], ["2014"]),
        (["2014-02"], []),
        (["2015-03", "2014-05"], ["2014-05"]),
        (["2014-05", "2014-05"], ["2014-05", "2014-05"]),
        (["2015-04-02"], []),
        ([""], []),
    ],
)
def test_what_came_next_is_what_began_first_within_a_year(
    others: list[str], next: list[str]
) -> None:
    left = project("2012-09", "2014-03")
    listed = [left, *(project(started) for started in others)]
    assert [item.started for item in what_came_next(left, listed)] == next


def test_nothing_came_next_after_what_goes_on() -> None:
    left = project("2012", "")
    assert what_came_next(left, [left, project("2014")]) == []
