"""From a file to children: headings, groups, parents, remarks."""

import datetime as dt

import openpyxl
import pytest
from importing_files import CHILD, HEADINGS, XLS, saved, xlsx

from desktop import clock
from desktop.importing.contacts import GuardianRow
from desktop.importing.fields import CHOICES, TITLES, Field, Kind, recognise
from desktop.importing.header import Mapping, describe, find_mapping
from desktop.importing.name_parts import NameParts
from desktop.importing.people import People, PersonRow, read_people
from desktop.importing.read import read_pasted, read_table
from desktop.importing.workbook import Workbook

ONE, TWO = "79160000001", "79030000002"


@pytest.fixture(autouse=True)
def _today(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "today", lambda: dt.date(2026, 9, 1))


def pasted(*lines: str) -> tuple[Workbook, Mapping]:
    """Cells divided by «|» → workbook and found mapping."""
    text = "\n".join(
        "\t".join('"' + cell.strip().replace("¶", "\n") + '"' for cell in line.split("|"))
        for line in lines
    )
    book = read_pasted(text)
    return book, find_mapping(book)


def people(*lines: str) -> People:
    return read_people(*pasted(*lines))


def only(*lines: str) -> PersonRow:
    (row,) = people(*lines).rows
    return row


def texts(row: PersonRow, level: str = "") -> list[str]:
    return [p.text for p in row.problems if not level or p.level == level]


@pytest.mark.parametrize(
    ("heading", "field"),
    [
        ("№ п/п", Field.IGNORED),
        ("ФИО ребёнка", Field.FULL_NAME),
        ("Ф.И.О.", Field.FULL_NAME),
        ("ФИO", Field.FULL_NAME),
        ("Фамилия, имя, отчество", Field.FULL_NAME),
        ("Фамилия Имя ребенка", Field.FULL_NAME),
        ("Воспитанник", Field.FULL_NAME),
        ("Фамилия", Field.LAST),
        ("ИМЯ", Field.FIRST),
        ("Отчество (при наличии)", Field.MIDDLE),
        ("Дата рождения", Field.BIRTH_DATE),
        ("Д.р.", Field.BIRTH_DATE),
        ("Дата\nрожд.", Field.BIRTH_DATE),
        ("Пол", Field.SEX),
        ("Группа", Field.GROUP),
        ("Класс", Field.GROUP),
        ("Объединение", Field.GROUP),
        ("Дата зачисления", Field.ADMITTED_ON),
        ("№ приказа", Field.ADMISSION_ORDER),
        ("ФИО матери", Field.MOTHER),
        ("Мама", Field.MOTHER),
        ("Отец", Field.FATHER),
        ("Мать (ФИО, телефон)", Field.MOTHER),
        ("Родители", Field.GUARDIANS),
        ("ФИО родителей (законных представителей)", Field.GUARDIANS),
        ("Законный представитель", Field.GUARDIANS),
        ("Телефон", Field.PHONES),
        ("Контактный телефон", Field.PHONES),
        ("тел. матери", Field.MOTHER_PHONES),
        ("Телефон отца", Field.FATHER_PHONES),
        ("Телефоны родителей", Field.PHONES),
        ("Родители, контактный телефон", Field.GUARDIANS),
        ("E-mail", Field.EMAIL),
        ("Адрес эл. почты", Field.EMAIL),
        ("Электронная почта матери", Field.MOTHER_EMAIL),
        ("Адрес", Field.IGNORED),
        ("Место работы матери", Field.IGNORED),
        ("Место жительства", Field.IGNORED),
        ("СНИЛС", Field.NOT_KEPT),
        ("Группа здоровья", Field.NOT_KEPT),
        ("Льгота", Field.NOT_KEPT),
        ("Диагноз", Field.NOT_KEPT),
        ("Свидетельство о рождении", Field.NOT_KEPT),
        ("ОВЗ", Field.NOT_KEPT),
        ("Физкультурная группа", Field.NOT_KEPT),
        ("Примечание", Field.NOTE),
        ("Статус", Field.STATUS),
        ("Дата выбытия", Field.DEPARTED_ON),
        ("Кем приходится", Field.KINSHIP),
        ("Роль", Field.ROLE),
    ],
)
def test_headings(heading: str, field: Field) -> None:
    found = recognise(heading, Kind.PEOPLE)
    assert found is not None
    assert found[0] is field


