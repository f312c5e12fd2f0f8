"""Settings, «Пользователи»: accounts, passwords, the recovery key."""

from dataclasses import dataclass

from PySide6.QtCore import QSettings, Qt
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QFrame, QLabel, QPushButton, QSplitter, QVBoxLayout, QWidget

from desktop.errors import UserError
from desktop.operations import access, papers, staff
from desktop.operations._operation import Session
from desktop.operations.permissions import (
    HEAD,
    RECOVERY,
    ROLE_TITLES,
    SECRETARY,
    TEACHER,
    Permission,
    may,
)
from desktop.operations.staff import EmployeeRow
from desktop.security.recovery import new_key, secret_of
from desktop.ui import act, ask, icons, look
from desktop.ui._wizard_columns import Scrolled
from desktop.ui.chips import Chip, ChipLabel
from desktop.ui.dialogs import password, recovery, user
from desktop.ui.empty import Empty
from desktop.ui.table import Column, SearchableTable

_SIZES = "settings/users-sizes"
_NARROW = 900  # below this width the card lies under the list
_ICONS = {SECRETARY: "pencil", HEAD: "signature", TEACHER: "spell-check"}
_MEANING = {
    SECRETARY: "Ведёт чаты, списки людей, согласия и документы.",
    HEAD: "Видит всё, отмечает подписание приказов, заводит учётные записи секретаря.",
    TEACHER: "Проверяет свои сообщения. Телефонов и адресов семей не видит.",
}


@dataclass(frozen=True)
class Account:
    """A line of the list."""

    id: str  # the sign-in name
    role: str
    person: str
    is_own: bool


@dataclass(frozen=True)
class _Known:
    accounts: tuple[Account, ...]
    employees: tuple[EmployeeRow, ...]
    is_key_confirmed: bool


