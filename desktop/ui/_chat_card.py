"""A chat's card: state and next steps on top, under them passport, people, papers, history."""

from dataclasses import dataclass
from itertools import pairwise

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QPushButton, QTabWidget, QVBoxLayout, QWidget

from desktop import clock
from desktop.operations import administrators, chat_history, chats, consents, office, participants
from desktop.operations._operation import Session
from desktop.operations.administrators import AdministratorRow, RoleWanted
from desktop.operations.chat_history import HistoryLine
from desktop.operations.chats import ChatCard
from desktop.operations.consents import MatrixRow
from desktop.operations.papers import PaperRow
from desktop.operations.participants import ParticipantRow
from desktop.operations.permissions import Permission
from desktop.russian.terms import Terms, terms
from desktop.ui import act, look
from desktop.ui._chat_administrators import AdministratorsTab
from desktop.ui._chat_answers import AnswersTab
from desktop.ui._chat_members import MembersTab
from desktop.ui._chat_papers import HistoryTab, PapersTab
from desktop.ui._chat_passport import PassportTab
from desktop.ui._chat_words import STATE_CHIPS, STEP_WORDS, platform_chip, step_word
from desktop.ui._flow import FlowLayout
from desktop.ui._parts import Band, button, label
from desktop.ui.chips import ChipLabel


@dataclass(frozen=True)
class ChatShown:
    """Everything the card tells of one chat, read at once."""

    card: ChatCard
    terms: Terms
    missing: tuple[tuple[str, tuple[str, ...]], ...]  # next step → what it lacks
    duties: tuple[str, ...]
    roles: tuple[RoleWanted, ...]
    administrators: tuple[AdministratorRow, ...]
    members: tuple[ParticipantRow, ...]
    answers: tuple[MatrixRow, ...]
    papers: tuple[PaperRow, ...]
    history: tuple[HistoryLine, ...]

    @property
    def id(self) -> int:
        """The chat's id."""
        return self.card.row.id


def load(session: Session, chat_id: int) -> ChatShown:
    """Read a chat for its card. Raises UserError when it is gone."""
    card = chats.chat_card(session, chat_id)
    today = clock.today()
    organization = office.organization(session)
    return ChatShown(
        card,
        terms(organization.kind if organization else "kindergarten"),
        tuple(
            (state, chats.obstacles(session, chat_id, state, today))
            for state in chats.NEXT_STATES[card.row.state]
        ),
        chats.duties_after_opening(session, chat_id, today),
        administrators.roles_wanted(session) if card.row.kind != "parents" else (),
        administrators.administrators(session, chat_id),
        participants.participants(session, chat_id),
        consents.matrix(session, chat_id),
        chat_history.papers_of_chat(session, chat_id),
        chat_history.history(session, chat_id),
    )


