"""The longest time the window cannot paint while the office works: importing 5,000 children,
opening each screen over them.

    python benchmarks/responsiveness.py [ROWS]

A timer of 5 ms repaints the window all the while; the longest pause between two ticks is told.
Yardstick: 100 ms. Without a screen the window is drawn offscreen.
"""

import os
import sys
import tempfile
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
if sys.platform.startswith("linux") and not os.environ.get("DISPLAY"):
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

import _office
import import_read
from PySide6.QtCore import QTimer

from desktop.importing.header import find_mapping
from desktop.importing.people import read_people
from desktop.importing.read import read_table
from desktop.operations import access, class_lists
from desktop.ui import act, jobs
from desktop.ui.app import MainWindow, make_app
from desktop.ui.workplace import Workplace, screens

YARDSTICK = 100  # ms


class Pulse:
    """Ticks every 5 ms and remembers the pauses between."""

    def __init__(self, window: MainWindow) -> None:
        self._window = window
        self._pauses: list[float] = []
        self._last = time.perf_counter()
        self._timer = QTimer()
        self._timer.setInterval(5)
        self._timer.timeout.connect(self._tick)
        self._timer.start()

    def tell(self, what: str) -> None:
        """Print the longest pause since the last call."""
        self._tick()
        print(f"{what:32} {max(self._pauses):6.0f} ms   (to reach: {YARDSTICK})")
        self._pauses.clear()

    def _tick(self) -> None:
        now = time.perf_counter()
        self._pauses.append((now - self._last) * 1000)
        self._last = now
        self._window.centralWidget().update()


def main() -> None:
    rows = int(sys.argv[1]) if len(sys.argv) > 1 else 5000
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place) / "офис"
        _office.make(folder, 300).close()
        app = make_app([])
        window = MainWindow(folder)
        window.show()
        signed_in: list[object] = []
        jobs.run(
            "store",
            lambda: access.sign_in(folder, _office.LOGIN, _office.PASSWORD),
            context=app,
            done=signed_in.append,
        )
        jobs.wait_idle()
        window.show_workplace(signed_in[0])
        jobs.wait_idle()
        book = read_table(import_read.workbook(rows), "список")
        people = read_people(book, find_mapping(book))
        pulse = Pulse(window)
        plans: list[object] = []
        act.ask(app, class_lists.dry_run, people, done=plans.append)
        jobs.wait_idle(60)
        pulse.tell(f"dry run of {rows} rows")
        act.perform(app, class_lists.apply, plans[0])
        jobs.wait_idle(60)
        pulse.tell(f"loading {rows} rows")
        office = window.centralWidget()
        assert isinstance(office, Workplace)
        for screen in screens():
            office.go(screen.id)
            jobs.wait_idle(60)
            pulse.tell(f"opening «{screen.title}»")
        window.close()
        jobs.shutdown()


if __name__ == "__main__":
    main()