class UsersTab(QWidget):
    """The accounts at the left; what can be done with one, and with one's own, at the right."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._known = _Known((), (), True)
        is_recovery = act.actor().role == RECOVERY
        self.table = SearchableTable(
            "settings/users",
            [
                Column("login", "Имя входа", lambda row: row.id, width=180, stretch=True),
                Column("role", "Роль", chip=_chip, width=180),
                Column("person", "Работник", lambda row: row.person or "–", width=200),
            ],
            title="Учётные записи",
            empty=Empty("Здесь будут учётные записи", icon="users"),
            count_words=("запись", "записи", "записей"),
            parent=self,
        )
        self.new_button = _button("Новая учётная запись", "user-plus", "primary")
        self.new_button.setToolTip("Завести учётную запись (Ctrl+N)")
        self.table.tools.addWidget(self.new_button)
        self.login_label = QLabel(self)
        self.login_label.setWordWrap(True)
        look.set_role(self.login_label, "section")
        self.about_label = QLabel(self)
        self.about_label.setWordWrap(True)
        look.set_role(self.about_label, "muted")
        self.reset_button = _button("Задать новый пароль…", "key-round")
        self.close_button = _button("Закрыть учётную запись…", "user-x", "danger")
        self.own_button = _button("Сменить мой пароль…", "key-round")
        self.key_button = _button("Новый ключ восстановления…", "shield-check")
        self.key_chip = ChipLabel(Chip("лист с ключом проверен", "ok"), self)
        self.own_part = self._own_part()
        self.own_part.setVisible(not is_recovery)
        self._lay_out()
        self.table.selection_changed.connect(self._show_account)
        self.table.opened.connect(self._reset)
        self.new_button.clicked.connect(self.add)
        self.reset_button.clicked.connect(self._reset)
        self.close_button.clicked.connect(self._close)
        self.own_button.clicked.connect(self._change_own)
        self.key_button.clicked.connect(self._renew_key)
        keys = QShortcut(QKeySequence.StandardKey.New, self)
        keys.activated.connect(self.add)
        self._show_account()

    def reload(self) -> None:
        """Ask for the accounts anew."""
        act.ask(self, _known, done=self._show)

    def _show(self, known: _Known) -> None:
        self._known = known
        self.table.set_rows(known.accounts)
        if self.table.current() is None and known.accounts:
            self.table.select(known.accounts[0].id)
        if known.is_key_confirmed:
            self.key_chip.set_chip(Chip("лист с ключом проверен", "ok"))
        else:
            self.key_chip.set_chip(Chip("лист с ключом не проверен", "warn"))
        self._show_account()

    def _show_account(self) -> None:
        row: Account | None = self.table.current()
        self.login_label.setText(row.id if row else "")
        self.about_label.setText(_MEANING.get(row.role, "") if row else "")
        can_manage = row is not None and self._may_manage(row.role)
        self.reset_button.setVisible(can_manage and row is not None and not row.is_own)
        self.close_button.setVisible(can_manage and row is not None and not row.is_own)

    def _may_manage(self, role: str) -> bool:
        return role == TEACHER or act.allowed(Permission.OFFICE_USERS_MANAGE)

    # Deeds

    def add(self) -> None:
        """Ask for a new account and make it."""
        roles = [(TEACHER, ROLE_TITLES[TEACHER])]
        has_head = any(row.role == HEAD for row in self._known.accounts)
        if act.allowed(Permission.OFFICE_USERS_MANAGE):
            roles += [(SECRETARY, ROLE_TITLES[SECRETARY]), (HEAD, ROLE_TITLES[HEAD])]
        elif not has_head:  # the first head's account is made by the secretary
            roles.append((HEAD, ROLE_TITLES[HEAD]))
        taken = [row.id for row in self._known.accounts]
        made = user.ask(self, roles, self._known.employees, taken)
        if made is not None:
            act.perform(
                self,
                access.add_user,
                made.login,
                made.role,
                made.password,
                made.employee,
                done=self._done,
            )

    def _reset(self) -> None:
        row: Account | None = self.table.current()
        if row is None:
            return
        if row.is_own:
            self._change_own()
            return
        if not self._may_manage(row.role):
            return
        typed = password.ask(self, row.id, is_own=False)
        if typed is not None:
            act.perform(
                self,
                access.reset_password,
                row.id,
                typed.new,
                said=f"Новый пароль для «{row.id}» задан.",
            )

    def _close(self) -> None:
        row: Account | None = self.table.current()
        if row is not None and ask.confirm(
            self,
            f"Закрыть учётную запись «{row.id}»?",
            "Войти с её паролем больше не получится. Записи, сделанные этим человеком, останутся.",
            "Закрыть запись",
            danger=True,
        ):
            act.perform(self, access.remove_user, row.id, done=self._done)

    def _change_own(self) -> None:
        if act.actor().role == RECOVERY:
            return
        typed = password.ask(self, act.actor().login, is_own=True)
        if typed is not None:
            act.perform(
                self,
                access.change_password,
                typed.old,
                typed.new,
                said="Ваш пароль изменён: входите с новым.",
            )

    def _renew_key(self) -> None:
        key = new_key()
        act.ask(self, papers.recovery_sheet, key, done=lambda sheet: self._type_back(key, sheet))

    def _type_back(self, key: str, sheet: bytes) -> None:
        typed = recovery.ask(self, sheet, lambda text: _key_problem(key, text))
        if typed is not None:
            act.perform(
                self,
                access.replace_recovery_key,
                key,
                typed,
                said="Новый ключ восстановления действует. Прежний лист уничтожьте.",
                done=self._done,
            )

    def _done(self, _: object) -> None:
        self.reload()

    # The look

    def _own_part(self) -> QWidget:
        part = QWidget(self)
        heading = QLabel("Моя учётная запись", part)
        look.set_role(heading, "section")
        key_heading = QLabel("Ключ восстановления", part)
        look.set_role(key_heading, "section")
        about = QLabel(
            "Открывает данные, если пароли забыты. Лист с ним лежит в сейфе руководителя. Новый "
            "ключ делают, когда лист потерян или его видел посторонний.",
            part,
        )
        about.setWordWrap(True)
        look.set_role(about, "muted")
        column = QVBoxLayout(part)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(look.px(8))
        column.addWidget(heading)
        column.addWidget(self.own_button, 0, Qt.AlignmentFlag.AlignLeft)
        column.addSpacing(look.px(16))
        column.addWidget(key_heading)
        column.addWidget(self.key_chip)
        column.addWidget(about)
        column.addWidget(self.key_button, 0, Qt.AlignmentFlag.AlignLeft)
        return part

    def _lay_out(self) -> None:
        card = QFrame(self)
        inside = QVBoxLayout(card)
        inside.setContentsMargins(look.px(16), 0, 0, 0)
        inside.setSpacing(look.px(8))
        inside.addWidget(self.login_label)
        inside.addWidget(self.about_label)
        inside.addWidget(self.reset_button, 0, Qt.AlignmentFlag.AlignLeft)
        inside.addWidget(self.close_button, 0, Qt.AlignmentFlag.AlignLeft)
        inside.addSpacing(look.px(24))
        inside.addWidget(self.own_part)
        inside.addStretch(1)
        self.splitter = QSplitter(Qt.Orientation.Horizontal, self)
        self.splitter.addWidget(self.table)
        self.card_area = Scrolled(card, self)
        self.splitter.addWidget(self.card_area)
        self.splitter.setStretchFactor(0, 1)
        self.splitter.setCollapsible(0, False)
        self.splitter.setCollapsible(1, False)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, look.px(16), 0, 0)
        whole.addWidget(self.splitter)
        self.splitter.splitterMoved.connect(self._remember)
        look.changed.connect(self._restyle)
        self._restyle()
        kept = QSettings().value(_SIZES)
        if isinstance(kept, list) and len(kept) == 2:
            self.splitter.setSizes([int(size) for size in kept])

    def _remember(self) -> None:
        if self.splitter.orientation() == Qt.Orientation.Horizontal:
            QSettings().setValue(_SIZES, self.splitter.sizes())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._restyle()

    def _restyle(self) -> None:
        is_narrow = self.width() < look.px(_NARROW)
        wanted = Qt.Orientation.Vertical if is_narrow else Qt.Orientation.Horizontal
        if self.splitter.orientation() != wanted:
            self.splitter.setOrientation(wanted)
        self.card_area.setMinimumWidth(0 if is_narrow else look.px(look.CARD_MIN_WIDTH))


def _known(session: Session) -> _Known:
    role = session.actor.role
    people = staff.employees(session) if may(role, Permission.PEOPLE_READ) else ()
    names = {row.id: row.name.full for row in people}
    rows = tuple(
        Account(
            row.login,
            row.role,
            names.get(row.employee, "") if row.employee is not None else "",
            row.login == session.actor.login and role != RECOVERY,
        )
        for row in access.users(session)
    )
    return _Known(rows, people, access.is_recovery_key_confirmed(session))


def _chip(row: Account) -> Chip:
    return Chip(ROLE_TITLES[row.role], "info" if row.role != TEACHER else "muted", _ICONS[row.role])


def _key_problem(key: str, typed: str) -> str:
    try:
        is_same = secret_of(typed) == secret_of(key)
    except UserError as error:
        return str(error)
    return "" if is_same else "Это ключ с другого листа: возьмите только что напечатанный."


def _button(word: str, icon: str, role: str = "") -> QPushButton:
    button = QPushButton(word)
    button.setAccessibleName(word)
    colours = {"primary": "on_accent", "danger": "stop"}
    icons.put(button, icon, colours.get(role, "text"))
    if role:
        look.set_role(button, role)
    return button
