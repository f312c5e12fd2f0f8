"""Dates in words and figures, and the dates people and spreadsheets write."""

from datetime import date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop import clock
from desktop.russian import dates
from desktop.russian.dates import parse_date

DAY = date(2021, 3, 12)


@pytest.fixture(autouse=True)
def _autumn_2026(monkeypatch):
    monkeypatch.setattr(clock, "today", lambda: date(2026, 11, 20))


def test_ways_to_write():
    assert dates.in_words(date(2026, 11, 20)) == "20 ноября 2026 г."
    assert dates.in_words(date(2026, 5, 1), glued=True) == "1\u00a0мая\u00a02026\u00a0г."
    assert dates.numeric(date(2026, 3, 5)) == "05.03.2026"
    assert dates.quoted(date(2026, 3, 5)) == "«05» марта 2026 г."
    assert dates.on_weekday(date(2026, 11, 24)) == "во вторник"
    assert dates.on_weekday(date(2026, 11, 25)) == "в среду"
    assert dates.WEEKDAYS[date(2026, 11, 20).weekday()] == "пятница"
    assert dates.WEEKDAYS_SHORT[6] == "вс"


@pytest.mark.parametrize(
    "written",
    [
        "12.03.2021", "12.03.2021г.", "12.03.2021 г.р.", "12.3.21", "12/03/21", "12-03-2021",
        "2021-03-12", "2021-03-12 00:00:00", "2021-03-12T00:00:00+03:00", "2021/3/12",
        "12 марта 2021", "«12» марта 2021 года", '"12" марта 2021 г. рождения', "12-мар-21",
        "12 МАРТА 2021", "12 мaрта 2021", "12-го марта 2021", "12032021", "20210312",
        "12 . 03 . 2021", "12\u00a0марта\u00a02021\u00a0г.", "12.03.2021 0:00", "44267", "44267.0",
        44267, 44267.5, DAY, datetime(2021, 3, 12, 8, 30),
    ],
)  # fmt: skip
def test_one_day_in_many_guises(written):
    assert parse_date(written) == DAY


@pytest.mark.parametrize(
    "written",
    [
        None, "", "—", "31.02.2021", "12.13.2021", "12 ма 2021", "12 брюмера 2021",
        "март 2021", "2021", 2021, 7, True,
        float("nan"), float("inf"), "12.03", "12.03.1021", "8 916 123-45-67", "5-7 лет", "99999",
    ],
)  # fmt: skip
def test_what_is_not_a_date(written):
    assert parse_date(written) is None


def test_two_figures_of_a_year():
    assert parse_date("01.09.85") == date(1985, 9, 1)
    assert parse_date("31.08.35") == date(2035, 8, 31)
    assert parse_date("31.08.37") == date(1937, 8, 31)


@given(st.dates(date(1900, 1, 1), date(2100, 12, 31)))
def test_what_is_written_is_read_back(day):
    assert parse_date(dates.numeric(day)) == day
    assert parse_date(dates.in_words(day)) == day
    assert parse_date(dates.quoted(day, glued=True)) == day
    assert parse_date(day.isoformat()) == day


@given(st.text(max_size=30) | st.floats() | st.integers())
def test_nothing_makes_it_crash(anything):
    result = parse_date(anything)
    assert result is None or result.year in range(1900, 2101)


def test_school_year_turns_on_the_first_of_september():
    assert dates.school_year(date(2026, 8, 31)) == 2025
    assert dates.school_year(date(2026, 9, 1)) == 2026
    assert dates.school_year_title(2026) == "2026/2027"
