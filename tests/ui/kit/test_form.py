"""The form: answers, errors, keys, what was typed."""

import json
from datetime import date, time
from itertools import pairwise
from typing import Any

import pytest
from PySide6.QtCore import QDate, Qt
from PySide6.QtWidgets import QApplication, QCalendarWidget, QLabel, QLineEdit
from pytestqt.qtbot import QtBot
from typing_keys import type_text

from desktop.ui._fields import parse_time, read_phone, show_phone
from desktop.ui.form import (
    CheckField,
    ChoiceField,
    DateField,
    Form,
    HoursField,
    MultilineField,
    PhonesField,
    Pick,
    PickField,
    Section,
    TextField,
    scrolled,
)

# The offscreen platform has no keyboard to grab for a popup.
POPUP = pytest.mark.qt_log_ignore(
    "does not support (raise|grabbing the keyboard|propagateSizeHints)", extend=True
)

PEOPLE = (
    Pick(1, "Ежова Ульяна Саввична", "воспитатель"),
    Pick(2, "Ежов Тихон Мирович", "отец"),
    Pick(3, "Ежов Тихон Мирович", "дед"),
)


def search(text: str) -> list[Pick]:
    return [pick for pick in PEOPLE if text.casefold() in pick.title.casefold()]


@pytest.fixture
def form(qtbot: QtBot) -> Form:
    made = Form(
        [
            Section("Чат"),
            TextField("title", "Название", required=True, hint="Как в мессенджере"),
            TextField("inn", "ИНН", check=lambda text: "" if text.isdigit() else "Только цифры."),
            TextField("password", "Пароль", secret=True),
            ChoiceField("kind", "Вид", [("o", "Чат учреждения"), ("p", "Чат родителей")]),
            DateField("since", "Открыт с", required=True),
            CheckField("closed", "По приглашению"),
            PhonesField("phones", "Телефоны"),
            PickField("curator", "Куратор", search),
            MultilineField("purpose", "Для чего"),
            HoursField("hours", "Часы"),
        ]
    )
    qtbot.addWidget(made)
    return made


VALUES: dict[str, Any] = {
    "title": "Ромашка",
    "inn": "7700",
    "password": "секрет",
    "kind": "p",
    "since": date(2026, 9, 1),
    "closed": True,
    "phones": ("79001234567", "+375291234567"),
    "curator": PEOPLE[0],
    "purpose": "Объявления\nи вопросы",
    "hours": ((time(8), time(19)),) * 5 + (None, None),
}


def test_what_is_set_comes_back(form: Form) -> None:
    assert not form.is_changed()
    form.set_values(VALUES)
    assert form.values() == {**VALUES, "curator": 1}
    assert form.check()
    assert form.errors() == {}
    assert not form.is_changed()


def test_missing_and_wrong_answers_are_said_at_their_fields(form: Form) -> None:
    form.field("inn").set_value("12a")
    form.field("phones").set_raw(["12345"])
    form.field("curator").set_raw("Никто")
    form.field("hours").set_raw([[True, "19:00", "08:00"]])
    assert not form.check()
    errors = form.errors()
    assert list(errors) == ["title", "inn", "since", "phones", "curator", "hours"]
    assert errors["title"] == "Заполните это поле."
    assert "12345" in errors["phones"]
    assert "Понедельник" in errors["hours"]
    assert all(text.endswith(".") for text in errors.values())
    edit = form.field("title").editors()[0]
    assert edit.accessibleDescription() == "Заполните это поле."
    assert edit.property("invalid") == "true"


def test_an_error_goes_away_when_its_field_is_mended(form: Form) -> None:
    form.show_error("title", "Чат с таким названием уже есть.")
    form.show_error("inn", "Такого ИНН нет.")
    edit = form.field("title").editors()[0]
    type_text(edit, "Ёжики")
    assert form.errors() == {"inn": "Такого ИНН нет."}
    assert edit.property("invalid") == "false"
    notes = [label.text() for label in form.findChildren(QLabel)]
    assert "Как в мессенджере" in notes


