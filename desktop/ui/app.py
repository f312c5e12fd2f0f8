"""The window program: one window that shows the wizard, the sign-in or the unlocked office."""

import os
import sys
import tempfile
from datetime import timedelta
from pathlib import Path

from PySide6.QtCore import QEvent, QObject, QSettings, QTimer
from PySide6.QtGui import QCloseEvent, QWindow
from PySide6.QtWidgets import QApplication, QMainWindow, QWidget

from desktop import clock, log, paths
from desktop.errors import UserError
from desktop.operations import access
from desktop.ui import act, bus, crash, jobs, look, russian_qt, zoom
from desktop.ui.empty import Empty, EmptyState
from desktop.ui.sign_in import SignIn

LOCK_MINUTES = 10  # of doing nothing (trust.md T2); the settings offer 1–30
_LOCK_KEY = "lock/minutes"
# Of a shortcut the window hears only the release of its key.
_TOUCHES = (
    QEvent.Type.KeyPress,
    QEvent.Type.KeyRelease,
    QEvent.Type.MouseButtonPress,
    QEvent.Type.Wheel,
)
DEMO_BANNER = "Пример: вымышленная организация. Пробуйте всё – после выхода ничего не сохранится."


def make_app(arguments: list[str]) -> QApplication:
    """The dressed application object: style, Russian, zoom of the last time."""
    existing = QApplication.instance()
    app = existing if isinstance(existing, QApplication) else QApplication(arguments)
    app.setApplicationName("Poryadok")
    app.setApplicationDisplayName("Порядок")
    app.setOrganizationName("Poryadok")
    russian_qt.install(app)
    look.apply(app, look.remembered_scheme(), zoom.remembered())
    return app


def run_window(data: str | None = None, demo: bool = False) -> int:
    """Open the window and live until it is closed; returns the exit code."""
    if not has_screen():
        sys.stderr.write(
            "Экрана нет, окно открыть негде. Чтобы увидеть программу без экрана, выполните "
            "poryadok --demo tour --out ПАПКА.\n"
        )
        return 1
    app = make_app(sys.argv[:1])
    with tempfile.TemporaryDirectory(prefix="poryadok-demo-", ignore_cleanup_errors=True) as place:
        folder = Path(place) / "Пример" if demo else paths.data_dir(data)
        log.start(folder)
        restore = crash.install(log.write)
        window = MainWindow(folder, demo=demo)
        window.show()
        try:
            return int(app.exec())
        finally:
            window.close_office()
            jobs.shutdown()
            restore()
            log.stop()


def lock_minutes() -> int:
    """After how many minutes of doing nothing the office is locked: 1–30, as the settings say."""
    try:
        minutes = int(str(QSettings().value(_LOCK_KEY, LOCK_MINUTES)))
    except ValueError:
        return LOCK_MINUTES
    return min(max(minutes, 1), 30)


def _demo_hint() -> str:
    """How to come in again as any of the example's people."""
    from desktop.operations.demo import PASSWORD

    return f"Это пример: войдите кем угодно, пароль у всех – «{PASSWORD}»."


def _finish_everything() -> None:
    """Wait until nothing runs, however long a print or an import takes; the window stays alive."""
    while True:
        try:
            jobs.wait_idle()
        except TimeoutError:
            continue
        return


def has_screen() -> bool:
    """Whether a window can be shown: on Linux a display or an explicit Qt platform is needed."""
    if sys.platform in ("win32", "darwin"):
        return True
    names = ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")
    return any(os.environ.get(name) for name in names)


