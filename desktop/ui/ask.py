"""Every question to the person: the only module that opens message, file and printer boxes.

Tests answer through one seam, `script`; see `Question`.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from PySide6.QtCore import QSettings, QStandardPaths, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtPrintSupport import QPrintDialog, QPrinter, QPrinterInfo
from PySide6.QtWidgets import (
    QDialog,
    QFileDialog,
    QMessageBox,
    QPlainTextEdit,
    QWidget,
)

from desktop.ui import icons, look

Kind = Literal["info", "warn", "confirm", "open", "save", "folder", "dialog", "printer", "report"]
CANCEL = "Отмена"


@dataclass(frozen=True)
class Question:
    """What is asked. A test's answer takes it and returns what the function would return.

    info, warn → None; confirm, printer, report → bool; dialog → bool (it may fill `dialog`
    first); open, save, folder → Path or None. `printer` is in `subject` for «printer».
    """

    kind: Kind
    title: str
    text: str = ""
    action: str = ""
    subject: Any = None


Answer = Callable[[Question], Any]
_answer: Answer | None = None


@contextmanager
def script(answer: Answer) -> Iterator[None]:
    """While the block lasts, `answer` speaks for the person and no box is opened.

    Give an `answer` that raises for what it does not expect, and an unscripted box fails the test.
    """
    global _answer
    before, _answer = _answer, answer
    try:
        yield
    finally:
        _answer = before


def info(parent: QWidget | None, title: str, text: str) -> None:
    """Tell something that must be read before going on. Usually `feedback` is the better place."""
    question = Question("info", title, text)
    if _answer:
        _answer(question)
        return
    _box(parent, question, "info", "Понятно").exec()


def warn(parent: QWidget | None, title: str, text: str) -> None:
    """Tell what went wrong and what to do: the text of a UserError."""
    question = Question("warn", title, text)
    if _answer:
        _answer(question)
        return
    _box(parent, question, "warn", "Понятно").exec()


def confirm(
    parent: QWidget | None, title: str, text: str, action: str, *, danger: bool = False
) -> bool:
    """Ask before doing. In: `text` what will happen, `action` the word of the deed.

    Out: whether the person chose the deed. With `danger` Enter means «Отмена».
    """
    question = Question("confirm", title, text, action)
    if _answer:
        return bool(_answer(question))
    box = _box(parent, question, "stop" if danger else "info", action, danger=danger)
    deed = box.buttons()[0]
    box.exec()
    return box.clickedButton() is deed


def choose_file_open(
    parent: QWidget | None, title: str, kinds: str, *, place: str = "open"
) -> Path | None:
    """A file to read, or None. In: `kinds` «Таблицы (*.xlsx *.csv)»; `place` whose folder to
    remember."""
    question = Question("open", title, kinds)
    if _answer:
        return _path(_answer(question))
    chosen, _ = QFileDialog.getOpenFileName(parent, title, _folder(place), kinds)
    return _remember(place, chosen)


def choose_file_save(
    parent: QWidget | None, title: str, name: str, kinds: str, *, place: str = "save"
) -> Path | None:
    """A file to write (the person has agreed to overwrite), or None. In: `name` the proposed."""
    question = Question("save", title, kinds, name)
    if _answer:
        return _path(_answer(question))
    start = str(Path(_folder(place)) / name)
    chosen, _ = QFileDialog.getSaveFileName(parent, title, start, kinds)
    return _remember(place, chosen)


def choose_folder(parent: QWidget | None, title: str, *, place: str = "folder") -> Path | None:
    """A folder, or None."""
    question = Question("folder", title)
    if _answer:
        return _path(_answer(question))
    return _remember(place, QFileDialog.getExistingDirectory(parent, title, _folder(place)))


def choose_printer(parent: QWidget | None, printer: QPrinter, title: str) -> bool:
    """Let the person choose printer, pages, copies, sides into `printer`. Out: whether to print.

    Without any printer that is said, and the answer is no.
    """
    question = Question("printer", title, subject=printer)
    if _answer:
        return bool(_answer(question))
    if not QPrinterInfo.availablePrinterNames():  # Qt would silently write a file instead
        warn(
            parent,
            "Принтер не найден",
            "Подключите принтер или сохраните документ как файл PDF и напечатайте его на другом "
            "компьютере.",
        )
        return False
    dialog = QPrintDialog(printer, parent)
    dialog.setWindowTitle(title)
    return bool(dialog.exec())


def show_dialog(dialog: QDialog) -> bool:
    """Run a dialog of ours until the person accepts (True) or leaves it (False)."""
    question = Question("dialog", dialog.windowTitle(), subject=dialog)
    if _answer:
        return bool(_answer(question))
    return bool(dialog.exec())


def show_report(parent: QWidget | None, title: str, text: str, report: str) -> bool:
    """Tell of a failure of ours with a report to copy. Out: whether to close the program."""
    question = Question("report", title, text, subject=report)
    if _answer:
        return bool(_answer(question))
    box = _box(parent, question, "stop", "Продолжить работу")
    leave = box.addButton("Закрыть программу", QMessageBox.ButtonRole.DestructiveRole)
    copy = box.addButton("Скопировать отчёт", QMessageBox.ButtonRole.ActionRole)
    # A box button closes the box unless its press is taken over.
    copy.clicked.disconnect()
    copy.clicked.connect(lambda: QGuiApplication.clipboard().setText(report))
    box.setDetailedText(report)
    details = box.findChild(QPlainTextEdit)
    if details is not None:
        details.setAccessibleName("Текст отчёта")
    box.exec()
    return box.clickedButton() is leave


def _box(
    parent: QWidget | None, question: Question, role: str, action: str, *, danger: bool = False
) -> QMessageBox:
    box = QMessageBox(parent)
    box.setWindowTitle(question.title)
    box.setText(f"<b>{_escaped(question.title)}</b>")
    box.setTextFormat(Qt.TextFormat.RichText)
    box.setInformativeText(_escaped(question.text).replace("\n", "<br>"))
    picture = {"info": "circle-question-mark", "warn": "triangle-alert", "stop": "circle-alert"}
    if question.kind == "info":
        picture["info"] = "info"
    ratio = box.devicePixelRatioF()
    box.setIconPixmap(icons.pixmap(picture[role], role, look.px(32), ratio))
    deed = box.addButton(action, QMessageBox.ButtonRole.AcceptRole)
    look.set_role(deed, "danger" if danger else "primary")
    if question.kind == "confirm":
        refuse = box.addButton(CANCEL, QMessageBox.ButtonRole.RejectRole)
        box.setEscapeButton(refuse)
        box.setDefaultButton(refuse if danger else deed)
    else:
        box.setEscapeButton(deed)
        box.setDefaultButton(deed)
    for button in box.buttons():
        button.setAccessibleName(button.text())
    box.setAccessibleName(f"{question.title}. {question.text}")
    return box


def _escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def _folder(place: str) -> str:
    documents = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
    kept = Path(str(QSettings().value(f"folders/{place}", documents)))
    return str(kept) if kept.is_dir() else documents


def _remember(place: str, chosen: str) -> Path | None:
    path = _path(chosen)
    if path is not None:
        folder = path if path.is_dir() else path.parent
        QSettings().setValue(f"folders/{place}", str(folder))
    return path


def _path(chosen: Any) -> Path | None:
    return Path(chosen) if chosen else None
