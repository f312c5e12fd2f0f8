"""Lists of employees and of consents: dry run, decisions, marks, refusals, undo."""

from datetime import date

import make
import pytest
from test_journal_and_undo import last_deed, snapshot

from desktop import clock
from desktop.errors import UserError
from desktop.importing.consents import read_consents
from desktop.importing.fields import Kind
from desktop.importing.header import find_mapping
from desktop.importing.matching import Verdict
from desktop.importing.read import read_pasted
from desktop.importing.staff import read_staff
from desktop.operations import (
    bulk_consents,
    bulk_staff,
    chats,
    children,
    consents,
    journal,
    staff,
)
from desktop.operations._bulk import ImportPlan, ImportResult
from desktop.operations._operation import Session

TODAY = date(2026, 11, 20)


@pytest.fixture(autouse=True)
def today(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "today", lambda: TODAY)


def staff_plan(session: Session, *rows: str) -> ImportPlan:
    book = read_pasted("\n".join(["Фамилия;Имя;Отчество;Должность;Телефон;Стаж с", *rows]))
    return bulk_staff.dry_run(session, read_staff(book, find_mapping(book, Kind.STAFF)))


def consents_plan(
    session: Session,
    *rows: str,
    head: str = "Ребёнок;Категории;Ресурс;Дата;Действует до;Состояние",
) -> ImportPlan:
    book = read_pasted("\n".join([head, *rows]))
    return bulk_consents.dry_run(session, read_consents(book, find_mapping(book, Kind.CONSENTS)))


def enter(session: Session, *rows: str) -> ImportResult:
    return bulk_consents.apply(session, consents_plan(session, *rows))


def state_of(session: Session, surname: str) -> str:
    chat = chats.chats(session)[0].id
    return next(r.state for r in consents.matrix(session, chat) if r.child.last == surname)


# Employees


def test_staff_is_planned_loaded_and_undone(office: Session) -> None:
    before = snapshot()
    plan = staff_plan(
        office,
        "Лаптева;Вера;Игоревна;старший воспитатель;8 916 700-00-01;",
        "Зимина;Ольга;Петровна;Старший воспитатель;;",
        "Зимин;Олег;Петрович;сторож;;",
        "Новикова;Петра;Ильинична;повар;89167000002;01.09.2020",
        "Новиков;Пётр;;дворник;;",
    )
    assert [line.verdict for line in plan.lines] == [
        Verdict.CHANGED, Verdict.SAME, Verdict.NEW, Verdict.NEW, Verdict.CLOSE,
    ]  # fmt: skip
    assert [d.title for d in plan.lines[0].differences] == ["должность", "телефон"]
    assert snapshot() == before
    result = bulk_staff.apply(office, plan)
    assert (
        result.summary == "Добавлено – 2 работника, изменено – 1, без изменений – 1, пропущено – 1."
    )
    rows = {row.name.last: row for row in staff.employees(office)}
    assert rows["Лаптева"].position == "старший воспитатель"
    assert rows["Лаптева"].educating_since == date(2015, 9, 1)
    assert rows["Новикова"].phones == ("79167000002",)
    assert rows["Новикова"].educating_since == date(2020, 9, 1)
    journal.undo(office, last_deed(office))
    assert snapshot() == before


def test_a_close_employee_is_decided_by_the_person(office: Session) -> None:
    rows = ("Новиков;Пётр;;дворник;;",)
    plan = staff_plan(office, *rows)
    known = plan.lines[0].candidates[0]
    assert "музыкальный руководитель" in known.about
    bulk_staff.apply(office, plan, {0: known.id})
    novikov = next(e for e in staff.employees(office) if e.id == known.id)
    assert (novikov.position, novikov.name.middle) == ("дворник", "Ильич")


