"""How fast a draft is checked against a large school: `python benchmarks/check_speed.py`.

Every text is new to the checker (no cache can help), every person is invented here. Targets: 1,000
characters against 5,000 known people ≤ 20 ms.
"""

import random
import statistics
import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from desktop.rules._check import Checker
from desktop.rules._office import Chat, Group, HoursRow, OfficeView, Organization, Person
from desktop.rules._rule import Draft

_ROOTS = (
    "Бел Черн Смир Кузнец Лебед Вороб Соловь Мороз Зим Горо Волк Зайц Медвед Орл Сокол Голуб "
    "Дрозд Чиж Щегл Гус Кур Петух Баран Козл Бык Кон Кобыл Жереб Тел Кот Соба Лис Бобр Барсук "
    "Ерш Карас Сом Щук Окун Налим Рак Жук Комар Мух Пчел Шмел Дуб Берез Ив Ольх Рябин Калин "
    "Малин Смород"
)
ROOTS = _ROOTS.split()
_ENDINGS = "ов ев ин овский енко ук ян ман ских ко ович ёнок цев нов лов кин шин хин ягин ушкин"
ENDINGS = _ENDINGS.split()
_BOYS = (
    "Александр Алексей Андрей Артём Богдан Вадим Виктор Глеб Даниил Денис Егор Иван Кирилл Лев "
    "Максим Марк Матвей Михаил Никита Пётр Роман Савелий Тимофей Фёдор Ярослав"
)
BOYS = _BOYS.split()
_GIRLS = (
    "Алина Алиса Анна Варвара Вера Вероника Дарья Ева Екатерина Елизавета Кира Ксения Мария "
    "Милана Надежда Полина Роза София Татьяна Ульяна Юлия Яна Злата Майя Любовь"
)
GIRLS = _GIRLS.split()
FATHERS = ("Иван", "Пётр", "Олег", "Марк", "Роман", "Артур", "Глеб", "Денис", "Егор", "Павел")
_WORDS = (
    "уважаемые родители завтра сегодня группа занятие прогулка собрание анкета справка форма "
    "сменка праздник утренник рисунок поделка театр музыка физкультура зима мороз город роза лев "
    "надежда вера принести сдать подписать прийти просим напоминаем ждём в на к с до после у без "
    "воспитатель заведующий методист расписание меню питание оплата квитанция телефон кабинет"
)
WORDS = _WORDS.split()


def people(number: int, chance: random.Random) -> tuple[Person, ...]:
    """Invented children: about one surname for every two of them."""
    found = []
    for at in range(number):
        boy = chance.random() < 0.5
        last = chance.choice(ROOTS) + chance.choice("аеиоуы") + chance.choice("бвгдклмнпрст")
        last += chance.choice(ENDINGS)
        if not boy and last.endswith(("ов", "ев", "ин")):
            last += "а"
        father = chance.choice(FATHERS)
        middle = father + ("ович" if boy else "овна")
        first = chance.choice(BOYS if boy else GIRLS)
        found.append(Person(f"child:{at}", last, first, middle, "m" if boy else "f", (at // 25,)))
    return tuple(found)


def office(number: int, seed: int = 1) -> OfficeView:
    """A school with this many children and a chat of its first class."""
    chance = random.Random(seed)
    return OfficeView(
        organization=Organization(names=("МАОУ «Школа № 1»",), phones=("84852001122",)),
        people=people(number, chance),
        groups=tuple(Group(at, f"{at} класс") for at in range(number // 25 + 1)),
        chats=(
            Chat(1, "1А", platform="max", groups=(0,),
                 hours=tuple(HoursRow(day, "08:00", "19:00") for day in range(5))),
        ),
    )  # fmt: skip


def text(length: int, known: tuple[Person, ...], chance: random.Random) -> str:
    """A new text: words never seen before are mixed in, every twentieth word is a known name."""
    pieces: list[str] = []
    size = 0
    while size < length:
        roll = chance.random()
        if roll < 0.05:
            person = chance.choice(known)
            word = chance.choice([person.last, f"{person.last} {person.first}", person.first])
        elif roll < 0.30:
            word = "".join(chance.choice(("ба", "ро", "ми", "ста", "лен", "ку")) for _ in range(3))
        else:
            word = chance.choice(WORDS)
        if chance.random() < 0.1:
            word += chance.choice(".,!?:")
        pieces.append(word)
        size += len(word) + 1
    return " ".join(pieces)[:length]


def measure(checker: Checker, known: tuple[Person, ...], length: int, times: int) -> list[float]:
    """Milliseconds of checks of `times` different new texts."""
    chance = random.Random(length)
    drafts = [Draft(text(length, known, chance), chat=1) for _ in range(times)]
    spent = []
    for draft in drafts:
        before = time.perf_counter()
        checker.check(draft)
        spent.append((time.perf_counter() - before) * 1000)
    return spent


def main() -> None:
    """Print the table."""
    Checker(office(10)).check(Draft("Разогрев: словарь и правила загружены."))
    print("people  build, s  forms   chars  median, ms  max, ms")
    for number in (1_000, 5_000, 15_000):
        view = office(number)
        before = time.perf_counter()
        checker = Checker(view)
        built = time.perf_counter() - before
        forms = len(checker.people.index)
        for length in (1_000, 1_500) if number == 5_000 else (1_000,):
            spent = measure(checker, view.people, length, 60)
            print(
                f"{number:6}  {built:8.2f}  {forms:6}  {length:6}"
                f"  {statistics.median(spent):10.2f}  {max(spent):7.2f}"
            )
    print("target: 1,000 characters, 5,000 people: <= 20 ms")


if __name__ == "__main__":
    main()
