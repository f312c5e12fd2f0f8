"""The pages of the first start, from the institution to «готово»."""

from collections.abc import Mapping
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLabel, QPushButton, QWidget

from desktop.errors import UserError
from desktop.operations import access, first_start, office
from desktop.operations._operation import Session
from desktop.operations.permissions import HEAD, ROLE_TITLES, SECRETARY, Permission
from desktop.russian.terms import terms
from desktop.ui import act, icons, jobs, look
from desktop.ui._wizard_columns import Scrolled, SideBySide
from desktop.ui._wizard_institution import InstitutionForm
from desktop.ui._wizard_page import ChoiceCard, WizardPage, exclusive
from desktop.ui._wizard_password import check_twice, password_fields
from desktop.ui._wizard_recovery import RecoverySheet
from desktop.ui._wizard_regulation import Summary, summaries
from desktop.ui.form import ChoiceField, DateField, Form, Section, TextField


class InstitutionPage(WizardPage):
    """Who we are: what stands in the heads of papers. `demo_wanted`: look at the example first."""

    demo_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(
            "Ваша организация",
            "Отсюда берутся шапки приказов и согласий. Обязательны три поля со звёздочкой, "
            "остальное можно дописать потом в настройках.",
            parent,
        )
        self.form = InstitutionForm(self)
        self.demo_button = QPushButton("Посмотреть на примере", self)
        self.demo_button.setAccessibleName("Посмотреть на примере вымышленной организации")
        look.set_role(self.demo_button, "quiet")
        icons.put(self.demo_button, "eye", "accent")
        self.demo_button.clicked.connect(self.demo_wanted)
        self.body.addWidget(Scrolled(self.form, self), 1)
        self.form.submitted.connect(self.go_on)

    def go_on(self) -> None:
        if self.form.check():
            self.passed.emit()

    def begin(self) -> None:
        self.form.left_form.focus_first()


class UserPage(WizardPage):
    """The first account. `made(session, sheet)`: the bases exist."""

    made = Signal(object)
    can_go_back = True

    def __init__(self, folder: Path, parent: QWidget | None = None) -> None:
        super().__init__(
            "Кто работает в программе",
            "Данные шифруются этим паролем: без него их не прочтёт никто. Остальные учётные "
            "записи заводят потом в настройках.",
            parent,
        )
        self._folder = folder
        self._institution: first_start.Institution | None = None
        self.form = Form(
            [
                ChoiceField(
                    "role",
                    "Кто вы",
                    [
                        (SECRETARY, "Секретарь – ведёт чаты, списки и документы"),
                        (HEAD, "Руководитель – смотрит и подписывает"),
                    ],
                    required=True,
                ),
                TextField("login", "Имя входа", required=True, max_length=60),
                *password_fields(self._known_words),
            ]
        )
        self.form.set_values({"role": SECRETARY, "login": "Секретарь"})
        self.form.setMaximumWidth(look.px(520))
        self.body.addWidget(Scrolled(self.form, self), 1)
        self.form.field("role").changed.connect(self._propose_login)
        self.form.submitted.connect(self.go_on)

    def set_institution(self, institution: first_start.Institution) -> None:
        """The answers of the page before."""
        self._institution = institution

    def go_on(self) -> None:
        institution = self._institution
        if institution is None or not check_twice(self.form):
            return
        values, folder = self.form.values(), self._folder
        self.waiting.emit("Создаю зашифрованное хранилище…")
        jobs.run(
            "store",
            lambda: first_start.create(
                folder, institution, values["login"], values["password"], values["role"]
            ),
            context=self,
            done=self._made,
            failed=self._refused,
        )

    def begin(self) -> None:
        self.form.field("password").editors()[0].setFocus()

    def _made(self, made: first_start.Made) -> None:
        self.form.set_values({"password": "", "again": ""})
        self.made.emit(made)

    def _refused(self, error: UserError) -> None:
        self.waiting.emit("")
        self.form.show_error("password", str(error))

    def _known_words(self) -> tuple[str, ...]:
        login = str(self.form.field("login").value())
        if self._institution is None:
            return (login,)
        organization = self._institution.organization
        return (login, organization.short_name, organization.full_name)

    def _propose_login(self) -> None:
        field, role = self.form.field("login"), self.form.field("role").value()
        if field.value() in ("", "Секретарь", "Руководитель", "Заведующий", "Директор"):
            kind = self._institution.organization.kind if self._institution else ""
            head = terms(kind).head.capital() if kind else "Руководитель"
            field.set_value(head if role == HEAD else "Секретарь")


