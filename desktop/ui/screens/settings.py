"""Settings: institution, accounts, looks, references, about the program."""

from typing import Any

from PySide6.QtWidgets import QTabWidget, QWidget

from desktop.operations.permissions import Permission
from desktop.ui import act
from desktop.ui._screen import Page, Screen
from desktop.ui._settings_about import AboutTab
from desktop.ui._settings_office import OfficeTab
from desktop.ui._settings_references import ReferencesTab
from desktop.ui._settings_users import UsersTab
from desktop.ui._settings_view import ViewTab


class SettingsPage(Page):
    """One level of tabs. `show_item` takes office, users, view, references or about."""

    keys = (("Ctrl+N", "новая учётная запись (вкладка «Пользователи»)"),)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("Настройки", parent)
        self.tabs = QTabWidget(self)
        self.tabs.setAccessibleName("Настройки")
        self.tabs.tabBar().setAccessibleName("Вкладки настроек")
        self.parts: dict[str, Any] = {}
        # Who came by the recovery key sets accounts right and sees nothing of the office.
        if act.allowed(Permission.OFFICE_READ):
            self._add("office", "Организация", OfficeTab(self))
        if act.allowed(Permission.TEACHERS_MANAGE):
            self._add("users", "Пользователи", UsersTab(self))
        self._add("view", "Вид", ViewTab(self))
        self._add("references", "Справочники", ReferencesTab(self))
        self._add("about", "О программе", AboutTab(self))
        self.body.addWidget(self.tabs)
        self.tabs.currentChanged.connect(self._shown)

    def reload(self) -> None:
        part = self.tabs.currentWidget()
        if hasattr(part, "reload"):
            part.reload()

    def show_item(self, item: Any) -> None:
        if item in self.parts:
            self.tabs.setCurrentWidget(self.parts[item])

    def flush(self) -> None:
        if "office" in self.parts:
            self.parts["office"].flush()

    def _add(self, key: str, title: str, part: QWidget) -> None:
        self.parts[key] = part
        self.tabs.addTab(part, title)

    def _shown(self, _: int) -> None:
        self.reload()


# The recovery key opens this screen alone, so the permission is one that it shares with the office.
SCREEN = Screen(
    id="settings",
    title="Настройки",
    icon="settings",
    order=90,
    permission=Permission.TEACHERS_MANAGE,
    make=SettingsPage,
)
