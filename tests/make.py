"""Invented people and papers for tests, made through the operations as the office would."""

from datetime import date

from desktop.operations import (
    access,
    administrators,
    chats,
    children,
    consents,
    groups,
    guardians,
    staff,
)
from desktop.operations import office as offices
from desktop.operations._operation import Session
from desktop.operations.administrators import Appointment
from desktop.operations.chats import ChatData, HoursLine
from desktop.operations.children import ChildData
from desktop.operations.guardians import GuardianData
from desktop.operations.staff import EmployeeData
from desktop.operations.views import HeadData, NameParts, OrganizationData
from desktop.security.slots import Cost

SECRETARY, HEAD, TEACHER = "Секретарь", "Заведующая", "Воспитатель Лаптева"
# Argon2id as cheap as allowed: tests sign in often.
SWIFT = Cost(memory=8 * 1024, passes=1)
PASSWORD = "синий чайник на подоконнике"

ORGANIZATION = OrganizationData(
    kind="kindergarten",
    full_name="Муниципальное бюджетное дошкольное образовательное учреждение "
    "«Детский сад № 5 «Ручеёк»",
    short_name="МБДОУ «Детский сад № 5 «Ручеёк»",
    place="г. Заречинск",
    address="612000, г. Заречинск, ул. Луговая, д. 7",
    inn="7707083893",
    ogrn="1027700132195",
    site="https://rucheek5.example.ru",
    email="rucheek5@example.ru",
    phone="8 (83361) 2-14-55",
)
HEAD_PERSON = HeadData(
    "заведующий", NameParts("Кленова", "Ирина", "Андреевна", "f"), date(2019, 8, 1)
)


def fill(session: Session, cost: Cost) -> None:
    """The kindergarten «Ручеёк»: two groups, six children, three employees, one open chat."""
    offices.save_organization(session, ORGANIZATION)
    offices.save_head(session, HEAD_PERSON)
    offices.save_bodies(session, ("Педагогический совет", "Совет родителей"))
    offices.adopt_profile(session, "000", in_force_from=date(2025, 9, 1))
    lapteva = employee(session, "Лаптева Вера Игоревна", "воспитатель", date(2015, 9, 1))
    employee(session, "Зимина Ольга Петровна", "старший воспитатель", date(2009, 9, 1))
    employee(session, "Новиков Пётр Ильич", "музыкальный руководитель", date(2026, 9, 1))
    daisy = groups.save_group(session, "Ромашка", 2026, lapteva)
    bee = groups.save_group(session, "Пчёлка", 2026)
    first = child(session, "Морозов Лев Сергеевич", daisy, date(2021, 3, 12))
    mother = guardian(session, first, "Морозова Анна Викторовна", "мать", "8 (916) 123-45-67")
    father = guardian(session, first, "Морозов Сергей Иванович", "отец", "89161234568")
    second = child(session, "Мамедов Али Гусейн оглы", daisy, date(2021, 5, 1))
    other = guardian(session, second, "Мамедова Лейла Рашид кызы", "мать", "+79031112233")
    third = child(session, "Шевченко Алёна Дмитриевна", daisy, date(2021, 11, 30))
    guardian(session, third, "Шевченко Мария Олеговна", "мать", "89264445566")
    child(session, "Ким Виктория Андреевна", bee, date(2020, 1, 9))
    child(session, "Дурново Пётр Алексеевич", bee, date(2020, 7, 17))
    child(session, "Заяц Надежда Павловна", bee, date(2020, 2, 2))
    chat = chats.save_chat(
        session,
        ChatData(
            title="Ромашка – родители",
            group_ids=(daisy,),
            platform="max",
            purpose="оперативное информирование родителей",
            hours=tuple(HoursLine(day, "08:00", "19:00") for day in range(5)),
            hours_basis="решение родительского собрания, протокол № 2 от 10.09.2026",
            term_until=date(2027, 5, 31),
        ),
    )
    administrators.appoint(
        session,
        chat,
        Appointment("administrator-staff", employee_id=lapteva, since=date(2026, 9, 1)),
    )
    administrators.appoint(
        session,
        chat,
        Appointment("administrator-parents", guardian_id=mother, since=date(2026, 9, 1)),
    )
    consents.register_consent(
        session,
        child_id=first,
        guardian_id=mother,
        chat_id=chat,
        on_date=date(2026, 9, 3),
        state="signed",
    )
    consents.register_consent(
        session,
        child_id=second,
        guardian_id=other,
        chat_id=chat,
        on_date=date(2026, 9, 4),
        state="refused",
    )
    access.add_user(session, HEAD, "head", PASSWORD, cost=cost)
    access.add_user(session, TEACHER, "teacher", PASSWORD, lapteva, cost=cost)
    assert father


def name(text: str, sex: str = "") -> NameParts:
    """«Фамилия Имя Отчество»; what follows the second word is the patronymic."""
    last, first, *middle = text.split()
    return NameParts(last, first, " ".join(middle), sex)


def child(session: Session, text: str, group_id: int | None, birth_date: date | None = None) -> int:
    """A child of that group."""
    return children.save_child(
        session, ChildData(name(text), birth_date, group_id, date(2026, 9, 1))
    )


def guardian(session: Session, child_id: int, text: str, kinship: str, *phones: str) -> int:
    """A representative of that child."""
    data = GuardianData(name(text), kinship, "свидетельство о рождении", phones=phones)
    return guardians.save_guardian(session, child_id, data)


def employee(session: Session, text: str, position: str, since: date | None) -> int:
    """An employee in educational work since that day."""
    return staff.save_employee(session, EmployeeData(name(text), position, since, since))
