"""Who administers a chat: appointments in the roles of the regulation, experience, substitutes."""

from dataclasses import dataclass
from datetime import date

from desktop import clock
from desktop.errors import UserError
from desktop.models import Administrator, Chat, Employee, Guardian
from desktop.operations import regulation as acts
from desktop.operations._chats import find_chat
from desktop.operations._operation import Session, entitle, requires
from desktop.operations._people import name_of
from desktop.operations.office import in_force
from desktop.operations.permissions import Permission
from desktop.russian.dates import numeric
from desktop.russian.plural import count

ROLES = {
    "administrator-staff": "администратор от работников",
    "administrator-parents": "администратор от родителей",
    "curator": "куратор",
    "class-teacher": "классный руководитель – администратор",
    "appointee": "назначенный администратор",
}


@dataclass(frozen=True)
class AdministratorRow:
    """An appointment; `person` is «employee:3» or «guardian:7»."""

    id: int
    role: str
    role_title: str
    person: str
    name: str
    position: str
    is_substitute: bool
    since: date
    until: date | None
    basis: str
    is_current: bool
    warning: str


@dataclass(frozen=True)
class Appointment:
    """What is typed when appointing; exactly one of the two ids."""

    role: str
    employee_id: int | None = None
    guardian_id: int | None = None
    is_substitute: bool = False
    since: date | None = None
    until: date | None = None
    basis: str = ""


@dataclass(frozen=True)
class RoleWanted:
    """A role that the regulation names: its point, whether one person fills it for the whole
    institution, the years of experience asked (0: none)."""

    id: str
    title: str
    source: str
    for_institution: bool
    experience_years: int


@requires(Permission.CHATS_READ)
def administrators(session: Session, chat_id: int) -> tuple[AdministratorRow, ...]:
    """All appointments of the chat and the institution's curators, current ones first."""
    record = find_chat(chat_id)
    rows = Administrator.select().where(
        (Administrator.chat == record) | Administrator.chat.is_null()
    )
    today = clock.today()
    told = [_row(row, today) for row in rows.order_by(Administrator.id)]
    return tuple(sorted(told, key=lambda row: (not row.is_current, row.is_substitute, row.id)))


@requires(Permission.CHATS_READ)
def roles_wanted(session: Session, on_date: date | None = None) -> tuple[RoleWanted, ...]:
    """The roles of the regulation in force with where each is filled and what is asked."""
    day = on_date or clock.today()
    regulation = in_force(day)
    years: dict[str, int] = {}
    for asked in acts.bindings("requirement", day):
        if asked.id == "experience-years":
            for role in dict(asked.params).get("roles") or ROLES:
                years[role] = max(years.get(role, 0), asked.value or 1)
    return tuple(
        RoleWanted(
            role.id,
            ROLES[role.id],
            acts.quoted(regulation, role),
            dict(role.params).get("scope") == "institution",
            0 if role.id == "administrator-parents" else years.get(role.id, 0),
        )
        for role in acts.bindings("role", day)
    )


@requires(Permission.CHATS_WRITE, deed="Администратор назначен")
def appoint(session: Session, chat_id: int | None, data: Appointment) -> int:
    """Appoint an administrator; a curator is appointed for the whole institution (chat None).

    Raises UserError when the person is missing, dismissed, or lacks the experience that the
    regulation asks on the day of appointment; returns the appointment's id.
    """
    since = data.since or clock.today()
    if data.role not in ROLES:
        raise UserError("Выберите роль администратора из списка.")
    if (data.employee_id is None) == (data.guardian_id is None):
        raise UserError("Выберите одного человека: работника или родителя.")
    if data.until and data.until < since:
        raise UserError("Срок назначения кончается раньше, чем начался: проверьте даты.")
    from_parents = data.role == "administrator-parents"
    if from_parents != (data.guardian_id is not None):
        raise UserError(
            f"Роль «{ROLES[data.role]}» исполняет "
            f"{'родитель' if from_parents else 'работник'}: выберите его из списка."
        )
    if data.employee_id is not None:
        employee = Employee.get_or_none(Employee.id == data.employee_id)
        if employee is None or (employee.dismissed_on and employee.dismissed_on <= since):
            raise UserError("Этот работник уволен или удалён: выберите другого.")
        _expect_experience(employee, data.role, since)
        name = name_of(employee).full
    else:
        guardian = Guardian.get_or_none(Guardian.id == data.guardian_id)
        if guardian is None:
            raise UserError("Этого родителя больше нет в списке: выберите другого.")
        name = name_of(guardian).full
    record = Administrator(
        chat=find_chat(chat_id) if chat_id is not None and data.role != "curator" else None,
        role=data.role,
        employee=data.employee_id,
        guardian=data.guardian_id,
        is_substitute=data.is_substitute,
        since=since,
        until=data.until,
        basis=data.basis.strip(),
    )
    record.save()
    entitle(session, f"Назначен {ROLES[data.role]}: {name}")
    return int(record.id)