class StateBar(QFrame):
    """The present state, the next steps and what is missing before them.

    `wanted(state)`: the person chose a step.
    """

    wanted = Signal(str)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.title_label = label("", self, "section")
        self.state_chip = ChipLabel(STATE_CHIPS["project"], self)
        self.platform_chip = ChipLabel(STATE_CHIPS["project"], self)
        self.since_label = label("", self, "muted")
        self.since_label.setWordWrap(False)
        self._chips = FlowLayout()
        for widget in (self.state_chip, self.since_label, self.platform_chip):
            self._chips.addWidget(widget)
        self.edit_button = button(
            "Изменить", self, icon="pencil", role="quiet", name="Изменить паспорт чата"
        )
        self.order_button = button(
            "Создать приказ", self, icon="stamp", role="quiet", name="Создать приказ о чате"
        )
        self._deeds = FlowLayout()
        self.step_buttons: dict[str, QPushButton] = {}
        for state in STEP_WORDS:
            made = button(STEP_WORDS[state], self, role="danger" if state == "closed" else "")
            made.clicked.connect(lambda _=False, state=state: self.wanted.emit(state))
            self.step_buttons[state] = made
        deeds = (*self.step_buttons.values(), self.edit_button, self.order_button)
        for made in deeds:
            self._deeds.addWidget(made)
        for before, after in pairwise(deeds):  # Tab goes as the eye does
            self.setTabOrder(before, after)
        self.missing_band = Band("warn", self)
        self.duty_band = Band("info", self)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(look.px(8))
        self._column.addWidget(self.title_label)
        self._column.addLayout(self._chips)
        self._column.addWidget(self.missing_band)
        self._column.addWidget(self.duty_band)
        self._column.addLayout(self._deeds)

    def show_chat(self, shown: ChatShown) -> None:
        """Tell of this chat."""
        row = shown.card.row
        self.title_label.setText(row.title)
        self.state_chip.set_chip(STATE_CHIPS[row.state])
        since = f"с {row.state_since:%d.%m.%Y}" if row.state_since else ""
        self.since_label.setText(since)
        chip = platform_chip(row.platform, clock.today())
        warns = chip is not None and chip.role in ("stop", "warn") and row.state != "closed"
        self.platform_chip.setVisible(warns)
        if chip is not None:
            self.platform_chip.set_chip(
                type(chip)(f"{row.platform_title}: {chip.word}", chip.role, chip.icon)
            )
        may = act.allowed(Permission.CHATS_WRITE)
        self.missing_band.say(_missing_lines(shown))
        is_open = row.state == "open"
        self.duty_band.say([f"Не забудьте: {duty}." for duty in shown.duties] if is_open else [])
        for state, made in self.step_buttons.items():
            word = step_word(row.state, state)
            made.setText(word)
            made.setAccessibleName(word)
            made.setVisible(may and state in chats.NEXT_STATES[row.state])
        self.edit_button.setVisible(may)
        orders = act.allowed(Permission.PAPERS_PREPARE) and row.state != "closed"
        self.order_button.setVisible(orders and row.kind != "parents")


class ChatCardView(QFrame):
    """The card. Its parts tell what the person wants; the screen does it."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        look.set_role(self, "card")
        self.shown: ChatShown | None = None
        self.state_bar = StateBar(self)
        self.passport = PassportTab(self)
        self.administrators = AdministratorsTab(self)
        self.members = MembersTab(self)
        self.answers = AnswersTab(self)
        self.papers = PapersTab(self)
        self.history = HistoryTab(self)
        self.tabs = QTabWidget(self)
        self.tabs.setAccessibleName("Карточка чата")
        self.tabs.setDocumentMode(True)
        self.tabs.tabBar().setAccessibleName("Вкладки карточки чата")
        for page, title in (
            (self.passport, "Паспорт"),
            (self.administrators, "Администраторы"),
            (self.members, "Участники"),
            (self.answers, "Согласия"),
            (self.papers, "Документы"),
            (self.history, "История"),
        ):
            self.tabs.addTab(page, title)
        self._column = QVBoxLayout(self)
        self._column.addWidget(self.state_bar)
        self._column.addWidget(self.tabs, 1)
        look.changed.connect(self._restyle)
        self._restyle()

    def show_chat(self, shown: ChatShown) -> None:
        """Tell of this chat, on the tab one stands on."""
        self.shown = shown
        self.state_bar.show_chat(shown)
        lives = shown.card.row.state != "closed"
        self.passport.show_chat(shown.card, shown.terms)
        self.administrators.show_chat(shown.roles, shown.administrators, lives)
        self.members.show_rows(shown.members, lives)
        self.answers.show_rows(shown.answers)
        self.papers.show_rows(shown.papers)
        self.history.show_rows(shown.history)

    def _restyle(self) -> None:
        side = look.px(16)
        self._column.setContentsMargins(side, side, side, look.px(8))
        self._column.setSpacing(look.px(12))


def _missing_lines(shown: ChatShown) -> list[str]:
    lines: list[str] = []
    for state, missing in shown.missing:
        if state != "open":
            continue
        if missing:
            lines.append("Чтобы открыть чат, не хватает:")
            lines.extend(f"• {line}" for line in missing)
    return lines
