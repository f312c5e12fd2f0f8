"""A new account: whose it is, role, sign-in name, first password."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtWidgets import QWidget

from desktop.operations.permissions import TEACHER
from desktop.operations.staff import EmployeeRow
from desktop.russian.folding import fold
from desktop.ui import ask as questions
from desktop.ui._wizard_password import check_twice, password_fields
from desktop.ui.dialogs._frame import ShortFormDialog
from desktop.ui.form import ChoiceField, Form, Pick, PickField, TextField


@dataclass(frozen=True)
class NewUser:
    """What was typed."""

    login: str
    role: str
    employee: int | None
    password: str


class UserDialog(ShortFormDialog):
    """Role, employee, sign-in name (proposed from the employee), password twice."""

    def __init__(
        self,
        roles: Sequence[tuple[str, str]],
        employees: Sequence[EmployeeRow],
        taken: Sequence[str],
        parent: QWidget | None = None,
    ) -> None:
        self._employees = {row.id: row for row in employees}
        self._taken = {login.casefold() for login in taken}
        self._proposed = ""
        form = Form(
            [
                ChoiceField("role", "Роль", roles, required=True),
                PickField(
                    "employee",
                    "Работник",
                    self._search,
                    hint="Если он есть в списке работников",
                    placeholder="Начните писать фамилию",
                ),
                TextField("login", "Имя входа", required=True, max_length=60, check=self._wrong),
                *password_fields(self._known_words),
            ]
        )
        super().__init__(
            "Новая учётная запись",
            form,
            "Завести",
            "Педагог видит только проверку своих сообщений: телефоны и адреса семей ему не видны.",
            parent,
        )
        if any(role == TEACHER for role, _ in roles):
            form.set_values({"role": TEACHER})
        form.field("employee").changed.connect(self._propose_login)

    def check(self) -> bool:
        return check_twice(self.form)

    def _search(self, text: str) -> list[Pick]:
        words = fold(text).split()
        return [
            Pick(row.id, row.name.full, row.position)
            for row in self._employees.values()
            if all(word in fold(f"{row.name.full} {row.position}") for word in words)
        ]

    def _propose_login(self) -> None:
        field, chosen = self.form.field("login"), self.form.field("employee").value()
        if chosen in self._employees and field.value() in ("", self._proposed):
            name = self._employees[chosen].name
            initials = "".join(f"{part[0]}." for part in (name.first, name.middle) if part)
            self._proposed = f"{name.last} {initials}".strip()
            field.set_value(self._proposed)

    def _wrong(self, login: str) -> str:
        if login.casefold() in self._taken:
            return f"Имя входа «{login}» уже занято: добавьте инициалы или должность."
        return ""

    def _known_words(self) -> tuple[str, ...]:
        return (str(self.form.field("login").value()),)


def ask(
    parent: QWidget | None,
    roles: Sequence[tuple[str, str]],
    employees: Sequence[EmployeeRow],
    taken: Sequence[str],
) -> NewUser | None:
    """The account as typed, or None. In: roles that may be given, the staff, names in use."""
    dialog = UserDialog(roles, employees, taken, parent)
    if not questions.show_dialog(dialog):
        return None
    values = dialog.form.values()
    return NewUser(values["login"], values["role"], values["employee"], values["password"])
