"""The tab of representatives: whose, how to reach them."""

from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from desktop.operations import guardians
from desktop.operations.guardians import CHANNELS, GuardianCard, GuardianRow, Ward
from desktop.operations.permissions import Permission
from desktop.russian.dates import numeric
from desktop.ui import act, look
from desktop.ui._parts import Facts, button, label, row
from desktop.ui._people_children import fill_guardian
from desktop.ui._people_tab import PeopleTab, PersonCard
from desktop.ui._people_table import PeopleTable
from desktop.ui._people_words import phones_words
from desktop.ui.chips import Chip
from desktop.ui.empty import Empty
from desktop.ui.table import Column


class GuardiansTab(PeopleTab):
    """Representatives. `child_wanted(id)`: the person wants to see that child."""

    child_wanted = Signal(int)

    def __init__(self, parent: QWidget) -> None:
        empty = Empty("Выберите представителя слева", "Здесь откроется его карточка.", icon="user")
        super().__init__("guardians", empty, parent)
        self._card: GuardianCard | None = None
        table = PeopleTable(
            "people-guardians",
            (
                Column("name", "Фамилия, имя, отчество", lambda r: r.name.full, width=250,
                       stretch=True),
                Column("phones", "Телефоны", lambda r: phones_words(r.phones), width=170),
                Column("kinship", "Кем приходится", lambda r: r.kinship, width=140, spare=True),
                Column("children", "Дети", lambda r: r.children, width=200, spare=True),
                Column("channel", "Сообщать", lambda r: CHANNELS.get(r.channel, r.channel),
                       spare=True,
                       width=130),
                Column("email", "Почта", lambda r: r.email, width=180, spare=True),
            ),
            title="Представители",
            search_text=lambda r: (
                f"{r.name.full} {r.children} {' '.join(r.phones)} {r.email} {r.kinship}"
            ),
            empty=Empty(
                "Здесь будут законные представители детей",
                "Они появятся при загрузке списка; по одному их добавляют на карточке ребёнка.",
                icon="users",
            ),
            count_words=("представитель", "представителя", "представителей"),
            parent=self,
        )  # fmt: skip
        card = PersonCard("Карточка представителя", self)
        self.lay_out(table, card, None)
        self.edit_button = card.deed("Изменить", self.edit, icon="pencil")
        table.opened.connect(self._open)

    def reload(self) -> None:
        act.ask(self, guardians.guardians, done=self._show)

    def _show(self, rows: tuple[GuardianRow, ...]) -> None:
        self.set_rows(rows)

    def read_card(self, ident: int) -> None:
        act.ask(self, guardians.guardian_card, ident, done=self._show_card)

    def _open(self, _: GuardianRow) -> None:
        self.edit()

    def edit(self) -> None:
        """Change the representative one stands on, as that of the first child."""
        ward = self._first_ward()
        if self._card is not None and ward is not None and act.allowed(Permission.PEOPLE_WRITE):
            fill_guardian(self, ward.child_id, ward.name.full, self._card.row)

    def _first_ward(self) -> Ward | None:
        wards = self._card.wards if self._card is not None else ()
        return next((ward for ward in wards if ward.until is None), None)

    def _show_card(self, told: GuardianCard) -> None:
        if not self.is_current(told.row.id):
            return
        self._card = told
        view, one = self.card, told.row
        view.title_label.setText(one.name.full)
        has_ward = self._first_ward() is not None
        view.chip.set_chip(
            Chip(CHANNELS.get(one.channel, one.channel), "info", "message-square-text")
            if has_ward
            else Chip("больше не представитель", "muted")
        )
        self.edit_button.setVisible(act.allowed(Permission.PEOPLE_WRITE) and has_ward)
        page, column = view.sheet.begin()
        facts = Facts(page)
        facts.add("Телефоны", phones_words(one.phones))
        facts.add("Почта", one.email)
        facts.add("Адрес", one.address)
        facts.add("Документ", one.document)
        column.addWidget(facts)
        column.addSpacing(look.px(8))
        column.addWidget(label("Дети", page, "section"))
        for ward in told.wards:
            column.addLayout(self._ward(ward, page))
        if not told.wards:
            column.addWidget(label("Ни одного.", page, "muted"))
        column.addStretch(1)
        view.sheet.put(page)
        self.show_place()

    def _ward(self, ward: Ward, page: QWidget) -> Any:
        go = button(ward.name.full, page, role="link", name=f"Карточка: {ward.name.full}")
        go.clicked.connect(lambda _=False: self.child_wanted.emit(ward.child_id))
        ended = f"до {numeric(ward.until)}" if ward.until else ""
        about = ", ".join(filter(None, (ward.kinship, ward.authority, ward.group, ended)))
        return row(go, label(about, page, "muted"), stretch=False)
