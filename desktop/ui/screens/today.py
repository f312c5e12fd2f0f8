"""«Сегодня»: what needs a person now; every line opens the place to act."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from desktop import clock
from desktop.operations import today
from desktop.operations.permissions import Permission
from desktop.operations.today import Line, Section
from desktop.russian.dates import WEEKDAYS, in_words
from desktop.ui import act, bus, icons, look
from desktop.ui._parts import Sheet, button, label
from desktop.ui._screen import Page, Screen
from desktop.ui.chips import Chip, ChipLabel
from desktop.ui.empty import Empty, EmptyState


class TodayPage(Page):
    """Sections of lines in one column."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("Сегодня", parent)
        self._sections: tuple[Section, ...] | None = None
        self.day_label = QLabel(self)
        look.set_role(self.day_label, "muted")
        self.head.insertWidget(1, self.day_label)
        self.sheet = Sheet("Что нужно сделать сегодня", self)
        self.done_state = EmptyState(
            Empty(
                "На сегодня всё сделано",
                "Здесь появится то, что ждёт: подписи, ответы семей, сроки.",
                icon="circle-check",
            ),
            self,
        )
        self.done_state.hide()
        self.body.addWidget(self.sheet, 1)
        self.body.addWidget(self.done_state, 1)
        look.changed.connect(self._restyle)
        self._restyle()

    def reload(self) -> None:
        day = clock.today()
        self.day_label.setText(f"{WEEKDAYS[day.weekday()]}, {in_words(day)}")
        act.ask(self, today.today, done=self._show)

    def _show(self, sections: tuple[Section, ...]) -> None:
        if sections == self._sections:
            return
        self._sections = sections
        self._draw()

    def _restyle(self) -> None:
        self.day_label.setContentsMargins(0, look.px(5), 0, 0)  # on the line of the title
        if self._sections is not None:
            self._draw()

    def _draw(self) -> None:
        sections = self._sections or ()
        page, column = self.sheet.begin()
        column.setSpacing(look.px(20))
        for section in sections:
            column.addWidget(_section(section, page))
        column.addStretch(1)
        self.sheet.put(page)
        self.sheet.setVisible(bool(sections))
        self.done_state.setVisible(not sections)


def _section(section: Section, page: QWidget) -> QWidget:
    place = QWidget(page)
    column = QVBoxLayout(place)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(look.px(look.GAP))
    heading = QHBoxLayout()
    heading.setSpacing(look.px(look.GAP))
    picture = QLabel(place)
    ratio = place.devicePixelRatioF()
    picture.setPixmap(icons.pixmap(section.icon, "muted", 0, ratio))
    heading.addWidget(picture)
    heading.addWidget(label(section.title, place, "section"), 1)
    column.addLayout(heading)
    card = QFrame(place)
    look.set_role(card, "card")
    grid = QGridLayout(card)
    side = look.px(12)
    grid.setContentsMargins(side, look.px(4), side, look.px(4))
    grid.setHorizontalSpacing(look.px(16))
    grid.setVerticalSpacing(0)
    grid.setColumnMinimumWidth(0, look.px(148))  # words of all sections stand in one column
    grid.setColumnStretch(1, 1)
    for at, line in enumerate(section.lines):
        if at:
            rule = QFrame(card)
            look.set_role(rule, "line")
            grid.addWidget(rule, 2 * at - 1, 0, 1, 3)
        _line(line, card, grid, 2 * at)
    column.addWidget(card)
    return place


def _line(line: Line, card: QWidget, grid: QGridLayout, at: int) -> None:
    chip = ChipLabel(Chip(line.word, line.level), card)
    sentence = label(line.sentence, card)
    go = button("Открыть", card, role="link", name=f"Открыть: {line.sentence}")
    go.clicked.connect(lambda _=False: bus.go.emit(line.screen, line.item))
    middle = Qt.AlignmentFlag.AlignVCenter
    grid.setRowMinimumHeight(at, look.px(44))
    grid.addWidget(chip, at, 0, middle)
    grid.addWidget(sentence, at, 1, middle)
    grid.addWidget(go, at, 2, middle)


SCREEN = Screen("today", "Сегодня", "calendar-check", 10, Permission.CHATS_READ, TodayPage)
