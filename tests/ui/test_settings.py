"""The settings over the filled office: card, heads, accounts, recovery key, looks, references."""

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import make
import pytest
from PySide6.QtCore import QSettings
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QComboBox,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QSpinBox,
)
from pytestqt.qtbot import QtBot
from typing_keys import type_text

from desktop.errors import UserError
from desktop.operations import access, drafts, journal, office
from desktop.security.slots import WrongPassword
from desktop.ui import _settings_users as users_tab
from desktop.ui import act, bus, jobs, look
from desktop.ui._settings_office import FORM, HeadLine
from desktop.ui._settings_references import references
from desktop.ui.screens.settings import SettingsPage

NEW_PASSWORD = "три зелёных огурца на столе"


@pytest.fixture
def settings(signed_in: Callable[..., None], qtbot: QtBot) -> Callable[..., SettingsPage]:
    """`settings("head")`: the screen as that role sees it."""

    def show(role: str = "secretary", tab: str = "") -> SettingsPage:
        signed_in(role)
        return opened(qtbot, tab)

    return show


def opened(qtbot: QtBot, tab: str = "") -> SettingsPage:
    page = SettingsPage()
    qtbot.addWidget(page, before_close_func=lambda _: page.hide())  # held until the test ends
    page.resize(1146, 768)
    page.show()
    page.show_item(tab)
    page.reload()
    jobs.wait_idle()
    return page


def asked(operation: Callable[..., Any], *args: Any) -> Any:
    got: list[Any] = []
    context = QApplication.instance()
    assert context is not None
    act.ask(context, operation, *args, done=got.append)
    jobs.wait_idle()
    return got[0]


def folder_of(page: SettingsPage) -> Path:
    return Path(asked(lambda session: session.folder))


# Организация


def test_the_card_is_shown_changed_and_undone(settings: Callable[..., SettingsPage]) -> None:
    page = settings()
    tab = page.parts["office"]
    assert tab.left_form.values()["short_name"] == make.ORGANIZATION.short_name
    assert not tab.save_button.isEnabled()
    told: list[tuple[str, Any]] = []
    bus.told.connect(lambda text, deed: told.append((text, deed)))
    tab.right_form.field("founder").set_value("Администрация города Заречинска")
    tab.right_form.field("bodies").set_value("Педагогический совет\nПопечительский совет")
    assert tab.save_button.isEnabled()
    tab.save_button.click()
    jobs.wait_idle()
    assert asked(office.organization).founder == "Администрация города Заречинска"
    assert asked(office.bodies) == ("Педагогический совет", "Попечительский совет")
    assert not tab.is_changed()
    text, deed = told[-1]
    assert text == "Сведения об организации изменены"
    asked(journal.undo, deed)
    page.reload()
    jobs.wait_idle()
    assert tab.right_form.values()["founder"] == ""
    assert asked(office.bodies) == ("Педагогический совет", "Совет родителей")


def test_a_wrong_number_is_told_at_its_field(settings: Callable[..., SettingsPage]) -> None:
    tab = settings().parts["office"]
    tab.right_form.field("inn").set_value("7707083894")
    tab.save_button.click()
    jobs.wait_idle()
    assert "контрольная цифра" in tab.right_form.errors()["inn"]
    assert asked(office.organization).inn == make.ORGANIZATION.inn


def test_what_was_typed_survives_a_kill(
    settings: Callable[..., SettingsPage], qtbot: QtBot
) -> None:
    tab = settings().parts["office"]
    editor = tab.right_form.field("founder").editors()[0]
    type_text(editor, "Управление образования")
    qtbot.waitUntil(lambda: asked(drafts.kept_form, FORM) is not None, timeout=5000)
    again = opened(qtbot).parts["office"]
    assert again.right_form.values()["founder"] == "Управление образования"
    assert again.is_changed()
    again.reload()  # somebody saved something else: typed text stays
    jobs.wait_idle()
    assert again.right_form.values()["founder"] == "Управление образования"
    again.revert_button.click()
    jobs.wait_idle()
    assert again.right_form.values()["founder"] == ""
    assert asked(drafts.kept_form, FORM) is None


