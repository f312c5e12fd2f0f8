"""Where, when and with what the message goes: the row above the draft."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, time
from itertools import pairwise

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QFrame,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QMenu,
    QPushButton,
    QSizePolicy,
    QStyledItemDelegate,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from desktop import clock
from desktop.operations.chats import STATES
from desktop.operations.messages import ChatChoice
from desktop.rules._rule import ATTACHMENTS
from desktop.ui import icons, look
from desktop.ui._flow import FlowLayout
from desktop.ui.form import DateField

PLACES = (("chat", "в чат"), ("private", "лично родителю"))
_TIME = re.compile(r"(\d{1,2})(?:\s*[:.,\-–ч ]\s*(\d{2})|(\d{2}))?\s*(?:ч|м|мин)?\.?")
_PREFILL = 5  # minutes to which a planned time is rounded up


@dataclass(frozen=True)
class Sending:
    """What the row says. `planned_at` None: now."""

    chat: int | None = None
    to: str = "chat"
    planned_at: datetime | None = None
    attachments: tuple[str, ...] = ()
    urgent: bool = False


def parse_time(text: str) -> time | None:
    """«19:30», «19.30», «1930», «19» → the time of day; None for anything else."""
    match = _TIME.fullmatch(text.strip().casefold())
    if match is None:
        return None
    hour, minute = int(match[1]), int(match[2] or match[3] or 0)
    return time(hour, minute) if hour < 24 and minute < 60 else None


class SendingRow(QWidget):
    """Chat, place, time, urgency and attachments. `changed`: any of them."""

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._chats: list[int | None] = [None]
        self._attached: list[str] = []
        self._chips: list[QWidget] = []
        self.chat_box = _box("Чат, в который пойдёт сообщение", 14)
        self.place_box = _box("Куда отправить", 8)
        for place, word in PLACES:
            self.place_box.addItem(word, place)
        self.when_box = _box("Когда отправить", 8)
        self.when_box.addItems(["отправить сейчас", "назначить время"])
        self.date_field = DateField("day", "дата отправки")
        self.date_field.edit.setAccessibleName("Дата отправки")
        self.time_edit = QLineEdit(self)
        self.time_edit.setAccessibleName("Время отправки")
        self.time_edit.setPlaceholderText("чч:мм")
        self.time_edit.setMaxLength(12)
        self.urgent_check = QCheckBox("Срочно", self)
        self.urgent_check.setAccessibleName("Срочно: авария, угроза здоровью или безопасности")
        self.urgent_check.setToolTip(
            "Авария, угроза здоровью или безопасности: такое сообщение можно и в тихие часы"
        )
        self.attach_button = QPushButton("Вложение", self)
        self.attach_button.setAccessibleName("Добавить вложение")
        icons.put(self.attach_button, "paperclip", "accent")
        look.set_role(self.attach_button, "quiet")
        self.menu = QMenu(self.attach_button)
        self.attach_button.setMenu(self.menu)
        self.error_label = QLabel(self)
        self.error_label.setWordWrap(True)
        look.set_role(self.error_label, "error")

        self._planned = _group(self.date_field, self.time_edit)
        self._flow = FlowLayout(None, gap=14)
        for part in (
            self.chat_box,
            self.place_box,
            self.when_box,
            self._planned,
            self.urgent_check,
            self.attach_button,
        ):
            self._flow.addWidget(part)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(look.px(4))
        column.addLayout(self._flow)
        for before, after in pairwise(  # Tab goes as the eye does
            (
                self.chat_box,
                self.place_box,
                self.when_box,
                *self.date_field.editors(),
                self.time_edit,
                self.urgent_check,
                self.attach_button,
            )
        ):
            self.setTabOrder(before, after)
        column.addWidget(self.error_label)

        self.chat_box.currentIndexChanged.connect(self._tell)
        self.place_box.currentIndexChanged.connect(self._tell)
        self.when_box.currentIndexChanged.connect(self._plan)
        self.date_field.changed.connect(self._tell)
        self.time_edit.textChanged.connect(self._tell)
        self.time_edit.editingFinished.connect(self._tidy)
        self.urgent_check.toggled.connect(self._tell)
        self.menu.aboutToShow.connect(self._fill_menu)
        self.menu.triggered.connect(self._attach_chosen)
        look.changed.connect(self._restyle)
        self._restyle()
        self._show_parts()

    def set_chats(self, chats: Sequence[ChatChoice]) -> None:
        """Offer these chats; the chosen one stays chosen."""
        before = self.value().chat
        with QSignalBlocker(self.chat_box):
            self.chat_box.clear()
            self._chats = [None, *(chat.id for chat in chats)]
            self.chat_box.addItem("Чат не выбран" if chats else "Чатов пока нет")
            for chat in chats:
                state = "" if chat.state == "open" else f" – {STATES.get(chat.state, '')}"
                self.chat_box.addItem(f"№ {chat.number} «{chat.title}»{state}")
            self._choose_chat(before)

    def usual_chat(self) -> int | None:
        """The only chat, when there is one: nothing to choose."""
        return self._chats[1] if len(self._chats) == 2 else None

    def chat_title(self) -> str:
        """The chosen chat as shown, "" for none."""
        return self.chat_box.currentText() if self.value().chat is not None else ""

    def value(self) -> Sending:
        """What is chosen now. A time that cannot be read counts as none: see `problem`."""
        return Sending(
            chat=self._chats[max(0, self.chat_box.currentIndex())],
            to=str(self.place_box.currentData()),
            planned_at=self._planned_at(),
            attachments=tuple(self._attached),
            urgent=self.urgent_check.isChecked(),
        )

    def set_value(self, value: Sending) -> None:
        """Show another draft's; `changed` is not emitted."""
        with QSignalBlocker(self):
            self._choose_chat(value.chat)
            self.place_box.setCurrentIndex(max(0, self.place_box.findData(value.to)))
            self._set_planned(value.planned_at)
            self.urgent_check.setChecked(value.urgent)
            self._attached = [kind for kind in value.attachments if kind in ATTACHMENTS]
        self._show_chips()
        self._show_parts()

    def plan(self, moment: datetime) -> None:
        """Move the sending to that moment."""
        with QSignalBlocker(self):
            self._set_planned(moment)
        self._tell()

    def attach(self, kind: str) -> None:
        """Add an attachment of this kind; once is enough."""
        if kind not in self._attached:
            self._attached.append(kind)
            self._show_chips()
            self._tell()

    def detach(self, kind: str) -> None:
        """Take the attachments of this kind away."""
        if kind in self._attached:
            self._attached.remove(kind)
            self._show_chips()
            self._tell()

    @property
    def is_now(self) -> bool:
        """Whether the message is meant to go at once."""
        return self.when_box.currentIndex() == 0

    def problem(self) -> str:
        """What is wrong with the planned time: one sentence, or ""."""
        if self.is_now:
            return ""
        if self.date_field.value() is None:
            return "Нет такой даты. Напишите день, месяц и год, например 01.09.2026."
        if parse_time(self.time_edit.text()) is None:
            return "Нет такого времени. Напишите часы и минуты, например 18:30."
        return ""

    def _planned_at(self) -> datetime | None:
        day, moment = self.date_field.value(), parse_time(self.time_edit.text())
        if self.is_now or day is None or moment is None:
            return None
        return datetime.combine(day, moment)

    def _set_planned(self, moment: datetime | None) -> None:
        with QSignalBlocker(self.when_box):
            self.when_box.setCurrentIndex(0 if moment is None else 1)
        self.date_field.set_value(moment.date() if moment else None)
        self.time_edit.setText(f"{moment:%H:%M}" if moment else "")

    def _choose_chat(self, chat: int | None) -> None:
        self.chat_box.setCurrentIndex(self._chats.index(chat) if chat in self._chats else 0)

    def _plan(self) -> None:
        """A planned time begins with the next round minute, to be typed over."""
        if not self.is_now and self.date_field.is_empty():
            now = clock.now().replace(tzinfo=None)
            late = -(-(now.hour * 60 + now.minute) // _PREFILL) * _PREFILL
            at = min(late, 24 * 60 - 1)
            with QSignalBlocker(self):
                self._set_planned(datetime.combine(now.date(), time(at // 60, at % 60)))
        self._tell()
        if not self.is_now and self.when_box.hasFocus():
            self.time_edit.setFocus(Qt.FocusReason.OtherFocusReason)
            self.time_edit.selectAll()

    def _tidy(self) -> None:
        moment = parse_time(self.time_edit.text())
        if moment is not None:
            self.time_edit.setText(f"{moment:%H:%M}")

    def _tell(self) -> None:
        self._show_parts()
        self.changed.emit()

    def _show_parts(self) -> None:
        self._planned.setVisible(not self.is_now)
        problem = self.problem()
        self.error_label.setText(problem)
        self.error_label.setVisible(bool(problem))
        is_day_wrong = bool(problem) and self.date_field.value() is None
        for edit, is_wrong in (
            (self.date_field.edit, is_day_wrong),
            (self.time_edit, bool(problem) and not is_day_wrong),
        ):
            if edit.property("invalid") != is_wrong:
                edit.setProperty("invalid", is_wrong)
                edit.setAccessibleDescription(problem if is_wrong else "")
                look.refresh(edit)

    def _fill_menu(self) -> None:
        self.menu.clear()
        for kind, names in ATTACHMENTS.items():
            action = self.menu.addAction(names[0].capitalize())
            action.setData(kind)
            action.setEnabled(kind not in self._attached)

    def _attach_chosen(self, action: QAction) -> None:
        self.attach(str(action.data()))

    def _show_chips(self) -> None:
        for chip in self._chips:
            self._flow.removeWidget(chip)
            chip.hide()
            chip.deleteLater()
        self._chips = []
        for kind in self._attached:
            chip = _Chip(kind, self)
            chip.removed.connect(self.detach)
            self._flow.addWidget(chip)
            chip.show()
            self._chips.append(chip)
        self.updateGeometry()

    def _restyle(self) -> None:
        self.time_edit.setFixedWidth(look.px(72))
        self.chat_box.setMaximumWidth(look.px(340))


class _Chip(QFrame):
    """One attachment. `removed(kind)`: the person takes it away."""

    removed = Signal(str)

    def __init__(self, kind: str, parent: QWidget) -> None:
        super().__init__(parent)
        self._kind = kind
        name = ATTACHMENTS[kind][0]
        look.set_role(self, "card")
        self.name_label = QLabel(name, self)
        self.remove_button = QToolButton(self)
        icons.put(self.remove_button, "x", "muted")
        self.remove_button.setAccessibleName(f"Убрать вложение: {name}")
        self.remove_button.setToolTip(f"Убрать вложение: {name}")
        self.remove_button.clicked.connect(self._remove)
        row = QHBoxLayout(self)
        row.setContentsMargins(look.px(10), 0, look.px(2), 0)
        row.setSpacing(look.px(2))
        row.addWidget(self.name_label)
        row.addWidget(self.remove_button)
        self.setAccessibleName(f"Вложение: {name}")

    def _remove(self) -> None:
        self.removed.emit(self._kind)


def _box(name: str, letters: int) -> QComboBox:
    box = QComboBox()
    box.setAccessibleName(name)
    box.setItemDelegate(QStyledItemDelegate(box))  # the sheet reaches its items
    box.setMinimumContentsLength(letters)
    box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
    return box


def _group(*fields: QWidget) -> QWidget:
    """Fields that stay together in one line."""
    group = QWidget()
    row = QHBoxLayout(group)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(look.px(8))
    for field in fields:
        row.addWidget(field)
    group.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
    return group
