"""A representative of a child: a new one, one already on record, changing, ending."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from PySide6.QtWidgets import QWidget

from desktop import clock
from desktop.operations.guardians import CHANNELS, KINSHIPS, GuardianData, GuardianRow
from desktop.operations.views import NameParts
from desktop.russian.folding import fold
from desktop.ui._dialog import Filled, FormDialog
from desktop.ui._people_words import phones_words
from desktop.ui.form import ChoiceField, DateField, Field, PhonesField, Pick, PickField, TextField


@dataclass(frozen=True)
class Shown:
    """What the dialog needs: the child, who is changed (None: added), who may be picked."""

    child_id: int
    child: str
    row: GuardianRow | None
    others: tuple[GuardianRow, ...] = ()


@dataclass(frozen=True)
class Answer:
    """What to write; `guardian_id` when somebody on record was meant."""

    data: GuardianData
    guardian_id: int | None


class GuardianDialog(FormDialog):
    """Name, kinship and its proof, how to reach the family."""

    def __init__(self, parent: QWidget | None, shown: Shown, form_id: str, problem: str) -> None:
        self._shown = shown
        self._by_id = {row.id: row for row in shown.others}
        known = shown.row.kinship if shown.row else ""
        kinships = (*KINSHIPS, known) if known and known not in KINSHIPS else KINSHIPS
        fields: list[Field] = []
        self.pick_field = PickField(
            "known",
            "Уже записан",
            self._search,
            hint="Родитель брата или сестры – выберите его, чтобы не заводить второй раз.",
        )
        if shown.row is None and shown.others:
            fields.append(self.pick_field)
        fields += [
            TextField("last", "Фамилия", required=True, max_length=100),
            TextField("first", "Имя", required=True, max_length=100),
            TextField("middle", "Отчество", max_length=100),
            ChoiceField(
                "kinship", "Кем приходится", [(word, word) for word in kinships], required=True
            ),
            TextField(
                "authority",
                "Чем подтверждено",
                placeholder="свидетельство о рождении, акт об опеке",
                hint="Для согласия: реквизиты документа о полномочиях (152-ФЗ, ст. 9, ч. 4).",
            ),
            PhonesField("phones", "Телефоны"),
            TextField("email", "Электронная почта", max_length=200),
            ChoiceField("channel", "Как сообщать семье", list(CHANNELS.items()), required=True),
            TextField("address", "Адрес", max_length=300),
            TextField(
                "document", "Документ, удостоверяющий личность", max_length=300,
                hint="Нужен только для бланка согласия.",
            ),
        ]  # fmt: skip
        super().__init__(
            parent,
            shown.row.name.full if shown.row else "Новый представитель",
            fields,
            "Сохранить",
            intro=f"Ребёнок: {shown.child}",
            form_id=form_id,
            problem=problem,
            width=560,
        )
        self.pick_field.changed.connect(self._take_known)

    def answer(self) -> Answer:
        """The answers."""
        told = self.form.values()
        data = GuardianData(
            NameParts(told["last"], told["first"], told["middle"]),
            told["kinship"],
            told["authority"],
            told["channel"],
            told["phones"],
            told["email"],
            told["address"],
            told["document"],
        )
        return Answer(data, self._shown.row.id if self._shown.row else told.get("known"))

    def _search(self, text: str) -> Sequence[Pick]:
        words = fold(text).split()
        found = [
            row
            for row in self._shown.others
            if all(word in fold(f"{row.name.full} {' '.join(row.phones)}") for word in words)
        ]
        return [
            Pick(row.id, row.name.full, row.children or phones_words(row.phones)) for row in found
        ]

    def _take_known(self) -> None:
        chosen = self.pick_field.value()
        row = self._by_id.get(chosen) if isinstance(chosen, int) else None
        if row is not None:
            self.form.set_values({k: v for k, v in values_of(row).items() if k != "authority"})


def values_of(row: GuardianRow) -> dict[str, object]:
    """The fields that show this representative."""
    return {
        "last": row.name.last,
        "first": row.name.first,
        "middle": row.name.middle,
        "kinship": row.kinship or None,
        "authority": row.authority,
        "phones": row.phones,
        "email": row.email,
        "channel": row.channel,
        "address": row.address,
        "document": row.document,
    }


def ask(
    parent: QWidget | None, shown: Shown, *, form_id: str = "", typed: str = "", problem: str = ""
) -> Filled[Answer] | None:
    """What to write of a representative, or None."""
    dialog = GuardianDialog(parent, shown, form_id, problem)
    dialog.begin(values_of(shown.row) if shown.row else {"channel": "messenger"}, typed)
    if not dialog.run():
        return None
    return Filled(dialog.answer(), dialog.form.snapshot())


class EndDialog(FormDialog):
    """From which day this person is no longer the child's representative."""

    def __init__(self, parent: QWidget | None, name: str, child: str) -> None:
        super().__init__(
            parent,
            "Прекращение представительства",
            [DateField("on_date", "С какого дня", required=True)],
            "Прекратить",
            intro=f"{name} больше не представитель: {child}. Карточка останется.",
            danger=True,
            width=480,
        )

    def is_right(self) -> bool:
        if self.form.field("on_date").value() > clock.today():
            self.form.show_error("on_date", "Эта дата ещё не наступила.")
            return False
        return True


def ask_end(parent: QWidget | None, name: str, child: str) -> date | None:
    """The day on which the representation ends, or None."""
    dialog = EndDialog(parent, name, child)
    dialog.begin({"on_date": clock.today()})
    return dialog.form.field("on_date").value() if dialog.run() else None
