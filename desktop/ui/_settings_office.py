"""Settings, «Организация»: the card, who heads the institution and since when, its bodies."""

from typing import Any

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import (
    QComboBox,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from desktop.errors import UserError
from desktop.operations import drafts, office
from desktop.operations._operation import Session
from desktop.operations.office import HeadTermRow
from desktop.operations.permissions import Permission
from desktop.operations.views import OrganizationData
from desktop.russian.dates import numeric
from desktop.ui import act, bus, icons, look
from desktop.ui._wizard_columns import Scrolled, SideBySide
from desktop.ui._wizard_institution import (
    bodies_field,
    bodies_of,
    name_fields,
    organization_of,
    requisite_fields,
)
from desktop.ui.dialogs import head_term
from desktop.ui.form import Form, Section

FORM = "settings/organization"
_PAUSE = 700


class OfficeTab(QWidget):
    """The card of the institution with its own «Сохранить»."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._kind = ""
        self._is_filled = False
        self._may_write = act.allowed(Permission.OFFICE_WRITE)
        self.left_form = Form([Section("Название"), *name_fields()])
        self.right_form = Form(
            [
                Section("Реквизиты"),
                *requisite_fields(),
                Section("Коллегиальные органы"),
                bodies_field(),
            ]
        )
        self.heads_box = QVBoxLayout()
        self.heads_box.setSpacing(look.px(4))
        self.new_head_button = QPushButton("Новый руководитель…", self)
        self.new_head_button.setAccessibleName("Записать нового руководителя")
        icons.put(self.new_head_button, "user-plus")
        self.new_head_button.setVisible(self._may_write)
        self.save_button = QPushButton("Сохранить", self)
        self.save_button.setAccessibleName("Сохранить сведения об организации")
        look.set_role(self.save_button, "primary")
        self.revert_button = QPushButton("Вернуть как было", self)
        self.revert_button.setAccessibleName("Вернуть сведения об организации как было")
        self._lay_out()
        self._keeping = QTimer(self)
        self._keeping.setSingleShot(True)
        self._keeping.setInterval(_PAUSE)
        self._keeping.timeout.connect(self._keep)
        for form in (self.left_form, self.right_form):
            form.changed.connect(self._typed)
            form.submitted.connect(self._save)
            if not self._may_write:
                _make_read_only(form)
        self.save_button.clicked.connect(self._save)
        self.revert_button.clicked.connect(self._revert)
        self.new_head_button.clicked.connect(self._add_head)
        self._show_buttons()

    def reload(self) -> None:
        """Ask for the card anew."""
        act.ask(self, _card, done=self._show)

    def flush(self) -> None:
        """Keep what is typed and not saved."""
        if self._keeping.isActive():
            self._keeping.stop()
            self._keep()

    def is_changed(self) -> bool:
        """Whether something is typed and not saved."""
        return self._is_filled and (self.left_form.is_changed() or self.right_form.is_changed())

    # Showing

    def _show(self, card: dict[str, Any]) -> None:
        organization: OrganizationData | None = card["organization"]
        self._kind = organization.kind if organization else ""
        self._show_heads(card["heads"])
        if self.is_changed():
            return  # typed text is never overwritten
        values = vars(organization) if organization else {}
        self.left_form.set_values(
            {
                key: values.get(key)
                for key in ("kind", "full_name", "short_name", "place", "address")
            }
        )
        self.right_form.set_values(
            {
                **{
                    key: values.get(key)
                    for key in ("inn", "ogrn", "phone", "email", "site", "founder")
                },
                "bodies": "\n".join(card["bodies"]),
            }
        )
        is_first = not self._is_filled
        self._is_filled = True
        kept = card["kept"]
        if is_first and kept and self._may_write:
            self.left_form.restore(str(kept.get("left", "")))
            self.right_form.restore(str(kept.get("right", "")))
            bus.told.emit("Показано то, что вы вписали и не сохранили.", None)
        self._keeping.stop()
        self._show_buttons()

    def _show_heads(self, heads: tuple[HeadTermRow, ...]) -> None:
        while self.heads_box.count():
            taken = self.heads_box.takeAt(0)
            widget = taken.widget() if taken is not None else None
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        for row in heads:
            self.heads_box.addWidget(HeadLine(row, self._may_write, self))
        if not heads:
            label = QLabel("Не записан: без руководителя приказы печатаются с пустой подписью.")
            label.setWordWrap(True)
            look.set_role(label, "warn")
            self.heads_box.addWidget(label)

    def correct_head(self, row: HeadTermRow) -> None:
        """Ask for a correction of that period of office and record it."""
        data = head_term.ask(self, row.data, self._kind)
        if data is not None:
            act.perform(self, office.correct_head, row.id, data)

    # Deeds

    def _add_head(self) -> None:
        data = head_term.ask(self, None, self._kind)
        if data is not None:
            act.perform(self, office.save_head, data)

    def _save(self) -> None:
        if not self._may_write or not all([self.right_form.check(), self.left_form.check()]):
            return
        values = {**self.left_form.values(), **self.right_form.values()}
        self._keeping.stop()
        act.perform(
            self,
            office.save_card,
            organization_of(values),
            bodies_of(values["bodies"]),
            done=self._saved,
            failed=self._refused,
        )

    def _saved(self, _: object) -> None:
        for form in (self.left_form, self.right_form):
            form.set_values(form.values())
        self._forget_kept()
        self._show_buttons()
        self.reload()

    def _refused(self, error: UserError) -> None:
        self.left_form.show_error("full_name", str(error))

    def _revert(self) -> None:
        self._keeping.stop()
        self._is_filled = False
        act.ask(self, _forgotten, done=self._show)

    def _forget_kept(self) -> None:
        act.perform(self, drafts.keep_form, FORM, None)

    # What is typed survives

    def _typed(self) -> None:
        if self._is_filled and self._may_write:
            self._keeping.start()
        self._show_buttons()

    def _keep(self) -> None:
        content = None
        if self.is_changed():
            content = {"left": self.left_form.snapshot(), "right": self.right_form.snapshot()}
        act.perform(self, drafts.keep_form, FORM, content)

    def _show_buttons(self) -> None:
        is_changed = self.is_changed()
        self.save_button.setEnabled(is_changed)
        self.revert_button.setEnabled(is_changed)

    def _lay_out(self) -> None:
        heading = QLabel("Руководитель", self)
        look.set_role(heading, "section")
        left = QWidget(self)
        column = QVBoxLayout(left)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(look.px(8))
        column.addWidget(self.left_form)
        column.addSpacing(look.px(8))
        column.addWidget(heading)
        column.addLayout(self.heads_box)
        row = QHBoxLayout()
        row.addWidget(self.new_head_button)
        row.addStretch(1)
        column.addLayout(row)
        column.addStretch(1)
        columns = SideBySide(self)
        columns.add(left, 1)
        columns.add(self.right_form, 1)
        foot = QHBoxLayout()
        foot.setSpacing(look.px(8))
        foot.addWidget(self.save_button)
        foot.addWidget(self.revert_button)
        foot.addStretch(1)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, look.px(16), 0, 0)
        whole.addWidget(Scrolled(columns, self), 1)
        whole.addLayout(foot)
        self.save_button.setVisible(self._may_write)
        self.revert_button.setVisible(self._may_write)


class HeadLine(QWidget):
    """One period of office: who, post, since when, and «Исправить…»."""

    def __init__(self, row: HeadTermRow, may_write: bool, tab: OfficeTab) -> None:
        super().__init__(tab)
        self._row = row
        self._tab = tab
        data = row.data
        since = f"с {numeric(data.since)}" if data.since else "начало не указано"
        until = f"по {numeric(data.until)}" if data.until else "по настоящее время"
        words = f"{data.position}, {since} {until}"
        name = QLabel(data.name.full, self)
        look.set_role(name, "strong")
        name.setWordWrap(True)
        about = QLabel(words, self)
        look.set_role(about, "muted")
        about.setWordWrap(True)
        self.correct_button = QPushButton("Исправить…", self)
        self.correct_button.setAccessibleName(f"Исправить запись: {data.name.full}")
        look.set_role(self.correct_button, "quiet")
        self.correct_button.setVisible(may_write)
        self.correct_button.clicked.connect(self._correct)
        text = QVBoxLayout()
        text.setSpacing(0)
        text.addWidget(name)
        text.addWidget(about)
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.addLayout(text, 1)
        line.addWidget(self.correct_button)

    def _correct(self) -> None:
        self._tab.correct_head(self._row)


def _card(session: Session) -> dict[str, Any]:
    return {
        "organization": office.organization(session),
        "heads": office.head_terms(session),
        "bodies": office.bodies(session),
        "kept": drafts.kept_form(session, FORM),
    }


def _forgotten(session: Session) -> dict[str, Any]:
    drafts.keep_form(session, FORM, None)
    return _card(session)


def _make_read_only(form: Form) -> None:
    for line in form.findChildren(QLineEdit):
        line.setReadOnly(True)
    for text in form.findChildren(QPlainTextEdit):
        text.setReadOnly(True)
    for box in form.findChildren(QComboBox):
        box.setEnabled(False)