def test_typing_is_kept_when_the_office_is_locked(settings: Callable[..., SettingsPage]) -> None:
    page = settings()
    tab = page.parts["office"]
    type_text(tab.left_form.field("place").editors()[0], "!")
    page.flush()
    jobs.wait_idle()
    assert "left" in asked(drafts.kept_form, FORM)


def test_heads_are_corrected_and_followed(
    settings: Callable[..., SettingsPage], answers: Any
) -> None:
    page = settings()
    tab = page.parts["office"]

    def correct(question: Any) -> bool:
        form = question.subject.form
        assert form.values()["head_name"] == "Кленова Ирина Андреевна"
        form.field("head_name").set_value("Клёнова Ирина Андреевна")
        form.field("head_until").set_raw("01.01.2019")
        assert not question.subject.check()
        assert "раньше" in form.errors()["head_until"]
        form.field("head_until").set_raw("")
        return bool(question.subject.check())

    answers.will("dialog", correct)
    tab.findChildren(HeadLine)[0].correct_button.click()
    jobs.wait_idle()
    assert [h.name.full for h in asked(office.heads)] == ["Клёнова Ирина Андреевна"]

    def follow(question: Any) -> bool:
        form = question.subject.form
        assert form.values()["head_position"] == "заведующий"
        form.set_values({"head_name": "Ольхин Пётр Ильич", "head_since": date(2026, 10, 1)})
        return bool(question.subject.check())

    answers.will("dialog", follow)
    tab.new_head_button.click()
    jobs.wait_idle()
    new, old = asked(office.heads)
    assert (new.name.full, new.name.sex, old.until) == ("Ольхин Пётр Ильич", "m", date(2026, 9, 30))


# Пользователи


def test_the_secretary_makes_and_closes_a_teachers_account(
    settings: Callable[..., SettingsPage], answers: Any
) -> None:
    page = settings("secretary", "users")
    tab = page.parts["users"]
    folder = folder_of(page)
    assert [row.id for row in tab.table.rows()] == [make.SECRETARY, make.HEAD, make.TEACHER]
    assert [row.person for row in tab.table.rows()][2] == "Лаптева Вера Игоревна"

    def fill(question: Any) -> bool:
        form = question.subject.form
        assert [word for _, word in _options(form.field("role"))] == ["педагог"]
        picker = form.field("employee")
        picker.set_value(picker._search("новик")[0])
        assert form.values()["login"] == "Новиков П.И."
        form.set_values({"password": NEW_PASSWORD, "again": NEW_PASSWORD})
        form.field("login").set_value(make.TEACHER.upper())
        assert not question.subject.check()
        assert "уже занято" in form.errors()["login"]
        form.field("login").set_value("Новиков П.И.")
        return bool(question.subject.check())

    answers.will("dialog", fill)
    tab.new_button.click()
    jobs.wait_idle()
    made = next(row for row in tab.table.rows() if row.id == "Новиков П.И.")
    assert (made.role, made.person) == ("teacher", "Новиков Пётр Ильич")

    assert tab.table.select("Новиков П.И.")
    assert tab.close_button.isVisible()
    answers.will("confirm", False)
    tab.close_button.click()
    jobs.wait_idle()
    assert len(tab.table.rows()) == 4
    answers.will("confirm", True)
    tab.close_button.click()
    jobs.wait_idle()
    assert len(tab.table.rows()) == 3
    assert "Новиков П.И." not in [login.login for login in access.logins(folder)]


def test_the_secretary_cannot_touch_the_heads_account(
    settings: Callable[..., SettingsPage],
) -> None:
    tab = settings("secretary", "users").parts["users"]
    tab.table.select(make.HEAD)
    assert not tab.reset_button.isVisible()
    assert not tab.close_button.isVisible()
    tab.table.select(make.SECRETARY)
    assert not tab.close_button.isVisible(), "nobody closes the account he works in"
    tab.table.select(make.TEACHER)
    assert tab.reset_button.isVisible()


