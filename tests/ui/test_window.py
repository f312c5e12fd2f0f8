"""The window itself: signing in, places, locking, zoom, what a teacher sees."""

from collections.abc import Callable
from typing import Any

import make
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QWidget
from pytestqt.qtbot import QtBot

from desktop.operations import staff
from desktop.ui import act, bus, jobs, look
from desktop.ui.app import MainWindow
from desktop.ui.empty import EmptyState
from desktop.ui.sign_in import SignIn
from desktop.ui.workplace import Workplace, screens

Enter = Callable[..., Workplace]


def sign_in_page(window: MainWindow) -> SignIn:
    page = window.centralWidget()
    assert isinstance(page, SignIn)
    return page


def test_a_wrong_password_is_told_and_the_next_try_waits(window: MainWindow, qtbot: QtBot) -> None:
    page = sign_in_page(window)
    page.password_edit.setText("не тот пароль совсем")
    page.enter_button.click()
    jobs.wait_idle()
    assert "не подходят" in page.error_label.text()
    assert not page.enter_button.isEnabled()
    qtbot.waitUntil(page.enter_button.isEnabled, timeout=3000)
    assert isinstance(window.centralWidget(), SignIn)


def test_enter_in_the_password_signs_in(window: MainWindow, qtbot: QtBot) -> None:
    page = sign_in_page(window)
    page.login_box.setCurrentText(make.SECRETARY)
    page.password_edit.setText(make.PASSWORD)
    qtbot.keyClick(page.password_edit, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: isinstance(window.centralWidget(), Workplace), timeout=10_000)


def test_a_secretary_sees_every_screen(workplace: Enter) -> None:
    place = workplace("secretary")
    shown = [place.side_list.item(row).data(256) for row in range(place.side_list.count())]
    assert shown == [screen.id for screen in screens()]


def test_a_teacher_sees_the_check_and_nothing_else(workplace: Enter) -> None:
    place = workplace("teacher")
    assert [place.side_list.item(r).data(256) for r in range(place.side_list.count())] == ["check"]


def test_every_screen_opens_full_and_every_control_has_a_name(workplace: Enter) -> None:
    place = workplace("secretary")
    for screen in screens():
        place.go(screen.id)
        jobs.wait_idle()
        assert nameless(place) == [], screen.id


def test_every_screen_opens_on_an_empty_office(
    tmp_path: Any, qtbot: QtBot, signed_in: Callable[..., None]
) -> None:

    from desktop.operations import access

    folder = tmp_path / "Пустая"
    session, _ = access.create_office(folder, make.SECRETARY, make.PASSWORD, cost=make.SWIFT)
    session.close()
    signed_in("secretary", folder)
    place = Workplace()
    qtbot.addWidget(place)
    place.resize(1366, 768)
    place.show()
    for screen in screens():
        place.go(screen.id)
        jobs.wait_idle()
        assert nameless(place) == [], screen.id


def test_the_head_sees_every_screen_too(workplace: Enter) -> None:
    place = workplace("head")
    for screen in screens():
        place.go(screen.id)
        jobs.wait_idle()


def nameless(place: QWidget) -> list[str]:
    """Controls a person can reach that a screen reader could not name."""
    from PySide6.QtWidgets import (
        QAbstractButton,
        QAbstractItemView,
        QComboBox,
        QLineEdit,
        QPlainTextEdit,
        QSpinBox,
        QTextEdit,
    )

    kinds = (
        QAbstractButton,
        QAbstractItemView,
        QComboBox,
        QLineEdit,
        QPlainTextEdit,
        QTextEdit,
        QSpinBox,
    )
    found = []
    for kind in kinds:
        for widget in place.findChildren(kind):
            if not widget.isVisible() or widget.focusPolicy() == Qt.FocusPolicy.NoFocus:
                continue
            text = widget.text() if isinstance(widget, QAbstractButton) else ""
            if not widget.accessibleName() and not text.strip():
                found.append(f"{type(widget).__name__} in {type(widget.parent()).__name__}")
    return found


def test_locking_closes_the_bases_and_drops_every_page(
    workplace: Enter, window: MainWindow
) -> None:
    place = workplace("secretary")
    for screen in screens():
        place.go(screen.id)
        jobs.wait_idle()
    bus.lock.emit()
    jobs.wait_idle()
    assert isinstance(window.centralWidget(), SignIn)
    assert not act.is_open()
    assert not [w for w in window.findChildren(QWidget) if isinstance(w, Workplace)]


