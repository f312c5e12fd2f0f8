"""Labelled fields with a line of error under each, walked by keyboard, kept as a snapshot."""

import json
from collections.abc import Sequence
from itertools import pairwise
from typing import Any, Literal

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QAbstractButton,
    QGridLayout,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from desktop.ui import look
from desktop.ui._fields import (
    CheckField,
    ChoiceField,
    DateField,
    Field,
    HoursField,
    MultilineField,
    PhonesField,
    Pick,
    PickField,
    TextField,
)

__all__ = [
    "CheckField",
    "ChoiceField",
    "DateField",
    "Field",
    "Form",
    "HoursField",
    "MultilineField",
    "PhonesField",
    "Pick",
    "PickField",
    "Section",
    "TextField",
]

WIDEST = 760  # a line of text wider than this is hard to come back from


class Section:
    """A heading between the fields of a form."""

    def __init__(self, title: str) -> None:
        self.title = title


class _Slot:
    """A field with its label, hint and error line."""

    def __init__(self, field: Field, owner: QWidget) -> None:
        self.field = field
        self.label = QLabel(owner)
        self.label.setWordWrap(True)
        self.note = QLabel(owner)
        self.note.setWordWrap(True)
        self.note.setTextFormat(Qt.TextFormat.PlainText)
        self.name = field.label
        self.label.setText(f"{field.label} *" if field.required else field.label)
        self.label.setVisible(bool(field.label))
        editors = field.editors()
        self.label.setBuddy(editors[0])
        if not editors[0].accessibleName():
            must = ", обязательно" if field.required else ""
            editors[0].setAccessibleName(f"{field.label}{must}")
        self.show("")

    def show(self, error: str) -> None:
        """Put the error, or the hint when there is none, under the field."""
        self.note.setText(error or self.field.hint)
        look.set_role(self.note, "error" if error else "hint")
        self.note.setVisible(bool(error or self.field.hint))
        self.field.show_invalid(bool(error))
        self.field.editors()[0].setAccessibleDescription(error or self.field.hint)


