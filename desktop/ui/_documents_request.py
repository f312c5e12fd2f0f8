"""What a paper asks for beside its live preview: the frame of the dialogs that make papers."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QSplitter, QVBoxLayout, QWidget

from desktop import clock
from desktop.errors import UserError
from desktop.operations import chats, papers, staff
from desktop.operations._operation import Session
from desktop.operations.chats import ChatRow
from desktop.operations.staff import EmployeeRow
from desktop.ui import act, jobs, look
from desktop.ui._dialog import ChecksField, Filled, FormDialog
from desktop.ui._parts import Band
from desktop.ui.empty import Empty
from desktop.ui.form import ChoiceField, DateField, Field, Section, TextField
from desktop.ui.preview import PaperPreview

_LOOK_AFTER = 300  # milliseconds of silence before the preview is drawn anew


@dataclass(frozen=True)
class Choices:
    """What the person chooses from."""

    chats: tuple[ChatRow, ...]
    employees: tuple[EmployeeRow, ...]


@dataclass(frozen=True)
class Wanted:
    """A paper to be registered."""

    document: str
    request: dict[str, Any]
    day: date
    number: str


def choices(session: Session) -> Choices:
    """Chats that are not closed and the present staff. Runs on the store thread."""
    return Choices(chats.chats(session, with_closed=False), staff.employees(session))


def form_id(document: str) -> str:
    """Under what the unfinished form is kept."""
    return f"paper {document}"


class RequestDialog(FormDialog):
    """A form at the left; at the right the paper as it would be, what prints as dotted lines in it
    and what to think of. It only reads; registering is the deed of who opened it."""

    def __init__(
        self,
        parent: QWidget | None,
        document: str,
        title: str,
        fields: Sequence[Field | Section],
        *,
        problem: str = "",
    ) -> None:
        super().__init__(
            parent,
            title,
            fields,
            "Зарегистрировать",
            form_id=form_id(document),
            problem=problem,
            width=1240,
        )
        self.document = document
        self._asked = 0
        self._failure = ""
        self._problem = problem
        right = QWidget(self)
        column = QVBoxLayout(right)
        column.setContentsMargins(look.px(12), 0, 0, 0)
        column.setSpacing(look.px(look.GAP))
        self.missing_band = Band("info", right)
        self.notes_band = Band("warn", right)
        self.preview = PaperPreview(right, can_print=False)
        self.preview.empty_state.set_empty(
            Empty("Здесь будет документ", "Заполните форму слева.", icon="file-text")
        )
        column.addWidget(self.notes_band)
        column.addWidget(self.missing_band)
        column.addWidget(self.preview, 1)
        split = QSplitter(Qt.Orientation.Horizontal, self)
        split.setChildrenCollapsible(False)
        layout = self.layout()
        assert layout is not None
        layout.replaceWidget(self.area, split)
        split.addWidget(self.area)
        split.addWidget(right)
        split.setStretchFactor(0, 2)
        split.setStretchFactor(1, 3)
        self.area.setMinimumWidth(look.px(320))
        self.area.setContentsMargins(0, 0, look.px(8), 0)
        self._looking = QTimer(self)
        self._looking.setSingleShot(True)
        self._looking.setInterval(_LOOK_AFTER)
        self._looking.timeout.connect(self.look_at)
        self.form.changed.connect(self._looking.start)

    def begin(self, values: dict[str, Any], typed: str = "") -> None:
        """Fill the form and draw the first preview."""
        super().begin(values, typed)
        if self._problem:  # filling the form counts as typing, which puts the band away
            self.problem_band.say([self._problem])
        screen = self.screen().availableGeometry()
        self.resize(
            min(look.px(1240), screen.width() - 40), min(look.px(720), screen.height() - 60)
        )
        self.look_at()

    def wanted(self) -> Wanted:
        """The paper as the form says it now."""
        request = self.form.values()
        day, number = request.pop("date"), request.pop("number")
        return Wanted(self.document, request, day or clock.today(), number)

    def look_at(self) -> None:
        """Draw the preview of what the form says now; an older answer is thrown away."""
        self._looking.stop()
        self._asked += 1
        asked, wanted = self._asked, self.wanted()
        act.ask(
            self,
            _look,
            wanted,
            done=lambda answer: self._looked(asked, *answer),
            failed=lambda error: self._refused(asked, error),
        )

    def is_right(self) -> bool:
        """Nothing is registered that cannot be drawn."""
        if self._failure:
            self.problem_band.say([self._failure])
        return not self._failure

    def _looked(self, asked: int, told: papers.Preview, next_number: str) -> None:
        if asked != self._asked:
            return
        self._failure = ""
        self.missing_band.say(_listed("Напечатается точками", told.missing))
        self.notes_band.say([f"• {_sentence(note)}" for note in told.warnings])
        number = self.form.field("number")
        assert isinstance(number, TextField)
        number.edit.setPlaceholderText(f"следующий {next_number}")
        jobs.run(
            "work",
            told.pdf,
            context=self,
            done=lambda pdf: self.preview.set_pdf(pdf) if asked == self._asked else None,
            failed=lambda error: self._refused(asked, error),
        )

    def _refused(self, asked: int, error: UserError) -> None:
        if asked != self._asked:
            return
        self._failure = str(error)
        self.notes_band.say(())
        self.missing_band.say([str(error)])
        self.preview.set_pdf(None)


def open_request(
    dialog: RequestDialog, values: dict[str, Any], typed: str
) -> Filled[Wanted] | None:
    """Let the person fill it. Out: the paper wanted and all that was typed, or None."""
    dialog.begin({"date": clock.today(), **values}, typed)
    if not dialog.run():
        return None
    return Filled(dialog.wanted(), dialog.form.snapshot())


def chats_field(rows: Sequence[ChatRow]) -> ChecksField:
    """Which chats the order is about."""
    options = [(row.id, f"№ {row.number} {row.title}") for row in rows]
    return ChecksField("chats", "Чаты", options, required=True, columns=1)


def employee_field(
    key: str, label: str, rows: Sequence[EmployeeRow], *, hint: str = "", none: str = "не выбрано"
) -> ChoiceField:
    """One of the staff."""
    options = [
        (row.id, f"{row.name.full}, {row.position}" if row.position else row.name.full)
        for row in rows
    ]
    return ChoiceField(key, label, options, hint=hint, none_word=none)


def date_and_number() -> tuple[Field, Field]:
    """The two fields that every paper of a journal has."""
    return (
        DateField(
            "date", "Дата документа", required=True, hint="По ней берутся руководитель и номер."
        ),
        TextField(
            "number",
            "Номер",
            hint="Оставьте пустым – номер даст журнал.",
            max_length=30,
            width=260,
        ),
    )


def _look(session: Session, wanted: Wanted) -> tuple[papers.Preview, str]:
    told = papers.preview(
        session, wanted.document, wanted.request, day=wanted.day, number=wanted.number
    )
    return told, papers.next_number(session, wanted.document, wanted.day)


def _listed(title: str, items: Sequence[str]) -> list[str]:
    return [f"{title}: {'; '.join(items)}."] if items else []


def _sentence(text: str) -> str:
    text = text[:1].upper() + text[1:]
    return text if text.endswith((".", "!", "?")) else f"{text}."
