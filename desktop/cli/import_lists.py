"""poryadok import: load a list of children, employees or consents from a spreadsheet.

With --json one object is printed:

    {"file", "kind", "dry_run",
     "counts": {"new", "same", "changed", "close", "rejected"},        the dry run
     "done": {"created", "changed", "departed", "same", "skipped", "rejected"},   null if dry_run
     "groups": [titles of new groups], "summary",
     "rows": [{"row", "sheet", "name", "verdict", "done", "reasons": […], "notes": […],
               "differences": [{"field", "known", "written"}],
               "candidates": [{"id", "name", "about", "reason"}]}],
     "columns": [{"sheet", "column", "heading", "meaning"}],
     "passed": [{"row", "sheet", "reason"}],                            rows that hold no record
     "absent": [on record in these groups, but not in the list],
     "notes": [remarks on the file]}

Exit codes: 0 everything is loaded (or would be), 3 some rows are not: skipped or rejected,
1 the file cannot be loaded at all; nothing is changed then.
"""

import argparse
import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from desktop.cli._command import MEND, OK, Command, opened
from desktop.errors import UserError
from desktop.importing.consents import read_consents
from desktop.importing.delimited import ENCODINGS
from desktop.importing.fields import TITLES, Kind
from desktop.importing.header import Mapping as Columns
from desktop.importing.header import describe, find_mapping
from desktop.importing.matching import Verdict
from desktop.importing.people import read_people
from desktop.importing.read import read_table
from desktop.importing.staff import read_staff
from desktop.importing.workbook import Workbook, column_letter
from desktop.operations import bulk_consents, bulk_staff, class_lists
from desktop.operations._bulk import (
    VERDICT_TITLES,
    Decision,
    ImportLine,
    ImportPlan,
    ImportResult,
)
from desktop.operations._operation import Session


@dataclass(frozen=True)
class _List:
    """A read file: what the columns mean and the plan of what it would change."""

    book: Workbook
    columns: Columns
    plan: ImportPlan


def configure(parser: argparse.ArgumentParser) -> None:
    """Arguments of the command."""
    parser.add_argument("kind", choices=[kind.value for kind in Kind], metavar="ЧТО",
                        help="people – дети, staff – работники, consents – согласия")  # fmt: skip
    parser.add_argument("file", metavar="ФАЙЛ", help="таблица .xlsx, .xls, .ods или .csv")
    parser.add_argument("--group", default="", metavar="НАЗВАНИЕ",
                        help="группа строк, в которых она не указана")  # fmt: skip
    parser.add_argument("--year", type=int, metavar="ГОД", help="учебный год групп: год начала")
    parser.add_argument("--encoding", choices=list(ENCODINGS), metavar="КОДИРОВКА",
                        help=f"кодировка .csv: {', '.join(ENCODINGS)}")  # fmt: skip
    parser.add_argument("--close", choices=("new", "skip"), default="skip",
                        help="похожих на записанных: завести новыми или пропустить")  # fmt: skip
    parser.add_argument("--dry-run", action="store_true", help="показать, ничего не меняя")
    parser.add_argument("--json", action="store_true", help="вывод в JSON")


def run(arguments: argparse.Namespace) -> int:
    """Read, plan, load unless it is a dry run, and tell."""
    kind = Kind(arguments.kind)
    if kind is not Kind.PEOPLE and (arguments.group or arguments.year):
        raise UserError("--group и --year годятся только для списка детей: уберите их.")
    with opened(arguments) as session:
        book = read_table(Path(arguments.file), encoding=arguments.encoding)
        columns = find_mapping(book, kind)
        if columns.missing:
            raise UserError(" ".join(describe(columns)))
        listed = _List(book, columns, _plan(session, book, columns, arguments))
        result = None
        if not arguments.dry_run:
            close = {
                line.ident: _decision(arguments.close)
                for line in listed.plan.lines
                if line.verdict is Verdict.CLOSE
            }
            result = _APPLY[kind](session, listed.plan, close)
    if arguments.json:
        print(json.dumps(_data(arguments, listed, result), ensure_ascii=False, indent=1))
    else:
        _tell(listed, result)
    return OK if _is_complete(listed.plan, result, arguments.close) else MEND


_APPLY: dict[Kind, Callable[[Session, ImportPlan, Mapping[int, Decision]], ImportResult]] = {
    Kind.PEOPLE: class_lists.apply,
    Kind.STAFF: bulk_staff.apply,
    Kind.CONSENTS: bulk_consents.apply,
}