@pytest.mark.parametrize("typed", ["1.9.2026", "01/09/26", "1 сентября 2026", "2026-09-01"])
def test_dates_are_taken_as_people_write_them(form: Form, qtbot: QtBot, typed: str) -> None:
    edit = form.field("since").editors()[0]
    assert isinstance(edit, QLineEdit)
    type_text(edit, typed)
    assert form.values()["since"] == date(2026, 9, 1)
    qtbot.keyClick(edit, Qt.Key.Key_Return)
    assert edit.text() == "01.09.2026"


def test_impossible_date_stays_as_typed(form: Form, qtbot: QtBot) -> None:
    form.set_values({"title": "Есть"})
    edit = form.field("since").editors()[0]
    assert isinstance(edit, QLineEdit)
    type_text(edit, "31.02.2026")
    qtbot.keyClick(edit, Qt.Key.Key_Return)
    assert edit.text() == "31.02.2026"
    assert not form.check()
    assert "Такой даты нет" in form.errors()["since"]


@POPUP
def test_calendar_gives_a_date(form: Form, qtbot: QtBot) -> None:
    form.show()
    field = form.field("since")
    assert isinstance(field, DateField)
    field.set_value(date(2026, 9, 1))
    field.button.click()
    calendar = field.findChild(QCalendarWidget)
    assert calendar is not None
    assert calendar.selectedDate() == QDate(2026, 9, 1)
    calendar.activated.emit(QDate(2026, 11, 20))
    assert field.value() == date(2026, 11, 20)
    qtbot.waitUntil(lambda: field.findChild(QCalendarWidget) is None)
    form.close()


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("8 (900) 123-45-67", "79001234567"),
        ("9001234567", "79001234567"),
        ("+375 29 123-45-67", "+375291234567"),
        ("12345", None),
        ("+7900", None),
    ],
)
def test_phones(typed: str, kept: str | None) -> None:
    assert read_phone(typed) == kept
    if kept:
        assert read_phone(show_phone(kept)) == kept


def test_phones_are_added_tidied_and_removed(form: Form, qtbot: QtBot) -> None:
    field = form.field("phones")
    assert isinstance(field, PhonesField)
    type_text(field.edits[0], "89001234567")
    qtbot.keyClick(field.edits[0], Qt.Key.Key_Return)
    assert field.edits[0].text() == "+7 900 123-45-67"
    field.add_button.click()
    field.add_button.click()  # an empty line is there already
    assert len(field.edits) == 2
    field.edits[1].setText("+7 900 123 45 67")
    assert field.value() == ("79001234567",)
    field.set_value(())
    assert len(field.edits) == 1
    assert field.is_empty()


@POPUP
def test_picker_tells_namesakes_apart(form: Form, qtbot: QtBot) -> None:
    form.set_values({"title": "Есть", "since": date(2026, 9, 1)})
    field = form.field("curator")
    assert isinstance(field, PickField)
    type_text(field.edit, "ежов тихон мирович")
    assert field.value() is None  # two of that name
    assert not form.check()
    popup = field.completer.popup()
    assert popup is not None
    offered = [popup.model().index(row, 0).data() for row in range(popup.model().rowCount())]
    assert offered == ["Ежов Тихон Мирович – отец", "Ежов Тихон Мирович – дед"]
    field.completer.activated.emit("Ежов Тихон Мирович – дед")
    qtbot.waitUntil(lambda: field.value() == 3)
    assert field.edit.text() == "Ежов Тихон Мирович"
    assert form.check()
    type_text(field.edit, "х")
    assert field.value() is None
    popup.hide()


@POPUP
def test_picker_takes_a_name_typed_in_full(form: Form) -> None:
    field = form.field("curator")
    assert isinstance(field, PickField)
    type_text(field.edit, "ежова ульяна саввична")
    assert field.value() == 1
    popup = field.completer.popup()
    assert popup is not None
    popup.hide()


@pytest.mark.parametrize(
    ("typed", "moment"),
    [("7", time(7)), ("7.30", time(7, 30)), ("0730", time(7, 30)), ("19-00", time(19)),
     ("24", None), ("7:60", None), ("утро", None), ("", None)],
)  # fmt: skip
def test_times(typed: str, moment: time | None) -> None:
    assert parse_time(typed) == moment


