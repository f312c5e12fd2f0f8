"""Questions, failures of ours, the bottom line, Qt's Russian."""

import sys
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QCoreApplication, QLocale, QTimer, qWarning
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import (
    QApplication,
    QDialogButtonBox,
    QFileDialog,
    QLabel,
    QMessageBox,
    QPushButton,
    QWidget,
)
from pytestqt.qtbot import QtBot

import desktop.russian.dates as our_module
from desktop.errors import UserError
from desktop.ui import ask, crash
from desktop.ui.feedback import FeedbackLine


def press(word: str, seen: list[QMessageBox] | None = None) -> None:
    """When the box opens, press the button with this word."""

    def deed() -> None:
        box = QApplication.activeModalWidget()
        assert isinstance(box, QMessageBox)
        if seen is not None:
            seen.append(box)
        next(button for button in box.buttons() if button.text() == word).click()

    QTimer.singleShot(0, deed)


@pytest.fixture
def real_boxes(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ask, "_answer", None)


@pytest.mark.usefixtures("real_boxes")
@pytest.mark.parametrize(("word", "answer"), [("Закрыть чат", True), ("Отмена", False)])
@pytest.mark.parametrize("danger", [True, False])
def test_confirm_for_real(qtbot: QtBot, word: str, answer: bool, danger: bool) -> None:
    seen: list[QMessageBox] = []
    press(word, seen)
    text = "Писать станет нельзя. «<b>Ромашка</b>»"
    assert ask.confirm(None, "Закрыть чат?", text, "Закрыть чат", danger=danger) is answer
    box = seen[0]
    assert [button.text() for button in box.buttons()] == ["Закрыть чат", "Отмена"]
    assert box.defaultButton().text() == ("Отмена" if danger else "Закрыть чат")
    assert "&lt;b&gt;" in box.informativeText()
    assert all(button.accessibleName() for button in box.buttons())


@pytest.mark.usefixtures("real_boxes")
def test_info_and_warn_for_real(qtbot: QtBot) -> None:
    for deed in (ask.info, ask.warn):
        press("Понятно")
        deed(None, "Заголовок", "Что случилось и что делать.")


@pytest.mark.usefixtures("real_boxes")
def test_report_can_be_copied_before_the_box_is_closed(qtbot: QtBot) -> None:
    def copy_then_leave() -> None:
        press("Закрыть программу")
        box = QApplication.activeModalWidget()
        assert isinstance(box, QMessageBox)
        next(b for b in box.buttons() if b.text() == "Скопировать отчёт").click()
        assert box.isVisible()

    QTimer.singleShot(0, copy_then_leave)
    assert ask.show_report(None, "Ошибка", "Текст", "отчёт") is True
    assert QGuiApplication.clipboard().text() == "отчёт"


def test_script_answers_and_unscripted_box_fails(answers: Any) -> None:
    answers.will("confirm", True)
    assert ask.confirm(None, "Удалить?", "", "Удалить") is True
    with pytest.raises(AssertionError, match="unscripted"):
        ask.confirm(None, "Удалить?", "", "Удалить")
    answers.will("save", Path("файл.pdf"))
    assert ask.choose_file_save(None, "Куда", "файл.pdf", "PDF (*.pdf)") == Path("файл.pdf")
    answers.will("folder", None)
    assert ask.choose_folder(None, "Куда") is None


def test_folder_is_remembered(tmp_path: Path) -> None:
    chosen = tmp_path / "список.xlsx"
    chosen.write_bytes(b"")
    assert ask._remember("import", str(chosen)) == chosen
    assert ask._folder("import") == str(tmp_path)
    assert ask._remember("import", "") is None


@pytest.fixture
def log() -> Iterator[list[str]]:
    lines: list[str] = []
    undo = crash.install(lines.append)
    yield lines
    undo()


def failure(words: str) -> Exception:
    """A failure that passes through a frame of ours and carries personal words."""
    try:
        our_module.numeric(words)
    except (TypeError, ValueError, AttributeError) as error:
        return error
    raise AssertionError("expected to fail")


def test_report_has_frames_of_ours_and_no_words() -> None:
    error = failure("Ёлкин Пётр")
    text = crash.report(type(error), error)
    assert "desktop/russian/dates.py:" in text
    assert "numeric" in text
    assert "Ёлкин" not in text
    assert "test_ask_crash_feedback" not in text
    assert "Qt 6." in text


def test_cause_is_reported_too() -> None:
    try:
        raise RuntimeError("Мария") from failure("Пётр")
    except RuntimeError as error:
        text = crash.report(type(error), error)
    assert "builtins.RuntimeError" in text
    assert "Причина: builtins." in text
    assert "desktop/russian/dates.py" in text
    assert "Мария" not in text


def test_failure_is_logged_and_shown(
    log: list[str], answers: Any, qtbot: QtBot, capsys: pytest.CaptureFixture[str]
) -> None:
    answers.will("report", False)
    error = failure("Ёлкин")
    sys.excepthook(type(error), error, error.__traceback__)
    assert len(log) == 1
    assert "Ёлкин" not in log[0]
    assert answers.asked[0].subject == log[0]
    assert log[0] in capsys.readouterr().err


