"""The tab of children: everybody or one group, the card, transfer, departure, representatives."""

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QSignalBlocker, Qt
from PySide6.QtWidgets import (
    QComboBox,
    QFrame,
    QStyledItemDelegate,
    QVBoxLayout,
    QWidget,
)

from desktop.operations import children, groups, guardians
from desktop.operations._operation import Session
from desktop.operations.children import ChildCard, ChildData, ChildRow
from desktop.operations.groups import GroupRow
from desktop.operations.guardians import CHANNELS, GuardianRow
from desktop.operations.permissions import Permission
from desktop.russian.cases import Case
from desktop.russian.dates import numeric
from desktop.ui import act, bus, look
from desktop.ui._dialog import Filled, fill_and_do
from desktop.ui._flow import FlowLayout
from desktop.ui._parts import Facts, button, label, row
from desktop.ui._people_tab import PeopleTab, PersonCard
from desktop.ui._people_table import PeopleTable
from desktop.ui._people_words import SEXES, child_chip, day_words, phones_words, with_years
from desktop.ui.dialogs import child, guardian, transfer
from desktop.ui.empty import Empty
from desktop.ui.table import Column

_ALL = "Все группы"
_NO_GROUP, _DEPARTED = 0, -1  # beside the ids of groups


class ChildrenTab(PeopleTab):
    """Children with their families."""

    def __init__(self, parent: QWidget) -> None:
        empty = Empty("Выберите ребёнка слева", "Здесь откроется его карточка.", icon="baby")
        super().__init__("children", empty, parent)
        self._rows: tuple[ChildRow, ...] = ()
        self._groups: tuple[GroupRow, ...] = ()
        self._card: ChildCard | None = None
        may = act.allowed(Permission.IMPORT)
        table = PeopleTable(
            "people-children",
            (
                Column("name", "Фамилия, имя, отчество", lambda r: r.name.full, width=250,
                       stretch=True),
                Column("group", "Группа", lambda r: r.group, width=96),
                Column("birth", "Дата рождения", lambda r: day_words(r.birth_date), width=128,
                       spare=True,
                       sort=lambda r: (r.birth_date is None, str(r.birth_date))),
                Column("guardians", "Представители", lambda r: r.guardians, width=220, spare=True),
                Column("phones", "Телефоны", lambda r: phones_words(r.phones.split()), width=240,
                       spare=True),
            ),
            title="Дети",
            search_text=lambda r: (
                f"{r.name.full} {r.group} {day_words(r.birth_date)} {r.guardians} {r.phones}"
            ),
            empty=Empty(
                "Здесь будет список детей",
                "Загрузите его из таблицы Excel или вставьте из буфера: программа сама найдёт "
                "фамилии, даты, родителей и телефоны.",
                "Загрузить список" if may else "",
                "users",
            ),
            count_words=("ребёнок", "ребёнка", "детей"),
            parent=self,
        )  # fmt: skip
        self.group_box = QComboBox(self)
        self.group_box.setItemDelegate(QStyledItemDelegate(self.group_box))
        self.group_box.setAccessibleName("Группа")
        self.group_box.setMinimumContentsLength(12)
        self.group_box.addItem(_ALL, None)
        filters = FlowLayout()
        filters.addWidget(self.group_box)
        card = PersonCard("Карточка ребёнка", self)
        self.lay_out(table, card, filters)
        self.edit_button = card.deed("Изменить", self.edit, icon="pencil")
        self.transfer_button = card.deed("Перевести…", self.transfer, icon="arrow-right")
        self.guardian_button = card.deed(
            "Добавить представителя…", self.add_guardian, icon="user-plus"
        )
        self.consents_button = card.deed(
            "Согласия", self._go_to_consents, icon="file-check", name="Согласия семьи"
        )
        self.depart_button = card.deed("Выбытие…", self.depart, icon="log-out", role="danger")
        self.group_box.currentIndexChanged.connect(self._filter)
        table.opened.connect(self._open)

    # Showing

    def reload(self) -> None:
        act.ask(self, _load, done=self._show)

    def new(self) -> None:
        self._fill(None)

    def show_group(self, group_id: int | None) -> None:
        """Show one group only."""
        at = self.group_box.findData(group_id)
        self.group_box.setCurrentIndex(max(at, 0))

    @property
    def group(self) -> GroupRow | None:
        """The group shown, None when not exactly one is."""
        chosen = self.group_box.currentData()
        return next((g for g in self._groups if g.id == chosen), None)

    def _show(self, told: tuple[tuple[ChildRow, ...], tuple[GroupRow, ...]]) -> None:
        self._rows, self._groups = told
        years = {row.year for row in self._groups}
        before = self.group_box.currentData()
        with QSignalBlocker(self.group_box):
            self.group_box.clear()
            word = self.words.group
            self.group_box.addItem(f"Все {word(many=True)}" if word else _ALL, None)
            for one in self._groups:
                title = f"{one.title}, {one.year_title}" if len(years) > 1 else one.title
                self.group_box.addItem(title, one.id)
            self.group_box.addItem(f"Вне {word(Case.GEN, many=True)}", _NO_GROUP)
            self.group_box.addItem("Выбывшие", _DEPARTED)
            self.group_box.setCurrentIndex(max(self.group_box.findData(before), 0))
        self._filter()

    def _filter(self) -> None:
        chosen = self.group_box.currentData()
        here = [one for one in self._rows if one.departed_on is None]
        if chosen == _DEPARTED:
            self.set_rows([one for one in self._rows if one.departed_on is not None])
        elif chosen is None:
            self.set_rows(here)
        else:
            self.set_rows([one for one in here if (one.group_id or _NO_GROUP) == chosen])

    def select(self, ident: int) -> None:
        found = next((one for one in self._rows if one.id == ident), None)
        if found is not None and found.departed_on is not None:
            self.show_group(_DEPARTED)
        elif found is not None and self.group_box.currentData() not in (None, found.group_id or 0):
            self.show_group(None)
        super().select(ident)

    def read_card(self, ident: int) -> None:
        act.ask(self, children.child_card, ident, done=self._show_card)

    def _show_card(self, told: ChildCard) -> None:
        if not self.is_current(told.row.id):
            return
        self._card = told
        view = self.card
        view.title_label.setText(told.row.name.full)
        view.chip.set_chip(child_chip(told.row))
        may, is_here = act.allowed(Permission.PEOPLE_WRITE), told.row.departed_on is None
        for made, shown in (
            (self.edit_button, may),
            (self.transfer_button, may and is_here),
            (self.guardian_button, may),
            (self.depart_button, may and is_here),
            (self.consents_button, act.allowed(Permission.CONSENTS_READ)),
        ):
            made.setVisible(shown)
        view.band.say(_missing(told) if is_here else [])
        page, column = view.sheet.begin()
        self._facts(told, page, column)
        self._families(told, page, column)
        _stays(told, self.words.group.capital(many=True), page, column)
        column.addStretch(1)
        view.sheet.put(page)
        self.show_place()

    def _facts(self, told: ChildCard, page: QWidget, column: QVBoxLayout) -> None:
        facts = Facts(page)
        facts.add("Дата рождения", with_years(told.row.birth_date))
        facts.add("Пол", dict(SEXES).get(told.row.name.sex, ""))
        facts.add("Зачислен(а)", day_words(told.admitted_on))
        facts.add("Приказ", told.admission_order)
        if told.row.departed_on is not None:
            facts.add("Выбыл(а)", numeric(told.row.departed_on))
            facts.add("Причина", told.departure_reason)
        column.addWidget(facts)

    def _families(self, told: ChildCard, page: QWidget, column: QVBoxLayout) -> None:
        column.addSpacing(look.px(8))
        column.addWidget(label("Представители", page, "section"))
        if not told.guardians:
            column.addWidget(label("Пока никто не записан.", page, "muted"))
        for one in told.guardians:
            column.addWidget(self._family(one, page))

    def _family(self, one: GuardianRow, page: QWidget) -> QWidget:
        place = QFrame(page)
        inner = QVBoxLayout(place)
        inner.setContentsMargins(0, look.px(4), 0, look.px(8))
        inner.setSpacing(look.px(4))
        inner.addWidget(label(one.name.full, place, "strong"))
        about = ", ".join(filter(None, (one.kinship, one.authority)))
        if about:
            inner.addWidget(label(about, place, "muted"))
        facts = Facts(place)
        facts.add("Телефоны", phones_words(one.phones))
        if one.email:
            facts.add("Почта", one.email)
        facts.add("Сообщать", CHANNELS.get(one.channel, one.channel))
        if one.address:
            facts.add("Адрес", one.address)
        if one.document:
            facts.add("Документ", one.document)
        inner.addWidget(facts)
        if act.allowed(Permission.PEOPLE_WRITE):
            edit = button("Изменить", place, role="link", name=f"Изменить: {one.name.full}")
            edit.clicked.connect(lambda _=False: self._fill_guardian(one))
            end = button(
                "Больше не представитель…", place, role="link",
                name=f"Прекратить представительство: {one.name.full}",
            )  # fmt: skip
            end.clicked.connect(lambda _=False: self.end_guardianship(one))
            inner.addLayout(row(edit, end))
        return place

    # Deeds

    def edit(self) -> None:
        """Change the card of the child one stands on."""
        if self._card is not None:
            self._fill(self._card.row.id)

    def _open(self, row: ChildRow) -> None:
        if act.allowed(Permission.PEOPLE_WRITE):
            self._fill(row.id)
        else:
            self.card.sheet.setFocus(Qt.FocusReason.OtherFocusReason)

    def _fill(self, child_id: int | None) -> None:
        if not act.allowed(Permission.PEOPLE_WRITE):
            return
        form_id = f"child:{child_id or 'new'}"

        def read(session: Session) -> child.Shown:
            card = children.child_card(session, child_id) if child_id else None
            known = () if child_id else children.children(session, with_departed=True)
            return child.Shown(
                card, groups.groups(session), self.words, child.known_names(list(known))
            )

        def fill(shown: child.Shown, typed: str, problem: str) -> Filled[ChildData] | None:
            return child.ask(self, shown, form_id=form_id, typed=typed, problem=problem)

        def do(data: ChildData, done: Callable[[Any], None], failed: Any) -> None:
            def stored(ident: int) -> None:
                done(ident)
                self.select(ident)

            act.perform(self, children.save_child, data, child_id, done=stored, failed=failed)

        fill_and_do(self, form_id, read, fill, do)

    def transfer(self) -> None:
        """Transfer the child one stands on."""
        if self._card is None:
            return
        told = transfer.ask(self, self._card.row, self._groups, self.words)
        if told is not None:
            act.perform(
                self, children.transfer_child, self._card.row.id, told.group_id, told.on_date,
                told.reason,
            )  # fmt: skip

    def depart(self) -> None:
        """Record that the child one stands on has left."""
        if self._card is None:
            return
        told = transfer.ask_departure(self, self._card.row)
        if told is not None:
            act.perform(self, children.depart_child, self._card.row.id, *told)

    def add_guardian(self) -> None:
        """Add a representative of the child one stands on."""
        self._fill_guardian(None)

    def _fill_guardian(self, one: GuardianRow | None) -> None:
        if self._card is None:
            return
        fill_guardian(self, self._card.row.id, self._card.row.name.full, one)

    def end_guardianship(self, one: GuardianRow) -> None:
        """This person is no longer the child's representative."""
        if self._card is None:
            return
        day = guardian.ask_end(self, one.name.full, self._card.row.name.full)
        if day is not None:
            act.perform(self, guardians.end_guardianship, self._card.row.id, one.id, day)

    def _go_to_consents(self) -> None:
        if self._card is not None:
            bus.go.emit("consents", {"child_id": self._card.row.id})


