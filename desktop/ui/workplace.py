"""The unlocked office: side list, one page, the bottom line. Knows no screen by name."""

import functools
from typing import Any

from PySide6.QtCore import QSettings, QSize, Qt
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

import desktop.ui.screens
from desktop.operations import access, journal
from desktop.operations.permissions import ROLE_TITLES, TEACHER, Permission
from desktop.registry import collect
from desktop.ui import act, ask, bus, icons, look
from desktop.ui._screen import Page, Screen
from desktop.ui.dialogs import password
from desktop.ui.feedback import FeedbackLine

_NARROW = 1100  # below this width the side list shows icons only
_ICONS_WIDTH = 52
_LAST = "window/screen"


def screens() -> tuple[Screen, ...]:
    """All screens in their order."""
    return tuple(sorted(collect(desktop.ui.screens, "SCREEN").values(), key=lambda s: s.order))


class Workplace(QWidget):
    """Shows the screens that the signed-in role may see."""

    def __init__(self, banner: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._screens = [s for s in screens() if act.allowed(s.permission)]
        self._pages: dict[str, Page] = {}
        self._stale: set[str] = set()
        self.side_list = QListWidget(self)
        self.side_list.setAccessibleName("Разделы")
        look.set_role(self.side_list, "side")
        self.side_list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        for place, screen in enumerate(self._screens, 1):
            item = QListWidgetItem(screen.title, self.side_list)
            item.setData(Qt.ItemDataRole.UserRole, screen.id)
            item.setData(Qt.ItemDataRole.AccessibleTextRole, screen.title)
            item.setToolTip(f"{screen.title} (Ctrl+{place})")
        self.stack = QStackedWidget(self)
        self.feedback = FeedbackLine(self)
        self.user_label = QLabel(self)
        look.set_role(self.user_label, "muted")
        self.user_label.setWordWrap(True)
        actor = act.actor()
        self._is_teacher = actor.role == TEACHER
        role = ROLE_TITLES.get(actor.role, "")
        is_plain = actor.login.casefold() == role.casefold()
        self.user_label.setText(actor.login if is_plain else f"{actor.login}\n{role}")
        self.lock_button = QPushButton("Выйти", self)
        self.lock_button.setAccessibleName("Выйти из программы и закрыть данные")
        self.lock_button.setToolTip("Закрыть данные и вернуться ко входу (Ctrl+L)")
        look.set_role(self.lock_button, "quiet")
        self.lock_button.clicked.connect(bus.lock)
        # Who sees no settings (a teacher) changes the own password here.
        self.password_button = QPushButton("Сменить пароль", self)
        self.password_button.setAccessibleName("Сменить свой пароль")
        look.set_role(self.password_button, "quiet")
        self.password_button.clicked.connect(self._change_password)
        self.name_label = QLabel("Порядок", self)
        look.set_role(self.name_label, "section")

        side = QFrame(self)
        look.set_role(side, "side")
        self._side = side
        left = QVBoxLayout(side)
        left.setContentsMargins(look.px(6), look.px(16), look.px(6), look.px(8))
        left.addWidget(self.name_label)
        left.addSpacing(look.px(8))
        left.addWidget(self.side_list, 1)
        left.addWidget(self.user_label)
        left.addWidget(self.password_button)
        left.addWidget(self.lock_button)
        right = QVBoxLayout()
        right.setContentsMargins(0, 0, 0, 0)
        right.setSpacing(0)
        if banner:
            self.banner_label = QLabel(banner, self)
            self.banner_label.setWordWrap(True)
            look.set_role(self.banner_label, "banner")
            right.addWidget(self.banner_label)
        right.addWidget(self.stack, 1)
        right.addWidget(self.feedback)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(side)
        row.addLayout(right, 1)

        self.side_list.currentRowChanged.connect(self._show_row)
        self.side_list.itemActivated.connect(lambda _: self._enter_page())
        bus.data_changed.connect(self._changed)
        bus.go.connect(self.go)
        bus.told.connect(self._told)
        bus.failed.connect(self.feedback.fail)
        look.changed.connect(self._restyle)
        for place in range(1, min(len(self._screens), 9) + 1):
            key = QShortcut(QKeySequence(f"Ctrl+{place}"), self)
            key.activated.connect(lambda row=place - 1: self._enter_row(row))
        QShortcut(QKeySequence("Ctrl+L"), self).activated.connect(bus.lock)
        QShortcut(QKeySequence("F1"), self).activated.connect(self._tell_keys)
        QShortcut(QKeySequence("F5"), self).activated.connect(self._reload_current)
        self._restyle()
        last = str(QSettings().value(_LAST, ""))
        rows = [row for row, s in enumerate(self._screens) if s.id == last] or [0]
        self.side_list.setCurrentRow(rows[0])

    def go(self, screen_id: str, item: Any = None) -> None:
        """Show a screen, and in it that item."""
        for row, screen in enumerate(self._screens):
            if screen.id == screen_id:
                self._enter_row(row)
                if item is not None:
                    self._pages[screen_id].show_item(item)
                return

    def _enter_row(self, row: int) -> None:
        """Show that screen and put the keyboard where its work begins."""
        self.side_list.setCurrentRow(row)
        self._enter_page()

    def _enter_page(self) -> None:
        page = self.stack.currentWidget()
        if isinstance(page, Page):
            page.focus_start()

    def page(self, screen_id: str) -> Page:
        """The page of a screen, built when it is first needed."""
        if screen_id not in self._pages:
            screen = next(s for s in self._screens if s.id == screen_id)
            page = screen.make(self.stack)
            self._pages[screen_id] = page
            self._stale.add(screen_id)
            self.stack.addWidget(page)
        return self._pages[screen_id]

    def flush(self) -> None:
        """Every page keeps what is typed in it."""
        for page in self._pages.values():
            page.flush()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _show_row(self, row: int) -> None:
        if row < 0:
            return
        screen = self._screens[row]
        page = self.page(screen.id)
        self.stack.setCurrentWidget(page)
        QSettings().setValue(_LAST, screen.id)
        if screen.id in self._stale:
            self._stale.discard(screen.id)
            page.reload()

    def _changed(self) -> None:
        self._stale.update(self._pages)
        self._reload_current()

    def _reload_current(self) -> None:
        row = self.side_list.currentRow()
        if row >= 0:
            self._stale.add(self._screens[row].id)
            self._show_row(row)

    def _told(self, text: str, deed_id: int | None) -> None:
        undo = None
        if deed_id is not None and act.allowed(Permission.UNDO):
            undo = functools.partial(act.perform, self, journal.undo, deed_id)
        self.feedback.say(text, undo)

    def _tell_keys(self) -> None:
        lines = [
            "Ctrl+1 … Ctrl+9 – разделы",
            "Ctrl+F – поиск в списке, Esc – убрать поиск",
            "Enter – открыть, Ctrl+N – новая запись, Ctrl+P – печать",
            "Ctrl+плюс, Ctrl+минус, Ctrl+0 – размер всего",
            "F5 – обновить, Ctrl+L – выйти и закрыть данные",
        ]
        page = self.stack.currentWidget()
        if isinstance(page, Page):
            lines.extend(f"{keys} – {deed}" for keys, deed in page.keys)
        ask.info(self, "Клавиши", "\n".join(lines))

    def _change_password(self) -> None:
        typed = password.ask(self, act.actor().login, is_own=True)
        if typed is not None:
            act.perform(
                self,
                access.change_password,
                typed.old,
                typed.new,
                said="Ваш пароль изменён: входите с новым.",
            )

    def _restyle(self) -> None:
        for row, screen in enumerate(self._screens):
            self.side_list.item(row).setIcon(icons.icon(screen.icon))
        icons.put(self.lock_button, "lock")
        side = look.px(20)
        self.side_list.setIconSize(QSize(side, side))
        self._fit()

    def _fit(self) -> None:
        is_narrow = self.width() < look.px(_NARROW)
        self._side.setFixedWidth(look.px(_ICONS_WIDTH if is_narrow else look.SIDE_WIDTH))
        for words in (self.name_label, self.user_label):  # they stand under the icons of the list
            words.setContentsMargins(look.px(10), 0, 0, 0)
        self.name_label.setVisible(not is_narrow)
        self.user_label.setVisible(not is_narrow)
        self.password_button.setVisible(not is_narrow and self._is_teacher)
        self.lock_button.setText("" if is_narrow else "Выйти")
        for row, screen in enumerate(self._screens):
            self.side_list.item(row).setText("" if is_narrow else screen.title)
