"""Appointing an administrator of a chat, and ending an appointment."""

from collections.abc import Sequence
from datetime import date

from PySide6.QtWidgets import QWidget

from desktop import clock
from desktop.operations.administrators import (
    ROLES,
    AdministratorRow,
    Appointment,
    RoleWanted,
)
from desktop.russian.plural import count
from desktop.ui._chat_people import People, search
from desktop.ui._dialog import Filled, FormDialog
from desktop.ui.form import CheckField, ChoiceField, DateField, PickField, TextField

PARENTS = "administrator-parents"


class AppointDialog(FormDialog):
    """Role, person, period and ground."""

    def __init__(
        self,
        parent: QWidget | None,
        roles: Sequence[RoleWanted],
        people: People,
        form_id: str,
        problem: str,
    ) -> None:
        self._roles = {role.id: role for role in roles}
        offered = [(role.id, role.title) for role in roles]
        offered += [(ident, word) for ident, word in ROLES.items() if ident not in self._roles]
        self.role_field = ChoiceField("role", "Роль", offered, required=True)
        self.employee_field = PickField(
            "employee", "Работник", search(people.employees), required=True
        )
        self.parent_field = PickField("guardian", "Родитель", search(people.parents), required=True)
        super().__init__(
            parent,
            "Назначить администратора",
            [
                self.role_field,
                self.employee_field,
                self.parent_field,
                CheckField("substitute", "Замещает на время отсутствия основного"),
                DateField("since", "С какого дня", required=True),
                DateField("until", "По какой день", hint="Пусто – без срока."),
                TextField(
                    "basis",
                    "Основание",
                    placeholder="приказ от … № …",
                    hint="Пусто – основанием станет приказ о назначении, когда его зарегистрируют.",
                ),
            ],
            "Назначить",
            form_id=form_id,
            problem=problem,
        )
        self.role_field.changed.connect(self.follow_role)

    def follow_role(self) -> None:
        """A parent's role is filled by a parent, any other by an employee."""
        role = self.role_field.value()
        self.form.set_field_visible("employee", role != PARENTS)
        self.form.set_field_visible("guardian", role == PARENTS)
        asked = self._roles.get(role)
        lines = []
        if asked is not None and asked.experience_years:
            years = count(asked.experience_years, "года", "лет", "лет")
            lines.append(f"Стаж в образовании не меньше {years} на день назначения")
        if asked is not None and asked.for_institution:
            lines.append("назначается один на всю организацию")
        elif role is not None and asked is None:
            lines.append("такой роли в положении нет")
        source = f" ({asked.source})" if asked is not None and lines else ""
        told = "; ".join(lines)
        self.role_field.hint = f"{told[:1].upper()}{told[1:]}{source}." if told else ""
        if not self.form.errors():
            self.form.clear_errors()
            self.form.set_field_visible("employee", role != PARENTS)
            self.form.set_field_visible("guardian", role == PARENTS)

    def is_right(self) -> bool:
        told = self.form.values()
        if told["until"] and told["until"] < told["since"]:
            self.form.show_error("until", "Срок кончается раньше, чем начался.")
            return False
        return True

    def data(self) -> Appointment:
        """The answers."""
        told = self.form.values()
        from_parents = told["role"] == PARENTS
        chosen = str(told["guardian" if from_parents else "employee"]).partition(":")[2]
        return Appointment(
            told["role"],
            None if from_parents else int(chosen),
            int(chosen) if from_parents else None,
            told["substitute"],
            told["since"],
            told["until"],
            told["basis"],
        )


def ask(
    parent: QWidget | None,
    roles: Sequence[RoleWanted],
    people: People,
    *,
    role: str = "",
    form_id: str = "",
    typed: str = "",
    problem: str = "",
) -> Filled[Appointment] | None:
    """The appointment to record, or None."""
    dialog = AppointDialog(parent, roles, people, form_id, problem)
    dialog.begin({"role": role or None, "since": clock.today()}, typed)
    dialog.follow_role()
    if not dialog.run():
        return None
    return Filled(dialog.data(), dialog.form.snapshot())


class EndDialog(FormDialog):
    """The last day of an appointment."""

    def __init__(self, parent: QWidget | None, row: AdministratorRow) -> None:
        self._since = row.since
        super().__init__(
            parent,
            "Прекратить назначение",
            [DateField("on_date", "Последний день", required=True)],
            "Прекратить назначение",
            intro=f"{row.name}, {row.role_title}. Запись о назначении останется в истории чата.",
            danger=True,
            width=480,
        )

    def is_right(self) -> bool:
        if self.form.field("on_date").value() < self._since:
            self.form.show_error("on_date", f"Назначение началось {self._since:%d.%m.%Y}.")
            return False
        return True


def ask_end(parent: QWidget | None, row: AdministratorRow) -> date | None:
    """The last day of the appointment, or None."""
    dialog = EndDialog(parent, row)
    dialog.begin({"on_date": clock.today()})
    if not dialog.run():
        return None
    day: date = dialog.form.field("on_date").value()
    return day
