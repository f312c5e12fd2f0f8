"""Children: the list, the card, admission, transfer, departure. No health data."""

from dataclasses import dataclass
from datetime import date

from desktop import clock
from desktop.errors import UserError
from desktop.models import Child, Enrollment, Guardianship
from desktop.operations._operation import Session, entitle, requires
from desktop.operations._people import (
    checked_name,
    current_stays,
    enroll,
    families,
    find_child,
    name_of,
    put_name,
)
from desktop.operations.guardians import GuardianRow, guardian_row
from desktop.operations.permissions import Permission
from desktop.operations.views import NameParts


@dataclass(frozen=True)
class ChildRow:
    """A line of the list of children; `phones` are the family's, digits only."""

    id: int
    name: NameParts
    birth_date: date | None
    group_id: int | None
    group: str
    guardians: str
    phones: str
    departed_on: date | None


@dataclass(frozen=True)
class StayRow:
    """A stay in a group: from, to, why it ended."""

    group: str
    since: date | None
    until: date | None
    reason: str


@dataclass(frozen=True)
class ChildCard:
    """Everything the office keeps about one child."""

    row: ChildRow
    admitted_on: date | None
    admission_order: str
    departure_reason: str
    guardians: tuple[GuardianRow, ...]
    stays: tuple[StayRow, ...]


@dataclass(frozen=True)
class ChildData:
    """What is typed on a child's card."""

    name: NameParts
    birth_date: date | None = None
    group_id: int | None = None
    admitted_on: date | None = None
    admission_order: str = ""


@requires(Permission.PEOPLE_READ)
def children(
    session: Session, group_id: int | None = None, with_departed: bool = False
) -> tuple[ChildRow, ...]:
    """The list of children, by surname; of one group when told. Departed ones only on demand."""
    stays = {child: (group, title) for child, group, title in current_stays().tuples()}
    names, phones = families()
    query = Child.select(
        Child.id,
        Child.last,
        Child.first,
        Child.middle,
        Child.sex,
        Child.birth_date,
        Child.departed_on,
    ).order_by(Child.name_key)
    if not with_departed:
        query = query.where(Child.departed_on.is_null())
    rows = []
    for ident, last, first, middle, sex, birth_date, departed_on in query.tuples():
        group, title = stays.get(ident, (None, ""))
        if group_id is not None and group != group_id:
            continue
        rows.append(
            ChildRow(
                ident,
                NameParts(last, first, middle, sex),
                birth_date,
                group,
                title,
                names.get(ident, ""),
                phones.get(ident, ""),
                departed_on,
            )
        )
    return tuple(rows)


@requires(Permission.PEOPLE_READ)
def child_card(session: Session, child_id: int) -> ChildCard:
    """One child's card."""
    record = find_child(child_id)
    stay = record.enrollments.where(Enrollment.until.is_null()).first()
    guardians = tuple(
        guardian_row(link.guardian, link.kinship, link.authority)
        for link in record.guardianships.where(Guardianship.until.is_null())
    )
    stays = tuple(
        StayRow(s.group.title, s.since, s.until, s.reason)
        for s in record.enrollments.order_by(Enrollment.id)
    )
    row = ChildRow(
        record.id,
        name_of(record),
        record.birth_date,
        stay.group_id if stay else None,
        stay.group.title if stay else "",
        ", ".join(g.name.full for g in guardians),
        " ".join(phone for g in guardians for phone in g.phones),
        record.departed_on,
    )
    return ChildCard(
        row,
        record.admitted_on,
        record.admission_order,
        record.departure_reason,
        guardians,
        stays,
    )


@requires(Permission.PEOPLE_WRITE, deed="Карточка ребёнка сохранена")
def save_child(session: Session, data: ChildData, child_id: int | None = None) -> int:
    """Make or change a child; a new group is recorded as admission, another one as transfer.

    Returns the id. Raises UserError without names or with a birth date in the future.
    """
    name = checked_name(data.name, "ребёнка")
    if data.birth_date and data.birth_date > clock.today():
        raise UserError("Дата рождения ещё не наступила: проверьте год.")
    record = find_child(child_id) if child_id else Child()
    put_name(record, name)
    record.birth_date = data.birth_date
    record.admitted_on = data.admitted_on
    record.admission_order = data.admission_order.strip()
    record.save()
    if data.group_id is not None:
        is_transfer = record.enrollments.where(Enrollment.until.is_null()).exists()
        first_day = clock.today() if is_transfer else data.admitted_on or clock.today()
        enroll(record, data.group_id, first_day, "")
    entitle(session, f"Карточка сохранена: {name.full}")
    return int(record.id)


@requires(Permission.PEOPLE_WRITE, deed="Ребёнок переведён")
def transfer_child(
    session: Session, child_id: int, group_id: int, on_date: date, reason: str = ""
) -> None:
    """Close the present stay the day before and open one in the other group."""
    record = find_child(child_id)
    enroll(record, group_id, on_date, reason)
    entitle(session, f"Перевод записан: {name_of(record).full}")


@requires(Permission.PEOPLE_WRITE, deed="Выбытие записано")
def depart_child(session: Session, child_id: int, on_date: date, reason: str) -> None:
    """The child leaves: stays are closed, the card is kept. Raises UserError without a reason."""
    if not reason.strip():
        raise UserError("Укажите причину выбытия: выпуск, перевод в другую организацию, заявление.")
    record = find_child(child_id)
    for stay in record.enrollments.where(Enrollment.until.is_null()):
        stay.until, stay.reason = on_date, reason.strip()
        stay.save()
    record.departed_on, record.departure_reason = on_date, reason.strip()
    record.save()
    entitle(session, f"Выбытие записано: {name_of(record).full}")
