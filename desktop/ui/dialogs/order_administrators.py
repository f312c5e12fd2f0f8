"""The order appointing administrators: of which chats, the curator, what it replaces."""

from collections.abc import Sequence

from PySide6.QtWidgets import QWidget

from desktop.ui._dialog import Filled
from desktop.ui._documents_request import (
    Choices,
    RequestDialog,
    Wanted,
    chats_field,
    date_and_number,
    employee_field,
    open_request,
)
from desktop.ui.form import TextField

DOCUMENT = "order-administrators"


def ask(
    parent: QWidget | None,
    choices: Choices,
    chat_ids: Sequence[int] = (),
    typed: str = "",
    problem: str = "",
) -> Filled[Wanted] | None:
    """The order wanted, or None. Whom it appoints stands on the cards of its chats. In: chats to
    begin with (else all that have administrators), what was typed and never stored, what was wrong
    the last time."""
    chosen = chat_ids or [row.id for row in choices.chats if row.administrators]
    day, number = date_and_number()
    dialog = RequestDialog(
        parent,
        DOCUMENT,
        "Приказ о назначении администраторов",
        (
            chats_field(choices.chats),
            day,
            employee_field(
                "curator",
                "Куратор чатов",
                choices.employees,
                none="как записан в программе",
            ),
            employee_field(
                "control", "Контроль за исполнением", choices.employees, none="сам руководитель"
            ),
            TextField(
                "cancels",
                "Утрачивает силу",
                placeholder="приказ от 01.09.2025 № 12-ОД «О назначении…»",
                hint="Прежний приказ, если этот его заменяет.",
                max_length=300,
            ),
            number,
        ),
        problem=problem,
    )
    return open_request(dialog, {"chats": chosen}, typed)
