"""The production calendar against the decrees, and against an independent calendar."""

from datetime import date, timedelta
from pathlib import Path

import holidays
import pytest

from desktop.errors import UserError
from desktop.reference import calendar
from desktop.reference.calendar import Calendar, DayKind, YearMissing

SHIPPED = range(2019, 2028)

# Working days of the five-day week, as printed in the production calendars of these years.
WORKING_DAYS = {
    2019: 247,
    2020: 248,
    2021: 247,
    2022: 247,
    2023: 247,
    2024: 248,
    2025: 247,
    2026: 247,
    2027: 247,
}


def days_of(year: int) -> list[date]:
    first = date(year, 1, 1)
    return [first + timedelta(days=n) for n in range((date(year + 1, 1, 1) - first).days)]


def test_years_shipped() -> None:
    assert calendar.years() == tuple(SHIPPED)


@pytest.mark.parametrize("year", SHIPPED)
def test_every_day_agrees_with_an_independent_calendar(year: int) -> None:
    other = holidays.Russia(years=year)
    differing = [d for d in days_of(year) if calendar.is_working(d) != other.is_working_day(d)]
    assert differing == []


@pytest.mark.parametrize("year", SHIPPED)
def test_working_days_in_a_year(year: int) -> None:
    assert sum(calendar.is_working(day) for day in days_of(year)) == WORKING_DAYS[year]


@pytest.mark.parametrize("year", SHIPPED)
def test_short_days_stand_before_a_holiday(year: int) -> None:
    # Article 95: the day before a holiday of article 112 (not before an ordinary day off).
    holiday_days = {(2, 23), (3, 8), (5, 1), (5, 9), (6, 12), (11, 4)}
    for day in calendar.DEFAULT.year(year).short:
        assert calendar.is_working(day)
        eve = day + timedelta(days=1)
        while (eve.month, eve.day) not in holiday_days and (eve.month, eve.day) != (1, 1):
            # only days off may stand between: 20.02.2021 is short for 23.02.2021
            assert not calendar.is_working(eve), (day, eve)
            eve += timedelta(days=1)


@pytest.mark.parametrize("year", SHIPPED)
def test_a_transfer_leads_from_a_day_off_or_a_working_weekend(year: int) -> None:
    data = calendar.DEFAULT.year(year)
    sources = list(data.transfers.values())
    assert len(set(sources)) == len(sources)
    assert all(source.weekday() >= 5 for source in sources)
    assert data.working <= set(sources)


@pytest.mark.parametrize(
    ("day", "kind"),
    [
        (date(2026, 12, 31), DayKind.OFF),
        (date(2026, 1, 9), DayKind.OFF),
        (date(2026, 11, 3), DayKind.SHORT),
        (date(2027, 2, 20), DayKind.SHORT),
        (date(2027, 2, 22), DayKind.OFF),
        (date(2027, 11, 5), DayKind.OFF),
        (date(2027, 11, 13), DayKind.OFF),
        (date(2024, 4, 27), DayKind.WORKING),
        (date(2024, 12, 28), DayKind.WORKING),
        (date(2025, 11, 1), DayKind.SHORT),
        (date(2022, 3, 5), DayKind.SHORT),
        (date(2019, 12, 31), DayKind.SHORT),
        (date(2026, 11, 20), DayKind.WORKING),
        (date(2026, 11, 21), DayKind.OFF),
    ],
)
def test_single_days(day: date, kind: DayKind) -> None:
    assert calendar.kind(day) is kind


def test_words_of_the_kinds() -> None:
    assert [kind.word for kind in DayKind] == ["рабочий", "сокращённый", "выходной"]


@pytest.mark.parametrize("year", [2018, 2028])
def test_a_year_without_data_is_said_and_not_guessed(year: int) -> None:
    with pytest.raises(YearMissing) as caught:
        calendar.kind(date(year, 6, 15))
    assert caught.value.year == year
    assert f"на {year} год" in str(caught.value)
    assert "Календарь" in str(caught.value)


def test_a_deadline_reaching_into_a_missing_year_is_not_guessed() -> None:
    with pytest.raises(YearMissing):
        calendar.add_working_days(date(2027, 12, 30), 3)


@pytest.mark.parametrize(
    ("day", "n", "expected"),
    [
        (date(2026, 11, 20), 3, date(2026, 11, 25)),
        (date(2026, 11, 20), 0, date(2026, 11, 20)),
        (date(2026, 12, 30), 1, date(2027, 1, 11)),
        (date(2026, 12, 25), 10, date(2027, 1, 19)),
        (date(2027, 2, 19), 1, date(2027, 2, 20)),  # a working Saturday
        (date(2027, 2, 19), 2, date(2027, 2, 24)),
        (date(2026, 11, 23), -1, date(2026, 11, 20)),
        (date(2026, 11, 22), -1, date(2026, 11, 20)),
    ],
)
def test_adding_working_days(day: date, n: int, expected: date) -> None:
    assert calendar.add_working_days(day, n) == expected


def test_next_working_day_is_strictly_later() -> None:
    assert calendar.next_working_day(date(2026, 11, 19)) == date(2026, 11, 20)
    assert calendar.next_working_day(date(2026, 11, 20)) == date(2026, 11, 23)
    assert calendar.DEFAULT.working_day_from(date(2026, 11, 20)) == date(2026, 11, 20)
    assert calendar.DEFAULT.working_day_from(date(2026, 11, 21)) == date(2026, 11, 23)


