"""The screen «Проверка сообщения»: live remarks, mending, copying, drafts that survive."""

import os
import subprocess
import sys
import threading
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any

import make
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QMimeData, Qt
from PySide6.QtGui import QGuiApplication, QImage, QTextCursor
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QCheckBox,
    QComboBox,
    QLineEdit,
    QListWidget,
    QPlainTextEdit,
)
from pytestqt.qtbot import QtBot
from typing_keys import type_text

from desktop import clock
from desktop.operations import access, consents, drafts, messages
from desktop.operations._operation import Session
from desktop.rules._level import Level
from desktop.ui import act, bus, jobs, look
from desktop.ui._check_drafts import first_line, told
from desktop.ui._check_editor import Mark
from desktop.ui._check_live import Live
from desktop.ui._check_offsets import Offsets
from desktop.ui._check_settings import parse_time
from desktop.ui.screens.check import CheckPage
from desktop.ui.workplace import Workplace

ROOT = Path(__file__).resolve().parents[2]
NOON = datetime(2026, 11, 20, 12, 0)
NIGHT = datetime(2026, 11, 20, 22, 30)
NASTY = (
    "Уважаемые родители! 🎉👍🏽 ВСЕМ СДАТЬ деньги на 𝓹𝓸𝓭𝓪𝓻𝓸𝓴!\n"
    "Опять али мамедов без сменки.\nПишите на ivanova@example.com."
)
CLEAN = "Уважаемые родители! В среду в 10:00 репетиция. Лев Морозов читает стихи."


@pytest.fixture
def at(monkeypatch: pytest.MonkeyPatch) -> Callable[[datetime], None]:
    """Stand at this moment."""

    def stand(moment: datetime) -> None:
        monkeypatch.setattr(clock, "now", lambda: moment.astimezone())

    stand(NOON)
    return stand


@pytest.fixture
def page(signed_in: Callable[..., None], qtbot: QtBot, at: Callable[[datetime], None]) -> CheckPage:
    """The screen as a teacher has it, loaded."""
    signed_in("teacher")
    return opened(qtbot)


def opened(qtbot: QtBot) -> CheckPage:
    made = CheckPage()
    qtbot.addWidget(made)
    made.resize(1100, 680)
    made.show()
    made.reload()
    settled(qtbot, made)
    return made


def settled(qtbot: QtBot, page: CheckPage) -> None:
    """Everything asked for has come, and the answer is about the text as it stands."""
    qtbot.waitUntil(lambda: page.live.is_ready and page.live.is_fresh and jobs.is_idle())


def write(qtbot: QtBot, page: CheckPage, text: str) -> None:
    page.edit.selectAll()
    page.edit.insertPlainText(text)
    settled(qtbot, page)


def marked(page: CheckPage) -> list[str]:
    """The fragments underlined, in order."""
    return [f.span.text for f in page._found if not f.span.is_empty]


def rules(page: CheckPage) -> list[str]:
    return [f.finding.rule for f in page._found]


def press(page: CheckPage, words: str) -> None:
    """The button of a card with these words."""
    for card in page.remarks.cards:
        for button in card.buttons:
            if not card.isHidden() and words in button.accessibleName():
                button.click()
                return
    raise AssertionError(f"no button «{words}»")


def stored(session_of: Callable[[Session], Any], qtbot: QtBot) -> Any:
    """What an operation answers on the thread of the base."""
    answers: list[Any] = []
    app = QApplication.instance()
    assert app is not None
    act.ask(app, session_of, done=answers.append)
    qtbot.waitUntil(lambda: bool(answers))
    return answers[0]


# Positions


@given(st.text(alphabet=st.characters(exclude_categories=["Cs"])))
def test_positions_go_there_and_back(text: str) -> None:
    offsets = Offsets(text)
    for place in range(len(text) + 1):
        units = len(text[:place].encode("utf-16-le")) // 2
        assert offsets.to_qt(place) == units
        assert offsets.to_text(units) == place


def test_inside_a_pair_is_before_its_character() -> None:
    assert Offsets("а🎉б").to_text(2) == 1


# The live check


