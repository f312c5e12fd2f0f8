"""The real window over a real encrypted office: signing in, scripted answers, guards.

Fixtures for the conftest of every folder whose tests open windows.
"""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import make
import pytest
from PySide6.QtCore import QSettings
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop.operations import access
from desktop.ui import act, ask, jobs, look
from desktop.ui.app import MainWindow, make_app
from desktop.ui.workplace import Workplace

LOGINS = {"secretary": make.SECRETARY, "head": make.HEAD, "teacher": make.TEACHER}


class Answers:
    """What the person will answer, in order; an unexpected box fails the test.

    `answers.will(kind, answer)`: the next box of that kind («confirm», «dialog», «open» …) gets
    `answer`, a value or a function of the question. `answers.asked` lists the questions put.
    """

    def __init__(self) -> None:
        self._planned: list[tuple[str, Any]] = []
        self.asked: list[ask.Question] = []

    def will(self, kind: str, answer: Any) -> None:
        self._planned.append((kind, answer))

    @property
    def left(self) -> list[str]:
        """The kinds of boxes that were to come and have not."""
        return [kind for kind, _ in self._planned]

    def __call__(self, question: ask.Question) -> Any:
        self.asked.append(question)
        for place, (kind, answer) in enumerate(self._planned):
            if kind == question.kind:
                del self._planned[place]
                return answer(question) if callable(answer) else answer
        raise AssertionError(f"unscripted {question.kind}: {question.title} – {question.text}")


@pytest.fixture(autouse=True)
def guarded(tmp_path: Path, qapp: QApplication) -> Iterator[None]:
    """Window settings in the test's folder, no job and no window left behind."""
    make_app([])
    QSettings.setDefaultFormat(QSettings.Format.IniFormat)
    for scope in (QSettings.Scope.UserScope, QSettings.Scope.SystemScope):
        QSettings.setPath(QSettings.Format.IniFormat, scope, str(tmp_path / "окно"))
    look.apply(qapp, "light", 1.0)
    yield
    session = act.leave()
    if session is not None:
        jobs.run("store", session.close, context=qapp, done=lambda _: None)
    jobs.wait_idle()
    jobs.shutdown()
    left = [w for w in QApplication.topLevelWidgets() if w.isVisible()]
    for widget in left:
        widget.close()
    assert not left, f"windows left open: {[type(w).__name__ for w in left]}"


@pytest.fixture(autouse=True)
def answers() -> Iterator[Answers]:
    """Scripted replies; without a script every modal box fails the test."""
    script = Answers()
    with ask.script(script):
        yield script


@pytest.fixture
def signed_in(folder: Path, qtbot: QtBot) -> Callable[..., None]:
    """`signed_in("secretary")` opens the filled office on the store thread for `act`."""

    def enter(role: str = "secretary", place: Path = folder) -> None:
        entered: list[Any] = []
        jobs.run(
            "store",
            lambda: access.sign_in(place, LOGINS[role], make.PASSWORD),
            context=QApplication.instance(),
            done=entered.append,
        )
        qtbot.waitUntil(lambda: bool(entered), timeout=10_000)
        act.enter(entered[0])

    return enter


@pytest.fixture
def window(folder: Path, qtbot: QtBot) -> Iterator[MainWindow]:
    """The program's window over the filled office, at the sign-in."""
    main = MainWindow(folder)
    qtbot.addWidget(main)
    main.show()
    yield main
    main.close()


@pytest.fixture
def workplace(window: MainWindow, qtbot: QtBot) -> Callable[[str], Workplace]:
    """`workplace("head")` signs in through the sign-in page; the open office of that role."""

    def enter(role: str = "secretary") -> Workplace:
        page: Any = window.centralWidget()
        page.login_box.setCurrentText(LOGINS[role])
        page.password_edit.setText(make.PASSWORD)
        page.enter_button.click()
        qtbot.waitUntil(lambda: isinstance(window.centralWidget(), Workplace), timeout=10_000)
        jobs.wait_idle()
        opened = window.centralWidget()
        assert isinstance(opened, Workplace)
        return opened

    return enter
