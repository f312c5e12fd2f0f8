"""Production calendar of the five-day week: which days are working, short or off.

The days are decreed year by year and cannot be computed (Labour Code, articles 95, 111 and 112);
they lie in resources/calendar/YYYY.toml with the decree and the date of checking. A year without a
file raises `YearMissing`: a guessed deadline is worse than none.

The non-working days the President declared in 2020 and 2021 are neither days off nor holidays of
the Labour Code, and terms of the law ran through them (Review of the Supreme Court no. 1 of
21.04.2020, question 5), so `kind` answers as the decree on transfers says; `declared_nonworking`
tells such days apart.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import StrEnum
from functools import cache
from pathlib import Path

from desktop.errors import UserError
from desktop.paths import RESOURCES
from desktop.reference import _file

FOLDER = RESOURCES / "calendar"

_SATURDAY = 5


class DayKind(StrEnum):
    """What a day is for the office."""

    WORKING = "working"
    SHORT = "short"  # a working day shorter by an hour: article 95 of the Labour Code
    OFF = "off"

    @property
    def word(self) -> str:
        """The Russian word shown to people."""
        return {"working": "рабочий", "short": "сокращённый", "off": "выходной"}[self.value]


class YearMissing(UserError):
    """The production calendar of a year has not been entered."""

    def __init__(self, year: int) -> None:
        super().__init__(
            f"Нет производственного календаря на {year} год: "
            "внесите его в разделе «Настройки → Календарь»."
        )
        self.year = year


@dataclass(frozen=True)
class DeclaredDays:
    """Days the President declared non-working with pay kept (2020, 2021)."""

    first: date
    last: date
    basis: str


@dataclass(frozen=True)
class Year:
    """The production calendar of one year."""

    year: int
    off: frozenset[date]  # days off from Monday to Friday
    working: frozenset[date]  # Saturdays and Sundays made working
    short: frozenset[date]
    transfers: Mapping[date, date]  # the day off moved to → the day it was moved from
    declared: tuple[DeclaredDays, ...]
    basis: str
    checked_on: date
    note: str = ""

    def kind(self, day: date) -> DayKind:
        """The kind of a day of this year."""
        if day in self.short:
            return DayKind.SHORT
        if day in self.off or (day.weekday() >= _SATURDAY and day not in self.working):
            return DayKind.OFF
        return DayKind.WORKING


def read_year(path: Path) -> Year:
    """The calendar of one year from a TOML file shaped like those in resources/calendar.

    Raises UserError naming file, line and field when the file is bad: a day of another year, an
    «off» day that is a weekend anyway, a short day that is not working, a transfer to a working
    day.
    """
    return _year(_file.read(path))


def _year(table: _file.Table) -> Year:
    year = table.integer("year")
    found = {key: frozenset(table.days(key)) for key in ("off", "working", "short")}
    for key, days in found.items():
        if strange := sorted(day for day in days if day.year != year):
            raise table.complaint(key, f"дата {strange[0]:%d.%m.%Y} не относится к {year} году")
    weekend = {key: [d for d in days if d.weekday() >= _SATURDAY] for key, days in found.items()}
    if weekend["off"]:
        raise table.complaint(
            "off", f"{min(weekend['off']):%d.%m.%Y} и так суббота или воскресенье"
        )
    if weekdays := found["working"].difference(weekend["working"]):
        raise table.complaint("working", f"{min(weekdays):%d.%m.%Y} и так будний день")
    off, working, short = found["off"], found["working"], found["short"]
    if clash := [d for d in short if d in off or (d in weekend["short"] and d not in working)]:
        raise table.complaint("short", f"{min(clash):%d.%m.%Y} не рабочий день")
    transfers: dict[date, date] = {}
    for item in table.tables("transfer"):
        source, target = item.day("from"), item.day("to")
        item.finish()
        if target not in off:
            raise item.complaint("to", f"{target:%d.%m.%Y} не названо выходным в списке off")
        transfers[target] = source
    declared = tuple(_declared(item) for item in table.tables("declared"))
    result = Year(
        year=year,
        off=off,
        working=working,
        short=short,
        transfers=transfers,
        declared=declared,
        basis=table.text("basis"),
        checked_on=table.day("checked_on"),
        note=table.optional_text("note"),
    )
    table.finish()
    return result


def _declared(table: _file.Table) -> DeclaredDays:
    days = DeclaredDays(table.day("from"), table.day("to"), table.text("basis"))
    table.finish()
    if days.last < days.first:
        raise table.complaint("to", "конец раньше начала")
    return days


@cache
def shipped_years() -> Mapping[int, Year]:
    """The calendars shipped with the program, by year."""
    found: dict[int, Year] = {}
    for path in sorted(FOLDER.iterdir()):
        if not re.fullmatch(r"\d{4}\.toml", path.name):
            continue
        year = read_year(path)
        if path.stem != str(year.year):
            raise RuntimeError(f"{path.name} holds the calendar of {year.year}")
        found[year.year] = year
    return found


@dataclass(frozen=True)
class Calendar:
    """The production calendar with what the office changed or added.

    `extra`: single days of the office (a local day off, a working Saturday of a six-day school);
    they win over the decree. `added`: whole years entered by hand or from a file; they win over
    the shipped year of the same number.
    """

    extra: Mapping[date, DayKind] = field(default_factory=dict)
    added: tuple[Year, ...] = ()

    def years(self) -> tuple[int, ...]:
        """Years with data, in order."""
        return tuple(sorted({*shipped_years(), *(year.year for year in self.added)}))

    def year(self, number: int) -> Year:
        """The data of a year. Raises YearMissing."""
        for year in self.added:
            if year.year == number:
                return year
        try:
            return shipped_years()[number]
        except KeyError:
            raise YearMissing(number) from None

    def kind(self, day: date) -> DayKind:
        """What the day is. Raises YearMissing for a year without data."""
        if day in self.extra:
            return self.extra[day]
        return self.year(day.year).kind(day)

    def is_working(self, day: date) -> bool:
        """Whether the day is working, short days included. Raises YearMissing."""
        return self.kind(day) is not DayKind.OFF

    def next_working_day(self, day: date) -> date:
        """The first working day strictly after `day`. Raises YearMissing."""
        return self.working_day_from(day + timedelta(days=1))

    def working_day_from(self, day: date) -> date:
        """`day` itself if it works, else the nearest working day after it (Civil Code, art. 193).

        Raises YearMissing.
        """
        while not self.is_working(day):
            day += timedelta(days=1)
        return day

    def add_working_days(self, day: date, n: int) -> date:
        """The n-th working day counted from the day after `day` (Civil Code, article 191).

        A negative `n` counts back, 0 gives `day` itself. Raises YearMissing when the count reaches
        a year without data.
        """
        step = timedelta(days=1 if n > 0 else -1)
        left = abs(n)
        while left:
            day += step
            if self.is_working(day):
                left -= 1
        return day

    def transferred_from(self, day: date) -> date | None:
        """The day off that the decree moved to `day`, if any. Raises YearMissing."""
        return self.year(day.year).transfers.get(day)

    def declared_nonworking(self, day: date) -> str | None:
        """The decree of the President that declared `day` non-working (2020, 2021), or None.

        `kind` pays no heed to it; see the head of this module. Raises YearMissing.
        """
        for days in self.year(day.year).declared:
            if days.first <= day <= days.last:
                return days.basis
        return None


DEFAULT = Calendar()


def years() -> tuple[int, ...]:
    """Years with data in the shipped calendar."""
    return DEFAULT.years()


def kind(day: date) -> DayKind:
    """What the day is by the shipped calendar. Raises YearMissing for a year without data."""
    return DEFAULT.kind(day)


def is_working(day: date) -> bool:
    """Whether the day is working by the shipped calendar. Raises YearMissing."""
    return DEFAULT.is_working(day)


def add_working_days(day: date, n: int) -> date:
    """The n-th working day after `day` by the shipped calendar. Raises YearMissing."""
    return DEFAULT.add_working_days(day, n)


def next_working_day(day: date) -> date:
    """The first working day strictly after `day` by the shipped calendar. Raises YearMissing."""
    return DEFAULT.next_working_day(day)


def with_office_days(off: Iterable[date] = (), working: Iterable[date] = ()) -> Calendar:
    """The shipped calendar with days the office took off or made working; a day in both is off."""
    extra = dict.fromkeys(working, DayKind.WORKING)
    return Calendar({**extra, **dict.fromkeys(off, DayKind.OFF)})
