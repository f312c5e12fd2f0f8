"""The draft: a plain text with underlines that keep their place while it is edited."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QMimeData, Signal
from PySide6.QtGui import (
    QPainter,
    QPaintEvent,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
    QTextDocumentFragment,
)
from PySide6.QtWidgets import QPlainTextEdit, QTextEdit, QWidget

from desktop.rules._level import Level
from desktop.ui import bus, look
from desktop.ui._check_lines import ROLES, draw, under
from desktop.ui._check_offsets import Offsets

LONGEST = 100_000  # characters the checker answers in time
_BREAKS = dict.fromkeys((0x2028, 0x2029), "\n")


class Span:
    """A stretch of the draft that moves with the text around it."""

    def __init__(self, document: QTextDocument, start: int, end: int) -> None:
        """In: `start` and `end` in UTF-16 units."""
        self.cursor = QTextCursor(document)
        last = document.characterCount() - 1
        self.cursor.setPosition(min(start, last))
        self.cursor.setPosition(min(end, last), QTextCursor.MoveMode.KeepAnchor)
        self.first = self.text

    @property
    def text(self) -> str:
        """What stands there now."""
        return self.cursor.selectedText().translate(_BREAKS)

    @property
    def is_touched(self) -> bool:
        """Whether the stretch is no longer what it was when it was marked."""
        return self.text != self.first

    @property
    def is_empty(self) -> bool:
        """Whether nothing is marked: a remark about the message as a whole."""
        return not self.cursor.hasSelection()


@dataclass(frozen=True)
class Mark:
    """A stretch to underline by its level. `words` are read aloud when the caret comes there."""

    span: Span
    level: Level
    words: str


class DraftEdit(QPlainTextEdit):
    """Plain text only. `caret_in(number or -1)`: the caret came into that mark."""

    caret_in = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._marks: Sequence[Mark] = ()
        self._current = -1
        self._is_led = False
        self.setAccessibleName("Текст сообщения")
        self.setPlaceholderText("Напишите сообщение или вставьте его сюда: Ctrl+V")
        self.setTabChangesFocus(True)
        self.cursorPositionChanged.connect(self._look_under_caret)
        look.changed.connect(self._restyle)
        self._restyle()

    def text(self) -> str:
        """The draft as typed, lines parted by «\\n», no-break spaces kept."""
        return self.document().toRawText().translate(_BREAKS)

    def set_text(self, text: str) -> None:
        """Another draft: marks and undo of the old one are gone."""
        self.set_marks(())
        self.setPlainText(text)

    def span(self, start: int, end: int, offsets: Offsets) -> Span:
        """The stretch between two characters of the text that `offsets` was made of."""
        return Span(self.document(), offsets.to_qt(start), offsets.to_qt(end))

    def set_marks(self, marks: Sequence[Mark]) -> None:
        """Underline these instead."""
        self._marks = marks
        self._current = -1
        self._paint()
        self._look_under_caret()

    def set_current(self, number: int) -> None:
        """Show the ground of one mark; -1: of none."""
        if number != self._current:
            self._current = number
            self._paint()
        is_marked = 0 <= number < len(self._marks)
        self.setAccessibleDescription(self._marks[number].words if is_marked else "")

    def select(self, number: int) -> None:
        """Select a marked stretch and bring it into view; nothing for the whole message."""
        span = self._marks[number].span
        self.set_current(number)
        if span.is_empty:
            return
        self._is_led = True
        self.setTextCursor(QTextCursor(span.cursor))
        self._is_led = False
        self.ensureCursorVisible()

    def replace(self, changes: Sequence[tuple[Span, str]]) -> None:
        """Put other words in place of the stretches; all of it is one step for Ctrl+Z."""
        whole = self.textCursor()
        whole.beginEditBlock()
        for span, words in sorted(changes, key=lambda c: -c[0].cursor.selectionStart()):
            span.cursor.insertText(words)
        whole.endEditBlock()

    def canInsertFromMimeData(self, source: QMimeData) -> bool:
        return bool(_pasted(source))

    def insertFromMimeData(self, source: QMimeData) -> None:
        """Paste words only: no fonts, colours, tables or files."""
        room = LONGEST - len(self.text()) + len(self.textCursor().selectedText())
        words = _pasted(source)
        if len(words) > room:
            words = words[: max(0, room)]
            bus.failed.emit(
                "Текст слишком длинный для одного сообщения: вставлено не всё, разделите его "
                "на части."
            )
        self.insertPlainText(words)
        self.ensureCursorVisible()

    def _look_under_caret(self) -> None:
        if self._is_led:
            return
        at = self.textCursor().position()
        found = -1
        for number, mark in enumerate(self._marks):
            cursor = mark.span.cursor
            if cursor.hasSelection() and cursor.selectionStart() <= at <= cursor.selectionEnd():
                found = number
                break
        self.set_current(found)
        self.caret_in.emit(found)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        painter = QPainter(self.viewport())
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        offset = self.contentOffset()
        places = [
            (m.span.cursor.selectionStart(), m.span.cursor.selectionEnd(), m.level)
            for m in self._marks
        ]
        block = self.firstVisibleBlock()
        bottom = self.viewport().height()
        while block.isValid():
            corner = self.blockBoundingGeometry(block).translated(offset).topLeft()
            if corner.y() > bottom:
                break
            opens, closes = block.position(), block.position() + block.length()
            for start, end, level in places:
                if start < closes and end > opens:
                    for left, right, base in under(block, start, end):
                        x, y = corner.x(), corner.y()
                        draw(painter, level, x + left, x + right, y + base)
            block = block.next()
        painter.end()

    def _paint(self) -> None:
        """The ground of the mark in hand; the lines themselves are drawn by `paintEvent`."""
        drawn = []
        if 0 <= self._current < len(self._marks):
            mark = self._marks[self._current]
            one = QTextEdit.ExtraSelection()
            one.cursor = mark.span.cursor
            form = QTextCharFormat()
            form.setBackground(look.colour(f"{ROLES[mark.level]}_soft"))
            one.format = form
            drawn.append(one)
        self.setExtraSelections(drawn)
        self.viewport().update()

    def _restyle(self) -> None:
        self.setFont(look.font(1.15))
        self.viewport().setFont(self.font())  # the placeholder is written in the viewport's
        self.setMinimumHeight(look.px(100))
        self._paint()


def _pasted(source: QMimeData) -> str:
    if source.hasUrls() and all(url.isLocalFile() for url in source.urls()):
        return ""  # a copied file is no text; its path must not get into a chat
    if source.hasText():
        return source.text()
    if source.hasHtml():
        return QTextDocumentFragment.fromHtml(source.html()).toPlainText()
    return ""
