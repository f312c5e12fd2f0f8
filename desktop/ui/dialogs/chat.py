"""The passport of a chat: registering a new one, changing one."""

from dataclasses import dataclass
from datetime import time
from typing import Any

from PySide6.QtWidgets import QWidget

from desktop import clock
from desktop.operations.chats import KINDS, ChatCard, ChatData, HoursLine
from desktop.operations.groups import GroupRow
from desktop.reference import platforms
from desktop.russian.dates import school_year
from desktop.russian.terms import Terms
from desktop.ui._dialog import ChecksField, Filled, FormDialog
from desktop.ui.form import (
    ChoiceField,
    DateField,
    HoursField,
    MultilineField,
    Section,
    TextField,
)

_ACCESS = (("closed", "закрытый, по приглашению"), ("open", "открытый, читает любой"))


@dataclass(frozen=True)
class Shown:
    """What the dialog needs: the chat (None for a new one), groups to choose from, words."""

    card: ChatCard | None
    groups: tuple[GroupRow, ...]
    terms: Terms


class ChatDialog(FormDialog):
    """Fields of a chat's card."""

    def __init__(self, parent: QWidget | None, shown: Shown, form_id: str, problem: str) -> None:
        card = shown.card
        self._card = card
        today = clock.today()
        offered = [
            (ident, f"{platform.name} – {platform.status_on(today).status.word}")
            for ident, platform in platforms.platforms().items()
        ]
        self.platform_field = ChoiceField("platform", "Платформа", offered, required=True)
        self.hours_field = HoursField(
            "hours",
            "Часы, когда пишут в чат",
            hint="Дни без отметки – писать нельзя. Без единой отметки действуют часы положения.",
        )
        word = shown.terms.group
        super().__init__(
            parent,
            f"Чат «{card.row.title}»" if card else "Новый чат",
            [
                TextField(
                    "title",
                    "Название",
                    required=True,
                    max_length=200,
                    hint="Как оно стоит в мессенджере.",
                ),
                TextField(
                    "number", "Номер в реестре", width=120, max_length=20, hint="Пусто – следующий."
                ),
                ChoiceField("kind", "Вид", tuple(KINDS.items()), required=True),
                ChecksField(
                    "groups",
                    word.capital(many=True),
                    _groups(shown),
                    hint="" if shown.groups else f"Сначала заведите {word(many=True)} в «Людях».",
                ),
                self.platform_field,
                ChoiceField("access", "Доступ", _ACCESS, required=True),
                MultilineField("purpose", "Назначение", lines=2),
                TextField("link", "Ссылка-приглашение", placeholder="https://…"),
                Section("Когда пишут"),
                self.hours_field,
                TextField(
                    "hours_basis",
                    "Основание часов",
                    placeholder="решение родительского собрания, протокол № … от …",
                ),
                Section("Срок"),
                DateField("term_from", "Действует с"),
                DateField("term_until", "Действует до"),
            ],
            "Сохранить" if card else "Завести чат",
            form_id=form_id,
            problem=problem,
            width=640,
        )
        self.platform_field.changed.connect(self._tell_platform)

    def fill(self, typed: str) -> None:
        """Show what is stored, then what was typed and never stored."""
        self.begin(_values(self._card), typed)
        self._tell_platform()
        self._hours_before = self.hours_field.raw()

    def data(self) -> ChatData:
        """The answers."""
        told = self.form.values()
        return ChatData(
            title=told["title"],
            number=told["number"],
            group_ids=told["groups"],
            kind=told["kind"],
            platform=told["platform"],
            is_closed=told["access"] == "closed",
            purpose=told["purpose"],
            link=told["link"],
            hours=self._hours(told["hours"]),
            hours_basis=told["hours_basis"],
            term_from=told["term_from"],
            term_until=told["term_until"],
        )

    def is_right(self) -> bool:
        told = self.form.values()
        starts, ends = told["term_from"], told["term_until"]
        if starts and ends and ends < starts:
            self.form.show_error("term_until", "Срок кончается раньше, чем начался.")
            return False
        return True

    def _hours(self, days: Any) -> tuple[HoursLine, ...]:
        # Hours a grid of one pair a day cannot show stay as they were unless they were touched.
        if self._card is not None and self.hours_field.raw() == self._hours_before:
            return self._card.hours
        return tuple(
            HoursLine(day, f"{pair[0]:%H:%M}", f"{pair[1]:%H:%M}")
            for day, pair in enumerate(days)
            if pair
        )

    def _tell_platform(self) -> None:
        platform = platforms.platforms().get(self.platform_field.value())
        told = f"На сегодня: {platform.status_on(clock.today()).label}." if platform else ""
        self.platform_field.hint = told
        if not self.form.errors():
            self.form.clear_errors()


def ask(
    parent: QWidget | None, shown: Shown, form_id: str, typed: str = "", problem: str = ""
) -> Filled[ChatData] | None:
    """The passport as the person left it, or None."""
    dialog = ChatDialog(parent, shown, form_id, problem)
    dialog.fill(typed)
    if not dialog.run():
        return None
    return Filled(dialog.data(), dialog.form.snapshot())


def _groups(shown: Shown) -> list[tuple[int, str]]:
    year = school_year(clock.today())
    linked = shown.card.row.group_ids if shown.card else ()
    return [
        (row.id, row.title if row.year == year else f"{row.title} ({row.year_title})")
        for row in shown.groups
        if row.year >= year or row.id in linked
    ]


def _values(card: ChatCard | None) -> dict[str, Any]:
    if card is None:
        return {"kind": "institution", "platform": "max", "access": "closed"}
    return {
        "title": card.row.title,
        "number": card.row.number,
        "kind": card.row.kind,
        "groups": card.row.group_ids,
        "platform": card.row.platform,
        "access": "closed" if card.row.is_closed else "open",
        "purpose": card.purpose,
        "link": card.link,
        "hours": _grid(card.hours),
        "hours_basis": card.hours_basis,
        "term_from": card.term_from,
        "term_until": card.row.term_until,
    }


def _grid(hours: tuple[HoursLine, ...]) -> tuple[tuple[time, time] | None, ...]:
    days: list[tuple[time, time] | None] = [None] * 7
    for line in hours:
        closes = "23:59" if line.closes == "24:00" else line.closes
        days[line.weekday] = (time.fromisoformat(line.opens), time.fromisoformat(closes))
    return tuple(days)
