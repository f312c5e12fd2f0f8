"""Transfer of a child to another group, and leaving the institution."""

from dataclasses import dataclass
from datetime import date

from PySide6.QtWidgets import QWidget

from desktop import clock
from desktop.operations.children import ChildRow
from desktop.operations.groups import GroupRow
from desktop.russian.terms import Terms
from desktop.ui._dialog import FormDialog
from desktop.ui.form import ChoiceField, DateField, TextField

DEPARTURES = (
    "выпуск",
    "перевод в другую организацию",
    "заявление родителей",
    "переезд",
    "другое",
)


@dataclass(frozen=True)
class Transfer:
    """To which group, since when, why."""

    group_id: int
    on_date: date
    reason: str


class _DayDialog(FormDialog):
    """A deed with a day that must not lie ahead."""

    def is_right(self) -> bool:
        if self.form.field("on_date").value() > clock.today():
            self.form.show_error("on_date", "Эта дата ещё не наступила.")
            return False
        return True


class DepartureDialog(_DayDialog):
    """Why and when the child leaves; a reason of one's own words for «другое»."""

    def __init__(self, parent: QWidget | None, row: ChildRow) -> None:
        super().__init__(
            parent,
            "Выбытие",
            [
                ChoiceField(
                    "reason", "Причина", [(word, word) for word in DEPARTURES], required=True
                ),
                TextField("other", "Своими словами", max_length=200),
                DateField("on_date", "Последний день", required=True),
            ],
            "Записать выбытие",
            intro=f"{row.name.full}. Карточка, согласия и история останутся.",
            danger=True,
            width=480,
        )
        self.form.field("reason").changed.connect(self._fit_reason)
        self._fit_reason()

    def _fit_reason(self) -> None:
        self.form.set_field_visible("other", self.form.field("reason").value() == "другое")

    def is_right(self) -> bool:
        told = self.form.values()
        if told["reason"] == "другое" and not told["other"]:
            self.form.show_error("other", "Напишите причину.")
            return False
        return super().is_right()


def ask(
    parent: QWidget | None, row: ChildRow, groups: tuple[GroupRow, ...], terms: Terms
) -> Transfer | None:
    """Where the child is transferred, or None."""
    options = [(g.id, f"{g.title}, {g.year_title}") for g in groups if g.id != row.group_id]
    word = terms.group
    dialog = _DayDialog(
        parent,
        "Перевод",
        [
            ChoiceField("group", f"В какую: {word}", options, required=True),
            DateField("on_date", "С какого дня", required=True),
            TextField("reason", "Причина", max_length=200, placeholder="перевод"),
        ],
        "Перевести",
        intro=f"{row.name.full}. Сейчас: {row.group or 'вне групп'}.",
        width=480,
    )
    dialog.begin({"on_date": clock.today()})
    if not dialog.run():
        return None
    told = dialog.form.values()
    return Transfer(told["group"], told["on_date"], told["reason"])


def ask_departure(parent: QWidget | None, row: ChildRow) -> tuple[date, str] | None:
    """(last day, reason) of leaving, or None."""
    dialog = DepartureDialog(parent, row)
    dialog.begin({"on_date": clock.today()})
    if not dialog.run():
        return None
    told = dialog.form.values()
    reason = told["other"] if told["reason"] == "другое" else told["reason"]
    return told["on_date"], reason