def test_marks_stand_under_the_words_though_emoji_come_before(
    page: CheckPage, qtbot: QtBot
) -> None:
    write(qtbot, page, NASTY)
    assert marked(page) == ["ВСЕМ СДАТЬ", "𝓹𝓸𝓭𝓪𝓻𝓸𝓴", "али мамедов", "ivanova@example.com"]
    assert page.band.role == "stop"
    assert page.band.label.text().startswith("Нельзя")


def test_a_card_says_where_why_and_by_which_clause(page: CheckPage, qtbot: QtBot) -> None:
    write(qtbot, page, NASTY)
    card = page.remarks.cards[rules(page).index("child-data")]
    assert card.isVisible()
    assert card.fragment_label.text() == "«али мамедов»"
    assert "отказ" in card.message_label.text()
    assert card.basis_label.text().startswith("п. ")
    assert "Порядка: " in card.basis_label.text()
    assert card.chip.chip.word == "нельзя"
    assert "али мамедов" in card.accessibleName()
    assert "нельзя" in card.accessibleName()


def test_good_text_is_told_as_loudly_with_its_consent(page: CheckPage, qtbot: QtBot) -> None:
    write(qtbot, page, CLEAN)
    assert page.band.role == "ok"
    assert page.band.label.text() == "Можно отправлять"
    assert page.remarks.confirmed_band.isVisible()
    assert "согласие № " in page.remarks.confirmed_label.text()
    assert marked(page) == []
    assert page.copy_button.isEnabled()


def test_nothing_written_is_not_judged(page: CheckPage, qtbot: QtBot) -> None:
    assert page.band.role == "info"
    write(qtbot, page, NASTY)
    write(qtbot, page, " ")
    assert page.band.role == "info"
    assert not page.copy_button.isEnabled()
    assert all(card.isHidden() for card in page.remarks.cards)


def test_an_answer_to_a_text_that_is_gone_is_dropped(page: CheckPage, qtbot: QtBot) -> None:
    gate = threading.Event()
    seen: list[str] = []
    page.live.answered.connect(lambda answer: seen.append(answer.draft.text))
    app = QApplication.instance()
    assert app is not None
    jobs.run("work", lambda: gate.wait(10), context=app, done=lambda _: None)
    page.edit.setPlainText("СРОЧНО сдайте анкеты")
    qtbot.wait(250)  # it is sent and waits for its turn
    page.edit.setPlainText("Сдайте анкеты")
    gate.set()
    settled(qtbot, page)
    assert seen == ["Сдайте анкеты"]
    assert marked(page) == []


def test_fast_typing_makes_no_queue(page: CheckPage, qtbot: QtBot) -> None:
    texts: list[str] = []
    live = Live(lambda: (texts.append(page.edit.text()), page._draft())[1], page)
    live.use(stored(messages.checker, qtbot))
    qtbot.waitUntil(lambda: live.is_fresh)
    texts.clear()
    for _ in range(30):
        live.touch()
    assert not live.is_fresh
    qtbot.waitUntil(lambda: live.is_fresh)
    assert len(texts) == 1


def test_the_checker_follows_the_office(
    workplace: Callable[[str], Workplace], qtbot: QtBot, at: Callable[[datetime], None]
) -> None:
    place = workplace("secretary")
    place.go("check")
    shown = place.page("check")
    assert isinstance(shown, CheckPage)
    settled(qtbot, shown)
    write(qtbot, shown, CLEAN)
    assert shown.band.role == "ok"
    forms = stored(lambda session: consents.consents(session), qtbot)
    signed = next(row.id for row in forms if row.state == "signed")
    act.perform(shown, consents.mark, signed, "withdrawn", NOON.date())
    qtbot.waitUntil(lambda: rules(shown) == ["child-data"])
    assert shown.band.role == "stop"
    assert shown.edit.text() == CLEAN


def test_now_means_this_minute(
    page: CheckPage, qtbot: QtBot, at: Callable[[datetime], None]
) -> None:
    write(qtbot, page, "Завтра экскурсия.")
    assert rules(page) == []
    at(NIGHT)
    page.live.touch(0)
    settled(qtbot, page)
    assert rules(page) == ["quiet-hours"]
    page.sending.urgent_check.click()
    settled(qtbot, page)
    assert rules(page) == []


# Mending


