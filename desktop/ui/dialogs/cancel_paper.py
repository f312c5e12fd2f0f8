"""An unsigned paper is taken out of use: why."""

from PySide6.QtWidgets import QWidget

from desktop.ui._dialog import FormDialog
from desktop.ui.form import MultilineField


def ask(parent: QWidget | None, title: str) -> str | None:
    """The reason that stays in the journal, or None."""
    dialog = FormDialog(
        parent,
        "Отменить документ",
        (MultilineField("reason", "Причина", required=True, lines=2),),
        "Отменить документ",
        intro=f"{title}. Номер останется занятым, документ – в журнале с пометкой «отменён».",
        danger=True,
        width=480,
    )
    dialog.begin({})
    return str(dialog.form.values()["reason"]) if dialog.run() else None
