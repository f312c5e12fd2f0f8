"""Looks into .xlsx and .ods archives before a reader trusts them (trust.md 4.12, bombs and XXE)."""

import io
import re
import zipfile
import zlib
from collections.abc import Iterator
from xml.parsers import expat

from desktop.importing.limits import (
    MAX_COLUMNS,
    MAX_RATIO,
    MAX_ROWS,
    MAX_UNPACKED_BYTES,
    MAX_ZIP_ENTRIES,
    RATIO_FLOOR_BYTES,
    ImportRejected,
    damaged,
    locked,
    too_heavy,
    too_long_cell,
    too_many_columns,
    too_many_rows,
)

# What zipfile is known to raise on damaged archives.
_ZIP_FAILURES = (
    zipfile.BadZipFile,
    zlib.error,
    NotImplementedError,
    RuntimeError,
    EOFError,
    OSError,
    ValueError,
    OverflowError,
    IndexError,
    KeyError,
)
_EXCEL_CELL_CHARACTERS = 32_767
_REFERENCE = re.compile(r"([A-Za-z]{1,7})([0-9]{1,9})")
_ODS_VALUES = ("value", "date-value", "time-value", "boolean-value", "string-value")


def inspect(data: bytes) -> str:
    """«xlsx» or «ods» for a harmless archive. Raises ImportRejected for anything else."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return _inspect(archive)
    except _ZIP_FAILURES as error:
        raise damaged() from error


def _inspect(archive: zipfile.ZipFile) -> str:
    entries = archive.infolist()
    if len(entries) > MAX_ZIP_ENTRIES:
        raise too_heavy()
    if any(entry.flag_bits & 0x1 for entry in entries):
        raise locked()
    unpacked = sum(entry.file_size for entry in entries)
    packed = sum(entry.compress_size for entry in entries)
    if unpacked > MAX_UNPACKED_BYTES:
        raise too_heavy()
    if unpacked > RATIO_FLOOR_BYTES and unpacked > MAX_RATIO * max(packed, 1):
        raise too_heavy()
    kind = _kind(archive, [entry.filename.replace("\\", "/").lower() for entry in entries])
    for entry in entries:
        chunks = _chunks(archive, entry)
        if entry.filename.lower().endswith((".xml", ".rels")):
            _scan(chunks)
        else:
            # Reading to the end lets zipfile compare size and checksum with what was promised.
            for _ in chunks:
                pass
    return kind


def _kind(archive: zipfile.ZipFile, names: list[str]) -> str:
    if "xl/workbook.bin" in names:
        raise ImportRejected(
            "Двоичные книги .xlsb не читаются: откройте файл в Excel, сохраните его "
            "как «Книга Excel (.xlsx)» и повторите импорт."
        )
    if any(name.startswith("xl/") for name in names):
        return "xlsx"
    if any(name.startswith("word/") for name in names):
        raise ImportRejected(
            "Это документ Word: скопируйте таблицу из него и вставьте на экране импорта "
            "или сохраните её в Excel."
        )
    if "content.xml" in names:
        if "meta-inf/manifest.xml" in names:
            with archive.open("META-INF/manifest.xml") as manifest:
                if b"encryption-data" in manifest.read(RATIO_FLOOR_BYTES):
                    raise locked()
        with archive.open("mimetype") as mimetype:
            if b"spreadsheet" in mimetype.read(200):
                return "ods"
        raise ImportRejected(
            "Это документ, а не таблица: скопируйте таблицу из него и вставьте на экране импорта."
        )
    raise ImportRejected(
        "Это архив, а не таблица: распакуйте его и выберите сам файл .xlsx, .xls, .ods или .csv."
    )


def _chunks(archive: zipfile.ZipFile, entry: zipfile.ZipInfo) -> Iterator[bytes]:
    with archive.open(entry) as stream:
        while chunk := stream.read(1 << 18):
            yield chunk


def _scan(chunks: Iterator[bytes]) -> None:
    scan = _Scan()
    broken = False
    for chunk in chunks:
        if not broken:
            try:
                scan.parser.Parse(chunk, False)
            except expat.ExpatError:
                broken = True
    if not broken:
        try:
            scan.parser.Parse(b"", True)
        except expat.ExpatError:
            broken = True
    # A bad thumbnail or comment part does not matter; a bad sheet does.
    if broken and scan.matters:
        raise damaged()


class _Scan:
    """Runs through one XML part: refuses a DOCTYPE and values outside the allowed rectangle."""

    def __init__(self) -> None:
        self.matters = False
        self.parser = expat.ParserCreate()
        self.parser.buffer_text = True
        self.parser.StartDoctypeDeclHandler = self._doctype
        self.parser.StartElementHandler = self._root
        self._row = self._column = 0
        self._row_repeat = self._column_repeat = 1
        self._cells = 0
        self._cell_open = self._text_open = False
        self._string_length = 0

    def _doctype(self, *_: object) -> None:
        raise ImportRejected(
            "В файле есть посторонние вставки, которых не бывает в таблицах: сохраните таблицу "
            "заново в формате .xlsx и повторите импорт."
        )

    def _root(self, name: str, _attributes: dict[str, str]) -> None:
        local = name.rpartition(":")[2]
        self.parser.StartElementHandler = None
        self.matters = local in {"worksheet", "sst", "document-content", "workbook"}
        if local == "worksheet":
            self.parser.StartElementHandler = self._xlsx_start
            self.parser.EndElementHandler = self._xlsx_end
            self.parser.CharacterDataHandler = self._xlsx_text
        elif local == "sst":
            self.parser.StartElementHandler = self._string_start
            self.parser.CharacterDataHandler = self._string_text
        elif local == "document-content":
            self.parser.StartElementHandler = self._ods_start

    def _count(self, cells: int) -> None:
        self._cells += cells
        if self._cells > MAX_ROWS * MAX_COLUMNS:
            raise too_heavy()

    def _xlsx_start(self, name: str, attributes: dict[str, str]) -> None:
        local = name.rpartition(":")[2]
        if local == "c":
            self._column += 1
            if reference := attributes.get("r"):
                match = _REFERENCE.fullmatch(reference)
                if match is None:
                    raise damaged()
                self._row = int(match[2])
                self._column = 0
                for letter in match[1].upper():
                    self._column = self._column * 26 + ord(letter) - 64
            self._cell_open = True
            self._count(1)
        elif local in {"v", "t"}:
            self._text_open = self._cell_open
        elif local == "row":
            self._row += 1
            self._column = 0
            if (number := attributes.get("r")) is not None:
                if not number.isdecimal():
                    raise damaged()
                self._row = int(number)

    def _xlsx_end(self, name: str) -> None:
        self._text_open = False
        if name == "c" or name.endswith(":c"):
            self._cell_open = False

    def _xlsx_text(self, text: str) -> None:
        if self._text_open and not text.isspace():
            self._check(self._row, self._column)

    def _check(self, row: int, column: int) -> None:
        if row > MAX_ROWS:
            raise too_many_rows(f"заполнена строка {row}")
        if column > MAX_COLUMNS:
            raise too_many_columns(f"заполнен столбец {column} в строке {row}")

    def _string_start(self, name: str, _attributes: dict[str, str]) -> None:
        if name == "si" or name.endswith(":si"):
            self._string_length = 0

    def _string_text(self, text: str) -> None:
        self._string_length += len(text)
        if self._string_length > _EXCEL_CELL_CHARACTERS:
            raise too_long_cell("одна из ячеек")

    def _ods_start(self, name: str, attributes: dict[str, str]) -> None:
        local = name.rpartition(":")[2]
        if local in {"table-cell", "covered-table-cell"}:
            repeat = _repeat(attributes, "table:number-columns-repeated")
            self._column += repeat
            self._cell_open = True
            if any(f"office:{value}" in attributes for value in _ODS_VALUES):
                self._ods_value(repeat)
            self._column_repeat = repeat
        elif local == "p" and self._cell_open:
            self._ods_value(self._column_repeat)
        elif local == "table-row":
            self._row_repeat = _repeat(attributes, "table:number-rows-repeated")
            self._row += self._row_repeat
            self._column = 0
            self._count(1)
        elif local == "table":
            self._row = 0
            self._cell_open = False

    def _ods_value(self, repeat: int) -> None:
        self._check(self._row, self._column)
        self._count(repeat * self._row_repeat)


def _repeat(attributes: dict[str, str], name: str) -> int:
    value = attributes.get(name, "1")
    if not value.isdecimal() or len(value) > 9:
        raise damaged()
    return int(value)