def test_a_suggestion_replaces_its_words_in_one_undo_step(page: CheckPage, qtbot: QtBot) -> None:
    write(qtbot, page, NASTY)
    press(page, "Убрать адрес")
    settled(qtbot, page)
    assert page.edit.text() == NASTY.replace("ivanova@example.com", "")
    assert marked(page) == ["ВСЕМ СДАТЬ", "𝓹𝓸𝓭𝓪𝓻𝓸𝓴", "али мамедов"]
    page.edit.undo()
    settled(qtbot, page)
    assert page.edit.text() == NASTY
    assert len(marked(page)) == 4


def test_marks_keep_their_place_before_the_next_answer(page: CheckPage, qtbot: QtBot) -> None:
    write(qtbot, page, NASTY)
    before = marked(page)
    cursor = QTextCursor(page.edit.document())
    cursor.insertText("🎈 Важно. ")
    assert marked(page) == before  # no answer has come yet
    press(page, "Убрать адрес")
    assert page.edit.text() == "🎈 Важно. " + NASTY.replace("ivanova@example.com", "")


def test_a_suggestion_for_words_edited_meanwhile_is_not_done(page: CheckPage, qtbot: QtBot) -> None:
    write(qtbot, page, "СРОЧНО сдайте анкеты")
    cursor = QTextCursor(page.edit.document())
    cursor.setPosition(3)
    cursor.insertText("щ")
    press(page, "Заменить")
    assert page.edit.text() == "СРОщЧНО сдайте анкеты"


def test_all_that_is_safe_is_mended_at_once(page: CheckPage, qtbot: QtBot) -> None:
    write(qtbot, page, NASTY)
    assert page.fix_button.isVisible()
    page.fix_button.click()
    settled(qtbot, page)
    assert page.edit.text() == NASTY.replace("ВСЕМ СДАТЬ", "Всем сдать").replace(
        "𝓹𝓸𝓭𝓪𝓻𝓸𝓴", "podarok"
    )
    assert rules(page) == ["child-data", "confidential"]
    assert not page.fix_button.isVisible()
    page.edit.undo()
    assert page.edit.text() == NASTY


def test_another_time_is_proposed_and_taken(
    page: CheckPage, qtbot: QtBot, at: Callable[[datetime], None]
) -> None:
    at(NIGHT)
    write(qtbot, page, "Завтра экскурсия.")
    assert page.band.role == "warn"
    press(page, "Отправить")
    settled(qtbot, page)
    assert page.sending.value().planned_at == datetime(2026, 11, 23, 8, 0)
    assert page.sending.time_edit.text() == "08:00"
    assert rules(page) == []
    assert page.band.role == "ok"


def test_walking_by_keys_goes_round(page: CheckPage, qtbot: QtBot) -> None:
    write(qtbot, page, NASTY)
    page.edit.moveCursor(QTextCursor.MoveOperation.Start)
    page.edit.setFocus()
    walked = []
    for _ in range(5):
        qtbot.keyClick(page.edit, Qt.Key.Key_F8)
        walked.append(page.edit.textCursor().selectedText())
    assert walked == [*marked(page), "ВСЕМ СДАТЬ"]
    qtbot.keyClick(page.edit, Qt.Key.Key_F8, Qt.KeyboardModifier.ShiftModifier)
    assert page.edit.textCursor().selectedText() == "ivanova@example.com"
    assert page.remarks.current == 3


def test_the_caret_lights_up_the_card_of_its_word(page: CheckPage, qtbot: QtBot) -> None:
    write(qtbot, page, NASTY)
    span = page._found[2].span.cursor
    cursor = page.edit.textCursor()
    cursor.setPosition(span.selectionStart() + 2)
    page.edit.setTextCursor(cursor)
    assert page.remarks.current == 2
    assert page.remarks.cards[2].property("current") is True
    assert "али мамедов" in page.edit.accessibleDescription()
    cursor.setPosition(0)
    page.edit.setTextCursor(cursor)
    assert page.remarks.current == -1
    assert page.edit.accessibleDescription() == ""


