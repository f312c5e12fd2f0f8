"""A dialog of one form whose typed text survives a kill; how it is filled, done, tried again."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

import shiboken6
from PySide6.QtCore import QObject, QTimer
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import (
    QCheckBox,
    QDialog,
    QGridLayout,
    QHBoxLayout,
    QLayout,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from desktop.errors import UserError
from desktop.operations import drafts
from desktop.operations._operation import Session
from desktop.ui import act, ask, look
from desktop.ui._parts import Band, button, label
from desktop.ui.form import Field, Form, Section, scrolled

_KEEP_AFTER = 700  # milliseconds of silence

Data = TypeVar("Data")


@dataclass(frozen=True)
class Filled(Generic[Data]):
    """What the person gave, and everything typed, to show it again when it could not be stored."""

    data: Data
    typed: str


class ChecksField(Field):
    """Any number of several, ticked. The value is a tuple of the ids in the order offered."""

    label_above_anyway = True

    def __init__(
        self,
        key: str,
        label: str,
        options: Sequence[tuple[Any, str]],
        *,
        required: bool = False,
        hint: str = "",
        columns: int = 2,
    ) -> None:
        super().__init__(key, label, required=required, hint=hint)
        self._ids = [ident for ident, _ in options]
        self.boxes: list[QCheckBox] = []
        inner = QWidget(self)
        grid = QGridLayout(inner)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(look.px(look.GAP * 2))
        grid.setVerticalSpacing(look.px(4))
        for place, (_, word) in enumerate(options):
            box = QCheckBox(word, inner)
            box.setAccessibleName(f"{label}: {word}" if label else word)
            box.toggled.connect(self.changed)
            grid.addWidget(box, place // columns, place % columns)
            self.boxes.append(box)
        grid.setColumnStretch(columns, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        if len(options) > 10 * columns:
            area = QScrollArea(self)
            area.setWidgetResizable(True)
            area.setAccessibleName(label)
            area.setWidget(inner)
            area.setMinimumHeight(look.px(240))
            column.addWidget(area)
        else:
            column.addWidget(inner)

    def value(self) -> tuple[Any, ...]:
        return tuple(i for i, box in zip(self._ids, self.boxes, strict=True) if box.isChecked())

    def set_value(self, value: Any) -> None:
        chosen = set(value or ())
        for ident, box in zip(self._ids, self.boxes, strict=True):
            box.setChecked(ident in chosen)

    def raw(self) -> list[Any]:
        return list(self.value())

    def set_raw(self, raw: Any) -> None:
        self.set_value(raw if isinstance(raw, list) else ())

    def problem(self) -> str:
        return "Отметьте хотя бы одно." if self.required and self.is_empty() else ""

    def editors(self) -> list[QWidget]:
        return list(self.boxes) or [self]


class FormDialog(QDialog):
    """A form with the deed's button. `form_id` names the typed text where it is kept; without it
    nothing is kept. `problem` is what was wrong with these answers the last time."""

    def __init__(
        self,
        parent: QWidget | None,
        title: str,
        fields: Sequence[Field | Section],
        action: str,
        *,
        intro: str = "",
        warning: Sequence[str] = (),
        form_id: str = "",
        problem: str = "",
        danger: bool = False,
        width: int = 560,
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(title)
        self.setAccessibleName(title)
        self._form_id = form_id
        self._problem = problem
        self._is_locked_away = False
        self.form = Form(fields, parent=self)
        self.form.submitted.connect(self.try_accept)
        column = QVBoxLayout(self)
        side = look.px(look.PAGE_MARGIN)
        column.setContentsMargins(side, side, side, look.px(16))
        column.setSpacing(look.px(12))
        if intro:
            column.addWidget(label(intro, self, "muted"))
        self.warning_band = Band("warn", self)
        self.warning_band.say(warning)
        column.addWidget(self.warning_band)
        self.problem_band = Band("stop", self)
        column.addWidget(self.problem_band)
        self.area = scrolled(self.form, self)
        self.area.setAccessibleName(title)
        column.addWidget(self.area, 1)
        self.action_button = button(action, self, role="danger" if danger else "primary")
        self.action_button.setToolTip("Ctrl+Enter")
        self.action_button.setAutoDefault(False)
        self.action_button.clicked.connect(self.try_accept)
        self.cancel_button = button(ask.CANCEL, self)
        self.cancel_button.setAutoDefault(False)
        self.cancel_button.clicked.connect(self.reject)
        buttons = QHBoxLayout()
        buttons.setSpacing(look.px(look.GAP))
        buttons.addStretch(1)
        buttons.addWidget(self.cancel_button)
        buttons.addWidget(self.action_button)
        column.addLayout(buttons)
        self._keeping = QTimer(self)
        self._keeping.setSingleShot(True)
        self._keeping.setInterval(_KEEP_AFTER)
        self._keeping.timeout.connect(self.keep)
        self.form.changed.connect(self._typed)
        self._width = look.px(width)

    def begin(self, values: dict[str, Any], typed: str = "") -> None:
        """Fill the form: what is stored, then over it what was typed and never stored."""
        self.form.set_values(values)
        if typed:
            self.form.restore(typed)
        self._keeping.stop()
        self.problem_band.say([self._problem] if self._problem else [])
        self._fit()
        self.form.focus_first()

    def _fit(self) -> None:
        """As high as the form needs at this width, and never higher than the screen."""
        screen = self.screen().availableGeometry()
        width = min(self._width, screen.width() - look.px(40))
        column, rows = self.layout(), self.form.layout()
        if column is None or rows is None:
            return
        rows.activate()
        column.activate()
        sides = column.contentsMargins()
        room = width - sides.left() - sides.right() - look.px(24)
        rest = _height(column, width) - self.area.sizeHint().height()
        wanted = _height(rows, room) + rest + look.px(16)
        self.resize(width, min(max(wanted, look.px(200)), screen.height() - look.px(60)))

    def run(self) -> bool:
        """Let the person fill it; whether the deed was chosen. The dialog is gone afterwards."""
        done = ask.show_dialog(self)
        if not shiboken6.isValid(self):  # the office was locked and its widgets are gone
            return False
        self._keeping.stop()
        if not done and not self._is_locked_away:
            self.forget()
        self.deleteLater()
        return done

    def try_accept(self) -> None:
        """Close with the answers when nothing is wrong with them."""
        if self.form.check() and self.is_right():
            self.accept()

    def is_right(self) -> bool:
        """A last look at the answers together; says at the field what is wrong."""
        return True

    def keep(self) -> None:
        """Keep what is typed outside the window."""
        if self._form_id:
            typed = {"typed": self.form.snapshot()}
            act.ask(self, drafts.keep_form, self._form_id, typed, done=_nothing)

    def forget(self) -> None:
        """What is typed was given up."""
        if self._form_id:
            forget(self.parent() or self, self._form_id)

    def closeEvent(self, event: QCloseEvent) -> None:
        if not event.spontaneous():  # the office is being locked: the typed text stays
            self._is_locked_away = True
            if self._keeping.isActive():
                self.keep()
        super().closeEvent(event)

    def _typed(self) -> None:
        self.problem_band.say(())
        if self._form_id:
            self._keeping.start()


def _height(layout: QLayout, width: int) -> int:
    tall = layout.heightForWidth(width) if layout.hasHeightForWidth() else 0
    return max(tall, layout.minimumSize().height()) if tall else layout.sizeHint().height()


def forget(context: QObject, form_id: str) -> None:
    """The typed text of that form is needed no more."""
    act.ask(context, drafts.keep_form, form_id, None, done=_nothing)


def fill_and_do(
    context: QObject,
    form_id: str,
    load: Callable[[Session], Any],
    fill: Callable[[Any, str, str], Filled[Any] | None],
    do: Callable[[Any, Callable[[Any], None], Callable[[UserError], None]], None],
) -> None:
    """Read what the dialog shows, let the person fill it, do the deed.

    In: `load(session)` reads on the store thread; `fill(loaded, typed, problem)` shows the dialog;
    `do(data, done, failed)` performs. When the deed is refused the dialog opens again with what was
    typed and the reason; what was typed is forgotten only when it is stored or given up.
    """

    def read(session: Session) -> tuple[str, Any]:
        kept = drafts.kept_form(session, form_id) if form_id else None
        return str((kept or {}).get("typed", "")), load(session)

    def show(answer: tuple[str, Any], problem: str = "") -> None:
        typed, loaded = answer
        filled = fill(loaded, typed, problem)
        if filled is None:
            return
        do(
            filled.data,
            lambda _: forget(context, form_id) if form_id else None,
            lambda error: show((filled.typed, loaded), str(error)),
        )

    act.ask(context, read, done=show)


def _nothing(_: Any) -> None:
    """What was kept needs no answer."""
