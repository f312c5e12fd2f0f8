"""Import, step three: every row with its verdict; close ones are decided one by one."""

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtWidgets import (
    QComboBox,
    QFrame,
    QSplitter,
    QStyledItemDelegate,
    QVBoxLayout,
    QWidget,
)

from desktop.importing.fields import Kind
from desktop.importing.matching import Difference, Verdict
from desktop.operations._bulk import NEW, SKIP, Candidate, Decision, ImportLine, ImportPlan
from desktop.russian.plural import count
from desktop.ui import look
from desktop.ui._flow import FlowLayout
from desktop.ui._parts import Band, Sheet, button, label
from desktop.ui._people_words import KNOWN_CHIP, SKIPPED_CHIP, VERDICT_CHIPS
from desktop.ui.chips import Chip
from desktop.ui.empty import Empty
from desktop.ui.table import Column, SearchableTable

_FILTERS = (
    (None, "Все строки"),
    (Verdict.CLOSE, "Решить"),
    (Verdict.REJECTED, "Не загрузятся"),
    (Verdict.NEW, "Новые"),
    (Verdict.CHANGED, "Изменятся"),
    (Verdict.SAME, "Без изменений"),
)
_NAMED_ABSENT = 4


class PreviewPage(QWidget):
    """The rows of the dry run. `changed`: a decision was taken."""

    changed = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.plan: ImportPlan | None = None
        self.decisions: dict[int, Decision] = {}
        self.summary_label = label("", self)
        self.info_band = Band("info", self)
        self.filter_box = QComboBox(self)
        self.filter_box.setItemDelegate(QStyledItemDelegate(self.filter_box))
        self.filter_box.setAccessibleName("Какие строки показать")
        self.filter_box.setMinimumContentsLength(18)
        self.all_new_button = button("Все похожие – новые", self, role="quiet")
        self.all_skip_button = button("Все похожие – пропустить", self, role="quiet")
        self.all_new_button.clicked.connect(self._all_new)
        self.all_skip_button.clicked.connect(self._all_skip)
        tools = FlowLayout()
        for widget in (self.filter_box, self.all_new_button, self.all_skip_button):
            tools.addWidget(widget)
        self.detail = Sheet("Строка подробно", self)
        self.detail.setMinimumHeight(look.px(96))
        self.splitter = QSplitter(Qt.Orientation.Vertical, self)
        self.splitter.setMinimumHeight(look.px(300))  # at 200 % the page scrolls
        self.splitter.setChildrenCollapsible(False)
        self.splitter.setAccessibleName("Строки и подробности")
        self._places = QFrame(self)
        self._column = QVBoxLayout(self._places)
        self._column.setContentsMargins(0, 0, 0, 0)
        self.table: SearchableTable | None = None
        self.splitter.addWidget(self._places)
        self.splitter.addWidget(self.detail)
        self.splitter.setStretchFactor(0, 3)
        self.splitter.setStretchFactor(1, 2)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(look.px(8))
        column.addWidget(self.summary_label)
        column.addWidget(self.info_band)
        column.addLayout(tools)
        column.addWidget(self.splitter, 1)
        self.filter_box.currentIndexChanged.connect(self._filter)

    # Showing

    def show_plan(self, plan: ImportPlan) -> None:
        """Show a dry run; decisions of another one are forgotten."""
        self.plan = plan
        self.decisions = {}
        self.summary_label.setText(plan.summary)
        self.info_band.say(_infos(plan))
        has_close = bool(plan.count(Verdict.CLOSE))
        self.all_new_button.setVisible(has_close)
        self.all_skip_button.setVisible(has_close)
        if self.table is not None:
            self._column.removeWidget(self.table)
            self.table.deleteLater()
        self.table = _table(plan, self.chip_of, self._places)
        self._column.addWidget(self.table)
        self.table.selection_changed.connect(self._show_line)
        with QSignalBlocker(self.filter_box):
            self.filter_box.clear()
            for verdict, word in _FILTERS:
                number = len(plan.lines) if verdict is None else plan.count(verdict)
                if number or verdict is None:
                    self.filter_box.addItem(f"{word}: {number}", verdict)
            self.filter_box.setCurrentIndex(1 if has_close else 0)
        self._filter()

    def chip_of(self, line: ImportLine) -> Chip:
        """What is to become of the row, the person's decision included."""
        decision = self.decisions.get(line.ident)
        if decision == SKIP:
            return SKIPPED_CHIP
        if line.verdict is Verdict.CLOSE and decision is not None:
            return VERDICT_CHIPS[Verdict.NEW] if decision == NEW else KNOWN_CHIP
        return VERDICT_CHIPS[line.verdict]

    @property
    def undecided(self) -> list[ImportLine]:
        """Close rows that still wait."""
        lines = self.plan.lines if self.plan else ()
        return [
            line
            for line in lines
            if line.verdict is Verdict.CLOSE and line.ident not in self.decisions
        ]

    @property
    def to_load(self) -> int:
        """How many rows would be written."""
        if self.plan is None:
            return 0
        waiting = {line.ident for line in self.undecided}
        return sum(
            line.verdict in (Verdict.NEW, Verdict.CHANGED, Verdict.CLOSE)
            and self.decisions.get(line.ident) != SKIP
            and line.ident not in waiting
            for line in self.plan.lines
        )

    def decide(self, line: ImportLine, decision: Decision | None) -> None:
        """Take a decision on a row (None takes it back) and go on to the next that waits."""
        if decision is None:
            self.decisions.pop(line.ident, None)
        else:
            self.decisions[line.ident] = decision
        self.changed.emit()
        if self.table is None:
            return
        self.table.view.viewport().update()
        waiting = self.undecided
        if decision is not None and line.verdict is Verdict.CLOSE and waiting:
            after = next((one for one in waiting if one.ident > line.ident), waiting[0])
            self.table.select(after.ident)
        self._show_line()

    def _all(self, decision: Decision) -> None:
        for line in self.undecided:
            self.decisions[line.ident] = decision
        self.changed.emit()
        if self.table is not None:
            self.table.view.viewport().update()
        self._show_line()

    def _all_new(self) -> None:
        self._all(NEW)

    def _all_skip(self) -> None:
        self._all(SKIP)

    def _filter(self) -> None:
        if self.plan is None or self.table is None:
            return
        verdict = self.filter_box.currentData()
        rows = [line for line in self.plan.lines if verdict in (None, line.verdict)]
        self.table.set_rows(rows)
        if rows and self.table.current() is None:
            self.table.select(rows[0].ident)
        self._show_line()

    def _show_line(self) -> None:
        line: ImportLine | None = self.table.current() if self.table is not None else None
        page, column = self.detail.begin()
        if line is not None:
            column.addWidget(label(f"{line.title} – {line.place}", page, "strong"))
            is_close = line.verdict is Verdict.CLOSE
            for reason in () if is_close and line.candidates else line.reasons:
                column.addWidget(label(reason, page, "stop" if not is_close else ""))
            for note in line.notes:
                column.addWidget(label(note, page, "warn"))
            _differences(line.differences, page, column)
            if is_close:
                for candidate in line.candidates:
                    column.addWidget(self._candidate(line, candidate, page))
            self._choices(line, page, column)
        column.addStretch(1)
        self.detail.put(page)

    def _candidate(self, line: ImportLine, one: Candidate, page: QWidget) -> QWidget:
        frame = QFrame(page)
        chosen = self.decisions.get(line.ident) == one.id
        look.set_role(frame, "band-ok" if chosen else "card")
        inner = QVBoxLayout(frame)
        side = look.px(12)
        inner.setContentsMargins(side, look.px(8), side, look.px(8))
        inner.setSpacing(look.px(4))
        inner.addWidget(label(f"Похож на: {one.title}, {one.about}", frame, "strong"))
        inner.addWidget(label(one.reason[:1].upper() + one.reason[1:] + ".", frame, "muted"))
        _differences(one.differences, frame, inner)
        it_is = button(
            "Это он(а): записать на эту карточку", frame, icon="user-check",
            name=f"Это {one.title}",
        )  # fmt: skip
        it_is.clicked.connect(lambda _=False: self.decide(line, one.id))
        inner.addWidget(it_is, 0, Qt.AlignmentFlag.AlignLeft)
        return frame

    def _choices(self, line: ImportLine, page: QWidget, column: QVBoxLayout) -> None:
        if line.verdict is Verdict.REJECTED:
            return
        place = QWidget(page)
        flow = FlowLayout(place)
        decision = self.decisions.get(line.ident)

        def offer(word: str, icon: str, wanted: Decision | None) -> None:
            made = button(word, place, icon=icon, name=f"{word}: {line.title}")
            made.clicked.connect(lambda _=False: self.decide(line, wanted))
            flow.addWidget(made)

        if line.verdict is Verdict.CLOSE and decision != NEW:
            offer("Это новый", "user-plus", NEW)
        if decision != SKIP:
            offer("Пропустить строку", "ban", SKIP)
        if decision is not None:
            offer("Передумать", "undo-2", None)
        column.addWidget(place)