def test_dismissed_employees(office: Session) -> None:
    book = read_pasted(
        "ФИО;Должность;Дата увольнения\nЗимина Ольга Петровна;старший воспитатель;01.11.2026\n"
        "Чужой Иван Ильич;сторож;01.11.2026"
    )
    listed = read_staff(book, find_mapping(book, Kind.STAFF))
    result = bulk_staff.apply(office, bulk_staff.dry_run(office, listed))
    assert list(result.done.values()) == ["departed", "rejected"]
    assert all(row.name.last != "Зимина" for row in staff.employees(office))
    plan = staff_plan(office, "Зимина;Ольга;Петровна;;;")
    assert [d.written for d in plan.lines[0].differences] == ["работает"]


# Consents


def test_consents_are_entered_for_the_chat_they_name(office: Session) -> None:
    result = enter(
        office,
        "Шевченко Алёна Дмитриевна;фото, видео;Чат «Ромашка – родители»;10.09.2026;31.05.2027;"
        "подписано",
        "Шевченко Алёна Дмитриевна;имя;сайт;10.09.2026;;подписано",
        "Мамедов Али Гусейн оглы;;чат;04.09.2026;;отказ",
    )
    assert list(result.done.values()) == ["created", "created", "same"]
    shevchenko = next(c for c in children.children(office) if c.name.last == "Шевченко")
    chat, site = consents.consents(office, child_id=shevchenko.id)
    assert (chat.chat_id, chat.state) == (chats.chats(office)[0].id, "signed")
    assert set(chat.categories) == {"photo", "video"}
    assert (chat.valid_from, chat.valid_until) == (date(2026, 9, 10), date(2027, 5, 31))
    assert (site.chat_id, site.resource) == (None, "сайт")
    assert state_of(office, "Шевченко") == "signed"


def test_entered_forms_are_undone_marks_are_not(office: Session) -> None:
    before = snapshot()
    enter(office, "Шевченко Алёна Дмитриевна;фото;чат;10.09.2026;;подписано")
    journal.undo(office, last_deed(office))
    assert snapshot() == before
    result = enter(office, "Морозов Лев Сергеевич;все;№ 1;10.10.2026;;отозвано")
    assert result.done == {0: "changed"}
    assert state_of(office, "Морозов") == "withdrawn"
    with pytest.raises(UserError, match="нельзя отменить"):
        journal.undo(office, last_deed(office))


def test_one_list_tells_signature_and_withdrawal(office: Session) -> None:
    rows = (
        "Шевченко Алёна Дмитриевна;фото;чат;10.10.2026;;отозвано",
        "Шевченко Алёна Дмитриевна;фото;чат;10.09.2026;;подписано",
    )
    plan = consents_plan(office, *rows)
    assert [line.verdict for line in plan.lines] == [Verdict.CHANGED, Verdict.NEW]
    assert plan.lines[0].differences[0].known == "подписано"
    bulk_consents.apply(office, plan)
    shevchenko = next(c for c in children.children(office) if c.name.last == "Шевченко")
    (form,) = consents.consents(office, child_id=shevchenko.id)
    assert [event.state for event in form.history] == ["signed", "withdrawn"]
    again = consents_plan(office, *rows)
    assert again.count(Verdict.SAME) == len(rows)
    plan = consents_plan(office, *rows)
    before = snapshot()
    bulk_consents.apply(office, plan)
    assert snapshot() == before