def fill_guardian(context: QWidget, child_id: int, name: str, one: GuardianRow | None) -> None:
    """Let a representative of that child be filled in and stored."""
    form_id = f"guardian:{child_id}:{one.id if one else 'new'}"

    def read(session: Session) -> guardian.Shown:
        if one is not None:
            return guardian.Shown(child_id, name, one)
        own = {row.id for row in children.child_card(session, child_id).guardians}
        others = tuple(row for row in guardians.guardians(session) if row.id not in own)
        return guardian.Shown(child_id, name, None, others)

    def fill(shown: guardian.Shown, typed: str, problem: str) -> Filled[guardian.Answer] | None:
        return guardian.ask(context, shown, form_id=form_id, typed=typed, problem=problem)

    def do(answer: guardian.Answer, done: Any, failed: Any) -> None:
        act.perform(
            context,
            guardians.save_guardian,
            child_id,
            answer.data,
            answer.guardian_id,
            done=done,
            failed=failed,
        )

    fill_and_do(context, form_id, read, fill, do)


def _load(session: Session) -> tuple[tuple[ChildRow, ...], tuple[GroupRow, ...]]:
    return children.children(session, with_departed=True), groups.groups(session)


def _missing(told: ChildCard) -> list[str]:
    lines = []
    if told.row.birth_date is None:
        lines.append("Нет даты рождения: без неё не составить бланк согласия.")
    if not told.guardians:
        lines.append("Нет ни одного представителя: некому подписать согласие.")
    elif not told.row.phones:
        lines.append("Нет ни одного телефона семьи.")
    return lines


def _stays(told: ChildCard, title: str, page: QWidget, column: QVBoxLayout) -> None:
    column.addSpacing(look.px(8))
    column.addWidget(label(title, page, "section"))
    if not told.stays:
        column.addWidget(label("Ни в одной не записан.", page, "muted"))
    for stay in reversed(told.stays):
        since = f"с {numeric(stay.since)}" if stay.since else ""
        until = f"по {numeric(stay.until)}" if stay.until else ""
        reason = f"– {stay.reason}" if stay.reason else ""
        told_line = " ".join(filter(None, (f"{stay.group}:", since, until, reason)))
        column.addWidget(label(told_line.removesuffix(":"), page))
