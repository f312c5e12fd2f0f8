"""Staff lists: mapped rows → employees with remarks."""

import datetime as dt
import re
from dataclasses import dataclass, replace

from desktop import clock
from desktop.importing.contacts import parse_guardians, split_phones
from desktop.importing.fields import Field
from desktop.importing.header import Mapping
from desktop.importing.letters import folded
from desktop.importing.name_parts import NameParts
from desktop.importing.rows import (
    ERROR,
    INFO,
    WARNING,
    Problem,
    RowView,
    SkippedRow,
    chosen_rows,
    read_name,
)
from desktop.importing.workbook import Workbook
from desktop.russian.dates import parse_date
from desktop.russian.folding import name_key
from desktop.russian.names import guess_sex

_YEARS = re.compile(
    r"(\d{1,2})\s*(?:лет|год[а]?|г\.?|л\.?)?(?:\s*\d{1,2}\s*мес\w*\.?)?", re.IGNORECASE
)
_YEAR_ONLY = re.compile(r"(?:с\s+)?((?:19|20)\d\d)\s*(?:г\.?|года?)?", re.IGNORECASE)
_LEFT = re.compile(r"увол|выбы[лтв]|не работает")
_NOT_PEOPLE = re.compile(r"^(?:итог|всего|количеств|составил|подпис|список|приложени|штат)")


@dataclass(frozen=True)
class StaffRow:
    """One employee. `experience_since`: the first day of pedagogical work, as far as it is told."""

    row_number: int
    sheet: str
    name: NameParts
    post: str = ""
    sex: str = ""
    phones: tuple[str, ...] = ()
    email: str = ""
    birth_date: dt.date | None = None
    hired_on: dt.date | None = None
    experience_since: dt.date | None = None
    departed: bool = False
    problems: tuple[Problem, ...] = ()

    @property
    def importable(self) -> bool:
        """Whether nothing forbids taking this row."""
        return all(problem.level != ERROR for problem in self.problems)

    @property
    def key(self) -> str:
        """The folded name by which one employee is found again."""
        return name_key(self.name.last, self.name.first, self.name.middle)


@dataclass(frozen=True)
class Staff:
    """All employees of a workbook in order, and the rows that are none, each with its reason."""

    rows: tuple[StaffRow, ...]
    skipped: tuple[SkippedRow, ...]


def read_staff(workbook: Workbook, mapping: Mapping) -> Staff:
    """Workbook + mapping (Kind.STAFF) → employees. What is wrong stands in `problems`."""
    rows: list[StaffRow] = []
    skipped: list[SkippedRow] = []
    for sheet, view in chosen_rows(workbook, mapping, skipped):
        row = _employee(view, sheet.name)
        whole = folded(view.text(Field.FULL_NAME) or view.text(Field.LAST))
        if not str(row.name) or _NOT_PEOPLE.match(whole):
            skipped.append(SkippedRow(view.number, sheet.name, "нет имени работника"))
        else:
            rows.append(row)
    return Staff(tuple(_mark_repeats(rows)), tuple(skipped))


def _employee(view: RowView, sheet: str) -> StaffRow:
    name, problems, asides = read_name(view)
    if not (name.last and name.first):
        what = "имени" if name.last else "фамилии"
        problems.append(Problem(ERROR, view.index(Field.FULL_NAME), f"нет {what} работника"))
    post = " ".join(view.text(Field.POST).split())
    if not post:
        problems.append(Problem(WARNING, view.index(Field.POST), "нет должности"))
    phone_text = view.text(Field.PHONES, "\n")
    phones, bad = split_phones(phone_text)
    problems += [
        Problem(WARNING, view.index(Field.PHONES), f"«{piece.strip()}» не похоже на телефон")
        for piece in bad
    ]
    contacts, _ = parse_guardians(f"{view.text(Field.EMAIL)}\n{phone_text}")
    left = bool(view.text(Field.DEPARTED_ON)) or any(
        _LEFT.search(folded(text)) for text in (view.text(Field.STATUS), *asides)
    )
    if left:
        problems.append(Problem(INFO, None, "в списке отмечено: уволен(а)"))
    return StaffRow(
        row_number=view.number,
        sheet=sheet,
        name=name,
        post=post,
        sex=guess_sex(name.last, name.first, name.middle),
        phones=tuple(phones),
        email=next((person.email for person in contacts if person.email), ""),
        birth_date=view.date(Field.BIRTH_DATE, "дата рождения", problems),
        hired_on=view.date(Field.HIRED_ON, "дата приёма", problems),
        experience_since=_experience(view, problems),
        departed=left,
        problems=tuple(problems),
    )


def _experience(view: RowView, problems: list[Problem]) -> dt.date | None:
    """A date, a year («с 2015») or a length («11 лет»), which is counted back from today."""
    for index, cell, text in view.filled(Field.EXPERIENCE_SINCE):
        plain = " ".join(text.split())
        if (year := _YEAR_ONLY.fullmatch(plain)) is not None:
            return dt.date(int(year[1]), 9, 1)
        if (day := parse_date(cell)) is not None:
            return day
        if (years := _YEARS.fullmatch(plain)) is not None:
            today = clock.today()
            problems.append(
                Problem(INFO, index, f"стаж «{plain}» пересчитан в дату начала от сегодняшнего дня")
            )
            return dt.date(today.year - int(years[1]), today.month, min(today.day, 28))
        problems.append(Problem(WARNING, index, f"стаж «{plain[:40]}» не понят: впишите дату"))
    return None


def _mark_repeats(rows: list[StaffRow]) -> list[StaffRow]:
    """One person in two posts is written in two rows: the later one is shown, not doubled."""
    first: dict[str, StaffRow] = {}
    marked = []
    for row in rows:
        other = first.setdefault(row.key, row)
        if other is row:
            marked.append(row)
            continue
        text = f"повтор: этот работник уже есть в строке {other.row_number}"
        if folded(other.post) != folded(row.post):
            text += f" с должностью «{other.post}»"
        marked.append(replace(row, problems=(*row.problems, Problem(ERROR, None, text))))
    return marked
