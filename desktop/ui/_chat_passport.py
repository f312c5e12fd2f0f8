"""The passport of a chat: every field, the platform as of today, the states it went through."""

from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop import clock
from desktop.operations.chats import KINDS, ChatCard
from desktop.russian.dates import numeric
from desktop.russian.terms import Terms
from desktop.ui import look
from desktop.ui._chat_words import STATE_CHIPS, hours_in_words, platform_chip
from desktop.ui._parts import Facts, Sheet, button, label, row
from desktop.ui.chips import ChipLabel

_MASK = "••••••••"


class PassportTab(Sheet):
    """Fields of the register."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__("Паспорт чата", parent)
        self._link = ""
        self._is_link_shown = False
        self._chat_id = 0

    def show_chat(self, card: ChatCard, words: Terms) -> None:
        """Tell of this chat; another chat's link is masked again."""
        if card.row.id != self._chat_id:
            self._chat_id, self._is_link_shown = card.row.id, False
        page, column = self.begin()
        facts = Facts(page)
        facts.add("Номер", card.row.number)
        facts.add("Вид", KINDS.get(card.row.kind, card.row.kind))
        several = len(card.row.group_ids) > 1
        facts.add(words.group.capital(many=several), card.row.groups)
        facts.add("Платформа", self._platform(card, page))
        access = "закрытый, по приглашению" if card.row.is_closed else "открытый, читает любой"
        facts.add("Доступ", access)
        facts.add("Назначение", card.purpose)
        facts.add("Ссылка", self._link_row(card.link, page))
        hours = hours_in_words(card.hours) or "как в положении"
        facts.add("Часы", hours)
        facts.add("Основание часов", card.hours_basis)
        facts.add("Срок", _term(card))
        column.addWidget(facts)
        column.addSpacing(look.px(8))
        column.addWidget(label("Состояния", page, "section"))
        states = Facts(page)
        for step in card.states:
            told = STATE_CHIPS[step.state].word if step.state in STATE_CHIPS else step.state
            parts = [told, *(part for part in (step.reason, step.basis) if part)]
            states.add(numeric(step.on_date), "; ".join(parts))
        column.addWidget(states)
        column.addStretch(1)
        self.put(page)

    def _platform(self, card: ChatCard, page: QWidget) -> QWidget:
        place = QWidget(page)
        chip = platform_chip(card.row.platform, clock.today())
        line = row(label(card.row.platform_title, place), stretch=False)
        if chip is not None:
            line.addWidget(ChipLabel(chip, place))
        line.addStretch(1)
        column = QVBoxLayout(place)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(look.px(4))
        column.addLayout(line)
        if card.platform_label:
            column.addWidget(label(f"На сегодня: {card.platform_label}.", place, "muted"))
        return place

    def _link_row(self, link: str, page: QWidget) -> str | QWidget:
        self._link = link
        if not link:
            return ""
        place = QWidget(page)
        self.link_label = label("", place)
        self.link_button = button("показать", place, role="link", name="Показать ссылку чата")
        self.link_button.clicked.connect(self._turn_link)
        place.setLayout(row(self.link_label, self.link_button, stretch=False))
        self._tell_link()
        return place

    def _turn_link(self) -> None:
        self._is_link_shown = not self._is_link_shown
        self._tell_link()

    def _tell_link(self) -> None:
        self.link_label.setText(self._link if self._is_link_shown else _MASK)
        word = "скрыть" if self._is_link_shown else "показать"
        self.link_button.setText(word)
        self.link_button.setAccessibleName(f"{word.capitalize()} ссылку чата")


def _term(card: ChatCard) -> str:
    starts, ends = card.term_from, card.row.term_until
    parts = [f"с {numeric(starts)}"] if starts else []
    if ends:
        parts.append(f"до {numeric(ends)}")
        if ends < clock.today() and card.row.state != "closed":
            parts.append("– срок вышел, продлите его или закройте чат")
    return " ".join(parts)