def _table(plan: ImportPlan, chip: Callable[[Any], Chip], parent: QWidget) -> SearchableTable:
    columns = [
        Column("verdict", "Что будет", chip=chip, width=178),
        Column("row", "Строка", lambda r: str(r.row_number), align="right", width=76,
               sort=lambda r: (r.sheet, r.row_number)),
        Column("title", "Ребёнок" if plan.kind is not Kind.STAFF else "Работник",
               lambda r: r.title, width=230),
    ]  # fmt: skip
    columns += [
        Column(f"about{at}", heading, _about(at), width=136)
        for at, heading in enumerate(plan.headings)
    ]
    columns.append(Column("remark", "Замечание", _remark, width=240, stretch=True))
    return SearchableTable(
        f"import-{plan.kind.value}",
        columns,
        title="Строки списка",
        empty=Empty("Таких строк нет", "Выберите другие строки над списком."),
        count_words=("строка", "строки", "строк"),
        parent=parent,
    )


def _about(at: int) -> Callable[[ImportLine], str]:
    return lambda line: line.about[at]


def _remark(line: ImportLine) -> str:
    told = [*line.reasons, *line.notes]
    told += [f"{d.title}: {d.known or '–'} → {d.written}" for d in line.differences]
    return " ".join(told)


def _differences(found: tuple[Difference, ...], page: QWidget, column: QVBoxLayout) -> None:
    for one in found:
        column.addWidget(label(f"{one.title}: {one.known or '–'} → {one.written}", page))


def _infos(plan: ImportPlan) -> list[str]:
    lines = []
    if plan.absent:
        named = "; ".join(plan.absent[:_NAMED_ABSENT])
        rest = len(plan.absent) - _NAMED_ABSENT
        more = f" и ещё {rest}" if rest > 0 else ""
        lines.append(f"Записаны в этих группах, но в списке их нет: {named}{more}.")
    passed = [row for row in plan.passed if row.row_number]
    if passed:
        shown = "; ".join(f"{row.row_number} – {row.reason}" for row in passed[:_NAMED_ABSENT])
        rest = len(passed) - _NAMED_ABSENT
        more = f" и ещё {rest}" if rest > 0 else ""
        word = count(len(passed), "строка не запись", "строки не записи", "строк не записи")
        lines.append(f"{word}: {shown}{more}.")
    return lines