class Form(QWidget):
    """Fields in a column. `changed`: some answer changed; `submitted`: Ctrl+Enter."""

    changed = Signal()
    submitted = Signal()

    def __init__(
        self,
        fields: Sequence[Field | Section],
        *,
        labels: Literal["above", "left"] = "above",
        parent: QWidget | None = None,
    ) -> None:
        """In: fields and headings in order; keys must differ (ValueError)."""
        super().__init__(parent)
        self._labels = labels
        self._slots: dict[str, _Slot] = {}
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setColumnStretch(1, 1)
        line = 0
        for item in fields:
            line = self._place(item, line)
        self._grid.setRowStretch(line, 1)
        self._order_tabs()
        self._base = self.snapshot()
        look.changed.connect(self._restyle)
        self._restyle()

    def _place(self, item: Field | Section, line: int) -> int:
        if isinstance(item, Section):
            heading = QLabel(item.title, self)
            look.set_role(heading, "section")
            heading.setContentsMargins(0, look.px(look.GAP) if line else 0, 0, 0)
            self._grid.addWidget(heading, line, 0, 1, 2)
            return line + 1
        if item.key in self._slots:
            raise ValueError(f"two fields with the key {item.key!r}")
        item.setParent(self)
        slot = _Slot(item, self)
        self._slots[item.key] = slot
        item.changed.connect(lambda key=item.key: self._on_change(key))
        self._watch(item)
        if self._labels == "left" and not item.label_above_anyway:
            self._grid.addWidget(slot.label, line, 0, Qt.AlignmentFlag.AlignVCenter)
            self._grid.addWidget(item, line, 1)
            self._grid.addWidget(slot.note, line + 1, 1)
        else:
            self._grid.addWidget(slot.label, line, 0, 1, 2)
            self._grid.addWidget(item, line + 1, 0, 1, 2)
            self._grid.addWidget(slot.note, line + 2, 0, 1, 2)
        return line + 3

    # Answers

    def field(self, key: str) -> Field:
        """A field by key. Raises KeyError."""
        return self._slots[key].field

    def values(self) -> dict[str, Any]:
        """The answers by key. Ask `check()` first."""
        return {key: slot.field.value() for key, slot in self._slots.items()}

    def set_values(self, values: dict[str, Any]) -> None:
        """Show these answers, leave the other fields alone. Now nothing counts as changed.

        Raises KeyError for a key no field has.
        """
        for key, value in values.items():
            self._slots[key].field.set_value(value)
        self.clear_errors()
        self._base = self.snapshot()

    def is_changed(self) -> bool:
        """Whether the answers differ from those of the last `set_values`."""
        return self.snapshot() != self._base

    # Errors

    def check(self) -> bool:
        """Show what is wrong at every field and go to the first such. Out: whether all is right."""
        first: Field | None = None
        for slot in self._slots.values():
            problem = "" if slot.field.isHidden() else slot.field.problem()
            slot.show(problem)
            if problem and first is None:
                first = slot.field
        if first is not None:
            self._go_to(first)
        return first is None

    def show_error(self, key: str, sentence: str) -> None:
        """Say at a field what is wrong with it (what an operation found). Raises KeyError."""
        slot = self._slots[key]
        slot.show(sentence)
        self._go_to(slot.field)

    def errors(self) -> dict[str, str]:
        """The errors shown now, by key."""
        return {
            key: slot.note.text()
            for key, slot in self._slots.items()
            if slot.note.property("role") == "error"
        }

    def clear_errors(self) -> None:
        """Show no errors."""
        for slot in self._slots.values():
            slot.show("")

    def set_field_visible(self, key: str, is_visible: bool) -> None:
        """Show or hide a question with its label; a hidden one is not checked."""
        slot = self._slots[key]
        slot.field.setVisible(is_visible)
        slot.label.setVisible(is_visible and bool(slot.field.label))
        slot.note.setVisible(is_visible and bool(slot.note.text()))

    # What was typed survives

    def snapshot(self) -> str:
        """All that was typed, passwords excepted, as JSON."""
        typed = {k: s.field.raw() for k, s in self._slots.items() if not s.field.is_secret}
        return json.dumps(typed, ensure_ascii=False, sort_keys=True)

    def restore(self, snapshot: str) -> bool:
        """Put back what `snapshot` gave; unknown fields are left out. Out: whether it could be
        read."""
        try:
            typed = json.loads(snapshot)
        except ValueError:
            return False
        if not isinstance(typed, dict):
            return False
        for key, raw in typed.items():
            if key in self._slots and not self._slots[key].field.is_secret:
                self._slots[key].field.set_raw(raw)
        return True

    def focus_first(self) -> None:
        """Stand in the first field."""
        slot = next(iter(self._slots.values()), None)
        if slot is not None:
            slot.field.editors()[0].setFocus(Qt.FocusReason.OtherFocusReason)

    # What happens inside

    def _on_change(self, key: str) -> None:
        slot = self._slots[key]
        if slot.note.property("role") == "error":
            slot.show("")
        self._watch(slot.field)
        self.changed.emit()

    def _watch(self, field: Field) -> None:
        for editor in field.editors():
            editor.removeEventFilter(self)
            editor.installEventFilter(self)

    def _go_to(self, field: Field) -> None:
        editor = next((e for e in field.editors() if e.isEnabled()), None)
        if editor is None:
            return
        editor.setFocus(Qt.FocusReason.OtherFocusReason)
        above = self.parentWidget()
        while above is not None:
            if isinstance(above, QScrollArea):
                above.ensureWidgetVisible(field, 0, look.px(look.PAGE_MARGIN))
                return
            above = above.parentWidget()

    def _order_tabs(self) -> None:
        editors = [e for slot in self._slots.values() for e in slot.field.editors()]
        for before, after in pairwise(editors):
            QWidget.setTabOrder(before, after)

    def _restyle(self) -> None:
        self._grid.setHorizontalSpacing(look.px(look.GAP * 2))
        self._grid.setVerticalSpacing(look.px(4))
        self.setMaximumWidth(look.px(WIDEST))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if (
            event.type() == QEvent.Type.KeyPress
            and isinstance(event, QKeyEvent)
            and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        ):
            if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
                self.submitted.emit()
                return True
            if isinstance(watched, QPlainTextEdit):
                return False
            if isinstance(watched, QAbstractButton) and not watched.isCheckable():
                watched.click()
                return True
            if isinstance(watched, QLineEdit):
                watched.editingFinished.emit()
            self.focusNextChild()
            return True
        return super().eventFilter(watched, event)


def scrolled(form: QWidget, parent: QWidget | None = None) -> QScrollArea:
    """A form that may be taller than its place."""
    area = QScrollArea(parent)
    area.setWidgetResizable(True)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    page = QWidget(area)
    column = QVBoxLayout(page)
    column.setContentsMargins(0, 0, look.px(look.GAP), 0)
    column.addWidget(form)
    area.setWidget(page)
    return area
