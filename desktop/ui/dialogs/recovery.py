"""A new recovery key: its sheet is printed and typed back before it takes the old one's place."""

from collections.abc import Callable

from PySide6.QtWidgets import QDialog, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from desktop.ui import ask as questions
from desktop.ui import look
from desktop.ui._wizard_columns import Scrolled
from desktop.ui._wizard_recovery import RecoverySheet


class RecoveryDialog(QDialog):
    """The sheet and the line to type the key back. `problem(typed)` says what is wrong, or ""."""

    def __init__(
        self, sheet: bytes, problem: Callable[[str], str], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._problem = problem
        self.setWindowTitle("Новый ключ восстановления")
        self.setAccessibleName("Новый ключ восстановления")
        self.sheet = RecoverySheet(self)
        self.sheet.set_sheet(sheet)
        self.action_button = QPushButton("Заменить ключ", self)
        self.action_button.setAccessibleName("Заменить прежний ключ этим")
        self.action_button.setAutoDefault(False)
        look.set_role(self.action_button, "primary")
        self.cancel_button = QPushButton(questions.CANCEL, self)
        self.cancel_button.setAccessibleName("Отмена: прежний ключ остаётся")
        self.cancel_button.setAutoDefault(False)
        side = look.px(24)
        column = QVBoxLayout(self)
        column.setContentsMargins(side, side, side, look.px(16))
        column.setSpacing(look.px(16))
        column.addWidget(Scrolled(self.sheet, self, fills=True), 1)
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(self.cancel_button)
        row.addWidget(self.action_button)
        column.addLayout(row)
        self.resize(look.px(960), look.px(640))
        self.action_button.clicked.connect(self.accept)
        self.cancel_button.clicked.connect(self.reject)
        self.sheet.submitted.connect(self.accept)

    def accept(self) -> None:
        if not self.sheet.check():
            return
        sentence = self._problem(self.sheet.typed())
        if sentence:
            self.sheet.fail(sentence)
            return
        super().accept()


def ask(parent: QWidget | None, sheet: bytes, problem: Callable[[str], str]) -> str | None:
    """The key as typed back from the sheet, or None: then nothing has changed."""
    dialog = RecoveryDialog(sheet, problem, parent)
    typed = dialog.sheet.typed() if questions.show_dialog(dialog) else None
    dialog.sheet.forget()
    return typed
