"""What a screen of the side list is: one file in `screens/` with SCREEN = Screen(…)."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from desktop.operations.permissions import Permission
from desktop.ui import look


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
        margin = look.px(24)
        column.setContentsMargins(margin, margin, margin, look.px(16))
        column.setSpacing(look.px(16))
        self.title_label = QLabel(title, self)
        look.set_role(self.title_label, "title")
        self.head = QHBoxLayout()
        self.head.setSpacing(look.px(8))
        self.head.addWidget(self.title_label)
        self.head.addStretch(1)
        column.addLayout(self.head)
        self.body = QVBoxLayout()
        self.body.setSpacing(look.px(8))
        column.addLayout(self.body, 1)

    def reload(self) -> None:
        """Ask for the data anew. Called on the window's thread."""

    def show_item(self, item: Any) -> None:
        """Bring this item (an id) into view; another screen led here."""

    def flush(self) -> None:
        """Keep what is typed: the office is about to be locked or closed."""
