"""Who agreed to what: the matrix of children by chat, forms printed and filed back."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QSettings, QSignalBlocker, Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QComboBox,
    QProgressBar,
    QStackedWidget,
    QWidget,
)

from desktop.operations import chats, consents, papers
from desktop.operations._operation import Session
from desktop.operations.chats import ChatRow
from desktop.operations.consents import ConsentRow, MatrixRow
from desktop.operations.permissions import Permission
from desktop.russian.plural import count
from desktop.ui import act, ask, bus, look
from desktop.ui._chat_answers import progress_words
from desktop.ui._chat_words import consent_chip, day_words, expires_soon, is_answered
from desktop.ui._consent_card import ConsentCard
from desktop.ui._dialog import Filled, fill_and_do
from desktop.ui._flow import FlowLayout
from desktop.ui._paper_parts import Split
from desktop.ui._parts import CardPlace, button, label, row
from desktop.ui._screen import Page, Screen
from desktop.ui.dialogs import consent_forms, consent_mark, consent_paper
from desktop.ui.empty import Empty, EmptyState
from desktop.ui.table import Column, SearchableTable

# What is shown: id, word, whether a line belongs there.
FILTERS: tuple[tuple[str, str, Callable[[MatrixRow], bool]], ...] = (
    ("all", "Все", lambda line: True),
    ("waiting", "Без ответа", lambda line: not is_answered(line)),
    ("signed", "Подписано", lambda line: line.state == "signed"),
    ("refused", "Отказ", lambda line: line.state == "refused"),
    ("withdrawn", "Отозвано", lambda line: line.state == "withdrawn"),
    ("conflict", "Родители не согласны", lambda line: line.state == "conflict"),
    ("expiring", "Истекает за 30 дней", expires_soon),
    ("expired", "Истекло", lambda line: line.state == "expired"),
)


class ConsentsPage(Page):
    """Matrix at the left, the child's forms at the right."""

    keys = (
        ("Ctrl+P", "напечатать бланки выбранным"),
        ("Shift и стрелки, Ctrl и щелчок", "выбрать нескольких"),
    )

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("Согласия", parent)
        self._lines: tuple[MatrixRow, ...] = ()
        self._chat_ids: list[int | None] = [None]
        self._wanted_chat: int | None = None
        self._wanted_child: int | None = None
        self.chat_box = QComboBox(self)
        self.chat_box.setAccessibleName("Чат")
        self.chat_box.addItem("Все действующие чаты")
        self.filter_box = QComboBox(self)
        self.filter_box.setAccessibleName("Какие согласия показать")
        self.filter_box.addItems([word for _, word, _ in FILTERS])
        for box, letters in ((self.chat_box, 22), (self.filter_box, 16)):
            box.setSizeAdjustPolicy(
                QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
            )
            box.setMinimumContentsLength(letters)
        self.progress_label = label("", self)
        self.progress_label.setWordWrap(False)
        self.bar = QProgressBar(self)
        self.bar.setTextVisible(False)
        self.bar.setAccessibleName("Сколько семей ответили")
        self.print_button = button("Напечатать бланки", self, icon="printer", role="primary")
        self.print_button.setToolTip("Бланки выбранным детям (Ctrl+P)")
        self.stack_button = button("Отметить подписанные…", self, icon="signature")
        self.stack_button.setToolTip("Стопка бланков, которые вернулись с подписью")
        self.table = SearchableTable(
            "consents",
            (
                Column("child", "Ребёнок", lambda r: r.child.full, width=230, stretch=True),
                Column(
                    "state",
                    "Ответ семьи",
                    lambda r: consent_chip(r).word,
                    chip=consent_chip,
                    width=216,
                ),
                Column(
                    "since",
                    "Дата",
                    lambda r: day_words(r.state_since),
                    width=112,
                    sort=lambda r: str(r.state_since or ""),
                    spare=True,
                ),
                Column("number", "№", lambda r: r.number, width=80, spare=True),
                Column("group", "Где", lambda r: r.group, width=100, spare=True),
                Column("chat", "Чат", lambda r: r.chat, width=150, spare=True),
                Column("details", "Представители", lambda r: r.details, width=260, spare=True),
            ),
            title="Согласия: дети и ответы семей",
            empty=Empty(
                "Здесь будут согласия семей",
                "Заведите чат, укажите его группу и запишите в неё детей: каждый появится в "
                "списке сам.",
                "Открыть чаты",
                "file-check",
            ),
            search_text=lambda r: (
                f"{r.child.full} {r.group} {r.chat} {r.number} {r.details} "
                + " ".join(name for _, name in r.guardians)
            ),
            count_words=("строка", "строки", "строк"),
            multi=True,
            parent=self,
        )
        self.card = ConsentCard(self)
        self.several = EmptyState(Empty("", icon="list-checks"), self)
        self.places = QStackedWidget(self)
        self.places.addWidget(self.several)
        self.card_place = CardPlace(self.card, self.card.sheet, self)
        self.places.addWidget(self.card_place)
        self.splitter = Split("consents", self.table, self.places, self)
        self.splitter.setAccessibleName("Список и карточка")
        self.table.setMinimumSize(look.px(190), look.px(100))  # room for the card at 200 %
        if QSettings().value("splitters/consents") is None:
            self.splitter.setSizes([look.px(610), look.px(480)])
        self.head.addWidget(self.print_button)
        tools = QWidget(self)
        flow = FlowLayout(tools)
        for widget in (self.chat_box, self.filter_box, self.stack_button):
            flow.addWidget(widget)
        self.body.addWidget(tools)
        self.body.addLayout(row(self.progress_label, self.bar, stretch=False))
        self.body.addWidget(self.splitter, 1)
        self._connect()
        may = act.allowed(Permission.CONSENTS_WRITE)
        self.print_button.setVisible(may)
        self.stack_button.setVisible(may)

    def _connect(self) -> None:
        self.chat_box.currentIndexChanged.connect(self.reload)
        self.filter_box.currentIndexChanged.connect(self._filter)
        self.table.selection_changed.connect(self._show_current)
        self.table.first_step.connect(self._go_to_chats)
        self.table.opened.connect(self._open)
        self.print_button.clicked.connect(self.print_forms)
        self.stack_button.clicked.connect(self.mark_stack)
        self.card.mark_wanted.connect(self.mark)
        self.card.paper_wanted.connect(self.enter_paper)
        self.card.print_wanted.connect(self.print_forms)
        self.card.sheet_wanted.connect(self._look_at)
        keys = QShortcut(QKeySequence.StandardKey.Print, self)
        keys.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        keys.activated.connect(self.print_forms)

    # Showing

    def reload(self) -> None:
        chat_id = self._chat_ids[max(0, self.chat_box.currentIndex())]
        act.ask(self, _load, self._wanted_chat or chat_id, done=self._show)

    def show_item(self, item: Any) -> None:
        """A chat's id, or a dict with any of "chat_id", "child_id", "state" (an id of FILTERS)."""
        told = item if isinstance(item, dict) else {"chat_id": item}
        known = [ident for ident, _, _ in FILTERS]
        with QSignalBlocker(self.filter_box):
            state = told.get("state")
            self.filter_box.setCurrentIndex(known.index(state) if state in known else 0)
        self._wanted_chat = told.get("chat_id")
        self._wanted_child = told.get("child_id")
        if self._wanted_chat is None:
            with QSignalBlocker(self.chat_box):
                self.chat_box.setCurrentIndex(0)
        self.table.set_query("")
        self.reload()

    def _show(self, answer: "_Loaded") -> None:
        if self._wanted_chat not in (None, answer.asked):
            return  # what was asked for later is on its way
        self._wanted_chat = None
        chat_id, lines = answer.chat_id, answer.lines
        offered = [
            r
            for r in answer.chats
            if r.kind != "staff" and (r.state != "closed" or r.id == chat_id)
        ]
        with QSignalBlocker(self.chat_box):
            self.chat_box.clear()
            self._chat_ids = [None, *(r.id for r in offered)]
            self.chat_box.addItem("Все действующие чаты")
            self.chat_box.addItems([f"№ {r.number} {r.title}" for r in offered])
            place = self._chat_ids.index(chat_id) if chat_id in self._chat_ids else 0
            self.chat_box.setCurrentIndex(place)
        self._lines = lines
        self.progress_label.setText(progress_words(lines))
        self.bar.setRange(0, max(1, len(lines)))
        self.bar.setValue(sum(1 for line in lines if is_answered(line)))
        for widget in (self.progress_label, self.bar):
            widget.setVisible(bool(lines))
        self._filter()

    def _filter(self) -> None:
        belongs = FILTERS[max(0, self.filter_box.currentIndex())][2]
        self.table.set_rows([line for line in self._lines if belongs(line)])
        child = self._wanted_child
        self._wanted_child = None
        found = next((line for line in self.table.rows() if line.child_id == child), None)
        if found is not None:
            self.stand(found.id)
        elif self.table.current() is None and self.table.rows():
            self.stand(self.table.shown()[0].id)
        self._show_current()

    def stand(self, line_id: tuple[int, int]) -> bool:
        """Select this line alone: (chat, child). Out: whether it is shown."""
        self.table.view.clearSelection()  # a Ctrl still held would add to what was selected
        return self.table.select(line_id)

    def _show_current(self) -> None:
        chosen = self.table.selected()
        may = act.allowed(Permission.CONSENTS_WRITE)
        self.print_button.setEnabled(may and any(line.guardians for line in chosen))
        printed = any(consent_mark.markable(line.forms, "signed") for line in chosen)
        self.stack_button.setEnabled(may and printed)
        if len(chosen) == 1:
            self.card.show_line(chosen[0])
            self.places.setCurrentWidget(self.card_place)
            return
        if chosen:
            forms = sum(len(consent_mark.markable(line.forms, "signed")) for line in chosen)
            told = f"Бланков, ждущих подписи: {forms}." if forms else "Выданных бланков у них нет."
            empty = Empty(
                f"Выбрано: {count(len(chosen), 'строка', 'строки', 'строк')}",
                f"{told} Кнопки над списком – для всех выбранных.",
                icon="list-checks",
            )
        else:
            empty = Empty("Здесь откроются бланки ребёнка", icon="file-check")
        self.several.set_empty(empty)
        self.places.setCurrentWidget(self.several)

    def _open(self, line: MatrixRow) -> None:
        self.card.sheet.setFocus(Qt.FocusReason.OtherFocusReason)

    # Deeds

    def print_forms(self) -> None:
        """Register and show forms for the selected children (Ctrl+P)."""
        chosen: list[MatrixRow] = self.table.selected()
        if not act.allowed(Permission.CONSENTS_WRITE) or not chosen:
            return
        if len({line.chat_id for line in chosen}) > 1:
            ask.warn(
                self,
                "Выбраны дети разных чатов",
                "Бланк говорит об одном чате: выберите чат в списке над таблицей и отметьте детей "
                "ещё раз.",
            )
            return
        told = consent_forms.ask(self, chosen)
        if told is None:
            return
        ids = [line.child_id for line in chosen]
        title = f"Согласия – {chosen[0].chat}"
        act.perform(
            self,
            papers.issue_consents,
            chosen[0].chat_id,
            ids,
            day=told.day,
            duplex=told.duplex,
            done=lambda answer: consent_forms.show(self, answer[0], title, answer[1]),
        )

    def mark_stack(self) -> None:
        """File a signed stack back: one date, the ticked forms of the selected children."""
        forms = [form for line in self.table.selected() for form in line.forms]
        self.mark("signed", consent_mark.markable(forms, "signed"))

    def mark(self, state: str, forms: Sequence[ConsentRow]) -> None:
        """Mark some of these forms as signed, refused or withdrawn."""
        told = consent_mark.ask(self, state, forms) if forms else None
        if told is not None:
            act.perform(
                self,
                consents.mark_stack,
                told.consent_ids,
                state,
                told.on_date,
                told.note,
                told.categories,
            )

    def enter_paper(self) -> None:
        """Enter a paper signed outside the program."""
        line = self.card.line
        if line is None:
            return
        form_id = f"consent-paper:{line.chat_id}:{line.child_id}"

        def fill(_: None, typed: str, problem: str) -> Filled[dict[str, Any]] | None:
            return consent_paper.ask(self, line, form_id, typed, problem)

        def do(data: dict[str, Any], done: Any, failed: Any) -> None:
            act.perform(self, consents.register_consent, done=done, failed=failed, **data)

        fill_and_do(self, form_id, _nothing, fill, do)

    # Other places

    def _look_at(self, paper_id: int) -> None:
        bus.go.emit("documents", paper_id)

    def _go_to_chats(self) -> None:
        bus.go.emit("chats", None)


@dataclass(frozen=True)
class _Loaded:
    asked: int | None
    chat_id: int | None  # None: all chats that are not closed
    chats: tuple[ChatRow, ...]
    lines: tuple[MatrixRow, ...]


def _load(session: Session, chat_id: int | None) -> _Loaded:
    """The lines of that chat, of all when it is None or gone."""
    rows = chats.chats(session)
    if chat_id is None or all(row.id != chat_id for row in rows):
        return _Loaded(chat_id, None, rows, consents.matrix_of_all(session))
    return _Loaded(chat_id, chat_id, rows, consents.matrix(session, chat_id))


def _nothing(session: Session) -> None:
    """The dialog needs nothing read beforehand."""


SCREEN = Screen("consents", "Согласия", "file-check", 50, Permission.CONSENTS_READ, ConsentsPage)
