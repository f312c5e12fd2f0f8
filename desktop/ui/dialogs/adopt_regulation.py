"""Another supplied act as the base of the institution's regulation."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from PySide6.QtWidgets import QWidget

from desktop import clock
from desktop.ui._dialog import FormDialog
from desktop.ui.form import ChoiceField, DateField, TextField


@dataclass(frozen=True)
class Adopted:
    """What was chosen."""

    profile: str
    title: str
    order_number: str
    approved_on: date | None
    in_force_from: date


def ask(parent: QWidget | None, profiles: Sequence[tuple[str, str, str]]) -> Adopted | None:
    """The act to start from and its order, or None. In: (id, kind word, title) of the acts."""
    options = [(ident, title) for ident, _, title in profiles]
    dialog = FormDialog(
        parent,
        "Начать с другого положения",
        (
            ChoiceField("profile", "Образец", options, required=True),
            TextField(
                "title",
                "Название в вашей организации",
                hint="Оставьте пустым – возьмётся название образца.",
                max_length=300,
            ),
            TextField("order_number", "Номер приказа об утверждении", max_length=30, width=200),
            DateField("approved_on", "Дата приказа"),
            DateField("in_force_from", "Действует с", required=True),
        ),
        "Ввести в действие",
        intro="Нынешнее положение закончится днём раньше и останется в истории: сообщения и "
        "документы прошлых дней проверяются по нему.",
        width=560,
    )
    dialog.begin({"in_force_from": clock.today()})
    return Adopted(**dialog.form.values()) if dialog.run() else None
