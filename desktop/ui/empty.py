"""What an empty list says: what belongs here, and the first step."""

from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QLabel, QPushButton, QVBoxLayout, QWidget

from desktop.ui import icons, look


@dataclass(frozen=True)
class Empty:
    """The words of an empty place. `action` is the first step's button, "" when there is none."""

    title: str
    text: str = ""
    action: str = ""
    icon: str = "circle-dashed"


class EmptyState(QWidget):
    """The words of `Empty` in the middle of the place. `stepped` is the press of its button."""

    stepped = Signal()

    def __init__(self, empty: Empty, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._empty = empty
        self._picture = QLabel(self)
        self._picture.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.title_label = QLabel(self)
        self.title_label.setWordWrap(True)
        look.set_role(self.title_label, "section")
        self.text_label = QLabel(self)
        self.text_label.setWordWrap(True)
        look.set_role(self.text_label, "muted")
        self.step_button = QPushButton(self)
        look.set_role(self.step_button, "primary")
        self.step_button.clicked.connect(self.stepped)
        column = QVBoxLayout(self)
        column.setSpacing(look.GAP)
        column.addStretch(2)
        for widget in (self._picture, self.title_label, self.text_label):
            widget.setAlignment(Qt.AlignmentFlag.AlignCenter)
            column.addWidget(widget)
        column.addSpacing(look.GAP)
        column.addWidget(self.step_button, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addStretch(3)
        look.changed.connect(self._draw)
        self.set_empty(empty)

    def set_empty(self, empty: Empty) -> None:
        """Say something else."""
        self._empty = empty
        self.title_label.setText(empty.title)
        self.text_label.setText(empty.text)
        self.text_label.setVisible(bool(empty.text))
        self.step_button.setText(empty.action)
        self.step_button.setAccessibleName(empty.action)
        self.step_button.setVisible(bool(empty.action))
        self.setAccessibleName(f"{empty.title}. {empty.text}".strip())
        self._draw()

    def showEvent(self, event: QShowEvent) -> None:
        self._draw()
        super().showEvent(event)

    def _draw(self) -> None:
        ratio = self.devicePixelRatioF()
        self._picture.setPixmap(icons.pixmap(self._empty.icon, "muted", look.px(48), ratio))