def test_a_mark_whose_form_was_put_aside_enters_its_own(office: Session) -> None:
    plan = consents_plan(
        office,
        "Шевченко Алёна Дмитриевна;фото;чат;10.09.2026;;подписано",
        "Шевченко Алёна Дмитриевна;фото;чат;10.10.2026;;отозвано",
    )
    result = bulk_consents.apply(office, plan, {0: "skip"})
    assert result.done == {0: "skipped", 1: "created"}
    assert state_of(office, "Шевченко") == "withdrawn"


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        ("Иванов Пётр Ильич;фото;чат;01.09.2026;;подписано", "нет среди записанных. Сначала"),
        ("Шевченко Алина Дмитриевна;фото;чат;01.09.2026;;подписано", "Похож: Шевченко Алёна"),
        ("Шевченко Алёна Дмитриевна;фото;чат;;;подписано", "Нет даты подписания"),
        ("Шевченко Алёна Дмитриевна;фото;чат;01.12.2026;;подписано", "ещё не наступила"),
        ("Шевченко Алёна Дмитриевна;фото;;01.09.2026;;подписано", "для какого чата"),
        ("Ким Виктория Андреевна;фото;чат;01.09.2026;;подписано", "Какой именно «чат»"),
        ("Шевченко Алёна Дмитриевна;фото;чат;01.09.2026;;может быть", "не понято"),
        ("Мамедов Али Гусейн оглы;все;№ 1;01.09.2026;;отозвано", ""),
    ],
)
def test_what_is_not_certain_is_refused_with_its_reason(
    office: Session, row: str, reason: str
) -> None:
    plan = consents_plan(office, row)
    if not reason:  # a withdrawal before the refusal on record is a form of its own
        assert plan.lines[0].verdict is Verdict.NEW
        return
    assert plan.lines[0].verdict is Verdict.REJECTED
    assert reason in plan.lines[0].reasons[0]
    before = snapshot()
    assert not bulk_consents.apply(office, plan).is_complete
    assert snapshot() == before


def test_namesakes_are_told_apart_by_birth_date(office: Session) -> None:
    make.child(office, "Морозов Лев Сергеевич", None, date(2019, 1, 1))
    head = "Ребёнок;Дата рождения;Категории;Чат;Дата;Состояние"
    plan = consents_plan(office, "Морозов Лев Сергеевич;;фото;1;01.09.2026;подписано", head=head)
    assert "Детей с таким именем 2" in plan.lines[0].reasons[0]
    plan = consents_plan(
        office, "Морозов Лев Сергеевич;01.01.2019;фото;1;01.09.2026;подписано", head=head
    )
    assert plan.lines[0].verdict is Verdict.NEW


def test_numbers_of_the_paper_journal_are_kept(office: Session) -> None:
    head = "Ребёнок;Номер;Категории;Чат;Дата;Состояние;Кто подписал"
    plan = consents_plan(
        office,
        "Шевченко Алёна Дмитриевна;17/2026;фото;1;01.09.2026;подписано;Шевченко Мария Олеговна",
        "Ким Виктория Андреевна;17/2026;фото;1;01.09.2026;подписано;",
        "Дурново Пётр Алексеевич;;фото;1;01.09.2026;подписано;Чужая Анна Ильинична",
        "Заяц Надежда Павловна;;фото;Рябинка;01.09.2026;подписано;",
        head=head,
    )
    assert "занят согласием другого ребёнка" in plan.lines[1].reasons[0]
    assert "не записан представителем" in plan.lines[2].notes[0]
    assert "нет в реестре" in plan.lines[3].reasons[0]
    bulk_consents.apply(office, plan)
    made = {row.child: row for row in consents.consents(office)}
    assert made["Шевченко Алёна Дмитриевна"].number == "17/2026"
    assert made["Шевченко Алёна Дмитриевна"].guardian == "Шевченко Мария Олеговна"
    assert made["Дурново Пётр Алексеевич"].number == "18/2026"
    assert made["Дурново Пётр Алексеевич"].guardian_id is None


def test_forms_given_out_and_brought_back(office: Session) -> None:
    enter(office, "Шевченко Алёна Дмитриевна;фото;чат;;;выдано")
    assert state_of(office, "Шевченко") == "printed"
    plan = consents_plan(office, "Шевченко Алёна Дмитриевна;фото;чат;;;выдано")
    assert plan.lines[0].verdict is Verdict.SAME
    result = enter(office, "Шевченко Алёна Дмитриевна;фото;чат;20.11.2026;;подписано")
    assert result.done == {0: "changed"}
    assert state_of(office, "Шевченко") == "signed"
