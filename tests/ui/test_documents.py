"""Documents, regulation and journals in the real window parts over the real office."""

from collections.abc import Callable, Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import make
import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QMainWindow, QPushButton, QWidget
from pytestqt.qtbot import QtBot
from typing_keys import type_text

from desktop import clock
from desktop.operations import access, administrators, chats, drafts, papers
from desktop.operations.administrators import Appointment
from desktop.operations.chats import ChatData
from desktop.ui import act, ask, bus, jobs
from desktop.ui._documents_request import RequestDialog
from desktop.ui._screen import Page
from desktop.ui.screens import documents, journals, regulation
from desktop.ui.screens.documents import DocumentsPage
from desktop.ui.screens.journals import JournalsPage
from desktop.ui.screens.regulation import RegulationPage

SignIn = Callable[..., None]
Open = Callable[[Callable[[QWidget], Page]], Any]
CREATE, APPOINT = "order-create-chats", "order-administrators"
REQUEST = {"chats": [1]}


@pytest.fixture
def opened(qtbot: QtBot) -> Iterator[Open]:
    """`opened(SCREEN.make)`: the page in a window of its own, filled."""
    windows: list[QMainWindow] = []

    def show(make_page: Callable[[QWidget], Page]) -> Any:
        window = QMainWindow()
        windows.append(window)
        page = make_page(window)
        window.setCentralWidget(page)
        window.resize(1146, 700)
        window.show()
        page.reload()
        jobs.wait_idle()
        return page

    yield show
    for window in windows:
        window.close()


def did(operation: Callable[..., Any], *args: Any, **kwargs: Any) -> Any:
    """Do something in the signed-in office on its own thread; its result."""
    done: list[Any] = []
    context = QApplication.instance()
    assert context is not None
    act.perform(context, operation, *args, done=done.append, **kwargs)
    jobs.wait_idle()
    return done[0]


@pytest.fixture
def page(opened: Open, signed_in: SignIn) -> DocumentsPage:
    """The secretary's documents with one order on creating the chat."""
    signed_in("secretary")
    did(papers.issue, CREATE, REQUEST)
    made: DocumentsPage = opened(documents.SCREEN.make)
    return made


def change_person(folder: Path, role: str, login: str) -> None:
    """Another person signs in to the same office."""
    session = act.leave()
    assert session is not None
    entered: list[Any] = []
    app = QApplication.instance()
    assert app is not None

    def work() -> Any:
        session.close()
        return access.sign_in(folder, login, make.PASSWORD)

    jobs.run("store", work, context=app, done=entered.append)
    jobs.wait_idle()
    act.enter(entered[0])
    assert act.actor().role == role


def tab(page: DocumentsPage, title: str) -> None:
    place = next(at for at in range(page.tabs.count()) if page.tabs.tabText(at).startswith(title))
    page.tabs.setCurrentIndex(place)


def test_the_kept_bytes_are_shown_saved_and_sent_to_print(
    page: DocumentsPage, answers: Any, tmp_path: Path
) -> None:
    assert page.tabs.tabText(0) == "На подпись (1)"
    table = page.tables["orders"]
    assert [row.number for row in table.shown()] == ["1-ОД"]
    table.select(table.shown()[0].id)
    jobs.wait_idle()
    kept = did(papers.paper_pdf, table.shown()[0].id)
    assert page.preview.page_count == 2
    assert "1-ОД" in page.paper_label.text()
    assert not page.sign_button.isVisible()
    assert "руководитель" in page.note_label.text()
    target = tmp_path / "Приказ на столе"
    answers.will("save", lambda question: target)
    page.preview.save_requested.emit()
    jobs.wait_idle()
    assert answers.asked[-1].action == kept.file_name
    assert target.with_name("Приказ на столе.pdf").read_bytes() == kept.pdf
    answers.will("printer", False)
    page.preview.print_requested.emit()
    assert answers.asked[-1].title == "О создании чата № 1-ОД"


def test_saving_where_one_may_not_is_told(page: DocumentsPage, answers: Any) -> None:
    failures: list[str] = []
    bus.failed.connect(failures.append)
    page.tables["orders"].select(page.tables["orders"].shown()[0].id)
    jobs.wait_idle()
    answers.will("save", Path("/нет такой папки/приказ.pdf"))
    page.preview.save_requested.emit()
    jobs.wait_idle()
    bus.failed.disconnect(failures.append)
    assert failures
    assert "не записывается" in failures[0]


