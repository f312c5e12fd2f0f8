"""Documents: the journals of papers, what waits for a signature, the very bytes that were kept."""

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QHBoxLayout,
    QMenu,
    QStackedWidget,
    QTabBar,
    QVBoxLayout,
    QWidget,
)

from desktop.errors import UserError
from desktop.operations import papers
from desktop.operations.papers import Issued, PaperRow, Preview
from desktop.operations.permissions import Permission
from desktop.russian.dates import numeric
from desktop.ui import act, bus, icons, jobs, look
from desktop.ui._dialog import Filled, fill_and_do
from desktop.ui._documents_request import Choices, Wanted, choices, form_id
from desktop.ui._flow import FlowLayout
from desktop.ui._paper_parts import Split, print_out, save_as
from desktop.ui._parts import button, label, set_primary
from desktop.ui._screen import Page, Screen
from desktop.ui.chips import Chip, ChipLabel, ChipRole
from desktop.ui.dialogs import cancel_paper, order_administrators, order_chats, sign
from desktop.ui.empty import Empty
from desktop.ui.preview import PaperPreview
from desktop.ui.table import Column, SearchableTable

_CHIPS: dict[str, tuple[ChipRole, str]] = {
    "registered": ("warn", "signature"),
    "signed": ("ok", "circle-check"),
    "cancelled": ("muted", "ban"),
    "printed": ("info", "printer"),
    "refused": ("stop", "circle-x"),
    "withdrawn": ("stop", "undo-2"),
}
_DIALOGS: dict[str, Callable[..., Filled[Wanted] | None]] = {
    order_chats.DOCUMENT: order_chats.ask,
    order_administrators.DOCUMENT: order_administrators.ask,
}
_REGISTER = "chat-register"

# (tab, its title, of which journals, only what waits, what an empty list says)
_TABS: tuple[tuple[str, str, str, Empty], ...] = (
    (
        "sign",
        "На подпись",
        "",
        Empty("На подписи ничего нет", "Здесь ждут документы, которые подписывает руководитель."),
    ),
    (
        "orders",
        "Приказы",
        "orders",
        Empty(
            "Приказов ещё нет",
            "Здесь журнал приказов с номерами и те самые листы, что были напечатаны.",
            "Новый документ",
            "file-text",
        ),
    ),
    (
        "consents",
        "Согласия",
        "consents",
        Empty(
            "Бланков ещё нет",
            "Бланк получает номер, когда его печатают для семьи.",
            "Перейти к согласиям",
            "file-check",
        ),
    ),
    (
        "sheets",
        "Прочее",
        "sheets",
        Empty("Здесь пусто", "Сюда попадут листы и справки, которые не приказы и не согласия."),
    ),
)


def _chip(row: PaperRow) -> Chip:
    return Chip(row.state_word, *_CHIPS.get(row.state, ("muted", "")))


_COLUMNS = (
    Column("number", "№", lambda row: row.number, width=84),
    Column(
        "date",
        "Дата",
        lambda row: numeric(row.date),
        width=108,
        sort=lambda row: (row.date, row.id),
        spare=True,
    ),
    Column("state", "Состояние", chip=_chip, width=150),
    Column("title", "Заголовок", lambda row: row.title, width=150, stretch=True, names=True),
)


