"""The first thing painted: who signs in, password, «забыли пароль»."""

from pathlib import Path

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import (
    QComboBox,
    QFrame,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from desktop.errors import UserError
from desktop.operations import access
from desktop.ui import jobs, look

_LONGEST_PAUSE = 30  # seconds after repeated failures (trust.md 4.3)


class SignIn(QWidget):
    """Asks for a password and emits `entered(session)`."""

    entered = Signal(object)

    def __init__(self, folder: Path, hint: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._folder = folder
        self._failures = 0
        self.setAccessibleName("Вход в программу")
        title = QLabel("Порядок", self)
        look.set_role(title, "title")
        about = QLabel("Чаты с родителями, согласия и приказы", self)
        look.set_role(about, "muted")
        self.login_box = QComboBox(self)
        self.login_box.setAccessibleName("Кто входит")
        for login in access.logins(folder):
            self.login_box.addItem(login.login, login)
        self.password_edit = QLineEdit(self)
        self.password_edit.setEchoMode(QLineEdit.EchoMode.Password)
        self.password_edit.setAccessibleName("Пароль")
        self.error_label = QLabel(self)
        self.error_label.setWordWrap(True)
        look.set_role(self.error_label, "error")
        self.enter_button = QPushButton("Войти", self)
        self.enter_button.setAccessibleName("Войти")
        self.enter_button.setDefault(True)
        look.set_role(self.enter_button, "primary")
        self.recovery_button = QPushButton("Забыли пароль?", self)
        self.recovery_button.setAccessibleName("Забыли пароль: войти по ключу восстановления")
        look.set_role(self.recovery_button, "quiet")

        hint_label = QLabel(hint, self)
        hint_label.setWordWrap(True)
        hint_label.setVisible(bool(hint))
        look.set_role(hint_label, "hint")
        card = QFrame(self)
        look.set_role(card, "card")
        card.setFixedWidth(look.px(380))
        column = QVBoxLayout(card)
        column.setContentsMargins(*(look.px(24),) * 4)
        column.setSpacing(look.px(8))
        column.addWidget(title)
        column.addWidget(about)
        column.addSpacing(look.px(16))
        self.who_label = QLabel("Кто вы", card)
        self.secret_label = QLabel("Пароль", card)
        self.who_label.setBuddy(self.login_box)
        self.secret_label.setBuddy(self.password_edit)
        for widget in (
            self.who_label,
            self.login_box,
            self.secret_label,
            self.password_edit,
            hint_label,
            self.error_label,
        ):
            column.addWidget(widget)
        row = QHBoxLayout()
        row.addWidget(self.recovery_button)
        row.addStretch(1)
        row.addWidget(self.enter_button)
        column.addLayout(row)
        whole = QVBoxLayout(self)
        whole.addStretch(2)
        whole.addWidget(card, 0, Qt.AlignmentFlag.AlignHCenter)
        whole.addStretch(3)
        self.enter_button.clicked.connect(self._enter)
        self.password_edit.returnPressed.connect(self._enter)
        self.recovery_button.clicked.connect(self._toggle_recovery)
        self._by_recovery = False
        QTimer.singleShot(0, self, self.password_edit.setFocus)

    def _enter(self) -> None:
        if not self.enter_button.isEnabled():
            return
        secret = self.password_edit.text()
        if not secret:
            self._say("Введите пароль.")
            return
        self.enter_button.setEnabled(False)
        self._say("")
        folder, login = self._folder, self.login_box.currentText()
        if self._by_recovery:
            jobs.run(
                "store",
                lambda: access.sign_in_by_recovery(folder, secret),
                context=self,
                done=self._entered,
                failed=self._refused,
                always=lambda: self.enter_button.setEnabled(True),
            )
        else:
            jobs.run(
                "store",
                lambda: access.sign_in(folder, login, secret),
                context=self,
                done=self._entered,
                failed=self._refused,
                always=lambda: self.enter_button.setEnabled(True),
            )

    def _entered(self, session: object) -> None:
        self.password_edit.clear()
        self.entered.emit(session)

    def _refused(self, error: UserError) -> None:
        pause = min(2**self._failures, _LONGEST_PAUSE)
        self.enter_button.setEnabled(False)
        self._failures += 1
        self._say(str(error))
        self.password_edit.selectAll()
        self.password_edit.setFocus()
        QTimer.singleShot(pause * 1000, self, lambda: self.enter_button.setEnabled(True))

    def _say(self, text: str) -> None:
        self.error_label.setText(text)
        self.error_label.setVisible(bool(text))

    def _toggle_recovery(self) -> None:
        self._by_recovery = not self._by_recovery
        self.who_label.setVisible(not self._by_recovery)
        self.login_box.setVisible(not self._by_recovery)
        name = "Ключ восстановления с листа" if self._by_recovery else "Пароль"
        self.secret_label.setText(name)
        self.password_edit.setAccessibleName(name)
        mode = QLineEdit.EchoMode.Normal if self._by_recovery else QLineEdit.EchoMode.Password
        self.password_edit.setEchoMode(mode)
        self.password_edit.clear()
        self.recovery_button.setText("Войти по паролю" if self._by_recovery else "Забыли пароль?")
        self._say("")
        self.password_edit.setFocus()
