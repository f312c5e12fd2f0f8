"""Two or more parts beside each other, under each other where the window is narrow."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QFrame, QScrollArea, QVBoxLayout, QWidget

from desktop.ui import look

_NARROW = 760
_ROW = QBoxLayout.Direction.LeftToRight
_DOWNWARDS = QBoxLayout.Direction.TopToBottom
_UPWARDS = QBoxLayout.Direction.BottomToTop


class SideBySide(QWidget):
    """Lays its parts in a row, or in a column below 760 px × zoom."""

    def __init__(self, parent: QWidget | None = None, *, last_first: bool = False) -> None:
        """In: `last_first` whether a column begins with the last part."""
        super().__init__(parent)
        self._column = _UPWARDS if last_first else _DOWNWARDS
        self._box = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._box.setContentsMargins(0, 0, 0, 0)
        look.changed.connect(self._restyle)
        self._restyle()

    def add(self, part: QWidget, stretch: int = 0) -> None:
        """One more part at the end."""
        self._box.addWidget(part, stretch)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._turn()

    def _turn(self) -> None:
        is_narrow = self.width() < look.px(_NARROW)
        direction = self._column if is_narrow else _ROW
        if self._box.direction() != direction:
            self._box.setDirection(direction)

    def _restyle(self) -> None:
        self._box.setSpacing(look.px(32))
        self._turn()


class Scrolled(QScrollArea):
    """A page that may be taller than its place."""

    def __init__(
        self, inside: QWidget, parent: QWidget | None = None, *, fills: bool = False
    ) -> None:
        """In: `fills` whether `inside` grows into the room that is left."""
        super().__init__(parent)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        page = QWidget(self)
        column = QVBoxLayout(page)
        column.setContentsMargins(0, 0, look.px(12), look.px(8))
        column.addWidget(inside, 1 if fills else 0)
        if not fills:
            column.addStretch(1)
        self.setWidget(page)