class RecoveryPage(WizardPage):
    """The recovery key, printed and typed back. It cannot be skipped and is shown only once."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(
            "Ключ восстановления",
            "Запасной ключ к данным. Он есть только на этом листе: программа его не хранит.",
            parent,
        )
        self.sheet = RecoverySheet(self)
        self.body.addWidget(Scrolled(self.sheet, self, fills=True), 1)
        self.sheet.submitted.connect(self.go_on)

    def go_on(self) -> None:
        if self.sheet.check():
            self.waiting.emit("Проверяю ключ…")
            act.ask(
                self,
                access.confirm_recovery_key,
                self.sheet.typed(),
                done=self._confirmed,
                failed=self._refused,
            )

    def begin(self) -> None:
        self.sheet.print_button.setFocus()

    def _confirmed(self, _: object) -> None:
        self.sheet.forget()
        self.passed.emit()

    def _refused(self, error: UserError) -> None:
        self.waiting.emit("")
        self.sheet.fail(str(error))


class RegulationPage(WizardPage):
    """Which of the five supplied acts is nearest to the institution's own."""

    can_skip = True

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(
            "Положение о чатах",
            "Выберите акт, который ближе всего к вашему: по его пунктам программа объясняет "
            "замечания и решает, кто ведёт чат. Сменить положение можно и потом.",
            parent,
        )
        self.cards: dict[str, ChoiceCard] = {}
        self.adopted = ""
        self._titles: dict[str, str] = {}
        self.form = Form(
            [
                Section("Ваш приказ об утверждении"),
                TextField("order_number", "Номер приказа", width=180, max_length=40),
                DateField("approved_on", "Дата приказа"),
                DateField("in_force_from", "Действует с", hint="Пусто – с даты приказа"),
            ]
        )
        self._list = QWidget(self)
        columns = SideBySide(self)
        columns.add(self._list, 3)
        columns.add(self.form, 2)
        self.error_label = QLabel(self)
        self.error_label.setWordWrap(True)
        look.set_role(self.error_label, "error")
        self.error_label.hide()
        self.body.addWidget(Scrolled(columns, self), 1)
        self.body.addWidget(self.error_label)
        self.form.submitted.connect(self.go_on)

    def load(self, kind: str) -> None:
        """Ask for the acts; those for this kind of institution come first."""
        act.ask(self, summaries, kind, done=self._show, failed=self._refused)

    def go_on(self) -> None:
        chosen = next((key for key, card in self.cards.items() if card.is_chosen()), None)
        if chosen is None:
            self._say("Выберите одно из положений или пропустите этот шаг.")
            return
        if not self.form.check():
            return
        self.waiting.emit("Записываю положение…")
        act.perform(
            self,
            office.adopt_profile,
            chosen,
            done=lambda _: self._adopted(chosen),
            failed=self._refused,
            **self.form.values(),
        )

    def begin(self) -> None:
        if self.cards:
            next(iter(self.cards.values())).radio.setFocus()

    def _show(self, acts: tuple[Summary, ...]) -> None:
        from PySide6.QtWidgets import QVBoxLayout

        column = QVBoxLayout(self._list)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(look.px(8))
        for summary in acts:
            card = ChoiceCard(summary.title, summary.words, self._list)
            self.cards[summary.id] = card
            self._titles[summary.id] = summary.title
            card.chosen.connect(self._clear)
            card.entered.connect(self.go_on)
            column.addWidget(card)
        column.addStretch(1)
        exclusive(list(self.cards.values()))
        self.begin()

    def _adopted(self, chosen: str) -> None:
        self.adopted = self._titles[chosen]
        self.passed.emit()

    def _refused(self, error: UserError) -> None:
        self.waiting.emit("")
        self._say(str(error))

    def _clear(self) -> None:
        self._say("")

    def _say(self, sentence: str) -> None:
        self.error_label.setText(sentence)
        self.error_label.setVisible(bool(sentence))