class DocumentsPage(Page):
    """Journals at the left, the paper at the right."""

    keys = (
        ("Ctrl+N", "новый документ"),
        ("Ctrl+P", "печать открытого документа"),
        ("Esc", "из документа обратно в список"),
    )

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("Документы", parent)
        self._rows: tuple[PaperRow, ...] = ()
        self._wanted: int | None = None  # to be shown as soon as the lists are there
        self._shown: Issued | None = None
        self._shown_row: PaperRow | None = None
        self._loose: tuple[str, str, bytes] | None = None  # a paper without a number
        self._asked = 0
        self._print_run: object = None
        self.new_button = button("Новый документ", self, icon="file-plus", role="primary")
        self.new_button.setToolTip("Новый документ (Ctrl+N)")
        self.new_menu = QMenu(self.new_button)
        self.new_menu.setAccessibleName("Виды документов")
        self._add_kinds()
        self.new_button.setMenu(self.new_menu)
        self.new_button.setVisible(act.allowed(Permission.PAPERS_PREPARE))
        self.head.addWidget(self.new_button)
        self.tabs = QTabBar(self)
        self.tabs.setAccessibleName("Журналы")
        self.tabs.setDrawBase(False)
        self.tabs.setExpanding(False)
        self.lists = QStackedWidget(self)
        self.tables: dict[str, SearchableTable] = {}
        for ident, title, _, empty in _TABS:
            self.tabs.addTab(title)
            table = SearchableTable(
                f"papers/{ident}",
                _COLUMNS,
                title=title,
                empty=empty,
                count_words=("документ", "документа", "документов"),
                search_text=_search_text,
                parent=self,
            )
            table.selection_changed.connect(self._selected)
            table.opened.connect(self._open)
            table.first_step.connect(self._first_step)
            self.tables[ident] = table
            self.lists.addWidget(table)
        left = QWidget(self)
        column = QVBoxLayout(left)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(look.px(look.GAP))
        column.addWidget(self.tabs)
        column.addWidget(self.lists, 1)
        self.body.addWidget(Split("documents", left, self._card(), self, list_share=46), 1)
        self.tabs.currentChanged.connect(self._switch)
        new = QShortcut(QKeySequence.StandardKey.New, self)
        new.activated.connect(self.new_button.showMenu)
        back = QShortcut(QKeySequence(Qt.Key.Key_Escape), self.preview)
        back.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        back.activated.connect(self._back)
        self.tabs.setCurrentIndex(0 if act.allowed(Permission.PAPERS_SIGN) else 1)
        self._switch(self.tabs.currentIndex())

    # Building

    def _add_kinds(self) -> None:
        for choice in papers.catalogue():
            if choice.id not in _DIALOGS and choice.id not in (_REGISTER, papers.FORM):
                continue
            action = QAction(choice.title, self.new_menu)
            action.triggered.connect(lambda _=False, ident=choice.id: self.make(ident))
            self.new_menu.addAction(action)

    def _card(self) -> QWidget:
        card = QWidget(self)
        column = QVBoxLayout(card)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(look.px(look.GAP))
        self.card_head = QWidget(card)
        head = QVBoxLayout(self.card_head)
        head.setContentsMargins(0, 0, 0, 0)
        head.setSpacing(look.px(4))
        self.paper_label = label("", self.card_head, "section")
        self.note_label = label("", self.card_head, "muted")
        self.state_chip = ChipLabel(Chip("на подпись", "warn"), self.card_head)
        self.sign_button = button("Отметить подписанным…", self.card_head, icon="signature")
        self.cancel_button = button("Отменить с причиной…", self.card_head, role="quiet")
        self.sign_button.clicked.connect(self._sign)
        self.cancel_button.clicked.connect(self._cancel)
        line = QHBoxLayout()
        line.setSpacing(look.px(look.GAP))
        line.addWidget(self.paper_label, 1)
        line.addWidget(self.state_chip, 0, Qt.AlignmentFlag.AlignTop)
        head.addLayout(line)
        head.addWidget(self.note_label)
        deeds = FlowLayout()
        deeds.addWidget(self.sign_button)
        deeds.addWidget(self.cancel_button)
        head.addLayout(deeds)
        self.preview = PaperPreview(card)
        look.set_role(self.preview.print_button, "quiet")  # the screen's primary is another
        icons.put(self.preview.print_button, "printer", "accent")
        self.preview.print_requested.connect(self._print)
        self.preview.save_requested.connect(self._save)
        column.addWidget(self.card_head)
        column.addWidget(self.preview, 1)
        self._tell()
        return card

    # Data

    def reload(self) -> None:
        act.ask(self, papers.papers, done=self._show)

    def show_item(self, item: Any) -> None:
        """A paper's id, «sign», or {"document": kind, "chat_ids": […]} to make a new one."""
        if isinstance(item, dict):
            self.make(str(item["document"]), tuple(item.get("chat_ids", ())))
        elif item == "sign":
            self.tabs.setCurrentIndex(0)
        elif isinstance(item, int):
            self._wanted = item
            self._bring()

    def _show(self, rows: tuple[PaperRow, ...]) -> None:
        self._rows = rows
        for ident, _, series, _ in _TABS:
            self.tables[ident].set_rows(
                [row for row in rows if row.series == series]
                if series
                else [r for r in rows if r.state == "registered"]
            )
        self._weigh_buttons()
        waiting = len(self.tables["sign"].rows())
        self.tabs.setTabText(0, f"На подпись ({waiting})" if waiting else "На подпись")
        shown = self._shown_row
        if shown is None:
            self._stand()
        else:  # its state may have changed
            self._shown_row = next((row for row in rows if row.id == shown.id), None)
            self._tell()
        self._bring()

    def _weigh_buttons(self) -> None:
        """One filled button: an empty journal's first step, the head's signature, else the new."""
        table = self.tables[self._tab]
        is_empty = not table.rows() and self._tab in ("orders", "consents")
        signs = act.allowed(Permission.PAPERS_SIGN)
        set_primary(self.sign_button, "signature", signs)
        set_primary(self.new_button, "file-plus", not is_empty and not signs)

    def _bring(self) -> None:
        """Show the paper asked for, in its journal."""
        row = next((row for row in self._rows if row.id == self._wanted), None)
        if row is None:
            return
        self._wanted = None
        table = self.tables[self._tab]
        if not any(other.id == row.id for other in table.rows()):
            place = next(at for at, tab in enumerate(_TABS) if tab[2] == row.series)
            self.tabs.setCurrentIndex(place)
            table = self.tables[self._tab]
        table.set_query("")
        table.select(row.id)

    @property
    def _tab(self) -> str:
        return _TABS[self.tabs.currentIndex()][0]

    def _switch(self, place: int) -> None:
        self.lists.setCurrentIndex(place)
        self._loose = None
        self._weigh_buttons()
        self._stand()

    def _stand(self) -> None:
        """Show the paper one stands on in this journal, at first the topmost; none when empty."""
        table = self.tables[self._tab]
        shown = table.shown()
        if self._loose is not None:
            return
        if table.selected():
            self._selected()
        elif shown:
            table.select(shown[0].id)
        elif not table.rows() and self._shown is not None and self._wanted is None:
            self._asked += 1  # what is on its way is of another journal
            self._shown, self._shown_row = None, None
            self.preview.set_pdf(None)
            self._tell()

    def _selected(self) -> None:
        table = self.tables[self._tab]
        row = table.current() if table.selected() else None
        if row is None or (self._shown is not None and self._shown.id == row.id):
            return
        self._asked += 1
        asked = self._asked
        act.ask(
            self,
            papers.paper_pdf,
            row.id,
            done=lambda issued: self._show_paper(row, issued) if asked == self._asked else None,
        )

    def _show_paper(self, row: PaperRow, issued: Issued) -> None:
        self._shown_row, self._shown, self._loose = row, issued, None
        self.preview.set_pdf(issued.pdf)
        self._tell()

    def _tell(self) -> None:
        row = self._shown_row
        self.card_head.setVisible(row is not None or self._loose is not None)
        waits = row is not None and row.state == "registered"
        may_sign = act.allowed(Permission.PAPERS_SIGN)
        self.sign_button.setVisible(waits and may_sign)
        self.cancel_button.setVisible(waits and may_sign)
        self.state_chip.setVisible(row is not None)
        if row is not None:
            self.paper_label.setText(f"№ {row.number} от {numeric(row.date)}. {row.title}")
            self.state_chip.set_chip(_chip(row))
            self.note_label.setText(_note(row, may_sign))
        elif self._loose is not None:
            self.paper_label.setText(self._loose[0])
            self.note_label.setText("Без номера: этот документ печатается, но не регистрируется.")
        self.note_label.setVisible(bool(self.note_label.text()))

    # Deeds

    def make(self, document: str, chat_ids: tuple[int, ...] = ()) -> None:
        """Begin a new paper of that kind, for these chats when told."""
        if document == papers.FORM:
            bus.go.emit("consents", chat_ids[0] if chat_ids else None)
        elif document == _REGISTER:
            act.ask(self, papers.preview, document, {}, done=self._draw_loose)
        elif document in _DIALOGS:
            self._request(document, chat_ids)

    def _request(self, document: str, chat_ids: tuple[int, ...]) -> None:
        def fill(loaded: Choices, typed: str, problem: str) -> Filled[Wanted] | None:
            if chat_ids and not problem:
                typed = ""  # the chats told now count more than what was typed some day
            return _DIALOGS[document](self, loaded, chat_ids, typed, problem)

        def do(
            wanted: Wanted, done: Callable[[Any], None], failed: Callable[[UserError], None]
        ) -> None:
            def issued(paper: Issued) -> None:
                self._issued(paper)
                done(paper)

            act.perform(
                self,
                papers.issue,
                wanted.document,
                wanted.request,
                day=wanted.day,
                number=wanted.number,
                done=issued,
                failed=failed,
            )

        fill_and_do(self, form_id(document), choices, fill, do)

    def _issued(self, issued: Issued) -> None:
        self._wanted = issued.id
        self._bring()

    def _draw_loose(self, told: Preview) -> None:
        def show(pdf: bytes) -> None:
            self._asked += 1  # a paper still on its way would take this one's place
            self._shown, self._shown_row = None, None
            self._loose = (told.title, told.file_name, pdf)
            self.tables[self._tab].view.clearSelection()
            self.preview.set_pdf(pdf)
            self._tell()

        jobs.run("work", told.pdf, context=self, done=show, failed=_failed)

    def _sign(self) -> None:
        row = self._shown_row
        if row is None:
            return
        day = sign.ask(self, f"№ {row.number} «{row.title}»", row.date)
        if day is not None:
            act.perform(self, papers.mark_signed, row.id, day)

    def _cancel(self) -> None:
        row = self._shown_row
        if row is None:
            return
        reason = cancel_paper.ask(self, f"№ {row.number} «{row.title}»")
        if reason is not None:
            act.perform(self, papers.cancel, row.id, reason)

    def _paper(self) -> tuple[str, str, bytes] | None:
        """(title, file name, bytes) of what is shown."""
        if self._shown is not None:
            return (f"{self._shown.title} № {self._shown.number}", *self._file(self._shown))
        return self._loose

    def _file(self, issued: Issued) -> tuple[str, bytes]:
        return issued.file_name, issued.pdf

    def _print(self) -> None:
        paper = self._paper()
        if paper is not None:
            self._print_run = print_out(self, paper[2], paper[0])

    def _save(self) -> None:
        paper = self._paper()
        if paper is not None:
            save_as(self, paper[2], paper[1])

    def _open(self, row: PaperRow) -> None:
        self._selected()
        self.preview.sheets.setFocus(Qt.FocusReason.OtherFocusReason)

    def _back(self) -> None:
        self.tables[self._tab].view.setFocus(Qt.FocusReason.OtherFocusReason)

    def _first_step(self) -> None:
        if self._tab == "consents":
            bus.go.emit("consents", None)
        else:
            self.new_button.showMenu()


def _search_text(row: PaperRow) -> str:
    return f"{row.number} {numeric(row.date)} {row.title} {row.state_word} {row.cancel_reason}"


def _note(row: PaperRow, may_sign: bool) -> str:
    if row.state == "signed" and row.signed_on is not None:
        return f"Подписан {numeric(row.signed_on)}, отметил: {row.signed_by}."
    if row.state == "cancelled":
        return f"Отменён: {row.cancel_reason}."
    if row.state == "registered" and not may_sign:
        return "Отметку о подписании ставит руководитель."
    return ""


def _failed(error: UserError) -> None:
    bus.failed.emit(str(error))


SCREEN = Screen("documents", "Документы", "files", 60, Permission.PAPERS_READ, DocumentsPage)