@requires(Permission.CHATS_WRITE, deed="Назначение прекращено")
def end_appointment(session: Session, appointment_id: int, on_date: date | None = None) -> None:
    """The appointment's last day is `on_date` (today unless told)."""
    record = Administrator.get_or_none(Administrator.id == appointment_id)
    if record is None:
        raise UserError("Этого назначения больше нет: обновите карточку чата.")
    day = on_date or clock.today()
    if day < record.since:
        raise UserError(
            f"Назначение началось {numeric(record.since)}, закончиться раньше оно не может: "
            "проверьте дату."
        )
    record.until = day
    record.save()
    person = record.employee or record.guardian
    entitle(session, f"Назначение прекращено: {name_of(person).full}")


def names_now(chat: Chat) -> str:
    """Surnames with initials of the chat's present administrators, for lists."""
    today = clock.today()
    names = []
    for row in chat.administrators.order_by(Administrator.is_substitute, Administrator.id):
        person = row.employee or row.guardian
        if person is not None and _is_current(row, today):
            initials = "".join(f" {part[0]}." for part in (person.first, person.middle) if part)
            names.append(f"{person.last}{initials}")
    return ", ".join(names)


def years_between(start: date, day: date) -> int:
    """Whole years from `start` to `day`."""
    return day.year - start.year - ((day.month, day.day) < (start.month, start.day))


def _expect_experience(employee: Employee, role: str, day: date) -> None:
    regulation = in_force(day)
    for asked in acts.bindings("requirement", day):
        roles = dict(asked.params).get("roles")
        if asked.id != "experience-years" or (roles and role not in roles):
            continue
        source = acts.quoted(regulation, asked)
        years = count(asked.value or 1, "года", "лет", "лет")
        if employee.educating_since is None:
            raise UserError(
                f"Нужен стаж не меньше {years} ({source}): впишите в карточку работника дату "
                "начала работы в образовании."
            )
        if years_between(employee.educating_since, day) < (asked.value or 1):
            raise UserError(
                f"Стаж на день назначения меньше {years} ({source}): выберите другого работника."
            )


def _is_current(row: Administrator, day: date) -> bool:
    dismissed = row.employee.dismissed_on if row.employee is not None else None
    if dismissed is not None and dismissed <= day:
        return False
    return bool(row.since <= day and (row.until is None or day <= row.until))


def _row(row: Administrator, today: date) -> AdministratorRow:
    person = row.employee or row.guardian
    warning = ""
    if row.employee is not None and row.employee.dismissed_on:
        warning = "уволен"
    elif row.until is not None and 0 <= (row.until - today).days <= 14:
        warning = "срок кончается"
    return AdministratorRow(
        row.id,
        row.role,
        ROLES.get(row.role, row.role),
        f"employee:{row.employee_id}" if row.employee_id else f"guardian:{row.guardian_id}",
        name_of(person).full if person else "",
        row.employee.position if row.employee else "родитель",
        row.is_substitute,
        row.since,
        row.until,
        row.basis,
        _is_current(row, today),
        warning,
    )