def test_a_new_order_from_its_form_to_the_journal(page: DocumentsPage, answers: Any) -> None:
    seen: dict[str, Any] = {}

    def fill(question: ask.Question) -> bool:
        dialog = question.subject
        assert isinstance(dialog, RequestDialog)
        dialog.show()
        jobs.wait_idle()
        seen["missing"] = dialog.missing_band.text_label.text()
        seen["number"] = dialog.form.field("number").edit.placeholderText()
        seen["pages"] = dialog.preview.page_count
        dialog.form.field("registrar").set_value(2)
        dialog.look_at()
        jobs.wait_idle()
        seen["missing then"] = dialog.missing_band.text_label.text()
        dialog.action_button.click()
        jobs.wait_idle()
        return dialog.result() == 1

    answers.will("dialog", fill)
    page.show_item({"document": CREATE, "chat_ids": [1]})
    jobs.wait_idle()
    assert "кто ведёт реестр чатов" in seen["missing"]
    assert "кто ведёт реестр чатов" not in seen["missing then"]
    assert seen["number"] == "следующий 2-ОД"
    assert seen["pages"] >= 1
    page.reload()
    jobs.wait_idle()
    assert [row.number for row in did(papers.papers, "orders")] == ["2-ОД", "1-ОД"]
    assert "2-ОД" in page.paper_label.text()
    assert did(drafts.kept_form, f"paper {CREATE}") is None


def test_a_form_without_chats_cannot_be_registered(page: DocumentsPage, answers: Any) -> None:
    def fill(question: ask.Question) -> bool:
        dialog = question.subject
        dialog.show()
        dialog.form.field("chats").set_value(())
        dialog.look_at()
        jobs.wait_idle()
        assert "выберите чаты" in dialog.missing_band.text_label.text()
        assert dialog.preview.page_count == 0
        dialog.action_button.click()
        assert dialog.form.errors() == {"chats": "Отметьте хотя бы одно."}
        dialog.close()
        return False

    answers.will("dialog", fill)
    page.make(APPOINT)
    jobs.wait_idle()
    assert len(did(papers.papers)) == 1


def test_a_taken_number_opens_the_form_again_with_what_was_typed(
    page: DocumentsPage, answers: Any
) -> None:
    def first(question: ask.Question) -> bool:
        question.subject.form.field("number").set_value("1-ОД")
        question.subject.form.field("cancels").set_value("приказ от 01.09.2025 № 12-ОД")
        return True

    def again(question: ask.Question) -> bool:
        dialog = question.subject
        assert "уже занят" in dialog.problem_band.text_label.text()
        assert dialog.form.values()["cancels"] == "приказ от 01.09.2025 № 12-ОД"
        dialog.form.field("number").set_value("9-ОД")
        return True

    answers.will("dialog", first)
    answers.will("dialog", again)
    page.show_item({"document": APPOINT, "chat_ids": [1]})
    jobs.wait_idle()
    assert did(papers.papers, "orders")[0].number == "9-ОД"


def test_what_was_typed_survives_a_kill(page: DocumentsPage, answers: Any, qtbot: QtBot) -> None:
    def typed(question: ask.Question) -> bool:
        dialog = question.subject
        dialog.show()
        edit = dialog.form.field("cancels").edit
        edit.setFocus()
        type_text(edit, "приказ № 3")
        dialog.keep()
        jobs.wait_idle()
        dialog._is_locked_away = True  # what closing the office says: nothing was given up
        dialog.close()
        return False

    answers.will("dialog", typed)
    page.make(APPOINT)
    jobs.wait_idle()
    found: list[str] = []

    def look(question: ask.Question) -> bool:
        found.append(question.subject.form.values()["cancels"])
        return False

    answers.will("dialog", look)
    page.make(APPOINT)
    jobs.wait_idle()
    assert found == ["приказ № 3"]
    assert did(drafts.kept_form, f"paper {APPOINT}") is None


def test_the_head_signs_and_cancels(
    page: DocumentsPage, folder: Path, opened: Open, answers: Any
) -> None:
    second = did(papers.issue, APPOINT, REQUEST)
    change_person(folder, "head", make.HEAD)
    head_page: DocumentsPage = opened(documents.SCREEN.make)
    waiting = head_page.tables["sign"]
    assert head_page.tabs.currentIndex() == 0
    assert len(waiting.shown()) == 2
    head_page.show_item(second.id)
    jobs.wait_idle()
    assert head_page.sign_button.isVisible()

    def sign(question: ask.Question) -> bool:
        dialog = question.subject
        dialog.form.field("on_date").set_value(clock.today() + timedelta(1))
        dialog.try_accept()
        assert dialog.form.errors() == {"on_date": "Этот день ещё не наступил."}
        dialog.form.field("on_date").set_value(clock.today() - timedelta(1))
        dialog.try_accept()
        assert "раньше" in dialog.form.errors()["on_date"]
        dialog.form.field("on_date").set_value(clock.today())
        dialog.try_accept()
        return bool(dialog.result())

    answers.will("dialog", sign)
    head_page.sign_button.click()
    jobs.wait_idle()
    head_page.reload()
    jobs.wait_idle()
    assert head_page.state_chip.chip.word == "подписан"
    assert not head_page.sign_button.isVisible()
    head_page.show_item(1)
    jobs.wait_idle()

    def cancel(question: ask.Question) -> bool:
        question.subject.form.field("reason").set_value("опечатка")
        return True

    answers.will("dialog", cancel)
    head_page.cancel_button.click()
    jobs.wait_idle()
    head_page.reload()
    jobs.wait_idle()
    assert head_page.note_label.text() == "Отменён: опечатка."
    assert head_page.tabs.tabText(0) == "На подпись"