def test_unknown_heading_is_not_guessed() -> None:
    assert recognise("Любимая игрушка", Kind.PEOPLE) is None


def test_every_choice_has_a_russian_title() -> None:
    assert {field for fields in CHOICES.values() for field in fields} <= TITLES.keys()


def test_a_kindergarten_list_with_all_its_habits() -> None:
    heads = (
        "№ п/п|ФИО ребёнка|Дата рождения|Пол|Группа здоровья"
        "|ФИО матери|Телефон|ФИО отца|Телефон|Примечание"
    )
    found = people(
        "МБДОУ «Детский сад № 7 «Теремок»",
        "Список детей группы «Ромашка» 2026/2027 учебный год",
        heads,
        "1|2|3|4|5|6|7|8|9|10",
        "1|Мамедов Али Гусейн оглы|12.03.2021г.|м|II|Мамедова Севда Рашид кызы|8(916)000-00-01"
        "|Мамедов Гусейн|89030000002.0|",
        "2|Рoщинa  Aлёнa Ильинична|44267|ж|I|Рощина О.П.|8.9160000001E+10|||выбыла 01.08.2026",
        heads,
        "3|ПОЛЯНОВ ПЁТР||||Полянова Анна Ивановна¶89160000001||||",
        "Группа «Солнышко»",
        "1|Ким Анна|01.02.2020|||-|-|Ким Олег||",
        "Итого: 4",
        "Заведующий ______ Смирнова А.А.",
    )
    ali, alyona, pyotr, anna = found.rows
    assert ali == PersonRow(
        row_number=5,
        sheet="Вставка",
        child=NameParts("Мамедов", "Али", "Гусейн оглы"),
        birth_date=dt.date(2021, 3, 12),
        sex="m",
        group_title="Ромашка",
        guardians=(
            GuardianRow(NameParts("Мамедова", "Севда", "Рашид кызы"), "мать", (ONE,)),
            GuardianRow(NameParts("Мамедов", "Гусейн"), "отец", (TWO,)),
        ),
    )
    assert alyona.child == NameParts("Рощина", "Алёна", "Ильинична")
    assert (alyona.birth_date, alyona.sex, alyona.departed) == (dt.date(2021, 3, 12), "f", True)
    assert alyona.guardians[0].phones == (ONE,)
    assert str(pyotr.child) == "Полянов Пётр"
    assert pyotr.guardians == (
        GuardianRow(NameParts("Полянова", "Анна", "Ивановна"), "мать", (ONE,)),
    )
    assert (anna.group_title, anna.guardians[0].kinship) == ("Солнышко", "отец")
    assert [row.group_title for row in found.rows[:3]] == ["Ромашка"] * 3
    reasons = {skipped.row_number: skipped.reason for skipped in found.skipped}
    assert set(reasons) == {4, 7, 9, 11, 12}
    assert "Солнышко" in reasons[9]


def test_health_and_documents_are_neither_imported_nor_shown() -> None:
    book, mapping = pasted("ФИО|Диагноз|СНИЛС|Класс", "Рощин Ян|тайна|000-000-000 00|7А")
    kept_out = [c for c in mapping.sheets[0].columns if c.field is Field.NOT_KEPT]
    assert [c.heading for c in kept_out] == ["Диагноз", "СНИЛС"]
    assert all(c.samples == () for c in kept_out)
    assert sum("программа не хранит" in line for line in describe(mapping)) == 2
    assert "тайна" not in repr(read_people(book, mapping))
    assert "тайна" not in repr(mapping)


