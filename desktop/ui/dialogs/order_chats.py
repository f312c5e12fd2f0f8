"""The order on creating chats: which, who keeps the register, who controls."""

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

DOCUMENT = "order-create-chats"


def ask(
    parent: QWidget | None,
    choices: Choices,
    chat_ids: Sequence[int] = (),
    typed: str = "",
    problem: str = "",
) -> Filled[Wanted] | None:
    """The order wanted, or None. In: chats to begin with (else those not ordered yet), what was
    typed and never stored, what was wrong the last time."""
    rows = [row for row in choices.chats if row.kind != "parents"]
    chosen = chat_ids or [row.id for row in rows if row.state in ("project", "consents")]
    day, number = date_and_number()
    dialog = RequestDialog(
        parent,
        DOCUMENT,
        "Приказ о создании чатов",
        (
            chats_field(rows),
            day,
            employee_field("registrar", "Кто ведёт реестр чатов", choices.employees),
            employee_field(
                "control", "Контроль за исполнением", choices.employees, none="сам руководитель"
            ),
            number,
        ),
        problem=problem,
    )
    return open_request(dialog, {"chats": chosen}, typed)
