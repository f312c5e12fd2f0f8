"""The card of one child's consents for one chat: where the family stands, every form's history."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from desktop.operations.consents import CATEGORIES, STATES, ConsentRow, MatrixRow
from desktop.operations.permissions import Permission
from desktop.russian.dates import numeric
from desktop.ui import act, look
from desktop.ui._chat_words import CONSENT_CHIPS, conflict_words, consent_chip, day_words
from desktop.ui._flow import FlowLayout
from desktop.ui._parts import Band, Sheet, button, label, row
from desktop.ui.chips import Chip, ChipLabel
from desktop.ui.dialogs.consent_mark import markable

_WITHDRAWN = (
    "Согласие отозвано: сведения и снимки ребёнка из чата убирают и уничтожают в течение 30 дней "
    "(152-ФЗ, ст. 21, ч. 5). Бланк и заявление об отзыве хранят ещё 3 года – их не уничтожают."
)


class ConsentCard(QFrame):
    """`mark_wanted(state, forms)`, `paper_wanted`, `print_wanted`, `sheet_wanted(paper id)`."""

    mark_wanted = Signal(str, object)
    paper_wanted = Signal()
    print_wanted = Signal()
    sheet_wanted = Signal(int)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        look.set_role(self, "card")
        self.line: MatrixRow | None = None
        self.title_label = label("", self, "section")
        self.place_label = label("", self, "muted")
        self.chip = ChipLabel(CONSENT_CHIPS["none"], self)
        self.conflict_band = Band("stop", self)
        self.withdrawn_band = Band("warn", self)
        self.signed_button = button("Подписано…", self, icon="signature")
        self.refused_button = button("Отказ…", self)
        self.withdrawn_button = button("Отзыв…", self, role="danger")
        self.paper_button = button(
            "Внести готовую бумагу…", self, icon="file-plus", name="Внести бумажное согласие"
        )
        self.print_button = button("Напечатать бланк…", self, icon="printer")
        self._deeds = QWidget(self)
        flow = FlowLayout(self._deeds)
        for made in (
            self.signed_button,
            self.refused_button,
            self.withdrawn_button,
            self.print_button,
            self.paper_button,
        ):
            flow.addWidget(made)
        self.setTabOrder(self.print_button, self.paper_button)
        self.paper_button.setToolTip("Согласие, подписанное на бумаге не из программы")
        self.sheet = Sheet("Бланки и их история", self)
        self._column = QVBoxLayout(self)
        self._column.addWidget(self.title_label)
        self._column.addWidget(self.place_label)
        self._column.addLayout(row(self.chip))
        self._column.addWidget(self.conflict_band)
        self._column.addWidget(self.withdrawn_band)
        self._column.addWidget(self._deeds)
        self._column.addWidget(self.sheet, 1)
        self.signed_button.clicked.connect(lambda: self._want("signed"))
        self.refused_button.clicked.connect(lambda: self._want("refused"))
        self.withdrawn_button.clicked.connect(lambda: self._want("withdrawn"))
        self.paper_button.clicked.connect(self.paper_wanted)
        self.print_button.clicked.connect(self.print_wanted)
        look.changed.connect(self._restyle)
        self._restyle()

    def show_line(self, line: MatrixRow) -> None:
        """Tell of this child and chat."""
        self.line = line
        self.title_label.setText(line.child.full)
        self.place_label.setText(f"{line.group}, чат «{line.chat}»")
        self.chip.set_chip(consent_chip(line))
        self.conflict_band.say([conflict_words(line)] if line.state == "conflict" else [])
        withdrawn = line.state == "withdrawn" or any(f.state == "withdrawn" for f in line.forms)
        self.withdrawn_band.say([_WITHDRAWN] if withdrawn and line.state != "signed" else [])
        may = act.allowed(Permission.CONSENTS_WRITE)
        self._deeds.setVisible(may)
        for made, state in (
            (self.signed_button, "signed"),
            (self.refused_button, "refused"),
            (self.withdrawn_button, "withdrawn"),
        ):
            made.setVisible(bool(markable(line.forms, state)))
        self.paper_button.setEnabled(bool(line.guardians))
        self.print_button.setEnabled(bool(line.guardians))
        self._show_forms(line)

    def _show_forms(self, line: MatrixRow) -> None:
        page, column = self.sheet.begin()
        known = {ident for ident, _ in line.guardians}
        for ident, name in line.guardians:
            forms = [form for form in line.forms if form.guardian_id == ident]
            column.addWidget(label(name, page, "strong"))
            if not forms:
                column.addLayout(row(ChipLabel(CONSENT_CHIPS["none"], page)))
            self._list(column, page, forms)
        others = [form for form in line.forms if form.guardian_id not in known]
        for form in others:
            column.addWidget(label(form.guardian or "Подписант не указан", page, "strong"))
            self._list(column, page, [form])
        if not line.guardians and not others:
            told = "У ребёнка не записан законный представитель: добавьте его в разделе «Люди»."
            column.addWidget(label(told, page, "warn"))
        column.addStretch(1)
        self.sheet.put(page)

    def _list(self, column: QVBoxLayout, page: QWidget, forms: Sequence[ConsentRow]) -> None:
        for form in sorted(forms, key=lambda form: form.id, reverse=True):
            place = QFrame(page)
            inner = QVBoxLayout(place)
            inner.setContentsMargins(look.px(12), look.px(4), 0, look.px(8))
            inner.setSpacing(look.px(4))
            number = label(f"Бланк № {form.number}", place)
            number.setWordWrap(False)
            head = row(number, ChipLabel(CONSENT_CHIPS.get(form.state, Chip(form.state)), place))
            if form.paper_id is not None:
                look_at = button(
                    "посмотреть", place, role="link", name=f"Посмотреть бланк № {form.number}"
                )
                look_at.clicked.connect(
                    lambda _=False, ident=form.paper_id: self.sheet_wanted.emit(ident)
                )
                head.insertWidget(2, look_at)
            inner.addLayout(head)
            if scope := _scope(form):
                inner.addWidget(label(scope, place, "muted"))
            for event in form.history:
                note = f" – {event.note}" if event.note else ""
                told = f"{numeric(event.on_date)}  {STATES.get(event.state, event.state)}{note}"
                inner.addWidget(label(f"{told} (записал {event.recorded_by})", place))
            column.addWidget(place)

    def _want(self, state: str) -> None:
        if self.line is not None:
            self.mark_wanted.emit(state, markable(self.line.forms, state))

    def _restyle(self) -> None:
        side = look.px(16)
        self._column.setContentsMargins(side, side, side, look.px(8))
        self._column.setSpacing(look.px(8))


def _scope(form: ConsentRow) -> str:
    if form.state == "refused":  # what was offered is no consent
        return form.resource
    data = ", ".join(CATEGORIES.get(category, category) for category in form.categories)
    term = f"с {numeric(form.valid_from)}"
    if form.valid_until:
        term += f" до {day_words(form.valid_until)}"
    told = f"{data}; {term}"
    return f"{told}; {form.resource}" if form.resource else told
