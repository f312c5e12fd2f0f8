"""Legal representatives: whose, by what proof, how the family wants to be told."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date

from desktop.errors import UserError
from desktop.models import Child, Contact, Guardian, Guardianship
from desktop.operations._operation import Session, entitle, requires
from desktop.operations._people import (
    checked_name,
    contacts_of,
    current_stays,
    find_child,
    name_of,
    put_contacts,
    put_name,
)
from desktop.operations.permissions import Permission
from desktop.operations.views import NameParts

CHANNELS = {
    "messenger": "мессенджер",
    "call": "звонок",
    "sms": "СМС",
    "email": "электронная почта",
    "paper": "на бумаге",
    "none": "без мессенджера",
}
KINSHIPS = ("мать", "отец", "опекун", "попечитель", "приёмный родитель", "представитель")


@dataclass(frozen=True)
class GuardianRow:
    """A representative as a line and on the child's card."""

    id: int
    name: NameParts
    kinship: str
    authority: str
    channel: str
    phones: tuple[str, ...]
    email: str
    address: str = ""
    document: str = ""
    children: str = ""


@dataclass(frozen=True)
class Ward:
    """A child of a representative; `until` when the representation has ended."""

    child_id: int
    name: NameParts
    group: str
    kinship: str
    authority: str
    until: date | None


@dataclass(frozen=True)
class GuardianCard:
    """Everything the office keeps about one representative."""

    row: GuardianRow
    wards: tuple[Ward, ...]


@dataclass(frozen=True)
class GuardianData:
    """What is typed on a representative's card; phones in any spelling."""

    name: NameParts
    kinship: str = ""
    authority: str = ""
    channel: str = "messenger"
    phones: tuple[str, ...] = ()
    email: str = ""
    address: str = ""
    document: str = ""


@requires(Permission.PEOPLE_READ)
def guardians(session: Session) -> tuple[GuardianRow, ...]:
    """All representatives with the names of their children."""
    contacts = contacts_of(Contact.guardian)
    names = {
        row[0]: f"{row[1]} {row[2]}"
        for row in Child.select(Child.id, Child.last, Child.first).tuples()
    }
    links: dict[int, list[tuple[int, str]]] = defaultdict(list)
    for guardian, child, kinship in (
        Guardianship.select(Guardianship.guardian, Guardianship.child, Guardianship.kinship)
        .where(Guardianship.until.is_null())
        .tuples()
    ):
        links[guardian].append((child, kinship))
    rows = []
    for record in Guardian.select().order_by(Guardian.name_key):
        linked = links[record.id]
        phones, email = contacts.get(record.id, ((), ""))
        rows.append(
            GuardianRow(
                record.id,
                name_of(record),
                linked[0][1] if linked else "",
                "",
                record.channel,
                phones,
                email,
                record.address,
                record.document,
                ", ".join(names.get(child, "") for child, _ in linked),
            )
        )
    return tuple(rows)


@requires(Permission.PEOPLE_READ)
def guardian_card(session: Session, guardian_id: int) -> GuardianCard:
    """One representative's card with all their children, those of the past last.

    Raises UserError when the card is gone.
    """
    record = Guardian.get_or_none(Guardian.id == guardian_id)
    if record is None:
        raise UserError("Карточки этого представителя больше нет: обновите список.")
    groups = {child: title for child, _, title in current_stays().tuples()}
    links = sorted(
        record.guardianships.select(Guardianship, Child).join(Child),
        key=lambda link: (link.until is not None, link.child.name_key),
    )
    wards = tuple(
        Ward(
            link.child_id,
            name_of(link.child),
            groups.get(link.child_id, ""),
            link.kinship,
            link.authority,
            link.until,
        )
        for link in links
    )
    first = wards[0] if wards else None
    row = guardian_row(record, first.kinship if first else "", first.authority if first else "")
    return GuardianCard(row, wards)


@requires(Permission.PEOPLE_WRITE, deed="Представитель сохранён")
def save_guardian(
    session: Session, child_id: int, data: GuardianData, guardian_id: int | None = None
) -> int:
    """Make or change a representative of that child; returns the representative's id.

    Raises UserError without a surname and first name, on a wrong phone or unknown channel.
    """
    child = find_child(child_id)
    name = checked_name(data.name, "представителя")
    if data.channel not in CHANNELS:
        raise UserError("Выберите способ связи с семьёй из списка.")
    record = Guardian.get_by_id(guardian_id) if guardian_id else Guardian()
    put_name(record, name)
    record.channel = data.channel
    record.address, record.document = data.address.strip(), data.document.strip()
    record.save()
    link = Guardianship.get_or_none(child=child, guardian=record) or Guardianship(
        child=child, guardian=record, since=None
    )
    link.kinship, link.authority, link.until = data.kinship.strip(), data.authority.strip(), None
    link.save()
    put_contacts(data.phones, data.email, guardian=record)
    entitle(session, f"Представитель сохранён: {name.full}")
    return int(record.id)


@requires(Permission.PEOPLE_WRITE, deed="Представительство прекращено")
def end_guardianship(session: Session, child_id: int, guardian_id: int, on_date: date) -> None:
    """This person is no longer the child's representative from that date."""
    link = Guardianship.get_or_none(child=child_id, guardian=guardian_id)
    if link is None:
        raise UserError("Этот человек не записан представителем ребёнка: обновите карточку.")
    link.until = on_date
    link.save()


def guardian_row(record: Guardian, kinship: str, authority: str) -> GuardianRow:
    contacts = list(record.contacts.order_by(Contact.id))
    return GuardianRow(
        record.id,
        name_of(record),
        kinship,
        authority,
        record.channel,
        tuple(c.value for c in contacts if c.kind == "phone"),
        next((c.value for c in contacts if c.kind == "email"), ""),
        record.address,
        record.document,
    )