def test_a_school_list_in_three_columns() -> None:
    found = people(
        "Класс|№ л/д|Фамилия|Имя|Отчество|Дата рождения|Адрес|Родители|Телефоны|СНИЛС",
        "7А|А-1|Рощин|Иван|Иванович|05.04.2013|ул.|Рощина Анна Петровна¶Рощин Иван Олегович"
        "|89160000001¶89030000002|1",
        "7-a|А-2|СЕМЁНОВА|АЛЁНА||5 апреля 2013|||мама 8916 000 00 01, 2-34-56|",
        "8B|А-3|Тропин|Лев||мусор||||",
        "9C|А-4|Ключев||||||| ",
        "13Г|А-5|Ветков|Ян|||||| ",
        "7 А|А-6|Рощин|Иван|Иванович|05.04.2013||||",
    )
    rows = found.rows
    assert [row.group_title for row in rows] == ["7 А", "7 А", "8 В", "9 С", "13 Г", "7 А"]
    assert rows[0].guardians == (
        GuardianRow(NameParts("Рощина", "Анна", "Петровна"), "мать", (ONE,)),
        GuardianRow(NameParts("Рощин", "Иван", "Олегович"), "отец", (TWO,)),
    )
    assert "определено по именам" in texts(rows[0], "info")[0]
    assert str(rows[1].child) == "Семёнова Алёна"
    assert rows[1].guardians == (GuardianRow(NameParts(), "мать", (ONE,)),)
    assert texts(rows[1], "warning") == ["«2-34-56» не похоже на телефон"]
    assert rows[2].birth_date is None
    assert "«мусор»" in texts(rows[2], "warning")[0]
    assert [row.importable for row in rows] == [True, True, True, False, False, False]
    assert texts(rows[3]) == ["нет имени ребёнка"]
    assert texts(rows[4]) == ["класса «13Г» не бывает"]
    assert texts(rows[5]) == ["повтор: этот ребёнок уже есть в строке 2"]


def test_headings_in_two_rows_and_a_parent_on_the_next_row() -> None:
    found = people(
        "№|Ребёнок||Мать||Отец||E-mail",
        "|ФИО|Дата рождения|ФИО|телефон|ФИО|телефон|",
        "1|Рощин Ян Янович|01.02.2019|Рощина Анна|89160000001|Рощин Олег|89030000002|a@example.ru",
        "2|Тропина Ольга|2019-03-04|Тропина Вера|89160000001||||",
        "|||||Тропин Олег|89030000002|",
    )
    first, second = found.rows
    assert first.guardians == (
        GuardianRow(NameParts("Рощина", "Анна"), "мать", (ONE,), "a@example.ru"),
        GuardianRow(NameParts("Рощин", "Олег"), "отец", (TWO,)),
    )
    assert [g.kinship for g in second.guardians] == ["мать", "отец"]


def test_merged_child_over_two_parents_is_one_child() -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    for row in (
        ["ФИО ребёнка", "Дата рождения", "Родитель", "Телефон"],
        ["Рощин Ян", "01.02.2019", "Рощина Анна", "89160000001"],
        [None, None, "Рощин Олег", "89030000002"],
    ):
        sheet.append(row)
    sheet.merge_cells("A2:A3")
    sheet.merge_cells("B2:B3")
    read = read_table(saved(book))
    (row,) = read_people(read, find_mapping(read)).rows
    assert [(g.name.first, g.phones) for g in row.guardians] == [("Анна", (ONE,)), ("Олег", (TWO,))]


def test_one_heading_over_three_name_columns() -> None:
    row = only("ФИО|||Класс", "Рощин|Ян|Янович|7А", "")
    assert row.child == NameParts("Рощин", "Ян", "Янович")


def test_sheets_as_groups() -> None:
    read = read_table(
        xlsx(
            ("7а", [["ФИО", "Дата рождения"], ["Рощин Ян", dt.date(2013, 4, 5)]]),
            ("Ромашка", [["ФИО", "Дата рождения"], ["Тропин Лев", dt.date(2020, 4, 5)]]),
            ("Телефоны служб", [["Служба", "Номер"], ["Аварийная", "04"]]),
        )
    )
    mapping = find_mapping(read)
    found = read_people(read, mapping)
    assert [row.group_title for row in found.rows] == ["7 А", "Ромашка"]
    assert mapping.sheets[2].skipped
    assert found.skipped[-1].sheet == "Телефоны служб"


def test_xls_from_title_to_child() -> None:
    read = read_table(XLS, "x")
    rows = read_people(read, find_mapping(read)).rows
    assert [(str(r.child), r.group_title, r.guardians[0].phones) for r in rows] == [
        ("Лукошкин Пётр Ильич", "5 Б", ("79160000001",)),
        ("Ягодкина Алёна", "5 Б", ("79160000002",)),
    ]


