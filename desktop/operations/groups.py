"""Groups, classes and associations of a school year."""

from collections import defaultdict
from dataclasses import dataclass

from desktop import clock
from desktop.errors import UserError
from desktop.models import Employee, Group
from desktop.operations._operation import Session, entitle, requires
from desktop.operations._people import current_stays, name_of
from desktop.operations.permissions import Permission
from desktop.russian.dates import school_year, school_year_title


@dataclass(frozen=True)
class GroupRow:
    """A group of a school year with its teacher and the number of children now."""

    id: int
    title: str
    year: int
    year_title: str
    teacher_id: int | None
    teacher: str
    children: int


@requires(Permission.PEOPLE_READ)
def groups(session: Session, year: int | None = None) -> tuple[GroupRow, ...]:
    """Open groups of the school year (all years when None), by year and title."""
    counts: dict[int, int] = defaultdict(int)
    for stay in current_stays().tuples():
        counts[stay[1]] += 1
    query = Group.select().where(Group.closed_on.is_null())
    if year is not None:
        query = query.where(Group.year == year)
    teachers = {row.id: name_of(row) for row in Employee.select()}
    rows = []
    for row in query.order_by(Group.year.desc(), Group.title):
        teacher = teachers.get(row.teacher_id)
        rows.append(
            GroupRow(
                row.id,
                row.title,
                row.year,
                school_year_title(row.year),
                row.teacher_id,
                teacher.full if teacher else "",
                counts[row.id],
            )
        )
    return tuple(rows)


@requires(Permission.PEOPLE_WRITE, deed="Группа сохранена")
def save_group(
    session: Session,
    title: str,
    year: int | None = None,
    teacher_id: int | None = None,
    group_id: int | None = None,
) -> int:
    """Make or change a group; returns its id. The year is this school year unless told.

    Raises UserError without a title or when that year has such a group already.
    """
    title = " ".join(title.split())
    if not title:
        raise UserError("Введите название группы или класса, например «Ромашка» или «5 А».")
    record = Group.get_or_none(Group.id == group_id) if group_id else Group()
    record.title = title
    record.year = year or (record.year if group_id else school_year(clock.today()))
    record.teacher = teacher_id
    twin = Group.get_or_none(Group.title == title, Group.year == record.year)
    if twin is not None and twin.id != record.id:
        raise UserError(f"«{title}» в этом учебном году уже есть: измените название.")
    record.save()
    entitle(session, f"«{title}» сохранена")
    return int(record.id)
