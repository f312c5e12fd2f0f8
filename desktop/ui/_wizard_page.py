"""What a page of the first start is, and the card by which one thing of several is chosen."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtWidgets import (
    QButtonGroup,
    QFrame,
    QHBoxLayout,
    QLabel,
    QRadioButton,
    QVBoxLayout,
    QWidget,
)

from desktop.ui import look


class WizardPage(QWidget):
    """One step: title, a sentence, then `self.body`.

    `go_on()` is «Далее»: the page looks at what was typed and emits `passed` when the step is
    done. `waiting(sentence)` asks for the calm page while something runs, "" ends it.
    """

    passed = Signal()
    waiting = Signal(str)
    next_word = "Далее"
    can_skip = False
    can_go_back = False

    def __init__(self, title: str, sentence: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(title)
        title_label = QLabel(title, self)
        title_label.setWordWrap(True)
        look.set_role(title_label, "title")
        self.lead_label = QLabel(sentence, self)
        self.lead_label.setWordWrap(True)
        look.set_role(self.lead_label, "muted")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(look.px(8))
        column.addWidget(title_label)
        column.addWidget(self.lead_label)
        column.addSpacing(look.px(8))
        self.body = QVBoxLayout()
        self.body.setSpacing(look.px(8))
        column.addLayout(self.body, 1)

    def go_on(self) -> None:
        """«Далее» was pressed."""
        self.passed.emit()

    def begin(self) -> None:
        """The page is shown: stand in its first field."""


class ChoiceCard(QFrame):
    """One of several things to choose: title and a few words, the whole card can be pressed."""

    chosen = Signal()
    entered = Signal()  # Enter on the card

    def __init__(self, title: str, words: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        look.set_role(self, "card")
        self.radio = QRadioButton(self)
        self.radio.setAccessibleName(title)
        self.radio.setAccessibleDescription(words)
        self.radio.setAutoExclusive(False)  # the cards have different parents: `exclusive` does it
        title_label = QLabel(title, self)
        title_label.setWordWrap(True)
        look.set_role(title_label, "strong")
        words_label = QLabel(words, self)
        words_label.setWordWrap(True)
        look.set_role(words_label, "muted")
        text = QVBoxLayout()
        text.setSpacing(look.px(4))
        text.addWidget(title_label)
        text.addWidget(words_label)
        row = QHBoxLayout(self)
        row.setContentsMargins(look.px(12), look.px(12), look.px(12), look.px(12))
        row.setSpacing(look.px(8))
        row.addWidget(self.radio, 0, Qt.AlignmentFlag.AlignTop)
        row.addLayout(text, 1)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.radio.toggled.connect(self._toggled)

    def choose(self) -> None:
        """Take this card."""
        self.radio.setChecked(True)

    def is_chosen(self) -> bool:
        """Whether this card is taken."""
        return self.radio.isChecked()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self.choose()
        self.radio.setFocus(Qt.FocusReason.MouseFocusReason)
        super().mousePressEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.choose()
            self.entered.emit()
            return
        super().keyPressEvent(event)

    def _toggled(self, is_on: bool) -> None:
        if is_on:
            self.chosen.emit()


def exclusive(cards: list[ChoiceCard]) -> None:
    """At most one of these cards is taken; the arrow keys walk from card to card."""
    group = QButtonGroup(cards[0].parentWidget())
    for card in cards:
        group.addButton(card.radio)
