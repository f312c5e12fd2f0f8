"""A state as icon + word + colour: in a line of its own and painted in table cells."""

from dataclasses import dataclass
from typing import Literal

from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from desktop.ui import icons, look

ChipRole = Literal["ok", "warn", "stop", "info", "muted"]

_ICON = {
    "ok": "circle-check",
    "warn": "triangle-alert",
    "stop": "octagon-x",
    "info": "info",
    "muted": "circle-dashed",
}


@dataclass(frozen=True)
class Chip:
    """One state. `word` is what a person reads, `icon` a name of the family ("" = by role)."""

    word: str
    role: ChipRole = "muted"
    icon: str = ""

    @property
    def picture(self) -> str:
        """The name of the icon to draw."""
        return self.icon or _ICON[self.role]


def chip_width(chip: Chip, metrics: QFontMetrics) -> int:
    """How wide the chip is when nothing has to be cut off."""
    return metrics.horizontalAdvance(chip.word) + look.px(16) + look.px(6) + 2 * look.px(8)


def paint_chip(painter: QPainter, chip: Chip, cell: QRect) -> None:
    """Draw the chip at the left of `cell`, in its middle; a word too long is cut with «…»."""
    metrics = painter.fontMetrics()
    height = min(cell.height(), metrics.height() + look.px(6))
    width = min(cell.width(), chip_width(chip, metrics))
    body = QRect(cell.x(), cell.y() + (cell.height() - height) // 2, width, height)
    side = look.px(16)
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(look.colour(f"{chip.role}_soft"))
    painter.drawRoundedRect(QRectF(body), height / 2, height / 2)
    ratio = painter.device().devicePixelRatio()
    picture = icons.pixmap(chip.picture, chip.role, side, ratio)
    left = body.x() + look.px(8)
    painter.drawPixmap(left, body.y() + (height - side) // 2, picture)
    left += side + look.px(6)
    painter.setPen(look.colour(chip.role))
    room = body.right() - look.px(8) - left + 2
    painter.drawText(
        QRect(left, body.y(), room, height),
        Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft,
        metrics.elidedText(chip.word, Qt.TextElideMode.ElideRight, room),
    )
    painter.restore()


class ChipLabel(QWidget):
    """A chip on a form or a card."""

    def __init__(self, chip: Chip, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._chip = chip
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self.set_chip(chip)
        look.changed.connect(self._restyle)

    @property
    def chip(self) -> Chip:
        """What is shown."""
        return self._chip

    def set_chip(self, chip: Chip) -> None:
        """Show another state."""
        self._chip = chip
        self.setAccessibleName(chip.word)
        self.setToolTip(chip.word)
        self._restyle()

    def _restyle(self) -> None:
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        metrics = self.fontMetrics()
        return QSize(chip_width(self._chip, metrics), metrics.height() + look.px(8))

    def minimumSizeHint(self) -> QSize:
        return QSize(look.px(48), self.sizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        paint_chip(painter, self._chip, self.rect())
        painter.end()
