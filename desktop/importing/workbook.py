"""What is read from a file before anyone knows what it means: sheets of cells."""

import datetime as dt
import json
import math
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from desktop.importing.limits import (
    MAX_CELL_CHARACTERS,
    MAX_COLUMNS,
    MAX_ROWS,
    MAX_TEXT_CHARACTERS,
    too_heavy,
    too_long_cell,
    too_many_columns,
    too_many_rows,
)

Cell = str | int | float | bool | dt.date | dt.datetime | None
Row = tuple[Cell, ...]

_LINE_BREAKS = re.compile(r"(?:_x000[dD]_)?\r\n?|_x000[dD]_\n?|[\u2028\u2029\x0b\x0c]")
_INVISIBLE = re.compile("[\x00-\x08\x0e-\x1f\x7f\u00ad\u200b-\u200f\u202a-\u202e\u2060\ufeff]")


@dataclass(frozen=True)
class Sheet:
    """One sheet. `rows[0]` is row 1 of the sheet, `row[0]` is column A; all rows equally long."""

    name: str
    rows: tuple[Row, ...]


@dataclass(frozen=True)
class Workbook:
    """A whole file or pasted text.

    `kind` is xlsx, xls, ods, csv or pasted. For csv `encoding` and `separator` tell how the text
    was taken; `encoding_sure` is False when the person should look whether the letters are right.
    `notes` are Russian sentences on what was left out (hidden sheets).
    """

    sheets: tuple[Sheet, ...]
    kind: str
    encoding: str | None = None
    separator: str | None = None
    encoding_sure: bool = True
    notes: tuple[str, ...] = ()


def column_letter(index: int) -> str:
    """0 → «A», 26 → «AA»: the name a spreadsheet shows over the column."""
    letters = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def clean_cell(value: object) -> Cell:
    """A value of any reader → Cell: blank is None, 5.0 is 5, midnight is a date, odd is text."""
    if isinstance(value, str):
        text = _INVISIBLE.sub("", _LINE_BREAKS.sub("\n", value))
        return text if text.strip() else None
    if value is None or isinstance(value, bool | int):
        return value
    if isinstance(value, float):
        if not math.isfinite(value):
            return None
        return int(value) if value.is_integer() and abs(value) < 1e15 else value
    if isinstance(value, dt.datetime):
        return value.date() if value.time() == dt.time() else value
    if isinstance(value, dt.date):
        return value
    return str(value)


def make_sheet(name: str, rows: Iterable[Sequence[object]]) -> Sheet:
    """Clean cells, cut empty rows and columns at the right and bottom.

    Raises ImportRejected when what remains is over the limits of trust.md 4.12.
    """
    kept: list[list[Cell]] = []
    height = width = characters = 0
    for number, raw in enumerate(rows, start=1):
        row = [clean_cell(value) for value in raw]
        while row and row[-1] is None:
            row.pop()
        if not row:
            # Trailing blanks are dropped below; a file of a million blanks must not fill memory.
            if number <= MAX_ROWS:
                kept.append(row)
            continue
        if number > MAX_ROWS:
            raise too_many_rows(f"лист «{name}»")
        if len(row) > MAX_COLUMNS:
            raise too_many_columns(f"лист «{name}», строка {number}")
        for index, cell in enumerate(row):
            if isinstance(cell, str):
                characters += len(cell)
                if len(cell) > MAX_CELL_CHARACTERS:
                    raise too_long_cell(f"лист «{name}», ячейка {column_letter(index)}{number}")
        if characters > MAX_TEXT_CHARACTERS:
            raise too_heavy()
        kept.append(row)
        height, width = number, max(width, len(row))
    blank: list[Cell] = [None] * width
    return Sheet(name, tuple(tuple((row + blank)[:width]) for row in kept[:height]))


def to_json(workbook: Workbook) -> bytes:
    """The workbook for the pipe between the reading process and the program (never pickle)."""
    return json.dumps(
        {
            "kind": workbook.kind,
            "encoding": workbook.encoding,
            "separator": workbook.separator,
            "encoding_sure": workbook.encoding_sure,
            "notes": workbook.notes,
            "sheets": [{"name": s.name, "rows": s.rows} for s in workbook.sheets],
        },
        default=_dump_date,
        ensure_ascii=False,
        separators=(",", ":"),
    ).encode("utf-8", "replace")


def from_json(answer: dict[str, Any]) -> Workbook:
    """The inverse of `to_json` (after json.loads). KeyError, TypeError, ValueError: not ours."""
    return Workbook(
        sheets=tuple(
            Sheet(
                str(s["name"]),
                tuple(
                    tuple(_load_date(c) if isinstance(c, dict) else c for c in row)
                    for row in s["rows"]
                ),
            )
            for s in answer["sheets"]
        ),
        kind=answer["kind"],
        encoding=answer["encoding"],
        separator=answer["separator"],
        encoding_sure=answer["encoding_sure"],
        notes=tuple(answer["notes"]),
    )


def _dump_date(value: object) -> dict[str, str]:
    if isinstance(value, dt.datetime):
        return {"t": value.isoformat()}
    if isinstance(value, dt.date):
        return {"d": value.isoformat()}
    raise TypeError(type(value).__name__)


def _load_date(value: dict[str, str]) -> Cell:
    if "d" in value:
        return dt.date.fromisoformat(value["d"])
    return dt.datetime.fromisoformat(value["t"])