def test_a_forgotten_password_is_replaced(
    settings: Callable[..., SettingsPage], answers: Any
) -> None:
    page = settings("head", "users")
    tab = page.parts["users"]
    folder = folder_of(page)
    tab.table.select(make.SECRETARY)

    def fill(question: Any) -> bool:
        form = question.subject.form
        form.set_values({"password": "короткий", "again": "короткий"})
        assert not question.subject.check()
        form.set_values({"password": NEW_PASSWORD, "again": NEW_PASSWORD + " "})
        assert not question.subject.check()
        form.set_values({"password": NEW_PASSWORD, "again": NEW_PASSWORD})
        return bool(question.subject.check())

    answers.will("dialog", fill)
    tab.reset_button.click()
    jobs.wait_idle()
    from desktop.security.slots import KeyRing

    assert KeyRing.load(folder).unlock(make.SECRETARY, NEW_PASSWORD)[0].login == make.SECRETARY


def test_ones_own_password_needs_the_old_one(
    settings: Callable[..., SettingsPage], answers: Any
) -> None:
    page = settings("secretary", "users")
    tab = page.parts["users"]
    folder = folder_of(page)
    told: list[str] = []
    failed: list[str] = []
    bus.told.connect(lambda text, _: told.append(text))
    bus.failed.connect(failed.append)

    def fill(old: str) -> Callable[[Any], bool]:
        def answer(question: Any) -> bool:
            question.subject.form.set_values(
                {"old": old, "password": NEW_PASSWORD, "again": NEW_PASSWORD}
            )
            return bool(question.subject.check())

        return answer

    answers.will("dialog", fill("не тот пароль"))
    tab.own_button.click()
    jobs.wait_idle()
    assert failed
    answers.will("dialog", fill(make.PASSWORD))
    tab.own_button.click()
    jobs.wait_idle()
    assert told == ["Ваш пароль изменён: входите с новым."]
    from desktop.security.slots import KeyRing

    with pytest.raises(WrongPassword):
        KeyRing.load(folder).unlock(make.SECRETARY, make.PASSWORD)
    KeyRing.load(folder).unlock(make.SECRETARY, NEW_PASSWORD)


