"""Who runs a chat: the roles of the regulation, filled or not, and former appointments."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from desktop.operations.administrators import ROLES, AdministratorRow, RoleWanted
from desktop.operations.permissions import Permission
from desktop.russian.dates import numeric
from desktop.russian.plural import count
from desktop.ui import act, look
from desktop.ui._parts import Band, Sheet, button, label
from desktop.ui.chips import Chip, ChipLabel


class AdministratorsTab(Sheet):
    """`appoint_wanted(role id or "")`; `end_wanted(AdministratorRow)`."""

    appoint_wanted = Signal(str)
    end_wanted = Signal(object)

    def __init__(self, parent: QWidget) -> None:
        super().__init__("Администраторы чата", parent)

    def show_chat(
        self, roles: Sequence[RoleWanted], rows: Sequence[AdministratorRow], lives: bool
    ) -> None:
        """Roles in the order of the regulation, then roles it does not name, then the former."""
        may = act.allowed(Permission.CHATS_WRITE) and lives
        page, column = self.begin()
        current = [row for row in rows if row.is_current]
        wanted = {role.id for role in roles}
        for role in dict.fromkeys(role.id for role in roles):
            asked = next(r for r in roles if r.id == role)
            self._role(column, page, asked, [r for r in current if r.role == role], may)
        others = [row for row in current if row.role not in wanted]
        if others:
            column.addWidget(label("Сверх положения", page, "section"))
            for row in others:
                column.addWidget(self._person(row, page, may))
        if may:
            add = button("Назначить администратора", page, icon="user-plus")
            add.clicked.connect(lambda: self.appoint_wanted.emit(""))
            line = QHBoxLayout()
            line.addWidget(add)
            line.addStretch(1)
            column.addLayout(line)
        planned = [row for row in rows if not row.is_current]
        if planned:
            column.addSpacing(look.px(8))
            column.addWidget(label("Прежние и будущие", page, "section"))
            for row in planned:
                column.addWidget(self._person(row, page, False))
        column.addStretch(1)
        self.put(page)

    def _role(
        self,
        column: QVBoxLayout,
        page: QWidget,
        role: RoleWanted,
        people: Sequence[AdministratorRow],
        may: bool,
    ) -> None:
        title = f"{role.title[:1].upper()}{role.title[1:]}"
        column.addWidget(label(title, page, "strong"))
        parts = [role.source] if role.source else []
        if role.for_institution:
            parts.append("один на всю организацию")
        if role.experience_years:
            parts.append(f"стаж от {count(role.experience_years, 'года', 'лет', 'лет')}")
        column.addWidget(label("; ".join(parts), page, "hint"))
        for row in people:
            column.addWidget(self._person(row, page, may))
        if not any(not row.is_substitute for row in people):
            column.addWidget(self._empty(role, page, may))
        column.addSpacing(look.px(4))

    def _empty(self, role: RoleWanted, page: QWidget, may: bool) -> QWidget:
        band = Band("stop", page)
        band.say([f"Не назначен: {role.title} – требует {role.source}."])
        if not may:
            return band
        place = QWidget(page)
        line = QHBoxLayout(place)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(look.px(look.GAP))
        band.setParent(place)
        band.show()
        line.addWidget(band, 1)
        appoint = button("Назначить", place, name=f"Назначить: {role.title}")
        appoint.clicked.connect(lambda _=False, ident=role.id: self.appoint_wanted.emit(ident))
        line.addWidget(appoint)
        return place

    def _person(self, row: AdministratorRow, page: QWidget, may: bool) -> QWidget:
        place = QFrame(page)
        line = QHBoxLayout(place)
        line.setContentsMargins(look.px(12), 0, 0, 0)
        line.setSpacing(look.px(look.GAP))
        texts = QVBoxLayout()
        texts.setSpacing(0)
        texts.addWidget(label(row.name, place))
        period = f"с {numeric(row.since)}" + (f" по {numeric(row.until)}" if row.until else "")
        parts = [row.position, period]
        if not may and not row.is_current:
            parts.insert(0, ROLES.get(row.role, row.role))
        parts.append(row.basis or "основания нет – его даст приказ")
        texts.addWidget(label(", ".join(part for part in parts if part), place, "muted"))
        line.addLayout(texts, 1)
        if row.is_substitute:
            line.addWidget(ChipLabel(Chip("замещает", "info", "users"), place))
        if row.warning:
            line.addWidget(ChipLabel(Chip(row.warning, "warn"), place))
        if may:
            end = button("Прекратить", place, role="quiet", name=f"Прекратить: {row.name}")
            end.clicked.connect(lambda _=False, row=row: self.end_wanted.emit(row))
            line.addWidget(end)
        return place
