"""Reads a file or pasted text into a Workbook without trusting it (trust.md 4.12, T7)."""

import json
import os
import subprocess
import sys
from pathlib import Path

import desktop
from desktop.importing.delimited import parse_pasted
from desktop.importing.limits import (
    MAX_FILE_BYTES,
    MAX_TEXT_CHARACTERS,
    WALL_SECONDS,
    ImportRejected,
    damaged,
    too_heavy,
)
from desktop.importing.workbook import Workbook, from_json

# The frozen program starts itself with this first argument; `desktop.__main__` hands over to
# `desktop.importing._child.main` before it does anything else.
CHILD_ARGUMENT = "--import-child"
_ROOT = Path(desktop.__file__).resolve().parent.parent


def read_table(
    source: str | os.PathLike[str] | bytes, name: str | None = None, *, encoding: str | None = None
) -> Workbook:
    """A file (path or its bytes) of .xlsx, .xls, .ods, .csv or .txt → Workbook.

    The type is decided by the content, never by the extension. `name` is what the single sheet of a
    text file is called (default: the file's name without extension). `encoding` is one of
    `delimited.ENCODINGS` when the person chose it, None to find it. Reading happens in a child
    process that is killed on overrun, so this blocks for up to half a minute at worst.

    Raises ImportRejected, and nothing else, for anything wrong with the file.
    """
    if isinstance(source, bytes):
        data, title = source, name or "Таблица"
    else:
        data, title = _file_bytes(Path(source)), name or Path(source).stem
    if len(data) > MAX_FILE_BYTES:
        raise _too_big()
    request = json.dumps({"name": title, "encoding": encoding}).encode() + b"\n" + data
    reply = _ask_child(request)
    try:
        answer = json.loads(reply)
        if "rejected" in answer:
            raise ImportRejected(str(answer["rejected"]))
        return from_json(answer)
    except (ValueError, KeyError, TypeError) as error:
        raise damaged() from error


def read_pasted(text: str) -> Workbook:
    """Cells pasted from a spreadsheet → Workbook; the same limits, in this process.

    Raises ImportRejected.
    """
    if not text.strip():
        raise ImportRejected(
            "Вставлять нечего: выделите строки в таблице, скопируйте их (Ctrl+C) и вставьте снова."
        )
    if len(text) > min(MAX_TEXT_CHARACTERS, MAX_FILE_BYTES):
        raise too_heavy()
    return parse_pasted(text)


def _file_bytes(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            return file.read(MAX_FILE_BYTES + 1)
    except FileNotFoundError as error:
        raise ImportRejected(
            f"Файл «{path.name}» не найден: проверьте имя и выберите его снова."
        ) from error
    except IsADirectoryError as error:
        raise ImportRejected(
            f"«{path.name}» – это папка: выберите в ней файл со списком."
        ) from error
    except PermissionError as error:
        # Excel on Windows holds an open book so that nobody else may read it.
        raise ImportRejected(
            f"Файл «{path.name}» недоступен: закройте его в Excel или скопируйте в свою папку."
        ) from error
    except (OSError, ValueError) as error:
        raise ImportRejected(
            f"Файл «{path.name}» не читается с диска: скопируйте его в другую папку и повторите."
        ) from error


def _child_command() -> list[str]:
    if getattr(sys, "frozen", False):
        return [sys.executable, CHILD_ARGUMENT]
    return [sys.executable, "-X", "utf8", "-m", "desktop.importing._child"]


def _child_environment() -> dict[str, str]:
    """The child gets no secret (PORYADOK_PASSWORD) and nothing that keeps it from finding us."""
    return {
        key: value
        for key, value in os.environ.items()
        if not key.startswith(("PORYADOK", "PYTHONSAFEPATH", "COV_CORE", "COVERAGE"))
    }


def _ask_child(request: bytes) -> bytes:
    # A console must not flash up on Windows; the constant exists only there.
    flags: int = getattr(subprocess, "CREATE_NO_WINDOW", 0)
    try:
        done = subprocess.run(
            _child_command(),
            input=request,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            timeout=WALL_SECONDS,
            cwd=_ROOT,
            env=_child_environment(),
            creationflags=flags,
            check=False,
        )
    except subprocess.TimeoutExpired as error:
        raise too_heavy() from error
    except OSError as error:
        raise ImportRejected(
            "Не удалось начать чтение файла: закройте лишние программы и повторите импорт."
        ) from error
    if done.returncode != 0:
        raise damaged()
    return done.stdout


def _too_big() -> ImportRejected:
    return ImportRejected(
        f"Файл больше {MAX_FILE_BYTES // 1024 // 1024} МБ: скопируйте нужные строки "
        "в новую таблицу (без картинок) и загрузите её."
    )
