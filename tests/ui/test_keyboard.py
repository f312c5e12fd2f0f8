"""The window by the keyboard alone: where one lands, how one comes back, in what order Tab goes."""

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from desktop.ui import jobs
from desktop.ui.screens.chats import ChatsPage
from desktop.ui.screens.check import CheckPage
from desktop.ui.screens.consents import ConsentsPage
from desktop.ui.workplace import Workplace

Enter = Callable[..., Workplace]
CTRL = Qt.KeyboardModifier.ControlModifier


def focused() -> QWidget:
    widget = QApplication.focusWidget()
    assert widget is not None
    return widget


def press(qtbot: QtBot, key: Qt.Key, modifier: Qt.KeyboardModifier | None = None) -> None:
    qtbot.keyClick(focused(), key, modifier or Qt.KeyboardModifier.NoModifier)
    jobs.wait_idle()
    QApplication.processEvents()


def walk(qtbot: QtBot, wanted: tuple[QWidget, ...]) -> list[QWidget]:
    """Press Tab from where one stands; what of `wanted` was met, in that order."""
    met: list[QWidget] = []
    for _ in range(40):
        press(qtbot, Qt.Key.Key_Tab)
        if focused() in wanted and focused() not in met:
            met.append(focused())
    return met


def test_ctrl_and_a_digit_lead_into_the_list(workplace: Enter, qtbot: QtBot) -> None:
    place = workplace("secretary")
    place.side_list.setFocus()
    press(qtbot, Qt.Key.Key_3, CTRL)
    page: Any = place.stack.currentWidget()
    assert isinstance(page, ChatsPage)
    qtbot.waitUntil(page.table.view.hasFocus)
    press(qtbot, Qt.Key.Key_5, CTRL)
    page = place.stack.currentWidget()
    assert isinstance(page, ConsentsPage)
    qtbot.waitUntil(page.table.view.hasFocus)
    assert len(page.table.selected()) == 1  # the first child, though Ctrl was held


def test_enter_in_the_side_list_and_esc_from_the_card(workplace: Enter, qtbot: QtBot) -> None:
    place = workplace("secretary")
    place.go("consents")
    jobs.wait_idle()
    place.side_list.setFocus()
    press(qtbot, Qt.Key.Key_Return)
    page: Any = place.stack.currentWidget()
    qtbot.waitUntil(page.table.view.hasFocus)
    press(qtbot, Qt.Key.Key_Return)
    assert page.card.sheet.hasFocus()
    press(qtbot, Qt.Key.Key_Escape)
    assert page.table.view.hasFocus()


def test_tab_goes_as_the_eye_does(workplace: Enter, qtbot: QtBot) -> None:
    place = workplace("secretary")
    place.go("check")
    page: Any = place.stack.currentWidget()
    assert isinstance(page, CheckPage)
    sending = page.sending
    row = (
        sending.chat_box,
        sending.place_box,
        sending.when_box,
        sending.urgent_check,
        sending.attach_button,
        page.edit,
    )
    place.side_list.setFocus()
    assert walk(qtbot, row) == list(row)


def test_a_page_keeps_its_title_in_one_place(workplace: Enter) -> None:
    place = workplace("secretary")
    heights = set()
    for ident in ("chats", "consents", "journals", "settings", "today"):
        place.go(ident)
        jobs.wait_idle()
        QApplication.processEvents()
        title = place.page(ident).title_label
        heights.add(title.mapTo(place, title.rect().center()).y())
    assert max(heights) - min(heights) <= 1
