"""People: children, representatives, employees, groups; loading lists."""

from typing import Any

import shiboken6
from PySide6.QtCore import QSettings, Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QTabWidget, QWidget

from desktop.importing.fields import Kind
from desktop.operations import bulk_consents, bulk_staff, class_lists, groups, office
from desktop.operations.groups import GroupRow
from desktop.operations.permissions import Permission
from desktop.russian.terms import terms
from desktop.ui import act, bus
from desktop.ui._parts import button
from desktop.ui._people_children import ChildrenTab
from desktop.ui._people_groups import GroupsTab
from desktop.ui._people_guardians import GuardiansTab
from desktop.ui._people_staff import StaffTab
from desktop.ui._people_tab import PeopleTab
from desktop.ui._screen import Page, Screen
from desktop.ui.dialogs import import_list
from desktop.ui.dialogs.import_list import ImportDialog

_LAST = "people/tab"
_APPLY = {
    Kind.PEOPLE: class_lists.apply,
    Kind.STAFF: bulk_staff.apply,
    Kind.CONSENTS: bulk_consents.apply,
}


class PeoplePage(Page):
    """Four tabs, each a list with a card."""

    keys = (
        ("Ctrl+N", "новая запись на этой вкладке"),
        ("Ctrl+O", "загрузить список из таблицы"),
        ("Enter", "изменить запись, на которой стоите"),
    )

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("Люди", parent)
        self._terms = terms("kindergarten")
        self.import_button = button("Загрузить список…", self, icon="upload")
        self.import_button.setToolTip("Ctrl+O")
        self.import_button.clicked.connect(self._import_any)
        self.new_button = button("Новый", self, icon="plus", role="primary")
        self.new_button.setToolTip("Ctrl+N")
        self.new_button.clicked.connect(self.new)
        self.head.addWidget(self.import_button)
        self.head.addWidget(self.new_button)
        self.tabs = QTabWidget(self)
        self.tabs.tabBar().setAccessibleName("Кого показать")
        self.tabs.setDocumentMode(True)
        self.tabs.setAccessibleName("Люди")
        self.children_tab = ChildrenTab(self)
        self.guardians_tab = GuardiansTab(self)
        self.staff_tab = StaffTab(self)
        self.groups_tab = GroupsTab(self)
        for tab, title in (
            (self.children_tab, "Дети"),
            (self.guardians_tab, "Представители"),
            (self.staff_tab, "Работники"),
            (self.groups_tab, "Группы"),
        ):
            self.tabs.addTab(tab, title)
        self.body.addWidget(self.tabs, 1)
        last = str(QSettings().value(_LAST, "0"))
        self.tabs.setCurrentIndex(int(last) if last.isdecimal() and int(last) < 4 else 0)
        self.tabs.currentChanged.connect(self._tab_changed)
        self.children_tab.table.first_step.connect(self._import_any)
        self.guardians_tab.child_wanted.connect(self.show_child)
        self.groups_tab.child_wanted.connect(self.show_child)
        self.groups_tab.list_wanted.connect(self._show_group)
        self.groups_tab.import_wanted.connect(self.import_list)
        for keys, do in (
            (QKeySequence(QKeySequence.StandardKey.New), self.new),
            (QKeySequence(QKeySequence.StandardKey.Open), self._import_any),
        ):
            shortcut = QShortcut(keys, self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(do)
        self.import_button.setVisible(act.allowed(Permission.IMPORT))
        self._name_new()

    @property
    def tab(self) -> PeopleTab:
        """The tab shown."""
        shown = self.tabs.currentWidget()
        assert isinstance(shown, PeopleTab)
        return shown

    def reload(self) -> None:
        act.ask(self, office.organization, done=self._learn)

    def show_item(self, item: Any) -> None:
        """A child's id; «import»; or a dict with "child_id", "guardian_id", "employee_id",
        "group_id" or "tab" (children, guardians, staff, groups)."""
        if item == "import":
            self._import_any()
            return
        told = item if isinstance(item, dict) else {"child_id": item}
        for key, tab in (
            ("child_id", self.children_tab),
            ("guardian_id", self.guardians_tab),
            ("employee_id", self.staff_tab),
            ("group_id", self.groups_tab),
        ):
            if isinstance(told.get(key), int):
                tab.select(told[key])
                self.tabs.setCurrentWidget(tab)
        named = {tab.ident: tab for tab in self._all()}
        if told.get("tab") in named:
            self.tabs.setCurrentWidget(named[told["tab"]])

    def show_child(self, child_id: int) -> None:
        """Open that child's card."""
        self.children_tab.select(child_id)
        self.tabs.setCurrentWidget(self.children_tab)

    def new(self) -> None:
        """Ctrl+N."""
        if act.allowed(Permission.PEOPLE_WRITE):
            self.tab.new()

    def _all(self) -> tuple[PeopleTab, ...]:
        return self.children_tab, self.guardians_tab, self.staff_tab, self.groups_tab

    def _learn(self, organization: Any) -> None:
        if organization is not None:
            self._terms = terms(organization.kind)
            for tab in self._all():
                tab.learn(organization.kind)
        self.tabs.setTabText(3, self._terms.group.capital(many=True))
        self._name_new()
        self.tab.reload()

    def _tab_changed(self, index: int) -> None:
        QSettings().setValue(_LAST, index)
        self._name_new()
        self.tab.reload()

    def _name_new(self) -> None:
        child, group = str(self._terms.child), str(self._terms.group)
        first = {"группа": "Новая", "объединение": "Новое"}.get(group, "Новый")
        words = (f"Новый {child}", "", "Новый работник", f"{first} {group}")
        word = words[self.tabs.currentIndex()]
        self.new_button.setText(word)
        self.new_button.setAccessibleName(word)
        self.new_button.setVisible(bool(word) and act.allowed(Permission.PEOPLE_WRITE))

    def _show_group(self, group_id: int) -> None:
        self.tabs.setCurrentWidget(self.children_tab)
        self.children_tab.show_group(group_id)

    # Loading lists

    def _import_any(self) -> None:
        self.import_list("")

    def import_list(self, group: str = "") -> None:
        """Load a list; rows that name no group go to `group`."""
        if not act.allowed(Permission.IMPORT):
            return
        kind = Kind.STAFF if self.tab is self.staff_tab and not group else Kind.PEOPLE

        def show(known: tuple[GroupRow, ...]) -> None:
            self._run_import(ImportDialog(self, known, self._terms, group, kind))

        act.ask(self, groups.groups, done=show)

    def _run_import(self, dialog: ImportDialog) -> None:
        order = import_list.ask(dialog)
        if order is None:
            if shiboken6.isValid(dialog):  # else the office was locked and it is gone
                dialog.deleteLater()
            return
        bus.told.emit("Загружаю список…", None)

        def failed(error: Exception) -> None:
            bus.failed.emit(str(error))
            dialog.show_problem(str(error))
            self._run_import(dialog)

        act.perform(
            self,
            _APPLY[order.plan.kind],
            order.plan,
            order.decisions,
            said=order.said,
            done=lambda _: dialog.deleteLater(),
            failed=failed,
        )


SCREEN = Screen("people", "Люди", "users", 40, Permission.PEOPLE_READ, PeoplePage)
