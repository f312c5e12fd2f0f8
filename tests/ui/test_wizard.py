"""The first start, driven as a person would: every page, killed on the way, and to the end."""

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import make
import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from typing_keys import type_text

from desktop.operations import access, first_start, office
from desktop.operations.permissions import HEAD
from desktop.security import recovery
from desktop.security.slots import Cost
from desktop.ui import act, bus, jobs
from desktop.ui._wizard_institution import InstitutionForm
from desktop.ui._wizard_password import GOOD
from desktop.ui._wizard_recovery import RecoverySheet
from desktop.ui.app import MainWindow
from desktop.ui.wizard import DONE, INSTITUTION, PEOPLE, RECOVERY, REGULATION, USER, Wizard


@pytest.fixture
def place(tmp_path: Path) -> Path:
    return tmp_path / "Мои документы" / "Порядок данные"


@pytest.fixture
def told_key(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The recovery keys made, as a person would read them on the sheet; swift Argon2id."""
    made: list[str] = []
    real = access.new_key

    def noted() -> str:
        made.append(real())
        return made[-1]

    monkeypatch.setattr(access, "new_key", noted)
    monkeypatch.setattr(access, "choose_cost", lambda: Cost(memory=8 * 1024, passes=1))
    return made


@pytest.fixture
def wizard(place: Path, told_key: list[str], qtbot: QtBot) -> Iterator[Wizard]:
    page = Wizard(place)
    qtbot.addWidget(page)
    page.resize(1366, 768)
    page.show()
    yield page
    jobs.wait_idle()
    page.close()


def fill(form: InstitutionForm, values: dict[str, Any]) -> None:
    for key, value in values.items():
        form.field(key).set_value(value)


def fill_institution(wizard: Wizard) -> None:
    form = wizard.institution_page.form
    fill(
        form,
        {
            "kind": "kindergarten",
            "full_name": make.ORGANIZATION.full_name,
            "short_name": make.ORGANIZATION.short_name,
            "inn": "7707 083893",
            "ogrn": make.ORGANIZATION.ogrn,
        },
    )
    type_text(form.field("head_name").editors()[0], "Кленова Ирина Андреевна")
    form.field("bodies").set_value("Педагогический совет\n\nСовет родителей\n")


def enter_user(wizard: Wizard, role: str = "secretary") -> None:
    form = wizard.user_page.form
    form.field("role").set_value(role)
    form.field("password").set_value(make.PASSWORD)
    form.field("again").set_value(make.PASSWORD)


def press(wizard: Wizard) -> None:
    wizard.next_button.click()
    jobs.wait_idle()


def walk_to_recovery(wizard: Wizard, role: str = "secretary") -> None:
    fill_institution(wizard)
    press(wizard)
    assert wizard.stack.currentWidget() is wizard.user_page
    enter_user(wizard, role)
    press(wizard)
    assert wizard.stack.currentWidget() is wizard.recovery_page


def walk_to_regulation(wizard: Wizard, told_key: list[str], role: str = "secretary") -> None:
    walk_to_recovery(wizard, role)
    type_text(wizard.recovery_page.sheet.key_edit, told_key[-1].lower().replace("-", " "))
    press(wizard)
    assert wizard.stack.currentWidget() is wizard.regulation_page


def asked(operation: Callable[..., Any], *args: Any) -> Any:
    """What an operation answers now."""
    got: list[Any] = []
    context = QApplication.instance()
    assert context is not None
    act.ask(context, operation, *args, done=got.append)
    jobs.wait_idle()
    return got[0]


def test_the_whole_way(wizard: Wizard, place: Path, told_key: list[str], qtbot: QtBot) -> None:
    walk_to_regulation(wizard, told_key)
    first_card = next(iter(wizard.regulation_page.cards))
    assert first_card == "000", "acts of the own kind of institution come first"
    assert len(wizard.regulation_page.cards) == 5
    wizard.regulation_page.cards["000"].choose()
    wizard.regulation_page.form.set_values({"order_number": "12-ОД"})
    wizard.regulation_page.form.field("approved_on").set_raw("1 сентября 2025 г.")
    press(wizard)
    assert wizard.stack.currentWidget() is wizard.people_page
    assert not wizard.back_button.isVisible(), "the regulation has been adopted"
    wizard.people_page.cards["import"].choose()
    press(wizard)
    assert wizard.stack.currentWidget() is wizard.done_page
    went: list[tuple[str, object]] = []
    bus.go.connect(lambda screen, item: went.append((screen, item)))
    with qtbot.waitSignal(wizard.finished) as ended:
        press(wizard)
    assert ended.args is not None
    assert went == [("people", "import")]
    assert not (place / first_start.FILE_NAME).exists()

    card = asked(office.organization)
    assert (card.short_name, card.inn) == (make.ORGANIZATION.short_name, "7707083893")
    head = asked(office.heads)[0]
    assert (head.position, head.name.full, head.name.sex) == (
        "заведующий",
        "Кленова Ирина Андреевна",
        "f",
    )
    assert asked(office.bodies) == ("Педагогический совет", "Совет родителей")
    regulation = asked(office.current_regulation)
    assert (regulation.profile, regulation.order_number) == ("000", "12-ОД")
    assert regulation.approved_on.isoformat() == "2025-09-01"
    assert asked(access.is_recovery_key_confirmed)
    access.check_recovery(place, told_key[0])


def test_the_main_window_opens_the_office_at_the_end(
    place: Path, told_key: list[str], qtbot: QtBot
) -> None:
    main = MainWindow(place)
    qtbot.addWidget(main)
    main.show()
    page = main.centralWidget()
    assert isinstance(page, Wizard)
    walk_to_regulation(page, told_key)
    page.skip_button.click()
    page.skip_button.click()
    assert page.people_page.choice() == "later"
    from desktop.ui.workplace import Workplace

    press(page)
    assert isinstance(main.centralWidget(), Workplace)
    jobs.wait_idle()
    main.close()
    again = MainWindow(place)
    qtbot.addWidget(again)
    assert not isinstance(again.centralWidget(), Wizard), "the next start asks who comes"


def test_only_three_fields_are_needed_and_errors_stand_at_their_fields(wizard: Wizard) -> None:
    form = wizard.institution_page.form
    press(wizard)
    assert set(form.errors()) == {"kind", "full_name", "short_name"}
    fill(
        form,
        {
            "kind": "school",
            "full_name": "Школа № 1",
            "short_name": "Школа № 1",
            "inn": "7707083894",
        },
    )
    press(wizard)
    assert "контрольная цифра" in form.errors()["inn"]
    fill(form, {"inn": "", "email": "почта", "ogrn": "123"})
    press(wizard)
    assert set(form.errors()) == {"email", "ogrn"}
    fill(form, {"email": "", "ogrn": ""})
    form.field("head_until").set_raw("01.09.2027")
    press(wizard)
    assert "head_name" in form.errors()
    form.field("head_until").set_raw("")
    press(wizard)
    assert wizard.stack.currentWidget() is wizard.user_page


def test_what_was_typed_survives_a_kill(place: Path, told_key: list[str], qtbot: QtBot) -> None:
    first = Wizard(place)
    qtbot.addWidget(first)
    type_text(first.institution_page.form.field("short_name").editors()[0], "Садик «Ёж»")
    first.institution_page.form.field("kind").set_value("kindergarten")
    first.institution_page.form.field("head_position").set_value("заведующая")
    enter_user(first)
    qtbot.waitUntil((place / first_start.FILE_NAME).exists, timeout=3000)
    jobs.wait_idle()
    kept = (place / first_start.FILE_NAME).read_text(encoding="utf-8")
    assert make.PASSWORD not in kept
    second = Wizard(place)
    qtbot.addWidget(second)
    form = second.institution_page.form
    assert form.field("short_name").value() == "Садик «Ёж»"
    assert form.kind() == "kindergarten"
    assert form.field("head_position").value() == "заведующая"
    assert second.user_page.form.field("password").value() == ""


def test_a_broken_kept_file_is_no_obstacle(place: Path, told_key: list[str], qtbot: QtBot) -> None:
    place.mkdir(parents=True)
    for content in ("{", "[]", json.dumps({"right": "не JSON", "left": 5})):
        (place / first_start.FILE_NAME).write_text(content, encoding="utf-8")
        page = Wizard(place)
        qtbot.addWidget(page)
        assert not any(page.institution_page.form.values().values())


def test_the_kind_proposes_the_post_until_it_is_typed(wizard: Wizard) -> None:
    form = wizard.institution_page.form
    form.field("kind").set_value("school")
    assert form.field("head_position").value() == "директор"
    form.field("kind").set_value("kindergarten")
    assert form.field("head_position").value() == "заведующий"
    form.field("head_position").set_value("и. о. заведующего")
    form.field("kind").set_value("extra")
    assert form.field("head_position").value() == "и. о. заведующего"


def test_a_weak_or_differing_password_is_refused(wizard: Wizard, place: Path) -> None:
    fill_institution(wizard)
    press(wizard)
    form = wizard.user_page.form
    for weak in ("коротко", "секретарь секретарь", "МБДОУ Детский сад № 5 Ручеёк"):
        form.set_values({"password": weak, "again": weak})
        press(wizard)
        assert form.errors()["password"]
    form.set_values({"password": make.PASSWORD, "again": make.PASSWORD + "!"})
    press(wizard)
    assert "не совпадают" in form.errors()["again"]
    assert not access.exists(place)


def test_the_strength_is_told_while_typing(wizard: Wizard, qtbot: QtBot) -> None:
    fill_institution(wizard)
    press(wizard)
    field: Any = wizard.user_page.form.field("password")
    label = field.verdict_label
    type_text(field.editors()[0], "чайник")
    qtbot.waitUntil(lambda: "коротк" in label.text().casefold())
    type_text(field.editors()[0], " на подоконнике")
    qtbot.waitUntil(lambda: label.text() == GOOD)


def test_the_key_is_typed_by_hand_only(wizard: Wizard, told_key: list[str], qtbot: QtBot) -> None:
    walk_to_recovery(wizard)
    sheet = wizard.recovery_page.sheet
    QGuiApplication.clipboard().setText(told_key[-1])
    qtbot.keyClick(sheet.key_edit, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    qtbot.keyClick(sheet.key_edit, Qt.Key.Key_Insert, Qt.KeyboardModifier.ShiftModifier)
    qtbot.mouseClick(sheet.key_edit, Qt.MouseButton.MiddleButton)
    assert sheet.typed() == ""
    assert "руками" in sheet.error_label.text()
    assert not wizard.skip_button.isVisible()
    assert not wizard.back_button.isVisible()
    press(wizard)
    assert "набрано 0" in sheet.error_label.text()
    wrong = told_key[-1][:-1] + ("0" if told_key[-1][-1] != "0" else "1")
    type_text(sheet.key_edit, wrong)
    press(wizard)
    assert wizard.stack.currentWidget() is wizard.recovery_page
    assert "сверьте с листом" in sheet.error_label.text()
    sheet.key_edit.clear()
    type_text(sheet.key_edit, recovery.new_key())  # a right key, of another office
    press(wizard)
    assert "не от этих данных" in sheet.error_label.text()
    sheet.key_edit.clear()
    type_text(sheet.key_edit, told_key[-1])
    press(wizard)
    assert wizard.stack.currentWidget() is wizard.regulation_page
    assert sheet.typed() == ""
    wizard.go_back()
    assert wizard.stack.currentWidget() is wizard.regulation_page, "the key is shown only once"


def test_the_sheet_is_saved_and_printed(
    wizard: Wizard, answers: Any, tmp_path: Path, told_key: list[str], qtbot: QtBot
) -> None:
    walk_to_recovery(wizard)
    sheet: RecoverySheet = wizard.recovery_page.sheet
    target = tmp_path / "Ключ.pdf"
    answers.will("save", target)
    sheet.save_button.click()
    jobs.wait_idle()
    assert target.read_bytes().startswith(b"%PDF")
    assert "удалите с компьютера" in sheet.note_label.text()
    answers.will("save", tmp_path / "нет такой папки" / "Ключ.pdf")
    sheet.save_button.click()
    jobs.wait_idle()
    assert "выберите другую папку" in sheet.note_label.text()
    paper = tmp_path / "бумага.pdf"

    def choose(question: Any) -> bool:
        question.subject.setOutputFileName(str(paper))
        return True

    answers.will("printer", choose)
    sheet.print_button.click()
    qtbot.waitUntil(lambda: "на принтер" in sheet.note_label.text(), timeout=10_000)
    assert paper.read_bytes().startswith(b"%PDF")


def test_a_head_may_be_the_first(wizard: Wizard, told_key: list[str], qtbot: QtBot) -> None:
    walk_to_regulation(wizard, told_key, HEAD)
    wizard.regulation_page.cards["004"].choose()
    press(wizard)
    assert list(wizard.people_page.cards) == ["later"], "lists are entered by the secretary"
    press(wizard)
    with qtbot.waitSignal(wizard.finished):
        press(wizard)
    assert asked(office.current_regulation).profile == "004"
    assert act.actor().role == HEAD
    assert act.actor().login == "Заведующий"


def test_a_folder_that_cannot_be_written_is_told(
    told_key: list[str], tmp_path: Path, qtbot: QtBot
) -> None:
    (tmp_path / "файл").write_text("здесь не папка", encoding="utf-8")
    page = Wizard(tmp_path / "файл" / "данные")
    qtbot.addWidget(page)
    fill_institution(page)
    press(page)
    enter_user(page)
    press(page)
    assert page.stack.currentWidget() is page.user_page
    assert "записать не удалось" in page.user_page.form.errors()["password"]


def test_steps_without_an_answer_are_told_and_skipped(wizard: Wizard, told_key: list[str]) -> None:
    walk_to_regulation(wizard, told_key)
    press(wizard)
    assert "Выберите" in wizard.regulation_page.error_label.text()
    wizard.skip_button.click()
    assert wizard.stack.currentWidget() is wizard.people_page
    wizard.go_back()
    assert wizard.stack.currentWidget() is wizard.regulation_page, "nothing was adopted yet"
    wizard.skip_button.click()
    wizard.skip_button.click()
    lines = wizard.done_page.findChildren(type(wizard.done_page.body.itemAt(0).widget()))
    told = " ".join(line.text_label.text() for line in lines)
    assert "Положение не выбрано" in told
    assert make.ORGANIZATION.short_name in told


def test_the_example_is_one_press_away(wizard: Wizard, qtbot: QtBot) -> None:
    with qtbot.waitSignal(wizard.demo_wanted):
        wizard.institution_page.demo_button.click()


@pytest.mark.parametrize("zoom", [1.0, 2.0])
def test_every_control_has_a_name_at_every_zoom(
    wizard: Wizard, told_key: list[str], zoom: float, qapp: QApplication
) -> None:
    from PySide6.QtWidgets import QAbstractButton, QComboBox, QLineEdit, QPlainTextEdit

    from desktop.ui import look

    walk_to_regulation(wizard, told_key)
    look.apply(qapp, "dark", zoom)
    for step in (INSTITUTION, USER, RECOVERY, REGULATION, PEOPLE):
        wizard._show_step(step)
        for kind in (QAbstractButton, QLineEdit, QPlainTextEdit, QComboBox):
            for control in wizard.findChildren(kind):
                if control.isVisible():
                    assert control.accessibleName() or control.text(), control
    assert wizard.minimumSizeHint().width() <= 1366
    assert DONE == 5
