"""An employee's card and dismissal."""

from datetime import date

from PySide6.QtWidgets import QWidget

from desktop import clock
from desktop.operations.staff import EmployeeData, EmployeeRow
from desktop.operations.views import NameParts
from desktop.ui._dialog import Filled, FormDialog
from desktop.ui.form import DateField, PhonesField, TextField


class EmployeeDialog(FormDialog):
    """Name, post, since when, contacts."""

    def __init__(
        self, parent: QWidget | None, row: EmployeeRow | None, form_id: str, problem: str
    ) -> None:
        super().__init__(
            parent,
            row.name.full if row else "Новый работник",
            [
                TextField("last", "Фамилия", required=True, max_length=100),
                TextField("first", "Имя", required=True, max_length=100),
                TextField("middle", "Отчество", max_length=100),
                TextField(
                    "position", "Должность", max_length=200, placeholder="воспитатель",
                    hint="Со строчной буквы, как в приказе.",
                ),
                DateField("hired_on", "Принят(а) на работу"),
                DateField(
                    "educating_since",
                    "Педагогический стаж с",
                    hint="Администратору чата нужен стаж, если его требует положение.",
                ),
                PhonesField("phones", "Телефоны"),
                TextField("email", "Электронная почта", max_length=200),
            ],
            "Сохранить",
            form_id=form_id,
            problem=problem,
            width=520,
        )  # fmt: skip

    def data(self) -> EmployeeData:
        """The answers."""
        told = self.form.values()
        return EmployeeData(
            NameParts(told["last"], told["first"], told["middle"]),
            told["position"],
            told["hired_on"],
            told["educating_since"],
            told["phones"],
            told["email"],
        )

    def is_right(self) -> bool:
        since = self.form.field("educating_since").value()
        if since and since > clock.today():
            self.form.show_error("educating_since", "Эта дата ещё не наступила.")
            return False
        return True


def ask(
    parent: QWidget | None,
    row: EmployeeRow | None,
    *,
    form_id: str = "",
    typed: str = "",
    problem: str = "",
) -> Filled[EmployeeData] | None:
    """What to write on an employee's card, or None."""
    dialog = EmployeeDialog(parent, row, form_id, problem)
    dialog.begin(
        {
            "last": row.name.last,
            "first": row.name.first,
            "middle": row.name.middle,
            "position": row.position,
            "hired_on": row.hired_on,
            "educating_since": row.educating_since,
            "phones": row.phones,
            "email": row.email,
        }
        if row
        else {},
        typed,
    )
    if not dialog.run():
        return None
    return Filled(dialog.data(), dialog.form.snapshot())


def ask_dismissal(parent: QWidget | None, row: EmployeeRow) -> date | None:
    """The day of dismissal, or None."""
    dialog = FormDialog(
        parent,
        "Увольнение",
        [DateField("on_date", "С какого дня", required=True)],
        "Записать увольнение",
        intro=f"{row.name.full}. Карточка и прежние назначения останутся.",
        danger=True,
        width=480,
    )
    dialog.begin({"on_date": clock.today()})
    return dialog.form.field("on_date").value() if dialog.run() else None
