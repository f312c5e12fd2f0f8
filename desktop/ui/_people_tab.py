"""What the four tabs of people share: a list at the left, a card at the right."""

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QSettings
from PySide6.QtWidgets import QFrame, QLayout, QStackedWidget, QVBoxLayout, QWidget

from desktop.russian.terms import terms
from desktop.ui import look
from desktop.ui._flow import FlowLayout
from desktop.ui._paper_parts import Split
from desktop.ui._parts import Band, CardPlace, Sheet, button, label, row
from desktop.ui.chips import Chip, ChipLabel
from desktop.ui.empty import Empty, EmptyState
from desktop.ui.table import SearchableTable


class PersonCard(QFrame):
    """Who it is, the state, the deeds, and under them everything else."""

    def __init__(self, name: str, parent: QWidget) -> None:
        super().__init__(parent)
        look.set_role(self, "card")
        self.setAccessibleName(name)
        self.title_label = label("", self, "section")
        self.chip = ChipLabel(Chip(""), self)
        self.band = Band("warn", self)
        self.deeds = QWidget(self)
        self._flow = FlowLayout(self.deeds)
        self.sheet = Sheet(name, self)
        self._column = QVBoxLayout(self)
        self._column.addWidget(self.title_label)
        self._column.addLayout(row(self.chip))
        self._column.addWidget(self.band)
        self._column.addWidget(self.deeds)
        self._column.addWidget(self.sheet, 1)
        look.changed.connect(self._restyle)
        self._restyle()

    def deed(
        self, word: str, do: Callable[[], None], *, icon: str = "", role: str = "", name: str = ""
    ) -> QWidget:
        """One more button of a deed."""
        made = button(word, self.deeds, icon=icon, role=role, name=name)
        made.clicked.connect(do)
        self._flow.addWidget(made)
        return made

    def _restyle(self) -> None:
        side = look.px(16)
        self._column.setContentsMargins(side, side, side, look.px(8))
        self._column.setSpacing(look.px(8))


class PeopleTab(QWidget):
    """A list with the card of the one stands on. Subclasses read, show and act."""

    word_new = ""  # what Ctrl+N makes here, "" when nothing

    def __init__(self, ident: str, choose: Empty, parent: QWidget) -> None:
        super().__init__(parent)
        self.ident = ident
        self.words = terms("kindergarten")
        self._wanted: int | None = None
        self._choose = choose

    def lay_out(self, table: SearchableTable, card: PersonCard, filters: QLayout | None) -> None:
        """Put the list and the card in their places."""
        self.table = table
        self.card = card
        table.setMinimumSize(look.px(190), look.px(100))
        left = QWidget(self)
        column = QVBoxLayout(left)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(look.px(8))
        if filters is not None:
            column.addLayout(filters)
        column.addWidget(table, 1)
        self.nothing = EmptyState(self._choose, self)
        self.places = QStackedWidget(self)
        self.places.addWidget(self.nothing)
        self.card_place = CardPlace(card, card.sheet, self)
        self.places.addWidget(self.card_place)
        self.splitter = Split(f"people-{self.ident}", left, self.places, self)
        self.splitter.setAccessibleName("Список и карточка")
        if QSettings().value(f"splitters/people-{self.ident}") is None:
            self.splitter.setSizes([look.px(600), look.px(500)])
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, look.px(12), 0, 0)
        whole.addWidget(self.splitter, 1)
        table.selection_changed.connect(self._show_current)

    def learn(self, kind: str) -> None:
        """The words of the kind of institution."""
        self.words = terms(kind)

    def reload(self) -> None:
        """Read the list anew."""
        raise NotImplementedError

    def new(self) -> None:
        """Ctrl+N."""

    def read_card(self, ident: int) -> None:
        """Ask for the card and show it by `show_card`."""
        raise NotImplementedError

    def select(self, ident: int) -> None:
        """Stand on the one with this id, as soon as the list is there."""
        self._wanted = ident
        self.table.set_query("")
        if self.table.select(ident):
            self._wanted = None

    def set_rows(self, rows: Any) -> None:
        """Show these rows; somebody wanted or the first is stood on when nobody was."""
        self.table.set_rows(rows)
        if self._wanted is not None and self.table.select(self._wanted):
            self._wanted = None
        elif self.table.current() is None and rows:
            shown = self.table.shown()
            if shown:
                self.table.select(shown[0].id)
        self._show_current()

    def _show_current(self) -> None:
        current = self.table.current()
        if current is None:
            self.places.setCurrentWidget(self.nothing)
        else:
            self.read_card(current.id)

    def is_current(self, ident: int) -> bool:
        """Whether this is still the one stood on."""
        current = self.table.current()
        return current is not None and bool(current.id == ident)

    def show_place(self) -> None:
        """The card is filled: show it."""
        self.places.setCurrentWidget(self.card_place)
