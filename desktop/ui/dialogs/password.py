"""A new password: one's own (the old one is asked), or another's who forgot it."""

from dataclasses import dataclass

from PySide6.QtWidgets import QWidget

from desktop.ui import ask as questions
from desktop.ui._wizard_password import check_twice, password_fields
from desktop.ui.dialogs._frame import ShortFormDialog
from desktop.ui.form import Field, Form, TextField


@dataclass(frozen=True)
class Passwords:
    """What was typed; `old` is "" when it was not asked."""

    old: str
    new: str


class PasswordDialog(ShortFormDialog):
    """The old password when it is one's own, the new one twice."""

    def __init__(self, login: str, is_own: bool, parent: QWidget | None = None) -> None:
        fields: list[Field] = []
        if is_own:
            fields.append(TextField("old", "Нынешний пароль", required=True, secret=True))
        fields.extend(password_fields(lambda: (login,)))
        sentence = "" if is_own else f"Сообщите новый пароль тому, кто входит как «{login}»."
        title = "Сменить мой пароль" if is_own else "Новый пароль"
        super().__init__(title, Form(fields), "Сменить пароль", sentence, parent)

    def check(self) -> bool:
        return check_twice(self.form)


def ask(parent: QWidget | None, login: str, *, is_own: bool) -> Passwords | None:
    """The passwords as typed, or None."""
    dialog = PasswordDialog(login, is_own, parent)
    if not questions.show_dialog(dialog):
        return None
    values = dialog.form.values()
    return Passwords(values.get("old", ""), values["password"])
