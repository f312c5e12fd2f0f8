"""Papers about a chat, and all that happened to it by date."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.operations.chat_history import HistoryLine
from desktop.operations.papers import PaperRow
from desktop.ui import look
from desktop.ui._chat_words import day_words
from desktop.ui.chips import Chip
from desktop.ui.empty import Empty
from desktop.ui.table import Column, SearchableTable

_KINDS = {
    "state": "состояние",
    "administrator": "администраторы",
    "member": "участники",
    "paper": "документы",
    "consent": "согласия",
}


class PapersTab(QWidget):
    """`opened(paper id)`: show it as it will be on paper."""

    opened = Signal(int)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.table = SearchableTable(
            "chat-papers",
            (
                Column("title", "Документ", lambda r: r.title, width=220, stretch=True),
                Column("number", "№", lambda r: r.number, width=80),
                Column(
                    "date",
                    "Дата",
                    lambda r: day_words(r.date),
                    width=112,
                    sort=lambda r: str(r.date),
                ),
                Column("state", "Состояние", chip=_paper_chip, width=130),
            ),
            title="Документы чата",
            empty=Empty(
                "Здесь будут бумаги чата",
                "Первая – приказ о создании: кнопка «Создать приказ» наверху карточки.",
                icon="file-text",
            ),
            count_words=("документ", "документа", "документов"),
            parent=self,
        )
        _lay_out(self, self.table)
        self.table.opened.connect(self._open)

    def show_rows(self, rows: Sequence[PaperRow]) -> None:
        """Show these papers."""
        self.table.set_rows(rows)

    def _open(self, row: PaperRow) -> None:
        self.opened.emit(row.id)


class HistoryTab(QWidget):
    """The chat's life, the latest first."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.table = SearchableTable(
            "chat-history",
            (
                Column(
                    "date",
                    "Дата",
                    lambda r: day_words(r.on_date),
                    width=108,
                    sort=lambda r: str(r.on_date),
                ),
                Column(
                    "text",
                    "Что произошло",
                    lambda r: r.text,
                    width=260,
                    stretch=True,
                    names=True,
                ),
                Column("kind", "О чём", lambda r: _KINDS[r.kind], width=150, spare=True),
            ),
            title="История чата",
            empty=Empty("Здесь будет история чата", icon="history"),
            count_words=("запись", "записи", "записей"),
            parent=self,
        )
        _lay_out(self, self.table)

    def show_rows(self, rows: Sequence[HistoryLine]) -> None:
        """Show these lines."""
        self.table.set_rows(rows)


def _lay_out(place: QWidget, table: SearchableTable) -> None:
    column = QVBoxLayout(place)
    column.setContentsMargins(0, look.px(12), 0, 0)
    column.addWidget(table)


def _paper_chip(row: Any) -> Chip:
    roles: dict[str, Chip] = {
        "signed": Chip(row.state_word, "ok", "signature"),
        "registered": Chip(row.state_word, "warn", "file-pen"),
        "cancelled": Chip(row.state_word, "muted", "ban"),
    }
    return roles.get(row.state, Chip(row.state_word, "info"))
