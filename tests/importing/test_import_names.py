"""Names, parents, phones and titles of groups as they stand in cells."""

import pytest

from desktop.importing.contacts import GuardianRow, parse_guardians, parse_kinship, split_phones
from desktop.importing.groups import (
    class_title,
    group_key,
    group_title,
    is_possible_class,
    sheet_group,
    subhead_group,
    title_row_group,
)
from desktop.importing.name_parts import NameParts, split_full_name, tidy


@pytest.mark.parametrize(
    ("text", "last", "first", "middle"),
    [
        ("Лукошкин Пётр Ильич", "Лукошкин", "Пётр", "Ильич"),
        ("Иван Полянов Ильич", "Полянов", "Иван", "Ильич"),
        ("Анна Петровна Полянова", "Полянова", "Анна", "Петровна"),
        ("Пётр Лукошкин", "Лукошкин", "Пётр", ""),
        ("Ягодкина Алёна", "Ягодкина", "Алёна", ""),
        ("Мамедов Али Гусейн оглы", "Мамедов", "Али", "Гусейн оглы"),
        ("АЛИЕВА ЛЕЙЛА РАШИД КЫЗЫ", "Алиева", "Лейла", "Рашид кызы"),
        ("Алиева Лейла Рашид-кызы", "Алиева", "Лейла", "Рашид-кызы"),
        ("Осмонов Бек Талас уулу", "Осмонов", "Бек", "Талас уулу"),
        ("РОЩИНА-КЛЮЧЕВА АННА-МАРИЯ ЮРЬЕВНА", "Рощина-Ключева", "Анна-Мария", "Юрьевна"),
        ("тропин савва львович", "Тропин", "Савва", "Львович"),
        ("Abramkin  Петр", "Abramkin", "Петр", ""),
        ("Рoщинa  Aлёнa\u00a0Ильинична", "Рощина", "Алёна", "Ильинична"),
        ("Абрамович Роман Аркадьевич", "Абрамович", "Роман", "Аркадьевич"),
        ("Петрович Иван", "Петрович", "Иван", ""),
        ("Роман Ян", "Роман", "Ян", ""),
        ("Кира Ветченко", "Ветченко", "Кира", ""),
        ("Гарсия Лопес Мария Ивановна", "Гарсия Лопес", "Мария", "Ивановна"),
        ("Ким Ли На", "Ким", "Ли", "На"),
        ("О'Нил Шон", "О'Нил", "Шон", ""),
        ("Рощин - Ключев Олег", "Рощин-Ключев", "Олег", ""),
        ("Полянова О.П.", "Полянова", "О.", "П."),
        ("Анна Петровна", "", "Анна", "Петровна"),
        ("Анна", "", "Анна", ""),
        ("Сидоров", "Сидоров", "", ""),
        ("", "", "", ""),
    ],
)
def test_full_name_in_one_cell(text: str, last: str, first: str, middle: str) -> None:
    assert split_full_name(text) == (NameParts(last, first, middle), "")


@pytest.mark.parametrize("text", ["Нгуен Тхи Май Ань", "Иван Смех", "Ли Ван Сун Ким Чен"])
def test_guessed_order_is_said(text: str) -> None:
    assert "предположительно" in split_full_name(text)[1]


def test_yo_is_kept_and_capitals_are_mended() -> None:
    assert tidy("СЕМЁНОВА") == "Семёнова"
    assert tidy("МакГрегор") == "МакГрегор"


def guardian(
    last: str = "",
    first: str = "",
    middle: str = "",
    kinship: str = "",
    phones: tuple[str, ...] = (),
    email: str = "",
) -> GuardianRow:
    return GuardianRow(NameParts(last, first, middle), kinship, phones, email)


ONE, TWO = "79160000001", "79030000002"
OLGA = ("Полянова", "Ольга", "Ивановна")
OLEG = ("Полянов", "Олег", "Петрович")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "мама Анна – 89160000001, папа Пётр – 8(903)000-00-02",
            [guardian("", "Анна", "", "мать", (ONE,)), guardian("", "Пётр", "", "отец", (TWO,))],
        ),
        ("Полянова Ольга Ивановна\nПолянов Олег Петрович", [guardian(*OLGA), guardian(*OLEG)]),
        ("Полянова Ольга Ивановна Полянов Олег Петрович", [guardian(*OLGA), guardian(*OLEG)]),
        ("Полянова Ольга Ивановна / Полянов Олег Петрович", [guardian(*OLGA), guardian(*OLEG)]),
        (
            "Полянова Ольга Ивановна, мать, 8-916-000-00-01; "
            "Полянов Олег Петрович, отец, +7 903 000 00 02",
            [guardian(*OLGA, "мать", (ONE,)), guardian(*OLEG, "отец", (TWO,))],
        ),
        (
            "мать Полянова Ольга Ивановна, отец Полянов Олег Петрович",
            [guardian(*OLGA, "мать"), guardian(*OLEG, "отец")],
        ),
        (
            "89160000001 Анна, 89030000002 Пётр",
            [guardian("", "Анна", "", "", (ONE,)), guardian("", "Пётр", "", "", (TWO,))],
        ),
        (
            "8(916)000-00-01 (мама), 8(903)0000002 (бабушка)",
            [guardian(kinship="мать", phones=(ONE,)), guardian(kinship="бабушка", phones=(TWO,))],
        ),
        (
            "м. 89160000001\nо. 89030000002",
            [guardian(kinship="мать", phones=(ONE,)), guardian(kinship="отец", phones=(TWO,))],
        ),
        (
            "Полянова Ольга Ивановна (бабушка, опекун) 8 916 000 00 01 Olga@example.ru",
            [guardian(*OLGA, "бабушка", (ONE,), "olga@example.ru")],
        ),
        ("МАМА: ПОЛЯНОВА ОЛЬГА; ПАПА: нет", [guardian("Полянова", "Ольга", "", "мать")]),
        ("мать - Полянова О.И. т.89160000001", [guardian("Полянова", "О.", "И.", "мать", (ONE,))]),
        ("приёмная мать Полянова Ольга", [guardian("Полянова", "Ольга", "", "приёмная мать")]),
        ("законный представитель: Полянова Ольга",
         [guardian("Полянова", "Ольга", "", "законный представитель")]),
        ("Полянова Ольга, место работы: школа", [guardian("Полянова", "Ольга")]),
        ("Полянова Ольга Ивановна 12.03.1985", [guardian(*OLGA)]),
        ("89160000001 89030000002", [guardian(phones=(ONE, TWO))]),
        ("-", []),
        ("нет", []),
    ],
)  # fmt: skip
def test_parents_in_one_cell(text: str, expected: list[GuardianRow]) -> None:
    found, remarks = parse_guardians(text)
    assert list(found) == expected
    assert remarks == []


