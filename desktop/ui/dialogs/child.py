"""A child's card: a new child, or changing what is written of one."""

from collections.abc import Mapping
from dataclasses import dataclass

from PySide6.QtWidgets import QWidget

from desktop import clock
from desktop.operations.children import ChildCard, ChildData
from desktop.operations.groups import GroupRow
from desktop.operations.views import NameParts
from desktop.russian.dates import numeric
from desktop.russian.folding import name_key
from desktop.russian.terms import Terms
from desktop.ui._dialog import Filled, FormDialog
from desktop.ui._people_words import SEXES
from desktop.ui.form import ChoiceField, DateField, TextField


@dataclass(frozen=True)
class Shown:
    """What the dialog needs: the card (None for a new child), groups, words, and of every known
    name who bears it, so that a double is not entered by accident."""

    card: ChildCard | None
    groups: tuple[GroupRow, ...]
    terms: Terms
    known: Mapping[str, str]


class ChildDialog(FormDialog):
    """Name, birth date, admission; the group of a new child only: later it is a transfer."""

    def __init__(self, parent: QWidget | None, shown: Shown, form_id: str, problem: str) -> None:
        self._shown = shown
        self._agreed = ""
        word = shown.terms.group
        fields = [
            TextField("last", "Фамилия", required=True, max_length=100),
            TextField("first", "Имя", required=True, max_length=100),
            TextField("middle", "Отчество", max_length=100, hint="Если есть."),
            ChoiceField("sex", "Пол", SEXES, hint="Не выбран – определится по имени."),
            DateField("birth_date", "Дата рождения"),
            DateField("admitted_on", "Зачислен(а)"),
            TextField("admission_order", "Приказ о зачислении", placeholder="№ … от …"),
        ]
        if shown.card is None:
            options = [(row.id, f"{row.title}, {row.year_title}") for row in shown.groups]
            fields.insert(5, ChoiceField("group", word.capital(), options))
        super().__init__(
            parent,
            shown.card.row.name.full if shown.card else f"Новый {shown.terms.child}",
            fields,
            "Сохранить",
            form_id=form_id,
            problem=problem,
            width=520,
        )

    def data(self) -> ChildData:
        """The answers."""
        told = self.form.values()
        name = NameParts(told["last"], told["first"], told["middle"], told["sex"] or "")
        return ChildData(
            name, told["birth_date"], told.get("group"), told["admitted_on"],
            told["admission_order"],
        )  # fmt: skip

    def is_right(self) -> bool:
        told = self.form.values()
        today = clock.today()
        if told["birth_date"] and told["birth_date"] > today:
            self.form.show_error("birth_date", "Эта дата ещё не наступила.")
            return False
        born, admitted = told["birth_date"], told["admitted_on"]
        if born and admitted and admitted < born:
            self.form.show_error("admitted_on", "Зачисление раньше рождения: проверьте обе даты.")
            return False
        key = name_key(told["last"], told["first"], told["middle"])
        double = self._shown.known.get(key, "")
        if self._shown.card is None and double and self._agreed != key:
            self._agreed = key
            self.form.show_error(
                "last", f"Уже записан: {double}. Если это тёзка, нажмите «Сохранить» ещё раз."
            )
            return False
        return True


def ask(
    parent: QWidget | None, shown: Shown, *, form_id: str = "", typed: str = "", problem: str = ""
) -> Filled[ChildData] | None:
    """What to write on a child's card, or None."""
    dialog = ChildDialog(parent, shown, form_id, problem)
    card = shown.card
    if card is None:
        dialog.begin({"admitted_on": clock.today()}, typed)
    else:
        name = card.row.name
        dialog.begin(
            {
                "last": name.last,
                "first": name.first,
                "middle": name.middle,
                "sex": name.sex or None,
                "birth_date": card.row.birth_date,
                "admitted_on": card.admitted_on,
                "admission_order": card.admission_order,
            },
            typed,
        )
    if not dialog.run():
        return None
    return Filled(dialog.data(), dialog.form.snapshot())


def known_names(rows: tuple[object, ...] | list[object]) -> dict[str, str]:
    """Of every child of a list, by the key of the name, how to tell who it is."""
    known: dict[str, str] = {}
    for row in rows:
        name, birth, group = (getattr(row, a) for a in ("name", "birth_date", "group"))
        about = ", ".join(filter(None, (group, numeric(birth) if birth else "")))
        known[name_key(name.last, name.first, name.middle)] = (
            f"{name.full} ({about or 'вне групп'})"
        )
    return known
