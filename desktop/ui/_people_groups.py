"""The tab of groups, classes or associations: year, teacher, who is in them."""

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.operations import children, groups, staff
from desktop.operations._operation import Session
from desktop.operations.children import ChildRow
from desktop.operations.groups import GroupRow
from desktop.operations.permissions import Permission
from desktop.russian.plural import count
from desktop.ui import act, look
from desktop.ui._dialog import Filled, fill_and_do
from desktop.ui._parts import Facts, button, label, row
from desktop.ui._people_tab import PeopleTab, PersonCard
from desktop.ui._people_table import PeopleTable
from desktop.ui._people_words import day_words
from desktop.ui.chips import Chip
from desktop.ui.dialogs import group
from desktop.ui.empty import Empty
from desktop.ui.table import Column


class GroupsTab(PeopleTab):
    """Groups. `child_wanted(id)`, `list_wanted(group id)`, `import_wanted(title)`."""

    child_wanted = Signal(int)
    list_wanted = Signal(int)
    import_wanted = Signal(str)

    def __init__(self, parent: QWidget) -> None:
        empty = Empty("Выберите строку слева", "Здесь откроется карточка.", icon="users")
        super().__init__("groups", empty, parent)
        table = PeopleTable(
            "people-groups",
            (
                Column("title", "Название", lambda r: r.title, width=160, stretch=True,
                       sort=_natural),
                Column("year", "Учебный год", lambda r: r.year_title, width=110),
                Column("children", "Детей", lambda r: str(r.children), align="right", width=70,
                       sort=lambda r: r.children),
                Column("teacher", "Кто ведёт", lambda r: r.teacher, width=220, spare=True),
            ),
            title="Группы",
            empty=Empty(
                "Здесь будут группы и классы",
                "Они появятся при загрузке списка детей; можно завести и вручную.",
                "Завести первую" if act.allowed(Permission.PEOPLE_WRITE) else "",
                "users",
            ),
            count_words=("строка", "строки", "строк"),
            parent=self,
        )  # fmt: skip
        card = PersonCard("Карточка группы", self)
        self.lay_out(table, card, None)
        self.edit_button = card.deed("Изменить", self.edit, icon="pencil")
        self.import_button = card.deed(
            "Загрузить список сюда…", self._import, icon="upload", name="Загрузить список в группу"
        )
        card.deed("Показать в списке детей", self._list, icon="users")
        table.opened.connect(self._open)
        table.first_step.connect(self.new)

    def reload(self) -> None:
        act.ask(self, groups.groups, done=self._show)

    def new(self) -> None:
        self._fill(None)

    def _open(self, _: GroupRow) -> None:
        self.edit()

    def edit(self) -> None:
        """Change the group one stands on."""
        one = self.table.current()
        if one is not None:
            self._fill(one)

    def _fill(self, one: GroupRow | None) -> None:
        if not act.allowed(Permission.PEOPLE_WRITE):
            return
        ident = one.id if one else None
        form_id = f"group:{ident or 'new'}"

        def read(session: Session) -> group.Shown:
            return group.Shown(one, staff.employees(session), self.words)

        def fill(shown: group.Shown, typed: str, problem: str) -> Filled[group.GroupData] | None:
            return group.ask(self, shown, form_id=form_id, typed=typed, problem=problem)

        def do(data: group.GroupData, done: Callable[[Any], None], failed: Any) -> None:
            def stored(made: int) -> None:
                done(made)
                self.select(made)

            act.perform(
                self, groups.save_group, data.title, data.year, data.teacher_id, ident,
                done=stored, failed=failed,
            )  # fmt: skip

        fill_and_do(self, form_id, read, fill, do)

    def _show(self, rows: tuple[GroupRow, ...]) -> None:
        self.set_rows(rows)

    def read_card(self, ident: int) -> None:
        act.ask(self, children.children, ident, done=lambda rows: self._show_card(ident, rows))

    def _show_card(self, ident: int, inside: tuple[ChildRow, ...]) -> None:
        one: GroupRow | None = self.table.current()
        if one is None or one.id != ident:
            return
        view = self.card
        view.title_label.setText(f"{self.words.group.capital()} «{one.title}»")
        word = count(len(inside), "ребёнок", "ребёнка", "детей")
        view.chip.set_chip(Chip(word, "ok" if inside else "warn", "users"))
        may = act.allowed(Permission.PEOPLE_WRITE)
        self.edit_button.setVisible(may)
        self.import_button.setVisible(act.allowed(Permission.IMPORT))
        page, column = view.sheet.begin()
        facts = Facts(page)
        facts.add("Учебный год", one.year_title)
        facts.add(self.words.teacher.capital(), one.teacher)
        column.addWidget(facts)
        column.addSpacing(look.px(8))
        column.addWidget(label("Дети", page, "section"))
        lines = QVBoxLayout()
        lines.setSpacing(0)
        column.addLayout(lines)
        for child in inside:
            go = button(child.name.full, page, role="link", name=f"Карточка: {child.name.full}")
            go.clicked.connect(lambda _=False, ident=child.id: self.child_wanted.emit(ident))
            born = label(day_words(child.birth_date), page, "muted")
            born.setWordWrap(False)
            lines.addLayout(row(go, born))
        if not inside:
            column.addWidget(label("Пока никого: загрузите список.", page, "muted"))
        column.addStretch(1)
        view.sheet.put(page)
        self.show_place()

    def _import(self) -> None:
        one = self.table.current()
        if one is not None:
            self.import_wanted.emit(one.title)

    def _list(self) -> None:
        one = self.table.current()
        if one is not None:
            self.list_wanted.emit(one.id)


def _natural(one: GroupRow) -> tuple[int, str]:
    """«2 Б» before «10 А»."""
    number, _, rest = one.title.partition(" ")
    return (int(number), rest) if number.isdecimal() else (10**6, one.title.lower())
