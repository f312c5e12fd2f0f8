"""An invented base of people with surnames and names that are words."""

import random

from desktop.rules._office import Chat, Group, HoursRow, OfficeView, Organization, Person

_NASTY = (
    "Мороз Зима Город Роза Лев Любовь Пакет Воробей Ведь Понедельник Заяц Волк Белых Черных Орел "
    "Соловей Голубь Кот Весна Лето Май Жук Лиса Сокол Ворона Кузнец Столяр Ткач Швец Гончар Рыбка "
    "Золотой Серый Новый Верный Друг Почта Каша Чай Мешок Сорока Дорога Река Снег Град Туман Пчела "
    "Петух Баран Король Царь Князь Бондарь Коваль Пономарь Писарь Стрелец Бык Щука Карась Сом Ким "
    "Шевченко Дурново Дюма Цой Пак Ли Тен Слон Медведь Мир Слава Роман Марков Том Поле Свет Лен "
    "Лист Дуб Береза Калина Малина Рябина Верба Осина Горох Капуста Редька Борщ Пирог Блин "
    "Сахар Перец"
)
NASTY = _NASTY.split()
_PLAIN = (
    "Тетерин Лаптев Беляков Кротов Ветров Дроздов Зуйков Бирюков Сычёв Ершов Налимов Гречихин "
    "Овсянников Ячменев Полынин Щавелев Осокин Камышов Рогозин Ракитин Сухарев Калачёв Бубликов "
    "Пряников Хлебников Солодов Квасов Медовухин Сбитнев Чайкин Кофанов Молочков Творогов Маслов"
)
PLAIN = _PLAIN.split()
_BOYS = (
    "Иван Пётр Лев Роман Марк Максим Артём Мирон Тимофей Савелий Ярослав Святослав Вячеслав Матвей "
    "Тихон Макар Захар Платон Родион Назар Семён Павел Глеб Ян Даниил"
)
BOYS = _BOYS.split()
_GIRLS = (
    "Вера Надежда Любовь Роза Лилия Мира Слава Мария Дарья Софья Полина Алёна Светлана Раиса Злата "
    "Майя Ева Яна Кира Варвара Василиса Таисия Ульяна Марина Виктория"
)
GIRLS = _GIRLS.split()


def invented_office(children: int = 300, seed: int = 7) -> OfficeView:
    """A school whose children bear every nasty surname; all are in the group of the chat 1."""
    chance = random.Random(seed)
    people: list[Person] = []
    surnames = NASTY + PLAIN
    for number in range(children):
        sex = "m" if chance.random() < 0.5 else "f"
        last = surnames[number % len(surnames)]
        if last in PLAIN and sex == "f":
            last += "а"
        first = chance.choice(BOYS if sex == "m" else GIRLS)
        middle = chance.choice(["Ильич", "Олегович", "Глебович"])
        if sex == "f":
            middle = {"Ильич": "Ильинична"}.get(middle, middle[:-2] + "на")
        people.append(Person(f"child:{number}", last, first, middle, sex, (1,)))
    people.append(Person("employee:1", "Кротова", "Арина", "Витальевна", "f"))
    people.append(Person("employee:2", "Дроздов", "Игорь", "Павлович", "m"))
    return OfficeView(
        organization=Organization(names=("МАДОУ «Детский сад № 104»",)),
        people=tuple(people),
        groups=(Group(1, "Подготовительная"),),
        chats=(
            Chat(1, "Подготовительная", platform="max", groups=(1,),
                 hours=tuple(HoursRow(day, "08:00", "19:00") for day in range(5))),
        ),
    )  # fmt: skip
