"""Members of a chat: who should be there and who is, what is wrong first."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.operations.participants import ParticipantRow
from desktop.operations.permissions import Permission
from desktop.ui import act, look
from desktop.ui._chat_words import day_words
from desktop.ui._flow import FlowLayout
from desktop.ui._parts import button, label
from desktop.ui.chips import Chip
from desktop.ui.empty import Empty
from desktop.ui.table import Column, SearchableTable

# The operation says it in full; in a list the word must be seen whole.
_DEFECTS = {
    "в профиле только телефон": Chip("только телефон", "stop", "phone"),
    "не узнан": Chip("не узнан", "stop", "circle-question-mark"),
    "нет в чате": Chip("нет в чате", "muted"),
    "имя профиля не совпадает": Chip("имя не совпадает", "warn"),
    "личность не подтверждена": Chip("не подтверждён", "warn", "user"),
}


class MembersTab(QWidget):
    """Signals say the deed with the row: `joined`, `edited`, `confirmed`, `left`; `added` and
    `all_joined` need none."""

    joined = Signal(object)
    edited = Signal(object)
    confirmed = Signal(object)
    left = Signal(object)
    added = Signal()
    all_joined = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.summary_label = label("", self, "muted")
        self.table = SearchableTable(
            "chat-members",
            (
                Column("name", "Участник", _name, width=220, stretch=True),
                Column("state", "Состояние", chip=_chip, width=188),
                Column("profile", "Имя в профиле", lambda r: r.profile_name, width=130),
                Column("who", "Кто", lambda r: r.who, width=180, spare=True),
                Column(
                    "joined",
                    "Вступил",
                    lambda r: day_words(r.joined_on),
                    width=112,
                    sort=lambda r: str(r.joined_on or ""),
                    spare=True,
                ),
            ),
            title="Участники чата",
            empty=Empty(
                "Здесь будут участники чата",
                "Ожидаемые участники появятся сами, когда у чата есть группа, а у детей – "
                "представители.",
                "Записать участника",
                "users",
            ),
            search_text=lambda r: f"{r.name} {r.profile_name} {r.who} {r.defect} {r.left_reason}",
            row_id=lambda r: r.id or r.person,
            count_words=("человек", "человека", "человек"),
            parent=self,
        )
        self.all_button = button("Все вступили", self, name="Все ожидаемые вступили")
        self.add_button = button("Не из списка…", self, name="Записать участника")
        self.join_button = button("Вступил", self, name="Отметить: вступил в чат")
        self.edit_button = button("Изменить", self, name="Изменить участника")
        self.confirm_button = button("Подтвердить", self, name="Подтвердить личность")
        self.leave_button = button("Вышел…", self, name="Записать выход из чата")
        for made in (self.all_button, self.add_button, self.confirm_button, self.join_button):
            made.setToolTip(made.accessibleName())
        self._lives = True
        self._flow_place = QWidget(self)
        flow = FlowLayout(self._flow_place)
        for made in (
            self.join_button,
            self.confirm_button,
            self.edit_button,
            self.leave_button,
            self.add_button,
            self.all_button,
        ):
            flow.addWidget(made)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, look.px(12), 0, 0)
        column.setSpacing(look.px(8))
        column.addWidget(self.summary_label)
        column.addWidget(self._flow_place)
        column.addWidget(self.table, 1)
        self.table.selection_changed.connect(self._offer)
        self.table.opened.connect(self._open)
        self.table.first_step.connect(self.added)
        self.all_button.clicked.connect(self.all_joined)
        self.add_button.clicked.connect(self.added)
        self.join_button.clicked.connect(self._join)
        self.edit_button.clicked.connect(self._edit)
        self.confirm_button.clicked.connect(self._confirm)
        self.leave_button.clicked.connect(self._leave)

    def show_rows(self, rows: Sequence[ParticipantRow], lives: bool) -> None:
        """Show these members, as the operation orders them: defects first."""
        self._lives = lives
        expected = [row for row in rows if row.is_expected]
        present = sum(1 for row in expected if row.is_present)
        confirmed = sum(1 for row in rows if row.is_present and row.confirmed_on)
        told = f"Из ожидаемых вступили {present} из {len(expected)}, подтверждены {confirmed}"
        extra = sum(1 for row in rows if row.is_present and not row.is_expected)
        self.summary_label.setText(f"{told}; посторонних {extra}." if extra else f"{told}.")
        self.table.set_rows(rows)
        self._offer()

    def _offer(self) -> None:
        row: ParticipantRow | None = self.table.current()
        may = act.allowed(Permission.CHATS_WRITE) and self._lives
        self._flow_place.setVisible(may)
        seen = row is not None and row.id is not None and row.left_on is None
        waiting = any(r.defect == "нет в чате" for r in self.table.rows())
        self.all_button.setEnabled(may and waiting)
        self.join_button.setEnabled(may and row is not None and row.id is None)
        self.edit_button.setEnabled(may and seen)
        known = row is not None and bool(row.person) and row.confirmed_on is None
        self.confirm_button.setEnabled(may and seen and known)
        self.leave_button.setEnabled(may and seen)

    def _open(self, row: ParticipantRow) -> None:
        if not act.allowed(Permission.CHATS_WRITE) or not self._lives or row.left_on is not None:
            return
        (self.edited if row.id is not None else self.joined).emit(row)

    def _join(self) -> None:
        self.joined.emit(self.table.current())

    def _edit(self) -> None:
        self.edited.emit(self.table.current())

    def _confirm(self) -> None:
        self.confirmed.emit(self.table.current())

    def _leave(self) -> None:
        self.left.emit(self.table.current())


def _name(row: ParticipantRow) -> str:
    return row.name or row.profile_name


def _chip(row: Any) -> Chip:
    if row.left_on is not None:
        return Chip(f"вышел {row.left_on:%d.%m.%Y}: {row.left_reason}", "muted", "log-out")
    if row.defect in _DEFECTS:
        return _DEFECTS[row.defect]
    if row.defect:
        return Chip(row.defect, "stop", "user-x")
    return Chip("подтверждён", "ok", "user-check")