def test_a_click_on_a_card_selects_its_words(page: CheckPage, qtbot: QtBot) -> None:
    write(qtbot, page, NASTY)
    qtbot.mouseClick(page.remarks.cards[1].message_label, Qt.MouseButton.LeftButton)
    assert page.edit.textCursor().selectedText() == "𝓹𝓸𝓭𝓪𝓻𝓸𝓴"
    page.remarks.cards[0].setFocus()
    qtbot.keyClick(page.remarks.cards[0], Qt.Key.Key_Return)
    assert page.edit.textCursor().selectedText() == "ВСЕМ СДАТЬ"


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_each_level_has_its_own_line(page: CheckPage, qtbot: QtBot, scheme: Any) -> None:
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    look.apply(app, scheme, 1.0)
    write(qtbot, page, "СРОЧНО! Пишите на ivanova@example.com")
    page.edit.clearFocus()
    image = QImage(page.edit.viewport().grab().toImage())
    for level, role in ((Level.FIX, "warn"), (Level.STOP, "stop")):
        assert level in [f.finding.level for f in page._found]
        wanted = look.colour(role).rgb()
        spots = [
            (x, y) for x in range(image.width()) for y in range(60) if image.pixel(x, y) == wanted
        ]
        assert spots, f"no {role} line"
        lines = {y for _, y in spots}
        assert len(lines) <= 4  # a line, not painted words


def test_advice_is_dotted(page: CheckPage, qtbot: QtBot) -> None:
    write(qtbot, page, "Просим принести чешки")
    span = page.edit.span(7, 15, Offsets(page.edit.text()))
    plain = page.edit.viewport().grab().toImage()
    page.edit.set_marks([Mark(span, Level.ADVICE, "совет")])
    dotted = page.edit.viewport().grab().toImage()
    changed = {
        x
        for x in range(plain.width())
        for y in range(40)
        if plain.pixel(x, y) != dotted.pixel(x, y)
    }
    width = max(changed) - min(changed)
    assert width > 40
    assert len(changed) < 0.95 * width  # there are gaps between the dots


def test_a_flood_of_remarks_is_counted_and_shown_in_part(page: CheckPage, qtbot: QtBot) -> None:
    write(qtbot, page, "СРОЧНО сдайте анкеты.\n" * 600 + "Пишите на ivanova@example.com")
    assert page.remarks.title_label.text() == "Замечания: 601"
    assert sum(card.isVisible() for card in page.remarks.cards) == 20
    assert "581" in page.remarks.more_label.text()
    assert "«ivanova@example.com»" in page.copy_note.text()  # far beyond what is underlined
    assert not page.copy_button.isEnabled()


# Pasting and copying


def test_paste_brings_words_only(page: CheckPage, qtbot: QtBot) -> None:
    rich = QMimeData()
    rich.setHtml("<h1 style='color:red'>Собрание</h1><p>в <b>среду</b></p>")
    page.edit.insertFromMimeData(rich)
    assert page.edit.text() == "Собрание\nв среду"
    files = QMimeData()
    files.setUrls(["file:///home/фото.jpg"])
    files.setText("file:///home/фото.jpg")
    assert not page.edit.canInsertFromMimeData(files)


def test_paste_without_end_is_cut_and_told(page: CheckPage, qtbot: QtBot) -> None:
    said: list[str] = []
    bus.failed.connect(said.append)
    endless = QMimeData()
    endless.setText("а" * 100_050)
    page.edit.insertFromMimeData(endless)
    assert len(page.edit.text()) == 100_000
    assert said
    assert "слишком длинный" in said[0]


def test_no_break_spaces_and_lines_survive(page: CheckPage, qtbot: QtBot) -> None:
    page.edit.set_text("Ст.\u00a05\r\nи ещё\u2028строка")
    assert page.edit.text() == "Ст.\u00a05\nи ещё\nстрока"


def test_copy_puts_the_clean_text_on_the_clipboard(page: CheckPage, qtbot: QtBot) -> None:
    QGuiApplication.clipboard().clear()
    said: list[str] = []
    bus.told.connect(lambda text, _: said.append(text))
    write(qtbot, page, f"  {CLEAN}\n\n")
    qtbot.keyClick(
        page.edit,
        Qt.Key.Key_C,
        Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier,
    )
    assert QGuiApplication.clipboard().text() == CLEAN
    assert said
    assert "Ромашка" in said[0]


