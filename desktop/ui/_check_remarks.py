"""What the checker says: the band with the verdict, the remarks as cards, the confirmed notes."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QSize, Qt, QTimer, Signal
from PySide6.QtGui import QAccessible, QAccessibleEvent, QKeyEvent, QMouseEvent, QResizeEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QSizePolicy,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from desktop.rules._level import Level
from desktop.rules._rule import Finding
from desktop.ui import icons, look
from desktop.ui.chips import Chip, ChipLabel, ChipRole

SHOWN = 20  # cards at once; the rest come when these are mended
_FRAGMENT = 70
_CHIPS: dict[Level, tuple[ChipRole, str]] = {
    Level.STOP: ("stop", "octagon-x"),
    Level.FIX: ("warn", "triangle-alert"),
    Level.ADVICE: ("info", "lightbulb"),
}
_PICTURES = {
    "ok": "circle-check",
    "warn": "triangle-alert",
    "stop": "octagon-x",
    "info": "pencil",
}


class Band(QFrame):
    """The verdict in one sentence, as wide as the draft."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._role = ""
        self._picture = QLabel(self)
        self.label = QLabel(self)
        self.label.setTextFormat(Qt.TextFormat.PlainText)
        self.label.setWordWrap(True)
        look.set_role(self.label, "section")
        self._row = QHBoxLayout(self)
        self._row.addWidget(self._picture)
        self._row.addWidget(self.label, 1)
        look.changed.connect(self._restyle)
        self.say("info", "")

    @property
    def role(self) -> str:
        """«ok», «warn», «stop», or «info» while there is nothing to judge."""
        return self._role

    def say(self, role: str, sentence: str) -> None:
        """Another verdict; a screen reader says it aloud when it differs."""
        is_same = role == self._role and sentence == self.label.text()
        if is_same:
            return
        self._role = role
        look.set_role(self, f"band-{role}")
        self.label.setText(sentence)
        self.label.setAccessibleName(f"Итог проверки: {sentence}")
        self.setAccessibleName(f"Итог проверки: {sentence}")
        QAccessible.updateAccessibility(QAccessibleEvent(self.label, QAccessible.Event.Alert))
        self._restyle()

    def set_tight(self, is_tight: bool) -> None:
        """Take less height, where there is little of it."""
        look.set_role(self.label, "strong" if is_tight else "section")

    def _restyle(self) -> None:
        side = look.px(24)
        ratio = self.devicePixelRatioF()
        self._picture.setPixmap(icons.pixmap(_PICTURES[self._role], self._role, side, ratio))
        self._row.setContentsMargins(look.px(12), look.px(8), look.px(12), look.px(8))
        self._row.setSpacing(look.px(10))


@dataclass(frozen=True)
class Choice:
    """One way to mend a remark; what is not `is_deed` is words only."""

    label: str
    is_deed: bool


@dataclass(frozen=True)
class Remark:
    """A finding as its card shows it. `basis` is «п. 3.1.3 Порядка: …»."""

    level: Level
    title: str
    fragment: str
    message: str
    basis: str
    choices: tuple[Choice, ...] = ()

    @property
    def words(self) -> str:
        """All of it in one line, to be read aloud."""
        place = f"«{self.fragment}»" if self.fragment else "всё сообщение"
        parts = (self.level.word, place, self.message, self.basis)
        return ". ".join(part.rstrip(".") for part in parts if part) + "."


def remark(finding: Finding, text: str, act: str) -> Remark:
    """A finding over `text` as its card. In: `act` the regulation in the genitive."""
    fragment = " ".join(text[finding.start : finding.end].split())
    if len(fragment) > _FRAGMENT:
        fragment = fragment[: _FRAGMENT - 1].rstrip() + "…"
    clause = f"п. {finding.clause} {act}".rstrip() if finding.clause else ""
    gist = finding.gist
    return Remark(
        level=finding.level,
        title=finding.title,
        fragment=fragment,
        message=finding.message,
        basis=": ".join(part for part in (clause, gist) if part),
        choices=tuple(
            Choice(s.label, s.replacement is not None or s.new_at is not None)
            for s in finding.suggestions
        ),
    )


