"""The reading process: bytes of a file in by stdin, plain rows as JSON out by stdout, nothing else.

It is started for one file, knows no key and no base, and may be killed at any moment. Whatever a
hostile file makes of it ends here: the program sees a missing answer and refuses the file.
"""

import ctypes
import io
import json
import os
import re
import struct
import sys

from desktop.importing import _zipped
from desktop.importing.delimited import parse_delimited
from desktop.importing.limits import (
    CPU_SECONDS,
    MAX_ROWS,
    MEMORY_BYTES,
    ImportRejected,
    damaged,
    locked,
    too_many_rows,
)
from desktop.importing.workbook import Workbook, make_sheet, to_json

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_MARKUP = re.compile(rb"\s*<(?:!doctype|html|head|body|table|meta|\?xml|script|!--|\w+:)", re.I)
_FOREIGN = {
    b"%PDF": "Это документ PDF",
    b"{\\rtf": "Это документ RTF",
    b"\x89PNG": "Это картинка",
    b"\xff\xd8\xff": "Это картинка",
    b"GIF8": "Это картинка",
    b"II*\x00": "Это картинка",
    b"Rar!": "Это архив",
    b"7z\xbc\xaf": "Это архив",
    b"\x1f\x8b": "Это архив",
    b"MZ": "Это программа",
}


def parse(data: bytes, name: str, encoding: str | None = None) -> Workbook:
    """Bytes of a file → Workbook; the type is told by the content. Raises ImportRejected.

    Runs inside the reading process. python-calamine may also panic or abort on crafted files: that
    ends the process, which is what it is for.
    """
    if not data.strip(b"\x00\r\n\t "):
        raise ImportRejected("Файл пуст: выберите файл со списком.")
    for magic, what in _FOREIGN.items():
        if data.startswith(magic):
            raise ImportRejected(
                f"{what}, а не таблица: выберите файл .xlsx, .xls, .ods или .csv со списком."
            )
    if data.startswith(b"PK"):
        return _parse_office(data, _zipped.inspect(data))
    if data.startswith(_OLE):
        _check_ole(data)
        return _parse_office(data, "xls")
    # Before Excel 97 a workbook was a bare stream that starts with a BOF record.
    if re.match(rb"\x09[\x00\x02\x04\x08][\x04-\x10]\x00", data):
        raise ImportRejected(
            "Это книга очень старой версии Excel: сохраните её в формате .xlsx и повторите импорт."
        )
    if _MARKUP.match(data.removeprefix(b"\xef\xbb\xbf")):
        raise ImportRejected(
            "Это веб-страница, а не таблица: откройте файл в Excel, сохраните его "
            "как «Книга Excel (.xlsx)» и повторите импорт."
        )
    return parse_delimited(data, name, encoding)


def _check_ole(data: bytes) -> None:
    """.xls shares its container with encrypted .xlsx, .doc and .msg; the stream names tell."""
    if "EncryptedPackage".encode("utf-16-le") in data:
        raise locked()
    if "Workbook".encode("utf-16-le") in data or "Book".encode("utf-16-le") in data:
        if _has_file_password(data):
            raise locked()
        return
    if "WordDocument".encode("utf-16-le") in data:
        raise ImportRejected(
            "Это документ Word: скопируйте таблицу из него и вставьте на экране импорта "
            "или сохраните её в Excel."
        )
    raise damaged()


def _has_file_password(data: bytes) -> bool:
    """A FILEPASS record among the first of the workbook stream ([MS-XLS] 2.4.117)."""
    at = data.find(b"\x09\x08\x10\x00\x00\x06\x05\x00")
    for _ in range(8):
        if at < 0 or at + 4 > len(data):
            return False
        record, length = struct.unpack_from("<HH", data, at)
        if record == 0x2F:
            return True
        at += 4 + length
    return False


