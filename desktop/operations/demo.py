"""The demonstration institution: invented people, made anew each time and thrown away."""

from datetime import date, timedelta
from pathlib import Path

from desktop import clock
from desktop.operations import (
    access,
    administrators,
    chats,
    children,
    consents,
    groups,
    guardians,
    papers,
    setup,
    staff,
)
from desktop.operations._operation import Session
from desktop.operations.administrators import Appointment
from desktop.operations.children import ChildData
from desktop.operations.guardians import GuardianData
from desktop.operations.views import NameParts
from desktop.paths import RESOURCES
from desktop.russian.dates import school_year
from desktop.russian.folding import fold
from desktop.security.slots import Cost

LOGIN, HEAD_LOGIN, TEACHER_LOGIN = "Секретарь", "Заведующий", "Воспитатель"
PASSWORD = "пример без тайн и замков"
# Thrown away on exit, so the key need not be dear: the example opens at once.
_COST = Cost(memory=8 * 1024, passes=1)


def open_demo(folder: Path) -> Session:
    """Make the example in `folder` and open it as its secretary."""
    plan = setup.read_plan(RESOURCES / "demo" / "office.toml")
    session, key = setup.create_from(folder, plan, PASSWORD, cost=_COST)
    access.confirm_recovery_key(session, key)
    setup.in_one_deed(session, lambda: _live(session))
    access.add_user(session, HEAD_LOGIN, "head", PASSWORD, cost=_COST)
    access.add_user(session, TEACHER_LOGIN, "teacher", PASSWORD, cost=_COST)
    session.last_deed = None
    return session


def _live(session: Session) -> None:
    _families(session)
    _life(session)


def _families(session: Session) -> None:
    """Children and representatives of resources/demo/families.tsv."""
    known = {fold(row.title): row.id for row in groups.groups(session)}
    year = school_year(clock.today())
    lines = (RESOURCES / "demo" / "families.tsv").read_text(encoding="utf-8").splitlines()
    for line in lines[1:]:
        group, child, born, *family = line.split("\t")
        age = date.fromisoformat(born)
        birth_date = age.replace(year=age.year + year - 2026)
        admitted = date(year, 9, 1)
        ident = children.save_child(
            session, ChildData(_name(child), birth_date, known[fold(group)], admitted)
        )
        for guardian in family:
            kinship, name, phone, channel = guardian.split("|")
            guardians.save_guardian(
                session,
                ident,
                GuardianData(
                    _name(name),
                    kinship,
                    "свидетельство о рождении",
                    channel or "messenger",
                    (phone,) if phone else (),
                ),
            )


def _life(session: Session) -> None:
    """Appointments and answers of families, so that every screen has something to show."""
    today = clock.today()
    begun = max(date(school_year(today), 9, 1), today - timedelta(days=60))
    people = {fold(row.name.full): row.id for row in staff.employees(session)}
    parents = {fold(row.name.full): row.id for row in guardians.guardians(session)}
    first, *rest = chats.chats(session)
    teacher = people[fold("Лаптева Вера Игоревна")]
    mother = parents[fold("Морозова Анна Викторовна")]
    administrators.appoint(
        session, first.id, Appointment("administrator-staff", employee_id=teacher, since=begun)
    )
    administrators.appoint(
        session, first.id, Appointment("administrator-parents", guardian_id=mother, since=begun)
    )
    if rest:
        other = people[fold("Юрьева Наталья Романовна")]
        administrators.appoint(
            session,
            rest[0].id,
            Appointment("administrator-staff", employee_id=other, since=begun),
        )
    if rest:  # an order that waits for the head: «На подпись» is not empty
        registrar = people[fold("Зимина Ольга Петровна")]
        request = {"chats": (rest[0].id,), "registrar": registrar}
        papers.issue(session, "order-create-chats", request)
    answers = ("signed", "signed", "refused", "signed", "printed", "signed")
    for place, row in enumerate(consents.matrix(session, first.id)):
        answer = answers[place % len(answers)]
        if not row.guardians or place % 5 == 4:
            continue
        consents.register_consent(
            session,
            child_id=row.child_id,
            guardian_id=row.guardians[0][0],
            chat_id=first.id,
            on_date=begun,
            state=answer,
        )
        if place == 3 and len(row.guardians) > 1:  # the other parent objects: a conflict
            consents.register_consent(
                session,
                child_id=row.child_id,
                guardian_id=row.guardians[1][0],
                chat_id=first.id,
                on_date=begun,
                state="refused",
            )


def _name(text: str) -> NameParts:
    last, first, *middle = text.split()
    return NameParts(last, first, " ".join(middle))
