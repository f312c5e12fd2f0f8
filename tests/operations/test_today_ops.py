"""What «Сегодня» tells, and that it asks the base a fixed number of times."""

import logging
from datetime import date, datetime

import make
import pytest

from desktop import clock
from desktop.errors import Denied
from desktop.models import Child, Enrollment, Group, Guardian
from desktop.operations import (
    access,
    administrators,
    chats,
    children,
    consents,
    papers,
    staff,
    today,
)
from desktop.operations import office as offices
from desktop.operations._operation import Actor, Session
from desktop.operations.administrators import Appointment
from desktop.operations.chats import ChatData
from desktop.operations.today import Line
from desktop.operations.views import HeadData

DAY = date(2026, 11, 20)


@pytest.fixture(autouse=True)
def on_that_day(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "now", lambda: datetime(2026, 11, 20, 10, 30).astimezone())


def lines(session: Session, section: str) -> list[Line]:
    found = [s for s in today.today(session) if s.id == section]
    return list(found[0].lines) if found else []


def sentences(session: Session, section: str) -> str:
    return "\n".join(line.sentence for line in lines(session, section))


def test_an_empty_office_is_led_through_its_first_steps(empty_office: Session) -> None:
    sections = today.today(empty_office)
    assert [section.id for section in sections] == ["steps"]
    assert [(line.screen, line.item) for line in sections[0].lines] == [
        ("settings", "office"),
        ("regulation", None),
        ("people", "import"),
        ("chats", None),
        ("settings", "users"),
        ("settings", "users"),
    ]


def test_steps_done_are_not_told(office: Session) -> None:
    told = sentences(office, "steps")
    assert "положение" not in told
    assert "вторую учётную запись" not in told
    offices.correct_head(
        office,
        offices.head_terms(office)[0].id,
        HeadData("заведующий", make.name("Кленова Ирина Андреевна"), None, date(2026, 11, 1)),
    )
    assert "Запишите руководителя" in sentences(office, "steps")


def test_families_without_an_answer_are_named(office: Session) -> None:
    chat = chats.chats(office)[0].id
    assert lines(office, "consents") == [
        Line(
            "info",
            "бланки",
            "Чат № 1 «Ромашка – родители»: бланки согласий ещё не розданы (1 семья).",
            "consents",
            {"chat_id": chat, "state": "waiting"},
        )
    ]
    for number in range(4):
        make.child(office, f"Яшин Иван{number} Петрович", 1)
    chats.record_state(office, chat, "consents", DAY, "розданы бланки")
    assert sentences(office, "consents") == (
        "Чат № 1 «Ромашка – родители»: без ответа 5 семей – Шевченко Алёна, Яшин Иван0, "
        "Яшин Иван1 и ещё 2."
    )


def test_a_quarrel_and_the_end_of_a_consent_are_told(office: Session) -> None:
    chat = chats.chats(office)[0].id
    boy = next(row.id for row in children.children(office) if row.name.last == "Морозов")
    father = Guardian.get(Guardian.last == "Морозов").id
    consents.register_consent(
        office, child_id=boy, guardian_id=father, chat_id=chat, state="refused", on_date=DAY
    )
    assert "родители не согласны между собой – Морозов Лев" in sentences(office, "consents")
    girl = next(row.id for row in children.children(office) if row.name.last == "Шевченко")
    for until, told in (
        (date(2026, 11, 19), "истекло, нужен новый бланк – Шевченко Алёна"),
        (date(2026, 12, 20), "истекает в ближайшие 30 дней – Шевченко Алёна (до 20.12.2026)"),
    ):
        consents.register_consent(
            office,
            child_id=girl,
            guardian_id=None,
            chat_id=chat,
            state="signed",
            valid_from=date(2026, 9, 3),
            valid_until=until,
        )
        assert told in sentences(office, "consents")
    consents.register_consent(
        office, child_id=girl, guardian_id=None, chat_id=chat, state="signed", on_date=DAY
    )
    assert "Шевченко" not in sentences(office, "consents")


def test_a_paper_waits_until_it_is_signed(office: Session) -> None:
    chat = chats.chats(office)[0].id
    issued = papers.issue(office, "order-create-chats", {"chats": [chat]}, day=date(2026, 11, 16))
    [line] = lines(office, "sign")
    assert (line.level, line.screen, line.item) == ("warn", "documents", issued.id)
    assert line.sentence == "№ 1-ОД от 16.11.2026 «О создании чата»."
    office.actor = Actor(make.HEAD, "head")
    papers.mark_signed(office, issued.id, DAY)
    assert lines(office, "sign") == []


def test_roles_of_the_regulation_are_asked_for(office: Session) -> None:
    chat = chats.save_chat(office, ChatData(title="Пчёлка – родители"))
    told = sentences(office, "administrators")
    assert "Чат № 2 «Пчёлка – родители»: нет ни одного администратора." in told
    assert "Чат № 1" not in told
    zimina = next(row.id for row in staff.employees(office) if row.name.last == "Зимина")
    made = administrators.appoint(
        office,
        chat,
        Appointment("administrator-staff", employee_id=zimina, since=date(2026, 9, 1)),
    )
    assert "не назначен администратор от родителей (п. " in sentences(office, "administrators")
    staff.dismiss_employee(office, zimina, DAY)
    assert "Зимина Ольга уволен" in sentences(office, "administrators")
    administrators.end_appointment(office, made, date(2026, 11, 19))
    assert "нет ни одного администратора" in sentences(office, "administrators")


