"""Dates: a year, a month or a day, and the days each of them covers."""

from __future__ import annotations

import calendar
import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from prepkit.dates import date_span, full_date


@given(st.dates())
def test_a_date_span_covers_its_year_its_month_or_its_day(day: datetime.date) -> None:
    shown = day.isoformat()
    last = calendar.monthrange(day.year, day.month)[1]
    assert date_span(shown) == (day, day)
    assert date_span(shown[:7]) == (day.replace(day=1), day.replace(day=last))
    assert date_span(shown[:4]) == (day.replace(month=1, day=1), day.replace(month=12, day=31))


@pytest.mark.parametrize("value", ["", "2026", "2026-11"])
def test_only_a_day_is_a_full_date(value: str) -> None:
    assert full_date(value) is None
    assert full_date("2026-11-23") == datetime.date(2026, 11, 23)