def test_monday_is_copied_to_working_days(form: Form) -> None:
    field = form.field("hours")
    assert isinstance(field, HoursField)
    assert not field.begins[0].isEnabled()
    field.days[0].setChecked(True)
    field.begins[0].setText("8")
    field.ends[0].setText("17")
    field.copy_button.click()
    assert field.value() == ((time(8), time(17)),) * 5 + (None, None)


def test_enter_moves_on_and_ctrl_enter_saves(form: Form, qtbot: QtBot) -> None:
    form.show()
    form.activateWindow()
    qtbot.waitUntil(form.isActiveWindow)
    form.focus_first()
    order = [e for key in ("title", "inn", "password", "kind", "since")
             for e in form.field(key).editors()]  # fmt: skip
    for before, after in pairwise(order):
        assert QApplication.focusWidget() is before
        qtbot.keyClick(before, Qt.Key.Key_Return)
        assert QApplication.focusWidget() is after
    submits: list[bool] = []
    form.submitted.connect(lambda: submits.append(True))
    purpose = form.field("purpose").editors()[0]
    type_text(purpose, "раз\nдва")
    assert form.values()["purpose"] == "раз\nдва"
    assert not submits
    qtbot.keyClick(purpose, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert submits == [True]
    form.close()


def test_what_was_typed_survives(form: Form, qtbot: QtBot) -> None:
    form.set_values(VALUES)
    form.field("since").set_raw("32 мартобря")
    kept = form.snapshot()
    assert form.is_changed()
    assert "секрет" not in kept
    again = Form([TextField("title", "Название"), DateField("since", "С"), HoursField("hours", "Ч"),
                  PhonesField("phones", "Т"), TextField("password", "П", secret=True),
                  ChoiceField("kind", "Вид", [("p", "Чат родителей")])])  # fmt: skip
    qtbot.addWidget(again)
    assert again.restore(kept)
    values = again.values()
    assert values["title"] == "Ромашка"
    assert values["hours"] == VALUES["hours"]
    assert values["phones"] == VALUES["phones"]
    assert values["kind"] == "p"
    assert values["password"] == ""
    assert again.field("since").raw() == "32 мартобря"


@pytest.mark.parametrize("rubbish", ["", "{", "[1]", "null"])
def test_unreadable_snapshot_changes_nothing(form: Form, rubbish: str) -> None:
    before = form.snapshot()
    assert not form.restore(rubbish)
    assert form.snapshot() == before


def test_snapshot_of_another_version_is_taken_as_far_as_it_fits(form: Form) -> None:
    odd = {"title": 5, "hours": "x", "phones": {"a": 1}, "kind": "нет такого", "gone": 1}
    assert form.restore(json.dumps(odd))
    assert form.values()["title"] == "5"
    assert form.values()["kind"] is None


def test_hidden_question_is_not_asked(form: Form) -> None:
    form.set_field_visible("since", False)
    form.set_values({"title": "Есть"})
    assert form.check()
    form.set_field_visible("since", True)
    assert not form.check()


def test_options_may_change_under_the_answer(form: Form) -> None:
    field = form.field("kind")
    assert isinstance(field, ChoiceField)
    field.set_value("p")
    field.set_options([("p", "Родители"), ("w", "Работники")])
    assert field.value() == "p"
    field.set_options([("w", "Работники")])
    assert field.value() is None


def test_every_control_has_a_name(form: Form) -> None:
    for key in form.values():
        for editor in form.field(key).editors():
            assert editor.accessibleName(), key
    assert form.field("title").editors()[0].accessibleName() == "Название, обязательно"


def test_same_key_twice_is_our_bug() -> None:
    with pytest.raises(ValueError, match="title"):
        Form([TextField("title", "А"), TextField("title", "Б")])


def test_a_tall_form_scrolls_to_the_error(qtbot: QtBot) -> None:
    tall = Form([TextField(f"line{number}", f"Строка {number}") for number in range(30)])
    area = scrolled(tall)
    qtbot.addWidget(area)
    area.resize(500, 200)
    area.show()
    tall.show_error("line25", "Напишите, для чего чат.")
    assert area.verticalScrollBar().value() > 0
    area.close()