def test_other_roles_and_null_cells_are_no_children() -> None:
    found = people(
        "id|Имя|Фамилия |Отчество|Класс|Роль",
        "1|Ян|Рощин|Янович|5|Ученик",
        "2|Лев|Тропин|Null|Null|Учитель",
        "3|Ия|Веткова|Null|4|Ученик",
    )
    assert [(str(row.child), row.group_title) for row in found.rows] == [
        ("Рощин Ян Янович", "5"),
        ("Веткова Ия", "4"),
    ]
    assert "Учитель" in found.skipped[0].reason


def test_no_headings_at_all() -> None:
    book, mapping = pasted(
        "Рощин Ян Янович|05.04.2019|89160000001|7А", "Тропина Анна|06.04.2019|89030000002|7А"
    )
    assert [c.field for c in mapping.sheets[0].columns] == [
        Field.FULL_NAME, Field.BIRTH_DATE, Field.PHONES, Field.GROUP,
    ]  # fmt: skip
    assert all(c.confidence == 0.5 for c in mapping.sheets[0].columns)
    row = read_people(book, mapping).rows[0]
    assert row.birth_date == dt.date(2019, 4, 5)
    assert row.guardians == (GuardianRow(NameParts(), "", (ONE,)),)


def test_person_may_change_the_mapping() -> None:
    book, mapping = pasted("Кто|Когда|Где", "Рощин Ян|05.04.2019|7А")
    wrong = mapping.change("Вставка", 0, Field.IGNORED)
    assert wrong.missing == (Field.FULL_NAME,)
    assert any("укажите" in line for line in describe(wrong))
    right = wrong.change("Вставка", 0, Field.FULL_NAME).change("Вставка", 2, Field.GROUP)
    assert right.missing == ()
    row = next(row for row in read_people(book, right).rows if row.child.last == "Рощин")
    assert row.group_title == "7 А"
    assert read_people(book, right.skip("Вставка")).rows == ()
    renamed = right.change("Вставка", 2, Field.IGNORED).rename_group("Вставка", "Ромашка")
    assert read_people(book, renamed).rows[-1].group_title == "Ромашка"


def test_departed_in_four_ways() -> None:
    found = people(
        "ФИО|Дата рождения|Дата выбытия|Статус",
        "Рощин Ян|01.02.2019|01.08.2026|",
        "Тропин Лев|02.02.2019||Отчислен",
        "Веткова Ия (выбыла)|03.02.2019||",
        "Ключев Савва|04.02.2019||учится",
        "Выбывшие",
        "Полянов Олег|05.02.2019||",
    )
    assert [row.departed for row in found.rows] == [True, True, True, False, True]
    assert str(found.rows[2].child) == "Веткова Ия"


def test_numbering_and_dates_beside_the_name() -> None:
    row = only("ФИО|Класс", "1. Рощин Ян Янович (05.04.2019)|1 а")
    assert row.child == NameParts("Рощин", "Ян", "Янович")
    assert row.birth_date == dt.date(2019, 4, 5)


def test_impossible_birth_dates() -> None:
    future, old = people("ФИО|Дата рождения", "Рощин Ян|01.02.2027", "Тропин Лев|01.02.1985").rows
    assert future.birth_date is None
    assert "ещё не наступила" in texts(future, "warning")[0]
    assert old.birth_date == dt.date(1985, 2, 1)
    assert "не подходит ребёнку" in texts(old, "warning")[0]


def test_namesakes_and_repeats() -> None:
    found = people(
        "ФИО|Дата рождения|Класс",
        "Рощин Пётр|01.02.2019|1А",
        "Рощин Петр|02.03.2019|1А",
        "РОЩИН ПЁТР|01.02.2019|1Б",
        "Тропин Лев||1А",
        "Тропин Лев||1Б",
    )
    assert [row.importable for row in found.rows] == [True, True, False, True, True]
    assert "тёзка" in texts(found.rows[4], "warning")[0]


def test_phone_without_an_owner_is_doubted() -> None:
    row = only(
        "ФИО ребёнка|ФИО матери|ФИО отца|Телефон",
        "Рощин Ян|Рощина Анна|Рощин Олег|89160000001, 89030000002, 89030000003",
    )
    assert len(row.guardians[0].phones) == 3
    assert "чей телефон" in texts(row, "warning")[0]


