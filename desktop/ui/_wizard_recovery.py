"""The sheet with the recovery key: shown, printed or saved, and typed back by hand."""

from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QKeyEvent, QKeySequence, QMouseEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from desktop.errors import UserError
from desktop.security.recovery import GROUPS
from desktop.ui import ask, icons, jobs, look, printing
from desktop.ui._wizard_columns import SideBySide
from desktop.ui.preview import PaperPreview

SIGNS = GROUPS * 4
_NOT_SIGNS = " -–—\t\u00a0"


class TypedByHand(QLineEdit):
    """A line that takes keys only: nothing can be pasted, dropped or put in by the right button."""

    refused = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAcceptDrops(False)
        self.setMaxLength(80)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.DefaultContextMenu)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.Paste):
            self.refused.emit()
            return
        super().keyPressEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        event.accept()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.MiddleButton:  # pastes what is selected elsewhere
            self.refused.emit()
            return
        super().mouseReleaseEvent(event)


class RecoverySheet(SideBySide):
    """Preview at the left, the three steps at the right. `changed`: something was typed."""

    changed = Signal()
    submitted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent, last_first=True)
        self._pdf: bytes | None = None
        self.preview = PaperPreview(self, can_print=False)
        self.print_button = _button("Напечатать", "printer")
        self.save_button = _button("Сохранить лист", "download")
        self.note_label = _text("", "hint")
        self.key_edit = TypedByHand(self)
        self.key_edit.setAccessibleName("Ключ восстановления с листа")
        self.key_edit.setPlaceholderText("0000-0000-0000-0000-0000-0000-0000-0000")
        self.count_label = _text("", "hint")
        self.error_label = _text("", "error")
        buttons = QHBoxLayout()
        buttons.setSpacing(look.px(8))
        buttons.addWidget(self.print_button)
        buttons.addWidget(self.save_button)
        buttons.addStretch(1)
        side = QFrame(self)
        column = QVBoxLayout(side)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(look.px(8))
        column.addWidget(_text("1. Напечатайте лист", "strong"))
        column.addWidget(
            _text("Если все забудут пароли, данные откроет только этот ключ.", "muted")
        )
        column.addLayout(buttons)
        column.addWidget(self.note_label)
        column.addSpacing(look.px(16))
        column.addWidget(_text("2. Введите ключ с листа", "strong"))
        column.addWidget(
            _text("Так видно, что лист напечатан и читается. Дефисы можно не ставить.", "muted")
        )
        column.addWidget(self.key_edit)
        column.addWidget(self.count_label)
        column.addWidget(self.error_label)
        column.addSpacing(look.px(16))
        column.addWidget(_text("3. Уберите лист в сейф руководителя", "strong"))
        column.addWidget(
            _text("В запечатанном конверте. Больше программа этот ключ не покажет.", "muted")
        )
        column.addStretch(1)
        self.add(self.preview, 3)
        self.add(side, 2)
        self.print_button.clicked.connect(self._print)
        self.save_button.clicked.connect(self._save)
        self.key_edit.textChanged.connect(self._typed)
        self.key_edit.returnPressed.connect(self.submitted)
        self.key_edit.refused.connect(self._refuse)
        look.changed.connect(self._resize_preview)
        self._resize_preview()
        self._typed()

    def set_sheet(self, pdf: bytes) -> None:
        """Show this sheet."""
        self._pdf = pdf
        self.preview.set_pdf(pdf)

    def forget(self) -> None:
        """The sheet and what was typed are shown no more."""
        self._pdf = None
        self.preview.set_pdf(None)
        self.key_edit.clear()

    def typed(self) -> str:
        """The key as typed."""
        return self.key_edit.text()

    def check(self) -> bool:
        """Whether as many signs as a key has were typed; what is wrong is shown."""
        if self._signs() == SIGNS:
            return True
        self.fail(
            f"В ключе {SIGNS} знака – 8 групп по 4, набрано {self._signs()}: сверьте с листом."
        )
        return False

    def fail(self, sentence: str) -> None:
        """Say what is wrong with the typed key."""
        self._show_error(sentence)
        self.key_edit.setFocus(Qt.FocusReason.OtherFocusReason)

    def _signs(self) -> int:
        return sum(sign not in _NOT_SIGNS for sign in self.key_edit.text())

    def _typed(self) -> None:
        self.count_label.setText(f"Набрано знаков: {self._signs()} из {SIGNS}")
        self._show_error("")
        self.changed.emit()

    def _resize_preview(self) -> None:
        self.preview.setMinimumHeight(look.px(300))

    def _refuse(self) -> None:
        self._show_error("Вставить нельзя: введите ключ руками с напечатанного листа.")

    def _show_error(self, sentence: str) -> None:
        self.error_label.setText(sentence)
        self.error_label.setVisible(bool(sentence))
        self.key_edit.setProperty("invalid", "true" if sentence else "false")
        self.key_edit.setAccessibleDescription(sentence)
        look.refresh(self.key_edit)

    def _print(self) -> None:
        if self._pdf is None:
            return
        run = printing.print_pdf(self, self._pdf, "Ключ восстановления")
        if run is not None:
            run.finished.connect(self._printed)
            run.failed.connect(self._say_warning)

    def _printed(self) -> None:
        self._say("Лист отправлен на принтер.", "ok")

    def _save(self) -> None:
        if self._pdf is None:
            return
        path = ask.choose_file_save(
            self, "Сохранить лист с ключом", "Ключ восстановления.pdf", "PDF (*.pdf)"
        )
        if path is None:
            return
        pdf = self._pdf
        jobs.run(
            "work",
            lambda: _write(path, pdf),
            context=self,
            done=self._saved,
            failed=lambda error: self._say_warning(str(error)),
        )

    def _saved(self, path: Path) -> None:
        self._say(
            f"Сохранено: {path.name}. Перенесите файл на флешку для сейфа и удалите с компьютера: "
            "рядом с данными ключ их не защищает.",
            "warn",
        )

    def _say_warning(self, sentence: str) -> None:
        self._say(sentence, "stop")

    def _say(self, sentence: str, role: str) -> None:
        self.note_label.setText(sentence)
        look.set_role(self.note_label, role)


def _button(word: str, icon: str) -> QPushButton:
    button = QPushButton(word)
    button.setAccessibleName(f"{word}: лист с ключом восстановления")
    icons.put(button, icon)
    return button


def _text(words: str, role: str) -> QLabel:
    label = QLabel(words)
    label.setWordWrap(True)
    look.set_role(label, role)
    return label


def _write(path: Path, pdf: bytes) -> Path:
    try:
        path.write_bytes(pdf)
    except OSError as error:
        reason = error.strerror or type(error).__name__
        raise UserError(
            f"Сохранить «{path.name}» не удалось ({reason}): выберите другую папку."
        ) from None
    return path