class _ChoiceButton(QPushButton):
    """A button as wide as its card at most: a longer label goes on in the next line."""

    def __init__(self, label: str, parent: QWidget) -> None:
        super().__init__(parent)
        self._label = label.replace("\n", " ")
        self.setAccessibleName(label)
        self.setToolTip(label)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self._fold(look.px(240))

    def sizeHint(self) -> QSize:
        whole = self.fontMetrics().horizontalAdvance(self._label) + 2 * look.px(16)
        return QSize(whole + 1, super().sizeHint().height())

    def minimumSizeHint(self) -> QSize:
        return QSize(look.px(80), super().sizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fold(self.width() - 2 * look.px(16))

    def _fold(self, room: int) -> None:
        metrics = self.fontMetrics()
        lines = [""]
        for word in self._label.split():
            longer = f"{lines[-1]} {word}".strip()
            if lines[-1] and metrics.horizontalAdvance(longer) > room:
                lines.append(word)
            else:
                lines[-1] = longer
        # Advances are rounded: a line that just fits would be shortened for a fraction of a pixel.
        shown = [
            line
            if metrics.horizontalAdvance(line) <= room
            else metrics.elidedText(line, Qt.TextElideMode.ElideRight, room)
            for line in lines
        ]
        text = "\n".join(shown).replace("&", "&&")  # an «&» of a draft is no key
        if text != self.text():
            self.setText(text)


class Card(QFrame):
    """One remark. `chosen(number)`: show me where; `applied(number, choice)`: mend it so."""

    chosen = Signal(int)
    applied = Signal(int, int)

    def __init__(self, number: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._number = number
        self._remark: Remark | None = None
        self.buttons: list[QPushButton] = []
        look.set_role(self, "card")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.chip = ChipLabel(Chip(""), self)
        self.fragment_label = _words(self, "strong")
        self.message_label = _words(self)
        self.basis_label = _words(self, "hint")
        self._top = QHBoxLayout()
        self._top.addWidget(self.chip)
        self.title_label = _words(self, "hint")
        self.title_label.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self._top.addWidget(self.title_label, 1)
        self._column = QVBoxLayout(self)
        self._column.addLayout(self._top)
        for label in (self.fragment_label, self.message_label, self.basis_label):
            self._column.addWidget(label)
        self._choices = QVBoxLayout()
        self._column.addLayout(self._choices)
        look.changed.connect(self._restyle)
        self._restyle()

    def show_remark(self, remark: Remark) -> None:
        """Show this remark; nothing happens when it is shown already."""
        if remark == self._remark:
            return
        before, self._remark = self._remark, remark
        role, picture = _CHIPS[remark.level]
        self.chip.set_chip(Chip(remark.level.word, role, picture))
        self.title_label.setText(remark.title)
        self.fragment_label.setText(f"«{remark.fragment}»")
        self.fragment_label.setVisible(bool(remark.fragment))
        self.message_label.setText(remark.message)
        self.basis_label.setText(remark.basis)
        self.basis_label.setVisible(bool(remark.basis))
        self.setAccessibleName(f"Замечание {self._number + 1}: {remark.words}")
        if before is None or before.choices != remark.choices:
            self._show_choices(remark)

    def set_current(self, is_current: bool) -> None:
        """Whether the caret is in the fragment of this remark."""
        self.setProperty("current", is_current)
        self._restyle()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        super().mousePressEvent(event)
        self.chosen.emit(self._number)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self.chosen.emit(self._number)
            return
        super().keyPressEvent(event)

    def _show_choices(self, remark: Remark) -> None:
        while (item := self._choices.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        self.buttons = []
        for place, choice in enumerate(remark.choices):
            if not choice.is_deed:
                words = _words(self, "muted")
                words.setText(choice.label)
                self._choices.addWidget(words)
                continue
            button = _ChoiceButton(choice.label, self)
            button.setProperty("place", place)
            button.setAccessibleDescription(remark.message)
            button.clicked.connect(self._apply)
            self._choices.addWidget(button)
            self.buttons.append(button)

    def _apply(self) -> None:
        button = self.sender()
        self.applied.emit(self._number, int(button.property("place")))

    def _restyle(self) -> None:
        air = look.px(12)
        self._column.setContentsMargins(air, look.px(10), air, air)
        self._column.setSpacing(look.px(6))
        self._choices.setSpacing(look.px(6))
        is_current = bool(self.property("current"))
        edge = look.token("accent" if is_current else "line")
        ground = look.token("selected" if is_current else "surface")
        width = 2 if is_current else 1
        self.setStyleSheet(
            f'Card[role="card"] {{ background: {ground}; border: {width}px solid {edge};'
            f" border-radius: {look.px(8)}px; }}"
        )


class Remarks(QWidget):
    """All cards in the order of the text. `chosen` and `applied` as of `Card`; `walked(step)`."""

    chosen = Signal(int)
    applied = Signal(int, int)
    walked = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName("Замечания")
        self.title_label = QLabel("Замечания", self)
        look.set_role(self.title_label, "section")
        self.back_button = _step_button(self, "chevron-up", "Прошлое замечание", "Shift+F8")
        self.next_button = _step_button(self, "chevron-down", "Следующее замечание", "F8")
        self.back_button.clicked.connect(self._walk_back)
        self.next_button.clicked.connect(self._walk_on)
        head = QHBoxLayout()
        head.addWidget(self.title_label)
        head.addStretch(1)
        head.addWidget(self.back_button)
        head.addWidget(self.next_button)
        self.cards: list[Card] = []
        self._shown = 0
        self.current = -1
        inner = QWidget(self)
        self._column = QVBoxLayout(inner)
        self.confirmed_band = QFrame(inner)
        look.set_role(self.confirmed_band, "band-ok")
        self.confirmed_band.setAccessibleName("Подтверждено")
        self._confirmed = QVBoxLayout(self.confirmed_band)
        self.confirmed_label = _words(self.confirmed_band)
        self._confirmed.addWidget(self.confirmed_label)
        self.empty_label = _words(inner, "muted")
        self.more_label = _words(inner, "muted")
        for widget in (self.empty_label, self.more_label, self.confirmed_band):
            self._column.addWidget(widget)
        self._column.addStretch(1)
        self.area = QScrollArea(self)
        self.area.setWidgetResizable(True)
        self.area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.area.setWidget(inner)
        self.area.setAccessibleName("Список замечаний")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addLayout(head)
        column.addWidget(self.area, 1)
        look.changed.connect(self._restyle)
        self._restyle()
        self.show_remarks((), 0, (), "")

    def show_remarks(
        self, remarks: Sequence[Remark], total: int, confirmed: Sequence[str], empty: str
    ) -> None:
        """Show the first of them. In: `total` how many there are in all; `empty` what is said while
        there is neither remark nor note."""
        self._shown = min(len(remarks), SHOWN)
        while len(self.cards) < self._shown:
            card = Card(len(self.cards), self.area.widget())
            card.chosen.connect(self.chosen)
            card.applied.connect(self.applied)
            self._column.insertWidget(len(self.cards), card)
            self.cards.append(card)
        for number, card in enumerate(self.cards):
            if number < self._shown:
                card.show_remark(remarks[number])
            card.setVisible(number < self._shown)
        more = total - self._shown
        self.more_label.setText(f"И ещё {more} – покажу, когда исправите эти." if more else "")
        self.more_label.setVisible(more > 0)
        self.confirmed_label.setText("\n".join(f"✓ {note}" for note in confirmed))
        self.confirmed_band.setVisible(bool(confirmed))
        self.empty_label.setText(empty)
        self.empty_label.setVisible(bool(empty) and not remarks and not confirmed)
        self.title_label.setText(f"Замечания: {total}" if total else "Замечания")
        for button in (self.back_button, self.next_button):
            button.setEnabled(bool(remarks))
        self.set_current(-1)

    def set_current(self, number: int) -> None:
        """Light up one card and bring it into view; -1: none."""
        if number == self.current:
            return
        for place in (self.current, number):
            if 0 <= place < len(self.cards):
                self.cards[place].set_current(place == number)
        self.current = number
        QTimer.singleShot(0, self, self._reveal)  # after the cards have found their places

    def _restyle(self) -> None:
        self.title_label.setFixedHeight(look.px(look.ROW_HEIGHT))
        self._confirmed.setContentsMargins(*(look.px(10),) * 4)
        self._column.setContentsMargins(0, 0, look.px(4), 0)
        self._column.setSpacing(look.px(8))

    def _reveal(self) -> None:
        if 0 <= self.current < self._shown:
            self.area.ensureWidgetVisible(self.cards[self.current], 0, look.px(8))

    def _walk_back(self) -> None:
        self.walked.emit(-1)

    def _walk_on(self) -> None:
        self.walked.emit(1)


def _words(parent: QWidget, role: str = "") -> QLabel:
    label = QLabel(parent)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setWordWrap(True)
    if role:
        look.set_role(label, role)
    return label


def _step_button(parent: QWidget, picture: str, name: str, keys: str) -> QToolButton:
    button = QToolButton(parent)
    icons.put(button, picture, "muted")
    button.setAccessibleName(name)
    button.setToolTip(f"{name} ({keys})")
    return button