def test_one_administrator_alone_is_told(office: Session) -> None:
    offices.adopt_profile(office, "004", in_force_from=date(2026, 9, 1))
    chat = chats.save_chat(office, ChatData(title="Работники", kind="staff"))
    zimina = next(row.id for row in staff.employees(office) if row.name.last == "Зимина")
    asked = [role.id for role in administrators.roles_wanted(office)]
    for role in asked or ["appointee"]:
        if role not in ("administrator-parents", "curator"):
            administrators.appoint(office, chat, Appointment(role, employee_id=zimina))
    own = [
        line
        for line in lines(office, "administrators")
        if line.item == {"chat_id": chat, "tab": "administrators"}
    ]
    assert [line.word for line in own] == ["один"]


def test_an_open_chat_needs_a_signed_order(office: Session) -> None:
    chat = chats.chats(office)[0].id
    assert lines(office, "orders") == []
    chats.record_state(office, chat, "open", DAY, "внесён при установке")
    [line] = lines(office, "orders")
    assert line.item == {"document": "order-create-chats", "chat_ids": [chat]}
    issued = papers.issue(office, "order-create-chats", {"chats": [chat]}, day=DAY)
    assert len(lines(office, "orders")) == 1
    office.actor = Actor(make.HEAD, "head")
    papers.mark_signed(office, issued.id, DAY)
    assert lines(office, "orders") == []


def test_a_platform_closed_to_personal_data_is_told(office: Session) -> None:
    assert lines(office, "platforms") == []
    chat = chats.save_chat(office, ChatData(title="Старый чат", platform="whatsapp"))
    [line] = lines(office, "platforms")
    assert (line.level, line.screen, line.item) == ("stop", "chats", chat)
    chats.record_state(office, chat, "closed", DAY, "перешли в другую программу")
    assert lines(office, "platforms") == []


def test_terms_are_told_thirty_days_ahead(office: Session) -> None:
    row = chats.chats(office)[0]
    assert lines(office, "terms") == []
    for until, told in (
        (date(2026, 12, 20), "срок кончается 20.12.2026"),
        (date(2026, 11, 19), "срок вышел 19.11.2026, продлите или закройте чат"),
    ):
        chats.save_chat(
            office, ChatData(title=row.title, group_ids=row.group_ids, term_until=until), row.id
        )
        assert told in sentences(office, "terms")
    made = administrators.administrators(office, row.id)[0]
    administrators.end_appointment(office, made.id, date(2026, 12, 1))
    assert "Лаптева Вера – до 01.12.2026" in sentences(office, "terms")


def test_a_long_section_is_counted_not_listed(office: Session) -> None:
    for number in range(10):
        chats.save_chat(office, ChatData(title=f"Чат {number}", platform="whatsapp"))
    told = lines(office, "platforms")
    assert len(told) == today.SHOWN + 1
    assert told[-1] == Line("info", "ещё", "И ещё 4: откройте раздел.", "chats")


def test_a_teacher_is_refused(teacher: Session) -> None:
    with pytest.raises(Denied):
        today.today(teacher)


def queries(session: Session) -> int:
    """How many times the base was asked."""
    seen: list[logging.LogRecord] = []

    class Counter(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            seen.append(record)

    logger, counter = logging.getLogger("peewee"), Counter()
    level = logger.level
    logger.addHandler(counter)
    logger.setLevel(logging.DEBUG)
    try:
        today.today(session)
    finally:
        logger.removeHandler(counter)
        logger.setLevel(level)
    return len(seen)


def crowd(session: Session, people: int, more_chats: int) -> None:
    """Children in new groups with a chat each, put in without the trouble of operations."""
    assert session.store.main is not None
    with session.store.main.atomic():
        groups = [Group.create(title=f"Группа {n}", year=2026).id for n in range(more_chats)]
        for start in range(0, people, 500):
            rows = [
                {"last": "Иванов", "first": f"Иван{n}", "name_key": f"иванов иван{n}"}
                for n in range(start, min(people, start + 500))
            ]
            Child.insert_many(rows).execute()
        ids = [row[0] for row in Child.select(Child.id).where(Child.last == "Иванов").tuples()]
        for start in range(0, people, 500):
            stays = [
                {"child": ident, "group": groups[ident % len(groups)]}
                for ident in ids[start : start + 500]
            ]
            Enrollment.insert_many(stays).execute()
    for number, group in enumerate(groups):
        chats.save_chat(session, ChatData(title=f"Чат {number} большой", group_ids=(group,)))


def test_the_number_of_queries_does_not_grow_with_the_office(office: Session) -> None:
    before = queries(office)
    crowd(office, 300, 10)
    assert queries(office) == before
    assert before < 40


def test_the_head_reads_it_too(head: Session) -> None:
    assert today.today(head)
    assert access.users(head)
