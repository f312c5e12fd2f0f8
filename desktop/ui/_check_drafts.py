"""The person's drafts: kept while they are typed, and listed at the left."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from time import monotonic
from typing import Any

from PySide6.QtCore import (
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QRect,
    QSignalBlocker,
    QSize,
    Qt,
    QTimer,
    Signal,
)
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import (
    QLabel,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from desktop import clock
from desktop.errors import UserError
from desktop.operations import drafts
from desktop.operations._operation import Session
from desktop.operations.drafts import DraftRow
from desktop.russian.dates import numeric
from desktop.russian.folding import fold
from desktop.ui import act, bus, look
from desktop.ui._check_settings import Sending

PAUSE = 700  # ms of rest before a draft is stored
LONGEST = 3.0  # seconds of typing without a rest after which it is stored anyway
SEARCHED = 8  # from so many drafts on there is something to search
EMPTY = "Пустое сообщение"
_GREETING = re.compile(
    r"(?:(?:здравствуйте|добрый (?:день|вечер)|доброе утро|(?:уважаемые|дорогие)(?: [а-яё]+){1,3})"
    r"[\s!,.]+)+",
    re.IGNORECASE,
)
_ID = Qt.ItemDataRole.UserRole
_WHEN = Qt.ItemDataRole.UserRole + 1
NOW = Sending()


@dataclass(frozen=True)
class Kept:
    """A draft as it is stored."""

    text: str = ""
    sending: Sending = NOW

    @property
    def is_blank(self) -> bool:
        """Whether there is nothing in it worth keeping."""
        return not self.text.strip() and not self.sending.attachments


def kept(row: DraftRow) -> Kept:
    """What the stored row holds."""
    return Kept(row.text, Sending(row.chat, row.to, row.planned_at, row.attachments, row.urgent))


@dataclass(eq=False)
class _Slot:
    """The place of one draft in the base; its id is known after the first storing."""

    id: int | None = None


def _store(session: Session, slot: _Slot, draft: Kept) -> int:
    # Runs on the thread of the base in the order given, so a second storing knows the first's id.
    sending = draft.sending
    slot.id = drafts.keep_draft(
        session,
        draft.text,
        draft_id=slot.id,
        chat=sending.chat,
        planned_at=sending.planned_at,
        to=sending.to,
        attachments=sending.attachments,
        urgent=sending.urgent,
    )
    return slot.id


def _drop(session: Session, slot: _Slot) -> None:
    if slot.id is not None:
        drafts.drop_draft(session, slot.id)


class Keeper(QObject):
    """Stores what `read` gives 700 ms after the last `touch`. `stored`: the list has changed."""

    stored = Signal()

    def __init__(self, read: Callable[[], Kept], parent: QObject) -> None:
        super().__init__(parent)
        self._read = read
        self._slot = _Slot()
        self._last = Kept()  # as it was stored, or opened
        self._since = 0.0
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self.flush)

    @property
    def id(self) -> int | None:
        """The draft in work; None while it is not stored yet."""
        return self._slot.id

    def open(self, draft_id: int | None, draft: Kept) -> None:
        """From now on this draft is in work. Flush the one before it first."""
        self._timer.stop()
        self._slot, self._last = _Slot(draft_id), draft

    def touch(self) -> None:
        """Something was typed or chosen."""
        if not self._timer.isActive():
            self._since = monotonic()
        elif monotonic() - self._since > LONGEST:
            return  # let the running pause end, whatever is typed meanwhile
        self._timer.start(PAUSE)

    def flush(self) -> None:
        """Store at once what differs from what is stored."""
        self._timer.stop()
        draft = self._read()
        is_new_blank = self._slot.id is None and self._last.is_blank and draft.is_blank
        if draft == self._last or is_new_blank:
            return
        before, self._last = self._last, draft
        slot = self._slot

        def failed(error: UserError) -> None:
            if slot is self._slot:
                self._last = before  # the next touch tries again
            bus.failed.emit(str(error))

        act.perform(self, _store, slot, draft, done=self._tell, failed=failed)

    def leave(self) -> None:
        """Another draft is about to be opened: this one is stored, an emptied one forgotten."""
        if self._read().is_blank:
            self.drop()
        else:
            self.flush()

    def drop(self) -> None:
        """Forget the draft in work; a new one begins."""
        self._timer.stop()
        slot, self._slot, self._last = self._slot, _Slot(), Kept()
        act.perform(self, _drop, slot, done=self._tell)

    def _tell(self, _: Any) -> None:
        self.stored.emit()


def told(moment: datetime) -> str:
    """«сегодня, 14:05», «вчера, 9:30», «20.11.2026»."""
    today = clock.today()
    if moment.date() == today:
        return f"сегодня, {moment:%H:%M}"
    if moment.date() == today - timedelta(days=1):
        return f"вчера, {moment:%H:%M}"
    return numeric(moment.date())


def first_line(text: str) -> str:
    """The first line that says something: all messages greet, so the greeting is passed over."""
    rest = _GREETING.sub("", text.strip()) or text
    lines = (" ".join(line.split()) for line in rest.splitlines())
    return next((line[:200] for line in lines if line), EMPTY)


class DraftList(QWidget):
    """`opened(id)`: the person wants that draft; `dropped`: the one in work is not needed."""

    opened = Signal(int)
    dropped = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._rows: Sequence[DraftRow] = ()
        self._current: int | None = None
        self.title_label = QLabel("Черновики", self)
        look.set_role(self.title_label, "section")
        self.search_edit = QLineEdit(self)
        self.search_edit.setPlaceholderText("Найти")
        self.search_edit.setAccessibleName("Найти черновик")
        self.search_edit.setClearButtonEnabled(True)
        self.search_edit.textChanged.connect(self._fill)
        self.list = QListWidget(self)
        self.list.setAccessibleName("Черновики")
        self.list.setItemDelegate(_TwoLines(self.list))
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.currentItemChanged.connect(self._open)
        self.empty_label = QLabel(
            "Здесь будут ваши тексты: всё, что вы пишете, сохраняется само.", self
        )
        self.empty_label.setWordWrap(True)
        look.set_role(self.empty_label, "muted")
        self.drop_button = QPushButton("Удалить черновик", self)
        self.drop_button.setAccessibleName("Удалить открытый черновик")
        look.set_role(self.drop_button, "quiet")
        self.drop_button.clicked.connect(self.dropped)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.title_label)
        column.addWidget(self.search_edit)
        column.addWidget(self.empty_label)
        column.addWidget(self.list, 1)
        column.addWidget(self.drop_button)
        column.addStretch(0)
        look.changed.connect(self._restyle)
        self._restyle()

    @property
    def rows(self) -> Sequence[DraftRow]:
        """What is listed, the latest first."""
        return self._rows

    def show_rows(self, rows: Sequence[DraftRow], current: int | None) -> None:
        """List these; `current` is the draft in work."""
        self._rows, self._current = rows, current
        self._fill()

    def focus_search(self) -> None:
        """Type to find."""
        self.search_edit.setVisible(True)
        self.search_edit.setFocus()
        self.search_edit.selectAll()

    def _fill(self) -> None:
        wanted = fold(self.search_edit.text())
        with QSignalBlocker(self.list):
            self.list.clear()
            for row in self._rows:
                if wanted and wanted not in fold(row.text):
                    continue
                line, when = first_line(row.text), told(row.updated_at)
                item = QListWidgetItem(line, self.list)
                item.setData(_ID, row.id)
                item.setData(_WHEN, when)
                item.setData(Qt.ItemDataRole.AccessibleTextRole, f"{line}, {when}")
                item.setToolTip(line)
                if row.id == self._current:
                    self.list.setCurrentItem(item)
        is_searched = len(self._rows) >= SEARCHED or bool(wanted) or self.search_edit.hasFocus()
        self.search_edit.setVisible(is_searched)
        self.empty_label.setVisible(not self._rows)
        self.list.setVisible(bool(self._rows))
        self.drop_button.setVisible(bool(self._rows))

    def _restyle(self) -> None:
        self.title_label.setFixedHeight(look.px(look.ROW_HEIGHT))
        self._fill()

    def _open(self, item: QListWidgetItem | None) -> None:
        if item is not None:
            self.opened.emit(int(item.data(_ID)))


class _TwoLines(QStyledItemDelegate):
    """The first line of the draft, and under it when it was written."""

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        place: QRect = option.rect
        painter.save()
        if option.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(place, look.colour("selected"))
        elif option.state & QStyle.StateFlag.State_MouseOver:
            painter.fillRect(place, look.colour("hover"))
        inner = place.adjusted(look.px(8), look.px(6), -look.px(8), -look.px(6))
        painter.setFont(look.font())
        metrics = painter.fontMetrics()
        line = metrics.elidedText(str(index.data()), Qt.TextElideMode.ElideRight, inner.width())
        painter.setPen(look.colour("text"))
        painter.drawText(inner.left(), inner.top() + metrics.ascent(), line)
        painter.setFont(look.font(0.92))
        painter.setPen(look.colour("muted"))
        low = painter.fontMetrics()
        painter.drawText(inner.left(), inner.bottom() - low.descent(), str(index.data(_WHEN)))
        if option.state & QStyle.StateFlag.State_HasFocus:
            painter.setPen(look.colour("accent"))
            painter.drawRect(place.adjusted(0, 0, -1, -1))
        painter.restore()

    def sizeHint(
        self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> QSize:
        return QSize(look.px(120), 2 * option.fontMetrics.height() + look.px(16))
