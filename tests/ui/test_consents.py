"""The screen of consents over a real office: matrix, stack, withdrawal, conflict, forms."""

from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QWidget
from pytestqt.qtbot import QtBot

from desktop import clock
from desktop.operations import chats, consents
from desktop.ui import act, bus, jobs
from desktop.ui.app import MainWindow
from desktop.ui.screens.consents import FILTERS, ConsentsPage
from desktop.ui.workplace import Workplace

Enter = Callable[[str], Workplace]


def page_of(place: Workplace) -> ConsentsPage:
    place.go("consents")
    jobs.wait_idle()
    page = place.page("consents")
    assert isinstance(page, ConsentsPage)
    return page


def fill(**values: Any) -> Callable[[Any], bool]:
    def answer(question: Any) -> bool:
        dialog = question.subject
        for key, value in values.items():
            dialog.form.field(key).set_value(value)
        dialog.try_accept()
        return bool(dialog.result())

    return answer


def stand(page: ConsentsPage, surname: str) -> Any:
    line = next(r for r in page.table.rows() if r.child.last == surname)
    assert page.stand(line.id)
    jobs.wait_idle()
    return line


def state(page: ConsentsPage, surname: str) -> str:
    return next(r.state for r in page._lines if r.child.last == surname)


def register(page: ConsentsPage, line: Any, guardian: int, **told: Any) -> None:
    act.perform(
        page,
        consents.register_consent,
        child_id=line.child_id,
        guardian_id=guardian,
        chat_id=line.chat_id,
        **told,
    )
    jobs.wait_idle()


def texts(widget: QWidget) -> str:
    return "\n".join(w.text() for w in widget.findChildren(QLabel) if not w.isHidden())


def show(page: ConsentsPage, ident: str) -> list[str]:
    page.filter_box.setCurrentIndex([i for i, _, _ in FILTERS].index(ident))
    return [line.child.last for line in page.table.shown()]


def test_the_matrix_and_its_filters(workplace: Enter) -> None:
    page = page_of(workplace("secretary"))
    assert [(r.child.last, r.state) for r in page.table.shown()] == [
        ("Мамедов", "refused"),
        ("Морозов", "signed"),
        ("Шевченко", "none"),
    ]
    assert page.progress_label.text() == "Ответили 2 из 3 семей"
    assert show(page, "waiting") == ["Шевченко"]
    assert show(page, "signed") == ["Морозов"]
    assert show(page, "refused") == ["Мамедов"]
    assert show(page, "withdrawn") == []
    assert show(page, "expiring") == []
    assert page.table.empty_state.isVisible()
    assert len(show(page, "all")) == 3


def test_a_signature_that_runs_out_is_seen_a_month_before(workplace: Enter) -> None:
    page = page_of(workplace("secretary"))
    line = stand(page, "Шевченко")
    ends = clock.today() + timedelta(days=30)
    register(
        page,
        line,
        line.guardians[0][0],
        state="signed",
        valid_from=date(2026, 1, 1),
        on_date=date(2026, 1, 1),
        valid_until=ends,
    )
    assert show(page, "expiring") == ["Шевченко"]
    stand(page, "Шевченко")
    assert page.card.chip.chip.word == f"до {ends:%d.%m.%Y}"
    assert page.card.chip.chip.role == "warn"


def test_forms_are_printed_previewed_and_saved(
    workplace: Enter, answers: Any, tmp_path: Path
) -> None:
    place = workplace("secretary")
    page = page_of(place)
    page.table.view.selectAll()
    assert "Выбрано: 3 строки" in texts(page.several)
    saved = tmp_path / "Бланки.pdf"
    pages: list[int] = []

    def look_and_save(question: Any) -> bool:
        dialog = question.subject
        pages.append(dialog.preview.page_count)
        answers.will("save", saved)
        dialog.preview.save_button.click()
        jobs.wait_idle()
        return True

    seen: list[str] = []

    def ask_first(question: Any) -> bool:
        seen.append(texts(question.subject))
        return fill()(question)

    answers.will("dialog", ask_first)
    answers.will("dialog", look_and_save)
    page.print_button.click()
    jobs.wait_idle()
    assert "4 бланка" in seen[0]  # both parents of Лев, one each of the others
    assert "Бланк уже выдан или подписан: Морозов Лев Сергеевич." in seen[0]
    assert pages[0] >= 4
    assert saved.read_bytes().startswith(b"%PDF")
    assert state(page, "Шевченко") == "printed"
    stand(page, "Шевченко")
    assert page.card.signed_button.isVisible()


