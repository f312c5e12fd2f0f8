"""Numbers of the journals: the next one of the year, sub-numbers, uniqueness, order by date."""

import re
from datetime import date
from typing import Any

from peewee import fn

from desktop.documents._document import DocumentType
from desktop.errors import UserError
from desktop.models import Paper
from desktop.operations import consents
from desktop.russian.dates import numeric
from desktop.russian.folding import fold

LONGEST = 30
_LEADING = re.compile(r"\d+")


def next_free(kind: DocumentType[Any], day: date) -> str:
    """The number the journal of that year gives next: «12-ОД», «12/2026» for consents."""
    if kind.series == "consents":
        return consents.next_number(day)
    last = (
        Paper.select(fn.MAX(Paper.ordinal))
        .where(Paper.series == kind.series, Paper.year == day.year)
        .scalar()
    )
    taken = {fold(number) for number in _numbers(kind.series, day.year)}
    ordinal = (last or 0) + 1
    while fold(kind.number_template.format(n=ordinal)) in taken:
        ordinal += 1
    return kind.number_template.format(n=ordinal)


def taken(kind: DocumentType[Any], day: date, wanted: str) -> tuple[int, str]:
    """(ordinal, number) for a paper of that day; an empty `wanted` takes the next free number.

    A sub-number («12/1-ОД», put in later between two papers) has the ordinal of its whole number,
    so that it uses up none. Raises UserError for a number without a figure or already taken.
    """
    number = " ".join(wanted.split()) or next_free(kind, day)
    leading = _LEADING.search(number)
    if leading is None or len(number) > LONGEST:
        raise UserError(
            f"Номер «{number[:LONGEST]}» не подходит: нужны цифры, не больше {LONGEST} знаков, "
            f"например {next_free(kind, day)}."
        )
    for other in _numbers(kind.series, day.year):
        if fold(other) == fold(number):
            twin = Paper.get(
                Paper.series == kind.series, Paper.year == day.year, Paper.number == other
            )
            raise UserError(
                f"Номер {other} в журнале {day.year} года уже занят: «{twin.title}» "
                f"от {numeric(twin.date)}. Возьмите {next_free(kind, day)}."
            )
    return int(leading.group()[:9]), number


def out_of_order(kind: DocumentType[Any], day: date, wanted: str) -> str:
    """A warning when the next number would stand after a later date; "" when all is in order.

    A journal runs by dates: an inspector asks why number 12 is older than number 11.
    """
    if kind.series != "orders" or wanted.strip():
        return ""
    later = (
        Paper.select(Paper.number, Paper.date)
        .where(Paper.series == kind.series, Paper.year == day.year, Paper.date > day)
        .order_by(Paper.date.desc(), Paper.ordinal.desc())
        .first()
    )
    if later is None:
        return ""
    return (
        f"в журнале уже есть № {later.number} от {numeric(later.date)}, а дата этого документа "
        f"раньше: исправьте дату или впишите номер с дробью, например "
        f"{_with_fraction(kind, day)}"
    )


def _with_fraction(kind: DocumentType[Any], day: date) -> str:
    """«12/1-ОД» after the last number not later than that day."""
    before = (
        Paper.select(fn.MAX(Paper.ordinal))
        .where(Paper.series == kind.series, Paper.year == day.year, Paper.date <= day)
        .scalar()
    )
    present = {fold(number) for number in _numbers(kind.series, day.year)}
    part = 1
    while fold(kind.number_template.format(n=f"{before or 0}/{part}")) in present:
        part += 1
    return kind.number_template.format(n=f"{before or 0}/{part}")


def _numbers(series: str, year: int) -> list[str]:
    rows = Paper.select(Paper.number).where(Paper.series == series, Paper.year == year)
    return [row.number for row in rows]
