"""The screen «Сегодня»: lines of the office, and each leads to the place to act."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from PySide6.QtWidgets import QLabel, QMainWindow, QPushButton
from pytestqt.qtbot import QtBot

from desktop.operations import chats, papers
from desktop.ui import act, bus, jobs
from desktop.ui.screens.today import SCREEN, TodayPage

SignIn = Callable[..., None]
Open = Callable[[], TodayPage]


@pytest.fixture
def opened(qtbot: QtBot) -> Iterator[Open]:
    """`opened()`: the page in a window of its own, filled."""
    windows: list[QMainWindow] = []

    def show() -> TodayPage:
        window = QMainWindow()
        windows.append(window)
        page = SCREEN.make(window)
        assert isinstance(page, TodayPage)
        window.setCentralWidget(page)
        window.resize(1100, 700)
        window.show()
        page.reload()
        jobs.wait_idle()
        return page

    yield show
    for window in windows:
        window.close()


def texts(page: TodayPage) -> str:
    return "\n".join(found.text() for found in page.findChildren(QLabel) if found.isVisibleTo(page))


def test_lines_lead_to_where_one_acts(opened: Open, signed_in: SignIn) -> None:
    signed_in("secretary")
    page = opened()
    assert "Согласия семей" in texts(page)
    went: list[tuple[str, Any]] = []

    def note(screen: str, item: Any) -> None:
        went.append((screen, item))

    bus.go.connect(note)
    try:
        for found in page.findChildren(QPushButton):
            if "бланки согласий" in found.accessibleName():
                found.click()
    finally:
        bus.go.disconnect(note)
    assert went == [("consents", {"chat_id": 1, "state": "waiting"})]


def test_a_paper_to_sign_appears_after_it_is_registered(opened: Open, signed_in: SignIn) -> None:
    signed_in("secretary")
    page = opened()
    assert "На подпись" not in texts(page)
    act.perform(page, papers.issue, "order-create-chats", {"chats": [1]})
    jobs.wait_idle()
    page.reload()
    jobs.wait_idle()
    assert "На подпись" in texts(page)
    assert "«О создании чата»" in texts(page)


def test_a_done_day_is_said_so(opened: Open, signed_in: SignIn) -> None:
    signed_in("head")
    from desktop.operations import today

    page = opened()
    assert not page.done_state.isVisible()
    page._show(())
    assert page.done_state.isVisible()
    assert page.done_state.title_label.text() == "На сегодня всё сделано"
    page._show((today.Section("sign", "На подпись", "signature", ()),))
    assert not page.done_state.isVisible()


def test_it_is_not_drawn_anew_when_nothing_changed(opened: Open, signed_in: SignIn) -> None:
    signed_in("secretary")
    page = opened()
    before = page.sheet.widget()
    page.reload()
    jobs.wait_idle()
    assert page.sheet.widget() is before
    act.perform(page, chats.save_chat, chats.ChatData(title="Пчёлка – родители"))
    jobs.wait_idle()
    page.reload()
    jobs.wait_idle()
    assert page.sheet.widget() is not before
