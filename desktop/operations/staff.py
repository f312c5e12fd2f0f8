"""Employees: post, since when, experience in educational work, dismissal."""

from dataclasses import dataclass
from datetime import date

from desktop.models import Contact, Employee
from desktop.operations._operation import Session, entitle, requires
from desktop.operations._people import checked_name, contacts_of, name_of, put_contacts, put_name
from desktop.operations.permissions import Permission
from desktop.operations.views import NameParts


@dataclass(frozen=True)
class EmployeeRow:
    """A member of the staff."""

    id: int
    name: NameParts
    position: str
    hired_on: date | None
    educating_since: date | None
    dismissed_on: date | None
    phones: tuple[str, ...]
    email: str


@dataclass(frozen=True)
class EmployeeData:
    """What is typed on an employee's card."""

    name: NameParts
    position: str = ""
    hired_on: date | None = None
    educating_since: date | None = None
    phones: tuple[str, ...] = ()
    email: str = ""


@requires(Permission.PEOPLE_READ)
def employees(session: Session, with_dismissed: bool = False) -> tuple[EmployeeRow, ...]:
    """The staff by surname; the dismissed only on demand."""
    contacts = contacts_of(Contact.employee)
    query = Employee.select().order_by(Employee.name_key)
    if not with_dismissed:
        query = query.where(Employee.dismissed_on.is_null())
    rows = []
    for record in query:
        phones, email = contacts.get(record.id, ((), ""))
        rows.append(
            EmployeeRow(
                record.id,
                name_of(record),
                record.position,
                record.hired_on,
                record.educating_since,
                record.dismissed_on,
                phones,
                email,
            )
        )
    return tuple(rows)


@requires(Permission.PEOPLE_WRITE, deed="Карточка работника сохранена")
def save_employee(session: Session, data: EmployeeData, employee_id: int | None = None) -> int:
    """Make or change an employee; returns the id."""
    name = checked_name(data.name, "работника")
    record = Employee.get_by_id(employee_id) if employee_id else Employee()
    put_name(record, name)
    record.position = data.position.strip()
    record.hired_on, record.educating_since = data.hired_on, data.educating_since
    record.save()
    put_contacts(data.phones, data.email, employee=record)
    entitle(session, f"Карточка сохранена: {name.full}")
    return int(record.id)


@requires(Permission.PEOPLE_WRITE, deed="Увольнение записано")
def dismiss_employee(session: Session, employee_id: int, on_date: date) -> None:
    """The employee leaves on that date; the card and past appointments stay."""
    record = Employee.get_by_id(employee_id)
    record.dismissed_on = on_date
    record.save()
    entitle(session, f"Увольнение записано: {name_of(record).full}")
