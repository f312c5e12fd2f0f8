"""Marking forms of consent: a signed stack, a refusal, a withdrawal."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from PySide6.QtWidgets import QWidget

from desktop import clock
from desktop.operations.consents import CATEGORIES, ConsentRow
from desktop.russian.dates import numeric
from desktop.ui._dialog import ChecksField, FormDialog
from desktop.ui.form import DateField, TextField

_USUAL = ("name", "photo", "video", "achievements")
# Which forms a mark is for.
BEFORE = {"signed": "printed", "refused": "printed", "withdrawn": "signed"}
_TITLES = {
    "signed": "Отметить подписанные",
    "refused": "Записать отказ",
    "withdrawn": "Записать отзыв согласия",
}
_INTRO = {
    "signed": "Отметьте бланки, которые вернулись с подписью. Дата – день, когда их принесли. "
    "Бланки, в которых «да» стоит не у тех же строк, отметьте отдельно.",
    "refused": "Семья отказалась подписать бланк. Отказ не мешает ребёнку ходить на занятия; "
    "сведения и снимки ребёнка в чат не отправляют.",
    "withdrawn": "Согласие прекращается в день, когда отзыв получен. Сведения и снимки ребёнка "
    "нужно убрать из чата и уничтожить в течение 30 дней (152-ФЗ, ст. 21, ч. 5). Сам бланк и "
    "заявление об отзыве хранят ещё 3 года – их не уничтожают.",
}
_NOTES = {
    "signed": "Примечание",
    "refused": "Чем подтверждён отказ",
    "withdrawn": "Заявление об отзыве",
}


@dataclass(frozen=True)
class Marks:
    """The forms that get the mark, its date and note."""

    consent_ids: tuple[int, ...]
    on_date: date
    note: str
    categories: tuple[str, ...] | None = None  # of a signed form: the lines ticked «да»


class MarkDialog(FormDialog):
    """Which forms, on what date."""

    def __init__(self, parent: QWidget | None, state: str, forms: Sequence[ConsentRow]) -> None:
        self._forms = {form.id: form for form in forms}
        super().__init__(
            parent,
            _TITLES[state],
            [
                ChecksField(
                    "forms",
                    "Бланки",
                    [(form.id, _told(form)) for form in forms],
                    required=True,
                    columns=1,
                ),
                *_ticks(state),
                DateField("on_date", "Дата", required=True),
                TextField("note", _NOTES[state], placeholder=_example(state)),
            ],
            _TITLES[state],
            intro=_INTRO[state],
            danger=state == "withdrawn",
            width=640,
        )

    def is_right(self) -> bool:
        told = self.form.values()
        wrong = ""
        if told["on_date"] > clock.today():
            wrong = "Эта дата ещё не наступила: поставьте день, когда бумагу получили."
        for ident in told["forms"]:
            since = self._forms[ident].state_since
            if not wrong and since and told["on_date"] < since:
                wrong = f"Бланк № {self._forms[ident].number}: прошлая отметка {numeric(since)}."
        if wrong:
            self.form.show_error("on_date", wrong)
        return not wrong


def markable(forms: Sequence[ConsentRow], state: str) -> list[ConsentRow]:
    """The forms that may get the mark."""
    return [form for form in forms if form.state == BEFORE[state]]


def ask(parent: QWidget | None, state: str, forms: Sequence[ConsentRow]) -> Marks | None:
    """Which of these forms get the mark and when, or None.

    A child's only form is ticked beforehand; where both parents have one the person says whose
    came back.
    """
    dialog = MarkDialog(parent, state, forms)
    per_child = Counter((form.child_id, form.chat_id) for form in forms)
    sure = [form.id for form in forms if per_child[form.child_id, form.chat_id] == 1]
    ticks = {"categories": _USUAL} if state == "signed" else {}
    dialog.begin({"forms": sure, "on_date": clock.today(), **ticks})
    if not dialog.run():
        return None
    told = dialog.form.values()
    return Marks(told["forms"], told["on_date"], told["note"], told.get("categories"))


def _ticks(state: str) -> list[ChecksField]:
    """What the family allowed: only a signed form has it."""
    if state != "signed":
        return []
    return [
        ChecksField(
            "categories",
            "Где в бланке стоит «да»",
            list(CATEGORIES.items()),
            required=True,
            hint="Строка без отметки означает «нет»: снимите галочку.",
        )
    ]


def _told(form: ConsentRow) -> str:
    return f"{form.child} – {form.guardian or 'представитель не указан'}, № {form.number}"


def _example(state: str) -> str:
    return "вх. № 14 от 20.11.2026" if state != "signed" else ""
