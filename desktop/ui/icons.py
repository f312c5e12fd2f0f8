"""Icons of one family (lucide, ISC licence), drawn in the colours of the theme in force.

Icons follow the theme, the zoom and the screen's pixel ratio by themselves: the picture is made
at the moment of painting.
"""

from functools import lru_cache

from PySide6.QtCore import QByteArray, QObject, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QIcon, QIconEngine, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import QAbstractButton, QPushButton

from desktop import paths
from desktop.ui import look

_STROKE = ('stroke-width="2"', 'stroke-width="1.75"')

# Qt deletes what `clone` returns, but Python forgets it first; without this list both would be
# wrong about who owns it and the program would die. Cloning happens only when an icon is edited.
_cloned: list[QIconEngine] = []


def names() -> tuple[str, ...]:
    """Every icon there is, by name."""
    return tuple(sorted(file.stem for file in (paths.RESOURCES / "icons").glob("*.svg")))


def icon(name: str, role: str = "text") -> QIcon:
    """The icon `name` in the colour of the token `role`; it recolours itself with the theme.

    Raises FileNotFoundError for an unknown name, KeyError for an unknown token: both our bugs.
    """
    _source(name)
    look.token(role)
    return QIcon(_Engine(name, role))


def pixmap(name: str, role: str = "text", size: int = 0, ratio: float = 1.0) -> QPixmap:
    """The icon as a picture of the theme in force.

    In: `size` in pixels at the zoom in force (0: 20 px × zoom), `ratio` of the screen.
    """
    return _drawn(name, look.token(role), size or look.px(look.ICON_SIZE), ratio)


def put(button: QAbstractButton, name: str, role: str = "text") -> None:
    """Give a button its icon in the right size, also after the zoom changes."""
    button.setIcon(icon(name, role))
    if button.findChild(_Sizer) is None:
        _Sizer(button)


class _Sizer(QObject):
    """Keeps the icon of one button as large as the zoom says, with air before the word."""

    def __init__(self, button: QAbstractButton) -> None:
        super().__init__(button)
        self._button = button
        look.changed.connect(self._size)
        self._size()

    def _size(self) -> None:
        side = look.px(look.ICON_SIZE)
        air = look.px(6) if isinstance(self._button, QPushButton) and self._button.text() else 0
        self._button.setIconSize(QSize(side + air, side))


@lru_cache(maxsize=256)
def _source(name: str) -> bytes:
    text = (paths.RESOURCES / "icons" / f"{name}.svg").read_text(encoding="utf-8")
    return text.replace(*_STROKE).encode()


@lru_cache(maxsize=1024)
def _drawn(name: str, colour: str, size: int, ratio: float) -> QPixmap:
    renderer = QSvgRenderer(QByteArray(_source(name).replace(b"currentColor", colour.encode())))
    side = max(1, round(size * ratio))
    picture = QPixmap(side, side)
    picture.fill(Qt.GlobalColor.transparent)
    painter = QPainter(picture)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    renderer.render(painter, QRectF(0, 0, side, side))
    painter.end()
    picture.setDevicePixelRatio(ratio)
    return picture


class _Engine(QIconEngine):
    def __init__(self, name: str, role: str) -> None:
        super().__init__()
        self._name = name
        self._role = role

    def scaledPixmap(
        self, size: QSize, mode: QIcon.Mode, state: QIcon.State, scale: float
    ) -> QPixmap:
        role = "disabled" if mode == QIcon.Mode.Disabled else self._role
        side = min(size.width(), size.height())
        picture = _drawn(self._name, look.token(role), side, scale)
        if size.width() <= size.height():
            return picture
        wide = QPixmap(size * scale)  # the air before the word is part of the picture
        wide.fill(Qt.GlobalColor.transparent)
        wide.setDevicePixelRatio(scale)
        painter = QPainter(wide)
        painter.drawPixmap(0, 0, picture)
        painter.end()
        return wide

    def pixmap(self, size: QSize, mode: QIcon.Mode, state: QIcon.State) -> QPixmap:
        return self.scaledPixmap(size, mode, state, 1.0)

    def paint(self, painter: QPainter, rect: QRect, mode: QIcon.Mode, state: QIcon.State) -> None:
        ratio = painter.device().devicePixelRatio()
        picture = self.scaledPixmap(rect.size(), mode, state, ratio)
        size = picture.deviceIndependentSize()
        left = rect.x() + (rect.width() - round(size.width())) // 2
        top = rect.y() + (rect.height() - round(size.height())) // 2
        painter.drawPixmap(left, top, picture)

    def clone(self) -> QIconEngine:
        copy = _Engine(self._name, self._role)
        _cloned.append(copy)
        return copy

    def key(self) -> str:
        return "poryadok"

    def iconName(self) -> str:
        return self._name
