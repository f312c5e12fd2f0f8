"""Lists of employees: the dry run, and loading one as one deed to be undone."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from desktop import clock
from desktop.importing.fields import Kind
from desktop.importing.matching import Candidate as Likeness
from desktop.importing.matching import Difference, KnownChild, Verdict, match
from desktop.importing.name_parts import NameParts
from desktop.importing.people import PersonRow
from desktop.importing.staff import Staff, StaffRow
from desktop.models import Contact, Employee
from desktop.operations._bulk import (
    SKIP,
    Candidate,
    Decision,
    ImportLine,
    ImportPlan,
    ImportResult,
    assert_fresh,
    last_deed_id,
    remarks,
    result_of,
    settle,
    summary_of,
)
from desktop.operations._class_list_steps import too_long
from desktop.operations._operation import Session, entitle, requires
from desktop.operations._people import Contacts, contacts_of
from desktop.operations.permissions import Permission
from desktop.russian.dates import numeric
from desktop.russian.folding import fold, format_phone, name_key
from desktop.russian.plural import count as counted

_PEOPLE = ("работник", "работника", "работников")


@dataclass(frozen=True)
class _Changes:
    """What a row writes on a known card."""

    fields: dict[str, Any]
    phones: tuple[str, ...]
    email: str
    differences: tuple[Difference, ...]


@requires(Permission.IMPORT)
def dry_run(session: Session, staff: Staff) -> ImportPlan:
    """What `apply` would do with a list of employees; nothing is written."""
    cards = {card.id: card for card in Employee.select()}
    contacts = contacts_of(Contact.employee)
    known = [KnownChild(i, NameParts(c.last, c.first, c.middle)) for i, c in cards.items()]
    # Matching by names alone: a list of employees seldom tells their birth dates.
    rows = [
        PersonRow(row.row_number, row.sheet, row.name, problems=row.problems) for row in staff.rows
    ]
    lines = []
    for ident, (row, step) in enumerate(zip(staff.rows, match(rows, known).steps, strict=True)):
        found = cards[step.known.id] if step.known else None
        lines.append(_line(ident, row, step.verdict, found, step.candidates, cards, contacts))
    return ImportPlan(
        kind=Kind.STAFF,
        source=staff,
        lines=tuple(lines),
        headings=("Должность", "Телефон", "Стаж с"),
        passed=staff.skipped,
        summary=summary_of(lines, _PEOPLE),
        as_of=last_deed_id(),
    )


@requires(Permission.IMPORT, deed="Список работников загружен")
def apply(
    session: Session, plan: ImportPlan, decisions: Mapping[int, Decision] | None = None
) -> ImportResult:
    """Load the list of a dry run: one transaction, one deed, undone by `journal.undo`.

    `decisions` as in `class_lists.apply`. Raises UserError, and writes nothing, when a decision
    does not fit or the staff was changed since the dry run so that it shows something else.
    """
    staff = plan.source
    assert isinstance(staff, Staff)
    assert_fresh(plan, lambda: dry_run(session, staff))
    settled = settle(plan, decisions or {})
    contacts = contacts_of(Contact.employee)
    done: dict[int, str] = {}
    fresh: list[tuple[Employee, StaffRow]] = []
    for line in plan.lines:
        row = staff.rows[line.ident]
        choice = settled.get(line.ident)
        if choice is None:
            done[line.ident] = "rejected"
        elif choice == SKIP:
            done[line.ident] = "skipped"
        elif isinstance(choice, int):
            done[line.ident] = _change(Employee.get_by_id(choice), row, contacts)
        else:
            fresh.append((_new(row), row))
            done[line.ident] = "created"
    Employee.insert_all([record for record, _ in fresh])
    added = [
        Contact(employee=record, kind="phone", value=phone)
        for record, row in fresh
        for phone in row.phones
    ]
    added += [
        Contact(employee=record, kind="email", value=row.email)
        for record, row in fresh
        if row.email
    ]
    Contact.insert_all(added)
    touched = sum(word in ("created", "changed", "departed") for word in done.values())
    entitle(session, f"Загрузка списка: {counted(touched, *_PEOPLE)}")
    return result_of(plan, done, _PEOPLE)


def _line(
    ident: int,
    row: StaffRow,
    verdict: Verdict,
    found: Employee | None,
    likes: tuple[Likeness, ...],
    cards: Mapping[int, Employee],
    contacts: Contacts,
) -> ImportLine:
    errors, notes = remarks(row.problems)
    differences: tuple[Difference, ...] = ()
    candidates: tuple[Candidate, ...] = ()
    if verdict is Verdict.REJECTED:
        pass
    elif too_long(row.name):
        verdict, found, errors = Verdict.REJECTED, None, ("Имя длиннее 100 знаков: проверьте его.",)
    elif verdict is Verdict.NEW and row.departed:
        verdict = Verdict.REJECTED
        errors = ("В списке отмечен уволенным, а среди работников его нет.",)
    elif found is not None:
        changes = _changes(found, row, contacts)
        differences = changes.differences
        verdict = Verdict.CHANGED if differences or changes.fields else Verdict.SAME
    elif likes:
        candidates = tuple(_candidate(row, like, cards, contacts) for like in likes)
        errors = tuple(f"Похож: {c.title}, {c.about} – {c.reason}." for c in candidates)
    about = (
        row.post,
        ", ".join(map(format_phone, row.phones)),
        numeric(row.experience_since) if row.experience_since else "",
    )
    return ImportLine(
        ident,
        row.row_number,
        row.sheet,
        str(row.name),
        about,
        verdict,
        found.id if found is not None else None,
        errors,
        notes,
        differences,
        candidates,
    )


def _candidate(
    row: StaffRow, like: Likeness, cards: Mapping[int, Employee], contacts: Contacts
) -> Candidate:
    card = cards[like.known.id]
    reason = like.reason.replace(", дата рождения не указана", "")
    about = card.position or "должность не указана"
    if card.dismissed_on is not None:
        about += f", уволен(а) {numeric(card.dismissed_on)}"
    differences = _changes(card, row, contacts).differences
    return Candidate(card.id, str(like.known.name), about, reason, differences)


def _changes(card: Employee, row: StaffRow, contacts: Contacts) -> _Changes:
    """What the row changes on the card; nothing on record is emptied."""
    fields: dict[str, Any] = {}
    told: list[Difference] = []
    written: tuple[tuple[str, str, Any], ...] = (
        ("last", "фамилия", row.name.last),
        ("first", "имя", row.name.first),
        ("middle", "отчество", row.name.middle),
        ("position", "должность", row.post),
        ("hired_on", "дата приёма", row.hired_on),
        ("educating_since", "педагогический стаж с", row.experience_since),
    )
    for name, title, new in written:
        old = getattr(card, name)
        if not new or new == old or _is_alike(name, old, new):
            continue
        # A length of service («11 лет») is counted from today: the day on record is truer.
        if name == "educating_since" and old is not None and abs((new - old).days) < 366:
            continue
        fields[name] = new
        told.append(Difference(title, _shown(old), _shown(new)))
    if fields.keys() & {"last", "first", "middle"}:
        parts = [fields.get(name, getattr(card, name)) for name in ("last", "first", "middle")]
        fields["name_key"] = name_key(*parts)
    if row.sex and not card.sex:
        fields["sex"] = row.sex
    if row.departed and card.dismissed_on is None:
        fields["dismissed_on"] = clock.today()
        told.append(Difference("состояние", "работает", "уволен(а)"))
    if not row.departed and card.dismissed_on is not None:
        fields["dismissed_on"] = None
        told.append(Difference("состояние", f"уволен(а) {numeric(card.dismissed_on)}", "работает"))
    have, mail = contacts.get(card.id, ((), ""))
    phones = tuple(phone for phone in row.phones if phone not in have)
    told += [Difference("телефон", "", format_phone(phone)) for phone in phones]
    email = row.email if row.email and row.email != mail else ""
    if email:
        told.append(Difference("почта", mail, email))
    return _Changes(fields, phones, email, tuple(told))


def _is_alike(name: str, old: Any, new: Any) -> bool:
    """«Алена» in the list is no news beside «Алёна» on record, «алёна» beside «алена» is."""
    if not isinstance(new, str) or fold(str(old)) != fold(new):
        return False
    return name == "position" or "ё" not in new.lower() or "ё" in str(old).lower()


def _change(record: Employee, row: StaffRow, contacts: Contacts) -> str:
    changes = _changes(record, row, contacts)
    if not changes.differences and not changes.fields:
        return "same"
    for name, value in changes.fields.items():
        setattr(record, name, value)
    if changes.fields:
        record.save()
    Contact.insert_all(
        [Contact(employee=record, kind="phone", value=phone) for phone in changes.phones]
    )
    if changes.email:
        kept = Contact.get_or_none(employee=record, kind="email") or Contact(
            employee=record, kind="email"
        )
        kept.value = changes.email
        kept.save()
    return "departed" if changes.fields.get("dismissed_on") else "changed"


def _new(row: StaffRow) -> Employee:
    name = row.name
    return Employee(
        last=name.last,
        first=name.first,
        middle=name.middle,
        sex=row.sex,
        name_key=row.key,
        position=row.post,
        hired_on=row.hired_on,
        educating_since=row.experience_since,
    )


def _shown(value: Any) -> str:
    return numeric(value) if isinstance(value, date) else str(value or "")
