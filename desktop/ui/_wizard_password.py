"""A new password: typed hidden, with a live sentence whether it is good enough."""

from collections.abc import Callable, Iterable
from typing import Any

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QToolButton, QVBoxLayout

from desktop.errors import UserError
from desktop.security.passwords import LONGEST, check_password
from desktop.ui import icons, jobs, look
from desktop.ui.form import Field, Form, TextField

_PAUSE = 250  # ms without a key before the password is judged
GOOD = "Хороший пароль."
ADVICE = "Не короче 10 знаков. Удобно взять три-четыре слова подряд, пробелы можно."


class PasswordField(Field):
    """A new password. `known_words` gives what anybody would try here (name, institution)."""

    is_secret = True
    label_above_anyway = True

    def __init__(
        self,
        key: str,
        label: str,
        known_words: Callable[[], Iterable[str]],
    ) -> None:
        super().__init__(key, label, required=True)
        self._known_words = known_words
        self.edit = QLineEdit(self)
        self.edit.setEchoMode(QLineEdit.EchoMode.Password)
        self.edit.setMaxLength(LONGEST + 1)
        self.show_button = QToolButton(self)
        self.show_button.setCheckable(True)
        self.show_button.setAccessibleName("Показать пароль")
        self.show_button.setToolTip("Показать пароль")
        icons.put(self.show_button, "eye", "muted")
        self.verdict_label = QLabel(ADVICE, self)
        self.verdict_label.setWordWrap(True)
        look.set_role(self.verdict_label, "hint")
        row = QHBoxLayout()
        row.setSpacing(look.px(4))
        row.addWidget(self.edit, 1)
        row.addWidget(self.show_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(look.px(4))
        column.addLayout(row)
        column.addWidget(self.verdict_label)
        self._judging = QTimer(self)
        self._judging.setSingleShot(True)
        self._judging.setInterval(_PAUSE)
        self._judging.timeout.connect(self._judge)
        self.edit.textChanged.connect(self._typed)
        self.show_button.toggled.connect(self._show_typed)

    def value(self) -> str:
        return self.edit.text()

    def set_value(self, value: Any) -> None:
        self.edit.setText(str(value or ""))

    def raw(self) -> str:
        return self.edit.text()

    def set_raw(self, raw: Any) -> None:
        """A password is never put back from what was kept."""

    def wrong(self) -> str:
        sentence = _verdict(self.edit.text(), tuple(self._known_words()))
        return "" if sentence == GOOD else sentence

    def editors(self) -> list[Any]:
        return [self.edit, self.show_button]

    def _typed(self) -> None:
        self._say(ADVICE, "hint")
        self._judging.start()
        self.changed.emit()

    def _judge(self) -> None:
        text, words = self.edit.text(), tuple(self._known_words())
        if text:
            jobs.run(
                "work",
                lambda: (text, _verdict(text, words)),
                context=self,
                done=self._tell,
            )

    def _tell(self, verdict: tuple[str, str]) -> None:
        text, sentence = verdict
        if text == self.edit.text():
            self._say(sentence, "ok" if sentence == GOOD else "warn")

    def _say(self, sentence: str, role: str) -> None:
        self.verdict_label.setText(sentence)
        look.set_role(self.verdict_label, role)

    def _show_typed(self, is_shown: bool) -> None:
        mode = QLineEdit.EchoMode.Normal if is_shown else QLineEdit.EchoMode.Password
        self.edit.setEchoMode(mode)
        icons.put(self.show_button, "eye-off" if is_shown else "eye", "muted")


def password_fields(known_words: Callable[[], Iterable[str]]) -> list[Field]:
    """The new password and once more: «password» and «again»."""
    return [
        PasswordField("password", "Новый пароль", known_words),
        TextField("again", "Ещё раз", required=True, secret=True, max_length=LONGEST + 1),
    ]


def check_twice(form: Form) -> bool:
    """Check the form and that both passwords are the same; what is wrong is shown at its field."""
    if not form.check():
        return False
    values = form.values()
    if values["password"] != values["again"]:
        form.show_error("again", "Пароли не совпадают: введите второй раз внимательно.")
        return False
    return True


def _verdict(text: str, words: tuple[str, ...]) -> str:
    try:
        check_password(text, words)
    except UserError as error:
        return str(error)
    return GOOD