def test_failure_in_another_thread_is_shown_on_the_thread_of_the_window(
    log: list[str], answers: Any, qtbot: QtBot
) -> None:
    where: list[threading.Thread] = []
    answers.will("report", lambda question: where.append(threading.current_thread()))
    error = failure("Ёлкин")

    def work() -> None:
        raise error

    thread = threading.Thread(target=work)
    thread.start()
    thread.join()
    assert len(log) == 1
    assert not where
    qtbot.waitUntil(lambda: bool(where))
    assert where == [threading.main_thread()]


def test_a_failure_while_telling_does_not_open_a_second_box(
    log: list[str], answers: Any, qtbot: QtBot
) -> None:
    def fail_again(question: ask.Question) -> bool:
        error = failure("ещё")
        sys.excepthook(type(error), error, error.__traceback__)
        return False

    answers.will("report", fail_again)
    error = failure("раз")
    sys.excepthook(type(error), error, error.__traceback__)
    assert len(log) == 2
    assert len(answers.asked) == 1


def test_forgotten_user_error_is_told_plainly(log: list[str], answers: Any, qtbot: QtBot) -> None:
    answers.will("warn", None)
    error = UserError("Диск полон. Освободите место.")
    sys.excepthook(type(error), error, None)
    assert answers.asked[0].text == "Диск полон. Освободите место."
    assert log == []


def test_words_of_qt_reach_the_log(log: list[str]) -> None:
    qWarning("вымышленное предупреждение")
    assert any("вымышленное предупреждение" in line for line in log)


@pytest.fixture
def line(qtbot: QtBot) -> FeedbackLine:
    made = FeedbackLine()
    qtbot.addWidget(made)
    made.resize(900, 44)
    made.show()
    return made


def test_done_can_be_undone_once(line: FeedbackLine) -> None:
    undone: list[int] = []
    line.say("Чат закрыт.", undo=lambda: undone.append(1))
    assert line.text == "Чат закрыт."
    assert line.undo_button.isVisible()
    assert line.undo_button.accessibleName() == "Отменить: Чат закрыт."
    line.undo_button.click()
    assert undone == [1]
    assert line.text == ""
    line.say("Сохранено.")
    assert not line.undo_button.isVisible()
    line.close()


def test_done_goes_away_by_itself_and_a_failure_does_not(line: FeedbackLine) -> None:
    line.say("Сохранено.")
    assert line._timer.isActive()
    line._timer.timeout.emit()
    assert line.text == ""
    line.fail("Диск полон. Освободите место.")
    assert not line._timer.isActive()
    line.close_button.click()
    assert line.text == ""
    line.close()


def test_running_shows_progress_and_can_be_stopped(line: FeedbackLine, qtbot: QtBot) -> None:
    line.start("Печатаю", can_cancel=True)
    assert line.bar.maximum() == 0
    line.step(3, 30, "Печатаю 3 из 30")
    assert (line.bar.value(), line.bar.maximum()) == (3, 30)
    assert line.text == "Печатаю 3 из 30"
    with qtbot.waitSignal(line.cancelled):
        line.cancel_button.click()
    assert not line.cancel_button.isEnabled()
    line.start("Сохраняю")
    assert not line.cancel_button.isVisible()
    line.close()


def test_line_never_changes_its_height(line: FeedbackLine) -> None:
    heights = {line.sizeHint().height()}
    line.say("Готово", undo=lambda: None)
    heights.add(line.sizeHint().height())
    line.start("Идёт", can_cancel=True)
    heights.add(line.sizeHint().height())
    assert len(heights) == 1
    line.close()


def test_qt_speaks_russian(qtbot: QtBot) -> None:
    box = QDialogButtonBox(
        QDialogButtonBox.StandardButton.Save | QDialogButtonBox.StandardButton.Cancel
    )
    qtbot.addWidget(box)
    words = {button.text().replace("&", "") for button in box.findChildren(QPushButton)}
    assert words == {"Сохранить", "Отмена"}
    assert QLocale().standaloneMonthName(11) == "ноябрь"


def test_every_visible_text_of_a_box_is_russian(qtbot: QtBot) -> None:
    owner = QWidget()
    qtbot.addWidget(owner)
    box = ask._box(owner, ask.Question("warn", "Заголовок", "Текст"), "warn", "Понятно")
    assert [button.text() for button in box.buttons()] == ["Понятно"]


def test_file_dialog_is_russian_throughout(qtbot: QtBot, tmp_path: Path) -> None:
    (tmp_path / "Согласия").mkdir()
    dialog = QFileDialog(None, "Открыть", str(tmp_path), "Таблицы (*.xlsx)")
    dialog.setOption(QFileDialog.Option.DontUseNativeDialog)
    qtbot.addWidget(dialog)
    words = [label.text().replace("&", "") for label in dialog.findChildren(QLabel)]
    words += [button.text().replace("&", "") for button in dialog.findChildren(QPushButton)]
    assert {"Папка:", "Имя файла:", "Тип файлов:", "Открыть", "Отмена"} <= set(words)
    assert QCoreApplication.translate("QAbstractFileIconProvider", "Folder") == "Папка"
    assert not [word for word in words if any("a" <= letter <= "z" for letter in word.lower())]
