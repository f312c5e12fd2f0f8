"""Names of invented people in all cases, with initials, by sex."""

import subprocess
import sys
from pathlib import Path

import pytest

from desktop.russian.names import (
    Case,
    FullName,
    decline,
    full,
    guess_sex,
    initials_first,
    part_forms,
    proper_case,
    surname_first,
    surname_plurals,
    vocative,
)

ROWS = [
    line.split("|")
    for line in Path(__file__).with_name("people.txt").read_text(encoding="utf-8").splitlines()
    if not line.startswith("#")
]


def _person(text: str, sex: str) -> FullName:
    last, first, *middle = text.split(" ")
    return FullName(last, first, " ".join(middle), sex)


@pytest.mark.parametrize("row", ROWS, ids=[row[0] for row in ROWS])
def test_a_whole_name(row):
    nominative, sex, *oblique = row
    expected = [nominative, *(oblique[0] if form == "=" else form for form in oblique)]
    assert [full(_person(nominative, sex), case) for case in Case] == expected
    # The sex need not be known where the name tells it.
    assert [full(_person(nominative, ""), case) for case in Case] == expected


# Nominative, genitive, instrumental of masculine surnames.
SURNAMES = """
Швец Швеца Швецом|Горобец Горобца Горобцом|Кравец Кравца Кравцом|Коломиец Коломийца Коломийцем
Стрелец Стрельца Стрельцом|Боец Бойца Бойцом|Чернец Чернеца Чернецом|Перец Перца Перцем
Починок Починка Починком|Коваленок Коваленка Коваленком|Лисёнок Лисёнка Лисёнком
Конёк Конька Коньком|Чаёк Чайка Чайком|Клочок Клочка Клочком|Блок Блока Блоком
Поллок Поллока Поллоком|Чапек Чапека Чапеком|Орёл Орла Орлом|Воробей Воробья Воробьём
Ткач Ткача Ткачом|Ковш Ковша Ковшом|Мицкевич Мицкевича Мицкевичем|Гаркуша Гаркуши Гаркушей
Лапша Лапши Лапшой|Птица Птицы Птицей|Сорока Сороки Сорокой|Топчий Топчия Топчием
Палий Палия Палием|Цой Цоя Цоем|Толстой Толстого Толстым|Круглый Круглого Круглым
Живаго Живаго Живаго|Золя Золя Золя
Рабочий Рабочего Рабочим|Данелия Данелии Данелией|Сен-Санс Сен-Санса Сен-Сансом
Бонч-Бруевич Бонч-Бруевича Бонч-Бруевичем|Мамин-Сибиряк Мамина-Сибиряка Маминым-Сибиряком
Миклухо-Маклай Миклухо-Маклая Миклухо-Маклаем|Кара-оол Кара-оола Кара-оолом
Мамед-заде Мамед-заде Мамед-заде|МакГрегор МакГрегора МакГрегором|Грин Грина Грином
"""
SURNAME_ROWS = [
    entry.split() for line in SURNAMES.strip().splitlines() for entry in line.split("|")
]


@pytest.mark.parametrize("row", SURNAME_ROWS, ids=[row[0] for row in SURNAME_ROWS])
def test_masculine_surnames(row):
    nominative, genitive, instrumental = row
    person = FullName(nominative, "Иван", "", "m")
    assert decline(person, Case.GEN).last == genitive
    if nominative[-1] not in "ая":  # Сорока: Сороку
        assert decline(person, Case.ACC).last == genitive
    assert decline(person, Case.INS).last == instrumental


@pytest.mark.parametrize(
    "surname",
    ["Швец", "Соловей", "Ткач", "Абрамян", "Цой", "Коваль", "Мицкевич", "Черных", "Отрок"],
)
def test_a_womans_surname_on_a_consonant_stays(surname):
    assert {decline(FullName(surname, "Анна", "", "f"), case).last for case in Case} == {surname}


