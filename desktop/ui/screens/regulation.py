"""The institution's regulation by points: what each says and what it switches on in the program."""

from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from desktop.operations import office, points
from desktop.operations._operation import Session
from desktop.operations.office import RegulationRow
from desktop.operations.permissions import Permission
from desktop.operations.points import Effect, PointRow
from desktop.russian.dates import numeric
from desktop.russian.plural import count
from desktop.ui import act, bus, look
from desktop.ui._paper_parts import Split
from desktop.ui._parts import Facts, Sheet, button, label
from desktop.ui._screen import Page, Screen
from desktop.ui.chips import Chip, ChipLabel, ChipRole
from desktop.ui.dialogs import adopt_regulation
from desktop.ui.empty import Empty
from desktop.ui.table import Column, SearchableTable

_ROLES: dict[str, tuple[ChipRole, str]] = {
    "works": ("ok", "circle-check"),
    "partly": ("warn", "circle-dot"),
    "planned": ("muted", "hourglass"),
    "text": ("muted", "book-open"),
}
_SHORT = {"works": "работает", "partly": "частично", "planned": "не сделано", "text": "текст"}
_PLACES = {
    "check": "Проверка сообщения",
    "chats": "Чаты",
    "consents": "Согласия",
    "documents": "Документы",
}


def _chip(row: PointRow) -> Chip:
    return Chip(row.state_word, *_ROLES[row.state])


def _short_chip(row: PointRow) -> Chip:
    return Chip(_SHORT[row.state], *_ROLES[row.state])


_COLUMNS = (
    Column("number", "Пункт", lambda row: row.number, width=100),
    Column("gist", "О чём", lambda row: row.gist, width=140, stretch=True),
    Column("state", "В программе", chip=_short_chip, width=146),
    Column("kind", "Вид", lambda row: row.kind, width=120, spare=True),
)


