"""What people, staff and consents have in common: one row seen by the meaning of its columns."""

import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import dataclass

from desktop.importing.fields import Field
from desktop.importing.header import Mapping, SheetMapping, is_heading_row, text_of
from desktop.importing.name_parts import NameParts, is_patronymic, split_full_name, tidy
from desktop.importing.workbook import Cell, Row, Sheet, Workbook
from desktop.russian.dates import parse_date

ERROR, WARNING, INFO = "error", "warning", "info"


@dataclass(frozen=True)
class Problem:
    """A remark on a row. `level`: error (the row is not imported), warning (look at it), info.

    `column` is the index of the cell meant, None for the whole row; `text` is Russian.
    """

    level: str
    column: int | None
    text: str


@dataclass(frozen=True)
class SkippedRow:
    """A row that is not a record, with the reason in Russian; `row_number` as in the sheet."""

    row_number: int
    sheet: str
    reason: str


@dataclass(frozen=True)
class RowView:
    """A row with the meaning of its columns; `number` is the row's number in the sheet."""

    number: int
    cells: Row
    mapping: SheetMapping
    where: dict[Field, tuple[int, ...]]

    def filled(self, field: Field) -> list[tuple[int, Cell, str]]:
        """(index, cell, text) of the non-empty cells of a meaning."""
        if field not in self.where:
            return []
        cells = ((i, self.cells[i]) for i in self.where[field])
        return [(i, cell, text) for i, cell in cells if (text := text_of(cell))]

    def text(self, field: Field, joint: str = " ") -> str:
        """All texts of a meaning joined."""
        return joint.join(text for _, _, text in self.filled(field))

    def index(self, field: Field) -> int | None:
        """Where a meaning stands, for the remarks."""
        filled = self.filled(field)
        return filled[0][0] if filled else next(iter(self.where.get(field, ())), None)

    def date(self, field: Field, what: str, problems: list[Problem]) -> dt.date | None:
        """The date of a meaning; an unreadable one is a warning and None."""
        for index, cell, text in self.filled(field):
            day = parse_date(cell)
            if day is None:
                problems.append(
                    Problem(WARNING, index, f"{what} «{text[:40]}» не понята: впишите её вручную")
                )
            return day
        return None


def views(sheet: Sheet, mapping: SheetMapping) -> Iterator[RowView | SkippedRow]:
    """The rows under the headings; blank ones are left out, repeated headings come as skipped."""
    where = {field: mapping.index_of(field) for field in {c.field for c in mapping.columns}}
    for at in range(mapping.first_row, len(sheet.rows)):
        row = sheet.rows[at]
        filled = [cell for cell in row if text_of(cell)]
        if not filled:
            continue
        if mapping.has_headings and is_heading_row(row, mapping.columns):
            yield SkippedRow(at + 1, sheet.name, "повтор заголовка")
        elif len(filled) >= 3 and all(
            isinstance(cell, int | str) and str(cell).strip().rstrip(".") == str(number)
            for number, cell in enumerate(filled, 1)
        ):
            yield SkippedRow(at + 1, sheet.name, "строка с номерами столбцов")
        else:
            yield RowView(at + 1, row, mapping, where)


def chosen_sheets(
    workbook: Workbook, mapping: Mapping, skipped: list[SkippedRow]
) -> Iterator[tuple[Sheet, SheetMapping]]:
    """The sheets to be read with their mapping; the others go to `skipped` with the reason."""
    by_name = {sheet.sheet: sheet for sheet in mapping.sheets}
    for sheet in workbook.sheets:
        how = by_name.get(sheet.name)
        if how is None or how.skipped:
            reason = how.skipped if how else "лист не выбран"
            skipped.append(SkippedRow(0, sheet.name, reason))
        else:
            yield sheet, how


def chosen_rows(
    workbook: Workbook, mapping: Mapping, skipped: list[SkippedRow]
) -> Iterator[tuple[Sheet, RowView]]:
    """Every row of those sheets that may be a record; headings and the like go to `skipped`."""
    for sheet, how in chosen_sheets(workbook, mapping, skipped):
        for view in views(sheet, how):
            if isinstance(view, SkippedRow):
                skipped.append(view)
            else:
                yield sheet, view


_PARENTHESES = re.compile(r"\(([^()]*)\)")
_NUMBERING = re.compile(r"^\s*\d{1,3}\s*[.)]\s*")
_DATE_INSIDE = re.compile(r"\b\d{1,2}[./]\d{1,2}[./]\d{2,4}(?:\s*г\.?(?:\s*р\.?)?)?")


def read_name(view: RowView) -> tuple[NameParts, list[Problem], list[str]]:
    """The name of a row from one or three columns → (parts, remarks, words that are no name).

    What stands in brackets or after a dash with spaces is handed back, not kept in the name.
    """
    problems: list[Problem] = []
    asides: list[str] = []
    last, first, middle = (_plain(view.text(f), asides) for f in (Field.LAST, Field.FIRST,
                                                                 Field.MIDDLE))  # fmt: skip
    whole = _plain(view.text(Field.FULL_NAME), asides)
    if whole and not (last or first):
        parts, doubt = split_full_name(whole)
        column = view.index(Field.FULL_NAME)
    elif last and not first and not middle and len(last.split()) > 1:
        parts, doubt = split_full_name(last)
        column = view.index(Field.LAST)
    else:
        parts, doubt, column = NameParts(tidy(last), tidy(first), tidy(middle)), "", None
        words = parts.first.split()
        # «Имя» often holds «Иван Петрович» although «Отчество» has a column of its own.
        if not parts.middle and len(words) == 2 and is_patronymic(words[1]):
            parts = NameParts(parts.last, words[0], words[1])
    if doubt:
        problems.append(Problem(WARNING, column, doubt))
    strange = re.findall(r"[^\w\s.'’`-]|\d|[A-Za-z]", str(parts))
    if strange:
        problems.append(
            Problem(WARNING, column, f"в имени «{parts}» есть посторонние знаки: проверьте его")
        )
    return parts, problems, asides


def _plain(text: str, asides: list[str]) -> str:
    """A name cell without numbering, brackets, dates and remarks after a dash."""
    if not text:
        return ""
    text = _NUMBERING.sub("", text)
    for pattern in (_PARENTHESES, _DATE_INSIDE):
        asides += [m[1] if pattern is _PARENTHESES else m[0] for m in pattern.finditer(text)]
        text = pattern.sub(" ", text)
    head, dash, tail = re.sub(r"\s[–—-]\s+(?=[а-яё])|[;]", "\x00", text).partition("\x00")
    if dash:
        asides.append(tail)
    return head.replace(",", " ").strip(" \n.:–—-")