def test_a_signed_stack_is_filed_back_with_one_date(workplace: Enter, answers: Any) -> None:
    place = workplace("secretary")
    page = page_of(place)
    page.table.view.selectAll()
    answers.will("dialog", fill())
    answers.will("dialog", True)
    page.print_forms()
    jobs.wait_idle()
    page.table.view.selectAll()
    ticked: list[tuple[str, bool]] = []

    def answer(question: Any) -> bool:
        dialog = question.subject
        boxes = dialog.form.field("forms").boxes
        ticked.extend((box.text(), box.isChecked()) for box in boxes)
        next(box for box in boxes if "Морозов Сергей" in box.text()).click()
        dialog.try_accept()
        return bool(dialog.result())

    answers.will("dialog", answer)
    page.stack_button.click()
    jobs.wait_idle()
    told = {text.partition(",")[0]: is_on for text, is_on in ticked}
    assert told == {
        "Мамедов Али Гусейн оглы – Мамедова Лейла Рашид кызы": True,
        "Морозов Лев Сергеевич – Морозова Анна Викторовна": False,
        "Морозов Лев Сергеевич – Морозов Сергей Иванович": False,
        "Шевченко Алёна Дмитриевна – Шевченко Мария Олеговна": True,
    }
    assert "Отмечено бланков: 3 – подписано" in place.feedback.text
    assert not place.feedback.undo_button.isVisible()  # a mark is never undone, only withdrawn
    assert {state(page, name) for name in ("Мамедов", "Морозов", "Шевченко")} == {"signed"}


def test_mother_agrees_father_refuses_mother_withdraws(workplace: Enter, answers: Any) -> None:
    page = page_of(workplace("secretary"))
    line = stand(page, "Морозов")
    father = next(ident for ident, name in line.guardians if "Сергей" in name)
    register(page, line, father, state="refused")
    stand(page, "Морозов")
    assert page.card.chip.chip.word == "родители не согласны"
    assert page.card.chip.chip.role == "stop"
    said = page.card.conflict_band.text_label.text()
    assert "Морозова Анна Викторовна – за, Морозов Сергей Иванович – против" in said
    assert show(page, "conflict") == ["Морозов"]
    show(page, "all")
    stand(page, "Морозов")
    intro: list[str] = []

    def answer(question: Any) -> bool:
        intro.append(texts(question.subject))
        return fill(note="вх. № 14 от 09.11.2026")(question)

    answers.will("dialog", answer)
    page.card.withdrawn_button.click()
    jobs.wait_idle()
    assert "уничтожить в течение 30 дней" in intro[0]
    assert "хранят ещё 3 года" in intro[0]
    stand(page, "Морозов")
    assert page.card.chip.chip.word == "отказ"
    assert "хранят ещё 3 года" in page.card.withdrawn_band.text_label.text()
    told = texts(page.card.sheet)
    assert "подписано (записал Секретарь)" in told
    assert "отозвано – вх. № 14 от 09.11.2026 (записал Секретарь)" in told
    assert not page.card.withdrawn_button.isVisible()


def test_a_wrong_date_is_told_at_the_date(workplace: Enter, answers: Any) -> None:
    page = page_of(workplace("secretary"))
    stand(page, "Морозов")
    errors: list[dict[str, str]] = []

    def answer(question: Any) -> bool:
        dialog = question.subject
        for day in (clock.today() + timedelta(days=1), date(2026, 9, 2)):
            dialog.form.field("on_date").set_value(day)
            dialog.try_accept()
            errors.append(dialog.form.errors())
        return bool(dialog.result())

    answers.will("dialog", answer)
    page.card.withdrawn_button.click()
    jobs.wait_idle()
    assert ["on_date"] == list(errors[0]) == list(errors[1])
    assert "прошлая отметка 03.09.2026" in errors[1]["on_date"]
    assert state(page, "Морозов") == "signed"


