"""Entering one consent that was signed on a paper not printed by the program."""

from datetime import date
from typing import Any

from PySide6.QtWidgets import QWidget

from desktop import clock
from desktop.operations.consents import CATEGORIES, MatrixRow
from desktop.ui._dialog import ChecksField, Filled, FormDialog
from desktop.ui.form import ChoiceField, DateField, TextField

_ANSWERS = (("signed", "подписано"), ("refused", "отказ"))
_USUAL = ("name", "photo", "video", "achievements")


class PaperDialog(FormDialog):
    """Number, representative, data, dates of a paper."""

    def __init__(self, parent: QWidget | None, line: MatrixRow, form_id: str, problem: str) -> None:
        super().__init__(
            parent,
            "Внести бумажное согласие",
            [
                ChoiceField("guardian", "Кто подписал", line.guardians, required=True),
                ChoiceField("state", "Что на бумаге", _ANSWERS, required=True),
                DateField("on_date", "Дата подписи", required=True),
                ChecksField(
                    "categories", "На какие сведения", tuple(CATEGORIES.items()), required=True
                ),
                DateField(
                    "valid_until", "Действует до", hint="Пусто – пока ребёнок посещает организацию."
                ),
                TextField(
                    "number",
                    "Номер на бумаге",
                    width=160,
                    max_length=40,
                    hint="Пусто – следующий номер журнала согласий.",
                ),
            ],
            "Внести",
            intro=f"{line.child.full}, чат «{line.chat}».",
            form_id=form_id,
            problem=problem,
            width=560,
        )

    def is_right(self) -> bool:
        told = self.form.values()
        if told["on_date"] > clock.today():
            self.form.show_error("on_date", "Эта дата ещё не наступила.")
            return False
        if told["valid_until"] and told["valid_until"] < told["on_date"]:
            self.form.show_error("valid_until", "Срок кончается раньше подписи.")
            return False
        return True


def ask(
    parent: QWidget | None, line: MatrixRow, form_id: str, typed: str = "", problem: str = ""
) -> Filled[dict[str, Any]] | None:
    """What `consents.register_consent` takes, or None."""
    dialog = PaperDialog(parent, line, form_id, problem)
    only = line.guardians[0][0] if len(line.guardians) == 1 else None
    start = {"guardian": only, "state": "signed", "categories": _USUAL}
    dialog.begin({**start, "on_date": clock.today()}, typed)
    if not dialog.run():
        return None
    told = dialog.form.values()
    day: date = told["on_date"]
    data = {
        "child_id": line.child_id,
        "chat_id": line.chat_id,
        "guardian_id": told["guardian"],
        "number": told["number"],
        "categories": told["categories"],
        "valid_from": day,
        "valid_until": told["valid_until"],
        "state": told["state"],
        "on_date": day,
    }
    return Filled(data, dialog.form.snapshot())
