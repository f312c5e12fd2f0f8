"""The three lines under a marked word. Qt's own are one pixel thin and hardly told apart."""

from collections.abc import Iterator

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QPainter, QPen, QPolygonF, QTextBlock, QTextLine

from desktop.rules._level import Level
from desktop.ui import look

ROLES = {Level.STOP: "stop", Level.FIX: "warn", Level.ADVICE: "info"}


def under(block: QTextBlock, start: int, end: int) -> Iterator[tuple[float, float, float]]:
    """Where a stretch of the document lies in a block: (left, right, base line) of each line.

    In: `start` and `end` in positions of the document. Out: pixels from the block's corner.
    """
    layout = block.layout()
    first, last = start - block.position(), end - block.position()
    for number in range(layout.lineCount()):
        line = layout.lineAt(number)
        opens = max(first, line.textStart())
        closes = min(last, line.textStart() + line.textLength())
        if opens < closes:
            left, right = _x(line, opens), _x(line, closes)
            yield min(left, right), max(left, right), line.y() + line.ascent()


def _x(line: QTextLine, place: int) -> float:
    told = line.cursorToX(place)  # Qt says where it landed too
    return float(told[0]) if isinstance(told, tuple) else 0.0


def draw(painter: QPainter, level: Level, left: float, right: float, base: float) -> None:
    """«Нельзя» is a solid line, «исправьте» a wave, «совет» dots; also without colours."""
    step = float(look.px(3))
    y = base + step
    width = look.zoom() * (1.4 if level is Level.FIX else 2.0)
    pen = QPen(look.colour(ROLES[level]), width)
    if level is Level.FIX:
        painter.setPen(pen)
        xs = [left + step * n for n in range(int((right - left) / step) + 1)]
        painter.drawPolyline(
            QPolygonF([QPointF(x, y + (step * 0.7 if n % 2 else 0)) for n, x in enumerate(xs)])
        )
        return
    if level is Level.ADVICE:
        pen.setStyle(Qt.PenStyle.CustomDashLine)
        pen.setDashPattern([0.1, 2.0])
        pen.setCapStyle(Qt.PenCapStyle.RoundCap)
    painter.setPen(pen)
    painter.drawLine(QPointF(left, y), QPointF(right, y))
