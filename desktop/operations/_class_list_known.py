"""The base as a class list is compared with it, read once."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from desktop.importing.groups import group_key
from desktop.importing.matching import KnownChild, guardian_key
from desktop.importing.name_parts import NameParts
from desktop.models import Child, Contact, Enrollment, Group, Guardian, Guardianship


@lru_cache(maxsize=1024)
def key_of_group(title: str) -> str:
    """`group_key`, remembered: a list has thousands of rows and a few groups."""
    return group_key(title)


@dataclass(frozen=True)
class KnownCard:
    """A child of the base with what a list may change."""

    id: int
    last: str
    first: str
    middle: str
    sex: str
    birth_date: date | None
    admitted_on: date | None
    admission_order: str
    departed_on: date | None


@dataclass(frozen=True)
class Link:
    """A representative of a known child; `until` when that has ended."""

    guardian: int
    kinship: str
    until: date | None


@dataclass
class KnownOffice:
    """Everything a class list is compared with, read once; `year` is the list's school year."""

    year: int
    children: dict[int, KnownCard]
    stays: dict[int, int]  # child → group
    groups: dict[int, tuple[str, int]]  # id → (title, year)
    by_key: dict[str, int]  # key of the title → group of `year`
    links: dict[int, dict[int, Link]]  # child → guardian → link
    guardians: dict[int, NameParts]
    phones: dict[int, tuple[str, ...]]
    emails: dict[int, str]
    by_phone: dict[tuple[str, str], int]  # (key of the name, phone) → guardian

    def known(self) -> list[KnownChild]:
        """All children for the matching; who has left has no group."""
        return [
            KnownChild(
                card.id,
                NameParts(card.last, card.first, card.middle),
                card.birth_date,
                self.group_of(card.id),
            )
            for card in self.children.values()
        ]

    def group_of(self, child: int) -> str:
        """The title of the child's present group or ""."""
        return self.groups[self.stays[child]][0] if child in self.stays else ""


def read_office(year: int) -> KnownOffice:
    """The base as it stands, in seven statements."""
    links: dict[int, dict[int, Link]] = defaultdict(dict)
    for child, guardian, kinship, until in Guardianship.select(
        Guardianship.child, Guardianship.guardian, Guardianship.kinship, Guardianship.until
    ).tuples():
        links[child][guardian] = Link(guardian, kinship, until)
    phones: dict[int, tuple[str, ...]] = {}
    emails: dict[int, str] = {}
    for guardian, kind, value in (
        Contact.select(Contact.guardian, Contact.kind, Contact.value)
        .where(Contact.guardian.is_null(False))
        .order_by(Contact.id)
        .tuples()
    ):
        if kind == "phone":
            phones[guardian] = (*phones.get(guardian, ()), value)
        else:
            emails.setdefault(guardian, value)
    guardians = {
        ident: NameParts(last, first, middle)
        for ident, last, first, middle in Guardian.select(
            Guardian.id, Guardian.last, Guardian.first, Guardian.middle
        ).tuples()
    }
    by_phone: dict[tuple[str, str], int] = {}
    for ident, own in phones.items():
        key = guardian_key(guardians[ident])
        for phone in own:
            by_phone.setdefault((key, phone), ident)
    groups = {
        ident: (title, year)
        for ident, title, year in Group.select(Group.id, Group.title, Group.year).tuples()
    }
    stays = Enrollment.select(Enrollment.child, Enrollment.group).where(Enrollment.until.is_null())
    return KnownOffice(
        year=year,
        children={card.id: card for card in _cards()},
        stays=dict(stays.tuples()),
        groups=groups,
        by_key={key_of_group(t): ident for ident, (t, y) in groups.items() if y == year},
        links=links,
        guardians=guardians,
        phones=phones,
        emails=emails,
        by_phone=by_phone,
    )


def _cards() -> Iterable[KnownCard]:
    query = Child.select(
        Child.id,
        Child.last,
        Child.first,
        Child.middle,
        Child.sex,
        Child.birth_date,
        Child.admitted_on,
        Child.admission_order,
        Child.departed_on,
    )
    return (KnownCard(*values) for values in query.tuples())
