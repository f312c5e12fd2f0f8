"""Widgets in reference cycles die on the thread of the window, never on a working thread."""

import gc
import threading
from typing import Any

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from desktop.ui import jobs

DIED_ON: list[str] = []


class Mortal(QWidget):
    """A widget in a cycle that notes on which thread Python lets it go."""

    def __init__(self) -> None:
        super().__init__()
        self.itself = self
        self.timer = QTimer(self)
        self.timer.start(10_000)

    def __del__(self) -> None:
        DIED_ON.append(threading.current_thread().name)


def allocate(_: Any = None) -> int:
    """Enough cycles on the store thread to make an automatic collector run many times."""
    for _number in range(20_000):
        cycle: list[Any] = []
        cycle.append(cycle)
    return 1


def test_cycles_with_widgets_are_collected_on_the_window_thread(
    qtbot: QtBot, qapp: QApplication
) -> None:
    DIED_ON.clear()
    done: list[Any] = []
    jobs.run("store", allocate, context=qapp, done=done.append)
    jobs.wait_idle()
    assert not gc.isenabled()
    for _ in range(20):
        Mortal()
    for _ in range(5):
        jobs.run("store", allocate, context=qapp, done=done.append)
    jobs.wait_idle()
    qtbot.waitUntil(lambda: len(DIED_ON) == 20, timeout=10_000)
    assert set(DIED_ON) == {threading.main_thread().name}


def test_without_threads_python_collects_by_itself_again(qapp: QApplication) -> None:
    jobs.run("work", allocate, context=QObject(qapp), done=lambda _: None)
    jobs.wait_idle()
    jobs.shutdown()
    assert gc.isenabled()
