"""What the families of one chat answered, in short: a bar and the list of children."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QProgressBar, QVBoxLayout, QWidget

from desktop.operations.consents import MatrixRow
from desktop.russian.plural import plural
from desktop.ui import look
from desktop.ui._chat_words import consent_chip, day_words, is_answered
from desktop.ui._parts import button, label, row
from desktop.ui.empty import Empty
from desktop.ui.table import Column, SearchableTable

FAMILIES = ("семья", "семьи", "семей")


def progress_words(lines: Sequence[MatrixRow]) -> str:
    """«Ответили 3 из 6 семей»."""
    answered = sum(1 for line in lines if is_answered(line))
    verb = plural(answered, "Ответила", "Ответили", "Ответили")
    total = len(lines)
    return f"{verb} {answered} из {total} {plural(total, 'семьи', 'семей', 'семей')}"


class AnswersTab(QWidget):
    """`opened` asks for the section of consents; the child's line is given, or None."""

    opened = Signal(object)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.progress_label = label("", self)
        self.bar = QProgressBar(self)
        self.bar.setTextVisible(False)
        self.bar.setAccessibleName("Сколько семей ответили")
        self.open_button = button("Открыть в «Согласиях»", self, icon="file-check")
        self.table = SearchableTable(
            "chat-answers",
            (
                Column("child", "Ребёнок", lambda r: r.child.full, width=230, stretch=True),
                Column("state", "Ответ", chip=consent_chip, width=224),
                Column("number", "№", lambda r: r.number, width=80),
                Column(
                    "since",
                    "Дата",
                    lambda r: day_words(r.state_since),
                    width=112,
                    sort=lambda r: str(r.state_since or ""),
                ),
            ),
            title="Согласия семей этого чата",
            empty=Empty(
                "Здесь будут ответы семей",
                "Укажите группу чата и запишите в неё детей.",
                icon="file-check",
            ),
            search_text=lambda r: f"{r.child.full} {r.details} {r.number}",
            count_words=("ребёнок", "ребёнка", "детей"),
            parent=self,
        )
        top = row(self.progress_label, self.open_button, stretch=False)
        top.setStretch(0, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, look.px(12), 0, 0)
        column.setSpacing(look.px(8))
        column.addLayout(top)
        column.addWidget(self.bar)
        column.addWidget(self.table, 1)
        self.table.opened.connect(self.opened)
        self.open_button.clicked.connect(self._open)

    def show_rows(self, lines: Sequence[MatrixRow]) -> None:
        """Show these children."""
        answered = sum(1 for line in lines if is_answered(line))
        self.progress_label.setText(progress_words(lines))
        self.bar.setRange(0, max(1, len(lines)))
        self.bar.setValue(answered)
        for widget in (self.progress_label, self.bar):
            widget.setVisible(bool(lines))
        self.table.set_rows(lines)

    def _open(self) -> None:
        self.opened.emit(None)
