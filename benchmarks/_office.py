"""An invented office of any size for the benchmarks, made through the operations."""

import random
from datetime import date, timedelta
from pathlib import Path

from desktop.operations import access, chats, groups, office, setup
from desktop.operations._operation import Session
from desktop.operations.chats import ChatData, HoursLine
from desktop.operations.children import ChildData, save_child
from desktop.operations.guardians import GuardianData, save_guardian
from desktop.operations.views import HeadData, NameParts, OrganizationData

LOGIN, PASSWORD = "Секретарь", "четыре слова для замера"
FIRST_M = [
    "Александр",
    "Дмитрий",
    "Максим",
    "Сергей",
    "Андрей",
    "Алексей",
    "Артём",
    "Илья",
    "Кирилл",
    "Михаил",
    "Никита",
    "Роман",
]
FIRST_F = [
    "Анна",
    "Мария",
    "Елена",
    "Дарья",
    "Алиса",
    "София",
    "Полина",
    "Виктория",
    "Ксения",
    "Вера",
    "Ольга",
    "Татьяна",
]
FATHERS = [
    "Александр",
    "Дмитрий",
    "Сергей",
    "Андрей",
    "Алексей",
    "Олег",
    "Игорь",
    "Павел",
    "Виктор",
    "Денис",
    "Артём",
    "Роман",
]
STEMS = [
    "Бел",
    "Зим",
    "Лед",
    "Кам",
    "Гор",
    "Пол",
    "Луг",
    "Лес",
    "Реч",
    "Озёр",
    "Бор",
    "Сад",
    "Клён",
    "Берёз",
    "Дуб",
    "Ив",
    "Ряб",
    "Кали",
    "Мали",
    "Яго",
    "Гриб",
    "Волк",
    "Лис",
    "Заяц",
    "Медвед",
    "Ежо",
    "Бобр",
    "Сокол",
    "Орл",
    "Дрозд",
    "Стриж",
    "Грач",
    "Гал",
    "Ворон",
    "Синиц",
    "Щегл",
    "Снегир",
]
ENDS = ("ов", "ев", "ин", "ский", "ков", "онов", "янов", "атов", "ычев", "унов", "ецов", "ильев")


def surname(dice: random.Random, sex: str) -> str:
    """An invented surname of that sex."""
    made = dice.choice(STEMS) + dice.choice(("", "о", "а", "ар", "ен", "ел")) + dice.choice(ENDS)
    if sex == "f":
        return made[:-2] + "ая" if made.endswith("ий") else made + "а"
    return made


def patronymic(father: str, sex: str) -> str:
    """From the father's first name."""
    stem = father[:-1] + "ев" if father.endswith("й") else father + "ов"
    return stem + ("ич" if sex == "m" else "на")


def make(folder: Path, children: int, seed: int = 5) -> Session:
    """An office of `children` children, each with one or two representatives with phones."""
    dice = random.Random(seed)
    session, _ = access.create_office(folder, LOGIN, PASSWORD)
    setup.in_one_deed(session, lambda: _fill(session, children, dice))
    return session


def _fill(session: Session, children: int, dice: random.Random) -> None:
    office.save_organization(
        session,
        OrganizationData("school", "Школа № 77 города Замерска", "Школа № 77", "г. Замерск"),
    )
    office.save_head(
        session, HeadData("директор", NameParts("Кленова", "Ирина", "Андреевна"), date(2019, 8, 1))
    )
    office.adopt_profile(session, "002", in_force_from=date(2025, 9, 1))
    made = [
        groups.save_group(session, f"{1 + n // 12} {'АБВГДЕЖЗИКЛМ'[n % 12]}", 2026)
        for n in range(max(1, children // 28))
    ]
    for group in made[:40]:
        hours = tuple(HoursLine(day, "08:00", "19:00") for day in range(5))
        chats.save_chat(
            session, ChatData(f"Родители, чат {group}", group_ids=(group,), hours=hours)
        )
    for number in range(children):
        sex = dice.choice("mf")
        father = dice.choice(FATHERS)
        last = surname(dice, "m")
        first = dice.choice(FIRST_M if sex == "m" else FIRST_F)
        own = last if sex == "m" else (last[:-2] + "ая" if last.endswith("ий") else last + "а")
        born = date(2010, 1, 1) + timedelta(days=dice.randrange(3000))
        child = save_child(
            session,
            ChildData(
                NameParts(own, first, patronymic(father, sex), sex),
                born,
                made[number % len(made)],
                date(2026, 9, 1),
            ),
        )
        mother = NameParts(
            last + "а" if not last.endswith("ий") else last[:-2] + "ая",
            dice.choice(FIRST_F),
            patronymic(dice.choice(FATHERS), "f"),
            "f",
        )
        phone = f"9{dice.randrange(10**9):09d}"
        save_guardian(session, child, GuardianData(mother, "мать", phones=(phone,)))
