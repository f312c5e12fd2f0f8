"""The screen of chats over a real office: register, card, steps, people, what survives."""

from collections.abc import Callable
from typing import Any

import make
import pytest
from PySide6.QtCore import QSettings, Qt
from PySide6.QtWidgets import QAbstractButton, QComboBox, QLabel, QLineEdit, QWidget
from pytestqt.qtbot import QtBot
from typing_keys import type_text

from desktop import clock
from desktop.operations import access, administrators, chats, drafts, participants
from desktop.security.slots import Cost
from desktop.ui import act, bus, jobs, look
from desktop.ui.app import MainWindow
from desktop.ui.screens.chats import ChatsPage
from desktop.ui.workplace import Workplace

Enter = Callable[[str], Workplace]


def page_of(place: Workplace) -> ChatsPage:
    place.go("chats")
    jobs.wait_idle()
    page = place.page("chats")
    assert isinstance(page, ChatsPage)
    return page


def fill(accept: bool = True, **values: Any) -> Callable[[Any], bool]:
    """An answer to a form: these fields, then its button; False when it would not close."""

    def answer(question: Any) -> bool:
        dialog = question.subject
        for key, value in values.items():
            dialog.form.field(key).set_value(value)
        if not accept:
            return False
        dialog.try_accept()
        return bool(dialog.result())

    return answer


def pick(dialog: Any, key: str, text: str) -> None:
    """Choose the first of what typing this offers."""
    field = dialog.form.field(key)
    field.set_value(field._search(text)[0])


def read(operation: Callable[..., Any], *args: Any) -> Any:
    """What an operation says now, asked on the thread of the bases."""
    told: list[Any] = []
    act.ask(bus._bus, operation, *args, done=told.append)
    jobs.wait_idle()
    return told[0]


def texts(widget: QWidget) -> str:
    return "\n".join(w.text() for w in widget.findChildren(QLabel) if not w.isHidden())


def test_the_register_and_the_card(workplace: Enter) -> None:
    page = page_of(workplace("secretary"))
    row = page.table.current()
    assert row is not None
    assert row.title == "Ромашка – родители"
    shown = page.card.shown
    assert shown is not None
    assert page.card.state_bar.title_label.text() == "Ромашка – родители"
    assert page.card.state_bar.state_chip.chip.word == "проект"
    passport = texts(page.card.passport)
    assert "пн–пт 08:00–19:00" in passport
    assert "решение родительского собрания, протокол № 2 от 10.09.2026" in passport
    assert "до 31.05.2027" in passport
    people = texts(page.card.administrators)
    assert "Лаптева Вера Игоревна" in people
    assert "п. 2.1 Порядка" in people
    assert page.card.answers.progress_label.text() == "Ответили 2 из 3 семей"
    assert (page.card.answers.bar.value(), page.card.answers.bar.maximum()) == (2, 3)
    assert len(page.card.history.table.rows()) >= 4


def test_words_follow_the_kind_of_institution(workplace: Enter) -> None:
    page = page_of(workplace("secretary"))
    assert "Группа" in texts(page.card.passport)
    assert "Класс" not in texts(page.card.passport)


def test_a_chat_opens_and_the_deed_can_be_undone(workplace: Enter, answers: Any) -> None:
    place = workplace("secretary")
    page = page_of(place)
    answers.will("dialog", fill())
    page.card.state_bar.step_buttons["open"].click()
    jobs.wait_idle()
    assert page.card.state_bar.state_chip.chip.word == "открыт"
    assert "открыт" in place.feedback.text
    assert not page.card.state_bar.step_buttons["open"].isVisible()
    assert page.card.state_bar.step_buttons["paused"].isVisible()
    place.feedback.undo_button.click()
    jobs.wait_idle()
    assert page.card.state_bar.state_chip.chip.word == "проект"


def test_stopping_asks_a_reason_at_the_field(workplace: Enter, answers: Any) -> None:
    page = page_of(workplace("secretary"))
    answers.will("dialog", fill())
    page.take_step("open")
    jobs.wait_idle()
    seen: list[dict[str, str]] = []

    def try_without(question: Any) -> bool:
        question.subject.try_accept()
        seen.append(question.subject.form.errors())
        question.subject.form.field("reason").set_value("каникулы")
        question.subject.try_accept()
        return bool(question.subject.result())

    answers.will("dialog", try_without)
    page.card.state_bar.step_buttons["paused"].click()
    jobs.wait_idle()
    assert list(seen[0]) == ["reason"]
    assert page.card.state_bar.state_chip.chip.word == "приостановлен"
    assert page.card.state_bar.step_buttons["open"].text() == "Открыть снова"
    assert "каникулы" in texts(page.card.passport)