def test_column_tells_kinship_and_the_cell_wins() -> None:
    assert parse_guardians("Полянова Ольга", "мать")[0][0].kinship == "мать"
    assert parse_guardians("бабушка Полянова Ольга", "мать")[0][0].kinship == "бабушка"
    _, remarks = parse_guardians("Полянов Олег Петрович", "мать")
    assert "другого пола" in remarks[0]


def test_short_local_number_is_said() -> None:
    found, remarks = parse_guardians("Полянова Ольга 2-34-56")
    assert found[0].phones == ()
    assert remarks == ["«2-34-56» не похоже на телефон"]


@pytest.mark.parametrize(
    ("text", "good"),
    [
        ("8.9160000001E+10", [ONE]),
        ("89160000001.0", [ONE]),
        ("+7 (916) 000-00-01", [ONE]),
        ("9160000001", [ONE]),
        ("8 916 000 00 01, 8 903 000 00 02", [ONE, TWO]),
        ("89160000001/89030000002", [ONE, TWO]),
        ("8-916-000-00-01\n8-903-000-00-02", [ONE, TWO]),
        ("89160000001 9030000002", [ONE, TWO]),
        ("89160000001, 8(916)0000001", [ONE]),
        ("нет", []),
    ],
)
def test_phones(text: str, good: list[str]) -> None:
    assert split_phones(text) == (good, [])


def test_kinship_words() -> None:
    assert parse_kinship("Мама") == "мать"
    assert parse_kinship("приемный отец") == "приёмный отец"
    assert parse_kinship("сосед") == ""


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("7А", "7 А"),
        ("7-а", "7 А"),
        ("7 «А» класс", "7 А"),
        ("8B", "8 В"),
        ("9C", "9 С"),
        ("11 «б»", "11 Б"),
        ("5 А класс", "5 А"),
        ("класс 5А", "5 А"),
        ("5", "5"),
        ("Группа «Солнышко»", "Солнышко"),
        ('группа "Солнышко"', "Солнышко"),
        ("группа Солнышко", "Солнышко"),
        ("СОЛНЫШКО", "Солнышко"),
        ("Старшая группа № 3", "Старшая группа № 3"),
        ("СТАРШАЯ ГРУППА", "Старшая группа"),
        ("«Ромашка» (3-4 года)", "Ромашка"),
        ("гр. №5", "Группа № 5"),
        ("1 младшая группа", "1 младшая группа"),
        ("Ромашка 2026/2027", "Ромашка"),
        ("", ""),
    ],
)
def test_group_titles(text: str, title: str) -> None:
    assert group_title(text) == title
    assert group_title(title) == title


def test_one_group_written_differently_has_one_key() -> None:
    assert group_key("7а") == group_key("7 «A» класс")
    assert group_key("Группа «Пчёлка»") == group_key("пчелка")
    assert group_key("7 А") != group_key("7 Б")


def test_grades_that_exist() -> None:
    assert class_title("13Г") == "13 Г"
    assert not is_possible_class("13 Г")
    assert not is_possible_class("0")
    assert is_possible_class("11 А")
    assert class_title("Ромашка") is None


@pytest.mark.parametrize(
    ("text", "group"),
    [
        ("Список детей группы «Ромашка» 2026/2027", "Ромашка"),
        ("Список обучающихся 7 «А» класса", "7 А"),
        ("СПИСОК 5-Б КЛАССА", "5 Б"),
        ("Список класса 5 «В»", "5 В"),
        ("Список воспитанников ДОУ «Теремок», группа «Звёздочка» на 01.09.2026", "Звёздочка"),
        ("МБДОУ «Детский сад № 5 «Теремок»", None),
        ("Утверждаю", None),
    ],
)
def test_group_in_a_title(text: str, group: str | None) -> None:
    assert title_row_group(text) == group


def test_group_in_subheads_and_sheets() -> None:
    assert subhead_group("Группа «Солнышко»") == "Солнышко"
    assert subhead_group("5 А класс") == "5 А"
    assert subhead_group("«Пчёлка»") == "Пчёлка"
    assert subhead_group("Лукошкин Пётр") is None
    assert subhead_group("12") is None
    assert sheet_group("7а") == "7 А"
    assert sheet_group("Ромашка") == "Ромашка"
    for name in ("Лист1", "Sheet2", "Список", "Дети", "3", "Контингент"):
        assert sheet_group(name) is None