@pytest.mark.parametrize(
    ("first", "sex", "genitive", "locative"),
    [
        ("Джек", "m", "Джека", "Джеке"),
        ("Витёк", "m", "Витька", "Витьке"),
        ("Пий", "m", "Пия", "Пие"),
        ("Юрий", "m", "Юрия", "Юрии"),
        ("Ференц", "m", "Ференца", "Ференце"),
        ("Николя", "m", "Николя", "Николя"),
        ("Рушань", "f", "Рушань", "Рушань"),
        ("Рахиль", "f", "Рахили", "Рахили"),
        ("Отто", "m", "Отто", "Отто"),
    ],
)
def test_hard_first_names(first, sex, genitive, locative):
    person = FullName("Шевченко", first, "", sex)
    assert decline(person, Case.GEN).first == genitive
    assert decline(person, Case.LOC).first == locative


def test_an_unknown_sex_declines_only_what_both_decline_alike():
    assert full(FullName("Ткач", "Женя", ""), Case.DAT) == "Ткач Жене"
    assert full(FullName("Сорока", "Женя", ""), Case.DAT) == "Сороке Жене"


def test_input_in_capitals_and_odd_spaces():
    assert full(FullName("ИВАНОВ", "ПЁТР", "ИЛЬИЧ"), Case.DAT) == "Иванову Петру Ильичу"
    assert full(FullName("Петрова - Водкина", "Ия", ""), Case.GEN) == "Петровой-Водкиной Ии"
    assert full(FullName("де ла Круз", "Хуан", ""), Case.GEN) == "де ла Круза Хуана"
    assert full(FullName("", "Анна", ""), Case.DAT) == "Анне"


@pytest.mark.parametrize(
    ("written", "proper"),
    [
        ("ИВАНОВ", "Иванов"),
        ("иванов", "Иванов"),
        ("ТЕР - ПЕТРОСЯН", "Тер-Петросян"),
        ("ГУСЕЙН ОГЛЫ", "Гусейн оглы"),
        ("КАРА-ООЛ", "Кара-оол"),
        ("МакГрегор", "МакГрегор"),
        ("ван дер Ваальс", "ван дер Ваальс"),
        ("О", "О"),
        ("", ""),
    ],
)
def test_proper_case(written, proper):
    assert proper_case(written) == proper


def test_initials_do_not_break_from_the_surname():
    head = FullName("Седова", "Анна", "Игоревна")
    assert initials_first(head) == "А.\u00a0И.\u00a0Седова"
    assert surname_first(head, Case.DAT) == "Седовой\u00a0А.\u00a0И."
    assert surname_first(FullName("Мамедов", "Али", "Гусейн оглы")) == "Мамедов\u00a0А.\u00a0Г."
    assert initials_first(FullName("Зайцева", "Анна-Мария", "")) == "А.-М.\u00a0Зайцева"
    assert initials_first(FullName("Ондар", "Кара-оол", "Мерген-оолович")).startswith(
        "К.\u00a0М.\u00a0"
    )


@pytest.mark.parametrize(
    ("last", "first", "middle", "sex"),
    [
        ("Ким", "Женя", "Олегович", "m"),
        ("Ким", "Женя", "Олеговна", "f"),
        ("Ким", "Женя", "", ""),
        ("Круглов", "Саша", "", "m"),
        ("Круглова", "Саша", "", "f"),
        ("Шевченко", "Никита", "", "m"),
        ("Шевченко", "Любовь", "", "f"),
        ("Мамедов", "Али", "Гусейн оглы", "m"),
        ("Алиева", "Лейла", "Рашид кызы", "f"),
        ("Гаврилина", "Кармен", "", "f"),
        ("Бек", "Айтек", "", "m"),
        ("ШМИДТ", "ИЛЬЯ", "", "m"),
        ("Шевченко", "Агнешка", "", "f"),
        ("Шевченко", "Абдулла", "", "m"),
        ("Мамедов", "Адиль", "", "m"),
        ("Мамедова", "Адиль", "", "f"),
        ("Шевченко", "Уайт", "", ""),
        ("Ветрова", "", "", "f"),
        ("Толстая", "", "", "f"),
        ("Шевченко", "", "", ""),
        ("", "", "", ""),
    ],
)
def test_sex(last, first, middle, sex):
    assert guess_sex(last, first, middle) == sex


