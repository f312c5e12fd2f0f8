"""The line at the bottom: what was done (with «Отменить»), what runs, what went wrong."""

from collections.abc import Callable

from PySide6.QtCore import QSize, Qt, QTimer, Signal
from PySide6.QtGui import QAccessible, QAccessibleEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QProgressBar,
    QPushButton,
    QSizePolicy,
    QToolButton,
    QWidget,
)

from desktop.ui import icons, look

_HEIGHT = 32  # a low button and the line above it
SECONDS_DONE = 10
SECONDS_UNDO = 30  # long enough to read, look at the list and change one's mind


class FeedbackLine(QFrame):
    """One message at a time; it takes its place for good, so that nothing above it jumps. With
    nothing to say it is no more than the margin of the page.

    `cancelled` is the press of «Прервать» while something runs.
    """

    cancelled = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._undo: Callable[[], None] | None = None
        self._picture = ("", "muted")
        self.icon_label = QLabel(self)
        self.text_label = QLabel(self)
        self.text_label.setTextFormat(Qt.TextFormat.PlainText)
        self.text_label.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self.bar = QProgressBar(self)
        self.bar.setTextVisible(False)
        self.bar.setAccessibleName("Ход работы")
        self.undo_button = QPushButton(self)
        look.set_role(self.undo_button, "quiet")
        self.undo_button.clicked.connect(self._undo_it)
        self.cancel_button = QPushButton("Прервать", self)
        self.cancel_button.setAccessibleName("Прервать")
        look.set_role(self.cancel_button, "quiet")
        self.cancel_button.clicked.connect(self._cancel)
        self.close_button = QToolButton(self)
        icons.put(self.close_button, "x", "muted")
        self.close_button.setAccessibleName("Убрать сообщение")
        self.close_button.setToolTip("Убрать сообщение")
        self.close_button.clicked.connect(self.clear)
        self._row = QHBoxLayout(self)
        self._row.addWidget(self.icon_label)
        self._row.addWidget(self.text_label, 1)
        self._row.addWidget(self.bar)
        for button in (self.undo_button, self.cancel_button, self.close_button):
            self._row.addWidget(button)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self.clear)
        self._for_good = (self.bar, self.undo_button, self.cancel_button, self.close_button)
        look.changed.connect(self._restyle)
        self._restyle()
        self.clear()

    def say(
        self, text: str, undo: Callable[[], None] | None = None, undo_word: str = "Отменить"
    ) -> None:
        """Something is done. In: `undo` what takes it back; the line goes away by itself."""
        self._show(text, "circle-check", "ok")
        self._undo = undo
        self.undo_button.setText(undo_word)
        self.undo_button.setAccessibleName(f"{undo_word}: {text}")
        self.undo_button.setVisible(undo is not None)
        self.close_button.show()
        self._timer.start((SECONDS_UNDO if undo else SECONDS_DONE) * 1000)

    def fail(self, text: str) -> None:
        """Something did not work; the text of a UserError. Stays until it is put away."""
        self._show(text, "triangle-alert", "stop")
        self.close_button.show()

    def start(self, text: str, *, can_cancel: bool = False) -> None:
        """Something runs, how long is not known yet."""
        self._show(text, "hourglass", "info")
        self.bar.setRange(0, 0)
        self.bar.show()
        self.cancel_button.setEnabled(True)
        self.cancel_button.setVisible(can_cancel)

    def step(self, done: int, total: int, text: str = "") -> None:
        """What runs got on: `done` of `total` (0 = unknown)."""
        self.bar.setRange(0, total)
        self.bar.setValue(done)
        if text:
            self.text_label.setText(text)

    def clear(self) -> None:
        """Nothing to say."""
        self._timer.stop()
        self._undo = None
        self._picture = ("", "muted")
        self.icon_label.clear()
        self.text_label.clear()
        self._dress("")
        for widget in self._for_good:
            widget.hide()

    @property
    def text(self) -> str:
        """What is said now, "" when nothing."""
        return self.text_label.text()

    def _show(self, text: str, icon: str, role: str) -> None:
        self.clear()
        self._picture = (icon, role)
        self._draw()
        self._dress("told")
        self.text_label.setText(text)
        self.text_label.setToolTip(text)
        self.text_label.setAccessibleName(text)
        # A screen reader says it aloud, though the focus stays where the person works.
        event = QAccessibleEvent(self.text_label, QAccessible.Event.Alert)
        QAccessible.updateAccessibility(event)

    def _dress(self, role: str) -> None:
        if self.property("role") != role:
            look.set_role(self, role)

    def _undo_it(self) -> None:
        undo = self._undo
        self.clear()
        if undo:
            undo()

    def _cancel(self) -> None:
        self.cancel_button.setEnabled(False)
        self.text_label.setText("Прерываю…")
        self.cancelled.emit()

    def _draw(self) -> None:
        name, role = self._picture
        if name:
            self.icon_label.setPixmap(icons.pixmap(name, role, 0, self.devicePixelRatioF()))

    def _restyle(self) -> None:
        side = look.px(look.PAGE_MARGIN)
        self._row.setContentsMargins(side, look.px(2), side, look.px(2))
        self._row.setSpacing(look.px(look.GAP))
        self.bar.setFixedWidth(look.px(240))
        self.setMinimumHeight(look.px(_HEIGHT))
        self._draw()

    def sizeHint(self) -> QSize:
        return QSize(super().sizeHint().width(), look.px(_HEIGHT))
