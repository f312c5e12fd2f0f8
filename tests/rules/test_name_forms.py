"""Children of the base are found in every form and order in which people write a name."""

import pytest
from invented import invented_office

from desktop.rules._check import Checker
from desktop.rules._diminutives import diminutives
from desktop.rules._office import Chat, OfficeView, Person
from desktop.rules._rule import Draft
from desktop.russian.inflection import inflect
from desktop.russian.names import Case, FullName, decline

OFFICE = invented_office(children=110)


@pytest.fixture(scope="module")
def checker() -> Checker:
    return Checker(OFFICE)


def _found(checker: Checker, text: str, name: str) -> bool:
    place = text.index(name)
    return any(
        finding.rule == "child-data"
        and place <= finding.start < finding.end <= place + len(name) + 1
        for finding in checker.check(Draft(text, chat=1)).findings
    )


@pytest.mark.parametrize("case", list(Case))
def test_full_names_in_every_case_order_and_letter_case(checker: Checker, case: Case) -> None:
    for person in OFFICE.people[:110]:
        d = decline(FullName(person.last, person.first, person.middle, person.sex), case)
        f, m = d.first[0], d.middle[0]
        for name in (
            f"{d.last} {d.first} {d.middle}",
            f"{d.first} {d.middle} {d.last}",
            f"{d.last} {d.first}",
            f"{d.first} {d.last}",
            f"{d.last}\u00a0{f}. {m}.",
            f"{d.last} {f}.{m}.",
            f"{f}. {m}. {d.last}",
            f"{d.last}, {d.first}",
        ):
            assert _found(checker, f"Сегодня видели {name} на утреннике.", name), name
        for name in (f"{d.last} {d.first} {d.middle}", f"{d.last} {d.first}"):
            low, high = name.lower(), name.upper()
            assert _found(checker, f"сегодня видели {low} на утреннике", low), low
            assert _found(checker, f"СЕГОДНЯ ВИДЕЛИ {high} НА УТРЕННИКЕ", high), high


@pytest.mark.parametrize("case", list(Case))
def test_short_forms_with_the_surname(checker: Checker, case: Case) -> None:
    for person in OFFICE.people[:110]:
        last = inflect(person.last, "last", person.sex, case)
        for short in diminutives().get(person.first.lower().replace("ё", "е"), ()):
            if short.endswith(("ок", "ек")):
                continue  # the vowel drops («Витёк», «Витька»); these are spelt out below
            name = f"{inflect(short.capitalize(), 'first', person.sex, case)} {last}"
            assert _found(checker, f"Видели у нас {name} на утреннике.", name), name


def _one(last: str, first: str, middle: str = "", sex: str = "m") -> Checker:
    person = Person("child:1", last, first, middle, "f" if sex == "f" else "m", (1,))
    chat = Chat(1, "Чат", platform="max", groups=(1,))
    return Checker(OfficeView(people=(person,), chats=(chat,)))


@pytest.mark.parametrize(
    ("person", "text"),
    [
        (("Ершова", "Алёна", "", "f"), "Алена Ершова"),
        (("Ершова", "Алена", "", "f"), "Алёну не забрали"),
        (("Ершова", "Алёна", "", "f"), "У Але\u0308ны температура"),
        (("Ершов", "Пётр", ""), "Eршoв Петр"),  # Latin E and o
        (("Ершов", "Пётр", ""), "Ер\u200bшову Пете"),
        (("Ершов", "Пётр", ""), "Ерш0ву Пете"),
        (("Ершов", "Пётр", ""), "Е̶р̶ш̶о̶в̶ ̶П̶е̶т̶я"),
        (("Ершов", "Пётр", ""), "Ершовы опять не сдали"),
        (("Ершов", "Пётр", ""), "семья Ершовых"),
        (("Ершов", "Пётр", ""), "ершов опять без формы"),
        (("Тер-Осипян", "Гарик", ""), "Тер-Осипяну Гарику"),
        (("Тер-Осипян", "Гарик", ""), "тер-осипян не пришёл"),
        (("Бонч-Осмоловская", "Инга", "", "f"), "Бонч-Осмоловской Инге"),
        (("Рощина-Пешкова", "Ия", "", "f"), "Рощиной-Пешковой"),
        (("Мамедов", "Али", "Гусейн оглы"), "Али Гусейн оглы"),
        (("Мамедов", "Али", "Гусейн оглы"), "Мамедова Али Гусейн-оглы"),
        (("Алиева", "Лейла", "Рашид кызы", "f"), "Алиевой Лейле Рашид кызы"),
        (("Ершова", "Мария", "", "f"), "Машенька забыла шапку"),
        (("Ершова", "Александра", "", "f"), "Сашуля плачет"),
        (("Ершов", "Виктор", ""), "Витьку Ершову"),
        (("Ершов", "Александр", ""), "Сашку Ершова"),
        (("Ершов", "Игорь", ""), "с Игорьком Ершовым"),
        (("Ершов", "Пётр", ""), "Пётр Е. и другие"),
        (("Дурново", "Глеб", ""), "Дурново Глеба"),
        (("Ким", "Анна", "", "f"), "Ким Анне"),
        (("Зима", "Роза", "", "f"), "роза зима болеет"),
        (("Зима", "Роза", "", "f"), "Роза принесла справку"),
        (("Мороз", "Лев", ""), "Вчера Мороз подрался"),
        (("Мороз", "Лев", ""), "мама Мороза"),
        (("Ершов", "Пётр", ""), "Ершов\nПётр"),
        (("Ершов", "Пётр", ""), "Ершова (Петя)"),
    ],
)
def test_one_child_is_found(person: tuple[str, ...], text: str) -> None:
    checker = _one(*person)
    assert [f.rule for f in checker.check(Draft(text, chat=1)).findings].count("child-data") == 1