def test_part_forms_hold_every_form_a_text_may_have():
    assert part_forms("Мария", "first", "f") == {"мария", "марии", "марию", "марией", "мариею"}
    assert {"айгуль", "айгули", "айгулью"} <= part_forms("Айгуль", "first", "f")
    assert part_forms("Саша", "first", "") >= {"саша", "саши", "саше", "сашу", "сашей", "сашею"}
    assert part_forms("Гусейн оглы", "middle", "m") == {"гусейн оглы"}
    assert part_forms("Петровна", "middle", "f") >= {"петровной", "петровною"}
    surname = part_forms("СЕМЁНОВ", "last", "m")
    assert {"семёнову", "семёновым", "семёновы", "семёновых", "семёновыми"} <= surname
    assert "семёновой" not in surname
    assert {"семёновой", "семёнову"} <= part_forms("Семёнов", "last", "") | part_forms(
        "Семёнова", "last", "f"
    )
    assert part_forms("", "last", "m") == frozenset()


@pytest.mark.parametrize("row", ROWS, ids=[row[0] for row in ROWS])
def test_part_forms_contain_the_declined_name(row):
    person = _person(row[0], row[1])
    for case in Case:
        declined = decline(person, case)
        assert declined.last.lower() in part_forms(person.last, "last", person.sex)
        assert declined.first.lower() in part_forms(person.first, "first", person.sex)
        assert declined.middle.lower() in part_forms(person.middle, "middle", person.sex) | {""}


@pytest.mark.parametrize(
    ("last", "some"),
    [
        ("Иванова", {"ивановы", "ивановых", "ивановым", "ивановыми"}),
        ("Соколовский", {"соколовские", "соколовских", "соколовским", "соколовскими"}),
        ("Толстая", {"толстые", "толстых"}),
        ("Крутой", {"крутые", "крутых"}),
        ("Заяц", {"зайцы", "зайцев", "зайцам", "зайцами", "зайцах"}),
        ("Шмидт", {"шмидты", "шмидтов", "шмидтам"}),
        ("Гоголь", {"гоголи", "гоголей", "гоголям"}),
        ("Сорока", {"сороки", "сорокам"}),
        ("Римский-Корсаков", {"римские-корсаковы", "римские-корсаковых"}),
        ("Тер-Петросян", {"тер-петросяны", "тер-петросянов"}),
        ("Мицкевич", {"мицкевичи", "мицкевичей"}),
    ],
)
def test_surname_plurals(last, some):
    assert some <= surname_plurals(last)


@pytest.mark.parametrize("last", ["Шевченко", "Черных", "Дюма"])
def test_surnames_without_a_plural(last):
    assert surname_plurals(last) == {last.lower()}
    assert surname_plurals("") == frozenset()


def test_vocative():
    assert [vocative(name) for name in ("Маша", "Катя", "Оля", "Серёжа")] == [
        "маш", "кать", "оль", "серёж",
    ]  # fmt: skip
    assert [vocative(name) for name in ("Ия", "Иван", "Дарья", "Мария")] == ["", "", "", ""]


def test_the_dictionaries_wait_until_they_are_needed():
    script = (
        "import sys, desktop.russian.names, desktop.russian.posts, desktop.russian.sex\n"
        "print(sorted({m.partition('.')[0] for m in sys.modules}"
        " & {'pytrovich', 'pymorphy3', 'dawg2_python'}))"
    )
    shown = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=True
    )
    assert shown.stdout.strip() == "[]"