def test_admission() -> None:
    row = only("ФИО|Дата зачисления|№ приказа", "Рощин Ян|01.09.2024 г.|15-к от 30.08.2024")
    assert row.admitted_on == dt.date(2024, 9, 1)
    assert row.admission_order == "15-к от 30.08.2024"


def test_a_plain_word_between_rows_is_taken_for_a_group_and_said() -> None:
    found = people("№|ФИО|Дата рождения", "|Пчёлки|", "1|Рощин Ян|01.02.2019")
    assert found.rows[0].group_title == "Пчёлки"
    assert "проверьте" in found.skipped[0].reason


def test_file_with_the_office_headings_reads_the_same_from_every_kind() -> None:
    lines = [[str(cell) for cell in row] for row in (HEADINGS, CHILD)]
    text = "\n".join(";".join(line) for line in lines)
    results = set()
    for data in (xlsx(("Список", lines)), text.encode(), text.replace("№", "N").encode("cp866")):
        read = read_table(data, "Список")
        results.add(read_people(read, find_mapping(read)).rows)
    assert len(results) == 1


def test_parts_of_parents_in_columns_of_their_own() -> None:
    row = only(
        "Фамилия|Имя|Фамилия матери|Имя матери|Отчество матери|тел.|Фамилия отца|Имя отца|тел.",
        "Рощин|Ян|Рощина|Анна|Петровна||Рощин|Лев|89030000002",
    )
    assert row.guardians == (
        GuardianRow(NameParts("Рощина", "Анна", "Петровна"), "мать"),
        GuardianRow(NameParts("Рощин", "Лев"), "отец", (TWO,)),
    )


def test_parents_and_phones_in_one_column() -> None:
    row = only(
        "Ребёнок|Родители, контактный телефон",
        "Рощин Ян|Рощина Анна Петровна, 89160000001, Рощин Лев Олегович, 89030000002",
    )
    assert [(g.kinship, g.name.first, g.phones) for g in row.guardians] == [
        ("мать", "Анна", (ONE,)),
        ("отец", "Лев", (TWO,)),
    ]


def test_class_in_two_columns_and_sex_in_words() -> None:
    found = people(
        "Параллель|Литера|Фамилия, имя|пол|Законный представитель|Кем приходится|Моб. тел.|Почта",
        "7|A|Рощин Ян|Мальчик|Рощина Анна|мать|+7-916-000-00-01|A@example.ru",
        "7|Б|Тропина Ия|д|Тропин Лев|отец|9030000002|",
    )
    assert [(r.group_title, r.sex) for r in found.rows] == [("7 А", "m"), ("7 Б", "f")]
    assert found.rows[0].guardians[0].email == "a@example.ru"
    assert found.rows[1].guardians[0].kinship == "отец"


def test_subheads_without_any_headings() -> None:
    found = people(
        "Старшая группа «Пчёлка»||",
        "1|Рощин Ян Янович|01.02.2019",
        "2|Тропина Ия Львовна|02.02.2019",
        "Младшая группа «Ёжик»||",
        "1|Веткова Ева Олеговна|03.02.2022",
    )
    assert [row.group_title for row in found.rows] == ["Пчёлка", "Пчёлка", "Ёжик"]


def test_kinship_and_mail_from_common_columns() -> None:
    found = people(
        "ФИО ребёнка|Мать|Отец|Телефоны|E-mail",
        "Рощин Ян|Рощина Анна|Рощин Лев|мама 89160000001, папа 89030000002"
        "|мама a@example.ru; папа b@example.ru",
        "Тропин Ян||||c@example.ru",
        "Ветков Ян|Веткова Ия||d@example.ru|d@example.ru, e@example.ru",
        "Ключев Ян|||звонить маме|нет адреса",
    ).rows
    assert [(g.phones, g.email) for g in found[0].guardians] == [
        ((ONE,), "a@example.ru"),
        ((TWO,), "b@example.ru"),
    ]
    assert found[1].guardians == (GuardianRow(NameParts(), "", (), "c@example.ru"),)
    assert found[2].guardians[0].email == "d@example.ru"
    assert any("e@example.ru" in text for text in texts(found[2], "warning"))
    assert any("почты не понят" in text for text in texts(found[3], "warning"))
    assert any("не похоже на телефон" in text for text in texts(found[3], "warning"))