def test_the_register_is_drawn_without_a_number(
    page: DocumentsPage, answers: Any, tmp_path: Path
) -> None:
    page.make("chat-register")
    jobs.wait_idle()
    assert page.preview.page_count == 1
    assert "не регистрируется" in page.note_label.text()
    assert not page.state_chip.isVisible()
    answers.will("save", tmp_path / "реестр.pdf")
    page.preview.save_requested.emit()
    jobs.wait_idle()
    assert (tmp_path / "реестр.pdf").read_bytes().startswith(b"%PDF")
    assert len(did(papers.papers)) == 1


def test_forms_of_families_have_their_journal(page: DocumentsPage) -> None:
    did(papers.issue_consents, 1, [1, 3])
    page.reload()
    jobs.wait_idle()
    tab(page, "Согласия")
    rows = page.tables["consents"].shown()
    assert len(rows) == 3
    page.tables["consents"].select(rows[0].id)
    jobs.wait_idle()
    assert page.state_chip.chip.word == "выдан бланк"
    assert not page.sign_button.isVisible()


def test_new_consents_are_made_on_their_own_screen(page: DocumentsPage) -> None:
    went: list[tuple[str, Any]] = []

    def note(screen: str, item: Any) -> None:
        went.append((screen, item))

    bus.go.connect(note)
    page.make("consent-chat", (1,))
    tab(page, "Прочее")
    tab(page, "Согласия")
    page.tables["consents"].first_step.emit()
    bus.go.disconnect(note)
    assert went == [("consents", 1), ("consents", None)]


def test_the_menu_offers_what_can_be_made(page: DocumentsPage) -> None:
    titles = [action.text() for action in page.new_menu.actions()]
    assert "Приказ о создании чатов" in titles
    assert "Приказ о назначении администраторов чатов" in titles
    assert not any("восстановления" in title for title in titles)


def test_enter_and_escape_walk_between_list_and_paper(page: DocumentsPage, qtbot: QtBot) -> None:
    table = page.tables["orders"]
    table.select(1)
    jobs.wait_idle()
    page.activateWindow()
    table.view.setFocus()
    qtbot.keyClick(table.view, Qt.Key.Key_Return)
    assert page.focusWidget() is page.preview.sheets
    qtbot.keyClick(page.preview.sheets, Qt.Key.Key_Escape)
    assert page.focusWidget() is table.view


def test_an_order_on_administrators_shows_years_that_are_missing(
    page: DocumentsPage, answers: Any
) -> None:
    chat = did(chats.save_chat, ChatData(title="Пчёлка – родители"))
    did(administrators.appoint, chat, Appointment("administrator-staff", employee_id=2))
    seen: list[str] = []

    def look(question: ask.Question) -> bool:
        dialog = question.subject
        dialog.show()
        jobs.wait_idle()
        seen.append(dialog.notes_band.text_label.text())
        dialog.close()
        return False

    answers.will("dialog", look)
    page.show_item({"document": APPOINT, "chat_ids": [1, chat]})
    jobs.wait_idle()
    assert "письменное согласие каждого администратора от родителей" in seen[0]


# Regulation


def test_the_regulation_is_read_and_searched(opened: Open, signed_in: SignIn) -> None:
    signed_in("head")
    page: RegulationPage = opened(regulation.SCREEN.make)
    rows = page.table.shown()
    assert page.act_label.text()
    assert f"из {len(rows)}" in page.terms_label.text()
    page.table.finish_index()
    page.table.set_query("администратор от родителей")
    jobs.wait_idle()
    assert [row.number for row in page.table.shown()] == ["2.1"]
    page.show_item("2.1")
    went: list[tuple[str, Any]] = []

    def note(screen: str, item: Any) -> None:
        went.append((screen, item))

    bus.go.connect(note)
    links = [b for b in page.sheet.findChildren(QPushButton) if "Чаты" in b.text()]
    links[0].click()
    bus.go.disconnect(note)
    assert went == [("chats", None)]


