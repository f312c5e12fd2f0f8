"""An invented office in which the examples of the rules are read."""

from datetime import date

from desktop.rules._office import (
    SIGNED,
    Chat,
    Consent,
    Group,
    HoursRow,
    OfficeView,
    Organization,
    Person,
)

_WEEK = tuple(HoursRow(day, "08:00", "19:00") for day in range(5))
_CHAT, _FOREIGN, _STAFF, _NO_HOURS = 1, 2, 3, 4


def sample_office() -> OfficeView:
    """A kindergarten of two groups; only Кира Беляева's family agreed (consent no. 7)."""
    return OfficeView(
        organization=Organization(
            names=("МАДОУ «Детский сад № 31 «Лукошко»",),
            kind="kindergarten",
            phones=("+7 (4852) 00-11-22",),
            emails=("lukoshko31@sad.example.ru",),
            sites=("lukoshko31.example.ru",),
            address="г. Заречный, ул. Липовая, д. 4",
            head="Кротова Арина Витальевна",
        ),
        groups=(Group(1, "Ромашка"), Group(2, "Колокольчик")),
        people=(
            Person("child:1", "Тетерин", "Савелий", "Глебович", "m", (1,)),
            Person("child:2", "Зима", "Роза", "Марковна", "f", (1,)),
            Person("child:3", "Мамедов", "Али", "Гусейн оглы", "m", (1,)),
            Person("child:4", "Лосева-Бурая", "Инга", "Петровна", "f", (1,)),
            Person("child:5", "Беляева", "Кира", "Олеговна", "f", (1,)),
            Person("child:6", "Лаптева", "Мирослава", "Игоревна", "f", (2,)),
            Person("guardian:1", "Тетерина", "Ульяна", "Глебовна", "f", (1,), ("child:1",)),
            Person("guardian:2", "Беляева", "Нина", "Павловна", "f", (1,), ("child:5",)),
            Person("employee:1", "Тетерина", "Нелли", "Климовна", "f"),
            Person("employee:2", "Кротова", "Арина", "Витальевна", "f"),
        ),
        consents=(
            Consent(
                number="7",
                child="child:5",
                guardian="guardian:2",
                chat=_CHAT,
                categories=frozenset({"name", "family", "photo", "video"}),
                valid_from=date(2020, 9, 1),
                states=((date(2020, 9, 1), SIGNED),),
            ),
        ),
        chats=(
            Chat(_CHAT, "Ромашка. Родители", "1", platform="max", groups=(1,), hours=_WEEK,
                 hours_basis="протокол родительского собрания № 1"),
            Chat(_FOREIGN, "Ромашка. Старый чат", "2", platform="whatsapp", groups=(1,)),
            Chat(_STAFF, "Работники", "3", kind="staff", platform="max"),
            Chat(_NO_HOURS, "Колокольчик", "4", platform="max", groups=(2,)),
        ),
    )  # fmt: skip