def test_after_locking_nothing_is_asked_of_the_base(workplace: Enter, window: MainWindow) -> None:
    workplace("secretary")
    bus.lock.emit()
    answered: list[Any] = []
    act.ask(window, staff.employees, done=answered.append)
    jobs.wait_idle()
    assert answered == []


def test_idleness_locks(workplace: Enter, window: MainWindow, qtbot: QtBot) -> None:
    workplace("secretary")
    assert window._idle.isActive()
    assert window._idle.interval() == 10 * 60_000
    window._idle.start(1)
    qtbot.waitUntil(lambda: isinstance(window.centralWidget(), SignIn), timeout=5000)


def test_zoom_keys_change_the_size_of_everything(workplace: Enter, qtbot: QtBot) -> None:
    place = workplace("secretary")
    window = place.window()
    window.activateWindow()
    before = look.zoom()
    from desktop.ui import zoom

    zoom.larger()
    assert look.zoom() > before
    for _ in range(12):
        zoom.larger()
    assert look.zoom() == 2.0
    jobs.wait_idle()


def test_a_deed_is_told_with_a_way_back(workplace: Enter, window: MainWindow) -> None:
    place = workplace("secretary")
    from desktop.operations import groups

    act.perform(window, groups.save_group, "Звёздочка", 2026)
    jobs.wait_idle()
    assert "Звёздочка" in place.feedback.text
    place.feedback.undo_button.click()
    jobs.wait_idle()
    assert place.feedback.text.startswith("Отменено")
    found: list[Any] = []
    act.ask(window, groups.groups, done=found.append)
    jobs.wait_idle()
    assert "Звёздочка" not in [row.title for row in found[0]]


def test_a_failure_is_told_in_the_bottom_line(workplace: Enter, window: MainWindow) -> None:
    place = workplace("secretary")
    from desktop.operations import groups

    act.perform(window, groups.save_group, "Ромашка", 2026)
    jobs.wait_idle()
    assert "уже есть" in place.feedback.text


def test_the_last_screen_is_remembered(workplace: Enter, window: MainWindow) -> None:
    place = workplace("secretary")
    place.go("chats")
    bus.lock.emit()
    jobs.wait_idle()
    again = workplace("secretary")
    row = again.side_list.currentRow()
    assert again.side_list.item(row).data(256) == "chats"


def test_the_example_can_be_tried_as_each_of_the_three(qtbot: QtBot, tmp_path: Any) -> None:
    from desktop.operations import demo

    main = MainWindow(tmp_path / "Пример", demo=True)
    qtbot.addWidget(main)
    main.show()
    jobs.wait_idle()
    assert isinstance(main.centralWidget(), Workplace)
    bus.lock.emit()
    page = sign_in_page(main)
    assert demo.PASSWORD in " ".join(label.text() for label in page.findChildren(QLabel))
    page.login_box.setCurrentText(demo.TEACHER_LOGIN)
    page.password_edit.setText(demo.PASSWORD)
    page.enter_button.click()
    qtbot.waitUntil(lambda: isinstance(main.centralWidget(), Workplace), timeout=10_000)
    jobs.wait_idle()
    main.close()


def test_a_missing_key_file_is_told_and_no_new_office_is_offered(folder: Any, qtbot: QtBot) -> None:
    (folder / "keys.json").rename(folder / "keys.json.1")
    main = MainWindow(folder)
    qtbot.addWidget(main)
    main.show()
    page = main.centralWidget()
    assert isinstance(page, EmptyState)
    assert "переименуйте её в keys.json" in page.text_label.text()
    (folder / "keys.json.1").rename(folder / "keys.json")
    page.step_button.click()
    assert isinstance(main.centralWidget(), SignIn)
    main.close()


def test_typing_in_the_window_puts_the_lock_off(
    workplace: Enter, window: MainWindow, qtbot: QtBot
) -> None:
    place = workplace("secretary")
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow, timeout=3000)
    handle = window.windowHandle()
    assert handle is not None
    window._idle.start(5_000)
    qtbot.keyClick(handle, Qt.Key.Key_F5)
    jobs.wait_idle()
    assert window._idle.remainingTime() > 60_000
    assert place.isVisible()
