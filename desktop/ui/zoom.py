"""Ctrl+plus, Ctrl+minus, Ctrl+0: the size of everything, 80–200 %, remembered."""

from PySide6.QtCore import QSettings, Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QApplication, QWidget

from desktop.ui import look

STEPS = (0.8, 0.9, 1.0, 1.1, 1.25, 1.5, 1.75, 2.0)
_KEY = "look/zoom"


def remembered() -> float:
    """The zoom of the last time; 1.0 at first and when what was kept makes no sense."""
    text = str(QSettings().value(_KEY, "1.0"))
    return next((step for step in STEPS if f"{step:g}" == text), 1.0)


def set_zoom(value: float) -> None:
    """Apply the step of `STEPS` nearest to `value` to the whole program and remember it."""
    step = min(STEPS, key=lambda known: abs(known - value))
    QSettings().setValue(_KEY, f"{step:g}")
    app = QApplication.instance()
    if isinstance(app, QApplication) and step != look.zoom():
        look.apply(app, look.scheme(), step)


def larger() -> None:
    """One step up."""
    set_zoom(min((step for step in STEPS if step > look.zoom() + 0.001), default=STEPS[-1]))


def smaller() -> None:
    """One step down."""
    set_zoom(max((step for step in STEPS if step < look.zoom() - 0.001), default=STEPS[0]))


def normal() -> None:
    """Back to 100 %."""
    set_zoom(1.0)


def install(window: QWidget) -> None:
    """Give a window the keys. «=» lies on the key of «+», so it counts too."""
    for keys, deed in (
        (("Ctrl++", "Ctrl+="), larger),
        (("Ctrl+-", "Ctrl+_"), smaller),
        (("Ctrl+0",), normal),
    ):
        shortcut = QShortcut(window)
        shortcut.setKeys([QKeySequence(key) for key in keys])
        shortcut.setContext(Qt.ShortcutContext.WindowShortcut)
        shortcut.activated.connect(deed)