def _parse_office(data: bytes, kind: str) -> Workbook:
    from python_calamine import (
        CalamineError,
        CalamineWorkbook,
        PasswordError,
        SheetTypeEnum,
        SheetVisibleEnum,
    )

    sheets = []
    notes = []
    rows = 0
    try:
        with CalamineWorkbook.from_filelike(io.BytesIO(data)) as book:
            tables = [m for m in book.sheets_metadata if m.typ == SheetTypeEnum.WorkSheet]
            visible = [m for m in tables if m.visible == SheetVisibleEnum.Visible] or tables
            notes = [
                f"Скрытый лист «{m.name}» не прочитан: если он нужен, откройте его в таблице."
                for m in tables
                if m not in visible
            ]
            for metadata in visible:
                source = book.get_sheet_by_name(metadata.name)
                if source.end is None:
                    continue
                grid = source.to_python(skip_empty_area=False)
                # A list with one parents' cell over two sisters is written with merged cells.
                for (top, left), (bottom, right) in source.merged_cell_ranges or ():
                    if left == right and bottom < len(grid) and left < len(grid[top]):
                        for row in range(top + 1, bottom + 1):
                            grid[row][left] = grid[top][left]
                sheet = make_sheet(metadata.name, grid)
                rows += len(sheet.rows)
                if rows > MAX_ROWS:
                    raise too_many_rows("все листы вместе")
                if sheet.rows:
                    sheets.append(sheet)
    except PasswordError as error:
        raise locked() from error
    except (CalamineError, OSError, ValueError, OverflowError) as error:
        raise damaged() from error
    if not sheets:
        raise ImportRejected("В таблице нет ни одной заполненной ячейки: выберите другой файл.")
    return Workbook(tuple(sheets), kind, notes=tuple(notes))


def answer(request: bytes) -> bytes:
    """One request (a JSON line with name and encoding, then the file) → the JSON answer."""
    head, _, data = request.partition(b"\n")
    asked = json.loads(head)
    try:
        return to_json(parse(data, asked["name"], asked["encoding"]))
    except ImportRejected as rejected:
        return json.dumps({"rejected": str(rejected)}).encode()


def main() -> int:
    """Entry point of `python -m desktop.importing._child` and of the frozen `--import-child`."""
    _limit_resources()
    # The descriptors themselves: a windowed program has no sys.stdin and no sys.stdout.
    with os.fdopen(0, "rb", closefd=False) as stream:
        request = stream.read()
    reply = answer(request)
    with os.fdopen(1, "wb", closefd=False) as stream:
        stream.write(reply)
    return 0


def _limit_resources() -> None:
    """1 GB and 20 s of processor time (trust.md 4.12); the parent watches the wall clock."""
    if sys.platform == "win32":
        _limit_windows_memory()
        return
    import resource

    for kind, wanted in (
        (resource.RLIMIT_AS, MEMORY_BYTES),
        (resource.RLIMIT_CPU, CPU_SECONDS),
        (resource.RLIMIT_CORE, 0),
    ):
        _, hard = resource.getrlimit(kind)
        limit = wanted if hard == resource.RLIM_INFINITY else min(wanted, hard)
        try:
            resource.setrlimit(kind, (limit, hard))
        except (ValueError, OSError):
            # macOS refuses an address-space limit below what is mapped; the wall clock remains.
            continue


def _limit_windows_memory() -> None:
    """Puts this process into a job object with a memory limit (JobApi2, Windows 8 and later)."""
    if sys.platform != "win32":
        return

    class BasicLimits(ctypes.Structure):
        _fields_ = (
            ("per_process_user_time", ctypes.c_int64),
            ("per_job_user_time", ctypes.c_int64),
            ("limit_flags", ctypes.c_uint32),
            ("minimum_working_set", ctypes.c_size_t),
            ("maximum_working_set", ctypes.c_size_t),
            ("active_processes", ctypes.c_uint32),
            ("affinity", ctypes.c_size_t),
            ("priority_class", ctypes.c_uint32),
            ("scheduling_class", ctypes.c_uint32),
        )

    class ExtendedLimits(ctypes.Structure):
        _fields_ = (
            ("basic", BasicLimits),
            ("io_counters", ctypes.c_uint64 * 6),
            ("process_memory", ctypes.c_size_t),
            ("job_memory", ctypes.c_size_t),
            ("peak_process_memory", ctypes.c_size_t),
            ("peak_job_memory", ctypes.c_size_t),
        )

    process_time, process_memory, extended_information = 0x2, 0x100, 9
    limits = ExtendedLimits()
    limits.basic.limit_flags = process_time | process_memory
    limits.basic.per_process_user_time = CPU_SECONDS * 10_000_000  # in units of 100 ns
    limits.process_memory = MEMORY_BYTES
    kernel = ctypes.WinDLL("kernel32", use_last_error=True)
    kernel.CreateJobObjectW.restype = ctypes.c_void_p
    kernel.GetCurrentProcess.restype = ctypes.c_void_p
    job = ctypes.c_void_p(kernel.CreateJobObjectW(None, None))
    # Failure leaves the size checks and the wall clock as the fence; nothing to tell the person.
    kernel.SetInformationJobObject(
        job, extended_information, ctypes.byref(limits), ctypes.sizeof(limits)
    )
    kernel.AssignProcessToJobObject(job, ctypes.c_void_p(kernel.GetCurrentProcess()))


if __name__ == "__main__":
    sys.exit(main())
