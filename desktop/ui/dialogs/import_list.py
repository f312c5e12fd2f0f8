"""Loading a list in three steps: where from, what the columns mean, what becomes of every row."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import shiboken6
from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QProgressBar,
    QScrollArea,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from desktop.errors import UserError
from desktop.importing.consents import read_consents
from desktop.importing.fields import Kind
from desktop.importing.header import Mapping, find_mapping
from desktop.importing.matching import Verdict
from desktop.importing.people import read_people
from desktop.importing.read import read_pasted, read_table
from desktop.importing.staff import read_staff
from desktop.importing.workbook import Workbook
from desktop.operations import bulk_consents, bulk_staff, class_lists
from desktop.operations._bulk import SKIP, Decision, ImportPlan
from desktop.operations._operation import Session
from desktop.operations.groups import GroupRow
from desktop.russian.plural import count
from desktop.russian.terms import Terms
from desktop.ui import act, jobs, look
from desktop.ui import ask as boxes
from desktop.ui._parts import Band, button, label
from desktop.ui._people_columns import ColumnsPage
from desktop.ui._people_preview import PreviewPage
from desktop.ui._people_source import SourcePage
from desktop.ui._people_words import LOADED_WORDS

SOURCE, COLUMNS, PREVIEW = range(3)
_TITLES = ("Что и откуда загрузить", "Что значат столбцы", "Что будет загружено")


@dataclass(frozen=True)
class Order:
    """What the person agreed to load, and how to say it."""

    plan: ImportPlan
    decisions: dict[int, Decision]
    said: str


class ImportDialog(QDialog):
    """Reads beside the window, shows, asks; writes nothing."""

    def __init__(
        self,
        parent: QWidget | None,
        groups: tuple[GroupRow, ...],
        terms: Terms,
        group: str = "",
        kind: Kind = Kind.PEOPLE,
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle("Загрузка списка")
        self.setAccessibleName("Загрузка списка")
        self._book: Workbook | None = None
        self._read_again: Callable[[str | None], Workbook] | None = None
        self.step_label = label("", self, "section")
        self.problem_band = Band("stop", self)
        self.bar = QProgressBar(self)
        self.bar.setRange(0, 0)
        self.bar.setTextVisible(False)
        self.bar.setAccessibleName("Идёт чтение")
        keep = self.bar.sizePolicy()
        keep.setRetainSizeWhenHidden(True)
        self.bar.setSizePolicy(keep)
        self.source = SourcePage(self)
        self.source.kind_box.setCurrentIndex(self.source.kind_box.findData(kind))
        self.columns = ColumnsPage(groups, str(terms.group), self)
        self.columns.group_box.setCurrentText(group)
        self.preview = PreviewPage(self)
        self.pages = QStackedWidget(self)
        for page in (self.source, self.columns, self.preview):
            area = QScrollArea(self)
            area.setWidgetResizable(True)
            area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
            area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            area.setAccessibleName(self.windowTitle())
            area.setWidget(page)
            self.pages.addWidget(area)
        self.hint_label = label("", self, "muted")
        self.back_button = button("Назад", self, icon="arrow-left")
        self.cancel_button = button(boxes.CANCEL, self)
        self.next_button = button("Дальше", self, role="primary")
        for made in (self.back_button, self.cancel_button, self.next_button):
            made.setAutoDefault(False)
        buttons = QHBoxLayout()
        buttons.setSpacing(look.px(look.GAP))
        buttons.addWidget(self.back_button)
        buttons.addStretch(1)
        buttons.addWidget(self.cancel_button)
        buttons.addWidget(self.next_button)
        column = QVBoxLayout(self)
        side = look.px(look.PAGE_MARGIN)
        column.setContentsMargins(side, look.px(16), side, look.px(16))
        column.setSpacing(look.px(8))
        for widget in (self.step_label, self.bar, self.problem_band):
            column.addWidget(widget)
        column.addWidget(self.pages, 1)
        column.addWidget(self.hint_label)
        column.addLayout(buttons)
        self._connect()
        self._show_step(SOURCE)
        self._set_busy(False)
        screen = self.screen().availableGeometry()
        self.resize(
            min(look.px(1120), screen.width() - 40), min(look.px(680), screen.height() - 60)
        )

    def _connect(self) -> None:
        self.source.file_chosen.connect(self.read_file)
        self.source.pasted.connect(self.read_text)
        self.columns.changed.connect(self._fit_buttons)
        self.columns.encoding_chosen.connect(self._read_with)
        self.preview.changed.connect(self._fit_buttons)
        self.back_button.clicked.connect(self._back)
        self.cancel_button.clicked.connect(self.reject)
        self.next_button.clicked.connect(self._next)
        paste = QShortcut(QKeySequence.StandardKey.Paste, self.source)
        paste.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        paste.activated.connect(self.source.paste)

    # Reading

    def read_file(self, path: Path) -> None:
        """Read that file and show its columns."""
        self._read_again = lambda encoding: read_table(path, encoding=encoding)
        self._read_with(None)

    def read_text(self, text: str) -> None:
        """Read pasted cells and show their columns."""
        self._read_again = lambda _: read_pasted(text)
        self._read_with(None)

    def _read_with(self, encoding: str | None) -> None:
        read, kind = self._read_again, self.source.kind
        if read is None:
            return

        def work() -> tuple[Workbook, Mapping]:
            book = read(encoding)
            return book, find_mapping(book, kind)

        self._set_busy(True)
        jobs.run("work", work, context=self, done=self._show_columns, failed=self._fail)

    def _show_columns(self, read: tuple[Workbook, Mapping]) -> None:
        self._set_busy(False)
        self._book, mapping = read
        self.columns.show_book(self._book, mapping)
        self._show_step(COLUMNS)

    def _plan(self) -> None:
        book, mapping = self._book, self.columns.mapping
        if book is None or mapping is None:
            return
        reader: Callable[[Workbook, Mapping], Any] = {
            Kind.PEOPLE: read_people,
            Kind.STAFF: read_staff,
            Kind.CONSENTS: read_consents,
        }[mapping.kind]
        self._set_busy(True)
        jobs.run(
            "work",
            lambda: reader(book, mapping),
            context=self,
            done=self._dry_run,
            failed=self._fail,
        )

    def _dry_run(self, listed: Any) -> None:
        mapping = self.columns.mapping
        kind = mapping.kind if mapping is not None else self.source.kind
        group, year = self.columns.default_group, self.columns.year

        def plan(session: Session) -> ImportPlan:
            if kind is Kind.PEOPLE:
                return class_lists.dry_run(session, listed, group, year)
            if kind is Kind.STAFF:
                return bulk_staff.dry_run(session, listed)
            return bulk_consents.dry_run(session, listed)

        act.ask(self, plan, done=self._show_plan, failed=self._fail)

    def _show_plan(self, plan: ImportPlan) -> None:
        self._set_busy(False)
        self.preview.show_plan(plan)
        self._show_step(PREVIEW)

    def _fail(self, error: UserError) -> None:
        self._set_busy(False)
        self.show_problem(str(error))

    def show_problem(self, sentence: str) -> None:
        """Say what went wrong; the person may try something else."""
        self.problem_band.say([sentence] if sentence else [])

    # Steps

    @property
    def step(self) -> int:
        """SOURCE, COLUMNS or PREVIEW."""
        return self.pages.currentIndex()

    def order(self) -> Order | None:
        """What the person agreed to load, None before the last step."""
        plan = self.preview.plan
        if plan is None:
            return None
        decisions = dict(self.preview.decisions)
        said = f"Загрузка списка: {count(self.preview.to_load, *_counted(plan.kind))}"
        skipped = len(self.preview.undecided) + sum(d == SKIP for d in decisions.values())
        if skipped:
            said += f"; пропущено: {skipped}"
        if rejected := plan.count(Verdict.REJECTED):
            said += f"; не загружено: {rejected}"
        return Order(plan, decisions, said)

    def _show_step(self, step: int) -> None:
        self.problem_band.say(())
        self.pages.setCurrentIndex(step)
        self.step_label.setText(f"Шаг {step + 1} из 3. {_TITLES[step]}")
        self._fit_buttons()
        focus: tuple[QWidget, ...] = (
            self.source.file_button,
            self.next_button,
            self.preview.table.view if self.preview.table is not None else self.next_button,
        )
        focus[step].setFocus(Qt.FocusReason.OtherFocusReason)

    def _back(self) -> None:
        self._show_step(max(self.step - 1, SOURCE))

    def _next(self) -> None:
        self.show_problem("")
        if self.step == COLUMNS:
            self._plan()
        elif self.step == PREVIEW:
            self.accept()

    def _set_busy(self, is_busy: bool) -> None:
        self.bar.setVisible(is_busy)
        self.pages.setEnabled(not is_busy)
        self.next_button.setEnabled(not is_busy)
        self.back_button.setEnabled(not is_busy)
        if is_busy:
            self.show_problem("")
        else:
            self._fit_buttons()

    def _fit_buttons(self) -> None:
        step = self.step
        self.back_button.setVisible(step != SOURCE)
        self.next_button.setVisible(step != SOURCE)
        hint = ""
        if step == COLUMNS:
            mapping = self.columns.mapping
            self._name_next("Дальше", mapping is not None and not mapping.missing)
        elif step == PREVIEW and self.preview.plan is not None:
            number = self.preview.to_load
            words = LOADED_WORDS[self.preview.plan.kind]
            told = f"Загрузить {count(number, *words)}" if number else "Загружать нечего"
            self._name_next(told, bool(number))
            if waiting := len(self.preview.undecided):
                hint = f"Не решено строк: {waiting}. Если оставить так, они будут пропущены."
        self.hint_label.setText(hint)
        self.hint_label.setVisible(bool(hint))

    def _name_next(self, word: str, is_enabled: bool) -> None:
        self.next_button.setText(word)
        self.next_button.setAccessibleName(word)
        self.next_button.setEnabled(is_enabled)


def _counted(kind: Kind) -> tuple[str, str, str]:
    return {
        Kind.PEOPLE: ("ребёнок", "ребёнка", "детей"),
        Kind.STAFF: ("работник", "работника", "работников"),
        Kind.CONSENTS: ("согласие", "согласия", "согласий"),
    }[kind]


def ask(dialog: ImportDialog) -> Order | None:
    """Let the person go through the steps; what to load, or None. Ask again after a failure."""
    if not boxes.show_dialog(dialog) or not shiboken6.isValid(dialog):
        return None
    return dialog.order()
