"""A period of office of the head: a new one, or a correction."""

from PySide6.QtWidgets import QWidget

from desktop.operations.views import HeadData
from desktop.russian.terms import terms
from desktop.ui import ask as questions
from desktop.ui._wizard_institution import head_fields, head_of, head_problem, head_values
from desktop.ui.dialogs._frame import ShortFormDialog
from desktop.ui.form import Form


class HeadTermDialog(ShortFormDialog):
    """Post, names, since and until."""

    def __init__(self, data: HeadData | None, kind: str, parent: QWidget | None = None) -> None:
        form = Form(head_fields(required=True))
        sentence = "" if data else "Полномочия прежнего руководителя окончатся накануне."
        title = "Исправить запись о руководителе" if data else "Новый руководитель"
        super().__init__(title, form, "Записать", sentence, parent)
        if data is not None:
            form.set_values(head_values(data))
        elif kind:
            form.set_values({"head_position": str(terms(kind).head)})

    def check(self) -> bool:
        if not super().check():
            return False
        key, sentence = head_problem(self.form.values())
        if key:
            self.form.show_error(key, sentence)
        return not key


def ask(parent: QWidget | None, data: HeadData | None, kind: str) -> HeadData | None:
    """The term as typed, or None. In: the term to correct, the kind of institution."""
    dialog = HeadTermDialog(data, kind, parent)
    return head_of(dialog.form.values()) if questions.show_dialog(dialog) else None
