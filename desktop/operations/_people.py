"""What the operations on people share: names, contacts, stays in groups."""

from collections import defaultdict
from datetime import date
from typing import Any

from desktop import clock
from desktop.errors import UserError
from desktop.models import Child, Contact, Employee, Enrollment, Group, Guardian, Guardianship
from desktop.operations.views import NameParts
from desktop.russian.folding import name_key, phone_digits

Person = Child | Guardian | Employee
Contacts = dict[int, tuple[tuple[str, ...], str]]


def find_child(child_id: int | None) -> Child:
    record = Child.get_or_none(Child.id == child_id)
    if record is None:
        raise UserError("Карточки этого ребёнка больше нет: обновите список.")
    return record


def name_of(record: Person) -> NameParts:
    return NameParts(record.last, record.first, record.middle, record.sex)


def checked_name(name: NameParts, whose: str) -> NameParts:
    parts = [" ".join(part.split()) for part in (name.last, name.first, name.middle)]
    if not parts[0] or not parts[1]:
        raise UserError(f"Введите фамилию и имя {whose}: без них не составить ни одной бумаги.")
    if any(len(part) > 100 for part in parts):
        raise UserError("Имя длиннее 100 знаков: проверьте, не попал ли в поле чужой текст.")
    sex = name.sex
    if not sex:
        from desktop.russian.names import guess_sex

        sex = guess_sex(*parts)
    last, first, middle = parts
    return NameParts(last, first, middle, sex)


def put_name(record: Person, name: NameParts) -> None:
    record.last, record.first, record.middle, record.sex = (
        name.last,
        name.first,
        name.middle,
        name.sex,
    )
    record.name_key = name_key(name.last, name.first, name.middle)


def enroll(child: Child, group_id: int, since: date | None, reason: str) -> None:
    if Group.get_or_none(Group.id == group_id) is None:
        raise UserError("Такой группы больше нет: выберите другую.")
    present = child.enrollments.where(Enrollment.until.is_null()).first()
    if present is not None and present.group_id == group_id:
        return
    if present is not None:
        day = since or clock.today()
        present.until = max(date.fromordinal(day.toordinal() - 1), present.since or date.min)
        present.reason = reason.strip() or "перевод"
        present.save()
    Enrollment(child=child, group=group_id, since=since, reason="").save()


def put_contacts(
    phones: tuple[str, ...],
    email: str,
    guardian: Guardian | None = None,
    employee: Employee | None = None,
) -> None:
    wanted: list[tuple[str, str]] = []
    for phone in phones:
        if not phone.strip():
            continue
        digits = phone_digits(phone)
        if digits is None:
            raise UserError(
                f"Телефон «{phone.strip()[:30]}» не похож на номер: введите 10 цифр с кодом."
            )
        wanted.append(("phone", digits))
    if email.strip():
        if "@" not in email or " " in email.strip():
            raise UserError(f"Адрес «{email.strip()[:40]}» не похож на электронную почту.")
        wanted.append(("email", email.strip()))
    owner = (Contact.guardian == guardian) if guardian else (Contact.employee == employee)
    present = {(c.kind, c.value): c for c in Contact.select().where(owner)}
    for key, contact in present.items():
        if key not in wanted:
            contact.delete_instance()
    for kind, value in dict.fromkeys(wanted):
        if (kind, value) not in present:
            Contact(guardian=guardian, employee=employee, kind=kind, value=value).save()


def current_stays() -> Any:
    """(child id, group id, group title) of every stay that goes on."""
    return (
        Enrollment.select(Enrollment.child, Enrollment.group, Group.title)
        .join(Group)
        .where(Enrollment.until.is_null())
    )


def families() -> tuple[dict[int, str], dict[int, str]]:
    """Representatives' names and phones by child."""
    contacts = contacts_of(Contact.guardian)
    names: dict[int, list[str]] = defaultdict(list)
    phones: dict[int, list[str]] = defaultdict(list)
    query = (
        Guardianship.select(
            Guardianship.child, Guardian.id, Guardian.last, Guardian.first, Guardian.middle
        )
        .join(Guardian)
        .where(Guardianship.until.is_null())
    )
    for child, ident, last, first, middle in query.tuples():
        names[child].append(" ".join(part for part in (last, first, middle) if part))
        phones[child].extend(contacts.get(ident, ((), ""))[0])
    return (
        {child: ", ".join(found) for child, found in names.items()},
        {child: " ".join(found) for child, found in phones.items()},
    )


def contacts_of(owner: Any) -> Contacts:
    """(phones, e-mail) by owner id."""
    found: dict[int, tuple[tuple[str, ...], str]] = {}
    query = Contact.select(owner, Contact.kind, Contact.value).where(owner.is_null(False))
    for ident, kind, value in query.order_by(Contact.id).tuples():
        phones, email = found.get(ident, ((), ""))
        found[ident] = ((*phones, value), email) if kind == "phone" else (phones, email or value)
    return found