@pytest.mark.parametrize(
    ("person", "text"),
    [
        (("Ершов", "Пётр", ""), "Ершов И. П. – другой человек."),
        (("Ершов", "Пётр", ""), "Зинаида Ершова – поэтесса."),
        (("Ершов", "Пётр", ""), "Сказка П. П. Ершова «Конёк-горбунок»: читаем все."),
        (("Ершов", "Пётр", ""), "Поэт Ершов написал сказку."),
        (("Ершов", "Пётр", ""), "Остановка «Улица Петра Ершова»."),
        (("Ершов", "Пётр", ""), "Петр Первый и Пётр I, Пётр Великий."),
        (("Ершов", "Пётр", ""), "Ждёт вас учитель Ершов."),
        (("Ершова", "Мария", "", "f"), "Мария Ивановна ждёт родителей."),
        (("Ершова", "Мария", "", "f"), "Спектакль «Маша и Медведь»."),
        (("Зима", "Вера", "", "f"), "Вера в себя важна. Зима близко."),
        (("Мороз", "Иван", ""), "МОРОЗ И СОЛНЦЕ! Мороз и солнце."),
        (("Зима", "Виктор", ""), "На дворе зима. В саду тепло. Зима. В. и дальше."),
        (("Город", "Мира", "", "f"), "Площадь Мира – в центре города. Мир всем!"),
        (("Мороз", "Артём", ""), "Тема недели – мороз и снег. Теме посвящены стихи."),
        (("Мах", "Игорь", ""), "Чат в MAX, скачайте MAX."),
        (("Лев", "Павел", ""), "В зоопарке живёт лев, он спит."),
        (("Новый", "Егор", ""), "С Новым годом!"),
        (("Поль", "Лёня", ""), "Мне лень читать, поле и поля."),
        (("Ершов", "Лев", ""), "Надь, лев, роз, пакет и ёрш."),
    ],
)
def test_no_child_is_seen(person: tuple[str, ...], text: str) -> None:
    checker = _one(*person)
    found = [f for f in checker.check(Draft(text, chat=1)).findings if f.rule == "child-data"]
    assert found == []


def test_a_first_name_counts_only_in_the_chat_of_the_group() -> None:
    people = (Person("child:1", "Ершов", "Пётр", "", "m", (2,)),)
    chats = (Chat(1, "А", platform="max", groups=(1,)), Chat(2, "Б", platform="max", groups=(2,)))
    checker = Checker(OfficeView(people=people, chats=chats))
    assert not checker.check(Draft("Петя молодец", chat=1)).findings
    assert checker.check(Draft("Петя молодец", chat=2)).findings
    assert checker.check(Draft("Ершов Петя молодец", chat=1)).findings  # of another group too
    assert checker.check(Draft("Ершов молодец", chat=1)).findings


def test_siblings_share_the_surname() -> None:
    people = (
        Person("child:1", "Ершов", "Пётр", "", "m", (1,)),
        Person("child:2", "Ершова", "Мария", "", "f", (1,)),
    )
    checker = Checker(OfficeView(people=people, chats=(Chat(1, "А", groups=(1,)),)))
    found = checker.check(Draft("Маша и Петя Ершовы не пришли", chat=1)).findings
    assert [(f.start, f.end) for f in found] == [(0, 4), (7, 18)]
