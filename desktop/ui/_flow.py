"""A row of controls that goes on in the next line where the width ends."""

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtWidgets import QLayout, QLayoutItem, QWidget

from desktop.ui import look


class FlowLayout(QLayout):
    """Left to right, then the next line; what is hidden takes no place.

    In: `gap` between items and `line_gap` between lines, in pixels of the 100 % drawing.
    """

    def __init__(self, parent: QWidget | None = None, gap: int = 8, line_gap: int = 8) -> None:
        super().__init__(parent)
        self._items: list[QLayoutItem] = []
        self._gap = gap
        self._line_gap = line_gap
        self.setContentsMargins(0, 0, 0, 0)

    def addItem(self, item: QLayoutItem) -> None:
        self._items.append(item)

    def count(self) -> int:
        return len(self._items)

    def itemAt(self, index: int) -> QLayoutItem | None:
        return self._items[index] if 0 <= index < len(self._items) else None

    def takeAt(self, index: int) -> QLayoutItem | None:
        return self._items.pop(index) if 0 <= index < len(self._items) else None

    def expandingDirections(self) -> Qt.Orientation:
        return Qt.Orientation(0)

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return self._arrange(QRect(0, 0, width, 0), move=False)

    def setGeometry(self, rect: QRect) -> None:
        super().setGeometry(rect)
        self._arrange(rect, move=True)

    def sizeHint(self) -> QSize:
        shown = [item.sizeHint() for item in self._items if not item.isEmpty()]
        width = sum(size.width() for size in shown) + look.px(self._gap) * max(0, len(shown) - 1)
        return QSize(width, max((size.height() for size in shown), default=0))

    def minimumSize(self) -> QSize:
        size = QSize(0, 0)
        for item in self._items:
            if not item.isEmpty():
                size = size.expandedTo(item.minimumSize())
        return size

    def _arrange(self, rect: QRect, *, move: bool) -> int:
        """Put the items into `rect`, or only count: returns the height they need."""
        lines: list[list[tuple[QLayoutItem, int]]] = [[]]
        gap = look.px(self._gap)
        used = 0
        for item in self._items:
            if item.isEmpty():
                continue
            width = max(item.minimumSize().width(), min(item.sizeHint().width(), rect.width()))
            if lines[-1] and used + gap + width > rect.width():
                lines.append([])
                used = 0
            used += width + (gap if lines[-1] else 0)
            lines[-1].append((item, width))
        top = rect.y()
        for number, line in enumerate(line for line in lines if line):
            top += look.px(self._line_gap) if number else 0
            height = max(item.sizeHint().height() for item, _ in line)
            left = rect.x()
            for item, width in line:
                if move:
                    own = min(item.sizeHint().height(), height)
                    item.setGeometry(
                        QRect(QPoint(left, top + (height - own) // 2), QSize(width, own))
                    )
                left += width + gap
            top += height
        return top - rect.y()