def test_what_is_missing_stands_before_the_step(workplace: Enter, answers: Any) -> None:
    place = workplace("secretary")
    page = page_of(place)
    for row in read(administrators.administrators, page.card.shown.id):
        act.perform(page, administrators.end_appointment, row.id, row.since)
    jobs.wait_idle()
    band = page.card.state_bar.missing_band
    assert band.isVisible()
    assert "не назначен администратор от работников (п. 2.1 Порядка)" in band.text_label.text()
    tab = texts(page.card.administrators)
    assert "Не назначен: администратор от родителей – требует п. 2.1 Порядка." in tab
    answers.will("warn", None)
    page.card.state_bar.step_buttons["open"].click()
    jobs.wait_idle()
    assert "не назначен администратор от родителей" in answers.asked[-1].text
    assert page.card.state_bar.state_chip.chip.word == "проект"


def test_ctrl_n_registers_a_chat_and_stands_on_it(
    workplace: Enter, answers: Any, window: MainWindow, qtbot: QtBot
) -> None:
    place = workplace("secretary")
    page = page_of(place)
    window.activateWindow()
    page.table.view.setFocus()

    def answer(question: Any) -> bool:
        dialog = question.subject
        assert dialog.windowTitle() == "Новый чат"
        groups = dialog.form.field("groups")
        assert [box.text() for box in groups.boxes] == ["Пчёлка", "Ромашка"]
        assert "можно" in dialog.form.field("platform").box.currentText()
        groups.boxes[0].click()
        type_text(dialog.form.field("title").edit, "Пчёлка – родители")
        dialog.form.field("hours").set_raw([[True, "7:30", "18"]] + [[False, "", ""]] * 6)
        dialog.try_accept()
        return bool(dialog.result())

    answers.will("dialog", answer)
    qtbot.keyClick(page.table.view, Qt.Key.Key_N, Qt.KeyboardModifier.ControlModifier)
    jobs.wait_idle()
    shown = page.card.shown
    assert shown is not None
    assert (shown.card.row.number, shown.card.row.groups) == ("2", "Пчёлка")
    assert page.table.current().id == shown.id
    assert "пн 07:30–18:00" in texts(page.card.passport)
    assert read(drafts.kept_form, "chat:new") is None


def test_a_refused_passport_comes_back_with_what_was_typed(workplace: Enter, answers: Any) -> None:
    page = page_of(workplace("secretary"))
    seen: list[tuple[str, str]] = []

    def again(question: Any) -> bool:
        dialog = question.subject
        seen.append((dialog.problem_band.text_label.text(), dialog.form.field("title").value()))
        return fill(number="7")(question)

    answers.will("dialog", fill(title="Второй чат", number="1"))
    answers.will("dialog", again)
    page.new_chat()
    jobs.wait_idle()
    assert "Номер 1 в реестре уже занят" in seen[0][0]
    assert seen[0][1] == "Второй чат"
    assert [row.number for row in read(chats.chats)] == ["1", "7"]


def test_typed_text_survives_a_kill_and_is_forgotten_when_given_up(
    workplace: Enter, answers: Any
) -> None:
    page = page_of(workplace("secretary"))
    form_id = f"chat:{page.card.shown.id}"

    def killed(question: Any) -> bool:
        dialog = question.subject
        type_text(dialog.form.field("purpose").edit, "Срочные вести. ")
        dialog.show()
        dialog.close()  # as the window does when the office is locked
        return False

    answers.will("dialog", killed)
    page.edit_chat()
    jobs.wait_idle()
    assert "Срочные вести" in read(drafts.kept_form, form_id)["typed"]
    seen: list[str] = []

    def look_and_leave(question: Any) -> bool:
        seen.append(question.subject.form.field("purpose").value())
        return False

    answers.will("dialog", look_and_leave)
    page.edit_chat()
    jobs.wait_idle()
    assert "Срочные вести" in seen[0]
    assert read(drafts.kept_form, form_id) is None
    assert page.card.shown.card.purpose == "оперативное информирование родителей"


def test_hours_nobody_touched_stay_as_they_were(workplace: Enter, answers: Any) -> None:
    """The grid shows one pair a day; a break at noon must not vanish with a change of title."""
    page = page_of(workplace("secretary"))
    hours = (chats.HoursLine(0, "08:00", "12:00"), chats.HoursLine(0, "14:00", "24:00"))
    data = chats.ChatData(title="С перерывом", hours=hours)
    act.perform(page, chats.save_chat, data)
    jobs.wait_idle()
    ident = read(chats.chats)[-1].id
    page.show_item(ident)
    jobs.wait_idle()
    answers.will("dialog", fill(title="С обедом"))
    page.edit_chat()
    jobs.wait_idle()
    card = read(chats.chat_card, ident)
    assert (card.row.title, card.hours) == ("С обедом", hours)


