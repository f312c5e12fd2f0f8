"""Writes the steps of a class list: new records in few statements, changed ones one by one."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from desktop import clock
from desktop.importing.matching import guardian_key, shared_guardians
from desktop.models import Child, Contact, Enrollment, Group, Guardian, Guardianship
from desktop.operations._class_list_known import KnownOffice, key_of_group
from desktop.operations._class_list_steps import ChildStep, GuardianStep
from desktop.operations._people import enroll, find_child
from desktop.russian.folding import name_key
from desktop.russian.names import guess_sex

_DEPARTURE = "отмечено в загруженном списке"
_SEX_BY_KIN = {"мать": "f", "отец": "m", "бабушка": "f", "дедушка": "m"}


def write(steps: Sequence[ChildStep], office: KnownOffice) -> tuple[str, ...]:
    """Store everything; new records in few statements, changed ones one by one. Out: new groups."""
    made = _make_groups(steps, office)
    new = [step for step in steps if step.known is None]
    children = {id(step): Child(**step.fields) for step in new}
    Child.insert_all(list(children.values()))
    Enrollment.insert_all(
        [
            Enrollment(
                child=children[id(step)],
                group=office.by_key[key_of_group(step.group)],
                since=step.since,
            )
            for step in new
            if step.group
        ]
    )
    for step in steps:
        if step.known is not None:
            children[id(step)] = _change(step, office)
    _write_guardians(steps, children, office)
    return made


def _make_groups(steps: Sequence[ChildStep], office: KnownOffice) -> tuple[str, ...]:
    made = []
    for step in steps:
        key = key_of_group(step.group)
        if key and key not in office.by_key:
            record = Group(title=step.group, year=office.year)
            record.save()
            office.by_key[key] = record.id
            made.append(step.group)
    return tuple(made)


def _change(step: ChildStep, office: KnownOffice) -> Child:
    record = find_child(step.known)
    for name, value in step.fields.items():
        setattr(record, name, value)
    if step.departs:
        today = clock.today()
        for stay in record.enrollments.where(Enrollment.until.is_null()):
            stay.until, stay.reason = today, _DEPARTURE
            stay.save()
        record.departed_on, record.departure_reason = today, _DEPARTURE
    if step.fields or step.departs:
        record.save()
    if step.group:
        enroll(record, office.by_key[key_of_group(step.group)], step.since, "")
    return record


def _write_guardians(
    steps: Sequence[ChildStep], children: Mapping[int, Child], office: KnownOffice
) -> None:
    records, fresh = _new_guardians(steps)
    Guardian.insert_all(fresh)
    links: dict[tuple[int, int], Guardianship] = {}
    contacts: dict[tuple[int, str], Contact] = {}
    for step in steps:
        child = children[id(step)]
        for planned in step.guardians:
            ident = planned.guardian
            if ident is None:
                ident = int(records[id(planned)].id)
            if planned.links:
                link = Guardianship(child=child, guardian=ident, kinship=planned.kinship)
                links.setdefault((child.id, ident), link)
            elif planned.kinship:
                kept = Guardianship.get(child=child, guardian=ident)
                kept.kinship = planned.kinship
                kept.save()
            if planned.middle:
                _add_middle(ident, planned.middle)
            for phone in planned.phones:
                contact = Contact(guardian=ident, kind="phone", value=phone)
                contacts.setdefault((ident, phone), contact)
            if planned.email and ident in office.emails:
                _change_email(ident, planned.email)
            elif planned.email:
                contact = Contact(guardian=ident, kind="email", value=planned.email)
                contacts.setdefault((ident, "email"), contact)
    Guardianship.insert_all(list(links.values()))
    Contact.insert_all(list(contacts.values()))


def _add_middle(guardian: int, middle: str) -> None:
    record = Guardian.get_by_id(guardian)
    record.middle = middle
    record.name_key = name_key(record.last, record.first, middle)
    record.save()


def _change_email(guardian: int, email: str) -> None:
    kept = (
        Contact.select()
        .where(Contact.guardian == guardian, Contact.kind == "email")
        .order_by(Contact.id)
        .first()
    )
    kept.value = email
    kept.save()


def _new_guardians(steps: Sequence[ChildStep]) -> tuple[dict[int, Guardian], list[Guardian]]:
    """(record of each planned new representative, the records): brothers and sisters share one."""
    rows = [
        replace(step.row, guardians=tuple(g.row for g in step.guardians if g.guardian is None))
        for step in steps
    ]
    plans = [[g for g in step.guardians if g.guardian is None] for step in steps]
    first = {
        entry: group[0] for group in shared_guardians(rows) for entry in group
    }  # (step, place) → the entry that stands for all
    records: dict[int, Guardian] = {}
    by_entry: dict[tuple[int, int], Guardian] = {}
    for at, own in enumerate(plans):
        for place, planned in enumerate(own):
            entry = first.get((at, place), (at, place))
            if entry not in by_entry:
                by_entry[entry] = _guardian(planned)
            records[id(planned)] = by_entry[entry]
    return records, list(by_entry.values())


def _guardian(planned: GuardianStep) -> Guardian:
    name = planned.row.name
    sex = guess_sex(name.last, name.first, name.middle)
    return Guardian(
        last=name.last,
        first=name.first,
        middle=name.middle,
        sex=sex or _SEX_BY_KIN.get(planned.row.kinship, ""),
        name_key=guardian_key(name),
    )