class PeoplePage(WizardPage):
    """How the lists get in. `choice()` is «import», «manual» or «later»."""

    can_skip = True
    can_go_back = True

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("Люди", "", parent)
        self.cards: dict[str, ChoiceCard] = {}

    def load(self, kind: str) -> None:
        """Offer what the role may do, in the words of this kind of institution."""
        from desktop.russian.cases import Case

        words = terms(kind)
        children, group = words.child(Case.GEN, many=True), words.group
        if act.allowed(Permission.IMPORT):
            self.lead_label.setText(
                f"Программе нужны списки {children}, их родителей и работников: по ним она "
                "готовит согласия и узнаёт имена детей в сообщениях."
            )
            offered = {
                "import": (
                    "Загрузить список",
                    f"Из Excel, Calc или CSV: {group} целиком за две "
                    "минуты. Загрузку можно отменить.",
                ),
                "manual": ("Внести вручную", "По одному человеку, если список короткий."),
                "later": ("Позже", "Сначала осмотреться. Раздел «Люди» напомнит, с чего начать."),
            }
        else:
            self.lead_label.setText(
                "Списки вносит секретарь: заведите ему учётную запись в разделе «Настройки»."
            )
            offered = {"later": ("Открыть программу", "Учётные записи – в разделе «Настройки».")}
        for key, (title, text) in offered.items():
            card = ChoiceCard(title, text, self)
            card.setMaximumWidth(look.px(640))
            self.cards[key] = card
            card.entered.connect(self.go_on)
            self.body.addWidget(card)
        self.body.addStretch(1)
        exclusive(list(self.cards.values()))
        next(iter(self.cards.values())).choose()

    def choice(self) -> str:
        """What was chosen."""
        return next((key for key, card in self.cards.items() if card.is_chosen()), "later")

    def begin(self) -> None:
        for card in self.cards.values():
            if card.is_chosen():
                card.radio.setFocus()


class DonePage(WizardPage):
    """What is ready and what is left."""

    next_word = "Начать работу"
    can_go_back = True

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(
            "Готово", "Программу можно закрывать в любой момент: всё записано.", parent
        )

    def show_summary(self, lines: Mapping[str, bool]) -> None:
        """One line for each thing: its sentence and whether it is done."""
        while self.body.count():
            taken = self.body.takeAt(0)
            widget = taken.widget() if taken is not None else None
            if widget is not None:
                widget.deleteLater()
        for sentence, is_done in lines.items():
            self.body.addWidget(SummaryLine(sentence, is_done, self))
        self.body.addStretch(1)


class SummaryLine(QWidget):
    """A tick or an empty circle and a sentence."""

    def __init__(self, sentence: str, is_done: bool, parent: QWidget | None = None) -> None:
        from PySide6.QtWidgets import QHBoxLayout

        super().__init__(parent)
        self._is_done = is_done
        self.setAccessibleName(f"{'Готово' if is_done else 'Осталось'}: {sentence}")
        self.picture = QLabel(self)
        self.text_label = QLabel(sentence, self)
        self.text_label.setWordWrap(True)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, look.px(4), 0, look.px(4))
        row.setSpacing(look.px(12))
        row.addWidget(self.picture)
        row.addWidget(self.text_label, 1)
        look.changed.connect(self._draw)
        self._draw()

    def _draw(self) -> None:
        name, role = ("circle-check", "ok") if self._is_done else ("circle-dashed", "muted")
        self.picture.setPixmap(icons.pixmap(name, role, 0, self.devicePixelRatioF()))


def who(session: Session) -> str:
    """«Секретарь, секретарь»: who was entered first."""
    return f"{session.actor.login} ({ROLE_TITLES[session.actor.role]})"
