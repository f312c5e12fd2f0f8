"""Failures of ours: a line in the log and a report without personal data that can be copied."""

import faulthandler
import platform
import sys
import threading
import traceback
from collections.abc import Callable
from pathlib import Path
from types import TracebackType
from typing import TextIO

import PySide6
from PySide6.QtCore import (
    QMessageLogContext,
    QObject,
    Qt,
    QtMsgType,
    Signal,
    qInstallMessageHandler,
    qVersion,
)
from PySide6.QtWidgets import QApplication

import desktop
from desktop.errors import UserError
from desktop.ui import ask

_OURS = Path(desktop.__file__).resolve().parent

TITLE = "В программе произошла ошибка"
TEXT = (
    "Сохранённое не пострадало. Последнее действие могло не выполниться – проверьте его и "
    "повторите. Если ошибка повторяется, скопируйте отчёт и передайте его тому, кто обслуживает "
    "программу: личных данных в отчёте нет."
)

Log = Callable[[str], None]


def report(kind: type[BaseException], error: BaseException) -> str:
    """A report of a failure: its type, our own frames, versions.

    Without the failure's words and the frames of libraries: these may carry names and phones.
    """
    lines = [f"Порядок {desktop.__version__}", f"Ошибка: {kind.__module__}.{kind.__qualname__}"]
    seen: BaseException | None = error
    while seen is not None:
        for frame in traceback.extract_tb(seen.__traceback__):
            path = Path(frame.filename)
            if path.is_relative_to(_OURS):
                inside = path.relative_to(_OURS).as_posix()
                lines.append(f"  desktop/{inside}:{frame.lineno} {frame.name}")
        seen = seen.__cause__ or (None if seen.__suppress_context__ else seen.__context__)
        if seen is not None:
            lines.append(f"Причина: {type(seen).__module__}.{type(seen).__qualname__}")
    lines.append(
        f"Python {platform.python_version()}, Qt {qVersion()}, PySide6 {PySide6.__version__}, "
        f"{platform.system()} {platform.release()} {platform.machine()}"
    )
    return "\n".join(lines)


class _Witness(QObject):
    """Takes failures from any thread to the thread of the window."""

    seen = Signal(object)

    def __init__(self, log: Log | None) -> None:
        super().__init__()
        self._log = log
        self._is_telling = False
        self.seen.connect(self._tell, Qt.ConnectionType.AutoConnection)

    def witness(self, error: BaseException) -> None:
        """Write the failure down here and now, show it on the thread of the window."""
        if isinstance(error, KeyboardInterrupt):
            QApplication.exit(130)
            return
        if not isinstance(error, UserError):
            text = report(type(error), error)
            self.note(text)
            if sys.stderr is not None:  # a windowed build has none
                sys.stderr.write(text + "\n")
        self.seen.emit(error)

    def note(self, text: str) -> None:
        """A line for the log, when there is one."""
        if self._log:
            self._log(text)

    def _tell(self, error: BaseException) -> None:
        if self._is_telling:  # a failure while telling of a failure: it is in the log already
            return
        self._is_telling = True
        try:
            parent = QApplication.activeWindow()
            if isinstance(error, UserError):
                ask.warn(parent, "Не получилось", str(error))
            elif ask.show_report(parent, TITLE, TEXT, report(type(error), error)):
                QApplication.exit(1)
        finally:
            self._is_telling = False


def install(log: Log | None = None, fault_file: TextIO | None = None) -> Callable[[], None]:
    """From now on no failure goes unseen. Call once, after QApplication is made.

    In: `log` takes one line or report for the log; `fault_file` an open file for what kills the
    interpreter (faulthandler; stderr when there is one otherwise). Out: what undoes all this.
    """
    witness = _Witness(log)
    before = sys.excepthook, threading.excepthook

    def hook(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        witness.witness(error.with_traceback(trace))

    def thread_hook(arguments: threading.ExceptHookArgs) -> None:
        if arguments.exc_value is not None:
            witness.witness(arguments.exc_value.with_traceback(arguments.exc_traceback))

    def on_qt_message(kind: QtMsgType, context: QMessageLogContext, text: str) -> None:
        if kind != QtMsgType.QtDebugMsg:
            witness.note(f"Qt {kind.name}: {text}")

    sys.excepthook = hook
    threading.excepthook = thread_hook
    qt_before = qInstallMessageHandler(on_qt_message)
    if fault_file is not None:
        faulthandler.enable(fault_file)
    elif sys.stderr is not None:
        faulthandler.enable()

    def undo() -> None:
        sys.excepthook, threading.excepthook = before
        qInstallMessageHandler(qt_before)
        faulthandler.disable()
        witness.deleteLater()

    return undo
