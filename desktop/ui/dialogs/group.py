"""A group, class or association of a school year."""

from dataclasses import dataclass

from PySide6.QtWidgets import QWidget

from desktop import clock
from desktop.operations.groups import GroupRow
from desktop.operations.staff import EmployeeRow
from desktop.russian.dates import school_year, school_year_title
from desktop.russian.terms import Terms
from desktop.ui._dialog import Filled, FormDialog
from desktop.ui.form import ChoiceField, TextField


@dataclass(frozen=True)
class Shown:
    """What the dialog needs: the group (None for a new one), the staff, words."""

    row: GroupRow | None
    staff: tuple[EmployeeRow, ...]
    terms: Terms


@dataclass(frozen=True)
class GroupData:
    """What is typed on a group's card."""

    title: str
    year: int
    teacher_id: int | None


class GroupDialog(FormDialog):
    """Title, school year, who leads it."""

    def __init__(self, parent: QWidget | None, shown: Shown, form_id: str, problem: str) -> None:
        word = shown.terms.group
        now = school_year(clock.today())
        years = sorted({now - 1, now, now + 1} | ({shown.row.year} if shown.row else set()))
        super().__init__(
            parent,
            f"{word.capital()} «{shown.row.title}»" if shown.row else f"{_new(str(word))} {word}",
            [
                TextField(
                    "title", "Название", required=True, max_length=100, placeholder=_example(shown)
                ),
                ChoiceField(
                    "year",
                    "Учебный год",
                    [(year, school_year_title(year)) for year in years],
                    required=True,
                ),
                ChoiceField(
                    "teacher",
                    shown.terms.teacher.capital(),
                    [(person.id, person.name.full) for person in shown.staff],
                    none_word="не назначен",
                ),
            ],
            "Сохранить",
            form_id=form_id,
            problem=problem,
            width=480,
        )


def _new(word: str) -> str:
    return {"группа": "Новая", "объединение": "Новое"}.get(word, "Новый")


def _example(shown: Shown) -> str:
    kind = shown.terms.kind
    return {"kindergarten": "Ромашка", "school": "5 А"}.get(kind, "Робототехника")


def ask(
    parent: QWidget | None, shown: Shown, *, form_id: str = "", typed: str = "", problem: str = ""
) -> Filled[GroupData] | None:
    """What to write of a group, or None."""
    dialog = GroupDialog(parent, shown, form_id, problem)
    row = shown.row
    dialog.begin(
        {
            "title": row.title if row else "",
            "year": row.year if row else school_year(clock.today()),
            "teacher": row.teacher_id if row else None,
        },
        typed,
    )
    if not dialog.run():
        return None
    told = dialog.form.values()
    return Filled(GroupData(told["title"], told["year"], told["teacher"]), dialog.form.snapshot())
