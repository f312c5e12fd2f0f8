"""poryadok self-check: does this copy of the program have everything it needs."""

import argparse
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

from desktop import __version__
from desktop.cli._command import FAILED, OK, Command
from desktop.errors import UserError


def configure(parser: argparse.ArgumentParser) -> None:
    """No arguments of its own."""


def run(arguments: argparse.Namespace) -> int:
    """Prove part by part; prints a line a part and returns 1 when one is missing."""
    print(f"Порядок {__version__}, Python {sys.version.split()[0]}")
    failed = 0
    for title, prove in PROOFS:
        try:
            told = prove()
        except (UserError, OSError, ImportError, RuntimeError, AssertionError) as error:
            failed += 1
            print(f"✗ {title}: {type(error).__name__}: {error}")
        else:
            print(f"✓ {title}: {told}")
    print("Всё на месте." if not failed else f"Не хватает частей: {failed}.")
    return FAILED if failed else OK


def _registries() -> str:
    import desktop.cli
    import desktop.documents
    import desktop.rules
    from desktop.registry import collect

    counts = {
        "правил": len(collect(desktop.rules, "RULE")),
        "документов": len(collect(desktop.documents, "DOCUMENT")),
        "команд": len(collect(desktop.cli, "COMMAND")),
    }
    assert min(counts.values()) >= 5, counts
    return ", ".join(f"{word} {count}" for word, count in counts.items())


def _screens() -> str:
    from desktop.ui.workplace import screens

    found = screens()
    assert len(found) >= 5, len(found)
    return ", ".join(screen.title for screen in found)


def _engine() -> str:
    from desktop.operations.about import engine

    return engine()


def _encrypted_office() -> str:
    """An office is made, signed into and read; a plain base in its place is refused."""
    from desktop.operations import access
    from desktop.operations.demo import LOGIN, PASSWORD, open_demo

    with tempfile.TemporaryDirectory(prefix="poryadok-check-") as place:
        folder = Path(place) / "проверка"
        open_demo(folder).close()
        access.sign_in(folder, LOGIN, PASSWORD).close()
        (folder / "main.db").write_bytes(b"SQLite format 3\0" + bytes(4080))
        try:
            access.sign_in(folder, LOGIN, PASSWORD)
        except UserError as error:
            return f"создаётся и открывается; незашифрованная отвергнута («{str(error)[:40]}…»)"
        raise AssertionError("a plaintext base was opened")


def _paper() -> str:
    from desktop.documents import _render
    from desktop.operations.papers import document_types

    sizes = [len(_render.render(kind, kind.sample)) for kind in document_types().values()]
    assert min(sizes) > 2000, sizes
    return f"напечатано образцов: {len(sizes)}, {sum(sizes) // 1024} КБ"


def _language() -> str:
    from desktop.russian.cases import Case
    from desktop.russian.names import FullName, full
    from desktop.russian.posts import decline_post

    name = full(FullName("Заяц", "Пётр", "Ильич", "m"), Case.DAT)
    post = decline_post("старший воспитатель", Case.DAT)
    assert (name, post) == ("Зайцу Петру Ильичу", "старшему воспитателю"), (name, post)
    return f"«{post} {name}»"


def _references() -> str:
    from desktop.reference import calendar, legal, platforms, regulations

    years = calendar.years()
    return (
        f"положений {len(regulations.profiles())}, платформ {len(platforms.platforms())}, "
        f"правовых актов {len(legal.acts())}, календарь {years[0]}–{years[-1]}"
    )


def _import_child() -> str:
    from desktop.importing.read import read_table

    book = read_table("Фамилия;Имя\nЗимин;Олег\n".encode("cp1251"), "список.csv")
    rows = sum(len(sheet.rows) for sheet in book.sheets)
    assert rows == 2, rows
    return f"прочитано строк {rows}, кодировка {book.encoding}"


PROOFS: tuple[tuple[str, Callable[[], str]], ...] = (
    ("Части программы", _registries),
    ("Разделы окна", _screens),
    ("База данных", _engine),
    ("Шифрование", _encrypted_office),
    ("Документы", _paper),
    ("Словари", _language),
    ("Справочники", _references),
    ("Чтение таблиц", _import_child),
)

COMMAND = Command("self-check", "проверить, всё ли на месте в этой копии", configure, run)
