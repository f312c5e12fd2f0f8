"""Journals: what was done in the office, undoing it, and whether the journal of events is whole."""

from datetime import datetime
from typing import Any

from PySide6.QtWidgets import QWidget

from desktop.operations import journal
from desktop.operations.journal import DeedRow
from desktop.operations.permissions import Permission
from desktop.russian.dates import numeric
from desktop.ui import act
from desktop.ui._parts import Band, button, label
from desktop.ui._screen import Page, Screen
from desktop.ui.chips import Chip
from desktop.ui.empty import Empty
from desktop.ui.table import Column, SearchableTable

_BASES = {"main": "Основная база", "drafts": "База черновиков"}


def _moment(at: datetime) -> str:
    return f"{numeric(at.date())} {at:%H:%M}"


def _chip(row: DeedRow) -> Chip:
    if row.undone:
        return Chip("отменено", "muted", "undo-2")
    if row.can_undo:
        return Chip("можно отменить", "info", "history")
    return Chip("сделано", "ok", "circle-check")


_COLUMNS = (
    Column("at", "Когда", lambda row: _moment(row.at), width=150, sort=lambda row: row.id),
    Column("title", "Что сделано", lambda row: row.title, width=260, stretch=True, names=True),
    Column("actor", "Кто", lambda row: row.actor, width=190, spare=True),
    Column("state", "Состояние", chip=_chip, width=192),
)


class JournalsPage(Page):
    """The latest deeds; the secretary undoes them, both verify the chain of events."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("Журналы", parent)
        self._may_undo = act.allowed(Permission.UNDO)
        self.verify_button = button("Проверить журнал событий", self, icon="shield-check")
        self.verify_button.clicked.connect(self.verify)
        self.head.addWidget(self.verify_button)
        told = (
            "Недавние действия можно отменить; выданные и подписанные бумаги – только отозвать "
            "или заменить."
            if self._may_undo
            else "Что сделано в программе: кто, когда и что."
        )
        self.body.addWidget(label(told, self, "muted"))
        self.bands = {kind: Band(kind, self) for kind in ("ok", "stop")}
        for band in self.bands.values():
            self.body.addWidget(band)
        self.table = SearchableTable(
            "deeds",
            _COLUMNS,
            title="Действия",
            empty=Empty(
                "Действий ещё нет", "Здесь будет видно, кто, когда и что сделал.", icon="history"
            ),
            count_words=("действие", "действия", "действий"),
            parent=self,
        )
        self.undo_button = button("Отменить действие", self, icon="undo-2")
        self.undo_button.setVisible(self._may_undo)
        self.undo_button.clicked.connect(self._undo)
        self.table.tools.addWidget(self.undo_button)
        self.table.selection_changed.connect(self._tell)
        self.body.addWidget(self.table, 1)
        self._tell()

    def reload(self) -> None:
        read = journal.recent if self._may_undo else journal.history
        act.ask(self, read, done=self.table.set_rows)

    def verify(self) -> None:
        """Walk the chains and say what was found."""
        self.verify_button.setEnabled(False)
        act.ask(self, journal.verify, done=self._verified)

    def _verified(self, verdicts: tuple[tuple[str, Any], ...]) -> None:
        self.verify_button.setEnabled(True)
        lines = [f"{_BASES[base]}: {verdict.sentence}" for base, verdict in verdicts]
        is_sound = all(verdict.is_sound for _, verdict in verdicts)
        self.bands["ok"].say(lines if is_sound else ())
        self.bands["stop"].say(() if is_sound else lines)

    def _tell(self) -> None:
        row = self.table.current()
        self.undo_button.setEnabled(row is not None and row.can_undo)

    def _undo(self) -> None:
        row = self.table.current()
        if row is not None and row.can_undo:
            act.perform(self, journal.undo, row.id)


SCREEN = Screen("journals", "Журналы", "notebook-text", 80, Permission.AUDIT_VERIFY, JournalsPage)
