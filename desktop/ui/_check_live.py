"""Checking as one types: beside the window, and never an answer to a text that is gone."""

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QObject, QTimer, Signal

from desktop import clock
from desktop.rules._check import Checker, Verdict
from desktop.rules._rule import Draft
from desktop.ui import jobs

PAUSE = 150  # ms without a key before the draft is checked
_MINUTE = 60_000


@dataclass(frozen=True)
class Answer:
    """A verdict on one draft. `act` is the regulation in the genitive: «Порядка»."""

    draft: Draft
    verdict: Verdict
    act: str


def judge(checker: Checker, draft: Draft) -> Answer:
    """The verdict. Only on the thread «work»: a checker serves one thread."""
    day = draft.at.date() if draft.at else clock.today()
    regulation = checker.office.regulation_on(day)
    act = regulation.title_genitive_short if regulation else ""
    return Answer(draft, checker.check(draft), act)


class Live(QObject):
    """Checks what `read` gives soon after the last `touch`; `answered(Answer)` for fresh ones.

    One check runs at a time: fast typing makes no queue. «Сейчас» grows older, so the draft is
    checked again every minute.
    """

    answered = Signal(object)

    def __init__(self, read: Callable[[], Draft], parent: QObject) -> None:
        super().__init__(parent)
        self._read = read
        self._checker: Checker | None = None
        self._asked = 0  # how many times the draft was touched
        self._answered = -1  # which of them the last answer is for
        self._is_running = False
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self._send)
        self._minute = QTimer(self)
        self._minute.timeout.connect(self.touch)
        self._minute.start(_MINUTE)

    @property
    def is_ready(self) -> bool:
        """Whether there is a checker to ask."""
        return self._checker is not None

    @property
    def is_fresh(self) -> bool:
        """Whether the last answer is about the draft as it stands."""
        return self._answered == self._asked

    def use(self, checker: Checker) -> None:
        """Ask this checker from now on: the office was opened or has changed."""
        self._checker = checker
        self.touch(0)

    def touch(self, pause: int = PAUSE) -> None:
        """The draft changed: check it after `pause` ms of rest."""
        self._asked += 1
        self._timer.start(pause)

    def _send(self) -> None:
        checker = self._checker
        if checker is None or self._is_running:
            return  # `use` or the end of the running check sends again
        self._is_running = True
        asked, draft = self._asked, self._read()
        jobs.run(
            "work",
            lambda: judge(checker, draft),
            context=self,
            done=lambda answer: self._take(asked, answer),
            always=self._end,
        )

    def _end(self) -> None:
        self._is_running = False

    def _take(self, asked: int, answer: Answer) -> None:
        if asked != self._asked:
            if not self._timer.isActive():
                self._send()
            return
        self._answered = asked
        self.answered.emit(answer)
