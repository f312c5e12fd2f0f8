"""The head signed a paper: on what date."""

from datetime import date

from PySide6.QtWidgets import QWidget

from desktop import clock
from desktop.russian.dates import numeric
from desktop.ui._dialog import FormDialog
from desktop.ui.form import DateField


class SignDialog(FormDialog):
    """Asks for the day; it lies between the paper's date and today."""

    def __init__(self, parent: QWidget | None, title: str, paper_date: date) -> None:
        self._paper_date = paper_date
        super().__init__(
            parent,
            "Отметить подписанным",
            (DateField("on_date", "Дата подписания", required=True),),
            "Подписан",
            intro=f"{title}. После отметки документ не отменяют – только другим приказом.",
            width=460,
        )

    def is_right(self) -> bool:
        day = self.form.values()["on_date"]
        if day < self._paper_date:
            told = f"Документ от {numeric(self._paper_date)}: раньше его подписать не могли."
        elif day > clock.today():
            told = "Этот день ещё не наступил."
        else:
            return True
        self.form.show_error("on_date", told)
        return False


def ask(parent: QWidget | None, title: str, paper_date: date) -> date | None:
    """The day of the signature, or None."""
    dialog = SignDialog(parent, title, paper_date)
    dialog.begin({"on_date": max(paper_date, clock.today())})
    return dialog.form.values()["on_date"] if dialog.run() else None
