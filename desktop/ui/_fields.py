"""The fields a form is made of. Each keeps what was typed and says what it means."""

import re
from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass
from datetime import date, time
from typing import Any

from PySide6.QtCore import QDate, QPoint, QSignalBlocker, Qt, QTimer, Signal
from PySide6.QtGui import QStandardItem, QStandardItemModel, QTextCharFormat
from PySide6.QtWidgets import (
    QCalendarWidget,
    QCheckBox,
    QComboBox,
    QCompleter,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QStyledItemDelegate,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from desktop import clock
from desktop.russian.dates import WEEKDAYS, numeric, parse_date
from desktop.russian.folding import format_phone, phone_digits
from desktop.ui import icons, look

Check = Callable[[str], str]  # what was typed → one Russian sentence of what is wrong, or ""


class Field(QWidget):
    """One question of a form. `changed`: the person or the program changed the answer."""

    changed = Signal()
    is_secret = False  # never part of a snapshot
    label_above_anyway = False  # too tall for a label at the left

    def __init__(self, key: str, label: str, *, required: bool = False, hint: str = "") -> None:
        """In: `key` names the value, `hint` a muted line under the field."""
        super().__init__()
        self.key = key
        self.label = label
        self.required = required
        self.hint = hint

    def value(self) -> Any:
        """The answer, or what stands for none. Of use only when `problem()` is empty."""
        raise NotImplementedError

    def set_value(self, value: Any) -> None:
        """Show this answer."""
        raise NotImplementedError

    def raw(self) -> Any:
        """What was typed, as JSON can keep it."""
        raise NotImplementedError

    def set_raw(self, raw: Any) -> None:
        """Put back what `raw` gave. What does not fit is left out."""
        raise NotImplementedError

    def is_empty(self) -> bool:
        """Whether there is no answer."""
        return not self.raw()

    def wrong(self) -> str:
        """What is wrong with what was typed: one Russian sentence, or ""."""
        return ""

    def problem(self) -> str:
        """What is wrong, missing answers included."""
        if self.required and self.is_empty():
            return "Заполните это поле."
        return self.wrong()

    def editors(self) -> list[QWidget]:
        """The controls the person works with, in the order of Tab."""
        raise NotImplementedError

    def show_invalid(self, is_invalid: bool) -> None:
        """Draw the controls as wrong or right."""
        for editor in self.editors():
            if isinstance(editor, QLineEdit | QPlainTextEdit | QComboBox):
                editor.setProperty("invalid", "true" if is_invalid else "false")
                look.refresh(editor)


def _row(owner: QWidget) -> QHBoxLayout:
    row = QHBoxLayout(owner)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(look.px(look.GAP))
    return row


class TextField(Field):
    """One line. `check` looks at what was typed; `secret` hides it, also from snapshots."""

    def __init__(
        self,
        key: str,
        label: str,
        *,
        required: bool = False,
        hint: str = "",
        placeholder: str = "",
        check: Check | None = None,
        secret: bool = False,
        max_length: int = 500,
        width: int = 0,
    ) -> None:
        super().__init__(key, label, required=required, hint=hint)
        self.is_secret = secret
        self._check = check
        self.edit = QLineEdit(self)
        self.edit.setPlaceholderText(placeholder)
        self.edit.setMaxLength(max_length)
        self.edit.textChanged.connect(self.changed)
        if secret:
            self.edit.setEchoMode(QLineEdit.EchoMode.Password)
        row = _row(self)
        row.addWidget(self.edit)
        if width:
            self.edit.setMaximumWidth(look.px(width))
            row.addStretch(1)

    def value(self) -> str:
        return self.edit.text() if self.is_secret else self.edit.text().strip()

    def set_value(self, value: Any) -> None:
        self.edit.setText(str(value or ""))
        self.edit.setCursorPosition(0)

    def raw(self) -> str:
        return self.edit.text()

    def set_raw(self, raw: Any) -> None:
        self.edit.setText(str(raw))

    def is_empty(self) -> bool:
        return not self.edit.text().strip()

    def wrong(self) -> str:
        return self._check(self.value()) if self._check and not self.is_empty() else ""

    def editors(self) -> list[QWidget]:
        return [self.edit]


class MultilineField(Field):
    """Several lines; Tab goes on, Enter makes a line."""

    label_above_anyway = True

    def __init__(
        self, key: str, label: str, *, required: bool = False, hint: str = "", lines: int = 4
    ) -> None:
        super().__init__(key, label, required=required, hint=hint)
        self._lines = lines
        self.edit = QPlainTextEdit(self)
        self.edit.setTabChangesFocus(True)
        self.edit.textChanged.connect(self.changed)
        _row(self).addWidget(self.edit)
        look.changed.connect(self._restyle)
        self._restyle()

    def _restyle(self) -> None:
        self.edit.setFixedHeight(self.fontMetrics().lineSpacing() * self._lines + look.px(20))

    def value(self) -> str:
        return self.edit.toPlainText().strip()

    def set_value(self, value: Any) -> None:
        self.edit.setPlainText(str(value or ""))

    def raw(self) -> str:
        return self.edit.toPlainText()

    def set_raw(self, raw: Any) -> None:
        self.edit.setPlainText(str(raw))

    def is_empty(self) -> bool:
        return not self.value()

    def editors(self) -> list[QWidget]:
        return [self.edit]


class DateField(Field):
    """A date typed in any usual way, or taken from the calendar; shown as 20.11.2026."""

    def __init__(self, key: str, label: str, *, required: bool = False, hint: str = "") -> None:
        super().__init__(key, label, required=required, hint=hint)
        self.edit = QLineEdit(self)
        self.edit.setPlaceholderText("дд.мм.гггг")
        self.edit.setMaxLength(40)
        self.edit.textChanged.connect(self.changed)
        self.edit.editingFinished.connect(self._tidy)
        self.button = QToolButton(self)
        icons.put(self.button, "calendar", "muted")
        self.button.setToolTip("Календарь")
        self.button.setAccessibleName(f"Календарь: {label}")
        self.button.clicked.connect(self.open_calendar)
        row = _row(self)
        row.setSpacing(look.px(4))
        row.addWidget(self.edit)
        row.addWidget(self.button)
        row.addStretch(1)
        look.changed.connect(self._restyle)
        self._restyle()

    def _restyle(self) -> None:
        self.edit.setFixedWidth(look.px(140))

    def value(self) -> date | None:
        return parse_date(self.edit.text())

    def set_value(self, value: Any) -> None:
        self.edit.setText(numeric(value) if value else "")

    def raw(self) -> str:
        return self.edit.text()

    def set_raw(self, raw: Any) -> None:
        self.edit.setText(str(raw))

    def is_empty(self) -> bool:
        return not self.edit.text().strip()

    def wrong(self) -> str:
        if self.is_empty() or self.value():
            return ""
        return "Такой даты нет. Напишите день, месяц и год, например 01.09.2026."

    def editors(self) -> list[QWidget]:
        return [self.edit, self.button]

    def open_calendar(self) -> None:
        """Show the calendar under the field."""
        day = self.value() or clock.today()
        calendar = QCalendarWidget(self)
        calendar.setWindowFlag(Qt.WindowType.Popup)
        calendar.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        calendar.setAccessibleName(f"Календарь: {self.label}")
        calendar.setFirstDayOfWeek(Qt.DayOfWeek.Monday)
        calendar.setVerticalHeaderFormat(QCalendarWidget.VerticalHeaderFormat.NoVerticalHeader)
        calendar.setGridVisible(False)
        plain = QTextCharFormat()
        plain.setForeground(look.colour("text"))
        rest = QTextCharFormat()
        rest.setForeground(look.colour("stop"))  # Qt's own red cannot be read on dark
        for weekday in Qt.DayOfWeek:
            is_rest = weekday in (Qt.DayOfWeek.Saturday, Qt.DayOfWeek.Sunday)
            calendar.setWeekdayTextFormat(weekday, rest if is_rest else plain)
        for name, picture, words in (
            ("qt_calendar_prevmonth", "chevron-left", "Прошлый месяц"),
            ("qt_calendar_nextmonth", "chevron-right", "Следующий месяц"),
        ):
            button = calendar.findChild(QToolButton, name)
            if isinstance(button, QToolButton):
                icons.put(button, picture)
                button.setAccessibleName(words)
        calendar.setSelectedDate(QDate(day.year, day.month, day.day))
        calendar.activated.connect(self._take)
        calendar.clicked.connect(self._take)
        calendar.move(self.edit.mapToGlobal(QPoint(0, self.edit.height() + 2)))
        calendar.show()
        calendar.setFocus(Qt.FocusReason.PopupFocusReason)

    def _take(self, day: QDate) -> None:
        self.set_value(date(day.year(), day.month(), day.day()))
        calendar = self.findChild(QCalendarWidget)
        if calendar is not None:
            calendar.close()
        self.edit.setFocus(Qt.FocusReason.OtherFocusReason)

    def _tidy(self) -> None:
        if day := self.value():
            self.set_value(day)


class ChoiceField(Field):
    """One of several. `options` are (value, word); without `required` «не выбрано» is offered."""

    def __init__(
        self,
        key: str,
        label: str,
        options: Sequence[tuple[Hashable, str]],
        *,
        required: bool = False,
        hint: str = "",
        none_word: str = "не выбрано",
    ) -> None:
        super().__init__(key, label, required=required, hint=hint)
        self._values: list[Hashable] = []
        self._none_word = none_word
        self.box = QComboBox(self)
        self.box.setItemDelegate(QStyledItemDelegate(self.box))  # the sheet reaches its items
        self.box.setMinimumContentsLength(12)
        self.box.setSizeAdjustPolicy(
            QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
        )
        _row(self).addWidget(self.box)
        self.set_options(options)
        self.box.currentIndexChanged.connect(self.changed)

    def set_options(self, options: Sequence[tuple[Hashable, str]]) -> None:
        """Offer something else; the answer stays when it is still among the options."""
        before = self.value() if self._values else None
        with QSignalBlocker(self.box):
            self.box.clear()
            self._values = [None, *(value for value, _ in options)]
            self.box.addItem(self._none_word)
            self.box.addItems([word for _, word in options])
            self.box.setCurrentIndex(self._values.index(before) if before in self._values else 0)

    def value(self) -> Any:
        return self._values[self.box.currentIndex()]

    def set_value(self, value: Any) -> None:
        self.box.setCurrentIndex(self._values.index(value) if value in self._values else 0)

    def raw(self) -> str:
        return "" if self.value() is None else self.box.currentText()

    def set_raw(self, raw: Any) -> None:
        self.box.setCurrentIndex(max(0, self.box.findText(str(raw))) if raw else 0)

    def is_empty(self) -> bool:
        return self.value() is None

    def editors(self) -> list[QWidget]:
        return [self.box]


class CheckField(Field):
    """Yes or no; the label stands at the box."""

    def __init__(self, key: str, label: str, *, hint: str = "") -> None:
        super().__init__(key, "", hint=hint)
        self.box = QCheckBox(label, self)
        self.box.setAccessibleName(label)
        self.box.toggled.connect(self.changed)
        _row(self).addWidget(self.box)

    def value(self) -> bool:
        return self.box.isChecked()

    def set_value(self, value: Any) -> None:
        self.box.setChecked(bool(value))

    def raw(self) -> bool:
        return self.box.isChecked()

    def set_raw(self, raw: Any) -> None:
        self.box.setChecked(raw is True)

    def editors(self) -> list[QWidget]:
        return [self.box]


_ABROAD = re.compile(r"\+(?!7)\d{8,15}")


def read_phone(text: str) -> str | None:
    """A phone as it is kept: 7XXXXXXXXXX, or «+375…» of another country; None: not a phone."""
    if digits := phone_digits(text):
        return digits
    plain = re.sub(r"[\s()\-]", "", text)
    return plain if _ABROAD.fullmatch(plain) else None


def show_phone(kept: str) -> str:
    """A kept phone as people read it."""
    return kept if kept.startswith("+") else format_phone(kept)


class PhonesField(Field):
    """Any number of phones. The value is a tuple of what `read_phone` gives."""

    label_above_anyway = True

    def __init__(self, key: str, label: str, *, required: bool = False, hint: str = "") -> None:
        super().__init__(key, label, required=required, hint=hint)
        self.edits: list[QLineEdit] = []
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(look.px(4))
        self.add_button = QPushButton("Ещё телефон", self)
        icons.put(self.add_button, "plus", "accent")
        self.add_button.setAccessibleName("Добавить ещё телефон")
        look.set_role(self.add_button, "quiet")
        self.add_button.clicked.connect(self._add_and_go)
        self._column.addWidget(self.add_button, 0, Qt.AlignmentFlag.AlignLeft)
        self._add()

    def _add(self, text: str = "") -> QLineEdit:
        line = QWidget(self)
        edit = QLineEdit(text, line)
        edit.setPlaceholderText("+7 900 000-00-00")
        edit.setMaxLength(40)
        edit.setFixedWidth(look.px(200))
        edit.setAccessibleName(f"{self.label} {len(self.edits) + 1}")
        edit.textChanged.connect(self.changed)
        edit.editingFinished.connect(self._tidy)
        remove = QToolButton(line)
        icons.put(remove, "x", "muted")
        remove.setToolTip("Убрать телефон")
        remove.setAccessibleName(f"Убрать телефон {len(self.edits) + 1}")
        remove.clicked.connect(lambda: self._remove(edit))
        row = _row(line)
        row.setSpacing(look.px(4))
        row.addWidget(edit)
        row.addWidget(remove)
        row.addStretch(1)
        self._column.insertWidget(len(self.edits), line)
        self.edits.append(edit)
        return edit

    def _add_and_go(self) -> None:
        empty = next((edit for edit in self.edits if not edit.text().strip()), None)
        (empty or self._add()).setFocus(Qt.FocusReason.OtherFocusReason)
        self.changed.emit()

    def _remove(self, edit: QLineEdit) -> None:
        if len(self.edits) == 1:
            edit.clear()
            return
        self.edits.remove(edit)
        line = edit.parentWidget()
        if line is not None:
            line.hide()
            line.deleteLater()
        self.edits[-1].setFocus(Qt.FocusReason.OtherFocusReason)
        self.changed.emit()

    def _tidy(self) -> None:
        for edit in self.edits:
            if kept := read_phone(edit.text()):
                edit.setText(show_phone(kept))

    def _typed(self) -> list[str]:
        return [edit.text().strip() for edit in self.edits if edit.text().strip()]

    def value(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(kept for text in self._typed() if (kept := read_phone(text))))

    def set_value(self, value: Any) -> None:
        self.set_raw([show_phone(kept) for kept in value or ()])

    def raw(self) -> list[str]:
        return self._typed()

    def set_raw(self, raw: Any) -> None:
        texts = [str(text) for text in raw] if isinstance(raw, list | tuple) else []
        while len(self.edits) > max(1, len(texts)):
            self._remove(self.edits[-1])
        for at, text in enumerate(texts or [""]):
            if at < len(self.edits):
                self.edits[at].setText(text)
            else:
                self._add(text)

    def wrong(self) -> str:
        for text in self._typed():
            if not read_phone(text):
                return f"«{text}» – не телефон. Нужны +7 и десять цифр."
        return ""

    def editors(self) -> list[QWidget]:
        return [*self.edits, self.add_button]


@dataclass(frozen=True)
class Pick:
    """One thing a `PickField` offers; `note` tells namesakes apart."""

    id: Hashable
    title: str
    note: str = ""


class PickField(Field):
    """Someone or something found by typing. `search(text)` gives what to offer, best first."""

    def __init__(
        self,
        key: str,
        label: str,
        search: Callable[[str], Sequence[Pick]],
        *,
        required: bool = False,
        hint: str = "",
        placeholder: str = "Начните писать имя",
    ) -> None:
        super().__init__(key, label, required=required, hint=hint)
        self._search = search
        self._offered: dict[str, Pick] = {}
        self._pick: Pick | None = None
        self.edit = QLineEdit(self)
        self.edit.setPlaceholderText(placeholder)
        self._model = QStandardItemModel(self)
        completer = QCompleter(self._model, self)
        completer.setCompletionMode(QCompleter.CompletionMode.UnfilteredPopupCompletion)
        completer.setMaxVisibleItems(8)
        self.edit.setCompleter(completer)
        self.completer = completer
        popup = completer.popup()
        if popup is not None:
            popup.setAccessibleName(f"Найденное: {label}")
        self.edit.textEdited.connect(self._look_up)
        completer.activated.connect(self._take)
        _row(self).addWidget(self.edit)

    def _look_up(self, text: str) -> None:
        self._pick = None
        self._offered = {}
        for pick in list(self._search(text))[:50] if text.strip() else []:
            line = f"{pick.title} – {pick.note}" if pick.note else pick.title
            while line in self._offered:  # namesakes nothing tells apart are still two people
                line += " (ещё)"
            self._offered[line] = pick
        self._model.clear()
        for line in self._offered:
            self._model.appendRow(QStandardItem(line))
        self.changed.emit()

    def _take(self, line: str) -> None:
        # The completer puts the whole line into the field after this; the name alone belongs there.
        pick = self._offered[line]
        QTimer.singleShot(0, self, lambda: self.set_value(pick))

    def value(self) -> Hashable | None:
        """The id of what was chosen. A name typed in full counts when only one is offered."""
        pick = self._chosen()
        return pick.id if pick else None

    def _chosen(self) -> Pick | None:
        if self._pick:
            return self._pick
        typed = self.edit.text().strip().casefold()
        same = [pick for pick in self._offered.values() if pick.title.casefold() == typed]
        return same[0] if len(same) == 1 else None

    def set_value(self, value: Any) -> None:
        """Takes a `Pick` or None."""
        self._pick = value if isinstance(value, Pick) else None
        self.edit.setText(self._pick.title if self._pick else "")
        self.changed.emit()

    def raw(self) -> str:
        return self.edit.text()

    def set_raw(self, raw: Any) -> None:
        self.edit.setText(str(raw))
        self._look_up(str(raw))

    def is_empty(self) -> bool:
        return not self.edit.text().strip()

    def wrong(self) -> str:
        if self.is_empty() or self._chosen():
            return ""
        return "Выберите из списка, который открывается при наборе."

    def editors(self) -> list[QWidget]:
        return [self.edit]


Hours = tuple[time, time]


def parse_time(text: str) -> time | None:
    """«7», «07:30», «7.30», «0730» as a time of day; None when it is none."""
    match = re.fullmatch(r"(\d{1,2})(?:\s*[:.\-ч ]\s*(\d{2}))?", text.strip())
    match = match or re.fullmatch(r"(\d{1,2})(\d{2})", text.strip())
    if not match:
        return None
    hour, minute = int(match[1]), int(match[2] or 0)
    return time(hour, minute) if hour < 24 and minute < 60 else None


class HoursField(Field):
    """Hours by weekday. The value: seven pairs (from, to) from Monday on, None for a free day."""

    label_above_anyway = True

    def __init__(self, key: str, label: str, *, required: bool = False, hint: str = "") -> None:
        super().__init__(key, label, required=required, hint=hint)
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(look.px(look.GAP))
        grid.setVerticalSpacing(look.px(4))
        self.days: list[QCheckBox] = []
        self.begins: list[QLineEdit] = []
        self.ends: list[QLineEdit] = []
        for at, day in enumerate(WEEKDAYS):
            box = QCheckBox(day.capitalize(), self)
            box.setAccessibleName(f"{label}: {day}")
            begin, end = self._time_edit(f"{day}, с"), self._time_edit(f"{day}, до")
            box.toggled.connect(begin.setEnabled)
            box.toggled.connect(end.setEnabled)
            box.toggled.connect(self.changed)
            self.days.append(box)
            self.begins.append(begin)
            self.ends.append(end)
            for column, widget in enumerate((box, QLabel("с", self), begin, QLabel("до", self))):
                grid.addWidget(widget, at, column)
            grid.addWidget(end, at, 4)
        self.copy_button = QPushButton("Как в понедельник – на все рабочие дни", self)
        self.copy_button.setAccessibleName(self.copy_button.text())
        look.set_role(self.copy_button, "quiet")
        self.copy_button.clicked.connect(self._copy_monday)
        grid.addWidget(self.copy_button, len(WEEKDAYS), 0, 1, 6, Qt.AlignmentFlag.AlignLeft)
        grid.setColumnStretch(5, 1)

    def _time_edit(self, name: str) -> QLineEdit:
        edit = QLineEdit(self)
        edit.setPlaceholderText("чч:мм")
        edit.setMaxLength(5)
        edit.setFixedWidth(look.px(72))
        edit.setAccessibleName(name.capitalize())
        edit.setEnabled(False)
        edit.textChanged.connect(self.changed)
        edit.editingFinished.connect(lambda: _tidy_time(edit))
        return edit

    def _copy_monday(self) -> None:
        monday = self.days[0].isChecked(), self.begins[0].text(), self.ends[0].text()
        for at in range(1, 5):
            self._fill(at, *monday)

    def _fill(self, at: int, is_on: bool, begin: str, end: str) -> None:
        self.days[at].setChecked(is_on)
        self.begins[at].setText(begin)
        self.ends[at].setText(end)

    def value(self) -> tuple[Hours | None, ...]:
        made: list[Hours | None] = []
        for box, begin, end in zip(self.days, self.begins, self.ends, strict=True):
            first, last = parse_time(begin.text()), parse_time(end.text())
            made.append((first, last) if box.isChecked() and first and last else None)
        return tuple(made)

    def set_value(self, value: Any) -> None:
        days: Sequence[Hours | None] = value or (None,) * len(WEEKDAYS)
        for at, hours in enumerate(days):
            if hours:
                self._fill(at, True, f"{hours[0]:%H:%M}", f"{hours[1]:%H:%M}")
            else:
                self._fill(at, False, "", "")

    def raw(self) -> list[list[Any]]:
        return [
            [box.isChecked(), begin.text(), end.text()]
            for box, begin, end in zip(self.days, self.begins, self.ends, strict=True)
        ]

    def set_raw(self, raw: Any) -> None:
        if isinstance(raw, list):
            for at, kept in enumerate(raw[: len(WEEKDAYS)]):
                if isinstance(kept, list) and len(kept) == 3:
                    self._fill(at, kept[0] is True, str(kept[1]), str(kept[2]))

    def is_empty(self) -> bool:
        return not any(box.isChecked() for box in self.days)

    def wrong(self) -> str:
        for day, box, begin, end in zip(WEEKDAYS, self.days, self.begins, self.ends, strict=True):
            if not box.isChecked():
                continue
            first, last = parse_time(begin.text()), parse_time(end.text())
            if first is None or last is None:
                return f"{day.capitalize()}: напишите время, например 08:00 и 19:00."
            if first >= last:
                return f"{day.capitalize()}: начало должно быть раньше окончания."
        return ""

    def editors(self) -> list[QWidget]:
        in_order: list[QWidget] = []
        for box, begin, end in zip(self.days, self.begins, self.ends, strict=True):
            in_order += [box, begin, end]
        return [*in_order, self.copy_button]


def _tidy_time(edit: QLineEdit) -> None:
    if moment := parse_time(edit.text()):
        edit.setText(f"{moment:%H:%M}")
