"""The register of chats with the card of the chat one stands on."""

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QSettings, Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QStackedWidget, QWidget

from desktop.operations import administrators, chats, groups, office, participants
from desktop.operations._operation import Session
from desktop.operations.administrators import AdministratorRow, Appointment
from desktop.operations.chats import KINDS, ChatData, ChatRow
from desktop.operations.consents import MatrixRow
from desktop.operations.participants import ParticipantRow
from desktop.operations.permissions import Permission
from desktop.russian.terms import terms
from desktop.ui import _chat_people as people
from desktop.ui import act, ask, bus, look
from desktop.ui._chat_card import ChatCardView, ChatShown, load
from desktop.ui._chat_words import STATE_CHIPS
from desktop.ui._dialog import Filled, fill_and_do
from desktop.ui._paper_parts import Split
from desktop.ui._parts import CardPlace, button, set_primary
from desktop.ui._screen import Page, Screen
from desktop.ui.dialogs import appoint, chat, chat_state, participant
from desktop.ui.empty import Empty, EmptyState
from desktop.ui.table import Column, SearchableTable

_LAST = "chats/last"


class ChatsPage(Page):
    """Register at the left, card at the right."""

    keys = (
        ("Ctrl+N", "новый чат"),
        ("Enter", "изменить чат, на котором стоите"),
    )

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("Чаты", parent)
        self._wanted: int | None = None
        self._terms = terms("kindergarten")
        self.new_button = button("Новый чат", self, icon="plus", role="primary")
        self.new_button.setToolTip("Ctrl+N")
        self.new_button.clicked.connect(self.new_chat)
        self.head.addWidget(self.new_button)
        self.table = SearchableTable(
            "chats",
            (
                Column(
                    "number",
                    "№",
                    lambda r: r.number,
                    width=44,
                    sort=lambda r: _natural(r.number),
                    spare=True,
                ),
                Column("title", "Название", lambda r: r.title, width=176, stretch=True, names=True),
                Column("state", "Состояние", chip=lambda r: STATE_CHIPS[r.state], width=160),
                Column("groups", "Для кого", lambda r: r.groups, width=100, spare=True),
                Column("platform", "Платформа", lambda r: r.platform_title, width=110, spare=True),
                Column("kind", "Вид", lambda r: KINDS.get(r.kind, r.kind), width=130, spare=True),
                Column(
                    "people", "Администраторы", lambda r: r.administrators, width=180, spare=True
                ),
            ),
            title="Реестр чатов",
            empty=Empty(
                "Здесь будет реестр чатов",
                "Заведите первый чат: название, группа, платформа и часы, когда в него пишут.",
                "Завести чат" if act.allowed(Permission.CHATS_WRITE) else "",
                "messages-square",
            ),
            count_words=("чат", "чата", "чатов"),
            parent=self,
        )
        self.card = ChatCardView(self)
        self.nothing = EmptyState(
            Empty("Здесь откроется карточка чата", icon="messages-square"), self
        )
        self.places = QStackedWidget(self)
        self.places.addWidget(self.nothing)
        self.card_place = CardPlace(self.card, self.card.tabs, self)
        self.places.addWidget(self.card_place)
        self.splitter = Split("chats", self.table, self.places, self)
        self.splitter.setAccessibleName("Список и карточка")
        self.table.setMinimumSize(look.px(190), look.px(100))  # room for the card at 200 %
        if QSettings().value("splitters/chats") is None:
            self.splitter.setSizes([look.px(424), look.px(676)])
        self.body.addWidget(self.splitter, 1)
        self._connect()
        new = QShortcut(QKeySequence.StandardKey.New, self)
        new.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        new.activated.connect(self.new_chat)
        self.new_button.setVisible(act.allowed(Permission.CHATS_WRITE))

    def _connect(self) -> None:
        self.table.selection_changed.connect(self._show_current)
        self.table.opened.connect(self._open)
        self.table.first_step.connect(self.new_chat)
        card = self.card
        card.state_bar.edit_button.clicked.connect(self.edit_chat)
        card.state_bar.order_button.clicked.connect(self._create_order)
        card.state_bar.wanted.connect(self.take_step)
        card.administrators.appoint_wanted.connect(self.appoint)
        card.administrators.end_wanted.connect(self.end_appointment)
        card.members.added.connect(self.record_member)
        card.members.edited.connect(self.record_member)
        card.members.joined.connect(self._record_join)
        card.members.all_joined.connect(self._join_all)
        card.members.confirmed.connect(self._confirm)
        card.members.left.connect(self._leave)
        card.answers.opened.connect(self._go_to_consents)
        card.papers.opened.connect(self._go_to_paper)

    # Showing

    def reload(self) -> None:
        act.ask(self, chats.chats, done=self._show)
        act.ask(self, office.organization, done=self._learn_words)

    def show_item(self, item: Any) -> None:
        """Stand on the chat with this id; of a dict {"chat_id", "tab"} also open that tab."""
        if isinstance(item, dict):
            tabs = ("passport", "administrators", "members", "answers", "papers", "history")
            if item.get("tab") in tabs:
                self.card.tabs.setCurrentIndex(tabs.index(item["tab"]))
            item = item.get("chat_id")
        if not isinstance(item, int):
            return
        self._wanted = item
        self.table.set_query("")
        if self.table.select(item):
            self._wanted = None

    def _show(self, rows: tuple[ChatRow, ...]) -> None:
        self.table.set_rows(rows)
        set_primary(self.new_button, "plus", bool(rows))  # the empty list has its own first step
        last = str(QSettings().value(_LAST, ""))
        wanted = self._wanted or (int(last) if last.isdecimal() else None)
        if self._wanted is not None or self.table.current() is None:
            if not (wanted and self.table.select(wanted)) and rows:
                self.table.select(rows[0].id)
            self._wanted = None
        self._show_current()

    def _show_current(self) -> None:
        row: ChatRow | None = self.table.current()
        if row is None:
            self.places.setCurrentWidget(self.nothing)
            return
        QSettings().setValue(_LAST, row.id)
        act.ask(self, load, row.id, done=self._show_card)

    def _show_card(self, shown: ChatShown) -> None:
        row: ChatRow | None = self.table.current()
        if row is None or row.id != shown.id:
            return
        self.card.show_chat(shown)
        self.places.setCurrentWidget(self.card_place)

    def _learn_words(self, organization: Any) -> None:
        if organization is not None:
            self._terms = terms(organization.kind)

    # The passport

    def new_chat(self) -> None:
        """Ctrl+N."""
        if act.allowed(Permission.CHATS_WRITE):
            self._fill_chat(None)

    def edit_chat(self) -> None:
        """Change the passport of the chat one stands on."""
        if self.card.shown is not None:
            self._fill_chat(self.card.shown.id)

    def _open(self, row: ChatRow) -> None:
        if act.allowed(Permission.CHATS_WRITE):
            self._fill_chat(row.id)
        else:
            self.card.tabs.setFocus()

    def _fill_chat(self, chat_id: int | None) -> None:
        form_id = f"chat:{chat_id or 'new'}"

        def read(session: Session) -> chat.Shown:
            card = chats.chat_card(session, chat_id) if chat_id else None
            return chat.Shown(card, groups.groups(session), self._terms)

        def fill(shown: chat.Shown, typed: str, problem: str) -> Filled[ChatData] | None:
            return chat.ask(self, shown, form_id, typed, problem)

        def do(data: ChatData, done: Callable[[Any], None], failed: Any) -> None:
            def stored(ident: int) -> None:
                done(ident)
                self.show_item(ident)

            act.perform(self, chats.save_chat, data, chat_id, done=stored, failed=failed)

        fill_and_do(self, form_id, read, fill, do)

    # States

    def take_step(self, state: str) -> None:
        """Take the chat one stands on to that state."""
        shown = self.card.shown
        if shown is None:
            return
        row = shown.card.row
        missing = dict(shown.missing).get(state, ())
        hard = [line for line in missing if "приказ" not in line]
        if state == "open" and hard:
            text = "\n".join(f"• {line}" for line in missing)
            ask.warn(self, "Чат ещё нельзя открыть", f"Положение требует, а этого ещё нет:\n{text}")
            return
        last = shown.card.states[-1] if shown.card.states else None
        form_id = f"chat-state:{row.id}:{state}"

        def fill(_: None, typed: str, problem: str) -> Filled[chat_state.Step] | None:
            return chat_state.ask(
                self, row.title, row.state, state, missing, last, form_id, typed, problem
            )

        def do(step: chat_state.Step, done: Any, failed: Any) -> None:
            act.perform(
                self,
                chats.move_chat,
                row.id,
                step.state,
                step.on_date,
                step.reason,
                step.basis,
                done=done,
                failed=failed,
            )

        fill_and_do(self, form_id, _nothing, fill, do)

    # Administrators

    def appoint(self, role: str = "") -> None:
        """Appoint somebody in that role of the chat one stands on."""
        shown = self.card.shown
        if shown is None:
            return
        chat_id = shown.id
        form_id = f"appoint:{chat_id}"
        for_all = {asked.id for asked in shown.roles if asked.for_institution} | {"curator"}

        def read(session: Session) -> people.People:
            return people.load(session, chat_id)

        def fill(found: people.People, typed: str, problem: str) -> Filled[Appointment] | None:
            return appoint.ask(
                self, shown.roles, found, role=role, form_id=form_id, typed=typed, problem=problem
            )

        def do(data: Appointment, done: Any, failed: Any) -> None:
            where = None if data.role in for_all else chat_id
            act.perform(self, administrators.appoint, where, data, done=done, failed=failed)

        fill_and_do(self, form_id, read, fill, do)

    def end_appointment(self, row: AdministratorRow) -> None:
        """End that appointment."""
        day = appoint.ask_end(self, row)
        if day is not None:
            act.perform(self, administrators.end_appointment, row.id, day)

    # Members

    def record_member(self, row: ParticipantRow | None = None) -> None:
        """Record somebody seen in the chat, or change what is recorded of `row`."""
        shown = self.card.shown
        if shown is None:
            return
        chat_id = shown.id
        form_id = f"member:{chat_id}:{row.id or row.person if row else 'new'}"

        def read(session: Session) -> people.People:
            return people.load(session, chat_id)

        def fill(
            found: people.People, typed: str, problem: str
        ) -> Filled[participant.Member] | None:
            return participant.ask(self, found, row, form_id=form_id, typed=typed, problem=problem)

        def do(member: participant.Member, done: Any, failed: Any) -> None:
            act.perform(
                self,
                participants.save_participant,
                chat_id,
                participant_id=row.id if row else None,
                person=member.person,
                profile_name=member.profile_name,
                joined_on=member.joined_on,
                done=done,
                failed=failed,
            )

        fill_and_do(self, form_id, read, fill, do)

    def _record_join(self, row: ParticipantRow) -> None:
        shown = self.card.shown
        if shown is not None:
            act.perform(
                self,
                participants.save_participant,
                shown.id,
                person=row.person,
                said=f"Вступление записано: {row.name}",
            )

    def _join_all(self) -> None:
        shown = self.card.shown
        if shown is None:
            return
        absent = sum(1 for row in shown.members if row.defect == "нет в чате")
        if ask.confirm(
            self,
            "Все ожидаемые вступили?",
            f"Сегодняшним числом будет записано вступление всех, кого ещё нет: {absent}. "
            "Личности останется подтвердить.",
            "Записать вступление",
        ):
            act.perform(self, participants.join_expected, shown.id)

    def _confirm(self, row: ParticipantRow) -> None:
        if row.id is not None:
            act.perform(self, participants.confirm, row.id)

    def _leave(self, row: ParticipantRow) -> None:
        told = participant.ask_leave(self, row)
        if told is not None and row.id is not None:
            act.perform(self, participants.leave, row.id, *told)

    # Other places

    def _create_order(self) -> None:
        if self.card.shown is not None:
            order = {"document": "order-create-chats", "chat_ids": [self.card.shown.id]}
            bus.go.emit("documents", order)

    def _go_to_paper(self, paper_id: int) -> None:
        bus.go.emit("documents", paper_id)

    def _go_to_consents(self, line: MatrixRow | None) -> None:
        if self.card.shown is not None:
            item = {"chat_id": self.card.shown.id}
            if line is not None:
                item["child_id"] = line.child_id
            bus.go.emit("consents", item)


def _nothing(session: Session) -> None:
    """A step needs nothing read beforehand."""


def _natural(number: str) -> tuple[int, str]:
    return (int(number) if number.isdecimal() else 10**9, number)


SCREEN = Screen("chats", "Чаты", "messages-square", 30, Permission.CHATS_READ, ChatsPage)