def test_a_new_recovery_key_is_typed_back_before_it_counts(
    settings: Callable[..., SettingsPage], answers: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    made: list[str] = []
    real = users_tab.new_key

    def noted() -> str:
        made.append(real())
        return made[-1]

    monkeypatch.setattr(users_tab, "new_key", noted)
    page = settings("head", "users")
    tab = page.parts["users"]
    folder = folder_of(page)
    assert tab.key_chip.chip.word == "лист с ключом не проверен"

    answers.will("dialog", False)
    tab.key_button.click()
    jobs.wait_idle()
    with pytest.raises(UserError):
        access.check_recovery(folder, made[0])

    def type_back(question: Any) -> bool:
        dialog = question.subject
        dialog.accept()
        assert "набрано 0" in dialog.sheet.error_label.text()
        type_text(dialog.sheet.key_edit, made[0])
        dialog.accept()
        assert "другого листа" in dialog.sheet.error_label.text()
        assert not dialog.result()
        dialog.sheet.key_edit.clear()
        type_text(dialog.sheet.key_edit, made[1].lower())
        dialog.accept()
        return bool(dialog.result())

    answers.will("dialog", type_back)
    tab.key_button.click()
    jobs.wait_idle()
    access.check_recovery(folder, made[1])
    assert tab.key_chip.chip.word == "лист с ключом проверен"


def test_the_recovery_key_opens_accounts_and_nothing_of_the_office(
    tmp_path: Path, qtbot: QtBot, answers: Any
) -> None:
    from desktop.security.slots import Cost

    place = tmp_path / "Другая папка"
    entered: list[Any] = []

    def come() -> Any:
        session, key = access.create_office(
            place, "Секретарь", make.PASSWORD, cost=Cost(memory=8 * 1024, passes=1)
        )
        access.sign_out(session)
        return access.sign_in_by_recovery(place, key)

    context = QApplication.instance()
    assert context is not None
    jobs.run("store", come, context=context, done=entered.append)
    jobs.wait_idle()
    act.enter(entered[0])
    page = opened(qtbot, "users")
    assert list(page.parts) == ["users", "view", "references", "about"]
    tab = page.parts["users"]
    assert not tab.own_part.isVisible()

    def fill(question: Any) -> bool:
        question.subject.form.set_values({"password": NEW_PASSWORD, "again": NEW_PASSWORD})
        return bool(question.subject.check())

    answers.will("dialog", fill)
    tab.reset_button.click()
    jobs.wait_idle()
    from desktop.security.slots import KeyRing

    KeyRing.load(place).unlock("Секретарь", NEW_PASSWORD)


# Вид


def test_looks_take_effect_at_once_and_are_remembered(
    settings: Callable[..., SettingsPage],
) -> None:
    tab = settings("secretary", "view").parts["view"]
    tab.scheme_radios["dark"].click()
    assert look.colours() is look.DARK
    assert look.remembered_scheme() == "dark"
    at = tab.zoom_box.findText("150 %")
    tab.zoom_box.setCurrentIndex(at)
    tab.zoom_box.activated.emit(at)
    assert look.zoom() == 1.5
    tab.lock_box.setValue(5)
    assert int(str(QSettings().value("lock/minutes"))) == 5
    assert tab.minutes_label.text() == "минут"
    tab.lock_box.setValue(0)
    assert tab.lock_box.value() == 1
    assert tab.minutes_label.text() == "минуту"


# Справочники


def test_references_are_those_of_the_program(settings: Callable[..., SettingsPage]) -> None:
    tab = settings("secretary", "references").parts["references"]
    years = {row.id: row for row in tab.years_table.rows()}
    assert years[2026].working == 247  # production calendar of 2026, five-day week
    assert {row.id for row in tab.platforms_table.rows()} >= {"max", "telegram", "whatsapp"}
    assert any(row.short == "152-ФЗ" for row in tab.acts_table.rows())
    tab.choice.button(1).click()
    assert tab.stack.currentWidget() is tab.platforms_table
    assert "Источник:" in tab.about_label.text()
    tab.platforms_table.set_query("viber")
    assert len(tab.platforms_table.shown()) == 1


def test_a_platform_has_the_status_of_the_day() -> None:
    before = {row.id: row for row in references(date(2021, 1, 15)).platforms}
    now = {row.id: row for row in references(date(2026, 11, 20)).platforms}
    changed = [ident for ident in now if before[ident].status is not now[ident].status]
    assert "viber" in changed


# О программе


def test_about_tells_version_folder_and_licences(settings: Callable[..., SettingsPage]) -> None:
    from desktop import __version__

    page = settings("head", "about")
    tab = page.parts["about"]
    tab.copy_button.click()
    assert QGuiApplication.clipboard().text() == str(folder_of(page))
    told = " ".join(label.text() for label in tab.findChildren(type(tab.folder_label)))
    assert __version__ in told
    assert "Ничего не уходит с компьютера" in told
    assert "LGPL 3.0" in told


# All of it


@pytest.mark.parametrize("role", ["secretary", "head"])
def test_every_control_has_a_name(settings: Callable[..., SettingsPage], role: str) -> None:
    page = settings(role)
    for key in page.parts:
        page.show_item(key)
        jobs.wait_idle()
        for kind in (QAbstractButton, QLineEdit, QPlainTextEdit, QComboBox, QSpinBox):
            for control in page.findChildren(kind):
                if control.isVisible() and control.objectName() != "qt_spinbox_lineedit":
                    assert control.accessibleName() or getattr(control, "text", str)(), control


def test_an_empty_office_says_what_is_missing(tmp_path: Path, qtbot: QtBot) -> None:
    from desktop.security.slots import Cost

    place = tmp_path / "Пустая"
    made: list[Any] = []
    context = QApplication.instance()
    assert context is not None
    jobs.run(
        "store",
        lambda: access.create_office(
            place, "Секретарь", make.PASSWORD, cost=Cost(memory=8 * 1024, passes=1)
        ),
        context=context,
        done=made.append,
    )
    jobs.wait_idle()
    act.enter(made[0][0])
    tab = opened(qtbot).parts["office"]
    assert tab.left_form.values()["short_name"] == ""
    assert any("без руководителя" in label.text() for label in tab.findChildren(QLabel))


def _options(field: Any) -> list[tuple[Any, str]]:
    return [(field._values[at], field.box.itemText(at)) for at in range(1, field.box.count())]