def test_the_secretary_starts_from_another_act(
    opened: Open, signed_in: SignIn, answers: Any
) -> None:
    signed_in("secretary")
    page: RegulationPage = opened(regulation.SCREEN.make)

    def choose(question: ask.Question) -> bool:
        form = question.subject.form
        form.field("profile").set_value("002")
        form.field("order_number").set_value("77-ОД")
        form.field("approved_on").set_value(date(2026, 11, 2))
        return True

    answers.will("dialog", choose)
    page.change_button.click()
    jobs.wait_idle()
    page.reload()
    jobs.wait_idle()
    assert "приказ от 02.11.2026 № 77-ОД" in page.terms_label.text()


def test_without_a_regulation_the_first_step_is_offered(
    opened: Open, folder: Path, signed_in: SignIn, tmp_path: Path, answers: Any
) -> None:
    from desktop.security.slots import Cost

    entered: list[Any] = []
    app = QApplication.instance()
    assert app is not None
    cheap = Cost(memory=8 * 1024, passes=1)
    jobs.run(
        "store",
        lambda: access.create_office(tmp_path / "пусто", "Секретарь", make.PASSWORD, cost=cheap),
        context=app,
        done=entered.append,
    )
    jobs.wait_idle()
    act.enter(entered[0][0])
    page: RegulationPage = opened(regulation.SCREEN.make)
    assert page.table.empty_state.isVisible()
    answers.will("dialog", False)
    page.table.empty_state.step_button.click()
    jobs.wait_idle()
    assert answers.asked[-1].title == "Начать с другого положения"
    empty: DocumentsPage = opened(documents.SCREEN.make)
    assert empty.tables["orders"].empty_state.isVisible()
    assert not empty.card_head.isVisible()


# Journals


def test_a_deed_is_undone_from_the_journal(opened: Open, signed_in: SignIn) -> None:
    signed_in("secretary")
    did(chats.save_chat, ChatData(title="Лишний чат"))
    page: JournalsPage = opened(journals.SCREEN.make)
    assert not page.undo_button.isEnabled()
    first = page.table.shown()[0]
    assert first.title == "Чат «Лишний чат» сохранён"
    page.table.select(first.id)
    assert page.undo_button.isEnabled()
    page.undo_button.click()
    jobs.wait_idle()
    assert [row.title for row in did(chats.chats)] == ["Ромашка – родители"]
    page.reload()
    jobs.wait_idle()
    assert not page.undo_button.isEnabled()


def test_the_head_verifies_the_chain(opened: Open, signed_in: SignIn) -> None:
    signed_in("head")
    page: JournalsPage = opened(journals.SCREEN.make)
    assert page.table.shown()
    assert not page.undo_button.isVisible()
    page.verify_button.click()
    jobs.wait_idle()
    assert "Основная база: Журнал событий цел" in page.bands["ok"].text_label.text()
    assert page.verify_button.isEnabled()


def test_a_broken_chain_is_told_in_red(opened: Open, signed_in: SignIn) -> None:
    from desktop.models import AuditEntry

    signed_in("secretary")

    def spoil(session: Any) -> None:
        session.store.main.execute_sql("DROP TRIGGER audit_entry_no_update")
        AuditEntry.update(action="nothing").where(AuditEntry.id == 2).execute()

    did(spoil)
    page: JournalsPage = opened(journals.SCREEN.make)
    page.verify()
    jobs.wait_idle()
    assert "не сходится запись № 2" in page.bands["stop"].text_label.text()
    assert not page.bands["ok"].isVisible()


def test_every_control_has_an_accessible_name(
    page: DocumentsPage, opened: Open, answers: Any
) -> None:
    page.tables["orders"].select(1)
    jobs.wait_idle()
    pages = [page, opened(journals.SCREEN.make), opened(regulation.SCREEN.make)]
    for shown in pages:
        for found in shown.findChildren(QPushButton):
            if found.text() or not found.icon().isNull():
                assert found.accessibleName(), found.text()


def test_the_topmost_paper_is_open_at_once(page: DocumentsPage) -> None:
    page.reload()
    jobs.wait_idle()
    assert page.tables["orders"].selected()
    assert page.preview.page_count > 0
    page.tabs.setCurrentIndex(3)  # nothing there: no paper of another journal beside it
    jobs.wait_idle()
    assert page.preview.page_count == 0
    page.tabs.setCurrentIndex(0)
    jobs.wait_idle()
    assert page.tables["sign"].selected()
    assert page.preview.page_count > 0
    page.make("chat-register")  # not pushed out by the paper one stood on
    jobs.wait_idle()
    assert "Без номера" in page.note_label.text()
