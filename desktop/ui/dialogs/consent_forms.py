"""Forms of consent: before printing (for whom, from which day), and as they will be on paper."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from PySide6.QtWidgets import QDialog, QVBoxLayout, QWidget

from desktop import clock
from desktop.operations.consents import MatrixRow
from desktop.russian.plural import count
from desktop.ui import ask as asking
from desktop.ui import look
from desktop.ui._dialog import FormDialog
from desktop.ui._paper_parts import print_out, save_as
from desktop.ui._parts import Band, button, row
from desktop.ui.form import CheckField, DateField
from desktop.ui.preview import PaperPreview

_FORMS = ("бланк", "бланка", "бланков")


@dataclass(frozen=True)
class Printing:
    """From which day the forms are, and whether the printer uses both sides."""

    day: date
    duplex: bool


def ask(parent: QWidget | None, lines: Sequence[MatrixRow]) -> Printing | None:
    """Date and sides of the forms of these children, or None."""
    forms = sum(len(line.guardians) for line in lines)
    without = [line.child.full for line in lines if not line.guardians]
    again = [line.child.full for line in lines if line.state in ("printed", "signed")]
    warning = []
    if without:
        warning.append(f"Без представителя, бланка не будет: {', '.join(without)}.")
    if again:
        warning.append(f"Бланк уже выдан или подписан: {', '.join(again)}.")
    dialog = FormDialog(
        parent,
        "Напечатать бланки согласий",
        [
            DateField("day", "Дата бланков", required=True),
            CheckField(
                "duplex",
                "Печать с двух сторон",
                hint="Каждый бланк начнётся с лицевой стороны нового листа.",
            ),
        ],
        f"Зарегистрировать {count(forms, *_FORMS)}",
        intro=f"Каждому представителю – отдельный бланк со своим номером: "
        f"{count(forms, *_FORMS)}. Номера займут место в журнале согласий.",
        warning=warning,
        width=520,
    )
    dialog.begin({"day": clock.today()})
    if not dialog.run():
        return None
    told = dialog.form.values()
    return Printing(told["day"], told["duplex"])


class FormsDialog(QDialog):
    """The registered forms as they will be printed."""

    def __init__(
        self, parent: QWidget | None, pdf: bytes, title: str, without: Sequence[str]
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(title)
        self.setAccessibleName(title)
        self._pdf = pdf
        self._title = title
        self.preview = PaperPreview(self)
        self.preview.set_pdf(pdf)
        self.without_band = Band("warn", self)
        if without:
            self.without_band.say([f"Бланка нет, не записан представитель: {', '.join(without)}."])
        self.close_button = button("Закрыть", self)
        self.close_button.setAutoDefault(False)
        self.close_button.clicked.connect(self.accept)
        column = QVBoxLayout(self)
        side = look.px(16)
        column.setContentsMargins(side, side, side, side)
        column.setSpacing(look.px(8))
        column.addWidget(self.without_band)
        column.addWidget(self.preview, 1)
        buttons = row(stretch=False)
        buttons.addStretch(1)
        buttons.addWidget(self.close_button)
        column.addLayout(buttons)
        self.preview.print_requested.connect(self._print)
        self.preview.save_requested.connect(self._save)
        screen = self.screen().availableGeometry()
        self.resize(min(look.px(980), screen.width() - 40), min(look.px(820), screen.height() - 60))

    def _print(self) -> None:
        self._run = print_out(self, self._pdf, self._title)

    def _save(self) -> None:
        save_as(self, self._pdf, f"{self._title}.pdf")


def show(parent: QWidget | None, pdf: bytes, title: str, without: Sequence[str] = ()) -> None:
    """Let the person look at the forms, print and save them."""
    dialog = FormsDialog(parent, pdf, title, without)
    asking.show_dialog(dialog)
    dialog.deleteLater()