class MainWindow(QMainWindow):
    """Holds one of: first start, sign-in, workplace."""

    def __init__(self, folder: Path, *, demo: bool = False) -> None:
        super().__init__()
        self.folder = folder
        self._demo = demo
        # The folder of an example begun from the first page; `run_window` owns that of --demo.
        self._place: tempfile.TemporaryDirectory[str] | None = None
        self.setWindowTitle("Порядок")
        self.setAccessibleName("Порядок")
        self.resize(look.px(1240), look.px(760))
        self.setMinimumSize(720, 480)
        geometry = QSettings().value("window/geometry")
        if geometry is not None:
            self.restoreGeometry(geometry)
        zoom.install(self)
        bus.lock.connect(self.lock)
        self._idle = QTimer(self)
        self._idle.setSingleShot(True)
        self._idle.timeout.connect(self.lock)
        # Timers stand still while the computer sleeps; the clock on the wall does not.
        self._touched = clock.now()
        self._wake = QTimer(self)
        self._wake.setInterval(30_000)
        self._wake.timeout.connect(self._lock_after_sleep)
        self._wake.start()
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        app.focusWindowChanged.connect(self._watch)
        if demo:
            self._start_demo()
        elif access.exists(folder):
            self.show_sign_in()
        else:
            self.show_first_start()

    def show_sign_in(self) -> None:
        """Ask who comes; when the key file cannot be read, say what to do about it."""
        try:
            page = SignIn(self.folder, _demo_hint() if self._demo else "", self)
        except UserError as error:
            words = Empty(
                "Данные не открываются", str(error), "Попробовать ещё раз", "triangle-alert"
            )
            trouble = EmptyState(words, self)
            trouble.stepped.connect(self.show_sign_in)
            self._replace(trouble)
            return
        page.entered.connect(self.show_workplace)
        self._replace(page)

    def show_first_start(self) -> None:
        """The wizard of the first start."""
        from desktop.ui.wizard import Wizard

        page = Wizard(self.folder, self)
        page.finished.connect(self.show_workplace)
        page.demo_wanted.connect(self._try_demo)
        self._replace(page)

    def show_workplace(self, session: object) -> None:
        """The office is open."""
        from desktop.operations._operation import Session
        from desktop.ui.workplace import Workplace

        assert isinstance(session, Session)
        act.enter(session)
        self._replace(Workplace(DEMO_BANNER if self._demo else "", self))
        self._wait_idle()

    def lock(self) -> None:
        """Keep what is typed, drop every widget that shows data, close the bases, ask who comes."""
        if not act.is_open():
            return
        self._flush()
        for widget in QApplication.topLevelWidgets():
            if widget is not self and widget.isVisible():
                widget.close()
        from desktop.ui.waiting import Waiting

        self._replace(Waiting("Заканчиваю начатое и закрываю данные…", self))
        self.close_office()
        self.show_sign_in()

    def close_office(self) -> None:
        """Close the bases on their own thread and wait for it; nothing when none is open."""
        session = act.leave()
        if session is None:
            return
        jobs.run("store", lambda: access.sign_out(session), context=self, done=lambda _: None)
        _finish_everything()

    def closeEvent(self, event: QCloseEvent) -> None:
        self._flush()
        QSettings().setValue("window/geometry", self.saveGeometry())
        self.close_office()
        super().closeEvent(event)

    def _watch(self, focused: QWindow | None) -> None:
        """Hear the keys and the mouse of whatever window is used now, dialogs too.

        A filter over the whole application would ask Python about every event of every widget.
        """
        if focused is not None:
            focused.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in _TOUCHES:
            self._wait_idle()
        return super().eventFilter(watched, event)

    def _try_demo(self) -> None:
        """An example from the first page: never in the folder meant for the real office."""
        self._place = tempfile.TemporaryDirectory(
            prefix="poryadok-demo-", ignore_cleanup_errors=True
        )
        self.folder = Path(self._place.name) / "Пример"
        self._start_demo()

    def _start_demo(self) -> None:
        from desktop.operations.demo import open_demo
        from desktop.ui.waiting import Waiting

        self._demo = True
        folder = self.folder
        self._replace(Waiting("Готовлю пример: вымышленный детский сад…", self))
        jobs.run("store", lambda: open_demo(folder), context=self, done=self.show_workplace)

    def _lock_after_sleep(self) -> None:
        if clock.now() - self._touched > timedelta(minutes=lock_minutes()):
            self.lock()

    def _flush(self) -> None:
        flush = getattr(self.centralWidget(), "flush", None)
        if flush is not None:
            flush()

    def _wait_idle(self) -> None:
        if act.is_open():
            self._touched = clock.now()
            self._idle.start(lock_minutes() * 60_000)
        else:
            self._idle.stop()

    def _replace(self, page: QWidget) -> None:
        self.setCentralWidget(page)
