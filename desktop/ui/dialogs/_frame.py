"""The frame of a dialog with a form: sentence, form, deed and «Отмена»."""

from PySide6.QtWidgets import QDialog, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from desktop.ui import ask, look
from desktop.ui.form import Form


class ShortFormDialog(QDialog):
    """A short form, checked before it is accepted (subclasses override `check`) and never kept:
    it holds a password or two lines. `_dialog.FormDialog` is the one that survives a kill."""

    def __init__(
        self, title: str, form: Form, action: str, sentence: str = "", parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.form = form
        self.setWindowTitle(title)
        self.setAccessibleName(title)
        self.action_button = QPushButton(action, self)
        self.action_button.setAccessibleName(action)
        self.action_button.setDefault(True)
        look.set_role(self.action_button, "primary")
        self.cancel_button = QPushButton(ask.CANCEL, self)
        self.cancel_button.setAccessibleName(ask.CANCEL)
        self.cancel_button.setAutoDefault(False)
        side = look.px(24)
        column = QVBoxLayout(self)
        column.setContentsMargins(side, side, side, look.px(16))
        column.setSpacing(look.px(16))
        if sentence:
            label = QLabel(sentence, self)
            label.setWordWrap(True)
            look.set_role(label, "muted")
            column.addWidget(label)
        column.addWidget(form, 1)
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(self.cancel_button)
        row.addWidget(self.action_button)
        column.addLayout(row)
        self.setMinimumWidth(look.px(460))
        self.action_button.clicked.connect(self.accept)
        self.cancel_button.clicked.connect(self.reject)
        form.submitted.connect(self.accept)
        form.focus_first()

    def check(self) -> bool:
        """Whether the answers are right; what is wrong is shown at its field."""
        return self.form.check()

    def accept(self) -> None:
        if self.check():
            super().accept()