def test_a_forbidden_platform_warns(workplace: Enter, answers: Any) -> None:
    page = page_of(workplace("secretary"))
    assert not page.card.state_bar.platform_chip.isVisible()
    answers.will("dialog", fill(platform="telegram"))
    page.edit_chat()
    jobs.wait_idle()
    chip = page.card.state_bar.platform_chip
    assert chip.isVisible()
    assert (chip.chip.role, chip.chip.word.partition(":")[0]) == ("stop", "Telegram")
    assert "На сегодня: " in texts(page.card.passport)


def test_the_link_is_masked_until_asked(workplace: Enter, answers: Any) -> None:
    page = page_of(workplace("secretary"))
    answers.will("dialog", fill(link="https://max.example.ru/join/тайна"))
    page.edit_chat()
    jobs.wait_idle()
    assert "тайна" not in texts(page.card)
    page.card.passport.link_button.click()
    assert "https://max.example.ru/join/тайна" in texts(page.card)
    page.card.passport.link_button.click()
    assert "тайна" not in texts(page.card)


def test_appointing_follows_the_role(workplace: Enter, answers: Any) -> None:
    place = workplace("secretary")
    page = page_of(place)

    def answer(question: Any) -> bool:
        dialog = question.subject
        role = dialog.form.field("role")
        role.set_value("administrator-parents")
        assert dialog.form.field("employee").isHidden()
        assert not dialog.form.field("guardian").isHidden()
        role.set_value("administrator-staff")
        assert dialog.form.field("guardian").isHidden()
        pick(dialog, "employee", "зим")
        dialog.form.field("substitute").set_value(True)
        dialog.try_accept()
        return bool(dialog.result())

    answers.will("dialog", answer)
    page.appoint()
    jobs.wait_idle()
    told = texts(page.card.administrators)
    assert "Зимина Ольга Петровна" in told
    assert "Назначен администратор от работников" in place.feedback.text
    row = next(r for r in page.card.shown.administrators if r.name.startswith("Зимина"))
    assert row.is_substitute
    answers.will("dialog", fill(on_date=clock.today()))
    page.end_appointment(row)
    jobs.wait_idle()
    ended = next(r for r in page.card.shown.administrators if r.id == row.id)
    assert ended.until == clock.today()


def test_members_from_expected_to_confirmed(workplace: Enter, answers: Any) -> None:
    place = workplace("secretary")
    page = page_of(place)
    members = page.card.members
    page.card.tabs.setCurrentWidget(members)
    expected = len(members.table.rows())
    assert members.summary_label.text().startswith(f"Из ожидаемых вступили 0 из {expected}")
    answers.will("confirm", True)
    members.all_button.click()
    jobs.wait_idle()
    assert members.summary_label.text().startswith(
        f"Из ожидаемых вступили {expected} из {expected}"
    )
    assert not members.all_button.isEnabled()
    first = members.table.rows()[0]
    members.table.select(first.id)
    members.confirm_button.click()
    jobs.wait_idle()
    again = next(r for r in members.table.rows() if r.id == first.id)
    assert again.confirmed_on == clock.today()
    assert members.table.rows()[-1].id == first.id  # what is in order goes to the end
    members.table.select(first.id)
    answers.will("dialog", fill(profile="+7 916 123-45-67"))
    members.edit_button.click()
    jobs.wait_idle()
    assert members.table.rows()[0].defect == "в профиле только телефон"
    members.table.select(first.id)
    answers.will("dialog", fill(reason="собственное желание"))
    members.leave_button.click()
    jobs.wait_idle()
    gone = next(r for r in members.table.rows() if r.id == first.id)
    assert gone.left_reason == "собственное желание"
    assert any("Выход" in line.text for line in page.card.history.table.rows())


def test_one_expected_member_joins_by_enter(workplace: Enter) -> None:
    page = page_of(workplace("secretary"))
    members = page.card.members
    person = members.table.rows()[0].person
    members.table.opened.emit(members.table.rows()[0])
    jobs.wait_idle()
    row = next(r for r in members.table.rows() if r.person == person)
    assert row.is_present
    assert row.joined_on == clock.today()


def test_a_stranger_is_recorded_by_the_profile(workplace: Enter, answers: Any) -> None:
    page = page_of(workplace("secretary"))
    errors: list[dict[str, str]] = []

    def answer(question: Any) -> bool:
        question.subject.try_accept()
        errors.append(question.subject.form.errors())
        question.subject.form.field("profile").set_value("89261112233")
        question.subject.try_accept()
        return bool(question.subject.result())

    answers.will("dialog", answer)
    page.card.members.add_button.click()
    jobs.wait_idle()
    assert list(errors[0]) == ["profile"]
    rows = read(participants.participants, page.card.shown.id)
    assert any(r.profile_name == "89261112233" and not r.is_expected for r in rows)