def _decision(word: str) -> Decision:
    return "new" if word == "new" else "skip"


def _plan(
    session: Session, book: Workbook, columns: Columns, arguments: argparse.Namespace
) -> ImportPlan:
    if columns.kind is Kind.STAFF:
        return bulk_staff.dry_run(session, read_staff(book, columns))
    if columns.kind is Kind.CONSENTS:
        return bulk_consents.dry_run(session, read_consents(book, columns))
    people = read_people(book, columns)
    return class_lists.dry_run(session, people, arguments.group, arguments.year)


def _is_complete(plan: ImportPlan, result: ImportResult | None, close: str) -> bool:
    if result is not None:
        return result.is_complete
    undecided = plan.count(Verdict.CLOSE) if close == "skip" else 0
    return not undecided and not plan.count(Verdict.REJECTED)


def _data(
    arguments: argparse.Namespace, listed: _List, result: ImportResult | None
) -> dict[str, Any]:
    plan = listed.plan
    words = ("created", "changed", "departed", "same", "skipped", "rejected")
    return {
        "file": Path(arguments.file).name,
        "kind": plan.kind.value,
        "dry_run": result is None,
        "counts": plan.counts,
        "done": {word: result.count(word) for word in words} if result else None,
        "groups": list(plan.groups_made if result is None else result.groups_made),
        "summary": plan.summary if result is None else result.summary,
        "rows": [_row(line, result) for line in plan.lines],
        "columns": [
            {
                "sheet": sheet.sheet,
                "column": column_letter(column.index),
                "heading": column.heading,
                "meaning": TITLES[column.field],
            }
            for sheet in listed.columns.sheets
            if not sheet.skipped
            for column in sheet.columns
        ],
        "passed": [
            {"row": row.row_number, "sheet": row.sheet, "reason": row.reason} for row in plan.passed
        ],
        "absent": list(plan.absent),
        "notes": _notes(listed),
    }


def _row(line: ImportLine, result: ImportResult | None) -> dict[str, Any]:
    return {
        "row": line.row_number,
        "sheet": line.sheet,
        "name": line.title,
        "verdict": line.verdict.value,
        "done": result.done[line.ident] if result else None,
        "reasons": list(line.reasons),
        "notes": list(line.notes),
        "differences": [
            {"field": d.title, "known": d.known, "written": d.written} for d in line.differences
        ],
        "candidates": [
            {"id": c.id, "name": c.title, "about": c.about, "reason": c.reason}
            for c in line.candidates
        ],
    }


def _notes(listed: _List) -> list[str]:
    notes = [*listed.book.notes, *describe(listed.columns)]
    if not listed.book.encoding_sure:
        told = ENCODINGS.get(listed.book.encoding or "", "")
        notes.append(
            f"Кодировка определена предположительно: {told}. Если буквы не те, задайте --encoding."
        )
    return notes


def _tell(listed: _List, result: ImportResult | None) -> None:
    plan = listed.plan
    for note in _notes(listed):
        print(note)
    for line in plan.lines:
        word = result.done[line.ident] if result else ""
        is_told = line.verdict in (Verdict.CLOSE, Verdict.REJECTED, Verdict.CHANGED)
        if not is_told and not line.notes and word != "skipped":
            continue
        print(f"– {line.place}, {line.title}: {VERDICT_TITLES[line.verdict]}")
        for text in (*line.reasons, *line.notes):
            print(f"  {text}")
        for d in line.differences:
            print(f"  {d.title}: {d.known or '–'} → {d.written}")
    for row in plan.passed:
        where = f"лист «{row.sheet}», строка {row.row_number}" if row.row_number else row.sheet
        print(f"– {where}: не запись – {row.reason}")
    if plan.absent:
        print("Записаны в этих группах, но в списке их нет: " + "; ".join(plan.absent) + ".")
    if result is None:
        print(f"{plan.summary} Ничего не изменено: это проверка.")
        return
    print(result.summary)
    if result.groups_made:
        print(f"Новые группы: {', '.join(result.groups_made)}.")
    undecided = [line for line in result.skipped if line.verdict is Verdict.CLOSE]
    if undecided:
        print(
            "Похожие пропущены: решите по каждой строке в окне программы или повторите с "
            "--close new, если все они новые."
        )


COMMAND = Command("import", "загрузить список детей, работников или согласий", configure, run)
