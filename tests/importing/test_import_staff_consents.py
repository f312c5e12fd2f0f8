"""Lists of employees and of consents."""

import datetime as dt

import pytest

from desktop import clock
from desktop.importing.consents import (
    CATEGORIES,
    ConsentRow,
    parse_categories,
    parse_state,
    read_consents,
)
from desktop.importing.contacts import GuardianRow
from desktop.importing.fields import Field, Kind
from desktop.importing.header import find_mapping
from desktop.importing.name_parts import NameParts
from desktop.importing.read import read_pasted
from desktop.importing.staff import StaffRow, read_staff


@pytest.fixture(autouse=True)
def _today(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "today", lambda: dt.date(2026, 11, 20))


def staff(text: str) -> tuple[StaffRow, ...]:
    book = read_pasted(text)
    return read_staff(book, find_mapping(book, Kind.STAFF)).rows


def consents(text: str) -> tuple[ConsentRow, ...]:
    book = read_pasted(text)
    return read_consents(book, find_mapping(book, Kind.CONSENTS)).rows


def test_staff_in_four_columns() -> None:
    rows = staff(
        "Фамилия;Имя;Отчество;Должность\n"
        "ПОЛЯНОВА;Ольга;Ивановна;Воспитатель\n"
        "Мамедов;Али;Гусейн оглы;учитель-логопед\n"
    )
    assert rows[0] == StaffRow(
        2, "Вставка", NameParts("Полянова", "Ольга", "Ивановна"), "Воспитатель", "f"
    )
    assert rows[1].name.middle == "Гусейн оглы"


def test_staff_with_contacts_and_experience() -> None:
    rows = staff(
        "Штатный список\t\t\t\t\n"
        "ФИО работника\tДолжность\tТелефон, e-mail\tДата приёма\tПедагогический стаж с\n"
        "Полянова Ольга Ивановна\tВоспитатель\t8 916 000 00 01 o@example.ru\t01.09.2015\t2010\n"
        "Рощин Лев\tДиректор\t2-34-56\t\t11 лет\n"
        "Тропин Ян\t\t\t\t15.08.2020\n"
        "Рощин Лев\tУчитель\t\t\t\n"
        "Рощин Олег (уволен)\tСторож\t\t\tдавно\n"
    )
    olga, lev, yan, again, oleg = rows
    assert (olga.phones, olga.email) == (("79160000001",), "o@example.ru")
    assert olga.hired_on == dt.date(2015, 9, 1)
    assert olga.experience_since == dt.date(2010, 9, 1)
    assert lev.experience_since == dt.date(2015, 11, 20)
    assert [p.level for p in lev.problems] == ["warning", "info"]
    assert yan.experience_since == dt.date(2020, 8, 15)
    assert "нет должности" in yan.problems[0].text
    assert not again.importable
    assert "Директор" in again.problems[-1].text
    assert oleg.departed
    assert any("«давно» не понят" in problem.text for problem in oleg.problems)


def test_staff_without_a_first_name() -> None:
    assert not staff("Фамилия;Имя;Отчество;Должность\nРощин;;;Дворник\n")[0].importable


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Имя, фото, видео", {"name", "photo", "video"}),
        ("фамилия и имя; дата рождения", {"name", "birth_date"}),
        ("ФИО\nфотоизображение", {"name", "photo"}),
        ("достижения / контакты", {"achievements", "contacts"}),
        ("сведения о семье", {"family"}),
        ("photo,name", {"photo", "name"}),
        ("все", set(CATEGORIES)),
        ("", set()),
    ],
)
def test_categories(text: str, found: set[str]) -> None:
    assert parse_categories(text) == (frozenset(found), [])


def test_unknown_category_is_said() -> None:
    assert parse_categories("фото, рост") == (frozenset({"photo"}), ["рост"])


@pytest.mark.parametrize(
    ("text", "state"),
    [
        ("Подписано", "signed"), ("да", "signed"), ("+", "signed"), ("согласен", "signed"),
        ("согласие получено", "signed"), ("действует", "signed"),
        ("отказ", "refused"), ("НЕТ", "refused"), ("не согласна", "refused"), ("-", "refused"),
        ("отозвано 01.09.2026", "withdrawn"), ("отзыв", "withdrawn"),
        ("распечатано", "printed"), ("выдано родителям", "printed"), ("не подписано", "printed"),
        ("signed", "signed"), ("что-то", ""), ("", ""),
    ],
)  # fmt: skip
def test_states(text: str, state: str) -> None:
    assert parse_state(text) == state


def test_consents_of_the_documented_columns() -> None:
    rows = consents(
        "Ребёнок;Категории;Ресурс;Дата;Действует до;Состояние;Представитель;Номер\n"
        "Рощин Ян Янович;имя, фото;чат группы;01.09.2026;31.05.2027;подписано;"
        "Рощина Анна (мать);12-с\n"
        "Тропина Ия;все;сайт;01.09.2026;бессрочно;отказ;;\n"
        "Веткова Ева;фото;сайт;01.09.2026;01.08.2026;да;;\n"
        "Ключев Лев;;сайт;;;да;;\n"
        "Ключев Лев;фото;сайт;;;может быть;;\n"
        "Рощин Ян Янович;имя, фото;чат группы;01.09.2026;31.05.2027;подписано;"
        "Рощина Анна (мать);12-с\n"
    )
    assert rows[0] == ConsentRow(
        row_number=2,
        sheet="Вставка",
        child=NameParts("Рощин", "Ян", "Янович"),
        categories=frozenset({"name", "photo"}),
        resource="чат группы",
        date=dt.date(2026, 9, 1),
        valid_until=dt.date(2027, 5, 31),
        state="signed",
        guardian=GuardianRow(NameParts("Рощина", "Анна"), "мать"),
        number="12-с",
    )
    assert (rows[1].state, rows[1].valid_until, rows[1].importable) == ("refused", None, True)
    assert [row.importable for row in rows] == [True, True, False, False, False, False]
    assert "раньше" in rows[2].problems[0].text
    assert "категории" in rows[3].problems[0].text
    assert "«может быть»" in rows[4].problems[0].text
    assert rows[5].problems[-1].text == "повтор строки 2"


def test_dash_in_the_state_is_a_refusal_not_an_empty_cell() -> None:
    (row,) = consents("ФИО ребёнка;Категории;Состояние\nРощин Ян;фото;-\n")
    assert row.state == "refused"


def test_consents_need_a_state_column() -> None:
    mapping = find_mapping(read_pasted("Ребёнок;Категории\nРощин Ян;фото\n"), Kind.CONSENTS)
    assert mapping.missing == (Field.STATE,)