def test_copy_right_after_a_paste_waits_for_the_verdict(page: CheckPage, qtbot: QtBot) -> None:
    QGuiApplication.clipboard().setText("прежнее")
    said: list[str] = []
    bus.failed.connect(said.append)
    page.edit.setPlainText("Опять али мамедов без сменки.")
    page.copy()
    qtbot.waitUntil(lambda: bool(said))
    assert QGuiApplication.clipboard().text() == "прежнее"
    page.edit.setPlainText("Завтра экскурсия.")
    page.copy()
    qtbot.waitUntil(lambda: QGuiApplication.clipboard().text() == "Завтра экскурсия.")


def test_what_may_not_be_sent_may_not_be_copied(page: CheckPage, qtbot: QtBot) -> None:
    QGuiApplication.clipboard().setText("прежнее")
    write(qtbot, page, NASTY)
    assert not page.copy_button.isEnabled()
    assert page.copy_note.isVisible()
    assert "«али мамедов»" in page.copy_note.text()
    page.copy()
    assert QGuiApplication.clipboard().text() == "прежнее"


# Where, when, with what


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("19:30", "19:30"),
        ("19.30", "19:30"),
        ("1930", "19:30"),
        ("930", "09:30"),
        ("9", "09:00"),
        ("9 ч 05 мин", "09:05"),
        ("9ч05", "09:05"),
        ("24:00", None),
        ("12:60", None),
        ("вечером", None),
        ("", None),
    ],
)
def test_times_are_read_as_typed(typed: str, meant: str | None) -> None:
    moment = parse_time(typed)
    assert (f"{moment:%H:%M}" if moment else None) == meant


def test_a_time_that_cannot_be_is_told_at_the_field(page: CheckPage, qtbot: QtBot) -> None:
    write(qtbot, page, "Завтра экскурсия.")
    page.sending.when_box.setCurrentIndex(1)
    assert page.sending.value().planned_at == NOON
    page.sending.time_edit.clear()
    type_text(page.sending.time_edit, "25:10")
    settled(qtbot, page)
    assert page.sending.error_label.isVisible()
    assert "18:30" in page.sending.error_label.text()
    assert page.band.role == "warn"
    page.sending.time_edit.setText("18:30")
    settled(qtbot, page)
    assert not page.sending.error_label.isVisible()
    assert page.band.role == "ok"


def test_attachments_come_and_go(page: CheckPage, qtbot: QtBot) -> None:
    write(qtbot, page, "Наш утренник.")
    page.sending.menu.aboutToShow.emit()
    titles = [action.text() for action in page.sending.menu.actions()]
    assert titles[0] == "Фото детей"
    assert len(titles) == 5
    page.sending.menu.actions()[0].trigger()
    settled(qtbot, page)
    assert page.sending.value().attachments == ("children-photo",)
    assert "child-image" in rules(page)
    page.sending._chips[0].remove_button.click()
    settled(qtbot, page)
    assert page.sending.value().attachments == ()
    assert rules(page) == []


def test_to_a_parent_is_judged_otherwise(page: CheckPage, qtbot: QtBot) -> None:
    write(qtbot, page, "Али сегодня без сменки. Телефон 8 (900) 123-45-67")
    in_chat = rules(page)
    page.sending.place_box.setCurrentIndex(1)
    settled(qtbot, page)
    assert "confidential" in in_chat
    assert "confidential" not in rules(page)


# Drafts


def test_typing_is_kept_and_found_again(page: CheckPage, qtbot: QtBot) -> None:
    page.edit.setFocus()
    type_text(page.edit, "Завтра прогулка в парк")
    page.sending.attach("document")
    page.sending.plan(NOON)
    qtbot.waitUntil(lambda: page.keeper.id is not None)
    qtbot.waitUntil(jobs.is_idle)
    again = opened(qtbot)
    assert again.edit.text() == "Завтра прогулка в парк"
    assert again.keeper.id == page.keeper.id
    assert again.sending.value() == page.sending.value()
    assert again.sending.value().attachments == ("document",)


def test_storing_twice_in_one_breath_makes_one_draft(page: CheckPage, qtbot: QtBot) -> None:
    page.edit.setPlainText("Раз")
    page.flush()
    page.edit.setPlainText("Раз, два")
    page.flush()
    page.flush()
    jobs.wait_idle()
    assert [row.text for row in stored(drafts.drafts, qtbot)] == ["Раз, два"]