def test_order_and_papers_lead_to_documents(workplace: Enter, qtbot: QtBot) -> None:
    page = page_of(workplace("secretary"))
    ident = page.card.shown.id
    gone: list[tuple[str, Any]] = []
    bus.go.disconnect()
    bus.go.connect(lambda screen, item: gone.append((screen, item)))
    page.card.state_bar.order_button.click()
    page.card.answers.open_button.click()
    page.card.papers.opened.emit(5)
    child = page.card.shown.answers[0]
    page.card.answers.table.opened.emit(child)
    bus.go.disconnect()
    assert gone == [
        ("documents", {"document": "order-create-chats", "chat_ids": [ident]}),
        ("consents", {"chat_id": ident}),
        ("documents", 5),
        ("consents", {"chat_id": ident, "child_id": child.child_id}),
    ]


def test_head_reads_and_is_offered_no_changes(workplace: Enter) -> None:
    page = page_of(workplace("head"))
    assert page.card.shown is not None
    assert not page.new_button.isVisible()
    assert not page.card.state_bar.edit_button.isVisible()
    assert not any(b.isVisible() for b in page.card.state_bar.step_buttons.values())
    assert page.card.state_bar.order_button.isVisible()
    page.card.tabs.setCurrentWidget(page.card.members)
    assert not page.card.members.all_button.isVisible()
    words = [b.text() for b in page.card.administrators.findChildren(QAbstractButton)]
    assert "Прекратить" not in words


def test_an_empty_register_offers_the_first_step(
    tmp_path: Any, qtbot: QtBot, answers: Any, signed_in: Callable[..., None]
) -> None:
    place = tmp_path / "Новая папка"
    cost = Cost(memory=8 * 1024, passes=1)
    session, _ = access.create_office(place, make.SECRETARY, make.PASSWORD, cost=cost)
    session.close()
    signed_in("secretary", place)
    page = ChatsPage()
    qtbot.addWidget(page)
    page.resize(1100, 700)
    page.show()
    page.reload()
    jobs.wait_idle()
    empty = page.table.empty_state
    assert empty.isVisible()
    assert empty.title_label.text() == "Здесь будет реестр чатов"
    answers.will("dialog", fill(accept=False))
    empty.step_button.click()
    jobs.wait_idle()
    assert answers.asked[-1].title == "Новый чат"
    page.close()


def test_search_finds_by_group_in_any_letters(workplace: Enter) -> None:
    page = page_of(workplace("secretary"))
    act.perform(page, chats.save_chat, chats.ChatData(title="Пчёлка, поездки"))
    jobs.wait_idle()
    page.table.finish_index()
    type_text(page.table.search_edit, "пчелк")
    assert [row.title for row in page.table.shown()] == ["Пчёлка, поездки"]


def test_another_screen_leads_to_a_chat_and_a_tab(workplace: Enter) -> None:
    place = workplace("secretary")
    page = page_of(place)
    act.perform(page, chats.save_chat, chats.ChatData(title="Второй"))
    jobs.wait_idle()
    second = read(chats.chats)[-1].id
    place.go("chats", {"chat_id": second, "tab": "members"})
    jobs.wait_idle()
    assert page.card.shown.id == second
    assert page.card.tabs.currentWidget() is page.card.members
    assert int(str(QSettings().value("chats/last"))) == second


@pytest.mark.parametrize("zoom", [1.0, 2.0])
def test_every_control_has_a_name_and_the_card_its_width(
    workplace: Enter, qapp: Any, zoom: float
) -> None:
    look.apply(qapp, "dark", zoom)
    place = workplace("secretary")
    place.window().resize(1366, 768)
    page = page_of(place)
    for tab in range(page.card.tabs.count()):
        page.card.tabs.setCurrentIndex(tab)
        qapp.processEvents()
    # Qt's own pieces (arrows of tabs, corner of a table, icons inside a line) carry no name.
    inside = ("QTableCornerButton", "QLineEditIconButton")
    nameless = [
        type(w).__name__
        for kind in (QAbstractButton, QLineEdit, QComboBox)
        for w in page.findChildren(kind)
        if w.isVisible()
        and not w.accessibleName()
        and w.metaObject().className() not in inside
        and w.objectName() not in ("ScrollLeftButton", "ScrollRightButton")
    ]
    assert nameless == []
    assert page.places.width() >= min(look.px(look.CARD_MIN_WIDTH), 640)
    right = page.card_place.mapTo(place, page.card_place.rect().topRight()).x()
    assert right <= place.width()
