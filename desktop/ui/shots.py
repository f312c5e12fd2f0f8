"""Pictures of every screen of a real, filled office: light, dark and at 150 %."""

from collections.abc import Callable, Iterator
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QApplication

from desktop.operations import access
from desktop.operations._operation import Session
from desktop.ui import act, jobs, look
from desktop.ui.app import MainWindow, make_app
from desktop.ui.workplace import Workplace, screens

SIZE = (1366, 768)  # the smallest screen of an office
LOOKS: tuple[tuple[str, look.Scheme, float], ...] = (
    ("светлая", "light", 1.0),
    ("тёмная", "dark", 1.0),
    ("150", "light", 1.5),
)


def take(
    folder: Path, login: str, password: str, out: Path, items: dict[str, object]
) -> Iterator[Path]:
    """Sign into the office in `folder` and save one PNG a screen and look into `out`.

    `items` names what a screen shows selected: screen id → item for `show_item`. Yields each file.
    """
    make_app([])
    window = MainWindow(folder)
    window.resize(*SIZE)
    window.show()
    yield from _save(window, out, "вход")
    session = _on_store(lambda: access.sign_in(folder, login, password))
    window.show_workplace(session)
    _settle()
    place = window.centralWidget()
    assert isinstance(place, Workplace)
    for screen in screens():
        if act.allowed(screen.permission):
            place.go(screen.id, items.get(screen.id))
            _settle()
            yield from _save(window, out, f"{screen.order:02d}-{screen.id}")
    window.close()
    _settle()
    window.deleteLater()
    _settle()
    jobs.shutdown()


def _save(window: MainWindow, out: Path, name: str) -> Iterator[Path]:
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    for title, scheme, zoom in LOOKS:
        look.apply(app, scheme, zoom)
        window.resize(*SIZE)
        _settle()
        path = out / f"{name}-{title}.png"
        window.grab().save(str(path))
        yield path
    look.apply(app, "light", 1.0)
    window.resize(*SIZE)
    _settle()


def _on_store(work: Callable[[], Session]) -> Session:
    made: list[Session] = []
    app = QApplication.instance()
    assert app is not None
    jobs.run("store", work, context=app, done=made.append)
    jobs.wait_idle()
    return made[0]


def _settle() -> None:
    """Let everything asked for arrive and be drawn: jobs, timers of a few ticks, paint events."""
    for _ in range(3):
        jobs.wait_idle()
        for _ in range(5):
            QCoreApplication.processEvents()
            QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