class RegulationPage(Page):
    """Points at the left, at the right what the chosen one does."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("Положение", parent)
        self._row: PointRow | None = None
        self.change_button = button("Начать с другого положения…", self, icon="scale")
        self.change_button.setVisible(act.allowed(Permission.REGULATION_WRITE))
        self.change_button.clicked.connect(self._change)
        self.head.addWidget(self.change_button)
        self.act_label = label("", self, "strong")
        self.terms_label = label("", self, "muted")
        self.body.addWidget(self.act_label)
        self.body.addWidget(self.terms_label)
        may = act.allowed(Permission.REGULATION_WRITE)
        self.table = SearchableTable(
            "points",
            _COLUMNS,
            title="Пункты положения",
            empty=Empty(
                "Положение ещё не выбрано",
                "По положению программа проверяет сообщения, роли, сроки и документы.",
                "Выбрать положение" if may else "",
                "scale",
            ),
            count_words=("пункт", "пункта", "пунктов"),
            search_text=_search_text,
            parent=self,
        )
        self.table.selection_changed.connect(self._selected)
        self.table.opened.connect(self._open)
        self.table.first_step.connect(self._change)
        self.sheet = Sheet("Пункт положения", self)
        self.body.addWidget(Split("regulation", self.table, self.sheet, self, list_share=61), 1)
        self._draw()

    def reload(self) -> None:
        act.ask(self, _read, done=self._show)

    def show_item(self, item: Any) -> None:
        """The number of a point."""
        self.table.set_query("")
        self.table.select(item)

    def _show(self, answer: tuple[RegulationRow | None, tuple[PointRow, ...]]) -> None:
        regulation, rows = answer
        self.act_label.setText(regulation.title if regulation else "")
        self.terms_label.setText(_terms(regulation, rows) if regulation else "")
        may = act.allowed(Permission.REGULATION_WRITE)
        self.change_button.setVisible(may and regulation is not None)  # else the list offers it
        for line in (self.act_label, self.terms_label):
            line.setVisible(regulation is not None)
        self.table.set_rows(rows)
        if rows and self.table.current() is None:
            self.table.select(rows[0].id)
        self._selected()

    def _selected(self) -> None:
        row = self.table.current()
        if row != self._row:
            self._row = row
            self._draw()

    def _open(self, row: PointRow) -> None:
        self.sheet.setFocus(Qt.FocusReason.OtherFocusReason)

    def _draw(self) -> None:
        page, column = self.sheet.begin()
        row = self._row
        if row is None:
            column.addWidget(label("Здесь откроется пункт положения.", page, "muted"))
        else:
            column.addWidget(label(_title(row), page, "section"))
            column.addWidget(label(row.gist, page))
            column.addWidget(ChipLabel(_chip(row), page))
            facts = Facts(page)
            facts.add("Вид", row.kind)
            if row.deadline:
                facts.add("Срок", row.deadline)
            if not row.is_enabled:
                facts.add("Состояние", "выключен")
            column.addWidget(facts)
            column.addWidget(label("Что включает в программе", page, "section"))
            if not row.effects:
                told = "Ничего: пункт только стоит в тексте положения."
                column.addWidget(label(told, page, "muted"))
            for effect in row.effects:
                column.addWidget(_effect(effect, page))
        column.addStretch(1)
        self.sheet.put(page)

    def _change(self) -> None:
        act.ask(self, office.profiles, done=self._choose)

    def _choose(self, profiles: tuple[tuple[str, str, str], ...]) -> None:
        adopted = adopt_regulation.ask(self, profiles)
        if adopted is not None:
            act.perform(
                self,
                office.adopt_profile,
                adopted.profile,
                title=adopted.title,
                order_number=adopted.order_number,
                approved_on=adopted.approved_on,
                in_force_from=adopted.in_force_from,
            )


def _read(session: Session) -> tuple[RegulationRow | None, tuple[PointRow, ...]]:
    return office.current_regulation(session), points.points(session)


def _terms(regulation: RegulationRow, rows: tuple[PointRow, ...]) -> str:
    parts = [regulation.kind_word]
    if regulation.approved_on and regulation.order_number:
        parts.append(f"приказ от {numeric(regulation.approved_on)} № {regulation.order_number}")
    else:
        parts.append("приказ об утверждении не указан")
    if regulation.in_force_from:
        parts.append(f"действует с {numeric(regulation.in_force_from)}")
    working = sum(row.state in ("works", "partly") for row in rows)
    parts.append(f"работает {count(working, 'пункт', 'пункта', 'пунктов')} из {len(rows)}")
    return " · ".join(parts)


def _title(row: PointRow) -> str:
    """«Пункт 2.1», or what the unnumbered point is called."""
    if row.number[:1].isdecimal():
        return f"Пункт {row.number}"
    return row.number[:1].upper() + row.number[1:]


def _effect(effect: Effect, page: QWidget) -> QFrame:
    frame = QFrame(page)
    look.set_role(frame, "card")
    column = QVBoxLayout(frame)
    side = look.px(12)
    column.setContentsMargins(side, look.px(8), side, look.px(8))
    column.setSpacing(look.px(4))
    column.addWidget(label(effect.title, frame, "" if effect.works else "muted"))
    if effect.detail:
        column.addWidget(label(effect.detail[:1].upper() + effect.detail[1:], frame, "hint"))
    if effect.screen and effect.screen in _PLACES:
        place = _PLACES[effect.screen]
        go = button(f"Где видно: {place}", frame, icon="arrow-right", role="link")
        go.clicked.connect(lambda _=False, screen=effect.screen: bus.go.emit(screen, None))
        column.addWidget(go, 0, Qt.AlignmentFlag.AlignLeft)
    return frame


def _search_text(row: PointRow) -> str:
    effects = " ".join(f"{effect.title} {effect.detail}" for effect in row.effects)
    return f"{row.number} {row.gist} {row.kind} {row.state_word} {row.deadline} {effects}"


SCREEN = Screen("regulation", "Положение", "scale", 70, Permission.OFFICE_READ, RegulationPage)
