"""How people are told on the screen: phones, ages, states."""

from datetime import date

from desktop import clock
from desktop.importing.fields import Kind
from desktop.importing.matching import Verdict
from desktop.operations.children import ChildRow
from desktop.operations.staff import EmployeeRow
from desktop.russian.dates import numeric
from desktop.russian.plural import count
from desktop.ui._fields import show_phone
from desktop.ui.chips import Chip

SEXES = (("m", "мужской"), ("f", "женский"))
YEARS = ("год", "года", "лет")


def phones_words(phones: tuple[str, ...] | list[str]) -> str:
    """Kept phones as people read them."""
    return ", ".join(map(show_phone, phones))


def day_words(day: date | None) -> str:
    """«20.11.2026» or "" ."""
    return numeric(day) if day else ""


def years_since(day: date, today: date) -> int:
    """Whole years gone by."""
    return today.year - day.year - ((today.month, today.day) < (day.month, day.day))


def with_years(day: date | None) -> str:
    """«12.03.2021, 5 лет»."""
    if day is None:
        return ""
    years = years_since(day, clock.today())
    return f"{numeric(day)}, {count(years, *YEARS)}" if years >= 0 else numeric(day)


def child_chip(row: ChildRow) -> Chip:
    """Where the child stands."""
    if row.departed_on is not None:
        return Chip(f"выбыл(а) {numeric(row.departed_on)}", "muted", "log-out")
    if row.group_id is None:
        return Chip("без группы", "warn")
    return Chip(row.group, "ok", "users")


def employee_chip(row: EmployeeRow) -> Chip:
    """Whether the employee works here."""
    if row.dismissed_on is not None:
        return Chip(f"уволен(а) {numeric(row.dismissed_on)}", "muted", "log-out")
    return Chip("работает", "ok")


VERDICT_CHIPS = {
    Verdict.NEW: Chip("новый", "ok", "user-plus"),
    Verdict.CHANGED: Chip("изменится", "info", "pencil"),
    Verdict.SAME: Chip("без изменений", "muted", "check"),
    Verdict.CLOSE: Chip("похож: решите", "warn"),
    Verdict.REJECTED: Chip("не загрузится", "stop"),
}
SKIPPED_CHIP = Chip("пропустим", "muted", "ban")
KNOWN_CHIP = Chip("это он(а)", "info", "user-check")
# What is being loaded, in the forms after a number.
LOADED_WORDS = {
    Kind.PEOPLE: ("ребёнка", "детей", "детей"),
    Kind.STAFF: ("работника", "работников", "работников"),
    Kind.CONSENTS: ("согласие", "согласия", "согласий"),
}