def test_a_paper_signed_outside_is_entered(workplace: Enter, answers: Any) -> None:
    page = page_of(workplace("secretary"))
    line = stand(page, "Шевченко")
    again: list[str] = []

    def second(question: Any) -> bool:
        again.append(question.subject.problem_band.text_label.text())
        return fill(number="17-А")(question)

    taken = next(r.number for r in page.table.rows() if r.child.last == "Морозов")
    answers.will("dialog", fill(number=taken, on_date=date(2026, 9, 5), categories=("photo",)))
    answers.will("dialog", second)
    page.card.paper_button.click()
    jobs.wait_idle()
    assert f"№ {taken} уже есть в журнале" in again[0]
    after = next(r for r in page.table.rows() if r.id == line.id)
    assert (after.state, after.number) == ("signed", "17-А")
    assert after.forms[0].categories == ("photo",)
    assert after.forms[0].valid_from == date(2026, 9, 5)


def test_one_chat_at_a_time_for_forms(workplace: Enter, answers: Any) -> None:
    page = page_of(workplace("secretary"))
    first = page.table.rows()[0]
    groups = chats.ChatData(title="Ромашка – поездки", group_ids=(1,))
    act.perform(page, chats.save_chat, groups)
    jobs.wait_idle()
    assert len(page.table.rows()) == 6
    page.table.view.selectAll()
    answers.will("warn", None)
    page.print_forms()
    assert "разных чатов" in answers.asked[-1].title
    page.chat_box.setCurrentIndex(2)
    jobs.wait_idle()
    assert {line.chat for line in page.table.rows()} == {"Ромашка – поездки"}
    page.chat_box.setCurrentIndex(0)
    jobs.wait_idle()
    assert len(page.table.rows()) == 6
    assert first.id in {line.id for line in page.table.rows()}


def test_another_screen_leads_to_a_chat_a_child_a_state(workplace: Enter) -> None:
    place = workplace("secretary")
    page = page_of(place)
    chat = page.table.rows()[0].chat_id
    child = next(r.child_id for r in page.table.rows() if r.child.last == "Шевченко")
    place.go("consents", {"chat_id": chat, "child_id": child, "state": "waiting"})
    jobs.wait_idle()
    assert page.chat_box.currentIndex() == 1
    assert [line.child.last for line in page.table.shown()] == ["Шевченко"]
    assert page.card.title_label.text() == "Шевченко Алёна Дмитриевна"
    place.go("consents", chat)
    jobs.wait_idle()
    assert len(page.table.shown()) == 3
    place.go("consents", 999)  # a chat that is gone: all of them
    jobs.wait_idle()
    assert page.chat_box.currentIndex() == 0


def test_ctrl_p_prints(workplace: Enter, answers: Any, window: MainWindow, qtbot: QtBot) -> None:
    page = page_of(workplace("secretary"))
    stand(page, "Шевченко")
    window.activateWindow()
    page.table.view.setFocus()
    answers.will("dialog", False)
    qtbot.keyClick(page.table.view, Qt.Key.Key_P, Qt.KeyboardModifier.ControlModifier)
    assert answers.asked[-1].title == "Напечатать бланки согласий"
    assert state(page, "Шевченко") == "none"


def test_head_reads_and_is_offered_no_marks(workplace: Enter) -> None:
    page = page_of(workplace("head"))
    stand(page, "Морозов")
    assert page.card.title_label.text() == "Морозов Лев Сергеевич"
    for hidden in (page.print_button, page.stack_button, page.card.withdrawn_button):
        assert not hidden.isVisible()
    page.print_forms()  # the key does nothing either
    jobs.wait_idle()


def test_looking_at_a_form_leads_to_documents(workplace: Enter, answers: Any) -> None:
    page = page_of(workplace("secretary"))
    stand(page, "Шевченко")
    answers.will("dialog", fill())
    answers.will("dialog", True)
    page.print_forms()
    jobs.wait_idle()
    line = stand(page, "Шевченко")
    gone: list[tuple[str, Any]] = []
    bus.go.disconnect()
    bus.go.connect(lambda screen, item: gone.append((screen, item)))
    page.card.sheet_wanted.emit(line.forms[0].paper_id)
    bus.go.disconnect()
    assert gone == [("documents", line.forms[0].paper_id)]


@pytest.mark.parametrize("surname", ["Мамедов", "Шевченко"])
def test_selection_survives_a_change_elsewhere(workplace: Enter, surname: str) -> None:
    place = workplace("secretary")
    page = page_of(place)
    line = stand(page, surname)
    bus.data_changed.emit()
    jobs.wait_idle()
    assert page.table.current().id == line.id
    assert page.card.line.id == line.id
