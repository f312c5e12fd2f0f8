"""The tab of employees: post, experience, contacts, dismissal."""

from collections.abc import Callable
from typing import Any

from PySide6.QtWidgets import QCheckBox, QWidget

from desktop import clock
from desktop.operations import groups, staff
from desktop.operations._operation import Session
from desktop.operations.groups import GroupRow
from desktop.operations.permissions import Permission
from desktop.operations.staff import EmployeeData, EmployeeRow
from desktop.russian.plural import count
from desktop.ui import act
from desktop.ui._dialog import Filled, fill_and_do
from desktop.ui._flow import FlowLayout
from desktop.ui._parts import Facts
from desktop.ui._people_tab import PeopleTab, PersonCard
from desktop.ui._people_table import PeopleTable
from desktop.ui._people_words import YEARS, day_words, employee_chip, phones_words, years_since
from desktop.ui.dialogs import employee
from desktop.ui.empty import Empty
from desktop.ui.table import Column


class StaffTab(PeopleTab):
    """Employees."""

    def __init__(self, parent: QWidget) -> None:
        empty = Empty("Выберите работника слева", "Здесь откроется его карточка.", icon="user")
        super().__init__("staff", empty, parent)
        self._rows: tuple[EmployeeRow, ...] = ()
        self._groups: tuple[GroupRow, ...] = ()
        table = PeopleTable(
            "people-staff",
            (
                Column("name", "Фамилия, имя, отчество", lambda r: r.name.full, width=250,
                       stretch=True),
                Column("position", "Должность", lambda r: r.position, width=190),
                Column("phones", "Телефоны", lambda r: phones_words(r.phones), width=170,
                       spare=True),
                Column("since", "Стаж с", lambda r: day_words(r.educating_since), width=110,
                       spare=True,
                       sort=lambda r: (r.educating_since is None, str(r.educating_since))),
                Column("state", "Состояние", chip=employee_chip, width=150),
            ),
            title="Работники",
            search_text=lambda r: f"{r.name.full} {r.position} {' '.join(r.phones)} {r.email}",
            empty=Empty(
                "Здесь будут работники",
                "Добавьте тех, кто ведёт чаты и группы, или загрузите список: фамилия, имя, "
                "отчество, должность.",
                "Добавить работника" if act.allowed(Permission.PEOPLE_WRITE) else "",
                "users",
            ),
            count_words=("работник", "работника", "работников"),
            parent=self,
        )  # fmt: skip
        self.dismissed_check = QCheckBox("Уволенные", self)
        self.dismissed_check.setAccessibleName("Показывать уволенных")
        filters = FlowLayout()
        filters.addWidget(self.dismissed_check)
        card = PersonCard("Карточка работника", self)
        self.lay_out(table, card, filters)
        self.edit_button = card.deed("Изменить", self.edit, icon="pencil")
        self.dismiss_button = card.deed("Увольнение…", self.dismiss, icon="log-out", role="danger")
        self.dismissed_check.toggled.connect(self._filter)
        table.opened.connect(self._open)
        table.first_step.connect(self.new)

    def reload(self) -> None:
        act.ask(self, _load, done=self._show)

    def new(self) -> None:
        self._fill(None)

    def _open(self, _: EmployeeRow) -> None:
        self.edit()

    def edit(self) -> None:
        """Change the employee one stands on."""
        row = self.table.current()
        if row is not None:
            self._fill(row)

    def dismiss(self) -> None:
        """Record the dismissal of the employee one stands on."""
        row: EmployeeRow | None = self.table.current()
        if row is None:
            return
        day = employee.ask_dismissal(self, row)
        if day is not None:
            act.perform(self, staff.dismiss_employee, row.id, day)

    def _fill(self, row: EmployeeRow | None) -> None:
        if not act.allowed(Permission.PEOPLE_WRITE):
            return
        ident = row.id if row else None
        form_id = f"employee:{ident or 'new'}"

        def fill(_: None, typed: str, problem: str) -> Filled[EmployeeData] | None:
            return employee.ask(self, row, form_id=form_id, typed=typed, problem=problem)

        def do(data: EmployeeData, done: Callable[[Any], None], failed: Any) -> None:
            def stored(made: int) -> None:
                done(made)
                self.select(made)

            act.perform(self, staff.save_employee, data, ident, done=stored, failed=failed)

        fill_and_do(self, form_id, _nothing, fill, do)

    def _show(self, told: tuple[tuple[EmployeeRow, ...], tuple[GroupRow, ...]]) -> None:
        self._rows, self._groups = told
        self._filter()

    def _filter(self) -> None:
        everybody = self.dismissed_check.isChecked()
        self.set_rows([row for row in self._rows if everybody or row.dismissed_on is None])

    def select(self, ident: int) -> None:
        if any(row.id == ident and row.dismissed_on is not None for row in self._rows):
            self.dismissed_check.setChecked(True)
        super().select(ident)

    def read_card(self, ident: int) -> None:
        row: EmployeeRow | None = self.table.current()
        if row is None:
            return
        view = self.card
        view.title_label.setText(row.name.full)
        view.chip.set_chip(employee_chip(row))
        may = act.allowed(Permission.PEOPLE_WRITE)
        self.edit_button.setVisible(may)
        self.dismiss_button.setVisible(may and row.dismissed_on is None)
        page, column = view.sheet.begin()
        facts = Facts(page)
        facts.add("Должность", row.position)
        facts.add("Принят(а)", day_words(row.hired_on))
        facts.add("Педстаж с", _experience(row))
        facts.add("Телефоны", phones_words(row.phones))
        facts.add("Почта", row.email)
        own = [group.title for group in self._groups if group.teacher_id == row.id]
        if own:
            facts.add(self.words.group.capital(many=len(own) > 1), ", ".join(own))
        column.addWidget(facts)
        column.addStretch(1)
        view.sheet.put(page)
        self.show_place()


def _experience(row: EmployeeRow) -> str:
    if row.educating_since is None:
        return ""
    years = years_since(row.educating_since, clock.today())
    told = count(years, *YEARS) if years > 0 else "меньше года"
    return f"{day_words(row.educating_since)}, {told}"


def _load(session: Session) -> tuple[tuple[EmployeeRow, ...], tuple[GroupRow, ...]]:
    return staff.employees(session, with_dismissed=True), groups.groups(session)


def _nothing(session: Session) -> None:
    """The dialog needs nothing read beforehand."""