def test_declared_days_are_told_apart_and_do_not_stop_a_term() -> None:
    day = date(2020, 4, 15)
    assert calendar.kind(day) is DayKind.WORKING
    assert "02.04.2020 № 239" in str(calendar.DEFAULT.declared_nonworking(day))
    assert calendar.DEFAULT.declared_nonworking(date(2021, 11, 2)) is not None
    assert calendar.DEFAULT.declared_nonworking(date(2021, 11, 8)) is None
    # Weekdays declared non-working that were neither days off nor holidays anyway: 29 in 2020 and
    # 7 in 2021, so 219 and 240 days were really worked.
    really = {
        year: sum(
            calendar.is_working(day) and not calendar.DEFAULT.declared_nonworking(day)
            for day in days_of(year)
        )
        for year in (2020, 2021)
    }
    assert really == {2020: 219, 2021: 240}


def test_transferred_from() -> None:
    assert calendar.DEFAULT.transferred_from(date(2027, 2, 22)) == date(2027, 2, 20)
    assert calendar.DEFAULT.transferred_from(date(2027, 2, 24)) is None


def test_days_of_the_office_win() -> None:
    own = Calendar({date(2026, 11, 20): DayKind.OFF, date(2026, 11, 21): DayKind.WORKING})
    assert not own.is_working(date(2026, 11, 20))
    assert own.next_working_day(date(2026, 11, 19)) == date(2026, 11, 21)
    assert calendar.is_working(date(2026, 11, 20))
    same = calendar.with_office_days(off=[date(2026, 11, 20)], working=[date(2026, 11, 21)])
    assert same == own


def test_a_single_day_of_the_office_needs_no_year() -> None:
    own = Calendar({date(2030, 6, 3): DayKind.WORKING})
    assert own.is_working(date(2030, 6, 3))
    with pytest.raises(YearMissing):
        own.kind(date(2030, 6, 4))


NEW_YEAR = """
year = 2028
basis = "Постановление, внесённое вручную"
checked_on = 2027-10-01
off = [2028-01-03, 2028-01-04, 2028-02-23]
working = [2028-02-26]
short = [2028-02-22]

[[transfer]]
from = 2028-01-01
to = 2028-01-04
"""


def test_a_year_entered_from_a_file(tmp_path: Path) -> None:
    path = tmp_path / "календарь на 2028.toml"
    path.write_text(NEW_YEAR, encoding="utf-8")
    own = Calendar(added=(calendar.read_year(path),))
    assert own.years() == (*SHIPPED, 2028)
    assert own.kind(date(2028, 2, 22)) is DayKind.SHORT
    assert own.kind(date(2028, 2, 26)) is DayKind.WORKING
    assert own.add_working_days(date(2027, 12, 30), 1) == date(2028, 1, 5)


@pytest.mark.parametrize(
    ("old", "new", "line", "words"),
    [
        ("2028-01-03, ", "2027-01-04, ", 5, "не относится к 2028 году"),
        ("2028-01-03, ", "2028-01-01, ", 5, "и так суббота"),
        ("[2028-02-26]", "[2028-02-25]", 6, "и так будний день"),
        ("[2028-02-22]", "[2028-02-23]", 7, "не рабочий день"),
        ("[2028-02-22]", "[2028-02-27]", 7, "не рабочий день"),
        ("[2028-02-22]", '["22 февраля"]', 7, "нужна дата"),
        ("[2028-02-22]", "2028-02-22", 7, "нужен список дат"),
        ("[2028-02-22]", "[2028-02-22, 2028-02-22]", 7, "повторяющаяся дата"),
        ("to = 2028-01-04", "to = 2028-01-05", 11, "не названо выходным"),
        ("to = 2028-01-04", "til = 2028-01-04", 9, "поле «to»: поле обязательно"),
        ("year = 2028", "year = true", 2, "целое число"),
        ('basis = "Постановление, внесённое вручную"', 'basis = " "', 3, "не должен быть пустым"),
        ("checked_on = 2027-10-01", "checked_on = 2027-10-01\nholydays = []", 5, "такого поля"),
        ("[[transfer]]", "[[declared]]\nbasis = 'Указ'", 9, "конец раньше начала"),
    ],
)
def test_a_bad_year_names_line_and_field(
    tmp_path: Path, old: str, new: str, line: int, words: str
) -> None:
    assert old in NEW_YEAR
    text = NEW_YEAR.replace(old, new)
    if "declared" in new:
        text = text.replace("to = 2028-01-04", "to = 2027-12-31")
        line = 12
    path = tmp_path / "2028.toml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(UserError) as caught:
        calendar.read_year(path)
    assert f"Файл «2028.toml», строка {line}, поле «" in str(caught.value)
    assert words in str(caught.value)


def test_a_year_without_transfers(tmp_path: Path) -> None:
    path = tmp_path / "2029.toml"
    path.write_text('year = 2029\nbasis = "Проект"\nchecked_on = 2028-10-01\n', encoding="utf-8")
    year = calendar.read_year(path)
    assert year.kind(date(2029, 1, 8)) is DayKind.WORKING
    assert year.kind(date(2029, 1, 6)) is DayKind.OFF


def test_a_shipped_file_holds_the_year_it_is_named_after(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "0 прочти.md").write_text("не календарь", encoding="utf-8")
    (tmp_path / "2030.toml").write_text(NEW_YEAR, encoding="utf-8")
    monkeypatch.setattr(calendar, "FOLDER", tmp_path)
    with pytest.raises(RuntimeError, match=r"2030\.toml holds the calendar of 2028"):
        calendar.shipped_years.__wrapped__()
