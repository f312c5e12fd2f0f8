"""Small pieces that the pages are built of."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from desktop.ui import icons, look


def button(
    word: str, parent: QWidget, *, icon: str = "", role: str = "", name: str = ""
) -> QPushButton:
    """A button of that role; `name` is what a screen reader says where the word is too short."""
    made = QPushButton(word, parent)
    made.setAccessibleName(name or word)
    if role:
        look.set_role(made, role)
    if icon:
        tint = {"primary": "on_accent", "quiet": "accent", "link": "accent", "danger": "stop"}
        icons.put(made, icon, tint.get(role, "text"))
    return made


def set_primary(made: QPushButton, icon: str, is_primary: bool) -> None:
    """Make the button the one filled button of its screen, or a plain one. Its icon follows."""
    role = "primary" if is_primary else ""
    if made.property("role") != role:
        look.set_role(made, role)
        icons.put(made, icon, "on_accent" if is_primary else "text")


def label(text: str, parent: QWidget, role: str = "") -> QLabel:
    """A line of plain text that wraps and can be copied."""
    made = QLabel(parent)
    made.setTextFormat(Qt.TextFormat.PlainText)
    made.setText(text)
    made.setWordWrap(True)
    made.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    if role:
        look.set_role(made, role)
    return made


class Band(QFrame):
    """A coloured block of a few sentences: `kind` is ok, warn, stop or info."""

    def __init__(self, kind: str, parent: QWidget) -> None:
        super().__init__(parent)
        look.set_role(self, f"band-{kind}")
        self._column = QVBoxLayout(self)
        side = look.px(12)
        self._column.setContentsMargins(side, look.px(8), side, look.px(8))
        self._column.setSpacing(look.px(4))
        self.text_label = label("", self)
        self._column.addWidget(self.text_label)
        self.hide()

    def say(self, lines: Sequence[str]) -> None:
        """Show these lines; hide when there are none."""
        self.text_label.setText("\n".join(lines))
        self.setAccessibleName("\n".join(lines))
        self.setVisible(bool(lines))


class Facts(QWidget):
    """Names at the left, what they are at the right."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(look.px(16))
        self._grid.setVerticalSpacing(look.px(8))
        self._grid.setColumnStretch(1, 1)
        self._grid.setColumnMinimumWidth(0, look.px(136))

    def add(self, name: str, what: str | QWidget) -> None:
        """One more line; a text that is empty stands as a dash."""
        line = self._grid.rowCount()
        top = Qt.AlignmentFlag.AlignTop
        heading = label(name, self, "muted")
        heading.setWordWrap(False)
        self._grid.addWidget(heading, line, 0, top)
        if isinstance(what, str):
            self._grid.addWidget(label(what or "–", self), line, 1, top)
        else:
            what.setParent(self)
            self._grid.addWidget(what, line, 1)


class Sheet(QScrollArea):
    """A place whose content is built anew each time; where one had scrolled to is kept."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)

    def begin(self) -> tuple[QWidget, QVBoxLayout]:
        """An empty page to fill."""
        page = QWidget(self)
        column = QVBoxLayout(page)
        column.setContentsMargins(0, look.px(12), look.px(12), look.px(12))
        column.setSpacing(look.px(8))
        return page, column

    def put(self, page: QWidget) -> None:
        """Show the filled page instead of the former one."""
        at = self.verticalScrollBar().value()
        self.setWidget(page)
        self.verticalScrollBar().setValue(at)


class CardPlace(QScrollArea):
    """Where a card lies. In a low window at 200 % the whole card scrolls: its `tall` part is never
    lower than a few lines, and the rest is never cut."""

    def __init__(self, card: QWidget, tall: QWidget, parent: QWidget) -> None:
        super().__init__(parent)
        self._tall = tall
        tall.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Ignored)
        self.setAccessibleName("Карточка")
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setWidget(card)
        look.changed.connect(self._restyle)
        self._restyle()

    def _restyle(self) -> None:
        self._tall.setMinimumHeight(look.px(260))


def row(*widgets: QWidget, stretch: bool = True) -> QHBoxLayout:
    """Widgets side by side."""
    made = QHBoxLayout()
    made.setContentsMargins(0, 0, 0, 0)
    made.setSpacing(look.px(look.GAP))
    for widget in widgets:
        made.addWidget(widget)
    if stretch:
        made.addStretch(1)
    return made
