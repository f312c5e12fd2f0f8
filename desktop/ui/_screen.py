"""What a screen of the side list is: one file in `screens/` with SCREEN = Screen(…)."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from desktop.operations.permissions import Permission
from desktop.ui import look
from desktop.ui.table import SearchableTable


@dataclass(frozen=True)
class Screen:
    """A place of the side list: `icon` is a lucide name, `order` its place, `permission` who sees
    it, `make(parent)` builds its page when it is first shown."""

    id: str
    title: str
    icon: str
    order: int
    permission: Permission
    make: Callable[[QWidget], "Page"]


class Page(QWidget):
    """A screen's widget: title row, then `self.body` for its content.

    The window calls `reload()` when the page is shown and its data may have changed; it must be
    able to rebuild itself from the operations at any time and keep selection and typed text.
    """

    # (keys, what they do) shown by F1
    keys: tuple[tuple[str, str], ...] = ()

    def __init__(self, title: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(title)
        column = QVBoxLayout(self)
        self._column = column
        self.title_label = QLabel(title, self)
        look.set_role(self.title_label, "title")
        self.head = QHBoxLayout()
        self.head.addWidget(self.title_label)
        self.head.addStretch(1)
        column.addLayout(self.head)
        self.body = QVBoxLayout()
        column.addLayout(self.body, 1)
        look.changed.connect(self._fit_margins)
        self._fit_margins()

    def _fit_margins(self) -> None:
        margin = min(look.px(look.PAGE_MARGIN), look.PAGE_MARGIN)  # at 200 % the content needs it
        # Below lies the line that tells what was done; empty, it is the rest of the margin.
        self._column.setContentsMargins(margin, margin, margin, look.px(4))
        self._column.setSpacing(look.px(look.GAP * 2))
        self.head.setSpacing(look.GAP)
        self.body.setSpacing(look.px(look.GAP))
        # As high as a button: a page without one has its title in the same place.
        self.title_label.setMinimumHeight(look.px(look.ROW_HEIGHT))

    def reload(self) -> None:
        """Ask for the data anew. Called on the window's thread."""

    def show_item(self, item: Any) -> None:
        """Bring this item (an id) into view; another screen led here."""

    def focus_start(self) -> None:
        """Where the keyboard begins: the list of the page, else the page itself."""
        tables = (t for t in self.findChildren(SearchableTable) if t.isVisible())
        table = next(tables, None)
        if table is not None:
            table.focus_list()
        else:
            self.setFocus(Qt.FocusReason.OtherFocusReason)  # Tab goes on to what is first in it

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc that nobody wanted goes back: from the card to the list."""
        if event.key() == Qt.Key.Key_Escape:
            self.focus_start()
            return
        super().keyPressEvent(event)

    def flush(self) -> None:
        """Keep what is typed: the office is about to be locked or closed."""