def test_typing_without_a_rest_is_stored_too(
    page: CheckPage, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("desktop.ui._check_drafts.LONGEST", 0.2)
    for number in range(60):
        type_text(page.edit, str(number % 10))
        qtbot.wait(30)
        if page.keeper.id is not None:
            break
    assert page.keeper.id is not None


def test_one_draft_after_another(page: CheckPage, qtbot: QtBot) -> None:
    write(qtbot, page, "Первое сообщение")
    qtbot.keyClick(page.edit, Qt.Key.Key_N, Qt.KeyboardModifier.ControlModifier)
    assert page.edit.text() == ""
    write(qtbot, page, "Второе сообщение")
    page.flush()
    jobs.wait_idle()
    listed = page.draft_list.list
    assert [listed.item(row).text() for row in range(listed.count())] == [
        "Второе сообщение",
        "Первое сообщение",
    ]
    page.edit.appendPlainText("и ещё строка")
    listed.setCurrentRow(1)
    jobs.wait_idle()
    assert page.edit.text() == "Первое сообщение"
    texts = {row.text for row in stored(drafts.drafts, qtbot)}
    assert texts == {"Первое сообщение", "Второе сообщение\nи ещё строка"}


def test_a_blank_message_is_not_kept(page: CheckPage, qtbot: QtBot) -> None:
    page.edit.setPlainText("  \n")
    page.flush()
    page.start_new()
    jobs.wait_idle()
    assert stored(drafts.drafts, qtbot) == ()
    page.edit.setPlainText("Есть")
    page.flush()
    page.edit.clear()
    page.start_new()
    jobs.wait_idle()
    assert stored(drafts.drafts, qtbot) == ()


def test_a_draft_is_removed_after_a_question(page: CheckPage, qtbot: QtBot, answers: Any) -> None:
    write(qtbot, page, "Не нужно")
    page.flush()
    jobs.wait_idle()
    answers.will("confirm", False)
    page.draft_list.drop_button.click()
    assert page.edit.text() == "Не нужно"
    answers.will("confirm", True)
    page.draft_list.drop_button.click()
    jobs.wait_idle()
    assert "Не нужно" in answers.asked[-1].text
    assert page.edit.text() == ""
    assert stored(drafts.drafts, qtbot) == ()


def test_another_screen_leads_to_a_draft(page: CheckPage, qtbot: QtBot) -> None:
    ids = [
        stored(lambda session, t=text: drafts.keep_draft(session, t), qtbot)
        for text in ("Одно", "Другое")
    ]
    page.show_item(ids[0])
    jobs.wait_idle()
    assert page.edit.text() == "Одно"


KILLED = """
import sys
from pathlib import Path
from PySide6.QtWidgets import QApplication
import make
from typing_keys import type_text
from desktop.operations import access
from desktop.ui import act, jobs
from desktop.ui.app import make_app
from desktop.ui.screens.check import CheckPage

app = make_app(["x"])
entered = []
jobs.run("store", lambda: access.sign_in(Path(sys.argv[1]), make.TEACHER, make.PASSWORD),
         context=app, done=entered.append)
jobs.wait_idle()
act.enter(entered[0])
page = CheckPage()
page.show()
page.reload()
jobs.wait_idle()
page.keeper.stored.connect(lambda: print("kept", flush=True))
type_text(page.edit, "Дорогие родители, завтра")
app.exec()
"""


def test_typing_survives_a_killed_program(folder: Path, tmp_path: Path) -> None:
    with subprocess.Popen(
        [sys.executable, "-c", KILLED, str(folder)],
        stdout=subprocess.PIPE,
        text=True,
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": os.pathsep.join((str(ROOT), str(ROOT / "tests")))},
    ) as program:
        assert program.stdout is not None
        assert program.stdout.readline().strip() == "kept"
        program.kill()
        program.wait(10)
    session = access.sign_in(folder, make.TEACHER, make.PASSWORD)
    try:
        assert [row.text for row in drafts.drafts(session)] == ["Дорогие родители, завтра"]
    finally:
        session.close()


def test_locking_keeps_what_was_just_typed(
    workplace: Callable[[str], Workplace], window: Any, qtbot: QtBot, folder: Path
) -> None:
    place = workplace("teacher")
    shown = place.page("check")
    assert isinstance(shown, CheckPage)
    type_text(shown.edit, "Только что")
    bus.lock.emit()
    jobs.wait_idle()
    session = access.sign_in(folder, make.TEACHER, make.PASSWORD)
    try:
        assert [row.text for row in drafts.drafts(session)] == ["Только что"]
    finally:
        session.close()


def test_a_teacher_sees_this_screen_and_own_drafts_only(
    workplace: Callable[[str], Workplace], folder: Path, qtbot: QtBot
) -> None:
    session = access.sign_in(folder, make.SECRETARY, make.PASSWORD)
    drafts.keep_draft(session, "Письмо секретаря")
    session.close()
    place = workplace("teacher")
    assert place.side_list.count() == 1
    shown = place.page("check")
    assert isinstance(shown, CheckPage)
    settled(qtbot, shown)
    assert shown.edit.text() == ""
    assert shown.draft_list.list.count() == 0
    assert shown.draft_list.empty_label.isVisible()
    assert shown.sending.value().chat is not None  # the only chat is chosen by itself


def test_first_line_passes_over_the_greeting() -> None:
    assert first_line("Уважаемые родители!\n\nЗавтра  прогулка\nв парк") == "Завтра прогулка"
    assert first_line("Добрый день! Дорогие мамы и папы! Меню") == "Меню"
    assert first_line("Уважаемые родители!") == "Уважаемые родители!"
    assert first_line(" \n") == "Пустое сообщение"


def test_when_it_was_written(at: Callable[[datetime], None]) -> None:
    assert told(datetime(2026, 11, 20, 9, 5)) == "сегодня, 09:05"
    assert told(datetime(2026, 11, 19, 9, 5)) == "вчера, 09:05"
    assert told(datetime(2026, 10, 1, 9, 5)) == "01.10.2026"


def test_many_drafts_are_searched(page: CheckPage, qtbot: QtBot) -> None:
    def several(session: Session) -> None:
        for number in range(9):
            drafts.keep_draft(session, f"Объявление {number}: ёлка" if number else "Меню")

    stored(several, qtbot)
    page.reload()
    jobs.wait_idle()
    assert page.draft_list.search_edit.isVisible()
    page.draft_list.search_edit.setText("елка")
    assert page.draft_list.list.count() == 8


# Looks


@pytest.mark.parametrize(("width", "zoom"), [(1100, 1.0), (1200, 1.5), (1200, 2.0), (720, 1.0)])
def test_it_fits_without_a_horizontal_bar(
    page: CheckPage, qtbot: QtBot, width: int, zoom: float
) -> None:
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    write(qtbot, page, NASTY)
    look.apply(app, "light", zoom)
    page.resize(width, 560)
    qtbot.waitUntil(lambda: page.drafts_button.isVisible() == page.draft_list.isHidden())
    QApplication.processEvents()
    assert page.columns.horizontalScrollBar().maximum() == 0
    assert page.remarks.area.horizontalScrollBar().maximum() == 0
    assert page.width() == width
    for card in page.remarks.cards[:4]:
        assert card.width() <= page.remarks.area.viewport().width()


def test_drafts_open_from_the_menu_where_the_list_has_no_room(
    page: CheckPage, qtbot: QtBot
) -> None:
    first = stored(lambda session: drafts.keep_draft(session, "A & B"), qtbot)
    write(qtbot, page, "Второе")
    page.resize(720, 560)
    page.reload()
    jobs.wait_idle()
    qtbot.waitUntil(page.drafts_button.isVisible)
    page._menu.aboutToShow.emit()
    action = next(a for a in page._menu.actions() if a.data() == first)
    assert action.text().startswith("A && B")
    action.trigger()
    jobs.wait_idle()
    assert page.edit.text() == "A & B"


def test_every_control_has_a_name(page: CheckPage, qtbot: QtBot) -> None:
    write(qtbot, page, NASTY)
    page.sending.attach("document")
    page.sending.when_box.setCurrentIndex(1)
    settled(qtbot, page)
    kinds = (QAbstractButton, QLineEdit, QComboBox, QPlainTextEdit, QCheckBox, QListWidget)
    nameless = [
        type(widget).__name__
        for kind in kinds
        for widget in page.findChildren(kind)
        if widget.isVisible()
        and not widget.accessibleName()
        and not str(widget.objectName()).startswith("qt_")
    ]
    assert nameless == []
