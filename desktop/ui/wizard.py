"""The first start: institution → first user → recovery key → regulation → people → done."""

from pathlib import Path

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from desktop.errors import UserError
from desktop.operations import first_start
from desktop.operations._operation import Session
from desktop.ui import act, bus, icons, jobs, look
from desktop.ui._wizard_page import WizardPage
from desktop.ui._wizard_steps import (
    DonePage,
    InstitutionPage,
    PeoplePage,
    RecoveryPage,
    RegulationPage,
    UserPage,
    who,
)
from desktop.ui.waiting import Waiting

_PAUSE = 700  # ms without a key before what is typed is written down
_NARROW = 980
STEPS = ("Организация", "Первый вход", "Ключ восстановления", "Положение", "Люди", "Готово")
INSTITUTION, USER, RECOVERY, REGULATION, PEOPLE, DONE = range(6)


class Wizard(QWidget):
    """The page of the first start. `finished(session)`: the office is there and open.
    `demo_wanted`: show the example instead."""

    finished = Signal(object)
    demo_wanted = Signal()

    def __init__(self, folder: Path, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName("Первый запуск")
        self._folder = folder
        self._session: Session | None = None
        self._step = INSTITUTION
        self.institution_page = InstitutionPage()
        self.user_page = UserPage(folder)
        self.recovery_page = RecoveryPage()
        self.regulation_page = RegulationPage()
        self.people_page = PeoplePage()
        self.done_page = DonePage()
        self._pages: tuple[WizardPage, ...] = (
            self.institution_page,
            self.user_page,
            self.recovery_page,
            self.regulation_page,
            self.people_page,
            self.done_page,
        )
        self.rail = Rail(self)
        self.stack = QStackedWidget(self)
        for page in self._pages:
            self.stack.addWidget(page)
            page.passed.connect(self._passed)
            page.waiting.connect(self._wait)
        self._waiting: Waiting | None = None
        self.place_label = QLabel(self)
        look.set_role(self.place_label, "muted")
        self.error_label = QLabel(self)
        self.error_label.setWordWrap(True)
        look.set_role(self.error_label, "error")
        self.error_label.hide()
        self.back_button = _button("Назад")
        self.skip_button = _button("Пропустить", "quiet")
        self.next_button = _button("Далее", "primary")
        self._lay_out()

        self._keeping = QTimer(self)
        self._keeping.setSingleShot(True)
        self._keeping.setInterval(_PAUSE)
        self._keeping.timeout.connect(self._keep)
        self.institution_page.form.restore(first_start.kept(folder))
        self.institution_page.form.changed.connect(self._keeping.start)
        self.institution_page.demo_wanted.connect(self.demo_wanted)
        self.user_page.made.connect(self._office_made)
        self.back_button.clicked.connect(self.go_back)
        self.skip_button.clicked.connect(self._skip)
        self.next_button.clicked.connect(self._go_on)
        QShortcut(QKeySequence("Esc"), self).activated.connect(self.go_back)
        self._show_step(INSTITUTION)

    def flush(self) -> None:
        """Keep what is typed: the window is about to close."""
        if self._keeping.isActive():
            self._keeping.stop()
            self._keep()

    def go_back(self) -> None:
        """The step before, where that step can still be changed."""
        if self.back_button.isEnabled() and self._can_go_back():
            self._show_step(self._step - 1)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    # Walking

    def _go_on(self) -> None:
        self._tell("")
        self._pages[self._step].go_on()

    def _skip(self) -> None:
        if self._step == PEOPLE:
            self.people_page.cards["later"].choose()
        self._show_step(self._step + 1)

    def _passed(self) -> None:
        self._wait("")
        if self._step == INSTITUTION:
            self.user_page.set_institution(self.institution_page.form.institution())
        if self._step == DONE:
            self._finish()
        else:
            self._show_step(self._step + 1)

    def _office_made(self, made: first_start.Made) -> None:
        self._keeping.stop()
        self._session = made.session
        # From now on closing and locking the window close the office as always.
        act.enter(made.session)
        self.recovery_page.sheet.set_sheet(made.sheet)
        kind = self.institution_page.form.kind()
        self.regulation_page.load(kind)
        self.people_page.load(kind)
        self._passed()

    def _finish(self) -> None:
        assert self._session is not None
        choice = self.people_page.choice()
        self.finished.emit(self._session)
        if choice == "import":
            bus.go.emit("people", "import")
        elif choice == "manual":
            bus.go.emit("people", None)

    def _can_go_back(self) -> bool:
        if self._step == PEOPLE:
            return not self.regulation_page.adopted
        return self._pages[self._step].can_go_back

    def _show_step(self, step: int) -> None:
        self._step = step
        page = self._pages[step]
        if step == DONE:
            self.done_page.show_summary(self._summary())
        self.stack.setCurrentWidget(page)
        self.rail.show_step(step)
        self.place_label.setText(f"Шаг {step + 1} из {len(STEPS)}: {STEPS[step]}")
        self.back_button.setVisible(self._can_go_back())
        self.skip_button.setVisible(page.can_skip)
        self.institution_page.demo_button.setVisible(step == INSTITUTION)
        self.next_button.setText(page.next_word)
        self.next_button.setAccessibleName(page.next_word)
        self._tell("")
        QTimer.singleShot(0, page, page.begin)

    def _summary(self) -> dict[str, bool]:
        assert self._session is not None
        short_name = self.institution_page.form.institution().organization.short_name
        adopted = self.regulation_page.adopted
        people = {
            "import": "Список людей: сейчас откроется загрузка.",
            "manual": "Список людей: сейчас откроется раздел «Люди».",
            "later": "Списки людей: внесите, когда будет удобно.",
        }[self.people_page.choice()]
        regulation = "Положение не выбрано: это можно сделать в разделе «Положение»."
        return {
            f"Организация: {short_name}": True,
            f"Первый вход: {who(self._session)}": True,
            "Ключ восстановления напечатан и проверен: уберите лист в сейф.": True,
            f"Положение: {adopted}" if adopted else regulation: bool(adopted),
            people: False,
            f"Данные лежат зашифрованными в папке {self._folder}": True,
        }

    # Waiting, keeping, telling

    def _wait(self, sentence: str) -> None:
        if self._waiting is not None:
            self.stack.removeWidget(self._waiting)
            self._waiting.deleteLater()
            self._waiting = None
        for button in (self.back_button, self.skip_button, self.next_button):
            button.setEnabled(not sentence)
        if sentence:
            self._waiting = Waiting(sentence, self.stack)
            self.stack.addWidget(self._waiting)
            self.stack.setCurrentWidget(self._waiting)
        else:
            self.stack.setCurrentWidget(self._pages[self._step])

    def _keep(self) -> None:
        if self._session is not None:
            return
        folder, typed = self._folder, self.institution_page.form.typed()
        jobs.run(
            "store",
            lambda: first_start.keep(folder, typed),
            context=self,
            done=_nothing,
            failed=self._not_kept,
        )

    def _not_kept(self, error: UserError) -> None:
        self._tell(str(error))

    def _tell(self, sentence: str) -> None:
        self.error_label.setText(sentence)
        self.error_label.setVisible(bool(sentence))

    # The look

    def _lay_out(self) -> None:
        side = look.px(24)
        foot = QFrame(self)
        look.set_role(foot, "bar")
        row = QHBoxLayout(foot)
        row.setContentsMargins(side, look.px(12), side, look.px(12))
        row.setSpacing(look.px(8))
        row.addWidget(self.back_button)
        row.addWidget(self.institution_page.demo_button)
        row.addWidget(self.error_label, 1)
        row.addStretch(1)
        row.addWidget(self.skip_button)
        row.addWidget(self.next_button)
        page = QVBoxLayout()
        page.setContentsMargins(side, side, side, look.px(8))
        page.setSpacing(look.px(8))
        page.addWidget(self.place_label)
        page.addWidget(self.stack, 1)
        right = QVBoxLayout()
        right.setContentsMargins(0, 0, 0, 0)
        right.setSpacing(0)
        right.addLayout(page, 1)
        right.addWidget(foot)
        whole = QHBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(self.rail)
        whole.addLayout(right, 1)
        look.changed.connect(self._fit)
        self._fit()

    def _fit(self) -> None:
        is_narrow = self.width() < look.px(_NARROW)
        self.rail.setVisible(not is_narrow)
        self.place_label.setVisible(is_narrow)


class Rail(QFrame):
    """The steps at the left: done, the present one, still to come."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        look.set_role(self, "page")
        self.setAccessibleName("Шаги")
        self._step = 0
        name = QLabel("Порядок", self)
        look.set_role(name, "title")
        about = QLabel("Первый запуск", self)
        look.set_role(about, "muted")
        column = QVBoxLayout(self)
        column.setContentsMargins(look.px(24), look.px(24), look.px(16), look.px(24))
        column.setSpacing(look.px(4))
        column.addWidget(name)
        column.addWidget(about)
        column.addSpacing(look.px(24))
        self._pictures: list[QLabel] = []
        self._words: list[QLabel] = []
        for title in STEPS:
            picture, word = QLabel(self), QLabel(title, self)
            word.setWordWrap(True)
            row = QHBoxLayout()
            row.setSpacing(look.px(12))
            row.addWidget(picture)
            row.addWidget(word, 1)
            column.addLayout(row)
            column.addSpacing(look.px(12))
            self._pictures.append(picture)
            self._words.append(word)
        column.addStretch(1)
        note = QLabel("Ничего не уходит с этого компьютера: программа работает без сети.", self)
        note.setWordWrap(True)
        note.setAlignment(Qt.AlignmentFlag.AlignLeft)
        look.set_role(note, "hint")
        column.addWidget(note)
        look.changed.connect(self._draw)
        self._draw()

    def show_step(self, step: int) -> None:
        """Mark the present step."""
        self._step = step
        self._draw()

    def _draw(self) -> None:
        self.setFixedWidth(look.px(270))
        ratio = self.devicePixelRatioF()
        for at, (picture, word) in enumerate(zip(self._pictures, self._words, strict=True)):
            if at < self._step:
                name, role, words, state = "circle-check", "ok", "muted", "сделан"
            elif at == self._step:
                name, role, words, state = "circle-dot", "accent", "strong", "сейчас"
            else:
                name, role, words, state = "circle-dashed", "muted", "muted", "впереди"
            picture.setPixmap(icons.pixmap(name, role, 0, ratio))
            look.set_role(word, words)
            word.setAccessibleName(f"{STEPS[at]}: шаг {state}")


def _button(word: str, role: str = "") -> QPushButton:
    button = QPushButton(word)
    button.setAccessibleName(word)
    if role:
        look.set_role(button, role)
    return button


def _nothing(_: object) -> None:
    """What was kept needs no word."""
