"""What a person's hands do in the window: press, type, choose, tick, stand on a line.

Nothing here reaches past what is shown: a hidden or disabled control fails the test.
"""

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QComboBox,
    QLabel,
    QLineEdit,
    QListWidget,
    QPlainTextEdit,
    QTabBar,
    QTabWidget,
    QWidget,
)
from typing_keys import type_text

from desktop.ui import jobs
from desktop.ui.form import Form, HoursField, PhonesField, PickField
from desktop.ui.table import SearchableTable

LEFT = Qt.MouseButton.LeftButton


def press(widget: QWidget) -> None:
    """Click and wait until all that follows has happened."""
    name = widget.accessibleName() or type(widget).__name__
    assert widget.isVisible(), f"«{name}» is not shown"
    assert widget.isEnabled(), f"«{name}» is grey"
    QTest.mouseClick(widget, LEFT)
    jobs.wait_idle()


def press_named(where: QWidget, name: str) -> None:
    """Click the button with this text or accessible name."""
    found = [
        made
        for made in where.findChildren(QAbstractButton)
        if made.isVisible() and name in (made.text(), made.accessibleName())
    ]
    assert len(found) == 1, f"{len(found)} buttons «{name}»"
    press(found[0])


def write(edit: QLineEdit | QPlainTextEdit, text: str) -> None:
    """Type over what is there."""
    assert edit.isVisible(), f"«{edit.accessibleName()}» is not shown"
    edit.setFocus()
    edit.selectAll()
    QTest.keyClick(edit, Qt.Key.Key_Delete)
    type_text(edit, text)


def choose(box: QComboBox, word: str) -> None:
    """Walk by the arrows to the line that begins with `word`."""
    assert box.isVisible(), f"«{box.accessibleName()}» is not shown"
    place = next(at for at in range(box.count()) if box.itemText(at).startswith(word))
    box.setFocus()
    QTest.keyClick(box, Qt.Key.Key_Home)
    for _ in range(place):
        QTest.keyClick(box, Qt.Key.Key_Down)
    assert box.currentIndex() == place, f"«{word}» cannot be reached"


def tick(box: QAbstractButton, is_on: bool = True) -> None:
    """Set or take away a tick by the space bar."""
    assert box.isVisible(), f"«{box.accessibleName()}» is not shown"
    if box.isChecked() != is_on:
        QTest.keyClick(box, Qt.Key.Key_Space)
    assert box.isChecked() is is_on


def pick(field: PickField, typed: str, wanted: str) -> None:
    """Type a beginning and take the line offered with Down and Enter."""
    write(field.edit, typed)
    offered = field.completer.popup()
    assert offered is not None
    assert offered.isVisible(), f"nothing is offered for «{typed}»"
    QTest.keyClick(offered, Qt.Key.Key_Down)
    QTest.keyClick(offered, Qt.Key.Key_Return)
    QApplication.processEvents()
    assert field.edit.text() == wanted


def fill(form: Form, answers: dict[str, Any]) -> None:
    """Answer these questions: text as typed, the word of a choice, the words to be ticked,
    (typed, name) of somebody to be found, (from, to) of Monday for hours of all workdays."""
    for key, answer in answers.items():
        field: Any = form.field(key)
        if isinstance(field, PickField):
            pick(field, *answer)
        elif isinstance(field, PhonesField):
            write(field.edits[-1], answer)
        elif isinstance(field, HoursField):
            tick(field.days[0])
            for edit, moment in zip((field.begins[0], field.ends[0]), answer, strict=True):
                write(edit, moment)
            press(field.copy_button)
        elif hasattr(field, "boxes"):
            for box in field.boxes:
                tick(box, any(word in box.text() for word in answer))
        elif isinstance(editor := field.editors()[0], QComboBox):
            choose(editor, answer)
        elif isinstance(editor, QAbstractButton):
            tick(editor, answer)
        else:
            write(editor, answer)


def filled(look: Callable[[Any], object] | None = None, **answers: Any) -> Callable[[Any], bool]:
    """The answer to a dialog of a form: fill it, look at it, press its deed."""

    def answer(question: Any) -> bool:
        dialog = question.subject
        dialog.show()
        jobs.wait_idle()
        fill(dialog.form, answers)
        jobs.wait_idle()
        if look is not None:
            look(dialog)
        press(dialog.action_button)
        assert dialog.result(), f"«{dialog.windowTitle()}» stays: {dialog.form.errors()}"
        return True

    return answer


def open_tab(tabs: QTabWidget | QTabBar, title: str) -> None:
    """Click the tab whose title begins so."""
    bar = tabs.tabBar() if isinstance(tabs, QTabWidget) else tabs
    place = next(at for at in range(bar.count()) if bar.tabText(at).startswith(title))
    QTest.mouseClick(bar, LEFT, pos=bar.tabRect(place).center())
    jobs.wait_idle()
    assert bar.currentIndex() == place


def open_section(side: QListWidget, title: str) -> None:
    """Click a section in the left list."""
    items = (side.item(at) for at in range(side.count()))
    item = next(item for item in items if item.text() == title)
    QTest.mouseClick(side.viewport(), LEFT, pos=side.visualItemRect(item).center())
    jobs.wait_idle()
    assert side.currentItem() is item


def stand(
    table: SearchableTable,
    is_it: Callable[[Any], bool],
    modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier,
) -> Any:
    """Click the line of the list; out: its row."""
    place, row = next((at, row) for at, row in enumerate(table.shown()) if is_it(row))
    model = table.view.model()
    assert model is not None
    corner = table.view.visualRect(model.index(place, 0))
    spot = QPoint(corner.x() + 10, corner.center().y())
    QTest.mouseClick(table.view.viewport(), LEFT, modifier, spot)
    jobs.wait_idle()
    return row


def select_all(table: SearchableTable) -> None:
    """Ctrl+A in the list."""
    table.view.setFocus()
    QTest.keyClick(table.view, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    jobs.wait_idle()
    assert len(table.selected()) == len(table.shown())


def told(widget: QWidget) -> str:
    """All that is written in a part of the window."""
    return "\n".join(w.text() for w in widget.findChildren(QLabel) if not w.isHidden())
